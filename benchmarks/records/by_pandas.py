"""The same answer in a straightforward pandas script."""

from __future__ import annotations

import json
import sys

import pandas as pd


def main(folder: str) -> None:
    """Print the answer about a model folder."""
    records = pd.read_parquet(f"{folder}/records")
    records = records.merge(pd.read_csv(f"{folder}/tree.csv"), on="pps")
    records["year"] = pd.to_datetime(records["day"]).dt.year
    records["nl"] = "nl"
    totals = {}
    for level in ("pps", "hip", "nl"):
        table = records.groupby([level, "year"]).agg(
            hours=("hours", "sum"), euros=("euros", "sum"), companies=("company", "nunique"),
            satisfied=("satisfied", "sum"), asked=("asked", "sum"),
        )  # fmt: skip
        table["satisfied"] = 100 * table["satisfied"] / table["asked"]
        for name in ("hours", "euros", "companies", "satisfied"):
            totals[f"{level} {name}"] = float(table[name].sum())
    print(json.dumps(totals))


if __name__ == "__main__":
    main(*sys.argv[1:])
