import operator
values = [0, 1, -1, 2, -3, 7, 10, -10, 255, 2 ** 31 - 1, -2 ** 31, 2 ** 47, -2 ** 47 - 1, 2 ** 48, 2 ** 53 + 1, 2 ** 62, 2 ** 63 - 1, 2 ** 63, -2 ** 63, -2 ** 63 - 1, 2 ** 64 - 1, 2 ** 64, 2 ** 100 + 7, -10 ** 30]
OPS = [operator.add, operator.sub, operator.mul, operator.floordiv, operator.mod, operator.and_, operator.or_, operator.xor]


def fold(h, v):
    return (h * 1000003 + v) % (2 ** 61 - 1)


for op in OPS:
    h = 0
    sample = []
    for a in values:
        for b in values:
            try:
                r = op(a, b)
            except ZeroDivisionError:
                r = -77
            h = fold(h, r)
            if (a % 5, b % 7) == (2, 3):
                sample.append(r)
    print(op.__name__, h, sample[:6])
for a in values:
    print(a, -a, +a, ~a, abs(a), a.bit_length(), bool(a), a == a + 0, a < a + 1, hash(a) == hash(float(a)) if abs(a) < 2 ** 53 else "-")
print([divmod(a, b) for a in (7, -7) for b in (2, -2, 3, -3)])
print([a / b for a in (7, -7, 10 ** 30, 2 ** 63) for b in (2, -3, 10 ** 29)])
print([a ** b for a in (2, -2, 10, 0, 1, -1) for b in (0, 1, 2, 5, 10)], 2 ** 200, (-3) ** 33, 2 ** -2, (-2) ** -3, 0 ** 0)
print([pow(a, b, m) for a, b, m in ((2, 10, 7), (3, 200, 13), (2, 100, 10 ** 9 + 7), (-2, 3, 5), (5, 0, 1), (7, -1, 13), (3, -2, 11), (2 ** 100, 3 ** 50, 10 ** 30), (2, 5, -7))])
for args in ((2, -1, 4), (1, 1, 0), (0, -1), (2, 3, 1.5)):
    try:
        print(pow(*args))
    except Exception as e:
        print(type(e).__name__, e)
print([1 << n for n in (0, 1, 31, 47, 48, 62, 63, 64, 100)], [-5 >> n for n in (0, 1, 2, 3, 100)], [2 ** 100 >> n for n in (50, 99, 100, 101)], -1 >> 1000, 0 << 10 ** 6, -(2 ** 64) >> 64)
print(1 < 2 < 3, 1 < 3 < 2, 2 ** 64 > 2 ** 64 - 1, -2 ** 64 < 0, 2 ** 63 == 9223372036854775808, 1 == 1.0, 2 ** 53 + 1 == float(2 ** 53), 10 ** 400 > 1e308, -10 ** 400 < float("-inf"), 5 != 5.5)
print(sum(range(10 ** 5)), sum(2 ** i for i in range(100)), max(values), min(values))
x = 1
for i in range(1, 60):
    x *= i
    if i % 10 == 9:
        print(i, x)
for i in range(59, 0, -1):
    assert x % i == 0
    x //= i
print(x)
a, b = 0, 1
for _ in range(300):
    a, b = b, a + b
print(a)
n = 27
steps = 0
while n != 1:
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    steps += 1
print(steps)
h = 0
for i in range(2000):
    h = (h * 31 + i) & 0xffffffffffffffff
print(h)
h = 14695981039346656037
for c in b"krait":
    h = ((h ^ c) * 1099511628211) % 2 ** 64
print(h)
i = 5
i += 2; i -= 1; i *= 10; i //= 7; i **= 3; i %= 100; i <<= 4; i >>= 1; i |= 3; i &= 0xff; i ^= 0x55
print(i)
small = 2 ** 47 - 1
print([small + d for d in (-1, 0, 1, 2)], [-small - d for d in (0, 1, 2, 3)], small * small, small * -small)
print(10 ** 18 + 1 - 10 ** 18, (2 ** 64 + 5) - 2 ** 64, (2 ** 63) // -1, -(2 ** 63) // -1, (-2 ** 63) * -1, (2 ** 62) * 2, (2 ** 62) + (2 ** 62))
print((10 ** 40) // (10 ** 20), (10 ** 40 + 5) % (10 ** 20), -(10 ** 40) // 7, -(10 ** 40) % 7, 10 ** 40 // -(10 ** 39 + 1), divmod(-10 ** 25, 10 ** 12 + 1))
print(1_000_000, 0x_ff, 0b1010, 0o777, 0XFF, 0B11, 0O17, 00)
