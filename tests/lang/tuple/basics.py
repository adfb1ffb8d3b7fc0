t = (1, "a", 2.5)
print(t, len(t), t[0], t[-1], t[1:], t[::-1], t + (4,), t * 2, 2 * (0,), "a" in t, 9 in t, t.index("a"), t.count(1), (), (1,), 1, (1, 2) == (1, 2.0), (1, 2) < (1, 3), (1,) < (1, 0), () < (0,))
print(hash((1, 2)) == hash((1, 2)), {(1, 2): "v"}[1, 2], {(1, (2, 3))}, tuple("ab"), tuple([1]), tuple(), tuple({1: 2}), tuple(i for i in range(3)), tuple((1, 2)) is not None, repr((1, ("x", [2]))), str((None,)))
a, b = 1, 2
print((a, b), type((1)).__name__, type((1,)).__name__, *t, min((3, 1)), max((3, 1)), sum((1, 2)), sorted((3, 1)), list(reversed((1, 2))), (1, 2)[True], ((1, 2), 3)[0][1])
for f in (lambda: ()[0], lambda: (1,)["a"], lambda: (1,) + [2], lambda: (1,).index(5), lambda: hash(([],)), lambda: tuple(5), lambda: (1,) < ("a",), lambda: (1,) < [1], lambda: (1,) * "a", lambda: tuple(1, 2), lambda: (1, 2).append):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
try:
    t[0] = 5
except TypeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)
x = ([],)
try:
    x[0] += [1]
except TypeError as e:
    print(e, x)
r = ([],)
r[0].append(r)
print(r)
print((1, 2, 3).__contains__(2), (1,).__eq__([1]), tuple.__add__((1,), (2,)), (1, 2) is (1, 2), t is t[:], () is (), tuple(t) is t)
nested = ()
for i in range(50):
    nested = (nested, i)
print(len(str(nested)), hash(nested) == hash(nested), nested == nested, nested[1], nested[0][0][1])
from collections import namedtuple
P = namedtuple("P", "x y")
p = P(1, y=2)
print(p, p.x, p[1], p._asdict(), p._replace(x=5), P._fields, p == (1, 2), P._make([3, 4]), tuple(p), isinstance(p, tuple), len(p))
x, y = p
print(x, y, namedtuple("D", "a b c", defaults=[9])(1, 2), hash(p) == hash((1, 2)))
try:
    p.x = 1
except AttributeError as e:
    print(e)
try:
    P(1)
except TypeError as e:
    print(e)
