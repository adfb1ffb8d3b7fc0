/* SPDX-License-Identifier: MIT
 * A growable byte buffer. A failed growth is remembered, so a run of appends is checked once. Layer: base. */
#ifndef KR_BASE_BUF_H
#define KR_BASE_BUF_H

#include "base/alloc.h"

#include <stdarg.h>
#include <string.h>

typedef struct KrBuf {
    KrAlloc *alloc;
    char *data;  /* NULL while cap is 0 */
    char *lent;  /* the caller's own memory, where it begins, or NULL */
    size_t len, cap;
    bool failed; /* an append did not fit in memory; the contents are then not to be used */
} KrBuf;

static inline KrBuf krbuf_init(KrAlloc *alloc)
{
    return (KrBuf){.alloc = alloc};
}
/* Begins in the caller's array of `size` bytes, and allocates only when that is full: for what is short as a rule. */
static inline KrBuf krbuf_on(KrAlloc *alloc, char *lent, size_t size)
{
    return (KrBuf){.alloc = alloc, .data = lent, .lent = lent, .cap = size};
}
enum { KR_BUF_SHORT = 200 }; /* the size for that */
void krbuf_release(KrBuf *b);
/* Room for n more bytes at data + len. */
bool krbuf_reserve(KrBuf *b, size_t n);
void krbuf_printf(KrBuf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void krbuf_vprintf(KrBuf *b, const char *format, va_list args);

static inline void krbuf_add(KrBuf *b, const void *p, size_t n)
{
    if (KR_UNLIKELY(b->cap - b->len < n) && !krbuf_reserve(b, n))
        return;
    if (n)
        memcpy(b->data + b->len, p, n);
    b->len += n;
}
static inline void krbuf_char(KrBuf *b, char c)
{
    krbuf_add(b, &c, 1);
}
static inline void krbuf_text(KrBuf *b, const char *s)
{
    krbuf_add(b, s, strlen(s));
}
/* The contents as a C string; "" if empty or failed. */
const char *krbuf_cstr(KrBuf *b);

#endif
