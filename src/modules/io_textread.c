/* SPDX-License-Identifier: MIT
 * TextIOWrapper: reading. Chunks of bytes are decoded into a buffer of text, from which lines and pieces are cut. */
#include "modules/io_text.h"

#include "base/utf8.h"

static KrTextIO *self(KrValue *a)
{
    return (KrTextIO *)kras_obj(a[0]);
}

KrStr *krtext_codec_name(KrVm *vm, KrTextIO *t)
{
    switch (t->codec) {
    case KR_TEXT_UTF8_SIG: return krstr_text(vm, "utf-8");
    case KR_TEXT_UTF16: case KR_TEXT_UTF16_LE: return krstr_text(vm, "utf-16-le");
    case KR_TEXT_UTF16_BE: return krstr_text(vm, "utf-16-be");
    case KR_TEXT_UTF32: case KR_TEXT_UTF32_LE: return krstr_text(vm, "utf-32-le");
    case KR_TEXT_UTF32_BE: return krstr_text(vm, "utf-32-be");
    default: return kras_str(t->encoding);
    }
}

int64_t krtext_unread_bytes(KrTextIO *t)
{
    int64_t n = 0, extra = 0;
    const char *p = t->decoded ? t->decoded->data + t->at : "", *end = t->decoded ? t->decoded->data + t->end : p;
    const uint32_t *crlf = t->crlf ? (const uint32_t *)t->crlf->data : NULL;
    for (size_t i = 0; i < t->ncrlf; i++)
        extra += crlf[i] >= t->at;
    extra += t->after_cr;
    if (t->codec == KR_TEXT_UTF8 || t->codec == KR_TEXT_UTF8_SIG || t->codec == KR_TEXT_ASCII) {
        n = end - p;
    } else {
        while (p < end) {
            uint32_t c = krutf8_next(&p);
            n += t->codec == KR_TEXT_OTHER ? 1 : t->codec >= KR_TEXT_UTF32 ? 4 : c > 0xFFFF ? 4 : 2;
        }
        extra *= t->codec == KR_TEXT_OTHER ? 1 : t->codec >= KR_TEXT_UTF32 ? 4 : 2;
    }
    return n + extra + t->ntail;
}

/* ---- decoding ---------------------------------------------------------------------------------------------------- */

/* Room for n more bytes of text; what was read goes out. */
static bool make_room(KrVm *vm, KrTextIO *t, size_t n)
{
    size_t have = t->end - t->at, cap = t->decoded ? t->decoded->size : 0;
    if (t->at) {
        memmove(t->decoded->data, t->decoded->data + t->at, have);
        uint32_t *crlf = t->crlf ? (uint32_t *)t->crlf->data : NULL;
        size_t kept = 0;
        for (size_t i = 0; i < t->ncrlf; i++)
            if (crlf[i] >= t->at)
                crlf[kept++] = crlf[i] - (uint32_t)t->at;
        t->ncrlf = kept;
        t->at = 0;
        t->end = have;
    }
    if (have + n <= cap)
        return true;
    KrRaw *grown = krheap_raw(vm, have + n > 2 * cap ? have + n : 2 * cap);
    if (!grown)
        return false;
    if (have)
        memcpy(grown->data, t->decoded->data, have);
    KR_STORE_PTR(vm, t, &t->decoded, grown);
    return true;
}

static bool note_crlf(KrVm *vm, KrTextIO *t, size_t at)
{
    size_t cap = t->crlf ? t->crlf->size / sizeof(uint32_t) : 0;
    if (t->ncrlf == cap) {
        KrRaw *grown = krheap_raw(vm, (cap ? 2 * cap : 16) * sizeof(uint32_t));
        if (!grown)
            return false;
        if (cap)
            memcpy(grown->data, t->crlf->data, cap * sizeof(uint32_t));
        KR_STORE_PTR(vm, t, &t->crlf, grown);
    }
    ((uint32_t *)t->crlf->data)[t->ncrlf++] = (uint32_t)at;
    return true;
}

static void saw(KrTextIO *t, uint32_t kind)
{
    t->newlines = krsmall(kras_int(t->newlines) | kind);
}

/* Adds decoded text; in the universal modes a \r at its end waits for what follows. */
static bool add_text(KrVm *vm, KrTextIO *t, const char *p, size_t n, bool final)
{
    if (!make_room(vm, t, n + 1))
        return false;
    char *to = t->decoded->data;
    if (t->mode > KR_NL_ANY || (!t->after_cr && !memchr(p, '\r', n))) {
        if (t->mode <= KR_NL_ANY && n && !(kras_int(t->newlines) & KR_SEEN_LF) && memchr(p, '\n', n))
            saw(t, KR_SEEN_LF);
        if (n)
            memcpy(to + t->end, p, n);
        t->end += n;
        return true;
    }
    bool cr = t->after_cr;
    t->after_cr = false;
    for (size_t i = 0; i < n || (cr && final); i++) {
        char c = i < n ? p[i] : '\0';
        if (cr) {
            bool pair = i < n && c == '\n';
            saw(t, pair ? KR_SEEN_CRLF : KR_SEEN_CR);
            if (t->mode == KR_NL_ANY)
                to[t->end++] = '\r';
            else if (pair && !note_crlf(vm, t, t->end))
                return false;
            if (t->mode == KR_NL_UNIVERSAL || pair)
                to[t->end++] = '\n';
            cr = false;
            if (pair || i >= n)
                continue;
        }
        if (c == '\r') {
            cr = true;
            continue;
        }
        if (c == '\n')
            saw(t, KR_SEEN_LF);
        to[t->end++] = c;
    }
    t->after_cr = cr;
    return true;
}

/* The bytes at the end that do not make a whole character yet. */
static size_t unfinished(const KrTextIO *t, const uint8_t *p, size_t n)
{
    if (t->codec == KR_TEXT_UTF8 || t->codec == KR_TEXT_UTF8_SIG) {
        for (size_t back = 1; back <= 3 && back <= n; back++) {
            uint8_t c = p[n - back];
            if (c >= 0xC2 && c <= 0xF4)
                return krutf8_lead_size(c) > back ? back : 0;
            if (c < 0x80 || c >= 0xC0)
                return 0;
        }
        return 0;
    }
    if (t->codec == KR_TEXT_UTF16_LE || t->codec == KR_TEXT_UTF16_BE) {
        size_t odd = n % 2, whole = n - odd;
        uint8_t high = whole ? p[whole - (t->codec == KR_TEXT_UTF16_LE ? 1 : 2)] : 0;
        return odd + (high >= 0xD8 && high <= 0xDB ? 2 : 0);
    }
    return t->codec == KR_TEXT_UTF32_LE || t->codec == KR_TEXT_UTF32_BE ? n % 4 : 0;
}

/* Takes the mark at the start off and learns from it. False: more bytes are needed. */
static bool take_mark(KrTextIO *t, const uint8_t **p, size_t *n, bool final)
{
    if (t->bom_done || (t->codec != KR_TEXT_UTF8_SIG && t->codec != KR_TEXT_UTF16 && t->codec != KR_TEXT_UTF32))
        return true;
    size_t size = t->codec == KR_TEXT_UTF8_SIG ? 3 : t->codec == KR_TEXT_UTF16 ? 2 : 4;
    if (*n < size && !final)
        return false;
    t->bom_done = true;
    bool little = *n >= size && (*p)[0] == 0xFF && (*p)[1] == 0xFE, found = little;
    if (t->codec == KR_TEXT_UTF8_SIG) {
        found = *n >= 3 && !memcmp(*p, "\xEF\xBB\xBF", 3);
    } else {
        bool big = *n >= size && !memcmp(*p, &"\0\0\xFE\xFF"[size == 2 ? 2 : 0], size);
        found |= big;
        t->codec = size == 2 ? (big ? KR_TEXT_UTF16_BE : KR_TEXT_UTF16_LE) : (big ? KR_TEXT_UTF32_BE : KR_TEXT_UTF32_LE);
    }
    if (found) {
        *p += size;
        *n -= size;
    }
    return true;
}

static bool decode_by_method(KrVm *vm, KrTextIO *t, const uint8_t *p, size_t n, bool final)
{
    KrBytes *bytes = krbytes_new(vm, p, n);
    KrValue args[2] = {krvalue_or_raised(krtext_codec_name(vm, t)), t->errors};
    KrValue text = !bytes || args[0] == KR_RAISED ? KR_RAISED : krcall_method(vm, krvalue(bytes), KR_NAME(decode), args, 2);
    if (text == KR_RAISED)
        return false;
    return add_text(vm, t, krstr_data(kras_str(text)), kras_str(text)->size, final);
}

static bool decode(KrVm *vm, KrTextIO *t, const uint8_t *p, size_t n, bool final)
{
    KrUtf8Scan scan;
    KrRaw *joined = NULL;
    if (t->ntail) {
        joined = krheap_raw(vm, t->ntail + n);
        if (!joined)
            return false;
        memcpy(joined->data, t->tail, t->ntail);
        if (n)
            memcpy(joined->data + t->ntail, p, n);
        p = (const uint8_t *)joined->data;
        n += t->ntail;
        t->ntail = 0;
    }
    size_t rest = 0;
    if (!take_mark(t, &p, &n, final))
        rest = n;
    else if (!final)
        rest = unfinished(t, p, n);
    memcpy(t->tail, p + n - rest, rest);
    t->ntail = (uint8_t)rest;
    n -= rest;
    bool plain = t->codec <= KR_TEXT_UTF8_SIG && krutf8_check((const char *)p, n, false, &scan) && (t->codec != KR_TEXT_ASCII || scan.ascii);
    return plain ? add_text(vm, t, (const char *)p, n, final) : decode_by_method(vm, t, p, n, final);
}

/* Reads and decodes one chunk. *more is false at the end of the stream. */
static bool read_chunk(KrVm *vm, KrTextIO *t, bool *more)
{
    KrBuffered *b = krtext_native(t);
    if (b) {
        if (!krbuffered_fill(vm, b))
            return false;
        size_t n = b->end - b->at;
        const char *from = b->buffer->data + b->at;
        b->at = b->end;
        *more = n > 0;
        return decode(vm, t, (const uint8_t *)from, n, n == 0);
    }
    KrValue read1 = krobj_lookup(vm, t->buffer, KR_NAME(read1));
    if (read1 == KR_EMPTY)
        read1 = krobj_getattr(vm, t->buffer, KR_NAME(read));
    KrValue size = krsmall(KR_IO_CHUNK), got = read1 == KR_RAISED ? read1 : krcall(vm, read1, &size, 1);
    if (got == KR_RAISED)
        return false;
    if (!kris_kind(vm, got, KR_TF_BYTES))
        return krraise(vm, KR_T_TypeError, "underlying read1() should have returned a bytes-like object, not '%T'", got), false;
    *more = kras_bytes(got)->n > 0;
    return decode(vm, t, kras_bytes(got)->at, kras_bytes(got)->n, !*more);
}

/* ---- reading ------------------------------------------------------------------------------------------------------------- */

static bool can_read(KrVm *vm, KrTextIO *t)
{
    if (!krtext_check_open(vm, t))
        return false;
    if (!t->readable)
        return krio_unsupported(vm, "not readable"), false;
    return krtext_flush_pending(vm, t);
}

static KrValue cut(KrVm *vm, KrTextIO *t, size_t n)
{
    KrStr *s = krstr_new(vm, t->decoded ? t->decoded->data + t->at : "", n);
    if (!s)
        return KR_RAISED;
    t->at += n;
    return krvalue(s);
}

static KrValue read_all(KrVm *vm, KrTextIO *t)
{
    KrValue got = krcall_method(vm, t->buffer, KR_NAME(read), NULL, 0);
    if (got == KR_RAISED)
        return got;
    if (got == KR_NONE)
        return cut(vm, t, t->end - t->at);
    if (!kris_kind(vm, got, KR_TF_BYTES))
        return krraise(vm, KR_T_TypeError, "underlying read() should have returned a bytes-like object, not '%T'", got);
    return decode(vm, t, kras_bytes(got)->at, kras_bytes(got)->n, true) ? cut(vm, t, t->end - t->at) : KR_RAISED;
}

/// TextIOWrapper.read(self, size=-1, /)
/// Read and return at most size characters from stream.
KR_NATIVE(TextIOWrapper_read)
{
    KrTextIO *t = self(a);
    int64_t size;
    if (!krio_size(vm, a[1], &size) || !can_read(vm, t))
        return KR_RAISED;
    if (size < 0)
        return read_all(vm, t);
    bool more = true;
    for (;;) {
        const char *from = t->decoded ? t->decoded->data + t->at : "";
        size_t have = t->end - t->at, chars = krutf8_count(from, have);
        if ((int64_t)chars >= size)
            return cut(vm, t, krutf8_offset(from, have, (size_t)size));
        if (!more)
            return cut(vm, t, have);
        if (!krcharge(vm, 1 + (int64_t)have / 64) || !read_chunk(vm, t, &more))
            return KR_RAISED;
    }
}

/* Behind the end of the first line of p[from, n), or 0. */
static size_t line_end(const KrTextIO *t, const char *p, size_t from, size_t n)
{
    if (t->mode == KR_NL_UNIVERSAL || t->mode == KR_NL_LF) {
        const char *at = n > from ? memchr(p + from, '\n', n - from) : NULL;
        return at ? (size_t)(at - p) + 1 : 0;
    }
    for (size_t i = from; i < n; i++) {
        if (t->mode == KR_NL_CR && p[i] == '\r')
            return i + 1;
        if (t->mode == KR_NL_CRLF && p[i] == '\n' && i && p[i - 1] == '\r')
            return i + 1;
        if (t->mode == KR_NL_ANY && p[i] == '\n')
            return i + 1;
        if (t->mode == KR_NL_ANY && p[i] == '\r')
            return i + 1 < n && p[i + 1] == '\n' ? i + 2 : i + 1;
    }
    return 0;
}

static KrValue read_line(KrVm *vm, KrTextIO *t, int64_t limit)
{
    size_t searched = 0;
    for (bool more = true;;) {
        const char *from = t->decoded ? t->decoded->data + t->at : "";
        size_t have = t->end - t->at, n = line_end(t, from, searched, have);
        if (!n && !more)
            n = have;
        bool enough = n || !more;
        if (limit >= 0 && (enough || have >= (size_t)limit)) {
            size_t most = krutf8_offset(from, n ? n : have, (size_t)limit);
            if (enough || krutf8_count(from, have) >= (size_t)limit)
                return cut(vm, t, most);
        }
        if (enough)
            return cut(vm, t, n);
        searched = have;
        if (!krcharge(vm, 1 + (int64_t)have / 64) || !read_chunk(vm, t, &more))
            return KR_RAISED;
    }
}

/// TextIOWrapper.readline(self, size=-1, /)
/// Read until newline or EOF.
KR_NATIVE(TextIOWrapper_readline)
{
    int64_t limit;
    return krio_size(vm, a[1], &limit) && can_read(vm, self(a)) ? read_line(vm, self(a), limit) : KR_RAISED;
}

/// TextIOWrapper.__next__(self, /)
/// Implement next(self).
KR_NATIVE(TextIOWrapper___next__)
{
    KrValue line;
    if (krtype_of(vm, a[0])->flags & KR_TF_BUILTIN)
        line = can_read(vm, self(a)) ? read_line(vm, self(a), -1) : KR_RAISED;
    else
        line = krcall_method(vm, a[0], KR_NAME(readline), NULL, 0);
    KR_TRY(line);
    if (!kris_str(vm, line))
        return krraise(vm, KR_T_OSError, "readline() should have returned a str object, not '%T'", line);
    return kras_str(line)->size ? line : KR_EMPTY;
}
