# SPDX-License-Identifier: MIT
"""Conversions between bytes and ASCII."""

from _binascii import a2b_base64, a2b_hex, b2a_base64, crc32, crc_hqx


class Error(ValueError):
    """The data is malformed."""


class Incomplete(Exception):
    """Data is missing at the end."""


Error.__module__ = Incomplete.__module__ = 'binascii'
_HEX = '0123456789abcdefABCDEF'


def b2a_hex(data, sep=None, bytes_per_sep=1):
    """Return the bytes as hexadecimal digits; sep comes between groups of bytes_per_sep bytes."""
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    data = bytes(memoryview(data))
    return (data.hex() if sep is None else data.hex(sep, bytes_per_sep)).encode('ascii')


hexlify = b2a_hex
unhexlify = a2b_hex


def b2a_uu(data, /, *, backtick=False):
    """Return at most 45 bytes as one line of uuencoded text."""
    data = bytes(memoryview(data))
    if len(data) > 45:
        raise Error('At most 45 bytes at once')
    zero = 96 if backtick else 32

    def char(value):
        return value + 32 if value else zero

    line = [char(len(data))]
    for i in range(0, len(data), 3):
        bits = int.from_bytes(data[i:i + 3].ljust(3, b'\0'), 'big')
        line += [char(bits >> shift & 63) for shift in (18, 12, 6, 0)]
    return bytes(line) + b'\n'


def _ascii(data):
    if isinstance(data, str):
        if not data.isascii():
            raise ValueError('string argument should contain only ASCII characters')
        return data.encode('ascii')
    return bytes(memoryview(data))


def a2b_uu(data, /):
    """Return the bytes of one line of uuencoded text."""
    data = _ascii(data)
    if not data:
        return b''
    size = (data[0] - 32) & 63
    out, bits, nbits, at = bytearray(), 0, 0, 1
    while len(out) < size:
        char = data[at] if at < len(data) else 0
        if char in (0, 10, 13):
            value = 0       # spaces at the end may have been removed
        elif 32 <= char <= 96:
            value = (char - 32) & 63
            at += 1
        else:
            raise Error('Illegal char')
        bits, nbits = bits << 6 | value, nbits + 6
        if nbits >= 8:
            nbits -= 8
            out.append(bits >> nbits & 255)
            bits &= (1 << nbits) - 1
    if any(char not in (32, 96, 10, 13) for char in data[at:]):
        raise Error('Trailing garbage')
    return bytes(out)


def a2b_qp(data, header=False):
    """Return the bytes of quoted-printable text; in a header an underscore is a space."""
    data = _ascii(data)
    out, at = bytearray(), 0
    while at < len(data):
        char = data[at:at + 1]
        at += 1
        if char == b'_' and header:
            out += b' '
        elif char != b'=':
            out += char
        elif at >= len(data):
            break
        elif data[at] in b'\r\n':
            end = data.find(b'\n', at)      # a soft line break
            at = len(data) if end < 0 else end + 1
        elif data[at:at + 1] == b'=':
            out += b'='
            at += 1
        elif len(data) >= at + 2 and chr(data[at]) in _HEX and chr(data[at + 1]) in _HEX:
            out.append(int(data[at:at + 2], 16))
            at += 2
        else:
            out += b'='
    return bytes(out)


def b2a_qp(data, quotetabs=False, istext=True, header=False):
    """Return the bytes as quoted-printable text in lines of at most 76 characters."""
    data = bytes(memoryview(data))
    out, length, at = bytearray(), 0, 0
    crlf = 0 < data.find(b'\n') and data[data.find(b'\n') - 1:data.find(b'\n')] == b'\r'
    newline = b'\r\n' if crlf else b'\n'
    while at < len(data):
        c, after = data[at], data[at + 1:at + 2]
        if istext and (c == 10 or (c == 13 and after == b'\n')):
            if out and out[-1] in b' \t':
                last = out.pop()
                out += b'=%02X' % last
            out += newline
            length, at = 0, at + (1 if c == 10 else 2)
            continue
        quote = (c > 126 or c == 61 or (header and c == 95) or (c == 46 and length == 0 and after in (b'', b'\n', b'\r', b'\0'))
                 or (not istext and c in b'\r\n') or (c in b'\t ' and (at + 1 == len(data) or (quotetabs and (c == 9 or not header))))
                 or (c < 33 and c not in b'\r\n\t '))
        text = b'=%02X' % c if quote else b'_' if header and c == 32 else bytes((c,))
        ends = at + 1 < len(data) and data[at + 1] != 10
        if length + len(text) >= (76 if ends else 77):
            out += b'=' + newline
            length = 0
        out += text
        length += len(text)
        at += 1
    return bytes(out)
