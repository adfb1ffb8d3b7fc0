# SPDX-License-Identifier: MIT
"""The hash of str and bytes for tables made at build time: the twin of src/base/hash.c."""

import sys

MASK = (1 << 64) - 1
K0 = 0xCBBB9D5DC1059ED9
K1 = 0x629A292A367CD507
K2 = 0x9159015A3070DD17


def _fold(a, b):
    product = a * b
    return (product & MASK) ^ (product >> 64)


def krhash_bytes(data):
    """The hash of a bytes object, 1 <= result < 2**61."""
    def load(start, size):
        return int.from_bytes(data[start:start + size], "little")

    n = len(data)
    h, a, b = K0, 0, 0
    if n > 16:
        at = 0
        while n - at > 16:
            h = _fold(load(at, 8) ^ K1, load(at + 8, 8) ^ h)
            at += 16
        a, b = load(n - 16, 8), load(n - 8, 8)
    elif n >= 8:
        a, b = load(0, 8), load(n - 8, 8)
    elif n >= 4:
        a, b = load(0, 4), load(n - 4, 4)
    elif n > 0:
        a, b = data[0] | data[n // 2] << 8, data[n - 1]
    return _fold(_fold(a ^ K1, b ^ h) ^ n, K2) >> 3 or 1


def krhash_str(text):
    """The hash of a str: that of its UTF-8, lone surrogates as three bytes each."""
    return krhash_bytes(text.encode("utf-8", "surrogatepass"))


if __name__ == "__main__":
    for word in sys.argv[1:]:
        print(f"{krhash_str(word):#x} {word}")
