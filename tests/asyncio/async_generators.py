import asyncio


async def ticker(n, log=None):
    try:
        for i in range(n):
            yield i
            await asyncio.sleep(0)
    finally:
        await asyncio.sleep(0)
        if log is not None:
            log.append("closed")


async def main():
    print([i async for i in ticker(4)])
    log = []
    async for i in ticker(5, log):
        if i == 2:
            break
    g = ticker(5, log)
    await anext(g)
    await g.aclose()
    print("closed" in log)

    async def merge(*gens):
        queue = asyncio.Queue()

        async def pump(g):
            async for v in g:
                await queue.put(v)
            await queue.put(None)

        tasks = [asyncio.create_task(pump(g)) for g in gens]
        open_ = len(tasks)
        while open_:
            v = await queue.get()
            if v is None:
                open_ -= 1
            else:
                yield v

    print(sorted([v async for v in merge(ticker(3), ticker(2))]))

    async def consumer(g, out):
        async for v in g:
            out.append(v)

    out = []
    t = asyncio.create_task(consumer(ticker(1000), out))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled after", len(out) > 0)

    async def with_lock():
        lock = asyncio.Lock()
        async with lock:
            yield lock.locked()
        yield lock.locked()

    print([x async for x in with_lock()])
    g = ticker(3)
    results = await asyncio.gather(anext(g), anext(g), return_exceptions=True)
    print(results[0], type(results[1]).__name__ if isinstance(results[1], Exception) else results[1])

    async def raising():
        yield 1
        await asyncio.sleep(0)
        raise ValueError("from the generator")

    try:
        async for v in raising():
            print(v)
    except ValueError as e:
        print(e)
    from contextlib import asynccontextmanager, aclosing, AsyncExitStack

    @asynccontextmanager
    async def resource(name):
        print("open", name)
        try:
            yield name
        finally:
            await asyncio.sleep(0)
            print("close", name)

    async with resource("r") as r:
        print("using", r)
    try:
        async with resource("e"):
            raise KeyError("body")
    except KeyError:
        print("through")
    async with aclosing(ticker(3, log)) as t:
        async for i in t:
            break
    async with AsyncExitStack() as stack:
        for n in "xy":
            await stack.enter_async_context(resource(n))
        stack.push_async_callback(asyncio.sleep, 0)
    print(await asyncio.wait_for(anext(ticker(1)), 1), sum([i async for i in ticker(10)]))


asyncio.run(main())


async def unfinished():
    log = []

    async def gen():
        try:
            yield 1
            yield 2
        finally:
            await asyncio.sleep(0)
            print("finalised by the loop")

    g = gen()
    await anext(g)
    return g


kept = asyncio.run(unfinished())
print("after run")
