# SPDX-License-Identifier: MIT
"""Properties and names of characters, and normal forms of text.

The decompositions of single characters are not in this database: decomposition() raises NotImplementedError.
"""

import _unicodedata
from _unicodedata import bidirectional, category, combining, is_normalized, lookup, mirrored, normalize, unidata_version

_absent = object()


def _value(default, value, message):
    if value is not None:
        return value
    if default is _absent:
        raise ValueError(message)
    return default


def name(chr, default=_absent, /):
    """Return the name of a character; the default, or ValueError, if it has none."""
    return _value(default, _unicodedata.name(chr), 'no such name')


def decimal(chr, default=_absent, /):
    """Return the value of a decimal digit as int; the default, or ValueError, for others."""
    value = _unicodedata.decimal(chr)
    return _value(default, value if value >= 0 else None, 'not a decimal')


def digit(chr, default=_absent, /):
    """Return the value of a digit as int; the default, or ValueError, for others."""
    if not chr.isdigit():
        _unicodedata.category(chr)      # checks the argument
        return _value(default, None, 'not a digit')
    value = _unicodedata.decimal(chr)
    if value < 0:
        from _unicode_tables import number
        value = int(number(ord(chr)))
    return value


def numeric(chr, default=_absent, /):
    """Return the value of a numeric character as float; the default, or ValueError, for others."""
    value = _unicodedata.decimal(chr)
    if value < 0:
        from _unicode_tables import number
        value = number(ord(chr))
    return _value(default, None if value is None else float(value), 'not a numeric character')


def east_asian_width(chr, /):
    """Return the East Asian width of a character: 'N', 'Na', 'A', 'W', 'F' or 'H'."""
    _unicodedata.category(chr)
    from _unicode_tables import width
    return width(ord(chr))


def decomposition(chr, /):
    """Not in this database: NotImplementedError."""
    raise NotImplementedError('decompositions of single characters are not in this database; normalize() knows them')
