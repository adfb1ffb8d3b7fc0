# SPDX-License-Identifier: MIT
"""Names for the types of the interpreter, and helpers for building classes."""

import sys

__all__ = [
    'AsyncGeneratorType', 'BuiltinFunctionType', 'BuiltinMethodType', 'CapsuleType', 'CellType',
    'ClassMethodDescriptorType', 'CodeType', 'CoroutineType', 'DynamicClassAttribute',
    'EllipsisType', 'FrameType', 'FunctionType', 'GeneratorType', 'GenericAlias',
    'GetSetDescriptorType', 'LambdaType', 'MappingProxyType', 'MemberDescriptorType',
    'MethodDescriptorType', 'MethodType', 'MethodWrapperType', 'ModuleType', 'NoneType',
    'NotImplementedType', 'SimpleNamespace', 'TracebackType', 'UnionType', 'WrapperDescriptorType',
    'coroutine', 'get_original_bases', 'new_class', 'prepare_class', 'resolve_bases',
]


def _cell_sample():
    sample = 1

    def inner():
        nonlocal sample
    return inner.__closure__[0]


def _generator_sample():
    yield 1


async def _coroutine_sample():
    pass


async def _async_generator_sample():
    yield


class _Sample:
    def method(self):
        pass


FunctionType = type(_cell_sample)
LambdaType = FunctionType
CodeType = type(_cell_sample.__code__)
CellType = type(_cell_sample())
MappingProxyType = type(type.__dict__)
SimpleNamespace = type(sys.implementation)
GeneratorType = type(_generator_sample())

_sample = _coroutine_sample()
CoroutineType = type(_sample)
_sample.close()
_sample = _async_generator_sample()
AsyncGeneratorType = type(_sample)
MethodType = type(_Sample().method)
del _sample, _Sample, _cell_sample, _coroutine_sample, _async_generator_sample, _generator_sample

BuiltinFunctionType = type(len)
BuiltinMethodType = type([].append)
WrapperDescriptorType = type(object.__init__)
MethodWrapperType = type(object().__str__)
MethodDescriptorType = type(str.join)
ClassMethodDescriptorType = type(dict.__dict__['fromkeys'])
ModuleType = type(sys)

try:
    raise TypeError
except TypeError as _exc:
    TracebackType = type(_exc.__traceback__)
    FrameType = type(_exc.__traceback__.tb_frame)

GetSetDescriptorType = type(FunctionType.__code__)
MemberDescriptorType = type(type('_', (), {'__slots__': ('_',)})._)
GenericAlias = type(list[int])
UnionType = type(int | str)
EllipsisType = type(Ellipsis)
NoneType = type(None)
NotImplementedType = type(NotImplemented)


def new_class(name, bases=(), kwds=None, exec_body=None):
    """Create a class as the class statement would.

    kwds holds the keyword arguments of the statement ('metaclass' among them);
    exec_body, when given, is called with the new namespace to fill it.
    """
    resolved = resolve_bases(bases)
    meta, namespace, kwds = prepare_class(name, resolved, kwds)
    if exec_body is not None:
        exec_body(namespace)
    if resolved is not bases:
        namespace['__orig_bases__'] = bases
    return meta(name, resolved, namespace, **kwds)


def resolve_bases(bases):
    """Replace every base that has __mro_entries__ and is not a class by its entries (PEP 560).

    Returns bases itself if there was nothing to replace, else a new tuple.
    """
    result = []
    changed = False
    for base in bases:
        if isinstance(base, type) or not hasattr(base, '__mro_entries__'):
            result.append(base)
            continue
        entries = base.__mro_entries__(bases)
        if not isinstance(entries, tuple):
            raise TypeError("__mro_entries__ must return a tuple")
        result.extend(entries)
        changed = True
    return tuple(result) if changed else bases


def prepare_class(name, bases=(), kwds=None):
    """Find the metaclass and make the namespace of a class to be created.

    Returns (metaclass, namespace, kwds) with 'metaclass' taken out of kwds;
    bases must be resolved already.
    """
    kwds = {} if kwds is None else dict(kwds)
    if 'metaclass' in kwds:
        meta = kwds.pop('metaclass')
    else:
        meta = type(bases[0]) if bases else type
    if isinstance(meta, type):
        meta = _most_derived_metaclass(meta, bases)
    if hasattr(meta, '__prepare__'):
        namespace = meta.__prepare__(name, bases, **kwds)
    else:
        namespace = {}
    return meta, namespace, kwds


def _most_derived_metaclass(meta, bases):
    winner = meta
    for base in bases:
        candidate = type(base)
        if issubclass(winner, candidate):
            continue
        if not issubclass(candidate, winner):
            raise TypeError("metaclass conflict: "
                            "the metaclass of a derived class "
                            "must be a (non-strict) subclass "
                            "of the metaclasses of all its bases")
        winner = candidate
    return winner


def get_original_bases(cls, /):
    """Return the bases of cls as written, before __mro_entries__ replaced any.

    TypeError if cls is not a class.
    """
    try:
        return cls.__dict__.get('__orig_bases__', cls.__bases__)
    except AttributeError:
        raise TypeError(f"Expected an instance of type, not {type(cls).__name__!r}") from None


class DynamicClassAttribute:
    """A property whose access through the class goes to the metaclass' __getattr__.

    On instances it works like property; on the class it raises AttributeError
    (unless the getter is abstract), so that a class-level attribute of the same
    name can be found elsewhere.
    """

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.__doc__ = doc or fget.__doc__
        self.overwrite_doc = doc is None
        self.__isabstractmethod__ = bool(getattr(fget, '__isabstractmethod__', False))

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.__isabstractmethod__:
                return self
            raise AttributeError()
        if self.fget is None:
            raise AttributeError("unreadable attribute")
        return self.fget(instance)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("can't set attribute")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError("can't delete attribute")
        self.fdel(instance)

    def getter(self, fget):
        """Return a copy with another getter."""
        doc = fget.__doc__ if self.overwrite_doc else None
        result = type(self)(fget, self.fset, self.fdel, doc or self.__doc__)
        result.overwrite_doc = self.overwrite_doc
        return result

    def setter(self, fset):
        """Return a copy with another setter."""
        result = type(self)(self.fget, fset, self.fdel, self.__doc__)
        result.overwrite_doc = self.overwrite_doc
        return result

    def deleter(self, fdel):
        """Return a copy with another deleter."""
        result = type(self)(self.fget, self.fset, fdel, self.__doc__)
        result.overwrite_doc = self.overwrite_doc
        return result


class _GeneratorWrapper:
    """Make an object with the generator protocol awaitable (used by coroutine())."""

    def __init__(self, gen):
        self.__wrapped = gen
        self.__isgen = gen.__class__ is GeneratorType
        self.__name__ = getattr(gen, '__name__', None)
        self.__qualname__ = getattr(gen, '__qualname__', None)

    def send(self, val):
        return self.__wrapped.send(val)

    def throw(self, tp, *rest):
        return self.__wrapped.throw(tp, *rest)

    def close(self):
        return self.__wrapped.close()

    @property
    def gi_code(self):
        return self.__wrapped.gi_code

    @property
    def gi_frame(self):
        return self.__wrapped.gi_frame

    @property
    def gi_running(self):
        return self.__wrapped.gi_running

    @property
    def gi_yieldfrom(self):
        return self.__wrapped.gi_yieldfrom

    @property
    def gi_suspended(self):
        return self.__wrapped.gi_suspended

    cr_code = gi_code
    cr_frame = gi_frame
    cr_running = gi_running
    cr_await = gi_yieldfrom
    cr_suspended = gi_suspended

    def __next__(self):
        return next(self.__wrapped)

    def __iter__(self):
        return self.__wrapped if self.__isgen else self

    __await__ = __iter__


_CO_GENERATOR = 0x20
_CO_COROUTINE = 0x80
_CO_ITERABLE_COROUTINE = 0x100


def coroutine(func):
    """Turn a generator function into one whose generators can be awaited.

    A plain callable is wrapped: if it returns a generator-like object, that
    object is made awaitable. TypeError if func is not callable.
    """
    if not callable(func):
        raise TypeError('types.coroutine() expects a callable')
    if func.__class__ is FunctionType and getattr(func, '__code__', None).__class__ is CodeType:
        flags = func.__code__.co_flags
        if flags & (_CO_COROUTINE | _CO_ITERABLE_COROUTINE):
            return func
        if flags & _CO_GENERATOR:
            func.__code__ = func.__code__.replace(co_flags=flags | _CO_ITERABLE_COROUTINE)
            return func
    return _wrap_coroutine(func)


def _wrap_coroutine(func):
    import functools
    import _collections_abc

    @functools.wraps(func)
    def wrapped(*args, **kwargs):
        coro = func(*args, **kwargs)
        if coro.__class__ is CoroutineType or (
                coro.__class__ is GeneratorType
                and coro.gi_code.co_flags & _CO_ITERABLE_COROUTINE):
            return coro
        if (isinstance(coro, _collections_abc.Generator)
                and not isinstance(coro, _collections_abc.Coroutine)):
            return _GeneratorWrapper(coro)
        return coro

    return wrapped


def __getattr__(name):
    if name == 'CapsuleType':
        import _socket
        global CapsuleType
        CapsuleType = type(_socket.CAPI)
        return CapsuleType
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
