# eager tasks: the first step runs when the task is made
import asyncio


async def no_wait(n):
    return n


async def wait(log):
    log.append('started')
    await asyncio.sleep(0)
    log.append('over')
    return asyncio.current_task().get_name()


async def fail():
    raise ValueError('at once')


async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    me = asyncio.current_task()
    task = asyncio.create_task(no_wait(7), name='quick')
    print(task.done(), task.result(), task.get_coro(), task.get_name(), asyncio.current_task() is me)
    log = []
    task = asyncio.create_task(wait(log), name='slow')
    print(log, task.done(), asyncio.current_task() is me)
    print(await task == 'slow', log)
    task = asyncio.create_task(fail())
    print(task.done(), repr(task.exception()))
    print(await asyncio.gather(no_wait(1), wait(log), no_wait(3)) != [])
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(no_wait(i)) for i in range(3)]
        print([t.done() for t in tasks])

    async def nested(n):
        if n:
            return await asyncio.create_task(nested(n - 1)) + 1
        return asyncio.current_task() is me

    print(await nested(20))
    print(len(asyncio.all_tasks()))

    class Own(asyncio.Task):
        pass

    loop.set_task_factory(asyncio.create_eager_task_factory(Own))
    task = asyncio.create_task(wait(log))
    print(type(task).__name__, log[-1])
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print('cancelled', log[-1])
    loop.set_task_factory(None)
    task = asyncio.Task(wait(log), eager_start=True, loop=loop, name='direct')
    print(log[-1], task in asyncio.all_tasks())
    print(await task)

asyncio.run(main())
