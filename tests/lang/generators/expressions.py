# The first iterable of a generator expression is evaluated at once, the rest later.
def source(name, items):
    print("evaluated", name)
    return items


g = (a + b for a in source("a", "xy") for b in source("b", "12"))
print("made")
print(list(g))

try:
    (x for x in 5)
except TypeError as e:
    print(e)
x = 10
g = (x * i for i in range(3))
x = 100
print(list(g))


def f():
    n = 2
    g = (i * n for i in range(4))
    n = 3
    return g


print(list(f()))
print(f().__name__, f().__qualname__)


class C:
    items = [1, 2, 3]
    doubled = list(i * 2 for i in items)


print(C.doubled)
print(sum(i for i in range(100)), list((i, j) for i in range(3) if i for j in range(i)))
print([*(c.upper() for c in "abc")], {*(i % 3 for i in range(10))})
print(type((i for i in ())).__name__)
nested = ((i, j) for i, row in enumerate([[1, 2], [3]]) for j in row)
print(list(nested))
first, *rest = (i for i in range(5))
print(first, rest)
g = (1 / i for i in [1, 0, 2])
print(next(g))
try:
    next(g)
except ZeroDivisionError as e:
    print(e)
print(next(g, "ended"))
lazy = (print("side effect", i) or i for i in range(3))
print(next(lazy))
print(next(lazy))
lazy.close()
print(list(i for i in (lambda: (yield 1))()))
walrus = [y for i in range(5) if (y := i * i) > 3]
print(walrus, y)
