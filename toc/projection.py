"""From past points to the years ahead: a median with intervals, or the reason why nobody can tell.

This first floor holds the simplest method that is honest on short series: the last value stays, with an interval
from the changes seen so far (Student t, widening with the square root of the years). Fewer than three full periods
give no projection: with two points any line fits.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from toc.declared import Text
from toc.frames import PROJECTIONS, check_frame, empty_frame
from toc.series import Point, full_points
from toc.words import say

FEWEST_POINTS = 3
_T80 = {2: 1.886, 3: 1.638, 4: 1.533, 5: 1.476, 6: 1.440, 7: 1.415, 8: 1.397, 9: 1.383}
_T95 = {2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262}
_NORMAL80, _NORMAL95 = 1.2816, 1.9600
"""Quantiles of Student's t at 90 % and 97.5 % by degrees of freedom; beyond nine, of the normal distribution."""


def project(
    points: Mapping[tuple[str, str], Sequence[Point]],
    wanted: Sequence[tuple[str, str]],
    horizons: Sequence[int],
) -> pd.DataFrame:
    """Carry each (indicator, organisation) to each horizon year.

    Args:
        points: usable points, in order of time, in the indicator's unit.
        wanted: which pairs to project; a pair without points is said to have none.
        horizons: calendar years.

    Returns:
        Table with the columns of ``frames.PROJECTIONS``.
    """
    records = [_one(key, points.get(key, ()), year) for key in wanted for year in horizons]
    return check_frame(pd.DataFrame(records), PROJECTIONS, "projections") if records else empty_frame(PROJECTIONS)


def _one(key: tuple[str, str], points: Sequence[Point], year: int) -> dict[str, Any]:
    indicator, organisation = key
    full = full_points(points)
    record: dict[str, Any] = {
        "indicator": indicator, "organisation": organisation, "year": year, "status": "cannot_tell", "method": None,
        "n": len(full), "median": np.nan, "lower80": np.nan, "upper80": np.nan, "lower95": np.nan, "upper95": np.nan,
    }  # fmt: skip
    if len(full) < FEWEST_POINTS:
        return {**record, "reason": _why_not(points, full)}
    if full[-1].year >= year:
        return {**record, "reason": say("projection.past", year=year)}
    steps = np.diff([point.value for point in full])
    gaps = np.diff([point.period.midpoint for point in full])
    df = len(steps)
    spread = math.sqrt(float(np.mean(steps**2 / gaps))) * math.sqrt(max(year + 0.5 - full[-1].period.midpoint, 0.0))
    last = full[-1].value
    floor = 0.0 if min(point.value for point in full) >= 0 else -math.inf
    half80, half95 = spread * _T80.get(df, _NORMAL80), spread * _T95.get(df, _NORMAL95)
    return {
        **record,
        "status": "projected",
        "method": "last_value",
        "median": last,
        "lower80": max(floor, last - half80),
        "upper80": last + half80,
        "lower95": max(floor, last - half95),
        "upper95": last + half95,
        "reason": say("projection.last_value", count=len(full), year=year),
    }


def _why_not(points: Sequence[Point], full: Sequence[Point]) -> Text:
    if not points:
        return say("projection.no_points")
    if not full:
        return say("projection.only_partial")
    if len(points) > len(full):
        return say("projection.few_and_partial", full=len(full), all=len(points), needed=FEWEST_POINTS)
    return say("projection.few_points", full=len(full), needed=FEWEST_POINTS)
