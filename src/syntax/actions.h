/* SPDX-License-Identifier: MIT
 * What the actions' files, the machine and the error rules share. Layer: syntax, private. */
#ifndef KR_SYNTAX_ACTIONS_H
#define KR_SYNTAX_ACTIONS_H

#include "syntax/peg.h"

/* ---- values that are no node: pointers with a mark in their low bits (nodes are aligned to 8) */

enum { KR_TAG_KEYWORD = 2, KR_TAG_MASK = 6 };

static inline void *krpeg_tag(void *node, unsigned tag)
{
    return (void *)((uintptr_t)node | tag);
}
static inline unsigned krpeg_tag_of(const void *value)
{
    return (uintptr_t)value & KR_TAG_MASK;
}
static inline void *krpeg_untag(const void *value)
{
    return (void *)((uintptr_t)value & ~(uintptr_t)KR_TAG_MASK);
}

/* The arguments of a call or the bases of a class. */
typedef struct KrArgList {
    KrExprSeq *args;
    KrKeywordSeq *keywords;
    bool generator; /* the only argument is a generator without parentheses of its own */
} KrArgList;

/* ---- operators (actions_expr.c); start is the first token of the expression ---- */

void *krpeg_unary(KrPeg *p, int op, KrExpr *operand, int start);
void *krpeg_binary(KrPeg *p, int op, KrExpr *left, KrExpr *right, int start);
/* `pairs` holds count + 1 operands: (start, value), with (operator, -) between two; an operator's
 * low byte is its kind. */
void *krpeg_bool_op(KrPeg *p, int op, void **pairs, int count, int start);
void *krpeg_compare(KrPeg *p, void **pairs, int count, int start);
/* Whether the token is the right one of != and <>. May fail. */
bool krpeg_check_unequal(KrPeg *p, const KrToken *t);

/* ---- targets (actions_target.c) ---- */

/* Makes the expression a target, its parts too; false, with nothing changed, if it is none. */
bool krpeg_make_target(KrExpr *e, KrExprContext context);

/* ---- whole texts (actions_module.c) ---- */

/* Notes a "# type: ignore" comment; true. */
bool krpeg_type_ignore(KrPeg *p, const KrToken *t);
/* When a single statement is wanted, the end of the text ends a line: that of a compound statement,
 * which takes an empty line, or the last one if it has no newline, but not both. */
void krpeg_end_of_line(KrPeg *p, KrToken *t);

/* ---- literals (fstring.c) ---- */

KrExpr *krpeg_constant(KrPeg *p, KrConst value, KrSpan span);
/* The number that a NUMBER token is. */
KrExpr *krpeg_number(KrPeg *p, const KrToken *t);
/* 'f' or 't': of the literal whose field holds the token. */
char krpeg_literal_prefix(const KrPeg *p, int index);

/* ---- failing (errors.c): NULL, with the diagnosis made ---- */

void *krpeg_fail(KrPeg *p, KrDiagKind kind, KrSpan span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void *krpeg_fail_span(KrPeg *p, KrSpan span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void *krpeg_fail_token(KrPeg *p, const KrToken *t, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Where an error at the last token read is shown: columns may be -1, and an end of -2 is none. */
KrSpan krpeg_last_span(const KrPeg *p);
void *krpeg_fail_last(KrPeg *p, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
