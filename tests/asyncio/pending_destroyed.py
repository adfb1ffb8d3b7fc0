import asyncio


async def forever():
    await asyncio.get_running_loop().create_future()


async def main():
    task = asyncio.create_task(forever(), name="kept")
    await asyncio.sleep(0)
    return task


loop = asyncio.new_event_loop()
task = loop.run_until_complete(main())
print(task.done(), task.get_name(), len(asyncio.all_tasks(loop)))
task.cancel()
try:
    loop.run_until_complete(task)
except asyncio.CancelledError:
    print("cancelled")
loop.close()
