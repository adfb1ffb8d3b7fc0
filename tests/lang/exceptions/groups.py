def show(g, depth=0):
    if isinstance(g, BaseExceptionGroup):
        print("  " * depth + type(g).__name__, repr(g.message))
        for e in g.exceptions:
            show(e, depth + 1)
    else:
        print("  " * depth + repr(g))


eg = ExceptionGroup("top", [ValueError(1), TypeError("t"), ExceptionGroup("nested", [ValueError(2), KeyError("k")])])
show(eg)
print(str(eg), repr(eg), eg.message, len(eg.exceptions), eg.args[0])
print(isinstance(eg, Exception), ExceptionGroup.__mro__[1:4])
match, rest = eg.split(ValueError)
show(match)
show(rest)
print(eg.split(OSError)[0], eg.subgroup(OSError), eg.split((ValueError, TypeError, KeyError))[1])
show(eg.subgroup(lambda e: isinstance(e, KeyError)))
show(eg.derive([OSError()]))
for args in ((), ("m",), ("m", []), (1, [ValueError()]), ("m", 5), ("m", [1]), ("m", [ValueError]), ("m", [KeyboardInterrupt()])):
    try:
        ExceptionGroup(*args)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(type(BaseExceptionGroup("m", [ValueError()])).__name__, type(BaseExceptionGroup("m", [KeyboardInterrupt()])).__name__)


def handle(group):
    try:
        raise group
    except* ValueError as e:
        print("value", repr(e))
    except* (TypeError, KeyError) as e:
        print("type or key", repr(e))
    else:
        print("else")
    finally:
        print("finally")


handle(eg)
handle(ValueError("naked"))
try:
    handle(ExceptionGroup("m", [OSError("left"), ValueError("v")]))
except ExceptionGroup as e:
    print("left over", repr(e))
try:
    handle(OSError("naked os"))
except OSError as e:
    print("naked left", repr(e))


def nothing():
    try:
        pass
    except* ValueError:
        print("no")
    else:
        print("else ran")


nothing()


def raising():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError:
        raise KeyError("from handler")
    except* TypeError as e:
        raise


try:
    raising()
except BaseException as e:
    show(e)


def only_new():
    try:
        raise ExceptionGroup("g", [ValueError(1)])
    except* ValueError as e:
        raise OSError("new") from e


try:
    only_new()
except BaseException as e:
    show(e)
    print(repr(e.exceptions[0].__cause__) if isinstance(e, BaseExceptionGroup) else repr(e.__cause__))
try:
    try:
        raise ValueError
    except* ExceptionGroup:
        pass
except TypeError as e:
    print(e)
try:
    try:
        raise ValueError("x")
    except* 5:
        pass
except BaseException as e:
    print(repr(e))


class MyGroup(ExceptionGroup):
    def __new__(cls, message, excs, code):
        self = super().__new__(cls, message, excs)
        self.code = code
        return self

    def derive(self, excs):
        return MyGroup(self.message, excs, self.code)


m, r = MyGroup("mine", [ValueError(), TypeError()], 7).split(TypeError)
print(type(m).__name__, m.code, type(r).__name__, r.code, repr(r.exceptions))
e = ExceptionGroup("noted", [ValueError(1), TypeError(2)])
e.add_note("a note")
print(e.__notes__, e.split(ValueError)[0].__notes__)


def loop():
    seen = []
    for i in range(4):
        try:
            if i % 2:
                raise ExceptionGroup(str(i), [ValueError(i)])
        except* ValueError as g:
            seen.append(g.exceptions[0].args[0])
    return seen


print(loop())


def nested_star():
    try:
        try:
            raise ExceptionGroup("a", [ValueError("v"), TypeError("t"), KeyError("k")])
        except* ValueError:
            print("inner value")
    except* TypeError:
        print("outer type")
    except* KeyError as g:
        print("outer key", repr(g))


nested_star()
eg = ExceptionGroup("tb", [ValueError()])
try:
    raise eg
except* ValueError as g:
    print(g is eg, g.__traceback__ is not None)
