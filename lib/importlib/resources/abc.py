# SPDX-License-Identifier: MIT
"""What the readers of a package's files look like."""

import abc
import itertools
import os
from pathlib import Path

__all__ = ['ResourceReader', 'Traversable', 'TraversableResources']


class ResourceReader(metaclass=abc.ABCMeta):
    """What a loader's get_resource_reader() returned before there was files()."""

    @abc.abstractmethod
    def open_resource(self, resource):
        """A binary file; FileNotFoundError if there is none."""
        raise FileNotFoundError

    @abc.abstractmethod
    def resource_path(self, resource):
        """Its path in the file system; FileNotFoundError if it has none."""
        raise FileNotFoundError

    @abc.abstractmethod
    def is_resource(self, path):
        """Whether it is a file, not a folder."""
        raise FileNotFoundError

    @abc.abstractmethod
    def contents(self):
        """The names of what there is."""
        raise FileNotFoundError


class TraversalError(Exception):
    """joinpath() found nothing under the name."""


class Traversable(metaclass=abc.ABCMeta):
    """What of pathlib.Path one can use to look at a package's files."""

    @abc.abstractmethod
    def iterdir(self):
        """Yield what is in it."""

    @abc.abstractmethod
    def is_dir(self):
        """Whether it is a folder."""

    @abc.abstractmethod
    def is_file(self):
        """Whether it is a file."""

    @abc.abstractmethod
    def open(self, mode='r', *args, **kwargs):
        """Open it for reading: mode 'r' or 'rb'."""

    @property
    @abc.abstractmethod
    def name(self):
        """Its name without its folder's."""

    def read_bytes(self):
        with self.open('rb') as f:
            return f.read()

    def read_text(self, encoding=None):
        with self.open(encoding=encoding) as f:
            return f.read()

    def joinpath(self, *descendants):
        if not descendants:
            return self
        parts = list(itertools.chain.from_iterable(str(d).split('/') for d in map(os.fspath, descendants)))
        for child in self.iterdir():
            if child.name == parts[0]:
                return child.joinpath(*parts[1:])
        raise TraversalError('Target not found during traversal.', parts[0], iter(parts[1:]))

    def __truediv__(self, child):
        return self.joinpath(child)


Traversable.register(Path)


class TraversableResources(ResourceReader):
    """A reader that knows the folder of its package."""

    @abc.abstractmethod
    def files(self):
        """The folder, a Traversable."""

    def open_resource(self, resource):
        return self.files().joinpath(resource).open('rb')

    def resource_path(self, resource):
        raise FileNotFoundError(resource)

    def is_resource(self, path):
        return self.files().joinpath(path).is_file()

    def contents(self):
        return (item.name for item in self.files().iterdir())
