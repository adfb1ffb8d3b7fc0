"""A producer that is faster than its consumers: the bounded queue makes it wait."""
import asyncio


async def produce(queue, count):
    waited = 0
    for i in range(count):
        waited += queue.full()
        await queue.put(i)
    queue.shutdown()
    return waited


async def consume(queue):
    got = []
    try:
        while True:
            got.append(await queue.get())
            await asyncio.sleep(0)
    except asyncio.QueueShutDown:
        return got


async def main():
    queue = asyncio.Queue(maxsize=4)
    async with asyncio.TaskGroup() as group:
        producer = group.create_task(produce(queue, 100))
        consumers = [group.create_task(consume(queue)) for _ in range(2)]
    shares = [task.result() for task in consumers]
    print("the producer had to wait:", producer.result() > 10)
    print("consumed:", sum(map(len, shares)), "in order:", all(share == sorted(share) for share in shares))
    print("all of them:", sorted(shares[0] + shares[1]) == list(range(100)))


if __name__ == "__main__":
    asyncio.run(main())
