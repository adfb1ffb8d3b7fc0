# Tasks: switching, queues, locks, gathering, groups, cancellation. No timer: the same steps each time.
import asyncio
import sys


async def produce(queue, n):
    for i in range(n):
        await queue.put(i)
    await queue.put(None)


async def consume(queue, lock, totals):
    while (item := await queue.get()) is not None:
        async with lock:
            totals[item % 3] += item
        await asyncio.sleep(0)


async def square(i):
    await asyncio.sleep(0)
    return i * i


async def for_ever(events):
    try:
        await asyncio.get_running_loop().create_future()
    except asyncio.CancelledError:
        events.append('cancelled')
        raise


async def main(n):
    totals, lock, events = [0, 0, 0], asyncio.Lock(), []
    queues = [asyncio.Queue(4) for i in range(5)]
    async with asyncio.TaskGroup() as group:
        for queue in queues:
            group.create_task(produce(queue, n))
            group.create_task(consume(queue, lock, totals))
    squares = await asyncio.gather(*[square(i) for i in range(n)])
    tasks = [asyncio.create_task(for_ever(events)) for i in range(n)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return totals, sum(squares), len(events)


answer = asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
print(answer)
