# SPDX-License-Identifier: MIT
"""The functions and decorators of typing."""

import collections
import collections.abc
import functools
import sys
import types
from annotationlib import ForwardRef, Format, get_annotations

__name__ = 'typing'     # where the names are public


def get_origin(tp):
    """Return the generic behind a type with arguments: list for List[int]; None for others."""
    from typing import Annotated, Generic, ParamSpecArgs, ParamSpecKwargs, Union
    from typing import _AnnotatedAlias, _BaseGenericAlias
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_BaseGenericAlias, types.GenericAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, types.UnionType):
        return Union if sys.version_info >= (3, 14) else types.UnionType
    return None


def get_args(tp):
    """Return the arguments of a type: (int,) for List[int], () for a type without.

    Those of a callable come as ([arguments], result).
    """
    from typing import _AnnotatedAlias, _GenericAlias, _is_param_expr
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__, *tp.__metadata__)
    if isinstance(tp, (_GenericAlias, types.GenericAlias)):
        args = tp.__args__
        if tp.__origin__ is collections.abc.Callable and not (
                len(args) == 2 and _is_param_expr(args[0])):
            args = list(args[:-1]), args[-1]
        return args
    if isinstance(tp, types.UnionType):
        return tp.__args__
    return ()


def evaluate_forward_ref(forward_ref, *, owner=None, globals=None, locals=None, type_params=None,
                         format=Format.VALUE):
    """Evaluate a ForwardRef, and the forward references inside what it names."""
    if format == Format.STRING:
        return forward_ref.__forward_arg__
    value = forward_ref.evaluate(globals=globals, locals=locals, type_params=type_params,
                                 owner=owner, format=format)
    if value is forward_ref:
        return value
    return _evaluate(value, globals, locals, type_params, format)


def _evaluate(tp, globals, locals, type_params=(), format=Format.VALUE):
    """Return tp with all forward references inside evaluated."""
    from typing import Union, _AnnotatedAlias, _GenericAlias, _type_convert, _UnionGenericAlias
    if isinstance(tp, (str, type(None))):
        tp = _type_convert(tp)
    if isinstance(tp, ForwardRef):
        return evaluate_forward_ref(tp, globals=globals, locals=locals, type_params=type_params,
                                    format=format)
    if not isinstance(tp, (_GenericAlias, types.GenericAlias, types.UnionType)):
        return tp
    if getattr(tp, '__origin__', None) is _literal():
        return tp
    old = tp.__args__
    new = tuple(_evaluate(ForwardRef(a) if isinstance(a, str) and isinstance(
        tp, types.GenericAlias) else a, globals, locals, type_params, format)
        if not isinstance(a, (list, tuple)) and a is not ... and a is not None else a
        for a in old)
    if all(a is b for a, b in zip(old, new)):
        return tp
    if isinstance(tp, (types.UnionType, _UnionGenericAlias)):
        return Union[new]
    if isinstance(tp, _AnnotatedAlias):
        return tp.copy_with(new)
    if isinstance(tp, types.GenericAlias):
        if tp.__origin__ is collections.abc.Callable:
            return collections.abc.Callable[list(new[:-1]), new[-1]]
        return types.GenericAlias(tp.__origin__, new)
    return tp.copy_with(new)


def _literal():
    from typing import Literal
    return Literal


def _strip_annotations(tp):
    """Remove Annotated, Required, NotRequired and ReadOnly from a type."""
    from typing import (NotRequired, ReadOnly, Required, Union, _AnnotatedAlias, _GenericAlias,
                        _UnionGenericAlias)
    if isinstance(tp, _AnnotatedAlias):
        return _strip_annotations(tp.__origin__)
    if getattr(tp, '__origin__', None) in (Required, NotRequired, ReadOnly):
        return _strip_annotations(tp.__args__[0])
    if isinstance(tp, (_GenericAlias, types.GenericAlias, types.UnionType)):
        old = tp.__args__
        new = tuple(_strip_annotations(a) for a in old)
        if new == old:
            return tp
        if isinstance(tp, (types.UnionType, _UnionGenericAlias)):
            return Union[new]
        if isinstance(tp, types.GenericAlias):
            return types.GenericAlias(tp.__origin__, new)
        return tp.copy_with(new)
    return tp


def get_type_hints(obj, globalns=None, localns=None, include_extras=False, *,
                   format=Format.VALUE):
    """Return the annotations of a class, module or function, with forward references resolved.

    For a class those of its bases are included. globalns and localns are the
    namespaces for names (by default those of obj). Unless include_extras is true,
    Annotated and the like are removed. NameError if a name is unknown.
    """
    if getattr(obj, '__no_type_check__', None):
        return {}
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            annotations = get_annotations(base, format=format)
            if format == Format.STRING:
                hints.update(annotations)
                continue
            module = sys.modules.get(base.__module__, None)
            base_globals = getattr(module, '__dict__', {}) if globalns is None else globalns
            base_locals = dict(vars(base)) if localns is None else localns
            if localns is None and globalns is None:
                # Names in the class hide those of the module, as they do in its body.
                base_globals, base_locals = base_locals, base_globals
            params = getattr(base, '__type_params__', ())
            for name, value in annotations.items():
                if isinstance(value, str):
                    value = ForwardRef(value, is_argument=False, is_class=True)
                hints[name] = _evaluate(type(None) if value is None else value, base_globals,
                                        base_locals, params, format)
    else:
        annotations = get_annotations(obj, format=format)
        if not annotations and not isinstance(obj, types.ModuleType) and not callable(obj):
            raise TypeError('{!r} is not a module, class, method, or function.'.format(obj))
        if format == Format.STRING:
            return dict(annotations)
        if globalns is None:
            if isinstance(obj, types.ModuleType):
                globalns = obj.__dict__
            else:
                inner = obj
                while hasattr(inner, '__wrapped__'):
                    inner = inner.__wrapped__
                globalns = getattr(inner, '__globals__', {})
            if localns is None:
                localns = globalns
        elif localns is None:
            localns = globalns
        params = getattr(obj, '__type_params__', ())
        for name, value in annotations.items():
            if isinstance(value, str):
                value = ForwardRef(value, is_argument=not isinstance(obj, types.ModuleType))
            hints[name] = _evaluate(type(None) if value is None else value, globalns, localns,
                                    params, format)
    if include_extras or format == Format.STRING:
        return hints
    return {name: _strip_annotations(value) for name, value in hints.items()}


def cast(typ, val):
    """Return val; a type checker takes it for a typ."""
    return val


def assert_type(val, typ, /):
    """Return val; a type checker complains if it is not a typ."""
    return val


def assert_never(arg, /):
    """For code that cannot be reached: raises AssertionError if it is."""
    value = repr(arg)
    if len(value) > 100:
        value = value[:100] + '...'
    raise AssertionError(f"Expected code to be unreachable, but got: {value}")


def reveal_type(obj, /):
    """Print the type of obj to standard error, and return obj."""
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


# module -> qualified name -> first line -> function
_overload_registry = collections.defaultdict(functools.partial(collections.defaultdict, dict))


def _overload_dummy(*args, **kwds):
    raise NotImplementedError(
        "You should not call an overloaded function. "
        "A series of @overload-decorated functions "
        "outside a stub module should always be followed "
        "by an implementation that is not @overload-ed.")


def overload(func):
    """Declare one of several signatures of a function; the implementation follows the last."""
    inner = getattr(func, '__func__', func)
    try:
        _overload_registry[inner.__module__][inner.__qualname__][
            inner.__code__.co_firstlineno] = func
    except AttributeError:
        pass        # not an ordinary function
    return _overload_dummy


def get_overloads(func):
    """List the signatures that were declared for a function with @overload."""
    inner = getattr(func, '__func__', func)
    if inner.__module__ not in _overload_registry:
        return []
    found = _overload_registry[inner.__module__]
    return list(found[inner.__qualname__].values()) if inner.__qualname__ in found else []


def clear_overloads():
    """Forget all declarations made with @overload."""
    _overload_registry.clear()


def final(f):
    """Mark a class as not to be inherited from, or a method as not to be overridden."""
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def override(method, /):
    """Mark a method as one that overrides that of a base class."""
    try:
        method.__override__ = True
    except (AttributeError, TypeError):
        pass
    return method


def no_type_check(arg):
    """Mark the annotations of a function, or of a class and its methods, as not being types."""
    if isinstance(arg, type):
        for name in dir(arg):
            obj = getattr(arg, name)
            if not hasattr(obj, '__qualname__') or obj.__qualname__ != f'{arg.__qualname__}.' \
                    f'{getattr(obj, "__name__", "")}' or getattr(
                    obj, '__module__', None) != arg.__module__:
                continue        # inherited
            if isinstance(obj, types.FunctionType):
                obj.__no_type_check__ = True
            elif isinstance(obj, types.MethodType):
                obj.__func__.__no_type_check__ = True
            elif isinstance(obj, type):
                no_type_check(obj)
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass        # a built-in class
    return arg


def no_type_check_decorator(decorator):
    """Make a decorator mark what it decorates with @no_type_check."""
    import warnings
    warnings._deprecated("typing.no_type_check_decorator", remove=(3, 15))

    @functools.wraps(decorator)
    def wrapped_decorator(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))
    return wrapped_decorator


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False,
                        frozen_default=False, field_specifiers=(), **kwargs):
    """Mark a decorator, class or metaclass as making classes like dataclasses."""
    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            'eq_default': eq_default, 'order_default': order_default,
            'kw_only_default': kw_only_default, 'frozen_default': frozen_default,
            'field_specifiers': field_specifiers, 'kwargs': kwargs}
        return cls_or_fn
    return decorator
