/* SPDX-License-Identifier: MIT
 * int: shifts and the bit operations of infinite two's complement. */
#include "object/int_internal.h"

/* The shift count as bits, SIZE_MAX if it is that large; false: ValueError. */
static bool shift_count(KrVm *vm, KrValue b, size_t *out)
{
    int64_t count;
    if (krint_is_negative(b)) {
        krraise(vm, KR_T_ValueError, "negative shift count");
        return false;
    }
    *out = krint_to_i64(b, &count) ? (size_t)count : SIZE_MAX;
    return true;
}

KrValue krint_lshift(KrVm *vm, KrValue a, KrValue b)
{
    size_t bits;
    __int128 p;
    if (!shift_count(vm, b, &bits))
        return KR_RAISED;
    if (krint_is_zero(a))
        return krsmall(0);
    if (bits < 63 && krint_one_limb(a, &p))
        return krint_from_i128(vm, p * ((__int128)1 << bits));
    if (bits ==
        SIZE_MAX) /* CPython counts digits of 30 bits in 61 bits before it asks for memory */
        return krint_bit_length(b) > 66
                   ? krraise(vm, KR_T_OverflowError, "too many digits in integer")
                   : krraise_memory(vm);
    KrIntView x;
    krint_view(a, &x);
    if (!krcharge(vm, (int64_t)((x.n + bits / 64) >> 3)))
        return KR_RAISED;
    KrInt *cell = krint_room(vm, x.n + bits / 64 + 1);
    if (!cell)
        return KR_RAISED;
    return krint_finish(cell, krlimbs_shl(cell->limb, x.at, x.n, bits), x.negative);
}

KrValue krint_rshift(KrVm *vm, KrValue a, KrValue b)
{
    size_t bits;
    __int128 p;
    if (!shift_count(vm, b, &bits))
        return KR_RAISED;
    if (krint_one_limb(a, &p))
        return krint_from_i128(vm, p >> (bits < 127 ? (int)bits : 127));
    KrIntView x;
    krint_view(a, &x);
    if (bits / 64 >= x.n)
        return krsmall(x.negative ? -1 : 0);
    if (!krcharge(vm, (int64_t)(x.n >> 3)))
        return KR_RAISED;
    KrInt *cell = krint_room(vm, x.n - bits / 64 + 1);
    if (!cell)
        return KR_RAISED;
    bool lost;
    size_t n = krlimbs_shr(cell->limb, x.at, x.n, bits, &lost);
    if (x.negative && lost) {
        const uint64_t one = 1;
        n = krlimbs_add(cell->limb, cell->limb, n, &one, 1);
    }
    return krint_finish(cell, n, x.negative);
}

static KrValue bit_operation(KrVm *vm, KrLimbsBitOp op, KrValue a, KrValue b)
{
    KrIntView x, y;
    krint_view(a, &x);
    krint_view(b, &y);
    if (!krcharge(vm, (int64_t)((x.n + y.n) >> 3)))
        return KR_RAISED;
    KrInt *cell = krint_room(vm, (x.n > y.n ? x.n : y.n) + 1);
    if (!cell)
        return KR_RAISED;
    bool negative;
    size_t n =
        krlimbs_bitop(op, cell->limb, &negative, x.at, x.n, x.negative, y.at, y.n, y.negative);
    return krint_finish(cell, n, negative);
}

KrValue krint_and(KrVm *vm, KrValue a, KrValue b)
{
    __int128 p, q;
    if (krint_one_limb(a, &p) && krint_one_limb(b, &q))
        return krint_from_i128(vm, p & q);
    return bit_operation(vm, KR_LIMBS_AND, a, b);
}

KrValue krint_or(KrVm *vm, KrValue a, KrValue b)
{
    __int128 p, q;
    if (krint_one_limb(a, &p) && krint_one_limb(b, &q))
        return krint_from_i128(vm, p | q);
    return bit_operation(vm, KR_LIMBS_OR, a, b);
}

KrValue krint_xor(KrVm *vm, KrValue a, KrValue b)
{
    __int128 p, q;
    if (krint_one_limb(a, &p) && krint_one_limb(b, &q))
        return krint_from_i128(vm, p ^ q);
    return bit_operation(vm, KR_LIMBS_XOR, a, b);
}
