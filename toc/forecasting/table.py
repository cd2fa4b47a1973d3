"""The Python door: a table of short series in, a table of the years ahead out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from toc.forecasting.forecast import forecast
from toc.forecasting.panel import Nature, Series


def project(
    panel: pd.DataFrame, h: int, levels: Sequence[float] = (80, 95), *, nature: Nature = Nature()
) -> pd.DataFrame:
    """Carry each series of a panel ``h`` years ahead (provisional)."""
    groups = [
        (name, group.sort_values("t").dropna(subset=["y"])) for name, group in panel.groupby("unique_id", sort=False)
    ]
    series = [Series(g["t"].to_numpy(float), g["y"].to_numpy(float)) for _, g in groups]
    ahead = [s.moments[-1] + np.arange(1, h + 1) for s in series]
    found = forecast(series, ahead, nature)
    rows = []
    for (name, _), outlook in zip(groups, found, strict=True):
        if outlook is None:
            continue
        columns = {"mean": outlook.median}
        for level in levels:
            columns[f"lo{level:g}"] = outlook.quantile((1 - level / 100) / 2)
            columns[f"hi{level:g}"] = outlook.quantile((1 + level / 100) / 2)
        rows.append(pd.DataFrame({"unique_id": name, "step": np.arange(1, h + 1), **columns}))
    return pd.concat(rows, ignore_index=True)
