def inner(name):
    try:
        while True:
            try:
                x = yield name
                print(name, "got", x)
            except ValueError as e:
                print(name, "handled", e)
                if str(e) == "finish":
                    return "finished"
    finally:
        print(name, "finally")


def outer(name):
    try:
        r = yield from inner(name)
        print("outer result", r)
        yield "after"
    except KeyError as e:
        print("outer handled", repr(e))
        yield "recovered"
    finally:
        print("outer finally")


g = outer("i")
print(next(g), g.send(1), g.throw(ValueError("v")), g.throw(ValueError("finish")))
print(list(g))
g = outer("j")
next(g)
print(g.throw(KeyError("k")))
print(g.close())
g = outer("k")
next(g)
print(g.close())

print("plain iterators")


class NoThrow:
    def __init__(self):
        self.items = iter([1, 2, 3])

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.items)


class WithThrow(NoThrow):
    def throw(self, *args):
        print("throw", [type(a).__name__ if not isinstance(a, type) else a.__name__ for a in args])
        return "thrown"

    def close(self):
        print("close")


def over(it):
    try:
        yield from it
    except ValueError as e:
        print("delegator saw", e)
        yield "handled"


g = over(NoThrow())
print(next(g), g.throw(ValueError("no throw method")), g.close())
g = over(WithThrow())
print(next(g), g.throw(ValueError("x")), next(g), g.close())
g = over(WithThrow())
next(g)
try:
    g.throw(GeneratorExit)
except GeneratorExit:
    print("exit passed on")
g = over(NoThrow())
next(g)
print(g.close())


class CloseFails(NoThrow):
    def close(self):
        raise OSError("close failed")


g = over(CloseFails())
next(g)
try:
    g.close()
except OSError as e:
    print(e)


def ignoring():
    try:
        yield 1
    except GeneratorExit:
        yield 2


def delegating():
    yield from ignoring()


g = delegating()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)


def stop_inside():
    yield 1
    raise StopIteration("not a return")


def catcher():
    try:
        yield from stop_inside()
    except RuntimeError as e:
        print("caught", e, repr(e.__cause__))


print(list(catcher()))


def thrown_stop():
    try:
        r = yield from inner("s")
    except RuntimeError as e:
        print("as runtime error:", e)
    else:
        print("as a value:", r)


g = thrown_stop()
next(g)
try:
    g.throw(StopIteration("thrown"))
except StopIteration:
    print("ended")
