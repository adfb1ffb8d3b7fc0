# SPDX-License-Identifier: MIT
"""Regular expressions: the functions, the flags and the cache. Patterns are translated and matched by _re."""

import copyreg

import _re
from _re import Match, Pattern

__all__ = ['match', 'fullmatch', 'search', 'sub', 'subn', 'split', 'findall', 'finditer', 'compile', 'purge',
           'escape', 'error', 'PatternError', 'Pattern', 'Match', 'A', 'I', 'L', 'M', 'S', 'X', 'U', 'ASCII',
           'IGNORECASE', 'LOCALE', 'MULTILINE', 'DOTALL', 'VERBOSE', 'UNICODE', 'NOFLAG', 'RegexFlag']

__version__ = '2.2.1'


def __getattr__(name):
    """The flags come with the first of them that is asked for: an enumeration costs more than all else here."""
    if name != 'RegexFlag' and name != 'DEBUG' and (name.startswith('_') or name not in __all__):
        raise AttributeError(f"module 're' has no attribute {name!r}")
    import _re_flags
    return _re_flags.publish(name)


def __dir__():
    __getattr__('RegexFlag')
    return sorted(globals())


class PatternError(Exception):
    """A string is no valid regular expression.

    msg says why; pattern is the expression, pos the index in it where that was noticed, lineno and colno
    the line and column of it. They may be None.
    """

    __module__ = 're'

    def __init__(self, msg, pattern=None, pos=None):
        self.msg, self.pattern, self.pos = msg, pattern, pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            newline = '\n' if isinstance(pattern, str) else b'\n'
            msg = f'{msg} at position {pos}'
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = f'{msg} (line {self.lineno}, column {self.colno})'
        super().__init__(msg)


error = PatternError

_cache = {}
_MAXCACHE = 512


def _compile(pattern, flags):
    if isinstance(flags, int):
        flags = int(flags)
    key = pattern.__class__, pattern, flags
    try:
        return _cache[key]
    except KeyError:
        pass
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    debug = flags & 128
    try:
        p = _re.compile(pattern, flags)
    except BufferError:
        raise
    except TypeError:
        if isinstance(pattern, (str, bytes, bytearray, memoryview)):
            raise
        raise TypeError("first argument must be string or compiled pattern") from None
    if debug:
        print(_re.translation(pattern, flags))
        return p
    if len(_cache) >= _MAXCACHE:
        del _cache[next(iter(_cache))]
    _cache[key] = p
    return p


def compile(pattern, flags=0):
    """Compile a regular expression, returning a Pattern object."""
    return _compile(pattern, flags)


def match(pattern, string, flags=0):
    """Match at the start of the string; return a Match, or None."""
    return _compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """Match the whole string; return a Match, or None."""
    return _compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """Look for the first match anywhere in the string; return a Match, or None."""
    return _compile(pattern, flags).search(string)


def findall(pattern, string, flags=0):
    """Return a list of all matches that do not overlap.

    Each is a string if there is no group or one, that group's, otherwise a tuple of the groups.
    """
    return _compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """Return an iterator over Match objects of all matches that do not overlap."""
    return _compile(pattern, flags).finditer(string)


# Marks arguments that were not given by name.
class _Absent(int):
    pass


_absent = _Absent()


def _positional(function, name, least, args, number, flags):
    """Take count (or maxsplit) and flags from positional arguments, which is deprecated."""
    if number is not _absent:
        raise TypeError(f"{function}() got multiple values for argument '{name}'")
    number, *rest = args
    if rest:
        if flags is not _absent:
            raise TypeError(f"{function}() got multiple values for argument 'flags'")
        flags, *rest = rest
        if rest:
            raise TypeError(f"{function}() takes from {least} to {least + 2} positional arguments "
                            f"but {least + 2 + len(rest)} were given")
    import warnings
    warnings.warn(f"'{name}' is passed as positional argument", DeprecationWarning, stacklevel=3)
    return number, flags


def sub(pattern, repl, string, *args, count=_absent, flags=_absent):
    """Replace matches in the string by repl: a template, or a function of the Match that returns text."""
    if args:
        count, flags = _positional('sub', 'count', 3, args, count, flags)
    return _compile(pattern, flags).sub(repl, string, count)


sub.__text_signature__ = '(pattern, repl, string, count=0, flags=0)'


def subn(pattern, repl, string, *args, count=_absent, flags=_absent):
    """Do what sub() does and return (new string, number of replacements)."""
    if args:
        count, flags = _positional('subn', 'count', 3, args, count, flags)
    return _compile(pattern, flags).subn(repl, string, count)


subn.__text_signature__ = '(pattern, repl, string, count=0, flags=0)'


def split(pattern, string, *args, maxsplit=_absent, flags=_absent):
    """Split the string at matches; the texts of groups become items too."""
    if args:
        maxsplit, flags = _positional('split', 'maxsplit', 2, args, maxsplit, flags)
    return _compile(pattern, flags).split(string, maxsplit)


split.__text_signature__ = '(pattern, string, maxsplit=0, flags=0)'


def purge():
    """Forget the patterns that the functions of this module have compiled."""
    _cache.clear()


_special_chars_map = {i: '\\' + chr(i) for i in b'()[]{}?*+-|^$\\.&~# \t\n\r\v\f'}


def escape(pattern):
    """Put a backslash before every character that means something in regular expressions."""
    if isinstance(pattern, str):
        return pattern.translate(_special_chars_map)
    return str(pattern, 'latin1').translate(_special_chars_map).encode('latin1')


def _pickle(p):
    return _compile, (p.pattern, p.flags)


copyreg.pickle(Pattern, _pickle, _compile)


class Scanner:
    """Cuts a string into tokens: lexicon is a list of (phrase, action)."""

    def __init__(self, lexicon, flags=0):
        self.lexicon = lexicon
        self._actions = {}
        phrases, group = [], 1
        for phrase, action in lexicon:
            self._actions[group] = action
            group += _compile(phrase, flags).groups + 1
            phrases.append(f'({phrase})')
        self.scanner = _compile('|'.join(phrases), flags)

    def scan(self, string):
        """Return the results of the actions, and the rest that no phrase matches."""
        result, i = [], 0
        match = self.scanner.scanner(string).match
        while (m := match()) and m.end() != i:
            i = m.end()
            action = self._actions[m.lastindex]
            if callable(action):
                self.match = m
                action = action(self, m.group())
            if action is not None:
                result.append(action)
        return result, string[i:]
