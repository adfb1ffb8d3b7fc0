# SPDX-License-Identifier: MIT
"""Metadata of installed distributions: the .dist-info and .egg-info folders on sys.path."""

import os
import re
import sys

__all__ = ['Distribution', 'EntryPoint', 'EntryPoints', 'PackageMetadata', 'PackageNotFoundError', 'PackagePath', 'distribution',
           'distributions', 'entry_points', 'files', 'metadata', 'packages_distributions', 'requires', 'version']


class PackageNotFoundError(ModuleNotFoundError):
    """The distribution is not installed."""

    def __str__(self):
        return f'No package metadata was found for {self.name}'

    @property
    def name(self):
        return self.args[0]


class PackageMetadata:
    """The fields of METADATA or PKG-INFO, by name without regard to case; `get_all` gives those that come several times."""

    def __init__(self, text):
        self._fields = []
        head, _, body = text.partition('\n\n')
        for line in head.splitlines():
            if line[:1] in (' ', '\t') and self._fields:
                name, value = self._fields[-1]
                self._fields[-1] = name, value + '\n' + line.strip()
            else:
                name, colon, value = line.partition(':')
                if colon:
                    self._fields.append((name, value.strip()))
        if body.strip() and 'description' not in self:
            self._fields.append(('Description', body))

    def __contains__(self, name):
        return self.get(name) is not None

    def __getitem__(self, name):
        value = self.get(name)
        if value is None:
            raise KeyError(name)
        return value

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(self._fields)

    def keys(self):
        return [name for name, _ in self._fields]

    def values(self):
        return [value for _, value in self._fields]

    def items(self):
        return list(self._fields)

    def get(self, name, failobj=None):
        return next((v for n, v in self._fields if n.lower() == name.lower()), failobj)

    def get_all(self, name, failobj=None):
        return [v for n, v in self._fields if n.lower() == name.lower()] or failobj

    @property
    def json(self):
        several = {'classifier', 'dynamic', 'license-file', 'obsoletes-dist', 'platform', 'project-url', 'provides-dist', 'provides-extra',
                   'requires-dist', 'requires-external', 'supported-platform'}
        out = {}
        for name in self.keys():
            key = name.lower()
            out[key.replace('-', '_')] = self.get_all(name) if key in several else self.get(name)
        return out


class EntryPoint:
    """A name in a group, and the object that it stands for: `module:attribute [extras]`."""

    _pattern = re.compile(r'(?P<module>[\w.]+)\s*(:\s*(?P<attr>[\w.]+)\s*)?((?P<extras>\[.*\])\s*)?$')

    def __init__(self, name, value, group):
        vars(self).update(name=name, value=value, group=group, dist=None)

    def __setattr__(self, name, value):
        raise AttributeError('EntryPoint objects are immutable.')

    def _part(self, part):
        return self._pattern.match(self.value).group(part) or ''

    module = property(lambda self: self._part('module'))
    attr = property(lambda self: self._part('attr'))
    extras = property(lambda self: re.findall(r'\w+', self._part('extras')))

    def load(self):
        """Import the module and return the attribute, or the module if none is named."""
        from functools import reduce
        from importlib import import_module
        return reduce(getattr, filter(None, self.attr.split('.')), import_module(self.module))

    def matches(self, **params):
        return all(getattr(self, name) == value for name, value in params.items())

    def _key(self):
        return self.name, self.value, self.group

    def __eq__(self, other):
        return isinstance(other, EntryPoint) and self._key() == other._key()

    def __lt__(self, other):
        return self._key() < other._key()

    def __hash__(self):
        return hash(self._key())

    def __repr__(self):
        return f'EntryPoint(name={self.name!r}, value={self.value!r}, group={self.group!r})'


class EntryPoints(tuple):
    """Entry points that can be narrowed down by select()."""

    __slots__ = ()

    def __getitem__(self, name):
        try:
            return next(iter(self.select(name=name)))
        except StopIteration:
            raise KeyError(name) from None

    def __repr__(self):
        return f'EntryPoints({tuple(self)!r})'

    def select(self, **params):
        return EntryPoints(e for e in self if e.matches(**params))

    @property
    def names(self):
        return {e.name for e in self}

    @property
    def groups(self):
        return {e.group for e in self}


def _package_path():
    from pathlib import PurePosixPath

    class PackagePath(PurePosixPath):
        """A file of a distribution, as a path from where the distribution lies."""

        def locate(self):
            return self.dist.locate_file(self)

        def read_text(self, encoding='utf-8'):
            return self.locate().read_text(encoding=encoding)

        def read_binary(self):
            return self.locate().read_bytes()
    return PackagePath


def __getattr__(name):
    if name != 'PackagePath':
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    globals()[name] = _package_path()
    return globals()[name]


def _normal(name):
    return re.sub(r'[-_.]+', '-', name).lower().replace('-', '_')


class Distribution:
    """One that is installed; made by distribution() and distributions()."""

    def __init__(self, path):
        self._path = path

    @classmethod
    def from_name(cls, name):
        if not name:
            raise ValueError('A distribution name is required.')
        for found in cls.discover(name=name):
            return found
        raise PackageNotFoundError(name)

    @classmethod
    def discover(cls, *, name=None, path=None):
        wanted = name and _normal(name)
        for entry in sys.path if path is None else path:
            try:
                inside = sorted(os.listdir(entry or '.'))
            except OSError:
                continue
            for file in inside:
                stem, dot, kind = file.rpartition('.')
                if kind in ('dist-info', 'egg-info') and (not wanted or _normal(stem.partition('-')[0]) == wanted):
                    yield cls(os.path.join(entry, file))

    @staticmethod
    def at(path):
        return Distribution(os.fspath(path))

    def read_text(self, filename):
        """What is in a file of the folder, or None."""
        try:
            with open(os.path.join(self._path, filename) if filename else self._path, encoding='utf-8') as f:
                return f.read()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError):
            return None

    def locate_file(self, path):
        from pathlib import Path
        return Path(self._path).parent / path

    @property
    def metadata(self):
        text = self.read_text('METADATA') or self.read_text('PKG-INFO') or self.read_text('')
        return PackageMetadata(text or '')

    name = property(lambda self: self.metadata['Name'])
    version = property(lambda self: self.metadata['Version'])

    @property
    def entry_points(self):
        points, group = [], None
        for line in (self.read_text('entry_points.txt') or '').splitlines():
            line = line.partition('#')[0].strip() if line.lstrip().startswith('#') else line.strip()
            if line.startswith('[') and line.endswith(']'):
                group = line[1:-1].strip()
            elif line:
                name, _, value = line.partition('=')
                point = EntryPoint(name.strip(), value.strip(), group)
                vars(point)['dist'] = self
                points.append(point)
        return EntryPoints(points)

    @property
    def files(self):
        from importlib.metadata import PackagePath
        text = self.read_text('RECORD')
        if text is None:
            return None
        import csv
        paths = []
        for row in csv.reader(text.splitlines()):
            path = PackagePath(row[0])
            path.dist = self
            path.hash, path.size = row[1] or None if len(row) > 1 else None, int(row[2]) if len(row) > 2 and row[2] else None
            if path.locate().exists():
                paths.append(path)
        return paths

    @property
    def requires(self):
        return self.metadata.get_all('Requires-Dist')


def distribution(distribution_name):
    """The distribution of that name; PackageNotFoundError if it is not installed."""
    return Distribution.from_name(distribution_name)


def distributions(**kwargs):
    """All that are installed; `name` and `path` narrow that down."""
    return Distribution.discover(**kwargs)


def metadata(distribution_name):
    """Its metadata, by field."""
    return Distribution.from_name(distribution_name).metadata


def version(distribution_name):
    """Its version, a str."""
    return Distribution.from_name(distribution_name).version


def files(distribution_name):
    """Its files, or None if they are not recorded."""
    return Distribution.from_name(distribution_name).files


def requires(distribution_name):
    """What it requires, or None."""
    return Distribution.from_name(distribution_name).requires


def entry_points(**params):
    """The entry points of all distributions, each distribution counted once; `group` and `name` narrow that down."""
    seen, points = set(), []
    for dist in distributions():
        name = _normal(os.path.basename(dist._path).partition('-')[0])
        if name not in seen:
            seen.add(name)
            points += dist.entry_points
    return EntryPoints(points).select(**params)


def packages_distributions():
    """From the name of each package at the top to the distributions that it comes from."""
    found = {}
    for dist in distributions():
        names = (dist.read_text('top_level.txt') or '').split()
        if not names:
            parts = {p.parts[0] for p in dist.files or () if p.suffix == '.py'}
            names = sorted({p.removesuffix('.py') for p in parts if '-info' not in p})
        for name in names:
            found.setdefault(name, []).append(dist.metadata['Name'])
    return found
