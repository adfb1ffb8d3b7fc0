/* SPDX-License-Identifier: MIT
 * The hash table of set and frozenset: open addressing with the probe sequence, sizes and growth of CPython's, so that a set of
 * numbers, or of tuples of numbers, is walked in the order that programs see there. An entry's value is the hash. */
#include "object/set.h"
#include "object/bytes.h"
#include "object/dictcore.h"
#include "object/int.h"
#include "object/str.h"

#include "base/hash.h"

#define INLINE static inline __attribute__((always_inline))

enum {
    MIN_SLOTS = 8,
    NEIGHBOURS = 9,     /* slots in a row that are tried before the hash decides where to go on */
    SHIFT = 5,          /* bits of the hash that each jump uses */
    LARGE = 50000,      /* items from which on a table grows by 2, not by 4 */
    SUSPICIOUS = 128,   /* slots tried for a new text; chance would do that once in 2^64 tables */
};

/* ---- entries ---------------------------------------------------------------------------------------------------------- */

/* The collector takes an entry's value for a KrValue: a hash is kept so that it never looks like a pointer or an empty one. Of the
 * hashes that begin with the 16 bits of MASK, one bit is lost; the rest comes back as it was. */
#define MASK (UINT64_C(0x5EED) << 48)
#define GONE KR_NONE /* the value of a slot whose item was removed */

INLINE KrValue pack(uint64_t hash)
{
    KrValue v = hash ^ MASK;
    return v >> 48 ? v : v | UINT64_C(1) << 48;
}

INLINE uint64_t unpack(KrValue v)
{
    return v ^ MASK;
}

INLINE bool is_exact(KrValue v)
{
    return v >> 48 != 1;
}

INLINE bool is_unused(const KrEntry *e)
{
    return e->key == KR_EMPTY && e->value == KR_EMPTY;
}

INLINE uint64_t int_hash(KrValue key)
{
    int64_t i = kras_int(key);
    return (uint64_t)(i == -1 ? -2 : i);
}

static bool is_text(KrValue key)
{
    return kris_exact(key, KR_T_str) || kris_exact(key, KR_T_bytes);
}

/* By what a text is placed in a set that is under attack. */
static uint64_t keyed_hash(KrVm *vm, KrValue key)
{
    if (kris_exact(key, KR_T_bytes))
        return krhash_keyed(vm->secret, kras_bytes(key)->at, kras_bytes(key)->n);
    return krhash_keyed(vm->secret, krstr_data(kras_str(key)), kras_str(key)->size);
}

INLINE uint64_t slot_hash(KrVm *vm, const KrSet *s, KrValue key, uint64_t hash)
{
    return KR_UNLIKELY(s->h.kind & KR_DICT_KEYED) && is_text(key) ? keyed_hash(vm, key) : hash;
}

uint64_t krset_hash_near(const KrSet *s, uint32_t slot)
{
    const KrEntry *e = &krdict_entries(s)[slot];
    if (s->h.kind & KR_DICT_KEYED && kris_exact(e->key, KR_T_str))
        return krstr_hash(kras_str(e->key));
    if (s->h.kind & KR_DICT_KEYED && kris_exact(e->key, KR_T_bytes))
        return krhash_bytes(kras_bytes(e->key)->at, kras_bytes(e->key)->n);
    return unpack(e->value);
}

bool krset_hash_at(KrVm *vm, const KrSet *s, uint32_t slot, uint64_t *hash)
{
    const KrEntry *e = &krdict_entries(s)[slot];
    if (KR_UNLIKELY(!is_exact(e->value)))
        return krhash_key(vm, e->key, hash);
    *hash = krset_hash_near(s, slot);
    return true;
}

/* ---- lookup ----------------------------------------------------------------------------------------------------------- */

typedef struct Probe {
    uint64_t rest;
    uint32_t start, at, left, mask;
} Probe;

INLINE Probe probe_from(uint64_t hash, uint32_t mask)
{
    uint32_t at = (uint32_t)hash & mask;
    return (Probe){hash, at, at, at + NEIGHBOURS <= mask ? NEIGHBOURS : 0, mask};
}

INLINE void probe_next(Probe *p)
{
    if (p->left) {
        p->left--;
        p->at++;
        return;
    }
    p->rest >>= SHIFT;
    p->at = p->start = (uint32_t)(p->start * UINT64_C(5) + 1 + p->rest) & p->mask;
    p->left = p->at + NEIGHBOURS <= p->mask ? NEIGHBOURS : 0;
}

/* Where a key that is not there would go: the last slot on its way that an item left, else the first that was never used. */
typedef struct Place {
    uint32_t slot, tried;
} Place;

/* Among keys that are all simple an int equals only the same word. `place`, if not NULL, is set where the key is not found. */
INLINE int64_t find_int(const KrSet *s, KrValue key, uint64_t hash, Place *place)
{
    const KrEntry *first = krdict_entries(s), *left = NULL;
    uint32_t mask = s->mask, start = (uint32_t)hash & mask;
    if (!first)
        return KR_ABSENT;
    for (uint64_t rest = hash;;) {
        const KrEntry *e = &first[start], *last = start + NEIGHBOURS <= mask ? e + NEIGHBOURS : e;
        for (; e <= last; e++) {
            if ((e->key == key) | (e->value == KR_EMPTY)) {
                if (e->value != KR_EMPTY)
                    return e - first;
                if (place)
                    *place = (Place){(uint32_t)((left ? left : e) - first), 0};
                return KR_ABSENT;
            }
            if (place && e->key == KR_EMPTY)
                left = e;
        }
        rest >>= SHIFT;
        start = (uint32_t)(start * UINT64_C(5) + 1 + rest) & mask;
    }
}

INLINE bool same_text(KrValue a, KrValue b)
{
    if (!kris_ptr(a) || kras_obj(a)->shape != kras_obj(b)->shape)
        return false;
    if (kris_exact(b, KR_T_str))
        return krstr_equal(kras_str(a), kras_str(b));
    return kras_bytes(a)->n == kras_bytes(b)->n && !memcmp(kras_bytes(a)->at, kras_bytes(b)->at, kras_bytes(b)->n);
}

/* An exact str or bytes, by the hash that its slot goes by; keys of other classes never match. */
INLINE int64_t find_text(const KrSet *s, KrValue key, uint64_t hash, Place *place)
{
    const KrEntry *e = krdict_entries(s);
    int64_t left = KR_ABSENT;
    uint32_t tried = 0;
    if (!e)
        return KR_ABSENT;
    KrValue packed = pack(hash);
    for (Probe p = probe_from(hash, s->mask);; probe_next(&p), tried++) {
        const KrEntry *at = &e[p.at];
        if (at->key == KR_EMPTY) {
            if (at->value == KR_EMPTY)
                return place ? *place = (Place){left >= 0 ? (uint32_t)left : p.at, tried}, KR_ABSENT : KR_ABSENT;
            left = p.at;
        } else if (at->key == key || (at->value == packed && same_text(at->key, key))) {
            return p.at;
        }
    }
}

/* Any key in any set. An __eq__ may change the set: then the search begins again. */
static int64_t find_any(KrVm *vm, KrSet *s, KrValue key, uint64_t hash)
{
    KrValue packed = pack(hash);
    if (!s->entries)
        return KR_ABSENT;
    Probe p = probe_from(hash, s->mask);
    while (!is_unused(&krdict_entries(s)[p.at])) {
        KrValues *entries = s->entries;
        KrEntry e = krdict_entries(s)[p.at];
        if (e.key == key)
            return p.at;
        if (e.value != packed || e.key == KR_EMPTY) {
            probe_next(&p);
            continue;
        }
        int equal = krobj_eq(vm, e.key, key);
        if (equal < 0)
            return KR_FAILED;
        bool changed = s->entries != entries || krdict_entries(s)[p.at].key != e.key;
        if (equal && !changed)
            return p.at;
        if (changed && !s->entries)
            return KR_ABSENT;
        if (changed)
            p = probe_from(hash, s->mask);
        else
            probe_next(&p);
    }
    return KR_ABSENT;
}

/* What a key of a class that Python code made may equal among texts placed by the keyed hash: compared one by one. */
static int64_t find_scan(KrVm *vm, KrSet *s, KrValue key, uint64_t hash)
{
    for (uint32_t i = 0; i < s->used; i++) {
        KrValue at = krdict_entries(s)[i].key;
        if (at == KR_EMPTY || !is_text(at) || krset_hash_near(s, i) != hash)
            continue;
        int equal = krobj_eq(vm, at, key);
        if (equal < 0 || !krcharge(vm, 1))
            return KR_FAILED;
        if (equal && i < s->used && krdict_entries(s)[i].key == at)
            return i;
    }
    return KR_ABSENT;
}

/* `slot`: what the key's slot goes by. */
static KR_NOINLINE int64_t find_keyed(KrVm *vm, KrSet *s, KrValue key, uint64_t hash, uint64_t slot)
{
    int64_t i = is_text(key) ? find_text(s, key, slot, NULL) : KR_ABSENT;
    if (i == KR_ABSENT)
        i = find_any(vm, s, key, hash);
    if (i == KR_ABSENT && !(krtype_of(vm, key)->flags & KR_TF_BUILTIN))
        i = find_scan(vm, s, key, hash);
    return i;
}

int64_t krset_find(KrVm *vm, KrSet *s, KrValue key, uint64_t hash)
{
    if (KR_LIKELY(!(s->h.flags & KR_DICT_OTHER))) {
        if (kris_int(key))
            return find_int(s, key, hash, NULL);
        if (kris_exact(key, KR_T_str))
            return find_text(s, key, hash, NULL);
    }
    return KR_UNLIKELY(s->h.kind & KR_DICT_KEYED) ? find_keyed(vm, s, key, hash, slot_hash(vm, s, key, hash)) : find_any(vm, s, key, hash);
}

int64_t krset_find_key(KrVm *vm, KrSet *s, KrValue key)
{
    uint64_t hash;
    if (KR_LIKELY(!(s->h.flags & KR_DICT_OTHER))) {
        if (kris_int(key))
            return find_int(s, key, int_hash(key), NULL);
        if (kris_exact(key, KR_T_str))
            return find_text(s, key, krstr_hash(kras_str(key)), NULL);
    }
    return krhash_key(vm, key, &hash) ? krset_find(vm, s, key, hash) : KR_FAILED;
}

/* ---- growth ----------------------------------------------------------------------------------------------------------- */

INLINE bool is_full(const KrSet *s)
{
    return (uint64_t)s->fill * 5 >= (uint64_t)s->mask * 3;
}

/* Where a key that is not there goes. */
INLINE Place free_place(const KrSet *s, uint64_t hash)
{
    const KrEntry *e = krdict_entries(s);
    Probe p = probe_from(hash, s->mask);
    int64_t left = KR_ABSENT;
    uint32_t tried = 0;
    for (; !is_unused(&e[p.at]); tried++, probe_next(&p))
        if (e[p.at].key == KR_EMPTY)
            left = p.at;
    return (Place){left >= 0 ? (uint32_t)left : p.at, tried};
}

INLINE void put_at(KrVm *vm, KrSet *s, uint32_t slot, KrValue key, uint64_t hash)
{
    KrEntry *e = &krdict_entries(s)[slot];
    krstore(vm, s->entries, &e->key, key);
    e->value = pack(hash);
}

/* Into a table of which no item was removed. */
INLINE void place(KrVm *vm, KrSet *s, KrValue key, uint64_t hash)
{
    put_at(vm, s, free_place(s, hash).slot, key, hash);
}

static void new_table(KrVm *vm, KrSet *s, KrValues *entries, uint32_t slots)
{
    KR_STORE_PTR(vm, s, &s->entries, entries);
    s->mask = slots - 1;
    s->used = slots;
    s->fill = s->live = 0;
}

/* More slots than `items`; what the set holds is placed anew. The work is charged without a poll: callers rely on no Python
 * running here. */
static KR_NOINLINE bool resize(KrVm *vm, KrSet *s, uint64_t items)
{
    uint64_t slots = MIN_SLOTS;
    while (slots <= items)
        slots *= 2;
    if (slots > UINT64_C(1) << 31)
        return krraise_memory(vm), false;
    KrValues *entries = krheap_values(vm, slots * 2);
    if (!entries)
        return false;
    KrSet old = *s;
    new_table(vm, s, entries, (uint32_t)slots);
    const KrEntry *from = krdict_entries(&old);
    for (uint32_t i = 0; i < old.used; i++)
        if (from[i].key != KR_EMPTY)
            place(vm, s, from[i].key, unpack(from[i].value));
    s->fill = s->live = old.live;
    vm->exec->budget -= (int64_t)slots / 8 + old.live / 4;
    return true;
}

static uint64_t larger(const KrSet *s)
{
    return s->live > LARGE ? (uint64_t)s->live * 2 : (uint64_t)s->live * 4;
}

/* Places all texts anew by the keyed hash; without memory for that everything stays as it is. */
static KR_NOINLINE void become_keyed(KrVm *vm, KrSet *s)
{
    KrValues *entries = krheap_values(vm, ((size_t)s->mask + 1) * 2);
    if (!entries) {
        krpending_clear(vm);
        return;
    }
    KrSet old = *s;
    s->h.kind |= KR_DICT_KEYED;
    s->h.flags |= KR_DICT_OTHER;
    new_table(vm, s, entries, s->mask + 1);
    const KrEntry *from = krdict_entries(&old);
    for (uint32_t i = 0; i < old.used; i++)
        if (from[i].key != KR_EMPTY)
            place(vm, s, from[i].key, slot_hash(vm, s, from[i].key, unpack(from[i].value)));
    s->fill = s->live = old.live;
}

static KR_NOINLINE bool first_table(KrVm *vm, KrSet *s)
{
    KrValues *entries = krheap_values(vm, MIN_SLOTS * 2);
    if (entries)
        new_table(vm, s, entries, MIN_SLOTS);
    return entries;
}

/* A table that is full could not grow the last time: memory was out. */
INLINE bool has_room(KrVm *vm, KrSet *s)
{
    return KR_LIKELY(s->entries && !is_full(s)) || (s->entries ? resize(vm, s, larger(s)) : first_table(vm, s));
}

/* `hash`: what the slot goes by. */
INLINE bool add_at(KrVm *vm, KrSet *s, uint32_t slot, KrValue key, uint64_t hash)
{
    bool again = krdict_entries(s)[slot].value != KR_EMPTY;
    put_at(vm, s, slot, key, hash);
    s->fill += !again;
    s->live++;
    return KR_LIKELY(again || !is_full(s)) || resize(vm, s, larger(s));
}

/* `hash`: what the slot goes by. */
static bool add_new(KrVm *vm, KrSet *s, KrValue key, uint64_t hash)
{
    if (!has_room(vm, s))
        return false;
    if (!kris_int(key) && !kris_exact(key, KR_T_str))
        s->h.flags |= KR_DICT_OTHER;
    Place at = free_place(s, hash);
    bool suspicious = at.tried > SUSPICIOUS && is_text(key) && !(s->h.kind & KR_DICT_KEYED);
    bool ok = add_at(vm, s, at.slot, key, hash);
    if (KR_UNLIKELY(suspicious))
        become_keyed(vm, s);
    return ok;
}

/* Room for so many more, as CPython makes it before it joins two sets: at once, not step by step. */
static bool make_room(KrVm *vm, KrSet *s, uint32_t more)
{
    uint64_t mask = s->entries ? s->mask : MIN_SLOTS - 1;
    return ((uint64_t)s->fill + more) * 5 < mask * 3 || resize(vm, s, ((uint64_t)s->live + more) * 2);
}

bool krset_put(KrVm *vm, KrSet *s, KrValue key, uint64_t hash)
{
    uint8_t kind = s->h.kind;
    uint64_t slot = slot_hash(vm, s, key, hash);
    int64_t i = KR_UNLIKELY(kind & KR_DICT_KEYED) ? find_keyed(vm, s, key, hash, slot) : krset_find(vm, s, key, hash);
    if (KR_UNLIKELY(s->h.kind != kind)) /* an __eq__ has changed the set */
        slot = slot_hash(vm, s, key, hash);
    return i >= 0 || (i == KR_ABSENT && add_new(vm, s, key, slot));
}

bool krset_add(KrVm *vm, KrSet *s, KrValue key)
{
    uint64_t hash;
    if (KR_LIKELY(!(s->h.flags & KR_DICT_OTHER))) {
        bool is_int = kris_int(key);
        if (is_int || kris_exact(key, KR_T_str)) {
            Place at = {0, 0};
            hash = is_int ? int_hash(key) : krstr_hash(kras_str(key));
            if (!has_room(vm, s))
                return false;
            if ((is_int ? find_int(s, key, hash, &at) : find_text(s, key, hash, &at)) >= 0)
                return true;
            return KR_LIKELY(at.tried <= SUSPICIOUS) ? add_at(vm, s, at.slot, key, hash) : add_new(vm, s, key, hash); /* a simple set is not keyed */
        }
    }
    return krhash_key(vm, key, &hash) && krset_put(vm, s, key, hash);
}

/* ---- removal ---------------------------------------------------------------------------------------------------------- */

void krset_remove_at(KrVm *vm, KrSet *s, uint32_t slot)
{
    KrEntry *e = &krdict_entries(s)[slot];
    krstore(vm, s->entries, &e->key, KR_EMPTY);
    e->value = GONE;
    s->live--;
}

bool krset_tidy(KrVm *vm, KrSet *s)
{
    return s->fill - s->live <= s->mask / 4 || resize(vm, s, larger(s));
}

/* Goes on behind the last one that was taken: a set that is emptied item by item is walked once. */
KrValue krset_pop(KrVm *vm, KrSet *s)
{
    if (!s->live)
        return KR_EMPTY;
    uint32_t i = s->finger & s->mask;
    while (krdict_entries(s)[i].key == KR_EMPTY)
        i = (i + 1) & s->mask;
    KrValue key = krdict_entries(s)[i].key;
    krset_remove_at(vm, s, i);
    s->finger = i + 1;
    return key;
}

void krset_clear(KrVm *vm, KrSet *s)
{
    KR_STORE_PTR(vm, s, &s->entries, NULL);
    s->used = s->live = s->mask = s->fill = 0;
    krdict_take_traits(s, &(KrSet){0});
}

void krset_take(KrVm *vm, KrSet *s, KrSet *from)
{
    KR_STORE_PTR(vm, s, &s->entries, from->entries);
    s->used = from->used;
    s->live = from->live;
    s->mask = from->mask;
    s->fill = from->fill;
    krdict_take_traits(s, from);
}

/* ---- joining ---------------------------------------------------------------------------------------------------------- */

/* The items of `from`, into a set that has none. */
static void refill(KrVm *vm, KrSet *s, const KrSet *from)
{
    const KrEntry *e = krdict_entries(from);
    krdict_take_traits(s, from);
    if (s->mask == from->mask && from->fill == from->live)
        memcpy(krdict_entries(s), e, from->used * sizeof *e);
    else
        for (uint32_t i = 0; i < from->used; i++)
            if (e[i].key != KR_EMPTY)
                place(vm, s, e[i].key, unpack(e[i].value));
    s->fill = s->live = from->live;
    vm->exec->budget -= s->live / 4 + s->mask / 8;
}

static bool add_set(KrVm *vm, KrSet *s, KrSet *other)
{
    if (s == other || !other->live)
        return true;
    if (other->h.kind & KR_SET_DRAINED && !s->live)
        return krset_take(vm, s, other), s->h.kind &= (uint8_t)~KR_SET_DRAINED, true;
    if (!make_room(vm, s, other->live) || (!s->entries && !resize(vm, s, 0)))
        return false;
    if (!s->fill)
        return refill(vm, s, other), true;
    uint32_t pos = 0, i;
    uint64_t hash;
    while (krdict_step(other, &pos, &i))
        if (!krset_hash_at(vm, other, i, &hash) || !krset_put(vm, s, krdict_entries(other)[i].key, hash) || !krcharge(vm, 1))
            return false;
    return true;
}

bool krset_merge(KrVm *vm, KrSet *s, KrDict *other)
{
    if (kris_set(vm, krvalue(other)))
        return add_set(vm, s, other);
    if (!make_room(vm, s, other->live))
        return false;
    uint32_t pos = 0, i;
    while (krdict_step(other, &pos, &i))
        if (!krset_add(vm, s, krdict_entries(other)[i].key) || !krcharge(vm, 1))
            return false;
    return true;
}
