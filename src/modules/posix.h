/* SPDX-License-Identifier: MIT
 * What the files of the module posix share. Layer: modules. */
#ifndef KR_MODULES_POSIX_H
#define KR_MODULES_POSIX_H

#include "modules/state.h"
#include "object/record.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

typedef struct KrDirEntry {
    KrObj h;
    KrValue name, path, stat, lstat; /* the last two empty until asked for */
    uint64_t ino;
    int folder_fd;       /* what scandir() was given, or -1 */
    uint8_t type;        /* DT_* */
} KrDirEntry;

typedef struct KrScandir {
    KrObj h;
    KrValue path;        /* as given, or empty for the present folder */
    KrValue spare;
    DIR *dir;            /* NULL when exhausted or closed */
    int fd;              /* given instead of a path, or -1 */
} KrScandir;

/* A path argument: a name, or a descriptor where those are allowed. */
typedef struct KrPath {
    const char *name;    /* NULL: fd */
    int fd;
    KrValue object;      /* as given, for errors */
    bool bytes;
    KrValue keep;
} KrPath;
bool krposix_path(KrVm *vm, KrValue v, bool fd_allowed, const char *function, KrPath *out) KR_MUST_USE;
/* An optional dir_fd argument: AT_FDCWD for None or none. */
bool krposix_dir_fd(KrVm *vm, KrValue v, int *out) KR_MUST_USE;
/* After a call that failed with errno: whether it was for want of descriptors, objects that nobody can reach were made to give theirs
 * back, and the call is worth a second try. *tried begins as false. */
bool krposix_collected(KrVm *vm, bool *tried);
bool krposix_fd(KrVm *vm, KrValue v, int *out) KR_MUST_USE; /* an int, or an object with fileno() */
bool krposix_int(KrVm *vm, KrValue v, int *out) KR_MUST_USE;
/* True or False argument, `missing` if there is none. */
bool krposix_flag(KrVm *vm, KrValue v, bool missing, bool *out) KR_MUST_USE;
KrValue krposix_stat_result(KrVm *vm, const struct stat *st) KR_MUST_USE;
KrValue krposix_error(KrVm *vm, const KrPath *path); /* raises by errno */
/* A file name from the system, as str or bytes. */
KrValue krposix_name(KrVm *vm, const char *name, size_t n, bool bytes) KR_MUST_USE;
KrValue krposix_limit_names(KrVm *vm) KR_MUST_USE; /* the dict pathconf_names */
bool krposix_constants(KrVm *vm, KrValue module) KR_MUST_USE;
/* After a call that was interrupted: true to try again; false with an exception pending. */
bool krposix_again(KrVm *vm) KR_MUST_USE;

#endif
