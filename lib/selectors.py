# SPDX-License-Identifier: MIT
"""Waiting for many files at once, by whatever the system does best."""

import math
import select
from abc import ABCMeta, abstractmethod
from collections import namedtuple
from collections.abc import Mapping

EVENT_READ = 1
EVENT_WRITE = 2


def _descriptor(fileobj):
    """Return the descriptor of a number or of an object with fileno()."""
    if isinstance(fileobj, int):
        fd = fileobj
    else:
        try:
            fd = int(fileobj.fileno())
        except (AttributeError, TypeError, ValueError):
            raise ValueError(f"Invalid file object: {fileobj!r}") from None
    if fd < 0:
        raise ValueError(f"Invalid file descriptor: {fd}")
    return fd


SelectorKey = namedtuple('SelectorKey', ['fileobj', 'fd', 'events', 'data'])
SelectorKey.__doc__ = "A registered file: object, descriptor, events waited for, attached data."


class _SelectorMapping(Mapping):
    """The keys of a selector by file object."""

    def __init__(self, selector):
        self._selector = selector

    def __len__(self):
        return len(self._selector._by_fd)

    def get(self, fileobj, default=None):
        fd = self._selector._fileobj_lookup(fileobj)
        return self._selector._by_fd.get(fd, default)

    def __getitem__(self, fileobj):
        key = self.get(fileobj)
        if key is None:
            raise KeyError(f"{fileobj!r} is not registered")
        return key

    def __iter__(self):
        return iter(self._selector._by_fd)


class BaseSelector(metaclass=ABCMeta):
    """What all selectors have."""

    @abstractmethod
    def register(self, fileobj, events, data=None):
        """Wait for events of a file from now on; return its SelectorKey."""
        raise NotImplementedError

    @abstractmethod
    def unregister(self, fileobj):
        """Forget a file; return its SelectorKey."""
        raise NotImplementedError

    def modify(self, fileobj, events, data=None):
        """Change the events or the data of a file; return its new SelectorKey."""
        self.unregister(fileobj)
        return self.register(fileobj, events, data)

    @abstractmethod
    def select(self, timeout=None):
        """Wait up to timeout seconds; return the list of (key, events) that are ready."""
        raise NotImplementedError

    def close(self):
        """Give back what the selector holds."""

    def get_key(self, fileobj):
        """Return the SelectorKey of a file; KeyError if it is not registered."""
        known = self.get_map()
        if known is None:
            raise RuntimeError('Selector is closed')
        try:
            return known[fileobj]
        except KeyError:
            raise KeyError(f"{fileobj!r} is not registered") from None

    @abstractmethod
    def get_map(self):
        """Return the mapping of file objects to keys; None once closed."""
        raise NotImplementedError

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


class _Registry(BaseSelector):
    """Keeps the keys; subclasses tell the system."""

    def __init__(self):
        self._by_fd = {}
        self._map = _SelectorMapping(self)

    @property
    def _fd_to_key(self):
        return self._by_fd

    def _fileobj_lookup(self, fileobj):
        """Return the descriptor, also of a file that was closed since it was registered."""
        try:
            return _descriptor(fileobj)
        except ValueError:
            for key in self._by_fd.values():
                if key.fileobj is fileobj:
                    return key.fd
            raise

    def register(self, fileobj, events, data=None):
        if not events or events & ~(EVENT_READ | EVENT_WRITE):
            raise ValueError(f"Invalid events: {events!r}")
        key = SelectorKey(fileobj, self._fileobj_lookup(fileobj), events, data)
        if key.fd in self._by_fd:
            raise KeyError(f"{fileobj!r} (FD {key.fd}) is already registered")
        self._by_fd[key.fd] = key
        return key

    def unregister(self, fileobj):
        try:
            return self._by_fd.pop(self._fileobj_lookup(fileobj))
        except KeyError:
            raise KeyError(f"{fileobj!r} is not registered") from None

    def modify(self, fileobj, events, data=None):
        try:
            key = self._by_fd[self._fileobj_lookup(fileobj)]
        except KeyError:
            raise KeyError(f"{fileobj!r} is not registered") from None
        if events != key.events:
            self.unregister(fileobj)
            return self.register(fileobj, events, data)
        if data != key.data:
            key = key._replace(data=data)
            self._by_fd[key.fd] = key
        return key

    def close(self):
        self._by_fd.clear()
        self._map = None

    def get_map(self):
        return self._map

    def _key_from_fd(self, fd):
        return self._by_fd.get(fd)


class SelectSelector(_Registry):
    """By select(): no descriptor beyond 1023."""

    def __init__(self):
        super().__init__()
        self._readers = set()
        self._writers = set()

    def register(self, fileobj, events, data=None):
        key = super().register(fileobj, events, data)
        if events & EVENT_READ:
            self._readers.add(key.fd)
        if events & EVENT_WRITE:
            self._writers.add(key.fd)
        return key

    def unregister(self, fileobj):
        key = super().unregister(fileobj)
        self._readers.discard(key.fd)
        self._writers.discard(key.fd)
        return key

    _select = staticmethod(select.select)

    def select(self, timeout=None):
        timeout = None if timeout is None else max(timeout, 0)
        try:
            reading, writing, _ = self._select(self._readers, self._writers, [], timeout)
        except InterruptedError:
            return []
        found = {fd: EVENT_READ for fd in reading}
        for fd in writing:
            found[fd] = found.get(fd, 0) | EVENT_WRITE
        return [(key, events & key.events) for fd, events in found.items()
                if (key := self._by_fd.get(fd))]


class _PollLike(_Registry):
    """By an object with register(), modify(), unregister() and poll()."""

    _selector_cls = None
    _EVENT_READ = None
    _EVENT_WRITE = None

    def __init__(self):
        super().__init__()
        self._selector = self._selector_cls()

    def _mask(self, events):
        return ((self._EVENT_READ if events & EVENT_READ else 0) |
                (self._EVENT_WRITE if events & EVENT_WRITE else 0))

    def register(self, fileobj, events, data=None):
        key = super().register(fileobj, events, data)
        try:
            self._selector.register(key.fd, self._mask(events))
        except BaseException:
            super().unregister(fileobj)
            raise
        return key

    def unregister(self, fileobj):
        key = super().unregister(fileobj)
        try:
            self._selector.unregister(key.fd)
        except OSError:
            # The file was closed meanwhile.
            pass
        return key

    def modify(self, fileobj, events, data=None):
        try:
            key = self._by_fd[self._fileobj_lookup(fileobj)]
        except KeyError:
            raise KeyError(f"{fileobj!r} is not registered") from None
        if events != key.events:
            try:
                self._selector.modify(key.fd, self._mask(events))
            except BaseException:
                super().unregister(fileobj)
                raise
        elif data == key.data:
            return key
        key = key._replace(events=events, data=data)
        self._by_fd[key.fd] = key
        return key

    def _poll(self, timeout):
        # Milliseconds, rounded away from zero: what is asked for is the least to wait.
        return self._selector.poll(None if timeout is None else
                                   max(math.ceil(timeout * 1000), 0))

    def select(self, timeout=None):
        try:
            found = self._poll(timeout)
        except InterruptedError:
            return []
        ready = []
        for fd, mask in found:
            events = ((EVENT_WRITE if mask & ~self._EVENT_READ else 0) |
                      (EVENT_READ if mask & ~self._EVENT_WRITE else 0))
            key = self._by_fd.get(fd)
            if key:
                ready.append((key, events & key.events))
        return ready


class PollSelector(_PollLike):
    """By poll()."""

    _selector_cls = select.poll
    _EVENT_READ = select.POLLIN
    _EVENT_WRITE = select.POLLOUT


class EpollSelector(_PollLike):
    """By epoll."""

    _selector_cls = select.epoll
    _EVENT_READ = select.EPOLLIN
    _EVENT_WRITE = select.EPOLLOUT

    def fileno(self):
        """Return the descriptor of the epoll object."""
        return self._selector.fileno()

    def _poll(self, timeout):
        if timeout is None:
            timeout = -1
        elif timeout > 0:
            timeout = math.ceil(timeout * 1e3) * 1e-3
        else:
            timeout = 0
        return self._selector.poll(timeout, max(len(self._by_fd), 1))

    def close(self):
        self._selector.close()
        super().close()


DefaultSelector = EpollSelector
