# SPDX-License-Identifier: MIT
"""Locks between processes: tokens in a pipe, which whoever holds a lock has taken out."""

import os

from .connection import wait

__all__ = ('BoundedSemaphore', 'Event', 'Lock', 'RLock', 'Semaphore')


class _Tokens:
    """A pipe with so many bytes in it."""

    def __init__(self, count, ctx=None):
        self._read, self._write = os.pipe()
        os.set_blocking(self._read, False)
        if count:
            os.write(self._write, b'.' * count)

    def __del__(self):
        os.close(self._read)
        os.close(self._write)

    def _take(self, block=True, timeout=None):
        while True:
            try:
                os.read(self._read, 1)
                return True
            except BlockingIOError:
                if not block:
                    return False
            if not wait([self._read], timeout):
                return False

    def _put(self):
        os.write(self._write, b'.')

    def _there(self):
        return bool(wait([self._read], 0))

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exc):
        self.release()


class Semaphore(_Tokens):
    """So many processes at a time."""

    def __init__(self, value=1, *, ctx=None):
        if value < 0:
            raise ValueError('semaphore value must not be negative')
        super().__init__(value)

    def acquire(self, block=True, timeout=None):
        """Take one, after waiting for it."""
        return self._take(block, timeout)

    def release(self):
        """Give one back."""
        self._put()

    def get_value(self):
        """How many are left."""
        import array
        import fcntl
        import termios
        count = array.array('i', [0])
        fcntl.ioctl(self._read, termios.FIONREAD, count)
        return count[0]


class BoundedSemaphore(Semaphore):
    """Not released more often than acquired, as far as this process can tell."""

    def __init__(self, value=1, *, ctx=None):
        super().__init__(value)
        self._bound = value

    def release(self):
        if self.get_value() >= self._bound:
            raise ValueError('semaphore or lock released too many times')
        super().release()


class Lock(_Tokens):
    """Mutual exclusion of processes."""

    def __init__(self, *, ctx=None):
        super().__init__(1)

    def acquire(self, block=True, timeout=None):
        """Take it, after waiting for it."""
        return self._take(block, timeout)

    def release(self):
        """Give it back; any process may."""
        if self._there():
            raise ValueError('semaphore or lock released too many times')
        self._put()

    def locked(self):
        """Whether somebody holds it."""
        return not self._there()


class RLock(Lock):
    """Its owner may take it again."""

    def __init__(self, *, ctx=None):
        super().__init__()
        self._owner, self._count = None, 0

    def acquire(self, block=True, timeout=None):
        if self._owner != os.getpid():
            if not self._take(block, timeout):
                return False
            self._owner, self._count = os.getpid(), 0
        self._count += 1
        return True

    def release(self):
        if self._owner != os.getpid():
            raise AssertionError('attempt to release recursive lock not owned by thread')
        self._count -= 1
        if self._count == 0:
            self._owner = None
            self._put()


class Event(_Tokens):
    """A flag that processes wait for: it is set while there is a token."""

    def __init__(self, *, ctx=None):
        super().__init__(0)

    def is_set(self):
        """Whether the flag is set."""
        return self._there()

    def set(self):
        """Set it."""
        if not self._there():
            self._put()

    def clear(self):
        """Take it back."""
        while self._take(False):
            pass

    def wait(self, timeout=None):
        """Wait until it is set; whether it is."""
        return bool(wait([self._read], timeout))
