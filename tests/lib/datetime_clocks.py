"""Local times that a clock shows twice, hashes over midnight, bytes of pickles as arguments, strptime's warning."""
import os
import time as _time
import warnings
from datetime import datetime, time, timedelta, timezone

os.environ['TZ'] = 'Pacific/Kwajalein'
_time.tzset()
for s in (-60 * 86400 * 365, -1, 0, 1, 86399):
    print(datetime.fromtimestamp(s))
os.environ['TZ'] = 'America/New_York'
_time.tzset()
# October 1966 and 2020: before and after 1970.
for first in (-100116000, 1604210400):
    for s in (first - 3600, first - 1, first, first + 3599, first + 3600):
        d = datetime.fromtimestamp(s)
        print(repr(d), d.timestamp() == s)
os.environ['TZ'] = 'UTC'
_time.tzset()


def at(hour, minute, offset):
    return time(hour, minute, tzinfo=timezone(timedelta(minutes=offset)))


print(hash(at(7, 47, -300)) == hash(at(12, 47, 0)) == hash(at(13, 47, 60)))
print(hash(at(1, 0, 120)) == hash(at(0, 0, 60)), at(1, 0, 120) == at(0, 0, 60), len({at(1, 0, 120), at(0, 0, 60), at(23, 0, 0)}))

for cls, size in (datetime, 10), (time, 6):
    try:
        cls(bytes([1] * size), 'EST')
    except TypeError as e:
        print(e)

with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    print(datetime.strptime('03-14', '%m-%d'))
    print(datetime.strptime('2020-03-14', '%Y-%m-%d'), datetime.strptime('14 %d 20', '%d %%d %y'))
    print(_time.strptime('14', '%d').tm_mday)
for w in seen:
    print(w.category.__name__, str(w.message).split('\n')[0], os.path.basename(w.filename), w.lineno)
