# An exception handler runs in the context of the callback that failed.
import asyncio
import contextvars

name = contextvars.ContextVar("name", default="default")


def handler(loop, context):
    print(repr(context["exception"]), name.get())


def callback():
    name.set("of the callback")
    1 / 0


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    loop.call_soon(callback)
    await asyncio.sleep(0)
    print(name.get())
    name.set("of the task")
    loop.call_soon(lambda: 1 // 0)
    await asyncio.sleep(0)


asyncio.run(main())
