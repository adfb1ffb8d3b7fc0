/* SPDX-License-Identifier: MIT
 * int: 48 bits in the value, else a cell of sign and limbs. Layer: object. */
#ifndef KR_OBJECT_INT_H
#define KR_OBJECT_INT_H

#include "object/runtime.h"

/* A value that fits in 48 bits is never in a cell, so equal small ints are equal bits. Subclass instances (enum, bool is
 * an immediate) are cells of any size; kras_big() of them works all the same. */
typedef struct KrInt {
    KrObj h;        /* h.kind: 1 if negative */
    uint64_t n;     /* limbs, least significant first, the last one not zero; 0 only in subclass instances */
    uint64_t limb[];
} KrInt;

static inline KrInt *kras_big(KrValue v) { return (KrInt *)kras_obj(v); }
static inline bool krint_check(KrVm *vm, KrValue v) { return kris_int(v) || kris_bool(v) || (kris_ptr(v) && kris_kind(vm, v, KR_TF_INT)); }

KrValue krint_big(KrVm *vm, int64_t i) KR_MUST_USE;
static inline KrValue krint_from(KrVm *vm, int64_t i) { return krfits_int(i) ? krsmall(i) : krint_big(vm, i); }
KrValue krint_from_u64(KrVm *vm, uint64_t u) KR_MUST_USE;
KrValue krint_from_i128(KrVm *vm, __int128 i) KR_MUST_USE;
/* Sign and limbs (leading zeros allowed), normalised. */
KrValue krint_from_limbs(KrVm *vm, const uint64_t *limbs, size_t n, bool negative) KR_MUST_USE;
KrValue krint_from_double(KrVm *vm, double d) KR_MUST_USE; /* truncated; OverflowError, ValueError for inf, nan */
/* Text of digits in base 2..36 or 0 with prefix, underscores and sign as int() takes; KR_EMPTY if malformed. */
KrValue krint_parse(KrVm *vm, const char *text, size_t n, int base) KR_MUST_USE;
KrValue krint_to_str(KrVm *vm, KrValue v, int base) KR_MUST_USE; /* without prefix */
/* True if it fits; any int object. */
bool krint_to_i64(KrValue v, int64_t *out);
bool krint_to_double(KrVm *vm, KrValue v, double *out) KR_MUST_USE; /* OverflowError: int too large to convert to float */
uint64_t krint_hash(KrValue v);
bool krint_is_zero(KrValue v);
bool krint_is_negative(KrValue v);
uint64_t krint_bit_length(KrValue v);

/* Exact int operands (cells, small ints, bools). These are what the interpreter calls when its fast path overflows. */
KrValue krint_add(KrVm *vm, KrValue a, KrValue b) KR_MUST_USE;
KrValue krint_sub(KrVm *vm, KrValue a, KrValue b) KR_MUST_USE;
KrValue krint_mul(KrVm *vm, KrValue a, KrValue b) KR_MUST_USE;
KrValue krint_floordiv(KrVm *vm, KrValue a, KrValue b) KR_MUST_USE;
KrValue krint_mod(KrVm *vm, KrValue a, KrValue b) KR_MUST_USE;
bool krint_divmod(KrVm *vm, KrValue a, KrValue b, KrValue *q, KrValue *r) KR_MUST_USE;
KrValue krint_truediv(KrVm *vm, KrValue a, KrValue b) KR_MUST_USE;
KrValue krint_pow(KrVm *vm, KrValue a, KrValue b, KrValue mod /* or KR_NONE */) KR_MUST_USE;
KrValue krint_lshift(KrVm *vm, KrValue a, KrValue b) KR_MUST_USE;
KrValue krint_rshift(KrVm *vm, KrValue a, KrValue b) KR_MUST_USE;
KrValue krint_and(KrVm *vm, KrValue a, KrValue b) KR_MUST_USE;
KrValue krint_or(KrVm *vm, KrValue a, KrValue b) KR_MUST_USE;
KrValue krint_xor(KrVm *vm, KrValue a, KrValue b) KR_MUST_USE;
KrValue krint_neg(KrVm *vm, KrValue a) KR_MUST_USE;
KrValue krint_invert(KrVm *vm, KrValue a) KR_MUST_USE;
int krint_compare(KrValue a, KrValue b);              /* <0, 0, >0 */
int krint_compare_double(KrValue a, double b);        /* exact; b is not a NaN */

KrValue krfloat_repr(KrVm *vm, double d) KR_MUST_USE;
double krfloat_floordiv(double a, double b);
double krfloat_mod(double a, double b);
KrValue krfloat_pow(KrVm *vm, double a, double b) KR_MUST_USE;
KrValue krfloat_parse(KrVm *vm, KrValue text) KR_MUST_USE; /* float('...') */

typedef struct KrComplex {
    KrObj h;
    double real, imag;
} KrComplex;
KrValue krcomplex_new(KrVm *vm, double real, double imag) KR_MUST_USE;

/* A float instance of a subclass; exact floats are unboxed. */
typedef struct KrFloat {
    KrObj h;
    double value;
} KrFloat;
static inline bool krfloat_check(KrVm *vm, KrValue v) { return kris_double(v) || (kris_ptr(v) && kris_kind(vm, v, KR_TF_FLOAT)); }
static inline double krfloat_value(KrValue v) { return kris_double(v) ? kras_double(v) : ((KrFloat *)kras_obj(v))->value; }

#endif
