/* SPDX-License-Identifier: MIT
 * Calls: Python functions get a frame, leaf natives run at once, stepping natives get a frame of their own, and everything
 * else is traced back to one of these. */
#include "vm/ops.h"

#include "object/dictcore.h"
#include "vm/bind.h"
#include "vm/hostfunc.h"

/* ---- Python functions ------------------------------------------------------------------------------------------------ */

static KrValue enter_function(KrVm *vm, KrFunc *fn, const KrArgs *args, uint16_t dst, uint32_t flags)
{
    KrCode *code = krfunc_thaw(vm, fn);
    if (KR_UNLIKELY(!code))
        return KR_RAISED;
    KrExec *x = vm->exec;
    x->budget -= code->entry_cost;
    if (KR_UNLIKELY(x->budget <= 0)) {
        if (!krpoll(vm))
            return KR_RAISED;
        if (KR_UNLIKELY(vm->limits.pausing))
            flags |= KR_FR_PAUSE;
    }
    KrFrame *caller = x->frame;
    KrFrame *f = krframe_push(vm, code->nregs, dst, flags);
    if (!f)
        return KR_RAISED;
    f->func = fn;
    f->pc = krcode_units(code);
    /* The arguments may lie where the new frame's registers are, but never below them; binding copies upwards. */
    if (!krbind_function(vm, fn, args, krframe_regs(f))) {
        krframe_pop(vm, f);
        x->frame = caller;
        return KR_RAISED;
    }
    return KR_CALLED;
}

/* The compiler puts a result that nobody looks at into the window of the call. Registers beyond 255 are not worth it. */
static bool discards_result(const KrFrame *f, uint16_t dst)
{
    if (!f || f->flags & KR_FR_NATIVE || f->func->code->nregs > 255)
        return false;
    uint32_t ins = f->pc[-1], op = ins & 255;
    bool call = op == KR_OP_CALL || op == KR_OP_CALLM || op == KR_OP_CALLKW || op == KR_OP_CALLMKW || op == KR_OP_CALLEX;
    return call && (ins >> 8 & 255) == dst && (ins >> 16 & 255) + 1 == dst;
}

static KrValue make_generator(KrVm *vm, KrFunc *fn, const KrArgs *args, uint16_t dst)
{
    KrValue g = krgen_new(vm, fn, args);
    if (fn->code->flags & KR_CO_COROUTINE && g != KR_RAISED && KR_UNLIKELY(discards_result(vm->exec->frame, dst)))
        krvm_never_awaited(vm, (KrGen *)kras_obj(g));
    return g;
}

KrValue krcall_function(KrVm *vm, KrFunc *fn, const KrArgs *args, uint16_t dst, uint32_t flags)
{
    if (fn->code->flags & KR_CO_ANY_GENERATOR)
        return make_generator(vm, fn, args, dst);
    return enter_function(vm, fn, args, dst, flags);
}

/* ---- natives ----------------------------------------------------------------------------------------------------------- */

static KrValue native_result(KrVm *vm, KrValue v)
{
    return KR_LIKELY(v != KR_EMPTY) ? v : krraise_stop(vm, KR_NONE);
}

/* Binds the arguments of a stepping native that takes any number: they become a tuple behind the other parameters. */
static bool bind_packed(KrVm *vm, const KrMember *m, const KrArgs *args, KrValue *r, uint32_t *n)
{
    uint32_t room = krbind_native_room(m, args->n + (args->self != KR_EMPTY)), fixed = m->nparams + m->nkwonly + !!(m->flags & KR_M_VARKW);
    KrValues *all = krheap_values(vm, room);
    if (!all || !krbind_native(vm, m, args, all->at, room, n))
        return false;
    KrTuple *rest = krtuple_new(vm, all->at + fixed, *n - fixed);
    if (!rest)
        return false;
    memcpy(r, all->at, fixed * sizeof *r);
    r[fixed] = krvalue(rest);
    *n = fixed + 1;
    return true;
}

/* Runs the first step of the native frame on top: a result, KR_RAISED, or KR_CALLED while it waits for what it called. Steps that
 * start steps leave that to the interpreter's loop: chains of iterators use no C stack. */
static KrValue first_step(KrVm *vm, KrFrame *f)
{
    if (f->flags & KR_FR_STEP)
        return KR_CALLED;
    KrValue v = f->native->step(vm, f, KR_EMPTY);
    if (v != KR_CALLED)
        krframe_pop(vm, f);
    return v;
}

static KrFrame *push_step(KrVm *vm, const KrMember *m, uint16_t dst, uint32_t flags)
{
    KrFrame *f = krframe_push(vm, m->nregs, dst, flags | KR_FR_NATIVE);
    if (f) {
        f->native = m;
        for (uint32_t i = 0; i < m->nregs; i++)
            krframe_regs(f)[i] = KR_EMPTY;
    }
    return f;
}

static KrValue start_step(KrVm *vm, const KrMember *m, const KrArgs *args, uint16_t dst, uint32_t flags)
{
    KrFrame *f = krframe_push(vm, m->nregs, dst, flags | KR_FR_NATIVE);
    if (!f)
        return KR_RAISED;
    f->native = m;
    KrValue *r = krframe_regs(f);
    uint32_t n;
    if (!(m->flags & KR_M_VARARGS ? bind_packed(vm, m, args, r, &n) : krbind_native(vm, m, args, r, m->nregs, &n))) {
        krframe_pop(vm, f);
        return KR_RAISED;
    }
    for (uint32_t i = n; i < m->nregs; i++)
        r[i] = KR_EMPTY;
    return first_step(vm, f);
}

/* ---- natives with an iterable that Python code produces ------------------------------------------------------------------ */

enum { DRAIN_ITERATOR, DRAIN_SINK, DRAIN_NATIVE, DRAIN_ARGS, DRAIN_REGS };

/* Collects the items of the argument, then runs the native with them. */
static KrValue step_drain(KrVm *vm, KrFrame *f, KrValue in)
{
    KrValue *r = krframe_regs(f);
    const KrMember *m = (const KrMember *)kras_obj(r[DRAIN_NATIVE]);
    KrValues *args = (KrValues *)kras_obj(r[DRAIN_ARGS]);
    if (!f->state) {
        f->state = 1;
        in = krstep_iter(vm, args->at[m->nregs]);
        if (in == KR_CALLED)
            return in;
    }
    if (f->state == 1) {
        in = krstep_iter_in(vm, in);
        KR_TRY(in);
        r[DRAIN_ITERATOR] = in;
        f->state = 2;
        in = krstep_next(vm, r[DRAIN_ITERATOR]);
    }
    for (; in != KR_CALLED; in = krstep_next(vm, r[DRAIN_ITERATOR])) {
        in = krstep_next_in(vm, in);
        KR_TRY(in);
        if (in == KR_EMPTY) {
            args->at[m->nregs] = r[DRAIN_SINK];
            if (m->flags & KR_M_DRAINSET)
                kras_obj(r[DRAIN_SINK])->kind |= KR_SET_DRAINED;
            return native_result(vm, m->fn(vm, args->at, (uint32_t)args->cap));
        }
        if (!krcharge(vm, 1) || !(m->flags & KR_M_DRAIN ? krlist_append(vm, kras_list(r[DRAIN_SINK]), in) : krset_add(vm, kras_dict(r[DRAIN_SINK]), in)))
            return KR_RAISED;
    }
    return in;
}

static const KrMember drain_native = {.h = {KR_T_builtin_function_or_method, KR_F_CONST, 0, 0}, .step = step_drain, .flags = KR_M_STEP, .nregs = DRAIN_REGS};

/* Whether taking the items runs Python code. */
static bool runs_python(KrVm *vm, KrValue iterable)
{
    if (!kris_ptr(iterable))
        return false;
    if (kris_exact(iterable, KR_T_generator))
        return true;
    KrType *type = krtype_of(vm, iterable);
    KrValue next = krdunder(vm, type, KR_D_next);
    if (next != KR_EMPTY)
        return kris_exact(next, KR_T_function) || (kris_exact(next, KR_T_wrapper_descriptor) && ((const KrMember *)kras_obj(next))->flags & KR_M_STEP);
    return !(type->flags & KR_TF_BUILTIN) && kris_exact(krdunder(vm, type, KR_D_iter), KR_T_function);
}

static KrValue start_drain(KrVm *vm, const KrMember *m, const KrValue *bound, uint32_t n, uint16_t dst, uint32_t flags, KrValue instance)
{
    KrValues *args = krheap_values(vm, n);
    KrValue sink = m->flags & KR_M_DRAIN ? krvalue_or_raised(krlist_with_capacity(vm, 0)) : krvalue_or_raised(krset_new(vm, KR_T_set));
    KrFrame *f = args && sink != KR_RAISED ? push_step(vm, &drain_native, dst, flags) : NULL;
    if (!f)
        return KR_RAISED;
    memcpy(args->at, bound, n * sizeof *bound);
    f->ext = instance;
    KrValue *r = krframe_regs(f);
    r[DRAIN_SINK] = sink;
    r[DRAIN_NATIVE] = krvalue(m);
    r[DRAIN_ARGS] = krvalue(args);
    return first_step(vm, f);
}

/* `instance`: what KR_FR_INIT in `flags` speaks of. */
static KrValue call_native(KrVm *vm, const KrMember *m, const KrArgs *args, uint16_t dst, uint32_t flags, KrValue instance)
{
    KrValue small[KR_SMALL_ARGS];
    uint32_t n;
    KrValue *to = small;
    uint32_t need = krbind_native_room(m, args->n + (args->self != KR_EMPTY));
    if (need > KR_SMALL_ARGS) {
        KrValues *many = krheap_values(vm, need);
        if (!many)
            return KR_RAISED;
        to = many->at;
    }
    if (!krbind_native(vm, m, args, to, need, &n))
        return KR_RAISED;
    if (KR_UNLIKELY(m->flags & (KR_M_DRAIN | KR_M_DRAINSET)) && runs_python(vm, to[m->nregs]))
        return start_drain(vm, m, to, n, dst, flags, instance);
    KrValue result = m->fn(vm, to, n);
    /* The next call's array lies here too, and its unused part must not keep these arguments alive. */
    memset(small, 0, sizeof small);
    __asm__ volatile("" : : "r"(small) : "memory");
    return native_result(vm, result);
}

/* min or max of two small ints or two floats needs no frame. */
static KrValue quick_extreme(const KrMember *m, const KrArgs *args)
{
    if ((m->step != krs_builtins_min && m->step != krs_builtins_max) || args->n != 2 || args->names || args->self)
        return KR_NOTIMPLEMENTED;
    KrValue a = args->at[0], b = args->at[1];
    bool less, more;
    if (kris_ints(a, b))
        less = kras_int(b) < kras_int(a), more = kras_int(b) > kras_int(a);
    else if (kris_double(a) && kris_double(b))
        less = kras_double(b) < kras_double(a), more = kras_double(b) > kras_double(a);
    else
        return KR_NOTIMPLEMENTED;
    return (m->step == krs_builtins_min ? less : more) ? b : a;
}

KrValue krcall_native(KrVm *vm, const KrMember *m, const KrArgs *args, uint16_t dst, uint32_t flags)
{
    if (m->flags & KR_M_STEP) {
        KrValue quick = krgen_quick(vm, m, args, dst, flags);
        if (quick == KR_NOTIMPLEMENTED)
            quick = quick_extreme(m, args);
        if (quick != KR_NOTIMPLEMENTED)
            return quick;
        return start_step(vm, m, args, dst, flags);
    }
    return call_native(vm, m, args, dst, flags, KR_EMPTY);
}

static KrValue call_nested(KrVm *vm, KrValue fn, const KrArgs *args);

/* ---- bound methods, classes, other callables ------------------------------------------------------------------------------ */

/* `args` with self put before: needs a copy only when a self is there already. */
static bool prepend(KrVm *vm, const KrArgs *args, KrValue self, KrArgs *to)
{
    if (args->self == KR_EMPTY) {
        *to = (KrArgs){args->at, args->n, args->names, self};
        return true;
    }
    KrValues *copy = krheap_values(vm, args->n + 1);
    if (!copy)
        return false;
    krstore(vm, copy, &copy->at[0], args->self);
    for (uint32_t i = 0; i < args->n; i++)
        krstore(vm, copy, &copy->at[i + 1], args->at[i]);
    *to = (KrArgs){copy->at, args->n + 1, args->names, self};
    return true;
}

/* A new instance whose __init__ is a Python function: its frame is pushed, the instance waits in its header. */
static KrValue start_init(KrVm *vm, KrValue instance, KrFunc *init, const KrArgs *args, uint16_t dst, uint32_t flags)
{
    KrArgs with = {args->at, args->n, args->names, instance};
    if (init->code->flags & KR_CO_ANY_GENERATOR)
        return krraise(vm, KR_T_TypeError, "__init__() should return None, not '%s'", krgen_kind_name(init->code));
    KrValue v = enter_function(vm, init, &with, dst, flags | KR_FR_INIT);
    if (v == KR_CALLED)
        vm->exec->frame->ext = instance;
    return v;
}

static KrValue call_other(KrVm *vm, KrValue fn, const KrArgs *args, uint16_t dst, uint32_t flags);

static KrValue call_type(KrVm *vm, KrType *type, const KrArgs *args, uint16_t dst, uint32_t flags)
{
    KrType *meta = krshape_type(vm, type->h.shape);
    if (KR_UNLIKELY(meta->number != KR_T_type)) {
        KrValue call = krdunder(vm, meta, KR_D_call);
        if (call != krvalue(&krmembers[KR_TYPE_OF(type)->dunders[KR_D_call] - 1]))
            return call_other(vm, krvalue(type), args, dst, flags);
    }
    return krtype_call_start(vm, type, args, dst, flags);
}

static const KrMember *object_member(KrDunder d)
{
    return &krmembers[KR_TYPE_OF(object)->dunders[d] - 1];
}

static bool instantiable(KrVm *vm, KrType *type, KrValue new_fn)
{
    const KrType *solid = type->solid;
    bool closed = type->flags & KR_TF_NO_NEW || (type->flags & KR_TF_BUILTIN && new_fn == krvalue(object_member(KR_D_new)) &&
                                                 type != KR_TYPE_OF(object) && !(type->flags & KR_TF_BASE));
    if (!closed || krtype_own(vm, solid, KR_NAME(__new__)) != KR_EMPTY)
        return true;
    const char *module = type->module && strcmp(type->module, "builtins") ? type->module : "";
    krraise(vm, KR_T_TypeError, "cannot create '%s%s%N' instances", module, *module ? "." : "", type);
    return false;
}

/* What __init__ is called with after __new__ made `instance`, or empty when there is nothing to do. */
static KrValue init_of(KrVm *vm, KrType *type, KrValue new_fn, KrValue instance)
{
    if (!krtype_issubtype(vm, krtype_of(vm, instance), type))
        return KR_EMPTY;
    KrValue init = krdunder(vm, krtype_of(vm, instance), KR_D_init);
    return init == krvalue(object_member(KR_D_init)) && new_fn != krvalue(object_member(KR_D_new)) ? KR_EMPTY : init;
}

static KrValue init_outcome(KrVm *vm, KrValue v, KrValue instance)
{
    if (v == KR_RAISED || v == KR_CALLED)
        return v;
    return v == KR_NONE ? instance : krraise(vm, KR_T_TypeError, "__init__() should return None, not '%T'", v);
}

static KrTuple *tuple_behind(KrVm *vm, KrValue first, KrTuple *rest)
{
    KrTuple *t = krtuple_new(vm, NULL, rest->n + 1);
    if (t) {
        krstore(vm, t, &t->at[0], first);
        krstore_all(vm, t, t->at + 1, rest->at, rest->n);
    }
    return t;
}

enum { CALL_TYPE, CALL_KWARGS, CALL_ARGS, CALL_INSTANCE };

/* __new__ and __init__ may be anything: their calls are steps. */
/// @step(4) type.__call__(self, /, *args, **kwargs)
/// Call self as a function.
KR_STEP(type___call__)
{
    KrValue *r = krframe_regs(f);
    KrType *type = kras_type(r[CALL_TYPE]);
    KrTuple *args = kras_tuple(r[CALL_ARGS]);
    KrDict *kwargs = r[CALL_KWARGS] == KR_EMPTY ? NULL : kras_dict(r[CALL_KWARGS]);
    KrValue new_fn = krdunder(vm, type, KR_D_new);
    if (f->state == 0) {
        f->state = 1;
        if (type == KR_TYPE_OF(type) && args->n == 1 && (!kwargs || !kwargs->live))
            return krvalue(krtype_of(vm, args->at[0]));
        KrValue fn = instantiable(vm, type, new_fn) ? krtype_bind(vm, new_fn, KR_EMPTY, type) : KR_RAISED;
        KrTuple *all = fn == KR_RAISED ? NULL : tuple_behind(vm, krvalue(type), args);
        in = all ? krcall_start_ex(vm, fn, all, kwargs, 0, 0) : KR_RAISED;
        if (in == KR_CALLED)
            return in;
    }
    KR_TRY(in);
    if (f->state == 1) {
        f->state = 2;
        r[CALL_INSTANCE] = in;
        KrValue init = init_of(vm, type, new_fn, in);
        if (init == KR_EMPTY)
            return in;
        init = krtype_bind(vm, init, in, krtype_of(vm, in));
        in = init == KR_RAISED ? init : krcall_start_ex(vm, init, args, kwargs, 0, 0);
    }
    return init_outcome(vm, in, r[CALL_INSTANCE]);
}

/* __init__ of an instance that a native __new__ made. */
static KrValue start_any_init(KrVm *vm, KrValue init, KrValue instance, const KrArgs *args, uint16_t dst, uint32_t flags)
{
    if (kris_exact(init, KR_T_function))
        return start_init(vm, instance, (KrFunc *)kras_obj(init), args, dst, flags);
    if (kris_exact(init, KR_T_wrapper_descriptor) && !(((const KrMember *)kras_obj(init))->flags & KR_M_STEP)) {
        KrArgs with = {args->at, args->n, args->names, instance};
        return init_outcome(vm, call_native(vm, (const KrMember *)kras_obj(init), &with, dst, flags | KR_FR_INIT, instance), instance);
    }
    KrValue bound = krtype_bind(vm, init, instance, krtype_of(vm, instance));
    KrArgs without = {args->at, args->n, args->names, KR_EMPTY};
    return init_outcome(vm, bound == KR_RAISED ? bound : call_nested(vm, bound, &without), instance);
}

static KrValue call_type_slow(KrVm *vm, KrType *type, KrValue new_fn, const KrArgs *args, uint16_t dst, uint32_t flags)
{
    const KrMember *native = kris_exact(new_fn, KR_T_builtin_function_or_method) ? (const KrMember *)kras_obj(new_fn) : NULL;
    bool plain = native && native->h.flags & KR_F_CONST && !(native->flags & (KR_M_STEP | KR_M_DRAIN | KR_M_DRAINSET));
    KrArgs with;
    if (!prepend(vm, args, krvalue(type), &with))
        return KR_RAISED;
    if (args->self != KR_EMPTY || !plain || type == KR_TYPE_OF(type))
        return start_step(vm, &krmembers[KR_TYPE_OF(type)->dunders[KR_D_call] - 1], &with, dst, flags);
    if (!instantiable(vm, type, new_fn))
        return KR_RAISED;
    KrValue instance = call_native(vm, native, &with, dst, flags, KR_EMPTY);
    KR_TRY(instance);
    KrValue init = init_of(vm, type, new_fn, instance);
    return init == KR_EMPTY ? instance : start_any_init(vm, init, instance, args, dst, flags);
}

KrValue krtype_call_start(KrVm *vm, KrType *type, const KrArgs *args, uint16_t dst, uint32_t flags)
{
    KrValue new_fn = krdunder(vm, type, KR_D_new);
    KrValue init = krdunder(vm, type, KR_D_init);
    if (KR_LIKELY(new_fn == krvalue(object_member(KR_D_new)) && kris_exact(init, KR_T_function) && !(type->flags & KR_TF_ABSTRACT) && args->self == KR_EMPTY)) {
        KrObj *o = krobj_new(vm, type);
        if (!o)
            return KR_RAISED;
        return start_init(vm, krvalue(o), (KrFunc *)kras_obj(init), args, dst, flags);
    }
    return call_type_slow(vm, type, new_fn, args, dst, flags);
}

static KrValue call_member(KrVm *vm, const KrMember *m, const KrArgs *args, uint16_t dst, uint32_t flags)
{
    if (m->flags & KR_M_SELF && !krcheck_self(vm, m, args))
        return KR_RAISED;
    return krcall_native(vm, m, args, dst, flags);
}

static KrValue call_other(KrVm *vm, KrValue fn, const KrArgs *args, uint16_t dst, uint32_t flags)
{
    /* __call__ may itself be an object with __call__, without end. */
    for (uint32_t depth = 0; depth < vm->exec->depth_limit; depth++) {
        KrType *type = krtype_of(vm, fn);
        KrValue call = krdunder(vm, type, KR_D_call);
        if (call == KR_EMPTY)
            return krraise(vm, KR_T_TypeError, "'%N' object is not callable", type);
        if (!krstack_check(vm, " while calling a Python object"))
            return KR_RAISED;
        if (kris_exact(call, KR_T_function) || (kris_exact(call, KR_T_wrapper_descriptor))) {
            KrArgs with;
            return prepend(vm, args, fn, &with) ? krcall_start(vm, call, &with, dst, flags) : KR_RAISED;
        }
        fn = krtype_bind(vm, call, fn, type);
        if (fn == KR_RAISED || krtype_of(vm, fn)->flags & KR_TF_BUILTIN)
            return fn == KR_RAISED ? fn : krcall_start(vm, fn, args, dst, flags);
    }
    return krraise(vm, KR_T_RecursionError, "maximum recursion depth exceeded while calling a Python object");
}

KrValue krcall_start(KrVm *vm, KrValue fn, const KrArgs *args, uint16_t dst, uint32_t flags)
{
    if (!kris_ptr(fn))
        return krraise(vm, KR_T_TypeError, "'%T' object is not callable", fn);
    KrObj *o = kras_obj(fn);
    switch (o->shape) {
    case KR_T_function:
        return krcall_function(vm, (KrFunc *)o, args, dst, flags);
    case KR_T_method: {
        KrBound *m = (KrBound *)o;
        KrArgs with;
        return prepend(vm, args, m->self, &with) ? krcall_start(vm, m->fn, &with, dst, flags) : KR_RAISED;
    }
    case KR_T_builtin_function_or_method:
        if (o->flags & KR_F_CONST) {
            const KrMember *m = (const KrMember *)o;
            if (KR_UNLIKELY(m->flags & KR_M_STATIC) && krname_at(m->name) == KR_NAME(__new__) && !krcheck_constructor(vm, m, args))
                return KR_RAISED;
            return krcall_native(vm, m, args, dst, flags);
        }
        /* fall through */
    case KR_T_method_wrapper: {
        KrBound *m = (KrBound *)o;
        KrArgs with;
        return prepend(vm, args, m->self, &with) ? krcall_native(vm, (const KrMember *)kras_obj(m->fn), &with, dst, flags) : KR_RAISED;
    }
    case KR_T_host_function: {
        KrValue v = krhostfunc_call(vm, (KrHostFunc *)o, args);
        return KR_UNLIKELY(atomic_load_explicit(&vm->flags, memory_order_relaxed) & KR_FLAG_PAUSE) ? krpause_after_host(vm, v, dst, flags) : v;
    }
    case KR_T_method_descriptor:
    case KR_T_wrapper_descriptor:
    case KR_T_classmethod_descriptor:
        return call_member(vm, (const KrMember *)o, args, dst, flags);
    default:
        if (krshape_type(vm, o->shape)->flags & KR_TF_TYPE)
            return call_type(vm, (KrType *)o, args, dst, flags);
        return call_other(vm, fn, args, dst, flags);
    }
}

/* ---- f(*args, **kwargs) ---------------------------------------------------------------------------------------------------- */

KrValue krcall_start_ex(KrVm *vm, KrValue fn, KrTuple *args, KrDict *kwargs, uint16_t dst, uint32_t flags)
{
    if (!kwargs || !kwargs->live)
        return krcall_start(vm, fn, &(KrArgs){args->at, (uint32_t)args->n, NULL, KR_EMPTY}, dst, flags);
    KrValues *all = krheap_values(vm, args->n + kwargs->live);
    KrTuple *names = krtuple_new(vm, NULL, kwargs->live);
    if (!all || !names)
        return KR_RAISED;
    for (size_t i = 0; i < args->n; i++)
        krstore(vm, all, &all->at[i], args->at[i]);
    KrValue key, value;
    size_t n = 0;
    for (uint32_t pos = 0; krdict_next(kwargs, &pos, &key, &value); n++) {
        if (!kris_str(vm, key))
            return krraise(vm, KR_T_TypeError, "keywords must be strings");
        krstore(vm, names, &names->at[n], key);
        krstore(vm, all, &all->at[args->n + n], value);
    }
    return krcall_start(vm, fn, &(KrArgs){all->at, (uint32_t)(args->n + n), names, KR_EMPTY}, dst, flags);
}

/* ---- results that need a look -------------------------------------------------------------------------------------------------- */

static KrValue adjust_init(KrVm *vm, KrFrame *f, KrValue v)
{
    if (v != KR_NONE)
        return krraise(vm, KR_T_TypeError, "__init__() should return None, not '%T'", v);
    return kris_exact(f->ext, KR_T_frame) ? ((KrFrameObject *)kras_obj(f->ext))->instance : f->ext;
}

static KrValue adjust_bool(KrVm *vm, KrFrame *f, KrValue v)
{
    if (f->flags & KR_FR_NOT) {
        int truth = krobj_true(vm, v);
        return truth < 0 ? KR_RAISED : krbool(!truth);
    }
    if (!kris_bool(v))
        return krraise(vm, KR_T_TypeError, "__bool__ should return bool, returned %T", v);
    return v;
}

KrValue krreturn_adjust(KrVm *vm, KrFrame *f, KrValue v)
{
    if (f->flags & KR_FR_INIT)
        return adjust_init(vm, f, v);
    if (f->flags & KR_FR_BOOL)
        return adjust_bool(vm, f, v);
    if (f->flags & KR_FR_BINARY && v == KR_NOTIMPLEMENTED)
        return krop_binary_retry(vm, f);
    return v;
}

/* ---- from C ---------------------------------------------------------------------------------------------------------------------- */

/* Runs the frame that was pushed over `caller`, unless the C stack is too short for it. */
static KrValue run_over(KrVm *vm, KrFrame *caller, KrValue (*run)(KrVm *))
{
    if (krstack_check(vm, ""))
        return run(vm);
    while (vm->exec->frame != caller)
        krframe_pop(vm, vm->exec->frame);
    return KR_RAISED;
}

static KrValue call_nested(KrVm *vm, KrValue fn, const KrArgs *args)
{
    KrFrame *caller = vm->exec->frame;
    KrValue v = krcall_start(vm, fn, args, 0, KR_FR_ENTRY);
    return v == KR_CALLED ? run_over(vm, caller, krinterp) : v;
}

KrValue krcall(KrVm *vm, KrValue fn, const KrValue *args, uint32_t n)
{
    return call_nested(vm, fn, &(KrArgs){args, n, NULL, KR_EMPTY});
}

KrValue krcall_pausable(KrVm *vm, KrValue fn, const KrArgs *args)
{
    KrFrame *caller = vm->exec->frame;
    KrValue v = krcall_start(vm, fn, args, 0, KR_FR_ENTRY);
    return v == KR_CALLED ? run_over(vm, caller, krinterp_pausable) : v;
}

KrValue krcall_kw(KrVm *vm, KrValue fn, const KrValue *args, uint32_t n, KrTuple *kwnames)
{
    return call_nested(vm, fn, &(KrArgs){args, n, kwnames && kwnames->n ? kwnames : NULL, KR_EMPTY});
}

KrValue krcall_ex(KrVm *vm, KrValue fn, KrTuple *args, KrDict *kwargs)
{
    KrFrame *caller = vm->exec->frame;
    KrValue v = krcall_start_ex(vm, fn, args, kwargs, 0, KR_FR_ENTRY);
    return v == KR_CALLED ? run_over(vm, caller, krinterp) : v;
}

/* ---- for stepping natives --------------------------------------------------------------------------------------------------------- */

KrValue krstep_call(KrVm *vm, KrValue fn, const KrValue *args, uint32_t n)
{
    return krcall_start(vm, fn, &(KrArgs){args, n, NULL, KR_EMPTY}, 0, 0);
}

KrValue krstep_next(KrVm *vm, KrValue it)
{
    if (kris_exact(it, KR_T_generator))
        return krgen_resume(vm, (KrGen *)kras_obj(it), KR_NONE, 0, 0);
    KrValue v = krop_next(vm, it, 0, 0);
    return KR_UNLIKELY(vm->limits.pausing) ? krpause_between(vm, v) : v;
}

KrValue krstep_next_in(KrVm *vm, KrValue in)
{
    if (in == KR_RAISED && krpending_is(vm, KR_T_StopIteration)) {
        krpending_clear(vm);
        return KR_EMPTY;
    }
    return in;
}

KrValue krstep_iter(KrVm *vm, KrValue o)
{
    return krop_iter(vm, o, 0);
}

KrValue krstep_iter_in(KrVm *vm, KrValue in)
{
    if (in == KR_RAISED)
        return in;
    if (krdunder(vm, krtype_of(vm, in), KR_D_next) == KR_EMPTY)
        return krraise(vm, KR_T_TypeError, "iter() returned non-iterator of type '%T'", in);
    return in;
}
