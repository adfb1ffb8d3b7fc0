# Assigning __bases__: the MROs of all derived classes are made anew, or none.
class A:
    def who(self):
        return "A"


class B:
    def who(self):
        return "B"


class C(A):
    pass


class D(C):
    pass


class E(D, B):
    pass


d, e = D(), E()
print(d.who(), e.who(), [c.__name__ for c in E.__mro__])
C.__bases__ = (B,)
print(d.who(), e.who(), [c.__name__ for c in E.__mro__], sorted(c.__name__ for c in B.__subclasses__()), A.__subclasses__())


def tried(cls, bases):
    before = [c.__mro__ for c in (C, D, E)]
    try:
        cls.__bases__ = bases
        print("assigned")
    except TypeError as error:
        print(error)
    print(before == [c.__mro__ for c in (C, D, E)])


class Slots:
    __slots__ = ("x",)


for bases in ((), [A], (5,), (D,), (C,), (Slots,), (A, object, B), (A, A), (B, A)):
    tried(C, bases)
tried(int, (A,))
print(d.who(), [c.__name__ for c in D.__mro__])


class Meta(type):
    def mro(cls):
        if cls.__mro__ is None:
            print("no MRO yet", cls.__name__)
        return [cls, object] if cls.__name__ == "Short" else 5 if cls.__name__ == "Bad" else type.mro(cls)


class Short(A, metaclass=Meta):
    pass


print(Short.__mro__, hasattr(Short(), "who"))
try:
    class Bad(metaclass=Meta):
        pass
except TypeError as error:
    print(error)
import copy


class P:
    __slots__ = ("a", "b")


p = P()
p.a = 1
q = copy.copy(p)
print(q.a, hasattr(q, "b"), p.__reduce_ex__(2)[1:3], copy.copy(d) is d, d.__getstate__(), p.__getstate__())
d.attribute = [1]
print(copy.deepcopy(d).attribute, d.__reduce_ex__(4)[2])
try:
    (i for i in ()).__reduce_ex__(2)
except TypeError as error:
    print(error)
