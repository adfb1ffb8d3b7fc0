# SPDX-License-Identifier: MIT
"""Queues between threads."""

import threading
from collections import deque
from heapq import heappop, heappush
from time import monotonic as time
from types import GenericAlias
try:
    from _queue import Empty, SimpleQueue
except ImportError:
    SimpleQueue = None

    class Empty(Exception):
        """Raised by get(block=False) and get_nowait() if the queue is empty."""

__all__ = ['Empty', 'Full', 'ShutDown', 'Queue', 'PriorityQueue', 'LifoQueue', 'SimpleQueue']


class Full(Exception):
    """Raised by put(block=False) and put_nowait() if the queue is full."""


class ShutDown(Exception):
    """Raised by put() and get() when the queue has been shut down."""


class Queue:
    """First in, first out; at most maxsize items, any number if that is not positive."""

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._init(maxsize)
        self.mutex = threading.Lock()
        self.not_empty = threading.Condition(self.mutex)
        self.not_full = threading.Condition(self.mutex)
        self.all_tasks_done = threading.Condition(self.mutex)
        self.unfinished_tasks = 0
        self.is_shutdown = False

    def task_done(self):
        """Say that an item got from the queue has been worked on. ValueError if there was none."""
        with self.all_tasks_done:
            unfinished = self.unfinished_tasks - 1
            if unfinished <= 0:
                if unfinished < 0:
                    raise ValueError('task_done() called too many times')
                self.all_tasks_done.notify_all()
            self.unfinished_tasks = unfinished

    def join(self):
        """Wait until all items have been worked on."""
        with self.all_tasks_done:
            while self.unfinished_tasks:
                self.all_tasks_done.wait()

    def qsize(self):
        """Return the number of items, which others may change at any time."""
        with self.mutex:
            return self._qsize()

    def empty(self):
        """Tell whether the queue is empty, which others may change at any time."""
        with self.mutex:
            return not self._qsize()

    def full(self):
        """Tell whether the queue is full, which others may change at any time."""
        with self.mutex:
            return 0 < self.maxsize <= self._qsize()

    def put(self, item, block=True, timeout=None):
        """Put an item into the queue, waiting for room for at most timeout seconds.

        Full if there is none (at once, unless block), ShutDown after shutdown().
        """
        with self.not_full:
            if self.is_shutdown:
                raise ShutDown
            if self.maxsize > 0:
                self._wait(self.not_full, lambda: self._qsize() < self.maxsize, block, timeout,
                           Full)
                if self.is_shutdown:
                    raise ShutDown
            self._put(item)
            self.unfinished_tasks += 1
            self.not_empty.notify()

    def get(self, block=True, timeout=None):
        """Take an item out of the queue, waiting for one for at most timeout seconds.

        Empty if there is none (at once, unless block), ShutDown after shutdown().
        """
        with self.not_empty:
            if self.is_shutdown and not self._qsize():
                raise ShutDown
            self._wait(self.not_empty, self._qsize, block, timeout, Empty, True)
            item = self._get()
            self.not_full.notify()
            return item

    def _wait(self, condition, ready, block, timeout, error, getting=False):
        """Wait on a condition until ready(); raise error when the time is over."""
        if not block:
            if not ready():
                raise error
            return
        if timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        endtime = None if timeout is None else time() + timeout
        while not ready():
            remaining = None
            if endtime is not None:
                remaining = endtime - time()
                if remaining <= 0.0:
                    raise error
            condition.wait(remaining)
            if self.is_shutdown and not (getting and self._qsize()):
                raise ShutDown

    def put_nowait(self, item):
        """Shorthand for put(item, block=False)."""
        return self.put(item, block=False)

    def get_nowait(self):
        """Shorthand for get(block=False)."""
        return self.get(block=False)

    def shutdown(self, immediate=False):
        """Let put() raise ShutDown from now on, and get() when the queue is empty.

        With immediate, the queue is emptied.
        """
        with self.mutex:
            self.is_shutdown = True
            if immediate:
                while self._qsize():
                    self._get()
                    if self.unfinished_tasks > 0:
                        self.unfinished_tasks -= 1
                self.all_tasks_done.notify_all()
            self.not_empty.notify_all()
            self.not_full.notify_all()

    # What subclasses override for another order.

    def _init(self, maxsize):
        self.queue = deque()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()

    __class_getitem__ = classmethod(GenericAlias)


class PriorityQueue(Queue):
    """A queue that gives the lowest item first."""

    def _init(self, maxsize):
        self.queue = []

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        heappush(self.queue, item)

    def _get(self):
        return heappop(self.queue)


class LifoQueue(Queue):
    """A queue that gives the latest item first."""

    def _init(self, maxsize):
        self.queue = []

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.pop()


class _PySimpleQueue:
    """A queue without bound, and without task_done() and join()."""

    def __init__(self):
        self._queue = deque()
        self._count = threading.Semaphore(0)

    def put(self, item, block=True, timeout=None):
        """Put an item into the queue; never waits."""
        self._queue.append(item)
        self._count.release()

    def get(self, block=True, timeout=None):
        """Take an item out, waiting for one as Queue.get() does."""
        if timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        if not self._count.acquire(block, timeout if block else None):
            raise Empty
        return self._queue.popleft()

    def put_nowait(self, item):
        """Put an item into the queue."""
        return self.put(item, block=False)

    def get_nowait(self):
        """Take an item out; Empty if there is none."""
        return self.get(block=False)

    def empty(self):
        """Tell whether the queue is empty, which others may change at any time."""
        return len(self._queue) == 0

    def qsize(self):
        """Return the number of items, which others may change at any time."""
        return len(self._queue)

    __class_getitem__ = classmethod(GenericAlias)


if SimpleQueue is None:
    SimpleQueue = _PySimpleQueue
