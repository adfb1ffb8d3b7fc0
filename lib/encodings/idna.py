# SPDX-License-Identifier: MIT
"""Host names with letters of all scripts (RFC 3490): each label is ASCII, or 'xn--' and punycode."""

import codecs
import re

from encodings.punycode import punycode_decode, punycode_encode

_dots = re.compile('[\u002e\u3002\uff0e\uff61]')
_PREFIX = b'xn--'
# What RFC 3454 maps to nothing.
_NOTHING = dict.fromkeys([0xad, 0x34f, 0x1806, 0x180b, 0x180c, 0x180d, 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff, *range(0xfe00, 0xfe10)])


def nameprep(label):
    """The one form of all ways to write a label; UnicodeError for what no label may hold."""
    import unicodedata
    label = unicodedata.normalize('NFKC', label.translate(_NOTHING).casefold())
    label = unicodedata.normalize('NFKC', label.casefold())
    for c in label:
        if c.isspace() or unicodedata.category(c) in ('Cc', 'Cs', 'Co', 'Cn', 'Cf'):
            raise UnicodeError(f'Invalid character {c!r}')
    sides = [unicodedata.bidirectional(c) for c in label]
    if 'R' in sides or 'AL' in sides:
        if 'L' in sides:
            raise UnicodeError('Violation of BIDI requirement 2')
        if sides[0] not in ('R', 'AL') or sides[-1] not in ('R', 'AL'):
            raise UnicodeError('Violation of BIDI requirement 3')
    return label


def _sized(label):
    if len(label) == 0:
        raise UnicodeError('label empty')
    if len(label) > 63:
        raise UnicodeError('label too long')
    return label


def ToASCII(label):
    """The bytes of a label."""
    if label.isascii():
        return _sized(label.encode('ascii'))
    label = nameprep(label)
    if label.isascii():
        return _sized(label.encode('ascii'))
    if label.lower().startswith('xn--'):
        raise UnicodeError('Label starts with ACE prefix')
    return _sized(_PREFIX + punycode_encode(label))


def ToUnicode(label):
    """The text of a label, which may be in ASCII or not."""
    if isinstance(label, bytes):
        data = label
    elif label.isascii():
        data = label.encode('ascii')
    else:
        label = nameprep(label)
        if not label.isascii():
            return label
        data = label.encode('ascii')
    if data[:4].lower() != _PREFIX:
        return str(data, 'ascii')
    text = punycode_decode(data[4:])
    if str(data, 'ascii').lower() != str(ToASCII(text), 'ascii'):
        raise UnicodeError('IDNA does not round-trip', data, ToASCII(text))
    return text


def _encode(text):
    if not text:
        return b''
    labels = text.split('.') if text.isascii() else _dots.split(text)
    end = b''
    if not labels[-1]:
        labels.pop()
        end = b'.'
    try:
        return b'.'.join(map(ToASCII, labels)) + end
    except UnicodeEncodeError:
        raise
    except UnicodeError as e:
        at = 0
        for label in labels:
            try:
                ToASCII(label)
            except UnicodeError:
                raise UnicodeEncodeError('idna', text, at, at + max(len(label), 1), str(e)) from None
            at += len(label) + 1
        raise


def _decode(data):
    data = bytes(data)
    if not data:
        return ''
    if _PREFIX not in data.lower():
        try:
            return data.decode('ascii')
        except UnicodeDecodeError:
            pass
    labels = data.split(b'.')
    end = ''
    if not labels[-1]:
        labels.pop()
        end = '.'
    return '.'.join(map(ToUnicode, labels)) + end


class Codec(codecs.Codec):
    """Without state."""

    def encode(self, input, errors='strict'):
        if errors != 'strict':
            raise UnicodeError(f'unsupported error handling {errors!r}')
        return _encode(input), len(input)

    def decode(self, input, errors='strict'):
        if errors != 'strict':
            raise UnicodeError(f'Unsupported error handling: {errors}')
        return _decode(input), len(input)


class IncrementalEncoder(codecs.BufferedIncrementalEncoder):
    """Keeps the last label until its end is known."""

    def _buffer_encode(self, input, errors, final):
        keep = 0
        if not final:
            last = max(input.rfind(c) for c in '.\u3002\uff0e\uff61') + 1
            keep = len(input) - last
        whole = input[:len(input) - keep]
        return _encode(whole), len(whole)


class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
    """Keeps the last label until its end is known."""

    def _buffer_decode(self, input, errors, final):
        input = bytes(input)
        whole = input if final else input[:input.rfind(b'.') + 1]
        return _decode(whole), len(whole)


class StreamWriter(Codec, codecs.StreamWriter):
    """Writes host names."""


class StreamReader(Codec, codecs.StreamReader):
    """Reads host names."""


def getregentry():
    """What the registry of encodings asks for."""
    return codecs.CodecInfo(Codec().encode, Codec().decode, StreamReader, StreamWriter, IncrementalEncoder, IncrementalDecoder, 'idna')
