"""Forecast short yearly series that are known to the end, score it, and print it beside other methods and the goals."""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.measuring import print_machine, print_table
from benchmarks.projection.goals import HEADER, goals
from benchmarks.projection.references import LAST_VALUE, REFERENCES, forecaster, last_value
from benchmarks.projection.scores import HORIZONS, as_array, scores
from benchmarks.projection.series import LENGTHS, SETS, Array, NotHereError, Trial, read, trial

OURS = "toc.forecasting.table:project"
REFERENCE_FILE = Path(__file__).parent / "references.csv"
KEY = ["method", "data", "n", "h"]
SCORES = ("owa", "smape", "mase", "msis80", "msis95", "wis", "brier", "cov80", "cov95", "width80")
COLUMNS = [*KEY, "series", "failed", *SCORES, "ms"]

Forecaster = Callable[..., pd.DataFrame]
Case = tuple[str, int]
"""Set, and years that are shown."""


def main() -> None:
    """Run what the command line asks for."""
    asked = _asked()
    print_machine()
    known = pd.read_csv(REFERENCE_FILE) if REFERENCE_FILE.is_file() else pd.DataFrame(columns=COLUMNS)
    trials = dict(_trials(asked.sets, asked.n, asked.data))
    if not trials:
        raise SystemExit("nothing to run")
    if asked.references is not None:
        for name in asked.references or REFERENCES:
            known = _replaced(known, measured(name, forecaster(REFERENCES[name]), trials))
            known.to_csv(REFERENCE_FILE, index=False, float_format="%.10g")
        return
    ours = measured(asked.forecaster, named(asked.forecaster), trials)
    if asked.scores:
        ours.to_csv(asked.scores, index=False)
    for name, n in trials:
        print_beside(name, n, ours, known, asked.steps)
    print_goals(ours, known)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with m3_yearly.parquet and the like")
    parser.add_argument("--forecaster", default=OURS, help="module:function with the signature of toc.project")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=SETS)
    parser.add_argument("--n", nargs="+", type=int, choices=LENGTHS, default=LENGTHS, help="years that are shown")
    parser.add_argument("--steps", type=int, choices=HORIZONS, default=max(HORIZONS), help="years ahead in the tables")
    parser.add_argument("--scores", type=Path, help="write our scores to this CSV too, with all digits")
    words = "compute these references (all, without names) and keep them in references.csv, instead of a forecaster"
    parser.add_argument("--references", nargs="*", choices=list(REFERENCES), metavar="METHOD", help=words)
    return parser.parse_args()


def named(path: str) -> Forecaster:
    """The function that ``module:function`` names."""
    module, _, name = path.partition(":")
    found: Forecaster = getattr(importlib.import_module(module), name)
    return found


def _trials(sets: Sequence[str], lengths: Sequence[int], folder: Path | None) -> Iterator[tuple[Case, Trial]]:
    for name in sets:
        try:
            table = read(name, folder)
        except NotHereError as gone:
            print(f"skipped: {gone}", file=sys.stderr)
            continue
        for n in lengths:
            cut = trial(table, n)
            if cut is None:
                print(f"skipped: {name} with n = {n}, too few series are that long", file=sys.stderr)
            else:
                yield (name, n), cut


def measured(method: str, ask: Forecaster, trials: Mapping[Case, Trial]) -> pd.DataFrame:
    """Scores of one method: a row per set, n and horizon, with the columns ``COLUMNS``."""
    rows = []
    for (name, n), cut in trials.items():
        answer, failed, seconds = forecasts(ask, cut)
        plain = last_value(cut.known, cut.steps)
        size = {"series": len(cut.ids), "failed": 100 * failed, "ms": 1000 * seconds / len(cut.ids)}
        for horizon in HORIZONS:
            found, beside = scores(cut, answer, horizon), scores(cut, plain, horizon)
            owa = (found["smape"] / beside["smape"] + found["mase"] / beside["mase"]) / 2
            rows.append({"method": method, "data": name, "n": n, "h": horizon, "owa": owa, **size, **found})
        print(f"  {method}, {name}, n = {n}: OWA {owa:.3f}, {seconds:.1f} s", file=sys.stderr, flush=True)
    return pd.DataFrame(rows)[COLUMNS]


def forecasts(ask: Forecaster, cut: Trial) -> tuple[Array, float, float]:
    """Ask panel by panel: quantiles (series, steps, quantiles), part of the series without an answer, and seconds.

    Where there is no finite answer, that of the last value stands in.
    """
    answers, seconds = [], 0.0
    for panel in pd.unique(cut.panels):
        some = cut.panels == panel
        names, years = np.repeat(cut.ids[some], cut.n), np.tile(np.arange(1, cut.n + 1), some.sum())
        table = pd.DataFrame({"unique_id": names, "t": years, "y": cut.known[some].ravel()})
        begin = time.perf_counter()
        answers.append(ask(table, cut.steps, (80, 95)))
        seconds += time.perf_counter() - begin
    given = [one for one in answers if one is not None]
    found = as_array(cut, pd.concat(given) if given else None)
    missing = ~np.isfinite(found).all(axis=(1, 2))
    found[missing] = last_value(cut.known[missing], cut.steps)
    return found, float(missing.mean()), seconds


def _replaced(known: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """New rows in place of known rows for the same, in the order of methods, sets and years."""
    together = pd.concat([known, new]) if len(known) else new
    together = together.drop_duplicates(KEY, keep="last")
    places = {name: at for names in (list(REFERENCES), SETS) for at, name in enumerate(names)}
    return together.sort_values(KEY, key=lambda column: column.map(lambda one: places.get(one, one)))


def print_beside(name: str, n: int, ours: pd.DataFrame, references: pd.DataFrame, steps: int) -> None:
    """Print our row and those of the references for one set and number of years, best OWA first."""
    rows = pd.concat([ours, references]) if len(references) else ours
    rows = rows[(rows["data"] == name) & (rows["n"] == n) & (rows["h"] == steps)].sort_values("owa")
    print(f"\n{name}, n = {n}, h ≤ {steps}, {rows['series'].max()} series\n")
    print_table(
        ("method", *SCORES, "failed %", "ms"), (_line(row, set(ours["method"])) for row in rows.to_dict("records"))
    )


def _line(row: Mapping[str, Any], ours: Container[str]) -> tuple[str, ...]:
    name = row["method"]
    found = (f"{row[score]:.1f}" if score.startswith("cov") else f"{row[score]:.3f}" for score in SCORES)
    return (f"**{name}**" if name in ours else name, *found, f"{row['failed']:.0f}", f"{row['ms']:.2f}")


def print_goals(ours: pd.DataFrame, references: pd.DataFrame) -> None:
    """Print every goal with what was found, and what it was judged without."""
    sets = list(dict.fromkeys(ours["data"]))
    lengths = ", ".join(str(n) for n in sorted(set(ours["n"])))
    print(f"\nGoals, on {', '.join(sets)}, n = {lengths}; scores beside the best reference of each set and n, h ≤ 6\n")
    print_table(HEADER, (goal.row() for goal in goals(ours, references)))
    for name in sets:
        run = set(references.loc[references["data"] == name, "method"])
        absent = [one for one in REFERENCES if one not in run]
        if absent:
            print(f"not run on {name}: {', '.join(absent)}")
    if LAST_VALUE not in set(references["method"]):
        print("references.csv has no last value; compute it with --references")


if __name__ == "__main__":
    main()
