class Seq:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        if isinstance(i, slice):
            return ("slice", i.start, i.stop, i.step)
        if isinstance(i, tuple):
            return ("tuple", i)
        if i is ...:
            return "ellipsis"
        if i >= self.n:
            raise IndexError(i)
        return i * 10

    def __setitem__(self, i, v):
        print("set", i, v)

    def __delitem__(self, i):
        print("del", i)


s = Seq(3)
print(list(s), tuple(s), s[1], s[1:2], s[::2], s[1, 2:3], s[...], len(s), 20 in s, 25 in s)
print(list(reversed(s)), [*s], sum(s), max(s), sorted(s, reverse=True))
a, b, c = s
print(a, b, c)
s[0] = 1
s[1:2] = [3]
s[1, 2] = 4
del s[0]
del s[:]
s[5] = s[0] = "chain"
s[0] += 5
print(bool(Seq(0)), bool(Seq(1)))
for i, v in enumerate(s):
    print(i, v, end=" ")
print(list(zip(s, s)), list(map(str, s)))


class It:
    def __iter__(self):
        yield 1
        yield 2

    def __contains__(self, x):
        return x == "magic"

    def __reversed__(self):
        return "not even an iterator"

    def __length_hint__(self):
        return 10


print(list(It()), "magic" in It(), 1 in It(), reversed(It()))


class OldStyle:
    def __init__(self):
        self.i = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.i += 1
        if self.i > 3:
            raise StopIteration
        return self.i


o = OldStyle()
print(2 in o, list(o), list(o))


class BadIter:
    def __iter__(self):
        return 5


class NoneIter:
    __iter__ = None

    def __getitem__(self, i):
        return i


class NoneContains(list):
    __contains__ = None


for f in (lambda: iter(BadIter()), lambda: list(BadIter()), lambda: iter(NoneIter()), lambda: 1 in NoneContains([1]),
          lambda: next(BadIter()), lambda: [*5], lambda: {**5}, lambda: print(*5), lambda: reversed(5)):
    try:
        f()
    except TypeError as e:
        print(e)


class Missing(dict):
    def __missing__(self, key):
        self[key] = "made " + str(key)
        return self[key]


m = Missing(a=1)
print(m["a"], m["b"], m, m.get("c"), "c" in m)


class Lens:
    def __init__(self, v):
        self.v = v

    def __len__(self):
        return self.v


for v in (-1, "x", 2.0, 10 ** 30, True):
    try:
        print(len(Lens(v)))
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)


class Bools:
    def __init__(self, v):
        self.v = v

    def __bool__(self):
        return self.v


for v in (True, 1, None):
    try:
        print(bool(Bools(v)))
    except TypeError as e:
        print(e)


class Call:
    def __call__(self, *args, **kw):
        return args, kw


print(Call()(1, 2, x=3), callable(Call()), callable(5))
c = Call()
c.__call__ = lambda: "ignored"
print(c())


class Hash:
    def __init__(self, h):
        self.h = h

    def __hash__(self):
        return self.h

    def __eq__(self, o):
        return self.h == o.h


for h in (1, -1, 2 ** 70, "x", True):
    try:
        print(hash(Hash(h)))
    except TypeError as e:
        print(e)
d = {Hash(1): "one", Hash(2): "two"}
print(d[Hash(1)], Hash(2) in d, Hash(3) in d)


class Strs:
    def __init__(self, v):
        self.v = v

    def __str__(self):
        return self.v

    def __repr__(self):
        return self.v


for f in (str, repr, lambda x: f"{x}", lambda x: "%s" % x, lambda x: "{}".format(x), print):
    try:
        print(f(Strs(5)))
    except TypeError as e:
        print(e)


class Idx:
    def __index__(self):
        return 1


print([10, 20][Idx()], "ab"[Idx()], (1, 2)[Idx()], range(5)[Idx()], b"ab"[Idx()], [1, 2, 3][Idx():], "ab" * Idx())
