# SPDX-License-Identifier: MIT
"""Asynchronous programs: an event loop, tasks, futures and what coordinates them.

Loop, futures and tasks are native. The rest is in the submodules, which are imported when
something of them is first used.
"""

from _asyncio import (
    CancelledError, Future, Handle, InvalidStateError, Task, TimerHandle, _get_running_loop, _set_running_loop, all_tasks, create_task, current_task,
    ensure_future, get_event_loop, get_running_loop, iscoroutine, isfuture,
)

from . import _names

TimeoutError = TimeoutError

__all__ = [
    'CancelledError', 'Future', 'Handle', 'InvalidStateError', 'Task', 'TimeoutError', 'TimerHandle', '_get_running_loop',
    '_set_running_loop', 'all_tasks', 'create_task', 'current_task', 'ensure_future',
    'get_event_loop', 'get_running_loop', 'iscoroutine', 'isfuture', *(name for name, where in _names.WHERE.items() if where != '_watchers'),
]


def __getattr__(name):
    where = _names.WHERE.get(name)
    if where is None:
        if name not in _names.MODULES:
            raise AttributeError(f"module 'asyncio' has no attribute {name!r}")
        where = name
    module = __import__('asyncio.' + where, fromlist=['*'])
    value = module if where == name else getattr(module, name)
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *__all__})
