/* SPDX-License-Identifier: MIT
 * UTF-8 text: the loops behind utf8.h. */
#include "base/utf8.h"

#include <string.h>

#define KR_HIGH_BITS 0x8080808080808080u
#define KR_LOW_BITS 0x0101010101010101u

static inline uint64_t load64(const char *p)
{
    uint64_t w;
    memcpy(&w, p, 8);
    return w;
}

size_t krutf8_ascii_prefix(const char *p, size_t n)
{
    size_t i = 0;
    while (n - i >= 32) {
        uint64_t any = load64(p + i) | load64(p + i + 8) | load64(p + i + 16) | load64(p + i + 24);
        if (any & KR_HIGH_BITS)
            break;
        i += 32;
    }
    while (n - i >= 8 && !(load64(p + i) & KR_HIGH_BITS))
        i += 8;
    while (i < n && !(p[i] & 0x80))
        i++;
    return i;
}

/* One bit in each byte of w that is a tail byte (10xxxxxx). */
static inline uint64_t tail_bits(uint64_t w)
{
    return (w >> 7) & (~w >> 6) & KR_LOW_BITS;
}

/* The sum of eight byte counters. */
static inline size_t sum_bytes(uint64_t w)
{
    uint64_t pairs = (w & 0x00FF00FF00FF00FFu) + ((w >> 8) & 0x00FF00FF00FF00FFu);
    return (size_t)((pairs * 0x0001000100010001u) >> 48);
}

/* The code points that start in a block of 8 * words bytes; words is at most 255, what a byte
 * can count. */
static inline size_t count_block(const char *p, size_t words)
{
    uint64_t tails = 0;
    for (size_t i = 0; i < words; i++)
        tails += tail_bits(load64(p + 8 * i));
    return 8 * words - sum_bytes(tails);
}

size_t krutf8_count(const char *p, size_t n)
{
    size_t count = 0, i = 0;
    while (n - i >= 8) {
        size_t words = (n - i) / 8 < 255 ? (n - i) / 8 : 255;
        count += count_block(p + i, words);
        i += 8 * words;
    }
    for (; i < n; i++)
        count += !krutf8_is_tail(p[i]);
    return count;
}

size_t krutf8_offset(const char *p, size_t n, size_t index)
{
    enum { BLOCK = 64 };
    size_t i = 0;
    /* A block with as many starts as are still to pass may end inside a character; the last loop
     * mends that. */
    while (index >= BLOCK && n - i >= BLOCK) {
        index -= count_block(p + i, BLOCK / 8);
        i += BLOCK;
    }
    while (i < n && krutf8_is_tail(p[i]))
        i++;
    while (index > 0 && i < n) {
        i += krutf8_lead_size((unsigned char)p[i]);
        index--;
    }
    return i;
}

/* What stands at s: the size of a character, one of these, or -(bytes in error) - 1. */
enum { CUT_SHORT = 0, BAD_START = -1, BAD_SECOND = -2, CUT_SURROGATE = -5 };

/* s[0] is not ASCII, n > 0. The bounds of the second byte keep out overlong forms, surrogates
 * and what lies above the last code point. */
static int classify(const unsigned char *s, size_t n, bool surrogates)
{
    unsigned lead = s[0];
    if (lead < 0xC2 || lead > 0xF4)
        return BAD_START;
    int size = (int)krutf8_lead_size((unsigned char)lead);
    if (n < 2)
        return CUT_SHORT;
    unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned high = lead == 0xED && !surrogates ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    /* A surrogate that is not whole is an error like any surrogate, but more bytes may make it
     * one. */
    if (lead == 0xED && s[1] >= 0xA0 && s[1] <= 0xBF && (n == 2 || !krutf8_is_tail((char)s[2])))
        return n == 2 ? CUT_SURROGATE : BAD_SECOND;
    if (s[1] < low || s[1] > high)
        return BAD_SECOND;
    for (int i = 2; i < size; i++) {
        if ((size_t)i == n)
            return CUT_SHORT;
        if (!krutf8_is_tail((char)s[i]))
            return -1 - i;
    }
    return size;
}

static bool report(KrUtf8Scan *out, size_t at, size_t n, int class)
{
    out->valid = at;
    out->truncated = class == CUT_SHORT || class == CUT_SURROGATE;
    if (class == CUT_SHORT) {
        out->reason = "unexpected end of data";
        out->error_end = n;
    } else if (class == BAD_START) {
        out->reason = "invalid start byte";
        out->error_end = at + 1;
    } else {
        out->reason = "invalid continuation byte";
        out->error_end = at + (class == CUT_SURROGATE ? 1 : (size_t)(-1 - class));
    }
    return false;
}

bool krutf8_check(const char *p, size_t n, bool surrogates, KrUtf8Scan *out)
{
    *out = (KrUtf8Scan){.valid = n, .error_end = n, .ascii = true};
    size_t i = 0;
    while (i < n) {
        size_t run = krutf8_ascii_prefix(p + i, n - i);
        out->nchars += run;
        i += run;
        while (i < n && (p[i] & 0x80)) {
            const unsigned char *s = (const unsigned char *)p + i;
            int class = classify(s, n - i, surrogates);
            if (class <= 0)
                return report(out, i, n, class);
            out->ascii = false;
            out->surrogates |= s[0] == 0xED && s[1] >= 0xA0;
            out->nchars++;
            i += (size_t)class;
        }
    }
    return true;
}
