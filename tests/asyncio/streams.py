# StreamReader by itself, then streams over TCP.
import asyncio


async def show(awaitable):
    try:
        return await awaitable
    except Exception as e:
        extra = {k: getattr(e, k) for k in ("partial", "expected", "consumed") if hasattr(e, k)}
        return type(e).__name__, str(e), extra


async def reader_alone():
    r = asyncio.StreamReader(limit=16)
    r.feed_data(b"one\ntwo\nthr")
    print(await r.readline(), await r.readline(), await r.read(2), await r.read(0))
    waiting = asyncio.create_task(r.readline())
    await asyncio.sleep(0)
    print(waiting.done(), await show(r.read(1)))
    r.feed_data(b"ee\n\n")
    print(await waiting, await r.readline())
    r.feed_data(b"abcXYdefXY")
    print(await r.readuntil(b"XY"), await r.readexactly(3), await r.readuntil((b"Y", b"XY")))
    r.feed_data(b"a" * 20)
    print(await show(r.readuntil(b"!")), await show(r.readline()))
    r.feed_data(b"b" * 20 + b"\n" + b"rest\n")
    print(await show(r.readuntil(b"\n")), await show(r.readline()), await r.readline())
    print(await show(r.readuntil(b"")), await show(r.readexactly(-1)), await r.readexactly(0))
    print(r.at_eof(), r.exception())
    r.feed_data(b"tail")
    r.feed_eof()
    print(r.at_eof(), await show(r.readexactly(10)), r.at_eof(), await r.read(), await r.readline())
    print(await show(r.readuntil(b"\n")), await r.read(5))
    failed = asyncio.StreamReader()
    waiting = asyncio.ensure_future(failed.read())
    await asyncio.sleep(0)
    failed.set_exception(OSError("broken"))
    print(await show(waiting), await show(failed.readline()), failed.exception())
    try:
        asyncio.StreamReader(limit=0)
    except ValueError as e:
        print(e)


async def iteration():
    r = asyncio.StreamReader()
    r.feed_data(b"1\n2\n")
    lines = asyncio.create_task(collect(r))
    await asyncio.sleep(0)
    r.feed_data(b"3")
    r.feed_eof()
    print(await lines)


async def collect(r):
    return [line async for line in r]


async def cancelled_read():
    r = asyncio.StreamReader()
    try:
        await asyncio.wait_for(r.readline(), 0.01)
    except TimeoutError:
        print("timed out")
    r.feed_data(b"later\n")
    print(await r.readline())
    task = asyncio.create_task(r.readexactly(3))
    await asyncio.sleep(0)
    task.cancel()
    print(await asyncio.gather(task, return_exceptions=True))
    r.feed_data(b"abc")
    print(await r.read(10))


async def over_tcp():
    seen = []

    async def serve(reader, writer):
        seen.append(writer.get_extra_info("peername")[0])
        while line := await reader.readline():
            writer.write(b"<" + line.strip() + b">")
            if line == b"quit\n":
                break
            await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    print(host, port > 0, server.is_serving())
    async with server:
        reader, writer = await asyncio.open_connection(host, port)
        print(writer.get_extra_info("peername") == (host, port), writer.can_write_eof(), writer.is_closing())
        writer.writelines([b"on", b"e\n", b"two\n"])
        print(await reader.readexactly(10))
        writer.write(b"quit\n")
        print(await reader.read(), reader.at_eof())
        writer.close()
        await writer.wait_closed()
        print(writer.is_closing())
        reader, writer = await asyncio.open_connection(host, port)
        writer.write(b"half")
        writer.write_eof()
        print(await reader.read())
        writer.close()
    print(seen, server.is_serving(), server.sockets)
    try:
        await asyncio.open_connection(host, port)
    except OSError as e:
        print(type(e).__name__, str(e).replace(str(port), "PORT"))


async def much_data():
    total = 5_000_000

    async def serve(reader, writer):
        got = 0
        while data := await reader.read(65536):
            got += len(data)
            writer.write(data)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())

    async def send():
        piece = bytes(range(256)) * 100
        for _ in range(total // len(piece)):
            writer.write(piece)
            await writer.drain()
        writer.write_eof()
        return total // len(piece) * len(piece)

    async def receive():
        got, sums = 0, 0
        while data := await reader.read(100_000):
            got += len(data)
            sums += sum(data[:100])
        return got

    sent, got = await asyncio.gather(send(), receive())
    print(sent == got, got)
    writer.close()
    server.close()
    await server.wait_closed()


async def slow_reader():
    """The writer has to wait; the transport of the reader is paused."""
    async def serve(reader, writer):
        await asyncio.sleep(0.05)
        print(len(await reader.readexactly(4_000_000)))
        writer.write(b"done")
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    transport = writer.transport
    transport.set_write_buffer_limits(high=1000)
    print(transport.get_write_buffer_limits(), transport.get_write_buffer_size())
    writer.write(b"x" * 8_000_000)
    print(transport.get_write_buffer_size() > 1000)
    drained = asyncio.create_task(writer.drain())
    await asyncio.sleep(0)
    print(drained.done())
    print(await reader.read(4))
    transport.abort()
    print((await asyncio.gather(drained, return_exceptions=True))[0].__class__.__mro__[-4:-1])
    server.close()


async def handler_fails():
    problems = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: problems.append((context["message"], repr(context["exception"]))))

    async def serve(reader, writer):
        raise ValueError("handler")

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    print(await reader.read())
    writer.close()
    server.close()
    await asyncio.sleep(0.01)
    print(problems)


for part in (reader_alone, iteration, cancelled_read, over_tcp, much_data, slow_reader, handler_fails):
    print("--", part.__name__)
    asyncio.run(part())
