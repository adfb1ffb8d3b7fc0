# Tasks, futures, queues, timeouts, cancellation, groups and streams.
import asyncio
import socket

out = []


async def worker(name, queue, done):
    try:
        while True:
            item = await queue.get()
            try:
                await asyncio.sleep(0)
                done.append((name, item))
            finally:
                queue.task_done()
    except asyncio.CancelledError:
        out.append(name + ' cancelled')
        raise


async def feed(queue):
    for i in range(8):
        await queue.put(i)
    await queue.join()


async def fails():
    await asyncio.sleep(0)
    raise ValueError('failed')


async def set_later(event):
    await asyncio.sleep(0)
    event.set()


async def numbers(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i


# Who feeds waits for ever when a worker has failed, so they are waited for together.
async def feed_workers():
    queue, done = asyncio.Queue(3), []
    tasks = [asyncio.create_task(worker(f'w{i}', queue, done)) for i in range(2)]
    tasks.append(asyncio.create_task(feed(queue)))
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        if task.done():
            task.result()
        task.cancel()
    await asyncio.wait(tasks)
    for task in tasks:
        if not task.cancelled():
            task.result()
    out.append(sorted(item for name, item in done))


async def gather_results():
    results = await asyncio.gather(fails(), asyncio.sleep(0, 'slept'), return_exceptions=True)
    for result in results:
        if isinstance(result, MemoryError):
            raise result
    out.append([repr(result) for result in results])


async def groups():
    errors = []
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fails())
            group.create_task(asyncio.sleep(1))
    except* MemoryError:
        errors.append('memory')
    except* ValueError as e:
        out.append(repr(e.exceptions))
    if errors:
        raise MemoryError


async def serve(sock):
    reader, writer = await asyncio.open_connection(sock=sock)
    try:
        while line := await reader.readline():
            writer.write(line.upper())
            await writer.drain()
    finally:
        writer.close()


async def ask(sock):
    reader, writer = await asyncio.open_connection(sock=sock)
    writer.write(b'first\nsecond\n')
    writer.write_eof()
    try:
        return await reader.read()
    finally:
        writer.close()


async def streams():
    here, there = socket.socketpair()
    out.append(await asyncio.gather(ask(here), serve(there)))


async def main():
    await feed_workers()
    await gather_results()
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.001)
    except TimeoutError:
        out.append('timeout')
    lock, event = asyncio.Lock(), asyncio.Event()
    async with lock:
        await asyncio.gather(event.wait(), set_later(event))
    out.append([i async for i in numbers(5)])
    await groups()
    await streams()


asyncio.run(main())
result = out
