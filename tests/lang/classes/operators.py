class Num:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


def install(cls, names, template):
    for name in names:
        def op(self, *others, name=name):
            return template.format(self, name, *others)
        setattr(cls, "__%s__" % name, op)


BINARY = "add sub mul truediv floordiv mod pow lshift rshift and or xor matmul divmod".split()


class Left(Num):
    pass


class Right(Num):
    pass


install(Left, BINARY, "{0}.{1}({2})")
install(Right, ["r" + b for b in BINARY], "{0}.{1}({2})")
l, r = Left("L"), Right("R")
print(l + 1, l - 1, l * 1, l / 1, l // 1, l % 1, l ** 1, l << 1, l >> 1, l & 1, l | 1, l ^ 1, l @ 1, divmod(l, 1))
print(1 + r, 1 - r, 1 * r, 1 / r, 1 // r, 1 % r, 1 ** r, 1 << r, 1 >> r, 1 & r, 1 | r, 1 ^ r, 1 @ r, divmod(1, r))
print(l + r, r.__radd__(l))


class Sub(Left):
    pass


install(Sub, ["radd"], "sub {0}.{1}({2})")
print(l + Sub("S"), Sub("S") + l, Left("a") + Left("b"))


class Inplace(Num):
    pass


install(Inplace, ["i" + b for b in BINARY if b != "divmod"], "{0}.{1}({2})")
for op in "+ - * / // % ** << >> & | ^ @".split():
    x = Inplace("I")
    ns = {"x": x}
    exec("x %s= 5" % op, ns)
    print(ns["x"], end=" ")
print()


class Fallback(Num):
    def __iadd__(self, other):
        return NotImplemented

    def __add__(self, other):
        return f"{self}+{other}"


x = Fallback("F")
x += 1
print(x)


class Refuses(Num):
    def __add__(self, other):
        return NotImplemented

    def __radd__(self, other):
        return NotImplemented

    def __eq__(self, other):
        return NotImplemented

    def __lt__(self, other):
        return NotImplemented

    __hash__ = None


f = Refuses("f")
for text in ("f + 1", "1 + f", "f < 1", "1 < f", "f - 1", "f += 1", "f @ f", "-f", "~f", "+f", "abs(f)", "f ** 2", "pow(f, 2, 3)",
             "divmod(f, 1)", "f > f", "hash(f)", "int(f)", "float(f)", "complex(f)", "round(f)", "[1][f]", "f()", "bool(f) and len(f)"):
    try:
        exec(text, {"f": f}) if "+=" in text else eval(text)
        print(text, "fine")
    except TypeError as e:
        print(text, "->", e)
print(f == f, f == 1, f != 1, f == Refuses("g"))


class Unary:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "invert"
    def __abs__(self): return "abs"
    def __int__(self): return 42
    def __float__(self): return 4.5
    def __complex__(self): return 1j
    def __index__(self): return 2
    def __bool__(self): return False
    def __round__(self, n=None): return ("round", n)
    def __trunc__(self): return "trunc"
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __len__(self): return 3
    def __str__(self): return "str"
    def __repr__(self): return "repr"
    def __format__(self, spec): return f"format({spec})"
    def __bytes__(self): return b"bytes"
    def __hash__(self): return 77


import math
u = Unary()
print(-u, +u, ~u, abs(u), int(u), float(u), complex(u), [10, 20, 30][u], not u, round(u), round(u, 2))
print(math.trunc(u), math.floor(u), math.ceil(u), len(u), str(u), repr(u), f"{u:spec}", f"{u!r}", bytes(u), hash(u), hex(u), bin(u))
print("%s %r %d" % (u, u, 5), "abc"[:u], list(range(u)), "x" * u, divmod(7, 2))


class Cmp:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return ("eq", self.v, getattr(o, "v", o))
    def __ne__(self, o): return ("ne", self.v, getattr(o, "v", o))
    def __lt__(self, o): return ("lt", self.v, getattr(o, "v", o))
    def __le__(self, o): return ("le", self.v, getattr(o, "v", o))
    def __gt__(self, o): return ("gt", self.v, getattr(o, "v", o))
    def __ge__(self, o): return ("ge", self.v, getattr(o, "v", o))


a, b = Cmp(1), Cmp(2)
print(a == b, a != b, a < b, a <= b, a > b, a >= b)
print(1 == a, 1 != a, 1 < a, 1 <= a, 1 > a, 1 >= a)
print(a < b < a)


class OnlyEq:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return isinstance(o, OnlyEq) and self.v == o.v


print(OnlyEq(1) == OnlyEq(1), OnlyEq(1) != OnlyEq(1), OnlyEq(1) != OnlyEq(2), OnlyEq(1) == 1)
try:
    hash(OnlyEq(1))
except TypeError as e:
    print(e)
print([OnlyEq(1), OnlyEq(2)].index(OnlyEq(2)), OnlyEq(3) in [OnlyEq(3)])


class Pow:
    def __pow__(self, e, m=None): return ("pow", e, m)
    def __rpow__(self, b, m=None): return ("rpow", b, m)


print(pow(Pow(), 2), pow(Pow(), 2, 3), Pow() ** 4, 2 ** Pow())


class IntSub(int):
    def __add__(self, other): return "IntSub add"
    def __radd__(self, other): return "IntSub radd"
    def __eq__(self, other): return "IntSub eq"
    __hash__ = int.__hash__


i = IntSub(5)
print(i + 1, 1 + i, i == 5, 5 == i, i - 1, type(i - 1).__name__, i * 2, -i, repr(i), {i: 1})
