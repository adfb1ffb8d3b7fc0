import asyncio


async def work(value, delay, error=None):
    await asyncio.sleep(delay)
    if error:
        raise error
    return value


def results(tasks):
    return sorted(repr(t.exception()) if not t.cancelled() and t.exception() else str(t.result()) for t in tasks)


async def main():
    tasks = [asyncio.create_task(work(i, 0.01 * i)) for i in range(3)]
    done, pending = await asyncio.wait(tasks)
    print(results(done), pending, type(done).__name__)
    tasks = [asyncio.create_task(work(i, 0.03 * i)) for i in range(3)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print(results(done), len(pending))
    done, pending = await asyncio.wait(pending)
    print(results(done), len(pending))
    tasks = [asyncio.create_task(work("ok", 0.01)), asyncio.create_task(work("e", 0.03, ValueError("e"))), asyncio.create_task(work("late", 10))]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    print(results(done), len(pending))
    for t in pending:
        t.cancel()
    done, pending = await asyncio.wait(tasks, timeout=0.5)
    print(len(done), len(pending), [t.cancelled() for t in tasks])
    tasks = [asyncio.create_task(work(1, 0.01)), asyncio.create_task(work(2, 10))]
    done, pending = await asyncio.wait(tasks, timeout=0.05)
    print(results(done), len(pending))
    tasks[1].cancel()
    done, pending = await asyncio.wait({tasks[0]}, timeout=0)
    print(len(done), len(pending))
    for bad in ([], 5, tasks[0]):
        try:
            await asyncio.wait(bad)
        except (ValueError, TypeError) as e:
            print(type(e).__name__, str(e).split("<")[0])
    try:
        await asyncio.wait(tasks, return_when="NEVER")
    except ValueError as e:
        print(e)
    t = asyncio.create_task(asyncio.wait([inner := asyncio.create_task(work("inner", 0.05))]))
    await asyncio.sleep(0.01)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("wait cancelled, inner goes on", inner.done(), await inner)
    out = []
    for f in asyncio.as_completed([work("slow", 0.03), work("fast", 0.01), work("mid", 0.02)]):
        out.append(await f)
    print(out)
    out = []
    for f in asyncio.as_completed([work("x", 0.01), work("never", 10)], timeout=0.05):
        try:
            out.append(await f)
        except TimeoutError:
            out.append("timeout")
    print(out)
    for f in asyncio.as_completed([work("e", 0.01, KeyError("e"))]):
        try:
            await f
        except KeyError as e:
            print(repr(e))
    print([await f for f in asyncio.as_completed([])])
    print(sorted([await f async for f in asyncio.as_completed([asyncio.create_task(work(i, 0.01 * i)) for i in range(3)])]))


asyncio.run(main())
