# SPDX-License-Identifier: MIT
"""The event loop that new_event_loop() makes."""

from _asyncio import BaseEventLoop

from .events import _DefaultPolicy

__all__ = ('DefaultEventLoopPolicy', 'EventLoop', 'SelectorEventLoop')


class _UnixSelectorEventLoop(BaseEventLoop):
    """The native loop and what of it is written in Python."""

    async def shutdown_asyncgens(self):
        """Close the asynchronous generators that have started and are not over."""
        generators = self._take_asyncgens()
        if generators:
            from .base_events import _close_asyncgens
            await _close_asyncgens(self, generators)

    async def shutdown_default_executor(self, timeout=None):
        """Nothing to be done: there is no executor."""

    def run_in_executor(self, executor, func, *args):
        raise NotImplementedError('krait has no threads yet: run_in_executor() cannot work')

    def __getattr__(self, name):
        if name in _MISSING:
            raise NotImplementedError(f'loop.{name}() is not supported yet')
        raise AttributeError(f'{type(self).__name__!r} object has no attribute {name!r}')


_MISSING = frozenset("""
    connect_accepted_socket connect_read_pipe connect_write_pipe create_connection
    create_datagram_endpoint create_server create_unix_connection create_unix_server getaddrinfo
    getnameinfo sendfile set_default_executor sock_accept sock_connect sock_recv sock_recv_into
    sock_recvfrom sock_recvfrom_into sock_sendall sock_sendfile sock_sendto start_tls
    subprocess_exec subprocess_shell
""".split())

SelectorEventLoop = EventLoop = _UnixSelectorEventLoop
DefaultEventLoopPolicy = _DefaultPolicy
