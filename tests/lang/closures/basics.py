def counter(start=0):
    n = start

    def increment(by=1):
        nonlocal n
        n += by
        return n

    def reset():
        nonlocal n
        n = start

    return increment, reset


inc, reset = counter(10)
other, _ = counter()
print(inc(), inc(5), other(), inc())
reset()
print(inc(), other())

functions = []
for i in range(3):
    functions.append(lambda: i)
print([f() for f in functions])
functions = [lambda i=i: i for i in range(3)]
print([f() for f in functions])
functions = [(lambda j: lambda: j)(i) for i in range(3)]
print([f() for f in functions])
print([f() for f in [lambda: i for i in range(3)]])


def late():
    def f():
        return value
    value = 1
    a = f()
    value = 2
    return a, f()


print(late())


def three():
    x = 1

    def two():
        y = x + 1

        def one():
            z = x + y
            return x, y, z
        return one
    return two


print(three()()())


def shared():
    x = 0

    def get():
        return x

    def set_(v):
        nonlocal x
        x = v

    return get, set_


g, s = shared()
s(5)
print(g(), g.__closure__[0].cell_contents, s.__code__.co_freevars, shared.__code__.co_cellvars)
g.__closure__[0].cell_contents = 9
print(g())
del g.__closure__[0].cell_contents
try:
    g()
except NameError as e:
    print(e)
try:
    g.__closure__[0].cell_contents
except ValueError as e:
    print(e)


def args_captured(a, *rest, k=1, **more):
    def inner():
        return a, rest, k, more
    a = a + 1
    return inner


print(args_captured(1, 2, 3, k=4, z=5)())


def deleting():
    x = 1

    def f():
        return x
    del x
    return f


try:
    deleting()()
except NameError as e:
    print(e)


def recursion():
    def fact(n):
        return 1 if n < 2 else n * fact(n - 1)
    return fact


print(recursion()(20))


def mutual(n):
    def even(n):
        return True if n == 0 else odd(n - 1)

    def odd(n):
        return False if n == 0 else even(n - 1)
    return even(n)


print(mutual(10), mutual(7))


def compose(*fs):
    def run(x):
        for f in reversed(fs):
            x = f(x)
        return x
    return run


print(compose(str, abs, lambda v: v * 2)(-21))


def curry(f, n):
    def take(args):
        return f(*args) if len(args) == n else lambda x: take(args + (x,))
    return take(())


print(curry(lambda a, b, c: (a, b, c), 3)(1)(2)(3))


def memo(f):
    cache = {}

    def wrapper(*args):
        if args not in cache:
            cache[args] = f(*args)
        return cache[args]
    wrapper.cache = cache
    return wrapper


@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), len(fib.cache))


def generator_closure():
    total = 0

    def add(values):
        nonlocal total
        for v in values:
            total += v
            yield total
    return add, lambda: total


add, total = generator_closure()
print(list(add([1, 2, 3])), total(), list(add([4])), total())


def in_class():
    x = "enclosing"

    class C:
        y = x

        def m(self):
            return x
    x = "changed"
    return C.y, C().m()


print(in_class())


def exceptions():
    try:
        raise ValueError("captured")
    except ValueError as e:
        f = lambda: e
        print(repr(f()))
    try:
        f()
    except NameError as err:
        print(err)


exceptions()


def loop_cell():
    out = []
    for i in range(3):
        def f():
            return i
        out.append(f)
        i = i * 10
    return [f() for f in out], i


print(loop_cell())


def with_comprehension():
    n = 3
    fs = [lambda x: x + n + i for i in range(2)]
    n = 100
    return [f(0) for f in fs]


print(with_comprehension())
print((lambda x: (lambda y: (lambda z: x + y + z)))(1)(2)(3))


def default_evaluated_once(x=[]):
    x.append(len(x))
    return x


default_evaluated_once()
print(default_evaluated_once(), default_evaluated_once.__defaults__)
