/* SPDX-License-Identifier: MIT
 * What the front end says when text is not Python: one diagnosis, CPython's words. Layer: syntax. */
#ifndef KR_SYNTAX_DIAG_H
#define KR_SYNTAX_DIAG_H

#include "base/arena.h"

typedef enum KrDiagKind {
    KR_DIAG_NONE,
    KR_DIAG_SYNTAX,      /* SyntaxError */
    KR_DIAG_INDENTATION, /* IndentationError */
    KR_DIAG_TAB,         /* TabError */
    KR_DIAG_UNICODE,     /* SyntaxError for undecodable source; no line is shown */
    KR_DIAG_NOT_UTF8,    /* the same where no encoding is declared */
    KR_DIAG_VALUE,       /* ValueError, as for source with a NUL given as a string */
    KR_DIAG_MEMORY,      /* memory is out; nothing else is set */
    KR_DIAG_INCOMPLETE,  /* the prompt asks: the text may become right when lines are added */
    KR_DIAG_DEPTH,       /* MemoryError-like nesting: "too many nested parentheses" and the parser's own limit */
} KrDiagKind;

typedef struct KrDiag {
    KrDiagKind kind;
    const char *message;           /* arena text, UTF-8 */
    int line, col, end_line, end_col; /* lines from 1, columns in UTF-8 bytes from 0; end_line 0 when unknown */
    const char *text;              /* the source line, without its newline; NULL if unknown */
    size_t text_len;
    bool bare;                     /* SyntaxError.text has no newline: the lexer could not read the line to its end */
} KrDiag;

/* A warning met on the way ("invalid escape sequence '\\d'"), in order; the caller decides what becomes of it. */
typedef struct KrDiagWarning {
    struct KrDiagWarning *next;
    const char *category; /* "SyntaxWarning" */
    const char *message;
    int line, col, end_line, end_col;
} KrDiagWarning;

#endif
