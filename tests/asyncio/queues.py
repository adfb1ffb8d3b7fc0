import asyncio


async def main():
    q = asyncio.Queue(maxsize=2)
    print(q.empty(), q.full(), q.qsize(), q.maxsize)
    q.put_nowait(1)
    await q.put(2)
    print(q.full(), q.qsize())
    try:
        q.put_nowait(3)
    except asyncio.QueueFull as e:
        print(type(e).__name__, e.args)
    print(q.get_nowait(), await q.get())
    try:
        q.get_nowait()
    except asyncio.QueueEmpty as e:
        print(type(e).__name__)
    log = []

    async def producer():
        for i in range(5):
            await q.put(i)
            log.append(f"put {i}")
        await q.put(None)

    async def consumer():
        while (item := await q.get()) is not None:
            log.append(f"got {item}")
            await asyncio.sleep(0)

    await asyncio.gather(producer(), consumer())
    print(log)
    q = asyncio.Queue()
    getters = [asyncio.create_task(q.get()) for _ in range(3)]
    await asyncio.sleep(0)
    for i in "abc":
        q.put_nowait(i)
    print(await asyncio.gather(*getters))
    getters = [asyncio.create_task(q.get()) for _ in range(3)]
    await asyncio.sleep(0)
    getters[1].cancel()
    q.put_nowait("x")
    q.put_nowait("y")
    print(await asyncio.gather(*getters, return_exceptions=True))
    q = asyncio.Queue(1)
    q.put_nowait(0)
    putters = [asyncio.create_task(q.put(i)) for i in (1, 2)]
    await asyncio.sleep(0)
    putters[0].cancel()
    print(await q.get(), await q.get())
    print(await asyncio.gather(*putters, return_exceptions=True))
    q = asyncio.PriorityQueue()
    for p in (3, 1, 2):
        q.put_nowait((p, str(p)))
    print([q.get_nowait() for _ in range(3)])
    q = asyncio.LifoQueue()
    for i in range(3):
        await q.put(i)
    print([await q.get() for _ in range(3)])
    q = asyncio.Queue()
    done = []

    async def worker(name):
        while True:
            item = await q.get()
            await asyncio.sleep(0.001)
            done.append(item)
            q.task_done()

    workers = [asyncio.create_task(worker(i)) for i in range(3)]
    for i in range(9):
        q.put_nowait(i)
    await q.join()
    print(sorted(done), q.qsize())
    for w in workers:
        w.cancel()
    try:
        q.task_done()
    except ValueError as e:
        print(e)
    await asyncio.Queue().join()
    try:
        await asyncio.wait_for(asyncio.Queue().get(), 0.01)
    except TimeoutError:
        print("get timed out")
    q = asyncio.Queue(2)
    q.put_nowait(1)
    q.shutdown()
    print(await q.get())
    for f in (lambda: q.get_nowait(), lambda: q.put_nowait(1)):
        try:
            f()
        except asyncio.QueueShutDown as e:
            print(type(e).__name__)
    try:
        await q.get()
    except asyncio.QueueShutDown:
        print("get on a shut queue")


asyncio.run(main())
