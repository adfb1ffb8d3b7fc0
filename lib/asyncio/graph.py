# SPDX-License-Identifier: MIT
"""Who waits for whom: the calls of a task, and the tasks that wait for it."""

import sys
from collections import namedtuple
from weakref import WeakKeyDictionary, WeakSet

from _asyncio import all_tasks, current_task, get_running_loop, isfuture

__all__ = ('FrameCallGraphEntry', 'FutureCallGraph', 'capture_call_graph', 'format_call_graph',
           'future_add_to_awaited_by', 'future_discard_from_awaited_by', 'print_call_graph')

FrameCallGraphEntry = namedtuple('FrameCallGraphEntry', 'frame')
FutureCallGraph = namedtuple('FutureCallGraph', 'future call_stack awaited_by')

_told = WeakKeyDictionary()      # future -> those that wait for it, as programs have said


def future_add_to_awaited_by(fut, waiter, /):
    """Record that `waiter` waits for `fut`; of what are no futures nothing is recorded."""
    if isfuture(fut) and isfuture(waiter):
        _told.setdefault(fut, WeakSet()).add(waiter)


def future_discard_from_awaited_by(fut, waiter, /):
    """Take the record back."""
    if isfuture(fut) and isfuture(waiter) and fut in _told:
        _told[fut].discard(waiter)


def _waiters(future):
    """Tasks that await it, those of what gathers it, and those that were recorded."""
    found = list(_told.get(future, ()))
    for task in all_tasks(future.get_loop()):
        waits_for = getattr(task, '_fut_waiter', None)
        if (waits_for is future or future in getattr(waits_for, '_children', ())) and task not in found:
            found.append(task)
    return found


def _suspended(coro):
    """The frames of a coroutine that waits, the innermost last."""
    frames = []
    while coro is not None:
        for prefix in 'cr', 'gi', 'ag':
            if hasattr(coro, prefix + '_frame'):
                frame = getattr(coro, prefix + '_frame')
                coro = getattr(coro, prefix + '_await', None) or getattr(coro, prefix + '_yieldfrom', None)
                break
        else:
            break
        if frame is None:
            break
        frames.append(frame)
    return frames


def _cut(entries, limit):
    if limit is None or not entries:
        return tuple(entries)
    return tuple(entries[:limit] if limit > 0 else entries[limit:] if limit else ())


def _graph(future, entries, limit, seen):
    seen = seen | {future}
    above = tuple(_graph(w, _entries_of(w), limit, seen) for w in _waiters(future) if w not in seen)
    return FutureCallGraph(future, _cut(entries, limit), above)


def _entries_of(future):
    coro = future.get_coro() if hasattr(future, 'get_coro') else None
    return [FrameCallGraphEntry(f) for f in reversed(_suspended(coro))]


def _running_entries(depth):
    frame, entries = sys._getframe(depth + 1), []
    while frame is not None:
        entries.append(FrameCallGraphEntry(frame))
        generator = frame.f_code.co_flags & 0xa0     # a coroutine or a generator
        if generator and (frame.f_back is None or not frame.f_back.f_code.co_flags & 0xa0):
            break
        frame = frame.f_back
    return entries


def capture_call_graph(future=None, /, *, depth=1, limit=None):
    """The graph of a future, or of the current task; None if there is no task."""
    try:
        running = current_task(get_running_loop())
    except RuntimeError:
        running = None
    if future is None:
        if running is None:
            return None
        future = running
    elif not isfuture(future):
        raise TypeError(f'{future!r} object does not appear to be compatible with asyncio.Future')
    entries = _running_entries(depth) if future is running else _entries_of(future)
    return _graph(future, entries, limit, frozenset())


def _lines(graph, level):
    pad = '    ' * level
    what = graph.future
    name = f'Task(name={what.get_name()!r}, id={id(what):#x})' if hasattr(what, 'get_name') else f'Future(id={id(what):#x})'
    yield f'{pad}* {name}'
    if graph.call_stack:
        yield f'{pad}  + Call stack:'
    for frame, in graph.call_stack:
        code = frame.f_code
        kind = 'async ' if code.co_flags & 0x80 else ''
        yield f'{pad}  |   File {code.co_filename!r}, line {frame.f_lineno}, in {kind}{code.co_qualname}()'
    if graph.awaited_by:
        yield f'{pad}  + Awaited by:'
        for other in graph.awaited_by:
            yield from _lines(other, level + 1)


def format_call_graph(future=None, /, *, depth=1, limit=None):
    """The graph as text, '' if there is none."""
    graph = capture_call_graph(future, depth=depth + 1, limit=limit)
    return '' if graph is None else '\n'.join(_lines(graph, 0))


def print_call_graph(future=None, /, *, file=None, depth=1, limit=None):
    """Print the graph."""
    print(format_call_graph(future, depth=depth + 1, limit=limit), file=file)
