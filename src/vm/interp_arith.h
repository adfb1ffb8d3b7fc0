/* SPDX-License-Identifier: MIT
 * The instructions of arithmetic and of comparison: a part of interp_ops.h, and with it of the loop in interp.c. */

/* An operator and its in-place form differ in what is called when the operands are not two ints or two floats. */
#define ARITHMETIC(ints, floats, slow)                                                                        \
    {                                                                                                         \
        KrValue a = r[B], b = r[C];                                                                           \
        double p, q;                                                                                          \
        if (KR_LIKELY(kris_ints(a, b))) {                                                                     \
            ints;                                                                                             \
        } else if (as_doubles(a, b, &p, &q)) {                                                                \
            floats;                                                                                           \
        }                                                                                                     \
        RESULT(slow);                                                                                         \
    }
#define BITWISE(ints, slow)                                                                                   \
    {                                                                                                         \
        KrValue a = r[B], b = r[C];                                                                           \
        if (KR_LIKELY(kris_ints(a, b))) {                                                                     \
            ints;                                                                                             \
        }                                                                                                     \
        RESULT(slow);                                                                                         \
    }
#define PLAIN(name) krop_binary(vm, KR_D_##name, a, b, A)
#define IN_PLACE(name) krop_inplace(vm, KR_D_##name, a, b, A)
#define DONE(v)                                                                                               \
    do {                                                                                                      \
        r[A] = (v);                                                                                           \
        NEXT();                                                                                               \
    } while (0)
#define DONE_IF(condition, v)                                                                                 \
    do {                                                                                                      \
        if (KR_LIKELY(condition))                                                                             \
            DONE(v);                                                                                          \
    } while (0)

#define ADD_INTS                                                                                              \
    int64_t sum;                                                                                              \
    DONE_IF(!__builtin_add_overflow(SHIFTED(a), SHIFTED(b), &sum), UNSHIFTED(sum))
#define SUB_INTS                                                                                              \
    int64_t rest;                                                                                             \
    DONE_IF(!__builtin_sub_overflow(SHIFTED(a), SHIFTED(b), &rest), UNSHIFTED(rest))
#define MUL_INTS                                                                                              \
    int64_t product;                                                                                          \
    DONE_IF(!__builtin_mul_overflow(SHIFTED(a), kras_int(b), &product), UNSHIFTED(product));                  \
    SAVE();                                                                                                   \
    bool ok = true;                                                                                           \
    pc = krop_wide(vm, f, pc, A, (__int128)kras_int(a) * kras_int(b), &ok);                                   \
    FAIL_IF(!ok);                                                                                             \
    NEXT()
#define SHIFT_LEFT                                                                                            \
    int64_t n = kras_int(b);                                                                                  \
    int64_t shifted;                                                                                          \
    DONE_IF((uint64_t)n < 47 && !__builtin_mul_overflow(SHIFTED(a), (int64_t)1 << n, &shifted), UNSHIFTED(shifted))
#define SHIFT_RIGHT                                                                                           \
    int64_t n = kras_int(b);                                                                                  \
    DONE_IF(n >= 0, krsmall(kras_int(a) >> (n > 47 ? 47 : n)))

OP(ADD)
    ARITHMETIC(ADD_INTS, DONE(krdouble(p + q)), PLAIN(add))
OP(SUB)
    ARITHMETIC(SUB_INTS, DONE(krdouble(p - q)), PLAIN(sub))
OP(MUL)
    ARITHMETIC(MUL_INTS, DONE(krdouble(p * q)), PLAIN(mul))
OP(TRUEDIV)
    ARITHMETIC(DONE_IF(b != KR_INT_TAG, krdouble((double)kras_int(a) / (double)kras_int(b))),
               DONE_IF(q != 0, krdouble(p / q)), PLAIN(truediv))
OP(FLOORDIV)
    ARITHMETIC(DONE_IF(b != KR_INT_TAG && a != krsmall(KR_INT_MIN), krsmall(floor_div(kras_int(a), kras_int(b)))),
               DONE_IF(q != 0, krdouble(krfloat_floordiv(p, q))), PLAIN(floordiv))
OP(MOD)
    ARITHMETIC(DONE_IF(b != KR_INT_TAG, krsmall(floor_mod(kras_int(a), kras_int(b)))),
               DONE_IF(q != 0, krdouble(krfloat_mod(p, q))), PLAIN(mod))
OP(POW)
    RESULT(krop_binary(vm, KR_D_pow, r[B], r[C], A));
OP(MATMUL)
    RESULT(krop_binary(vm, KR_D_matmul, r[B], r[C], A));
OP(LSHIFT)
    BITWISE(SHIFT_LEFT, PLAIN(lshift))
OP(RSHIFT)
    BITWISE(SHIFT_RIGHT, PLAIN(rshift))
OP(AND)
    BITWISE(DONE(a & b), PLAIN(and))
OP(OR)
    BITWISE(DONE(a | b), PLAIN(or))
OP(XOR)
    BITWISE(DONE((a ^ b) | KR_INT_TAG), PLAIN(xor))
OP(IADD)
    ARITHMETIC(ADD_INTS, DONE(krdouble(p + q)), IN_PLACE(iadd))
OP(ISUB)
    ARITHMETIC(SUB_INTS, DONE(krdouble(p - q)), IN_PLACE(isub))
OP(IMUL)
    ARITHMETIC(MUL_INTS, DONE(krdouble(p * q)), IN_PLACE(imul))
OP(ITRUEDIV)
    ARITHMETIC(DONE_IF(b != KR_INT_TAG, krdouble((double)kras_int(a) / (double)kras_int(b))),
               DONE_IF(q != 0, krdouble(p / q)), IN_PLACE(itruediv))
OP(IFLOORDIV)
    ARITHMETIC(DONE_IF(b != KR_INT_TAG && a != krsmall(KR_INT_MIN), krsmall(floor_div(kras_int(a), kras_int(b)))),
               DONE_IF(q != 0, krdouble(krfloat_floordiv(p, q))), IN_PLACE(ifloordiv))
OP(IMOD)
    ARITHMETIC(DONE_IF(b != KR_INT_TAG, krsmall(floor_mod(kras_int(a), kras_int(b)))),
               DONE_IF(q != 0, krdouble(krfloat_mod(p, q))), IN_PLACE(imod))
OP(IPOW)
    RESULT(krop_inplace(vm, KR_D_ipow, r[B], r[C], A));
OP(IMATMUL)
    RESULT(krop_inplace(vm, KR_D_imatmul, r[B], r[C], A));
OP(ILSHIFT)
    BITWISE(SHIFT_LEFT, IN_PLACE(ilshift))
OP(IRSHIFT)
    BITWISE(SHIFT_RIGHT, IN_PLACE(irshift))
OP(IAND)
    BITWISE(DONE(a & b), IN_PLACE(iand))
OP(IOR)
    BITWISE(DONE(a | b), IN_PLACE(ior))
OP(IXOR)
    BITWISE(DONE((a ^ b) | KR_INT_TAG), IN_PLACE(ixor))

#undef ARITHMETIC
#undef BITWISE
#undef PLAIN
#undef IN_PLACE
#undef DONE
#undef DONE_IF
#undef ADD_INTS
#undef SUB_INTS
#undef MUL_INTS
#undef SHIFT_LEFT
#undef SHIFT_RIGHT

#define IMM ((int64_t)(int8_t)(ins >> 24))
OP(ADDI) {
    KrValue a = r[B];
    int64_t s;
    if (KR_LIKELY(kris_int(a) && !__builtin_add_overflow(SHIFTED(a), (int64_t)((uint64_t)IMM << 16), &s))) {
        r[A] = UNSHIFTED(s);
        NEXT();
    }
    if (kris_double(a)) {
        r[A] = krdouble(kras_double(a) + (double)IMM);
        NEXT();
    }
    RESULT(krop_binary(vm, KR_D_add, a, krsmall(IMM), A));
}
OP(SUBI) {
    KrValue a = r[B];
    int64_t s;
    if (KR_LIKELY(kris_int(a) && !__builtin_sub_overflow(SHIFTED(a), (int64_t)((uint64_t)IMM << 16), &s))) {
        r[A] = UNSHIFTED(s);
        NEXT();
    }
    if (kris_double(a)) {
        r[A] = krdouble(kras_double(a) - (double)IMM);
        NEXT();
    }
    RESULT(krop_binary(vm, KR_D_sub, a, krsmall(IMM), A));
}
OP(IADDI) {
    KrValue a = r[B];
    int64_t s;
    if (KR_LIKELY(kris_int(a) && !__builtin_add_overflow(SHIFTED(a), (int64_t)((uint64_t)IMM << 16), &s))) {
        r[A] = UNSHIFTED(s);
        NEXT();
    }
    if (kris_double(a)) {
        r[A] = krdouble(kras_double(a) + (double)IMM);
        NEXT();
    }
    RESULT(krop_inplace(vm, KR_D_iadd, a, krsmall(IMM), A));
}
OP(ISUBI) {
    KrValue a = r[B];
    int64_t s;
    if (KR_LIKELY(kris_int(a) && !__builtin_sub_overflow(SHIFTED(a), (int64_t)((uint64_t)IMM << 16), &s))) {
        r[A] = UNSHIFTED(s);
        NEXT();
    }
    if (kris_double(a)) {
        r[A] = krdouble(kras_double(a) - (double)IMM);
        NEXT();
    }
    RESULT(krop_inplace(vm, KR_D_isub, a, krsmall(IMM), A));
}
OP(MULI) {
    KrValue a = r[B];
    int64_t s;
    if (KR_LIKELY(kris_int(a) && !__builtin_mul_overflow(SHIFTED(a), IMM, &s))) {
        r[A] = UNSHIFTED(s);
        NEXT();
    }
    if (kris_double(a)) {
        r[A] = krdouble(kras_double(a) * (double)IMM);
        NEXT();
    }
    RESULT(krop_binary(vm, KR_D_mul, a, krsmall(IMM), A));
}
OP(FLOORDIVI) {
    KrValue a = r[B];
    if (KR_LIKELY(kris_int(a) && IMM > 0)) {
        r[A] = krsmall(floor_div(kras_int(a), IMM));
        NEXT();
    }
    RESULT(krop_binary(vm, KR_D_floordiv, a, krsmall(IMM), A));
}
OP(MODI) {
    KrValue a = r[B];
    if (KR_LIKELY(kris_int(a) && IMM > 0)) {
        r[A] = krsmall(floor_mod(kras_int(a), IMM));
        NEXT();
    }
    RESULT(krop_binary(vm, KR_D_mod, a, krsmall(IMM), A));
}
OP(ANDI) {
    KrValue a = r[B];
    if (KR_LIKELY(kris_int(a))) {
        r[A] = a & krsmall(IMM);
        NEXT();
    }
    RESULT(krop_binary(vm, KR_D_and, a, krsmall(IMM), A));
}
OP(LSHIFTI) {
    KrValue a = r[B];
    int64_t s;
    if (KR_LIKELY(kris_int(a) && (uint64_t)IMM < 47 && !__builtin_mul_overflow(SHIFTED(a), (int64_t)1 << IMM, &s))) {
        r[A] = UNSHIFTED(s);
        NEXT();
    }
    RESULT(krop_binary(vm, KR_D_lshift, a, krsmall(IMM), A));
}
OP(RSHIFTI) {
    KrValue a = r[B];
    if (KR_LIKELY(kris_int(a) && (uint64_t)IMM < 48)) {
        r[A] = krsmall(kras_int(a) >> IMM);
        NEXT();
    }
    RESULT(krop_binary(vm, KR_D_rshift, a, krsmall(IMM), A));
}
OP(NEG) {
    KrValue a = r[B];
    if (KR_LIKELY(kris_int(a) && a != krsmall(KR_INT_MIN))) {
        r[A] = krsmall(-kras_int(a));
        NEXT();
    }
    if (kris_double(a)) {
        r[A] = krdouble(-kras_double(a));
        NEXT();
    }
    RESULT(krop_unary(vm, KR_D_neg, a, A));
}
OP(POS)
    RESULT(krop_unary(vm, KR_D_pos, r[B], A));
OP(INVERT)
    if (KR_LIKELY(kris_int(r[B]))) {
        r[A] = r[B] ^ 0xFFFFFFFFFFFFu;
        NEXT();
    }
    RESULT(krop_unary(vm, KR_D_invert, r[B], A));
OP(NOT) {
    int truth = quick_truth(r[B]);
    if (KR_LIKELY(truth >= 0)) {
        r[A] = krbool(!truth);
        NEXT();
    }
    RESULT(krop_unary(vm, KR_D_bool, r[B], A));
}

#define COMPARISON(op, relation)                                                                              \
    {                                                                                                         \
        KrValue a = r[B], b = r[C];                                                                           \
        double p, q;                                                                                          \
        if (KR_LIKELY(kris_ints(a, b))) {                                                                     \
            r[A] = krbool(SHIFTED(a) op SHIFTED(b));                                                          \
            NEXT();                                                                                           \
        }                                                                                                     \
        if (as_doubles(a, b, &p, &q)) {                                                                       \
            r[A] = krbool(p op q);                                                                            \
            NEXT();                                                                                           \
        }                                                                                                     \
        RESULT(krop_compare(vm, relation, a, b, A));                                                          \
    }
OP(LT)
    COMPARISON(<, KR_LT)
OP(LE)
    COMPARISON(<=, KR_LE)
OP(EQ)
    COMPARISON(==, KR_EQ)
OP(NE)
    COMPARISON(!=, KR_NE)
OP(GT)
    COMPARISON(>, KR_GT)
OP(GE)
    COMPARISON(>=, KR_GE)
#undef COMPARISON
