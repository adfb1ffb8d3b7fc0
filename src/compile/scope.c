/* SPDX-License-Identifier: MIT
 * Scopes and their symbols: making and finding them, private names. */
#include "compile/unit.h"

static uint32_t hash_name(const KrName *name)
{
    return (uint32_t)(((uintptr_t)name >> 3) * 0x9E3779B97F4A7C15u >> 32);
}

KrSymbol *krscope_find(const KrScope *s, const KrName *name)
{
    if (!s->slots)
        return NULL;
    for (uint32_t at = hash_name(name) & s->mask; s->slots[at]; at = (at + 1) & s->mask)
        if (s->slots[at]->name == name)
            return s->slots[at];
    return NULL;
}

static bool grow(KrCompiler *c, KrScope *s)
{
    uint32_t mask = s->slots ? s->mask * 2 + 1 : 7;
    KrSymbol **slots = krcompile_new(c, ((size_t)mask + 1) * sizeof *slots);
    if (!slots)
        return false;
    for (KrSymbol *y = s->symbols; y; y = y->next) {
        uint32_t at = hash_name(y->name) & mask;
        while (slots[at])
            at = (at + 1) & mask;
        slots[at] = y;
    }
    s->slots = slots;
    s->mask = mask;
    return true;
}

KrSymbol *krscope_symbol(KrCompiler *c, KrScope *s, const KrName *name)
{
    KrSymbol *y = krscope_find(s, name);
    if (y)
        return y;
    if ((!s->slots || s->used * 2 > s->mask) && !grow(c, s))
        return NULL;
    y = krcompile_new(c, sizeof *y);
    if (!y)
        return NULL;
    y->name = name;
    y->reg = y->free = -1;
    if (s->last_symbol)
        s->last_symbol->next = y;
    else
        s->symbols = y;
    s->last_symbol = y;
    s->used++;
    uint32_t at = hash_name(name) & s->mask;
    while (s->slots[at])
        at = (at + 1) & s->mask;
    s->slots[at] = y;
    return y;
}

const KrName *krscope_mangle(KrCompiler *c, const KrScope *s, const KrName *name)
{
    uint32_t n = name->len;
    if (n < 3 || name->text[0] != '_' || name->text[1] != '_' || !s->class_name)
        return name;
    if ((name->text[n - 1] == '_' && name->text[n - 2] == '_') || memchr(name->text, '.', n))
        return name;
    const KrName *cls = s->class_name;
    uint32_t skip = 0;
    while (skip < cls->len && cls->text[skip] == '_')
        skip++;
    if (skip == cls->len)
        return name;
    size_t size = 1 + (size_t)cls->len - skip + n;
    char *text = krcompile_new(c, size);
    if (!text)
        return name;
    text[0] = '_';
    memcpy(text + 1, cls->text + skip, cls->len - skip);
    memcpy(text + 1 + cls->len - skip, name->text, n);
    const KrName *mangled = krast_name(c->names, text, size);
    if (!mangled)
        krcompile_no_memory(c);
    return mangled ? mangled : name;
}

KrScope *krscope_open(KrCompiler *c, KrScope *parent, KrScopeKind kind, KrScopeForm form, const void *node)
{
    KrScope *s = krcompile_new(c, sizeof *s);
    if (!s)
        return NULL;
    s->parent = parent;
    s->kind = kind;
    s->form = form;
    s->node = node;
    s->inlined = form == KR_FORM_LISTCOMP || form == KR_FORM_SETCOMP || form == KR_FORM_DICTCOMP ||
                 form == KR_FORM_TYPEPARAMS;
    if (!parent)
        return s;
    KrScope *around = krscope_unit(parent);
    s->nested = parent->nested || around->kind == KR_SCOPE_FUNCTION;
    s->class_name = parent->class_name;
    if (parent->last)
        parent->last->next = s;
    else
        parent->first = s;
    return parent->last = s;
}

KrScope *krscope_unit(KrScope *s)
{
    while (s->inlined)
        s = s->parent;
    return s;
}

KrScope *krscope_child(KrScope *s, const void *node)
{
    /* Children are asked for in their order, but for the clauses that are compiled twice. */
    KrScope *start = s->cursor ? s->cursor : s->first;
    for (KrScope *k = start; k; k = k->next)
        if (k->node == node)
            return s->cursor = k;
    for (KrScope *k = s->first; k != start; k = k->next)
        if (k->node == node)
            return s->cursor = k;
    return NULL;
}
