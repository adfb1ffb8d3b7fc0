/* SPDX-License-Identifier: MIT
 * The module posix: what is in a folder. */
#include "modules/posix.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

/* The folder as a stream; a descriptor given stays the caller's. */
static DIR *open_folder(KrVm *vm, const KrPath *path)
{
    DIR *dir;
    bool tried = false;
    if (path->name) {
        do
            dir = opendir(path->name);
        while (!dir && krposix_collected(vm, &tried));
    } else {
        int fd = fcntl(path->fd, F_DUPFD_CLOEXEC, 0);
        dir = fd < 0 ? NULL : fdopendir(fd);
        if (!dir && fd >= 0)
            close(fd);
        if (dir)
            rewinddir(dir);
    }
    if (!dir)
        krposix_error(vm, path);
    return dir;
}

static bool path_or_here(KrVm *vm, KrValue v, const char *function, KrPath *out)
{
    if (v != KR_EMPTY && v != KR_NONE)
        return krposix_path(vm, v, true, function, out);
    *out = (KrPath){.name = ".", .fd = -1, .object = KR_EMPTY};
    return true;
}

static bool is_dots(const char *name)
{
    return name[0] == '.' && (!name[1] || (name[1] == '.' && !name[2]));
}

/// needs FILES

/// posix.listdir(path=None)
/// Return a list containing the names of the files in the directory.
KR_NATIVE(posix_listdir)
{
    KrPath path;
    if (!path_or_here(vm, a[0], "listdir", &path))
        return KR_RAISED;
    DIR *dir = open_folder(vm, &path);
    KrList *names = dir ? krlist_with_capacity(vm, 8) : NULL;
    while (names) {
        errno = 0;
        struct dirent *e = readdir(dir);
        if (!e && errno)
            krposix_error(vm, &path), names = NULL;
        if (!e)
            break;
        if (is_dots(e->d_name))
            continue;
        KrValue name = krposix_name(vm, e->d_name, strlen(e->d_name), path.bytes);
        if (name == KR_RAISED || !krlist_append(vm, names, name) || !krcharge(vm, 1))
            names = NULL;
    }
    if (dir)
        closedir(dir);
    return krvalue_or_raised(names);
}

/* ---- scandir -------------------------------------------------------------------------------------------------------- */

/// posix.scandir(path=None)
/// Return an iterator of DirEntry objects for given path.
KR_NATIVE(posix_scandir)
{
    KrPath path;
    KrScandir *s = krobj_new(vm, KR_TYPE_OF(ScandirIterator));
    if (!s || !path_or_here(vm, a[0], "scandir", &path) || !krheap_watch(vm, &s->h))
        return KR_RAISED;
    s->fd = path.name ? -1 : path.fd;
    krstore(vm, s, &s->path, path.name ? path.object : KR_EMPTY);
    s->h.small = path.bytes;
    s->dir = open_folder(vm, &path);
    return s->dir ? krvalue(s) : KR_RAISED;
}

static void close_scan(KrScandir *s)
{
    if (s->dir)
        closedir(s->dir);
    s->dir = NULL;
}

void krfree_ScandirIterator(KrVm *vm, KrObj *o)
{
    (void)vm;
    close_scan((KrScandir *)o);
}

/* folder/name, in the folder's kind of text. */
static KrValue join(KrVm *vm, KrScandir *s, const char *name)
{
    KrBuf b = krbuf_init(&vm->alloc);
    if (s->path != KR_EMPTY) {
        bool text = kris_str(vm, s->path);
        const char *folder = text ? krstr_data(kras_str(s->path)) : (const char *)kras_bytes(s->path)->at;
        size_t n = text ? kras_str(s->path)->size : kras_bytes(s->path)->n;
        krbuf_add(&b, folder, n);
        if (n && folder[n - 1] != '/')
            krbuf_char(&b, '/');
    } else if (s->fd < 0) {
        krbuf_text(&b, "./");
    }
    /* A str folder is text already; what the system says is put into text in the same way. */
    KrStr *decoded = s->h.small ? NULL : krio_fs_decode(vm, name, strlen(name));
    if (decoded)
        krbuf_str(&b, decoded);
    else
        krbuf_text(&b, name);
    if (s->h.small) {
        KrBytes *bytes = b.failed ? NULL : krbytes_new(vm, b.data, b.len);
        krbuf_release(&b);
        return krvalue_or_raised(bytes);
    }
    return krvalue_or_raised(decoded ? krstr_from_buf(vm, &b) : (krbuf_release(&b), NULL));
}

static KrValue make_entry(KrVm *vm, KrScandir *s, const struct dirent *from)
{
    KrDirEntry *e = krobj_new(vm, KR_TYPE_OF(DirEntry));
    KrValue name = e ? krposix_name(vm, from->d_name, strlen(from->d_name), s->h.small) : KR_RAISED;
    KR_TRY(name);
    krstore(vm, e, &e->name, name);
    KrValue path = s->fd >= 0 ? name : join(vm, s, from->d_name);
    KR_TRY(path);
    krstore(vm, e, &e->path, path);
    e->ino = from->d_ino;
    e->type = from->d_type;
    e->folder_fd = s->fd;
    return krvalue(e);
}

/// ScandirIterator.__iter__(self, /)
/// Implement iter(self).
KR_NATIVE(ScandirIterator___iter__)
{
    return a[0];
}

/// ScandirIterator.__next__(self, /)
/// Implement next(self).
KR_NATIVE(ScandirIterator___next__)
{
    KrScandir *s = (KrScandir *)kras_obj(a[0]);
    while (s->dir) {
        errno = 0;
        struct dirent *e = readdir(s->dir);
        if (!e) {
            int err = errno;
            close_scan(s);
            return err ? krraise_errno(vm, err, s->path) : KR_EMPTY;
        }
        if (!is_dots(e->d_name))
            return make_entry(vm, s, e);
    }
    return KR_EMPTY;
}

/// ScandirIterator.close(self, /)
/// Release the directory.
KR_NATIVE(ScandirIterator_close)
{
    close_scan((KrScandir *)kras_obj(a[0]));
    return KR_NONE;
}

/// ScandirIterator.__enter__(self, /)
/// The iterator itself.
KR_NATIVE(ScandirIterator___enter__)
{
    return a[0];
}

/// ScandirIterator.__exit__(self, /, *args)
/// Release the directory.
KR_NATIVE(ScandirIterator___exit__)
{
    close_scan((KrScandir *)kras_obj(a[0]));
    return KR_NONE;
}

/* ---- entries ------------------------------------------------------------------------------------------------------------ */

static KrDirEntry *self(KrValue *a)
{
    return (KrDirEntry *)kras_obj(a[0]);
}

/// class DirEntry()
/// An entry of a directory, as scandir() finds it.

/// needs nothing

/// DirEntry.name
/// the entry's base filename, relative to scandir() "path" argument
KR_NATIVE(DirEntry_get_name)
{
    return self(a)->name;
}

/// DirEntry.path
/// the entry's full path name; equivalent to os.path.join(scandir_path, entry.name)
KR_NATIVE(DirEntry_get_path)
{
    return self(a)->path;
}

/// DirEntry.inode(self, /)
/// Return inode of the entry; cached per entry.
KR_NATIVE(DirEntry_inode)
{
    return krint_from_u64(vm, self(a)->ino);
}

/// DirEntry.__fspath__(self, /)
/// Returns the path for the entry.
KR_NATIVE(DirEntry___fspath__)
{
    return self(a)->path;
}

/// DirEntry.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(DirEntry___repr__)
{
    return krvalue_or_raised(krstr_printf(vm, "<DirEntry %R>", self(a)->name));
}

/// @classmethod DirEntry.__class_getitem__(cls, item, /)
/// See PEP 585
KR_NATIVE(DirEntry___class_getitem__)
{
    return krgenericalias_new(vm, a[0], a[1]);
}

/* 0 with *st filled in, or errno. */
static int stat_entry(KrVm *vm, KrDirEntry *e, bool follow, struct stat *st)
{
    KrPath path;
    if (!krposix_path(vm, e->path, false, "stat", &path))
        return -1;
    return fstatat(e->folder_fd >= 0 ? e->folder_fd : AT_FDCWD, path.name, st, follow ? 0 : AT_SYMLINK_NOFOLLOW) ? errno : 0;
}

/// needs FILES

/// DirEntry.stat(self, /, *, follow_symlinks=True)
/// Return stat_result object for the entry; cached per entry.
KR_NATIVE(DirEntry_stat)
{
    KrDirEntry *e = self(a);
    bool follow;
    struct stat st;
    if (!krposix_flag(vm, a[1], true, &follow))
        return KR_RAISED;
    if (e->type != DT_LNK && e->type != DT_UNKNOWN)
        follow = true; /* the same for what is no link */
    KrValue *slot = follow ? &e->stat : &e->lstat;
    if (*slot != KR_EMPTY)
        return *slot;
    int error = stat_entry(vm, e, follow, &st);
    KrValue v = error < 0 ? KR_RAISED : error ? krraise_errno(vm, error, e->path) : krposix_stat_result(vm, &st);
    KR_TRY(v);
    krstore(vm, e, slot, v);
    return v;
}

static KrValue is_kind(KrVm *vm, KrDirEntry *e, KrValue follow_symlinks, uint8_t type, mode_t mode)
{
    bool follow;
    struct stat st;
    if (!krposix_flag(vm, follow_symlinks, true, &follow))
        return KR_RAISED;
    if (e->type != DT_UNKNOWN && !(follow && e->type == DT_LNK))
        return krbool(e->type == type);
    int error = stat_entry(vm, e, follow, &st);
    if (error == ENOENT)
        return KR_FALSE;
    return error < 0 ? KR_RAISED : error ? krraise_errno(vm, error, e->path) : krbool((st.st_mode & S_IFMT) == mode);
}

/// DirEntry.is_dir(self, /, *, follow_symlinks=True)
/// Return True if the entry is a directory; cached per entry.
KR_NATIVE(DirEntry_is_dir)
{
    return is_kind(vm, self(a), a[1], DT_DIR, S_IFDIR);
}

/// DirEntry.is_file(self, /, *, follow_symlinks=True)
/// Return True if the entry is a file; cached per entry.
KR_NATIVE(DirEntry_is_file)
{
    return is_kind(vm, self(a), a[1], DT_REG, S_IFREG);
}

/// DirEntry.is_symlink(self, /)
/// Return True if the entry is a symbolic link; cached per entry.
KR_NATIVE(DirEntry_is_symlink)
{
    return is_kind(vm, self(a), KR_FALSE, DT_LNK, S_IFLNK);
}

/// DirEntry.is_junction(self, /)
/// Return True if the entry is a junction; cached per entry.
KR_NATIVE(DirEntry_is_junction)
{
    return KR_FALSE;
}
