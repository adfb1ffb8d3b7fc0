# SPDX-License-Identifier: MIT
"""Helpers for those who import in their own ways."""

import sys
import types
from importlib import _resolve_name
from importlib._bootstrap import (
    _find_spec, decode_source, module_from_spec, spec_from_file_location, spec_from_loader,
)

__all__ = ['LazyLoader', 'cache_from_source', 'decode_source', 'find_spec', 'module_from_spec',
           'resolve_name', 'source_from_cache', 'spec_from_file_location', 'spec_from_loader']

MAGIC_NUMBER = b'krt\n'


def resolve_name(name, package):
    """The absolute name of a name with leading dots."""
    if not name.startswith('.'):
        return name
    if not package:
        raise ImportError(f'no package specified for {name!r} (required for relative module names)')
    level = len(name) - len(name.lstrip('.'))
    return _resolve_name(name[level:], package, level)


def find_spec(name, package=None):
    """The spec of a module, or None; packages above it are imported."""
    fullname = resolve_name(name, package)
    if fullname in sys.modules:
        module = sys.modules[fullname]
        if module is None:
            return None
        try:
            spec = module.__spec__
        except AttributeError:
            raise ValueError(f'{name}.__spec__ is not set') from None
        if spec is None:
            raise ValueError(f'{name}.__spec__ is None')
        return spec
    parent_name = fullname.rpartition('.')[0]
    path = None
    if parent_name:
        parent = __import__(parent_name, fromlist=['__path__'])
        try:
            path = parent.__path__
        except AttributeError as e:
            raise ModuleNotFoundError(f'__path__ attribute not found on {parent_name!r} while trying to find {fullname!r}',
                                      name=fullname) from e
    return _find_spec(fullname, path)


def cache_from_source(path, debug_override=None, *, optimization=None):
    """krait keeps no compiled files."""
    raise NotImplementedError('krait keeps no compiled files')


def source_from_cache(path):
    """krait keeps no compiled files."""
    raise NotImplementedError('krait keeps no compiled files')


def source_hash(source_bytes):
    """8 bytes that tell one source from another."""
    from hashlib import blake2b
    return blake2b(source_bytes, digest_size=8).digest()


class _LazyModule(types.ModuleType):
    """A module that runs when something of it is first used."""

    def __getattribute__(self, name):
        spec = object.__getattribute__(self, '__spec__')
        state = spec.loader_state
        if state is None or name in ('__spec__', '__class__'):
            return object.__getattribute__(self, name)
        namespace = object.__getattribute__(self, '__dict__')
        if state['loading']:
            return namespace[name] if name in namespace else object.__getattribute__(self, name)
        state['loading'] = True
        before, changed = state['namespace'], {}
        for key, value in namespace.items():
            if key not in before or before[key] is not value:
                changed[key] = value
        spec.loader.exec_module(self)
        if spec.name in sys.modules and sys.modules[spec.name] is not self:
            raise ValueError(f'module object for {spec.name!r} substituted in sys.modules during a lazy load')
        namespace.update(changed)
        spec.loader_state = None
        self.__class__ = state['class']
        return getattr(self, name)

    def __delattr__(self, name):
        self.__getattribute__(name)
        types.ModuleType.__delattr__(self, name)


class LazyLoader:
    """Puts off the running of a module that another loader loads."""

    def __init__(self, loader):
        if not hasattr(loader, 'exec_module'):
            raise TypeError('loader must define exec_module()')
        self.loader = loader

    @classmethod
    def factory(cls, loader):
        """A function that makes such a loader around what `loader` makes."""
        return lambda *args, **kwargs: cls(loader(*args, **kwargs))

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        spec = module.__spec__
        spec.loader = module.__loader__ = self.loader
        spec.loader_state = {'class': module.__class__, 'namespace': module.__dict__.copy(), 'loading': False}
        module.__class__ = _LazyModule
