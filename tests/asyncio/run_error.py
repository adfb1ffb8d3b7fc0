import asyncio


async def inner():
    await asyncio.sleep(0)
    raise LookupError("out of main")


async def main():
    print("before")
    await inner()


asyncio.run(main())
