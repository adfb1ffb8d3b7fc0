/* SPDX-License-Identifier: MIT
 * f-strings and t-strings (PEP 701, PEP 750): start, text, fields of ordinary tokens. */
#include "syntax/lex_internal.h"

#include <string.h>

/* ---- opening and closing ---- */

static KrLexMode *push_mode(KrLexer *lx)
{
    KrLexMode *m = lx->spare_modes;
    if (m)
        lx->spare_modes = m->outer;
    else
        m = krarena_new(lx->arena, sizeof *m);
    if (!m)
        return NULL;
    *m = (KrLexMode){.outer = lx->mode};
    if (!lx->mode)
        lx->ncomments = 0;
    lx->nmodes++;
    return lx->mode = m;
}

static void pop_mode(KrLexer *lx)
{
    KrLexMode *m = lx->mode;
    lx->mode = m->outer;
    m->outer = lx->spare_modes;
    lx->spare_modes = m;
    lx->nmodes--;
}

bool krlex_open_literal(KrLexer *lx, const char *p, const char *quote, char prefix, bool raw,
                        KrToken *out)
{
    uint8_t size = quote[1] == *quote && quote[2] == *quote ? 3 : 1;
    if (lx->nmodes + 1 >= KR_MAX_LITERALS)
        return krlex_fail(lx, quote + size, "too many nested f-strings or t-strings");
    KrLexMode *m = push_mode(lx);
    if (!m)
        return krlex_fail_memory(lx);
    m->start = p;
    m->start_line = lx->line_start;
    m->line = lx->line;
    m->fields = -1;
    m->quote = *quote;
    m->quote_size = size;
    m->prefix = prefix;
    m->raw = raw;
    m->in_text = true;
    return krlex_give(lx, out, prefix == 'f' ? KR_TOK_FSTRING_START : KR_TOK_TSTRING_START, p,
                      quote + size);
}

static bool at_end(const KrLexMode *m, const char *p)
{
    return *p == m->quote && (m->quote_size == 1 || (p[1] == m->quote && p[2] == m->quote));
}

/* ---- text ---- */

/* The text of the field's code begins at the '{' at p. */
static bool open_field(KrLexer *lx, KrLexMode *m, const char *p)
{
    if (++m->fields >= KR_MAX_FIELDS)
        return krlex_fail(lx, p, "%c-string: expressions nested too deeply", m->prefix);
    m->in_text = false;
    m->in_spec = false;
    m->debug = false;
    m->expression = p + 1;
    return true;
}

/* The text that starts in a line of its own, up to `end`; reading goes on at `next`. Moves on to
 * the line that the text ends in. */
static bool give_text(KrLexer *lx, KrToken *out, const char *end, const char *next, int line,
                      const char *line_start)
{
    krlex_give(lx, out, lx->mode->prefix == 'f' ? KR_TOK_FSTRING_MIDDLE : KR_TOK_TSTRING_MIDDLE,
               lx->cur, end);
    out->end_line = line;
    out->end_col = (int)(end - line_start);
    lx->line = line;
    lx->line_start = line_start;
    lx->cur = next;
    return true;
}

/* The text ends at p, a newline or the end of all, without its quote. */
static bool fail_unterminated(KrLexer *lx, KrLexMode *m, const char *p, int line,
                              const char *line_start)
{
    if (*p == '\n' && m->in_spec && m->fields >= 0) {
        lx->line = line;
        lx->line_start = line_start;
        return krlex_fail(
            lx, p + 1,
            "%c-string: newlines are not allowed in format specifiers for single quoted %c-strings",
            m->prefix, m->prefix);
    }
    if (m->quote_size == 3 && lx->flags & KR_LEX_INTERACTIVE)
        return krlex_fail_incomplete(lx);
    lx->line = m->line;
    lx->line_start = m->start_line;
    return krlex_fail(lx, m->start + 1, "unterminated %s%c-string literal (detected at line %d)",
                      m->quote_size == 3 ? "triple-quoted " : "", m->prefix, *p ? line : line - 1);
}

/* The backslash at p, not at the end of a line; *name_open is set if it begins \N{. Returns where
 * the text goes on, NULL when memory is out. */
static const char *skip_escape(KrLexer *lx, KrLexMode *m, const char *p, int line, int col,
                               bool *name_open)
{
    if (p[1] == '{' || p[1] == '}') {
        if (!m->raw && !krlex_warn(lx, line, col, col + 2, "invalid escape sequence '\\%c'", p[1]))
            return NULL;
        return p + 1;
    }
    if (!m->raw && p[1] == 'N' && p[2] == '{') {
        *name_open = true;
        return p + 3;
    }
    return p + 2;
}

/* The brace at p ends a stretch of text: the token has one brace of two, or the code of a field
 * follows or goes on. */
static bool end_at_brace(KrLexer *lx, KrLexMode *m, const char *p, bool name_open, KrToken *out,
                         int line, const char *line_start)
{
    bool in_spec = m->in_spec && m->fields >= 0;
    if (*p == '}' && name_open)
        return give_text(lx, out, p + 1, p + 1, line, line_start);
    if (p[1] == *p && !in_spec && (*p == '{' || m->depth == 0))
        return give_text(lx, out, p + 1, p + 2, line, line_start);
    give_text(lx, out, p, p, line, line_start);
    if (*p == '{')
        return open_field(lx, m, p);
    m->in_text = false;
    m->in_spec = false;
    return true;
}

static bool read_text(KrLexer *lx, KrLexMode *m, KrToken *out)
{
    int line = lx->line;
    const char *line_start = lx->line_start, *p = lx->cur;
    bool name_open = false;
    for (;;) {
        switch (*p) {
        case '"':
        case '\'':
            if (at_end(m, p))
                return give_text(lx, out, p, p, line, line_start);
            p++;
            break;
        case '{':
        case '}':
            return end_at_brace(lx, m, p, name_open, out, line, line_start);
        case '\\':
            if (p[1] == '\n') {
                line++;
                line_start = p += 2;
            } else if (!(p = skip_escape(lx, m, p, line, (int)(p - line_start), &name_open))) {
                return false;
            }
            break;
        case '\n':
            if (m->quote_size == 1)
                return fail_unterminated(lx, m, p, line, line_start);
            line++;
            line_start = ++p;
            break;
        case 0:
            return fail_unterminated(lx, m, p, line, line_start);
        default:
            p++;
        }
    }
}

bool krlex_text(KrLexer *lx, KrToken *out)
{
    KrLexMode *m = lx->mode;
    const char *p = lx->cur;
    if (*p == '{' && p[1] != '{')
        return open_field(lx, m, p) && krlex_code(lx, out);
    if (at_end(m, p)) {
        krlex_give(lx, out, m->prefix == 'f' ? KR_TOK_FSTRING_END : KR_TOK_TSTRING_END, p,
                   p + m->quote_size);
        pop_mode(lx);
        return true;
    }
    return read_text(lx, m, out);
}

/* ---- the code of fields ---- */

/* Comments are kept aside so that the text of an expression can leave them out. */
bool krlex_field_comment(KrLexer *lx, const char *start, const char *end)
{
    if (lx->ncomments == lx->max_comments) {
        size_t max = lx->max_comments ? lx->max_comments * 2 : 8;
        KrLexSpan *grown = krarena_new(lx->arena, max * sizeof *grown);
        if (!grown)
            return krlex_fail_memory(lx);
        if (lx->ncomments)
            memcpy(grown, lx->comments, lx->ncomments * sizeof *grown);
        lx->comments = grown;
        lx->max_comments = max;
    }
    lx->comments[lx->ncomments++] = (KrLexSpan){start, end};
    return true;
}

/* Gives the token *out the text of the expression that it ends, without comments. */
static bool set_expression(KrLexer *lx, KrLexMode *m, const char *end, KrToken *out)
{
    const char *start = m->expression;
    m->expression = NULL;
    if (!m->debug && m->prefix == 'f')
        return true;
    size_t first = lx->ncomments;
    while (first > 0 && lx->comments[first - 1].start >= start)
        first--;
    out->debug_text = start;
    out->debug_len = (uint32_t)(end - start);
    if (first == lx->ncomments)
        return true;
    char *text = krarena_new(lx->arena, out->debug_len);
    if (!text)
        return krlex_fail_memory(lx);
    out->debug_text = text;
    for (; first < lx->ncomments; first++) {
        size_t run = (size_t)(lx->comments[first].start - start);
        memcpy(text, start, run);
        text += run;
        start = lx->comments[first].end;
    }
    memcpy(text, start, (size_t)(end - start));
    text += end - start;
    out->debug_len = (uint32_t)(text - out->debug_text);
    return true;
}

/* Whether code stands directly in a field of the literal. */
static bool in_field(const KrLexMode *m)
{
    return m->fields >= 0 && m->depth - 1 == m->fields;
}

bool krlex_field_mark(KrLexer *lx, const char *p, KrToken *out, bool *given)
{
    KrLexMode *m = lx->mode;
    *given = false;
    if (!in_field(m))
        return true;
    if (*p == '=' && p[1] != '=') {
        m->debug = true;
        return true;
    }
    if (*p == ':') {
        m->in_text = true;
        m->in_spec = true;
        *given = krlex_give(lx, out, KR_TOK_COLON, p, p + 1);
    } else if (*p == '!' && p[1] != '=') {
        *given = krlex_give(lx, out, KR_TOK_EXCLAMATION, p, p + 1);
    }
    if (*given && m->expression && !set_expression(lx, m, p, out))
        *given = false;
    return !lx->failed;
}

bool krlex_field_close(KrLexer *lx, const char *p, KrToken *out)
{
    KrLexMode *m = lx->mode;
    bool ends_field = *p == '}' && in_field(m);
    if (--m->depth < 0)
        return krlex_fail(lx, p + 1, "%c-string: unmatched '%c'", m->prefix, *p);
    if (!ends_field)
        return true;
    bool ok = !m->expression || set_expression(lx, m, p, out);
    m->fields--;
    m->in_text = true;
    m->in_spec = false;
    m->debug = false;
    return ok;
}
