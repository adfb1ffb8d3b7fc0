for args in ((5,), (2, 8), (0, 10, 3), (10, 0, -3), (0,), (5, 2), (-3, 3), (0, -5, -1), (1, 2, 10 ** 20), (10 ** 20, 10 ** 20 + 3), (0, 10 ** 25, 10 ** 24), (3, -10 ** 20, -10 ** 20)):
    r = range(*args)
    print(r, list(r), len(r), r.start, r.stop, r.step, bool(r), list(reversed(r)), r[-1] if r else None, 3 in r, 4.0 in r, "x" in r)
print(range(10)[2:5], range(10)[::-1], range(10)[5], range(0, 10, 2)[1:3], range(3) == range(0, 3, 1), range(0) == range(5, 5), range(0, 3, 2) == range(0, 4, 2), hash(range(3)) == hash(range(0, 3)), range(5).index(3), range(5).count(3), range(5).count(9), range(0, 10, 3).index(9))
it = iter(range(3))
print(next(it), next(it), next(it), next(it, "end"), next(it, "end"), sum(range(101)), max(range(5)), min(range(3, 9)), sorted(range(3), reverse=True), 10 ** 30 in range(10 ** 31), list(range(3)) + list(range(2)), [*range(2)], tuple(range(2)), set(range(2)))
total = 0
for i in range(100000):
    total += i
print(total, i)
for i in range(3):
    i = 10
    print(i, end=" ")
print()
for i in range(0):
    pass
for f in (lambda: range(), lambda: range(1.5), lambda: range("a"), lambda: range(1, 2, 0), lambda: range(1, 2, 3, 4), lambda: range(3)[5], lambda: range(3)["a"], lambda: range(3).index(9), lambda: range(3) + range(2), lambda: range(3) < range(2), lambda: len(range(10 ** 30)), lambda: range(None), lambda: range(3).x):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
try:
    range(3)[0] = 1
except TypeError as e:
    print(e)
try:
    range(3).start = 1
except AttributeError as e:
    print(e)
