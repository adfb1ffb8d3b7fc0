# SPDX-License-Identifier: MIT
"""The operators as functions in Python: what operator has where _operator is shut out."""

import builtins as _builtins

# What is defined here is found, and pickled, as part of operator.
__name__ = 'operator'


def lt(a, b):
    """Same as a < b."""
    return a < b


def le(a, b):
    """Same as a <= b."""
    return a <= b


def eq(a, b):
    """Same as a == b."""
    return a == b


def ne(a, b):
    """Same as a != b."""
    return a != b


def ge(a, b):
    """Same as a >= b."""
    return a >= b


def gt(a, b):
    """Same as a > b."""
    return a > b


def not_(a):
    """Same as not a."""
    return not a


def truth(a):
    """Return whether a is true."""
    return True if a else False


def is_(a, b):
    """Same as a is b."""
    return a is b


def is_not(a, b):
    """Same as a is not b."""
    return a is not b


def is_none(a):
    """Same as a is None."""
    return a is None


def is_not_none(a):
    """Same as a is not None."""
    return a is not None


def abs(a):
    """Same as the built-in abs(a)."""
    return _builtins.abs(a)


def add(a, b):
    """Same as a + b."""
    return a + b


def and_(a, b):
    """Same as a & b."""
    return a & b


def floordiv(a, b):
    """Same as a // b."""
    return a // b


def index(a):
    """Same as a.__index__()."""
    return a.__index__()


def inv(a):
    """Same as ~a."""
    return ~a


invert = inv


def lshift(a, b):
    """Same as a << b."""
    return a << b


def mod(a, b):
    """Same as a % b."""
    return a % b


def mul(a, b):
    """Same as a * b."""
    return a * b


def matmul(a, b):
    """Same as a @ b."""
    return a @ b


def neg(a):
    """Same as -a."""
    return -a


def or_(a, b):
    """Same as a | b."""
    return a | b


def pos(a):
    """Same as +a."""
    return +a


def pow(a, b):
    """Same as a ** b."""
    return a ** b


def rshift(a, b):
    """Same as a >> b."""
    return a >> b


def sub(a, b):
    """Same as a - b."""
    return a - b


def truediv(a, b):
    """Same as a / b."""
    return a / b


def xor(a, b):
    """Same as a ^ b."""
    return a ^ b


def _need_sequence(a):
    if not hasattr(a, '__getitem__'):
        raise TypeError("'%s' object can't be concatenated" % type(a).__name__)


def concat(a, b):
    """Same as a + b, for sequences."""
    _need_sequence(a)
    return a + b


def contains(a, b):
    """Same as b in a."""
    return b in a


def countOf(a, b):
    """Return how often b occurs in a."""
    count = 0
    for item in a:
        if item is b or item == b:
            count += 1
    return count


def delitem(a, b):
    """Same as del a[b]."""
    del a[b]


def getitem(a, b):
    """Same as a[b]."""
    return a[b]


def indexOf(a, b):
    """Return the index of the first b in a."""
    for i, item in enumerate(a):
        if item is b or item == b:
            return i
    raise ValueError('sequence.index(x): x not in sequence')


def setitem(a, b, c):
    """Same as a[b] = c."""
    a[b] = c


def length_hint(obj, default=0):
    """Return an estimate of the number of items in obj, else the default."""
    if not isinstance(default, int):
        raise TypeError("'%s' object cannot be interpreted as an integer" % type(default).__name__)
    try:
        return len(obj)
    except TypeError:
        pass
    try:
        hint = type(obj).__length_hint__
    except AttributeError:
        return default
    try:
        value = hint(obj)
    except TypeError:
        return default
    if value is NotImplemented:
        return default
    if not isinstance(value, int):
        raise TypeError('__length_hint__ must be an integer, not ' + type(value).__name__)
    if value < 0:
        raise ValueError('__length_hint__() should return >= 0')
    return value


def call(obj, /, *args, **kwargs):
    """Same as obj(*args, **kwargs)."""
    return obj(*args, **kwargs)


def iadd(a, b):
    """Same as a += b."""
    a += b
    return a


def iand(a, b):
    """Same as a &= b."""
    a &= b
    return a


def iconcat(a, b):
    """Same as a += b, for sequences."""
    _need_sequence(a)
    a += b
    return a


def ifloordiv(a, b):
    """Same as a //= b."""
    a //= b
    return a


def ilshift(a, b):
    """Same as a <<= b."""
    a <<= b
    return a


def imod(a, b):
    """Same as a %= b."""
    a %= b
    return a


def imul(a, b):
    """Same as a *= b."""
    a *= b
    return a


def imatmul(a, b):
    """Same as a @= b."""
    a @= b
    return a


def ior(a, b):
    """Same as a |= b."""
    a |= b
    return a


def ipow(a, b):
    """Same as a **= b."""
    a **= b
    return a


def irshift(a, b):
    """Same as a >>= b."""
    a >>= b
    return a


def isub(a, b):
    """Same as a -= b."""
    a -= b
    return a


def itruediv(a, b):
    """Same as a /= b."""
    a /= b
    return a


def ixor(a, b):
    """Same as a ^= b."""
    a ^= b
    return a


# ---- callables that get something of their argument -----------------------------------------

class _Getter:
    """A callable that remembers what it was made with, for its repr and for pickle."""

    __slots__ = ('_made_with', '_call')

    def __repr__(self):
        return '%s.%s(%s)' % (type(self).__module__, type(self).__qualname__, ', '.join(map(repr, self._made_with)))

    def __reduce__(self):
        return type(self), self._made_with

    def __call__(self, obj, /):
        return self._call(obj)


class attrgetter(_Getter):
    """attrgetter('a.b', 'c')(x) is (x.a.b, x.c); of one name it is no tuple."""

    __slots__ = ()

    def __init__(self, attr, /, *attrs):
        self._made_with = (attr, *attrs)
        for name in self._made_with:
            if not isinstance(name, str):
                raise TypeError('attribute name must be a string')
        getters = [self._getter(name.split('.')) for name in self._made_with]
        self._call = getters[0] if not attrs else lambda obj: tuple([getter(obj) for getter in getters])

    @staticmethod
    def _getter(names):
        def get(obj):
            for name in names:
                obj = getattr(obj, name)
            return obj
        return get


class itemgetter(_Getter):
    """itemgetter(1, 'k')(x) is (x[1], x['k']); of one item it is no tuple."""

    __slots__ = ()

    def __init__(self, item, /, *items):
        self._made_with = (item, *items)
        everything = self._made_with
        self._call = (lambda obj: obj[item]) if not items else lambda obj: tuple([obj[i] for i in everything])


class methodcaller(_Getter):
    """methodcaller('name', 1, k=2)(x) is x.name(1, k=2)."""

    __slots__ = ('_name', '_args', '_kwargs')

    def __init__(self, name, /, *args, **kwargs):
        if not isinstance(name, str):
            raise TypeError('method name must be a string')
        self._name, self._args, self._kwargs = name, args, kwargs
        self._call = lambda obj: getattr(obj, name)(*args, **kwargs)

    def __repr__(self):
        shown = [repr(self._name), *map(repr, self._args)]
        shown += ['%s=%r' % item for item in self._kwargs.items()]
        return '%s.%s(%s)' % (type(self).__module__, type(self).__qualname__, ', '.join(shown))

    def __reduce__(self):
        if not self._kwargs:
            return type(self), (self._name, *self._args)
        from functools import partial
        return partial(type(self), self._name, **self._kwargs), self._args


def _compare_digest(a, b):
    """Whether a and b are equal, in a time that does not tell where they differ."""
    if isinstance(a, str) and isinstance(b, str):
        if not (a.isascii() and b.isascii()):
            raise TypeError('comparing strings with non-ASCII characters is not supported')
        a, b = a.encode(), b.encode()
    elif isinstance(a, str) or isinstance(b, str):
        raise TypeError("unsupported operand types(s) or combination of types: '%s' and '%s'"
                        % (type(a).__name__, type(b).__name__))
    a, b = memoryview(a).tobytes(), memoryview(b).tobytes()
    difference = len(a) ^ len(b)
    for one, two in zip(a, b if len(a) == len(b) else a):
        difference |= one ^ two
    return difference == 0
