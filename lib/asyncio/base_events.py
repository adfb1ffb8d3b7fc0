# SPDX-License-Identifier: MIT
"""An event loop to derive from: all in Python, on a selector that the derived class provides.

The loop that new_event_loop() makes is native and none of this. Tasks and futures work with both.
"""

import collections
import heapq
import os
import socket
import sys
import threading
import time
import weakref

from . import constants, coroutines, events, futures, tasks
from ._errors import (
    _call_exception_handler, _check_callback, _close_asyncgen, _close_asyncgens, _default_exception_handler,
)
from ._net import Server
from .log import logger

__all__ = ('BaseEventLoop', 'Server')

# More cancelled timers than this, and more than this part of all, are taken out of the heap.
_MIN_SCHEDULED_TIMER_HANDLES = 100
_MIN_CANCELLED_TIMER_HANDLES_FRACTION = 0.5

_MAXIMUM_SELECT_TIMEOUT = 24 * 3600


def _format_handle(handle):
    from .base_tasks import _task_repr
    owner = getattr(handle._callback, '__self__', None)
    return _task_repr(owner) if isinstance(owner, tasks.Task) else str(handle)


def _run_until_complete_cb(future):
    if not future.cancelled() and isinstance(future.exception(), (SystemExit, KeyboardInterrupt)):
        return  # has left the loop by itself
    futures._get_loop(future).stop()


class BaseEventLoop(events.AbstractEventLoop):
    """Callbacks, timers, tasks and their reports.

    A derived class sets `_selector`, whose select(timeout) gives a list of events, and defines
    _process_events() for them and _write_to_self(), which ends a select() from elsewhere.
    """

    def __init__(self):
        self._ready = collections.deque()
        self._scheduled = []
        self._timer_cancelled_count = 0
        self._closed = self._stopping = False
        self._thread_id = None
        self._clock_resolution = time.get_clock_info('monotonic').resolution
        self._exception_handler = self._task_factory = self._default_executor = None
        self._executor_shutdown_called = self._asyncgens_shutdown_called = False
        self._internal_fds = 0
        self._current_handle = None
        self._asyncgens = weakref.WeakSet()
        self._old_agen_hooks = None
        self._origin_depth = None
        self.slow_callback_duration = 0.1
        self.set_debug(coroutines._is_debug_mode())

    def __repr__(self):
        return (f'<{type(self).__name__} running={self.is_running()} '
                f'closed={self.is_closed()} debug={self.get_debug()}>')

    def __del__(self):
        if not self.is_closed():
            import warnings
            warnings.warn(f'unclosed event loop {self!r}', ResourceWarning, source=self)
            if not self.is_running():
                self.close()

    # ---- for derived classes -----------------------------------------------------------------

    def _process_events(self, event_list):
        raise NotImplementedError

    def _write_to_self(self):
        raise NotImplementedError

    def _make_socket_transport(self, sock, protocol, waiter=None, *, extra=None, server=None):
        raise NotImplementedError

    def _make_ssl_transport(self, rawsock, protocol, sslcontext, waiter=None, *, server_side=False,
                            server_hostname=None, extra=None, server=None,
                            ssl_handshake_timeout=None, ssl_shutdown_timeout=None,
                            call_connection_made=True):
        raise NotImplementedError

    def _make_datagram_transport(self, sock, protocol, address=None, waiter=None, extra=None):
        raise NotImplementedError

    def _make_read_pipe_transport(self, pipe, protocol, waiter=None, extra=None):
        raise NotImplementedError

    def _make_write_pipe_transport(self, pipe, protocol, waiter=None, extra=None):
        raise NotImplementedError

    async def _make_subprocess_transport(self, protocol, args, shell, stdin, stdout, stderr,
                                         bufsize, extra=None, **kwargs):
        raise NotImplementedError

    # ---- life --------------------------------------------------------------------------------

    def is_running(self):
        """Whether it runs."""
        return self._thread_id is not None

    def is_closed(self):
        """Whether it was closed."""
        return self._closed

    def stop(self):
        """End run_forever() after this turn."""
        self._stopping = True

    def close(self):
        """Drop all callbacks; the loop cannot be used any more."""
        if self.is_running():
            raise RuntimeError('Cannot close a running event loop')
        if self._closed:
            return
        if self._debug:
            logger.debug('Close %r', self)
        self._closed = self._executor_shutdown_called = True
        self._ready.clear()
        self._scheduled.clear()
        executor, self._default_executor = self._default_executor, None
        if executor is not None:
            executor.shutdown(wait=False)

    def _check_closed(self):
        if self._closed:
            raise RuntimeError('Event loop is closed')

    def _check_running(self):
        if self.is_running():
            raise RuntimeError('This event loop is already running')
        if events._get_running_loop() is not None:
            raise RuntimeError('Cannot run the event loop while another loop is running')

    def _run_forever_setup(self):
        self._check_closed()
        self._check_running()
        self._set_coroutine_origin_tracking(self._debug)
        self._old_agen_hooks = sys.get_asyncgen_hooks()
        self._thread_id = threading.get_ident()
        sys.set_asyncgen_hooks(firstiter=self._asyncgen_firstiter_hook,
                               finalizer=self._asyncgen_finalizer_hook)
        events._set_running_loop(self)

    def _run_forever_cleanup(self):
        self._stopping = False
        self._thread_id = None
        events._set_running_loop(None)
        self._set_coroutine_origin_tracking(False)
        hooks, self._old_agen_hooks = self._old_agen_hooks, None
        if hooks is not None:
            sys.set_asyncgen_hooks(*hooks)

    def run_forever(self):
        """Run until stop() is called."""
        self._run_forever_setup()
        try:
            while True:
                self._run_once()
                if self._stopping:
                    break
        finally:
            self._run_forever_cleanup()

    def run_until_complete(self, future):
        """Run until the future is done; its result."""
        self._check_closed()
        self._check_running()
        is_new = not futures.isfuture(future)
        future = tasks.ensure_future(future, loop=self)
        if is_new:
            future._log_destroy_pending = False
        future.add_done_callback(_run_until_complete_cb)
        try:
            self.run_forever()
        except BaseException:
            if is_new and future.done() and not future.cancelled():
                future.exception()  # counts as seen: nobody else can look at it
            raise
        finally:
            future.remove_done_callback(_run_until_complete_cb)
        if not future.done():
            raise RuntimeError('Event loop stopped before Future completed.')
        return future.result()

    # ---- callbacks ---------------------------------------------------------------------------

    def time(self):
        """The time of the loop's clock in seconds, monotonic."""
        return time.monotonic()

    def _check_call(self, callback, method):
        self._check_closed()
        if self._debug:
            if method != 'call_soon_threadsafe':
                self._check_thread()
            self._check_callback(callback, method)

    def call_soon(self, callback, *args, context=None):
        """Call it in the next turn."""
        self._check_call(callback, 'call_soon')
        return self._call_soon(callback, args, context)

    def call_soon_threadsafe(self, callback, *args, context=None):
        """Like call_soon(), and ends the loop's wait."""
        self._check_call(callback, 'call_soon_threadsafe')
        handle = self._call_soon(callback, args, context)
        self._write_to_self()
        return handle

    def _call_soon(self, callback, args, context):
        handle = events.Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def call_later(self, delay, callback, *args, context=None):
        """Call it in so many seconds."""
        if delay is None:
            raise TypeError('delay must not be None')
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(self, when, callback, *args, context=None):
        """Call it at a time of the loop's clock."""
        if when is None:
            raise TypeError('when cannot be None')
        self._check_call(callback, 'call_at')
        timer = events.TimerHandle(when, callback, args, self, context)
        heapq.heappush(self._scheduled, timer)
        timer._scheduled = True
        return timer

    def _timer_handle_cancelled(self, handle):
        if handle._scheduled:
            self._timer_cancelled_count += 1

    def _check_callback(self, callback, method):
        _check_callback(callback, method)

    def _check_thread(self):
        if self._thread_id is not None and self._thread_id != threading.get_ident():
            raise RuntimeError('Non-thread-safe operation invoked on an event loop other than '
                               'the current one')

    def _add_callback(self, handle):
        if not handle._cancelled:
            self._ready.append(handle)

    def _add_callback_signalsafe(self, handle):
        self._add_callback(handle)
        self._write_to_self()

    # ---- a turn ------------------------------------------------------------------------------

    def _drop_cancelled_timers(self):
        heap = self._scheduled
        if (len(heap) > _MIN_SCHEDULED_TIMER_HANDLES and
                self._timer_cancelled_count / len(heap) > _MIN_CANCELLED_TIMER_HANDLES_FRACTION):
            for timer in heap:
                if timer._cancelled:
                    timer._scheduled = False
            self._scheduled = [timer for timer in heap if not timer._cancelled]
            heapq.heapify(self._scheduled)
            self._timer_cancelled_count = 0
            return
        while heap and heap[0]._cancelled:
            self._timer_cancelled_count -= 1
            heapq.heappop(heap)._scheduled = False

    def _timeout(self):
        if self._ready or self._stopping:
            return 0
        if not self._scheduled:
            return None
        return min(max(0, self._scheduled[0]._when - self.time()), _MAXIMUM_SELECT_TIMEOUT)

    def _run_once(self):
        """One turn: wait for events, find the timers that are due, run what is ready by then."""
        self._drop_cancelled_timers()
        found = self._selector.select(self._timeout())
        self._process_events(found)
        found = None  # a selector key may hold the last reference to a transport
        end = self.time() + self._clock_resolution
        while self._scheduled and self._scheduled[0]._when < end:
            timer = heapq.heappop(self._scheduled)
            timer._scheduled = False
            self._ready.append(timer)
        # What these callbacks make ready is for the next turn.
        for _ in range(len(self._ready)):
            handle = self._ready.popleft()
            if handle._cancelled:
                continue
            if self._debug:
                self._run_watched(handle)
            else:
                handle._run()
        handle = None  # no reference is left for the wait

    def _run_watched(self, handle):
        self._current_handle = handle
        begin = self.time()
        try:
            handle._run()
        finally:
            self._current_handle = None
        took = self.time() - begin
        if took >= self.slow_callback_duration:
            logger.warning('Executing %s took %.3f seconds', _format_handle(handle), took)

    # ---- futures and tasks -------------------------------------------------------------------

    def create_future(self):
        """A future of this loop."""
        return futures.Future(loop=self)

    def create_task(self, coro, *, name=None, context=None):
        """A task for the coroutine."""
        self._check_closed()
        if self._task_factory is None:
            return tasks.Task(coro, loop=self, name=name, context=context)
        if context is None:
            task = self._task_factory(self, coro)
        else:
            task = self._task_factory(self, coro, context=context)
        task.set_name(name)
        return task

    def set_task_factory(self, factory):
        """What create_task() calls from now on; None is Task."""
        if factory is not None and not callable(factory):
            raise TypeError('task factory must be a callable or None')
        self._task_factory = factory

    def get_task_factory(self):
        """The task factory, None for Task."""
        return self._task_factory

    # ---- reports -----------------------------------------------------------------------------

    def get_exception_handler(self):
        """The handler, None for the default one."""
        return self._exception_handler

    def set_exception_handler(self, handler):
        """Have failures told to the handler; None brings the default one back."""
        if handler is not None and not callable(handler):
            raise TypeError(f'A callable object or None is expected, got {handler!r}')
        self._exception_handler = handler

    def default_exception_handler(self, context):
        """Log the failure that the dict describes."""
        _default_exception_handler(self, context)

    def call_exception_handler(self, context):
        """Tell the handler."""
        _call_exception_handler(self, context)

    # ---- debug mode --------------------------------------------------------------------------

    def get_debug(self):
        """Whether the debug mode is on."""
        return self._debug

    def set_debug(self, enabled):
        """Switch the debug mode."""
        self._debug = enabled
        if self.is_running():
            self.call_soon_threadsafe(self._set_coroutine_origin_tracking, enabled)

    def _set_coroutine_origin_tracking(self, enabled):
        if bool(enabled) == (self._origin_depth is not None):
            return
        if enabled:
            self._origin_depth = sys.get_coroutine_origin_tracking_depth()
            sys.set_coroutine_origin_tracking_depth(constants.DEBUG_STACK_DEPTH)
        else:
            sys.set_coroutine_origin_tracking_depth(self._origin_depth)
            self._origin_depth = None

    # ---- executors, names, asynchronous generators -------------------------------------------

    def _check_default_executor(self):
        if self._executor_shutdown_called:
            raise RuntimeError('Executor shutdown has been called')

    def set_default_executor(self, executor):
        """The executor of run_in_executor(None, ...)."""
        from concurrent.futures import ThreadPoolExecutor
        if not isinstance(executor, ThreadPoolExecutor):
            raise TypeError('executor must be ThreadPoolExecutor instance')
        self._default_executor = executor

    def run_in_executor(self, executor, func, *args):
        """A future of func(*args), which the executor calls; there is no default executor yet."""
        self._check_closed()
        if self._debug:
            self._check_callback(func, 'run_in_executor')
        if executor is None:
            executor = self._default_executor
            self._check_default_executor()
        if executor is None:
            raise NotImplementedError('krait has no threads yet: run_in_executor() needs an '
                                      'executor that does without')
        return futures.wrap_future(executor.submit(func, *args), loop=self)

    async def shutdown_default_executor(self, timeout=None):
        """End the default executor."""
        self._executor_shutdown_called = True
        if self._default_executor is not None:
            self._default_executor.shutdown(wait=True)

    async def getaddrinfo(self, host, port, *, family=0, type=0, proto=0, flags=0):
        """As socket.getaddrinfo(); the loop waits meanwhile."""
        return socket.getaddrinfo(host, port, family, type, proto, flags)

    async def getnameinfo(self, sockaddr, flags=0):
        """As socket.getnameinfo(); the loop waits meanwhile."""
        return socket.getnameinfo(sockaddr, flags)

    def _asyncgen_firstiter_hook(self, agen):
        if self._asyncgens_shutdown_called:
            import warnings
            warnings.warn(f'asynchronous generator {agen!r} was scheduled after '
                          'loop.shutdown_asyncgens() call', ResourceWarning, source=self)
        self._asyncgens.add(agen)

    def _asyncgen_finalizer_hook(self, agen):
        self._asyncgens.discard(agen)
        if not self.is_closed():
            _close_asyncgen(self, agen.aclose())

    async def shutdown_asyncgens(self):
        """Close the asynchronous generators that have started and are not over."""
        self._asyncgens_shutdown_called = True
        generators = list(self._asyncgens)
        self._asyncgens.clear()
        if generators:
            await _close_asyncgens(self, generators)
