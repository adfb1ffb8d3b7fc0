/* SPDX-License-Identifier: MIT
 * A parse: one pass for the tree; if there is none, two more for the words that say why. */
#include "syntax/parser.h"

#include "syntax/actions.h"

#include <string.h>

static int lexer_flags(int flags)
{
    int out = 0;
    if (flags & KR_PARSE_INTERACTIVE)
        out |= KR_LEX_INTERACTIVE;
    if (flags & KR_PARSE_TYPE_COMMENTS)
        out |= KR_LEX_TYPE_COMMENTS;
    if (flags & KR_PARSE_FROM_STRING)
        out |= KR_LEX_FROM_STRING;
    return out;
}

/* Whether the lexer has just failed inside an f-string or t-string. */
static bool in_literal(const KrPeg *p, int depth)
{
    for (int i = 0; i < p->fill; i++) {
        KrTokenKind kind = p->tokens[i].kind;
        depth += kind == KR_TOK_FSTRING_START || kind == KR_TOK_TSTRING_START;
        depth -= kind == KR_TOK_FSTRING_END || kind == KR_TOK_TSTRING_END;
    }
    return depth > 0;
}

/* Whether what the lexer says of the rest of the text goes before what the parser found at `line`.
 * CPython's lexer reports some of its errors by number only, and those do not. */
static bool outranks(const KrPeg *p, int line)
{
    const KrDiag *d = p->diag;
    int open_line, open_col;
    if (d->kind == KR_DIAG_SYNTAX && d->end_line == 0 &&
        krlex_open_bracket(p->lexer, &open_line, &open_col))
        return line > open_line;
    return d->kind != KR_DIAG_INDENTATION && d->kind != KR_DIAG_TAB &&
           d->kind != KR_DIAG_INCOMPLETE && d->end_line != 0;
}

/* Reads the rest of the text, as tokens that cannot be read may be the real mistake. */
static void check_rest(KrPeg *p)
{
    KrDiag found = *p->diag;
    int line = p->fill ? p->tokens[p->fill - 1].line : 1, depth = 0;
    KrToken t;
    do {
        if (!krlex_next(p->lexer, &t)) {
            if (p->diag->kind != KR_DIAG_MEMORY && (in_literal(p, depth) || !outranks(p, line)))
                *p->diag = found;
            return;
        }
        depth += t.kind == KR_TOK_FSTRING_START || t.kind == KR_TOK_TSTRING_START;
        depth -= t.kind == KR_TOK_FSTRING_END || t.kind == KR_TOK_TSTRING_END;
    } while (t.kind != KR_TOK_ENDMARKER);
}

/* An end that the lexer does not know is shown as column 0 or, for these two, as none. */
static void mark_end(KrDiag *d)
{
    if (d->line == 0 || d->end_line != 0)
        return;
    bool unindent = d->kind == KR_DIAG_INDENTATION && strncmp(d->message, "unindent", 8) == 0;
    bool end_of_text = d->kind == KR_DIAG_SYNTAX && strncmp(d->message, "unexpected EOF", 14) == 0;
    d->end_line = d->line;
    d->end_col = unindent || end_of_text ? -2 : -1;
}

/* Looks for what to say. The first pass ended at the token `last`. */
static void explain(KrPeg *p, int last)
{
    bool found = false;
    for (int i = 0; i < 2 && !p->failed; i++)
        found = !krpeg_next_pass(p) || krpeg_run(p) || p->failed;
    KrTokenKind kind = p->tokens[last].kind;
    if (!found && (kind == KR_TOK_INDENT || kind == KR_TOK_DEDENT)) {
        krpeg_fail(p, KR_DIAG_INDENTATION, krpeg_last_span(p),
                   kind == KR_TOK_INDENT ? "unexpected indent" : "unexpected unindent");
        return;
    }
    if (!p->failed)
        krpeg_fail_token(p, &p->tokens[last], "invalid syntax");
    if (!p->lexer_failed && p->diag->kind != KR_DIAG_MEMORY)
        check_rest(p);
}

/* Whether all of the text has been read, so that more of it might help. */
static bool is_at_end(const KrPeg *p)
{
    return *p->tokens[p->fill - 1].text == 0;
}

/* After a single statement only comments and empty lines may follow. */
static bool check_single(KrPeg *p)
{
    const KrToken *t = &p->tokens[p->fill - 1];
    for (const char *s = t->text + t->len; *s; s++) {
        if (*s == '#')
            s += strcspn(s, "\n") - 1;
        else if (*s != ' ' && *s != '\t' && *s != '\n' && *s != '\f')
            return krpeg_fail_last(p,
                                   "multiple statements found while compiling a single statement");
    }
    return true;
}

static KrMod *parse(KrPeg *p)
{
    krpeg_init(p);
    KrMod *tree = krpeg_run(p);
    if (tree && p->mode == KR_PARSE_SINGLE && !check_single(p))
        tree = NULL;
    if (!tree) {
        if (!p->failed && p->flags & KR_PARSE_INTERACTIVE && is_at_end(p))
            krpeg_fail(p, KR_DIAG_INCOMPLETE, krpeg_last_span(p), "incomplete input");
        else if (!p->failed)
            explain(p, p->fill - 1);
        else if (!p->lexer_failed && p->diag->kind != KR_DIAG_MEMORY)
            check_rest(p);
        mark_end(p->diag);
    }
    krpeg_release(p);
    return tree;
}

bool krparse_named(KrArena *arena, const char *source, size_t n, KrParseMode mode, int flags,
                   KrUnicodeNameFn names, KrMod **out, KrDiag *diag, KrDiagWarning **warnings)
{
    *warnings = NULL;
    *out = NULL;
    KrPeg p = {.arena = arena, .diag = diag, .mode = mode, .flags = flags};
    p.lexer = krlex_new(arena, source, n, lexer_flags(flags), diag);
    if (!p.lexer)
        return false;
    krlex_set_names(p.lexer, names);
    p.names = krast_names_new(arena);
    if (!p.names) {
        diag->kind = KR_DIAG_MEMORY;
        return false;
    }
    *out = parse(&p);
    *warnings = krlex_warnings(p.lexer);
    return *out;
}

bool krparse(KrArena *arena, const char *source, size_t n, KrParseMode mode, int flags, KrMod **out,
             KrDiag *diag, KrDiagWarning **warnings)
{
    return krparse_named(arena, source, n, mode, flags, NULL, out, diag, warnings);
}
