# SPDX-License-Identifier: MIT
"""Time limits for a block of code."""

from _asyncio import CancelledError, current_task, get_running_loop

__all__ = ('Timeout', 'timeout', 'timeout_at')


class _State:
    CREATED = 'created'
    ENTERED = 'active'
    EXPIRING = 'expiring'
    EXPIRED = 'expired'
    EXITED = 'finished'


class Timeout:
    """Cancels the task when the time is over, and turns that into TimeoutError."""

    def __init__(self, when):
        self._state = _State.CREATED
        self._handler = None
        self._task = None
        self._when = when

    def when(self):
        """The deadline in the loop's time, or None."""
        return self._when

    def reschedule(self, when):
        """Another deadline, or none."""
        if self._state is not _State.ENTERED:
            if self._state is _State.CREATED:
                raise RuntimeError('Timeout has not been entered')
            raise RuntimeError(f'Cannot change state of {self._state} Timeout')
        self._when = when
        if self._handler is not None:
            self._handler.cancel()
        if when is None:
            self._handler = None
            return
        loop = get_running_loop()
        if when <= loop.time():
            self._handler = loop.call_soon(self._on_timeout)
        else:
            self._handler = loop.call_at(when, self._on_timeout)

    def expired(self):
        """Whether the time is over."""
        return self._state in (_State.EXPIRING, _State.EXPIRED)

    def __repr__(self):
        text = self._state
        if self._state is _State.ENTERED:
            when = None if self._when is None else round(self._when, 3)
            return f'<Timeout [{text}] when={when}>'
        return f'<Timeout [{text}]>'

    async def __aenter__(self):
        if self._state is not _State.CREATED:
            raise RuntimeError('Timeout has already been entered')
        task = current_task()
        if task is None:
            raise RuntimeError('Timeout should be used inside a task')
        self._state = _State.ENTERED
        self._task = task
        self._cancelling = task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        if self._handler is not None:
            self._handler.cancel()
            self._handler = None
        if self._state is _State.EXPIRING:
            self._state = _State.EXPIRED
            if self._task.uncancel() <= self._cancelling and exc_type is not None:
                # No other cancellation is asked for.
                if issubclass(exc_type, CancelledError):
                    raise TimeoutError from exc_val
                if exc_val is not None:
                    self._insert_timeout_error(exc_val)
                    if isinstance(exc_val, ExceptionGroup):
                        for e in exc_val.exceptions:
                            self._insert_timeout_error(e)
        elif self._state is _State.ENTERED:
            self._state = _State.EXITED
        return None

    def _on_timeout(self):
        self._task.cancel()
        self._state = _State.EXPIRING
        self._handler = None

    @staticmethod
    def _insert_timeout_error(e):
        while e.__context__ is not None:
            if isinstance(e.__context__, CancelledError):
                error = TimeoutError()
                error.__context__ = error.__cause__ = e.__context__
                e.__context__ = error
                break
            e = e.__context__


def timeout(delay):
    """async with timeout(seconds): TimeoutError when the block takes longer; None for no limit."""
    return Timeout(get_running_loop().time() + delay if delay is not None else None)


def timeout_at(when):
    """Like timeout(), with a deadline in the loop's time."""
    return Timeout(when)
