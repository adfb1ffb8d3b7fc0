# SPDX-License-Identifier: MIT
"""Access to event loops: the running one, the one that was set, new ones, policies."""

import _asyncio

from _asyncio import (
    Handle, TimerHandle, _get_running_loop, _get_set_loop, _set_running_loop,
    _set_set_loop, get_event_loop, get_running_loop,
)

__all__ = ('AbstractEventLoop', 'AbstractEventLoopPolicy', 'AbstractServer', 'Handle',
           'TimerHandle', '_get_running_loop', '_set_running_loop', 'get_event_loop',
           'get_event_loop_policy', 'get_running_loop', 'new_event_loop', 'set_event_loop',
           'set_event_loop_policy')


class _LoopClass(type):
    """The native loop counts as derived from the classes to derive from, too."""

    def __instancecheck__(cls, obj):
        return super().__instancecheck__(obj) or (
            cls.__module__ in _ROOTS and isinstance(obj, _asyncio.BaseEventLoop))

    def __subclasscheck__(cls, other):
        return super().__subclasscheck__(other) or (
            cls.__module__ in _ROOTS and issubclass(other, _asyncio.BaseEventLoop))


_ROOTS = ('asyncio.events', 'asyncio.base_events')


def _missing(name, is_async):
    if is_async:
        async def function(self, *args, **kwargs):
            raise NotImplementedError
    else:
        def function(self, *args, **kwargs):
            raise NotImplementedError
    function.__name__ = name
    function.__qualname__ = f'AbstractEventLoop.{name}'
    return function


class AbstractEventLoop(metaclass=_LoopClass):
    """The interface of loops; here every method raises NotImplementedError."""

    for _name in """
            run_forever run_until_complete stop is_running is_closed close call_soon call_later
            call_at time create_future create_task call_soon_threadsafe run_in_executor
            set_default_executor add_reader remove_reader add_writer remove_writer
            add_signal_handler remove_signal_handler set_task_factory get_task_factory
            get_exception_handler set_exception_handler default_exception_handler
            call_exception_handler get_debug set_debug _timer_handle_cancelled
            """.split():
        locals()[_name] = _missing(_name, False)
    for _name in """
            shutdown_asyncgens shutdown_default_executor getaddrinfo getnameinfo create_connection
            create_server start_tls create_unix_connection create_unix_server
            connect_accepted_socket create_datagram_endpoint connect_read_pipe connect_write_pipe
            subprocess_shell subprocess_exec sendfile sock_recv sock_recv_into sock_recvfrom
            sock_recvfrom_into sock_sendall sock_sendto sock_connect sock_accept sock_sendfile
            """.split():
        locals()[_name] = _missing(_name, True)
    del _name


class AbstractServer:
    """What create_server() returns."""

    def close(self):
        raise NotImplementedError

    def get_loop(self):
        raise NotImplementedError

    def is_serving(self):
        raise NotImplementedError

    async def start_serving(self):
        raise NotImplementedError

    async def serve_forever(self):
        raise NotImplementedError

    async def wait_closed(self):
        raise NotImplementedError

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        self.close()
        await self.wait_closed()


class AbstractEventLoopPolicy:
    """Decides which loop a program gets."""

    def get_event_loop(self):
        raise NotImplementedError

    def set_event_loop(self, loop):
        raise NotImplementedError

    def new_event_loop(self):
        raise NotImplementedError

    def get_child_watcher(self):
        raise NotImplementedError

    def set_child_watcher(self, watcher):
        raise NotImplementedError


class _DefaultPolicy(AbstractEventLoopPolicy):
    """One loop, made when first asked for, unless somebody has said which one it is."""

    _told = False
    _watcher = None

    def get_child_watcher(self):
        from ._watchers import PidfdChildWatcher, _warn
        _warn('get_child_watcher')
        if self._watcher is None:
            self._watcher = PidfdChildWatcher()
        return self._watcher

    def set_child_watcher(self, watcher):
        from ._watchers import AbstractChildWatcher, _warn
        _warn('set_child_watcher')
        assert watcher is None or isinstance(watcher, AbstractChildWatcher)
        self._watcher = watcher

    def get_event_loop(self):
        loop = _get_set_loop()
        if loop is None:
            if self._told:
                raise RuntimeError("There is no current event loop in thread 'MainThread'.")
            loop = self.new_event_loop()
            self.set_event_loop(loop)
        return loop

    def set_event_loop(self, loop):
        if loop is not None and not isinstance(loop, AbstractEventLoop):
            raise TypeError('loop must be an instance of AbstractEventLoop or None, not '
                            f'{type(loop).__name__!r}')
        self._told = True
        _set_set_loop(loop)

    def new_event_loop(self):
        from .unix_events import _UnixSelectorEventLoop
        return _UnixSelectorEventLoop()


_event_loop_policy = None


def get_event_loop_policy():
    """The policy in force."""
    global _event_loop_policy
    if _event_loop_policy is None:
        _event_loop_policy = _DefaultPolicy()
    return _event_loop_policy


def set_event_loop_policy(policy):
    """Put a policy in force; None brings the default one back."""
    global _event_loop_policy
    if policy is not None and not isinstance(policy, AbstractEventLoopPolicy):
        raise TypeError('policy must be an instance of AbstractEventLoopPolicy or None, not '
                        f'{type(policy).__name__!r}')
    _event_loop_policy = policy


def set_event_loop(loop):
    """Make the loop what get_event_loop() returns while none runs."""
    get_event_loop_policy().set_event_loop(loop)


def new_event_loop():
    """A new event loop, by the policy in force."""
    return get_event_loop_policy().new_event_loop()


def _current_loop():
    return get_event_loop_policy().get_event_loop()


_py_get_event_loop = _c_get_event_loop = get_event_loop
_py_get_running_loop = _c_get_running_loop = get_running_loop
_py__get_running_loop = _c__get_running_loop = _get_running_loop
_py__set_running_loop = _c__set_running_loop = _set_running_loop
