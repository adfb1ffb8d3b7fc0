# SPDX-License-Identifier: MIT
# Who waits for whom. (CPython 3.14 has these functions, the expectation is written by hand.)
import asyncio


def show(graph, level=0):
    print('  ' * level + graph.future.get_name(), [e.frame.f_code.co_name for e in graph.call_stack])
    for other in graph.awaited_by:
        show(other, level + 1)


async def leaf(event):
    await event.wait()
    show(asyncio.capture_call_graph())


async def middle(event):
    await leaf(event)


async def root(task):
    await task


async def main():
    event = asyncio.Event()
    task = asyncio.create_task(middle(event), name='middle')
    other = asyncio.create_task(root(task), name='root')
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    show(asyncio.capture_call_graph(task))
    event.set()
    await other
    a, b = asyncio.Future(), asyncio.current_task()
    asyncio.future_add_to_awaited_by(a, b)
    print([g.future.get_name() for g in asyncio.capture_call_graph(a).awaited_by])
    asyncio.future_discard_from_awaited_by(a, b)
    print(asyncio.capture_call_graph(a).awaited_by)
    asyncio.future_add_to_awaited_by(1, b)
    asyncio.future_discard_from_awaited_by(1, b)
    print(asyncio.format_call_graph().splitlines()[1])
    try:
        asyncio.capture_call_graph(5)
    except TypeError as e:
        print(e)

asyncio.run(main(), debug=False)
print(asyncio.capture_call_graph(), repr(asyncio.format_call_graph()))
