"""Task groups: children end before the block does, and errors arrive together."""
import asyncio


async def child(name, seconds, error=None):
    try:
        await asyncio.sleep(seconds)
        if error:
            raise error
        print(f"  {name} is done")
        return len(name)
    except asyncio.CancelledError:
        print(f"  {name} is cancelled")
        raise


async def all_well():
    print("all go well:")
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(child(name, delay)) for name, delay in (("ant", 0.02), ("beetle", 0.01))]
    print("  results", [task.result() for task in tasks])


async def two_fail():
    print("two fail at once:")
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(child("wasp", 0, ValueError("stung")))
            group.create_task(child("moth", 0, OSError("flew off")))
            group.create_task(child("snail", 60))
    except* ValueError as group:
        print("  value errors:", [str(e) for e in group.exceptions])
    except* OSError as group:
        print("  system errors:", [str(e) for e in group.exceptions])


async def nested():
    print("groups within groups:")
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(child("outer", 60))
            async with asyncio.TaskGroup() as inner:
                inner.create_task(child("inner", 0.01, KeyError("lost")))
    except ExceptionGroup as group:
        print("  what arrived:", repr(group))


async def main():
    await all_well()
    await two_fail()
    await nested()


if __name__ == "__main__":
    asyncio.run(main())
