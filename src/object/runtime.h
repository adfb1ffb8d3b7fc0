/* SPDX-License-Identifier: MIT
 * The VM and its execution context as data, how an error is raised, and the few calls that object/ makes upwards into
 * the interpreter. Layer: object. */
#ifndef KR_OBJECT_RUNTIME_H
#define KR_OBJECT_RUNTIME_H

#include "object/heap.h"

#include <stdatomic.h>

/* One activation stack of Python code. A VM has one at present; threads would add more. */
typedef struct KrExec {
    int64_t budget;         /* units of work left in this slice; see krpoll */
    KrFrame *frame;         /* the innermost frame that runs or waits for a native that it called */
    KrValue pending;        /* the exception that a function which returned KR_RAISED left here */
    KrValue returned;       /* what a generator that was resumed from C or by a stepping native returned */
    KrValue handled;        /* the exception being handled, or empty: sys.exception() */
    struct KrSegment *segment; /* the VM stack's newest segment */
    struct KrSegment *spare;   /* one that was left, or NULL */
    bool reraise;           /* the pending exception was raised again as it is: no traceback entry for this frame */
    KrValue *limit;         /* frames may lie below it; NULL while a generator's frame runs, whose callees lie elsewhere */
    uint32_t depth_limit;   /* sys.setrecursionlimit */
    uint32_t in_host;       /* functions of the host that were called by the VM and have not returned */
    char *stack_limit;      /* the C stack must not grow below it */
} KrExec;

/* What the slow path of the budget looks for; set by any thread or a signal handler. */
enum { KR_FLAG_INTERRUPT = 1, KR_FLAG_KILL = 2, KR_FLAG_SIGNAL = 4, KR_FLAG_PAUSE = 8 };

/* What a VM may use, and what has happened about it; vm/limits.c. */
typedef enum KrKillReason { KR_KILL_NONE, KR_KILL_HOST, KR_KILL_DEADLINE, KR_KILL_FUEL } KrKillReason;
typedef struct KrLimits {
    uint64_t fuel;          /* fuel_used does not pass it; UINT64_MAX: none */
    int64_t deadline;       /* ns of the monotonic clock; INT64_MAX: none */
    uint64_t pause_fuel;    /* the run pauses when fuel_used has passed it; UINT64_MAX: it does not */
    bool pausing;           /* a pause is due: at the next place that allows it */
    bool fuel_warned, deadline_warned; /* the exception was raised: the limit is that of the grace now */
    bool hard;              /* no exception first */
    KrKillReason killed;    /* a hard kill unwinds: no handler runs */
} KrLimits;

/* What the host's import gives; laid out as kr_source. */
typedef struct KrHostSource {
    const char *text;
    size_t n;
    const char *file;
    bool package;
} KrHostSource;

/* A C stack of which the host said where it is. */
typedef struct KrStackBounds {
    char *low, *high;
} KrStackBounds;

struct KrVm {
    KrExec *exec;           /* the context that has entered */
    _Atomic uintptr_t thread; /* the one that entered last */
    _Atomic uint32_t busy;    /* a call of the host has not returned: until then no other thread may enter */
    _Atomic uintptr_t outside_low, outside_high; /* the stack that last called the host, while that has not returned */
    KrStackBounds *stacks;    /* those of fibers */
    uint32_t nstacks, stacks_cap;
    KrExec main_exec;
    KrAlloc alloc;
    KrHeap heap;

    KrShape **shapes;       /* by id; NULL once collected */
    uint32_t nshapes, shape_cap;
    KrType **types;         /* by number; NULL once collected */
    uint32_t ntypes, type_cap;
    KrDict **type_dicts;    /* built-in types' own namespaces as dicts, made when asked for */

    const KrStr **interned; /* open-addressed set of the VM's own interned strings (weak) */
    uint32_t intern_cap, intern_used;
    KrValue chars[256];     /* the one-character strings U+0000..U+00FF, made when first needed */
    KrStr *empty_str;
    KrTuple *empty_tuple;

    KrDict *modules;        /* sys.modules */
    KrDict *builtins;       /* the namespace of the module builtins */
    KrDict *thawed;         /* functions of the frozen library that were called: offset in the image to KrCode; NULL at first */
    KrValue sys;            /* the module sys */
    KrValue memory_error;   /* made ahead, for when there is no memory left */
    KrValue recursion_error;

    struct KrMethodCache *method_cache; /* (type, name) to value, direct-mapped */
    struct KrWeakTable *weak;   /* object to its weak references */
    struct KrLoopState *loop_state; /* asyncio's: running loop, policy; owned by modules/asyncio */
    struct KrModuleState *module_state; /* [native modules] private state; owned by modules/ */
    KrList *showing;        /* objects whose repr is under way */
    KrValue asyncgen_hooks; /* (firstiter, finalizer) of sys.set_asyncgen_hooks, or empty */
    /* asyncio's futures, awaited without an iterator: whether v is one; one step of `await v`: what it yields, KR_EMPTY with
     * *returned set, KR_RAISED, or KR_NOTIMPLEMENTED for anything else. NULL until asyncio is imported. */
    bool (*awaitable_natively)(KrVm *vm, KrValue v);
    KrValue (*await_natively)(KrVm *vm, KrValue v, KrValue sent, KrValue *returned);
    void *host;             /* the host's own pointer */
    /* Native code for a new module from a file, and what the host has for that name: 1 found (and started, if there is a module), 0, -1. */
    bool (*load_extension)(KrVm *vm, KrStr *name, const char *path, KrValue module);
    int (*own_extension)(KrVm *vm, KrStr *name, KrValue module);
    const struct KrHost *hooks; /* what the host lets the VM do; owned by api/ */

    _Atomic uint32_t flags; /* KR_FLAG_*: written by any thread */
    _Atomic(struct KrLoop *) waiting; /* the loop that waits for the kernel now; who sets flags ends the wait */
    _Atomic uint32_t wakers;          /* threads and handlers that are about to do so */
    uint64_t fuel_used;     /* units charged in slices that are over */
    int64_t slice;          /* units of the present slice */
    KrLimits limits;
    uint32_t keys_serial;   /* the last number given to KrDict.keys_version */
    uint32_t gc_epoch;      /* counts collections, for caches */
    uint64_t id_serial;     /* identity hashes */
    uint64_t secret[2];     /* key of the hash used under attack */
    uint64_t frames_entered; /* counter for tests: frames entered by resumes */
    bool finalizing;        /* finalisers run; they do not nest */
    bool (*signal_handler)(KrVm *vm); /* runs Python's handlers of signals that came; owned by modules/signal */
    _Atomic uint64_t signals;         /* bit number - 1: the signal came; written by signal handlers */
    _Atomic int wakeup_fd;            /* 1 + the descriptor of signal.set_wakeup_fd, or 0 */
    struct KrHostCalls {    /* the host's, NULL where it has none; krait.h has their contracts */
        void *user;
        int (*set_signal)(void *user, int number, int action);
        bool (*write)(void *user, int stream, const char *text, size_t n);
        ptrdiff_t (*read)(void *user, char *to, size_t room);
        bool (*import)(KrVm *vm, const char *name, struct KrHostSource *out);
    } host_calls;
    bool optimize, interactive, dev_mode, loop_debug, ignore_environment;
    uint32_t granted;       /* KR_NEEDS_* of object/needs.h: what it may do outside its own memory */
};

/* A zeroed cell of at least `size` bytes with the header's shape set. NULL with MemoryError pending. May collect; never
 * runs Python. */
static inline void *krheap_new(KrVm *vm, uint32_t shape, size_t size)
{
#if !defined(KR_STRESS_COLLECT) && !defined(KR_STRESS_FAIL)
    if (KR_LIKELY(size <= KR_CELL_MAX)) {
        KrSizeClass *c = &vm->heap.classes[vm->heap.class_of[(size + KR_GRANULE - 1) / KR_GRANULE]];
        char *p = c->next;
        if (KR_LIKELY(p != c->end)) {
            c->next = p + c->size;
            ((KrObj *)p)->shape = shape;
            return p;
        }
    }
#endif
    return krheap_slow(vm, shape, size);
}

/* ---- raising ---------------------------------------------------------------------------------------------------- */

/* Makes an exception of the built-in class KR_T_<type> with one message argument and leaves it pending. The format knows
 * %s %d %u %ld %zd %zu %c %x %lld %llu and: %R repr of a value, %S str of a value, %A ascii of a value,
 * %T the name of a value's type, %N the name of a KrType *, %U a KrStr *. Returns KR_RAISED, to be returned at once. */
KrValue krraise(KrVm *vm, KrTypeNumber type, const char *format, ...);
KrValue krraise_value(KrVm *vm, KrTypeNumber type, KrValue argument); /* KeyError(key) and the like */
KrValue krraise_exc(KrVm *vm, KrValue exception); /* an instance; context is set when it is thrown by the loop */
KrValue krraise_memory(KrVm *vm);
KrValue krraise_errno(KrVm *vm, int err, KrValue filename /* or empty */); /* OSError's subclass by errno */
KrValue krraise_stop(KrVm *vm, KrValue value);    /* StopIteration(value) */
bool krpending_is(KrVm *vm, KrTypeNumber type);   /* pending exception is an instance of it */
void krpending_clear(KrVm *vm);
KrValue krpending_take(KrVm *vm);                 /* the pending exception, no longer pending */

/* The value of a new object, or KR_RAISED for NULL. */
static inline KrValue krvalue_or_raised(const void *object) { return object ? krvalue(object) : KR_RAISED; }

#define KR_TRY(value)                                                                                         \
    do {                                                                                                      \
        if (KR_UNLIKELY((value) == KR_RAISED))                                                                \
            return KR_RAISED;                                                                                 \
    } while (0)

/* ---- types ------------------------------------------------------------------------------------------------------ */

static inline KrType *krshape_type(KrVm *vm, uint32_t shape) { return vm->shapes[shape]->type; }
/* The shape id of any value; ints, floats and immediates have their type's root shape. */
static inline uint32_t krshape_id(KrValue v)
{
    if (kris_ptr(v))
        return kras_obj(v)->shape;
    if (kris_int(v))
        return KR_T_int;
    if (kris_double(v))
        return KR_T_float;
    static const uint8_t of[16] = {0, KR_T_NoneType, KR_T_bool, KR_T_bool, KR_T_NotImplementedType, KR_T_ellipsis};
    return of[v & 15];
}
static inline KrType *krtype_of(KrVm *vm, KrValue v) { return vm->shapes[krshape_id(v)]->type; }
/* Exactly this built-in type, no subclass. Built-in types that never take attributes have one shape only. */
static inline bool kris_exact(KrValue v, KrTypeNumber t) { return kris_ptr(v) && kras_obj(v)->shape == (uint32_t)t; }
/* An instance of a type with the flag KR_TF_..., as in kris_kind(vm, v, KR_TF_STR). */
static inline bool kris_kind(KrVm *vm, KrValue v, uint32_t flag) { return krtype_of(vm, v)->flags & flag; }
static inline bool kris_str(KrVm *vm, KrValue v) { return kris_exact(v, KR_T_str) || (kris_ptr(v) && kris_kind(vm, v, KR_TF_STR)); }
bool krtype_issubtype(KrVm *vm, const KrType *a, const KrType *b);
/* isinstance without hooks. */
static inline bool kris_instance(KrVm *vm, KrValue v, const KrType *t) { return krtype_issubtype(vm, krtype_of(vm, v), t); }
static inline KrType *kras_type(KrValue v) { return (KrType *)kras_obj(v); }
static inline bool kris_type(KrVm *vm, KrValue v) { return kris_ptr(v) && kris_kind(vm, v, KR_TF_TYPE); }

/* A new instance cell of the class, built in or not: header, native part zeroed, slots empty. */
void *krobj_new(KrVm *vm, const KrType *type) KR_MUST_USE;
/* The same for a KR_TF_VAR type, with `size` bytes of native part. */
void *krobj_new_var(KrVm *vm, const KrType *type, size_t size) KR_MUST_USE;
/* The `extra` word of an instance, or NULL. */
KrValue *krobj_extra(KrVm *vm, KrObj *o);

/* ---- protocols, nesting: they may run Python on a new activation (implemented in object/abstract.c and vm/) ------- */

KrValue krcall(KrVm *vm, KrValue fn, const KrValue *args, uint32_t n) KR_MUST_USE;
/* The last `nkw` of the n args are keyword arguments named by the tuple kwnames. */
KrValue krcall_kw(KrVm *vm, KrValue fn, const KrValue *args, uint32_t n, KrTuple *kwnames) KR_MUST_USE;
KrValue krcall_ex(KrVm *vm, KrValue fn, KrTuple *args, KrDict *kwargs /* or NULL */) KR_MUST_USE;
KrValue krcall_method(KrVm *vm, KrValue self, const KrStr *name, const KrValue *args, uint32_t n) KR_MUST_USE;
/* Looks the dunder up on the type; empty if there is none (nothing pending). Bound: call with self first. */
KrValue krdunder_of_class(KrVm *vm, KrType *type, KrDunder d); /* of a class that is not built in */
static inline KrValue krdunder(KrVm *vm, const KrType *type, KrDunder d)
{
    if (!(type->flags & KR_TF_BUILTIN))
        return krdunder_of_class(vm, (KrType *)type, d);
    const KrMember *m = krmembers + type->dunders[d] - 1;
    return !type->dunders[d] ? KR_EMPTY : m->flags & KR_M_NONE ? KR_NONE : krvalue(m);
}
/* Calls type(self).__d__(self, args...); KR_EMPTY if the type has none or it is None. */
KrValue krcall_dunder(KrVm *vm, KrDunder d, KrValue self, const KrValue *args, uint32_t n) KR_MUST_USE;
KrValue krcall_given_dunder(KrVm *vm, KrDunder d, KrValue self, const KrValue *args, uint32_t n) KR_MUST_USE; /* there is one, but None is not callable */

KrValue krobj_getattr(KrVm *vm, KrValue o, const KrStr *name) KR_MUST_USE;
/* Empty instead of AttributeError. */
KrValue krobj_lookup(KrVm *vm, KrValue o, const KrStr *name) KR_MUST_USE;
bool krobj_setattr(KrVm *vm, KrValue o, const KrStr *name, KrValue v /* empty deletes */) KR_MUST_USE;
KrValue krobj_getitem(KrVm *vm, KrValue o, KrValue key) KR_MUST_USE;
KrValue krobj_getitem_or_empty(KrVm *vm, KrValue mapping, KrValue key) KR_MUST_USE; /* empty instead of KeyError */
bool krobj_setitem(KrVm *vm, KrValue o, KrValue key, KrValue v /* empty deletes */) KR_MUST_USE;
KrValue krobj_iter(KrVm *vm, KrValue o) KR_MUST_USE;
/* The next item; KR_EMPTY at the end (no StopIteration is made), KR_RAISED on error. The _raising one leaves the StopIteration
 * of a __next__ in Python pending, for its value. */
KrValue krobj_next_raising(KrVm *vm, KrValue it) KR_MUST_USE;
KrValue krobj_next(KrVm *vm, KrValue it) KR_MUST_USE;
KrValue krobj_repr(KrVm *vm, KrValue o) KR_MUST_USE;  /* a str */
KrValue krobj_str(KrVm *vm, KrValue o) KR_MUST_USE;
KrValue krobj_ascii(KrVm *vm, KrValue o) KR_MUST_USE;
KrValue krobj_format(KrVm *vm, KrValue o, KrValue spec) KR_MUST_USE;
bool krobj_hash(KrVm *vm, KrValue o, uint64_t *out) KR_MUST_USE; /* TypeError: unhashable type */
typedef enum KrCmp { KR_LT, KR_LE, KR_EQ, KR_NE, KR_GT, KR_GE } KrCmp;
KrValue krobj_compare(KrVm *vm, KrValue a, KrValue b, KrCmp op) KR_MUST_USE; /* any value, as a < b gives */
/* 1, 0, or -1 with an exception pending. */
int krobj_eq(KrVm *vm, KrValue a, KrValue b) KR_MUST_USE;   /* identity first, as containers do */
int krobj_lt(KrVm *vm, KrValue a, KrValue b) KR_MUST_USE;
int krobj_true(KrVm *vm, KrValue o) KR_MUST_USE;
int krobj_contains(KrVm *vm, KrValue container, KrValue item) KR_MUST_USE;
int64_t krobj_len(KrVm *vm, KrValue o) KR_MUST_USE;         /* -1 on error */
int64_t krobj_length_hint(KrVm *vm, KrValue o, int64_t fallback) KR_MUST_USE; /* -1 on error */
/* Binary operators by dunder of the left operand (KR_D_add ... ); reflected methods and NotImplemented are handled. */
KrValue krobj_binary(KrVm *vm, KrDunder d, KrValue a, KrValue b) KR_MUST_USE;
KrValue krobj_inplace(KrVm *vm, KrDunder d, KrValue a, KrValue b) KR_MUST_USE; /* d is KR_D_iadd ... */
KrValue krobj_inplace_plain(KrVm *vm, KrDunder d, KrValue a, KrValue b) KR_MUST_USE; /* behind the in-place method's NotImplemented */
KrValue krobj_unary(KrVm *vm, KrDunder d, KrValue a) KR_MUST_USE; /* neg pos invert abs */
int krobj_isinstance(KrVm *vm, KrValue o, KrValue cls) KR_MUST_USE; /* with hooks, tuples, unions */
int krobj_issubclass(KrVm *vm, KrValue c, KrValue cls) KR_MUST_USE;
/* __index__: an int object; "'T' object cannot be interpreted as an integer". */
KrValue krobj_index(KrVm *vm, KrValue o) KR_MUST_USE;
/* Clamped to int64 for slices when `clamp`, else OverflowError; true on success. */
bool krobj_as_i64(KrVm *vm, KrValue o, int64_t *out, bool clamp) KR_MUST_USE;
bool krobj_as_double(KrVm *vm, KrValue o, double *out) KR_MUST_USE; /* __float__, __index__ */
/* Every iterable as a new list, or as it is if an exact list or tuple: items and count stay valid while it is alive. */
KrList *krobj_list(KrVm *vm, KrValue iterable) KR_MUST_USE;
KrTuple *krobj_tuple(KrVm *vm, KrValue iterable) KR_MUST_USE;
KrValue krmodule_import(KrVm *vm, const char *name) KR_MUST_USE; /* the named module itself */

/* ---- budget, depth, stack ---------------------------------------------------------------------------------------- */

/* The slow path: signals, deadline, fuel, collection, finalisers. False with an exception pending. */
bool krpoll(KrVm *vm) KR_MUST_USE KR_NOINLINE;
/* Charges work units (about one per item visited, one per 64 bytes copied); false with an exception pending. Every
 * built-in that loops calls it at least every 1000 units. */
static inline bool krcharge(KrVm *vm, int64_t units)
{
    vm->exec->budget -= units;
    return KR_LIKELY(vm->exec->budget > 0) || krpoll(vm);
}
/* Guards recursion of natives by the C stack's bytes; `where` ends the message "maximum recursion depth exceeded%s". */
bool krstack_check(KrVm *vm, const char *where) KR_MUST_USE;

/* Repr recursion guard: 1 if `o` is being shown already, 0 if entered now, -1 on error. */
int krrepr_enter(KrVm *vm, KrValue o) KR_MUST_USE;
void krrepr_leave(KrVm *vm, KrValue o);

/* ---- upcalls of the collector -------------------------------------------------------------------------------------- */

void krexec_trace(KrTracer *t, KrExec *x); /* the VM stack and its frames (vm/) */
void krweak_sweep(KrVm *vm);               /* clears weak references to unmarked objects, queues their callbacks */
void krweak_run_callbacks(KrVm *vm);
void krweak_release(KrVm *vm);
KrList *krweak_refs_of(KrVm *vm, KrValue target) KR_MUST_USE;
KrValue krweakref_new(KrVm *vm, const KrType *type, KrValue target, KrValue callback) KR_MUST_USE;
KrValue krweakref_target(KrValue ref);     /* None once dead */
void krvm_unraisable(KrVm *vm, const char *message, KrValue object); /* reports the pending exception (vm/) */
void krintern_swept(KrVm *vm);             /* drops unmarked interned strings */
void krintern_release(KrVm *vm);
void krruntime_swept(KrVm *vm);            /* drops unmarked interned strings, shapes, types, caches */

#endif
