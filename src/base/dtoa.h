/* SPDX-License-Identifier: MIT
 * Doubles to text and back, correctly rounded, whatever the locale. Layer: base. */
#ifndef KR_BASE_DTOA_H
#define KR_BASE_DTOA_H

#include "base/alloc.h"

/* ---- digits ---- */

/* A finite number's absolute value as decimal digits: 0.d1 d2 ... dn * 10^point, without
 * trailing zeros. Zero, also as the result of rounding, is n = 0 (point is then the place the
 * rounding looked at; 1 for 0.0 itself). */
typedef struct KrDigits {
    int n, point;
    char text[776]; /* no double has more than 767 significant digits */
} KrDigits;

/* The shortest digits that read back as x, and of those the nearest to x. */
void krdtoa_shortest(double x, KrDigits *out);
/* x rounded to `count` >= 1 significant digits, ties to even. */
void krdtoa_significant(double x, int count, KrDigits *out);
/* x rounded to `count` digits after the point, ties to even; before the point if negative. */
void krdtoa_places(double x, int count, KrDigits *out);

/* ---- text ---- */

enum {
    KR_DTOA_SIGN = 1,       /* a plus sign before what is not negative */
    KR_DTOA_DOT_0 = 2,      /* at least one digit after the point, unless there is an exponent */
    KR_DTOA_ALT = 4,        /* keeps the point, and the trailing zeros of 'g' */
    KR_DTOA_NO_NEG_ZERO = 8, /* no minus sign before a result that is zero */
};

/* The bytes that krdtoa_format may write, at most. */
size_t krdtoa_bound(char code, int precision);

/* Writes x as Python's format does, without NUL, and returns the length. Codes: 'e' 'E' 'f' 'F'
 * 'g' 'G' with 0 <= precision, and 'r' for repr, which ignores the precision. inf and nan in the
 * case of the code. */
size_t krdtoa_format(char code, double x, int precision, unsigned flags, char *buffer);

/* repr(x): krdtoa_format('r', x, 0, KR_DTOA_DOT_0, buffer). */
#define KR_REPR_SIZE 26
size_t krdtoa_repr(double x, char buffer[KR_REPR_SIZE]);

/* round(x, places) as Python does for floats; -ERANGE if the result is too large, otherwise 0. */
int krdtoa_round(double x, int places, double *out) KR_MUST_USE;

/* ---- from text ---- */

/* Reads the longest prefix that is a float of Python without underscores or spaces: [+-] then
 * decimal digits with a point and an exponent, or inf, infinity, nan in any case. Too large
 * gives inf. Sets *used to the bytes read. 0, or -EINVAL if there is no number. */
int krstrtod(const char *text, size_t n, double *out, size_t *used) KR_MUST_USE;

/* The double nearest to the n decimal digits times 10^exponent; inf if too large. */
double krstrtod_digits(const char *digits, size_t n, int64_t exponent);

/* ---- hexadecimal and exact parts ---- */

/* float.hex(x), without NUL; returns the length. */
#define KR_FLOAT_HEX_SIZE 32
size_t krdtoa_hex(double x, char buffer[KR_FLOAT_HEX_SIZE]);

/* float.fromhex of the whole text, spaces around it removed by the caller. -EINVAL if malformed,
 * -ERANGE if too large. */
int krstrtod_hex(const char *text, size_t n, double *out) KR_MUST_USE;

/* A finite x is mantissa * 2^exponent, times -1 if signbit(x); mantissa odd, or 0 with exponent
 * 0. */
void krdtoa_split(double x, uint64_t *mantissa, int *exponent);

#endif
