# SPDX-License-Identifier: MIT
"""Streams: files of bytes and text, in memory or not."""

__all__ = ['BlockingIOError', 'open', 'open_code', 'IOBase', 'RawIOBase', 'FileIO', 'BytesIO',
           'StringIO', 'BufferedIOBase', 'BufferedReader', 'BufferedWriter', 'BufferedRWPair',
           'BufferedRandom', 'TextIOBase', 'TextIOWrapper', 'UnsupportedOperation', 'SEEK_SET',
           'SEEK_CUR', 'SEEK_END', 'DEFAULT_BUFFER_SIZE', 'IncrementalNewlineDecoder',
           'text_encoding', 'Reader', 'Writer']

import abc
import _io
from _io import (DEFAULT_BUFFER_SIZE, UnsupportedOperation, open, open_code, FileIO, BytesIO,
                 StringIO, BufferedReader, BufferedWriter, BufferedRWPair, BufferedRandom,
                 IncrementalNewlineDecoder, text_encoding, TextIOWrapper)
from _collections_abc import _check_methods

BlockingIOError = BlockingIOError
UnsupportedOperation.__module__ = 'io'

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2


class IOBase(_io._IOBase, metaclass=abc.ABCMeta):
    """Base of all streams, raw, buffered and text."""


class RawIOBase(_io._RawIOBase, IOBase):
    """Base of streams of bytes whose calls are those of the system."""


class BufferedIOBase(_io._BufferedIOBase, IOBase):
    """Base of buffered streams of bytes."""


class TextIOBase(_io._TextIOBase, IOBase):
    """Base of streams of text."""


for _cls in (FileIO,):
    RawIOBase.register(_cls)
for _cls in (BytesIO, BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair):
    BufferedIOBase.register(_cls)
for _cls in (StringIO, TextIOWrapper):
    TextIOBase.register(_cls)
del _cls


class Reader(metaclass=abc.ABCMeta):
    """Anything with a read() method."""

    __slots__ = ()

    @abc.abstractmethod
    def read(self, size=..., /):
        """Read and return up to size items; all if there is no size."""

    @classmethod
    def __subclasshook__(cls, C):
        if cls is Reader:
            return _check_methods(C, 'read')
        return NotImplemented

    __class_getitem__ = classmethod(type(list[int]))


class Writer(metaclass=abc.ABCMeta):
    """Anything with a write() method."""

    __slots__ = ()

    @abc.abstractmethod
    def write(self, data, /):
        """Write data and return how much of it was written."""

    @classmethod
    def __subclasshook__(cls, C):
        if cls is Writer:
            return _check_methods(C, 'write')
        return NotImplemented

    __class_getitem__ = classmethod(type(list[int]))
