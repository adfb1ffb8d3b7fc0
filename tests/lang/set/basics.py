s = {3, 1, 2}
s.add(5)
s.add(1)
s.discard(99)
s.remove(3)
print(sorted(s), len(s), 1 in s, 3 in s, set(), {1}, set("a"), frozenset(), frozenset([1]), set([1]) == frozenset([1]), {1, 1.0, True}, type({}).__name__)
a, b = {1, 2, 3, 4}, {3, 4, 5}
print(a | b, a & b, a - b, a ^ b, a.union([9], (8,)) == {1, 2, 3, 4, 8, 9}, a.intersection(b, [3]), a.difference([1], [2]), a.symmetric_difference([4, 5]) == {1, 2, 3, 5}, a <= b, {3} <= b, {3, 4} < b, a >= {1}, a > a, a.issubset(range(9)), a.issuperset([1]), a.isdisjoint({9}))
c = a.copy()
c |= {7}
c &= {1, 2, 7, 8}
c -= {1}
c ^= {2, 5}
print(sorted(c), sorted(a))
c.update("ab", [1])
c.intersection_update({"a", 1, 5})
c.difference_update([5])
c.symmetric_difference_update([1, 2])
print(sorted(map(str, c)), {1, 2} == {2, 1}, {1} != {2}, hash(frozenset([1, 2])) == hash(frozenset([2, 1])), {frozenset([1]): 1}[frozenset([1])], frozenset([1]) | {2}, type({1} | frozenset([2])).__name__, type(frozenset([1]) | {2}).__name__)
print({1, 2} in [{2, 1}], {1} in {frozenset([1])}, sorted({"b", "a"}), sum({1, 2, 3}), max({1, 5, 3}), len({i % 7 for i in range(100)}), sorted(set("hello")), {(1, 2), (1, 2)}, sorted({0, -1, 1}), bool(set()), bool({0}))
p = {1}
print(p.pop(), p, set([1, 2, 3]).clear())
for f in (lambda: set().pop(), lambda: {1}.remove(5), lambda: {[]}, lambda: set([[]]), lambda: set(5), lambda: {1} | [2], lambda: {1} & 5, lambda: {1} < [1], lambda: hash(set()), lambda: {1} + {2}, lambda: {1}[0], lambda: {1}.add([]), lambda: [] in {1}, lambda: {1}.union(5), lambda: frozenset([1]).add(2), lambda: {1}.remove({2})):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
big = set(range(0, 3000, 3))
other = set(range(0, 3000, 5))
print(len(big & other), len(big | other), len(big - other), len(big ^ other), sum(big & other), 999 in big, 1000 in big)
for i in range(0, 3000, 6):
    big.discard(i)
print(len(big), min(big), max(big))
try:
    for x in (m := {1, 2, 3}):
        m.add(x + 10)
except RuntimeError as e:
    print(e)
seen = set()
print([x for x in [3, 1, 3, 2, 1] if not (x in seen or seen.add(x))])
words = {"the", "cat", "sat"}
print(sorted(words & set("the dog sat".split())), sorted(w.upper() for w in words), {len(w) for w in words}, any(w.startswith("c") for w in words))
print(repr({1}), str(frozenset({"a"})), repr(set()), [set(), {2}], {None}, {"q"} , frozenset(), set().union(), set.union({1}, {2}), frozenset("a").isdisjoint("b"))
print(sorted({x for x in range(20)} - {y * 2 for y in range(10)}), {*"ab"} == {"a", "b"}, {*[1], *{2}} == {1, 2})


class S(set):
    pass


print(type(S([1]) | {2}).__name__, S([1]) == {1}, repr(S([1])), S([1]).copy() == {1})
fs = {frozenset(p) for p in ([1, 2], [2, 1], [3])}
print(len(fs), frozenset([2, 1]) in fs, {2, 1} in fs)
