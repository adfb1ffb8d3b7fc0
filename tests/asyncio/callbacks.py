import asyncio


def main():
    loop = asyncio.new_event_loop()
    log = []
    loop.call_soon(log.append, 1)
    h = loop.call_soon(log.append, "cancelled")
    loop.call_soon(log.append, 2)
    h.cancel()
    print(h.cancelled(), type(h).__name__)
    h.cancel()

    def schedules():
        log.append("first")
        loop.call_soon(log.append, "next turn")
        log.append("after scheduling")

    loop.call_soon(schedules)
    loop.call_soon(log.append, "same turn")
    loop.call_soon(loop.stop)
    loop.run_forever()
    print(log)
    loop.call_soon(loop.stop)
    loop.run_forever()
    print(log[-1])
    log.clear()
    loop.call_later(0.03, log.append, "30")
    loop.call_later(0.01, log.append, "10")
    loop.call_later(0.02, log.append, "20")
    t = loop.call_later(0.015, log.append, "cancelled")
    print(type(t).__name__, t.when() > loop.time(), t.cancelled())
    t.cancel()
    loop.call_later(0, log.append, "zero")
    loop.call_later(-1, log.append, "negative")
    loop.call_soon(log.append, "soon")
    loop.call_later(0.05, loop.stop)
    loop.run_forever()
    print(log)
    log.clear()
    now = loop.time()
    loop.call_at(now + 0.01, log.append, "same deadline 1")
    loop.call_at(now + 0.01, log.append, "same deadline 2")
    loop.call_at(now - 5, log.append, "past")
    loop.call_at(now + 0.02, loop.stop)
    loop.run_forever()
    print(log)
    log.clear()
    now = loop.time()
    for i in range(50):
        loop.call_at(now + (i * 7 % 50) / 1000, log.append, i * 7 % 50)
    handles = [loop.call_later(0.01, log.append, "no") for _ in range(200)]
    for h in handles:
        h.cancel()
    loop.call_later(0.08, loop.stop)
    loop.run_forever()
    print(log == sorted(log), len(log))
    log.clear()

    async def step(n):
        for i in range(n):
            log.append(i)
            await asyncio.sleep(0)

    loop.call_soon(log.append, "callback")
    task = loop.create_task(step(3))
    loop.call_soon(log.append, "callback 2")
    loop.run_until_complete(task)
    print(log)
    before = loop.time()
    loop.run_until_complete(asyncio.sleep(0.02))
    print(0.015 < loop.time() - before < 1)
    for f in (lambda: loop.call_later("x", print), lambda: loop.call_at(None, print), lambda: loop.call_later(None, print), lambda: loop.call_soon()):
        try:
            f()
            print("accepted")
        except TypeError:
            print("TypeError")
    loop.call_soon_threadsafe(log.append, "threadsafe")
    loop.call_soon(loop.stop)
    loop.run_forever()
    print(log[-1])
    errors = []
    loop.set_exception_handler(lambda l, context: errors.append((context["message"].split("<")[0].split(" main")[0], repr(context.get("exception")))))

    def fails():
        raise ValueError("in a callback")

    loop.call_soon(fails)
    loop.call_soon(log.append, "after the failure")
    loop.call_soon(loop.stop)
    loop.run_forever()
    print(errors, log[-1], loop.get_exception_handler() is not None)
    fut = loop.create_future()
    fut.add_done_callback(lambda f: 1 / 0)
    fut.set_result(1)
    loop.call_soon(loop.stop)
    loop.run_forever()
    print(errors[-1])
    loop.call_exception_handler({"message": "made by hand"})
    print(errors[-1])
    loop.close()
    print(loop.is_closed())


main()
