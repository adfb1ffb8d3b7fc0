# SPDX-License-Identifier: MIT
"""What get_extra_info('socket') gives: a socket to be looked at, which the transport goes on using."""

import _asyncio

AF_UNIX, AF_INET, AF_INET6 = 1, 2, 10
SOCK_STREAM, SOCK_DGRAM = 1, 2


class TransportSocket:
    """A transport's or a server's socket."""

    __slots__ = ('_fd', '_family', '_type', '_proto', '_sock')

    def __init__(self, fd, family, type, proto=0, sock=None):
        self._fd, self._family, self._type, self._proto = fd, family, type, proto
        self._sock = sock

    @classmethod
    def of(cls, sock):
        """For a socket object."""
        return cls(sock.fileno(), sock.family, sock.type, sock.proto, sock)

    @property
    def family(self):
        return self._family

    @property
    def type(self):
        return self._type

    @property
    def proto(self):
        return self._proto

    def __repr__(self):
        words = [f'fd={self.fileno()}, family={self._family!s}, type={self._type!s}, '
                 f'proto={self._proto}']
        if self.fileno() != -1:
            for label, name in (('laddr', self.getsockname()), ('raddr', self._peer())):
                if name:
                    words.append(f'{label}={name}')
        return f"<asyncio.TransportSocket {', '.join(words)}>"

    def __getstate__(self):
        raise TypeError('Cannot serialize asyncio.TransportSocket object')

    def fileno(self):
        return self._fd if self._sock is None else self._sock.fileno()

    def getsockname(self):
        return _asyncio._sockname(self.fileno())

    def _peer(self):
        return _asyncio._peername(self.fileno())

    def getpeername(self):
        name = self._peer()
        if name is None:
            raise OSError(107, 'Transport endpoint is not connected')
        return name

    def setsockopt(self, level, option, value):
        _asyncio._setsockopt(self.fileno(), level, option, value)

    def getsockopt(self, *args):
        return self._call('getsockopt', *args)

    def get_inheritable(self):
        return self._call('get_inheritable')

    def dup(self):
        return self._call('dup')

    def shutdown(self, how):
        self._call('shutdown', how)

    def gettimeout(self):
        return 0

    def settimeout(self, value):
        if value != 0:
            raise ValueError('settimeout(): only 0 timeout is allowed on transport sockets')

    def setblocking(self, flag):
        if flag:
            raise ValueError('setblocking(): transport sockets cannot be blocking')

    def _call(self, method, *args):
        """The method of a socket object, which does not own the descriptor if it is made for this."""
        if self._sock is not None:
            return getattr(self._sock, method)(*args)
        from socket import socket
        sock = socket(self._family, self._type, self._proto, fileno=self._fd)
        try:
            return getattr(sock, method)(*args)
        finally:
            sock.detach()

    def _closed(self):
        self._fd = -1
