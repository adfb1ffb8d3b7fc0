# SPDX-License-Identifier: MIT
"""Transports of sockets and pipes: what of them happens rarely. Reading and writing are native."""

import os

import _asyncio
from _asyncio import StreamTransport

from . import transports
from .protocols import BufferedProtocol

SOCKET, READ_PIPE, WRITE_PIPE = range(3)


class _FdTransport(StreamTransport):
    """A stream on a descriptor, which it closes at the end."""

    _what = 'socket'

    def __init__(self, loop, fd, protocol, kind, extra=None, owner=None, server=None):
        self._owner = owner      # the object whose descriptor it is, if it is not ours
        self._server = server
        self._ending = False     # connection_lost() was called, or will be
        self._extra = {} if extra is None else extra
        super().__init__(loop, fd, protocol, isinstance(protocol, BufferedProtocol), kind,
                         self._extra)
        if server is not None:
            server._attach(self)

    def __repr__(self):
        fd = self._fd
        words = [type(self).__name__]
        if fd < 0:
            words.append('closed')
        elif self.is_closing():
            words.append('closing')
        words.append(f'fd={fd}')
        if fd >= 0:
            words.append('read=polling' if self.is_reading() else 'read=idle')
            size = self.get_write_buffer_size()
            words.append(f"write=<{'polling' if size else 'idle'}, bufsize={size}>")
        return f"<{' '.join(words)}>"

    def _connected(self, waiter=None):
        try:
            self._protocol.connection_made(self)
        except MemoryError as e:
            # What was not set up would be waited for without end.
            if waiter is not None and not waiter.done():
                waiter.set_exception(e)
            self._force_close(e)
            return
        except BaseException:
            if waiter is not None and not waiter.done():
                waiter.set_result(None)
            raise
        self._start_reading()
        if waiter is not None and not waiter.done():
            waiter.set_result(None)

    def set_protocol(self, protocol):
        self._set_protocol(protocol, isinstance(protocol, BufferedProtocol))

    def close(self):
        if self.is_closing():
            return
        self._stop(False)
        if not self.get_write_buffer_size():
            self._end(None)

    def abort(self):
        self._force_close(None)

    def _end(self, exc):
        if not self._ending:
            self._context_run(self._call_connection_lost, exc)
            self._ending = True

    def _force_close(self, exc):
        if not self._ending:
            self._stop(True)
            self._end(exc)

    def _fatal_error(self, exc, message='Fatal error on transport'):
        if not isinstance(exc, OSError):
            self._loop.call_exception_handler({
                'message': message,
                'exception': exc,
                'transport': self,
                'protocol': self._protocol,
            })
        elif self._loop.get_debug():
            from .log import logger
            logger.debug('%r: %s', self, message, exc_info=True)
        self._force_close(exc)

    def _call_connection_lost(self, exc):
        if self._fd < 0:
            return
        try:
            self._protocol.connection_lost(exc)
        finally:
            try:
                self._let_go()
            except MemoryError:
                # The other side waits for the end: try again soon.
                self._context_run(self._let_go)

    def _let_go(self):
        """Out of the loop, and closed; it does no harm to do it twice."""
        fd = self._detach()
        if self._owner is not None:
            self._owner.close()
            self._owner = None
        elif fd >= 0:
            _asyncio._close(fd)
        server, self._server = self._server, None
        if server is not None:
            server._detach(self)

    def _forgotten(self):
        """Nobody refers to it any more, and it was not closed."""
        import warnings
        warnings.warn(f'unclosed transport {self!r}', ResourceWarning, source=self)
        self._let_go()

    # Called by the native part.

    def _read_eof(self):
        try:
            keep_open = self._protocol.eof_received()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as e:
            self._fatal_error(e, 'Fatal error: protocol.eof_received() call failed.')
            return
        if keep_open:
            self.pause_reading()
        else:
            self.close()

    def _flushed(self):
        """All is written, and the transport is closing or at its end."""
        if not self.is_closing():
            self._shutdown()
        elif not self._ending:
            self._ending = True
            self._call_connection_lost(None)

    def _write_lost(self):
        """A write after the connection was lost."""
        if self._lost >= 5:
            from ._errors import _log_error
            _log_error('socket.send() raised exception.')

    def _tell_protocol(self, name):
        try:
            getattr(self._protocol, name)()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as e:
            self._loop.call_exception_handler({
                'message': f'protocol.{name}() failed',
                'exception': e,
                'transport': self,
                'protocol': self._protocol,
            })

    def _pause_protocol(self):
        self._tell_protocol('pause_writing')

    def _resume_protocol(self):
        self._tell_protocol('resume_writing')


class _SelectorSocketTransport(_FdTransport, transports.Transport):
    """A connected stream socket."""


class _UnixReadPipeTransport(_FdTransport, transports.ReadTransport):
    """The end of a pipe that is read."""

    _what = 'pipe'

    def _read_eof(self):
        self._stop(False)
        self._context_run(self._protocol.eof_received)
        self._end(None)


class _UnixWritePipeTransport(_FdTransport, transports.WriteTransport):
    """The end of a pipe that is written to."""

    _what = 'pipe'

    def close(self):
        if self._fd >= 0 and not self.is_closing():
            self.write_eof()

    def write_eof(self):
        if not self.is_closing():
            self._stop(False)
            if not self.get_write_buffer_size():
                self._end(None)

    def _reader_gone(self):
        if self.get_write_buffer_size():
            self._force_close(BrokenPipeError())
        else:
            self._force_close(None)

    def _write_lost(self):
        if self._lost >= 5:
            from ._errors import _log_error
            _log_error('pipe closed by peer or os.write(pipe, data) raised exception.')


class _SelectorDatagramTransport(transports.DatagramTransport, transports._FlowControlMixin):
    """A datagram socket."""

    _MAX = 256 * 1024

    def __init__(self, loop, fd, family, protocol, address=None, waiter=None, extra=None,
                 owner=None):
        super().__init__(extra, loop)
        self._fd = fd
        self._family = family
        self._protocol = protocol
        self._address = address
        self._owner = owner
        self._queue = []
        self._size = 0
        self._closing = False
        self._lost = 0
        loop.call_soon(self._connected, waiter)

    def __repr__(self):
        state = 'closed' if self._fd < 0 else 'closing ' if self._closing else ''
        return f'<{type(self).__name__} {state}fd={self._fd}>'

    def _connected(self, waiter):
        self._protocol.connection_made(self)
        if self._fd >= 0:
            self._loop._add_reader(self._fd, self._read_ready)
        if waiter is not None and not waiter.done():
            waiter.set_result(None)

    def get_protocol(self):
        return self._protocol

    def set_protocol(self, protocol):
        self._protocol = protocol

    def is_closing(self):
        return self._closing

    def is_reading(self):
        return not self._closing

    def get_write_buffer_size(self):
        return self._size

    def _read_ready(self):
        for _ in range(64):
            if self._fd < 0 or self._closing:
                return
            try:
                got = _asyncio._recvfrom(self._fd, self._MAX)
            except OSError as e:
                self._protocol.error_received(e)
                return
            if got is None:
                return
            self._protocol.datagram_received(*got)

    def sendto(self, data, addr=None):
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError('data argument must be a bytes-like object, not '
                            f'{type(data).__name__!r}')
        if self._address is not None:
            if addr not in (None, self._address):
                raise ValueError(f'Invalid address: must be None or {self._address}')
            addr = None
        if self._lost and self._address is not None:
            self._lost += 1
            return
        if self._queue or not self._send(data, addr):
            self._queue.append((bytes(data), addr))
            self._size += len(data)
            if len(self._queue) == 1:
                self._loop._add_writer(self._fd, self._write_ready)
            self._maybe_pause_protocol()

    def _send(self, data, addr):
        """Whether the datagram needs no further attention."""
        try:
            return _asyncio._sendto(self._fd, data, self._family, addr) is not None
        except OSError as e:
            self._protocol.error_received(e)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as e:
            self._fatal_error(e, 'Fatal write error on datagram transport')
        return True

    def _write_ready(self):
        while self._queue and self._send(*self._queue[0]):
            if self._queue:
                self._size -= len(self._queue.pop(0)[0])
        self._maybe_resume_protocol()
        if not self._queue and self._fd >= 0:
            self._loop._remove_writer(self._fd)
            if self._closing:
                self._call_connection_lost(None)

    def close(self):
        if self._closing:
            return
        self._closing = True
        self._loop._remove_reader(self._fd)
        if not self._queue:
            self._loop.call_soon(self._call_connection_lost, None)

    def abort(self):
        self._force_close(None)

    def _force_close(self, exc):
        if self._lost:
            return
        if self._queue:
            self._queue.clear()
            self._size = 0
            self._loop._remove_writer(self._fd)
        if not self._closing:
            self._closing = True
            self._loop._remove_reader(self._fd)
        self._lost += 1
        self._loop.call_soon(self._call_connection_lost, exc)

    def _fatal_error(self, exc, message='Fatal error on transport'):
        if not isinstance(exc, OSError):
            self._loop.call_exception_handler({
                'message': message,
                'exception': exc,
                'transport': self,
                'protocol': self._protocol,
            })
        self._force_close(exc)

    def _call_connection_lost(self, exc):
        if self._fd < 0:
            return
        try:
            self._protocol.connection_lost(exc)
        finally:
            fd, self._fd = self._fd, -1
            if self._owner is not None:
                self._owner.close()
            else:
                _asyncio._close(fd)


def _is_pipe(fd):
    """Whether a transport can have it: pipes, sockets and terminals, but no files."""
    import stat
    mode = os.fstat(fd).st_mode
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or stat.S_ISCHR(mode)
