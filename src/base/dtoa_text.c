/* SPDX-License-Identifier: MIT
 * Digits laid out as Python writes floats: repr, the formats e, f, g and hex, and round(). */
#include "base/dtoa.h"

#include <errno.h>
#include <math.h>
#include <string.h>

size_t krdtoa_bound(char code, int precision)
{
    size_t digits = code == 'r' ? 17 : (size_t)(precision > 0 ? precision : 0);
    /* f: a sign, 309 digits and the point; the others: a sign, "0.000" before the digits or
     * "e+308" after them */
    return digits + (code == 'f' || code == 'F' ? 312 : 16);
}

static size_t write_special(double x, bool upper, unsigned flags, char *buffer)
{
    char *p = buffer;
    if (x < 0)
        *p++ = '-';
    else if (flags & KR_DTOA_SIGN)
        *p++ = '+';
    memcpy(p, isnan(x) ? upper ? "NAN" : "nan" : upper ? "INF" : "inf", 3);
    return (size_t)(p + 3 - buffer);
}

/* Writes the digits number from..to-1, of which those outside 0..n-1 are zeros. */
static char *write_span(char *p, const KrDigits *d, int from, int to)
{
    int zeros = from < 0 ? (to < 0 ? to : 0) - from : 0;
    if (zeros > 0) {
        memset(p, '0', (size_t)zeros);
        p += zeros;
        from += zeros;
    }
    int end = to < d->n ? to : d->n;
    if (from < end) {
        memcpy(p, d->text + from, (size_t)(end - from));
        p += end - from;
        from = end;
    }
    if (from < to) {
        memset(p, '0', (size_t)(to - from));
        p += to - from;
    }
    return p;
}

static char *write_exponent(char *p, int exponent, char e)
{
    *p++ = e;
    *p++ = exponent < 0 ? '-' : '+';
    unsigned value = (unsigned)(exponent < 0 ? -exponent : exponent);
    if (value >= 100)
        *p++ = (char)('0' + value / 100);
    *p++ = (char)('0' + value / 10 % 10);
    *p++ = (char)('0' + value % 10);
    return p;
}

typedef struct Layout {
    bool exponent;
    int places; /* digits after the point, at least */
} Layout;

/* Rounds x as the code wants it and says how the digits are to be laid out. */
static Layout take_digits(char code, double x, int precision, unsigned flags, KrDigits *d)
{
    switch (code) {
    case 'e':
        krdtoa_significant(x, precision < INT32_MAX ? precision + 1 : precision, d);
        return (Layout){true, precision};
    case 'f':
        krdtoa_places(x, precision, d);
        return (Layout){false, precision};
    case 'g': {
        if (precision == 0)
            precision = 1;
        krdtoa_significant(x, precision, d);
        bool exponent = d->point <= -4 || d->point > precision - (flags & KR_DTOA_DOT_0 ? 1 : 0);
        int places = flags & KR_DTOA_ALT ? precision - (exponent ? 1 : d->point) : 0;
        return (Layout){exponent, places};
    }
    default:
        krdtoa_shortest(x, d);
        return (Layout){d->point <= -4 || d->point > 16, 0};
    }
}

size_t krdtoa_format(char code, double x, int precision, unsigned flags, char *buffer)
{
    bool upper = code >= 'A' && code <= 'Z';
    if (!isfinite(x))
        return write_special(x, upper, flags, buffer);
    KrDigits d;
    Layout layout = take_digits(upper ? (char)(code + 32) : code, x, precision, flags, &d);
    int exponent = d.n > 0 ? d.point - 1 : 0;
    if (d.n == 0)
        d.point = 1;
    char *p = buffer;
    if (signbit(x) && !((flags & KR_DTOA_NO_NEG_ZERO) && d.n == 0))
        *p++ = '-';
    else if (flags & KR_DTOA_SIGN)
        *p++ = '+';
    int point = layout.exponent ? 1 : d.point;
    int places = d.n - point > layout.places ? d.n - point : layout.places;
    if ((flags & KR_DTOA_DOT_0) && !layout.exponent && places < 1)
        places = 1;
    p = point > 0 ? write_span(p, &d, 0, point) : write_span(p, &d, -1, 0);
    if (places > 0 || (flags & KR_DTOA_ALT))
        *p++ = '.';
    if (places > 0)
        p = write_span(p, &d, point, point + places);
    if (layout.exponent)
        p = write_exponent(p, exponent, upper ? 'E' : 'e');
    return (size_t)(p - buffer);
}

size_t krdtoa_repr(double x, char buffer[KR_REPR_SIZE])
{
    return krdtoa_format('r', x, 0, KR_DTOA_DOT_0, buffer);
}

int krdtoa_round(double x, int places, double *out)
{
    /* Beyond these places no double has a digit; before them every double rounds to zero. */
    if (!isfinite(x) || places > 323 || (places >= 0 && fabs(x) >= 0x1p52)) {
        *out = x;
        return 0;
    }
    if (places < -308) {
        *out = copysign(0.0, x);
        return 0;
    }
    KrDigits d;
    krdtoa_places(x, places, &d);
    double r = krstrtod_digits(d.text, (size_t)d.n, (int64_t)d.point - d.n);
    *out = copysign(r, x);
    return isinf(r) ? -ERANGE : 0;
}

size_t krdtoa_hex(double x, char buffer[KR_FLOAT_HEX_SIZE])
{
    if (!isfinite(x))
        return write_special(x, false, 0, buffer);
    static const char hex[] = "0123456789abcdef";
    uint64_t bits;
    memcpy(&bits, &x, 8);
    uint64_t fraction = bits & ((UINT64_C(1) << 52) - 1);
    int exponent = (int)(bits >> 52 & 0x7FF);
    char *p = buffer;
    if (signbit(x))
        *p++ = '-';
    memcpy(p, exponent ? "0x1." : "0x0.", 4);
    p += 4;
    if (x == 0) {
        memcpy(p, "0p+0", 4);
        return (size_t)(p + 4 - buffer);
    }
    for (int shift = 48; shift >= 0; shift -= 4)
        *p++ = hex[fraction >> shift & 15];
    exponent = exponent ? exponent - 1023 : -1022;
    *p++ = 'p';
    *p++ = exponent < 0 ? '-' : '+';
    unsigned value = (unsigned)(exponent < 0 ? -exponent : exponent);
    for (unsigned unit = 1000; unit > 0; unit /= 10)
        if (value >= unit || unit == 1)
            *p++ = (char)('0' + value / unit % 10);
    return (size_t)(p - buffer);
}
