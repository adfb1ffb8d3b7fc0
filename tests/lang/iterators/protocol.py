class Count:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return CountIter(self.n)


class CountIter:
    def __init__(self, n):
        self.i, self.n = 0, n

    def __iter__(self):
        return self

    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i


c = Count(3)
print(list(c), list(c), [x + y for x in c for y in c], sum(c), max(c), tuple(c), 2 in c, sorted(c, reverse=True), dict(zip(c, "abc")), *c)
it = iter(c)
print(next(it), list(it), list(it), next(it, "d"))
print(list(iter([1, 2, 3].pop, 1)) if False else list(iter(iter([3, 2, 1, 0]).__next__, 0)))
print(list(enumerate("ab", 5)), list(zip("ab", [1, 2, 3])), list(zip()), list(zip("a")), list(map(str, [1, 2])), list(map(lambda *a: a, "ab", "cde")), list(filter(None, [0, 1, "", "a"])), list(reversed("abc")), list(filter(lambda x: x % 2, range(5))))
for args, kw in ((("abc", "ab"), {"strict": True}), (("ab", "abc"), {"strict": True}), (("ab", "cd"), {"strict": True}), (("", "a"), {"strict": True})):
    try:
        print(list(zip(*args, **kw)))
    except ValueError as e:
        print(e)
z = zip(iter([1, 2]), iter([3]))
print(next(z), next(z, "end"))
m = map(lambda x: 1 / x, [1, 0, 2])
print(next(m))
try:
    next(m)
except ZeroDivisionError as e:
    print(e)
print(next(m))
e = enumerate(["a", "b"])
print(next(e), iter(e) is e, type(e).__name__, list(e))


class Seq:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * i


print(list(Seq()), iter(Seq()).__next__(), type(iter(Seq())).__name__, 4 in Seq(), [*Seq()])


class Stop:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration("value")


print(list(Stop()), next(Stop(), "default"))
try:
    next(Stop())
except StopIteration as err:
    print(err.value)


class Err:
    def __iter__(self):
        return self

    def __next__(self):
        raise KeyError("in next")


for f in (list, tuple, set, sum, sorted, lambda x: [*x], lambda x: list(map(str, x)), lambda x: next(iter(x)), lambda x: 1 in x, lambda x: dict.fromkeys(x), lambda x: "".join(x), lambda x: [y for y in x], lambda x: list(zip(x, x)), lambda x: max(x)):
    try:
        f(Err())
    except KeyError as err:
        print(err, end=" ")
print()


class NotIter:
    def __iter__(self):
        return 5


class NotNext:
    def __iter__(self):
        return NotIter()


for f in (lambda: iter(NotIter()), lambda: iter(NotNext()), lambda: next(NotIter()), lambda: iter(5), lambda: iter(5, 5), lambda: list(zip(5)), lambda: list(map(5, [1])), lambda: list(filter(5, [1])), lambda: enumerate(5), lambda: reversed({1}), lambda: reversed(iter([])), lambda: next([]), lambda: zip([1], bad=2), lambda: iter(), lambda: next()):
    try:
        print(f())
    except TypeError as err:
        print(err)
import itertools as it
print(list(it.chain("ab", [1])), list(it.islice(it.count(5), 3)), list(it.takewhile(lambda x: x < 3, range(9))), list(it.dropwhile(lambda x: x < 3, range(5))), list(it.accumulate([1, 2, 3])), list(it.product("ab", repeat=2)), list(it.permutations([1, 2, 3], 2)), list(it.combinations("abc", 2)))
print([(k, list(g)) for k, g in it.groupby("aabbc")], list(it.zip_longest("ab", "c", fillvalue="-")), list(it.repeat(1, 2)), list(it.starmap(pow, [(2, 3)])), list(it.compress("abc", [1, 0, 1])), list(it.pairwise("abc")), list(it.batched("abcde", 2)), [next(c) for c in it.tee([1, 2])], list(it.islice(it.cycle("ab"), 5)), list(it.filterfalse(None, [0, 1])), list(it.chain.from_iterable(["ab", "c"])), list(it.combinations_with_replacement("ab", 2)), list(it.islice("abcdef", 1, None, 2)))


class Fib:
    def __init__(self, limit):
        self.limit = limit

    def __iter__(self):
        a, b = 0, 1
        while a < self.limit:
            yield a
            a, b = b, a + b


f = Fib(100)
print(list(f), list(f)[-1], len(list(f)), sum(1 for _ in f))
lst = [1, 2, 3]
i = iter(lst)
next(i)
lst.append(4)
print(list(i), i.__length_hint__(), list(i))
d = {"a": 1}
k = iter(d)
print(next(k), next(k, None), type(k).__name__, type(iter(())).__name__, type(iter(set())).__name__, type(iter(b"")).__name__, type(iter(range(0))).__name__, type(iter({}.items())).__name__, type(reversed([])).__name__, type(iter(int, 1)).__name__)
first, second = iter([1, 2]), iter("xy")
print([(a, b) for a, b in zip(first, second)], all([]), any([]), all(iter([1, 0])), any(iter([0, 1])), sum([[1], [2]], []), min("b", "a", key=lambda x: -ord(x)), max([1, 5], default=0), min([], default="none"), sum([], 5), sum(x for x in [0.5, 1]))
