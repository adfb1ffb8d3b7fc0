/* SPDX-License-Identifier: MIT
 * The base classes of streams: what works on any stream through its other methods. */
#include "modules/io.h"

static KrObj *self(KrValue *a)
{
    return kras_obj(a[0]);
}

KrValue krio_finish_init(KrValue *a)
{
    self(a)->kind = (uint8_t)((self(a)->kind & KR_IO_OWNED) | KR_IO_READY);
    return KR_NONE;
}

/// class _IOBase()
/// The abstract base class for all I/O classes.

/// _IOBase.__new__(cls, /, *args, **kwargs)
/// Create and return a new object.
KR_NATIVE(_IOBase___new__)
{
    return krvalue_or_raised(krobj_new(vm, kras_type(a[0])));
}

/// _IOBase.closed
/// Whether the stream is closed.
KR_NATIVE(_IOBase_get_closed)
{
    return krbool(self(a)->kind & KR_IO_CLOSED);
}

/// _IOBase.close(self, /)
/// Flush and close the IO object.
KR_NATIVE(_IOBase_close)
{
    if (self(a)->kind & KR_IO_CLOSED)
        return KR_NONE;
    KrValue flushed = krcall_method(vm, a[0], KR_NAME(flush), NULL, 0);
    self(a)->kind |= KR_IO_CLOSED;
    return flushed == KR_RAISED ? KR_RAISED : KR_NONE;
}

/// _IOBase.flush(self, /)
/// Flush write buffers, if applicable.
KR_NATIVE(_IOBase_flush)
{
    return krio_check_open(vm, a[0]) ? KR_NONE : KR_RAISED;
}

/// _IOBase.seek(self, offset, whence=0, /)
/// Change the stream position to the given byte offset.
KR_NATIVE(_IOBase_seek)
{
    return krio_unsupported(vm, "seek");
}

/// _IOBase.tell(self, /)
/// Return current stream position.
KR_NATIVE(_IOBase_tell)
{
    KrValue args[2] = {krsmall(0), krsmall(1)};
    return krcall_method(vm, a[0], KR_NAME(seek), args, 2);
}

/// _IOBase.truncate(self, size=None, /)
/// Truncate file to size bytes.
KR_NATIVE(_IOBase_truncate)
{
    return krio_unsupported(vm, "truncate");
}

/// _IOBase.fileno(self, /)
/// Return underlying file descriptor if one exists.
KR_NATIVE(_IOBase_fileno)
{
    return krio_unsupported(vm, "fileno");
}

/// _IOBase.isatty(self, /)
/// Return whether this is an 'interactive' stream.
KR_NATIVE(_IOBase_isatty)
{
    return krio_check_open(vm, a[0]) ? KR_FALSE : KR_RAISED;
}

/// _IOBase.seekable(self, /)
/// Return whether object supports random access.
KR_NATIVE(_IOBase_seekable)
{
    return KR_FALSE;
}

/// _IOBase.readable(self, /)
/// Return whether object was opened for reading.
KR_NATIVE(_IOBase_readable)
{
    return KR_FALSE;
}

/// _IOBase.writable(self, /)
/// Return whether object was opened for writing.
KR_NATIVE(_IOBase_writable)
{
    return KR_FALSE;
}

/// _IOBase._checkClosed(self, msg=None, /)
/// Raise ValueError if the stream is closed.
KR_NATIVE(_IOBase__checkClosed)
{
    return krio_check_open(vm, a[0]) ? KR_NONE : KR_RAISED;
}

static KrValue check_can(KrVm *vm, KrValue stream, const KrStr *method, const char *message)
{
    bool can;
    if (!krio_call_bool(vm, stream, method, &can))
        return KR_RAISED;
    return can ? KR_NONE : krio_unsupported(vm, message);
}

/// _IOBase._checkSeekable(self, msg=None, /)
/// Raise UnsupportedOperation if the stream cannot seek.
KR_NATIVE(_IOBase__checkSeekable)
{
    return check_can(vm, a[0], KR_NAME(seekable), "File or stream is not seekable.");
}

/// _IOBase._checkReadable(self, msg=None, /)
/// Raise UnsupportedOperation if the stream cannot be read.
KR_NATIVE(_IOBase__checkReadable)
{
    return check_can(vm, a[0], KR_NAME(readable), "File or stream is not readable.");
}

/// _IOBase._checkWritable(self, msg=None, /)
/// Raise UnsupportedOperation if the stream cannot be written.
KR_NATIVE(_IOBase__checkWritable)
{
    return check_can(vm, a[0], KR_NAME(writable), "File or stream is not writable.");
}

/// _IOBase.__enter__(self, /)
/// The stream itself.
KR_NATIVE(_IOBase___enter__)
{
    return krio_check_open(vm, a[0]) ? a[0] : KR_RAISED;
}

/// _IOBase.__exit__(self, /, *args)
/// Close the stream.
KR_NATIVE(_IOBase___exit__)
{
    return krcall_method(vm, a[0], KR_NAME(close), NULL, 0) == KR_RAISED ? KR_RAISED : KR_NONE;
}

/// _IOBase.__iter__(self, /)
/// Implement iter(self).
KR_NATIVE(_IOBase___iter__)
{
    return krio_check_open(vm, a[0]) ? a[0] : KR_RAISED;
}

/// _IOBase.__next__(self, /)
/// Implement next(self).
KR_NATIVE(_IOBase___next__)
{
    KrValue line = krcall_method(vm, a[0], KR_NAME(readline), NULL, 0);
    int64_t length = line == KR_RAISED ? -1 : krobj_len(vm, line);
    return length < 0 ? KR_RAISED : length ? line : KR_EMPTY;
}

/* How many bytes to ask for so that nothing behind the line is read: what peek() shows up to the end of the line. */
static int64_t line_part(KrVm *vm, KrValue stream, KrValue peek, int64_t limit)
{
    if (peek == KR_EMPTY)
        return 1;
    KrValue one = krsmall(1), ahead = krcall(vm, peek, &one, 1);
    if (ahead == KR_RAISED)
        return -1;
    if (!kris_exact(ahead, KR_T_bytes))
        return krraise(vm, KR_T_OSError, "peek() should have returned a bytes object, not '%T'", ahead), -1;
    KrBytes *b = kras_bytes(ahead);
    const uint8_t *end = memchr(b->at, '\n', b->n);
    int64_t n = end ? end - b->at + 1 : (int64_t)b->n;
    (void)stream;
    if (limit >= 0 && n > limit)
        n = limit;
    return n ? n : 1;
}

/// _IOBase.readline(self, size=-1, /)
/// Read and return a line from the stream.
KR_NATIVE(_IOBase_readline)
{
    int64_t limit;
    if (!krio_size(vm, a[1], &limit))
        return KR_RAISED;
    KrValue peek = krobj_lookup(vm, a[0], KR_NAME(peek));
    KR_TRY(peek);
    KrBuf line = krbuf_init(&vm->alloc);
    while (limit < 0 || (int64_t)line.len < limit) {
        int64_t part = line_part(vm, a[0], peek, limit < 0 ? -1 : limit - (int64_t)line.len);
        KrValue size = krsmall(part), got = part < 0 ? KR_RAISED : krcall_method(vm, a[0], KR_NAME(read), &size, 1);
        if (got != KR_RAISED && !kris_exact(got, KR_T_bytes))
            got = krraise(vm, KR_T_OSError, "read() should have returned a bytes object, not '%T'", got);
        if (got == KR_RAISED || !krcharge(vm, 1))
            return krbuf_release(&line), KR_RAISED;
        KrBytes *b = kras_bytes(got);
        krbuf_add(&line, b->at, b->n);
        if (!b->n || b->at[b->n - 1] == '\n')
            break;
    }
    KrBytes *bytes = line.failed ? NULL : krbytes_new(vm, line.data ? line.data : "", line.len);
    if (line.failed)
        krraise_memory(vm);
    krbuf_release(&line);
    return krvalue_or_raised(bytes);
}

/// _IOBase.readlines(self, hint=-1, /)
/// Return a list of lines from the stream.
KR_NATIVE(_IOBase_readlines)
{
    int64_t hint, total = 0;
    if (!krio_size(vm, a[1], &hint))
        return KR_RAISED;
    KrList *lines = krlist_with_capacity(vm, 8);
    KrValue it = lines ? krobj_iter(vm, a[0]) : KR_RAISED;
    for (KrValue line; it != KR_RAISED && (line = krobj_next(vm, it)) != KR_EMPTY;) {
        int64_t length = line == KR_RAISED ? -1 : krobj_len(vm, line);
        if (length < 0 || !krlist_append(vm, lines, line) || !krcharge(vm, 1 + length / 64))
            return KR_RAISED;
        total += length;
        if (hint > 0 && total >= hint)
            break;
    }
    return it == KR_RAISED ? it : krvalue(lines);
}

/// _IOBase.writelines(self, lines, /)
/// Write a list of lines to stream.
KR_NATIVE(_IOBase_writelines)
{
    if (!krio_check_open(vm, a[0]))
        return KR_RAISED;
    KrValue it = krobj_iter(vm, a[1]);
    KR_TRY(it);
    for (KrValue line; (line = krobj_next(vm, it)) != KR_EMPTY;)
        if (line == KR_RAISED || krcall_method(vm, a[0], KR_NAME(write), &line, 1) == KR_RAISED || !krcharge(vm, 1))
            return KR_RAISED;
    return KR_NONE;
}

/// _IOBase.__dict__
/// The attributes that are not native ones.
KR_NATIVE(_IOBase_get___dict__)
{
    return krvalue_or_raised(krobj_dict(vm, self(a)));
}

/* ---- raw ------------------------------------------------------------------------------------------------------------- */

/// class _RawIOBase()
/// Base class for raw binary I/O.

/// _RawIOBase.read(self, size=-1, /)
/// Read up to size bytes from the object and return them.
KR_NATIVE(_RawIOBase_read)
{
    int64_t size, count;
    if (!krio_size(vm, a[1], &size))
        return KR_RAISED;
    if (size < 0)
        return krcall_method(vm, a[0], KR_NAME(readall), NULL, 0);
    KrByteArray *room = krbytearray_new(vm, NULL, (size_t)size);
    KrValue arg = krvalue(room), got = room ? krcall_method(vm, a[0], KR_NAME(readinto), &arg, 1) : KR_RAISED;
    if (got == KR_RAISED || got == KR_NONE)
        return got;
    if (!krobj_as_i64(vm, got, &count, false))
        return KR_RAISED;
    if (count < 0 || (size_t)count > room->n)
        return krraise(vm, KR_T_ValueError, "readinto() returned %lld outside buffer size %zu", (long long)count, room->n);
    return krvalue_or_raised(krbytes_new(vm, krbytearray_data(room), (size_t)count));
}

/// _RawIOBase.readall(self, /)
/// Read until EOF, using multiple read() call.
KR_NATIVE(_RawIOBase_readall)
{
    KrBuf all = krbuf_init(&vm->alloc);
    for (;;) {
        KrValue size = krsmall(KR_IO_BUFFER), got = krcall_method(vm, a[0], KR_NAME(read), &size, 1);
        if (got == KR_NONE && !all.len)
            return krbuf_release(&all), KR_NONE;
        if (got != KR_NONE && got != KR_RAISED && !kris_exact(got, KR_T_bytes))
            got = krraise(vm, KR_T_TypeError, "read() should return bytes");
        if (got == KR_RAISED)
            return krbuf_release(&all), KR_RAISED;
        if (got == KR_NONE || !kras_bytes(got)->n)
            break;
        krbuf_add(&all, kras_bytes(got)->at, kras_bytes(got)->n);
    }
    KrBytes *bytes = all.failed ? (krraise_memory(vm), NULL) : krbytes_new(vm, all.data ? all.data : "", all.len);
    krbuf_release(&all);
    return krvalue_or_raised(bytes);
}

/// _RawIOBase.readinto(self, buffer, /)
/// Read bytes into a buffer.
KR_NATIVE(_RawIOBase_readinto)
{
    return krio_unsupported(vm, "readinto");
}

/// _RawIOBase.write(self, b, /)
/// Write bytes.
KR_NATIVE(_RawIOBase_write)
{
    return krio_unsupported(vm, "write");
}

/* ---- buffered ----------------------------------------------------------------------------------------------------------- */

/// class _BufferedIOBase()
/// Base class for buffered IO objects.

/// _BufferedIOBase.read(self, size=-1, /)
/// Read and return up to n bytes.
KR_NATIVE(_BufferedIOBase_read)
{
    return krio_unsupported(vm, "read");
}

/// _BufferedIOBase.read1(self, size=-1, /)
/// Read and return up to size bytes, with at most one read() call to the underlying raw stream.
KR_NATIVE(_BufferedIOBase_read1)
{
    return krio_unsupported(vm, "read1");
}

/// _BufferedIOBase.write(self, b, /)
/// Write buffer b to the IO stream.
KR_NATIVE(_BufferedIOBase_write)
{
    return krio_unsupported(vm, "write");
}

/// _BufferedIOBase.detach(self, /)
/// Disconnect this buffer from its underlying raw stream and return it.
KR_NATIVE(_BufferedIOBase_detach)
{
    return krio_unsupported(vm, "detach");
}

static KrValue read_into(KrVm *vm, KrValue *a, const KrStr *method)
{
    uint8_t *to, *again;
    size_t n, n_again;
    if (!krbuffer_get_writable(vm, a[1], &to, &n))
        return KR_RAISED;
    KrValue size = krint_from(vm, (int64_t)n), got = krcall_method(vm, a[0], method, &size, 1);
    if (got == KR_RAISED || got == KR_NONE)
        return got;
    if (!kris_exact(got, KR_T_bytes))
        return krraise(vm, KR_T_OSError, "read() should have returned a bytes object, not '%T'", got);
    if (!krbuffer_get_writable(vm, a[1], &again, &n_again))
        return KR_RAISED;
    if (kras_bytes(got)->n > n || n_again < kras_bytes(got)->n)
        return krraise(vm, KR_T_ValueError, "read() returned too much data: %zu bytes requested, %zu returned", n, kras_bytes(got)->n);
    memcpy(again, kras_bytes(got)->at, kras_bytes(got)->n);
    return krsmall((int64_t)kras_bytes(got)->n);
}

/// _BufferedIOBase.readinto(self, buffer, /)
/// Read bytes into a buffer.
KR_NATIVE(_BufferedIOBase_readinto)
{
    return read_into(vm, a, KR_NAME(read));
}

/// _BufferedIOBase.readinto1(self, buffer, /)
/// Read bytes into a buffer, with at most one read() call to the underlying raw stream.
KR_NATIVE(_BufferedIOBase_readinto1)
{
    return read_into(vm, a, KR_NAME(read1));
}

/* ---- text ---------------------------------------------------------------------------------------------------------------- */

/// class _TextIOBase()
/// Base class for text I/O.

/// _TextIOBase.read(self, size=-1, /)
/// Read and return at most size characters from stream.
KR_NATIVE(_TextIOBase_read)
{
    return krio_unsupported(vm, "read");
}

/// _TextIOBase.readline(self, size=-1, /)
/// Read until newline or EOF.
KR_NATIVE(_TextIOBase_readline)
{
    return krio_unsupported(vm, "readline");
}

/// _TextIOBase.write(self, s, /)
/// Write string s to stream.
KR_NATIVE(_TextIOBase_write)
{
    return krio_unsupported(vm, "write");
}

/// _TextIOBase.detach(self, /)
/// Separate the underlying buffer from the TextIOBase and return it.
KR_NATIVE(_TextIOBase_detach)
{
    return krio_unsupported(vm, "detach");
}

/// _TextIOBase.encoding
/// Encoding of the text stream.
KR_NATIVE(_TextIOBase_get_encoding)
{
    return KR_NONE;
}

/// _TextIOBase.newlines
/// Line endings translated so far.
KR_NATIVE(_TextIOBase_get_newlines)
{
    return KR_NONE;
}

/// _TextIOBase.errors
/// The error setting of the decoder or encoder.
KR_NATIVE(_TextIOBase_get_errors)
{
    return KR_NONE;
}
