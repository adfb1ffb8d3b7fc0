# SPDX-License-Identifier: MIT
"""JSONEncoder: values to text."""

try:
    from _json import encode_basestring_ascii as c_encode_basestring_ascii
except ImportError:
    c_encode_basestring_ascii = None
try:
    from _json import encode_basestring as c_encode_basestring
except ImportError:
    c_encode_basestring = None
try:
    from _json import make_encoder as c_make_encoder
except ImportError:
    c_make_encoder = None

INFINITY = float('inf')

_ESCAPES = {i: '\\u%04x' % i for i in range(0x20)}
_ESCAPES.update({ord('\\'): '\\\\', ord('"'): '\\"', ord('\b'): '\\b', ord('\f'): '\\f',
                 ord('\n'): '\\n', ord('\r'): '\\r', ord('\t'): '\\t'})


def py_encode_basestring(s):
    """Return s as a JSON string."""
    if not isinstance(s, str):
        raise TypeError(f"first argument must be a string, not {type(s).__name__}")
    return '"' + s.translate(_ESCAPES) + '"'


encode_basestring = c_encode_basestring or py_encode_basestring


def py_encode_basestring_ascii(s):
    """Return s as a JSON string of ASCII characters only."""
    text = py_encode_basestring(s)
    if text.isascii() and '\x7f' not in text:
        return text
    pieces = []
    for char in text:
        code = ord(char)
        if code < 0x7f or code == 0x7f:
            pieces.append(char)
        elif code < 0x10000:
            pieces.append('\\u%04x' % code)
        else:
            code -= 0x10000
            pieces.append('\\u%04x\\u%04x' % (0xd800 | code >> 10, 0xdc00 | code & 0x3ff))
    return ''.join(pieces)


encode_basestring_ascii = c_encode_basestring_ascii or py_encode_basestring_ascii


class JSONEncoder:
    """Writes JSON text.

    dict -> object, list and tuple -> array, str -> string, int and float (also
    of enumerations) -> number, True and False -> true and false, None -> null.
    For other objects override default(). The arguments are described at
    json.dumps().
    """

    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True,
                 allow_nan=True, sort_keys=False, indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ','
        if default is not None:
            self.default = default

    def default(self, o):
        """Return something for o that can be written; this one raises TypeError."""
        raise TypeError(f'Object of type {o.__class__.__name__} is not JSON serializable')

    def encode(self, o):
        """Return o as JSON text."""
        if isinstance(o, str):
            if self.ensure_ascii:
                return encode_basestring_ascii(o)
            return encode_basestring(o)
        chunks = self.iterencode(o, _one_shot=True)
        if not isinstance(chunks, (list, tuple)):
            chunks = list(chunks)
        return ''.join(chunks)

    def iterencode(self, o, _one_shot=False):
        """Iterate over the pieces of the JSON text of o, as they are made."""
        markers = {} if self.check_circular else None
        encode_string = encode_basestring_ascii if self.ensure_ascii else encode_basestring
        indent = self.indent
        if indent is not None and not isinstance(indent, str):
            indent = ' ' * indent
        if _one_shot and c_make_encoder is not None:
            encode = c_make_encoder(markers, self.default, encode_string, indent,
                                    self.key_separator, self.item_separator, self.sort_keys,
                                    self.skipkeys, self.allow_nan)
        else:
            encode = _make_iterencode(markers, self.default, encode_string, indent,
                                      self._float_text, self.key_separator, self.item_separator,
                                      self.sort_keys, self.skipkeys)
        return encode(o, 0)

    def _float_text(self, o):
        if o == o and o not in (INFINITY, -INFINITY):
            return float.__repr__(o)
        if not self.allow_nan:
            raise ValueError('Out of range float values are not JSON compliant: ' + repr(o))
        if o != o:
            return 'NaN'
        return 'Infinity' if o > 0 else '-Infinity'


def _make_iterencode(markers, default, encode_string, indent, float_text, key_separator,
                     item_separator, sort_keys, skipkeys):
    """Return a generator function (value, level of indentation) -> pieces of text.

    markers holds the containers being written by id, None to look out for no cycles.
    """
    def scalar(o):
        """Return the text of a value that contains no others, None for the rest."""
        if isinstance(o, str):
            return encode_string(o)
        if o is None:
            return 'null'
        if o is True:
            return 'true'
        if o is False:
            return 'false'
        if isinstance(o, int):
            return int.__repr__(o)      # subclasses may show themselves otherwise
        if isinstance(o, float):
            return float_text(o)
        return None

    def key_text(key):
        """Return a dict key as str, None to leave it out."""
        if isinstance(key, str):
            return key
        if key is None or isinstance(key, (int, float)):
            return scalar(key)
        if skipkeys:
            return None
        raise TypeError('keys must be str, int, float, bool or None, '
                        f'not {key.__class__.__name__}')

    def enter(o):
        if markers is not None:
            if id(o) in markers:
                raise ValueError("Circular reference detected")
            markers[id(o)] = o

    def leave(o):
        if markers is not None:
            del markers[id(o)]

    def breaks(level):
        """Return what is written behind the opening, between items, before the closing."""
        if indent is None:
            return '', item_separator, ''
        line = '\n' + indent * (level + 1)
        return line, item_separator + line, '\n' + indent * level

    def encode_list(items, level):
        if not items:
            yield '[]'
            return
        enter(items)
        prefix, separator, suffix = breaks(level)
        prefix = '[' + prefix
        for index, value in enumerate(items):
            try:
                text = scalar(value)
                if text is not None:
                    yield prefix + text
                else:
                    yield prefix
                    yield from encode(value, level + 1)
            except GeneratorExit:
                raise
            except BaseException as exc:
                exc.add_note(f'when serializing {type(items).__name__} item {index}')
                raise
            prefix = separator
        yield suffix + ']'
        leave(items)

    def encode_dict(mapping, level):
        if not mapping:
            yield '{}'
            return
        enter(mapping)
        prefix, separator, suffix = breaks(level)
        prefix = '{' + prefix
        closing = '}'
        items = sorted(mapping.items()) if sort_keys else mapping.items()
        for key, value in items:
            name = key_text(key)
            if name is None:
                continue
            yield prefix + encode_string(name) + key_separator
            prefix = separator
            closing = suffix + '}'
            try:
                text = scalar(value)
                if text is not None:
                    yield text
                else:
                    yield from encode(value, level + 1)
            except GeneratorExit:
                raise
            except BaseException as exc:
                exc.add_note(f'when serializing {type(mapping).__name__} item {key!r}')
                raise
        yield closing if prefix is separator else '{}'
        leave(mapping)

    def encode(o, level):
        text = scalar(o)
        if text is not None:
            yield text
        elif isinstance(o, (list, tuple)):
            yield from encode_list(o, level)
        elif isinstance(o, dict):
            yield from encode_dict(o, level)
        else:
            enter(o)
            replacement = default(o)
            try:
                yield from encode(replacement, level)
            except GeneratorExit:
                raise
            except BaseException as exc:
                exc.add_note(f'when serializing {type(o).__name__} object')
                raise
            leave(o)

    return encode
