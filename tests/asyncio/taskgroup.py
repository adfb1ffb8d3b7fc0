import asyncio


async def work(name, delay=0.0, error=None, log=None):
    try:
        await asyncio.sleep(delay)
        if error:
            raise error
        if log is not None:
            log.append(name)
        return name
    except asyncio.CancelledError:
        if log is not None:
            log.append("cancelled " + name)
        raise


def shape(e):
    if isinstance(e, BaseExceptionGroup):
        return [type(e).__name__, e.message, sorted((shape(x) for x in e.exceptions), key=str)]
    return repr(e)


async def main():
    async with asyncio.TaskGroup() as g:
        a = g.create_task(work("a", 0.02))
        b = g.create_task(work("b", 0.01), name="named")
        print(b.get_name(), a.done())
    print(a.result(), b.result())
    async with asyncio.TaskGroup():
        pass
    log = []
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(work("long", 10, log=log))
            g.create_task(work("bad", 0, ValueError("bad")))
            await asyncio.sleep(10)
            print("not reached")
    except* ValueError as e:
        print(shape(e), log)
    log.clear()
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(work("child", 10, log=log))
            await asyncio.sleep(0)
            raise KeyError("body")
    except* KeyError as e:
        print(shape(e), log)
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(work("1", 0, ValueError(1)))
            g.create_task(work("2", 0, TypeError(2)))
    except BaseExceptionGroup as e:
        print(shape(e))
    log.clear()

    async def outer():
        async with asyncio.TaskGroup() as g:
            g.create_task(work("x", 10, log=log))
            await asyncio.sleep(10)

    t = asyncio.create_task(outer())
    await asyncio.sleep(0.01)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled from outside", log, t.cancelled())
    try:
        async with asyncio.TaskGroup() as g:
            t = g.create_task(work("only the child", 10))
            await asyncio.sleep(0)
            t.cancel()
    finally:
        print("a cancelled child is no error", t.cancelled())
    try:
        g.create_task(c := work("late"))
    except RuntimeError as e:
        print(str(e).split(" <")[0].split("<")[0], str(e).split(">")[-1])
        c.close()
    g = asyncio.TaskGroup()
    try:
        g.create_task(c := work("early"))
    except RuntimeError as e:
        print(str(e).split(">")[-1])
        c.close()
    log.clear()
    async with asyncio.TaskGroup() as g:
        async def spawner(n):
            if n:
                g.create_task(spawner(n - 1))
            log.append(n)
        g.create_task(spawner(3))
    print(log)
    try:
        async with asyncio.TaskGroup() as outer_group:
            outer_group.create_task(work("o", 10))
            async with asyncio.TaskGroup() as inner_group:
                inner_group.create_task(work("i", 0, KeyError("inner")))
    except BaseExceptionGroup as e:
        print(shape(e))

    async def cleanup_fails():
        try:
            await asyncio.sleep(10)
        finally:
            raise OSError("in cleanup")

    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(cleanup_fails())
            g.create_task(work("trigger", 0.01, ValueError("v")))
    except BaseExceptionGroup as e:
        print(shape(e))
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(work("exit", 0, SystemExit(3)))
            await asyncio.sleep(10)
    except BaseException as e:
        print(shape(e))
    print(asyncio.current_task().cancelling())


async def guarded():
    try:
        await main()
    except SystemExit as e:
        print("system exit", e.code)


try:
    asyncio.run(main())
except SystemExit as e:
    print("left with", e.code)
