# Calls between Python functions use no C stack, whatever stands between them: 100 000 deep each. (CPython cannot do
# most of these; the expected output is written by hand.)
import sys
from functools import reduce

N = 100_000
sys.setrecursionlimit(10 ** 6)


def plain(n):
    return 0 if n == 0 else 1 + plain(n - 1)


def through_map(n):
    return 0 if n == 0 else 1 + list(map(through_map, [n - 1]))[0]


def through_sum(n):
    return 0 if n == 0 else 1 + sum(through_sum(m) for m in (n - 1,))


def through_sorted(n):
    if n:
        sorted([n], key=lambda _: through_sorted(n - 1))
    return n


def through_comprehension(n):
    return 0 if n == 0 else 1 + [through_comprehension(n - 1) for _ in "a"][0]


def through_reduce(n):
    return 0 if n == 0 else reduce(lambda a, b: a + through_reduce(b), [n - 1], 1)


def through_list(n):
    def gen():
        yield 0 if n == 0 else 1 + through_list(n - 1)[0]
    return list(gen())


class Init:
    def __init__(self, n):
        self.depth = 0 if n == 0 else 1 + Init(n - 1).depth


class Operators:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return 0 if self.n == 0 else 1 + (Operators(self.n - 1) + other)

    def __getitem__(self, key):
        return 0 if self.n == 0 else 1 + Operators(self.n - 1)[key]

    def __call__(self):
        return 0 if self.n == 0 else 1 + Operators(self.n - 1)()

    @property
    def prop(self):
        return 0 if self.n == 0 else 1 + Operators(self.n - 1).prop

    def __getattr__(self, name):
        return 0 if self.n == 0 else 1 + Operators(self.n - 1).anything

    def __enter__(self):
        if self.n:
            with Operators(self.n - 1) as below:
                return below + 1 if type(below) is int else below
        return 0

    def __exit__(self, *exc):
        return None


def chain(n):
    if n:
        return 1 + (yield from chain(n - 1))
    yield "bottom"
    return 0


async def awaits(n):
    return 0 if n == 0 else 1 + await awaits(n - 1)


def result(steps):
    try:
        while True:
            steps.send(None)
    except StopIteration as stop:
        return stop.value


print("plain", plain(N))
print("map", through_map(N))
print("sum", through_sum(N))
print("sorted", through_sorted(N))
print("comprehension", through_comprehension(N))
print("reduce", through_reduce(N))
print("list", through_list(N))
print("__init__", Init(N).depth)
print("__add__", Operators(N) + 1)
print("__getitem__", Operators(N)[0])
print("__call__", Operators(N)())
print("property", Operators(N).prop)
print("__getattr__", Operators(N).anything)
print("yield from", result(chain(N)))
print("await", result(awaits(N)))
with Operators(N) as depth:
    print("with", depth)
