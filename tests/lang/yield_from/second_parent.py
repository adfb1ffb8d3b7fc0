def inner():
    for i in range(6):
        got = yield i
        print("inner got", got)
    return "inner done"


def parent(name, child):
    r = yield from child
    print(name, "result", r)
    return name


child = inner()
a = parent("a", child)
b = parent("b", child)
print(next(a), next(b), a.send("x"), b.send("y"), child.send("direct"))
print(a.gi_yieldfrom is child, b.gi_yieldfrom is child)
print(next(a, "ended"))
for name, g in (("b", b), ("a", a)):
    try:
        print(name, next(g))
    except StopIteration as e:
        print(name, "stopped with", e.value)

print("closing under a parent")
child = inner()
a = parent("a", child)
next(a)
child.close()
print(a.gi_yieldfrom is child)
try:
    next(a)
except StopIteration as e:
    print(e.value)

print("throwing into the child directly")
child = inner()
a = parent("a", child)
next(a)
try:
    child.throw(KeyError("direct"))
except KeyError as e:
    print(repr(e))
print(next(a, "a ended"))

print("the child calls its parent")


def calls_up():
    try:
        next(p)
    except ValueError as e:
        print(e)
    yield "up"


p = parent("p", calls_up())
print(next(p))
print(list(p))

print("delegating to oneself")


def selfish():
    try:
        yield from me
    except ValueError as e:
        print(e)
    yield "ok"


me = selfish()
print(next(me))

print("to one that is finished")
done = inner()
for _ in done:
    pass
g = parent("late", done)
print(next(g, "nothing"))

print("changing hands in the middle")
child = inner()
first, second = parent("first", child), parent("second", child)
next(first)
first.close()
print(next(second, "second got nothing"))
child = inner()
first = parent("first", child)
print(next(first), next(first))
stolen = [next(child), next(child)]
print(stolen, next(first))


def outer(g):
    yield from g


o = outer(first)
print(o.gi_yieldfrom, next(o), o.gi_yieldfrom is first)
print(next(o, "exhausted"), next(first, "exhausted"), next(child, "exhausted"))
