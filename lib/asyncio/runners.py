# SPDX-License-Identifier: MIT
"""Running a program's main coroutine from beginning to end."""

from _asyncio import CancelledError, _get_running_loop, all_tasks, iscoroutine

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
        if not iscoroutine(coro):
            raise ValueError(f'a coroutine was expected, got {coro!r}')
        if _get_running_loop() is not None:
            raise RuntimeError('Runner.run() cannot be called from a running event loop')
        self._open()
        task = self._loop.create_task(coro, context=self._context if context is None else context)
        return self._loop.run_until_complete(task)

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
