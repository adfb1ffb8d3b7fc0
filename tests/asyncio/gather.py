import asyncio


async def work(value, delay=0.0, error=None, log=None):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        if log is not None:
            log.append(f"{value} cancelled")
        raise
    if error:
        raise error
    if log is not None:
        log.append(value)
    return value


async def main():
    print(await asyncio.gather(work(1, 0.02), work(2), work(3, 0.01)), await asyncio.gather())
    log = []
    print(await asyncio.gather(work("a", 0.03, log=log), work("b", 0.01, log=log), work("c", 0.02, log=log)), log)
    print(await asyncio.gather(work(1), work(2, error=ValueError("two")), work(3), return_exceptions=True))
    log = []
    slow = asyncio.create_task(work("slow", 0.02, log=log))
    try:
        await asyncio.gather(slow, work("bad", error=KeyError("bad")))
    except KeyError as e:
        print("first error", repr(e), slow.done())
    print(await slow, log)
    log = []
    g = asyncio.gather(work("x", 10, log=log), work("y", 10, log=log))
    await asyncio.sleep(0)
    print(g.cancel(), type(g).__name__)
    try:
        await g
    except asyncio.CancelledError:
        print("gather cancelled", log)
    t = asyncio.create_task(work("shared"))
    print(await asyncio.gather(t, t, t))
    c = work("same coroutine")
    print(await asyncio.gather(c, c))
    f = asyncio.get_running_loop().create_future()
    f.set_result("a future")
    print(await asyncio.gather(f, work("and a coroutine")))
    t = asyncio.create_task(work("cancelled child", 10))
    g = asyncio.gather(t, work("other", 0.01), return_exceptions=True)
    await asyncio.sleep(0)
    t.cancel()
    print([type(r).__name__ if isinstance(r, BaseException) else r for r in await g])
    t = asyncio.create_task(work("cancelled child", 10))
    g = asyncio.gather(t, work("other", 0.01))
    await asyncio.sleep(0)
    t.cancel()
    try:
        await g
    except asyncio.CancelledError:
        print("child's cancellation is the gather's error", g.cancelled(), type(g.exception()).__name__ if not g.cancelled() else "")
    nested = await asyncio.gather(asyncio.gather(work(1), work(2)), asyncio.gather(work(3)))
    print(nested)
    try:
        await asyncio.gather(5)
    except TypeError as e:
        print(e)

    async def outer():
        await asyncio.gather(work("in", 10, log=log), work("in2", 10, log=log))

    log.clear()
    t = asyncio.create_task(outer())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print(sorted(log))
    many = await asyncio.gather(*(work(i, 0.001 * (i % 3)) for i in range(100)))
    print(many == list(range(100)), sum(many))
    errors = await asyncio.gather(*(work(i, error=ValueError(i) if i % 2 else None) for i in range(4)), return_exceptions=True)
    print(errors)


asyncio.run(main())
