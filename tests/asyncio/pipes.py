import asyncio
import os


async def main():
    loop = asyncio.get_running_loop()
    r, w = os.pipe()
    os.set_blocking(r, False)
    os.set_blocking(w, False)
    got = asyncio.Queue()
    loop.add_reader(r, lambda: got.put_nowait(os.read(r, 100)))
    os.write(w, b"one")
    print(await got.get())
    os.write(w, b"two")
    print(await got.get())
    print(loop.remove_reader(r), loop.remove_reader(r))
    writable = loop.create_future()
    loop.add_writer(w, lambda: writable.done() or writable.set_result("writable"))
    print(await writable)
    print(loop.remove_writer(w), loop.remove_writer(w))
    events = []
    loop.add_reader(r, events.append, "first handler")
    loop.add_reader(r, events.append, "second handler")
    os.write(w, b"x")
    await asyncio.sleep(0.01)
    loop.remove_reader(r)
    os.read(r, 10)
    print(set(events))
    try:
        loop.add_reader(-1, print)
    except ValueError as e:
        print(e)
    try:
        loop.add_reader("x", print)
    except ValueError as e:
        print(e)
    ended = loop.create_future()
    loop.add_reader(r, lambda: ended.done() or ended.set_result(os.read(r, 10)))
    os.close(w)
    print(await ended)
    loop.remove_reader(r)
    os.close(r)


asyncio.run(main())
