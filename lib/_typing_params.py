# SPDX-License-Identifier: MIT
"""Type parameters, Generic and type aliases: what the syntax of PEP 695 needs at run time."""

import sys

__name__ = 'typing'     # where the names are public


class _NoDefaultType:
    __slots__ = ()

    def __new__(cls):
        return globals().get('NoDefault') or super().__new__(cls)

    def __repr__(self):
        return 'typing.NoDefault'

    def __reduce__(self):
        return 'NoDefault'


NoDefault = _NoDefaultType()


def _caller_module(depth):
    try:
        return sys._getframe(depth + 1).f_globals.get('__name__')
    except (AttributeError, ValueError):
        return None


def _computed(self, name):
    """What the syntax gave as a function is computed when it is first asked for."""
    lazy = self.__dict__.get('_lazy')
    if not lazy or name not in lazy:
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)
    value = lazy[name]()
    self.__dict__[name] = value
    return value


class _Parameter:
    """What TypeVar, ParamSpec and TypeVarTuple share."""

    def __init_subclass__(cls, **kwargs):
        if cls.__module__ != 'typing':
            raise TypeError(f"type 'typing.{cls.__mro__[1].__name__}' is not an acceptable "
                            "base type")

    def _setup(self, name, default):
        self.__name__ = name
        self.__default = default
        module = _caller_module(2)
        if module != 'typing':
            self.__module__ = module

    @property
    def __default__(self):
        return self.__default

    def has_default(self):
        """Tell whether the parameter has a default."""
        return '_lazy' in self.__dict__ and '_Parameter__default' in self._lazy or (
            self.__default is not NoDefault)

    def __getattr__(self, name):
        return _computed(self, name)

    def __repr__(self):
        if getattr(self, '__infer_variance__', True):
            return self.__name__
        if self.__covariant__:
            return '+' + self.__name__
        return ('-' if self.__contravariant__ else '~') + self.__name__

    def __reduce__(self):
        return self.__name__

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")

    def __or__(self, other):
        from typing import Union
        return Union[self, other]

    def __ror__(self, other):
        from typing import Union
        return Union[other, self]


def _checked(bound, message):
    from typing import _type_check
    return bound if bound is None else _type_check(bound, message)


class TypeVar(_Parameter):
    """A type variable: TypeVar(name, *constraints, bound=, covariant=, default=, ...)."""

    def __init__(self, name, *constraints, bound=None, default=NoDefault, covariant=False,
                 contravariant=False, infer_variance=False):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        if infer_variance and (covariant or contravariant):
            raise ValueError("Variance cannot be specified with infer_variance.")
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        self._setup(name, default)
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)
        self.__bound__ = _checked(bound, "Bound must be a type.")
        self.__constraints__ = tuple(
            _checked(c, "TypeVar(name, constraint, ...): constraints must be types.")
            for c in constraints)

    def __typing_prepare_subst__(self, alias, args):
        params = alias.__parameters__
        index = params.index(self)
        if index < len(args):
            return args
        if index == len(args) and self.has_default():
            return (*args, self.__default__)
        raise TypeError(f"Too few arguments for {alias}; actual {len(args)}, "
                        f"expected at least {index + 1}")

    def __typing_subst__(self, arg):
        from typing import _type_check, _is_unpacked_typevartuple
        arg = _type_check(arg, "Parameters to generic types must be types.")
        if _is_unpacked_typevartuple(arg):
            raise TypeError(f"{arg} is not valid as type argument")
        return arg


class TypeVarTuple(_Parameter):
    """A variable for any number of types: TypeVarTuple(name, default=)."""

    def __init__(self, name, *, default=NoDefault):
        self._setup(name, default)

    def __iter__(self):
        from typing import Unpack
        yield Unpack[self]

    def __typing_prepare_subst__(self, alias, args):
        """Put a tuple of its share of the arguments where this parameter stands.

        Where an argument stands for any number of types, as *tuple[int, ...] does, parameters
        beside this one that get no argument of their own get the type of it.
        """
        from typing import _unpack_args
        params = alias.__parameters__
        before = params.index(self)
        after = len(params) - before - 1
        if any(isinstance(param, TypeVarTuple) for param in params[before + 1:]):
            raise TypeError(f"More than one TypeVarTuple parameter in {alias}")
        endless = [i for i, arg in enumerate(args) if _repeated(arg)]
        if len(endless) > 1:
            raise TypeError("More than one unpacked arbitrary-length tuple argument")
        left, right = before, after
        fill = ()
        if endless:
            left = min(left, endless[0])
            right = min(right, len(args) - endless[0] - 1)
            fill = _repeated(args[endless[0]])
        elif left + right > len(args):
            raise TypeError(f"Too few arguments for {alias}; actual {len(args)}, "
                            f"expected at least {len(params) - 1}")
        end = len(args) - right
        if left == end and self.has_default():
            share = _unpack_args((self.__default__,))
        else:
            share = args[left:end]
        return (*args[:left], *fill * (before - left), share, *fill * (after - right), *args[end:])

    def __typing_subst__(self, arg):
        raise TypeError("Substitution of bare TypeVarTuple is not supported")


def _repeated(arg):
    """Return (X,) if the argument is *tuple[X, ...], else an empty tuple."""
    if isinstance(arg, type):
        return ()
    inner = getattr(arg, '__typing_unpacked_tuple_args__', None)
    return inner[:1] if inner and len(inner) == 2 and inner[1] is ... else ()


class ParamSpecArgs:
    """The annotation of *args that goes with a ParamSpec: P.args."""

    __slots__ = ('__origin__',)

    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.args"

    def __eq__(self, other):
        if not isinstance(other, ParamSpecArgs):
            return NotImplemented
        return self.__origin__ == other.__origin__

    def __hash__(self):
        return hash((ParamSpecArgs, self.__origin__))

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")


class ParamSpecKwargs:
    """The annotation of **kwargs that goes with a ParamSpec: P.kwargs."""

    __slots__ = ('__origin__',)

    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.kwargs"

    def __eq__(self, other):
        if not isinstance(other, ParamSpecKwargs):
            return NotImplemented
        return self.__origin__ == other.__origin__

    def __hash__(self):
        return hash((ParamSpecKwargs, self.__origin__))

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")


class ParamSpec(_Parameter):
    """A variable for the parameters of a callable: ParamSpec(name, bound=, default=)."""

    def __init__(self, name, *, bound=None, default=NoDefault, covariant=False,
                 contravariant=False, infer_variance=False):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        if infer_variance and (covariant or contravariant):
            raise ValueError("Variance cannot be specified with infer_variance.")
        self._setup(name, default)
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)
        self.__bound__ = _checked(bound, "Bound must be a type.")

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)

    def __typing_prepare_subst__(self, alias, args):
        from typing import _is_param_expr
        params = alias.__parameters__
        index = params.index(self)
        if index == len(args) and self.has_default():
            args = (*args, self.__default__)
        if index >= len(args):
            raise TypeError(f"Too few arguments for {alias}")
        if len(params) == 1 and not _is_param_expr(args[0]):
            return (args,)      # Z[int, str] is Z[[int, str]]
        if isinstance(args[index], list):
            return (*args[:index], tuple(args[index]), *args[index + 1:])
        return args

    def __typing_subst__(self, arg):
        from typing import _is_param_expr
        if isinstance(arg, (list, tuple)):
            return tuple(arg)
        if not _is_param_expr(arg):
            raise TypeError(f"Expected a list of types, an ellipsis, ParamSpec, or Concatenate. "
                            f"Got {arg}")
        return arg


class TypeAliasType:
    """A type alias with a name of its own: TypeAliasType(name, value, type_params=())."""

    def __init__(self, name, value, *, type_params=()):
        if not isinstance(type_params, tuple):
            raise TypeError("type_params must be a tuple")
        self.__name__ = name
        self.__value__ = value
        self.__type_params__ = type_params
        self.__module__ = _caller_module(1)

    def __getattr__(self, name):
        return _computed(self, name)

    @property
    def __parameters__(self):
        result = []
        for param in self.__type_params__:
            if isinstance(param, TypeVarTuple):
                result.extend(param)
            else:
                result.append(param)
        return tuple(result)

    def __repr__(self):
        return self.__name__

    def __reduce__(self):
        return self.__name__

    def __getitem__(self, args):
        if not self.__type_params__:
            raise TypeError("Only generic type aliases are subscriptable")
        from types import GenericAlias
        return GenericAlias(self, args)

    def __or__(self, other):
        from typing import Union
        return Union[self, other]

    def __ror__(self, other):
        from typing import Union
        return Union[other, self]


class Generic:
    """Base of generic classes: class C(Generic[T]), or class C[T]."""

    __slots__ = ()
    _is_protocol = False

    def __class_getitem__(cls, args):
        from typing import _generic_class_getitem
        return _generic_class_getitem(cls, args)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        from typing import _generic_init_subclass
        _generic_init_subclass(cls)


def param_of_syntax(name, kind, bound, default):
    """The type parameter that def f[...], class C[...] or type X[...] declares.

    kind is 0 for a TypeVar, 1 for one with constraints, 2 for a ParamSpec, 3 for a TypeVarTuple; bound and default are
    functions that compute them, or None.
    """
    cls = (TypeVar, TypeVar, ParamSpec, TypeVarTuple)[kind]
    self = object.__new__(cls)
    self.__dict__['_lazy'] = lazy = {}
    self._setup(name, NoDefault)
    self.__module__ = _caller_module(1)
    if default is not None:
        del self.__dict__['_Parameter__default']
        lazy['_Parameter__default'] = default
    if kind == 3:
        return self
    self.__covariant__ = self.__contravariant__ = False
    self.__infer_variance__ = True
    self.__bound__ = None
    if kind < 2:
        self.__constraints__ = ()
    if bound is not None:
        lacking = '__constraints__' if kind else '__bound__'
        del self.__dict__[lacking]
        lazy[lacking] = bound
    return self


def alias_of_syntax(name, params, value):
    """The alias that a type statement makes; value is a function that computes what it stands for."""
    self = object.__new__(TypeAliasType)
    self.__name__ = name
    self.__type_params__ = params
    self.__module__ = _caller_module(1)
    self.__dict__['_lazy'] = {'__value__': value}
    return self


def generic_of_syntax(params):
    """The last base of class C[...]."""
    unpacked = []
    for param in params:
        unpacked += param if isinstance(param, TypeVarTuple) else [param]
    return Generic[tuple(unpacked)]
