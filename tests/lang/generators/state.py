def f():
    global g
    print("running", g.gi_running, g.gi_suspended, g.gi_frame is not None)
    yield 1
    try:
        next(g)
    except ValueError as e:
        print(e)
    try:
        g.send(1)
    except ValueError as e:
        print(e)
    try:
        g.throw(KeyError)
    except ValueError as e:
        print(e)
    try:
        g.close()
    except ValueError as e:
        print(e)
    yield 2


g = f()
print("created", g.gi_running, g.gi_suspended, g.gi_frame is not None, g.gi_yieldfrom)
next(g)
print("suspended", g.gi_running, g.gi_suspended, g.gi_frame is not None)
next(g)
print(list(g))
print("closed", g.gi_running, g.gi_suspended, g.gi_frame)
print(g.gi_code.co_name, g.gi_code is f.__code__)
g.__name__ = "renamed"
print(g.__name__, g.__qualname__)
for bad in (1, None):
    try:
        g.__name__ = bad
    except TypeError as e:
        print(e)
for attribute in ("gi_running", "gi_code", "gi_frame", "gi_yieldfrom"):
    try:
        setattr(g, attribute, 1)
    except AttributeError as e:
        print(type(e).__name__, attribute)
try:
    g.x = 1
except AttributeError as e:
    print(e)
try:
    type(g)()
except TypeError as e:
    print(e)
try:
    class Sub(type(g)):
        pass
except TypeError as e:
    print(e)


def outer():
    yield from inner()


def inner():
    yield 1


o = outer()
print(o.gi_yieldfrom)
next(o)
print(o.gi_yieldfrom.__name__, o.gi_yieldfrom.gi_code.co_name)
print(repr(o).split(" at ")[0])
