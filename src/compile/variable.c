/* SPDX-License-Identifier: MIT
 * Variables: where a name lives, and loading, storing and unbinding it. */
#include "compile/unit.h"

/* In an inlined scope, what it binds itself. */
static bool inlined_place(KrUnit *u, KrScope *s, KrPlace *place)
{
    KrSymbol *y = krscope_find(s, place->name);
    if (!y || !(y->flags & KR_SYM_BOUND) || y->reg < 0)
        return false;
    (void)u;
    place->kind = y->flags & KR_SYM_CELL ? KR_PLACE_CELL : KR_PLACE_REG;
    place->index = y->reg;
    place->symbol = y;
    place->inlined = true;
    return true;
}

static void function_place(KrSymbol *y, KrPlace *place)
{
    place->kind = KR_PLACE_GLOBAL;
    if (!y || y->flags & KR_SYM_GLOBAL)
        return;
    if (y->free >= 0) {
        place->kind = KR_PLACE_FREE;
        place->index = y->free;
    } else if (y->reg >= 0) {
        place->kind = y->flags & KR_SYM_CELL ? KR_PLACE_CELL : KR_PLACE_REG;
        place->index = y->reg;
    }
}

/* Names of module and class bodies; `comprehended`: seen from a comprehension, which does not see a class's own names. */
static void body_place(KrScope *own, KrSymbol *y, bool comprehended, KrPlace *place)
{
    bool class = own->kind == KR_SCOPE_CLASS;
    place->kind = KR_PLACE_NAME;
    if ((y && y->flags & KR_SYM_GLOBAL) || (class && comprehended))
        place->kind = KR_PLACE_GLOBAL;
    if (!class || !y || y->flags & KR_SYM_GLOBAL || y->free < 0)
        return;
    if (comprehended || y->flags & KR_SYM_NONLOCAL || !(y->flags & KR_SYM_BOUND)) {
        place->kind = comprehended || y->flags & KR_SYM_NONLOCAL ? KR_PLACE_FREE : KR_PLACE_CLASSFREE;
        place->index = y->free;
    }
}

KrPlace krvar_place(KrUnit *u, const KrName *name)
{
    KrPlace place = {.kind = KR_PLACE_GLOBAL, .name = krscope_mangle(u->c, u->scope, name)};
    bool comprehended = false;
    KrScope *s = u->scope;
    for (; s->inlined; s = s->parent) {
        if (inlined_place(u, s, &place))
            return place;
        comprehended |= krscope_is_comprehension(s);
    }
    KrSymbol *y = krscope_find(s, place.name);
    place.symbol = y;
    if (s->kind == KR_SCOPE_FUNCTION)
        function_place(y, &place);
    else
        body_place(s, y, comprehended, &place);
    return place;
}

static void check_bound(KrUnit *u, KrPlace place)
{
    if (!place.inlined) {
        if (krbound_has(u, place.index))
            return;
        kremit_bx(u, KR_I_CHECKBOUND, place.index, place.index);
        krbound_set(u, place.index);
        return;
    }
    if (place.symbol->set || !(place.symbol->flags & KR_SYM_EARLY))
        return;
    const KrStr *name = krcompile_name(u->c, place.name);
    if (!name || !krlist_append(u->c->vm, u->extra_names, krvalue(name))) {
        u->c->failed = true;
        return;
    }
    kremit_bx(u, KR_I_CHECKBOUND, place.index, u->nlocals + (int)u->extra_names->n - 1);
}

static void load_place(KrUnit *u, KrPlace place, int dst)
{
    switch (place.kind) {
    case KR_PLACE_REG:
        check_bound(u, place);
        krreg_move(u, dst, place.index);
        break;
    case KR_PLACE_CELL: kremit_bx(u, KR_I_CELLGET, dst, place.index); break;
    case KR_PLACE_FREE: kremit_bx(u, KR_I_FREEGET, dst, place.index); break;
    case KR_PLACE_CLASSFREE: kremit_bx(u, KR_I_CLASSFREE, dst, place.index); break;
    case KR_PLACE_GLOBAL: kremit_bx(u, KR_I_GLOBALGET, dst, krconst_name(u, place.name)); break;
    case KR_PLACE_NAME: kremit_bx(u, KR_I_NAMEGET, dst, krconst_name(u, place.name)); break;
    }
}

void krvar_load(KrUnit *u, const KrName *name, int dst)
{
    if (name == u->c->debug_name) {
        krconst_load(u, krbool(!u->c->optimize), dst);
        return;
    }
    load_place(u, krvar_place(u, name), dst);
}

int krvar_local(KrUnit *u, const KrName *name)
{
    if (name == u->c->debug_name)
        return -1;
    KrPlace place = krvar_place(u, name);
    if (place.kind != KR_PLACE_REG)
        return -1;
    check_bound(u, place);
    return place.index;
}

void krvar_bound(KrUnit *u, KrPlace place)
{
    if (place.inlined)
        place.symbol->set = true;
    else if (place.kind == KR_PLACE_REG)
        krbound_set(u, place.index);
}

void krvar_store(KrUnit *u, const KrName *name, int src)
{
    KrPlace place = krvar_place(u, name);
    switch (place.kind) {
    case KR_PLACE_REG: krreg_move(u, place.index, src); break;
    case KR_PLACE_CELL: kremit_bx(u, KR_I_CELLSET, src, place.index); break;
    case KR_PLACE_FREE:
    case KR_PLACE_CLASSFREE: kremit_bx(u, KR_I_FREESET, src, place.index); break;
    case KR_PLACE_GLOBAL: kremit_bx(u, KR_I_GLOBALSET, src, krconst_name(u, place.name)); break;
    case KR_PLACE_NAME: kremit_bx(u, KR_I_NAMESET, src, krconst_name(u, place.name)); break;
    }
    krvar_bound(u, place);
}

void krvar_delete(KrUnit *u, const KrName *name)
{
    KrPlace place = krvar_place(u, name);
    switch (place.kind) {
    case KR_PLACE_REG:
        check_bound(u, place);
        kremit_bx(u, KR_I_LOADIMM, place.index, 0);
        krbound_clear(u, place.index);
        break;
    case KR_PLACE_CELL: kremit_bx(u, KR_I_CELLDEL, 0, place.index); break;
    case KR_PLACE_FREE:
    case KR_PLACE_CLASSFREE: kremit_bx(u, KR_I_FREEDEL, 0, place.index); break;
    case KR_PLACE_GLOBAL: kremit_bx(u, KR_I_GLOBALDEL, 0, krconst_name(u, place.name)); break;
    case KR_PLACE_NAME: kremit_bx(u, KR_I_NAMEDEL, 0, krconst_name(u, place.name)); break;
    }
}

void krvar_cell(KrUnit *u, const KrName *name, int dst)
{
    for (KrScope *s = u->scope;; s = s->parent) {
        KrSymbol *y = krscope_find(s, name);
        if (s->inlined) {
            if (!y || !(y->flags & KR_SYM_CELL) || y->reg < 0)
                continue;
            krreg_move(u, dst, y->reg);
        } else if (s->kind == KR_SCOPE_CLASS && name == u->c->class_name && u->class_cell >= 0) {
            krreg_move(u, dst, u->class_cell);
        } else if (y && y->free >= 0) {
            kremit_bx(u, KR_I_FREECELL, dst, y->free);
        } else if (y && y->reg >= 0) {
            krreg_move(u, dst, y->reg);
        }
        return;
    }
}
