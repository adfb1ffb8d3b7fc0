# SPDX-License-Identifier: MIT
"""Files that lie beside the modules of a package."""

import contextlib
import os
import sys
import types

__all__ = ['Package', 'as_file', 'contents', 'files', 'is_resource', 'open_binary', 'open_text', 'path',
           'read_binary', 'read_text']

Package = types.ModuleType | str
Anchor = Package


def _package(anchor):
    if anchor is None:
        name = sys._getframe(2).f_globals.get('__name__')
        anchor = sys.modules[name]
        if not hasattr(anchor, '__path__'):
            anchor = __import__(anchor.__package__, fromlist=['*'])
    elif isinstance(anchor, str):
        __import__(anchor)
        anchor = sys.modules[anchor]
    return anchor


def _folder(module):
    for entry in getattr(module, '__path__', ()):
        if os.path.isdir(entry):
            return entry
    file = getattr(module, '__file__', None)
    if file is None:
        raise FileNotFoundError(f'{module.__name__!r} has no files: it is part of the frozen library or built in')
    return os.path.dirname(file)


def files(anchor=None):
    """The folder of a package, as a pathlib.Path."""
    from pathlib import Path
    return Path(_folder(_package(anchor)))


@contextlib.contextmanager
def as_file(traversable):
    """The path of a resource; it is a file already."""
    yield traversable


def _resource(anchor, names):
    return os.path.join(_folder(_package(anchor)), *names)


def open_binary(anchor, *path_names):
    """The resource opened for reading bytes."""
    return open(_resource(anchor, path_names), 'rb')


def open_text(anchor, *path_names, encoding='utf-8', errors='strict'):
    """The resource opened for reading text."""
    return open(_resource(anchor, path_names), encoding=encoding, errors=errors)


def read_binary(anchor, *path_names):
    """The bytes of the resource."""
    with open_binary(anchor, *path_names) as f:
        return f.read()


def read_text(anchor, *path_names, encoding='utf-8', errors='strict'):
    """The text of the resource."""
    with open_text(anchor, *path_names, encoding=encoding, errors=errors) as f:
        return f.read()


@contextlib.contextmanager
def path(anchor, *path_names):
    """The path of the resource."""
    from pathlib import Path
    yield Path(_resource(anchor, path_names))


def is_resource(anchor, *path_names):
    """Whether there is a file of that name."""
    return os.path.isfile(_resource(anchor, path_names))


def contents(anchor, *path_names):
    """The names of what lies there."""
    return iter(os.listdir(_resource(anchor, path_names)))
