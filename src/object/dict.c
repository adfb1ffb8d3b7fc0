/* SPDX-License-Identifier: MIT
 * The hash table of dict and set: lookup, insertion, removal, growth, and the dict operations that
 * C calls. */
#include "object/dictcore.h"
#include "object/int.h"
#include "object/seq.h"
#include "object/str.h"

#include "base/hash.h"

#define INLINE static inline __attribute__((always_inline))

enum {
    SMALL = 8,
    MIN_SLOTS = 16,
    BECOMING_KEYED = 4, /* h.kind: the slots still go by the plain hashes */
    SUSPICIOUS = 128, /* taken slots before a new str's own; chance would do that (2/3)^128 times */
};

/* ---- layout ---------------------------------------------------------------------------------- */

INLINE KrIndexSlot *slots_of(const KrDict *d)
{
    return (KrIndexSlot *)d->index->data;
}

INLINE uint32_t *hashes_of(const KrDict *d)
{
    return (uint32_t *)(d->index->data +
                        (d->mask ? ((size_t)d->mask + 1) * sizeof(KrIndexSlot) : 0));
}

INLINE uint32_t str_hash(KrValue key)
{
    return krdict_fold(krstr_hash(kras_str(key)));
}

INLINE uint32_t int_hash(KrValue key)
{
    int64_t i = kras_int(key);
    return krdict_fold((uint64_t)(i == -1 ? -2 : i));
}

bool krhash_key(KrVm *vm, KrValue key, uint64_t *out)
{
    switch (krshape_id(key)) {
    case KR_T_str:
        *out = krstr_hash(kras_str(key));
        return true;
    case KR_T_tuple:
        return krtuple_hash(vm, kras_tuple(key), out);
    case KR_T_int:
        *out = krint_hash(key);
        return true;
    default:
        return krobj_hash(vm, key, out);
    }
}

bool krdict_hash(KrVm *vm, KrValue key, uint32_t *hash)
{
    uint64_t full;
    if (!krhash_key(vm, key, &full))
        return false;
    *hash = krdict_fold(full);
    return true;
}

uint32_t krdict_hash_at(const KrDict *d, uint32_t entry)
{
    if (d->index)
        return hashes_of(d)[entry];
    KrValue key = krdict_entries(d)[entry].key;
    return kris_int(key) ? int_hash(key) : str_hash(key);
}

/* ---- lookup ---------------------------------------------------------------------------------- */

/* Where a hash may stand in the index: the whole hash decides the way from one slot to the next, so
 * that keys which differ in their upper bits only part soon. */
typedef struct Probe {
    uint32_t at, rest;
} Probe;

INLINE Probe probe_start(uint32_t hash, uint32_t mask)
{
    return (Probe){(hash ^ hash >> 15) & mask, hash};
}

INLINE void probe_next(Probe *p, uint32_t mask)
{
    p->rest >>= 5;
    p->at = (p->at * 5 + p->rest + 1) & mask;
}

INLINE bool same_text(const KrStr *a, const KrStr *b)
{
    return a->hash == b->hash && a->size == b->size &&
           memcmp(krstr_data(a), krstr_data(b), a->size) == 0;
}

/* Among keys that are all simple an int equals only the same word. */
INLINE int64_t find_int(const KrDict *d, KrValue key, uint32_t hash)
{
    const KrEntry *e = krdict_entries(d);
    if (!d->mask) {
        for (uint32_t i = 0; i < d->used; i++)
            if (e[i].key == key)
                return i;
        return KR_ABSENT;
    }
    const KrIndexSlot *slots = slots_of(d);
    for (Probe p = probe_start(hash, d->mask);; probe_next(&p, d->mask)) {
        KrIndexSlot s = slots[p.at];
        if (s.entry == 0)
            return KR_ABSENT;
        if (s.hash == hash && e[s.entry - 1].key == key)
            return s.entry - 1;
    }
}

static int64_t find_text_small(const KrDict *d, const KrStr *key)
{
    const KrEntry *e = krdict_entries(d);
    bool interned = key->h.flags & KR_STR_INTERNED;
    for (uint32_t i = 0; i < d->used; i++) {
        if (!kris_exact(e[i].key, KR_T_str))
            continue;
        const KrStr *at = kras_str(e[i].key);
        if (!(interned && at->h.flags & KR_STR_INTERNED) && same_text(at, key))
            return i;
    }
    return KR_ABSENT;
}

/* The key's hash has been computed. Keys that are no exact strs never match. */
INLINE int64_t find_str(const KrDict *d, const KrStr *key, uint32_t hash)
{
    const KrEntry *e = krdict_entries(d);
    if (!d->mask) {
        for (uint32_t i = 0; i < d->used; i++)
            if (e[i].key == krvalue(key))
                return i;
        if (key->h.flags & KR_STR_INTERNED && !(d->h.flags & KR_DICT_UNINTERNED))
            return KR_ABSENT;
        return find_text_small(d, key);
    }
    const KrIndexSlot *slots = slots_of(d);
    for (Probe p = probe_start(hash, d->mask);; probe_next(&p, d->mask)) {
        KrIndexSlot s = slots[p.at];
        if (s.entry == 0)
            return KR_ABSENT;
        if (s.hash != hash)
            continue;
        KrValue at = e[s.entry - 1].key;
        if (at == krvalue(key) || (kris_exact(at, KR_T_str) && same_text(kras_str(at), key)))
            return s.entry - 1;
    }
}

/* Steps to the next entry whose hash is the wanted one. */
INLINE int64_t next_candidate(const KrDict *d, uint32_t hash, Probe *p, bool first)
{
    if (!d->mask) {
        for (uint32_t i = first ? 0 : p->at + 1; i < d->used; i++)
            if (krdict_entries(d)[i].key != KR_EMPTY && krdict_hash_at(d, i) == hash)
                return p->at = i;
        return KR_ABSENT;
    }
    if (first)
        *p = probe_start(hash, d->mask);
    else
        probe_next(p, d->mask);
    for (;; probe_next(p, d->mask)) {
        KrIndexSlot s = slots_of(d)[p->at];
        if (s.entry == 0)
            return KR_ABSENT;
        if (s.hash == hash && krdict_entries(d)[s.entry - 1].key != KR_EMPTY)
            return s.entry - 1;
    }
}

/* Any key in any dict. An __eq__ may change the dict: then the search begins again. */
static int64_t find_any(KrVm *vm, KrDict *d, KrValue key, uint32_t hash)
{
    Probe p = {0, 0};
    KrValues *entries = d->entries;
    KrRaw *index = d->index;
    int64_t i = next_candidate(d, hash, &p, true);
    while (i >= 0) {
        KrValue at = krdict_entries(d)[i].key;
        if (at == key)
            return i;
        int equal = krobj_eq(vm, at, key);
        if (equal < 0)
            return KR_FAILED;
        bool changed = d->entries != entries || d->index != index || (uint32_t)i >= d->used ||
                       krdict_entries(d)[i].key != at;
        if (equal && !changed)
            return i;
        entries = d->entries;
        index = d->index;
        i = next_candidate(d, hash, &p, changed);
    }
    return KR_ABSENT;
}

/* ---- under attack ---------------------------------------------------------------------------- */

/* The hash of text is fixed, so whoever chooses the keys can make them collide. A dict that has
 * seen it happen places exact strs and bytes by a hash keyed with the VM's secret. The stored
 * hashes stay the plain ones. */
static bool is_text(KrValue key)
{
    return kris_exact(key, KR_T_str) || kris_exact(key, KR_T_bytes);
}

static uint32_t keyed_hash(KrVm *vm, KrValue key)
{
    if (kris_exact(key, KR_T_bytes))
        return krdict_fold(krhash_keyed(vm->secret, kras_bytes(key)->at, kras_bytes(key)->n));
    const KrStr *s = kras_str(key);
    return krdict_fold(krhash_keyed(vm->secret, krstr_data(s), s->size));
}

INLINE uint32_t slot_hash(KrVm *vm, const KrDict *d, KrValue key, uint32_t hash)
{
    return KR_UNLIKELY(d->h.kind & KR_DICT_KEYED) && is_text(key) ? keyed_hash(vm, key) : hash;
}

static bool same_bytes(KrValue a, KrValue b)
{
    const KrBytes *x = kras_bytes(a), *y = kras_bytes(b);
    return x->n == y->n && memcmp(x->at, y->at, x->n) == 0;
}

/* An exact str or bytes among those placed by the keyed hash, given that. */
static int64_t find_keyed_text(const KrDict *d, KrValue key, uint32_t hash)
{
    for (Probe p = probe_start(hash, d->mask);; probe_next(&p, d->mask)) {
        KrIndexSlot s = slots_of(d)[p.at];
        if (s.entry == 0)
            return KR_ABSENT;
        KrValue at = krdict_entries(d)[s.entry - 1].key;
        if (s.hash != hash || at == KR_EMPTY || kras_obj(key)->shape != krshape_id(at))
            continue;
        if (kris_exact(key, KR_T_str) ? krstr_equal(kras_str(at), kras_str(key))
                                      : same_bytes(at, key))
            return s.entry - 1;
    }
}

/* What a key of a class that Python code made may equal among them: compared one by one. */
static int64_t find_keyed_scan(KrVm *vm, KrDict *d, KrValue key, uint32_t hash)
{
    for (uint32_t i = d->first; i < d->used; i++) {
        KrValue at = krdict_entries(d)[i].key;
        if (at == KR_EMPTY || !is_text(at) || krdict_hash_at(d, i) != hash)
            continue;
        int equal = krobj_eq(vm, at, key);
        if (equal < 0 || !krcharge(vm, 1))
            return KR_FAILED;
        if (equal && i < d->used && krdict_entries(d)[i].key == at)
            return i;
    }
    return KR_ABSENT;
}

/* *slot: what the key's slot goes by, if it is to be added. */
static int64_t find_keyed(KrVm *vm, KrDict *d, KrValue key, uint32_t hash, uint32_t *slot)
{
    *slot = is_text(key) ? keyed_hash(vm, key) : hash;
    int64_t i = is_text(key) ? find_keyed_text(d, key, *slot) : KR_ABSENT;
    if (i == KR_ABSENT)
        i = find_any(vm, d, key, hash);
    if (i == KR_ABSENT && !(krtype_of(vm, key)->flags & KR_TF_BUILTIN))
        i = find_keyed_scan(vm, d, key, hash);
    return i;
}

INLINE int64_t find_general(KrVm *vm, KrDict *d, KrValue key, uint32_t hash, uint32_t *slot)
{
    bool keyed = d->h.kind & KR_DICT_KEYED && d->mask;
    if (KR_UNLIKELY(keyed))
        return find_keyed(vm, d, key, hash, slot);
    *slot = slot_hash(vm, d, key, hash);
    return find_any(vm, d, key, hash);
}

/* ---- any key --------------------------------------------------------------------------------- */

int64_t krdict_find(KrVm *vm, KrDict *d, KrValue key, uint32_t hash)
{
    if (KR_LIKELY(!(d->h.flags & KR_DICT_OTHER))) {
        if (kris_int(key))
            return find_int(d, key, hash);
        if (kris_exact(key, KR_T_str))
            return find_str(d, kras_str(key), hash);
    }
    uint32_t slot;
    return find_general(vm, d, key, hash, &slot);
}

/* Finds a key whose hash is not known yet, and tells the hash and, unless it is found, what its slot goes by. */
INLINE int64_t find_key(KrVm *vm, KrDict *d, KrValue key, uint32_t *hash, uint32_t *slot)
{
    if (KR_LIKELY(!(d->h.flags & KR_DICT_OTHER))) {
        if (kris_int(key)) {
            *slot = *hash = int_hash(key);
            return find_int(d, key, *hash);
        }
        if (kris_exact(key, KR_T_str)) {
            *slot = *hash = str_hash(key);
            return find_str(d, kras_str(key), *hash);
        }
    }
    if (!krdict_hash(vm, key, hash))
        return KR_FAILED;
    uint8_t kind = d->h.kind;
    int64_t i = find_general(vm, d, key, *hash, slot);
    if (KR_UNLIKELY(d->h.kind != kind)) /* an __eq__ has changed the dict */
        *slot = slot_hash(vm, d, key, *hash);
    return i;
}

/* ---- growth ---------------------------------------------------------------------------------- */

INLINE uint32_t usable(uint64_t slots)
{
    return (uint32_t)(slots * 2 / 3);
}

/* Returns how many slots were taken already. */
INLINE uint32_t place(KrIndexSlot *slots, uint32_t mask, uint32_t hash, uint32_t entry)
{
    Probe p = probe_start(hash, mask);
    uint32_t taken = 0;
    for (; slots[p.at].entry; taken++)
        probe_next(&p, mask);
    slots[p.at] = (KrIndexSlot){hash, entry + 1};
    return taken;
}

/* The keyed hashes are in the old slots: they are not computed again for entries that keep their order without gaps. */
static void place_again(KrIndexSlot *slots, uint32_t mask, const KrDict *from)
{
    const KrIndexSlot *old = slots_of(from);
    for (uint32_t i = 0; i <= from->mask; i++)
        if (old[i].entry)
            place(slots, mask, old[i].hash, old[i].entry - 1);
}

/* Copies the live entries of `from` into the fresh cells of d, closing the gaps. */
static uint32_t refill(KrVm *vm, KrDict *d, const KrDict *from)
{
    const KrEntry *old = krdict_entries(from);
    KrEntry *e = krdict_entries(d);
    KrIndexSlot *slots = d->mask ? slots_of(d) : NULL;
    uint32_t *hashes = d->index ? hashes_of(d) : NULL;
    uint32_t n = 0;
    bool again = slots && (d->h.kind & from->h.kind & (KR_DICT_KEYED | BECOMING_KEYED)) == KR_DICT_KEYED && from->mask && !from->first && from->live == from->used;
    if (again)
        place_again(slots, d->mask, from);
    for (uint32_t i = from->first; i < from->used; i++) {
        if (old[i].key == KR_EMPTY)
            continue;
        krstore(vm, d->entries, &e[n].key, old[i].key);
        krstore(vm, d->entries, &e[n].value, old[i].value);
        if (hashes) {
            hashes[n] = krdict_hash_at(from, i);
            if (slots && !again)
                place(slots, d->mask, slot_hash(vm, d, old[i].key, hashes[n]), n);
        }
        n++;
    }
    return n;
}

/* The size of a table for that many items. */
static bool choose_size(KrVm *vm, size_t items, uint64_t *slots, uint64_t *cap)
{
    *slots = 0;
    *cap = items <= SMALL / 2 ? SMALL / 2 : SMALL;
    if (items <= SMALL)
        return true;
    *slots = MIN_SLOTS;
    while (usable(*slots) < items)
        *slots *= 2;
    *cap = usable(*slots);
    return *slots <= UINT64_C(1) << 31 || (krraise_memory(vm), false);
}

/* Gives d, which may be `from` itself, cells of that size and the live entries of `from`. The work is charged without a
 * poll: callers rely on no Python running here. */
static bool move_to(KrVm *vm, KrDict *d, const KrDict *from, uint64_t slots, uint64_t cap)
{
    KrRaw *index = NULL;
    if (slots || from->h.flags & KR_DICT_OTHER) {
        index = krheap_raw(vm, slots * sizeof(KrIndexSlot) + cap * sizeof(uint32_t));
        if (!index)
            return false;
    }
    KrValues *entries = krheap_values(vm, cap * 2);
    if (!entries)
        return false;
    KrDict old = *from;
    krdict_take_traits(d, &old);
    KR_STORE_PTR(vm, d, &d->entries, entries);
    KR_STORE_PTR(vm, d, &d->index, index);
    d->mask = slots ? (uint32_t)slots - 1 : 0;
    d->first = 0;
    d->used = d->live = refill(vm, d, &old);
    d->room = (uint32_t)cap - d->used;
    vm->exec->budget -= d->used / 4 + (int64_t)slots / 8;
    return true;
}

static bool rebuild(KrVm *vm, KrDict *d, const KrDict *from, size_t items)
{
    uint64_t slots, cap;
    return choose_size(vm, items, &slots, &cap) && move_to(vm, d, from, slots, cap);
}

bool krdict_fit(KrVm *vm, KrDict *d)
{
    uint32_t few = d->live / 8 + 4; /* places that may stay free */
    if (d->live <= SMALL || d->room + (d->used - d->live) <= few)
        return true;
    uint64_t slots = MIN_SLOTS;
    while (slots - slots / 8 < d->live)
        slots *= 2;
    uint64_t most = slots - slots / 8, cap = d->live + few / 2;
    if (d->used != d->live)
        d->keys_version = 0;
    return move_to(vm, d, d, slots, cap < most ? cap : most);
}

static KR_NOINLINE bool grow(KrVm *vm, KrDict *d)
{
    if (d->live == 0 && d->entries && !d->mask) { /* a small dict that was emptied */
        d->room = d->entries->cap / 2 < SMALL ? (uint32_t)d->entries->cap / 2 : SMALL;
        d->used = d->first = 0;
        return true;
    }
    size_t items = (size_t)d->live + 1;
    if (items > SMALL)
        items += items / 2; /* without gaps the table doubles, full of gaps it is only tidied */
    return rebuild(vm, d, d, items);
}

/* Hashes of a small dict are kept from the first key on that is not simple. */
static KR_NOINLINE bool become_other(KrVm *vm, KrDict *d)
{
    if (!d->index) {
        KrRaw *index = krheap_raw(vm, SMALL * sizeof(uint32_t));
        if (!index)
            return false;
        for (uint32_t i = d->first; i < d->used; i++)
            if (krdict_entries(d)[i].key != KR_EMPTY)
                ((uint32_t *)index->data)[i] = krdict_hash_at(d, i);
        KR_STORE_PTR(vm, d, &d->index, index);
    }
    d->h.flags |= KR_DICT_OTHER;
    return true;
}

/* Places all strs anew by the keyed hash; without memory for that everything stays as it is. */
static KR_NOINLINE void become_keyed(KrVm *vm, KrDict *d)
{
    d->h.kind |= KR_DICT_KEYED | BECOMING_KEYED;
    d->h.flags |= KR_DICT_OTHER;
    if (!rebuild(vm, d, d, (size_t)d->live + d->room)) {
        d->h.kind &= (uint8_t)~KR_DICT_KEYED;
        krpending_clear(vm);
    }
    d->h.kind &= (uint8_t)~BECOMING_KEYED;
}

/* `slot`: what the key's slot goes by. */
INLINE bool add(KrVm *vm, KrDict *d, KrValue key, uint32_t hash, uint32_t slot, KrValue value)
{
    if (KR_UNLIKELY(!d->room) && !grow(vm, d))
        return false;
    if (kris_exact(key, KR_T_str)) {
        if (!(kras_obj(key)->flags & KR_STR_INTERNED))
            d->h.flags |= KR_DICT_UNINTERNED;
    } else if (!kris_int(key) && !(d->h.flags & KR_DICT_OTHER) && !become_other(vm, d)) {
        return false;
    }
    uint32_t i = d->used, taken = 0;
    KrEntry *e = (KrEntry *)d->entries->at + i;
    if (d->index) {
        hashes_of(d)[i] = hash;
        if (d->mask)
            taken = place(slots_of(d), d->mask, slot, i);
    }
    krstore(vm, d->entries, &e->key, key);
    krstore(vm, d->entries, &e->value, value);
    d->used++;
    d->live++;
    d->room--;
    d->keys_version = 0;
    if (KR_UNLIKELY(taken > SUSPICIOUS) && is_text(key) && !(d->h.kind & KR_DICT_KEYED))
        become_keyed(vm, d);
    return true;
}

bool krdict_add(KrVm *vm, KrDict *d, KrValue key, uint32_t hash, KrValue value)
{
    return add(vm, d, key, hash, slot_hash(vm, d, key, hash), value);
}

bool krdict_put(KrVm *vm, KrDict *d, KrValue key, uint32_t hash, KrValue value)
{
    int64_t i = krdict_find(vm, d, key, hash);
    if (i >= 0) {
        krstore(vm, d->entries, &krdict_entries(d)[i].value, value);
        return true;
    }
    return i == KR_ABSENT && krdict_add(vm, d, key, hash, value);
}

bool krdict_reserve(KrVm *vm, KrDict *d, size_t items)
{
    if (items <= (size_t)d->live + d->room)
        return true;
    return rebuild(vm, d, d, items);
}

bool krdict_clone(KrVm *vm, KrDict *d, const KrDict *from)
{
    return from->live == 0 || rebuild(vm, d, from, from->live);
}

/* ---- removal --------------------------------------------------------------------------------- */

void krdict_remove_at(KrVm *vm, KrDict *d, uint32_t entry)
{
    KrEntry *e = krdict_entries(d);
    krstore(vm, d->entries, &e[entry].key, KR_EMPTY);
    krstore(vm, d->entries, &e[entry].value, KR_EMPTY);
    d->live--;
    d->keys_version = 0;
    while (d->first < d->used && e[d->first].key == KR_EMPTY)
        d->first++;
}

/* Entries at the end that are deleted are handed out again; an index has no slots left for that. */
static void trim(KrDict *d)
{
    const KrEntry *e = krdict_entries(d);
    while (d->used > d->first && e[d->used - 1].key == KR_EMPTY) {
        d->used--;
        d->room += !d->mask;
    }
}

bool krdict_pop_last(KrVm *vm, KrDict *d, KrEntry *out)
{
    if (d->live == 0)
        return false;
    trim(d);
    *out = krdict_entries(d)[d->used - 1];
    krdict_remove_at(vm, d, d->used - 1);
    trim(d);
    return true;
}

void krdict_clear(KrVm *vm, KrDict *d)
{
    KR_STORE_PTR(vm, d, &d->entries, NULL);
    KR_STORE_PTR(vm, d, &d->index, NULL);
    d->used = d->live = d->mask = d->room = d->first = d->keys_version = 0;
    krdict_take_traits(d, &(KrDict){0});
}

/* ---- dict from C ----------------------------------------------------------------------------- */

KrDict *krdict_new(KrVm *vm)
{
    return krheap_new(vm, KR_T_dict, sizeof(KrDict));
}

KrDict *krdict_with_capacity(KrVm *vm, size_t items)
{
    KrDict *d = krdict_new(vm);
    if (d && items && !rebuild(vm, d, d, items))
        return NULL;
    return d;
}

KrDict *krdict_copy(KrVm *vm, KrDict *from)
{
    KrDict *d = krdict_new(vm);
    return d && krdict_clone(vm, d, from) ? d : NULL;
}

KrValue krdict_get(KrVm *vm, KrDict *d, KrValue key)
{
    uint32_t hash, slot;
    int64_t i = find_key(vm, d, key, &hash, &slot);
    if (KR_LIKELY(i >= 0))
        return krdict_entries(d)[i].value;
    return i == KR_ABSENT ? KR_EMPTY : KR_RAISED;
}

bool krdict_set(KrVm *vm, KrDict *d, KrValue key, KrValue value)
{
    uint32_t hash, slot;
    int64_t i = find_key(vm, d, key, &hash, &slot);
    if (i >= 0) {
        krstore(vm, d->entries, &krdict_entries(d)[i].value, value);
        return true;
    }
    return i == KR_ABSENT && add(vm, d, key, hash, slot, value);
}

int krdict_delete(KrVm *vm, KrDict *d, KrValue key, KrValue *old)
{
    uint32_t hash, slot;
    int64_t i = find_key(vm, d, key, &hash, &slot);
    if (i < 0)
        return i == KR_ABSENT ? 0 : -1;
    if (old)
        *old = krdict_entries(d)[i].value;
    krdict_remove_at(vm, d, (uint32_t)i);
    return 1;
}

KrValue krdict_setdefault(KrVm *vm, KrDict *d, KrValue key, KrValue value)
{
    uint32_t hash, slot;
    int64_t i = find_key(vm, d, key, &hash, &slot);
    if (i >= 0)
        return krdict_entries(d)[i].value;
    return i == KR_ABSENT && add(vm, d, key, hash, slot, value) ? value : KR_RAISED;
}

/* ---- by name: no Python runs ----------------------------------------------------------------- */

int64_t krdict_find_name(KrVm *vm, KrDict *d, const KrStr *name)
{
    if (KR_UNLIKELY(d->h.kind & KR_DICT_KEYED) && d->mask)
        return find_keyed_text(d, krvalue(name), keyed_hash(vm, krvalue(name)));
    return find_str(d, name, krdict_fold(name->hash));
}

KrValue krdict_get_name(KrVm *vm, KrDict *d, const KrStr *name)
{
    int64_t i = krdict_find_name(vm, d, name);
    return i >= 0 ? krdict_entries(d)[i].value : KR_EMPTY;
}

bool krdict_set_name(KrVm *vm, KrDict *d, const KrStr *name, KrValue value)
{
    int64_t i = krdict_find_name(vm, d, name);
    if (i < 0)
        return krdict_add(vm, d, krvalue(name), krdict_fold(name->hash), value);
    krstore(vm, d->entries, &krdict_entries(d)[i].value, value);
    return true;
}

bool krdict_delete_name(KrVm *vm, KrDict *d, const KrStr *name)
{
    int64_t i = krdict_find_name(vm, d, name);
    if (i >= 0)
        krdict_remove_at(vm, d, (uint32_t)i);
    return i >= 0;
}
