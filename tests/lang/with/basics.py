class CM:
    def __init__(self, name, swallow=False, enter_fails=False, exit_fails=False):
        self.name, self.swallow, self.enter_fails, self.exit_fails = name, swallow, enter_fails, exit_fails

    def __enter__(self):
        print("enter", self.name)
        if self.enter_fails:
            raise ValueError("enter " + self.name)
        return self.name.upper()

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind.__name__ if kind else None, value, tb is not None)
        if self.exit_fails:
            raise KeyError("exit " + self.name)
        return self.swallow


with CM("a") as a:
    print("body", a)
with CM("a"), CM("b") as b, CM("c"):
    print("body", b)
with (CM("p") as p, CM("q") as q,):
    print(p, q)
with (CM("single")):
    pass
with (CM("x"), CM("y")):
    pass
with CM("t") as (first, *rest):
    print(first, rest)


class Obj:
    pass


o = Obj()
d = {}
with CM("attr") as o.x, CM("item") as d["k"]:
    print(o.x, d)
with CM("s", swallow=True):
    raise ValueError("swallowed")
try:
    with CM("n"):
        raise ValueError("not swallowed")
except ValueError as e:
    print("caught", e)
try:
    with CM("1"), CM("2", enter_fails=True):
        print("never")
except ValueError as e:
    print("caught", e)
try:
    with CM("f", exit_fails=True):
        raise ValueError("body")
except KeyError as e:
    print("caught", e, repr(e.__context__))
with CM("outer", swallow=True), CM("inner", exit_fails=True):
    pass


def ret():
    with CM("r"):
        return "returned"


def loop():
    for i in range(3):
        with CM(str(i)):
            if i == 0:
                continue
            if i == 1:
                break
    return i


print(ret(), loop())


def gen():
    with CM("g"):
        yield 1
        yield 2


for x in gen():
    print(x)
g = gen()
next(g)
g.close()
g = gen()
next(g)
try:
    g.throw(OSError("thrown"))
except OSError as e:
    print(e)


def nested():
    with CM("n1"):
        try:
            with CM("n2"):
                raise KeyError("k")
        except KeyError:
            print("handled")
        finally:
            print("finally")


nested()
for bad in (5, Obj(), type("OnlyEnter", (), {"__enter__": lambda s: s})(), type("OnlyExit", (), {"__exit__": lambda s, *a: None})(), type("Async", (), {"__aenter__": 1, "__aexit__": 2})()):
    try:
        with bad:
            pass
    except TypeError as e:
        print(str(e).split(" but ")[0])  # 3.14 goes on, and says what may be meant
from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress


@contextmanager
def managed(name):
    print("setup", name)
    try:
        yield name + "!"
    except ValueError as e:
        print("handled inside", e)
    finally:
        print("teardown", name)


with managed("m") as m:
    print(m)
with managed("v"):
    raise ValueError("v")
try:
    with managed("k"):
        raise KeyError("k")
except KeyError as e:
    print("through", e)


@contextmanager
def no_yield():
    if False:
        yield


@contextmanager
def two_yields():
    yield 1
    yield 2


for cm in (no_yield, two_yields):
    try:
        with cm():
            pass
    except RuntimeError as e:
        print(e)


@managed("decorator")
def decorated():
    print("in the decorated function")


decorated()
with suppress(ZeroDivisionError, KeyError):
    1 / 0
with nullcontext("nothing") as n:
    print(n)
with ExitStack() as stack:
    for name in "xyz":
        stack.enter_context(CM(name))
    stack.callback(print, "callback", 1)
    print("all entered")


class Closer:
    def close(self):
        print("closed")


with closing(Closer()):
    pass
with open("/dev/null") as f1, open("/dev/null") as f2:
    pass
print(f1.closed, f2.closed)


class Instance:
    pass


i = Instance()
i.__enter__ = lambda: 1
i.__exit__ = lambda *a: None
try:
    with i:
        pass
except TypeError as e:
    print(e)


class Falsy:
    def __enter__(self): return self
    def __exit__(self, *a): return []


try:
    with Falsy():
        raise ValueError("empty list is false")
except ValueError as e:
    print(e)


class Suppress:
    """An __exit__ that has many registers: what the with statement keeps must not lie among them."""

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        seen = [any(c for c in "abc") for _ in range(3)]
        a, b, c, d, e, f, g, h = range(8)
        return bool(seen) and a + b + c + d + e + f + g + h > 0


def leaves_by_return(n):
    with Suppress():
        with Suppress():
            return "left with %d" % n


def suppresses():
    try:
        raise KeyError("outer")
    except KeyError:
        with Suppress():
            raise ValueError("inner")
        import sys
        return sys.exc_info()[1]


print(leaves_by_return(1), repr(suppresses()))
