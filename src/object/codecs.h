/* SPDX-License-Identifier: MIT
 * Text to bytes and back by name of encoding, with error handlers. Layer: object. */
#ifndef KR_OBJECT_CODECS_H
#define KR_OBJECT_CODECS_H

#include "base/codec.h"
#include "object/seq.h"
#include "object/str.h"

/* bytes of a str, str of a bytes-like object; encoding and errors are str or empty (utf-8, strict). Encodings that are
 * not built in are looked up in the module codecs. */
KrValue krcodec_encode_value(KrVm *vm, KrValue text, KrValue encoding, KrValue errors) KR_MUST_USE;
KrValue krcodec_decode_value(KrVm *vm, KrValue bytes, KrValue encoding, KrValue errors) KR_MUST_USE;

/* An encoding that is built in: `mark` says that a byte order mark is written first, or read and then not part of the text;
 * `name` is what exceptions call it. */
typedef struct KrCodecName {
    KrEncoding encoding;
    bool mark;
    const char *name;
} KrCodecName;

/* What the name means, whatever its case and punctuation; NULL if it is not built in. */
const KrCodecName *krcodec_find(const char *name, size_t n);

/* One conversion with the error handler `errors` (NULL: strict). Decoding: `data` are the bytes of `object`; *used is how
 * many were read, less than n only if `partial`: then an unfinished character at the end is left. */
KrValue krcodec_encode_text(KrVm *vm, KrStr *text, const KrCodecName *codec, KrStr *errors) KR_MUST_USE;
KrValue krcodec_decode_bytes(KrVm *vm, KrValue object, const uint8_t *data, size_t n, const KrCodecName *codec,
                             KrStr *errors, bool partial, size_t *used) KR_MUST_USE;

/* A new UnicodeDecodeError or UnicodeEncodeError (object is bytes, str), not raised. */
KrValue krexc_unicode(KrVm *vm, KrTypeNumber type, const char *encoding, KrValue object, size_t start, size_t end,
                      const char *reason) KR_MUST_USE;

/* ---- error handlers (codecerr.c) ---- */

/* What a handler puts in place of what is in error: text for `out` (raw bytes, if `raw`), and where to go on. */
typedef struct KrCodecFix {
    KrBuf out;
    bool raw;
    size_t next; /* in code points when encoding, bytes when decoding */
} KrCodecFix;

/* Handles the error of `type` in object[start:end], `total` long. False with an exception pending. `text`: the bytes of the
 * code points in error (encoding) or the bytes in error (decoding). */
bool krcodec_fix(KrVm *vm, KrStr *errors, KrTypeNumber type, const char *name, KrValue object, size_t start, size_t end,
                 const char *reason, const char *text, size_t n, size_t total, KrCodecFix *fix) KR_MUST_USE;

#endif
