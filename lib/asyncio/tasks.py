# SPDX-License-Identifier: MIT
"""Running several things at once, and waiting for them."""

import types
import weakref

from _asyncio import (
    CancelledError, Task, _current_tasks, _enter_task, _get_running_loop, _leave_task,
    _swap_current_task, all_tasks, create_task, current_task, ensure_future, get_event_loop,
    get_running_loop, iscoroutine, isfuture,
)
from .futures import Future, _get_loop

__all__ = ('ALL_COMPLETED', 'FIRST_COMPLETED', 'FIRST_EXCEPTION', 'Task', 'all_tasks',
           'as_completed', 'create_eager_task_factory', 'create_task', 'current_task',
           'eager_task_factory', 'ensure_future', 'gather',
           'run_coroutine_threadsafe', 'shield', 'sleep', 'wait', 'wait_for')

FIRST_COMPLETED = 'FIRST_COMPLETED'
FIRST_EXCEPTION = 'FIRST_EXCEPTION'
ALL_COMPLETED = 'ALL_COMPLETED'

_PyTask = _CTask = Task


async def _wrap_awaitable(awaitable):
    return await awaitable


# ---- sleep ---------------------------------------------------------------------------------------


@types.coroutine
def _give_way():
    yield


def _wake(future, result):
    if not future.done():
        future.set_result(result)


async def sleep(delay, result=None):
    """Wait for `delay` seconds, then return `result`."""
    if delay <= 0:
        await _give_way()
        return result
    if delay != delay:
        raise ValueError('Invalid delay: NaN (not a number)')
    loop = get_running_loop()
    future = loop.create_future()
    handle = loop.call_later(delay, _wake, future, result)
    try:
        return await future
    finally:
        handle.cancel()


# ---- gather --------------------------------------------------------------------------------------


class _GatheringFuture(Future):
    """What gather() returns: to cancel it is to cancel the children."""

    def __init__(self, children, *, loop):
        super().__init__(loop=loop)
        self._children = children
        self._cancel_requested = False

    def cancel(self, msg=None):
        if self.done():
            return False
        cancelled = False
        for child in self._children:
            if child.cancel(msg=msg):
                cancelled = True
        if cancelled:
            self._cancel_requested = True
        return cancelled


def _outcome(future):
    """What gather(return_exceptions=True) puts in its list."""
    if future.cancelled():
        return CancelledError('' if future._cancel_message is None else future._cancel_message)
    e = future.exception()
    return future.result() if e is None else e


def gather(*coros_or_futures, return_exceptions=False):
    """A future of the list of all results, in the order of the arguments.

    The first exception is passed on at once, unless exceptions count as results.
    """
    if not coros_or_futures:
        future = get_event_loop().create_future()
        future.set_result([])
        return future
    outer = None
    finished = 0

    def child_done(future):
        nonlocal finished
        finished += 1
        if outer is None or outer.done():
            if not future.cancelled():
                future.exception()  # counts as seen
            return
        if not return_exceptions:
            if future.cancelled():
                outer.set_exception(future._make_cancelled_error())
                return
            e = future.exception()
            if e is not None:
                outer.set_exception(e)
                return
        if finished < len(made):
            return
        try:
            results = [_outcome(child) for child in children]
            e = future._make_cancelled_error() if outer._cancel_requested else None
        except MemoryError as no_memory:
            e = no_memory
        if e is not None:
            outer.set_exception(e)
        else:
            outer.set_result(results)

    made = {}
    children, done_already = [], []
    loop = None
    for arg in coros_or_futures:
        future = made.get(arg)
        if future is None:
            future = made[arg] = ensure_future(arg, loop=loop)
            if loop is None:
                loop = future.get_loop()
            if future is not arg:
                future._log_destroy_pending = False
            if future.done():
                done_already.append(future)
            else:
                future.add_done_callback(child_done)
        children.append(future)
    outer = _GatheringFuture(children, loop=loop)
    for future in done_already:
        child_done(future)
    return outer


# ---- wait, wait_for, shield ----------------------------------------------------------------------


def _release(waiter):
    if not waiter.done():
        waiter.set_result(None)


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    """The sets of futures that are done and not done, when all, one or a failed one is done."""
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f'expect a list of futures, not {type(fs).__name__}')
    if not fs:
        raise ValueError('Set of Tasks/Futures is empty.')
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f'Invalid return_when value: {return_when}')
    loop = get_running_loop()
    fs = {ensure_future(f, loop=loop) for f in set(fs)}
    return await _wait(fs, timeout, return_when, loop)


async def _wait(fs, timeout, return_when, loop):
    waiter = loop.create_future()
    left = len(fs)
    timer = None
    if timeout is not None:
        timer = loop.call_later(timeout, _release, waiter)

    def one_done(f):
        nonlocal left
        left -= 1
        if (left <= 0 or return_when == FIRST_COMPLETED or
                return_when == FIRST_EXCEPTION and
                not f.cancelled() and f.exception() is not None):
            if timer is not None:
                timer.cancel()
            if not waiter.done():
                waiter.set_result(None)

    for f in fs:
        f.add_done_callback(one_done)
    try:
        await waiter
    finally:
        if timer is not None:
            timer.cancel()
        for f in fs:
            f.remove_done_callback(one_done)
    done, pending = set(), set()
    for f in fs:
        (done if f.done() else pending).add(f)
    return done, pending


async def _cancel_and_wait(future):
    waiter = get_running_loop().create_future()

    def over(_):
        if not waiter.done():
            waiter.set_result(None)

    future.add_done_callback(over)
    try:
        future.cancel()
        await waiter
    finally:
        future.remove_done_callback(over)


async def wait_for(fut, timeout):
    """The result of what is awaited; after `timeout` seconds it is cancelled: TimeoutError."""
    from .timeouts import timeout as limit
    if timeout is not None and timeout <= 0:
        fut = ensure_future(fut)
        if fut.done():
            return fut.result()
        await _cancel_and_wait(fut)
        try:
            return fut.result()
        except CancelledError as e:
            raise TimeoutError from e
    async with limit(timeout):
        return await fut


def shield(arg):
    """A future that has the result of `arg`, whose cancellation does not reach `arg`."""
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = inner.get_loop().create_future()

    def inner_done(inner):
        if outer.cancelled():
            if not inner.cancelled():
                inner.exception()  # counts as seen
        elif inner.cancelled():
            outer.cancel()
        else:
            e = inner.exception()
            if e is None:
                outer.set_result(inner.result())
            else:
                outer.set_exception(e)

    def outer_done(outer):
        if not inner.done():
            inner.remove_done_callback(inner_done)

    inner.add_done_callback(inner_done)
    outer.add_done_callback(outer_done)
    return outer


# ---- as_completed --------------------------------------------------------------------------------


class _AsCompleted:
    """Futures in the order in which they are done; plain and asynchronous iteration."""

    def __init__(self, aws, timeout):
        from .queues import Queue
        self._done = Queue()
        self._timer = None
        loop = get_event_loop()
        todo = {ensure_future(aw, loop=loop) for aw in set(aws)}
        for f in todo:
            f.add_done_callback(self._one_done)
        if todo and timeout is not None:
            self._timer = loop.call_later(timeout, self._time_over)
        self._todo = todo
        self._left = len(todo)

    def __aiter__(self):
        return self

    def __iter__(self):
        return self

    async def __anext__(self):
        if not self._left:
            raise StopAsyncIteration
        self._left -= 1
        return await self._next()

    def __next__(self):
        if not self._left:
            raise StopIteration
        self._left -= 1
        return self._next_result()

    def _one_done(self, f):
        if self._todo is None or f not in self._todo:
            return
        self._todo.remove(f)
        self._done.put_nowait(f)
        if not self._todo and self._timer is not None:
            self._timer.cancel()

    def _time_over(self):
        for f in self._todo:
            f.remove_done_callback(self._one_done)
            self._done.put_nowait(None)
        self._todo.clear()

    async def _next(self):
        f = await self._done.get()
        if f is None:
            raise TimeoutError
        return f

    async def _next_result(self):
        return (await self._next()).result()


def as_completed(fs, *, timeout=None):
    """Iterate over results as they come."""
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f'expect an iterable of futures, not {type(fs).__name__}')
    return _AsCompleted(fs, timeout)


def run_coroutine_threadsafe(coro, loop):
    """Would run a coroutine in the loop of another thread."""
    raise NotImplementedError('krait has no threads yet: run_coroutine_threadsafe() cannot work')


# ---- eager tasks ---------------------------------------------------------------------------------


def create_eager_task_factory(custom_task_constructor):
    """A task factory of tasks whose first step runs at once."""
    def factory(loop, coro, *, name=None, context=None):
        return custom_task_constructor(coro, loop=loop, name=name, context=context,
                                       eager_start=True)
    return factory


eager_task_factory = create_eager_task_factory(Task)


# ---- which tasks there are: those of loops that are not native -------------------------------------

_scheduled_tasks = weakref.WeakSet()
_eager_tasks = set()


def _register_task(task):
    _scheduled_tasks.add(task)


def _unregister_task(task):
    _scheduled_tasks.discard(task)


def _register_eager_task(task):
    _eager_tasks.add(task)


def _unregister_eager_task(task):
    _eager_tasks.discard(task)


def _all_foreign(loop):
    return {task for task in (*_scheduled_tasks, *_eager_tasks)
            if _get_loop(task) is loop and not task.done()}


_py_current_task = _c_current_task = current_task
_py_register_task = _c_register_task = _register_task
_py_unregister_task = _c_unregister_task = _unregister_task
_py_register_eager_task = _c_register_eager_task = _register_eager_task
_py_unregister_eager_task = _c_unregister_eager_task = _unregister_eager_task
_py_enter_task = _c_enter_task = _enter_task
_py_leave_task = _c_leave_task = _leave_task
_py_swap_current_task = _c_swap_current_task = _swap_current_task
_py_all_tasks = _c_all_tasks = all_tasks
