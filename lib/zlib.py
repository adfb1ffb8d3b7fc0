# SPDX-License-Identifier: MIT
"""Compression by the library zlib."""

from operator import index

import _zlib

ZLIB_VERSION = ZLIB_RUNTIME_VERSION = _zlib.version()
if ZLIB_VERSION is None:
    raise ImportError("this krait was built without zlib", name='zlib')
__version__ = '1.0'

MAX_WBITS, DEF_MEM_LEVEL, DEF_BUF_SIZE, DEFLATED = 15, 8, 16384, 8
Z_NO_COMPRESSION, Z_BEST_SPEED, Z_BEST_COMPRESSION, Z_DEFAULT_COMPRESSION = 0, 1, 9, -1
Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED = range(5)
Z_NO_FLUSH, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH, Z_BLOCK, Z_TREES = range(7)


class error(Exception):
    """Data or a stream is not right."""


error.__qualname__ = error.__name__


def adler32(data, value=1, /):
    """Return the Adler-32 check sum."""
    return _zlib.adler32(data, value & 0xFFFFFFFF)


def crc32(data, value=0, /):
    """Return the CRC-32 check sum."""
    return _zlib.crc32(data, value & 0xFFFFFFFF)


class Compress:
    """A stream that compresses."""

    def __init__(self, stream):
        self._stream = stream
        self._done = False

    def compress(self, data, /):
        """Return what is ready after these data."""
        return self._stream.run(data, Z_NO_FLUSH, 0, None)

    def flush(self, mode=Z_FINISH, /):
        """Return what is left."""
        if mode == Z_NO_FLUSH:
            return b''
        if self._done:
            raise error("Error -2 while finishing compression: inconsistent stream state")
        self._done = mode == Z_FINISH
        return self._stream.run(b'', mode, 0, None)

    def copy(self):
        """Return another stream in the same state."""
        if self._done:
            raise ValueError("Inconsistent stream state")
        return Compress(self._stream.copy())

    __copy__ = copy

    def __deepcopy__(self, memo, /):
        return self.copy()


class Decompress:
    """A stream that decompresses."""

    def __init__(self, stream, zdict):
        self._stream = stream
        self._zdict = zdict
        self.unused_data = b''
        self.unconsumed_tail = b''
        self.eof = False

    def _run(self, data, flush, most):
        if self.eof:
            self.unused_data += bytes(data)
            return b''
        out = self._stream.run(data, flush, most, self._zdict)
        left = self._stream.left
        rest = bytes(memoryview(data).cast('B')[-left:]) if left else b''
        if self._stream.ended:
            self.eof = True
            self.unused_data += rest
            rest = b''
        self.unconsumed_tail = rest
        return out

    def decompress(self, data, /, max_length=0):
        """Return decompressed data, at most so many bytes if max_length is not 0."""
        max_length = index(max_length)
        if max_length < 0:
            raise ValueError("max_length must be non-negative")
        return self._run(data, Z_SYNC_FLUSH, max_length)

    def flush(self, length=DEF_BUF_SIZE, /):
        """Return what is left."""
        if index(length) <= 0:
            raise ValueError("length must be greater than zero")
        data, self.unconsumed_tail = self.unconsumed_tail, b''
        return self._run(data, Z_FINISH, 0)

    def copy(self):
        """Return another stream in the same state."""
        if self.eof:
            raise ValueError("Inconsistent stream state")
        other = Decompress(self._stream.copy(), self._zdict)
        other.unused_data, other.unconsumed_tail, other.eof = self.unused_data, self.unconsumed_tail, self.eof
        return other

    __copy__ = copy

    def __deepcopy__(self, memo, /):
        return self.copy()


def compressobj(level=-1, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, strategy=Z_DEFAULT_STRATEGY,
                zdict=None):
    """Return a stream that compresses."""
    if method != DEFLATED:
        raise ValueError("Invalid initialization option")
    return Compress(_zlib.Stream(1, level, wbits, memLevel, strategy, zdict))


def decompressobj(wbits=MAX_WBITS, zdict=b''):
    """Return a stream that decompresses."""
    return Decompress(_zlib.Stream(0, 0, wbits, 0, 0, zdict or None), zdict or None)


def compress(data, /, level=-1, wbits=MAX_WBITS):
    """Return data compressed."""
    try:
        stream = _zlib.Stream(1, level, wbits, DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY, None)
    except ValueError:
        raise error("Bad compression level") from None
    return stream.run(data, Z_FINISH, 0, None)


def decompress(data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE):
    """Return data decompressed."""
    stream = _zlib.Stream(0, 0, wbits, 0, 0, None)
    out = stream.run(data, Z_SYNC_FLUSH, 0, None)
    if not stream.ended:
        raise error("Error -5 while decompressing data: incomplete or truncated stream")
    return out
