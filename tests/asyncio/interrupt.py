# SIGINT cancels the main task of asyncio.run(), and becomes KeyboardInterrupt if that ends by it
import asyncio, os, signal
async def main():
    asyncio.get_running_loop().call_later(0.05, os.kill, os.getpid(), signal.SIGINT)
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        print('cancelled'); raise
try: asyncio.run(main())
except KeyboardInterrupt: print('ki')
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
async def swallow():
    asyncio.get_running_loop().call_later(0.05, os.kill, os.getpid(), signal.SIGINT)
    try: await asyncio.sleep(5)
    except asyncio.CancelledError: return 'swallowed'
print(asyncio.run(swallow()))
async def child():
    p = await asyncio.create_subprocess_exec('sleep', '0.2'); 
    os.kill(os.getpid(), signal.SIGINT)
    try: await p.wait()
    finally: p.kill(); print('finally')
try: asyncio.run(child())
except KeyboardInterrupt: print('ki')
async def busy():
    os.kill(os.getpid(), signal.SIGINT)
    os.kill(os.getpid(), signal.SIGINT)
    while True: await asyncio.sleep(0)
try: asyncio.run(busy())
except KeyboardInterrupt: print('ki')
