"""What would be needed to judge a link: how small a T a plan of measurement can see, before anything is measured.

The error of T in generalised least squares depends on outputs, variances and the common shock, never on outcomes; so it
can be told beforehand for any plan (Bloom 1995, Evaluation Review 19, for the smallest effect that is seen). With every
unit measured in every year the panel falls apart in two: the mean over units, which bears the common shock, and the
differences between units, which it can not touch. No matrix is larger than the number of years.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import stdtrit

from toc.linking.estimator import AS_IF_KNOWN, LEAST_DEGREES, LEAST_RELIABLE, POWER
from toc.linking.panel import USUAL_PROCESS, Array
from toc.linking.variance import BELIEVED, MULTIPLES

LEAST_UNITS = 8
"""A panel of fewer units is not judged, however long it is."""

MOST_YEARS, MOST_UNITS = 10, 60
"""Plans are not made beyond these."""


@dataclass(frozen=True)
class Design:
    """A plan: every unit is measured once a year."""

    units: int
    """At least 1; with 1 there is only a total of all units together."""

    years: int
    """Number of yearly measurements of both output and outcome, at least 2."""

    slope: float
    """What a theory declares: outcome per 1 of output (of its logarithm where that is the scale); not 0."""

    growth: float
    """Growth of the output a year that all units share, on the scale of the link."""

    growth_sd: float
    """How far units differ in their growth a year, standard deviation; plays no part for a total."""

    restlessness: float = 0.0
    """How far the output of one unit goes up and down around its growth, standard deviation."""

    shock_sd: float = 0.0
    """What happens to the outcome of all units together, standard deviation per year, as a theory declares it."""

    process_sd: float | None = None
    """What happens to the outcome of one unit by itself, standard deviation; twice the shock where it is not given."""

    error_variance: float = 0.0
    """Variance of the error of measurement of one outcome, in its squared unit."""

    output_variance: float = 0.0
    """The same of one output."""

    stands_for: int = 1
    """Number of units in one figure, where only a total of them is known."""

    def __post_init__(self) -> None:
        if self.units < 1 or self.years < 2 or self.stands_for < 1:
            raise ValueError("a plan has at least 1 unit and 2 years, and a figure stands for at least 1 unit")
        if self.slope == 0 or not math.isfinite(self.slope):
            raise ValueError("the declared slope must be a number other than 0")
        if min(self.growth_sd, self.restlessness, self.shock_sd, self.error_variance, self.output_variance) < 0:
            raise ValueError("a standard deviation or variance is below zero")

    @property
    def degrees(self) -> float:
        """Degrees of freedom of the two-way model; as if the variance were known for a single series."""
        return AS_IF_KNOWN if self.units == 1 else float((self.units - 1) * (self.years - 1) - 1)

    @property
    def variance(self) -> float:
        """Variance of one outcome around its course: process and error of measurement."""
        process = USUAL_PROCESS * self.shock_sd if self.process_sd is None else self.process_sd
        return process**2 / self.stands_for + self.error_variance


@dataclass(frozen=True)
class Plan:
    """What it would take to tell "as declared" from "too little" in 80 of 100 cases."""

    units: int
    """Organisations there are now."""

    years: int
    """Years there are now."""

    years_needed: int | None
    """With as many organisations; None where no number of years up to ten is enough, or fewer than now."""

    units_needed: int | None
    """With as many years; None where no number up to sixty is enough, or fewer than now."""

    detectable: float
    """Smallest T that a plan of as many organisations and years sees."""


SHOCKS = tuple(zip(MULTIPLES.tolist(), BELIEVED.tolist(), strict=True))
"""Size of the common shock, as a multiple of what is declared, and how far it is believed beforehand."""


def error_with(design: Design, shocks: Sequence[tuple[float, float]] = SHOCKS) -> float:
    """Standard error that T would have, in units of T; infinite where the plan can say nothing.

    Args:
        design: the plan.
        shocks: sizes of the common shock, as multiples of what is declared, and how far each is believed.

    As in the estimator the common shock may be half of what is declared or up to four times as large; each is believed
    as it is beforehand. Long panels come to know it better than that, so their error is told a little too large rather
    than too small.
    """
    if design.variance <= 0:
        raise ValueError("nothing happens anyway and nothing is measured with error: there is nothing to plan")
    return math.sqrt(sum(belief * _error(design, multiple * design.shock_sd) ** 2 for multiple, belief in shocks))


def detectable_with(design: Design) -> float:
    """Smallest T that would be told from 0 in 80 of 100 cases: ``(t.95 + t.80) s``, one-sided at 5 %.

    Infinite where too few degrees of freedom are left (below 5), or where the output would be mostly error of
    measurement (reliability below 0.5).
    """
    if design.degrees < LEAST_DEGREES:
        return math.inf
    return float(stdtrit(design.degrees, 0.95) + stdtrit(design.degrees, POWER)) * error_with(design)


def wanted_for(kappa: float) -> float:
    """How small a T must be seen to tell both ends from ``kappa``: ``min(kappa, 1 - kappa)``.

    A link that does all that is declared (T = 1) lies ``1 - kappa`` above the line, one that does nothing lies
    ``kappa`` below it. T enters least squares linearly, so its error is the same everywhere: a plan that tells T from 0
    at this distance tells either end from ``kappa`` as often. Where ``kappa`` is 1 or more only the lower end counts.
    """
    return min(part for part in (kappa, 1 - kappa, math.inf) if part > 0)


def years_needed(design: Design, wanted: float) -> int | None:
    """Smallest number of years, from 2 to 10, with which a T of ``wanted`` would be seen; None where there is none.

    The number of years in ``design`` itself plays no part. A panel of 2 to 7 units is never judged.
    """
    if 1 < design.units < LEAST_UNITS:
        return None
    return _smallest(2, MOST_YEARS, lambda years: detectable_with(replace(design, years=years)) <= wanted)


def units_needed(design: Design, wanted: float) -> int | None:
    """Smallest number of units, from 8 to 60, with which a T of ``wanted`` would be seen; None where there is none.

    The number of units in ``design`` itself plays no part.
    """
    enough = replace(design, stands_for=1)
    return _smallest(LEAST_UNITS, MOST_UNITS, lambda units: detectable_with(replace(enough, units=units)) <= wanted)


def _smallest(low: int, high: int, reached: Callable[[int], bool]) -> int | None:
    """First whole number at which ``reached`` holds; once it holds it goes on holding."""
    found = low + bisect_left(range(low, high + 1), True, key=reached)
    return found if found <= high else None


def _error(design: Design, shock: float) -> float:
    """Standard error of T under one size of the common shock."""
    t = np.arange(float(design.years))
    between = (np.eye(design.years) - 1 / design.years) * ((design.units - 1) / design.variance)
    together = _without_level(
        np.eye(design.years) * (design.variance / design.units) + shock**2 * np.minimum.outer(t, t)
    )
    own = between + together / design.units
    differ = design.growth_sd**2 if design.units > 1 else 0.0
    grown = float(design.growth**2 * (t @ together @ t) + differ * (t @ own @ t))
    moved = grown + design.restlessness**2 * float(np.trace(own))
    seen = moved + design.output_variance * float(np.trace(own))
    reliability = moved / seen if seen > 0 else 0.0
    if reliability < LEAST_RELIABLE:
        return math.inf
    return 1 / math.sqrt(seen) / reliability / abs(design.slope)


def _without_level(covariance: Array) -> Array:
    """Inverse of a covariance, with the level taken out; shape (years, years)."""
    inverse = np.linalg.inv(covariance)
    row = inverse.sum(axis=1)
    return np.asarray(inverse - np.outer(row, row) / row.sum())
