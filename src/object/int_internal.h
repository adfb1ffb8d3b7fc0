/* SPDX-License-Identifier: MIT
 * What the files of int share: a view of any int as sign and limbs, and cells under construction.
 * Layer: object. */
#ifndef KR_OBJECT_INT_INTERNAL_H
#define KR_OBJECT_INT_INTERNAL_H

#include "base/limbs.h"
#include "object/int.h"

/* sys.get_int_max_str_digits(): the digits that int() and str() convert at most in bases that are
 * no power of two; it is never below KR_INT_FREE_DIGITS. SIZE_MAX: no limit. */
#define KR_INT_FREE_DIGITS 640
size_t krint_digit_limit(KrVm *vm);

/* Sign and magnitude of an int object; `at` may point to `one`, so a view is not copied. */
typedef struct KrIntView {
    const uint64_t *at;
    size_t n;
    bool negative;
    uint64_t one;
} KrIntView;

static inline void krint_view(KrValue v, KrIntView *out)
{
    if (kris_ptr(v)) {
        const KrInt *i = kras_big(v);
        *out = (KrIntView){i->limb, i->n, i->h.kind, 0};
        return;
    }
    int64_t i = kris_int(v) ? kras_int(v) : (int64_t)(v - KR_FALSE);
    out->negative = i < 0;
    out->one = i < 0 ? -(uint64_t)i : (uint64_t)i;
    out->at = &out->one;
    out->n = i != 0;
}

/* True, and the value, if the magnitude is one limb at most. */
static inline bool krint_one_limb(KrValue v, __int128 *out)
{
    if (kris_int(v)) {
        *out = kras_int(v);
        return true;
    }
    if (!kris_ptr(v)) {
        *out = (int)(v - KR_FALSE);
        return true;
    }
    const KrInt *i = kras_big(v);
    if (i->n > 1)
        return false;
    __int128 magnitude = i->n ? i->limb[0] : 0;
    *out = i->h.kind ? -magnitude : magnitude;
    return true;
}

/* A cell with room for n limbs, to be given to krint_finish; NULL: MemoryError is pending. */
KrInt *krint_room(KrVm *vm, size_t n) KR_MUST_USE;
/* The int whose magnitude is the cell's first n limbs, leading zeros allowed. */
KrValue krint_finish(KrInt *cell, size_t n, bool negative);
/* The context for the kernels that may take long. */
KrLimbs krint_limbs(KrVm *vm);
/* What a kernel's -ENOMEM or -ECANCELED becomes. */
KrValue krint_failed(KrVm *vm, int error);
KrValue krint_from_sign_u128(KrVm *vm, unsigned __int128 magnitude, bool negative) KR_MUST_USE;
/* The value as an int that is no instance of a subclass. */
KrValue krint_exact(KrVm *vm, KrValue v) KR_MUST_USE;

#endif
