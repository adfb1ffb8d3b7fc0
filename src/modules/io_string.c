/* SPDX-License-Identifier: MIT
 * StringIO: a stream of text in memory. */
#include "modules/io.h"

#include "base/utf8.h"

static KrStringIO *self(KrValue *a)
{
    return (KrStringIO *)kras_obj(a[0]);
}

static bool is_open(KrVm *vm, KrStringIO *s)
{
    if (s->h.kind & KR_IO_CLOSED)
        return krraise(vm, KR_T_ValueError, "I/O operation on closed file"), false;
    return true;
}

static const char *text_of(const KrStringIO *s)
{
    return s->text ? s->text->data : "";
}

/* The byte where a code point begins. */
static size_t offset_of(const KrStringIO *s, size_t index)
{
    if (index >= s->nchars)
        return s->n;
    return s->n == s->nchars ? index : krutf8_offset(text_of(s), s->n, index);
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

/* Puts n bytes in the place of bytes [from, to). */
static bool replace(KrVm *vm, KrStringIO *s, size_t from, size_t to, const char *p, size_t n)
{
    size_t size = s->n - (to - from) + n, cap = s->text ? s->text->size : 0;
    if (size > cap) {
        KrRaw *grown = krheap_raw(vm, size < 64 ? 64 : size + size / 2);
        if (!grown)
            return false;
        memcpy(grown->data, text_of(s), s->n);
        KR_STORE_PTR(vm, s, &s->text, grown);
    }
    if (!s->text)
        return true;
    memmove(s->text->data + from + n, s->text->data + to, s->n - to);
    if (n)
        memcpy(s->text->data + from, p, n);
    s->n = size;
    return true;
}

static bool pad(KrVm *vm, KrStringIO *s)
{
    while (s->pos > s->nchars) {
        if (!replace(vm, s, s->n, s->n, "\0\0\0\0\0\0\0", s->pos - s->nchars < 8 ? s->pos - s->nchars : 8))
            return false;
        s->nchars += s->pos - s->nchars < 8 ? s->pos - s->nchars : 8;
    }
    return true;
}

static bool put(KrVm *vm, KrStringIO *s, const char *p, size_t n, size_t chars)
{
    if (!n)
        return true;
    if (!pad(vm, s))
        return false;
    size_t from = offset_of(s, s->pos), to = offset_of(s, s->pos + chars);
    size_t gone = s->pos + chars < s->nchars ? chars : s->nchars - s->pos;
    if (!replace(vm, s, from, to, p, n))
        return false;
    s->nchars += chars - gone;
    s->pos += chars;
    return true;
}

static bool put_translated(KrVm *vm, KrStringIO *s, const char *p, size_t n)
{
    KrBuf b = krbuf_init(&vm->alloc);
    uint32_t seen = kris_int(s->newlines) ? (uint32_t)kras_int(s->newlines) : 0;
    for (size_t i = 0; i < n; i++) {
        bool crlf = p[i] == '\r' && i + 1 < n && p[i + 1] == '\n';
        if (s->mode <= KR_NL_ANY && (p[i] == '\r' || p[i] == '\n')) {
            seen |= crlf ? KR_SEEN_CRLF : p[i] == '\r' ? KR_SEEN_CR : KR_SEEN_LF;
            if (s->mode == KR_NL_UNIVERSAL)
                krbuf_char(&b, '\n');
            else
                krbuf_add(&b, p + i, 1 + crlf);
            i += crlf;
        } else if (p[i] == '\n' && s->mode >= KR_NL_CR) {
            krbuf_text(&b, s->mode == KR_NL_CR ? "\r" : "\r\n");
        } else {
            krbuf_char(&b, p[i]);
        }
    }
    krstore(vm, s, &s->newlines, krsmall(seen));
    const char *text = b.data ? b.data : "";
    bool ok = b.failed ? (krraise_memory(vm), false) : put(vm, s, text, b.len, krutf8_count(text, b.len));
    krbuf_release(&b);
    return ok;
}

static bool write_text(KrVm *vm, KrStringIO *s, KrStr *text)
{
    const char *p = krstr_data(text);
    if (!krcharge(vm, (int64_t)text->size / 64))
        return false;
    bool plain = s->mode == KR_NL_LF || (s->mode == KR_NL_ANY && !memchr(p, '\r', text->size) && !memchr(p, '\n', text->size));
    return plain ? put(vm, s, p, text->size, text->len) : put_translated(vm, s, p, text->size);
}

/// class StringIO(initial_value='', newline='\n')
/// Text I/O implementation using an in-memory buffer.

/// StringIO.__init__(self, initial_value='', newline='\n')
/// Initialize self.
KR_NATIVE(StringIO___init__)
{
    KrStringIO *s = self(a);
    KrNewlineMode mode = KR_NL_LF;
    if (a[2] != KR_EMPTY && !krnewline_mode(vm, a[2], &mode))
        return KR_RAISED;
    if (a[1] != KR_EMPTY && a[1] != KR_NONE && !kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "initial_value must be str or None, not %T", a[1]);
    s->mode = (uint8_t)mode;
    s->n = s->nchars = s->pos = 0;
    s->newlines = krsmall(0);
    if (a[1] != KR_EMPTY && a[1] != KR_NONE && !write_text(vm, s, kras_str(a[1])))
        return KR_RAISED;
    s->pos = 0;
    return krio_finish_init(a);
}

/// StringIO.write(self, s, /)
/// Write string to file.
KR_NATIVE(StringIO_write)
{
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "string argument expected, got '%T'", a[1]);
    if (!is_open(vm, self(a)) || !write_text(vm, self(a), kras_str(a[1])))
        return KR_RAISED;
    return krint_from(vm, (int64_t)kras_str(a[1])->len);
}

/// StringIO.getvalue(self, /)
/// Retrieve the entire contents of the object.
KR_NATIVE(StringIO_getvalue)
{
    KrStringIO *s = self(a);
    return is_open(vm, s) && krcharge(vm, (int64_t)s->n / 64) ? krvalue_or_raised(krstr_new(vm, text_of(s), s->n)) : KR_RAISED;
}

/* ---- reading ------------------------------------------------------------------------------------------------------- */

static KrValue cut(KrVm *vm, KrStringIO *s, size_t from, size_t n)
{
    KrStr *text = krcharge(vm, (int64_t)(n / 64)) ? krstr_new(vm, text_of(s) + from, n) : NULL;
    if (text)
        s->pos += text->len;
    return krvalue_or_raised(text);
}

/// StringIO.read(self, size=-1, /)
/// Read at most size characters, returned as a string.
KR_NATIVE(StringIO_read)
{
    KrStringIO *s = self(a);
    int64_t size;
    if (!krio_size(vm, a[1], &size) || !is_open(vm, s))
        return KR_RAISED;
    size_t from = offset_of(s, s->pos), left = s->pos < s->nchars ? s->nchars - s->pos : 0;
    size_t to = size < 0 || (size_t)size >= left ? s->n : offset_of(s, s->pos + (size_t)size);
    return cut(vm, s, from, to - from);
}

static KrValue read_line(KrVm *vm, KrStringIO *s, int64_t limit)
{
    size_t from = offset_of(s, s->pos), end = s->n;
    const char *p = text_of(s);
    for (size_t i = from; i < s->n; i++) {
        bool lf = p[i] == '\n', cr = p[i] == '\r';
        if (s->mode == KR_NL_CR ? cr : s->mode == KR_NL_CRLF ? lf && i && p[i - 1] == '\r' : lf || (cr && s->mode == KR_NL_ANY)) {
            end = i + 1 + (cr && s->mode == KR_NL_ANY && i + 1 < s->n && p[i + 1] == '\n');
            break;
        }
    }
    if (limit >= 0) {
        size_t most = krutf8_offset(p + from, end - from, (size_t)limit);
        end = from + most;
    }
    return cut(vm, s, from, end - from);
}

/// StringIO.readline(self, size=-1, /)
/// Read until newline or EOF.
KR_NATIVE(StringIO_readline)
{
    int64_t limit;
    return krio_size(vm, a[1], &limit) && is_open(vm, self(a)) ? read_line(vm, self(a), limit) : KR_RAISED;
}

/// StringIO.__next__(self, /)
/// Implement next(self).
KR_NATIVE(StringIO___next__)
{
    KrValue line;
    if (krtype_of(vm, a[0])->flags & KR_TF_BUILTIN)
        line = is_open(vm, self(a)) ? read_line(vm, self(a), -1) : KR_RAISED;
    else
        line = krcall_method(vm, a[0], KR_NAME(readline), NULL, 0);
    KR_TRY(line);
    if (!kris_str(vm, line))
        return krraise(vm, KR_T_OSError, "readline() should have returned a str object, not '%T'", line);
    return kras_str(line)->size ? line : KR_EMPTY;
}

/* ---- position -------------------------------------------------------------------------------------------------------- */

/// StringIO.tell(self, /)
/// Tell the current file position.
KR_NATIVE(StringIO_tell)
{
    return is_open(vm, self(a)) ? krint_from(vm, (int64_t)self(a)->pos) : KR_RAISED;
}

/// StringIO.seek(self, pos, whence=0, /)
/// Change stream position.
KR_NATIVE(StringIO_seek)
{
    KrStringIO *s = self(a);
    int64_t pos, whence = 0;
    if (!is_open(vm, s) || !krobj_as_i64(vm, a[1], &pos, false) || (a[2] != KR_EMPTY && !krobj_as_i64(vm, a[2], &whence, false)))
        return KR_RAISED;
    if (whence < 0 || whence > 2)
        return krraise(vm, KR_T_ValueError, "Invalid whence (%lld, should be 0, 1 or 2)", (long long)whence);
    if (whence == 0 && pos < 0)
        return krraise(vm, KR_T_ValueError, "Negative seek position %lld", (long long)pos);
    if (whence && pos)
        return krraise(vm, KR_T_OSError, "Can't do nonzero cur-relative seeks");
    s->pos = whence == 1 ? s->pos : whence == 2 ? s->nchars : (size_t)pos;
    return krint_from(vm, (int64_t)s->pos);
}

/// StringIO.truncate(self, pos=None, /)
/// Truncate size to pos.
KR_NATIVE(StringIO_truncate)
{
    KrStringIO *s = self(a);
    int64_t size;
    if (!is_open(vm, s))
        return KR_RAISED;
    if (a[1] == KR_EMPTY || a[1] == KR_NONE)
        size = (int64_t)s->pos;
    else if (!krobj_as_i64(vm, a[1], &size, false))
        return KR_RAISED;
    if (size < 0)
        return krraise(vm, KR_T_ValueError, "Negative size value %lld", (long long)size);
    if ((size_t)size < s->nchars) {
        s->n = offset_of(s, (size_t)size);
        s->nchars = (size_t)size;
    }
    return krint_from(vm, size);
}

/// StringIO.close(self, /)
/// Close the IO object.
KR_NATIVE(StringIO_close)
{
    self(a)->h.kind |= KR_IO_CLOSED;
    self(a)->text = NULL;
    self(a)->n = self(a)->nchars = 0;
    return KR_NONE;
}

/// StringIO.seekable(self, /)
/// Returns True if the IO object can be seeked.
KR_NATIVE(StringIO_seekable)
{
    return is_open(vm, self(a)) ? KR_TRUE : KR_RAISED;
}

/// StringIO.readable(self, /)
/// Returns True if the IO object can be read.
KR_NATIVE(StringIO_readable)
{
    return is_open(vm, self(a)) ? KR_TRUE : KR_RAISED;
}

/// StringIO.writable(self, /)
/// Returns True if the IO object can be written.
KR_NATIVE(StringIO_writable)
{
    return is_open(vm, self(a)) ? KR_TRUE : KR_RAISED;
}

/// StringIO.newlines
/// Line endings translated so far.
KR_NATIVE(StringIO_get_newlines)
{
    return krnewline_seen(vm, kris_int(self(a)->newlines) ? (uint32_t)kras_int(self(a)->newlines) : 0);
}

/// StringIO.line_buffering
/// Whether a newline flushes.
KR_NATIVE(StringIO_get_line_buffering)
{
    return KR_FALSE;
}
