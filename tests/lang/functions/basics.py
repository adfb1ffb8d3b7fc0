def f(a, b=2, *args, c, d=4, **kw):
    """Doc of f."""
    local = 1
    return a, b, args, c, d, kw


print(f.__name__, f.__qualname__, f.__doc__, f.__defaults__, f.__kwdefaults__, f.__module__, f.__dict__, f.__closure__)
c = f.__code__
print(c.co_name, c.co_varnames, c.co_argcount, c.co_kwonlyargcount, c.co_posonlyargcount, c.co_nlocals, c.co_flags & 12, c.co_firstlineno, c.co_freevars, c.co_cellvars)
f.attribute = 5
f.__name__ = "renamed"
print(f.attribute, f.__dict__, f.__name__, repr(f).split(" at ")[0])
f.__defaults__ = (20,)
f.__kwdefaults__ = {"c": 30, "d": 4}
print(f(1), f(1, d=5))
f.__defaults__ = None
try:
    f(c=1)
except TypeError as e:
    print(e)
for name, value in (("__defaults__", 5), ("__kwdefaults__", 5), ("__name__", 5), ("__code__", 5), ("__dict__", 5)):
    try:
        setattr(f, name, value)
    except TypeError as e:
        print(e)


def g(): return "g"


def h(): return "h"


g.__code__ = h.__code__
print(g(), g.__name__)
print((lambda: 1).__name__, (lambda x, *y: (x, y))(1, 2, 3), (lambda *, k=1: k)(), (lambda x=1, /: x)(), [(lambda n: n * 2)(i) for i in range(3)])


def default_list(x, acc=[]):
    acc.append(x)
    return acc


print(default_list(1), default_list(2), default_list(3, []))
n = 5


def default_time(x=n):
    return x


n = 6
print(default_time())


def say(x):
    print("evaluated", x)
    return x


def target(*a, **k):
    return a, k


target(say(1), *say([2]), say(3), k=say(4), **say({"z": 5}))


def recursive(n):
    return n if n <= 1 else recursive(n - 1) + recursive(n - 2)


print(recursive(20))


def many(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p):
    return a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p


print(many(*range(16)), many(1, 2, 3, 4, 5, 6, 7, 8, i=9, j=10, k=11, l=12, m=13, n=14, o=15, p=16))


def returns():
    return


def nothing():
    pass


def tuple_():
    return 1, 2


print(returns(), nothing(), tuple_(), callable(f), callable(len), callable(5), type(f).__name__, type(len).__name__)


def inner_def():
    def inner(x, y=1): return x + y
    inner.k = 3
    return inner


print(inner_def()(5), inner_def().k, inner_def() is inner_def(), inner_def().__qualname__)


def annotated(a: int, b: "str" = "x", *c: float, d: list = None, **e: dict) -> bool:
    return True


print(annotated(1), annotated.__annotations__)


def positional(a, b, /, c, *, d): return a, b, c, d


print(positional(1, 2, 3, d=4), positional(1, 2, c=3, d=4))


def kw_order(**kw): return list(kw)


print(kw_order(z=1, a=2, m=3), kw_order(**{"b": 1}, a=2))


def swap_kwargs(**kw):
    kw["new"] = 1
    return kw


original = {"a": 1}
print(swap_kwargs(**original), original)


def star_only(*args):
    return args


t = (1, 2)
print(star_only(*t) == t, star_only(*[]), star_only(*t, *t), star_only(*(i for i in range(3))), star_only(*{"k": 1}))
from functools import partial
p = partial(f.__class__ and target, 1, k=2)
print(p(3), p(k=4, j=5), p.func is target, p.args, p.keywords)
print(list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(filter(lambda x: x > 1, [1, 2, 3])), sorted([3, 1], key=lambda v: -v), max("abc", key=ord), (lambda f, x: f(f(x)))(lambda v: v * 3, 2))
ycomb = lambda f: (lambda x: x(x))(lambda y: f(lambda *args: y(y)(*args)))
print(ycomb(lambda fac: lambda n: 1 if n == 0 else n * fac(n - 1))(10))


def hanoi(n, a="A", b="B", c="C", moves=None):
    moves = [] if moves is None else moves
    if n:
        hanoi(n - 1, a, c, b, moves)
        moves.append(a + c)
        hanoi(n - 1, b, a, c, moves)
    return moves


print(len(hanoi(7)), hanoi(3))


def ackermann(m, n):
    return n + 1 if m == 0 else ackermann(m - 1, 1) if n == 0 else ackermann(m - 1, ackermann(m, n - 1))


print(ackermann(2, 5))


def mutual_a(n): return n and mutual_b(n - 1)
def mutual_b(n): return n and mutual_a(n - 1)


print(mutual_a(50))
print(f.__get__(5, int).__self__, type(f.__get__(5)).__name__, type(f.__code__).__name__, f.__code__ == f.__code__, f == f, f != g, hash(f) == hash(f))
