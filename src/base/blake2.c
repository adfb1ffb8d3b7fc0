/* SPDX-License-Identifier: MIT
 * The compression functions of BLAKE2b and BLAKE2s, RFC 7693. */
#include "base/digest.h"

#include <string.h>

static const uint8_t order[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
};
/* The columns, then the diagonals, of the working state's four rows. */
static const uint8_t mixed[8][4] = {{0, 4, 8, 12}, {1, 5, 9, 13}, {2, 6, 10, 14}, {3, 7, 11, 15},
                                    {0, 5, 10, 15}, {1, 6, 11, 12}, {2, 7, 8, 13}, {3, 4, 9, 14}};
static const uint64_t start_b[8] = {0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
                                    0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179};
static const uint32_t start_s[8] = {0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19};

static uint64_t right64(uint64_t x, int n)
{
    return x >> n | x << (64 - n);
}

static uint32_t right32(uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}

void krblake2b_block(uint64_t state[8], const uint8_t *block, uint64_t bytes, bool last, bool last_node)
{
    uint64_t m[16], v[16];
    memcpy(m, block, sizeof m);
    memcpy(v, state, sizeof start_b);
    memcpy(v + 8, start_b, sizeof start_b);
    v[12] ^= bytes;
    v[14] ^= last ? UINT64_MAX : 0;
    v[15] ^= last_node ? UINT64_MAX : 0;
    for (int round = 0; round < 12; round++)
        for (int i = 0; i < 8; i++) {
            const uint8_t *at = mixed[i], *word = order[round % 10] + 2 * i;
            uint64_t a = v[at[0]], b = v[at[1]], c = v[at[2]], d = v[at[3]];
            a += b + m[word[0]];
            d = right64(d ^ a, 32);
            c += d;
            b = right64(b ^ c, 24);
            a += b + m[word[1]];
            d = right64(d ^ a, 16);
            c += d;
            b = right64(b ^ c, 63);
            v[at[0]] = a;
            v[at[1]] = b;
            v[at[2]] = c;
            v[at[3]] = d;
        }
    for (int i = 0; i < 8; i++)
        state[i] ^= v[i] ^ v[i + 8];
}

void krblake2s_block(uint32_t state[8], const uint8_t *block, uint64_t bytes, bool last, bool last_node)
{
    uint32_t m[16], v[16];
    memcpy(m, block, sizeof m);
    memcpy(v, state, sizeof start_s);
    memcpy(v + 8, start_s, sizeof start_s);
    v[12] ^= (uint32_t)bytes;
    v[13] ^= (uint32_t)(bytes >> 32);
    v[14] ^= last ? UINT32_MAX : 0;
    v[15] ^= last_node ? UINT32_MAX : 0;
    for (int round = 0; round < 10; round++)
        for (int i = 0; i < 8; i++) {
            const uint8_t *at = mixed[i], *word = order[round] + 2 * i;
            uint32_t a = v[at[0]], b = v[at[1]], c = v[at[2]], d = v[at[3]];
            a += b + m[word[0]];
            d = right32(d ^ a, 16);
            c += d;
            b = right32(b ^ c, 12);
            a += b + m[word[1]];
            d = right32(d ^ a, 8);
            c += d;
            b = right32(b ^ c, 7);
            v[at[0]] = a;
            v[at[1]] = b;
            v[at[2]] = c;
            v[at[3]] = d;
        }
    for (int i = 0; i < 8; i++)
        state[i] ^= v[i] ^ v[i + 8];
}
