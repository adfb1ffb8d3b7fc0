/* SPDX-License-Identifier: MIT
 * float: text and the operations that the interpreter calls directly. */
#include "base/dtoa.h"
#include "object/float.h"
#include "object/numtext.h"

#include <errno.h>
#include <math.h>

KrValue krfloat_repr(KrVm *vm, double d)
{
    char text[KR_REPR_SIZE], *fill;
    size_t n = krdtoa_repr(d, text);
    KrStr *s = krstr_ascii_new(vm, n, &fill);
    if (!s)
        return KR_RAISED;
    memcpy(fill, text, n);
    return krvalue(s);
}

/* fmod has the sign of the dividend; Python's remainder that of the divisor. */
double krfloat_mod(double a, double b)
{
    double rest = fmod(a, b);
    if (rest == 0)
        return copysign(0.0, b);
    return (b < 0) != (rest < 0) ? rest + b : rest;
}

double krfloat_floordiv(double a, double b)
{
    double rest = fmod(a, b), quotient = (a - rest) / b;
    if (rest != 0 && (b < 0) != (rest < 0))
        quotient -= 1;
    if (quotient == 0)
        return copysign(0.0, a / b);
    double whole = floor(quotient);
    return quotient - whole > 0.5 ? whole + 1 : whole;
}

KrValue krfloat_pow(KrVm *vm, double a, double b)
{
    if (a == 0 && b < 0 && isfinite(b))
        return krraise(vm, KR_T_ZeroDivisionError, "0.0 cannot be raised to a negative power");
    if (a < 0 && isfinite(a) && isfinite(b) && b != floor(b))
        return krcomplex_pow(vm, a, 0, b, 0);
    double result = pow(a, b);
    if (isinf(result) && isfinite(a) && isfinite(b)) {
        KrValue range = krvalue_or_raised(krstr_text(vm, "Numerical result out of range"));
        KR_TRY(range);
        KrTuple *args = krtuple_of(vm, 2, krsmall(ERANGE), range);
        KrValue e =
            args ? krcall_ex(vm, krvalue(KR_TYPE_OF(OverflowError)), args, NULL) : KR_RAISED;
        return e == KR_RAISED ? e : krraise_exc(vm, e);
    }
    return krdouble(result);
}

/* ---- text ------------------------------------------------------------------------------------ */

static bool is_space(char c)
{
    return c == ' ' || (c >= 9 && c <= 13);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Copies the text without underscores, which must stand between digits; false if one does not. */
static bool drop_underscores(const char *text, size_t n, char *to, size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] != '_')
            to[(*count)++] = text[i];
        else if (i == 0 || i + 1 == n || !is_digit(text[i - 1]) || !is_digit(text[i + 1]))
            return false;
    }
    return true;
}

bool krfloat_clean(KrVm *vm, const char **text, size_t *n, bool *ok)
{
    *ok = true;
    while (*n && is_space(**text)) {
        ++*text;
        --*n;
    }
    while (*n && is_space((*text)[*n - 1]))
        --*n;
    if (*n == 0 || !memchr(*text, '_', *n))
        return true;
    KrRaw *clean = krheap_raw(vm, *n);
    if (!clean)
        return false;
    *ok = drop_underscores(*text, *n, clean->data, n);
    *text = clean->data;
    return true;
}

KrValue krfloat_parse(KrVm *vm, KrValue source)
{
    const char *text;
    const uint8_t *bytes;
    size_t n, used;
    if (kris_str(vm, source)) {
        if (!krnumtext_ascii(vm, kras_str(source), &text, &n))
            return KR_RAISED;
    } else if (krbuffer_get(vm, source, &bytes, &n)) {
        text = (const char *)bytes;
    } else {
        return KR_RAISED;
    }
    double d;
    bool ok;
    if (!krcharge(vm, (int64_t)n / 4) || !krfloat_clean(vm, &text, &n, &ok))
        return KR_RAISED;
    if (ok && krstrtod(text, n, &d, &used) == 0 && used == n)
        return krdouble(d);
    return krraise(vm, KR_T_ValueError, "could not convert string to float: %R", source);
}
