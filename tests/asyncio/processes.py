# Processes: streams, exit codes, signals, errors, and the transport beneath.
import asyncio
import os
from asyncio.subprocess import DEVNULL, PIPE, STDOUT

SIGTERM, SIGKILL, SIGINT = 15, 9, 2


async def streams():
    p = await asyncio.create_subprocess_exec("cat", stdin=PIPE, stdout=PIPE)
    print(p.returncode, p.pid > 0, p.stderr)
    p.stdin.write(b"line 1\nline 2\n")
    await p.stdin.drain()
    print(await p.stdout.readline())
    p.stdin.close()
    await p.stdin.wait_closed()
    print(await p.stdout.read(), await p.wait(), p.returncode)
    p = await asyncio.create_subprocess_shell("echo out; echo err >&2; exit 3", stdout=PIPE, stderr=PIPE)
    print(await p.communicate(), p.returncode)
    p = await asyncio.create_subprocess_shell("echo both; echo err >&2", stdout=PIPE, stderr=STDOUT)
    print(await p.communicate())
    p = await asyncio.create_subprocess_exec("tr", "a-z", "A-Z", stdin=PIPE, stdout=PIPE)
    big = b"abc" * 200_000
    out, _ = await p.communicate(big)
    print(out == big.upper())
    p = await asyncio.create_subprocess_exec("cat", stdin=DEVNULL, stdout=PIPE)
    print(await p.communicate())


async def options():
    p = await asyncio.create_subprocess_shell("echo $COLOUR; pwd", stdout=PIPE, env={"COLOUR": "red"}, cwd="/")
    print((await p.communicate())[0])
    read, write = os.pipe()
    p = await asyncio.create_subprocess_shell(f"echo passed >&{write}", pass_fds=(write,))
    os.close(write)
    print(await p.wait(), os.read(read, 100))
    os.close(read)
    p = await asyncio.create_subprocess_exec("sh", "-c", "echo $0", "name", executable="/bin/sh", stdout=PIPE)
    print((await p.communicate())[0])


async def signals():
    p = await asyncio.create_subprocess_exec("sleep", "100")
    p.terminate()
    print(await p.wait() == -SIGTERM)
    p = await asyncio.create_subprocess_exec("sleep", "100")
    p.kill()
    print(await p.wait() == -SIGKILL)
    p = await asyncio.create_subprocess_exec("sleep", "100")
    p.send_signal(SIGINT)
    print(await p.wait() == -SIGINT)
    try:
        p.kill()
    except ProcessLookupError:
        print("gone")
    p = await asyncio.create_subprocess_exec("sleep", "100")
    try:
        await asyncio.wait_for(p.wait(), 0.02)
    except TimeoutError:
        p.kill()
        print("timed out", await p.wait())


async def errors():
    for call in (lambda: asyncio.create_subprocess_exec("/nonexistent/program"),
                 lambda: asyncio.create_subprocess_exec("no-such-program-anywhere"),
                 lambda: asyncio.create_subprocess_exec("true", cwd="/nonexistent"),
                 lambda: asyncio.create_subprocess_exec("true", 1),
                 lambda: asyncio.create_subprocess_shell(1),
                 lambda: asyncio.create_subprocess_exec("true", universal_newlines=True),
                 lambda: asyncio.create_subprocess_exec("true", shell=True)):
        try:
            await call()
        except (OSError, TypeError, ValueError) as e:
            print(type(e).__name__, e)
    p = await asyncio.create_subprocess_exec("true", stdin=PIPE)
    await p.communicate(b"x" * 1_000_000)
    print(p.returncode)


class Recorder(asyncio.SubprocessProtocol):
    def __init__(self, log):
        self.log = log
        self.over = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.log.append("made")

    def pipe_data_received(self, fd, data):
        self.log.append((fd, data))

    def pipe_connection_lost(self, fd, exc):
        self.log.append((fd, "lost", exc))

    def process_exited(self):
        self.log.append("exited")

    def connection_lost(self, exc):
        self.over.set_result(exc)


async def transport():
    log = []
    loop = asyncio.get_running_loop()
    t, protocol = await loop.subprocess_shell(lambda: Recorder(log), "echo one; echo two >&2")
    print(t.get_pid() > 0, t.get_pipe_transport(7), isinstance(t, asyncio.SubprocessTransport))
    print(await protocol.over, t.get_returncode())
    print(sorted(map(str, log)))
    t.close()


async def many():
    ps = await asyncio.gather(*[asyncio.create_subprocess_exec("sh", "-c", f"exit {i}") for i in range(20)])
    print([await p.wait() for p in ps])


async def pipes():
    loop = asyncio.get_running_loop()
    read, write = os.pipe()
    reader = asyncio.StreamReader()
    rt, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(read, "rb", 0))
    wt, _ = await loop.connect_write_pipe(asyncio.Protocol, os.fdopen(write, "wb", 0))
    wt.write(b"through a pipe\n")
    print(await reader.readline(), rt.is_reading(), wt.can_write_eof())
    wt.close()
    print(await reader.read())
    rt.close()
    with open(__file__, "rb") as f:
        try:
            await loop.connect_read_pipe(asyncio.Protocol, f)
        except ValueError as e:
            print(e)


for part in (streams, options, signals, errors, transport, many, pipes):
    print("--", part.__name__)
    asyncio.run(part())


async def known_transport():
    """The protocol has its transport when subprocess_exec() gives it back."""
    class Protocol(asyncio.SubprocessProtocol):
        transport = None

        def connection_made(self, transport):
            self.transport = transport
    transport, protocol = await asyncio.get_running_loop().subprocess_exec(Protocol, 'true')
    print(protocol.transport is transport)
    transport.close()

asyncio.run(known_transport())
