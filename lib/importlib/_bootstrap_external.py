# SPDX-License-Identifier: MIT
"""The half of the import system that deals with files, under the name by which it is sometimes asked for."""

from importlib._bootstrap import (
    ExtensionFileLoader, FileFinder, NamespaceLoader, PathFinder, SOURCE_SUFFIXES, SourceFileLoader,
    SourceLoader, SourcelessFileLoader, FileLoader, decode_source, spec_from_file_location,
)
from importlib.machinery import BYTECODE_SUFFIXES, EXTENSION_SUFFIXES
from importlib.util import MAGIC_NUMBER, cache_from_source, source_from_cache


def _get_sourcefile(bytecode_path):
    """The source that lies beside a compiled file, or the path itself; None for no path."""
    return bytecode_path.removesuffix('c') if bytecode_path and bytecode_path.lower().endswith('.pyc') else bytecode_path or None
