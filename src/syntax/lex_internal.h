/* SPDX-License-Identifier: MIT
 * What the files of the lexer share: state, source, failing. Layer: syntax, private to lex*.c. */
#ifndef KR_SYNTAX_LEX_INTERNAL_H
#define KR_SYNTAX_LEX_INTERNAL_H

#include "syntax/token.h"

/* CPython's limits; it says the same when they are passed. */
enum { KR_MAX_INDENTS = 100, KR_MAX_BRACKETS = 200, KR_MAX_LITERALS = 150, KR_MAX_FIELDS = 3 };

/* Decoded source: UTF-8 without BOM, every line ended by '\n' alone, and a NUL, which it has
 * nowhere else, behind. */
typedef struct KrSource {
    const char *text;
    size_t n;        /* without the newline that may have been added at the end */
    uint32_t *lines; /* nlines + 1 offsets: where line i + 1 starts; the last is one past the last
                        newline */
    int nlines;
    bool newline_added;
} KrSource;

/* An f-string or t-string that is open. Its text alternates with the code of its fields; a field's
 * format spec is text again. depth counts all brackets open in it, fields only the braces of
 * fields, from -1 for none: so where depth - 1 == fields the code stands directly in a field and
 * not in brackets of its own. */
typedef struct KrLexMode {
    struct KrLexMode
        *outer;        /* the literal around this one, or the next in the list of spare modes */
    const char *start; /* the prefix */
    const char *start_line;
    const char *expression; /* just after the '{' whose expression is being read, or NULL */
    int line;
    int depth, fields;
    char quote, prefix; /* prefix: 'f' or 't' */
    uint8_t quote_size;
    bool raw, in_text, in_spec;
    bool debug; /* the field has the form {expression=} */
} KrLexMode;

typedef struct KrLexSpan {
    const char *start, *end;
} KrLexSpan;

struct KrLexer {
    const char *cur; /* the next byte to read */
    const char *line_start;
    int line;
    int level;        /* brackets open */
    int pending;      /* INDENT tokens still to give, or DEDENT tokens if negative */
    bool line_begins; /* cur is where indentation counts */
    bool blank;       /* the line has nothing but a comment, which is reported */
    bool failed;
    int flags;
    KrLexMode *mode; /* the innermost open literal */
    int nmodes;
    KrLexMode *spare_modes;
    KrLexSpan *comments; /* seen since the outermost open literal began */
    size_t ncomments, max_comments;

    KrArena *arena;
    KrDiag *diag;
    KrDiagWarning *warnings, **last_warning;
    const char *warned_to;       /* no token from here on has been warned of for its escapes */
    KrDiagWarning *warned_again; /* where the search for a warning given before goes on */
    KrUnicodeNameFn names;
    KrSource source;

    int nindents;
    int indents[KR_MAX_INDENTS];     /* columns with tabs to 8; [0] is 0 */
    int alt_indents[KR_MAX_INDENTS]; /* columns with tabs of 1: a line must compare alike in both */
    struct {
        char kind;
        int line, col;
    } brackets[KR_MAX_BRACKETS];
};

/* Reads the source into s. False with diag set. */
bool krsource_open(KrSource *s, KrArena *arena, const char *bytes, size_t n, int flags,
                   KrDiag *diag) KR_MUST_USE;
/* The text of a line (from 1) without its newline; NULL if there is no such line. */
const char *krsource_line(const KrSource *s, int line, size_t *n);

/* ---- what a byte can begin or continue ---- */

typedef enum KrCharClass {
    KR_CHAR_OTHER,
    KR_CHAR_NAME,
    KR_CHAR_DIGIT,
    KR_CHAR_BLANK,
    KR_CHAR_NEWLINE,
    KR_CHAR_QUOTE,
    KR_CHAR_DOT,
    KR_CHAR_OPEN,
    KR_CHAR_CLOSE,
    KR_CHAR_OPERATOR,
    KR_CHAR_HASH,
    KR_CHAR_BACKSLASH,
    KR_CHAR_END,
} KrCharClass;

extern const uint8_t krlex_classes[256];

static inline KrCharClass krlex_class(char c)
{
    return krlex_classes[(unsigned char)c];
}
static inline bool krlex_is_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}
/* Any byte of a non-ASCII character counts; krlex_check_name looks closer. */
static inline bool krlex_is_name(char c)
{
    return (unsigned)(krlex_class(c) - KR_CHAR_NAME) <= KR_CHAR_DIGIT - KR_CHAR_NAME;
}

/* ---- giving a token ---- */

/* The token from `start` to `end`, both in the current line; reading goes on at `end`. True. */
static inline bool krlex_give(KrLexer *lx, KrToken *out, KrTokenKind kind, const char *start,
                              const char *end)
{
    out->kind = kind;
    out->line = out->end_line = lx->line;
    out->col = (int)(start - lx->line_start);
    out->end_col = (int)(end - lx->line_start);
    out->text = start;
    out->len = (uint32_t)(end - start);
    out->level = (uint32_t)lx->level;
    out->debug_text = NULL;
    out->debug_len = 0;
    lx->cur = end;
    return true;
}

/* Goes on to the line that starts at p. */
static inline void krlex_begin_line(KrLexer *lx, const char *p)
{
    lx->cur = lx->line_start = p;
    lx->line++;
}

/* ---- failing: all false ---- */

/* A SyntaxError at the last character before `at` in the current line. */
bool krlex_fail(KrLexer *lx, const char *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same of another kind, at a column of the current line. */
bool krlex_fail_kind(KrLexer *lx, KrDiagKind kind, int col, const char *message);
/* A SyntaxError over columns of the current line. */
bool krlex_fail_columns(KrLexer *lx, int col, int end_col, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* A SyntaxError over a token. */
bool krlex_fail_token(KrLexer *lx, const KrToken *token, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool krlex_fail_memory(KrLexer *lx);
/* The text ends in brackets or behind a backslash. */
bool krlex_fail_end(KrLexer *lx);
/* At the prompt: more lines may make it right. */
bool krlex_fail_incomplete(KrLexer *lx);
/* Notes a SyntaxWarning. False when memory is out. */
bool krlex_warn(KrLexer *lx, int line, int col, int end_col, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* ---- scanners: each reads what starts at p and fills *out ---- */

bool krlex_code(KrLexer *lx, KrToken *out);                /* lexer.c */
bool krlex_indentation(KrLexer *lx);                       /* lex_indent.c: sets pending */
bool krlex_join_line(KrLexer *lx, const char *p);          /* lex_indent.c: a backslash at p */
bool krlex_name(KrLexer *lx, const char *p, KrToken *out); /* lex_name.c; prefixed literals too */
bool krlex_other(KrLexer *lx, const char *p,
                 KrToken *out); /* lex_name.c: a character that is in no token */
bool krlex_scan_number(KrLexer *lx, const char *p, KrToken *out); /* lex_number.c */
/* The literal whose quote is at `quote` and whose prefix starts at p. */
bool krlex_scan_string(KrLexer *lx, const char *p, const char *quote,
                       KrToken *out); /* lex_string.c */
bool krlex_open_literal(KrLexer *lx, const char *p, const char *quote, char prefix, bool raw,
                        KrToken *out);
bool krlex_text(KrLexer *lx, KrToken *out); /* lex_fstring.c: the text of an open literal */
/* The operator at p in an open literal: sets *given if it ends an expression, and then *out. */
bool krlex_field_mark(KrLexer *lx, const char *p, KrToken *out, bool *given);
/* The closing bracket at p in an open literal, given as *out already. */
bool krlex_field_close(KrLexer *lx, const char *p, KrToken *out);
/* Remembers a comment in the code of a field. */
bool krlex_field_comment(KrLexer *lx, const char *start, const char *end);

#endif
