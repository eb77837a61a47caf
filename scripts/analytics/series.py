"""Summaries, outliers and trends of a column of numbers: numpy, scipy, pymannkendall, and exact
fractions of Python's standard library."""

import warnings
from fractions import Fraction
from math import sqrt

import numpy as np
from scipy import stats


def summary(values):
    """Figures of a column; the exact sums of fractions stand behind mean and deviation."""
    values = list(values)
    n = len(values)
    if n == 0:
        return {"n": 0}
    exact = [Fraction(value) for value in values]
    mean = sum(exact) / n
    squares = sum((value - mean) ** 2 for value in exact)
    array = np.array([float(value) for value in values])
    answer = {
        "n": n, "sum": float(sum(exact)), "mean": float(mean),
        "min": array.min(), "max": array.max(), "median": float(np.median(array)),
        "q1": float(np.quantile(array, 0.25)), "q3": float(np.quantile(array, 0.75)),
        "p05": float(np.quantile(array, 0.05)), "p10": float(np.quantile(array, 0.10)),
        "p90": float(np.quantile(array, 0.90)), "p95": float(np.quantile(array, 0.95)),
        "p99": float(np.quantile(array, 0.99)),
        "mad": float(stats.median_abs_deviation(array)),
        "distinct": len(set(values))}
    answer["iqr"] = answer["q3"] - answer["q1"]
    answer["range"] = answer["max"] - answer["min"]
    if n > 1:
        variance = squares / (n - 1)
        answer["variance"] = float(variance)
        answer["sd"] = root(variance)
        answer["sem"] = root(variance / n)
        if mean != 0:
            answer["cv"] = answer["sd"] / abs(float(mean))
            answer["cv_pct"] = 100 * answer["cv"]
        half = stats.t.ppf(0.975, n - 1) * answer["sem"]
        answer["mean_low"], answer["mean_high"] = answer["mean"] - half, answer["mean"] + half
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if n > 2 and squares > 0:
            answer["skewness"] = float(stats.skew(array, bias=False))
            answer["skewness_population"] = float(stats.skew(array))
        if n > 3 and squares > 0:
            answer["kurtosis"] = float(stats.kurtosis(array, bias=False))
            answer["kurtosis_population"] = float(stats.kurtosis(array))
    return answer


def root(fraction):
    """Square root of a fraction to all digits of a Double."""
    scale = 10**40
    from math import isqrt
    return float(Fraction(isqrt(fraction.numerator * scale * scale // fraction.denominator), scale))


def modified_z(values):
    """0.6745 (x - median) / MAD, after Iglewicz and Hoaglin; none where half of the values are alike."""
    array = np.asarray(values, float)
    middle = np.median(array)
    deviation = np.median(np.abs(array - middle))
    return None if deviation == 0 else 0.6745 * (array - middle) / deviation


def hampel(values, half, threshold=3.0):
    """Places that lie more than `threshold` deviations from the median of the window around them,
    where the deviation is 1.4826 MAD of the window; windows are cut short at the ends. Where more than
    half of a window are alike, its deviation is 0 and nothing is said of its middle."""
    array = np.asarray(values, float)
    found = []
    for place, value in enumerate(array):
        window = array[max(0, place - half):place + half + 1]
        middle = np.median(window)
        deviation = 1.4826 * np.median(np.abs(window - middle))
        if deviation > 0 and abs(value - middle) > threshold * deviation:
            found.append(place)
    return found


def tukey(values, k=1.5):
    q1, q3 = np.quantile(values, [0.25, 0.75])
    return q1 - k * (q3 - q1), q3 + k * (q3 - q1)


def grubbs(values, alpha=0.05):
    """The most extreme value, its G, and the two-sided critical value (NIST handbook, 1.3.5.17.1)."""
    array = np.asarray(values, float)
    n = len(array)
    if n < 3 or array.std(ddof=1) == 0:
        return None
    distance = np.abs(array - array.mean())
    g = distance.max() / array.std(ddof=1)
    t = stats.t.ppf(1 - alpha / (2 * n), n - 2)
    critical = (n - 1) / sqrt(n) * sqrt(t * t / (n - 2 + t * t))
    return int(distance.argmax()), float(g), float(critical)


def mann_kendall(values):
    """S, its variance with ties, z and the two-sided p, in pymannkendall and by the definition."""
    import pymannkendall
    array = np.asarray(values, float)
    n = len(array)
    if n < 2:
        return None
    if len(set(array)) == 1:
        return {"s": 0, "var_s": 0.0, "z": 0.0, "p": 1.0, "tau": 0.0}
    one = pymannkendall.original_test(array)
    tau = stats.kendalltau(np.arange(n), array)
    return {"s": int(one.s), "var_s": float(one.var_s), "z": float(one.z),
            "p": float(2 * stats.norm.sf(abs(one.z))), "tau": float(one.Tau),
            "tau_b": float(tau.statistic), "slope": float(one.slope)}


def theil_sen(values, at=None, level=0.95):
    at = np.arange(len(values)) if at is None else np.asarray(at, float)
    one = stats.theilslopes(np.asarray(values, float), at, level)
    return {"slope": float(one.slope), "intercept": float(one.intercept),
            "low": float(one.low_slope), "high": float(one.high_slope)}


def least_squares(values, at=None, level=0.95):
    at = np.arange(len(values)) if at is None else np.asarray(at, float)
    one = stats.linregress(at, np.asarray(values, float))
    half = stats.t.ppf(0.5 + level / 2, len(values) - 2) * one.stderr
    return {"slope": float(one.slope), "intercept": float(one.intercept), "r2": float(one.rvalue**2),
            "p": float(one.pvalue), "stderr": float(one.stderr),
            "low": float(one.slope - half), "high": float(one.slope + half)}
