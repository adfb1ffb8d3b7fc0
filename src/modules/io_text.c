/* SPDX-License-Identifier: MIT
 * TextIOWrapper: making it, writing, position, attributes. Reading is in io_textread.c. */
#include "modules/io_text.h"

/// class TextIOWrapper(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)
/// Character and line based layer over a BufferedIOBase object, buffer.

static KrTextIO *self(KrValue *a)
{
    return (KrTextIO *)kras_obj(a[0]);
}

bool krtext_ready(KrVm *vm, KrTextIO *t)
{
    if (t->h.kind & KR_IO_DETACHED)
        return krraise(vm, KR_T_ValueError, "underlying buffer has been detached"), false;
    if (!(t->h.kind & KR_IO_READY))
        return krraise(vm, KR_T_ValueError, "I/O operation on uninitialized object"), false;
    return true;
}

/* The native stream below and its file, if it is one of ours and not derived from. */
KrBuffered *krtext_native(KrTextIO *t)
{
    bool ours = kris_exact(t->buffer, KR_T_BufferedReader) || kris_exact(t->buffer, KR_T_BufferedWriter) || kris_exact(t->buffer, KR_T_BufferedRandom);
    KrBuffered *b = ours ? (KrBuffered *)kras_obj(t->buffer) : NULL;
    return b && kris_exact(b->raw, KR_T_FileIO) ? b : NULL;
}

bool krtext_check_open(KrVm *vm, KrTextIO *t)
{
    if (!krtext_ready(vm, t))
        return false;
    KrBuffered *b = krtext_native(t);
    if (b ? !(((KrFileIO *)kras_obj(b->raw))->h.kind & KR_IO_CLOSED) : krio_check_open(vm, t->buffer))
        return true;
    if (b)
        krio_closed_error(vm);
    return false;
}

/* ---- making ------------------------------------------------------------------------------------------------------ */

static KrTextCodec codec_of(const KrStr *name)
{
    static const struct {
        const char *name;
        KrTextCodec codec;
    } known[] = {{"utf8", KR_TEXT_UTF8}, {"cp65001", KR_TEXT_UTF8}, {"u8", KR_TEXT_UTF8}, {"locale", KR_TEXT_UTF8}, {"ascii", KR_TEXT_ASCII},
                 {"usascii", KR_TEXT_ASCII}, {"646", KR_TEXT_ASCII}, {"utf8sig", KR_TEXT_UTF8_SIG}, {"utf16", KR_TEXT_UTF16},
                 {"utf16le", KR_TEXT_UTF16_LE}, {"utf16be", KR_TEXT_UTF16_BE}, {"utf32", KR_TEXT_UTF32}, {"utf32le", KR_TEXT_UTF32_LE},
                 {"utf32be", KR_TEXT_UTF32_BE}};
    char plain[24];
    size_t n = 0;
    const char *p = krstr_data(name);
    for (size_t i = 0; i < name->size && n < sizeof plain - 1; i++)
        if (p[i] != '-' && p[i] != '_' && p[i] != ' ')
            plain[n++] = p[i] >= 'A' && p[i] <= 'Z' ? (char)(p[i] + 32) : p[i];
    plain[n] = '\0';
    for (size_t i = 0; i < KR_COUNT(known); i++)
        if (!strcmp(plain, known[i].name))
            return known[i].codec;
    return KR_TEXT_OTHER;
}

/* Encodings that are not ours to read and write are asked to encode nothing: an unknown one says so. */
static bool set_encoding(KrVm *vm, KrTextIO *t, KrValue encoding, KrValue errors)
{
    KrStr *name = encoding == KR_EMPTY || encoding == KR_NONE ? krstr_text(vm, "utf-8") : kris_str(vm, encoding) ? kras_str(encoding) : NULL;
    if (!name && !vm->exec->pending)
        krraise(vm, KR_T_TypeError, "TextIOWrapper() argument 'encoding' must be str or None, not %T", encoding);
    if (name && krstr_is(name, "locale"))
        name = krstr_text(vm, "utf-8");
    KrStr *how = errors == KR_EMPTY || errors == KR_NONE ? krstr_text(vm, "strict") : kris_str(vm, errors) ? kras_str(errors) : NULL;
    if (!how && !vm->exec->pending)
        krraise(vm, KR_T_TypeError, "TextIOWrapper() argument 'errors' must be str or None, not %T", errors);
    if (!name || !how || !krstr_cstr(vm, krvalue(name)))
        return false;
    KrTextCodec codec = codec_of(name);
    if (codec == KR_TEXT_OTHER) {
        KrValue arg = krvalue(name);
        if (krcall_method(vm, krvalue(vm->empty_str), KR_NAME(encode), &arg, 1) == KR_RAISED)
            return false;
    }
    KR_STORE_PTR(vm, t, &t->encoding, name);
    KR_STORE_PTR(vm, t, &t->errors, how);
    t->codec = (uint8_t)codec;
    t->strict = krstr_is(how, "strict");
    return true;
}

static bool set_buffer(KrVm *vm, KrTextIO *t, KrValue buffer)
{
    krstore(vm, t, &t->buffer, buffer);
    KrBuffered *b = krtext_native(t);
    if (b) {
        t->readable = b->readable;
        t->writable = b->writable;
        b->h.kind |= KR_IO_OWNED;
        return true;
    }
    return krio_call_bool(vm, buffer, KR_NAME(seekable), &t->seekable) && krio_call_bool(vm, buffer, KR_NAME(readable), &t->readable) &&
           krio_call_bool(vm, buffer, KR_NAME(writable), &t->writable);
}

static KrValue set_up(KrVm *vm, KrTextIO *t, KrValue buffer, KrValue encoding, KrValue errors, KrValue newline)
{
    KrNewlineMode mode;
    t->h.kind &= (uint8_t)~KR_IO_READY;
    if (!krnewline_mode(vm, newline, &mode) || !set_encoding(vm, t, encoding, errors) || !set_buffer(vm, t, buffer) || !krmodule_state(vm))
        return KR_RAISED;
    t->mode = (uint8_t)mode;
    t->newlines = krsmall(0);
    t->npending = t->at = t->end = t->ncrlf = 0;
    t->ntail = 0;
    t->after_cr = t->bom_done = t->eof = false;
    t->h.kind |= KR_IO_READY;
    if (t->writable)
        krio_list(vm, &t->link, &t->h);
    return KR_NONE;
}

/// TextIOWrapper.__init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)
/// Initialize self.
KR_NATIVE(TextIOWrapper___init__)
{
    int line = a[5] == KR_EMPTY ? 0 : krobj_true(vm, a[5]), through = a[6] == KR_EMPTY ? 0 : krobj_true(vm, a[6]);
    if (line < 0 || through < 0)
        return KR_RAISED;
    KR_TRY(set_up(vm, self(a), a[1], a[2], a[3], a[4]));
    self(a)->line_buffering = line;
    self(a)->write_through = through;
    return KR_NONE;
}

KrValue krtext_new(KrVm *vm, KrValue buffer, const char *encoding, const char *errors, KrValue newline, bool line_buffering)
{
    KrTextIO *t = krobj_new(vm, KR_TYPE_OF(TextIOWrapper));
    KrStr *name = t ? krstr_text(vm, encoding) : NULL, *how = name ? krstr_text(vm, errors) : NULL;
    if (!how || set_up(vm, t, buffer, krvalue(name), krvalue(how), newline) == KR_RAISED)
        return KR_RAISED;
    t->line_buffering = line_buffering;
    return krvalue(t);
}

/// TextIOWrapper.reconfigure(self, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)
/// Reconfigure the text stream with new parameters.
KR_NATIVE(TextIOWrapper_reconfigure)
{
    KrTextIO *t = self(a);
    KrNewlineMode mode = t->mode;
    bool recode = (a[1] != KR_EMPTY && a[1] != KR_NONE) || (a[2] != KR_EMPTY && a[2] != KR_NONE) || a[3] != KR_EMPTY;
    if (!krtext_check_open(vm, t))
        return KR_RAISED;
    if (recode && (t->at < t->end || t->ntail))
        return krio_unsupported(vm, "It is not possible to set the encoding or newline of stream after the first read");
    if (a[3] != KR_EMPTY && !krnewline_mode(vm, a[3], &mode))
        return KR_RAISED;
    if (krcall_method(vm, a[0], KR_NAME(flush), NULL, 0) == KR_RAISED)
        return KR_RAISED;
    bool new_encoding = a[1] != KR_EMPTY && a[1] != KR_NONE;
    KrValue errors = a[2] != KR_EMPTY && a[2] != KR_NONE ? a[2] : new_encoding ? KR_NONE : t->errors;
    if (recode && !set_encoding(vm, t, new_encoding ? a[1] : t->encoding, errors))
        return KR_RAISED;
    t->mode = (uint8_t)mode;
    bool *flags[] = {&t->line_buffering, &t->write_through};
    for (int i = 0; i < 2; i++) {
        if (a[4 + i] == KR_EMPTY || a[4 + i] == KR_NONE)
            continue;
        int truth = krobj_true(vm, a[4 + i]);
        if (truth < 0)
            return KR_RAISED;
        *flags[i] = truth;
    }
    return KR_NONE;
}

/* ---- writing --------------------------------------------------------------------------------------------------------- */

static bool write_below(KrVm *vm, KrTextIO *t, const char *from, size_t n)
{
    KrBuffered *b = krtext_native(t);
    if (b)
        return krbuffered_write(vm, b, from, n);
    KrBytes *bytes = krbytes_new(vm, from, n);
    KrValue arg = krvalue(bytes);
    return bytes && krcall_method(vm, t->buffer, KR_NAME(write), &arg, 1) != KR_RAISED;
}

bool krtext_flush_pending(KrVm *vm, KrTextIO *t)
{
    size_t n = t->npending;
    t->npending = 0;
    return !n || write_below(vm, t, t->pending->data, n);
}

static bool flush_below(KrVm *vm, KrTextIO *t)
{
    KrBuffered *b = krtext_native(t);
    if (b)
        return krbuffered_flush(vm, b);
    return krcall_method(vm, t->buffer, KR_NAME(flush), NULL, 0) != KR_RAISED;
}

static bool add_pending(KrVm *vm, KrTextIO *t, const char *from, size_t n)
{
    if (t->npending + n > KR_IO_CHUNK && !krtext_flush_pending(vm, t))
        return false;
    if (n >= KR_IO_CHUNK)
        return write_below(vm, t, from, n);
    if (!t->pending) {
        KR_STORE_PTR(vm, t, &t->pending, krheap_raw(vm, KR_IO_CHUNK));
        if (!t->pending)
            return false;
    }
    memcpy(t->pending->data + t->npending, from, n);
    t->npending += n;
    return true;
}

static KrStr *translate_out(KrVm *vm, KrTextIO *t, KrStr *s)
{
    if (t->mode != KR_NL_CR && t->mode != KR_NL_CRLF)
        return s;
    KrBuf b = krbuf_init(&vm->alloc);
    const char *p = krstr_data(s), *end = p + s->size;
    for (const char *nl; (nl = memchr(p, '\n', (size_t)(end - p))); p = nl + 1) {
        krbuf_add(&b, p, (size_t)(nl - p));
        krbuf_text(&b, t->mode == KR_NL_CR ? "\r" : "\r\n");
    }
    krbuf_add(&b, p, (size_t)(end - p));
    return krstr_from_buf(vm, &b);
}

/* utf-16, utf-32 and utf-8-sig begin a file with a mark. */
static bool write_mark(KrVm *vm, KrTextIO *t)
{
    static const char *const marks[] = {[KR_TEXT_UTF8_SIG] = "\xEF\xBB\xBF", [KR_TEXT_UTF16] = "\xFF\xFE", [KR_TEXT_UTF32] = "\xFF\xFE\0"};
    static const uint8_t sizes[] = {[KR_TEXT_UTF8_SIG] = 3, [KR_TEXT_UTF16] = 2, [KR_TEXT_UTF32] = 4};
    if (t->bom_done || (t->codec != KR_TEXT_UTF8_SIG && t->codec != KR_TEXT_UTF16 && t->codec != KR_TEXT_UTF32))
        return true;
    t->bom_done = true;
    KrValue at = krcall_method(vm, t->buffer, KR_NAME(tell), NULL, 0);
    if (at == KR_RAISED)
        krpending_clear(vm);
    return (at != KR_RAISED && at != krsmall(0)) || add_pending(vm, t, marks[t->codec], sizes[t->codec]);
}

static bool write_encoded(KrVm *vm, KrTextIO *t, KrStr *s)
{
    KrValue args[2] = {krvalue_or_raised(krtext_codec_name(vm, t)), t->errors};
    KrValue bytes = args[0] == KR_RAISED ? KR_RAISED : krcall_method(vm, krvalue(s), KR_NAME(encode), args, 2);
    if (bytes == KR_RAISED || !write_mark(vm, t))
        return false;
    if (!kris_exact(bytes, KR_T_bytes))
        return krraise(vm, KR_T_TypeError, "encoder should return a bytes object, not '%T'", bytes), false;
    return add_pending(vm, t, (const char *)kras_bytes(bytes)->at, kras_bytes(bytes)->n);
}

bool krtext_write(KrVm *vm, KrTextIO *t, KrStr *s)
{
    if (!krtext_check_open(vm, t))
        return false;
    if (!t->writable)
        return krio_unsupported(vm, "not writable"), false;
    KrStr *out = translate_out(vm, t, s);
    if (!out)
        return false;
    bool plain = t->codec <= KR_TEXT_ASCII && (krstr_ascii(out) || (t->codec == KR_TEXT_UTF8 && !(out->h.flags & KR_STR_SURROGATES)));
    if (!(plain ? add_pending(vm, t, krstr_data(out), out->size) : write_encoded(vm, t, out)))
        return false;
    t->at = t->end = t->ncrlf = 0; /* what was read ahead is no longer what follows */
    t->ntail = 0;
    bool flush = t->line_buffering && (memchr(krstr_data(s), '\n', s->size) || memchr(krstr_data(s), '\r', s->size));
    if ((t->write_through || flush) && !krtext_flush_pending(vm, t))
        return false;
    return !(flush || t->write_through) || flush_below(vm, t);
}

/// TextIOWrapper.write(self, text, /)
/// Write string s to stream.
KR_NATIVE(TextIOWrapper_write)
{
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "write() argument must be str, not %T", a[1]);
    return krtext_write(vm, self(a), kras_str(a[1])) ? krint_from(vm, (int64_t)kras_str(a[1])->len) : KR_RAISED;
}

/// TextIOWrapper.flush(self, /)
/// Flush write buffers.
KR_NATIVE(TextIOWrapper_flush)
{
    KrTextIO *t = self(a);
    return krtext_check_open(vm, t) && krtext_flush_pending(vm, t) && flush_below(vm, t) ? KR_NONE : KR_RAISED;
}

/* ---- closing ------------------------------------------------------------------------------------------------------------ */

/// TextIOWrapper.close(self, /)
/// Flush and close the stream.
KR_NATIVE(TextIOWrapper_close)
{
    KrTextIO *t = self(a);
    if (t->h.kind & (KR_IO_CLOSED | KR_IO_CLOSING))
        return KR_NONE;
    if (!krtext_ready(vm, t))
        return KR_RAISED;
    KrBuffered *b = krtext_native(t);
    t->h.kind |= KR_IO_CLOSING;
    bool gone = b && ((KrFileIO *)kras_obj(b->raw))->h.kind & KR_IO_CLOSED;
    KrValue first = KR_EMPTY;
    if (!gone) {
        KrValue flushed = krtype_of(vm, a[0])->flags & KR_TF_BUILTIN ? krn_TextIOWrapper_flush(vm, a, 1) : krcall_method(vm, a[0], KR_NAME(flush), NULL, 0);
        if (flushed == KR_RAISED)
            first = krpending_take(vm);
    }
    krio_unlist(&t->link);
    KrValue closed = b ? krn__Buffered_close(vm, &t->buffer, 1) : krcall_method(vm, t->buffer, KR_NAME(close), NULL, 0);
    t->h.kind = (uint8_t)((t->h.kind & ~KR_IO_CLOSING) | KR_IO_CLOSED);
    if (first != KR_EMPTY) {
        krpending_clear(vm);
        vm->exec->pending = first;
        return KR_RAISED;
    }
    return closed == KR_RAISED ? KR_RAISED : KR_NONE;
}

void krfinalize_TextIOWrapper(KrVm *vm, KrObj *o)
{
    krio_finalize(vm, o, krn_TextIOWrapper_close);
}

void krfree_TextIOWrapper(KrVm *vm, KrObj *o)
{
    (void)vm;
    krio_unlist(&((KrTextIO *)o)->link);
}

/// TextIOWrapper.detach(self, /)
/// Separate the underlying buffer from the TextIOBase and return it.
KR_NATIVE(TextIOWrapper_detach)
{
    KrTextIO *t = self(a);
    if (!krtext_ready(vm, t) || krcall_method(vm, a[0], KR_NAME(flush), NULL, 0) == KR_RAISED)
        return KR_RAISED;
    krio_unlist(&t->link);
    KrBuffered *b = krtext_native(t);
    if (b)
        b->h.kind &= (uint8_t)~KR_IO_OWNED;
    t->h.kind |= KR_IO_DETACHED;
    KrValue buffer = t->buffer;
    krstore(vm, t, &t->buffer, KR_NONE);
    return buffer;
}

/* ---- position -------------------------------------------------------------------------------------------------------------- */

/// TextIOWrapper.tell(self, /)
/// Return the stream position as an opaque number.
KR_NATIVE(TextIOWrapper_tell)
{
    KrTextIO *t = self(a);
    int64_t at;
    if (!krtext_check_open(vm, t) || !krtext_flush_pending(vm, t) || !flush_below(vm, t))
        return KR_RAISED;
    KrValue below = krcall_method(vm, t->buffer, KR_NAME(tell), NULL, 0);
    if (below == KR_RAISED || !krobj_as_i64(vm, below, &at, false))
        return KR_RAISED;
    return krint_from(vm, at - krtext_unread_bytes(t));
}

/// TextIOWrapper.seek(self, cookie, whence=0, /)
/// Set the stream position, and return the new stream position.
KR_NATIVE(TextIOWrapper_seek)
{
    KrTextIO *t = self(a);
    int64_t whence = 0, target;
    bool seekable;
    if (!krtext_check_open(vm, t) || (a[2] != KR_EMPTY && !krobj_as_i64(vm, a[2], &whence, false)) ||
        !krio_call_bool(vm, t->buffer, KR_NAME(seekable), &seekable))
        return KR_RAISED;
    if (!seekable)
        return krio_unsupported(vm, "underlying stream is not seekable");
    if (whence < 0 || whence > 2)
        return krraise(vm, KR_T_ValueError, "invalid whence (%lld, should be 0, 1 or 2)", (long long)whence);
    if (!krobj_as_i64(vm, a[1], &target, false))
        return KR_RAISED;
    if (whence && target)
        return krio_unsupported(vm, whence == 1 ? "can't do nonzero cur-relative seeks" : "can't do nonzero end-relative seeks");
    if (target < 0)
        return krraise(vm, KR_T_ValueError, "negative seek position %lld", (long long)target);
    KrValue here = whence == 1 ? krn_TextIOWrapper_tell(vm, a, 1) : a[1];
    if (here == KR_RAISED || !krtext_flush_pending(vm, t) || !flush_below(vm, t))
        return KR_RAISED;
    KrValue args[2] = {whence == 1 ? here : a[1], krsmall(whence == 2 ? 2 : 0)};
    KrValue at = krcall_method(vm, t->buffer, KR_NAME(seek), args, 2);
    KR_TRY(at);
    t->at = t->end = t->ncrlf = 0;
    t->ntail = 0;
    t->eof = t->after_cr = false;
    t->bom_done = at != krsmall(0);
    return at;
}

/// TextIOWrapper.truncate(self, pos=None, /)
/// Truncate the stream.
KR_NATIVE(TextIOWrapper_truncate)
{
    KrTextIO *t = self(a);
    if (krcall_method(vm, a[0], KR_NAME(flush), NULL, 0) == KR_RAISED)
        return KR_RAISED;
    KrValue pos = a[1] == KR_EMPTY ? KR_NONE : a[1];
    return krcall_method(vm, t->buffer, KR_NAME(truncate), &pos, 1);
}

/* ---- attributes --------------------------------------------------------------------------------------------------------------- */

static KrValue ask(KrVm *vm, KrValue *a, const KrStr *method)
{
    return krtext_ready(vm, self(a)) ? krcall_method(vm, self(a)->buffer, method, NULL, 0) : KR_RAISED;
}

/// TextIOWrapper.fileno(self, /)
/// Return underlying file descriptor if one exists.
KR_NATIVE(TextIOWrapper_fileno)
{
    return ask(vm, a, KR_NAME(fileno));
}

/// TextIOWrapper.isatty(self, /)
/// Return whether this is an 'interactive' stream.
KR_NATIVE(TextIOWrapper_isatty)
{
    return ask(vm, a, KR_NAME(isatty));
}

/// TextIOWrapper.seekable(self, /)
/// Return whether object supports random access.
KR_NATIVE(TextIOWrapper_seekable)
{
    return ask(vm, a, KR_NAME(seekable));
}

/// TextIOWrapper.readable(self, /)
/// Return whether object was opened for reading.
KR_NATIVE(TextIOWrapper_readable)
{
    return ask(vm, a, KR_NAME(readable));
}

/// TextIOWrapper.writable(self, /)
/// Return whether object was opened for writing.
KR_NATIVE(TextIOWrapper_writable)
{
    return ask(vm, a, KR_NAME(writable));
}

static KrValue attribute_below(KrVm *vm, KrValue *a, const KrStr *name)
{
    return krtext_ready(vm, self(a)) ? krobj_getattr(vm, self(a)->buffer, name) : KR_RAISED;
}

/// TextIOWrapper.name
/// The name of the stream below.
KR_NATIVE(TextIOWrapper_get_name)
{
    return attribute_below(vm, a, KR_NAME(name));
}

/// TextIOWrapper.closed
/// Whether the stream is closed.
KR_NATIVE(TextIOWrapper_get_closed)
{
    return attribute_below(vm, a, KR_NAME(closed));
}

/// TextIOWrapper.buffer
/// The stream below.
KR_NATIVE(TextIOWrapper_get_buffer)
{
    return krtext_ready(vm, self(a)) ? self(a)->buffer : KR_RAISED;
}

/// TextIOWrapper.encoding
/// Encoding of the text stream.
KR_NATIVE(TextIOWrapper_get_encoding)
{
    return self(a)->encoding == KR_EMPTY ? KR_NONE : self(a)->encoding;
}

/// TextIOWrapper.errors
/// The error setting of the decoder or encoder.
KR_NATIVE(TextIOWrapper_get_errors)
{
    return self(a)->errors == KR_EMPTY ? KR_NONE : self(a)->errors;
}

/// TextIOWrapper.newlines
/// Line endings translated so far.
KR_NATIVE(TextIOWrapper_get_newlines)
{
    return krnewline_seen(vm, kris_int(self(a)->newlines) ? (uint32_t)kras_int(self(a)->newlines) : 0);
}

/// TextIOWrapper.line_buffering
/// Whether a newline flushes.
KR_NATIVE(TextIOWrapper_get_line_buffering)
{
    return krbool(self(a)->line_buffering);
}

/// TextIOWrapper.write_through
/// Whether text is passed on at once.
KR_NATIVE(TextIOWrapper_get_write_through)
{
    return krbool(self(a)->write_through);
}

/// TextIOWrapper._CHUNK_SIZE
/// How much is read at once.
KR_NATIVE(TextIOWrapper_get__CHUNK_SIZE)
{
    return krsmall(KR_IO_CHUNK);
}

/// TextIOWrapper.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(TextIOWrapper___repr__)
{
    KrTextIO *t = self(a);
    if (!krtext_ready(vm, t))
        return KR_RAISED;
    KrValue name = krobj_lookup(vm, t->buffer, KR_NAME(name)), mode = name == KR_RAISED ? name : krobj_lookup(vm, a[0], KR_NAME(mode));
    KR_TRY(mode);
    KrStr *named = name == KR_EMPTY ? vm->empty_str : krstr_printf(vm, " name=%R", name);
    KrStr *moded = !named ? NULL : mode == KR_EMPTY ? vm->empty_str : krstr_printf(vm, " mode=%R", mode);
    return moded ? krvalue_or_raised(krstr_printf(vm, "<_io.TextIOWrapper%U%U encoding=%R>", named, moded, t->encoding)) : KR_RAISED;
}
