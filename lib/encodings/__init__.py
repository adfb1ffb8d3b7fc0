# SPDX-License-Identifier: MIT
"""The encodings that come with the library, found by the names that people give them."""

import codecs

from _textcodec import is_built_in
from encodings import aliases

_ALIASES = aliases.aliases


class CodecRegistryError(LookupError, SystemError):
    """A module of this package does not describe an encoding."""


def normalize_encoding(encoding):
    """Return the name with runs of anything but letters, digits and points as one underscore."""
    if isinstance(encoding, bytes):
        encoding = str(encoding, 'ascii')
    chars, gap = [], False
    for c in encoding:
        if c.isalnum() or c == '.':
            if gap and chars:
                chars.append('_')
            if c.isascii():
                chars.append(c)
            gap = False
        else:
            gap = True
    return ''.join(chars)


def search_function(encoding):
    """Return the codecs.CodecInfo of an encoding, or None."""
    name = normalize_encoding(encoding)
    name = _ALIASES.get(name) or _ALIASES.get(name.replace('.', '_')) or name
    from encodings import _unicode, _charmaps, _transforms
    for module in (_unicode, _charmaps, _transforms):
        info = module.find(name)
        if info is not None:
            return info
    if not name or '.' in name:
        return None
    try:
        module = __import__('encodings.' + name, fromlist=['getregentry'], level=0)
    except ImportError:
        return None
    try:
        entry = module.getregentry
    except AttributeError:
        return None
    info = entry()
    if not isinstance(info, codecs.CodecInfo):
        raise CodecRegistryError(f'module "{module.__name__}" failed to describe an encoding')
    return info


codecs.register(search_function)
