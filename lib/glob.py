# SPDX-License-Identifier: MIT
"""Files whose names match a pattern."""

import fnmatch
import os
import re
import sys

__all__ = ['escape', 'glob', 'iglob', 'translate']

_magic = re.compile('([*?[])')
_magic_bytes = re.compile(b'([*?[])')


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """Return the list of paths that match, in no order.

    * and ? match within a name, ** (with recursive) any number of directories. Names that
    begin with a dot match only a pattern that does, unless include_hidden.
    """
    return list(iglob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive,
                      include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """Yield what glob() returns."""
    sys.audit("glob.glob", pathname, recursive)
    sys.audit("glob.glob/2", pathname, recursive, root_dir, dir_fd)
    if root_dir is not None:
        root_dir = os.fspath(root_dir)
    else:
        root_dir = pathname[:0]
    found = _iglob(pathname, root_dir, dir_fd, recursive, include_hidden)
    if not pathname or (recursive and _isrecursive(pathname[:2])):
        # ** alone finds the root itself, as an empty path.
        return (path for path in found if path)
    return found


def _iglob(pathname, root_dir, dir_fd, recursive, hidden):
    dirname, basename = os.path.split(pathname)
    if not has_magic(pathname):
        whole = _join(root_dir, pathname)
        if basename:
            if _lexists(whole, dir_fd):
                yield pathname
        elif _isdir(_join(root_dir, dirname), dir_fd):
            yield pathname
        return
    if not dirname:
        yield from _names(basename, root_dir, dir_fd, recursive, hidden)
        return
    if dirname != pathname and has_magic(dirname):
        dirs = _iglob(dirname, root_dir, dir_fd, recursive, hidden)
    else:
        dirs = [dirname]
    for dirname in dirs:
        if has_magic(basename):
            names = _names(basename, _join(root_dir, dirname), dir_fd, recursive, hidden,
                           only_dirs_root=True)
        else:
            names = _plain(basename, _join(root_dir, dirname), dir_fd)
        for name in names:
            yield os.path.join(dirname, name)


def _names(pattern, directory, dir_fd, recursive, hidden, only_dirs_root=False):
    """Yield the names in a directory, or for ** the paths below it, that match."""
    if recursive and _isrecursive(pattern):
        if not directory or _isdir(directory, dir_fd):
            yield pattern[:0]
        yield from _below(directory, dir_fd, hidden)
        return
    names = _list(directory, dir_fd, False)
    if not hidden and not _ishidden(pattern):
        names = [name for name in names if not _ishidden(name)]
    yield from fnmatch.filter(names, pattern)


def _plain(name, directory, dir_fd):
    if name:
        return [name] if _lexists(_join(directory, name), dir_fd) else []
    return [name] if _isdir(directory, dir_fd) else []


def _list(directory, dir_fd, only_dirs):
    """Return the names in a directory, none if it cannot be read."""
    fd = None
    try:
        if dir_fd is not None:
            fd = os.open(directory or os.curdir, os.O_RDONLY | os.O_DIRECTORY, dir_fd=dir_fd)
            where = fd
        else:
            where = directory or os.curdir
            if isinstance(directory, bytes) and not directory:
                where = b'.'
        names = []
        with os.scandir(where) as entries:
            for entry in entries:
                try:
                    if only_dirs and not entry.is_dir():
                        continue
                except OSError:
                    pass
                name = entry.name
                if fd is not None and isinstance(directory, bytes):
                    name = os.fsencode(name)
                names.append(name)
        return names
    except OSError:
        return []
    finally:
        if fd is not None:
            os.close(fd)


def _below(directory, dir_fd, hidden):
    for name in _list(directory, dir_fd, False):
        if hidden or not _ishidden(name):
            yield name
            path = _join(directory, name)
            if not _isdir(path, dir_fd):
                continue
            for deeper in _below(path, dir_fd, hidden):
                yield _join(name, deeper)


def _lexists(path, dir_fd):
    if dir_fd is None:
        return os.path.lexists(path)
    try:
        os.lstat(path, dir_fd=dir_fd)
    except (OSError, ValueError):
        return False
    return True


def _isdir(path, dir_fd):
    if dir_fd is None:
        return os.path.isdir(path)
    try:
        st = os.stat(path, dir_fd=dir_fd)
    except (OSError, ValueError):
        return False
    return st.st_mode & 0o170000 == 0o040000


def _join(dirname, basename):
    # Not to be told apart from a relative path: an empty part adds nothing.
    if not dirname or not basename:
        return dirname or basename
    return os.path.join(dirname, basename)


def has_magic(s):
    """Return whether there is anything in it that glob() gives a meaning to."""
    return (_magic_bytes if isinstance(s, bytes) else _magic).search(s) is not None


def _ishidden(path):
    return path[:1] in ('.', b'.')


def _isrecursive(pattern):
    return pattern in ('**', b'**')


def escape(pathname):
    """Return a pattern that matches just this path."""
    drive, pathname = os.path.splitdrive(pathname)
    if isinstance(pathname, bytes):
        return drive + _magic_bytes.sub(br'[\1]', pathname)
    return drive + _magic.sub(r'[\1]', pathname)


def translate(pat, *, recursive=False, include_hidden=False, seps=None):
    """Return a regular expression that matches the paths that the pattern does."""
    if not seps:
        seps = (os.path.sep, os.path.altsep) if os.path.altsep else os.path.sep
    escaped = ''.join(map(re.escape, seps))
    any_sep = f'[{escaped}]' if len(seps) > 1 else escaped
    not_sep = f'[^{escaped}]'
    if include_hidden:
        one_last = f'{not_sep}+'
        one = f'{one_last}{any_sep}'
        any_parts = f'(?:.+{any_sep})?'
        any_last = '.*'
    else:
        one_last = f'[^{escaped}.]{not_sep}*'
        one = f'{one_last}{any_sep}'
        any_parts = f'(?:{one})*'
        any_last = f'{any_parts}(?:{one_last})?'
    out = []
    parts = re.split(any_sep, pat)
    last = len(parts) - 1
    for i, part in enumerate(parts):
        if part == '*':
            out.append(one if i < last else one_last)
        elif recursive and part == '**':
            if i == last:
                out.append(any_last)
            elif parts[i + 1] != '**':
                out.append(any_parts)
        else:
            if part:
                if not include_hidden and part[0] in '*?':
                    out.append(r'(?!\.)')
                out.append(_translate_part(part, not_sep))
            if i < last:
                out.append(any_sep)
    return fr'(?s:{"".join(out)})\z'.replace(r'\z', r'\Z')


def _translate_part(part, not_sep):
    """Return the expression for one name: * and ? do not match a separator."""
    out, i = '', 0
    while i < len(part):
        c = part[i]
        i += 1
        if c == '*':
            if not out.endswith(not_sep + '*'):
                out += not_sep + '*'
        elif c == '?':
            out += not_sep
        elif c == '[':
            end = part.find(']', i + 1 + (part[i:i + 1] in ('!', '^') and 0))
            if part[i:i + 1] == '!':
                end = part.find(']', i + 2)
            if end < 0:
                out += '\\['
            else:
                inside = part[i:end].replace('\\', r'\\')
                i = end + 1
                if inside[0] == '!':
                    inside = '^' + inside[1:]
                elif inside[0] in '^[':
                    inside = '\\' + inside
                out += f'[{inside}]'
        else:
            out += re.escape(c)
    return out
