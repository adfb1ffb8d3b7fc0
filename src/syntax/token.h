/* SPDX-License-Identifier: MIT
 * Tokens and the lexer that makes them, f-strings and t-strings included. Layer: syntax.
 * The kinds come from grammar/tokens.def: one row NAME or NAME 'text' each, expanded to KR_TOK_NAME. */
#ifndef KR_SYNTAX_TOKEN_H
#define KR_SYNTAX_TOKEN_H

#include "base/arena.h"
#include "syntax/diag.h"

typedef enum KrTokenKind {
#define KR_TOKEN(name, text) KR_TOK_##name,
#include "tokens.inc" /* generated from grammar/tokens.def */
#undef KR_TOKEN
    KR_TOK_COUNT
} KrTokenKind;

/* What differs from the text on the page:
 * - A NEWLINE starts where a comment before it starts, unless comments are tokens of their own.
 * - DEDENT and ENDMARKER at the end of the text stand at its last newline (for KR_LEX_EXTRA, on the
 *   line behind the last).
 * - The text of an f-string or t-string is as many MIDDLE tokens as it has doubled braces, one more,
 *   and none for an empty stretch but in a format spec; a token has one of the two braces.
 * - NOTEQUAL may be the text "<>". OP is a character that no other token has: the parser refuses it.
 * - The '!', ':' or '}' that ends the expression of a field has its text from behind the '{', without
 *   comments, as debug_text: always in a t-string, in an f-string only for {expression=}. Otherwise
 *   debug_text is NULL. */
typedef struct KrToken {
    KrTokenKind kind;
    int line, col, end_line, end_col; /* lines from 1, columns in UTF-8 bytes from 0 */
    const char *text;                 /* into the decoded source, not NUL-terminated */
    uint32_t len;
    uint32_t level; /* brackets open behind the token: '(' counts itself, ')' does not */
    const char *debug_text;
    uint32_t debug_len;
} KrToken;

typedef struct KrLexer KrLexer;

enum { /* flags of krlex_new */
    KR_LEX_INTERACTIVE = 1,     /* text typed at the prompt: the end of text may be KR_DIAG_INCOMPLETE */
    KR_LEX_TYPE_COMMENTS = 2,   /* report TYPE_COMMENT and TYPE_IGNORE tokens */
    KR_LEX_EXTRA = 4,           /* the tokenize module: COMMENT and NL tokens too */
    KR_LEX_FROM_STRING = 8,     /* text was a str: no decoding, no coding cookie; a NUL is a SyntaxError/ValueError as in CPython */
};

/* A lexer over n bytes of source, which is copied; diag is kept for later errors. Handles the BOM, the coding cookie
 * (utf-8, latin-1/iso-8859-1/iso-8859-15, ascii and their aliases; others give CPython's "unknown encoding: X"),
 * CRLF and CR line ends, form feeds, explicit and implicit line joining, indentation. NULL when memory is out or the
 * text cannot be decoded; then diag says why. Everything it makes is in the arena. */
KrLexer *krlex_new(KrArena *arena, const char *source, size_t n, int flags, KrDiag *diag) KR_MUST_USE;
/* The next token; false with diag set on an error, and from then on. After ENDMARKER it gives ENDMARKER again.
 * With KR_LEX_INTERACTIVE the error is KR_DIAG_INCOMPLETE where the text ends in brackets, in a triple-quoted literal,
 * behind a backslash, or in an indented block without a last newline. */
bool krlex_next(KrLexer *lx, KrToken *out) KR_MUST_USE;
/* The decoded text of a line (from 1), without its newline; NULL if there is no such line. */
const char *krlex_line(const KrLexer *lx, int line, size_t *n);
/* The decoded source as a whole. */
const char *krlex_source(const KrLexer *lx, size_t *n);
/* The innermost bracket still open where the lexer stands: its character, or 0; for "'(' was never closed". */
char krlex_open_bracket(const KrLexer *lx, int *line, int *col);
KrDiagWarning *krlex_warnings(const KrLexer *lx);
/* The code point that has a name of n bytes, as in "\N{DEGREE SIGN}", or -1. Without one set, no name is known. */
typedef long (*KrUnicodeNameFn)(const char *name, size_t n);
void krlex_set_names(KrLexer *lx, KrUnicodeNameFn names);

/* ---- literals (lex_string.c, lex_number.c); texts as the token holds them ---- */

/* Decodes the body of a string literal with prefix and quotes, as in b'..', rb"..", '''..'''. The result is arena text:
 * for str UTF-8 (lone surrogates as three bytes), for bytes the bytes. False with diag set: "(unicode error)
 * 'unicodeescape' codec can't decode bytes in position 0-1: truncated \xXX escape" and so on. */
bool krlex_string(KrLexer *lx, const KrToken *token, const char **out, size_t *n, bool *is_bytes, bool *is_unicode_prefixed) KR_MUST_USE;
/* Decodes the text of an FSTRING_MIDDLE / TSTRING_MIDDLE token: escapes unless raw. */
bool krlex_fstring_middle(KrLexer *lx, const KrToken *token, bool raw, const char **out, size_t *n) KR_MUST_USE;

typedef enum KrNumberKind { KR_NUMBER_INT, KR_NUMBER_FLOAT, KR_NUMBER_IMAGINARY } KrNumberKind;
/* A numeric literal without its underscores: for an int the digits without prefix and their base (2, 8, 10, 16);
 * for a float or an imaginary number the text that strtod takes, without the j. */
bool krlex_number(KrLexer *lx, const KrToken *token, KrNumberKind *kind, const char **digits, size_t *n, int *base) KR_MUST_USE;

#endif
