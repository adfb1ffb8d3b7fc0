# SPDX-License-Identifier: MIT
"""OrderedDict in Python, for collections where _collections is shut out; deque and defaultdict exist in C only."""

from _collections_abc import ItemsView, KeysView, MutableMapping, ValuesView
from reprlib import recursive_repr

# What is defined here is found, and pickled, as part of collections.
__name__ = 'collections'

_missing = object()


class _Keys(KeysView):
    def __reversed__(self):
        yield from reversed(self._mapping)


class _Items(ItemsView):
    def __reversed__(self):
        for key in reversed(self._mapping):
            yield key, self._mapping[key]


class _Values(ValuesView):
    def __reversed__(self):
        for key in reversed(self._mapping):
            yield self._mapping[key]


class OrderedDict(dict):
    """A dict that can change the order of its keys, and whose order counts when two of them are compared."""

    def __init__(self, other=(), /, **kwds):
        self.__update(other, **kwds)

    update = __update = MutableMapping.update

    def move_to_end(self, key, last=True):
        """Move a key to the end, or to the front; KeyError if there is none."""
        value = dict.__getitem__(self, key)
        if last:
            dict.__delitem__(self, key)
            dict.__setitem__(self, key, value)
            return
        rest = [item for item in dict.items(self) if item[0] is not key and item[0] != key]
        dict.clear(self)
        dict.__setitem__(self, key, value)
        dict.update(self, rest)

    def popitem(self, last=True):
        """Remove and return the last pair, or the first; KeyError if there is none."""
        if not self:
            raise KeyError('dictionary is empty')
        key = next(dict.__reversed__(self) if last else dict.__iter__(self))
        return key, dict.pop(self, key)

    def pop(self, key, default=_missing):
        """Remove the key and return its value, else the default; KeyError without one."""
        value = dict.pop(self, key, _missing)
        if value is not _missing:
            return value
        if default is not _missing:
            return default
        raise KeyError(key)

    def setdefault(self, key, default=None):
        """Return the key's value, after setting it to the default if there was none."""
        if key in self:
            return self[key]
        self[key] = default
        return default

    def keys(self):
        """A view of the keys."""
        return _Keys(self)

    def items(self):
        """A view of the pairs."""
        return _Items(self)

    def values(self):
        """A view of the values."""
        return _Values(self)

    @recursive_repr()
    def __repr__(self):
        name = self.__class__.__name__
        return '%s(%r)' % (name, dict(self.items())) if self else name + '()'

    def __reduce__(self):
        state = self.__getstate__()
        return self.__class__, (), state, None, iter(self.items())

    def copy(self):
        """A shallow copy."""
        return self.__class__(self)

    @classmethod
    def fromkeys(cls, iterable, value=None):
        """A new one with the keys of an iterable and one value."""
        self = cls()
        for key in iterable:
            self[key] = value
        return self

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return dict.__eq__(self, other) and all(map(lambda one, two: one is two or one == two, self, other))
        return dict.__eq__(self, other)

    def __ne__(self, other):
        return not self == other

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.__class__(self)
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.__class__(other)
        new.update(self)
        return new

    def __ior__(self, other):
        self.update(other)
        return self
