# SPDX-License-Identifier: MIT
"""Contexts: everything of the package as methods, for one way of starting processes."""

import os

from . import process


class ProcessError(Exception):
    """The base of what goes wrong between processes."""


class BufferTooShort(ProcessError):
    """A message does not fit into the buffer that was given."""


class TimeoutError(ProcessError):
    """Something was not there in time."""


class AuthenticationError(ProcessError):
    """The other side could not tell the key."""


def _missing(name):
    def method(self, *args, **kwargs):
        raise NotImplementedError(f'multiprocessing.{name}() is not part of this library yet')
    method.__name__ = name
    return method


class BaseContext:
    """What all contexts have in common."""

    ProcessError = ProcessError
    BufferTooShort = BufferTooShort
    TimeoutError = TimeoutError
    AuthenticationError = AuthenticationError

    current_process = staticmethod(process.current_process)
    parent_process = staticmethod(process.parent_process)
    active_children = staticmethod(process.active_children)

    def cpu_count(self):
        """How many processors there are."""
        count = os.cpu_count()
        if count is None:
            raise NotImplementedError('cannot determine number of cpus')
        return count

    def Pipe(self, duplex=True):
        """Two connected ends; of a pipe that is not duplex the first one reads, the second one writes."""
        from .connection import Pipe
        return Pipe(duplex)

    def Queue(self, maxsize=0):
        """A queue between processes."""
        from .queues import Queue
        return Queue(maxsize, ctx=self.get_context())

    def JoinableQueue(self, maxsize=0):
        """A queue whose items are counted until task_done() is called for them."""
        from .queues import JoinableQueue
        return JoinableQueue(maxsize, ctx=self.get_context())

    def SimpleQueue(self):
        """A pipe with a lock on each end."""
        from .queues import SimpleQueue
        return SimpleQueue(ctx=self.get_context())

    def Lock(self):
        """Mutual exclusion of processes."""
        from .synchronize import Lock
        return Lock(ctx=self.get_context())

    def RLock(self):
        """A lock that its owner may take again."""
        from .synchronize import RLock
        return RLock(ctx=self.get_context())

    def Semaphore(self, value=1):
        """So many processes at a time."""
        from .synchronize import Semaphore
        return Semaphore(value, ctx=self.get_context())

    def BoundedSemaphore(self, value=1):
        """A semaphore that is not released more often than it was acquired."""
        from .synchronize import BoundedSemaphore
        return BoundedSemaphore(value, ctx=self.get_context())

    def Event(self):
        """A flag that processes wait for."""
        from .synchronize import Event
        return Event(ctx=self.get_context())

    def freeze_support(self):
        """Nothing: programs that bring their interpreter along need no help here."""

    def allow_connection_pickling(self):
        """Nothing: connections are inherited."""

    def get_logger(self):
        """The logger of this package."""
        from .util import get_logger
        return get_logger()

    def log_to_stderr(self, level=None):
        """Show what this package logs."""
        from .util import log_to_stderr
        return log_to_stderr(level)

    def get_context(self, method=None):
        """The context of a way of starting processes."""
        if method is None:
            return self
        if method not in _contexts:
            raise ValueError(f'cannot find context for {method!r}')
        return _contexts[method]

    def get_start_method(self, allow_none=False):
        """How processes are started."""
        return self._name

    def set_start_method(self, method, force=False):
        """Choose how processes are started: there is one way."""
        if method not in (None, 'fork'):
            self.get_context(method)
            raise NotImplementedError(f'processes are forked here; {method!r} is not supported')

    def get_all_start_methods(self):
        """The ways of starting processes."""
        return ['fork']

    Manager, Pool, Value, Array, RawValue, RawArray, Condition, Barrier, set_executable, set_forkserver_preload = (
        _missing(name) for name in ('Manager', 'Pool', 'Value', 'Array', 'RawValue', 'RawArray', 'Condition', 'Barrier',
                                    'set_executable', 'set_forkserver_preload'))


class ForkProcess(process.Process):
    """A copy of this process."""

    _start_method = 'fork'


class _ForkContext(BaseContext):
    """Processes are copies of this one."""

    _name = 'fork'
    Process = process.Process


class _OtherProcess(process.BaseProcess):
    """One that is not forked: known by its name, so that a program may mention it."""

    def __init__(self, *args, **kwargs):
        raise NotImplementedError(f'processes are forked here; {self._start_method!r} is not supported')


class SpawnProcess(_OtherProcess):
    """A process that begins with a new interpreter."""

    _start_method = 'spawn'


class ForkServerProcess(_OtherProcess):
    """A process that a server has forked."""

    _start_method = 'forkserver'


class _SpawnContext(BaseContext):
    _name = 'spawn'
    Process = SpawnProcess


class _ForkServerContext(BaseContext):
    _name = 'forkserver'
    Process = ForkServerProcess


_contexts = {'fork': _ForkContext(), 'spawn': _SpawnContext(), 'forkserver': _ForkServerContext()}
