"""What the figures of one series say of every component: how well it fits, and what it then expects."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from toc.forecasting.panel import Nature, Series
from toc.forecasting.trends import DRIFT, DRIFTS, FIRMNESS, ON, SHAPE, SPREAD, SPREADS, TREND, Array, Tables, tables

EDGE = 0.005
"""How near to its bounds a share is taken to lie at most, where growth is reckoned relative to the bounds."""

HOPELESS = -1e9
ORDINARY_SHOCK = 0.15
"""Variance of a shock that all series of a panel share in one year, where a squared change is 1 on average."""

SHOCK_WORTH = 2.0
"""Number of years that this expectation counts for."""


@dataclass(frozen=True)
class Scale:
    """How figures become numbers without a unit: divided by ``unit``; relatively by log or log odds."""

    unit: float
    nature: Nature
    relative: bool
    """Whether growth in percent (or of the odds) has a meaning for these figures."""

    @property
    def bounded(self) -> bool:
        """Whether there is both a lowest and a highest figure."""
        return math.isfinite(self.nature.lowest) and math.isfinite(self.nature.highest)

    def to_relative(self, values: Array) -> Array:
        """Logarithm of the figures, or of their odds between the bounds."""
        if not self.bounded:
            return np.log(values)
        part = np.clip((values - self.nature.lowest) / (self.nature.highest - self.nature.lowest), EDGE, 1 - EDGE)
        return np.log(part / (1 - part))

    def slope(self, values: Array) -> Array:
        """Change on the relative scale per unit of the figure itself."""
        if not self.bounded:
            return 1 / values
        width = self.nature.highest - self.nature.lowest
        part = np.clip((values - self.nature.lowest) / width, EDGE, 1 - EDGE)
        return 1 / (width * part * (1 - part))


@dataclass(frozen=True)
class Reading:
    """One reading of one series, with what each component makes of it."""

    values: Array
    scale: Scale
    degrees: float
    """Degrees of freedom of every prediction."""

    fit: Array
    """Log likelihood of the changes seen for each component, shape (components,)."""

    tables: tuple[Tables, Tables]
    squares: tuple[Array, Array]
    """Squared surprise on both scales, shape (trends, drifts, s)."""

    changes: tuple[Array, Array]
    """Changes seen on both scales, less the expected drift, shape (drifts, changes)."""

    doubt: Array
    """Mean squared error of measurement on both scales, shape (2,)."""

    def expects(self, components: np.ndarray) -> tuple[Array, Array]:
        """Middle and spread of the change from the last figure, on the component's scale; shape (components, steps)."""
        middle = np.empty((len(components), len(self.tables[0].ahead)))
        spread = np.empty_like(middle)
        for on in (0, 1):
            mine = np.flatnonzero(ON[components] == on)
            if not len(mine):
                continue
            table, which = self.tables[on], components[mine]
            trend, drift, size = TREND[which], DRIFT[which], SPREAD[which]
            s = size if table.weights.shape[1] > 1 else np.zeros_like(size)
            middle[mine] = DRIFTS[drift][:, None] * table.ahead + np.einsum(
                "csi,ci->cs", table.weights[trend, s], self.changes[on][drift]
            )
            squared = self.spread_squared(which)
            spread[mine] = np.sqrt(squared[:, None] * table.variance[trend, s])
        return middle, spread

    def spread_squared(self, components: np.ndarray) -> Array:
        """Squared spread of a year's change after seeing the figures, shape (components,)."""
        on, trend, drift, size = ON[components], TREND[components], DRIFT[components], SPREAD[components]
        surprise = np.empty(len(components))
        for side in (0, 1):
            mine = on == side
            squares = self.squares[side]
            s = size[mine] if squares.shape[2] > 1 else np.zeros_like(size[mine])
            surprise[mine] = squares[trend[mine], drift[mine], s]
        return np.asarray((FIRMNESS * SPREADS[size] ** 2 + surprise / 2) / (self.degrees / 2))


def usual_unit(series: Series, nature: Nature) -> float:
    """What one figure is measured against: its usual size, or, without a natural zero, its usual change; 0 if none."""
    values = series.values
    if math.isfinite(nature.lowest) and math.isfinite(nature.highest):
        room = (values - nature.lowest) * (nature.highest - values) / (nature.highest - nature.lowest)
        return float(np.mean(room))
    if nature.natural_zero:
        return float(np.mean(np.abs(values)))
    return float(np.sqrt(np.mean(np.diff(values) ** 2 / np.diff(series.moments))))


def read(series: Series, values: Array, ahead: Array, unit: float, nature: Nature) -> Reading:
    """Hold one reading of a series against every component.

    Args:
        series: its moments and the errors of its figures.
        values: the figures as read, shape (n,).
        ahead: moments asked for, shape (steps,).
        unit: what a figure is measured against.
        nature: what is known of the figures.
    """
    values = np.asarray(values, dtype=float)
    bounded = math.isfinite(nature.lowest) and math.isfinite(nature.highest)
    relative = bounded or (nature.natural_zero and bool((values > 0).all()))
    scale = Scale(unit, nature, relative)
    error = series.error if series.error is not None and series.error.any() else None
    numbers = [values / unit, scale.to_relative(values) if relative else np.zeros_like(values)]
    slopes = [np.full_like(values, 1 / unit), scale.slope(values) if relative else np.ones_like(values)]
    found, squares, changes, fits, doubt = [], [], [], [], []
    for z, slope in zip(numbers, slopes, strict=True):
        errors = np.zeros_like(z) if error is None else (error * slope) ** 2
        noise = None if error is None else errors / SPREADS[:, None] ** 2
        doubt.append(float(errors.mean()))
        table = tables(series.moments, ahead, noise)
        change = np.diff(z) - DRIFTS[:, None] * table.years
        square = ((change @ table.precision) * change).sum(axis=-1).swapaxes(1, 2)
        fits.append(_log_likelihood(square, table) + np.log(slope).sum())
        found.append(table)
        squares.append(square)
        changes.append(change)
    if not relative:
        fits[1] = np.full_like(fits[0], HOPELESS)
    fit = np.concatenate([one.ravel() for one in fits])
    degrees = 2 * FIRMNESS + len(values) - 1
    tabled, surprise, moved = (found[0], found[1]), (squares[0], squares[1]), (changes[0], changes[1])
    return Reading(values, scale, degrees, fit, tabled, surprise, moved, np.array(doubt))


def _log_likelihood(square: Array, table: Tables) -> Array:
    """Multivariate Student t of the changes with the squared spread integrated out, shape (trends, drifts, spreads)."""
    count = len(table.years)
    prior = FIRMNESS * SPREADS**2
    constant = gammaln(FIRMNESS + count / 2) - gammaln(FIRMNESS) - count / 2 * np.log(2 * np.pi * prior)
    found: Array = (
        constant
        - table.log_determinant[:, None, :] / 2
        - (FIRMNESS + count / 2) * np.log1p(np.broadcast_to(square, SHAPE[1:]) / (2 * prior))
    )
    return found


def effective_number(panel: Sequence[Series]) -> float:
    """How many series that go their own way this panel is worth: series that are shaken together count as fewer.

    Kish's design effect (Kish, "Survey Sampling", 1965, section 5.4) with the part of the variance of standardised
    changes that all series have in common in a year. Growth that is the same every year is no shock: what counts is how
    the mean change differs from year to year. Few years say little of that, so an ordinary shock counts along.
    """
    by_years: dict[tuple[float, float], list[float]] = {}
    moving = 0
    for series in panel:
        change = np.diff(series.values)
        size = float(np.sqrt(np.mean(change**2))) if len(change) else 0.0
        if size == 0:
            continue
        moving += 1
        for start, end, one in zip(series.moments[:-1], series.moments[1:], change / size, strict=True):
            by_years.setdefault((round(float(start), 3), round(float(end), 3)), []).append(float(one))
    if moving < 2:
        return float(moving)
    years = [np.array(changes) for changes in by_years.values() if len(changes) > 1]
    counts = np.array([len(changes) for changes in years], dtype=float)
    means = np.array([changes.mean() for changes in years])
    within = sum(float(((changes - changes.mean()) ** 2).sum()) for changes in years) / max((counts - 1).sum(), 1.0)
    shaken = SHOCK_WORTH * ORDINARY_SHOCK
    if len(years) > 1:
        middle = float(np.average(means, weights=counts))
        between = float((counts / counts.mean() * (means - middle) ** 2).sum())
        shaken += max(between - (len(years) - 1) * within / float(counts.mean()), 0.0)
    together = shaken / (SHOCK_WORTH + max(len(years) - 1, 0))
    part = together / max(together + within, 1e-12)
    return float(moving / (1 + (moving - 1) * part))
