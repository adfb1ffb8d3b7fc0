# SPDX-License-Identifier: MIT
"""The part of inspect that deals with signatures of callables."""

import enum
import functools
import types
from collections import OrderedDict

__name__ = 'inspect'    # where the names are public


class _empty:
    """Marker for Signature.empty and Parameter.empty."""


class _void:
    """Marker for "keep what there was" in replace()."""


class _ParameterKind(enum.IntEnum):
    POSITIONAL_ONLY = 'positional-only'
    POSITIONAL_OR_KEYWORD = 'positional or keyword'
    VAR_POSITIONAL = 'variadic positional'
    KEYWORD_ONLY = 'keyword-only'
    VAR_KEYWORD = 'variadic keyword'

    def __new__(cls, description):
        value = len(cls.__members__)
        member = int.__new__(cls, value)
        member._value_ = value
        member.description = description
        return member

    def __str__(self):
        return self.name


_POSITIONAL_ONLY = _ParameterKind.POSITIONAL_ONLY
_POSITIONAL_OR_KEYWORD = _ParameterKind.POSITIONAL_OR_KEYWORD
_VAR_POSITIONAL = _ParameterKind.VAR_POSITIONAL
_KEYWORD_ONLY = _ParameterKind.KEYWORD_ONLY
_VAR_KEYWORD = _ParameterKind.VAR_KEYWORD


def formatannotation(annotation, base_module=None, *, quote_annotation_strings=True):
    """Return an annotation as it is shown in signatures."""
    if not quote_annotation_strings and isinstance(annotation, str):
        return annotation
    if getattr(annotation, '__module__', None) == 'typing':
        return _strip_typing(repr(annotation))
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ('builtins', base_module):
            return annotation.__qualname__
        return annotation.__module__ + '.' + annotation.__qualname__
    from annotationlib import ForwardRef
    if isinstance(annotation, ForwardRef):
        return annotation.__forward_arg__
    return repr(annotation)


def _strip_typing(text):
    """Remove 'typing.' where it is a whole name, not the end of one."""
    pieces = text.split('typing.')
    result = pieces[0]
    for piece in pieces[1:]:
        if result and (result[-1].isalnum() or result[-1] in '._'):
            result += 'typing.'
        result += piece
    return result


class Parameter:
    """One parameter of a signature: name, kind, default and annotation.

    default and annotation are Parameter.empty if there is none.
    """

    __slots__ = ('_name', '_kind', '_default', '_annotation')

    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _VAR_POSITIONAL
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f'value {kind!r} is not a valid Parameter.kind')
        if default is not _empty and self._kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError('{} parameters cannot have default values'.format(
                self._kind.description))
        self._default = default
        self._annotation = annotation
        if name is _empty:
            raise ValueError('name is a required attribute for Parameter')
        if not isinstance(name, str):
            raise TypeError('name must be a str, not a {}'.format(type(name).__name__))
        if name[0] == '.' and name[1:].isdigit():
            # The argument of a comprehension is called .0, which nobody could write.
            if self._kind != _POSITIONAL_OR_KEYWORD:
                raise ValueError('implicit arguments must be passed as positional or keyword '
                                 'arguments, not {}'.format(self._kind.description))
            self._kind = _POSITIONAL_ONLY
            name = 'implicit{}'.format(name[1:])
        from keyword import iskeyword
        if (iskeyword(name) and self._kind is not _POSITIONAL_ONLY) or not name.isidentifier():
            raise ValueError('{!r} is not a valid parameter name'.format(name))
        self._name = name

    def __reduce__(self):
        return (type(self), (self._name, self._kind),
                {'_default': self._default, '_annotation': self._annotation})

    def __setstate__(self, state):
        self._default = state['_default']
        self._annotation = state['_annotation']

    @property
    def name(self):
        return self._name

    @property
    def default(self):
        return self._default

    @property
    def annotation(self):
        return self._annotation

    @property
    def kind(self):
        return self._kind

    def replace(self, *, name=_void, kind=_void, annotation=_void, default=_void):
        """Return a copy with some attributes replaced."""
        return type(self)(
            self._name if name is _void else name,
            self._kind if kind is _void else kind,
            default=self._default if default is _void else default,
            annotation=self._annotation if annotation is _void else annotation)

    __replace__ = replace

    def __str__(self):
        return self._format()

    def _format(self, *, quote_annotation_strings=True):
        text = self._name
        if self._annotation is not _empty:
            shown = formatannotation(self._annotation,
                                     quote_annotation_strings=quote_annotation_strings)
            text = f'{text}: {shown}'
        if self._default is not _empty:
            equals = ' = ' if self._annotation is not _empty else '='
            text += equals + repr(self._default)
        if self._kind == _VAR_POSITIONAL:
            return '*' + text
        if self._kind == _VAR_KEYWORD:
            return '**' + text
        return text

    def __repr__(self):
        return '<{} "{}">'.format(self.__class__.__name__, self)

    def __hash__(self):
        return hash((self._name, self._kind, self._annotation, self._default))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self._name == other._name and self._kind == other._kind
                and self._default == other._default and self._annotation == other._annotation)


class BoundArguments:
    """Arguments assigned to parameters, by Signature.bind().

    Attributes: arguments (dict of names to values, to be changed at will), args and
    kwargs (to call with), signature.
    """

    __slots__ = ('arguments', '_signature', '__weakref__')

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    @property
    def signature(self):
        return self._signature

    @property
    def args(self):
        args = []
        for name, param in self._signature.parameters.items():
            if param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                break
            try:
                arg = self.arguments[name]
            except KeyError:
                break       # the rest is passed by keyword
            if param.kind == _VAR_POSITIONAL:
                args.extend(arg)
            else:
                args.append(arg)
        return tuple(args)

    @property
    def kwargs(self):
        kwargs = {}
        started = False
        for name, param in self._signature.parameters.items():
            if not started:
                if param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                    started = True
                elif name not in self.arguments:
                    started = True
                    continue
            if not started or name not in self.arguments:
                continue
            if param.kind == _VAR_KEYWORD:
                kwargs.update(self.arguments[name])
            else:
                kwargs[name] = self.arguments[name]
        return kwargs

    def apply_defaults(self):
        """Fill in the defaults of missing arguments: () for *args and {} for **kwargs."""
        arguments = {}
        for name, param in self._signature.parameters.items():
            if name in self.arguments:
                arguments[name] = self.arguments[name]
            elif param.default is not _empty:
                arguments[name] = param.default
            elif param.kind is _VAR_POSITIONAL:
                arguments[name] = ()
            elif param.kind is _VAR_KEYWORD:
                arguments[name] = {}
        self.arguments = arguments

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __setstate__(self, state):
        self._signature = state['_signature']
        self.arguments = state['arguments']

    def __getstate__(self):
        return {'_signature': self._signature, 'arguments': self.arguments}

    def __repr__(self):
        args = ', '.join(f'{name}={value!r}' for name, value in self.arguments.items())
        return f'<{self.__class__.__name__} ({args})>'


class Signature:
    """The parameters of a callable (a read-only mapping, in order) and its return annotation."""

    __slots__ = ('_return_annotation', '_parameters')

    _parameter_cls = Parameter
    _bound_arguments_cls = BoundArguments
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        params = OrderedDict()
        if parameters is not None:
            if __validate_parameters__:
                self._validate(parameters := list(parameters))
            params.update((param.name, param) for param in parameters)
        self._parameters = types.MappingProxyType(params)
        self._return_annotation = return_annotation

    @staticmethod
    def _validate(parameters):
        """Check order, defaults and names of parameters; ValueError tells what is wrong."""
        names = set()
        top_kind = _POSITIONAL_ONLY
        seen_default = False
        for param in parameters:
            if param.kind < top_kind:
                raise ValueError('wrong parameter order: {} parameter before {} parameter'.format(
                    top_kind.description, param.kind.description))
            if param.kind > top_kind:
                top_kind = param.kind
            if param.kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
                if param.default is not _empty:
                    seen_default = True
                elif seen_default:
                    raise ValueError('non-default argument follows default argument')
            if param.name in names:
                raise ValueError('duplicate parameter name: {!r}'.format(param.name))
            names.add(param.name)

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False,
                      annotation_format=1):
        """Return the signature of a callable; see signature()."""
        return _Finder(cls, follow_wrapped, globals, locals, eval_str,
                       annotation_format).find(obj)

    @property
    def parameters(self):
        return self._parameters

    @property
    def return_annotation(self):
        return self._return_annotation

    def replace(self, *, parameters=_void, return_annotation=_void):
        """Return a copy with parameters or return_annotation replaced."""
        return type(self)(
            self.parameters.values() if parameters is _void else parameters,
            return_annotation=(self._return_annotation if return_annotation is _void
                               else return_annotation))

    __replace__ = replace

    def _comparable(self):
        positional = tuple(p for p in self.parameters.values() if p.kind != _KEYWORD_ONLY)
        by_name = {p.name: p for p in self.parameters.values() if p.kind == _KEYWORD_ONLY}
        return positional, by_name, self.return_annotation

    def __hash__(self):
        positional, by_name, result = self._comparable()
        return hash((positional, frozenset(by_name.values()), result))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Signature):
            return NotImplemented
        return self._comparable() == other._comparable()

    def _bind(self, args, kwargs, *, partial=False):
        arguments = {}
        args = list(args)
        kwargs = dict(kwargs)
        kwargs_param = None
        pos_only_as_keyword = []
        by_keyword = False      # positional arguments and those without default are used up
        for param in self.parameters.values():
            if param.kind == _VAR_KEYWORD:
                kwargs_param = param
                continue
            if param.kind == _VAR_POSITIONAL:
                if args:
                    arguments[param.name] = tuple(args)
                    args = []
                continue
            if args and param.kind != _KEYWORD_ONLY:
                if param.name in kwargs and param.kind != _POSITIONAL_ONLY:
                    raise TypeError(f'multiple values for argument {param.name!r}')
                arguments[param.name] = args.pop(0)
                continue
            if param.kind == _POSITIONAL_ONLY:
                if param.name in kwargs and param.default is _empty:
                    pos_only_as_keyword.append(param)
                elif param.default is not _empty:
                    by_keyword = True
                elif not partial:
                    raise TypeError(f'missing a required argument: {param.name!r}')
                continue
            if args:
                break       # too many, as reported below
            if param.name in kwargs:
                arguments[param.name] = kwargs.pop(param.name)
                by_keyword = True
            elif param.default is not _empty:
                by_keyword = True
            elif not partial:
                kind = ' keyword-only' if param.kind == _KEYWORD_ONLY and not by_keyword else ''
                raise TypeError(f'missing a required{kind} argument: {param.name!r}')
        if args:
            raise TypeError('too many positional arguments')
        if pos_only_as_keyword and kwargs_param is None:
            names = ', '.join(param.name for param in pos_only_as_keyword)
            raise TypeError('got some positional-only arguments passed as keyword arguments: '
                            f'{names!r}')
        if pos_only_as_keyword and not partial:
            raise TypeError('missing a required positional-only argument: '
                            f'{pos_only_as_keyword[0].name!r}')
        if kwargs:
            if kwargs_param is None:
                raise TypeError('got an unexpected keyword argument {arg!r}'.format(
                    arg=next(iter(kwargs))))
            arguments[kwargs_param.name] = kwargs
        return self._bound_arguments_cls(self, arguments)

    def bind(self, /, *args, **kwargs):
        """Assign arguments to parameters, as a call would. TypeError if they do not fit."""
        return self._bind(args, kwargs)

    def bind_partial(self, /, *args, **kwargs):
        """Like bind(), but required arguments may be missing."""
        return self._bind(args, kwargs, partial=True)

    def __reduce__(self):
        return (type(self), (tuple(self._parameters.values()),),
                {'_return_annotation': self._return_annotation})

    def __setstate__(self, state):
        self._return_annotation = state['_return_annotation']

    def __repr__(self):
        return '<{} {}>'.format(self.__class__.__name__, self)

    def __str__(self):
        return self.format()

    def format(self, *, max_width=None, quote_annotation_strings=True):
        """Return the signature as text; one parameter a line if it is wider than max_width."""
        parts = []
        pos_only_open = False
        star_needed = True
        for param in self.parameters.values():
            text = param._format(quote_annotation_strings=quote_annotation_strings)
            if param.kind == _POSITIONAL_ONLY:
                pos_only_open = True
            elif pos_only_open:
                parts.append('/')
                pos_only_open = False
            if param.kind == _VAR_POSITIONAL:
                star_needed = False
            elif param.kind == _KEYWORD_ONLY and star_needed:
                parts.append('*')
                star_needed = False
            parts.append(text)
        if pos_only_open:
            parts.append('/')
        result = '({})'.format(', '.join(parts))
        if max_width is not None and len(result) > max_width:
            result = '(\n    {}\n)'.format(',\n    '.join(parts))
        if self.return_annotation is not _empty:
            result += ' -> ' + formatannotation(
                self.return_annotation, quote_annotation_strings=quote_annotation_strings)
        return result


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False,
              annotation_format=1):
    """Return the Signature of a callable.

    With follow_wrapped, functions wrapped by decorators are looked through.
    globals, locals and eval_str are passed on to get_annotations(). TypeError if obj
    is not callable, ValueError if its signature cannot be known.
    """
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped, globals=globals,
                                   locals=locals, eval_str=eval_str,
                                   annotation_format=annotation_format)


def _is_function_like(obj):
    """Tell whether obj looks like a Python function (as those of some compilers do)."""
    if not callable(obj) or isinstance(obj, type):
        return False
    name = getattr(obj, '__name__', None)
    code = getattr(obj, '__code__', None)
    defaults = getattr(obj, '__defaults__', _void)
    kwdefaults = getattr(obj, '__kwdefaults__', _void)
    return (isinstance(code, types.CodeType) and isinstance(name, str)
            and (defaults is None or isinstance(defaults, tuple))
            and (kwdefaults is None or isinstance(kwdefaults, dict)))


def _is_builtin(obj):
    return isinstance(obj, (types.BuiltinFunctionType, types.MethodDescriptorType,
                            types.MethodWrapperType, types.WrapperDescriptorType,
                            types.ClassMethodDescriptorType))


def _drop_first(sig, obj=None):
    """Return the signature of a bound method: without its first parameter."""
    params = tuple(sig.parameters.values())
    if not params or params[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError('invalid method signature')
    if params[0].kind in (_POSITIONAL_OR_KEYWORD, _POSITIONAL_ONLY):
        params = params[1:]
    elif params[0].kind is not _VAR_POSITIONAL:
        raise ValueError('invalid argument type')
    return sig.replace(parameters=params)


class _Finder:
    """Finds the signature of callables of all kinds."""

    def __init__(self, cls, follow_wrapped, globals, locals, eval_str, annotation_format):
        self.cls = cls
        self.follow_wrapped = follow_wrapped
        self.annotation_settings = {'globals': globals, 'locals': locals, 'eval_str': eval_str,
                                    'format': annotation_format}

    def find(self, obj, skip_bound_arg=True):
        if not callable(obj):
            raise TypeError('{!r} is not a callable object'.format(obj))
        if isinstance(obj, types.MethodType):
            sig = self.find(obj.__func__, skip_bound_arg)
            return _drop_first(sig) if skip_bound_arg else sig
        if self.follow_wrapped:
            from inspect import unwrap
            obj = unwrap(obj, stop=lambda f: hasattr(f, '__signature__')
                         or isinstance(f, types.MethodType))
            if isinstance(obj, types.MethodType):
                return self.find(obj, skip_bound_arg)
        sig = self.explicit(obj)
        if sig is not None:
            return sig
        partialmethod = getattr(obj, '__partialmethod__', None)
        if isinstance(partialmethod, functools.partialmethod):
            return self.of_partialmethod(partialmethod, skip_bound_arg)
        if isinstance(obj, types.FunctionType) or _is_function_like(obj):
            return self.of_function(obj)
        if _is_builtin(obj):
            return self.of_builtin(obj, skip_bound_arg)
        if isinstance(obj, functools.partial):
            return self.of_partial(self.find(obj.func, skip_bound_arg), obj)
        if isinstance(obj, type):
            return self.of_class(obj, skip_bound_arg)
        from inspect import getattr_static
        call = getattr_static(type(obj), '__call__', None)
        if call is None:
            raise ValueError('callable {!r} is not supported by signature'.format(obj))
        text = getattr(obj, '__text_signature__', None)
        if text and isinstance(text, str):
            return self.of_text(obj, text, skip_bound_arg)
        return self.find(_bind(call, obj), skip_bound_arg)

    def explicit(self, obj):
        """Return what __signature__ says: a signature, or its text, or a function giving these."""
        sig = getattr(obj, '__signature__', None)
        if sig is None:
            return None
        if not isinstance(sig, (Signature, str)) and callable(sig):
            sig = sig()
        if isinstance(sig, str):
            return self.of_text(obj, sig)
        if not isinstance(sig, Signature):
            raise TypeError('unexpected object {!r} in __signature__ attribute'.format(sig))
        return sig

    def of_partialmethod(self, method, skip_bound_arg):
        wrapped = self.find(method.func, skip_bound_arg)
        sig = self.of_partial(wrapped, method, (None,))
        first = next(iter(wrapped.parameters.values()))
        if first.kind is _VAR_POSITIONAL:
            return sig      # it takes self too
        params = tuple(sig.parameters.values())
        return sig.replace(parameters=(first,) + params)

    def of_partial(self, sig, partial, extra_args=()):
        """Return a signature with the arguments of a partial object taken out."""
        params = OrderedDict(sig.parameters.items())
        args = tuple(partial.args or ())
        keywords = partial.keywords or {}
        try:
            bound = sig.bind_partial(*extra_args, *args, **keywords)
        except TypeError as ex:
            raise ValueError('partial object {!r} has incorrect arguments'.format(
                partial)) from ex
        to_keyword_only = False
        placeholder = getattr(functools, 'Placeholder', _void)
        for name, param in sig.parameters.items():
            if name in bound.arguments:
                if param.kind is _POSITIONAL_ONLY:
                    if bound.arguments[name] is placeholder:
                        params[name] = param.replace(default=_empty)
                    else:
                        params.pop(name)
                    continue
                if param.kind is _POSITIONAL_OR_KEYWORD:
                    if name not in keywords:
                        if bound.arguments[name] is placeholder:
                            params[name] = param.replace(kind=_POSITIONAL_ONLY, default=_empty)
                        else:
                            params.pop(name)
                        continue
                    # From here on arguments can only be given by keyword.
                    to_keyword_only = True
                    params[name] = param.replace(default=bound.arguments[name])
                elif param.kind is _KEYWORD_ONLY:
                    params[name] = param.replace(default=bound.arguments[name])
            if to_keyword_only:
                if param.kind is _POSITIONAL_OR_KEYWORD:
                    new = params[name].replace(kind=_KEYWORD_ONLY)
                    params[name] = new
                    params.move_to_end(name)
                elif param.kind in (_KEYWORD_ONLY, _VAR_KEYWORD):
                    params.move_to_end(name)
                elif param.kind is _VAR_POSITIONAL:
                    params.pop(name)
        return sig.replace(parameters=params.values())

    def of_function(self, func):
        code = func.__code__
        from inspect import get_annotations
        annotations = get_annotations(func, **self.annotation_settings)
        positional = code.co_varnames[:code.co_argcount]
        keyword_only = code.co_varnames[code.co_argcount:
                                        code.co_argcount + code.co_kwonlyargcount]
        defaults = func.__defaults__ or ()
        kwdefaults = func.__kwdefaults__ or {}
        make = self.cls._parameter_cls
        without_default = len(positional) - len(defaults)
        params = []
        for index, name in enumerate(positional):
            kind = (_POSITIONAL_ONLY if index < code.co_posonlyargcount
                    else _POSITIONAL_OR_KEYWORD)
            default = _empty if index < without_default else defaults[index - without_default]
            params.append(make(name, kind, default=default,
                               annotation=annotations.get(name, _empty)))
        extra = code.co_argcount + code.co_kwonlyargcount
        if code.co_flags & 0x04:
            name = code.co_varnames[extra]
            extra += 1
            params.append(make(name, _VAR_POSITIONAL, annotation=annotations.get(name, _empty)))
        for name in keyword_only:
            params.append(make(name, _KEYWORD_ONLY, default=kwdefaults.get(name, _empty),
                               annotation=annotations.get(name, _empty)))
        if code.co_flags & 0x08:
            name = code.co_varnames[extra]
            params.append(make(name, _VAR_KEYWORD, annotation=annotations.get(name, _empty)))
        return self.cls(params, return_annotation=annotations.get('return', _empty),
                        __validate_parameters__=False)

    def of_builtin(self, func, skip_bound_arg=True):
        text = getattr(func, '__text_signature__', None)
        if not text:
            raise ValueError("no signature found for builtin {!r}".format(func))
        return self.of_text(func, text, skip_bound_arg)

    def of_text(self, obj, text, skip_bound_arg=True):
        """Parse a text signature; '$' marks the parameter that a bound method has filled."""
        self_name = None
        if '$' in text:
            head, _, tail = text.partition('$')
            self_name = tail.replace(',', ' ').replace(')', ' ').split()[0]
            text = head + tail
        params = list(self.of_function(_function_of_text(text, obj)).parameters.values())
        if self_name is not None and params:
            bound = getattr(obj, '__self__', None)
            if isinstance(bound, types.ModuleType) or bound is not None and skip_bound_arg:
                params.pop(0)
            else:
                params[0] = params[0].replace(kind=_POSITIONAL_ONLY)
        return self.cls(params, return_annotation=self.cls.empty)

    def of_class(self, obj, skip_bound_arg):
        """Return the signature of a class: of its metaclass' __call__, its __new__ or __init__."""
        call = _method_of(type(obj), '__call__')
        if call is not None:
            return self.find(call, skip_bound_arg)
        new = _method_of(obj, '__new__')
        init = _method_of(obj, '__init__')
        for base in obj.__mro__:
            if new is not None and '__new__' in base.__dict__:
                sig = self.find(new, skip_bound_arg)
                return _drop_first(sig) if skip_bound_arg else sig
            if init is not None and '__init__' in base.__dict__:
                return self.find(init, skip_bound_arg)
        for base in obj.__mro__[:-1]:
            text = getattr(base, '__text_signature__', None)
            if text:
                return self.of_text(base, text)
        if type not in obj.__mro__:
            if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
                return self.cls()       # no arguments
            raise ValueError('no signature found for builtin type {!r}'.format(obj))
        raise ValueError('no signature found for builtin type {!r}'.format(obj))


def _function_of_text(text, obj):
    """Return a function with these parameters; defaults are constants, or names of the module."""
    import sys
    module = sys.modules.get(getattr(obj, '__module__', None))
    namespace = {**sys.modules, **(vars(module) if module else {})}
    try:
        exec(f'def foo{text}: pass', namespace)
    except Exception:
        raise ValueError('{!r} has invalid signature'.format(obj)) from None
    return namespace['foo']


def _bind(descriptor, obj):
    """Return what reading an attribute of obj gives, if its type holds this."""
    get = getattr(type(descriptor), '__get__', None)
    if get is None or isinstance(descriptor, type):
        return descriptor
    return get(descriptor, obj, type(obj))


def _method_of(cls, name):
    """Return a special method of a class, bound unless it is __new__; None if not in Python."""
    from inspect import getattr_static, unwrap
    if name == '__new__':
        method = getattr(cls, name, None)
    else:
        method = getattr_static(cls, name, None)
    if method is None:
        return None
    inner = unwrap(method, stop=lambda f: hasattr(f, '__signature__'))
    if _is_builtin(inner):
        return None
    return method if name == '__new__' else _bind(method, cls)
