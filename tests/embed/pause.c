/* SPDX-License-Identifier: MIT
 * A run that stops in the middle and goes on: on the host's request, after a number of units, in tasks, in what natives drive. */
#include "host.h"

#include <pthread.h>
#include <unistd.h>

static kr_vm *vm;

static kr_value start(const char *text, kr_mode mode)
{
    return host_run(vm, text, mode);
}

/* Goes on until the end, with a pause every `units`; how often it paused. */
static int go_on(kr_value *v, uint64_t units)
{
    int pauses = 0;
    while (kr_paused(*v)) {
        pauses++;
        kr_limit(vm, KR_LIMIT_PAUSE, units);
        *v = kr_resume(vm);
    }
    kr_limit(vm, KR_LIMIT_PAUSE, 0);
    return pauses;
}

static void expect(kr_value v, const char *what, int64_t wanted)
{
    int64_t got = INT64_MIN;
    if (kr_failed(v) || !kr_as_int(vm, v, &got)) {
        kr_error e = {.size = sizeof e};
        kr_catch(vm, &e);
        CHECK(false, "%s\n%s", what, e.text);
        return;
    }
    CHECK(got == wanted, "%s gave %lld, not %lld", what, (long long)got, (long long)wanted);
}

/* What is computed in many pieces is what is computed in one, and costs the same fuel. */
static const char programs[] =
    "import asyncio, functools, itertools\n"
    "def gen(n):\n    for i in range(n):\n        yield i\n"
    "def outer(n):\n    yield from gen(n)\n    return n\n"
    "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\n"
    "class Point:\n    def __init__(self, x):\n        self.x = x\n    def __add__(self, other):\n        return Point(self.x + other.x)\n"
    "    def __lt__(self, other):\n        return self.x < other.x\n    def __bool__(self):\n        return self.x > 5\n"
    "async def total(n):\n    t = 0\n    for i in range(n):\n        t += sum(gen(20))\n        await asyncio.sleep(0)\n    return t\n"
    "async def both(n):\n    a, b = await asyncio.gather(total(n), total(n))\n    return a + b\n"
    "async def agen(n):\n    for i in range(n):\n        yield i\n"
    "async def acount(n):\n    return sum([i async for i in agen(n)])\n"
    "def caught(n):\n    t = 0\n    for i in range(n):\n        try:\n            with open_(i) as k:\n                t += k\n                raise KeyError(i)\n"
    "        except KeyError as e:\n            t += e.args[0]\n        finally:\n            t += 1\n    return t\n"
    "class open_:\n    def __init__(self, i):\n        self.i = i\n    def __enter__(self):\n        return self.i\n    def __exit__(self, *a):\n        return False\n";

static const struct {
    const char *expression;
    int64_t value;
} cases[] = {
    {"sum(gen(2000))", 1999000},
    {"sum(outer(2000))", 1999000},
    {"fib(15)", 610},
    {"sum(range(100000))", 4999950000},
    {"sum(map(fib, range(10)))", 88},
    {"len([fib(x) for x in range(10) if x])", 9},
    {"max(gen(500), key=lambda x: -x)", 0},
    {"sorted(gen(300), key=lambda x: -x)[0]", 299},
    {"len({fib(x): x for x in range(12)})", 11},
    {"functools.reduce(lambda a, b: a + b, gen(1000))", 499500},
    {"sum([Point(x) for x in range(200)], Point(0)).x", 19900},
    {"min(map(Point, range(9, 300))).x", 9},
    {"len(list(filter(None, map(Point, range(300)))))", 294},
    {"sum(itertools.islice(itertools.cycle(gen(7)), 700))", 2100},
    {"asyncio.run(total(50))", 9500},
    {"asyncio.run(both(20))", 7600},
    {"asyncio.run(acount(500))", 124750},
    {"caught(100)", 10000},
    {"any(x > 900 for x in gen(1000)) + len(''.join(str(x) for x in gen(100)))", 191},
};

static void same_in_pieces(void)
{
    static const uint64_t units[] = {1, 7, 100, 5000};
    host_ok(vm, programs);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = cases[i].expression;
        kr_value code = kr_compile(vm, text, strlen(text), "<case>", KR_EVAL);
        kr_ref *held = kr_hold(vm, code);
        kr_stats before = {.size = sizeof before}, after = before;
        uint64_t fuel = 0;
        for (int round = 0; round < 2; round++) { /* the first makes what is made once */
            kr_get_stats(vm, &before);
            expect(kr_run(vm, kr_get(held), kr_main(vm)), text, cases[i].value);
            kr_get_stats(vm, &after);
            fuel = after.fuel - before.fuel;
        }
        for (size_t k = 0; k < sizeof units / sizeof *units; k++) {
            kr_get_stats(vm, &before);
            kr_limit(vm, KR_LIMIT_PAUSE, units[k]);
            kr_value v = kr_run(vm, kr_get(held), kr_main(vm));
            int pauses = go_on(&v, units[k]);
            expect(v, text, cases[i].value);
            kr_get_stats(vm, &after);
            CHECK(pauses || fuel < 2 * units[k], "%s with %llu units did not pause", text, (unsigned long long)units[k]);
            CHECK(after.fuel - before.fuel == fuel, "%s: %llu units of fuel in pieces of %llu, %llu at one go", text,
                  (unsigned long long)(after.fuel - before.fuel), (unsigned long long)units[k], (unsigned long long)fuel);
        }
        kr_drop(vm, held);
    }
}

/* ---- on request ------------------------------------------------------------------------------------------------------ */

static void *ask(void *after_ms)
{
    usleep((useconds_t)(1000 * (intptr_t)after_ms));
    kr_interrupt(vm, KR_PAUSE);
    return NULL;
}

static kr_value run_asked(const char *text, intptr_t after_ms)
{
    pthread_t t;
    kr_value code = kr_compile(vm, text, strlen(text), "<asked>", KR_EXEC);
    CHECK(!pthread_create(&t, NULL, ask, (void *)after_ms), "a thread");
    kr_value v = kr_run(vm, code, kr_main(vm));
    pthread_join(t, NULL);
    return v;
}

static void on_request(void)
{
    kr_value v = run_asked("n = 0\nwhile not n or go:\n    n += 1\n    go = n < 10 ** 15", 20);
    CHECK(kr_paused(v), "an endless loop pauses");
    int64_t n = host_int(vm, "n");
    CHECK(n > 0, "the VM can be looked at");
    CHECK(host_int(vm, "sum(gen(10))") == 45, "and used");
    host_ok(vm, "n = 10 ** 15");
    v = kr_resume(vm);
    CHECK(!kr_failed(v) && !kr_paused(v), "it ends");
    CHECK(host_int(vm, "n") == 1000000000000001, "it went on where it was");

    v = run_asked("async def sleeper():\n    await asyncio.sleep(0.1)\n    return 7\nr = asyncio.run(sleeper())", 20);
    CHECK(kr_paused(v), "waiting for a timer pauses");
    v = kr_resume(vm);
    CHECK(!kr_failed(v) && host_int(vm, "r") == 7, "and goes on");

    v = run_asked("r = 0\nwhile not r:\n    r = 0", 20);
    CHECK(kr_paused(v), "a pause");
    kr_interrupt(vm, KR_KILL);
    v = kr_resume(vm);
    kr_error e = {.size = sizeof e};
    CHECK(kr_failed(v) && kr_catch(vm, &e) && e.kind == KR_KIND_KILLED, "a paused run can be killed");
    CHECK(host_int(vm, "1 + 1") == 2, "the VM lives on");
    CHECK(kr_failed(kr_resume(vm)) && kr_catch(vm, &e) && !strcmp(e.type, "SystemError"), "nothing to resume");

    kr_limit(vm, KR_LIMIT_PAUSE, 5000);
    v = start("def spin():\n    try:\n        while True:\n            pass\n    except TimeoutError:\n        return 5\nr = spin()", KR_EXEC);
    CHECK(kr_paused(v), "a pause");
    kr_limit(vm, KR_LIMIT_FUEL, 1000);
    v = kr_resume(vm);
    CHECK(!kr_failed(v) && host_int(vm, "r") == 5, "limits hold afterwards");
    kr_limit(vm, KR_LIMIT_FUEL, 0);
}

/* ---- where it has to wait ------------------------------------------------------------------------------------------------ */

static kr_value call_back(kr_vm *v, const kr_value *args, size_t n, void *user)
{
    (void)n, (void)user;
    kr_value r = kr_call(v, args[0], NULL, 0);
    CHECK(!kr_paused(r), "no pause under a function of the host");
    return r;
}

static void not_under_c(void)
{
    kr_value fn = kr_func(vm, "call_back(fn)", call_back, NULL);
    kr_setattr(vm, kr_main(vm), "call_back", fn);
    host_ok(vm, "def long():\n    n = 0\n    while n < 5000:\n        n += 1\n    return n\n"
                "class Odd:\n    def __init__(self, i):\n        self.i = i\n    def __hash__(self):\n        return long() * 0\n"
                "    def __eq__(self, other):\n        return long() and self.i == other.i\n");
    static const char *const texts[] = {"call_back(long)", "len({Odd(1), Odd(2), Odd(1)}) + 4998", "call_back(long) + 0 * long()"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        kr_limit(vm, KR_LIMIT_PAUSE, 50);
        kr_value v = start(texts[i], KR_EVAL);
        go_on(&v, 50);
        expect(v, texts[i], 5000);
    }
    kr_limit(vm, KR_LIMIT_PAUSE, 50);
    kr_value arg = kr_getattr(vm, kr_main(vm), "long");
    kr_value v = kr_call(vm, fn, &arg, 1); /* the outermost call is of a function in C */
    CHECK(!kr_paused(v), "no pause");
    expect(v, "call_back(long)", 5000);
    kr_limit(vm, KR_LIMIT_PAUSE, 50);
    v = kr_call(vm, kr_getattr(vm, kr_main(vm), "long"), NULL, 0);
    CHECK(kr_paused(v), "kr_call() pauses");
    go_on(&v, 50);
    expect(v, "long()", 5000);
}

/* ---- a function of the host's that pauses its script -------------------------------------------------------------------- */

static kr_value next_frame(kr_vm *v, const kr_value *args, size_t n, void *user)
{
    (void)n, (void)user;
    kr_interrupt(v, KR_PAUSE);
    return args[0];
}

static const kr_classdef game_def = {
    .name = "host.Game", .size = 8,
    .methods = (const kr_method[]){{.signature = "frame(self, x: int)", .fn = next_frame}, {.signature = "__call__(self, x)", .fn = next_frame},
                                   {.signature = "__add__(self, other)", .fn = next_frame}, {.signature = "__iter__(self)", .fn = next_frame}, {0}}};

static const struct {
    const char *text;
    int64_t value;
    int pauses; /* -1: where it has to wait, some time later */
} frames[] = {
    {"frame(1) + frame(2) + frame(x=3)", 6, 3},
    {"frame(*[4]) + frame(**{'x': 5})", 9, 2},
    {"(lambda a: frame(a) + frame(a))(4)", 8, 2},
    {"sum([frame(i) for i in range(10)])", 45, 10},
    {"sum(frame(i) for i in range(10))", 45, 10},
    {"sum(map(frame, range(10)))", 45, 10},
    {"functools.partial(frame, 7)()", 7, -1},
    {"guarded(8)", 25, 3},
    {"host.frame(3) + host.frame(x=4) + type(host).frame(host, 5)", -1, 5},
    {"len([host(1), host.__call__(2)])", 2, 2},
    {"sorted([3, 1, 2], key=frame)[0]", 1, -1},
    {"asyncio.run(framed(5))", 10, 5},
    {"max(frame(x) for x in (3, 1))", 3, 2},
    {"exec('frame(1)') or 3", 3, -1},
};

static void by_the_host(void)
{
    kr_value game = kr_class(vm, &game_def, kr_none());
    CHECK(kr_define(vm, kr_main(vm), "frame(x)", next_frame, NULL) && kr_setattr(vm, kr_main(vm), "host", kr_object(vm, game, NULL)), "game");
    host_ok(vm, "def guarded(x):\n    try:\n        with open_(x) as y:\n            frame(1)\n            raise KeyError(frame(x))\n"
                "    except KeyError as e:\n        return e.args[0] + x + frame(9)\n"
                "async def framed(n):\n    t = 0\n    for i in range(n):\n        t += frame(i)\n        await asyncio.sleep(0)\n    return t\n");
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        kr_value v = start(frames[i].text, KR_EVAL);
        int pauses = 0;
        for (; kr_paused(v); v = kr_resume(vm))
            pauses++;
        CHECK(pauses == frames[i].pauses || frames[i].pauses < 0, "%s paused %d times", frames[i].text, pauses);
        if (frames[i].value >= 0)
            expect(v, frames[i].text, frames[i].value);
        else
            CHECK(!kr_failed(v) || (kr_catch(vm, NULL), false), "%s", frames[i].text);
        kr_limit(vm, KR_LIMIT_PAUSE, 1); /* what waits still, is over */
        v = start("sum(range(100000)) + sum(gen(10000))", KR_EVAL);
        while (kr_paused(v))
            v = kr_resume(vm);
        kr_limit(vm, KR_LIMIT_PAUSE, 0);
    }
}

/* ---- the host's loop --------------------------------------------------------------------------------------------------------- */

static int done;

static void note(kr_vm *v, kr_value result, void *user)
{
    (void)user;
    int64_t i = 0;
    CHECK(kr_as_int(v, result, &i) && i == 9500, "the task's result is %lld", (long long)i);
    done++;
}

static void in_turns(void)
{
    CHECK(kr_loop_fd(vm) >= 0, "a descriptor");
    for (int i = 0; i < 2; i++)
        CHECK(!kr_failed(kr_spawn(vm, start("total(50)", KR_EVAL), note, NULL)), "a task");
    int more = 0, state;
    while ((state = kr_loop_run(vm, 1000000000, 200)) > KR_LOOP_IDLE)
        more += state == KR_LOOP_MORE;
    CHECK(state == KR_LOOP_IDLE && done == 2, "state %d, %d done", state, done);
    CHECK(more > 100, "only %d turns", more);
}

int main(void)
{
    vm = kr_new(NULL, NULL);
    same_in_pieces();
    on_request();
    not_under_c();
    by_the_host();
    in_turns();
    kr_limit(vm, KR_LIMIT_PAUSE, 1000);
    CHECK(kr_paused(start("sum(gen(10 ** 9))", KR_EVAL)), "a pause");
    kr_collect(vm);
    kr_free(vm); /* what is paused goes with it */
    return host_status("pause");
}
