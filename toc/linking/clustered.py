"""Years of one unit that are not apart from each other: how much larger that makes the error of T, told by a family.

What happens in one unit by itself may last: a good director stays for years. Errors of one unit then lean the same way,
and an output that grows leans with them. One panel can hardly tell it; links of one family together can.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from toc.linking.panel import Array
from toc.linking.stack import Moments, Stack

LEAST_UNITS, LEAST_LINKS = 8, 3
"""Units of a link, and links of a family, below which nothing is said of it."""

LASTING_SD = 0.35
"""How far the variance may be off beforehand, standard deviation of its logarithm; as computed is the most probable."""

USUAL_SPREAD = 2.0
"""Variance of the logarithm of one link's answer, times its number of units."""


def lasting(stack: Stack, moments: Moments, family: NDArray[np.int64]) -> Array:
    """How many times larger the variance of what happens in a unit counts, at least 1; shape (links,).

    Args:
        stack: the panels.
        moments: their sums, where everything that happens anyway is known.
        family: number of the family of each link, -1 for none; shape (links,).

    The variance of the two-way slope from sums over the years of each unit (Liang & Zeger 1986, Biometrika 73), with
    the small-sample factor of Bell & McCaffrey (2002, Survey Methodology 28) in its simplest form, beside the variance
    that takes the years of a unit to be apart. Their ratio is pooled over a family in logarithms and believed as far as
    it is certain.
    """
    ratio, units = _ratios(stack, moments)
    known = (units >= LEAST_UNITS) & np.isfinite(ratio) & (ratio > 0)
    logs = np.log(np.where(known, ratio, 1.0))
    found = np.zeros(len(ratio))
    groups = [np.flatnonzero((family == one) & known) for one in np.unique(family[family >= 0])]
    for mine in groups:
        if len(mine) >= LEAST_LINKS:
            pooled = float(np.log(np.mean(np.exp(logs[mine]))))
            variance = USUAL_SPREAD / float(units[mine].mean()) / len(mine)
            found[mine] = max(pooled, 0.0) * LASTING_SD**2 / (LASTING_SD**2 + variance)
    return np.exp(found)


def _ratios(stack: Stack, moments: Moments) -> tuple[Array, Array]:
    """Variance of the two-way slope by units, as a part of that by figures, and the number of units; (links,) each."""
    fit = stack.two_way(moments)
    w, per = moments.weights, moments.per_unit
    slope = np.nan_to_num(fit.slope)

    def within(values: Array, sums: Array) -> Array:
        years = np.einsum("lts,ls->lt", fit.inner, sums)
        rest = np.where(stack.present, values - years[:, None, :], 0.0)
        level = (w * rest).sum(axis=2) * per
        return np.where(stack.present, rest - level[..., None], 0.0)

    x = within(stack.x, moments.bx)
    e = within(stack.y - slope[:, None, None] * stack.x, moments.by - slope[:, None] * moments.bx)
    score = (w * x * e).sum(axis=2)
    pull = (w * x * x).sum(axis=2) / np.maximum(fit.xx, 1e-12)[:, None]
    units = stack.present.any(axis=2).sum(axis=1).astype(float)
    free = np.maximum(1 - 1 / np.maximum(units, 2.0)[:, None] - pull, 0.1)
    meat = (score**2 / free).sum(axis=1)
    return np.where(fit.xx > 0, meat / np.maximum(fit.xx, 1e-12), np.nan), units
