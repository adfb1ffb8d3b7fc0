# SPDX-License-Identifier: MIT
"""The event loop that new_event_loop() makes."""

from _asyncio import BaseEventLoop

from .events import _DefaultPolicy

__all__ = ('DefaultEventLoopPolicy', 'EventLoop', 'SelectorEventLoop')


class _UnixSelectorEventLoop(BaseEventLoop):
    """The native loop and what of it is written in Python."""

    _remove_reader = BaseEventLoop.remove_reader
    _remove_writer = BaseEventLoop.remove_writer

    async def shutdown_asyncgens(self):
        """Close the asynchronous generators that have started and are not over."""
        generators = self._take_asyncgens()
        if generators:
            from ._errors import _close_asyncgens
            await _close_asyncgens(self, generators)

    _default_executor = None

    async def shutdown_default_executor(self, timeout=None):
        """End the default executor."""
        if self._default_executor is not None:
            self._default_executor.shutdown(wait=True)

    def set_default_executor(self, executor):
        """The executor of run_in_executor(None, ...)."""
        from concurrent.futures import ThreadPoolExecutor
        if not isinstance(executor, ThreadPoolExecutor):
            raise TypeError('executor must be ThreadPoolExecutor instance')
        self._default_executor = executor

    def run_in_executor(self, executor, func, *args):
        """A future of func(*args), which the executor calls; there is no default executor yet."""
        self._check_closed()
        if executor is None:
            executor = self._default_executor
        if executor is None:
            raise NotImplementedError('krait has no threads yet: run_in_executor() needs an '
                                      'executor that does without')
        from .futures import wrap_future
        return wrap_future(executor.submit(func, *args), loop=self)


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

def __getattr__(name):
    if name.endswith('ChildWatcher'):
        from . import _watchers
        return getattr(_watchers, name)
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


def can_use_pidfd():
    """Whether processes are watched by descriptors of their own."""
    return True


SelectorEventLoop = EventLoop = _UnixSelectorEventLoop
DefaultEventLoopPolicy = _DefaultPolicy
