# a loop in Python, derived from asyncio.BaseEventLoop: tasks, futures, timers and tools work in it
import asyncio
import heapq
import selectors


class Loop(asyncio.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._selector = selectors.DefaultSelector()
        self.turns = 0

    def _process_events(self, found):
        pass

    def _write_to_self(self):
        pass

    def _run_once(self):
        self.turns += 1
        super()._run_once()

    def close(self):
        super().close()
        self._selector.close()


class Jumping(Loop):
    """Time passes at once."""

    now = 0.0

    def time(self):
        return self.now

    def _run_once(self):
        if not self._ready and self._scheduled:
            self.now = max(self.now, self._scheduled[0].when())
        super()._run_once()


async def later(n):
    await asyncio.sleep(n)
    return n


async def main():
    loop = asyncio.get_running_loop()
    named = asyncio.create_task(later(2), name='named')
    print(named.get_name(), named.get_loop() is loop)
    print(await asyncio.gather(later(1), later(3), named), loop.time())
    print(len(asyncio.all_tasks()), asyncio.current_task() in asyncio.all_tasks())
    try:
        async with asyncio.timeout(10):
            await asyncio.sleep(1000)
    except TimeoutError:
        print('timeout', loop.time())
    task = asyncio.create_task(later(100))
    await asyncio.sleep(0)
    task.cancel('enough')
    try:
        await task
    except asyncio.CancelledError as e:
        print('cancelled', e.args)
    queue = asyncio.Queue(1)

    async def produce():
        for i in range(5):
            await queue.put(i)
            await asyncio.sleep(1)

    async with asyncio.TaskGroup() as group:
        group.create_task(produce())
        print([await queue.get() for i in range(5)])

    async def counting():
        for i in range(3):
            yield i
            await asyncio.sleep(1)

    print([i async for i in counting()])
    try:
        await asyncio.create_task(later('x'))
    except TypeError:
        print('an exception in a task')
    done, pending = await asyncio.wait([asyncio.ensure_future(later(n)) for n in (1, 50)], timeout=5)
    print(len(done), len(pending), loop.time())
    for task in pending:
        task.cancel()
    handle = loop.call_later(5, print, 'never')
    handle.cancel()
    print(handle.cancelled(), sorted([loop.call_at(3, print, "second"), loop.call_at(2, print, "first")])[0].when() == 2)
    await asyncio.sleep(1)


loop = Jumping()
loop.run_until_complete(main())
print(loop.turns > 20, isinstance(loop, asyncio.AbstractEventLoop))
try:
    loop.run_until_complete(loop.create_future()) if loop.stop() else None
except RuntimeError as e:
    print(e)
loop.close()
print(loop)
try:
    loop.call_soon(print)
except RuntimeError as e:
    print(e)

# reports, the task factory, an exception that leaves the loop
loop = Loop()
seen = []
loop.set_exception_handler(lambda loop, context: seen.append((sorted(context), context['message'][:21])))
loop.call_soon(lambda: 1 / 0)
loop.call_soon(loop.stop)
loop.run_forever()
print(seen)
loop.set_task_factory(lambda loop, coro, **more: asyncio.Task(coro, loop=loop, name='from the factory'))


async def named():
    return asyncio.current_task().get_name()

print(loop.run_until_complete(named()) == 'from the factory', loop.get_task_factory() is not None)


async def leave():
    raise SystemExit(3)

try:
    loop.run_until_complete(leave())
except SystemExit as e:
    print('left with', e.code, loop.is_running())
loop.close()

native = asyncio.new_event_loop()
print(isinstance(native, asyncio.AbstractEventLoop), isinstance(native, asyncio.BaseEventLoop), isinstance(native, Loop))
native.close()

# methods of the interface
for call in (lambda l: l.run_forever(), lambda l: l.time(), lambda l: l.sock_recv(None, 1).send(None)):
    try:
        call(asyncio.AbstractEventLoop())
    except NotImplementedError:
        print('NotImplementedError')
