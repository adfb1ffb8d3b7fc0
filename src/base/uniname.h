/* SPDX-License-Identifier: MIT
 * Names of Unicode characters. Layer: base. */
#ifndef KR_BASE_UNINAME_H
#define KR_BASE_UNINAME_H

#include <stddef.h>
#include <stdint.h>

enum { KR_UNINAME_MAX = 128 /* bytes that any name fits in, with its NUL */ };

/* The character with that name or alias, in letters of any case; -1 if there is none. */
long kruniname_find(const char *name, size_t n);
/* Writes the name with a NUL; returns its length, 0 if the character has none. Aliases are not given. */
size_t kruniname_of(uint32_t c, char out[KR_UNINAME_MAX]);

#endif
