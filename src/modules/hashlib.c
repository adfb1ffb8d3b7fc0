/* SPDX-License-Identifier: MIT
 * The module _digests: digests as objects. */
#include "modules/hashlib.h"

#include "object/bytes.h"
#include "object/iter.h"
#include "object/str.h"

/// module _digests
/// Digests for the module hashlib.

static const char *const names[KR_DIGEST_KINDS] = {
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512",
    "shake_128", "shake_256", "blake2b", "blake2s",
};

static KrHash *self(KrValue *a)
{
    return (KrHash *)kras_obj(a[0]);
}

static bool hash_data(KrVm *vm, KrValue v, const uint8_t **data, size_t *size)
{
    if (kris_str(vm, v)) {
        krraise(vm, KR_T_TypeError, "Strings must be encoded before hashing");
        return false;
    }
    if (!krbuffer_check(vm, v)) {
        krraise(vm, KR_T_TypeError, "object supporting the buffer API required");
        return false;
    }
    return krbuffer_get(vm, v, data, size);
}

static bool add(KrVm *vm, KrDigest *d, KrValue v)
{
    const uint8_t *data;
    size_t size;
    if (!hash_data(vm, v, &data, &size) || !krcharge(vm, (int64_t)(size / 16)))
        return false;
    krdigest_update(d, data, size);
    return true;
}

/* The kind with a name; KR_DIGEST_KINDS with an exception pending when there is none. */
static KrDigestKind kind_named(KrVm *vm, KrValue name)
{
    KrDigestKind kind = 0;
    if (!kris_str(vm, name)) {
        krraise(vm, KR_T_TypeError, "the name of a hash must be str, not %T", name);
        return KR_DIGEST_KINDS;
    }
    for (; kind < KR_DIGEST_KINDS; kind++)
        if (strlen(names[kind]) == kras_str(name)->size && !memcmp(names[kind], krstr_data(kras_str(name)), kras_str(name)->size))
            return kind;
    krraise(vm, KR_T_ValueError, "unsupported hash type %U", kras_str(name));
    return kind;
}

/* The parameters of BLAKE2, whose ranges hashlib has checked: (digest_size, key, salt, person, fanout, depth, leaf_size,
 * node_offset, node_depth, inner_size, last_node). */
static bool init_blake2(KrVm *vm, KrDigest *d, KrDigestKind kind, KrValue parameters)
{
    enum { COUNT = 11 };
    if (!kris_kind(vm, parameters, KR_TF_TUPLE) || kras_tuple(parameters)->n != COUNT) {
        krraise(vm, KR_T_TypeError, "BLAKE2 takes a tuple of %d parameters", COUNT);
        return false;
    }
    const KrValue *v = kras_tuple(parameters)->at;
    uint64_t number[COUNT] = {0};
    const uint8_t *bytes[4];
    size_t size[4] = {0};
    for (int i = 0; i < COUNT; i++)
        if (i >= 1 && i <= 3 ? !krbuffer_get(vm, v[i], &bytes[i], &size[i]) : !krobj_as_i64(vm, v[i], (int64_t *)&number[i], false))
            return false;
    size_t half = kind == KR_BLAKE2B ? 16 : 8;
    if (size[1] > 4 * half || size[2] > half || size[3] > half || !number[0] || number[0] > 4 * half) {
        krraise(vm, KR_T_ValueError, "a parameter of BLAKE2 is out of range");
        return false;
    }
    KrBlake2 p = {
        .size = (uint8_t)number[0], .key_size = (uint8_t)size[1], .fanout = (uint8_t)number[4], .depth = (uint8_t)number[5],
        .leaf_size = (uint32_t)number[6], .node_offset = number[7], .node_depth = (uint8_t)number[8],
        .inner_size = (uint8_t)number[9], .key = bytes[1],
    };
    memcpy(p.salt, bytes[2], size[2]);
    memcpy(p.person, bytes[3], size[3]);
    krdigest_init_blake2(d, kind, &p);
    d->last_node = number[10] != 0;
    return true;
}

/// class HASH(name, data=b'', parameters=None)
/// A hash of data that comes in parts.

/// HASH.__new__(cls, name, data=b'', parameters=None, /)
/// Make a hash of the given kind.
KR_NATIVE(HASH___new__)
{
    KrDigestKind kind = kind_named(vm, a[1]);
    KrHash *h = kind == KR_DIGEST_KINDS ? NULL : krobj_new(vm, kras_type(a[0]));
    if (!h)
        return KR_RAISED;
    krdigest_init(&h->digest, kind);
    if (a[3] != KR_EMPTY && a[3] != KR_NONE && !init_blake2(vm, &h->digest, kind, a[3]))
        return KR_RAISED;
    return a[2] == KR_EMPTY || add(vm, &h->digest, a[2]) ? krvalue(h) : KR_RAISED;
}

/// HASH.__init__(self, /, *args, **kwargs)
/// Nothing is left to do.
KR_NATIVE(HASH___init__)
{
    return KR_NONE;
}

/// HASH.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(HASH___repr__)
{
    return krvalue_or_raised(krstr_printf(vm, "<%s %T object @ %p>", names[self(a)->digest.kind], a[0], (void *)self(a)));
}

/// HASH.update(self, data, /)
/// Add data.
KR_NATIVE(HASH_update)
{
    return add(vm, &self(a)->digest, a[1]) ? KR_NONE : KR_RAISED;
}

/// HASH.copy(self, /)
/// Return another hash that goes on from here.
KR_NATIVE(HASH_copy)
{
    KrHash *h = krobj_new(vm, krtype_of(vm, a[0]));
    if (h)
        h->digest = self(a)->digest;
    return krvalue_or_raised(h);
}

/* The digest, length bytes of it if the kind leaves that open. */
static KrBytes *result(KrVm *vm, KrHash *h, KrValue length)
{
    int64_t n = h->digest.size;
    if (n && length != KR_EMPTY) {
        krraise(vm, KR_T_TypeError, "HASH.digest() takes no arguments (1 given)");
        return NULL;
    }
    if (!n && length == KR_EMPTY) {
        krraise(vm, KR_T_TypeError, "digest() missing required argument 'length' (pos 1)");
        return NULL;
    }
    if (!n && !krobj_as_i64(vm, length, &n, false))
        return NULL;
    if (n < 0 || n >= INT64_C(1) << 29) {
        krraise(vm, KR_T_ValueError, n < 0 ? "value must be positive" : "length is too large");
        return NULL;
    }
    KrBytes *b = krcharge(vm, n / 16) ? krbytes_new(vm, NULL, (size_t)n) : NULL;
    if (!b)
        return NULL;
    KrDigest d = h->digest;
    krdigest_final(&d, b->at, (size_t)n);
    return b;
}

/// HASH.digest(self, length=None)
/// Return the digest as bytes.
KR_NATIVE(HASH_digest)
{
    return krvalue_or_raised(result(vm, self(a), a[1]));
}

/// HASH.hexdigest(self, length=None)
/// Return the digest as hexadecimal digits.
KR_NATIVE(HASH_hexdigest)
{
    KrBytes *b = result(vm, self(a), a[1]);
    return b ? krcall_method(vm, krvalue(b), KR_NAME(hex), NULL, 0) : KR_RAISED;
}

/// HASH.name
/// The name of the kind.
KR_NATIVE(HASH_get_name)
{
    return krvalue_or_raised(krstr_text(vm, names[self(a)->digest.kind]));
}

/// HASH.digest_size
/// The digest's length in bytes; 0: as one likes.
KR_NATIVE(HASH_get_digest_size)
{
    return krsmall(self(a)->digest.size);
}

/// HASH.block_size
/// The length in bytes of the blocks that are processed at once.
KR_NATIVE(HASH_get_block_size)
{
    return krsmall(self(a)->digest.block);
}

/* ---- keys from passwords --------------------------------------------------------------------------------------- */

/* The states of an HMAC behind its two padded keys. */
static void hmac_start(KrDigest *inner, KrDigest *outer, KrDigestKind kind, const uint8_t *key, size_t n)
{
    uint8_t block[KR_DIGEST_MAX_BLOCK] = {0};
    krdigest_init(inner, kind);
    if (n > inner->block) {
        KrDigest d = *inner;
        krdigest_update(&d, key, n);
        krdigest_final(&d, block, d.size);
    } else {
        memcpy(block, key, n);
    }
    *outer = *inner;
    for (int i = 0; i < inner->block; i++)
        block[i] ^= 0x36;
    krdigest_update(inner, block, inner->block);
    for (int i = 0; i < outer->block; i++)
        block[i] ^= 0x36 ^ 0x5C;
    krdigest_update(outer, block, outer->block);
}

static void hmac_finish(KrDigest inner, KrDigest outer, uint8_t *out)
{
    krdigest_final(&inner, out, inner.size);
    krdigest_update(&outer, out, outer.size);
    krdigest_final(&outer, out, outer.size);
}

/* Block number i of PBKDF2 (RFC 8018); false with an exception pending when the budget ran out. */
static bool derive_block(KrVm *vm, const KrDigest *inner, const KrDigest *outer, KrBytes *salt, uint32_t i, int64_t rounds, uint8_t *out)
{
    uint8_t last[KR_DIGEST_MAX_SIZE];
    uint32_t number = __builtin_bswap32(i);
    KrDigest first = *inner;
    krdigest_update(&first, salt->at, salt->n);
    krdigest_update(&first, &number, sizeof number);
    hmac_finish(first, *outer, last);
    memcpy(out, last, inner->size);
    while (--rounds > 0) {
        KrDigest next = *inner;
        krdigest_update(&next, last, inner->size);
        hmac_finish(next, *outer, last);
        for (int k = 0; k < inner->size; k++)
            out[k] ^= last[k];
        if (!krcharge(vm, 16))
            return false;
    }
    return true;
}

/// _digests._pbkdf2(name, password, salt, iterations, dklen, /)
/// Derive a key of dklen bytes; password and salt are bytes.
KR_NATIVE(_digests__pbkdf2)
{
    int64_t rounds, want;
    KrDigestKind kind = kind_named(vm, a[0]);
    if (kind == KR_DIGEST_KINDS || !krobj_as_i64(vm, a[3], &rounds, false) || !krobj_as_i64(vm, a[4], &want, false))
        return KR_RAISED;
    if (!kris_kind(vm, a[1], KR_TF_BYTES) || !kris_kind(vm, a[2], KR_TF_BYTES))
        return krraise(vm, KR_T_TypeError, "password and salt must be bytes");
    if (kind == KR_SHAKE_128 || kind == KR_SHAKE_256 || want < 1 || want > INT32_MAX)
        return krraise(vm, KR_T_ValueError, "key length must be from 1 to 2**31 - 1, and the hash's is fixed");
    KrDigest inner, outer;
    hmac_start(&inner, &outer, kind, kras_bytes(a[1])->at, kras_bytes(a[1])->n);
    KrBytes *key = krbytes_new(vm, NULL, (size_t)want);
    for (int64_t at = 0; key && at < want; at += inner.size) {
        uint8_t block[KR_DIGEST_MAX_SIZE];
        if (!derive_block(vm, &inner, &outer, kras_bytes(a[2]), (uint32_t)(at / inner.size) + 1, rounds, block))
            return KR_RAISED;
        memcpy(key->at + at, block, want - at < inner.size ? (size_t)(want - at) : inner.size);
    }
    return krvalue_or_raised(key);
}
