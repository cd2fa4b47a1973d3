"""How good are the verdicts? ``uv run python -m benchmarks.verdicts.run --programmes 100 --seed 2024``.

Draws programmes of which the truth is known (``worlds.py``), lets the engine judge their links, and prints per world
how often it was right, with the bars beside it. The engine is ``toc.judge``: a theory and monitoring rows in, verdicts
out (``door.py``). ``--core`` gives the same draws as arrays to the core of it (``toc.linking``), which is ten times as
fast; ``--compare`` says how far the two agree, and ``--speed`` how long they take.

T of a link is known; ``works`` is T >= kappa. Percentages but for ``AUC``, ``cover`` (of the 90 % interval), ``right
at`` (part of the links with P(T < kappa) from .8 to .9, and above, of which T is below it), ``s`` (median standard
error of T) and ``ms`` (milliseconds of CPU per link). ``FA`` (false alarm) and ``power`` are of verdicts on one link;
``naive`` is the rule "output rose by a fifth, outcome not significantly". What stands after ± is the standard error
by chance, over programmes.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.verdicts.door import TOP, door_of
from benchmarks.verdicts.many import by_chance, calibration, drawn, in_a_process, through_door, worlds_in
from benchmarks.verdicts.plain import plain
from benchmarks.verdicts.worlds import BEYOND, TRUTH, WORLDS, World, draw_many, panel_of, still
from toc.linking.lists import RED, WATCH, listed
from toc.linking.panel import Panel
from toc.linking.verdict import Facts, Judged, judge
from toc.translation import judge_links

Array = NDArray[np.float64]
SHOWN = ("contradicting", "weak", "stalled")


def facts_of(panel: Panel) -> Facts:
    """Everything is measured; the size of the shock is declared as known, so that nothing is capped."""
    times = tuple(np.unique(panel.time).tolist())
    return Facts(times, times, shock_known=True)


def below(judged: Judged) -> float:
    """P(T < kappa), one half where the link was not judged."""
    return judged.found.below_kappa if judged.found else 0.5


def through_core(world: World, programmes: int, seed: int) -> pd.DataFrame:
    """Judge programmes of one world by the arrays that were drawn; columns as of ``table_of``, and ``ms``."""
    some = draw_many(world, programmes, seed)
    panels = [replace(p, family=f"{k} {p.family}") for k, (part, _) in enumerate(some) for p in part]
    facts = [facts_of(panel) for panel in panels]
    start = time.process_time()
    judged = judge(panels, facts)
    spent = time.process_time() - start
    return table_of(world, some, judged).assign(ms=1000 * spent / len(panels))


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
            "ratio": [f.ratio if f else np.nan for f in found],
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
        "ms": float(table["ms"].mean()),
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
STRESSED = ("shock", "half-size", "third-size", "confounded", "weak", "missing")
"""Worlds of the method's own simulation that it calls stressed, by a word of their name."""
UNFAIR = ("undeclared", "confounded", "declared", "trend break", "saturating", "drifting", "weak", "differs by unit")
"""Worlds in which nobody can promise that the interval holds the truth, by a word of their name."""


STILL: Mapping[str, tuple[World, str | None]] = {
    "growing output": (WORLDS["15x3"], None),
    "output still, outcome still": (still(), "not_exercised"),
    "output still, outcome two steps up": (still(2.0), "outcome_without_output"),
}
"""Worlds in which an output grew or stood still, and what is right to say of links that do not translate."""


def recognised(tables: Mapping[str, pd.DataFrame]) -> dict[str, float]:
    """How often an output that stood still, or grew, is recognised, by name of ``STILL``."""
    found: dict[str, float] = {}
    for name, table in tables.items():
        verdicts, right = table["verdict"][table["T"] == 0], STILL[name][1]
        marks = ~verdicts.isin(["not_exercised", "outcome_without_output"]) if right is None else verdicts == right
        found[name] = float(marks.mean())
    return found


def speed(world: World, links: int = 504, seed: int = 7) -> tuple[float, float]:
    """Milliseconds per link in one run over many links, and those of ``plain`` over 48 of them.

    Each is the shortest of three, in turns, so that both meet the same machine. Families stay within their programme.
    """
    drawn = draw_many(world, links // 24, seed)
    panels = [replace(p, family=f"{k} {p.family}") for k, (part, _) in enumerate(drawn) for p in part]
    facts = [facts_of(panel) for panel in panels]
    alone = panels[:48]
    ours, others = [], []
    for _ in range(3):
        ours.append(_spent(lambda: judge(panels, facts)) / len(panels))
        others.append(_spent(lambda: [plain(panel) for panel in alone]) / len(alone))
    return min(ours), min(others)


def _spent(work: Callable[[], object]) -> float:
    """Milliseconds, of CPU or by the clock, whichever is less: a library may use several cores at once."""
    start = time.process_time(), time.perf_counter()
    work()
    return 1000 * min(time.process_time() - start[0], time.perf_counter() - start[1])


def speed_of_door(world: World, links: int = 504, seed: int = 7) -> dict[str, float]:
    """Milliseconds per link of one programme of so many links; each the shortest of three, in turns.

    ``core``: arrays in, verdicts out. ``links``: values of indicators in, table out (``judge_links``). ``door``: rows
    in, table out (``toc.judge``). ``plain``: arrays in, T out, one link at a time, over 48 of them.
    """
    world = replace(world, truth=np.tile(TRUTH, links // len(TRUTH)))
    door = door_of(world)
    (programme,) = drawn(world, seed, 0, 1)
    panels = [panel_of(world, one) for one in programme]
    facts = [facts_of(panel) for panel in panels]
    ready = door.programme(door.points(programme))
    ways: dict[str, tuple[Callable[[], object], int]] = {
        "core": (lambda: judge(panels, facts), links),
        "links": (lambda: judge_links(door.theory.file.links, ready, [TOP]), links),
        "door": (lambda: door.judge(programme), links),
        "plain": (lambda: [plain(panel) for panel in panels[:48]], 48),
    }
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(3):
        for name, (work, count) in ways.items():
            found[name].append(_spent(work) / count)
    return {name: min(times) for name, times in found.items()}


def agreement(world: World, programmes: int, seed: int) -> dict[str, object]:
    """How far the door and the core agree on the same draws."""
    ours = through_door({"": world}, {"": programmes}, seed)[""]
    core = through_core(world, programmes, seed)
    apart = ((ours["ratio"] - core["ratio"]) / core["error"]).abs()
    wider = ours["error"] / core["error"]
    return {
        "links": len(ours),
        "same verdict %": 100 * float((ours["verdict"] == core["verdict"]).mean()),
        "same place on the red list %": 100 * float((ours["red"] == core["red"]).mean()),
        "T apart, in s: median": float(apart.median()),
        "in 95 %": float(apart.quantile(0.95)),
        "most": float(apart.max()),
        "error as a part: median": float(wider.median()),
        "P apart in 95 %": float((ours["p"] - core["p"]).abs().quantile(0.95)),
    }


MAIN = (
    "AUC", "FA", "power", "red FDR", "red power", "watch FDR", "watch power", "translating", "false tr.", "cover",
    "naive FA", "naive power",
)  # fmt: skip
"""What is printed of a run through the door; the rest goes to ``--csv``."""


def with_chance(tables: Mapping[str, pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Scores of every world, and how far each depends on chance."""
    rows = {name: scores(table) for name, table in tables.items()}
    errors = {name: by_chance(table, scores) for name, table in tables.items()}
    return _framed(rows), _framed(errors)


def _framed(rows: Mapping[str, Mapping[str, object]]) -> pd.DataFrame:
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("world")


def printed(table: pd.DataFrame, errors: pd.DataFrame) -> str:
    """The main scores as text, with their standard errors."""

    def cell(world: object, name: str) -> str:
        value, error = table.at[world, name], errors.at[world, name]
        digits = 3 if name in ("AUC", "cover") else 1
        return f"{value:.{digits}f} ±{error:.{digits}f}"

    cells = {name: [cell(world, name) for world in table.index] for name in MAIN}
    shown = pd.DataFrame({**cells, "ms": [f"{one:.1f}" for one in table["ms"]]}, index=table.index)
    return str(shown.to_string())


def held_against_bars(table: pd.DataFrame) -> list[str]:
    """A line for each bar of a world that was run, and for each world with an interval or a verdict beyond its bar."""
    lines = [" | ".join(line) for bar in BARS if (line := bar.line(table))]
    for name, cover in table["cover"].items():
        low, high = NARROW.get(str(name), (0.88, 0.97))
        fair = not any(word in str(name) for word in UNFAIR)
        if fair and not (0.88 <= cover <= 0.97 and low <= cover <= high):
            lines.append(f"{name} | cover | {cover:.3f} | 0.88 to 0.97 | {low:g} to {high:g}")
    for name, false in table["false tr."].items():
        if false > (5 if str(name) in BEYOND or any(word in str(name) for word in STRESSED) else 2):
            lines.append(f"{name} | false translating | {false:.1f}")
    return lines


def calibration_line(bins: pd.DataFrame) -> str:
    """The bar of calibration: of links with P(T < kappa) from .8 to .9, the part of which T is below kappa."""
    found = bins[bins["from"] == 0.8]
    if found.empty:
        return "P from .8 to .9 | no links"
    mean, below = float(found["mean P"].iloc[0]), float(found["below"].iloc[0])
    reached, close = below >= 0.80, abs(below - mean) <= 0.05
    return (
        f"P from .8 to .9 | below kappa | {below:.3f} | >= 0.80 {'yes' if reached else 'NO'} | "
        f"within .05 of {mean:.3f} {'yes' if close else 'NO'}"
    )


def chosen(worlds: Mapping[str, World], names: Sequence[str]) -> dict[str, World]:
    """Worlds by their name, or by a part of it where there is none of that name."""
    return {
        name: world
        for name, world in worlds.items()
        if any(name == one or (one not in worlds and one in name) for one in names)
    }


def numbers(worlds: Mapping[str, World], programmes: int) -> dict[str, int]:
    """Programmes of each world: a fifth of them where there are many units."""
    return {name: max(2, programmes // 5) if world.units > 50 else programmes for name, world in worlds.items()}


def judge_all(worlds: Mapping[str, World], options: argparse.Namespace) -> dict[str, pd.DataFrame]:
    """Tables of all worlds, through the door or through the core."""
    many = numbers(worlds, options.programmes)
    if options.core:
        return {name: through_core(world, many[name], options.seed) for name, world in worlds.items()}
    return through_door(worlds, many, options.seed, options.processes)


def main(arguments: Sequence[str] | None = None, say: Callable[[str], None] = print) -> None:
    """Run worlds and print their scores and bars."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programmes", type=int, default=100)
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--worlds", nargs="*", help="names, or parts of names")
    parser.add_argument("--world-file", type=Path, help="a Python file with other worlds (WORLDS)")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--core", action="store_true", help="arrays into the core, not rows through the door")
    parser.add_argument("--compare", action="store_true", help="only say how far door and core agree")
    parser.add_argument("--speed", action="store_true", help="only measure how long it takes")
    parser.add_argument("--csv", type=Path, help="write every score and its standard error here")
    options = parser.parse_args(arguments)
    known = worlds_in(options.world_file) if options.world_file else WORLDS
    worlds = chosen(known, options.worlds or list(known))
    if options.speed:
        print_speed(say)
    elif options.compare:
        rows = {
            name: agreement(one, numbers(worlds, options.programmes)[name], options.seed)
            for name, one in worlds.items()
        }
        say(_framed(rows).to_string(float_format="{:.3f}".format))
    else:
        run(worlds, options, say)


def run(worlds: Mapping[str, World], options: argparse.Namespace, say: Callable[[str], None]) -> None:
    """Judge, and print how often it was right."""
    tables = judge_all(worlds, options)
    table, errors = with_chance(tables)
    if options.core:
        say(table.to_string(float_format=lambda x: f"{x:.3f}" if x < 1 else f"{x:.1f}"))
    else:
        say(printed(table, errors))
    if options.csv:
        table.join(errors.add_suffix(" ±")).to_csv(options.csv)
    for line in held_against_bars(table):
        say(line)
    fair = [one for name, one in tables.items() if not any(word in name for word in UNFAIR)]
    for words, some in (("all worlds", list(tables.values())), ("worlds that the engine knows", fair)):
        if some:
            say(f"calibration of P(T < kappa), {words}")
            bins = calibration(some)
            say(bins.to_string(index=False, float_format="{:.3f}".format))
            say(calibration_line(bins))
    if not options.world_file and not options.worlds:
        still_ones = {name: world for name, (world, _) in STILL.items()}
        for name, right in recognised(judge_all(still_ones, options)).items():
            say(f"{name} | recognised | {right:.3f} | >= 0.9 | >= 0.95")
        print_speed(say)


def print_speed(say: Callable[[str], None]) -> None:
    """How long it takes, beside the plain way; every process uses one core, so that no way has more than another."""
    ours, alone = in_a_process(speed, WORLDS["15x5"])
    say(f"504 links, 15 x 5 | core, ms per link | {ours:.2f} | plain {alone:.2f} | ratio {ours / alone:.2f} <= 0.33")
    found = in_a_process(speed_of_door, WORLDS["15x5"])
    for name, words in (("links", "values in, table out"), ("door", "rows in, table out")):
        part = found[name] / found["plain"]
        say(f"504 links of one programme | {words}, ms per link | {found[name]:.2f} | ratio {part:.2f}")


if __name__ == "__main__":
    main()
