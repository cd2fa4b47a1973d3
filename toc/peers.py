"""Which organisations stand out among their peers, given their size: the reckoning behind a funnel plot.

The figure of a small organisation swings more by chance alone than that of a large one, so a row from high to low
mostly tells who is small. Here each figure is held against what chance allows for its size around the figure of all
together (Spiegelhalter 2005, Funnel plots for comparing institutional performance, Statistics in Medicine 24:
1185-1202). Organisations also differ for reasons that nobody wrote down; where they differ more than chance, the bounds
are widened by the variance between them (over-dispersion: his winsorised z-scores and additive random effects), so that
not everyone stands out. Proportions follow a binomial distribution, or a beta-binomial one where organisations differ;
counts per unit a Poisson distribution, or a negative binomial one: exact tails, not a normal curve, so that bounds hold
for rare things and never run below 0 or above 1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import betaln, gammaln, ndtri

Floats = npt.NDArray[np.float64]

Kind = Literal["proportion", "rate"]
"""``proportion``: the numerator is part of the denominator; ``rate``: a count per unit of something else."""

Place = Literal["within", "edge", "above", "below"]
"""``edge``: outside the 95 % bounds but within those of 99.8 %, as 1 in 20 is by chance alone."""

FEWEST = 5
"""Organisations below which nobody can be held against the others."""

WINSORISED = 0.1
"""Part of the z-scores at each end that is moved to the score there, so that outliers do not excuse themselves."""

TAILS = (0.025, 0.975, 0.001, 0.999)
"""Chances at which the bounds lie: 95 % and 99.8 %."""

_HALVINGS = 44
"""Times that the range of the variance between is halved."""

_WINDOW = 14.0
"""Standard deviations around the middle over which a distribution is summed."""


@dataclass(frozen=True)
class Peer:
    """One organisation: how many, of how many (or per how much)."""

    name: str
    count: float
    size: float

    @property
    def value(self) -> float:
        """Its figure, as a part of one or per unit."""
        return self.count / self.size


@dataclass(frozen=True)
class Bounds:
    """Between what figures an organisation of one size lies by chance: with 95 % and with 99.8 %."""

    low95: float
    high95: float
    low998: float
    high998: float


@dataclass(frozen=True)
class Standing:
    """One organisation beside what chance allows for its size."""

    peer: Peer
    bounds: Bounds
    place: Place


@dataclass(frozen=True)
class Comparison:
    """Organisations beside each other.

    ``middle`` is the ratio of sums. ``phi`` is the over-dispersion: the mean of squared z-scores, winsorised, 1 when
    organisations differ by chance only. ``between`` is the variance between organisations that widens the bounds, 0
    when chance explains everything.
    """

    kind: Kind
    middle: float
    phi: float
    between: float
    standings: tuple[Standing, ...]

    def bounds(self, size: float) -> Bounds:
        """Bounds for an organisation of a size, in the unit of ``middle``."""
        return _bounds(self.kind, self.middle, self.between, size)


def compare(peers: Sequence[Peer], kind: Kind) -> Comparison | None:
    """Hold organisations against each other.

    Args:
        peers: each with a size above 0; for a proportion its count is at most its size.
        kind: what the figures are.

    Returns:
        None when there are fewer than five, or when none or all of everything counts: nothing then differs.

    Raises:
        ValueError: a size is not above 0, a count is negative, or a part exceeds its whole.
    """
    for one in peers:
        if not one.size > 0 or not one.count >= 0 or (kind == "proportion" and one.count > one.size):
            raise ValueError(f"{one.name}: {one.count} of {one.size} cannot be compared")
    if len(peers) < FEWEST:
        return None
    counts, sizes = (np.array([getattr(one, name) for one in peers]) for name in ("count", "size"))
    middle = math.fsum(counts) / math.fsum(sizes)
    if middle <= 0 or (kind == "proportion" and middle >= 1):
        return None
    phi, between = overdispersion(counts / sizes, _unit_variance(kind, middle) / sizes, middle)
    standings = []
    for one in peers:
        bounds = _bounds(kind, middle, between, one.size)
        standings.append(Standing(one, bounds, _place(one.value, bounds)))
    return Comparison(kind, middle, phi, between, tuple(standings))


def overdispersion(values: Floats, variances: Floats, middle: float) -> tuple[float, float]:
    """How much more figures differ than by chance.

    Args:
        values: shape (organisations,).
        variances: same shape: of each value by chance alone.
        middle: value around which they lie.

    Returns:
        phi and the variance between organisations (0 or more), in the square of the unit of ``values``.

    phi is the mean of squared z-scores, winsorised at 10 %. That alone makes it 0.68 instead of 1 for standard normal
    scores, so it is divided by that; without this the excess would be understated and too many would stand out. The
    variance between is what brings phi, reckoned with that variance added to each, down to 1, less what the middle
    itself took (Paule & Mandel 1982, Journal of Research of the NBS 87). Spiegelhalter takes the first step of that
    reckoning only (DerSimonian & Laird 1986), which falls short where organisations differ in size by far: in known
    worlds of 15 organisations, up to 1.2 in 100 then stood out by chance instead of 0.2.
    """
    number = len(values)
    phi = _dispersion(values, variances, middle)
    wanted = (number - 1) / number
    if phi <= wanted:
        return phi, 0.0
    low, high = 0.0, float(np.max((values - middle) ** 2)) * number
    for _ in range(_HALVINGS):
        half = (low + high) / 2
        low, high = (half, high) if _dispersion(values, variances + half, middle) > wanted else (low, half)
    return phi, high


def _dispersion(values: Floats, variances: Floats, middle: float) -> float:
    """Mean of squared z-scores, winsorised, as a part of what it is when there is chance only."""
    scores = (values - middle) / np.sqrt(variances)
    low, high = np.quantile(scores, (WINSORISED, 1 - WINSORISED))
    return float(np.mean(np.clip(scores, low, high) ** 2)) / _winsorised_variance(WINSORISED)


def _winsorised_variance(part: float) -> float:
    """Variance of a standard normal of which a part at each end is moved to its quantile."""
    end = float(ndtri(1 - part))
    density = math.exp(-end * end / 2) / math.sqrt(2 * math.pi)
    return (1 - 2 * part) - 2 * end * density + 2 * part * end * end


def _unit_variance(kind: Kind, middle: float) -> float:
    return middle * (1 - middle) if kind == "proportion" else middle


def _place(value: float, bounds: Bounds) -> Place:
    if value > bounds.high998:
        return "above"
    if value < bounds.low998:
        return "below"
    return "within" if bounds.low95 <= value <= bounds.high95 else "edge"


# --- Bounds -----------------------------------------------------------------------------------------------------


def _bounds(kind: Kind, middle: float, between: float, size: float) -> Bounds:
    """Bounds at one size: a count lies outside exactly when its tail is smaller than the chance.

    Between whole counts they run smoothly, as in Spiegelhalter 2005, appendix A.1.1; the upper bound lies one count
    further than there, which makes both bounds each other's mirror.
    """
    counts, summed = _distribution(kind, middle, between, size)
    low95, high95, low998, high998 = (_crossing(counts, summed, chance) / size for chance in TAILS)
    highest = 1.0 if kind == "proportion" else math.inf
    return Bounds(max(low95, 0.0), min(high95, highest), max(low998, 0.0), min(high998, highest))


def _crossing(counts: Floats, summed: Floats, chance: float) -> float:
    """Where a cumulative distribution crosses a chance, as a count that need not be whole."""
    at = min(int(np.searchsorted(summed, chance)), len(summed) - 1)
    before = summed[at - 1] if at else 0.0
    back = (summed[at] - chance) / (summed[at] - before) if summed[at] > before else 0.0
    return float(counts[at] - back) + (1.0 if chance > 0.5 else 0.0)


def _distribution(kind: Kind, middle: float, between: float, size: float) -> tuple[Floats, Floats]:
    """Whole counts and their cumulative distribution, over a window that holds all but a trace of it."""
    mean = middle * size
    deviation = math.sqrt(_unit_variance(kind, middle) * size + between * size * size)
    reach = _WINDOW * deviation + 20
    if kind == "proportion":
        whole = max(round(size), 1)
        counts = np.arange(max(0, math.floor(mean - reach)), min(whole, math.ceil(mean + reach)) + 1, dtype=float)
        logs = _binomial(counts, float(whole), middle, between)
    else:
        counts = np.arange(max(0, math.floor(mean - reach)), math.ceil(mean + 2 * reach) + 1, dtype=float)
        logs = _poisson(counts, mean, between * size * size)
    chances = np.exp(logs - logs.max())
    return counts, np.cumsum(chances) / chances.sum()


def _binomial(counts: Floats, size: float, middle: float, between: float) -> Floats:
    """Logarithms of binomial chances; beta-binomial with the same middle where organisations differ."""
    chosen = gammaln(size + 1) - gammaln(counts + 1) - gammaln(size - counts + 1)
    if between <= 0:
        found: Floats = chosen + counts * math.log(middle) + (size - counts) * math.log1p(-middle)
        return found
    strength = max(middle * (1 - middle) / between - 1, 1e-3)
    first, second = strength * middle, strength * (1 - middle)
    mixed: Floats = chosen + betaln(counts + first, size - counts + second) - betaln(first, second)
    return mixed


def _poisson(counts: Floats, mean: float, between: float) -> Floats:
    """Logarithms of Poisson chances; negative binomial with the same mean where organisations differ."""
    if between <= 0:
        found: Floats = counts * math.log(mean) - mean - gammaln(counts + 1)
        return found
    shape = mean * mean / between
    part = shape / (shape + mean)
    mixed: Floats = (
        gammaln(counts + shape) - gammaln(shape) - gammaln(counts + 1)
        + shape * math.log(part) + counts * math.log1p(-part)
    )  # fmt: skip
    return mixed
