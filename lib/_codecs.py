# SPDX-License-Identifier: MIT
"""The registry of encodings and error handlers, and the functions behind the encodings that are built in."""

import sys

from _textcodec import decode as _decode

# ---- encodings --------------------------------------------------------------------------------

_search_functions = []
_found = {}


def register(search_function, /):
    """Ask search_function(name) for encodings from now on; it returns a codecs.CodecInfo or None."""
    if not callable(search_function):
        raise TypeError('argument must be callable')
    _search_functions.append(search_function)


def unregister(search_function, /):
    """Ask a search function no longer, and forget what has been found."""
    if search_function in _search_functions:
        _search_functions.remove(search_function)
        _found.clear()


def lookup(encoding, /):
    """Return the CodecInfo of an encoding; LookupError if there is none."""
    if not isinstance(encoding, str):
        raise TypeError(f'lookup() argument must be str, not {type(encoding).__name__}')
    if '\0' in encoding:
        raise ValueError('embedded null character')
    name = encoding.replace(' ', '-').lower()
    info = _found.get(name)
    if info is None:
        if not _search_functions:
            import encodings    # registers its search function
        for search in _search_functions:
            info = search(name)
            if info is None:
                continue
            if not isinstance(info, tuple) or len(info) != 4:
                raise TypeError('codec search functions must return 4-tuples')
            _found[name] = info
            break
        else:
            raise LookupError('unknown encoding: ' + encoding)
    return info


def _convert(obj, encoding, errors, index, method):
    info = lookup(encoding)
    try:
        result = info[index](obj) if errors is None else info[index](obj, errors)
    except (UnicodeError, LookupError):
        raise
    except Exception as exc:
        exc.add_note(f'{method} with {encoding!r} codec failed')
        raise
    if not isinstance(result, tuple) or len(result) != 2:
        raise TypeError(('encoder' if index == 0 else 'decoder') + ' must return a tuple (object, integer)')
    return result[0]


def encode(obj, encoding='utf-8', errors=None):
    """Return obj as the encoding encodes it; that need not be text."""
    return _convert(obj, encoding, errors, 0, 'encoding')


def decode(obj, encoding='utf-8', errors=None):
    """Return obj as the encoding decodes it; that need not be bytes."""
    return _convert(obj, encoding, errors, 1, 'decoding')


# ---- error handlers ---------------------------------------------------------------------------

def _wrong_error(exc):
    raise TypeError(f"don't know how to handle {type(exc).__name__} in error callback") from None


def strict_errors(exc, /):
    """Raise the exception."""
    if not isinstance(exc, Exception):
        raise TypeError('codec must pass exception instance')
    raise exc


def ignore_errors(exc, /):
    """Leave out what is in error."""
    if not isinstance(exc, UnicodeError):
        _wrong_error(exc)
    return '', exc.end


def replace_errors(exc, /):
    """Put a question mark, or U+FFFD, in place of what is in error."""
    if isinstance(exc, UnicodeEncodeError):
        return '?' * (exc.end - exc.start), exc.end
    if isinstance(exc, UnicodeDecodeError):
        return '\ufffd', exc.end
    if isinstance(exc, UnicodeTranslateError):
        return '\ufffd' * (exc.end - exc.start), exc.end
    _wrong_error(exc)


def xmlcharrefreplace_errors(exc, /):
    """Put XML character references in place of what cannot be encoded."""
    if not isinstance(exc, UnicodeEncodeError):
        _wrong_error(exc)
    return ''.join(f'&#{ord(c)};' for c in exc.object[exc.start:exc.end]), exc.end


def _backslash(code):
    return f'\\x{code:02x}' if code < 0x100 else f'\\u{code:04x}' if code < 0x10000 else f'\\U{code:08x}'


def backslashreplace_errors(exc, /):
    """Put escapes in place of what is in error."""
    if isinstance(exc, UnicodeDecodeError):
        return ''.join(f'\\x{byte:02x}' for byte in exc.object[exc.start:exc.end]), exc.end
    if not isinstance(exc, (UnicodeEncodeError, UnicodeTranslateError)):
        _wrong_error(exc)
    return ''.join(_backslash(ord(c)) for c in exc.object[exc.start:exc.end]), exc.end


def namereplace_errors(exc, /):
    r"""Put \N{...} in place of what cannot be encoded."""
    if not isinstance(exc, UnicodeEncodeError):
        _wrong_error(exc)
    from unicodedata import name
    pieces = []
    for char in exc.object[exc.start:exc.end]:
        text = name(char, None)
        pieces.append(f'\\N{{{text}}}' if text else _backslash(ord(char)))
    return ''.join(pieces), exc.end


def _surrogateescape(exc, /):
    if isinstance(exc, UnicodeEncodeError):
        out = bytearray()
        for char in exc.object[exc.start:exc.end]:
            if not '\udc80' <= char <= '\udcff':
                raise exc
            out.append(ord(char) - 0xdc00)
        return bytes(out), exc.end
    if not isinstance(exc, UnicodeDecodeError):
        _wrong_error(exc)
    pieces = []
    for byte in exc.object[exc.start:min(exc.end, exc.start + 4)]:
        if byte < 0x80:
            break
        pieces.append(chr(0xdc00 + byte))
    if not pieces:
        raise exc
    return ''.join(pieces), exc.start + len(pieces)


def _surrogatepass(exc, /):
    name = exc.encoding.lower().replace('_', '-') if isinstance(exc, UnicodeError) else ''
    if isinstance(exc, UnicodeEncodeError):
        part = exc.object[exc.start:exc.end]
        if not all('\ud800' <= c <= '\udfff' for c in part) or not name.startswith('utf'):
            raise exc
        return part.encode('utf-16-le' if name == 'utf-16' else 'utf-32-le' if name == 'utf-32' else name,
                           'surrogatepass'), exc.end
    if not isinstance(exc, UnicodeDecodeError):
        _wrong_error(exc)
    width = 3 if '8' in name else 2 if '16' in name else 4
    part = exc.object[exc.start:exc.start + width]
    if len(part) < width or not name.startswith('utf'):
        raise exc
    try:
        text = part.decode('utf-8' if width == 3 else name, 'surrogatepass')
    except UnicodeError:
        raise exc from None
    if not all('\ud800' <= c <= '\udfff' for c in text):
        raise exc
    return text, exc.start + width


_error_handlers = {
    'strict': strict_errors, 'ignore': ignore_errors, 'replace': replace_errors,
    'xmlcharrefreplace': xmlcharrefreplace_errors, 'backslashreplace': backslashreplace_errors,
    'namereplace': namereplace_errors, 'surrogateescape': _surrogateescape, 'surrogatepass': _surrogatepass,
}
_BUILT_IN_HANDLERS = tuple(_error_handlers)


def register_error(errors, handler, /):
    """Handle errors with handler(exception) -> (replacement, where to go on) when `errors` is given."""
    if not callable(handler):
        raise TypeError('handler must be callable')
    _error_handlers[errors] = handler


def _unregister_error(errors, /):
    if errors in _BUILT_IN_HANDLERS:
        raise ValueError(f"cannot un-register built-in error handler '{errors}'")
    return _error_handlers.pop(errors, None) is not None


def lookup_error(name, /):
    """Return the error handler of that name; LookupError if there is none."""
    try:
        return _error_handlers[name]
    except KeyError:
        raise LookupError(f"unknown error handler name '{name}'") from None


def _fix(errors, exc):
    """Let a handler deal with an error: (replacement, index where to go on)."""
    replacement, pos = lookup_error(errors or 'strict')(exc)
    if pos < 0:
        pos += len(exc.object)
    if not 0 <= pos <= len(exc.object):
        raise IndexError(f'position {pos} from error handler out of bounds')
    return replacement, pos


# ---- Unicode, ASCII, Latin-1 ------------------------------------------------------------------

def _check_text(text, function):
    if not isinstance(text, str):
        raise TypeError(f'{function}() argument 1 must be str, not {type(text).__name__}')


def _encoder(name, function):
    def encode(str, errors=None, /):
        _check_text(str, function)
        return str.encode(name, errors or 'strict'), len(str)
    encode.__name__ = encode.__qualname__ = function
    return encode


def _decoder(name, function):
    def decode(data, errors=None, final=False, /):
        return _decode(name, data, errors, final)
    decode.__name__ = decode.__qualname__ = function
    return decode


def _whole_decoder(name, function):
    def decode(data, errors=None, /):
        return _decode(name, data, errors, True)
    decode.__name__ = decode.__qualname__ = function
    return decode


utf_8_encode = _encoder('utf-8', 'utf_8_encode')
utf_8_decode = _decoder('utf-8', 'utf_8_decode')
ascii_encode = _encoder('ascii', 'ascii_encode')
ascii_decode = _whole_decoder('ascii', 'ascii_decode')
latin_1_encode = _encoder('latin-1', 'latin_1_encode')
latin_1_decode = _whole_decoder('latin-1', 'latin_1_decode')
utf_16_le_encode = _encoder('utf-16-le', 'utf_16_le_encode')
utf_16_le_decode = _decoder('utf-16-le', 'utf_16_le_decode')
utf_16_be_encode = _encoder('utf-16-be', 'utf_16_be_encode')
utf_16_be_decode = _decoder('utf-16-be', 'utf_16_be_decode')
utf_16_decode = _decoder('utf-16', 'utf_16_decode')
utf_32_le_encode = _encoder('utf-32-le', 'utf_32_le_encode')
utf_32_le_decode = _decoder('utf-32-le', 'utf_32_le_decode')
utf_32_be_encode = _encoder('utf-32-be', 'utf_32_be_encode')
utf_32_be_decode = _decoder('utf-32-be', 'utf_32_be_decode')
utf_32_decode = _decoder('utf-32', 'utf_32_decode')


def _encode_marked(text, errors, byteorder, name):
    if byteorder == 0:
        return text.encode(name, errors or 'strict'), len(text)
    return text.encode(name + ('-le' if byteorder < 0 else '-be'), errors or 'strict'), len(text)


def utf_16_encode(str, errors=None, byteorder=0, /):
    """Encode with a byte order mark, or without one in the byte order -1 (little) or 1 (big)."""
    _check_text(str, 'utf_16_encode')
    return _encode_marked(str, errors, byteorder, 'utf-16')


def utf_32_encode(str, errors=None, byteorder=0, /):
    """Encode with a byte order mark, or without one in the byte order -1 (little) or 1 (big)."""
    _check_text(str, 'utf_32_encode')
    return _encode_marked(str, errors, byteorder, 'utf-32')


def _decode_marked(data, errors, byteorder, final, name, width):
    data = bytes(data)
    if byteorder:
        text, used = _decode(name + ('-le' if byteorder < 0 else '-be'), data, errors, final)
        return text, used, byteorder
    marks = {'\ufeff'.encode(name + '-le'): -1, '\ufeff'.encode(name + '-be'): 1}
    if len(data) < width and not final:
        return '', 0, 0
    order = marks.get(data[:width], 0)
    text, used = _decode(name, data, errors, final)
    return text, used, order


def utf_16_ex_decode(data, errors=None, byteorder=0, final=False, /):
    """Decode and return (text, bytes read, byte order: -1, 1, or 0 if there was no mark)."""
    return _decode_marked(data, errors, byteorder, final, 'utf-16', 2)


def utf_32_ex_decode(data, errors=None, byteorder=0, final=False, /):
    """Decode and return (text, bytes read, byte order: -1, 1, or 0 if there was no mark)."""
    return _decode_marked(data, errors, byteorder, final, 'utf-32', 4)


def readbuffer_encode(data, errors=None, /):
    """Return the bytes of a buffer, or of text as UTF-8, and their number."""
    data = data.encode() if isinstance(data, str) else bytes(data)
    return data, len(data)


from _codecs_tables import (charmap_build, charmap_decode, charmap_encode, escape_decode, escape_encode,
                            raw_unicode_escape_decode, raw_unicode_escape_encode, unicode_escape_decode,
                            unicode_escape_encode)
