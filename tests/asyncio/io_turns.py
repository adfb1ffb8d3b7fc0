# SPDX-License-Identifier: MIT
# What two ends in one loop see of each other turn by turn; waits for one descriptor that overtake each other.
import asyncio
import os
import socket
import sys


class Collect(asyncio.Protocol):
    def __init__(self, answer=None):
        self.got = b''
        self.answer = answer

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.got += data
        if self.answer:
            self.transport.write(self.answer)


async def answers():
    """Two turns are enough for data to come, one more for the answer."""
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    here, near = await loop.create_connection(Collect, sock=a)
    there, far = await loop.create_connection(lambda: Collect(b'pong'), sock=b)
    here.write(b'ping')
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(far.got, near.got)
    here.close()
    there.close()
    await asyncio.sleep(0.01)
    c, d = socket.socketpair()
    d.setblocking(False)
    seen = []
    loop.add_reader(d, lambda: seen.append(d.recv(10)))
    c.send(b'x')
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(seen)
    loop.remove_reader(d)
    c.close()
    d.close()


async def connect_again():
    """A cancelled wait takes nothing away from the one that came after it."""
    loop = asyncio.get_running_loop()
    with socket.socket() as server, socket.socket() as client:
        server.bind(('127.0.0.1', 0))
        client.setblocking(False)
        first = asyncio.create_task(loop.sock_connect(client, server.getsockname()))
        await asyncio.sleep(0)
        first.cancel()
        server.listen(1)
        for _ in range(10):
            try:
                await asyncio.wait_for(loop.sock_connect(client, server.getsockname()), 5)
                break
            except ConnectionRefusedError:
                pass
        print('connected', client.getpeername() == server.getsockname())


async def too_late():
    """Nothing is sent after close()."""
    async def serve(reader, writer):
        writer.write(b'in time')
        writer.close()
        writer.write(b'late')
    server = await asyncio.start_server(serve, '127.0.0.1', 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    print(await reader.read())
    writer.close()
    server.close()


async def lost_before_cancelled():
    """A handler that is cancelled when its connection is gone already."""
    messages = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: messages.append(context['message']))
    started = asyncio.Event()
    tasks = []

    async def serve(reader, writer):
        tasks.append(asyncio.current_task())
        started.set()
        await asyncio.sleep(100)
    server = await asyncio.start_server(serve, '127.0.0.1', 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    await started.wait()
    server.close()
    writer.transport.abort()
    await asyncio.sleep(0.02)
    tasks[0].cancel()
    await asyncio.sleep(0.02)
    print(messages)
    loop.set_exception_handler(None)


async def cancelled_start():
    """Whoever cancels the start of a process leaves none behind."""
    read, write = os.pipe()
    task = asyncio.create_task(asyncio.create_subprocess_exec(
        sys.executable, '-c', 'import time; time.sleep(600)', pass_fds=[write]))
    asyncio.get_running_loop().call_soon(task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        print('cancelled')
    os.close(write)
    print(os.read(read, 1))          # the end, when the process is gone
    os.close(read)


async def main():
    for part in answers, connect_again, too_late, lost_before_cancelled, cancelled_start:
        await part()

asyncio.run(main())
