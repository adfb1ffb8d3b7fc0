# SPDX-License-Identifier: MIT
"""Sockets."""

import io
import os
import sys
import _socket
from _socket import *
from enum import IntEnum, IntFlag

EBADF = 9
EAGAIN = EWOULDBLOCK = 11

__all__ = ['fromfd', 'getfqdn', 'create_connection', 'create_server', 'has_dualstack_ipv6',
           'AddressFamily', 'SocketKind', 'send_fds', 'recv_fds', 'socketpair', 'SocketType',
           'timeout', 'error', 'gaierror', 'herror', 'socket', 'getaddrinfo']
__all__.extend(n for n in dir(_socket) if n[0] != '_' and n not in __all__)

IntEnum._convert_('AddressFamily', __name__, lambda n: n.isupper() and n.startswith('AF_'))
IntEnum._convert_('SocketKind', __name__, lambda n: n.isupper() and n.startswith('SOCK_'))
IntFlag._convert_('MsgFlag', __name__, lambda n: n.isupper() and n.startswith('MSG_'))
IntFlag._convert_('AddressInfo', __name__, lambda n: n.isupper() and n.startswith('AI_'))

_LOCALHOST = '127.0.0.1'
_LOCALHOST_V6 = '::1'


def _as_enum(value, kind):
    """Return the member of the enumeration, or the plain number of one that is not known."""
    try:
        return kind(value)
    except ValueError:
        return value


class _GiveupOnSendfile(Exception):
    """os.sendfile() cannot do it: the file is to be read and sent."""


class socket(_socket.socket):
    """A socket; accept(), makefile() and the with statement included."""

    __slots__ = ['__weakref__', '_io_refs', '_closed']

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        if fileno is None:
            family = AF_INET if family == -1 else family
            type = SOCK_STREAM if type == -1 else type
            proto = 0 if proto == -1 else proto
        self._io_refs = 0
        self._closed = False
        super().__init__(family, type, proto, fileno)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        if not self._closed:
            self.close()

    def __repr__(self):
        cls = self.__class__
        closed = getattr(self, '_closed', False)
        text = (f"<{cls.__module__}.{cls.__qualname__}{' [closed]' if closed else ''} "
                f"fd={self.fileno()}, family={self.family!s}, type={self.type!s}, "
                f"proto={self.proto}")
        if not closed:
            for label, ask in (('laddr', self.getsockname), ('raddr', self.getpeername)):
                try:
                    address = ask()
                except (OSError, AttributeError):
                    continue
                if address:
                    text += f', {label}={address!s}'
        return text + '>'

    def __getstate__(self):
        raise TypeError(f"cannot pickle {self.__class__.__name__!r} object")

    def dup(self):
        """Return another socket object for a duplicate of the descriptor, not inheritable."""
        new = _owner(dup(self.fileno()), self.family, self.type, self.proto, self.__class__)
        new.settimeout(self.gettimeout())
        return new

    def accept(self):
        """Wait for a connection; return (socket, address of the peer)."""
        fd, address = self._accept()
        sock = _owner(fd, self.family, self.type, self.proto)
        if getdefaulttimeout() is None and self.gettimeout():
            sock.setblocking(True)
        return sock, address

    def makefile(self, mode='r', buffering=None, *, encoding=None, errors=None, newline=None):
        """Return a file object for the socket; the arguments are those of open().

        mode is made of "r", "w" and "b". The socket is closed when it and all its files are.
        """
        if not set(mode) <= {'r', 'w', 'b'}:
            raise ValueError(f"invalid mode {mode!r} (only r, w, b allowed)")
        writing = 'w' in mode
        reading = 'r' in mode or not writing
        binary = 'b' in mode
        raw = SocketIO(self, ('r' if reading else '') + ('w' if writing else ''))
        self._io_refs += 1
        if buffering is None or buffering < 0:
            buffering = io.DEFAULT_BUFFER_SIZE
        if buffering == 0:
            if not binary:
                raise ValueError("unbuffered streams must be binary")
            return raw
        if reading and writing:
            buffer = io.BufferedRWPair(raw, raw, buffering)
        elif reading:
            buffer = io.BufferedReader(raw, buffering)
        else:
            buffer = io.BufferedWriter(raw, buffering)
        if binary:
            return buffer
        text = io.TextIOWrapper(buffer, io.text_encoding(encoding), errors, newline)
        text.mode = mode
        return text

    def sendfile(self, file, offset=0, count=None):
        """Send a file, opened in binary mode, from offset on, count bytes or all; return how many.

        The file's position tells afterwards how far it went, even if it failed.
        """
        try:
            return self._sendfile_use_sendfile(file, offset, count)
        except _GiveupOnSendfile:
            return self._sendfile_use_send(file, offset, count)

    def _check_sendfile_params(self, file, offset, count):
        if 'b' not in getattr(file, 'mode', 'b'):
            raise ValueError("file should be opened in binary mode")
        if not self.type & SOCK_STREAM:
            raise ValueError("only SOCK_STREAM type sockets are supported")
        if count is not None:
            if not isinstance(count, int):
                raise TypeError(f"count must be a positive integer (got {count!r})")
            if count <= 0:
                raise ValueError(f"count must be a positive integer (got {count!r})")

    def _sendfile_use_sendfile(self, file, offset=0, count=None):
        if not hasattr(os, 'sendfile'):
            raise _GiveupOnSendfile
        self._check_sendfile_params(file, offset, count)
        try:
            fileno = file.fileno()
            size = os.fstat(fileno).st_size
        except (AttributeError, io.UnsupportedOperation, OSError) as err:
            raise _GiveupOnSendfile(err)
        if not size:
            return 0
        timeout = self.gettimeout()
        if timeout == 0:
            raise ValueError("non-blocking sockets are not supported")
        total = 0
        try:
            while count is None or total < count:
                step = min(1 << 30, size if count is None else count - total)
                try:
                    sent = os.sendfile(self.fileno(), fileno, offset, step)
                except BlockingIOError:
                    self._wait_writable(timeout)
                    continue
                except OSError as err:
                    if total == 0:
                        raise _GiveupOnSendfile(err)
                    raise
                if sent == 0:
                    break
                offset += sent
                total += sent
            return total
        finally:
            if total > 0 and hasattr(file, 'seek'):
                file.seek(offset)

    def _wait_writable(self, timeout):
        import select
        poller = select.poll()
        poller.register(self.fileno(), select.POLLOUT)
        if not poller.poll(None if timeout is None else timeout * 1000):
            raise TimeoutError('timed out')

    def _sendfile_use_send(self, file, offset=0, count=None):
        self._check_sendfile_params(file, offset, count)
        if self.gettimeout() == 0:
            raise ValueError("non-blocking sockets are not supported")
        if offset:
            file.seek(offset)
        total = 0
        try:
            while count is None or total < count:
                data = file.read(8192 if count is None else min(count - total, 8192))
                if not data:
                    break
                self.sendall(data)
                total += len(data)
            return total
        finally:
            if total > 0 and hasattr(file, 'seek'):
                file.seek(offset + total)

    def _decref_socketios(self):
        if self._io_refs > 0:
            self._io_refs -= 1
        if self._closed:
            self.close()

    def _real_close(self, _ss=_socket.socket):
        _ss.close(self)

    def close(self):
        """Close the socket, at once or when its last file is closed."""
        self._closed = True
        if self._io_refs <= 0:
            self._real_close()

    def detach(self):
        """Return the descriptor, which stays open; the object is closed."""
        self._closed = True
        return super().detach()

    @property
    def family(self):
        """The address family."""
        return _as_enum(super().family, AddressFamily)

    @property
    def type(self):
        """The kind of socket."""
        return _as_enum(super().type, SocketKind)

    def get_inheritable(self):
        """Return whether children get the descriptor."""
        return os.get_inheritable(self.fileno())

    def set_inheritable(self, inheritable):
        """Set whether children get the descriptor."""
        os.set_inheritable(self.fileno(), inheritable)


def _owner(fd, family, type, proto, cls=socket):
    """A socket object for a descriptor that nobody else closes: it is not to leak if no object can be made."""
    try:
        return cls(family, type, proto, fd)
    except BaseException:
        close(fd)
        raise


def fromfd(fd, family, type, proto=0):
    """Return a socket for a duplicate of the descriptor."""
    return _owner(dup(fd), family, type, proto)


def send_fds(sock, buffers, fds, flags=0, address=None):
    """Send descriptors along with data over a Unix socket."""
    packed = b''.join(int(fd).to_bytes(4, sys.byteorder, signed=True) for fd in fds)
    return sock.sendmsg(buffers, [(SOL_SOCKET, SCM_RIGHTS, packed)])


def recv_fds(sock, bufsize, maxfds, flags=0):
    """Receive up to bufsize bytes and maxfds descriptors: (data, fds, flags, address)."""
    data, ancdata, flags, address = sock.recvmsg(bufsize, CMSG_LEN(maxfds * 4), flags)
    fds = []
    for level, kind, packed in ancdata:
        if level == SOL_SOCKET and kind == SCM_RIGHTS:
            usable = len(packed) - len(packed) % 4
            fds += [int.from_bytes(packed[i:i + 4], sys.byteorder, signed=True)
                    for i in range(0, usable, 4)]
    return data, fds, flags, address


def socketpair(family=None, type=SOCK_STREAM, proto=0):
    """Return two sockets that are connected with each other."""
    if family is None:
        family = AF_UNIX
    one, two = _socket.socketpair(family, type, proto)
    return (_owner(one.detach(), family, type, proto),
            _owner(two.detach(), family, type, proto))


class SocketIO(io.RawIOBase):
    """The raw stream below the files that makefile() returns."""

    def __init__(self, sock, mode):
        if mode not in ('r', 'w', 'rw', 'rb', 'wb', 'rwb'):
            raise ValueError(f"invalid mode: {mode!r}")
        io.RawIOBase.__init__(self)
        self._sock = sock
        self._mode = mode if 'b' in mode else mode + 'b'
        self._reading = 'r' in mode
        self._writing = 'w' in mode
        self._timeout_occurred = False

    def readinto(self, b):
        """Read into a buffer: the number of bytes, 0 at the end, None if there is nothing yet."""
        self._checkClosed()
        self._checkReadable()
        if self._timeout_occurred:
            raise OSError("cannot read from timed out object")
        try:
            return self._sock.recv_into(b)
        except TimeoutError:
            self._timeout_occurred = True
            raise
        except BlockingIOError:
            return None

    def write(self, b):
        """Send some of the bytes; return how many, None if it would have to wait."""
        self._checkClosed()
        self._checkWritable()
        try:
            return self._sock.send(b)
        except BlockingIOError:
            return None

    def readable(self):
        """Return whether it was opened for reading."""
        if self.closed:
            raise ValueError("I/O operation on closed socket.")
        return self._reading

    def writable(self):
        """Return whether it was opened for writing."""
        if self.closed:
            raise ValueError("I/O operation on closed socket.")
        return self._writing

    def seekable(self):
        """Return False."""
        if self.closed:
            raise ValueError("I/O operation on closed socket.")
        return super().seekable()

    def fileno(self):
        """Return the socket's descriptor."""
        self._checkClosed()
        return self._sock.fileno()

    @property
    def name(self):
        """The descriptor, -1 if closed."""
        return -1 if self.closed else self.fileno()

    @property
    def mode(self):
        """How it was opened."""
        return self._mode

    def close(self):
        """Close the stream, and the socket if that was closed and this is its last file."""
        if self.closed:
            return
        io.RawIOBase.close(self)
        self._sock._decref_socketios()
        self._sock = None


def getfqdn(name=''):
    """Return the full domain name of a host, by default of this one."""
    name = name.strip()
    if not name or name in ('0.0.0.0', '::'):
        name = gethostname()
    try:
        hostname, aliases, _ = gethostbyaddr(name)
    except error:
        return name
    for candidate in [hostname, *aliases]:
        if '.' in candidate:
            return candidate
    return hostname


_GLOBAL_DEFAULT_TIMEOUT = object()


def create_connection(address, timeout=_GLOBAL_DEFAULT_TIMEOUT, source_address=None, *,
                      all_errors=False):
    """Connect to (host, port), trying its addresses in turn, and return the socket.

    With all_errors, what failed is an ExceptionGroup; else the last error is raised.
    """
    host, port = address
    exceptions = []
    for family, kind, proto, _, sockaddr in getaddrinfo(host, port, 0, SOCK_STREAM):
        sock = None
        try:
            sock = socket(family, kind, proto)
            if timeout is not _GLOBAL_DEFAULT_TIMEOUT:
                sock.settimeout(timeout)
            if source_address:
                sock.bind(source_address)
            sock.connect(sockaddr)
            exceptions.clear()
            return sock
        except error as exc:
            if not all_errors:
                exceptions.clear()
            exceptions.append(exc)
            if sock is not None:
                sock.close()
    if not exceptions:
        raise error("getaddrinfo returns an empty list")
    try:
        if not all_errors:
            raise exceptions[0]
        raise ExceptionGroup("create_connection failed", exceptions)
    finally:
        exceptions.clear()


def has_dualstack_ipv6():
    """Return whether one IPv6 socket can serve IPv4 too."""
    try:
        with socket(AF_INET6, SOCK_STREAM) as sock:
            sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0)
            return True
    except error:
        return False


def create_server(address, *, family=AF_INET, backlog=None, reuse_port=False,
                  dualstack_ipv6=False):
    """Return a listening TCP socket bound to (host, port).

    With dualstack_ipv6 an IPv6 socket takes IPv4 connections too.
    """
    if dualstack_ipv6:
        if not has_dualstack_ipv6():
            raise ValueError("dualstack_ipv6 not supported on this platform")
        if family != AF_INET6:
            raise ValueError("dualstack_ipv6 requires AF_INET6 family")
    sock = socket(family, SOCK_STREAM)
    try:
        sock.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        if reuse_port:
            sock.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)
        if family == AF_INET6:
            sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0 if dualstack_ipv6 else 1)
        try:
            sock.bind(address)
        except error as err:
            raise error(err.errno, f'{err.strerror} (while attempting to bind on '
                                   f'address {address!r})') from None
        if backlog is None:
            sock.listen()
        else:
            sock.listen(backlog)
        return sock
    except BaseException:
        sock.close()
        raise


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """Return the addresses of host and port: (family, type, proto, canonname, sockaddr) each.

    host is a name, digits or None; port a number, the name of a service or None.
    """
    return [(_as_enum(af, AddressFamily), _as_enum(kind, SocketKind), proto, name, address)
            for af, kind, proto, name, address
            in _socket.getaddrinfo(host, port, family, type, proto, flags)]
