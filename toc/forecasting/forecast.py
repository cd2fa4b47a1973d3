"""Short series in, distributions of the years ahead out.

Every series of a panel is held against the dictionary of trends (``evidence``), the panel settles how likely each trend
is beforehand (``pooling``), and each series' own figures settle the rest. What is expected is a mixture of Student t
distributions (``mixture``), of which the quantiles are kept. Nothing is drawn at random.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from toc.forecasting.additions import accumulated, additions_of, stretches
from toc.forecasting.evidence import EDGE, Reading, effective_number, read, usual_unit
from toc.forecasting.mixture import Mixture, quantiles
from toc.forecasting.outlook import PROBABILITIES, Array, Outlook
from toc.forecasting.panel import Nature, Series
from toc.forecasting.pooling import Experience, Pooled, experience, pool, stretch_terms
from toc.forecasting.trends import DRIFT, DRIFTS, ON, TREND, TRENDS

FEWEST = 2
"""Figures without which nothing can be said of a series."""

MOST_PARTS = 48
"""Components of a series that are kept for its prediction: the likeliest ones."""

ORDINARY = Nature()
ADDED = Nature(lowest=0.0)
"""What a running total gains: a figure with a natural zero that may go up and down."""

_CHANCE: Array = np.array([1 - one.fading for one in TRENDS])
_GROWTH: Array = np.array([one.lasting + one.fading for one in TRENDS])
_NOISE: Array = np.array([one.noise for one in TRENDS])


@dataclass(frozen=True)
class _Known:
    """One series with its readings, and how likely each is."""

    at: int
    readings: tuple[tuple[float, Reading], ...]


def forecast(
    panel: Sequence[Series], moments: Sequence[Array], nature: Nature = ORDINARY
) -> tuple[Outlook | None, ...]:
    """Carry every series of a panel to its own moments ahead.

    Args:
        panel: series of one kind of figure; a single one will do.
        moments: for each series the moments asked for, in years, all after its last figure; may be empty.
        nature: what is known beforehand of this kind of figure.

    Returns:
        An outlook for each series. None where there are fewer than two figures, and where nothing says how large a
        change might be: every figure of the panel is zero or, without a natural zero or in a running total, no figure
        ever changed.
    """
    if not nature.never_falls:
        return _by_level(panel, moments, nature, FEWEST)
    whole = [at for at, series in enumerate(panel) if len(series.values) >= FEWEST]
    ahead = [np.asarray(moments[at], dtype=float) for at in whole]
    cut = [stretches(float(panel[at].moments[-1]), some) for at, some in zip(whole, ahead, strict=True)]
    gained = _by_level([additions_of(panel[at]) for at in whole], [one.middles for one in cut], ADDED, 1)
    found: list[Outlook | None] = [None] * len(panel)
    for at, some, one, outlook in zip(whole, ahead, cut, gained, strict=True):
        if outlook is not None:
            series = panel[at]
            row = accumulated(outlook.quantiles, one.lengths, float(series.values[-1]), len(series.values) - 1)
            within = _within_bounds(row, series, nature)
            found[at] = Outlook(some, within, len(series.values), outlook.own, outlook.peers)
    return tuple(found)


def _by_level(
    panel: Sequence[Series], moments: Sequence[Array], nature: Nature, fewest: int
) -> tuple[Outlook | None, ...]:
    """Figures that may go up and down."""
    general = experience(nature.natural_zero)
    units = _units(panel, nature, fewest)
    known = []
    for at, (series, ahead, unit) in enumerate(zip(panel, moments, units, strict=True)):
        if len(series.values) >= fewest and unit > 0:
            readings = series.alternatives or ((series.values, 1.0),)
            wanted = np.asarray(ahead, dtype=float)
            read_so = tuple((share, read(series, one, wanted, unit, nature)) for one, share in readings)
            known.append(_Known(at, read_so))
    found: list[Outlook | None] = [None] * len(panel)
    if not known:
        return tuple(found)
    effective = effective_number([panel[one.at] for one in known])
    fits = np.array([_fit(one.readings, general.active, nature) for one in known])
    pooled = pool(fits, general, effective)
    expected = _all_quantiles(known, pooled, general, nature)
    for place, (one, row) in enumerate(zip(known, expected, strict=True)):
        series, ahead = panel[one.at], np.asarray(moments[one.at], dtype=float)
        own = _credibility(one.readings[0][1], pooled.weights[place], general)
        others = pooled.learned * max(effective - 1, 0.0) / max(effective, 1.0)
        within = _within_bounds(row, series, nature)
        found[one.at] = Outlook(ahead, within, len(series.values), own, (1 - own) * others)
    return tuple(found)


def _units(panel: Sequence[Series], nature: Nature, fewest: int) -> list[float]:
    """What each series is measured against; a series that says nothing of it follows the others."""
    own = [usual_unit(series, nature) if len(series.values) >= fewest else 0.0 for series in panel]
    some = [one for one in own if one > 0]
    usual = float(np.median(some)) if some else 0.0
    return [one if one > 0 else usual for one in own]


def _fit(readings: Sequence[tuple[float, Reading]], active: np.ndarray, nature: Nature) -> Array:
    """Likelihood of a series under each active component, its largest 1; several readings are averaged."""
    logs = np.array([np.log(share) + _likelihood(reading, nature)[active] for share, reading in readings])
    highest = logs.max()
    likelihood: Array = np.exp(logs - highest).sum(axis=0)
    return np.asarray(likelihood / likelihood.max())


def _likelihood(reading: Reading, nature: Nature) -> Array:
    """Log likelihood of one reading. A reading is a figure times a factor, and that factor counts in its density."""
    factor = float(np.log(np.abs(reading.values[reading.values != 0])).sum()) if nature.natural_zero else 0.0
    return reading.fit + factor


def _all_quantiles(known: Sequence[_Known], pooled: Pooled, general: Experience, nature: Nature) -> list[Array]:
    """Quantiles for each series, shape (steps, probabilities); series of the same shape go together."""
    parts = [
        _parts(one, before, len(known), general, nature) for one, before in zip(known, pooled.weights, strict=True)
    ]
    found: dict[int, Array] = {}
    batches: dict[tuple[float, int], list[int]] = {}
    for at, one in enumerate(known):
        first = one.readings[0][1]
        batches.setdefault((first.degrees, len(first.tables[0].ahead)), []).append(at)
    bounded = np.isfinite(nature.lowest) and np.isfinite(nature.highest)
    odds = (nature.lowest, nature.highest) if bounded else None
    for (degrees, steps), members in batches.items():
        if steps == 0:
            rows = np.empty((len(members), 0, len(PROBABILITIES)))
        else:
            stacked = [np.array(column) for column in zip(*(parts[at] for at in members), strict=True)]
            weights, relative, middle, spread, last, unit = stacked
            rows = quantiles(Mixture(weights, relative, middle, spread, degrees, last, unit, odds))
        found |= dict(zip(members, rows, strict=True))
    return [found[at] for at in range(len(known))]


def _parts(one: _Known, before: Array, count: int, general: Experience, nature: Nature) -> tuple[Array, ...]:
    """The likeliest components of a series over all its readings: weights, scale, middle, spread, last figure, unit."""
    logs = np.array([np.log(share) + _likelihood(reading, nature)[general.active] for share, reading in one.readings])
    likely = np.exp(logs - logs.max()) * before
    flat = likely.ravel()
    best = np.sort(np.argpartition(-flat, MOST_PARTS)[:MOST_PARTS])
    weights = flat[best] / flat[best].sum()
    which, place = np.divmod(best, likely.shape[1])
    components = general.active[place]
    steps = len(one.readings[0][1].tables[0].ahead)
    middle, spread = np.empty((MOST_PARTS, steps)), np.empty((MOST_PARTS, steps))
    last, unit = np.empty(MOST_PARTS), np.empty(MOST_PARTS)
    for at, (_, reading) in enumerate(one.readings):
        mine = np.flatnonzero(which == at)
        middle[mine], spread[mine] = reading.expects(components[mine])
        final = reading.values[-1]
        last[mine], unit[mine] = final, reading.scale.unit
        if reading.scale.bounded:
            margin = EDGE * (nature.highest - nature.lowest)
            inside = np.clip(final, nature.lowest + margin, nature.highest - margin)
            last[mine] = np.where(ON[components[mine]] == 1, inside, final)
    terms = stretch_terms(len(one.readings[0][1].values), count)
    stretch = max(float(np.dot(general.stretch, terms)), 1.0)
    return weights, ON[components] == 1, middle, spread * stretch, last, unit


def _credibility(reading: Reading, before: Array, general: Experience) -> float:
    """Which part of the expected growth the series' own figures decide: its credibility (Bühlmann 1967).

    The variance of growth beforehand, at the spread that this series turns out to have, as a part of that variance plus
    the variance with which the series' own figures show its growth.
    """
    components = general.active
    after = before * np.exp(reading.fit[components] - reading.fit[components].max())
    after /= after.sum()
    trend, drift = TREND[components], DRIFTS[DRIFT[components]]
    squared = reading.spread_squared(components)
    mean = float(before @ drift)
    between = after @ (squared * _GROWTH[trend]) + before @ (drift - mean) ** 2
    span = float(reading.tables[0].years.sum())
    if span == 0:  # one figure shows no growth
        return 0.0
    noise = squared * _NOISE[trend] + reading.doubt[ON[components]]
    within = after @ (squared * _CHANCE[trend] / span + 2 * noise / span**2)
    return float(between / (between + within))


def _within_bounds(row: Array, series: Series, nature: Nature) -> Array:
    """What cannot be is left out: beyond the bounds, or below the last count of what never falls."""
    low = max(nature.lowest, float(series.values[-1])) if nature.never_falls else nature.lowest
    return np.clip(row, low, nature.highest)
