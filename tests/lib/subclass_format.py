# An empty format asks __str__ of classes that derive from built-in ones; slots are no defaults of dataclasses; OrderedDict.fromkeys(value=).
import collections
import dataclasses
import datetime
import enum
import inspect
import types

for base in (str, int, float, complex):
    class Derived(base):
        def __str__(self):
            return "derived"
    x = Derived("1")
    print(format(x), f"{x}", "{}".format(x), base.__format__(x, ""), type(base.__format__(x, "")).__name__)


class Colour(enum.StrEnum):
    RED = "red"

    def __str__(self):
        return self.name


print(f"{Colour.RED} {Colour.RED:>5}", format(Colour.RED))


@dataclasses.dataclass
class Point:
    __slots__ = ("x",)
    x: int


try:
    Point()
except TypeError as e:
    print(e)
print(Point(3), type(Point.x) is types.MemberDescriptorType, inspect.ismemberdescriptor(Point.x), inspect.isgetsetdescriptor(Point.x))
print(collections.OrderedDict.fromkeys("ab", value=3), type(collections.OrderedDict.fromkeys("")).__name__)
for a in (datetime.date(2024, 1, 1), datetime.timedelta(1), datetime.timezone.utc):
    try:
        a + "x"
    except TypeError as e:
        print(e)


class Mine(datetime.date):
    pass


try:
    Mine(2024, 1, 1) + []
except TypeError as e:
    print(e)
