# files through sockets: by the system call, and by reading where it cannot
import asyncio
import io
import os
import socket
import tempfile

DATA = bytes(range(256)) * 4096  # 1 MiB


class Collect(asyncio.Protocol):
    def __init__(self):
        self.parts = []
        self.over = asyncio.get_running_loop().create_future()

    def data_received(self, data):
        self.parts.append(data)

    def connection_lost(self, exc):
        self.over.set_result(b''.join(self.parts))


async def sent_with(send):
    """What arrives when send(transport) sends."""
    loop = asyncio.get_running_loop()
    made = []
    server = await loop.create_server(lambda: made.append(Collect()) or made[-1], '127.0.0.1', 0)
    transport, _ = await loop.create_connection(asyncio.Protocol, *server.sockets[0].getsockname())
    try:
        result = await send(transport)
    finally:
        transport.close()
    while not made:
        await asyncio.sleep(0)
    got = await made[0].over
    server.close()
    return result, got


async def main():
    loop = asyncio.get_running_loop()
    with tempfile.TemporaryFile() as file:
        file.write(DATA)
        file.flush()
        result, got = await sent_with(lambda t: loop.sendfile(t, file))
        print(result, got == DATA, file.tell())
        result, got = await sent_with(lambda t: loop.sendfile(t, file, 1000, 5000, fallback=False))
        print(result, got == DATA[1000:6000], file.tell())

        async def after_writes(t):
            t.write(b'before' * 100_000)
            result = await loop.sendfile(t, file, 10, fallback=False)
            t.write(b'after')
            return result

        result, got = await sent_with(after_writes)
        print(result, got == b'before' * 100_000 + DATA[10:] + b'after')
        result, got = await sent_with(lambda t: loop.sendfile(t, io.BytesIO(DATA), 5, 100_000))
        print(result, got == DATA[5:100_005])
        for kw in ({'count': 0}, {'count': 'x'}, {'offset': -1}, {'offset': 1.5}):
            try:
                await sent_with(lambda t: loop.sendfile(t, file, **kw))
            except (TypeError, ValueError) as e:
                print(type(e).__name__, e)
        try:
            await sent_with(lambda t: loop.sendfile(t, io.BytesIO(DATA), fallback=False))
        except asyncio.SendfileNotAvailableError as e:
            print('not available:', e)
        # socket objects
        a, b = socket.socketpair()
        a.setblocking(False)
        b.setblocking(False)
        sending = loop.create_task(loop.sock_sendfile(a, file, 100))
        got = b''
        while len(got) < len(DATA) - 100:
            got += await loop.sock_recv(b, 1 << 16)
        print(await sending == len(got), got == DATA[100:], file.tell() == len(DATA))
        print(os.sendfile(a.fileno(), file.fileno(), 0, 10), b.recv(20) == DATA[:10])
        a.close()
        b.close()
    udp, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, ('127.0.0.1', 0))
    try:
        await loop.sendfile(udp, io.BytesIO(b''))
    except RuntimeError as e:
        print(str(e)[:38])
    udp.close()
    try:
        await loop.create_connection(asyncio.Protocol, '127.0.0.1', 9, ssl_handshake_timeout=1)
    except ValueError as e:
        print(e)

asyncio.run(main())
