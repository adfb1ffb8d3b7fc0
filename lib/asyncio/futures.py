# SPDX-License-Identifier: MIT
"""Futures."""

from _asyncio import Future, isfuture

__all__ = ('Future', 'isfuture', 'wrap_future')

_PyFuture = _CFuture = Future


def _get_loop(future):
    return future.get_loop()


def wrap_future(future, *, loop=None):
    """A future of this loop for one of concurrent.futures."""
    if isfuture(future):
        return future
    raise NotImplementedError('krait has no threads yet: only asyncio futures can be wrapped')
