for i in range(10):
    if i == 2:
        continue
    elif i == 5:
        break
    print(i, end=" ")
else:
    print("not printed")
print()
for i in []:
    pass
else:
    print("else of an empty for")
while False:
    pass
else:
    print("else of while")
n = 10
while n:
    n -= 3
    if n < 0:
        print("break at", n)
        break
else:
    print("no")
for i in range(3):
    for j in range(3):
        if j == 1:
            break
        if i == 1:
            continue
        print((i, j), end=" ")
    else:
        print("inner else")
print()
x = 5
print("small" if x < 3 else "medium" if x < 10 else "large", 1 if not x else 2, (x > 3) and "and", x and 0 or "or", None or [] or "last", 0 and undefined, 1 or undefined)
print(1 < x < 10, 1 < x > 3, 5 == x == 5.0, 1 < 2 < 3 < 2, x in [5] == True, not x == 5, not not x, x is x is not None)


def calls(v):
    print("call", v, end="; ")
    return v


print(calls(1) < calls(3) < calls(2) < calls(9))
print(calls(0) and calls(1) or calls(2))
print(calls(1) if calls(True) else calls(2))
print(not calls(0), calls(1) == calls(1) != calls(2))
if x == 1:
    print("one")
elif x == 2:
    print("two")
elif x == 5:
    print("five")
else:
    print("other")
if (y := x * 2) > 5 and (z := y + 1):
    print(y, z)
while (x := x - 1) > 2:
    print(x, end=" ")
print()
assert True
assert x, "message"
try:
    assert x > 100, f"x was {x}"
except AssertionError as e:
    print(e)
pass; pass; print("semicolons"); x = 1; print(x)
for a in range(2): print(a, end=","); print("same line")
if True: print("one-line if")
while x < 3: x += 1
print(x)
del x
try:
    x
except NameError as e:
    print(e)
total = 0
for i in range(1, 101):
    if i % 15 == 0:
        total += 15
    elif i % 5 == 0:
        total += 5
    elif i % 3 == 0:
        total += 3
    else:
        total += 1
print(total)


def early(v):
    if v < 0:
        return "negative"
    if v == 0:
        return "zero"
    for d in range(2, v):
        if v % d == 0:
            return f"divisible by {d}"
    return "prime"


print([early(v) for v in (-1, 0, 7, 9, 10)])


def bits(v):
    out = []
    while True:
        v, bit = divmod(v, 2)
        out.append(bit)
        if not v:
            break
    return out[::-1]


print(bits(37))


def nested_loops():
    for a in range(1, 20):
        for b in range(a, 20):
            for c in range(b, 20):
                if a * a + b * b == c * c:
                    yield a, b, c


print(list(nested_loops()))


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


print(gcd(1071, 462), gcd(10 ** 20, 2 ** 30))


def collatz(n):
    count = 0
    while n != 1:
        n = n >> 1 if not n & 1 else 3 * n + 1
        count += 1
    return count


print(max(range(1, 500), key=collatz))


def bubble(l):
    for i in range(len(l)):
        swapped = False
        for j in range(len(l) - 1 - i):
            if l[j] > l[j + 1]:
                l[j], l[j + 1] = l[j + 1], l[j]
                swapped = True
        if not swapped:
            break
    return l


print(bubble([5, 1, 4, 2, 8, 0]))


def binary_search(l, v):
    lo, hi = 0, len(l)
    while lo < hi:
        mid = (lo + hi) // 2
        if l[mid] < v:
            lo = mid + 1
        else:
            hi = mid
    return lo


print([binary_search(list(range(0, 100, 7)), v) for v in (-1, 0, 50, 99)])


def sieve(n):
    flags = [True] * (n + 1)
    flags[0:2] = [False, False]
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = False
    return [i for i, f in enumerate(flags) if f]


print(len(sieve(1000)), sieve(30))


def dead_code():
    return 1
    print("never")
    while True:
        pass


print(dead_code())


def constant_conditions():
    while 1:
        break
    if 0:
        print("no")
    if "":
        print("no")
    if not 0:
        return "folded"


print(constant_conditions(), __debug__, (1, 2)[0], "ab" "c"[0], -1 ** 2, 2 ** -1, 1 + 2 * 3 - 4 // 2, (1 + 2) * 3, 2 ** 3 ** 2, -2 ** 2, not 1 + 1, 1 if 0 else 2 if 0 else 3, ~5 & 0xf | 1 ^ 2, 5 - -5, +-+5, 7 // 2 * 2, 1 << 2 + 1, 3 < 4 == True, lambda: 0 if False else 1)if False else print("done")
