# SPDX-License-Identifier: MIT
"""The instructions of pickles, exceptions, and the names that Python 2 had for things."""

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 5
FRAME_SIZE_MIN = 4
FRAME_SIZE_TARGET = 64 * 1024
BATCH_SIZE = 1000

OPCODES = dict(
    MARK=b'(', STOP=b'.', POP=b'0', POP_MARK=b'1', DUP=b'2', FLOAT=b'F', INT=b'I', BININT=b'J', BININT1=b'K',
    LONG=b'L', BININT2=b'M', NONE=b'N', PERSID=b'P', BINPERSID=b'Q', REDUCE=b'R', STRING=b'S', BINSTRING=b'T',
    SHORT_BINSTRING=b'U', UNICODE=b'V', BINUNICODE=b'X', APPEND=b'a', BUILD=b'b', GLOBAL=b'c', DICT=b'd',
    EMPTY_DICT=b'}', APPENDS=b'e', GET=b'g', BINGET=b'h', INST=b'i', LONG_BINGET=b'j', LIST=b'l', EMPTY_LIST=b']',
    OBJ=b'o', PUT=b'p', BINPUT=b'q', LONG_BINPUT=b'r', SETITEM=b's', TUPLE=b't', EMPTY_TUPLE=b')', SETITEMS=b'u',
    BINFLOAT=b'G', TRUE=b'I01\n', FALSE=b'I00\n',
    # protocol 2
    PROTO=b'\x80', NEWOBJ=b'\x81', EXT1=b'\x82', EXT2=b'\x83', EXT4=b'\x84', TUPLE1=b'\x85', TUPLE2=b'\x86',
    TUPLE3=b'\x87', NEWTRUE=b'\x88', NEWFALSE=b'\x89', LONG1=b'\x8a', LONG4=b'\x8b',
    # protocol 3
    BINBYTES=b'B', SHORT_BINBYTES=b'C',
    # protocol 4
    SHORT_BINUNICODE=b'\x8c', BINUNICODE8=b'\x8d', BINBYTES8=b'\x8e', EMPTY_SET=b'\x8f', ADDITEMS=b'\x90',
    FROZENSET=b'\x91', NEWOBJ_EX=b'\x92', STACK_GLOBAL=b'\x93', MEMOIZE=b'\x94', FRAME=b'\x95',
    # protocol 5
    BYTEARRAY8=b'\x96', NEXT_BUFFER=b'\x97', READONLY_BUFFER=b'\x98')

globals().update(OPCODES)

# Modules and names that were called otherwise in Python 2; pickles of protocols below 3 use its names.
OLD_MODULES = {'__builtin__': 'builtins', 'copy_reg': 'copyreg', 'Queue': 'queue', 'SocketServer': 'socketserver',
               'ConfigParser': 'configparser', 'repr': 'reprlib', 'cPickle': 'pickle', 'StringIO': 'io',
               'cStringIO': 'io', 'UserDict': 'collections', 'UserList': 'collections',
               'UserString': 'collections', '_abcoll': 'collections.abc', 'thread': '_thread'}
NEW_MODULES = {'builtins': '__builtin__', 'copyreg': 'copy_reg', 'queue': 'Queue', 'socketserver': 'SocketServer',
               'configparser': 'ConfigParser', 'reprlib': 'repr', '_thread': 'thread'}
OLD_NAMES = {('__builtin__', 'xrange'): ('builtins', 'range'), ('__builtin__', 'reduce'): ('functools', 'reduce'),
             ('__builtin__', 'intern'): ('sys', 'intern'), ('__builtin__', 'unichr'): ('builtins', 'chr'),
             ('__builtin__', 'unicode'): ('builtins', 'str'), ('__builtin__', 'long'): ('builtins', 'int'),
             ('itertools', 'izip'): ('builtins', 'zip'), ('itertools', 'imap'): ('builtins', 'map'),
             ('itertools', 'ifilter'): ('builtins', 'filter'),
             ('itertools', 'ifilterfalse'): ('itertools', 'filterfalse'),
             ('itertools', 'izip_longest'): ('itertools', 'zip_longest'),
             ('UserDict', 'IterableUserDict'): ('collections', 'UserDict'),
             ('exceptions', 'StandardError'): ('builtins', 'Exception')}
OLD_EXCEPTIONS = '''ArithmeticError AssertionError AttributeError BaseException BufferError BytesWarning
    DeprecationWarning EOFError EnvironmentError Exception FloatingPointError FutureWarning GeneratorExit IOError
    ImportError ImportWarning IndentationError IndexError KeyError KeyboardInterrupt LookupError MemoryError NameError
    NotImplementedError OSError OverflowError PendingDeprecationWarning ReferenceError RuntimeError RuntimeWarning
    StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TypeError UnboundLocalError
    UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError
    Warning ZeroDivisionError'''.split()
OLD_NAMES.update((('exceptions', name), ('builtins', name)) for name in OLD_EXCEPTIONS)
NEW_NAMES = {new: old for old, new in OLD_NAMES.items() if old[0] != 'UserDict' and old[1] != 'StandardError'}


class PickleError(Exception):
    """What the others derive from."""

    __module__ = 'pickle'


class PicklingError(PickleError):
    """An object cannot be pickled."""

    __module__ = 'pickle'


class UnpicklingError(PickleError):
    """A pickle is damaged, or refused."""

    __module__ = 'pickle'


def encode_long(x):
    """Return an int as the shortest little-endian two's complement; 0 is b''."""
    if x == 0:
        return b''
    size = (x.bit_length() >> 3) + 1
    result = x.to_bytes(size, byteorder='little', signed=True)
    if x < 0 and size > 1 and result[-1] == 0xff and result[-2] & 0x80:
        result = result[:-1]
    return result


def decode_long(data):
    """Return the int that encode_long() gave as bytes."""
    return int.from_bytes(data, byteorder='little', signed=True)


def get_attribute(obj, name):
    """Return (what a dotted name leads to, what it is an attribute of)."""
    parent = None
    for part in name.split('.'):
        if part == '<locals>':
            raise AttributeError("Can't get local attribute {!r} on {!r}".format(name, obj))
        try:
            parent, obj = obj, getattr(obj, part)
        except AttributeError:
            raise AttributeError("Can't get attribute {!r} on {!r}".format(name, obj)) from None
    return obj, parent
