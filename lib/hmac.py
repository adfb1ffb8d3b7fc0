# SPDX-License-Identifier: MIT
"""Message authentication with a key and a hash, after RFC 2104."""

from _operator import _compare_digest as compare_digest

digest_size = None

_INNER = bytes(x ^ 0x36 for x in range(256))
_OUTER = bytes(x ^ 0x5C for x in range(256))


class HMAC:
    """A code over data that is given in parts; digestmod is the name of a hash, or what makes one."""

    blocksize = 64

    def __init__(self, key, msg=None, digestmod=''):
        if not isinstance(key, (bytes, bytearray)):
            raise TypeError(f"key: expected bytes or bytearray, but got {type(key).__name__!r}")
        if not digestmod:
            raise TypeError("Missing required argument 'digestmod'.")
        make = _maker(digestmod)
        self._outer = make()
        self._inner = make()
        self.digest_size = self._inner.digest_size
        block = getattr(self._inner, 'block_size', self.blocksize)
        if block >= 16:
            self.block_size = block
        else:
            import warnings
            warnings.warn(f"block_size of {block} seems too small; using our default of {self.blocksize}.",
                          RuntimeWarning, 2)
            self.block_size = self.blocksize
        if len(key) > self.block_size:
            key = make(key).digest()
        key = bytes(key).ljust(self.block_size, b'\0')
        self._outer.update(key.translate(_OUTER))
        self._inner.update(key.translate(_INNER))
        if msg is not None:
            self.update(msg)

    @property
    def name(self):
        return f"hmac-{self._inner.name}"

    def update(self, msg):
        """Add data."""
        self._inner.update(msg)

    def copy(self):
        """Return another one that goes on from here."""
        other = self.__class__.__new__(self.__class__)
        other.digest_size = self.digest_size
        other.block_size = self.block_size
        other._inner = self._inner.copy()
        other._outer = self._outer.copy()
        return other

    def digest(self):
        """Return the code of the data so far."""
        h = self._outer.copy()
        h.update(self._inner.digest())
        return h.digest()

    def hexdigest(self):
        """Return the code as hexadecimal digits."""
        return self.digest().hex()


def _maker(digestmod):
    if isinstance(digestmod, str):
        import hashlib
        return lambda data=b'': hashlib.new(digestmod, data)
    if callable(digestmod):
        return digestmod
    return lambda data=b'': digestmod.new(data)


def new(key, msg=None, digestmod=''):
    """Return an HMAC."""
    return HMAC(key, msg, digestmod)


def digest(key, msg, digest):
    """Return the code of a message."""
    return HMAC(key, msg, digest).digest()
