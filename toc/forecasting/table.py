"""The Python door: a table of short series in, a table of the years ahead out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from toc.forecasting.forecast import ORDINARY, forecast
from toc.forecasting.panel import Nature, Series


def project(
    panel: pd.DataFrame, h: int, levels: Sequence[float] = (80, 95), *, nature: Nature = ORDINARY
) -> pd.DataFrame:
    """Carry each series of a panel ``h`` years ahead.

    The series of one call learn from each other: give those of one kind of figure together. Two to ten yearly figures a
    series is what it is made for; a year may be missing.

    Args:
        panel: columns ``unique_id``, ``t`` (year) and ``y`` (figure). Rows without a figure are left out.
        h: number of years ahead.
        levels: percentages of the intervals.
        nature: what is known of the figures: bounds, a natural zero, whether they can fall.

    Returns:
        Columns ``unique_id``, ``step``, ``mean`` (the middle of the distribution) and ``lo80``, ``hi80`` and so on; no
        rows for a series of which nothing can be said.

    Raises:
        ValueError: a column is missing, a year occurs twice in one series, or ``h`` is not above zero.
    """
    _check(panel, h)
    known = panel.dropna(subset=["unique_id", "t", "y"]).sort_values("t", kind="stable")
    names, series = [], []
    for name, group in known.groupby("unique_id", sort=False):
        names.append(name)
        series.append(Series(group["t"].to_numpy(float), group["y"].to_numpy(float)))
    steps = np.arange(1, h + 1)
    outlooks = forecast(series, [one.moments[-1] + steps for one in series], nature)
    columns: dict[str, list[object]] = {"unique_id": [], "step": [], "mean": []}
    columns |= {f"{end}{level:g}": [] for level in levels for end in ("lo", "hi")}
    for name, outlook in sorted(zip(names, outlooks, strict=True), key=lambda one: str(one[0])):
        if outlook is None:
            continue
        columns["unique_id"] += [name] * h
        columns["step"] += list(steps)
        columns["mean"] += list(outlook.median)
        for level in levels:
            columns[f"lo{level:g}"] += list(outlook.quantile((1 - level / 100) / 2))
            columns[f"hi{level:g}"] += list(outlook.quantile((1 + level / 100) / 2))
    return pd.DataFrame(columns)


def _check(panel: pd.DataFrame, h: int) -> None:
    absent = [name for name in ("unique_id", "t", "y") if name not in panel.columns]
    if absent:
        raise ValueError(f"the panel has no column {', '.join(absent)}; it needs unique_id, t and y")
    if h < 1:
        raise ValueError(f"h is the number of years ahead, at least 1, not {h}")
    twice = panel.dropna(subset=["y"]).duplicated(["unique_id", "t"])
    if twice.any():
        name, year = panel.dropna(subset=["y"]).loc[twice, ["unique_id", "t"]].iloc[0]
        raise ValueError(f"series {name} has more than one figure for {year}")
