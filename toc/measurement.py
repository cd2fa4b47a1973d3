"""The measurement layer: what a printed figure says once its period and its sample are taken into account.

Pure functions on numbers; nothing here knows of models or files.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

Z95 = 1.959963984540054
OVERDISPERSION = 0.02
MONTHS_PER_YEAR = 12.0
SHORTEST_EXPOSURE = 0.25


class NotAnnualisable(ValueError):  # noqa: N818  the name says it
    """Part of a year can not stand for a whole one."""


@dataclass(frozen=True)
class Interval:
    """A closed interval, in the unit of the value it belongs to."""

    low: float
    high: float


def wilson(share: float, n: float, population: float | None = None, z: float = Z95) -> Interval:
    """Confidence interval of a proportion.

    Args:
        share: observed proportion, 0 to 1.
        n: number of respondents, more than 0.
        population: size of the group that the respondents come from, when known; a finite population
            correction then narrows the interval by raising the effective ``n``.
        z: standard normal quantile; the default gives 95 %.

    Source: Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference,
    Journal of the American Statistical Association 22; correction (N - n) / (N - 1), Cochran (1977), section 2.
    """
    effective = n
    if population is not None and population > 1:
        correction = max(population - n, 0.0) / (population - 1)
        if correction == 0:
            return Interval(share, share)
        effective = n / correction
    centre = (share + z * z / (2 * effective)) / (1 + z * z / effective)
    half = z / (1 + z * z / effective) * math.sqrt(share * (1 - share) / effective + z * z / (4 * effective**2))
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def monthly_growth(
    first: float, first_months: tuple[float, float], last: float, last_months: tuple[float, float]
) -> Interval:
    """Range of the growth factor per month between two counts whose periods cover a range of months.

    361 in 4 to 7 months against 1,765 in 12 months gives 1.63 to 2.85, not 4.89.
    """
    return Interval(
        (last / last_months[1]) / (first / first_months[0]),
        (last / last_months[0]) / (first / first_months[1]),
    )


def part_of_year(kind: str, months: tuple[float, float], covered: float | None = None) -> tuple[float, float]:
    """Part of a year that a figure covers, and the variance of its logarithm.

    Args:
        kind: what is counted; only a ``flow`` (counts, hours, euros in a period) grows with the months it covers.
            Shares, means, ratios, stocks, running totals and unique persons do not.
        months: fewest and most months covered; a range is spread evenly over its logarithm: ``ln(b / a)^2 / 12``.
        covered: part of a usual year that these months bring in, where the seasons are declared; 0 to 1.

    Raises:
        NotAnnualisable: it is no flow and covers only part of a year, or less than a quarter of a year.
    """
    low, high = months
    exposure = (low + high) / 2 / MONTHS_PER_YEAR if covered is None else covered
    whole = low == high == MONTHS_PER_YEAR
    if kind != "flow" and not whole:
        raise NotAnnualisable(f"a {kind} does not grow with the months it covers")
    if exposure < SHORTEST_EXPOSURE:
        raise NotAnnualisable("less than a quarter of a year cannot stand for a year")
    return (1.0 if whole and covered is None else exposure), math.log(high / low) ** 2 / 12


def annualised(count: float, months: tuple[float, float]) -> Interval:
    """Range of a whole year's figure for a flow counted over a range of months.

    Raises:
        NotAnnualisable: fewer than three months are covered, too little to speak of a year.
    """
    if min(months) < SHORTEST_EXPOSURE * MONTHS_PER_YEAR:
        raise NotAnnualisable("fewer than three months cannot stand for a year")
    return Interval(count * MONTHS_PER_YEAR / months[1], count * MONTHS_PER_YEAR / months[0])


def log_rate(amount: float, months: tuple[float, float], counted: bool = True) -> tuple[float, float]:
    """Natural logarithm of a yearly rate, and its variance.

    Args:
        amount: what was counted or spent in the period, more than 0.
        months: fewest and most months covered.
        counted: whether ``amount`` counts things; money and hours have no counting error.

    The variance adds the counting error ``1 / count``, over-dispersion (0.02) and, when only a range of months is
    known, a uniform distribution in logarithms, ``ln(b / a)^2 / 12``.
    """
    low, high = months
    middle = (low + high) / 2 / MONTHS_PER_YEAR
    spread = math.log(high / low) ** 2 / 12
    return math.log(amount / middle), (1 / amount if counted else 0.0) + OVERDISPERSION + spread


def share_variance(share: float, n: float) -> float:
    """Variance of a survey share, never zero: (k + 2) / (n + 4) in place of k / n (Agresti and Coull, 1998)."""
    shrunk = (share * n + 2) / (n + 4)
    return shrunk * (1 - shrunk) / n
