# Coroutines driven by hand: no event loop.
import types


@types.coroutine
def pause(value):
    got = yield value
    return got


class Awaitable:
    def __init__(self, *values):
        self.values = values

    def __await__(self):
        got = []
        for v in self.values:
            got.append((yield v))
        return got


async def simple():
    return 42


def run(coro):
    seen = []
    answer = None
    try:
        while True:
            seen.append(coro.send(answer))
            answer = f"a{len(seen)}"
    except StopIteration as e:
        return seen, e.value


print(run(simple()))


async def awaits():
    a = await pause("p1")
    b = await Awaitable("x", "y")
    c = await simple()
    return a, b, c


print(run(awaits()))


async def outer():
    first = await awaits()
    second = await awaits()
    return first, second


print(run(outer()))
c = simple()
print(type(c).__name__, c.__name__, c.__qualname__, c.cr_running, c.cr_suspended, c.cr_frame is not None, c.cr_await, c.cr_code.co_name, hasattr(c, "__await__"), hasattr(c, "__iter__"), hasattr(c, "__next__"))
print(repr(c).split(" at ")[0])
try:
    iter(c)
except TypeError as e:
    print(e)
try:
    for _ in c:
        pass
except TypeError as e:
    print(e)
try:
    c.send(5)
except TypeError as e:
    print(e)
c.close()
try:
    c.send(None)
except RuntimeError as e:
    print(e)
c = simple()
try:
    c.send(None)
except StopIteration as e:
    print(e.value)
for method in (lambda: c.send(None), lambda: c.throw(ValueError("late")), lambda: c.close()):
    try:
        print(method())
    except (RuntimeError, ValueError) as e:
        print(type(e).__name__, e)


async def await_twice():
    c = simple()
    print(await c)
    try:
        await c
    except RuntimeError as e:
        print(e)


run(await_twice())


async def second_parent():
    async def inner():
        await pause("inner")
    c = inner()
    c.send(None)
    try:
        await c
    except RuntimeError as e:
        print("resumed", e)


try:
    run(second_parent())
except RuntimeError as e:
    print(e)


async def being_awaited(c):
    return await c


async def leaf():
    await pause("leaf")
    return "leaf value"


shared = leaf()
one, two = being_awaited(shared), being_awaited(shared)
print(one.send(None))
try:
    two.send(None)
except RuntimeError as e:
    print(e)
print(one.cr_await is shared, shared.cr_await.__name__, one.cr_suspended)
try:
    one.send(None)
except StopIteration as e:
    print(e.value, one.cr_await)


async def bad_awaits():
    for thing in (5, "s", None, [], object(), (i for i in ()), simple):
        try:
            await thing
        except TypeError as e:
            print(str(e).split(" object at")[0])


run(bad_awaits())


class ReturnsWrong:
    def __init__(self, what):
        self.what = what

    def __await__(self):
        return self.what


async def wrong():
    c = simple()
    for what in (5, [1], c):
        try:
            await ReturnsWrong(what)
        except TypeError as e:
            print(e)
    c.close()
    print(await ReturnsWrong(iter([])))


print(run(wrong()))


async def exceptions():
    try:
        await pause("throw here")
    except ValueError as e:
        print("caught", e)
    try:
        await failing()
    except KeyError as e:
        print("from below", e)
    finally:
        print("finally")
        await pause("in finally")
    return "end"


async def failing():
    await pause("f")
    raise KeyError("below")


c = exceptions()
print(c.send(None), c.throw(ValueError("thrown")), c.send(None))
try:
    c.send(None)
except StopIteration as e:
    print(e.value)


async def closing():
    try:
        await pause(1)
    except GeneratorExit:
        print("exit")
        raise
    finally:
        print("cleanup")


c = closing()
c.send(None)
print(c.close())


async def ignoring():
    try:
        await pause(1)
    except GeneratorExit:
        await pause(2)


c = ignoring()
c.send(None)
try:
    c.close()
except RuntimeError as e:
    print(e)


async def stop():
    raise StopIteration("x")


try:
    run(stop())
except RuntimeError as e:
    print(e, repr(e.__cause__))


async def running():
    global me
    try:
        me.send(None)
    except ValueError as e:
        print(e)


me = running()
run(me)


async def generator_await():
    def plain():
        yield from simple()
    try:
        list(plain())
    except TypeError as e:
        print(e)


run(generator_await())


@types.coroutine
def may_delegate():
    return (yield from simple())


print(run(may_delegate()), may_delegate.__code__.co_flags & 0x100 != 0, simple.__code__.co_flags & 0x80 != 0)


async def deep(n):
    if n:
        return 1 + await deep(n - 1)
    await pause("bottom")
    return 0


print(run(deep(300)))


async def conditional():
    x = [await simple() for _ in range(2)]
    y = await simple() if await simple() else None
    z = {await simple(): await simple()}
    return x, y, z, (await simple()) + (await simple()), f"{await simple()}", await simple() == 42 and await pause("and")


print(run(conditional()))
lam = lambda: (yield)
print(type(lam()).__name__)


class Methods:
    async def m(self):
        return "method"

    @classmethod
    async def c(cls):
        return "class method"

    @staticmethod
    async def s():
        return "static"

    async def __call__(self):
        return "called"


async def methods():
    return await Methods().m(), await Methods.c(), await Methods.s(), await Methods()()


print(run(methods()))
try:
    type(c)()
except TypeError as e:
    print(e)
