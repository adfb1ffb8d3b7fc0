import asyncio


async def main():
    loop = asyncio.get_running_loop()
    print(await asyncio.sleep(0), await asyncio.sleep(0, "r"), await asyncio.sleep(0.001, result="s"), await asyncio.sleep(-1, "negative"))
    start = loop.time()
    await asyncio.sleep(0.05)
    took = loop.time() - start
    print(0.049 <= took < 0.5)
    start = loop.time()
    await asyncio.gather(*(asyncio.sleep(0.05) for _ in range(100)))
    print(0.049 <= loop.time() - start < 0.5)
    for bad in ("x", None):
        try:
            await asyncio.sleep(bad)
        except TypeError as e:
            print("TypeError")
    try:
        await asyncio.sleep(float("nan"))
    except ValueError as e:
        print(e)
    order = []

    async def sleeper(d):
        await asyncio.sleep(d / 100)
        order.append(d)

    await asyncio.gather(*(sleeper(d) for d in (5, 1, 4, 2, 3)))
    print(order)
    times = []

    async def periodic(n):
        for _ in range(n):
            times.append(loop.time())
            await asyncio.sleep(0.01)

    await periodic(4)
    print(all(b - a >= 0.0099 for a, b in zip(times, times[1:])))


asyncio.run(main())
