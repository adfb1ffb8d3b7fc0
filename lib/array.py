# SPDX-License-Identifier: MIT
"""Arrays of numbers of one C type: array(typecode, initializer=()).

The items lie in a bytearray, as they do in memory in C: whoever asks for the buffer gets that one,
and while it is held the array keeps its length.
"""

import struct as _struct
import sys as _sys
from operator import index as _index

typecodes = 'bBuwhHiIlLqQfd'

_NAMES = {'b': 'signed char', 'B': 'unsigned byte integer', 'h': 'signed short integer',
          'H': 'unsigned short', 'i': 'signed integer', 'I': 'unsigned int', 'l': 'signed long',
          'L': 'unsigned long', 'q': 'signed long long', 'Q': 'unsigned long long'}
_STRUCTS = {code: _struct.Struct('I' if code in 'uw' else code) for code in typecodes}
_BIG = _sys.byteorder == 'big'


def _limits(code):
    bits = 8 * _STRUCTS[code].size
    return (0, (1 << bits) - 1) if code.isupper() else (-(1 << bits - 1), (1 << bits - 1) - 1)


def _warn_of_u():
    import warnings
    warnings.warn("The 'u' type code is deprecated and will be removed in Python 3.16",
                  DeprecationWarning, stacklevel=3)


class array:
    """A mutable sequence of numbers, or for the codes 'u' and 'w' of characters, all of one size in bytes."""

    __slots__ = ('_data', '_code', '_struct', '_size', '__weakref__')
    __hash__ = None

    def __new__(cls, typecode, initializer=(), /, **keywords):
        if keywords and cls is array:
            raise TypeError('array.array() takes no keyword arguments')
        if not isinstance(typecode, str) or len(typecode) != 1:
            raise TypeError('array() argument 1 must be a unicode character, not ' + type(typecode).__name__)
        if typecode == 'u':
            _warn_of_u()
        if typecode not in typecodes:
            raise ValueError('bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)')
        if typecode not in 'uw':
            if isinstance(initializer, str):
                raise TypeError("cannot use a str to initialize an array with typecode '%s'" % typecode)
            if isinstance(initializer, array) and initializer._code in 'uw':
                raise TypeError("cannot use a unicode array to initialize an array with typecode '%s'" % typecode)
        self = _empty(cls, typecode)
        if isinstance(initializer, (bytes, bytearray)):
            self.frombytes(initializer)
        elif isinstance(initializer, array) and initializer._code == typecode:
            self._data += initializer._data
        else:
            self._data += self._packed(initializer)
        return self

    typecode = property(lambda self: self._code, doc='the typecode character used to create the array')
    itemsize = property(lambda self: self._size, doc='the size, in bytes, of one array item')

    # ---- one item to bytes and back ------------------------------------------------------------

    def _pack(self, value):
        """The bytes of a value; TypeError or OverflowError if the array cannot hold it."""
        code = self._code
        if code in 'uw':
            if not isinstance(value, str) or len(value) != 1:
                raise TypeError('array item must be unicode character')
            return self._struct.pack(ord(value))
        if code in 'fd':
            if isinstance(value, str) or not (hasattr(type(value), '__float__') or hasattr(type(value), '__index__')):
                raise TypeError('must be real number, not ' + type(value).__name__)
            value = float(value)
            try:
                return self._struct.pack(value)
            except OverflowError:
                return self._struct.pack(float('inf') if value > 0 else float('-inf'))
        if type(value) is not int:
            value = _index(value)
        try:
            return self._struct.pack(value)
        except _struct.error:
            low, _ = _limits(code)
            raise OverflowError(_NAMES[code] + (' is less than minimum' if value < low else ' is greater than maximum')) from None

    def _packed(self, values):
        """The bytes of all values."""
        data = bytearray()
        pack = self._pack
        for value in values:
            data += pack(value)
        return data

    def _place(self, key, message):
        """The offset of the item that an index means."""
        try:
            key = _index(key)
        except TypeError:
            raise TypeError('array indices must be integers') from None
        size = self._size
        place = key * size + len(self._data) if key < 0 else key * size
        if not 0 <= place < len(self._data):
            raise IndexError(message)
        return place

    def _same_kind(self, other, verb, rest=' to array'):
        if not isinstance(other, array):
            raise TypeError('can only %s array (not "%s")%s' % (verb, type(other).__name__, rest))
        if other._code != self._code:
            raise TypeError('bad argument type for built-in operation')
        return other._data

    def _like(self, data):
        made = _empty(array, self._code)
        made._data += data
        return made

    # ---- a list's methods ----------------------------------------------------------------------

    def append(self, value, /):
        """Append a value to the end."""
        self._data += self._pack(value)

    def extend(self, values, /):
        """Append the items of an array or an iterable."""
        if isinstance(values, array):
            if values._code != self._code:
                raise TypeError('can only extend with array of same kind')
            self._data += values._data[:] if values is self else values._data
        else:
            for value in values:
                self._data += self._pack(value)

    def insert(self, index, value, /):
        """Insert a value before the index."""
        index = slice(index, None).indices(len(self))[0] * self._size
        self._data[index:index] = self._pack(value)

    def pop(self, index=-1, /):
        """Remove the item at the index and return it."""
        index = _index(index)
        if not self._data:
            raise IndexError('pop from empty array')
        place = self._place(index, 'pop index out of range')
        value = self[place // self._size]
        del self._data[place:place + self._size]
        return value

    def remove(self, value, /):
        """Remove the first item that equals the value."""
        for index, item in enumerate(self):
            if item == value:
                del self[index]
                return
        raise ValueError('array.remove(x): x not in array')

    def index(self, value, start=0, stop=_sys.maxsize, /):
        """Return the index of the first item that equals the value."""
        start, stop, _ = slice(start, stop).indices(len(self))
        while start < stop and start < len(self):
            if self[start] == value:
                return start
            start += 1
        raise ValueError('array.index(x): x not in array')

    def count(self, value, /):
        """Return how many items equal the value."""
        return sum(1 for item in self if item == value)

    def reverse(self):
        """Reverse the order of the items."""
        self._data[:] = self._picked(range(len(self) - 1, -1, -1))

    def clear(self):
        """Remove all items."""
        self._data.clear()

    def tolist(self):
        """Return the items as a list."""
        values = _struct.unpack('%d%s' % (len(self), self._struct.format), self._data)
        return list(map(chr, values)) if self._code in 'uw' else list(values)

    def fromlist(self, values, /):
        """Append the items of a list; none of them if one does not fit."""
        if not isinstance(values, list):
            raise TypeError('arg must be list')
        length = len(values)
        data = bytearray()
        for value in values:
            data += self._pack(value)
            if len(values) != length:
                raise RuntimeError('list changed size during iteration')
        self._data += data

    # ---- bytes, text, files --------------------------------------------------------------------

    def byteswap(self):
        """Swap the bytes of all items."""
        size, data = self._size, self._data
        swapped = bytearray(len(data))
        for place in range(size):
            swapped[place::size] = data[size - 1 - place::size]
        data[:] = swapped

    def tobytes(self):
        """Return the items as bytes in the machine's order."""
        return bytes(self._data)

    def frombytes(self, data, /):
        """Append items from bytes in the machine's order."""
        try:
            data = memoryview(data).tobytes()
        except TypeError:
            raise TypeError("a bytes-like object is required, not '%s'" % type(data).__name__) from None
        if len(data) % self._size:
            raise ValueError('bytes length not a multiple of item size')
        self._data += data

    def tofile(self, file, /):
        """Write the items to a binary file."""
        for start in range(0, len(self._data), 1 << 16):
            file.write(bytes(self._data[start:start + (1 << 16)]))

    def fromfile(self, file, n, /):
        """Append n items from a binary file; EOFError if it has fewer."""
        n = _index(n)
        if n < 0:
            raise ValueError('negative count')
        data = file.read(n * self._size)
        if not isinstance(data, bytes):
            raise TypeError("read() didn't return bytes")
        self.frombytes(data)
        if len(data) != n * self._size:
            raise EOFError("read() didn't return enough bytes")

    def tounicode(self):
        """Return an array of characters as a str."""
        if self._code not in 'uw':
            raise ValueError("tounicode() may only be called on unicode type arrays ('u' or 'w')")
        return ''.join(self.tolist())

    def fromunicode(self, text, /):
        """Append the characters of a str."""
        if not isinstance(text, str):
            raise TypeError('fromunicode() argument must be str, not ' + type(text).__name__)
        if self._code not in 'uw':
            raise ValueError("fromunicode() may only be called on unicode type arrays ('u' or 'w')")
        self._data += self._packed(text)

    def buffer_info(self):
        """Return (address, length); the address identifies the array and is no place in memory."""
        return id(self._data), len(self)

    def __buffer__(self, flags, /):
        return memoryview(self._data).cast(self._struct.format)

    # ---- a sequence ----------------------------------------------------------------------------

    def __len__(self):
        return len(self._data) // self._size

    def __iter__(self):
        return _iterate(self)

    def __contains__(self, value, /):
        return any(item == value for item in self)

    def _picked(self, places):
        """The bytes of the items at those places."""
        data, size = self._data, self._size
        return bytearray().join([data[place * size:(place + 1) * size] for place in places])

    def __getitem__(self, key, /):
        size = self._size
        if isinstance(key, slice):
            start, stop, step = key.indices(len(self))
            if step == 1:
                return self._like(self._data[start * size:max(start, stop) * size])
            return self._like(self._picked(range(start, stop, step)))
        value = self._struct.unpack_from(self._data, self._place(key, 'array index out of range'))[0]
        return chr(value) if self._code in 'uw' else value

    def __setitem__(self, key, value, /):
        size = self._size
        if not isinstance(key, slice):
            place = self._place(key, 'array assignment index out of range')
            packed = self._pack(value)
            if place >= len(self._data):
                raise IndexError('array assignment index out of range')
            self._data[place:place + size] = packed
            return
        data = bytes(self._same_kind(value, 'assign', ' to array slice'))
        start, stop, step = key.indices(len(self))
        if step == 1:
            self._data[start * size:max(start, stop) * size] = data
            return
        places = range(start, stop, step)
        if len(data) != len(places) * size:
            raise ValueError('attempt to assign array of size %d to extended slice of size %d'
                             % (len(data) // size, len(places)))
        for number, place in enumerate(places):
            self._data[place * size:(place + 1) * size] = data[number * size:(number + 1) * size]

    def __delitem__(self, key, /):
        size = self._size
        if not isinstance(key, slice):
            place = self._place(key, 'array assignment index out of range')
            del self._data[place:place + size]
            return
        start, stop, step = key.indices(len(self))
        if step == 1:
            del self._data[start * size:max(start, stop) * size]
        elif (gone := range(start, stop, step)):
            self._data[:] = self._picked([place for place in range(len(self)) if place not in gone])

    def __add__(self, other, /):
        return self._like(self._data + self._same_kind(other, 'append'))

    def __iadd__(self, other, /):
        if not isinstance(other, array):
            raise TypeError('can only extend with array (not "%s")' % type(other).__name__)
        self.extend(other)
        return self

    def __mul__(self, n, /):
        return self._like(self._data * self._times(n))

    __rmul__ = __mul__

    def __imul__(self, n, /):
        self._data *= self._times(n)
        return self

    @staticmethod
    def _times(n):
        if not hasattr(type(n), '__index__'):
            raise TypeError("can't multiply sequence by non-int of type '%s'" % type(n).__name__)
        return max(_index(n), 0)

    # ---- comparison ----------------------------------------------------------------------------

    def _compare(self, other, equal, decide):
        """The answer of the first items that differ, else of the lengths."""
        if not isinstance(other, array):
            return NotImplemented
        if self._code == other._code and self._code not in 'fd' and self._data == other._data:
            return equal
        for one, two in zip(self, other):
            if not one == two:
                return decide(one, two)
        return decide(len(self), len(other))

    def __eq__(self, other, /):
        if isinstance(other, array) and len(self) != len(other):
            return False
        return self._compare(other, True, lambda one, two: one == two)

    def __ne__(self, other, /):
        if isinstance(other, array) and len(self) != len(other):
            return True
        return self._compare(other, False, lambda one, two: one != two)

    def __lt__(self, other, /):
        return self._compare(other, False, lambda one, two: one < two)

    def __le__(self, other, /):
        return self._compare(other, True, lambda one, two: one <= two)

    def __gt__(self, other, /):
        return self._compare(other, False, lambda one, two: one > two)

    def __ge__(self, other, /):
        return self._compare(other, True, lambda one, two: one >= two)

    # ---- copies --------------------------------------------------------------------------------

    def __copy__(self):
        return self._like(self._data[:])

    def __deepcopy__(self, memo, /):
        return self._like(self._data[:])

    def __reduce_ex__(self, protocol, /):
        state = getattr(self, '__dict__', None)
        if not isinstance(protocol, int):
            raise TypeError('__reduce_ex__ argument should be an integer')
        if protocol < 3:
            return type(self), (self._code, self.tolist()), state
        return _array_reconstructor, (type(self), self._code, _machine_format(self._code), self.tobytes()), state

    def __sizeof__(self):
        return object.__sizeof__(self) + self._data.__sizeof__()

    def __repr__(self):
        if not self._data:
            return "%s('%s')" % (type(self).__name__, self._code)
        content = self.tounicode() if self._code in 'uw' else self.tolist()
        return "%s('%s', %r)" % (type(self).__name__, self._code, content)

    @classmethod
    def __class_getitem__(cls, item, /):
        from types import GenericAlias
        return GenericAlias(cls, item)


class _Memory(bytearray):
    """Keeps its size while views show it, which a plain bytearray does not."""

    __slots__ = ()


def _empty(cls, typecode):
    self = object.__new__(cls)
    self._data = _Memory()
    self._code = typecode
    self._struct = _STRUCTS[typecode]
    self._size = self._struct.size
    return self


class arrayiterator:
    """What iter() of an array gives: it sees what is appended meanwhile."""

    __slots__ = ('_array', '_next')

    def __new__(cls, *args, **keywords):
        raise TypeError("cannot create 'array.arrayiterator' instances")

    def __iter__(self):
        return self

    def __next__(self):
        items, place = self._array, self._next
        if items is None:
            raise StopIteration
        if place >= len(items._data):
            self._array = None
            raise StopIteration
        self._next = place + items._size
        value = items._struct.unpack_from(items._data, place)[0]
        return chr(value) if items._code in 'uw' else value

    def __reduce__(self):
        if self._array is None:
            return iter, ((),)
        return iter, (self._array,), self._next // self._array._size

    def __setstate__(self, index, /):
        if self._array is not None:
            self._next = min(max(_index(index), 0), len(self._array)) * self._array._size


def _iterate(items):
    self = object.__new__(arrayiterator)
    self._array = items
    self._next = 0
    return self


# ---- pickled arrays: bytes and a number for the machine's format of items -----------------------

# (code in struct, size, order) by number; the integers come first, then floats, then text.
_FORMATS = [('B', '='), ('b', '='), ('H', '<'), ('H', '>'), ('h', '<'), ('h', '>'), ('I', '<'), ('I', '>'),
            ('i', '<'), ('i', '>'), ('Q', '<'), ('Q', '>'), ('q', '<'), ('q', '>'), ('f', '<'), ('f', '>'),
            ('d', '<'), ('d', '>'), ('utf-16', '-le'), ('utf-16', '-be'), ('utf-32', '-le'), ('utf-32', '-be')]


def _machine_format(typecode):
    if typecode in 'uw':
        return 20 + _BIG
    size = _STRUCTS[typecode].size
    if typecode in 'fd':
        return 14 + 2 * (typecode == 'd') + _BIG
    if size == 1:
        return int(typecode == 'b')
    return {2: 2, 4: 6, 8: 10}[size] + 2 * typecode.islower() + _BIG


def _array_reconstructor(arraytype, typecode, mformat_code, items, /):
    """Make an array of what was pickled, maybe on another kind of machine."""
    if not isinstance(arraytype, type):
        raise TypeError('first argument must be a type object, not ' + type(arraytype).__name__)
    if not issubclass(arraytype, array):
        raise TypeError('%s is not a subtype of array.array' % arraytype.__name__)
    if not isinstance(typecode, str) or len(typecode) != 1:
        raise TypeError('_array_reconstructor() argument 2 must be a unicode character, not ' + (
            'a string of length %d' % len(typecode) if isinstance(typecode, str) else type(typecode).__name__))
    if typecode not in typecodes:
        raise ValueError('second argument must be a valid type code')
    if not 0 <= _index(mformat_code) < len(_FORMATS):
        raise ValueError('third argument must be a valid machine format code.')
    if not isinstance(items, bytes):
        raise TypeError('fourth argument should be bytes, not ' + type(items).__name__)
    if mformat_code == _machine_format(typecode):
        return arraytype.__new__(arraytype, typecode, items)
    code, order = _FORMATS[mformat_code]
    if mformat_code >= 18:
        return arraytype.__new__(arraytype, typecode, items.decode(code + order, 'surrogatepass'))
    size = _struct.calcsize(order + code)
    if len(items) % size:
        raise ValueError('bytes length not a multiple of item size')
    values = _struct.unpack('%s%d%s' % (order, len(items) // size, code), items)
    return arraytype.__new__(arraytype, typecode if code in 'fd' else code, values)


ArrayType = array

from collections.abc import MutableSequence as _MutableSequence

_MutableSequence.register(array)
