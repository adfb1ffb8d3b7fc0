# SPDX-License-Identifier: MIT
"""Copying, moving and deleting files and whole trees; archives; finding programs."""

import collections
import errno
import fnmatch
import os
import stat
import sys

__all__ = ['copyfileobj', 'copyfile', 'copymode', 'copystat', 'copy', 'copy2', 'copytree', 'move',
           'rmtree', 'Error', 'SpecialFileError', 'make_archive', 'get_archive_formats',
           'register_archive_format', 'unregister_archive_format', 'get_unpack_formats',
           'register_unpack_format', 'unregister_unpack_format', 'unpack_archive',
           'ignore_patterns', 'chown', 'which', 'get_terminal_size', 'SameFileError',
           'disk_usage', 'ReadError', 'RegistryError', 'ExecError']

COPY_BUFSIZE = 256 * 1024


class Error(OSError):
    """Something went wrong with several files: its argument is a list of what and why."""


class SameFileError(Error):
    """Source and destination are the same file."""


class SpecialFileError(OSError):
    """A named pipe or the like, which has no contents to copy."""


class ReadError(OSError):
    """An archive cannot be read."""


class RegistryError(Exception):
    """A format of archives is registered twice or not at all."""


class ExecError(OSError):
    """A command could not be run."""


# --- Files ---------------------------------------------------------------------------------------

def copyfileobj(fsrc, fdst, length=0):
    """Copy the rest of one file object to another."""
    length = length or COPY_BUFSIZE
    read, write = fsrc.read, fdst.write
    while data := read(length):
        write(data)


def _samefile(src, dst):
    if isinstance(src, os.DirEntry):
        try:
            return os.path.samestat(src.stat(), os.stat(dst))
        except OSError:
            return False
    try:
        return os.path.samefile(src, dst)
    except OSError:
        return False


def _is_link(path):
    return path.is_symlink() if isinstance(path, os.DirEntry) else os.path.islink(path)


def _stat(path):
    return path.stat() if isinstance(path, os.DirEntry) else os.stat(path)


def copyfile(src, dst, *, follow_symlinks=True):
    """Copy the contents of a file; return dst. A link is copied as a link if not followed."""
    sys.audit("shutil.copyfile", src, dst)
    if _samefile(src, dst):
        raise SameFileError(f"{src!r} and {dst!r} are the same file")
    for path in (src, dst):
        try:
            if stat.S_ISFIFO(_stat(path).st_mode):
                name = path.path if isinstance(path, os.DirEntry) else path
                raise SpecialFileError(f"`{name}` is a named pipe")
        except SpecialFileError:
            raise
        except OSError:
            pass
    if not follow_symlinks and _is_link(src):
        os.symlink(os.readlink(src), dst)
        return dst
    with open(src, 'rb') as fsrc:
        try:
            with open(dst, 'wb') as fdst:
                if not _copy_by_system(fsrc, fdst):
                    copyfileobj(fsrc, fdst)
        except IsADirectoryError as e:
            if not os.path.exists(dst):
                raise FileNotFoundError(f'Directory does not exist: {dst}') from e
            raise
    return dst


def _copy_by_system(fsrc, fdst):
    """Copy by sendfile(); False if it cannot be used, with nothing copied."""
    sendfile = getattr(os, 'sendfile', None)
    if sendfile is None:
        return False
    source, target, offset = fsrc.fileno(), fdst.fileno(), 0
    while True:
        try:
            sent = sendfile(target, source, offset, 1 << 23)
        except OSError as err:
            if offset == 0 and err.errno in (errno.ENOTSOCK, errno.EINVAL, errno.ENOSYS,
                                             errno.EOPNOTSUPP):
                return False
            err.filename = fsrc.name
            err.filename2 = fdst.name
            raise err from None
        if sent == 0:
            # Files of /proc say that they are empty, and are not.
            return offset > 0
        offset += sent


def copymode(src, dst, *, follow_symlinks=True):
    """Copy the permission bits. Of a link itself they cannot be set: nothing happens then."""
    sys.audit("shutil.copymode", src, dst)
    if not follow_symlinks and _is_link(src) and os.path.islink(dst):
        return
    os.chmod(dst, stat.S_IMODE(_stat(src).st_mode))


def copystat(src, dst, *, follow_symlinks=True):
    """Copy permission bits, times and extended attributes, of links themselves if not followed."""
    sys.audit("shutil.copystat", src, dst)
    follow = follow_symlinks or not (_is_link(src) and os.path.islink(dst))
    if isinstance(src, os.DirEntry):
        st = src.stat(follow_symlinks=follow)
    else:
        st = os.stat(src, follow_symlinks=follow)
    os.utime(dst, ns=(st.st_atime_ns, st.st_mtime_ns), follow_symlinks=follow)
    _copyxattr(src, dst, follow)
    if follow:
        os.chmod(dst, stat.S_IMODE(st.st_mode))


def _copyxattr(src, dst, follow):
    if not hasattr(os, 'listxattr'):
        return
    try:
        names = os.listxattr(src, follow_symlinks=follow)
    except OSError as e:
        if e.errno not in (errno.ENOTSUP, errno.ENODATA, errno.EINVAL):
            raise
        return
    for name in names:
        try:
            os.setxattr(dst, name, os.getxattr(src, name, follow_symlinks=follow),
                        follow_symlinks=follow)
        except OSError as e:
            if e.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENODATA, errno.EINVAL,
                               errno.EACCES):
                raise


def _into(src, dst):
    """Return where a copy of src goes: below dst if that is a directory."""
    return os.path.join(dst, os.path.basename(src)) if os.path.isdir(dst) else dst


def copy(src, dst, *, follow_symlinks=True):
    """Copy a file with its permission bits, to a file or into a directory; return where."""
    dst = _into(src, dst)
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copymode(src, dst, follow_symlinks=follow_symlinks)
    return dst


def copy2(src, dst, *, follow_symlinks=True):
    """Copy a file with permission bits and times, to a file or into a directory; return where."""
    dst = _into(src, dst)
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copystat(src, dst, follow_symlinks=follow_symlinks)
    return dst


# --- Trees ---------------------------------------------------------------------------------------

def ignore_patterns(*patterns):
    """Return a function for copytree(ignore=...) that leaves out what matches."""

    def ignore(path, names):
        return {name for pattern in patterns for name in fnmatch.filter(names, pattern)}
    return ignore


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2,
             ignore_dangling_symlinks=False, dirs_exist_ok=False):
    """Copy a directory with all below it; return dst. Error with a list if some of it failed.

    Links are followed unless symlinks. ignore(directory, names) says what is left out.
    """
    sys.audit("shutil.copytree", src, dst)
    with os.scandir(src) as found:
        entries = list(found)
    if ignore is not None:
        ignored = ignore(os.fspath(src), [entry.name for entry in entries])
        entries = [entry for entry in entries if entry.name not in ignored]
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    errors = []
    plain = copy_function is copy2 or copy_function is copy
    for entry in entries:
        source, target = os.path.join(src, entry.name), os.path.join(dst, entry.name)
        what = entry if plain else source
        try:
            if entry.is_symlink():
                linked = os.readlink(source)
                if symlinks:
                    os.symlink(linked, target)
                    copystat(what, target, follow_symlinks=False)
                    continue
                if not os.path.exists(source) and ignore_dangling_symlinks:
                    continue
            if entry.is_dir():
                copytree(source, target,
                         symlinks, ignore, copy_function, ignore_dangling_symlinks, dirs_exist_ok)
            else:
                copy_function(what, target)
        except Error as err:
            errors.extend(err.args[0])
        except OSError as err:
            errors.append((source, target, str(err)))
    try:
        copystat(src, dst)
    except OSError as err:
        errors.append((src, dst, str(err)))
    if errors:
        raise Error(errors)
    return dst


def rmtree(path, ignore_errors=False, onerror=None, *, onexc=None, dir_fd=None):
    """Delete a directory with all below it.

    onexc(function, path, exception) is called for what fails; it may raise. Links are
    deleted, never followed.
    """
    sys.audit("shutil.rmtree", path, dir_fd)
    if ignore_errors:
        def onexc(*args):
            pass
    elif onerror is None and onexc is None:
        def onexc(*args):
            raise
    elif onexc is None:
        def onexc(func, path, exc):
            kind = (None, None, None) if exc is None else (type(exc), exc, exc.__traceback__)
            return onerror(func, path, kind)
    if isinstance(path, bytes):
        path = os.fsdecode(path)
    try:
        before = os.lstat(path, dir_fd=dir_fd)
    except OSError as err:
        onexc(os.lstat, path, err)
        return
    if not stat.S_ISDIR(before.st_mode):
        linked = stat.S_ISLNK(before.st_mode)
        try:
            if linked:
                raise OSError("Cannot call rmtree on a symbolic link")
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        except OSError as err:
            err.filename = path
            onexc(os.path.islink if linked else os.open, path, err)
        return
    _rmtree_fd(path, path, dir_fd, before, onexc)


rmtree.avoids_symlink_attacks = True


def _rmtree_fd(path, name, dir_fd, before, onexc):
    """Delete a directory by way of descriptors, so that nobody can put a link in its place."""
    try:
        fd = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=dir_fd)
    except OSError as err:
        err.filename = path
        onexc(os.open, path, err)
        return
    try:
        if not os.path.samestat(before, os.fstat(fd)):
            try:
                raise OSError("Cannot call rmtree on a symbolic link")
            except OSError as err:
                onexc(os.path.islink, path, err)
            return
        _empty_fd(path, fd, onexc)
    finally:
        os.close(fd)
    try:
        os.rmdir(name, dir_fd=dir_fd)
    except FileNotFoundError:
        pass
    except OSError as err:
        err.filename = path
        onexc(os.rmdir, path, err)


def _empty_fd(path, fd, onexc):
    try:
        with os.scandir(fd) as found:
            entries = list(found)
    except OSError as err:
        err.filename = path
        onexc(os.scandir, path, err)
        return
    for entry in entries:
        full = os.path.join(path, entry.name)
        try:
            if entry.is_dir(follow_symlinks=False):
                before = os.stat(entry.name, dir_fd=fd, follow_symlinks=False)
                if stat.S_ISDIR(before.st_mode):
                    _rmtree_fd(full, entry.name, fd, before, onexc)
                    continue
        except FileNotFoundError:
            continue
        except OSError as err:
            err.filename = full
            onexc(os.lstat, full, err)
            continue
        try:
            os.unlink(entry.name, dir_fd=fd)
        except FileNotFoundError:
            continue
        except OSError as err:
            err.filename = full
            onexc(os.unlink, full, err)


def _basename(path):
    return os.path.basename(os.fspath(path).rstrip(os.path.sep))


def _destinsrc(src, dst):
    src = os.path.abspath(src)
    dst = os.path.abspath(dst)
    return os.path.join(dst, '').startswith(os.path.join(src, ''))


def move(src, dst, copy_function=copy2):
    """Move a file or directory, to another name or into a directory; return where.

    Between file systems it is copied and then deleted.
    """
    sys.audit("shutil.move", src, dst)
    real_dst = dst
    if os.path.isdir(dst):
        if _samefile(src, dst) and not os.path.islink(src):
            os.rename(src, dst)
            return None
        real_dst = os.path.join(dst, _basename(src))
        if os.path.exists(real_dst):
            raise Error(f"Destination path '{real_dst}' already exists")
    try:
        os.rename(src, real_dst)
        return real_dst
    except OSError:
        pass
    if os.path.islink(src):
        os.symlink(os.readlink(src), real_dst)
        os.unlink(src)
    elif os.path.isdir(src):
        if _destinsrc(src, dst):
            raise Error(f"Cannot move a directory '{src}' into itself '{dst}'.")
        copytree(src, real_dst, copy_function=copy_function, symlinks=True)
        rmtree(src)
    else:
        copy_function(src, real_dst)
        os.unlink(src)
    return real_dst


# --- Archives ------------------------------------------------------------------------------------

def _tar(mode):
    def pack(base_name, base_dir, owner=None, group=None, dry_run=0, logger=None, root_dir=None):
        import tarfile
        name = base_name + '.tar' + ('.' + mode if mode else '')
        if dry_run:
            return name
        folder = os.path.dirname(name)
        if folder and not os.path.exists(folder):
            os.makedirs(folder)

        def own(info):
            if group is not None:
                info.gid, info.gname = _get_gid(group), str(group)
            if owner is not None:
                info.uid, info.uname = _get_uid(owner), str(owner)
            return info
        with tarfile.open(name, 'w|' + mode) as tar:
            source = base_dir if root_dir is None else os.path.join(root_dir, base_dir)
            tar.add(source, base_dir, filter=own)
        return os.path.abspath(name) if root_dir is not None else name
    pack.supports_root_dir = True
    return pack


def _zip(base_name, base_dir, owner=None, group=None, dry_run=0, logger=None, root_dir=None):
    import zipfile
    name = base_name + '.zip'
    if dry_run:
        return name
    folder = os.path.dirname(name)
    if folder and not os.path.exists(folder):
        os.makedirs(folder)
    top = base_dir if root_dir is None else os.path.join(root_dir, base_dir)
    with zipfile.ZipFile(name, 'w', compression=zipfile.ZIP_DEFLATED) as archive:
        for where, dirs, files in os.walk(top):
            shown = os.path.normpath(os.path.join(base_dir, os.path.relpath(where, top)))
            for one in sorted(dirs) + files:
                path = os.path.join(where, one)
                if os.path.isfile(path) or os.path.isdir(path):
                    archive.write(path, os.path.normpath(os.path.join(shown, one)))
    return os.path.abspath(name) if root_dir is not None else name


_zip.supports_root_dir = True

_ARCHIVE_FORMATS = {'tar': (_tar(''), [], "uncompressed tar file"),
                    'gztar': (_tar('gz'), [], "gzip'ed tar-file"),
                    'bztar': (_tar('bz2'), [], "bzip2'ed tar-file"),
                    'xztar': (_tar('xz'), [], "xz'ed tar-file"),
                    'zip': (_zip, [], "ZIP file")}


def get_archive_formats():
    """Return the sorted list of (name, description) that make_archive() knows."""
    return sorted((name, row[2]) for name, row in _ARCHIVE_FORMATS.items())


def register_archive_format(name, function, extra_args=None, description=''):
    """Teach make_archive() a format; extra_args are (name, value) pairs for the function."""
    extra_args = [] if extra_args is None else extra_args
    if not callable(function):
        raise TypeError(f'The {function} object is not callable')
    if not isinstance(extra_args, (tuple, list)):
        raise TypeError('extra_args needs to be a sequence')
    for element in extra_args:
        if not isinstance(element, (tuple, list)) or len(element) != 2:
            raise TypeError('extra_args elements are : (arg_name, value)')
    _ARCHIVE_FORMATS[name] = (function, extra_args, description)


def unregister_archive_format(name):
    """Forget a format of make_archive()."""
    del _ARCHIVE_FORMATS[name]


def make_archive(base_name, format, root_dir=None, base_dir=None, verbose=0, dry_run=0, owner=None,
                 group=None, logger=None):
    """Make an archive of base_dir below root_dir, both by default here; return its name.

    base_name is the name without its ending, format "zip", "tar", "gztar" and so on.
    """
    sys.audit("shutil.make_archive", base_name, format, root_dir, base_dir)
    try:
        function, extra, _ = _ARCHIVE_FORMATS[format]
    except KeyError:
        raise ValueError(f"unknown archive format '{format}'") from None
    kwargs = {'dry_run': dry_run, 'logger': logger, 'owner': owner, 'group': group}
    kwargs.update(extra)
    base_dir = os.curdir if base_dir is None else base_dir
    if root_dir is not None and not os.path.isdir(root_dir):
        raise NotADirectoryError(errno.ENOTDIR, 'Not a directory', root_dir)
    if root_dir is not None and getattr(function, 'supports_root_dir', False):
        return function(os.fspath(base_name), base_dir, root_dir=os.fspath(root_dir), **kwargs)
    if root_dir is None:
        return function(base_name, base_dir, **kwargs)
    base_name = os.path.abspath(base_name)
    here = os.getcwd()
    os.chdir(root_dir)
    try:
        return function(base_name, base_dir, **kwargs)
    finally:
        os.chdir(here)


def _unpack_tar(filename, extract_dir, *, filter=None):
    import tarfile
    try:
        archive = tarfile.open(filename)
    except tarfile.TarError:
        raise ReadError(f"{filename} is not a compressed or uncompressed tar file") from None
    with archive:
        archive.extractall(extract_dir, filter=filter)


def _unpack_zip(filename, extract_dir):
    import zipfile
    if not zipfile.is_zipfile(filename):
        raise ReadError(f"{filename} is not a zip file")
    with zipfile.ZipFile(filename) as archive:
        for info in archive.infolist():
            if info.filename.startswith('/') or '..' in info.filename:
                continue
            archive.extract(info, extract_dir)


_UNPACK_FORMATS = {'tar': (['.tar'], _unpack_tar, [], "uncompressed tar file"),
                   'zip': (['.zip'], _unpack_zip, [], "ZIP file"),
                   'gztar': (['.tar.gz', '.tgz'], _unpack_tar, [], "gzip'ed tar-file"),
                   'bztar': (['.tar.bz2', '.tbz2'], _unpack_tar, [], "bzip2'ed tar-file"),
                   'xztar': (['.tar.xz', '.txz'], _unpack_tar, [], "xz'ed tar-file")}


def get_unpack_formats():
    """Return the sorted list of (name, extensions, description) that unpack_archive() knows."""
    return sorted((name, row[0], row[3]) for name, row in _UNPACK_FORMATS.items())


def register_unpack_format(name, extensions, function, extra_args=None, description=''):
    """Teach unpack_archive() a format."""
    extra_args = [] if extra_args is None else extra_args
    known = {ext: other for other, row in _UNPACK_FORMATS.items() for ext in row[0]}
    for extension in extensions:
        if extension in known:
            raise RegistryError(f'{extension} is already registered for "{known[extension]}"')
    if not callable(function):
        raise TypeError('The registered function must be a callable')
    _UNPACK_FORMATS[name] = extensions, function, extra_args, description


def unregister_unpack_format(name):
    """Forget a format of unpack_archive()."""
    del _UNPACK_FORMATS[name]


def unpack_archive(filename, extract_dir=None, format=None, *, filter=None):
    """Unpack an archive into a directory, by default here. The name's ending tells the format."""
    sys.audit("shutil.unpack_archive", filename, extract_dir, format)
    extract_dir = os.fspath(os.getcwd() if extract_dir is None else extract_dir)
    filename = os.fspath(filename)
    if format is None:
        for name, row in _UNPACK_FORMATS.items():
            if any(filename.endswith(ext) for ext in row[0]):
                format = name
                break
        else:
            raise ReadError(f"Unknown archive format '{filename}'")
    try:
        _, function, extra, _ = _UNPACK_FORMATS[format]
    except KeyError:
        raise ValueError(f"Unknown unpack format '{format}'") from None
    kwargs = dict(extra)
    if filter is not None:
        kwargs['filter'] = filter
    function(filename, extract_dir, **kwargs)


# --- The system ----------------------------------------------------------------------------------

_ntuple_diskusage = collections.namedtuple('usage', 'total used free')
_ntuple_diskusage.total.__doc__ = "All bytes of the file system."
_ntuple_diskusage.used.__doc__ = "Bytes in use."
_ntuple_diskusage.free.__doc__ = "Bytes that may still be used."


def disk_usage(path):
    """Return (total, used, free) bytes of the file system that path lies on."""
    st = os.statvfs(path)
    return _ntuple_diskusage(st.f_blocks * st.f_frsize,
                             (st.f_blocks - st.f_bfree) * st.f_frsize,
                             st.f_bavail * st.f_frsize)


def _get_uid(name):
    if name is None or isinstance(name, int):
        return name
    import pwd
    try:
        return pwd.getpwnam(name).pw_uid
    except KeyError:
        return None


def _get_gid(name):
    if name is None or isinstance(name, int):
        return name
    import grp
    try:
        return grp.getgrnam(name).gr_gid
    except KeyError:
        return None


def chown(path, user=None, group=None, *, dir_fd=None, follow_symlinks=True):
    """Change the owner and group of a file, given by name or number."""
    sys.audit('shutil.chown', path, user, group)
    if user is None and group is None:
        raise ValueError("user and/or group must be set")
    uid = -1 if user is None else _get_uid(user)
    if uid is None:
        raise LookupError(f"no such user: {user!r}")
    gid = -1 if group is None else _get_gid(group)
    if gid is None:
        raise LookupError(f"no such group: {group!r}")
    os.chown(path, uid, gid, dir_fd=dir_fd, follow_symlinks=follow_symlinks)


def get_terminal_size(fallback=(80, 24)):
    """Return (columns, lines): by COLUMNS and LINES, by the terminal, or the fallback."""
    sizes = []
    for name in ('COLUMNS', 'LINES'):
        try:
            sizes.append(int(os.environ[name]))
        except (KeyError, ValueError):
            sizes.append(0)
    columns, lines = sizes
    if columns <= 0 or lines <= 0:
        try:
            size = os.get_terminal_size(sys.__stdout__.fileno())
        except (AttributeError, ValueError, OSError):
            size = os.terminal_size(fallback)
        columns = columns if columns > 0 else size.columns or fallback[0]
        lines = lines if lines > 0 else size.lines or fallback[1]
    return os.terminal_size((columns, lines))


def _access_check(path, mode):
    return os.path.exists(path) and os.access(path, mode) and not os.path.isdir(path)


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    """Return the path of the program that the command would run, None if there is none."""
    use_bytes = isinstance(cmd, bytes)
    if os.path.dirname(cmd):
        return cmd if _access_check(cmd, mode) else None
    if path is None:
        path = os.environ.get('PATH')
        if path is None:
            try:
                path = os.confstr('CS_PATH')
            except (AttributeError, ValueError):
                path = os.defpath
    if not path:
        return None
    if use_bytes:
        directories = os.fsencode(path).split(os.fsencode(os.pathsep))
    else:
        directories = os.fsdecode(path).split(os.pathsep)
    seen = set()
    for directory in directories:
        if directory not in seen:
            seen.add(directory)
            name = os.path.join(directory, cmd)
            if _access_check(name, mode):
                return name
    return None
