inf, nan = float("inf"), float("nan")
values = [0.0, -0.0, 1.0, -1.5, 0.1, 1e300, 1e-300, inf, -inf, nan, 2.5, 3, -7, 10 ** 20]
for a in values:
    row = []
    for b in (2.0, -0.5, 0.0, inf, nan, 3):
        for op in (lambda: a + b, lambda: a - b, lambda: a * b, lambda: a / b, lambda: a // b, lambda: a % b):
            try:
                row.append(op())
            except ZeroDivisionError as e:
                row.append("Z")
    print(a, row)
print([divmod(a, b) for a in (7.5, -7.5) for b in (2, -2, 0.7)], -7.5 // 2, -7.5 % 2, 7.5 % -2, 1e20 % 3, 5.0 % inf, -5.0 % inf)
print([a ** b for a in (2.0, -2.0, 0.0, inf) for b in (0, 1, -1 if a else 1, 3, 2.0)], 4 ** 0.5, 2 ** 0.5, (-8) ** (1 / 3), (-1) ** 0.5, 10.0 ** -3, 0.0 ** 0)
for f in (lambda: 0.0 ** -1, lambda: 1.0 / 0, lambda: 1.0 % 0, lambda: 1.0 // 0.0, lambda: divmod(1.0, 0.0), lambda: 1e308 ** 2, lambda: 2.0 ** 5000, lambda: int(nan), lambda: int(inf), lambda: round(nan), lambda: round(inf),
          lambda: float("1e"), lambda: float(""), lambda: float("1_"), lambda: float("0x1"), lambda: float(None), lambda: float([]), lambda: float("1 2"), lambda: float(1, 2), lambda: float(1j), lambda: nan.as_integer_ratio(), lambda: inf.as_integer_ratio()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(float("1.5"), float(" -2.5e3 "), float("inf"), float("-Infinity"), float("nan"), float("1_0.5"), float(".5"), float("5."), float("1e-5"), float("+1E+2"), float(b"1.5"), float(), float("1e400"), float("1e-400"), float(5), float(True), float("٣.٥"))
print(1.5 < 2, 1 < 1.5, nan == nan, nan != nan, nan < 1, nan > 1, inf > 10 ** 400, -inf < -10 ** 400, 0.0 == -0.0, 0.1 + 0.2 == 0.3, 1.0 == 1, 2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 > 2.0 ** 53, 1e16 == 10 ** 16, 1e23 == 10 ** 23)
print((1.5).is_integer(), (2.0).is_integer(), (0.5).as_integer_ratio(), (0.1).as_integer_ratio(), (1.5).hex(), (-0.1).hex(), (0.0).hex(), inf.hex(), float.fromhex("0x1.8p0"), float.fromhex("-0x1p-3"), float.fromhex("inf"), (2.5).conjugate(), (2.5).real, (2.5).imag)
print(hash(1.0) == hash(1), hash(0.5), hash(inf), hash(-inf), hash(1e300), hash(-0.0), hash(2.0 ** 61), hash(1.5) == hash(1.5), hash(0.1))
print(int(1e15), int(-2.7), int(1e22), abs(-2.5), abs(-0.0), -(-0.0), +1.5, bool(0.0), bool(nan), bool(-0.0), round(2.5), round(3.5), round(-2.5), round(2.567, 2), round(1e22), round(-0.4), type(round(1.5)).__name__, type(round(1.5, 0)).__name__, round(0.5 - 1e-17))
print(max(1.5, 2), min(1, 1.0), max(1, 1.0), sum([0.1] * 10), sum([0.1] * 3), sum([1e100, 1.0, -1e100]), sorted([2.5, 1, -inf, inf, 0.5]), max(nan, 1), max(1, nan))
x = 0.0
for i in range(1, 1000):
    x += 1 / i
print(x)
print(1e22, 1e21, 123456789012345678.0, 1.1, 100.0, 1e2, 1.0e-10, 9007199254740993.0, 0.1 + 0.7, 4.35 * 100, 1.1 * 3, 1e16 + 1, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e+308)
import math
print(math.floor(-2.5), math.ceil(2.1), math.trunc(-2.9), math.sqrt(2), math.pi, math.e, math.isnan(nan), math.isinf(inf), math.isfinite(1.0), math.copysign(1, -0.0), math.fmod(-7, 3), math.modf(2.5), math.frexp(8.0), math.ldexp(0.5, 4))
print(math.sin(1), math.cos(1), math.tan(1), math.atan2(1, -1), math.exp(1), math.log(10), math.log(8, 2), math.log2(1024), math.log10(1000), math.hypot(3, 4), math.fsum([0.1] * 10), math.gcd(12, 18), math.lcm(4, 6), math.prod([1, 2, 3]), math.dist((0, 0), (3, 4)), math.isclose(0.1 + 0.2, 0.3))
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.exp(1000), lambda: math.floor(inf), lambda: math.floor(nan), lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.acos(2), lambda: math.sqrt("x"), lambda: math.gcd(1.5), lambda: math.pow(0, -1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
i = 5.0
i += 1; i -= 0.5; i *= 2; i /= 4; i //= 1; i **= 3; i %= 5
print(i, type(i).__name__, 1.5.__add__(1), 1.5.__add__("x"), (1.5).__radd__(1), 1.5.__eq__(1.5), 7.0.__floordiv__(2), 1 .__add__(1.5))
