def leaf(n):
    got = 0
    for i in range(n):
        got += yield i
    return got


def nest(depth, n):
    if depth == 0:
        return (yield from leaf(n))
    return (yield from nest(depth - 1, n))


def drive(depth, n):
    gen = nest(depth, n)
    value = next(gen)
    try:
        while True:
            value = gen.send(value)
    except StopIteration as stop:
        return stop.value


print([drive(depth, 50) for depth in (1, 10, 100, 500)])


def chained(g, n):
    for _ in range(n):
        g = through(g)
    return g


def through(g):
    r = yield from g
    return r


g = chained(leaf(3), 300)
print(next(g), g.send(5), g.send(6))
try:
    g.send(7)
except StopIteration as e:
    print(e.value)


def catcher(depth, level):
    try:
        if depth:
            yield from catcher(depth - 1, level)
        else:
            yield "ready"
    except ValueError as e:
        if depth == level:
            yield f"caught at {depth}: {e}"
        else:
            raise


for level in (0, 1, 50, 99):
    g = catcher(100, level)
    next(g)
    print(g.throw(ValueError("deep")))
    g.close()


def links(g):
    n = 0
    while g is not None and hasattr(g, "gi_yieldfrom"):
        n += 1
        g = g.gi_yieldfrom
    return n


g = nest(20, 3)
print(links(g))
next(g)
print(links(g))
g.close()
print(links(g))


def finally_order(depth, log):
    try:
        if depth:
            yield from finally_order(depth - 1, log)
        else:
            yield
    finally:
        log.append(depth)


log = []
g = finally_order(5, log)
next(g)
g.close()
print(log)


def infinite(n):
    yield n
    yield from infinite(n + 1)


g = infinite(0)
last = None
for _ in range(400):
    last = next(g)
print(last)
