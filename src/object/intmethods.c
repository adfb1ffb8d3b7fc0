/* SPDX-License-Identifier: MIT
 * int: the class, its named methods, bytes and rounding. */
#include "object/int_internal.h"
#include "object/iter.h"
#include "object/numtext.h"
#include "object/seq.h"
#include "object/str.h"
#include "object/warn.h"

/// class int(x=0, /, base=10)
/// An integer of any size. int(x) takes a number, truncating towards zero, or text.
/// int(x, base) takes str, bytes or bytearray with digits of a base of 2 to 36; base 0
/// means that of an integer literal in source code.
/// >>> int('0b100', base=0)
/// 4

/* ---- construction ---------------------------------------------------------------------------- */

/* What __int__ or __index__ returned as an exact int. */
static KrValue returned(KrVm *vm, const char *method, KrValue v)
{
    if (kris_int(v) || kris_exact(v, KR_T_int))
        return v;
    if (!krint_check(vm, v))
        return krraise(vm, KR_T_TypeError, "%s returned non-int (type %T)", method, v);
    if (!krwarn(vm, KR_T_DeprecationWarning,
                "%s returned non-int (type %T).  The ability to return an instance of a strict "
                "subclass of int is deprecated, and may not be supported in a future version of "
                "Python.",
                method, v))
        return KR_RAISED;
    return krint_exact(vm, v);
}

/* Python 3.14 has given up __trunc__ here; scripts that rely on it still run. */
static KrValue by_trunc(KrVm *vm, KrValue x)
{
    KrValue v = krcall_dunder(vm, KR_D_trunc, x, NULL, 0);
    if (v == KR_EMPTY || v == KR_RAISED)
        return v;
    if (!krwarn(vm, KR_T_DeprecationWarning, "The delegation of int() to __trunc__ is deprecated."))
        return KR_RAISED;
    if (krint_check(vm, v))
        return krint_exact(vm, v);
    KrValue i = krcall_dunder(vm, KR_D_index, v, NULL, 0);
    if (i == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "__trunc__ returned non-Integral (type %T)", v);
    return i == KR_RAISED ? i : returned(vm, "__index__", i);
}

/* A number as an int: by __int__, __index__ or __trunc__; KR_EMPTY if it has none of them. */
static KrValue from_number(KrVm *vm, KrValue x)
{
    if (krint_check(vm, x) && krtype_of(vm, x)->flags & KR_TF_BUILTIN)
        return krint_exact(vm, x);
    if (kris_double(x))
        return krint_from_double(vm, kras_double(x));
    KrValue v = krcall_dunder(vm, KR_D_int, x, NULL, 0);
    if (v != KR_EMPTY)
        return v == KR_RAISED ? v : returned(vm, "__int__", v);
    v = krcall_dunder(vm, KR_D_index, x, NULL, 0);
    if (v != KR_EMPTY)
        return v == KR_RAISED ? v : returned(vm, "__index__", v);
    return by_trunc(vm, x);
}

/* Text or bytes in the base; `shown` is what the error message quotes. */
static KrValue from_text(KrVm *vm, const char *text, size_t n, int base, KrValue shown)
{
    KrValue v = krint_parse(vm, text, n, base);
    if (v != KR_EMPTY)
        return v;
    KrValue quoted = krobj_repr(vm, shown);
    KR_TRY(quoted);
    KrStr *s = kras_str(quoted);
    if (s->len > 200)
        s = krstr_slice(vm, s, 0, 200);
    return s ? krraise(vm, KR_T_ValueError, "invalid literal for int() with base %d: %U", base, s)
             : KR_RAISED;
}

static KrValue from_str(KrVm *vm, KrValue x, int base)
{
    const char *text;
    size_t n;
    return krnumtext_ascii(vm, kras_str(x), &text, &n) ? from_text(vm, text, n, base, x)
                                                       : KR_RAISED;
}

static KrValue from_buffer(KrVm *vm, KrValue x, int base)
{
    const uint8_t *data;
    size_t n;
    if (!krbuffer_get(vm, x, &data, &n))
        return KR_RAISED;
    KrBytes *shown = krbytes_new(vm, data, n);
    return shown ? from_text(vm, (const char *)shown->at, n, base, krvalue(shown)) : KR_RAISED;
}

static KrValue from_based(KrVm *vm, KrValue x, KrValue base)
{
    int64_t i;
    if (!krobj_as_i64(vm, base, &i, true))
        return KR_RAISED;
    if (i != 0 && (i < 2 || i > 36))
        return krraise(vm, KR_T_ValueError, "int() base must be >= 2 and <= 36, or 0");
    if (kris_str(vm, x))
        return from_str(vm, x, (int)i);
    if (kris_kind(vm, x, KR_TF_BYTES) || kris_instance(vm, x, KR_TYPE_OF(bytearray)))
        return from_buffer(vm, x, (int)i);
    return krraise(vm, KR_T_TypeError, "int() can't convert non-string with explicit base");
}

static KrValue convert(KrVm *vm, KrValue x, KrValue base)
{
    if (x == KR_EMPTY)
        return base == KR_EMPTY ? krsmall(0)
                                : krraise(vm, KR_T_TypeError, "int() missing string argument");
    if (base != KR_EMPTY)
        return from_based(vm, x, base);
    if (kris_exact(x, KR_T_str))
        return from_str(vm, x, 10);
    KrValue v = from_number(vm, x);
    if (v != KR_EMPTY)
        return v;
    if (kris_str(vm, x))
        return from_str(vm, x, 10);
    if (krbuffer_check(vm, x))
        return from_buffer(vm, x, 10);
    return krraise(
        vm, KR_T_TypeError,
        "int() argument must be a string, a bytes-like object or a real number, not '%T'", x);
}

/// int.__new__(cls, x=0, /, base=10)
/// Create an int from a number or from text.
KR_NATIVE(int___new__)
{
    if (!krtype_new_check(vm, a[0], KR_T_int))
        return KR_RAISED;
    if (kras_type(a[0])->solid == KR_TYPE_OF(bool))
        return krraise(vm, KR_T_TypeError, "int.__new__(bool) is not safe, use bool.__new__()");
    KrValue v = convert(vm, a[1], a[2]);
    if (v == KR_RAISED || a[0] == krvalue(KR_TYPE_OF(int)))
        return v;
    KrIntView x;
    krint_view(v, &x);
    KrInt *cell = krobj_new_var(vm, kras_type(a[0]), sizeof *cell + x.n * sizeof *x.at);
    if (!cell)
        return KR_RAISED;
    cell->n = x.n;
    cell->h.kind = x.negative;
    memcpy(cell->limb, x.at, x.n * sizeof *x.at);
    return krvalue(cell);
}

/// int.__getnewargs__(self, /)
KR_NATIVE(int___getnewargs__)
{
    KrValue v = krint_exact(vm, a[0]);
    return v == KR_RAISED ? v : krvalue_or_raised(krtuple_of(vm, 1, v));
}

/* ---- text ------------------------------------------------------------------------------------ */

/// int.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(int___repr__)
{
    return krint_to_str(vm, a[0], 10);
}

/// int.__format__(self, format_spec, /)
/// Return the number as text as the format specification says.
KR_NATIVE(int___format__)
{
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "__format__() argument must be str, not %T", a[1]);
    if (kras_str(a[1])->size == 0)
        return krobj_str(vm, a[0]);
    return krformat_int(vm, a[0], kras_str(a[1]));
}

/* ---- as a rational and a complex number ------------------------------------------------------ */

/// int.real
/// The real part: the number itself.
KR_NATIVE(int_get_real)
{
    return krint_exact(vm, a[0]);
}

/// int.imag
/// The imaginary part: 0.
KR_NATIVE(int_get_imag)
{
    return krsmall(0);
}

/// int.numerator
/// The numerator in lowest terms: the number itself.
KR_NATIVE(int_get_numerator)
{
    return krint_exact(vm, a[0]);
}

/// int.denominator
/// The denominator in lowest terms: 1.
KR_NATIVE(int_get_denominator)
{
    return krsmall(1);
}

/// int.conjugate(self, /)
/// Return self, the complex conjugate of any int.
KR_NATIVE(int_conjugate)
{
    return krint_exact(vm, a[0]);
}

/// int.is_integer(self, /)
/// Return True, for the sake of those who also take floats.
KR_NATIVE(int_is_integer)
{
    return KR_TRUE;
}

/// int.as_integer_ratio(self, /)
/// Return the pair (self, 1).
KR_NATIVE(int_as_integer_ratio)
{
    KrValue v = krint_exact(vm, a[0]);
    return v == KR_RAISED ? v : krvalue_or_raised(krtuple_of(vm, 2, v, krsmall(1)));
}

/* ---- bits ------------------------------------------------------------------------------------ */

/// int.bit_length(self, /)
/// Number of bits necessary to represent self in binary.
KR_NATIVE(int_bit_length)
{
    return krint_from_u64(vm, krint_bit_length(a[0]));
}

/// int.bit_count(self, /)
/// Number of ones in the binary representation of the absolute value of self.
KR_NATIVE(int_bit_count)
{
    KrIntView x;
    krint_view(a[0], &x);
    if (!krcharge(vm, (int64_t)x.n / 8))
        return KR_RAISED;
    return krint_from_u64(vm, krlimbs_popcount(x.at, x.n));
}

/* ---- bytes ----------------------------------------------------------------------------------- */

static bool byte_order(KrVm *vm, const char *function, KrValue order, bool *big)
{
    *big = true;
    if (order == KR_EMPTY)
        return true;
    if (!kris_str(vm, order)) {
        krraise(vm, KR_T_TypeError, "%s() argument 'byteorder' must be str, not %T", function,
                order);
        return false;
    }
    *big = krstr_is(kras_str(order), "big");
    if (*big || krstr_is(kras_str(order), "little"))
        return true;
    krraise(vm, KR_T_ValueError, "byteorder must be either 'little' or 'big'");
    return false;
}

static bool truth_or_false(KrVm *vm, KrValue v, bool *out)
{
    int truth = v == KR_EMPTY ? 0 : krobj_true(vm, v);
    *out = truth > 0;
    return truth >= 0;
}

/// int.to_bytes(self, /, length=1, byteorder='big', *, signed=False)
/// Return the bytes that represent the int; OverflowError if length is too small, or the
/// number is negative and not signed. Signed means two's complement.
KR_NATIVE(int_to_bytes)
{
    int64_t length = 1;
    bool big, is_signed;
    if ((a[1] != KR_EMPTY && !krobj_as_i64(vm, a[1], &length, false)) ||
        !byte_order(vm, "to_bytes", a[2], &big) || !truth_or_false(vm, a[3], &is_signed))
        return KR_RAISED;
    if (length < 0)
        return krraise(vm, KR_T_ValueError, "length argument must be non-negative");
    KrIntView x;
    krint_view(a[0], &x);
    if (x.negative && !is_signed)
        return krraise(vm, KR_T_OverflowError, "can't convert negative int to unsigned");
    KrBytes *bytes = krcharge(vm, length >> 6) ? krbytes_new(vm, NULL, (size_t)length) : NULL;
    if (!bytes)
        return KR_RAISED;
    if (length == 0
            ? x.n != 0
            : !krlimbs_to_bytes(bytes->at, (size_t)length, x.at, x.n, x.negative, big, is_signed))
        return krraise(vm, KR_T_OverflowError, "int too big to convert");
    return krvalue(bytes);
}

/* The bytes of a buffer, of what has __bytes__, or of an iterable of ints. */
static bool any_bytes(KrVm *vm, KrValue v, const uint8_t **data, size_t *n, KrValue *keep)
{
    *keep = v;
    if (!krbuffer_check(vm, v)) {
        bool method = krdunder(vm, krtype_of(vm, v), KR_D_bytes) != KR_EMPTY;
        if (!method && (kris_str(vm, v) || krdunder(vm, krtype_of(vm, v), KR_D_iter) == KR_EMPTY)) {
            krraise(vm, KR_T_TypeError, "cannot convert '%T' object to bytes", v);
            return false;
        }
        *keep = krcall(vm, krvalue(KR_TYPE_OF(bytes)), &v, 1);
    }
    return *keep != KR_RAISED && krbuffer_get(vm, *keep, data, n);
}

/// @classmethod int.from_bytes(cls, bytes, byteorder='big', *, signed=False)
/// Return the int that the bytes, or the iterable of bytes, represent.
KR_NATIVE(int_from_bytes)
{
    bool big, is_signed, negative;
    const uint8_t *data;
    size_t n_bytes;
    KrValue keep;
    if (!byte_order(vm, "from_bytes", a[2], &big) || !truth_or_false(vm, a[3], &is_signed) ||
        !any_bytes(vm, a[1], &data, &n_bytes, &keep) || !krcharge(vm, (int64_t)(n_bytes >> 6)))
        return KR_RAISED;
    KrInt *cell = krint_room(vm, n_bytes / 8 + 1);
    if (!cell)
        return KR_RAISED;
    size_t limbs =
        n_bytes ? krlimbs_from_bytes(cell->limb, &negative, data, n_bytes, big, is_signed) : 0;
    KrValue v = krint_finish(cell, limbs, limbs && negative);
    return a[0] == krvalue(KR_TYPE_OF(int)) ? v : krcall(vm, a[0], &v, 1);
}

/* ---- rounding -------------------------------------------------------------------------------- */

/* x rounded to a multiple of 10**places, ties to the even multiple. */
static KrValue round_to_power(KrVm *vm, KrValue x, int64_t places)
{
    KrValue unit = krint_pow(vm, krsmall(10), krsmall(places), KR_NONE), q, r;
    if (unit == KR_RAISED || !krint_divmod(vm, x, unit, &q, &r))
        return KR_RAISED;
    KrValue twice = krint_add(vm, r, r);
    KR_TRY(twice);
    int c = krint_compare(twice, unit);
    bool odd = krint_and(vm, q, krsmall(1)) == krsmall(1);
    KrValue low = krint_sub(vm, x, r);
    KR_TRY(low);
    return c > 0 || (c == 0 && odd) ? krint_add(vm, low, unit) : low;
}

/// int.__round__(self, ndigits=None, /)
/// Round to 10**-ndigits, which matters if ndigits is negative; ties go to the even choice.
KR_NATIVE(int___round__)
{
    int64_t digits = 0;
    if (a[1] != KR_EMPTY && !krobj_as_i64(vm, a[1], &digits, true))
        return KR_RAISED;
    KrValue x = krint_exact(vm, a[0]);
    if (x == KR_RAISED || digits >= 0)
        return x;
    /* log10(2) < 0.302: beyond that many places nothing is left. */
    uint64_t places = -(uint64_t)digits;
    if (places > krint_bit_length(x) / 1000 * 302 + 304)
        return krsmall(0);
    return round_to_power(vm, x, (int64_t)places);
}
