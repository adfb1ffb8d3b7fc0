import sys


def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


def forever():
    return forever()


print(sys.getrecursionlimit(), down(500))
try:
    forever()
except RecursionError as e:
    print(type(e).__name__, e)


def count():
    depth = 0

    def go():
        nonlocal depth
        depth += 1
        go()
    try:
        go()
    except RecursionError:
        pass
    return depth


print(900 < count() <= 1000)
sys.setrecursionlimit(5000)
print(down(4000))
sys.setrecursionlimit(1000)
for bad in (0, -1, "x", 1.5):
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)


def generators(n):
    if n:
        yield from generators(n - 1)
    yield n


print(sum(generators(300)))
try:
    sum(generators(5000))
except RecursionError as e:
    print("generators", e)


class Attr:
    def __getattr__(self, name):
        return getattr(self, name + "x")


try:
    Attr().a
except RecursionError as e:
    print(e)


class Repr:
    def __repr__(self):
        return repr(self)


try:
    repr(Repr())
except RecursionError:
    print("repr")


class Eq:
    def __eq__(self, other):
        return self == other


try:
    Eq() == Eq()
except RecursionError:
    print("eq")


class Call:
    pass


Call.__call__ = Call()
try:
    Call()()
except RecursionError:
    print("call")


class Init:
    def __init__(self):
        self.child = Init()


try:
    Init()
except RecursionError:
    print("init")


class Prop:
    @property
    def p(self):
        return self.p


try:
    Prop().p
except RecursionError:
    print("property")


class Add:
    def __add__(self, o):
        return self + o


try:
    Add() + 1
except RecursionError:
    print("add")


class Iter:
    def __iter__(self):
        return iter(self)


try:
    list(Iter())
except RecursionError:
    print("iter")
try:
    sorted([2, 1], key=lambda x: forever())
except RecursionError:
    print("sorted")
try:
    list(map(lambda x: forever(), [1]))
except RecursionError:
    print("map")
nested = []
for _ in range(100000):
    nested = [nested]
try:
    repr(nested)
    print("repr fine")
except RecursionError:
    print("nested repr")
other = []
for _ in range(100000):
    other = [other]
try:
    nested == other
    print("eq fine")
except RecursionError:
    print("nested eq")
print(down(900))


def finally_runs(n, log):
    try:
        finally_runs(n + 1, log)
    finally:
        if n == 0:
            log.append("outermost finally")


log = []
try:
    finally_runs(0, log)
except RecursionError:
    print(log)


def handled():
    try:
        return handled()
    except RecursionError:
        return "handled at the bottom"


print(handled())
