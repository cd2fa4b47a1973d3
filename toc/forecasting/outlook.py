"""What is expected of one series in the years ahead: a whole distribution for each moment, kept as its quantiles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

Array = NDArray[np.float64]

PROBABILITIES: Array = np.array(
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, *np.arange(0.1, 0.901, 0.05), 0.95, 0.975, 0.99, 0.995, 0.9975, 0.999]
)
"""Probabilities at which a distribution is kept."""

_SCORES: Array = ndtri(PROBABILITIES)


@dataclass(frozen=True)
class Outlook:
    """The distribution of one series at each moment asked for.

    Between the quantiles that are kept, and beyond them, it is a straight line on the scale of normal scores; so a
    probability read from it always agrees with its quantiles.
    """

    moments: Array
    """Moments in years, shape (steps,)."""

    quantiles: Array
    """Values at ``PROBABILITIES``, never falling along a row; shape (steps, probabilities)."""

    n: int
    """Figures of its own that it rests on."""

    own: float
    """Which part of the expected course rests on the series' own figures, 0 to 1."""

    peers: float
    """Which part rests on the other series of the panel; the rest is general experience with yearly series."""

    @property
    def median(self) -> Array:
        """Value that is as likely to be exceeded as not, shape (steps,)."""
        return self.quantile(0.5)

    def quantile(self, probability: float) -> Array:
        """Value below which the outcome lies with this probability, shape (steps,)."""
        score = float(ndtri(probability))
        at = int(np.clip(np.searchsorted(_SCORES, score) - 1, 0, len(_SCORES) - 2))
        part = (score - _SCORES[at]) / (_SCORES[at + 1] - _SCORES[at])
        low, high = self.quantiles[:, at], self.quantiles[:, at + 1]
        return np.asarray(np.where(high == low, low, low + (high - low) * part))

    def probability_at_least(self, values: float | Array) -> Array:
        """Probability of reaching ``values`` (one, or one a step) or more, shape (steps,)."""
        wanted = np.broadcast_to(np.asarray(values, dtype=float), self.moments.shape)
        return np.array([_reach(value, row) for value, row in zip(wanted, self.quantiles, strict=True)])


def _reach(value: float, row: Array) -> float:
    """P(Y >= value). Where the distribution has a lump (equal quantiles), the lump counts as reached."""
    below = int(np.searchsorted(row, value, side="left"))  # quantiles strictly under the value
    if below == 0:
        return 1.0 if row[0] == row[1] else float(ndtr(-_beyond(value, row, 0)))
    if below == len(row):
        return 0.0 if row[-1] == row[-2] else float(ndtr(-_beyond(value, row, len(row) - 2)))
    low, high = row[below - 1], row[below]
    score = _SCORES[below - 1] + (_SCORES[below] - _SCORES[below - 1]) * (value - low) / (high - low)
    return float(ndtr(-score))


def _beyond(value: float, row: Array, at: int) -> float:
    slope = (_SCORES[at + 1] - _SCORES[at]) / (row[at + 1] - row[at])
    return float(np.clip(_SCORES[at] + slope * (value - row[at]), -8.0, 8.0))
