# SPDX-License-Identifier: MIT
"""Means, medians, spread, and how two variables go together."""

from bisect import bisect_left, bisect_right
from collections import Counter, namedtuple
from fractions import Fraction
from itertools import count, groupby, repeat
import math
from math import exp, fsum, log, sqrt, sumprod
import numbers
from operator import itemgetter

__all__ = ['NormalDist', 'StatisticsError', 'correlation', 'covariance', 'fmean', 'geometric_mean', 'harmonic_mean',
           'kde', 'kde_random', 'linear_regression', 'mean', 'median', 'median_grouped', 'median_high', 'median_low',
           'mode', 'multimode', 'pstdev', 'pvariance', 'quantiles', 'stdev', 'variance']


class StatisticsError(ValueError):
    """The data does not allow what was asked."""


# ---- exact sums -------------------------------------------------------------------------------------------------------

def _coerce(a, b):
    """Return the type of a result of two types of data."""
    if a is b or b is int or b is bool or issubclass(a, b):
        return a
    if a is int or issubclass(b, a) or issubclass(a, int):
        return b
    if issubclass(b, int):
        return a
    if issubclass(a, Fraction) and issubclass(b, float):
        return b
    if issubclass(a, float) and issubclass(b, Fraction):
        return a
    raise TypeError(f"don't know how to coerce {a.__name__} and {b.__name__}")


def _isfinite(x):
    try:
        return x.is_finite()  # Decimal
    except AttributeError:
        return math.isfinite(x)


def _exact_ratio(x):
    """Return a number as numerator and denominator; (x, None) if it is infinite or not a number."""
    try:
        return x.as_integer_ratio()
    except AttributeError:
        pass
    except (OverflowError, ValueError):
        return x, None
    try:
        return x.numerator, x.denominator
    except AttributeError:
        raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator") from None


def _total(partials):
    """Return the sum of a dict of denominators to numerators."""
    if None in partials:
        return partials[None]
    return sum(Fraction(n, d) for d, n in partials.items())


def _sum(data):
    """Return the type, the exact sum and the number of values."""
    n, kind, partials = 0, int, {}
    for value in data:
        n += 1
        kind = kind if kind is type(value) else _coerce(kind, type(value))
        top, bottom = _exact_ratio(value)
        partials[bottom] = partials.get(bottom, 0) + top
    return kind, _total(partials), n


def _ss(data, c=None):
    """Return the type, the sum of squares of differences from c or the mean, the mean, and the number of values."""
    if c is not None:
        kind, total, n = _sum((d := x - c) * d for x in data)
        return kind, total, c, n
    n, kind, sums, squares = 0, int, {}, {}
    for value in data:
        n += 1
        kind = kind if kind is type(value) else _coerce(kind, type(value))
        top, bottom = _exact_ratio(value)
        sums[bottom] = sums.get(bottom, 0) + top
        squares[bottom] = squares.get(bottom, 0) + top * top
    if not n:
        return int, Fraction(0), Fraction(0), 0
    if None in sums:
        mean = total = _total(sums)
    else:
        total = _total(sums)
        square = sum(Fraction(top, bottom * bottom) for bottom, top in squares.items())
        mean = total / n
        total = square - mean * total
    return kind, total, mean, n


def _convert(value, T):
    """Return a sum as a value of a type."""
    if type(value) is T:
        return value
    if issubclass(T, int) and value.denominator != 1:
        T = float
    try:
        return T(value)
    except TypeError:
        if hasattr(T, 'as_tuple'):  # Decimal
            return T(value.numerator) / T(value.denominator)
        raise


def _fail_neg(values, errmsg='negative value'):
    for x in values:
        if x < 0:
            raise StatisticsError(errmsg)
        yield x


# ---- means ------------------------------------------------------------------------------------------------------------

def mean(data):
    """Return the arithmetic mean."""
    kind, total, n = _sum(data)
    if n < 1:
        raise StatisticsError('mean requires at least one data point')
    return _convert(total / n, kind)


def fmean(data, weights=None):
    """Return the mean as a float, quickly."""
    if weights is None:
        if not hasattr(data, '__len__'):
            data = list(data)
        if not len(data):
            raise StatisticsError('fmean requires at least one data point')
        return fsum(data) / len(data)
    if not isinstance(weights, (list, tuple)):
        weights = list(weights)
    try:
        top = sumprod(data, weights)
    except ValueError:
        raise StatisticsError('data and weights must be the same length')
    bottom = fsum(weights)
    if not bottom:
        raise StatisticsError('sum of weights must be non-zero')
    return top / bottom


def geometric_mean(data):
    """Return the n-th root of the product."""
    n = 0
    zero = False

    def logs():
        nonlocal n, zero
        for n, x in enumerate(data, start=1):
            if x > 0.0 or math.isnan(x):
                yield log(x)
            elif x == 0.0:
                zero = True
            else:
                raise StatisticsError('No negative inputs allowed', x)

    total = fsum(logs())
    if not n:
        raise StatisticsError('Must have a non-empty dataset')
    if math.isnan(total):
        return math.nan
    if zero:
        return math.nan if total == math.inf else 0.0
    return exp(total / n)


def harmonic_mean(data, weights=None):
    """Return the reciprocal of the mean of reciprocals."""
    if iter(data) is data:
        data = list(data)
    message = 'harmonic mean does not support negative values'
    n = len(data)
    if n < 1:
        raise StatisticsError('harmonic_mean requires at least one data point')
    if n == 1 and weights is None:
        x = data[0]
        if not isinstance(x, (numbers.Real,)) and not hasattr(x, 'as_tuple'):
            raise TypeError('unsupported type')
        if x < 0:
            raise StatisticsError(message)
        return x
    if weights is None:
        weights, weight = repeat(1, n), n
    else:
        if iter(weights) is weights:
            weights = list(weights)
        if len(weights) != n:
            raise StatisticsError('Number of weights does not match data size')
        _, weight, _ = _sum(w for w in _fail_neg(weights, message))
    try:
        data = _fail_neg(data, message)
        kind, total, n = _sum(w / x if w else 0 for w, x in zip(weights, data))
    except ZeroDivisionError:
        return 0
    if total <= 0:
        raise StatisticsError('Weighted sum must be positive')
    return _convert(weight / total, kind)


# ---- medians and modes ------------------------------------------------------------------------------------------------

def _sorted(data):
    data = sorted(data)
    if not data:
        raise StatisticsError('no median for empty data')
    return data


def median(data):
    """Return the middle value, or the mean of the two."""
    data = _sorted(data)
    i, odd = divmod(len(data), 2)
    return data[i] if odd else (data[i - 1] + data[i]) / 2


def median_low(data):
    """Return the lower of the middle values."""
    data = _sorted(data)
    return data[(len(data) - 1) // 2]


def median_high(data):
    """Return the higher of the middle values."""
    data = _sorted(data)
    return data[len(data) // 2]


def median_grouped(data, interval=1.0):
    """Return the median of data that was rounded to intervals."""
    data = _sorted(data)
    n = len(data)
    x = data[n // 2]
    i = bisect_left(data, x)
    j = bisect_right(data, x, lo=i)
    try:
        interval = float(interval)
        x = float(x)
    except ValueError:
        raise TypeError('Value cannot be converted to a float')
    return x - interval / 2.0 + interval * (n / 2 - i) / (j - i)


def mode(data):
    """Return the most common value, of several the first."""
    pairs = Counter(iter(data)).most_common(1)
    if not pairs:
        raise StatisticsError('no mode for empty data')
    return pairs[0][0]


def multimode(data):
    """Return all values that are most common, in the order of their first occurrence."""
    counts = Counter(iter(data))
    most = max(counts.values(), default=0)
    return [value for value, n in counts.items() if n == most]


def quantiles(data, *, n=4, method='exclusive'):
    """Return the n - 1 cut points of n groups of the same probability."""
    if n < 1:
        raise StatisticsError('n must be at least 1')
    data = sorted(data)
    size = len(data)
    if size < 2:
        if size == 1:
            return data * (n - 1)
        raise StatisticsError('must have at least one data point')
    out = []
    if method == 'inclusive':
        for i in range(1, n):
            j, delta = divmod(i * (size - 1), n)
            out.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
        return out
    if method == 'exclusive':
        for i in range(1, n):
            j = min(max(i * (size + 1) // n, 1), size - 1)
            delta = i * (size + 1) - j * n
            out.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
        return out
    raise ValueError(f'Unknown method: {method!r}')


# ---- spread -------------------------------------------------------------------------------------------------------------

def variance(data, xbar=None):
    """Return the variance of a sample."""
    kind, total, _, n = _ss(data, xbar)
    if n < 2:
        raise StatisticsError('variance requires at least two data points')
    return _convert(total / (n - 1), kind)


def pvariance(data, mu=None):
    """Return the variance of a whole population."""
    kind, total, _, n = _ss(data, mu)
    if n < 1:
        raise StatisticsError('pvariance requires at least one data point')
    return _convert(total / n, kind)


def _integer_sqrt_of_frac_rto(n, m):
    """Return the root of n/m as an int, rounded to odd."""
    root = math.isqrt(n // m)
    return root | (root * root * m != n)


def _float_sqrt_of_frac(n, m):
    """Return the root of n/m as a float, correctly rounded."""
    q = (n.bit_length() - m.bit_length() - 109) // 2
    if q >= 0:
        return float(_integer_sqrt_of_frac_rto(n, m << 2 * q) << q)
    return _integer_sqrt_of_frac_rto(n << -2 * q, m) / (1 << -q)


def _root(value, kind):
    if hasattr(kind, 'as_tuple'):  # Decimal
        return (kind(value.numerator) / kind(value.denominator)).sqrt()
    try:
        return _float_sqrt_of_frac(value.numerator, value.denominator)
    except AttributeError:
        return sqrt(value)


def stdev(data, xbar=None):
    """Return the standard deviation of a sample."""
    kind, total, _, n = _ss(data, xbar)
    if n < 2:
        raise StatisticsError('stdev requires at least two data points')
    return _root(total / (n - 1), kind)


def pstdev(data, mu=None):
    """Return the standard deviation of a whole population."""
    kind, total, _, n = _ss(data, mu)
    if n < 1:
        raise StatisticsError('pstdev requires at least one data point')
    return _root(total / n, kind)


# ---- two variables ------------------------------------------------------------------------------------------------------

def _pairs(x, y, what, at_least):
    n = len(x)
    if len(y) != n:
        raise StatisticsError(f'{what} requires that both inputs have same number of data points')
    if n < 2:
        raise StatisticsError(f'{what} requires at least two data points')
    return n


def covariance(x, y, /):
    """Return the covariance of two samples."""
    n = _pairs(x, y, 'covariance', 2)
    xbar, ybar = fsum(x) / n, fsum(y) / n
    return sumprod([v - xbar for v in x], [v - ybar for v in y]) / (n - 1)


def _ranks(data, start):
    """Return the ranks of values; equal ones share their mean rank."""
    out = [0] * len(data)
    i = start - 1
    for _, group in groupby(sorted(zip(data, count())), key=itemgetter(0)):
        places = [place for _, place in group]
        for place in places:
            out[place] = i + (len(places) + 1) / 2
        i += len(places)
    return out


def correlation(x, y, /, *, method='linear'):
    """Return Pearson's coefficient of correlation, or with method='ranked' Spearman's."""
    n = _pairs(x, y, 'correlation', 2)
    if method not in {'linear', 'ranked'}:
        raise ValueError(f'Unknown method: {method!r}')
    if method == 'ranked':
        start = (n - 1) / -2
        x, y = _ranks(x, start), _ranks(y, start)
    else:
        xbar, ybar = fsum(x) / n, fsum(y) / n
        x, y = [v - xbar for v in x], [v - ybar for v in y]
    product = sumprod(x, x) * sumprod(y, y)
    if not product:
        raise StatisticsError('at least one of the inputs is constant')
    return sumprod(x, y) / sqrt(product)


LinearRegression = namedtuple('LinearRegression', ('slope', 'intercept'))


def linear_regression(x, y, /, *, proportional=False):
    """Return slope and intercept of the line of least squares."""
    n = _pairs(x, y, 'linear regression', 2)
    if not proportional:
        xbar, ybar = fsum(x) / n, fsum(y) / n
        x, y = [v - xbar for v in x], [v - ybar for v in y]
    bottom = sumprod(x, x)
    if not bottom:
        raise StatisticsError('x is constant')
    slope = (sumprod(x, y) + 0.0) / bottom
    return LinearRegression(slope=slope, intercept=0.0 if proportional else ybar - slope * xbar)


def kde(data, h, kernel='normal', *, cumulative=False):
    """Not part of this library."""
    raise NotImplementedError("statistics.kde is not part of this library")


def kde_random(data, h, kernel='normal', *, seed=None):
    """Not part of this library."""
    raise NotImplementedError("statistics.kde_random is not part of this library")


from _statistics_normal import NormalDist, _normal_dist_inv_cdf
NormalDist.__module__ = __name__
