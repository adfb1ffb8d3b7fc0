# SPDX-License-Identifier: MIT
"""The event loop that new_event_loop() makes."""

from _asyncio import BaseEventLoop

from .events import _DefaultPolicy

__all__ = ('DefaultEventLoopPolicy', 'EventLoop', 'SelectorEventLoop')


class _UnixSelectorEventLoop(BaseEventLoop):
    """The native loop and what of it is written in Python."""

    _add_reader = BaseEventLoop.add_reader
    _remove_reader = BaseEventLoop.remove_reader
    _add_writer = BaseEventLoop.add_writer
    _remove_writer = BaseEventLoop.remove_writer

    async def shutdown_asyncgens(self):
        """Close the asynchronous generators that have started and are not over."""
        generators = self._take_asyncgens()
        if generators:
            from .base_events import _close_asyncgens
            await _close_asyncgens(self, generators)

    async def shutdown_default_executor(self, timeout=None):
        """Nothing to be done: there is no executor."""

    def set_default_executor(self, executor):
        raise NotImplementedError('krait has no threads yet: there are no executors')

    def run_in_executor(self, executor, func, *args):
        raise NotImplementedError('krait has no threads yet: run_in_executor() cannot work')


def _late(module, name):
    """A method that stands in another module, which is imported when the method is first called."""
    def method(self, *args, **kwargs):
        function = getattr(__import__('asyncio.' + module, fromlist=['*']), name)
        return function(self, *args, **kwargs)
    method.__name__ = name
    method.__qualname__ = f'_UnixSelectorEventLoop.{name}'
    return method


def _add_late_methods():
    late = {
        '_net': """
            connect_accepted_socket connect_read_pipe connect_write_pipe create_connection
            create_datagram_endpoint create_server create_unix_connection create_unix_server
            getaddrinfo getnameinfo sendfile sock_accept sock_connect sock_recv sock_recv_into
            sock_recvfrom sock_recvfrom_into sock_sendall sock_sendfile sock_sendto start_tls
            """,
        'base_subprocess': 'subprocess_exec subprocess_shell',
    }
    for module, names in late.items():
        for name in names.split():
            setattr(_UnixSelectorEventLoop, name, _late(module, name))


_add_late_methods()

SelectorEventLoop = EventLoop = _UnixSelectorEventLoop
DefaultEventLoopPolicy = _DefaultPolicy
