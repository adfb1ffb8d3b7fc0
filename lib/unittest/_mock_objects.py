# SPDX-License-Identifier: MIT
"""Mock, MagicMock and their kin."""

import inspect
import threading

from ._mock_calls import DEFAULT, _Call, _CallList, _deleted, _format_call, _missing
from .util import safe_repr

__name__ = 'unittest.mock'          # where the names are public

_ASSERTS = ('assert', 'assret', 'asert', 'aseert', 'assrt')
_unset = object()

# Methods that a MagicMock has, and what they return.
_RETURN_VALUES = {'__hash__': lambda self: object.__hash__(self), '__str__': lambda self: object.__str__(self),
                  '__sizeof__': lambda self: object.__sizeof__(self),
                  '__fspath__': lambda self: f"{type(self).__name__}/{self._extract_mock_name()}/{id(self)}"}
_CONSTANTS = {'__lt__': NotImplemented, '__gt__': NotImplemented, '__le__': NotImplemented, '__ge__': NotImplemented,
              '__int__': 1, '__contains__': False, '__len__': 0, '__exit__': False, '__complex__': 1j,
              '__float__': 1.0, '__bool__': True, '__index__': 1, '__aexit__': False}
_NUMERIC = 'add sub mul matmul truediv floordiv mod lshift rshift and xor or pow divmod'.split()
_MAGICS = {f'__{name}__' for name in (
    'hash str sizeof fspath lt gt le ge eq ne int contains len enter exit complex float bool index ceil floor trunc round '
    'divmod rdivmod neg pos abs invert getitem setitem delitem iter reversed aenter aexit aiter anext missing '
    'getattribute').split()} - {'__getattribute__'}
_MAGICS |= {f'__{prefix}{name}__' for name in _NUMERIC for prefix in ('', 'i', 'r')} - {'__idivmod__'}
_ASYNC_MAGICS = {'__aenter__', '__aexit__', '__anext__'}
_UNSET_BY_DEFAULT = {'__get__', '__set__', '__delete__', '__reversed__', '__missing__', '__reduce__', '__reduce_ex__',
                     '__getinitargs__', '__getnewargs__', '__getstate__', '__setstate__', '__getformat__', '__repr__',
                     '__dir__', '__subclasses__', '__format__', '__getnewargs_ex__', '__call__'}
_SUPPORTED = _MAGICS | _UNSET_BY_DEFAULT
_CONFIGURED_BY_DEFAULT = _MAGICS - {'__missing__', '__reversed__'} - {f'__r{name}__' for name in _NUMERIC if name != 'divmod'}
_CONFIGURED_BY_DEFAULT |= {f'__r{name}__' for name in _NUMERIC}
_REFUSED = {'__getattr__', '__setattr__', '__init__', '__new__', '__prepare__', '__instancecheck__', '__subclasscheck__', '__del__'}


class InvalidSpecError(Exception):
    """A mock was given as a spec."""


def _is_exception(obj):
    return isinstance(obj, BaseException) or isinstance(obj, type) and issubclass(obj, BaseException)


def _is_async_func(obj):
    return inspect.iscoroutinefunction(obj) if getattr(obj, '__code__', None) else False


def _is_magic(name):
    return '__%s__' % name[2:-2] == name


def _signature_of(spec, skip_first, instance=False):
    """Return the signature that calls must match, or None."""
    try:
        if isinstance(spec, type) and not instance:
            sig = inspect.signature(spec.__init__)
            skip_first = True
        elif isinstance(spec, (classmethod, staticmethod)):
            sig = inspect.signature(spec.__func__)
            skip_first = isinstance(spec, classmethod)
        elif instance or not callable(spec):
            sig = inspect.signature(type(spec).__call__ if not isinstance(spec, type) else spec.__call__)
            skip_first = True
        else:
            sig = inspect.signature(spec)
    except (ValueError, TypeError, AttributeError):
        return None
    if skip_first:
        parameters = list(sig.parameters.values())
        if parameters and parameters[0].kind in (parameters[0].POSITIONAL_ONLY, parameters[0].POSITIONAL_OR_KEYWORD):
            sig = sig.replace(parameters=parameters[1:])
    return sig


class Base:
    """The root of mocks."""

    _mock_return_value = DEFAULT
    _mock_side_effect = None

    def __init__(self, /, *args, **kwargs):
        pass


def _delegating(name):
    """Return a property that a mock hands on to the mock it stands for, after create_autospec()."""
    attribute = '_mock_' + name

    def get(self):
        delegate = self._mock_delegate
        return getattr(self, attribute) if delegate is None else getattr(delegate, name)

    def put(self, value):
        delegate = self._mock_delegate
        if delegate is None:
            self.__dict__[attribute] = value
        else:
            setattr(delegate, name, value)
    return property(get, put)


_FIELDS = {'return_value', '_mock_return_value', 'side_effect', '_mock_side_effect', '_mock_parent', '_mock_new_parent',
           '_mock_name', '_mock_new_name'}


class NonCallableMock(Base):
    """A mock that cannot be called.

    spec: what attributes there are, as a list or an object; spec_set: and no others can be set; name: for the repr;
    wraps: what really does the work.
    """

    _lock = threading.RLock()

    def __new__(cls, spec=None, wraps=None, name=None, spec_set=None, parent=None, _spec_state=None,
                _new_name='', _new_parent=None, _spec_as_instance=False, _eat_self=None, unsafe=False, **kwargs):
        # A class of its own for each, so that magic methods can be set on it.
        bases = (cls,)
        if not issubclass(cls, AsyncMockMixin):
            spec_arg = spec_set or spec
            if spec_arg is not None and _is_async_func(spec_arg):
                bases = (AsyncMockMixin, cls)
        new = type(cls.__name__, bases, {'__doc__': cls.__doc__})
        return object.__new__(new)

    def __init__(self, spec=None, wraps=None, name=None, spec_set=None, parent=None, _spec_state=None,
                 _new_name='', _new_parent=None, _spec_as_instance=False, _eat_self=None, unsafe=False, **kwargs):
        if _new_parent is None:
            _new_parent = parent
        d = self.__dict__
        d['_mock_parent'] = parent
        d['_mock_name'] = name
        d['_mock_new_name'] = _new_name
        d['_mock_new_parent'] = _new_parent
        d['_mock_sealed'] = False
        if spec_set is not None:
            spec, spec_set = spec_set, True
        if _eat_self is None:
            _eat_self = parent is not None
        self._mock_add_spec(spec, spec_set, _spec_as_instance, _eat_self)
        d['_mock_children'] = {}
        d['_mock_wraps'] = wraps
        d['_mock_delegate'] = None
        d['_mock_called'] = False
        d['_mock_call_args'] = None
        d['_mock_call_count'] = 0
        d['_mock_call_args_list'] = _CallList()
        d['_mock_mock_calls'] = _CallList()
        d['method_calls'] = _CallList()
        d['_mock_unsafe'] = unsafe
        if kwargs:
            self.configure_mock(**kwargs)
        super().__init__(spec, wraps, name, spec_set, parent, _spec_state)

    called = _delegating('called')
    call_count = _delegating('call_count')
    call_args = _delegating('call_args')
    call_args_list = _delegating('call_args_list')
    mock_calls = _delegating('mock_calls')

    def attach_mock(self, mock, attribute):
        """Make a mock an attribute of this one, so that its calls are recorded here too."""
        inner = _extract(mock)
        inner._mock_parent = inner._mock_new_parent = None
        inner._mock_name = ''
        inner._mock_new_name = None
        setattr(self, attribute, mock)

    def mock_add_spec(self, spec, spec_set=False):
        """Allow only the attributes of spec."""
        self._mock_add_spec(spec, spec_set)

    def _mock_add_spec(self, spec, spec_set, _spec_as_instance=False, _eat_self=False):
        if isinstance(spec, NonCallableMock):
            raise InvalidSpecError(f'Cannot spec a Mock object. [object={spec!r}]')
        spec_class = signature = None
        asyncs = []
        if spec is not None and not isinstance(spec, (list, tuple)):
            spec_class = spec if isinstance(spec, type) else type(spec)
            signature = _signature_of(spec, _eat_self, _spec_as_instance)
            names = dir(spec)
            for attr in names:
                try:
                    value = inspect.getattr_static(spec, attr)
                except AttributeError:
                    continue
                if _is_async_func(getattr(value, '__func__', value)):
                    asyncs.append(attr)
            spec = names
        d = self.__dict__
        d['_spec_class'] = spec_class
        d['_spec_set'] = spec_set
        d['_spec_signature'] = signature
        d['_mock_methods'] = spec
        d['_spec_asyncs'] = asyncs

    @property
    def return_value(self):
        """What a call returns: a mock, unless it is set."""
        result = self._mock_return_value
        if self._mock_delegate is not None:
            result = self._mock_delegate.return_value
        if result is DEFAULT and self._mock_wraps is None:
            result = self._get_child_mock(_new_parent=self, _new_name='()')
            self.return_value = result
        return result

    @return_value.setter
    def return_value(self, value):
        if self._mock_delegate is not None:
            self._mock_delegate.return_value = value
        else:
            self.__dict__['_mock_return_value'] = value
            _adopt(self, value, None, '()')

    @property
    def __class__(self):
        return type(self) if self._spec_class is None else self._spec_class

    @property
    def side_effect(self):
        """What a call does: a function to call, an exception to raise, or an iterable of results."""
        if self._mock_delegate is None:
            return self._mock_side_effect
        effect = self._mock_delegate.side_effect
        if callable(effect) or isinstance(effect, _Effects) or effect is None or _is_exception(effect):
            return effect
        effect = _Effects(effect)
        self._mock_delegate.side_effect = effect
        return effect

    @side_effect.setter
    def side_effect(self, value):
        if not (value is None or _is_exception(value) or callable(value) or isinstance(value, _Effects)):
            value = _Effects(value)
        if self._mock_delegate is None:
            self.__dict__['_mock_side_effect'] = value
        else:
            self._mock_delegate.side_effect = value

    def reset_mock(self, visited=None, *, return_value=False, side_effect=False):
        """Forget the calls, and if asked what they return and do."""
        visited = [] if visited is None else visited
        if id(self) in visited:
            return
        visited.append(id(self))
        self.called = False
        self.call_args = None
        self.call_count = 0
        self.mock_calls = _CallList()
        self.call_args_list = _CallList()
        self.__dict__['method_calls'] = _CallList()
        if return_value:
            self.__dict__['_mock_return_value'] = DEFAULT
        if side_effect:
            self.__dict__['_mock_side_effect'] = None
        for child in self._mock_children.values():
            if child is not _deleted and isinstance(child, NonCallableMock):
                child.reset_mock(visited, return_value=return_value, side_effect=side_effect)
        result = self._mock_return_value
        if isinstance(result, NonCallableMock) and result is not self:
            result.reset_mock(visited)

    def configure_mock(self, /, **kwargs):
        """Set attributes, also of attributes: {'method.return_value': 3}."""
        for name, value in sorted(kwargs.items(), key=lambda pair: pair[0].count('.')):
            *path, last = name.split('.')
            obj = self
            for part in path:
                obj = getattr(obj, part)
            setattr(obj, last, value)

    def __getattr__(self, name):
        if name in ('_mock_methods', '_mock_unsafe', '_mock_children', '_mock_delegate', '_spec_class', '_mock_sealed'):
            raise AttributeError(name)
        if self._mock_methods is not None:
            if name not in self._mock_methods or _is_magic(name):
                raise AttributeError("Mock object has no attribute %r" % name)
        elif _is_magic(name):
            raise AttributeError(name)
        if not self._mock_unsafe and (not self._mock_methods or name not in self._mock_methods):
            if name.startswith(_ASSERTS):
                raise AttributeError(f"{name!r} is not a valid assertion. Use a spec for the mock if {name!r} is "
                                     "meant to be an attribute.")
        with NonCallableMock._lock:
            result = self._mock_children.get(name)
            if result is _deleted:
                raise AttributeError(name)
            if result is None:
                wraps = getattr(self._mock_wraps, name) if self._mock_wraps is not None else None
                result = self._get_child_mock(parent=self, name=name, wraps=wraps, _new_name=name, _new_parent=self)
                self._mock_children[name] = result
            elif isinstance(result, _SpecState):
                from ._mock_patch import create_autospec
                result = create_autospec(result.spec, result.spec_set, result.instance, result.parent, result.name)
                self._mock_children[name] = result
        return result

    def _extract_mock_name(self):
        parts = [self._mock_new_name]
        dot = '' if parts == ['()'] else '.'
        parent = self._mock_new_parent
        last = self
        seen = set()
        while parent is not None:
            last = parent
            parts.append(parent._mock_new_name + dot)
            dot = '' if parent._mock_new_name == '()' else '.'
            if id(parent) in seen:
                break
            seen.add(id(parent))
            parent = parent._mock_new_parent
        parts.reverse()
        first = last._mock_name or 'mock'
        if len(parts) > 1 and parts[1] not in ('()', '().'):
            first += '.'
        parts[0] = first
        return ''.join(part for part in parts if part)

    def __repr__(self):
        name = self._extract_mock_name()
        name = '' if name in ('mock', 'mock.') else ' name=%r' % name
        spec = ''
        if self._spec_class is not None:
            spec = ' %s=%r' % ('spec_set' if self._spec_set else 'spec', self._spec_class.__name__)
        return "<%s%s%s id='%s'>" % (type(self).__name__, name, spec, id(self))

    def __dir__(self):
        from . import mock
        if not mock.FILTER_DIR:
            return object.__dir__(self)
        own = [name for name in object.__dir__(self) if not name.startswith('_') or _is_magic(name)]
        children = [name for name, value in self._mock_children.items() if value is not _deleted]
        return sorted(set(own + children + list(self._mock_methods or ())))

    def __setattr__(self, name, value):
        if name in _FIELDS:
            object.__setattr__(self, name, value)
            return
        if self._spec_set and self._mock_methods is not None and name not in self._mock_methods \
                and name not in self.__dict__:
            raise AttributeError("Mock object has no attribute '%s'" % name)
        if name in _REFUSED:
            raise AttributeError("Attempting to set unsupported magic method %r." % name)
        if name in _SUPPORTED:
            if self._mock_methods is not None and name not in self._mock_methods:
                raise AttributeError("Mock object has no attribute '%s'" % name)
            if isinstance(value, NonCallableMock):
                _adopt(self, value, name, name)
                setattr(type(self), name, value)
                self._mock_children[name] = value
            else:
                setattr(type(self), name, _method_of(name, value))
                self._mock_children[name] = value
            return
        if name == '__class__':
            self.__dict__['_spec_class'] = value
            return
        if isinstance(getattr(type(self), name, None), property):
            object.__setattr__(self, name, value)
            return
        if self._mock_sealed and name not in self.__dict__ and name not in self._mock_children:
            raise AttributeError(f'Cannot set {self._extract_mock_name()}.{name}')
        if _adopt(self, value, name, name):
            self._mock_children[name] = value
        if isinstance(value, PropertyMock):
            self.__dict__[name] = value
            return
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        if name in _SUPPORTED and name in type(self).__dict__:
            delattr(type(self), name)
            if name not in self.__dict__:
                return
        child = self._mock_children.get(name, _missing)
        if name in self.__dict__:
            object.__delattr__(self, name)
        elif child is _deleted:
            raise AttributeError(name)
        if child is not _missing:
            del self._mock_children[name]
        self._mock_children[name] = _deleted

    def _call_matcher(self, _call):
        """Return a call with its arguments bound as the spec's signature has them, so that 1 and a=1 are equal."""
        sig = self._spec_signature
        if sig is None:
            return _call
        name, args, kwargs = _call if len(_call) == 3 else ('', *_call)
        try:
            bound = sig.bind(*args, **kwargs)
        except TypeError as e:
            return e.with_traceback(None)
        return _BoundCall((name, bound.args, bound.kwargs))

    def _child_for(self, name):
        """Return the mock whose spec a recorded call of that name is to match, or this one."""
        child = self
        for part in name.replace('()', '').split('.') if name else ():
            child = child._mock_children.get(part)
            if not isinstance(child, NonCallableMock):
                return None
        return child

    def _matched(self, recorded):
        if not isinstance(recorded, tuple):
            return recorded
        child = self._child_for(recorded[0]) if len(recorded) == 3 else self
        return recorded if child is None else child._call_matcher(recorded)

    def _calls_text(self, prefix='Calls', suffix='.'):
        return f"\n{prefix}: {safe_repr(self.mock_calls)}{suffix}" if self.mock_calls else ""

    def _call_text(self, args, kwargs):
        return _format_call(self._mock_name or 'mock', args, kwargs)

    def _failure(self, args, kwargs, action='call'):
        actual = self.call_args
        return "expected %s not found.\nExpected: %s\n  Actual: %s" % (
            action, self._call_text(args, kwargs), self._call_text(*actual[-2:]))

    def assert_not_called(self):
        """No call so far."""
        if self.call_count:
            raise AssertionError("Expected '%s' to not have been called. Called %s times.%s"
                                 % (self._mock_name or 'mock', self.call_count, self._calls_text()))

    def assert_called(self):
        """At least one call."""
        if self.call_count == 0:
            raise AssertionError("Expected '%s' to have been called." % (self._mock_name or 'mock'))

    def assert_called_once(self):
        """Exactly one call."""
        if self.call_count != 1:
            raise AssertionError("Expected '%s' to have been called once. Called %s times.%s"
                                 % (self._mock_name or 'mock', self.call_count, self._calls_text()))

    def assert_called_with(self, /, *args, **kwargs):
        """The last call had these arguments."""
        if self.call_args is None:
            raise AssertionError('expected call not found.\nExpected: %s\n  Actual: %s'
                                 % (self._call_text(args, kwargs), 'not called.'))
        expected = self._call_matcher(_Call((args, kwargs), two=True))
        if self._call_matcher(self.call_args) != expected:
            cause = expected if isinstance(expected, Exception) else None
            raise AssertionError(self._failure(args, kwargs)) from cause

    def assert_called_once_with(self, /, *args, **kwargs):
        """Exactly one call, with these arguments."""
        if self.call_count != 1:
            raise AssertionError("Expected '%s' to be called once. Called %s times.%s"
                                 % (self._mock_name or 'mock', self.call_count, self._calls_text()))
        return self.assert_called_with(*args, **kwargs)

    def assert_has_calls(self, calls, any_order=False):
        """These calls are among those recorded, one after the other unless any_order."""
        expected = [self._matched(c) for c in calls]
        cause = next((e for e in expected if isinstance(e, Exception)), None)
        recorded = _CallList(self._matched(c) for c in self.mock_calls)
        if not any_order:
            if expected not in recorded:
                if cause is None:
                    problem = 'Calls not found.'
                else:
                    problem = ('Error processing expected calls.\nErrors: {}'.format(
                        [e if isinstance(e, Exception) else None for e in expected]))
                raise AssertionError(f'{problem}\nExpected: {_CallList(calls)}'
                                     f'{self._calls_text("  Actual", "")}') from cause
            return
        left = list(recorded)
        missing = []
        for c in expected:
            try:
                left.remove(c)
            except ValueError:
                missing.append(c)
        if missing:
            raise AssertionError('%r does not contain all of %r in its call list, found %r instead'
                                 % (self._mock_name or 'mock', tuple(missing), left)) from cause

    def assert_any_call(self, /, *args, **kwargs):
        """Some call had these arguments."""
        expected = self._call_matcher(_Call((args, kwargs), two=True))
        cause = expected if isinstance(expected, Exception) else None
        actual = [self._call_matcher(c) for c in self.call_args_list]
        if cause or expected not in actual:
            raise AssertionError('%s call not found' % self._call_text(args, kwargs)) from cause

    def _get_child_mock(self, /, **kw):
        """Return a mock for an attribute or a result; a subclass may choose its class."""
        if self._mock_sealed:
            attribute = f".{kw['name']}" if "name" in kw else "()"
            raise AttributeError(self._extract_mock_name() + attribute)
        name = kw.get('_new_name')
        kind = type(self)
        if name in self._spec_asyncs or issubclass(kind, MagicMock) and name in _ASYNC_MAGICS:
            return AsyncMock(**kw)
        if issubclass(kind, AsyncMockMixin):
            known = name in _MAGICS - _ASYNC_MAGICS or self._mock_methods and name in self._mock_methods
            return (MagicMock if known else AsyncMock)(**kw)
        if issubclass(kind, CallableMixin):
            return kind.__mro__[1](**kw)
        return (MagicMock if issubclass(kind, NonCallableMagicMock) else Mock)(**kw)

    def _mock_check_sig(self, args, kwargs):
        # Only what create_autospec() makes has it.
        if '_mock_checks_calls' in self.__dict__ and self._spec_signature is not None:
            self._spec_signature.bind(*args, **kwargs)


class _BoundCall(tuple):
    """A call whose arguments were bound: compared without its name where one has none."""

    def __eq__(self, other):
        if not isinstance(other, tuple) or isinstance(other, Exception):
            return NotImplemented
        if self[1:] != tuple(other)[-2:]:
            return False
        return len(other) < 3 or not self[0] or not other[0] or self[0] == other[0]

    __hash__ = None

    def __repr__(self):
        return repr(_Call(tuple(self)))


class _Effects:
    """The results that an iterable given as side_effect yields."""

    def __init__(self, iterable):
        self.iterator = iter(iterable)

    def __iter__(self):
        return self.iterator

    def __next__(self):
        return next(self.iterator)


class _SpecState:
    """What an attribute of an autospec is made of when it is asked for."""

    def __init__(self, spec, spec_set=False, parent=None, name=None, ids=None, instance=False):
        self.spec, self.spec_set, self.parent, self.name, self.instance = spec, spec_set, parent, name, instance


def _extract(value):
    return getattr(value, 'mock', value) if inspect.isfunction(value) else value


def _adopt(parent, value, name, new_name):
    """Make value a child of a mock, if it is a mock without a name and a parent; tell whether it is one now."""
    value = _extract(value)
    if not isinstance(value, NonCallableMock) or 'method_calls' not in value.__dict__:
        return False
    if (value._mock_name or value._mock_new_name) or (value._mock_parent is not None) \
            or (value._mock_new_parent is not None):
        return False
    above = parent
    while above is not None:
        if above is value:
            # It would be its own parent.
            return False
        above = above._mock_new_parent
    if new_name:
        value.__dict__['_mock_new_parent'] = parent
        value.__dict__['_mock_new_name'] = new_name
    if name:
        value.__dict__['_mock_parent'] = parent
        value.__dict__['_mock_name'] = name
    return True


class CallableMixin(Base):
    """What makes a mock callable."""

    def __init__(self, spec=None, side_effect=None, return_value=DEFAULT, wraps=None, name=None, spec_set=None,
                 parent=None, _spec_state=None, _new_name='', _new_parent=None, **kwargs):
        self.__dict__['_mock_return_value'] = return_value
        super().__init__(spec, wraps, name, spec_set, parent, _spec_state, _new_name, _new_parent, **kwargs)
        self.side_effect = side_effect

    def __call__(self, /, *args, **kwargs):
        self._mock_check_sig(args, kwargs)
        self._increment_mock_call(args, kwargs)
        return self._execute_mock_call(*args, **kwargs)

    def _increment_mock_call(self, args, kwargs):
        """Record a call here and in the mocks above."""
        self.called = True
        self.call_count += 1
        made = _Call((args, kwargs), two=True)
        self.call_args = made
        self.call_args_list.append(made)
        self.mock_calls.append(_Call(('', args, kwargs)))
        method_name = self._mock_name
        is_method = self._mock_parent is not None
        new_name = self._mock_new_name
        above = self._mock_new_parent
        is_call = new_name == '()'
        seen = set()
        while above is not None and id(above) not in seen:
            seen.add(id(above))
            if is_method:
                above.method_calls.append(_Call((method_name, args, kwargs)))
                is_method = above._mock_parent is not None
                if is_method:
                    method_name = above._mock_name + '.' + method_name
            above.mock_calls.append(_Call((new_name, args, kwargs)))
            if above._mock_new_name:
                new_name = above._mock_new_name + ('' if is_call else '.') + new_name
                is_call = above._mock_new_name == '()'
            above = above._mock_new_parent

    def _execute_mock_call(self, /, *args, **kwargs):
        effect = self.side_effect
        if effect is not None:
            if _is_exception(effect):
                raise effect
            if not callable(effect):
                result = next(effect)
                if _is_exception(result):
                    raise result
                return self.return_value if result is DEFAULT else result
            result = effect(*args, **kwargs)
            if result is not DEFAULT:
                return result
        if self._mock_return_value is not DEFAULT:
            return self.return_value
        if self._mock_delegate is not None and self._mock_delegate.return_value is not DEFAULT:
            return self._mock_delegate.return_value
        if self._mock_wraps is not None:
            return self._mock_wraps(*args, **kwargs)
        return self.return_value


class Mock(CallableMixin, NonCallableMock):
    """A mock: every attribute is a mock too, and so is what a call returns."""


def _method_of(name, value):
    """Return what stands on a mock's class for a magic method that is not a mock."""
    if not callable(value) or isinstance(value, type):
        return value if callable(value) else property(lambda self: value)

    def method(self, /, *args, **kw):
        return value(self, *args, **kw)
    method.__name__ = name
    return method


class MagicProxy(Base):
    """Stands on a mock's class for a magic method, whose mock is made at the first use."""

    def __init__(self, name, parent):
        self.name = name
        self.parent = parent

    def create_mock(self):
        """Make the mock."""
        name, parent = self.name, self.parent
        if name in _ASYNC_MAGICS:
            m = AsyncMock(name=name, _new_name=name, _new_parent=parent)
            m.__dict__['_mock_parent'] = parent
        else:
            m = MagicMock(name=name, _new_name=name, _new_parent=parent, parent=parent) \
                if not isinstance(parent, MagicMixin) else parent._get_child_mock(
                    name=name, _new_name=name, _new_parent=parent, parent=parent)
        parent._mock_children[name] = m
        setattr(type(parent), name, m)
        _set_default(parent, m, name)
        return m

    def __get__(self, obj, _type=None):
        return self.create_mock()


def _set_default(parent, method, name):
    """Give a magic method the result that Python needs of it."""
    if name in _CONSTANTS:
        method.return_value = _CONSTANTS[name]
    elif name in _RETURN_VALUES:
        method.return_value = _RETURN_VALUES[name](parent)
    elif name == '__eq__':
        def equal(other):
            result = parent.__eq__._mock_return_value
            return result if result is not DEFAULT else True if parent is other else NotImplemented
        method.side_effect = equal
    elif name == '__ne__':
        def not_equal(other):
            return DEFAULT if parent.__ne__._mock_return_value is not DEFAULT else \
                False if parent is other else NotImplemented
        method.side_effect = not_equal
    elif name in ('__iter__', '__aiter__'):
        def iterate():
            result = method._mock_return_value
            items = iter([]) if result is DEFAULT else iter(result)
            return items if name == '__iter__' else _AsyncIterator(items)
        method.side_effect = iterate


class _AsyncIterator:
    """An asynchronous iterator over what an iterator yields."""

    def __init__(self, iterator):
        self.iterator = iterator

    def __aiter__(self):
        return self

    async def __anext__(self):
        for item in self.iterator:
            return item
        raise StopAsyncIteration


class MagicMixin(Base):
    """What gives a mock the magic methods."""

    def __init__(self, /, *args, **kw):
        self._mock_set_magics()
        super().__init__(*args, **kw)
        self._mock_set_magics()

    def _mock_set_magics(self):
        names = _CONFIGURED_BY_DEFAULT
        methods = self.__dict__.get('_mock_methods')
        kind = type(self)
        if methods is not None:
            names = names.intersection(methods)
            for name in _CONFIGURED_BY_DEFAULT - names:
                if name in kind.__dict__:
                    delattr(kind, name)
        for name in names:
            if name not in kind.__dict__:
                setattr(kind, name, MagicProxy(name, self))


class NonCallableMagicMock(MagicMixin, NonCallableMock):
    """A MagicMock that cannot be called."""

    def mock_add_spec(self, spec, spec_set=False):
        self._mock_add_spec(spec, spec_set)
        self._mock_set_magics()


class MagicMock(MagicMixin, Mock):
    """A Mock with the magic methods: it can be iterated, compared, used in with, and so on."""

    def mock_add_spec(self, spec, spec_set=False):
        """Allow only the attributes of spec."""
        self._mock_add_spec(spec, spec_set)
        self._mock_set_magics()

    def reset_mock(self, /, *args, return_value=False, **kwargs):
        super().reset_mock(*args, return_value=return_value, **kwargs)
        if return_value:
            for name in _CONFIGURED_BY_DEFAULT:
                child = self._mock_children.get(name)
                if isinstance(child, NonCallableMock):
                    _set_default(self, child, name)


class AsyncMockMixin(Base):
    """What makes calls of a mock coroutines, and remembers which were awaited."""

    def __init__(self, /, *args, **kwargs):
        super().__init__(*args, **kwargs)
        d = self.__dict__
        d['_mock_await_count'] = 0
        d['_mock_await_args'] = None
        d['_mock_await_args_list'] = _CallList()
        d['_is_coroutine'] = True

    await_count = _delegating('await_count')
    await_args = _delegating('await_args')
    await_args_list = _delegating('await_args_list')

    async def _execute_mock_call(self, /, *args, **kwargs):
        effect = self.side_effect
        try:
            if effect is None:
                if self._mock_return_value is DEFAULT and self._mock_wraps is not None:
                    result = self._mock_wraps(*args, **kwargs)
                    return await result if inspect.isawaitable(result) else result
                return self.return_value
            if _is_exception(effect):
                raise effect
            if callable(effect):
                result = effect(*args, **kwargs)
                if inspect.iscoroutine(result):
                    result = await result
            else:
                try:
                    result = next(effect)
                except StopIteration:
                    # A coroutine cannot raise StopIteration.
                    raise StopAsyncIteration from None
                if _is_exception(result):
                    raise result
            return self.return_value if result is DEFAULT else result
        finally:
            made = _Call((args, kwargs), two=True)
            self.await_count += 1
            self.await_args = made
            self.await_args_list.append(made)

    def assert_awaited(self):
        """At least one await."""
        if self.await_count == 0:
            raise AssertionError(f"Expected {self._mock_name or 'mock'} to have been awaited.")

    def assert_awaited_once(self):
        """Exactly one await."""
        if self.await_count != 1:
            raise AssertionError(f"Expected {self._mock_name or 'mock'} to have been awaited once. "
                                 f"Awaited {self.await_count} times.")

    def assert_awaited_with(self, /, *args, **kwargs):
        """The last await had these arguments."""
        if self.await_args is None:
            raise AssertionError(f'Expected await: {self._call_text(args, kwargs)}\nNot awaited')
        if self._call_matcher(self.await_args) != self._call_matcher(_Call((args, kwargs), two=True)):
            raise AssertionError("expected await not found.\nExpected: %s\n  Actual: %s" % (
                self._call_text(args, kwargs), self._call_text(*self.await_args)))

    def assert_awaited_once_with(self, /, *args, **kwargs):
        """Exactly one await, with these arguments."""
        self.assert_awaited_once()
        return self.assert_awaited_with(*args, **kwargs)

    def assert_any_await(self, /, *args, **kwargs):
        """Some await had these arguments."""
        expected = self._call_matcher(_Call((args, kwargs), two=True))
        if expected not in [self._call_matcher(c) for c in self.await_args_list]:
            raise AssertionError('%s await not found' % self._call_text(args, kwargs))

    def assert_has_awaits(self, calls, any_order=False):
        """These awaits are among those recorded."""
        recorded = _CallList(self.await_args_list)
        missing = [c for c in calls if c not in recorded] if any_order else \
            [] if list(calls) in recorded else list(calls)
        if missing:
            raise AssertionError(f'Awaits not found.\nExpected: {_CallList(calls)}\nActual: {self.await_args_list}')

    def assert_not_awaited(self):
        """No await so far."""
        if self.await_count != 0:
            raise AssertionError(f"Expected {self._mock_name or 'mock'} to not have been awaited. "
                                 f"Awaited {self.await_count} times.")

    def reset_mock(self, /, *args, **kwargs):
        super().reset_mock(*args, **kwargs)
        self.await_count = 0
        self.await_args = None
        self.await_args_list = _CallList()


class AsyncMagicMixin(MagicMixin):
    """The magic methods of an AsyncMock."""


class AsyncMock(AsyncMockMixin, AsyncMagicMixin, Mock):
    """A mock whose calls return coroutines."""


class PropertyMock(Mock):
    """A mock for a property: reading calls it without arguments, writing with the value."""

    def _get_child_mock(self, /, **kwargs):
        return MagicMock(**kwargs)

    def __get__(self, obj, obj_type=None):
        return self()

    def __set__(self, obj, val):
        self(val)


class ThreadingMock(MagicMock):
    """A MagicMock whose calls another thread can wait for."""

    DEFAULT_TIMEOUT = None

    def __init__(self, /, *args, timeout=_unset, **kwargs):
        super().__init__(*args, **kwargs)
        self.__dict__['_mock_wait_timeout'] = self.DEFAULT_TIMEOUT if timeout is _unset else timeout
        self.__dict__['_mock_calls_condition'] = threading.Condition()

    def _get_child_mock(self, /, **kw):
        if isinstance(kw.get('parent'), ThreadingMock):
            kw['timeout'] = kw['parent']._mock_wait_timeout
        elif isinstance(kw.get('_new_parent'), ThreadingMock):
            kw['timeout'] = kw['_new_parent']._mock_wait_timeout
        return super()._get_child_mock(**kw)

    def _increment_mock_call(self, args, kwargs):
        with self._mock_calls_condition:
            super()._increment_mock_call(args, kwargs)
            self._mock_calls_condition.notify_all()

    def _wait(self, predicate, timeout, what):
        timeout = self._mock_wait_timeout if timeout is _unset else timeout
        with self._mock_calls_condition:
            if not self._mock_calls_condition.wait_for(predicate, timeout):
                raise AssertionError(what % timeout)

    def wait_until_called(self, *, timeout=_unset):
        """Wait for a call."""
        self._wait(lambda: self.called, timeout, f"{self._mock_name or 'mock'} was not called before timeout(%s).")

    def wait_until_any_call_with(self, *args, **kwargs):
        """Wait for a call with these arguments."""
        expected = _Call((args, kwargs), two=True)
        self._wait(lambda: expected in self.call_args_list, _unset,
                   self._call_text(args, kwargs).replace('%', '%%') + " call not found before timeout(%s)")


def seal(mock):
    """Let no more attributes be made of a mock and those below it."""
    mock.__dict__['_mock_sealed'] = True
    for child in list(mock._mock_children.values()):
        if isinstance(child, NonCallableMock) and child._mock_new_parent is mock:
            seal(child)
