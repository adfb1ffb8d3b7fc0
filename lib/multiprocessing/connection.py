# SPDX-License-Identifier: MIT
"""Two connected ends through which objects go, one after another."""

import os
import select
import struct
import time

__all__ = ('Connection', 'Pipe', 'wait')

_HEAD = struct.Struct('!i')


class Connection:
    """An end of a pipe: objects are pickled, each message has its length in front."""

    def __init__(self, handle, readable=True, writable=True):
        self._handle = handle
        self._readable = readable
        self._writable = writable

    def __repr__(self):
        return f'<{type(self).__name__} fd={self._handle}>'

    def __del__(self):
        if self._handle is not None:
            os.close(self._handle)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()

    def _check(self, side=True, name=''):
        if self._handle is None:
            raise OSError('handle is closed')
        if not side:
            raise OSError(f'connection is {name}-only')

    @property
    def closed(self):
        """Whether it was closed."""
        return self._handle is None

    @property
    def readable(self):
        """Whether it can be read."""
        return self._readable

    @property
    def writable(self):
        """Whether it can be written."""
        return self._writable

    def fileno(self):
        """The descriptor."""
        self._check()
        return self._handle

    def close(self):
        """Close the descriptor."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def _write(self, data):
        data = memoryview(data)
        while data:
            data = data[os.write(self._handle, data):]

    def _read(self, size):
        data = bytearray()
        while len(data) < size:
            piece = os.read(self._handle, min(size - len(data), 1 << 20))
            if not piece:
                raise OSError('got end of file during message') if data else EOFError
            data += piece
        return bytes(data)

    def send_bytes(self, buf, offset=0, size=None):
        """Send the bytes as one message."""
        self._check(self._writable, 'read')
        data = memoryview(buf).cast('B')
        if offset < 0 or offset > len(data):
            raise ValueError('offset is negative' if offset < 0 else 'buffer length < offset')
        size = len(data) - offset if size is None else size
        if size < 0 or offset + size > len(data):
            raise ValueError('size is negative' if size < 0 else 'buffer length < offset + size')
        data = data[offset:offset + size]
        if size > 16384:
            self._write(_HEAD.pack(size) if size <= 0x7fffffff else _HEAD.pack(-1) + struct.pack('!Q', size))
            self._write(data)
        else:                        # whole, even if several write
            self._write(_HEAD.pack(size) + bytes(data))

    def recv_bytes(self, maxlength=None):
        """The next message as bytes."""
        self._check(self._readable, 'write')
        size, = _HEAD.unpack(self._read(4))
        if size == -1:
            size, = struct.unpack('!Q', self._read(8))
        if maxlength is not None and size > maxlength:
            self.close()
            raise OSError('bad message length')
        return self._read(size)

    def recv_bytes_into(self, buf, offset=0):
        """The next message into a buffer; its length."""
        data = self.recv_bytes()
        view = memoryview(buf).cast('B')
        if len(view) - offset < len(data):
            from .context import BufferTooShort
            raise BufferTooShort(data)
        view[offset:offset + len(data)] = data
        return len(data)

    def send(self, obj):
        """Send an object."""
        import pickle
        self._check(self._writable, 'read')
        self.send_bytes(pickle.dumps(obj))

    def recv(self):
        """The next object."""
        import pickle
        return pickle.loads(self.recv_bytes())

    def poll(self, timeout=0.0):
        """Whether there is something to be read."""
        self._check(self._readable, 'write')
        return bool(wait([self], timeout))


def Pipe(duplex=True):
    """(connection, connection)"""
    if duplex:
        import socket
        a, b = socket.socketpair()
        a.setblocking(True)
        b.setblocking(True)
        return Connection(a.detach()), Connection(b.detach())
    read, write = os.pipe()
    return Connection(read, writable=False), Connection(write, readable=False)


def wait(object_list, timeout=None):
    """Those connections, sockets and sentinels of the list that can be read."""
    poller = select.poll()
    by_fd = {}
    for item in object_list:
        fd = item if isinstance(item, int) else item.fileno()
        by_fd.setdefault(fd, []).append(item)
        poller.register(fd, select.POLLIN | select.POLLHUP)
    end = None if timeout is None else time.monotonic() + max(0, timeout)
    while True:
        left = None if end is None else max(0.0, end - time.monotonic())
        found = poller.poll(None if left is None else left * 1000)
        if found or left == 0:
            return [item for fd, _ in found for item in by_fd[fd]]
