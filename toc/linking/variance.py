"""How much happens anyway: the variance of the process and the scale of the common shock, shared by links of a family.

A link by itself has few figures to learn from. Links of one programme whose outcomes are of one kind have processes
of one size, more or less; how much more or less is learned from how far they differ.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtrc, polygamma

from toc.linking.panel import Array
from toc.linking.stack import Stack

STEPS = 22
"""Halvings of the interval in which the variance of the process lies."""

MULTIPLES: Array = np.array([0.5, 1.0, 2.0, 4.0])
"""The common shock may be half of what was declared, or up to four times as large."""

BELIEVED: Array = np.array([0.20, 0.40, 0.25, 0.15])
"""How far each of these is believed beforehand."""

STRANGE = 1e-3
"""A link whose residuals are this improbable in its family stands alone."""

LEAST_TO_COMPARE = 4
"""Links of a family among which a strange one can be told."""

OUTLYING, EASY = 4.0, 2.0
"""Beyond so many standard deviations a figure is an outlier; it then counts as one of that many."""

ROUNDS = 6
"""How often outliers are looked for, the worst of a unit each time: it makes its neighbours look wild too."""

SAME_SHOCK = 0.5
"""Part of what other links say of the common shock that is believed: they may have been shaken together."""


@dataclass(frozen=True)
class Noise:
    """How much happens anyway in each link; shape (links,) unless said otherwise."""

    process: Array
    """Variance of the process."""

    degrees: Array
    """Degrees of freedom behind it."""

    borrowed: Array
    """How many of these come from other links of the family."""

    errors: Array
    """Variance of every figure, outliers widened; shape (links, units, years)."""

    outlying: NDArray[np.bool_]
    """Figures that were widened, shape (links, units, years)."""


def settle(stack: Stack, declared: Array, family: NDArray[np.int64], unit: Array) -> Noise:
    """Find the variance of the process of every link.

    Args:
        stack: the panels, with two-way degrees of freedom above 0 for those that are no single series.
        declared: variance of the process where it can not be found (single series), NaN elsewhere; shape (links,).
        family: number of the family of each link, -1 for none; shape (links,).
        unit: what the variance of the process is measured against within a family, shape (links,).

    Paule & Mandel (1982, Journal of Research of the National Bureau of Standards 87): the variance at which squared
    residuals of the two-way model are as large as their degrees of freedom. In a family the equation of a link has
    that of its family added, ``d`` times: the scaled inverse chi square of Smyth (2004, Statistical Applications in
    Genetics and Molecular Biology 3), with ``d`` from how much links differ; strange links stand alone (Phipson et al.
    2016, Annals of Applied Statistics 10). A figure more than four standard deviations off is widened so that it weighs
    as one of two (Huber 1964, Annals of Mathematical Statistics 35); with none so far off nothing is changed.
    """
    links = len(declared)
    free = np.isnan(declared) & (stack.degrees > 0)
    errors, outlying = stack.var_y.copy(), np.zeros_like(stack.present)
    process, borrowed = np.zeros(links), np.zeros(links)
    again = np.arange(links)
    for left in reversed(range(ROUNDS)):
        part = stack.part(again)
        process[again], borrowed[again] = _process(part, errors[again], family[again], unit[again], free[again])
        if not left:
            break
        far, wider = _wild(part, errors[again], process[again], outlying[again], free[again])
        errors[again], outlying[again] = np.where(far, wider, errors[again]), outlying[again] | far
        again = _with_relatives(again[far.any(axis=(1, 2))], family)
        if not len(again):
            break
    process = np.where(free, process, np.nan_to_num(declared))
    return Noise(process, stack.degrees + borrowed, borrowed, errors, outlying)


def _wild(
    stack: Stack, errors: Array, process: Array, outlying: NDArray[np.bool_], free: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], Array]:
    """The wildest figure of each unit if it is an outlier, and the variance of every figure if it were one."""
    total = errors + process[:, None, None]
    moments = stack.moments(total)
    off = stack.residuals(total, moments, stack.two_way(moments))
    usual = _usual_size(off, stack.present)[:, None, None]
    size = np.where(stack.present & ~outlying, np.abs(off), 0.0)
    far = (size == size.max(axis=2, keepdims=True)) & (size > OUTLYING * usual) & free[:, None, None]
    wider = np.maximum((off / (EASY * usual)) ** 2, 1.0) * total - process[:, None, None]
    return far, wider


def _with_relatives(links: NDArray[np.int64], family: NDArray[np.int64]) -> NDArray[np.int64]:
    """These links and all of their families, in rising order."""
    named = family[links]
    relatives = np.flatnonzero(np.isin(family, named[named >= 0]))
    return np.union1d(links, relatives)


def shock_weights(likelihood: Array, family: NDArray[np.int64]) -> Array:
    """How far each multiple of the declared shock is believed, shape (links, multiples).

    Args:
        likelihood: restricted log likelihood of every link under each multiple, shape (links, multiples).
        family: number of the family of each link, -1 for none.
    """
    gain = likelihood - likelihood.max(axis=1, keepdims=True)
    for one in np.unique(family[family >= 0]):
        mine = np.flatnonzero(family == one)
        others = gain[mine].sum(axis=0) - gain[mine]
        gain[mine] += SAME_SHOCK * others
    weights = BELIEVED * np.exp(gain - gain.max(axis=1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _usual_size(off: Array, present: NDArray[np.bool_]) -> Array:
    """Half of the residuals are smaller than 0.674 of it where they are normal; never above 1; shape (links,)."""
    sizes = np.sort(np.where(present, np.abs(off), np.inf).reshape(len(off), -1), axis=1)
    half = np.maximum(present.sum(axis=(1, 2)) - 1, 0) // 2
    middle = np.nan_to_num(sizes[np.arange(len(off)), half], posinf=1.0)
    return np.asarray(np.clip(middle / 0.6745, 0.5, 1.0))


def _process(
    stack: Stack, errors: Array, family: NDArray[np.int64], unit: Array, free: NDArray[np.bool_]
) -> tuple[Array, Array]:
    """Variance of the process and degrees of freedom borrowed, both of shape (links,)."""
    zero = np.zeros(len(free))
    members = [np.flatnonzero((family == one) & free) for one in np.unique(family[family >= 0])]
    members = [mine for mine in members if len(mine) >= 2]
    spread = (stack.y**2).sum(axis=(1, 2)) / np.maximum(stack.counted, 1)
    high = 4 * spread + LEAST
    for mine in members:
        high[mine] = (high[mine] / unit[mine] ** 2).max() * unit[mine] ** 2
    table = np.array([_squares(stack, errors, part * high) for part in GRID]) if members else np.empty((0, 0))
    families = [(mine, _Family(table[:, mine], stack.degrees[mine])) for mine in members]
    borrowed = zero.copy()
    for mine, whole in families:
        borrowed[mine] = whole.worth

    def excess(process: Array) -> Array:
        found = _squares(stack, errors, process) - stack.degrees
        for mine, whole in families:
            found[mine] += borrowed[mine] * (whole.mean_square(process[mine] / high[mine]) - 1)
        return found

    return np.where(free, _root(excess, zero, high), 0.0), borrowed


LEAST = 1e-9
"""Added to the largest possible variance of a process, so that it is never 0."""

GRID: Array = np.concatenate([[0.0], np.geomspace(1e-5, 1.0, 32)])
"""Variances of the process at which the mean square of a family is tabled, as parts of the largest possible."""


def _root(excess: object, low: Array, high: Array) -> Array:
    """Halve the interval until it is where ``excess`` of the variance is 0; 0 where it is below 0 already."""
    assert callable(excess)
    needed = excess(low) > 0
    for _ in range(STEPS):
        middle = (low + high) / 2
        more = excess(middle) > 0
        low, high = np.where(more, middle, low), np.where(more, high, middle)
    return np.where(needed, (low + high) / 2, 0.0)


def _squares(stack: Stack, errors: Array, process: Array) -> Array:
    """Squared two-way residuals in units of their variance, shape (links,)."""
    return stack.two_way_left(stack.moments(errors + process[:, None, None]))


class _Family:
    """Links that share the size of their process."""

    def __init__(self, table: Array, degrees: Array) -> None:
        """Take the squared residuals of each link along the grid, shape (grid, links), and its degrees of freedom."""
        links = len(degrees)
        self.table: Array = table.sum(axis=1) / degrees.sum()
        common = self._crossing()
        each = np.array([np.interp(common, GRID, table[:, k]) for k in range(links)]) / degrees
        accepted = _at_home(each, degrees)
        self.table = table[:, accepted].sum(axis=1) / degrees[accepted].sum()
        prior = _degrees_between(each[accepted], degrees[accepted])
        rest = np.maximum(degrees[accepted].sum() - degrees, 0.0)
        self.worth: Array = np.where(accepted, np.minimum(prior, rest), 0.0)

    def _crossing(self) -> float:
        """Where the mean square of the family is 1."""
        above = np.flatnonzero(self.table > 1)
        if not len(above) or above[-1] + 1 >= len(GRID):
            return float(GRID[0 if not len(above) else -1])
        k = int(above[-1])
        part = (self.table[k] - 1) / (self.table[k] - self.table[k + 1])
        return float(GRID[k] + part * (GRID[k + 1] - GRID[k]))

    def mean_square(self, relative: Array) -> Array:
        """Mean square of the family where the process has this part of the largest possible variance."""
        return np.asarray(np.interp(relative, GRID, self.table))


def _at_home(mean_squares: Array, degrees: Array) -> NDArray[np.bool_]:
    """Links whose mean square is not improbably large beside the others of their family; shape (links,)."""
    links = len(degrees)
    if links < LEAST_TO_COMPARE:
        return np.ones(links, dtype=bool)
    accepted = np.ones(links, dtype=bool)
    for k in range(links):
        others = np.arange(links) != k
        usual = np.average(mean_squares[others], weights=degrees[others])
        if usual <= 0:  # the others fit without a rest: nothing is strange that does so too
            accepted[k] = mean_squares[k] <= 0
            continue
        prior = _degrees_between(mean_squares[others], degrees[others])
        accepted[k] = fdtrc(degrees[k], prior, mean_squares[k] / usual) > STRANGE
    return accepted if accepted.any() else np.ones(links, dtype=bool)


def _degrees_between(mean_squares: Array, degrees: Array) -> float:
    """Degrees of freedom that the family is worth, from how far its mean squares differ (Smyth 2004, section 6.2)."""
    if len(mean_squares) < 2:
        return 0.0
    logs = np.log(np.maximum(mean_squares, 1e-8))
    surplus = float(np.var(logs, ddof=1) - np.mean(polygamma(1, degrees / 2)))
    return 1e6 if surplus <= 0 else 2 * _inverse_trigamma(surplus)


def _inverse_trigamma(value: float) -> float:
    """The number whose trigamma is ``value``, above 0; Newton, from the appendix of Smyth (2004)."""
    y = 0.5 + 1 / value
    for _ in range(50):
        tri = float(polygamma(1, y))
        step = tri * (1 - tri / value) / float(polygamma(2, y))
        y += step
        if -step / y < 1e-8:
            break
    return y
