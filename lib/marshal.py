# SPDX-License-Identifier: MIT
"""Values as bytes in the format of CPython's marshal, up to version 4. Code is not among them: krait's is its own."""

import struct

__all__ = ['dump', 'dumps', 'load', 'loads', 'version']

version = 4
_REF = 0x80
_SINGLES = {b'N': None, b'T': True, b'F': False, b'.': ...}
_NAMES = {None: b'N', True: b'T', False: b'F', ...: b'.', StopIteration: b'S'}
_MOST_DEPTH = 2000
_BITS = 15  # of a digit of a large int


class _Writer:
    def __init__(self, version):
        self.out = bytearray()
        self.version = version
        self.seen = {}   # id: number, of what may be shared
        self.kept = []

    def sized(self, code, data, short=None):
        if short and self.version >= 4 and len(data) < 256:
            self.out += short + bytes((len(data),))
        else:
            self.out += code + struct.pack('<i', len(data))
        self.out += data

    def write(self, v, depth=0):
        if depth > _MOST_DEPTH:
            raise ValueError('object too deeply nested to marshal')
        t = type(v)
        if v is None or v is ... or t is bool or v is StopIteration:
            self.out += _NAMES[v]
        elif t is int:
            self.integer(v)
        elif t is float:
            self.number(v)
        elif t is complex:
            if self.version > 1:
                self.out += b'y' + struct.pack('<dd', v.real, v.imag)
            else:
                self.out += b'x'
                for part in (v.real, v.imag):
                    text = repr(part).encode()
                    self.out += bytes((len(text),)) + text
        elif t is bytes:
            self.sized(b's', v)
        elif t is str:
            self.text(v)
        elif t in (tuple, list, set, frozenset, dict):
            self.container(v, t, depth + 1)
        else:
            self.buffer(v)

    def integer(self, v):
        if -1 << 31 <= v < 1 << 31:
            self.out += b'i' + struct.pack('<i', v)
            return
        digits = []
        rest = abs(v)
        while rest:
            digits.append(rest & (1 << _BITS) - 1)
            rest >>= _BITS
        n = len(digits)
        self.out += b'l' + struct.pack(f'<i{n}H', -n if v < 0 else n, *digits)

    def number(self, v):
        if self.version > 1:
            self.out += b'g' + struct.pack('<d', v)
        else:
            text = repr(v).encode()
            self.out += b'f' + bytes((len(text),)) + text

    def text(self, v):
        if self.version >= 4 and v.isascii():
            self.sized(b'a', v.encode(), b'z')
        else:
            self.sized(b'u', v.encode('utf-8', 'surrogatepass'))

    def container(self, v, t, depth):
        if self.version >= 3 and id(v) in self.seen and t in (list, dict, set):
            self.out += b'r' + struct.pack('<i', self.seen[id(v)])
            return
        flag = 0
        if self.version >= 3 and t in (list, dict, set):
            self.seen[id(v)] = len(self.seen)
            self.kept.append(v)
            flag = _REF
        if t is dict:
            self.out.append(ord('{') | flag)
            for key, value in v.items():
                self.write(key, depth)
                self.write(value, depth)
            self.out += b'0'
            return
        n = len(v)
        if t is tuple and self.version >= 4 and n < 256:
            self.out += b')' + bytes((n,))
        else:
            code = {tuple: '(', list: '[', set: '<', frozenset: '>'}[t]
            self.out.append(ord(code) | flag)
            self.out += struct.pack('<i', n)
        for item in v:
            self.write(item, depth)

    def buffer(self, v):
        try:
            data = bytes(memoryview(v))
        except TypeError:
            raise ValueError('unmarshallable object') from None
        self.sized(b's', data)


class _Reader:
    def __init__(self, read):
        self.read = read
        self.refs = []

    def take(self, n):
        if n < 0:
            raise ValueError('bad marshal data (size out of range)')
        data = self.read(n)
        if len(data) < n:
            raise EOFError('marshal data too short')
        return data

    def size(self):
        return int.from_bytes(self.take(4), 'little', signed=True)

    def item(self, depth):
        v = self.value(depth)
        if v is _Reader:
            raise TypeError('NULL object in marshal data for object')
        return v

    def value(self, depth=0):
        if depth > _MOST_DEPTH:
            raise ValueError('recursion limit exceeded')
        code = self.read(1)
        if not code:
            raise EOFError('EOF read where object expected')
        keep, code = code[0] & _REF, bytes((code[0] & ~_REF,))
        if code in _SINGLES:
            return _SINGLES[code]
        if code == b'0':
            return _Reader
        if code == b'S':
            return StopIteration
        if code == b'r':
            n = self.size()
            if not 0 <= n < len(self.refs) or self.refs[n] is _Reader:
                raise ValueError('bad marshal data (invalid reference)')
            return self.refs[n]
        if code in b'([<>{)':
            return self.container(code, keep, depth + 1)
        v = self.simple(code)
        if keep:
            self.refs.append(v)
        return v

    def simple(self, code):
        if code == b'i':
            return self.size()
        if code == b'I':
            return int.from_bytes(self.take(8), 'little', signed=True)
        if code == b'l':
            n = self.size()
            digits = struct.unpack(f'<{abs(n)}H', self.take(2 * abs(n)))
            if any(d >> _BITS for d in digits):
                raise ValueError('bad marshal data (digit out of range in long)')
            if digits and not digits[-1]:
                raise ValueError('bad marshal data (unnormalized long data)')
            v = sum(d << _BITS * i for i, d in enumerate(digits))
            return -v if n < 0 else v
        if code == b'g':
            return struct.unpack('<d', self.take(8))[0]
        if code == b'f':
            return float(self.take(self.take(1)[0]))
        if code == b'y':
            return complex(*struct.unpack('<dd', self.take(16)))
        if code == b'x':
            return complex(float(self.take(self.take(1)[0])), float(self.take(self.take(1)[0])))
        if code == b's':
            return self.take(self.size())
        if code in b'ut':
            return self.take(self.size()).decode('utf-8', 'surrogatepass')
        if code in b'aA':
            return self.take(self.size()).decode('latin-1')
        if code in b'zZ':
            return self.take(self.take(1)[0]).decode('latin-1')
        if code == b'c':
            raise ValueError("bad marshal data (code of CPython's, which krait does not run)")
        raise ValueError('bad marshal data (unknown type code)')

    def container(self, code, keep, depth):
        at = len(self.refs)
        if keep:
            self.refs.append(_Reader)
        if code == b'{':
            v = {}
            if keep:
                self.refs[at] = v
            while (key := self.value(depth)) is not _Reader:
                v[key] = self.item(depth)
            return v
        n = self.take(1)[0] if code == b')' else self.size()
        if n < 0:
            raise ValueError('bad marshal data (size out of range)')
        if code == b'[' or code == b'<':
            v = [] if code == b'[' else set()
            if keep:
                self.refs[at] = v
            add = v.append if code == b'[' else v.add
            for _ in range(n):
                add(self.item(depth))
            return v
        items = [self.item(depth) for _ in range(n)]
        v = frozenset(items) if code == b'>' else tuple(items)
        if keep:
            self.refs[at] = v
        return v


def dumps(value, version=version, /, *, allow_code=True):
    """The bytes that would be written to a file by dump(value, file)."""
    writer = _Writer(version)
    writer.write(value)
    return bytes(writer.out)


def dump(value, file, version=version, /, *, allow_code=True):
    """Write the value to the open file."""
    return file.write(dumps(value, version))


def loads(bytes, /, *, allow_code=True):
    """The value that the bytes-like object holds; what follows it is ignored."""
    data = memoryview(bytes).cast('B')
    at = 0

    def read(n):
        nonlocal at
        part = data[at:at + n].tobytes()
        at += n
        return part
    return _loaded(_Reader(read))


def load(file, /, *, allow_code=True):
    """Read one value from the open file."""
    return _loaded(_Reader(file.read))


def _loaded(reader):
    v = reader.value()
    if v is _Reader:
        raise TypeError('NULL object in marshal data for object')
    return v
