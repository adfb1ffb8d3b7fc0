# Streams: an echo server on a local socket, several clients at once, timeouts.
import asyncio
import sys


async def serve(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()


async def ask(port, name, n):
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    total = 0
    for i in range(n):
        writer.write(f'{name} asks {i}\n'.encode())
        total += len(await asyncio.wait_for(reader.readline(), 60))
    writer.close()
    await writer.wait_closed()
    return total


async def main(n):
    server = await asyncio.start_server(serve, '127.0.0.1', 0)
    port = server.sockets[0].getsockname()[1]
    totals = await asyncio.gather(*[ask(port, f'client {i}', n) for i in range(5)])
    server.close()
    return totals


answer = asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
print(answer)
