d = {"a": 1, "b": 2}
d["c"] = 3
print(d, len(d), d["a"], d.get("z"), d.get("z", 0), "a" in d, "z" not in d, list(d), list(d.keys()), list(d.values()), list(d.items()))
print(d.pop("b"), d.pop("z", None), d.setdefault("q", 9), d.setdefault("a", 100), d, d.popitem(), d)
d.update({"x": 1}, y=2)
d.update([("z", 3), "uv"])
d.update(a=5)
print(d)
del d["x"]
d["x"] = "moved to the end"
print(d, next(iter(d)), list(reversed(d)), list(reversed(d.items()))[:1], list(reversed(d.values()))[:1])
print(dict(), dict(a=1), dict([(1, 2)]), dict({"a": 1}, b=2), dict(zip("ab", [1, 2])), dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), dict({1: 2}), {**d, "a": 0}["a"], {1: "a", 1.0: "b", True: "c"}, {"a": 1} | {"a": 2, "b": 3})
e = {"a": 1}
e |= {"b": 2}
e |= [("c", 3)]
print(e, e == {"c": 3, "a": 1, "b": 2}, e != {"a": 1}, {1: [1]} == {1: [1.0]}, {} == {}, {"a": 1}.copy(), {1: 2} == [(1, 2)])
keys, values, items = e.keys(), e.values(), e.items()
print(keys, values, items, len(keys), "a" in keys, 1 in values, ("a", 1) in items, ("a", 2) in items, keys & {"a", "z"}, sorted(keys | {"z"}), keys - {"a"} == {"b", "c"}, sorted(keys ^ {"a", "z"}), keys == {"a", "b", "c"}, items & {("a", 1)}, keys <= {"a", "b", "c", "d"}, keys.isdisjoint({"q"}))
e["new"] = 4
print(keys, len(values), list(items)[-1], keys.mapping["a"], type(keys).__name__, type(iter(keys)).__name__)
e.clear()
print(e, list(keys), not e)
big = {}
for i in range(1000):
    big[i * 7 % 1009] = i
print(len(big), sum(big), sum(big.values()), big[7], list(big)[:5], all(big[k] * 7 % 1009 == k for k in big))
for i in range(0, 1000, 2):
    del big[i * 7 % 1009]
print(len(big), list(big)[:5], sum(big.values()))
for i in range(500):
    big["s%d" % i] = i
print(len(big), big["s77"], list(big)[-1])
mixed = {1: "int", "1": "str", (1,): "tuple", 1.5: "float", None: "none", b"1": "bytes", frozenset([1]): "fs", True: "bool?", int: "type", len: "builtin", 2 ** 70: "big", -1: "neg", 1j: "complex", range(2): "range", "": "empty", ...: "ellipsis"}
print(len(mixed), mixed[1], mixed[1.0], mixed[None], mixed[frozenset([1])], mixed[2 ** 70], mixed[-1], mixed[range(2)], mixed[(1,)], mixed[...])
print({"a": {"b": {"c": 1}}}["a"]["b"]["c"], {i: {j: i * j for j in range(2)} for i in range(2)}, str({"k": [1, {"n": None}]}), {"self": 1}, {1: 2,}, {"a" "b": 1})
r = {}
r["me"] = r
print(r, [r])
for f in (lambda: {}["k"], lambda: {}[1, 2], lambda: {}.pop("k"), lambda: {}.popitem(), lambda: {[]: 1}, lambda: {}[[]], lambda: [] in {}, lambda: dict(5), lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: dict(a=1, **{"a": 2}), lambda: {}.update(5), lambda: {}.get(), lambda: {} < {}, lambda: {} + {},
          lambda: dict.fromkeys(5), lambda: {}.__delitem__("x"), lambda: {}.get([]), lambda: {}.setdefault(), lambda: hash({}), lambda: {1: 2} | 5, lambda: dict(["ab", "c"]), lambda: {}.fromkeys([[]]), lambda: {}.update([(1,)]), lambda: {"a": 1}["b"]):
    try:
        print(f())
    except Exception as ex:
        print(type(ex).__name__, ex)


def mutate(action):
    d = {1: 1, 2: 2, 3: 3}
    try:
        for k in d:
            action(d, k)
        return "fine", d
    except RuntimeError as ex:
        return str(ex)


print(mutate(lambda d, k: d.pop(k)), mutate(lambda d, k: d.__setitem__(k + 10, 0)), mutate(lambda d, k: d.__setitem__(k, 0)), mutate(lambda d, k: d.clear()))
d = {i: i for i in range(5)}
for k in list(d):
    if k % 2:
        del d[k]
print(d)


class H:
    def __init__(self, v, h):
        self.v, self.h = v, h

    def __hash__(self):
        return self.h

    def __eq__(self, o):
        return isinstance(o, H) and self.v == o.v

    def __repr__(self):
        return f"H{self.v}"


same = {H(i, 1): i for i in range(20)}
print(len(same), same[H(7, 1)], H(25, 1) in same, H(7, 2) in same)
del same[H(3, 1)]
print(H(3, 1) in same, list(same)[:5], len(same))


class Boom:
    def __hash__(self):
        return 1

    def __eq__(self, o):
        raise ValueError("in eq")


try:
    {Boom(): 1, Boom(): 2}
except ValueError as ex:
    print(ex)


class NoHash:
    def __hash__(self):
        raise KeyError("in hash")


try:
    {NoHash(): 1}
except KeyError as ex:
    print(ex)
counts = {}
for c in "mississippi":
    counts[c] = counts.get(c, 0) + 1
print(counts, sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])), max(counts, key=counts.get), {v: k for k, v in counts.items()})
groups = {}
for w in ["apple", "avocado", "bean", "beet", "cherry"]:
    groups.setdefault(w[0], []).append(w)
print(groups, [len(v) for v in groups.values()])
from collections import Counter, OrderedDict, defaultdict, ChainMap, deque
c = Counter("abracadabra")
print(c, c["z"], c.most_common(2), c + Counter("aab"), c - Counter("aaa"), sum(c.values()), list(c.elements())[:3])
dd = defaultdict(list)
dd["x"].append(1)
print(dd, dd["y"], len(dd), dict(dd))
od = OrderedDict([("a", 1), ("b", 2)])
od.move_to_end("a")
print(od, od == {"b": 2, "a": 1}, od.popitem(last=False), list(od))
print(ChainMap({"a": 1}, {"a": 2, "b": 3})["b"], deque([1, 2, 3], 2), deque("ab").popleft())
