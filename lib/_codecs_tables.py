# SPDX-License-Identifier: MIT
"""Encodings by table, and the escapes of Python's literals as encodings."""

_HEX = frozenset('0123456789abcdefABCDEF')
_LETTERS = {'\n': '', '\\': '\\', "'": "'", '"': '"', 'a': '\a', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t',
            'v': '\v'}


def _fix(errors, exc):
    from _codecs import _fix as fix
    return fix(errors, exc)


# ---- tables -----------------------------------------------------------------------------------

def charmap_build(map, /):
    """Return the table for encoding that belongs to a decoding table, a str."""
    return {ord(char): code for code, char in enumerate(map) if char != '\ufffe'}


def _look_up(mapping, key, undefined):
    """Return what a mapping or a str gives for a key, None if it is undefined."""
    try:
        value = mapping[key]
    except LookupError:
        return None
    return None if value == undefined else value


def charmap_decode(data, errors=None, mapping=None, /):
    """Decode bytes by a table: a str of characters by byte, or a mapping of bytes to characters or numbers."""
    data = bytes(data)
    if mapping is None:
        return data.decode('latin-1'), len(data)
    if isinstance(mapping, str) and len(mapping) == 256:
        text = ''.join(map(mapping.__getitem__, data))
        if '\ufffe' not in text:
            return text, len(data)
    pieces, at = [], 0
    while at < len(data):
        value = _look_up(mapping, data[at], '\ufffe')
        if isinstance(value, int):
            if not 0 <= value <= 0x10ffff:
                raise TypeError('character mapping must be in range(0x110000)')
            value = None if value == 0xfffe else chr(value)
        elif value is not None and not isinstance(value, str):
            raise TypeError('character mapping must return integer, None or str')
        if value is None:
            exc = UnicodeDecodeError('charmap', data, at, at + 1, 'character maps to <undefined>')
            value, at = _fix(errors, exc)
        else:
            at += 1
        pieces.append(value)
    return ''.join(pieces), len(data)


def _map_char(mapping, char):
    value = _look_up(mapping, ord(char), None)
    if isinstance(value, int):
        if not 0 <= value < 256:
            raise TypeError('character mapping must be in range(256)')
        return bytes((value,))
    if value is not None and not isinstance(value, bytes):
        raise TypeError(f'character mapping must return integer, bytes or None, not {type(value).__name__}')
    return value


def charmap_encode(str, errors=None, mapping=None, /):
    """Encode text by a table: a mapping of code points to bytes or numbers."""
    if mapping is None:
        return str.encode('latin-1', errors or 'strict'), len(str)
    out, at = bytearray(), 0
    while at < len(str):
        value = _map_char(mapping, str[at])
        if value is not None:
            out += value
            at += 1
            continue
        end = at + 1
        while end < len(str) and _map_char(mapping, str[end]) is None:
            end += 1
        exc = UnicodeEncodeError('charmap', str, at, end, 'character maps to <undefined>')
        value, at = _fix(errors, exc)
        if isinstance(value, bytes):
            out += value
            continue
        for char in value:
            mapped = _map_char(mapping, char)
            if mapped is None:
                raise exc
            out += mapped
    return bytes(out), len(str)


# ---- escapes in text ----------------------------------------------------------------------------

def _warn_escape(text):
    import warnings
    warnings.warn(f'invalid escape sequence \'{text}\'', DeprecationWarning, stacklevel=3)


def _read_name(text, at):
    """Read {name} at `at`: (character, end), or (None, end) if it is wrong."""
    end = text.find('}', at)
    if text[at:at + 1] != '{' or end < at + 2:
        return None, len(text) if text[at:at + 1] == '{' and end < 0 else at, 'malformed \\N character escape'
    from unicodedata import lookup
    try:
        return lookup(text[at + 1:end]), end + 1, None
    except KeyError:
        return None, end + 1, 'unknown Unicode character name'


def _read_hex(text, at, digits, letter):
    """Read that many digits: (character, end, None) or (None, end, reason)."""
    end = at
    while end < at + digits and text[end:end + 1] in _HEX and end < len(text):
        end += 1
    if end < at + digits:
        return None, end, 'truncated \\' + {'x': 'xXX', 'u': 'uXXXX', 'U': 'UXXXXXXXX'}[letter] + ' escape'
    code = int(text[at:end], 16)
    if code > 0x10ffff:
        return None, end, 'illegal Unicode character'
    return chr(code), end, None


def unicode_escape_decode(data, errors=None, final=True, /):
    """Decode Latin-1 text with the escapes of str literals."""
    data = data.encode() if isinstance(data, str) else bytes(data)
    text = data.decode('latin-1')
    pieces, at = [], 0
    while True:
        start = text.find('\\', at)
        if start < 0:
            pieces.append(text[at:])
            return ''.join(pieces), len(data)
        pieces.append(text[at:start])
        letter, at, reason = text[start + 1:start + 2], start + 2, None
        if not letter:
            if not final:
                return ''.join(pieces), start
            char, at, reason = None, start + 1, '\\ at end of string'
        elif letter in _LETTERS:
            char = _LETTERS[letter]
        elif letter in '01234567':
            end = at
            while end < start + 4 and text[end:end + 1] and text[end] in '01234567':
                end += 1
            char, at = chr(int(text[start + 1:end], 8)), end
        elif letter in 'xuU':
            char, at, reason = _read_hex(text, at, {'x': 2, 'u': 4, 'U': 8}[letter], letter)
        elif letter == 'N':
            char, at, reason = _read_name(text, at)
        else:
            _warn_escape(text[start:at])
            char = text[start:at]
        if reason is not None:
            if not final and at >= len(text) and not reason.startswith(('unknown', 'illegal')):
                return ''.join(pieces), start
            char, at = _fix(errors, UnicodeDecodeError('unicodeescape', data, start, at, reason))
        pieces.append(char)


def unicode_escape_encode(str, errors=None, /):
    """Encode text as ASCII with the escapes of str literals."""
    out = []
    for char in str:
        code = ord(char)
        if char in '\\\t\n\r':
            out.append({'\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r'}[char])
        elif 32 <= code < 127:
            out.append(char)
        else:
            out.append(f'\\x{code:02x}' if code < 0x100 else f'\\u{code:04x}' if code < 0x10000 else f'\\U{code:08x}')
    return ''.join(out).encode('ascii'), len(str)


def raw_unicode_escape_decode(data, errors=None, final=True, /):
    r"""Decode Latin-1 text where \uXXXX and \UXXXXXXXX are escapes and nothing else is."""
    data = data.encode() if isinstance(data, str) else bytes(data)
    text = data.decode('latin-1')
    pieces, at = [], 0
    while True:
        start = text.find('\\', at)
        if start < 0:
            pieces.append(text[at:])
            return ''.join(pieces), len(data)
        end = start
        while text[end:end + 1] == '\\':
            end += 1
        pieces.append(text[at:start])
        letter = text[end:end + 1]
        if not letter and not final and (end - start) % 2:
            pieces.append(text[start:end - 1])
            return ''.join(pieces), end - 1
        if (end - start) % 2 == 0 or letter not in ('u', 'U'):
            pieces.append(text[start:end])
            at = end
            continue
        pieces.append(text[start:end - 1])
        char, at, reason = _read_hex(text, end + 1, 4 if letter == 'u' else 8, letter)
        if reason is not None:
            if not final and at >= len(text) and not reason.startswith('illegal'):
                return ''.join(pieces), end - 1
            if reason.startswith('illegal'):
                reason = '\\Uxxxxxxxx out of range'
            char, at = _fix(errors, UnicodeDecodeError('rawunicodeescape', data, end - 1, at, reason))
        pieces.append(char)


def raw_unicode_escape_encode(str, errors=None, /):
    r"""Encode text as Latin-1, and the rest as \uXXXX and \UXXXXXXXX."""
    out = []
    for char in str:
        code = ord(char)
        out.append(char if code < 0x100 else f'\\u{code:04x}' if code < 0x10000 else f'\\U{code:08x}')
    return ''.join(out).encode('latin-1'), len(str)


# ---- escapes in bytes ---------------------------------------------------------------------------

def escape_decode(data, errors=None, /):
    """Decode the escapes of bytes literals."""
    data = data.encode() if isinstance(data, str) else bytes(data)
    text = data.decode('latin-1')
    pieces, at = [], 0
    while True:
        start = text.find('\\', at)
        if start < 0:
            pieces.append(text[at:])
            return ''.join(pieces).encode('latin-1'), len(data)
        pieces.append(text[at:start])
        letter, at = text[start + 1:start + 2], start + 2
        if not letter:
            raise ValueError('Trailing \\ in string')
        if letter in _LETTERS:
            pieces.append(_LETTERS[letter])
        elif letter in '01234567':
            end = at
            while end < start + 4 and text[end:end + 1] and text[end] in '01234567':
                end += 1
            pieces.append(chr(int(text[start + 1:end], 8) & 0xff))
            at = end
        elif letter == 'x':
            digits = text[at:at + 2]
            if len(digits) == 2 and _HEX.issuperset(digits):
                pieces.append(chr(int(digits, 16)))
                at += 2
            elif not errors or errors == 'strict':
                raise ValueError(f'invalid \\x escape at position {start}')
            elif errors in ('replace', 'ignore'):
                pieces.append('?' if errors == 'replace' else '')
                at += digits[:1] in _HEX and bool(digits)
            else:
                raise ValueError(f"decoding error; unknown error handling code: {errors}")
        else:
            _warn_escape(text[start:at])
            pieces.append(text[start:at])


def escape_encode(data, errors=None, /):
    """Encode bytes with the escapes of bytes literals."""
    if not isinstance(data, bytes):
        raise TypeError(f'escape_encode() argument 1 must be bytes, not {type(data).__name__}')
    # repr() of bytes with a quotation mark and no apostrophe escapes all the rest.
    parts = [repr(b'"' + part)[3:-1] for part in data.split(b"'")]
    return "\\'".join(parts).encode('ascii'), len(data)
