/* SPDX-License-Identifier: MIT
 * BytesIO, a stream of bytes in memory, and BufferedRWPair. */
#include "modules/io.h"

static KrBytesIO *self(KrValue *a)
{
    return (KrBytesIO *)kras_obj(a[0]);
}

static bool is_open(KrVm *vm, KrBytesIO *b)
{
    if (b->h.kind & KR_IO_CLOSED)
        return krio_closed_error(vm), false;
    if (!b->bytes)
        KR_STORE_PTR(vm, b, &b->bytes, krbytearray_new(vm, "", 0));
    return b->bytes != NULL;
}

/// class BytesIO(initial_bytes=b'')
/// Buffered I/O implementation using an in-memory bytes buffer.

/// BytesIO.__init__(self, initial_bytes=b'')
/// Initialize self.
KR_NATIVE(BytesIO___init__)
{
    const uint8_t *data = (const uint8_t *)"";
    size_t size = 0;
    if (a[1] != KR_EMPTY && a[1] != KR_NONE && !krbuffer_get(vm, a[1], &data, &size))
        return KR_RAISED;
    KR_STORE_PTR(vm, self(a), &self(a)->bytes, krbytearray_new(vm, data, size));
    self(a)->pos = 0;
    return self(a)->bytes ? krio_finish_init(a) : KR_RAISED;
}

/// BytesIO.getvalue(self, /)
/// Retrieve the entire contents of the BytesIO object.
KR_NATIVE(BytesIO_getvalue)
{
    KrBytesIO *b = self(a);
    return is_open(vm, b) && krcharge(vm, (int64_t)b->bytes->n / 64) ? krvalue_or_raised(krbytes_new(vm, krbytearray_data(b->bytes), b->bytes->n)) : KR_RAISED;
}

/// BytesIO.getbuffer(self, /)
/// Get a read-write view over the contents of the BytesIO object.
KR_NATIVE(BytesIO_getbuffer)
{
    if (!is_open(vm, self(a)))
        return KR_RAISED;
    KrValue bytes = krvalue(self(a)->bytes);
    return krcall(vm, krvalue(KR_TYPE_OF(memoryview)), &bytes, 1);
}

/* Up to n bytes from the position on. */
static KrValue take(KrVm *vm, KrBytesIO *b, size_t n)
{
    size_t have = b->pos < b->bytes->n ? b->bytes->n - b->pos : 0;
    if (n > have)
        n = have;
    KrBytes *bytes = krbytes_new(vm, krbytearray_data(b->bytes) + (n ? b->pos : 0), n);
    if (bytes)
        b->pos += n;
    return krvalue_or_raised(bytes);
}

/// BytesIO.read(self, size=-1, /)
/// Read at most size bytes, returned as a bytes object.
KR_NATIVE(BytesIO_read)
{
    int64_t size;
    if (!krio_size(vm, a[1], &size) || !is_open(vm, self(a)))
        return KR_RAISED;
    return take(vm, self(a), size < 0 ? SIZE_MAX : (size_t)size);
}

/// BytesIO.read1(self, size=-1, /)
/// Read at most size bytes, returned as a bytes object.
KR_NATIVE(BytesIO_read1)
{
    return krn_BytesIO_read(vm, a, n);
}

/// BytesIO.readline(self, size=-1, /)
/// Next line from the file, as a bytes object.
KR_NATIVE(BytesIO_readline)
{
    KrBytesIO *b = self(a);
    int64_t limit;
    if (!krio_size(vm, a[1], &limit) || !is_open(vm, b))
        return KR_RAISED;
    size_t have = b->pos < b->bytes->n ? b->bytes->n - b->pos : 0;
    if (limit >= 0 && (size_t)limit < have)
        have = (size_t)limit;
    const uint8_t *from = krbytearray_data(b->bytes) + b->pos, *end = have ? memchr(from, '\n', have) : NULL;
    return take(vm, b, end ? (size_t)(end - from) + 1 : have);
}

/// BytesIO.__next__(self, /)
/// Implement next(self).
KR_NATIVE(BytesIO___next__)
{
    KrValue args[2] = {a[0], KR_EMPTY};
    KrValue line = krtype_of(vm, a[0])->flags & KR_TF_BUILTIN ? krn_BytesIO_readline(vm, args, 2) : krcall_method(vm, a[0], KR_NAME(readline), NULL, 0);
    int64_t length = line == KR_RAISED ? -1 : krobj_len(vm, line);
    return length < 0 ? KR_RAISED : length ? line : KR_EMPTY;
}

/// BytesIO.readinto(self, buffer, /)
/// Read bytes into buffer.
KR_NATIVE(BytesIO_readinto)
{
    KrBytesIO *b = self(a);
    uint8_t *to;
    size_t size;
    if (!krbuffer_get_writable(vm, a[1], &to, &size) || !is_open(vm, b))
        return KR_RAISED;
    size_t have = b->pos < b->bytes->n ? b->bytes->n - b->pos : 0;
    if (size > have)
        size = have;
    if (size)
        memmove(to, krbytearray_data(b->bytes) + b->pos, size);
    b->pos += size;
    return krsmall((int64_t)size);
}

/// BytesIO.write(self, b, /)
/// Write bytes to file.
KR_NATIVE(BytesIO_write)
{
    KrBytesIO *b = self(a);
    const uint8_t *from;
    size_t size;
    if (!is_open(vm, b))
        return KR_RAISED;
    if (b->bytes->exports)
        return krraise(vm, KR_T_BufferError, "Existing exports of data: object cannot be re-sized");
    if (!krbuffer_get(vm, a[1], &from, &size) || !krcharge(vm, (int64_t)size / 64))
        return KR_RAISED;
    size_t old = b->bytes->n, end = b->pos + size;
    if (size && end > old) {
        if (!krbytearray_resize(vm, b->bytes, end))
            return KR_RAISED;
        if (b->pos > old)
            memset(krbytearray_data(b->bytes) + old, 0, b->pos - old);
    }
    if (size)
        memmove(krbytearray_data(b->bytes) + b->pos, from, size);
    b->pos += size;
    return krint_from(vm, (int64_t)size);
}

/// BytesIO.seek(self, pos, whence=0, /)
/// Change stream position.
KR_NATIVE(BytesIO_seek)
{
    KrBytesIO *b = self(a);
    int64_t pos, whence = 0;
    if (!is_open(vm, b) || !krobj_as_i64(vm, a[1], &pos, false) || (a[2] != KR_EMPTY && !krobj_as_i64(vm, a[2], &whence, false)))
        return KR_RAISED;
    if (whence == 0 && pos < 0)
        return krraise(vm, KR_T_ValueError, "negative seek value %lld", (long long)pos);
    if (whence < 0 || whence > 2)
        return krraise(vm, KR_T_ValueError, "invalid whence (%lld, should be 0, 1 or 2)", (long long)whence);
    int64_t base = whence == 1 ? (int64_t)b->pos : whence == 2 ? (int64_t)b->bytes->n : 0;
    if (pos > INT64_MAX - base)
        return krraise(vm, KR_T_OverflowError, "new position too large");
    b->pos = base + pos < 0 ? 0 : (size_t)(base + pos);
    return krint_from(vm, (int64_t)b->pos);
}

/// BytesIO.tell(self, /)
/// Current file position, an integer.
KR_NATIVE(BytesIO_tell)
{
    return is_open(vm, self(a)) ? krint_from(vm, (int64_t)self(a)->pos) : KR_RAISED;
}

/// BytesIO.truncate(self, size=None, /)
/// Truncate the file to at most size bytes.
KR_NATIVE(BytesIO_truncate)
{
    KrBytesIO *b = self(a);
    int64_t size;
    if (!is_open(vm, b))
        return KR_RAISED;
    if (a[1] == KR_EMPTY || a[1] == KR_NONE)
        size = (int64_t)b->pos;
    else if (!krobj_as_i64(vm, a[1], &size, false))
        return KR_RAISED;
    if (size < 0)
        return krraise(vm, KR_T_ValueError, "negative size value %lld", (long long)size);
    if ((size_t)size < b->bytes->n && !krbytearray_resize(vm, b->bytes, (size_t)size))
        return KR_RAISED;
    return krint_from(vm, size);
}

/// BytesIO.close(self, /)
/// Disable all I/O operations.
KR_NATIVE(BytesIO_close)
{
    self(a)->h.kind |= KR_IO_CLOSED;
    self(a)->bytes = NULL;
    return KR_NONE;
}

/// BytesIO.flush(self, /)
/// Does nothing.
KR_NATIVE(BytesIO_flush)
{
    return is_open(vm, self(a)) ? KR_NONE : KR_RAISED;
}

/// BytesIO.seekable(self, /)
/// Returns True if the IO object can be seeked.
KR_NATIVE(BytesIO_seekable)
{
    return is_open(vm, self(a)) ? KR_TRUE : KR_RAISED;
}

/// BytesIO.readable(self, /)
/// Returns True if the IO object can be read.
KR_NATIVE(BytesIO_readable)
{
    return krn_BytesIO_seekable(vm, a, n);
}

/// BytesIO.writable(self, /)
/// Returns True if the IO object can be written.
KR_NATIVE(BytesIO_writable)
{
    return krn_BytesIO_seekable(vm, a, n);
}

/* ---- a reader and a writer -------------------------------------------------------------------------------------------- */

static KrRWPair *pair(KrValue *a)
{
    return (KrRWPair *)kras_obj(a[0]);
}

/// class BufferedRWPair(reader, writer, buffer_size=8192, /)
/// A buffered reader and writer object together.

/// BufferedRWPair.__init__(self, reader, writer, buffer_size=8192, /)
/// Initialize self.
KR_NATIVE(BufferedRWPair___init__)
{
    KrValue size = a[3] == KR_EMPTY ? krsmall(KR_IO_BUFFER) : a[3], args[2] = {a[1], size};
    KrValue reader = krcall(vm, krvalue(KR_TYPE_OF(BufferedReader)), args, 2);
    KR_TRY(reader);
    krstore(vm, pair(a), &pair(a)->reader, reader);
    args[0] = a[2];
    KrValue writer = krcall(vm, krvalue(KR_TYPE_OF(BufferedWriter)), args, 2);
    KR_TRY(writer);
    krstore(vm, pair(a), &pair(a)->writer, writer);
    return krio_finish_init(a);
}

static KrValue of_reader(KrVm *vm, KrValue *a, const KrStr *method, uint32_t n)
{
    KrValue arg = n > 1 && a[1] != KR_EMPTY ? a[1] : KR_EMPTY;
    return krcall_method(vm, pair(a)->reader, method, &arg, arg != KR_EMPTY);
}

/// BufferedRWPair.read(self, size=-1, /)
/// Read and return up to n bytes.
KR_NATIVE(BufferedRWPair_read)
{
    return of_reader(vm, a, KR_NAME(read), n);
}

/// BufferedRWPair.read1(self, size=-1, /)
/// Read and return up to n bytes with at most one system call.
KR_NATIVE(BufferedRWPair_read1)
{
    return of_reader(vm, a, KR_NAME(read1), n);
}

/// BufferedRWPair.peek(self, size=0, /)
/// Bytes that are read next, without moving.
KR_NATIVE(BufferedRWPair_peek)
{
    return of_reader(vm, a, KR_NAME(peek), n);
}

/// BufferedRWPair.readinto(self, buffer, /)
/// Read bytes into a buffer.
KR_NATIVE(BufferedRWPair_readinto)
{
    return of_reader(vm, a, KR_NAME(readinto), n);
}

/// BufferedRWPair.write(self, buffer, /)
/// Write bytes.
KR_NATIVE(BufferedRWPair_write)
{
    return krcall_method(vm, pair(a)->writer, KR_NAME(write), &a[1], 1);
}

/// BufferedRWPair.flush(self, /)
/// Flush write buffers.
KR_NATIVE(BufferedRWPair_flush)
{
    return krcall_method(vm, pair(a)->writer, KR_NAME(flush), NULL, 0);
}

/// BufferedRWPair.close(self, /)
/// Close both.
KR_NATIVE(BufferedRWPair_close)
{
    KrValue first = krcall_method(vm, pair(a)->writer, KR_NAME(close), NULL, 0);
    KrValue e = first == KR_RAISED ? krpending_take(vm) : KR_EMPTY;
    KrValue second = krcall_method(vm, pair(a)->reader, KR_NAME(close), NULL, 0);
    if (e != KR_EMPTY) {
        krpending_clear(vm);
        vm->exec->pending = e;
    }
    return e != KR_EMPTY ? KR_RAISED : second;
}

/// BufferedRWPair.readable(self, /)
/// Whether the reader can be read.
KR_NATIVE(BufferedRWPair_readable)
{
    return of_reader(vm, a, KR_NAME(readable), 1);
}

/// BufferedRWPair.writable(self, /)
/// Whether the writer can be written.
KR_NATIVE(BufferedRWPair_writable)
{
    return krcall_method(vm, pair(a)->writer, KR_NAME(writable), NULL, 0);
}

/// BufferedRWPair.closed
/// Whether the writer is closed.
KR_NATIVE(BufferedRWPair_get_closed)
{
    return pair(a)->writer == KR_EMPTY ? KR_FALSE : krobj_getattr(vm, pair(a)->writer, KR_NAME(closed));
}
