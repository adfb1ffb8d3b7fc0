import asyncio


def fails(x):
    raise ValueError("in a callback")


async def main():
    asyncio.get_running_loop().call_soon(fails, 5)
    await asyncio.sleep(0)
    print("main ends")


asyncio.run(main())
