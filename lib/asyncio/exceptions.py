# SPDX-License-Identifier: MIT
"""Exceptions of asyncio."""

from _asyncio import CancelledError, InvalidStateError

__all__ = ('BrokenBarrierError', 'CancelledError', 'IncompleteReadError', 'InvalidStateError',
           'LimitOverrunError', 'SendfileNotAvailableError', 'TimeoutError')

TimeoutError = TimeoutError


class SendfileNotAvailableError(RuntimeError):
    """The system call sendfile cannot serve this socket or file."""


class IncompleteReadError(EOFError):
    """The stream ended before as much came as was asked for.

    `partial` is what came, `expected` how much was asked for, or None if that is not known.
    """

    def __init__(self, partial, expected):
        wanted = 'undefined' if expected is None else repr(expected)
        super().__init__(f'{len(partial)} bytes read on a total of {wanted} expected bytes')
        self.partial = partial
        self.expected = expected

    def __reduce__(self):
        return type(self), (self.partial, self.expected)


class LimitOverrunError(Exception):
    """No separator was found within the limit; `consumed` bytes may be thrown away."""

    def __init__(self, message, consumed):
        super().__init__(message)
        self.consumed = consumed

    def __reduce__(self):
        return type(self), (self.args[0], self.consumed)


class BrokenBarrierError(RuntimeError):
    """The barrier was broken while somebody waited at it."""
