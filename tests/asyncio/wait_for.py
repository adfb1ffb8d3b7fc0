import asyncio


async def work(value, delay, log=None):
    try:
        await asyncio.sleep(delay)
        return value
    except asyncio.CancelledError:
        if log is not None:
            log.append("cancelled " + value)
        raise
    finally:
        if log is not None:
            log.append("finally " + value)


async def main():
    print(await asyncio.wait_for(work("quick", 0), 5), await asyncio.wait_for(work("none", 0), None))
    log = []
    try:
        await asyncio.wait_for(work("slow", 10, log), 0.01)
    except TimeoutError as e:
        print("timeout", log, repr(e), e.args, type(e.__cause__).__name__)
    print(asyncio.TimeoutError is TimeoutError)
    log.clear()
    try:
        await asyncio.wait_for(work("zero", 10, log), 0)
    except TimeoutError:
        print("zero", log)
    f = asyncio.get_running_loop().create_future()
    f.set_result("done already")
    print(await asyncio.wait_for(f, 0))

    async def stubborn():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            await asyncio.sleep(0.01)
            return "returned after cancel"

    print(await asyncio.wait_for(stubborn(), 0.01))

    async def replaces():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            raise ValueError("instead")

    try:
        await asyncio.wait_for(replaces(), 0.01)
    except ValueError as e:
        print(e)

    async def fails():
        raise KeyError("own error")

    try:
        await asyncio.wait_for(fails(), 1)
    except KeyError as e:
        print(repr(e))
    log.clear()
    t = asyncio.create_task(asyncio.wait_for(work("outer cancel", 10, log), 10))
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled", log)
    inner = asyncio.create_task(work("task", 10, log))
    log.clear()
    try:
        await asyncio.wait_for(inner, 0.01)
    except TimeoutError:
        print(inner.cancelled(), log)
    inner = asyncio.create_task(work("shielded", 0.05))
    try:
        await asyncio.wait_for(asyncio.shield(inner), 0.01)
    except TimeoutError:
        print("shield", inner.done(), await inner)
    s = asyncio.shield(work("direct", 0))
    print(await s, type(s).__name__)
    inner = asyncio.create_task(work("under a shield", 0.03))
    outer = asyncio.shield(inner)
    await asyncio.sleep(0)
    print(outer.cancel())
    try:
        await outer
    except asyncio.CancelledError:
        print("outer", outer.cancelled(), inner.done(), await inner)
    inner = asyncio.create_task(work("inner cancelled", 10))
    outer = asyncio.shield(inner)
    await asyncio.sleep(0)
    inner.cancel()
    try:
        await outer
    except asyncio.CancelledError:
        print("both", outer.cancelled(), inner.cancelled())


async def timeouts():
    async with asyncio.timeout(1) as t:
        await asyncio.sleep(0)
    print(t.expired(), repr(t).split(" ")[0], t.when() is not None)
    try:
        async with asyncio.timeout(0.01) as t:
            await asyncio.sleep(10)
    except TimeoutError as e:
        print("timeout", t.expired(), e.args, type(e.__cause__).__name__)
    async with asyncio.timeout(None) as t:
        print(t.when())
        await asyncio.sleep(0)
    try:
        async with asyncio.timeout(None) as t:
            t.reschedule(asyncio.get_running_loop().time() + 0.01)
            await asyncio.sleep(10)
    except TimeoutError:
        print("rescheduled earlier")
    async with asyncio.timeout(0.01) as t:
        t.reschedule(None)
        await asyncio.sleep(0.03)
    print("no deadline after all", t.expired())
    try:
        async with asyncio.timeout_at(asyncio.get_running_loop().time() - 1):
            await asyncio.sleep(0)
            print("not here")
    except TimeoutError:
        print("a deadline in the past")
    try:
        async with asyncio.timeout(0.01):
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                raise ValueError("replaced")
    except ValueError as e:
        print(e)
    async with asyncio.timeout(10) as outer:
        try:
            async with asyncio.timeout(0.01) as inner:
                await asyncio.sleep(10)
        except TimeoutError:
            print("inner", inner.expired(), outer.expired())
    try:
        async with asyncio.timeout(0.01) as outer:
            async with asyncio.timeout(10) as inner:
                await asyncio.sleep(10)
    except TimeoutError:
        print("outer", inner.expired(), outer.expired())
    try:
        t.reschedule(5)
    except RuntimeError as e:
        print(e)
    try:
        async with t:
            pass
    except RuntimeError as e:
        print(e)

    async def cancelled_from_outside():
        async with asyncio.timeout(10):
            await asyncio.sleep(10)

    task = asyncio.create_task(cancelled_from_outside())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("outside cancellation passes", task.cancelled())
    try:
        async with asyncio.timeout(10):
            raise KeyError("body")
    except KeyError as e:
        print(repr(e))


asyncio.run(main())
asyncio.run(timeouts())
