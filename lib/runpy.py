# SPDX-License-Identifier: MIT
"""Running modules and files as programs without importing them first."""

import importlib.util
import os
import sys
from importlib._bootstrap import _Module

__all__ = ['run_module', 'run_path']


class _Error(Exception):
    """The module cannot be run; the message says why."""


def _details(name, error=ImportError):
    """(name, spec, code) of the module, or of a package's __main__."""
    if name.startswith('.'):
        raise error('Relative module names not supported')
    package = name.rpartition('.')[0]
    if package:
        try:
            __import__(package)
        except ImportError as e:
            if e.name is None or (e.name != package and not package.startswith(e.name + '.')):
                raise
        known = sys.modules.get(name)
        if known is not None and not hasattr(known, '__path__'):
            from warnings import warn
            warn(f'{name!r} found in sys.modules after import of package {package!r}, but prior to execution of '
                 f'{name!r}; this may result in unpredictable behaviour', RuntimeWarning)
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, AttributeError, TypeError, ValueError) as e:
        text = f'Error while finding module specification for {name!r} ({type(e).__name__}: {e})'
        if name.endswith('.py'):
            text += f". Try using '{name[:-3]}' instead of '{name}' as the module name."
        raise error(text) from e
    if spec is None:
        raise error(f'No module named {name}')
    if spec.submodule_search_locations is not None:
        if name == '__main__' or name.endswith('.__main__'):
            raise error('Cannot use package as __main__ module')
        try:
            return _details(name + '.__main__', error)
        except error as e:
            if name not in sys.modules:
                raise
            raise error(f'{e}; {name!r} is a package and cannot be directly executed') from e
    loader = spec.loader
    if loader is None:
        raise error(f'{name!r} is a namespace package and cannot be executed')
    try:
        code = loader.get_code(name)
    except ImportError as e:
        raise error(str(e)) from e
    if code is None:
        raise error(f'No code object available for {name}')
    return name, spec, code


def _file_of(spec):
    return spec.origin if spec.has_location else spec.name.replace('.', '/') + '.py'


def _main_of_module(name):
    """For the command's -m: prepares __main__ and returns its code."""
    try:
        name, spec, code = _details(name, _Error)
    except _Error as e:
        sys.exit(f'krait: {e}')
    namespace = sys.modules['__main__'].__dict__
    namespace.update(__file__=_file_of(spec), __loader__=spec.loader, __package__=spec.parent, __spec__=spec)
    sys.argv[0] = _file_of(spec)
    return code


def _fill(namespace, init_globals, name, spec=None, file=None, loader=None, package=None):
    if init_globals is not None:
        namespace.update(init_globals)
    if spec is not None:
        loader, package = spec.loader, spec.parent
        file = spec.origin if spec.has_location else file
    namespace.update(__name__=name, __file__=file, __cached__=None, __doc__=None, __loader__=loader, __package__=package,
                     __spec__=spec)
    return namespace


def _run_as_module(code, init_globals, name, spec, file, package=None):
    """Runs code in a module that stands in sys.modules meanwhile."""
    missing = object()
    before, argv0 = sys.modules.get(name, missing), sys.argv[0]
    module = sys.modules[name] = _Module(name)
    sys.argv[0] = file
    try:
        exec(code, _fill(module.__dict__, init_globals, name, spec, file, package=package))
        return module.__dict__.copy()
    finally:
        sys.argv[0] = argv0
        if before is missing:
            sys.modules.pop(name, None)
        else:
            sys.modules[name] = before


def run_module(mod_name, init_globals=None, run_name=None, alter_sys=False):
    """Run a module's code without importing it; return its namespace."""
    mod_name, spec, code = _details(mod_name)
    if run_name is None:
        run_name = mod_name
    if alter_sys:
        return _run_as_module(code, init_globals, run_name, spec, _file_of(spec))
    namespace = _fill({}, init_globals, run_name, spec, _file_of(spec))
    exec(code, namespace)
    return namespace.copy()


def run_path(path_name, init_globals=None, run_name=None):
    """Run the file, or the __main__.py of the folder, at that path; return its namespace."""
    if run_name is None:
        run_name = '<run_path>'
    package = run_name.rpartition('.')[0]
    path_name = os.fsdecode(path_name)
    if not os.path.isdir(path_name):
        with open(path_name, 'rb') as f:
            code = compile(f.read(), path_name, 'exec', dont_inherit=True)
        return _run_as_module(code, init_globals, run_name, None, path_name, package)
    file = os.path.join(path_name, '__main__.py')
    sys.path.insert(0, path_name)
    try:
        if not os.path.isfile(file):
            raise ImportError(f"can't find '__main__' module in {path_name!r}")
        spec = importlib.util.spec_from_file_location('__main__', file)
        return _run_as_module(spec.loader.get_code('__main__'), init_globals, run_name, spec, file)
    finally:
        try:
            sys.path.remove(path_name)
        except ValueError:
            pass
