/* SPDX-License-Identifier: MIT
 * Reading the image of the frozen library: its names, its modules, and code made ready to run. */
#include "object/frozen.h"

#include "object/dict.h"
#include "object/seq.h"
#include "object/str.h"
#include "object/tables.h"

/* ---- strings and modules ----------------------------------------------------------------------------------------------- */

const KrStr *krfrozen_str(KrFrozenRef ref)
{
    return (ref & 7) == KR_FROZEN_NAME ? krname_at(ref & ~7u) : krfrozen_at(ref);
}

const KrStr *krfrozen_name(const char *text, size_t n, uint64_t hash)
{
    const KrFrozenImage *image = krfrozen_image();
    const uint32_t *table = krfrozen_at(image->names);
    if (!image->names)
        return NULL;
    for (uint32_t i = (uint32_t)hash & image->names_mask; table[i]; i = (i + 1) & image->names_mask) {
        const KrStr *s = krfrozen_at(table[i]);
        if (s->hash == hash && s->size == n && !memcmp(s->text, text, n))
            return s;
    }
    return NULL;
}

const KrFrozenModule *krfrozen_find(const char *name, size_t n)
{
    const KrFrozenImage *image = krfrozen_image();
    const KrFrozenModule *modules = krfrozen_at(image->modules);
    uint32_t low = 0, high = image->nmodules;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        const KrStr *s = krfrozen_str(modules[mid].name);
        int c = memcmp(s->text, name, s->size < n ? s->size : n);
        if (!c && s->size == n)
            return &modules[mid];
        if (c < 0 || (!c && s->size < n))
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

/* ---- instructions ------------------------------------------------------------------------------------------------------ */

uint32_t krfrozen_units(uint32_t op)
{
    static const uint8_t units_of[256] = {
#define KR_OP(name, format, units, ...) units,
#include "opcodes.inc"
#undef KR_OP
    };
    return units_of[op];
}

uint32_t krfrozen_kept(uint32_t op)
{
    static const uint8_t kept[256] = {
#define ABC 2
#define ABx 1
#define AsBx 1
#define sJ 1
#define KR_OP(name, format, units, ...) units > 2 ? format : units,
#include "opcodes.inc"
#undef KR_OP
#undef ABC
#undef ABx
#undef AsBx
#undef sJ
    };
    return kept[op];
}

/* Cells come zeroed, which is what an empty cache is. */
static KrRaw *thaw_units(KrVm *vm, const KrFrozenCode *code)
{
    KrRaw *raw = krheap_raw(vm, code->nunits * sizeof(uint32_t));
    if (!raw)
        return NULL;
    const uint32_t *from = krfrozen_at(code->units);
    uint32_t *to = (uint32_t *)raw->data;
    for (uint32_t at = 0; at < code->nunits;) {
        uint32_t op = *from & 255, kept = krfrozen_kept(op);
        memcpy(to + at, from, kept * sizeof *to);
        from += kept;
        at += krfrozen_units(op);
    }
    return raw;
}

/* ---- values ------------------------------------------------------------------------------------------------------------ */

static KrTuple *thaw_tuple(KrVm *vm, uint32_t offset);

static KrValue thaw_set(KrVm *vm, uint32_t offset)
{
    KrTuple *items = thaw_tuple(vm, offset);
    KrSet *set = items ? krset_new(vm, KR_T_frozenset) : NULL;
    for (size_t i = 0; set && i < items->n; i++)
        if (!krset_add(vm, set, items->at[i]))
            return KR_RAISED;
    return krvalue_or_raised(set);
}

static KrValue thaw_value(KrVm *vm, KrFrozenRef ref)
{
    uint32_t offset = ref & ~7u;
    switch (ref & 7) {
    case KR_FROZEN_NAME:
        return krvalue(krname_at(offset));
    case KR_FROZEN_WORD:
        return *(const KrValue *)krfrozen_at(offset);
    case KR_FROZEN_SMALL:
        return krsmall((int32_t)ref >> 3);
    case KR_FROZEN_TUPLE:
        return krvalue_or_raised(thaw_tuple(vm, offset));
    case KR_FROZEN_FROZENSET:
        return thaw_set(vm, offset);
    default: /* objects and code are used as they lie */
        return offset ? krvalue(krfrozen_at(offset)) : KR_EMPTY;
    }
}

/* Tuples nest as deep as the library's source has them. */
static KrTuple *thaw_tuple(KrVm *vm, uint32_t offset)
{
    const KrFrozenRefs *refs = krfrozen_at(offset);
    KrTuple *t = krtuple_new(vm, NULL, refs->n);
    for (uint32_t i = 0; t && i < refs->n; i++) {
        KrValue v = thaw_value(vm, refs->at[i]);
        if (v == KR_RAISED)
            return NULL;
        krstore(vm, t, &t->at[i], v);
    }
    return t;
}

/* ---- code -------------------------------------------------------------------------------------------------------------- */

static bool fill(KrVm *vm, KrCode *c, const KrFrozenCode *from)
{
    KR_STORE_PTR(vm, c, &c->consts, thaw_tuple(vm, from->consts));
    KR_STORE_PTR(vm, c, &c->varnames, thaw_tuple(vm, from->varnames));
    KR_STORE_PTR(vm, c, &c->cellvars, thaw_tuple(vm, from->cellvars));
    KR_STORE_PTR(vm, c, &c->freevars, thaw_tuple(vm, from->freevars));
    KR_STORE_PTR(vm, c, &c->units, thaw_units(vm, from));
    c->name = krfrozen_str(from->name);
    c->qualname = krfrozen_str(from->qualname);
    c->filename = (KrStr *)krfrozen_str(from->filename);
    c->handlers = from->handlers ? krfrozen_at(from->handlers) : NULL;
    c->positions = krfrozen_at(from->positions);
    krstore(vm, c, &c->doc, from->doc ? krvalue(krfrozen_str(from->doc)) : KR_NONE);
    return c->consts && c->varnames && c->cellvars && c->freevars && c->units;
}

static KrCode *make(KrVm *vm, const KrFrozenCode *from)
{
    KrCode *c = krheap_new(vm, KR_T_code, sizeof *c);
    if (!c)
        return NULL;
    c->flags = from->flags;
    c->firstlineno = from->firstlineno;
    c->argcount = from->argcount;
    c->posonly = from->posonly;
    c->kwonly = from->kwonly;
    c->nregs = from->nregs;
    c->nlocals = from->nlocals;
    c->nunits = from->nunits;
    c->nhandlers = from->nhandlers;
    c->entry_cost = from->entry_cost;
    c->fast_args = krcode_fast_args((KrCode *)from);
    return fill(vm, c, from) ? c : NULL;
}

KrCode *krcode_thaw(KrVm *vm, KrCode *code)
{
    if (!(code->h.flags & KR_F_CONST))
        return code;
    KrValue key = krfrozen_key(code);
    KrValue known = vm->thawed ? krdict_get(vm, vm->thawed, key) : KR_EMPTY;
    if (known != KR_EMPTY)
        return (KrCode *)kras_obj(known);
    KrCode *c = make(vm, (const KrFrozenCode *)code);
    /* Bodies of modules and classes run once: nobody looks for theirs again. */
    if (!c || !(c->flags & KR_CO_OPTIMIZED))
        return c;
    if (!vm->thawed && !(vm->thawed = krdict_new(vm)))
        return NULL;
    return krdict_set(vm, vm->thawed, key, krvalue(c)) ? c : NULL;
}
