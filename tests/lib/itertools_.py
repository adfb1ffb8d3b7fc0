import itertools as it

print(list(it.islice(it.count(10, -2), 4)), list(it.islice(it.count(0.5, 0.25), 3)), list(it.islice(it.cycle([1, 2, 3]), 7)), list(it.repeat("x", 3)))
print(list(it.accumulate([1, 2, 3, 4])), list(it.accumulate([3, 1, 2], max)), list(it.accumulate([1, 2], initial=100)), list(it.accumulate("abc")), list(it.accumulate([])))
print(list(it.chain([1], (2,), "3")), list(it.chain()), list(it.chain.from_iterable([[1], [2, 3]])), list(it.compress("abcdef", [1, 0, 1, 0, 1, 1])))
print(list(it.dropwhile(str.islower, "abCdE")), list(it.takewhile(str.islower, "abCdE")), list(it.filterfalse(lambda x: x % 2, range(6))))
print([(k, list(g)) for k, g in it.groupby("AAAABBBCCDAABBB")], [(k, [x for x in g]) for k, g in it.groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)], [k for k, g in it.groupby("aab")])
print(list(it.islice("abcdefg", 2)), list(it.islice("abcdefg", 2, 4)), list(it.islice("abcdefg", 2, None)), list(it.islice("abcdefg", 0, None, 3)))
a, b = it.tee([1, 2, 3])
print(next(a), next(a), list(b), list(a), [list(x) for x in it.tee("ab", 3)], it.tee([], 0))
print(list(it.zip_longest("ABCD", "xy", fillvalue="-")), list(it.zip_longest()), list(it.starmap(pow, [(2, 5), (3, 2)])), list(it.pairwise("ABCD")), list(it.pairwise("A")), list(it.batched("ABCDEFG", 3)))
print(list(it.product("AB", "xy")), list(it.product(range(2), repeat=3)), list(it.product()), list(it.product("a", [])))
print(list(it.permutations("ABC")), list(it.permutations("ABC", 2)), list(it.permutations("AB", 3)), list(it.permutations([], 0)))
print(list(it.combinations("ABCD", 2)), list(it.combinations(range(4), 3)), list(it.combinations_with_replacement("ABC", 2)), len(list(it.combinations(range(10), 5))))
for f in (lambda: it.islice([], -1), lambda: it.islice([], 1, 2, 0), lambda: it.repeat(1, "x"), lambda: it.count("a"), lambda: list(it.batched("abc", 0)), lambda: list(it.batched("abcde", 2, strict=True)), lambda: it.combinations("a", -1), lambda: it.permutations("a", -1), lambda: list(it.chain(5)), lambda: list(it.starmap(pow, [5])), lambda: it.tee([], -1), lambda: it.cycle(5)):
    try:
        print(list(f()) if not isinstance(f(), tuple) else f())
    except Exception as e:
        print(type(e).__name__, e)
print(repr(it.count(5)), repr(it.count(5, 2)), repr(it.repeat(1, 3)), repr(it.repeat("a")))
g = it.groupby("aabb")
k1, g1 = next(g)
k2, g2 = next(g)
print(k1, list(g1), k2, list(g2))


def gen():
    for i in range(3):
        print("made", i)
        yield i


t1, t2 = it.tee(gen())
print(next(t1), next(t2), next(t2), list(t1))
print(sum(it.islice((i * i for i in it.count()), 10)), list(zip(it.count(), "ab")), dict(zip("ab", it.repeat(0))), max(it.chain([1, 5], [3])))


def primes():
    found = []
    for n in it.count(2):
        if all(n % p for p in it.takewhile(lambda p: p * p <= n, found)):
            found.append(n)
            yield n


print(list(it.takewhile(lambda p: p < 60, primes())))
