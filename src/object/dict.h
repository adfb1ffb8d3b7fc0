/* SPDX-License-Identifier: MIT
 * dict and set: an index of (hash, entry number) pairs over entries in insertion order. Layer: object. */
#ifndef KR_OBJECT_DICT_H
#define KR_OBJECT_DICT_H

#include "object/runtime.h"

typedef struct KrEntry {
    KrValue key;   /* empty: deleted */
    KrValue value; /* KR_TRUE in a set */
} KrEntry;

/* One open-addressed slot: the key's hash folded to 32 bits and the entry's number + 1, or 0 if it is free. A slot is never
 * freed: one whose entry has been deleted, or taken by another key since, matches no key that is looked for. */
typedef struct KrIndexSlot {
    uint32_t hash, entry;
} KrIndexSlot;

/* Entries lie in a KrValues cell (two words each), the index in a raw cell: 2^k slots, and behind them the folded hash of
 * each entry, by number. A small dict (at most 8 entries) has no slots, and no index at all while its keys are exact
 * strs and unboxed ints, whose hashes are at hand. */
struct KrDict {
    KrObj h;
    KrValues *entries;  /* NULL while empty */
    KrRaw *index;
    KrValue extra;
    uint32_t used;      /* entries in use, deleted ones included; of a set: all slots */
    uint32_t live;      /* items */
    uint32_t mask;      /* index slots - 1; 0: small */
    union {
        uint32_t keys_version; /* a number unique in the VM while an inline cache relies on the keys, else 0; set to 0 by every
                                  insertion of a new key, deletion and clear, never by a new value of a key */
        uint32_t finger;       /* of a set: where pop() goes on */
    };
    union {
        uint32_t room;  /* new keys that fit before it must grow */
        uint32_t fill;  /* of a set: slots that have, or had, an item */
    };
    uint32_t first;     /* no entry before this one is live */
    uint64_t hash;      /* of a frozenset; 0: not computed */
};
/* set and frozenset are walked as dicts are, but have their own table (settable.c): no index, the entries are its slots. What
 * looks up, adds and removes is krset_..., never krdict_.... */
typedef KrDict KrSet;

static inline KrDict *kras_dict(KrValue v) { return (KrDict *)kras_obj(v); }
static inline KrEntry *krdict_entries(const KrDict *d) { return d->entries ? (KrEntry *)d->entries->at : NULL; }

KrDict *krdict_new(KrVm *vm) KR_MUST_USE;
KrDict *krdict_with_capacity(KrVm *vm, size_t items) KR_MUST_USE;
/* Gives back the room that d has for new keys: for namespaces of modules and classes, which hardly grow once they are
 * made. */
bool krdict_fit(KrVm *vm, KrDict *d) KR_MUST_USE;
/* The value, KR_EMPTY if there is none, KR_RAISED (unhashable key, a failing __eq__). */
KrValue krdict_get(KrVm *vm, KrDict *d, KrValue key) KR_MUST_USE;
bool krdict_set(KrVm *vm, KrDict *d, KrValue key, KrValue value) KR_MUST_USE;
/* 1 removed, 0 absent, -1 error; *old is the value if not NULL. */
int krdict_delete(KrVm *vm, KrDict *d, KrValue key, KrValue *old) KR_MUST_USE;
/* With an interned str key: no Python runs, nothing is raised by a lookup. */
KrValue krdict_get_name(KrVm *vm, KrDict *d, const KrStr *name);
bool krdict_set_name(KrVm *vm, KrDict *d, const KrStr *name, KrValue value) KR_MUST_USE;
bool krdict_delete_name(KrVm *vm, KrDict *d, const KrStr *name); /* whether it was there */
/* The number of the entry with this interned name, or -1; for inline caches. */
int64_t krdict_find_name(KrVm *vm, KrDict *d, const KrStr *name);
KrValue krdict_setdefault(KrVm *vm, KrDict *d, KrValue key, KrValue value) KR_MUST_USE;
/* dict.fromkeys(): a[0] is the class, a[1] the iterable, a[2] the value or empty. */
KrValue krdict_fromkeys(KrVm *vm, const KrValue *a) KR_MUST_USE;
void krdict_clear(KrVm *vm, KrDict *d);
KrDict *krdict_copy(KrVm *vm, KrDict *d) KR_MUST_USE;
/* d.update(mapping or iterable of pairs). */
bool krdict_update(KrVm *vm, KrDict *d, KrValue other) KR_MUST_USE;
bool krdict_is_plain(KrVm *vm, KrValue v); /* a dict that is iterated over by its own table */
bool krdict_merge(KrVm *vm, KrDict *d, KrDict *other) KR_MUST_USE;
/* Steps over live entries: start with *pos = 0; false at the end. Does not notice changes. */
static inline bool krdict_next(const KrDict *d, uint32_t *pos, KrValue *key, KrValue *value)
{
    KrEntry *e = krdict_entries(d);
    while (*pos < d->used) {
        KrEntry *at = &e[(*pos)++];
        if (at->key != KR_EMPTY) {
            *key = at->key;
            *value = at->value;
            return true;
        }
    }
    return false;
}

KrSet *krset_new(KrVm *vm, KrTypeNumber type /* KR_T_set or KR_T_frozenset */) KR_MUST_USE;
bool krset_add(KrVm *vm, KrSet *s, KrValue key) KR_MUST_USE;
int krset_contains(KrVm *vm, KrSet *s, KrValue key) KR_MUST_USE;
int krset_discard(KrVm *vm, KrSet *s, KrValue key) KR_MUST_USE;
bool krset_update(KrVm *vm, KrSet *s, KrValue iterable) KR_MUST_USE;
/* Hash of anything a container meets first: exact str and ints inline. */
bool krhash_key(KrVm *vm, KrValue key, uint64_t *out) KR_MUST_USE;

#endif
