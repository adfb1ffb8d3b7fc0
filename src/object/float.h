/* SPDX-License-Identifier: MIT
 * What the files of float and complex share. Layer: object. */
#ifndef KR_OBJECT_FLOAT_H
#define KR_OBJECT_FLOAT_H

#include "object/int.h"
#include "object/seq.h"

/* Takes spaces off both ends of the text and underscores out from between digits. False:
 * MemoryError is pending; otherwise *ok says whether all underscores stood between digits. */
bool krfloat_clean(KrVm *vm, const char **text, size_t *n, bool *ok) KR_MUST_USE;
KrValue krcomplex_pow(KrVm *vm, double a_real, double a_imag, double b_real,
                      double b_imag) KR_MUST_USE;

#endif
