# SPDX-License-Identifier: MIT
"""JSON (RFC 8259): Python values to text and back.

dump() and dumps() write, load() and loads() read. JSONEncoder and JSONDecoder
are the classes behind them, to be subclassed for other types.
"""

__version__ = '2.0.9'
__all__ = ['dump', 'dumps', 'load', 'loads', 'JSONDecoder', 'JSONDecodeError', 'JSONEncoder']

from .decoder import JSONDecoder, JSONDecodeError
from .encoder import JSONEncoder

_default_encoder = JSONEncoder()
_default_decoder = JSONDecoder()


def _make_encoder(skipkeys, ensure_ascii, check_circular, allow_nan, cls, indent, separators,
                  default, sort_keys, kw):
    if (not skipkeys and ensure_ascii and check_circular and allow_nan and cls is None
            and indent is None and separators is None and default is None and not sort_keys
            and not kw):
        return _default_encoder
    if cls is None:
        cls = JSONEncoder
    return cls(skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular,
               allow_nan=allow_nan, indent=indent, separators=separators, default=default,
               sort_keys=sort_keys, **kw)


def dump(obj, fp, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
         cls=None, indent=None, separators=None, default=None, sort_keys=False, **kw):
    """Write obj as JSON to fp, anything with a write() method for str.

    The other arguments are those of dumps().
    """
    encoder = _make_encoder(skipkeys, ensure_ascii, check_circular, allow_nan, cls, indent,
                            separators, default, sort_keys, kw)
    for chunk in encoder.iterencode(obj):
        fp.write(chunk)


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
          cls=None, indent=None, separators=None, default=None, sort_keys=False, **kw):
    """Return obj as JSON text.

    skipkeys: leave out dict keys that are not str, int, float, bool or None,
    instead of raising TypeError. ensure_ascii: escape everything beyond ASCII.
    check_circular: detect containers that contain themselves (ValueError).
    allow_nan: write NaN, Infinity and -Infinity, instead of raising ValueError.
    indent: put items on lines of their own, indented by that many spaces or that
    string. separators: the pair written between items and behind keys. default:
    a function that turns other objects into something that can be written.
    sort_keys: sort dicts by key. cls: the encoder class, which also gets the
    remaining keyword arguments.
    """
    return _make_encoder(skipkeys, ensure_ascii, check_circular, allow_nan, cls, indent,
                         separators, default, sort_keys, kw).encode(obj)


def detect_encoding(b):
    """Tell which of UTF-8, UTF-16 and UTF-32 JSON bytes are in: the name of a codec."""
    startswith = b.startswith
    if startswith((b'\xff\xfe\x00\x00', b'\x00\x00\xfe\xff')):
        return 'utf-32'
    if startswith((b'\xff\xfe', b'\xfe\xff')):
        return 'utf-16'
    if startswith(b'\xef\xbb\xbf'):
        return 'utf-8-sig'
    # The first two characters are ASCII: the places of null bytes tell width and order.
    if len(b) >= 4:
        if not b[0]:
            return 'utf-16-be' if b[1] else 'utf-32-be'
        if not b[1]:
            return 'utf-16-le' if b[2] or b[3] else 'utf-32-le'
    elif len(b) == 2:
        if not b[0]:
            return 'utf-16-be'
        if not b[1]:
            return 'utf-16-le'
    return 'utf-8'


def load(fp, *, cls=None, object_hook=None, parse_float=None, parse_int=None,
         parse_constant=None, object_pairs_hook=None, **kw):
    """Read JSON from fp, anything with a read() method; see loads() for the other arguments."""
    return loads(fp.read(), cls=cls, object_hook=object_hook, parse_float=parse_float,
                 parse_int=parse_int, parse_constant=parse_constant,
                 object_pairs_hook=object_pairs_hook, **kw)


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None,
          parse_constant=None, object_pairs_hook=None, **kw):
    """Return the value of the JSON text s, a str, bytes or bytearray.

    object_hook is called with each dict and gives its replacement;
    object_pairs_hook the same with a list of pairs. parse_float and parse_int are
    called with the text of numbers, parse_constant with 'NaN', 'Infinity' and
    '-Infinity'. cls: the decoder class, which also gets the remaining keyword
    arguments. JSONDecodeError if s is not JSON.
    """
    if isinstance(s, str):
        if s.startswith('\ufeff'):
            raise JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
    else:
        if not isinstance(s, (bytes, bytearray)):
            raise TypeError('the JSON object must be str, bytes or bytearray, '
                            f'not {s.__class__.__name__}')
        s = s.decode(detect_encoding(s), 'surrogatepass')
    if (cls is None and object_hook is None and parse_int is None and parse_float is None
            and parse_constant is None and object_pairs_hook is None and not kw):
        return _default_decoder.decode(s)
    for name, value in (('object_hook', object_hook), ('object_pairs_hook', object_pairs_hook),
                        ('parse_float', parse_float), ('parse_int', parse_int),
                        ('parse_constant', parse_constant)):
        if value is not None:
            kw[name] = value
    return (cls or JSONDecoder)(**kw).decode(s)
