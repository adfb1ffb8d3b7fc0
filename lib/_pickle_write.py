# SPDX-License-Identifier: MIT
"""Pickler: objects to bytes."""

import io
import sys
from copyreg import _extension_registry, dispatch_table
from functools import partial
from itertools import batched
from types import FunctionType

from _pickle_opcodes import *
from _pickle_opcodes import encode_long, get_attribute

__name__ = 'pickle'         # where the names are public


def _u32(n):
    return n.to_bytes(4, 'little')


def _u64(n):
    return n.to_bytes(8, 'little')


class _Framer:
    """From protocol 4 on, what is written comes in frames, so that it can be read in large pieces."""

    def __init__(self, file_write):
        self.file_write = file_write
        self.current_frame = None

    def start_framing(self):
        self.current_frame = io.BytesIO()

    def end_framing(self):
        if self.current_frame and self.current_frame.tell() > 0:
            self.commit_frame(force=True)
            self.current_frame = None

    def commit_frame(self, force=False):
        frame = self.current_frame
        if frame and (frame.tell() >= FRAME_SIZE_TARGET or force):
            data = frame.getbuffer()
            if len(data) >= FRAME_SIZE_MIN:
                self.file_write(FRAME + _u64(len(data)))
            self.file_write(data)
            self.current_frame = io.BytesIO()

    def write(self, data):
        if self.current_frame:
            return self.current_frame.write(data)
        return self.file_write(data)

    def write_large_bytes(self, header, payload):
        """Write a large payload outside of any frame, without a copy."""
        if self.current_frame:
            self.commit_frame(force=True)
        self.file_write(header)
        self.file_write(payload)


def whichmodule(obj, name):
    """Return the name of the module that obj can be found in by name."""
    module_name = getattr(obj, '__module__', None)
    if module_name is not None:
        return module_name
    # Importing may add modules meanwhile.
    for module_name, module in sys.modules.copy().items():
        if module_name in ('__main__', '__mp_main__') or module is None:
            continue
        try:
            if get_attribute(module, name)[0] is obj:
                return module_name
        except AttributeError:
            pass
    return '__main__'


class Pickler:
    """Writes pickles to a file.

    protocol: 0 to 5, negative for the highest; fix_imports: with a protocol below 3, use the names of
    Python 2; buffer_callback: what takes the PickleBuffers that stay outside the stream.
    """

    def __init__(self, file, protocol=None, *, fix_imports=True, buffer_callback=None):
        if protocol is None:
            protocol = DEFAULT_PROTOCOL
        if protocol < 0:
            protocol = HIGHEST_PROTOCOL
        elif not 0 <= protocol <= HIGHEST_PROTOCOL:
            raise ValueError("pickle protocol must be <= %d" % HIGHEST_PROTOCOL)
        if buffer_callback is not None and protocol < 5:
            raise ValueError("buffer_callback needs protocol >= 5")
        self._buffer_callback = buffer_callback
        try:
            self._file_write = file.write
        except AttributeError:
            raise TypeError("file must have a 'write' attribute") from None
        self.framer = _Framer(self._file_write)
        self.write = self.framer.write
        self._write_large_bytes = self.framer.write_large_bytes
        self.memo = {}
        self.proto = int(protocol)
        self.bin = protocol >= 1
        self.fast = 0
        self.fix_imports = fix_imports and protocol < 3

    def clear_memo(self):
        """Forget the objects written so far, so that they are written again in full."""
        self.memo.clear()

    def dump(self, obj):
        """Write the pickle of an object."""
        if not hasattr(self, '_file_write'):
            raise PicklingError("Pickler.__init__() was not called by %s.__init__()" % (self.__class__.__name__,))
        if self.proto >= 2:
            self.write(PROTO + bytes([self.proto]))
        if self.proto >= 4:
            self.framer.start_framing()
        self.save(obj)
        self.write(STOP)
        self.framer.end_framing()

    def memoize(self, obj):
        """Number an object, so that it can be referred to."""
        if self.fast:
            return
        assert id(obj) not in self.memo
        idx = len(self.memo)
        self.write(self.put(idx))
        self.memo[id(obj)] = idx, obj

    def put(self, idx):
        """Return the instruction that numbers the top of the stack."""
        if self.proto >= 4:
            return MEMOIZE
        if not self.bin:
            return PUT + repr(idx).encode('ascii') + b'\n'
        return BINPUT + bytes([idx]) if idx < 256 else LONG_BINPUT + _u32(idx)

    def get(self, i):
        """Return the instruction that fetches the object of a number."""
        if not self.bin:
            return GET + repr(i).encode('ascii') + b'\n'
        return BINGET + bytes([i]) if i < 256 else LONG_BINGET + _u32(i)

    def save(self, obj, save_persistent_id=True):
        """Write what makes an object."""
        self.framer.commit_frame()
        if save_persistent_id:
            pid = self.persistent_id(obj)
            if pid is not None:
                self.save_pers(pid)
                return
        seen = self.memo.get(id(obj))
        if seen is not None:
            self.write(self.get(seen[0]))
            return
        rv = NotImplemented
        override = getattr(self, 'reducer_override', None)
        if override is not None:
            rv = override(obj)
        if rv is NotImplemented:
            t = type(obj)
            f = self.dispatch.get(t)
            if f is not None:
                f(self, obj)
                return
            rv = self._reduce(obj, t)
            if rv is None:
                return
        if isinstance(rv, str):
            self.save_global(obj, rv)
            return
        if not isinstance(rv, tuple):
            raise PicklingError("%s must return string or tuple" % (override or getattr(obj, '__reduce_ex__', '')))
        if not 2 <= len(rv) <= 6:
            raise PicklingError("Tuple returned by %s must have two to six elements"
                                % (override or getattr(obj, '__reduce_ex__', '')))
        self.save_reduce(obj=obj, *rv)

    def _reduce(self, obj, t):
        """Return what the reduction of an object is; None if it is written already."""
        reduce = getattr(self, 'dispatch_table', dispatch_table).get(t)
        if reduce is not None:
            return reduce(obj)
        if issubclass(t, type):
            self.save_global(obj)
            return None
        reduce = getattr(obj, '__reduce_ex__', None)
        if reduce is not None:
            return reduce(self.proto)
        reduce = getattr(obj, '__reduce__', None)
        if reduce is not None:
            return reduce()
        raise PicklingError("Can't pickle %r object: %r" % (t.__name__, obj))

    def persistent_id(self, obj):
        """Return what stands for an object that is kept elsewhere, or None; a subclass may change it."""
        return None

    def save_pers(self, pid):
        if self.bin:
            self.save(pid, save_persistent_id=False)
            self.write(BINPERSID)
            return
        try:
            self.write(PERSID + str(pid).encode('ascii') + b'\n')
        except UnicodeEncodeError:
            raise PicklingError("persistent IDs in protocol 0 must be ASCII strings") from None

    def save_reduce(self, func, args, state=None, listitems=None, dictitems=None, state_setter=None, *, obj=None):
        """Write what a reduction says: call func(*args), then fill the object."""
        if not callable(func):
            raise PicklingError(f"first item of the tuple returned by __reduce__ must be callable, not {type(func).__name__}"
                                if obj is not None else "func from save_reduce() must be callable")
        if not isinstance(args, tuple):
            raise PicklingError("second item of the tuple returned by __reduce__ must be a tuple, not "
                                f"{type(args).__name__}" if obj is not None else "args from save_reduce() must be a tuple")
        name = getattr(func, '__name__', '')
        if self.proto >= 2 and name == '__newobj_ex__':
            self._save_newobj_ex(args, obj)
        elif self.proto >= 2 and name == '__newobj__':
            self._save_newobj(args, obj)
        else:
            self.save(func)
            self.save(args)
            self.write(REDUCE)
        if obj is not None:
            # A recursive structure may have got a number for the object while its arguments were written.
            if id(obj) in self.memo:
                self.write(POP + self.get(self.memo[id(obj)][0]))
            else:
                self.memoize(obj)
        if listitems is not None:
            self._batch_appends(listitems)
        if dictitems is not None:
            self._batch_setitems(dictitems)
        if state is None:
            return
        if state_setter is None:
            self.save(state)
            self.write(BUILD)
            return
        # What the setter returns does not matter.
        self.save(state_setter)
        self.save(obj)
        self.save(state)
        self.write(TUPLE2 + REDUCE + POP)

    def _check_new(self, func_name, cls, obj):
        if not hasattr(cls, '__new__'):
            raise PicklingError(f"args[0] from {func_name} args has no __new__")
        if obj is not None and cls is not obj.__class__:
            raise PicklingError(f"args[0] from {func_name} args has the wrong class")

    def _save_newobj_ex(self, args, obj):
        cls, args, kwargs = args
        self._check_new('__newobj_ex__', cls, obj)
        if self.proto >= 4:
            self.save(cls)
            self.save(args)
            self.save(kwargs)
            self.write(NEWOBJ_EX)
        else:
            self.save(partial(cls.__new__, cls, *args, **kwargs))
            self.save(())
            self.write(REDUCE)

    def _save_newobj(self, args, obj):
        cls, *rest = args
        self._check_new('__newobj__', cls, obj)
        self.save(cls)
        self.save(tuple(rest))
        self.write(NEWOBJ)

    dispatch = {}

    def save_none(self, obj):
        self.write(NONE)
    dispatch[type(None)] = save_none

    def save_bool(self, obj):
        if self.proto >= 2:
            self.write(NEWTRUE if obj else NEWFALSE)
        else:
            self.write(TRUE if obj else FALSE)
    dispatch[bool] = save_bool

    def save_long(self, obj):
        if self.bin:
            if 0 <= obj <= 0xff:
                self.write(BININT1 + bytes([obj]))
                return
            if 0 <= obj <= 0xffff:
                self.write(BININT2 + obj.to_bytes(2, 'little'))
                return
            if -0x80000000 <= obj <= 0x7fffffff:
                self.write(BININT + obj.to_bytes(4, 'little', signed=True))
                return
        if self.proto >= 2:
            data = encode_long(obj)
            n = len(data)
            self.write((LONG1 + bytes([n]) if n < 256 else LONG4 + n.to_bytes(4, 'little', signed=True)) + data)
        elif -0x80000000 <= obj <= 0x7fffffff:
            self.write(INT + repr(obj).encode('ascii') + b'\n')
        else:
            self.write(LONG + repr(obj).encode('ascii') + b'L\n')
    dispatch[int] = save_long

    def save_float(self, obj):
        if self.bin:
            from struct import pack
            self.write(BINFLOAT + pack('>d', obj))
        else:
            self.write(FLOAT + repr(obj).encode('ascii') + b'\n')
    dispatch[float] = save_float

    def _write_sized(self, data, short, normal, large):
        """Write bytes after the instruction for their length; short is None where there is none."""
        n = len(data)
        if short is not None and n <= 0xff:
            self.write(short + bytes([n]) + data)
        elif n > 0xffffffff and self.proto >= 4:
            self._write_large_bytes(large + _u64(n), data)
        elif n >= FRAME_SIZE_TARGET:
            self._write_large_bytes(normal + _u32(n), data)
        else:
            self.write(normal + _u32(n) + data)

    def save_bytes(self, obj):
        if self.proto < 3:
            # Protocols of Python 2 have no bytes.
            import codecs
            if not obj:
                self.save_reduce(bytes, (), obj=obj)
            else:
                self.save_reduce(codecs.encode, (str(obj, 'latin1'), 'latin1'), obj=obj)
            return
        self._write_sized(obj, SHORT_BINBYTES, BINBYTES, BINBYTES8)
        self.memoize(obj)
    dispatch[bytes] = save_bytes

    def save_bytearray(self, obj):
        if self.proto < 5:
            self.save_reduce(bytearray, (bytes(obj),) if obj else (), obj=obj)
            return
        if len(obj) >= FRAME_SIZE_TARGET:
            self._write_large_bytes(BYTEARRAY8 + _u64(len(obj)), obj)
        else:
            self.write(BYTEARRAY8 + _u64(len(obj)) + obj)
        self.memoize(obj)
    dispatch[bytearray] = save_bytearray

    def save_str(self, obj):
        if self.bin:
            data = obj.encode('utf-8', 'surrogatepass')
            self._write_sized(data, SHORT_BINUNICODE if self.proto >= 4 else None, BINUNICODE, BINUNICODE8)
        else:
            # raw-unicode-escape would leave these as they are.
            text = obj
            for char in '\\\0\n\r\x1a':
                text = text.replace(char, '\\u%04x' % ord(char))
            self.write(UNICODE + text.encode('raw-unicode-escape') + b'\n')
        self.memoize(obj)
    dispatch[str] = save_str

    def save_tuple(self, obj):
        if not obj:
            self.write(EMPTY_TUPLE if self.bin else MARK + TUPLE)
            return
        n = len(obj)
        short = n <= 3 and self.proto >= 2
        if not short:
            self.write(MARK)
        for element in obj:
            self.save(element)
        seen = self.memo.get(id(obj))
        if seen is not None:
            # The tuple contains itself, and so has been made already.
            get = self.get(seen[0])
            if short:
                self.write(POP * n + get)
            else:
                self.write((POP_MARK if self.bin else POP * (n + 1)) + get)
            return
        self.write((TUPLE1, TUPLE2, TUPLE3)[n - 1] if short else TUPLE)
        self.memoize(obj)
    dispatch[tuple] = save_tuple

    def save_list(self, obj):
        self.write(EMPTY_LIST if self.bin else MARK + LIST)
        self.memoize(obj)
        self._batch_appends(obj)
    dispatch[list] = save_list

    def _batch_appends(self, items):
        if not self.bin:
            for x in items:
                self.save(x)
                self.write(APPEND)
            return
        for batch in batched(items, BATCH_SIZE):
            if len(batch) == 1:
                self.save(batch[0])
                self.write(APPEND)
                continue
            self.write(MARK)
            for x in batch:
                self.save(x)
            self.write(APPENDS)

    def save_dict(self, obj):
        self.write(EMPTY_DICT if self.bin else MARK + DICT)
        self.memoize(obj)
        self._batch_setitems(obj.items())
    dispatch[dict] = save_dict

    def _batch_setitems(self, items):
        if not self.bin:
            for k, v in items:
                self.save(k)
                self.save(v)
                self.write(SETITEM)
            return
        for batch in batched(items, BATCH_SIZE):
            if len(batch) > 1:
                self.write(MARK)
            for k, v in batch:
                self.save(k)
                self.save(v)
            self.write(SETITEMS if len(batch) > 1 else SETITEM)

    def save_set(self, obj):
        if self.proto < 4:
            self.save_reduce(set, (list(obj),), obj=obj)
            return
        self.write(EMPTY_SET)
        self.memoize(obj)
        for batch in batched(obj, BATCH_SIZE):
            self.write(MARK)
            for item in batch:
                self.save(item)
            self.write(ADDITEMS)
    dispatch[set] = save_set

    def save_frozenset(self, obj):
        if self.proto < 4:
            self.save_reduce(frozenset, (list(obj),), obj=obj)
            return
        self.write(MARK)
        for item in obj:
            self.save(item)
        seen = self.memo.get(id(obj))
        if seen is not None:
            self.write(POP_MARK + self.get(seen[0]))
            return
        self.write(FROZENSET)
        self.memoize(obj)
    dispatch[frozenset] = save_frozenset

    def save_global(self, obj, name=None):
        """Write where an object can be imported from."""
        if name is None:
            name = getattr(obj, '__qualname__', None) or obj.__name__
        module_name = whichmodule(obj, name)
        parent, lastname = self._check_importable(obj, module_name, name)
        if self.proto >= 2 and self._save_extension(module_name, name):
            return
        if self.proto >= 4:
            self.save(module_name)
            self.save(name)
            self.write(STACK_GLOBAL)
        elif '.' in name:
            self.save_reduce(getattr, (parent, lastname))
        elif self.proto >= 3:
            self.write(GLOBAL + bytes(module_name, 'utf-8') + b'\n' + bytes(name, 'utf-8') + b'\n')
        else:
            if self.fix_imports:
                module_name, name = NEW_NAMES.get((module_name, name), (module_name, name))
                module_name = NEW_MODULES.get(module_name, module_name)
            try:
                self.write(GLOBAL + bytes(module_name, 'ascii') + b'\n' + bytes(name, 'ascii') + b'\n')
            except UnicodeEncodeError:
                raise PicklingError("can't pickle global identifier '%s.%s' using pickle protocol %i"
                                    % (module_name, name, self.proto)) from None
        self.memoize(obj)

    def _check_importable(self, obj, module_name, name):
        """Return (what the object is an attribute of, its last name)."""
        try:
            __import__(module_name, level=0)
            found, parent = get_attribute(sys.modules[module_name], name)
        except (ImportError, KeyError, AttributeError):
            if '<locals>' in name.split('.'):
                raise AttributeError(f"Can't get local object {name!r}") from None
            raise PicklingError("Can't pickle %r: it's not found as %s.%s" % (obj, module_name, name)) from None
        if found is not obj:
            raise PicklingError("Can't pickle %r: it's not the same object as %s.%s" % (obj, module_name, name))
        return parent, name.rpartition('.')[2]

    def _save_extension(self, module_name, name):
        """Write the number of something registered with copyreg.add_extension(); tell whether there is one."""
        code = _extension_registry.get((module_name, name))
        if code is None:
            return False
        if code <= 0xff:
            self.write(EXT1 + bytes([code]))
        elif code <= 0xffff:
            self.write(EXT2 + code.to_bytes(2, 'little'))
        else:
            self.write(EXT4 + code.to_bytes(4, 'little', signed=True))
        return True

    def save_type(self, obj):
        """Write a class; those of None, NotImplemented and ... have no importable name."""
        for value in (None, NotImplemented, ...):
            if obj is type(value):
                return self.save_reduce(type, (value,), obj=obj)
        return self.save_global(obj)

    dispatch[FunctionType] = save_global
    dispatch[type] = save_type
