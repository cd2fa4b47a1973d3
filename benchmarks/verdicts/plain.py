"""The translation ratio of one link, as the specification has it, with whole matrices and nothing shared.

A second implementation that has no line in common with ``toc.linking``: one covariance per link written out in full,
dummies for units and years, one solve for each size of the common shock. It is what anybody would write first, and the
alternative that speed is measured against. It knows no families, outliers or leaving out of units.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import brentq
from scipy.stats import norm

from toc.linking.panel import Panel

Array = NDArray[np.float64]

SIZES_OF_SHOCK = {0.5: 0.20, 1.0: 0.40, 2.0: 0.25, 4.0: 0.15}
"""Multiples of the declared common shock, and how far each is believed beforehand."""

TINY = 1e-12
"""Added to every variance, so that a figure without error does not weigh without end."""


@dataclass(frozen=True)
class Plain:
    """T of one link."""

    ratio: float
    error: float
    degrees: float
    reliability: float
    below_kappa: float


@dataclass(frozen=True)
class _Regression:
    slope: float
    error: float
    left: float
    reliability: float
    likelihood: float


def plain(panel: Panel) -> Plain:
    """Estimate T; the panel must have enough figures, nothing is refused here.

    Raises:
        ValueError: where the output did not move.
    """
    seen_often = np.isin(panel.unit, [u for u in np.unique(panel.unit) if (panel.unit == u).sum() > 1])
    unit, time, x, var_x, y, var_y = (
        a[seen_often] for a in (panel.unit, panel.time, panel.x, panel.var_x, panel.y, panel.var_y)
    )
    declared = panel.declared
    units = _dummies(unit)
    if units.shape[1] == 1:
        process, degrees = declared.process**2 / declared.stands_for, 200.0
    else:
        both = np.column_stack([units, _dummies(time)[:, 1:]])
        degrees = float(len(y) - np.linalg.matrix_rank(both) - 1)
        process = _process(both, x, y, var_y, degrees)
    since = time - time.min()
    walk = np.minimum.outer(since, since)
    fits = [
        _regress(units, x, y, np.diag(var_y + process) + (size * declared.shock_sd) ** 2 * walk, var_x)
        for size in SIZES_OF_SHOCK
    ]
    evidence = np.array([one.likelihood for one in fits])
    weights = np.array(list(SIZES_OF_SHOCK.values())) * np.exp(evidence - evidence.max())
    weights /= weights.sum()
    slope = sum(w * one.slope for w, one in zip(weights, fits, strict=True))
    spread = sum(w * (one.error**2 + (one.slope - slope) ** 2) for w, one in zip(weights, fits, strict=True))
    reliability = float(np.clip(sum(w * one.reliability for w, one in zip(weights, fits, strict=True)), 0.05, 1.0))
    ratio, error = slope / reliability / declared.slope, np.sqrt(spread) / reliability / abs(declared.slope)
    return Plain(ratio, float(error), degrees, reliability, _below(ratio, float(error), degrees, declared.kappa))


def _dummies(labels: NDArray[np.int64] | Array) -> Array:
    """A column for every label."""
    return np.asarray(labels[:, None] == np.unique(labels), dtype=float)


def _process(dummies: Array, x: Array, y: Array, var_y: Array, degrees: float) -> float:
    """Variance at which squared residuals are as many as their degrees of freedom; 0 where they are fewer already."""

    def surplus(process: float) -> float:
        return _regress(dummies, x, y, np.diag(var_y + process), np.zeros(len(x))).left - degrees

    if surplus(0.0) <= 0:
        return 0.0
    high = float(np.var(y))
    while surplus(high) > 0:
        high *= 2
    return float(brentq(surplus, 0.0, high, xtol=1e-10 * high))


def _regress(dummies: Array, x: Array, y: Array, covariance: Array, var_x: Array) -> _Regression:
    """Generalised least squares of outcome on output and dummies."""
    factor = cho_factor(covariance + TINY * np.eye(len(y)), lower=True)
    inverse = cho_solve(factor, np.eye(len(y)))
    levels = dummies.T @ inverse @ dummies
    without = inverse - inverse @ dummies @ np.linalg.pinv(levels, hermitian=True) @ dummies.T @ inverse
    xx = float(x @ without @ x)
    if xx < 1e-9:
        raise ValueError("the output did not move")
    slope = float(x @ without @ y) / xx
    left = float(y @ without @ y) - slope**2 * xx
    log_size = 2 * np.log(np.diag(factor[0])).sum() + np.linalg.slogdet(levels)[1] + np.log(xx)
    return _Regression(slope, xx**-0.5, left, 1 - float(np.diag(without) @ var_x) / xx, float(-(log_size + left) / 2))


def _below(ratio: float, error: float, degrees: float, kappa: float) -> float:
    """P(T < kappa) where T is believed beforehand to lie around ``kappa``, normal with standard deviation 1."""
    wide = error * (np.sqrt(degrees / (degrees - 2)) if degrees > 2 else 2.0)
    precision = 1 + wide**-2
    return float(norm.cdf((kappa - (kappa + ratio / wide**2) / precision) * np.sqrt(precision)))
