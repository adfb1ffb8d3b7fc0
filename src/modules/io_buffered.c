/* SPDX-License-Identifier: MIT
 * Buffered streams of bytes over a raw one: what reader, writer and random have in common. */
#include "modules/io.h"

static KrBuffered *self(KrValue *a)
{
    return (KrBuffered *)kras_obj(a[0]);
}

/// class _Buffered(raw)
/// What BufferedReader, BufferedWriter and BufferedRandom share.
/// class BufferedReader(raw, buffer_size=8192)
/// Create a new buffered reader using the given readable raw IO object.

static bool is_ready(KrVm *vm, KrBuffered *b)
{
    if (b->h.kind & KR_IO_DETACHED)
        return krraise(vm, KR_T_ValueError, "raw stream has been detached"), false;
    if (!(b->h.kind & KR_IO_READY))
        return krraise(vm, KR_T_ValueError, "I/O operation on uninitialized object"), false;
    return true;
}

static KrFileIO *native_raw(KrBuffered *b)
{
    return kris_exact(b->raw, KR_T_FileIO) ? (KrFileIO *)kras_obj(b->raw) : NULL;
}

static bool is_open(KrVm *vm, KrBuffered *b, const char *what)
{
    if (!is_ready(vm, b))
        return false;
    KrFileIO *f = native_raw(b);
    if (f ? !(f->h.kind & KR_IO_CLOSED) : krio_check_open(vm, b->raw))
        return true;
    if (!f && !krpending_is(vm, KR_T_ValueError))
        return false;
    krpending_clear(vm);
    krraise(vm, KR_T_ValueError, "%s", what);
    return false;
}

/* ---- the raw stream ------------------------------------------------------------------------------------------------- */

/* -1 raised, -2 would block. */
static int64_t raw_read(KrVm *vm, KrBuffered *b, char *to, size_t n)
{
    KrFileIO *f = native_raw(b);
    if (f)
        return krfile_read(vm, f, to, n);
    KrByteArray *room = krbytearray_new(vm, NULL, n);
    KrValue arg = krvalue(room), got = room ? krcall_method(vm, b->raw, KR_NAME(readinto), &arg, 1) : KR_RAISED;
    int64_t count;
    if (got == KR_NONE)
        return -2;
    if (got == KR_RAISED || !krobj_as_i64(vm, got, &count, false))
        return -1;
    if (count < 0 || (size_t)count > n) {
        krraise(vm, KR_T_OSError, "raw readinto() returned invalid length %lld (should have been between 0 and %zu)", (long long)count, n);
        return -1;
    }
    memcpy(to, krbytearray_data(room), (size_t)count);
    return count;
}

static int64_t raw_write(KrVm *vm, KrBuffered *b, const char *from, size_t n)
{
    KrFileIO *f = native_raw(b);
    if (f)
        return krfile_write(vm, f, from, n);
    KrBytes *bytes = krbytes_new(vm, from, n);
    KrValue arg = krvalue(bytes), done = bytes ? krcall_method(vm, b->raw, KR_NAME(write), &arg, 1) : KR_RAISED;
    int64_t count;
    if (done == KR_NONE)
        return -2;
    if (done == KR_RAISED || !krobj_as_i64(vm, done, &count, false))
        return -1;
    if (count < 0 || (size_t)count > n) {
        krraise(vm, KR_T_OSError, "raw write() returned invalid length %lld (should have been between 0 and %zu)", (long long)count, n);
        return -1;
    }
    return count;
}

static bool raw_seek(KrVm *vm, KrBuffered *b, int64_t offset, int whence, int64_t *out)
{
    KrValue args[2] = {krint_from(vm, offset), krsmall(whence)}, at = krcall_method(vm, b->raw, KR_NAME(seek), args, 2);
    if (at == KR_RAISED || !krobj_as_i64(vm, at, out, false))
        return false;
    if (*out < 0)
        return krraise(vm, KR_T_OSError, "Raw stream returned invalid position %lld", (long long)*out), false;
    return true;
}

/* The buffer comes with the first byte: most VMs never read their standard input. */
static bool make_buffer(KrVm *vm, KrBuffered *b)
{
    if (!b->buffer)
        KR_STORE_PTR(vm, b, &b->buffer, krheap_raw(vm, b->size));
    return b->buffer;
}

static const char *read_ahead(const KrBuffered *b)
{
    return b->buffer ? b->buffer->data + b->at : NULL;
}

/* ---- filling and flushing ---------------------------------------------------------------------------------------------- */

static bool write_all(KrVm *vm, KrBuffered *b, const char *from, size_t n, size_t *done)
{
    *done = 0;
    while (*done < n) {
        int64_t count = raw_write(vm, b, from + *done, n - *done);
        if (count == -2) {
            krraise_errno(vm, 11, KR_EMPTY);
            KrExc *e = kras_exc(vm->exec->pending);
            KrStr *text = krstr_text(vm, "write could not complete without blocking");
            if (text) {
                krstore(vm, e, &e->field[1], krvalue(text));
                krstore(vm, e, &e->field[4], krint_from(vm, (int64_t)*done));
            }
            return false;
        }
        if (count < 0)
            return false;
        *done += (size_t)count;
    }
    return true;
}

bool krbuffered_flush(KrVm *vm, KrBuffered *b)
{
    if (!b->pending)
        return true;
    size_t n = b->pending, done;
    b->pending = 0; /* not written twice if an error comes, or a flush from within */
    if (write_all(vm, b, b->buffer->data, n, &done))
        return true;
    if (krpending_is(vm, KR_T_BlockingIOError)) {
        memmove(b->buffer->data, b->buffer->data + done, n - done);
        b->pending = n - done;
    }
    return false;
}

/* What was read ahead is given back before something is written. */
static bool drop_read_ahead(KrVm *vm, KrBuffered *b)
{
    int64_t at, ahead = (int64_t)(b->end - b->at);
    b->at = b->end = 0;
    return !ahead || raw_seek(vm, b, -ahead, 1, &at);
}

bool krbuffered_fill(KrVm *vm, KrBuffered *b)
{
    if (b->at < b->end)
        return true;
    if (!krbuffered_flush(vm, b))
        return false;
    b->at = b->end = 0;
    if (!make_buffer(vm, b))
        return false;
    int64_t got = raw_read(vm, b, b->buffer->data, b->size);
    if (got > 0)
        b->end = (size_t)got;
    return got != -1;
}

bool krbuffered_write(KrVm *vm, KrBuffered *b, const char *from, size_t n)
{
    if (b->end && !drop_read_ahead(vm, b))
        return false;
    size_t done;
    if (!make_buffer(vm, b)) { /* there must be a way to report that memory is exhausted */
        krpending_clear(vm);
        return write_all(vm, b, from, n, &done);
    }
    if (b->pending + n <= b->size) {
        memcpy(b->buffer->data + b->pending, from, n);
        b->pending += n;
        return true;
    }
    if (!krbuffered_flush(vm, b))
        return false;
    if (n >= b->size)
        return write_all(vm, b, from, n, &done);
    memcpy(b->buffer->data, from, n);
    b->pending = n;
    return true;
}

/* ---- making ------------------------------------------------------------------------------------------------------------ */

static bool set_up(KrVm *vm, KrBuffered *b, KrValue raw, size_t size, bool readable, bool writable)
{
    krstore(vm, b, &b->raw, raw);
    if (!krmodule_state(vm))
        return false;
    b->buffer = NULL;
    b->size = size;
    b->at = b->end = b->pending = 0;
    b->readable = readable;
    b->writable = writable;
    b->h.kind = (uint8_t)((b->h.kind & KR_IO_OWNED) | KR_IO_READY);
    if (native_raw(b))
        native_raw(b)->h.kind |= KR_IO_OWNED;
    if (writable)
        krio_list(vm, &b->link, &b->h);
    return true;
}

KrValue krbuffered_new(KrVm *vm, KrTypeNumber type, KrValue raw, size_t size)
{
    KrBuffered *b = krobj_new(vm, &krtypes[type]);
    bool random = type == KR_T_BufferedRandom;
    return b && set_up(vm, b, raw, size, random || type == KR_T_BufferedReader, random || type == KR_T_BufferedWriter) ? krvalue(b) : KR_RAISED;
}

static KrValue initialize(KrVm *vm, KrValue *a, bool readable, bool writable)
{
    int64_t size = KR_IO_BUFFER;
    bool can = true;
    if (a[2] != KR_EMPTY && !krobj_as_i64(vm, a[2], &size, false))
        return KR_RAISED;
    if (readable && writable && !krio_call_bool(vm, a[1], KR_NAME(seekable), &can))
        return KR_RAISED;
    if (!can)
        return krio_unsupported(vm, "File or stream is not seekable.");
    if (readable && !krio_call_bool(vm, a[1], KR_NAME(readable), &can))
        return KR_RAISED;
    if (!can)
        return krio_unsupported(vm, "File or stream is not readable.");
    if (writable && !krio_call_bool(vm, a[1], KR_NAME(writable), &can))
        return KR_RAISED;
    if (!can)
        return krio_unsupported(vm, "File or stream is not writable.");
    if (size <= 0)
        return krraise(vm, KR_T_ValueError, "buffer size must be strictly positive");
    return set_up(vm, self(a), a[1], (size_t)size, readable, writable) ? KR_NONE : KR_RAISED;
}

/// BufferedReader.__init__(self, raw, buffer_size=8192)
/// Initialize self.
KR_NATIVE(BufferedReader___init__)
{
    return initialize(vm, a, true, false);
}

/// BufferedWriter.__init__(self, raw, buffer_size=8192)
/// Initialize self.
KR_NATIVE(BufferedWriter___init__)
{
    return initialize(vm, a, false, true);
}

/// BufferedRandom.__init__(self, raw, buffer_size=8192)
/// Initialize self.
KR_NATIVE(BufferedRandom___init__)
{
    return initialize(vm, a, true, true);
}

/* ---- reading ---------------------------------------------------------------------------------------------------------------- */

static bool can_read(KrVm *vm, KrBuffered *b, const char *what, const char *closed)
{
    if (!is_open(vm, b, closed))
        return false;
    if (!b->readable)
        krio_unsupported(vm, what);
    return b->readable;
}

static size_t take(KrBuffered *b, void *to, size_t n)
{
    size_t have = b->end - b->at;
    if (n > have)
        n = have;
    if (n)
        memcpy(to, read_ahead(b), n);
    b->at += n;
    return n;
}

static KrValue read_all(KrVm *vm, KrBuffered *b)
{
    if (!krbuffered_flush(vm, b))
        return KR_RAISED;
    KrValue readall = krobj_lookup(vm, b->raw, KR_NAME(readall));
    if (readall == KR_EMPTY)
        readall = krobj_getattr(vm, b->raw, KR_NAME(read));
    KrValue rest = readall == KR_RAISED ? readall : krcall(vm, readall, NULL, 0);
    if (rest == KR_RAISED || (rest == KR_NONE && b->at == b->end))
        return rest;
    if (rest != KR_NONE && !kris_kind(vm, rest, KR_TF_BYTES))
        return krraise(vm, KR_T_TypeError, "readall() should return bytes");
    size_t ahead = b->end - b->at, more = rest == KR_NONE ? 0 : kras_bytes(rest)->n;
    if (!ahead)
        return rest;
    KrBytes *all = krbytes_new(vm, NULL, ahead + more);
    if (!all)
        return KR_RAISED;
    take(b, all->at, ahead);
    if (more)
        memcpy(all->at + ahead, kras_bytes(rest)->at, more);
    return krvalue(all);
}

/* Up to n bytes, several reads if needed; -1 raised, -2 nothing there yet. */
static int64_t read_up_to(KrVm *vm, KrBuffered *b, char *to, size_t n)
{
    size_t done = take(b, to, n);
    if (done < n && !krbuffered_flush(vm, b))
        return -1;
    while (done < n) {
        int64_t got;
        if (n - done >= b->size) {
            got = raw_read(vm, b, to + done, n - done);
            done += got > 0 ? (size_t)got : 0;
        } else {
            b->at = b->end = 0;
            if (!make_buffer(vm, b))
                return -1;
            got = raw_read(vm, b, b->buffer->data, b->size);
            b->end = got > 0 ? (size_t)got : 0;
            done += take(b, to + done, n - done);
        }
        if (got == -1 || (got == -2 && !done))
            return got;
        if (got <= 0)
            break;
    }
    return (int64_t)done;
}

/// _Buffered.read(self, size=-1, /)
/// Read and return up to n bytes.
KR_NATIVE(_Buffered_read)
{
    KrBuffered *b = self(a);
    int64_t size;
    if (!krio_size(vm, a[1], &size))
        return KR_RAISED;
    if (size < -1)
        return krraise(vm, KR_T_ValueError, "read length must be non-negative or -1");
    if (!can_read(vm, b, "read", "read of closed file"))
        return KR_RAISED;
    if (size < 0)
        return read_all(vm, b);
    if ((size_t)size <= b->end - b->at) {
        KrBytes *bytes = krbytes_new(vm, read_ahead(b), (size_t)size);
        if (bytes)
            b->at += (size_t)size;
        return krvalue_or_raised(bytes);
    }
    KrRaw *room = krheap_raw(vm, (size_t)size + 1);
    int64_t got = room ? read_up_to(vm, b, room->data, (size_t)size) : -1;
    return got == -2 ? KR_NONE : got < 0 ? KR_RAISED : krvalue_or_raised(krbytes_new(vm, room->data, (size_t)got));
}

/// _Buffered.read1(self, size=-1, /)
/// Read and return up to size bytes, with at most one read() call to the underlying raw stream.
KR_NATIVE(_Buffered_read1)
{
    KrBuffered *b = self(a);
    int64_t size;
    if (!krio_size(vm, a[1], &size) || !can_read(vm, b, "read1", "read of closed file"))
        return KR_RAISED;
    if (size < 0)
        size = (int64_t)b->size;
    if (!size)
        return krvalue_or_raised(krbytes_new(vm, "", 0));
    if (!krbuffered_fill(vm, b))
        return KR_RAISED;
    size_t have = b->end - b->at < (size_t)size ? b->end - b->at : (size_t)size;
    KrBytes *bytes = krbytes_new(vm, read_ahead(b), have);
    if (bytes)
        b->at += have;
    return krvalue_or_raised(bytes);
}

/// _Buffered.peek(self, size=0, /)
/// Bytes that are read next, without moving.
KR_NATIVE(_Buffered_peek)
{
    KrBuffered *b = self(a);
    if (!can_read(vm, b, "peek", "peek of closed file") || !krbuffered_fill(vm, b))
        return KR_RAISED;
    return krvalue_or_raised(krbytes_new(vm, read_ahead(b), b->end - b->at));
}

static KrValue read_into(KrVm *vm, KrValue *a, bool once)
{
    KrBuffered *b = self(a);
    uint8_t *to;
    size_t n;
    if (!krbuffer_get_writable(vm, a[1], &to, &n) || !can_read(vm, b, once ? "readinto1" : "readinto", "readinto of closed file"))
        return KR_RAISED;
    if (once) {
        if (n && !krbuffered_fill(vm, b))
            return KR_RAISED;
        return krsmall((int64_t)take(b, to, n));
    }
    int64_t got = read_up_to(vm, b, (char *)to, n);
    return got == -2 ? KR_NONE : got < 0 ? KR_RAISED : krint_from(vm, got);
}

/// _Buffered.readinto(self, buffer, /)
/// Read bytes into a buffer.
KR_NATIVE(_Buffered_readinto)
{
    return read_into(vm, a, false);
}

/// _Buffered.readinto1(self, buffer, /)
/// Read bytes into a buffer, with at most one read() call to the underlying raw stream.
KR_NATIVE(_Buffered_readinto1)
{
    return read_into(vm, a, true);
}

/// _Buffered.readline(self, size=-1, /)
/// Read and return a line from the stream.
KR_NATIVE(_Buffered_readline)
{
    KrBuffered *b = self(a);
    int64_t limit;
    if (!krio_size(vm, a[1], &limit) || !can_read(vm, b, "readline", "readline of closed file"))
        return KR_RAISED;
    KrBuf line = krbuf_init(&vm->alloc);
    for (;;) {
        size_t have = b->end - b->at, left = limit < 0 ? have : (size_t)limit - line.len;
        if (left < have)
            have = left;
        const char *from = read_ahead(b), *end = have ? memchr(from, '\n', have) : NULL;
        size_t part = end ? (size_t)(end - from) + 1 : have;
        b->at += part;
        if (end && !line.len)
            return krvalue_or_raised(krbytes_new(vm, from, part));
        krbuf_add(&line, from, part);
        if (end || (limit >= 0 && line.len >= (size_t)limit))
            break;
        if (!krcharge(vm, 1 + (int64_t)part / 64) || !krbuffered_fill(vm, b))
            return krbuf_release(&line), KR_RAISED;
        if (b->at == b->end)
            break;
    }
    KrBytes *bytes = line.failed ? (krraise_memory(vm), NULL) : krbytes_new(vm, line.data ? line.data : "", line.len);
    krbuf_release(&line);
    return krvalue_or_raised(bytes);
}

/// _Buffered.__next__(self, /)
/// Implement next(self).
KR_NATIVE(_Buffered___next__)
{
    KrValue args[2] = {a[0], KR_EMPTY};
    KrValue line = krtype_of(vm, a[0])->flags & KR_TF_BUILTIN ? krn__Buffered_readline(vm, args, 2) : krcall_method(vm, a[0], KR_NAME(readline), NULL, 0);
    int64_t length = line == KR_RAISED ? -1 : krobj_len(vm, line);
    return length < 0 ? KR_RAISED : length ? line : KR_EMPTY;
}

/* ---- writing ------------------------------------------------------------------------------------------------------------------ */

/// _Buffered.write(self, buffer, /)
/// Write buffer b to the IO stream.
KR_NATIVE(_Buffered_write)
{
    KrBuffered *b = self(a);
    const uint8_t *from;
    size_t n_bytes;
    if (kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "a bytes-like object is required, not 'str'");
    if (!krbuffer_get(vm, a[1], &from, &n_bytes) || !is_open(vm, b, "write to closed file"))
        return KR_RAISED;
    if (!b->writable)
        return krio_unsupported(vm, "write");
    return krbuffered_write(vm, b, (const char *)from, n_bytes) ? krint_from(vm, (int64_t)n_bytes) : KR_RAISED;
}

/// _Buffered.flush(self, /)
/// Flush write buffers.
KR_NATIVE(_Buffered_flush)
{
    KrBuffered *b = self(a);
    if (!is_open(vm, b, "flush of closed file") || !krbuffered_flush(vm, b))
        return KR_RAISED;
    if (!native_raw(b) && krcall_method(vm, b->raw, KR_NAME(flush), NULL, 0) == KR_RAISED)
        return KR_RAISED;
    if (b->writable && b->end && !drop_read_ahead(vm, b))
        return KR_RAISED;
    return KR_NONE;
}

/* ---- position -------------------------------------------------------------------------------------------------------------------- */

/// _Buffered.tell(self, /)
/// Return current stream position.
KR_NATIVE(_Buffered_tell)
{
    KrBuffered *b = self(a);
    int64_t at;
    if (!is_open(vm, b, "I/O operation on closed file.") || !raw_seek(vm, b, 0, 1, &at))
        return KR_RAISED;
    return krint_from(vm, at - (int64_t)(b->end - b->at) + (int64_t)b->pending);
}

/// _Buffered.seek(self, target, whence=0, /)
/// Change the stream position to the given byte offset.
KR_NATIVE(_Buffered_seek)
{
    KrBuffered *b = self(a);
    int64_t target, whence = 0, at;
    if ((a[2] != KR_EMPTY && !krobj_as_i64(vm, a[2], &whence, false)))
        return KR_RAISED;
    if (whence < 0 || whence > 4)
        return krraise(vm, KR_T_ValueError, "whence value %lld unsupported", (long long)whence);
    if (!is_open(vm, b, "seek of closed file") || !krobj_as_i64(vm, a[1], &target, false) || !krbuffered_flush(vm, b))
        return KR_RAISED;
    if (whence == 1)
        target -= (int64_t)(b->end - b->at);
    if (!raw_seek(vm, b, target, (int)whence, &at))
        return KR_RAISED;
    b->at = b->end = 0;
    return krint_from(vm, at);
}

/// _Buffered.truncate(self, pos=None, /)
/// Truncate file to size bytes.
KR_NATIVE(_Buffered_truncate)
{
    KrBuffered *b = self(a);
    if (!is_open(vm, b, "truncate of closed file"))
        return KR_RAISED;
    if (!b->writable)
        return krio_unsupported(vm, "truncate");
    if (!krbuffered_flush(vm, b) || (b->end && !drop_read_ahead(vm, b)))
        return KR_RAISED;
    KrValue size = a[1] == KR_EMPTY ? KR_NONE : a[1];
    return krcall_method(vm, b->raw, KR_NAME(truncate), &size, 1);
}

/* ---- closing ---------------------------------------------------------------------------------------------------------------------- */

/// _Buffered.close(self, /)
/// Flush and close the stream.
KR_NATIVE(_Buffered_close)
{
    KrBuffered *b = self(a);
    if (b->h.kind & (KR_IO_CLOSED | KR_IO_CLOSING))
        return KR_NONE;
    if (!is_ready(vm, b))
        return KR_RAISED;
    b->h.kind |= KR_IO_CLOSING;
    KrValue flushed = krtype_of(vm, a[0])->flags & KR_TF_BUILTIN ? (krbuffered_flush(vm, b) ? KR_NONE : KR_RAISED)
                                                                   : krcall_method(vm, a[0], KR_NAME(flush), NULL, 0);
    KrValue first = flushed == KR_RAISED ? krpending_take(vm) : KR_EMPTY;
    krio_unlist(&b->link);
    KrValue closed = native_raw(b) ? krn_FileIO_close(vm, &b->raw, 1) : krcall_method(vm, b->raw, KR_NAME(close), NULL, 0);
    b->h.kind = (uint8_t)((b->h.kind & ~KR_IO_CLOSING) | KR_IO_CLOSED);
    if (first != KR_EMPTY) {
        krpending_clear(vm);
        vm->exec->pending = first;
        return KR_RAISED;
    }
    return closed == KR_RAISED ? KR_RAISED : KR_NONE;
}

void krfinalize__Buffered(KrVm *vm, KrObj *o)
{
    krio_finalize(vm, o, krn__Buffered_close);
}

void krfree__Buffered(KrVm *vm, KrObj *o)
{
    (void)vm;
    krio_unlist(&((KrBuffered *)o)->link);
}

#define SAME_AS_BUFFERED(type)                          \
    void krfinalize_##type(KrVm *vm, KrObj *o)          \
    {                                                   \
        krfinalize__Buffered(vm, o);                    \
    }                                                   \
    void krfree_##type(KrVm *vm, KrObj *o)              \
    {                                                   \
        krfree__Buffered(vm, o);                        \
    }
SAME_AS_BUFFERED(BufferedReader)
SAME_AS_BUFFERED(BufferedWriter)
SAME_AS_BUFFERED(BufferedRandom)

/// _Buffered.detach(self, /)
/// Disconnect this buffer from its underlying raw stream and return it.
KR_NATIVE(_Buffered_detach)
{
    KrBuffered *b = self(a);
    if (!is_ready(vm, b) || krcall_method(vm, a[0], KR_NAME(flush), NULL, 0) == KR_RAISED)
        return KR_RAISED;
    krio_unlist(&b->link);
    if (native_raw(b))
        native_raw(b)->h.kind &= (uint8_t)~KR_IO_OWNED;
    b->h.kind |= KR_IO_DETACHED;
    KrValue raw = b->raw;
    krstore(vm, b, &b->raw, KR_NONE);
    return raw;
}

/* ---- attributes -------------------------------------------------------------------------------------------------------------------- */

static KrValue ask_raw(KrVm *vm, KrBuffered *b, const KrStr *method)
{
    return is_ready(vm, b) ? krcall_method(vm, b->raw, method, NULL, 0) : KR_RAISED;
}

/// _Buffered.seekable(self, /)
/// Return whether object supports random access.
KR_NATIVE(_Buffered_seekable)
{
    return ask_raw(vm, self(a), KR_NAME(seekable));
}

/// _Buffered.readable(self, /)
/// Return whether object was opened for reading.
KR_NATIVE(_Buffered_readable)
{
    return self(a)->readable ? ask_raw(vm, self(a), KR_NAME(readable)) : KR_FALSE;
}

/// _Buffered.writable(self, /)
/// Return whether object was opened for writing.
KR_NATIVE(_Buffered_writable)
{
    return self(a)->writable ? ask_raw(vm, self(a), KR_NAME(writable)) : KR_FALSE;
}

/// _Buffered.fileno(self, /)
/// Return underlying file descriptor if one exists.
KR_NATIVE(_Buffered_fileno)
{
    return ask_raw(vm, self(a), KR_NAME(fileno));
}

/// _Buffered.isatty(self, /)
/// Return whether this is an 'interactive' stream.
KR_NATIVE(_Buffered_isatty)
{
    return ask_raw(vm, self(a), KR_NAME(isatty));
}

static KrValue raw_attribute(KrVm *vm, KrBuffered *b, const KrStr *name)
{
    return is_ready(vm, b) ? krobj_getattr(vm, b->raw, name) : KR_RAISED;
}

/// _Buffered.closed
/// Whether the stream is closed.
KR_NATIVE(_Buffered_get_closed)
{
    return raw_attribute(vm, self(a), KR_NAME(closed));
}

/// _Buffered.name
/// The raw stream's name.
KR_NATIVE(_Buffered_get_name)
{
    return raw_attribute(vm, self(a), KR_NAME(name));
}

/// _Buffered.mode
/// The raw stream's mode.
KR_NATIVE(_Buffered_get_mode)
{
    return raw_attribute(vm, self(a), KR_NAME(mode));
}

/// _Buffered.raw
/// The raw stream.
KR_NATIVE(_Buffered_get_raw)
{
    return self(a)->raw == KR_EMPTY ? KR_NONE : self(a)->raw;
}

/// _Buffered.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(_Buffered___repr__)
{
    KrType *type = krtype_of(vm, a[0]);
    KrValue name = self(a)->raw == KR_EMPTY ? KR_EMPTY : krobj_lookup(vm, self(a)->raw, KR_NAME(name));
    KR_TRY(name);
    if (name == KR_EMPTY)
        return krvalue_or_raised(krstr_printf(vm, "<_io.%N>", type));
    return krvalue_or_raised(krstr_printf(vm, "<_io.%N name=%R>", type, name));
}
