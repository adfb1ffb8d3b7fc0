import asyncio


async def main():
    await asyncio.sleep(0)
    return "value"


print(asyncio.run(main()))


async def fails():
    raise ValueError("out of run")


try:
    asyncio.run(fails())
except ValueError as e:
    print(e)
for bad in (5, main, None):
    try:
        asyncio.run(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, str(e).split(" object at")[0].split(" at 0x")[0])


async def nested():
    c = main()
    try:
        asyncio.run(c)
    except RuntimeError as e:
        print(e)
    c.close()


asyncio.run(nested())
try:
    asyncio.get_running_loop()
except RuntimeError as e:
    print(e)


async def loops():
    loop = asyncio.get_running_loop()
    print(loop is asyncio.get_event_loop(), loop.is_running(), loop.is_closed())
    return loop


loop = asyncio.run(loops())
print(loop.is_running(), loop.is_closed())


async def leftover():
    async def forever():
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            print("cancelled at the end")
            raise
        finally:
            print("cleanup")
    asyncio.create_task(forever())
    await asyncio.sleep(0)
    return "main done"


print(asyncio.run(leftover()))


async def exits():
    raise SystemExit(3)


try:
    asyncio.run(exits())
except SystemExit as e:
    print("exit", e.code)


async def interrupts():
    raise KeyboardInterrupt


try:
    asyncio.run(interrupts())
except KeyboardInterrupt:
    print("interrupt")
loop = asyncio.new_event_loop()
print(loop.run_until_complete(main()), loop.is_closed())
loop.close()
print(loop.is_closed())
for f in (lambda: loop.run_until_complete(None), lambda: loop.run_forever(), lambda: loop.call_soon(print), lambda: loop.call_later(1, print)):
    try:
        f()
    except (RuntimeError, TypeError) as e:
        print(type(e).__name__, e)
loop.close()
loop = asyncio.new_event_loop()
try:
    loop.run_until_complete(5)
except TypeError as e:
    print(e)
fut = loop.create_future()
loop.call_soon(fut.set_result, "set")
print(loop.run_until_complete(fut))


def stop_soon():
    loop.stop()
    print("stopping")


loop.call_soon(stop_soon)
loop.call_soon(print, "same turn")
loop.run_forever()
fut = loop.create_future()
loop.call_soon(loop.stop)
try:
    loop.run_until_complete(fut)
except RuntimeError as e:
    print(e)
loop.stop()
loop.call_soon(print, "one turn only")
loop.run_forever()
loop.close()
with asyncio.Runner() as runner:
    print(runner.run(main()), runner.run(main()), runner.get_loop().is_closed())
