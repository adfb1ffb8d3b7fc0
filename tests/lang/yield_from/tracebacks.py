import traceback


def leaf():
    yield 1
    raise ValueError("deep")


def middle():
    yield from leaf()


def root():
    yield from middle()


g = root()
next(g)
try:
    next(g)
except ValueError as e:
    print([(f.name, f.line) for f in traceback.extract_tb(e.__traceback__)])

g = root()
next(g)
try:
    g.throw(KeyError("from outside"))
except KeyError as e:
    print([(f.name, f.line) for f in traceback.extract_tb(e.__traceback__)])


def frames(g):
    names = []
    while g is not None:
        names.append((g.gi_frame.f_code.co_name, g.gi_frame.f_lineno))
        g = g.gi_yieldfrom
    return names


g = root()
next(g)
print(frames(g))


def stack():
    f = __import__("sys")._getframe()
    names = []
    while f:
        names.append(f.f_code.co_name)
        f = f.f_back
    return names


def l2():
    yield stack()
    yield stack()


def m2():
    yield from l2()


def r2():
    yield from m2()


g = r2()
print(next(g))


def caller():
    return next(g)


print(caller())
