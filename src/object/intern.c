/* SPDX-License-Identifier: MIT
 * Interned strings: the const names and those of the frozen library first, then the VM's own weak table. */
#include "object/strcore.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "object/frozen.h"
#include "object/tables.h"

#include <string.h>

enum { LEAST_CAP = 256 };

/* Stands where a string was dropped, so that probes go on. */
#define DROPPED ((const KrStr *)1)

static bool is_live(const KrStr *s)
{
    return s && s != DROPPED;
}

static bool same(const KrStr *s, const char *text, size_t n, uint64_t hash)
{
    return s->hash == hash && s->size == n && !memcmp(krstr_data(s), text, n);
}

static const KrStr *find_name(const char *text, size_t n, uint64_t hash)
{
    for (uint32_t i = (uint32_t)hash & krname_mask; krname_table[i]; i = (i + 1) & krname_mask)
        if (same(krname_at(krname_table[i] - 1), text, n, hash))
            return krname_at(krname_table[i] - 1);
    return NULL;
}

/* The string in the VM's table, or NULL. */
static const KrStr *find_own(KrVm *vm, const char *text, size_t n, uint64_t hash)
{
    uint32_t mask = vm->intern_cap - 1;
    if (!vm->interned)
        return NULL;
    for (uint32_t i = (uint32_t)hash & mask; vm->interned[i]; i = (i + 1) & mask)
        if (vm->interned[i] != DROPPED && same(vm->interned[i], text, n, hash))
            return vm->interned[i];
    return NULL;
}

static void put(const KrStr **table, uint32_t cap, const KrStr *s)
{
    uint32_t i = (uint32_t)s->hash & (cap - 1);
    while (is_live(table[i]))
        i = (i + 1) & (cap - 1);
    table[i] = s;
}

/* Room for one more string; intern_used counts dropped ones, too. */
static bool reserve(KrVm *vm)
{
    if (vm->interned && vm->intern_used < vm->intern_cap / 4 * 3)
        return true;
    uint32_t live = 0;
    for (uint32_t i = 0; i < vm->intern_cap; i++)
        live += is_live(vm->interned[i]);
    uint32_t cap = LEAST_CAP;
    while (live >= cap / 2)
        cap *= 2;
    const KrStr **table = kralloc_zeroed(&vm->alloc, cap * sizeof *table);
    if (!table)
        return krraise_memory(vm), false;
    for (uint32_t i = 0; i < vm->intern_cap; i++)
        if (is_live(vm->interned[i]))
            put(table, cap, vm->interned[i]);
    kralloc_free(&vm->alloc, vm->interned, vm->intern_cap * sizeof *table);
    vm->interned = table;
    vm->intern_cap = cap;
    vm->intern_used = live;
    return true;
}

/* Adds an exact string with its own text, its hash known, that neither table has. */
static const KrStr *add(KrVm *vm, KrStr *s)
{
    if (!reserve(vm))
        return NULL;
    if (!(s->h.flags & KR_F_CONST))
        s->h.flags |= KR_STR_INTERNED;
    put(vm->interned, vm->intern_cap, s);
    vm->intern_used++;
    return s;
}

static const KrStr *find(KrVm *vm, const char *text, size_t n, uint64_t hash)
{
    const KrStr *s = find_name(text, n, hash);
    if (!s)
        s = krfrozen_name(text, n, hash);
    return s ? s : find_own(vm, text, n, hash);
}

const KrStr *krintern(KrVm *vm, KrStr *s)
{
    if (s->h.flags & KR_STR_INTERNED)
        return s;
    uint64_t hash = krstr_hash(s);
    const KrStr *found = find(vm, krstr_data(s), s->size, hash);
    if (found)
        return found;
    if (s->h.shape != KR_T_str || s->h.flags & KR_STR_EXTERNAL)
        s = krstr_known(vm, krstr_data(s), s->size, s->len, s->h.flags);
    if (!s)
        return NULL;
    krstr_hash(s);
    return add(vm, s);
}

const KrStr *krintern_text(KrVm *vm, const char *utf8, size_t n)
{
    uint64_t hash = krhash_bytes(utf8, n);
    const KrStr *found = find(vm, utf8, n, hash);
    if (found)
        return found;
    KrStr *s = krstr_new(vm, utf8, n);
    if (!s)
        return NULL;
    krstr_hash(s);
    return add(vm, s);
}

void krintern_swept(KrVm *vm)
{
    for (uint32_t i = 0; i < vm->intern_cap; i++)
        if (is_live(vm->interned[i]) && !krheap_is_marked(vm, &vm->interned[i]->h))
            vm->interned[i] = DROPPED;
}

void krintern_release(KrVm *vm)
{
    kralloc_free(&vm->alloc, vm->interned, vm->intern_cap * sizeof *vm->interned);
    vm->interned = NULL;
    vm->intern_cap = vm->intern_used = 0;
}
