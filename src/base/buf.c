/* SPDX-License-Identifier: MIT
 * Growth and formatting of byte buffers. */
#include "base/buf.h"

#include <stdio.h>

void krbuf_release(KrBuf *b)
{
    if (b->data != b->lent)
        kralloc_free(b->alloc, b->data, b->cap);
    *b = krbuf_init(b->alloc);
}

bool krbuf_reserve(KrBuf *b, size_t n)
{
    if (b->failed || n > SIZE_MAX / 4 - b->len)
        return b->failed = true, false;
    if (b->cap - b->len >= n)
        return true;
    size_t cap = b->cap ? b->cap * 2 : 64;
    while (cap < b->len + n)
        cap *= 2;
    bool lent = b->data == b->lent;
    char *data = kralloc_resize(b->alloc, lent ? NULL : b->data, lent ? 0 : b->cap, cap);
    if (!data)
        return b->failed = true, false;
    if (lent && b->len)
        memcpy(data, b->data, b->len);
    b->data = data;
    b->cap = cap;
    return true;
}

void krbuf_vprintf(KrBuf *b, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n >= 0 && krbuf_reserve(b, (size_t)n + 1)) {
        vsnprintf(b->data + b->len, (size_t)n + 1, format, again);
        b->len += (size_t)n;
    }
    va_end(again);
}

void krbuf_printf(KrBuf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    krbuf_vprintf(b, format, args);
    va_end(args);
}

const char *krbuf_cstr(KrBuf *b)
{
    if (b->failed || !krbuf_reserve(b, 1))
        return "";
    b->data[b->len] = 0;
    return b->data;
}
