# SPDX-License-Identifier: MIT
"""The types behind template strings, t'...' (PEP 750)."""

from _templatelib import Interpolation, Template

__all__ = ['Interpolation', 'Template', 'convert']


def convert(obj, /, conversion):
    """Apply a conversion to obj: 's', 'r' or 'a', or None for none. ValueError for others."""
    if conversion is None:
        return obj
    if conversion == 's':
        return str(obj)
    if conversion == 'r':
        return repr(obj)
    if conversion == 'a':
        return ascii(obj)
    raise ValueError(f'invalid conversion specifier: {conversion}')
