# datetime beyond the basics: ISO texts, formats, zones, arithmetic, weeks, pickles.
import os; os.environ["TZ"] = "UTC"
import pickle
import time; time.tzset()
from datetime import date, datetime, time as clock, timedelta, timezone, tzinfo, UTC

for text in ('2024-02-29', '20240229', '2024-W09-4', '2024W094', '2024-W09', '2024-2-9', '2023-02-29', 'x', '2024-W54-1', '', '2024-02-29T'):
    try:
        print(text, date.fromisoformat(text))
    except ValueError as e:
        print(text, 'ValueError', e)
for text in ('2024-02-29T12:34:56', '2024-02-29 12:34', '20240229T123456.789', '2024-02-29T12:34:56.123456+05:30', '2024-02-29T12:34Z', '2024-W09-4T10',
             '2024-02-29T12:34:56,5-0330', '2024-02-29T25:00', '2024-02-29T12:34:56+', '2024-02-29T12:3', '2024-02-29'):
    try:
        print(text, repr(datetime.fromisoformat(text)))
    except ValueError as e:
        print(text, 'ValueError', e)
print(clock.fromisoformat('T12:30:15.5+01:00'), clock(1, 2, 3, 4), repr(clock(5, 6, fold=1)), clock.min, clock.max)
d = datetime(2024, 2, 29, 13, 4, 5, 678900, timezone(timedelta(hours=5, minutes=30)))
print(d, repr(d), d.utcoffset(), d.tzname(), d.astimezone(UTC), d.timestamp(), d.utctimetuple()[:6])
for f in ('%Y-%m-%d %H:%M:%S.%f %z %Z', '%a %A %b %B %d %j %U %W %w %u %V %G', '%c | %x | %X', '%I %p %y %%', '%:z', '%F %T %D'):
    print(d.strftime(f), '|', d.date().strftime(f) if 'z' not in f else '')
print(format(d, '%d/%m'), f'{d:%H-%M}', f'{date(5, 1, 2):%Y}', d.isoformat(' ', 'minutes'), d.isoformat(timespec='milliseconds'), d.ctime())
for year in (2020, 2021, 2024, 2026):
    print(date(year, 1, 1).isocalendar(), date(year, 12, 31).isocalendar(), date.fromisocalendar(year, 1, 1))
for text, f in (('2024-02-29 13:04:05.25', '%Y-%m-%d %H:%M:%S.%f'), ('Thu Feb 29 2024', '%a %b %d %Y'), ('29/02/24 01:02 PM', '%d/%m/%y %I:%M %p'),
                ('2024 060', '%Y %j'), ('2024 09 4', '%G %V %u'), ('12:00 +0530', '%H:%M %z'), ('2024-01-01T00:00:00Z', '%Y-%m-%dT%H:%M:%S%z'), ('2024 8 1', '%Y %W %w')):
    print(repr(datetime.strptime(text, f)))
for text, f in (('x', '%Y'), ('2024 x', '%Y'), ('1', '%Q'), ('1', '%'), ('2024-13', '%Y-%m')):
    try:
        datetime.strptime(text, f)
    except ValueError as e:
        print(e)
print(time.strptime('30 Nov 00', '%d %b %y'))
t = timedelta(days=-1, hours=5, microseconds=7)
print(t, repr(t), t.total_seconds(), abs(t), -t, t * 2.5, t / 3, t // timedelta(hours=1), t % timedelta(hours=7), divmod(t, timedelta(hours=7)), t / timedelta(1))
print(timedelta(1.5), timedelta(seconds=0.1234567), timedelta(microseconds=0.5), timedelta(microseconds=1.5), timedelta(weeks=1, days=1e-6), timedelta.max, timedelta.min)
print(datetime(2024, 3, 31) - datetime(2024, 1, 1, 12), datetime.max - datetime.min, date(2024, 3, 1) - timedelta(1), date.min + timedelta(400000))
for bad in (lambda: date(2024, 2, 30), lambda: datetime(0, 1, 1), lambda: date.max + timedelta(1), lambda: datetime.max + timedelta(1), lambda: date(2024), lambda: timedelta('x'),
            lambda: timezone(timedelta(days=1)), lambda: timezone(5), lambda: d < datetime(2024, 1, 1), lambda: d - datetime(2024, 1, 1), lambda: clock(24),
            lambda: datetime.fromtimestamp(float('nan')), lambda: datetime(2024, 1, 1, tzinfo=5), lambda: timedelta(1) / 0, lambda: date.fromisocalendar(2024, 54, 1)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)


class Summer(tzinfo):
    """One hour ahead, two from April to September."""

    def utcoffset(self, dt):
        return timedelta(hours=1) + self.dst(dt)

    def dst(self, dt):
        return timedelta(hours=4 <= dt.month <= 9)

    def tzname(self, dt):
        return 'SUM' if self.dst(dt) else 'WIN'


z = Summer()
s = datetime(2024, 7, 1, 12, tzinfo=z)
print(s, s.tzname(), s.astimezone(UTC), s.timetuple().tm_isdst, datetime(2024, 1, 1, tzinfo=UTC).astimezone(z), s == datetime(2024, 7, 1, 10, tzinfo=UTC))
print(hash(s) == hash(datetime(2024, 7, 1, 10, tzinfo=UTC)), datetime(2024, 1, 1) == date(2024, 1, 1), {date(2024, 1, 1): 1}[date(2024, 1, 1)], d.replace(year=2020, tzinfo=None))
for v in (d, s.date(), clock(1, 2, 3, 4, UTC), t, UTC, timezone(timedelta(hours=1), 'X'), datetime(2024, 1, 1, fold=1)):
    for p in range(3, 6):
        assert pickle.loads(pickle.dumps(v, p)) == v
    print(repr(v), str(v))
print(datetime.combine(date(2024, 1, 2), clock(3, 4, tzinfo=UTC)), datetime.fromtimestamp(0, UTC), datetime.fromtimestamp(-1.5, UTC), datetime.fromtimestamp(1e9 + 0.123456, UTC))
print(datetime.min, datetime.max, datetime.resolution, date.min, date.max, UTC, timezone.min, timezone.max, timezone(timedelta(hours=-3, seconds=-5)))
print(bool(timedelta()), bool(clock()), sorted([date(2024, 5, 1), date(2023, 1, 1)]), max(clock(3), clock(2)))


class Sub(datetime):
    pass


print(type(Sub(2024, 1, 1) + timedelta(1)).__name__, type(Sub.now()).__name__, type(Sub(2024, 1, 1).replace(day=2)).__name__)
print(datetime(2024, 1, 31).toordinal(), date.fromordinal(738916), datetime(2024, 1, 31).weekday(), date(2024, 1, 31).isoweekday())
