# SPDX-License-Identifier: MIT
"""The namespace in which the body of an enumeration runs, and the markers used in it."""

__name__ = 'enum'      # where the names are public

_auto_null = object()


class nonmember:
    """Protects a value in the body of an enumeration from becoming a member."""

    def __init__(self, value):
        self.value = value


class member:
    """Makes a value in the body of an enumeration a member, even a function or a class."""

    def __init__(self, value):
        self.value = value


def _is_descriptor(obj):
    return hasattr(obj, '__get__') or hasattr(obj, '__set__') or hasattr(obj, '__delete__')


def _is_dunder(name):
    return (len(name) > 4 and name[:2] == name[-2:] == '__'
            and name[2] != '_' and name[-3] != '_')


def _is_sunder(name):
    return (len(name) > 2 and name[0] == name[-1] == '_' and name[1] != '_' and name[-2] != '_')


def _is_internal_class(cls_name, obj):
    """Tell whether obj is a class defined in the body of the class cls_name."""
    if not isinstance(obj, type):
        return False
    qualname = getattr(obj, '__qualname__', '')
    prefix, _, name = qualname.rpartition('.')
    return bool(name) and (prefix == cls_name or prefix.endswith('.' + cls_name))


def _is_private(cls_name, name):
    """Tell whether name is a private name of the class, _Class__name."""
    prefix = f'_{cls_name}__'
    return (len(name) > len(prefix) and name.startswith(prefix)
            and (name[-1] != '_' or name[-2] != '_'))


class auto:
    """Stands in the body of an enumeration for the value that _generate_next_value_ chooses."""

    def __init__(self, value=_auto_null):
        self.value = value

    def __repr__(self):
        return f'auto({self.value!r})'


# Names of the form _sunder_ that the body of an enumeration may define.
_SUNDERS = frozenset({
    '_order_', '_generate_next_value_', '_numeric_repr_', '_missing_', '_ignore_',
    '_iter_member_', '_iter_member_by_value_', '_iter_member_by_def_', '_add_alias_',
    '_add_value_alias_'})


class EnumDict(dict):
    """The namespace of the body of an enumeration: it tells members from other names.

    Names cannot be used twice for members, and auto() gets its value here.
    """

    def __init__(self, cls_name=None):
        super().__init__()
        self._member_names = {}     # a dict, for its order
        self._last_values = []
        self._ignore = []
        self._auto_called = False
        self._cls_name = cls_name

    def __setitem__(self, key, value):
        """Take an assignment of the class body.

        Functions, descriptors, nested classes and special names stay what they
        are, all else becomes a member. TypeError if a member would be hidden or
        defined again, ValueError for a reserved name.
        """
        if self._cls_name is not None and _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            value = self._take_sunder(key, value)
        elif _is_dunder(key):
            if key == '__order__':
                key = '_order_'
        elif key in self._member_names:
            raise TypeError('%r already defined as %r' % (key, self[key]))
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif isinstance(value, member):
            value = value.value
            self._take_member(key, value)
        elif _is_descriptor(value):
            pass
        elif self._cls_name is not None and _is_internal_class(self._cls_name, value):
            pass
        else:
            if key in self:
                raise TypeError('%r already defined as %r' % (key, self[key]))
            value = self._resolve_auto(key, value)
        super().__setitem__(key, value)

    def _take_sunder(self, key, value):
        if key not in _SUNDERS:
            raise ValueError('_sunder_ names, such as %r, are reserved for future Enum use'
                             % (key,))
        if key == '_generate_next_value_':
            if self._auto_called:
                raise TypeError("_generate_next_value_ must be defined before members")
            self._generate_next_value = getattr(value, '__func__', value)
        elif key == '_ignore_':
            if isinstance(value, str):
                value = value.replace(',', ' ').split()
            else:
                value = list(value)
            self._ignore = value
            already = set(value) & set(self._member_names)
            if already:
                raise ValueError('_ignore_ cannot specify already set names: %r' % (already,))
        return value

    def _take_member(self, key, value):
        self._member_names[key] = None
        self._last_values.append(value)

    def _resolve_auto(self, key, value):
        """Register a member; return its value, in which auto() has been replaced."""
        if isinstance(value, auto):
            value = self._auto_value(key, value)
            self._member_names[key] = None
            return value
        if not (isinstance(value, tuple) and any(isinstance(v, auto) for v in value)):
            self._take_member(key, value)
            return value
        items = [self._auto_value(key, v) if isinstance(v, auto) else v for v in value]
        self._member_names[key] = None
        try:
            return type(value)(items)
        except TypeError:
            return type(value)(*items)      # a named tuple

    def _auto_value(self, key, marker):
        if marker.value is _auto_null:
            marker.value = self._generate_next_value(
                key, 1, len(self._member_names), self._last_values[:])
            self._auto_called = True
        self._last_values.append(marker.value)
        return marker.value

    @property
    def member_names(self):
        """The names of the members, in order."""
        return list(self._member_names)

    def update(self, members, *more_members, **kwds):
        try:
            for name in members.keys():
                self[name] = members[name]
        except AttributeError:
            for name, value in members:
                self[name] = value
        for extra in more_members:
            self.update(extra)
        for name, value in kwds.items():
            self[name] = value


_EnumDict = EnumDict
