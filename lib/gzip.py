# SPDX-License-Identifier: MIT
"""Files compressed by gzip, RFC 1952."""

import builtins
import io
import os
import struct
import time
import zlib

__all__ = ['BadGzipFile', 'GzipFile', 'open', 'compress', 'decompress']
READ, WRITE = 'rb', 'wb'
_COMPRESS_LEVEL_FAST, _COMPRESS_LEVEL_TRADEOFF, _COMPRESS_LEVEL_BEST = 1, 6, 9
FTEXT, FHCRC, FEXTRA, FNAME, FCOMMENT = 1, 2, 4, 8, 16


class BadGzipFile(OSError):
    """What is read is not in gzip's format."""


def open(filename, mode='rb', compresslevel=_COMPRESS_LEVEL_BEST, encoding=None, errors=None, newline=None):
    """Open a file by its name, or around an open one, for bytes or with 't' in the mode for text."""
    if 't' in mode:
        if 'b' in mode:
            raise ValueError(f"Invalid mode: {mode!r}")
    else:
        for what, value in ('encoding', encoding), ('errors', errors), ('newline', newline):
            if value is not None:
                raise ValueError(f"Argument '{what}' not supported in binary mode")
    plain = mode.replace('t', '')
    if isinstance(filename, (str, bytes, os.PathLike)):
        file = GzipFile(filename, plain, compresslevel)
    elif hasattr(filename, 'read') or hasattr(filename, 'write'):
        file = GzipFile(None, plain, compresslevel, filename)
    else:
        raise TypeError("filename must be a str or bytes object, or a file")
    if 't' not in mode:
        return file
    return io.TextIOWrapper(file, io.text_encoding(encoding), errors, newline)


def _header(name, level, mtime):
    flags = FNAME if name else 0
    strength = b'\2' if level == _COMPRESS_LEVEL_BEST else b'\4' if level == _COMPRESS_LEVEL_FAST else b'\0'
    head = b'\x1f\x8b\x08' + bytes((flags,)) + struct.pack('<L', int(mtime)) + strength + b'\xff'
    return head + name + b'\0' if name else head


def _read_exact(fp, n):
    data = fp.read(n)
    while len(data) < n:
        more = fp.read(n - len(data))
        if not more:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        data += more
    return data


def _read_gzip_header(fp):
    """Read a member's header; return its time, None at the end of the file."""
    magic = fp.read(2)
    if not magic:
        return None
    if magic != b'\x1f\x8b':
        raise BadGzipFile(f'Not a gzipped file ({magic!r})')
    method, flags, mtime = struct.unpack('<BBIxx', _read_exact(fp, 8))
    if method != 8:
        raise BadGzipFile('Unknown compression method')
    if flags & FEXTRA:
        _read_exact(fp, struct.unpack('<H', _read_exact(fp, 2))[0])
    for flag in FNAME, FCOMMENT:
        if flags & flag:
            while fp.read(1) not in (b'', b'\0'):
                pass
    if flags & FHCRC:
        _read_exact(fp, 2)
    return mtime


class _Source:
    """A file in which read bytes can be put back."""

    def __init__(self, file):
        self.file = file
        self._back = b''

    def read(self, n):
        if not self._back:
            return self.file.read(n)
        data, self._back = self._back[:n], self._back[n:]
        return data

    def prepend(self, data):
        self._back = data + self._back


class _GzipReader(io.RawIOBase):
    """The decompressed bytes of a file's members."""

    def __init__(self, fp):
        self._fp = _Source(fp)
        self._start = fp
        self._stream = None
        self._pos = 0
        self._crc = self._size = 0
        self._mtime = None
        self._eof = False

    def readable(self):
        return True

    def seekable(self):
        return True

    def readinto(self, view):
        data = self._some(len(view))
        view[:len(data)] = data
        return len(data)

    def _some(self, n):
        while n and not self._eof:
            if self._stream is None:
                mtime = _read_gzip_header(self._fp)
                if mtime is None:
                    self._eof = True
                    break
                self._mtime = mtime
                self._stream = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
                self._crc = self._size = 0
            data = self._stream.decompress(self._stream.unconsumed_tail or self._fp.read(io.DEFAULT_BUFFER_SIZE), n)
            self._crc = zlib.crc32(data, self._crc)
            self._size += len(data)
            if self._stream.eof:
                self._end_member()
            elif not data and not self._stream.unconsumed_tail:
                more = self._fp.read(io.DEFAULT_BUFFER_SIZE)
                if not more:
                    raise EOFError("Compressed file ended before the end-of-stream marker was reached")
                self._fp.prepend(more)
            if data:
                self._pos += len(data)
                return data
        return b''

    def _end_member(self):
        self._fp.prepend(self._stream.unused_data)
        self._stream = None
        crc, size = struct.unpack('<II', _read_exact(self._fp, 8))
        if crc != self._crc:
            raise BadGzipFile(f"CRC check failed {hex(crc)} != {hex(self._crc)}")
        if size != self._size & 0xFFFFFFFF:
            raise BadGzipFile("Incorrect length of data produced")
        # Zeros may fill up the end of a file.
        c = b'\0'
        while c == b'\0':
            c = self._fp.read(1)
        if c:
            self._fp.prepend(c)

    def tell(self):
        return self._pos

    def seek(self, offset, whence=io.SEEK_SET):
        if whence == io.SEEK_CUR:
            offset += self._pos
        elif whence == io.SEEK_END:
            while self._some(io.DEFAULT_BUFFER_SIZE):
                pass
            offset += self._pos
        if offset < self._pos:
            self._start.seek(0)
            self.__init__(self._start)
        while self._pos < offset and self._some(min(io.DEFAULT_BUFFER_SIZE, offset - self._pos)):
            pass
        return self._pos


class GzipFile(io.BufferedIOBase):
    """A file of bytes that is compressed while it is written, or decompressed while it is read."""

    myfileobj = None

    def __init__(self, filename=None, mode=None, compresslevel=_COMPRESS_LEVEL_BEST, fileobj=None, mtime=None):
        self.mode = None
        self.fileobj = None
        if mode and ('t' in mode or 'U' in mode):
            raise ValueError(f"Invalid mode: {mode!r}")
        if mode and 'b' not in mode:
            mode += 'b'
        if fileobj is None:
            fileobj = self.myfileobj = builtins.open(filename, mode or 'rb')
        if filename is None:
            filename = getattr(fileobj, 'name', '')
            if not isinstance(filename, (str, bytes)):
                filename = ''
        else:
            filename = os.fspath(filename)
        self.name = filename
        if mode is None:
            mode = getattr(fileobj, 'mode', 'rb')
        self.fileobj = fileobj
        self._mtime = mtime
        if mode.startswith('r'):
            self.mode = READ
            self._raw = _GzipReader(fileobj)
            self._buffer = io.BufferedReader(self._raw)
        elif mode.startswith(('w', 'a', 'x')):
            self.mode = WRITE
            self._crc = 0
            self._size = 0
            self._stream = zlib.compressobj(compresslevel, zlib.DEFLATED, -zlib.MAX_WBITS)
            fileobj.write(_header(self._stored_name(), compresslevel, time.time() if mtime is None else mtime))
        else:
            raise ValueError(f"Invalid mode: {mode!r}")

    def _stored_name(self):
        name = os.path.basename(self.name)
        try:
            name = name if isinstance(name, bytes) else name.encode('latin-1')
        except UnicodeEncodeError:
            return b''
        return name.removesuffix(b'.gz')

    @property
    def mtime(self):
        return self._raw._mtime if self.mode == READ else self._mtime

    @property
    def closed(self):
        return self.fileobj is None

    def _check(self, mode, what):
        if self.fileobj is None:
            raise ValueError("I/O operation on closed file.")
        if self.mode != mode:
            import errno
            raise OSError(errno.EBADF, f"{what} on {'write' if self.mode == WRITE else 'read'}-only GzipFile object")

    def write(self, data):
        self._check(WRITE, 'write()')
        if not isinstance(data, (bytes, bytearray)):
            data = memoryview(data).cast('B')
        if len(data):
            self.fileobj.write(self._stream.compress(data))
            self._size += len(data)
            self._crc = zlib.crc32(data, self._crc)
        return len(data)

    def read(self, size=-1):
        self._check(READ, 'read()')
        return self._buffer.read(size)

    def read1(self, size=-1):
        self._check(READ, 'read1()')
        return self._buffer.read1(io.DEFAULT_BUFFER_SIZE if size < 0 else size)

    def readinto(self, b):
        self._check(READ, 'readinto()')
        return self._buffer.readinto(b)

    def peek(self, n):
        self._check(READ, 'peek()')
        return self._buffer.peek(n)

    def readline(self, size=-1):
        self._check(READ, 'readline()')
        return self._buffer.readline(size)

    def flush(self, zlib_mode=zlib.Z_SYNC_FLUSH):
        self._check(self.mode, 'flush()')
        if self.mode == WRITE:
            self.fileobj.write(self._stream.flush(zlib_mode))
            self.fileobj.flush()

    def close(self):
        file, self.fileobj = self.fileobj, None
        if file is None:
            return
        try:
            if self.mode == WRITE:
                file.write(self._stream.flush() + struct.pack('<LL', self._crc, self._size & 0xFFFFFFFF))
            elif self.mode == READ:
                self._buffer.close()
        finally:
            own, self.myfileobj = self.myfileobj, None
            if own:
                own.close()

    def fileno(self):
        """Return the descriptor of the compressed file."""
        return self.fileobj.fileno()

    def rewind(self):
        """Go back to the start."""
        self._check(READ, 'rewind()')
        self._buffer.seek(0)

    def readable(self):
        return self.mode == READ

    def writable(self):
        return self.mode == WRITE

    def seekable(self):
        return True

    def tell(self):
        return self._size if self.mode == WRITE else self._buffer.tell()

    def seek(self, offset, whence=io.SEEK_SET):
        if self.mode == READ:
            return self._buffer.seek(offset, whence)
        if whence == io.SEEK_END:
            raise ValueError('Seek from end not supported')
        if whence == io.SEEK_CUR:
            offset += self._size
        if offset < self._size:
            raise OSError('Negative seek in write mode')
        while self._size < offset:
            self.write(bytes(min(offset - self._size, io.DEFAULT_BUFFER_SIZE)))
        return self._size

    def __repr__(self):
        return f'<gzip {self.fileobj!r} {hex(id(self))}>'


def compress(data, compresslevel=_COMPRESS_LEVEL_BEST, *, mtime=None):
    """Return data compressed as one member."""
    body = zlib.compress(data, compresslevel, -zlib.MAX_WBITS)
    return (_header(b'', compresslevel, time.time() if mtime is None else mtime) + body
            + struct.pack('<LL', zlib.crc32(data), len(data) & 0xFFFFFFFF))


def decompress(data):
    """Return the data of all members."""
    reader = _GzipReader(io.BytesIO(data))
    return b''.join(iter(lambda: reader._some(1 << 20), b''))
