class P:
    __slots__ = ("x", "y")

    def __init__(self, x, y=0):
        self.x = x
        self.y = y


p = P(1, 2)
print(p.x, p.y, P.__slots__, hasattr(p, "__dict__"))
try:
    p.z = 1
except AttributeError as e:
    print(e)
del p.x
try:
    p.x
except AttributeError as e:
    print(e)
try:
    del p.x
except AttributeError as e:
    print(e)
print(P.x, type(P.x).__name__, P.x.__get__(P(5), P))
P.y.__set__(p, 9)
print(p.y)


class Q(P):
    __slots__ = ("z",)


q = Q(1)
q.z = 3
print(q.x, q.z)
try:
    q.w = 1
except AttributeError as e:
    print(e)


class R(P):
    pass


r = R(1)
r.free = 1
print(r.__dict__, r.x)


class S:
    __slots__ = "single"


s = S()
s.single = 1
print(s.single, S.__slots__)


class T:
    __slots__ = ("a", "__dict__")


t = T()
t.a = 1
t.b = 2
print(t.__dict__, t.a)


class U:
    __slots__ = ()


try:
    U().x = 1
except AttributeError as e:
    print(e)


class V:
    __slots__ = {"documented": "a doc"}


v = V()
v.documented = 1
print(v.documented, V.__slots__)
try:
    class Conflict:
        __slots__ = ("a",)
        a = 1
except ValueError as e:
    print(e)
try:
    class BadName:
        __slots__ = ("not valid",)
except TypeError as e:
    print(e)
try:
    class BadType:
        __slots__ = (1,)
except TypeError as e:
    print(e)


class Private:
    __slots__ = ("__hidden",)

    def __init__(self):
        self.__hidden = "mangled"

    def get(self):
        return self.__hidden


print(Private().get(), Private()._Private__hidden)


class W1:
    __slots__ = ("a",)


class W2:
    __slots__ = ("b",)


try:
    class W3(W1, W2):
        pass
except TypeError as e:
    print(e)
try:
    p.__class__ = Q
except TypeError as e:
    print(e)


class P2:
    __slots__ = ("x", "y")


p2 = P2()
p2.x = 5
p2.__class__ = P
print(type(p2).__name__, p2.x)


class L(list):
    __slots__ = ("tag",)


l = L([1, 2])
l.tag = "t"
print(l, l.tag, len(l))
try:
    class I(int):
        __slots__ = ("tag",)
except TypeError as e:
    print(e)
