/* SPDX-License-Identifier: MIT
 * Sets as C uses them, and the algebra behind the operators and methods of set and frozenset. An
 * __eq__ may change any set at any time, so walks go by entry number and read the table again at
 * each step. */
#include "object/set.h"
#include "object/dictcore.h"
#include "object/iter.h"

#include "base/hash.h"

KrSet *krset_new(KrVm *vm, KrTypeNumber type)
{
    return krheap_new(vm, type, sizeof(KrSet));
}

KrTypeNumber krset_type(KrVm *vm, KrValue set)
{
    return krtype_of(vm, set)->solid == KR_TYPE_OF(frozenset) ? KR_T_frozenset : KR_T_set;
}

/* A set that is looked for in a set stands for the frozenset of its items: the key to look for
 * instead, or NULL with an exception pending. */
static KrSet *frozen_key(KrVm *vm, KrValue key)
{
    if (!kris_set(vm, key) || krset_type(vm, key) != KR_T_set || !krpending_is(vm, KR_T_TypeError))
        return NULL;
    krpending_clear(vm);
    return krset_copy(vm, kras_dict(key), KR_T_frozenset);
}

int krset_contains(KrVm *vm, KrSet *s, KrValue key)
{
    int64_t slot = krset_find_key(vm, s, key);
    if (KR_LIKELY(slot != KR_FAILED))
        return slot != KR_ABSENT;
    KrSet *frozen = frozen_key(vm, key);
    return frozen ? krset_contains(vm, s, krvalue(frozen)) : -1;
}

/* Whether it was there, or -1. */
static int remove_key(KrVm *vm, KrSet *s, KrValue key)
{
    int64_t slot = krset_find_key(vm, s, key);
    if (slot >= 0)
        krset_remove_at(vm, s, (uint32_t)slot);
    return slot == KR_FAILED ? -1 : slot != KR_ABSENT;
}

int krset_discard(KrVm *vm, KrSet *s, KrValue key)
{
    int found = remove_key(vm, s, key);
    if (KR_LIKELY(found >= 0))
        return found;
    KrSet *frozen = frozen_key(vm, key);
    return frozen ? krset_discard(vm, s, krvalue(frozen)) : -1;
}

KrSet *krset_copy(KrVm *vm, KrSet *s, KrTypeNumber type)
{
    KrSet *copy = krset_new(vm, type);
    return copy && krset_merge(vm, copy, s) ? copy : NULL;
}

static bool add_each(KrVm *vm, void *set, KrValue item)
{
    return krset_add(vm, set, item);
}

/* Whether the table itself may be walked: any set, an exact dict. */
static bool has_table(KrVm *vm, KrValue v)
{
    return kris_set(vm, v) || kris_exact(v, KR_T_dict);
}

bool krset_update(KrVm *vm, KrSet *s, KrValue iterable)
{
    if (has_table(vm, iterable))
        return krset_merge(vm, s, kras_dict(iterable));
    return kriter_each(vm, iterable, add_each, s);
}

KrSet *krset_from(KrVm *vm, KrValue iterable)
{
    if (kris_set(vm, iterable))
        return kras_dict(iterable);
    KrSet *s = krset_new(vm, KR_T_set);
    return s && krset_update(vm, s, iterable) ? s : NULL;
}

/* Whether the item in a slot is in another set or dict: 1, 0, or -1 on error. */
static int slot_in(KrVm *vm, const KrSet *s, uint32_t slot, KrDict *other)
{
    uint64_t hash;
    KrValue key = krdict_entries(s)[slot].key;
    if (!krset_hash_at(vm, s, slot, &hash))
        return -1;
    int64_t found = kris_set(vm, krvalue(other)) ? krset_find(vm, other, key, hash) : krdict_find(vm, other, key, krdict_fold(hash));
    return found == KR_FAILED || !krcharge(vm, 1) ? -1 : found != KR_ABSENT;
}

/* A new set of those items of s that are, or are not, in the other table. */
static KrSet *select_items(KrVm *vm, KrSet *s, KrDict *other, int wanted, KrTypeNumber type)
{
    KrSet *out = krset_new(vm, type);
    uint32_t pos = 0, i;
    while (out && krdict_step(s, &pos, &i)) {
        KrValue key = krdict_entries(s)[i].key;
        uint64_t hash;
        if (!krset_hash_at(vm, s, i, &hash))
            return NULL;
        int in = slot_in(vm, s, i, other);
        if (in < 0 || (in == wanted && !krset_put(vm, out, key, hash)))
            return NULL;
    }
    return out;
}

typedef struct Pick {
    KrSet *from, *into;
} Pick;

static bool pick(KrVm *vm, void *user, KrValue item)
{
    Pick *p = user;
    uint64_t hash;
    if (!krhash_key(vm, item, &hash))
        return false;
    int64_t found = krset_find(vm, p->from, item, hash);
    return found != KR_FAILED && (found == KR_ABSENT || krset_put(vm, p->into, item, hash));
}

KrSet *krset_intersection(KrVm *vm, KrSet *s, KrValue iterable, KrTypeNumber type)
{
    if (iterable == krvalue(s))
        return krset_copy(vm, s, type);
    if (kris_set(vm, iterable)) {
        KrSet *other = kras_dict(iterable);
        return other->live > s->live ? select_items(vm, s, other, 1, type)
                                     : select_items(vm, other, s, 1, type);
    }
    Pick p = {s, krset_new(vm, type)};
    return p.into && kriter_each(vm, iterable, pick, &p) ? p.into : NULL;
}

static bool discard_each(KrVm *vm, void *set, KrValue item)
{
    return remove_key(vm, set, item) >= 0;
}

static bool remove_set(KrVm *vm, KrSet *s, KrSet *other)
{
    if (other->live / 8 > s->live && !(other = krset_intersection(vm, s, krvalue(other), KR_T_set)))
        return false;
    uint32_t pos = 0, i;
    uint64_t hash;
    while (krdict_step(other, &pos, &i)) {
        int64_t found = krset_hash_at(vm, other, i, &hash) ? krset_find(vm, s, krdict_entries(other)[i].key, hash) : KR_FAILED;
        if (found == KR_FAILED || !krcharge(vm, 1))
            return false;
        if (found >= 0)
            krset_remove_at(vm, s, (uint32_t)found);
    }
    return true;
}

bool krset_remove_all(KrVm *vm, KrSet *s, KrValue iterable)
{
    if (iterable == krvalue(s))
        return krset_clear(vm, s), true;
    bool ok = kris_set(vm, iterable) ? remove_set(vm, s, kras_dict(iterable)) : kriter_each(vm, iterable, discard_each, s);
    return ok && krset_tidy(vm, s);
}

KrSet *krset_difference(KrVm *vm, KrSet *s, KrValue iterable, KrTypeNumber type)
{
    if (has_table(vm, iterable) && kras_dict(iterable)->live >= s->live / 4)
        return select_items(vm, s, kras_dict(iterable), 0, type);
    KrSet *out = krset_copy(vm, s, type);
    return out && krset_remove_all(vm, out, iterable) ? out : NULL;
}

static bool toggle(KrVm *vm, KrSet *s, KrValue key, uint64_t hash)
{
    int64_t found = krset_find(vm, s, key, hash);
    if (found == KR_ABSENT)
        return krset_put(vm, s, key, hash) && krcharge(vm, 1);
    if (found >= 0)
        krset_remove_at(vm, s, (uint32_t)found);
    return found >= 0 && krcharge(vm, 1);
}

bool krset_toggle(KrVm *vm, KrSet *s, KrValue iterable)
{
    if (iterable == krvalue(s))
        return krset_clear(vm, s), true;
    bool dict = kris_exact(iterable, KR_T_dict);
    KrDict *other = dict ? kras_dict(iterable) : krset_from(vm, iterable);
    uint32_t pos = 0, i;
    while (other && krdict_step(other, &pos, &i)) {
        KrValue key = krdict_entries(other)[i].key;
        uint64_t hash;
        if (!(dict ? krhash_key(vm, key, &hash) : krset_hash_at(vm, other, i, &hash)) || !toggle(vm, s, key, hash))
            return false;
    }
    return other;
}

/* ---- questions ------------------------------------------------------------------------------- */

int krset_subset(KrVm *vm, KrSet *s, KrSet *of)
{
    if (s->live > of->live)
        return 0;
    uint32_t pos = 0, i;
    while (krdict_step(s, &pos, &i)) {
        int in = slot_in(vm, s, i, of);
        if (in <= 0)
            return in;
    }
    return 1;
}

/* Ends the walk at the first item that is (or, if `wanted` is 0, is not) in the set. */
typedef struct Test {
    KrSet *set;
    int wanted;
    bool stopped;
} Test;

static bool test_item(KrVm *vm, void *user, KrValue item)
{
    Test *t = user;
    int64_t slot = krset_find_key(vm, t->set, item);
    int in = slot == KR_FAILED ? -1 : slot != KR_ABSENT;
    t->stopped = in == t->wanted;
    return in >= 0 && !t->stopped;
}

static int any_item(KrVm *vm, KrSet *s, KrValue iterable, int wanted)
{
    Test t = {s, wanted, false};
    if (kriter_each(vm, iterable, test_item, &t))
        return 0;
    return t.stopped ? 1 : -1;
}

int krset_superset(KrVm *vm, KrSet *s, KrValue iterable)
{
    if (kris_set(vm, iterable))
        return krset_subset(vm, kras_dict(iterable), s);
    int missing = any_item(vm, s, iterable, 0);
    return missing < 0 ? -1 : !missing;
}

int krset_disjoint(KrVm *vm, KrSet *s, KrValue iterable)
{
    if (iterable == krvalue(s))
        return s->live == 0;
    if (!kris_set(vm, iterable)) {
        int common = any_item(vm, s, iterable, 1);
        return common < 0 ? -1 : !common;
    }
    KrSet *other = kras_dict(iterable);
    if (other->live > s->live) {
        other = s;
        s = kras_dict(iterable);
    }
    uint32_t pos = 0, i;
    while (krdict_step(other, &pos, &i)) {
        int in = slot_in(vm, other, i, s);
        if (in)
            return in < 0 ? -1 : 0;
    }
    return 1;
}

int krset_equal(KrVm *vm, KrSet *x, KrSet *y)
{
    if (x->live != y->live || (x->hash && y->hash && x->hash != y->hash))
        return 0;
    if (!krstack_check(vm, " in comparison"))
        return -1;
    return krset_subset(vm, x, y);
}

uint64_t krset_hash(KrSet *s)
{
    if (s->hash)
        return s->hash;
    uint64_t state = krhash_set_start();
    uint32_t pos = 0, i;
    while (krdict_step(s, &pos, &i))
        state = krhash_set_add(state, krset_hash_near(s, i));
    state = krhash_set_finish(state, s->live);
    return s->hash = state ? state : 1;
}
