/* SPDX-License-Identifier: MIT
 * kr_dump() and kr_load(): what comes back is what was written, for all files of the library and of the tests; it runs in other
 * VMs; what is damaged is refused. */
#include "nth.h"

#include <ftw.h>

static kr_vm *vm;
static int files, in_order;

/* The same bytes: in the same order, too, but for sets of constants, whose items may come in another one, and the head, which has a hash. */
static bool same(kr_value a, kr_value b)
{
    enum { HEAD = 32 };
    size_t n, m;
    long counts[256] = {0};
    const unsigned char *x = kr_as_bytes(vm, a, &n), *y = kr_as_bytes(vm, b, &m);
    if (!x || !y || n != m || n < HEAD)
        return false;
    in_order += !memcmp(x, y, n);
    for (size_t i = HEAD; i < n; i++)
        counts[x[i]]++, counts[y[i]]--;
    for (int i = 0; i < 256; i++)
        if (counts[i])
            return false;
    return true;
}

static kr_value load_again(kr_vm *to, kr_value bytes)
{
    size_t n;
    const void *data = kr_as_bytes(vm, bytes, &n);
    return data ? kr_load(to, data, n) : KR_ERROR;
}

/* Files that are no Python are among the tests, too. */
static int try_file(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    (void)where;
    size_t length = strlen(path);
    if (kind != FTW_F || st->st_size > 1 << 20 || length < 3 || strcmp(path + length - 3, ".py"))
        return 0;
    char *text = malloc((size_t)st->st_size + 1);
    FILE *f = fopen(path, "rb");
    size_t n = f && text ? fread(text, 1, (size_t)st->st_size, f) : 0;
    if (f)
        fclose(f);
    kr_value code = kr_compile(vm, text ? text : "", n, path, KR_EXEC);
    free(text);
    if (kr_failed(code)) {
        kr_catch(vm, NULL);
        return 0;
    }
    kr_value bytes = kr_dump(vm, code), again = kr_dump(vm, load_again(vm, bytes));
    kr_error e = {.size = sizeof e};
    CHECK(same(bytes, again), "%s: %s", path, kr_catch(vm, &e) ? e.text : "another");
    files++;
    return 0;
}

static const char program[] =
    "import math\n"
    "class Point:\n    '''A point.'''\n    __slots__ = ('x', 'y')\n    def __init__(self, x, y=2.5, *, z=1j): self.x, self.y = x, y\n"
    "    @property\n    def norm(self): return math.hypot(self.x, self.y)\n"
    "def gen(n):\n    try:\n        for i in range(n):\n            yield i\n    finally:\n        done.append(n)\n"
    "def closure(a):\n    b = a * 2\n    def inner(c=b'\\x00\\xff', d={'k': (1, (2.0, None, ...))}): return a + b + len(c) + (3 in {1, 2, 3})\n    return inner\n"
    "async def co(x: int) -> str: return f'{x!r:>5} é'\n"
    "def kind(v):\n    match v:\n        case [1, *rest]: return rest\n        case {'a': x}: return x\n        case _: return 123456789012345678901234567890\n"
    "done = []\n"
    "def work():\n"
    "    p = Point(3, 4)\n    total = p.norm + sum(gen(10)) + closure(1)()\n"
    "    try:\n        co(3).send(None)\n    except StopIteration as e:\n        total += len(e.value)\n"
    "    return (total, kind([1, 2]), kind({'a': -5}), kind(0) % 1000, Point.__doc__, done[-1], math.tau)\n"
    "result = repr([work() for i in range(300)][-1])\n";

static void expect_result(kr_vm *in, kr_value code, const char *wanted, const char *what)
{
    kr_error e = {.size = sizeof e};
    kr_value names = kr_dict(in), v = kr_failed(kr_run(in, code, names)) ? KR_ERROR : kr_getitem(in, names, kr_name(in, "result"));
    const char *said = kr_failed(v) ? NULL : kr_utf8(in, v, NULL);
    CHECK(said && !strcmp(said, wanted), "%s: %s", what, kr_catch(in, &e) ? e.text : said);
}

static void test_runs(void)
{
    static const char wanted[] = "(63.0, [2], -5, 890, 'A point.', 10, 6.283185307179586)";
    kr_value code = kr_compile(vm, program, strlen(program), "program", KR_EXEC), fresh = kr_dump(vm, code);
    expect_result(vm, code, wanted, "compiled");
    kr_value used = kr_dump(vm, code); /* the interpreter has changed instructions meanwhile */
    expect_result(vm, load_again(vm, fresh), wanted, "loaded");
    expect_result(vm, load_again(vm, used), wanted, "written after it ran");
    kr_vm *other = kr_new(NULL, NULL);
    expect_result(other, load_again(other, used), wanted, "in another VM");
    kr_free(other);
    const char *const bad = "x = 1\ny = (x +\n     None)\n";
    kr_error e = {.size = sizeof e};
    kr_value place = load_again(vm, kr_dump(vm, kr_compile(vm, bad, strlen(bad), "bad", KR_EXEC)));
    CHECK(kr_failed(kr_run(vm, place, kr_dict(vm))) && kr_catch(vm, &e) && e.nframes == 1 && e.frames[0].line == 2 && e.frames[0].column == 5 &&
              e.frames[0].end_line == 3 && !strcmp(e.frames[0].file, "bad"), "positions: %d:%d", e.nframes ? e.frames[0].line : 0, e.nframes ? e.frames[0].column : 0);
}

static void test_refused(void)
{
    size_t n;
    kr_error e = {.size = sizeof e};
    kr_value bytes = kr_dump(vm, kr_compile(vm, program, strlen(program), "program", KR_EXEC));
    const unsigned char *good = kr_as_bytes(vm, bytes, &n);
    unsigned char *bad = malloc(n + 1);
    if (!good || !bad)
        return;
    for (size_t i = 0; i < n; i += i < 40 ? 1 : 13) { /* a bit, and the end, is missing */
        memcpy(bad, good, n);
        bad[i] ^= 4;
        CHECK(kr_failed(kr_load(vm, bad, n)) && kr_catch(vm, &e) && !strcmp(e.type, "ValueError"), "byte %zu", i);
        CHECK(kr_failed(kr_load(vm, good, i)) && kr_catch(vm, &e) && !strcmp(e.type, "ValueError"), "%zu bytes", i);
    }
    memcpy(bad, good, n);
    bad[n] = 0;
    CHECK(kr_failed(kr_load(vm, bad, n + 1)) && kr_catch(vm, NULL), "one byte more");
    CHECK(!kr_failed(kr_load(vm, bad, n)), "the same bytes elsewhere");
    free(bad);
    CHECK(kr_failed(kr_dump(vm, kr_int(vm, 3))) && kr_catch(vm, &e) && !strcmp(e.type, "TypeError"), "no code");
    CHECK(kr_failed(kr_dump(vm, KR_ERROR)) && kr_catch(vm, &e), "passed on");
}

/* Without memory it says so, and leaves nothing. */
static bool without_memory(kr_vm *in)
{
    size_t n;
    kr_value bytes = kr_dump(in, kr_compile(in, program, strlen(program), "program", KR_EXEC));
    const void *data = kr_failed(bytes) ? NULL : kr_as_bytes(in, bytes, &n);
    kr_value code = data ? kr_load(in, data, n) : KR_ERROR;
    return !kr_failed(code);
}

/* Warnings of the compiler. */
static bool drop(void *user, int stream, const char *text, size_t n)
{
    (void)user, (void)stream, (void)text;
    return n > 0;
}

int main(void)
{
    const char *top = getenv("KRAIT_TEST_TOP");
    char path[4000];
    kr_config config = {.size = sizeof config, .write = drop};
    vm = kr_new(&config, NULL);
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", top ? top : ".", i ? "tests" : "lib");
        nftw(path, try_file, 16, FTW_PHYS);
    }
    CHECK(files > 500 && in_order > files * 9 / 10, "only %d files, %d in the same order", files, in_order);
    test_runs();
    test_refused();
    nth_sweep("dump and load", without_memory);
    CHECK(kr_free(vm), "kr_free");
    return host_status("dump");
}
