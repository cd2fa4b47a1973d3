"""The Python door: a table of short series in, a table of the years ahead out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from toc.forecasting.forecast import ORDINARY, forecast
from toc.forecasting.panel import Nature, Series

COLUMNS = ("unique_id", "t", "y")


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
        Columns ``unique_id``, ``step``, ``mean`` (the point forecast: the median of the distribution), ``lo80``,
        ``hi80`` and so on; no rows for a series of which nothing can be said.

    Raises:
        TypeError: ``panel`` is no table, or ``h`` is no whole number.
        ValueError: a column is missing or twice there, a figure or year is no number, a year occurs twice in one
            series, or ``h`` or a level is out of range.
    """
    known = _checked(panel, h, levels).sort_values("t", kind="stable")
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


def _checked(panel: pd.DataFrame, h: int, levels: Sequence[float]) -> pd.DataFrame:
    """The rows with a figure, as numbers; says in words what is wrong."""
    if not isinstance(panel, pd.DataFrame):
        raise TypeError(f"the panel is a pandas table with columns unique_id, t and y, not {type(panel).__name__}")
    absent = [name for name in COLUMNS if name not in panel.columns]
    if absent:
        raise ValueError(f"the panel has no column {', '.join(absent)}; it needs unique_id, t and y")
    if twice := [name for name in COLUMNS if (panel.columns == name).sum() > 1]:
        raise ValueError(f"the panel has more than one column {', '.join(twice)}")
    if isinstance(h, bool) or not isinstance(h, int | np.integer):
        raise TypeError(f"h is the number of years ahead, a whole number, not {h!r}")
    if h < 1:
        raise ValueError(f"h is the number of years ahead, at least 1, not {h}")
    for level in levels:
        if isinstance(level, bool) or not isinstance(level, int | float | np.number) or not 1 <= level < 100:
            raise ValueError(f"a level is a percentage from 1 to under 100, such as 80, not {level!r}")
    if len(set(levels)) < len(levels):
        raise ValueError(f"a level occurs twice: {', '.join(f'{level:g}' for level in levels)}")
    rows = panel.loc[panel["y"].notna().to_numpy(), list(COLUMNS)].reset_index(drop=True)
    for column, what in (("t", "a year, such as 2024"), ("y", "a figure")):
        rows[column] = _numbers(rows[column], rows["unique_id"], column, what)
    if rows["unique_id"].isna().any():
        raise ValueError("a row with a figure has no unique_id")
    twice_in_one = rows.duplicated(["unique_id", "t"])
    if twice_in_one.any():
        name, year = rows.loc[twice_in_one, ["unique_id", "t"]].iloc[0]
        raise ValueError(f"series {name} has more than one figure for {year:g}")
    return rows


def _numbers(values: pd.Series, names: pd.Series, column: str, what: str) -> pd.Series:
    """A column as finite numbers. Years written as text are read; dates are not years."""
    plain = not pd.api.types.is_datetime64_any_dtype(values) and not pd.api.types.is_complex_dtype(values)
    read = pd.to_numeric(values, errors="coerce") if plain else pd.Series(np.nan, index=values.index)
    wrong = ~np.isfinite(read.to_numpy(dtype=float, na_value=np.nan))
    if wrong.any():
        at = int(np.flatnonzero(wrong)[0])
        raise ValueError(f"series {names.iloc[at]}: {values.iloc[at]!r} in column {column} is not {what}")
    return read.astype(float)
