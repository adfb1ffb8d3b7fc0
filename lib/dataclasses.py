# SPDX-License-Identifier: MIT
"""Classes that mainly hold data: the @dataclass decorator writes their special methods.

Importing this module stays cheap: copy, inspect, keyword and typing are imported
when a function needs them.
"""

import sys
from abc import update_abstractmethods
from reprlib import recursive_repr
from types import FunctionType, GenericAlias, MappingProxyType, MemberDescriptorType

__all__ = ['dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY', 'MISSING',
           'fields', 'asdict', 'astuple', 'make_dataclass', 'replace', 'is_dataclass']


class FrozenInstanceError(AttributeError):
    """Raised on an attempt to change a field of a frozen dataclass."""


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return '<factory>'


class _MISSING_TYPE:
    pass


class _KW_ONLY_TYPE:
    pass


# What a parameter of __init__ holds when its default factory is to be called.
_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()
# "No value was given", where None would be a value.
MISSING = _MISSING_TYPE()
# An annotation "_: KW_ONLY" makes the fields below it keyword-only.
KW_ONLY = _KW_ONLY_TYPE()

_EMPTY_METADATA = MappingProxyType({})


class _FIELD_BASE:
    __slots__ = ('name',)

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _FIELD_BASE('_FIELD')
_FIELD_CLASSVAR = _FIELD_BASE('_FIELD_CLASSVAR')
_FIELD_INITVAR = _FIELD_BASE('_FIELD_INITVAR')

_FIELDS = '__dataclass_fields__'
_PARAMS = '__dataclass_params__'
_POST_INIT_NAME = '__post_init__'

# Types whose instances asdict() and astuple() pass on without a copy.
_ATOMIC_TYPES = frozenset({
    type(None), bool, int, float, str, complex, bytes, type(...), type(NotImplemented),
    type(lambda: 0), type(len), type, range, property})


class InitVar:
    """Annotation of a pseudo-field: an argument of __init__, passed on to __post_init__ only."""

    __slots__ = ('type',)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        if isinstance(self.type, type) and not isinstance(self.type, GenericAlias):
            name = self.type.__name__
        else:
            name = repr(self.type)
        return f'dataclasses.InitVar[{name}]'

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """Describes one field of a dataclass. Made by field(), and by @dataclass itself.

    Read-only for users: name, type, default, default_factory, init, repr, hash,
    compare, metadata, kw_only and doc.
    """

    __slots__ = ('name', 'type', 'default', 'default_factory', 'repr', 'hash', 'init', 'compare',
                 'metadata', 'kw_only', 'doc', '_field_type')

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only,
                 doc=None):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _EMPTY_METADATA if metadata is None else MappingProxyType(metadata)
        self.kw_only = kw_only
        self.doc = doc
        self._field_type = None

    @recursive_repr()
    def __repr__(self):
        shown = ('name', 'type', 'default', 'default_factory', 'init', 'repr', 'hash', 'compare',
                 'metadata', 'kw_only', 'doc')
        listed = ','.join(f'{name}={getattr(self, name)!r}' for name in shown)
        return f'Field({listed},_field_type={self._field_type})'

    def __set_name__(self, owner, name):
        # A default that is a descriptor wants to know its name as if it stood in the class.
        set_name = getattr(type(self.default), '__set_name__', None)
        if set_name:
            set_name(self.default, owner, name)

    __class_getitem__ = classmethod(GenericAlias)


class _DataclassParams:
    __slots__ = ('init', 'repr', 'eq', 'order', 'unsafe_hash', 'frozen', 'match_args', 'kw_only',
                 'slots', 'weakref_slot')

    def __init__(self, *values):
        for name, value in zip(self.__slots__, values):
            setattr(self, name, value)

    def __repr__(self):
        listed = ','.join(f'{name}={getattr(self, name)!r}' for name in self.__slots__)
        return f'_DataclassParams({listed})'


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None,
          compare=True, metadata=None, kw_only=MISSING, doc=None):
    """Give a field of a dataclass more than a plain default.

    default is the default value; default_factory is called without arguments
    for it instead. init: the field is an argument of __init__. repr: it is shown.
    hash: it takes part in __hash__ (None: as in comparison). compare: it takes
    part in comparisons. metadata is a mapping for third parties. kw_only: the
    argument is keyword-only. doc documents the field of a class with slots.
    ValueError if both default and default_factory are given.
    """
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only, doc)


# --- Collecting the fields -----------------------------------------------------------------------

def _own_annotations(cls):
    """Return the annotations in the body of cls, names that cannot be resolved as references."""
    try:
        if sys.version_info < (3, 14):
            return dict(cls.__dict__.get('__annotations__', {}))
        return dict(cls.__annotations__)
    except NameError:
        from annotationlib import Format, get_annotations
        return get_annotations(cls, format=Format.FORWARDREF)


def _is_classvar(annotation, typing):
    return (annotation is typing.ClassVar
            or getattr(annotation, '__origin__', None) is typing.ClassVar)


def _is_initvar(annotation, dataclasses):
    return annotation is dataclasses.InitVar or type(annotation) is dataclasses.InitVar


def _is_kw_only(annotation, dataclasses):
    return annotation is dataclasses.KW_ONLY


def _names_type(annotation, cls, module, owner, predicate):
    """Tell whether a string annotation begins with a name for which predicate holds.

    Only "Name..." and "module.Name..." are understood, the name as seen in the
    module of cls; owner is a class that lives in module.
    """
    prefix, dot, rest = _split_identifier(annotation)
    if dot:
        name = _split_identifier(rest)[0]
    else:
        prefix, name = None, prefix
    if not name:
        return False
    namespace = None
    if not prefix:
        namespace = sys.modules.get(cls.__module__).__dict__
    else:
        user = sys.modules.get(cls.__module__)
        if user and user.__dict__.get(prefix) is module:
            namespace = sys.modules.get(owner.__module__).__dict__
    return bool(namespace) and predicate(namespace.get(name), module)


def _split_identifier(text):
    """Split 'name . rest' into (name, True if a dot follows, rest)."""
    text = text.lstrip()
    end = 0
    while end < len(text) and (text[end].isalnum() or text[end] == '_'):
        end += 1
    rest = text[end:].lstrip()
    return text[:end], rest.startswith('.'), rest[1:]


def _kind_of_field(annotation, cls):
    """Tell by the annotation what kind of field this is."""
    typing = sys.modules.get('typing')
    if typing and (_is_classvar(annotation, typing)
                   or isinstance(annotation, str)
                   and _names_type(annotation, cls, typing, typing.ClassVar, _is_classvar)):
        return _FIELD_CLASSVAR
    this = sys.modules[__name__]
    if _is_initvar(annotation, this) or (
            isinstance(annotation, str)
            and _names_type(annotation, cls, this, InitVar, _is_initvar)):
        return _FIELD_INITVAR
    return _FIELD


def _make_field(cls, name, annotation, default_kw_only):
    """Return the Field for one annotation in the body of cls."""
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, MemberDescriptorType):
            default = MISSING       # a slot, not a default
        f = Field(default, MISSING, True, True, None, True, None, MISSING)
    f.name = name
    f.type = annotation
    f._field_type = _kind_of_field(annotation, cls)
    if f._field_type is _FIELD:
        if f.kw_only is MISSING:
            f.kw_only = default_kw_only
        if f.default.__class__.__hash__ is None:
            # Unhashable stands for mutable: one default shared by all instances is a trap.
            raise ValueError(f'mutable default {type(f.default)} for field '
                             f'{f.name} is not allowed: use default_factory')
        return f
    if f.default_factory is not MISSING:
        raise TypeError(f'field {f.name} cannot have a default factory')
    if f._field_type is _FIELD_INITVAR:
        if f.kw_only is MISSING:
            f.kw_only = default_kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f'field {f.name} is a ClassVar but specifies kw_only')
    return f


def _collect_inherited(cls, all_fields, frozen):
    """Add the fields of the bases of cls, and check that all are frozen or none is."""
    any_frozen = False
    all_frozen = None
    for base in cls.__mro__[-1:0:-1]:
        base_fields = getattr(base, _FIELDS, None)
        if base_fields is None:
            continue
        if all_frozen is None:
            all_frozen = True
        all_fields.update(base_fields)
        base_frozen = getattr(base, _PARAMS).frozen
        any_frozen = any_frozen or base_frozen
        all_frozen = all_frozen and base_frozen
    if all_frozen is None:
        return
    if any_frozen and not frozen:
        raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
    if all_frozen is False and frozen:
        raise TypeError('cannot inherit frozen dataclass from a non-frozen one')


def _collect_own(cls, kw_only):
    """Return the fields that the body of cls declares, and put their defaults in place."""
    result = []
    kw_only_seen = False
    this = sys.modules[__name__]
    annotations = _own_annotations(cls)
    for name, annotation in annotations.items():
        if annotation is KW_ONLY or (
                isinstance(annotation, str)
                and _names_type(annotation, cls, this, InitVar, _is_kw_only)):
            if kw_only_seen:
                raise TypeError(f'{name!r} is KW_ONLY, but KW_ONLY has already been specified')
            kw_only_seen = kw_only = True
        else:
            result.append(_make_field(cls, name, annotation, kw_only))
    for f in result:
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f'{name!r} is a field but has no type annotation')
    return result


# --- Writing the methods -------------------------------------------------------------------------

class _Writer:
    """Collects the source of methods, compiles them in one go, and adds them to a class."""

    def __init__(self, cls):
        self.cls = cls
        self.lines = []
        self.names = []
        self.hints = {}
        self.strict = {}        # method -> message if the class defines it already
        self.values = {'__dataclass_set__': object.__setattr__, '__class__': cls,
                       '__dataclass_HAS_DEFAULT_FACTORY__': _HAS_DEFAULT_FACTORY,
                       '__dataclass_FrozenInstanceError__': FrozenInstanceError,
                       '__dataclass_recursive_repr__': recursive_repr}

    def add(self, name, params, body, *, decorator=None, annotations=None, conflict=None):
        if decorator:
            self.lines.append(f' @{decorator}')
        self.lines.append(f' def {name}({params}):')
        self.lines.extend(body)
        self.names.append(name)
        self.hints[name] = annotations
        if conflict is not None:
            self.strict[name] = conflict

    def finish(self):
        if not self.names:
            return
        cls = self.cls
        lines = [f"def __create_fn__({', '.join(self.values)}):", *self.lines,
                 f" return ({', '.join(self.names)},)"]
        module = sys.modules.get(cls.__module__)
        namespace = {}
        exec('\n'.join(lines), {} if module is None else module.__dict__, namespace)
        for name, fn in zip(self.names, namespace['__create_fn__'](*self.values.values())):
            fn.__qualname__ = f'{cls.__qualname__}.{name}'
            annotations = self.hints[name]
            if annotations is not None:
                fn.__annotations__ = annotations
            if _add_new(cls, name, fn) and name in self.strict:
                raise TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__}'
                                + self.strict[name])


def _add_new(cls, name, value):
    """Set an attribute of cls unless its body did; tell whether it did."""
    if name in cls.__dict__:
        return True
    setattr(cls, name, value)
    return False


def _write_init(writer, std_fields, kw_only_fields, frozen, has_post_init, self_name, slots):
    seen_default = None
    for f in std_fields:
        if f.init:
            if f.default is not MISSING or f.default_factory is not MISSING:
                seen_default = f
            elif seen_default:
                raise TypeError(f'non-default argument {f.name!r} '
                                f'follows default argument {seen_default.name!r}')
    params, body, annotations = [self_name], [], {}
    starred = False
    for f in (*std_fields, *kw_only_fields):
        default = f'__dataclass_dflt_{f.name}__'
        value = f.name
        if f.init:
            if f.kw_only and not starred:
                params.append('*')
                starred = True
            if f.default is not MISSING:
                writer.values[default] = f.default
                params.append(f'{f.name}={default}')
            elif f.default_factory is not MISSING:
                writer.values[default] = f.default_factory
                params.append(f'{f.name}=__dataclass_HAS_DEFAULT_FACTORY__')
                value = (f'{default}() if {f.name} is __dataclass_HAS_DEFAULT_FACTORY__ '
                         f'else {f.name}')
            else:
                params.append(f.name)
            annotations[f.name] = f.type
        elif f.default_factory is not MISSING:
            writer.values[default] = f.default_factory
            value = f'{default}()'
        elif slots and f.default is not MISSING:
            writer.values[default] = f.default      # no class attribute can stand in
            value = default
        else:
            continue
        if f._field_type is _FIELD_INITVAR:
            continue
        if frozen:
            body.append(f'  __dataclass_set__({self_name}, {f.name!r}, {value})')
        else:
            body.append(f'  {self_name}.{f.name} = {value}')
    if has_post_init:
        passed = ', '.join(f.name for f in (*std_fields, *kw_only_fields)
                           if f._field_type is _FIELD_INITVAR)
        body.append(f'  {self_name}.{_POST_INIT_NAME}({passed})')
    annotations['return'] = None
    writer.add('__init__', ', '.join(params), body or ['  pass'], annotations=annotations)


def _tuple_of(name, fields):
    return '(' + ''.join(f'{name}.{f.name}, ' for f in fields) + ')'


def _write_repr(writer, fields):
    shown = ', '.join(f'{f.name}={{self.{f.name}!r}}' for f in fields if f.repr)
    writer.add('__repr__', 'self', [f"  return f\"{{self.__class__.__qualname__}}({shown})\""],
               decorator='__dataclass_recursive_repr__()')


def _write_comparisons(writer, fields, eq, order):
    compared = [f for f in fields if f.compare]
    if eq:
        terms = ' and '.join(f'self.{f.name}==other.{f.name}' for f in compared) or 'True'
        writer.add('__eq__', 'self, other', [
            '  if self is other:',
            '   return True',
            '  if other.__class__ is self.__class__:',
            f'   return {terms}',
            '  return NotImplemented'])
    if order:
        left, right = _tuple_of('self', compared), _tuple_of('other', compared)
        for name, op in (('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'), ('__ge__', '>=')):
            writer.add(name, 'self, other', [
                '  if other.__class__ is self.__class__:',
                f'   return {left}{op}{right}',
                '  return NotImplemented'],
                conflict='. Consider using functools.total_ordering')


def _write_frozen(writer, fields):
    condition = 'type(self) is __class__'
    if fields:
        condition += ' or name in {' + ', '.join(repr(f.name) for f in fields) + '}'
    for name, params, call, verb in (
            ('__setattr__', 'self, name, value', '__setattr__(name, value)', 'assign to'),
            ('__delattr__', 'self, name', '__delattr__(name)', 'delete')):
        writer.add(name, params, [
            f'  if {condition}:',
            f'   raise __dataclass_FrozenInstanceError__(f"cannot {verb} field {{name!r}}")',
            f'  super(__class__, self).{call}'],
            conflict='')


def _choose_hash(writer, fields, unsafe_hash, eq, frozen, explicit):
    """Decide about __hash__ as the table in the documentation of @dataclass says."""
    cls = writer.cls
    if unsafe_hash:
        if explicit:
            raise TypeError(f'Cannot overwrite attribute __hash__ in class {cls.__name__}')
    elif not eq or explicit:
        return
    elif not frozen:
        cls.__hash__ = None
        return
    hashed = [f for f in fields if (f.compare if f.hash is None else f.hash)]
    if '__hash__' in cls.__dict__:
        del cls.__hash__        # the None that defining __eq__ left there
    writer.add('__hash__', 'self', [f"  return hash({_tuple_of('self', hashed)})"])


def _format_annotation(annotation):
    """Show an annotation as inspect.formatannotation() does."""
    if getattr(annotation, '__module__', None) == 'typing':
        return repr(annotation).replace('typing.', '')
    if isinstance(annotation, GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ == 'builtins':
            return annotation.__qualname__
        return f'{annotation.__module__}.{annotation.__qualname__}'
    return repr(annotation)


def _signature_text(cls, std_fields, kw_only_fields):
    """Return the signature of cls as text, without inspect where __init__ is ours."""
    init = cls.__dict__.get('__init__')
    if ('__new__' in cls.__dict__ or type(cls).__call__ is not type.__call__
            or getattr(init, '__qualname__', None) != f'{cls.__qualname__}.__init__'
            or init.__code__.co_filename != '<string>'):
        import inspect
        try:
            return str(inspect.signature(cls)).replace(' -> None', '')
        except (TypeError, ValueError):
            return ''
    params = []
    starred = False
    for f in (*std_fields, *kw_only_fields):
        if not f.init:
            continue
        if f.kw_only and not starred:
            params.append('*')
            starred = True
        text = f'{f.name}: {_format_annotation(f.type)}'
        if f.default is not MISSING:
            text += f' = {f.default!r}'
        elif f.default_factory is not MISSING:
            text += ' = <factory>'
        params.append(text)
    return f"({', '.join(params)})"


def _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
                   weakref_slot):
    all_fields = {}
    setattr(cls, _PARAMS, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen, match_args,
                                           kw_only, slots, weakref_slot))
    own = _collect_own(cls, kw_only)
    _collect_inherited(cls, all_fields, frozen)
    all_fields.update((f.name, f) for f in own)
    setattr(cls, _FIELDS, all_fields)
    class_hash = cls.__dict__.get('__hash__', MISSING)
    explicit_hash = not (class_hash is MISSING
                         or class_hash is None and '__eq__' in cls.__dict__)
    if order and not eq:
        raise ValueError('eq must be true if order is true')
    init_fields = [f for f in all_fields.values() if f._field_type is not _FIELD_CLASSVAR]
    std_fields = [f for f in init_fields if f.init and not f.kw_only]
    kw_only_fields = [f for f in init_fields if f.init and f.kw_only]
    real_fields = [f for f in init_fields if f._field_type is _FIELD]

    writer = _Writer(cls)
    if init:
        _write_init(writer, [f for f in init_fields if not f.kw_only],
                    [f for f in init_fields if f.kw_only], frozen,
                    hasattr(cls, _POST_INIT_NAME),
                    '__dataclass_self__' if 'self' in all_fields else 'self', slots)
    _add_new(cls, '__replace__', _replace)
    if repr:
        _write_repr(writer, real_fields)
    _write_comparisons(writer, real_fields, eq, order)
    if frozen:
        _write_frozen(writer, real_fields)
    _choose_hash(writer, real_fields, unsafe_hash, eq, frozen, explicit_hash)
    writer.finish()
    if not getattr(cls, '__doc__'):
        cls.__doc__ = cls.__name__ + _signature_text(cls, std_fields, kw_only_fields)
    if match_args:
        _add_new(cls, '__match_args__', tuple(f.name for f in std_fields))
    if weakref_slot and not slots:
        raise TypeError('weakref_slot is True but slots is False')
    if slots:
        cls = _add_slots(cls, frozen, weakref_slot, real_fields)
    update_abstractmethods(cls)
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
              frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Class decorator that adds special methods, according to the annotated names of the class.

    init, repr and eq ask for the method of that name, order for < <= > >=.
    unsafe_hash asks for __hash__ even if the class can change. frozen forbids
    assignment to fields. match_args sets __match_args__. kw_only makes all
    fields keyword-only. slots makes a new class with __slots__; weakref_slot adds
    a slot for weak references to it. Methods that the class defines are kept.
    """
    def wrap(cls):
        return _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args,
                              kw_only, slots, weakref_slot)
    return wrap if cls is None else wrap(cls)


# --- Slots ---------------------------------------------------------------------------------------

def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)     # the class may be frozen


def _slots_of(cls):
    """List the slots that a class brings along."""
    slots = cls.__dict__.get('__slots__')
    if slots is None:
        # Classes written in C tell by these offsets what their instances have.
        found = []
        if getattr(cls, '__weakrefoffset__', -1) != 0:
            found.append('__weakref__')
        if getattr(cls, '__dictoffset__', -1) != 0:
            found.append('__dict__')
        return found
    if isinstance(slots, str):
        return [slots]
    if hasattr(slots, '__iter__') and not hasattr(slots, '__next__'):
        return list(slots)
    raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")


def _update_class_cell(function, old, new):
    """Point the __class__ cell of a function to the new class; tell whether it has one."""
    closure = function.__closure__
    if not closure or '__class__' not in function.__code__.co_freevars:
        return False
    cell = closure[function.__code__.co_freevars.index('__class__')]
    if cell.cell_contents is not old:
        return False
    cell.cell_contents = new
    return True


def _update_class_references(old, new):
    # super() and __class__ in methods must mean the class that replaces the decorated one.
    for member in list(new.__dict__.values()):
        candidates = (member.fget, member.fset, member.fdel) if isinstance(member, property) \
            else (member,)
        for function in candidates:
            seen = set()
            while function is not None and id(function) not in seen:
                seen.add(id(function))
                inner = getattr(function, '__func__', None) or \
                    getattr(function, '__wrapped__', None)
                if isinstance(function, FunctionType):
                    _update_class_cell(function, old, new)
                function = inner


def _add_slots(cls, frozen, weakref_slot, real_fields):
    """Return a new class like cls that has __slots__ for its fields."""
    if '__slots__' in cls.__dict__:
        raise TypeError(f'{cls.__name__} already specifies __slots__')
    namespace = dict(cls.__dict__)
    names = tuple(f.name for f in real_fields)
    inherited = set()
    for base in cls.__mro__[1:-1]:
        inherited.update(_slots_of(base))
    slots = [name for name in names if name not in inherited]
    if weakref_slot and '__weakref__' not in inherited:
        slots.append('__weakref__')
    docs = {f.name: f.doc for f in real_fields if f.doc is not None}
    namespace['__slots__'] = {name: docs.get(name) for name in slots} if docs else tuple(slots)
    for name in names:
        namespace.pop(name, None)       # the default: it would hide the slot
    namespace.pop('__dict__', None)
    namespace.pop('__weakref__', None)
    qualname = getattr(cls, '__qualname__', None)
    new = type(cls)(cls.__name__, cls.__bases__, namespace)
    if qualname is not None:
        new.__qualname__ = qualname
    if frozen:
        # The default way to restore slots assigns to them.
        if '__getstate__' not in namespace:
            new.__getstate__ = _dataclass_getstate
        if '__setstate__' not in namespace:
            new.__setstate__ = _dataclass_setstate
    _update_class_references(cls, new)
    return new


# --- Functions on dataclasses --------------------------------------------------------------------

def fields(class_or_instance):
    """Return a tuple of the Field objects of a dataclass or an instance of one, in order.

    TypeError for anything else.
    """
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple(f for f in found.values() if f._field_type is _FIELD)


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """Tell whether obj is a dataclass or an instance of one."""
    return hasattr(obj if isinstance(obj, type) else type(obj), _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """Return the fields of a dataclass instance as a dict {name: value}, recursively.

    Dataclasses inside lists, tuples and dicts are converted too, anything else is
    copied with copy.deepcopy(). dict_factory makes each dict of a list of pairs.
    """
    if not _is_dataclass_instance(obj):
        raise TypeError('asdict() should be called on dataclass instances')
    return _convert(obj, dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    """Return the fields of a dataclass instance as a tuple, recursively (see asdict())."""
    if not _is_dataclass_instance(obj):
        raise TypeError('astuple() should be called on dataclass instances')
    return _convert(obj, None, tuple_factory)


def _convert(obj, dict_factory, tuple_factory=None):
    """Convert obj for asdict(), or for astuple() if tuple_factory is given."""
    cls = type(obj)
    if cls in _ATOMIC_TYPES:
        return obj
    if hasattr(cls, _FIELDS):
        if tuple_factory is not None:
            return tuple_factory([_convert(getattr(obj, f.name), None, tuple_factory)
                                  for f in fields(obj)])
        pairs = [(f.name, _convert(getattr(obj, f.name), dict_factory)) for f in fields(obj)]
        return dict_factory(pairs)
    if issubclass(cls, (list, tuple)):
        items = [_convert(item, dict_factory, tuple_factory) for item in obj]
        if cls is list:
            return items
        if issubclass(cls, tuple) and hasattr(obj, '_fields'):
            return cls(*items)          # a named tuple takes its items one by one
        return cls(items)
    if issubclass(cls, dict):
        pairs = [(_convert(key, dict_factory, tuple_factory),
                  _convert(value, dict_factory, tuple_factory)) for key, value in obj.items()]
        if cls is dict:
            return dict(pairs)
        if hasattr(cls, 'default_factory'):
            result = cls(getattr(obj, 'default_factory'))
            for key, value in pairs:
                result[key] = value
            return result
        return cls(pairs)
    import copy
    return copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True,
                   order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False,
                   slots=False, weakref_slot=False, module=None, decorator=dataclass):
    """Make a dataclass from a list of fields: name, (name, type) or (name, type, field).

    bases and namespace are those of a class statement; the other arguments are
    those of dataclass(). module sets __module__; it defaults to the caller's.
    decorator is called in the place of dataclass. TypeError if a field is invalid.
    """
    from keyword import iskeyword
    from types import new_class
    if namespace is None:
        namespace = {}
    seen = set()
    annotations = {}
    defaults = {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, 'typing.Any'
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, defaults[item[0]] = item
        else:
            raise TypeError(f'Invalid field: {item!r}')
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f'Field names must be valid identifiers: {name!r}')
        if iskeyword(name):
            raise TypeError(f'Field names must not be keywords: {name!r}')
        if name in seen:
            raise TypeError(f'Field name duplicated: {name!r}')
        seen.add(name)
        annotations[name] = annotation

    def exec_body(ns):
        ns.update(namespace)
        ns.update(defaults)
        ns['__annotations__'] = annotations

    cls = new_class(cls_name, bases, {}, exec_body)
    if module is None:
        try:
            module = sys._getframemodulename(1) or '__main__'
        except AttributeError:
            try:
                module = sys._getframe(1).f_globals.get('__name__', '__main__')
            except (AttributeError, ValueError):
                pass
    if module is not None:
        cls.__module__ = module
    return decorator(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash,
                     frozen=frozen, match_args=match_args, kw_only=kw_only, slots=slots,
                     weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """Return a new instance of the dataclass of obj, with the given fields changed.

    The new one is made by __init__, so that __post_init__ runs. TypeError if
    obj is no dataclass instance, if a field with init=False is given, or if an
    InitVar without default is not.
    """
    if not _is_dataclass_instance(obj):
        raise TypeError('replace() should be called on dataclass instances')
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in getattr(self, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f'field {f.name} is declared with '
                                'init=False, it cannot be specified with replace()')
        elif f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f'InitVar {f.name!r} must be specified with replace()')
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)
