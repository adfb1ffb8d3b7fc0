# SPDX-License-Identifier: MIT
"""patch() and its kin, create_autospec() and mock_open()."""

import builtins
import contextlib
import functools
import inspect
import sys

from ._mock_calls import DEFAULT, _missing
from ._mock_objects import (AsyncMock, InvalidSpecError, MagicMock, NonCallableMagicMock, NonCallableMock, _SpecState,
                            _is_async_func)

__name__ = 'unittest.mock'          # where the names are public


def _import(name):
    """Return what a dotted name leads to, imported as far as needed."""
    parts = name.split('.')
    found = __import__(parts[0])
    path = parts[0]
    for part in parts[1:]:
        path += '.' + part
        try:
            found = getattr(found, part)
        except AttributeError:
            __import__(path)
            found = getattr(found, part)
    return found


def _get_target(target):
    try:
        owner, attribute = target.rsplit('.', 1)
    except (TypeError, ValueError, AttributeError):
        raise TypeError(f"Need a valid target to patch. You supplied: {target!r}") from None
    return functools.partial(_import, owner), attribute


class _patch:
    """Puts something in the place of an attribute: as a decorator, in a with statement, or from start() to stop()."""

    attribute_name = None
    _active_patches = []

    def __init__(self, getter, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs, *, unsafe=False):
        if new_callable is not None:
            if new is not DEFAULT:
                raise ValueError("Cannot use 'new' and 'new_callable' together")
            if autospec is not None:
                raise ValueError("Cannot use 'autospec' and 'new_callable' together")
        self.getter = getter
        self.attribute = attribute
        self.new = new
        self.new_callable = new_callable
        self.spec = spec
        self.create = create
        self.has_local = False
        self.spec_set = spec_set
        self.autospec = autospec
        self.kwargs = kwargs
        self.additional_patchers = []
        self.is_started = False

    def copy(self):
        """Return another one of the same."""
        other = _patch(self.getter, self.attribute, self.new, self.spec, self.create, self.spec_set, self.autospec,
                       self.new_callable, self.kwargs)
        other.attribute_name = self.attribute_name
        other.additional_patchers = [p.copy() for p in self.additional_patchers]
        return other

    def __call__(self, func):
        if isinstance(func, type):
            return self.decorate_class(func)
        if inspect.iscoroutinefunction(func):
            return self._decorate(func, True)
        return self._decorate(func, False)

    def decorate_class(self, klass):
        """Decorate the methods of a class whose names begin with patch.TEST_PREFIX."""
        for name in dir(klass):
            if name.startswith(patch.TEST_PREFIX) and callable(value := getattr(klass, name)):
                setattr(klass, name, self.copy()(value))
        return klass

    def _decorate(self, func, is_async):
        if hasattr(func, 'patchings'):
            func.patchings.append(self)
            return func

        @contextlib.contextmanager
        def entered(args, kwargs):
            with contextlib.ExitStack() as stack:
                extra = []
                for patching in wrapper.patchings:
                    value = stack.enter_context(patching)
                    if patching.attribute_name is not None:
                        kwargs.update(value)
                    elif patching.new is DEFAULT:
                        extra.append(value)
                yield args + tuple(extra), kwargs

        if is_async:
            async def wrapper(*args, **kwargs):
                with entered(args, kwargs) as (args, kwargs):
                    return await func(*args, **kwargs)
        else:
            def wrapper(*args, **kwargs):
                with entered(args, kwargs) as (args, kwargs):
                    return func(*args, **kwargs)
        wrapper = functools.wraps(func)(wrapper)
        wrapper.patchings = [self]
        return wrapper

    def get_original(self):
        """Return (what the attribute is now, whether it is the target's own)."""
        name = self.attribute
        local = False
        try:
            original = self.target.__dict__[name]
            local = True
        except (AttributeError, KeyError):
            original = getattr(self.target, name, DEFAULT)
        if name in vars(builtins) and inspect.ismodule(self.target):
            self.create = True
        if not self.create and original is DEFAULT:
            raise AttributeError("%s does not have the attribute %r" % (self.target, name))
        return original, local

    def __enter__(self):
        if self.is_started:
            raise RuntimeError("Patch is already started")
        if self.spec is not None and self.spec_set is not None and self.spec not in (True, False):
            raise TypeError("Can't provide explicit spec_set *and* spec or autospec")
        self.target = self.getter()
        self.temp_original, self.is_local = self.get_original()
        new = self.new
        if new is DEFAULT and self.autospec is None:
            new = self._make_mock()
        elif self.autospec is not None:
            new = self._make_autospec()
        elif self.kwargs:
            raise TypeError("Can't pass kwargs to a mock we aren't creating")
        self._exit_stack = contextlib.ExitStack()
        self.is_started = True
        try:
            setattr(self.target, self.attribute, new)
            if self.attribute_name is None:
                return new
            values = {self.attribute_name: new} if self.new is DEFAULT else {}
            for patching in self.additional_patchers:
                value = self._exit_stack.enter_context(patching)
                if patching.new is DEFAULT:
                    values.update(value)
            return values
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise

    def _make_mock(self):
        original, spec, spec_set = self.temp_original, self.spec, self.spec_set
        if spec is True:
            spec = original
            if spec_set is True:
                spec_set, spec = original, None
        elif spec_set is True:
            spec_set = original
        basis = spec if spec is not None else spec_set
        kwargs = dict(self.kwargs)
        if spec is not None:
            kwargs['spec'] = spec
        if spec_set is not None:
            kwargs['spec_set'] = spec_set
        kind = self.new_callable
        if kind is None:
            kind = AsyncMock if _is_async_func(basis if basis is not None else original) else MagicMock
            if basis is not None and not callable(basis) and not isinstance(basis, (list, tuple)):
                kind = NonCallableMagicMock
        if isinstance(kind, type) and issubclass(kind, NonCallableMock) and self.attribute:
            kwargs.setdefault('name', self.attribute)
        new = kind(**kwargs)
        if isinstance(basis, type) and isinstance(new, NonCallableMock) and callable(new):
            # What a class returns is an instance of it.
            inner = {'spec_set' if spec_set is not None else 'spec': basis}
            result = (MagicMock if hasattr(basis, '__call__') and '__call__' in dir(basis) else NonCallableMagicMock)
            new.return_value = result(_new_parent=new, _new_name='()', _spec_as_instance=True, **inner)
        return new

    def _make_autospec(self):
        if self.new is not DEFAULT:
            raise TypeError("autospec creates the mock for you. Can't specify autospec and new.")
        if self.temp_original is DEFAULT:
            raise TypeError("Can't use 'autospec' with create=True")
        autospec = self.temp_original if self.autospec is True else self.autospec
        if isinstance(autospec, NonCallableMock):
            raise InvalidSpecError(f'Cannot autospec attr {self.attribute!r} as the patch target has already been '
                                   f'mocked out. [target={self.target!r}, attr={autospec!r}]')
        return create_autospec(autospec, spec_set=bool(self.spec_set), _name=self.attribute, **self.kwargs)

    def __exit__(self, *exc_info):
        if not self.is_started:
            return None
        if self.is_local and self.temp_original is not DEFAULT:
            setattr(self.target, self.attribute, self.temp_original)
        else:
            delattr(self.target, self.attribute)
            if not self.create and (not hasattr(self.target, self.attribute)
                                    or self.attribute in ('__doc__', '__module__', '__defaults__',
                                                          '__annotations__', '__kwdefaults__')):
                # The target hands attributes on to something else, and so did deleting.
                setattr(self.target, self.attribute, self.temp_original)
        self.is_started = False
        stack, self._exit_stack = self._exit_stack, None
        return stack.__exit__(*exc_info)

    def start(self):
        """Put the mock in place; return it."""
        result = self.__enter__()
        self._active_patches.append(self)
        return result

    def stop(self):
        """Put the original back."""
        try:
            self._active_patches.remove(self)
        except ValueError:
            return None
        return self.__exit__(None, None, None)


def patch(target, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, *,
          unsafe=False, **kwargs):
    """Patch 'package.module.name' with new, by default a MagicMock."""
    getter, attribute = _get_target(target)
    return _patch(getter, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs, unsafe=unsafe)


def _patch_object(target, attribute, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None,
                  new_callable=None, *, unsafe=False, **kwargs):
    """Patch an attribute of an object."""
    if isinstance(target, str):
        raise TypeError(f"{target!r} must be the actual object to be patched, not a str")
    return _patch(lambda: target, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs,
                  unsafe=unsafe)


def _patch_multiple(target, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs):
    """Patch several attributes of an object, given as keyword arguments."""
    getter = functools.partial(_import, target) if isinstance(target, str) else lambda: target
    if not kwargs:
        raise ValueError('Must supply at least one keyword argument with patch.multiple')
    first, *others = [_patch(getter, attribute, new, spec, create, spec_set, autospec, new_callable, {})
                      for attribute, new in kwargs.items()]
    for patcher, attribute in zip([first, *others], kwargs):
        patcher.attribute_name = attribute
    first.additional_patchers = others
    return first


class _patch_dict:
    """Changes a dictionary, or what has items like one, for a time."""

    def __init__(self, in_dict, values=(), clear=False, **kwargs):
        self.in_dict = in_dict
        self.values = dict(values)
        self.values.update(kwargs)
        self.clear = clear
        self._original = None

    def __call__(self, f):
        if isinstance(f, type):
            for name in dir(f):
                if name.startswith(patch.TEST_PREFIX) and callable(value := getattr(f, name)):
                    setattr(f, name, _patch_dict(self.in_dict, self.values, self.clear)(value))
            return f
        if inspect.iscoroutinefunction(f):
            @functools.wraps(f)
            async def inner(*args, **kw):
                with self:
                    return await f(*args, **kw)
        else:
            @functools.wraps(f)
            def inner(*args, **kw):
                with self:
                    return f(*args, **kw)
        return inner

    def __enter__(self):
        if isinstance(self.in_dict, str):
            self.in_dict = _import(self.in_dict)
        d = self.in_dict
        self._original = d.copy() if hasattr(d, 'copy') else {key: d[key] for key in d}
        if self.clear:
            self._clear()
        self._update(self.values)
        return d

    def _clear(self):
        try:
            self.in_dict.clear()
        except AttributeError:
            for key in list(self.in_dict):
                del self.in_dict[key]

    def _update(self, values):
        try:
            self.in_dict.update(values)
        except AttributeError:
            for key in values:
                self.in_dict[key] = values[key]

    def __exit__(self, *args):
        if self._original is not None:
            self._clear()
            self._update(self._original)
            self._original = None
        return False

    def start(self):
        """Change the dictionary; return it."""
        result = self.__enter__()
        _patch._active_patches.append(self)
        return result

    def stop(self):
        """Put it back as it was."""
        try:
            _patch._active_patches.remove(self)
        except ValueError:
            return None
        return self.__exit__(None, None, None)


def _stopall():
    for patching in reversed(_patch._active_patches[:]):
        patching.stop()


patch.object = _patch_object
patch.dict = _patch_dict
patch.multiple = _patch_multiple
patch.stopall = _stopall
patch.TEST_PREFIX = 'test'


def create_autospec(spec, spec_set=False, instance=False, _parent=None, _name=None, *, unsafe=False, **kwargs):
    """Return a mock with the attributes of spec, and theirs, whose calls must match the signatures."""
    if isinstance(spec, (list, tuple)):
        spec = type(spec)
    if isinstance(spec, NonCallableMock):
        raise InvalidSpecError(f'Cannot autospec a Mock object. [object={spec!r}]')
    is_type = isinstance(spec, type)
    kind = MagicMock
    if _is_async_func(spec):
        if instance:
            raise RuntimeError("Instance can not be True when create_autospec is mocking an async function")
        kind = AsyncMock
    elif not callable(spec) or is_type and instance and '__call__' not in dir(spec):
        kind = NonCallableMagicMock
    arguments = {'spec_set' if spec_set else 'spec': spec}
    mock = kind(parent=_parent, _new_parent=_parent, _new_name=_name or '', name=_name or kwargs.pop('name', None),
                _spec_as_instance=instance, unsafe=unsafe, _eat_self=False, **arguments, **kwargs)
    mock.__dict__['_mock_checks_calls'] = True
    if inspect.isfunction(spec):
        return _as_function(mock, spec)
    if is_type and not instance and 'return_value' not in kwargs:
        mock.return_value = create_autospec(spec, spec_set, instance=True, _name='()', _parent=mock)
    for entry in dir(spec):
        if entry.startswith('__') and entry.endswith('__'):
            continue
        try:
            original = getattr(spec, entry)
        except AttributeError:
            continue
        if inspect.isroutine(original):
            mock._mock_children[entry] = _method_mock(mock, spec, entry, original, instance)
        else:
            mock._mock_children[entry] = _SpecState(original, spec_set, mock, entry, instance=instance)
    return mock


def _method_mock(mock, spec, name, original, instance):
    """Return a mock for a method, that takes no self where the mock stands for an instance of the class spec."""
    static = inspect.getattr_static(spec, name, None)
    takes_self = instance and inspect.isfunction(original) and not isinstance(static, staticmethod)
    kind = AsyncMock if _is_async_func(getattr(original, '__func__', original)) else MagicMock
    method = kind(spec=original, parent=mock, name=name, _new_name=name, _new_parent=mock, _eat_self=takes_self)
    method.__dict__['_mock_checks_calls'] = True
    return method


def _as_function(mock, spec):
    """Return a function with the signature of spec that calls the mock."""
    sig = inspect.signature(spec)
    if _is_async_func(spec):
        async def funcopy(*args, **kwargs):
            sig.bind(*args, **kwargs)
            return await mock(*args, **kwargs)
    else:
        def funcopy(*args, **kwargs):
            sig.bind(*args, **kwargs)
            return mock(*args, **kwargs)
    functools.update_wrapper(funcopy, spec)
    funcopy.__wrapped__ = spec
    funcopy.mock = mock
    # From here on the function has the record, and the mock asks it.
    for name in ('called', 'call_count', 'call_args', 'call_args_list', 'mock_calls', 'side_effect', '_mock_children'):
        setattr(funcopy, name, getattr(mock, name))
    if isinstance(mock, AsyncMock):
        for name in ('await_count', 'await_args', 'await_args_list'):
            setattr(funcopy, name, getattr(mock, name))
    funcopy.method_calls = mock.method_calls
    funcopy.return_value = mock.return_value
    mock.__dict__['_mock_delegate'] = funcopy
    for name in dir(type(mock)):
        if name.startswith(('assert_', 'reset_mock', 'configure_mock')):
            setattr(funcopy, name, getattr(mock, name))
    return funcopy


def mock_open(mock=None, read_data=''):
    """Return a mock for open(), whose files give read_data."""
    import io
    text = isinstance(read_data, str)
    handle = MagicMock(spec=list(set(dir(io.TextIOWrapper)) | set(dir(io.BytesIO))))
    handle.__enter__.return_value = handle
    handle.write.return_value = None
    if mock is None:
        mock = MagicMock(name='open', spec=open)
    state = {}

    def delegate(name):
        method = getattr(handle, name)

        def read(*args, **kwargs):
            if method.return_value is not unset[name]:
                return method.return_value
            return getattr(state['file'], name)(*args, **kwargs)
        unset[name] = method.return_value
        method.side_effect = read

    unset = {}
    for name in ('read', 'readline', 'readlines'):
        delegate(name)
    handle.__iter__.side_effect = lambda: iter(state['file'])

    def reset(*args, **kwargs):
        state['file'] = io.StringIO(read_data, newline='') if text else io.BytesIO(read_data)
        return DEFAULT

    reset()
    mock.side_effect = reset
    mock.return_value = handle
    return mock
