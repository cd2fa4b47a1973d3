"""A running total is carried ahead by what it gains a year, since only that can go up and down.

The conversion is exact both ways: what was added between two figures, per year, belongs to the middle of the years
between them; ahead, the additions are summed again. How far the error of one year ahead carries on into the next is not
known of a distribution by year, so it is taken in between: what the middle of the additions may be wrong stays, chance
in one year does not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toc.forecasting.outlook import PROBABILITIES, Array
from toc.forecasting.panel import Series

KEPT = 0.6
"""Part of the variance of the first year ahead that all later years share. With additions that are chance around a
fixed mean it is 1 / (number of additions + 1); with additions that drift it is 1. Checked in
``tests/test_forecasting.py`` on running totals of both kinds."""

ONE_ADDITION = 3.0
"""How much wider the margin is with a single addition, which does not show how additions differ from year to year."""

_MIDDLE = int(np.argmin(np.abs(PROBABILITIES - 0.5)))


@dataclass(frozen=True)
class Stretches:
    """Years ahead cut where figures are asked for."""

    middles: Array
    """Middle of each stretch, in years, shape (steps,)."""

    lengths: Array
    """Length of each stretch in years, shape (steps,)."""


def additions_of(total: Series) -> Series:
    """What a running total gained per year between its figures; errors of both figures count."""
    years = np.diff(total.moments)

    def gained(values: Array) -> Array:
        return np.asarray(np.diff(np.asarray(values, dtype=float)) / years)

    error = None if total.error is None else np.sqrt(total.error[1:] ** 2 + total.error[:-1] ** 2) / years
    readings = tuple((gained(values), share) for values, share in total.alternatives)
    return Series(total.moments[:-1] + years / 2, gained(total.values), error, readings)


def stretches(last: float, ahead: Array) -> Stretches:
    """Cut the years from the last figure to each moment asked for."""
    lengths = np.diff(np.concatenate([[last], ahead]))
    return Stretches(ahead - lengths / 2, lengths)


def accumulated(rates: Array, lengths: Array, last: float, additions: int) -> Array:
    """Quantiles of the running total from those of the additions.

    Args:
        rates: quantiles of what is added per year in each stretch, shape (steps, probabilities).
        lengths: years in each stretch, shape (steps,).
        last: last figure of the running total; it may always stand still, however unlikely that is.
        additions: number of additions seen.
    """
    if not len(lengths):
        return np.empty((0, len(PROBABILITIES)))
    middle = rates[:, _MIDDLE]
    away = np.maximum.accumulate(np.abs(rates - middle[:, None]), axis=0) * (ONE_ADDITION if additions == 1 else 1.0)
    steps = np.arange(len(lengths))
    earlier = away[np.minimum(steps[:, None], steps[None, :])] ** 2
    shared = earlier - (1 - KEPT) * away[0] ** 2
    shared[steps, steps] = away**2
    weight = lengths[:, None] * lengths[None, :]
    variance = np.array([(weight[: n + 1, : n + 1, None] * shared[: n + 1, : n + 1]).sum(axis=(0, 1)) for n in steps])
    total = last + np.cumsum(middle * lengths)
    side = np.sign(PROBABILITIES - PROBABILITIES[_MIDDLE])
    found = np.maximum.accumulate(np.maximum(total[:, None] + side * np.sqrt(variance), last), axis=0)
    found[:, :2] = last
    return found
