# SPDX-License-Identifier: MIT
"""Child watchers, as programs of before 3.14 name them: here every loop watches processes itself."""

from _asyncio import _get_running_loop

from . import events


def _warn(name):
    import warnings
    warnings.warn(f'{name!r} is deprecated as of Python 3.12 and will be removed in Python 3.14.',
                  DeprecationWarning, stacklevel=3)


class AbstractChildWatcher:
    """Tells callbacks when processes end; all classes of them are alike."""

    def __init__(self):
        self._loop = None
        self._callbacks = {}

    def attach_loop(self, loop):
        """Use this loop for processes that no running loop watches."""
        assert loop is None or isinstance(loop, events.AbstractEventLoop)
        self._loop = loop

    def is_active(self):
        """Whether there is a loop."""
        return _get_running_loop() is not None or self._loop is not None

    def close(self):
        """Forget the callbacks."""
        self._callbacks.clear()
        self._loop = None

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        pass

    def add_child_handler(self, pid, callback, *args):
        """callback(pid, returncode, *args) once the process has ended."""
        loop = _get_running_loop() or self._loop
        if loop is None:
            raise RuntimeError('Cannot add child handler, the child watcher does not have a loop '
                               'attached')
        if pid not in self._callbacks:
            loop._watch_child(pid, lambda returncode: self._ended(pid, returncode))
        self._callbacks[pid] = callback, args

    def remove_child_handler(self, pid):
        """Forget the callback; whether there was one."""
        return self._callbacks.pop(pid, None) is not None

    def _ended(self, pid, returncode):
        callback, args = self._callbacks.pop(pid, (None, ()))
        if callback is not None:
            callback(pid, 255 if returncode is None else returncode, *args)


class BaseChildWatcher(AbstractChildWatcher):
    pass


class SafeChildWatcher(BaseChildWatcher):
    def __init__(self):
        super().__init__()
        _warn('SafeChildWatcher')


class FastChildWatcher(BaseChildWatcher):
    def __init__(self):
        super().__init__()
        _warn('FastChildWatcher')


class MultiLoopChildWatcher(AbstractChildWatcher):
    def __init__(self):
        super().__init__()
        _warn('MultiLoopChildWatcher')


class ThreadedChildWatcher(AbstractChildWatcher):
    def __init__(self):
        super().__init__()
        self._threads = {}  # none are needed


class PidfdChildWatcher(AbstractChildWatcher):
    pass


def get_child_watcher():
    """The watcher of the policy in force."""
    return events.get_event_loop_policy().get_child_watcher()


def set_child_watcher(watcher):
    """Give the policy in force a watcher."""
    return events.get_event_loop_policy().set_child_watcher(watcher)
