# Tasks, futures, queues, timeouts, cancellation, groups and streams.
import asyncio

out = []


async def worker(name, queue, done):
    try:
        while True:
            item = await queue.get()
            await asyncio.sleep(0)
            done.append((name, item))
            queue.task_done()
    except asyncio.CancelledError:
        out.append(name + ' cancelled')
        raise


async def fails():
    await asyncio.sleep(0)
    raise ValueError('failed')


async def numbers(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i


async def main():
    queue, done = asyncio.Queue(3), []
    tasks = [asyncio.create_task(worker(f'w{i}', queue, done)) for i in range(2)]
    for i in range(8):
        await queue.put(i)
    await queue.join()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    out.append(sorted(item for name, item in done))
    out.append([repr(r) for r in await asyncio.gather(fails(), asyncio.sleep(0, 'slept'), return_exceptions=True)])
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.001)
    except TimeoutError:
        out.append('timeout')
    lock, event = asyncio.Lock(), asyncio.Event()
    async with lock:
        asyncio.get_running_loop().call_soon(event.set)
        await event.wait()
    out.append([i async for i in numbers(5)])
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fails())
            group.create_task(asyncio.sleep(1))
    except* ValueError as e:
        out.append(repr(e.exceptions))


asyncio.run(main())
result = out
