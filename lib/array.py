# SPDX-License-Identifier: MIT
"""Arrays of numbers of one C type: array(typecode, initializer=())."""

import struct as _struct
import sys as _sys

typecodes = 'bBuwhHiIlLqQfd'

_RANGES = {code: (-(1 << 8 * _struct.calcsize(code) - 1), (1 << 8 * _struct.calcsize(code) - 1) - 1)
           for code in 'bhilq'}
_RANGES |= {code: (0, (1 << 8 * _struct.calcsize(code)) - 1) for code in 'BHILQ'}
_NAMES = {'b': 'signed char', 'B': 'unsigned byte integer', 'h': 'signed short integer',
          'H': 'unsigned short', 'i': 'signed integer', 'I': 'unsigned int', 'l': 'signed long',
          'L': 'unsigned long', 'q': 'signed long long', 'Q': 'unsigned long long'}


class array:
    """A mutable sequence of numbers, or for the codes 'u' and 'w' of characters, all of one size in bytes."""

    def __new__(cls, typecode, initializer=(), /):
        if not isinstance(typecode, str) or len(typecode) != 1:
            raise TypeError('array() argument 1 must be a unicode character, not '
                            + type(typecode).__name__)
        if typecode not in typecodes:
            raise ValueError('bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)')
        if isinstance(initializer, str) and typecode not in 'uw':
            raise TypeError("cannot use a str to initialize an array with typecode '%s'" % typecode)
        if isinstance(initializer, array) and initializer._typecode in 'uw' and typecode not in 'uw':
            raise TypeError("cannot use a unicode array to initialize an array with typecode '%s'" % typecode)
        self = super().__new__(cls)
        self._typecode = typecode
        self._items = []
        if isinstance(initializer, (bytes, bytearray)):
            self.frombytes(initializer)
        else:
            self._items += map(self._checked, initializer)
        return self

    typecode = property(lambda self: self._typecode, doc='the typecode character used to create the array')
    itemsize = property(lambda self: _struct.calcsize(self._format), doc='the size, in bytes, of one array item')

    @property
    def _format(self):
        return 'I' if self._typecode in 'uw' else self._typecode

    def _checked(self, value):
        """The value as the array holds it; TypeError or OverflowError if it cannot."""
        code = self._typecode
        if code in 'uw':
            if not isinstance(value, str) or len(value) != 1:
                raise TypeError('array item must be a unicode character, not ' + (
                    type(value).__name__ if not isinstance(value, str) else
                    'a string of length %d' % len(value)))
            return value
        if code == 'd':
            return float(value) if not isinstance(value, str) else self._no_number(value, 'real number')
        if code == 'f':
            return _struct.unpack('f', _struct.pack('f', value))[0]
        if isinstance(value, float) or not hasattr(type(value), '__index__'):
            self._no_number(value, 'integer')
        value = value.__index__()
        low, high = _RANGES[code]
        if value < low:
            raise OverflowError(_NAMES[code] + ' is less than minimum')
        if value > high:
            raise OverflowError(_NAMES[code] + ' is greater than maximum')
        return value

    @staticmethod
    def _no_number(value, what):
        if what == 'integer':
            raise TypeError("'%s' object cannot be interpreted as an integer" % type(value).__name__)
        raise TypeError('must be real number, not ' + type(value).__name__)

    def _same_kind(self, other, verb):
        if not isinstance(other, array):
            raise TypeError('can only %s array (not "%s") to array' % (verb, type(other).__name__))
        if other._typecode != self._typecode:
            raise TypeError('bad argument type for built-in operation')
        return other._items

    def _like(self, items):
        made = array(self._typecode)
        made._items = items
        return made

    def append(self, value, /):
        """Append a value to the end."""
        self._items.append(self._checked(value))

    def extend(self, values, /):
        """Append the items of an array or an iterable."""
        if isinstance(values, array):
            if values._typecode != self._typecode:
                raise TypeError('can only extend with array of same kind')
            self._items += values._items
        else:
            for value in values:
                self.append(value)

    def insert(self, index, value, /):
        """Insert a value before the index."""
        self._items.insert(index, self._checked(value))

    def pop(self, index=-1, /):
        """Remove the item at the index and return it."""
        if not self._items:
            raise IndexError('pop from empty array')
        if not -len(self._items) <= index < len(self._items):
            raise IndexError('pop index out of range')
        return self._items.pop(index)

    def remove(self, value, /):
        """Remove the first item that equals the value."""
        try:
            self._items.remove(value)
        except ValueError:
            raise ValueError('array.remove(x): x not in array') from None

    def index(self, value, start=0, stop=_sys.maxsize, /):
        """Return the index of the first item that equals the value."""
        try:
            return self._items.index(value, start, stop)
        except ValueError:
            raise ValueError('array.index(x): x not in array') from None

    def count(self, value, /):
        """Return how many items equal the value."""
        return self._items.count(value)

    def reverse(self):
        """Reverse the order of the items."""
        self._items.reverse()

    def clear(self):
        """Remove all items."""
        self._items.clear()

    def byteswap(self):
        """Swap the bytes of all items."""
        size = self.itemsize
        data = self.tobytes()
        self._items.clear()
        self.frombytes(b''.join(data[i:i + size][::-1] for i in range(0, len(data), size)))

    def tolist(self):
        """Return the items as a list."""
        return list(self._items)

    def fromlist(self, values, /):
        """Append the items of a list; none of them if one does not fit."""
        if not isinstance(values, list):
            raise TypeError('arg must be list')
        self._items += [self._checked(value) for value in values]

    def tobytes(self):
        """Return the items as bytes in the machine's order."""
        items = map(ord, self._items) if self._typecode in 'uw' else self._items
        return _struct.pack('%d%s' % (len(self._items), self._format), *items)

    __bytes__ = tobytes

    def frombytes(self, data, /):
        """Append items from bytes in the machine's order."""
        data = bytes(data)
        if len(data) % self.itemsize:
            raise ValueError('bytes length not a multiple of item size')
        values = _struct.unpack('%d%s' % (len(data) // self.itemsize, self._format), data)
        self._items += map(chr, values) if self._typecode in 'uw' else values

    def tofile(self, file, /):
        """Write the items to a binary file."""
        file.write(self.tobytes())

    def fromfile(self, file, n, /):
        """Append n items from a binary file; EOFError if it has fewer."""
        data = file.read(n * self.itemsize)
        self.frombytes(data[:len(data) - len(data) % self.itemsize])
        if len(data) < n * self.itemsize:
            raise EOFError('read() didn\'t return enough bytes')

    def tounicode(self):
        """Return an array of characters as a str."""
        if self._typecode not in 'uw':
            raise ValueError("tounicode() may only be called on unicode type arrays ('u' or 'w')")
        return ''.join(self._items)

    def fromunicode(self, text, /):
        """Append the characters of a str."""
        if self._typecode not in 'uw':
            raise ValueError("fromunicode() may only be called on unicode type arrays ('u' or 'w')")
        self._items += text

    def buffer_info(self):
        """Return (address, length); the address identifies the array and is no place in memory."""
        return id(self._items), len(self._items)

    def __buffer__(self, flags, /):
        return memoryview(self.tobytes()).cast(self._format)

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __contains__(self, value):
        return value in self._items

    def __getitem__(self, key):
        if isinstance(key, slice):
            return self._like(self._items[key])
        self._check_index(key, 'array index out of range')
        return self._items[key]

    def __setitem__(self, key, value):
        if isinstance(key, slice):
            if not isinstance(value, array):
                raise TypeError('can only assign array (not "%s") to array slice' % type(value).__name__)
            self._items[key] = self._same_kind(value, 'assign')[:]
            return
        self._check_index(key, 'array assignment index out of range')
        self._items[key] = self._checked(value)

    def __delitem__(self, key):
        if not isinstance(key, slice):
            self._check_index(key, 'array assignment index out of range')
        del self._items[key]

    def _check_index(self, key, message):
        if not hasattr(type(key), '__index__'):
            raise TypeError('array indices must be integers')
        if not -len(self._items) <= key.__index__() < len(self._items):
            raise IndexError(message)

    def __add__(self, other):
        return self._like(self._items + self._same_kind(other, 'append'))

    def __iadd__(self, other):
        if not isinstance(other, array):
            raise TypeError('can only extend with array (not "%s")' % type(other).__name__)
        self.extend(other)
        return self

    def __mul__(self, n):
        if not hasattr(type(n), '__index__'):
            return NotImplemented
        return self._like(self._items * n)

    __rmul__ = __mul__

    def __imul__(self, n):
        if not hasattr(type(n), '__index__'):
            return NotImplemented
        self._items *= n
        return self

    def __eq__(self, other):
        return self._items == other._items if isinstance(other, array) else NotImplemented

    def __lt__(self, other):
        return self._items < other._items if isinstance(other, array) else NotImplemented

    def __le__(self, other):
        return self._items <= other._items if isinstance(other, array) else NotImplemented

    def __gt__(self, other):
        return self._items > other._items if isinstance(other, array) else NotImplemented

    def __ge__(self, other):
        return self._items >= other._items if isinstance(other, array) else NotImplemented

    __hash__ = None

    def __copy__(self):
        return self._like(self._items[:])

    def __deepcopy__(self, memo):
        return self._like(self._items[:])

    def __reduce_ex__(self, protocol):
        state = {k: v for k, v in self.__dict__.items() if k not in ('_typecode', '_items')}
        content = self.tounicode() if self._typecode in 'uw' else self._items[:]
        return type(self), (self._typecode, content), state or None

    def __repr__(self):
        if not self._items:
            return "%s('%s')" % (type(self).__name__, self._typecode)
        content = self.tounicode() if self._typecode in 'uw' else self._items
        return "%s('%s', %r)" % (type(self).__name__, self._typecode, content)

    @classmethod
    def __class_getitem__(cls, item, /):
        from types import GenericAlias
        return GenericAlias(cls, item)


ArrayType = array

from collections.abc import MutableSequence as _MutableSequence

_MutableSequence.register(array)
