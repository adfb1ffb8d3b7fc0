import math
import time

print(math.pi, math.e, math.tau, math.inf, math.nan != math.nan, math.floor(2.7), math.ceil(2.1), math.trunc(-2.7), math.sqrt(16), math.isqrt(17), math.factorial(10), math.comb(10, 3), math.perm(5, 2), math.gcd(12, 18, 24), math.lcm(4, 6, 10))
print(math.fabs(-3), math.fmod(7, -3), math.remainder(7, 4), math.modf(-2.5), math.frexp(10), math.ldexp(0.5, 3), math.copysign(2, -0.0), math.isclose(1, 1 + 1e-10), math.isfinite(1e308), math.prod([1, 2, 3], start=2), math.fsum([0.1] * 10), math.sumprod([1, 2], [3, 4]), math.hypot(1, 2, 2), math.dist([0, 0], [3, 4]), math.cbrt(27))
print([round(f(0.5), 12) for f in (math.sin, math.cos, math.tan, math.asin, math.acos, math.atan, math.sinh, math.cosh, math.tanh, math.asinh, math.atanh, math.exp, math.expm1, math.log, math.log1p, math.log2, math.log10, math.erf, math.erfc, math.gamma, math.lgamma, math.degrees, math.radians, math.exp2)])
print(math.log(8, 2), math.log(10 ** 400), math.atan2(-1, -1), math.pow(2, 0.5), math.ulp(1.0), math.nextafter(1.0, 2.0), math.log2(2 ** 1000), math.floor(-0.5), math.ceil(-0.5), math.floor(10 ** 20), math.sqrt(10 ** 300))
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.log(-1), lambda: math.exp(1000), lambda: math.acos(2), lambda: math.factorial(-1), lambda: math.factorial(2.5), lambda: math.floor(math.inf), lambda: math.isqrt(-1), lambda: math.comb(-1, 2), lambda: math.gcd(1.5), lambda: math.sin("x"), lambda: math.fmod(1, 0), lambda: math.pow(0, -1), lambda: math.gamma(0), lambda: math.ldexp(1.0, 5000), lambda: math.cosh(1000)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
a = time.monotonic()
p = time.perf_counter()
time.sleep(0.01)
print(0.0099 <= time.monotonic() - a < 1, time.perf_counter() > p, time.time() > 1.6e9, type(time.time_ns()).__name__, time.process_time() >= 0, type(time.monotonic_ns()).__name__)
print(time.gmtime(0)[:6], time.strftime("%Y-%m-%d", time.gmtime(86400)), time.gmtime(0).tm_year)
for bad in (-1, "x", None):
    try:
        time.sleep(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__)
