# The servers of examples/servers, each with real clients.
import asyncio
import os
import sys
from asyncio.subprocess import PIPE

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(os.path.dirname(os.path.dirname(HERE)), "examples", "servers")


async def start(name, *arguments):
    p = await asyncio.create_subprocess_exec(sys.executable, os.path.join(FOLDER, name), *arguments, stdout=PIPE)
    line = (await p.stdout.readline()).decode()
    return p, int(line.split()[-1])


async def stop(p):
    p.terminate()
    rest = await p.stdout.read()
    return rest, await p.wait()


async def echo():
    p, port = await start("echo.py", "0")
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for i in range(3):
        writer.write(b"line %d\n" % i)
        print(await reader.readline())
    writer.write_eof()
    print(await reader.read())
    writer.close()
    print(await stop(p))


async def chat():
    p, port = await start("chat.py", "0")

    async def join(name):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(name + b"\n")
        print(name, await reader.readline())
        return reader, writer

    ann, bob = await join(b"ann"), await join(b"bob")
    print(await ann[0].readline())
    await join(b"ann")
    bob[1].write(b"hello\nanybody here?\n")
    print(await ann[0].readline(), await ann[0].readline())
    ann[1].write("grüß dich\n".encode())
    print((await bob[0].readline()).decode())
    ann[1].close()
    print(await bob[0].readline())
    bob[1].close()
    print(await stop(p))


async def curl(*arguments):
    p = await asyncio.create_subprocess_exec("curl", "-s", "--max-time", "10", *arguments, stdout=PIPE)
    return (await p.communicate())[0]


async def http():
    p, port = await start("http_hello.py", "0")
    url = f"http://127.0.0.1:{port}"
    print(await curl(url + "/"))
    print(await curl(url + "/", url + "/nowhere", url + "/"))
    print(await curl("-d", "some body", url + "/echo"))
    print((await curl("-I", url + "/")).split(b"\r\n")[:3])
    answers = await asyncio.gather(*[curl(url + "/") for _ in range(10)])
    print(set(answers))
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 3 + b"GET /last HTTP/1.0\r\n\r\n")
    print((await reader.read()).count(b"HTTP/1.1 "))
    writer.close()
    print(await stop(p))


async def prefork():
    server = await asyncio.start_server(lambda r, w: w.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    p, same = await start("prefork.py", str(port))

    async def ask():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"who?\n")
        answer = await reader.read()
        writer.close()
        return answer

    answers = await asyncio.gather(*[ask() for _ in range(80)])
    print(same == port, len(answers), all(a.startswith(b"worker ") for a in answers), len(set(answers)) > 1)
    print(await stop(p))


for part in (echo, chat, http, prefork):
    print("--", part.__name__)
    asyncio.run(part())
