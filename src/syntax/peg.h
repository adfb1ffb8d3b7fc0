/* SPDX-License-Identifier: MIT
 * The parsing machine: its state, and what the actions of the grammar may ask of it. Layer: syntax,
 * private to peg.c, actions*.c, errors*.c, fstring.c, parser.c.
 *
 * A value on the machine's stack is NULL (an absent item), a token (odd: see krpeg_token), a
 * sequence of values, or whatever an action made. An action returns NULL when the alternative does
 * not match after all, or, with p->failed set and the diagnosis made, to end the parse. */
#ifndef KR_SYNTAX_PEG_H
#define KR_SYNTAX_PEG_H

#include "syntax/parser.h"
#include "syntax/token.h"

typedef struct KrPeg KrPeg;

typedef struct KrPegSeq {
    int n;
    void *at[];
} KrPegSeq;

typedef struct KrPegAction {
    void *(*fn)(KrPeg *p, void **a);
    const char *text;
} KrPegAction;

/* How an operator combines: a run of equals is one node (NARY, CHAIN), or they nest to the left or
 * to the right. */
enum { KR_PEG_SENTINEL, KR_PEG_NARY, KR_PEG_CHAIN, KR_PEG_LEFT, KR_PEG_RIGHT, KR_PEG_PREFIX };

typedef struct KrPegBinary {
    uint8_t level, kind; /* a higher level binds tighter; 0 for what is no operator */
    uint8_t op;          /* 0 if only `second` makes it an operator */
    uint8_t second;      /* the token that may follow: "not in", "is not" */
    uint8_t second_op;
} KrPegBinary;

typedef struct KrPegPrefix {
    uint8_t level, op;
} KrPegPrefix;

typedef struct KrPegFrame {
    uint32_t back; /* where the caller goes on */
    int start;     /* the first token of the rule */
    int choices;   /* choices open when it was called */
} KrPegFrame;

/* What to go back to when an alternative fails. */
typedef struct KrPegChoice {
    uint32_t at;
    int mark, values, frames, base;
} KrPegChoice;

typedef struct KrPegMemo {
    struct KrPegMemo *next;
    int rule, end;
    void *value;
    bool matched;
} KrPegMemo;

struct KrPeg {
    KrArena *arena;
    KrLexer *lexer;
    KrNameTable *names;
    KrDiag *diag;
    int flags;           /* of krparse */
    KrParseMode mode;
    int pass;            /* 0, or 1 or 2 while looking for mistakes */
    bool failed;         /* the diagnosis is made */
    bool lexer_failed;   /* ... by the lexer */

    bool line_started;   /* a single statement is wanted and has begun */
    struct KrPegIgnore *ignores; /* "# type: ignore" comments, newest first */
    int nignores;

    int start, mark; /* for actions: the first token of the rule, the token after the alternative */
    const char *text;    /* for actions: the text given in the grammar */

    KrToken *tokens;
    uint8_t *symbols;    /* of the tokens; 0 behind the last one read */
    KrPegMemo **memos;   /* of the tokens, in the later passes */
    int fill, capacity;  /* of the three above */
    int max_tokens, max_symbols;

    void **values;
    KrPegFrame *frames;
    KrPegChoice *choices;
    int max_values, max_frames, max_choices;
};

/* ---- parsing (peg.c) ---- */

/* All but arena, lexer, names, diag, flags and mode is set up here; krpeg_release frees what is not
 * in the arena. */
void krpeg_init(KrPeg *p);
void krpeg_release(KrPeg *p);
/* The tree, or NULL: with p->failed the diagnosis is made, otherwise the text just does not match.
 */
void *krpeg_run(KrPeg *p) KR_MUST_USE;
/* Goes back to the start for the next pass. False when memory is out. */
bool krpeg_next_pass(KrPeg *p) KR_MUST_USE;
/* Reads one more token. False with p->failed set. */
bool krpeg_fetch(KrPeg *p) KR_MUST_USE;

/* ---- for actions ---- */

#define KR_ACTION(name, count) \
    void *kract_##name(KrPeg *p __attribute__((unused)), void **a __attribute__((unused)))

static inline bool krpeg_is_token(const void *value)
{
    return (uintptr_t)value & 1;
}
static inline int krpeg_token_index(const void *value)
{
    return (int)((uintptr_t)value >> 1);
}
static inline void *krpeg_token_value(int index)
{
    return (void *)((uintptr_t)index << 1 | 1);
}
/* Valid until the next token is read. */
static inline const KrToken *krpeg_token(const KrPeg *p, const void *value)
{
    return &p->tokens[krpeg_token_index(value)];
}

/* Notes that memory is out if there is no node. */
static inline void *krpeg_node(KrPeg *p, void *node)
{
    if (KR_UNLIKELY(!node)) {
        p->failed = true;
        *p->diag = (KrDiag){.kind = KR_DIAG_MEMORY};
    }
    return node;
}

/* From the first token of the rule to the last that is more than layout. */
static inline KrSpan krpeg_span_from(const KrPeg *p, int start)
{
    const KrToken *first = &p->tokens[start], *last = &p->tokens[p->mark - 1];
    while (last > first && (last->kind == KR_TOK_NEWLINE || last->kind == KR_TOK_INDENT ||
                            last->kind == KR_TOK_DEDENT || last->kind == KR_TOK_ENDMARKER))
        last--;
    return (KrSpan){first->line, first->col, last->end_line, last->end_col};
}
static inline KrSpan krpeg_span(const KrPeg *p)
{
    return krpeg_span_from(p, p->start);
}
static inline KrSpan krpeg_token_span(const KrToken *t)
{
    return (KrSpan){t->line, t->col, t->end_line, t->end_col};
}
/* The name that a token is; NULL with p->failed when memory is out. */
const KrName *krpeg_name(KrPeg *p, const void *token);
/* The same, but an absent token gives NULL without failing: ask p->failed. */
const KrName *krpeg_name_or_null(KrPeg *p, const void *token);

#endif
