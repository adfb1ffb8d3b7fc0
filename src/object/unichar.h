/* SPDX-License-Identifier: MIT
 * Properties and case of code points, as the methods of str define them. Layer: object. */
#ifndef KR_OBJECT_UNICHAR_H
#define KR_OBJECT_UNICHAR_H

#include <stdbool.h>
#include <stdint.h>

/* Properties of ASCII characters, by krascii_class[c]. */
enum {
    KR_ASCII_LOWER = 1, KR_ASCII_UPPER = 2, KR_ASCII_DIGIT = 4, KR_ASCII_SPACE = 8, /* str's spaces: also 1C..1F */
    KR_ASCII_ALPHA = KR_ASCII_LOWER | KR_ASCII_UPPER, KR_ASCII_ALNUM = KR_ASCII_ALPHA | KR_ASCII_DIGIT,
    KR_ASCII_BLANK = 16, /* the spaces of bytes */
};
extern const uint8_t krascii_class[256]; /* 0 from 80 on */

bool krchar_is_alpha(uint32_t c);
bool krchar_is_decimal(uint32_t c);
bool krchar_is_digit(uint32_t c);
bool krchar_is_numeric(uint32_t c);
bool krchar_is_space(uint32_t c);
bool krchar_is_lower(uint32_t c);
bool krchar_is_upper(uint32_t c);
bool krchar_is_title(uint32_t c); /* titlecase letters like U+01C5 */
bool krchar_is_cased(uint32_t c);
bool krchar_is_case_ignorable(uint32_t c);
bool krchar_is_printable(uint32_t c);
bool krchar_starts_name(uint32_t c);
bool krchar_continues_name(uint32_t c);
/* 0 to 9, or -1. */
int krchar_decimal(uint32_t c);

/* Full case mapping: up to 3 code points to `out`; how many. */
enum { KR_CASE_MAX = 3 };
int krchar_upper(uint32_t c, uint32_t out[KR_CASE_MAX]);
int krchar_lower(uint32_t c, uint32_t out[KR_CASE_MAX]); /* without the rule of the final sigma */
int krchar_to_title(uint32_t c, uint32_t out[KR_CASE_MAX]);
int krchar_fold(uint32_t c, uint32_t out[KR_CASE_MAX]);

#endif
