# Means, medians, spread, two variables, exactness over types, the normal distribution, refusals.
import statistics as s
from fractions import Fraction as F

data = [1, 2, 2, 3.5, 10]
for name in 'mean fmean geometric_mean harmonic_mean median median_low median_high median_grouped mode multimode ' \
        'variance pvariance stdev pstdev'.split():
    print(name, getattr(s, name)(data))
print(s.mean([F(1, 3), F(1, 2)]), s.mean([1, 2, 3, 4]), s.mean([True, False]), s.variance([1, 2, 4]))
print(s.mean([1e30, 1, 3, -1e30]), s.stdev([F(1, 2), F(1, 3)]), s.quantiles(range(10), n=4), s.quantiles(data, n=3, method='inclusive'))
x, y = [1, 2, 3, 4, 5], [2.1, 3.9, 6.2, 7.8, 10.1]
print(round(s.covariance(x, y), 12), round(s.correlation(x, y), 12), s.correlation(x, y, method='ranked'))
print(s.linear_regression(x, y), s.linear_regression(x, y, proportional=True))
n = s.NormalDist(10, 2)
print(n, n.pdf(11), round(n.cdf(12), 15), n.inv_cdf(0.9), n.quantiles(), n + 5, n * 2, n - n, n.zscore(13), n == s.NormalDist(10, 2))
print(round(n.overlap(s.NormalDist(11, 3)), 14), s.NormalDist.from_samples(data))
for f, args in ((s.mean, ([],)), (s.variance, ([1],)), (s.mode, ([],)), (s.median, ([],)), (s.mean, (['a'],)),
                (s.harmonic_mean, ([-1, 2],)), (s.quantiles, ([],)), (s.correlation, ([1, 1], [1, 2])), (s.NormalDist, (0, -1))):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)
