/* SPDX-License-Identifier: MIT
 * krait.h's functions, one thin layer over the VM. */
#include "api/host.h"

#include "base/clock.h"
#include "loop/loop.h"
#include "object/needs.h"
#include "object/strcore.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

static kr_value out(KrValue v)
{
    return (kr_value){v};
}

/* ---- life cycle --------------------------------------------------------------------------------------------------- */

static kr_vm *no_memory(kr_error *err)
{
    if (err)
        *err = (kr_error){.size = err->size, .kind = KR_KIND_OOM, .type = "MemoryError", .message = "", .text = "MemoryError\n"};
    return NULL;
}

static bool make_main(KrVm *vm)
{
    KrModule *m = krmodule_new(vm, KR_NAME(__main__));
    KrValue builtins = krdict_get_name(vm, vm->modules, KR_NAME(builtins));
    return m && krdict_set_name(vm, m->dict, KR_NAME(__builtins__), builtins == KR_EMPTY ? krvalue(vm->builtins) : builtins) &&
           krdict_set_name(vm, vm->modules, KR_NAME(__main__), krvalue(m));
}

static bool import_source(KrVm *vm, const char *name, KrHostSource *out)
{
    kr_source s = {.size = sizeof s};
    if (!krhost(vm)->import((kr_vm *)vm, name, &s))
        return false;
    *out = (KrHostSource){.text = s.text, .n = s.n, .file = s.file, .package = s.package};
    return true;
}

_Static_assert((int)KR_CAP_FILES == KR_NEEDS_FILES && (int)KR_CAP_NETWORK == KR_NEEDS_NETWORK && (int)KR_CAP_PROCESS == KR_NEEDS_PROCESS &&
               (int)KR_CAP_ENVIRONMENT == KR_NEEDS_ENVIRONMENT && (int)KR_CAP_STDIN == KR_NEEDS_STDIN &&
               (int)KR_CAP_EXTENSIONS == KR_NEEDS_EXTENSIONS, "krait.h and object/needs.h agree");

static bool start(KrVm *vm, const kr_config *c)
{
    KrHost *h = kralloc_zeroed(&vm->alloc, sizeof *h);
    if (!h)
        return false;
    h->text = krbuf_init(&vm->alloc);
    h->frames = krbuf_init(&vm->alloc);
    h->typed = krbuf_init(&vm->alloc);
    h->user = vm->host = c->user;
    h->memory_limit = vm->alloc.limit;
    h->import = c->import;
    vm->host_calls = (struct KrHostCalls){.user = c->user, .set_signal = c->set_signal, .write = c->write, .read = c->read,
                                          .import = c->import ? import_source : NULL};
    vm->granted = c->capabilities;
    vm->hooks = (const struct KrHost *)h;
    vm->optimize = c->options & KR_OPTIMIZE;
    vm->dev_mode = c->options & KR_DEV_MODE;
    vm->loop_debug = c->options & (KR_DEV_MODE | KR_LOOP_DEBUG);
    vm->ignore_environment = c->options & KR_IGNORE_ENVIRONMENT;
    krhost_start_extensions(vm);
    krhost_start_handles(vm, h);
    if (c->depth_limit)
        vm->exec->depth_limit = c->depth_limit;
    return krmodules_init(vm) && make_main(vm) && (!(c->options & KR_UNBUFFERED) || krio_unbuffer(vm));
}

kr_vm *kr_new(const kr_config *config, kr_error *err)
{
    kr_config c = {0};
    if (config)
        memcpy(&c, config, config->size && config->size < sizeof c ? config->size : sizeof c);
    KrAlloc alloc;
    kralloc_init(&alloc);
    if (c.alloc) {
        alloc.fn = c.alloc;
        alloc.user = c.alloc_user;
    }
    if (c.memory_limit)
        alloc.limit = c.memory_limit;
    KrVm *vm = krvm_new(&alloc);
    if (!vm)
        return no_memory(err);
    if (start(vm, &c))
        return (kr_vm *)vm;
    if (err) {
        *err = (kr_error){.size = err->size, .kind = KR_KIND_ERROR, .type = "RuntimeError", .message = "the VM could not be made",
                          .text = "RuntimeError: the VM could not be made\n"};
        KrValue e = vm->exec->pending;
        if (e != KR_EMPTY && krtype_of(vm, e) == KR_TYPE_OF(MemoryError))
            no_memory(err);
    }
    kr_free((kr_vm *)vm);
    return NULL;
}

bool kr_finish(kr_vm *host)
{
    KR_ENTER(vm, host, false);
    return krmodules_finish(vm);
}

bool kr_free(kr_vm *host)
{
    KrVm *vm = (KrVm *)host;
    if (!vm)
        return true;
    KrHost *h = krhost(vm);
    if (atomic_load_explicit(&vm->busy, memory_order_relaxed) || (h && h->leaving))
        return false;
    krvm_enter_anywhere(vm);
    if (h) {
        krhost_unroot_handles(h);
        h->leaving = true;
        krhost_leave_loop(h);
        krhost_forget_classes(vm, h);
        krhost_forget_extensions(vm, h);
    }
    krvm_release_objects(vm);
    if (h) {
        krhost_free_handles(vm, h);
        krbuf_release(&h->text);
        krbuf_release(&h->frames);
        krbuf_release(&h->typed);
        kralloc_free(&vm->alloc, h, sizeof *h);
        vm->hooks = NULL;
    }
    krmodules_release(vm);
    krvm_free(vm);
    return true;
}

void *kr_user(kr_vm *host)
{
    return krhost((KrVm *)host)->user;
}

bool kr_bind_stack(kr_vm *host, void *low, void *high)
{
    KrVm *vm = (KrVm *)host;
    if (krvm_busy_elsewhere(vm))
        return false;
    return krvm_bind_stack(vm, low, high) || (krraise_memory(vm), false);
}

const char *kr_version(void)
{
    return KRAIT_VERSION;
}

static KrList *text_list(KrVm *vm, int n, const char *const *texts)
{
    KrList *l = krlist_with_capacity(vm, (size_t)n);
    for (int i = 0; l && i < n; i++) {
        KrStr *s = krio_fs_decode(vm, texts[i], strlen(texts[i]));
        if (!s || !krlist_append(vm, l, krvalue(s)))
            return NULL;
    }
    return l;
}

bool kr_set_argv(kr_vm *host, int argc, const char *const *argv)
{
    KR_ENTER(vm, host, false);
    return krmodule_set(vm, vm->sys, "argv", krvalue_or_raised(text_list(vm, argc, argv)));
}

/* ---- code ---------------------------------------------------------------------------------------------------------- */

enum { MOST_SOURCES = 16 };

/* Tracebacks show lines of code that was in no file, too: the last few texts are kept. Standard input's is not. */
static bool register_source(KrVm *vm, KrStr *name, const char *source, size_t n)
{
    if (*krstr_data(name) != '<' || krstr_is(name, "<stdin>"))
        return true;
    KrValue list = krobj_lookup(vm, vm->sys, KR_NAME(_sources));
    if (list == KR_EMPTY) {
        list = krvalue_or_raised(krlist_with_capacity(vm, 1));
        if (list == KR_RAISED || !krobj_setattr(vm, vm->sys, KR_NAME(_sources), list))
            return false;
    }
    KrStr *text = list == KR_RAISED ? NULL : krio_fs_decode(vm, source, n);
    KrTuple *entry = text ? krtuple_of(vm, 2, krvalue(name), krvalue(text)) : NULL;
    if (!entry || !kris_exact(list, KR_T_list))
        return !vm->exec->pending;
    if (kras_list(list)->n >= MOST_SOURCES && krlist_pop(vm, kras_list(list), 0) == KR_RAISED)
        return false;
    return krlist_append(vm, kras_list(list), krvalue(entry));
}

kr_value kr_compile(kr_vm *host, const char *source, size_t n, const char *file, kr_mode mode)
{
    static const KrCompileMode modes[] = {KR_COMPILE_EXEC, KR_COMPILE_EVAL, KR_COMPILE_SINGLE};
    KR_ENTER(vm, host, KR_ERROR);
    if ((unsigned)mode >= KR_COUNT(modes))
        return out(krraise(vm, KR_T_ValueError, "kr_compile: there is no mode %d", (int)mode));
    if (!file)
        file = "<string>";
    KrStr *name = krio_fs_decode(vm, file, strlen(file));
    if (!name || !register_source(vm, name, source, n))
        return out(KR_RAISED);
    return out(krvalue_or_raised(krsource_compile(vm, source, n, name, modes[mode], *file == '<' ? 0 : KR_COMPILE_SCRIPT, NULL)));
}

static KrDict *namespace_of(KrVm *vm, kr_value module)
{
    if (kris_ptr(module.bits) && kris_instance(vm, module.bits, KR_TYPE_OF(module)))
        return ((KrModule *)kras_obj(module.bits))->dict;
    if (kris_ptr(module.bits) && kris_kind(vm, module.bits, KR_TF_DICT))
        return kras_dict(module.bits);
    krraise(vm, KR_T_TypeError, "code runs in a module or dict, not in '%T'", module.bits);
    return NULL;
}

/* A program that has used up all memory leaves some for the host: to compile a line, to look at what is there. A run that begins
 * then has half of it. */
enum { MOST_RESERVE = 512 << 10 };

static void begin_run(KrVm *vm)
{
    size_t limit = krhost(vm)->memory_limit, used = vm->alloc.used;
    if (limit == SIZE_MAX)
        return;
    size_t reserve = limit / 16 < MOST_RESERVE ? limit / 16 : MOST_RESERVE;
    if (used < limit && limit - used < 2 * reserve)
        reserve = (limit - used) / 2;
    vm->alloc.limit = limit - reserve;
}

static kr_value end_run(KrVm *vm, KrValue v)
{
    KrHost *h = krhost(vm);
    vm->alloc.limit = h->memory_limit;
    vm->limits.pausing = false;
    if (v == KR_PAUSED)
        h->paused = KR_RUN_PAUSED;
    return out(v);
}

/* Nothing of the VM is on the C stack, and nothing is paused. */
static bool is_outermost(const KrVm *vm)
{
    return !vm->exec->frame && !vm->exec->in_host;
}

kr_value kr_run(kr_vm *host, kr_value code, kr_value module)
{
    KR_ENTER(vm, host, KR_ERROR);
    KrDict *d = krgiven(vm, code) && krgiven(vm, module) ? namespace_of(vm, module) : NULL;
    if (!d || vm->exec->pending != KR_EMPTY)
        return out(KR_RAISED);
    if (!kris_exact(code.bits, KR_T_code))
        return out(krraise(vm, KR_T_TypeError, "kr_run() takes code, not '%T'", code.bits));
    KrCode *c = (KrCode *)kras_obj(code.bits);
    if (!is_outermost(vm))
        return out(krrun_code(vm, c, d, KR_EMPTY, NULL));
    begin_run(vm);
    return end_run(vm, krrun_pausable(vm, c, d));
}

kr_value kr_resume(kr_vm *host)
{
    KR_ENTER(vm, host, KR_ERROR);
    if (krhost(vm)->paused != KR_RUN_PAUSED || vm->heap.gaps || vm->exec->in_host)
        return out(krraise(vm, KR_T_SystemError, "kr_resume: no run is paused"));
    krhost(vm)->paused = KR_RUNS_ON;
    begin_run(vm);
    return end_run(vm, krinterp_pausable(vm));
}

kr_value krhost_call(KrVm *vm, KrValue fn, const KrValue *args, uint32_t n, KrTuple *names)
{
    if (KR_UNLIKELY(vm->exec->pending != KR_EMPTY))
        return KR_ERROR;
    if (!is_outermost(vm))
        return out(krcall_kw(vm, fn, args, n, names));
    KrValue v = krcall_pausable(vm, fn, &(KrArgs){args, n, names, KR_EMPTY});
    vm->limits.pausing = false;
    if (KR_UNLIKELY(v == KR_PAUSED))
        krhost(vm)->paused = KR_RUN_PAUSED;
    return out(v);
}

kr_value kr_call(kr_vm *host, kr_value fn, const kr_value *args, size_t n)
{
    KR_ENTER(vm, host, KR_ERROR);
    if (!krgiven(vm, fn) || !krgiven_all(vm, args, n))
        return out(KR_RAISED);
    return krhost_call(vm, fn.bits, (const KrValue *)args, (uint32_t)n, NULL);
}

kr_value kr_import(kr_vm *host, const char *name)
{
    KR_ENTER(vm, host, KR_ERROR);
    return out(krmodule_import(vm, name));
}

kr_value kr_main(kr_vm *host)
{
    KrVm *vm = (KrVm *)host;
    return out(krdict_get_name(vm, vm->modules, KR_NAME(__main__)));
}

/* ---- values --------------------------------------------------------------------------------------------------------- */

kr_value kr_none(void)
{
    return out(KR_NONE);
}

kr_value kr_not_implemented(void)
{
    return out(KR_NOTIMPLEMENTED);
}

kr_value kr_bool(bool b)
{
    return out(krbool(b));
}

kr_value kr_int(kr_vm *host, int64_t i)
{
    if (KR_LIKELY(krfits_int(i)))
        return out(krsmall(i));
    KR_ENTER_BRIEFLY(vm, host, KR_ERROR);
    return out(krint_from(vm, i));
}

kr_value kr_float(double d)
{
    return out(krdouble(d));
}

kr_value kr_str(kr_vm *host, const char *utf8, size_t n)
{
    KR_ENTER_BRIEFLY(vm, host, KR_ERROR);
    return out(krvalue_or_raised(krio_fs_decode(vm, utf8, n)));
}

kr_value kr_list(kr_vm *host, const kr_value *items, size_t n)
{
    KR_ENTER_BRIEFLY(vm, host, KR_ERROR);
    return out(krgiven_all(vm, items, n) ? krvalue_or_raised(krlist_new(vm, (const KrValue *)items, n)) : KR_RAISED);
}

bool kr_is_none(kr_value v)
{
    return v.bits == KR_NONE;
}

bool kr_as_int(kr_vm *host, kr_value v, int64_t *result)
{
    if (KR_LIKELY(kris_int(v.bits))) {
        *result = kras_int(v.bits);
        return true;
    }
    KR_ENTER(vm, host, false);
    return krgiven(vm, v) && krobj_as_i64(vm, v.bits, result, false);
}

bool kr_as_float(kr_vm *host, kr_value v, double *result)
{
    if (KR_LIKELY(kris_double(v.bits))) {
        *result = kras_double(v.bits);
        return true;
    }
    KR_ENTER(vm, host, false);
    return krgiven(vm, v) && krobj_as_double(vm, v.bits, result);
}

const char *kr_utf8(kr_vm *host, kr_value v, size_t *n)
{
    KR_ENTER_BRIEFLY(vm, host, NULL);
    if (!krgiven(vm, v))
        return NULL;
    if (!kris_str(vm, v.bits)) {
        krraise(vm, KR_T_TypeError, "a str is needed, not '%T'", v.bits);
        return NULL;
    }
    KrStr *s = kras_str(v.bits);
    if (!krstr_settle(vm, s)) /* a slice has no NUL */
        return NULL;
    if (n)
        *n = s->size;
    return krstr_data(s);
}

kr_value kr_to_str(kr_vm *host, kr_value v)
{
    KR_ENTER(vm, host, KR_ERROR);
    return out(krgiven(vm, v) ? krobj_str(vm, v.bits) : KR_RAISED);
}

kr_value kr_repr(kr_vm *host, kr_value v)
{
    KR_ENTER(vm, host, KR_ERROR);
    return out(krgiven(vm, v) ? krobj_repr(vm, v.bits) : KR_RAISED);
}

kr_value kr_getattr(kr_vm *host, kr_value o, const char *name)
{
    KR_ENTER(vm, host, KR_ERROR);
    const KrStr *key = krgiven(vm, o) ? krintern_text(vm, name, strlen(name)) : NULL;
    return out(key ? krobj_getattr(vm, o.bits, key) : KR_RAISED);
}

bool kr_setattr(kr_vm *host, kr_value o, const char *name, kr_value v)
{
    KR_ENTER(vm, host, false);
    const KrStr *key = krgiven(vm, o) && krgiven(vm, v) ? krintern_text(vm, name, strlen(name)) : NULL;
    return key && krobj_setattr(vm, o.bits, key, v.bits);
}

kr_value kr_getitem(kr_vm *host, kr_value o, kr_value key)
{
    KR_ENTER(vm, host, KR_ERROR);
    return out(krgiven(vm, o) && krgiven(vm, key) ? krobj_getitem(vm, o.bits, key.bits) : KR_RAISED);
}

bool kr_setitem(kr_vm *host, kr_value o, kr_value key, kr_value v)
{
    KR_ENTER(vm, host, false);
    return krgiven(vm, o) && krgiven(vm, key) && krgiven(vm, v) && krobj_setitem(vm, o.bits, key.bits, v.bits);
}

/* ---- control ------------------------------------------------------------------------------------------------------------ */

/* Sets flags for the next poll, and ends a wait of the event loop. The count keeps the loop alive meanwhile. */
static void set_flags(KrVm *vm, uint32_t flags)
{
    atomic_fetch_add(&vm->wakers, 1);
    atomic_fetch_or(&vm->flags, flags);
    KrLoop *loop = atomic_load(&vm->waiting);
    if (loop)
        krloop_wake(loop);
    atomic_fetch_sub(&vm->wakers, 1);
}

void kr_interrupt(kr_vm *host, int how)
{
    set_flags((KrVm *)host, how == KR_KILL ? KR_FLAG_KILL : how == KR_PAUSE ? KR_FLAG_PAUSE : KR_FLAG_INTERRUPT);
}

/* Async-signal-safe. */
void kr_signal(kr_vm *host, int number)
{
    KrVm *vm = (KrVm *)host;
    int saved = errno, fd = atomic_load(&vm->wakeup_fd) - 1;
    if (number < 1 || number > 64)
        return;
    if (!vm->signal_handler && number == SIGINT) {
        set_flags(vm, KR_FLAG_INTERRUPT);
        return;
    }
    atomic_fetch_or(&vm->signals, UINT64_C(1) << (number - 1));
    set_flags(vm, KR_FLAG_SIGNAL);
    unsigned char byte = (unsigned char)number;
    if (fd >= 0 && write(fd, &byte, 1) < 0) {
        /* A full pipe has woken the reader already. */
    }
    errno = saved;
}

bool kr_limit(kr_vm *host, int what, uint64_t value)
{
    KR_ENTER(vm, host, false);
    if (what == KR_LIMIT_MEMORY)
        vm->alloc.limit = krhost(vm)->memory_limit = value ? (size_t)value : SIZE_MAX;
    else if (what == KR_LIMIT_DEPTH && value && value < 1 << 24)
        vm->exec->depth_limit = (uint32_t)value;
    else if (what == KR_LIMIT_FUEL)
        krlimits_fuel(vm, value ? value : UINT64_MAX);
    else if (what == KR_LIMIT_PAUSE)
        krlimits_pause(vm, value ? value : UINT64_MAX);
    else if (what == KR_LIMIT_DEADLINE)
        krlimits_deadline(vm, value && value < INT64_MAX / 2 ? krclock_monotonic() + (int64_t)value : INT64_MAX);
    else if (what == KR_LIMIT_HARD && value <= 1)
        vm->limits.hard = value;
    else
        return krraise(vm, KR_T_ValueError, "kr_limit: no such limit, or a value out of range"), false;
    return true;
}

void kr_get_stats(kr_vm *host, kr_stats *result)
{
    KrVm *vm = (KrVm *)host;
    kr_stats s = {.size = sizeof s, .bytes = vm->alloc.used, .peak_bytes = vm->alloc.peak,
                  .fuel = krfuel_used(vm), .collections = vm->heap.collections,
                  .frames_entered = vm->frames_entered, .live_bytes = krheap_live(vm),
                  .handles = atomic_load(&krhost(vm)->handles)};
    size_t size = result->size && result->size < sizeof s ? result->size : sizeof s;
    memcpy(result, &s, size);
}

void kr_collect(kr_vm *host)
{
    KR_ENTER(vm, host, );
    krheap_collect(vm);
    krvm_finalize_pending(vm);
}
