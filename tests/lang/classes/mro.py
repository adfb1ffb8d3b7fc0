class O: pass
class F(O): pass
class E(O): pass
class D(O): pass
class C(D, F): pass
class B(D, E): pass
class A(B, C): pass


def names(cls):
    return " ".join(c.__name__ for c in cls.__mro__)


print(names(A))
print(names(B), "|", names(C))
print([c.__name__ for c in A.mro()])

for bases in ((O, A), (A, A), (B, C, D, B), (object, A)):
    try:
        type("X", bases, {})
    except TypeError as e:
        print(str(e).replace("\n", " / "))


class X:
    def hello(self):
        return "X"


class Y(X):
    def hello(self):
        return "Y>" + super().hello()


class Z(X):
    def hello(self):
        return "Z>" + super().hello()


class W(Y, Z):
    def hello(self):
        return "W>" + super().hello()


print(W().hello(), names(W))
Y.__bases__ = (Z,)
print(Y().hello(), names(Y), names(W))
try:
    X.__bases__ = (W,)
except TypeError as e:
    print(e)


class Base:
    def __init__(self, **kw):
        print("Base", kw)


class Left(Base):
    def __init__(self, left, **kw):
        print("Left", left)
        super().__init__(**kw)


class Right(Base):
    def __init__(self, right, **kw):
        print("Right", right)
        super().__init__(**kw)


class Both(Left, Right):
    def __init__(self, **kw):
        super().__init__(**kw)


Both(left=1, right=2, other=3)


class Meta(type):
    def mro(cls):
        return [cls, Plain, object]


class Plain:
    value = "plain"


class Custom(metaclass=Meta):
    pass


print(Custom.value, names(Custom))
print(issubclass(Custom, Plain), isinstance(Custom(), Plain))

for args in ((int, str), (list, dict), (bool,), (type(None),), (range,), (slice,), (type(lambda: 0),)):
    try:
        type("X", args, {})
    except TypeError as e:
        print(e)
for bad in (5, "x", None, A()):
    try:
        class Bad(bad):
            pass
    except TypeError as e:
        print(str(e)[:70])


class Lists(list):
    pass


class Mixed(Lists, X):
    pass


m = Mixed([1, 2])
m.extra = 3
print(m, m.hello(), m.extra, len(m), names(Mixed))
