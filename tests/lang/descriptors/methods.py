class A:
    @classmethod
    def c(cls, *args):
        return cls.__name__, args

    @staticmethod
    def s(*args):
        return args

    def m(self, *args):
        return type(self).__name__, args


class B(A):
    pass


a, b = A(), B()
print(A.c(1), a.c(1), B.c(1), b.c(1))
print(A.s(1), a.s(1), B.s(), b.s())
print(A.m(5, 6), a.m(1), B.m(b, 2))
print(type(A.__dict__["c"]).__name__, type(A.__dict__["s"]).__name__, type(A.c).__name__, type(A.s).__name__, type(a.m).__name__)
print(A.c.__self__, A.c.__func__.__name__, A.__dict__["c"].__func__.__name__, A.__dict__["s"].__func__ is A.s)
try:
    A.m()
except TypeError as e:
    print(e)
try:
    a.m.x = 1
except AttributeError as e:
    print(e)
A.m.x = 1
print(a.m.x, A.m.x)
f = staticmethod(len)
print(f([1, 2]), f.__name__, f.__wrapped__ is len)


class C:
    make = classmethod(lambda cls, v: (cls.__name__, v))
    helper = staticmethod(max)
    bound = "abc".upper

    @classmethod
    @property
    def nothing(cls):
        return 1


print(C.make(1), C().make(2), C.helper(1, 2), C().helper(3, 1), C().bound())


class Alt:
    def __init__(self, v):
        self.v = v

    @classmethod
    def from_string(cls, s):
        return cls(int(s))

    def __repr__(self):
        return f"{type(self).__name__}({self.v})"


class Alt2(Alt):
    pass


print(Alt.from_string("5"), Alt2.from_string("6"))
import types
m = types.MethodType(lambda self, x: (self, x), "me")
print(m(5), m.__self__)
print(repr(A.c).split(" at 0x")[0])
unbound = str.upper
print(unbound("x"), list.append.__name__, type(list.append).__name__, type("".join).__name__, str.join.__qualname__)
for call in (lambda: str.upper(5), lambda: str.upper(), lambda: list.append([], 1, 2), lambda: "".join(1, 2), lambda: dict.get(5, 6),
             lambda: [].append(), lambda: len(), lambda: len(1, 2), lambda: "a".upper(1), lambda: [].sort(1), lambda: {}.get(),
             lambda: int.from_bytes(), lambda: "x".replace("x"), lambda: list.append.__get__(5)):
    try:
        call()
    except TypeError as e:
        print(e)
print(int.__add__(1, 2), (1).__add__(2), int.__add__(1, "x"), "a".__eq__("a"), [].__len__(), int.__dict__["__add__"].__name__)
print(object.__repr__(5).split(" object at")[0], object.__str__("x"), type.__call__(int, "5"))
getter = A.m.__get__
print(getter(a)(1), getter(a, A)(2), getter(None, A)(3, 4) if False else "-")
