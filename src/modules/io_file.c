/* SPDX-License-Identifier: MIT
 * FileIO: a file descriptor as a raw stream. */
#include "modules/posix.h"
#include "modules/io.h"

#include "base/utf8.h"
#include "object/needs.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static KrFileIO *self(KrValue *a)
{
    return (KrFileIO *)kras_obj(a[0]);
}

/// class FileIO(file, mode='r', closefd=True, opener=None)
/// Open a file.

typedef struct OpenMode {
    int flags;
    bool readable, writable, created, appending;
} OpenMode;

static bool parse_mode(KrVm *vm, const char *mode, OpenMode *m)
{
    int kinds = 0, plus = 0;
    *m = (OpenMode){.flags = O_CLOEXEC};
    for (const char *p = mode; *p; p++) {
        switch (*p) {
        case 'x': kinds++; m->created = m->writable = true; m->flags |= O_EXCL | O_CREAT; break;
        case 'r': kinds++; m->readable = true; break;
        case 'w': kinds++; m->writable = true; m->flags |= O_CREAT | O_TRUNC; break;
        case 'a': kinds++; m->writable = m->appending = true; m->flags |= O_APPEND | O_CREAT; break;
        case '+': plus++; m->readable = m->writable = true; break;
        case 'b': break;
        default: return krraise(vm, KR_T_ValueError, "invalid mode: %s", mode), false;
        }
    }
    if (kinds != 1 || plus > 1)
        return krraise(vm, KR_T_ValueError, "Must have exactly one of create/read/write/append mode and at most one plus"), false;
    m->flags |= m->readable && m->writable ? O_RDWR : m->readable ? O_RDONLY : O_WRONLY;
    return true;
}

static int open_path(KrVm *vm, KrValue file, const OpenMode *m)
{
    KrValue keep;
    const char *path = krio_path(vm, file, &keep);
    if (!path)
        return -1;
    for (bool tried = false;;) {
        int fd = open(path, m->flags, 0666);
        if (fd >= 0)
            return fd;
        if (errno == EINTR) {
            if (!krpoll(vm))
                return -1;
            continue;
        }
        if (!krposix_collected(vm, &tried))
            break;
    }
    krraise_errno(vm, errno, file);
    return -1;
}

static int open_by_opener(KrVm *vm, KrValue file, KrValue opener, const OpenMode *m)
{
    KrValue args[2] = {file, krsmall(m->flags)}, v = krcall(vm, opener, args, 2);
    int64_t fd;
    if (v == KR_RAISED)
        return -1;
    if (!krint_check(vm, v))
        return krraise(vm, KR_T_TypeError, "expected integer from opener"), -1;
    if (!krobj_as_i64(vm, v, &fd, false))
        return -1;
    if (fd < 0 || fd > INT32_MAX)
        return krraise(vm, KR_T_ValueError, "opener returned %lld", (long long)fd), -1;
    return (int)fd;
}

static bool check_folder(KrVm *vm, KrFileIO *f, KrValue file)
{
    struct stat st;
    if (fstat(f->fd, &st)) {
        krraise_errno(vm, errno, file);
        return false;
    }
    if (S_ISDIR(st.st_mode)) {
        krraise_errno(vm, EISDIR, file);
        return false;
    }
    return true;
}

static bool open_file(KrVm *vm, KrFileIO *f, KrValue file, const char *mode, bool closefd, KrValue opener)
{
    OpenMode m;
    if (!parse_mode(vm, mode, &m))
        return false;
    f->fd = -1;
    f->readable = m.readable;
    f->writable = m.writable;
    f->created = m.created;
    f->appending = m.appending;
    f->closefd = closefd;
    f->seekable = -1;
    krstore(vm, f, &f->name, file);
    if (krint_check(vm, file)) {
        int64_t fd;
        if (!krobj_as_i64(vm, file, &fd, false))
            return false;
        if (fd < 0 || fd > INT32_MAX)
            return krraise(vm, KR_T_ValueError, "negative file descriptor"), false;
        f->fd = (int)fd;
        /* A descriptor of somebody else's stays open when this fails. */
        f->closefd = false;
        if (!check_folder(vm, f, file))
            return f->fd = -1, false;
        f->closefd = closefd;
        return true;
    }
    if (!closefd)
        return krraise(vm, KR_T_ValueError, "Cannot use closefd=False with file name"), false;
    f->fd = opener == KR_NONE ? open_path(vm, file, &m) : open_by_opener(vm, file, opener, &m);
    if (f->fd < 0)
        return false;
    if (!check_folder(vm, f, file)) {
        close(f->fd);
        f->fd = -1;
        return false;
    }
    if (m.appending)
        (void)!lseek(f->fd, 0, SEEK_END);
    return true;
}

KrValue krfile_open(KrVm *vm, KrValue file, const char *mode, bool closefd, KrValue opener)
{
    KrFileIO *f = krobj_new(vm, KR_TYPE_OF(FileIO));
    if (!f || !open_file(vm, f, file, mode, closefd, opener))
        return KR_RAISED;
    f->h.kind = KR_IO_READY;
    return krvalue(f);
}

KrValue krfile_host(KrVm *vm, int stream)
{
    KrFileIO *f = krobj_new(vm, KR_TYPE_OF(FileIO));
    if (!f)
        return KR_RAISED;
    f->fd = KR_HOST_STREAM(stream);
    f->readable = stream == 0;
    f->writable = stream != 0;
    f->seekable = 0;
    f->h.kind = KR_IO_READY;
    return krvalue(f);
}

/// needs FILES

/// FileIO.__init__(self, file, mode='r', closefd=True, opener=None)
/// Initialize self.
KR_NATIVE(FileIO___init__)
{
    int closefd = a[3] == KR_EMPTY ? 1 : krobj_true(vm, a[3]);
    if (closefd < 0)
        return KR_RAISED;
    if (a[2] != KR_EMPTY && !kris_str(vm, a[2]))
        return krraise(vm, KR_T_TypeError, "FileIO() argument 'mode' must be str, not %T", a[2]);
    const char *mode = a[2] == KR_EMPTY ? "r" : krstr_cstr(vm, a[2]);
    if (self(a)->h.kind & KR_IO_READY && krn_FileIO_close(vm, a, 1) == KR_RAISED)
        return KR_RAISED;
    if (!mode || !open_file(vm, self(a), a[1], mode, closefd, a[4] == KR_EMPTY ? KR_NONE : a[4]))
        return KR_RAISED;
    return krio_finish_init(a);
}

/// needs nothing

/// FileIO.close(self, /)
/// Close the file.
KR_NATIVE(FileIO_close)
{
    KrFileIO *f = self(a);
    int fd = f->fd;
    if (f->h.kind & KR_IO_CLOSED || !(f->h.kind & KR_IO_READY))
        return KR_NONE;
    f->h.kind |= KR_IO_CLOSED;
    f->fd = -1;
    if (fd >= 0 && f->closefd && close(fd) && errno != EINTR)
        return krraise_errno(vm, errno, KR_EMPTY);
    return KR_NONE;
}

void krfinalize_FileIO(KrVm *vm, KrObj *o)
{
    krio_finalize(vm, o, krn_FileIO_close);
}

void krfree_FileIO(KrVm *vm, KrObj *o)
{
    KrFileIO *f = (KrFileIO *)o;
    (void)vm;
    if (o->kind & KR_IO_READY && !(o->kind & KR_IO_CLOSED) && f->closefd && f->fd >= 0)
        close(f->fd);
    f->fd = -1;
    o->kind |= KR_IO_CLOSED;
}

static bool ready(KrVm *vm, KrFileIO *f, bool can, const char *what)
{
    if (f->h.kind & KR_IO_CLOSED || !(f->h.kind & KR_IO_READY))
        return krio_closed_error(vm), false;
    if (!can)
        krio_unsupported(vm, what);
    return can;
}

/* A stream of the host's is no file. */
static bool on_descriptor(KrVm *vm, KrFileIO *f, const char *what)
{
    if (!ready(vm, f, true, "") || f->fd >= 0)
        return vm->exec->pending == KR_EMPTY;
    krio_unsupported(vm, what);
    return false;
}

/* ---- reading --------------------------------------------------------------------------------------------------------- */

static int64_t read_host(KrVm *vm, char *to, size_t n)
{
    struct KrHostCalls *host = &vm->host_calls;
    if (!host->read)
        return krneeds_refuse(vm, KR_NEEDS_STDIN), -1;
    ptrdiff_t got = host->read(host->user, to, n);
    if (got >= 0 && (size_t)got <= n)
        return got;
    return krraise(vm, KR_T_OSError, "the host could not read"), -1;
}

int64_t krfile_read(KrVm *vm, KrFileIO *f, void *to, size_t n)
{
    if (!ready(vm, f, f->readable, "File not open for reading"))
        return -1;
    if (f->fd == KR_HOST_STREAM(0))
        return read_host(vm, to, n);
    for (;;) {
        krvm_leave(vm);
        ssize_t got = read(f->fd, to, n);
        int err = errno;
        krvm_enter(vm);
        if (got >= 0)
            return got;
        if (err == EAGAIN || err == EWOULDBLOCK)
            return -2;
        if (err != EINTR)
            return krraise_errno(vm, err, KR_EMPTY), -1;
        if (!krpoll(vm))
            return -1;
    }
}

static size_t size_hint(KrFileIO *f)
{
    struct stat st;
    off_t at = f->fd < 0 ? -1 : lseek(f->fd, 0, SEEK_CUR);
    if (at >= 0 && !fstat(f->fd, &st) && st.st_size > at)
        return (size_t)(st.st_size - at) + 1;
    return KR_IO_BUFFER;
}

/// FileIO.readall(self, /)
/// Read all data from the file, returned as bytes.
KR_NATIVE(FileIO_readall)
{
    KrFileIO *f = self(a);
    if (!ready(vm, f, f->readable, "File not open for reading"))
        return KR_RAISED;
    KrBuf b = krbuf_init(&vm->alloc);
    size_t want = size_hint(f);
    for (;;) {
        if (!krbuf_reserve(&b, want))
            return krbuf_release(&b), krraise_memory(vm);
        int64_t got = krfile_read(vm, f, b.data + b.len, b.cap - b.len);
        if (got == -2 && !b.len)
            return krbuf_release(&b), KR_NONE;
        if (got == -1)
            return krbuf_release(&b), KR_RAISED;
        if (got <= 0)
            break;
        b.len += (size_t)got;
        want = b.len < KR_IO_BUFFER ? KR_IO_BUFFER : b.len / 2;
    }
    KrBytes *bytes = krbytes_new(vm, b.data, b.len);
    krbuf_release(&b);
    return krvalue_or_raised(bytes);
}

/// FileIO.read(self, size=-1, /)
/// Read at most size bytes, returned as bytes.
KR_NATIVE(FileIO_read)
{
    int64_t size;
    if (!krio_size(vm, a[1], &size))
        return KR_RAISED;
    if (size < 0)
        return krn_FileIO_readall(vm, a, 1);
    KrRaw *room = krheap_raw(vm, (size_t)size + 1);
    int64_t got = room ? krfile_read(vm, self(a), room->data, (size_t)size) : -1;
    return got == -2 ? KR_NONE : got < 0 ? KR_RAISED : krvalue_or_raised(krbytes_new(vm, room->data, (size_t)got));
}

/// FileIO.readinto(self, buffer, /)
/// Same as RawIOBase.readinto().
KR_NATIVE(FileIO_readinto)
{
    uint8_t *to;
    size_t size;
    if (!krbuffer_get_writable(vm, a[1], &to, &size))
        return KR_RAISED;
    int64_t got = krfile_read(vm, self(a), to, size);
    return got == -2 ? KR_NONE : got < 0 ? KR_RAISED : krint_from(vm, got);
}

/* ---- writing ------------------------------------------------------------------------------------------------------------- */

bool krfile_host_write(KrVm *vm, int stream, const char *text, size_t n)
{
    struct KrHostCalls *host = &vm->host_calls;
    return host->write(host->user, stream, text, n) || (krraise(vm, KR_T_OSError, "the host could not write"), false);
}

/* The bytes of `p` that begin a character at its end, without all of it. */
static size_t incomplete(const char *p, size_t n)
{
    for (size_t back = 1; back <= 3 && back <= n; back++)
        if (!krutf8_is_tail(p[n - back]))
            return krutf8_lead_size((unsigned char)p[n - back]) > back ? back : 0;
    return 0;
}

/* The host gets whole characters; the first bytes of one wait for the others. */
static int64_t write_host(KrVm *vm, KrFileIO *f, const char *from, size_t n)
{
    int stream = -2 - f->fd;
    size_t taken = n - incomplete(from, n);
    if (f->ntail || !taken) {
        unsigned need = krutf8_lead_size((unsigned char)(f->ntail ? f->tail[0] : n ? *from : 0));
        taken = 0;
        while (f->ntail < need && taken < n)
            f->tail[f->ntail++] = from[taken++];
        if (f->ntail < need)
            return (int64_t)taken;
        f->ntail = 0;
        from = f->tail;
        return krfile_host_write(vm, stream, from, need) ? (int64_t)taken : -1;
    }
    return krfile_host_write(vm, stream, from, taken) ? (int64_t)taken : -1;
}

int64_t krfile_write(KrVm *vm, KrFileIO *f, const void *from, size_t n)
{
    if (!ready(vm, f, f->writable, "File not open for writing"))
        return -1;
    if (f->fd < -1)
        return write_host(vm, f, from, n);
    for (;;) {
        krvm_leave(vm);
        ssize_t done = write(f->fd, from, n);
        int err = errno;
        krvm_enter(vm);
        if (done >= 0)
            return done;
        if (err == EAGAIN || err == EWOULDBLOCK)
            return -2;
        if (err != EINTR)
            return krraise_errno(vm, err, KR_EMPTY), -1;
        if (!krpoll(vm))
            return -1;
    }
}

/// FileIO.write(self, b, /)
/// Write buffer b to file, return number of bytes written.
KR_NATIVE(FileIO_write)
{
    const uint8_t *from;
    size_t size;
    if (!krbuffer_get(vm, a[1], &from, &size))
        return KR_RAISED;
    int64_t done = krfile_write(vm, self(a), from, size);
    return done == -2 ? KR_NONE : done < 0 ? KR_RAISED : krint_from(vm, done);
}

/* ---- position -------------------------------------------------------------------------------------------------------------- */

/// FileIO.seek(self, pos, whence=0, /)
/// Move to new file position and return the file position.
KR_NATIVE(FileIO_seek)
{
    int64_t offset, whence = 0;
    if (!on_descriptor(vm, self(a), "seek") || !krobj_as_i64(vm, a[1], &offset, false) || (a[2] != KR_EMPTY && !krobj_as_i64(vm, a[2], &whence, false)))
        return KR_RAISED;
    off_t at = lseek(self(a)->fd, offset, (int)whence);
    return at < 0 ? krraise_errno(vm, errno, KR_EMPTY) : krint_from(vm, at);
}

/// FileIO.tell(self, /)
/// Current file position.
KR_NATIVE(FileIO_tell)
{
    if (!on_descriptor(vm, self(a), "tell"))
        return KR_RAISED;
    off_t at = lseek(self(a)->fd, 0, SEEK_CUR);
    return at < 0 ? krraise_errno(vm, errno, KR_EMPTY) : krint_from(vm, at);
}

/// FileIO.truncate(self, size=None, /)
/// Truncate the file to at most size bytes and return the truncated size.
KR_NATIVE(FileIO_truncate)
{
    int64_t size;
    KrFileIO *f = self(a);
    if (!ready(vm, f, f->writable, "File not open for writing") || !on_descriptor(vm, f, "truncate"))
        return KR_RAISED;
    if (a[1] == KR_EMPTY || a[1] == KR_NONE) {
        size = lseek(f->fd, 0, SEEK_CUR);
        if (size < 0)
            return krraise_errno(vm, errno, KR_EMPTY);
    } else if (!krobj_as_i64(vm, a[1], &size, false)) {
        return KR_RAISED;
    }
    return ftruncate(f->fd, size) ? krraise_errno(vm, errno, KR_EMPTY) : krint_from(vm, size);
}

/// FileIO.seekable(self, /)
/// True if file supports random-access.
KR_NATIVE(FileIO_seekable)
{
    KrFileIO *f = self(a);
    if (!ready(vm, f, true, ""))
        return KR_RAISED;
    if (f->seekable < 0)
        f->seekable = lseek(f->fd, 0, SEEK_CUR) >= 0;
    return krbool(f->seekable);
}

/// FileIO.readable(self, /)
/// True if file was opened in a read mode.
KR_NATIVE(FileIO_readable)
{
    return ready(vm, self(a), true, "") ? krbool(self(a)->readable) : KR_RAISED;
}

/// FileIO.writable(self, /)
/// True if file was opened in a write mode.
KR_NATIVE(FileIO_writable)
{
    return ready(vm, self(a), true, "") ? krbool(self(a)->writable) : KR_RAISED;
}

/// FileIO.fileno(self, /)
/// Return the underlying file descriptor (an integer).
KR_NATIVE(FileIO_fileno)
{
    return on_descriptor(vm, self(a), "fileno") ? krsmall(self(a)->fd) : KR_RAISED;
}

/// FileIO.isatty(self, /)
/// True if the file is connected to a TTY device.
KR_NATIVE(FileIO_isatty)
{
    return ready(vm, self(a), true, "") ? krbool(self(a)->fd >= 0 && isatty(self(a)->fd)) : KR_RAISED;
}

/* ---- attributes ---------------------------------------------------------------------------------------------------------------- */

/// FileIO.name = value
/// The file's name or descriptor.
KR_NATIVE(FileIO_get_name)
{
    return self(a)->name == KR_EMPTY ? KR_NONE : self(a)->name;
}

KR_NATIVE(FileIO_set_name)
{
    krstore(vm, self(a), &self(a)->name, a[1]);
    return KR_NONE;
}

static const char *mode_text(const KrFileIO *f)
{
    if (f->created)
        return f->readable ? "xb+" : "xb";
    if (f->appending)
        return f->readable ? "ab+" : "ab";
    return f->readable ? f->writable ? "rb+" : "rb" : "wb";
}

/// FileIO.mode
/// String giving the file mode.
KR_NATIVE(FileIO_get_mode)
{
    return krvalue_or_raised(krstr_text(vm, mode_text(self(a))));
}

/// FileIO.closefd
/// True if the file descriptor will be closed by close().
KR_NATIVE(FileIO_get_closefd)
{
    return krbool(self(a)->closefd);
}

/// FileIO.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(FileIO___repr__)
{
    KrFileIO *f = self(a);
    if (f->fd == -1 || !(f->h.kind & KR_IO_READY))
        return krvalue_or_raised(krstr_text(vm, "<_io.FileIO [closed]>"));
    return krvalue_or_raised(krstr_printf(vm, "<_io.FileIO name=%R mode='%s' closefd=%s>", f->name, mode_text(f), f->closefd ? "True" : "False"));
}
