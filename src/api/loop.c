/* SPDX-License-Identifier: MIT
 * The event loop for a host: turns, tasks, and what other threads hand over. */
#include "api/host.h"

#include "modules/asyncio/asyncio.h"
#include "vm/hostfunc.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <time.h>

void krhost_leave_loop(KrHost *h)
{
    if (h->gate)
        krgate_release(h->gate);
    h->gate = NULL;
}

/* The loop that the host drives, made when first asked for; NULL with an exception pending. */
static KrEventLoop *host_loop(KrVm *vm)
{
    KrHost *h = krhost(vm);
    if (!h->loop) {
        KrValue made = krasync_state(vm) ? krasync_call_python(vm, "asyncio.events", "new_event_loop", NULL, 0) : KR_RAISED;
        if (made != KR_RAISED)
            h->loop = krhost_hold(vm, made);
    }
    KrEventLoop *loop = h->loop ? kreventloop_of(vm, kr_get(h->loop).bits) : NULL;
    return loop && kreventloop_check_closed(vm, loop) ? loop : NULL;
}

/* The native loop that runs, or else the host's. */
static KrEventLoop *loop_of(KrVm *vm)
{
    KrValue v = krasync_running(vm);
    KrEventLoop *loop = v == KR_EMPTY ? NULL : kreventloop_of(vm, v);
    return loop ? loop : host_loop(vm);
}

/* ---- turns ------------------------------------------------------------------------------------------------------------ */

int kr_loop_fd(kr_vm *host)
{
    KR_ENTER(vm, host, -1);
    KrEventLoop *loop = host_loop(vm);
    KrGate *gate = loop ? krgate_of(vm, loop) : NULL;
    if (!gate)
        return -1;
    int fd = krloop_fd(loop->c);
    if (fd < 0) {
        krasync_raise(vm, fd);
        return -1;
    }
    if (!krhost(vm)->gate)
        krhost(vm)->gate = krgate_hold(gate);
    return fd;
}

/* Waits for the descriptor as a host would; a signal or the end of the time ends it. */
static bool wait_for(KrVm *vm, KrEventLoop *loop, int64_t timeout_ns)
{
    int fd = krloop_fd(loop->c);
    if (fd < 0)
        return krasync_raise(vm, fd), false;
    struct pollfd p = {.fd = fd, .events = POLLIN};
    struct timespec t = {timeout_ns / 1000000000, timeout_ns % 1000000000};
    if (ppoll(&p, 1, timeout_ns < 0 ? NULL : &t, NULL) < 0 && errno != EINTR)
        return krraise_errno(vm, errno, KR_EMPTY), false;
    return true;
}

/* One turn, or what is left of the one that has paused. */
static KrValue run_turn(KrVm *vm, KrEventLoop *loop)
{
    if (krhost(vm)->paused == KR_LOOP_PAUSED && !vm->heap.gaps) {
        krhost(vm)->paused = KR_RUNS_ON;
        return krinterp_pausable(vm);
    }
    if (loop->running)
        return krraise(vm, KR_T_RuntimeError, "This event loop is already running");
    loop->stopping = true; /* after one turn */
    if (vm->exec->frame || vm->exec->in_host)
        return krcall_method(vm, krvalue(loop), KR_NAME(run_forever), NULL, 0);
    KrValue run = krobj_getattr(vm, krvalue(loop), KR_NAME(run_forever));
    return run == KR_RAISED ? run : krcall_pausable(vm, run, &(KrArgs){.self = KR_EMPTY});
}

/* The turn is over or paused. Then the descriptor is to be readable. */
static int park(KrVm *vm, KrEventLoop *loop, bool paused)
{
    vm->limits.pausing = false;
    krlimits_pause(vm, UINT64_MAX);
    if (!paused)
        return krloop_park(loop->c);
    krhost(vm)->paused = KR_LOOP_PAUSED;
    krloop_wake(loop->c);
    return krloop_park(loop->c);
}

int kr_loop_run(kr_vm *host, int64_t timeout_ns, uint64_t fuel)
{
    KR_ENTER(vm, host, KR_LOOP_ERROR);
    KrEventLoop *loop = host_loop(vm);
    bool waits = timeout_ns && krhost(vm)->paused != KR_LOOP_PAUSED;
    if (!loop || (waits && krloop_is_idle(loop->c) && !wait_for(vm, loop, timeout_ns)))
        return KR_LOOP_ERROR;
    if (fuel)
        krlimits_pause(vm, fuel);
    KrValue v = run_turn(vm, loop);
    if (!loop->c)
        return v == KR_RAISED ? KR_LOOP_ERROR : KR_LOOP_IDLE;
    int parked = park(vm, loop, v == KR_PAUSED);
    if (v == KR_RAISED)
        return KR_LOOP_ERROR;
    if (parked < 0) {
        krasync_raise(vm, parked);
        return KR_LOOP_ERROR;
    }
    if (v == KR_PAUSED)
        return KR_LOOP_MORE;
    return !krloop_is_idle(loop->c) ? KR_LOOP_MORE : loop->tasks || krloop_is_waiting(loop->c) ? KR_LOOP_WAITING : KR_LOOP_IDLE;
}

/* ---- callbacks of futures ----------------------------------------------------------------------------------------------- */

/* A host function made of C functions of other types than kr_cfn: `invoke` knows which. */
static KrValue callback(KrVm *vm, KrValue (*invoke)(KrVm *, KrHostFunc *, const KrValue *, size_t), void (*fn)(void), void *user)
{
    kr_value f = kr_func((kr_vm *)vm, "done(future, /)", NULL, user);
    if (f.bits != KR_RAISED) {
        ((KrHostFunc *)kras_obj(f.bits))->invoke = invoke;
        ((KrHostFunc *)kras_obj(f.bits))->fn = fn;
    }
    return f.bits;
}

static KrValue tell_done(KrVm *vm, KrHostFunc *f, const KrValue *args, size_t n)
{
    (void)n;
    KrValue result = krcall_method(vm, args[0], KR_NAME(result), NULL, 0);
    ((kr_done_fn)f->fn)((kr_vm *)vm, (kr_value){result}, f->user);
    return vm->exec->pending == KR_EMPTY ? KR_NONE : KR_RAISED;
}

kr_value kr_spawn(kr_vm *host, kr_value coroutine, kr_done_fn done, void *user)
{
    KR_ENTER(vm, host, KR_ERROR);
    KrEventLoop *loop = krgiven(vm, coroutine) ? loop_of(vm) : NULL;
    KrValue task = loop ? krtask_ensure(vm, coroutine.bits, krvalue(loop)) : KR_RAISED;
    if (task != KR_RAISED && done) {
        KrValue fn = callback(vm, tell_done, (void (*)(void))done, user);
        if (fn == KR_RAISED || krcall_method(vm, task, KR_NAME(add_done_callback), &fn, 1) == KR_RAISED)
            task = KR_RAISED;
    }
    int parked = task != KR_RAISED && !loop->running ? krloop_park(loop->c) : 0;
    if (parked < 0)
        task = krasync_raise(vm, parked);
    return (kr_value){task};
}

/* ---- other threads -------------------------------------------------------------------------------------------------------- */

typedef struct Posted {
    KrPost post;
    void (*fn)(kr_vm *vm, void *user);
    void *user;
} Posted;

static bool run_posted(KrVm *vm, KrPost *post)
{
    Posted *p = (Posted *)post;
    KrCallOut out;
    KR_CALL_OUT(vm, out);
    p->fn((kr_vm *)vm, p->user);
    krvm_call_back(vm, &out);
    return vm->exec->pending == KR_EMPTY;
}

static void drop_posted(KrPost *post)
{
    free(post);
}

bool kr_post(kr_vm *host, void (*fn)(kr_vm *vm, void *user), void *user)
{
    KrHost *h = krhost((KrVm *)host);
    Posted *p = h->gate ? malloc(sizeof *p) : NULL;
    if (!p)
        return false;
    *p = (Posted){.post = {.run = run_posted, .drop = drop_posted}, .fn = fn, .user = user};
    bool posted = krgate_post(h->gate, &p->post);
    if (!posted)
        free(p);
    return posted;
}

/* A promise is what is posted when it is settled. */
struct kr_promise {
    KrPost post;
    KrGate *gate;
    KrVm *vm;
    kr_ref *future; /* the VM frees it if nobody else does */
    kr_cval value; /* its texts are copies */
    char *text, *type;
};

static void free_promise(kr_promise *p)
{
    krgate_release(p->gate);
    free(p->text);
    free(p->type);
    free(p);
}

/* In the VM's thread, after it was fulfilled or because the loop goes; when the VM goes, its handles went before. */
static void drop_promise(KrPost *post)
{
    kr_promise *p = (kr_promise *)post;
    if (p->vm->hooks && !krhost(p->vm)->leaving)
        krhost_drop(p->vm, p->future);
    free_promise(p);
}

KrValue krhost_value(KrVm *vm, const kr_cval *v)
{
    switch (v->kind) {
    case KR_C_INT: return krint_from(vm, v->i);
    case KR_C_FLOAT: return krdouble(v->d);
    case KR_C_STR: return krvalue_or_raised(krstr_new(vm, v->text, v->n));
    case KR_C_BYTES: return krvalue_or_raised(krbytes_new(vm, v->text, v->n));
    case KR_C_ERROR:
        kr_raise((kr_vm *)vm, v->type, "%.*s", (int)v->n, v->text);
        return KR_RAISED;
    default: return KR_NONE;
    }
}

static bool run_promise(KrVm *vm, KrPost *post)
{
    kr_promise *p = (kr_promise *)post;
    KrFuture *f = kras_future(kr_get(p->future).bits);
    if (krfuture_done(f))
        return true; /* cancelled */
    KrValue v = krhost_value(vm, &p->value);
    return v != KR_RAISED ? krfuture_set_result(vm, f, v) : krfuture_set_exception(vm, f, krpending_take(vm));
}

static KrValue tell_cancelled(KrVm *vm, KrHostFunc *f, const KrValue *args, size_t n)
{
    (void)vm, (void)n;
    if (kras_future(args[0])->h.kind == KR_FUT_CANCELLED)
        ((void (*)(void *))f->fn)(f->user);
    return KR_NONE;
}

kr_value kr_future(kr_vm *host, kr_promise **promise, void (*cancelled)(void *user), void *user)
{
    KR_ENTER(vm, host, KR_ERROR);
    KrEventLoop *loop = loop_of(vm);
    KrGate *gate = loop ? krgate_of(vm, loop) : NULL;
    KrFuture *f = gate ? krfuture_new(vm, krvalue(loop)) : NULL;
    if (!f)
        return (kr_value){KR_RAISED};
    if (cancelled) {
        KrValue fn = callback(vm, tell_cancelled, (void (*)(void))cancelled, user);
        if (fn == KR_RAISED || !krfuture_add_callback(vm, f, fn, krcontext_copy(vm)))
            return (kr_value){KR_RAISED};
    }
    kr_promise *p = calloc(1, sizeof *p);
    if (!p)
        return (kr_value){krraise_memory(vm)};
    p->post = (KrPost){.run = run_promise, .drop = drop_promise};
    p->future = krhost_hold(vm, krvalue(f));
    if (!p->future) {
        free(p);
        return (kr_value){KR_RAISED};
    }
    p->gate = krgate_hold(gate);
    p->vm = vm;
    *promise = p;
    return (kr_value){krvalue(f)};
}

static bool copy_value(kr_promise *p, const kr_cval *v)
{
    p->value = v ? *v : (kr_cval){.kind = KR_C_NONE};
    size_t n = p->value.text ? p->value.n : 0;
    p->text = malloc(n + 1);
    p->type = strdup(p->value.type ? p->value.type : "Exception");
    if (p->text && n)
        memcpy(p->text, p->value.text, n);
    p->value.text = p->text;
    p->value.type = p->type;
    p->value.n = n;
    return p->text && p->type;
}

bool kr_settle(kr_promise *p, const kr_cval *value)
{
    bool copied = copy_value(p, value);
    if (!copied) /* whoever waits is told so */
        p->value = (kr_cval){.kind = KR_C_ERROR, .type = "MemoryError", .text = "", .n = 0};
    if (krgate_post(p->gate, &p->post))
        return copied;
    free_promise(p);
    return false;
}
