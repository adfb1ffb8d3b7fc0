# SPDX-License-Identifier: MIT
"""Metadata of installed distributions: krait installs none, so none is ever found."""

__all__ = ['PackageNotFoundError', 'distribution', 'distributions', 'entry_points', 'files', 'metadata',
           'packages_distributions', 'requires', 'version']


class PackageNotFoundError(ModuleNotFoundError):
    """The distribution is not installed."""

    def __str__(self):
        return f'No package metadata was found for {self.name}'

    @property
    def name(self):
        return self.args[0]


def distribution(distribution_name):
    """Raises PackageNotFoundError."""
    if not distribution_name:
        raise ValueError('A distribution name is required')
    raise PackageNotFoundError(distribution_name)


metadata = version = files = requires = distribution


def distributions(**kwargs):
    """Nothing."""
    return iter(())


def entry_points(**params):
    """Nothing."""
    return ()


def packages_distributions():
    """Nothing."""
    return {}
