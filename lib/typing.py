# SPDX-License-Identifier: MIT
"""Type hints at run time: generics, special forms, protocols, NamedTuple, TypedDict.

The static meaning is that of type checkers; here these objects can be made,
shown, compared, subscripted and inspected.
"""

import collections
import collections.abc
import functools
import operator
import sys
import types
from annotationlib import ForwardRef
from types import GenericAlias
from _typing_params import (Generic, NoDefault, ParamSpec, ParamSpecArgs, ParamSpecKwargs,
                            TypeAliasType, TypeVar, TypeVarTuple)

__all__ = """
Annotated Any Callable ClassVar Concatenate Final ForwardRef Generic Literal Optional ParamSpec
Protocol Tuple Type TypeVar TypeVarTuple Union AbstractSet ByteString Container ContextManager
Hashable ItemsView Iterable Iterator KeysView Mapping MappingView MutableMapping MutableSequence
MutableSet Sequence Sized ValuesView Awaitable AsyncIterator AsyncIterable Coroutine Collection
AsyncGenerator AsyncContextManager Reversible SupportsAbs SupportsBytes SupportsComplex
SupportsFloat SupportsIndex SupportsInt SupportsRound ChainMap Counter Deque Dict DefaultDict List
OrderedDict Set FrozenSet NamedTuple TypedDict Generator BinaryIO IO Match Pattern TextIO AnyStr
assert_type assert_never cast clear_overloads dataclass_transform final get_args get_origin
get_overloads get_protocol_members get_type_hints is_protocol is_typeddict LiteralString Never
NewType no_type_check no_type_check_decorator NoDefault NoReturn NotRequired overload override
ParamSpecArgs ParamSpecKwargs ReadOnly Required reveal_type runtime_checkable Self Text
TYPE_CHECKING TypeAlias TypeAliasType TypeGuard TypeIs Unpack evaluate_forward_ref
""".split()

TYPE_CHECKING = False
Text = str
# Since 3.14 a union is one type, however it is written.
_NATIVE_UNION = sys.version_info >= (3, 14)


# --- Checks and collection of parameters ---------------------------------------------------------

def _type_convert(arg, module=None, *, is_class=False):
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return ForwardRef(arg, module=module, is_class=is_class)
    return arg


def _type_check(arg, msg, is_argument=True, module=None, *, allow_special_forms=False):
    """Return arg as a type, strings as ForwardRef. TypeError(msg) if it cannot be one."""
    arg = _type_convert(arg, module, is_class=allow_special_forms)
    invalid = (Generic, Protocol)
    if not allow_special_forms:
        invalid += (ClassVar,)
        if is_argument:
            invalid += (Final,)
    if isinstance(arg, _GenericAlias) and arg.__origin__ in invalid:
        raise TypeError(f"{arg} is not valid as type argument")
    if arg in (Any, LiteralString, NoReturn, Never, Self, TypeAlias):
        return arg
    if allow_special_forms and arg in (ClassVar, Final):
        return arg
    if isinstance(arg, _SpecialForm) or arg in (Generic, Protocol):
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if type(arg) is tuple:
        raise TypeError(f"{msg} Got {arg!r:.100}.")
    return arg


def _is_param_expr(arg):
    return arg is ... or isinstance(arg, (tuple, list, ParamSpec, _ConcatenateGenericAlias))


def _is_unpacked_typevartuple(x):
    return isinstance(x, _UnpackGenericAlias) and isinstance(x.__args__[0], TypeVarTuple)


def _type_repr(obj):
    if isinstance(obj, (list, tuple)):
        return '[' + ', '.join(map(_type_repr, obj)) + ']'
    if isinstance(obj, type) and not isinstance(obj, GenericAlias):
        if obj.__module__ == 'builtins':
            return obj.__qualname__
        return f'{obj.__module__}.{obj.__qualname__}'
    if obj is ...:
        return '...'
    if isinstance(obj, types.FunctionType):
        return obj.__name__
    return repr(obj)


def _collect_type_parameters(args):
    """Return the type parameters in args, in order of appearance, each once."""
    found = {}
    for arg in args:
        if isinstance(arg, type):
            continue
        if isinstance(arg, (tuple, list)):
            found.update(dict.fromkeys(_collect_type_parameters(arg)))
        elif isinstance(arg, (TypeVar, ParamSpec, TypeVarTuple)) or hasattr(
                arg, '__typing_subst__'):
            found[arg] = None
        else:
            found.update(dict.fromkeys(getattr(arg, '__parameters__', ())))
    return tuple(found)


def _bind_parameters(alias, params, args):
    """Assign arguments to type parameters: a dict; a TypeVarTuple gets a tuple of them."""
    for param in params:
        prepare = getattr(param, '__typing_prepare_subst__', None)
        if prepare is not None:
            args = prepare(alias, args)
    if len(args) != len(params):
        needed = sum(not p.has_default() for p in params)
        expected = len(params) if needed == len(params) else (
            f"at least {needed}" if len(args) < len(params) else f"at most {len(params)}")
        raise TypeError(f"Too {'many' if len(args) > len(params) else 'few'} arguments for {alias}; "
                        f"actual {len(args)}, expected {expected}")
    return dict(zip(params, args))


def _substitute(args, mapping, callable=False):
    """Replace the parameters in args; unpacked ones, and those of a callable, are spliced in."""
    result = []
    for arg in args:
        new = _substitute_one(arg, mapping)
        if _is_unpacked_typevartuple(arg) or callable and isinstance(new, tuple):
            result.extend(new)
        else:
            result.append(new)
    return tuple(result)


def _substitute_one(arg, mapping):
    if isinstance(arg, type):
        return arg
    if isinstance(arg, (tuple, list)):
        return type(arg)(_substitute(arg, mapping))
    if hasattr(arg, '__typing_subst__'):
        return arg.__typing_subst__(mapping[arg])
    params = getattr(arg, '__parameters__', ())
    if not params:
        return arg
    parts = []
    for param in params:
        value = mapping[param]
        parts.extend(value) if isinstance(param, TypeVarTuple) else parts.append(value)
    return arg[tuple(parts)]


def _tp_cache(func):
    """Cache the results of a subscription; arguments that cannot be hashed are not cached."""
    cached = functools.lru_cache(typed=True)(func)

    @functools.wraps(func)
    def inner(*args):
        try:
            return cached(*args)
        except TypeError:
            return func(*args)
    return inner


# --- Special forms -------------------------------------------------------------------------------

class _Final:
    """Base of what may not be inherited from, but by those who know: classes of special forms and aliases."""

    def __init_subclass__(cls, /, *args, _root=False, **kwargs):
        if not _root:
            raise TypeError("Cannot subclass special typing classes")


class _SpecialForm(_Final, _root=True):
    """A name with a meaning of its own in type hints, such as Optional."""

    def __init__(self, getitem):
        self._getitem = getitem
        self._name = getitem.__name__
        self.__doc__ = getitem.__doc__

    def __getattr__(self, item):
        if item in ('__name__', '__qualname__'):
            return self._name
        raise AttributeError(item)

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __repr__(self):
        return 'typing.' + self._name

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __getitem__(self, parameters):
        return self._getitem(self, parameters)


def _plain_form(name, doc):
    """Make a special form that takes no arguments."""
    def getitem(self, parameters):
        raise TypeError(f"{self} is not subscriptable")
    getitem.__name__ = name
    getitem.__doc__ = doc
    return _SpecialForm(getitem)


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """Compatible with every type; may be inherited from, but not instantiated itself."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


NoReturn = _plain_form('NoReturn', "The result of functions that never return.")
Never = _plain_form('Never', "The type without values.")
Self = _plain_form('Self', "The class in which the annotation stands.")
LiteralString = _plain_form('LiteralString', "A string that consists of literals only.")
TypeAlias = _plain_form('TypeAlias', "Marks an assignment as a type alias.")


def _single_form(name, doc):
    """Make a special form that takes one type."""
    def getitem(self, parameters):
        item = _type_check(parameters, f"{self} accepts only a single type.",
                           allow_special_forms=name in ('ClassVar', 'Final', 'Required',
                                                        'NotRequired', 'ReadOnly'))
        return _GenericAlias(self, (item,))
    getitem.__name__ = name
    getitem.__doc__ = doc
    return _SpecialForm(getitem)


ClassVar = _single_form('ClassVar', "An attribute of the class, not of instances.")
Final = _single_form('Final', "A name that is not to be assigned again.")
TypeGuard = _single_form('TypeGuard', "The result of a function that narrows a type if true.")
TypeIs = _single_form('TypeIs', "The result of a function that tells whether a type is meant.")
Required = _single_form('Required', "A key that a TypedDict must have.")
NotRequired = _single_form('NotRequired', "A key that a TypedDict may lack.")
ReadOnly = _single_form('ReadOnly', "A key of a TypedDict that is not to be changed.")


def _flatten_union(parameters):
    flat = []
    for param in parameters:
        if isinstance(param, (_UnionGenericAlias, types.UnionType)):
            flat.extend(param.__args__)
        else:
            flat.append(param)
    return flat


def _dedupe(parameters):
    result = []
    for param in parameters:
        if param not in result:
            result.append(param)
    return result


@_SpecialForm
def Union(self, parameters):
    """Union[X, Y]: either X or Y; the same as X | Y."""
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    parameters = [_type_check(p, "Union[arg, ...]: each arg must be a type.") for p in parameters]
    parameters = _dedupe(_flatten_union(parameters))
    if len(parameters) == 1:
        return parameters[0]
    if _NATIVE_UNION and all(isinstance(p, (type, GenericAlias)) for p in parameters):
        return functools.reduce(operator.or_, parameters)
    return _UnionGenericAlias(self, tuple(parameters))


@_SpecialForm
def Optional(self, parameters):
    """Optional[X]: X or None."""
    arg = _type_check(parameters, f"{self} requires a single type.")
    return Union[arg, type(None)]


@_SpecialForm
def Literal(self, *parameters):
    """Literal[value, ...]: exactly one of these values."""
    parameters, = parameters
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    flat = []
    for param in parameters:
        flat.extend(param.__args__ if isinstance(param, _LiteralGenericAlias) else (param,))
    try:
        flat = dict((((value, type(value)), value) for value in flat)).values()
    except TypeError:
        pass        # values that cannot be hashed are all kept
    return _LiteralGenericAlias(self, tuple(flat))


@_SpecialForm
def Concatenate(self, parameters):
    """Concatenate[X, ..., P]: parameters put in front of those of a ParamSpec."""
    if parameters == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    if not (parameters[-1] is ... or isinstance(parameters[-1], ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a "
                        "ParamSpec variable or ellipsis.")
    msg = "Concatenate[arg, ...]: each arg must be a type."
    return _ConcatenateGenericAlias(
        self, (*(_type_check(p, msg) for p in parameters[:-1]), parameters[-1]))


@_SpecialForm
def Unpack(self, parameters):
    """Unpack[X]: the same as *X in a list of types; **kwargs: Unpack[TypedDict]."""
    item = _type_check(parameters, f"{self} accepts only a single type.")
    return _UnpackGenericAlias(self, (item,))


@_SpecialForm
def Annotated(self, params):
    """Annotated[X, ...]: the type X with metadata for others."""
    if not isinstance(params, tuple) or len(params) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments "
                        "(a type and an annotation).")
    if _is_unpacked_typevartuple(params[0]):
        raise TypeError("Annotated[...] should not be used with an unpacked TypeVarTuple")
    origin = _type_check(params[0], "Annotated[t, ...]: t must be a type.",
                         allow_special_forms=True)
    return _AnnotatedAlias(origin, params[1:])


# --- Aliases -------------------------------------------------------------------------------------

class _BaseGenericAlias(_Final, _root=True):
    """What subscripted generics and their plain names share."""

    def __init__(self, origin, *, inst=True, name=None):
        self._inst = inst
        self._name = name
        self.__origin__ = origin

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(f"Type {self._name} cannot be instantiated; "
                            f"use {self.__origin__.__name__}() instead")
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except Exception:
            pass        # objects without a __dict__, or with a __setattr__ of their own
        return result

    def __mro_entries__(self, bases):
        result = []
        if self.__origin__ not in bases:
            result.append(self.__origin__)
        index = bases.index(self)
        for other in bases[index + 1:]:
            if isinstance(other, _BaseGenericAlias) or (
                    isinstance(other, type) and issubclass(other, Generic)):
                break
        else:
            result.append(Generic)
        return tuple(result)

    def __getattr__(self, attr):
        if attr in ('__name__', '__qualname__'):
            return self._name or self.__origin__.__name__
        if '__origin__' in self.__dict__ and not (attr.startswith('__')
                                                  and attr.endswith('__')):
            return getattr(self.__origin__, attr)
        raise AttributeError(attr)

    def __setattr__(self, attr, val):
        if attr.startswith('__') and attr.endswith('__') or attr in ('_name', '_inst', '_nparams',
                                                                     '_paramspec_tvars'):
            super().__setattr__(attr, val)
        else:
            setattr(self.__origin__, attr, val)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __or__(self, right):
        return Union[self, right]

    def __ror__(self, left):
        return Union[left, self]


class _GenericAlias(_BaseGenericAlias, _root=True):
    """A generic with arguments, such as List[int] or C[T]."""

    def __init__(self, origin, args, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=name)
        if not isinstance(args, tuple):
            args = (args,)
        self.__args__ = tuple(... if a is ... else a for a in args)
        self.__parameters__ = _collect_type_parameters(args)
        if not name:
            self.__module__ = getattr(origin, '__module__', None)

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __getitem__(self, args):
        if self.__origin__ in (Generic, Protocol):
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        if not isinstance(args, tuple):
            args = (args,)
        args = tuple(a if _is_param_expr(a) else _type_convert(a) for a in args)
        args = _unpack_args(args)
        return self.copy_with(self._substituted(_bind_parameters(self, self.__parameters__, args)))

    def _substituted(self, mapping):
        return _substitute(self.__args__, mapping, self.__origin__ is collections.abc.Callable)

    def copy_with(self, args):
        """Return the same generic with other arguments."""
        return self.__class__(self.__origin__, args, name=self._name, inst=self._inst)

    def __repr__(self):
        name = f'typing.{self._name}' if self._name else _type_repr(self.__origin__)
        args = ', '.join(map(_type_repr, self.__args__)) or '()'
        return f'{name}[{args}]'

    def __reduce__(self):
        origin = globals()[self._name] if self._name else self.__origin__
        args = self.__args__
        if len(args) == 1 and not isinstance(args[0], tuple):
            args, = args
        return operator.getitem, (origin, args)

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        if self._name:
            return super().__mro_entries__(bases)
        if self.__origin__ is Generic:
            if Protocol in bases:
                return ()
            index = bases.index(self)
            for base in bases[index + 1:]:
                if isinstance(base, _BaseGenericAlias) and base is not self:
                    return ()
        return (self.__origin__,)

    def __iter__(self):
        yield Unpack[self]


def _unpack_args(args):
    """Replace Unpack[tuple[X, Y]] among arguments by X, Y."""
    result = []
    for arg in args:
        inner = None if isinstance(arg, type) else getattr(
            arg, '__typing_unpacked_tuple_args__', None)
        if inner is not None and not (inner and inner[-1] is ...):
            result.extend(inner)
        else:
            result.append(arg)
    return tuple(result)


class _SpecialGenericAlias(_BaseGenericAlias, _root=True):
    """The plain name of a generic, such as List; nparams is the number of its parameters."""

    def __init__(self, origin, nparams, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=name or origin.__name__)
        self._nparams = nparams
        if origin.__module__ == 'builtins':
            self.__doc__ = f'A generic version of {origin.__qualname__}.'
        else:
            self.__doc__ = f'A generic version of {origin.__module__}.{origin.__qualname__}.'

    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        msg = "Parameters to generic types must be types."
        params = tuple(_type_check(p, msg) for p in params)
        defaults = {'Generator': (None, None), 'AsyncGenerator': (None,),
                    'ContextManager': (bool | None,),
                    'AsyncContextManager': (bool | None,)}.get(self._name, ())
        missing = self._nparams - len(params)
        if 0 < missing <= len(defaults):
            params += tuple(type(None) if d is None else d for d in defaults[-missing:])
        if len(params) != self._nparams:
            raise TypeError(f"Too {'many' if len(params) > self._nparams else 'few'} arguments "
                            f"for {self}; actual {len(params)}, expected {self._nparams}")
        return _GenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __repr__(self):
        return 'typing.' + self._name

    def __reduce__(self):
        return self._name

    def __subclasscheck__(self, cls):
        if isinstance(cls, _SpecialGenericAlias):
            return issubclass(cls.__origin__, self.__origin__)
        if isinstance(cls, _GenericAlias):
            return super().__subclasscheck__(cls)
        return issubclass(cls, self.__origin__)


class _TupleType(_SpecialGenericAlias, _root=True):
    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        if len(params) >= 2 and params[-1] is ...:
            msg = "Tuple[t, ...]: t must be a type."
            params = (*(_type_check(p, msg) for p in params[:-1]), ...)
        else:
            msg = "Tuple[t0, t1, ...]: each t must be a type."
            params = tuple(_type_check(p, msg) for p in params)
        return _GenericAlias(self.__origin__, params, name=self._name, inst=self._inst)


class _CallableGenericAlias(_GenericAlias, _root=True):
    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _is_param_expr(args[0]):
            return super().__repr__()
        return (f"typing.Callable[[{', '.join(map(_type_repr, args[:-1]))}], "
                f"{_type_repr(args[-1])}]")

    def __reduce__(self):
        args = self.__args__
        if not (len(args) == 2 and _is_param_expr(args[0])):
            args = list(args[:-1]), args[-1]
        return operator.getitem, (Callable, args)


class _CallableType(_SpecialGenericAlias, _root=True):
    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        result = _type_check(result, "Callable[args, result]: result must be a type.")
        if args is ... or isinstance(args, (ParamSpec, _ConcatenateGenericAlias)):
            params = args, result
        else:
            several = isinstance(args, (list, tuple))
            params = (*(_type_convert(arg) for arg in (args if several else [args])), result)
        return _CallableGenericAlias(self.__origin__, params, name=self._name, inst=True)


class _UnionGenericAlias(_GenericAlias, _root=True):
    def __init__(self, origin, args, **kwargs):
        super().__init__(origin, args, name=kwargs.get('name'))

    def copy_with(self, params):
        return Union[params]

    def __eq__(self, other):
        if not isinstance(other, (_UnionGenericAlias, types.UnionType)):
            return NotImplemented
        try:
            return set(self.__args__) == set(other.__args__)
        except TypeError:
            return (all(a in other.__args__ for a in self.__args__)
                    and all(a in self.__args__ for a in other.__args__))

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        args = self.__args__
        if _NATIVE_UNION:
            return ' | '.join('None' if a is type(None) else _type_repr(a) for a in args)
        if len(args) == 2 and type(None) in args:
            other = args[0] if args[1] is type(None) else args[1]
            return f'typing.Optional[{_type_repr(other)}]'
        return f"typing.Union[{', '.join(map(_type_repr, args))}]"

    def __instancecheck__(self, obj):
        return any(isinstance(obj, arg) for arg in self.__args__)

    def __subclasscheck__(self, cls):
        return any(issubclass(cls, arg) for arg in self.__args__)

    def __reduce__(self):
        return operator.getitem, (Union, self.__args__)


class _LiteralGenericAlias(_GenericAlias, _root=True):
    def __eq__(self, other):
        if not isinstance(other, _LiteralGenericAlias):
            return NotImplemented
        return set(self._typed()) == set(other._typed())

    def __hash__(self):
        return hash(frozenset(self._typed()))

    def _typed(self):
        return [(value, type(value)) for value in self.__args__]

    def __repr__(self):
        return f"typing.Literal[{', '.join(map(_type_repr, self.__args__))}]"


class _ConcatenateGenericAlias(_GenericAlias, _root=True):
    def copy_with(self, params):
        if isinstance(params[-1], (list, tuple)):
            return (*params[:-1], *params[-1])
        if isinstance(params[-1], _ConcatenateGenericAlias):
            params = (*params[:-1], *params[-1].__args__)
        return super().copy_with(params)


class _UnpackGenericAlias(_GenericAlias, _root=True):
    def __getitem__(self, args):
        # *Ts for the types in args; _substitute() splices them in.
        return args if self.__typing_is_unpacked_typevartuple__ else super().__getitem__(args)

    @property
    def __typing_unpacked_tuple_args__(self):
        arg = self.__args__[0]
        return arg.__args__ if isinstance(arg, (_GenericAlias, GenericAlias)) and arg.__origin__ is tuple else None

    def __repr__(self):
        return f'typing.Unpack[{_type_repr(self.__args__[0])}]'

    @property
    def __typing_is_unpacked_typevartuple__(self):
        return isinstance(self.__args__[0], TypeVarTuple)


class _AnnotatedAlias(_GenericAlias, _root=True):
    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, origin, name='Annotated')
        self.__metadata__ = metadata

    def copy_with(self, params):
        return type(self)(params[0], self.__metadata__)

    def __repr__(self):
        return (f"typing.Annotated[{_type_repr(self.__origin__)}, "
                f"{', '.join(map(repr, self.__metadata__))}]")

    def __reduce__(self):
        return operator.getitem, (Annotated, (self.__origin__, *self.__metadata__))

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return (self.__origin__ == other.__origin__
                and self.__metadata__ == other.__metadata__)

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __getattr__(self, attr):
        if attr in ('__name__', '__qualname__'):
            return 'Annotated'
        return super().__getattr__(attr)

    def __mro_entries__(self, bases):
        return (self.__origin__,)


_abc = collections.abc
_alias = _SpecialGenericAlias
Hashable = _alias(_abc.Hashable, 0)
Sized = _alias(_abc.Sized, 0)
Awaitable = _alias(_abc.Awaitable, 1)
Coroutine = _alias(_abc.Coroutine, 3)
AsyncIterable = _alias(_abc.AsyncIterable, 1)
AsyncIterator = _alias(_abc.AsyncIterator, 1)
AsyncGenerator = _alias(_abc.AsyncGenerator, 2)
Iterable = _alias(_abc.Iterable, 1)
Iterator = _alias(_abc.Iterator, 1)
Reversible = _alias(_abc.Reversible, 1)
Generator = _alias(_abc.Generator, 3)
Container = _alias(_abc.Container, 1)
Collection = _alias(_abc.Collection, 1)
AbstractSet = _alias(_abc.Set, 1, name='AbstractSet')
MutableSet = _alias(_abc.MutableSet, 1)
Mapping = _alias(_abc.Mapping, 2)
MutableMapping = _alias(_abc.MutableMapping, 2)
Sequence = _alias(_abc.Sequence, 1)
MutableSequence = _alias(_abc.MutableSequence, 1)
ByteString = _alias(_abc.ByteString, 0)
MappingView = _alias(_abc.MappingView, 1)
KeysView = _alias(_abc.KeysView, 1)
ItemsView = _alias(_abc.ItemsView, 2)
ValuesView = _alias(_abc.ValuesView, 1)
List = _alias(list, 1, inst=False, name='List')
Deque = _alias(collections.deque, 1, name='Deque')
Set = _alias(set, 1, inst=False, name='Set')
FrozenSet = _alias(frozenset, 1, inst=False, name='FrozenSet')
Dict = _alias(dict, 2, inst=False, name='Dict')
DefaultDict = _alias(collections.defaultdict, 2, name='DefaultDict')
OrderedDict = _alias(collections.OrderedDict, 2)
Counter = _alias(collections.Counter, 1)
Type = _alias(type, 1, inst=False, name='Type')
Tuple = _TupleType(tuple, -1, inst=False, name='Tuple')
Callable = _CallableType(_abc.Callable, 2)
del _abc, _alias


def __getattr__(name):
    # What needs further modules, or is seldom asked for.
    if name in ('ContextManager', 'AsyncContextManager'):
        import contextlib
        value = _SpecialGenericAlias(getattr(contextlib, 'Abstract' + name), 2, name=name)
    elif name in ('Pattern', 'Match'):
        import re
        value = _SpecialGenericAlias(getattr(re, name), 1)
    elif name == 'ChainMap':
        value = _SpecialGenericAlias(collections.ChainMap, 2)
    elif name in ('IO', 'TextIO', 'BinaryIO', 'SupportsAbs', 'SupportsBytes', 'SupportsComplex',
                  'SupportsFloat', 'SupportsIndex', 'SupportsInt', 'SupportsRound'):
        import _typing_protocols
        value = getattr(_typing_protocols, name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *__all__})


# --- Generic classes -----------------------------------------------------------------------------

@_tp_cache
def _generic_class_getitem(cls, args):
    """Subscribe a generic class: Generic[T] declares its parameters, C[int] fills them in."""
    if not isinstance(args, tuple):
        args = (args,)
    args = tuple(a if _is_param_expr(a) else _type_convert(a) for a in args)
    if cls in (Generic, Protocol):
        if not args:
            raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
        for arg in args:
            if not isinstance(arg, (TypeVar, ParamSpec)) and not _is_unpacked_typevartuple(arg):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be type variables "
                                "or parameter specification variables.")
        if len(set(args)) != len(args):
            raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
        return _GenericAlias(cls, args)
    params = getattr(cls, '__parameters__', ())
    if not params:
        raise TypeError(f"{cls} is not a generic class")
    mapping = _bind_parameters(cls, params, args)
    flat = []
    for param in params:
        value = mapping[param]
        flat.extend(value) if isinstance(param, TypeVarTuple) else flat.append(value)
    return _GenericAlias(cls, tuple(flat))


def _generic_init_subclass(cls):
    """Work out the type parameters of a class just made."""
    bases = cls.__dict__.get('__orig_bases__')
    if bases is not None:
        error = Generic in bases
    else:
        error = Generic in cls.__bases__ and cls.__name__ != 'Protocol' and type(
            cls) is not _TypedDictMeta
    if error:
        raise TypeError("Cannot inherit from plain Generic")
    tvars = []
    if bases is not None:
        tvars = list(_collect_type_parameters(bases))
        declared = None
        for base in bases:
            if isinstance(base, _GenericAlias) and base.__origin__ in (Generic, Protocol):
                if base.__origin__ is Generic and declared is not None and declared[0] is Generic:
                    raise TypeError("Cannot inherit from Generic[...] multiple times.")
                if declared is None or base.__origin__ is Generic:
                    declared = base.__origin__, base.__parameters__
        if declared is not None:
            missing = [t for t in tvars if t not in declared[1]]
            if missing:
                raise TypeError(f"Some type variables ({', '.join(map(str, missing))}) are not "
                                f"listed in {declared[0].__name__}"
                                f"[{', '.join(str(t) for t in declared[1])}]")
            tvars = declared[1]
    cls.__parameters__ = tuple(tvars)


# The protocols, named tuples and typed dicts, and the functions, stand in files of their own.
from _typing_classes import (NamedTuple, NewType, Protocol, TypedDict, _NOT_MEMBERS, _ProtocolMeta, _TypedDictMeta,
                             get_protocol_members, is_protocol, is_typeddict, runtime_checkable)
from _typing_functions import (_evaluate as _eval_type, _overload_dummy, assert_never, assert_type, cast, clear_overloads,
                               dataclass_transform, evaluate_forward_ref, final, get_args,
                               get_origin, get_overloads, get_type_hints, no_type_check,
                               no_type_check_decorator, overload, override, reveal_type)

EXCLUDED_ATTRIBUTES = list(_NOT_MEMBERS)    # names that do not count as members of protocols

AnyStr = TypeVar('AnyStr', bytes, str)
AnyStr.__module__ = 'typing'

# Importable, though not exported.
T, KT, VT = TypeVar('T'), TypeVar('KT'), TypeVar('VT')
T_co = TypeVar('T_co', covariant=True)
