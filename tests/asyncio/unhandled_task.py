import asyncio
import gc


async def fails():
    raise ValueError("nobody looked")


async def main():
    asyncio.create_task(fails(), name="lost")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    gc.collect()
    print("main ends")


asyncio.run(main())
