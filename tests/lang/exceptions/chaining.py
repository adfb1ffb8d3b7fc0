def chain(e):
    out = []
    while e is not None:
        out.append(repr(e))
        if e.__cause__ is not None:
            out.append("cause")
            e = e.__cause__
        elif e.__context__ is not None and not e.__suppress_context__:
            out.append("context")
            e = e.__context__
        else:
            e = None
    return out


def a():
    try:
        raise ValueError("first")
    except ValueError:
        raise KeyError("second")


def b():
    try:
        raise ValueError("first")
    except ValueError as e:
        raise KeyError("second") from e


def c():
    try:
        raise ValueError("first")
    except ValueError:
        raise KeyError("second") from None


def d():
    try:
        a()
    except KeyError:
        raise TypeError("third")


def e():
    try:
        raise ValueError("body")
    finally:
        raise KeyError("finally")


def f():
    try:
        raise ValueError("x")
    except ValueError as err:
        raise err


def g():
    try:
        raise ValueError("x")
    except ValueError as err:
        try:
            raise KeyError("y")
        except KeyError:
            pass
        raise err


def h():
    raise ValueError("with class cause") from KeyError


def i():
    err = ValueError("self")
    try:
        raise err
    except ValueError:
        raise err from err


def j():
    try:
        raise ValueError("outer")
    except ValueError:
        try:
            raise KeyError("middle")
        except KeyError:
            raise TypeError("inner")


for function in (a, b, c, d, e, f, g, h, j):
    try:
        function()
    except Exception as err:
        print(function.__name__, chain(err), err.__suppress_context__)
try:
    i()
except ValueError as err:
    print(err.__cause__ is err, err.__context__)

x = ValueError("x")
x.__cause__ = KeyError("k")
print(x.__suppress_context__, repr(x.__cause__))
x.__context__ = TypeError("t")
print(repr(x.__context__))
x.__cause__ = None
print(x.__cause__, x.__suppress_context__)
for bad in (5, int):
    for name in ("__cause__", "__context__", "__traceback__"):
        try:
            setattr(x, name, bad)
        except TypeError as err:
            print(err)
for name in ("__cause__", "__context__", "__traceback__", "args"):
    try:
        delattr(x, name)
    except TypeError as err:
        print(err)

# a context is not made into a circle
first, second = ValueError("1"), KeyError("2")
try:
    try:
        raise first
    except ValueError:
        raise second
except KeyError:
    try:
        raise first
    except ValueError as err:
        print(repr(err), repr(err.__context__), repr(err.__context__.__context__))


def reraise_keeps():
    try:
        raise ValueError("kept")
    except ValueError:
        try:
            raise KeyError("other")
        except KeyError:
            pass
        raise


try:
    reraise_keeps()
except ValueError as err:
    print(chain(err))
try:
    raise
except RuntimeError as err:
    print(err)


def helper():
    raise


try:
    try:
        1 / 0
    except ZeroDivisionError:
        helper()
except ZeroDivisionError as err:
    print("from a helper", err)


class Context:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        raise KeyError("exit")


try:
    with Context():
        raise ValueError("body")
except KeyError as err:
    print(chain(err))
import sys


def current():
    return repr(sys.exc_info()[1]), repr(sys.exception())


print(current())
try:
    raise ValueError("now")
except ValueError:
    print(current())
    try:
        raise KeyError("nested")
    except KeyError:
        print(current())
    print(current())
print(current())
