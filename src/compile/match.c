/* SPDX-License-Identifier: MIT
 * match: patterns as tests that jump to the next case. Captured values stay in temporaries and are bound when the whole
 * pattern has matched. */
#include "compile/unit.h"

typedef struct Capture {
    struct Capture *next;
    const KrName *name;
    int reg;
} Capture;

typedef struct Matcher {
    KrUnit *u;
    Capture *first;    /* in the order in which they are bound */
    KrLabel *fail;
    bool irrefutable;  /* a pattern that matches everything is allowed here */
} Matcher;

static void pattern(Matcher *m, KrPattern *p, int r);

static bool capture(Matcher *m, const KrPattern *p, const KrName *name, int r)
{
    Capture **end = &m->first;
    for (; *end; end = &(*end)->next)
        if ((*end)->name == name)
            return krcompile_error(m->u->c, KR_SPAN_OF(p), "multiple assignments to name '%s' in pattern", name->text);
    Capture *k = krcompile_new(m->u->c, sizeof *k);
    if (k)
        *k = (Capture){NULL, name, r};
    *end = k;
    return k != NULL;
}

static bool is_wildcard(const KrPattern *p)
{
    return p->kind == KR_PATTERN_MatchAs && !p->v.MatchAs.name && !p->v.MatchAs.pattern;
}

static void sub_pattern(Matcher *m, KrPattern *p, int r)
{
    bool irrefutable = m->irrefutable;
    m->irrefutable = true;
    pattern(m, p, r);
    m->irrefutable = irrefutable;
}

static void fail_unless(Matcher *m, KrInstr test, int a, int b)
{
    kremit_test(m->u, test, a, b, false, m->fail);
}

/* Fails unless R[n] is `want`, or at least that. */
static void check_length(Matcher *m, int n, int want, bool at_least)
{
    KrUnit *u = m->u;
    if (want <= 127) {
        fail_unless(m, at_least ? KR_I_JGEI : KR_I_JEQI, n, want);
        return;
    }
    int r = krreg_take(u, 1);
    krconst_load(u, krsmall(want), r);
    fail_unless(m, at_least ? KR_I_JGE : KR_I_JEQ, n, r);
}

/* ---- values, names, alternatives -------------------------------------------------------------------------------------------- */

static void match_value(Matcher *m, KrPattern *p, int r)
{
    KrUnit *u = m->u;
    int byte, mark = u->top;
    if (krfold_byte(u->c, p->v.MatchValue.value, &byte)) {
        KR_AT(u, p);
        fail_unless(m, KR_I_JEQI, r, byte & 255);
        return;
    }
    int v = krexpr_operand(u, p->v.MatchValue.value);
    KR_AT(u, p);
    fail_unless(m, KR_I_JEQ, r, v);
    u->top = mark;
}

static void match_singleton(Matcher *m, KrPattern *p, int r)
{
    KrUnit *u = m->u;
    KR_AT(u, p);
    if (p->v.MatchSingleton.value.kind == KR_CONST_NONE) {
        fail_unless(m, KR_I_JNONE, r, 0);
        return;
    }
    int v = krreg_take(u, 1);
    krconst_load(u, krconst_value(u->c, &p->v.MatchSingleton.value), v);
    fail_unless(m, KR_I_JIS, r, v);
    u->top = v;
}

static void match_as(Matcher *m, KrPattern *p, int r)
{
    const KrName *name = p->v.MatchAs.name;
    if (!p->v.MatchAs.pattern && !m->irrefutable) {
        if (name)
            krcompile_error(m->u->c, KR_SPAN_OF(p), "name capture '%s' makes remaining patterns unreachable", name->text);
        else
            krcompile_error(m->u->c, KR_SPAN_OF(p), "wildcard makes remaining patterns unreachable");
        return;
    }
    if (p->v.MatchAs.pattern)
        pattern(m, p->v.MatchAs.pattern, r);
    if (name)
        capture(m, p, name, r);
}

static int count(const Capture *k)
{
    int n = 0;
    for (; k; k = k->next)
        n++;
    return n;
}

/* Moves what an alternative captured to where the first one's captures are kept. */
static bool unite(Matcher *m, const KrPattern *p, const Capture *kept, const Capture *got)
{
    if (count(kept) != count(got))
        return krcompile_error(m->u->c, KR_SPAN_OF(p), "alternative patterns bind different names");
    for (const Capture *k = kept; k; k = k->next) {
        const Capture *g = got;
        while (g && g->name != k->name)
            g = g->next;
        if (!g)
            return krcompile_error(m->u->c, KR_SPAN_OF(p), "alternative patterns bind different names");
        krreg_move(m->u, k->reg, g->reg);
    }
    return true;
}

static Capture *keep_copies(Matcher *m, const Capture *got, int first)
{
    Capture *kept = NULL, **end = &kept;
    for (; got; got = got->next) {
        Capture *k = krcompile_new(m->u->c, sizeof *k);
        if (!k)
            return kept;
        *k = (Capture){NULL, got->name, first++};
        *end = k;
        end = &k->next;
    }
    return kept;
}

static int names_bound(const KrPattern *p);

static int names_in(const KrPatternSeq *seq)
{
    int n = 0;
    for (int i = 0; i < KR_SEQ_LEN(seq); i++)
        n += names_bound(seq->at[i]);
    return n;
}

/* How many names the pattern binds, at most. */
static int names_bound(const KrPattern *p)
{
    switch (p->kind) {
    case KR_PATTERN_MatchSequence: return names_in(p->v.MatchSequence.patterns);
    case KR_PATTERN_MatchMapping: return names_in(p->v.MatchMapping.patterns) + 1;
    case KR_PATTERN_MatchClass: return names_in(p->v.MatchClass.patterns) + names_in(p->v.MatchClass.kwd_patterns);
    case KR_PATTERN_MatchStar: return 1;
    case KR_PATTERN_MatchAs: return (p->v.MatchAs.pattern ? names_bound(p->v.MatchAs.pattern) : 0) + 1;
    case KR_PATTERN_MatchOr: return names_bound(p->v.MatchOr.patterns->at[0]);
    default: return 0;
    }
}

static void match_or(Matcher *m, KrPattern *p, int r)
{
    KrUnit *u = m->u;
    KrPatternSeq *alternatives = p->v.MatchOr.patterns;
    KrLabel matched = KR_LABEL;
    Capture *kept = NULL;
    int first = krreg_take(u, names_bound(alternatives->at[0])), mark = u->top;
    for (int i = 0; i < alternatives->n && !u->c->failed; i++) {
        bool last = i == alternatives->n - 1;
        KrLabel next = KR_LABEL;
        Matcher inner = {u, NULL, last ? m->fail : &next, last && m->irrefutable};
        pattern(&inner, alternatives->at[i], r);
        if (!i)
            kept = keep_copies(m, inner.first, first);
        if (!unite(m, p, kept, inner.first))
            return;
        kremit_jump(u, &matched);
        kremit_label(u, &next);
        u->top = mark;
    }
    kremit_label(u, &matched);
    for (Capture *k = kept; k; k = k->next)
        capture(m, p, k->name, k->reg);
}

/* ---- sequences --------------------------------------------------------------------------------------------------------------------- */

static bool find_star(Matcher *m, const KrPattern *p, int *star)
{
    const KrPatternSeq *items = p->v.MatchSequence.patterns;
    *star = -1;
    for (int i = 0; i < KR_SEQ_LEN(items); i++) {
        if (items->at[i]->kind != KR_PATTERN_MatchStar)
            continue;
        if (*star >= 0)
            return krcompile_error(m->u->c, KR_SPAN_OF(p), "multiple starred expressions in sequence pattern");
        *star = i;
        if (i >= 256)
            return krcompile_error(m->u->c, KR_SPAN_OF(p), "too many expressions in star-unpacking sequence pattern");
    }
    return true;
}

static bool only_wildcards(const KrPatternSeq *items)
{
    for (int i = 0; i < KR_SEQ_LEN(items); i++) {
        const KrPattern *p = items->at[i];
        if (p->kind == KR_PATTERN_MatchStar ? p->v.MatchStar.name != NULL : !is_wildcard(p))
            return false;
    }
    return true;
}

/* Nothing is to be known of the items under `*_`: the others are taken one by one. */
static void items_by_index(Matcher *m, const KrPattern *p, int star, int length, int r)
{
    KrUnit *u = m->u;
    KrPatternSeq *items = p->v.MatchSequence.patterns;
    for (int i = 0; i < items->n; i++) {
        if (i == star || is_wildcard(items->at[i]))
            continue;
        int item = krreg_take(u, 1);
        KR_AT(u, p);
        krconst_load(u, krsmall(i < star ? i : items->n - i), item);
        if (i > star)
            kremit(u, KR_I_SUB, item, length, item);
        kremit(u, KR_I_GETITEM, item, r, item);
        sub_pattern(m, items->at[i], item);
    }
}

static void match_sequence(Matcher *m, KrPattern *p, int r)
{
    KrUnit *u = m->u;
    KrPatternSeq *items = p->v.MatchSequence.patterns;
    int n = KR_SEQ_LEN(items), star;
    if (!find_star(m, p, &star))
        return;
    KR_AT(u, p);
    fail_unless(m, KR_I_MATCHSEQ, r, 0);
    int length = krreg_take(u, 1);
    if (star < 0 || n > 1) {
        kremit(u, KR_I_LEN, length, r, 0);
        check_length(m, length, star < 0 ? n : n - 1, star >= 0);
    }
    if (only_wildcards(items))
        return;
    if (star >= 0 && !items->at[star]->v.MatchStar.name) {
        items_by_index(m, p, star, length, r);
        return;
    }
    int first = krreg_take(u, n);
    if (star < 0)
        kremit(u, KR_I_UNPACK, first, r, n);
    else
        kremit_k(u, KR_I_UNPACKEX, first, r, star, n - star - 1);
    for (int i = 0; i < n && !u->c->failed; i++) {
        if (i == star)
            capture(m, items->at[i], items->at[i]->v.MatchStar.name, first + i);
        else
            sub_pattern(m, items->at[i], first + i);
    }
}

/* ---- mappings ---------------------------------------------------------------------------------------------------------------------- */

static bool check_keys(Matcher *m, const KrPattern *p)
{
    KrCompiler *c = m->u->c;
    KrExprSeq *keys = p->v.MatchMapping.keys;
    KrSet *seen = krset_new(c->vm, KR_T_set);
    for (int i = 0; seen && i < KR_SEQ_LEN(keys); i++) {
        KrValue v;
        if (!krfold(c, keys->at[i], &v))
            continue;
        if (krset_contains(c->vm, seen, v) > 0) {
            KrStr *text = krstr_printf(c->vm, "%R", v);
            return text ? krcompile_error(c, KR_SPAN_OF(p), "mapping pattern checks duplicate key (%s)", krstr_data(text))
                        : !(c->failed = true);
        }
        if (!krset_add(c->vm, seen, v))
            return !(c->failed = true);
    }
    return seen || !(c->failed = true);
}

static void mapping_rest(Matcher *m, const KrPattern *p, int r, int keys, int n)
{
    KrUnit *u = m->u;
    int rest = krreg_take(u, 1), key = krreg_take(u, n);
    kremit(u, KR_I_DICT, rest, key, 0);
    kremit(u, KR_I_UPDATE, rest, r, 0);
    if (n)
        kremit(u, KR_I_UNPACK, key, keys, n);
    for (int i = 0; i < n; i++)
        kremit(u, KR_I_DELITEM, rest, key + i, 0);
    u->top = rest + 1;
    capture(m, p, p->v.MatchMapping.rest, rest);
}

static void match_mapping(Matcher *m, KrPattern *p, int r)
{
    KrUnit *u = m->u;
    KrExprSeq *keys = p->v.MatchMapping.keys;
    int n = KR_SEQ_LEN(keys);
    if (!check_keys(m, p))
        return;
    KR_AT(u, p);
    fail_unless(m, KR_I_MATCHMAP, r, 0);
    int names = krreg_take(u, 1), values = krreg_take(u, n ? n : 1);
    if (n) {
        kremit(u, KR_I_LEN, values, r, 0);
        check_length(m, values, n, true);
        int first = krexpr_row(u, keys);
        KR_AT(u, p);
        kremit(u, KR_I_TUPLE, names, first, n);
        u->top = first;
        kremit(u, KR_I_MATCHKEYS, values, r, names);
        kremit_test(u, KR_I_JNONE, values, 0, true, m->fail);
        kremit(u, KR_I_UNPACK, values, values, n);
    }
    for (int i = 0; i < n && !u->c->failed; i++)
        sub_pattern(m, p->v.MatchMapping.patterns->at[i], values + i);
    KR_AT(u, p);
    if (p->v.MatchMapping.rest)
        mapping_rest(m, p, r, names, n);
}

/* ---- classes ------------------------------------------------------------------------------------------------------------------------ */

static KrValue keyword_names(Matcher *m, const KrPattern *p)
{
    KrCompiler *c = m->u->c;
    const KrNameSeq *names = p->v.MatchClass.kwd_attrs;
    KrTuple *t = krtuple_new(c->vm, NULL, (size_t)KR_SEQ_LEN(names));
    if (!t)
        return c->failed = true, KR_RAISED;
    for (int i = 0; i < KR_SEQ_LEN(names); i++) {
        for (int k = 0; k < i; k++)
            if (names->at[k] == names->at[i])
                krcompile_error(c, KR_SPAN_OF(p->v.MatchClass.kwd_patterns->at[i]),
                                "attribute name repeated in class pattern: %s", names->at[i]->text);
        const KrStr *name = krcompile_name(c, krscope_mangle(c, m->u->scope, names->at[i]));
        krstore(c->vm, t, &t->at[i], name ? krvalue(name) : KR_NONE);
    }
    return krvalue(t);
}

static void match_class(Matcher *m, KrPattern *p, int r)
{
    KrUnit *u = m->u;
    KrPatternSeq *positional = p->v.MatchClass.patterns, *keyword = p->v.MatchClass.kwd_patterns;
    int npositional = KR_SEQ_LEN(positional), n = npositional + KR_SEQ_LEN(keyword);
    KrValue names = keyword_names(m, p);
    int first = krreg_take(u, n ? n : 1), mark = u->top;
    int cls = krexpr_operand(u, p->v.MatchClass.cls);
    KR_AT(u, p);
    krconst_load(u, names, first);
    kremit_k(u, KR_I_MATCHCLASS, first, r, cls, npositional);
    u->top = mark;
    kremit_test(u, KR_I_JNONE, first, 0, true, m->fail);
    if (n)
        kremit(u, KR_I_UNPACK, first, first, n);
    for (int i = 0; i < n && !u->c->failed; i++) {
        KrPattern *sub = i < npositional ? positional->at[i] : keyword->at[i - npositional];
        if (!is_wildcard(sub))
            sub_pattern(m, sub, first + i);
    }
}

/* ---- all patterns, the statement ------------------------------------------------------------------------------------------------------ */

static void pattern(Matcher *m, KrPattern *p, int r)
{
    if (!krcompile_enter(m->u->c))
        return;
    switch (p->kind) {
    case KR_PATTERN_MatchValue: match_value(m, p, r); break;
    case KR_PATTERN_MatchSingleton: match_singleton(m, p, r); break;
    case KR_PATTERN_MatchSequence: match_sequence(m, p, r); break;
    case KR_PATTERN_MatchMapping: match_mapping(m, p, r); break;
    case KR_PATTERN_MatchClass: match_class(m, p, r); break;
    case KR_PATTERN_MatchStar:
        krcompile_error(m->u->c, KR_SPAN_OF(p), "can't use starred name here (consider moving to list or tuple)");
        break;
    case KR_PATTERN_MatchAs: match_as(m, p, r); break;
    case KR_PATTERN_MatchOr: match_or(m, p, r); break;
    }
}

void krmatch(KrUnit *u, KrStmt *s)
{
    KrMatchCaseSeq *cases = s->v.Match.cases;
    KrLabel end = KR_LABEL;
    int mark = u->top, subject = krexpr_temp(u, s->v.Match.subject);
    for (int i = 0; i < cases->n && krcompile_enter(u->c); i++) {
        KrMatchCase *k = cases->at[i];
        KrLabel fail = KR_LABEL;
        Matcher m = {u, NULL, &fail, k->guard || i == cases->n - 1};
        u->top = subject + 1;
        pattern(&m, k->pattern, subject);
        KR_AT(u, k->pattern);
        for (Capture *c = m.first; c; c = c->next)
            krvar_store(u, c->name, c->reg);
        if (k->guard)
            kroper_jump(u, k->guard, false, &fail);
        u->top = subject + 1;
        krstmt_body(u, k->body);
        if (i < cases->n - 1)
            kremit_jump(u, &end);
        kremit_label(u, &fail);
    }
    kremit_label(u, &end);
    u->top = mark;
}
