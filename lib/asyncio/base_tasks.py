# SPDX-License-Identifier: MIT
"""How tasks and their stacks are shown."""

import reprlib

from .base_futures import _future_repr_info
from .coroutines import _format_coroutine


def _task_repr_info(task):
    info = _future_repr_info(task)
    if task.cancelling() and not task.done():
        info[0] = 'cancelling'
    info.insert(1, f'name={task.get_name()!r}')
    if task._fut_waiter is not None:
        info.insert(2, f'wait_for={task._fut_waiter!r}')
    if task._coro:
        info.insert(2, f'coro=<{_format_coroutine(task._coro)}>')
    return info


@reprlib.recursive_repr()
def _task_repr(task):
    return f"<{type(task).__name__} {' '.join(_task_repr_info(task))}>"


def _task_get_stack(task, limit):
    frame = None
    for name in ('cr_frame', 'gi_frame', 'ag_frame'):
        frame = getattr(task._coro, name, frame)
    frames = []
    if frame is not None:
        while frame is not None and (limit is None or len(frames) < limit):
            frames.append(frame)
            frame = frame.f_back
        frames.reverse()
    elif task._exception is not None:
        tb = task._exception.__traceback__
        while tb is not None and (limit is None or len(frames) < limit):
            frames.append(tb.tb_frame)
            tb = tb.tb_next
    return frames


def _task_print_stack(task, limit, file):
    import linecache
    import traceback
    lines = []
    for f in task.get_stack(limit=limit):
        name = f.f_code.co_filename
        linecache.checkcache(name)
        lines.append((name, f.f_lineno, f.f_code.co_name,
                      linecache.getline(name, f.f_lineno, f.f_globals)))
    e = task._exception
    if not lines:
        print(f'No stack for {task!r}', file=file)
    elif e is not None:
        print(f'Traceback for {task!r} (most recent call last):', file=file)
    else:
        print(f'Stack for {task!r} (most recent call last):', file=file)
    traceback.print_list(lines, file=file)
    if e is not None:
        for line in traceback.format_exception_only(type(e), e):
            print(line, file=file, end='')
