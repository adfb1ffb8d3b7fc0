/* SPDX-License-Identifier: MIT
 * Programs that would run for ever or eat everything, against a deadline of 100 ms and 64 MiB. */
#include "host.h"

typedef struct Case {
    const char *type; /* of the exception that comes to the host */
    bool killed;      /* nothing milder stops it */
    const char *text;
} Case;

static const Case cases[] = {
    {"TimeoutError", false, "while True: pass"},
    {"TimeoutError", false, "sum(range(10**12))"},
    {"MemoryError", false, "10 ** 10 ** 8"},
    {"TimeoutError", false, "3 ** (1 << 25)"},
    {"TimeoutError", false, "import re\nre.match('(a+)+$', 'a' * 40 + 'b')"},
    {"TimeoutError", false, "import re\nre.search('(x|xx|.x)*[yz]', 'x' * 5000)"},
    {"TimeoutError", false, "def key(x):\n  for i in range(10000): pass\n  return x\nsorted(range(100000), key=key)"},
    {"TimeoutError", false, "while True: sorted(range(10**5), key=lambda x: -x)"},
    {"TimeoutError", true, "while True:\n  try:\n    while True: pass\n  except BaseException: pass"},
    {"TimeoutError", true, "try:\n  while True: pass\nfinally:\n  while True: pass"},
    {"TimeoutError", true, "class A:\n  def __enter__(self): pass\n  def __exit__(self, *a):\n    while True: pass\nwith A():\n  while True: pass"},
    {"TimeoutError", false, "s = 'ab' * 1_000_000\nwhile True: s.find('ba' * 999 + 'c'), ('b' * 99 in s), s.replace('a', 'c'), s.find('bb')"},
    {"TimeoutError", false, "s = 'a' * 2_000_000\nx = " "s.find('b')+s.find('c')+s.count('b')+(s+s).find('ab')+len(s.replace('a','bc'))+"
                            "len(s.replace('a','bc'))+len(s.replace('a','bc'))+len(s.replace('a','bc'))+len(s.replace('a','bc'))+"
                            "len(s.replace('a','bc'))+len(s.replace('a','bc'))+len(s.replace('a','bc'))+len(s.replace('a','bc'))+"
                            "len(s.replace('a','bc'))+len(s.replace('a','bc'))+len(s.replace('a','bc'))+len(s.replace('a','bc'))+"
                            "len(s.replace('a','bc'))+len(s.replace('a','bc'))+len(s.replace('a','bc'))+len(s.replace('a','bc'))+"
                            "sum(range(10**12))"},
    {"TimeoutError", false, "class A:\n  def __init__(self, i): self.i = i\n  def __hash__(self): return 1\n"
                            "  def __eq__(self, o): return self.i == o.i\n{A(i) for i in range(10**6)}"},
    {"TimeoutError", false, "import itertools\nfor x in itertools.count(): pass"},
    {"TimeoutError", false, "import itertools\nany(x < 0 for x in itertools.count())"},
    {"TimeoutError", false, "import itertools\n-1 in itertools.count()"},
    {"TimeoutError", false, "import collections, itertools\ncollections.deque(itertools.repeat(1), 0)"},
    {"TimeoutError", false, "list(iter(int, 1))if 0 else any(iter(int, 1))"},
    {"TimeoutError", false, "def f(): yield from f()\nmin(x for x in iter(int, 1))"},
    {"TimeoutError", false, "import sys\nsys.set_int_max_str_digits(0)\nx = 7 ** 300000\nwhile True: str(x ** 3)"},
    {"TimeoutError", false, "x = 7 ** 700000\ny = x * x % (x - 1)\nwhile True: y = y * x % (x - 1)"},
    {"MemoryError", false, "int('7' * 4000) ** 20000"},
    {"TimeoutError", false, "pow(3, 10 ** 4000, 10 ** 4000 + 1)\nwhile True: pow(3, 10 ** 4000, 10 ** 4000 + 1)"},
    {"TimeoutError", false, "import math\nmath.factorial(10**6)"},
    {"TimeoutError", false, "import math\nmath.comb(10**6, 5 * 10**5)"},
    {"TimeoutError", false, "a = []\nfor i in range(300): a = [a, a]\nrepr(a) if 0 else a == eval('a')\nb = []\nfor i in range(300): b = [b, b]\na == b"},
    {"TimeoutError", false, "import time\ntime.sleep(100)"},
    {"TimeoutError", false, "import asyncio\nasyncio.run(asyncio.sleep(100))"},
    {"TimeoutError", false, "import asyncio\nasync def f():\n  while True: await asyncio.sleep(0)\nasyncio.run(f())"},
    {"TimeoutError", true, "import asyncio\nasync def f():\n  while True:\n    try:\n      await asyncio.sleep(0)\n    except BaseException: pass\nasyncio.run(f())"},
    {"TimeoutError", false, "import select\nselect.select([], [], [], 100)"},
    {"TimeoutError", false, "import threading\nl = threading.Lock()\nl.acquire()\nl.acquire(timeout=100)"},
    {"TimeoutError", false, "x = bytearray(10**6)\nwhile True: x.find(b'ab'), x.count(b'c'), x.translate(None, b'a'), x.upper(), x.split(b'q')"},
    {"TimeoutError", false, "x = ','.join('abc' for i in range(10**5))\nwhile True: x.split(','), x.encode(), x.upper(), x.title(), x.splitlines()"},
    {"TimeoutError", false, "x = list(range(10**6))\nwhile True: x.index(-1) if -1 in x else x.reverse(), x.count(5), x[::2], x + [1]"},
    {"TimeoutError", false, "x = dict.fromkeys(range(10**5))\nwhile True: dict(x), x | x, list(x.items()), x == dict(x)"},
    {"TimeoutError", false, "x = set(range(10**5))\nwhile True: x | x, x & x, x - {1}, x ^ {2}, x <= x, frozenset(x)"},
    {"TimeoutError", false, "while True: f'{10**4000:,}', '%d' % 10**4000, format(1.5, '1000000.3f')"},
    {"TimeoutError", false, "while True: eval('+'.join(['1'] * 1000)), compile('x=1\\n' * 1000, 'f', 'exec')"},
    {"MemoryError", false, "'x' * 10**12"},
    {"MemoryError", false, "import itertools\nlist(itertools.count())"},
    {"MemoryError", false, "x = bytearray(b'x')\nwhile True: x += bytes(x)"},
    {"MemoryError", false, "x = 'x'\nwhile True: x += x"},
    {"MemoryError", false, "x = []\nwhile True: x.append([x])"},
    {"MemoryError", false, "[0] * 10**10"},
    {"MemoryError", false, "(0,) * 10**10"},
    {"MemoryError", false, "bytes(10**12)"},
    {"MemoryError", false, "bytearray(10**12)"},
    {"MemoryError", false, "1 << 10**11"},
    {"MemoryError", false, "'%1000000000d' % 1"},
    {"MemoryError", false, "'{:1000000000}'.format(1)"},
    {"MemoryError", false, "'x'.ljust(10**10)"},
    {"MemoryError", false, "import asyncio\nasync def f(): await asyncio.sleep(100)\nasync def main():\n"
                           "  await asyncio.gather(*[asyncio.create_task(f()) for i in range(10**7)])\nasyncio.run(main())"},
    {"MemoryError", false, "x = {}\ni = 0\nwhile True:\n  x[i] = str(i)\n  i += 1"},
    {"RecursionError", false, "import json\njson.loads('[' * 1_000_000)"},
    {"RecursionError", false, "def f(): f()\nf()"},
    {"RecursionError", false, "x = []\nfor i in range(100000): x = [x]\nrepr(x)"},
};

static double cpu_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Milliseconds that the case took, or those that it had the processor if that is less: others may have had it. */
static double run_case(kr_vm *vm, const Case *c)
{
    kr_error e = {.size = sizeof e, .type = "no exception"};
    kr_value code = kr_compile(vm, c->text, strlen(c->text), "<case>", KR_EXEC);
    CHECK(!kr_failed(code), "%s", c->text);
    if (kr_failed(code)) {
        kr_catch(vm, NULL);
        return 0;
    }
    double start = host_now(), cpu = cpu_now();
    kr_limit(vm, KR_LIMIT_DEADLINE, !strcmp(c->type, "TimeoutError") ? 100000000 : UINT64_C(20000000000));
    kr_run(vm, code, kr_main(vm));
    kr_catch(vm, &e);
    double ms = (host_now() - start) * 1e3, busy = (cpu_now() - cpu) * 1e3;
    kr_limit(vm, KR_LIMIT_DEADLINE, 0);
    CHECK(!strcmp(e.type, c->type) && c->killed == (e.kind == KR_KIND_KILLED), "%s\n%s", c->text, e.type);
    if (getenv("KRAIT_SHOW_TIMES"))
        printf("%8.2f ms %s %.60s\n", ms, e.type, c->text);
    CHECK(host_int(vm, "1 + 1") == 2, "after %s", c->text);
    return busy < ms ? busy : ms;
}

/* A VM each, so that one case's objects are not another's; the milliseconds that it took. */
static double try_case(const Case *c)
{
    kr_config config = {.size = sizeof config, .memory_limit = 64 << 20, .capabilities = KR_CAP_ALL};
    kr_vm *vm = kr_new(&config, NULL);
    CHECK(vm, "kr_new");
    double ms = vm ? run_case(vm, c) : 0;
    kr_free(vm);
    return ms;
}

/* How late a case is, is a measurement (KRAIT_SHOW_TIMES prints it); that one of them does not come back at all, a failure. */
static void run_cases(const char *only)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (!only || strstr(cases[i].text, only))
            CHECK(try_case(&cases[i]) < 10000, "far beyond its deadline: %s", cases[i].text);
}

/* What a kill leaves behind does not hinder the next program. */
static void test_after_kill(void)
{
    kr_config config = {.size = sizeof config, .memory_limit = 64 << 20, .capabilities = KR_CAP_ALL};
    kr_vm *vm = kr_new(&config, NULL);
    kr_error e = {.size = sizeof e};
    host_ok(vm, "seen = []\nimport asyncio, contextvars\nv = contextvars.ContextVar('v', default=0)\n"
                "class A:\n  def __enter__(self): pass\n  def __exit__(self, *a): seen.append('exit')\n"
                "async def f():\n  v.set(1)\n  try:\n    with A():\n      while True: await asyncio.sleep(0)\n"
                "  except BaseException: seen.append('except')\n  finally: seen.append('finally')\n");
    kr_limit(vm, KR_LIMIT_HARD, 1);
    kr_limit(vm, KR_LIMIT_DEADLINE, 20000000);
    CHECK(kr_failed(host_run(vm, "asyncio.run(f())", KR_EXEC)), "it ended");
    CHECK(kr_catch(vm, &e) && e.kind == KR_KIND_KILLED, "%d %s", e.kind, e.text);
    CHECK(host_int(vm, "len(seen)") == 0, "a handler ran");
    CHECK(host_int(vm, "v.get()") == 0, "the context is still entered");
    host_ok(vm, "import textwrap, json\nassert json.loads('[1]') == [1]");
    host_ok(vm, "async def g():\n  await asyncio.sleep(0.001)\n  return 5\nassert asyncio.run(g()) == 5");
    kr_interrupt(vm, KR_KILL);
    CHECK(kr_failed(host_run(vm, "while True: pass", KR_EXEC)), "it ended");
    CHECK(kr_catch(vm, &e) && e.kind == KR_KIND_KILLED, "%d", e.kind);
    kr_interrupt(vm, KR_INTERRUPT);
    CHECK(kr_failed(host_run(vm, "while True: pass", KR_EXEC)), "it ended");
    CHECK(kr_catch(vm, &e) && e.kind == KR_KIND_INTERRUPT, "%d", e.kind);
    kr_free(vm);
}

static uint64_t fuel_of(const char *text)
{
    kr_vm *vm = host_vm();
    kr_stats before = {.size = sizeof before}, after = {.size = sizeof after};
    kr_get_stats(vm, &before);
    host_ok(vm, text);
    kr_get_stats(vm, &after);
    kr_free(vm);
    return after.fuel - before.fuel;
}

/* A program that holds all memory that it may have, also by the exception that the host keeps: some is left for the host. */
static void test_full(void)
{
    for (size_t k = 0; k < 16; k++) {
        kr_config config = {.size = sizeof config, .memory_limit = (4 << 20) + k * 20000};
        kr_vm *vm = kr_new(&config, NULL);
        kr_error e = {.size = sizeof e};
        CHECK(kr_failed(host_run(vm, "kept = []\nwhile True: kept.append([kept])", KR_EXEC)), "it cannot fit");
        CHECK(kr_catch(vm, &e) && !strcmp(e.type, "MemoryError"), "%s", e.type);
        CHECK(host_int(vm, "1 + len(kept[0])") == 2, "with %zu bytes", config.memory_limit);
        kr_free(vm);
    }
}

static void test_fuel(void)
{
    const char *text = "import collections\nclass A:\n  def __init__(self, x): self.x = x\n  def __del__(self): sum(range(100))\n"
                       "d = collections.OrderedDict()\nfor i in range(20000):\n  a = A(i); a.me = a\n  d[str(i % 100)] = a\n"
                       "s = {object() for i in range(3000)}\nx = sorted(map(str, range(5000)))\n";
    uint64_t first = fuel_of(text);
    for (int i = 0; i < 4; i++) {
        uint64_t again = fuel_of(text);
        CHECK(again == first && first > 20000, "%llu and %llu", (unsigned long long)first, (unsigned long long)again);
    }
    kr_vm *vm = host_vm();
    kr_error e = {.size = sizeof e};
    kr_stats before = {.size = sizeof before}, after = {.size = sizeof after};
    kr_get_stats(vm, &before);
    kr_limit(vm, KR_LIMIT_FUEL, 100000);
    CHECK(kr_failed(host_run(vm, "while True: pass", KR_EXEC)) && kr_catch(vm, &e) && !strcmp(e.type, "TimeoutError"), "%s", e.text);
    kr_get_stats(vm, &after);
    CHECK(after.fuel - before.fuel >= 100000 && after.fuel - before.fuel < 101000, "%llu", (unsigned long long)(after.fuel - before.fuel));
    kr_limit(vm, KR_LIMIT_FUEL, 100000);
    CHECK(kr_failed(host_run(vm, "while True:\n try:\n  while True: pass\n except: pass", KR_EXEC)) && kr_catch(vm, &e) && e.kind == KR_KIND_KILLED, "%s", e.text);
    CHECK(host_int(vm, "1 + 1") == 2, "after fuel");
    kr_free(vm);
}

int main(int argc, char **argv)
{
    run_cases(argc > 1 ? argv[1] : NULL);
    test_after_kill();
    test_full();
    test_fuel();
    return host_status("limits");
}
