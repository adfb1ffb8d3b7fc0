# SPDX-License-Identifier: MIT
"""UTF-8, UTF-16, UTF-32, ASCII, Latin-1 and the escapes of literals."""

import codecs

import _codecs


def _make(name, encode, decode, partial, *, stateful_encoder=None, stateful_decoder=None):
    """Return the CodecInfo of functions as _codecs has them; partial: decode takes `final`."""
    class IncrementalEncoder(codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return encode(input, self.errors)[0]

    class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
        def _buffer_decode(self, input, errors, final):
            return decode(input, errors, final) if partial else decode(input, errors)

    class StreamWriter(codecs.StreamWriter):
        def encode(self, input, errors='strict'):
            return encode(input, errors)

    class StreamReader(codecs.StreamReader):
        def decode(self, input, errors='strict'):
            return decode(input, errors)

    def encode_all(input, errors='strict'):
        return encode(input, errors)

    def decode_all(input, errors='strict'):
        return decode(input, errors, True) if partial else decode(input, errors)

    return codecs.CodecInfo(encode_all, decode_all, StreamReader, StreamWriter, stateful_encoder or IncrementalEncoder,
                            stateful_decoder or IncrementalDecoder, name)


def _signed_utf8():
    mark = codecs.BOM_UTF8

    def encode(input, errors='strict'):
        return mark + _codecs.utf_8_encode(input, errors)[0], len(input)

    def decode(input, errors='strict', final=False):
        skip = 3 if bytes(input[:3]) == mark else 0
        text, used = _codecs.utf_8_decode(input[skip:], errors, final)
        return text, used + skip

    class IncrementalEncoder(codecs.IncrementalEncoder):
        def __init__(self, errors='strict'):
            super().__init__(errors)
            self.first = 1

        def encode(self, input, final=False):
            start, self.first = mark if self.first else b'', 0
            return start + _codecs.utf_8_encode(input, self.errors)[0]

        def reset(self):
            super().reset()
            self.first = 1

        def getstate(self):
            return self.first

        def setstate(self, state):
            self.first = state

    class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
        def __init__(self, errors='strict'):
            super().__init__(errors)
            self.first = 1

        def _buffer_decode(self, input, errors, final):
            if self.first:
                if len(input) < 3 and mark.startswith(input) and not final:
                    return '', 0
                self.first = 0
                return decode(input, errors, final)
            return _codecs.utf_8_decode(input, errors, final)

        def reset(self):
            super().reset()
            self.first = 1

        def getstate(self):
            return super().getstate()[0], self.first

        def setstate(self, state):
            super().setstate(state)
            self.first = state[1]

    return _make('utf-8-sig', encode, decode, True, stateful_encoder=IncrementalEncoder,
                 stateful_decoder=IncrementalDecoder)


def _marked(width):
    """UTF-16 or UTF-32 with a byte order mark."""
    name = f'utf-{width}'
    encode = getattr(_codecs, f'utf_{width}_encode')
    decode_ex = getattr(_codecs, f'utf_{width}_ex_decode')

    class IncrementalEncoder(codecs.IncrementalEncoder):
        def __init__(self, errors='strict'):
            super().__init__(errors)
            self.marked = False

        def encode(self, input, final=False):
            if self.marked:
                return encode(input, self.errors, -1)[0]
            self.marked = True
            return encode(input, self.errors)[0]

        def reset(self):
            super().reset()
            self.marked = False

        def getstate(self):
            return 0 if self.marked else 2

        def setstate(self, state):
            self.marked = not state

    class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
        def __init__(self, errors='strict'):
            super().__init__(errors)
            self.order = 0

        def _buffer_decode(self, input, errors, final):
            text, used, order = decode_ex(input, errors, self.order, final)
            if not self.order and used:
                if not order:
                    raise UnicodeError(f'{name.upper()} stream does not start with BOM')
                self.order = order
            return text, used

        def reset(self):
            super().reset()
            self.order = 0

        def getstate(self):
            return super().getstate()[0], {0: 2, -1: 0, 1: 1}[self.order]

        def setstate(self, state):
            super().setstate(state)
            self.order = {2: 0, 0: -1, 1: 1}[state[1]]

    return _make(name, encode, getattr(_codecs, f'utf_{width}_decode'), True, stateful_encoder=IncrementalEncoder,
                 stateful_decoder=IncrementalDecoder)


def _raw(name, partial=True):
    function = name.replace('-', '_')
    return _make(name, getattr(_codecs, function + '_encode'), getattr(_codecs, function + '_decode'), partial)


def find(name):
    """Return the CodecInfo of one of these encodings, or None."""
    match name:
        case 'utf_8' | 'utf_16_le' | 'utf_16_be' | 'utf_32_le' | 'utf_32_be':
            return _raw(name.replace('_', '-'))
        case 'utf_8_sig':
            return _signed_utf8()
        case 'utf_16' | 'utf_32':
            return _marked(int(name[4:]))
        case 'ascii':
            return _raw('ascii', False)
        case 'latin_1':
            return _make('iso8859-1', _codecs.latin_1_encode, _codecs.latin_1_decode, False)
        case 'unicode_escape' | 'raw_unicode_escape':
            return _raw(name.replace('_', '-'))
