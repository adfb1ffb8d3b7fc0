# SPDX-License-Identifier: MIT
"""The function that reads one JSON value; native if the interpreter has _json."""

try:
    from _json import make_scanner as c_make_scanner
except ImportError:
    c_make_scanner = None

__all__ = ['make_scanner']

_DIGITS = '0123456789'


def _skip_digits(string, idx):
    while string[idx:idx + 1] in _DIGITS and idx < len(string):
        idx += 1
    return idx


def _split_number(string, idx):
    """Find a number at idx: (end, whether it is an integer), None if there is none.

    A fraction or exponent without digits does not belong to the number.
    """
    pos = idx + (string[idx:idx + 1] == '-')
    if string[pos:pos + 1] == '0':
        pos += 1
    else:
        end = _skip_digits(string, pos)
        if end == pos:
            return None
        pos = end
    is_int = True
    if string[pos:pos + 1] == '.':
        end = _skip_digits(string, pos + 1)
        if end > pos + 1:
            pos, is_int = end, False
    if string[pos:pos + 1] in ('e', 'E'):
        start = pos + 1
        if string[start:start + 1] in ('+', '-'):
            start += 1
        end = _skip_digits(string, start)
        if end > start:
            pos, is_int = end, False
    return pos, is_int


def py_make_scanner(context):
    """Return scan_once(string, idx) -> (value, end) for the settings of a decoder.

    It raises StopIteration(idx) where no value begins.
    """
    parse_object = context.parse_object
    parse_array = context.parse_array
    parse_string = context.parse_string
    strict = context.strict
    parse_float = context.parse_float
    parse_int = context.parse_int
    parse_constant = context.parse_constant
    object_hook = context.object_hook
    object_pairs_hook = context.object_pairs_hook
    memo = context.memo
    literals = {'n': ('null', None), 't': ('true', True), 'f': ('false', False)}
    constants = {'N': 'NaN', 'I': 'Infinity', '-': '-Infinity'}

    def _scan_once(string, idx):
        try:
            nextchar = string[idx]
        except IndexError:
            raise StopIteration(idx) from None
        if nextchar == '"':
            return parse_string(string, idx + 1, strict)
        if nextchar == '{':
            return parse_object((string, idx + 1), strict, _scan_once, object_hook,
                                object_pairs_hook, memo)
        if nextchar == '[':
            return parse_array((string, idx + 1), _scan_once)
        if nextchar in literals:
            word, value = literals[nextchar]
            if string.startswith(word, idx):
                return value, idx + len(word)
        number = _split_number(string, idx)
        if number is not None:
            end, is_int = number
            return (parse_int if is_int else parse_float)(string[idx:end]), end
        if nextchar in constants and string.startswith(constants[nextchar], idx):
            word = constants[nextchar]
            return parse_constant(word), idx + len(word)
        raise StopIteration(idx)

    def scan_once(string, idx):
        if idx < 0:
            raise ValueError('idx cannot be negative')
        try:
            return _scan_once(string, idx)
        finally:
            memo.clear()

    return scan_once


make_scanner = c_make_scanner or py_make_scanner
