# SPDX-License-Identifier: MIT
"""Importing modules by name, reloading them, and the parts of the import system."""

import _imp
import sys
from importlib import _bootstrap
from importlib._bootstrap import _exec, _find_spec

__all__ = ['__import__', 'import_module', 'invalidate_caches', 'reload']

__import__ = __import__


def invalidate_caches():
    """Ask all finders of sys.meta_path to look again."""
    for finder in sys.meta_path:
        if hasattr(finder, 'invalidate_caches'):
            finder.invalidate_caches()


def import_module(name, package=None):
    """Import a module and return it; a name with leading dots is relative to package."""
    level = len(name) - len(name.lstrip('.'))
    if level:
        if not package:
            raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
        name = _resolve_name(name[level:], package, level)
    elif not name:
        raise ValueError('Empty module name')
    __import__(name)
    return sys.modules[name]


def _resolve_name(name, package, level):
    if not isinstance(package, str):
        raise TypeError('__package__ not set to a string')
    bits = package.rsplit('.', level - 1)
    if len(bits) < level:
        raise ImportError('attempted relative import beyond top-level package')
    return f'{bits[0]}.{name}' if name else bits[0]


_reloading = {}


def reload(module):
    """Run the module's body again in its old namespace."""
    try:
        name = module.__spec__.name
    except AttributeError:
        try:
            name = module.__name__
        except AttributeError:
            raise TypeError('reload() argument must be a module') from None
    if sys.modules.get(name) is not module:
        raise ImportError(f'module {name} not in sys.modules', name=name)
    if name in _reloading:
        return _reloading[name]
    _reloading[name] = module
    try:
        code = _imp.host_code(name)
        if code is not None:
            exec(code, module.__dict__)
            return sys.modules[name]
        parent = name.rpartition('.')[0]
        if parent:
            try:
                path = sys.modules[parent].__path__
            except KeyError:
                raise ImportError(f'parent {parent!r} not in sys.modules', name=parent) from None
        else:
            path = None
        spec = module.__spec__ = _find_spec(name, path, module)
        if spec is None:
            raise ModuleNotFoundError(f'spec not found for the module {name!r}', name=name)
        _exec(spec, module)
        return sys.modules[name]
    finally:
        _reloading.pop(name, None)
