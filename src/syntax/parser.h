/* SPDX-License-Identifier: MIT
 * Text to syntax tree: the door of the front end. Layer: syntax. */
#ifndef KR_SYNTAX_PARSER_H
#define KR_SYNTAX_PARSER_H

#include "syntax/ast.h"
#include "syntax/diag.h"
#include "syntax/token.h"

typedef enum KrParseMode {
    KR_PARSE_EXEC,      /* a file: KR_MOD_Module */
    KR_PARSE_EVAL,      /* an expression: KR_MOD_Expression */
    KR_PARSE_SINGLE,    /* one statement as at the prompt: KR_MOD_Interactive */
    KR_PARSE_FUNC_TYPE, /* a signature type comment: KR_MOD_FunctionType */
} KrParseMode;

enum { /* flags of krparse */
    KR_PARSE_INTERACTIVE = 1,     /* typed at a prompt: what more lines may mend is
                                     KR_DIAG_INCOMPLETE; a compound statement ends with a newline
                                     of its own, "if x: y\n" */
    KR_PARSE_TYPE_COMMENTS = 2,   /* keep type comments in the tree */
    KR_PARSE_TOP_LEVEL_AWAIT = 4, /* for the compiler: the grammar allows await everywhere */
    KR_PARSE_FROM_STRING = 8,     /* the source was a str: UTF-8 already, no coding cookie */
    KR_PARSE_BARRY_AS_BDFL = 16,  /* from __future__ import barry_as_FLUFL: <> instead of != */
};

/* Parses n bytes of source. True with *out, all of it in the arena; otherwise false with *diag. In
 * both cases *warnings is the list of warnings met, in order. The source need not outlive the call.
 */
bool krparse(KrArena *arena, const char *source, size_t n, KrParseMode mode, int flags, KrMod **out,
             KrDiag *diag, KrDiagWarning **warnings) KR_MUST_USE;
/* The same, with the function that knows the names in "\N{DEGREE SIGN}"; krparse knows none. */
bool krparse_named(KrArena *arena, const char *source, size_t n, KrParseMode mode, int flags,
                   KrUnicodeNameFn names, KrMod **out, KrDiag *diag,
                   KrDiagWarning **warnings) KR_MUST_USE;

#endif
