/* SPDX-License-Identifier: MIT
 * Making the parser's diagnoses. */
#include "base/buf.h"
#include "syntax/actions.h"

static void *fail_at(KrPeg *p, KrDiagKind kind, KrSpan span, const char *format, va_list args)
{
    if (p->failed)
        return NULL;
    p->failed = true;
    KrBuf b = krbuf_init(p->arena->alloc);
    krbuf_vprintf(&b, format, args);
    const char *message = b.failed ? NULL : krarena_text(p->arena, b.data, b.len);
    krbuf_release(&b);
    if (!krpeg_node(p, (void *)message))
        return NULL;
    *p->diag = (KrDiag){.kind = kind, .message = message, .line = span.lineno, .col = span.col_offset, .end_line = span.end_lineno,
                        .end_col = span.end_col_offset, .bare = p->tokens[p->fill - 1].end_line > span.lineno};
    p->diag->text = krlex_line(p->lexer, span.lineno, &p->diag->text_len);
    return NULL;
}

void *krpeg_fail(KrPeg *p, KrDiagKind kind, KrSpan span, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fail_at(p, kind, span, format, args);
    va_end(args);
    return NULL;
}

void *krpeg_fail_span(KrPeg *p, KrSpan span, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fail_at(p, KR_DIAG_SYNTAX, span, format, args);
    va_end(args);
    return NULL;
}

/* CPython's tokens of layout have no columns; an error at one of them shows where the lexer stands,
 * without an end: behind the token, or at the end of the text behind the newline that is always
 * there. */
static bool is_layout(const KrToken *t)
{
    return t->kind == KR_TOK_INDENT || t->kind == KR_TOK_DEDENT || t->kind == KR_TOK_ENDMARKER;
}

KrSpan krpeg_last_span(const KrPeg *p)
{
    const KrToken *t = &p->tokens[p->fill - 1];
    return is_layout(t) ? (KrSpan){t->line, t->end_col - (*t->text != 0), t->line, -2}
                        : krpeg_token_span(t);
}

void *krpeg_fail_token(KrPeg *p, const KrToken *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    KrSpan span = is_layout(t) ? (KrSpan){t->line, -1, t->line, -1} : krpeg_token_span(t);
    fail_at(p, KR_DIAG_SYNTAX, span, format, args);
    va_end(args);
    return NULL;
}

void *krpeg_fail_last(KrPeg *p, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fail_at(p, KR_DIAG_SYNTAX, krpeg_last_span(p), format, args);
    va_end(args);
    return NULL;
}
