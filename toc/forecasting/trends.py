"""The dictionary of trends: what a short series may be doing, as a few hundred small stories.

Each component says how the level of a series moves: steady growth that is not known beforehand (``lasting``), growth
that fades (``fading``, an Ornstein-Uhlenbeck process), sheer chance from year to year (a random walk) and noise in each
figure (``noise``), all in units of one spread, which is not known either. That is the local linear trend of structural
time series (Harvey, "Forecasting, Structural Time Series Models and the Kalman Filter", 1989) with its growth split in
two. Because the level at the start is left free, only changes count, and any moments will do: a year may be missing.

The spread has an inverse gamma prior, so that every prediction is a Student t in closed form (normal inverse gamma
conjugacy; Gelman et al., "Bayesian Data Analysis", 3rd ed., section 3.3).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Trend:
    """Parts of the movement, as variances in units of the squared spread of the change in one year."""

    lasting: float
    """Of the steady growth per year."""

    fading: float
    """Part of the yearly chance (0 to 1) that carries on into the following years."""

    carried: float
    """Which part of it is still there a year later."""

    noise: float
    """Of what is in one figure only."""


TRENDS: tuple[Trend, ...] = tuple(
    Trend(lasting, fading, carried, noise)
    for noise, (carried, fading), lasting in itertools.product(
        (0.0, 0.4, 1.5, 8.0), ((0.5, 0.0), (0.5, 0.6), (0.85, 0.6)), (0.0, 0.1, 0.5, 2.0, 8.0, 40.0, 400.0)
    )
    if not (noise == 8.0 and fading)
)
DRIFTS: Array = np.array([-0.12, -0.05, -0.02, 0.0, 0.02, 0.05, 0.12])
"""Growth per year that is expected beforehand, as a part of the unit of the scale."""

SPREADS: Array = np.array([0.003, 0.01, 0.03, 0.1, 0.3, 1.0])
"""Typical spread of the change in one year, as a part of the unit of the scale."""

FIRMNESS = 1.5
"""Shape of the inverse gamma prior of the squared spread: it counts as three squared changes."""

SHAPE = (2, len(TRENDS), len(DRIFTS), len(SPREADS))
"""Components: on the own or the relative scale, by trend, by drift, by spread."""

SIZE = int(np.prod(SHAPE))
ON, TREND, DRIFT, SPREAD = (one.ravel() for one in np.indices(SHAPE))
"""For each component: 0 = own scale and 1 = relative scale, and its place in the three lists."""


@dataclass(frozen=True)
class Tables:
    """What follows from the moments alone, for every trend. ``s`` is 1, or one for each spread where errors count."""

    precision: Array
    """Inverse covariance of the changes seen, shape (trends, s, changes, changes)."""

    log_determinant: Array
    """Of that covariance, shape (trends, s)."""

    weights: Array
    """Expected change ahead per change seen, shape (trends, s, steps, changes)."""

    variance: Array
    """What stays uncertain ahead, shape (trends, s, steps)."""

    years: Array
    """Years between the figures seen, shape (changes,)."""

    ahead: Array
    """Years from the last figure to each moment ahead, shape (steps,)."""


def tables(moments: Array, ahead: Array, error: Array | None = None) -> Tables:
    """Covariances of the changes seen and the changes ahead.

    Args:
        moments: moments of the figures in years, shape (n,).
        ahead: moments asked for, all after the last one, shape (steps,).
        error: variance of the error of measurement of each figure in units of each squared spread, shape (spreads, n).
    """
    if error is not None:
        return _tables(moments, ahead, error)
    return _remembered(tuple(np.round(moments - moments[0], 6)), tuple(np.round(ahead - moments[0], 6)))


@lru_cache(maxsize=512)
def _remembered(moments: tuple[float, ...], ahead: tuple[float, ...]) -> Tables:
    return _tables(np.array(moments), np.array(ahead), None)


def _tables(moments: Array, ahead: Array, error: Array | None) -> Tables:
    n, steps = len(moments), len(ahead)
    level = _levels(np.concatenate([moments, ahead]) - moments[0])[:, None]
    if error is not None:
        more = np.zeros((len(error), n + steps))
        more[:, :n] = error
        level = level + np.eye(n + steps) * more[None, :, None, :]
    turn = np.zeros((n - 1 + steps, n + steps))
    row = np.arange(n - 1)
    turn[row, row], turn[row, row + 1] = -1.0, 1.0
    row = np.arange(steps)
    turn[n - 1 + row, n - 1], turn[n - 1 + row, n + row] = -1.0, 1.0
    joint = turn @ level @ turn.T
    seen, between = joint[..., : n - 1, : n - 1], joint[..., n - 1 :, : n - 1]
    precision = np.linalg.inv(seen)
    weights = between @ precision
    own = np.diagonal(joint, axis1=-2, axis2=-1)[..., n - 1 :]
    left = own - (weights * between).sum(-1)
    determinant = np.asarray(np.linalg.slogdet(seen)[1], dtype=float)
    return Tables(np.asarray(precision, dtype=float), determinant, weights, left, np.diff(moments), ahead - moments[-1])


def _levels(times: Array) -> Array:
    """Covariance of the level (from the first moment on) and the noise, shape (trends, moments, moments)."""
    first, second = times[:, None], times[None, :]
    least, apart = np.minimum(first, second), np.abs(first - second)
    found = []
    for trend in TRENDS:
        rate = -np.log(trend.carried)
        carried = (
            2 * rate * least + np.exp(-rate * first) + np.exp(-rate * second) - 1 - np.exp(-rate * apart)
        ) / rate**2
        chance = (1 - trend.fading) * least + trend.fading * carried
        found.append(trend.lasting * first * second + chance + trend.noise * np.eye(len(times)))
    return np.array(found)
