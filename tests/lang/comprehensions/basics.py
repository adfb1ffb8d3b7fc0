print([x * x for x in range(5)], {x % 3 for x in range(10)}, {x: x * x for x in range(4)})
print([x for x in range(20) if x % 2 if x % 3])
print([(x, y) for x in range(3) for y in "ab"], [(x, y) for x in range(4) for y in range(x)])
print([[y for y in range(x)] for x in range(4)], [z for y in [[1, 2], [3]] for z in y])
print([x if x % 2 else -x for x in range(5)], [(lambda: x)() for x in range(3)])
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [list(r) for r in zip(*matrix)])
print({k: v for k, v in zip("abc", range(3))}, {v: k for k, v in {"a": 1, "b": 2}.items()})
print([a + b for a, b in [(1, 2), (3, 4)]], [a for a, *_ in ["xyz", "uv"]], [r for _, *r in ["xyz"]])
print([i for i in range(5) if (j := i * 2) > 3], j)
print([x for x in [1, 2, 3] if x in [y for y in (2, 3)]])


def f(n):
    return [n * i + k for i in range(2) for k in (n,)]


print(f(10))


def nested(n):
    return [[(i, j, n) for j in range(i)] for i in range(n)]


print(nested(3))


class C:
    items = [1, 2, 3]
    n = 2
    doubled = [i * 2 for i in items]
    try:
        bad = [i * n for i in items]
    except NameError as e:
        bad = str(e)


print(C.doubled, C.bad)


def g():
    for x in [y for y in range(3)]:
        yield [x for x in range(x)]


print(list(g()))
print(sum([x for x in range(1000)]), len({str(x)[0] for x in range(1000)}), len({x: 0 for x in "abracadabra"}))
x = "outer"
print([x for x in [x, x]], x)
try:
    [y for y in undefined]
except NameError as e:
    print(e)
try:
    [1 / y for y in (1, 0)]
except ZeroDivisionError as e:
    print(e)
try:
    [y for y in 5]
except TypeError as e:
    print(e)
try:
    {[]: 1 for _ in "a"}
except TypeError as e:
    print(e)
print([*[1, 2], *"ab", *{}], {*[1], *(2, 1)}, {**{"a": 1}, "b": 2, **{"a": 3}}, (*[1], 2), [*range(3)][1])
print([i for i in range(3) for i in range(i)], [(i, i) for i in range(2)])
print({i: [j for j in range(i)] for i in range(3)}, [{j for j in range(i)} == set(range(i)) for i in range(3)])


def order():
    def say(v):
        print("eval", v)
        return v
    return {say("k" + str(i)): say("v" + str(i)) for i in range(2)}


print(order())
fs = [lambda y: x + y for x in range(3)]
print([h(10) for h in fs])


def captured():
    a = 1
    gs = [lambda: (a, i) for i in range(2)]
    a = 2
    return [q() for q in gs]


print(captured())
print([x for x in (yield_ for yield_ in range(3))], list(map(lambda v: [w for w in range(v)], range(3))))
print([[[(a, b, c) for c in range(1)] for b in range(2)] for a in range(2)])
print([c for word in ["ab", "", "c"] for c in word], [line for line in "a\n\nb".split("\n") if line])
primes = [n for n in range(2, 50) if all(n % d for d in range(2, int(n ** 0.5) + 1))]
print(primes)
print(["%d%s" % (n, s) for n in range(2) for s in "xy"], [f"{a}{b}" for a in "ab" for b in range(2)])
[print(end=str(i)) for i in range(3)]
print()
print([i for i in range(10)][::3], {i for i in range(3)} | {9}, [i for i in range(3)] + [3])
