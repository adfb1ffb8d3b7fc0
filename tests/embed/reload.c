/* SPDX-License-Identifier: MIT
 * kr_reload(): a module's new code, from the host's import or as given; instances go on with the new methods. */
#include "nth.h"

static const char first[] = "from dataclasses import dataclass\nfrom enum import Enum\nimport functools\n"
                            "class Base:\n  def who(self): return 'base 1'\n"
                            "class Foe(Base):\n  hp = 10\n  def who(self): return 'foe 1 ' + super().who()\n  def gone(self): pass\n"
                            "  class Part:\n    def n(self): return 1\n"
                            "@dataclass\nclass Point:\n  a: int = 1\n"
                            "class Slots:\n  __slots__ = ('a',)\n  def f(self): return 1\n"
                            "class Kind(Enum):\n  A = 1\n"
                            "class Cached:\n  @property\n  def v(self): return 1\n  @functools.cached_property\n  def w(self): return 1\n"
                            "boss, part, point, slots, cached = Foe(), Foe.Part(), Point(), Slots(), Cached()\n"
                            "def make(): return Foe()\nleft = 5\n";
static const char second[] = "from dataclasses import dataclass\nfrom enum import Enum\nimport functools\nold = boss\n"
                             "class Base:\n  def who(self): return 'base 2'\n"
                             "class Foe(Base):\n  mp = 5\n  def who(self): return 'foe 2 ' + super().who()\n"
                             "  @classmethod\n  def new(cls): return super().__new__(cls)\n"
                             "  class Part:\n    def n(self): return 2\n"
                             "@dataclass\nclass Point:\n  a: int = 1\n  b: str = 'x'\n"
                             "class Slots:\n  __slots__ = ('a',)\n  def f(self): return 2\n"
                             "class Kind(Enum):\n  A = 1\n  B = 2\n"
                             "class Cached:\n  @property\n  def v(self): return 2\n  @functools.cached_property\n  def w(self): return 2\n"
                             "boss = Foe()\n"
                             "assert type(boss) is type(old) and old.who() == boss.who() == 'foe 2 base 2' and type(make()) is Foe\n"
                             "assert not hasattr(old, 'gone') and not hasattr(Foe, 'hp') and Foe.new().mp == 5 and part.n() == 2\n"
                             "assert isinstance(point, Point) and repr(Point()) == \"Point(a=1, b='x')\" and slots.f() == 2 and len(Kind) == 2\n"
                             "assert cached.v == 2 and cached.w == 2 and left == 5\ndone = 1\n";

static const char *current = first;

static bool give(kr_vm *vm, const char *name, kr_source *out)
{
    (void)vm;
    out->text = current;
    out->n = strlen(current);
    return !strcmp(name, "foes");
}

static void check(kr_vm *vm, kr_value module, kr_value result)
{
    kr_error e = {.size = sizeof e};
    bool done = !kr_failed(result) && result.bits == module.bits && kr_is_none(kr_getattr(vm, module, "done")) == false;
    kr_catch(vm, &e);
    CHECK(done, "%s", e.text ? e.text : "another value");
}

/* Without memory it says so, and leaves nothing. */
static bool without_memory(kr_vm *vm)
{
    static const char old[] = "class A:\n  def f(self): return super().__repr__()\n  @property\n  def g(self): return 1\nx = A()\n";
    static const char new[] = "class A:\n  def f(self): return super().__repr__()\n  def h(self): return 2\nassert x.h() == 2 and x.f()\n";
    return !kr_failed(host_run(vm, old, KR_EXEC)) && !kr_failed(kr_reload(vm, kr_main(vm), kr_compile(vm, new, strlen(new), "new", KR_EXEC)));
}

int main(void)
{
    kr_config config = {.size = sizeof config, .import = give};
    kr_vm *vm = kr_new(&config, NULL);
    kr_error e = {.size = sizeof e};
    kr_value foes = kr_import(vm, "foes"), main = kr_main(vm), json = kr_import(vm, "json");
    current = second;
    check(vm, foes, kr_reload(vm, foes, kr_none()));
    host_ok(vm, first);
    check(vm, main, kr_reload(vm, main, kr_compile(vm, second, strlen(second), "second", KR_EXEC)));
    CHECK(kr_reload(vm, json, kr_none()).bits == json.bits, "a module of the library");
    current = "left = 7\n";
    host_ok(vm, "import importlib, foes\nassert importlib.reload(foes) is foes and foes.left == 7");
    current = "class Foe(Base, metaclass=type('M', (type,), {})): pass\n";
    CHECK(!kr_failed(kr_reload(vm, foes, kr_none())), "another metaclass is another class");
    CHECK(kr_failed(kr_reload(vm, foes, kr_compile(vm, "left = 6\n1 / 0", 14, "third", KR_EXEC))) && kr_catch(vm, &e) && e.nframes == 1 &&
              !strcmp(e.type, "ZeroDivisionError"), "%s", e.type);
    int64_t left;
    CHECK(kr_as_int(vm, kr_getattr(vm, foes, "left"), &left) && left == 6, "what was done is done");
    CHECK(kr_failed(kr_reload(vm, main, kr_none())) && kr_catch(vm, &e) && !strcmp(e.type, "ModuleNotFoundError"), "%s", e.type);
    CHECK(kr_failed(kr_reload(vm, kr_none(), kr_none())) && kr_catch(vm, &e) && !strcmp(e.type, "TypeError"), "%s", e.type);
    CHECK(kr_failed(kr_reload(vm, main, kr_int(vm, 1))) && kr_catch(vm, &e) && !strcmp(e.type, "TypeError"), "%s", e.type);
    /* A kill leaves nothing behind: classes are made as ever. */
    kr_limit(vm, KR_LIMIT_HARD, 1);
    kr_limit(vm, KR_LIMIT_FUEL, 300000);
    CHECK(kr_failed(kr_reload(vm, foes, kr_compile(vm, "while True: pass", 16, "loop", KR_EXEC))) && kr_catch(vm, &e) && e.kind == KR_KIND_KILLED, "killed");
    host_ok(vm, "class New: pass\nassert __build_class__.__name__ == '__build_class__' and type(__build_class__) is type(len)\n");
    CHECK(kr_free(vm), "kr_free");
    nth_sweep("reload", without_memory);
    return host_status("reload");
}
