# messages of many sizes through streams and protocols: every byte arrives, in order, whatever the reads are
import asyncio

SIZES = [100_000, 100_000, 40_000, 300_000, 10, 100_000, 65_536, 1_000_000, 33_000, 262_144, 1, 131_072, 131_071, 70_000] * 3


def message(size, seed):
    return (bytes((seed + i) % 251 for i in range(1009)) * (size // 1009 + 1))[:size]


async def echo(reader, writer):
    while data := await reader.read(262_144):
        writer.write(data)
        await writer.drain()
    writer.close()


async def small_reads(reader, writer):
    total, last = 0, b''
    while data := await reader.read(50_000):
        assert len(data) <= 50_000
        total += len(data)
        last = data
    writer.write(b'%d %d\n' % (total, last[-1]))
    writer.close()


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        assert type(data) is bytes
        self.transport.write(data)


async def through(port):
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    kept = []
    for i, size in enumerate(SIZES):
        sent = message(size, i)
        writer.write(sent)
        got = await reader.readexactly(size)
        kept.append(got)
        if got != sent:
            print('differs', i, size)
    # what was received earlier has not changed since
    print(all(kept[i] == message(size, i) for i, size in enumerate(SIZES)), len({hash(k) for k in kept}) > 20)
    writer.close()
    await writer.wait_closed()


async def main():
    server = await asyncio.start_server(echo, '127.0.0.1', 0)
    await through(server.sockets[0].getsockname()[1])
    server.close()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Echo, '127.0.0.1', 0)
    await asyncio.gather(*[through(server.sockets[0].getsockname()[1]) for _ in range(3)])
    server.close()
    server = await asyncio.start_server(small_reads, '127.0.0.1', 0)
    reader, writer = await asyncio.open_connection('127.0.0.1', server.sockets[0].getsockname()[1])
    writer.write(message(3_000_000, 5))
    writer.write_eof()
    print(await reader.read(), message(3_000_000, 5)[-1])
    writer.close()
    server.close()

asyncio.run(main())
