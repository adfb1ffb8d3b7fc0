/* SPDX-License-Identifier: MIT
 * Arguments of natives: numbers of a C type, bounds, and the error for one of the wrong class. Layer: object. */
#ifndef KR_OBJECT_ARGS_H
#define KR_OBJECT_ARGS_H

#include "object/runtime.h"

/* TypeError "FUNCTION() WHICH must be WHAT, not CLASS"; `which` is "argument 1" or "argument 'name'". */
KrValue krraise_argument(KrVm *vm, const char *function, const char *which, const char *what, KrValue v);
/* An int, or what __index__ gives, that fits; else OverflowError "Python int too large to convert to C ...". An empty
 * argument leaves *out as it is. */
bool krargs_ssize(KrVm *vm, KrValue v, int64_t *out) KR_MUST_USE;
bool krargs_int(KrVm *vm, KrValue v, int64_t *out) KR_MUST_USE;
/* The bounds of S[start:stop] as the methods take them, values or empty: 1, 0 if they mean nothing at all (start beyond
 * stop), -1 with an exception pending. */
int krargs_range(KrVm *vm, KrValue start, KrValue stop, size_t len, size_t *from, size_t *to) KR_MUST_USE;

#endif
