# SPDX-License-Identifier: MIT
"""A forked process that calls a function, and what its parent knows of it."""

import itertools
import os
import signal
import sys
import time

__all__ = ('Process', 'active_children', 'current_process', 'parent_process')

_names = itertools.count(1)
_children = set()


class BaseProcess:
    """run() in another process."""

    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None):
        if group is not None:
            raise AssertionError('group argument must be None for now')
        self._target = target
        self._args = tuple(args)
        self._kwargs = dict(kwargs)
        self._parent_pid = os.getpid()
        self._pid = None
        self._status = None          # what waitpid() gave
        self._closed = False
        self._sentinel = None
        self._daemon = _current._daemon if daemon is None else bool(daemon)
        number = next(_names)
        self._name = f'{type(self).__name__}-{_current._prefix}{number}' if name is None else str(name)
        self._prefix = f'{_current._prefix}{number}:'

    def __repr__(self):
        state = 'closed' if self._closed else 'initial'
        if not self._closed and self is _current:
            state = 'started'
        elif not self._closed and self._pid is not None:
            code = self.exitcode
            state = 'started' if code is None else f'stopped exitcode={_signal_name(code)}'
        words = [type(self).__name__, f'name={self._name!r}']
        if self._pid is not None:
            words.append(f'pid={self._pid}')
        words += [f'parent={self._parent_pid}', state]
        if self._daemon:
            words.append('daemon')
        return f"<{' '.join(words)}>"

    def _check(self, started=True):
        if self._closed:
            raise ValueError('process object is closed')
        if started and self._pid is None:
            raise AssertionError('can only test a child process' if self is not _current else 'no child')

    def run(self):
        """What the process does; target(*args, **kwargs) by default."""
        if self._target:
            self._target(*self._args, **self._kwargs)

    def start(self):
        """Start it."""
        if self._closed:
            raise ValueError('process object is closed')
        if self._pid is not None:
            raise AssertionError('cannot start a process twice')
        if self._parent_pid != os.getpid():
            raise AssertionError('can only start a process object created by current process')
        if _current._daemon:
            raise AssertionError('daemonic processes are not allowed to have children')
        _reap()
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        read, write = os.pipe()      # readable when the process has ended
        pid = os.fork()
        if pid == 0:
            os.close(read)
            os._exit(self._bootstrap())
        os.close(write)
        self._pid, self._sentinel = pid, read
        del self._target, self._args, self._kwargs
        _children.add(self)

    def _bootstrap(self):
        """In the new process: its exit code."""
        global _current, _parent
        _children.clear()
        self._pid = os.getpid()
        _current, _parent = self, _ParentProcess(_current._name, self._parent_pid)
        code = 1
        try:
            try:
                import threading
                threading.current_thread().name = 'MainThread'
                self.run()
                code = 0
            finally:
                _finish()
        except SystemExit as e:
            code = e.code
            if code is None:
                code = 0
            elif not isinstance(code, int):
                sys.stderr.write(f'{code}\n')
                code = 1
        except BaseException:
            import traceback
            sys.stderr.write(f'Process {self._name}:\n')
            traceback.print_exc()
            code = 1
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (AttributeError, OSError, ValueError):
                pass
        return code & 255

    def _poll(self, wait=False):
        """The exit code, None while it runs."""
        if self._status is None:
            if self._parent_pid != os.getpid():
                raise AssertionError('can only test a child process')
            try:
                pid, status = os.waitpid(self._pid, 0 if wait else os.WNOHANG)
            except ChildProcessError:
                return None          # somebody else has waited for it
            if pid == 0:
                return None
            self._status = os.waitstatus_to_exitcode(status)
            _children.discard(self)
        return self._status

    def join(self, timeout=None):
        """Wait until it has ended."""
        self._check(False)
        if self._pid is None:
            raise AssertionError('can only join a started process')
        if self._parent_pid != os.getpid():
            raise AssertionError('can only join a child process')
        if timeout is not None:
            from .connection import wait
            if self._status is None and not wait([self._sentinel], timeout):
                return
        self._poll(True)

    def is_alive(self):
        """Whether it runs."""
        self._check(False)
        if self is _current:
            return True
        return self._pid is not None and self._poll() is None

    def _signal(self, number):
        self._check(False)
        if self._pid is not None and self._poll() is None:
            try:
                os.kill(self._pid, number)
            except ProcessLookupError:
                pass

    def terminate(self):
        """Ask it to end (SIGTERM)."""
        self._signal(signal.SIGTERM)

    def kill(self):
        """End it (SIGKILL)."""
        self._signal(signal.SIGKILL)

    def close(self):
        """Let go of a process that has ended."""
        if self._closed:
            return
        if self._pid is not None:
            if self._poll() is None:
                raise ValueError('Cannot close a process while it is still running. '
                                 'You should first call join() or terminate().')
            os.close(self._sentinel)
        self._closed = True
        _children.discard(self)

    @property
    def name(self):
        """Its name, for people to read."""
        return self._name

    @name.setter
    def name(self, name):
        if not isinstance(name, str):
            raise AssertionError('name must be a string')
        self._name = name

    @property
    def daemon(self):
        """Whether it is ended when its parent ends."""
        return self._daemon

    @daemon.setter
    def daemon(self, value):
        if self._pid is not None:
            raise AssertionError('process has already started')
        self._daemon = bool(value)

    @property
    def pid(self):
        """Its number, None before it is started."""
        self._check(False)
        return self._pid

    ident = pid

    @property
    def exitcode(self):
        """None while it runs; minus the signal's number if one has ended it."""
        self._check(False)
        if self is _current or self._pid is None:
            return self._status
        return self._poll()

    @property
    def sentinel(self):
        """A descriptor that becomes readable when it ends."""
        self._check(False)
        if self._sentinel is None:
            raise ValueError('process not started')
        return self._sentinel


class Process(BaseProcess):
    """A function in a process of its own."""


class _MainProcess(BaseProcess):
    """The one that no other of this package has started."""

    def __init__(self):
        self._pid = self._parent_pid = None
        self._status = None
        self._closed = self._daemon = False
        self._name = 'MainProcess'
        self._prefix = ''

    @property
    def pid(self):
        return os.getpid()

    ident = pid

    def __repr__(self):
        return '<_MainProcess name=\'MainProcess\' parent=None started>'


class _ParentProcess(BaseProcess):
    """What a child knows of its parent."""

    def __init__(self, name, pid):
        self._name, self._pid, self._parent_pid = name, pid, None
        self._status, self._closed, self._daemon, self._prefix = None, False, False, ''

    def is_alive(self):
        return os.getppid() == self._pid

    def join(self, timeout=None):
        """Wait until it has ended."""
        end = None if timeout is None else time.monotonic() + timeout
        while self.is_alive() and (end is None or time.monotonic() < end):
            time.sleep(0.01)


def _signal_name(code):
    if code >= 0:
        return code
    try:
        return f'-{signal.Signals(-code).name}'
    except ValueError:
        return code


def _reap():
    for child in list(_children):
        child._poll()


def _finish():
    """At the end of a process: daemons end with it, others are waited for."""
    for child in [c for c in _children if c._daemon]:
        child.terminate()
    for child in list(_children):
        child.join()


_current, _parent = _MainProcess(), None


def current_process():
    """The process that asks."""
    return _current


def active_children():
    """The children that run."""
    _reap()
    return list(_children)


def parent_process():
    """The process that has started this one, None if it is the first."""
    return _parent


import atexit
atexit.register(_finish)
