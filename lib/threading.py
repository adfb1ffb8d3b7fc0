# SPDX-License-Identifier: MIT
"""Locks, and objects that stand for threads.

This interpreter runs one thread: start() raises RuntimeError. Programs and modules
that lock, count or keep data per thread work nevertheless.
"""

import _thread
import functools
import sys
from collections import deque
from itertools import count
from time import monotonic as _time
from _weakrefset import WeakSet
from _thread import allocate_lock as Lock, get_ident, LockType, RLock

try:
    from _thread import get_native_id
except ImportError:
    from os import getpid as get_native_id

__all__ = ['get_ident', 'active_count', 'Condition', 'current_thread', 'enumerate', 'main_thread',
           'TIMEOUT_MAX', 'Event', 'Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Thread',
           'Barrier', 'BrokenBarrierError', 'Timer', 'ThreadError', 'setprofile', 'settrace',
           'local', 'stack_size', 'excepthook', 'ExceptHookArgs', 'getprofile', 'gettrace',
           'setprofile_all_threads', 'settrace_all_threads', 'get_native_id']

ThreadError = RuntimeError
TIMEOUT_MAX = getattr(_thread, 'TIMEOUT_MAX', 9223372036.0)
_RLock = RLock


class Condition:
    """A condition variable: threads wait() until another one calls notify().

    lock is a Lock or RLock, default: a new RLock; it must be held for both.
    """

    def __init__(self, lock=None):
        if lock is None:
            lock = RLock()
        self._lock = lock
        self.acquire = lock.acquire
        self.release = lock.release
        # Locks that can be held several times know how to be given up as a whole.
        for name in ('_release_save', '_acquire_restore', '_is_owned'):
            if hasattr(lock, name):
                setattr(self, name, getattr(lock, name))
        self._waiters = deque()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        return "<Condition(%s, %d)>" % (self._lock, len(self._waiters))

    def _release_save(self):
        self._lock.release()

    def _acquire_restore(self, x):
        self._lock.acquire()

    def _is_owned(self):
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def wait(self, timeout=None):
        """Give up the lock, wait for notify(), take the lock again.

        Returns False if timeout seconds passed first. RuntimeError without the lock.
        """
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        waiter = Lock()
        waiter.acquire()
        self._waiters.append(waiter)
        saved_state = self._release_save()
        gotit = False
        try:
            if timeout is None:
                waiter.acquire()
                gotit = True
            elif timeout > 0:
                gotit = waiter.acquire(True, timeout)
            else:
                gotit = waiter.acquire(False)
            return gotit
        finally:
            self._acquire_restore(saved_state)
            if not gotit:
                try:
                    self._waiters.remove(waiter)
                except ValueError:
                    pass

    def wait_for(self, predicate, timeout=None):
        """Wait until predicate() is true, at most timeout seconds; return its last value."""
        endtime = None
        waittime = timeout
        result = predicate()
        while not result:
            if waittime is not None:
                if endtime is None:
                    endtime = _time() + waittime
                else:
                    waittime = endtime - _time()
                    if waittime <= 0:
                        break
            self.wait(waittime)
            result = predicate()
        return result

    def notify(self, n=1):
        """Wake up to n of the threads that wait. RuntimeError without the lock."""
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        waiters = self._waiters
        while waiters and n > 0:
            waiter = waiters.popleft()
            try:
                waiter.release()
            except RuntimeError:
                continue        # released already, by an interrupted wait
            n -= 1

    def notify_all(self):
        """Wake all threads that wait."""
        self.notify(len(self._waiters))

    def notifyAll(self):
        """Older name of notify_all(); deprecated."""
        import warnings
        warnings.warn('notifyAll() is deprecated, use notify_all() instead',
                      DeprecationWarning, stacklevel=2)
        self.notify_all()


class Semaphore:
    """A counter that acquire() lowers, waiting while it is zero, and release() raises."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._cond = Condition(Lock())
        self._value = value

    def __repr__(self):
        cls = self.__class__
        return (f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: "
                f"value={self._value}>")

    def acquire(self, blocking=True, timeout=None):
        """Lower the counter; False if that would take longer than timeout seconds, or block."""
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        with self._cond:
            endtime = None if timeout is None else _time() + timeout
            while self._value == 0:
                if not blocking:
                    return False
                remaining = None if endtime is None else endtime - _time()
                if remaining is not None and remaining <= 0:
                    return False
                self._cond.wait(remaining)
            self._value -= 1
            return True

    __enter__ = acquire

    def release(self, n=1):
        """Raise the counter by n, and wake as many threads."""
        if n < 1:
            raise ValueError('n must be one or more')
        with self._cond:
            self._value += n
            self._cond.notify(n)

    def __exit__(self, t, v, tb):
        self.release()


class BoundedSemaphore(Semaphore):
    """A semaphore that never rises above its initial value: release() raises ValueError."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def __repr__(self):
        cls = self.__class__
        return (f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: "
                f"value={self._value}/{self._initial_value}>")

    def release(self, n=1):
        """Raise the counter by n. ValueError if that were too often."""
        if n < 1:
            raise ValueError('n must be one or more')
        with self._cond:
            if self._value + n > self._initial_value:
                raise ValueError("Semaphore released too many times")
            self._value += n
            self._cond.notify(n)


class Event:
    """A flag that threads can wait for."""

    def __init__(self):
        self._cond = Condition(Lock())
        self._flag = False

    def __repr__(self):
        cls = self.__class__
        status = 'set' if self._flag else 'unset'
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: {status}>"

    def is_set(self):
        """Tell whether the flag is set."""
        return self._flag

    def set(self):
        """Set the flag and wake all that wait for it."""
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def clear(self):
        """Take the flag back."""
        with self._cond:
            self._flag = False

    def wait(self, timeout=None):
        """Wait for the flag, at most timeout seconds; tell whether it is set."""
        with self._cond:
            if not self._flag:
                return self._cond.wait(timeout)
            return True


class BrokenBarrierError(RuntimeError):
    """A barrier was reset or aborted, or somebody waited too long."""


class Barrier:
    """A point where a number of threads wait for each other."""

    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError("parties must be >= 1")
        self._cond = Condition(Lock())
        self._action = action
        self._timeout = timeout
        self._parties = parties
        self._state = 0         # 0 filling, 1 draining, -1 resetting, -2 broken
        self._count = 0

    def __repr__(self):
        cls = self.__class__
        if self.broken:
            return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: broken>"
        return (f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}:"
                f" waiters={self.n_waiting}/{self.parties}>")

    def wait(self, timeout=None):
        """Wait for the others; return a number from 0 to parties - 1, different for each."""
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            while self._state in (-1, 1):
                self._cond.wait()
            if self._state < 0:
                raise BrokenBarrierError
            index = self._count
            self._count += 1
            try:
                if index + 1 == self._parties:
                    try:
                        if self._action:
                            self._action()
                    except BaseException:
                        self._break()
                        raise
                    self._state = 1
                    self._cond.notify_all()
                else:
                    if not self._cond.wait_for(lambda: self._state != 0, timeout):
                        self._break()
                        raise BrokenBarrierError
                    if self._state < 0:
                        raise BrokenBarrierError
                return index
            finally:
                self._count -= 1
                if self._count == 0 and self._state in (-1, 1):
                    self._state = 0
                    self._cond.notify_all()

    def _break(self):
        self._state = -2
        self._cond.notify_all()

    def reset(self):
        """Return to the initial state; those who wait get BrokenBarrierError."""
        with self._cond:
            if self._count > 0:
                if self._state in (0, -2):
                    self._state = -1
            else:
                self._state = 0
            self._cond.notify_all()

    def abort(self):
        """Break the barrier: all who wait, now or later, get BrokenBarrierError."""
        with self._cond:
            self._break()

    @property
    def parties(self):
        """The number of threads that have to come."""
        return self._parties

    @property
    def n_waiting(self):
        """The number of threads that wait."""
        return self._count if self._state == 0 else 0

    @property
    def broken(self):
        """Whether the barrier is broken."""
        return self._state == -2


try:
    from _thread import _local as local
except ImportError:
    class local:
        """Attributes that every thread has for itself."""

        def __new__(cls, /, *args, **kw):
            if (args or kw) and cls.__init__ is object.__init__:
                raise TypeError("Initialization arguments are not supported")
            return super().__new__(cls)


_counter = count(1)
_dangling = WeakSet()  # those that are not forgotten yet


class Thread:
    """A thread of control; start() raises RuntimeError here, run() can be called as usual."""

    _initialized = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None,
                 context=None):
        assert group is None, "group argument must be None for now"
        if name:
            name = str(name)
        else:
            name = f'Thread-{next(_counter)}'
            if target is not None and getattr(target, '__name__', None):
                name += f' ({target.__name__})'
        self._target = target
        self._name = name
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._context = context
        self._daemonic = current_thread().daemon if daemon is None else daemon
        self._ident = None
        self._started = False
        self._initialized = True
        _dangling.add(self)

    def _check(self):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")

    def __repr__(self):
        assert self._initialized, "Thread.__init__() was not called"
        status = 'started' if self._started else 'initial'
        if self._daemonic:
            status += ' daemon'
        if self._ident is not None:
            status += f' {self._ident}'
        return f'<{self.__class__.__name__}({self._name}, {status})>'

    def start(self):
        """Raise RuntimeError: this interpreter cannot start threads."""
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        if self._started:
            raise RuntimeError("threads can only be started once")
        raise RuntimeError("can't start new thread: this interpreter runs a single thread; "
                           "use asyncio for concurrency, or subprocess for parallel work")

    def run(self):
        """Call the target with its arguments."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def join(self, timeout=None):
        """Wait for the end of the thread. RuntimeError if it never started, or is the caller."""
        self._check()
        if not self._started:
            raise RuntimeError("cannot join thread before it is started")
        if self is current_thread():
            raise RuntimeError("cannot join current thread")

    @property
    def name(self):
        """A name, for the user only."""
        self._check()
        return self._name

    @name.setter
    def name(self, name):
        self._check()
        self._name = str(name)

    @property
    def ident(self):
        """The number of the thread, None before it has started."""
        self._check()
        return self._ident

    @property
    def native_id(self):
        """The number that the system gives the thread, None before it has started."""
        self._check()
        return get_native_id() if self._started else None

    def is_alive(self):
        """Tell whether the thread runs."""
        self._check()
        return self._started

    @property
    def daemon(self):
        """Whether the program may end before the thread."""
        self._check()
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        self._check()
        if self._started:
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    def isDaemon(self):
        """Older spelling of the attribute daemon."""
        return self.daemon

    def setDaemon(self, daemonic):
        """Older spelling of the attribute daemon."""
        self.daemon = daemonic

    def getName(self):
        """Older spelling of the attribute name."""
        return self.name

    def setName(self, name):
        """Older spelling of the attribute name."""
        self.name = name


class _MainThread(Thread):

    def __init__(self):
        super().__init__(name='MainThread', daemon=False)
        self._started = True
        self._ident = get_ident()


class Timer(Thread):
    """A thread that calls a function after interval seconds, unless cancelled before."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval = interval
        self.function = function
        self.args = [] if args is None else args
        self.kwargs = {} if kwargs is None else kwargs
        self.finished = Event()

    def cancel(self):
        """Do not call the function, if that is not too late."""
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


_main_thread = _MainThread()


def current_thread():
    """Return the Thread object of the caller."""
    return _main_thread


def main_thread():
    """Return the Thread object of the main thread."""
    return _main_thread


def active_count():
    """Return the number of threads that run."""
    return 1


def enumerate():
    """Return a list of the threads that run."""
    return [_main_thread]


def currentThread():
    """Older name of current_thread()."""
    return current_thread()


def activeCount():
    """Older name of active_count()."""
    return active_count()


_trace_hook = None
_profile_hook = None


def settrace(func):
    """Set a trace function for new threads."""
    global _trace_hook
    _trace_hook = func


def settrace_all_threads(func):
    """Set a trace function for all threads."""
    settrace(func)
    sys.settrace(func)


def gettrace():
    """Return the trace function of settrace()."""
    return _trace_hook


def setprofile(func):
    """Set a profile function for new threads."""
    global _profile_hook
    _profile_hook = func


def setprofile_all_threads(func):
    """Set a profile function for all threads."""
    setprofile(func)
    sys.setprofile(func)


def getprofile():
    """Return the profile function of setprofile()."""
    return _profile_hook


def stack_size(size=0):
    """Return the stack size of new threads, 0 for the system's choice."""
    if size:
        raise ThreadError("setting stack size not supported")
    return 0


class ExceptHookArgs(tuple):
    """What excepthook() gets: (exc_type, exc_value, exc_traceback, thread)."""

    exc_type, exc_value, exc_traceback, thread = (
        property(lambda self, index=index: self[index]) for index in range(4))


def excepthook(args, /):
    """Print an exception that ended a thread."""
    if args.exc_type is SystemExit:
        return
    import traceback
    name = args.thread.name if args.thread is not None else get_ident()
    print(f"Exception in thread {name}:", file=sys.stderr, flush=True)
    traceback.print_exception(args.exc_type, args.exc_value, args.exc_traceback,
                              file=sys.stderr)


__excepthook__ = excepthook
_threading_atexits = []


def _register_atexit(func, *arg, **kwargs):
    """Call func before the interpreter waits for threads at exit."""
    _threading_atexits.append(functools.partial(func, *arg, **kwargs))


def _shutdown():
    """Called by the interpreter at exit."""
    while _threading_atexits:
        _threading_atexits.pop()()
