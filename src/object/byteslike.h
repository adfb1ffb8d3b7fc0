/* SPDX-License-Identifier: MIT
 * The methods that bytes and bytearray share. Arguments are bound as the headings in bytesmethods.c declare; results are of
 * the kind of a[0]. Layer: object. */
#ifndef KR_OBJECT_BYTESLIKE_H
#define KR_OBJECT_BYTESLIKE_H

#include "base/buf.h"
#include "object/bytes.h"

typedef struct KrBytesView {
    const uint8_t *p;
    size_t n;
} KrBytesView;

/* The bytes of bytes or bytearray. */
KrBytesView krbyteslike_view(KrVm *vm, KrValue self);
/* New bytes or a new bytearray, as self is; self itself if it is an exact bytes and p and n are all of it. */
KrValue krbyteslike_new(KrVm *vm, KrValue self, const uint8_t *p, size_t n) KR_MUST_USE;
/* The same with n bytes to be written to *fill. */
KrValue krbyteslike_room(KrVm *vm, KrValue self, size_t n, uint8_t **fill) KR_MUST_USE;
/* Any bytes-like argument. */
bool krbyteslike_arg(KrVm *vm, KrValue v, KrBytesView *out) KR_MUST_USE;
/* An item: an int in range(256); ValueError `range_message`. */
bool krbyte_value(KrVm *vm, KrValue v, const char *range_message, uint8_t *out) KR_MUST_USE;
/* The bytes that an iterable of ints, a buffer or a list gives, appended to b; `what` names the class in errors. */
bool krbyteslike_collect(KrVm *vm, KrValue source, const char *what, KrBuf *b) KR_MUST_USE;
/* What bytes(source, encoding, errors) holds. */
bool krbyteslike_source(KrVm *vm, KrValue source, KrValue encoding, KrValue errors, const char *what, KrBuf *b) KR_MUST_USE;
/* repr of the bytes, b'...'; bytearray escapes an apostrophe whatever the quotes. */
void krbuf_bytes_repr(KrBuf *b, const uint8_t *p, size_t n, bool escape_apostrophe);

/* byteslike.c */
KrValue krbyteslike_find(KrVm *vm, KrValue *a, bool last) KR_MUST_USE;
KrValue krbyteslike_index(KrVm *vm, KrValue *a, bool last) KR_MUST_USE;
KrValue krbyteslike_count(KrVm *vm, KrValue *a) KR_MUST_USE;
KrValue krbyteslike_contains(KrVm *vm, KrValue *a) KR_MUST_USE;
KrValue krbyteslike_affix(KrVm *vm, KrValue *a, bool end) KR_MUST_USE;
KrValue krbyteslike_remove(KrVm *vm, KrValue *a, bool end) KR_MUST_USE;
KrValue krbyteslike_repeat(KrVm *vm, KrValue *a) KR_MUST_USE;
KrValue krbyteslike_percent(KrVm *vm, KrValue self, KrValue args) KR_MUST_USE;
KrValue krbyteslike_decode(KrVm *vm, KrValue *a) KR_MUST_USE;
/* byteslikesplit.c */
KrValue krbyteslike_split(KrVm *vm, KrValue *a, bool right) KR_MUST_USE;
KrValue krbyteslike_splitlines(KrVm *vm, KrValue *a) KR_MUST_USE;
KrValue krbyteslike_partition(KrVm *vm, KrValue *a, bool right) KR_MUST_USE;
enum { KR_STRIP_LEFT = 1, KR_STRIP_RIGHT = 2 };
KrValue krbyteslike_strip(KrVm *vm, KrValue *a, int sides) KR_MUST_USE;
KrValue krbyteslike_replace(KrVm *vm, KrValue *a) KR_MUST_USE;
KrValue krbyteslike_join(KrVm *vm, KrValue *a) KR_MUST_USE;
/* bytesliketext.c */
typedef enum KrBytesCase { KR_BYTES_LOWER, KR_BYTES_UPPER, KR_BYTES_TITLE, KR_BYTES_CAPITALIZE, KR_BYTES_SWAP } KrBytesCase;
KrValue krbyteslike_case(KrVm *vm, KrValue self, KrBytesCase how) KR_MUST_USE;
KrValue krbyteslike_all(KrVm *vm, KrValue self, uint8_t ascii_class) KR_MUST_USE; /* KR_ASCII_* of unichar.h */
KrValue krbyteslike_isascii(KrVm *vm, KrValue self) KR_MUST_USE;
KrValue krbyteslike_iscased(KrVm *vm, KrValue self, bool upper) KR_MUST_USE;
KrValue krbyteslike_istitle(KrVm *vm, KrValue self) KR_MUST_USE;
KrValue krbyteslike_justify(KrVm *vm, KrValue *a, const char *name, char align) KR_MUST_USE; /* '<' '>' '^' */
KrValue krbyteslike_zfill(KrVm *vm, KrValue *a) KR_MUST_USE;
KrValue krbyteslike_expandtabs(KrVm *vm, KrValue *a) KR_MUST_USE;
KrValue krbyteslike_translate(KrVm *vm, KrValue *a) KR_MUST_USE;
KrValue krbytes_maketrans(KrVm *vm, KrValue from, KrValue to) KR_MUST_USE;
/* Hexadecimal digits of the bytes; sep and group are arguments of hex(), empty if absent. */
KrValue krbytes_hex(KrVm *vm, const uint8_t *p, size_t n, KrValue sep, KrValue group) KR_MUST_USE;
bool krbytes_fromhex(KrVm *vm, KrValue text, KrBuf *b) KR_MUST_USE;

#endif
