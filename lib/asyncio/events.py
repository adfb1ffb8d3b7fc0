# SPDX-License-Identifier: MIT
"""Access to event loops: the running one, the one that was set, new ones, policies."""

from _asyncio import (
    AbstractEventLoop, Handle, TimerHandle, _get_running_loop, _get_set_loop, _set_running_loop,
    _set_set_loop, get_event_loop, get_running_loop,
)

__all__ = ('AbstractEventLoop', 'AbstractEventLoopPolicy', 'AbstractServer', 'Handle',
           'TimerHandle', '_get_running_loop', '_set_running_loop', 'get_event_loop',
           'get_event_loop_policy', 'get_running_loop', 'new_event_loop', 'set_event_loop',
           'set_event_loop_policy')


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


class _DefaultPolicy(AbstractEventLoopPolicy):
    """One loop, made when first asked for."""

    def get_event_loop(self):
        loop = _get_set_loop()
        if loop is None:
            loop = self.new_event_loop()
            self.set_event_loop(loop)
        return loop

    def set_event_loop(self, loop):
        if loop is not None and not isinstance(loop, AbstractEventLoop):
            raise TypeError('loop must be an instance of AbstractEventLoop or None, not '
                            f'{type(loop).__name__!r}')
        _set_set_loop(loop)

    def new_event_loop(self):
        from .unix_events import _UnixSelectorEventLoop
        return _UnixSelectorEventLoop()


_policy = None


def get_event_loop_policy():
    """The policy in force."""
    global _policy
    if _policy is None:
        _policy = _DefaultPolicy()
    return _policy


def set_event_loop_policy(policy):
    """Put a policy in force; None brings the default one back."""
    global _policy
    if policy is not None and not isinstance(policy, AbstractEventLoopPolicy):
        raise TypeError('policy must be an instance of AbstractEventLoopPolicy or None, not '
                        f'{type(policy).__name__!r}')
    _policy = policy


def set_event_loop(loop):
    """Make the loop what get_event_loop() returns while none runs."""
    get_event_loop_policy().set_event_loop(loop)


def new_event_loop():
    """A new event loop, by the policy in force."""
    return get_event_loop_policy().new_event_loop()


def _current_loop():
    return get_event_loop_policy().get_event_loop()
