/* SPDX-License-Identifier: MIT
 * What the files of str share beyond str.h. Layer: object. */
#ifndef KR_OBJECT_STRCORE_H
#define KR_OBJECT_STRCORE_H

#include "object/str.h"

/* A string whose text is to be written by the caller: exact, or an instance of the subclass `type` (NULL: exact). */
KrStr *krstr_alloc_as(KrVm *vm, const KrType *type, size_t n, size_t len, bool ascii) KR_MUST_USE;
/* The same text as an exact str: `s` itself if it is one. */
KrStr *krstr_exact(KrVm *vm, KrStr *s) KR_MUST_USE;
/* Gives a string whose text lies elsewhere a copy of its own, with a NUL. */
bool krstr_settle(KrVm *vm, KrStr *s) KR_MUST_USE;
/* The code point index of a byte offset. */
size_t krstr_index_of(KrStr *s, size_t offset);
/* A new string of n bytes of text with these facts known. */
KrStr *krstr_known(KrVm *vm, const char *text, size_t n, size_t len, uint8_t flags) KR_MUST_USE;

/* Appends the repr of the text, quotes included; `ascii` escapes all that is not. */
void krbuf_repr(KrBuf *b, const char *text, size_t n, bool ascii);

#endif
