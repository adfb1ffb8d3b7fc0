# SPDX-License-Identifier: MIT
"""Protocol, NamedTuple, TypedDict and NewType of typing."""

import collections
import sys
import types
from abc import ABCMeta
from annotationlib import Format, call_annotate_function, get_annotate_from_class_namespace
from _typing_params import Generic, TypeVar, _caller_module

__name__ = 'typing'     # where the names are public


# --- Protocol ------------------------------------------------------------------------------------

_NOT_MEMBERS = frozenset("""
__annotations__ __dict__ __doc__ __orig_bases__ __orig_class__ __subclasshook__ __weakref__
__class_getitem__ __match_args__ __static_attributes__ __firstlineno__ __abstractmethods__
__init__ __module__ __new__ __slots__ __parameters__ __type_params__ __annotate__
__annotate_func__ __annotations_cache__ __protocol_attrs__ __non_callable_proto_members__
_is_protocol _is_runtime_protocol __final__ _abc_impl
""".split())


def _protocol_members(cls):
    """Return the names that the protocol classes in the MRO of cls declare."""
    members = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ('Protocol', 'Generic'):
            continue
        names = [*base.__dict__, *_annotation_names(base)]
        members.update(name for name in names
                       if not name.startswith('_abc_') and name not in _NOT_MEMBERS)
    return members


def _annotation_names(cls):
    from annotationlib import get_annotations
    return get_annotations(cls, format=Format.FORWARDREF)


def _no_init_or_replace_init(self, *args, **kwargs):
    cls = type(self)
    if cls._is_protocol:
        raise TypeError('Protocols cannot be instantiated')
    if cls.__init__ is not _no_init_or_replace_init:
        return
    # The first instance of a class that inherited this: find the real __init__ behind it.
    for base in cls.__mro__:
        init = base.__dict__.get('__init__', _no_init_or_replace_init)
        if init is not _no_init_or_replace_init:
            cls.__init__ = init
            break
    else:
        cls.__init__ = object.__init__
    cls.__init__(self, *args, **kwargs)


def _has_static(obj, name):
    from inspect import getattr_static
    missing = object()
    return getattr_static(obj, name, missing) is not missing


class _ProtocolMeta(ABCMeta):

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        if not (name == 'Protocol' and bases == (Generic,)):
            known = ('typing', 'collections.abc', 'contextlib', 'os', 'io', 'asyncio')
            if Protocol in bases:
                for base in bases:
                    if not (base in (object, Generic) or getattr(base, '_is_protocol', False)
                            or base.__module__.partition('.')[0] in known
                            or base.__module__ in known):
                        raise TypeError("Protocols can only inherit from other protocols, "
                                        f"got {base!r}")
        return super().__new__(mcls, name, bases, namespace, **kwargs)

    def __init__(cls, *args, **kwargs):
        if getattr(cls, '_is_protocol', False):
            cls.__protocol_attrs__ = _protocol_members(cls)

    def __subclasscheck__(cls, other):
        if cls is Protocol:
            return type.__subclasscheck__(cls, other)
        if getattr(cls, '_is_protocol', False) and not _from_abc_machinery():
            if not getattr(cls, '_is_runtime_protocol', False):
                _check_issubclass_argument(other)
                raise TypeError("Instance and class checks can only be used with "
                                "@runtime_checkable protocols")
            data = cls.__non_callable_proto_members__
            if data and cls.__dict__.get('__subclasshook__') is _protocol_hook:
                _check_issubclass_argument(other)
                raise TypeError("Protocols with non-method members don't support issubclass()."
                                f" Non-method members: {str(sorted(data))[1:-1]}.")
        return super().__subclasscheck__(other)

    def __instancecheck__(cls, instance):
        if cls is Protocol:
            return type.__instancecheck__(cls, instance)
        if not getattr(cls, '_is_protocol', False):
            return super().__instancecheck__(instance)
        if not getattr(cls, '_is_runtime_protocol', False) and not _from_abc_machinery():
            raise TypeError("Instance and class checks can only be used with "
                            "@runtime_checkable protocols")
        if super().__instancecheck__(instance):
            return True
        from inspect import getattr_static
        for name in cls.__protocol_attrs__:
            try:
                value = getattr_static(instance, name)
            except AttributeError:
                return False
            if value is None and name not in cls.__non_callable_proto_members__:
                return False
        return True


def _from_abc_machinery():
    try:
        return sys._getframe(2).f_globals.get('__name__') in ('abc', '_py_abc', 'functools')
    except (AttributeError, ValueError):
        return False


def _check_issubclass_argument(arg):
    if not isinstance(arg, type):
        raise TypeError('issubclass() arg 1 must be a class')


@classmethod
def _protocol_hook(cls, other):
    if not cls.__dict__.get('_is_protocol', False):
        return NotImplemented
    for name in cls.__protocol_attrs__:
        for base in other.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
            if getattr(base, '_is_protocol', False) and issubclass(base, Generic) \
                    and name in _annotation_names(base):
                break
        else:
            return NotImplemented
    return True


class Protocol(Generic, metaclass=_ProtocolMeta):
    """Base of protocols: classes that describe what other classes, unrelated to them, offer.

        class Closable(Protocol):
            def close(self) -> None: ...
    """

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if not cls.__dict__.get('_is_protocol', False):
            cls._is_protocol = any(base is Protocol for base in cls.__bases__)
        if '__subclasshook__' not in cls.__dict__:
            cls.__subclasshook__ = _protocol_hook
        if cls._is_protocol and cls.__init__ is Protocol.__init__:
            cls.__init__ = _no_init_or_replace_init


def runtime_checkable(cls):
    """Class decorator: let isinstance() and issubclass() check a protocol by its members' names."""
    if not (isinstance(cls, type) and issubclass(cls, Generic)) or not getattr(
            cls, '_is_protocol', False):
        raise TypeError('@runtime_checkable can be only applied to protocol classes, '
                        'got %r' % cls)
    cls._is_runtime_protocol = True
    data = set()
    for name in cls.__protocol_attrs__:
        try:
            is_callable = callable(getattr(cls, name, None))
        except Exception as exc:
            raise TypeError(f"Failed to determine whether protocol member {name!r} is a method "
                            "member") from exc
        if not is_callable:
            data.add(name)
    cls.__non_callable_proto_members__ = data
    return cls


def is_protocol(tp, /):
    """Tell whether tp is a protocol."""
    return (isinstance(tp, type) and getattr(tp, '_is_protocol', False)
            and tp is not Protocol)


def get_protocol_members(tp, /):
    """Return the names of the members of a protocol, as a frozenset. TypeError for other things."""
    if not is_protocol(tp):
        raise TypeError(f'{tp!r} is not a Protocol')
    return frozenset(tp.__protocol_attrs__)


# --- NamedTuple ----------------------------------------------------------------------------------

_PROHIBITED = frozenset({'__new__', '__init__', '__slots__', '__getnewargs__', '_fields',
                         '_field_defaults', '_field_types', '_make', '_replace', '_asdict',
                         '_source'})
_SPECIAL = frozenset({'__module__', '__name__', '__annotations__', '__annotate__',
                      '__annotate_func__', '__annotations_cache__', '__orig_bases__',
                      '__qualname__', '__doc__', '__classcell__', '__classdictcell__',
                      '__static_attributes__', '__firstlineno__', '__type_params__'})


def _body_annotations(namespace):
    """Return the annotations in the namespace of a class body, checked to be types."""
    from typing import _type_check
    found = namespace.get('__annotations__')
    if found is None:
        annotate = get_annotate_from_class_namespace(namespace)
        found = {} if annotate is None else call_annotate_function(annotate, Format.FORWARDREF)
    module = namespace.get('__module__')
    return {name: _type_check(value, f"field {name} annotation must be a type", module=module,
                              allow_special_forms=True) for name, value in found.items()}


def _make_nmtuple(name, annotations, module, defaults=()):
    result = collections.namedtuple(name, list(annotations), defaults=defaults, module=module)
    result.__annotations__ = result.__new__.__annotations__ = annotations
    return result


class NamedTupleMeta(type):

    def __new__(cls, typename, bases, namespace):
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError('can only inherit from a NamedTuple type and Generic')
        bases = tuple(tuple if base is _NamedTuple else base for base in bases)
        annotations = _body_annotations(namespace)
        defaults = []
        for name in annotations:
            if name in namespace:
                defaults.append(name)
            elif defaults:
                raise TypeError(f"Non-default namedtuple field {name} cannot follow default "
                                f"field{'s' if len(defaults) > 1 else ''} "
                                f"{', '.join(defaults)}")
        result = _make_nmtuple(typename, annotations, namespace['__module__'],
                               [namespace[name] for name in defaults])
        result.__bases__ = bases
        if Generic in bases:
            from typing import _generic_class_getitem
            result.__class_getitem__ = classmethod(_generic_class_getitem)
        for key, value in namespace.items():
            if key in _PROHIBITED:
                raise AttributeError('Cannot overwrite NamedTuple attribute ' + key)
            if key not in _SPECIAL:
                if key not in result._fields:
                    setattr(result, key, value)
                set_name = getattr(type(value), '__set_name__', None)
                if set_name is not None:
                    try:
                        set_name(value, result, key)
                    except BaseException as exc:
                        exc.add_note(f"Error calling __set_name__ on {type(value).__name__!r} "
                                     f"instance {key!r} in {typename!r}")
                        raise
        for key in ('__orig_bases__', '__doc__', '__type_params__', '__qualname__'):
            if namespace.get(key) is not None:
                setattr(result, key, namespace[key])
        if Generic in bases:
            result.__init_subclass__()
        return result


def NamedTuple(typename, fields=(), /):
    """A typed version of collections.namedtuple(), to be inherited from.

        class Point(NamedTuple):
            x: int
            y: int = 0

    Or a call: NamedTuple('Point', [('x', int), ('y', int)]).
    """
    from typing import _type_check
    annotations = {name: _type_check(value, f"field {name} annotation must be a type")
                   for name, value in fields}
    result = _make_nmtuple(typename, annotations, module=_caller_module(1) or '__main__')
    result.__orig_bases__ = (NamedTuple,)
    return result


_NamedTuple = type.__new__(NamedTupleMeta, 'NamedTuple', (), {})


def _namedtuple_mro_entries(bases):
    return (_NamedTuple,)


NamedTuple.__mro_entries__ = _namedtuple_mro_entries


# --- TypedDict -----------------------------------------------------------------------------------

def _qualifiers(annotation):
    """Strip Required, NotRequired and ReadOnly: (set of these, the type inside)."""
    from typing import NotRequired, ReadOnly, Required, _AnnotatedAlias
    found = set()
    inner = annotation
    while True:
        origin = getattr(inner, '__origin__', None)
        if isinstance(inner, _AnnotatedAlias):
            inner = origin
        elif origin in (Required, NotRequired, ReadOnly):
            found.add(origin._name)
            inner, = inner.__args__
        else:
            return found, inner


class _TypedDictMeta(type):

    def __new__(cls, name, bases, ns, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError('cannot inherit from both a TypedDict type and a non-TypedDict '
                                'base class')
        generic = (Generic,) if any(issubclass(base, Generic) for base in bases) else ()
        ns_annotations = _typeddict_annotations(ns)
        ns = {key: value for key, value in ns.items()
              if key not in ('__annotations__', '__annotate__', '__annotate_func__')}
        result = type.__new__(_TypedDictMeta, name, (*generic, dict), ns)
        if '__orig_bases__' not in ns:
            result.__orig_bases__ = bases
        annotations = {}
        required, optional, readonly, mutable = set(), set(), set(), set()
        for base in bases:
            annotations.update(base.__dict__.get('__annotations__', {}))
            required |= base.__dict__.get('__required_keys__', set())
            optional |= base.__dict__.get('__optional_keys__', set())
            required -= base.__dict__.get('__optional_keys__', set())
            optional -= base.__dict__.get('__required_keys__', set())
            readonly |= base.__dict__.get('__readonly_keys__', set())
            mutable |= base.__dict__.get('__mutable_keys__', set())
        for key, annotation in ns_annotations.items():
            found, _ = _qualifiers(annotation)
            is_required = 'Required' in found or total and 'NotRequired' not in found
            (required if is_required else optional).add(key)
            (optional if is_required else required).discard(key)
            if 'ReadOnly' in found:
                if key in mutable:
                    raise TypeError(f"Cannot override mutable key {key!r} with read-only key")
                readonly.add(key)
            else:
                mutable.add(key)
                readonly.discard(key)
        annotations.update(ns_annotations)
        result.__annotations__ = annotations
        result.__required_keys__ = frozenset(required)
        result.__optional_keys__ = frozenset(optional)
        result.__readonly_keys__ = frozenset(readonly)
        result.__mutable_keys__ = frozenset(mutable)
        result.__total__ = total
        return result

    __call__ = dict     # instances are plain dicts

    def __subclasscheck__(cls, other):
        raise TypeError('TypedDict does not support instance and class checks')

    __instancecheck__ = __subclasscheck__


def _typeddict_annotations(namespace):
    from typing import _type_check
    found = namespace.get('__annotations__')
    if found is None:
        annotate = get_annotate_from_class_namespace(namespace)
        found = {} if annotate is None else call_annotate_function(annotate, Format.FORWARDREF)
    message = "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type"
    return {name: _type_check(value, message, module=namespace.get('__module__'),
                              allow_special_forms=True) for name, value in found.items()}


def TypedDict(typename, fields=None, /, *, total=True):
    """A dict with known keys of known types, to be inherited from; instances are plain dicts.

        class Movie(TypedDict):
            title: str
            year: NotRequired[int]

    Or a call: TypedDict('Movie', {'title': str}). With total=False keys may be missing.
    """
    if fields is None:
        fields = {}
    namespace = {'__annotations__': dict(fields)}
    module = _caller_module(1) or '__main__'
    if module is not None:
        namespace['__module__'] = module
    result = _TypedDictMeta(typename, (), namespace, total=total)
    result.__orig_bases__ = (TypedDict,)
    return result


_TypedDict = type.__new__(_TypedDictMeta, 'TypedDict', (), {})


def _typeddict_mro_entries(bases):
    return (_TypedDict,)


TypedDict.__mro_entries__ = _typeddict_mro_entries


def is_typeddict(tp):
    """Tell whether tp is a class made with TypedDict."""
    return isinstance(tp, _TypedDictMeta)


# --- NewType -------------------------------------------------------------------------------------

class NewType:
    """A distinct type for type checkers; at run time a function that returns its argument.

        UserId = NewType('UserId', int)
    """

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition('.')[2]
        self.__supertype__ = tp
        module = _caller_module(1) or '__main__'
        if module != 'typing':
            self.__module__ = module

    def __call__(self, x, /):
        return x

    def __mro_entries__(self, bases):
        superclass = self.__name__

        class Dummy:
            def __init_subclass__(cls):
                raise TypeError(
                    "Cannot subclass an instance of NewType. Perhaps you were looking for: "
                    f"`{cls.__name__} = NewType({cls.__name__!r}, {superclass})`")

        return (Dummy,)

    def __repr__(self):
        return f'{self.__module__}.{self.__qualname__}'

    def __reduce__(self):
        return self.__qualname__

    def __or__(self, other):
        from typing import Union
        return Union[self, other]

    def __ror__(self, other):
        from typing import Union
        return Union[other, self]
