import asyncio


async def agen(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i


async def double(x):
    await asyncio.sleep(0)
    return x * 2


async def main():
    print([i async for i in agen(4)])
    print({i % 2 async for i in agen(4)}, {i: -i async for i in agen(3)})
    print([await double(i) for i in range(3)], [await double(i) async for i in agen(3) if i])
    print([(i, j) async for i in agen(2) async for j in agen(2)], [(i, j) for i in "ab" async for j in agen(2)])
    g = (i async for i in agen(3))
    print(type(g).__name__, [x async for x in g])
    g = (await double(i) for i in range(3))
    print(type(g).__name__, [x async for x in g])
    print([[j async for j in agen(i)] for i in range(3)])
    print(sum([i async for i in agen(5)]))


asyncio.run(main())
