# Calendars of months and years as text and HTML; weekdays, leap years, seconds since 1970.
import calendar

print(calendar.month(2024, 2), calendar.calendar(2023, m=4), calendar.TextCalendar(6).formatmonth(2021, 8, 4, 2))
print(calendar.HTMLCalendar(3).formatmonth(2020, 2))
print(len(calendar.HTMLCalendar().formatyearpage(2020)), calendar.HTMLCalendar().formatyear(2020, 4)[:300])
print([calendar.isleap(y) for y in (1900, 2000, 2023, 2024)], calendar.leapdays(1800, 2100), calendar.monthrange(2024, 2), calendar.monthcalendar(2024, 9))
print(calendar.weekday(2024, 2, 29), calendar.weekday(1, 1, 1), calendar.weekday(12345, 6, 7), repr(calendar.JUNE), calendar.SUNDAY)
c = calendar.Calendar(6)
print(list(c.iterweekdays()), list(c.itermonthdays(2024, 2)), list(c.itermonthdays2(2024, 2))[:4], list(c.itermonthdays3(2024, 1))[:3], list(c.itermonthdays4(2024, 12))[-3:])
print(c.monthdays2calendar(2024, 2)[0], c.yeardayscalendar(2024, 6)[0][1][:1], calendar.weekheader(3), calendar.firstweekday())
print(calendar.timegm((1970, 1, 1, 0, 0, 0)), calendar.timegm((2024, 2, 29, 12, 30, 15)), calendar.timegm((1969, 12, 31, 23, 59, 59)))
print(list(calendar.month_name), list(calendar.day_abbr))
for bad in (lambda: calendar.monthrange(2024, 13), lambda: calendar.setfirstweekday(7), lambda: calendar.weekday(2023, 2, 29), lambda: calendar.weekday(2023, 13, 1)):
    try:
        bad()
    except ValueError as e:
        print(type(e).__name__, e)
