/* SPDX-License-Identifier: MIT
 * Random programs of calls of krait.h: values of all kinds go where they do and do not belong, exceptions stay pending, functions of
 * the host's call back, runs pause and are killed. Nothing may crash, and every VM can be freed.
 *
 *   embed_programs [FIRST-SEED [LAST-SEED]] */
#include "host.h"

enum { VALUES = 24, HANDLES = 16, STEPS = 150, SEEDS = 1500, DEEPEST = 3 };

static kr_vm *vm;
static kr_value *values; /* on the stack of main: they are kept alive */
static kr_ref *handles[HANDLES];
static int depth;
static uint64_t state;

static unsigned below(unsigned n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)((state >> 11) % n);
}
#define ANY_OF(array) ((array)[below(sizeof(array) / sizeof *(array))])

static kr_value any(void)
{
    unsigned k = below(VALUES + 2);
    return k < VALUES ? values[k] : k == VALUES ? KR_ERROR : (kr_value){0};
}

static void keep(kr_value v)
{
    values[below(VALUES)] = v;
}

static const char *const expressions[] = {
    "1", "'abc'", "[1, 2, 3]", "{'a': 1, 'b': [1]}", "(1, 2.5, 'x')", "lambda *a, **k: (a, k)", "lambda: 1 / 0", "object()", "dict",
    "lambda: [i for i in range(3000)]", "type('T', (), {})", "(x for x in range(5))", "b'xyz'", "bytearray(b'abc' * 300)", "2 ** 100", "1.5",
    "memoryview(b'hello')", "None", "'\xc3\xa9' * 700", "('\xc3\xa9' * 2000)[3:1500]", "back", "lambda: back(1)", "lambda: frame()", "len",
    "lambda: [frame() for i in range(3)]", "str.upper", "Thing()", "type('D', (Thing,), {})", "ValueError('x')", "KeyError", "iter([1, 2])",
    "map(lambda x: x, range(3))", "range(10)", "{1, 2}", "__import__('json')", "(lambda: (yield))()", "1 / 0", "undefined", "[].pop()"};
static const char *const statements[] = {
    "x = [[] for i in range(500)]", "def f(n): return n and f(n - 1)\nf(50)", "raise ValueError('q')", "for i in range(2000): pass",
    "class A:\n    def __del__(self): pass\na = A(); a.me = a; del a", "import gc; gc.collect()", "try:\n    back(2)\nexcept Exception: pass",
    "try:\n    while True: pass\nexcept BaseException: pass", "x = (", "import sys; sys.exit(2)", "t = Thing(); t.value = t; del t",
    "while True: frame()", "for i in range(3): frame()"};
static const char *const names[] = {"x", "append", "upper", "keys", "__class__", "nope", "value", "__doc__", "__name__"};

static void step(void);

static kr_value back(kr_vm *v, const kr_value *args, size_t n, void *user)
{
    (void)n, (void)user;
    if (depth < DEEPEST) {
        depth++;
        for (unsigned i = below(6); i; i--)
            step();
        depth--;
    }
    switch (below(6)) {
    case 0: return KR_ERROR;
    case 1: return (kr_value){0};
    case 2: return (kr_value){KR_PAUSED_BITS};
    case 3: return kr_raise(v, "KeyError", "back");
    default: return args[0];
    }
}

static kr_value frame(kr_vm *v, const kr_value *args, size_t n, void *user)
{
    (void)args, (void)n, (void)user;
    kr_interrupt(v, KR_PAUSE);
    return kr_int(v, 1);
}

/* ---- a class with storage that holds a value and a handle ------------------------------------------------------------------ */

typedef struct Thing {
    kr_value value;
    kr_ref *ref;
} Thing;

static void thing_trace(void *mem, kr_visitor *visitor)
{
    kr_visit(visitor, ((Thing *)mem)->value);
}

static void thing_gone(void *mem, void *user)
{
    (void)user;
    kr_drop(vm, ((Thing *)mem)->ref);
}

static kr_value thing_get(kr_vm *v, const kr_value *args, size_t n, void *mem)
{
    (void)v, (void)args, (void)n;
    return kr_is_empty(((Thing *)mem)->value) ? kr_none() : ((Thing *)mem)->value;
}

static kr_value thing_set(kr_vm *v, const kr_value *args, size_t n, void *mem)
{
    Thing *t = mem;
    (void)n;
    if (!t->ref)
        t->ref = kr_hold(v, kr_list(v, NULL, 0));
    return kr_store(v, args[0], &t->value, args[1]) ? kr_none() : KR_ERROR;
}

static const kr_classdef thing_def = {
    .name = "host.Thing", .size = sizeof(Thing), .trace = thing_trace, .finalize = thing_gone,
    .methods = (const kr_method[]){{.signature = "__call__(self, x)", .fn = back}, {.signature = "__add__(self, other)", .fn = back},
                                   {.signature = "__iter__(self)", .fn = back}, {.signature = "__next__(self)", .fn = frame}, {0}},
    .properties = (const kr_property[]){{.name = "value", .get = thing_get, .set = thing_set}, {0}}};

/* ---- one call ---------------------------------------------------------------------------------------------------------------- */

static void run(void)
{
    const char *text = below(2) ? ANY_OF(expressions) : ANY_OF(statements);
    kr_limit(vm, KR_LIMIT_FUEL, 200000);
    kr_value code = kr_compile(vm, text, strlen(text), below(2) ? "text" : NULL, (kr_mode)below(3));
    size_t n;
    kr_value bytes = below(4) ? KR_ERROR : kr_dump(vm, code);
    const void *data = kr_failed(bytes) ? NULL : kr_as_bytes(vm, bytes, &n);
    keep(kr_run(vm, data ? kr_load(vm, data, n) : code, below(3) ? kr_main(vm) : kr_dict(vm)));
}

static void call(void)
{
    kr_value args[3] = {any(), any(), any()};
    switch (below(4)) {
    case 0: keep(kr_callf(vm, any(), "i,[Od],k=s", 3, any(), 1.5, "x")); break;
    case 1: keep(kr_call_method(vm, any(), kr_name(vm, ANY_OF(names)), args, below(4))); break;
    case 2: keep(kr_call_kw(vm, any(), args, below(4), any())); break;
    default: keep(kr_call(vm, any(), args, below(4))); break;
    }
}

static void use_attributes(void)
{
    kr_value v;
    switch (below(4)) {
    case 0: keep(kr_getattr(vm, any(), ANY_OF(names))); break;
    case 1: kr_setattr(vm, any(), ANY_OF(names), any()); break;
    case 2: kr_delattr(vm, any(), ANY_OF(names)); break;
    default:
        if (kr_findattr(vm, any(), ANY_OF(names), &v) == 1)
            keep(v);
    }
}

static void use_items(void)
{
    size_t pos = 0;
    kr_value key, v, dict = any();
    switch (below(6)) {
    case 0: keep(kr_getitem(vm, any(), any())); break;
    case 1: kr_setitem(vm, any(), any(), any()); break;
    case 2: kr_append(vm, any(), any()); break;
    case 3: keep(kr_iter(vm, any())); break;
    case 4:
        if (kr_next(vm, any(), &v) == 1)
            keep(v);
        break;
    default:
        while (kr_dict_next(vm, dict, &pos, &key, &v) == 1 && below(4))
            keep(v);
    }
}

static void make(void)
{
    kr_value items[3] = {any(), any(), any()};
    void *mem;
    switch (below(6)) {
    case 0: keep(kr_list(vm, items, 3)); break;
    case 1: keep(kr_tuple(vm, items, 3)); break;
    case 2: keep(kr_set(vm, items, 3)); break;
    case 3: keep(kr_build(vm, "{s:[iO], 'k':(dN)}", "key", 4, any(), 2.0)); break;
    case 4: keep(kr_buffer(vm, (void *)"static", 6, 0, NULL, NULL)); break;
    default: keep(kr_object(vm, below(2) ? kr_class(vm, &thing_def, kr_none()) : any(), &mem)); break;
    }
}

static void convert(void)
{
    const char *text;
    int a, b, c;
    int64_t i;
    double d;
    kr_value v;
    size_t n;
    switch (below(7)) {
    case 0: kr_as_int(vm, any(), &i); break;
    case 1: kr_as_float(vm, any(), &d); break;
    case 2:
        text = kr_utf8(vm, any(), &n);
        CHECK(!text || strlen(text) <= n, "no NUL");
        break;
    case 3: kr_parse(vm, any(), "[iii]", &a, &b, &c); break;
    case 4: kr_parse(vm, any(), "{'a':i 'b':?O}", &a, &v); break;
    case 5: kr_parse(vm, any(), "(i,d,?s)", &a, &d, &text); break;
    default: keep(kr_repr(vm, any())); break;
    }
}

static void use_handles(void)
{
    kr_ref **ref = &handles[below(HANDLES)];
    if (*ref && below(2)) {
        keep(kr_get(*ref));
    } else {
        kr_drop(vm, *ref);
        *ref = below(3) ? kr_hold(vm, any()) : kr_hold_weak(vm, any());
    }
}

static void done(kr_vm *v, kr_value result, void *user)
{
    (void)result, (void)user;
    if (below(2))
        kr_catch(v, NULL);
}

static void posted(kr_vm *v, void *user)
{
    (void)user;
    if (!below(3))
        kr_raise(v, "ValueError", "posted");
}

static void use_loop(void)
{
    kr_promise *promise;
    kr_value future;
    switch (below(4)) {
    case 0: kr_spawn(vm, any(), below(2) ? done : NULL, NULL); break;
    case 1: kr_loop_run(vm, 0, below(2) ? 0 : below(3000)); break;
    case 2:
        if (kr_loop_fd(vm) >= 0)
            kr_post(vm, posted, NULL);
        break;
    default:
        future = kr_future(vm, &promise, NULL, NULL);
        if (!kr_failed(future))
            kr_settle(promise, &(kr_cval){.kind = (kr_ckind)below(6), .text = "text", .n = 4, .type = below(2) ? "OSError" : "no.such"});
        keep(future);
    }
}

static void control(void)
{
    switch (below(6)) {
    case 0: kr_limit(vm, KR_LIMIT_PAUSE, below(2) ? 0 : below(5000)); break;
    case 1: kr_interrupt(vm, (int)below(3) + 1); break;
    case 2: kr_collect(vm); break;
    case 3: kr_throw(vm, any()); break;
    case 4: keep(kr_reload(vm, below(2) ? kr_main(vm) : any(), kr_compile(vm, "class T: pass\nt = T()", 21, "new", KR_EXEC))); break;
    default: CHECK(!depth || !kr_free(vm), "freed below a call"); break;
    }
}

static void step(void)
{
    static void (*const steps[])(void) = {run, run, run, call, call, use_attributes, use_items, make, convert, use_handles, use_loop, control};
    kr_error e = {.size = sizeof e};
    unsigned k = below(16);
    if (k < sizeof steps / sizeof *steps)
        steps[k]();
    else if (k < 14)
        keep(kr_resume(vm));
    else
        kr_catch(vm, k == 14 ? &e : NULL);
}

/* ---- programs ------------------------------------------------------------------------------------------------------------------- */

static bool drop_text(void *user, int stream, const char *text, size_t n)
{
    (void)user, (void)stream, (void)text;
    return n > 0;
}

static void one_program(unsigned seed)
{
    kr_value here[VALUES] = {{0}};
    kr_config config = {.size = sizeof config, .memory_limit = 16 << 20, .write = drop_text, .options = seed % 2 ? KR_DEV_MODE : 0};
    state = 0x9E3779B97F4A7C15u * (seed + 1);
    values = here;
    memset(handles, 0, sizeof handles);
    vm = kr_new(&config, NULL);
    CHECK(vm && kr_define(vm, kr_main(vm), "back(x)", back, NULL) && kr_define(vm, kr_main(vm), "frame()", frame, NULL) &&
              kr_setattr(vm, kr_main(vm), "Thing", kr_class(vm, &thing_def, kr_none())), "VM");
    for (int i = 0; i < STEPS; i++) {
        step();
        if (!below(4))
            kr_catch(vm, NULL);
    }
    CHECK(kr_free(vm), "seed %u: not freed", seed);
}

int main(int argc, char **argv)
{
    unsigned first = argc > 1 ? (unsigned)atoi(argv[1]) : 0, last = argc > 2 ? (unsigned)atoi(argv[2]) : argc > 1 ? first : SEEDS - 1;
    if (argc == 1 && getenv("KRAIT_TEST_ALL"))
        last = 100000;
    for (unsigned seed = first; seed <= last && !atomic_load(&host_failures); seed++)
        one_program(seed);
    return host_status("programs");
}
