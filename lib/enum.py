# SPDX-License-Identifier: MIT
"""Enumerations: sets of named constants (Enum, IntEnum, StrEnum, Flag, IntFlag) and tools."""

import sys
import builtins as bltns
from operator import and_ as _and_, attrgetter, or_ as _or_, xor as _xor_
from types import DynamicClassAttribute, MappingProxyType
from _enum_namespace import (EnumDict, _EnumDict, auto, member, nonmember, _is_descriptor,
                             _is_dunder, _is_internal_class, _is_private, _is_sunder)

__all__ = ['EnumType', 'EnumMeta', 'EnumDict', 'Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag',
           'ReprEnum', 'auto', 'unique', 'property', 'verify', 'member', 'nonmember',
           'FlagBoundary', 'STRICT', 'CONFORM', 'EJECT', 'KEEP', 'global_flag_repr',
           'global_enum_repr', 'global_str', 'global_enum', 'EnumCheck', 'CONTINUOUS',
           'NAMED_FLAGS', 'UNIQUE', 'pickle_by_global_name', 'pickle_by_enum_name']

# Set below; the metaclass asks for them while they do not exist yet.
Enum = ReprEnum = Flag = EJECT = KEEP = None

_not_given = object()


def _is_single_bit(num):
    return num > 0 and num & (num - 1) == 0


def _iter_bits_lsb(num):
    """Iterate over the bits set in num, the lowest first."""
    if isinstance(num, Enum):
        num = num.value
    if num < 0:
        raise ValueError('%r is not a positive integer' % num)
    while num:
        bit = num & -num
        yield bit
        num ^= bit


def _high_bit(value):
    """Return the index of the highest bit of value, -1 if there is none."""
    return value.bit_length() - 1


def bin(num, max_bits=None):
    """Show num in binary with a space behind the sign bit: bin(10) is '0b0 1010'.

    Negative numbers are shown in two's complement. max_bits is the least number
    of digits.
    """
    ceiling = 2 ** num.bit_length()
    if num >= 0:
        text = bltns.bin(num + ceiling).replace('1', '0', 1)
    else:
        text = bltns.bin(~num ^ (ceiling - 1) + ceiling)
    sign, digits = text[:3], text[3:]
    if max_bits is not None and len(digits) < max_bits:
        digits = (sign[-1] * max_bits + digits)[-max_bits:]
    return f'{sign} {digits}'


class property(DynamicClassAttribute):
    """A property of members that leaves its name free for a member.

    On a member it works like the built-in property; on the class it gives the
    member of that name, if there is one.
    """

    member = None
    _attr_type = None
    _cls_type = None

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.member is not None:
                return self.member
            raise AttributeError('%r has no attribute %r' % (ownerclass, self.name))
        if self.fget is not None:
            return self.fget(instance)
        if self._attr_type == 'attr':
            # A member hides a plain attribute of a base class: instances still see that.
            return getattr(self._cls_type, self.name)
        if self._attr_type == 'desc':
            return getattr(instance._value_, self.name)
        try:
            return ownerclass._member_map_[self.name]
        except KeyError:
            raise AttributeError('%r has no attribute %r' % (ownerclass, self.name)) from None

    def __set__(self, instance, value):
        if self.fset is not None:
            return self.fset(instance, value)
        raise AttributeError('<enum %r> cannot set attribute %r' % (self.clsname, self.name))

    def __delete__(self, instance):
        if self.fdel is not None:
            return self.fdel(instance)
        raise AttributeError('<enum %r> cannot delete attribute %r' % (self.clsname, self.name))

    def __set_name__(self, ownerclass, name):
        self.name = name
        self.clsname = ownerclass.__name__


class _MemberMaker:
    """Makes the members when type.__new__ calls __set_name__: before __init_subclass__ runs."""

    def __init__(self, values):
        self.values = values

    def __set_name__(self, cls, name):
        try:
            for member_name, value in self.values.items():
                _make_member(cls, member_name, value)
        finally:
            delattr(cls, name)


def _make_member(cls, name, value):
    """Create the member, or find the one that it is an alias of, and add it to the class."""
    args = value if isinstance(value, tuple) else (value,)
    if cls._member_type_ is tuple:
        args = (args,)
    if cls._use_args_:
        new = cls._new_member_(cls, *args)
    else:
        new = cls._new_member_(cls)
    if not hasattr(new, '_value_'):
        if cls._member_type_ is object:
            new._value_ = value
        else:
            try:
                new._value_ = cls._member_type_(*args)
            except MemoryError:
                raise
            except Exception as exc:
                raise TypeError('_value_ not set in __new__, unable to create it') from exc
    value = new._value_
    new._name_ = name
    new.__objclass__ = cls
    new.__init__(*args)
    new._sort_order_ = len(cls._member_names_)
    is_flag = Flag is not None and issubclass(cls, Flag)
    canonical = _find_by_value(cls, value)
    if canonical is not None:
        new = canonical
    elif not is_flag:
        cls._member_names_.append(name)
    elif isinstance(value, int):
        if _is_single_bit(value):
            cls._member_names_.append(name)
    if is_flag and isinstance(value, int):
        cls._flag_mask_ |= value
        if _is_single_bit(value):
            cls._singles_mask_ |= value
        cls._all_bits_ = 2 ** cls._flag_mask_.bit_length() - 1
    cls._add_member_(name, new)
    _remember_value(cls, name, value, new)


def _find_by_value(cls, value):
    try:
        return cls._value2member_map_.get(value)
    except TypeError:
        for found in cls._member_map_.values():
            if found._value_ == value:
                return found
    return None


def _remember_value(cls, name, value, new):
    try:
        cls._value2member_map_.setdefault(value, new)
    except TypeError:
        cls._unhashable_values_.append(value)
        cls._unhashable_values_map_.setdefault(name, []).append(value)
    else:
        if value not in cls._hashable_values_:
            cls._hashable_values_.append(value)


class EnumType(type):
    """Metaclass of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        namespace = EnumDict(cls)
        _, first_enum = metacls._get_mixins_(cls, bases)
        if first_enum is not None:
            namespace['_generate_next_value_'] = getattr(
                first_enum, '_generate_next_value_', None)
        return namespace

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if _simple:
            return super().__new__(metacls, cls, bases, classdict, **kwds)
        names = list(classdict._member_names)
        classdict.setdefault('_ignore_', []).append('_ignore_')
        for key in classdict['_ignore_']:
            classdict.pop(key, None)
        invalid = set(names) & {'mro', ''}
        if invalid:
            raise ValueError('invalid enum member name(s) %s' % ','.join(map(repr, invalid)))
        namespace = dict(classdict.items())
        order = namespace.pop('_order_', None)
        next_value = namespace.get('_generate_next_value_')
        if next_value is not None and type(next_value) is not staticmethod:
            namespace['_generate_next_value_'] = staticmethod(next_value)
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        new, save_new, use_args = metacls._find_new_(namespace, member_type, first_enum)
        values = {name: namespace.pop(name) for name in names}
        body = dict(namespace)
        namespace.update(
            _new_member_=new, _use_args_=use_args, _member_names_=[], _member_map_={},
            _value2member_map_={}, _hashable_values_=[], _unhashable_values_=[],
            _unhashable_values_map_={}, _member_type_=member_type,
            _value_repr_=metacls._find_data_repr_(cls, bases),
            _boundary_=boundary or getattr(first_enum, '_boundary_', None),
            _flag_mask_=0, _singles_mask_=0, _all_bits_=0, _inverted_=None,
            __enum_members__=_MemberMaker(values))
        _set_presentation(namespace, body, bases, member_type, first_enum)
        if Flag is not None and first_enum is not None and issubclass(first_enum, Flag):
            for name in _FLAG_OPERATORS:
                namespace.setdefault(name, getattr(Flag, name))
        if Enum is not None:
            if save_new:
                namespace['__new_member__'] = new
            namespace['__new__'] = Enum.__new__
        try:
            enum_class = super().__new__(metacls, cls, bases, namespace, **kwds)
        except Exception as exc:
            # The interpreter's note names the helper whose __set_name__ failed: of no use.
            if hasattr(exc, '__notes__'):
                del exc.__notes__
            raise
        _keep_enum_methods(enum_class, body, member_type, first_enum)
        if Flag is not None and issubclass(enum_class, Flag):
            found = [m._value_ for m in enum_class]
            if found != sorted(found):
                enum_class._iter_member_ = enum_class._iter_member_by_def_
        if order is not None:
            _check_order(enum_class, order)
        return enum_class

    def __bool__(cls):
        """An enumeration is true, even without members."""
        return True

    def __call__(cls, value, names=_not_given, *values, module=None, qualname=None, type=None,
                 start=1, boundary=None):
        """Look up a member by its value; or make a new enumeration from names.

        With members, cls(value) gives the member of that value, ValueError if
        there is none. Without, value is the name of the new class and names are
        those of the members: a string separated by spaces or commas, or an
        iterable of names or (name, value) pairs, or a mapping. module, qualname,
        type (a mixed-in data type), start (the first value) and boundary describe
        the class.
        """
        if cls._member_map_:
            if names is not _not_given:
                value = (value, names) + values
            return cls.__new__(cls, value)
        if names is _not_given and type is None:
            raise TypeError(f"{cls} has no members; specify `names=()` if you meant to create a "
                            "new, empty, enum")
        return cls._create_(value, None if names is _not_given else names, module=module,
                            qualname=qualname, type=type, start=start, boundary=boundary)

    def __contains__(cls, value):
        """Tell whether value is a member, or the value of one."""
        if isinstance(value, cls):
            return True
        try:
            cls(value)
            return True
        except ValueError:
            return value in cls._unhashable_values_ or value in cls._hashable_values_

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError("%r cannot delete member %r." % (cls.__name__, attr))
        super().__delattr__(attr)

    def __dir__(cls):
        interesting = {
            '__class__', '__contains__', '__doc__', '__getitem__', '__iter__', '__len__',
            '__members__', '__module__', '__name__', '__qualname__', *cls._member_names_}
        if cls._new_member_ is not object.__new__:
            interesting.add('__new__')
        if cls.__init_subclass__ is not object.__init_subclass__:
            interesting.add('__init_subclass__')
        if cls._member_type_ is object:
            return sorted(interesting)
        return sorted(set(dir(cls._member_type_)) | interesting)

    def __getitem__(cls, name):
        """Return the member called name; KeyError if there is none."""
        return cls._member_map_[name]

    def __iter__(cls):
        """Iterate over the members in order of definition, aliases left out."""
        return (cls._member_map_[name] for name in cls._member_names_)

    def __len__(cls):
        """Return the number of members, aliases left out."""
        return len(cls._member_names_)

    @bltns.property
    def __members__(cls):
        """A read-only mapping of names to members, aliases included."""
        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        kind = 'flag' if Flag is not None and issubclass(cls, Flag) else 'enum'
        return "<%s %r>" % (kind, cls.__name__)

    def __reversed__(cls):
        """Iterate over the members in reverse order."""
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get('_member_map_', ()):
            raise AttributeError('cannot reassign member %r' % (name,))
        super().__setattr__(name, value)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1,
                 boundary=None):
        """Make a new enumeration; see __call__() for the arguments."""
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        _, first_enum = cls._get_mixins_(class_name, bases)
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(',', ' ').split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            plain, names = names, []
            last_values = []
            for count, name in enumerate(plain):
                value = first_enum._generate_next_value_(name, start, count, last_values[:])
                last_values.append(value)
                names.append((name, value))
        for item in () if names is None else names:
            name, value = (item, names[item]) if isinstance(item, str) else item
            classdict[name] = value
        if module is None:
            module = _caller_module(2)
        if module is None:
            _make_class_unpicklable(classdict)
        else:
            classdict['__module__'] = module
        if qualname is not None:
            classdict['__qualname__'] = qualname
        return metacls.__new__(metacls, class_name, bases, classdict, boundary=boundary)

    def _convert_(cls, name, module, filter, source=None, *, boundary=None, as_global=False):
        """Make an enumeration of the constants of a module that filter(name) accepts.

        Its members replace the constants in the module.
        """
        module_globals = sys.modules[module].__dict__
        source = source.__dict__ if source else module_globals
        found = [(key, value) for key, value in source.items() if filter(key)]
        try:
            found.sort(key=lambda pair: (pair[1], pair[0]))     # stable aliases
        except TypeError:
            found.sort(key=lambda pair: pair[0])
        body = {key: value for key, value in found}
        result = cls(name, body, module=module, boundary=boundary or KEEP)
        if as_global:
            from _enum_tools import global_enum
            global_enum(result)
        else:
            sys.modules[result.__module__].__dict__.update(result.__members__)
        module_globals[name] = result
        return result

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base._member_names_:
                    raise TypeError("<enum %r> cannot extend %r" % (class_name, base))

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        """Return the data type mixed in (object if none) and the enumeration inherited from."""
        if not bases:
            return object, Enum
        first_enum = bases[-1]
        if not isinstance(first_enum, EnumType):
            raise TypeError("new enumerations should be created as "
                            "`EnumName([mixin_type, ...] [data_type,] enum_type)`")
        return mcls._find_data_type_(class_name, bases) or object, first_enum

    @classmethod
    def _find_data_repr_(mcls, class_name, bases):
        """Return the __repr__ to show values with, None for the usual one."""
        for chain in bases:
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    return base._value_repr_
                if '__repr__' in base.__dict__:
                    params = base.__dict__.get('__dataclass_params__')
                    if '__dataclass_fields__' in base.__dict__ and params and params.repr:
                        return _dataclass_repr
                    return base.__dict__['__repr__']
        return None

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        """Return the class among bases that the members are instances of, None if there is none."""
        found = set()
        enum_bases = {base for chain in bases for base in chain.__mro__
                      if isinstance(base, EnumType)}
        for chain in bases:
            candidate = None
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        found.add(base._member_type_)
                        break
                elif '__new__' in base.__dict__ or '__dataclass_fields__' in base.__dict__:
                    found.add(candidate or base)
                    break
                else:
                    candidate = candidate or base
        if len(found) > 1:
            raise TypeError('too many data types for %r: %r' % (class_name, found))
        return found.pop() if found else None

    @classmethod
    def _find_new_(mcls, classdict, member_type, first_enum):
        """Return (function that makes members, whether to save it, whether it gets the values)."""
        new = classdict.get('__new__')
        save_new = first_enum is not None and new is not None
        if new is None:
            for method in ('__new_member__', '__new__'):
                for owner in (member_type, first_enum):
                    target = getattr(owner, method, None)
                    if target not in (None, None.__new__, object.__new__,
                                      getattr(Enum, '__new__', None)):
                        new = target
                        break
                if new is not None:
                    break
            else:
                new = object.__new__
        use_args = first_enum is not None and new is not object.__new__
        return getattr(new, '__func__', new), save_new, use_args

    def _add_member_(cls, name, new):
        """Make a member available under a name. NameError if the name is taken."""
        if name in cls._member_map_:
            if cls._member_map_[name] is not new:
                raise NameError('%r is already bound: %r' % (name, cls._member_map_[name]))
            return
        descriptor, kind, owner = _find_hidden_attribute(cls, name)
        if descriptor is None:
            type.__setattr__(cls, name, new)
        else:
            # The class must give the member, and members what they inherit.
            redirect = property.__new__(property)
            redirect.fget = redirect.fset = redirect.fdel = None
            redirect.__doc__ = getattr(descriptor, '__doc__', None)
            redirect.member = new
            redirect.__set_name__(cls, name)
            if kind in ('enum', 'desc'):
                for slot in ('fget', 'fset', 'fdel'):
                    setattr(redirect, slot, getattr(descriptor, slot, None))
            redirect._attr_type = kind
            redirect._cls_type = owner
            type.__setattr__(cls, name, redirect)
        cls._member_map_[name] = new


EnumMeta = EnumType     # the older name


def _find_hidden_attribute(cls, name):
    """Find the descriptor that a member of this name would hide: (descriptor, kind, class)."""
    descriptor = kind = owner = None
    for base in cls.__mro__[1:]:
        attr = base.__dict__.get(name)
        if attr is None:
            continue
        if isinstance(attr, (property, DynamicClassAttribute)):
            return attr, 'enum', base
        if _is_descriptor(attr):
            descriptor = attr
            kind = kind or 'desc'
            owner = owner or base
        else:
            kind = 'attr'
            owner = base
    return descriptor, kind, owner


_FLAG_OPERATORS = ('__or__', '__and__', '__xor__', '__ror__', '__rand__', '__rxor__',
                   '__invert__')


def _set_presentation(namespace, body, bases, member_type, first_enum):
    """Give the subclasses of ReprEnum the __str__ and __format__ of their data type."""
    if ReprEnum is None or ReprEnum not in bases:
        return
    if member_type is object:
        raise TypeError('ReprEnum subclasses must be mixed with a data type (i.e.'
                        ' int, str, float, etc.)')
    if '__format__' not in body:
        namespace['__format__'] = member_type.__format__
    if '__str__' not in body:
        method = member_type.__str__
        namespace['__str__'] = member_type.__repr__ if method is object.__str__ else method


def _keep_enum_methods(enum_class, body, member_type, first_enum):
    """Prefer these methods of the enumeration to those of a mixed-in data type."""
    is_repr_enum = ReprEnum is not None and ReprEnum in enum_class.__bases__
    for name in ('__repr__', '__str__', '__format__', '__reduce_ex__'):
        if name in body or is_repr_enum and name in ('__str__', '__format__'):
            continue
        found = getattr(enum_class, name)
        if found in (getattr(member_type, name), getattr(object, name)):
            if first_enum is not None:
                setattr(enum_class, name, getattr(first_enum, name))


def _check_order(enum_class, order):
    if isinstance(order, str):
        order = order.replace(',', ' ').split()
    order = list(order)
    members, names = enum_class._member_map_, enum_class._member_names_
    if Flag is not None and issubclass(enum_class, Flag):
        order = [name for name in order
                 if name not in members or _is_single_bit(members[name]._value_)
                 and name in names]
    else:
        order = [name for name in order if name not in members or name in names]
    if order != names:
        raise TypeError('member order does not match _order_:\n  %r\n  %r' % (names, order))


def _caller_module(depth):
    try:
        return sys._getframemodulename(depth + 1)
    except AttributeError:
        try:
            return sys._getframe(depth + 1).f_globals['__name__']
        except (AttributeError, ValueError, KeyError):
            return None


def _break_on_reduce(self, proto):
    raise TypeError('%r cannot be pickled' % self)


def _make_class_unpicklable(target):
    """Make pickling fail for the members of a class, given itself or its namespace."""
    if isinstance(target, dict):
        target['__reduce_ex__'] = _break_on_reduce
        target['__module__'] = '<unknown>'
    else:
        target.__reduce_ex__ = _break_on_reduce
        target.__module__ = '<unknown>'


def _dataclass_repr(self):
    shown = ', '.join('%s=%r' % (name, getattr(self, name))
                      for name, field in self.__dataclass_fields__.items() if field.repr)
    return shown


class Enum(metaclass=EnumType):
    """Base of enumerations: classes whose attributes are named constant members.

        class Color(Enum):
            RED = 1
            BLUE = 2

    Access: Color.RED, Color(1), Color['RED'], iteration, len(). A member has a
    name and a value. Two names of one value are one member and its alias.
    """

    def __new__(cls, value):
        # Reached only for lookup: the members themselves are made by _new_member_.
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for name, values in cls._unhashable_values_map_.items():
                if value in values:
                    return cls[name]
            for found in cls._member_map_.values():
                if value == found._value_:
                    return found
        if not cls._member_map_:
            if cls.__dict__.get('__enum_members__') is not None:
                raise TypeError('do not use `super().__new__; call the appropriate __new__ '
                                'directly')
            raise TypeError("%r has no members defined" % cls)
        return _lookup_missing(cls, value)

    def __init__(self, *args, **kwds):
        pass

    def _add_alias_(self, name):
        """Give the member another name."""
        self.__class__._add_member_(name, self)

    def _add_value_alias_(self, value):
        """Give the member another value to be found by. ValueError if it is taken."""
        cls = self.__class__
        found = _find_by_value(cls, value)
        if found is None:
            _remember_value(cls, getattr(self, '_name_', None), value, self)
        elif found is not self:
            raise ValueError('%r is already bound: %r' % (value, found))

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """Choose the value of auto(): start, then one more than the highest value so far.

        name is the member's name, count the number of members before it,
        last_values their values.
        """
        if not last_values:
            return start
        try:
            last_value = sorted(last_values).pop()
        except TypeError:
            raise TypeError('unable to sort non-numeric values') from None
        try:
            return last_value + 1
        except TypeError:
            raise TypeError('unable to increment %r' % (last_value,)) from None

    @classmethod
    def _missing_(cls, value):
        """Called for a value that no member has: may return a member, or None."""
        return None

    def __repr__(self):
        value_repr = self.__class__._value_repr_ or repr
        return "<%s.%s: %s>" % (self.__class__.__name__, self._name_, value_repr(self._value_))

    def __str__(self):
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __dir__(self):
        """List the public attributes: methods and properties, and what the instance holds."""
        interesting = set()
        if self.__class__._member_type_ is not object:
            interesting = set(object.__dir__(self))
        for name in getattr(self, '__dict__', ()):
            if name[0] != '_' and name not in self._member_map_:
                interesting.add(name)
        for cls in self.__class__.mro():
            for name, obj in cls.__dict__.items():
                if name[0] == '_':
                    continue
                if isinstance(obj, property):
                    if obj.fget is not None or name not in self._member_map_:
                        interesting.add(name)
                    else:
                        interesting.discard(name)       # a member redirected
                elif name not in self._member_map_:
                    interesting.add(name)
        return sorted({'__class__', '__doc__', '__eq__', '__hash__', '__module__'} | interesting)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    # attrgetter runs without a Python frame: these two are read most of all.
    name = property(attrgetter('_name_'), doc="The name of the Enum member.")
    value = property(attrgetter('_value_'), doc="The value of the Enum member.")

    @classmethod
    def __signature__(cls):
        if cls._member_names_:
            return '(*values)'
        return ('(new_class_name, /, names, *, module=None, qualname=None, type=None, start=1, '
                'boundary=None)')


def _lookup_missing(cls, value):
    """Ask _missing_ for the member of a value; ValueError if it knows none."""
    error = result = None
    try:
        result = cls._missing_(value)
    except Exception as exc:
        error = exc
    try:
        if isinstance(result, cls):
            return result
        if (Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT
                and isinstance(result, int)):
            return result
        invalid = ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        if result is None and error is None:
            raise invalid
        if error is None:
            error = TypeError('error in %s._missing_: returned %r instead of None or a valid '
                              'member' % (cls.__name__, result))
        if not isinstance(error, ValueError):
            error.__context__ = invalid
        raise error
    finally:
        error = invalid = None      # break reference cycles


class ReprEnum(Enum):
    """Enum of which only repr() differs: str() and format() are those of the data type."""


class IntEnum(int, ReprEnum):
    """Enum whose members are integers too."""


class StrEnum(str, ReprEnum):
    """Enum whose members are strings too; auto() gives the lower-cased name."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError('too many arguments for str(): %r' % (values,))
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError('%r is not a string' % (values[0],))
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError('encoding must be a string, not %r' % (values[1],))
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError('errors must be a string, not %r' % (values[2]))
        value = str(*values)
        new = str.__new__(cls, value)
        new._value_ = value
        return new

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """Return the lower-cased name."""
        return name.lower()


class FlagBoundary(StrEnum):
    """What a Flag does with values that no combination of its members has."""

    STRICT = auto()     # ValueError
    CONFORM = auto()    # drop the bits
    EJECT = auto()      # become an int
    KEEP = auto()       # keep the bits


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class Flag(Enum, boundary=STRICT):
    """Enum whose members are bits, to be combined with |, &, ^ and ~."""

    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """Choose the value of auto(): start, then the bit above the highest one so far."""
        if not last_values:
            return start if start is not None else 1
        last_value = max(last_values)
        try:
            high_bit = _high_bit(last_value)
        except Exception:
            raise TypeError('invalid flag value %r' % last_value) from None
        return 2 ** (high_bit + 1)

    @classmethod
    def _iter_member_by_value_(cls, value):
        """Iterate over the single-bit members in value, by value."""
        for bit in _iter_bits_lsb(value & cls._flag_mask_):
            yield cls._value2member_map_.get(bit)

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        """Iterate over the single-bit members in value, in order of definition."""
        yield from sorted(cls._iter_member_by_value_(value), key=lambda m: m._sort_order_)

    @classmethod
    def _missing_(cls, value):
        """Return the combination of members that has this value, made now if need be."""
        if not isinstance(value, int):
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        mask, all_bits = cls._flag_mask_, cls._all_bits_
        negative = None
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ mask):
            value = _apply_boundary(cls, value)
            if cls._boundary_ is EJECT:
                return value
        if value < 0:
            negative = value
            if cls._boundary_ in (EJECT, KEEP):
                value += all_bits + 1
            else:
                value &= cls._singles_mask_
        unknown = value & ~mask
        if unknown and cls._boundary_ is not KEEP:
            raise ValueError('%s(%r) -->  unknown values %r [%s]'
                             % (cls.__name__, value, unknown, bin(unknown)))
        if cls._member_type_ is object:
            pseudo = object.__new__(cls)
        else:
            pseudo = cls._member_type_.__new__(cls, value)
        if not hasattr(pseudo, '_value_'):
            pseudo._value_ = value
        pseudo._name_ = _combined_name(cls, value)
        pseudo = cls._value2member_map_.setdefault(value, pseudo)
        if negative is not None:
            cls._value2member_map_[negative] = pseudo
        return pseudo

    def __contains__(self, other):
        """Tell whether all bits of other, a member of the same class, are set."""
        if not isinstance(other, self.__class__):
            raise TypeError("unsupported operand type(s) for 'in': %r and %r"
                            % (type(other).__qualname__, self.__class__.__qualname__))
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        """Iterate over the single-bit members contained."""
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        cls_name = self.__class__.__name__
        value_repr = self.__class__._value_repr_ or repr
        if self._name_ is None:
            return "<%s: %s>" % (cls_name, value_repr(self._value_))
        return "<%s.%s: %s>" % (cls_name, self._name_, value_repr(self._value_))

    def __str__(self):
        cls_name = self.__class__.__name__
        if self._name_ is None:
            return "%s(%r)" % (cls_name, self._value_)
        return "%s.%s" % (cls_name, self._name_)

    def __bool__(self):
        return bool(self._value_)

    def _get_value(self, flag):
        if isinstance(flag, self.__class__):
            return flag._value_
        if self._member_type_ is not object and isinstance(flag, self._member_type_):
            return flag
        return NotImplemented

    def _combine(self, other, operation, symbol):
        value = self._get_value(other)
        if value is NotImplemented:
            return NotImplemented
        for flag in (self, other):
            if self._get_value(flag) is None:
                raise TypeError(f"'{flag}' cannot be combined with other flags with {symbol}")
        return self.__class__(operation(self._value_, value))

    def __or__(self, other):
        return self._combine(other, _or_, '|')

    def __and__(self, other):
        return self._combine(other, _and_, '&')

    def __xor__(self, other):
        return self._combine(other, _xor_, '^')

    def __invert__(self):
        if self._get_value(self) is None:
            raise TypeError(f"'{self}' cannot be inverted")
        if self._inverted_ is None:
            if self._boundary_ in (EJECT, KEEP):
                self._inverted_ = self.__class__(~self._value_)
            else:
                self._inverted_ = self.__class__(self._singles_mask_ & ~self._value_)
        return self._inverted_

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__


def _apply_boundary(cls, value):
    """Treat a value with bits outside of the class as its boundary says."""
    boundary, mask = cls._boundary_, cls._flag_mask_
    if boundary is STRICT:
        max_bits = max(value.bit_length(), mask.bit_length())
        raise ValueError("%r invalid value %r\n    given %s\n  allowed %s"
                         % (cls, value, bin(value, max_bits), bin(mask, max_bits)))
    if boundary is CONFORM:
        return value & mask
    if boundary is EJECT:
        return value
    if boundary is KEEP:
        if value < 0:
            value += max(cls._all_bits_ + 1, 2 ** value.bit_length())
        return value
    raise ValueError('%r unknown flag boundary %r' % (cls, boundary))


def _combined_name(cls, value):
    """Return the name of a combination of members, None if it has none."""
    if not value & cls._singles_mask_ and not value & ~cls._singles_mask_:
        return None
    members = []
    combined = 0
    for single in cls._iter_member_(value & cls._singles_mask_):
        members.append(single)
        combined |= single._value_
    if value & ~cls._singles_mask_:
        for candidate in cls._member_map_.values():
            bits = candidate._value_
            if candidate not in members and bits and bits & value == bits:
                members.append(candidate)
                combined |= bits
    unknown = value ^ combined
    if not combined:
        return None
    name = '|'.join(m._name_ for m in members)
    if unknown and cls._boundary_ is STRICT:
        raise ValueError('%r: no members with value %r' % (cls, unknown))
    if unknown:
        name += '|%s' % cls._numeric_repr_(unknown)
    return name


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Flag whose members are integers too."""


def __getattr__(name):
    # Checks, pickling helpers and module constants: loaded at first use.
    import _enum_tools
    try:
        return getattr(_enum_tools, name)
    except AttributeError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None


def __dir__():
    return sorted({*globals(), *__all__})
