/* SPDX-License-Identifier: MIT
 * Text to bytes and back in the encodings that every Python has built in. Layer: base.
 *
 * A conversion runs until the input ends or something does not fit; the caller then deals with
 * the error as its error handler says, moves `at` on and calls again. Byte order marks are the
 * caller's. */
#ifndef KR_BASE_CODEC_H
#define KR_BASE_CODEC_H

#include "base/buf.h"

typedef enum KrEncoding {
    KR_ENC_UTF8,
    KR_ENC_ASCII,
    KR_ENC_LATIN1,
    KR_ENC_UTF16LE,
    KR_ENC_UTF16BE,
    KR_ENC_UTF32LE,
    KR_ENC_UTF32BE,
} KrEncoding;

typedef struct KrCodec {
    /* Set by the caller. */
    const char *in;
    size_t n;
    KrBuf *out;
    bool surrogates; /* lone surrogates pass, as with the handler "surrogatepass" */
    bool partial; /* decoding: more may follow; an unfinished character at the end is left unread */
    /* Kept by the conversion; zero at first. */
    size_t at;             /* bytes read */
    size_t nchars;         /* code points written by decoding, read by encoding */
    bool non_ascii;        /* decoding wrote a code point above 7F */
    bool wrote_surrogates; /* decoding wrote a lone surrogate */
    /* Set on KR_CODEC_ERROR. The error starts at `at`; when encoding, as a code point index, at
     * `nchars`. */
    size_t error_end;   /* one past the bytes in error */
    size_t error_chars; /* encoding: the number of code points in error */
    const char *reason; /* in the words of UnicodeError.reason */
} KrCodec;

enum { KR_CODEC_DONE, KR_CODEC_ERROR };

/* Appends to `out` the text that the bytes mean. KR_CODEC_DONE, KR_CODEC_ERROR or -ENOMEM. */
int krcodec_decode(KrCodec *c, KrEncoding encoding) KR_MUST_USE;

/* Appends to `out` the bytes of the (valid) text. KR_CODEC_DONE, KR_CODEC_ERROR or -ENOMEM. */
int krcodec_encode(KrCodec *c, KrEncoding encoding) KR_MUST_USE;

#endif
