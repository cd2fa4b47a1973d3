"""From the monitoring file to sums at three levels in a straightforward pandas script."""

from __future__ import annotations

import json
import sys

import pandas as pd


def main(folder: str) -> None:
    """Print the answer about a model folder."""
    frame = pd.read_csv(f"{folder}/data/totals.csv")
    joined = frame.merge(pd.read_csv(f"{folder}/tree.csv"), left_on="organisation", right_on="pps")
    what = ["data_element", "period", "disaggregation"]
    levels = [joined.groupby(["pps", *what])["value"].sum(), joined.groupby(["hip", *what])["value"].sum(),
              joined.groupby(what)["value"].sum()]  # fmt: skip
    print(json.dumps({"figures": sum(map(len, levels)), "total": float(sum(one.sum() for one in levels))}))


if __name__ == "__main__":
    main(*sys.argv[1:])
