"""Three workers share one queue of jobs; join() returns when every job is done."""
import asyncio
from collections import Counter


async def worker(name, jobs, results):
    while True:
        number = await jobs.get()
        try:
            await asyncio.sleep(0.002)
            results[number] = sum(d for d in range(1, number) if number % d == 0)
        finally:
            jobs.task_done()
        done_by[name] += 1


done_by = Counter()


async def main():
    jobs = asyncio.Queue()
    results = {}
    for number in range(2, 32):
        jobs.put_nowait(number)
    workers = [asyncio.create_task(worker(f"worker {i}", jobs, results)) for i in range(1, 4)]
    await jobs.join()
    for task in workers:
        task.cancel()
    ended = await asyncio.gather(*workers, return_exceptions=True)

    perfect = sorted(n for n, divisors in results.items() if n == divisors)
    abundant = sorted(n for n, divisors in results.items() if n < divisors)
    print("jobs done:", sum(done_by.values()), "by", len(done_by), "workers")
    print("perfect numbers:", perfect)
    print("abundant numbers:", abundant)
    print("the workers ended with", {type(end).__name__ for end in ended})


if __name__ == "__main__":
    asyncio.run(main())
