l = [3, 1, 2]
l.append(5)
l.extend([7, 8])
l.extend("ab")
l.extend(i for i in range(2))
l.insert(0, "first")
l.insert(100, "last")
l.insert(-1, "before last")
print(l, len(l))
print(l.pop(), l.pop(0), l.pop(-2), l.index(5), l.count(1), l.index(1), 7 in l, 99 in l)
l.remove("a")
l.reverse()
print(l)
l.clear()
print(l, not l)
n = [5, 2, 9, 1]
n.sort()
print(n)
n.sort(reverse=True)
print(n)
w = ["banana", "Apple", "cherry", "date"]
w.sort(key=str.lower)
print(w, sorted(w, key=len), sorted(w, key=lambda s: (-len(s), s)), sorted([(1, "b"), (1, "a"), (0, "z")]), sorted([3, 1, 2], reverse=True))
print(sorted([(i % 3, i) for i in range(9)], key=lambda p: p[0]), sorted([True, 2, 0.5, -1]), sorted("hello"), sorted({"b": 1, "a": 2}), sorted([[2], [1, 5], [1]]), sorted([3, 1, 2], key=lambda x: -x, reverse=True))
print([1, 2] + [3], [1] * 3, 3 * [0], [] * 5, [1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [2] > [1, 9], [1, 2] != [2, 1], [[1]] == [[1.0]], [] == (), [float("nan")] == [0.0])
a = [1, 2]
b = a
b += [3]
print(a, a is b)
b = b + [4]
print(a, b)
a *= 2
print(a)
c = a.copy()
c.append(0)
print(len(a), len(c), a[:] == a, a[:] is a, list(a) is a)
grid = [[0] * 3] * 2
grid[0][0] = 1
print(grid)
grid = [[0] * 3 for _ in range(2)]
grid[0][0] = 1
print(grid)
r = [1]
r.append(r)
print(r, r[1] is r, repr(r), r[1][1][0])
x = [1, 2, 3, 4, 5]
for i in x:
    if i % 2:
        x.remove(i)
print(x)
y = [1, 2, 3]
out = []
for i in y:
    out.append(i)
    if len(y) < 6:
        y.append(i * 10)
print(out)
it = iter([1, 2, 3])
print(next(it), list(it), list(it), next(it, "done"))
it = reversed([1, 2, 3])
print(list(it), it.__length_hint__(), list(reversed([])))
del x[0]
print(x)
big = list(range(1000))
print(sum(big), big[500], big[-1], len(big), big.index(777), max(big), min(big), big.count(5), sum(big[::2]), big[10:15], big[-3:])
big[100:900] = []
print(len(big), big[99:102])
stack, queue = [], []
for i in range(5):
    stack.append(i)
    queue.insert(0, i)
print([stack.pop() for _ in range(5)], [queue.pop() for _ in range(5)])
print(list(), list("ab"), list((1, 2)), list({1: 2}), list(range(3)), [*[1], *(2,)], list({5}), list(map(str, [1])), list(zip([1], [2])), [[]] * 2, [None] * 2)
print([1, 2, 3].__contains__(2), [1].__len__(), [1, 2].__getitem__(1), [1].__add__([2]), [1].__eq__(5), [1].__mul__(2), [2, 1].__reversed__().__next__(), list.__name__, type([]).__mro__[1].__name__)


class K:
    def __init__(self, v):
        self.v = v

    def __lt__(self, o):
        return self.v < o.v

    def __repr__(self):
        return f"K{self.v}"


print(sorted([K(3), K(1), K(2)]), min([K(3), K(1)]), max([K(3), K(1)]))
for f in (lambda: [][0], lambda: [1][-2], lambda: [1]["a"], lambda: [1][1.0], lambda: [1].pop(5), lambda: [].pop(), lambda: [1].index(2), lambda: [1].remove(2), lambda: [1] + (2,), lambda: [1] + None, lambda: [1] * [2], lambda: [1] * 1.5, lambda: [1] < [None], lambda: [1] < 5,
          lambda: [1].extend(5), lambda: [3, "a"].sort(), lambda: [].sort(5), lambda: [1].insert("a", 1), lambda: [1].insert(1), lambda: hash([]), lambda: list(5), lambda: [1].__setitem__(5, 1), lambda: [1].__delitem__(5), lambda: [].append(), lambda: [1].index(1, "a"),
          lambda: [1, 2].sort(key=5), lambda: sorted([1], key=lambda x: 1 / 0), lambda: [0] * (2 ** 62), lambda: [1, 2].sort(key=len), lambda: min([]), lambda: max([1, "a"])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
m = [1, 2, 3]


def evil(x):
    m.clear()
    return x


try:
    m.sort(key=evil)
except ValueError as e:
    print(e)
print(m)
data = [(i * 7919) % 1009 for i in range(1009)]
print(sorted(data) == list(range(1009)), sorted(data, reverse=True)[:5], sorted(data, key=lambda v: v % 10)[:12], sorted(data, key=str)[:8])
ascending = list(range(500)) + list(range(250)) + list(range(750, 0, -1))
ascending.sort()
print(ascending[:6], ascending[-4:], all(a <= b for a, b in zip(ascending, ascending[1:])))
print(sorted([0.0, -0.0, 1, -1, 0], key=abs), sorted([2 ** 70, 5, -2 ** 70, 1.5]), sorted(["é", "e", "z", "😀"]), sorted([b"b", b"a"]), sorted([(2, [1]), (1, [2])]), sorted([None], key=id))
