"""Control charts and sigma: numpy and scipy, constants from their integrals."""

from functools import cache
from math import sqrt

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


def textbook(number, decimals=3):
    """As the tables of the handbooks print it: d2 with three decimals, d3 with four."""
    return round(number, decimals)


def individuals(values):
    """Centre, sigma and limits of a chart of individuals with moving ranges of two."""
    array = np.asarray(values, float)
    if len(array) < 2:
        return None
    ranges = np.abs(np.diff(array))
    sigma = ranges.mean() / textbook(d2(2))
    return {"centre": array.mean(), "sigma": sigma, "low": array.mean() - 3 * sigma,
            "high": array.mean() + 3 * sigma, "mean_range": ranges.mean(),
            "range_high": (1 + 3 * textbook(d3(2), 4) / textbook(d2(2))) * ranges.mean()}


def x_bar(groups):
    """Centre and limits of means and ranges of groups of one size."""
    n = len(groups[0])
    means = np.array([np.mean(group) for group in groups])
    ranges = np.array([np.ptp(group) for group in groups])
    width, spread = textbook(d2(n)), textbook(d3(n), 4)
    a2, low, high = 3 / (width * sqrt(n)), max(0.0, 1 - 3 * spread / width), 1 + 3 * spread / width
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


def sigma_metric(values, target, tea_pct):
    """(TEa % - |bias %|) / CV %, bias from the target, CV from the values' own mean."""
    array = np.asarray(values, float)
    bias = 100 * (array.mean() - target) / target
    cv = 100 * array.std(ddof=1) / array.mean()
    return {"n": len(array), "mean": array.mean(), "sd": array.std(ddof=1), "bias_pct": bias,
            "cv_pct": cv, "sigma": (tea_pct - abs(bias)) / cv}
