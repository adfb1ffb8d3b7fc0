/* SPDX-License-Identifier: MIT
 * What the files of float and complex share. Layer: object. */
#ifndef KR_OBJECT_FLOAT_H
#define KR_OBJECT_FLOAT_H

#include "object/int.h"
#include "object/seq.h"

/* The text as float() takes it, spaces around and underscores between digits allowed. False: an exception is pending;
 * otherwise *ok says whether it was a number. */
bool krfloat_scan(KrVm *vm, const char *text, size_t n, double *out, bool *ok) KR_MUST_USE;
KrValue krcomplex_pow(KrVm *vm, double a_real, double a_imag, double b_real, double b_imag) KR_MUST_USE;

#endif
