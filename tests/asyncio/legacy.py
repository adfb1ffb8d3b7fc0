import asyncio


@asyncio.coroutine
def old_style(n):
    total = 0
    for i in range(n):
        yield from asyncio.sleep(0)
        total += i
    return total


@asyncio.coroutine
def not_a_generator(x):
    return x * 2


@asyncio.coroutine
def returns_future(loop):
    f = loop.create_future()
    loop.call_soon(f.set_result, "from a future")
    return f


async def new_style(n):
    a = await old_style(n)
    return a + 1


@asyncio.coroutine
def mixed(loop):
    a = yield from old_style(4)
    b = yield from new_style(4)
    c = yield from not_a_generator(5)
    d = yield from returns_future(loop)
    e = yield from asyncio.gather(old_style(2), new_style(3))
    return a, b, c, d, e


loop = asyncio.get_event_loop()
print(loop is asyncio.get_event_loop(), loop.is_running(), loop.is_closed())
print(loop.run_until_complete(mixed(loop)))
print(asyncio.iscoroutinefunction(old_style), asyncio.iscoroutinefunction(new_style), asyncio.iscoroutinefunction(print))


@asyncio.coroutine
def catches():
    try:
        yield from fails()
    except ValueError as e:
        return "caught " + str(e)


@asyncio.coroutine
def fails():
    yield from asyncio.sleep(0)
    raise ValueError("old error")


print(loop.run_until_complete(catches()))
try:
    loop.run_until_complete(fails())
except ValueError as e:
    print(e)


@asyncio.coroutine
def with_future(future):
    yield from asyncio.sleep(0.01)
    future.set_result("Future is done!")


future = asyncio.Future()
asyncio.ensure_future(with_future(future))
print(loop.run_until_complete(future))


def stop(f):
    print("callback", f.result())
    loop.stop()


future = asyncio.Future()
task = loop.create_task(with_future(future))
future.add_done_callback(stop)
loop.run_forever()
print(task.done())


def bare(n):
    for _ in range(n):
        yield
    return "a bare generator"


print(loop.run_until_complete(asyncio.ensure_future(bare(3))), loop.run_until_complete(bare(2)))
tasks = [old_style(i) for i in range(4)]
print(loop.run_until_complete(asyncio.gather(*tasks)))
group = asyncio.gather(old_style(2), new_style(2))
print(loop.run_until_complete(group))
done, pending = loop.run_until_complete(asyncio.wait([old_style(1), new_style(1)]))
print(sorted(t.result() for t in done), pending)


@asyncio.coroutine
def timeouts():
    try:
        yield from asyncio.wait_for(asyncio.sleep(10), 0.01)
    except asyncio.TimeoutError:
        return "timed out"


print(loop.run_until_complete(timeouts()))


@asyncio.coroutine
def queue_user():
    q = asyncio.Queue()
    yield from q.put(1)
    q.put_nowait(2)
    return (yield from q.get()), (yield from q.get())


print(loop.run_until_complete(queue_user()))


def plain():
    yield from asyncio.sleep(0)


try:
    list(plain())
except TypeError as e:
    print(e)
loop.close()
print(loop.is_closed())
asyncio.set_event_loop(asyncio.new_event_loop())
print(asyncio.get_event_loop().is_closed(), asyncio.get_event_loop() is loop)
asyncio.get_event_loop().close()
