# Fractions: made from numbers and text, arithmetic with other numbers, rounding, hashing, formats.
import copy
import math
import pickle
from fractions import Fraction as F

for args in ((), (3,), (6, -4), (F(1, 2), F(3, 4)), (0.75,), ('3/4',), (' -1.25e2 ',), ('1_000/3',), ('.5',), ('7.',), (True,)):
    print(repr(F(*args)), F(*args))
for args in ((1, 0), ('1/0',), ('x',), ('1/2/3',), (1.5, 2), ('1 /',), (float('nan'),), (float('inf'),)):
    try:
        print(F(*args))
    except Exception as e:
        print(type(e).__name__, e)
a, b = F(22, 7), F(-3, 5)
print(a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b), -a, +b, abs(b), a ** 3, a ** -2, b ** -3, b ** F(1, 2), F(4) ** 0.5)
print(1 + a, 2 - a, 3 * b, 1 / a, 5 // b, 7 % a, divmod(10, a), 2 ** F(3), 2 ** F(-3), 4 ** F(1, 2), a + 0.5, 0.5 * a, a + 1j, 2.0 // a)
print(a < b, a > 3, a <= 22 / 7, b >= -0.6, a == F(44, 14), F(1, 2) == 0.5, F(3) == 3, F(1, 2) == 0.5 + 0j, F(1) < float('inf'), F(1) == float('nan'))
print([round(F(k, 4)) for k in range(-6, 7)], round(F(22, 7), 3), round(F(12345), -2), math.floor(b), math.ceil(b), int(b), math.trunc(a))
print(hash(F(1, 2)) == hash(0.5), hash(F(7)) == hash(7), hash(F(-1)), hash(F(1, 2 ** 61 - 1)), bool(F(0)), float(a))
print(F(math.pi).limit_denominator(100), F('3.1415926535897932').limit_denominator(1000), F(1, 3).limit_denominator(), F.from_float(0.1), F.from_float(2))
print(a.as_integer_ratio(), a.is_integer(), F(4, 2).is_integer(), pickle.loads(pickle.dumps(a, 2)) == a, copy.deepcopy(a) is a)
for spec in ('', '10', '<10', '^+10', '=+10', '#', ',', '.3f', '+.2e', '.4g', '%', '08.2f', ',.1f', '*^12.1f', 'z.0f', '.10G', '#.3g', '_.2f', '015,.2f', '.0f'):
    print(repr(spec), [format(x, spec) for x in (a, b, F(1234567, 2), F(10 ** 20), F(0), F(-1, 10 ** 6))])
for spec in ('d', '010', '<010.2f', '.3', 'x'):
    try:
        format(a, spec)
    except ValueError as e:
        print(e)
try:
    a < 'x'
except TypeError as e:
    print(e)
try:
    F(0) ** -1
except ZeroDivisionError as e:
    print(e)
try:
    F(1, 2).limit_denominator(0)
except ValueError as e:
    print(e)
