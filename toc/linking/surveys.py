"""What a survey says, with its error: how many respondents it is worth, what it can show, and whom it leaves out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Array = NDArray[np.float64]

USUAL_ICC = 0.02
"""How alike respondents of one organisation are, where nobody measured it."""

USUAL_SD = 0.9
"""Standard deviation of a score from 1 to 5 where it was not reported; at most it is 2."""

LEAST_RESPONDENTS = 100
"""Fewer respondents say too little of one organisation by itself."""


class Representativeness(StrEnum):
    """How respondents came to be."""

    A = "A"
    """Probability sample with a response of 60 % or more."""

    B = "B"
    """From a known list, weighted afterwards by sector, size and organisation."""

    C = "C"
    """Who happened to answer, or unknown."""


BIAS = {"share": 0.05, "score": 0.25}
"""What a survey of grade C may be off: standard deviation, as a fraction or in points of a score from 1 to 5."""


@dataclass(frozen=True)
class Mean:
    """A mean score with the variance of its error."""

    value: float
    variance: float
    sd_assumed: bool
    """Whether the spread of the answers was not reported and the usual one is taken."""


def design_effect(respondents_per_unit: float, icc: float = USUAL_ICC) -> float:
    """How much larger a variance is because respondents come in groups: ``1 + (m - 1) icc``, never below 1.

    Source: Kish (1965), "Survey Sampling", section 5.4. 29 respondents per organisation give 1.56.
    """
    return 1 + max(respondents_per_unit - 1, 0.0) * icc


def weighting_effect(weights: Array) -> float:
    """How much larger a variance is because answers are weighted: ``n sum(w^2) / sum(w)^2`` (Kish 1965, 11.7)."""
    return float(len(weights) * (weights**2).sum() / weights.sum() ** 2)


def population_correction(n: float, population: float | None) -> float:
    """Part of the variance that is left when ``n`` of a known group answered: ``(N - n) / (N - 1)``, from 0 to 1.

    Only for the size of the same group in the same year (Cochran 1977, "Sampling Techniques", section 2.6). It says
    nothing of those who did not want to answer.
    """
    if population is None or population <= 1:
        return 1.0
    return max(population - n, 0.0) / (population - 1)


def effective_n(n: float, effect: float = 1.0, population: float | None = None) -> float:
    """Number of independent respondents that a survey is worth: ``n / (effect * correction)``.

    Args:
        n: respondents, more than 0.
        effect: ``design_effect`` times ``weighting_effect``.
        population: size of the group they come from, when known. All of it answering gives infinity.
    """
    left = effect * population_correction(n, population)
    return math.inf if left == 0 else n / left


def share_error(share: float, n: float, worth: float) -> float:
    """Variance of a share, never 0 at 0 % or 100 % unless everybody answered: ``p (1 - p) / worth``.

    ``p = (k + 2) / (n + 4)`` stands in for ``k / n`` (Agresti & Coull 1998, The American Statistician 52).
    """
    shrunk = (share * n + 2) / (n + 4)
    return shrunk * (1 - shrunk) / worth


def score_error(value: float, worth: float, sd: float | None = None) -> Mean:
    """Mean score with its variance ``sd^2 / worth``; the usual spread, marked as such, where none was reported."""
    spread = USUAL_SD if sd is None else sd
    return Mean(value, spread**2 / worth, sd is None)


def bias_variance(grade: Representativeness, kind: str, change: bool, method_changed: bool = False) -> float:
    """Variance to add because respondents may differ from the others.

    Args:
        grade: how respondents came to be; A and B add nothing.
        kind: ``share`` or ``score``.
        change: whether it is for a change between two surveys; what is off both times is not off in the change.
        method_changed: whether respondents came to be in another way the second time.
    """
    if grade is not Representativeness.C or (change and not method_changed):
        return 0.0
    return BIAS[kind] ** 2


def unanswered(value: float, answered: float, differ: float) -> tuple[float, float]:
    """Between what and what the true mean lies if those who did not answer differ by ``differ`` either way.

    Args:
        value: mean of those who answered.
        answered: part of the group that answered, 0 to 1.
        differ: how far the others may differ, in the unit of ``value``.
    """
    off = (1 - answered) * abs(differ)
    return value - off, value + off


def detectable_change(sd: float, n: float, effect: float = 1.5, population: float | None = None) -> float:
    """Smallest change between two surveys that would be seen in 80 of 100 cases, at 5 % two-sided, in the unit of sd.

    Args:
        sd: of one respondent; 0.4 for a share near 80 %.
        n: respondents of each survey.
        effect: design effect.
        population: size of the group, when known.
    """
    reach = float(ndtri(0.975) + ndtri(0.80))
    return reach * sd * math.sqrt(2 / effective_n(n, effect, population))


@dataclass(frozen=True)
class Composition:
    """Change of a mean over units, of those seen twice and of all that were seen."""

    same_units: float
    all_units: float
    error: float
    """Standard error of the change of those seen twice; NaN with fewer than two."""

    left: tuple[int, ...]
    """Units seen only the first time."""

    came: tuple[int, ...]
    """Units seen only the second time."""

    @property
    def differs(self) -> bool:
        """Whether part of the change may come from who was seen: the two differ by more than one standard error."""
        return bool(abs(self.same_units - self.all_units) > self.error)


def composition(first: Array, last: Array) -> Composition:
    """Set the change of units seen twice beside that of all units.

    Args:
        first: figures of every unit the first time, NaN where there is none; shape (units,).
        last: the same the second time.
    """
    was, now = np.isfinite(first), np.isfinite(last)
    both = was & now
    change = last[both] - first[both]
    error = float(change.std(ddof=1) / math.sqrt(len(change))) if len(change) > 1 else float("nan")
    all_units = float(last[now].mean() - first[was].mean()) if was.any() and now.any() else float("nan")
    same = float(change.mean()) if len(change) else float("nan")
    gone, new = np.flatnonzero(was & ~now), np.flatnonzero(now & ~was)
    return Composition(same, all_units, error, tuple(gone.tolist()), tuple(new.tolist()))
