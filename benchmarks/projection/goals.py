"""What a forecaster must reach beside the best reference, chosen afterwards for every set and number of years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

LONGEST = 6
"""Steps ahead over which scores are compared."""

OWA = {3: (-7, -9), 4: (-9, -11), 5: (-8, -10), 6: (-10, -11), 8: (-6, -8), 10: (-2, -4)}
SHARP = (  # score, fewest and most years, must and stretch in percent
    ("80 % interval score", "msis80", 3, 6, -15, -20),
    ("80 % interval score", "msis80", 8, 10, -10, -13),
    ("95 % interval score", "msis95", 3, 6, -28, -35),
    ("Brier score of P(target)", "brier", 3, 6, -10, -14),
)
COVERAGE = (("80 %", "cov80", (77, 84), (78, 82)), ("95 %", "cov95", (92, 97), (93.5, 96.5)))
HEADER = ("goal", "found", "must", "", "stretch", "")


@dataclass(frozen=True)
class Goal:
    """One goal with what was found: every figure must lie from ``must[0]`` to ``must[1]``, likewise ``stretch``."""

    what: str
    found: Sequence[float]
    must: tuple[float, float]
    stretch: tuple[float, float]
    shown: str = "{:+.1f} %"

    def row(self) -> tuple[str, ...]:
        """Its line in the table; lowest and highest figure where it has several."""
        ends = sorted({min(self.found), max(self.found)})
        words = " to ".join(self.shown.format(one) for one in ends)
        return (self.what, words, *self._against(self.must), *self._against(self.stretch))

    def _against(self, limits: tuple[float, float]) -> tuple[str, str]:
        low, high = limits
        words = f"≤ {self.shown.format(high)}" if low == float("-inf") else f"{low:g} to {high:g}"
        return words, "yes" if all(low <= one <= high for one in self.found) else "NO"


def best(references: pd.DataFrame, score: str) -> pd.DataFrame:
    """The best reference for a score: columns method and the score, one row per set and n, steps 1 to ``LONGEST``."""
    rows = references[references["h"] == LONGEST]
    least = rows.groupby(["data", "n"])[score].idxmin()
    return rows.loc[least].set_index(["data", "n"])[["method", score]]


def beside_best(ours: pd.DataFrame, references: pd.DataFrame, score: str) -> pd.Series:
    """Percent by which our score is above (+, worse) or below (-, better) the best reference, by set and n."""
    mine = ours[ours["h"] == LONGEST].set_index(["data", "n"])[score]
    return (100 * (mine / best(references, score)[score] - 1)).dropna()


def goals(ours: pd.DataFrame, references: pd.DataFrame) -> list[Goal]:
    """All goals that can be judged with the sets and numbers of years that were run.

    Args:
        ours: one row per data, n and h, with the scores of ``benchmarks.projection.scores`` beside owa and ms.
        references: the same with a column method.
    """
    found = []
    owa = beside_best(ours, references, "owa")
    for n, (must, stretch) in OWA.items():
        some = owa[owa.index.get_level_values("n") == n]
        if len(some):
            found.append(_under(f"OWA, n = {n}, mean over sets", some.mean(), must, stretch))
    long = ours[ours["h"] == LONGEST]
    found.append(_under("OWA beside the last value, worst set and n", long["owa"].max(), 1.0, 0.97, "{:.3f}"))
    for words, score, fewest, most, must, stretch in SHARP:
        beside = beside_best(ours, references, score)
        some = beside[beside.index.get_level_values("n").to_series().between(fewest, most).to_numpy()]
        if len(some):
            found.append(_under(f"{words}, n = {fewest} to {most}, mean over sets and n", some.mean(), must, stretch))
    for level, score, within, ideal in COVERAGE:
        for horizon, rows in ours.groupby("h"):
            what = f"coverage of the {level} interval, h ≤ {horizon}, every set and n"
            found.append(Goal(what, rows[score].tolist(), within, ideal, "{:.1f}"))
    found.append(_under("milliseconds per series, slowest set and n", long["ms"].max(), 15.0, 3.0, "{:.1f}"))
    return found


def _under(what: str, value: float, must: float, stretch: float, shown: str = "{:+.1f} %") -> Goal:
    return Goal(what, [float(value)], (float("-inf"), must), (float("-inf"), stretch), shown)
