"""Draws until the answer stands still: rounds of equal size whose quantiles are held against each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from toc.propagation.flow import State, flow
from toc.propagation.network import Kind, Network
from toc.propagation.spread import Array, scores_of

QUANTILES = (0.1, 0.5, 0.9)
"""Quantiles that must stand still."""

PER_ROUND = 1250
FEWEST_ROUNDS = 8
MOST_ROUNDS = 128
TOLERANCE = 0.02
"""Largest error from drawing, as a part of the width of the 80 % interval, with which an answer is settled."""

Told = Callable[[float], None]


@dataclass(frozen=True)
class Sample:
    """Draws of one touched measure at the years asked for; arrays have shape (draws, years)."""

    kind: Kind
    base: Array | None
    value: Array
    bounded: float

    @property
    def difference(self) -> Array:
        """Change in the measure's unit; of a factor, the part by which it changes."""
        return State(self.kind, self.base, self.value, self.bounded).difference

    @property
    def relative(self) -> Array | None:
        """Change as a part of what is expected anyway; None where only points are known."""
        if self.kind == "points":
            return None
        if self.base is None:
            return self.value - 1.0
        return np.divide(self.value - self.base, self.base, out=np.full_like(self.value, np.nan), where=self.base > 0)


@dataclass(frozen=True)
class Settled:
    """Draws of every network."""

    samples: tuple[dict[str, Sample], ...]
    draws: int
    error: float
    """Largest error from drawing, as a part of the width of the 80 % interval."""

    errors: tuple[dict[str, Array], ...]
    """Error of the median of each difference, in its unit; shape (years,)."""


def settle(
    networks: Sequence[Network],
    years: Sequence[int],
    seed: int,
    *,
    tolerance: float = TOLERANCE,
    fewest: int = FEWEST_ROUNDS,
    most: int = MOST_ROUNDS,
    told: Told | None = None,
) -> Settled:
    """Run networks with the same draws until the quantiles of every change and level stand still.

    The error of a quantile is the standard deviation of its value in each round over the square root of the rounds.

    Args:
        networks: what-ifs to compare.
        years: years that are asked for, all within each network.
        seed: of all draws.
        tolerance: see ``TOLERANCE``.
        fewest: rounds to begin with; they double until it is settled.
        most: rounds at which it ends, settled or not.
        told: is given the part that is done.
    """
    rounds: list[list[dict[str, Sample]]] = [[] for _ in networks]
    wanted = fewest
    while True:
        for number in range(len(rounds[0]) if rounds else wanted, wanted):
            for network, done in zip(networks, rounds, strict=True):
                done.append(_round(network, years, seed, number))
            if told is not None:
                told((number + 1) / wanted)
        error = max((_error_of(done) for done in rounds), default=0.0)
        if error <= tolerance or wanted >= most:
            break
        wanted = min(2 * wanted, most)
    samples = tuple(_together(done) for done in rounds)
    return Settled(samples, wanted * PER_ROUND, error, tuple(_median_errors(done) for done in rounds))


def _round(network: Network, years: Sequence[int], seed: int, number: int) -> dict[str, Sample]:
    at = [network.years.index(year) for year in years]
    states = flow(network, scores_of(network.numbers, PER_ROUND, seed, number))
    return {
        name: Sample(one.kind, None if one.base is None else _wide(one.base, at), _wide(one.value, at), one.bounded)
        for name, one in states.items()
    }


def _wide(values: Array, at: list[int]) -> Array:
    """The years asked for, once for every draw also where nothing is uncertain."""
    return np.broadcast_to(values, (PER_ROUND, values.shape[1]))[:, at].copy()


def _together(done: Sequence[dict[str, Sample]]) -> dict[str, Sample]:
    found = {}
    for name, first in done[0].items():
        some = [one[name] for one in done]
        base = None if first.base is None else np.concatenate([one.base for one in some if one.base is not None])
        value, bounded = np.concatenate([one.value for one in some]), float(np.mean([one.bounded for one in some]))
        found[name] = Sample(first.kind, base, value, bounded)
    return found


def _quantiles(done: Sequence[dict[str, Sample]], name: str) -> Array:
    """Quantiles of the difference and of the value in each round; shape (rounds, 2, quantiles, years)."""
    return np.array(
        [[np.quantile(values, QUANTILES, axis=0) for values in (one[name].difference, one[name].value)] for one in done]
    )


def _error_of(done: Sequence[dict[str, Sample]]) -> float:
    worst = 0.0
    for name in done[0]:
        found = _quantiles(done, name)
        error = found.std(axis=0, ddof=1) / np.sqrt(len(done))
        width = (found[:, :, -1] - found[:, :, 0]).mean(axis=0)[:, None]
        size = np.abs(found).mean(axis=0).max(axis=1, keepdims=True)
        part = np.divide(error, width, out=np.zeros_like(error), where=width > 1e-9 * np.maximum(size, 1e-300))
        worst = max(worst, float(part.max()))
    return worst


def _median_errors(done: Sequence[dict[str, Sample]]) -> dict[str, Array]:
    return {
        name: np.array([np.median(one[name].difference, axis=0) for one in done]).std(axis=0, ddof=1)
        / np.sqrt(len(done))
        for name in done[0]
    }
