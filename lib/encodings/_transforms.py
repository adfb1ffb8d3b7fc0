# SPDX-License-Identifier: MIT
"""Conversions that are no text encodings: bytes to bytes, and rot13 from text to text."""

import codecs


def _make(name, encode, decode):
    def encode_all(input, errors='strict'):
        return encode(input), len(input)

    def decode_all(input, errors='strict'):
        return decode(input), len(input)

    class Codec(codecs.Codec):
        def encode(self, input, errors='strict'):
            return encode_all(input, errors)

        def decode(self, input, errors='strict'):
            return decode_all(input, errors)

    class IncrementalEncoder(codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return encode(input)

    class IncrementalDecoder(codecs.IncrementalDecoder):
        def decode(self, input, final=False):
            return decode(input)

    class StreamWriter(Codec, codecs.StreamWriter):
        charbuffertype = bytes

    class StreamReader(Codec, codecs.StreamReader):
        charbuffertype = bytes

    return codecs.CodecInfo(encode_all, decode_all, StreamReader, StreamWriter, IncrementalEncoder, IncrementalDecoder,
                            name, _is_text_encoding=False)


_ROT13 = {i: base + (i - base + 13) % 26 for base in (65, 97) for i in range(base, base + 26)}


def find(name):
    """Return the CodecInfo of one of these conversions, or None."""
    match name:
        case 'rot_13':
            return _make('rot-13', lambda text: str.translate(text, _ROT13), lambda text: str.translate(text, _ROT13))
        case 'hex_codec':
            import binascii
            return _make('hex', binascii.b2a_hex, binascii.a2b_hex)
        case 'base64_codec':
            import base64
            return _make('base64', base64.encodebytes, base64.decodebytes)
        case 'zlib_codec':
            import zlib
            return _make('zlib', zlib.compress, zlib.decompress)
        case 'bz2_codec':
            import bz2
            return _make('bz2', bz2.compress, bz2.decompress)
