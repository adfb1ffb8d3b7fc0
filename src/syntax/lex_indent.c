/* SPDX-License-Identifier: MIT
 * Where a logical line begins: indentation, blank lines; and where a backslash joins two. */
#include "syntax/lex_internal.h"

#include <string.h>

enum { TAB = 8, WORK_OF_LINE = 128 };

bool krlex_join_line(KrLexer *lx, const char *p)
{
    if (p[1] != '\n') {
        /* CPython points at the character behind the backslash. */
        return krlex_fail_kind(lx, KR_DIAG_SYNTAX, (int)(p + 1 - lx->line_start),
                               "unexpected character after line continuation character");
    }
    if (p[2] == 0)
        return krlex_fail_end(lx);
    krlex_begin_line(lx, p + 2);
    return true;
}

static bool fail_tabs(KrLexer *lx)
{
    return krlex_fail_kind(lx, KR_DIAG_TAB, 0,
                           "inconsistent use of tabs and spaces in indentation");
}

static bool fail_dedent(KrLexer *lx)
{
    size_t n;
    krsource_line(&lx->source, lx->line, &n);
    return krlex_fail_kind(lx, KR_DIAG_INDENTATION, (int)n,
                           "unindent does not match any outer indentation level");
}

/* Compares the columns of a line with code to those of the lines around it. */
static bool set_indentation(KrLexer *lx, int col, int alt)
{
    int top = lx->nindents;
    if (KR_LIKELY(col == lx->indents[top]))
        return alt == lx->alt_indents[top] || fail_tabs(lx);
    if (col > lx->indents[top]) {
        if (top + 1 >= KR_MAX_INDENTS)
            return krlex_fail_kind(lx, KR_DIAG_INDENTATION, 0, "too many levels of indentation");
        if (alt <= lx->alt_indents[top])
            return fail_tabs(lx);
        lx->indents[++lx->nindents] = col;
        lx->alt_indents[lx->nindents] = alt;
        lx->pending = 1;
        return true;
    }
    while (top > 0 && col < lx->indents[top])
        top--;
    lx->pending = top - lx->nindents;
    lx->nindents = top;
    if (col != lx->indents[top])
        return fail_dedent(lx);
    return alt == lx->alt_indents[top] || fail_tabs(lx);
}

/* Moves over the white space that starts the line. After a backslash the first line's columns
 * count. */
static bool measure(KrLexer *lx, int *col_out, int *alt_out)
{
    int col = 0, alt = 0, joined_col = 0;
    const char *p = lx->cur;
    for (;; p++) {
        if (*p == ' ') {
            col++, alt++;
        } else if (*p == '\t') {
            col = (col / TAB + 1) * TAB;
            alt++;
        } else if (*p == '\f') {
            col = alt = 0;
        } else if (*p == '\\') {
            joined_col = joined_col ? joined_col : col;
            if (!krlex_join_line(lx, p))
                return false;
            p = lx->cur - 1;
        } else {
            break;
        }
    }
    lx->cur = p;
    *col_out = joined_col ? joined_col : col;
    *alt_out = joined_col ? joined_col : alt;
    return true;
}

bool krlex_indentation(KrLexer *lx)
{
    int col, alt;
    bool reported = lx->flags & (KR_LEX_EXTRA | KR_LEX_TYPE_COMMENTS);
    lx->line_begins = false;
    for (;;) {
        if (!measure(lx, &col, &alt))
            return false;
        const char *p = lx->cur;
        lx->blank = *p == '#' || *p == '\n';
        if (!lx->blank)
            break;
        if (reported)
            return true;
        if (!krarena_work(lx->arena, WORK_OF_LINE))
            return krlex_fail_memory(lx);
        krlex_begin_line(lx, *p == '\n' ? p + 1 : strchr(p, '\n') + 1);
    }
    if (*lx->cur == 0 && lx->nindents > 0 && lx->source.newline_added &&
        lx->flags & KR_LEX_INTERACTIVE)
        return krlex_fail_incomplete(lx);
    return set_indentation(lx, col, alt);
}
