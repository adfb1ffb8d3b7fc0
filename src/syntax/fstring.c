/* SPDX-License-Identifier: MIT
 * Actions of the grammar: literals, f-strings and t-strings, and literals that stand side by side.
 */
#include "base/buf.h"
#include "base/dtoa.h"
#include "syntax/actions.h"

#include <ctype.h>

#define SPAN krpeg_span(p)
#define NODE(call) krpeg_node(p, (call))

/* ---- plain literals ------------------------------------------------------------------------ */

KrExpr *krpeg_constant(KrPeg *p, KrConst value, KrSpan span)
{
    return NODE(krast_Constant(p->arena, value, NULL, span));
}

/* What the lexer said is the parser's failure. */
static void *literal_failed(KrPeg *p)
{
    p->failed = true;
    return NULL;
}

KrExpr *krpeg_number(KrPeg *p, const KrToken *t)
{
    KrNumberKind kind;
    const char *digits;
    size_t n, used;
    int base;
    if (!krlex_number(p->lexer, t, &kind, &digits, &n, &base))
        return literal_failed(p);
    KrConst c = {.kind = KR_CONST_INT, .base = (uint8_t)base, .n = (uint32_t)n, .text = digits};
    if (kind != KR_NUMBER_INT) {
        c = (KrConst){.kind = kind == KR_NUMBER_FLOAT ? KR_CONST_FLOAT : KR_CONST_IMAG};
        if (krstrtod(digits, n, &c.number, &used) != 0)
            return krpeg_fail_token(p, t, "invalid decimal literal");
    }
    return krpeg_constant(p, c, krpeg_token_span(t));
}

KR_ACTION(string, 1)
{
    const KrToken *t = krpeg_token(p, a[0]);
    const char *text;
    size_t n;
    bool is_bytes, is_unicode;
    if (!krlex_string(p->lexer, t, &text, &n, &is_bytes, &is_unicode))
        return literal_failed(p);
    KrConst c = {.kind = is_bytes ? KR_CONST_BYTES : KR_CONST_STR, .n = (uint32_t)n, .text = text};
    KrExpr *e = krpeg_constant(p, c, krpeg_token_span(t));
    if (e && is_unicode && !(e->v.Constant.kind = NODE((void *)krast_name(p->names, "u", 1))))
        return NULL;
    return e;
}

/* ---- folding: literals side by side become one --------------------------------------------- */

static bool is_constant(const KrExpr *e)
{
    return e->kind == KR_EXPR_Constant;
}

/* One constant for the constants e[0] to e[n - 1], all str or all bytes. */
static KrExpr *join(KrPeg *p, KrExpr *const *e, int n)
{
    if (n == 1)
        return e[0];
    size_t size = 0;
    for (int i = 0; i < n; i++)
        size += e[i]->v.Constant.value.n;
    char *text = NODE(krarena_new(p->arena, size + 1)), *to = text;
    if (!text)
        return NULL;
    for (int i = 0; i < n; i++) {
        const KrConst *c = &e[i]->v.Constant.value;
        if (c->n)
            memcpy(to, c->text, c->n);
        to += c->n;
    }
    KrSpan span = {e[0]->lineno, e[0]->col_offset, e[n - 1]->end_lineno, e[n - 1]->end_col_offset};
    KrConst c = {.kind = e[0]->v.Constant.value.kind, .n = (uint32_t)size, .text = text};
    return NODE(krast_Constant(p->arena, c, e[0]->v.Constant.kind, span));
}

/* Joins the runs of constants among the parts and leaves empty ones out. */
static KrExprSeq *fold(KrPeg *p, KrExpr *const *parts, int n)
{
    int count = 0;
    KrExprSeq *out = NODE(krast_new_expr_seq(p->arena, n));
    if (!out)
        return NULL;
    for (int i = 0; i < n;) {
        int run = i;
        while (run < n && is_constant(parts[run]))
            run++;
        KrExpr *e = run > i ? join(p, parts + i, run - i) : parts[i];
        if (!e)
            return NULL;
        if (!is_constant(e) || e->v.Constant.value.n)
            out->at[count++] = e;
        i = run > i ? run : i + 1;
    }
    out->n = count;
    return out;
}

static bool is_joined(const KrExpr *e)
{
    return e->kind == KR_EXPR_JoinedStr || e->kind == KR_EXPR_TemplateStr;
}

/* The parts of a joined literal. */
static KrExprSeq *parts_of(const KrExpr *e)
{
    return e->kind == KR_EXPR_JoinedStr ? e->v.JoinedStr.values : e->v.TemplateStr.values;
}

/* The elements with the joined ones replaced by their parts. */
static KrExprSeq *flatten(KrPeg *p, KrExpr *const *elements, int n)
{
    int size = 0, at = 0;
    for (int i = 0; i < n; i++)
        size += is_joined(elements[i]) ? KR_SEQ_LEN(parts_of(elements[i])) : 1;
    KrExprSeq *flat = NODE(krast_new_expr_seq(p->arena, size));
    for (int i = 0; flat && i < n; i++) {
        if (!is_joined(elements[i])) {
            flat->at[at++] = elements[i];
            continue;
        }
        const KrExprSeq *parts = parts_of(elements[i]);
        for (int k = 0; k < KR_SEQ_LEN(parts); k++)
            flat->at[at++] = parts->at[k];
    }
    return flat;
}

typedef struct Sorts {
    int bytes, text, joined, templates;
} Sorts;

static Sorts count_sorts(const KrExprSeq *elements)
{
    Sorts s = {0};
    for (int i = 0; i < elements->n; i++) {
        const KrExpr *e = elements->at[i];
        if (e->kind == KR_EXPR_TemplateStr)
            s.templates++;
        else if (e->kind == KR_EXPR_JoinedStr)
            s.joined++;
        else if (e->v.Constant.value.kind == KR_CONST_BYTES)
            s.bytes++;
        else
            s.text++;
    }
    return s;
}

/* Shows the first two neighbours of which one is a t-string. */
static void *fail_mixed(KrPeg *p, const KrExprSeq *elements)
{
    int i = 1;
    while ((elements->at[i]->kind == KR_EXPR_TemplateStr) ==
           (elements->at[0]->kind == KR_EXPR_TemplateStr))
        i++;
    const KrExpr *a = elements->at[i - 1], *b = elements->at[i];
    KrSpan span = {a->lineno, a->col_offset, b->end_lineno, b->end_col_offset};
    return krpeg_fail_span(p, span, "cannot mix t-string literals with string or bytes literals");
}

KR_ACTION(concatenation, 1)
{
    const KrExprSeq *elements = a[0];
    Sorts s = count_sorts(elements);
    if (s.templates && s.templates < elements->n)
        return fail_mixed(p, elements);
    if (s.bytes && s.bytes < elements->n)
        return krpeg_fail_last(p, "cannot mix bytes and nonbytes literals");
    if (!s.joined && !s.templates)
        return join(p, elements->at, elements->n);
    KrExprSeq *parts = flatten(p, elements->at, elements->n);
    if (!parts || !(parts = fold(p, parts->at, parts->n)))
        return NULL;
    return NODE(s.templates ? krast_TemplateStr(p->arena, parts, SPAN)
                            : krast_JoinedStr(p->arena, parts, SPAN));
}

/* ---- f-strings and t-strings --------------------------------------------------------------- */

static bool is_raw(const KrToken *start)
{
    for (uint32_t i = 0; i < start->len; i++)
        if ((start->text[i] | 0x20) == 'r')
            return true;
    return false;
}

/* Unlike that of another literal, the failure shows at the last token read. */
static void *middle_failed(KrPeg *p)
{
    KrSpan last = krpeg_last_span(p);
    if (p->diag->kind == KR_DIAG_SYNTAX) {
        KrDiag *d = p->diag;
        d->line = last.lineno;
        d->col = last.col_offset;
        d->end_line = last.end_lineno;
        d->end_col = last.end_col_offset;
        d->text = krlex_line(p->lexer, d->line, &d->text_len);
        d->bare = false;
    }
    return literal_failed(p);
}

/* The constant that a stretch of text stands for. */
static KrExpr *decode_middle(KrPeg *p, const KrToken *t, bool raw)
{
    const char *text;
    size_t n;
    if (!krlex_fstring_middle(p->lexer, t, raw, &text, &n))
        return middle_failed(p);
    KrSpan span = krpeg_token_span(t);
    char last = t->len ? t->text[t->len - 1] : 0;
    /* Of two braces the token has one. */
    if ((last == '{' || last == '}') && t->text[t->len] == last)
        span.end_col_offset++;
    return krpeg_constant(p, (KrConst){.kind = KR_CONST_STR, .n = (uint32_t)n, .text = text}, span);
}

/* The parts between start and end of a literal, or of a format spec: texts decoded, `name=` fields
 * taken apart. */
static KrExprSeq *decode_parts(KrPeg *p, const KrPegSeq *parts, bool raw)
{
    KrExprSeq *out = NODE(krast_new_expr_seq(p->arena, KR_SEQ_LEN(parts)));
    int count = 0;
    for (int i = 0; out && i < KR_SEQ_LEN(parts); i++) {
        KrExpr *e = parts->at[i];
        if (krpeg_is_token(e)) {
            if (!(e = decode_middle(p, krpeg_token(p, e), raw)))
                return NULL;
            if (e->v.Constant.value.n == 0)
                continue;
        }
        out->at[count++] = e;
    }
    if (!out)
        return NULL;
    out->n = count;
    out = flatten(p, out->at, count);
    return out ? fold(p, out->at, out->n) : NULL;
}

KR_ACTION(fstring, 2)
{
    KrExprSeq *parts = decode_parts(p, a[1], is_raw(krpeg_token(p, a[0])));
    return parts ? NODE(krast_JoinedStr(p->arena, parts, SPAN)) : NULL;
}

KR_ACTION(tstring, 2)
{
    KrExprSeq *parts = decode_parts(p, a[1], is_raw(krpeg_token(p, a[0])));
    return parts ? NODE(krast_TemplateStr(p->arena, parts, SPAN)) : NULL;
}

KR_ACTION(format_spec, 1)
{
    KrExprSeq *parts = decode_parts(p, a[0], false);
    return parts ? NODE(krast_JoinedStr(p->arena, parts, SPAN)) : NULL;
}

char krpeg_literal_prefix(const KrPeg *p, int index)
{
    for (int depth = 0; index >= 0; index--) {
        KrTokenKind kind = p->tokens[index].kind;
        if (kind == KR_TOK_FSTRING_END || kind == KR_TOK_TSTRING_END)
            depth++;
        else if ((kind == KR_TOK_FSTRING_START || kind == KR_TOK_TSTRING_START) && depth-- == 0)
            return kind == KR_TOK_FSTRING_START ? 'f' : 't';
    }
    return 'f';
}

/* The value is the token of the name behind '!'. */
KR_ACTION(conversion, 2)
{
    const KrToken *mark = krpeg_token(p, a[0]), *name = krpeg_token(p, a[1]);
    char prefix = krpeg_literal_prefix(p, p->start);
    if (mark->line != name->line || mark->end_col != name->col) {
        KrSpan span = {mark->line, mark->col, name->end_line, name->end_col};
        return krpeg_fail_span(p, span, "%c-string: conversion type must come right after "
                               "the exclamation mark", prefix);
    }
    return a[1];
}

/* The token that ends the expression of a field: '!', ':' or '}'; it has the expression's text. */
static const KrToken *end_of_expression(const KrPeg *p, const void *conversion,
                                        const KrExpr *format)
{
    if (conversion)
        return krpeg_token(p, conversion) - 1;
    const KrToken *t = &p->tokens[p->mark - 1];
    while (format && (t->line != format->lineno || t->col != format->col_offset))
        t--;
    return t;
}

/* The conversion of a field, or 0 with the failure made. */
static int conversion_of(KrPeg *p, void **a)
{
    if (!a[2])
        return a[1] && !a[3] ? 'r' : -1;
    const KrToken *name = krpeg_token(p, a[2]);
    if (name->len == 1 && (*name->text == 's' || *name->text == 'r' || *name->text == 'a'))
        return *name->text;
    krpeg_fail_token(p, name,
                     "%c-string: invalid conversion character '%.*s': expected 's', 'r', or 'a'",
                     krpeg_literal_prefix(p, p->start), (int)name->len, name->text);
    return 0;
}

static KrExpr *text_constant(KrPeg *p, const char *text, uint32_t n, KrSpan span)
{
    return krpeg_constant(p, (KrConst){.kind = KR_CONST_STR, .n = n, .text = text}, span);
}

/* For {expression=} both the text of the expression and its value. */
static void *field_with_text(KrPeg *p, void **a, KrExpr *field, bool template)
{
    KrSpan whole = SPAN;
    const KrToken *end = end_of_expression(p, a[2], a[3]);
    int line = end->line, col = a[2] ? krpeg_token(p, a[2])->col : end->col + 1;
    char *text = NODE(krarena_text(p->arena, end->debug_text, end->debug_len));
    if (!text)
        return NULL;
    KrSpan span = {whole.lineno, whole.col_offset + 1, line, col - 1};
    KrExpr *constant = text_constant(p, text, end->debug_len, span);
    KrExprSeq *pair = NODE(krast_new_expr_seq(p->arena, 2));
    if (!constant || !pair)
        return NULL;
    pair->at[0] = constant;
    pair->at[1] = field;
    return NODE(template ? krast_TemplateStr(p->arena, pair, whole)
                         : krast_JoinedStr(p->arena, pair, whole));
}

/* a: expression, '=', the name of the conversion, format spec; each of the last three may be
 * absent. */
KR_ACTION(replacement_field, 4)
{
    int conversion = conversion_of(p, a);
    if (!conversion)
        return NULL;
    KrExpr *field = NODE(krast_FormattedValue(p->arena, a[0], conversion, a[3], SPAN));
    return field && a[1] ? field_with_text(p, a, field, false) : field;
}

KR_ACTION(interpolation, 4)
{
    const KrToken *end = end_of_expression(p, a[2], a[3]);
    uint32_t n = end->debug_len;
    while (n > 0 && (isspace((unsigned char)end->debug_text[n - 1]) ||
                     (a[1] && end->debug_text[n - 1] == '=')))
        n--;
    int conversion = conversion_of(p, a);
    char *text = NODE(krarena_text(p->arena, end->debug_text, n));
    if (!conversion || !text)
        return NULL;
    KrConst source = {.kind = KR_CONST_STR, .n = n, .text = text};
    KrExpr *field = NODE(krast_Interpolation(p->arena, a[0], source, conversion, a[3], SPAN));
    return field && a[1] ? field_with_text(p, a, field, true) : field;
}
