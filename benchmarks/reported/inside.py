"""Inside one process: rows to values with ``toc``, in turn with a bare groupby of the same table; prints seconds."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd

import toc
from toc.compute import compute
from toc.monitoring import accept
from toc.rollup import roll_up
from toc.theory import Theory


def main(folder: str, runs: str) -> None:
    """Print what each step and each way costs, as lists of seconds."""
    theory = toc.read_theory(folder)
    frame = pd.read_csv(Path(folder) / "data" / "totals.csv")
    tree = pd.read_csv(Path(folder) / "tree.csv")
    costs: dict[str, list[float]] = {
        "accept": [],
        "climb": [],
        "same figures": [],
        "three levels": [],
        "one groupby": [],
    }
    for _ in range(int(runs)):
        accepted = timed(costs["accept"], lambda: accepted_of(theory, frame))
        values = timed(costs["climb"], lambda table=accepted: climb(theory, table))
        figures = timed(costs["same figures"], lambda: same_figures(frame, tree))
        timed(costs["three levels"], lambda: three_levels(frame, tree))
        timed(costs["one groupby"], lambda: one_groupby(frame))
        check(values, figures)
    print(json.dumps(costs))


def timed(seconds: list[float], work: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """Do some work, and note the seconds of CPU that it took."""
    begin = time.process_time()
    made = work()
    seconds.append(time.process_time() - begin)
    return made


def accepted_of(theory: Theory, frame: pd.DataFrame) -> pd.DataFrame:
    """Every row checked against the theory."""
    accepted, findings = accept(theory, frame)
    assert not findings
    return accepted


def climb(theory: Theory, accepted: pd.DataFrame) -> pd.DataFrame:
    """Rolled up and computed: with states, coverage, and the rows that each value rests on."""
    tree = theory.organisations
    rolled = roll_up(accepted, theory.data_elements, tree, theory.file.reporting_rounds, theory.conflicts, date.max)
    values, _ = compute(rolled, theory.indicators, theory.data_element_by_id, tree)
    return values


def three_levels(frame: pd.DataFrame, tree: pd.DataFrame) -> pd.DataFrame:
    """Sums per partnership, per region and for the country, of each category."""
    joined = frame.merge(tree, left_on="organisation", right_on="pps")
    what = ["data_element", "period", "disaggregation"]
    levels = [joined.groupby([*who, *what])["value"].sum() for who in (["pps"], ["hip"], [])]
    return pd.concat([one.reset_index() for one in levels], ignore_index=True)


def same_figures(frame: pd.DataFrame, tree: pd.DataFrame) -> pd.DataFrame:
    """The same, and the totals of all categories, added up from what was found."""
    levels = three_levels(frame, tree)
    totals = levels.groupby(["pps", "hip", "data_element", "period"], dropna=False)["value"].sum().reset_index()
    return pd.concat([levels, totals], ignore_index=True)


def one_groupby(frame: pd.DataFrame) -> pd.DataFrame:
    """The least that anybody can do with the table."""
    return frame.groupby(["organisation", "data_element", "period", "disaggregation"])[["value"]].sum()


def check(values: pd.DataFrame, figures: pd.DataFrame) -> None:
    """Both must have as many figures, and the same total."""
    if len(values) != len(figures) or values["value"].sum() != figures["value"].sum():
        raise SystemExit(f"not the same: {len(values)} and {len(figures)} figures")


if __name__ == "__main__":
    main(*sys.argv[1:])
