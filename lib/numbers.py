# SPDX-License-Identifier: MIT
"""Abstract base classes of numbers (PEP 3141): Complex, Real, Rational, Integral."""

from abc import ABCMeta, abstractmethod

__all__ = ['Number', 'Complex', 'Real', 'Rational', 'Integral']


def _declare(namespace, names):
    """Put abstract methods into the namespace of a class."""
    for name in names.split():
        def method(self, *args):
            raise NotImplementedError
        method.__name__ = name
        namespace[name] = abstractmethod(method)


class Number(metaclass=ABCMeta):
    """Any number; not hashable unless a subclass is."""

    __slots__ = ()
    __hash__ = None


class Complex(Number):
    """Numbers with +, -, *, /, **, abs(), conjugate(), real, imag and ==."""

    __slots__ = ()

    _declare(locals(), '__complex__ __add__ __radd__ __neg__ __pos__ __mul__ __rmul__ '
                       '__truediv__ __rtruediv__ __pow__ __rpow__ __abs__ conjugate __eq__')

    def __bool__(self):
        """True if self != 0."""
        return self != 0

    @property
    @abstractmethod
    def real(self):
        """The real part."""
        raise NotImplementedError

    @property
    @abstractmethod
    def imag(self):
        """The imaginary part."""
        raise NotImplementedError

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other


Complex.register(complex)


class Real(Complex):
    """Complex numbers on a line: with float(), rounding, //, %, divmod() and order."""

    __slots__ = ()

    _declare(locals(), '__float__ __trunc__ __floor__ __ceil__ __round__ __floordiv__ '
                       '__rfloordiv__ __mod__ __rmod__ __lt__ __le__')

    def __divmod__(self, other):
        return (self // other, self % other)

    def __rdivmod__(self, other):
        return (other // self, other % self)

    def __complex__(self):
        return complex(float(self))

    @property
    def real(self):
        """The number itself."""
        return +self

    @property
    def imag(self):
        """Always 0."""
        return 0

    def conjugate(self):
        """The number itself."""
        return +self


Real.register(float)


class Rational(Real):
    """Fractions: numerator and denominator, in lowest terms."""

    __slots__ = ()

    @property
    @abstractmethod
    def numerator(self):
        raise NotImplementedError

    @property
    @abstractmethod
    def denominator(self):
        raise NotImplementedError

    def __float__(self):
        return int(self.numerator) / int(self.denominator)


class Integral(Rational):
    """Integers: with int(), pow() of three arguments, and operations on bits."""

    __slots__ = ()

    _declare(locals(), '__int__ __pow__ __lshift__ __rlshift__ __rshift__ __rrshift__ __and__ '
                       '__rand__ __xor__ __rxor__ __or__ __ror__ __invert__')

    def __index__(self):
        return int(self)

    def __float__(self):
        return float(int(self))

    @property
    def numerator(self):
        """The number itself."""
        return +self

    @property
    def denominator(self):
        """Always 1."""
        return 1


Integral.register(int)
