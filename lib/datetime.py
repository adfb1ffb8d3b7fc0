# SPDX-License-Identifier: MIT
"""Dates, times and time zones."""

from _datetime import date, datetime, time, timedelta, timezone, tzinfo

__all__ = ['date', 'datetime', 'time', 'timedelta', 'timezone', 'tzinfo', 'MINYEAR', 'MAXYEAR',
           'UTC']

MINYEAR = 1
MAXYEAR = 9999
UTC = timezone.utc


def __getattr__(name):
    if name == 'datetime_CAPI':
        import _datetime
        return _datetime.datetime_CAPI
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
