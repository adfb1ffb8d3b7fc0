# SPDX-License-Identifier: MIT
"""The operating system: files, processes, environment; os.path has the functions on paths."""

import abc
import sys
import stat as st
import posix
from _collections_abc import Mapping, MutableMapping, _check_methods
from posix import *
from posix import _exit

GenericAlias = type(list[int])
name = 'posix'
linesep = '\n'

__all__ = ['altsep', 'curdir', 'pardir', 'sep', 'pathsep', 'linesep', 'defpath', 'name', 'path',
           'devnull', 'SEEK_SET', 'SEEK_CUR', 'SEEK_END', 'fsencode', 'fsdecode',
           'get_exec_path', 'fdopen', 'extsep', '_exit', 'makedirs', 'removedirs', 'renames',
           'walk', 'fwalk', 'execl', 'execle', 'execlp', 'execlpe', 'execvp', 'execvpe',
           'environ', 'environb', 'getenv', 'getenvb', 'supports_bytes_environ', 'P_WAIT',
           'P_NOWAIT', 'P_NOWAITO', 'spawnv', 'spawnve', 'spawnvp', 'spawnvpe', 'spawnl',
           'spawnle', 'spawnlp', 'spawnlpe', 'popen', 'PathLike', 'process_cpu_count', 'openpty']


def _get_exports_list(module):
    """Return the public names of a module."""
    try:
        return list(module.__all__)
    except AttributeError:
        return [n for n in dir(module) if n[0] != '_']


__all__.extend(_get_exports_list(posix))

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2
P_WAIT = 0
P_NOWAIT = P_NOWAITO = 1


def _existing(*names):
    """Return the set of those functions that this system has."""
    return {globals()[n] for n in names if n in globals()}


def _existing_stems(*names):
    """Return those of the functions whose descriptor argument this system supports."""
    known = getattr(posix, '_have_functions', None)
    if known is None:
        return _existing(*(n.partition(':')[0] for n in names))
    return {globals()[n.partition(':')[0]] for n in names
            if n.partition(':')[0] in globals() and 'HAVE_' + n.partition(':')[2] in known}


supports_dir_fd = _existing_stems(
    'access:FACCESSAT', 'chmod:FCHMODAT', 'chown:FCHOWNAT', 'stat:FSTATAT', 'utime:FUTIMESAT',
    'link:LINKAT', 'mkdir:MKDIRAT', 'mkfifo:MKFIFOAT', 'mknod:MKNODAT', 'open:OPENAT',
    'readlink:READLINKAT', 'rename:RENAMEAT', 'symlink:SYMLINKAT', 'unlink:UNLINKAT',
    'rmdir:UNLINKAT', 'utime:UTIMENSAT')
supports_effective_ids = _existing_stems('access:FACCESSAT')
supports_fd = _existing_stems(
    'chdir:FCHDIR', 'chmod:FCHMOD', 'chown:FCHOWN', 'listdir:FDOPENDIR', 'scandir:FDOPENDIR',
    'execve:FEXECVE', 'truncate:FTRUNCATE', 'utime:FUTIMENS', 'utime:FUTIMES',
    'pathconf:FPATHCONF', 'statvfs:FSTATVFS') | _existing('stat')
supports_follow_symlinks = _existing_stems(
    'access:FACCESSAT', 'chown:FCHOWNAT', 'stat:FSTATAT', 'chflags:LCHFLAGS', 'chmod:LCHMOD',
    'link:LINKAT', 'stat:LSTAT', 'utime:LUTIMES', 'utime:UTIMENSAT') | _existing('stat')
if 'chown' in globals():
    supports_follow_symlinks.add(chown)
supports_follow_symlinks.discard(globals().get('chmod'))


# --- Directories ---------------------------------------------------------------------------------

def makedirs(name, mode=0o777, exist_ok=False):
    """Make a directory and those above it that are missing.

    mode is that of the last one. FileExistsError if it exists, unless exist_ok.
    """
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass        # somebody else was faster
        if tail == (b'.' if isinstance(tail, bytes) else '.'):
            return
    try:
        mkdir(name, mode)
    except OSError:
        # Not only FileExistsError: the system may prefer to report something else.
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    """Remove an empty directory, and those above it as long as they are empty too."""
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def renames(old, new):
    """Rename, make the directories that new needs, and remove those left empty by old."""
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


def _read_directory(top, onerror):
    """Return a list of (entry, is a directory), None on an error."""
    result = []
    try:
        with scandir(top) as entries:
            for entry in entries:
                try:
                    is_dir = entry.is_dir()
                except OSError:
                    is_dir = False
                result.append((entry, is_dir))
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return None
    return result


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Iterate over a directory tree: (path, names of directories, names of other files) each.

    Top-down, dirnames may be changed in place, to leave out some or to visit in
    another order; else a directory comes after those in it. onerror is called with
    the OSError of directories that cannot be read. Links to directories are not
    followed unless followlinks.
    """
    sys.audit("os.walk", top, topdown, onerror, followlinks)
    stack = [fspath(top)]
    while stack:
        top = stack.pop()
        if isinstance(top, tuple):
            yield top
            continue
        found = _read_directory(top, onerror)
        if found is None:
            continue
        dirs = [entry.name for entry, is_dir in found if is_dir]
        nondirs = [entry.name for entry, is_dir in found if not is_dir]
        if topdown:
            yield top, dirs, nondirs
            for dirname in reversed(dirs):
                new_path = path.join(top, dirname)
                if followlinks or not path.islink(new_path):
                    stack.append(new_path)
        else:
            stack.append((top, dirs, nondirs))
            for entry, is_dir in reversed(found):
                if is_dir and (followlinks or not _is_link(entry)):
                    stack.append(entry.path)


def _is_link(entry):
    try:
        return entry.is_symlink()
    except OSError:
        return False


def fwalk(top='.', topdown=True, onerror=None, *, follow_symlinks=False, dir_fd=None):
    """Like walk(), but yields (path, dirnames, filenames, descriptor of the directory) each.

    The descriptor is good only until the next step.
    """
    sys.audit("os.fwalk", top, topdown, onerror, follow_symlinks, dir_fd)
    top = fspath(top)
    # What is to be done: (close, fd), (yield, tuple), or (walk, (fd, path, name, stat)).
    stack = [('walk', (dir_fd, top, top, None))]
    try:
        while stack:
            action, value = stack.pop()
            if action == 'close':
                close(value)
            elif action == 'yield':
                yield value
            else:
                yield from _fwalk_step(stack, value, topdown, onerror, follow_symlinks,
                                       isinstance(top, bytes))
    finally:
        for action, value in reversed(stack):
            if action == 'close':
                close(value)


def _fwalk_step(stack, value, topdown, onerror, follow_symlinks, is_bytes):
    is_root = value[3] is None
    parent_fd, toppath, topname, orig_st = value
    try:
        if not follow_symlinks and is_root:
            orig_st = stat(topname, follow_symlinks=False, dir_fd=parent_fd)
        topfd = open(topname, O_RDONLY | O_NONBLOCK, dir_fd=parent_fd)
    except OSError as err:
        if is_root:
            raise
        if onerror is not None:
            onerror(err)
        return
    stack.append(('close', topfd))
    if not follow_symlinks:
        # What was a directory may have become a link to one meanwhile.
        if is_root and not st.S_ISDIR(orig_st.st_mode):
            return
        if not path.samestat(orig_st, stat(topfd)):
            return
    dirs, nondirs, entries = [], [], []
    with scandir(topfd) as found:
        for entry in found:
            entry_name = fsencode(entry.name) if is_bytes else entry.name
            try:
                if entry.is_dir():
                    dirs.append(entry_name)
                    entries.append((entry_name, entry))
                else:
                    nondirs.append(entry_name)
            except OSError:
                try:
                    if entry.is_symlink():
                        nondirs.append(entry_name)
                except OSError:
                    pass
    if topdown:
        yield toppath, dirs, nondirs, topfd
        known = dict(entries)
        entries = [(dirname, known.get(dirname)) for dirname in dirs]
    else:
        stack.append(('yield', (toppath, dirs, nondirs, topfd)))
    for dirname, entry in reversed(entries):
        try:
            info = None
            if not follow_symlinks:
                info = stat(dirname, follow_symlinks=False, dir_fd=topfd)
                if st.S_ISLNK(info.st_mode):
                    continue
            else:
                info = True
        except OSError as err:
            if onerror is not None:
                onerror(err)
            continue
        stack.append(('walk', (topfd, path.join(toppath, dirname), dirname, info)))


# --- Environment ---------------------------------------------------------------------------------

class _Environ(MutableMapping):
    """The environment as a mapping; changes are passed on to the system."""

    def __init__(self, data, encodekey, decodekey, encodevalue, decodevalue):
        self.encodekey = encodekey
        self.decodekey = decodekey
        self.encodevalue = encodevalue
        self.decodevalue = decodevalue
        self._data = data

    def __getitem__(self, key):
        try:
            value = self._data[self.encodekey(key)]
        except KeyError:
            raise KeyError(key) from None
        return self.decodevalue(value)

    def __setitem__(self, key, value):
        key = self.encodekey(key)
        value = self.encodevalue(value)
        putenv(key, value)
        self._data[key] = value

    def __delitem__(self, key):
        encoded = self.encodekey(key)
        unsetenv(encoded)
        try:
            del self._data[encoded]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        for key in list(self._data):
            yield self.decodekey(key)

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        shown = ', '.join(f'{self.decodekey(key)!r}: {self.decodevalue(value)!r}'
                          for key, value in self._data.items())
        return f'environ({{{shown}}})'

    def copy(self):
        """Return the environment as a dict."""
        return dict(self)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        new = dict(self)
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        new = dict(other)
        new.update(self)
        return new


_encoding = sys.getfilesystemencoding()
_errors = sys.getfilesystemencodeerrors()


def fsencode(filename):
    """Return a file name, str, bytes or PathLike, as bytes."""
    filename = fspath(filename)
    if isinstance(filename, str):
        return filename.encode(_encoding, _errors)
    return filename


def fsdecode(filename):
    """Return a file name, str, bytes or PathLike, as str."""
    filename = fspath(filename)
    if isinstance(filename, bytes):
        return filename.decode(_encoding, _errors)
    return filename


def _encode(value):
    if not isinstance(value, str):
        raise TypeError("str expected, not %s" % type(value).__name__)
    return value.encode(_encoding, 'surrogateescape')


def _decode(value):
    return value.decode(_encoding, 'surrogateescape')


def _check_bytes(value):
    if not isinstance(value, bytes):
        raise TypeError("bytes expected, not %s" % type(value).__name__)
    return value


environ = _Environ(dict(posix.environ), _encode, _decode, _encode, _decode)
environb = _Environ(environ._data, _check_bytes, bytes, _check_bytes, bytes)
supports_bytes_environ = True


def getenv(key, default=None):
    """Return an environment variable, or default."""
    return environ.get(key, default)


def getenvb(key, default=None):
    """Return an environment variable, its name and value bytes, or default."""
    return environb.get(key, default)


def get_exec_path(env=None):
    """Return the directories where programs are looked for, by PATH in env or the environment."""
    if env is None:
        env = environ
    path_list = env.get('PATH')
    try:
        path_listb = env[b'PATH']
    except (KeyError, TypeError):
        pass
    else:
        if path_list is not None:
            raise ValueError("env cannot contain 'PATH' and b'PATH' keys")
        path_list = path_listb
    if path_list is None:
        path_list = defpath
    if isinstance(path_list, bytes):
        path_list = fsdecode(path_list)
    return path_list.split(pathsep)


# --- Processes -----------------------------------------------------------------------------------

def execl(file, *args):
    """Replace this process by the program file, with these arguments."""
    execv(file, args)


def execle(file, *args):
    """Like execl(); the last argument is the environment."""
    execve(file, args[:-1], args[-1])


def execlp(file, *args):
    """Like execl(), looking for the program along PATH."""
    execvp(file, args)


def execlpe(file, *args):
    """Like execlp(); the last argument is the environment."""
    execvpe(file, args[:-1], args[-1])


def execvp(file, args):
    """Replace this process by a program, looked for along PATH, with a list of arguments."""
    _execvpe(file, args)


def execvpe(file, args, env):
    """Like execvp(), with an environment."""
    _execvpe(file, args, env)


def _execvpe(file, args, env=None):
    if env is None:
        run, rest = execv, (args,)
        env = environ
    else:
        run, rest = execve, (args, env)
    if path.dirname(file):
        run(file, *rest)
        return
    saved_exc = None
    file = fsencode(file)
    for directory in map(fsencode, get_exec_path(env)):
        try:
            run(path.join(directory, file), *rest)
        except (FileNotFoundError, NotADirectoryError) as e:
            last_exc = e
        except OSError as e:
            last_exc = e
            if saved_exc is None:
                saved_exc = e
    raise saved_exc if saved_exc is not None else last_exc


def _spawnvef(mode, file, args, env, func):
    if not isinstance(args, (tuple, list)):
        raise TypeError('argv must be a tuple or a list')
    if not args or not args[0]:
        raise ValueError('argv first element cannot be empty')
    pid = fork()
    if not pid:
        try:
            func(file, args) if env is None else func(file, args, env)
        except BaseException:
            _exit(127)
    if mode == P_NOWAIT:
        return pid
    while True:
        _, status = waitpid(pid, 0)
        if not WIFSTOPPED(status):
            return waitstatus_to_exitcode(status)


def spawnv(mode, file, args):
    """Run a program; return its exit code with P_WAIT, its process id with P_NOWAIT."""
    return _spawnvef(mode, file, args, None, execv)


def spawnve(mode, file, args, env):
    """Like spawnv(), with an environment."""
    return _spawnvef(mode, file, args, env, execve)


def spawnvp(mode, file, args):
    """Like spawnv(), looking for the program along PATH."""
    return _spawnvef(mode, file, args, None, execvp)


def spawnvpe(mode, file, args, env):
    """Like spawnvp(), with an environment."""
    return _spawnvef(mode, file, args, env, execvpe)


def spawnl(mode, file, *args):
    """Like spawnv(), with separate arguments."""
    return spawnv(mode, file, args)


def spawnle(mode, file, *args):
    """Like spawnl(); the last argument is the environment."""
    return spawnve(mode, file, args[:-1], args[-1])


def spawnlp(mode, file, *args):
    """Like spawnvp(), with separate arguments."""
    return spawnvp(mode, file, args)


def spawnlpe(mode, file, *args):
    """Like spawnlp(); the last argument is the environment."""
    return spawnvpe(mode, file, args[:-1], args[-1])


def popen(cmd, mode='r', buffering=-1):
    """Run a shell command; return a file to read its output from, or to write its input to."""
    if not isinstance(cmd, str):
        raise TypeError("invalid cmd type (%s, expected string)" % type(cmd))
    if mode not in ('r', 'w'):
        raise ValueError("invalid mode %r" % mode)
    if buffering == 0 or buffering is None:
        raise ValueError("popen() does not support unbuffered streams")
    import io
    import subprocess
    if mode == 'r':
        proc = subprocess.Popen(cmd, shell=True, text=True, stdout=subprocess.PIPE,
                                bufsize=buffering)
        return _wrap_close(proc.stdout, proc)
    proc = subprocess.Popen(cmd, shell=True, text=True, stdin=subprocess.PIPE,
                            bufsize=buffering)
    return _wrap_close(proc.stdin, proc)


class _wrap_close:
    """A file of popen(): closing it waits for the command."""

    def __init__(self, stream, proc):
        self._stream = stream
        self._proc = proc

    def close(self):
        self._stream.close()
        returncode = self._proc.wait()
        return None if returncode == 0 else returncode << 8

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __iter__(self):
        return iter(self._stream)


def fdopen(fd, mode='r', buffering=-1, encoding=None, *args, **kwargs):
    """Return a file object for a descriptor; the arguments are those of open()."""
    if not isinstance(fd, int):
        raise TypeError("invalid fd type (%s, expected integer)" % type(fd))
    import io
    if 'b' not in mode:
        encoding = io.text_encoding(encoding)
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


def openpty():
    """A new pseudo-terminal: the descriptors (master, slave), which are not inherited."""
    from fcntl import ioctl
    get_number, set_lock = 0x80045430, 0x40045431  # TIOCGPTN, TIOCSPTLCK
    master = open('/dev/ptmx', O_RDWR | O_NOCTTY | O_CLOEXEC)
    try:
        ioctl(master, set_lock, bytes(4))
        number = int.from_bytes(ioctl(master, get_number, bytes(4)), sys.byteorder)
        return master, open(f'/dev/pts/{number}', O_RDWR | O_NOCTTY | O_CLOEXEC)
    except BaseException:
        close(master)
        raise


def process_cpu_count():
    """Return the number of processors that this process may use, None if unknown."""
    try:
        return len(sched_getaffinity(0))
    except (NameError, OSError):
        return cpu_count()


class PathLike(abc.ABC):
    """Base of objects that are a path: they have __fspath__()."""

    __slots__ = ()

    @abc.abstractmethod
    def __fspath__(self):
        """Return the path, str or bytes."""
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return _check_methods(subclass, '__fspath__')
        return NotImplemented

    __class_getitem__ = classmethod(GenericAlias)


import posixpath as path
from posixpath import (curdir, pardir, sep, pathsep, defpath, extsep, altsep, devnull)
sys.modules['os.path'] = path
