/* SPDX-License-Identifier: MIT
 * Numeric literals: their extent, and their digits. */
#include "syntax/lex_internal.h"

#include <string.h>

/* ---- extent ---- */

static bool is_hex(char c)
{
    return krlex_is_digit(c) || (unsigned char)((c | 0x20) - 'a') < 6;
}
static bool is_octal(char c)
{
    return c >= '0' && c <= '7';
}
static bool is_binary(char c)
{
    return c == '0' || c == '1';
}

/* Whether a keyword that may follow a number stands at p: "1if x else 2" is right, but warned of.
 */
static bool keyword_follows(const char *p)
{
    static const char *const words[] = {"and", "else", "for", "or", "not"};
    if (*p == 'i') /* like CPython, without a look at what follows "if", "in", "is" */
        return p[1] == 'f' || p[1] == 'n' || p[1] == 's';
    for (size_t i = 0; i < KR_COUNT(words); i++) {
        size_t n = strlen(words[i]);
        if (strncmp(p, words[i], n) == 0)
            return !krlex_is_name(p[n]);
    }
    return false;
}

/* A number of the kind ends at p: nothing that goes on like a name may follow. */
static bool check_end(KrLexer *lx, const char *p, const char *kind)
{
    if (KR_LIKELY(!krlex_is_name(*p)) || lx->flags & KR_LEX_EXTRA)
        return true;
    int col = (int)(p - lx->line_start);
    if (keyword_follows(p))
        return krlex_warn(lx, lx->line, col, col, "invalid %s literal", kind);
    return (unsigned char)*p >= 0x80 || krlex_fail(lx, p, "invalid %s literal", kind);
}

/* Digits with single underscores between them; *p is one of them. NULL on an error. */
static const char *decimal_tail(KrLexer *lx, const char *p)
{
    for (;;) {
        while (krlex_is_digit(*p))
            p++;
        if (KR_LIKELY(*p != '_'))
            return p;
        if (!krlex_is_digit(*++p)) {
            krlex_fail(lx, p, "invalid decimal literal");
            return NULL;
        }
    }
}

/* The digits behind 0x, 0o or 0b. */
static bool scan_radix(KrLexer *lx, const char *start, bool (*is_digit)(char), const char *kind,
                       KrToken *out)
{
    const char *p = start + 2;
    do {
        if (*p == '_')
            p++;
        if (!is_digit(*p)) {
            if (krlex_is_digit(*p))
                return krlex_fail(lx, p + 1, "invalid digit '%c' in %s literal", *p, kind);
            return krlex_fail(lx, p, "invalid %s literal", kind);
        }
        while (is_digit(*p))
            p++;
    } while (*p == '_');
    if (krlex_is_digit(*p))
        return krlex_fail(lx, p + 1, "invalid digit '%c' in %s literal", *p, kind);
    return check_end(lx, p, kind) && krlex_give(lx, out, KR_TOK_NUMBER, start, p);
}

static bool scan_imaginary(KrLexer *lx, const char *start, const char *p, KrToken *out)
{
    return check_end(lx, p + 1, "imaginary") && krlex_give(lx, out, KR_TOK_NUMBER, start, p + 1);
}

/* What may follow the digits and the fraction: exponent, j. */
static bool scan_exponent(KrLexer *lx, const char *start, const char *p, KrToken *out)
{
    if (*p == 'e' || *p == 'E') {
        const char *e = p++;
        if (*p == '+' || *p == '-') {
            if (!krlex_is_digit(*++p))
                return krlex_fail(lx, p, "invalid decimal literal");
        } else if (!krlex_is_digit(*p)) { /* no exponent: 1else, or an error */
            return check_end(lx, e, "decimal") && krlex_give(lx, out, KR_TOK_NUMBER, start, e);
        }
        p = decimal_tail(lx, p);
        if (!p)
            return false;
    }
    if (*p == 'j' || *p == 'J')
        return scan_imaginary(lx, start, p, out);
    return check_end(lx, p, "decimal") && krlex_give(lx, out, KR_TOK_NUMBER, start, p);
}

/* p is behind the point. */
static bool scan_fraction(KrLexer *lx, const char *start, const char *p, KrToken *out)
{
    if (krlex_is_digit(*p))
        p = decimal_tail(lx, p);
    return p && scan_exponent(lx, start, p, out);
}

/* A number that starts with 0 and has no prefix: zero, or a float with leading zeros. */
static bool scan_zeros(KrLexer *lx, const char *start, KrToken *out)
{
    const char *p = start + 1;
    for (;;) {
        if (*p == '_' && !krlex_is_digit(*++p))
            return krlex_fail(lx, p, "invalid decimal literal");
        if (*p != '0')
            break;
        p++;
    }
    const char *zeros_end = p;
    bool nonzero = krlex_is_digit(*p);
    if (nonzero && !(p = decimal_tail(lx, p)))
        return false;
    if (*p == '.')
        return scan_fraction(lx, start, p + 1, out);
    if (*p == 'e' || *p == 'E' || *p == 'j' || *p == 'J')
        return scan_exponent(lx, start, p, out);
    if (nonzero && !(lx->flags & KR_LEX_EXTRA))
        return krlex_fail_columns(lx, (int)(start - lx->line_start),
                                  (int)(zeros_end - lx->line_start),
                                  "leading zeros in decimal integer literals are not permitted; "
                                  "use an 0o prefix for octal integers");
    return check_end(lx, p, "decimal") && krlex_give(lx, out, KR_TOK_NUMBER, start, p);
}

bool krlex_scan_number(KrLexer *lx, const char *start, KrToken *out)
{
    const char *p = start;
    if (*p == '0') {
        switch (p[1] | 0x20) {
        case 'x':
            return scan_radix(lx, start, is_hex, "hexadecimal", out);
        case 'o':
            return scan_radix(lx, start, is_octal, "octal", out);
        case 'b':
            return scan_radix(lx, start, is_binary, "binary", out);
        }
        if (krlex_is_name(p[1]))
            return scan_zeros(lx, start, out);
    }
    if (*p != '.' && !(p = decimal_tail(lx, p)))
        return false;
    if (*p == '.')
        return scan_fraction(lx, start, p + 1, out);
    if (KR_LIKELY(!krlex_is_name(*p)))
        return krlex_give(lx, out, KR_TOK_NUMBER, start, p);
    return scan_exponent(lx, start, p, out);
}

/* ---- digits ---- */

static int prefix_base(const char *text, size_t n)
{
    if (n < 2 || text[0] != '0')
        return 10;
    switch (text[1] | 0x20) {
    case 'x':
        return 16;
    case 'o':
        return 8;
    case 'b':
        return 2;
    }
    return 10;
}

bool krlex_number(KrLexer *lx, const KrToken *token, KrNumberKind *kind, const char **digits,
                  size_t *n, int *base)
{
    const char *p = token->text, *end = p + token->len;
    *base = prefix_base(p, token->len);
    *kind = KR_NUMBER_INT;
    if (*base != 10) {
        p += 2;
    } else if ((end[-1] | 0x20) == 'j') {
        *kind = KR_NUMBER_IMAGINARY;
        end--;
    } else {
        for (const char *at = p; at < end; at++)
            if (*at == '.' || (*at | 0x20) == 'e')
                *kind = KR_NUMBER_FLOAT;
    }
    *digits = p;
    *n = (size_t)(end - p);
    if (!memchr(p, '_', *n))
        return true;
    char *copy = krarena_new(lx->arena, *n), *out = copy;
    if (!copy)
        return krlex_fail_memory(lx);
    for (; p < end; p++)
        if (*p != '_')
            *out++ = *p;
    *digits = copy;
    *n = (size_t)(out - copy);
    return true;
}
