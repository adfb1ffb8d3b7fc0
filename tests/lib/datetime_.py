from datetime import date, datetime, time, timedelta, timezone

d = datetime(2024, 2, 29, 13, 5, 7, 123456)
print(d, repr(d), d.year, d.month, d.day, d.hour, d.minute, d.second, d.microsecond, d.date(), d.time(), d.weekday(), d.isoweekday(), d.isoformat(), d.isoformat(" "), d.isocalendar()[:2])
print(d + timedelta(days=1), d - timedelta(hours=14), d - datetime(2024, 1, 1), d < datetime(2025, 1, 1), d.replace(year=2023, day=1), d.strftime("%Y-%m-%d %H:%M:%S.%f %j %a %A %b %B %d %I %p %y %%"), d == datetime(2024, 2, 29, 13, 5, 7, 123456))
print(date(2024, 1, 31) + timedelta(days=30), date(2024, 3, 1) - date(2024, 2, 1), date(2000, 1, 1).toordinal(), date.fromordinal(730120), date.fromisoformat("2024-05-06"), date(2024, 12, 25).strftime("%d.%m.%Y"), date.min, date.max, date(2024, 1, 1).weekday())
t = timedelta(days=1, hours=2, minutes=3, seconds=4, microseconds=5)
print(t, repr(t), t.days, t.seconds, t.microseconds, t.total_seconds(), t * 2, t / 2, t // timedelta(hours=1), -t, abs(-t), timedelta(seconds=-1), timedelta(weeks=1), timedelta(1) == timedelta(hours=24), timedelta(milliseconds=1500), str(timedelta(0)), bool(timedelta(0)), t % timedelta(hours=1), sum([t, t], timedelta()))
print(time(1, 2, 3), time(1, 2), repr(time(23, 59, 59, 999999)), time(12) > time(11), time(5).isoformat())
print(datetime.fromisoformat("2024-02-29T13:05:07.123456"), datetime.fromisoformat("2024-02-29 01:02:03+02:00"), datetime.strptime("2024-01-02 03:04:05", "%Y-%m-%d %H:%M:%S"), datetime.combine(date(2024, 1, 1), time(5)), datetime.min, datetime(2024, 1, 1))
u = datetime(2024, 1, 1, 12, tzinfo=timezone.utc)
e = timezone(timedelta(hours=5, minutes=30), "IST")
print(u, repr(u), u.astimezone(e), u.timestamp(), datetime.fromtimestamp(0, timezone.utc), u.utcoffset(), u.tzname(), e, u == u.astimezone(e), u.astimezone(e).isoformat(), datetime.fromtimestamp(1.5, timezone.utc))
for f in (lambda: datetime(2023, 2, 29), lambda: date(2024, 13, 1), lambda: time(25), lambda: datetime.strptime("x", "%Y"), lambda: d - u, lambda: d < u, lambda: d + 5, lambda: date.fromisoformat("nope"), lambda: timedelta(days=10 ** 10), lambda: datetime(2024, 1, 1, 1, 60)):
    try:
        print(f())
    except Exception as ex:
        print(type(ex).__name__, ex)
n = datetime.now()
print(type(n).__name__, n.year >= 2024, len(str(n)) >= 19, "Time: {}".format(datetime(2024, 1, 1, 2, 3, 4, 5)), f"{d:%H:%M}", str(datetime(2024, 1, 1, 0, 0, 0, 0)), hash(d) == hash(d.replace()), {d: 1}[d], date.today() == n.date())
