"""Write a model folder with reported totals: 122 partnerships, 60 indicators, 10 years, 4 categories (292,800 rows)."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.programme import partnership, write_programme

PARTNERSHIPS = 122
INDICATORS = 60
YEARS = tuple(range(2015, 2025))
CATEGORIES = ("a", "b", "c", "d")


def main() -> None:
    """Write the folder that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--indicators", type=int, default=INDICATORS)
    asked = parser.parse_args()
    write_model(asked.folder, asked.indicators)
    (asked.folder / "data").mkdir(exist_ok=True)
    rows(asked.indicators).to_csv(asked.folder / "data" / "totals.csv", index=False)


def write_model(folder: Path, indicators: int) -> None:
    """Data elements that add up over everything, and one indicator of each."""
    names = [f"x{at:02d}" for at in range(indicators)]
    elements = [
        {
            "id": name, "unit": "companies", "kind": "flow", "over_time": "sum", "over_organisations": "sum",
            "over_disaggregation": "sum", "reported_from": YEARS[0], "disaggregations": {"sector": list(CATEGORIES)},
        }
        for name in names
    ]  # fmt: skip
    defined = [{"id": name, "unit": "companies", "formula": name} for name in names]
    write_programme(folder, years=YEARS, partnerships=PARTNERSHIPS, data_elements=elements, indicators=defined)


def rows(indicators: int) -> pd.DataFrame:
    """A row per partnership, data element, year and category, as a person would hand it in."""
    random = np.random.default_rng(3)
    shape = (PARTNERSHIPS, indicators, len(YEARS), len(CATEGORIES))
    who, what, when, which = (axis.ravel() for axis in np.indices(shape))
    return pd.DataFrame(
        {
            "id": [f"r{at}" for at in range(who.size)],
            "organisation": np.array([partnership(at) for at in range(PARTNERSHIPS)], dtype=object)[who],
            "data_element": np.array([f"x{at:02d}" for at in range(indicators)], dtype=object)[what],
            "period": np.array(YEARS)[when],
            "disaggregation": np.array([f"sector={one}" for one in CATEGORIES], dtype=object)[which],
            "value": random.integers(0, 500, who.size),
        }
    )


if __name__ == "__main__":
    main()
