/* SPDX-License-Identifier: MIT
 * Interned strings: const names first, then the VM's own set, which holds its strings weakly. */
#include "object/str.h"

#include "base/hash.h"
#include "object/tables.h"

static const KrStr *find_const(const char *p, size_t n, uint64_t hash)
{
    for (uint32_t i = (uint32_t)hash & krname_mask; krname_table[i]; i = (i + 1) & krname_mask) {
        const KrStr *s = krname_at(krname_table[i] - 1);
        if (s->hash == hash && s->size == n && !memcmp(s->text, p, n))
            return s;
    }
    return NULL;
}

#define DELETED ((const KrStr *)1)

static const KrStr *find_own(KrVm *vm, const char *p, size_t n, uint64_t hash)
{
    if (!vm->intern_cap)
        return NULL;
    for (uint32_t i = (uint32_t)hash & (vm->intern_cap - 1); vm->interned[i]; i = (i + 1) & (vm->intern_cap - 1)) {
        const KrStr *s = vm->interned[i];
        if (s != DELETED && s->hash == hash && s->size == n && !memcmp(krstr_data(s), p, n))
            return s;
    }
    return NULL;
}

static void put(const KrStr **table, uint32_t cap, const KrStr *s)
{
    uint32_t i = (uint32_t)s->hash & (cap - 1);
    while (table[i] && table[i] != DELETED)
        i = (i + 1) & (cap - 1);
    table[i] = s;
}

static bool reserve(KrVm *vm)
{
    if ((vm->intern_used + 1) * 2 <= vm->intern_cap)
        return true;
    uint32_t live = 0;
    for (uint32_t i = 0; i < vm->intern_cap; i++)
        live += vm->interned[i] > DELETED;
    uint32_t cap = 256;
    while (cap < live * 4)
        cap *= 2;
    const KrStr **table = kralloc_zeroed(&vm->alloc, cap * sizeof *table);
    if (!table)
        return krraise_memory(vm), false;
    for (uint32_t i = 0; i < vm->intern_cap; i++)
        if (vm->interned[i] > DELETED)
            put(table, cap, vm->interned[i]);
    kralloc_free(&vm->alloc, vm->interned, vm->intern_cap * sizeof *vm->interned);
    vm->interned = table;
    vm->intern_cap = cap;
    vm->intern_used = live;
    return true;
}

static const KrStr *add(KrVm *vm, KrStr *s)
{
    if (!reserve(vm))
        return NULL;
    s->h.flags |= KR_STR_INTERNED;
    put(vm->interned, vm->intern_cap, s);
    vm->intern_used++;
    return s;
}

const KrStr *krintern(KrVm *vm, KrStr *s)
{
    if (s->h.flags & KR_STR_INTERNED)
        return s;
    uint64_t hash = krstr_hash(s);
    const KrStr *found = find_const(krstr_data(s), s->size, hash);
    if (!found)
        found = find_own(vm, krstr_data(s), s->size, hash);
    if (found)
        return found;
    if (!kris_exact(krvalue(s), KR_T_str) || s->h.flags & KR_STR_EXTERNAL) {
        KrStr *copy = krstr_alloc(vm, s->size, s->len, krstr_ascii(s));
        if (!copy)
            return NULL;
        copy->h.flags |= s->h.flags & KR_STR_SURROGATES;
        memcpy(copy->text, krstr_data(s), s->size);
        copy->hash = hash;
        s = copy;
    }
    return add(vm, s);
}

const KrStr *krintern_text(KrVm *vm, const char *p, size_t n)
{
    uint64_t hash = krhash_bytes(p, n);
    const KrStr *found = find_const(p, n, hash);
    if (!found)
        found = find_own(vm, p, n, hash);
    if (found)
        return found;
    KrStr *s = krstr_new(vm, p, n);
    if (!s)
        return NULL;
    s->hash = hash;
    return add(vm, s);
}

void krintern_swept(KrVm *vm)
{
    for (uint32_t i = 0; i < vm->intern_cap; i++)
        if (vm->interned[i] > DELETED && !krheap_is_marked(vm, &vm->interned[i]->h))
            vm->interned[i] = DELETED;
}

void krintern_release(KrVm *vm)
{
    kralloc_free(&vm->alloc, vm->interned, vm->intern_cap * sizeof *vm->interned);
    vm->interned = NULL;
    vm->intern_cap = vm->intern_used = 0;
}
