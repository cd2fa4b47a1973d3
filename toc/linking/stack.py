"""Many panels of one shape side by side, and generalised least squares on all of them at once.

Units have their own level, fixed and flat. What one link asks of least squares is then a handful of sums of the size
of its number of years: with weights ``w`` and unit levels taken out, ``A`` (years, years) of the year effects with
themselves, ``b_x`` and ``b_y`` (years) with output and outcome, and three numbers. A shock common to all units,
``lambda ~ N(0, G)``, then enters by the identity of Woodbury::

    x' V^-1 y  =  c_xy - b_x' (I + G A)^-1 G b_y,     |V| = |W^-1| |I + G A|

so no matrix is ever larger than the number of years (Harville 1977, Journal of the American Statistical Association 72;
Searle, Casella & McCulloch 1992, "Variance Components", appendix M). Year effects that are flat, the two-way model,
have the pseudo-inverse of ``A`` in that place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toc.linking.panel import Array, Panel

LEAST_VARIANCE = 1e-12
RIDGE = 1e-10
SAME = 1e-9
"""Relative size below which an eigenvalue of the year effects counts as zero."""


@dataclass(frozen=True)
class Stack:
    """Panels on one grid; arrays of shape (links, units, years) unless said otherwise. Unit levels are taken out."""

    present: NDArray[np.bool_]
    x: Array
    y: Array
    var_x: Array
    var_y: Array
    walk: Array
    """Covariance of a random walk with variance 1 a year between the moments, shape (links, years, years)."""

    degrees: Array
    """Degrees of freedom of the two-way model, shape (links,)."""

    @property
    def counted(self) -> Array:
        """Figures of every link, shape (links,)."""
        return np.asarray(self.present.sum(axis=(1, 2)), dtype=float)

    def part(self, which: NDArray[np.int64]) -> Stack:
        """Only these links."""
        return Stack(
            self.present[which], self.x[which], self.y[which], self.var_x[which], self.var_y[which],
            self.walk[which], self.degrees[which],
        )  # fmt: skip

    def moments(self, variance: Array) -> Moments:
        """The sums of every link where the errors of its figures have this variance, shape (links, units, years)."""
        w = np.where(self.present, 1 / (variance + LEAST_VARIANCE), 0.0)
        total = w.sum(axis=2)
        seen = total > 0
        per = np.where(seen, 1 / np.where(seen, total, 1.0), 0.0)
        wx, wy = w * self.x, w * self.y
        sum_x, sum_y = wx.sum(axis=2) * per, wy.sum(axis=2) * per
        years = w.shape[2]
        a = -np.einsum("lut,lus->lts", w * per[..., None], w)
        a[:, np.arange(years), np.arange(years)] += w.sum(axis=1)
        return Moments(
            a=a,
            bx=(wx - w * sum_x[..., None]).sum(axis=1),
            by=(wy - w * sum_y[..., None]).sum(axis=1),
            xx=(wx * self.x).sum(axis=(1, 2)) - (wx.sum(axis=2) * sum_x).sum(axis=1),
            xy=(wx * self.y).sum(axis=(1, 2)) - (wx.sum(axis=2) * sum_y).sum(axis=1),
            yy=(wy * self.y).sum(axis=(1, 2)) - (wy.sum(axis=2) * sum_y).sum(axis=1),
            log_size=-np.log(np.where(self.present, w, 1.0)).sum(axis=(1, 2))
            + np.log(np.where(seen, total, 1.0)).sum(axis=1),
            weights=w,
            per_unit=per,
        )

    def random(self, moments: Moments, shock: Array) -> Fit:
        """Fit with a common shock that walks with standard deviation ``shock`` a year, shape (links,)."""
        g = self.walk * (shock**2)[:, None, None]
        inner = np.eye(g.shape[1]) + g @ moments.a
        return moments.fit(
            np.asarray(np.linalg.solve(inner, g), dtype=float), np.asarray(np.linalg.slogdet(inner)[1], dtype=float)
        )

    def two_way(self, moments: Moments) -> Fit:
        """Fit with a level of its own for every unit and every year."""
        return moments.fit(_inverse(moments.a), np.zeros(len(moments.xx)))

    def two_way_left(self, moments: Moments) -> Array:
        """Squared residuals of the two-way model, shape (links,): the same, faster, with a ridge of ``RIDGE``."""
        years = moments.a.shape[1]
        size = np.trace(moments.a, axis1=1, axis2=2) / years
        ridge = (RIDGE * size + LEAST_VARIANCE)[:, None, None] * np.eye(years)
        both = np.stack([moments.bx, moments.by], axis=2)
        taken = np.swapaxes(both, 1, 2) @ np.linalg.solve(moments.a + ridge, both)
        xx, xy, yy = (
            whole - taken[:, i, j] for whole, i, j in ((moments.xx, 0, 0), (moments.xy, 0, 1), (moments.yy, 1, 1))
        )
        return np.asarray(np.maximum(yy - np.where(xx > SAME, xy**2 / np.where(xx > SAME, xx, 1.0), 0.0), 0.0))

    def reliability(self, moments: Moments, fit: Fit) -> Array:
        """Part of the movement of the output that is no error of measurement: ``1 - tr(M V_x) / x' M x``; (links,).

        Source: Fuller (1987), "Measurement Error Models", section 1.2; M whitens and takes out unit levels and shock.
        """
        w, per, r = moments.weights, moments.per_unit, fit.inner
        wr = np.einsum("lut,lts->lus", w, r)
        diagonal = np.einsum("ltt->lt", r)[:, None, :]
        rwr = (wr * w).sum(axis=2)[..., None]
        mrm = w**2 * (diagonal - 2 * wr * per[..., None] + rwr * (per**2)[..., None])
        m = w - w**2 * per[..., None] - mrm
        return np.asarray(
            1 - (m * np.where(self.present, self.var_x, 0.0)).sum(axis=(1, 2)) / np.maximum(fit.xx, LEAST_VARIANCE)
        )

    def residuals(self, variance: Array, moments: Moments, fit: Fit) -> Array:
        """What the two-way model leaves, in standard deviations, 0 where nothing was measured."""
        gap = np.where(self.present, self.y - fit.slope[:, None, None] * self.x, 0.0)
        years = np.einsum("lts,ls->lt", fit.inner, moments.by - fit.slope[:, None] * moments.bx)
        left = gap - years[:, None, :]
        level = (moments.weights * left).sum(axis=2) * moments.per_unit
        left = np.where(self.present, left - level[..., None], 0.0)
        shrunk = np.sqrt(np.clip(self.degrees / self.counted, SAME, 1.0))[:, None, None]
        return np.asarray(left / np.sqrt(variance + LEAST_VARIANCE) / shrunk)


@dataclass(frozen=True)
class Moments:
    """The sums of every link; unit levels are taken out."""

    a: Array
    bx: Array
    by: Array
    xx: Array
    xy: Array
    yy: Array
    log_size: Array
    weights: Array
    per_unit: Array

    def fit(self, inner: Array, log_shock: Array) -> Fit:
        """Least squares once the year effects are taken out through ``inner``, shape (links, years, years)."""
        rx = np.einsum("lts,ls->lt", inner, self.bx)
        xx = self.xx - (self.bx * rx).sum(axis=1)
        xy = self.xy - (self.by * rx).sum(axis=1)
        yy = self.yy - np.einsum("lt,lts,ls->l", self.by, inner, self.by)
        moved = xx > SAME
        safe = np.where(moved, xx, 1.0)
        slope = np.where(moved, xy / safe, np.nan)
        left = np.maximum(yy - np.where(moved, xy**2 / safe, 0.0), 0.0)
        likelihood = -(self.log_size + log_shock + np.log(safe) + left) / 2
        return Fit(slope, np.where(moved, 1 / np.sqrt(safe), np.nan), left, likelihood, inner, xx)

    def without_each_unit(self, stack: Stack) -> tuple[Moments, NDArray[np.bool_]]:
        """The same sums with one unit left out, shape (links * units, ...), and which unit was there to leave out."""
        w, per = self.weights, self.per_unit
        links, units, years = w.shape
        sum_x, sum_y = (w * stack.x).sum(axis=2), (w * stack.y).sum(axis=2)
        own = -w[..., :, None] * w[..., None, :] * per[..., None, None]
        own[..., np.arange(years), np.arange(years)] += w
        bx = w * (stack.x - (sum_x * per)[..., None])
        by = w * (stack.y - (sum_y * per)[..., None])

        def rest(whole: Array, part: Array) -> Array:
            return np.asarray((whole[:, None] - part).reshape(links * units, *whole.shape[1:]))

        flat = np.zeros(links * units)
        rests = Moments(
            rest(self.a, own), rest(self.bx, bx), rest(self.by, by),
            rest(self.xx, (bx * stack.x).sum(axis=2)), rest(self.xy, (bx * stack.y).sum(axis=2)),
            rest(self.yy, (by * stack.y).sum(axis=2)), flat, flat, flat,
        )  # fmt: skip
        return rests, np.asarray(stack.present.any(axis=2))


@dataclass(frozen=True)
class Fit:
    """One least squares of every link; shape (links,) unless said otherwise."""

    slope: Array
    """Outcome per 1 of output; NaN where the output did not move."""

    error: Array
    """Its standard error where the variances are right."""

    left: Array
    """Squared residuals in units of their variance."""

    likelihood: Array
    """Restricted log likelihood, without its constant (Patterson & Thompson 1971, Biometrika 58)."""

    inner: Array
    """What takes out the year effects, shape (links, years, years)."""

    xx: Array


def stack_of(panels: Sequence[Panel]) -> Stack:
    """Put panels on one grid, as wide as the widest; units and moments of each in rising order."""
    placed = [(np.unique(p.unit, return_inverse=True), np.unique(p.time, return_inverse=True)) for p in panels]
    shape = (len(panels), max(len(u[0]) for u, _ in placed), max(len(t[0]) for _, t in placed))
    present = np.zeros(shape, dtype=bool)
    x, y, var_x, var_y = np.zeros(shape), np.zeros(shape), np.zeros(shape), np.zeros(shape)
    walk = np.zeros((shape[0], shape[2], shape[2]))
    for k, (panel, ((_, row), (moments, column))) in enumerate(zip(panels, placed, strict=True)):
        present[k, row, column] = True
        for grid, values in ((x, panel.x), (y, panel.y), (var_x, panel.var_x), (var_y, panel.var_y)):
            grid[k, row, column] = values
        since = np.zeros(shape[2])
        since[: len(moments)] = moments - moments[0]
        walk[k] = np.minimum(since[:, None], since[None, :])
    count = np.maximum(present.sum(axis=2, keepdims=True), 1)
    x = np.where(present, x - x.sum(axis=2, keepdims=True) / count, 0.0)
    y = np.where(present, y - y.sum(axis=2, keepdims=True) / count, 0.0)
    units = present.any(axis=2).sum(axis=1)
    years = _rank(present)
    return Stack(present, x, y, var_x, var_y, walk, (present.sum(axis=(1, 2)) - units - years - 1).astype(float))


def _rank(present: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Number of year effects that can be told apart once every unit has its own level, shape (links,)."""
    w = present.astype(float)
    per = 1 / np.maximum(w.sum(axis=2), 1)
    a = -np.einsum("lut,lus->lts", w * per[..., None], w)
    years = w.shape[2]
    a[:, np.arange(years), np.arange(years)] += w.sum(axis=1)
    sizes = np.linalg.eigvalsh(a)
    return np.asarray((sizes > SAME * np.maximum(sizes[:, -1:], SAME)).sum(axis=1))


def _inverse(a: Array) -> Array:
    sizes, turned = np.linalg.eigh(a)
    counts = sizes > SAME * np.maximum(sizes[:, -1:], LEAST_VARIANCE)
    per = np.where(counts, 1 / np.where(counts, sizes, 1.0), 0.0)
    return np.asarray(np.einsum("ltk,lk,lsk->lts", turned, per, turned))
