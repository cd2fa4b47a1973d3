"""What is measured of one link: output and outcome of units in moments, each with the error it was measured with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Whole = NDArray[np.int64]

PRIOR_SD = 1.0
"""Standard deviation of the translation ratio before anything is seen; with ``kappa`` as mean, no side is favoured."""

USUAL_PROCESS = 2.0
"""What happens in one unit by itself, as a multiple of what all units share, where nobody declared it."""


@dataclass(frozen=True)
class Figures:
    """One measure of units over time; all arrays have shape (n,). A figure that is not finite was not measured."""

    unit: Whole
    """Number of the unit."""

    time: Array
    """Moment in years."""

    value: Array
    """The figure on the scale of the link (logarithm, level, share, mean)."""

    variance: Array
    """Variance of its error of measurement, in the squared unit of ``value``; 0 where there is none."""

    def __post_init__(self) -> None:
        shapes = {one.shape for one in (self.unit, self.time, self.value, self.variance)}
        if len(shapes) != 1:
            raise ValueError(f"arrays of different shapes: {sorted(shapes)}")
        if bool((self.variance < 0).any()):
            raise ValueError("a variance is below zero")

    def measured(self) -> Figures:
        """Only the figures that are there."""
        there = np.isfinite(self.value) & np.isfinite(self.variance)
        return Figures(self.unit[there], self.time[there], self.value[there], self.variance[there])


@dataclass(frozen=True)
class Declared:
    """What a theory declares of one link, on the scale of its figures. An outcome that should fall has been turned."""

    slope: float
    """Outcome per 1 of output (per 1 in its logarithm where that is the scale); not 0."""

    shock_sd: float
    """What happens to all units together, standard deviation per year, in the unit of the outcome; above 0."""

    process_sd: float | None = None
    """What happens in one unit by itself, standard deviation, in the unit of the outcome."""

    kappa: float = 0.5
    """Part of the declared slope below which output does not sufficiently translate."""

    logarithmic: bool = True
    """Whether the output is on a logarithmic scale; a level otherwise."""

    stands_for: int = 1
    """Number of units in one figure, where only totals of all units together are known."""

    def __post_init__(self) -> None:
        if self.slope == 0 or not np.isfinite(self.slope):
            raise ValueError("the declared slope must be a number other than 0")
        if self.shock_sd <= 0 or self.stands_for < 1:
            raise ValueError("shock_sd must be above 0 and stands_for at least 1")

    @property
    def process(self) -> float:
        """The declared process, or the usual multiple of the shock."""
        return USUAL_PROCESS * self.shock_sd if self.process_sd is None else self.process_sd


@dataclass(frozen=True)
class Panel:
    """Output and outcome side by side; all arrays have shape (n,)."""

    unit: Whole
    time: Array
    x: Array
    var_x: Array
    y: Array
    var_y: Array
    declared: Declared
    family: str = ""
    """Links of one family have outcomes of one kind and learn from each other how much happens anyway; links with an
    empty name stand alone."""

    @property
    def national(self) -> bool:
        """Whether there is one unit only."""
        return len(np.unique(self.unit)) == 1

    @property
    def seen_once(self) -> tuple[int, ...]:
        """Units with a single moment: in a panel they say nothing of change and are left out."""
        units, counts = np.unique(self.unit, return_counts=True)
        return tuple(int(unit) for unit in units[counts < 2]) if len(units) > 1 else ()

    def without_seen_once(self) -> Panel:
        """The panel without units that have one moment only."""
        return self._only(~np.isin(self.unit, self.seen_once)) if self.seen_once else self

    def _only(self, keep: NDArray[np.bool_]) -> Panel:
        return Panel(
            self.unit[keep], self.time[keep], self.x[keep], self.var_x[keep], self.y[keep], self.var_y[keep],
            self.declared, self.family,
        )  # fmt: skip


def join(output: Figures, outcome: Figures, lags: Sequence[int], declared: Declared, family: str = "") -> Panel:
    """Set every outcome beside the output that may have brought it.

    Args:
        output: figures of the output.
        outcome: figures of the outcome, turned so that more is better.
        lags: whole years from output to outcome that count; the output is the mean over those that were measured.
        declared: what the theory says of the link.
        family: name shared by links that may learn from each other.

    Outcomes without any such output take no part. Lags are of calendar years, never of rows.
    """
    known, seen = output.measured(), outcome.measured()
    count, total, spread = (np.zeros(len(seen.unit)) for _ in range(3))
    if len(known.unit):
        units = int(max(known.unit.max(), seen.unit.max(initial=0))) + 1
        place = np.argsort(known.time * units + known.unit, kind="stable")
        keys = (known.time * units + known.unit)[place]
        for lag in lags:
            wanted = (seen.time - lag) * units + seen.unit
            at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
            there = keys[at] == wanted
            row = place[at[there]]
            count[there] += 1
            total[there] += known.value[row]
            spread[there] += known.variance[row]
    keep = count > 0
    x, var_x = total[keep] / count[keep], spread[keep] / count[keep] ** 2
    return Panel(seen.unit[keep], seen.time[keep], x, var_x, seen.value[keep], seen.variance[keep], declared, family)
