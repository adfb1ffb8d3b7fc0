import asyncio


async def locks():
    lock = asyncio.Lock()
    order = []

    async def user(name):
        async with lock:
            order.append("in " + name)
            await asyncio.sleep(0)
            order.append("out " + name)

    await asyncio.gather(*(user(n) for n in "abc"))
    print(order, lock.locked())
    print(await lock.acquire(), lock.locked())
    t = asyncio.create_task(lock.acquire())
    await asyncio.sleep(0)
    print(t.done())
    lock.release()
    print(await t, lock.locked())
    lock.release()
    try:
        lock.release()
    except RuntimeError as e:
        print(e)
    await lock.acquire()
    waiters = [asyncio.create_task(lock.acquire()) for _ in range(3)]
    await asyncio.sleep(0)
    waiters[0].cancel()
    await asyncio.sleep(0)
    lock.release()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print([w.cancelled() if w.cancelled() else w.done() for w in waiters])
    lock.release()
    await asyncio.wait(waiters)
    lock.release()
    print(repr(lock).split("[")[1])
    try:
        with lock:
            pass
    except TypeError as e:
        print(str(e).split(" (missed")[0].split(" but it")[0])


async def events():
    event = asyncio.Event()
    print(event.is_set())
    order = []

    async def waiter(i):
        order.append((i, await event.wait()))

    tasks = [asyncio.create_task(waiter(i)) for i in range(3)]
    await asyncio.sleep(0)
    event.set()
    print(order, event.is_set())
    await asyncio.gather(*tasks)
    print(order, await event.wait())
    event.clear()
    try:
        await asyncio.wait_for(event.wait(), 0.01)
    except TimeoutError:
        print("not set")


async def conditions():
    cond = asyncio.Condition()
    items, log = [], []

    async def consumer(name):
        async with cond:
            await cond.wait_for(lambda: items)
            log.append((name, items.pop(0)))

    async def producer():
        for i in range(3):
            async with cond:
                items.append(i)
                cond.notify()
            await asyncio.sleep(0)

    await asyncio.gather(*(consumer(n) for n in "abc"), producer())
    print(log)
    woken = []

    async def waits(i):
        async with cond:
            await cond.wait()
            woken.append(i)

    tasks = [asyncio.create_task(waits(i)) for i in range(4)]
    await asyncio.sleep(0)
    async with cond:
        cond.notify(2)
    await asyncio.sleep(0.001)
    print(woken)
    async with cond:
        cond.notify_all()
    await asyncio.gather(*tasks)
    print(woken)
    for f in (cond.notify, cond.notify_all):
        try:
            f()
        except RuntimeError as e:
            print(e)
    try:
        await cond.wait()
    except RuntimeError as e:
        print(e)


async def semaphores():
    sem = asyncio.Semaphore(2)
    active, most = 0, 0

    async def user():
        nonlocal active, most
        async with sem:
            active += 1
            most = max(most, active)
            await asyncio.sleep(0)
            active -= 1

    await asyncio.gather(*(user() for _ in range(6)))
    print(most, sem.locked())
    await sem.acquire()
    await sem.acquire()
    print(sem.locked())
    t = asyncio.create_task(sem.acquire())
    await asyncio.sleep(0)
    sem.release()
    print(await t)
    sem.release()
    sem.release()
    b = asyncio.BoundedSemaphore(1)
    async with b:
        print(b.locked())
    try:
        b.release()
    except ValueError as e:
        print(e)
    try:
        asyncio.Semaphore(-1)
    except ValueError as e:
        print(e)
    order = []

    async def ordered(i):
        async with b:
            order.append(i)
            await asyncio.sleep(0)

    await asyncio.gather(*(ordered(i) for i in range(5)))
    print(order)
    await b.acquire()
    waiting = [asyncio.create_task(b.acquire()) for _ in range(2)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    b.release()
    print(await asyncio.gather(*waiting, return_exceptions=True))


asyncio.run(locks())
asyncio.run(events())
asyncio.run(conditions())
asyncio.run(semaphores())
