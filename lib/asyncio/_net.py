# SPDX-License-Identifier: MIT
"""The event loop's methods for connections, servers and datagrams; each takes the loop first."""

import errno
import os
import sys

import _asyncio

from . import events
from .exceptions import SendfileNotAvailableError
from .selector_events import (
    READ_PIPE, SOCKET, WRITE_PIPE, _SelectorDatagramTransport, _SelectorSocketTransport,
    _UnixReadPipeTransport, _UnixWritePipeTransport, _is_pipe,
)
from .trsock import AF_INET, AF_INET6, AF_UNIX, SOCK_DGRAM, SOCK_STREAM, TransportSocket

SOL_SOCKET, SO_REUSEADDR, SO_BROADCAST, SO_KEEPALIVE, SO_REUSEPORT = 1, 2, 6, 9, 15
IPPROTO_TCP, TCP_NODELAY, IPPROTO_IPV6, IPV6_V6ONLY = 6, 1, 41, 26
AI_PASSIVE = 1
_OUT_OF_RESOURCES = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


def _refuse_ssl(ssl, handshake_timeout=None, shutdown_timeout=None):
    if ssl:
        raise NotImplementedError('krait has no TLS in asyncio yet')
    if handshake_timeout is not None:
        raise ValueError('ssl_handshake_timeout is only meaningful with ssl')
    if shutdown_timeout is not None:
        raise ValueError('ssl_shutdown_timeout is only meaningful with ssl')


# ---- waiting for a descriptor --------------------------------------------------------------------


async def _until_ready(loop, fd, writable):
    future = loop.create_future()
    done = lambda: future.done() or future.set_result(None)
    handle = loop._add_writer(fd, done) if writable else loop._add_reader(fd, done)
    try:
        await future
    finally:
        if handle.cancelled():
            pass                     # somebody else waits for it now
        elif writable:
            loop._remove_writer(fd)
        else:
            loop._remove_reader(fd)


async def _connect(loop, fd, family, address):
    if _asyncio._connect(fd, family, address) is None:
        await _until_ready(loop, fd, True)
        code = _asyncio._connected(fd)
        if code:
            raise OSError(code, f'Connect call failed {address}')


# ---- names ---------------------------------------------------------------------------------------


def _lookup(host, port, family=0, type=0, proto=0, flags=0):
    if isinstance(host, bytes):
        host = host.decode('ascii')
    if isinstance(port, bytes):
        port = port.decode('ascii')
    if port is not None and not isinstance(port, str):
        port = str(int(port))
    found = _asyncio._resolve(host or None, port, family, type, proto, flags)
    if isinstance(found, tuple):
        try:
            from socket import gaierror
        except ImportError:
            gaierror = OSError
        raise gaierror(*found)
    return found


async def getaddrinfo(loop, host, port, *, family=0, type=0, proto=0, flags=0):
    socket = sys.modules.get('socket')
    if socket is not None:
        return socket.getaddrinfo(host, port, family, type, proto, flags)
    return _lookup(host, port, family, type, proto, flags)


async def getnameinfo(loop, sockaddr, flags=0):
    from socket import getnameinfo
    return getnameinfo(sockaddr, flags)


async def _addresses(loop, host, port, family, type, proto=0, flags=0):
    """What a pair of host and port stands for, without a lookup if the host is in digits."""
    if isinstance(port, (int, type_none)) and isinstance(host, str):
        found = _asyncio._is_address(family, host)
        if found:
            address = (host, port or 0) if found == AF_INET else (host, port or 0, 0, 0)
            return [(found, type, proto, '', address)]
    infos = await loop.getaddrinfo(host, port, family=family, type=type, proto=proto, flags=flags)
    if not infos:
        raise OSError('getaddrinfo() returned empty list')
    return infos


type_none = type(None)


# ---- streams -------------------------------------------------------------------------------------


def _stream_extra(fd, family, sock, peer=None):
    socket = TransportSocket.of(sock) if sock is not None else TransportSocket(fd, family, SOCK_STREAM)
    return {
        'socket': socket,
        'sockname': _asyncio._sockname(fd),
        'peername': peer if peer is not None else _asyncio._peername(fd),
    }


def _start_transport(loop, fd, family, protocol, server=None, sock=None, peer=None):
    """A transport for a connected descriptor, which belongs to the transport from now on."""
    if family != AF_UNIX:
        _asyncio._setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, 1)
    return _SelectorSocketTransport(loop, fd, protocol, SOCKET, _stream_extra(fd, family, sock, peer),
                                    sock, server)


async def _finish(loop, transport, protocol):
    waiter = loop.create_future()
    loop.call_soon(transport._connected, waiter)
    try:
        await waiter
    except BaseException:
        transport.close()
        raise
    return transport, protocol


async def _adopt(loop, protocol_factory, sock, server=None):
    """For a connected socket object."""
    if sock.type != SOCK_STREAM:
        raise ValueError(f'A Stream Socket was expected, got {sock!r}')
    sock.setblocking(False)
    protocol = protocol_factory()
    transport = _start_transport(loop, sock.fileno(), sock.family, protocol, server, sock)
    return await _finish(loop, transport, protocol)


async def connect_accepted_socket(loop, protocol_factory, sock, *, ssl=None,
                                  ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
    _refuse_ssl(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)
    return await _adopt(loop, protocol_factory, sock)


async def _connect_one(loop, info, local):
    family, type, proto, _, address = info
    fd = _asyncio._socket(family, SOCK_STREAM, proto)
    try:
        if local is not None:
            _bind_local(fd, family, local)
        await _connect(loop, fd, family, address)
    except BaseException:
        _asyncio._close(fd)
        raise
    return fd, family


def _bind_local(fd, family, local):
    failed = None
    for where, _, _, _, address in local:
        if where != family:
            continue
        try:
            return _asyncio._bind(fd, family, address)
        except OSError as e:
            text = f'error while attempting to bind on address {address!r}: {str(e).lower()}'
            failed = OSError(e.errno, text)
    raise failed or OSError(f'no matching local address with {family=} found')


async def _connect_any(loop, infos, local, delay):
    """The first connection that stands; attempts start one by one, or `delay` seconds apart."""
    from .tasks import FIRST_COMPLETED, wait
    errors, waiting, running = [], list(infos), set()
    try:
        while waiting or running:
            if waiting:
                running.add(loop.create_task(_connect_one(loop, waiting.pop(0), local)))
            done, running = await wait(running, timeout=delay if waiting else None,
                                       return_when=FIRST_COMPLETED)
            for task in done:
                if task.exception() is None:
                    return task.result(), errors
                if not isinstance(task.exception(), OSError):
                    raise task.exception()
                errors.append(task.exception())
    finally:
        for task in running:
            task.cancel()
    return None, errors


def _interleave(infos, first):
    groups = {}
    for info in infos:
        groups.setdefault(info[0], []).append(info)
    lists = list(groups.values())
    out = lists[0][:first - 1]
    del lists[0][:first - 1]
    while any(lists):
        out += [group.pop(0) for group in lists if group]
    return out


def _raise_errors(errors, all_errors):
    if all_errors:
        raise ExceptionGroup('create_connection failed', errors)
    if len(errors) == 1:
        raise errors[0]
    text = str(errors[0])
    if all(str(e) == text for e in errors):
        raise errors[0]
    raise OSError(f"Multiple exceptions: {', '.join(str(e) for e in errors)}")


async def create_connection(loop, protocol_factory, host=None, port=None, *, ssl=None, family=0,
                            proto=0, flags=0, sock=None, local_addr=None, server_hostname=None,
                            ssl_handshake_timeout=None, ssl_shutdown_timeout=None,
                            happy_eyeballs_delay=None, interleave=None, all_errors=False):
    if server_hostname is not None and not ssl:
        raise ValueError('server_hostname is only meaningful with ssl')
    _refuse_ssl(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)
    if sock is not None:
        if host is not None or port is not None:
            raise ValueError('host/port and sock can not be specified at the same time')
        return await _adopt(loop, protocol_factory, sock)
    if host is None and port is None:
        raise ValueError('host and port was not specified and no sock specified')
    infos = await _addresses(loop, host, port, family, SOCK_STREAM, proto, flags)
    local = None
    if local_addr is not None:
        local = await _addresses(loop, *local_addr, family, SOCK_STREAM, proto, flags)
    if interleave is None:
        interleave = 0 if happy_eyeballs_delay is None else 1
    if interleave:
        infos = _interleave(infos, interleave)
    if len(infos) == 1:
        try:
            made, errors = await _connect_one(loop, infos[0], local), []
        except OSError as e:
            made, errors = None, [e]
    else:
        made, errors = await _connect_any(loop, infos, local, happy_eyeballs_delay)
    try:
        if made is None:
            _raise_errors(errors, all_errors)
    finally:
        errors = None  # no cycle with the traceback
    protocol = protocol_factory()
    return await _finish(loop, _start_transport(loop, *made, protocol), protocol)


async def create_unix_connection(loop, protocol_factory, path=None, *, ssl=None, sock=None,
                                 server_hostname=None, ssl_handshake_timeout=None,
                                 ssl_shutdown_timeout=None):
    if server_hostname is not None and not ssl:
        raise ValueError('server_hostname is only meaningful with ssl')
    _refuse_ssl(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)
    if sock is not None:
        if path is not None:
            raise ValueError('path and sock can not be specified at the same time')
        return await _adopt(loop, protocol_factory, sock)
    if path is None:
        raise ValueError('no path and sock were specified')
    fd, _ = await _connect_one(loop, (AF_UNIX, SOCK_STREAM, 0, '', os.fspath(path)), None)
    protocol = protocol_factory()
    return await _finish(loop, _start_transport(loop, fd, AF_UNIX, protocol), protocol)


# ---- servers -------------------------------------------------------------------------------------


class Server(events.AbstractServer):
    """Listening sockets and the connections that came from them."""

    _ssl_context = None

    def __init__(self, loop, listeners, protocol_factory, backlog, unlink=None):
        self._loop = loop
        self._listeners = listeners       # (fd, family, socket object or None)
        self._protocol_factory = protocol_factory
        self._backlog = backlog
        self._unlink = unlink
        self._clients = set()
        self._waiters = []
        self._serving = False
        self._forever = None

    def __repr__(self):
        return f'<{type(self).__name__} sockets={self.sockets!r}>'

    @property
    def sockets(self):
        if self._listeners is None:
            return ()
        return tuple(TransportSocket(fd, family, SOCK_STREAM) if sock is None
                     else TransportSocket.of(sock) for fd, family, sock in self._listeners)

    def get_loop(self):
        return self._loop

    def is_serving(self):
        return self._serving

    def _attach(self, transport):
        self._clients.add(transport)

    def _detach(self, transport):
        self._clients.discard(transport)
        if not self._clients and self._listeners is None:
            self._wake()

    def _wake(self):
        waiters, self._waiters = self._waiters, None
        for waiter in waiters or ():
            if not waiter.done():
                waiter.set_result(None)

    def _start(self):
        if self._serving:
            return
        self._serving = True
        for fd, family, _ in self._listeners:
            _asyncio._listen(fd, self._backlog)
            self._watch(fd, family)

    def _watch(self, fd, family):
        if self._serving:
            self._loop._add_reader(fd, self._accept, fd, family)

    def _accept(self, fd, family):
        for _ in range(self._backlog + 1):
            try:
                got = _asyncio._accept(fd)
            except OSError as e:
                if e.errno not in _OUT_OF_RESOURCES:
                    raise
                self._loop.call_exception_handler({
                    'message': 'socket.accept() out of system resource',
                    'exception': e,
                    'socket': TransportSocket(fd, family, SOCK_STREAM),
                })
                self._loop._remove_reader(fd)
                self._loop.call_later(1, self._watch, fd, family)
                return
            if got is None:
                return
            self._serve(*got, family)

    def _serve(self, fd, peer, family):
        protocol = self._protocol_factory()
        transport = _start_transport(self._loop, fd, family, protocol, self, None, peer)
        self._loop.call_soon(transport._connected)

    def close(self):
        listeners, self._listeners = self._listeners, None
        if listeners is None:
            return
        for fd, _, sock in listeners:
            self._loop._remove_reader(fd)
            if self._unlink is not None:
                self._unlink()
            if sock is not None:
                sock.close()
            else:
                _asyncio._close(fd)
        self._serving = False
        if self._forever is not None and not self._forever.done():
            self._forever.cancel()
            self._forever = None
        if not self._clients:
            self._wake()

    def close_clients(self):
        for transport in list(self._clients):
            transport.close()

    def abort_clients(self):
        for transport in list(self._clients):
            transport.abort()

    async def start_serving(self):
        self._start()
        await _turn()

    async def serve_forever(self):
        if self._forever is not None:
            raise RuntimeError(f'server {self!r} is already being awaited on serve_forever()')
        if self._listeners is None:
            raise RuntimeError(f'server {self!r} is closed')
        self._start()
        self._forever = self._loop.create_future()
        try:
            await self._forever
        except _asyncio.CancelledError:
            try:
                self.close()
                await self.wait_closed()
            finally:
                raise
        finally:
            self._forever = None

    async def wait_closed(self):
        if self._waiters is None:
            return
        waiter = self._loop.create_future()
        self._waiters.append(waiter)
        await waiter


async def _turn():
    from .tasks import sleep
    await sleep(0)


def _listener(info, reuse_address, reuse_port, keep_alive):
    family, type, proto, _, address = info
    try:
        fd = _asyncio._socket(family, type, proto)
    except OSError as e:
        if e.errno == errno.EAFNOSUPPORT:
            return None
        raise
    try:
        for wanted, option in ((reuse_address, SO_REUSEADDR), (reuse_port, SO_REUSEPORT),
                               (keep_alive, SO_KEEPALIVE)):
            if wanted:
                _asyncio._setsockopt(fd, SOL_SOCKET, option, 1)
        if family == AF_INET6:
            _asyncio._setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1)
        _asyncio._bind(fd, family, address)
    except OSError as e:
        _asyncio._close(fd)
        text = f'error while attempting to bind on address {address!r}: {str(e).lower()}'
        if e.errno == errno.EADDRNOTAVAIL and family == AF_INET6:
            return None
        raise OSError(e.errno, text) from None
    except BaseException:
        _asyncio._close(fd)
        raise
    return fd, family, None


async def _listeners(loop, host, port, family, flags, options):
    if host is None or host == '':
        hosts = [None]
    elif isinstance(host, str) or not hasattr(host, '__iter__'):
        hosts = [host]
    else:
        hosts = host
    infos = []
    for host in hosts:
        for info in await _addresses(loop, host, port, family, SOCK_STREAM, 0, flags):
            if info not in infos:
                infos.append(info)
    made = []
    try:
        for info in infos:
            listener = _listener(info, *options)
            if listener is not None:
                made.append(listener)
        if not made:
            raise OSError(f'could not bind on any address out of {[info[4] for info in infos]!r}')
    except BaseException:
        for fd, _, _ in made:
            _asyncio._close(fd)
        raise
    return made


def _adopt_listener(sock):
    if sock.type != SOCK_STREAM:
        raise ValueError(f'A Stream Socket was expected, got {sock!r}')
    sock.setblocking(False)
    return [(sock.fileno(), sock.family, sock)]


async def create_server(loop, protocol_factory, host=None, port=None, *, family=0,
                        flags=AI_PASSIVE, sock=None, backlog=100, ssl=None, reuse_address=None,
                        reuse_port=None, keep_alive=None, ssl_handshake_timeout=None,
                        ssl_shutdown_timeout=None, start_serving=True):
    if isinstance(ssl, bool):
        raise TypeError('ssl argument must be an SSLContext or None')
    _refuse_ssl(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)
    if sock is not None:
        if host is not None or port is not None:
            raise ValueError('host/port and sock can not be specified at the same time')
        listeners = _adopt_listener(sock)
    elif host is None and port is None:
        raise ValueError('Neither host/port nor sock were specified')
    else:
        options = (True if reuse_address is None else reuse_address, reuse_port, keep_alive)
        listeners = await _listeners(loop, host, port, family, flags, options)
    server = Server(loop, listeners, protocol_factory, backlog)
    if start_serving:
        await server.start_serving()
    return server


def _unlinker(path):
    """Removes the file of a Unix socket, if it is still the same one."""
    try:
        before = os.stat(path).st_ino
    except OSError:
        return None

    def unlink():
        try:
            if os.stat(path).st_ino == before:
                os.unlink(path)
        except OSError:
            pass
    return unlink


def _unix_listener(path):
    import stat
    if path[:1] not in ('\0', b'\0'):
        try:
            if stat.S_ISSOCK(os.stat(path).st_mode):
                os.unlink(path)
        except FileNotFoundError:
            pass
    fd = _asyncio._socket(AF_UNIX, SOCK_STREAM, 0)
    try:
        _asyncio._bind(fd, AF_UNIX, path)
    except OSError as e:
        _asyncio._close(fd)
        if e.errno == errno.EADDRINUSE:
            raise OSError(e.errno, f'Address {path!r} is already in use') from None
        raise
    return [(fd, AF_UNIX, None)]


async def create_unix_server(loop, protocol_factory, path=None, *, sock=None, backlog=100, ssl=None,
                             ssl_handshake_timeout=None, ssl_shutdown_timeout=None,
                             start_serving=True, cleanup_socket=True):
    if isinstance(ssl, bool):
        raise TypeError('ssl argument must be an SSLContext or None')
    _refuse_ssl(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)
    if path is not None:
        if sock is not None:
            raise ValueError('path and sock can not be specified at the same time')
        path = os.fspath(path)
        listeners = _unix_listener(path)
    elif sock is None:
        raise ValueError('path was not specified, and no sock specified')
    else:
        path = sock.getsockname()
        listeners = _adopt_listener(sock)
    unlink = _unlinker(path) if cleanup_socket and path and path[:1] not in ('\0', b'\0') else None
    server = Server(loop, listeners, protocol_factory, backlog, unlink)
    if start_serving:
        await server.start_serving()
    return server


# ---- datagrams -----------------------------------------------------------------------------------


async def _datagram_pairs(loop, local_addr, remote_addr, family, proto, flags):
    """(family, local, remote) to be tried in turn."""
    if not local_addr and not remote_addr:
        if not family:
            raise ValueError('unexpected address family')
        return [(family, None, None)]
    if family == AF_UNIX:
        return [(family, local_addr, remote_addr)]
    found = {}
    for i, address in enumerate((local_addr, remote_addr)):
        if address is None:
            continue
        if not isinstance(address, tuple) or len(address) != 2:
            raise TypeError('2-tuple is expected')
        for info in await _addresses(loop, *address, family, SOCK_DGRAM, proto, flags):
            found.setdefault(info[0], [None, None])[i] = info[4]
    pairs = [(where, *pair) for where, pair in found.items()
             if not (local_addr and pair[0] is None or remote_addr and pair[1] is None)]
    if not pairs:
        raise ValueError('can not get address information')
    return pairs


async def _open_datagram(loop, family, local, remote, proto, reuse_port, allow_broadcast):
    fd = _asyncio._socket(family, SOCK_DGRAM, proto)
    try:
        if reuse_port:
            _asyncio._setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, 1)
        if allow_broadcast:
            _asyncio._setsockopt(fd, SOL_SOCKET, SO_BROADCAST, 1)
        if local:
            _asyncio._bind(fd, family, local)
        if remote and not allow_broadcast:
            await _connect(loop, fd, family, remote)
    except BaseException:
        _asyncio._close(fd)
        raise
    return fd


async def create_datagram_endpoint(loop, protocol_factory, local_addr=None, remote_addr=None, *,
                                   family=0, proto=0, flags=0, reuse_port=None,
                                   allow_broadcast=None, sock=None):
    remote = None
    if sock is not None:
        if sock.type == SOCK_STREAM:
            raise ValueError(f'A datagram socket was expected, got {sock!r}')
        if local_addr or remote_addr or family or proto or flags or reuse_port or allow_broadcast:
            raise ValueError('socket modifier keyword arguments can not be used when sock is '
                             'specified.')
        sock.setblocking(False)
        fd, family = sock.fileno(), sock.family
    else:
        errors, fd = [], None
        pairs = await _datagram_pairs(loop, local_addr, remote_addr, family, proto, flags)
        for family, local, remote in pairs:
            try:
                fd = await _open_datagram(loop, family, local, remote, proto, reuse_port,
                                          allow_broadcast)
                break
            except OSError as e:
                errors.append(e)
        if fd is None:
            raise errors[0]
    extra = {
        'socket': TransportSocket(fd, family, SOCK_DGRAM, proto, sock),
        'sockname': _asyncio._sockname(fd),
        'peername': _asyncio._peername(fd),
    }
    protocol = protocol_factory()
    waiter = loop.create_future()
    transport = _SelectorDatagramTransport(loop, fd, family, protocol, remote, waiter, extra, sock)
    try:
        await waiter
    except BaseException:
        transport.close()
        raise
    return transport, protocol


# ---- pipes ---------------------------------------------------------------------------------------


async def _connect_pipe(loop, cls, kind, protocol_factory, pipe):
    fd = pipe.fileno()
    if not _is_pipe(fd):
        raise ValueError('Pipe transport is for pipes/sockets only.' if kind == READ_PIPE else
                         'Pipe transport is only for pipes, sockets and character devices')
    _asyncio._set_blocking(fd, False)
    protocol = protocol_factory()
    return await _finish(loop, cls(loop, fd, protocol, kind, {'pipe': pipe}, pipe), protocol)


async def connect_read_pipe(loop, protocol_factory, pipe):
    return await _connect_pipe(loop, _UnixReadPipeTransport, READ_PIPE, protocol_factory, pipe)


async def connect_write_pipe(loop, protocol_factory, pipe):
    return await _connect_pipe(loop, _UnixWritePipeTransport, WRITE_PIPE, protocol_factory, pipe)


# ---- files ---------------------------------------------------------------------------------------


def _check_sendfile(file, offset, count):
    if 'b' not in getattr(file, 'mode', 'b'):
        raise ValueError('file should be opened in binary mode')
    if count is not None:
        if not isinstance(count, int):
            raise TypeError(f'count must be a positive integer (got {count!r})')
        if count <= 0:
            raise ValueError(f'count must be a positive integer (got {count!r})')
    if not isinstance(offset, int):
        raise TypeError(f'offset must be a non-negative integer (got {offset!r})')
    if offset < 0:
        raise ValueError(f'offset must be a non-negative integer (got {offset!r})')


async def _send_by_system(loop, fd, file, offset, count):
    """How many bytes the system call has sent; SendfileNotAvailableError if it cannot send this file."""
    try:
        source = file.fileno()
        os.fstat(source)
    except (AttributeError, OSError, ValueError):
        raise SendfileNotAvailableError('not a regular file') from None
    total = 0
    try:
        while count is None or total < count:
            wanted = 1 << 30 if count is None else count - total
            try:
                sent = os.sendfile(fd, source, offset + total, wanted)
            except BlockingIOError:
                await _until_ready(loop, fd, True)
                continue
            except OSError as e:
                if total == 0 and e.errno in (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP,
                                              errno.EOVERFLOW, errno.ESPIPE):
                    raise SendfileNotAvailableError('os.sendfile call failed') from e
                raise
            if not sent:
                break
            total += sent
    finally:
        if total:
            os.lseek(source, offset + total, os.SEEK_SET)
    return total


async def _pieces(file, offset, count):
    if offset:
        file.seek(offset)
    total = 0
    while count is None or total < count:
        piece = file.read(256 * 1024 if count is None else min(count - total, 256 * 1024))
        if not piece:
            break
        total += len(piece)
        yield piece
    if hasattr(file, 'seek'):
        file.seek(offset + total)


class _WriteGate:
    """Stands in for the protocol while a file is sent: tells when writing may go on."""

    def __init__(self, loop, protocol):
        self._loop = loop
        self._protocol = protocol
        self._paused = None
        self._lost = None

    def __getattr__(self, name):
        return getattr(self._protocol, name)

    async def drain(self):
        if self._lost is not None:
            raise self._lost
        if self._paused is not None:
            await self._paused

    def pause_writing(self):
        self._paused = self._loop.create_future()

    def resume_writing(self):
        self._paused.set_result(None)
        self._paused = None

    def connection_lost(self, exc):
        self._lost = ConnectionError('Connection is closed by peer') if exc is None else exc
        if self._paused is not None and not self._paused.done():
            self._paused.set_exception(self._lost)
        self._protocol.connection_lost(exc)


async def _send_after_buffer(loop, transport, gate, file, offset, count):
    """By the system call, once what was written before is on its way; on a descriptor to wait for alone."""
    fd = os.dup(transport.get_extra_info('socket').fileno())
    try:
        while transport.get_write_buffer_size():
            await _until_ready(loop, fd, True)
            await _turn()
            await gate.drain()
        return await _send_by_system(loop, fd, file, offset, count)
    finally:
        os.close(fd)


async def sendfile(loop, transport, file, offset=0, count=None, *, fallback=True):
    if transport.is_closing():
        raise RuntimeError('Transport is closing')
    if not isinstance(transport, _SelectorSocketTransport):
        raise RuntimeError(f'sendfile is not supported for transport {transport!r}')
    _check_sendfile(file, offset, count)
    protocol = transport.get_protocol()
    gate = _WriteGate(loop, protocol)
    reading = transport.is_reading()
    if reading:
        transport.pause_reading()
    transport.set_protocol(gate)
    total = 0
    try:
        try:
            return await _send_after_buffer(loop, transport, gate, file, offset, count)
        except SendfileNotAvailableError:
            if not fallback:
                raise
        async for piece in _pieces(file, offset, count):
            await gate.drain()
            transport.write(piece)
            total += len(piece)
        await gate.drain()
    finally:
        transport.set_protocol(protocol)
        if hasattr(protocol, '_transport_changed'):
            protocol._transport_changed(transport)
        if reading:
            transport.resume_reading()
    return total


async def start_tls(loop, transport, protocol, sslcontext, **options):
    raise NotImplementedError('krait has no TLS in asyncio yet')


# ---- socket objects ------------------------------------------------------------------------------


async def sock_recv(loop, sock, n):
    while (data := _asyncio._recv(sock.fileno(), n)) is None:
        await _until_ready(loop, sock.fileno(), False)
    return data


async def sock_recv_into(loop, sock, buf):
    while (n := _asyncio._recv_into(sock.fileno(), buf, 0)) is None:
        await _until_ready(loop, sock.fileno(), False)
    return n


async def sock_recvfrom(loop, sock, bufsize):
    while (got := _asyncio._recvfrom(sock.fileno(), bufsize)) is None:
        await _until_ready(loop, sock.fileno(), False)
    return got


async def sock_recvfrom_into(loop, sock, buf, nbytes=0):
    data, address = await sock_recvfrom(loop, sock, nbytes or len(buf))
    memoryview(buf).cast('B')[:len(data)] = data
    return len(data), address


async def sock_sendall(loop, sock, data):
    data = memoryview(data).cast('B')
    sent = 0
    while sent < len(data):
        n = _asyncio._send(sock.fileno(), data, sent)
        if n is None:
            await _until_ready(loop, sock.fileno(), True)
        else:
            sent += n


async def sock_sendto(loop, sock, data, address):
    while (n := _asyncio._sendto(sock.fileno(), data, sock.family, address)) is None:
        await _until_ready(loop, sock.fileno(), True)
    return n


async def sock_connect(loop, sock, address):
    if sock.family != AF_UNIX:
        infos = await _addresses(loop, *address[:2], sock.family, sock.type, sock.proto)
        address = (*infos[0][4][:2], *address[2:])
    await _connect(loop, sock.fileno(), sock.family, address)


async def sock_accept(loop, sock):
    while (got := _asyncio._accept(sock.fileno())) is None:
        await _until_ready(loop, sock.fileno(), False)
    from socket import socket
    conn = socket(sock.family, sock.type, sock.proto, fileno=got[0])
    conn.setblocking(False)
    return conn, got[1]


async def sock_sendfile(loop, sock, file, offset=0, count=None, *, fallback=True):
    _check_sendfile(file, offset, count)
    try:
        return await _send_by_system(loop, sock.fileno(), file, offset, count)
    except SendfileNotAvailableError:
        if not fallback:
            raise
    total = 0
    async for piece in _pieces(file, offset, count):
        await sock_sendall(loop, sock, piece)
        total += len(piece)
    return total
