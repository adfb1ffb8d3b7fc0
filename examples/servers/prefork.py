"""Several processes serve one port: each has an event loop and a listening socket of its own, and the kernel spreads the
connections (SO_REUSEPORT). The parent starts the workers and ends them when it is told to end."""
import asyncio
import os
import sys

SIGTERM = 15


async def serve(reader, writer):
    await reader.readline()
    writer.write(b"worker %d\n" % os.getpid())
    writer.close()


async def work(port):
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(SIGTERM, stop.set)
    async with await asyncio.start_server(serve, "127.0.0.1", port, reuse_port=True):
        print("ready", flush=True)
        await stop.wait()


async def oversee(port, count):
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(SIGTERM, stop.set)
    workers = []
    for _ in range(count):
        worker = await asyncio.create_subprocess_exec(
            sys.executable, __file__, str(port), "worker", stdout=asyncio.subprocess.PIPE)
        await worker.stdout.readline()
        workers.append(worker)
    print(count, "workers serve port", port, flush=True)
    await stop.wait()
    for worker in workers:
        worker.terminate()
    print("they ended with", [await worker.wait() for worker in workers], flush=True)


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    if sys.argv[2:] == ["worker"]:
        asyncio.run(work(port))
    else:
        asyncio.run(oversee(port, 4))
