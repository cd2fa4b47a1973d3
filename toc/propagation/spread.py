"""The distribution of one number, kept as quantiles on the scale of normal scores, and draws of many such numbers."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri, stdtrit

Array = NDArray[np.float64]

Z90 = float(ndtri(0.95))
"""Normal score of the edge of a 90 % range."""

FINE: Array = np.linspace(-3.5, 3.5, 141)
"""Scores at which a distribution without a short form is kept."""


NOTHING = 1e-9
"""Chance, beside that of the likeliest place, that counts as none."""


@dataclass(frozen=True)
class Spread:
    """Quantiles of one number; between them, and beyond, straight lines on the scale of normal scores."""

    scores: Array
    """Normal scores, rising; shape (points,)."""

    values: Array
    """Value at each score, never falling; shape (points,)."""

    def at(self, score: Array) -> Array:
        """Value at each normal score; same shape."""
        return straight(self.scores, self.values, score)

    @property
    def certain(self) -> bool:
        """Whether there is only one value."""
        return bool(self.values[0] == self.values[-1])

    def quantile(self, probability: float) -> float:
        """Value below which the number lies with this probability."""
        return float(self.at(np.array([ndtri(probability)]))[0])

    def times(self, factor: float) -> Spread:
        """The same number in another unit."""
        values = self.values * factor
        return Spread(self.scores, values) if factor >= 0 else Spread(-self.scores[::-1], values[::-1])


def straight(scores: Array, values: Array, score: Array) -> Array:
    """Straight lines through points, the outer ones going on."""
    if len(scores) == 1 or values[0] == values[-1]:
        return np.full(np.shape(score), values[0])
    found = np.interp(score, scores, values)
    for at, beyond in ((0, score < scores[0]), (-2, score > scores[-1])):
        if beyond.any():
            edge = 0 if at == 0 else -1
            slope = (values[at + 1] - values[at]) / (scores[at + 1] - scores[at])
            found = np.where(beyond, values[edge] + slope * (score - scores[edge]), found)
    return np.asarray(found)


def straight_rows(scores: Array, rows: Array, score: Array) -> Array:
    """The same for many rows of values over the same scores; shape (rows, draws)."""
    if len(scores) == 1:
        return np.repeat(rows, np.size(score), axis=1)
    left = np.clip(np.searchsorted(scores, score, side="right") - 1, 0, len(scores) - 2)
    steps = np.diff(rows, axis=1) / np.diff(scores)
    found = np.take(steps, left, axis=1)
    found *= score - scores[left]
    found += np.take(rows, left, axis=1)
    return found


def certainly(value: float) -> Spread:
    """A number that is known."""
    return Spread(np.zeros(1), np.array([float(value)]))


def evenly(low: float, high: float) -> Spread:
    """A number that may lie anywhere between two ends, each place as likely."""
    if low == high:
        return certainly(low)
    inner = low + (high - low) * (ndtr(FINE) - ndtr(FINE[0])) / (ndtr(FINE[-1]) - ndtr(FINE[0]))
    return Spread(np.array([FINE[0] - 1, *FINE, FINE[-1] + 1]), np.array([low, *inner, high]))  # flat beyond its ends


def estimated(middle: float, error: float, degrees: float) -> Spread:
    """What an estimate says alone: Student's t around it."""
    return Spread(FINE, middle + error * stdtrit(degrees, ndtr(FINE)))


def learned(prior: Spread, middle: float, error: float, degrees: float) -> Spread:
    """A belief beforehand joined with an estimate, each for what it is worth (Bayes' rule on a grid of the belief).

    Args:
        prior: what was believed.
        middle: the estimate.
        error: its standard error, above 0.
        degrees: its degrees of freedom.
    """
    if prior.certain:
        return prior
    ends, fine = (-6.0, 6.0), 2401
    for _ in range(4):  # nearer and nearer to where it may be, for an estimate much sharper than the belief
        scores = np.linspace(*ends, fine)
        values = prior.at(scores)
        weight = -0.5 * scores**2 - 0.5 * (degrees + 1) * np.log1p(((values - middle) / error) ** 2 / degrees)
        weight = np.exp(weight - weight.max())
        there = np.flatnonzero(weight > NOTHING)
        ends = scores[max(there[0] - 1, 0)], scores[min(there[-1] + 1, fine - 1)]
    reached = np.cumsum(weight) - 0.5 * weight
    reached = np.clip(reached / weight.sum(), 1e-12, 1 - 1e-12)
    return Spread(FINE, np.interp(ndtr(FINE), reached, values))


def scores_of(names: Iterable[str], draws: int, seed: int, round_: int = 0) -> dict[str, Array]:
    """Normal scores of each named number, shape (draws,): a Latin hypercube (McKay, Beckman & Conover 1979).

    A name always gets the same draws, whatever other names there are, so that two what-ifs differ only in what is
    different about them.
    """
    return {name: _stratified(name, draws, seed, round_) for name in names}


def _stratified(name: str, draws: int, seed: int, round_: int) -> Array:
    generator = np.random.default_rng(np.random.SeedSequence([seed, round_, zlib.crc32(name.encode())]))
    chances = (generator.permutation(draws) + generator.random(draws)) / draws
    return np.asarray(ndtri(np.clip(chances, 1e-12, 1 - 1e-12)))
