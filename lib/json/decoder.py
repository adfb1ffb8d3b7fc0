# SPDX-License-Identifier: MIT
"""JSONDecoder: text to values."""

from . import scanner
try:
    from _json import scanstring as c_scanstring
except ImportError:
    c_scanstring = None

__all__ = ['JSONDecoder', 'JSONDecodeError']

NaN = float('nan')
PosInf = float('inf')
NegInf = float('-inf')

_CONSTANTS = {'-Infinity': NegInf, 'Infinity': PosInf, 'NaN': NaN}
_WHITESPACE = ' \t\n\r'


class JSONDecodeError(ValueError):
    """Text that is not JSON.

    Attributes: msg (what is wrong), doc (the text), pos (index into it), lineno
    and colno (of pos, counted from 1).
    """

    def __init__(self, msg, doc, pos):
        lineno = doc.count('\n', 0, pos) + 1
        colno = pos - doc.rfind('\n', 0, pos)
        ValueError.__init__(self, '%s: line %d column %d (char %d)' % (msg, lineno, colno, pos))
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


_ESCAPES = {'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r',
            't': '\t'}
_HEX = frozenset('0123456789abcdefABCDEF')


def _decode_uXXXX(s, pos):
    digits = s[pos + 1:pos + 5]
    if len(digits) != 4 or not _HEX.issuperset(digits):
        raise JSONDecodeError("Invalid \\uXXXX escape", s, pos)
    return int(digits, 16)


def py_scanstring(s, end, strict=True):
    """Read a string whose first character is s[end]; return (value, index behind the quote).

    Unless strict is true, control characters may stand in it.
    """
    chunks = []
    begin = end - 1
    length = len(s)
    while True:
        start = end
        while end < length and s[end] not in '"\\' and s[end] >= ' ':
            end += 1
        chunks.append(s[start:end])
        if end >= length:
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        char = s[end]
        if char == '"':
            return ''.join(chunks), end + 1
        if char != '\\':
            if strict:
                raise JSONDecodeError("Invalid control character {0!r} at".format(char), s, end)
            chunks.append(char)
            end += 1
            continue
        char, end = _scan_escape(s, end + 1, begin)
        chunks.append(char)


def _scan_escape(s, end, begin):
    """Read what follows a backslash; return (character, index behind it)."""
    try:
        letter = s[end]
    except IndexError:
        raise JSONDecodeError("Unterminated string starting at", s, begin) from None
    if letter != 'u':
        try:
            return _ESCAPES[letter], end + 1
        except KeyError:
            raise JSONDecodeError("Invalid \\escape: {0!r}".format(letter), s, end) from None
    code = _decode_uXXXX(s, end)
    end += 5
    if 0xd800 <= code <= 0xdbff and s[end:end + 2] == '\\u':
        low = _decode_uXXXX(s, end + 1)
        if 0xdc00 <= low <= 0xdfff:
            code = 0x10000 + ((code - 0xd800) << 10 | (low - 0xdc00))
            end += 6
    return chr(code), end


scanstring = c_scanstring or py_scanstring


def _skip_whitespace(s, end):
    length = len(s)
    while end < length and s[end] in _WHITESPACE:
        end += 1
    return end


def JSONObject(s_and_end, strict, scan_once, object_hook, object_pairs_hook, memo=None):
    """Read an object whose first character behind the brace is s[end]; return (value, end)."""
    s, end = s_and_end
    pairs = []
    memoize = ({} if memo is None else memo).setdefault
    end = _skip_whitespace(s, end)
    nextchar = s[end:end + 1]
    if nextchar != '"':
        if nextchar != '}':
            raise JSONDecodeError("Expecting property name enclosed in double quotes", s, end)
        end += 1
    else:
        while True:
            key, end = scanstring(s, end + 1, strict)
            key = memoize(key, key)
            end = _skip_whitespace(s, end)
            if s[end:end + 1] != ':':
                raise JSONDecodeError("Expecting ':' delimiter", s, end)
            end = _skip_whitespace(s, end + 1)
            try:
                value, end = scan_once(s, end)
            except StopIteration as err:
                raise JSONDecodeError("Expecting value", s, err.value) from None
            pairs.append((key, value))
            end = _skip_whitespace(s, end)
            nextchar = s[end:end + 1]
            end += 1
            if nextchar == '}':
                break
            if nextchar != ',':
                raise JSONDecodeError("Expecting ',' delimiter", s, end - 1)
            comma = end - 1
            end = _skip_whitespace(s, end)
            if s[end:end + 1] != '"':
                if s[end:end + 1] == '}':
                    raise JSONDecodeError("Illegal trailing comma before end of object", s, comma)
                raise JSONDecodeError("Expecting property name enclosed in double quotes", s, end)
    if object_pairs_hook is not None:
        return object_pairs_hook(pairs), end
    value = dict(pairs)
    return (value if object_hook is None else object_hook(value)), end


def JSONArray(s_and_end, scan_once):
    """Read an array whose first character behind the bracket is s[end]; return (value, end)."""
    s, end = s_and_end
    values = []
    end = _skip_whitespace(s, end)
    if s[end:end + 1] == ']':
        return values, end + 1
    while True:
        try:
            value, end = scan_once(s, end)
        except StopIteration as err:
            raise JSONDecodeError("Expecting value", s, err.value) from None
        values.append(value)
        end = _skip_whitespace(s, end)
        nextchar = s[end:end + 1]
        end += 1
        if nextchar == ']':
            return values, end
        if nextchar != ',':
            raise JSONDecodeError("Expecting ',' delimiter", s, end - 1)
        comma = end - 1
        end = _skip_whitespace(s, end)
        if s[end:end + 1] == ']':
            raise JSONDecodeError("Illegal trailing comma before end of array", s, comma)


class JSONDecoder:
    """Reads JSON text.

    object -> dict, array -> list, string -> str, number -> int or float, true and
    false -> bool, null -> None; NaN, Infinity and -Infinity are read as floats.
    The arguments are described at json.loads(); if strict is false, strings may
    contain control characters.
    """

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None,
                 parse_constant=None, strict=True, object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _CONSTANTS.__getitem__
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook
        self.parse_object = JSONObject
        self.parse_array = JSONArray
        self.parse_string = scanstring
        self.memo = {}
        self.scan_once = scanner.make_scanner(self)

    def decode(self, s):
        """Return the value of the JSON text s; JSONDecodeError if it is not that alone."""
        obj, end = self.raw_decode(s, _skip_whitespace(s, 0))
        end = _skip_whitespace(s, end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return obj

    def raw_decode(self, s, idx=0):
        """Return (value, end) of the JSON text that begins at s[idx]; more may follow it."""
        try:
            return self.scan_once(s, idx)
        except StopIteration as err:
            raise JSONDecodeError("Expecting value", s, err.value) from None
