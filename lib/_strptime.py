# SPDX-License-Identifier: MIT
"""Times out of texts, by a format: what time.strptime() and the classes of datetime use."""

import re
import time
from _datetime_base import (days_before_month, iso_to_ymd, ordinal_to_ymd, timedelta, timezone,
                            ymd_to_ordinal)

_MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september',
           'october', 'november', 'december']
_DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

_PATTERNS = {
    'd': r'3[01]|[12]\d|0[1-9]|[1-9]| [1-9]', 'f': r'\d{1,6}', 'H': r'2[0-3]|[01]\d|\d',
    'I': r'1[0-2]|0[1-9]|[1-9]| [1-9]', 'G': r'\d{4}',
    'j': r'36[0-6]|3[0-5]\d|[12]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9]',
    'm': r'1[0-2]|0[1-9]|[1-9]', 'M': r'[0-5]\d|\d', 'S': r'6[01]|[0-5]\d|\d',
    'U': r'5[0-3]|[0-4]\d|\d', 'w': r'[0-6]', 'u': r'[1-7]', 'V': r'5[0-3]|0[1-9]|[1-4]\d|\d',
    'y': r'\d\d', 'Y': r'\d{4}', 'p': r'am|pm',
    'z': r'([+-]\d\d:?[0-5]\d(:?[0-5]\d(\.\d{1,6})?)?)|(?-i:Z)',
    'A': '|'.join(_DAYS), 'a': '|'.join(d[:3] for d in _DAYS),
    'B': '|'.join(sorted(_MONTHS, key=len, reverse=True)), 'b': '|'.join(m[:3] for m in _MONTHS),
}
_PATTERNS['W'] = _PATTERNS['U']
_PATTERNS['h'] = _PATTERNS['b']
_COMPOSED = {'c': '%a %b %d %H:%M:%S %Y', 'x': '%m/%d/%y', 'X': '%H:%M:%S', 'D': '%m/%d/%y',
             'T': '%H:%M:%S', 'F': '%Y-%m-%d', 'R': '%H:%M', 'r': '%I:%M:%S %p'}

_cache = {}         # formats to compiled expressions


def _zone_names():
    names = {name.lower() for name in time.tzname if name}
    return names | {'utc', 'gmt'}


def _expression(format):
    """Return the source of the regular expression of a format."""
    out = []
    used = set()
    i = 0
    while i < len(format):
        c = format[i]
        i += 1
        if c.isspace():
            if not out or out[-1] != r'\s+':
                out.append(r'\s+')
        elif c != '%':
            out.append(re.escape(c))
        else:
            if i == len(format):
                raise ValueError(f"stray %% in format '{format}'".replace('%%', '%'))
            c = format[i]
            i += 1
            if c == '%':
                out.append('%')
            elif c in _COMPOSED:
                out.append(_expression(_COMPOSED[c]))
            elif c == 'Z':
                names = sorted(_zone_names(), key=len, reverse=True)
                out.append('(?P<Z>' + '|'.join(map(re.escape, names)) + ')')
            elif c in _PATTERNS:
                if c in used:
                    raise ValueError(f"redefinition of group name {c!r} as group "
                                     f"{len(used) + 1}; was group {len(used)}")
                used.add(c)
                out.append(f'(?P<{c}>{_PATTERNS[c]})')
            else:
                bad = '\\' if c == '\\' else c
                raise ValueError(f"'{bad}' is a bad directive in format '{format}'")
    return ''.join(out)


def _warn_without_year(format):
    """Warn of a day of the month without a year: 29 February is in no year by itself."""
    directives = {format[i + 1] for i in range(len(format) - 1)
                  if format[i] == '%' and (i == 0 or format[i - 1] != '%')}
    if 'd' in directives and not directives & set('YyG'):
        import warnings
        warnings.warn("""\
Parsing dates involving a day of month without a year specified is ambiguious
and fails to parse leap day. The default behavior will change in Python 3.15
to either always raise an exception or to use a different default year (TBD).
To avoid trouble, add a specific year to the input & format.
See https://github.com/python/cpython/issues/70647.""", DeprecationWarning,
                      skip_file_prefixes=('<frozen _strptime', '<frozen datetime'))


def _compiled(format):
    key = format, time.tzname
    found = _cache.get(key)
    if found is None:
        if len(_cache) > 50:
            _cache.clear()
        found = _cache[key] = re.compile(_expression(format), re.IGNORECASE)
    return found


def _offset(text):
    """Return the seconds and microseconds of +HH:MM[:SS[.ffffff]] or Z."""
    if text in 'Zz':
        return 0, 0
    digits = text[1:]
    if ':' in digits:
        parts = digits.split(':')
        if len(parts) == 2 and len(parts[1]) > 2:
            raise ValueError(f"Inconsistent use of : in {text}")
    else:
        whole, dot, fraction = digits.partition('.')
        parts = [whole[j:j + 2] for j in range(0, len(whole), 2)]
        if dot:
            parts[-1] += dot + fraction
    if len(parts[0]) > 2:
        raise ValueError(f"Inconsistent use of : in {text}")
    seconds, micros = int(parts[0]) * 3600 + int(parts[1]) * 60, 0
    if len(parts) > 2:
        whole, _, fraction = parts[2].partition('.')
        seconds += int(whole)
        micros = int(fraction.ljust(6, '0')) if fraction else 0
    return (-seconds, -micros) if text[0] == '-' else (seconds, micros)


class _Fields:
    """What a text says."""

    def __init__(self):
        self.year = self.iso_year = self.week = self.week_kind = None
        self.weekday = self.julian = self.offset = self.zone = None
        self.month = self.day = 1
        self.hour = self.minute = self.second = self.fraction = 0
        self.isdst = -1


def _read(found, data_string, format):
    """Return the _Fields of a match."""
    f = _Fields()
    groups = found.groupdict()
    for name, value in groups.items():
        if value is None:
            continue
        if name == 'Y':
            f.year = int(value)
        elif name == 'y':
            f.year = int(value)
            f.year += 2000 if f.year <= 68 else 1900
        elif name == 'G':
            f.iso_year = int(value)
        elif name == 'm':
            f.month = int(value)
        elif name == 'B':
            f.month = _MONTHS.index(value.lower()) + 1
        elif name in 'bh':
            f.month = [m[:3] for m in _MONTHS].index(value.lower()) + 1
        elif name == 'd':
            f.day = int(value)
        elif name == 'H':
            f.hour = int(value)
        elif name == 'I':
            hour = int(value) % 12
            f.hour = hour + 12 if (groups.get('p') or '').lower() == 'pm' else hour
        elif name == 'M':
            f.minute = int(value)
        elif name == 'S':
            f.second = int(value)
        elif name == 'f':
            f.fraction = int(value.ljust(6, '0'))
        elif name == 'A':
            f.weekday = _DAYS.index(value.lower())
        elif name == 'a':
            f.weekday = [d[:3] for d in _DAYS].index(value.lower())
        elif name == 'w':
            f.weekday = (int(value) - 1) % 7
        elif name == 'u':
            f.weekday = int(value) - 1
        elif name == 'j':
            f.julian = int(value)
        elif name in 'UWV':
            f.week, f.week_kind = int(value), name
        elif name == 'z':
            f.offset = _offset(value)
        elif name == 'Z':
            f.zone = value
            lower = value.lower()
            names = [n.lower() for n in time.tzname]
            if lower in ('utc', 'gmt'):
                f.isdst = 0
            elif lower in names and not (names[0] == names[1] and time.daylight):
                f.isdst = names.index(lower)
    return f


def _check_weeks(f):
    if f.iso_year is not None:
        if f.julian is not None:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year "
                             "directive '%G'. Use '%Y' instead.")
        if f.week_kind != 'V' or f.weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive "
                             "'%V' and a weekday directive ('%A', '%a', '%w', or '%u').")
    elif f.week_kind == 'V':
        if f.year is None or f.weekday is None:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive "
                             "'%G' and a weekday directive ('%A', '%a', '%w', or '%u').")
        raise ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. "
                         "Use the ISO year '%G' instead.")


def _place(f):
    """Fill in year, month, day, weekday and julian from what is given."""
    _check_weeks(f)
    leap_year = False
    if f.year is None and f.month == 2 and f.day == 29:
        f.year = 1904
        leap_year = True
    elif f.year is None:
        f.year = 1900
    if f.julian is None and f.weekday is not None:
        if f.iso_year is not None:
            f.year, f.month, f.day = iso_to_ymd(f.iso_year, f.week, f.weekday + 1)
        elif f.week_kind in ('U', 'W'):
            first = (ymd_to_ordinal(f.year, 1, 1) + 6) % 7
            weekday = f.weekday
            if f.week_kind == 'U':
                first, weekday = (first + 1) % 7, (weekday + 1) % 7
            start = (7 - first) % 7
            f.julian = 1 + (weekday - first if f.week == 0 else start + 7 * (f.week - 1) + weekday)
            if f.julian <= 0:
                f.year -= 1
                f.julian += 365 + (days_before_month(f.year, 3) == 60)
    if f.julian is None:
        f.julian = days_before_month(f.year, f.month) + f.day
    else:
        f.year, f.month, f.day = ordinal_to_ymd(f.julian - 1 + ymd_to_ordinal(f.year, 1, 1))
    if f.weekday is None:
        f.weekday = (ymd_to_ordinal(f.year, f.month, f.day) + 6) % 7
    if leap_year:
        # The year of no text: it was only to have the day.
        f.year = 1900


def _strptime(data_string, format):
    for value, name in ((data_string, 'strptime() argument 0'), (format, 'strptime() argument 1')):
        if not isinstance(value, str):
            raise TypeError(f"{name} must be str, not {type(value)}")
    if '%d' in format:
        _warn_without_year(format)
    found = _compiled(format).match(data_string)
    if not found:
        raise ValueError(f"time data {data_string!r} does not match format {format!r}")
    if found.end() != len(data_string):
        raise ValueError(f"unconverted data remains: {data_string[found.end():]}")
    f = _read(found, data_string, format)
    _place(f)
    return f


def _strptime_time(data_string, format="%a %b %d %H:%M:%S %Y"):
    """Return the time.struct_time that a text means."""
    f = _strptime(data_string, format)
    return time.struct_time((f.year, f.month, f.day, f.hour, f.minute, f.second, f.weekday,
                             f.julian, f.isdst, f.zone, f.offset[0] if f.offset else None))


def _zone(f):
    if f.offset is None:
        return None
    delta = timedelta(seconds=f.offset[0], microseconds=f.offset[1])
    return timezone(delta, f.zone) if f.zone else timezone(delta)


def _strptime_datetime(cls, data_string, format="%a %b %d %H:%M:%S %Y"):
    """Return the datetime that a text means."""
    f = _strptime(data_string, format)
    zone = _zone(f)
    args = f.year, f.month, f.day, f.hour, f.minute, f.second, f.fraction
    return cls(*args) if zone is None else cls(*args, zone)


def parse_date(cls, data_string, format):
    """Return the date that a text means."""
    f = _strptime(data_string, format)
    return cls(f.year, f.month, f.day)


def parse_time(cls, data_string, format):
    """Return the time of day that a text means."""
    f = _strptime(data_string, format)
    zone = _zone(f)
    args = f.hour, f.minute, f.second, f.fraction
    return cls(*args) if zone is None else cls(*args, zone)
