# SPDX-License-Identifier: MIT
"""Futures."""

from _asyncio import Future, get_event_loop, isfuture

__all__ = ('Future', 'isfuture', 'wrap_future')

_PyFuture = _CFuture = Future


def _get_loop(future):
    try:
        return future.get_loop()
    except AttributeError:
        return future._loop


def _set_result_unless_cancelled(future, result):
    if not future.cancelled():
        future.set_result(result)


def _copy_future_state(source, future):
    """What a future of concurrent.futures has come to, into one of asyncio."""
    if future.cancelled():
        return
    assert not future.done()
    if source.cancelled():
        future.cancel()
        return
    exception = source.exception()
    if exception is None:
        future.set_result(source.result())
    else:
        future.set_exception(exception)


def wrap_future(future, *, loop=None):
    """A future of this loop for one of concurrent.futures; each cancels the other."""
    if isfuture(future):
        return future
    for name in ('add_done_callback', 'cancelled', 'exception', 'result'):
        if not hasattr(future, name):
            raise AssertionError(f'concurrent.futures.Future is expected, got {future!r}')
    if loop is None:
        loop = get_event_loop()
    wrapped = loop.create_future()

    def source_done(source):
        if not (wrapped.done() and loop.is_closed()):
            loop.call_soon_threadsafe(_copy_future_state, source, wrapped)

    def wrapped_done(wrapped):
        if wrapped.cancelled():
            future.cancel()

    wrapped.add_done_callback(wrapped_done)
    future.add_done_callback(source_done)
    return wrapped
