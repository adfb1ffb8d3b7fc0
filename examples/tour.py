"""A tour from generators to asyncio, in seven short stops. Run it: scripts/run examples/tour.py"""
import asyncio
import inspect


def stop(number, title):
    print()
    print(f"{number}. {title}")
    print("-" * (len(title) + 3))


# ---- 1 ---------------------------------------------------------------------------------------------------------------


def countdown(n):
    while n > 0:
        yield n
        n -= 1


def generators():
    stop(1, "A generator produces values when they are asked for")
    print("countdown:", *countdown(5))
    print("squares of the odd ones:", [n * n for n in countdown(9) if n % 2])


# ---- 2 ---------------------------------------------------------------------------------------------------------------


def average():
    """A coroutine as they were first: it takes numbers and gives the mean so far."""
    total, count, mean = 0.0, 0, None
    while True:
        total += yield mean
        count += 1
        mean = total / count


def conversation():
    stop(2, "yield takes values too: send() answers it")
    mean = average()
    print("state before the first next():", inspect.getgeneratorstate(mean))
    next(mean)
    for number in (10, 20, 60):
        print(f"send {number:3} -> mean {mean.send(number):.1f}")
    mean.close()
    print("state after close():", inspect.getgeneratorstate(mean))


# ---- 3 ---------------------------------------------------------------------------------------------------------------


def leaves(tree):
    """The leaves of nested lists, and how many they were."""
    count = 0
    for branch in tree:
        if isinstance(branch, list):
            count += yield from leaves(branch)
        else:
            yield branch
            count += 1
    return count


def delegation():
    stop(3, "yield from hands the whole conversation to another generator")
    walk = leaves([1, [2, [3, 4]], [[5]]])
    try:
        while True:
            print("leaf", next(walk))
    except StopIteration as end:
        print("leaves in all:", end.value)


# ---- 4 ---------------------------------------------------------------------------------------------------------------


async def cook(dish, seconds):
    print(f"  {dish}: started")
    await asyncio.sleep(seconds)
    print(f"  {dish}: ready")
    return dish


async def together():
    stop(4, "await does the same for the event loop: three waits at once")
    dishes = await asyncio.gather(cook("soup", 0.06), cook("salad", 0.02), cook("bread", 0.04))
    print("served:", ", ".join(dishes))


# ---- 5 ---------------------------------------------------------------------------------------------------------------


async def producer(queue):
    for parcel in range(1, 6):
        await queue.put(parcel)
        await asyncio.sleep(0.005)
    await queue.put(None)


async def pipeline():
    stop(5, "A queue between tasks")
    queue = asyncio.Queue(maxsize=2)
    sender = asyncio.create_task(producer(queue))
    total = 0
    while (parcel := await queue.get()) is not None:
        total += parcel
        print(f"  parcel {parcel}, sum {total}")
    await sender


# ---- 6 ---------------------------------------------------------------------------------------------------------------


async def patience():
    stop(6, "A timeout cancels what takes too long, and finally still runs")

    async def slow():
        try:
            await asyncio.sleep(3600)
        finally:
            print("  an hour of sleep ended early")

    try:
        async with asyncio.timeout(0.02):
            await slow()
    except TimeoutError:
        print("  timed out, and the program goes on")


# ---- 7 ---------------------------------------------------------------------------------------------------------------


async def fail_after(seconds, error):
    await asyncio.sleep(seconds)
    raise error


async def structure():
    stop(7, "A task group: all of them, or none")
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(cook("pudding", 3600))
            group.create_task(fail_after(0.01, ValueError("the milk is sour")))
    except* ValueError as errors:
        for error in errors.exceptions:
            print(f"  the group ended: {error}")


async def main():
    await together()
    await pipeline()
    await patience()
    await structure()


if __name__ == "__main__":
    generators()
    conversation()
    delegation()
    asyncio.run(main())
    print("\nThat was the tour.")
