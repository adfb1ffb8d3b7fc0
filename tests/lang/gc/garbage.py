# Much garbage of every kind, with some of it kept, so that collections happen in the middle of everything.
import gc
import weakref


class Node:
    def __init__(self, value, next=None):
        self.value, self.next, self.back = value, next, None
        if next is not None:
            next.back = self


def chain(n):
    head = None
    for i in range(n):
        head = Node(i, head)
    return head


kept = chain(100)
for _ in range(300):
    chain(200)
total, node = 0, kept
while node:
    total += node.value
    node = node.next
print(total)
strings = []
for i in range(20000):
    s = "text " + str(i) * 3
    if i % 1000 == 0:
        strings.append(s)
print(strings[3], len(strings), strings[-1])
table = {}
for i in range(30000):
    table[i % 500] = (i, [i], {"k": i})
print(sum(v[0] for v in table.values()), table[499][1], table[7][2]["k"])
big = 1
for i in range(1, 400):
    big *= i
    big //= 1 if i % 7 else i
print(big % 1000000007)


def generators(n):
    made = [(x * i for x in range(10)) for i in range(n)]
    for g in made:
        next(g)
    return sum(sum(g) for g in made)


print(generators(2000))
closures = []
for i in range(5000):
    def f(x, i=i):
        return lambda: x + i
    closures.append(f(i))
    if len(closures) > 50:
        closures.pop(0)
print(sum(c() for c in closures))


class Cycle:
    pass


refs = []
for i in range(1000):
    a, b = Cycle(), Cycle()
    a.other, b.other, a.items = b, a, [a, b]
    if i % 100 == 0:
        refs.append(a)
del a, b
gc.collect()
print(len(refs), all(r.other.other is r and r.items[1] is r.other for r in refs))


def exceptions(n):
    caught = []
    for i in range(n):
        try:
            try:
                raise ValueError(i)
            except ValueError as e:
                raise KeyError(i) from e
        except KeyError as e:
            caught.append(e)
            if len(caught) > 10:
                caught.pop(0)
    return [(e.args[0], e.__cause__.args[0]) for e in caught]


print(exceptions(3000)[-2:])
lists = [[] for _ in range(100)]
for i in range(20000):
    lists[i % 100].append([i])
    if i % 7 == 0:
        lists[i % 100] = lists[i % 100][-5:]
print(sum(len(l) for l in lists), lists[42][-1])
sets = set()
for i in range(20000):
    sets.add((i % 300, str(i % 300)))
print(len(sets), (7, "7") in sets)
classes = []
for i in range(300):
    classes.append(type(f"C{i}", (Node,), {"n": i, "get": lambda self: self.n}))
print(sum(c(1).get() for c in classes))
text = ""
for i in range(3000):
    text = text[-100:] + chr(0x4e00 + i % 500)
print(len(text), ord(text[-1]))


class Final:
    count = 0

    def __del__(self):
        Final.count += 1


def make(n):
    for _ in range(n):
        Final()


make(100)
gc.collect()
gc.collect()
print(Final.count >= 90)
live = weakref.WeakValueDictionary()
held = [Cycle() for _ in range(50)]
for i in range(500):
    live[i] = held[i] if i < 50 else Cycle()
gc.collect()
print(50 <= len(live) <= 60, all(live[i] is held[i] for i in range(50)))


def recursion(n):
    junk = [n] * 3
    return junk[0] + recursion(n - 1) if n else len(junk)


print(recursion(800), [recursion(i) for i in range(5)])
