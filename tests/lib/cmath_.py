"""Functions of complex numbers: values, branch cuts, errors."""
import cmath
from cmath import inf, nan, pi

NAMES = 'acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh'.split()


def show(z):
    # + 0 would take the sign of zeros away, which tells the side of a cut.
    return '%.12g%+.12gj' % (z.real, z.imag)


for z in (1 + 2j, -0.5j, 0.3, 2, complex(-2, 0.0), complex(-2, -0.0), True, 1e-9 + 1e-9j, 300j):
    print(z, *(show(getattr(cmath, name)(z)) for name in NAMES if not (name in ('atanh', 'atan') and z == 1)))
for name in NAMES:
    function = getattr(cmath, name)
    for z in (0, 1, 1j, 1e300 + 1e300j, 1000, 1000j, complex(inf, 1), complex(1, inf), complex(inf, inf), complex(nan, 1)):
        try:
            print(name, z, show(function(z)))
        except (ValueError, OverflowError) as e:
            print(name, z, type(e).__name__, e)

print(cmath.log(8, 2), show(cmath.log(-1, 10)), cmath.polar(-1), cmath.phase(-1j), show(cmath.rect(2, pi / 3)), cmath.rect(inf, 0), cmath.rect(-1, -0.0))
for attempt in (lambda: cmath.rect(1, inf), lambda: cmath.polar(1e308 + 1.7e308j), lambda: cmath.log(0), lambda: cmath.sqrt('x'),
                lambda: cmath.isclose(1, 2, rel_tol=-1)):
    try:
        print(attempt())
    except (ValueError, OverflowError, TypeError) as e:
        print(type(e).__name__, e)
print(cmath.isclose(1, 1 + 1e-10j), cmath.isclose(1, 1.1), cmath.isclose(0, 1e-12j, abs_tol=1e-9), cmath.isclose(complex(inf, 1), complex(inf, 1)))
print(cmath.isnan(complex(1, nan)), cmath.isinf(complex(-inf, nan)), cmath.isfinite(3), cmath.isfinite(complex(0, inf)))
print(cmath.infj, cmath.nanj, cmath.tau, cmath.e)


class Number:
    def __complex__(self):
        return 3 + 4j


print(cmath.sqrt(Number()))
