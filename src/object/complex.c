/* SPDX-License-Identifier: MIT
 * complex: construction and power. */
#include "object/float.h"

#include <math.h>

KrValue krcomplex_new(KrVm *vm, double real, double imag)
{
    KrComplex *c = krheap_new(vm, KR_T_complex, sizeof *c);
    if (!c)
        return KR_RAISED;
    c->real = real;
    c->imag = imag;
    return krvalue(c);
}

/* Small whole exponents by multiplication: exact where the parts are. */
static void whole_power(double *real, double *imag, int exponent)
{
    double rr = 1, ri = 0, br = *real, bi = *imag;
    for (unsigned e = (unsigned)(exponent < 0 ? -exponent : exponent); e; e >>= 1) {
        double t;
        if (e & 1) {
            t = rr * br - ri * bi;
            ri = rr * bi + ri * br;
            rr = t;
        }
        t = br * br - bi * bi;
        bi = br * bi + bi * br;
        br = t;
    }
    if (exponent < 0) {
        double d = rr * rr + ri * ri;
        rr = rr / d;
        ri = -ri / d;
    }
    *real = rr;
    *imag = ri;
}

KrValue krcomplex_pow(KrVm *vm, double a_real, double a_imag, double b_real, double b_imag)
{
    if (b_real == 0 && b_imag == 0)
        return krcomplex_new(vm, 1, 0);
    if (a_real == 0 && a_imag == 0) {
        if (b_imag != 0 || b_real < 0)
            return krraise(vm, KR_T_ZeroDivisionError, "0.0 to a negative or complex power");
        return krcomplex_new(vm, 0, 0);
    }
    double real = a_real, imag = a_imag;
    if (b_imag == 0 && b_real == floor(b_real) && fabs(b_real) <= 100) {
        whole_power(&real, &imag, (int)b_real);
    } else {
        double size = hypot(a_real, a_imag), angle = atan2(a_imag, a_real);
        double length = pow(size, b_real), phase = angle * b_real;
        if (b_imag != 0) {
            length *= exp(-angle * b_imag);
            phase += b_imag * log(size);
        }
        real = length * cos(phase);
        imag = length * sin(phase);
    }
    if (!isfinite(real) || !isfinite(imag)) {
        if (isfinite(a_real) && isfinite(a_imag) && isfinite(b_real) && isfinite(b_imag))
            return krraise(vm, KR_T_OverflowError, "complex exponentiation");
    }
    return krcomplex_new(vm, real, imag);
}
