/* SPDX-License-Identifier: MIT
 * Names, the prefixes of literals, and the characters that no token may hold. */
#include "base/utf8.h"
#include "syntax/lex_internal.h"
#include "xid.inc" /* made by scripts/gen_xid.py */

/* Whether code point c >= 80 lies in one of the runs whose edges are given. */
static bool in_runs(const uint32_t *edges, size_t n, uint32_t c)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (edges[mid] <= c)
            low = mid + 1;
        else
            high = mid;
    }
    return low & 1;
}

static bool fail_character(KrLexer *lx, const char *p)
{
    const char *end = p;
    uint32_t c = krutf8_next(&end);
    if (c < 0x80 || !in_runs(printable, KR_COUNT(printable), c))
        return krlex_fail(lx, end, "invalid non-printable character U+%04X", (unsigned)c);
    return krlex_fail(lx, end, "invalid character '%.*s' (U+%04X)", (int)(end - p), p, (unsigned)c);
}

/* A name that has characters above 7F. The tokenize module takes any. */
static KR_NOINLINE bool check_name(KrLexer *lx, const char *p, const char *end)
{
    if (lx->flags & KR_LEX_EXTRA)
        return true;
    bool first = true;
    for (const char *at = p; at < end; p = at, first = false) {
        uint32_t c = krutf8_next(&at);
        if (c < 0x80)
            continue;
        bool ok = first ? in_runs(xid_start, KR_COUNT(xid_start), c)
                        : in_runs(xid_continue, KR_COUNT(xid_continue), c);
        if (!ok)
            return fail_character(lx, p);
    }
    return true;
}

/* The letters seen in a prefix, as bits in the order in which CPython names a pair that does not go
 * together. */
enum { SAW_U = 1, SAW_B = 2, SAW_R = 4, SAW_F = 8, SAW_T = 16 };

static int prefix_bit(char c)
{
    switch (c | 0x20) {
    case 'u':
        return SAW_U;
    case 'b':
        return SAW_B;
    case 'r':
        return SAW_R;
    case 'f':
        return SAW_F;
    case 't':
        return SAW_T;
    }
    return 0;
}

static bool fail_prefixes(KrLexer *lx, const char *p, const char *quote, const char *pair)
{
    int col = (int)(p - lx->line_start);
    return krlex_fail_columns(lx, col, (int)(quote - lx->line_start),
                              "'%c' and '%c' prefixes are incompatible", pair[0], pair[1]);
}

/* The letters from p to the quote are the prefix of a literal if each is one of "ubrft" and none is
 * there twice; otherwise they are a name, and *given stays false. */
static KR_NOINLINE bool prefixed(KrLexer *lx, const char *p, const char *quote, KrToken *out,
                                 bool *given)
{
    static const char pairs[][3] = {"ub", "ur", "uf", "ut", "bf", "bt", "ft"};
    int saw = 0;
    for (const char *at = p; at < quote; at++) {
        int bit = prefix_bit(*at);
        if (!bit || saw & bit)
            return true;
        saw |= bit;
    }
    *given = true;
    for (size_t i = 0; i < KR_COUNT(pairs); i++) {
        int pair = prefix_bit(pairs[i][0]) | prefix_bit(pairs[i][1]);
        if ((saw & pair) == pair)
            return fail_prefixes(lx, p, quote, pairs[i]);
    }
    if (saw & (SAW_F | SAW_T))
        return krlex_open_literal(lx, p, quote, saw & SAW_F ? 'f' : 't', saw & SAW_R, out);
    return krlex_scan_string(lx, p, quote, out);
}

bool krlex_name(KrLexer *lx, const char *p, KrToken *out)
{
    const char *end = p;
    unsigned char seen = 0;
    do
        seen |= (unsigned char)*end++;
    while (krlex_is_name(*end));
    if (KR_UNLIKELY(seen & 0x80) && !check_name(lx, p, end))
        return false;
    if (KR_UNLIKELY(krlex_class(*end) == KR_CHAR_QUOTE) && end - p <= 5) {
        bool given = false;
        bool ok = prefixed(lx, p, end, out, &given);
        if (!ok || given)
            return ok;
    }
    return krlex_give(lx, out, KR_TOK_NAME, p, end);
}

bool krlex_other(KrLexer *lx, const char *p, KrToken *out)
{
    if (*p == '$' || *p == '?' || *p == '`') /* the parser calls that invalid syntax */
        return krlex_give(lx, out, KR_TOK_OP, p, p + 1);
    return fail_character(lx, p);
}
