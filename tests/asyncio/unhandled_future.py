import asyncio
import gc


async def main():
    f = asyncio.get_running_loop().create_future()
    f.set_exception(KeyError("not retrieved"))
    del f
    gc.collect()
    await asyncio.sleep(0)
    retrieved = asyncio.get_running_loop().create_future()
    retrieved.set_exception(KeyError("retrieved"))
    print(repr(retrieved.exception()))


asyncio.run(main())
