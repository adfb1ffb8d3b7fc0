/* SPDX-License-Identifier: MIT
 * What a host does wrong: each has a clear end, and the VM goes on. */
#include "host.h"

#include <pthread.h>

static bool raised(kr_vm *vm, const char *type, const char *message)
{
    kr_error e = {.size = sizeof e};
    bool ok = kr_catch(vm, &e) && !strcmp(e.type, type) && strstr(e.message, message);
    if (!ok)
        printf("pending: %s: %s\n", e.type ? e.type : "nothing", e.message ? e.message : "");
    return ok;
}

static kr_value def(kr_vm *vm, kr_cfn fn)
{
    kr_define(vm, kr_main(vm), "f(g=None)", fn, NULL);
    return host_run(vm, "f()", KR_EVAL);
}

/* ---- what a function of the host's returns ----------------------------------------------------------------------------- */

static kr_value leaves_pending(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    (void)args, (void)n, (void)user;
    kr_raise(vm, "ValueError", "left behind");
    return kr_int(vm, 5);
}

static kr_value returns_paused(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    (void)vm, (void)args, (void)n, (void)user;
    return (kr_value){KR_PAUSED_BITS};
}

static kr_value returns_empty(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    (void)vm, (void)args, (void)n, (void)user;
    return (kr_value){0};
}

static kr_value calls_while_pending(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    (void)n, (void)user;
    kr_raise(vm, "ValueError", "first");
    return kr_call(vm, args[0], NULL, 0);
}

static kr_value frees(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    (void)args, (void)n, (void)user;
    return kr_bool(kr_free(vm));
}

static kr_value resumes(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    (void)args, (void)n, (void)user;
    return kr_resume(vm);
}

static kr_value runs(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    (void)args, (void)n, (void)user;
    return host_run(vm, "6 * 7", KR_EVAL);
}

static void test_returns(kr_vm *vm)
{
    CHECK(kr_failed(def(vm, leaves_pending)) && raised(vm, "ValueError", "left behind"), "pending");
    CHECK(kr_failed(def(vm, returns_paused)) && raised(vm, "SystemError", "no value"), "paused");
    CHECK(kr_failed(kr_resume(vm)) && raised(vm, "SystemError", "no run is paused"), "resume");
    CHECK(kr_is_none(def(vm, returns_empty)), "an empty value is None");
    CHECK(kr_is_none(kr_bool(false)) == false && def(vm, frees).bits == kr_bool(false).bits, "kr_free() below a call");
    CHECK(kr_failed(def(vm, resumes)) && raised(vm, "SystemError", "no run is paused"), "resume inside");
    int64_t i;
    CHECK(kr_as_int(vm, def(vm, runs), &i) && i == 42, "a run inside");
    kr_define(vm, kr_main(vm), "f(g)", calls_while_pending, NULL);
    CHECK(kr_failed(host_run(vm, "called = []\nf(lambda: called.append(1))", KR_EXEC)) && raised(vm, "ValueError", "first"), "a call while pending");
    CHECK(host_int(vm, "len(called)") == 0, "was not made");
    kr_value list = host_run(vm, "called", KR_EVAL), append = kr_getattr(vm, list, "append");
    kr_raise(vm, "ValueError", "second");
    CHECK(kr_failed(kr_call(vm, append, &list, 1)) && raised(vm, "ValueError", "second") && kr_len(vm, list) == 0, "nor one of a native");
}

/* ---- values --------------------------------------------------------------------------------------------------------------- */

static void test_values(kr_vm *vm)
{
    CHECK(!kr_hold(vm, (kr_value){0}) && raised(vm, "SystemError", "an empty kr_value"), "empty");
    CHECK(kr_failed(kr_repr(vm, (kr_value){KR_PAUSED_BITS})) && raised(vm, "SystemError", "kr_resume()"), "paused");
    CHECK(kr_failed(kr_repr(vm, KR_ERROR)) && raised(vm, "SystemError", "was taken"), "an error's");
    CHECK(kr_failed(kr_compile(vm, "1", 1, "f", (kr_mode)9)) && raised(vm, "ValueError", "no mode 9"), "mode");
    CHECK(kr_failed(kr_compile(vm, "1 +", 3, NULL, KR_EXEC)) && raised(vm, "SyntaxError", "<string>"), "no file");
    CHECK(kr_free(NULL), "no VM");
    kr_drop(vm, NULL);
    kr_report(vm, kr_int(vm, 3));
    kr_report(vm, KR_ERROR);
    CHECK(!kr_catch(vm, NULL), "nothing is pending");
    /* A slice shares text that goes on behind it. */
    const char *const slices[] = {"('x' * 1000 + 'y' * 1000)[:1000]", "('x' * 1000 + 'y').partition('y')[0]", "('\\xe9' * 2000)[:500]"};
    for (size_t k = 0; k < 3; k++) {
        size_t n;
        const char *text = kr_utf8(vm, host_run(vm, slices[k], KR_EVAL), &n);
        CHECK(text && n == 1000 && strlen(text) == n, "%s", slices[k]);
    }
}

/* What only a pointer into it keeps. */
static __attribute__((noinline)) const char *text_of(kr_vm *vm, const char *expression)
{
    return kr_utf8(vm, host_run(vm, expression, KR_EVAL), NULL);
}

static void test_pointers(kr_vm *vm)
{
    const char *small = text_of(vm, "'ab' * 20"), *large = text_of(vm, "'xy' * 50000"), *slice = text_of(vm, "('p' * 1000 + 'q' * 1000)[:1000]");
    for (int i = 0; i < 5; i++) {
        host_ok(vm, "kept = ['-' * 40 for i in range(3000)] + ['-' * 100000 for i in range(20)] + ['-' * 1000 for i in range(300)]\nkept = None");
        kr_collect(vm);
    }
    CHECK(strlen(small) == 40 && !strncmp(small, "abab", 4) && strlen(large) == 100000 && !strcmp(large + 99996, "xyxy"), "%s", small);
    CHECK(strlen(slice) == 1000 && strspn(slice, "p") == 1000, "%s", slice);
}

static void test_other_vm(void)
{
    kr_config config = {.size = sizeof config, .options = KR_DEV_MODE};
    kr_vm *vm = kr_new(&config, NULL), *other = kr_new(NULL, NULL);
    kr_value foreign = kr_list(other, NULL, 0);
    CHECK(!kr_setattr(vm, kr_main(vm), "x", foreign) && raised(vm, "SystemError", "none of this VM"), "attribute");
    CHECK(!kr_append(vm, foreign, kr_none()) && raised(vm, "SystemError", "none of this VM"), "list");
    CHECK(!kr_hold(vm, foreign) && raised(vm, "SystemError", "none of this VM"), "handle");
    CHECK(kr_failed(kr_run(vm, kr_compile(other, "1", 1, "f", KR_EVAL), kr_main(vm))) && raised(vm, "SystemError", "none of this VM"), "code");
    CHECK(kr_setattr(vm, kr_main(vm), "x", kr_getattr(other, kr_import(other, "builtins"), "int")), "what all VMs share");
    kr_free(other);
    kr_free(vm);
}

/* ---- exceptions ------------------------------------------------------------------------------------------------------------ */

static void test_exceptions(kr_vm *vm)
{
    kr_error e = {.size = sizeof e};
    host_ok(vm, "import sys, types\nclass GameError(Exception): pass\ngame = types.ModuleType('game')\ngame.GameError = GameError\nsys.modules['game'] = game");
    kr_raise(vm, "game.GameError", "level %d", 3);
    CHECK(kr_catch(vm, &e) && !strcmp(e.type, "GameError") && !strcmp(e.message, "level 3"), "%s", e.type);
    char long_text[3000];
    memset(long_text, 'x', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    kr_raise(vm, "ValueError", "%s", long_text);
    CHECK(kr_catch(vm, &e) && !strcmp(e.message, long_text), "%zu bytes", strlen(e.message));
    kr_raise(vm, "game.None", "x");
    CHECK(raised(vm, "SystemError", "there is no exception game.None"), "no such");
    kr_raise(vm, "gone.Error", "x");
    CHECK(raised(vm, "SystemError", "there is no exception gone.Error"), "no module");
    kr_raise(vm, "int", "x");
    CHECK(raised(vm, "SystemError", "there is no exception int"), "no exception");
    /* One that was caught goes on; a class or an instance is raised. */
    CHECK(kr_failed(host_run(vm, "1 / 0", KR_EVAL)) && kr_catch(vm, &e), "caught");
    CHECK(kr_failed(kr_throw(vm, e.exception)) && kr_catch(vm, &e) && !strcmp(e.type, "ZeroDivisionError") && e.nframes == 1, "thrown again");
    CHECK(kr_failed(kr_throw(vm, host_run(vm, "GameError", KR_EVAL))) && raised(vm, "GameError", ""), "a class");
    CHECK(kr_failed(kr_throw(vm, host_run(vm, "GameError(5)", KR_EVAL))) && raised(vm, "GameError", "5"), "an instance");
    CHECK(kr_failed(kr_throw(vm, kr_none())) && raised(vm, "TypeError", "exceptions must derive"), "no exception");
    const char *const bad = "x = 1\ny = 'é' + (2 +\n";
    CHECK(kr_failed(host_run(vm, bad, KR_EXEC)) && kr_catch(vm, &e) && e.nframes == 1, "syntax");
    CHECK(e.nframes == 1 && e.frames[0].line == 2 && e.frames[0].column == 11 && e.frames[0].end_column == 12 && !strcmp(e.frames[0].file, "<host>"),
          "%d:%d-%d", e.frames[0].line, e.frames[0].column, e.frames[0].end_column);
    kr_value v;
    CHECK(kr_findattr(vm, kr_main(vm), "GameError", &v) == 1 && kr_typeof(vm, v) == KR_TYPE_CLASS, "there");
    CHECK(kr_findattr(vm, kr_main(vm), "nothing", &v) == 0 && !kr_catch(vm, NULL), "not there");
    host_ok(vm, "class Bad:\n  @property\n  def x(self): 1 / 0\nbad = Bad()");
    CHECK(kr_findattr(vm, host_run(vm, "bad", KR_EVAL), "x", &v) == -1 && raised(vm, "ZeroDivisionError", ""), "fails");
}

/* ---- after a hard limit ------------------------------------------------------------------------------------------------------ */

/* Takes the kill, runs something, returns a value: the script is over all the same. */
static kr_value survives(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    kr_error e = {.size = sizeof e};
    (void)n, (void)user;
    CHECK(kr_failed(kr_call(vm, args[0], NULL, 0)) && kr_catch(vm, &e) && e.kind == KR_KIND_KILLED, "killed inside");
    CHECK(kr_failed(host_run(vm, "1 + 1", KR_EVAL)) && kr_catch(vm, &e) && e.kind == KR_KIND_KILLED, "and still");
    return kr_none();
}

static void test_killed(void)
{
    kr_vm *vm = kr_new(NULL, NULL);
    kr_error e = {.size = sizeof e};
    kr_limit(vm, KR_LIMIT_HARD, 1);
    kr_limit(vm, KR_LIMIT_FUEL, 200000);
    CHECK(kr_failed(host_run(vm, "while True: pass", KR_EXEC)), "killed");
    CHECK(kr_failed(host_run(vm, "1 + 1", KR_EVAL)) && !kr_failed(kr_str(vm, "x", 1)), "before kr_catch() nothing runs");
    CHECK(kr_catch(vm, &e) && e.kind == KR_KIND_KILLED && host_int(vm, "1 + 1") == 2, "after it all does");
    kr_limit(vm, KR_LIMIT_FUEL, 200000);
    kr_define(vm, kr_main(vm), "f(g)", survives, NULL);
    const char *const script = "said = []\ndef g():\n  while True: pass\ntry:\n  f(g)\n  said.append('after')\nexcept BaseException:\n  said.append('except')\n"
                               "finally:\n  said.append('finally')\n";
    CHECK(kr_failed(host_run(vm, script, KR_EXEC)) && kr_catch(vm, &e) && e.kind == KR_KIND_KILLED, "the script is over");
    CHECK(host_int(vm, "len(said)") == 0, "nothing more of it ran");
    CHECK(kr_free(vm), "free");
}

/* ---- handles ------------------------------------------------------------------------------------------------------------------ */

typedef struct Holder {
    kr_vm *vm;
    kr_ref *ref;
} Holder;

static void holder_gone(void *mem, void *user)
{
    Holder *h = mem;
    (void)user;
    if (h->ref)
        kr_drop(h->vm, h->ref);
}

static const kr_classdef holder_def = {.name = "host.Holder", .size = sizeof(Holder), .finalize = holder_gone};

static size_t handles(kr_vm *vm)
{
    kr_stats s = {.size = sizeof s};
    kr_get_stats(vm, &s);
    return s.handles;
}

enum { HOLDERS = 300 };

static void make_holders(kr_vm *vm)
{
    for (int i = 0; i < HOLDERS; i++) {
        void *mem;
        if (!kr_failed(kr_object(vm, kr_class(vm, &holder_def, kr_none()), &mem)))
            *(Holder *)mem = (Holder){vm, kr_hold(vm, kr_list(vm, NULL, 0))};
    }
}

static void *drop_all(void *user)
{
    Holder *all = user;
    for (int i = 0; i < HOLDERS; i++)
        kr_drop(all[i].vm, all[i].ref);
    return NULL;
}

/* One thread runs the script, another drops handles at the same time. */
static void drop_from_thread(kr_vm *vm)
{
    static Holder all[HOLDERS];
    pthread_t thread;
    for (int i = 0; i < HOLDERS; i++)
        all[i] = (Holder){vm, kr_hold(vm, kr_list(vm, NULL, 0))};
    CHECK(handles(vm) == HOLDERS + 1, "%zu", handles(vm));
    CHECK(!pthread_create(&thread, NULL, drop_all, all), "thread");
    host_ok(vm, "for i in range(20000): [i, [i]]\n");
    for (int i = 0; i < 100; i++)
        kr_drop(vm, kr_hold(vm, kr_list(vm, NULL, 0)));
    pthread_join(thread, NULL);
    CHECK(handles(vm) == 1, "%zu", handles(vm));
}

static void test_handles(void)
{
    kr_vm *vm = kr_new(NULL, NULL);
    kr_ref *kept = kr_hold(vm, kr_list(vm, NULL, 0));
    CHECK(handles(vm) == 1, "%zu", handles(vm));
    make_holders(vm);
    for (int i = 0; i < 50; i++)
        host_ok(vm, "def deep(n): return [n] and (deep(n - 1) if n else 0)\ndeep(50)\n[object() for i in range(1000)]");
    kr_collect(vm);
    CHECK(handles(vm) < HOLDERS / 2, "finalizers drop: %zu", handles(vm));
    kr_collect(vm);
    host_ok(vm, "import gc\ngc.collect()");
    make_holders(vm); /* the last of them are finalized by kr_free() */
    kr_vm *second = kr_new(NULL, NULL);
    kr_ref *once = kr_hold(second, kr_list(second, NULL, 0));
    kept = kr_hold(second, kept ? kr_list(second, NULL, 0) : kr_none());
    kr_drop(second, once);
    kr_drop(second, once); /* seen, since nothing has freed it yet */
    CHECK(handles(second) == 1, "%zu", handles(second));
    drop_from_thread(second);
    kr_drop(second, kept);
    CHECK(kr_free(second) && kr_free(vm), "free");
}

int main(void)
{
    kr_vm *vm = kr_new(NULL, NULL);
    test_returns(vm);
    test_values(vm);
    test_pointers(vm);
    test_exceptions(vm);
    CHECK(kr_free(vm), "kr_free");
    test_other_vm();
    test_killed();
    test_handles();
    return host_status("failures");
}
