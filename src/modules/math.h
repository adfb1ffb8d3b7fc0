/* SPDX-License-Identifier: MIT
 * What the files of the module math share. Layer: modules. */
#ifndef KR_MODULES_MATH_H
#define KR_MODULES_MATH_H

#include "modules/modules.h"

#include <math.h>

bool krmath_double(KrVm *vm, KrValue v, double *out) KR_MUST_USE;
KrValue krmath_domain(KrVm *vm); /* raises "math domain error" */
KrValue krmath_range(KrVm *vm);  /* raises "math range error" */

#endif
