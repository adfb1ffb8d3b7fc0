/* SPDX-License-Identifier: MIT
 * Classes with C storage: methods, properties, special methods, derived classes, values in the storage, what finalize sees. */
#include "nth.h"

typedef struct Vec {
    double x, y;
} Vec;

static const kr_classdef vec_def;

static kr_value vec_new(kr_vm *vm, double x, double y)
{
    void *mem;
    kr_value v = kr_object(vm, kr_class(vm, &vec_def, kr_none()), &mem);
    if (!kr_failed(v))
        *(Vec *)mem = (Vec){x, y};
    return v;
}

static kr_value vec_init(kr_vm *vm, const kr_value *args, size_t n, void *mem)
{
    Vec *v = mem;
    (void)n;
    return kr_as_float(vm, args[1], &v->x) && kr_as_float(vm, args[2], &v->y) ? kr_none() : KR_ERROR;
}

static kr_value vec_add(kr_vm *vm, const kr_value *args, size_t n, void *mem)
{
    Vec *a = mem, *b = kr_unwrap(vm, args[1], &vec_def);
    (void)n;
    if (b)
        return vec_new(vm, a->x + b->x, a->y + b->y);
    kr_catch(vm, NULL);
    return kr_not_implemented();
}

static kr_value vec_eq(kr_vm *vm, const kr_value *args, size_t n, void *mem)
{
    Vec *a = mem, *b = kr_unwrap(vm, args[1], &vec_def);
    (void)n;
    if (b)
        return kr_bool(a->x == b->x && a->y == b->y);
    kr_catch(vm, NULL);
    return kr_not_implemented();
}

static kr_value vec_hash(kr_vm *vm, const kr_value *args, size_t n, void *mem)
{
    Vec *a = mem;
    (void)args, (void)n;
    return kr_int(vm, (int64_t)(a->x * 1000 + a->y));
}

static kr_value vec_repr(kr_vm *vm, const kr_value *args, size_t n, void *mem)
{
    Vec *a = mem;
    char text[80];
    (void)args, (void)n;
    return kr_str(vm, text, (size_t)snprintf(text, sizeof text, "Vec(%g, %g)", a->x, a->y));
}

static kr_value vec_len(kr_vm *vm, const kr_value *args, size_t n, void *mem)
{
    (void)args, (void)n, (void)mem;
    return kr_int(vm, 2);
}

static kr_value vec_getitem(kr_vm *vm, const kr_value *args, size_t n, void *mem)
{
    Vec *a = mem;
    int64_t i;
    (void)n;
    if (!kr_as_int(vm, args[1], &i))
        return KR_ERROR;
    return i == 0 ? kr_float(a->x) : i == 1 ? kr_float(a->y) : kr_raise(vm, "IndexError", "no coordinate %d", (int)i);
}

static kr_value vec_call(kr_vm *vm, const kr_value *args, size_t n, void *mem)
{
    Vec *a = mem;
    double f;
    (void)n;
    return kr_as_float(vm, args[1], &f) ? vec_new(vm, a->x * f, a->y * f) : KR_ERROR;
}

static kr_value vec_unit(kr_vm *vm, const kr_value *args, size_t n, void *mem)
{
    void *at;
    kr_value v = kr_object(vm, args[0], &at);
    CHECK(n == 1 && !mem, "class method");
    if (!kr_failed(v))
        *(Vec *)at = (Vec){1, 1};
    return v;
}

static kr_value vec_dot(kr_vm *vm, const kr_value *args, size_t n, void *mem)
{
    Vec *a = kr_unwrap(vm, args[0], &vec_def), *b = a ? kr_unwrap(vm, args[1], &vec_def) : NULL;
    CHECK(n == 2 && !mem, "static method");
    return b ? kr_float(a->x * b->x + a->y * b->y) : KR_ERROR;
}

static kr_value get_x(kr_vm *vm, const kr_value *args, size_t n, void *mem)
{
    (void)vm, (void)args, (void)n;
    return kr_float(((Vec *)mem)->x);
}

static kr_value set_x(kr_vm *vm, const kr_value *args, size_t n, void *mem)
{
    (void)n;
    return kr_as_float(vm, args[1], &((Vec *)mem)->x) ? kr_none() : KR_ERROR;
}

static kr_value get_norm(kr_vm *vm, const kr_value *args, size_t n, void *mem)
{
    Vec *a = mem;
    (void)vm, (void)args, (void)n;
    return kr_float(a->x * a->x + a->y * a->y);
}

static const kr_method vec_methods[] = {
    {"__init__(self, x: float = 0.0, y: float = 0.0)", vec_init, 0, NULL},
    {"__add__(self, other, /)", vec_add, 0, NULL},
    {"__eq__(self, other, /)", vec_eq, 0, NULL},
    {"__hash__(self, /)", vec_hash, 0, NULL},
    {"__repr__(self, /)", vec_repr, 0, NULL},
    {"__len__(self, /)", vec_len, 0, NULL},
    {"__getitem__(self, index: int, /)", vec_getitem, 0, NULL},
    {"__call__(self, factor: float)", vec_call, 0, NULL},
    {"scale(self, factor: float = 2.0)", vec_call, KR_METHOD, "A vector so many times as long."},
    {"unit(cls)", vec_unit, KR_CLASSMETHOD, NULL},
    {"dot(a, b)", vec_dot, KR_STATICMETHOD, "The product."},
    {0},
};
static const kr_property vec_properties[] = {{"x: float", get_x, set_x, "abscissa"}, {"norm", get_norm, NULL, NULL}, {0}};
static const kr_constant vec_constants[] = {
    {"DIMENSIONS", {.kind = KR_C_INT, .i = 2}}, {"NAME", {.kind = KR_C_STR, .text = "plane", .n = 5}}, {0}};
static const kr_classdef vec_def = {
    .name = "geometry.Vec", .doc = "A vector.", .size = sizeof(Vec), .methods = vec_methods, .properties = vec_properties, .constants = vec_constants};

static bool make_vec(kr_vm *vm)
{
    kr_value cls = kr_class(vm, &vec_def, kr_none());
    return !kr_failed(cls) && kr_setattr(vm, kr_module(vm, "geometry"), "Vec", cls);
}

static const char says[] = "def says(f, *a, **k):\n  try: return f(*a, **k)\n  except Exception as e: return f'{type(e).__name__}: {e}'\n"
                           "def is_(a, b):\n  assert a == b, (a, b)\n";

static void test_vec(kr_vm *vm)
{
    CHECK(make_vec(vm) && kr_class(vm, &vec_def, kr_none()).bits == kr_class_of(vm, vec_new(vm, 0, 0)).bits, "one class");
    host_ok(vm, says);
    host_ok(vm, "import geometry\nfrom geometry import Vec\na = Vec(1, 2.5)\n"
                "is_(repr(a), 'Vec(1, 2.5)'); is_(repr(a + Vec(y=1)), 'Vec(1, 3.5)'); is_(a == Vec(1, 2.5), True); is_(a == 3, False)\n"
                "is_(len(a), 2); is_(a[1], 2.5); is_(list(a), [1.0, 2.5]); is_(repr(a(2)), 'Vec(2, 5)'); is_({a: 1}[Vec(1, 2.5)], 1)\n"
                "is_(repr(a.scale(factor=3)), 'Vec(3, 7.5)'); is_(repr(Vec.unit()), 'Vec(1, 1)'); is_(Vec.dot(a, a), a.norm)\n"
                "a.x = 7; is_(a.x, 7.0); is_(Vec.DIMENSIONS, 2); is_(a.NAME, 'plane')\n"
                "is_((Vec.__module__, Vec.__name__, Vec.__doc__, Vec.scale.__doc__, Vec.x.__doc__), ('geometry', 'Vec', 'A vector.', 'A vector so many times as long.', 'abscissa'))\n"
                "import inspect\nis_(str(inspect.signature(a.scale)), '(factor: float = 2.0)')");
    host_ok(vm, "is_(says(lambda: a + 1), \"TypeError: unsupported operand type(s) for +: 'Vec' and 'int'\")\n"
                "is_(says(Vec.scale, 5), \"TypeError: descriptor 'scale' for 'Vec' objects doesn't apply to a 'int' object\")\n"
                "is_(says(a.scale, 'x'), \"TypeError: scale() argument 'factor' must be float, not str\")\n"
                "is_(says(Vec, 1, 2, 3), 'TypeError: __init__() takes from 1 to 3 positional arguments but 4 were given')\n"
                "is_(says(setattr, a, 'norm', 1), \"AttributeError: property 'norm' of 'Vec' object has no setter\")\n"
                "is_(says(setattr, a, 'x', 'y'), \"TypeError: x() argument 'value' must be float, not str\")\n"
                "is_(says(delattr, a, 'x'), \"AttributeError: property 'x' of 'Vec' object has no deleter\")\n"
                "is_(says(setattr, a, 'z', 1)[:14], 'AttributeError')\n"
                "is_(says(Vec.dot, a, 1), 'TypeError: expected Vec, not int'); is_(says(lambda: a[9]), 'IndexError: no coordinate 9')\n"
                "import copy, pickle, weakref\nis_(says(pickle.dumps, a), \"TypeError: cannot pickle 'Vec' object\")\n"
                "is_(says(copy.copy, a), \"TypeError: cannot pickle 'Vec' object\"); is_(weakref.ref(a)() is a, True)\n"
                "is_(repr(Vec.__new__(Vec)), 'Vec(0, 0)'); is_(repr(object.__new__(Vec)), 'Vec(0, 0)')");
}

static void test_derived(kr_vm *vm)
{
    host_ok(vm, "class Named(Vec):\n  kind = 'named'\n  def __init__(self, name, *a):\n    super().__init__(*a)\n    self.name = name\n"
                "  def __repr__(self): return f'{self.name}={super().__repr__()}'\n"
                "n = Named('p', 3, 4)\nis_(repr(n), 'p=Vec(3, 4)'); is_(repr(n + a), 'Vec(10, 6.5)'); is_(n.norm, 25.0); is_(type(Named.unit()), Named)\n"
                "is_(sorted(n.__dict__), ['name'])\n"
                "class Slotted(Vec):\n  __slots__ = ('p', 'q')\ns = Slotted(1, 2); s.p = 5; s.q = 6\nis_((s.p, s.q, s.x, s[1]), (5, 6, 1.0, 2.0))\n"
                "class Both(Named, Slotted): pass\n" /* no conflict: Named adds no layout */
                "is_(says(type, 'T', (Vec, dict), {}), 'TypeError: multiple bases have instance lay-out conflict')\n"
                "is_(says(setattr, n, '__class__', Slotted)[:9], 'TypeError'); many = [Named(str(i), i, i) for i in range(2000)]\n"
                "is_(sum(v.x for v in many), 1999000.0)\n");
    kr_value n = host_run(vm, "n", KR_EVAL);
    Vec *v = kr_unwrap(vm, n, &vec_def);
    CHECK(v && v->x == 3 && v->y == 4, "unwrap");
    CHECK(!kr_unwrap(vm, kr_int(vm, 3), &vec_def) && kr_catch(vm, NULL), "a number is none");
    CHECK(kr_failed(kr_object(vm, kr_int(vm, 3), NULL)) && kr_catch(vm, NULL), "no class");
}

/* ---- values in the storage ---------------------------------------------------------------------------------------------- */

typedef struct Box {
    kr_value item;
    int *alive;
    char *block;
} Box;

static int boxes, finalized;

static kr_value box_init(kr_vm *vm, const kr_value *args, size_t n, void *mem)
{
    Box *b = mem;
    (void)n;
    if (!kr_store(vm, args[0], &b->item, args[1]))
        return KR_ERROR;
    if (!b->block)
        b->block = malloc(100);
    if (!b->alive)
        ++*(b->alive = &boxes);
    return kr_none();
}

static kr_value box_get(kr_vm *vm, const kr_value *args, size_t n, void *mem)
{
    Box *b = mem;
    (void)args, (void)n;
    return kr_is_empty(b->item) ? kr_raise(vm, "LookupError", "empty") : b->item;
}

static kr_value box_next(kr_vm *vm, const kr_value *args, size_t n, void *mem)
{
    int64_t i;
    Box *b = mem;
    (void)n;
    if (!kr_as_int(vm, b->item, &i))
        return KR_ERROR;
    if (i == 0)
        return kr_stop(vm, kr_none());
    return kr_store(vm, args[0], &b->item, kr_int(vm, i - 1)) ? b->item : KR_ERROR;
}

static kr_value box_self(kr_vm *vm, const kr_value *args, size_t n, void *mem)
{
    (void)vm, (void)n, (void)mem;
    return args[0];
}

static kr_value box_exit(kr_vm *vm, const kr_value *args, size_t n, void *mem)
{
    (void)vm, (void)n, (void)mem;
    return kr_bool(!kr_is_none(args[1]));
}

static void box_finalize(void *mem, void *user)
{
    Box *b = mem;
    (void)user;
    if (b->alive)
        --*b->alive;
    free(b->block);
    finalized++;
}

static void box_trace(void *mem, kr_visitor *visitor)
{
    kr_visit(visitor, ((Box *)mem)->item);
}

static const kr_method box_methods[] = {
    {"__init__(self, item)", box_init, 0, NULL},  {"get(self)", box_get, 0, NULL},
    {"__iter__(self)", box_self, 0, NULL},        {"__next__(self)", box_next, 0, NULL},
    {"__enter__(self)", box_self, 0, NULL},       {"__exit__(self, type, value, traceback)", box_exit, 0, NULL},
    {"__await__(self)", box_self, 0, NULL},       {0},
};
static const kr_classdef box_def = {.name = "Box", .size = sizeof(Box), .methods = box_methods, .finalize = box_finalize, .trace = box_trace, .flags = KR_CLASS_DICT};
static const kr_classdef pair_def = {.name = "Pair", .size = 24, .align = 16, .flags = KR_CLASS_FINAL};
static const kr_classdef secret_def = {.name = "Secret", .size = 8, .flags = KR_CLASS_NO_NEW};
static const kr_classdef error_def = {.name = "host.Trouble", .doc = "It went wrong."};
static const kr_classdef wide_def = {.name = "Wide", .size = 20000};
static const kr_classdef bad_defs[] = {{.name = "A", .size = 70000}, {.name = "B", .align = 32}, {.name = "C", .align = 3}};

static bool make_box(kr_vm *vm)
{
    return kr_setattr(vm, kr_main(vm), "Box", kr_class(vm, &box_def, kr_none()));
}

static void test_box(void)
{
    kr_vm *vm = kr_new(NULL, NULL);
    CHECK(make_box(vm), "Box");
    host_ok(vm, says);
    host_ok(vm, "b = Box([1, 2])\nring = Box(None)\nring.__init__(ring)\nring.extra = ring\nimport gc\n"
                "def fill(n): return [Box([i]) for i in range(n)] and None\nfill(3000)\ngc.collect()\nis_(b.get(), [1, 2])\n"
                "is_(list(Box(4)), [3, 2, 1, 0]); is_(says(Box.__new__(Box).get), 'LookupError: empty')\n"
                "with Box(1) as x: raise ValueError\nis_(x.get(), 1)\n"
                "async def wait(): return await Box(0)\ntry: wait().send(None)\nexcept StopIteration as e: is_(e.value, None)\n"
                "class D(Box):\n  def __del__(self): log.append(self.get())\nlog = []\ndef drop(): return D('d') and None\ndrop()\n"
                "def deep(n): return [n] and (deep(n - 1) if n else 0)\ndeep(50)\ngc.collect(); fill(10); gc.collect(); is_(log, ['d'])\n"
                "kept = [Box(str(i) * 3) for i in range(500)]\ngc.collect(); [str(i) * 3 for i in range(5000)]; gc.collect()\n"
                "is_([k.get() for k in kept], [str(i) * 3 for i in range(500)])");
    CHECK(boxes < 3000, "%d boxes", boxes);
    kr_free(vm);
    CHECK(boxes == 0 && finalized > 3500, "%d boxes are left, %d were finalized", boxes, finalized);
}

static void test_kinds(kr_vm *vm)
{
    void *mem;
    kr_value box = kr_class(vm, &box_def, kr_none()), pair = kr_class(vm, &pair_def, box), secret = kr_class(vm, &secret_def, kr_none());
    kr_setattr(vm, kr_main(vm), "Box", box);
    kr_setattr(vm, kr_main(vm), "Pair", pair);
    kr_setattr(vm, kr_main(vm), "Secret", secret);
    kr_setattr(vm, kr_main(vm), "Trouble", kr_class(vm, &error_def, host_run(vm, "ValueError", KR_EVAL)));
    kr_value p = kr_call(vm, pair, (kr_value[]){kr_int(vm, 5)}, 1);
    mem = kr_unwrap(vm, p, &pair_def);
    Box *b = kr_unwrap(vm, p, &box_def);
    CHECK(mem && b && (uintptr_t)mem % 16 == 0 && (char *)mem >= (char *)(b + 1), "two storages");
    memset(mem, 0xFF, 24);
    CHECK(kr_is_none(kr_setattr(vm, p, "q", kr_main(vm)) ? kr_none() : KR_ERROR), "dict");
    host_ok(vm, "is_(Pair(3).get(), 3); is_(says(type, 'T', (Pair,), {}), \"TypeError: type 'Pair' is not an acceptable base type\")\n"
                "is_(says(Secret), \"TypeError: cannot create 'Secret' instances\")\n"
                "is_(says(type, 'T', (Box, Secret), {}), 'TypeError: multiple bases have instance lay-out conflict')\n"
                "try: raise Trouble('x')\nexcept ValueError as e: is_(repr(e), \"Trouble('x')\")\n"
                "is_(repr(Trouble), \"<class 'host.Trouble'>\")");
    CHECK(!kr_failed(kr_object(vm, secret, &mem)) && *(uint64_t *)mem == 0, "made by the host");
    kr_value wide = kr_object(vm, kr_class(vm, &wide_def, kr_none()), &mem);
    memset(mem, 1, 20000);
    kr_collect(vm);
    CHECK(!kr_failed(wide) && kr_unwrap(vm, wide, &wide_def) == mem, "wide");
    for (size_t i = 0; i < 3; i++)
        CHECK(kr_failed(kr_class(vm, &bad_defs[i], kr_none())) && kr_catch(vm, NULL), "%s", bad_defs[i].name);
    CHECK(kr_failed(kr_class(vm, &wide_def + 0, KR_ERROR)) && kr_catch(vm, NULL), "no base");
    CHECK(kr_failed(kr_class(vm, &(kr_classdef){.name = "D", .size = 8}, host_run(vm, "dict", KR_EVAL))) && kr_catch(vm, NULL), "storage behind a dict");
}

static void test_limit(void)
{
    kr_config config = {.size = sizeof config, .memory_limit = 16 << 20};
    kr_error e = {.size = sizeof e};
    kr_vm *vm = kr_new(&config, NULL);
    kr_setattr(vm, kr_main(vm), "Wide", kr_class(vm, &wide_def, kr_none()));
    CHECK(kr_failed(host_run(vm, "x = [Wide() for i in range(10000)]", KR_EXEC)) && kr_catch(vm, &e) && e.kind == KR_KIND_OOM, "storage counts");
    kr_free(vm);
}

static bool work(kr_vm *vm)
{
    if (!make_vec(vm) || !make_box(vm))
        return false;
    return !kr_failed(host_run(vm, "from geometry import Vec\nclass N(Box):\n  pass\nl = [N(Vec(i, 1).scale(i)) for i in range(500)]\n"
                                   "assert l[3].get().x == 9.0\nl[0].y = 1\nimport weakref\nw = weakref.ref(l[1])\n", KR_EXEC));
}

int main(void)
{
    kr_vm *vm = kr_new(NULL, NULL);
    test_vec(vm);
    test_derived(vm);
    test_kinds(vm);
    kr_free(vm);
    test_box();
    test_limit();
    nth_sweep("classes", work);
    CHECK(boxes == 0, "%d boxes are left", boxes);
    return host_status("classes");
}
