"""Deadlines: wait_for, timeout, shield, and clean-up that takes time of its own."""
import asyncio


async def fetch(name, seconds):
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        print(f"  {name}: cancelled, closing the connection")
        await asyncio.sleep(0.005)
        print(f"  {name}: closed")
        raise
    print(f"  {name}: complete")
    return name.upper()


async def main():
    print("in time:")
    print("  result", await asyncio.wait_for(fetch("quick", 0.01), timeout=1))

    print("too late:")
    try:
        await asyncio.wait_for(fetch("slow", 60), timeout=0.02)
    except TimeoutError:
        print("  gave up")

    print("a deadline that moves:")
    async with asyncio.timeout(0.02) as deadline:
        await asyncio.sleep(0.01)
        deadline.reschedule(asyncio.get_running_loop().time() + 1)
        await fetch("patient", 0.03)
    print("  expired:", deadline.expired())

    print("shielded from the deadline:")
    upload = asyncio.create_task(fetch("upload", 0.05))
    try:
        await asyncio.wait_for(asyncio.shield(upload), timeout=0.01)
    except TimeoutError:
        print("  the deadline passed, the upload goes on")
    print("  result", await upload)


if __name__ == "__main__":
    asyncio.run(main())
