/* SPDX-License-Identifier: MIT
 * The interpreter loop: dispatch, fast paths, and who gets a result. The instructions stand in interp_ops.h, which is
 * included twice: once for 8-bit operands, once for those widened by WIDE. */
#include "vm/ops.h"
#include "vm/quick.h"

/* Every attribute cache and global cache lies in the instruction's own units. */
#define ATTR_CACHE() ((KrAttrCache *)(pc - 1))
#define GLOBAL_CACHE() ((KrGlobalCache *)(pc - 1))
#define UNITS(c) ((uint32_t *)(uintptr_t)(c))

#define NEXT()                                                                                                \
    do {                                                                                                      \
        ins = *pc++;                                                                                          \
        goto *dispatch[ins & 255];                                                                            \
    } while (0)
/* What may raise or call looks at the frame's pc. */
#define SAVE() (f->pc = pc)
#define FAIL_IF(condition)                                                                                    \
    do {                                                                                                      \
        if (KR_UNLIKELY(condition))                                                                           \
            goto raised;                                                                                      \
    } while (0)
/* Stores the outcome of a slow path. KR_RAISED and KR_CALLED differ in the last bit. */
#define RESULT(expression)                                                                                    \
    do {                                                                                                      \
        SAVE();                                                                                               \
        KrValue outcome = (expression);                                                                       \
        if (KR_UNLIKELY((outcome | 1) == KR_CALLED)) {                                                        \
            if (outcome == KR_CALLED)                                                                         \
                goto reload;                                                                                  \
            goto raised;                                                                                      \
        }                                                                                                     \
        r[A] = outcome;                                                                                       \
        NEXT();                                                                                               \
    } while (0)
#define K(i) (f->func->code->consts->at[i])
#define SCRATCH (f->func->code->nregs - 1)

/* The unit behind a test is its JSCRATCH: the offset of the jump counts from behind that. */
#define TEST(condition)                                                                                       \
    do {                                                                                                      \
        if ((bool)(condition) == (bool)C)                                                                     \
            pc += (int32_t)*pc >> 8;                                                                          \
        pc++;                                                                                                 \
        NEXT();                                                                                               \
    } while (0)
/* A test that Python may have to decide: its answer goes to the scratch register and JSCRATCH is executed. */
#define TEST_SLOW(expression)                                                                                 \
    do {                                                                                                      \
        SAVE();                                                                                               \
        KrValue outcome = (expression);                                                                       \
        if (KR_LIKELY(kris_bool(outcome)))                                                                    \
            TEST(outcome == KR_TRUE);                                                                         \
        if (outcome == KR_CALLED)                                                                             \
            goto reload;                                                                                      \
        FAIL_IF(outcome == KR_RAISED);                                                                        \
        r[SCRATCH] = outcome;                                                                                 \
        NEXT();                                                                                               \
    } while (0)

#define SHIFTED(v) ((int64_t)((v) << 16)) /* a tagged int in the upper 48 bits: overflow of 64 bits is overflow of 48 */
#define UNSHIFTED(i) ((KrValue)((uint64_t)(i) >> 16) | KR_INT_TAG)

static inline bool as_doubles(KrValue a, KrValue b, double *x, double *y)
{
    if (kris_double(a))
        *x = kras_double(a);
    else if (kris_int(a))
        *x = (double)kras_int(a);
    else
        return false;
    if (kris_double(b))
        *y = kras_double(b);
    else if (kris_int(b))
        *y = (double)kras_int(b);
    else
        return false;
    return true;
}

static inline int64_t floor_div(int64_t a, int64_t b)
{
    int64_t q = a / b;
    return q - ((a % b != 0) & ((a < 0) != (b < 0)));
}

static inline int64_t floor_mod(int64_t a, int64_t b)
{
    int64_t m = a % b;
    return m + (((m != 0) & ((m < 0) != (b < 0))) ? b : 0);
}

/* Falsy without a call: 0 or 1, or -1 when __bool__ or __len__ decides. */
static inline int quick_truth(KrValue v)
{
    if (kris_imm(v))
        return v == KR_TRUE || v == KR_ELLIPSIS ? 1 : v == KR_NOTIMPLEMENTED ? -1 : 0;
    if (kris_int(v))
        return v != KR_INT_TAG;
    if (kris_double(v))
        return kras_double(v) != 0;
    switch (kras_obj(v)->shape) {
    case KR_T_str: return kras_str(v)->size != 0;
    case KR_T_list: return kras_list(v)->n != 0;
    case KR_T_dict: case KR_T_set: case KR_T_frozenset: return kras_dict(v)->live != 0;
    case KR_T_tuple: return kras_tuple(v)->n != 0;
    default: return -1;
    }
}

/* Between calls of what may collect garbage, no value is only in the loop's C variables. */
static KR_NOINLINE KrValue run_loop(KrVm *vm, KrStackGap *gap)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init" /* the row of unused opcodes comes first */
#define KR_OP(name, ...) [KR_OP_##name] = &&L_##name,
    static const void *const narrow[256] = {
        [0 ... 255] = &&L_invalid,
#include "opcodes.inc"
    };
#undef KR_OP
#define KR_OP(name, ...) [KR_OP_##name] = &&W_##name,
    static const void *const widened[256] = {
        [0 ... 255] = &&L_invalid,
#include "opcodes.inc"
    };
#undef KR_OP
#pragma GCC diagnostic pop
    const void *const *const dispatch = narrow;
    KrExec *const x = vm->exec;
    KrFrame *f = x->frame;
    KrValue *r = krframe_regs(f);
    const uint32_t *pc;
    uint32_t ins = 0, wide = 0;
    KrValue in = KR_EMPTY;

    KR_STACK_POINTER(gap->low);
reload:
    f = x->frame;
    if (KR_UNLIKELY(x->pending != KR_EMPTY)) /* thrown into a generator */
        goto raised;
    if (KR_UNLIKELY(f->flags & (KR_FR_NATIVE | KR_FR_PAUSE))) {
        if (f->flags & KR_FR_PAUSE && !krpause_begin(vm, f))
            goto reload;
        goto step;
    }
    r = krframe_regs(f);
    pc = f->pc;
    NEXT();

#define OP(name) L_##name:
#define OP_LABEL(name) L_##name
#define KR_WIDE_UNITS 0
#define A (ins >> 8 & 255)
#define B (ins >> 16 & 255)
#define C (ins >> 24)
#define BX (ins >> 16)
#define OFFSET ((int32_t)ins >> 8)
#include "vm/interp_ops.h"
#undef OP
#undef OP_LABEL
#undef KR_WIDE_UNITS
#undef A
#undef B
#undef C
#undef BX
#undef OFFSET
#define OP(name) W_##name:
#define OP_LABEL(name) W_##name
#define KR_WIDE_UNITS 1
#define A ((ins >> 8 & 255) | (wide & 0xFF00))
#define B ((ins >> 16 & 255) | (wide >> 8 & 0xFF00))
#define C (ins >> 24 | (wide >> 16 & 0xFF00))
#define BX (ins >> 16 | (wide & 0xFFFF0000))
#define OFFSET ((int32_t)((wide >> 8 << 24) | ins >> 8))
#include "vm/interp_ops.h"

L_invalid:
    krraise(vm, KR_T_SystemError, "unknown opcode %u", ins & 255);
    goto raised;

raised:
    switch (krunwind(vm, &in)) {
    case KR_UNWOUND_OUT: return KR_RAISED;
    case KR_UNWOUND_RESUME: in = KR_EMPTY; goto reload;
    case KR_UNWOUND_RESULT: f = x->frame; goto deliver;
    }

step:
    /* A stepping native's frame is current: `in` is what it waited for. */
    f = x->frame;
    in = f->native->step(vm, f, in);
    if (KR_LIKELY((in & ~(KrValue)3) != KR_RAISED))
        goto deliver;
    if (in == KR_CALLED) {
        in = KR_EMPTY;
        goto reload;
    }
    if (in == KR_PAUSED)
        return in;
    {
        /* What a step raises itself is not for it to see again. */
        uint32_t flags = (uint32_t)f->flags;
        krframe_pop(vm, f);
        if (flags & KR_FR_ENTRY)
            return KR_RAISED;
        goto raised;
    }

deliver : {
    /* The frame f is over with the result `in`. */
    if (f->flags & (KR_FR_INIT | KR_FR_BOOL | KR_FR_BINARY)) {
        in = krreturn_adjust(vm, f, in);
        if (in == KR_CALLED) {
            in = KR_EMPTY;
            goto reload;
        }
        if (in == KR_RAISED)
            goto raised;
    }
    uint32_t flags = f->flags, dst = f->dst;
    if (flags & KR_FR_OBSERVED)
        x->returned = in;
    krframe_pop(vm, f);
    if (flags & KR_FR_ENTRY)
        return in;
    f = x->frame;
    if (flags & KR_FR_STEP)
        goto step;
    r = krframe_regs(f);
    pc = f->pc;
    if (flags & KR_FR_FOR && in == KR_EMPTY)
        pc--;
    else if (!(flags & KR_FR_DISCARD))
        r[dst] = in;
    NEXT();
}

generator_return : {
    /* The generator's frame f returned `in`. */
    uint32_t flags = f->flags, dst = f->dst;
    bool async = krframe_gen(f)->h.shape == KR_T_async_generator;
    if (flags & KR_FR_OBSERVED)
        x->returned = in;
    KrFrame *owner = krgen_finish(vm, f);
    if (owner && async) { /* the end of `async for` */
        owner->pc++;
        krraise_exc(vm, krcall(vm, krvalue(KR_TYPE_OF(StopAsyncIteration)), NULL, 0));
        goto raised;
    }
    if (owner)
        goto send_returned;
    f = x->frame;
    if (flags & KR_FR_ENTRY) {
        x->returned = in;
        return KR_EMPTY;
    }
    if (flags & KR_FR_STEP) {
        x->returned = in;
        in = KR_EMPTY;
        goto step;
    }
    r = krframe_regs(f);
    pc = f->pc;
    if (flags & KR_FR_CALL) {
        krraise_stop(vm, in);
        goto raised;
    }
    if (flags & KR_FR_SEND)
        r[dst] = in;
    pc--;
    NEXT();
}

send_returned:
    /* The delegate of the current frame's SEND, which its pc points at, returned `in`. */
    f = x->frame;
    r = krframe_regs(f);
    pc = f->pc;
    wide = 0;
    ins = *pc++;
    if ((ins & 255) == KR_OP_WIDE) {
        wide = ins;
        ins = *pc++;
    }
    r[A] = in;
    pc += ((int32_t)*pc >> 8) + 1;
    NEXT();
}

/* The caller's own registers are saved in this function's frame, which is scanned, before the loop saves them in its own. */
static KrValue activate(KrVm *vm, bool pausable)
{
    KrStackGap gap = {.prev = vm->heap.gaps, .pausable = pausable};
    __builtin_unwind_init();
    KR_STACK_POINTER(gap.high);
    vm->heap.gaps = &gap;
    KrValue result = run_loop(vm, &gap);
    vm->heap.gaps = gap.prev;
    return result;
}

KrValue krinterp(KrVm *vm)
{
    return activate(vm, false);
}

KrValue krinterp_pausable(KrVm *vm)
{
    return activate(vm, true);
}
