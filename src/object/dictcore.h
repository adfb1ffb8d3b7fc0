/* SPDX-License-Identifier: MIT
 * The hash table under dict, for the files that implement it and set: lookups by a hash
 * already known, entries by number. Layer: object. */
#ifndef KR_OBJECT_DICTCORE_H
#define KR_OBJECT_DICTCORE_H

#include "object/dict.h"

enum {
    KR_DICT_OTHER = KR_F_A,      /* some key is neither an exact str nor an unboxed int */
    KR_DICT_UNINTERNED = KR_F_B, /* some str key is not interned */
};
enum { /* h.kind */
    KR_DICT_KEYED = 1, /* many strs collided, their slots go by the keyed hash; OTHER is set too */
    KR_SET_DRAINED = 2, /* a set that nobody else knows, made of the items of an iterable */
};
enum { KR_ABSENT = -1, KR_FAILED = -2 };

/* What is known of the keys, when d takes over another one's. */
static inline void krdict_take_traits(KrDict *d, const KrDict *from)
{
    const unsigned traits = KR_DICT_OTHER | KR_DICT_UNINTERNED;
    d->h.flags = (uint8_t)((d->h.flags & ~traits) | (from->h.flags & traits));
    d->h.kind = from->h.kind;
}

/* What the table keeps of a hash. Runs of small ints stay runs: their slots lie next to each other.
 */
static inline uint32_t krdict_fold(uint64_t hash)
{
    return (uint32_t)hash + (uint32_t)(hash >> 32) * 0x9E3779B1u;
}
/* The folded hash of any key; false with TypeError for an unhashable one. */
bool krdict_hash(KrVm *vm, KrValue key, uint32_t *hash) KR_MUST_USE;

/* The number of the key's entry, KR_ABSENT, or KR_FAILED with an exception pending. May run __eq__.
 */
int64_t krdict_find(KrVm *vm, KrDict *d, KrValue key, uint32_t hash) KR_MUST_USE;
/* Adds a key known to be absent. */
bool krdict_add(KrVm *vm, KrDict *d, KrValue key, uint32_t hash, KrValue value) KR_MUST_USE;
/* Sets the value of a key, whether there or not. */
bool krdict_put(KrVm *vm, KrDict *d, KrValue key, uint32_t hash, KrValue value) KR_MUST_USE;
/* The folded hash of a live entry. */
uint32_t krdict_hash_at(const KrDict *d, uint32_t entry);
void krdict_remove_at(KrVm *vm, KrDict *d, uint32_t entry);
/* Takes the last entry out and gives its place back; false if there is none. */
bool krdict_pop_last(KrVm *vm, KrDict *d, KrEntry *out);
/* Makes room for that many items in all. */
bool krdict_reserve(KrVm *vm, KrDict *d, size_t items) KR_MUST_USE;
/* Makes the empty d hold what the other one holds; both may be sets. */
bool krdict_clone(KrVm *vm, KrDict *d, const KrDict *from) KR_MUST_USE;

/* Steps over live entries by number, like krdict_next. */
static inline bool krdict_step(const KrDict *d, uint32_t *pos, uint32_t *entry)
{
    const KrEntry *e = krdict_entries(d);
    if (*pos < d->first)
        *pos = d->first;
    while (*pos < d->used) {
        uint32_t i = (*pos)++;
        if (e[i].key != KR_EMPTY) {
            *entry = i;
            return true;
        }
    }
    return false;
}

#endif
