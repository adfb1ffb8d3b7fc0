# SPDX-License-Identifier: MIT
"""The import system's protocol in Python: specs, loaders, finders.

The importer in C finds and loads by itself as long as sys.meta_path and sys.path_hooks hold nothing
that it does not know. What stands here serves those who ask by name, and foreign finders.
"""

import _imp
import posix
import sys
from _frozen_importlib import BuiltinImporter, FrozenImporter, ModuleSpec
from _frozen_importlib_external import PathFinder

SOURCE_SUFFIXES = ['.py']
EXTENSION_SUFFIXES = ['.krait.so']
_FROZEN = '<frozen>'
_OWN = (BuiltinImporter, FrozenImporter, PathFinder)
_Module = type(sys)


# ---- files -----------------------------------------------------------------------------------

def _is(path, kind):
    try:
        return posix.stat(path).st_mode & 0o170000 == kind
    except (OSError, ValueError):
        return False


def _is_file(path):
    return _is(path, 0o100000)


def _is_folder(path):
    return _is(path or '.', 0o040000)


def _absolute(path):
    return path if path.startswith('/') else posix.getcwd() + '/' + path


def _split(path):
    folder, slash, name = path.rpartition('/')
    return folder or slash, name


def _read(path):
    with open(path, 'rb') as f:
        return f.read()


# ---- loaders ---------------------------------------------------------------------------------

class _LoaderBasics:
    """Loading by get_code()."""

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError(f'cannot load module {module.__name__!r} when get_code() returns None')
        exec(code, module.__dict__)

    def is_package(self, fullname):
        name = _split(self.get_filename(fullname))[1]
        return name.rpartition('.')[0] == '__init__' and fullname.rpartition('.')[2] != '__init__'

    def load_module(self, fullname):
        return _load_by_name(self, fullname)


class SourceLoader(_LoaderBasics):
    """Modules from source text; a subclass says get_data() and get_filename()."""

    def path_mtime(self, path):
        raise OSError

    def path_stats(self, path):
        return {'mtime': self.path_mtime(path)}

    def get_source(self, fullname):
        path = self.get_filename(fullname)
        try:
            return decode_source(self.get_data(path))
        except OSError as e:
            raise ImportError('source not available through get_data()', name=fullname) from e

    def source_to_code(self, data, path, *, _optimize=-1):
        return compile(data, path, 'exec', dont_inherit=True, optimize=_optimize)

    def get_code(self, fullname):
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


class FileLoader:
    """What loaders of one file have in common."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def __eq__(self, other):
        return self.__class__ == other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    def _check(self, fullname):
        if fullname is not None and fullname != self.name:
            raise ImportError(f'loader for {self.name} cannot handle {fullname}', name=fullname)

    def load_module(self, fullname=None):
        self._check(fullname)
        return super().load_module(self.name)

    def get_filename(self, fullname=None):
        self._check(fullname)
        return self.path

    def get_data(self, path):
        return _read(path)

    def get_resource_reader(self, module):
        from importlib.resources.readers import FileReader
        return FileReader(self)


class SourceFileLoader(FileLoader, SourceLoader):
    """Modules from .py files."""

    def path_stats(self, path):
        st = posix.stat(path)
        return {'mtime': st.st_mtime, 'size': st.st_size}

    def set_data(self, path, data, *, _mode=0o666):
        with open(path, 'wb') as f:
            f.write(data)


class SourcelessFileLoader(FileLoader, _LoaderBasics):
    """Compiled files of CPython: krait reads none."""

    def get_code(self, fullname):
        raise ImportError('krait does not read compiled files (.pyc)', name=fullname, path=self.path)

    def get_source(self, fullname):
        return None


class ExtensionFileLoader(FileLoader, _LoaderBasics):
    """Shared objects written against krait.h; those of CPython are none."""

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        _imp.load_extension(module.__spec__.name, self.path, module)

    def get_code(self, fullname):
        return None

    def get_source(self, fullname):
        return None


class NamespaceLoader:
    """Packages without an __init__.py."""

    def __init__(self, name, path, path_finder=None):
        self._path = path

    def is_package(self, fullname):
        return True

    def get_source(self, fullname):
        return ''

    def get_code(self, fullname):
        return compile('', '<string>', 'exec', dont_inherit=True)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        pass

    def load_module(self, fullname):
        return _load_by_name(self, fullname)


def _loader_of(spec):
    """The loader of a module that the importer in C has loaded."""
    if spec.origin is None:
        return NamespaceLoader(spec.name, spec.submodule_search_locations)
    loader = ExtensionFileLoader if spec.origin.endswith(tuple(EXTENSION_SUFFIXES)) else SourceFileLoader
    return loader(spec.name, spec.origin)


def decode_source(source_bytes):
    """The text of source bytes, by their encoding declaration, with \\n at the ends of lines."""
    import io
    import tokenize
    encoding, _ = tokenize.detect_encoding(io.BytesIO(source_bytes).readline)
    return io.IncrementalNewlineDecoder(None, True).decode(bytes(source_bytes).decode(encoding))


# ---- specs -----------------------------------------------------------------------------------

_ASK = object()


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A spec of what the loader tells."""
    if origin is None:
        origin = getattr(loader, '_ORIGIN', None)
    if not origin and hasattr(loader, 'get_filename'):
        if is_package is None:
            return spec_from_file_location(name, loader=loader)
        return spec_from_file_location(name, loader=loader, submodule_search_locations=[] if is_package else None)
    if is_package is None and hasattr(loader, 'is_package'):
        try:
            is_package = loader.is_package(name)
        except ImportError:
            is_package = None
    return ModuleSpec(name, loader, origin=origin, is_package=bool(is_package))


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=_ASK):
    """A spec of the module in that file; None if the file's kind is not known."""
    if location is None:
        location = '<unknown>'
        if hasattr(loader, 'get_filename'):
            try:
                location = loader.get_filename(name)
            except ImportError:
                pass
    else:
        location = posix.fspath(location)
        try:
            location = _absolute(location)
        except OSError:
            pass
    spec = ModuleSpec(name, loader, origin=location)
    spec.has_location = True
    if loader is None:
        if not location.endswith(tuple(SOURCE_SUFFIXES)):
            return None
        spec.loader = loader = SourceFileLoader(name, location)
    if submodule_search_locations is not _ASK:
        spec.submodule_search_locations = submodule_search_locations
    elif hasattr(loader, 'is_package'):
        try:
            if loader.is_package(name):
                spec.submodule_search_locations = []
        except ImportError:
            pass
    if spec.submodule_search_locations == [] and location:
        spec.submodule_search_locations.append(_split(location)[0])
    return spec


def _builtin_find_spec(name):
    if _imp.is_builtin(name):
        return ModuleSpec(name, BuiltinImporter, origin='built-in')
    return None


def _builtin_create(spec):
    if not _imp.is_builtin(spec.name):
        raise ImportError(f'{spec.name!r} is not a built-in module', name=spec.name)
    known = sys.modules.get(spec.name)
    module = _imp.import_builtin(spec.name)
    if known is not None:
        sys.modules[spec.name] = known
    return module


def _frozen_find_spec(name):
    if not _imp.is_frozen(name):
        return None
    package = _imp.is_frozen_package(name)
    spec = ModuleSpec(name, FrozenImporter, origin='frozen', is_package=package)
    if package:
        spec.submodule_search_locations.append(_FROZEN + '/' + name.replace('.', '/'))
    return spec


def _frozen_exec(module):
    exec(_imp.get_frozen_object(module.__spec__.name), module.__dict__)


def _frozen_is_package(name):
    return _imp.is_frozen_package(name)


def _frozen_code(name):
    return _imp.get_frozen_object(name)


# ---- folders ---------------------------------------------------------------------------------

class FileFinder:
    """Finds modules in one folder."""

    def __init__(self, path, *loader_details):
        self._loaders = [(suffix, loader) for loader, suffixes in loader_details for suffix in suffixes]
        self.path = _absolute(path) if path not in ('', '.') else posix.getcwd()

    def __repr__(self):
        return f'FileFinder({self.path!r})'

    def invalidate_caches(self):
        pass

    def find_spec(self, fullname, target=None):
        base = self.path + '/' + fullname.rpartition('.')[2]
        if _is_folder(base):
            for suffix, loader in self._loaders:
                path = base + '/__init__' + suffix
                if _is_file(path):
                    return spec_from_file_location(fullname, path, loader=loader(fullname, path), submodule_search_locations=[base])
        for suffix, loader in self._loaders:
            if _is_file(base + suffix):
                return spec_from_file_location(fullname, base + suffix, loader=loader(fullname, base + suffix))
        if _is_folder(base):
            spec = ModuleSpec(fullname, None)
            spec.submodule_search_locations = [base]
            return spec
        return None

    @classmethod
    def path_hook(cls, *loader_details):
        """A hook for sys.path_hooks that answers for folders."""
        def path_hook_for_FileFinder(path):
            if not _is_folder(path):
                raise ImportError('only directories are supported', path=path)
            return cls(path, *loader_details)
        return path_hook_for_FileFinder


class _FrozenFinder:
    """Finds modules in the entry of sys.path that stands for the library, or a package of it."""

    def __init__(self, entry):
        self.prefix = entry[len(_FROZEN):].strip('/').replace('/', '.')

    def find_spec(self, fullname, target=None):
        last = fullname.rpartition('.')[2]
        return _frozen_find_spec(self.prefix + '.' + last if self.prefix else last)


def _finder_of(entry):
    if entry == '':
        try:
            entry = posix.getcwd()
        except FileNotFoundError:
            return None
    cache = sys.path_importer_cache
    if entry in cache:
        return cache[entry]
    finder = None
    for hook in sys.path_hooks:
        try:
            finder = hook(entry)
            break
        except ImportError:
            continue
    if finder is None:
        if entry.startswith(_FROZEN):
            finder = _FrozenFinder(entry)
        elif _is_folder(entry):
            finder = FileFinder(entry, (ExtensionFileLoader, EXTENSION_SUFFIXES), (SourceFileLoader, SOURCE_SUFFIXES))
    cache[entry] = finder
    return finder


def _path_find_spec(fullname, path):
    portions = []
    for entry in sys.path if path is None else path:
        if not isinstance(entry, str):
            continue
        finder = _finder_of(entry)
        spec = finder.find_spec(fullname) if finder is not None else None
        if spec is None:
            continue
        if spec.loader is not None:
            return spec
        if spec.submodule_search_locations is None:
            raise ImportError('spec missing loader')
        portions.extend(spec.submodule_search_locations)
    if not portions:
        return None
    spec = ModuleSpec(fullname, NamespaceLoader(fullname, portions))
    spec.submodule_search_locations = portions
    return spec


def _path_invalidate():
    for entry, finder in list(sys.path_importer_cache.items()):
        if finder is None:
            del sys.path_importer_cache[entry]
        elif hasattr(finder, 'invalidate_caches'):
            finder.invalidate_caches()


# ---- modules ---------------------------------------------------------------------------------

def _init_module(spec, module, override=False):
    def put(name, value):
        if override or getattr(module, name, None) is None:
            try:
                setattr(module, name, value)
            except AttributeError:
                pass
    put('__name__', spec.name)
    put('__loader__', spec.loader)
    put('__package__', spec.parent)
    try:
        module.__spec__ = spec
    except AttributeError:
        pass
    if spec.submodule_search_locations is not None:
        put('__path__', spec.submodule_search_locations)
        if isinstance(spec.loader, NamespaceLoader):
            put('__file__', None)
    if spec.has_location:
        put('__file__', spec.origin)
        if spec.cached is not None:
            put('__cached__', spec.cached)
    return module


def module_from_spec(spec):
    """A new module for the spec, not yet run."""
    module = None
    if hasattr(spec.loader, 'create_module'):
        module = spec.loader.create_module(spec)
    elif hasattr(spec.loader, 'exec_module'):
        raise ImportError('loaders that define exec_module() must also define create_module()')
    if module is None:
        module = _Module(spec.name)
    return _init_module(spec, module)


def _exec(spec, module):
    """Runs the module's body, a second time for reload()."""
    if spec.loader is None:
        if spec.submodule_search_locations is None:
            raise ImportError('missing loader', name=spec.name)
        _init_module(spec, module, override=True)
    else:
        _init_module(spec, module, override=True)
        if hasattr(spec.loader, 'exec_module'):
            spec.loader.exec_module(module)
        else:
            spec.loader.load_module(spec.name)
    return sys.modules[spec.name]


def _load(spec):
    """The module of the spec, entered in sys.modules and run."""
    if spec.loader is not None and not hasattr(spec.loader, 'exec_module'):
        spec.loader.load_module(spec.name)
        return _init_module(spec, sys.modules[spec.name])
    module = module_from_spec(spec)
    spec._initializing = True
    try:
        sys.modules[spec.name] = module
        try:
            if spec.loader is None:
                if spec.submodule_search_locations is None:
                    raise ImportError('missing loader', name=spec.name)
            else:
                spec.loader.exec_module(module)
        except:
            sys.modules.pop(spec.name, None)
            raise
        module = sys.modules.pop(spec.name)
        sys.modules[spec.name] = module
        return module
    finally:
        spec._initializing = False


def _load_by_name(loader, fullname):
    spec = spec_from_loader(fullname, loader)
    if fullname in sys.modules:
        _exec(spec, sys.modules[fullname])
        return sys.modules[fullname]
    return _load(spec)


def _import_by_finders(name, path):
    """What the importer in C calls while sys.meta_path or sys.path_hooks hold finders of others."""
    for finder in list(sys.meta_path):
        if finder is BuiltinImporter:
            module = _imp.import_builtin(name)
        elif finder is FrozenImporter:
            module = None
        elif finder is PathFinder and not sys.path_hooks:
            module = _imp.import_path(name, sys.path if path is None else path)
        else:
            find_spec = getattr(finder, 'find_spec', None)
            spec = find_spec(name, path, None) if find_spec is not None else None
            module = _load(spec) if spec is not None else None
        if module is not None:
            return module
    return None


def _find_spec(name, path, target=None):
    for finder in list(sys.meta_path):
        find_spec = getattr(finder, 'find_spec', None)
        if find_spec is None:
            continue
        known = sys.modules.get(name)
        spec = find_spec(name, path, target)
        if spec is None:
            continue
        if known is None and name in sys.modules:
            return getattr(sys.modules[name], '__spec__', None) or spec
        return spec
    return None
