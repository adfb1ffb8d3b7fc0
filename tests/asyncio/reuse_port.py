# several listeners on one port, servers on several addresses, datagram sockets that share a port, a loop in a child
import asyncio
import os
import signal
import socket


async def answer(reader, writer):
    writer.write(b'hello')
    writer.close()


async def ask(host, port):
    reader, writer = await asyncio.open_connection(host, port)
    got = await reader.read()
    writer.close()
    return got


async def main():
    one = await asyncio.start_server(answer, '127.0.0.1', 0, reuse_port=True)
    port = one.sockets[0].getsockname()[1]
    two = await asyncio.start_server(answer, '127.0.0.1', port, reuse_port=True)
    print(two.sockets[0].getsockname() == one.sockets[0].getsockname())
    print(one.sockets[0].getsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT), one.sockets[0].getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR))
    print({await ask('127.0.0.1', port) for _ in range(20)})
    try:
        await asyncio.start_server(answer, '127.0.0.1', port)
    except OSError as e:
        print(str(e).replace(str(port), 'PORT'))
    one.close()
    print({await ask('127.0.0.1', port) for _ in range(5)})
    two.close()

    many = await asyncio.start_server(answer, ['127.0.0.1', '127.0.0.2', '127.0.0.1'], 0)
    names = [s.getsockname() for s in many.sockets]
    print([host for host, _ in names])
    print([await ask(*name) for name in names])
    many.close()
    try:
        await ask(*names[0])
    except ConnectionRefusedError:
        print('refused')

    loop = asyncio.get_running_loop()

    class Receive(asyncio.DatagramProtocol):
        def __init__(self):
            self.got = loop.create_future()

        def datagram_received(self, data, address):
            if not self.got.done():
                self.got.set_result(data)

    a, _ = await loop.create_datagram_endpoint(Receive, ('127.0.0.1', 0), reuse_port=True)
    b, protocol = await loop.create_datagram_endpoint(Receive, a.get_extra_info('sockname'), reuse_port=True)
    a.close()
    await asyncio.sleep(0)
    c, _ = await loop.create_datagram_endpoint(Receive, remote_addr=b.get_extra_info('sockname'))
    c.sendto(b'datagram')
    print(await asyncio.wait_for(protocol.got, 5), c.get_extra_info('peername') == b.get_extra_info('sockname'))
    try:
        c.sendto(b'elsewhere', ('127.0.0.1', 1))
    except ValueError as e:
        print(str(e)[:32])
    b.close()
    c.close()


asyncio.run(main())


async def child():
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    loop.add_signal_handler(signal.SIGUSR1, done.set_result, 'usr1')
    loop.call_later(0.01, os.kill, os.getpid(), signal.SIGUSR1)
    process = await asyncio.create_subprocess_exec('true')
    return 5 if await done == 'usr1' and await process.wait() == 0 else 6


async def parent():
    loop = asyncio.get_running_loop()
    seen = []
    loop.add_signal_handler(signal.SIGUSR1, seen.append, 'parent')
    await asyncio.sleep(0)
    pid = os.fork()
    if pid == 0:
        try:
            asyncio._set_running_loop(None)
            os._exit(asyncio.new_event_loop().run_until_complete(child()))
        finally:
            os._exit(9)
    while True:
        got, status = os.waitpid(pid, os.WNOHANG)
        if got:
            break
        await asyncio.sleep(0.01)
    print(os.waitstatus_to_exitcode(status), seen)
    os.kill(os.getpid(), signal.SIGUSR1)
    await asyncio.sleep(0.01)
    print(seen)

asyncio.run(parent())
