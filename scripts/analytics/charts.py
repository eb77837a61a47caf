"""Control charts, Westgard's rules and sigma: numpy and scipy, constants from their integrals."""

from fractions import Fraction
from functools import cache
from math import exp, lgamma, sqrt

import numpy as np
from scipy import integrate, stats


@cache
def d2(n):
    """Expected range of n standard normal values."""
    def density(x):
        return 1 - stats.norm.sf(x) ** n - stats.norm.cdf(x) ** n
    return integrate.quad(density, -12, 12, epsabs=1e-13, epsrel=1e-13, limit=400)[0]


@cache
def d3(n):
    """Standard deviation of the range of n standard normal values."""
    def density(y, x):
        return (1 - stats.norm.cdf(x) ** n - stats.norm.sf(y) ** n
                + (stats.norm.cdf(x) - stats.norm.cdf(y)) ** n)
    second = 2 * integrate.dblquad(density, -10, 10, -10, lambda x: x, epsabs=1e-9)[0]
    return sqrt(second - d2(n) ** 2)


def c4(n):
    """Expected standard deviation of n standard normal values."""
    return sqrt(2 / (n - 1)) * exp(lgamma(n / 2) - lgamma((n - 1) / 2))


def individuals(values):
    """Centre, sigma and limits of a chart of individuals with moving ranges of two."""
    array = np.asarray(values, float)
    if len(array) < 2:
        return None
    ranges = np.abs(np.diff(array))
    sigma = ranges.mean() / d2(2)
    return {"centre": array.mean(), "sigma": sigma, "low": array.mean() - 3 * sigma,
            "high": array.mean() + 3 * sigma, "mean_range": ranges.mean(),
            "range_high": (1 + 3 * d3(2) / d2(2)) * ranges.mean()}


def x_bar(groups):
    """Centre and limits of means and ranges of groups of one size."""
    n = len(groups[0])
    means = np.array([np.mean(group) for group in groups])
    ranges = np.array([np.ptp(group) for group in groups])
    a2, low, high = 3 / (d2(n) * sqrt(n)), max(0.0, 1 - 3 * d3(n) / d2(n)), 1 + 3 * d3(n) / d2(n)
    return {"centre": means.mean(), "low": means.mean() - a2 * ranges.mean(),
            "high": means.mean() + a2 * ranges.mean(), "mean_range": ranges.mean(),
            "range_low": low * ranges.mean(), "range_high": high * ranges.mean()}


def p_chart(defects, sizes):
    """Common rate and the limits of each group."""
    defects, sizes = np.asarray(defects, float), np.asarray(sizes, float)
    rate = defects.sum() / sizes.sum()
    spread = 3 * np.sqrt(rate * (1 - rate) / sizes)
    return rate, np.maximum(0, rate - spread), np.minimum(1, rate + spread)


def c_chart(counts):
    mean = float(np.mean(counts))
    return mean, max(0.0, mean - 3 * sqrt(mean)), mean + 3 * sqrt(mean)


def ewma(values, centre, sigma, weight=0.2, width=3.0):
    """Each smoothed value and its exact limits, which widen with the first values."""
    z, answer = centre, []
    for i, x in enumerate(values, 1):
        z = weight * x + (1 - weight) * z
        spread = width * sigma * sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * i)))
        answer.append((z, centre - spread, centre + spread))
    return answer


def cusum(values, centre, sigma, k=0.5, h=5.0):
    """Both sums of the tabular form, in the unit of the values."""
    high = low = 0.0
    answer = []
    for x in values:
        high = max(0.0, x - (centre + k * sigma) + high)
        low = max(0.0, (centre - k * sigma) - x + low)
        answer.append((high, low, high > h * sigma, low > h * sigma))
    return answer


def nelson(z):
    """Places at which the four rules of Western Electric are met, by rule, each at its last point."""
    z = np.asarray(z, float)
    found = {1: set(), 2: set(), 3: set(), 4: set()}
    for i in range(len(z)):
        if abs(z[i]) > 3:
            found[1].add(i)
        for side in (1, -1):
            if i >= 2 and side * z[i] > 2 and sum(side * z[i - 2:i + 1] > 2) >= 2:
                found[2].add(i)
            if i >= 4 and side * z[i] > 1 and sum(side * z[i - 4:i + 1] > 1) >= 4:
                found[3].add(i)
            if i >= 7 and all(side * z[i - 7:i + 1] > 0):
                found[4].add(i)
    return found


def z_scores(texts, target, sd):
    """Deviations from the target in its own unit, as fractions: 0.58 is 2s from 0.52 when s is 0.03,
    and not more, which a division of Doubles would say."""
    return [(Fraction(text) - Fraction(target)) / Fraction(sd) for text in texts]


def westgard(z):
    """Rules that each value of one material breaks, looking back along that material alone.

    1-2s is a warning; R-4s is taken of two values in a row, one above +2s and one below -2s.
    """
    z = list(z)
    answer = []
    for i, value in enumerate(z):
        rules = set()
        if abs(value) > 2:
            rules.add("1-2s")
        if abs(value) > 3:
            rules.add("1-3s")
        for side in (1, -1):
            def beyond(count, limit):
                return i + 1 >= count and all(side * x > limit for x in z[i + 1 - count:i + 1])
            if beyond(2, 2):
                rules.add("2-2s")
            if beyond(4, 1):
                rules.add("4-1s")
            if beyond(10, 0):
                rules.add("10-x")
            if i and side * value > 2 and side * z[i - 1] < -2:
                rules.add("R-4s")
        answer.append(rules)
    return answer


def sigma_metric(values, target, tea_pct):
    """(TEa % - |bias %|) / CV %, bias from the target, CV from the values' own mean."""
    array = np.asarray(values, float)
    bias = 100 * (array.mean() - target) / target
    cv = 100 * array.std(ddof=1) / array.mean()
    return {"n": len(array), "mean": array.mean(), "sd": array.std(ddof=1), "bias_pct": bias,
            "cv_pct": cv, "sigma": (tea_pct - abs(bias)) / cv}
