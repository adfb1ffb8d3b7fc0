# SPDX-License-Identifier: MIT
"""Unpickler: bytes to objects."""

import io
import sys
from copyreg import _extension_cache, _inverted_registry

from _pickle_opcodes import *
from _pickle_opcodes import OPCODES, decode_long, get_attribute

__name__ = 'pickle'         # where the names are public

_NO_VALUE = object()


class _Stop(Exception):
    """Ends the reading; carries the object."""


class _Unframer:
    """Reads from the current frame, or from the file when there is none."""

    def __init__(self, file_read, file_readline, file_readinto=None):
        self.file_read = file_read
        self.file_readline = file_readline
        self.current_frame = None

    def read(self, n):
        if self.current_frame:
            data = self.current_frame.read(n)
            if not data and n != 0:
                self.current_frame = None
            elif len(data) < n:
                raise UnpicklingError("pickle exhausted before end of frame")
            else:
                return data
        data = self.file_read(n)
        if len(data) < n:
            raise UnpicklingError("pickle data was truncated")
        return data

    def readline(self):
        if self.current_frame:
            data = self.current_frame.readline()
            if not data:
                self.current_frame = None
            elif data[-1] != b'\n'[0]:
                raise UnpicklingError("pickle exhausted before end of frame")
            else:
                return data
        data = self.file_readline()
        if data[-1:] != b'\n':
            raise UnpicklingError("pickle data was truncated")
        return data

    def load_frame(self, frame_size):
        if self.current_frame and self.current_frame.read() != b'':
            raise UnpicklingError("beginning of a new frame before end of current frame")
        data = self.file_read(frame_size)
        if len(data) < frame_size:
            raise UnpicklingError("pickle data was truncated")
        self.current_frame = io.BytesIO(data)

    def read_key(self):
        """Read the byte of an instruction; EOFError if there is none."""
        if self.current_frame:
            data = self.current_frame.read(1)
            if data:
                return data[0]
            self.current_frame = None
        data = self.file_read(1)
        if not data:
            raise EOFError("Ran out of input")
        return data[0]


class Unpickler:
    """Reads pickles from a file; they can call anything, so they must come from somebody trusted.

    fix_imports, encoding, errors: for pickles that Python 2 wrote; encoding 'bytes' leaves its strings
    as bytes. buffers: the buffers that a buffer_callback took out.
    """

    def __init__(self, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
        self._buffers = iter(buffers) if buffers is not None else None
        try:
            self._file_readline = file.readline
            self._file_read = file.read
        except AttributeError:
            raise TypeError("file must have 'read' and 'readline' attributes") from None
        self.memo = {}
        self.encoding = encoding
        self.errors = errors
        self.proto = 0
        self.fix_imports = fix_imports

    def load(self):
        """Read a pickle and return the object."""
        if not hasattr(self, '_file_read'):
            raise UnpicklingError("Unpickler.__init__() was not called by %s.__init__()" % (self.__class__.__name__,))
        self._unframer = _Unframer(self._file_read, self._file_readline)
        self.read = self._unframer.read
        self.readline = self._unframer.readline
        self.metastack = []
        self.stack = []
        self.append = self.stack.append
        self.proto = 0
        read_key, dispatch = self._unframer.read_key, self.dispatch
        try:
            while True:
                key = read_key()
                load = dispatch.get(key)
                if load is None:
                    raise UnpicklingError("invalid load key, '%s'." % (
                        chr(key) if 32 <= key < 127 and key not in b"'\\" else '\\x%02x' % key))
                load(self)
        except _Stop as stop:
            return stop.args[0]
        except IndexError:
            if self.stack or self.metastack:
                raise
            raise UnpicklingError("unpickling stack underflow") from None

    def pop_mark(self):
        """Return what was pushed since the last mark."""
        items = self.stack
        if not self.metastack:
            raise UnpicklingError("could not find MARK")
        self.stack = self.metastack.pop()
        self.append = self.stack.append
        return items

    def _pop(self):
        if not self.stack:
            raise UnpicklingError("unexpected MARK found" if self.metastack else "unpickling stack underflow")
        return self.stack.pop()

    def persistent_load(self, pid):
        """Return the object that a persistent id stands for; a subclass says how."""
        raise UnpicklingError("A load persistent id instruction was encountered, but no persistent_load function was specified.")

    def find_class(self, module, name):
        """Return something of a module by its name; a subclass may refuse."""
        sys.audit('pickle.find_class', module, name)
        if self.proto < 3 and self.fix_imports:
            if (module, name) in OLD_NAMES:
                module, name = OLD_NAMES[module, name]
            else:
                module = OLD_MODULES.get(module, module)
        __import__(module, level=0)
        if self.proto >= 4 and '.' in name:
            return get_attribute(sys.modules[module], name)[0]
        return getattr(sys.modules[module], name)

    def _uint(self, n):
        return int.from_bytes(self.read(n), 'little')

    def _int(self, n):
        return int.from_bytes(self.read(n), 'little', signed=True)

    def _size(self, what, n=8):
        size = self._uint(n)
        if size > sys.maxsize:
            raise UnpicklingError(f"{what} exceeds system's maximum size of {sys.maxsize} bytes")
        return size

    def load_proto(self):
        proto = self.read(1)[0]
        if not 0 <= proto <= HIGHEST_PROTOCOL:
            raise ValueError("unsupported pickle protocol: %d" % proto)
        self.proto = proto

    def load_frame(self):
        self._unframer.load_frame(self._size('frame size'))

    def load_persid(self):
        try:
            pid = self.readline()[:-1].decode('ascii')
        except UnicodeDecodeError:
            raise UnpicklingError("persistent IDs in protocol 0 must be ASCII strings") from None
        self.append(self.persistent_load(pid))

    def load_binpersid(self):
        self.append(self.persistent_load(self._pop()))

    def load_none(self):
        self.append(None)

    def load_newfalse(self):
        self.append(False)

    def load_newtrue(self):
        self.append(True)

    def load_int(self):
        data = self.readline()
        self.append(False if data == FALSE[1:] else True if data == TRUE[1:] else int(data))

    def load_binint(self):
        self.append(self._int(4))

    def load_binint1(self):
        self.append(self.read(1)[0])

    def load_binint2(self):
        self.append(self._uint(2))

    def load_long(self):
        text = self.readline()[:-1]
        self.append(int(text[:-1] if text[-1:] == b'L' else text))

    def load_long1(self):
        self.append(decode_long(self.read(self.read(1)[0])))

    def load_long4(self):
        n = self._int(4)
        if n < 0:
            raise UnpicklingError("LONG pickle has negative byte count")
        self.append(decode_long(self.read(n)))

    def load_float(self):
        self.append(float(self.readline()[:-1]))

    def load_binfloat(self):
        from struct import unpack
        self.append(unpack('>d', self.read(8))[0])

    def _decode_string(self, value):
        return value if self.encoding == 'bytes' else value.decode(self.encoding, self.errors)

    def load_string(self):
        data = self.readline()[:-1]
        if len(data) < 2 or data[0] != data[-1] or data[:1] not in (b'"', b"'"):
            raise UnpicklingError("the STRING opcode argument must be quoted")
        import codecs
        self.append(self._decode_string(codecs.escape_decode(data[1:-1])[0]))

    def load_binstring(self):
        n = self._int(4)
        if n < 0:
            raise UnpicklingError("BINSTRING pickle has negative byte count")
        self.append(self._decode_string(self.read(n)))

    def load_short_binstring(self):
        self.append(self._decode_string(self.read(self.read(1)[0])))

    def load_binbytes(self):
        self.append(self.read(self._size('BINBYTES', 4)))

    def load_short_binbytes(self):
        self.append(self.read(self.read(1)[0]))

    def load_binbytes8(self):
        self.append(self.read(self._size('BINBYTES8')))

    def load_bytearray8(self):
        self.append(bytearray(self.read(self._size('BYTEARRAY8'))))

    def load_next_buffer(self):
        if self._buffers is None:
            raise UnpicklingError("pickle stream refers to out-of-band data but no *buffers* argument was given")
        try:
            self.append(next(self._buffers))
        except StopIteration:
            raise UnpicklingError("not enough out-of-band buffers") from None

    def load_readonly_buffer(self):
        with memoryview(self.stack[-1]) as m:
            if not m.readonly:
                self.stack[-1] = m.toreadonly()

    def load_unicode(self):
        self.append(str(self.readline()[:-1], 'raw-unicode-escape'))

    def load_binunicode(self):
        self.append(str(self.read(self._size('BINUNICODE', 4)), 'utf-8', 'surrogatepass'))

    def load_short_binunicode(self):
        self.append(str(self.read(self.read(1)[0]), 'utf-8', 'surrogatepass'))

    def load_binunicode8(self):
        self.append(str(self.read(self._size('BINUNICODE8')), 'utf-8', 'surrogatepass'))

    def load_tuple(self):
        items = self.pop_mark()
        self.append(tuple(items))

    def load_empty_tuple(self):
        self.append(())

    def _load_tuple_of(self, n):
        stack = self.stack
        if len(stack) < n:
            raise UnpicklingError("unexpected MARK found" if self.metastack else "unpickling stack underflow")
        stack[-n:] = [tuple(stack[-n:])]

    def load_tuple1(self):
        self._load_tuple_of(1)

    def load_tuple2(self):
        self._load_tuple_of(2)

    def load_tuple3(self):
        self._load_tuple_of(3)

    def load_empty_list(self):
        self.append([])

    def load_empty_dict(self):
        self.append({})

    def load_empty_set(self):
        self.append(set())

    def load_frozenset(self):
        items = self.pop_mark()
        self.append(frozenset(items))

    def load_list(self):
        items = self.pop_mark()
        self.append(items)

    def load_dict(self):
        items = self.pop_mark()
        self.append({items[i]: items[i + 1] for i in range(0, len(items), 2)})

    def _instantiate(self, cls, args):
        if args or not isinstance(cls, type) or hasattr(cls, '__getinitargs__'):
            value = cls(*args)
        else:
            # As classes of old were made: without __init__().
            value = cls.__new__(cls)
        self.append(value)

    def load_inst(self):
        module = self.readline()[:-1].decode('ascii')
        name = self.readline()[:-1].decode('ascii')
        args = self.pop_mark()
        self._instantiate(self.find_class(module, name), args)

    def load_obj(self):
        args = self.pop_mark()
        if not args:
            raise UnpicklingError("unpickling stack underflow")
        self._instantiate(args.pop(0), args)

    def load_newobj(self):
        args = self._pop()
        cls = self._pop()
        self.append(cls.__new__(cls, *args))

    def load_newobj_ex(self):
        kwargs = self._pop()
        args = self._pop()
        cls = self._pop()
        self.append(cls.__new__(cls, *args, **kwargs))

    def load_global(self):
        module = self.readline()[:-1].decode('utf-8')
        name = self.readline()[:-1].decode('utf-8')
        self.append(self.find_class(module, name))

    def load_stack_global(self):
        name = self._pop()
        module = self._pop()
        if type(name) is not str or type(module) is not str:
            raise UnpicklingError("STACK_GLOBAL requires str")
        self.append(self.find_class(module, name))

    def load_ext1(self):
        self.get_extension(self.read(1)[0])

    def load_ext2(self):
        self.get_extension(self._uint(2))

    def load_ext4(self):
        self.get_extension(self._int(4))

    def get_extension(self, code):
        """Push what is registered under a number."""
        value = _extension_cache.get(code, _NO_VALUE)
        if value is _NO_VALUE:
            key = _inverted_registry.get(code)
            if not key:
                if code <= 0:
                    raise UnpicklingError("EXT specifies code <= 0")
                raise ValueError("unregistered extension code %d" % code)
            value = _extension_cache[code] = self.find_class(*key)
        self.append(value)

    def load_reduce(self):
        args = self._pop()
        func = self._pop()
        self.append(func(*args))

    def load_pop(self):
        if self.stack:
            del self.stack[-1]
        else:
            self.pop_mark()

    def load_pop_mark(self):
        self.pop_mark()

    def load_dup(self):
        self.append(self.stack[-1])

    def _get(self, i):
        try:
            self.append(self.memo[i])
        except KeyError:
            raise UnpicklingError(f'Memo value not found at index {i}') from None

    def load_get(self):
        self._get(int(self.readline()[:-1]))

    def load_binget(self):
        self._get(self.read(1)[0])

    def load_long_binget(self):
        self._get(self._uint(4))

    def _put(self, i):
        if not self.stack:
            raise UnpicklingError("unexpected MARK found" if self.metastack else "unpickling stack underflow")
        self.memo[i] = self.stack[-1]

    def load_put(self):
        i = int(self.readline()[:-1])
        if i < 0:
            raise ValueError("negative PUT argument")
        self._put(i)

    def load_binput(self):
        self._put(self.read(1)[0])

    def load_long_binput(self):
        self._put(self._size('LONG_BINPUT', 4))

    def load_memoize(self):
        self._put(len(self.memo))

    def load_append(self):
        value = self._pop()
        self._extend(self.stack[-1], [value])

    def load_appends(self):
        items = self.pop_mark()
        self._extend(self.stack[-1], items)

    def _extend(self, target, items):
        extend = getattr(target, 'extend', None)
        if extend is not None:
            extend(items)
            return
        for item in items:
            target.append(item)

    def load_setitem(self):
        value = self._pop()
        key = self._pop()
        self.stack[-1][key] = value

    def load_setitems(self):
        items = self.pop_mark()
        target = self.stack[-1]
        for i in range(0, len(items), 2):
            target[items[i]] = items[i + 1]

    def load_additems(self):
        items = self.pop_mark()
        target = self.stack[-1]
        if isinstance(target, set):
            target.update(items)
        else:
            for item in items:
                target.add(item)

    def load_build(self):
        state = self._pop()
        inst = self.stack[-1]
        setstate = getattr(inst, '__setstate__', _NO_VALUE)
        if setstate is not _NO_VALUE:
            setstate(state)
            return
        slots = None
        if isinstance(state, tuple) and len(state) == 2:
            state, slots = state
        if state:
            attributes = inst.__dict__
            for k, v in state.items():
                attributes[sys.intern(k) if type(k) is str else k] = v
        if slots:
            for k, v in slots.items():
                setattr(inst, k, v)

    def load_mark(self):
        self.metastack.append(self.stack)
        self.stack = []
        self.append = self.stack.append

    def load_stop(self):
        raise _Stop(self._pop())


# By the instruction's byte. True and False are written as ints.
Unpickler.dispatch = {code[0]: getattr(Unpickler, 'load_' + name.lower()) for name, code in OPCODES.items()
                      if name not in ('TRUE', 'FALSE')}
