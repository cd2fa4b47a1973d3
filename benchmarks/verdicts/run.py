"""How good are the verdicts? ``uv run python -m benchmarks.verdicts.run --programmes 20 --seed 2024``.

Draws programmes of which the truth is known (``worlds.py``), lets the engine judge their links, and prints per world
how often it was right, with the bars beside it. T of a link is known; ``works`` is T >= kappa. Percentages but for
``AUC``, ``cover`` (of the 90 % interval), ``right at`` (part of the links with P(T < kappa) from .8 to .9, and above,
of which T is below it), ``s`` (median standard error of T) and ``ms`` (milliseconds of CPU per link).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.verdicts.worlds import BEYOND, WORLDS, World, draw_many, still
from toc.linking.lists import RED, WATCH, listed
from toc.linking.panel import Panel
from toc.linking.verdict import Facts, Judged, judge

Array = NDArray[np.float64]
SHOWN = ("contradicting", "weak", "stalled")


def facts_of(panel: Panel) -> Facts:
    """Everything is measured; the size of the shock is declared as known, so that nothing is capped."""
    times = tuple(np.unique(panel.time).tolist())
    return Facts(times, times, shock_known=True)


def below(judged: Judged) -> float:
    """P(T < kappa), one half where the link was not judged."""
    return judged.found.below_kappa if judged.found else 0.5


def world_row(name: str, world: World, programmes: int, seed: int) -> dict[str, object]:
    """Judge programmes of one world; percentages unless the name says otherwise."""
    drawn = draw_many(world, programmes, seed)
    panels = [replace(p, family=f"{k} {p.family}") for k, (part, _) in enumerate(drawn) for p in part]
    facts = [facts_of(panel) for panel in panels]
    start = time.process_time()
    judged = judge(panels, facts)
    spent = time.process_time() - start
    return {"world": name, **scores(table_of(world, drawn, judged)), "ms": 1000 * spent / len(panels)}


def table_of(world: World, drawn: Sequence[tuple[list[Panel], Array]], judged: Sequence[Judged]) -> pd.DataFrame:
    """One row per link: the truth and what was said; lists are made per programme."""
    links = len(world.truth)
    truth = np.concatenate([t for _, t in drawn])
    found = [one.found for one in judged]
    p = np.array([below(one) for one in judged])
    lists = {rule: [listed(part, rule).members for part in p.reshape(-1, links)] for rule in (RED, WATCH)}
    return pd.DataFrame(
        {
            "T": truth,
            "kind": np.tile(world.truth, len(drawn)),
            "p": p,
            "verdict": [one.verdict for one in judged],
            "judged": [f is not None for f in found],
            "inside": [f is not None and _within(f.interval(), t) for f, t in zip(found, truth, strict=True)],
            "naive": [bool(one.naive) for one in judged],
            "red": np.concatenate(lists[RED]),
            "watch": np.concatenate(lists[WATCH]),
            "error": [f.error if f else np.nan for f in found],
            "programme": np.repeat(np.arange(len(drawn)), links),
        }
    )


def _within(interval: tuple[float, float], truth: float) -> bool:
    return interval[0] <= truth <= interval[1]


def scores(table: pd.DataFrame) -> dict[str, float]:
    """What is printed of one world."""
    works, dead, whole = table["T"] >= 0.5, table["kind"] == 0, table["kind"] == 1
    shown = table["verdict"].isin(SHOWN)

    def wrong(mark: pd.Series) -> float:
        each = (mark & works).groupby(table["programme"]).sum() / mark.groupby(table["programme"]).sum().clip(lower=1)
        return 100 * float(each.mean())

    def part(mark: pd.Series, of: pd.Series) -> float:
        return 100 * float(mark[of].mean())

    bins = {low: table["p"].between(low, low + 0.1, inclusive="left") for low in (0.8, 0.9)}
    return {
        "AUC": _auc(table["p"][dead].to_numpy(), table["p"][whole].to_numpy()),
        "FA": part(shown, whole),
        "power": part(shown, dead),
        "red FDR": wrong(table["red"]),
        "red power": part(table["red"], dead),
        "watch FDR": wrong(table["watch"]),
        "watch power": part(table["watch"], dead),
        "power at FA 5": part(table["p"] > np.quantile(table["p"][whole], 0.95), dead),
        "translating": part(table["verdict"] == "translating", whole),
        "false tr.": part(table["verdict"] == "translating", dead),
        "cover": float(table["inside"][table["judged"]].mean()),
        "right at .8": float(1 - works[bins[0.8]].mean()),
        "right at .9": float(1 - works[table["p"] >= 0.9].mean()),
        "naive FA": part(table["naive"], whole),
        "naive power": part(table["naive"], dead),
        "s": float(table["error"].median()),
    }


def _auc(positive: Array, negative: Array) -> float:
    """Chance that a dead link has a higher P(T < kappa) than one that works."""
    more = (positive[:, None] > negative).mean() + (positive[:, None] == negative).mean() / 2
    return float(more)


@dataclass(frozen=True)
class Bar:
    """A figure of a world that must be reached, and one that would be better still."""

    world: str
    figure: str
    must: float
    stretch: float | None = None
    least: bool = True
    """Whether more is better."""

    def line(self, rows: pd.DataFrame) -> tuple[str, ...] | None:
        """How it stands, or None where the world was not run."""
        if self.world not in rows.index:
            return None
        found = float(rows.loc[self.world, self.figure])
        sign = ">=" if self.least else "<="

        def reached(bar: float | None) -> str:
            return (
                ""
                if bar is None
                else f"{sign} {bar:g} {'yes' if (found >= bar) == self.least or found == bar else 'NO'}"
            )

        return self.world, self.figure, f"{found:.3g}", reached(self.must), reached(self.stretch)


BARS = (
    Bar("15x2", "AUC", 0.95), Bar("15x2", "red FDR", 5, 6, False), Bar("15x2", "red power", 55, 75),
    Bar("15x3", "AUC", 0.98), Bar("15x3", "red FDR", 5, 5, False), Bar("15x3", "red power", 80, 90),
    Bar("15x3", "FA", 2, None, False),
    Bar("15x5", "AUC", 0.99), Bar("15x5", "red FDR", 3, 3, False), Bar("15x5", "red power", 93, 97),
    Bar("15x3, half-size effects", "red FDR", 10, 10, False), Bar("15x3, half-size effects", "red power", 31, 60),
    Bar("15x3, shock x3 undeclared", "red FDR", 10, 10, False), Bar("15x3, shock x3 undeclared", "cover", 0.82, 0.88),
)  # fmt: skip
NARROW = {"15x3": (0.89, 0.92), "15x5": (0.89, 0.92)}
UNFAIR = ("undeclared", "confounded", "declared", "trend break", "saturating", "drifting", "weak", "differs by unit")
"""Worlds in which nobody can promise that the interval holds the truth, by a word of their name."""


def check_still(programmes: int, seed: int) -> dict[str, float]:
    """How often an output that stood still, or grew, is recognised."""
    found: dict[str, float] = {}
    for name, world, right in (
        ("growing output", WORLDS["15x3"], None),
        ("output still, outcome still", still(), "not_exercised"),
        ("output still, outcome two steps up", still(2.0), "outcome_without_output"),
    ):
        judged = [
            one for panels, truth in draw_many(world, programmes, seed)
            for one, t in zip(judge(panels, [facts_of(p) for p in panels]), truth, strict=True) if t == 0
        ]  # fmt: skip
        marks = [one.verdict not in ("not_exercised", "outcome_without_output") for one in judged]
        found[name] = float(np.mean(marks if right is None else [one.verdict == right for one in judged]))
    return found


def speed(world: World, links: int = 504, seed: int = 7) -> float:
    """Milliseconds per link for one run over many links: the shortest of three."""
    panels = [panel for part, _ in draw_many(world, links // 24, seed) for panel in part]
    facts = [facts_of(panel) for panel in panels]
    spent = []
    for _ in range(3):
        start = time.process_time()
        judge(panels, facts)
        spent.append(time.process_time() - start)
    return 1000 * min(spent) / len(panels)


def main(arguments: Sequence[str] | None = None, say: Callable[[str], None] = print) -> None:
    """Run worlds and print their scores and bars."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programmes", type=int, default=20)
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--worlds", nargs="*", default=list(WORLDS), help="part of a name is enough")
    options = parser.parse_args(arguments)
    chosen = {name: world for name, world in WORLDS.items() if any(part in name for part in options.worlds)}
    rows = []
    for name, world in chosen.items():
        number = max(2, options.programmes // 5) if world.units > 50 else options.programmes
        rows.append(world_row(name, world, number, options.seed))
    table = pd.DataFrame(rows).set_index("world")
    say(table.to_string(float_format=lambda x: f"{x:.3f}" if x < 1 else f"{x:.1f}"))
    for bar in BARS:
        if line := bar.line(table):
            say(" | ".join(line))
    for name, cover in table["cover"].items():
        low, high = NARROW.get(str(name), (0.88, 0.97))
        fair = not any(word in str(name) for word in UNFAIR)
        if fair and not (0.88 <= cover <= 0.97 and low <= cover <= high):
            say(f"{name} | cover | {cover:.3f} | 0.88 to 0.97 | {low:g} to {high:g}")
    for name, false in table["false tr."].items():
        if false > (5 if str(name) in BEYOND or "shock" in str(name) else 2):
            say(f"{name} | false translating | {false:.1f}")
    for name, right in check_still(options.programmes, options.seed).items():
        say(f"{name} | recognised | {right:.3f} | >= 0.9 | >= 0.95")
    say(f"500 links, 15 x 5 | ms per link | {speed(WORLDS['15x5']):.2f} | <= 9.7 | <= 3")


if __name__ == "__main__":
    main()
