# SPDX-License-Identifier: MIT
"""Reading and writing streams without protocols."""

from _asyncio import StreamReader, StreamWriterBase, get_running_loop, iscoroutine

from . import events
from .exceptions import IncompleteReadError, LimitOverrunError
from .protocols import Protocol

__all__ = ('StreamReader', 'StreamReaderProtocol', 'StreamWriter', 'open_connection',
           'open_unix_connection', 'start_server', 'start_unix_server')

_DEFAULT_LIMIT = 64 * 1024


async def open_connection(host=None, port=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """Connect to a server: (reader, writer)."""
    loop = get_running_loop()
    reader = StreamReader(limit, loop)
    protocol = StreamReaderProtocol(reader, loop=loop)
    transport, _ = await loop.create_connection(lambda: protocol, host, port, **kwds)
    return reader, StreamWriter(transport, protocol, reader, loop)


async def start_server(client_connected_cb, host=None, port=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """Listen: the callback, or coroutine function, gets (reader, writer) for each client."""
    loop = get_running_loop()

    def factory():
        return StreamReaderProtocol(StreamReader(limit, loop), client_connected_cb, loop=loop)
    return await loop.create_server(factory, host, port, **kwds)


async def open_unix_connection(path=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """As open_connection(), on a Unix socket."""
    loop = get_running_loop()
    reader = StreamReader(limit, loop)
    protocol = StreamReaderProtocol(reader, loop=loop)
    transport, _ = await loop.create_unix_connection(lambda: protocol, path, **kwds)
    return reader, StreamWriter(transport, protocol, reader, loop)


async def start_unix_server(client_connected_cb, path=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """As start_server(), on a Unix socket."""
    loop = get_running_loop()

    def factory():
        return StreamReaderProtocol(StreamReader(limit, loop), client_connected_cb, loop=loop)
    return await loop.create_unix_server(factory, path, **kwds)


def _reader_repr(reader):
    words = ['StreamReader']
    if reader._buffer:
        words.append(f'{len(reader._buffer)} bytes')
    if reader._eof:
        words.append('eof')
    if reader._limit != _DEFAULT_LIMIT:
        words.append(f'limit={reader._limit}')
    if reader._waiter:
        words.append(f'waiter={reader._waiter!r}')
    if reader.exception():
        words.append(f'exception={reader.exception()!r}')
    if reader._transport:
        words.append(f'transport={reader._transport!r}')
    if reader._paused:
        words.append('paused')
    return f"<{' '.join(words)}>"


class FlowControlMixin(Protocol):
    """Lets writers wait while the transport's buffer is full."""

    def __init__(self, loop=None):
        self._loop = events.get_event_loop() if loop is None else loop
        self._paused = False
        self._drain_waiters = []
        self._connection_lost = False

    def pause_writing(self):
        self._paused = True

    def resume_writing(self):
        self._paused = False
        for waiter in self._drain_waiters:
            if not waiter.done():
                waiter.set_result(None)

    def connection_lost(self, exc):
        self._connection_lost = True
        if self._paused:
            for waiter in self._drain_waiters:
                if not waiter.done():
                    if exc is None:
                        waiter.set_result(None)
                    else:
                        waiter.set_exception(exc)

    async def _drain_helper(self):
        if self._connection_lost:
            raise ConnectionResetError('Connection lost')
        if self._paused:
            waiter = self._loop.create_future()
            self._drain_waiters.append(waiter)
            try:
                await waiter
            finally:
                self._drain_waiters.remove(waiter)

    def _get_close_waiter(self, stream):
        raise NotImplementedError


class StreamReaderProtocol(FlowControlMixin):
    """Feeds a StreamReader."""

    def __init__(self, stream_reader, client_connected_cb=None, loop=None):
        super().__init__(loop=loop)
        self._stream_reader = stream_reader
        self._client_connected_cb = client_connected_cb
        self._stream_writer = None
        self._transport = None
        self._task = None
        self._closed = self._loop.create_future()

    def _replace_transport(self, transport):
        self._transport = transport

    def connection_made(self, transport):
        reader = self._stream_reader
        self._transport = transport
        if reader is not None:
            reader.set_transport(transport)
            self._transport_changed(transport)
        if self._client_connected_cb is None:
            return
        writer = self._stream_writer = StreamWriter(transport, self, reader, self._loop)
        result = self._client_connected_cb(reader, writer)
        if iscoroutine(result):
            self._task = self._loop.create_task(result)
            self._task.add_done_callback(self._client_done)

    def _transport_changed(self, transport):
        """What comes goes straight to the reader, if nobody has overridden data_received()."""
        if (type(self).data_received is StreamReaderProtocol.data_received
                and hasattr(transport, '_feed') and isinstance(self._stream_reader, StreamReader)):
            transport._feed(self._stream_reader)

    def _client_done(self, task):
        transport = self._transport      # None once the connection is lost
        if task.cancelled():
            if transport is not None:
                transport.close()
            return
        exc = task.exception()
        if exc is not None:
            self._loop.call_exception_handler({
                'message': 'Unhandled exception in client_connected_cb',
                'exception': exc,
                'transport': transport,
            })
            if transport is not None:
                transport.close()

    def connection_lost(self, exc):
        reader = self._stream_reader
        if reader is not None:
            if exc is None:
                reader.feed_eof()
            else:
                reader.set_exception(exc)
        if not self._closed.done():
            if exc is None:
                self._closed.set_result(None)
            else:
                self._closed.set_exception(exc)
                self._closed._log_traceback = False
        super().connection_lost(exc)
        self._stream_reader = self._stream_writer = self._transport = self._task = None

    def data_received(self, data):
        if self._stream_reader is not None:
            self._stream_reader.feed_data(data)

    def eof_received(self):
        if self._stream_reader is not None:
            self._stream_reader.feed_eof()
        return True

    def _get_close_waiter(self, stream):
        return self._closed


class StreamWriter(StreamWriterBase):
    """Writes to a stream."""

    def __repr__(self):
        words = [type(self).__name__, f'transport={self._transport!r}']
        if self._reader is not None:
            words.append(f'reader={self._reader!r}')
        return f"<{' '.join(words)}>"

    def writelines(self, data):
        self._transport.writelines(data)

    def write_eof(self):
        return self._transport.write_eof()

    def can_write_eof(self):
        return self._transport.can_write_eof()

    def close(self):
        return self._transport.close()

    def is_closing(self):
        return self._transport.is_closing()

    async def wait_closed(self):
        await self._protocol._get_close_waiter(self)

    def get_extra_info(self, name, default=None):
        return self._transport.get_extra_info(name, default)

    async def _drain(self):
        """drain() when there may be something to wait for."""
        if self._reader is not None:
            exc = self._reader.exception()
            if exc is not None:
                raise exc
        if self._transport.is_closing():
            from .tasks import sleep
            await sleep(0)
        await self._protocol._drain_helper()

    async def start_tls(self, sslcontext, *, server_hostname=None, ssl_handshake_timeout=None,
                        ssl_shutdown_timeout=None):
        raise NotImplementedError('krait has no TLS in asyncio yet')
