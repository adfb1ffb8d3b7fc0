# SPDX-License-Identifier: MIT
"""C structures as bytes."""

from _struct import (Struct, calcsize, iter_unpack, pack, pack_into, unpack, unpack_from,
                     _clearcache)

__all__ = ['calcsize', 'pack', 'pack_into', 'unpack', 'unpack_from', 'iter_unpack', 'Struct',
           'error']


class error(Exception):
    """A format, or what is packed or unpacked, is wrong."""


error.__module__ = 'struct'
