x = "module"


def read():
    return x


def write():
    x = "local"
    return x


def use_global():
    global x
    x = "changed by a function"
    return x


print(read(), write(), x, use_global(), x, read())


def created():
    global new_name
    new_name = "created"


created()
print(new_name)


def unbound():
    try:
        print(x)
    except UnboundLocalError as e:
        print(e)
    x = 1


unbound()


def nested():
    x = "outer"

    def middle():
        def inner():
            nonlocal x
            x = "by inner"
            return x
        return inner()
    return middle(), x


print(nested(), x)


def global_in_nested():
    x = "enclosing"

    def inner():
        global x
        x = "global from inner"
    inner()
    return x


print(global_in_nested(), x)


def comprehension_scope():
    i = "kept"
    result = [i for i in range(3)]
    return i, result


print(comprehension_scope())
i = "module i"
[i for i in range(5)]
{i for i in range(5)}
{i: i for i in range(5)}
print(i)
for i in range(3):
    pass
print(i)


def loop_leaks():
    for k in range(3):
        pass
    with open("/dev/null") as f:
        pass
    try:
        import math as m
    finally:
        pass
    return k, f.closed, m.floor(2.5)


print(loop_leaks())


def walrus():
    if (n := 10) > 5:
        pass
    total = [y := 1, y ** 2]
    any((last := v) > 2 for v in range(5))
    return n, total, y, last


print(walrus())


def locals_dict(a, b=2):
    c = a + b
    names = sorted(locals())
    d = 1
    return names, sorted(locals().items(), key=str)[:3]


print(locals_dict(1))


def local_writes():
    a = 1
    locals()["a"] = 5
    locals()["z"] = 6
    return a, "z" in locals()


print(local_writes())
globals()["made_by_globals"] = 42
print(made_by_globals)
del made_by_globals
try:
    made_by_globals
except NameError as e:
    print(e)


def builtins_shadowed():
    len = lambda x: "shadowed"
    return len([1, 2])


print(builtins_shadowed(), len([1, 2]))
len = lambda x: "module level"
print(len([]))
del len
print(len([1]))
try:
    del len
except NameError as e:
    print(e)
import builtins
builtins.injected = "from builtins"
print(injected)
del builtins.injected


def exec_scopes():
    ns = {"y": 5}
    exec("z = y * 2\ndef f(): return z", ns)
    return ns["z"], ns["f"]()


print(exec_scopes())
g, l = {"a": 1}, {"b": 2}
exec("c = a + b\ndel b", g, l)
print(l, sorted(k for k in g if k != "__builtins__"))
print(eval("a + 1", {"a": 41}), eval("a + b", {"a": 1}, {"b": 2}), eval("x"), eval("[a for _ in 'ab']", {"a": 3}))


def conditional(flag):
    if flag:
        v = 1
    try:
        return v
    except UnboundLocalError as e:
        return str(e)


print(conditional(True), conditional(False))


def delete_and_rebind():
    v = 1
    del v
    v = 2
    return v


print(delete_and_rebind())


def augmented():
    try:
        x += 1
    except UnboundLocalError as e:
        return str(e)


print(augmented())


def param(p):
    def inner():
        nonlocal p
        p += 1
        return p
    return inner


f = param(1)
print(f(), f())


class C:
    x = "in class"
    y = [x for _ in range(1)]

    def get(self):
        return x
    z = (lambda: x)()


print(C.y, C().get(), C.z)
lam = lambda x=x: x
x = "later"
print(lam(), __name__, __doc__, type(__builtins__).__name__ in ("module", "dict"))


def annotations_are_not_names():
    q: int
    try:
        q
    except UnboundLocalError as e:
        return str(e)


print(annotations_are_not_names())
import sys
print(sys._getframe().f_locals is globals(), sys._getframe(0).f_code.co_name)


def many_locals():
    a0 = a1 = a2 = a3 = a4 = a5 = a6 = a7 = a8 = a9 = 1
    b0, b1, b2, b3, b4, b5, b6, b7, b8, b9 = range(10)
    return a0 + a9 + b0 + b9, len(locals())


print(many_locals())
source = "def big():\n" + "".join(f"    v{i} = {i}\n" for i in range(400)) + "    return " + " + ".join(f"v{i}" for i in range(400)) + "\n"
ns = {}
exec(source, ns)
print(ns["big"]())
source = "def many(" + ", ".join(f"p{i}" for i in range(300)) + "):\n    return p0 + p299 + len(locals())\n"
exec(source, ns)
print(ns["many"](*range(300)))
source = "def closed(" + ", ".join(f"p{i}" for i in range(300)) + "):\n    return lambda: p5 + p299\n"
exec(source, ns)
print(ns["closed"](*range(300))())
