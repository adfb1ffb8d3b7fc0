# SPDX-License-Identifier: MIT
"""Containers beyond the built-in ones: namedtuple, deque, Counter, ChainMap and others."""

__all__ = ['ChainMap', 'Counter', 'OrderedDict', 'UserDict', 'UserList', 'UserString',
           'defaultdict', 'deque', 'namedtuple']

import sys as _sys
try:
    from _collections import OrderedDict, defaultdict, deque
except ImportError:     # somebody has shut it out, as tests of both do
    from _collections_python import OrderedDict
from operator import itemgetter as _itemgetter

try:
    from _collections import _count_elements
except ImportError:
    def _count_elements(mapping, iterable):
        """Add the number of times that each element occurs to the counts in mapping."""
        get = mapping.get
        for elem in iterable:
            mapping[elem] = get(elem, 0) + 1

try:
    from _collections import _tuplegetter
except ImportError:
    def _tuplegetter(index, doc):
        return property(_itemgetter(index), doc=doc)


if 'deque' in globals():
    _deque_iterator = type(iter(deque()))     # found here by pickle


def __getattr__(name):
    # The classes that need abstract base classes cost more than all the rest: made on demand.
    if name in ('ChainMap', 'UserDict', 'UserList', 'UserString'):
        from . import _wrappers
        for cls in ('ChainMap', 'UserDict', 'UserList', 'UserString'):
            globals()[cls] = getattr(_wrappers, cls)
        return globals()[name]
    if name == 'abc':
        import collections.abc
        return collections.abc
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return sorted({*globals(), *__all__})


def _check_field_names(typename, field_names, rename):
    """Validate the names for namedtuple(); return them, renamed if asked."""
    from keyword import iskeyword
    if isinstance(field_names, str):
        field_names = field_names.replace(',', ' ').split()
    field_names = list(map(str, field_names))
    typename = _sys.intern(str(typename))
    if rename:
        seen = set()
        for index, name in enumerate(field_names):
            if (not name.isidentifier() or iskeyword(name) or name.startswith('_')
                    or name in seen):
                field_names[index] = f'_{index}'
            seen.add(name)
    for name in [typename] + field_names:
        if not name.isidentifier():
            raise ValueError(f'Type names and field names must be valid identifiers: {name!r}')
        if iskeyword(name):
            raise ValueError(f'Type names and field names cannot be a keyword: {name!r}')
    seen = set()
    for name in field_names:
        if name.startswith('_') and not rename:
            raise ValueError(f'Field names cannot start with an underscore: {name!r}')
        if name in seen:
            raise ValueError(f'Encountered duplicate field name: {name!r}')
        seen.add(name)
    return typename, tuple(map(_sys.intern, field_names))


def _make_namedtuple_new(typename, field_names, defaults):
    """Compile the __new__ of a named tuple class; its signature has the field names."""
    names = ', '.join(field_names)
    cls_name = '_cls'
    while cls_name in field_names:
        cls_name += '_'
    comma = ',' if field_names else ''
    new = eval(f'lambda {cls_name}, {names}: _tuple_new({cls_name}, ({names}{comma}))',
               {'_tuple_new': tuple.__new__, '__builtins__': {},
                '__name__': f'namedtuple_{typename}'})
    new.__name__ = '__new__'
    new.__doc__ = f'Create new instance of {typename}({names})'
    if defaults is not None:
        new.__defaults__ = defaults
    return new


def _make_namedtuple_methods(typename, field_names, field_defaults):
    """Return the namespace of a named tuple class: everything but __new__ and the fields."""
    format_all = '(' + ', '.join(f'{name}=%r' for name in field_names) + ')'
    field_count = len(field_names)
    tuple_new, _len, _dict, _tuple, _zip, _map = tuple.__new__, len, dict, tuple, zip, map

    @classmethod
    def _make(cls, iterable):
        result = tuple_new(cls, iterable)
        if _len(result) != field_count:
            raise TypeError(f'Expected {field_count} arguments, got {len(result)}')
        return result

    _make.__func__.__doc__ = f'Make a new {typename} object from a sequence or iterable'

    def _replace(self, /, **kwds):
        result = self._make(_map(kwds.pop, field_names, self))
        if kwds:
            raise TypeError(f'Got unexpected field names: {list(kwds)!r}')
        return result

    _replace.__doc__ = f'Return a new {typename} object replacing specified fields with new values'

    def __repr__(self):
        'Return a nicely formatted representation string'
        return self.__class__.__name__ + format_all % self

    def _asdict(self):
        'Return a new dict which maps field names to their values.'
        return _dict(_zip(self._fields, self))

    def __getnewargs__(self):
        'Return self as a plain tuple.  Used by copy and pickle.'
        return _tuple(self)

    methods = {'_make': _make, '_replace': _replace, '__repr__': __repr__, '_asdict': _asdict,
               '__getnewargs__': __getnewargs__}
    for name, method in methods.items():
        getattr(method, '__func__', method).__qualname__ = f'{typename}.{name}'
    return {
        '__doc__': f"{typename}({', '.join(field_names)})",
        '__slots__': (),
        '_fields': field_names,
        '_field_defaults': field_defaults,
        **methods,
        '__replace__': _replace,
        '__match_args__': field_names,
    }


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """Return a new subclass of tuple whose items can be read by name.

    field_names is a sequence of names, or one string of names separated by
    spaces or commas. defaults belong to the last fields. With rename, invalid
    names become _0, _1 and so on instead of raising ValueError. module sets
    __module__; it defaults to that of the caller.
    """
    typename, field_names = _check_field_names(typename, field_names, rename)
    field_defaults = {}
    if defaults is not None:
        defaults = tuple(defaults)
        if len(defaults) > len(field_names):
            raise TypeError('Got more default values than field names')
        field_defaults = dict(zip(field_names[len(field_names) - len(defaults):], defaults))
    new = _make_namedtuple_new(typename, field_names, defaults)
    new.__qualname__ = f'{typename}.__new__'
    namespace = _make_namedtuple_methods(typename, field_names, field_defaults)
    namespace['__new__'] = new
    for index, name in enumerate(field_names):
        namespace[name] = _tuplegetter(index, _sys.intern(f'Alias for field number {index}'))
    result = type(typename, (tuple,), namespace)
    if module is None:
        try:
            module = _sys._getframemodulename(1) or '__main__'
        except AttributeError:
            try:
                module = _sys._getframe(1).f_globals.get('__name__', '__main__')
            except (AttributeError, ValueError):
                pass
    if module is not None:
        result.__module__ = module
    return result


class Counter(dict):
    """A dict that counts hashable elements: missing ones count as zero.

    Counter(iterable) counts its elements, Counter(mapping) and
    Counter(name=count) take the counts given. Counts may be zero or negative.
    """

    def __init__(self, iterable=None, /, **kwds):
        super().__init__()
        self.update(iterable, **kwds)

    def __missing__(self, key):
        'The count of elements not in the Counter is zero.'
        return 0

    def total(self):
        """Return the sum of the counts."""
        return sum(self.values())

    def most_common(self, n=None):
        """List the n most common elements (default: all) with their counts, in falling order."""
        if n is None:
            return sorted(self.items(), key=_itemgetter(1), reverse=True)
        import heapq
        return heapq.nlargest(n, self.items(), key=_itemgetter(1))

    def elements(self):
        """Iterate over the elements, each as often as it counts; none for counts below one."""
        from itertools import chain, repeat, starmap
        return chain.from_iterable(starmap(repeat, self.items()))

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError(
            'Counter.fromkeys() is undefined.  Use Counter(iterable) instead.')

    def update(self, iterable=None, /, **kwds):
        """Add counts: of the elements of an iterable, or those in a mapping or the keywords."""
        if iterable is not None:
            if _is_mapping(iterable):
                if self:
                    self_get = self.get
                    for elem, count in iterable.items():
                        self[elem] = count + self_get(elem, 0)
                else:
                    super().update(iterable)
            else:
                _count_elements(self, iterable)
        if kwds:
            self.update(kwds)

    def subtract(self, iterable=None, /, **kwds):
        """Like update(), but subtracts; counts may become zero or negative."""
        if iterable is not None:
            self_get = self.get
            if _is_mapping(iterable):
                for elem, count in iterable.items():
                    self[elem] = self_get(elem, 0) - count
            else:
                for elem in iterable:
                    self[elem] = self_get(elem, 0) - 1
        if kwds:
            self.subtract(kwds)

    def copy(self):
        """Return a shallow copy."""
        return self.__class__(self)

    def __reduce__(self):
        return self.__class__, (dict(self),)

    def __delitem__(self, elem):
        """Like dict.__delitem__(), but a missing element is no error."""
        if elem in self:
            super().__delitem__(elem)

    def __repr__(self):
        if not self:
            return f'{self.__class__.__name__}()'
        try:
            items = dict(self.most_common())
        except TypeError:
            items = dict(self)      # counts that cannot be ordered
        return f'{self.__class__.__name__}({items!r})'

    def __eq__(self, other):
        """Tell whether all counts agree; a missing element counts as zero."""
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[e] == other[e] for c in (self, other) for e in c)

    def __ne__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return not self == other

    def __le__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[e] <= other[e] for c in (self, other) for e in c)

    def __lt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self <= other and self != other

    def __ge__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[e] >= other[e] for c in (self, other) for e in c)

    def __gt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self >= other and self != other

    def _combined(self, other, combine):
        """Combine the counts of both operands, keeping the positive results."""
        result = Counter()
        for elem, count in self.items():
            new = combine(count, other[elem])
            if new > 0:
                result[elem] = new
        for elem, count in other.items():
            if elem not in self:
                new = combine(0, count)
                if new > 0:
                    result[elem] = new
        return result

    def __add__(self, other):
        """Add counts; keep the positive ones."""
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, lambda a, b: a + b)

    def __sub__(self, other):
        """Subtract counts; keep the positive ones."""
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, lambda a, b: a - b)

    def __or__(self, other):
        """Union: the larger of the counts."""
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, max)

    def __and__(self, other):
        """Intersection: the smaller of the counts."""
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for elem, count in self.items():
            smaller = min(count, other[elem])
            if smaller > 0:
                result[elem] = smaller
        return result

    def __pos__(self):
        """Keep the positive counts."""
        result = Counter()
        for elem, count in self.items():
            if count > 0:
                result[elem] = count
        return result

    def __neg__(self):
        """Negate the counts, and keep those that become positive."""
        result = Counter()
        for elem, count in self.items():
            if count < 0:
                result[elem] = 0 - count
        return result

    def _keep_positive(self):
        for elem in [elem for elem, count in self.items() if not count > 0]:
            del self[elem]
        return self

    def __iadd__(self, other):
        for elem, count in other.items():
            self[elem] += count
        return self._keep_positive()

    def __isub__(self, other):
        for elem, count in other.items():
            self[elem] -= count
        return self._keep_positive()

    def __ior__(self, other):
        for elem, count in other.items():
            if count > self[elem]:
                self[elem] = count
        return self._keep_positive()

    def __iand__(self, other):
        for elem, count in self.items():
            other_count = other[elem]
            if other_count < count:
                self[elem] = other_count
        return self._keep_positive()


def _is_mapping(obj):
    if isinstance(obj, dict):
        return True
    if isinstance(obj, (list, tuple, str, set)):
        return False
    from _collections_abc import Mapping
    return isinstance(obj, Mapping)
