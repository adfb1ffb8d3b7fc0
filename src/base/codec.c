/* SPDX-License-Identifier: MIT
 * The built-in encodings: UTF-8, ASCII, Latin-1, UTF-16 and UTF-32. */
#include "base/codec.h"

#include "base/utf8.h"

#include <errno.h>

/* Input is taken in blocks, so that the worst case of a block's output is reserved and not that
 * of the whole. */
enum { BLOCK = 4096 };

static int fail(KrCodec *c, size_t bytes, size_t chars, const char *reason)
{
    c->error_end = c->at + bytes;
    c->error_chars = chars;
    c->reason = reason;
    return KR_CODEC_ERROR;
}

static inline size_t block_end(const KrCodec *c)
{
    return c->n - c->at < BLOCK ? c->n : c->at + BLOCK;
}

/* Writes a code point where room has been reserved. */
static inline void put(KrCodec *c, uint32_t code)
{
    c->out->len += krutf8_encode(code, c->out->data + c->out->len);
    c->nchars++;
    c->non_ascii |= code >= 0x80;
    c->wrote_surrogates |= krutf8_is_surrogate(code);
}

static int copy_ascii(KrCodec *c)
{
    size_t run = krutf8_ascii_prefix(c->in + c->at, c->n - c->at);
    krbuf_add(c->out, c->in + c->at, run);
    if (c->out->failed)
        return -ENOMEM;
    c->at += run;
    c->nchars += run;
    return 0;
}

/* ---- decoding ---- */

static int decode_ascii(KrCodec *c)
{
    if (copy_ascii(c) < 0)
        return -ENOMEM;
    return c->at == c->n ? KR_CODEC_DONE : fail(c, 1, 1, "ordinal not in range(128)");
}

static int decode_latin1(KrCodec *c)
{
    while (c->at < c->n) {
        if (copy_ascii(c) < 0 || !krbuf_reserve(c->out, 2 * BLOCK))
            return -ENOMEM;
        size_t end = block_end(c);
        while (c->at < end)
            put(c, (unsigned char)c->in[c->at++]);
    }
    return KR_CODEC_DONE;
}

static int decode_utf8(KrCodec *c)
{
    KrUtf8Scan scan;
    bool valid = krutf8_check(c->in + c->at, c->n - c->at, c->surrogates, &scan);
    krbuf_add(c->out, c->in + c->at, scan.valid);
    if (c->out->failed)
        return -ENOMEM;
    c->at += scan.valid;
    c->nchars += scan.nchars;
    c->non_ascii |= !scan.ascii;
    c->wrote_surrogates |= scan.surrogates;
    if (valid || (scan.truncated && c->partial))
        return KR_CODEC_DONE;
    return fail(c, scan.error_end - scan.valid, 1, scan.reason);
}

static inline uint32_t load16(const char *p, bool big)
{
    const unsigned char *s = (const unsigned char *)p;
    return big ? (uint32_t)s[0] << 8 | s[1] : (uint32_t)s[1] << 8 | s[0];
}

static inline uint32_t load32(const char *p, bool big)
{
    return big ? load16(p, true) << 16 | load16(p + 2, true)
               : load16(p + 2, false) << 16 | load16(p, false);
}

/* A surrogate unit at `at`: writes the pair or the lone surrogate, or says what is wrong. */
static int decode_surrogate(KrCodec *c, uint32_t unit, bool big)
{
    bool high = unit < 0xDC00, last = c->n - c->at < 4;
    uint32_t low = high && !last ? load16(c->in + c->at + 2, big) : 0;
    if ((low & 0xFC00) == 0xDC00) {
        put(c, 0x10000 + ((unit - 0xD800) << 10 | (low - 0xDC00)));
        c->at += 4;
    } else if (c->surrogates) {
        put(c, unit);
        c->at += 2;
    } else if (!high) {
        return fail(c, 2, 1, "illegal encoding");
    } else if (last) {
        return fail(c, c->n - c->at, 1, "unexpected end of data");
    } else {
        return fail(c, 2, 1, "illegal UTF-16 surrogate");
    }
    return KR_CODEC_DONE;
}

static int decode_utf16(KrCodec *c, bool big)
{
    while (c->n - c->at >= 2) {
        if (!krbuf_reserve(c->out, 2 * BLOCK))
            return -ENOMEM;
        size_t end = block_end(c);
        while (c->at + 2 <= end) {
            uint32_t unit = load16(c->in + c->at, big);
            if (!krutf8_is_surrogate(unit)) {
                put(c, unit);
                c->at += 2;
                continue;
            }
            if (c->partial && unit < 0xDC00 && c->n - c->at < 4)
                return KR_CODEC_DONE;
            if (decode_surrogate(c, unit, big) != KR_CODEC_DONE)
                return KR_CODEC_ERROR;
        }
    }
    return c->at == c->n || c->partial ? KR_CODEC_DONE : fail(c, c->n - c->at, 1, "truncated data");
}

static int decode_utf32(KrCodec *c, bool big)
{
    while (c->n - c->at >= 4) {
        if (!krbuf_reserve(c->out, 2 * BLOCK))
            return -ENOMEM;
        for (size_t end = block_end(c); c->at + 4 <= end; c->at += 4) {
            uint32_t code = load32(c->in + c->at, big);
            if (code > KR_MAX_CODE_POINT)
                return fail(c, 4, 1, "code point not in range(0x110000)");
            if (krutf8_is_surrogate(code) && !c->surrogates)
                return fail(c, 4, 1, "code point in surrogate code point range(0xd800, 0xe000)");
            put(c, code);
        }
    }
    return c->at == c->n || c->partial ? KR_CODEC_DONE : fail(c, c->n - c->at, 1, "truncated data");
}

int krcodec_decode(KrCodec *c, KrEncoding encoding)
{
    switch (encoding) {
    case KR_ENC_UTF8:
        return decode_utf8(c);
    case KR_ENC_ASCII:
        return decode_ascii(c);
    case KR_ENC_LATIN1:
        return decode_latin1(c);
    case KR_ENC_UTF16LE:
    case KR_ENC_UTF16BE:
        return decode_utf16(c, encoding == KR_ENC_UTF16BE);
    case KR_ENC_UTF32LE:
    case KR_ENC_UTF32BE:
        return decode_utf32(c, encoding == KR_ENC_UTF32BE);
    }
    __builtin_unreachable();
}

/* ---- encoding ---- */

/* An error over the run of code points from `at` on that lie in [low, high]. */
static int fail_run(KrCodec *c, uint32_t low, uint32_t high, const char *reason)
{
    const char *p = c->in + c->at, *end = c->in + c->n, *stop = p;
    size_t chars = 0;
    while (p < end) {
        uint32_t code = krutf8_next(&p);
        if (code < low || code > high)
            break;
        stop = p;
        chars++;
    }
    return fail(c, (size_t)(stop - (c->in + c->at)), chars, reason);
}

static int encode_ascii(KrCodec *c)
{
    if (copy_ascii(c) < 0)
        return -ENOMEM;
    return c->at == c->n ? KR_CODEC_DONE
                         : fail_run(c, 0x80, KR_MAX_CODE_POINT, "ordinal not in range(128)");
}

static int encode_latin1(KrCodec *c)
{
    while (c->at < c->n) {
        if (copy_ascii(c) < 0 || !krbuf_reserve(c->out, BLOCK))
            return -ENOMEM;
        for (size_t end = block_end(c); c->at < end;) {
            const char *p = c->in + c->at;
            uint32_t code = krutf8_next(&p);
            if (code > 0xFF)
                return fail_run(c, 0x100, KR_MAX_CODE_POINT, "ordinal not in range(256)");
            c->out->data[c->out->len++] = (char)code;
            c->at = (size_t)(p - c->in);
            c->nchars++;
        }
    }
    return KR_CODEC_DONE;
}

static int encode_utf8(KrCodec *c)
{
    KrUtf8Scan scan;
    bool valid = krutf8_check(c->in + c->at, c->n - c->at, c->surrogates, &scan);
    krbuf_add(c->out, c->in + c->at, scan.valid);
    if (c->out->failed)
        return -ENOMEM;
    c->at += scan.valid;
    c->nchars += scan.nchars;
    return valid ? KR_CODEC_DONE : fail_run(c, 0xD800, 0xDFFF, "surrogates not allowed");
}

static inline void store16(char *p, uint32_t unit, bool big)
{
    p[big] = (char)unit;
    p[!big] = (char)(unit >> 8);
}

static inline void store_wide(KrCodec *c, uint32_t code, bool big, bool wide)
{
    char *p = c->out->data + c->out->len;
    if (wide) {
        store16(p + (big ? 2 : 0), code & 0xFFFF, big);
        store16(p + (big ? 0 : 2), code >> 16, big);
        c->out->len += 4;
    } else if (code < 0x10000) {
        store16(p, code, big);
        c->out->len += 2;
    } else {
        store16(p, 0xD7C0 + (code >> 10), big);
        store16(p + 2, 0xDC00 | (code & 0x3FF), big);
        c->out->len += 4;
    }
}

/* UTF-32 if `wide`, otherwise UTF-16. */
static int encode_wide(KrCodec *c, bool big, bool wide)
{
    while (c->at < c->n) {
        if (!krbuf_reserve(c->out, 4 * BLOCK))
            return -ENOMEM;
        for (size_t end = block_end(c); c->at < end;) {
            const char *p = c->in + c->at;
            uint32_t code = krutf8_next(&p);
            if (krutf8_is_surrogate(code) && !c->surrogates)
                return fail(c, 3, 1, "surrogates not allowed");
            store_wide(c, code, big, wide);
            c->at = (size_t)(p - c->in);
            c->nchars++;
        }
    }
    return KR_CODEC_DONE;
}

int krcodec_encode(KrCodec *c, KrEncoding encoding)
{
    switch (encoding) {
    case KR_ENC_UTF8:
        return encode_utf8(c);
    case KR_ENC_ASCII:
        return encode_ascii(c);
    case KR_ENC_LATIN1:
        return encode_latin1(c);
    case KR_ENC_UTF16LE:
    case KR_ENC_UTF16BE:
        return encode_wide(c, encoding == KR_ENC_UTF16BE, false);
    case KR_ENC_UTF32LE:
    case KR_ENC_UTF32BE:
        return encode_wide(c, encoding == KR_ENC_UTF32BE, true);
    }
    __builtin_unreachable();
}
