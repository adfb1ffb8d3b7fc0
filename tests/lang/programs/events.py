"""A simulation on asyncio's tools, without a clock of the wall: a bank with clerks, served by queues and events."""
import asyncio


class Clock:
    """Time that passes only when everybody waits."""

    def __init__(self):
        self.now, self.waiting, self.serial = 0, [], 0

    async def sleep(self, minutes):
        future = asyncio.get_running_loop().create_future()
        self.serial += 1
        self.waiting.append((self.now + minutes, self.serial, future))
        await future

    async def run(self, until):
        while self.now < until:
            for _ in range(20):
                await asyncio.sleep(0)
            if not self.waiting:
                return
            self.waiting.sort(key=lambda w: w[:2])
            self.now, _, future = self.waiting.pop(0)
            if not future.done():
                future.set_result(None)


class Random:
    def __init__(self, seed):
        self.state = seed

    def between(self, low, high):
        self.state = (self.state * 1103515245 + 12345) % 2 ** 31
        return low + (self.state >> 8) % (high - low + 1)


async def customers(clock, random, queue, log):
    for number in range(1, 9):
        await clock.sleep(random.between(1, 5))
        log.append(f"{clock.now:3} customer {number} arrives")
        await queue.put((number, clock.now))


async def clerk(name, clock, random, queue, log, waits):
    while True:
        number, since = await queue.get()
        waits.append(clock.now - since)
        log.append(f"{clock.now:3} {name} serves {number}")
        await clock.sleep(random.between(3, 9))
        log.append(f"{clock.now:3} {name} is done with {number}")
        queue.task_done()


async def main():
    clock, random, queue, log, waits = Clock(), Random(42), asyncio.Queue(3), [], []
    clerks = [asyncio.create_task(clerk(n, clock, random, queue, log, waits)) for n in ("Ada", "Bob")]
    arrivals = asyncio.create_task(customers(clock, random, queue, log))
    await clock.run(1000)
    await arrivals
    await queue.join()
    for c in clerks:
        c.cancel()
    ended = await asyncio.gather(*clerks, return_exceptions=True)
    print("\n".join(log))
    print("waits", waits, "mean", sum(waits) / len(waits), [type(e).__name__ for e in ended], clock.now)


asyncio.run(main())


async def philosophers(n, meals):
    forks = [asyncio.Lock() for _ in range(n)]
    eaten = [0] * n

    async def dine(i):
        first, second = sorted((i, (i + 1) % n))
        for _ in range(meals):
            async with forks[first]:
                await asyncio.sleep(0)
                async with forks[second]:
                    eaten[i] += 1
                    await asyncio.sleep(0)

    await asyncio.gather(*(dine(i) for i in range(n)))
    return eaten


print(asyncio.run(philosophers(5, 4)))


async def barber():
    chairs, log = asyncio.Semaphore(2), []
    door, done = asyncio.Condition(), 0

    async def customer(i):
        nonlocal done
        async with chairs:
            log.append(f"in {i}")
            for _ in range(i % 3 + 1):
                await asyncio.sleep(0)
            log.append(f"out {i}")
        async with door:
            done += 1
            door.notify_all()

    tasks = [asyncio.create_task(customer(i)) for i in range(5)]
    async with door:
        await door.wait_for(lambda: done == 5)
    await asyncio.gather(*tasks)
    return log


print(asyncio.run(barber()))
