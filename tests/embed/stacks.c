/* SPDX-License-Identifier: MIT
 * One VM on several C stacks in turn: the main thread's, that of a thread with 64 KiB, those of fibers in the heap. Values that
 * lie on each survive, recursion ends in RecursionError everywhere, a second thread is told that the VM is busy. */
#include "host.h"

#include <pthread.h>
#include <ucontext.h>

/* Sanitizers make frames several times as large. */
#if defined(__SANITIZE_ADDRESS__)
enum { SMALL_STACK = 512 << 10 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { SMALL_STACK = 512 << 10 };
#else
enum { SMALL_STACK = 64 << 10 };
#endif
#else
enum { SMALL_STACK = 64 << 10 };
#endif

static const char library[] =
    "import gc\n"
    "def down(n): return 0 if n == 0 else 1 + down(n - 1)\n"
    "class Deep:\n"
    "  def __init__(self, inner): self.inner = inner\n"
    "  def __repr__(self): return repr(self.inner)\n"
    "  def __eq__(self, other): return self.inner == other.inner\n"
    "def nested(depth):\n"
    "  d = 1\n"
    "  for i in range(depth): d = Deep(d)\n"
    "  return d\n"
    "def overflow(f, *args):\n"
    "  try: f(*args)\n"
    "  except RecursionError: return 1\n"
    "  return 0\n"
    "endless = []\n"
    "endless.append((endless, 1))\n"
    "def churn():\n"
    "  for i in range(3):\n"
    "    keep = [[j, str(j)] for j in range(2000)]\n"
    "    gc.collect()\n"
    "  assert all(a == int(b) for a, b in keep)\n"
    "  return 1\n"
    "def fail(): raise KeyError('lost')\n"
    "def with_local(f, text):\n"
    "  local = [text] * 3\n"
    "  f()\n"
    "  return 1 if local == [text, text, text] else 0\n";

/* What every stack has to stand. */
static void drive(kr_vm *vm, const char *where)
{
    kr_value text = kr_str(vm, where, strlen(where));
    CHECK(!kr_failed(text), "%s", where);
    CHECK(host_int(vm, "1 + 1") == 2, "%s", where);
    CHECK(host_int(vm, "churn()") == 1, "%s", where);
    CHECK(host_int(vm, "down(500)") == 500, "%s", where);
    CHECK(host_int(vm, "overflow(down, 100000)") == 1, "%s", where);
    CHECK(host_int(vm, "overflow(repr, nested(100000))") == 1, "%s", where);
    CHECK(host_int(vm, "overflow(Deep.__eq__, nested(100000), nested(100000))") == 1, "%s", where);
    CHECK(host_int(vm, "overflow(eval, '(' * 150 + '1' + ')' * 150) >= 0") == 1, "%s", where);
    CHECK(host_int(vm, "len(sorted([3, 1, 2], key=lambda x: -x)) + len('%s %r' % ('a', 'b'))") == 8, "%s", where);
    CHECK(host_int(vm, "__import__('json').loads('[1, [2, {\"a\": 3}]]')[1][1]['a']") == 3, "%s", where);
    CHECK(host_int(vm, "__import__('re').match('(a|b)*c', 'abab' * 50 + 'c').end()") == 201, "%s", where);
    CHECK(kr_failed(host_run(vm, "fail()", KR_EVAL)), "%s", where);
    kr_error e = {.size = sizeof e};
    CHECK(kr_catch(vm, &e) && !strcmp(e.type, "KeyError") && e.nframes == 2, "%s: %s", where, e.text);
    const char *kept = kr_utf8(vm, text, NULL);
    CHECK(kept && !strcmp(kept, where), "%s: %s", where, kept ? kept : "lost");
}

/* ---- threads ---------------------------------------------------------------------------------------------------------- */

static void in_thread(size_t stack, void *(*fn)(void *), void *user)
{
    pthread_attr_t attr;
    pthread_t thread;
    pthread_attr_init(&attr);
    CHECK(!pthread_attr_setstacksize(&attr, stack), "%zu", stack);
    CHECK(!pthread_create(&thread, &attr, fn, user), "thread");
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attr);
}

static void *drive_small(void *vm)
{
    drive(vm, "a thread of 64 KiB");
    return NULL;
}

static void *drive_large(void *vm)
{
    drive(vm, "a thread of 8 MiB");
    return NULL;
}

/* ---- fibers ------------------------------------------------------------------------------------------------------------- */

typedef struct Fiber {
    ucontext_t self, caller;
    char *stack;
    size_t size;
    kr_vm *vm;
    void (*run)(struct Fiber *f);
    kr_value value;
    const char *name;
} Fiber;

static Fiber *current;

static void fiber_main(void)
{
    current->run(current);
}

static void fiber_start(Fiber *f, kr_vm *vm, size_t size, const char *name, void (*run)(Fiber *f))
{
    *f = (Fiber){.stack = malloc(size), .size = size, .vm = vm, .run = run, .name = name};
    getcontext(&f->self);
    f->self.uc_stack.ss_sp = f->stack;
    f->self.uc_stack.ss_size = size;
    f->self.uc_link = &f->caller;
    makecontext(&f->self, fiber_main, 0);
}

static void fiber_switch(Fiber *f)
{
    Fiber *before = current;
    current = f;
    swapcontext(&f->caller, &f->self);
    current = before;
}

static void bind_fiber(Fiber *f)
{
    CHECK(kr_bind_stack(f->vm, f->stack, f->stack + f->size), "%s", f->name);
}

static void fiber_end(Fiber *f)
{
    CHECK(kr_bind_stack(f->vm, f->stack, NULL), "%s", f->name);
    free(f->stack);
}

static void run_drive(Fiber *f)
{
    drive(f->vm, f->name);
}

static void run_unknown(Fiber *f)
{
    kr_error e = {.size = sizeof e};
    CHECK(kr_failed(kr_str(f->vm, "x", 1)), "an unknown stack");
    CHECK(kr_catch(f->vm, &e) && e.kind == KR_KIND_STACK && strstr(e.text, "kr_bind_stack"), "%d", (int)e.kind);
    kr_vm *made = kr_new(NULL, &e);
    CHECK(made && kr_bind_stack(made, f->stack, f->stack + f->size), "a VM that is made in a fiber");
    CHECK(host_int(made, "2 * 3") == 6, "a VM that is made in a fiber");
    kr_free(made);
}

static void test_fibers(kr_vm *vm)
{
    static const size_t sizes[] = {SMALL_STACK, SMALL_STACK * 3 / 2, SMALL_STACK * 4};
    Fiber f;
    for (int i = 0; i < 3; i++) {
        fiber_start(&f, vm, sizes[i], "a fiber", run_drive);
        bind_fiber(&f);
        fiber_switch(&f);
        drive(vm, "main after a fiber");
        fiber_end(&f);
    }
    fiber_start(&f, vm, SMALL_STACK, "unknown", run_unknown);
    fiber_switch(&f);
    free(f.stack);
    drive(vm, "main after an unknown stack");
}

/* ---- a call that waits on one stack while another enters ---------------------------------------------------------------- */

static void run_nested(Fiber *f)
{
    drive(f->vm, f->name);
    if (f->name[0] > '1') {
        char deeper[] = {(char)(f->name[0] - 1), '\0'};
        char text[64];
        snprintf(text, sizeof text, "with_local(lambda: descend(%d), 'in %s')", f->name[0] - '1', deeper);
        CHECK(host_int(f->vm, text) == 1, "%s", f->name);
    }
}

/* descend(n): a fiber runs the VM, which may call descend(n - 1). What this frame holds is only here. */
static kr_value descend(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    int64_t level = 0;
    char name[] = {'0', '\0'};
    Fiber f;
    (void)user;
    CHECK(n == 1 && kr_as_int(vm, args[0], &level), "descend");
    name[0] = (char)('0' + level);
    kr_value volatile mine = kr_str(vm, "only on the stack that waits", 28);
    kr_run(vm, kr_compile(vm, "1", 1, "<host>", KR_EVAL), kr_main(vm));
    fiber_start(&f, vm, SMALL_STACK, name, run_nested);
    bind_fiber(&f);
    fiber_switch(&f);
    const char *text = kr_utf8(vm, mine, NULL);
    CHECK(text && !strcmp(text, "only on the stack that waits"), "%s", text ? text : "lost");
    fiber_end(&f);
    return kr_none();
}

static void *nested_in_thread(void *vm)
{
    CHECK(host_int(vm, "with_local(lambda: descend(2), 'thread')") == 1, "a thread and two fibers");
    return NULL;
}

/* ---- a second thread ------------------------------------------------------------------------------------------------------ */

static void *intrude(void *vm)
{
    kr_error e = {.size = sizeof e};
    CHECK(kr_failed(kr_str(vm, "x", 1)), "a second thread");
    CHECK(kr_catch(vm, &e) && e.kind == KR_KIND_BUSY && strstr(e.message, "another thread"), "%d: %s", (int)e.kind, e.message);
    CHECK(kr_failed(host_run(vm, "1", KR_EVAL)), "a second thread runs");
    CHECK(kr_loop_run(vm, 0, 0) == KR_LOOP_ERROR && !kr_hold(vm, kr_none()), "a second thread");
    kr_free(vm);
    return NULL;
}

static kr_value let_intrude(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    (void)args, (void)n, (void)user;
    in_thread(256 << 10, intrude, vm);
    return kr_none();
}

/* A thread that tries all the time, from before a script's loop until behind it: it never gets in. */
typedef struct Storm {
    kr_vm *vm;
    pthread_t thread;
    atomic_int entered, refused, stop;
} Storm;

static void *rage(void *user)
{
    Storm *s = user;
    while (!atomic_load(&s->stop)) {
        kr_error e = {.size = sizeof e};
        if (!kr_failed(kr_getattr(s->vm, kr_float(1), "real")))
            atomic_fetch_add(&s->entered, 1);
        else if (kr_catch(s->vm, &e) && e.kind == KR_KIND_BUSY)
            atomic_fetch_add(&s->refused, 1);
    }
    return NULL;
}

static kr_value begin_storm(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    (void)vm, (void)args, (void)n;
    Storm *s = user;
    CHECK(!pthread_create(&s->thread, NULL, rage, s), "thread");
    while (!atomic_load(&s->refused))
        sched_yield();
    return kr_none();
}

static kr_value end_storm(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    (void)vm, (void)args, (void)n;
    Storm *s = user;
    atomic_store(&s->stop, 1);
    pthread_join(s->thread, NULL);
    return kr_none();
}

static void test_busy(kr_vm *vm)
{
    Storm s = {.vm = vm};
    CHECK(host_int(vm, "with_local(intrude, 'busy')") == 1, "busy");
    CHECK(kr_define(vm, kr_main(vm), "begin()", begin_storm, &s) && kr_define(vm, kr_main(vm), "end()", end_storm, &s), "storm");
    host_ok(vm, "begin()\nassert sum(down(100) for i in range(200)) == 20000 and churn()\nend()");
    CHECK(s.entered == 0 && s.refused > 0, "%d entered, %d refused", (int)s.entered, (int)s.refused);
}

int main(void)
{
    kr_vm *vm = kr_new(NULL, NULL);
    kr_limit(vm, KR_LIMIT_DEPTH, 2000);
    host_ok(vm, library);
    CHECK(kr_define(vm, kr_main(vm), "descend(n: int)", descend, NULL), "descend");
    CHECK(kr_define(vm, kr_main(vm), "intrude()", let_intrude, NULL), "intrude");
    for (int i = 0; i < 2; i++) {
        drive(vm, "the main thread");
        in_thread(SMALL_STACK, drive_small, vm);
        in_thread(8 << 20, drive_large, vm);
    }
    test_fibers(vm);
    CHECK(host_int(vm, "with_local(lambda: descend(4), 'main')") == 1, "four fibers deep");
    in_thread(SMALL_STACK, nested_in_thread, vm);
    in_thread(8 << 20, nested_in_thread, vm);
    test_busy(vm);
    drive(vm, "the main thread at the end");
    kr_free(vm);
    return host_status("stacks");
}
