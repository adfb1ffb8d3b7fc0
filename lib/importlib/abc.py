# SPDX-License-Identifier: MIT
"""The abstract classes of finders and loaders."""

import abc
from importlib import _bootstrap, machinery

__all__ = ['ExecutionLoader', 'FileLoader', 'InspectLoader', 'Loader', 'MetaPathFinder', 'PathEntryFinder',
           'ResourceLoader', 'SourceLoader']


class MetaPathFinder(metaclass=abc.ABCMeta):
    """What stands in sys.meta_path; find_spec(fullname, path, target) is to be defined."""

    def invalidate_caches(self):
        """Forget what was found."""


class PathEntryFinder(metaclass=abc.ABCMeta):
    """What a hook of sys.path_hooks returns; find_spec(fullname, target) is to be defined."""

    def invalidate_caches(self):
        """Forget what was found."""


class Loader(metaclass=abc.ABCMeta):
    """What makes and runs a module."""

    def create_module(self, spec):
        """A module of its own kind, or None for an ordinary one."""
        return None

    def load_module(self, fullname):
        """The old way to load."""
        if not hasattr(self, 'exec_module'):
            raise ImportError
        return _bootstrap._load_by_name(self, fullname)


class ResourceLoader(Loader):
    """A loader that also reads data."""

    @abc.abstractmethod
    def get_data(self, path):
        """The bytes at path."""
        raise OSError


class InspectLoader(Loader):
    """A loader that can show what it loads."""

    def is_package(self, fullname):
        """Whether the module is a package."""
        raise ImportError

    def get_code(self, fullname):
        """The module's code."""
        source = self.get_source(fullname)
        return None if source is None else self.source_to_code(source)

    @abc.abstractmethod
    def get_source(self, fullname):
        """The module's source text, or None."""
        raise ImportError

    @staticmethod
    def source_to_code(data, path='<string>'):
        """Source text compiled."""
        return compile(data, path, 'exec', dont_inherit=True)

    exec_module = _bootstrap._LoaderBasics.exec_module
    load_module = _bootstrap._LoaderBasics.load_module


class ExecutionLoader(InspectLoader):
    """A loader of modules that lie in files."""

    @abc.abstractmethod
    def get_filename(self, fullname):
        """Where the module lies."""
        raise ImportError

    def get_code(self, fullname):
        """The module's code, which knows its file."""
        source = self.get_source(fullname)
        if source is None:
            return None
        try:
            path = self.get_filename(fullname)
        except ImportError:
            return self.source_to_code(source)
        return self.source_to_code(source, path)


class FileLoader(_bootstrap.FileLoader, ResourceLoader, ExecutionLoader):
    """A loader of one file."""


class SourceLoader(_bootstrap.SourceLoader, ResourceLoader, ExecutionLoader):
    """A loader of source text."""


MetaPathFinder.register(machinery.BuiltinImporter)
MetaPathFinder.register(machinery.FrozenImporter)
MetaPathFinder.register(machinery.PathFinder)
PathEntryFinder.register(machinery.FileFinder)
InspectLoader.register(machinery.BuiltinImporter)
InspectLoader.register(machinery.FrozenImporter)
InspectLoader.register(machinery.NamespaceLoader)
FileLoader.register(machinery.SourceFileLoader)
FileLoader.register(machinery.SourcelessFileLoader)
FileLoader.register(machinery.ExtensionFileLoader)
SourceLoader.register(machinery.SourceFileLoader)
