/* SPDX-License-Identifier: MIT
 * The match statement: each pattern is tested against a register and jumps to the next case when it fails; names are bound after
 * the whole pattern matched. */
#include "compile/unit.h"

typedef struct Bindings {
    const KrName *names[256];
    int regs[256];
    int n;
} Bindings;

static void pattern(Unit *u, KrPattern *p, int subject, Label *fail, Bindings *b);

static void bind(Unit *u, KrPattern *p, const KrName *name, int reg, Bindings *b)
{
    if (!name)
        return;
    for (int i = 0; i < b->n; i++)
        if (b->names[i] == name) {
            syntax_error(u->c, KR_SPAN_OF(p), "multiple assignments to name '%s' in pattern", name->text);
            return;
        }
    if (b->n == 256) {
        syntax_error(u->c, KR_SPAN_OF(p), "too many names in pattern");
        return;
    }
    int keep = temp(u);
    emit(u, OP_MOVE, keep, reg, 0);
    b->names[b->n] = name;
    b->regs[b->n++] = keep;
}

static void fail_unless(Unit *u, Op test, int a, int b, Label *fail)
{
    emit(u, test, a, b, 0);
    emit_jump(u, OP_JSCRATCHN, fail);
}

static void fail_if_none(Unit *u, int reg, Label *fail)
{
    emit(u, OP_JNONE, reg, 0, 1);
    emit_jump(u, OP_JSCRATCH, fail);
}

static bool wildcard(KrPattern *p)
{
    if (p->kind == KR_PATTERN_MatchStar)
        return !p->v.MatchStar.name;
    return p->kind == KR_PATTERN_MatchAs && !p->v.MatchAs.name && !p->v.MatchAs.pattern;
}

static bool all_wildcards(KrPatternSeq *items)
{
    for (int i = 0; i < KR_SEQ_LEN(items); i++)
        if (!wildcard(items->at[i]))
            return false;
    return true;
}

/* The middle of [a, *_, b] is not looked at: the subject may be long, or have no end. */
static void items_by_index(Unit *u, KrPatternSeq *items, int subject, int len, int star, Label *fail, Bindings *b)
{
    for (int i = 0; i < items->n; i++) {
        if (wildcard(items->at[i]))
            continue;
        int item = temp(u), index = temp(u);
        load_const(u, krsmall(i < star ? i : items->n - i), index);
        if (i > star)
            emit(u, OP_SUB, index, len, index);
        emit(u, OP_GETITEM, item, subject, index);
        pattern(u, items->at[i], item, fail, b);
    }
}

static void sequence(Unit *u, KrPattern *p, int subject, Label *fail, Bindings *b)
{
    KrPatternSeq *items = p->v.MatchSequence.patterns;
    int n = KR_SEQ_LEN(items), star = -1;
    for (int i = 0; i < n; i++) {
        if (items->at[i]->kind != KR_PATTERN_MatchStar)
            continue;
        if (star >= 0) {
            syntax_error(u->c, KR_SPAN_OF(p), "multiple starred names in sequence pattern");
            return;
        }
        star = i;
    }
    fail_unless(u, OP_MATCHSEQ, subject, 0, fail);
    if (n == 1 && star == 0 && !items->at[0]->v.MatchStar.name)
        return;
    int len = temp(u), want = temp(u);
    emit(u, OP_LEN, len, subject, 0);
    load_const(u, krsmall(star < 0 ? n : n - 1), want);
    fail_unless(u, star < 0 ? OP_JEQ : OP_JGE, len, want, fail);
    if (all_wildcards(items))
        return;
    if (star >= 0 && !items->at[star]->v.MatchStar.name) {
        items_by_index(u, items, subject, len, star, fail, b);
        return;
    }
    int first = temps(u, n);
    if (star < 0) {
        emit(u, OP_UNPACK, first, subject, n);
    } else {
        emit(u, OP_UNPACKEX, first, subject, star);
        emit_unit(u, (uint32_t)(n - star - 1));
    }
    for (int i = 0; i < n; i++)
        pattern(u, items->at[i], first + i, fail, b);
}

static bool is_value(const KrExpr *e)
{
    return e->kind == KR_EXPR_Constant || e->kind == KR_EXPR_Attribute || e->kind == KR_EXPR_UnaryOp || e->kind == KR_EXPR_BinOp;
}

static bool check_keys(Unit *u, KrPattern *p, KrExprSeq *keys)
{
    KrDict *seen = krdict_new(u->c->vm);
    for (int i = 0; seen && i < KR_SEQ_LEN(keys); i++) {
        KrValue key;
        if (!is_value(keys->at[i]))
            return syntax_error(u->c, KR_SPAN_OF(p), "mapping pattern keys may only match literals and attribute lookups");
        if (!fold(u->c, keys->at[i], &key))
            continue;
        KrValue known = krdict_get(u->c->vm, seen, key);
        if (known == KR_RAISED || !krdict_set(u->c->vm, seen, key, KR_NONE))
            return u->c->failed = true, false;
        KrStr *shown = known == KR_EMPTY ? NULL : krstr_printf(u->c->vm, "%R", key);
        if (shown)
            return syntax_error(u->c, KR_SPAN_OF(p), "mapping pattern checks duplicate key (%s)", krstr_data(shown));
    }
    return seen != NULL;
}

static void mapping(Unit *u, KrPattern *p, int subject, Label *fail, Bindings *b)
{
    KrExprSeq *keys = p->v.MatchMapping.keys;
    int n = KR_SEQ_LEN(keys);
    if (!check_keys(u, p, keys))
        return;
    fail_unless(u, OP_MATCHMAP, subject, 0, fail);
    if (n) {
        int len = temp(u), want = temp(u);
        emit(u, OP_LEN, len, subject, 0);
        load_const(u, krsmall(n), want);
        fail_unless(u, OP_JGE, len, want, fail);
    }
    int first = temps(u, n ? n : 1), key_tuple = temp(u), values = temp(u);
    for (int i = 0; i < n; i++)
        expr(u, keys->at[i], first + i);
    emit(u, OP_TUPLE, key_tuple, first, n);
    u->span = KR_SPAN_OF(p);
    emit(u, OP_MATCHKEYS, values, subject, key_tuple);
    fail_if_none(u, values, fail);
    emit(u, OP_UNPACK, first, values, n);
    for (int i = 0; i < n; i++)
        pattern(u, p->v.MatchMapping.patterns->at[i], first + i, fail, b);
    if (p->v.MatchMapping.rest) {
        int rest = temp(u), key = temp(u);
        emit(u, OP_DICT, rest, 0, 0);
        emit(u, OP_UPDATE, rest, subject, 0);
        for (int i = 0; i < n; i++) {
            load_const(u, krsmall(i), key);
            emit(u, OP_GETITEM, key, key_tuple, key);
            emit(u, OP_DELITEM, rest, key, 0);
        }
        bind(u, p, p->v.MatchMapping.rest, rest, b);
    }
}

static void class_pattern(Unit *u, KrPattern *p, int subject, Label *fail, Bindings *b)
{
    KrNameSeq *attrs = p->v.MatchClass.kwd_attrs;
    int npos = KR_SEQ_LEN(p->v.MatchClass.patterns), nkw = KR_SEQ_LEN(attrs);
    for (int i = 0; i < nkw; i++)
        if (!strcmp(attrs->at[i]->text, "__debug__"))
            syntax_error(u->c, KR_SPAN_OF(p->v.MatchClass.kwd_patterns->at[i]), "cannot assign to __debug__");
    for (int i = 0; i < nkw; i++)
        for (int k = 0; k < i; k++)
            if (attrs->at[i] == attrs->at[k])
                syntax_error(u->c, KR_SPAN_OF(p->v.MatchClass.kwd_patterns->at[i]), "attribute name repeated in class pattern: %s", attrs->at[i]->text);
    int cls = to_temp(u, p->v.MatchClass.cls), values = temp(u), first = temps(u, npos + nkw ? npos + nkw : 1);
    KrTuple *names = krtuple_new(u->c->vm, NULL, (size_t)nkw);
    for (int i = 0; names && i < nkw; i++) {
        KrValue name = name_value(u->c, attrs->at[i]);
        if (name == KR_RAISED) {
            u->c->failed = true;
            return;
        }
        krstore(u->c->vm, names, &names->at[i], name);
    }
    load_const(u, krvalue_or_raised(names), values);
    u->span = KR_SPAN_OF(p);
    emit(u, OP_MATCHCLASS, values, subject, cls);
    emit_unit(u, (uint32_t)npos);
    fail_if_none(u, values, fail);
    if (npos + nkw)
        emit(u, OP_UNPACK, first, values, npos + nkw);
    for (int i = 0; i < npos + nkw; i++)
        pattern(u, i < npos ? p->v.MatchClass.patterns->at[i] : p->v.MatchClass.kwd_patterns->at[i - npos], first + i, fail, b);
}

/* The part of the pattern that matches everything, or NULL. */
static KrPattern *irrefutable(KrPattern *p)
{
    if (p->kind == KR_PATTERN_MatchOr)
        return irrefutable(p->v.MatchOr.patterns->at[p->v.MatchOr.patterns->n - 1]);
    if (p->kind != KR_PATTERN_MatchAs)
        return NULL;
    return p->v.MatchAs.pattern ? irrefutable(p->v.MatchAs.pattern) : p;
}

/* Only the last case, or alternative, may match everything. */
static bool check_refutable(Unit *u, KrPattern *p)
{
    KrPattern *all = irrefutable(p);
    if (all && all->v.MatchAs.name)
        syntax_error(u->c, KR_SPAN_OF(all), "name capture '%s' makes remaining patterns unreachable", all->v.MatchAs.name->text);
    else if (all)
        syntax_error(u->c, KR_SPAN_OF(all), "wildcard makes remaining patterns unreachable");
    return !all;
}

/* All alternatives bind the same names; their values meet in the registers of the first. */
static void alternatives(Unit *u, KrPattern *p, int subject, Label *fail, Bindings *b)
{
    KrPatternSeq *alts = p->v.MatchOr.patterns;
    Label matched = label_new();
    Bindings first = *b;
    for (int i = 0; i < alts->n; i++) {
        Label next = label_new();
        Bindings own = *b;
        if (i < alts->n - 1 && !check_refutable(u, alts->at[i]))
            return;
        pattern(u, alts->at[i], subject, i == alts->n - 1 ? fail : &next, &own);
        if (i == 0) {
            first = own;
        } else {
            bool same = own.n == first.n;
            for (int k = b->n; same && k < own.n; k++) {
                int at = -1;
                for (int m = b->n; m < first.n; m++)
                    if (first.names[m] == own.names[k])
                        at = m;
                same = at >= 0;
                if (same)
                    emit(u, OP_MOVE, first.regs[at], own.regs[k], 0);
            }
            if (!same)
                syntax_error(u->c, KR_SPAN_OF(p), "alternative patterns bind different names");
        }
        emit_jump(u, OP_JMP, &matched);
        label_here(u, &next);
    }
    label_here(u, &matched);
    *b = first;
}

static void pattern(Unit *u, KrPattern *p, int subject, Label *fail, Bindings *b)
{
    if (u->c->failed)
        return;
    u->span = KR_SPAN_OF(p);
    switch (p->kind) {
    case KR_PATTERN_MatchValue: {
        if (!is_value(p->v.MatchValue.value)) {
            syntax_error(u->c, KR_SPAN_OF(p), "patterns may only match literals and attribute lookups");
            break;
        }
        int v = to_temp(u, p->v.MatchValue.value);
        u->span = KR_SPAN_OF(p);
        fail_unless(u, OP_JEQ, subject, v, fail);
        break;
    }
    case KR_PATTERN_MatchSingleton: {
        int v = temp(u);
        load_const(u, const_value(u->c, &p->v.MatchSingleton.value), v);
        fail_unless(u, OP_JIS, subject, v, fail);
        break;
    }
    case KR_PATTERN_MatchSequence: sequence(u, p, subject, fail, b); break;
    case KR_PATTERN_MatchMapping: mapping(u, p, subject, fail, b); break;
    case KR_PATTERN_MatchClass: class_pattern(u, p, subject, fail, b); break;
    case KR_PATTERN_MatchStar: bind(u, p, p->v.MatchStar.name, subject, b); break;
    case KR_PATTERN_MatchAs:
        if (p->v.MatchAs.pattern)
            pattern(u, p->v.MatchAs.pattern, subject, fail, b);
        bind(u, p, p->v.MatchAs.name, subject, b);
        break;
    case KR_PATTERN_MatchOr: alternatives(u, p, subject, fail, b); break;
    }
}

void match_stmt(Unit *u, KrStmt *s)
{
    Label end = label_new();
    int mark = u->top, subject = to_temp(u, s->v.Match.subject);
    uint8_t *before = krarena_new(u->c->arena, (size_t)u->nlocals + 1);
    if (!before) {
        fail_memory(u->c);
        return;
    }
    if (u->nlocals)
        memcpy(before, u->bound, (size_t)u->nlocals);
    for (int i = 0; i < s->v.Match.cases->n && !u->c->failed; i++) {
        KrMatchCase *k = s->v.Match.cases->at[i];
        Label next = label_new();
        Bindings *b = krarena_new(u->c->arena, sizeof *b);
        int keep = u->top;
        if (!b) {
            fail_memory(u->c);
            return;
        }
        if (i < s->v.Match.cases->n - 1 && !k->guard && !check_refutable(u, k->pattern))
            return;
        pattern(u, k->pattern, subject, &next, b);
        for (int n = 0; n < b->n; n++)
            store_name(u, b->names[n], b->regs[n]);
        u->top = keep;
        if (k->guard)
            condition(u, k->guard, false, &next);
        stmts(u, k->body);
        emit_jump(u, OP_JMP, &end);
        label_here(u, &next);
        for (int n = 0; n < u->nlocals; n++)
            u->bound[n] = (uint8_t)((before[n] & 1) | ((u->bound[n] | before[n]) & 2));
        u->top = keep;
    }
    label_here(u, &end);
    u->top = mark;
}
