def inner():
    a = yield 1
    b = yield a
    return a, b


def outer():
    result = yield from inner()
    print("inner gave", result)
    yield "after"
    return "outer's"


g = outer()
print(next(g), g.send("A"), g.send("B"))
try:
    next(g)
except StopIteration as e:
    print(e.value)


def over(iterable):
    return (yield from iterable)


print(list(over(range(10))))
print(list(over("text")), list(over([1, 2])), list(over((3,))), list(over({4: 5})), list(over(b"ab")))
g = over([1])
next(g)
try:
    next(g)
except StopIteration as e:
    print("value of a list is", e.value)
for bad in (5, None, object):
    try:
        list(over(bad))
    except TypeError as e:
        print(e)


def chain(*iterables):
    for it in iterables:
        yield from it


print(list(chain("ab", [1, 2], (x for x in "cd"), {})))


def returns_only():
    return 42
    yield


def use():
    x = yield from returns_only()
    y = yield from returns_only()
    return x + y


try:
    next(use())
except StopIteration as e:
    print(e.value)


def count_down(n):
    if n:
        yield n
        total = yield from count_down(n - 1)
        return total + n
    return 0


def show(n):
    total = yield from count_down(n)
    print("total", total)


print(list(show(5)))


class It:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration("custom value")
        return self.n


def custom():
    value = yield from It()
    print(value)


print(list(custom()))
g = over(It())
next(g)
try:
    g.send(5)
except AttributeError as e:
    print(e)
g = over(iter([1, 2]))
next(g)
try:
    g.send("x")
except AttributeError as e:
    print(e)
