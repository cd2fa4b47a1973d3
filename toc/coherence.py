"""Make expected figures of parts add up to that of their whole, moving the least certain ones most.

The medians x closest to the expected b, in the sense of the smallest sum of (x - b)² / variance, for which every whole
is the sum of its parts: x = b - W C' (C W C')⁻¹ C b, with W the variances on a diagonal and one row of C per whole (1
for the whole, minus its share for each part). This is the trace-minimising reconciliation with a diagonal covariance
(Wickramasuriya, Athanasopoulos and Hyndman, 2019, Optimal forecast reconciliation for hierarchical and grouped time
series through trace minimization, Journal of the American Statistical Association 114). Where a median would pass a
limit, it stays at the limit and the others take over the difference.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter

import numpy as np
from numpy.typing import NDArray

from toc.forecasting.outlook import PROBABILITIES, Array, Outlook

Sums = Mapping[str, Mapping[str, float]]
"""Of every whole its direct parts, each with the share that counts."""

_NEXT_TO_NOTHING = 1e-9
"""Variances, as a part of the largest square: a figure that is certain gives way only where all others are too."""

_EQUAL = 1e-12
"""Figures that differ less than this part are the same; only the rounding of the computer sets them apart."""

_DECILES = (int(np.argmin(np.abs(PROBABILITIES - 0.1))), int(np.argmin(np.abs(PROBABILITIES - 0.9))))
_MIDDLE = int(np.argmin(np.abs(PROBABILITIES - 0.5)))
_DECILES_APART = 2.5631
"""Distance between the first and the last decile of a normal distribution with standard deviation 1."""


@dataclass(frozen=True)
class Expected:
    """One series of a tree: its distributions, the year of each, and the limits that no figure passes."""

    outlook: Outlook
    years: tuple[int, ...]
    lowest: float = -math.inf
    highest: float = math.inf
    never_falls: bool = False
    """Whether a later year can never be lower, as in a count since the start."""


@dataclass(frozen=True)
class Agreed:
    """The same distributions, shifted; ``shifts`` has NaN for a year in which nothing had to agree. Shape (steps,)."""

    outlook: Outlook
    shifts: Array


def reconcile(expected: Mapping[str, Expected], sums: Sums) -> dict[str, Agreed]:
    """Shift distributions so that in every year the medians of parts add up to that of their whole.

    Args:
        expected: by name of an organisation.
        sums: wholes that are the sum of their parts. In a year in which the whole or one of its parts has no
            distribution, that whole is left alone.

    Returns:
        Every one of ``expected``, shifted or not.
    """
    quantiles = {name: one.outlook.quantiles.copy() for name, one in expected.items()}
    shifts = {name: np.full(len(one.years), np.nan) for name, one in expected.items()}
    step = {name: {year: at for at, year in enumerate(one.years)} for name, one in expected.items()}
    medians = {name: one.outlook.median for name, one in expected.items()}
    for year in sorted({year for one in expected.values() for year in one.years}):
        here = {
            whole: parts
            for whole, parts in sums.items()
            if parts and all(year in step.get(name, ()) for name in (whole, *parts))
        }
        if not here:
            continue
        names = sorted({name for whole, parts in here.items() for name in (whole, *parts)})
        rows = {name: quantiles[name][step[name][year]] for name in names}
        found = agree(
            {name: float(medians[name][step[name][year]]) for name in names},
            {name: _variance(rows[name]) for name in names},
            here,
            {
                name: (_lowest(expected[name], quantiles[name], step[name][year]), expected[name].highest)
                for name in names
            },
        )
        for name in names:
            at, one = step[name][year], expected[name]
            median = float(medians[name][at])
            shift = 0.0 if math.isclose(found[name], median, rel_tol=_EQUAL) else found[name] - median
            low, high = min(one.lowest, found[name]), max(one.highest, found[name])
            quantiles[name][at] = np.clip(rows[name] + shift, low, high)
            if one.never_falls and at:
                quantiles[name][at] = np.maximum(quantiles[name][at], quantiles[name][at - 1])
            shifts[name][at] = shift
    return {
        name: Agreed(replace(one.outlook, quantiles=quantiles[name]), shifts[name]) for name, one in expected.items()
    }


def _lowest(one: Expected, quantiles: Array, at: int) -> float:
    """Lowest median of a year: that of the year before, as it was agreed, for what never falls."""
    if not (one.never_falls and at):
        return one.lowest
    return max(one.lowest, float(quantiles[at - 1, _MIDDLE]))


def agree(
    medians: Mapping[str, float],
    variances: Mapping[str, float],
    sums: Sums,
    limits: Mapping[str, tuple[float, float]] | None = None,
) -> dict[str, float]:
    """Medians that add up, as near as possible to those given (see the top of this file).

    Args:
        medians: what is expected of each part and whole.
        variances: how uncertain each is, 0 or more; in squares of the same unit.
        sums: wholes that are the sum of their parts; all names are in ``medians``.
        limits: lowest and highest value of each, without a limit where it is not named.

    Returns:
        A median for each name. Sums hold always; a limit gives way where both cannot hold.
    """
    names = list(medians)
    place = {name: at for at, name in enumerate(names)}
    wanted = np.array([medians[name] for name in names], dtype=float)
    size = float(np.max(np.abs(wanted), initial=0.0)) ** 2 or 1.0
    weights = np.array([variances[name] for name in names], dtype=float) + _NEXT_TO_NOTHING * size
    edges = np.array([(limits or {}).get(name, (-np.inf, np.inf)) for name in names], dtype=float)
    rows = np.zeros((len(sums), len(names)))
    for row, (whole, parts) in zip(rows, sums.items(), strict=True):
        row[place[whole]] = 1.0
        for part, share in parts.items():
            row[place[part]] -= share
    found = dict(zip(names, _within(wanted, weights, rows, edges[:, 0], edges[:, 1]).tolist(), strict=True))
    for whole in _from_below(sums):
        found[whole] = math.fsum(share * found[part] for part, share in sums[whole].items())
    return found


def _within(wanted: Array, weights: Array, rows: Array, lowest: Array, highest: Array) -> Array:
    """Solve, and again with every figure that passed a limit held at it, until none does."""
    held: NDArray[np.bool_] = np.zeros(len(wanted), dtype=bool)
    base = wanted
    while True:
        found = _solve(base, np.where(held, 0.0, weights), rows)
        tolerance = 1e-12 * np.maximum(np.abs(found), 1.0)
        passed = ~held & ((found < lowest - tolerance) | (found > highest + tolerance))
        if not passed.any():
            return found
        held |= passed
        base = np.where(held, np.clip(np.where(passed, found, base), lowest, highest), wanted)


def _solve(base: Array, weights: Array, rows: Array) -> Array:
    spread = rows * weights
    between = spread @ rows.T
    scale = np.sqrt(np.diag(between))
    scale[scale == 0] = 1.0
    pull, *_ = np.linalg.lstsq(between / np.outer(scale, scale), (rows @ base) / scale, rcond=None)
    solved: Array = base - (pull / scale) @ spread
    return solved


def _from_below(sums: Sums) -> Sequence[str]:
    """Wholes in an order in which those that are parts of others come first."""
    order = TopologicalSorter({whole: [part for part in parts if part in sums] for whole, parts in sums.items()})
    return tuple(order.static_order())


def _variance(quantiles: Array) -> float:
    return float((quantiles[_DECILES[1]] - quantiles[_DECILES[0]]) / _DECILES_APART) ** 2
