/* SPDX-License-Identifier: MIT
 * Arguments of natives that the binding has not judged. */
#include "object/args.h"

#include "object/int.h"
#include "object/seq.h"

#include <limits.h>

KrValue krraise_argument(KrVm *vm, const char *function, const char *which, const char *what, KrValue v)
{
    if (v == KR_NONE)
        return krraise(vm, KR_T_TypeError, "%s() %s must be %s, not None", function, which, what);
    return krraise(vm, KR_T_TypeError, "%s() %s must be %s, not %T", function, which, what, v);
}

static bool fitting(KrVm *vm, KrValue v, int64_t least, int64_t most, const char *type, int64_t *out)
{
    int64_t i;
    if (v == KR_EMPTY)
        return true;
    KrValue index = krobj_index(vm, v);
    if (index == KR_RAISED)
        return false;
    if (krint_to_i64(index, &i) && i >= least && i <= most)
        return *out = i, true;
    krraise(vm, KR_T_OverflowError, "Python int too large to convert to C %s", type);
    return false;
}

bool krargs_ssize(KrVm *vm, KrValue v, int64_t *out)
{
    return fitting(vm, v, INT64_MIN, INT64_MAX, "ssize_t", out);
}

bool krargs_int(KrVm *vm, KrValue v, int64_t *out)
{
    return fitting(vm, v, INT_MIN, INT_MAX, "int", out);
}

int krargs_range(KrVm *vm, KrValue start, KrValue stop, size_t len, size_t *from, size_t *to)
{
    KrSlice slice = {.start = start == KR_EMPTY ? KR_NONE : start, .stop = stop == KR_EMPTY ? KR_NONE : stop,
                     .step = KR_NONE};
    int64_t first = 0, last = (int64_t)len, step;
    if ((slice.start != KR_NONE || slice.stop != KR_NONE) && !krslice_unpack(vm, &slice, &first, &last, &step))
        return -1;
    if (last > (int64_t)len)
        last = (int64_t)len;
    else if (last < 0)
        last = last + (int64_t)len < 0 ? 0 : last + (int64_t)len;
    if (first < 0)
        first = first + (int64_t)len < 0 ? 0 : first + (int64_t)len;
    *from = (size_t)first;
    *to = (size_t)last;
    return first <= last;
}
