/* SPDX-License-Identifier: MIT
 * The second walk over scopes: free names find the cell that they mean, and closures are numbered. */
#include "compile/unit.h"

/* The scope around s whose variable the name is, or NULL for a global. */
static KrScope *find_owner(KrCompiler *c, KrScope *s, const KrName *name)
{
    for (KrScope *p = s->parent; p; p = p->parent) {
        if (p->kind == KR_SCOPE_MODULE)
            return NULL;
        if (p->kind == KR_SCOPE_CLASS) {
            if (name != c->class_name)
                continue;
            p->class_cell = true;
            return p;
        }
        KrSymbol *y = krscope_find(p, name);
        if (!y)
            continue;
        if (y->flags & KR_SYM_GLOBAL)
            return NULL;
        if (y->flags & KR_SYM_BOUND && !(y->flags & KR_SYM_NONLOCAL))
            return p;
    }
    return NULL;
}

/* Every function from s up to the owner hands the cell on. */
static void link_free(KrCompiler *c, KrScope *s, KrScope *owner, const KrName *name)
{
    for (KrScope *p = s; p != owner; p = p->parent) {
        KrSymbol *y = p->inlined ? NULL : krscope_symbol(c, p, name);
        if (y)
            y->flags |= KR_SYM_FREE;
    }
    KrSymbol *cell = owner->kind == KR_SCOPE_CLASS ? NULL : krscope_symbol(c, owner, name);
    if (cell)
        cell->flags |= KR_SYM_CELL;
}

static void resolve_symbol(KrCompiler *c, KrScope *s, KrSymbol *y)
{
    bool nonlocal = y->flags & KR_SYM_NONLOCAL;
    if (nonlocal && y->flags & KR_SYM_GLOBAL) {
        krcompile_error(c, y->span, "name '%s' is nonlocal and global", y->name->text);
        return;
    }
    if (s->kind == KR_SCOPE_MODULE) {
        if (nonlocal)
            krcompile_error(c, y->span, "nonlocal declaration not allowed at module level");
        return;
    }
    if (s->inlined || y->flags & KR_SYM_GLOBAL)
        return;
    if (!nonlocal && y->flags & KR_SYM_BOUND && !(y->flags & KR_SYM_COMPREHENDED))
        return;
    KrScope *owner = find_owner(c, s, y->name);
    if (!owner && nonlocal)
        krcompile_error(c, y->span, "no binding for nonlocal '%s' found", y->name->text);
    if (!owner)
        return;
    KrSymbol *bound = owner->kind == KR_SCOPE_CLASS ? NULL : krscope_find(owner, y->name);
    if (nonlocal && bound && bound->flags & KR_SYM_TYPEPARAM)
        krcompile_error(c, y->span, "nonlocal binding not allowed for type parameter '%s'", y->name->text);
    link_free(c, s, owner, y->name);
}

static int compare_names(const KrName *a, const KrName *b)
{
    uint32_t n = a->len < b->len ? a->len : b->len;
    int order = memcmp(a->text, b->text, n);
    return order ? order : (a->len > b->len) - (a->len < b->len);
}

/* Closures are in the order of their names. */
static void number_free(KrCompiler *c, KrScope *s)
{
    int n = 0;
    for (KrSymbol *y = s->symbols; y; y = y->next)
        n += (y->flags & KR_SYM_FREE) != 0;
    s->nfree = n;
    KrSymbol **sorted = n ? krcompile_new(c, (size_t)n * sizeof *sorted) : NULL;
    if (!sorted)
        return;
    int count = 0;
    for (KrSymbol *y = s->symbols; y; y = y->next) {
        if (!(y->flags & KR_SYM_FREE))
            continue;
        int at = count++;
        for (; at && compare_names(sorted[at - 1]->name, y->name) > 0; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = y;
    }
    for (int i = 0; i < n; i++)
        sorted[i]->free = i;
}

static void sort_attributes(KrCompiler *c, KrScope *s)
{
    int n = 0, count = 0;
    for (KrAttrName *a = s->attribute_list; a; a = a->next)
        n++;
    KrNameSeq *names = krcompile_new(c, sizeof *names + (size_t)n * sizeof *names->at);
    if (!names)
        return;
    for (KrAttrName *a = s->attribute_list; a; a = a->next) {
        int at = count;
        while (at && compare_names(names->at[at - 1], a->name) > 0)
            at--;
        if (at && names->at[at - 1] == a->name)
            continue;
        memmove(&names->at[at + 1], &names->at[at], (size_t)(count - at) * sizeof *names->at);
        names->at[at] = a->name;
        count++;
    }
    names->n = count;
    s->attributes = names;
}

static void resolve(KrCompiler *c, KrScope *s)
{
    for (KrSymbol *y = s->symbols; y && !c->failed; y = y->next)
        resolve_symbol(c, s, y);
    for (KrScope *k = s->first; k && krcompile_enter(c); k = k->next)
        resolve(c, k);
}

static void number(KrCompiler *c, KrScope *s)
{
    number_free(c, s);
    if (s->kind == KR_SCOPE_CLASS)
        sort_attributes(c, s);
    for (KrScope *k = s->first; k && krcompile_enter(c); k = k->next)
        number(c, k);
}

bool krscope_resolve(KrCompiler *c, KrScope *module)
{
    resolve(c, module);
    if (!c->failed)
        number(c, module);
    return !c->failed;
}
