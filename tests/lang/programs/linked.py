"""Data structures: linked list, heap, trie, balanced tree, LRU cache, ring buffer, sparse matrix, union of intervals."""


class LinkedList:
    class Node:
        __slots__ = ("value", "next")

        def __init__(self, value, next=None):
            self.value, self.next = value, next

    def __init__(self, items=()):
        self.head, self.size = None, 0
        for item in reversed(list(items)):
            self.push(item)

    def push(self, value):
        self.head, self.size = self.Node(value, self.head), self.size + 1

    def __iter__(self):
        node = self.head
        while node:
            yield node.value
            node = node.next

    def __len__(self):
        return self.size

    def reverse(self):
        before, node = None, self.head
        while node:
            node.next, before, node = before, node, node.next
        self.head = before

    def __repr__(self):
        return "<" + " -> ".join(map(repr, self)) + ">"


l = LinkedList("abc")
l.push("z")
l.reverse()
print(l, len(l), "b" in l, list(l)[::-1], max(l), sorted(l), bool(LinkedList()))


class Heap:
    def __init__(self, items=(), key=lambda x: x):
        self.items, self.key = [], key
        for x in items:
            self.push(x)

    def push(self, x):
        items, i = self.items, len(self.items)
        items.append(x)
        while i and self.key(items[i]) < self.key(items[(i - 1) // 2]):
            items[i], items[(i - 1) // 2] = items[(i - 1) // 2], items[i]
            i = (i - 1) // 2

    def pop(self):
        items = self.items
        items[0], items[-1] = items[-1], items[0]
        top, i = items.pop(), 0
        while (c := 2 * i + 1) < len(items):
            if c + 1 < len(items) and self.key(items[c + 1]) < self.key(items[c]):
                c += 1
            if self.key(items[i]) <= self.key(items[c]):
                break
            items[i], items[c] = items[c], items[i]
            i = c
        return top

    def __len__(self):
        return len(self.items)


h = Heap([(i * 37) % 101 for i in range(100)], key=lambda x: -x)
print([h.pop() for _ in range(len(h))] == sorted(((i * 37) % 101 for i in range(100)), reverse=True))


class Trie(dict):
    END = object()

    def __missing__(self, key):
        self[key] = child = Trie()
        return child

    def add(self, word):
        node = self
        for c in word:
            node = node[c]
        node[Trie.END] = True

    def words(self, prefix=""):
        for key in sorted(k for k in self if k is not Trie.END):
            yield from self[key].words(prefix + key)
        if Trie.END in self:
            yield prefix

    def starting(self, prefix):
        node = self
        for c in prefix:
            if c not in node:
                return []
            node = node[c]
        return sorted(node.words(prefix))


t = Trie()
for w in "car card care cat dog do".split():
    t.add(w)
print(list(t.words()), t.starting("car"), t.starting("x"), len(t))


class Tree:
    """A treap with priorities from a fixed sequence."""
    seed = 1

    def __init__(self):
        self.root = None

    def insert(self, key, value):
        Tree.seed = Tree.seed * 48271 % 2147483647

        def put(node):
            if node is None:
                return [key, value, Tree.seed, None, None]
            if key == node[0]:
                node[1] = value
                return node
            side = 3 if key < node[0] else 4
            node[side] = put(node[side])
            child = node[side]
            if child[2] > node[2]:
                node[side], child[7 - side] = child[7 - side], node
                return child
            return node

        self.root = put(self.root)

    def items(self):
        def walk(node):
            if node:
                yield from walk(node[3])
                yield node[0], node[1]
                yield from walk(node[4])
        return walk(self.root)

    def depth(self):
        def d(node):
            return 1 + max(d(node[3]), d(node[4])) if node else 0
        return d(self.root)


tree = Tree()
for i in range(500):
    tree.insert(i * 7 % 500, i)
print([k for k, _ in tree.items()] == list(range(500)), tree.depth() < 40, dict(tree.items())[7])


class LRU:
    def __init__(self, size):
        self.size, self.data, self.hits, self.misses = size, {}, 0, 0

    def __call__(self, f):
        def cached(x):
            if x in self.data:
                self.hits += 1
                self.data[x] = self.data.pop(x)
            else:
                self.misses += 1
                if len(self.data) >= self.size:
                    del self.data[next(iter(self.data))]
                self.data[x] = f(x)
            return self.data[x]
        return cached


lru = LRU(3)
square = lru(lambda x: x * x)
print([square(x) for x in (1, 2, 3, 1, 4, 2, 1, 5)], lru.hits, lru.misses, list(lru.data))


class Ring:
    def __init__(self, n):
        self.items, self.n, self.at = [], n, 0

    def add(self, x):
        if len(self.items) < self.n:
            self.items.append(x)
        else:
            self.items[self.at] = x
            self.at = (self.at + 1) % self.n

    def __iter__(self):
        return iter(self.items[self.at:] + self.items[:self.at])


r = Ring(4)
for i in range(10):
    r.add(i)
print(list(r))


class Intervals:
    def __init__(self):
        self.parts = []

    def add(self, low, high):
        keep = []
        for a, b in self.parts:
            if b < low or a > high:
                keep.append((a, b))
            else:
                low, high = min(a, low), max(b, high)
        self.parts = sorted(keep + [(low, high)])
        return self

    def __contains__(self, x):
        return any(a <= x <= b for a, b in self.parts)


print(Intervals().add(1, 3).add(7, 9).add(2, 5).add(20, 21).parts, 4 in Intervals().add(1, 5), 6 in Intervals().add(1, 5))


class Sparse:
    def __init__(self):
        self.cells = {}

    def __setitem__(self, at, v):
        if v:
            self.cells[at] = v
        else:
            self.cells.pop(at, None)

    def __getitem__(self, at):
        if any(isinstance(p, slice) for p in at):
            rows, columns = (range(p.start, p.stop) if isinstance(p, slice) else [p] for p in at)
            return [[self[i, j] for j in columns] for i in rows]
        return self.cells.get(at, 0)


m = Sparse()
m[1, 2], m[3, 3], m[1, 2] = 5, 6, 7
m[3, 3] += 1
m[9, 9] = 0
print(m.cells, m[0:2, 1:4], m[3, 2:4])
