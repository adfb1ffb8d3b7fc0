def g(n, log):
    for i in range(n):
        log.append(i)
        yield i
    log.append("end")


def consume(name, function, n=4):
    log = []
    print(name, function(g(n, log)), log)


consume("list", list)
consume("tuple", tuple)
consume("set", set)
consume("frozenset", frozenset)
consume("sum", sum)
consume("min", min)
consume("max", max)
consume("any", any)
consume("all", all)
consume("sorted", lambda it: sorted(it, key=lambda v: -v))
consume("enumerate", lambda it: list(enumerate(it, 10)))
consume("zip", lambda it: list(zip(it, "ab")))
consume("zip other side", lambda it: list(zip("ab", it)))
consume("map", lambda it: list(map(str, it)))
consume("filter", lambda it: list(filter(None, it)))
consume("in", lambda it: 2 in it)
consume("not in", lambda it: 9 in it)
consume("bytes", bytes)
consume("bytearray", bytearray)
consume("join", lambda it: ",".join(str(i) for i in it))
consume("star", lambda it: [*it])
consume("call", lambda it: max(*it))
consume("dict", lambda it: dict.fromkeys(it, 0))
consume("unpack", lambda it: (lambda a, b, c, d: (d, c, b, a))(*it))
consume("extend", lambda it: [9].__iadd__(it))
consume("slice", lambda it: (lambda l: (l.__setitem__(slice(1, 2), it), l)[1])([7, 8, 9]))
consume("update", lambda it: sorted({5}.union(it)))
consume("next", lambda it: (next(it), next(it)))
consume("reduce", lambda it: __import__("functools").reduce(lambda a, b: a * 10 + b, it))
consume("deque", lambda it: list(__import__("collections").deque(it, 2)))


def broken():
    yield 1
    raise LookupError("broken")


for function in (list, tuple, set, sum, max, any, sorted, dict.fromkeys, lambda it: [*it], lambda it: list(map(str, it)),
                 lambda it: 5 in it, lambda it: all(x for x in it)):
    try:
        print(function(broken()))
    except LookupError as e:
        print(type(e).__name__, e)
