/* SPDX-License-Identifier: MIT
 * The value: one NaN-boxed 64-bit word. Layer: object.
 *
 *   0x0000 0000 0000 0000   empty: no value here
 *   0x0000 pppp pppp pppp   a pointer to a KrObj, as it is, so that a scan of the stack sees it
 *   0x0001 .... 0xFFF1 ..   a double: its bits plus 2^48 (NaNs made canonical first)
 *   0xFFFE 0000 0000 00kk   None, False, True and the other immediates
 *   0xFFFF iiii iiii iiii   an int of 48 bits, two's complement
 */
#ifndef KR_OBJECT_VALUE_H
#define KR_OBJECT_VALUE_H

#include "base/alloc.h"

#include <string.h>

typedef uint64_t KrValue;
typedef struct KrVm KrVm;
typedef struct KrObj KrObj;

#define KR_INT_TAG 0xFFFF000000000000u
#define KR_IMM_TAG 0xFFFE000000000000u
#define KR_DOUBLE_OFFSET 0x0001000000000000u
#define KR_DOUBLE_LAST 0xFFF0000000000000u /* the bits of -inf, the largest that a canonical double has */

#define KR_INT_MAX ((int64_t)0x7FFFFFFFFFFF)
#define KR_INT_MIN (-KR_INT_MAX - 1)

#define KR_EMPTY ((KrValue)0)
#define KR_NONE ((KrValue)(KR_IMM_TAG | 1))
#define KR_FALSE ((KrValue)(KR_IMM_TAG | 2))
#define KR_TRUE ((KrValue)(KR_IMM_TAG | 3))
#define KR_NOTIMPLEMENTED ((KrValue)(KR_IMM_TAG | 4))
#define KR_ELLIPSIS ((KrValue)(KR_IMM_TAG | 5))
/* The two below never reach a script. */
#define KR_RAISED ((KrValue)(KR_IMM_TAG | 8)) /* an exception is pending */
#define KR_CALLED ((KrValue)(KR_IMM_TAG | 9)) /* a step function pushed a frame: run it, then step again */
#define KR_PAUSED ((KrValue)(KR_IMM_TAG | 10)) /* the run stopped where it is, to go on later */

static inline bool kris_int(KrValue v) { return v >= KR_INT_TAG; }
static inline bool kris_ints(KrValue a, KrValue b) { return (a & b) >= KR_INT_TAG; }
static inline bool kris_double(KrValue v) { return v - KR_DOUBLE_OFFSET <= KR_DOUBLE_LAST; }
static inline bool kris_ptr(KrValue v) { return v - 1 < KR_DOUBLE_OFFSET - 1; }
static inline bool kris_imm(KrValue v) { return v >> 48 == KR_IMM_TAG >> 48; }
static inline bool kris_bool(KrValue v) { return (v | 1) == KR_TRUE; }

static inline int64_t kras_int(KrValue v) { return (int64_t)(v << 16) >> 16; }
static inline bool krfits_int(int64_t i) { return i >= KR_INT_MIN && i <= KR_INT_MAX; }
/* Boxes an int known to fit in 48 bits; krint_from() in int.h takes any. */
static inline KrValue krsmall(int64_t i) { return KR_INT_TAG | ((uint64_t)i & 0xFFFFFFFFFFFFu); }

static inline double kras_double(KrValue v)
{
    double d;
    v -= KR_DOUBLE_OFFSET;
    memcpy(&d, &v, sizeof d);
    return d;
}
static inline KrValue krdouble(double d)
{
    KrValue v;
    if (KR_UNLIKELY(d != d))
        return 0x7FF8000000000000u + KR_DOUBLE_OFFSET;
    memcpy(&v, &d, sizeof v);
    return v + KR_DOUBLE_OFFSET;
}

static inline KrValue krbool(bool b) { return KR_FALSE + b; }
static inline KrObj *kras_obj(KrValue v) { return (KrObj *)(uintptr_t)v; }
static inline KrValue krvalue(const void *object) { return (KrValue)(uintptr_t)object; }

#endif
