import asyncio


async def work(name, delay=0, result=None, error=None):
    await asyncio.sleep(delay)
    if error:
        raise error
    return result or name


async def main():
    t = asyncio.create_task(work("a"), name="my task")
    print(t.get_name(), t.done(), t.cancelled(), type(t).__name__, t.get_coro().__name__)
    try:
        t.result()
    except asyncio.InvalidStateError as e:
        print(type(e).__name__, e)
    try:
        t.exception()
    except asyncio.InvalidStateError as e:
        print(type(e).__name__, e)
    print(await t, t.done(), t.result(), t.exception(), t.cancel(), await t)
    t.set_name(5)
    print(t.get_name())
    t = asyncio.create_task(work("e", error=ValueError("from a task")))
    try:
        await t
    except ValueError as e:
        print(e, t.exception() is e)
    try:
        t.result()
    except ValueError as e:
        print("again", e)
    names = [asyncio.create_task(work("n")).get_name() for _ in range(2)]
    print([n.split("-")[0] for n in names], int(names[1].split("-")[1]) - int(names[0].split("-")[1]))
    print(asyncio.current_task().get_name().split("-")[0], asyncio.current_task() in asyncio.all_tasks(), len(asyncio.all_tasks()))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(len(asyncio.all_tasks()))
    for bad in (5, None, work):
        try:
            asyncio.create_task(bad)
        except TypeError as e:
            print(str(e).split(" at 0x")[0])
    for method in ("set_result", "set_exception"):
        t = asyncio.create_task(work("s"))
        try:
            getattr(t, method)(1)
        except RuntimeError as e:
            print(e)
        await t
    order = []

    async def step(name, n):
        for i in range(n):
            order.append(name + str(i))
            await asyncio.sleep(0)

    await asyncio.gather(step("a", 3), step("b", 2), step("c", 1))
    print(order)
    order.clear()
    t1 = asyncio.create_task(step("x", 2))
    order.append("created")
    await t1
    print(order)
    done = []
    t = asyncio.create_task(work("cb"))
    t.add_done_callback(lambda f: done.append(f.result()))
    t.add_done_callback(lambda f: done.append("second"))
    callback = lambda f: done.append("removed")
    t.add_done_callback(callback)
    t.add_done_callback(callback)
    print(t.remove_done_callback(callback), t.remove_done_callback(callback))
    await t
    print(done)
    await asyncio.sleep(0)
    print(done)
    t.add_done_callback(lambda f: done.append("after the end"))
    print(done[-1])
    await asyncio.sleep(0)
    print(done[-1])

    async def returns_coroutine():
        return work("inner")

    c = await returns_coroutine()
    print(await c)
    fut = asyncio.get_running_loop().create_future()
    waiters = [asyncio.create_task(wait_for_it(fut, i)) for i in range(3)]
    await asyncio.sleep(0)
    fut.set_result("shared")
    print(await asyncio.gather(*waiters))

    async def yields_twice():
        await asyncio.sleep(0)
        await asyncio.sleep(0, "result of sleep")
        return await asyncio.sleep(0, "result")

    print(await yields_twice())
    print(repr(asyncio.create_task(work("r"), name="R")).split(" coro=")[0])
    results = []

    async def child(i):
        results.append(i)
        if i < 3:
            await asyncio.create_task(child(i + 1))
        results.append(-i)

    await child(0)
    print(results)


async def wait_for_it(fut, i):
    return i, await fut


asyncio.run(main())
