/* SPDX-License-Identifier: MIT
 * Constants: literals as values, each once in a tree, and the table of each unit. Equal strs, bytes and ints of a tree are
 * one object, so that constants are equal when their bits are, and tuples when the bits of their items are. */
#include "compile/unit.h"

static uint64_t mix(uint64_t h)
{
    h *= 0x9E3779B97F4A7C15u;
    return h ^ h >> 32;
}

static uint64_t hash_const(KrValue v)
{
    if (!kris_exact(v, KR_T_tuple))
        return mix(v);
    uint64_t h = kras_tuple(v)->n + 1;
    for (size_t i = 0; i < kras_tuple(v)->n; i++)
        h = mix(h ^ hash_const(kras_tuple(v)->at[i]));
    return h;
}

static bool same_const(KrValue a, KrValue b)
{
    if (a == b || !kris_exact(a, KR_T_tuple) || !kris_exact(b, KR_T_tuple))
        return a == b;
    KrTuple *x = kras_tuple(a), *y = kras_tuple(b);
    bool same = x->n == y->n;
    for (size_t i = 0; same && i < x->n; i++)
        same = same_const(x->at[i], y->at[i]);
    return same;
}

static bool grow(KrUnit *u)
{
    uint32_t mask = u->const_mask ? u->const_mask * 2 + 1 : 31;
    uint32_t *slots = krcompile_new(u->c, ((size_t)mask + 1) * sizeof *slots);
    if (!slots)
        return false;
    for (uint32_t i = 0; i < u->consts->n; i++) {
        uint32_t at = (uint32_t)hash_const(u->consts->items->at[i]) & mask;
        while (slots[at])
            at = (at + 1) & mask;
        slots[at] = i + 1;
    }
    u->const_slots = slots;
    u->const_mask = mask;
    return true;
}

int krconst_index(KrUnit *u, KrValue v)
{
    if (u->c->failed || v == KR_RAISED)
        return 0;
    if (u->consts->n * 2 >= u->const_mask && !grow(u))
        return 0;
    uint32_t at = (uint32_t)hash_const(v) & u->const_mask;
    for (; u->const_slots[at]; at = (at + 1) & u->const_mask)
        if (same_const(u->consts->items->at[u->const_slots[at] - 1], v))
            return (int)u->const_slots[at] - 1;
    if (!krlist_append(u->c->vm, u->consts, v))
        return u->c->failed = true, 0;
    u->const_slots[at] = (uint32_t)u->consts->n;
    return (int)u->consts->n - 1;
}

int krconst_str(KrUnit *u, const KrStr *s)
{
    return s ? krconst_index(u, krvalue(s)) : 0;
}

int krconst_name(KrUnit *u, const KrName *name)
{
    return krconst_str(u, krcompile_name(u->c, name));
}

/* ---- literals ---------------------------------------------------------------------------------------------------------- */

KrValue krconst_unique(KrCompiler *c, KrValue v)
{
    if (v == KR_RAISED)
        return c->failed = true, v;
    if (!kris_exact(v, KR_T_str) && !kris_exact(v, KR_T_bytes) && !kris_exact(v, KR_T_int))
        return v;
    if (kras_obj(v)->flags & KR_STR_INTERNED && kris_exact(v, KR_T_str))
        return v;
    KrValue old = krdict_get(c->vm, c->literals, v);
    if (old == KR_EMPTY) {
        old = v;
        if (!krdict_set(c->vm, c->literals, v, v))
            old = KR_RAISED;
    }
    c->failed |= old == KR_RAISED;
    return old;
}

/* Text that looks like a name is interned, so that it is the same object as the attribute or global of that name. */
static bool is_word(const char *text, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        char ch = text[i];
        bool word = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') || ch == '_';
        if (!word)
            return false;
    }
    return true;
}

static KrValue str_value(KrCompiler *c, const KrConst *k)
{
    if (!is_word(k->text, k->n))
        return krconst_unique(c, krvalue_or_raised(krstr_new(c->vm, k->text, k->n)));
    const KrStr *s = krintern_text(c->vm, k->text, k->n);
    if (!s || !krlist_append(c->vm, c->keep, krvalue(s)))
        return c->failed = true, KR_RAISED;
    return krvalue(s);
}

static KrValue int_value(KrCompiler *c, const KrConst *k)
{
    if (k->base == 10 && k->n < 15) {
        int64_t v = 0;
        for (uint32_t i = 0; i < k->n; i++)
            v = v * 10 + (k->text[i] - '0');
        return krsmall(v);
    }
    return krconst_unique(c, krint_parse(c->vm, k->text, k->n, k->base));
}

KrValue krconst_value(KrCompiler *c, const KrConst *k)
{
    switch ((KrConstKind)k->kind) {
    case KR_CONST_NONE: return KR_NONE;
    case KR_CONST_TRUE: return KR_TRUE;
    case KR_CONST_FALSE: return KR_FALSE;
    case KR_CONST_ELLIPSIS: return KR_ELLIPSIS;
    case KR_CONST_INT: return int_value(c, k);
    case KR_CONST_FLOAT: return krdouble(k->number);
    case KR_CONST_IMAG: return krconst_unique(c, krcomplex_new(c->vm, 0.0, k->number));
    case KR_CONST_STR: return str_value(c, k);
    case KR_CONST_BYTES: return krconst_unique(c, krvalue_or_raised(krbytes_new(c->vm, k->text, k->n)));
    }
    return KR_NONE;
}

void krconst_load(KrUnit *u, KrValue v, int dst)
{
    if (u->c->failed)
        return;
    if (kris_int(v) && kras_int(v) >= INT16_MIN && kras_int(v) <= INT16_MAX)
        kremit_bx(u, KR_I_LOADI, dst, (int)kras_int(v));
    else if (kris_imm(v))
        kremit_bx(u, KR_I_LOADIMM, dst, (int)(v & 15));
    else
        kremit_bx(u, KR_I_LOADK, dst, krconst_index(u, v));
}
