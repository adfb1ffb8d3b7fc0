import asyncio


async def main():
    log = []

    async def sleeper(name):
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError as e:
            log.append((name, e.args))
            raise
        finally:
            log.append((name, "finally"))

    t = asyncio.create_task(sleeper("a"))
    await asyncio.sleep(0)
    print(t.cancel("reason"), t.cancelling(), t.cancelled(), t.done())
    try:
        await t
    except asyncio.CancelledError as e:
        print(e.args, t.cancelled(), log)
    t = asyncio.create_task(sleeper("never started"))
    t.cancel()
    log.clear()
    try:
        await t
    except asyncio.CancelledError:
        print("before the first step", log, t.cancelled())

    async def stubborn():
        for _ in range(2):
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                log.append("refused")
        return "survived"

    log.clear()
    t = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.sleep(0)
    print(log, t.done(), t.cancelling(), t.uncancel(), t.uncancel())
    t.cancel()
    print(await t, t.cancelled())

    async def replaces():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            raise ValueError("instead")

    t = asyncio.create_task(replaces())
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except ValueError as e:
        print(e, repr(e.__context__), t.cancelled())

    async def self_cancel():
        asyncio.current_task().cancel()
        log.append("goes on to the next await")
        await asyncio.sleep(0)
        log.append("not here")

    log.clear()
    t = asyncio.create_task(self_cancel())
    try:
        await t
    except asyncio.CancelledError:
        print(log)

    async def cancel_without_await():
        asyncio.current_task().cancel()
        return "done anyway"

    t = asyncio.create_task(cancel_without_await())
    try:
        print(await t, t.cancelled())
    except asyncio.CancelledError:
        print("cancelled at the end", t.cancelled())

    async def raises_cancelled():
        raise asyncio.CancelledError("by itself")

    t = asyncio.create_task(raises_cancelled())
    try:
        await t
    except asyncio.CancelledError as e:
        print(e.args, t.cancelled())

    async def level3():
        await sleeper("deep")

    async def level2():
        await level3()

    log.clear()
    t = asyncio.create_task(level2())
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.wait([t])
    print(log, t.cancelled())
    inner = asyncio.create_task(sleeper("inner"))
    log.clear()

    async def awaits_task():
        await inner

    t = asyncio.create_task(awaits_task())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.wait([t, inner])
    print(t.cancelled(), inner.cancelled(), log)
    fut = asyncio.get_running_loop().create_future()

    async def awaits_future():
        try:
            return await fut
        except asyncio.CancelledError:
            return "future was cancelled", fut.cancelled()

    t = asyncio.create_task(awaits_future())
    await asyncio.sleep(0)
    fut.cancel()
    print(await t)

    async def cleanup():
        try:
            await asyncio.sleep(10)
        finally:
            await asyncio.sleep(0)
            log.append("awaited in finally")

    log.clear()
    t = asyncio.create_task(cleanup())
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.wait([t])
    print(log, t.cancelled())
    t = asyncio.create_task(cleanup())
    log.clear()
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.wait([t])
    print("cancelled twice", log, t.cancelled())
    print(issubclass(asyncio.CancelledError, Exception), asyncio.CancelledError.__mro__[1].__name__)
    tasks = [asyncio.create_task(sleeper(str(i))) for i in range(3)]
    await asyncio.sleep(0)
    log.clear()
    for t in tasks:
        t.cancel()
    print([type(r).__name__ for r in await asyncio.gather(*tasks, return_exceptions=True)], [n for n, what in log])
    t = asyncio.create_task(asyncio.sleep(0, "quick"))
    await t
    print(t.cancel(), t.cancelled(), t.cancelling())

    async def catch_and_continue():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            pass
        await asyncio.sleep(0)
        return asyncio.current_task().cancelling()

    t = asyncio.create_task(catch_and_continue())
    await asyncio.sleep(0)
    t.cancel()
    print(await t)


asyncio.run(main())
