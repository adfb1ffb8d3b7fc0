# SPDX-License-Identifier: MIT
"""Rational numbers, exact and of any size."""

import math
import numbers
import operator
import sys
from functools import lru_cache

__all__ = ['Fraction']

_HASH_MODULUS = sys.hash_info.modulus
_HASH_INF = sys.hash_info.inf


@lru_cache(maxsize=1 << 14)
def _hash_of(numerator, denominator):
    try:
        inverse = pow(denominator, -1, _HASH_MODULUS)
    except ValueError:
        # The modulus divides the denominator.
        result = _HASH_INF
    else:
        result = hash(hash(abs(numerator)) * inverse)
    result = result if numerator >= 0 else -result
    return -2 if result == -1 else result


@lru_cache(maxsize=None)
def _patterns():
    """Return the patterns of (the text of a number, a specification such as .3f, one such as +10)."""
    import re
    digits = r'\d+(_\d+)*'
    number = re.compile(fr"""\A\s*(?P<sign>[-+]?)(?=\d|\.\d)(?P<num>\d*|{digits})
        (?:(?:\s*/\s*(?P<denom>{digits}))?|(?:\.(?P<decimal>\d*|{digits}))?(?:E(?P<exp>[-+]?{digits}))?)\s*\Z""",
                        re.VERBOSE | re.IGNORECASE)
    head = r'(?:(?P<fill>.)?(?P<align>[<>=^]))?(?P<sign>[-+ ]?)'
    floating = re.compile(head + r"""(?P<no_neg_zero>z)?(?P<alt>\#)?(?P<zeropad>0(?=[0-9]))?(?P<minimumwidth>[0-9]+)?
        (?P<thousands_sep>[,_])?(?:\.(?P<precision>[0-9]+))?(?P<presentation_type>[eEfFgG%])""", re.DOTALL | re.VERBOSE)
    general = re.compile(head + r"""(?P<alt>\#)?(?P<minimumwidth>0|[1-9][0-9]*)?
        (?P<thousands_sep>[,_])?""", re.DOTALL | re.VERBOSE)
    return number, floating, general


def _round_to_exponent(n, d, exponent, no_neg_zero=False):
    """Return (negative, significand): n/d rounded to a multiple of 10**exponent, halves to even."""
    if exponent >= 0:
        d *= 10 ** exponent
    else:
        n *= 10 ** -exponent
    q, r = divmod(n + (d >> 1), d)
    if r == 0 and d & 1 == 0:
        q &= -2
    negative = q < 0 if no_neg_zero else n < 0
    return negative, abs(q)


def _round_to_figures(n, d, figures):
    """Return (negative, significand of so many digits, exponent) of n/d, rounded."""
    if n == 0:
        return False, 0, 1 - figures
    n_text, d_text = str(abs(n)), str(d)
    m = len(n_text) - len(d_text) + (d_text <= n_text)
    exponent = m - figures
    negative, significand = _round_to_exponent(n, d, exponent)
    if len(str(significand)) == figures + 1:
        significand //= 10
        exponent += 1
    return negative, significand, exponent


def _pad(sign, body, fill, align, width, zeropad, thousands, digits):
    """Return a number in width characters; digits are the first ones of body, which thousands separates."""
    leading, rest = body[:digits], body[digits:]
    if zeropad:
        least = width - len(sign) - len(rest)
        leading = leading.zfill(3 * least // 4 + 1 if thousands else least)
    if thousands:
        first = 1 + (len(leading) - 1) % 3
        leading = leading[:first] + ''.join(thousands + leading[i:i + 3] for i in range(first, len(leading), 3))
    body = leading + rest
    padding = fill * (width - len(sign) - len(body))
    if align == '>':
        return padding + sign + body
    if align == '<':
        return sign + body + padding
    if align == '^':
        half = len(padding) // 2
        return padding[:half] + sign + body + padding[half:]
    return sign + padding + body


class Fraction(numbers.Rational):
    """A number of the form a/b in lowest terms, from ints, fractions, floats, decimals, or text such as '-3/4' or '1.5e2'."""

    __slots__ = ('_numerator', '_denominator')

    def __new__(cls, numerator=0, denominator=None):
        self = super().__new__(cls)
        if denominator is None:
            if type(numerator) is int:
                self._numerator, self._denominator = numerator, 1
            elif isinstance(numerator, numbers.Rational):
                self._numerator, self._denominator = numerator.numerator, numerator.denominator
            elif isinstance(numerator, float) or (not isinstance(numerator, (type, str))
                                                  and hasattr(numerator, 'as_integer_ratio')):
                self._numerator, self._denominator = numerator.as_integer_ratio()
            elif isinstance(numerator, str):
                self._numerator, self._denominator = cls._parse(numerator)
            else:
                raise TypeError("argument should be a string or a Rational instance or have the "
                                "as_integer_ratio() method")
            return self
        if type(numerator) is int is type(denominator):
            pass
        elif isinstance(numerator, numbers.Rational) and isinstance(denominator, numbers.Rational):
            numerator, denominator = (numerator.numerator * denominator.denominator,
                                      denominator.numerator * numerator.denominator)
        else:
            raise TypeError("both arguments should be Rational instances")
        if denominator == 0:
            raise ZeroDivisionError(f'Fraction({numerator}, 0)')
        g = math.gcd(numerator, denominator)
        if denominator < 0:
            g = -g
        self._numerator, self._denominator = numerator // g, denominator // g
        return self

    @staticmethod
    def _parse(text):
        m = _patterns()[0].match(text)
        if m is None:
            raise ValueError('Invalid literal for Fraction: %r' % text)
        n = int(m['num'] or '0')
        d = 1
        if m['denom']:
            d = int(m['denom'])
        else:
            decimal = (m['decimal'] or '').replace('_', '')
            if decimal:
                d = 10 ** len(decimal)
                n = n * d + int(decimal)
            exp = int(m['exp'] or 0)
            if exp >= 0:
                n *= 10 ** exp
            else:
                d *= 10 ** -exp
        if d == 0:
            raise ZeroDivisionError(f'Fraction({-n if m["sign"] == "-" else n}, 0)')
        g = math.gcd(n, d)
        return (-n if m['sign'] == '-' else n) // g, d // g

    @classmethod
    def from_float(cls, f):
        """Return the fraction that a float is, exactly."""
        if isinstance(f, numbers.Integral):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError("%s.from_float() only takes floats, not %r (%s)" % (cls.__name__, f, type(f).__name__))
        return cls._from_coprime_ints(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        """Return the fraction that a Decimal is, exactly."""
        from decimal import Decimal
        if isinstance(dec, numbers.Integral):
            dec = Decimal(int(dec))
        elif not isinstance(dec, Decimal):
            raise TypeError("%s.from_decimal() only takes Decimals, not %r (%s)"
                            % (cls.__name__, dec, type(dec).__name__))
        return cls._from_coprime_ints(*dec.as_integer_ratio())

    @classmethod
    def from_number(cls, number):
        """Return the fraction of a number, but not of text."""
        if type(number) is int:
            return cls._from_coprime_ints(number, 1)
        if isinstance(number, numbers.Rational):
            return cls._from_coprime_ints(number.numerator, number.denominator)
        if isinstance(number, float) or not isinstance(number, type) and hasattr(number, 'as_integer_ratio'):
            return cls._from_coprime_ints(*number.as_integer_ratio())
        raise TypeError("argument should be a Rational instance or have the as_integer_ratio() method")

    @classmethod
    def _from_coprime_ints(cls, numerator, denominator, /):
        self = super(Fraction, cls).__new__(cls)
        self._numerator, self._denominator = numerator, denominator
        return self

    def is_integer(self):
        """Tell whether it is a whole number."""
        return self._denominator == 1

    def as_integer_ratio(self):
        """Return (numerator, denominator)."""
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        """Return the closest fraction whose denominator is not larger."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        # Continued fractions: the last convergent that fits, or the semiconvergent after it.
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            q2 = q0 + a * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
            n, d = d, n - a * d
        k = (max_denominator - q0) // q1
        if 2 * d * (q0 + k * q1) <= self._denominator:
            return Fraction._from_coprime_ints(p1, q1)
        return Fraction._from_coprime_ints(p0 + k * p1, q0 + k * q1)

    @property
    def numerator(a):
        return a._numerator

    @property
    def denominator(a):
        return a._denominator

    def __repr__(self):
        return '%s(%s, %s)' % (self.__class__.__name__, self._numerator, self._denominator)

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return '%s/%s' % (self._numerator, self._denominator)

    def __format__(self, format_spec, /):
        _, floating, general = _patterns()
        if m := general.fullmatch(format_spec):
            return self._format_general(m)
        m = floating.fullmatch(format_spec)
        if not m or m["align"] is not None and m["zeropad"] is not None:
            raise ValueError(f"Invalid format specifier {format_spec!r} for object of type {type(self).__name__!r}")
        return self._format_float_style(m)

    def _format_general(self, m):
        n, d = self._numerator, self._denominator
        body = f"{abs(n)}"
        digits = len(body)
        separator = m["thousands_sep"] or ''
        if d > 1 or m["alt"]:
            body += f"/{d:{separator}}"
        sign = '-' if n < 0 else '' if m["sign"] == "-" else m["sign"]
        return _pad(sign, body, m["fill"] or " ", m["align"] or ">", int(m["minimumwidth"] or "0"),
                    False, separator, digits)

    def _format_float_style(self, m):
        fill, align = m["fill"] or " ", m["align"] or ">"
        kind = m["presentation_type"]
        precision = int(m["precision"] or "6")
        trim = kind in "gG" and not m["alt"]
        n, d = self._numerator, self._denominator
        if kind in "fF%":
            exponent = -precision - (2 if kind == "%" else 0)
            negative, significand = _round_to_exponent(n, d, exponent, bool(m["no_neg_zero"]))
            scientific = False
            point = precision
        else:
            figures = max(precision, 1) if kind in "gG" else precision + 1
            negative, significand, exponent = _round_to_figures(n, d, figures)
            scientific = kind in "eE" or exponent > 0 or exponent + figures <= -4
            point = figures - 1 if scientific else -exponent
        suffix = "%" if kind == "%" else f"{'E' if kind in 'EG' else 'e'}{exponent + point:+03d}" if scientific else ""
        digits = f"{significand:0{point + 1}d}"
        sign = "-" if negative else "" if m["sign"] == "-" else m["sign"]
        leading, fraction = digits[:len(digits) - point], digits[len(digits) - point:]
        if trim:
            fraction = fraction.rstrip("0")
        separator = "." if fraction or m["alt"] else ""
        return _pad(sign, leading + separator + fraction + suffix, fill, align, int(m["minimumwidth"] or "0"),
                    bool(m["zeropad"]), m["thousands_sep"] or '', len(leading))

    def _operator_fallbacks(exact, fallback, handle_complex=True):
        """Return the method and the reflected one: exact among rationals, else fallback of floats or complex numbers."""
        def forward(a, b):
            if type(b) is Fraction:
                return exact(a, b)
            if type(b) is int:
                return exact(a, Fraction(b))
            if isinstance(b, Fraction):
                return exact(a, b)
            if isinstance(b, int):
                return exact(a, Fraction(b))
            if isinstance(b, float):
                return fallback(float(a), b)
            if handle_complex and isinstance(b, complex):
                return fallback(float(a), b)
            return NotImplemented

        def reverse(b, a):
            if isinstance(a, numbers.Rational):
                return exact(Fraction(a), b)
            if isinstance(a, numbers.Real):
                return fallback(float(a), float(b))
            if handle_complex and isinstance(a, numbers.Complex):
                return fallback(complex(a), float(b))
            return NotImplemented

        name = fallback.__name__
        forward.__name__, reverse.__name__ = f'__{name}__', f'__r{name}__'
        forward.__doc__ = exact.__doc__
        return forward, reverse

    def _add(a, b):
        return Fraction(a._numerator * b._denominator + b._numerator * a._denominator,
                        a._denominator * b._denominator)

    def _sub(a, b):
        return Fraction(a._numerator * b._denominator - b._numerator * a._denominator,
                        a._denominator * b._denominator)

    def _mul(a, b):
        return Fraction(a._numerator * b._numerator, a._denominator * b._denominator)

    def _div(a, b):
        return Fraction(a._numerator * b._denominator, a._denominator * b._numerator)

    def _floordiv(a, b):
        return (a._numerator * b._denominator) // (a._denominator * b._numerator)

    def _divmod(a, b):
        quotient, rest = divmod(a._numerator * b._denominator, a._denominator * b._numerator)
        return quotient, Fraction(rest, a._denominator * b._denominator)

    def _mod(a, b):
        return Fraction((a._numerator * b._denominator) % (b._numerator * a._denominator),
                        a._denominator * b._denominator)

    __add__, __radd__ = _operator_fallbacks(_add, operator.add)
    __sub__, __rsub__ = _operator_fallbacks(_sub, operator.sub)
    __mul__, __rmul__ = _operator_fallbacks(_mul, operator.mul)
    __truediv__, __rtruediv__ = _operator_fallbacks(_div, operator.truediv)
    __floordiv__, __rfloordiv__ = _operator_fallbacks(_floordiv, operator.floordiv, False)
    __divmod__, __rdivmod__ = _operator_fallbacks(_divmod, divmod, False)
    __mod__, __rmod__ = _operator_fallbacks(_mod, operator.mod, False)

    def __pow__(a, b):
        if not isinstance(b, numbers.Rational):
            return float(a) ** b if isinstance(b, (float, complex)) else NotImplemented
        if b.denominator != 1:
            # A root may well be irrational.
            return float(a) ** float(b)
        power = b.numerator
        if power >= 0:
            return Fraction._from_coprime_ints(a._numerator ** power, a._denominator ** power)
        if a._numerator > 0:
            return Fraction._from_coprime_ints(a._denominator ** -power, a._numerator ** -power)
        if a._numerator == 0:
            raise ZeroDivisionError('Fraction(%s, 0)' % a._denominator ** -power)
        return Fraction._from_coprime_ints((-a._denominator) ** -power, (-a._numerator) ** -power)

    def __rpow__(b, a):
        if b._denominator == 1 and b._numerator >= 0:
            return a ** b._numerator
        if isinstance(a, numbers.Rational):
            return Fraction(a.numerator, a.denominator) ** b
        if b._denominator == 1:
            return a ** b._numerator
        return a ** float(b)

    def __pos__(a):
        return Fraction._from_coprime_ints(a._numerator, a._denominator)

    def __neg__(a):
        return Fraction._from_coprime_ints(-a._numerator, a._denominator)

    def __abs__(a):
        return Fraction._from_coprime_ints(abs(a._numerator), a._denominator)

    def __int__(a):
        return operator.index(-(-a._numerator // a._denominator) if a._numerator < 0
                              else a._numerator // a._denominator)

    __trunc__ = __int__

    def __floor__(a):
        return a._numerator // a._denominator

    def __ceil__(a):
        return -(-a._numerator // a._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            whole, rest = divmod(self._numerator, self._denominator)
            if rest * 2 < self._denominator:
                return whole
            if rest * 2 > self._denominator:
                return whole + 1
            return whole + (whole & 1)
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __hash__(self):
        return _hash_of(self._numerator, self._denominator)

    def __eq__(a, b):
        if type(b) is int:
            return a._numerator == b and a._denominator == 1
        if isinstance(b, numbers.Rational):
            return a._numerator == b.numerator and a._denominator == b.denominator
        if isinstance(b, numbers.Complex) and b.imag == 0:
            b = b.real
        if isinstance(b, float):
            if math.isnan(b) or math.isinf(b):
                return 0.0 == b
            return a == a.from_float(b)
        return NotImplemented

    def _richcmp(self, other, op):
        if isinstance(other, numbers.Rational):
            return op(self._numerator * other.denominator, self._denominator * other.numerator)
        if isinstance(other, float):
            if math.isnan(other) or math.isinf(other):
                return op(0.0, other)
            return op(self, self.from_float(other))
        return NotImplemented

    def __lt__(a, b):
        return a._richcmp(b, operator.lt)

    def __gt__(a, b):
        return a._richcmp(b, operator.gt)

    def __le__(a, b):
        return a._richcmp(b, operator.le)

    def __ge__(a, b):
        return a._richcmp(b, operator.ge)

    def __bool__(a):
        return bool(a._numerator)

    def __reduce__(self):
        return self.__class__, (self._numerator, self._denominator)

    def __copy__(self):
        if type(self) is Fraction:
            return self
        return self.__class__(self._numerator, self._denominator)

    def __deepcopy__(self, memo):
        return self.__copy__()
