/* SPDX-License-Identifier: MIT
 * Int expressions such as a * b % c whose middle passes 48 bits: the intermediate value is kept in 128 bits while the following
 * instructions only pass it on, so nothing is allocated in between. */
#include "vm/ops.h"

static __int128 floor_div(__int128 a, __int128 b)
{
    __int128 q = a / b;
    return q - ((a % b != 0) && (a < 0) != (b < 0));
}

static __int128 floor_mod(__int128 a, __int128 b)
{
    __int128 m = a % b;
    return m && (m < 0) != (b < 0) ? m + b : m;
}

/* One more operation on v; false when it is none of these or could pass 127 bits. */
static bool apply(uint32_t op, __int128 *v, __int128 b)
{
    const __int128 bound = (__int128)1 << 100;
    if (*v >= bound || *v <= -bound)
        return false;
    switch (op) {
    case KR_OP_ADD: case KR_OP_ADDI: *v += b; return true;
    case KR_OP_SUB: case KR_OP_SUBI: *v -= b; return true;
    case KR_OP_AND: case KR_OP_ANDI: *v &= b; return true;
    case KR_OP_FLOORDIV: case KR_OP_FLOORDIVI: if (b) *v = floor_div(*v, b); return b != 0;
    case KR_OP_MOD: case KR_OP_MODI: if (b) *v = floor_mod(*v, b); return b != 0;
    case KR_OP_RSHIFT: case KR_OP_RSHIFTI: if (b >= 0) *v >>= b > 126 ? 126 : (int)b; return b >= 0;
    default: return false;
    }
}

static bool one_limb(KrValue v, __int128 *out)
{
    if (kris_int(v)) {
        *out = kras_int(v);
        return true;
    }
    if (!kris_exact(v, KR_T_int) || kras_big(v)->n != 1)
        return false;
    *out = kras_big(v)->h.kind ? -(__int128)kras_big(v)->limb[0] : (__int128)kras_big(v)->limb[0];
    return true;
}

const uint32_t *krop_wide(KrVm *vm, KrFrame *f, const uint32_t *pc, uint32_t reg, __int128 v, bool *ok)
{
    KrValue *r = krframe_regs(f);
    KrCode *code = f->func->code;
    /* Only a temporary is read just once. */
    while (reg >= code->nlocals) {
        uint32_t ins = *pc, op = ins & 255, a = ins >> 8 & 255, b = ins >> 16 & 255, c = ins >> 24;
        if ((op == KR_OP_LOADK || op == KR_OP_LOADI || op == KR_OP_MOVE) && a != reg && !(op == KR_OP_MOVE && b == reg)) {
            r[a] = op == KR_OP_LOADK ? code->consts->at[ins >> 16] : op == KR_OP_LOADI ? krsmall((int32_t)ins >> 16) : r[b];
            pc++;
            continue;
        }
        bool imm = op >= KR_OP_ADDI && op <= KR_OP_RSHIFTI;
        __int128 operand = (int8_t)c;
        if (b != reg || (!imm && (c == reg || !one_limb(r[c], &operand))) || !apply(op, &v, operand))
            break;
        reg = a;
        pc++;
        if (v >= KR_INT_MIN && v <= KR_INT_MAX)
            break;
    }
    KrValue boxed = krint_from_i128(vm, v);
    *ok = boxed != KR_RAISED;
    r[reg] = boxed;
    return pc;
}
