/* SPDX-License-Identifier: MIT
 * The module posix: transfers between descriptors and several buffers, extended attributes, what an open file can do. */
#include "modules/posix.h"

#include "modules/io.h"
#include "object/needs.h"

#include <errno.h>
#include <limits.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <sys/xattr.h>
#include <unistd.h>

static KrValue done(KrVm *vm, int result)
{
    return result < 0 ? krraise_errno(vm, errno, KR_EMPTY) : KR_NONE;
}

static KrValue number(KrVm *vm, int64_t result)
{
    return result < 0 ? krraise_errno(vm, errno, KR_EMPTY) : krint_from(vm, result);
}

static bool size_of(KrVm *vm, KrValue v, int64_t *out)
{
    return krobj_as_i64(vm, v, out, false);
}

/* A call that blocks, made again when a signal interrupts it. */
#define BLOCKING(result, call)                              \
    do {                                                    \
        krvm_leave(vm);                                     \
        result = call;                                      \
        int failed_with = errno;                            \
        krvm_enter(vm);                                     \
        errno = failed_with;                                \
        if (result >= 0 || errno != EINTR)                  \
            break;                                          \
        if (!krposix_again(vm))                             \
            return KR_RAISED;                               \
    } while (true)

/* ---- several buffers ---------------------------------------------------------------------------------------------------- */

typedef struct Buffers {
    KrTuple *objects;
    KrRaw *vector;       /* struct iovec[objects->n] */
} Buffers;

static struct iovec *iovec_of(const Buffers *b)
{
    return (struct iovec *)(void *)b->vector->data;
}

static bool buffers(KrVm *vm, KrValue v, bool writable, const char *function, Buffers *out)
{
    if (kris_kind(vm, v, KR_TF_DICT) || krdunder(vm, krtype_of(vm, v), KR_D_getitem) == KR_EMPTY) {
        krraise(vm, KR_T_TypeError, "%s() arg 2 must be a sequence", function);
        return false;
    }
    out->objects = krobj_tuple(vm, v);
    out->vector = out->objects ? krheap_raw(vm, (out->objects->n + 1) * sizeof(struct iovec)) : NULL;
    for (size_t i = 0; out->vector && i < out->objects->n; i++) {
        const uint8_t *data;
        uint8_t *room;
        size_t n;
        if (writable ? !krbuffer_get_writable(vm, out->objects->at[i], &room, &n) : !krbuffer_get(vm, out->objects->at[i], &data, &n))
            return false;
        iovec_of(out)[i] = (struct iovec){.iov_base = writable ? room : (uint8_t *)(uintptr_t)data, .iov_len = n};
    }
    if (out->vector && out->objects->n > IOV_MAX)
        return krraise_errno(vm, EINVAL, KR_EMPTY), false;
    return out->vector != NULL;
}

/// needs FILES

/// posix.readv(fd, buffers, /)
/// Read from a descriptor into several buffers that can be written to, one after the other; return how many bytes came.
KR_NATIVE(posix_readv)
{
    int fd;
    Buffers b;
    ssize_t got;
    if (!krposix_fd(vm, a[0], &fd) || !buffers(vm, a[1], true, "readv", &b))
        return KR_RAISED;
    BLOCKING(got, readv(fd, iovec_of(&b), (int)b.objects->n));
    return number(vm, got);
}

/// posix.writev(fd, buffers, /)
/// Write several buffers to a descriptor, one after the other; return how many bytes were taken.
KR_NATIVE(posix_writev)
{
    int fd;
    Buffers b;
    ssize_t put;
    if (!krposix_fd(vm, a[0], &fd) || !buffers(vm, a[1], false, "writev", &b))
        return KR_RAISED;
    BLOCKING(put, writev(fd, iovec_of(&b), (int)b.objects->n));
    return number(vm, put);
}

/// posix.preadv(fd, buffers, offset, flags=0, /)
/// Read from a place of a file into several buffers; the file's own position does not change.
KR_NATIVE(posix_preadv)
{
    int fd, flags = 0;
    int64_t offset;
    Buffers b;
    ssize_t got;
    if (!krposix_fd(vm, a[0], &fd) || !buffers(vm, a[1], true, "preadv", &b) || !size_of(vm, a[2], &offset) ||
        (a[3] != KR_EMPTY && !krposix_int(vm, a[3], &flags)))
        return KR_RAISED;
    BLOCKING(got, preadv2(fd, iovec_of(&b), (int)b.objects->n, offset, flags));
    return number(vm, got);
}

/// posix.pwritev(fd, buffers, offset, flags=0, /)
/// Write several buffers to a place of a file; the file's own position does not change.
KR_NATIVE(posix_pwritev)
{
    int fd, flags = 0;
    int64_t offset;
    Buffers b;
    ssize_t put;
    if (!krposix_fd(vm, a[0], &fd) || !buffers(vm, a[1], false, "pwritev", &b) || !size_of(vm, a[2], &offset) ||
        (a[3] != KR_EMPTY && !krposix_int(vm, a[3], &flags)))
        return KR_RAISED;
    BLOCKING(put, pwritev2(fd, iovec_of(&b), (int)b.objects->n, offset, flags));
    return number(vm, put);
}

/* ---- inside the kernel ------------------------------------------------------------------------------------------------------- */

static bool offset_or_none(KrVm *vm, KrValue v, off_t *offset, off_t **out)
{
    int64_t i = 0;
    *out = NULL;
    if (v == KR_EMPTY || v == KR_NONE)
        return true;
    if (!size_of(vm, v, &i))
        return false;
    *offset = i;
    *out = offset;
    return true;
}

/// posix.copy_file_range(src, dst, count, offset_src=None, offset_dst=None)
/// Copy bytes from one file to another inside the kernel; an offset None is the file's own position, which then moves.
KR_NATIVE(posix_copy_file_range)
{
    int from, to;
    int64_t count;
    off_t at_from, at_to, *where_from, *where_to;
    ssize_t copied;
    if (!krposix_int(vm, a[0], &from) || !krposix_int(vm, a[1], &to) || !size_of(vm, a[2], &count))
        return KR_RAISED;
    if (count < 0)
        return krraise(vm, KR_T_ValueError, "negative value for 'count' not allowed");
    if (!offset_or_none(vm, a[3], &at_from, &where_from) || !offset_or_none(vm, a[4], &at_to, &where_to))
        return KR_RAISED;
    BLOCKING(copied, copy_file_range(from, where_from, to, where_to, (size_t)count, 0));
    return number(vm, copied);
}

/// posix.splice(src, dst, count, offset_src=None, offset_dst=None, flags=0)
/// Move bytes between two descriptors, one of them a pipe, inside the kernel.
KR_NATIVE(posix_splice)
{
    int from, to, flags = 0;
    int64_t count;
    off_t at_from, at_to, *where_from, *where_to;
    ssize_t moved;
    if (!krposix_int(vm, a[0], &from) || !krposix_int(vm, a[1], &to) || !size_of(vm, a[2], &count))
        return KR_RAISED;
    if (count < 0)
        return krraise(vm, KR_T_ValueError, "negative value for 'count' not allowed");
    if (!offset_or_none(vm, a[3], &at_from, &where_from) || !offset_or_none(vm, a[4], &at_to, &where_to) ||
        (a[5] != KR_EMPTY && !krposix_int(vm, a[5], &flags)))
        return KR_RAISED;
    BLOCKING(moved, splice(from, where_from, to, where_to, (size_t)count, (unsigned)flags));
    return number(vm, moved);
}

/// posix.memfd_create(name, flags=MFD_CLOEXEC)
/// Make a file that lives in memory only, and return a descriptor of it.
KR_NATIVE(posix_memfd_create)
{
    KrValue keep;
    int flags = MFD_CLOEXEC;
    const char *name = krio_path(vm, a[0], &keep);
    if (!name || (a[1] != KR_EMPTY && !krposix_int(vm, a[1], &flags)))
        return KR_RAISED;
    return number(vm, memfd_create(name, (unsigned)flags));
}

/// posix.eventfd(initval, flags=EFD_CLOEXEC)
/// Make a counter that is read and written like a file, and return its descriptor.
KR_NATIVE(posix_eventfd)
{
    int64_t first;
    int flags = EFD_CLOEXEC;
    if (!size_of(vm, a[0], &first) || (a[1] != KR_EMPTY && !krposix_int(vm, a[1], &flags)))
        return KR_RAISED;
    if (first < 0 || first > UINT32_MAX)
        return krraise(vm, KR_T_OverflowError, "Python int too large to convert to C unsigned int");
    return number(vm, eventfd((unsigned)first, flags));
}

/// posix.eventfd_read(fd)
/// Read the value of a counter of eventfd(), and set it to 0 (or take 1 from it, if it is a semaphore).
KR_NATIVE(posix_eventfd_read)
{
    int fd, result;
    eventfd_t value;
    if (!krposix_fd(vm, a[0], &fd))
        return KR_RAISED;
    BLOCKING(result, eventfd_read(fd, &value));
    return result < 0 ? krraise_errno(vm, errno, KR_EMPTY) : krint_from_u64(vm, value);
}

/// posix.eventfd_write(fd, value)
/// Add a value to a counter of eventfd().
KR_NATIVE(posix_eventfd_write)
{
    int fd, result;
    int64_t value;
    if (!krposix_fd(vm, a[0], &fd) || !size_of(vm, a[1], &value))
        return KR_RAISED;
    BLOCKING(result, eventfd_write(fd, (eventfd_t)value));
    return done(vm, result);
}

/* ---- of an open file ---------------------------------------------------------------------------------------------------------- */

/// posix.lockf(fd, command, length, /)
/// Apply, test or remove a POSIX lock on a part of an open file.
KR_NATIVE(posix_lockf)
{
    int fd, command, result;
    int64_t length;
    if (!krposix_fd(vm, a[0], &fd) || !krposix_int(vm, a[1], &command) || !size_of(vm, a[2], &length))
        return KR_RAISED;
    BLOCKING(result, lockf(fd, command, length));
    return done(vm, result);
}

/// posix.posix_fallocate(fd, offset, length, /)
/// Make sure that the disk has room for a part of a file.
KR_NATIVE(posix_posix_fallocate)
{
    int fd;
    int64_t offset, length;
    if (!krposix_fd(vm, a[0], &fd) || !size_of(vm, a[1], &offset) || !size_of(vm, a[2], &length))
        return KR_RAISED;
    int error = posix_fallocate(fd, offset, length);
    return error ? krraise_errno(vm, error, KR_EMPTY) : KR_NONE;
}

/// posix.posix_fadvise(fd, offset, length, advice, /)
/// Tell the kernel how a part of a file is going to be read.
KR_NATIVE(posix_posix_fadvise)
{
    int fd, advice;
    int64_t offset, length;
    if (!krposix_fd(vm, a[0], &fd) || !size_of(vm, a[1], &offset) || !size_of(vm, a[2], &length) || !krposix_int(vm, a[3], &advice))
        return KR_RAISED;
    int error = posix_fadvise(fd, offset, length, advice);
    return error ? krraise_errno(vm, error, KR_EMPTY) : KR_NONE;
}

/// posix.fchown(fd, uid, gid)
/// Change the owner and group of the file of a descriptor.
KR_NATIVE(posix_fchown)
{
    int fd, uid, gid;
    if (!krposix_fd(vm, a[0], &fd) || !krposix_int(vm, a[1], &uid) || !krposix_int(vm, a[2], &gid))
        return KR_RAISED;
    return done(vm, fchown(fd, (uid_t)uid, (gid_t)gid));
}

/// posix.mknod(path, mode=0o600, device=0, *, dir_fd=None)
/// Make a file system node: a file, a named pipe or a device.
KR_NATIVE(posix_mknod)
{
    KrPath path;
    int mode = 0600, folder;
    int64_t device = 0;
    if (!krposix_path(vm, a[0], false, "mknod", &path) || (a[1] != KR_EMPTY && !krposix_int(vm, a[1], &mode)) ||
        (a[2] != KR_EMPTY && !size_of(vm, a[2], &device)) || !krposix_dir_fd(vm, a[3], &folder))
        return KR_RAISED;
    return mknodat(folder, path.name, (mode_t)mode, (dev_t)device) < 0 ? krposix_error(vm, &path) : KR_NONE;
}

/* ---- limits of files -------------------------------------------------------------------------------------------------------------- */

static const struct {
    char name[24];
    int value;
} limits[] = {
#define C(name) {"PC_" #name, _PC_##name}
    C(ALLOC_SIZE_MIN), C(ASYNC_IO), C(CHOWN_RESTRICTED), C(FILESIZEBITS), C(LINK_MAX), C(MAX_CANON), C(MAX_INPUT), C(NAME_MAX),
    C(NO_TRUNC), C(PATH_MAX), C(PIPE_BUF), C(PRIO_IO), C(REC_INCR_XFER_SIZE), C(REC_MAX_XFER_SIZE), C(REC_MIN_XFER_SIZE),
    C(REC_XFER_ALIGN), C(SOCK_MAXBUF), C(SYMLINK_MAX), C(SYNC_IO), C(VDISABLE),
#undef C
};

KrValue krposix_limit_names(KrVm *vm)
{
    KrDict *d = krdict_new(vm);
    for (size_t i = 0; d && i < KR_COUNT(limits); i++) {
        KrStr *name = krstr_text(vm, limits[i].name);
        if (!name || krdict_setdefault(vm, d, krvalue(name), krsmall(limits[i].value)) == KR_RAISED)
            return KR_RAISED;
    }
    return krvalue_or_raised(d);
}

static bool limit_of(KrVm *vm, KrValue v, int *out)
{
    if (krint_check(vm, v))
        return krposix_int(vm, v, out);
    if (!kris_str(vm, v)) {
        krraise(vm, KR_T_TypeError, "configuration names must be strings or integers");
        return false;
    }
    for (size_t i = 0; i < KR_COUNT(limits); i++)
        if (krstr_is(kras_str(v), limits[i].name))
            return *out = limits[i].value, true;
    krraise(vm, KR_T_ValueError, "unrecognized configuration name");
    return false;
}

static KrValue limit(KrVm *vm, KrValue of, KrValue name, bool fd_only)
{
    KrPath path = {.object = KR_EMPTY};
    int which;
    if (fd_only ? !krposix_fd(vm, of, &path.fd) : !krposix_path(vm, of, true, "pathconf", &path))
        return KR_RAISED;
    if (!limit_of(vm, name, &which))
        return KR_RAISED;
    errno = 0;
    long value = path.name ? pathconf(path.name, which) : fpathconf(path.fd, which);
    return value == -1 && errno ? krposix_error(vm, &path) : krsmall(value);
}

/// posix.pathconf(path, name)
/// Return a limit of the file system that holds a file; -1 if there is none.
KR_NATIVE(posix_pathconf)
{
    return limit(vm, a[0], a[1], false);
}

/// posix.fpathconf(fd, name, /)
/// Return a limit of the file system that holds an open file; -1 if there is none.
KR_NATIVE(posix_fpathconf)
{
    return limit(vm, a[0], a[1], true);
}

/* ---- extended attributes ------------------------------------------------------------------------------------------------------------- */

/* Asks how much room is needed first, and again when it grew meanwhile. */
static KrRaw *attribute(KrVm *vm, const KrPath *p, const char *name, bool follow, size_t *size)
{
    for (ssize_t room = 0;;) {
        KrRaw *raw = krheap_raw(vm, (size_t)room + 1);
        if (!raw)
            return NULL;
        ssize_t got = name ? (!p->name ? fgetxattr(p->fd, name, raw->data, (size_t)room) : follow ? getxattr(p->name, name, raw->data, (size_t)room)
                                                                                          : lgetxattr(p->name, name, raw->data, (size_t)room))
                           : (!p->name ? flistxattr(p->fd, (char *)raw->data, (size_t)room) : follow ? listxattr(p->name, (char *)raw->data, (size_t)room)
                                                                                              : llistxattr(p->name, (char *)raw->data, (size_t)room));
        if (got >= 0 && (room || !got))
            return *size = (size_t)got, raw;
        if (got < 0 && errno != ERANGE)
            return krposix_error(vm, p), NULL;
        room = got > 0 ? got : room * 2;
    }
}

/// posix.getxattr(path, attribute, *, follow_symlinks=True)
/// Return the value of an extended attribute of a file, as bytes.
KR_NATIVE(posix_getxattr)
{
    KrPath path, name;
    bool follow;
    size_t size;
    if (!krposix_path(vm, a[0], true, "getxattr", &path) || !krposix_path(vm, a[1], false, "getxattr", &name) || !krposix_flag(vm, a[2], true, &follow))
        return KR_RAISED;
    KrRaw *raw = attribute(vm, &path, name.name, follow, &size);
    return raw ? krvalue_or_raised(krbytes_new(vm, raw->data, size)) : KR_RAISED;
}

/// posix.listxattr(path=None, *, follow_symlinks=True)
/// Return the names of the extended attributes of a file, or of the present folder.
KR_NATIVE(posix_listxattr)
{
    KrPath path = {.name = ".", .object = KR_EMPTY};
    bool follow;
    size_t size;
    if ((a[0] != KR_EMPTY && a[0] != KR_NONE && !krposix_path(vm, a[0], true, "listxattr", &path)) || !krposix_flag(vm, a[1], true, &follow))
        return KR_RAISED;
    KrRaw *raw = attribute(vm, &path, NULL, follow, &size);
    KrList *l = raw ? krlist_with_capacity(vm, 4) : NULL;
    for (size_t at = 0; l && at < size;) {
        const char *name = (const char *)raw->data + at;
        KrValue v = krposix_name(vm, name, strlen(name), false);
        if (v == KR_RAISED || !krlist_append(vm, l, v))
            return KR_RAISED;
        at += strlen(name) + 1;
    }
    return krvalue_or_raised(l);
}

/// posix.setxattr(path, attribute, value, flags=0, *, follow_symlinks=True)
/// Set an extended attribute of a file to a bytes-like object.
KR_NATIVE(posix_setxattr)
{
    KrPath path, name;
    bool follow;
    int flags = 0;
    const uint8_t *data;
    size_t size;
    if (!krposix_path(vm, a[0], true, "setxattr", &path) || !krposix_path(vm, a[1], false, "setxattr", &name) ||
        !krbuffer_get(vm, a[2], &data, &size) || (a[3] != KR_EMPTY && !krposix_int(vm, a[3], &flags)) || !krposix_flag(vm, a[4], true, &follow))
        return KR_RAISED;
    int result = !path.name ? fsetxattr(path.fd, name.name, data, size, flags) : follow ? setxattr(path.name, name.name, data, size, flags)
                                                                                     : lsetxattr(path.name, name.name, data, size, flags);
    return result < 0 ? krposix_error(vm, &path) : KR_NONE;
}

/// posix.removexattr(path, attribute, *, follow_symlinks=True)
/// Remove an extended attribute of a file.
KR_NATIVE(posix_removexattr)
{
    KrPath path, name;
    bool follow;
    if (!krposix_path(vm, a[0], true, "removexattr", &path) || !krposix_path(vm, a[1], false, "removexattr", &name) ||
        !krposix_flag(vm, a[2], true, &follow))
        return KR_RAISED;
    int result = !path.name ? fremovexattr(path.fd, name.name) : follow ? removexattr(path.name, name.name) : lremovexattr(path.name, name.name);
    return result < 0 ? krposix_error(vm, &path) : KR_NONE;
}
