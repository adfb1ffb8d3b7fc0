# SPDX-License-Identifier: MIT
"""Lines of source files, kept in a cache; used by traceback, inspect and others."""

import sys

__all__ = ['getline', 'clearcache', 'checkcache', 'lazycache']

# file name -> (size, mtime, lines, full name), or (function that gives the source,) if lazy
cache = {}
# code object -> entry like those of cache, for code typed in at a prompt
_interactive_cache = {}


def clearcache():
    """Forget everything."""
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """Return a line of a file with its newline, '' if there is none; never raises."""
    lines = getlines(filename, module_globals)
    if 1 <= lineno <= len(lines):
        return lines[lineno - 1]
    return ''


def getlines(filename, module_globals=None):
    """Return the list of lines of a file, [] if it cannot be read.

    module_globals helps to find source that is not in a file, by the loader in it.
    """
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def _code_key(code):
    if isinstance(code, str):
        return code         # a file name made up for a piece of source
    return code.co_name, code.co_filename, code.co_firstlineno


def _getline_from_code(filename, lineno):
    lines = _getlines_from_code(filename)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ''


def _getlines_from_code(code):
    """Return the lines that _register_code() was given for a code object, or that the command or the host compiled it from."""
    entry = _interactive_cache.get(_code_key(code))
    if entry is not None and len(entry) != 1:
        return entry[2]
    file = getattr(code, 'co_filename', None)
    for name, text in getattr(sys, '_sources', ()):
        if name is file:    # that very str: other code may have a file of the same name
            return text.splitlines(keepends=True)
    return []


def _register_code(code, string, name):
    """Remember the source of a code object, and of the functions inside."""
    entry = len(string), None, [line + '\n' for line in string.splitlines()], name
    stack = [code]
    while stack:
        code = stack.pop()
        stack.extend(const for const in getattr(code, 'co_consts', ())
                     if isinstance(const, type(code)))
        _interactive_cache[_code_key(code)] = entry


def checkcache(filename=None):
    """Drop entries whose file has changed on disk; of one file only, if it is given."""
    import os
    filenames = list(cache) if filename is None else [filename]
    for filename in filenames:
        entry = cache.get(filename)
        if entry is None or len(entry) == 1:
            continue
        size, mtime, lines, fullname = entry
        if mtime is None:
            continue        # not from a file
        try:
            stat = os.stat(fullname)
        except (OSError, ValueError):
            cache.pop(filename, None)
            continue
        if size != stat.st_size or mtime != stat.st_mtime:
            cache.pop(filename, None)


def _is_pseudo(filename):
    return not filename or filename.startswith('<') and filename.endswith('>')


def updatecache(filename, module_globals=None):
    """Read a file afresh and return its lines, [] if that fails.

    A relative name is looked for along sys.path too.
    """
    import os
    import sys
    old = cache.get(filename)
    if old is not None and len(old) != 1:
        cache.pop(filename, None)
    if _is_pseudo(filename):
        return []
    fullname = filename
    try:
        stat = os.stat(fullname)
    except OSError:
        if lazycache(filename, module_globals):
            try:
                data = cache[filename][0]()
            except (ImportError, OSError):
                pass
            else:
                if data is None:
                    return []       # the loader knows of no source
                cache[filename] = (len(data), None,
                                   [line + '\n' for line in data.splitlines()], fullname)
                return cache[filename][2]
        if os.path.isabs(filename):
            return []
        for directory in sys.path:
            try:
                fullname = os.path.join(directory, filename)
            except (TypeError, AttributeError):
                continue
            try:
                stat = os.stat(fullname)
                break
            except (OSError, ValueError):
                pass
        else:
            return []
    except ValueError:
        return []       # a null byte in the name
    try:
        lines = _read_lines(fullname)
    except (OSError, UnicodeDecodeError, SyntaxError):
        return []
    if not lines:
        lines = ['\n']
    elif not lines[-1].endswith('\n'):
        lines[-1] += '\n'
    cache[filename] = stat.st_size, stat.st_mtime, lines, fullname
    return lines


def _read_lines(fullname):
    with open(fullname, 'rb') as file:
        head = file.readline() + file.readline()
    if b'coding' in head:
        import tokenize
        with tokenize.open(fullname) as file:
            return file.readlines()
    with open(fullname, encoding='utf-8-sig') as file:
        return file.readlines()


def lazycache(filename, module_globals):
    """Prepare to get the source from the loader in module_globals, when it is wanted.

    Returns whether there is anything to be tried.
    """
    if filename in cache:
        return len(cache[filename]) == 1
    if _is_pseudo(filename):
        return False
    if not module_globals or '__name__' not in module_globals:
        return False
    spec = module_globals.get('__spec__')
    name = getattr(spec, 'name', None) or module_globals['__name__']
    loader = getattr(spec, 'loader', None)
    if loader is None:
        loader = module_globals.get('__loader__')
    get_source = getattr(loader, 'get_source', None)
    if not name or not get_source:
        return False

    def get_lines(name=name, *args, **kwargs):
        return get_source(name, *args, **kwargs)

    cache[filename] = (get_lines,)
    return True
