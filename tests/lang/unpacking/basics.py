a, b = 1, 2
print(a, b)
a, b = b, a
print(a, b)
(a, b), c = [3, 4], 5
print(a, b, c)
[a, [b, *c]] = 1, "xyz"
print(a, b, c)
a, *b = range(4)
print(a, b)
*a, b = "abc"
print(a, b)
a, *b, c = 1, 2
print(a, b, c)
*a, = ()
print(a)
a = b = c = []
a.append(1)
print(b, c)
x = [0, 1, 2]
i = 0
i, x[i] = 1, 2
print(i, x)


class T:
    pass


t = T()
t.a, t.b = 1, 2
(t.c, *t.d), x[0] = "pqr", 9
print(vars(t), x)
x[0:2], a = [7, 7, 7], 1
print(x)
for a, (b, *c) in [(1, "xy"), (2, "zuv")]:
    print(a, b, c)
for x[0] in range(3):
    pass
print(x)
for t.a in "last":
    pass
print(t.a)
d = {}
for d["k"], d["v"] in [(1, 2)]:
    print(d)


def gen():
    yield 1
    yield 2


a, b = gen()
print(a, b)
a, b = {"k1": 1, "k2": 2}
print(a, b)
a, b, c = "é€😀"
print(a, b, c)
for text in ("a, b = 1, 2, 3", "a, b = 1,", "a, b = ()", "a, *b, c = 1,", "a, b = 5", "a, b = None", "(a, b), c = 1, 2", "a, b = 'abc'",
             "a, b = gen3()", "a, = []", "[a, b] = [1]", "a, b = {1}", "for a, b in [1]: pass", "a, b = iter([1])", "[] = 1", "[] = [1]", "() = ()"):
    try:
        exec(text, {"gen3": lambda: (i for i in range(3))})
        print(text, "fine")
    except (TypeError, ValueError) as e:
        print(text, "->", type(e).__name__, e)


def f(*args, **kw):
    return args, kw


print(f(*[1, 2], 3, *(4,), k=1, **{"l": 2}, m=3), f(*"ab", *range(2)), f(**dict(z=1)))
print([*range(2), *"x"], (*(), 1), {**{}}, {*()})
print(*[1, 2], *"ab", sep="-")
first, *middle, last = [1, 2, 3, 4]
print(first, middle, last)


def swap(p):
    (x, y), z = p
    return z, (y, x)


print(swap(((1, 2), 3)))


def ret():
    return 1, *[2, 3]


print(ret())


def yi():
    x = yield 1, *[2]
    print("got", x)


g = yi()
print(next(g))
next(g, None)
print((lambda *a, **k: (a, k))(*[1], **{"a": 2}))
x = y, z = 1, 2
print(x, y, z)
a = [1, 2, 3, 4, 5]
a[1], a[0], *a[3:] = a[0], a[1], 9, 8
print(a)
del a[0], a[0]
print(a)
del (x, y), [z]
try:
    x
except NameError as e:
    print(e)
big = list(range(300))
ns = {"big": big}
exec(", ".join(f"v{i}" for i in range(300)) + " = big", ns)
print(ns["v0"], ns["v299"])
exec("*first, " + ", ".join(f"w{i}" for i in range(200)) + " = big", ns)
print(len(ns["first"]), ns["w0"], ns["w199"])
print(eval("[" + ", ".join(str(i) for i in range(600)) + "]")[599], eval("f(" + ", ".join(str(i) for i in range(300)) + ")", {"f": f})[0][299])
print(len(eval("{" + ", ".join(f"{i}: {i}" for i in range(500)) + "}")), eval("f(" + ", ".join(f"k{i}={i}" for i in range(300)) + ")", {"f": f})[1]["k299"])


class Order:
    def __init__(self, name):
        self.name = name

    def __setattr__(self, k, v):
        if k != "name":
            print("set", self.name, k, v)
        object.__setattr__(self, k, v)


def say(x):
    print("eval", x)
    return x


o = Order("o")
o.a, o.b = say(1), say(2)
o.c = o.d = say(3)
lst = [0] * 3
lst[say(0)], lst[say(1)] = say("x"), say("y")
print(lst)
lst[say(2)] += say("n") and 5
print(lst)
