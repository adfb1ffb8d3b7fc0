# Transports and protocols over TCP: order of calls, half close, flow control, buffered protocols.
import asyncio


class Recorder(asyncio.Protocol):
    def __init__(self, name, log, keep_open=False):
        self.name, self.log, self.keep_open = name, log, keep_open
        self.lost = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.transport = transport
        self.log.append((self.name, "made", isinstance(transport, asyncio.Transport)))

    def data_received(self, data):
        self.log.append((self.name, "data", type(data).__name__, bytes(data)))

    def eof_received(self):
        self.log.append((self.name, "eof"))
        return self.keep_open

    def connection_lost(self, exc):
        self.log.append((self.name, "lost", exc))
        self.lost.set_result(None)


async def pair(server_factory, client_factory):
    loop = asyncio.get_running_loop()
    made = loop.create_future()

    def factory():
        protocol = server_factory()
        loop.call_soon(made.set_result, protocol)
        return protocol

    server = await loop.create_server(factory, "127.0.0.1", 0)
    transport, client = await loop.create_connection(client_factory, *server.sockets[0].getsockname())
    serving = await made
    server.close()
    return serving, transport, client


async def order_of_calls():
    log = []
    server, transport, client = await pair(lambda: Recorder("server", log), lambda: Recorder("client", log))
    transport.write(b"hello")
    await asyncio.sleep(0.01)
    server.transport.write(bytearray(b"back"))
    server.transport.write(memoryview(b"-again"))
    await asyncio.sleep(0.01)
    print(transport.is_reading(), transport.is_closing(), transport.get_protocol() is client)
    transport.close()
    print(transport.is_closing(), transport.is_reading())
    await client.lost
    await server.lost
    for line in sorted(log, key=lambda entry: entry[0]):
        print(line)
    transport.close()
    transport.abort()


async def half_close():
    log = []
    server, transport, client = await pair(lambda: Recorder("server", log, True), lambda: Recorder("client", log))
    print(transport.can_write_eof())
    transport.write(b"question")
    transport.write_eof()
    try:
        transport.write(b"more")
    except RuntimeError as e:
        print(e)
    await asyncio.sleep(0.01)
    server.transport.write(b"answer")
    server.transport.close()
    await client.lost
    print([entry[1:] for entry in log if entry[0] == "client"], [entry[1:] for entry in log if entry[0] == "server"])


async def pausing():
    log = []
    server, transport, client = await pair(lambda: Recorder("server", log), lambda: Recorder("client", log))
    server.transport.pause_reading()
    print(server.transport.is_reading())
    transport.write(b"one")
    await asyncio.sleep(0.01)
    print([entry for entry in log if entry[1] == "data"])
    server.transport.resume_reading()
    await asyncio.sleep(0.01)
    print([entry for entry in log if entry[1] == "data"])
    transport.abort()
    await client.lost
    await server.lost


class Flow(Recorder):
    def pause_writing(self):
        self.log.append((self.name, "pause", self.transport.get_write_buffer_size() > 100))

    def resume_writing(self):
        self.log.append((self.name, "resume", self.transport.get_write_buffer_size() <= 25))


async def flow_control():
    log = []
    server, transport, client = await pair(lambda: Recorder("server", log), lambda: Flow("client", log))
    for limits in ((100, None), (None, None), (None, 10), (100, 25)):
        transport.set_write_buffer_limits(*limits)
        print(transport.get_write_buffer_limits())
    for bad in ({"high": 1, "low": 2}, {"high": -1, "low": -1}):
        try:
            transport.set_write_buffer_limits(**bad)
        except ValueError as e:
            print(e)
    try:
        transport.write("text")
    except TypeError as e:
        print(e)
    transport.write(b"")
    size = 20_000_000
    transport.write(b"z" * size)
    transport.close()
    await client.lost
    await server.lost
    print([entry for entry in log if entry[0] == "client"])
    print(sum(len(entry[3]) for entry in log if entry[1] == "data") == size)


class Buffered(asyncio.BufferedProtocol):
    def __init__(self, log):
        self.log = log
        self.buffer = bytearray(7)
        self.lost = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.transport = transport

    def get_buffer(self, sizehint):
        self.log.append(sizehint)
        return self.buffer

    def buffer_updated(self, nbytes):
        self.log.append(bytes(self.buffer[:nbytes]))

    def eof_received(self):
        self.log.append("eof")

    def connection_lost(self, exc):
        self.lost.set_result(exc)


async def buffered():
    log = []
    server, transport, client = await pair(lambda: Buffered(log), lambda: Recorder("client", []))
    transport.write(b"0123456789abcdef")
    transport.close()
    print(await server.lost)
    print([entry for entry in log if entry != -1], -1 in log)


async def failures():
    problems = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: problems.append((context["message"], repr(context["exception"]))))

    class Bad(Recorder):
        def data_received(self, data):
            raise ValueError("bad data")

    log = []
    server, transport, client = await pair(lambda: Bad("server", log), lambda: Recorder("client", log))
    transport.write(b"x")
    await server.lost
    await client.lost
    print(problems, [entry for entry in log if entry[1] == "lost" and entry[0] == "server"])


async def switched():
    """set_protocol() in the middle of a connection."""
    log = []
    server, transport, client = await pair(lambda: Recorder("first", log), lambda: Recorder("client", log))
    transport.write(b"a")
    await asyncio.sleep(0.01)
    second = Recorder("second", log)
    server.transport.set_protocol(second)
    print(server.transport.get_protocol() is second)
    transport.write(b"b")
    await asyncio.sleep(0.01)
    transport.close()
    await second.lost
    print([entry for entry in log if entry[1] == "data"])


async def extra_info():
    server, transport, client = await pair(lambda: Recorder("server", []), lambda: Recorder("client", []))
    peer = transport.get_extra_info("peername")
    print(peer == server.transport.get_extra_info("sockname"), transport.get_extra_info("nothing", 7))
    sock = transport.get_extra_info("socket")
    print(sock.getpeername() == peer, sock.fileno() > 0, sock.getsockname() == transport.get_extra_info("sockname"))
    transport.close()
    await client.lost


for part in (order_of_calls, half_close, pausing, flow_control, buffered, failures, switched, extra_info):
    print("--", part.__name__)
    asyncio.run(part())
