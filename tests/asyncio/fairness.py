import asyncio


async def counter(name, n, log):
    for i in range(n):
        log.append(name)
        await asyncio.sleep(0)


async def main():
    log = []
    await asyncio.gather(*(counter(c, 3, log) for c in "abc"))
    print("".join(log))
    log.clear()
    asyncio.get_running_loop().call_soon(log.append, "|")
    t = asyncio.create_task(counter("x", 3, log))
    asyncio.get_running_loop().call_soon(log.append, "/")
    await t
    print("".join(log))
    n = 0

    async def spin():
        nonlocal n
        while True:
            n += 1
            await asyncio.sleep(0)

    t = asyncio.create_task(spin())
    await asyncio.sleep(0.02)
    t.cancel()
    print(n > 10)

    async def ping(a, b, out, name):
        for i in range(3):
            await a.wait()
            a.clear()
            out.append(f"{name}{i}")
            b.set()

    a, b, out = asyncio.Event(), asyncio.Event(), []
    a.set()
    await asyncio.gather(ping(a, b, out, "ping"), ping(b, a, out, "pong"))
    print(out)

    async def tree(depth):
        if depth == 0:
            await asyncio.sleep(0)
            return 1
        return sum(await asyncio.gather(*(tree(depth - 1) for _ in range(3))))

    print(await tree(5))

    async def chain(n):
        return 0 if n == 0 else 1 + await asyncio.create_task(chain(n - 1))

    print(await chain(100))
    f = asyncio.get_running_loop().create_future()
    woken = []

    async def waiter(i):
        await f
        woken.append(i)

    tasks = [asyncio.create_task(waiter(i)) for i in range(5)]
    await asyncio.sleep(0)
    f.set_result(None)
    await asyncio.gather(*tasks)
    print(woken)


asyncio.run(main())
