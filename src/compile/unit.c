/* SPDX-License-Identifier: MIT
 * Units of code: registers for their variables, the prologue, and the code object at the end. */
#include "compile/unit.h"

/* ---- names ------------------------------------------------------------------------------------------------------------- */

/* "f.<locals>.g", "C.m", or the plain name at module level and of what is declared global. */
static const KrStr *qualname(KrCompiler *c, KrUnit *outer, const KrStr *name, const KrName *bound_as)
{
    if (!name || !outer || outer->own->kind == KR_SCOPE_MODULE)
        return name;
    KrSymbol *y = bound_as ? krscope_find(outer->own, krscope_mangle(c, outer->own, bound_as)) : NULL;
    if (y && y->flags & KR_SYM_GLOBAL)
        return name;
    const char *between = outer->own->kind == KR_SCOPE_CLASS ? "." : ".<locals>.";
    KrStr *full = krstr_printf(c->vm, "%U%s%U", outer->qualname, between, name);
    const KrStr *interned = full ? krintern(c->vm, full) : NULL;
    if (!interned || !krlist_append(c->vm, c->keep, krvalue(interned)))
        c->failed = true;
    return interned;
}

/* ---- registers ------------------------------------------------------------------------------------------------------------ */

static void param_register(KrUnit *u, const KrArg *a)
{
    KrSymbol *y = a ? krscope_find(u->own, krscope_mangle(u->c, u->own, a->arg)) : NULL;
    if (y)
        y->reg = u->nlocals++;
}

static int param_registers(KrUnit *u, const KrArgSeq *args)
{
    for (int i = 0; i < KR_SEQ_LEN(args); i++)
        param_register(u, args->at[i]);
    return KR_SEQ_LEN(args);
}

static void params(KrUnit *u, const KrArguments *args)
{
    u->posonly = (uint32_t)param_registers(u, args->posonlyargs);
    u->argcount = u->posonly + (uint32_t)param_registers(u, args->args);
    u->kwonly = (uint32_t)param_registers(u, args->kwonlyargs);
    param_register(u, args->vararg);
    param_register(u, args->kwarg);
    u->flags |= (args->vararg ? KR_CO_VARARGS : 0u) | (args->kwarg ? KR_CO_VARKEYWORDS : 0u);
}

static bool is_local(const KrSymbol *y)
{
    return y->flags & KR_SYM_BOUND && !(y->flags & (KR_SYM_GLOBAL | KR_SYM_NONLOCAL));
}

static void local_registers(KrUnit *u, const KrArguments *args)
{
    if (u->own->kind == KR_SCOPE_CLASS && u->own->class_cell)
        u->class_cell = u->nlocals++;
    if (u->own->kind != KR_SCOPE_FUNCTION)
        return;
    for (KrSymbol *y = u->own->symbols; y; y = y->next)
        y->reg = -1;
    if (args)
        params(u, args);
    for (KrSymbol *y = u->own->symbols; y; y = y->next)
        if (y->reg < 0 && is_local(y))
            y->reg = u->nlocals++;
    if (u->own->form == KR_FORM_GENEXPR)
        u->argcount = 1;
}

/* ---- prologue --------------------------------------------------------------------------------------------------------------- */

static void clear_registers(KrUnit *u, int from, int n)
{
    if (n == 1)
        kremit_bx(u, KR_I_LOADIMM, from, 0);
    else if (n > 1)
        kremit(u, KR_I_CLEAR, from, n, 0);
}

/* A frame's registers hold anything at first, but for a generator's. */
static void prologue(KrUnit *u)
{
    uint32_t nparams = u->argcount + u->kwonly + !!(u->flags & KR_CO_VARARGS) + !!(u->flags & KR_CO_VARKEYWORDS);
    bool generator = u->own->generator || u->own->async_def;
    if (!generator)
        clear_registers(u, (int)nparams, u->nlocals - (int)nparams);
    for (uint32_t i = 0; i < nparams; i++)
        krbound_set(u, (int)i);
    for (KrSymbol *y = u->own->symbols; y; y = y->next) {
        if (y->reg >= 0 && y->flags & KR_SYM_DELETED)
            u->unbinds[y->reg / 64] |= (KrBits)1 << y->reg % 64;
        if (y->reg >= 0 && y->flags & KR_SYM_CELL)
            kremit(u, KR_I_CELLNEW, y->reg, 0, 0);
    }
    if (u->class_cell >= 0)
        kremit(u, KR_I_CELLNEW, u->class_cell, 0, 0);
}

void krunit_begin(KrCompiler *c, KrUnit *u, KrScope *scope, const KrStr *name, const KrName *bound_as,
                  const KrArguments *args, int firstlineno)
{
    KrAlloc *alloc = &c->vm->alloc;
    *u = (KrUnit){.outer = c->unit, .c = c, .scope = scope, .own = scope, .code = krbuf_init(alloc),
                  .handlers = krbuf_init(alloc), .ranges = krbuf_init(alloc), .name = name, .doc = KR_NONE,
                  .firstlineno = firstlineno, .retval = -1, .class_cell = -1,
                  .span = {firstlineno, -1, firstlineno, -1}};
    c->unit = u;
    scope->cursor = NULL;
    u->qualname = qualname(c, u->outer, name, bound_as);
    u->consts = krlist_with_capacity(c->vm, 8);
    u->extra_names = u->consts ? krlist_with_capacity(c->vm, 0) : NULL;
    if (!u->extra_names || !name) {
        c->failed = true;
        return;
    }
    local_registers(u, args);
    u->top = u->max = u->nlocals;
    size_t words = ((size_t)u->nlocals + 63) / 64;
    if (words) {
        u->bound = krcompile_new(c, words * sizeof *u->bound);
        u->unbinds = krcompile_new(c, words * sizeof *u->unbinds);
    }
    if (!c->failed)
        prologue(u);
}

void krunit_open_inlined(KrUnit *u, KrScope *s)
{
    u->scope = s;
    s->cursor = NULL;
    for (KrSymbol *y = s->symbols; y; y = y->next) {
        y->reg = -1;
        y->set = false;
        if (!(y->flags & KR_SYM_BOUND))
            continue;
        y->reg = krreg_take(u, 1);
        if (y->flags & (KR_SYM_CELL | KR_SYM_EARLY))
            kremit_bx(u, KR_I_LOADIMM, y->reg, 0);
        if (y->flags & KR_SYM_CELL)
            kremit(u, KR_I_CELLNEW, y->reg, 0, 0);
    }
}

/* ---- the code object ---------------------------------------------------------------------------------------------------------- */

static KrTuple *tuple_of_list(KrVm *vm, KrList *l)
{
    return krtuple_new(vm, l->n ? l->items->at : NULL, l->n);
}

static KrTuple *varnames(KrUnit *u)
{
    KrVm *vm = u->c->vm;
    size_t extra = u->extra_names->n;
    KrTuple *names = krtuple_new(vm, NULL, (size_t)u->nlocals + extra);
    if (!names)
        return NULL;
    if (u->class_cell >= 0)
        krstore(vm, names, &names->at[u->class_cell], krvalue(KR_NAME(__class__)));
    for (KrSymbol *y = u->own->symbols; y; y = y->next)
        if (y->reg >= 0 && u->own->kind == KR_SCOPE_FUNCTION)
            krstore(vm, names, &names->at[y->reg], krvalue(krcompile_name(u->c, y->name)));
    for (size_t i = 0; i < extra; i++)
        krstore(vm, names, &names->at[(size_t)u->nlocals + i], u->extra_names->items->at[i]);
    return names;
}

static KrTuple *cellvars(KrUnit *u)
{
    KrVm *vm = u->c->vm;
    KrList *cells = krlist_with_capacity(vm, 4);
    if (cells && u->class_cell >= 0 && !krlist_append(vm, cells, krvalue(KR_NAME(__class__))))
        return NULL;
    for (KrSymbol *y = u->own->symbols; cells && y; y = y->next)
        if (y->flags & KR_SYM_CELL && u->own->kind == KR_SCOPE_FUNCTION &&
            !krlist_append(vm, cells, krvalue(krcompile_name(u->c, y->name))))
            return NULL;
    return cells && krlist_sort(vm, cells, KR_EMPTY, false) ? tuple_of_list(vm, cells) : NULL;
}

static KrTuple *freevars(KrUnit *u)
{
    KrVm *vm = u->c->vm;
    KrTuple *names = krtuple_new(vm, NULL, (size_t)u->own->nfree);
    for (KrSymbol *y = u->own->symbols; names && y; y = y->next)
        if (y->free >= 0)
            krstore(vm, names, &names->at[y->free], krvalue(krcompile_name(u->c, y->name)));
    return names;
}

static KrCode *make_code(KrUnit *u, KrBuf *positions)
{
    KrCompiler *c = u->c;
    KrVm *vm = c->vm;
    uint32_t future = c->future_annotations ? KR_CO_FUTURE_ANNOTATIONS : 0;
    KrCodeSpec spec = {.name = u->name, .qualname = u->qualname, .filename = c->filename, .doc = u->doc,
                       .flags = u->flags | future, .firstlineno = (uint32_t)u->firstlineno, .argcount = u->argcount,
                       .posonly = u->posonly, .kwonly = u->kwonly, .nlocals = (uint32_t)u->nlocals,
                       .nregs = (uint32_t)u->max + 1}; /* and the scratch register */
    if (!kremit_finish(u, &spec, positions))
        return NULL;
    spec.varnames = varnames(u);
    spec.cellvars = spec.varnames ? cellvars(u) : NULL;
    spec.freevars = spec.cellvars ? freevars(u) : NULL;
    spec.consts = spec.freevars ? tuple_of_list(vm, u->consts) : NULL;
    KrCode *code = spec.consts && !c->failed ? krcode_new(vm, &spec) : NULL;
    c->failed |= !code;
    return code;
}

KrCode *krunit_end(KrUnit *u)
{
    KrCompiler *c = u->c;
    KrBuf positions = krbuf_init(&c->vm->alloc);
    KrCode *code = NULL;
    if (!c->failed) {
        kremit(u, KR_I_RETNONE, 0, 0, 0);
        code = make_code(u, &positions);
    }
    krbuf_release(&positions);
    krbuf_release(&u->ranges);
    krbuf_release(&u->handlers);
    krbuf_release(&u->code);
    c->unit = u->outer;
    return code;
}
