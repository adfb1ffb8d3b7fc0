import contextlib


@contextlib.contextmanager
def cm(name):
    print("enter", name)
    try:
        yield name.upper()
    except KeyError as e:
        print("saw", repr(e))
        raise
    finally:
        print("exit", name)


with cm("a") as a, cm("b") as b:
    print(a, b)
try:
    with cm("c"):
        raise KeyError("k")
except KeyError:
    print("out")


@cm("deco")
def f(x):
    return x * 2


print(f(2), f(3))


class D(contextlib.ContextDecorator):
    def __enter__(self):
        print("D in")
        return self

    def __exit__(self, *exc):
        print("D out", exc[0])
        return True


@D()
def g():
    raise ValueError("swallowed by D")


print(g())
with contextlib.suppress(ValueError, KeyError):
    raise KeyError
with contextlib.ExitStack() as stack:
    stack.enter_context(cm("one"))
    stack.callback(lambda *a, **k: print("callback", a, k), 1, x=2)
    stack.push(lambda *exc: print("pushed", exc[0]))
    stack.enter_context(cm("two"))
    moved = stack.pop_all()
print("moved")
moved.close()
try:
    with contextlib.ExitStack() as stack:
        stack.callback(lambda: 1 / 0)
        stack.push(lambda t, v, tb: print("sees", t.__name__))
        raise ValueError("first")
except ZeroDivisionError as e:
    print(repr(e), repr(e.__context__))
import io
out = io.StringIO()
with contextlib.redirect_stdout(out):
    print("captured")
print(repr(out.getvalue()))
with contextlib.nullcontext(5) as five:
    print(five)


class Thing:
    def close(self):
        print("closed")


with contextlib.closing(Thing()) as t:
    pass


@contextlib.contextmanager
def swallow():
    try:
        yield
    except ValueError:
        print("swallowed")


with swallow():
    raise ValueError
try:
    with swallow():
        raise StopIteration("body")
except StopIteration as e:
    print("stop passes", e.value)


@contextlib.contextmanager
def nested():
    with cm("inner"):
        with cm("innermost") as v:
            yield v


with nested() as v:
    print(v)
print(issubclass(contextlib.AbstractContextManager, object), isinstance(cm("x"), contextlib.AbstractContextManager), cm.__name__, type(cm("y")).__name__)
