# Messages for missing names and attributes, with what CPython suggests only in tracebacks left out.
def f():
    print(local)
    local = 1


def g():
    def inner():
        return free
    if False:
        free = 1
    return inner()


def h():
    del x
    x = 1


def i():
    x = 1
    del x
    return x


def j():
    for n in []:
        pass
    return n


def k():
    global missing_global
    return missing_global


def l():
    global missing_global
    del missing_global


def m():
    x = 1

    def inner():
        nonlocal x
        del x
        x
    inner()


def n():
    x = 1

    def inner():
        return x
    del x
    return inner()


def o():
    [inner for inner in range(3)]
    return inner


class C:
    pass


def p():
    return C.attribute


def q():
    return C().attribute


def r():
    import math
    return math.nothing


def s():
    C().x.y


def t():
    None.foo = 1


def u():
    (5).real = 1


def v():
    del C.x


def w():
    C.__name__ = 5


def x():
    del C.__name__


def y():
    with C():
        pass


def z():
    lambda_ = lambda: lambda_undefined
    lambda_()


for function in (f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z):
    try:
        print(function())
    except Exception as e:
        print(function.__name__, type(e).__name__, e)
