a, b = 1 + 2j, 3 - 1j
print(a + b, a - b, a * b, a / b, a ** 2, a ** b, -a, +a, abs(3 + 4j), a == b, a == 1 + 2j, a != b, bool(0j), a.real, a.imag, a.conjugate(), hash(1 + 0j) == hash(1), 1 + 0j == 1)
print(a + 1, 1 - a, 2.5 * a, a / 2, 1 / a, a ** 0, 0j ** 0, (1j) ** 2, (2 + 0j) ** -1, a ** 0.5, 2 ** a)
print(complex(), complex(1), complex(1, 2), complex("1+2j"), complex(" -1.5j "), complex("j"), complex("(1-2j)"), complex("1e3"), complex("inf+nanj"), complex(1j, 1j), complex(True, 2.5))
print(repr(1j), 0j, -0j, complex(0, -1), complex(-0.0, 1), 1e20j, 1.5 + 0j, complex("nan"), complex(float("inf"), -1), str(1 - 1j), (1 + 2j).__repr__())
for f in (lambda: complex("1 + 2j"), lambda: complex("x"), lambda: complex(""), lambda: a < b, lambda: a // b, lambda: a % b, lambda: int(a), lambda: float(a), lambda: 0j ** -1, lambda: a / 0, lambda: complex("1", 2), lambda: complex(1, "2"), lambda: round(a), lambda: [1][1j], lambda: divmod(a, b), lambda: 1j >= 0):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
z = 0j
for n in range(10):
    z = z * z + (0.1 + 0.2j)
print(z, abs(z))
i = 1j
i += 1; i *= 2; i -= 1j; i /= 2
print(i, type(i).__name__, isinstance(i, complex), {1j: "k"}[1j], [1j, 2].index(2), sum([1j, 2, 3.5]), 3j.imag, 1_0.5j)
