# SPDX-License-Identifier: MIT
"""Tools for functions and callables: caching, partial application, dispatch, wrapping."""

try:
    from _functools import cmp_to_key, reduce, partial, _lru_cache_wrapper
except ImportError:     # somebody has shut it out, as tests of both do
    from _functools_python import cmp_to_key, reduce, partial, _lru_cache_wrapper
from _thread import RLock
try:
    from _functools import Placeholder
except ImportError:
    pass
from abc import get_cache_token
from reprlib import recursive_repr
from types import GenericAlias, MappingProxyType, UnionType

__all__ = ['update_wrapper', 'wraps', 'WRAPPER_ASSIGNMENTS', 'WRAPPER_UPDATES', 'total_ordering',
           'cache', 'cmp_to_key', 'lru_cache', 'reduce', 'partial', 'partialmethod',
           'singledispatch', 'singledispatchmethod', 'cached_property']
if 'Placeholder' in globals():
    __all__.append('Placeholder')

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__',
                       '__annotate__' if hasattr(recursive_repr, '__annotate__')
                       else '__annotations__',
                       '__type_params__')
WRAPPER_UPDATES = ('__dict__',)
_MISSING = object()


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make wrapper look like wrapped and return it.

    Attributes named in assigned are copied (those that wrapped lacks are
    skipped), those named in updated are updated in place, and __wrapped__ is
    set to wrapped.
    """
    for name in assigned:
        value = getattr(wrapped, name, _MISSING)
        if name == '__annotate__' and (value is None or value is _MISSING):
            # Annotations that are text, or were assigned, are not made by a function.
            name, value = '__annotations__', getattr(wrapped, '__annotations__', None) or _MISSING
        if value is not _MISSING:
            setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    # Set last, so that a copied __dict__ cannot bring an older __wrapped__ along.
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Return a decorator that applies update_wrapper() with the given arguments."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


def _derive_not(root):
    """Build the complement of a comparison: 'a > b' is 'not a <= b'."""
    def compare(self, other):
        result = getattr(type(self), root)(self, other)
        return result if result is NotImplemented else not result
    return compare


def _derive_strict(root):
    """Build a strict comparison from its non-strict one: root holds and not equal."""
    def compare(self, other):
        result = getattr(type(self), root)(self, other)
        return result if result is NotImplemented else result and self != other
    return compare


def _derive_or_equal(root):
    """Build a non-strict comparison from its strict one: root holds, or equal."""
    def compare(self, other):
        result = getattr(type(self), root)(self, other)
        return result if result is NotImplemented else result or self == other
    return compare


def _derive_reversed_strict(root):
    """Build '>' from '<' (and '<' from '>'): not root and not equal."""
    def compare(self, other):
        result = getattr(type(self), root)(self, other)
        return result if result is NotImplemented else not result and self != other
    return compare


def _derive_reversed_or_equal(root):
    """Build '>=' from '<=' (and '<=' from '>='): not root, or equal."""
    def compare(self, other):
        result = getattr(type(self), root)(self, other)
        return result if result is NotImplemented else not result or self == other
    return compare


_ORDERINGS = {
    '__lt__': (('__gt__', _derive_reversed_strict), ('__le__', _derive_or_equal),
               ('__ge__', _derive_not)),
    '__le__': (('__ge__', _derive_reversed_or_equal), ('__lt__', _derive_strict),
               ('__gt__', _derive_not)),
    '__gt__': (('__lt__', _derive_reversed_strict), ('__ge__', _derive_or_equal),
               ('__le__', _derive_not)),
    '__ge__': (('__le__', _derive_reversed_or_equal), ('__gt__', _derive_strict),
               ('__lt__', _derive_not)),
}


def _ordering_method(name, root, derive):
    """Return the method name derived from root; it is kept as a global, for pickle."""
    qualname = f'_{name[2:4]}_from_{root[2:4]}'
    method = globals().get(qualname)
    if method is None:
        method = derive(root)
        method.__name__ = name
        method.__qualname__ = qualname
        method.__doc__ = getattr(int, name).__doc__
        globals()[qualname] = method
    return method


def __getattr__(attribute):
    for root, derivations in _ORDERINGS.items():
        for name, derive in derivations:
            if attribute == f'_{name[2:4]}_from_{root[2:4]}':
                return _ordering_method(name, root, derive)
    raise AttributeError(f'module {__name__!r} has no attribute {attribute!r}')


def total_ordering(cls):
    """Class decorator that supplies the ordering methods a class does not define.

    The class must define one of <, <=, >, >= at least (ValueError if not), and
    should define ==.
    """
    defined = {op for op in _ORDERINGS if getattr(cls, op, None) is not getattr(object, op, None)}
    if not defined:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    root = max(defined)     # prefers __lt__, then __le__, __gt__, __ge__
    for name, derive in _ORDERINGS[root]:
        if name not in defined:
            setattr(cls, name, _ordering_method(name, root, derive))
    return cls


class partialmethod:
    """Like partial, to be used as a method definition: self comes before the given arguments."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and getattr(func, '__get__', None) is None:
            raise TypeError(f'the first argument {func!r} must be a callable or a descriptor')
        if isinstance(func, partialmethod):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    @recursive_repr()
    def __repr__(self):
        parts = [repr(self.func)]
        parts.extend(map(repr, self.args))
        parts.extend(f'{name}={value!r}' for name, value in self.keywords.items())
        cls = type(self)
        return f"{cls.__module__}.{cls.__qualname__}({', '.join(parts)})"

    def _make_unbound_method(self):
        def _method(cls_or_self, /, *args, **keywords):
            keywords = {**self.keywords, **keywords}
            return self.func(cls_or_self, *self.args, *args, **keywords)
        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.__partialmethod__ = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, '__get__', None)
        if get is not None and not isinstance(self.func, partial):
            bound = get(obj, cls)
            if bound is not self.func:
                # The descriptor made something new of it: apply the arguments to that.
                result = partial(bound, *self.args, **self.keywords)
                try:
                    result.__self__ = bound.__self__
                except AttributeError:
                    pass
                return result
        return self._make_unbound_method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)

    __class_getitem__ = classmethod(GenericAlias)


def _unwrap_partial(func):
    while isinstance(func, partial):
        func = func.func
    return func


def _unwrap_partialmethod(func):
    previous = None
    while func is not previous:
        previous = func
        while isinstance(getattr(func, '__partialmethod__', None), partialmethod):
            func = func.__partialmethod__
        while isinstance(func, partialmethod):
            func = func.func
        func = _unwrap_partial(func)
    return func


_CacheInfo = None


def _cache_info_type():
    # Made at the first use, so that importing functools does not import collections.
    global _CacheInfo
    if _CacheInfo is None:
        from collections import namedtuple
        _CacheInfo = namedtuple('CacheInfo', ('hits', 'misses', 'maxsize', 'currsize'),
                                module='functools')
    return _CacheInfo


def lru_cache(maxsize=128, typed=False):
    """Decorator that remembers the results of the most recent calls.

    maxsize bounds the number of results kept; None means no bound. If typed is
    true, arguments of different types are told apart (3 and 3.0). Arguments must
    be hashable. The wrapper offers cache_info(), cache_clear(),
    cache_parameters() and __wrapped__. May be applied without parentheses.
    """
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        return _make_lru_cache(maxsize, 128, typed)
    elif maxsize is not None:
        raise TypeError('Expected first argument to be an integer, a callable, or None')

    def decorate(user_function):
        return _make_lru_cache(user_function, maxsize, typed)
    return decorate


def _make_lru_cache(user_function, maxsize, typed):
    wrapper = _lru_cache_wrapper(user_function, maxsize, typed, _cache_info_type())
    wrapper.cache_parameters = lambda: {'maxsize': maxsize, 'typed': typed}
    return update_wrapper(wrapper, user_function)


def cache(user_function, /):
    """Remember every result without bound: lru_cache(maxsize=None)."""
    return lru_cache(maxsize=None)(user_function)


def _c3_merge(sequences):
    """Merge MROs by the C3 rule, as class creation does."""
    result = []
    while True:
        sequences = [seq for seq in sequences if seq]
        if not sequences:
            return result
        for seq in sequences:
            candidate = seq[0]
            if not any(candidate in other[1:] for other in sequences):
                break
        else:
            raise RuntimeError('Inconsistent hierarchy')
        result.append(candidate)
        for seq in sequences:
            if seq[0] == candidate:
                del seq[0]


def _c3_mro(cls, abcs=None):
    """Compute the MRO of cls with the ABCs in abcs inserted where they first apply.

    An ABC goes behind the class that makes it apply: the last one in the bases
    order that is its subclass while none of the class' own bases is.
    """
    bases = cls.__bases__
    boundary = 0
    for position in range(len(bases), 0, -1):
        if hasattr(bases[position - 1], '__abstractmethods__'):
            boundary = position     # explicit ABC bases come before the inserted ones
            break
    abcs = list(abcs) if abcs else []
    explicit = list(bases[:boundary])
    inserted = [abc for abc in abcs
                if issubclass(cls, abc) and not any(issubclass(b, abc) for b in bases)]
    for abc in inserted:
        abcs.remove(abc)
    others = list(bases[boundary:])
    return _c3_merge([[cls]]
                     + [_c3_mro(base, abcs) for base in explicit]
                     + [_c3_mro(base, abcs) for base in inserted]
                     + [_c3_mro(base, abcs) for base in others]
                     + [explicit] + [inserted] + [others])


def _compose_mro(cls, types):
    """Compute the MRO of cls together with those ABCs among types that apply to it."""
    mro = set(cls.__mro__)

    def is_related(candidate):
        return (candidate not in mro and hasattr(candidate, '__mro__')
                and not isinstance(candidate, GenericAlias) and issubclass(cls, candidate))

    types = [t for t in types if is_related(t)]
    # A base of another registered class is found through that class.
    types = [t for t in types if not any(t is not o and t in o.__mro__ for o in types)]
    known = set(types)
    result = []
    for candidate in types:
        found = []
        for sub in candidate.__subclasses__():
            if sub not in mro and issubclass(cls, sub):
                found.append([s for s in sub.__mro__ if s in known])
        if not found:
            result.append(candidate)
            continue
        found.sort(key=len, reverse=True)   # the most specific subclasses first
        for subs in found:
            for sub in subs:
                if sub not in result:
                    result.append(sub)
    return _c3_mro(cls, abcs=result)


def _find_impl(cls, registry):
    """Return the best implementation in registry for cls, None if there is none.

    RuntimeError if two unrelated ABCs match equally well.
    """
    mro = _compose_mro(cls, registry.keys())
    match = None
    for candidate in mro:
        if match is not None:
            if (candidate in registry and candidate not in cls.__mro__
                    and match not in cls.__mro__ and not issubclass(match, candidate)):
                raise RuntimeError(f'Ambiguous dispatch: {match} or {candidate}')
            break
        if candidate in registry:
            match = candidate
    return registry.get(match)


def _is_dispatchable(cls):
    if _is_class(cls):
        return True
    return _is_union(cls) and all(map(_is_class, cls.__args__))


def _is_class(cls):
    # An alias such as list[int] claims to be a class.
    return isinstance(cls, type) and not isinstance(cls, GenericAlias)


def _is_union(cls):
    return isinstance(cls, UnionType) or type(cls).__name__ == '_UnionGenericAlias'


def singledispatch(func):
    """Turn func into a generic function that dispatches on the type of its first argument.

    Further implementations are added with func.register(cls), as a decorator
    (also without cls when the first parameter is annotated) or by a call
    func.register(cls, implementation). func.dispatch(cls) tells which
    implementation serves cls; func.registry shows them all.
    """
    import weakref
    registry = {}
    dispatch_cache = weakref.WeakKeyDictionary()
    cache_token = None
    name = getattr(func, '__name__', 'singledispatch function')

    def dispatch(cls):
        """Return the implementation that serves instances of cls."""
        nonlocal cache_token
        if cache_token is not None:
            token = get_cache_token()
            if token != cache_token:
                dispatch_cache.clear()
                cache_token = token
        try:
            return dispatch_cache[cls]
        except KeyError:
            impl = registry.get(cls)
            if impl is None:
                impl = _find_impl(cls, registry)
            dispatch_cache[cls] = impl
            return impl

    def register(cls, func=None):
        """Register func as the implementation for cls, and return func."""
        nonlocal cache_token
        if _is_dispatchable(cls):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError("Invalid first argument to `register()`. "
                                f"{cls!r} is not a class or union type.")
            func = cls
            cls = _annotated_class(func)
        if _is_class(cls):
            registry[cls] = func
            if cache_token is None and hasattr(cls, '__abstractmethods__'):
                cache_token = get_cache_token()
        else:
            for member in cls.__args__:
                registry[member] = func
                if cache_token is None and hasattr(member, '__abstractmethods__'):
                    cache_token = get_cache_token()
        dispatch_cache.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f'{name} requires at least 1 positional argument')
        return dispatch(args[0].__class__)(*args, **kw)

    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = MappingProxyType(registry)
    wrapper._clear_cache = dispatch_cache.clear
    update_wrapper(wrapper, func)
    return wrapper


def _annotated_class(func):
    """Find the class that a function registered without one is meant for."""
    if not getattr(func, '__annotations__', None):
        raise TypeError(f"Invalid first argument to `register()`: {func!r}. "
                        "Use either `@register(some_class)` or plain `@register` "
                        "on an annotated function.")
    from typing import get_type_hints
    argname, cls = next(iter(get_type_hints(func).items()))
    if not _is_dispatchable(cls):
        if _is_union(cls):
            raise TypeError(f"Invalid annotation for {argname!r}. "
                            f"{cls!r} not all arguments are classes.")
        if type(cls).__name__ == 'ForwardRef':
            raise TypeError(f"Invalid annotation for {argname!r}. "
                            f"{cls!r} is an unresolved forward reference.")
        raise TypeError(f"Invalid annotation for {argname!r}. {cls!r} is not a class.")
    return cls


class singledispatchmethod:
    """singledispatch for methods: dispatches on the first argument after self or cls."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, '__get__'):
            raise TypeError(f'{func!r} is not callable or a descriptor')
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        """Register method as the implementation for cls; usable as a decorator."""
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        dispatch = self.dispatcher.dispatch
        name = getattr(self.func, '__name__', 'singledispatchmethod method')

        def _method(*args, **kwargs):
            if not args:
                raise TypeError(f'{name} requires at least 1 positional argument')
            return dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        update_wrapper(_method, self.func)
        return _method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)


class cached_property:
    """A property computed once per instance and then kept in its __dict__."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError("Cannot assign the same cached_property to two different names "
                            f"({self.attrname!r} and {name!r}).")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError("Cannot use cached_property instance without calling "
                            "__set_name__ on it.")
        try:
            attributes = instance.__dict__
        except AttributeError:
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} instance "
                            f"to cache {name!r} property.") from None
        if name in attributes:
            return attributes[name]
        value = self.func(instance)
        try:
            attributes[name] = value
        except TypeError:
            raise TypeError(f"The '__dict__' attribute on {type(instance).__name__!r} instance "
                            "does not support item assignment for caching "
                            f"{name!r} property.") from None
        return value

    __class_getitem__ = classmethod(GenericAlias)
