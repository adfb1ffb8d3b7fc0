/* SPDX-License-Identifier: MIT
 * Generators: making, resuming, suspending, and the links of delegation (object/gen.h states the invariants). A resumed root
 * enters its leaf at once; a value that the leaf yields goes to whoever resumed the root. */
#include "vm/ops.h"

#include "vm/bind.h"

static KrGen *leaf_of(KrGen *g)
{
    return g->leaf ? g->leaf : g;
}

static KrGen *root_of(KrGen *g)
{
    return g->root ? g->root : g;
}

const char *krgen_kind_name(const KrCode *code)
{
    return code->flags & KR_CO_COROUTINE ? "coroutine" : code->flags & KR_CO_ASYNC_GENERATOR ? "async_generator" : "generator";
}

static const char *spoken_name(const KrGen *g)
{
    return g->h.shape == KR_T_coroutine ? "coroutine" : g->h.shape == KR_T_async_generator ? "async generator" : "generator";
}

void krtrace_generator(KrTracer *t, KrObj *o)
{
    KrGen *g = (KrGen *)o;
    krtrace_obj(t, g->owner);
    krtrace_obj(t, g->target);
    krtrace_value(t, g->handled);
    krtrace_value(t, g->inherited);
    krtrace_value(t, g->outer);
    krtrace_obj(t, g->name);
    krtrace_obj(t, g->qualname);
    krtrace_obj(t, g->func);
    krtrace_value(t, g->hooks);
    if (!g->frame)
        return;
    krtrace_value(t, g->frame->ext);
    krtrace_values(t, krframe_regs(g->frame), g->nregs);
}

void krtrace_coroutine(KrTracer *t, KrObj *o)
{
    krtrace_generator(t, o);
}

void krtrace_async_generator(KrTracer *t, KrObj *o)
{
    krtrace_generator(t, o);
}

/* ---- making ------------------------------------------------------------------------------------------------------------ */

KrValue krgen_new(KrVm *vm, KrFunc *fn, const KrArgs *args)
{
    KrCode *code = krfunc_thaw(vm, fn);
    if (KR_UNLIKELY(!code))
        return KR_RAISED;
    uint32_t shape = code->flags & KR_CO_COROUTINE ? KR_T_coroutine : code->flags & KR_CO_ASYNC_GENERATOR ? KR_T_async_generator : KR_T_generator;
    KrGen *g = krheap_new(vm, shape, sizeof(KrGen) + sizeof(KrFrame) + code->nregs * sizeof(KrValue));
    if (!g)
        return KR_RAISED;
    KrFrame *f = (KrFrame *)(g + 1);
    g->nregs = code->nregs;
    g->name = fn->name;
    g->qualname = fn->qualname;
    KR_STORE_PTR(vm, g, &g->func, fn);
    f->func = fn;
    f->pc = krcode_units(code);
    f->flags = KR_FR_GEN;
    g->frame = f; /* from now on the collector sees the registers */
    if (!krbind_function(vm, fn, args, krframe_regs(f)))
        return KR_RAISED;
    /* Dropped while it waits in a `try`, or never awaited: that is to be noticed. */
    if (shape != KR_T_generator || code->nhandlers) {
        g->h.flags |= KR_F_FINALIZE;
        if (!krheap_watch(vm, &g->h))
            return KR_RAISED;
    }
    return krvalue(g);
}

/* ---- links ----------------------------------------------------------------------------------------------------------------- */

bool krgen_running(const KrGen *g)
{
    while (g && g->h.kind != KR_GEN_RUNNING)
        g = g->owner;
    return g;
}

/* What the nearest entered owner handles. */
KrValue krgen_inherited(const KrGen *g)
{
    const KrGen *entered = g->root ? g->root->entered : NULL;
    if (!entered)
        return g->inherited;
    const KrGen *owner = g;
    while (owner != entered) {
        owner = owner->owner;
        if (owner->handled)
            return owner->handled;
    }
    return g->outer;
}

KrValue krgen_own_handled(KrVm *vm, KrFrame *f)
{
    KrValue handled = vm->exec->handled;
    return handled == krgen_context(krframe_gen(f)) ? KR_EMPTY : handled;
}

static void take_activation(KrFrame *to, KrFrame *from)
{
    to->prev = from->prev;
    to->dst = from->dst;
    const uint32_t own = KR_FR_OBSERVED | KR_FR_LOCALS;
    to->flags = (from->flags & ~own) | (to->flags & own);
    to->depth = from->depth;
}

static void set_leaf(KrGen *root, KrGen *leaf)
{
    root->leaf = leaf == root ? NULL : leaf;
    leaf->root = leaf == root ? NULL : root;
}

static void set_limit(KrExec *x)
{
    x->limit = x->frame && x->frame->flags & KR_FR_GEN ? NULL : x->segment->end;
}

static KrGen *top_of(KrGen *g)
{
    while (g->owner)
        g = g->owner;
    return g;
}

/* The generator is no longer part of its owner's chain. */
static void cut(KrGen *g)
{
    g->owner->target = NULL;
    g->owner = NULL;
    g->inherited = KR_EMPTY;
}

/* An owned generator was driven from outside: the leaf that its root remembers may be stale. */
static void repair_leaf(KrGen *g)
{
    KrGen *root = top_of(g), *leaf = leaf_of(g);
    if (g->h.kind == KR_GEN_CLOSED) {
        leaf = g->owner;
        cut(g);
    }
    set_leaf(root, leaf);
    root->entangled = false;
}

/* ---- entering and leaving ------------------------------------------------------------------------------------------------------ */

static KrValue already_executing(KrVm *vm, KrGen *g)
{
    if (g->h.shape == KR_T_async_generator)
        return krraise(vm, KR_T_ValueError, "async generator already executing");
    return krraise(vm, KR_T_ValueError, "%s already executing", spoken_name(g));
}

/* Makes the leaf's frame current on behalf of x->frame. */
static bool enter(KrVm *vm, KrGen *g, KrGen *leaf, uint16_t dst, uint32_t flags)
{
    KrExec *x = vm->exec;
    KrFrame *f = leaf->frame, *prev = x->frame;
    uint32_t depth = (prev ? (uint32_t)prev->depth + 1 : 1) + (leaf->above > g->above ? leaf->above - g->above : 0);
    if (depth > x->depth_limit) {
        krraise(vm, KR_T_RecursionError, "maximum recursion depth exceeded");
        return false;
    }
    f->prev = prev;
    f->dst = dst;
    f->flags = (f->flags & (KR_FR_OBSERVED | KR_FR_LOCALS)) | KR_FR_GEN | flags | (prev && prev->flags & KR_FR_NATIVE ? KR_FR_STEP : 0);
    f->depth = depth;
    set_leaf(g, leaf);
    g->h.kind = KR_GEN_RUNNING;
    g->awaited = true;
    leaf->outer = x->handled;
    if (leaf->handled)
        x->handled = leaf->handled;
    else if (leaf->inherited)
        x->handled = krgen_inherited(leaf);
    if (KR_UNLIKELY(g->owner != NULL))
        top_of(g)->entangled = true;
    x->frame = f;
    x->limit = NULL;
    x->budget--;
    vm->frames_entered++;
    return true;
}

/* The leaf below an owned or entangled generator, which has no valid link to it. If somebody else drives a generator on the
 * way, that one is cut off and *busy: whoever delegates to it is the leaf now, and is to learn so by an exception. */
static KrGen *walk_to_leaf(KrGen *g, KrGen **busy)
{
    *busy = NULL;
    while (g->target) {
        if (g->target->h.kind == KR_GEN_RUNNING) {
            *busy = g->target;
            cut(*busy);
            top_of(g)->entangled = false;
            return g;
        }
        g = g->target;
    }
    return g;
}

static KrGen *leaf_to_resume(KrGen *g, KrGen **busy)
{
    *busy = NULL;
    return KR_UNLIKELY(g->owner != NULL || g->entangled) ? walk_to_leaf(g, busy) : leaf_of(g);
}

KrValue krgen_resume(KrVm *vm, KrGen *g, KrValue sent, uint16_t dst, uint32_t flags)
{
    if (KR_UNLIKELY(g->h.kind == KR_GEN_RUNNING || (g->owner && krgen_running(g))))
        return already_executing(vm, g);
    if (g->h.kind == KR_GEN_CLOSED) {
        vm->exec->returned = KR_NONE;
        return KR_EMPTY;
    }
    KrGen *busy, *leaf = leaf_to_resume(g, &busy);
    if (leaf->h.kind == KR_GEN_CREATED) {
        if (KR_UNLIKELY(sent != KR_NONE))
            return krraise(vm, KR_T_TypeError, "can't send non-None value to a just-started %s", spoken_name(g));
    } else {
        krstore(vm, leaf, &krframe_regs(leaf->frame)[leaf->sent_reg], sent);
    }
    if (!enter(vm, g, leaf, dst, flags))
        return KR_RAISED;
    if (KR_UNLIKELY(busy != NULL))
        already_executing(vm, busy);
    return KR_CALLED;
}

KrFrame *krgen_suspend(KrVm *vm, KrFrame *f)
{
    KrExec *x = vm->exec;
    KrGen *leaf = krframe_gen(f), *root = root_of(leaf);
    leaf->handled = krgen_own_handled(vm, f);
    x->handled = leaf->outer;
    leaf->outer = KR_EMPTY;
    leaf->h.kind = KR_GEN_SUSPENDED;
    root->h.kind = KR_GEN_SUSPENDED;
    root->entered = NULL;
    x->frame = f->prev;
    set_limit(x);
    if (KR_UNLIKELY(root->owner != NULL))
        repair_leaf(root);
    return x->frame;
}

bool krgen_splice(KrVm *vm, KrFrame *f, KrGen *g, uint32_t sent_reg)
{
    KrExec *x = vm->exec;
    KrGen *owner = krframe_gen(f);
    KrValue sent = krframe_regs(f)[sent_reg];
    if (g->owner || g->h.kind == KR_GEN_RUNNING || g->h.kind == KR_GEN_CLOSED || g->running_async || g->entangled)
        return false;
    KrGen *leaf = leaf_of(g);
    if (leaf->h.kind == KR_GEN_CREATED) {
        if (sent != KR_NONE)
            return false;
        if (g->h.shape == KR_T_async_generator && !krasyncgen_begin(vm, g))
            return false;
    } else {
        krstore(vm, leaf, &krframe_regs(leaf->frame)[leaf->sent_reg], sent);
    }
    if (f->depth >= x->depth_limit) {
        krraise(vm, KR_T_RecursionError, "maximum recursion depth exceeded");
        return false;
    }
    KrGen *root = root_of(owner);
    owner->handled = krgen_own_handled(vm, f);
    owner->sent_reg = sent_reg;
    owner->h.kind = KR_GEN_SUSPENDED;
    owner->yield_kind = 0;
    KR_STORE_PTR(vm, owner, &owner->target, g);
    KR_STORE_PTR(vm, g, &g->owner, owner);
    uint32_t own = leaf->above > g->above ? leaf->above - g->above : 0;
    g->above = owner->above + 1;
    leaf->above = g->above + own;
    g->leaf = NULL;
    g->awaited = true;
    g->inherited = owner->handled ? owner->handled : owner->inherited;
    if (!leaf->inherited)
        leaf->inherited = g->inherited;
    root->h.kind = KR_GEN_RUNNING;
    if (leaf->h.kind == KR_GEN_CREATED)
        leaf->h.kind = KR_GEN_SUSPENDED;
    leaf->outer = owner->outer;
    take_activation(leaf->frame, f);
    leaf->frame->depth += 1 + own;
    set_leaf(root, leaf);
    x->handled = leaf->handled ? leaf->handled : krgen_context(leaf);
    x->frame = leaf->frame;
    x->budget--;
    vm->frames_entered++;
    return true;
}

/* Gives the activation back to the owner, whose pc stands at its SEND. */
static KrFrame *return_to_owner(KrVm *vm, KrGen *leaf)
{
    KrExec *x = vm->exec;
    KrGen *owner = leaf->owner, *root = root_of(leaf);
    KrFrame *f = owner->frame;
    cut(leaf);
    leaf->root = NULL;
    owner->outer = leaf->outer;
    leaf->outer = KR_EMPTY;
    take_activation(f, leaf->frame);
    /* One less than below, but a leaf that was resumed directly did not count its owners. */
    uint32_t least = f->prev ? (uint32_t)f->prev->depth + 1 : 1, depth = (uint32_t)f->depth;
    f->depth = depth > least ? depth - 1 : least;
    set_leaf(root, owner);
    x->frame = f;
    bool thrown = root->entered == leaf;
    if (KR_UNLIKELY(thrown))
        root->entered = owner == root ? NULL : owner;
    x->handled = owner->handled ? owner->handled : krgen_context(owner);
    if (KR_UNLIKELY(thrown) && x->pending && owner->handled)
        krraise_exc(vm, krpending_take(vm));
    return f;
}

KrFrame *krgen_finish(KrVm *vm, KrFrame *f)
{
    KrExec *x = vm->exec;
    KrGen *leaf = krframe_gen(f), *root = root_of(leaf);
    KrFrame *owner = NULL;
    if (f->flags & KR_FR_OBSERVED)
        krframe_object_detach(vm, f);
    if (leaf != root) {
        owner = return_to_owner(vm, leaf);
    } else {
        x->handled = leaf->outer;
        leaf->outer = KR_EMPTY;
        x->frame = f->prev;
        set_limit(x);
    }
    leaf->h.kind = KR_GEN_CLOSED;
    leaf->handled = KR_EMPTY;
    leaf->frame = NULL;
    leaf->entered = NULL;
    if (leaf == root && leaf->owner)
        repair_leaf(leaf);
    return owner;
}

KrFrame *krgen_suspend_value(KrVm *vm, KrFrame *f)
{
    KrGen *leaf = krframe_gen(f);
    if (leaf == root_of(leaf))
        return NULL;
    leaf->handled = krgen_own_handled(vm, f);
    leaf->h.kind = KR_GEN_SUSPENDED;
    return return_to_owner(vm, leaf);
}

/* ---- exceptions into generators -------------------------------------------------------------------------------------------------- */

/* What a suspended generator delegates to the ordinary way, and its SEND: behind the YIELD stands a jump back to it. If what it
 * was spliced with was driven to its end by somebody else, it still stands at its SEND. */
static KrValue ordinary_delegate(KrGen *g, const uint32_t **send)
{
    if (g->h.kind != KR_GEN_SUSPENDED)
        return KR_EMPTY;
    const uint32_t *pc = g->frame->pc;
    uint32_t wide = 0;
    if (g->yield_kind == 2) {
        if ((*pc & 255) == KR_OP_WIDE)
            wide = *pc++;
        pc += 1 + (wide ? (int32_t)((wide >> 8 << 24) | *pc >> 8) : (int32_t)*pc >> 8);
    }
    *send = pc;
    wide = (*pc & 255) == KR_OP_WIDE ? *pc++ : 0;
    return (*pc & 255) == KR_OP_SEND ? krframe_regs(g->frame)[(*pc >> 16 & 255) | (wide >> 8 & 0xFF00)] : KR_EMPTY;
}

KrValue krgen_delegate(KrGen *g)
{
    const uint32_t *send;
    return ordinary_delegate(g, &send);
}

/* The delegate returned `v`: the generator goes on behind its SEND. */
static void finish_delegation(KrVm *vm, KrGen *g, const uint32_t *send, KrValue v)
{
    uint32_t wide = (*send & 255) == KR_OP_WIDE ? *send++ : 0;
    uint32_t reg = (*send >> 8 & 255) | (wide & 0xFF00);
    const uint32_t *jump = send + 1;
    krstore(vm, g, &krframe_regs(g->frame)[reg], v);
    g->sent_reg = g->nregs - 1;
    g->yield_kind = 0;
    g->frame->pc = jump + 1 + ((int32_t)*jump >> 8);
}

/* Hands the exception to the ordinary delegate. KR_EMPTY: `g` is to be resumed with what is pending, or, if nothing is, where
 * it stands; a value: the delegate yielded it. */
static KrValue throw_into_delegate(KrVm *vm, KrGen *g, KrValue delegate, const uint32_t *send, KrValue exception)
{
    KrValue outcome, result = KR_NONE;
    if (kris_instance(vm, exception, KR_TYPE_OF(GeneratorExit))) {
        if (krop_close_delegate(vm, delegate))
            vm->exec->pending = exception;
        return KR_EMPTY;
    }
    if (kris_exact(delegate, KR_T_generator) || kris_exact(delegate, KR_T_coroutine)) {
        outcome = krgen_throw(vm, (KrGen *)kras_obj(delegate), exception, &result);
    } else {
        KrValue method = krobj_lookup(vm, delegate, KR_NAME(throw));
        if (method == KR_RAISED)
            return KR_EMPTY;
        if (method == KR_EMPTY)
            vm->exec->pending = exception;
        outcome = method == KR_EMPTY ? KR_RAISED : krcall(vm, method, &exception, 1);
    }
    if (outcome == KR_EMPTY)
        finish_delegation(vm, g, send, result);
    return outcome == KR_RAISED ? KR_EMPTY : outcome;
}

static void close_quietly(KrGen *g);

/* Resumes the leaf with the exception (or with none if that is empty): at a SEND, a StopIteration is the delegate's result. */
static KrValue throw_at(KrVm *vm, KrGen *g, KrGen *leaf, KrValue exception, uint16_t dst, uint32_t flags)
{
    const uint32_t *send;
    if (leaf->h.kind == KR_GEN_CREATED && leaf == g) {
        close_quietly(g);
        vm->exec->pending = exception;
        return KR_RAISED;
    }
    if (exception && kris_instance(vm, exception, KR_TYPE_OF(StopIteration)) && ordinary_delegate(leaf, &send)) {
        KrExc *e = kras_exc(exception);
        finish_delegation(vm, leaf, send, e->field[0] ? e->field[0] : KR_NONE);
        exception = KR_EMPTY;
    }
    g->entered = leaf == g ? NULL : leaf;
    if (!enter(vm, g, leaf, dst, flags)) {
        g->entered = NULL;
        return KR_RAISED;
    }
    /* Only what the generator itself handles becomes the context of what is thrown. */
    if (exception && leaf->handled)
        krraise_exc(vm, exception);
    else
        vm->exec->pending = exception;
    return KR_CALLED;
}

static KrValue run_entered(KrVm *vm, KrValue outcome, KrValue *result);

/* What a generator of the chain raises instead of ending when it is closed, or empty. `raised` comes from what it delegated to. */
static KrValue close_one(KrVm *vm, KrGen *g, bool innermost, KrValue raised)
{
    KrValue result, exit = raised ? raised : krcall(vm, krvalue(KR_TYPE_OF(GeneratorExit)), NULL, 0);
    KrValue outcome = KR_RAISED;
    if (exit != KR_RAISED)
        outcome = run_entered(vm, innermost ? krgen_resume_throw(vm, g, exit, 0, KR_FR_ENTRY) : throw_at(vm, g, g, exit, 0, KR_FR_ENTRY), &result);
    if (outcome == KR_EMPTY)
        return KR_EMPTY;
    if (outcome != KR_RAISED) {
        krraise(vm, KR_T_RuntimeError, "%s ignored GeneratorExit", spoken_name(g));
    } else if (krpending_is(vm, KR_T_StopIteration) || krpending_is(vm, KR_T_GeneratorExit)) {
        krpending_clear(vm);
        return KR_EMPTY;
    }
    return krpending_take(vm);
}

static void mark_running(KrGen *g)
{
    g->h.kind = KR_GEN_RUNNING; /* with it, all of its chain is seen to run */
    top_of(g)->entangled = g->owner;
}

static void mark_suspended(KrGen *g, KrGen *leaf)
{
    g->h.kind = KR_GEN_SUSPENDED;
    set_leaf(g, leaf);
    if (g->owner)
        repair_leaf(g);
}

/* GeneratorExit closes what is delegated to first, innermost first, each with one of its own; what a generator raises instead
 * is thrown into its owner. What g itself is to get. */
static KrValue close_targets(KrVm *vm, KrGen *g, KrValue exception)
{
    KrGen *busy, *node = walk_to_leaf(g, &busy);
    KrValue raised = KR_EMPTY;
    mark_running(g);
    if (busy) {
        already_executing(vm, busy);
        raised = krpending_take(vm);
    }
    for (bool innermost = !busy; node != g; innermost = false) {
        KrGen *owner = node->owner;
        cut(node);
        node->leaf = node->root = NULL;
        raised = close_one(vm, node, innermost, raised);
        node = owner;
    }
    mark_suspended(g, g);
    return raised ? raised : exception;
}

KrValue krgen_resume_throw(KrVm *vm, KrGen *g, KrValue exception, uint16_t dst, uint32_t flags)
{
    if (g->h.kind == KR_GEN_RUNNING || (g->owner && krgen_running(g)))
        return already_executing(vm, g);
    if (g->h.kind == KR_GEN_CLOSED) {
        if (g->h.shape == KR_T_coroutine)
            return krraise(vm, KR_T_RuntimeError, "cannot reuse already awaited coroutine");
        vm->exec->pending = exception;
        return KR_RAISED;
    }
    if (g->target && kris_instance(vm, exception, KR_TYPE_OF(GeneratorExit)))
        return throw_at(vm, g, g, close_targets(vm, g, exception), dst, flags);
    const uint32_t *send = NULL;
    KrGen *busy, *leaf = leaf_to_resume(g, &busy);
    if (busy) {
        already_executing(vm, busy);
        return throw_at(vm, g, leaf, krpending_take(vm), dst, flags);
    }
    KrValue delegate = ordinary_delegate(leaf, &send);
    if (delegate) {
        mark_running(g);
        KrValue outcome = throw_into_delegate(vm, leaf, delegate, send, exception);
        mark_suspended(g, leaf);
        if (outcome != KR_EMPTY)
            return outcome;
        exception = vm->exec->pending ? krpending_take(vm) : KR_EMPTY;
    }
    return throw_at(vm, g, leaf, exception, dst, flags);
}

/* ---- from C ------------------------------------------------------------------------------------------------------------------------ */

static KrValue run_entered(KrVm *vm, KrValue outcome, KrValue *result)
{
    *result = KR_NONE;
    if (outcome != KR_CALLED)
        return outcome;
    /* With too little C stack left, the RecursionError is raised in the generator. */
    if (!krstack_check(vm, ""))
        vm->exec->frame->flags |= KR_FR_ENTRY;
    outcome = krinterp(vm);
    if (outcome == KR_EMPTY)
        *result = vm->exec->returned;
    return outcome;
}

KrValue krgen_send(KrVm *vm, KrGen *g, KrValue sent, KrValue *result)
{
    return run_entered(vm, krgen_resume(vm, g, sent, 0, KR_FR_ENTRY), result);
}

KrValue krgen_throw(KrVm *vm, KrGen *g, KrValue exception, KrValue *result)
{
    return run_entered(vm, krgen_resume_throw(vm, g, exception, 0, KR_FR_ENTRY), result);
}

static bool guarded(KrGen *g)
{
    KrCode *code = g->func->code;
    const KrHandler *h = code->handlers ? (const KrHandler *)code->handlers->data : NULL;
    uint32_t unit = krframe_unit(g->frame);
    for (uint32_t i = 0; i < code->nhandlers; i++)
        if (unit >= h[i].start && unit < h[i].end)
            return true;
    return false;
}

static void close_quietly(KrGen *g)
{
    g->h.kind = KR_GEN_CLOSED;
    g->frame = NULL;
    g->handled = KR_EMPTY;
    if (g->owner)
        repair_leaf(g);
}

KrValue krgen_close_value(KrVm *vm, KrGen *g)
{
    if (g->h.kind == KR_GEN_CLOSED)
        return KR_NONE;
    bool running = g->h.kind == KR_GEN_RUNNING || (g->owner && krgen_running(g));
    if (!running && (g->h.kind == KR_GEN_CREATED || (!g->target && !g->leaf && g->yield_kind != 2 && !guarded(g)))) {
        close_quietly(g);
        return KR_NONE;
    }
    KrValue exit = krcall(vm, krvalue(KR_TYPE_OF(GeneratorExit)), NULL, 0), result;
    KR_TRY(exit);
    KrValue v = krgen_throw(vm, g, exit, &result);
    if (v == KR_EMPTY)
        return result;
    if (v == KR_RAISED) {
        if (!krpending_is(vm, KR_T_StopIteration) && !krpending_is(vm, KR_T_GeneratorExit))
            return KR_RAISED;
        krpending_clear(vm);
        return KR_NONE;
    }
    return krraise(vm, KR_T_RuntimeError, "%s ignored GeneratorExit", spoken_name(g));
}

bool krgen_close(KrVm *vm, KrGen *g)
{
    return krgen_close_value(vm, g) != KR_RAISED;
}

/* ---- quick calls --------------------------------------------------------------------------------------------------------------------- */

KrValue krgen_quick(KrVm *vm, const KrMember *m, const KrArgs *args, uint16_t dst, uint32_t flags)
{
    if (args->names || !args->n || flags & (KR_FR_ENTRY | KR_FR_STEP) || vm->exec->frame->flags & KR_FR_NATIVE)
        return KR_NOTIMPLEMENTED;
    KrValue self = args->self ? args->self : args->at[0];
    if (!kris_exact(self, KR_T_generator) && !kris_exact(self, KR_T_coroutine))
        return KR_NOTIMPLEMENTED;
    if (((KrGen *)kras_obj(self))->h.kind == KR_GEN_CLOSED)
        return KR_NOTIMPLEMENTED;
    uint32_t n = args->n + (args->self != KR_EMPTY);
    KrValue sent = KR_NONE;
    if (m->step == krs_generator_send || m->step == krs_coroutine_send) {
        if (n != 2)
            return KR_NOTIMPLEMENTED;
        sent = args->at[args->n - 1];
    } else if (!(m->step == krs_builtins_next && n == 1 && kris_exact(self, KR_T_generator))) {
        return KR_NOTIMPLEMENTED;
    }
    KrValue v = krgen_resume(vm, (KrGen *)kras_obj(self), sent, dst, flags | KR_FR_CALL);
    return v == KR_EMPTY ? krraise_stop(vm, KR_NONE) : v;
}
