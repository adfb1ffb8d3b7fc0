import types


@types.coroutine
def pause(value):
    return (yield value)


def run(coro):
    seen = []
    try:
        while True:
            seen.append(coro.send(None))
    except StopIteration as e:
        return seen, e.value


async def agen(n):
    try:
        for i in range(n):
            await pause(f"w{i}")
            got = yield i
            if got:
                print("got", got)
    finally:
        print("cleanup")


async def basics():
    out = [x async for x in agen(3)]
    g = agen(3)
    print(type(g).__name__, g.__name__, g.ag_running, g.ag_frame is not None, g.ag_await, hasattr(g, "__aiter__"), g.__aiter__() is g, hasattr(g, "__iter__"))
    print(await g.__anext__(), await g.asend("hello"), await anext(g))
    try:
        await g.__anext__()
    except StopAsyncIteration as e:
        print("stop", e.args)
    try:
        await g.__anext__()
    except StopAsyncIteration:
        print("stop again")
    print(await anext(g, "default"), await anext(agen(1), "d") if False else "")
    return out


print(run(basics()))


async def throwing():
    async def body():
        while True:
            try:
                yield 1
            except ValueError as e:
                print("caught", e)
                yield "recovered"

    g = body()
    print(await g.__anext__(), await g.athrow(ValueError("v")), await g.__anext__())
    try:
        await g.athrow(KeyError("k"))
    except KeyError as e:
        print(repr(e))
    try:
        await g.__anext__()
    except StopAsyncIteration:
        print("ended")
    g = agen(5)
    await g.__anext__()
    print(await g.aclose())
    print(await g.aclose())
    g = agen(5)
    print(await g.aclose(), "never started")
    try:
        await g.asend(None)
    except StopAsyncIteration:
        print("closed")


run(throwing())


async def errors():
    g = agen(1)
    try:
        await g.asend(5)
    except TypeError as e:
        print(e)
    try:
        for _ in g:
            pass
    except TypeError as e:
        print(e)

    async def ignoring():
        try:
            yield 1
        except GeneratorExit:
            yield 2

    g = ignoring()
    await g.__anext__()
    try:
        await g.aclose()
    except RuntimeError as e:
        print(e)

    async def stops():
        yield 1
        raise StopAsyncIteration("mine")

    try:
        async for _ in stops():
            pass
    except RuntimeError as e:
        print(e, repr(e.__cause__))

    async def stops2():
        yield 1
        raise StopIteration("mine")

    try:
        async for _ in stops2():
            pass
    except RuntimeError as e:
        print(e, repr(e.__cause__))

    async def broken():
        yield 1
        raise KeyError("broken")

    try:
        async for x in broken():
            print(x)
    except KeyError as e:
        print(repr(e))
    try:
        aiter(5)
    except TypeError as e:
        print(e)
    try:
        await anext(5)
    except TypeError as e:
        print(e)


run(errors())


async def concurrent():
    g = agen(3)
    first = g.__anext__()
    first.send(None)
    second = g.__anext__()
    try:
        second.send(None)
    except RuntimeError as e:
        print(e)
    try:
        g.aclose().send(None)
    except RuntimeError as e:
        print(e)
    try:
        g.athrow(ValueError).send(None)
    except RuntimeError as e:
        print(e)
    try:
        first.send(None)
    except StopIteration as e:
        print(e.value)
    try:
        first.send(None)
    except RuntimeError as e:
        print(e)
    await g.aclose()


run(concurrent())


async def finally_awaits():
    async def body():
        try:
            yield 1
        finally:
            await pause("in finally")
            print("finally done")

    g = body()
    await g.__anext__()
    await g.aclose()
    async for _ in body():
        break
    g2 = body()
    async for _ in g2:
        break
    await g2.aclose()


async def chain():
    async def source(n):
        for i in range(n):
            yield i

    async def double(it):
        async for x in it:
            yield x * 2

    async def odd(it):
        async for x in it:
            if x % 4:
                yield x

    return [x async for x in odd(double(source(6)))], sum([x async for x in source(5)])


print(run(chain()))


async def expressions():
    inner = agen(2)
    g = (x * 2 async for x in inner)
    print(type(g).__name__, await g.__anext__(), await g.aclose())
    await inner.aclose()
    return [x async for x in (y async for y in agen(2))]


print(run(expressions()))


async def iterate(g):
    return [x async for x in g]


async def return_none():
    async def body():
        yield 1
        return
        yield 2
    return await iterate(body())


print(run(return_none()))


async def asend_values():
    async def average():
        total, n, mean = 0, 0, None
        while True:
            v = yield mean
            total += v
            n += 1
            mean = total / n

    g = average()
    await g.__anext__()
    out = [await g.asend(v) for v in (10, 20, 60)]
    await g.aclose()
    return out


print(run(asend_values()))
