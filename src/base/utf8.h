/* SPDX-License-Identifier: MIT
 * UTF-8 text: check, count, step, index. Layer: base.
 *
 * Text inside krait is UTF-8 in which a lone surrogate is allowed as three bytes (ED A0..BF xx);
 * two of them in a row stay two code points. "Valid text" below means that. */
#ifndef KR_BASE_UTF8_H
#define KR_BASE_UTF8_H

#include "base/alloc.h"

#define KR_MAX_CODE_POINT 0x10FFFFu

typedef struct KrUtf8Scan {
    size_t nchars;     /* code points in the valid part */
    size_t valid;      /* bytes in the valid part: n, or where the error starts */
    size_t error_end;  /* one past the bytes in error, as UnicodeDecodeError.end */
    const char *reason; /* in the words of UnicodeDecodeError.reason; NULL if all is valid */
    bool ascii;        /* the valid part is pure ASCII */
    bool surrogates;   /* the valid part holds a lone surrogate */
    bool truncated;    /* the text ends inside a character: more bytes may mend it */
} KrUtf8Scan;

/* Scans n bytes up to the first error. With `surrogates` false a lone surrogate is an error, as
 * for the strict codec; with true it is text. True if everything is valid. */
bool krutf8_check(const char *p, size_t n, bool surrogates, KrUtf8Scan *out);

/* The length of the ASCII prefix. */
size_t krutf8_ascii_prefix(const char *p, size_t n);

/* The number of code points in valid text. */
size_t krutf8_count(const char *p, size_t n);

/* The byte offset of the code point with the given index in valid text; n if there are not more
 * than that. */
size_t krutf8_offset(const char *p, size_t n, size_t index);

static inline bool krutf8_is_surrogate(uint32_t c)
{
    return (c & ~0x7FFu) == 0xD800;
}

/* True for bytes 80..BF, which never start a character. */
static inline bool krutf8_is_tail(char byte)
{
    return (signed char)byte < -64;
}

/* The bytes of the character that starts with `lead`, in valid text. */
static inline unsigned krutf8_lead_size(unsigned char lead)
{
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* The bytes that code point c takes. */
static inline unsigned krutf8_size(uint32_t c)
{
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

/* The code point at *p in valid text; *p moves behind it. */
static inline uint32_t krutf8_next(const char **p)
{
    const unsigned char *s = (const unsigned char *)*p;
    if (s[0] < 0x80)
        return *p += 1, s[0];
    if (s[0] < 0xE0)
        return *p += 2, (s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu);
    if (s[0] < 0xF0)
        return *p += 3, (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
    return *p += 4,
           (s[0] & 0x07u) << 18 | (s[1] & 0x3Fu) << 12 | (s[2] & 0x3Fu) << 6 | (s[3] & 0x3Fu);
}

/* The code point that ends just before *p in valid text; *p moves to its start. */
static inline uint32_t krutf8_prev(const char **p)
{
    do
        --*p;
    while (krutf8_is_tail(**p));
    const char *at = *p;
    return krutf8_next(&at);
}

/* Writes code point c (surrogates included, at most KR_MAX_CODE_POINT); returns the bytes
 * written, 1 to 4. */
static inline unsigned krutf8_encode(uint32_t c, char *out)
{
    if (c < 0x80)
        return out[0] = (char)c, 1;
    unsigned n = krutf8_size(c);
    for (unsigned i = n - 1; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    static const unsigned char lead[5] = {0, 0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(lead[n] | c);
    return n;
}

#endif
