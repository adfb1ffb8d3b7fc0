/* SPDX-License-Identifier: MIT
 * The module posix: arguments, files and descriptors. Folders are in posix_folder.c, processes in posix_process.c. */
#include "modules/posix.h"

#include "modules/io.h"

#include <errno.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/sendfile.h>
#include <unistd.h>

/// module posix
/// This module provides access to operating system functionality that is
/// standardized by the C Standard and the POSIX standard.

KR_MODULE_INIT(posix)
{
    /* These say that they come from os, but posix has them too. */
    static const KrTypeNumber records[] = {KR_T_stat_result, KR_T_statvfs_result, KR_T_terminal_size};
    for (size_t i = 0; i < KR_COUNT(records); i++)
        if (!krobj_setattr(vm, module, krtypes[records[i]].name, krvalue(&krtypes[records[i]])))
            return false;
    return krposix_constants(vm, module);
}

/* ---- arguments -------------------------------------------------------------------------------------------------- */

bool krposix_path(KrVm *vm, KrValue v, bool fd_allowed, const char *function, KrPath *out)
{
    *out = (KrPath){.fd = -1, .object = v};
    if (fd_allowed && krint_check(vm, v))
        return krposix_int(vm, v, &out->fd);
    bool text = kris_str(vm, v), bytes = !text && kris_kind(vm, v, KR_TF_BYTES);
    if (!text && !bytes && krdunder(vm, krtype_of(vm, v), KR_D_fspath) == KR_EMPTY) {
        krraise(vm, KR_T_TypeError, "%s: path should be string, bytes%s os.PathLike%s, not %T", function, fd_allowed ? "," : " or",
                fd_allowed ? " or integer" : "", v);
        return false;
    }
    out->name = krio_path(vm, v, &out->keep);
    if (!text && !bytes && out->name) {
        KrValue given = krcall_dunder(vm, KR_D_fspath, v, NULL, 0);
        if (given == KR_RAISED)
            return false;
        bytes = !kris_str(vm, given);
        out->object = given;
    }
    out->bytes = bytes;
    return out->name != NULL;
}

bool krposix_int(KrVm *vm, KrValue v, int *out)
{
    int64_t i;
    if (!krobj_as_i64(vm, v, &i, false))
        return false;
    if (i < INT32_MIN || i > INT32_MAX) {
        krraise(vm, KR_T_OverflowError, "signed integer is %s", i < 0 ? "less than minimum" : "greater than maximum");
        return false;
    }
    *out = (int)i;
    return true;
}

bool krposix_collected(KrVm *vm, bool *tried)
{
    if (errno != EMFILE || *tried)
        return false;
    *tried = true;
    krheap_collect(vm);
    krvm_finalize_pending(vm);
    return true;
}

bool krposix_fd(KrVm *vm, KrValue v, int *out)
{
    if (krint_check(vm, v))
        return krposix_int(vm, v, out);
    KrValue method = krobj_lookup(vm, v, KR_NAME(fileno)), fd = method == KR_EMPTY || method == KR_RAISED ? method : krcall(vm, method, NULL, 0);
    if (fd == KR_EMPTY)
        krraise(vm, KR_T_TypeError, "argument must be an int, or have a fileno() method.");
    else if (fd != KR_RAISED && !krint_check(vm, fd))
        krraise(vm, KR_T_TypeError, "fileno() returned a non-integer");
    else if (fd != KR_RAISED)
        return krposix_int(vm, fd, out);
    return false;
}

bool krposix_dir_fd(KrVm *vm, KrValue v, int *out)
{
    *out = AT_FDCWD;
    if (v == KR_EMPTY || v == KR_NONE)
        return true;
    if (!krint_check(vm, v)) {
        krraise(vm, KR_T_TypeError, "argument should be integer or None, not %T", v);
        return false;
    }
    return krposix_int(vm, v, out);
}

bool krposix_flag(KrVm *vm, KrValue v, bool missing, bool *out)
{
    int truth = v == KR_EMPTY ? missing : krobj_true(vm, v);
    *out = truth > 0;
    return truth >= 0;
}

KrValue krposix_error(KrVm *vm, const KrPath *path)
{
    return krraise_errno(vm, errno, path->object);
}

KrValue krposix_name(KrVm *vm, const char *name, size_t n, bool bytes)
{
    return bytes ? krvalue_or_raised(krbytes_new(vm, name, n)) : krvalue_or_raised(krio_fs_decode(vm, name, n));
}

bool krposix_again(KrVm *vm)
{
    return krpoll(vm);
}

static KrValue done(KrVm *vm, int result, KrValue filename)
{
    return result < 0 ? krraise_errno(vm, errno, filename) : KR_NONE;
}

/// posix.fspath(path)
/// Return the file system path representation of the object.
KR_NATIVE(posix_fspath)
{
    if (kris_str(vm, a[0]) || kris_kind(vm, a[0], KR_TF_BYTES))
        return a[0];
    KrValue path = krcall_dunder(vm, KR_D_fspath, a[0], NULL, 0);
    if (path == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "expected str, bytes or os.PathLike object, not %T", a[0]);
    if (path != KR_RAISED && !kris_str(vm, path) && !kris_kind(vm, path, KR_TF_BYTES))
        return krraise(vm, KR_T_TypeError, "expected %T.__fspath__() to return str or bytes, not %T", a[0], path);
    return path;
}

/* ---- descriptors ----------------------------------------------------------------------------------------------------- */

/// needs FILES

/// posix.open(path, flags, mode=0o777, *, dir_fd=None)
/// Open a file for low level IO.  Returns a file descriptor (integer).
KR_NATIVE(posix_open)
{
    KrPath path;
    int flags, mode = 0777, folder, fd;
    if (!krposix_path(vm, a[0], false, "open", &path) || !krposix_int(vm, a[1], &flags) ||
        (a[2] != KR_EMPTY && !krposix_int(vm, a[2], &mode)) || !krposix_dir_fd(vm, a[3], &folder))
        return KR_RAISED;
    bool tried = false;
    do
        fd = openat(folder, path.name, flags | O_CLOEXEC, mode);
    while (fd < 0 && (krposix_collected(vm, &tried) || (errno == EINTR && krposix_again(vm))));
    return fd >= 0 ? krsmall(fd) : vm->exec->pending ? KR_RAISED : krposix_error(vm, &path);
}

/// needs FILES or PROCESS

/// posix.close(fd)
/// Close a file descriptor.
KR_NATIVE(posix_close)
{
    int fd;
    if (!krposix_fd(vm, a[0], &fd))
        return KR_RAISED;
    return close(fd) && errno != EINTR ? krraise_errno(vm, errno, KR_EMPTY) : KR_NONE;
}

/// needs FILES

/// posix.closerange(fd_low, fd_high, /)
/// Closes all file descriptors in [fd_low, fd_high), ignoring errors.
KR_NATIVE(posix_closerange)
{
    int low, high;
    if (!krposix_int(vm, a[0], &low) || !krposix_int(vm, a[1], &high))
        return KR_RAISED;
    for (int fd = low < 0 ? 0 : low; fd < high; fd++) {
        close(fd);
        if (!krcharge(vm, 1))
            return KR_RAISED;
    }
    return KR_NONE;
}

/// posix.read(fd, length, /)
/// Read from a file descriptor.  Returns a bytes object.
KR_NATIVE(posix_read)
{
    int fd;
    int64_t length;
    if (!krposix_fd(vm, a[0], &fd) || !krobj_as_i64(vm, a[1], &length, false))
        return KR_RAISED;
    if (length < 0)
        return krraise_errno(vm, EINVAL, KR_EMPTY);
    KrRaw *room = krheap_raw(vm, (size_t)length + 1);
    if (!room)
        return KR_RAISED;
    for (;;) {
        krvm_leave(vm);
        ssize_t got = read(fd, room->data, (size_t)length);
        int err = errno;
        krvm_enter(vm);
        if (got >= 0)
            return krvalue_or_raised(krbytes_new(vm, room->data, (size_t)got));
        if (err != EINTR)
            return krraise_errno(vm, err, KR_EMPTY);
        if (!krposix_again(vm))
            return KR_RAISED;
    }
}

/// posix.write(fd, data, /)
/// Write a bytes object to a file descriptor.
KR_NATIVE(posix_write)
{
    int fd;
    const uint8_t *data;
    size_t size;
    if (!krposix_fd(vm, a[0], &fd) || !krbuffer_get(vm, a[1], &data, &size))
        return KR_RAISED;
    for (;;) {
        krvm_leave(vm);
        ssize_t put = write(fd, data, size);
        int err = errno;
        krvm_enter(vm);
        if (put >= 0)
            return krint_from(vm, put);
        if (err != EINTR)
            return krraise_errno(vm, err, KR_EMPTY);
        if (!krposix_again(vm))
            return KR_RAISED;
    }
}

/// posix.pread(fd, length, offset, /)
/// Read a number of bytes from a file descriptor starting at a particular offset.
KR_NATIVE(posix_pread)
{
    int fd;
    int64_t length, offset;
    if (!krposix_fd(vm, a[0], &fd) || !krobj_as_i64(vm, a[1], &length, false) || !krobj_as_i64(vm, a[2], &offset, false))
        return KR_RAISED;
    KrRaw *room = length < 0 ? NULL : krheap_raw(vm, (size_t)length + 1);
    if (!room)
        return length < 0 ? krraise_errno(vm, EINVAL, KR_EMPTY) : KR_RAISED;
    ssize_t got = pread(fd, room->data, (size_t)length, offset);
    return got < 0 ? krraise_errno(vm, errno, KR_EMPTY) : krvalue_or_raised(krbytes_new(vm, room->data, (size_t)got));
}

/// posix.pwrite(fd, buffer, offset, /)
/// Write bytes to a file descriptor starting at a particular offset.
KR_NATIVE(posix_pwrite)
{
    int fd;
    const uint8_t *data;
    size_t size;
    int64_t offset;
    if (!krposix_fd(vm, a[0], &fd) || !krbuffer_get(vm, a[1], &data, &size) || !krobj_as_i64(vm, a[2], &offset, false))
        return KR_RAISED;
    ssize_t put = pwrite(fd, data, size, offset);
    return put < 0 ? krraise_errno(vm, errno, KR_EMPTY) : krint_from(vm, put);
}

/// posix.lseek(fd, position, whence, /)
/// Set the position of a file descriptor.  Return the new position.
KR_NATIVE(posix_lseek)
{
    int fd, whence;
    int64_t position;
    if (!krposix_fd(vm, a[0], &fd) || !krobj_as_i64(vm, a[1], &position, false) || !krposix_int(vm, a[2], &whence))
        return KR_RAISED;
    off_t at = lseek(fd, position, whence);
    return at < 0 ? krraise_errno(vm, errno, KR_EMPTY) : krint_from(vm, at);
}

/// posix.sendfile(out_fd, in_fd, offset, count)
/// Copy count bytes from file descriptor in_fd to file descriptor out_fd; offset None: from where it stands.
KR_NATIVE(posix_sendfile)
{
    int out, in;
    int64_t count, offset = 0;
    if (!krposix_fd(vm, a[0], &out) || !krposix_fd(vm, a[1], &in) || !krobj_as_i64(vm, a[3], &count, false))
        return KR_RAISED;
    if (a[2] != KR_NONE && !krobj_as_i64(vm, a[2], &offset, false))
        return KR_RAISED;
    for (;;) {
        off_t at = offset;
        krvm_leave(vm);
        ssize_t put = sendfile(out, in, a[2] == KR_NONE ? NULL : &at, (size_t)count);
        int err = errno;
        krvm_enter(vm);
        if (put >= 0)
            return krint_from(vm, put);
        if (err != EINTR)
            return krraise_errno(vm, err, KR_EMPTY);
        if (!krposix_again(vm))
            return KR_RAISED;
    }
}

/// posix.dup(fd, /)
/// Return a duplicate of a file descriptor.
KR_NATIVE(posix_dup)
{
    int fd;
    if (!krposix_fd(vm, a[0], &fd))
        return KR_RAISED;
    int copy;
    bool tried = false;
    do
        copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    while (copy < 0 && krposix_collected(vm, &tried));
    return copy < 0 ? krraise_errno(vm, errno, KR_EMPTY) : krsmall(copy);
}

/// posix.dup2(fd, fd2, inheritable=True)
/// Duplicate file descriptor.
KR_NATIVE(posix_dup2)
{
    int fd, to;
    bool inheritable;
    if (!krposix_fd(vm, a[0], &fd) || !krposix_fd(vm, a[1], &to) || !krposix_flag(vm, a[2], true, &inheritable))
        return KR_RAISED;
    int result = inheritable ? dup2(fd, to) : dup3(fd, to, O_CLOEXEC);
    return result < 0 ? krraise_errno(vm, errno, KR_EMPTY) : krsmall(result);
}

static KrValue make_pipe(KrVm *vm, int flags)
{
    int fds[2];
    bool tried = false;
    while (pipe2(fds, flags))
        if (!krposix_collected(vm, &tried))
            return krraise_errno(vm, errno, KR_EMPTY);
    KrTuple *both = krtuple_of(vm, 2, krsmall(fds[0]), krsmall(fds[1]));
    if (!both) {
        close(fds[0]);
        close(fds[1]);
    }
    return krvalue_or_raised(both);
}

/// needs FILES or PROCESS

/// posix.pipe()
/// Create a pipe.
KR_NATIVE(posix_pipe)
{
    return make_pipe(vm, O_CLOEXEC);
}

/// posix.pipe2(flags, /)
/// Create a pipe with flags set atomically.
KR_NATIVE(posix_pipe2)
{
    int flags;
    return krposix_int(vm, a[0], &flags) ? make_pipe(vm, flags) : KR_RAISED;
}

/// needs FILES

/// posix.isatty(fd, /)
/// Return True if the fd is connected to a terminal.
KR_NATIVE(posix_isatty)
{
    int fd;
    return krposix_int(vm, a[0], &fd) ? krbool(isatty(fd)) : KR_RAISED;
}

/// posix.fsync(fd)
/// Force write of fd to disk.
KR_NATIVE(posix_fsync)
{
    int fd;
    return krposix_fd(vm, a[0], &fd) ? done(vm, fsync(fd), KR_EMPTY) : KR_RAISED;
}

/// posix.fdatasync(fd)
/// Force write of fd to disk without forcing update of metadata.
KR_NATIVE(posix_fdatasync)
{
    int fd;
    return krposix_fd(vm, a[0], &fd) ? done(vm, fdatasync(fd), KR_EMPTY) : KR_RAISED;
}

/// posix.sync()
/// Force write of everything to disk.
KR_NATIVE(posix_sync)
{
    sync();
    return KR_NONE;
}

/// posix.ftruncate(fd, length, /)
/// Truncate a file, specified by file descriptor, to a specific length.
KR_NATIVE(posix_ftruncate)
{
    int fd;
    int64_t length;
    return krposix_fd(vm, a[0], &fd) && krobj_as_i64(vm, a[1], &length, false) ? done(vm, ftruncate(fd, length), KR_EMPTY) : KR_RAISED;
}

/// posix.truncate(path, length)
/// Truncate a file, specified by path, to a specific length.
KR_NATIVE(posix_truncate)
{
    KrPath path;
    int64_t length;
    if (!krposix_path(vm, a[0], true, "truncate", &path) || !krobj_as_i64(vm, a[1], &length, false))
        return KR_RAISED;
    return done(vm, path.name ? truncate(path.name, length) : ftruncate(path.fd, length), path.object);
}

/// needs FILES or PROCESS

/// posix.get_inheritable(fd, /)
/// Get the close-on-exe flag of the specified file descriptor.
KR_NATIVE(posix_get_inheritable)
{
    int fd;
    if (!krposix_int(vm, a[0], &fd))
        return KR_RAISED;
    int flags = fcntl(fd, F_GETFD);
    return flags < 0 ? krraise_errno(vm, errno, KR_EMPTY) : krbool(!(flags & FD_CLOEXEC));
}

/// posix.set_inheritable(fd, inheritable, /)
/// Set the inheritable flag of the specified file descriptor.
KR_NATIVE(posix_set_inheritable)
{
    int fd;
    bool on;
    if (!krposix_int(vm, a[0], &fd) || !krposix_flag(vm, a[1], false, &on))
        return KR_RAISED;
    int flags = fcntl(fd, F_GETFD);
    return done(vm, flags < 0 ? -1 : fcntl(fd, F_SETFD, on ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC), KR_EMPTY);
}

/// posix.get_blocking(fd, /)
/// Get the blocking mode of the file descriptor.
KR_NATIVE(posix_get_blocking)
{
    int fd;
    if (!krposix_int(vm, a[0], &fd))
        return KR_RAISED;
    int flags = fcntl(fd, F_GETFL);
    return flags < 0 ? krraise_errno(vm, errno, KR_EMPTY) : krbool(!(flags & O_NONBLOCK));
}

/// posix.set_blocking(fd, blocking, /)
/// Set the blocking mode of the specified file descriptor.
KR_NATIVE(posix_set_blocking)
{
    int fd;
    bool on;
    if (!krposix_int(vm, a[0], &fd) || !krposix_flag(vm, a[1], false, &on))
        return KR_RAISED;
    int flags = fcntl(fd, F_GETFL);
    return done(vm, flags < 0 ? -1 : fcntl(fd, F_SETFL, on ? flags & ~O_NONBLOCK : flags | O_NONBLOCK), KR_EMPTY);
}

/// needs FILES

/// posix.get_terminal_size(fd=1, /)
/// Return the size of the terminal window as (columns, lines).
KR_NATIVE(posix_get_terminal_size)
{
    int fd = 1;
    struct winsize size;
    if (a[0] != KR_EMPTY && !krposix_int(vm, a[0], &fd))
        return KR_RAISED;
    if (ioctl(fd, TIOCGWINSZ, &size))
        return krraise_errno(vm, errno, KR_EMPTY);
    KrValue v[2] = {krsmall(size.ws_col), krsmall(size.ws_row)};
    return krrecord_new(vm, KR_T_terminal_size, v, 2, 2);
}

/// posix.ttyname(fd, /)
/// Return the name of the terminal device connected to 'fd'.
KR_NATIVE(posix_ttyname)
{
    int fd;
    char name[256];
    if (!krposix_int(vm, a[0], &fd))
        return KR_RAISED;
    int error = ttyname_r(fd, name, sizeof name);
    return error ? krraise_errno(vm, error, KR_EMPTY) : krposix_name(vm, name, strlen(name), false);
}

/// posix.device_encoding(fd)
/// Return a string describing the encoding of a terminal's file descriptor.
KR_NATIVE(posix_device_encoding)
{
    int fd;
    if (!krposix_int(vm, a[0], &fd))
        return KR_RAISED;
    return isatty(fd) ? krvalue_or_raised(krstr_text(vm, "utf-8")) : KR_NONE;
}

/* ---- randomness ------------------------------------------------------------------------------------------------------------- */

static KrValue random_bytes(KrVm *vm, KrValue size, unsigned flags)
{
    int64_t length;
    if (!krobj_as_i64(vm, size, &length, false))
        return KR_RAISED;
    if (length < 0)
        return krraise(vm, KR_T_ValueError, "negative argument not allowed");
    KrBytes *b = krbytes_new(vm, NULL, (size_t)length);
    for (size_t at = 0; b && at < b->n;) {
        ssize_t got = getrandom(b->at + at, b->n - at, flags);
        if (got < 0 && errno != EINTR)
            return krraise_errno(vm, errno, KR_EMPTY);
        if (got < 0 && !krposix_again(vm))
            return KR_RAISED;
        at += got > 0 ? (size_t)got : 0;
    }
    return krvalue_or_raised(b);
}

/// needs nothing

/// posix.urandom(size, /)
/// Return a bytes object containing random bytes suitable for cryptographic use.
KR_NATIVE(posix_urandom)
{
    return random_bytes(vm, a[0], 0);
}

/// posix.getrandom(size, flags=0)
/// Obtain a series of random bytes.
KR_NATIVE(posix_getrandom)
{
    int flags = 0;
    if (a[1] != KR_EMPTY && !krposix_int(vm, a[1], &flags))
        return KR_RAISED;
    return random_bytes(vm, a[0], (unsigned)flags);
}
