# SPDX-License-Identifier: MIT
"""Digests of data: MD5, SHA-1, SHA-2, SHA-3, SHAKE, BLAKE2, and keys from passwords."""

from _digests import HASH as _HASH, _pbkdf2

_NAMES = ('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'blake2b', 'blake2s', 'sha3_224', 'sha3_256',
          'sha3_384', 'sha3_512', 'shake_128', 'shake_256')
algorithms_guaranteed = set(_NAMES)
algorithms_available = set(_NAMES)
__all__ = _NAMES + ('new', 'algorithms_guaranteed', 'algorithms_available', 'file_digest', 'pbkdf2_hmac')


def _maker(kind):
    def make(data=b'', *, usedforsecurity=True, string=b''):
        return _HASH(kind, data or string)
    make.__name__ = make.__qualname__ = kind
    make.__doc__ = f"Return a hash of the kind {kind}."
    return make


for _name in _NAMES:
    if _name[0] != 'b':
        globals()[_name] = _maker(_name)


class _Blake2(_HASH):
    __slots__ = ()

    def __new__(cls, data=b'', /, *, digest_size=None, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0,
                node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=b''):
        most = cls.MAX_DIGEST_SIZE
        if digest_size is None:
            digest_size = most
        if not 0 < digest_size <= most:
            raise ValueError(f"digest_size must be between 1 and {most} bytes")
        for what, value, bound in (('salt', salt, cls.SALT_SIZE), ('person', person, cls.PERSON_SIZE),
                                   ('key', key, cls.MAX_KEY_SIZE)):
            if memoryview(value).nbytes > bound:
                raise ValueError(f"maximum {what} length is {bound} bytes")
        for what, value, low, high in (('fanout', fanout, 0, 255), ('depth', depth, 1, 255),
                                       ('node_depth', node_depth, 0, 255), ('inner_size', inner_size, 0, most)):
            if not low <= value <= high:
                raise ValueError(f"{what} must be between {low} and {high}" + (what == 'inner_size') * " (is out of range)")
        for what, value, bits in (('leaf_size', leaf_size, 32), ('node_offset', node_offset, cls._offset_bits)):
            if value < 0:
                raise ValueError("value must be positive")
            if value >> bits:
                raise OverflowError(f"{what} is too large")
        if node_offset >> 63:
            node_offset -= 1 << 64
        return super().__new__(cls, cls.__name__, data or string, (
            digest_size, key, salt, person, fanout, depth, leaf_size, node_offset, node_depth, inner_size,
            bool(last_node)))

    def digest(self):
        """Return the digest as bytes."""
        return super().digest()

    def hexdigest(self):
        """Return the digest as hexadecimal digits."""
        return super().hexdigest()


class blake2b(_Blake2):
    """A BLAKE2b hash of up to 64 bytes."""
    __slots__ = ()
    __module__ = '_blake2'
    SALT_SIZE = PERSON_SIZE = 16
    MAX_KEY_SIZE = MAX_DIGEST_SIZE = 64
    _offset_bits = 64


class blake2s(_Blake2):
    """A BLAKE2s hash of up to 32 bytes."""
    __slots__ = ()
    __module__ = '_blake2'
    SALT_SIZE = PERSON_SIZE = 8
    MAX_KEY_SIZE = MAX_DIGEST_SIZE = 32
    _offset_bits = 48


def _plain(name):
    if not isinstance(name, str):
        raise TypeError(f"new() argument 'name' must be str, not {type(name).__name__}")
    plain = name.lower().replace('-', '_')
    plain = {'sha_1': 'sha1', 'sha2_224': 'sha224', 'sha2_256': 'sha256', 'sha2_384': 'sha384', 'sha2_512': 'sha512',
             'sha_224': 'sha224', 'sha_256': 'sha256', 'sha_384': 'sha384', 'sha_512': 'sha512',
             'blake2b512': 'blake2b', 'blake2s256': 'blake2s', 'shake128': 'shake_128',
             'shake256': 'shake_256'}.get(plain, plain)
    if plain not in algorithms_guaranteed:
        raise ValueError('unsupported hash type ' + name)
    return plain


def new(name, data=b'', **kwargs):
    """Return a hash by its name."""
    return globals()[_plain(name)](data, **kwargs)


def file_digest(fileobj, digest, /, *, _bufsize=262144):
    """Return the hash of what a file opened in binary mode still holds."""
    h = new(digest) if isinstance(digest, str) else digest()
    if hasattr(fileobj, 'getbuffer'):
        h.update(fileobj.getbuffer())
        return h
    if not (hasattr(fileobj, 'readinto') and hasattr(fileobj, 'readable') and fileobj.readable()):
        raise ValueError(f"'{fileobj!r}' is not a file-like object in binary reading mode.")
    view = memoryview(bytearray(_bufsize))
    while True:
        size = fileobj.readinto(view)
        if size is None:
            raise BlockingIOError("I/O operation would block.")
        if not size:
            return h
        h.update(view[:size])


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """Derive a key from a password, RFC 8018."""
    name = _plain(hash_name)
    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    if dklen is None:
        dklen = _HASH(name).digest_size
    if dklen < 1:
        raise ValueError("key length must be greater than 0.")
    return _pbkdf2(name, bytes(memoryview(password)), bytes(memoryview(salt)), iterations, dklen)


def scrypt(password, *, salt, n, r, p, maxmem=0, dklen=64):
    """Not part of this library."""
    raise NotImplementedError("hashlib.scrypt is not part of this library")
