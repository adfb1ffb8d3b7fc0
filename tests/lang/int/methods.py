print(int("42"), int(" -7 "), int("+5"), int("1_000"), int("ff", 16), int("0xff", 16), int("0b101", 0), int("z", 36), int("0o17", 0), int("101", 2), int(b"12"), int("  12\n"), int("٣"))
print(int(3.9), int(-3.9), int(True), int(), int("0"), int("-0"), int(1e20), int(2.0 ** 70), int("9" * 30), int("-" + "f" * 20, 16))
for args in (("",), ("x",), ("1.5",), ("1__0",), ("_1",), ("1_",), ("0x1",), ("8", 8), ("1", 1), ("1", 37), ("1", -1), (None,), ([],), (1, 2), (1.5, 2), ("12", "x"), (b"x",), ("1 2",), ("0b2", 0), ("08", 0), ("\0",), ("é",), ("1" * 200 + "x",)):
    try:
        print(int(*args))
    except Exception as e:
        print(type(e).__name__, e)
print((255).to_bytes(2, "big"), (255).to_bytes(2, "little"), (-1).to_bytes(2, "big", signed=True), (0).to_bytes(0, "big"), (1).to_bytes(), (2 ** 70).to_bytes(9, "big"))
print(int.from_bytes(b"\x01\x00", "big"), int.from_bytes(b"\x01\x00", "little"), int.from_bytes(b"\xff\xff", "big", signed=True), int.from_bytes(b""), int.from_bytes([1, 2], "big"), int.from_bytes(b"\x80" + b"\0" * 9, signed=True))
for f in (lambda: (256).to_bytes(1, "big"), lambda: (-1).to_bytes(1, "big"), lambda: (1).to_bytes(1, "middle"), lambda: (1).to_bytes(-1, "big"), lambda: (128).to_bytes(1, "big", signed=True)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print((5).bit_length(), (0).bit_length(), (-8).bit_length(), (255).bit_count(), (-7).bit_count(), (2 ** 100 - 1).bit_count(), (5).as_integer_ratio(), (7).conjugate(), (7).real, (7).imag, (7).numerator, (7).denominator, (5).is_integer())
print(hex(255), hex(-255), oct(8), oct(-8), bin(5), bin(-5), hex(2 ** 70), bin(0), oct(0), str(2 ** 200), repr(-(10 ** 50)))
print(round(1234, -2), round(1250, -2), round(1350, -2), round(-1250, -2), round(5, 3), round(15, -1), round(25, -1), round(10 ** 20 + 5, -1), round(7), round(5, -1))
print((3).__add__(4), (3).__add__("x"), (3).__radd__(4), (3).__lt__(4), (7).__divmod__(2), (2).__pow__(3), (5).__index__(), (5).__float__(), (5).__bool__(), (5).__hash__(), (5).__floor__(), (5).__round__())
print(isinstance(True, int), True + True, True * 5, True == 1, {1: "a"}[True], [10, 20][True], sum([True, False, True]), True & False, True | 2, ~True if False else "-", bool("x"), bool(0.0), True is not False, not True)
print(True & True, True ^ True, True | False, type(True & 1).__name__, type(True & True).__name__, str(True), repr(False), int(True), bool([]), bool([0]), bool(""), bool(None), min(True, False), True < 2)
print(divmod(10 ** 30, 7), math_gcd if False else __import__("math").gcd(10 ** 20, 2 ** 40), __import__("math").isqrt(10 ** 40), __import__("math").factorial(25), __import__("math").comb(50, 20))
a = 10 ** 1000
print(len(str(a)), str(a)[:5], str(a * a)[-3:], (a + 1) * (a - 1) == a * a - 1, a // 10 ** 990, len(str(7 ** 3000)), hash(a), hash(-a), hash(2 ** 61 - 1), hash(2 ** 61), hash(-1), hash(-2), hash(2 ** 64))
import sys
try:
    int("1" * 5000)
except ValueError as e:
    print(e)
try:
    str(10 ** 5000)
except ValueError as e:
    print(e)
print(sys.get_int_max_str_digits(), int("1" * 4300) % 97, int("f" * 10000, 16).bit_length(), sys.int_info.bits_per_digit > 0, sys.maxsize)
x = 3 ** 500
y = 7 ** 300
q, r = divmod(x, y)
print(q * y + r == x, q % 1000003, r % 1000003, x // -y * -y + x % -y == x)
print((x * y) % 1000000007, pow(x, y, 1000000007), (x << 100) >> 100 == x, x & y == y & x, (x | y) - (x & y) == x ^ y, (~x) == -x - 1)
print(f"{x}"[:20], f"{y:x}"[:20], int(f"{x:x}", 16) == x, int(f"{y:b}", 2) == y, int(str(x)) == x)
print(float(2 ** 53 + 1), float(10 ** 22), float(2 ** 1023), 10 ** 20 / 10 ** 18, (10 ** 400) / (10 ** 399), 3 / 10 ** 30, (2 ** 1000 + 1) / 2 ** 999)
for f in (lambda: float(10 ** 400), lambda: 10 ** 400 / 3, lambda: 10 ** 400 + 1.5, lambda: 1 << 10 ** 30, lambda: 1 << -1, lambda: 5 // 0, lambda: 5 % 0, lambda: 10 ** 30 // 0, lambda: 5 / 0):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
for v in (5, 300, 10 ** 20, 0, True):
    print(v is v, id(v) == id(v), v == int(str(int(v))))
