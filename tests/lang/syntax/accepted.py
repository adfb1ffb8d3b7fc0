# Corners of the grammar that must compile and run.
x = (1,); y = 1,; z = [1, 2, ]
print(x, y, z, {1, }, {1: 2, }, (lambda a, b=1, *c, d, **e: (a, b, c, d, e))(1, d=2, ))


def f(a, /, b, *, c, **d): return a, b, c, d


print(f(1, 2, c=3, ), f(1, b=2, c=3, a=4), f(*[1], **{"b": 2}, c=3))
print(1if 1else 2, [1, 2][0], (1).real, 1..real, 1.5.real, 0xfor 1, 1 .real)
print("a" "b" f"{1}" r"\n" "c", b"a" b"b", ("multi"
                                         "line"))
if x: pass
elif y: pass
else: pass
for i in 1, 2, 3: print(i, end=" ")
for i, in [(1,)]: print(i)
for (i, j), k in [((1, 2), 3)]: print(i, j, k)
for i in *[1], *[2]: print(i)
while 0: pass
else: print("else")
try: raise ValueError
except (ValueError): print("paren")
try: raise ValueError
except (ValueError, TypeError) as e: print("tuple")
else: pass
finally: pass
print((yield_ := 5), [a := 1, a + 1], {b := 2}, (lambda: (c := 3))())
with open("/dev/null") as f1, open("/dev/null") as f2: pass
with (open("/dev/null") as f1, open("/dev/null") as f2): pass
with (open("/dev/null")) as f1: pass
with (yield_, yield_) if False else open("/dev/null"): pass


class A(object, metaclass=type): pass
class B(): x = 1; y = 2
class C: """doc"""; z = 3


print(A.__name__, B.y, C.z, C.__doc__)


@(lambda f: f)
@[lambda f: f][0]
def decorated(): return "decorated"


print(decorated())


async def coroutine():
    async with a as b, c: pass
    async for i in x: pass
    else: pass
    await x
    return [i async for i in x if await i]


def annotated(a: int, b: str = "x", *c: float, d: list[int] = [], **e: dict) -> tuple: pass


v: int = 5
w: "str"
(q): int = 1
A.attr: int = 3
z[0]: int = 9
print(v, q, A.attr, z)
print(not 1 == 2, not (1, ), -1 ** 2, ~-1, 1 - -1, 2 ** -1, 1 if 2 else 3 if 4 else 5, lambda: 1, (lambda: (yield))) if False else print("expr")
print(1 < 2 == True != False, 1 in [1] in [[1]], 1 is not None, 1 not in [], not 1 in [])
print([*range(3), *[4]], {**{}, "a": 1}, (*(), 1), *[1], **{"sep": "-"})
print(a := 3, (b := 4))
global_stmt = 1


def g():
    global global_stmt, other
    global_stmt = 2
    other = 3
    def h():
        nonlocal_ = 1
        return nonlocal_
    return h()


print(g(), global_stmt, other)
del x, (y), [z]
del other,
assert 1, "msg"
assert (1)
raise_ = type = match = case = _ = 1
match = {"case": 1}
print(match["case"], type, case)
match match:
    case {"case": case}: print(case)
match (case):
    case 1 | 2 as n if n: print(n)
    case _: pass
print(match, -match["case"])
import os.path as p, sys
from os import (path, sep,)
from os import path as q2, sep as s2
print(p is path, s2 == sep)
if True:
    # comment only
    pass

    # more
  # odd indent comment
    print("after comments")
def one(): return 1
print(one()); print(2); \
    print(3)
t = 1 + \
    2
print(t, """a
b\
c""", 'tab\tin', "\
")
if 1:
	print("tab indent")
if 1:
        print("eight")
class Deep:
  def m(self):
     if 1:
       return (
1,
   2)
print(Deep().m(), 0b1, 0B1, 0o7, 0O7, 0xF, 0Xf, 1e5, 1E-5, 1.e1, .5, 1_0.0_1, 1j, 1.5J, 0_0, 00)
print(eval("1 +\\\n2"), eval("(1,\n2)"), eval(" 1"), eval("\t1\n"), compile("1", "f", "eval").co_filename, exec("pass"), eval("lambda: (yield)") is not None)
for text in ("x", "x\n", "\nx", "x;", "x # c", "if 1:\n  x\n", "if 1: x", "\n\n", "# only", "", "x\n  \n", "x\r\ny\r\n", "x\ry", "\x0cx", "\ufeffx"):
    try:
        compile(text, "<t>", "exec")
        print(repr(text), "ok", end="; ")
    except SyntaxError as e:
        print(repr(text), e.msg)
print()
ns = {}
exec(compile("a = 1\nb = a + 1", "<n>", "exec"), ns)
print(ns["b"], eval(compile("a + b", "<e>", "eval"), ns))
exec(compile("a + 1", "<s>", "single"), ns)
exec(compile("None", "<s>", "single"), ns)
deep = "(" * 90 + "1" + ")" * 90
print(eval(deep), eval("[" * 80 + "]" * 80) is not None, eval("-" * 100 + "1"), eval("not " * 101 + "1"), eval("+".join(["1"] * 1000)), len(eval("(" + "1," * 3000 + ")")), eval(" if 0 else ".join(["1"] * 50)), eval("f" + "(f" * 30 + "(1)" + ")" * 30, {"f": lambda v: v}))
long_elif = "if x == 0: r = 0\n" + "".join(f"elif x == {i}: r = {i}\n" for i in range(1, 400))
ns = {"x": 399}
exec(long_elif, ns)
print(ns["r"])
big = "\n".join(f"v{i} = {i}" for i in range(3000))
exec(big, ns)
print(ns["v2999"])
