/* SPDX-License-Identifier: MIT
 * Functions and modules of the host's, errors as data, weak handles. */
#include "host.h"

static kr_value add(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    int64_t a, b, *calls = user;
    ++*calls;
    if (n != 3 || !kr_as_int(vm, args[0], &a) || !kr_as_int(vm, args[1], &b))
        return kr_raise(vm, "ValueError", "add() got %zu arguments", n);
    return kr_int(vm, a + b);
}

static kr_value call_back(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    (void)n;
    (void)user;
    return kr_call(vm, args[0], args + 1, 1);
}

static kr_value fail(kr_vm *vm, const kr_value *args, size_t n, void *user)
{
    (void)args;
    (void)n;
    return user ? KR_ERROR : kr_raise(vm, "KeyError", "%s", "nothing here");
}

static void test_calls(kr_vm *vm)
{
    int64_t calls = 0;
    kr_value m = kr_module(vm, "host");
    CHECK(kr_define(vm, m, "add(a: int, b: int = 10, *, unit: str = '')", add, &calls), "add");
    CHECK(kr_define(vm, m, "call_back(f, x)", call_back, NULL), "call_back");
    CHECK(kr_define(vm, m, "fail()", fail, NULL), "fail");
    CHECK(kr_define(vm, m, "worse()", fail, vm), "worse");
    host_ok(vm, "import host, inspect\nfrom host import add");
    CHECK(host_int(vm, "add(1, 2)") == 3 && host_int(vm, "add(1)") == 11 && host_int(vm, "add(b=5, a=1, unit='m')") == 6, "sums");
    CHECK(host_int(vm, "add(*[1], **{'b': 2})") == 3 && host_int(vm, "sum(map(add, range(10)))") == 145, "spread");
    CHECK(calls == 14, "%lld calls", (long long)calls);
    CHECK(host_int(vm, "host.call_back(lambda x: x + 1, 6)") == 7, "call back");
    CHECK(host_int(vm, "host.call_back(lambda x: host.call_back(lambda y: x * y, 6), 7)") == 42, "nested");
    CHECK(host_int(vm, "str(inspect.signature(add)) == \"(a: int, b: int = 10, *, unit: str = '')\"") == 1, "signature");
    host_ok(vm, "def says(f, *a, **k):\n  try: f(*a, **k)\n  except Exception as e: return f'{type(e).__name__}: {e}'\n"
                "assert says(add) == \"TypeError: add() missing 1 required positional argument: 'a'\", says(add)\n"
                "assert says(add, 'x') == \"TypeError: add() argument 'a' must be int, not str\", says(add, 'x')\n"
                "assert says(add, 1, z=1) == \"TypeError: add() got an unexpected keyword argument 'z'\", says(add, 1, z=1)\n"
                "assert says(host.fail) == \"KeyError: 'nothing here'\", says(host.fail)\n"
                "assert says(host.worse).startswith('SystemError: '), says(host.worse)\n"
                "assert says(host.call_back, 1, 2) == \"TypeError: 'int' object is not callable\"\n"
                "def loop(n): return host.call_back(loop, n + 1)\nassert says(loop, 0).startswith('RecursionError: ')\n");
    CHECK(kr_failed(kr_func(vm, "no signature", fail, NULL)), "a bad signature");
    kr_catch(vm, NULL);
}

static void test_errors(kr_vm *vm)
{
    kr_error e = {.size = sizeof e};
    CHECK(kr_failed(host_run(vm, "def f(x):\n  return 1 + x\n\nf('a')\n", KR_EXEC)) && kr_catch(vm, &e), "it fails");
    CHECK(!strcmp(e.type, "TypeError") && !strcmp(e.message, "unsupported operand type(s) for +: 'int' and 'str'"), "%s: %s", e.type, e.message);
    CHECK(e.nframes == 2, "%zu frames", e.nframes);
    if (e.nframes == 2) {
        CHECK(e.frames[0].line == 4 && e.frames[0].column == 0 && !strcmp(e.frames[0].function, "<module>"), "%d", e.frames[0].line);
        CHECK(e.frames[1].line == 2 && e.frames[1].column == 9 && e.frames[1].end_column == 14 && !strcmp(e.frames[1].function, "f") &&
                  !strcmp(e.frames[1].file, "<host>"),
              "%d %d %s", e.frames[1].line, e.frames[1].column, e.frames[1].file);
    }
    CHECK(kr_failed(host_run(vm, "import sys\nsys.exit(3)", KR_EXEC)) && kr_catch(vm, &e) && e.kind == KR_KIND_EXIT && e.code == 3, "exit");
    CHECK(!kr_catch(vm, &e), "nothing is left");
}

static void test_handles(kr_vm *vm)
{
    host_ok(vm, "class Thing: pass\nt = Thing()\nt.me = t");
    kr_ref *weak = kr_hold_weak(vm, host_run(vm, "t", KR_EVAL)), *strong = kr_hold(vm, kr_get(weak));
    host_ok(vm, "del t\n[Thing() for i in range(1000)]");
    kr_collect(vm);
    CHECK(kr_alive(weak) && !kr_is_none(kr_get(weak)), "held");
    kr_drop(vm, strong);
    host_ok(vm, "def deep(n): return [n] and (deep(n - 1) if n else 0)\ndeep(50)");
    kr_collect(vm);
    kr_drop(vm, weak);
}

/* What failed is passed on, and fails likewise. */
static void test_passed_on(void)
{
    kr_vm *vm = kr_new(NULL, NULL);
    kr_error e = {.size = sizeof e};
    kr_value bad = kr_compile(vm, "1 +", 3, "<bad>", KR_EVAL), args[2] = {kr_none(), bad};
    int64_t i;
    double d;
    CHECK(kr_failed(kr_run(vm, bad, kr_main(vm))) && kr_failed(kr_call(vm, bad, NULL, 0)) && kr_failed(kr_call(vm, kr_main(vm), args, 2)), "calls");
    CHECK(kr_failed(kr_getattr(vm, bad, "x")) && !kr_setattr(vm, kr_main(vm), "x", bad) && !kr_setattr(vm, bad, "x", kr_none()), "attributes");
    CHECK(kr_failed(kr_getitem(vm, bad, kr_none())) && !kr_setitem(vm, kr_main(vm), bad, kr_none()) && kr_failed(kr_list(vm, args, 2)), "items");
    CHECK(!kr_as_int(vm, bad, &i) && !kr_as_float(vm, bad, &d) && !kr_utf8(vm, bad, NULL) && kr_failed(kr_repr(vm, bad)) && kr_failed(kr_to_str(vm, bad)), "texts");
    CHECK(!kr_hold(vm, bad) && !kr_hold_weak(vm, bad) && kr_failed(kr_spawn(vm, bad, NULL, NULL)) && !kr_define(vm, bad, "f()", NULL, NULL), "the rest");
    CHECK(kr_catch(vm, &e) && !strcmp(e.type, "SyntaxError"), "%s", e.type);
    CHECK(kr_failed(kr_repr(vm, bad)) && kr_catch(vm, &e) && !strcmp(e.type, "SystemError"), "%s", e.type);
    kr_free(vm);
}

int main(void)
{
    test_passed_on();
    kr_vm *vm = kr_new(NULL, NULL);
    CHECK(vm, "kr_new");
    test_calls(vm);
    test_errors(vm);
    test_handles(vm);
    kr_free(vm);
    return host_status("functions");
}
