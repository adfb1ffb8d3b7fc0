# SPDX-License-Identifier: MIT
"""Dates, times and time zones."""

import time as _time
import _datetime_base as _base
from _datetime_base import MINYEAR, MAXYEAR, timedelta, timezone, tzinfo
from operator import index as _index

__all__ = ['date', 'datetime', 'time', 'timedelta', 'timezone', 'tzinfo', 'MINYEAR', 'MAXYEAR',
           'UTC']

UTC = timezone.utc


def _is_range(err):
    """Return whether it says that a number is too large or small, not that a text is odd."""
    text = str(err)
    return any(part in text for part in ('must be in', 'out of range',
                                         'offset must be', 'must be 0 when'))


def _zone_of_state(zone):
    if zone is not None and not isinstance(zone, tzinfo):
        raise TypeError('bad tzinfo state arg')
    return zone


class IsoCalendarDate(tuple):
    """A day by ISO 8601: year, week, weekday."""

    __slots__ = ()

    def __new__(cls, year, week, weekday, /):
        return super().__new__(cls, (year, week, weekday))

    @property
    def year(self):
        """The year that the week belongs to."""
        return self[0]

    @property
    def week(self):
        """The number of the week, from 1."""
        return self[1]

    @property
    def weekday(self):
        """The day, Monday is 1."""
        return self[2]

    def __reduce__(self):
        return tuple, (tuple(self),)

    def __repr__(self):
        return (f'{_base.class_name(self)}(year={self[0]}, week={self[1]}, weekday={self[2]})')


class date:
    """A day: year, month, day."""

    __slots__ = '_year', '_month', '_day', '_hashcode'

    def __new__(cls, year, month=None, day=None):
        if month is None and isinstance(year, (bytes, str)) and len(year) == 4:
            state = year.encode('latin1') if isinstance(year, str) else year
            if 1 <= state[2] <= 12:
                return cls._make(state[0] * 256 + state[1], state[2], state[3])
        if month is None or day is None:
            missing = 'month' if month is None else 'day'
            raise TypeError(f"function missing required argument '{missing}' "
                            f"(pos {2 if month is None else 3})")
        return cls._make(*_base.check_date(year, month, day))

    @classmethod
    def _make(cls, year, month, day):
        self = object.__new__(cls)
        self._year = year
        self._month = month
        self._day = day
        self._hashcode = -1
        return self

    @classmethod
    def fromtimestamp(cls, timestamp, /):
        """Return the local date of a POSIX timestamp."""
        if timestamp is None:
            raise TypeError("'NoneType' object cannot be interpreted as an integer")
        y, m, d = _time.localtime(timestamp)[:3]
        return cls(y, m, d)

    @classmethod
    def today(cls):
        """Return today, by local time."""
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromordinal(cls, ordinal, /):
        """Return the day of a number; 0001-01-01 is 1."""
        if ordinal < 1:
            raise ValueError("ordinal must be >= 1")
        if ordinal > _base.MAX_ORDINAL:
            raise ValueError("year 10000 is out of range")
        return cls(*_base.ordinal_to_ymd(_index(ordinal)))

    @classmethod
    def fromisoformat(cls, date_string, /):
        """Return the day of a text such as 2024-02-29, 20240229, 2024-W09-4."""
        if not isinstance(date_string, str):
            raise TypeError('fromisoformat: argument must be str')
        try:
            if len(date_string) not in (7, 8, 10):
                raise ValueError
            return cls(*_base.parse_iso_date(date_string))
        except ValueError as err:
            if _is_range(err):
                raise
            raise ValueError(f'Invalid isoformat string: {date_string!r}') from None

    @classmethod
    def fromisocalendar(cls, year, week, day):
        """Return the day of an ISO week."""
        return cls(*_base.iso_to_ymd(_index(year), _index(week), _index(day)))

    @classmethod
    def strptime(cls, date_string, format, /):
        """Return the day that a text means by a format."""
        import _strptime
        return _strptime.parse_date(cls, date_string, format)

    def __repr__(self):
        return f'{_base.class_name(self)}({self._year}, {self._month}, {self._day})'

    def ctime(self):
        """Return a text such as Thu Feb 29 00:00:00 2024."""
        return (f'{_base.DAY_NAMES[self.weekday() + 1]} {_base.MONTH_NAMES[self._month]} '
                f'{self._day:2d} 00:00:00 {self._year:04d}')

    def strftime(self, format):
        """Return a text by a format as of time.strftime()."""
        return _base.wrap_strftime(self, format, self.timetuple())

    def __format__(self, format):
        if not isinstance(format, str):
            raise TypeError(f"__format__() argument 1 must be str, not {type(format).__name__}")
        return self.strftime(format) if format else str(self)

    def isoformat(self):
        """Return YYYY-MM-DD."""
        return f'{self._year:04d}-{self._month:02d}-{self._day:02d}'

    __str__ = isoformat

    @property
    def year(self):
        """The year, from 1 to 9999."""
        return self._year

    @property
    def month(self):
        """The month, from 1 to 12."""
        return self._month

    @property
    def day(self):
        """The day of the month, from 1."""
        return self._day

    def timetuple(self):
        """Return a time.struct_time; whether it is summer time is not known."""
        return self._struct(0, 0, 0, -1)

    def _struct(self, hour, minute, second, isdst):
        yday = _base.days_before_month(self._year, self._month) + self._day
        return _time.struct_time((self._year, self._month, self._day, hour, minute, second,
                                  self.weekday(), yday, isdst))

    def toordinal(self):
        """Return the day's number; 0001-01-01 is 1."""
        return _base.ymd_to_ordinal(self._year, self._month, self._day)

    def replace(self, year=None, month=None, day=None):
        """Return a date with some parts changed."""
        return type(self)(self._year if year is None else year,
                          self._month if month is None else month,
                          self._day if day is None else day)

    __replace__ = replace

    def _key(self):
        return self._year, self._month, self._day

    def __eq__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() == other._key()
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() < other._key()
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() <= other._key()
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() > other._key()
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() >= other._key()
        return NotImplemented

    def __hash__(self):
        if self._hashcode == -1:
            self._hashcode = hash(self._key())
        return self._hashcode

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        ordinal = self.toordinal() + other.days
        if not 1 <= ordinal <= _base.MAX_ORDINAL:
            raise OverflowError("date value out of range")
        return type(self).fromordinal(ordinal)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def weekday(self):
        """Return the day of the week, Monday is 0."""
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        """Return the day of the week, Monday is 1."""
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        """Return (year, week, weekday) by ISO 8601."""
        year = self._year
        today = _base.ymd_to_ordinal(year, self._month, self._day)
        start = _base.iso_week1_monday(year)
        week, day = divmod(today - start, 7)
        if week < 0:
            year -= 1
            week, day = divmod(today - _base.iso_week1_monday(year), 7)
        elif week >= 52 and today >= _base.iso_week1_monday(year + 1):
            year += 1
            week = 0
        return IsoCalendarDate(year, week + 1, day + 1)

    def _getstate(self):
        return bytes([self._year >> 8, self._year & 255, self._month, self._day]),

    def __reduce__(self):
        return self.__class__, self._getstate()


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(days=1)


class time:
    """A time of day: hour, minute, second, microsecond, zone."""

    __slots__ = '_hour', '_minute', '_second', '_microsecond', '_tzinfo', '_fold', '_hashcode'

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        if isinstance(hour, (bytes, str)) and len(hour) == 6:
            state = hour.encode('latin1') if isinstance(hour, str) else hour
            if state[0] & 127 < 24:
                zone = _zone_of_state(minute or None)
                return cls._make(state[0] & 127, state[1], state[2],
                                 int.from_bytes(state[3:6]), zone, state[0] >> 7)
        parts = _base.check_time(hour, minute, second, microsecond, fold)
        _base.check_tzinfo(tzinfo)
        return cls._make(*parts[:4], tzinfo, fold)

    @classmethod
    def _make(cls, hour, minute, second, microsecond, tzinfo, fold):
        self = object.__new__(cls)
        self._hour = hour
        self._minute = minute
        self._second = second
        self._microsecond = microsecond
        self._tzinfo = tzinfo
        self._fold = fold
        self._hashcode = -1
        return self

    @classmethod
    def fromisoformat(cls, time_string, /):
        """Return the time of a text such as 12:30, T123000.5, 12:30:00+01:00."""
        if not isinstance(time_string, str):
            raise TypeError('fromisoformat: argument must be str')
        try:
            return cls(*_base.parse_iso_time(time_string.removeprefix('T'))[0])
        except ValueError as err:
            if _is_range(err):
                raise
            raise ValueError(f'Invalid isoformat string: {time_string!r}') from None

    @classmethod
    def strptime(cls, date_string, format, /):
        """Return the time that a text means by a format."""
        import _strptime
        return _strptime.parse_time(cls, date_string, format)

    @property
    def hour(self):
        """The hour, from 0 to 23."""
        return self._hour

    @property
    def minute(self):
        """The minute, from 0 to 59."""
        return self._minute

    @property
    def second(self):
        """The second, from 0 to 59."""
        return self._second

    @property
    def microsecond(self):
        """The microsecond, from 0 to 999999."""
        return self._microsecond

    @property
    def tzinfo(self):
        """The time zone, or None."""
        return self._tzinfo

    @property
    def fold(self):
        """1 for the second of two times that a clock shows when it is set back."""
        return self._fold

    def utcoffset(self):
        """Return the zone's offset, None without."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.utcoffset(None)
        _base.check_offset('utcoffset', offset)
        return offset

    def tzname(self):
        """Return the zone's name, None without."""
        if self._tzinfo is None:
            return None
        return _checked_name(self._tzinfo.tzname(None))

    def dst(self):
        """Return what of the offset is summer time, None if not known."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.dst(None)
        _base.check_offset('dst', offset)
        return offset

    def _key(self):
        return self._hour, self._minute, self._second, self._microsecond

    def _compare(self, other, symbol):
        """Return two keys that compare as the times do; None: never equal."""
        if self._tzinfo is other._tzinfo:
            return self._key(), other._key()
        mine, theirs = self.utcoffset(), other.utcoffset()
        if mine == theirs:
            return self._key(), other._key()
        if mine is None or theirs is None:
            if symbol == '==':
                return 0, 1
            raise TypeError("can't compare offset-naive and offset-aware times")
        return (timedelta(0, self._hour * 3600 + self._minute * 60 + self._second,
                          self._microsecond) - mine,
                timedelta(0, other._hour * 3600 + other._minute * 60 + other._second,
                          other._microsecond) - theirs)

    def __eq__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        a, b = self._compare(other, '==')
        return a == b

    def __lt__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        a, b = self._compare(other, '<')
        return a < b

    def __le__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        a, b = self._compare(other, '<=')
        return a <= b

    def __gt__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        a, b = self._compare(other, '>')
        return a > b

    def __ge__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        a, b = self._compare(other, '>=')
        return a >= b

    def __hash__(self):
        if self._hashcode == -1:
            t = self.replace(fold=0) if self._fold else self
            offset = t.utcoffset()
            if offset:
                # As the time of day in UTC hashes, unless it is a time of another day.
                since = timedelta(0, t._hour * 3600 + t._minute * 60 + t._second, t._microsecond) - offset
                if since.days:
                    self._hashcode = hash(since)
                    return self._hashcode
                minutes, second = divmod(since.seconds, 60)
                t = time(minutes // 60, minutes % 60, second, since.microseconds)
            self._hashcode = hash(t._key())
        return self._hashcode

    def __repr__(self):
        text = f'{self._hour}, {self._minute}'
        if self._second or self._microsecond:
            text += f', {self._second}'
            if self._microsecond:
                text += f', {self._microsecond}'
        if self._tzinfo is not None:
            text += f', tzinfo={self._tzinfo!r}'
        if self._fold:
            text += ', fold=1'
        return f'{_base.class_name(self)}({text})'

    def isoformat(self, timespec='auto'):
        """Return HH:MM:SS[.ffffff][+HH:MM]; timespec names the last part."""
        return (_base.format_time(self._hour, self._minute, self._second, self._microsecond,
                                  timespec) + _base.format_offset(self.utcoffset()))

    def __str__(self):
        return self.isoformat()

    def strftime(self, format):
        """Return a text by a format as of time.strftime()."""
        return _base.wrap_strftime(self, format, (1900, 1, 1, self._hour, self._minute,
                                                  self._second, 0, 1, -1))

    def __format__(self, format):
        if not isinstance(format, str):
            raise TypeError(f"__format__() argument 1 must be str, not {type(format).__name__}")
        return self.strftime(format) if format else str(self)

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *,
                fold=None):
        """Return a time with some parts changed."""
        return type(self)(self._hour if hour is None else hour,
                          self._minute if minute is None else minute,
                          self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo,
                          fold=self._fold if fold is None else fold)

    __replace__ = replace

    def _getstate(self, protocol=3):
        hour = self._hour + (128 if self._fold and protocol > 3 else 0)
        state = bytes([hour, self._minute, self._second]) + self._microsecond.to_bytes(3)
        return (state,) if self._tzinfo is None else (state, self._tzinfo)

    def __reduce_ex__(self, protocol):
        return self.__class__, self._getstate(protocol)

    def __reduce__(self):
        return self.__reduce_ex__(2)


time.min = time(0, 0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)


def _checked_name(name):
    if name is not None and not isinstance(name, str):
        raise TypeError("tzinfo.tzname() must return None or a string, "
                        f"not '{type(name).__name__}'")
    return name


class datetime(date):
    """A day and a time of it."""

    __slots__ = '_hour', '_minute', '_second', '_microsecond', '_tzinfo', '_fold'

    def __new__(cls, year, month=None, day=None, hour=0, minute=0, second=0, microsecond=0,
                tzinfo=None, *, fold=0):
        if isinstance(year, (bytes, str)) and len(year) == 10:
            state = year.encode('latin1') if isinstance(year, str) else year
            if 1 <= state[2] & 127 <= 12:
                _zone_of_state(month)
                return cls._build(state[0] * 256 + state[1], state[2] & 127, *state[3:7],
                                  int.from_bytes(state[7:10]), month, state[2] >> 7)
        if month is None or day is None:
            missing = 'month' if month is None else 'day'
            raise TypeError(f"function missing required argument '{missing}' "
                            f"(pos {2 if month is None else 3})")
        year, month, day = _base.check_date(year, month, day)
        parts = _base.check_time(hour, minute, second, microsecond, fold)
        _base.check_tzinfo(tzinfo)
        return cls._build(year, month, day, *parts[:4], tzinfo, fold)

    @classmethod
    def _build(cls, year, month, day, hour, minute, second, microsecond, tzinfo, fold):
        self = object.__new__(cls)
        self._year = year
        self._month = month
        self._day = day
        self._hour = hour
        self._minute = minute
        self._second = second
        self._microsecond = microsecond
        self._tzinfo = tzinfo
        self._fold = fold
        self._hashcode = -1
        return self

    hour = time.hour
    minute = time.minute
    second = time.second
    microsecond = time.microsecond
    tzinfo = time.tzinfo
    fold = time.fold

    # --- making ----------------------------------------------------------------------------------

    @classmethod
    def _fromtimestamp(cls, t, utc, tz):
        seconds = _time_floor(t)
        micros = _base._divide_nearest(*_scaled(t - seconds)) if isinstance(t, float) else 0
        if micros >= 1000000:
            seconds, micros = seconds + 1, 0
        y, m, d, hh, mm, ss = (_time.gmtime if utc else _time.localtime)(seconds)[:6]
        result = cls(y, m, d, hh, mm, min(ss, 59), micros, tz)
        if tz is None and not utc:
            # A clock that is set back shows this time twice: is this the second one?
            earlier = _time.localtime(seconds - 86400)
            probe = cls(*earlier[:5], min(earlier[5], 59), micros)
            change = result - probe - timedelta(0, 86400)
            if change.days < 0:
                y, m, d, hh, mm, ss = _time.localtime(seconds + change // timedelta(0, 1))[:6]
                if cls(y, m, d, hh, mm, ss, micros) == result:
                    result._fold = 1
        elif tz is not None:
            result = tz.fromutc(result)
        return result

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """Return the local time, or the time in a zone, of a POSIX timestamp."""
        _base.check_tzinfo(tz)
        return cls._fromtimestamp(timestamp, tz is not None, tz)

    @classmethod
    def utcfromtimestamp(cls, t, /):
        """Return the time in UTC, without a zone, of a POSIX timestamp."""
        import warnings
        warnings.warn("datetime.datetime.utcfromtimestamp() is deprecated and scheduled for "
                      "removal in a future version. Use timezone-aware objects to represent "
                      "datetimes in UTC: datetime.datetime.fromtimestamp(t, datetime.UTC).",
                      DeprecationWarning, stacklevel=2)
        return cls._fromtimestamp(t, True, None)

    @classmethod
    def now(cls, tz=None):
        """Return the present, local or in a zone."""
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        """Return the present in UTC, without a zone."""
        import warnings
        warnings.warn("datetime.datetime.utcnow() is deprecated and scheduled for removal in a "
                      "future version. Use timezone-aware objects to represent datetimes in UTC: "
                      "datetime.datetime.now(datetime.UTC).", DeprecationWarning, stacklevel=2)
        return cls._fromtimestamp(_time.time(), True, None)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        """Return the datetime of a date and a time."""
        if not isinstance(date, _date):
            raise TypeError("combine() argument 1 must be datetime.date, not "
                            f"{type(date).__name__}")
        if not isinstance(time, _time_class):
            raise TypeError("combine() argument 2 must be datetime.time, not "
                            f"{type(time).__name__}")
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second,
                   time.microsecond, time.tzinfo if tzinfo is True else tzinfo, fold=time.fold)

    @classmethod
    def fromisoformat(cls, date_string, /):
        """Return the datetime of a text that isoformat() may have made, or near to it."""
        if not isinstance(date_string, str):
            raise TypeError('fromisoformat: argument must be str')
        try:
            if len(date_string) < 7:
                raise ValueError
            end = _base.iso_date_end(date_string)
            day = _base.parse_iso_date(date_string[:end])
            parts, next_day = [0, 0, 0, 0, None], False
            if date_string[end + 1:]:
                parts, next_day = _base.parse_iso_time(date_string[end + 1:])
            elif len(date_string) > end:
                raise ValueError
        except ValueError as err:
            if _is_range(err):
                raise
            raise ValueError(f'Invalid isoformat string: {date_string!r}') from None
        result = cls(*day, *parts)
        return result + timedelta(1) if next_day else result

    @classmethod
    def strptime(cls, date_string, format, /):
        """Return the datetime that a text means by a format."""
        import _strptime
        return _strptime._strptime_datetime(cls, date_string, format)

    # --- parts -----------------------------------------------------------------------------------

    def timetuple(self):
        """Return a time.struct_time of the local time."""
        summer = self.dst()
        return self._struct(self._hour, self._minute, self._second,
                            -1 if summer is None else 1 if summer else 0)

    def utctimetuple(self):
        """Return a time.struct_time of the time in UTC."""
        offset = self.utcoffset()
        t = self - offset if offset else self
        return t._struct(t._hour, t._minute, t._second, 0)

    def _mktime(self):
        """Return the POSIX seconds of a local time without a zone."""
        epoch = datetime(1970, 1, 1)
        span = 24 * 3600
        wanted = (self.replace(tzinfo=None) - epoch) // timedelta(0, 1)

        def local(u):
            return (datetime(*_time.localtime(u)[:6]) - epoch) // timedelta(0, 1)
        # The offset is looked up around the time itself, and a day before or behind.
        a = local(wanted) - wanted
        u1 = wanted - a
        if local(u1) == wanted:
            u2 = u1 + (-span, span)[self._fold]
            b = local(u2) - u2
            if a == b:
                return u1
        else:
            b = local(u1) - u1
        u2 = wanted - b
        if local(u2) == wanted:
            return u2
        if local(u1) == wanted:
            return u1
        # A time that no clock ever showed.
        return (max, min)[self._fold](u1, u2)

    def timestamp(self):
        """Return the POSIX timestamp, a float."""
        if self._tzinfo is None:
            return self._mktime() + self._microsecond / 1e6
        return (self - _EPOCH).total_seconds()

    def date(self):
        """Return the day."""
        return _date(self._year, self._month, self._day)

    def time(self):
        """Return the time, without the zone."""
        return _time_class(self._hour, self._minute, self._second, self._microsecond,
                           fold=self._fold)

    def timetz(self):
        """Return the time, with the zone."""
        return _time_class(self._hour, self._minute, self._second, self._microsecond,
                           self._tzinfo, fold=self._fold)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None,
                microsecond=None, tzinfo=True, *, fold=None):
        """Return a datetime with some parts changed."""
        return type(self)(self._year if year is None else year,
                          self._month if month is None else month,
                          self._day if day is None else day,
                          self._hour if hour is None else hour,
                          self._minute if minute is None else minute,
                          self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo,
                          fold=self._fold if fold is None else fold)

    __replace__ = replace

    def _local_timezone(self):
        if self._tzinfo is None:
            ts = self._mktime()
            # Of a time that never was, the offset is that of the time that it is read as.
            other = self.replace(fold=1 - self._fold)._mktime()
            if other != ts and (other > ts) == self._fold:
                ts = other
        else:
            ts = (self - _EPOCH) // timedelta(seconds=1)
        local = _time.localtime(ts)
        return timezone(timedelta(seconds=local.tm_gmtoff), local.tm_zone)

    def astimezone(self, tz=None):
        """Return the same moment in another zone, by default the local one."""
        if tz is None:
            tz = self._local_timezone()
        elif not isinstance(tz, _tzinfo):
            raise TypeError(f"tz argument must be an instance of tzinfo, "
                            f"not {type(tz).__name__}")
        mine = self._tzinfo
        if mine is None:
            mine = self._local_timezone()
            offset = mine.utcoffset(self)
        else:
            offset = mine.utcoffset(self)
            if offset is None:
                mine = self.replace(tzinfo=None)._local_timezone()
                offset = mine.utcoffset(self)
        if tz is mine:
            return self
        return tz.fromutc((self - offset).replace(tzinfo=tz))

    # --- texts -----------------------------------------------------------------------------------

    def ctime(self):
        """Return a text such as Thu Feb 29 12:30:00 2024."""
        return (f'{_base.DAY_NAMES[self.weekday() + 1]} {_base.MONTH_NAMES[self._month]} '
                f'{self._day:2d} {self._hour:02d}:{self._minute:02d}:{self._second:02d} '
                f'{self._year:04d}')

    def isoformat(self, sep='T', timespec='auto'):
        """Return YYYY-MM-DDTHH:MM:SS[.ffffff][+HH:MM]; timespec names the last part."""
        return (f'{self._year:04d}-{self._month:02d}-{self._day:02d}{sep}' +
                _base.format_time(self._hour, self._minute, self._second, self._microsecond,
                                  timespec) + _base.format_offset(self.utcoffset()))

    def __repr__(self):
        parts = [self._year, self._month, self._day, self._hour, self._minute, self._second,
                 self._microsecond]
        if parts[-1] == 0:
            del parts[-1]
            if parts[-1] == 0:
                del parts[-1]
        text = ', '.join(map(str, parts))
        if self._tzinfo is not None:
            text += f', tzinfo={self._tzinfo!r}'
        if self._fold:
            text += ', fold=1'
        return f'{_base.class_name(self)}({text})'

    def __str__(self):
        return self.isoformat(sep=' ')

    # --- zones and arithmetic --------------------------------------------------------------------

    def utcoffset(self):
        """Return the zone's offset, None without."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.utcoffset(self)
        _base.check_offset('utcoffset', offset)
        return offset

    def tzname(self):
        """Return the zone's name, None without."""
        if self._tzinfo is None:
            return None
        return _checked_name(self._tzinfo.tzname(self))

    def dst(self):
        """Return what of the offset is summer time, None if not known."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.dst(self)
        _base.check_offset('dst', offset)
        return offset

    def _key(self):
        return (self._year, self._month, self._day, self._hour, self._minute, self._second,
                self._microsecond)

    def _since_start(self):
        """Return the time since the first moment of year 1, the zone left out."""
        return timedelta(self.toordinal(), self._hour * 3600 + self._minute * 60 + self._second,
                         self._microsecond)

    def _compare(self, other, equality):
        """Return two keys that compare as the moments do."""
        if self._tzinfo is other._tzinfo:
            return self._key(), other._key()
        mine, theirs = self.utcoffset(), other.utcoffset()
        if equality:
            # Times whose meaning depends on fold equal none of another zone.
            if (mine != self.replace(fold=1 - self._fold).utcoffset() or
                    theirs != other.replace(fold=1 - other._fold).utcoffset()):
                return 0, 1
        if mine == theirs:
            return self._key(), other._key()
        if mine is None or theirs is None:
            if equality:
                return 0, 1
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return self._since_start() - mine, other._since_start() - theirs

    def __eq__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        a, b = self._compare(other, True)
        return a == b

    def __lt__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        a, b = self._compare(other, False)
        return a < b

    def __le__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        a, b = self._compare(other, False)
        return a <= b

    def __gt__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        a, b = self._compare(other, False)
        return a > b

    def __ge__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        a, b = self._compare(other, False)
        return a >= b

    def __hash__(self):
        if self._hashcode == -1:
            t = self.replace(fold=0) if self._fold else self
            offset = t.utcoffset()
            if offset is None:
                self._hashcode = hash(t._key())
            else:
                self._hashcode = hash(self._since_start() - offset)
        return self._hashcode

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        total = self._since_start()._total() + other._total()
        days, micros = divmod(total, 86400000000)
        if not 0 < days <= _base.MAX_ORDINAL:
            raise OverflowError("date value out of range")
        seconds, micros = divmod(micros, 1000000)
        minutes, second = divmod(seconds, 60)
        year, month, day = _base.ordinal_to_ymd(days)
        kind = type(self)
        make = datetime._build if kind is datetime else None
        if make is not None:
            return make(year, month, day, minutes // 60, minutes % 60, second, micros,
                        self._tzinfo, 0)
        return kind(year, month, day, minutes // 60, minutes % 60, second, micros, self._tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if not isinstance(other, datetime):
            return NotImplemented
        base = timedelta._from_microseconds(self._since_start()._total() -
                                            other._since_start()._total())
        if self._tzinfo is other._tzinfo:
            return base
        mine, theirs = self.utcoffset(), other.utcoffset()
        if mine == theirs:
            return base
        if mine is None or theirs is None:
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        return base + theirs - mine

    def _getstate(self, protocol=3):
        month = self._month + (128 if self._fold and protocol > 3 else 0)
        state = bytes([self._year >> 8, self._year & 255, month, self._day, self._hour,
                       self._minute, self._second]) + self._microsecond.to_bytes(3)
        return (state,) if self._tzinfo is None else (state, self._tzinfo)

    def __reduce_ex__(self, protocol):
        return self.__class__, self._getstate(protocol)

    def __reduce__(self):
        return self.__reduce_ex__(2)


_date, _time_class, _tzinfo = date, time, tzinfo
datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def _time_floor(t):
    if isinstance(t, float):
        if t != t:
            raise ValueError("Invalid value NaN (not a number)")
        return int(t // 1)
    return _index(t)


def _scaled(fraction):
    """Return a fraction of a second in microseconds, as (numerator, denominator)."""
    a, b = fraction.as_integer_ratio()
    return a * 1000000, b
