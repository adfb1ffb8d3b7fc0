def count(n):
    i = 0
    while i < n:
        yield i
        i += 1
    return "done"


print(list(count(5)), tuple(count(0)), sum(count(10)))
g = count(2)
print(type(g).__name__, iter(g) is g, g.__name__, g.__qualname__)
print(next(g), next(g))
try:
    next(g)
except StopIteration as e:
    print("stop", e.value, e.args)
try:
    next(g)
except StopIteration as e:
    print("stop again", e.value, e.args)
print(next(g, "default"))


def empty():
    return
    yield


print(list(empty()), next(empty(), None))


def only_yield():
    x = yield
    print("got", x)
    y = yield x
    print("got", y)


g = only_yield()
print(g.send(None))
print(g.send("one"))
try:
    g.send("two")
except StopIteration as e:
    print("end", e.value)

for i, letter in enumerate(c for c in "abc"):
    print(i, letter, end=" ")
print()


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


f = fib()
print([next(f) for _ in range(20)])


def args(a, b=2, *rest, c, d=4, **more):
    yield a
    yield b
    yield rest
    yield c
    yield d
    yield more


print(list(args(1, c=3)))
print(list(args(1, 5, 6, 7, c=3, d=0, e=9)))


def outer(items):
    for item in items:
        def inner():
            yield item
            yield item * 2
        yield inner


print([list(fn()) for fn in outer([1, 2, 3])])
print([x for x in (y * y for y in (z + 1 for z in range(5)) if y % 2)])
print(max(x % 7 for x in range(20)), min((x - 3) ** 2 for x in range(10)))
print(any(x > 3 for x in range(5)), all(x < 3 for x in range(5)))
print("-".join(str(x) for x in range(5)), dict((x, x * x) for x in range(3)), sorted(-x for x in range(4)))
