"""A panel: short series of one kind of figure, and what is known beforehand of that kind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Series:
    """The figures of one series, in order of time. A year without a figure is left out, never filled in."""

    moments: Array
    """Moments in years (2024.5 is the middle of 2024), strictly rising, shape (n,)."""

    values: Array
    """Figures in their own unit, shape (n,)."""

    error: Array | None = None
    """Standard deviation of the error of measurement, in the same unit, as of a survey; 0 where there is none;
    shape (n,)."""

    alternatives: tuple[tuple[Array, float], ...] = ()
    """Other readings of ``values`` with their weight, when it is not certain what a full year would have been (a part
    of a year of 4 to 7 months); when given, these stand in place of ``values``."""


@dataclass(frozen=True)
class Nature:
    """What is known beforehand of a kind of figure."""

    natural_zero: bool = True
    """Whether zero means "nothing", so that growth in percent means something."""

    lowest: float = -np.inf
    """Lowest possible figure."""

    highest: float = np.inf
    """Highest possible figure."""

    never_falls: bool = False
    """A count since the start, which cannot fall."""
