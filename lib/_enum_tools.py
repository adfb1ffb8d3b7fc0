# SPDX-License-Identifier: MIT
"""The part of enum that most programs do not need at start: checks, module constants, pickling."""

import sys
from enum import (Enum, Flag, FlagBoundary, ReprEnum, StrEnum, _high_bit, _is_single_bit,
                  _iter_bits_lsb)

__name__ = 'enum'      # where the names are public


def show_flag_values(value):
    """List the bits set in value."""
    return list(_iter_bits_lsb(value))


def pickle_by_global_name(self, proto):
    """__reduce_ex__ for members that are globals of their module: pickled by name."""
    return self.name


def pickle_by_enum_name(self, proto):
    """__reduce_ex__ that pickles members as attributes of their class, by name."""
    return getattr, (self.__class__, self._name_)


_reduce_ex_by_global_name = pickle_by_global_name


def unique(enumeration):
    """Class decorator: ValueError if two names have the same value."""
    duplicates = [(name, found.name) for name, found in enumeration.__members__.items()
                  if name != found.name]
    if duplicates:
        details = ', '.join("%s -> %s" % pair for pair in duplicates)
        raise ValueError('duplicate values found in %r: %s' % (enumeration, details))
    return enumeration


class EnumCheck(StrEnum):
    """What verify() can check."""

    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    """Class decorator that checks an enumeration: UNIQUE, CONTINUOUS, NAMED_FLAGS.

    ValueError tells what is wrong.
    """

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        for check in self.checks:
            if check is UNIQUE:
                self._check_unique(enumeration)
            elif check is CONTINUOUS:
                self._check_continuous(enumeration)
            elif check is NAMED_FLAGS:
                self._check_named(enumeration)
        return enumeration

    @staticmethod
    def _check_unique(enumeration):
        duplicates = [(name, found.name) for name, found in enumeration.__members__.items()
                      if name != found.name]
        if duplicates:
            details = ', '.join("%s -> %s" % pair for pair in duplicates)
            raise ValueError('aliases found in %r: %s' % (enumeration, details))

    @staticmethod
    def _check_continuous(enumeration):
        values = {e.value for e in enumeration}
        if len(values) < 2:
            return
        low, high = min(values), max(values)
        if issubclass(enumeration, Flag):
            missing = [2 ** i for i in range(_high_bit(low) + 1, _high_bit(high))
                       if 2 ** i not in values]
        else:
            missing = [i for i in range(low + 1, high) if i not in values]
        if missing:
            kind = 'flag' if issubclass(enumeration, Flag) else 'enum'
            details = ', '.join(map(str, missing))
            raise ValueError(f'invalid {kind} {enumeration.__name__!r}: '
                             f'missing values {details}'[:256])

    @staticmethod
    def _check_named(enumeration):
        names = enumeration._member_names_
        values = [e.value for e in enumeration]
        missing_names = []
        missing_value = 0
        for name, alias in enumeration._member_map_.items():
            if name in names or alias.value < 0:
                continue
            missed = [bit for bit in _iter_bits_lsb(alias.value) if bit not in values]
            if missed:
                missing_names.append(name)
                for bit in missed:
                    missing_value |= bit
        if not missing_names:
            return
        if len(missing_names) == 1:
            alias = 'alias %s is missing' % missing_names[0]
        else:
            alias = 'aliases %s and %s are missing' % (', '.join(missing_names[:-1]),
                                                       missing_names[-1])
        if _is_single_bit(missing_value):
            value = 'value 0x%x' % missing_value
        else:
            value = 'combined values of 0x%x' % missing_value
        raise ValueError('invalid Flag %r: %s %s [use enum.show_flag_values(value) for details]'
                         % (enumeration.__name__, alias, value))


# --- Enumerations that replace the constants of a module -----------------------------------------

def global_enum_repr(self):
    """__repr__ that shows a member as module.NAME."""
    return '%s.%s' % (self.__class__.__module__.split('.')[-1], self._name_)


def global_flag_repr(self):
    """__repr__ that shows a combination of flags as module.A|module.B."""
    module = self.__class__.__module__.split('.')[-1]
    cls_name = self.__class__.__name__
    if self._name_ is None:
        return "%s.%s(%r)" % (module, cls_name, self._value_)
    if _is_single_bit(self._value_):
        return '%s.%s' % (module, self._name_)
    if self._boundary_ is not FlagBoundary.KEEP:
        return '|'.join('%s.%s' % (module, name) for name in self.name.split('|'))
    return '|'.join(name if name[0].isdigit() else '%s.%s' % (module, name)
                    for name in self._name_.split('|'))


def global_str(self):
    """__str__ that shows the bare name."""
    if self._name_ is None:
        return "%s(%r)" % (self.__class__.__name__, self._value_)
    return self._name_


def global_enum(cls, update_str=False):
    """Class decorator that exports the members into the module, and shows them as its names."""
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


def _simple_enum(etype=Enum, *, boundary=None, use_args=None):
    """Class decorator that makes an enumeration like etype of a plain class."""
    def convert(cls):
        metacls = type(etype)
        namespace = metacls.__prepare__(cls.__name__, (etype,))
        for name, value in cls.__dict__.items():
            if name not in ('__dict__', '__weakref__', '__static_attributes__',
                            '__firstlineno__'):
                namespace[name] = value
        return metacls(cls.__name__, (etype,), namespace, boundary=boundary)
    return convert


def _old_convert_(etype, name, module, filter, source=None, *, boundary=None):
    """Make the enumeration that etype._convert_() would, but leave the module as it is."""
    source = (source or sys.modules[module]).__dict__
    found = sorted(((key, value) for key, value in source.items() if filter(key)),
                   key=lambda pair: (pair[1], pair[0]))
    result = etype(name, dict(found), module=module, boundary=boundary or FlagBoundary.KEEP)
    result.__reduce_ex__ = pickle_by_global_name
    return result


def _test_simple_enum(checked_enum, simple_enum):
    """Raise TypeError if two enumerations, one made by _simple_enum(), differ."""
    failed = []
    if checked_enum.__dict__ == simple_enum.__dict__:
        return
    checked, simple = checked_enum._member_map_, simple_enum._member_map_
    for name in checked.keys() | simple.keys():
        if name not in simple:
            failed.append("missing member from simple enum: %r" % name)
        elif name not in checked:
            failed.append("extra member in simple enum:   %r" % name)
        elif checked[name]._value_ != simple[name]._value_:
            failed.append("%r: checked value %r, simple value %r"
                          % (name, checked[name]._value_, simple[name]._value_))
    if checked_enum._member_names_ != simple_enum._member_names_:
        failed.append("order: %r and %r"
                      % (checked_enum._member_names_, simple_enum._member_names_))
    if checked_enum._member_type_ is not simple_enum._member_type_:
        failed.append("data type: %r and %r"
                      % (checked_enum._member_type_, simple_enum._member_type_))
    if failed:
        raise TypeError('enum mismatch:\n   %s' % '\n   '.join(failed))
