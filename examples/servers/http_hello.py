"""A little HTTP/1.1 server: keep-alive, pipelining, bodies with a length. SIGTERM ends it in an orderly way."""
import asyncio
import sys

SIGTERM = 15


def respond(method, path, body):
    if path == "/":
        status, text = "200 OK", "Hello, world!\n"
    elif path == "/echo" and method == "POST":
        status, text = "200 OK", body.decode()
    else:
        status, text = "404 Not Found", f"nothing at {path}\n"
    data = text.encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(data)}\r\n\r\n"
    return head.encode() + (b"" if method == "HEAD" else data)


async def serve(reader, writer):
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            request, *lines = head.split("\r\n")
            method, path, version = request.split(" ")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            writer.write(respond(method, path, body))
            await writer.drain()
            if headers.get("connection", "").lower() == "close" or version == "HTTP/1.0":
                break
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def main(port):
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(SIGTERM, stop.set)
    server = await asyncio.start_server(serve, "127.0.0.1", port)
    print("listening on", server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await stop.wait()
    print("bye", flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 8000))
