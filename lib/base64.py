# SPDX-License-Identifier: MIT
"""Base 16, 32, 64 and 85 encodings of bytes (RFC 4648, and two kinds of Ascii85)."""

import binascii

__all__ = ['encode', 'decode', 'encodebytes', 'decodebytes', 'b64encode', 'b64decode', 'b32encode', 'b32decode',
           'b32hexencode', 'b32hexdecode', 'b16encode', 'b16decode', 'b85encode', 'b85decode', 'a85encode',
           'a85decode', 'z85encode', 'z85decode', 'standard_b64encode', 'standard_b64decode', 'urlsafe_b64encode',
           'urlsafe_b64decode']

bytes_types = (bytes, bytearray)

MAXLINESIZE = 76
MAXBINSIZE = MAXLINESIZE // 4 * 3


def _bytes_from_decode_data(s):
    if isinstance(s, str):
        try:
            return s.encode('ascii')
        except UnicodeEncodeError:
            raise ValueError('string argument should contain only ASCII characters')
    if isinstance(s, bytes_types):
        return s
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError('argument should be a bytes-like object or ASCII string, not %r'
                        % s.__class__.__name__) from None


# ---- base 64 ----------------------------------------------------------------------------------

def b64encode(s, altchars=None):
    """Encode bytes; altchars are two bytes to use instead of + and /."""
    encoded = binascii.b2a_base64(s, newline=False)
    if altchars is None:
        return encoded
    assert len(altchars) == 2, repr(altchars)
    return encoded.translate(bytes.maketrans(b'+/', altchars))


def b64decode(s, altchars=None, validate=False):
    """Decode bytes or an ASCII string; binascii.Error if the padding is wrong.

    Other characters are skipped, unless validate is true: then they are errors.
    """
    s = _bytes_from_decode_data(s)
    if altchars is not None:
        altchars = _bytes_from_decode_data(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b'+/'))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    """Encode with the alphabet of RFC 4648."""
    return b64encode(s)


def standard_b64decode(s):
    """Decode what standard_b64encode() gives."""
    return b64decode(s)


_to_urlsafe = bytes.maketrans(b'+/', b'-_')
_from_urlsafe = bytes.maketrans(b'-_', b'+/')


def urlsafe_b64encode(s):
    """Encode with - and _ instead of + and /."""
    return b64encode(s).translate(_to_urlsafe)


def urlsafe_b64decode(s):
    """Decode what urlsafe_b64encode() gives."""
    return b64decode(_bytes_from_decode_data(s).translate(_from_urlsafe))


# ---- base 32 and 16 -----------------------------------------------------------------------------

_b32alphabet = b'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
_b32hexalphabet = b'0123456789ABCDEFGHIJKLMNOPQRSTUV'


def _b32encode(alphabet, s):
    if not isinstance(s, bytes_types):
        s = memoryview(s).tobytes()
    out = bytearray()
    for i in range(0, len(s), 5):
        bits = int.from_bytes(s[i:i + 5].ljust(5, b'\0'), 'big')
        out += bytes(alphabet[bits >> shift & 31] for shift in range(35, -1, -5))
    missing = -len(s) % 5
    if missing:
        pads = {1: 1, 2: 3, 3: 4, 4: 6}[missing]
        out[-pads:] = b'=' * pads
    return bytes(out)


def _b32decode(alphabet, s, casefold=False, map01=None):
    s = _bytes_from_decode_data(s)
    if len(s) % 8:
        raise binascii.Error('Incorrect padding')
    if map01 is not None:
        map01 = _bytes_from_decode_data(map01)
        assert len(map01) == 1, repr(map01)
        s = s.translate(bytes.maketrans(b'01', b'O' + map01))
    if casefold:
        s = s.upper()
    size = len(s)
    s = s.rstrip(b'=')
    pads = size - len(s)
    values = {char: value for value, char in enumerate(alphabet)}
    out = bytearray()
    for i in range(0, len(s), 8):
        bits = 0
        part = s[i:i + 8]
        try:
            for char in part:
                bits = bits << 5 | values[char]
        except KeyError:
            raise binascii.Error('Non-base32 digit found') from None
        out += (bits << 5 * (8 - len(part))).to_bytes(5, 'big')
    if pads not in (0, 1, 3, 4, 6):
        raise binascii.Error('Incorrect padding')
    if pads and out:
        del out[-((5 * pads + 4) // 8 if pads != 6 else 4):]
    return bytes(out)


def b32encode(s):
    """Encode in base 32."""
    return _b32encode(_b32alphabet, s)


def b32decode(s, casefold=False, map01=None):
    """Decode base 32; casefold takes lower case too, map01 says what the digit 1 means (0 is then O)."""
    return _b32decode(_b32alphabet, s, casefold, map01)


def b32hexencode(s):
    """Encode in base 32 with the extended hexadecimal alphabet."""
    return _b32encode(_b32hexalphabet, s)


def b32hexdecode(s, casefold=False):
    """Decode what b32hexencode() gives."""
    return _b32decode(_b32hexalphabet, s, casefold)


def b16encode(s):
    """Encode as hexadecimal digits in upper case."""
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    """Decode hexadecimal digits; those in lower case only if casefold is true."""
    s = _bytes_from_decode_data(s)
    if casefold:
        s = s.upper()
    if s.translate(None, b'0123456789ABCDEF'):
        raise binascii.Error('Non-base16 digit found')
    return binascii.unhexlify(s)


# ---- base 85 -----------------------------------------------------------------------------------

_A85START, _A85END = b'<~', b'~>'
_b85alphabet = b'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~'
_a85alphabet = bytes(range(33, 118))
_z85alphabet = b'0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#'
_z85_to_b85 = bytes.maketrans(_z85alphabet, _b85alphabet)
_b85_to_z85 = bytes.maketrans(_b85alphabet, _z85alphabet)


def _encode_words(b, alphabet, pad, special):
    """Encode groups of four bytes as five digits; special maps groups to shorter forms."""
    if not isinstance(b, bytes_types):
        b = memoryview(b).tobytes()
    missing = -len(b) % 4
    if missing:
        b += b'\0' * missing
    chunks = []
    for i in range(0, len(b), 4):
        word = int.from_bytes(b[i:i + 4], 'big')
        short = special.get(word)
        if short is not None:
            chunks.append(short)
            continue
        digits = bytearray(5)
        for at in range(4, -1, -1):
            word, value = divmod(word, 85)
            digits[at] = alphabet[value]
        chunks.append(bytes(digits))
    if missing and not pad:
        if chunks[-1] == b'z':
            chunks[-1] = alphabet[0:1] * 5
        chunks[-1] = chunks[-1][:-missing]
    return b''.join(chunks)


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    """Encode in Ascii85.

    foldspaces: write 'y' for four spaces. wrapcol: break lines after that many
    characters. pad: encode a multiple of four bytes. adobe: put <~ and ~> around.
    """
    special = {0: b'z'}
    if foldspaces:
        special[0x20202020] = b'y'
    result = _encode_words(b, _a85alphabet, pad, special)
    if adobe:
        result = _A85START + result
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        lines = [result[i:i + wrapcol] for i in range(0, len(result), wrapcol)]
        if adobe and len(lines[-1]) + 2 > wrapcol:
            lines.append(b'')
        result = b'\n'.join(lines)
    return result + _A85END if adobe else result


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b' \t\n\r\v'):
    """Decode Ascii85; the characters of ignorechars are skipped, others raise ValueError."""
    b = _bytes_from_decode_data(b)
    if adobe:
        if not b.endswith(_A85END):
            raise ValueError('Ascii85 encoded byte sequences must end with {!r}'.format(_A85END))
        b = b[2 if b.startswith(_A85START) else 0:-2]
    out, group = bytearray(), []
    for char in bytes(b) + b'u' * 4:
        if 33 <= char <= 117:
            group.append(char)
            if len(group) < 5:
                continue
            word = 0
            for digit in group:
                word = word * 85 + digit - 33
            if word >= 1 << 32:
                raise ValueError('Ascii85 overflow')
            out += word.to_bytes(4, 'big')
            group.clear()
        elif char == 0x7a:
            if group:
                raise ValueError('z inside Ascii85 5-tuple')
            out += b'\0\0\0\0'
        elif foldspaces and char == 0x79:
            if group:
                raise ValueError('y inside Ascii85 5-tuple')
            out += b'    '
        elif char not in ignorechars:
            raise ValueError('Non-Ascii85 digit found: %c' % char)
    padding = 4 - len(group)
    return bytes(out[:-padding] if padding else out)


def b85encode(b, pad=False):
    """Encode in base 85; pad: a multiple of four bytes, filled up with zeros."""
    return _encode_words(b, _b85alphabet, pad, {})


def b85decode(b):
    """Decode base 85."""
    b = _bytes_from_decode_data(b)
    padding = -len(b) % 5
    b = bytes(b) + b'~' * padding
    values = {char: value for value, char in enumerate(_b85alphabet)}
    out = bytearray()
    for i in range(0, len(b), 5):
        word = 0
        for at, char in enumerate(b[i:i + 5]):
            if char not in values:
                raise ValueError('bad base85 character at position %d' % (i + at)) from None
            word = word * 85 + values[char]
        if word >= 1 << 32:
            raise ValueError('base85 overflow in hunk starting at byte %d' % i) from None
        out += word.to_bytes(4, 'big')
    return bytes(out[:-padding] if padding else out)


def z85encode(s):
    """Encode in Z85, the alphabet of ZeroMQ."""
    return b85encode(s).translate(_b85_to_z85)


def z85decode(s):
    """Decode Z85."""
    s = _bytes_from_decode_data(s)
    for at, char in enumerate(s):
        if char not in _z85alphabet:
            raise ValueError('bad z85 character at position %d' % at)
    try:
        return b85decode(s.translate(_z85_to_b85))
    except ValueError as exc:
        raise ValueError(exc.args[0].replace('base85', 'z85')) from None


# ---- files, and the older interface ----------------------------------------------------------------

def encode(input, output):
    """Encode one binary file into another, in lines."""
    while s := input.read(MAXBINSIZE):
        while len(s) < MAXBINSIZE and (more := input.read(MAXBINSIZE - len(s))):
            s += more
        output.write(binascii.b2a_base64(s))


def decode(input, output):
    """Decode one binary file into another."""
    while line := input.readline():
        output.write(binascii.a2b_base64(line))


def _input_type_check(s):
    try:
        m = memoryview(s)
    except TypeError as err:
        raise TypeError('expected bytes-like object, not %s' % s.__class__.__name__) from err
    if m.format not in ('c', 'b', 'B'):
        raise TypeError('expected single byte elements, not %r from %s' % (m.format, s.__class__.__name__))
    if m.ndim != 1:
        raise TypeError('expected 1-D data, not %d-D data from %s' % (m.ndim, s.__class__.__name__))


def encodebytes(s):
    """Encode as lines of base 64, each with its newline."""
    _input_type_check(s)
    return b''.join(binascii.b2a_base64(s[i:i + MAXBINSIZE]) for i in range(0, len(s), MAXBINSIZE))


def decodebytes(s):
    """Decode lines of base 64."""
    _input_type_check(s)
    return binascii.a2b_base64(s)


def main():
    """Encode or decode a file: base64 [-d] [FILE]."""
    import sys
    args = sys.argv[1:]
    convert = encode
    while args and args[0] in ('-d', '-e', '-u', '-h'):
        option = args.pop(0)
        if option == '-h':
            print('usage: base64 [-d] [FILE]')
            return
        convert = encode if option == '-e' else decode
    if args and args[0] != '-':
        with open(args[0], 'rb') as file:
            convert(file, sys.stdout.buffer)
    else:
        convert(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == '__main__':
    main()
