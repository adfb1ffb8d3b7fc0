# SPDX-License-Identifier: MIT
"""Paths as objects."""

import errno
import fnmatch
import io
import os
import posixpath
import re
import sys
from _collections_abc import Sequence
from stat import (S_ISBLK, S_ISCHR, S_ISDIR, S_ISFIFO, S_ISLNK, S_ISREG, S_ISSOCK)

__all__ = ['UnsupportedOperation', 'PurePath', 'PurePosixPath', 'PureWindowsPath', 'Path',
           'PosixPath', 'WindowsPath']


class UnsupportedOperation(NotImplementedError):
    """Something that paths of this kind cannot do."""


_ABSENT = (errno.ENOENT, errno.ENOTDIR, errno.EBADF, errno.ELOOP)


class _Parents(Sequence):
    """The directories above a path, the nearest first."""

    def __init__(self, path):
        self._path = path
        self._drv = path.drive
        self._root = path.root
        self._tail = path._tail

    def __len__(self):
        return len(self._tail)

    def __getitem__(self, i):
        if isinstance(i, slice):
            return tuple(self[j] for j in range(*i.indices(len(self))))
        if i >= len(self) or i < -len(self):
            raise IndexError(i)
        if i < 0:
            i += len(self)
        return self._path._from_parts(self._drv, self._root, self._tail[:-i - 1])

    def __repr__(self):
        return f"<{type(self._path).__name__}.parents>"


class PurePath:
    """A path that is only a text: nothing is asked of the file system."""

    __slots__ = ('_raw_paths', '_parsed', '_str', '_hash')
    parser = posixpath
    _fold = staticmethod(lambda text: text)

    def __new__(cls, *args, **kwargs):
        if cls is PurePath:
            cls = PurePosixPath
        return object.__new__(cls)

    def __init__(self, *args):
        paths = []
        for arg in args:
            if isinstance(arg, PurePath):
                if arg.parser is not self.parser:
                    paths.append(arg.as_posix())
                else:
                    paths.extend(arg._raw_paths)
                continue
            try:
                path = os.fspath(arg)
            except TypeError:
                path = arg
            if not isinstance(path, str):
                raise TypeError("argument should be a str or an os.PathLike object where "
                                "__fspath__ returns a str, "
                                f"not {type(path).__name__!r}")
            paths.append(path)
        self._raw_paths = paths
        self._parsed = self._str = self._hash = None

    def with_segments(self, *pathsegments):
        """Return a path of the same kind; subclasses with more to carry over override this."""
        return type(self)(*pathsegments)

    @classmethod
    def _parse_path(cls, path):
        """Return drive, root and the parts behind."""
        if not path:
            return '', '', []
        parser = cls.parser
        if parser.altsep:
            path = path.replace(parser.altsep, parser.sep)
        drive, root, rest = parser.splitroot(path)
        if not root and drive.startswith(parser.sep) and not drive.endswith(parser.sep):
            parts = drive.split(parser.sep)
            if len(parts) == 4 and parts[2] not in '?.' or len(parts) == 6:
                root = parser.sep
        return drive, root, [part for part in rest.split(parser.sep) if part and part != '.']

    def _parts(self):
        if self._parsed is None:
            raw = self._raw_paths
            path = raw[0] if len(raw) == 1 else self.parser.join(*raw) if raw else ''
            self._parsed = self._parse_path(path)
        return self._parsed

    def _from_parts(self, drive, root, tail):
        path = self.with_segments(self._format(drive, root, tail))
        path._parsed = drive, root, list(tail)
        return path

    @classmethod
    def _format(cls, drive, root, tail):
        if drive or root:
            return drive + root + cls.parser.sep.join(tail)
        if tail and cls.parser.splitdrive(tail[0])[0]:
            tail = ['.', *tail]
        return cls.parser.sep.join(tail) or '.'

    def __reduce__(self):
        return self.__class__, tuple(self._raw_paths)

    def __repr__(self):
        return f'{type(self).__name__}({self.as_posix()!r})'

    def __str__(self):
        if self._str is None:
            self._str = self._format(*self._parts())
        return self._str

    def __fspath__(self):
        return str(self)

    def as_posix(self):
        """Return the text with forward slashes."""
        return str(self).replace(self.parser.sep, '/')

    def __bytes__(self):
        """Return the path as the system takes it."""
        return os.fsencode(self)

    def as_uri(self):
        """Return a file: URI."""
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        from urllib.parse import quote_from_bytes
        drive = self.drive
        if len(drive) == 2 and drive[1] == ':':
            return 'file:///' + drive + quote_from_bytes(os.fsencode(self.as_posix()[2:]))
        if drive:
            return 'file:' + quote_from_bytes(os.fsencode(self.as_posix()))
        return 'file://' + quote_from_bytes(os.fsencode(str(self)))

    def _key(self):
        return self._fold(str(self))

    def _parts_key(self):
        return self._key().split(self.parser.sep)

    def __hash__(self):
        if self._hash is None:
            self._hash = hash(self._key())
        return self._hash

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._key() == other._key() and self.parser is other.parser

    def __lt__(self, other):
        if not isinstance(other, PurePath) or self.parser is not other.parser:
            return NotImplemented
        return self._parts_key() < other._parts_key()

    def __le__(self, other):
        if not isinstance(other, PurePath) or self.parser is not other.parser:
            return NotImplemented
        return self._parts_key() <= other._parts_key()

    def __gt__(self, other):
        if not isinstance(other, PurePath) or self.parser is not other.parser:
            return NotImplemented
        return self._parts_key() > other._parts_key()

    def __ge__(self, other):
        if not isinstance(other, PurePath) or self.parser is not other.parser:
            return NotImplemented
        return self._parts_key() >= other._parts_key()

    def __truediv__(self, key):
        try:
            return self.with_segments(self, key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self.with_segments(key, self)
        except TypeError:
            return NotImplemented

    def joinpath(self, *pathsegments):
        """Return the path with others behind; one that is absolute replaces what is before."""
        return self.with_segments(self, *pathsegments)

    @property
    def drive(self):
        """The drive, '' on this system."""
        return self._parts()[0]

    @property
    def root(self):
        """The root, '/' or ''."""
        return self._parts()[1]

    @property
    def anchor(self):
        """Drive and root."""
        return self.drive + self.root

    @property
    def _tail(self):
        return self._parts()[2]

    @property
    def parts(self):
        """The anchor, if there is one, and the names behind, a tuple."""
        anchor = self.anchor
        return (anchor, *self._tail) if anchor else tuple(self._tail)

    @property
    def name(self):
        """The last name, '' if there is none."""
        tail = self._tail
        return tail[-1] if tail else ''

    @property
    def suffix(self):
        """The last name's last ending with its dot, or ''."""
        name = self.name.lstrip('.')
        at = name.rfind('.')
        return name[at:] if 0 <= at and (at < len(name) - 1 or sys.version_info >= (3, 14)) else ''

    @property
    def suffixes(self):
        """All endings of the last name."""
        name = self.name
        if name.endswith('.') and sys.version_info < (3, 14):
            return []
        return ['.' + part for part in name.lstrip('.').split('.')[1:]]

    @property
    def stem(self):
        """The last name without its last ending."""
        suffix = self.suffix
        return self.name[:-len(suffix)] if suffix else self.name

    @property
    def parent(self):
        """The path without its last name."""
        drive, root, tail = self._parts()
        return self._from_parts(drive, root, tail[:-1]) if tail else self

    @property
    def parents(self):
        """All directories above."""
        return _Parents(self)

    def with_name(self, name):
        """Return the path with another last name."""
        parser = self.parser
        if not name or parser.sep in name or (parser.altsep and parser.altsep in name) or name == '.':
            raise ValueError(f"Invalid name {name!r}")
        drive, root, tail = self._parts()
        if not tail:
            raise ValueError(f"{self!r} has an empty name")
        return self._from_parts(drive, root, [*tail[:-1], name])

    def with_stem(self, stem):
        """Return the path with another last name and the same ending."""
        suffix = self.suffix
        if not suffix:
            return self.with_name(stem)
        if not stem:
            raise ValueError(f"{self!r} has a non-empty suffix")
        return self.with_name(stem + suffix)

    def with_suffix(self, suffix):
        """Return the path with another ending, or with none if it is ''."""
        stem = self.stem
        if not stem:
            raise ValueError(f"{self!r} has an empty name")
        if suffix and not (suffix.startswith('.') and len(suffix) > 1):
            raise ValueError(f"Invalid suffix {suffix!r}")
        return self.with_name(stem + suffix)

    def relative_to(self, other, *, walk_up=False):
        """Return the way to this path from another; with walk_up it may go up by '..'."""
        if not isinstance(other, PurePath):
            other = self.with_segments(other)
        for step, path in enumerate([other, *other.parents]):
            if path == self or path in self.parents:
                break
            if not walk_up:
                raise ValueError(f"{str(self)!r} is not in the subpath of {str(other)!r}")
            if path.name == '..':
                raise ValueError(f"'..' segment in {str(other)!r} cannot be walked")
        else:
            raise ValueError(f"{str(self)!r} and {str(other)!r} have different anchors")
        return self._from_parts('', '', ['..'] * step + self._tail[len(path._tail):])

    def is_relative_to(self, other):
        """Return whether the other path is this one or above it."""
        if not isinstance(other, PurePath):
            other = self.with_segments(other)
        return other == self or other in self.parents

    def is_absolute(self):
        """Return whether the path begins at the root."""
        if self.parser is posixpath:
            return bool(self.root)
        return bool(self.drive and self.root)

    def is_reserved(self):
        """Return whether the name is reserved: never here."""
        return False

    def match(self, path_pattern, *, case_sensitive=None):
        """Return whether the end of the path matches a pattern, all of it an absolute one."""
        if not isinstance(path_pattern, PurePath):
            path_pattern = self.with_segments(path_pattern)
        wanted = path_pattern.parts[::-1]
        mine = self.parts[::-1]
        if not wanted:
            raise ValueError("empty pattern")
        if len(mine) < len(wanted) or (len(mine) > len(wanted) and path_pattern.anchor):
            return False
        fold = self._case(case_sensitive)
        return all(fnmatch.fnmatchcase(fold(part), fold(pattern))
                   for part, pattern in zip(mine, wanted))

    def full_match(self, pattern, *, case_sensitive=None):
        """Return whether the whole path matches a pattern, in which ** is any number of names."""
        if not isinstance(pattern, PurePath):
            pattern = self.with_segments(pattern)
        import glob
        fold = self._case(case_sensitive)
        text = '' if str(self) == '.' else str(self)
        source = '' if str(pattern) == '.' else str(pattern)
        expression = glob.translate(fold(source), recursive=True, include_hidden=True,
                                    seps=self.parser.sep)
        return re.match(expression, fold(text)) is not None

    def _case(self, case_sensitive):
        if case_sensitive is None:
            return self._fold
        return (lambda text: text) if case_sensitive else str.lower


os.PathLike.register(PurePath)


class PurePosixPath(PurePath):
    """A PurePath with forward slashes."""

    __slots__ = ()


class PureWindowsPath(PurePath):
    """A PurePath of Windows; needs the module ntpath."""

    __slots__ = ()
    _fold = staticmethod(str.lower)

    def __new__(cls, *args, **kwargs):
        if cls.parser is posixpath:
            import ntpath
            PureWindowsPath.parser = ntpath
        return object.__new__(cls)


def _pattern_of(part, fold):
    """Return a function that tells whether a name matches."""
    if fold is not None:
        part = fold(part)
        match = re.compile(fnmatch.translate(part)).match
        return lambda name: match(fold(name)) is not None
    match = re.compile(fnmatch.translate(part)).match
    return lambda name: match(name) is not None


class Path(PurePath):
    """A path of this system, with what can be done with the file there."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        if cls is Path:
            cls = PosixPath
        return object.__new__(cls)

    def __init__(self, *args, **kwargs):
        if kwargs:
            raise TypeError(f"{type(self).__name__}.__init__() got an unexpected keyword argument "
                            f"{next(iter(kwargs))!r}")
        super().__init__(*args)

    # --- what is there ---------------------------------------------------------------------------

    @classmethod
    def cwd(cls):
        """Return the current directory."""
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        """Return the user's own directory."""
        return cls('~').expanduser()

    @classmethod
    def from_uri(cls, uri):
        """Return the path of a file: URI."""
        if not uri.startswith('file:'):
            raise ValueError(f"URI does not start with 'file:': {uri!r}")
        from urllib.parse import unquote_to_bytes
        path = uri[5:]
        if path[:3] == '///':
            path = path[2:]
        elif path[:12] == '//localhost/':
            path = path[11:]
        path = cls(os.fsdecode(unquote_to_bytes(path)))
        if not path.is_absolute():
            raise ValueError(f"URI is not absolute: {uri!r}")
        return path

    def stat(self, *, follow_symlinks=True):
        """Return what os.stat() does."""
        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        """Return what os.stat() does of a link itself."""
        return os.stat(self, follow_symlinks=False)

    def exists(self, *, follow_symlinks=True):
        """Return whether there is anything."""
        return os.path.exists(self) if follow_symlinks else os.path.lexists(self)

    def _is(self, test, follow_symlinks=True):
        try:
            return test(os.stat(self, follow_symlinks=follow_symlinks).st_mode)
        except (OSError, ValueError) as err:
            if isinstance(err, OSError) and err.errno not in _ABSENT:
                raise
            return False

    def is_dir(self, *, follow_symlinks=True):
        """Return whether it is a directory."""
        return self._is(S_ISDIR, follow_symlinks)

    def is_file(self, *, follow_symlinks=True):
        """Return whether it is a regular file."""
        return self._is(S_ISREG, follow_symlinks)

    def is_symlink(self):
        """Return whether it is a symbolic link."""
        return self._is(S_ISLNK, False)

    def is_mount(self):
        """Return whether a file system is mounted there."""
        return os.path.ismount(self)

    def is_junction(self):
        """Return False: those are of Windows."""
        return False

    def is_block_device(self):
        """Return whether it is a block device."""
        return self._is(S_ISBLK)

    def is_char_device(self):
        """Return whether it is a character device."""
        return self._is(S_ISCHR)

    def is_fifo(self):
        """Return whether it is a named pipe."""
        return self._is(S_ISFIFO)

    def is_socket(self):
        """Return whether it is a socket."""
        return self._is(S_ISSOCK)

    def samefile(self, other_path):
        """Return whether both are the same file."""
        return os.path.samestat(self.stat(), os.stat(other_path))

    def owner(self, *, follow_symlinks=True):
        """Return the name of the file's owner."""
        import pwd
        return pwd.getpwuid(self.stat(follow_symlinks=follow_symlinks).st_uid).pw_name

    def group(self, *, follow_symlinks=True):
        """Return the name of the file's group."""
        import grp
        return grp.getgrgid(self.stat(follow_symlinks=follow_symlinks).st_gid).gr_name

    # --- contents --------------------------------------------------------------------------------

    def open(self, mode='r', buffering=-1, encoding=None, errors=None, newline=None):
        """Open the file as open() does."""
        if 'b' not in mode:
            encoding = io.text_encoding(encoding)
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        """Return the contents as bytes."""
        with self.open('rb') as f:
            return f.read()

    def read_text(self, encoding=None, errors=None, newline=None):
        """Return the contents as text."""
        with self.open('r', encoding=io.text_encoding(encoding), errors=errors,
                       newline=newline) as f:
            return f.read()

    def write_bytes(self, data):
        """Make data the contents; return how many bytes."""
        view = memoryview(data)
        with self.open('wb') as f:
            return f.write(view)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """Make a text the contents; return how many characters."""
        if not isinstance(data, str):
            raise TypeError(f'data must be str, not {type(data).__name__}')
        with self.open('w', encoding=io.text_encoding(encoding), errors=errors,
                       newline=newline) as f:
            return f.write(data)

    # --- directories -----------------------------------------------------------------------------

    def iterdir(self):
        """Yield the paths in the directory, in no order."""
        names = os.listdir(self)
        return (self._child(name) for name in names)

    def _child(self, name):
        drive, root, tail = self._parts()
        return self._from_parts(drive, root, [*tail, name])

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """Yield the paths below that match a pattern, in which ** is any number of directories."""
        sys.audit("pathlib.Path.glob", self, pattern)
        if not isinstance(pattern, PurePath):
            pattern = self.with_segments(pattern)
            text = pattern._raw_paths[-1] if pattern._raw_paths else ''
        else:
            text = str(pattern)
        if pattern.anchor:
            raise NotImplementedError("Non-relative patterns are unsupported")
        parts = list(pattern._tail)
        if not parts:
            raise ValueError(f"Unacceptable pattern: {pattern!r}")
        only_dirs = text.endswith('/')
        fold = None if case_sensitive in (None, True) else str.lower
        seen = set() if parts.count('**') > 1 else None
        for path in self._select(parts, fold, recurse_symlinks, only_dirs):
            if seen is not None:
                if path in seen:
                    continue
                seen.add(path)
            yield path

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """Yield the paths below, however deep, that match a pattern."""
        sys.audit("pathlib.Path.rglob", self, pattern)
        if not isinstance(pattern, PurePath):
            text = os.fspath(pattern)
            if self.with_segments(text).anchor:
                raise NotImplementedError("Non-relative patterns are unsupported")
            if not self.with_segments(text)._tail:
                text = '**/' if text.endswith('/') else '**'
                return self.glob(text, case_sensitive=case_sensitive,
                                 recurse_symlinks=recurse_symlinks)
            return self.glob('**/' + text, case_sensitive=case_sensitive,
                             recurse_symlinks=recurse_symlinks)
        return self.glob(self.with_segments('**', pattern), case_sensitive=case_sensitive,
                         recurse_symlinks=recurse_symlinks)

    def _select(self, parts, fold, links, only_dirs):
        """Yield what matches the parts of a pattern below this directory."""
        part, rest = parts[0], parts[1:]
        if part == '**':
            while rest and rest[0] == '**':
                rest = rest[1:]
            for directory in self._below(links, not rest and not only_dirs):
                if rest:
                    yield from directory._select(rest, fold, links, only_dirs)
                else:
                    yield directory
            return
        if part == '..' or (fold is None and not any(c in part for c in '*?[')):
            child = self._child(part)
            if rest:
                if child.is_dir():
                    yield from child._select(rest, fold, links, only_dirs)
            elif child.is_dir() if only_dirs else child.exists(follow_symlinks=False):
                yield child
            return
        matches = _pattern_of(part, fold)
        for entry in self._entries():
            if not matches(entry.name):
                continue
            if rest or only_dirs:
                try:
                    if not entry.is_dir():
                        continue
                except OSError:
                    continue
            child = self._child(entry.name)
            if rest:
                yield from child._select(rest, fold, links, only_dirs)
            else:
                yield child

    def _entries(self):
        try:
            with os.scandir(self) as found:
                return list(found)
        except OSError:
            return []

    def _below(self, links, files):
        """Yield this directory and all below, and with files all else that lies there."""
        todo = [self]
        first = True
        while todo:
            directory = todo.pop()
            yield directory
            if first and not directory.is_dir():
                return
            first = False
            deeper = []
            for entry in directory._entries():
                try:
                    is_dir = entry.is_dir(follow_symlinks=links)
                except OSError:
                    is_dir = False
                if is_dir:
                    deeper.append(directory._child(entry.name))
                elif files:
                    yield directory._child(entry.name)
            todo.extend(reversed(deeper))

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        """Yield (directory, names of directories, names of files) for all below, as os.walk()."""
        sys.audit("pathlib.Path.walk", self, on_error, follow_symlinks)
        todo = [self]
        while todo:
            path = todo.pop()
            if isinstance(path, tuple):
                yield path
                continue
            dirs, files = [], []
            try:
                with os.scandir(path) as found:
                    entries = list(found)
            except OSError as error:
                if on_error is not None:
                    on_error(error)
                continue
            for entry in entries:
                try:
                    # A link to a directory is one only if links are followed.
                    is_dir = entry.is_dir(follow_symlinks=follow_symlinks)
                except OSError:
                    is_dir = False
                (dirs if is_dir else files).append(entry.name)
            if top_down:
                yield path, dirs, files
            else:
                todo.append((path, dirs, files))
            todo.extend(path._child(name) for name in reversed(dirs))

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        """Make the directory, with parents those above it too."""
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def rmdir(self):
        """Delete the directory, which must be empty."""
        os.rmdir(self)

    # --- changes ---------------------------------------------------------------------------------

    def touch(self, mode=0o666, exist_ok=True):
        """Make an empty file, or make an existing one new."""
        if exist_ok:
            try:
                os.utime(self, None)
                return
            except OSError:
                pass
        flags = os.O_CREAT | os.O_WRONLY | (0 if exist_ok else os.O_EXCL)
        os.close(os.open(self, flags, mode))

    def chmod(self, mode, *, follow_symlinks=True):
        """Set the permission bits."""
        os.chmod(self, mode, follow_symlinks=follow_symlinks)

    def lchmod(self, mode):
        """Set the permission bits of a link itself."""
        self.chmod(mode, follow_symlinks=False)

    def unlink(self, missing_ok=False):
        """Delete the file."""
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rename(self, target):
        """Rename the file; return the new path."""
        os.rename(self, target)
        return self.with_segments(target)

    def replace(self, target):
        """Rename the file, over another if need be; return the new path."""
        os.replace(self, target)
        return self.with_segments(target)

    def symlink_to(self, target, target_is_directory=False):
        """Make this path a symbolic link to the target."""
        os.symlink(target, self, target_is_directory)

    def hardlink_to(self, target):
        """Make this path another name of the target."""
        os.link(target, self)

    def readlink(self):
        """Return what the link leads to."""
        return self.with_segments(os.readlink(self))

    # --- other forms -----------------------------------------------------------------------------

    def absolute(self):
        """Return the path from the root; links and '..' stay."""
        if self.is_absolute():
            return self
        drive, root, tail = self.with_segments(os.getcwd())._parts()
        return self._from_parts(drive, root, [*tail, *self._tail])

    def resolve(self, strict=False):
        """Return the path from the root without links and '..'."""
        return self.with_segments(os.path.realpath(self, strict=strict))

    def expanduser(self):
        """Return the path with ~ and ~user replaced."""
        if not (self.drive or self.root) and self._tail and self._tail[0][:1] == '~':
            home = os.path.expanduser(self._tail[0])
            if home[:1] == '~':
                raise RuntimeError("Could not determine home directory.")
            drive, root, tail = self.with_segments(home)._parts()
            return self._from_parts(drive, root, [*tail, *self._tail[1:]])
        return self

    # --- copies (3.14) ---------------------------------------------------------------------------

    def copy(self, target, *, follow_symlinks=True, preserve_metadata=False):
        """Copy the file or tree to the target; return its path."""
        import shutil
        target = self.with_segments(target)
        one = shutil.copy2 if preserve_metadata else shutil.copyfile
        if self.is_dir() and (follow_symlinks or not self.is_symlink()):
            shutil.copytree(self, target, symlinks=not follow_symlinks, copy_function=one,
                            dirs_exist_ok=True)
        else:
            one(self, target, follow_symlinks=follow_symlinks)
        return target

    def copy_into(self, target_dir, *, follow_symlinks=True, preserve_metadata=False):
        """Copy the file or tree into a directory; return its path there."""
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        return self.copy(self.with_segments(target_dir, self.name),
                         follow_symlinks=follow_symlinks, preserve_metadata=preserve_metadata)

    def move(self, target):
        """Move the file or tree to the target; return its path."""
        target = self.with_segments(target)
        try:
            os.replace(self, target)
        except OSError as err:
            if err.errno != errno.EXDEV:
                raise
            import shutil
            shutil.move(self, target)
        return target

    def move_into(self, target_dir):
        """Move the file or tree into a directory; return its path there."""
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        return self.move(self.with_segments(target_dir, self.name))


class PosixPath(Path, PurePosixPath):
    """A Path of this system."""

    __slots__ = ()


class WindowsPath(Path, PureWindowsPath):
    """A Path of Windows: cannot be made here."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        raise UnsupportedOperation(f"cannot instantiate {cls.__name__!r} on your system")
