/* SPDX-License-Identifier: MIT
 * What the two files of TextIOWrapper share. Layer: modules. */
#ifndef KR_MODULES_IO_TEXT_H
#define KR_MODULES_IO_TEXT_H

#include "modules/io.h"

typedef enum KrTextCodec {
    KR_TEXT_UTF8,
    KR_TEXT_ASCII,
    KR_TEXT_UTF8_SIG,
    KR_TEXT_UTF16, /* the mark decides; it is LE or BE afterwards */
    KR_TEXT_UTF16_LE,
    KR_TEXT_UTF16_BE,
    KR_TEXT_UTF32,
    KR_TEXT_UTF32_LE,
    KR_TEXT_UTF32_BE,
    KR_TEXT_OTHER, /* a byte is a character: what other encodings do that bytes.decode() knows */
} KrTextCodec;

bool krtext_ready(KrVm *vm, KrTextIO *t) KR_MUST_USE;
bool krtext_check_open(KrVm *vm, KrTextIO *t) KR_MUST_USE;
KrBuffered *krtext_native(KrTextIO *t);
/* The name for encode() and decode(), which must not treat marks. */
KrStr *krtext_codec_name(KrVm *vm, KrTextIO *t) KR_MUST_USE;
/* How many bytes of the stream below the text that is decoded but unread stands for. */
int64_t krtext_unread_bytes(KrTextIO *t);

#endif
