# SPDX-License-Identifier: MIT
"""partial, reduce, cmp_to_key and the wrapper of lru_cache in Python: for functools where _functools is shut out.

Placeholder exists in C only.
"""

from _thread import RLock
from reprlib import recursive_repr
from types import GenericAlias

# What is defined here is found, and pickled, as part of functools.
__name__ = 'functools'

_missing = object()


def reduce(function, iterable, initial=_missing, /):
    """Apply a function of two arguments to the items of an iterable, from left to right, down to one value."""
    items = iter(iterable)
    if initial is _missing:
        try:
            initial = next(items)
        except StopIteration:
            raise TypeError('reduce() of empty iterable with no initial value') from None
    for item in items:
        initial = function(initial, item)
    return initial


def cmp_to_key(mycmp):
    """Make a key function of an old-style comparison, which tells by the sign."""
    class K:
        __slots__ = ['obj']
        __hash__ = None

        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return mycmp(self.obj, other.obj) < 0

        def __gt__(self, other):
            return mycmp(self.obj, other.obj) > 0

        def __eq__(self, other):
            return mycmp(self.obj, other.obj) == 0

        def __le__(self, other):
            return mycmp(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return mycmp(self.obj, other.obj) >= 0
    return K


class partial:
    """A function with some of its arguments given: partial(f, 1, k=2)(3) is f(1, 3, k=2)."""

    __slots__ = 'func', 'args', 'keywords', '__dict__', '__weakref__'

    def __new__(cls, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError('the first argument must be callable')
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self = super().__new__(cls)
        self.func = func
        self.args = args
        self.keywords = keywords
        return self

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

    def __get__(self, obj, objtype=None):
        if obj is None:
            return self
        import warnings
        warnings.warn('functools.partial will be a method descriptor in future Python versions; '
                      'wrap it in staticmethod() if you want to preserve the old behavior', FutureWarning, 2)
        return self

    @recursive_repr()
    def __repr__(self):
        cls = type(self)
        parts = [repr(self.func), *map(repr, self.args)]
        parts += ['%s=%r' % item for item in self.keywords.items()]
        return '%s.%s(%s)' % (cls.__module__, cls.__qualname__, ', '.join(parts))

    def __reduce__(self):
        return type(self), (self.func,), (self.func, self.args, self.keywords or None, self.__dict__ or None)

    def __setstate__(self, state):
        if not isinstance(state, tuple):
            raise TypeError('argument to __setstate__ must be a tuple')
        if len(state) != 4:
            raise TypeError(f'expected 4 items in state, got {len(state)}')
        func, args, keywords, namespace = state
        if not (callable(func) and isinstance(args, tuple) and (keywords is None or isinstance(keywords, dict))
                and (namespace is None or isinstance(namespace, dict))):
            raise TypeError('invalid partial state')
        # Subclasses of tuple and dict are not kept: the call builds upon the plain ones.
        self.func = func
        self.args = tuple(args)
        self.keywords = {} if keywords is None else keywords if type(keywords) is dict else dict(keywords)
        self.__dict__ = {} if namespace is None else namespace

    __class_getitem__ = classmethod(GenericAlias)


class _Key(list):
    """The arguments of a call, hashed once."""

    __slots__ = 'hash'

    def __init__(self, values):
        self[:] = values
        self.hash = hash(values)

    def __hash__(self):
        return self.hash


def _key_of(args, kwargs, typed):
    values = args
    if kwargs:
        values += (_missing,)
        for item in kwargs.items():
            values += item
    if typed:
        values += tuple(map(type, args)) + tuple(map(type, kwargs.values()))
    elif len(values) == 1 and type(values[0]) in (int, str):
        return values[0]
    return _Key(values)


def _lru_cache_wrapper(user_function, maxsize, typed, _CacheInfo):
    """The function with a cache of at most maxsize results, in the order of their last use; None: no bound."""
    cache = {}
    size = cache.__len__    # not len(), which may be what is cached
    hits = misses = 0
    lock = RLock()

    def wrapper(*args, **kwargs):
        nonlocal hits, misses
        if maxsize == 0:
            misses += 1
            return user_function(*args, **kwargs)
        key = _key_of(args, kwargs, typed)
        with lock:
            result = cache.get(key, _missing)
            if result is not _missing:
                hits += 1
                if maxsize is not None:
                    # Last in the dict's order: what was used last.
                    cache[key] = cache.pop(key)
                return result
            misses += 1
        result = user_function(*args, **kwargs)
        with lock:
            if maxsize is not None and key not in cache and size() >= maxsize:
                del cache[next(iter(cache))]
            cache.setdefault(key, result)
        return result

    def cache_info():
        """Report statistics of the cache."""
        with lock:
            return _CacheInfo(hits, misses, maxsize, size())

    def cache_clear():
        """Forget the results and the statistics."""
        nonlocal hits, misses
        with lock:
            cache.clear()
            hits = misses = 0

    wrapper.cache_info = cache_info
    wrapper.cache_clear = cache_clear
    return wrapper
