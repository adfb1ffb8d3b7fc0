# what older programs and tools find in asyncio: the loop of the policy, child watchers, where futures were made
import asyncio
import os
import warnings
from asyncio import coroutines, events, exceptions, format_helpers, futures, locks, mixins, tasks

warnings.simplefilter('ignore')
print(asyncio.exceptions.CancelledError is asyncio.CancelledError, events.get_running_loop is asyncio.get_running_loop,
      asyncio.locks.Lock is asyncio.Lock, tasks.Task is asyncio.Task, asyncio.subprocess.PIPE)

loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
print(asyncio.get_event_loop() is loop)
asyncio.set_event_loop(None)
try:
    asyncio.get_event_loop()
except RuntimeError as e:
    print(e)
try:
    asyncio.set_event_loop('loop')
except TypeError as e:
    print(e)


# a future that tells its callbacks itself
class Own(asyncio.Future):
    added = 0

    def add_done_callback(self, *args, **kwargs):
        self.added += 1
        super().add_done_callback(*args, **kwargs)


async def wait_for_own():
    future = Own()
    asyncio.get_running_loop().call_soon(future.set_result, 'result')
    return await future, future.added

print(loop.run_until_complete(wait_for_own()))


def generator():
    yield

print(asyncio.iscoroutine(generator()), asyncio.iscoroutine(c := wait_for_own()), asyncio.isfuture(Own))
c.close()

# debug mode: where it was made
loop.set_debug(True)
future = asyncio.Future(loop=loop)
print(bool(loop.create_future()._source_traceback), future._source_traceback[-1][2], 'created at' in repr(future))
loop.set_debug(False)
print(loop.create_future()._source_traceback)
for name in ('_log_traceback', '_asyncio_future_blocking'):
    try:
        delattr(future, name)
    except AttributeError as e:
        print('AttributeError')

# a task that was given its result
async def over():
    pass

seen = []
loop.set_exception_handler(lambda loop, context: seen.append(type(context.get('exception'))))
task = loop.create_task(over())
try:
    task.set_result(1)
except RuntimeError as e:
    print(e)
loop.run_until_complete(task)

# streams say what they hold
reader = asyncio.StreamReader(loop=loop, limit=100)
reader.feed_data(b'data')
print(reader)
reader.feed_eof()
reader.set_exception(ValueError('x'))
print(reader)

# child watchers
async def child():
    with asyncio.SafeChildWatcher() as watcher:
        watcher.attach_loop(asyncio.get_running_loop())
        done = asyncio.get_running_loop().create_future()
        pid = os.fork()
        if not pid:
            os.execv('/bin/sh', ['sh', '-c', 'exit 7'])
        watcher.add_child_handler(pid, lambda pid, code, more: done.set_result((code, more)), 'more')
        print(await done)
        print(watcher.remove_child_handler(pid))

loop.run_until_complete(child())
loop.close()


# timers are ordered by time
def timer(when, callback=print):
    return asyncio.TimerHandle(when, callback, (), loop)

print(timer(1) < timer(2), timer(2) > timer(1), timer(1) == timer(1), timer(1) == timer(1, len), timer(1) <= timer(1), timer(3) >= timer(4))
print(hash(timer(1.5)) == hash(1.5), timer(1).__lt__(1))
