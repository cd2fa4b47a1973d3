"""Quantiles of a mixture of Student t distributions, each on its own scale."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import ndtri, stdtr

from toc.forecasting.outlook import PROBABILITIES
from toc.forecasting.trends import Array

FURTHEST = 0.0004
"""Probability beyond the outer edge of the search."""

_POINTS = 40
_ROUNDS = 2
_CELLS = 4000
_EDGES: Array = np.linspace(-1, 1, _CELLS + 1)[1:-1]
_FINE: Array = _EDGES / (1 - np.abs(_EDGES))
"""Scores at which a distribution is tabled: evenly spaced in ``score / (1 + |score|)``, so that a place is found
without a search."""


@dataclass(frozen=True)
class Mixture:
    """Parts of equal degrees of freedom, for a batch of series; arrays have shape (series, parts[, steps])."""

    weights: Array
    relative: np.ndarray
    """Whether a part is on the relative scale."""

    middle: Array
    spread: Array
    degrees: float
    last: Array
    """Last figure, on the own scale, as each part reads it."""

    unit: Array
    odds: tuple[float, float] | None = None
    """Lowest and highest figure, where the relative scale is that of log odds; else it is the logarithm."""


def quantiles(mixture: Mixture) -> Array:
    """Values at ``outlook.PROBABILITIES``, never falling; shape (series, steps, probabilities)."""
    edge = abs(float(np.interp(FURTHEST, _distribution(mixture.degrees), _FINE)))
    low = _figures(mixture, mixture.middle - edge * mixture.spread).min(axis=1)
    high = _figures(mixture, mixture.middle + edge * mixture.spread).max(axis=1)
    heavy = np.argmax(mixture.weights, axis=1)[:, None]
    centre = np.take_along_axis(mixture.last, heavy, 1)
    step = 0.01 * np.take_along_axis(mixture.unit, heavy, 1)
    start, end = np.arcsinh((low - centre) / step), np.arcsinh((high - centre) / step)
    places = start[..., None] + (end - start)[..., None] * np.linspace(0, 1, _POINTS)
    wanted = np.concatenate([PROBABILITIES[:1] / 2, PROBABILITIES, 1 - PROBABILITIES[:1] / 2])
    for _ in range(_ROUNDS):
        reached = _reached(mixture, centre[..., None] + step[..., None] * np.sinh(places))
        places = _inverse(reached, places, wanted)
    found = centre[..., None] + step[..., None] * np.sinh(_inverse(
        _reached(mixture, centre[..., None] + step[..., None] * np.sinh(places)), places, PROBABILITIES
    ))  # fmt: skip
    return np.asarray(np.maximum.accumulate(found, axis=-1))


def _inverse(reached: Array, places: Array, wanted: Array) -> Array:
    """Where the distribution reaches each probability, by straight lines on the scale of normal scores."""
    scores = ndtri(np.clip(reached, 1e-7, 1 - 1e-7))
    scores = np.maximum.accumulate(scores, axis=-1) + np.linspace(0, 1e-9, scores.shape[-1])
    goal = ndtri(wanted)
    flat, out = scores.reshape(-1, scores.shape[-1]), np.empty((*places.shape[:-1], len(wanted)))
    for row, (score, place) in enumerate(zip(flat, places.reshape(flat.shape), strict=True)):
        out.reshape(-1, len(wanted))[row] = np.interp(goal, score, place)
    return out


def _reached(mixture: Mixture, values: Array) -> Array:
    """P(Y <= value), shape (series, steps, values)."""
    own = (values[:, None] - mixture.last[:, :, None, None]) / mixture.unit[:, :, None, None]
    if mixture.relative.any():
        far = _far(mixture, values)[:, None] - _far(mixture, mixture.last[:, :, None, None])
        own = np.where(mixture.relative[:, :, None, None], far, own)
    score = (own - mixture.middle[..., None]) / mixture.spread[..., None]
    part = _looked_up(score, _distribution(mixture.degrees))
    return np.asarray(np.einsum("np,npsv->nsv", mixture.weights, part))


def _looked_up(score: Array, table: Array) -> Array:
    place = score / (1 + np.abs(score))
    place *= _CELLS / 2
    place += _CELLS / 2 - 1
    np.clip(place, 0, len(table) - 1.000001, out=place)
    cell = place.astype(np.intp)
    place -= cell
    low = table[cell]
    return np.asarray(low + (table[cell + 1] - low) * place)


def _far(mixture: Mixture, values: Array) -> Array:
    """Figures on the relative scale; those that cannot be there lie far away."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if mixture.odds is None:
            return np.where(values > 0, np.log(np.maximum(values, 1e-300)), -700.0)
        low, high = mixture.odds
        part = (values - low) / (high - low)
        return np.where(part <= 0, -700.0, np.where(part >= 1, 700.0, np.log(part / (1 - part))))


def _figures(mixture: Mixture, change: Array) -> Array:
    """A change on each part's scale as a figure, shape (series, parts, steps)."""
    last, unit = mixture.last[..., None], mixture.unit[..., None]
    own = last + unit * change
    if not mixture.relative.any():
        return np.asarray(own)
    if mixture.odds is None:
        far = np.where(last > 0, last, 1.0) * np.exp(np.clip(change, -30, 30))
    else:
        low, high = mixture.odds
        far = low + (high - low) / (1 + np.exp(-np.clip(_far(mixture, last) + change, -60, 60)))
    return np.asarray(np.where(mixture.relative[..., None], far, own))


@lru_cache(maxsize=64)
def _distribution(degrees: float) -> Array:
    """Student's t at the fine points."""
    return np.asarray(stdtr(degrees, _FINE))
