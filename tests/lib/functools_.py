import functools
import operator

print(functools.reduce(operator.add, [1, 2, 3]), functools.reduce(lambda a, b: a + b, [], "init"), functools.reduce(operator.mul, range(1, 6), 2))
try:
    functools.reduce(operator.add, [])
except TypeError as e:
    print(e)


def f(*a, **k):
    return a, k


p = functools.partial(f, 1, x=2)
q = functools.partial(p, 3, y=4)
print(p(5), p(x=9), q(), q.func is f, q.args, q.keywords, repr(p).split("<")[0])


class C:
    half = functools.partialmethod(f, "half")

    @functools.cached_property
    def slow(self):
        print("computed")
        return 5


c = C()
print(c.half(1)[0][1:], c.slow, c.slow, vars(c))
del c.slow
print(c.slow)
calls = []


@functools.lru_cache(maxsize=3)
def cached(x, y=0):
    calls.append((x, y))
    return x + y


for args in (1, 2, 1, 3, 4, 1):
    cached(args)
print(calls, cached.cache_info(), cached.cache_parameters())
cached.cache_clear()
cached(1, y=2)
cached(1, 2)
print(calls[-2:], cached.cache_info(), cached.__wrapped__(5, 6))


@functools.lru_cache(typed=True)
def typed(x):
    return type(x).__name__


print(typed(1), typed(1.0), typed(True), typed.cache_info().misses)


@functools.cache
def fails(x):
    calls.append("fails")
    raise ValueError(x)


for _ in range(2):
    try:
        fails(1)
    except ValueError:
        pass
print(calls[-2:])
try:
    cached([])
except TypeError as e:
    print(e)


@functools.wraps(f)
def w():
    pass


print(w.__name__, w.__wrapped__ is f, functools.WRAPPER_ASSIGNMENTS[:3])


@functools.singledispatch
def kind(x):
    return "default"


@kind.register(int)
def _(x):
    return "int"


@kind.register
def _(x: list | tuple):
    return "sequence"


@kind.register(type(None))
def _(x):
    return "none"


print(kind(1), kind(True), kind([]), kind(()), kind(None), kind("s"), kind.dispatch(bool)(0), sorted(t.__name__ for t in kind.registry))


class D:
    @functools.singledispatchmethod
    def m(self, x):
        return "object"

    @m.register
    def _(self, x: int):
        return "int method"


print(D().m(1), D().m("x"))


@functools.total_ordering
class V:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return self.v == o.v

    def __lt__(self, o):
        return self.v < o.v


print(V(1) <= V(1), V(1) > V(2), V(2) >= V(1), sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))
print(operator.itemgetter(1, 0)("ab"), operator.attrgetter("real", "imag")(1j), operator.methodcaller("upper")("x"), operator.itemgetter(slice(1, 3))("abcd"), operator.attrgetter("__class__.__name__")(5), operator.contains([1], 1), operator.index(5), operator.truth([]), operator.concat("a", "b"), operator.countOf("aab", "a"), operator.length_hint([1, 2]))
print(operator.add(1, 2), operator.sub(1, 2), operator.getitem([1, 2], 1), operator.is_(None, None), operator.not_(1), operator.floordiv(7, 2), operator.pow(2, 3), operator.neg(5), operator.invert(5), operator.lt(1, 2), operator.iadd([1], [2]), operator.matmul.__name__)
