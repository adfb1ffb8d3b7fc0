# Cancellation and release of a lock in the same turn; staggered races.
import asyncio
from asyncio.staggered import staggered_race


async def cancel_and_release():
    lock = asyncio.Lock()
    got = []

    async def take(name):
        await lock.acquire()
        got.append(name)

    await lock.acquire()
    first, second, third = [asyncio.create_task(take(i)) for i in range(3)]
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_soon(lambda: (first.cancel(), lock.release()))
    print(await asyncio.gather(first, return_exceptions=True), got, second.done(), third.done())
    third.cancel()


async def condition_cancelled():
    cond = asyncio.Condition()

    async def wait():
        async with cond:
            await cond.wait()

    waiter = asyncio.create_task(wait())
    await asyncio.sleep(0)
    await cond.acquire()
    cond.notify()
    await asyncio.sleep(0)
    waiter.cancel("foo")
    await asyncio.sleep(0)
    cond.release()
    print(await asyncio.gather(waiter, return_exceptions=True), cond.locked())


async def races():
    async def after(seconds, value):
        await asyncio.sleep(seconds)
        if isinstance(value, Exception):
            raise value
        return value

    print(await staggered_race([lambda: after(0.05, "slow"), lambda: after(0, "quick")], 0.001))
    print(await staggered_race([lambda: after(0, ValueError("x")), lambda: after(0, "second")], None))
    print(await staggered_race([lambda: after(0, ValueError("x")), lambda: after(0, KeyError("y"))], None))
    print(await staggered_race([], 1))


for part in (cancel_and_release, condition_cancelled, races):
    print("--", part.__name__)
    asyncio.run(part())
