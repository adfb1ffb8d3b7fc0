def echo():
    got = yield "first"
    while True:
        got = yield ("echo", got)


g = echo()
for value in ("x", 1, [], False):
    try:
        g.send(value)
    except TypeError as e:
        print(e)
print(next(g), g.send(1), g.send(None), next(g), g.send([2]))

print("precedence")


def expressions():
    x = (yield 1) + (yield 2)
    print("sum", x)
    y = [(yield 3), (yield 4)]
    print("list", y)
    print("call", max((yield 5), (yield 6)))
    z = {(yield "k"): (yield "v")}
    print("dict", z)
    if (yield "if"):
        print("true")
    while (yield "while"):
        print("loop")
    a, b = yield 7, 8
    print(a, b)
    x += yield 9
    print(x)
    print(f"{(yield 'f')!r}")
    d = {}
    d[(yield "index")] = yield "value"
    print(d)
    assert (yield "assert"), "not reached"
    return (yield "last")


g = expressions()
asked = [next(g)]
for answer in (10, 20, 30, 40, 50, 60, "K", "V", True, True, True, False, (1, 2), 5, "text", "i", "v", 1):
    asked.append(g.send(answer))
print(asked)
try:
    g.send("end")
except StopIteration as e:
    print("value", e.value)


def average():
    total = 0.0
    n = 0
    mean = None
    while True:
        term = yield mean
        total += term
        n += 1
        mean = total / n


a = average()
next(a)
print([a.send(v) for v in (10, 30, 5)])


def lam():
    f = lambda: (yield)
    return f()


h = lam()
print(next(h))
try:
    h.send("from lambda")
except StopIteration as e:
    print(e.value)


class Coroutine:
    def run(self):
        self.seen = []
        while len(self.seen) < 3:
            self.seen.append((yield len(self.seen)))
        return self.seen


c = Coroutine()
r = c.run()
next(r)
r.send("a")
r.send("b")
try:
    r.send("c")
except StopIteration as e:
    print(e.value, c.seen)
try:
    r.send("d")
except StopIteration as e:
    print("closed", e.value)
