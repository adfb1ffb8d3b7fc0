# Signals as callbacks of the loop.
import asyncio
import os

SIGTERM, SIGKILL, SIGUSR1, SIGUSR2 = 15, 9, 10, 12


async def main():
    loop = asyncio.get_running_loop()
    got = asyncio.Queue()
    loop.add_signal_handler(SIGUSR1, got.put_nowait, "usr1")
    loop.add_signal_handler(SIGUSR2, got.put_nowait, "usr2")
    os.kill(os.getpid(), SIGUSR1)
    print(await got.get())
    os.kill(os.getpid(), SIGUSR2)
    print(await got.get())
    loop.add_signal_handler(SIGUSR1, got.put_nowait, "another handler")
    p = await asyncio.create_subprocess_shell(f"kill -USR1 {os.getpid()}")
    print(await got.get(), await p.wait())
    print(loop.remove_signal_handler(SIGUSR1), loop.remove_signal_handler(SIGUSR1))
    loop.remove_signal_handler(SIGUSR2)
    for bad in (SIGKILL, 1000):
        try:
            loop.add_signal_handler(bad, print)
        except (RuntimeError, ValueError) as e:
            print(type(e).__name__)
    # One that ends the program in an orderly way.
    stop = asyncio.Event()
    loop.add_signal_handler(SIGTERM, stop.set)
    loop.call_later(0.01, os.kill, os.getpid(), SIGTERM)
    await stop.wait()
    print("stopped")


asyncio.run(main())
