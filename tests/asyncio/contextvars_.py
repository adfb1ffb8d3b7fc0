import asyncio
import contextvars

var = contextvars.ContextVar("var", default="default")
other = contextvars.ContextVar("other")


async def child(name):
    print(name, "sees", var.get())
    var.set(name)
    await asyncio.sleep(0)
    print(name, "keeps", var.get())


async def main():
    print(var.get(), var.name)
    try:
        other.get()
    except LookupError as e:
        print(type(e).__name__)
    print(other.get("given"))
    token = var.set("main")
    await asyncio.gather(child("a"), child("b"))
    print("main still", var.get())
    await child("direct")
    print("changed by a direct await", var.get())
    var.reset(token)
    print(var.get(), token.old_value is contextvars.Token.MISSING, token.var is var)
    try:
        var.reset(token)
    except RuntimeError as e:
        print("RuntimeError")
    var.set("for callbacks")
    loop = asyncio.get_running_loop()
    seen = []
    loop.call_soon(lambda: seen.append(var.get()))
    var.set("later")
    await asyncio.sleep(0)
    print(seen, var.get())
    ctx = contextvars.copy_context()
    print(ctx[var], var in ctx, ctx.get(other), len(ctx) >= 1)
    ctx.run(var.set, "inside ctx")
    print(ctx[var], var.get())
    t = asyncio.create_task(child("explicit"), context=ctx)
    await t
    print(ctx[var])
    loop.call_soon(lambda: seen.append(var.get()), context=ctx)
    await asyncio.sleep(0)
    print(seen[-1])
    try:
        ctx.run(lambda: ctx.run(print))
    except RuntimeError as e:
        print("cannot enter" in str(e))

    async def agen():
        for i in range(2):
            var.set(f"gen {i}")
            yield i

    async for i in agen():
        print(i, var.get())
    f = loop.create_future()
    f.add_done_callback(lambda fut: seen.append(var.get()))
    var.set("after adding")
    f.set_result(None)
    await asyncio.sleep(0)
    print(seen[-1])
    async with asyncio.TaskGroup() as g:
        var.set("in the group")
        g.create_task(child("grouped"))
    print(var.get())


asyncio.run(main())
print(var.get())
with_token = contextvars.copy_context()


def nested():
    var.set("outer")
    inner = contextvars.copy_context()
    inner.run(var.set, "inner")
    return var.get(), inner[var]


print(with_token.run(nested), with_token[var], var.get(), sorted(v.name for v in with_token))
