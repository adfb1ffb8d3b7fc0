/* SPDX-License-Identifier: MIT
 * SHA-512. Layer: base. */
#ifndef KR_BASE_SHA512_H
#define KR_BASE_SHA512_H

#include <stddef.h>
#include <stdint.h>

enum { KR_SHA512_SIZE = 64 };

void krsha512(const void *data, size_t n, uint8_t digest[KR_SHA512_SIZE]);

#endif
