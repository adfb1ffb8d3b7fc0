import sys


def which():
    e = sys.exc_info()[1]
    return repr(e)


def g():
    print("start", which())
    yield 1
    print("resumed", which())
    try:
        raise ValueError("inner")
    except ValueError:
        print("handling", which())
        yield 2
        print("handling still", which())
    print("after", which())
    yield 3


print("outside")
it = g()
try:
    raise KeyError("outer")
except KeyError:
    next(it)
    print("caller", which())
next(it)
print("caller", which())
try:
    raise IndexError("other")
except IndexError:
    next(it)
    print("caller", which())
print("caller", which())
print(next(it, None))


def reraise():
    try:
        yield 1
    except ValueError:
        yield 2
        raise


it = reraise()
next(it)
it.throw(ValueError("kept"))
try:
    try:
        raise TypeError("between")
    except TypeError:
        next(it)
except ValueError as e:
    print("reraised", repr(e), repr(e.__context__))


def context():
    try:
        yield 1
    finally:
        raise KeyError("second")


it = context()
next(it)
try:
    try:
        raise OSError("caller's")
    except OSError:
        it.throw(ValueError("thrown"))
except KeyError as e:
    chain = []
    while e:
        chain.append(repr(e))
        e = e.__context__
    print(chain)


def bare():
    yield 1
    try:
        raise
    except RuntimeError as e:
        print(e)
    yield 2


it = bare()
next(it)
next(it)
try:
    raise ValueError("active in the caller")
except ValueError:
    it = bare()
    next(it)
    try:
        next(it)
    except ValueError as e:
        print("the caller's", e)
