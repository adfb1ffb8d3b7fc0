/* SPDX-License-Identifier: MIT
 * String and bytes literals: their extent, and what they stand for.
 *
 * CPython rewrites a character above 7F as the ten characters \Uxxxxxxxx before it decodes escapes,
 * and a backslash before one as six; the positions in its messages count these, so ours do. */
#include "base/utf8.h"
#include "syntax/lex_internal.h"

#include <string.h>

/* ---- extent ---- */

typedef struct Extent {
    const char *end; /* behind the closing quote, or where the literal ended without */
    const char *line_start;
    int line;
    bool closed, escaped_quote;
} Extent;

static void find_single(Extent *x, const char *p, char quote)
{
    for (;; p++) {
        if (*p == quote) {
            x->closed = true;
            p++;
            break;
        }
        if (*p == '\n' || *p == 0)
            break;
        if (*p != '\\')
            continue;
        p++;
        x->escaped_quote |= *p == quote;
        if (*p == '\n') {
            x->line++;
            x->line_start = p + 1;
        }
    }
    x->end = p;
}

static void find_triple(Extent *x, const char *p, char quote)
{
    for (; *p; p++) {
        if (*p == quote && p[1] == quote && p[2] == quote) {
            x->closed = true;
            p += 3;
            break;
        }
        if (*p == '\\')
            p++;
        if (*p == '\n') {
            x->line++;
            x->line_start = p + 1;
        }
    }
    x->end = p;
}

static bool fail_unterminated(KrLexer *lx, const char *p, char quote, bool triple, const Extent *x)
{
    KrLexMode *m = lx->mode;
    int detected = *x->end ? x->line : x->line - 1;
    if (triple && lx->flags & KR_LEX_INTERACTIVE)
        return krlex_fail_incomplete(lx);
    if (m && m->quote == quote &&
        m->quote_size == (triple ? 3 : 1)) /* it was meant to end the literal around it */
        return krlex_fail(lx, p + 1, "%c-string: expecting '}'", m->prefix);
    return krlex_fail(lx, p + 1, "unterminated %sstring literal (detected at line %d)%s",
                      triple ? "triple-quoted " : "", detected,
                      x->escaped_quote ? "; perhaps you escaped the end quote?" : "");
}

bool krlex_scan_string(KrLexer *lx, const char *p, const char *quote, KrToken *out)
{
    Extent x = {.line_start = lx->line_start, .line = lx->line};
    bool triple = quote[1] == *quote && quote[2] == *quote;
    if (triple)
        find_triple(&x, quote + 3, *quote);
    else
        find_single(&x, quote + 1, *quote);
    if (KR_UNLIKELY(!x.closed))
        return fail_unterminated(lx, p, *quote, triple, &x);
    krlex_give(lx, out, KR_TOK_STRING, p, x.end);
    out->end_line = lx->line = x.line;
    lx->line_start = x.line_start;
    out->end_col = (int)(x.end - x.line_start);
    return true;
}

/* ---- decoding ---- */

typedef struct Decoder {
    KrLexer *lx;
    const KrToken *token;
    const char *p, *end; /* what is still to read */
    char *out;
    size_t position; /* as CPython counts, of p */
    bool is_bytes;
    bool warned; /* about an escape; one a literal is enough */
} Decoder;

/* The backslash is at d->p and the escape, n characters long, is malformed. */
static bool fail_escape(Decoder *d, size_t n, const char *reason)
{
    return krlex_fail_token(
        d->lx, d->token,
        "(unicode error) 'unicodeescape' codec can't decode bytes in position %zu-%zu: %s",
        d->position, d->position + n - 1, reason);
}

/* Whether the token's escapes were warned of when it was decoded before: the parser may come back
 * to it. Starts where the last such warning was found, since it comes back to all of them in order.
 */
static bool warned_before(KrLexer *lx, const KrToken *t)
{
    KrDiagWarning *from = lx->warned_again ? lx->warned_again : lx->warnings, *w = from;
    if (!w)
        return false;
    do {
        if (w->line == t->line && w->col == t->col) {
            lx->warned_again = w;
            return true;
        }
        w = w->next ? w->next : lx->warnings;
    } while (w != from);
    return false;
}

/* An escape that Python does not know, or an octal one too large. */
static bool warn_escape(Decoder *d, int shown, const char *kind)
{
    const KrToken *t = d->token;
    if (d->warned || (t->text < d->lx->warned_to && warned_before(d->lx, t)))
        return true;
    d->warned = true;
    if (t->text >= d->lx->warned_to)
        d->lx->warned_to = t->text + 1;
    return krlex_warn(d->lx, t->line, t->col, t->end_line == t->line ? t->end_col : t->col,
                      "invalid %sescape sequence '\\%.*s'", kind, shown, d->p + 1);
}

static void advance(Decoder *d, size_t n)
{
    d->p += n;
    d->position += n;
}

static void put(Decoder *d, uint32_t c)
{
    if (d->is_bytes)
        *d->out++ = (char)c;
    else
        d->out += krutf8_encode(c, d->out);
}

static int hex_value(char c)
{
    if (krlex_is_digit(c))
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* \x, \u and \U with 2, 4 and 8 digits. */
static bool decode_hex(Decoder *d, size_t count)
{
    size_t n = 0, room = (size_t)(d->end - d->p) - 2;
    uint32_t c = 0;
    while (n < count && n < room && hex_value(d->p[2 + n]) >= 0)
        c = c << 4 | (uint32_t)hex_value(d->p[2 + n++]);
    if (n < count) {
        if (d->is_bytes)
            return krlex_fail_token(
                d->lx, d->token, "(value error) invalid \\x escape at position %zu", d->position);
        return fail_escape(d, n + 2,
                           count == 2   ? "truncated \\xXX escape"
                           : count == 4 ? "truncated \\uXXXX escape"
                                        : "truncated \\UXXXXXXXX escape");
    }
    if (c > KR_MAX_CODE_POINT)
        return fail_escape(d, n + 2, "illegal Unicode character");
    put(d, c);
    advance(d, n + 2);
    return true;
}

static bool decode_octal(Decoder *d)
{
    int n = 0;
    uint32_t c = 0;
    while (n < 3 && d->p + 1 + n < d->end && d->p[1 + n] >= '0' && d->p[1 + n] <= '7')
        c = c << 3 | (uint32_t)(d->p[1 + n++] - '0');
    if (c > 0377 && !warn_escape(d, 3, "octal "))
        return false;
    put(d, c);
    advance(d, (size_t)n + 1);
    return true;
}

/* How long CPython takes the text from p to `stop` to be, p being no escaped character. */
static size_t rewritten_size(const Decoder *d, const char *p, const char *stop)
{
    size_t n = 0;
    while (p < stop) {
        if (*p == '\\') {
            p++;
            n += p == d->end || (unsigned char)*p >= 0x80 ? 6 : 1;
            if (p == stop)
                break;
        }
        n += krutf8_next(&p) < 0x80 ? 1 : 10;
    }
    return n;
}

/* \N{name}. */
static bool decode_name(Decoder *d)
{
    const char *name = d->p + 3;
    if (d->end - d->p < 3 || d->p[2] != '{')
        return fail_escape(d, 2, "malformed \\N character escape");
    const char *close = memchr(name, '}', (size_t)(d->end - name));
    size_t shown = 3 + rewritten_size(d, name, close ? close : d->end);
    if (!close || close == name)
        return fail_escape(d, shown, "malformed \\N character escape");
    long c = d->lx->names ? d->lx->names(name, (size_t)(close - name)) : -1;
    if (c < 0)
        return fail_escape(d, shown + 1, "unknown Unicode character name");
    put(d, (uint32_t)c);
    d->position += shown + 1;
    d->p = close + 1;
    return true;
}

/* What an escape of one letter stands for; 0 if it is none. */
static char simple_escape(char c)
{
    switch (c) {
    case '\\':
    case '\'':
    case '"':
        return c;
    case 'a':
        return '\a';
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'v':
        return '\v';
    }
    return 0;
}

/* A backslash that stays: the token ends behind it, or what follows makes no escape. */
static bool keep_backslash(Decoder *d)
{
    bool alone = d->end - d->p < 2;
    if (!alone && (unsigned char)d->p[1] < 0x80) {
        /* Before a brace in an f-string the scanner has warned already. */
        bool brace = d->token->kind != KR_TOK_STRING && (d->p[1] == '{' || d->p[1] == '}');
        if (!brace && !warn_escape(d, 1, ""))
            return false;
        d->position++;
    } else {
        d->position += 6;
    }
    *d->out++ = *d->p++;
    return true;
}

static bool decode_escape(Decoder *d)
{
    char c = d->end - d->p < 2 ? 0 : d->p[1], plain = simple_escape(c);
    if (plain) {
        *d->out++ = plain;
        advance(d, 2);
        return true;
    }
    if (c == '\n') {
        advance(d, 2);
        return true;
    }
    if (c >= '0' && c <= '7')
        return decode_octal(d);
    if (c == 'x')
        return decode_hex(d, 2);
    if (!d->is_bytes && (c == 'u' || c == 'U'))
        return decode_hex(d, c == 'u' ? 4 : 8);
    if (!d->is_bytes && c == 'N')
        return decode_name(d);
    return keep_backslash(d);
}

/* Decodes n bytes of text with a backslash in it. No escape is shorter than what it stands for. */
static bool decode_text(KrLexer *lx, const KrToken *token, bool is_bytes, const char *text,
                        size_t n, const char **out, size_t *out_n)
{
    char *buffer = krarena_new(lx->arena, n);
    if (!buffer)
        return krlex_fail_memory(lx);
    Decoder d = {
        .lx = lx, .token = token, .p = text, .end = text + n, .out = buffer, .is_bytes = is_bytes};
    while (d.p < d.end) {
        if (*d.p == '\\') {
            if (!decode_escape(&d))
                return false;
            continue;
        }
        d.position += (unsigned char)*d.p < 0x80 ? 1 : krutf8_is_tail(*d.p) ? 0 : 10;
        *d.out++ = *d.p++;
    }
    *out = buffer;
    *out_n = (size_t)(d.out - buffer);
    return true;
}

bool krlex_string(KrLexer *lx, const KrToken *token, const char **out, size_t *n, bool *is_bytes,
                  bool *is_unicode_prefixed)
{
    const char *p = token->text, *end = p + token->len;
    bool raw = false;
    *is_bytes = *is_unicode_prefixed = false;
    for (; *p != '"' && *p != '\''; p++) {
        char c = *p | 0x20;
        raw |= c == 'r';
        *is_bytes |= c == 'b';
        *is_unicode_prefixed |= c == 'u';
    }
    size_t quotes = end - p >= 6 && p[1] == *p && p[2] == *p ? 3 : 1;
    p += quotes;
    end -= quotes;
    *out = p;
    *n = (size_t)(end - p);
    if (*is_bytes && krutf8_ascii_prefix(p, *n) < *n)
        return krlex_fail_token(lx, token, "bytes can only contain ASCII literal characters");
    if (raw || !memchr(p, '\\', *n))
        return true;
    return decode_text(lx, token, *is_bytes, p, *n, out, n);
}

bool krlex_fstring_middle(KrLexer *lx, const KrToken *token, bool raw, const char **out, size_t *n)
{
    *out = token->text;
    *n = token->len;
    if (raw || !memchr(token->text, '\\', token->len))
        return true;
    return decode_text(lx, token, false, token->text, token->len, out, n);
}
