# SPDX-License-Identifier: MIT
"""Punycode (RFC 3492): any text in the letters, digits and hyphens of host names."""

import codecs

_BASE, _TMIN, _TMAX, _SKEW, _DAMP, _BIAS, _FIRST = 36, 1, 26, 38, 700, 72, 128
_DIGITS = b'abcdefghijklmnopqrstuvwxyz0123456789'


def _adapt(delta, points, first):
    delta = delta // _DAMP if first else delta // 2
    delta += delta // points
    k = 0
    while delta > (_BASE - _TMIN) * _TMAX // 2:
        delta //= _BASE - _TMIN
        k += _BASE
    return k + (_BASE - _TMIN + 1) * delta // (delta + _SKEW)


def _limit(k, bias):
    return min(max(k - bias, _TMIN), _TMAX)


def _number(n, bias):
    out, k = bytearray(), _BASE
    while n >= (t := _limit(k, bias)):
        out.append(_DIGITS[t + (n - t) % (_BASE - t)])
        n = (n - t) // (_BASE - t)
        k += _BASE
    out.append(_DIGITS[n])
    return out


def punycode_encode(text):
    """The text as bytes of ASCII."""
    basic = [c for c in text if ord(c) < 128]
    out = bytearray(''.join(basic), 'ascii')
    done = len(basic)
    if basic:
        out += b'-'
    n, delta, bias, first = _FIRST, 0, _BIAS, True
    while done < len(text):
        nearest = min(ord(c) for c in text if ord(c) >= n)
        delta += (nearest - n) * (done + 1)
        n = nearest
        for c in text:
            if ord(c) < n:
                delta += 1
            elif ord(c) == n:
                out += _number(delta, bias)
                done += 1
                bias = _adapt(delta, done, first)
                delta, first = 0, False
        delta += 1
        n += 1
    return bytes(out)


def _wrong(data, at, reason):
    raise UnicodeDecodeError('punycode', data, at, at + 1, reason)


def punycode_decode(data, errors='strict'):
    """The text that the bytes stand for."""
    data = bytes(data)
    head, _, tail = data.rpartition(b'-')
    start = len(data) - len(tail)
    text = list(head.decode('ascii', errors))
    tail = tail.lower()
    n, i, bias, at = _FIRST, 0, _BIAS, 0
    while at < len(tail):
        before, weight, k = i, 1, _BASE
        while True:
            if at == len(tail):
                if errors == 'strict':
                    _wrong(data, len(data) - 1, 'incomplete punycode string')
                return ''.join(text)
            digit = _DIGITS.find(tail[at])
            if digit < 0:
                if errors == 'strict':
                    _wrong(data, start + at, f'Invalid extended code point {chr(tail[at])!r}')
                return ''.join(text)
            at += 1
            i += digit * weight
            t = _limit(k, bias)
            if digit < t:
                break
            weight *= _BASE - t
            k += _BASE
        count = len(text) + 1
        bias = _adapt(i - before, count, before == 0)
        n += i // count
        i %= count
        if n > 0x10ffff:
            if errors == 'strict':
                _wrong(data, start + at - 1, f'Invalid character U+{n:x}')
            n = ord('?')
        text.insert(i, chr(n))
        i += 1
    return ''.join(text)


class Codec(codecs.Codec):
    """Without state."""

    def encode(self, input, errors='strict'):
        return punycode_encode(input), len(input)

    def decode(self, input, errors='strict'):
        if errors not in ('strict', 'replace', 'ignore'):
            raise UnicodeError(f'Unsupported error handling: {errors}')
        return punycode_decode(input, errors), len(input)


class IncrementalEncoder(codecs.IncrementalEncoder):
    """Takes each piece for a whole."""

    def encode(self, input, final=False):
        return punycode_encode(input)


class IncrementalDecoder(codecs.IncrementalDecoder):
    """Takes each piece for a whole."""

    def decode(self, input, final=False):
        return punycode_decode(input, self.errors)


class StreamWriter(Codec, codecs.StreamWriter):
    """Writes punycode."""


class StreamReader(Codec, codecs.StreamReader):
    """Reads punycode."""


def getregentry():
    """What the registry of encodings asks for."""
    return codecs.CodecInfo(Codec().encode, Codec().decode, StreamReader, StreamWriter, IncrementalEncoder, IncrementalDecoder, 'punycode')
