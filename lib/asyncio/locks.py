# SPDX-License-Identifier: MIT
"""Lock, Event, Condition, Semaphore and Barrier for tasks."""

from _asyncio import CancelledError
from _collections import deque

from . import exceptions, mixins

__all__ = ('Barrier', 'BoundedSemaphore', 'Condition', 'Event', 'Lock', 'Semaphore')


class _Waiting(mixins._LoopBoundMixin):
    """Somebody for whom tasks wait in a queue of futures."""

    def __init__(self):
        self._waiters = None

    def _join_queue(self):
        if self._waiters is None:
            self._waiters = deque()
        future = self._get_loop().create_future()
        self._waiters.append(future)
        return future

    def _wake_first(self):
        for future in self._waiters or ():
            if not future.done():
                future.set_result(True)
                return True
        return False

    def _show(self, state):
        text = super().__repr__()[1:-1]
        if self._waiters:
            state += f', waiters:{len(self._waiters)}'
        return f'<{text} [{state}]>'


class _ContextManager:
    async def __aenter__(self):
        await self.acquire()
        return None

    async def __aexit__(self, exc_type, exc, tb):
        self.release()


class Lock(_ContextManager, _Waiting):
    """Mutual exclusion; whoever waits longest is next."""

    def __init__(self):
        super().__init__()
        self._locked = False

    def __repr__(self):
        return self._show('locked' if self._locked else 'unlocked')

    def locked(self):
        """Whether somebody holds it."""
        return self._locked

    async def __aenter__(self):
        if type(self) is Lock and not self._locked and not self._waiters:
            self._locked = True
        else:
            await self.acquire()

    async def acquire(self):
        """Wait until the lock is free and take it; True."""
        if not self._locked and (not self._waiters or
                                 all(w.cancelled() for w in self._waiters)):
            self._locked = True
            return True
        future = self._join_queue()
        try:
            try:
                await future
            finally:
                self._waiters.remove(future)
        except CancelledError:
            if not self._locked:
                self._pass_on()
            raise
        self._locked = True
        return True

    def _pass_on(self):
        # To the first only, even if that one was cancelled just now: it passes the lock on itself.
        for future in self._waiters or ():
            if not future.done():
                future.set_result(True)
            return

    def release(self):
        """Give it to the next one."""
        if not self._locked:
            raise RuntimeError('Lock is not acquired.')
        self._locked = False
        if self._waiters:
            self._pass_on()


class Event(_Waiting):
    """A flag that tasks wait for."""

    def __init__(self):
        self._waiters = deque()
        self._value = False

    def __repr__(self):
        return self._show('set' if self._value else 'unset')

    def is_set(self):
        """Whether the flag is set."""
        return self._value

    def set(self):
        """Set the flag and wake all who wait."""
        if not self._value:
            self._value = True
            for future in self._waiters or ():
                if not future.done():
                    future.set_result(True)

    def clear(self):
        """Take the flag back."""
        self._value = False

    async def wait(self):
        """Wait until the flag is set; True."""
        if self._value:
            return True
        future = self._join_queue()
        try:
            await future
            return True
        finally:
            self._waiters.remove(future)


class Condition(_ContextManager, _Waiting):
    """Tasks wait under a lock until they are notified."""

    def __init__(self, lock=None):
        self._waiters = deque()
        self._lock = lock if lock is not None else Lock()
        self.locked = self._lock.locked
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __repr__(self):
        return self._show('locked' if self.locked() else 'unlocked')

    async def wait(self):
        """Release the lock, wait to be notified, take the lock again; True."""
        if not self.locked():
            raise RuntimeError('cannot wait on un-acquired lock')
        future = self._join_queue()
        self.release()
        try:
            try:
                await future
                return True
            finally:
                self._waiters.remove(future)
                cancelled = None
                while True:
                    try:
                        await self.acquire()
                        break
                    except CancelledError as e:
                        cancelled = e
                if cancelled is not None:
                    try:
                        raise cancelled
                    finally:
                        cancelled = None
        except BaseException:
            # The notification may have been for this task: pass it on.
            self._notify(1)
            raise

    async def wait_for(self, predicate):
        """Wait until the predicate is true; its value."""
        result = predicate()
        while not result:
            await self.wait()
            result = predicate()
        return result

    def notify(self, n=1):
        """Wake n of those who wait."""
        if not self.locked():
            raise RuntimeError('cannot notify on un-acquired lock')
        self._notify(n)

    def _notify(self, n):
        for future in self._waiters or ():
            if n <= 0:
                break
            if not future.done():
                n -= 1
                future.set_result(False)

    def notify_all(self):
        """Wake all who wait."""
        self.notify(len(self._waiters or ()))


class Semaphore(_ContextManager, _Waiting):
    """Lets so many in at once."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError('Semaphore initial value must be >= 0')
        super().__init__()
        self._value = value

    def __repr__(self):
        return self._show('locked' if self.locked() else f'unlocked, value:{self._value}')

    def locked(self):
        """Whether acquire() would wait."""
        return self._value == 0 or bool(self._waiters) and any(not w.cancelled() for w in self._waiters)

    async def __aenter__(self):
        if type(self) is Semaphore and self._value and not self._waiters:
            self._value -= 1
        else:
            await self.acquire()

    async def acquire(self):
        """Wait for a place and take it; True."""
        if not self.locked():
            self._value -= 1
            return True
        future = self._join_queue()
        try:
            try:
                await future
            finally:
                self._waiters.remove(future)
        except CancelledError:
            if future.done() and not future.cancelled():
                self._value += 1
            raise
        finally:
            while self._value > 0 and self._wake_next():
                pass
        return True

    def release(self):
        """Give a place back."""
        self._value += 1
        if self._waiters:
            self._wake_next()

    def _wake_next(self):
        # The place is the other's from now on.
        if self._wake_first():
            self._value -= 1
            return True
        return False


class BoundedSemaphore(Semaphore):
    """A semaphore that refuses more places than it began with."""

    def __init__(self, value=1):
        self._bound_value = value
        super().__init__(value)

    def release(self):
        if self._value >= self._bound_value:
            raise ValueError('BoundedSemaphore released too many times')
        super().release()


class _BarrierState:
    FILLING = 'filling'
    DRAINING = 'draining'
    RESETTING = 'resetting'
    BROKEN = 'broken'


class Barrier(mixins._LoopBoundMixin):
    """So many tasks wait for each other."""

    def __init__(self, parties):
        if parties < 1:
            raise ValueError('parties must be >= 1')
        self._cond = Condition()
        self._parties = parties
        self._state = _BarrierState.FILLING
        self._count = 0

    def __repr__(self):
        state = self._state
        if not self.broken:
            state += f', waiters:{self.n_waiting}/{self.parties}'
        return f'<{super().__repr__()[1:-1]} [{state}]>'

    async def __aenter__(self):
        return await self.wait()

    async def __aexit__(self, *exc):
        pass

    async def wait(self):
        """Wait for the others; a number from 0 to parties - 1, another for each."""
        async with self._cond:
            await self._block()
            try:
                index = self._count
                self._count += 1
                if index + 1 == self._parties:
                    self._state = _BarrierState.DRAINING
                    self._cond.notify_all()
                else:
                    await self._wait_until_full()
                return index
            finally:
                self._count -= 1
                self._exit()

    async def _block(self):
        await self._cond.wait_for(lambda: self._state not in (
            _BarrierState.DRAINING, _BarrierState.RESETTING))
        if self._state is _BarrierState.BROKEN:
            raise exceptions.BrokenBarrierError('Barrier aborted')

    async def _wait_until_full(self):
        await self._cond.wait_for(lambda: self._state is not _BarrierState.FILLING)
        if self._state in (_BarrierState.BROKEN, _BarrierState.RESETTING):
            raise exceptions.BrokenBarrierError('Abort or reset of barrier')

    def _exit(self):
        if self._count == 0:
            if self._state in (_BarrierState.RESETTING, _BarrierState.DRAINING):
                self._state = _BarrierState.FILLING
            self._cond.notify_all()

    async def reset(self):
        """Back to the start: those who wait get BrokenBarrierError."""
        async with self._cond:
            if self._count > 0:
                if self._state is not _BarrierState.RESETTING:
                    self._state = _BarrierState.RESETTING
            else:
                self._state = _BarrierState.FILLING
            self._cond.notify_all()

    async def abort(self):
        """Break the barrier: everybody gets BrokenBarrierError."""
        async with self._cond:
            self._state = _BarrierState.BROKEN
            self._cond.notify_all()

    @property
    def parties(self):
        """How many tasks it takes."""
        return self._parties

    @property
    def n_waiting(self):
        """How many wait at present."""
        return self._count if self._state is _BarrierState.FILLING else 0

    @property
    def broken(self):
        """Whether it was broken."""
        return self._state is _BarrierState.BROKEN
