"""Arithmetic: rational numbers, polynomials, matrices and primes as classes with operators; digits of pi and e."""
from math import gcd


class Ratio:
    __slots__ = ("top", "bottom")

    def __init__(self, top, bottom=1):
        if bottom == 0:
            raise ZeroDivisionError(f"Ratio({top}, 0)")
        g = gcd(top, bottom) * (1 if bottom > 0 else -1)
        self.top, self.bottom = top // g, bottom // g

    @staticmethod
    def of(x):
        return x if isinstance(x, Ratio) else Ratio(x) if isinstance(x, int) else NotImplemented

    def __add__(self, other):
        other = Ratio.of(other)
        return other if other is NotImplemented else Ratio(self.top * other.bottom + other.top * self.bottom, self.bottom * other.bottom)

    __radd__ = __add__

    def __neg__(self):
        return Ratio(-self.top, self.bottom)

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other

    def __mul__(self, other):
        other = Ratio.of(other)
        return other if other is NotImplemented else Ratio(self.top * other.top, self.bottom * other.bottom)

    __rmul__ = __mul__

    def __truediv__(self, other):
        return self * Ratio(Ratio.of(other).bottom, Ratio.of(other).top)

    def __rtruediv__(self, other):
        return Ratio.of(other) / self

    def __pow__(self, n):
        return Ratio(self.top ** n, self.bottom ** n) if n >= 0 else Ratio(self.bottom ** -n, self.top ** -n)

    def __eq__(self, other):
        other = Ratio.of(other)
        return other if other is NotImplemented else (self.top, self.bottom) == (other.top, other.bottom)

    def __lt__(self, other):
        other = Ratio.of(other)
        return other if other is NotImplemented else self.top * other.bottom < other.top * self.bottom

    def __hash__(self):
        return hash((self.top, self.bottom))

    def __float__(self):
        return self.top / self.bottom

    def __repr__(self):
        return f"{self.top}/{self.bottom}" if self.bottom != 1 else str(self.top)


h, t = Ratio(1, 2), Ratio(-2, -3)
print(h + t, h - t, h * t, h / t, -h, 1 + h, 1 - h, 2 * h, 1 / t, h ** 3, h ** -2, h == Ratio(2, 4), h == 0.5, h < t, sorted([t, h, Ratio(1, 3)]), float(t), {h: 1}[Ratio(5, 10)], sum([h, t]))
for f in (lambda: Ratio(1, 0), lambda: h + 1.5, lambda: h / 0, lambda: "a" * h):
    try:
        print(f())
    except (ZeroDivisionError, TypeError) as e:
        print(type(e).__name__, e)
print(sum((Ratio(1, n) for n in range(1, 31)), Ratio(0)))


class Poly:
    def __init__(self, *coefficients):
        self.c = list(coefficients)
        while self.c and self.c[-1] == 0:
            self.c.pop()

    def __call__(self, x):
        total = 0
        for c in reversed(self.c):
            total = total * x + c
        return total

    def __mul__(self, other):
        out = [0] * (len(self.c) + len(other.c))
        for i, a in enumerate(self.c):
            for j, b in enumerate(other.c):
                out[i + j] += a * b
        return Poly(*out)

    def __pow__(self, n):
        return Poly(1) if n == 0 else self * self ** (n - 1)

    def __str__(self):
        parts = [f"{c if c != 1 or i == 0 else ''}{'x' if i else ''}{f'^{i}' if i > 1 else ''}" for i, c in enumerate(self.c) if c]
        return " + ".join(reversed(parts)) or "0"

    def derivative(self):
        return Poly(*(i * c for i, c in enumerate(self.c) if i))


p = Poly(1, 1) ** 5
print(p, p(2), p.derivative(), Poly(), p(Ratio(1, 2)), (Poly(-1, 1) * Poly(1, 1)))


class Matrix:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]

    def __matmul__(self, other):
        return Matrix([[sum(a * b for a, b in zip(row, column)) for column in zip(*other.rows)] for row in self.rows])

    def __pow__(self, n):
        result = Matrix([[int(i == j) for j in range(len(self.rows))] for i in range(len(self.rows))])
        base = self
        while n:
            if n & 1:
                result = result @ base
            base = base @ base
            n >>= 1
        return result

    def __getitem__(self, at):
        i, j = at
        return self.rows[i][j]

    def determinant(self):
        rows, sign, det = [[Ratio(x) for x in r] for r in self.rows], 1, Ratio(1)
        for i in range(len(rows)):
            pivot = next((k for k in range(i, len(rows)) if rows[k][i] != 0), None)
            if pivot is None:
                return Ratio(0)
            if pivot != i:
                rows[i], rows[pivot] = rows[pivot], rows[i]
                sign = -sign
            det *= rows[i][i]
            for k in range(i + 1, len(rows)):
                factor = rows[k][i] / rows[i][i]
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i])]
        return sign * det

    def __repr__(self):
        return repr(self.rows)


fib = Matrix([[1, 1], [1, 0]])
print((fib ** 90)[0, 1], fib ** 5, Matrix([[2, 0, 1], [1, 3, 2], [1, 1, 4]]).determinant(), Matrix([[1, 2], [2, 4]]).determinant(), (fib ** 300)[0, 1])
hilbert = [[Ratio(1, i + j + 1) for j in range(5)] for i in range(5)]
print(Matrix([[1, 2, 3], [0, 1, 4], [5, 6, 0]]).determinant())


def pi_digits():
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while True:
        if 4 * q + r - t < n * t:
            yield n
            q, r, n = 10 * q, 10 * (r - n * t), (10 * (3 * q + r)) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2


digits = pi_digits()
print("".join(str(next(digits)) for _ in range(60)))


def e_digits(n):
    unit = 10 ** (n + 10)
    total = term = unit
    k = 1
    while term:
        term //= k
        total += term
        k += 1
    return str(total // 10 ** 10)


print(e_digits(50))


def is_prime(n):
    if n < 2:
        return False
    for p in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if n % p == 0:
            return n == p
    d, s = n - 1, 0
    while d % 2 == 0:
        d, s = d // 2, s + 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def factors(n):
    d = 2
    while d * d <= n:
        while n % d == 0:
            yield d
            n //= d
        d += 1
    if n > 1:
        yield n


print([n for n in range(100) if is_prime(n)], is_prime(2 ** 89 - 1), is_prime(2 ** 83 - 1), list(factors(600851475143)), [list(factors(n)) for n in (360, 97, 1)])
a, b = 10 ** 40 + 7, 3 ** 80
while b:
    a, b = b, a % b
print(a, pow(3, -1, 10 ** 9 + 7), (lambda n: n * (n + 1) // 2)(10 ** 20), int("zz", 36), f"{2 ** 64:,}", f"{10 ** 15:e}", hex(3 ** 50))
