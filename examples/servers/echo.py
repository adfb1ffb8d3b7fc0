"""An echo server on streams: python echo.py [PORT]; try it with nc or telnet."""
import asyncio
import sys


async def serve(reader, writer):
    async with asyncio.timeout(60):
        while line := await reader.readline():
            writer.write(line)
            await writer.drain()
    writer.close()


async def main(port):
    server = await asyncio.start_server(serve, "127.0.0.1", port)
    print("listening on", server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 8000))
