# SPDX-License-Identifier: MIT
"""Annotations that are evaluated when they are asked for (PEP 649, PEP 749)."""

import sys
import builtins
from enum import IntEnum
from types import FunctionType, GenericAlias, MethodType, ModuleType

__all__ = ['Format', 'ForwardRef', 'call_annotate_function', 'call_evaluate_function',
           'get_annotate_from_class_namespace', 'get_annotations', 'annotations_to_string',
           'type_repr']


class Format(IntEnum):
    """How annotations are wanted."""

    VALUE = 1                   # the values
    VALUE_WITH_FAKE_GLOBALS = 2     # for internal use
    FORWARDREF = 3              # the values, ForwardRef objects for unknown names
    STRING = 4                  # text like that of the source


class ForwardRef:
    """An annotation that could not be evaluated yet, as text.

    Attributes: __forward_arg__ (the text), __forward_module__, __forward_is_class__,
    __forward_is_argument__, __globals__, __owner__, __cell__.
    """

    # Programs look here for the attributes that there are.
    __slots__ = ('__forward_is_argument__', '__forward_is_class__', '__forward_module__', '__weakref__', '__arg__',
                 '__globals__', '__extra_names__', '__code__', '__cell__', '__owner__')

    def __init__(self, arg, *, module=None, owner=None, is_argument=True, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        self.__arg__ = arg
        self.__forward_is_argument__ = is_argument
        self.__forward_is_class__ = is_class
        self.__forward_module__ = module
        self.__owner__ = owner
        self.__globals__ = None
        self.__cell__ = None
        self.__code__ = None
        self.__extra_names__ = None

    def __init_subclass__(cls, /, *args, **kwds):
        raise TypeError("Cannot subclass ForwardRef")

    @property
    def __forward_arg__(self):
        return self.__arg__

    @property
    def __forward_code__(self):
        if self.__code__ is None:
            text = self.__arg__
            if text.startswith('*'):
                text = f'({text},)[0]'      # an unpacked type: only valid inside brackets
            try:
                self.__code__ = compile(text, '<string>', 'eval')
            except SyntaxError:
                raise SyntaxError("Forward reference must be an expression -- got "
                                  f"{self.__arg__!r}") from None
        return self.__code__

    def evaluate(self, *, globals=None, locals=None, type_params=None, owner=None,
                 format=Format.VALUE):
        """Return the value. NameError if a name in it is still unknown.

        With Format.STRING the text, with Format.FORWARDREF self if it cannot be
        evaluated.
        """
        if format == Format.STRING:
            return self.__arg__
        if format not in (Format.VALUE, Format.FORWARDREF):
            raise NotImplementedError(format)
        globals, locals = self._namespaces(globals, locals, type_params,
                                           self.__owner__ if owner is None else owner)
        text = self.__arg__
        try:
            if text.isidentifier():
                for namespace in (locals, globals, builtins.__dict__):
                    if text in namespace:
                        return namespace[text]
                import keyword
                if not keyword.iskeyword(text):
                    raise NameError(f"name {text!r} is not defined", name=text)
            return eval(self.__forward_code__, globals, locals)
        except NameError:
            if format == Format.FORWARDREF:
                return self
            raise

    def _namespaces(self, globals, locals, type_params, owner):
        """Return the globals and locals to look up names in."""
        if globals is None:
            globals = self.__globals__
        if globals is None:
            if isinstance(owner, type):
                module = sys.modules.get(owner.__module__)
                globals = getattr(module, '__dict__', None)
            elif isinstance(owner, ModuleType):
                globals = owner.__dict__
            elif callable(owner):
                globals = getattr(owner, '__globals__', None)
        if globals is None and self.__forward_module__ is not None:
            module = self.__forward_module__
            if isinstance(module, str):
                module = sys.modules.get(module)
            globals = getattr(module, '__dict__', None)
        if globals is None:
            globals = {}
        if type_params is None and owner is not None:
            type_params = getattr(owner, '__type_params__', None)
        if locals is None:
            locals = dict(vars(owner)) if isinstance(owner, type) else {}
        extra = dict(self.__extra_names__ or {})
        for param in type_params or ():
            if param.__name__ not in globals or self.__forward_is_class__:
                extra.setdefault(param.__name__, param)
        if isinstance(self.__cell__, dict):
            for name, cell in self.__cell__.items():
                try:
                    extra[name] = cell.cell_contents
                except ValueError:
                    pass
        return globals, {**extra, **locals} if extra else locals

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return (self.__arg__ == other.__arg__
                and self.__forward_module__ == other.__forward_module__
                and self.__globals__ is other.__globals__
                and self.__owner__ == other.__owner__
                and self.__forward_is_class__ == other.__forward_is_class__)

    def __hash__(self):
        return hash((self.__arg__, self.__forward_module__, self.__forward_is_class__))

    def __or__(self, other):
        import typing
        return typing.Union[self, other]

    def __ror__(self, other):
        import typing
        return typing.Union[other, self]

    def __repr__(self):
        extra = ''
        if self.__forward_module__ is not None:
            extra += f", module={self.__forward_module__!r}"
        if self.__forward_is_class__:
            extra += ", is_class=True"
        if self.__owner__ is not None:
            extra += f", owner={self.__owner__!r}"
        return f"ForwardRef({self.__arg__!r}{extra})"


class _Names(dict):
    """Globals for an annotate function; unknown names become objects that note their use."""

    def __init__(self, known, make):
        super().__init__(known)
        self.make = make

    def __missing__(self, name):
        return self.make(name)


class _Text:
    """Stands for a name while annotations are turned into text: operations build the text."""

    def __init__(self, text, atomic=True):
        self._text = text
        self._atomic = atomic

    def __str__(self):
        return self._text

    def _operand(self):
        return self._text if self._atomic else f'({self._text})'

    def __getattr__(self, name):
        if name.startswith('__') and name.endswith('__'):
            raise AttributeError(name)
        return _Text(f'{self._operand()}.{name}')

    def __getitem__(self, index):
        if isinstance(index, tuple) and index:
            inner = ', '.join(map(_source_of, index)) + (',' if len(index) == 1 else '')
        else:
            inner = _source_of(index)
        return _Text(f'{self._operand()}[{inner}]')

    def __call__(self, *args, **kwargs):
        parts = [*map(_source_of, args),
                 *(f'{name}={_source_of(value)}' for name, value in kwargs.items())]
        return _Text(f"{self._operand()}({', '.join(parts)})")

    def __iter__(self):
        yield _Text(f'*{self._operand()}', atomic=False)

    def __hash__(self):
        return id(self)


def _add_operators():
    def binary(symbol):
        def forward(self, other):
            return _Text(f'{self._operand()} {symbol} {_operand_of(other)}', False)

        def backward(self, other):
            return _Text(f'{_operand_of(other)} {symbol} {self._operand()}', False)
        return forward, backward

    for name, symbol in (('or', '|'), ('and', '&'), ('xor', '^'), ('add', '+'), ('sub', '-'),
                         ('mul', '*'), ('truediv', '/'), ('floordiv', '//'), ('mod', '%'),
                         ('matmul', '@'), ('pow', '**'), ('lshift', '<<'), ('rshift', '>>')):
        forward, backward = binary(symbol)
        setattr(_Text, f'__{name}__', forward)
        setattr(_Text, f'__r{name}__', backward)
    for name, symbol in (('lt', '<'), ('le', '<='), ('gt', '>'), ('ge', '>='), ('eq', '=='),
                         ('ne', '!=')):
        setattr(_Text, f'__{name}__', binary(symbol)[0])
    for name, symbol in (('neg', '-'), ('pos', '+'), ('invert', '~')):
        setattr(_Text, f'__{name}__',
                lambda self, symbol=symbol: _Text(f'{symbol}{self._operand()}', False))


_add_operators()


def _operand_of(value):
    return value._operand() if isinstance(value, _Text) else _source_of(value)


def _source_of(value):
    if isinstance(value, _Text):
        return str(value)
    if isinstance(value, slice):
        parts = ['' if part is None else _source_of(part) for part in (value.start, value.stop)]
        text = ':'.join(parts)
        return text if value.step is None else f'{text}:{_source_of(value.step)}'
    if isinstance(value, list):
        return '[' + ', '.join(map(_source_of, value)) + ']'
    if isinstance(value, tuple):
        return '(' + ', '.join(map(_source_of, value)) + (',)' if len(value) == 1 else ')')
    return type_repr(value)


def _with_globals(function, namespace, convert_cell):
    """Return a copy of an annotate function with other globals and converted cells."""
    closure = function.__closure__
    if closure:
        closure = tuple(convert_cell(name, cell)
                        for name, cell in zip(function.__code__.co_freevars, closure))
    return FunctionType(function.__code__, namespace, function.__name__,
                        function.__defaults__, closure)


def call_annotate_function(annotate, format, *, owner=None, _is_evaluate=False):
    """Call an annotate function and return the annotations in a format.

    owner is the object annotated. Functions that only know Format.VALUE are run
    with stand-ins for the names that they look up.
    """
    if format == Format.VALUE_WITH_FAKE_GLOBALS:
        raise ValueError("The VALUE_WITH_FAKE_GLOBALS format is for internal use only")
    if not isinstance(annotate, (FunctionType, MethodType)):
        return annotate(format)
    if isinstance(annotate, FunctionType) is False:
        return annotate(format)
    if format == Format.VALUE:
        return annotate(format)
    try:
        return annotate(format)
    except NotImplementedError:
        pass
    if format == Format.STRING:
        return _annotations_as_text(annotate, _is_evaluate)
    if format == Format.FORWARDREF:
        try:
            return annotate(Format.VALUE)
        except NameError:
            return _annotations_as_references(annotate, owner, _is_evaluate)
    raise ValueError(f"Invalid format: {format!r}")


def _text_of(value):
    return value if isinstance(value, str) else _source_of(value)


def _annotations_as_text(annotate, is_evaluate, as_text=_text_of):
    import types

    def cell(name, old):
        if name == '__conditional_annotations__':
            return old
        return types.CellType({} if name == '__classdict__' else _Text(name))

    fake = _with_globals(annotate, _Names({}, _Text), cell)
    result = fake(Format.VALUE_WITH_FAKE_GLOBALS)
    if is_evaluate:
        return as_text(result)
    return {name: as_text(value) for name, value in result.items()}


def _annotations_as_references(annotate, owner, is_evaluate):
    import types
    is_class = isinstance(owner, type)
    known = {**builtins.__dict__, **annotate.__globals__}
    cells = dict(zip(annotate.__code__.co_freevars, annotate.__closure__ or ()))

    def reference(text):
        result = ForwardRef(text, owner=owner, is_class=is_class)
        result.__globals__ = annotate.__globals__
        result.__cell__ = cells or None
        return result

    def cell(name, old):
        try:
            old.cell_contents
        except ValueError:
            return types.CellType(reference(name))
        return old

    def evaluate(make, convert):
        names = _Names(known, make)
        return _with_globals(annotate, names, convert)(Format.VALUE_WITH_FAKE_GLOBALS)

    try:
        return evaluate(reference, cell)
    except Exception:
        # An unknown name took part in an expression: such annotations stay text as a whole.
        def as_reference(value):
            if isinstance(value, str):
                return value
            return reference(_source_of(value)).evaluate(format=Format.FORWARDREF)

        return _annotations_as_text(annotate, is_evaluate, as_reference)


def call_evaluate_function(evaluate, format, *, owner=None):
    """Call the evaluate function of a type alias or parameter; see call_annotate_function()."""
    return call_annotate_function(evaluate, format, owner=owner, _is_evaluate=True)


def get_annotate_from_class_namespace(obj):
    """Return the annotate function in the namespace of a class being made, or None."""
    return obj.get('__annotate__') or obj.get('__annotate_func__')


def get_annotations(obj, *, globals=None, locals=None, eval_str=False, format=Format.VALUE):
    """Return a new dict of the annotations of a class, module or callable.

    Unlike obj.__annotations__, a class without annotations gives {} and not those
    of its base. format is a Format. With eval_str, annotations that are strings
    are evaluated, with globals and locals or, by default, those of obj. TypeError
    if obj cannot have annotations.
    """
    if eval_str and format != Format.VALUE:
        raise ValueError("eval_str=True is only supported with format=Format.VALUE")
    if format == Format.VALUE_WITH_FAKE_GLOBALS:
        raise ValueError("The VALUE_WITH_FAKE_GLOBALS format is for internal use only")
    annotations = _raw_annotations(obj, format)
    if annotations is None:
        if isinstance(obj, (type, ModuleType)) or callable(obj):
            return {}
        raise TypeError(f"{obj!r} does not have annotations")
    if not isinstance(annotations, dict):
        raise ValueError(f"{obj!r}.__annotations__ is neither a dict nor None")
    if not annotations:
        return {}
    if format == Format.STRING:
        return annotations_to_string(annotations)
    if not eval_str:
        return dict(annotations)
    globals, locals = _evaluation_namespaces(obj, globals, locals)
    return {name: eval(value, globals, locals) if isinstance(value, str) else value
            for name, value in annotations.items()}


def _raw_annotations(obj, format):
    """Return what obj holds: a dict or None, in the format as far as that is possible."""
    if isinstance(obj, type):
        if sys.version_info < (3, 14):
            annotations = obj.__dict__.get('__annotations__')
            return getattr(obj, '__annotations__', None) if isinstance(
                annotations, property) else annotations
        own = obj.__dict__.get('__annotations__')
        if isinstance(own, dict) and not getattr(obj, '__annotate__', None):
            return own
    if format == Format.VALUE:
        return getattr(obj, '__annotations__', None)
    annotate = getattr(obj, '__annotate__', None)
    if annotate is None:
        return getattr(obj, '__annotations__', None)
    return dict(call_annotate_function(annotate, format, owner=obj))


def _evaluation_namespaces(obj, globals, locals):
    """Return the namespaces in which the string annotations of obj make sense."""
    own_globals = own_locals = unwrap = None
    if isinstance(obj, type):
        module = sys.modules.get(getattr(obj, '__module__', None))
        own_globals = getattr(module, '__dict__', None)
        own_locals = dict(vars(obj))
        unwrap = obj
    elif isinstance(obj, ModuleType):
        own_globals = obj.__dict__
    else:
        own_globals = getattr(obj, '__globals__', None)
        unwrap = obj
    while unwrap is not None:
        inner = getattr(unwrap, '__wrapped__', None)
        if inner is None and hasattr(unwrap, 'func') and hasattr(unwrap, 'keywords'):
            inner = unwrap.func         # functools.partial
        if inner is None:
            break
        unwrap = inner
    if hasattr(unwrap, '__globals__'):
        own_globals = unwrap.__globals__
    if globals is None:
        globals = own_globals
    if locals is None:
        locals = own_locals
    type_params = getattr(obj, '__type_params__', ())
    if type_params:
        locals = {**{param.__name__: param for param in type_params}, **(locals or {})}
    return globals, locals


def type_repr(value):
    """Return the text by which an annotation would be written: names for classes, else repr()."""
    if isinstance(value, (type, FunctionType, type(len))) and not isinstance(value, GenericAlias):
        if value.__module__ == 'builtins':
            return value.__qualname__
        return f'{value.__module__}.{value.__qualname__}'
    if value is ...:
        return '...'
    if isinstance(value, tuple):
        return '(' + ', '.join(map(type_repr, value)) + (',)' if len(value) == 1 else ')')
    return repr(value)


def annotations_to_string(annotations):
    """Return a dict with the values of another turned into text; strings are kept."""
    return {name: value if isinstance(value, str) else type_repr(value)
            for name, value in annotations.items()}
