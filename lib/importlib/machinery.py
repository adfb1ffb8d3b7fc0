# SPDX-License-Identifier: MIT
"""The finders, loaders and specs of the import system."""

from importlib._bootstrap import (
    BuiltinImporter, EXTENSION_SUFFIXES, ExtensionFileLoader, FileFinder, FrozenImporter, ModuleSpec, NamespaceLoader,
    PathFinder, SOURCE_SUFFIXES, SourceFileLoader, SourcelessFileLoader,
)

DEBUG_BYTECODE_SUFFIXES = ['.pyc']
OPTIMIZED_BYTECODE_SUFFIXES = ['.pyc']
BYTECODE_SUFFIXES = ['.pyc']

__all__ = ['BuiltinImporter', 'BYTECODE_SUFFIXES', 'EXTENSION_SUFFIXES', 'ExtensionFileLoader', 'FileFinder',
           'FrozenImporter', 'ModuleSpec', 'NamespaceLoader', 'PathFinder', 'SOURCE_SUFFIXES',
           'SourceFileLoader', 'SourcelessFileLoader', 'all_suffixes']


def all_suffixes():
    """The endings of files that modules may be in."""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES


class AppleFrameworkLoader(ExtensionFileLoader):
    """The loader of extension modules in frameworks, on Apple's telephones alone: nothing is loaded by it here."""

    def create_module(self, spec):
        raise ImportError(f'frameworks are not supported on {_platform()}', name=spec.name)


class WindowsRegistryFinder:
    """Finds modules in the registry of Windows: none here."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return None


def _platform():
    import sys
    return sys.platform
