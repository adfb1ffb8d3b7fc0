/* SPDX-License-Identifier: MIT
 * Digests in parts: blocks are gathered here; MD5, SHA-1 and SHA-256 are here too. */
#include "base/digest.h"

#include <string.h>

static const struct {
    uint8_t block, size;
} sizes[KR_DIGEST_KINDS] = {
    [KR_MD5] = {64, 16},       [KR_SHA1] = {64, 20},      [KR_SHA224] = {64, 28},     [KR_SHA256] = {64, 32},
    [KR_SHA384] = {128, 48},   [KR_SHA512] = {128, 64},   [KR_SHA3_224] = {144, 28},  [KR_SHA3_256] = {136, 32},
    [KR_SHA3_384] = {104, 48}, [KR_SHA3_512] = {72, 64},  [KR_SHAKE_128] = {168, 0},  [KR_SHAKE_256] = {136, 0},
    [KR_BLAKE2B] = {128, 64},  [KR_BLAKE2S] = {64, 32},
};

static uint32_t left(uint32_t x, int n)
{
    return x << n | x >> (32 - n);
}

static uint32_t right(uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}

static uint32_t load_little(const uint8_t *p)
{
    uint32_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

static uint32_t load_big(const uint8_t *p)
{
    return __builtin_bswap32(load_little(p));
}

/* ---- MD5 ------------------------------------------------------------------------------------------------------- */

/* floor(2**32 * abs(sin(i + 1))) */
static const uint32_t md5_sines[64] = {
    0xD76AA478, 0xE8C7B756, 0x242070DB, 0xC1BDCEEE, 0xF57C0FAF, 0x4787C62A, 0xA8304613, 0xFD469501,
    0x698098D8, 0x8B44F7AF, 0xFFFF5BB1, 0x895CD7BE, 0x6B901122, 0xFD987193, 0xA679438E, 0x49B40821,
    0xF61E2562, 0xC040B340, 0x265E5A51, 0xE9B6C7AA, 0xD62F105D, 0x02441453, 0xD8A1E681, 0xE7D3FBC8,
    0x21E1CDE6, 0xC33707D6, 0xF4D50D87, 0x455A14ED, 0xA9E3E905, 0xFCEFA3F8, 0x676F02D9, 0x8D2A4C8A,
    0xFFFA3942, 0x8771F681, 0x6D9D6122, 0xFDE5380C, 0xA4BEEA44, 0x4BDECFA9, 0xF6BB4B60, 0xBEBFBC70,
    0x289B7EC6, 0xEAA127FA, 0xD4EF3085, 0x04881D05, 0xD9D4D039, 0xE6DB99E5, 0x1FA27CF8, 0xC4AC5665,
    0xF4292244, 0x432AFF97, 0xAB9423A7, 0xFC93A039, 0x655B59C3, 0x8F0CCC92, 0xFFEFF47D, 0x85845DD1,
    0x6FA87E4F, 0xFE2CE6E0, 0xA3014314, 0x4E0811A1, 0xF7537E82, 0xBD3AF235, 0x2AD7D2BB, 0xEB86D391,
};

static void md5_block(uint32_t state[8], const uint8_t *block)
{
    static const uint8_t shifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
    static const uint8_t steps[4] = {1, 5, 3, 7}, starts[4] = {0, 1, 5, 0};
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    for (int i = 0; i < 64; i++) {
        int round = i >> 4;
        uint32_t f = round == 0 ? (b & c) | (~b & d) : round == 1 ? (d & b) | (~d & c) : round == 2 ? b ^ c ^ d : c ^ (b | ~d);
        f += a + md5_sines[i] + load_little(block + 4 * ((i * steps[round] + starts[round]) & 15));
        a = d;
        d = c;
        c = b;
        b += left(f, shifts[round][i & 3]);
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
}

/* ---- SHA-1 and SHA-256 ----------------------------------------------------------------------------------------- */

static inline void sha1_step(int round, uint32_t a, uint32_t *b, uint32_t c, uint32_t d, uint32_t *e, uint32_t add)
{
    uint32_t f = round == 0 ? d ^ (*b & (c ^ d)) : round == 2 ? (*b & c) | (d & (*b | c)) : *b ^ c ^ d;
    *e += left(a, 5) + f + add;
    *b = left(*b, 30);
}

static void sha1_block(uint32_t state[8], const uint8_t *block)
{
    static const uint32_t constants[4] = {0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xCA62C1D6};
    uint32_t w[80], v[5];
    for (int i = 0; i < 16; i++)
        w[i] = load_big(block + 4 * i);
    for (int i = 16; i < 80; i++)
        w[i] = left(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    memcpy(v, state, sizeof v);
    for (int i = 0; i < 80; i += 5) {
        int round = i / 20;
        uint32_t c = constants[round];
        sha1_step(round, v[0], &v[1], v[2], v[3], &v[4], c + w[i]);
        sha1_step(round, v[4], &v[0], v[1], v[2], &v[3], c + w[i + 1]);
        sha1_step(round, v[3], &v[4], v[0], v[1], &v[2], c + w[i + 2]);
        sha1_step(round, v[2], &v[3], v[4], v[0], &v[1], c + w[i + 3]);
        sha1_step(round, v[1], &v[2], v[3], v[4], &v[0], c + w[i + 4]);
    }
    for (int i = 0; i < 5; i++)
        state[i] += v[i];
}

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
static const uint32_t sha256_constants[64] = {
    0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4, 0xAB1C5ED5,
    0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3, 0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174,
    0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
    0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967,
    0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85,
    0xA2BFE8A1, 0xA81A664B, 0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
    0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3,
    0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208, 0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2,
};

static inline void sha256_step(uint32_t a, uint32_t b, uint32_t c, uint32_t *d, uint32_t e, uint32_t f, uint32_t g, uint32_t *h, uint32_t add)
{
    uint32_t one = *h + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) + (g ^ (e & (f ^ g))) + add;
    *d += one;
    *h = one + (right(a, 2) ^ right(a, 13) ^ right(a, 22)) + ((a & b) | (c & (a | b)));
}

static void sha256_block(uint32_t state[8], const uint8_t *block)
{
    uint32_t w[64], v[8];
    for (int i = 0; i < 16; i++)
        w[i] = load_big(block + 4 * i);
    for (int i = 16; i < 64; i++) {
        uint32_t a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + (right(a, 7) ^ right(a, 18) ^ a >> 3) + w[i - 7] + (right(b, 17) ^ right(b, 19) ^ b >> 10);
    }
    memcpy(v, state, sizeof v);
    /* Eight steps bring the names back to their places: no values move. */
    for (int i = 0; i < 64; i += 8) {
        const uint32_t *c = sha256_constants + i, *m = w + i;
        sha256_step(v[0], v[1], v[2], &v[3], v[4], v[5], v[6], &v[7], c[0] + m[0]);
        sha256_step(v[7], v[0], v[1], &v[2], v[3], v[4], v[5], &v[6], c[1] + m[1]);
        sha256_step(v[6], v[7], v[0], &v[1], v[2], v[3], v[4], &v[5], c[2] + m[2]);
        sha256_step(v[5], v[6], v[7], &v[0], v[1], v[2], v[3], &v[4], c[3] + m[3]);
        sha256_step(v[4], v[5], v[6], &v[7], v[0], v[1], v[2], &v[3], c[4] + m[4]);
        sha256_step(v[3], v[4], v[5], &v[6], v[7], v[0], v[1], &v[2], c[5] + m[5]);
        sha256_step(v[2], v[3], v[4], &v[5], v[6], v[7], v[0], &v[1], c[6] + m[6]);
        sha256_step(v[1], v[2], v[3], &v[4], v[5], v[6], v[7], &v[0], c[7] + m[7]);
    }
    for (int i = 0; i < 8; i++)
        state[i] += v[i];
}

/* ---- what all share -------------------------------------------------------------------------------------------- */

static bool is_sponge(const KrDigest *d)
{
    return d->kind >= KR_SHA3_224 && d->kind <= KR_SHAKE_256;
}

static bool is_blake2(const KrDigest *d)
{
    return d->kind >= KR_BLAKE2B;
}

void krdigest_init(KrDigest *d, KrDigestKind kind)
{
    static const uint32_t md5[] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0}; /* the fifth is SHA-1's */
    static const uint32_t sha224[] = {0xC1059ED8, 0x367CD507, 0x3070DD17, 0xF70E5939, 0xFFC00B31, 0x68581511, 0x64F98FA7, 0xBEFA4FA4};
    static const uint32_t sha256[] = {0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19};
    static const uint64_t sha384[] = {0xCBBB9D5DC1059ED8, 0x629A292A367CD507, 0x9159015A3070DD17, 0x152FECD8F70E5939,
                                      0x67332667FFC00B31, 0x8EB44A8768581511, 0xDB0C2E0D64F98FA7, 0x47B5481DBEFA4FA4};
    static const uint64_t sha512[] = {0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
                                      0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179};
    memset(d, 0, sizeof *d);
    d->kind = (uint8_t)kind;
    d->block = sizes[kind].block;
    d->size = sizes[kind].size;
    switch (kind) {
    case KR_MD5:
    case KR_SHA1: memcpy(d->state.words, md5, sizeof md5); break;
    case KR_SHA224: memcpy(d->state.words, sha224, sizeof sha224); break;
    case KR_BLAKE2S:
    case KR_SHA256: memcpy(d->state.words, sha256, sizeof sha256); break;
    case KR_SHA384: memcpy(d->state.longs, sha384, sizeof sha384); break;
    case KR_BLAKE2B:
    case KR_SHA512: memcpy(d->state.longs, sha512, sizeof sha512); break;
    default: break;
    }
}

void krdigest_init_blake2(KrDigest *d, KrDigestKind kind, const KrBlake2 *p)
{
    bool big = kind == KR_BLAKE2B;
    int half = big ? 16 : 8;
    uint8_t block[64] = {p->size, p->key_size, p->fanout, p->depth};
    memcpy(block + 4, &p->leaf_size, 4);
    memcpy(block + 8, &p->node_offset, 8); /* of blake2s only six bytes are used */
    block[big ? 16 : 14] = p->node_depth;
    block[big ? 17 : 15] = p->inner_size;
    memcpy(block + (big ? 32 : 16), p->salt, (size_t)half);
    memcpy(block + (big ? 48 : 24), p->person, (size_t)half);
    krdigest_init(d, kind);
    uint8_t *state = (uint8_t *)&d->state;
    for (int i = 0; i < 4 * half; i++)
        state[i] ^= block[i];
    d->size = p->size;
    if (p->key_size) {
        memcpy(d->pending, p->key, p->key_size);
        d->filled = d->block;
    }
}

static void add_block(KrDigest *d, const uint8_t *block)
{
    d->bytes += d->block;
    switch ((KrDigestKind)d->kind) {
    case KR_MD5: md5_block(d->state.words, block); return;
    case KR_SHA1: sha1_block(d->state.words, block); return;
    case KR_SHA224:
    case KR_SHA256: sha256_block(d->state.words, block); return;
    case KR_SHA384:
    case KR_SHA512: krsha512_block(d->state.longs, block); return;
    case KR_BLAKE2B: krblake2b_block(d->state.longs, block, d->bytes, false, false); return;
    case KR_BLAKE2S: krblake2s_block(d->state.words, block, d->bytes, false, false); return;
    default:
        for (int i = 0; i < d->block; i++)
            ((uint8_t *)d->state.lanes)[i] ^= block[i];
        krkeccak_permute(d->state.lanes);
    }
}

void krdigest_update(KrDigest *d, const void *data, size_t n)
{
    const uint8_t *p = data;
    /* BLAKE2 treats the last block in its own way: a full one waits until more comes. */
    size_t wait = is_blake2(d);
    while (n) {
        if (!d->filled && n >= d->block + wait) {
            add_block(d, p);
            p += d->block;
            n -= d->block;
            continue;
        }
        if (d->filled == d->block) {
            add_block(d, d->pending);
            d->filled = 0;
            continue;
        }
        size_t part = (size_t)(d->block - d->filled) < n ? (size_t)(d->block - d->filled) : n;
        memcpy(d->pending + d->filled, p, part);
        d->filled = (uint8_t)(d->filled + part);
        p += part;
        n -= part;
        if (d->filled == d->block && !wait) {
            add_block(d, d->pending);
            d->filled = 0;
        }
    }
}

static void finish_sponge(KrDigest *d, uint8_t *out, size_t n)
{
    memset(d->pending + d->filled, 0, (size_t)(d->block - d->filled));
    d->pending[d->filled] ^= d->size ? 0x06 : 0x1F;
    d->pending[d->block - 1] ^= 0x80;
    add_block(d, d->pending);
    while (n > d->block) {
        memcpy(out, d->state.lanes, d->block);
        krkeccak_permute(d->state.lanes);
        out += d->block;
        n -= d->block;
    }
    memcpy(out, d->state.lanes, n);
}

static void finish_blake2(KrDigest *d, uint8_t *out, size_t n)
{
    memset(d->pending + d->filled, 0, (size_t)(d->block - d->filled));
    d->bytes += d->filled;
    if (d->kind == KR_BLAKE2B)
        krblake2b_block(d->state.longs, d->pending, d->bytes, true, d->last_node);
    else
        krblake2s_block(d->state.words, d->pending, d->bytes, true, d->last_node);
    memcpy(out, &d->state, n);
}

void krdigest_final(KrDigest *d, uint8_t *out, size_t n)
{
    if (is_sponge(d)) {
        finish_sponge(d, out, n);
        return;
    }
    if (is_blake2(d)) {
        finish_blake2(d, out, n);
        return;
    }
    /* A one bit, zeros, and the length in bits: 64 of them, or with 64-bit words 128, of which 2**64 bytes need 67. */
    uint64_t total = d->bytes + d->filled, bits = total << 3, high = total >> 61;
    uint8_t tail[16];
    size_t room = d->block == 128 ? 16 : 8;
    uint64_t low = d->kind == KR_MD5 ? bits : __builtin_bswap64(bits);
    high = __builtin_bswap64(high);
    memcpy(tail, &high, 8);
    memcpy(tail + room - 8, &low, 8);
    uint8_t padding[128] = {0x80};
    krdigest_update(d, padding, 1 + ((size_t)d->block * 2 - room - 1 - d->filled) % d->block);
    krdigest_update(d, tail, room);
    for (size_t i = 0; i < n; i++) {
        size_t width = d->block == 128 ? 8 : 4;
        size_t at = d->kind == KR_MD5 ? i : i - i % width + (width - 1 - i % width);
        out[i] = ((const uint8_t *)&d->state)[at];
    }
}
