import functools


def trace(f):
    @functools.wraps(f)
    def wrapper(*args, **kw):
        result = f(*args, **kw)
        print(f.__name__, args, kw, "->", result)
        return result
    return wrapper


def repeat(n):
    def decorate(f):
        def wrapper(*a):
            return [f(*a) for _ in range(n)]
        return wrapper
    return decorate


@trace
def add(a, b=1):
    """Adds."""
    return a + b


add(1)
add(2, b=3)
print(add.__name__, add.__doc__, add.__wrapped__.__name__)


@repeat(2)
@repeat(3)
def hello(x):
    return x


print(hello("h"))


def order(name):
    print("evaluated", name)

    def d(f):
        print("applied", name)
        return f
    return d


@order("outer")
@order("inner")
def f():
    pass


class Registry:
    def __init__(self):
        self.items = {}

    def register(self, name):
        def d(f):
            self.items[name] = f
            return f
        return d

    def __call__(self, f):
        self.items[f.__name__] = f
        return f


reg = Registry()


@reg.register("one")
def first(): return 1


@reg
def second(): return 2


print({k: v() for k, v in reg.items.items()})
table = [lambda f: f() + 1, lambda f: f() * 2]


@table[0]
def value(): return 10


@(lambda f: f())
def number(): return 5


@table[1] if value > 5 else table[0]
def other(): return 4


print(value, number, other)


class CountCalls:
    def __init__(self, f):
        functools.update_wrapper(self, f)
        self.f, self.count = f, 0

    def __call__(self, *a):
        self.count += 1
        return self.f(*a)

    def __get__(self, obj, owner):
        return functools.partial(self, obj)


@CountCalls
def counted(x): return x * 2


print(counted(1), counted(2), counted.count, counted.__name__)


class C:
    @CountCalls
    def m(self, x): return x + 1

    @staticmethod
    @trace
    def s(x): return x

    @classmethod
    @trace
    def c(cls, x): return x

    @property
    @trace
    def p(self): return 5

    @functools.cached_property
    def cp(self):
        print("computed")
        return 9


c = C()
print(c.m(1), C.s(2), C.c(3) if False else "", c.cp, c.cp)


@functools.lru_cache(maxsize=2)
def cached(x):
    print("computing", x)
    return x * x


print(cached(1), cached(1), cached(2), cached(3), cached(1), cached.cache_info())
cached.cache_clear()


@functools.cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(90), fib.cache_info().hits)


@functools.singledispatch
def show(x): return "object"


@show.register
def _(x: int): return "int"


@show.register(list)
def _(x): return "list"


print(show(1), show([]), show("s"), show(True))


@functools.total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v


print(V(1) <= V(2), V(2) > V(1), V(1) >= V(1))


def add_method(cls):
    cls.extra = lambda self: "extra of " + type(self).__name__
    return cls


@add_method
class D: pass


print(D().extra())
print(functools.reduce(lambda a, b: a * b, range(1, 6)), functools.partial(int, base=2)("101"), functools.partial(print, "a", sep="-").args)
for text in ("@5\ndef f(): pass", "@None\nclass C: pass"):
    try:
        exec(text)
    except TypeError as e:
        print(e)


def make_gen(f):
    def start(*a):
        g = f(*a)
        next(g)
        return g
    return start


@make_gen
def accumulate():
    total = 0
    while True:
        total += yield total


a = accumulate()
print(a.send(5), a.send(7))
