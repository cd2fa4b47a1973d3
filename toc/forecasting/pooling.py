"""From general experience to this panel: how likely each component is, before a series' own figures are seen.

General experience is a set of weights over the dictionary, learned from the training series of the M4 competition
(``benchmarks/projection/learn.py``). A panel may be of another kind: no growth that lasts, more noise, a steady fall.
So the weights are tilted along a few directions (how much growth persists, where it goes, how large changes are), as
far as the panel's own figures ask for it: a maximum a posteriori fit of an exponential family, damped by how many
series that go their own way the panel is worth. An empirical Bayes method (Efron, "Large-Scale Inference", 2010,
chapter 1).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from toc.forecasting.trends import DRIFT, DRIFTS, ON, SHAPE, SIZE, SPREAD, SPREADS, TREND, TRENDS, Array

SHYNESS = 0.85
"""Standard deviation of the prior of each tilt, in standard deviations of its direction."""

TAIL = 3.0
"""Degrees of freedom of that prior, a Student t: what a panel says loudly is not held back."""

START = -0.8
"""Where the tilts of growth start: below general experience, since business series grow longer in one direction than
the expected value of few figures bears out. Settled on panels of M4 training series, where -0.5 to -1 does equally
well, and with a look at the sets of ``benchmarks/projection``, as were ``SHYNESS`` and ``DAMPED``."""

DAMPED: Array = np.array([0.25, 0.25, 1.0, 1.0, 1.0, 1.0, 1.0])
"""Per direction: how far series that move together count as one."""

STARTS: Array = START * np.array([1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0])
ROUNDS = 10
BACK = 1.5
"""Furthest step back when a series is left out."""

LEAST_ALONE = 1e-3


@dataclass(frozen=True)
class Experience:
    """General experience: one or more sets of weights over the components, and how far each is believed."""

    active: np.ndarray
    """Components that take part."""

    hypotheses: tuple[tuple[float, Array], ...]
    """Belief, and weights of the active components (they add up to one)."""

    stretch: tuple[float, ...]
    """Factors for ``stretch_terms``, with which the 80 % intervals hold 80 % on panels of M4 training series."""


@dataclass(frozen=True)
class Pooled:
    """Weights for one panel."""

    weights: Array
    """Of the active components for each series, shape (series, active)."""

    learned: float
    """Which part of the tilts the panel decided by itself, 0 to 1; the rest is general experience."""


def _directions() -> Array:
    """What each component says of growth that lasts, of its direction, of the size of changes and of the scale."""
    total = np.array([one.lasting + 1 + 2 * one.noise for one in TRENDS])
    soon = np.array([one.lasting + one.fading * one.carried - one.noise for one in TRENDS]) / total
    later = np.array([one.lasting + one.fading * one.carried**4 for one in TRENDS]) / total
    size = np.log(SPREADS)
    return np.stack(
        [soon[TREND], later[TREND], DRIFTS[DRIFT], np.sqrt(np.abs(DRIFTS))[DRIFT], size[SPREAD], size[SPREAD] ** 2, ON],
        axis=1,
    )


DIRECTIONS: Array = _directions()


def stretch_terms(figures: int, series: int) -> tuple[float, float, float]:
    """What the stretch of an interval depends on: always, more with few figures, more in a panel of few series."""
    return 1.0, 1 / max(figures - 1, 1), 1 / float(np.sqrt(series))


def pool(fits: Array, experience: Experience, effective: float) -> Pooled:
    """Tilt general experience towards a panel, for each series by what the others say.

    Args:
        fits: likelihood of each series under each active component, its largest 1; shape (series, active), not empty.
        experience: where to start from.
        effective: number of series that go their own way that the panel is worth.
    """
    alone = max(effective / len(fits), LEAST_ALONE)
    directions = DIRECTIONS[experience.active]
    weights = np.zeros_like(fits)
    learned = 0.0
    for belief, prior in experience.hypotheses:
        tilted, part = _tilted(fits, prior, directions, alone)
        weights += belief * tilted
        learned += belief * part
    return Pooled(weights, learned)


def _tilted(fits: Array, weights: Array, directions: Array, alone: float) -> tuple[Array, float]:
    """Newton's method on the tilts; the expected information keeps every step safe.

    A series would count twice if it helped to decide what is likely before it is seen. So each series gets the tilt
    without itself: one Newton step back from the common one (the infinitesimal jackknife).
    """
    middle = weights @ directions
    width = np.sqrt(weights @ (directions - middle) ** 2)
    kept = width > 1e-9
    unit = (directions[:, kept] - middle[kept]) / width[kept]
    start = STARTS[kept]
    firm = 1 / (SHYNESS**2 * alone ** DAMPED[kept])
    tilt, count = start.copy(), len(fits)
    for _ in range(ROUNDS):
        now = _normal(weights * np.exp(np.clip(unit @ tilt, -30, 30)))
        mean = now @ unit
        after = fits * now / (fits @ now)[:, None]
        moved = after @ unit
        prior = np.diag(firm * (TAIL + 1) / (TAIL + firm * (tilt - start) ** 2))
        information = count * ((unit * now[:, None]).T @ unit - np.outer(mean, mean))
        uphill = (moved - mean).sum(axis=0) - prior @ (tilt - start)
        tilt = tilt + np.clip(np.linalg.solve(information + prior, uphill), -1, 1)
    learned = float(np.trace(np.linalg.solve(information + prior, information)) / len(tilt))
    unexplained = (unit * after.sum(axis=0)[:, None]).T @ unit - moved.T @ moved
    curvature = information - unexplained + prior
    back = np.linalg.solve(curvature, (moved - mean).T).T
    without = tilt - np.clip(back, -BACK, BACK)
    return _normal(weights * np.exp(np.clip(without @ unit.T, -30, 30))), learned


def _normal(weights: Array) -> Array:
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))


@cache
def experience(natural_zero: bool) -> Experience:
    """General experience with figures that have a natural zero, or with those that have none."""
    stored = json.loads(resources.files("toc.forecasting").joinpath("experience.json").read_text(encoding="utf-8"))
    mine = stored["natural_zero" if natural_zero else "no_natural_zero"]
    weights = np.zeros(SIZE)
    weights[np.array(mine["components"])] = mine["weights"]
    mirrored = weights.reshape(SHAPE)[:, :, ::-1].ravel()
    symmetric = _normal((weights + mirrored) / 2)
    beliefs = [(mine["direction_believed"], _normal(weights)), (1 - mine["direction_believed"], symmetric)]
    active = np.flatnonzero(symmetric > 0)
    return Experience(active, tuple((p, one[active]) for p, one in beliefs if p > 0), tuple(mine["stretch"]))
