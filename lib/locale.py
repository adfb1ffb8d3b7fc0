# SPDX-License-Identifier: MIT
"""The locale. The interpreter keeps to the locale "C", whatever the environment says: setlocale() knows no other."""

import re

__all__ = ['getlocale', 'getdefaultlocale', 'getpreferredencoding', 'Error', 'setlocale', 'localeconv', 'strcoll',
           'strxfrm', 'str', 'atof', 'atoi', 'format_string', 'currency', 'normalize', 'getencoding', 'delocalize',
           'localize', 'LC_CTYPE', 'LC_COLLATE', 'LC_MESSAGES', 'LC_TIME', 'LC_MONETARY', 'LC_NUMERIC', 'LC_ALL',
           'CHAR_MAX']

LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL = range(7)
CHAR_MAX = 127


class Error(Exception):
    """There is no such locale."""


_str = str


def setlocale(category, locale=None):
    """Return the locale, "C". Another one, or that of the environment, may be asked for only if it is "C" too."""
    if not LC_CTYPE <= category <= LC_ALL:
        raise Error('invalid locale category')
    if locale and not isinstance(locale, _str):
        locale = '.'.join(part for part in locale if part)
    if locale not in (None, '', 'C', 'POSIX', 'C.UTF-8', 'C.utf8'):
        raise Error('unsupported locale setting')
    return 'C'


def getlocale(category=LC_CTYPE):
    """Return (language, encoding) of the locale."""
    if category == LC_ALL:
        raise TypeError('category LC_ALL is not supported')
    return (None, 'UTF-8') if category == LC_CTYPE else (None, None)


def getdefaultlocale(envvars=('LC_ALL', 'LC_CTYPE', 'LANG', 'LANGUAGE')):
    """Return (language, encoding) of the locale that the environment names."""
    import os
    for variable in envvars:
        name = os.environ.get(variable)
        if name:
            name = normalize(name.split(':')[0])
            if name in ('C', 'POSIX'):
                return None, None
            language, _, encoding = name.partition('.')
            return language, encoding or None
    return None, None


def normalize(localename):
    """Return the name of a locale with its encoding spelled as usual."""
    language, point, encoding = localename.partition('.')
    if language in ('c', 'C', 'POSIX', 'posix'):
        return 'C'
    if encoding.lower().replace('-', '').replace('_', '') == 'utf8':
        encoding = 'UTF-8'
    return language + point + encoding


def resetlocale(category=LC_ALL):
    """Set the locale of the environment."""
    setlocale(category, '')


def getencoding():
    """Return the encoding of text that says nothing else."""
    return 'utf-8'


def getpreferredencoding(do_setlocale=True):
    """Return the encoding of text that says nothing else."""
    return 'utf-8'


def localeconv():
    """Return the conventions of the locale "C"."""
    result = {name: CHAR_MAX for name in ('int_frac_digits', 'frac_digits', 'p_cs_precedes', 'p_sep_by_space',
                                          'n_cs_precedes', 'n_sep_by_space', 'p_sign_posn', 'n_sign_posn')}
    result.update({name: '' for name in ('thousands_sep', 'int_curr_symbol', 'currency_symbol', 'mon_decimal_point',
                                         'mon_thousands_sep', 'positive_sign', 'negative_sign')})
    result.update(decimal_point='.', grouping=[], mon_grouping=[])
    return result


def strcoll(string1, string2, /):
    """Compare two strings: -1, 0 or 1."""
    return (string1 > string2) - (string1 < string2)


def strxfrm(string, /):
    """Return a string that compares as strcoll() does."""
    return string


def _grouping_intervals(grouping):
    last = None
    for interval in grouping:
        if interval == CHAR_MAX:
            return
        if interval == 0:
            if last is None:
                raise ValueError('invalid grouping')
            while True:
                yield last
        yield interval
        last = interval


def _group(s, monetary=False):
    """Put separators into digits: (text, number of separators)."""
    conv = localeconv()
    separator = conv['mon_thousands_sep' if monetary else 'thousands_sep']
    grouping = conv['mon_grouping' if monetary else 'grouping']
    if not grouping:
        return s, 0
    digits = s.rstrip()
    tail, head, groups = s[len(digits):], '', []
    while digits and not digits[0].isdigit():
        head, digits = head + digits[0], digits[1:]
    for interval in _grouping_intervals(grouping):
        if not digits:
            break
        groups.append(digits[-interval:])
        digits = digits[:-interval]
    if digits:
        groups.append(digits)
    return head + separator.join(reversed(groups)) + tail, len(separator) * (len(groups) - 1)


_percent_re = re.compile(r'%(?:\((?P<key>.*?)\))?(?P<modifiers>[-#0-9 +*.hlL]*?)[eEfFgGdiouxXcrs%]')


def _format(percent, value, grouping=False, monetary=False, *additional):
    formatted = percent % ((value,) + additional if additional else value)
    if percent[-1] in 'eEfFgGdiu':
        formatted = _localize(formatted, grouping, monetary)
    return formatted


def _localize(formatted, grouping=False, monetary=False):
    integer, point, fraction = formatted.partition('.')
    if grouping:
        integer, _ = _group(integer, monetary)
    return integer + (localeconv()['mon_decimal_point' if monetary else 'decimal_point'] or '.') + fraction if point else integer


def format_string(f, val, grouping=False, monetary=False):
    """Format as the % operator does, with the locale's points and separators."""
    from collections.abc import Mapping
    percents = list(_percent_re.finditer(f))
    template = _percent_re.sub('%s', f)
    if isinstance(val, Mapping):
        return template % tuple('%' if p.group()[-1] == '%' else _format(p.group(), val, grouping, monetary)
                                for p in percents)
    if not isinstance(val, tuple):
        val = (val,)
    values, at = [], 0
    for p in percents:
        if p.group()[-1] == '%':
            values.append('%')
            continue
        stars = p.group('modifiers').count('*')
        values.append(_format(p.group(), val[at], grouping, monetary, *val[at + 1:at + 1 + stars]))
        at += 1 + stars
    return template % tuple(values)


def currency(val, symbol=True, grouping=False, international=False):
    """Format an amount of money; the locale "C" has no currency."""
    raise ValueError("Currency formatting is not possible using the 'C' locale.")


def str(val):
    """Convert a float to text with the locale's decimal point."""
    return _format('%.12g', val)


def delocalize(string):
    """Turn a number as the locale writes it into one as Python does."""
    conv = localeconv()
    if conv['thousands_sep']:
        string = string.replace(conv['thousands_sep'], '')
    return string.replace(conv['decimal_point'], '.') if conv['decimal_point'] else string


def localize(string, grouping=False, monetary=False):
    """Turn a number as Python writes it into one as the locale does."""
    return _localize(string, grouping, monetary)


def atof(string, func=float):
    """Read a float as the locale writes it."""
    return func(delocalize(string))


def atoi(string):
    """Read an int as the locale writes it."""
    return int(delocalize(string))
