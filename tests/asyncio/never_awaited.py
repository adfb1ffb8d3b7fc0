import asyncio


async def forgotten():
    pass


async def main():
    forgotten()
    await asyncio.sleep(0)
    print("main goes on")


asyncio.run(main())
