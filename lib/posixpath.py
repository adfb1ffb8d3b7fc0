# SPDX-License-Identifier: MIT
"""Operations on POSIX paths; this is os.path."""

import os
import stat
import sys
import genericpath
from genericpath import (ALLOW_MISSING, commonprefix, exists, getatime, getctime, getmtime,
                         getsize, isdevdrive, isdir, isfile, isjunction, islink, lexists,
                         samefile, sameopenfile, samestat)

__all__ = ['normcase', 'isabs', 'join', 'splitdrive', 'splitroot', 'split', 'splitext',
           'basename', 'dirname', 'commonprefix', 'getsize', 'getmtime', 'getatime', 'getctime',
           'islink', 'exists', 'lexists', 'isdir', 'isfile', 'ismount', 'expanduser',
           'expandvars', 'normpath', 'abspath', 'samefile', 'sameopenfile', 'samestat', 'curdir',
           'pardir', 'sep', 'pathsep', 'defpath', 'altsep', 'extsep', 'devnull', 'realpath',
           'supports_unicode_filenames', 'relpath', 'commonpath', 'isjunction',
           'isdevdrive', 'ALLOW_MISSING']

curdir = '.'
pardir = '..'
extsep = '.'
sep = '/'
pathsep = ':'
defpath = '/bin:/usr/bin'
altsep = None
devnull = '/dev/null'
supports_unicode_filenames = sys.platform == 'darwin'


def _get_sep(path):
    return b'/' if isinstance(path, bytes) else '/'


def normcase(s):
    """Normalise the case of a path: nothing to do here."""
    return os.fspath(s)


def isabs(s):
    """Tell whether a path is absolute."""
    s = os.fspath(s)
    return s.startswith(_get_sep(s))


def join(a, /, *p):
    """Join paths with slashes; an absolute one makes what stands before it vanish."""
    a = os.fspath(a)
    slash = _get_sep(a)
    path = a
    try:
        for b in p:
            b = os.fspath(b)
            if b.startswith(slash) or not path:
                path = b
            elif path.endswith(slash):
                path += b
            else:
                path += slash + b
    except (TypeError, AttributeError, BytesWarning):
        genericpath._check_arg_types('join', a, *map(os.fspath, p))
        raise
    return path


def split(p):
    """Split a path into (everything before the last slash, what follows it)."""
    p = os.fspath(p)
    slash = _get_sep(p)
    i = p.rfind(slash) + 1
    head, tail = p[:i], p[i:]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, tail


def splitext(p):
    """Split a path into (root, extension); the extension is empty or begins with a dot."""
    p = os.fspath(p)
    if isinstance(p, bytes):
        return genericpath._splitext(p, b'/', None, b'.')
    return genericpath._splitext(p, sep, None, extsep)


def splitdrive(p):
    """Split a path into (drive, path); the drive is always empty here."""
    p = os.fspath(p)
    return p[:0], p


def splitroot(p):
    """Split a path into (drive, root, rest): the root is '', '/' or '//'."""
    p = os.fspath(p)
    slash = _get_sep(p)
    empty = p[:0]
    if p[:1] != slash:
        return empty, empty, p
    if p[1:2] != slash or p[2:3] == slash:
        return empty, slash, p[1:]
    # POSIX leaves exactly two slashes to the system, so they are kept.
    return empty, p[:2], p[2:]


def basename(p):
    """Return the last component of a path."""
    p = os.fspath(p)
    return p[p.rfind(_get_sep(p)) + 1:]


def dirname(p):
    """Return a path without its last component."""
    return split(p)[0]


def ismount(path):
    """Tell whether a path is where a file system is mounted."""
    try:
        s1 = os.lstat(path)
    except (OSError, ValueError):
        return False
    if stat.S_ISLNK(s1.st_mode):
        return False
    path = os.fspath(path)
    parent = realpath(join(path, b'..' if isinstance(path, bytes) else '..'))
    try:
        s2 = os.lstat(parent)
    except OSError:
        return False
    return s1.st_dev != s2.st_dev or s1.st_ino == s2.st_ino


def expanduser(path):
    """Replace ~ and ~user at the beginning; unknown users stay as they are."""
    path = os.fspath(path)
    tilde, slash = (b'~', b'/') if isinstance(path, bytes) else ('~', '/')
    if not path.startswith(tilde):
        return path
    i = path.find(slash, 1)
    if i < 0:
        i = len(path)
    if i == 1 and 'HOME' in os.environ:
        userhome = os.environ['HOME']
    else:
        try:
            import pwd
        except ImportError:
            return path
        try:
            if i == 1:
                userhome = pwd.getpwuid(os.getuid()).pw_dir
            else:
                userhome = pwd.getpwnam(os.fsdecode(path[1:i])).pw_dir
        except KeyError:
            return path
    if isinstance(path, bytes):
        userhome = os.fsencode(userhome)
    userhome = userhome.rstrip(slash)
    return (userhome + path[i:]) or slash


def expandvars(path):
    """Replace $name and ${name} by environment variables; unknown ones stay as they are."""
    path = os.fspath(path)
    is_bytes = isinstance(path, bytes)
    text = os.fsdecode(path) if is_bytes else path
    if '$' not in text:
        return path
    result = []
    i = 0
    while True:
        dollar = text.find('$', i)
        if dollar < 0:
            break
        result.append(text[i:dollar])
        end = dollar + 1
        if text[end:end + 1] == '{':
            close = text.find('}', end)
            name = text[end + 1:close] if close >= 0 else ''
            end = close + 1 if close >= 0 else end
        else:
            while end < len(text) and (text[end] == '_' or text[end].isascii()
                                       and text[end].isalnum()):
                end += 1
            name = text[dollar + 1:end]
        value = os.environ.get(name) if name else None
        if value is None:
            value = text[dollar:end]
        result.append(value)
        i = end
    result.append(text[i:])
    text = ''.join(result)
    return os.fsencode(text) if is_bytes else text


def normpath(path):
    """Normalise a path: A//B, A/./B and A/foo/../B become A/B. Symbolic links are not looked at."""
    path = os.fspath(path)
    if isinstance(path, bytes):
        slash, dot, dotdot = b'/', b'.', b'..'
    else:
        slash, dot, dotdot = '/', '.', '..'
    if not path:
        return dot
    _, root, path = splitroot(path)
    comps = []
    for comp in path.split(slash):
        if not comp or comp == dot:
            continue
        if comp != dotdot or (not root and not comps) or (comps and comps[-1] == dotdot):
            comps.append(comp)
        elif comps:
            comps.pop()
    return root + slash.join(comps) or dot


def abspath(path):
    """Return a path as an absolute, normalised one."""
    path = os.fspath(path)
    if isinstance(path, bytes):
        if not path.startswith(b'/'):
            path = join(os.getcwdb(), path)
    elif not path.startswith('/'):
        path = join(os.getcwd(), path)
    return normpath(path)


def realpath(filename, *, strict=False):
    """Return the real path of a file: absolute, normalised and without symbolic links.

    With strict, OSError if the path does not exist or links run in circles; with
    strict=ALLOW_MISSING, only in the second case. Otherwise errors end the resolution.
    """
    filename = os.fspath(filename)
    if isinstance(filename, bytes):
        slash, dot, dotdot, getcwd = b'/', b'.', b'..', os.getcwdb
    else:
        slash, dot, dotdot, getcwd = '/', '.', '..', os.getcwd
    if strict is ALLOW_MISSING:
        ignored = FileNotFoundError
    else:
        ignored = () if strict else OSError
    # Components still to be taken, the next one last; None announces (path of a link).
    rest = filename.split(slash)[::-1]
    path = slash if filename.startswith(slash) else getcwd()
    seen = {}       # links: path -> target, None while it is being resolved
    while rest:
        name = rest.pop()
        if name is None:
            seen[rest.pop()] = path
            continue
        if not name or name == dot:
            continue
        if name == dotdot:
            path = path[:path.rindex(slash)] or slash
            continue
        newpath = path + name if path == slash else path + slash + name
        try:
            if not stat.S_ISLNK(os.lstat(newpath).st_mode):
                path = newpath
                continue
            if newpath in seen:
                target = seen[newpath]
                if target is not None:
                    path = target
                    continue
                if strict:
                    os.stat(newpath)        # raises the error for the circle
                path = newpath
                continue
            target = os.readlink(newpath)
        except ignored:
            path = newpath
            continue
        seen[newpath] = None
        rest.append(newpath)
        rest.append(None)
        if target.startswith(slash):
            path = slash
        rest.extend(target.split(slash)[::-1])
    return path


def relpath(path, start=None):
    """Return path as seen from start, default: the current directory."""
    path = os.fspath(path)
    if not path:
        raise ValueError("no path specified")
    if isinstance(path, bytes):
        slash, dot, dotdot = b'/', b'.', b'..'
    else:
        slash, dot, dotdot = '/', '.', '..'
    start = dot if start is None else os.fspath(start)
    try:
        start_list = [x for x in abspath(start).split(slash) if x]
        path_list = [x for x in abspath(path).split(slash) if x]
        shared = len(commonprefix([start_list, path_list]))
        return slash.join([dotdot] * (len(start_list) - shared) + path_list[shared:]) or dot
    except (TypeError, AttributeError, BytesWarning, DeprecationWarning):
        genericpath._check_arg_types('relpath', path, start)
        raise


def commonpath(paths):
    """Return the longest path that all paths are in. ValueError if there is none."""
    paths = tuple(map(os.fspath, paths))
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    if isinstance(paths[0], bytes):
        slash, dot = b'/', b'.'
    else:
        slash, dot = '/', '.'
    try:
        parts = [path.split(slash) for path in paths]
        absolute = {path.startswith(slash) for path in paths}
        if len(absolute) != 1:
            raise ValueError("Can't mix absolute and relative paths") from None
        parts = [[c for c in part if c and c != dot] for part in parts]
        low, high = min(parts), max(parts)
        common = low
        for i, comp in enumerate(low):
            if comp != high[i]:
                common = low[:i]
                break
        return (slash if absolute.pop() else slash[:0]) + slash.join(common)
    except (TypeError, AttributeError):
        genericpath._check_arg_types('commonpath', *paths)
        raise
