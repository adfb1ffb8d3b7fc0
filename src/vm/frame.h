/* SPDX-License-Identifier: MIT
 * Frames and the VM stack. Layer: vm.
 *
 * A frame is a header with its registers right behind. Frames of ordinary calls lie on the VM stack, linked segments that
 * never move: the caller leaves room for the header in its own window, so that arguments become the callee's first
 * registers where they are. A generator's frame lies inside the generator; what it calls lies on the stack above whoever
 * resumed it. */
#ifndef KR_VM_FRAME_H
#define KR_VM_FRAME_H

#include "object/gen.h"
#include "object/tables.h"
#include "object/type.h"

enum { KR_HEADER = 5, KR_WINDOW = 6 /* from a window's callable to its first argument */ };

enum { /* KrFrame.flags: what is special about the frame, or about where its result goes */
    KR_FR_ENTRY = 1,    /* krinterp was entered for it: the result goes to C */
    KR_FR_NATIVE = 2,   /* a stepping native's frame */
    KR_FR_STEP = 4,     /* the frame that waits is a stepping native's */
    KR_FR_GEN = 8,      /* lies in a generator */
    KR_FR_FROM_GEN = 16, /* the frame that waits lies in a generator: its `limit` is to be set again */
    KR_FR_SEGMENT = 32, /* the first frame of a stack segment */
    KR_FR_INIT = 64,    /* __init__: the result must be None, the instance in the window is delivered */
    KR_FR_DISCARD = 128, /* __setattr__, __setitem__, __delitem__, ...: the result goes nowhere */
    KR_FR_BOOL = 256,   /* __bool__, __contains__: the result is made a bool; with KR_FR_NOT turned round */
    KR_FR_NOT = 512,
    KR_FR_BINARY = 1024, /* an operator: NotImplemented goes on to the next method */
    KR_FR_FOR = 2048,   /* a resumed generator: its return is the exhaustion of FORITER; unit before pc is the jump */
    KR_FR_SEND = 4096,  /* a resumed generator: SEND; its return jumps as the JMP before pc says */
    KR_FR_CALL = 8192,  /* a resumed generator: next() or send(); its return raises StopIteration */
    KR_FR_ATTR = 16384, /* __getattribute__ or a getter: AttributeError goes on to __getattr__ */
    KR_FR_OBSERVED = 65536, /* `ext` is a KrFrameObject, to be told when the frame is over */
    KR_FR_PAUSE = 131072, /* before it goes on, the run may stop for a while */
    KR_FR_LOCALS = 32768, /* `ext` is or leads to a locals mapping: class and module bodies, exec */
};

struct KrFrame {
    KrFrame *prev;         /* who waits for the result */
    union {
        const uint32_t *pc;  /* behind the instruction that runs or waits */
        uintptr_t state;     /* a stepping native's own progress */
    };
    union {
        KrFunc *func;
        const KrMember *native; /* KR_FR_NATIVE */
    };
    KrValue ext;           /* the KrFrameObject that Python sees; else the locals mapping, or the instance of __init__ */
    uint64_t dst : 16;     /* register of `prev` that gets the result */
    uint64_t flags : 24;   /* KR_FR_* */
    uint64_t depth : 24;   /* frames below it that count for the recursion limit */
};
_Static_assert(sizeof(KrFrame) == KR_HEADER * sizeof(KrValue), "the header's size is part of the window's layout");

static inline KrValue *krframe_regs(KrFrame *f) { return (KrValue *)(f + 1); }
static inline KrFrame *krframe_of(KrValue *regs) { return (KrFrame *)regs - 1; }
static inline KrGen *krframe_gen(KrFrame *f) { return (KrGen *)f - 1; } /* KR_FR_GEN only */
static inline uint32_t krframe_nregs(const KrFrame *f)
{
    return f->flags & KR_FR_NATIVE ? f->native->nregs : f->func->code->nregs;
}
static inline const uint32_t *krcode_units(const KrCode *c) { return (const uint32_t *)c->units->data; }
/* The unit of the instruction that a frame which is not a native's executes. */
static inline uint32_t krframe_unit(const KrFrame *f)
{
    return (uint32_t)(f->pc - krcode_units(f->func->code)) - 1;
}
/* The frame that waits for this one's chain: over delegating generators to the next owner, else prev. */
KrFrame *krframe_back(KrFrame *f);
KrValue krframe_locals(KrFrame *f); /* the locals mapping of a KR_FR_LOCALS frame */
int krframe_line(KrFrame *f);

KrFrame *krvm_python_frame(KrVm *vm); /* the innermost frame of Python code, or NULL */
KrValue krframe_snapshot(KrVm *vm, KrFrame *f) KR_MUST_USE; /* locals(): the mapping, or a new dict of a function's variables */

typedef struct KrSegment {
    struct KrSegment *prev;
    size_t size;      /* of the whole allocation */
    KrValue *end;
    KrValue base[];
} KrSegment;

/* ---- pushing (frame.c) --------------------------------------------------------------------------------------------- */

/* Where the next frame's header goes. */
KrValue *krframe_top(KrVm *vm);
/* Room for a frame of nregs registers with the result bound for `dst` of x->frame: header filled in but for func and pc,
 * linked as x->frame. NULL: RecursionError or MemoryError pending. Registers are not cleared. */
KrFrame *krframe_push(KrVm *vm, uint32_t nregs, uint16_t dst, uint32_t flags) KR_MUST_USE;
void krframe_pop(KrVm *vm, KrFrame *f); /* makes f->prev current; releases a segment */
bool krstack_init(KrVm *vm) KR_MUST_USE;
void krstack_release(KrVm *vm);

/* ---- calling (call.c) ------------------------------------------------------------------------------------------------ */

typedef struct KrArgs {
    const KrValue *at;  /* positional, then keyword arguments */
    uint32_t n;         /* in all */
    KrTuple *names;     /* of the last ones, or NULL */
    KrValue self;       /* to be put before them, or empty */
} KrArgs;

/* Starts the call of anything: a leaf native's result, KR_RAISED, or KR_CALLED with a frame pushed whose result will go to
 * `dst` of the frame that was current, under `flags`. */
KrValue krcall_start(KrVm *vm, KrValue fn, const KrArgs *args, uint16_t dst, uint32_t flags) KR_MUST_USE;
KrValue krcall_start_ex(KrVm *vm, KrValue fn, KrTuple *args, KrDict *kwargs, uint16_t dst, uint32_t flags) KR_MUST_USE;
/* Pushes the frame of a Python function (or makes its generator object, a result). */
KrValue krcall_function(KrVm *vm, KrFunc *fn, const KrArgs *args, uint16_t dst, uint32_t flags) KR_MUST_USE;
/* type(*args): __new__ and __init__; natives' and Python's mixed in any way by the slow form. */
KrValue krtype_call_start(KrVm *vm, KrType *type, const KrArgs *args, uint16_t dst, uint32_t flags) KR_MUST_USE;
KrValue krcall_native(KrVm *vm, const KrMember *m, const KrArgs *args, uint16_t dst, uint32_t flags) KR_MUST_USE;
/* Binds arguments to a Python function's parameters in regs[0 .. nparams). */
bool krbind_function(KrVm *vm, KrFunc *fn, const KrArgs *args, KrValue *regs) KR_MUST_USE;
/* Runs the current frame, which has KR_FR_ENTRY, to its end: its result or KR_RAISED; for a generator's frame the yielded
 * value or, when it returned, KR_EMPTY with *returned set. */
KrValue krinterp(KrVm *vm) KR_MUST_USE;
/* The same for a call that comes from the host itself, with nothing of the VM below it on the C stack, or once more after a
 * pause: may also give KR_PAUSED. */
KrValue krinterp_pausable(KrVm *vm) KR_MUST_USE;
/* As krcall() and krrun_code(), for the host: may give KR_PAUSED. */
KrValue krcall_pausable(KrVm *vm, KrValue fn, const KrArgs *args) KR_MUST_USE;
KrValue krrun_pausable(KrVm *vm, KrCode *code, KrDict *globals) KR_MUST_USE;
/* ---- pauses (pause.c) ---- */
/* Whether the run can stop here, and is to. */
bool krpause_possible(const KrVm *vm);
/* The frame f, which is about to go on with KR_FR_PAUSE set, lets the run stop first: a frame was pushed over it that does so. */
bool krpause_begin(KrVm *vm, KrFrame *f);
/* For a stepping native that has started what gives `v`: the same, or KR_CALLED if the run stops first and `v` comes after that. */
KrValue krpause_between(KrVm *vm, KrValue v) KR_MUST_USE;
/* A function of the host's has returned `v`. If it asked for a pause the run stops here, and `v` comes after that. */
KrValue krpause_after_host(KrVm *vm, KrValue v, uint16_t dst, uint32_t flags) KR_MUST_USE;
/* Runs code as a module body or exec: `locals` empty means the globals. */
KrValue krrun_code(KrVm *vm, KrCode *code, KrDict *globals, KrValue locals, KrTuple *closure) KR_MUST_USE;

/* ---- stepping natives ---------------------------------------------------------------------------------------------------
 * KR_STEP(id) runs with its frame current, its arguments bound in registers 0.., f->state 0 and the other registers empty.
 * `in` is the result of what it last started with KR_CALLED (KR_RAISED if that raised, the exception pending; KR_EMPTY if
 * an iterator was exhausted). It returns its result, KR_RAISED, or KR_CALLED. */

/* Starts a call; a leaf native's result comes at once, else KR_CALLED. */
KrValue krstep_call(KrVm *vm, KrValue fn, const KrValue *args, uint32_t n) KR_MUST_USE;
/* The next item: a value, KR_EMPTY at the end, KR_RAISED, or KR_CALLED; then pass `in` through krstep_next_in first. */
KrValue krstep_next(KrVm *vm, KrValue it) KR_MUST_USE;
KrValue krstep_next_in(KrVm *vm, KrValue in) KR_MUST_USE; /* StopIteration that is pending becomes KR_EMPTY */
KrValue krstep_iter(KrVm *vm, KrValue o) KR_MUST_USE; /* iter(o), or KR_CALLED; check with krstep_iter_in */
KrValue krstep_iter_in(KrVm *vm, KrValue in) KR_MUST_USE;

/* ---- generators (gen.c) --------------------------------------------------------------------------------------------------- */

KrValue krgen_new(KrVm *vm, KrFunc *fn, const KrArgs *args) KR_MUST_USE;
/* Makes the generator's leaf current with `sent` delivered; the result is bound for dst of the frame that was current under
 * flags. KR_CALLED, or KR_RAISED ("generator already executing"), or KR_EMPTY if it is finished. */
KrValue krgen_resume(KrVm *vm, KrGen *g, KrValue sent, uint16_t dst, uint32_t flags) KR_MUST_USE;
/* The same with an exception raised where it stands. KR_CALLED (to be unwound: the exception is pending) or KR_RAISED. */
KrValue krgen_resume_throw(KrVm *vm, KrGen *g, KrValue exception, uint16_t dst, uint32_t flags) KR_MUST_USE;
/* next(g), g.send(v) and g.throw(e) called from Python: resumed without a frame of their own; KR_NOTIMPLEMENTED if m or the
 * arguments are anything else. */
KrValue krgen_quick(KrVm *vm, const KrMember *m, const KrArgs *args, uint16_t dst, uint32_t flags) KR_MUST_USE;
const char *krgen_kind_name(const KrCode *code); /* "generator", "coroutine", "async_generator" */
/* The iterator that a suspended generator delegates to the ordinary way, or empty. */
KrValue krgen_delegate(KrGen *g);
/* What throw(type, value, traceback) raises. */
bool krgen_warn_of_throw(KrVm *vm, const char *method) KR_MUST_USE; /* of the three arguments */
KrValue krgen_exception_of(KrVm *vm, KrValue type, KrValue value, KrValue traceback) KR_MUST_USE;
bool krgen_running(const KrGen *g);
void krvm_never_awaited(KrVm *vm, KrGen *g); /* warns of a coroutine that is lost before it was awaited (vm.c) */
/* From C: the value, KR_EMPTY when it returned (*result is its value), KR_RAISED. */
KrValue krgen_send(KrVm *vm, KrGen *g, KrValue sent, KrValue *result) KR_MUST_USE;
KrValue krgen_throw(KrVm *vm, KrGen *g, KrValue exception, KrValue *result) KR_MUST_USE;
bool krgen_close(KrVm *vm, KrGen *g) KR_MUST_USE;
KrValue krgen_close_value(KrVm *vm, KrGen *g) KR_MUST_USE; /* what it returned, or None */
/* One step of `await anext(g)`: as krop_send's result. */
KrValue krasyncgen_anext_send(KrVm *vm, KrGen *g, KrValue sent) KR_MUST_USE;
bool krasyncgen_begin(KrVm *vm, KrGen *g) KR_MUST_USE; /* its first iteration: the hooks of sys.set_asyncgen_hooks */
KrValue krs_generator_send(KrVm *vm, KrFrame *f, KrValue in);
KrValue krs_coroutine_send(KrVm *vm, KrFrame *f, KrValue in);
KrValue krs_builtins_next(KrVm *vm, KrFrame *f, KrValue in);
KrValue krs_builtins_min(KrVm *vm, KrFrame *f, KrValue in);
KrValue krs_builtins_max(KrVm *vm, KrFrame *f, KrValue in);
/* What a generator's frame handles itself, not inherited from owners or resumers; and what is handled around it. */
KrValue krgen_own_handled(KrVm *vm, KrFrame *f);
KrValue krgen_inherited(const KrGen *g);
static inline KrValue krgen_context(const KrGen *g) { return g->inherited ? krgen_inherited(g) : g->outer; }
/* What the interpreter does when a generator's frame yields and ends: unlink, restore, return who gets the value. */
KrFrame *krgen_suspend(KrVm *vm, KrFrame *f);
/* An asynchronous generator yields a value (not what it awaits): the frame of the owner whose SEND that ends, if it was
 * spliced, else NULL (then krgen_wrap marks the value for whoever drives it). */
KrFrame *krgen_suspend_value(KrVm *vm, KrFrame *f);
KrValue krgen_wrap(KrVm *vm, KrValue v) KR_MUST_USE;
/* False with nothing pending: not possible, delegate the ordinary way. */
bool krgen_splice(KrVm *vm, KrFrame *owner_frame, KrGen *target, uint32_t sent_reg); /* SEND into an unowned generator: O(1) */
/* The frame's generator is over. Its owner's frame if it was spliced (then current again), else NULL. */
KrFrame *krgen_finish(KrVm *vm, KrFrame *f);

/* ---- errors (unwind.c) ------------------------------------------------------------------------------------------------------ */

/* Finds the handler for the pending exception from the current frame down to the entry frame, unwinding on the way. */
typedef enum KrUnwound {
    KR_UNWOUND_OUT,    /* the entry frame is left, the exception pending */
    KR_UNWOUND_RESUME, /* the current frame is to go on at its pc */
    KR_UNWOUND_RESULT, /* the current frame, a stepping native's, is over with *result */
} KrUnwound;
KrUnwound krunwind(KrVm *vm, KrValue *result);
bool krtraceback_add(KrVm *vm, KrFrame *f, KrValue exception, bool goes_on);
/* The frame is over: its object keeps what the registers held. */
void krframe_object_detach(KrVm *vm, KrFrame *f);
KrValue krframe_object(KrVm *vm, KrFrame *f) KR_MUST_USE; /* made when first asked for */

#endif
