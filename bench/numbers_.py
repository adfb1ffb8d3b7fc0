# Numbers: small and large integers, floats, complex.
import sys


def digits_of_pi(n):
    """The spigot of Rabinowitz and Wagon in Gibbons' form."""
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    out = []
    while len(out) < n:
        if 4 * q + r - t < m * t:
            out.append(str(m))
            q, r, m = 10 * q, 10 * (r - m * t), 10 * (3 * q + r) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return ''.join(out)


def escapes(c, limit):
    z = 0j
    for i in range(limit):
        if abs(z) > 2:
            return i
        z = z * z + c
    return limit


def run(n):
    state, bits = 88172645463325252, 0
    for i in range(n * 50):
        state ^= state << 13 & 0xffffffffffffffff
        state ^= state >> 7
        state ^= state << 17 & 0xffffffffffffffff
        bits += state & 1
    value = 0.5
    for i in range(n * 50):
        value = 3.75 * value * (1.0 - value)
    inside = sum(escapes(complex(x / 10, y / 10), n // 4) for x in range(-20, 6) for y in range(-10, 11))
    return digits_of_pi(n), state, bits, value, inside, pow(3, 10 ** 40, 10 ** 30 + 57), str(7 ** (n * 10))[-20:]


answer = run(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
print(answer)
