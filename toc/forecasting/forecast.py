"""Short series in, distributions of the years ahead out. (Provisional: the last value with a widening interval.)"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtri

from toc.forecasting.outlook import PROBABILITIES, Array, Outlook
from toc.forecasting.panel import Nature, Series

FEWEST = 2


def forecast(
    panel: Sequence[Series], moments: Sequence[Array], nature: Nature = Nature()
) -> tuple[Outlook | None, ...]:
    """Carry every series of a panel to its own moments ahead; None where a series has fewer than two figures."""
    return tuple(
        _one(series, np.asarray(ahead, dtype=float), nature) for series, ahead in zip(panel, moments, strict=True)
    )


def _one(series: Series, moments: Array, nature: Nature) -> Outlook | None:
    if len(series.values) < FEWEST:
        return None
    steps = np.diff(series.values)
    spread = max(float(np.sqrt(np.mean(steps**2 / np.diff(series.moments)))), abs(series.values[-1]) * 0.02, 1e-9)
    ahead = np.sqrt(moments - series.moments[-1])[:, None]
    quantiles = series.values[-1] + 1.5 * spread * ahead * ndtri(PROBABILITIES)[None]
    quantiles = np.clip(quantiles, series.values[-1] if nature.never_falls else nature.lowest, nature.highest)
    return Outlook(moments, quantiles, len(series.values), own=0.5, peers=0.3)
