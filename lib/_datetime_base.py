# SPDX-License-Identifier: MIT
"""What the classes of the module datetime share: the calendar, formats, timedelta and time zones."""

import math as _math
import time as _time
from operator import index as _index

MINYEAR = 1
MAXYEAR = 9999
MAX_ORDINAL = 3652059       # 9999-12-31

DAYS_BEFORE_MONTH = (None, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
DAYS_IN_MONTH = (None, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MONTH_NAMES = (None, 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov',
               'Dec')
DAY_NAMES = (None, 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')


# --- The calendar --------------------------------------------------------------------------------

def is_leap(year):
    """Return whether the year has a 29th of February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_before_year(year):
    """Return the number of days from 0001-01-01 to the year's first."""
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400


def days_in_month(year, month):
    """Return the length of a month."""
    return 29 if month == 2 and is_leap(year) else DAYS_IN_MONTH[month]


def days_before_month(year, month):
    """Return the number of days of the year before the month."""
    return DAYS_BEFORE_MONTH[month] + (month > 2 and is_leap(year))


def ymd_to_ordinal(year, month, day):
    """Return the day's number; 0001-01-01 is 1."""
    return days_before_year(year) + days_before_month(year, month) + day


def ordinal_to_ymd(n):
    """Return (year, month, day) of a day's number."""
    n -= 1
    n400, n = divmod(n, 146097)
    n100, n = divmod(n, 36524)
    n4, n = divmod(n, 1461)
    n1, n = divmod(n, 365)
    year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1
    if n1 == 4 or n100 == 4:
        # The last day of a cycle: the divisions count it as a year of its own.
        return year - 1, 12, 31
    month = n + 50 >> 5
    if days_before_month(year, month) > n:
        month -= 1
    return year, month, n - days_before_month(year, month) + 1


def iso_week1_monday(year):
    """Return the number of the Monday that the first ISO week of the year begins with."""
    first = ymd_to_ordinal(year, 1, 1)
    weekday = (first + 6) % 7
    monday = first - weekday
    return monday + 7 if weekday > 3 else monday


def iso_to_ymd(year, week, day):
    """Return (year, month, day) of a day of an ISO week."""
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"Year is out of range: {year}")
    if not 0 < week < 53:
        long_year = (iso_week1_monday(year + 1) - iso_week1_monday(year)) // 7 == 53
        if week != 53 or not long_year:
            raise ValueError(f"Invalid week: {week}")
    if not 0 < day < 8:
        raise ValueError(f"Invalid weekday: {day} (range is [1, 7])")
    ordinal = iso_week1_monday(year) + (week - 1) * 7 + day - 1
    if not 1 <= ordinal <= MAX_ORDINAL:
        raise ValueError(f"Year is out of range: {year}")
    return ordinal_to_ymd(ordinal)


# --- Checks --------------------------------------------------------------------------------------

def check_date(year, month, day):
    """Return the three as ints, in range."""
    year, month, day = _index(year), _index(month), _index(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= days_in_month(year, month):
        raise ValueError("day is out of range for month")
    return year, month, day


def check_time(hour, minute, second, microsecond, fold):
    """Return the five as ints, in range."""
    hour, minute, second = _index(hour), _index(minute), _index(second)
    microsecond = _index(microsecond)
    if not 0 <= hour <= 23:
        raise ValueError("hour must be in 0..23")
    if not 0 <= minute <= 59:
        raise ValueError("minute must be in 0..59")
    if not 0 <= second <= 59:
        raise ValueError("second must be in 0..59")
    if not 0 <= microsecond <= 999999:
        raise ValueError("microsecond must be in 0..999999")
    if fold not in (0, 1):
        raise ValueError("fold must be either 0 or 1")
    return hour, minute, second, microsecond, fold


def check_tzinfo(tz):
    """Raise TypeError for what is neither None nor a tzinfo."""
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError("tzinfo argument must be None or of a tzinfo subclass, "
                        f"not type '{type(tz).__name__}'")


def check_offset(name, offset):
    """Raise unless utcoffset() or dst() gave None or less than a day."""
    if offset is None:
        return
    if not isinstance(offset, timedelta):
        raise TypeError(f"tzinfo.{name}() must return None or a timedelta, "
                        f"not '{type(offset).__name__}'")
    if not -timedelta(1) < offset < timedelta(1):
        raise ValueError("offset must be a timedelta strictly between "
                         "-timedelta(hours=24) and timedelta(hours=24), "
                         f"not {offset!r}")


# --- Texts ---------------------------------------------------------------------------------------

def format_time(hh, mm, ss, us, timespec='auto'):
    """Return HH:MM:SS with as much behind as timespec says."""
    if timespec == 'auto':
        timespec = 'microseconds' if us else 'seconds'
    if timespec == 'seconds':
        return f'{hh:02d}:{mm:02d}:{ss:02d}'
    if timespec == 'microseconds':
        return f'{hh:02d}:{mm:02d}:{ss:02d}.{us:06d}'
    if timespec == 'milliseconds':
        return f'{hh:02d}:{mm:02d}:{ss:02d}.{us // 1000:03d}'
    if timespec == 'minutes':
        return f'{hh:02d}:{mm:02d}'
    if timespec == 'hours':
        return f'{hh:02d}'
    raise ValueError('Unknown timespec value')


def format_offset(offset, sep=':'):
    """Return +HH:MM, with seconds if there are any; '' for None."""
    if offset is None:
        return ''
    sign = '+'
    if offset.days < 0:
        sign, offset = '-', -offset
    minutes, seconds = divmod(offset.days * 86400 + offset.seconds, 60)
    text = f'{sign}{minutes // 60:02d}{sep}{minutes % 60:02d}'
    if seconds or offset.microseconds:
        text += f'{sep}{seconds:02d}'
        if offset.microseconds:
            text += f'.{offset.microseconds:06d}'
    return text


def wrap_strftime(obj, format, timetuple):
    """Return time.strftime() with what only the object knows: %f, %z, %:z, %Z."""
    out = []
    i, n = 0, len(format)
    while i < n:
        c = format[i]
        i += 1
        if c != '%' or i == n:
            out.append(c)
            continue
        c = format[i]
        i += 1
        if c == 'f':
            out.append(f"{getattr(obj, 'microsecond', 0):06d}")
        elif c == 'z' or (c == ':' and format[i:i + 1] == 'z'):
            if c == ':':
                i += 1
            if hasattr(obj, 'utcoffset'):
                out.append(format_offset(obj.utcoffset(), ':' if c == ':' else ''))
        elif c == 'Z':
            if hasattr(obj, 'tzname'):
                name = obj.tzname()
                if name is not None:
                    out.append(name.replace('%', '%%'))
        else:
            out.append('%' + c)
    return _time.strftime(''.join(out), timetuple)


def _digits(text, count):
    if len(text) != count or not text.isascii() or not text.isdigit():
        raise ValueError("Invalid isoformat string")
    return int(text)


def parse_iso_date(text):
    """Return (year, month, day) of YYYY-MM-DD, YYYYMMDD, YYYY-Www-D and the like."""
    year = _digits(text[:4], 4)
    dash = text[4:5] == '-'
    at = 5 if dash else 4
    if text[at:at + 1] == 'W':
        week = _digits(text[at + 1:at + 3], 2)
        at += 3
        day = 1
        if at < len(text):
            if (text[at] == '-') != dash:
                raise ValueError("Inconsistent use of dash separator")
            day = _digits(text[at + dash:], 1)
        return iso_to_ymd(year, week, day)
    month = _digits(text[at:at + 2], 2)
    at += 2
    if (text[at:at + 1] == '-') != dash:
        raise ValueError("Inconsistent use of dash separator")
    return year, month, _digits(text[at + dash:], 2)


def iso_date_end(text):
    """Return where the time's separator stands in the text of a date and time."""
    if len(text) == 7:
        return 7
    if text[4:5] == '-':
        if text[5:6] == 'W':
            return 10 if text[8:9] == '-' and text[9:10].isdigit() else 8
        return 10
    if text[4:5] == 'W':
        at = 7
        while at < len(text) and text[at].isdigit():
            at += 1
        if at < 9:
            return at
        return 7 if at % 2 == 0 else 8
    return 8


def _parse_clock(text):
    """Return [hour, minute, second, microsecond] of HH[:MM[:SS[.ffffff]]]."""
    parts = [0, 0, 0, 0]
    colons = text[2:3] == ':'
    at = 0
    for i in range(3):
        if len(text) - at < 2:
            raise ValueError("Incomplete time component")
        parts[i] = _digits(text[at:at + 2], 2)
        at += 2
        following = text[at:at + 1]
        if not following or i == 2 or following in '.,':
            break
        if colons:
            if following != ':':
                raise ValueError(f"Invalid time separator: {following}")
            at += 1
    if at < len(text):
        if text[at] not in '.,' or i != 2:
            raise ValueError("Invalid microsecond component")
        fraction = text[at + 1:]
        if not fraction or not (fraction.isascii() and fraction.isdigit()):
            raise ValueError("Invalid microsecond component")
        parts[3] = int(fraction[:6].ljust(6, '0'))
    return parts


def parse_iso_time(text):
    """Return [hour, minute, second, microsecond, tzinfo] and whether it was 24:00."""
    if len(text) < 2:
        raise ValueError("Isoformat time too short")
    at = next((i for i, c in enumerate(text) if c in '+-Z'), -1)
    parts = _parse_clock(text if at < 0 else text[:at])
    next_day = False
    if parts[0] == 24:
        if any(parts[1:]):
            raise ValueError("minute, second, and microsecond must be 0 when hour is 24")
        parts[0] = 0
        next_day = True
    zone = None
    if at >= 0:
        rest = text[at + 1:]
        if text[at] == 'Z':
            if rest:
                raise ValueError("Malformed time zone string")
            zone = timezone.utc
        else:
            if len(rest) in (0, 1, 3):
                raise ValueError("Malformed time zone string")
            hh, mm, ss, us = _parse_clock(rest)
            offset = timedelta(hours=hh, minutes=mm, seconds=ss, microseconds=us)
            if not offset:
                zone = timezone.utc
            else:
                zone = timezone(-offset if text[at] == '-' else offset)
    return [*parts, zone], next_day


# --- timedelta -----------------------------------------------------------------------------------

def _divide_nearest(a, b):
    """Return a / b rounded to the nearest integer, ties to even."""
    q, r = divmod(a, b)
    r *= 2
    if (r > b if b > 0 else r < b) or (r == b and q % 2 == 1):
        q += 1
    return q


class timedelta:
    """A length of time: days, seconds and microseconds, normalized."""

    __slots__ = '_days', '_seconds', '_microseconds', '_hashcode'

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0,
                weeks=0):
        total = 0
        exact = True
        for value, unit, name in ((days, 86400000000, 'days'), (seconds, 1000000, 'seconds'),
                                  (microseconds, 1, 'microseconds'),
                                  (milliseconds, 1000, 'milliseconds'),
                                  (minutes, 60000000, 'minutes'), (hours, 3600000000, 'hours'),
                                  (weeks, 604800000000, 'weeks')):
            if isinstance(value, int):
                total += value * unit
            elif isinstance(value, float):
                exact = False
            else:
                raise TypeError(f"unsupported type for timedelta {name} component: "
                                f"{type(value).__name__}")
        if not exact:
            # The fractions are collected and rounded once.
            fraction = 0.0
            for value, unit in ((days, 86400000000), (seconds, 1000000), (microseconds, 1),
                                (milliseconds, 1000), (minutes, 60000000), (hours, 3600000000),
                                (weeks, 604800000000)):
                if isinstance(value, float):
                    part, whole = _math.modf(value)
                    total += int(whole) * unit
                    part, whole = _math.modf(part * unit)
                    total += int(whole)
                    fraction += part
            # Ties go to an even total.
            whole = round(fraction)
            if abs(fraction - int(fraction)) == 0.5:
                whole = int(fraction)
                if (total + whole) % 2:
                    whole += 1 if fraction > 0 else -1
            total += whole
        return cls._from_microseconds(total)

    @classmethod
    def _from_microseconds(cls, total):
        seconds, microseconds = divmod(total, 1000000)
        days, seconds = divmod(seconds, 86400)
        if not -2 ** 31 <= days < 2 ** 31:
            raise OverflowError("Python int too large to convert to C int")
        if not -999999999 <= days <= 999999999:
            raise OverflowError(f"days={days}; must have magnitude <= 999999999")
        self = object.__new__(cls)
        self._days = days
        self._seconds = seconds
        self._microseconds = microseconds
        self._hashcode = -1
        return self

    def _total(self):
        return (self._days * 86400 + self._seconds) * 1000000 + self._microseconds

    def __repr__(self):
        parts = [f'{name}={value}' for name, value in (
            ('days', self._days), ('seconds', self._seconds),
            ('microseconds', self._microseconds)) if value]
        return f"{_class_name(self)}({', '.join(parts) or '0'})"

    def __str__(self):
        minutes, seconds = divmod(self._seconds, 60)
        text = f'{minutes // 60}:{minutes % 60:02d}:{seconds:02d}'
        if self._days:
            text = f"{self._days} day{'s' if abs(self._days) != 1 else ''}, {text}"
        if self._microseconds:
            text += f'.{self._microseconds:06d}'
        return text

    def total_seconds(self):
        """Return the length in seconds, a float."""
        return self._total() / 10 ** 6

    @property
    def days(self):
        """Days, from -999999999 to 999999999."""
        return self._days

    @property
    def seconds(self):
        """Seconds, from 0 to 86399."""
        return self._seconds

    @property
    def microseconds(self):
        """Microseconds, from 0 to 999999."""
        return self._microseconds

    def __add__(self, other):
        if isinstance(other, timedelta):
            return timedelta._from_microseconds(self._total() + other._total())
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._from_microseconds(self._total() - other._total())
        return NotImplemented

    def __rsub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._from_microseconds(other._total() - self._total())
        return NotImplemented

    def __neg__(self):
        return timedelta._from_microseconds(-self._total())

    def __pos__(self):
        return timedelta._from_microseconds(self._total())

    def __abs__(self):
        return -self if self._days < 0 else +self

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._from_microseconds(self._total() * other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._from_microseconds(_divide_nearest(self._total() * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._total() // other._total()
        if isinstance(other, int):
            return timedelta._from_microseconds(self._total() // other)
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._total() / other._total()
        if isinstance(other, int):
            return timedelta._from_microseconds(_divide_nearest(self._total(), other))
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._from_microseconds(_divide_nearest(b * self._total(), a))
        return NotImplemented

    def __mod__(self, other):
        if isinstance(other, timedelta):
            return timedelta._from_microseconds(self._total() % other._total())
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            q, r = divmod(self._total(), other._total())
            return q, timedelta._from_microseconds(r)
        return NotImplemented

    def __eq__(self, other):
        return self._total() == other._total() if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._total() < other._total() if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._total() <= other._total() if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._total() > other._total() if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._total() >= other._total() if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        if self._hashcode == -1:
            self._hashcode = hash((self._days, self._seconds, self._microseconds))
        return self._hashcode

    def __bool__(self):
        return bool(self._days or self._seconds or self._microseconds)

    def __reduce__(self):
        return self.__class__, (self._days, self._seconds, self._microseconds)


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)
timedelta.resolution = timedelta(microseconds=1)


def _class_name(obj):
    """Return what a repr calls the class."""
    cls = obj.__class__
    return f'{cls.__module__}.{cls.__qualname__}'


class_name = _class_name


# --- Time zones ----------------------------------------------------------------------------------

class tzinfo:
    """Base of time zones."""

    __slots__ = ()

    def tzname(self, dt):
        """Return the name of the zone at a datetime."""
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def utcoffset(self, dt):
        """Return how far local time is ahead of UTC at a datetime, a timedelta."""
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt):
        """Return the part of utcoffset() that is summer time; None if it is not known."""
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def fromutc(self, dt):
        """Return the local time of a datetime in UTC whose tzinfo is this zone."""
        from datetime import datetime
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime instance")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError("fromutc: non-None utcoffset() result required")
        summer = dt.dst()
        if summer is None:
            raise ValueError("fromutc: non-None dst() result required")
        standard = offset - summer
        if standard:
            dt += standard
            summer = dt.dst()
            if summer is None:
                raise ValueError("fromutc: tz.dst() gave inconsistent results; cannot convert")
        return dt + summer

    def __reduce__(self):
        getinitargs = getattr(self, '__getinitargs__', None)
        args = getinitargs() if getinitargs else ()
        return self.__class__, args, self.__getstate__()


class timezone(tzinfo):
    """A zone of a fixed offset from UTC."""

    __slots__ = '_offset', '_name'

    _Omitted = object()

    def __new__(cls, offset, name=_Omitted):
        if not isinstance(offset, timedelta):
            raise TypeError("timezone() argument 1 must be datetime.timedelta, not "
                            f"{type(offset).__name__}")
        if name is cls._Omitted:
            if not offset:
                return cls.utc
            name = None
        elif not isinstance(name, str):
            raise TypeError(f"timezone() argument 2 must be str, not {type(name).__name__}")
        if not cls._minoffset <= offset <= cls._maxoffset:
            raise ValueError("offset must be a timedelta strictly between "
                             "-timedelta(hours=24) and timedelta(hours=24), "
                             f"not {offset!r}.")
        return cls._create(offset, name)

    @classmethod
    def _create(cls, offset, name=None):
        self = tzinfo.__new__(cls)
        self._offset = offset
        self._name = name
        return self

    def __init_subclass__(cls):
        raise TypeError("type 'datetime.timezone' is not an acceptable base type")

    def __getinitargs__(self):
        return (self._offset,) if self._name is None else (self._offset, self._name)

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is self.utc:
            return 'datetime.timezone.utc'
        if self._name is None:
            return f'{_class_name(self)}({self._offset!r})'
        return f'{_class_name(self)}({self._offset!r}, {self._name!r})'

    def __str__(self):
        return self.tzname(None)

    @staticmethod
    def _check(dt, method):
        from datetime import datetime
        if dt is not None and not isinstance(dt, datetime):
            raise TypeError(f"{method}(dt) argument must be a datetime instance or None, "
                            f"not {type(dt).__name__}")

    def utcoffset(self, dt):
        """Return the offset."""
        self._check(dt, 'utcoffset')
        return self._offset

    def tzname(self, dt):
        """Return the name, UTC or UTC+HH:MM if it has none."""
        self._check(dt, 'tzname')
        if self._name is not None:
            return self._name
        return 'UTC' + format_offset(self._offset) if self._offset else 'UTC'

    def dst(self, dt):
        """Return None."""
        self._check(dt, 'dst')
        return None

    def fromutc(self, dt):
        """Return the local time of a datetime in UTC whose tzinfo is this zone."""
        from datetime import datetime
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime instance")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        return dt + self._offset

    _maxoffset = timedelta(hours=24, microseconds=-1)
    _minoffset = -_maxoffset


timezone.utc = timezone._create(timedelta(0))
timezone.min = timezone._create(-timedelta(hours=23, minutes=59))
timezone.max = timezone._create(timedelta(hours=23, minutes=59))

for _cls in (timedelta, tzinfo, timezone):
    _cls.__module__ = 'datetime'
del _cls
