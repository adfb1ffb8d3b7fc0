import asyncio


async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    print(f.done(), f.cancelled(), repr(f), f.get_loop() is loop)
    for method in (f.result, f.exception):
        try:
            method()
        except asyncio.InvalidStateError as e:
            print(e)
    f.set_result(5)
    print(f.done(), f.result(), f.exception(), repr(f), await f)
    for args in ((f.set_result, 6), (f.set_exception, ValueError())):
        try:
            args[0](args[1])
        except asyncio.InvalidStateError as e:
            print(e)
    print(f.cancel())
    f = loop.create_future()
    f.set_exception(ValueError("stored"))
    try:
        await f
    except ValueError as e:
        print(e, f.exception() is e, repr(f))
    f = loop.create_future()
    f.set_exception(KeyError)
    print(repr(f.exception()))
    for bad in (StopIteration(), StopIteration, 5, int):
        f = loop.create_future()
        try:
            f.set_exception(bad)
            print(repr(f.exception()))
        except (TypeError, RuntimeError) as e:
            print(type(e).__name__, e)
    f = loop.create_future()
    print(f.cancel(), f.cancelled(), f.done(), f.cancel(), repr(f))
    for method in (f.result, f.exception):
        try:
            method()
        except asyncio.CancelledError as e:
            print("cancelled", e.args)
    try:
        await f
    except asyncio.CancelledError as e:
        print("await cancelled", e.args)
    f = loop.create_future()
    f.cancel("with a message")
    try:
        await f
    except asyncio.CancelledError as e:
        print(e.args)
    order = []
    f = loop.create_future()
    for i in range(3):
        f.add_done_callback(lambda fut, i=i: order.append((i, fut.result())))
    f.set_result("r")
    order.append("set")
    await asyncio.sleep(0)
    print(order)
    f = loop.create_future()
    seen = []
    f.add_done_callback(lambda fut: seen.append(fut.cancelled()))
    f.cancel()
    await asyncio.sleep(0)
    print(seen)

    async def setter(fut):
        await asyncio.sleep(0)
        fut.set_result("by a task")

    f = asyncio.Future()
    asyncio.ensure_future(setter(f))
    print(await f, asyncio.isfuture(f), asyncio.isfuture(5), asyncio.iscoroutine(c := setter(f)), asyncio.ensure_future(f) is f)
    c.close()

    class Awaitable:
        def __await__(self):
            yield from asyncio.sleep(0).__await__()
            return "awaitable"

    print(await asyncio.ensure_future(Awaitable()), await Awaitable())
    for bad in (5, None, "x"):
        try:
            asyncio.ensure_future(bad)
        except TypeError as e:
            print(e)
    f = loop.create_future()

    async def bad_yield():
        class Y:
            def __await__(self):
                yield 5
        await Y()

    try:
        await asyncio.create_task(bad_yield())
    except RuntimeError as e:
        print(str(e).split("<")[0], str(e).split(">")[-1])

    async def not_awaited():
        class Y:
            def __await__(self):
                yield f
        await Y()

    try:
        await asyncio.create_task(not_awaited())
    except RuntimeError as e:
        print("yield was used instead of yield from" in str(e))

    async def waits_on_itself():
        await asyncio.current_task()

    try:
        await asyncio.create_task(waits_on_itself())
    except RuntimeError as e:
        print("Task cannot await on itself" in str(e))
    other = asyncio.new_event_loop()
    alien = other.create_future()

    async def waits_alien():
        await alien

    try:
        await asyncio.create_task(waits_alien())
    except RuntimeError as e:
        print("attached to a different loop" in str(e))
    other.close()
    it = iter(loop.create_future())
    print(next(it).done())
    try:
        next(it)
    except RuntimeError as e:
        print(e)


asyncio.run(main())
