/* SPDX-License-Identifier: MIT
 * Code objects: making them, their positions, what Python sees of them. */
#include "object/type.h"

static KrRaw *copy_raw(KrVm *vm, const void *data, size_t n)
{
    KrRaw *r = krheap_raw(vm, n);
    if (r && n)
        memcpy(r->data, data, n);
    return r;
}

static int32_t entry_cost(const KrCodeSpec *s)
{
    return s->nunits > 64 ? 64 : (int32_t)s->nunits;
}

uint32_t krcode_fast_args(const KrCode *c)
{
    bool fast = !c->kwonly && !(c->flags & (KR_CO_VARARGS | KR_CO_VARKEYWORDS | KR_CO_ANY_GENERATOR));
    return fast ? c->argcount : UINT32_MAX;
}

KrCode *krcode_new(KrVm *vm, const KrCodeSpec *s)
{
    KrCode *c = krheap_new(vm, KR_T_code, sizeof *c);
    if (!c)
        return NULL;
    KR_STORE_PTR(vm, c, &c->consts, s->consts);
    KR_STORE_PTR(vm, c, &c->varnames, s->varnames);
    KR_STORE_PTR(vm, c, &c->cellvars, s->cellvars ? s->cellvars : vm->empty_tuple);
    KR_STORE_PTR(vm, c, &c->freevars, s->freevars ? s->freevars : vm->empty_tuple);
    c->name = s->name;
    c->qualname = s->qualname;
    KR_STORE_PTR(vm, c, &c->filename, s->filename);
    KR_STORE_PTR(vm, c, &c->units, copy_raw(vm, s->units, s->nunits * sizeof *s->units));
    if (s->nhandlers)
        KR_STORE_PTR(vm, c, &c->handlers, copy_raw(vm, s->handlers, s->nhandlers * sizeof *s->handlers));
    KR_STORE_PTR(vm, c, &c->positions, copy_raw(vm, s->positions, s->npositions));
    if (!c->units || !c->positions || (s->nhandlers && !c->handlers))
        return NULL;
    krstore(vm, c, &c->doc, s->doc);
    c->nunits = (uint32_t)s->nunits;
    c->nhandlers = (uint32_t)s->nhandlers;
    c->flags = s->flags;
    c->firstlineno = s->firstlineno;
    c->argcount = (uint16_t)s->argcount;
    c->posonly = (uint16_t)s->posonly;
    c->kwonly = (uint16_t)s->kwonly;
    c->nregs = (uint16_t)s->nregs;
    c->nlocals = (uint16_t)s->nlocals;
    c->fast_args = krcode_fast_args(c);
    c->entry_cost = entry_cost(s);
    return c;
}

void krtrace_code(KrTracer *t, KrObj *o)
{
    KrCode *c = (KrCode *)o;
    krtrace_obj(t, c->consts);
    krtrace_obj(t, c->varnames);
    krtrace_obj(t, c->cellvars);
    krtrace_obj(t, c->freevars);
    krtrace_obj(t, c->name);
    krtrace_obj(t, c->qualname);
    krtrace_obj(t, c->filename);
    krtrace_obj(t, c->units);
    krtrace_obj(t, c->handlers);
    krtrace_obj(t, c->positions);
    krtrace_value(t, c->doc);
}

/* ---- positions ---------------------------------------------------------------------------------------------------------------- */

typedef struct Reader {
    const uint8_t *p, *end;
    bool lines; /* KR_POSITIONS_LINES */
} Reader;

static Reader reader(const KrCode *c)
{
    const uint8_t *start = (const uint8_t *)c->positions->data;
    return (Reader){start, start + c->positions->size, c->positions->h.flags & KR_POSITIONS_LINES};
}

static uint32_t varint(Reader *r)
{
    uint32_t v = 0;
    for (int shift = 0; r->p < r->end; shift += 7) {
        uint8_t b = *r->p++;
        v |= (uint32_t)(b & 127) << shift;
        if (b < 128)
            break;
    }
    return v;
}

static uint32_t next_position(Reader *r, int *line, KrPosition *out)
{
    uint32_t units = varint(r), zigzag = varint(r);
    *line += (int)(zigzag >> 1) ^ -(int)(zigzag & 1);
    *out = (KrPosition){.line = *line, .end_line = *line, .col = -1, .end_col = -1};
    if (r->lines)
        return units;
    out->end_line = *line + (int)varint(r);
    out->col = (int)varint(r) - 1;
    out->end_col = (int)varint(r) - 1;
    return units;
}

KrPosition krcode_position(const KrCode *code, uint32_t unit)
{
    Reader r = reader(code);
    KrPosition at = {.line = (int)code->firstlineno, .end_line = (int)code->firstlineno, .col = -1, .end_col = -1};
    int line = (int)code->firstlineno;
    uint32_t passed = 0;
    while (r.p < r.end) {
        passed += next_position(&r, &line, &at);
        if (unit < passed)
            break;
    }
    return at;
}

/* ---- attributes ----------------------------------------------------------------------------------------------------------------- */

static KrCode *self_code(KrVm *vm, KrValue *a)
{
    return krcode_thaw(vm, (KrCode *)kras_obj(a[0]));
}

/// code.co_name
/// The name.
KR_NATIVE(code_get_co_name)
{
    KrCode *c = self_code(vm, a);
    return c ? krvalue(c->name) : KR_RAISED;
}

/// code.co_qualname
/// The qualified name.
KR_NATIVE(code_get_co_qualname)
{
    KrCode *c = self_code(vm, a);
    return c ? krvalue(c->qualname) : KR_RAISED;
}

/// code.co_filename
/// The file.
KR_NATIVE(code_get_co_filename)
{
    KrCode *c = self_code(vm, a);
    return c ? krvalue(c->filename) : KR_RAISED;
}

/// code.co_firstlineno
/// The first line.
KR_NATIVE(code_get_co_firstlineno)
{
    return krsmall(((KrCode *)kras_obj(a[0]))->firstlineno);
}

/// code.co_flags
/// The flags, numbered as CPython's.
KR_NATIVE(code_get_co_flags)
{
    return krsmall(((KrCode *)kras_obj(a[0]))->flags);
}

/// code.co_argcount
/// The number of positional parameters.
KR_NATIVE(code_get_co_argcount)
{
    return krsmall(((KrCode *)kras_obj(a[0]))->argcount);
}

/// code.co_posonlyargcount
/// The number of positional-only parameters.
KR_NATIVE(code_get_co_posonlyargcount)
{
    return krsmall(((KrCode *)kras_obj(a[0]))->posonly);
}

/// code.co_kwonlyargcount
/// The number of keyword-only parameters.
KR_NATIVE(code_get_co_kwonlyargcount)
{
    return krsmall(((KrCode *)kras_obj(a[0]))->kwonly);
}

/// code.co_nlocals
/// The number of local variables.
KR_NATIVE(code_get_co_nlocals)
{
    KrCode *c = self_code(vm, a);
    return c ? krsmall((int64_t)c->varnames->n) : KR_RAISED;
}

/// code.co_stacksize
/// The number of registers.
KR_NATIVE(code_get_co_stacksize)
{
    return krsmall(((KrCode *)kras_obj(a[0]))->nregs);
}

/// code.co_varnames
/// The names of local variables, parameters first.
KR_NATIVE(code_get_co_varnames)
{
    KrCode *c = self_code(vm, a);
    return c ? krvalue(c->varnames) : KR_RAISED;
}

/// code.co_cellvars
/// The names of local variables that inner functions use.
KR_NATIVE(code_get_co_cellvars)
{
    KrCode *c = self_code(vm, a);
    return c ? krvalue(c->cellvars) : KR_RAISED;
}

/// code.co_freevars
/// The names of variables of enclosing functions.
KR_NATIVE(code_get_co_freevars)
{
    KrCode *c = self_code(vm, a);
    return c ? krvalue(c->freevars) : KR_RAISED;
}

/// code.co_consts
/// The constants.
KR_NATIVE(code_get_co_consts)
{
    KrCode *c = self_code(vm, a);
    for (size_t i = 0; c && i < c->consts->n; i++) {
        if (!kris_exact(c->consts->at[i], KR_T_code))
            continue;
        KrCode *inner = krcode_thaw(vm, (KrCode *)kras_obj(c->consts->at[i]));
        if (!inner)
            return KR_RAISED;
        krstore(vm, c->consts, &c->consts->at[i], krvalue(inner));
    }
    return c ? krvalue(c->consts) : KR_RAISED;
}

/// code.co_names
/// The names of globals and attributes.
KR_NATIVE(code_get_co_names)
{
    KrCode *c = self_code(vm, a);
    KrTuple *consts = c ? c->consts : NULL;
    KrList *names = c ? krlist_with_capacity(vm, 4) : NULL;
    for (size_t i = 0; names && i < consts->n; i++)
        if (kris_exact(consts->at[i], KR_T_str) && kras_obj(consts->at[i])->flags & KR_STR_INTERNED && !krlist_append(vm, names, consts->at[i]))
            return KR_RAISED;
    return names ? krvalue_or_raised(krtuple_new(vm, names->n ? names->items->at : NULL, names->n)) : KR_RAISED;
}

/// code.co_code
/// The instructions as bytes.
KR_NATIVE(code_get_co_code)
{
    KrCode *c = self_code(vm, a);
    return c ? krvalue_or_raised(krbytes_new(vm, c->units->data, c->units->size)) : KR_RAISED;
}

/// code.co_lines(self, /)
/// Iterate over (start, end, line) of runs of instructions.
KR_NATIVE(code_co_lines)
{
    KrCode *c = self_code(vm, a);
    if (!c)
        return KR_RAISED;
    Reader r = reader(c);
    KrList *out = krlist_with_capacity(vm, 8);
    int line = (int)c->firstlineno;
    uint32_t start = 0;
    while (out && r.p < r.end) {
        KrPosition at;
        uint32_t n = next_position(&r, &line, &at);
        KrTuple *row = krtuple_of(vm, 3, krsmall(start * 4), krsmall((start + n) * 4), krsmall(at.line));
        if (!row || !krlist_append(vm, out, krvalue(row)))
            return KR_RAISED;
        start += n;
    }
    return out ? krobj_iter(vm, krvalue(out)) : KR_RAISED;
}

static KrValue number_or_none(int i)
{
    return i < 0 ? KR_NONE : krsmall(i);
}

/// code.co_positions(self, /)
/// Iterate over (line, end line, column, end column) of every two bytes of co_code.
KR_NATIVE(code_co_positions)
{
    KrCode *c = self_code(vm, a);
    if (!c)
        return KR_RAISED;
    Reader r = reader(c);
    KrList *out = krlist_with_capacity(vm, 2 * c->nunits);
    int line = (int)c->firstlineno;
    while (out && r.p < r.end) {
        KrPosition p;
        uint32_t n = next_position(&r, &line, &p);
        KrTuple *row = krtuple_of(vm, 4, krsmall(p.line), krsmall(p.end_line), number_or_none(p.col), number_or_none(p.end_col));
        if (!row || !krcharge(vm, n))
            return KR_RAISED;
        for (uint32_t i = 0; i < 2 * n; i++)
            if (!krlist_append(vm, out, krvalue(row)))
                return KR_RAISED;
    }
    return out ? krobj_iter(vm, krvalue(out)) : KR_RAISED;
}

static bool take(KrVm *vm, KrDict *kwargs, const KrStr *name, KrValue *out)
{
    KrValue v = kwargs ? krdict_get_name(vm, kwargs, name) : KR_EMPTY;
    if (v != KR_EMPTY) {
        *out = v;
        krdict_delete_name(vm, kwargs, name);
    }
    return v != KR_EMPTY;
}

/// code.replace(self, /, **changes)
/// Return a copy of the code object with new values for the specified fields.
KR_NATIVE(code_replace)
{
    KrCode *from = self_code(vm, a);
    if (!from)
        return KR_RAISED;
    KrDict *changes = a[1] == KR_EMPTY ? NULL : krdict_copy(vm, kras_dict(a[1]));
    KrCode *c = krheap_new(vm, KR_T_code, sizeof *c);
    if (!c)
        return KR_RAISED;
    memcpy((char *)c + sizeof(KrObj), (char *)from + sizeof(KrObj), sizeof *c - sizeof(KrObj));
    c->units = copy_raw(vm, from->units->data, from->units->size);
    if (!c->units)
        return KR_RAISED;
    krcode_forget_caches(vm, c);
    KrValue v;
    int64_t i;
    if (take(vm, changes, KR_NAME(co_name), &v))
        c->name = kras_str(v);
    if (take(vm, changes, KR_NAME(co_qualname), &v))
        c->qualname = kras_str(v);
    if (take(vm, changes, KR_NAME(co_filename), &v))
        c->filename = kras_str(v);
    if (take(vm, changes, KR_NAME(co_firstlineno), &v) && krobj_as_i64(vm, v, &i, true))
        c->firstlineno = (uint32_t)i;
    if (take(vm, changes, KR_NAME(co_flags), &v) && krobj_as_i64(vm, v, &i, true))
        c->flags = (uint32_t)i;
    if (vm->exec->pending)
        return KR_RAISED;
    if (changes && changes->live)
        return krraise(vm, KR_T_NotImplementedError, "code.replace() changes names, the first line and flags only");
    return krvalue(c);
}

/// code.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(code___repr__)
{
    KrCode *c = self_code(vm, a);
    return !c ? KR_RAISED : krvalue_or_raised(krstr_printf(vm, "<code object %U at %p, file \"%U\", line %u>", c->name, (void *)c, c->filename, c->firstlineno));
}

static bool same_raw(const KrRaw *x, const KrRaw *y)
{
    return x == y || (x && y && x->size == y->size && !memcmp(x->data, y->data, x->size));
}

/// code.__eq__(self, value, /)
/// Return self==value.
KR_NATIVE(code___eq__)
{
    if (!kris_exact(a[1], KR_T_code))
        return KR_NOTIMPLEMENTED;
    KrCode *x = self_code(vm, a), *y = self_code(vm, a + 1);
    if (!x || !y)
        return KR_RAISED;
    if (x == y)
        return KR_TRUE;
    if (x->name != y->name || x->flags != y->flags || x->firstlineno != y->firstlineno || x->nunits != y->nunits || !same_raw(x->units, y->units) ||
        !same_raw(x->positions, y->positions))
        return KR_FALSE;
    int eq = krobj_eq(vm, krvalue(x->consts), krvalue(y->consts));
    return eq < 0 ? KR_RAISED : krbool(eq);
}

/// code.__hash__(self, /)
/// Return hash(self).
KR_NATIVE(code___hash__)
{
    KrCode *c = self_code(vm, a);
    return !c ? KR_RAISED : krsmall((int64_t)((krstr_hash((KrStr *)c->name) ^ c->firstlineno ^ (uint64_t)c->nunits << 20) & 0x3FFFFFFFFFFF));
}
