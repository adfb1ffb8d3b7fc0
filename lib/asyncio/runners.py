# SPDX-License-Identifier: MIT
"""Running a program's main coroutine from beginning to end."""

import _signal

from _asyncio import CancelledError, _can_be_task, _get_running_loop, all_tasks

from . import events

__all__ = ('Runner', 'run')


class Runner:
    """An event loop for several calls of run(), closed at the end of the block."""

    _CREATED, _OPEN, _CLOSED = 'created', 'initialized', 'closed'

    def __init__(self, *, debug=None, loop_factory=None):
        self._state = self._CREATED
        self._debug = debug
        self._loop_factory = loop_factory
        self._loop = None
        self._context = None
        self._interrupts = 0
        self._was_set = False

    def __enter__(self):
        self._open()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.close()

    def close(self):
        """Cancel what still runs, and close the loop."""
        if self._state is not self._OPEN:
            return
        loop = self._loop
        try:
            _cancel_all_tasks(loop)
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            if self._was_set:
                events.set_event_loop(None)
            loop.close()
            self._loop = None
            self._state = self._CLOSED

    def get_loop(self):
        """The loop."""
        self._open()
        return self._loop

    def run(self, coro, *, context=None):
        """Run a coroutine; its result."""
        if not _can_be_task(coro):
            raise ValueError(f'a coroutine was expected, got {coro!r}')
        if _get_running_loop() is not None:
            raise RuntimeError('Runner.run() cannot be called from a running event loop')
        self._open()
        task = self._loop.create_task(coro, context=self._context if context is None else context)
        restore = self._catch_sigint(task)
        try:
            return self._loop.run_until_complete(task)
        except CancelledError:
            if self._interrupts and getattr(task, 'uncancel', None) and task.uncancel() == 0:
                raise KeyboardInterrupt
            raise
        finally:
            restore()

    def _catch_sigint(self, task):
        """The first SIGINT cancels the task, the next ones interrupt; what ends this."""
        self._interrupts = 0
        default = _signal.default_int_handler
        if _signal.getsignal(_signal.SIGINT) is not default:
            return _nothing

        def on_sigint(signum, frame):
            self._interrupts += 1
            if self._interrupts == 1 and not task.done():
                task.cancel()
                self._loop.call_soon_threadsafe(_nothing)  # ends its wait
                return
            raise KeyboardInterrupt

        try:
            _signal.signal(_signal.SIGINT, on_sigint)
        except (ValueError, PermissionError):
            return _nothing  # signals are not for this loop

        def restore():
            if _signal.getsignal(_signal.SIGINT) is on_sigint:
                _signal.signal(_signal.SIGINT, default)
        return restore

    def _open(self):
        if self._state is self._CLOSED:
            raise RuntimeError('Runner is closed')
        if self._state is self._OPEN:
            return
        if self._loop_factory is None:
            self._loop = events.new_event_loop()
            if not self._was_set:
                events.set_event_loop(self._loop)
                self._was_set = True
        else:
            self._loop = self._loop_factory()
        if self._debug is not None:
            self._loop.set_debug(self._debug)
        from _contextvars import copy_context
        self._context = copy_context()
        self._state = self._OPEN


def _nothing():
    pass


def run(main, *, debug=None, loop_factory=None):
    """Run the coroutine in a new event loop, which is closed at the end; its result."""
    if _get_running_loop() is not None:
        raise RuntimeError('asyncio.run() cannot be called from a running event loop')
    with Runner(debug=debug, loop_factory=loop_factory) as runner:
        return runner.run(main)


def _cancel_all_tasks(loop):
    tasks = all_tasks(loop)
    if not tasks:
        return
    from .tasks import gather
    for task in tasks:
        task.cancel()
    loop.run_until_complete(gather(*tasks, return_exceptions=True))
    for task in tasks:
        if not task.cancelled() and task.exception() is not None:
            loop.call_exception_handler({
                'message': 'unhandled exception during asyncio.run() shutdown',
                'exception': task.exception(),
                'task': task,
            })
