/* SPDX-License-Identifier: MIT
 * The VM stack: segments, pushing and popping of frames, and what can be asked of a frame. */
#include "vm/frame.h"
#include "vm/ops.h"

enum { FIRST_SEGMENT = 4 << 10, LAST_SEGMENT = 256 << 10 };

/* The one that was left last is kept: a loop may call just where a segment ends. */
static KrSegment *segment_new(KrVm *vm, size_t size)
{
    KrExec *x = vm->exec;
    KrSegment *s = x->spare;
    if (s && s->size >= size) {
        x->spare = NULL;
    } else {
        s = kralloc_new(&vm->alloc, size);
        if (!s)
            return NULL;
        s->size = size;
    }
    s->prev = x->segment;
    s->end = (KrValue *)((char *)s + s->size);
    return s;
}

static void segment_leave(KrVm *vm)
{
    KrExec *x = vm->exec;
    KrSegment *s = x->segment, *spare = x->spare;
    x->segment = s->prev;
    x->spare = s;
    if (spare)
        kralloc_free(&vm->alloc, spare, spare->size);
}

bool krstack_init(KrVm *vm)
{
    KrExec *x = vm->exec;
    x->segment = segment_new(vm, FIRST_SEGMENT);
    if (!x->segment)
        return false;
    x->limit = x->segment->end;
    return true;
}

void krstack_release(KrVm *vm)
{
    while (vm->exec->segment)
        segment_leave(vm);
    if (vm->exec->spare)
        kralloc_free(&vm->alloc, vm->exec->spare, vm->exec->spare->size);
    vm->exec->spare = NULL;
}

/* The stack's first free word: over the registers of the newest frame that is not a generator's. */
KrValue *krframe_top(KrVm *vm)
{
    KrFrame *f = vm->exec->frame;
    while (f && f->flags & KR_FR_GEN)
        f = f->prev;
    if (!f)
        return vm->exec->segment->base;
    KrValue *top = krframe_regs(f) + krframe_nregs(f);
    KrSegment *s = vm->exec->segment;
    /* A segment made for a frame that is over already is empty again. */
    return top >= s->base && top <= s->end ? top : s->base;
}

static bool recursion_error(KrVm *vm)
{
    krraise(vm, KR_T_RecursionError, "maximum recursion depth exceeded");
    return false;
}

KrFrame *krframe_push(KrVm *vm, uint32_t nregs, uint16_t dst, uint32_t flags)
{
    KrExec *x = vm->exec;
    KrFrame *prev = x->frame;
    uint32_t depth = prev ? prev->depth + 1 : 1;
    if (depth > x->depth_limit)
        return recursion_error(vm), NULL;
    KrValue *top = krframe_top(vm);
    if ((size_t)(x->segment->end - top) < nregs + KR_HEADER) {
        size_t size = (nregs + KR_HEADER) * sizeof(KrValue) + sizeof(KrSegment), next = 4 * x->segment->size;
        if (next > LAST_SEGMENT)
            next = LAST_SEGMENT;
        KrSegment *s = segment_new(vm, size > next ? size : next);
        if (!s)
            return krraise_memory(vm), NULL;
        x->segment = s;
        top = s->base;
        flags |= KR_FR_SEGMENT;
    }
    if (prev && prev->flags & KR_FR_GEN)
        flags |= KR_FR_FROM_GEN;
    if (prev && prev->flags & KR_FR_NATIVE)
        flags |= KR_FR_STEP;
    KrFrame *f = (KrFrame *)top;
    f->prev = prev;
    f->state = 0;
    f->func = NULL;
    f->ext = KR_EMPTY;
    f->dst = dst;
    f->flags = flags;
    f->depth = depth;
    x->frame = f;
    x->limit = x->segment->end;
    return f;
}

void krframe_pop(KrVm *vm, KrFrame *f)
{
    KrExec *x = vm->exec;
    if (f->flags & KR_FR_OBSERVED)
        krframe_object_detach(vm, f);
    x->frame = f->prev;
    if (f->flags & KR_FR_SEGMENT)
        segment_leave(vm);
    x->limit = x->frame && x->frame->flags & KR_FR_GEN ? NULL : x->segment->end;
}

KrFrame *krframe_back(KrFrame *f)
{
    if (!(f->flags & KR_FR_GEN))
        return f->prev;
    KrGen *g = krframe_gen(f);
    if (g->owner && g->h.kind != KR_GEN_RUNNING)
        return g->owner->frame;
    return (g->leaf ? g->leaf : g)->frame->prev; /* only the leaf of a chain knows who resumed it */
}

KrValue krframe_locals(KrFrame *f)
{
    if (!(f->flags & KR_FR_LOCALS))
        return KR_EMPTY;
    if (kris_exact(f->ext, KR_T_frame))
        return ((KrFrameObject *)kras_obj(f->ext))->locals;
    return f->ext;
}

int krframe_line(KrFrame *f)
{
    return krcode_position(f->func->code, krframe_unit(f)).line;
}

/* What a frame's registers hold while it waits for a call: the first `n`, but not `dst`, which gets the result; and the
 * arguments of a leaf native. */
typedef struct InUse {
    uint32_t n, dst, args, nargs;
} InUse;

/* The innermost frame, which may be in a call of a leaf native. */
static InUse used_in_call(const KrFrame *f)
{
    const KrCode *code = f->func->code;
    const uint32_t *at = krcode_units(code), *end = at + code->nunits;
    InUse all = {.n = code->nregs, .dst = code->nregs};
    uint32_t before = KR_OP_MOVE;
    if (f->pc <= at || f->pc > end)
        return all;
    for (; at + krop_units[*at & 255] < f->pc; at += krop_units[*at & 255])
        before = *at & 255;
    uint32_t op = *at & 255, dst = *at >> 8 & 255, window = *at >> 16 & 255, n = *at >> 24;
    bool method = op == KR_OP_CALLM || op == KR_OP_CALLMKW;
    if (before == KR_OP_WIDE || !(method || op == KR_OP_CALL || op == KR_OP_CALLKW))
        return all;
    return (InUse){.n = window + 1, .dst = dst, .args = window + KR_WINDOW, .nargs = n + method};
}

static InUse registers_in_use(KrFrame *f, const KrFrame *callee)
{
    uint32_t n = krframe_nregs(f);
    const KrValue *regs = krframe_regs(f), *end = (const KrValue *)callee;
    if (f->flags & KR_FR_NATIVE)
        return (InUse){.n = n, .dst = n};
    if (!callee)
        return used_in_call(f);
    if (end > regs && end < regs + n)
        return (InUse){.n = (uint32_t)(end - regs), .dst = (uint32_t)callee->dst};
    return (InUse){.n = n, .dst = n};
}

/* Registers over the window of a call that goes on, and a temporary that waits for its result, hold what earlier statements
 * left there: it must not keep objects alive, or a file that the program dropped stays open. `callee`: the frame that this
 * one waits for, or NULL. */
static void trace_frame(KrTracer *t, KrFrame *f, const KrFrame *callee)
{
    if (f->flags & KR_FR_GEN) {
        krtrace_obj(t, krframe_gen(f));
        return;
    }
    krtrace_value(t, f->ext);
    if (!(f->flags & KR_FR_NATIVE))
        krtrace_obj(t, f->func);
    KrValue *regs = krframe_regs(f);
    InUse use = registers_in_use(f, callee);
    uint32_t first = use.n;
    if (use.dst + 1 < use.n && use.dst >= f->func->code->nlocals)
        first = use.dst;
    krtrace_words(t, regs, first);
    if (first < use.n)
        krtrace_words(t, regs + first + 1, use.n - first - 1);
    krtrace_words(t, regs + use.args, use.nargs);
}

/* Registers may hold what earlier calls left there, so their words are taken for what they look like. */
void krexec_trace(KrTracer *t, KrExec *x)
{
    krtrace_value(t, x->pending);
    krtrace_value(t, x->handled);
    krtrace_value(t, x->returned);
    const KrFrame *callee = NULL;
    for (KrFrame *f = x->frame; f; callee = f, f = f->prev)
        trace_frame(t, f, callee);
}
