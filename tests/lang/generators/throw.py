def body(log):
    try:
        while True:
            try:
                got = yield len(log)
                log.append(got)
            except ValueError as e:
                log.append("value:" + str(e))
            except KeyError:
                log.append("key")
                raise
    finally:
        log.append("finally")


log = []
g = body(log)
print(next(g), g.send("a"), g.throw(ValueError("x")), g.throw(ValueError), g.send("b"))
try:
    g.throw(KeyError("k"))
except KeyError as e:
    print("out", repr(e))
print(log)

print("before the start")
g = body([])
try:
    g.throw(RuntimeError("early"))
except RuntimeError as e:
    print(e, g.gi_frame)
try:
    next(g)
except StopIteration as e:
    print("ended", e.value)

print("after the end")
try:
    g.throw(IndexError("late"))
except IndexError as e:
    print(repr(e))

print("what can be thrown")
for thing in (1, "s", None, int, object()):
    g = body([])
    next(g)
    try:
        g.throw(thing)
    except TypeError as e:
        print(str(e).split(" object at")[0])
    g.close()


class Custom(Exception):
    def __init__(self, *args):
        super().__init__(*args)
        print("made", args)


g = body([])
next(g)
try:
    g.throw(Custom)
except Custom as e:
    print("custom", e.args)


def stops():
    try:
        yield 1
    except ValueError:
        return "from except"


g = stops()
next(g)
try:
    g.throw(ValueError)
except StopIteration as e:
    print("value", e.value)


def converts():
    try:
        yield 1
    except ValueError as e:
        raise KeyError("converted") from e


g = converts()
next(g)
try:
    g.throw(ValueError("cause"))
except KeyError as e:
    print(repr(e), repr(e.__cause__), repr(e.__context__))

print("stop iteration inside")


def raises_stop():
    yield 1
    raise StopIteration("mine")


g = raises_stop()
next(g)
try:
    next(g)
except RuntimeError as e:
    print(e, repr(e.__cause__), e.__suppress_context__)


def lets_through():
    yield 1
    yield next(iter([]))


g = lets_through()
next(g)
try:
    next(g)
except RuntimeError as e:
    print(e, repr(e.__cause__))


def thrown_stop():
    yield 1


g = thrown_stop()
next(g)
try:
    g.throw(StopIteration(3))
except RuntimeError as e:
    print(e, repr(e.__cause__))
g = thrown_stop()
try:
    g.throw(StopIteration(4))
except StopIteration as e:
    print("unstarted", e.value)
except RuntimeError as e:
    print("unstarted", e)
print("the traceback has the frame of the generator")


def names(tb):
    found = []
    while tb:
        found.append(tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
    return found


g = body([])
next(g)
try:
    g.throw(KeyError("tb"))
except KeyError as e:
    print(names(e.__traceback__))
