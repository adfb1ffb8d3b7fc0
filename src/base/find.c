/* SPDX-License-Identifier: MIT
 * Substring search: a quick filter on one byte, then two, while it pays, then the two-way
 * algorithm.
 *
 * Crochemore and Perrin, "Two-way string-matching", JACM 38 (1991). Searching from the right
 * runs the same code over mirrored views, so every byte is read through `at`. */
#include "base/find.h"

#include <string.h>

typedef struct View {
    const unsigned char *p;
    size_t n;
} View;

#define INLINE static inline __attribute__((always_inline))

INLINE unsigned char at(View v, size_t i, bool mirror)
{
    return mirror ? v.p[v.n - 1 - i] : v.p[i];
}

/* The start of the maximal suffix of x under < (or > if `greater`), and its period. */
INLINE size_t maximal_suffix(View x, bool greater, bool mirror, size_t *period)
{
    size_t start = 0, j = 1, k = 0, p = 1;
    while (j + k < x.n) {
        unsigned char a = at(x, j + k, mirror), b = at(x, start + k, mirror);
        if (a == b) {
            if (++k == p) {
                j += p;
                k = 0;
            }
        } else if ((a < b) != greater) {
            j += k + 1;
            k = 0;
            p = j - start;
        } else {
            start = j++;
            k = 0;
            p = 1;
        }
    }
    *period = p;
    return start;
}

/* Cuts the needle so that its local period at the cut is its period; *period is that of the
 * right part. */
INLINE size_t critical_cut(View x, bool mirror, size_t *period)
{
    size_t p, q;
    size_t a = maximal_suffix(x, false, mirror, &p), b = maximal_suffix(x, true, mirror, &q);
    *period = a > b ? p : q;
    return a > b ? a : b;
}

INLINE bool is_periodic(View x, size_t cut, size_t period, bool mirror)
{
    for (size_t i = 0; i < cut; i++)
        if (i + period >= x.n || at(x, i, mirror) != at(x, i + period, mirror))
            return false;
    return true;
}

/* The mirrored or plain position of x in h at or after `from`. */
INLINE size_t two_way(View h, View x, size_t from, bool mirror)
{
    size_t period, cut = critical_cut(x, mirror, &period);
    bool periodic = is_periodic(x, cut, period, mirror);
    if (!periodic)
        period = (cut > x.n - cut ? cut : x.n - cut) + 1;
    size_t known = 0; /* bytes at the needle's start known to match after a shift by its period */
    while (from + x.n <= h.n) {
        size_t i = cut > known ? cut : known;
        while (i < x.n && at(x, i, mirror) == at(h, from + i, mirror))
            i++;
        if (i < x.n) {
            from += i - cut + 1;
            known = 0;
            continue;
        }
        i = cut;
        while (i > known && at(x, i - 1, mirror) == at(h, from + i - 1, mirror))
            i--;
        if (i <= known)
            return from;
        from += period;
        known = periodic ? x.n - period : 0;
    }
    return KR_NOT_FOUND;
}

KR_NOINLINE static size_t two_way_forward(View h, View x, size_t from)
{
    return two_way(h, x, from, false);
}

KR_NOINLINE static size_t two_way_mirrored(View h, View x, size_t from)
{
    return two_way(h, x, from, true);
}

/* What comparisons that lead nowhere may cost before a filter is given up: a share of the way
 * plus a constant. */
INLINE bool too_much_waste(size_t wasted, size_t way)
{
    return wasted > 256 + way / 4;
}

INLINE uint64_t load64(const char *p)
{
    uint64_t w;
    memcpy(&w, p, 8);
    return w;
}

#define KR_EVERY_BYTE UINT64_C(0x0101010101010101)

/* The top bit of each byte of w that is zero. */
INLINE uint64_t zero_bytes(uint64_t w)
{
    uint64_t low = 127 * KR_EVERY_BYTE;
    return ~(((w & low) + low) | w | low);
}

/* The first start from `from` on where the first and the last byte of the needle stand; n - m +
 * 1 if none. */
static size_t next_candidate(const char *h, size_t n, const char *needle, size_t m, size_t from)
{
    uint64_t first = (unsigned char)needle[0] * KR_EVERY_BYTE;
    uint64_t last = (unsigned char)needle[m - 1] * KR_EVERY_BYTE;
    for (; from + m - 1 + 8 <= n; from += 8) {
        uint64_t hits = zero_bytes((load64(h + from) ^ first) | (load64(h + from + m - 1) ^ last));
        if (hits && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)
            return from + (size_t)__builtin_ctzll(hits) / 8;
        if (hits)
            break;
    }
    while (from + m <= n && (h[from] != needle[0] || h[from + m - 1] != needle[m - 1]))
        from++;
    return from;
}

/* The second stage, for needles whose last byte is common. */
static size_t find_by_two_bytes(const char *h, size_t n, const char *needle, size_t m, size_t from)
{
    size_t wasted = 0, start = from;
    while ((from = next_candidate(h, n, needle, m, from)) + m <= n) {
        if (memcmp(h + from, needle, m) == 0)
            return from;
        wasted += 4 + m / 8;
        from++;
        if (too_much_waste(wasted, from - start))
            return two_way_forward((View){(const unsigned char *)h, n},
                                   (View){(const unsigned char *)needle, m}, from);
    }
    return KR_NOT_FOUND;
}

size_t krbytes_find(const char *h, size_t n, const char *needle, size_t m)
{
    if (m == 0)
        return 0;
    const char *p = h + (m - 1), *end = h + n;
    size_t wasted = 0;
    while (m <= n && p < end) {
        /* Looking for the last byte of the needle: in UTF-8 the first one is often the same for
         * a whole script. */
        p = memchr(p, needle[m - 1], (size_t)(end - p));
        if (!p)
            break;
        size_t start = (size_t)(p - h) - (m - 1);
        if (h[start] == needle[0] && memcmp(h + start, needle, m) == 0)
            return start;
        p++;
        wasted += 8;
        if (too_much_waste(wasted, start))
            return find_by_two_bytes(h, n, needle, m, start + 1);
    }
    return KR_NOT_FOUND;
}

size_t krbytes_rfind_byte(const char *h, size_t n, char c)
{
    uint64_t pattern = (unsigned char)c * KR_EVERY_BYTE;
    while (n >= 8 && !zero_bytes(load64(h + n - 8) ^ pattern))
        n -= 8;
    while (n > 0)
        if (h[--n] == c)
            return n;
    return KR_NOT_FOUND;
}

size_t krbytes_rfind(const char *h, size_t n, const char *needle, size_t m)
{
    if (m == 0)
        return n;
    if (m > n)
        return KR_NOT_FOUND;
    size_t wasted = 0, left = n - m + 1; /* the starts still to look at */
    while (left > 0) {
        size_t p = krbytes_rfind_byte(h, left, needle[0]);
        if (p == KR_NOT_FOUND)
            return KR_NOT_FOUND;
        if (h[p + m - 1] == needle[m - 1] && memcmp(h + p, needle, m) == 0)
            return p;
        wasted += 8 + m / 8;
        left = p;
        if (too_much_waste(wasted, n - m + 1 - left)) {
            size_t i = two_way_mirrored((View){(const unsigned char *)h, n},
                                        (View){(const unsigned char *)needle, m}, n - m + 1 - left);
            return i == KR_NOT_FOUND ? i : n - m - i;
        }
    }
    return KR_NOT_FOUND;
}

static size_t count_byte(const char *h, size_t n, char c, size_t limit)
{
    size_t count = 0, i = 0;
    while (i < n && count < limit) {
        /* A byte counter per lane overflows after 255 rounds; short blocks keep the loop easy to
         * vectorise. */
        size_t end = n - i < 255 ? n : i + 255;
        unsigned char here = 0;
        for (; i < end; i++)
            here += h[i] == c;
        count += here;
    }
    return count < limit ? count : limit;
}

size_t krbytes_count(const char *h, size_t n, const char *needle, size_t m, size_t limit)
{
    if (m == 1)
        return count_byte(h, n, needle[0], limit);
    size_t count = 0, from = 0;
    while (count < limit && from + m <= n) {
        size_t i = krbytes_find(h + from, n - from, needle, m);
        if (i == KR_NOT_FOUND)
            break;
        count++;
        from += i + m;
    }
    return count;
}
