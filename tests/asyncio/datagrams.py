# UDP: endpoints, errors, flow.
import asyncio


class Peer(asyncio.DatagramProtocol):
    def __init__(self, reply=False):
        self.reply = reply
        self.got = asyncio.Queue()
        self.lost = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        if self.reply:
            self.transport.sendto(data[::-1], addr)
        self.got.put_nowait((data, addr))

    def error_received(self, exc):
        self.got.put_nowait(exc)

    def connection_lost(self, exc):
        self.lost.set_result(exc)


async def main():
    loop = asyncio.get_running_loop()
    transport, server = await loop.create_datagram_endpoint(lambda: Peer(True), local_addr=("127.0.0.1", 0))
    address = transport.get_extra_info("sockname")
    print(isinstance(transport, asyncio.DatagramTransport), transport.get_extra_info("peername"))
    connected, client = await loop.create_datagram_endpoint(Peer, remote_addr=address)
    print(connected.get_extra_info("peername") == address)
    for text in (b"abc", b"", b"x" * 60000):
        connected.sendto(text)
        data, addr = await client.got.get()
        print(len(data), data[:5], addr == address)
    free, other = await loop.create_datagram_endpoint(Peer, local_addr=("127.0.0.1", 0))
    free.sendto(b"hello", address)
    print((await other.got.get())[0])
    try:
        connected.sendto(b"x", ("127.0.0.1", 1))
    except ValueError as e:
        print(str(e).split(" (")[0])
    try:
        connected.sendto("text")
    except TypeError as e:
        print(e)
    transport.close()
    print(transport.is_closing(), await server.lost)
    connected.sendto(b"to nobody")
    print(repr(await client.got.get()))
    connected.abort()
    print(await client.lost)
    free.close()
    for arguments in ({}, {"local_addr": "x"}):
        try:
            await loop.create_datagram_endpoint(Peer, **arguments)
        except (ValueError, TypeError) as e:
            print(type(e).__name__, e)


asyncio.run(main())
