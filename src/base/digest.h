/* SPDX-License-Identifier: MIT
 * Digests of data that comes in parts: MD5 (RFC 1321), SHA-1 and SHA-2 (FIPS 180-4), SHA-3 (FIPS 202), BLAKE2 (RFC 7693).
 * Layer: base. */
#ifndef KR_BASE_DIGEST_H
#define KR_BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum KrDigestKind {
    KR_MD5, KR_SHA1, KR_SHA224, KR_SHA256, KR_SHA384, KR_SHA512, KR_SHA3_224, KR_SHA3_256, KR_SHA3_384, KR_SHA3_512,
    KR_SHAKE_128, KR_SHAKE_256, KR_BLAKE2B, KR_BLAKE2S, KR_DIGEST_KINDS
} KrDigestKind;

enum { KR_DIGEST_MAX_BLOCK = 168, KR_DIGEST_MAX_SIZE = 64 };

/* A digest being made: no pointers, so a copy of the struct goes on by itself. */
typedef struct KrDigest {
    uint8_t kind;
    uint8_t block;  /* bytes */
    uint8_t size;   /* bytes of the result; 0: any number */
    uint8_t filled; /* of pending */
    bool last_node; /* BLAKE2's trees */
    uint64_t bytes; /* put into the state, without pending */
    union {
        uint32_t words[8];
        uint64_t longs[8];
        uint64_t lanes[25];
    } state;
    uint8_t pending[KR_DIGEST_MAX_BLOCK];
} KrDigest;

/* What BLAKE2's parameter block says; zeros are "not used". Sizes are of blake2b, half of them of blake2s. */
typedef struct KrBlake2 {
    uint8_t size, key_size, fanout, depth;
    uint32_t leaf_size;
    uint64_t node_offset;
    uint8_t node_depth, inner_size;
    uint8_t salt[16], person[16];
    const uint8_t *key;
} KrBlake2;

void krdigest_init(KrDigest *d, KrDigestKind kind);
void krdigest_init_blake2(KrDigest *d, KrDigestKind kind, const KrBlake2 *parameters);
void krdigest_update(KrDigest *d, const void *data, size_t n);
/* n bytes of the result: d->size, or for SHAKE as many as wanted. d is used up. */
void krdigest_final(KrDigest *d, uint8_t *out, size_t n);

/* ---- sha512.c, keccak.c, blake2.c: one block into the state ---- */
void krsha512_block(uint64_t state[8], const uint8_t *block);
void krkeccak_permute(uint64_t lanes[25]);
void krblake2b_block(uint64_t state[8], const uint8_t *block, uint64_t bytes, bool last, bool last_node);
void krblake2s_block(uint32_t state[8], const uint8_t *block, uint64_t bytes, bool last, bool last_node);

#endif
