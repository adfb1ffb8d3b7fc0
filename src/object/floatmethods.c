/* SPDX-License-Identifier: MIT
 * float: the class, its named methods, text and rounding. */
#include "base/dtoa.h"
#include "object/float.h"
#include "object/iter.h"
#include "object/str.h"
#include "object/warn.h"

#include <errno.h>
#include <math.h>

/// class float(x=0, /)
/// A floating-point number of 64 bits, made from a number or from text.

/* ---- construction ---------------------------------------------------------------------------- */

/* By __float__ or __index__; KR_EMPTY if it has neither. */
static KrValue from_number(KrVm *vm, KrValue x)
{
    KrValue v = krcall_dunder(vm, KR_D_float, x, NULL, 0);
    if (v == KR_RAISED || kris_double(v))
        return v;
    if (v == KR_EMPTY) {
        double d;
        if (krdunder(vm, krtype_of(vm, x), KR_D_index) == KR_EMPTY)
            return KR_EMPTY;
        return krobj_as_double(vm, x, &d) ? krdouble(d) : KR_RAISED;
    }
    if (!krfloat_check(vm, v))
        return krraise(vm, KR_T_TypeError, "%T.__float__ returned non-float (type %T)", x, v);
    if (!krwarn(vm, KR_T_DeprecationWarning,
                "%T.__float__ returned non-float (type %T).  The ability to return an instance of "
                "a strict subclass of float is deprecated, and may not be supported in a future "
                "version of Python.",
                x, v))
        return KR_RAISED;
    return krdouble(krfloat_value(v));
}

static KrValue convert(KrVm *vm, KrValue x)
{
    if (kris_double(x))
        return x;
    if (kris_exact(x, KR_T_str))
        return krfloat_parse(vm, x);
    KrValue v = from_number(vm, x);
    if (v != KR_EMPTY)
        return v;
    if (kris_str(vm, x) || krbuffer_check(vm, x))
        return krfloat_parse(vm, x);
    return krraise(vm, KR_T_TypeError,
                   "float() argument must be a string or a real number, not '%T'", x);
}

/* The instance of a class that derives from float. */
static KrValue instance(KrVm *vm, KrValue cls, KrValue v)
{
    if (v == KR_RAISED || cls == krvalue(KR_TYPE_OF(float)))
        return v;
    KrFloat *f = krobj_new(vm, kras_type(cls));
    if (!f)
        return KR_RAISED;
    f->value = kras_double(v);
    return krvalue(f);
}

/// float.__new__(cls, x=0, /, **kwargs)
/// Create a float from a number or from text.
KR_NATIVE(float___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_float) ||
        !krargs_no_keywords(vm, kras_type(a[0]), KR_T_float, KR_D_init, a[2]))
        return KR_RAISED;
    return instance(vm, a[0], a[1] == KR_EMPTY ? krdouble(0) : convert(vm, a[1]));
}

/// @classmethod float.from_number(cls, number, /)
/// Create a float from a number, not from text.
KR_NATIVE(float_from_number)
{
    double d;
    if (kris_double(a[1]) && a[0] == krvalue(KR_TYPE_OF(float)))
        return a[1];
    if (!krobj_as_double(vm, a[1], &d))
        return KR_RAISED;
    KrValue v = krdouble(d);
    return a[0] == krvalue(KR_TYPE_OF(float)) ? v : krcall(vm, a[0], &v, 1);
}

/// float.__getnewargs__(self, /)
KR_NATIVE(float___getnewargs__)
{
    return krvalue_or_raised(krtuple_of(vm, 1, krdouble(krfloat_value(a[0]))));
}

/* ---- text ------------------------------------------------------------------------------------ */

/// float.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(float___repr__)
{
    return krfloat_repr(vm, krfloat_value(a[0]));
}

/// float.__format__(self, format_spec, /)
/// Return the number as text as the format specification says.
KR_NATIVE(float___format__)
{
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "__format__() argument must be str, not %T", a[1]);
    if (kras_str(a[1])->size == 0)
        return krobj_str(vm, a[0]);
    return krformat_float(vm, krdouble(krfloat_value(a[0])), kras_str(a[1]));
}

/// float.hex(self, /)
/// Return the number in hexadecimal.
/// >>> (-0.1).hex()
/// '-0x1.999999999999ap-4'
KR_NATIVE(float_hex)
{
    char text[KR_FLOAT_HEX_SIZE], *fill;
    size_t size = krdtoa_hex(krfloat_value(a[0]), text);
    KrStr *s = krstr_ascii_new(vm, size, &fill);
    if (!s)
        return KR_RAISED;
    memcpy(fill, text, size);
    return krvalue(s);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= 9 && c <= 13);
}

/// @classmethod float.fromhex(cls, string, /)
/// Create a float from text in hexadecimal.
KR_NATIVE(float_fromhex)
{
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "bad argument type for built-in operation");
    const char *text = krstr_data(kras_str(a[1]));
    size_t size = kras_str(a[1])->size;
    for (; size && is_space(*text); size--)
        text++;
    while (size && is_space(text[size - 1]))
        size--;
    double d;
    int error = krstrtod_hex(text, size, &d);
    if (error == -ERANGE)
        return krraise(vm, KR_T_OverflowError,
                       "hexadecimal value too large to represent as a float");
    if (error)
        return krraise(vm, KR_T_ValueError, "invalid hexadecimal floating-point string");
    KrValue v = krdouble(d);
    return a[0] == krvalue(KR_TYPE_OF(float)) ? v : krcall(vm, a[0], &v, 1);
}

/// @classmethod float.__getformat__(cls, typestr, /)
/// Tell how C's 'double' or 'float' is laid out.
KR_NATIVE(float___getformat__)
{
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "__getformat__() argument must be str, not %T", a[1]);
    if (!krstr_is(kras_str(a[1]), "double") && !krstr_is(kras_str(a[1]), "float"))
        return krraise(vm, KR_T_ValueError,
                       "__getformat__() argument 1 must be 'double' or 'float'");
    bool little = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;
    return krvalue_or_raised(krstr_text(vm, little ? "IEEE, little-endian" : "IEEE, big-endian"));
}

/* ---- parts ----------------------------------------------------------------------------------- */

/// float.real
/// The real part: the number itself.
KR_NATIVE(float_get_real)
{
    return krdouble(krfloat_value(a[0]));
}

/// float.imag
/// The imaginary part: 0.0.
KR_NATIVE(float_get_imag)
{
    return krdouble(0);
}

/// float.conjugate(self, /)
/// Return self, the complex conjugate of any float.
KR_NATIVE(float_conjugate)
{
    return krdouble(krfloat_value(a[0]));
}

/// float.is_integer(self, /)
/// Return True if the float is a whole number.
KR_NATIVE(float_is_integer)
{
    double d = krfloat_value(a[0]);
    return krbool(isfinite(d) && floor(d) == d);
}

/// float.as_integer_ratio(self, /)
/// Return two ints in lowest terms whose ratio is exactly the float, the second one positive.
KR_NATIVE(float_as_integer_ratio)
{
    double d = krfloat_value(a[0]);
    if (isinf(d))
        return krraise(vm, KR_T_OverflowError, "cannot convert Infinity to integer ratio");
    if (isnan(d))
        return krraise(vm, KR_T_ValueError, "cannot convert NaN to integer ratio");
    uint64_t mantissa;
    int exponent;
    krdtoa_split(d, &mantissa, &exponent);
    KrValue top = krint_from(vm, d < 0 ? -(int64_t)mantissa : (int64_t)mantissa),
            bottom = krsmall(1);
    KR_TRY(top);
    if (exponent >= 0)
        top = krint_lshift(vm, top, krsmall(exponent));
    else
        bottom = krint_lshift(vm, bottom, krsmall(-exponent));
    KR_TRY(top);
    return bottom == KR_RAISED ? bottom : krvalue_or_raised(krtuple_of(vm, 2, top, bottom));
}

/// float.__round__(self, ndigits=None, /)
/// Return the int nearest to self, or with ndigits the float nearest to it with as many places.
KR_NATIVE(float___round__)
{
    double d = krfloat_value(a[0]), result;
    int64_t digits;
    if (a[1] == KR_EMPTY || a[1] == KR_NONE)
        return krint_from_double(vm, rint(d));
    if (!krobj_as_i64(vm, a[1], &digits, true))
        return KR_RAISED;
    /* Doubles have at most 323 places, and at most 309 digits before the point. */
    if (!isfinite(d) || digits > 323)
        return krdouble(d);
    if (digits < -309)
        return krdouble(copysign(0.0, d));
    if (krdtoa_round(d, (int)digits, &result))
        return krraise(vm, KR_T_OverflowError, "rounded value too large to represent");
    return krdouble(result);
}
