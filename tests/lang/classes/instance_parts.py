# __dict__ and __weakref__ in the namespace of a class.
class A:
    pass


class B(A):
    "doc"


class S:
    __slots__ = ("x",)


class D(S):
    __slots__ = ("__dict__", "__weakref__")


class L(list):
    pass


class Q:
    def __eq__(self, other):
        return True


class M(type):
    pass


for c in (A, B, S, D, L, Q, M):
    print(c.__name__, [n for n in vars(c) if n not in ("__module__", "__firstlineno__", "__static_attributes__")])
d = vars(A)["__dict__"]
print(d, d.__name__, d.__qualname__, d.__objclass__, type(d), A.__dict__["__weakref__"])
a, b = A(), B()
a.x = 1
print(d.__get__(a), d.__get__(a, A), d.__get__(None, A) is d)
d.__set__(b, {"y": 2})
print(b.y, vars(b))
del b.__dict__
print(vars(b))
for f in (lambda: d.__get__(5), lambda: d.__get__(S()), lambda: S().__dict__, lambda: S().__weakref__, lambda: setattr(a, "__weakref__", 1),
          lambda: setattr(a, "__dict__", 1), lambda: vars(5), lambda: [].__dict__, lambda: L().__dict__, lambda: D().__dict__):
    try:
        print(f())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
import weakref
print(a.__weakref__)
r = weakref.ref(a)
print(a.__weakref__ is r, dir(A())[:8])
