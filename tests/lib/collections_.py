from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, defaultdict, deque, namedtuple

d = deque([1, 2, 3], maxlen=4)
d.append(4)
d.append(5)
d.appendleft(0)
print(d, len(d), d[0], d[-1], d.maxlen, d.pop(), d.popleft(), 3 in d, d.index(3), d.count(2))
d.extend("ab")
d.extendleft("xy")
print(d)
d = deque(range(6))
d.rotate(2)
print(d)
d.rotate(-3)
d.insert(2, "in")
d.remove("in")
d[1] = "set"
del d[0]
print(d, list(reversed(d)), d.copy() == d, deque("ab") + deque("c"), deque("ab") * 2, deque([1]) < deque([2]), bool(deque()))
d.reverse()
d.clear()
print(d)
for f in (lambda: deque().pop(), lambda: deque().popleft(), lambda: deque([1])[5], lambda: deque([1]).remove(2), lambda: deque([1]).index(3), lambda: deque(5), lambda: deque([], -1), lambda: hash(deque())):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
try:
    q = deque([1, 2])
    for x in q:
        q.append(3)
except RuntimeError as e:
    print(e)
big = deque()
for i in range(1000):
    big.append(i)
    if len(big) > 100:
        big.popleft()
print(len(big), big[0], big[50], big[-1], sum(big))
c = Counter("mississippi")
print(c, c["s"], c["z"], c.most_common(2), c.total(), sorted(c.elements())[:3])
c.update("sss")
c.subtract({"m": 5})
print(c["s"], c["m"], +c == Counter({k: v for k, v in c.items() if v > 0}), Counter(a=1) + Counter(a=2, b=1), Counter(a=3) - Counter(a=1), Counter(a=1, b=2) & Counter(a=2, b=1), Counter(a=1) | Counter(b=2), Counter([1, 1]) == Counter({1: 2}), Counter(a=1) <= Counter(a=2))
dd = defaultdict(int)
dd["a"] += 1
dd2 = defaultdict(lambda: defaultdict(list))
dd2["x"]["y"].append(1)
print(dict(dd), dd["missing"], "missing" in dd, dd2["x"]["y"], dd.get("no"), "no" in dd, dd.default_factory, defaultdict(list, a=[1]))
try:
    defaultdict(None)["k"]
except KeyError as e:
    print(repr(e))
try:
    defaultdict(5)
except TypeError as e:
    print(e)
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a")
o.move_to_end("c", last=False)
print(o, o.popitem(), o.popitem(last=False), list(o), OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1) == {"a": 1}, list(reversed(OrderedDict(a=1, b=2))))
P = namedtuple("Point", ["x", "y"])
p = P(1, 2)
print(p, p.x + p.y, p._replace(y=5), p._asdict(), P._fields, P(*"ab"), P._make([5, 6]), p == (1, 2), p[0], P.__doc__, P.x.__doc__)
N = namedtuple("N", "a b c", defaults=(2, 3))
print(N(1), N._field_defaults, namedtuple("R", "def x x", rename=True)._fields)
for args in (("1bad", "x"), ("A", "x x"), ("A", "def"), ("A", "_x")):
    try:
        namedtuple(*args)
    except ValueError as e:
        print(e)


class Sub(P):
    __slots__ = ()

    @property
    def length(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5


print(Sub(3, 4).length, Sub(3, 4), repr(Sub(1, 2)))
cm = ChainMap({"a": 1}, {"a": 2, "b": 3})
cm["new"] = 5
print(cm["a"], cm["b"], cm.maps, len(cm), sorted(cm), "b" in cm, cm.new_child({"a": 0})["a"], cm.parents["a"])


class U(UserDict):
    def __setitem__(self, k, v):
        super().__setitem__(k.upper(), v)


u = U(a=1)
u["b"] = 2
print(u, u.data, "A" in u, UserList([1, 2]) + [3])
from collections import abc
print(isinstance([], abc.Sequence), isinstance({}, abc.Mapping), isinstance((), abc.Hashable), isinstance([], abc.Hashable), isinstance(iter([]), abc.Iterator), issubclass(set, abc.Set), isinstance((x for x in ()), abc.Generator), isinstance(len, abc.Callable), isinstance(5, abc.Iterable), isinstance(b"", abc.Sequence), isinstance({}.keys(), abc.KeysView), isinstance(range(3), abc.Sequence))


class Seq(abc.Sequence):
    def __getitem__(self, i):
        return "abc"[i]

    def __len__(self):
        return 3


s = Seq()
print(list(s), "b" in s, s.index("c"), list(reversed(s)), s.count("a"))
try:
    class Half(abc.Mapping):
        def __len__(self):
            return 0
    Half()
except TypeError as e:
    print(e)


class M(abc.MutableMapping):
    def __init__(self):
        self.d = {}

    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)


m = M()
m.update(a=1, b=2)
print(m.pop("a"), m.setdefault("c", 3), list(m.items()), m.get("z"), "b" in m, m == {"b": 2, "c": 3}, list(m.keys()), m.popitem())
