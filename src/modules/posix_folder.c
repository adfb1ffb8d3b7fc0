/* SPDX-License-Identifier: MIT
 * The module posix: folders, links, names, permissions. */
#include "modules/posix.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static KrValue done(KrVm *vm, int result, const KrPath *path)
{
    return result < 0 ? krposix_error(vm, path) : KR_NONE;
}

/* An error of two names. */
static KrValue done_both(KrVm *vm, int result, const KrPath *from, const KrPath *to)
{
    if (result >= 0)
        return KR_NONE;
    krposix_error(vm, from);
    if (vm->exec->pending) {
        KrExc *e = kras_exc(vm->exec->pending);
        krstore(vm, e, &e->field[3], to->object);
    }
    return KR_RAISED;
}

/* ---- stat --------------------------------------------------------------------------------------------------------- */

static KrValue seconds_of(const struct timespec *t)
{
    return krdouble((double)t->tv_sec + 1e-9 * (double)t->tv_nsec);
}

static KrValue ns_of(KrVm *vm, const struct timespec *t)
{
    return krint_from(vm, (int64_t)t->tv_sec * 1000000000 + t->tv_nsec);
}

KrValue krposix_stat_result(KrVm *vm, const struct stat *st)
{
    KrValue v[19] = {krsmall(st->st_mode), krint_from_u64(vm, st->st_ino), krint_from_u64(vm, st->st_dev), krsmall((int64_t)st->st_nlink),
                     krsmall(st->st_uid), krsmall(st->st_gid), krint_from(vm, st->st_size), krint_from(vm, st->st_atim.tv_sec),
                     krint_from(vm, st->st_mtim.tv_sec), krint_from(vm, st->st_ctim.tv_sec), seconds_of(&st->st_atim), seconds_of(&st->st_mtim),
                     seconds_of(&st->st_ctim), ns_of(vm, &st->st_atim), ns_of(vm, &st->st_mtim), ns_of(vm, &st->st_ctim),
                     krsmall(st->st_blksize), krint_from(vm, st->st_blocks), krint_from_u64(vm, st->st_rdev)};
    return krrecord_new(vm, KR_T_stat_result, v, 10, 19);
}

static KrValue stat_of(KrVm *vm, KrValue v, KrValue dir_fd, bool follow, bool fd_allowed, const char *function)
{
    KrPath path;
    struct stat st;
    int folder;
    if (!krposix_path(vm, v, fd_allowed, function, &path) || !krposix_dir_fd(vm, dir_fd, &folder))
        return KR_RAISED;
    if (!path.name && folder != AT_FDCWD)
        return krraise(vm, KR_T_ValueError, "%s: can't specify dir_fd without matching path", function);
    if (!path.name && !follow)
        return krraise(vm, KR_T_ValueError, "%s: cannot use fd and follow_symlinks together", function);
    int result = path.name ? fstatat(folder, path.name, &st, follow ? 0 : AT_SYMLINK_NOFOLLOW) : fstat(path.fd, &st);
    return result ? krposix_error(vm, &path) : krposix_stat_result(vm, &st);
}

/// needs FILES

/// posix.stat(path, *, dir_fd=None, follow_symlinks=True)
/// Perform a stat system call on the given path.
KR_NATIVE(posix_stat)
{
    bool follow;
    return krposix_flag(vm, a[2], true, &follow) ? stat_of(vm, a[0], a[1], follow, true, "stat") : KR_RAISED;
}

/// posix.lstat(path, *, dir_fd=None)
/// Perform a stat system call on the given path, without following symbolic links.
KR_NATIVE(posix_lstat)
{
    return stat_of(vm, a[0], a[1], false, false, "lstat");
}

/// needs FILES or PROCESS

/// posix.fstat(fd)
/// Perform a stat system call on the given file descriptor.
KR_NATIVE(posix_fstat)
{
    int fd;
    struct stat st;
    if (!krposix_fd(vm, a[0], &fd))
        return KR_RAISED;
    return fstat(fd, &st) ? krraise_errno(vm, errno, KR_EMPTY) : krposix_stat_result(vm, &st);
}

static KrValue statvfs_result(KrVm *vm, const struct statvfs *s)
{
    KrValue v[11] = {krint_from_u64(vm, s->f_bsize), krint_from_u64(vm, s->f_frsize), krint_from_u64(vm, s->f_blocks), krint_from_u64(vm, s->f_bfree),
                     krint_from_u64(vm, s->f_bavail), krint_from_u64(vm, s->f_files), krint_from_u64(vm, s->f_ffree), krint_from_u64(vm, s->f_favail),
                     krint_from_u64(vm, s->f_flag), krint_from_u64(vm, s->f_namemax), krint_from_u64(vm, s->f_fsid)};
    return krrecord_new(vm, KR_T_statvfs_result, v, 10, 11);
}

/// needs FILES

/// posix.statvfs(path)
/// Perform a statvfs system call on the given path.
KR_NATIVE(posix_statvfs)
{
    KrPath path;
    struct statvfs s;
    if (!krposix_path(vm, a[0], true, "statvfs", &path))
        return KR_RAISED;
    if (path.name ? statvfs(path.name, &s) : fstatvfs(path.fd, &s))
        return krposix_error(vm, &path);
    return statvfs_result(vm, &s);
}

/// posix.fstatvfs(fd, /)
/// Perform an fstatvfs system call on the given descriptor.
KR_NATIVE(posix_fstatvfs)
{
    int fd;
    struct statvfs s;
    if (!krposix_fd(vm, a[0], &fd))
        return KR_RAISED;
    return fstatvfs(fd, &s) ? krraise_errno(vm, errno, KR_EMPTY) : statvfs_result(vm, &s);
}

/// posix.access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)
/// Use the real uid/gid to test for access to a path.
KR_NATIVE(posix_access)
{
    KrPath path;
    int mode, folder;
    bool effective, follow;
    if (!krposix_path(vm, a[0], false, "access", &path) || !krposix_int(vm, a[1], &mode) || !krposix_dir_fd(vm, a[2], &folder) ||
        !krposix_flag(vm, a[3], false, &effective) || !krposix_flag(vm, a[4], true, &follow))
        return KR_RAISED;
    return krbool(!faccessat(folder, path.name, mode, (effective ? AT_EACCESS : 0) | (follow ? 0 : AT_SYMLINK_NOFOLLOW)));
}

/* ---- the present folder ------------------------------------------------------------------------------------------------ */

static KrValue cwd(KrVm *vm, bool bytes)
{
    char room[PATH_MAX];
    if (!getcwd(room, sizeof room))
        return krraise_errno(vm, errno, KR_EMPTY);
    return krposix_name(vm, room, strlen(room), bytes);
}

/// posix.getcwd()
/// Return a unicode string representing the current working directory.
KR_NATIVE(posix_getcwd)
{
    return cwd(vm, false);
}

/// posix.getcwdb()
/// Return a bytes string representing the current working directory.
KR_NATIVE(posix_getcwdb)
{
    return cwd(vm, true);
}

/// needs PROCESS

/// posix.chdir(path)
/// Change the current working directory to the specified path.
KR_NATIVE(posix_chdir)
{
    KrPath path;
    if (!krposix_path(vm, a[0], true, "chdir", &path))
        return KR_RAISED;
    return done(vm, path.name ? chdir(path.name) : fchdir(path.fd), &path);
}

/// posix.fchdir(fd)
/// Change to the directory of the given file descriptor.
KR_NATIVE(posix_fchdir)
{
    KrPath path = {.object = KR_EMPTY};
    return krposix_fd(vm, a[0], &path.fd) ? done(vm, fchdir(path.fd), &path) : KR_RAISED;
}

/* ---- making and removing -------------------------------------------------------------------------------------------------- */

/// needs FILES

/// posix.mkdir(path, mode=0o777, *, dir_fd=None)
/// Create a directory.
KR_NATIVE(posix_mkdir)
{
    KrPath path;
    int mode = 0777, folder;
    if (!krposix_path(vm, a[0], false, "mkdir", &path) || (a[1] != KR_EMPTY && !krposix_int(vm, a[1], &mode)) || !krposix_dir_fd(vm, a[2], &folder))
        return KR_RAISED;
    return done(vm, mkdirat(folder, path.name, (mode_t)mode), &path);
}

/// posix.mkfifo(path, mode=0o666, *, dir_fd=None)
/// Create a "fifo" (a POSIX named pipe).
KR_NATIVE(posix_mkfifo)
{
    KrPath path;
    int mode = 0666, folder;
    if (!krposix_path(vm, a[0], false, "mkfifo", &path) || (a[1] != KR_EMPTY && !krposix_int(vm, a[1], &mode)) || !krposix_dir_fd(vm, a[2], &folder))
        return KR_RAISED;
    return done(vm, mkfifoat(folder, path.name, (mode_t)mode), &path);
}

static KrValue remove_name(KrVm *vm, KrValue *a, const char *function, int flags)
{
    KrPath path;
    int folder;
    if (!krposix_path(vm, a[0], false, function, &path) || !krposix_dir_fd(vm, a[1], &folder))
        return KR_RAISED;
    return done(vm, unlinkat(folder, path.name, flags), &path);
}

/// posix.rmdir(path, *, dir_fd=None)
/// Remove a directory.
KR_NATIVE(posix_rmdir)
{
    return remove_name(vm, a, "rmdir", AT_REMOVEDIR);
}

/// posix.unlink(path, *, dir_fd=None)
/// Remove a file (same as remove()).
KR_NATIVE(posix_unlink)
{
    return remove_name(vm, a, "unlink", 0);
}

/// posix.remove(path, *, dir_fd=None)
/// Remove a file (same as unlink()).
KR_NATIVE(posix_remove)
{
    return remove_name(vm, a, "remove", 0);
}

static KrValue rename_to(KrVm *vm, KrValue *a, const char *function)
{
    KrPath from, to;
    int from_folder, to_folder;
    if (!krposix_path(vm, a[0], false, function, &from) || !krposix_path(vm, a[1], false, function, &to) ||
        !krposix_dir_fd(vm, a[2], &from_folder) || !krposix_dir_fd(vm, a[3], &to_folder))
        return KR_RAISED;
    return done_both(vm, renameat(from_folder, from.name, to_folder, to.name), &from, &to);
}

/// posix.rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)
/// Rename a file or directory.
KR_NATIVE(posix_rename)
{
    return rename_to(vm, a, "rename");
}

/// posix.replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)
/// Rename a file or directory, overwriting the destination.
KR_NATIVE(posix_replace)
{
    return rename_to(vm, a, "replace");
}

/* ---- links ------------------------------------------------------------------------------------------------------------------ */

/// posix.link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)
/// Create a hard link to a file.
KR_NATIVE(posix_link)
{
    KrPath from, to;
    int from_folder, to_folder;
    bool follow;
    if (!krposix_path(vm, a[0], false, "link", &from) || !krposix_path(vm, a[1], false, "link", &to) ||
        !krposix_dir_fd(vm, a[2], &from_folder) || !krposix_dir_fd(vm, a[3], &to_folder) || !krposix_flag(vm, a[4], true, &follow))
        return KR_RAISED;
    return done_both(vm, linkat(from_folder, from.name, to_folder, to.name, follow ? AT_SYMLINK_FOLLOW : 0), &from, &to);
}

/// posix.symlink(src, dst, target_is_directory=False, *, dir_fd=None)
/// Create a symbolic link pointing to src named dst.
KR_NATIVE(posix_symlink)
{
    KrPath from, to;
    int folder;
    if (!krposix_path(vm, a[0], false, "symlink", &from) || !krposix_path(vm, a[1], false, "symlink", &to) || !krposix_dir_fd(vm, a[3], &folder))
        return KR_RAISED;
    return done_both(vm, symlinkat(from.name, folder, to.name), &from, &to);
}

/// posix.readlink(path, *, dir_fd=None)
/// Return a string representing the path to which the symbolic link points.
KR_NATIVE(posix_readlink)
{
    KrPath path;
    int folder;
    char room[PATH_MAX];
    if (!krposix_path(vm, a[0], false, "readlink", &path) || !krposix_dir_fd(vm, a[1], &folder))
        return KR_RAISED;
    ssize_t length = readlinkat(folder, path.name, room, sizeof room);
    return length < 0 ? krposix_error(vm, &path) : krposix_name(vm, room, (size_t)length, path.bytes);
}

/* ---- permissions, times ------------------------------------------------------------------------------------------------------ */

/// posix.chmod(path, mode, *, dir_fd=None, follow_symlinks=True)
/// Change the access permissions of a file.
KR_NATIVE(posix_chmod)
{
    KrPath path;
    int mode, folder;
    bool follow;
    if (!krposix_path(vm, a[0], true, "chmod", &path) || !krposix_int(vm, a[1], &mode) || !krposix_dir_fd(vm, a[2], &folder) ||
        !krposix_flag(vm, a[3], true, &follow))
        return KR_RAISED;
    if (!follow)
        return krraise(vm, KR_T_NotImplementedError, "chmod: follow_symlinks unavailable on this platform");
    return done(vm, path.name ? fchmodat(folder, path.name, (mode_t)mode, 0) : fchmod(path.fd, (mode_t)mode), &path);
}

/// posix.fchmod(fd, mode)
/// Change the access permissions of the file given by file descriptor fd.
KR_NATIVE(posix_fchmod)
{
    KrPath path = {.object = KR_EMPTY};
    int mode;
    return krposix_fd(vm, a[0], &path.fd) && krposix_int(vm, a[1], &mode) ? done(vm, fchmod(path.fd, (mode_t)mode), &path) : KR_RAISED;
}

/// posix.chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True)
/// Change the owner and group id of path to the numeric uid and gid.
KR_NATIVE(posix_chown)
{
    KrPath path;
    int uid, gid, folder;
    bool follow;
    if (!krposix_path(vm, a[0], true, "chown", &path) || !krposix_int(vm, a[1], &uid) || !krposix_int(vm, a[2], &gid) ||
        !krposix_dir_fd(vm, a[3], &folder) || !krposix_flag(vm, a[4], true, &follow))
        return KR_RAISED;
    int result = path.name ? fchownat(folder, path.name, (uid_t)uid, (gid_t)gid, follow ? 0 : AT_SYMLINK_NOFOLLOW)
                           : fchown(path.fd, (uid_t)uid, (gid_t)gid);
    return done(vm, result, &path);
}

/// posix.lchown(path, uid, gid)
/// Change the owner and group id of path; this function will not follow symbolic links.
KR_NATIVE(posix_lchown)
{
    KrPath path;
    int uid, gid;
    if (!krposix_path(vm, a[0], false, "lchown", &path) || !krposix_int(vm, a[1], &uid) || !krposix_int(vm, a[2], &gid))
        return KR_RAISED;
    return done(vm, lchown(path.name, (uid_t)uid, (gid_t)gid), &path);
}

/// needs PROCESS

/// posix.umask(mask, /)
/// Set the current numeric umask and return the previous umask.
KR_NATIVE(posix_umask)
{
    int mask;
    return krposix_int(vm, a[0], &mask) ? krsmall(umask((mode_t)mask)) : KR_RAISED;
}

static bool time_of(KrVm *vm, KrValue v, struct timespec *out)
{
    double seconds;
    int64_t whole;
    if (krint_check(vm, v)) {
        *out = (struct timespec){0};
        if (!krobj_as_i64(vm, v, &whole, false))
            return false;
        out->tv_sec = whole;
        return true;
    }
    if (!krobj_as_double(vm, v, &seconds))
        return false;
    out->tv_sec = (time_t)__builtin_floor(seconds);
    out->tv_nsec = (long)((seconds - __builtin_floor(seconds)) * 1e9);
    return true;
}

static bool time_of_ns(KrVm *vm, KrValue v, struct timespec *out)
{
    int64_t ns;
    if (!krobj_as_i64(vm, v, &ns, false))
        return false;
    out->tv_sec = ns / 1000000000 - (ns % 1000000000 < 0);
    out->tv_nsec = (long)(ns - (int64_t)out->tv_sec * 1000000000);
    return true;
}

static bool times_of(KrVm *vm, KrValue times, KrValue ns, struct timespec out[2])
{
    bool given = times != KR_EMPTY && times != KR_NONE, given_ns = ns != KR_EMPTY;
    out[0] = out[1] = (struct timespec){.tv_nsec = UTIME_NOW};
    if (given && given_ns)
        return krraise(vm, KR_T_ValueError, "utime: you may specify either 'times' or 'ns' but not both"), false;
    KrValue pair = given ? times : given_ns ? ns : KR_EMPTY;
    if (pair == KR_EMPTY)
        return true;
    if (!kris_ptr(pair) || !kris_kind(vm, pair, KR_TF_TUPLE) || kras_tuple(pair)->n != 2) {
        krraise(vm, KR_T_TypeError, "utime: '%s' must be%s a tuple of two ints%s", given ? "times" : "ns", given ? " either" : "", given ? " or None" : "");
        return false;
    }
    for (int i = 0; i < 2; i++)
        if (!(given ? time_of(vm, kras_tuple(pair)->at[i], &out[i]) : time_of_ns(vm, kras_tuple(pair)->at[i], &out[i])))
            return false;
    return true;
}

/// needs FILES

/// posix.utime(path, times=None, *, ns=NULL, dir_fd=None, follow_symlinks=True)
/// Set the access and modified time of path.
KR_NATIVE(posix_utime)
{
    KrPath path;
    int folder;
    bool follow;
    struct timespec ts[2];
    if (!krposix_path(vm, a[0], true, "utime", &path) || !times_of(vm, a[1], a[2], ts) || !krposix_dir_fd(vm, a[3], &folder) ||
        !krposix_flag(vm, a[4], true, &follow))
        return KR_RAISED;
    int result = path.name ? utimensat(folder, path.name, ts, follow ? 0 : AT_SYMLINK_NOFOLLOW) : futimens(path.fd, ts);
    return done(vm, result, &path);
}

/* ---- numbers of devices ------------------------------------------------------------------------------------------------------- */

/// needs nothing

/// posix.major(device, /)
/// Extracts a device major number from a raw device number.
KR_NATIVE(posix_major)
{
    int64_t device;
    return krobj_as_i64(vm, a[0], &device, false) ? krsmall(major((dev_t)device)) : KR_RAISED;
}

/// posix.minor(device, /)
/// Extracts a device minor number from a raw device number.
KR_NATIVE(posix_minor)
{
    int64_t device;
    return krobj_as_i64(vm, a[0], &device, false) ? krsmall(minor((dev_t)device)) : KR_RAISED;
}

/// posix.makedev(major, minor, /)
/// Composes a raw device number from the major and minor device numbers.
KR_NATIVE(posix_makedev)
{
    int upper, lower;
    return krposix_int(vm, a[0], &upper) && krposix_int(vm, a[1], &lower) ? krint_from_u64(vm, makedev((unsigned)upper, (unsigned)lower)) : KR_RAISED;
}
