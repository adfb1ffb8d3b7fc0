# SPDX-License-Identifier: MIT
"""Coroutines: what counts as one, and the decorator of old."""

import sys
from functools import partial
from types import MethodType

from _asyncio import _can_be_task, iscoroutine, isfuture

__all__ = ('coroutine', 'iscoroutine', 'iscoroutinefunction')

_is_coroutine = object()  # marks functions that return coroutines without being coroutine functions

_COROUTINE, _ITERABLE_COROUTINE, _GENERATOR = 0x80, 0x100, 0x20


def _code_flags(func):
    while type(func) in (MethodType, partial):
        func = func.__func__ if type(func) is MethodType else func.func
    code = getattr(func, '__code__', None)
    return code.co_flags if code is not None else 0


def iscoroutinefunction(func):
    """Whether calling it gives a coroutine: an async function or a decorated generator."""
    if getattr(func, '_is_coroutine', None) in (_is_coroutine, True):
        return True  # True: mocks say so
    inspect = sys.modules.get('inspect')
    if inspect is not None and inspect.iscoroutinefunction(func):
        return True  # marked by inspect.markcoroutinefunction()
    return bool(_code_flags(func) & (_COROUTINE | _ITERABLE_COROUTINE))


def coroutine(func):
    """Make a generator function a coroutine, which may be awaited and may `yield from` others.

    Any other function becomes one whose result is waited for if it can be.
    """
    import types
    flags = _code_flags(func)
    if flags & _COROUTINE:
        return func
    if flags & _GENERATOR:
        made = types.coroutine(func)
    else:
        import functools

        @types.coroutine
        @functools.wraps(func)
        def made(*args, **kwargs):
            result = func(*args, **kwargs)
            if _can_be_task(result) or isfuture(result):
                return (yield from result)
            if hasattr(result, '__await__'):
                return (yield from result.__await__())
            return result
    try:
        made._is_coroutine = _is_coroutine
    except AttributeError:
        pass
    return made


def _format_coroutine(coro):
    name = getattr(coro, '__qualname__', None) or getattr(coro, '__name__', None)
    name = f'{name}()' if name else f'<{type(coro).__name__} without __name__>()'
    code = getattr(coro, 'cr_code', None) or getattr(coro, 'gi_code', None)
    if code is None:
        running = getattr(coro, 'cr_running', getattr(coro, 'gi_running', False))
        return f'{name} running' if running else name
    frame = getattr(coro, 'cr_frame', None) or getattr(coro, 'gi_frame', None)
    if frame is not None:
        return f'{name} running at {code.co_filename}:{frame.f_lineno}'
    return f'{name} done, defined at {code.co_filename}:{code.co_firstlineno}'


def _is_debug_mode():
    import os
    return sys.flags.dev_mode or (not sys.flags.ignore_environment and
                                  bool(os.environ.get('PYTHONASYNCIODEBUG')))
