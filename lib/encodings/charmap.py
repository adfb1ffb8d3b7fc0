# SPDX-License-Identifier: MIT
"""The codec that is told its mapping with each call; without one it is latin-1."""

import codecs


class _IncrementalEncoder(codecs.IncrementalEncoder):
    def __init__(self, errors='strict', mapping=None):
        super().__init__(errors)
        self.mapping = mapping

    def encode(self, input, final=False):
        return codecs.charmap_encode(input, self.errors, self.mapping)[0]


class _IncrementalDecoder(codecs.IncrementalDecoder):
    def __init__(self, errors='strict', mapping=None):
        super().__init__(errors)
        self.mapping = mapping

    def decode(self, input, final=False):
        return codecs.charmap_decode(input, self.errors, self.mapping)[0]


class _Codec(codecs.Codec):
    encode = staticmethod(codecs.charmap_encode)
    decode = staticmethod(codecs.charmap_decode)


class _StreamWriter(_Codec, codecs.StreamWriter):
    pass


class _StreamReader(_Codec, codecs.StreamReader):
    pass


def getregentry():
    """Describe the encoding."""
    return codecs.CodecInfo(name='charmap', encode=_Codec.encode, decode=_Codec.decode, incrementalencoder=_IncrementalEncoder,
                            incrementaldecoder=_IncrementalDecoder, streamwriter=_StreamWriter, streamreader=_StreamReader)
