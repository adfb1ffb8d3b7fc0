# Sets are walked in the order of CPython's table: numbers, tuples of them, after any history.
import random


def numbers(r, n, most=200):
    return [r.randrange(-most, most) for _ in range(n)]


def change(r, s, pool):
    op = r.randrange(18)
    other = r.choice(pool)
    if op == 0:
        s = set(numbers(r, r.randrange(40)))
    elif op == 1:
        for x in numbers(r, 10):
            s.add(x)
    elif op == 2:
        for x in numbers(r, 30):
            s.discard(x)
    elif op == 3:
        s = s | other
    elif op == 4:
        s = s & other
    elif op == 5:
        s = s - other
    elif op == 6:
        s = s ^ other
    elif op == 7:
        s.update(numbers(r, 8, 10**6))
    elif op == 8:
        s.update(other)
    elif op == 9:
        print([s.pop() for _ in range(min(len(s), 5))])
    elif op == 10:
        s -= set(numbers(r, 50))
    elif op == 11:
        s ^= set(numbers(r, 20))
    elif op == 12:
        s &= set(numbers(r, 200))
    elif op == 13:
        s = s.copy()
    elif op == 14:
        s = {(x, x % 7) for x in numbers(r, 12)} | {x / 2 for x in numbers(r, 5)}
    elif op == 15:
        s = set(dict.fromkeys(numbers(r, 20)))
        s.symmetric_difference_update(dict.fromkeys(numbers(r, 5)))
    elif op == 16:
        s = s.union(numbers(r, 3), {1, 2, 3, 4, 5, 6}, frozenset(numbers(r, 9)))
    else:
        s = s.difference(numbers(r, 30), set(numbers(r, 3)))
        s.intersection_update(list(s) + [1])
    return s


def histories(seed, steps):
    r = random.Random(seed)
    pool = [set()]
    for step in range(steps):
        s = change(r, r.choice(pool), pool)
        pool.append(s)
        if len(pool) > 12:
            pool.pop(r.randrange(len(pool)))
        print(step, s if step % 40 == 0 else list(s)[:5])


print({3, 1, 2}, {10, 3, 200, 7, 1}, set([5, 3, 1, 9, 100, 33, 65]), set(range(20, 0, -1)))
print({(1, 2), (0, 3), (2, 2), (5, 5)}, {1.5, 2.5, 3, -1, -2}, frozenset([9, 8, 7, 33, 12, -4]))
print([x for x in {33, 1, 65, 2}], {x for x in range(30) if x % 3}, {None: 1}.keys() | {5, 1})
print(hash((1, 2)), hash((1, (2.5, -1))), hash(()), hash(frozenset({1, 2})), hash(frozenset()), hash(None))
print({frozenset({1, 2}), frozenset({3}), frozenset()}, hash(range(0, 10, 3)))
histories(1, 400)
histories(2, 400)
s = set()
for x in numbers(random.Random(3), 60000, 10**9):
    s.add(x)
print(len(s), list(s)[:8], hash(frozenset(s)))
