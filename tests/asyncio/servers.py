# Servers: life, several addresses, errors, Unix sockets.
import asyncio
import os


async def life():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0, start_serving=False)
    print(server.is_serving(), len(server.sockets), server.get_loop() is loop)
    await server.start_serving()
    await server.start_serving()
    print(server.is_serving())
    task = asyncio.create_task(server.serve_forever())
    await asyncio.sleep(0)
    try:
        await server.serve_forever()
    except RuntimeError as e:
        print(str(e).split(" is already")[1])
    task.cancel()
    print(await asyncio.gather(task, return_exceptions=True), server.is_serving(), server.sockets)
    try:
        await server.serve_forever()
    except RuntimeError as e:
        print(str(e)[-9:])
    await server.wait_closed()
    async with await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0) as server:
        print(server.is_serving())
    print(server.is_serving())


async def errors():
    loop = asyncio.get_running_loop()
    for arguments in ({}, {"host": "127.0.0.1", "port": 0, "sock": 1}, {"host": "127.0.0.1", "port": 0, "ssl": True}):
        try:
            await loop.create_server(asyncio.Protocol, **arguments)
        except (ValueError, TypeError) as e:
            print(type(e).__name__, e)
    for arguments in ({}, {"host": "127.0.0.1", "port": 1, "sock": 1}, {"host": "h", "port": 1, "server_hostname": "x"}):
        try:
            await loop.create_connection(asyncio.Protocol, **arguments)
        except ValueError as e:
            print(e)
    server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    try:
        await loop.create_server(asyncio.Protocol, host, port)
    except OSError as e:
        print(type(e).__name__, e.errno, "error while attempting to bind on address" in str(e))
    server.close()
    await server.wait_closed()


async def waiting_for_clients():
    kept = []
    server = await asyncio.start_server(lambda *streams: kept.append(streams), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    await asyncio.sleep(0.01)
    server.close()
    waiting = asyncio.create_task(server.wait_closed())
    await asyncio.sleep(0.01)
    print(waiting.done())
    server.close_clients()
    print(await reader.read())
    await waiting
    writer.close()
    kept = []
    server = await asyncio.start_server(lambda *streams: kept.append(streams), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    await asyncio.sleep(0.01)
    server.close()
    server.abort_clients()
    await server.wait_closed()
    print(await reader.read())
    writer.close()


async def unix_sockets():
    async def serve(reader, writer):
        writer.write((await reader.read(100))[::-1])
        print(repr(writer.get_extra_info("peername")), writer.get_extra_info("sockname") == path)
        writer.close()

    folder = f"/tmp/krait-test-{os.getpid()}"
    os.mkdir(folder)
    try:
        path = os.path.join(folder, "socket")
        server = await asyncio.start_unix_server(serve, path)
        reader, writer = await asyncio.open_unix_connection(path)
        writer.write(b"abc")
        print(await reader.read())
        writer.close()
        server.close()
        await server.wait_closed()
        print(os.path.exists(path))
        try:
            await asyncio.open_unix_connection(path)
        except OSError as e:
            print(type(e).__name__, e)
        for arguments in ({}, {"path": path, "sock": 1}):
            try:
                await asyncio.open_unix_connection(**arguments)
            except ValueError as e:
                print(e)
    finally:
        os.rmdir(folder)


async def many_clients():
    async def serve(reader, writer):
        while data := await reader.read(100):
            writer.write(data)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=300)
    address = server.sockets[0].getsockname()

    async def client(i):
        reader, writer = await asyncio.open_connection(*address)
        for j in range(5):
            writer.write(b"%d-%d\n" % (i, j))
            if await reader.readline() != b"%d-%d\n" % (i, j):
                return 0
        writer.close()
        await writer.wait_closed()
        return 1

    print(sum(await asyncio.gather(*[client(i) for i in range(200)])))
    server.close()
    await server.wait_closed()


async def localhost():
    """A name, which may stand for several addresses."""
    server = await asyncio.start_server(lambda r, w: w.close(), "localhost", 0, family=2)
    reader, writer = await asyncio.open_connection("localhost", server.sockets[0].getsockname()[1])
    print(await reader.read())
    writer.close()
    server.close()
    loop = asyncio.get_running_loop()
    print((await loop.getaddrinfo("127.0.0.1", 80, type=1))[0][4])


for part in (life, errors, waiting_for_clients, unix_sockets, many_clients, localhost):
    print("--", part.__name__)
    asyncio.run(part())
