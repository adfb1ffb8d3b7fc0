/* SPDX-License-Identifier: MIT
 * complex: the class, its named methods and text. */
#include "base/dtoa.h"
#include "object/float.h"
#include "object/format.h"
#include "object/iter.h"
#include "object/numtext.h"
#include "object/warn.h"

#include <math.h>

/// class complex(real=0, imag=0)
/// A complex number, made from one or two numbers, real + imag*1j, or from text.

static inline KrComplex *as_complex(KrValue v)
{
    return (KrComplex *)kras_obj(v);
}

static bool is_complex(KrVm *vm, KrValue v)
{
    return kris_instance(vm, v, KR_TYPE_OF(complex));
}

/* ---- from text ------------------------------------------------------------------------------- */

static void skip_spaces(const char **p, const char *end)
{
    while (*p < end && (**p == ' ' || (**p >= 9 && **p <= 13)))
        ++*p;
}

static bool scan_double(const char **p, const char *end, double *out)
{
    size_t used;
    if (krstrtod(*p, (size_t)(end - *p), out, &used))
        return false;
    *p += used;
    return true;
}

static bool is_unit(const char *p, const char *end)
{
    return p < end && (*p == 'j' || *p == 'J');
}

static bool is_sign(const char *p, const char *end)
{
    return p < end && (*p == '+' || *p == '-');
}

/* An imaginary part: a number or just a sign, or not even that, then j. */
static bool scan_imag(const char **p, const char *end, double *imag)
{
    if (!scan_double(p, end, imag)) {
        *imag = is_sign(*p, end) && **p == '-' ? -1 : 1;
        *p += is_sign(*p, end);
    }
    if (!is_unit(*p, end))
        return false;
    ++*p;
    return true;
}

/* "1", "1j", "1+2j", "j", all of it with or without parentheses. */
static bool scan_complex(const char *p, const char *end, double *real, double *imag)
{
    *real = *imag = 0;
    bool open = p < end && *p == '(';
    p += open;
    skip_spaces(&p, end);
    const char *start = p;
    if (!scan_double(&p, end, real) || is_unit(p, end)) {
        *real = 0;
        p = start;
        if (!scan_imag(&p, end, imag))
            return false;
    } else if (is_sign(p, end) && !scan_imag(&p, end, imag)) {
        return false;
    }
    skip_spaces(&p, end);
    if (open && (p == end || *p++ != ')'))
        return false;
    skip_spaces(&p, end);
    return p == end;
}

static KrValue from_text(KrVm *vm, KrStr *s, double *real, double *imag)
{
    const char *text;
    size_t n;
    bool ok;
    if (!krnumtext_ascii(vm, s, &text, &n) || !krfloat_clean(vm, &text, &n, &ok))
        return KR_RAISED;
    if (!ok)
        return krraise(vm, KR_T_ValueError, "could not convert string to complex: %R", krvalue(s));
    if (!scan_complex(text, text + n, real, imag))
        return krraise(vm, KR_T_ValueError, "complex() arg is a malformed string");
    return KR_EMPTY;
}

/* ---- construction ---------------------------------------------------------------------------- */

/* What __complex__ returns, or the value itself. */
static KrValue by_method(KrVm *vm, KrValue v)
{
    if (kris_exact(v, KR_T_complex) || !kris_ptr(v))
        return v;
    KrValue c = krcall_dunder(vm, KR_D_complex, v, NULL, 0);
    if (c == KR_EMPTY || c == KR_RAISED)
        return c == KR_EMPTY ? v : c;
    if (!is_complex(vm, c))
        return krraise(vm, KR_T_TypeError, "__complex__ returned non-complex (type %T)", c);
    if (!kris_exact(c, KR_T_complex) &&
        !krwarn(vm, KR_T_DeprecationWarning,
                "__complex__ returned non-complex (type %T).  The ability to return an instance of "
                "a strict subclass of complex is deprecated, and may not be supported in a future "
                "version of Python.",
                c))
        return KR_RAISED;
    return c;
}

static bool is_number(KrVm *vm, KrValue v)
{
    KrType *type = krtype_of(vm, v);
    return is_complex(vm, v) || krdunder(vm, type, KR_D_float) != KR_EMPTY ||
           krdunder(vm, type, KR_D_index) != KR_EMPTY;
}

static bool parts(KrVm *vm, KrValue v, double *real, double *imag)
{
    *imag = 0;
    if (!is_complex(vm, v))
        return krobj_as_double(vm, v, real);
    *real = as_complex(v)->real;
    *imag = as_complex(v)->imag;
    return true;
}

static KrValue instance(KrVm *vm, KrValue cls, double real, double imag)
{
    if (cls == krvalue(KR_TYPE_OF(complex)))
        return krcomplex_new(vm, real, imag);
    KrComplex *c = krobj_new(vm, kras_type(cls));
    if (!c)
        return KR_RAISED;
    c->real = real;
    c->imag = imag;
    return krvalue(c);
}

/* real + imag*1j, where both may be complex themselves. */
static KrValue combine(KrVm *vm, KrValue cls, KrValue real, KrValue imag)
{
    double rr = 0, ri = 0, ir = 0, ii = 0;
    if (real != KR_EMPTY) {
        real = by_method(vm, real);
        KR_TRY(real);
        if (!is_number(vm, real))
            return krraise(vm, KR_T_TypeError,
                           "complex() first argument must be a string or a number, not '%T'", real);
    }
    if (imag != KR_EMPTY && !is_number(vm, imag))
        return krraise(vm, KR_T_TypeError, "complex() second argument must be a number, not '%T'",
                       imag);
    if (real != KR_EMPTY && !parts(vm, real, &rr, &ri))
        return KR_RAISED;
    if (imag != KR_EMPTY && !parts(vm, imag, &ir, &ii))
        return KR_RAISED;
    if (imag != KR_EMPTY && is_complex(vm, imag))
        rr -= ii;
    if (imag == KR_EMPTY)
        return instance(vm, cls, rr, ri);
    return instance(vm, cls, rr, real != KR_EMPTY && is_complex(vm, real) ? ri + ir : ir);
}

/// complex.__new__(cls, real=0, imag=0)
/// Create a complex number from one or two numbers or from text.
KR_NATIVE(complex___new__)
{
    double real, imag;
    if (!krtype_new_check(vm, a[0], KR_T_complex))
        return KR_RAISED;
    if (a[1] != KR_EMPTY && a[2] == KR_EMPTY && a[0] == krvalue(KR_TYPE_OF(complex)) &&
        kris_exact(a[1], KR_T_complex))
        return a[1];
    if (a[1] != KR_EMPTY && kris_str(vm, a[1])) {
        if (a[2] != KR_EMPTY)
            return krraise(vm, KR_T_TypeError,
                           "complex() can't take second arg if first is a string");
        KrValue v = from_text(vm, kras_str(a[1]), &real, &imag);
        return v == KR_EMPTY ? instance(vm, a[0], real, imag) : v;
    }
    if (a[2] != KR_EMPTY && kris_str(vm, a[2]))
        return krraise(vm, KR_T_TypeError, "complex() second arg can't be a string");
    return combine(vm, a[0], a[1], a[2]);
}

/// @classmethod complex.from_number(cls, number, /)
/// Create a complex number from a number, not from text.
KR_NATIVE(complex_from_number)
{
    double real, imag;
    if (kris_exact(a[1], KR_T_complex) && a[0] == krvalue(KR_TYPE_OF(complex)))
        return a[1];
    KrValue v = by_method(vm, a[1]);
    if (v == KR_RAISED || !parts(vm, v, &real, &imag))
        return KR_RAISED;
    v = krcomplex_new(vm, real, imag);
    return v == KR_RAISED || a[0] == krvalue(KR_TYPE_OF(complex)) ? v : krcall(vm, a[0], &v, 1);
}

/// complex.__getnewargs__(self, /)
KR_NATIVE(complex___getnewargs__)
{
    return krvalue_or_raised(
        krtuple_of(vm, 2, krdouble(as_complex(a[0])->real), krdouble(as_complex(a[0])->imag)));
}

/* ---- parts ----------------------------------------------------------------------------------- */

/// complex.real
/// The real part.
KR_NATIVE(complex_get_real)
{
    return krdouble(as_complex(a[0])->real);
}

/// complex.imag
/// The imaginary part.
KR_NATIVE(complex_get_imag)
{
    return krdouble(as_complex(a[0])->imag);
}

/// complex.conjugate(self, /)
/// Return the complex conjugate: (3-4j).conjugate() == 3+4j.
KR_NATIVE(complex_conjugate)
{
    return krcomplex_new(vm, as_complex(a[0])->real, -as_complex(a[0])->imag);
}

/* ---- text ------------------------------------------------------------------------------------ */

/// complex.__repr__(self, /)
/// Return repr(self).
KR_NATIVE(complex___repr__)
{
    char text[2 * KR_REPR_SIZE + 4], *p = text, *fill;
    double real = as_complex(a[0])->real, imag = as_complex(a[0])->imag;
    bool both = real != 0 || signbit(real);
    if (both) {
        *p++ = '(';
        p += krdtoa_format('r', real, 0, 0, p);
    }
    p += krdtoa_format('r', imag, 0, both ? KR_DTOA_SIGN : 0, p);
    *p++ = 'j';
    if (both)
        *p++ = ')';
    KrStr *s = krstr_ascii_new(vm, (size_t)(p - text), &fill);
    if (!s)
        return KR_RAISED;
    memcpy(fill, text, (size_t)(p - text));
    return krvalue(s);
}

/// complex.__format__(self, format_spec, /)
/// Return the number as text as the format specification says.
KR_NATIVE(complex___format__)
{
    if (!kris_str(vm, a[1]))
        return krraise(vm, KR_T_TypeError, "__format__() argument must be str, not %T", a[1]);
    return krformat_complex(vm, a[0], kras_str(a[1]));
}
