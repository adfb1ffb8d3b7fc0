# SPDX-License-Identifier: MIT
"""Queues between processes: a pipe, and a lock on each end."""

import time
from queue import Empty, Full

from .connection import Pipe
from .synchronize import Event, Lock, Semaphore

__all__ = ('JoinableQueue', 'Queue', 'SimpleQueue')


class SimpleQueue:
    """A pipe; put() waits while it is full."""

    def __init__(self, *, ctx=None):
        self._reader, self._writer = Pipe(duplex=False)
        self._rlock, self._wlock = Lock(), Lock()

    def empty(self):
        """Whether there is nothing in it."""
        return not self._reader.poll()

    def get(self):
        """Take the next object out."""
        with self._rlock:
            return self._reader.recv()

    def put(self, obj):
        """Put an object in."""
        with self._wlock:
            self._writer.send(obj)

    def close(self):
        """Close the pipe."""
        self._reader.close()
        self._writer.close()


class Queue(SimpleQueue):
    """Has room for `maxsize` objects, if that is more than zero, as far as they fit into a pipe."""

    def __init__(self, maxsize=0, *, ctx=None):
        super().__init__()
        self._maxsize = maxsize
        self._room = Semaphore(maxsize) if maxsize > 0 else None
        self._closed = False

    def put(self, obj, block=True, timeout=None):
        """Put an object in, after waiting for room; Full if there is none in time."""
        if self._closed:
            raise ValueError(f'Queue {self!r} is closed')
        if self._room is not None and not self._room.acquire(block, timeout):
            raise Full
        super().put(obj)

    def get(self, block=True, timeout=None):
        """Take the next object out, after waiting for it; Empty if there is none in time."""
        if self._closed:
            raise ValueError(f'Queue {self!r} is closed')
        end = None if timeout is None else time.monotonic() + timeout
        if not self._rlock.acquire(block, timeout):
            raise Empty
        try:
            if not block or timeout is not None:
                left = max(0, end - time.monotonic()) if block else 0
                if not self._reader.poll(left):
                    raise Empty
            obj = self._reader.recv()
        finally:
            self._rlock.release()
        if self._room is not None:
            self._room.release()
        return obj

    def put_nowait(self, obj):
        """put(obj, False)"""
        self.put(obj, False)

    def get_nowait(self):
        """get(False)"""
        return self.get(False)

    def qsize(self):
        """How many objects it holds, of a queue with a size."""
        if self._room is None:
            raise NotImplementedError('the size of a queue without limit is not known')
        return self._maxsize - self._room.get_value()

    def full(self):
        """Whether there is no room."""
        return self._room is not None and self._room.get_value() == 0

    def close(self):
        """This process puts nothing in any more."""
        if not self._closed:
            self._closed = True
            super().close()

    def join_thread(self):
        """Nothing: what was put is in the pipe."""

    cancel_join_thread = join_thread


class JoinableQueue(Queue):
    """Counts the objects until task_done() is called for them."""

    def __init__(self, maxsize=0, *, ctx=None):
        super().__init__(maxsize)
        self._unfinished = Semaphore(0)
        self._finished = Event()
        self._finished.set()
        self._count_lock = Lock()

    def put(self, obj, block=True, timeout=None):
        """Put an object in, after waiting for room; Full if there is none in time."""
        with self._count_lock:
            self._unfinished.release()
            self._finished.clear()
        try:
            super().put(obj, block, timeout)
        except BaseException:
            self.task_done()
            raise

    def task_done(self):
        """An object that was got has been dealt with."""
        with self._count_lock:
            if not self._unfinished.acquire(False):
                raise ValueError('task_done() called too many times')
            if not self._unfinished.get_value():
                self._finished.set()

    def join(self):
        """Wait until all objects have been dealt with."""
        self._finished.wait()
