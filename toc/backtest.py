"""Projections of past years held against the figures that came.

From the data of periods up to the end of a year, everything is projected as it would have been then; what was put right
about those years later stays as it is known now. A projection counts in the year of the last figure it rests on, and
only series with a figure for each whole year are held: so every projection is counted once, and like is held against
like. How many figures lie within an interval is a proportion with an interval of its own (Wilson, 1927). That interval
takes the projections to be apart from each other; those of a whole and its parts, and of years in a row, are not, so it
is too narrow rather than too wide. A chance is scored by the square of its distance to what came (Brier, 1950,
Verification of forecasts expressed in terms of probability, Monthly Weather Review 78): 0 is perfect, and a chance of a
half, always, scores 0.25.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from toc.declared import Text
from toc.frames import BACKTEST, BACKTEST_CHANCES, BACKTEST_SCORES, check_frame, empty_frame
from toc.measurement import wilson
from toc.period import Period
from toc.projection import FEWEST_POINTS, Chosen, Pair, Setting, choose, project
from toc.prospect import is_reached, judge_prospects
from toc.series import Point, asked, points_by_indicator, too_few_reported
from toc.theory import Theory
from toc.words import say

MOST_STEPS = 3
"""Years ahead up to which projections are held against what came."""

AT_ONCE = 5_000
"""Series times years that a run still looks back on by itself; beyond it, only when asked."""

MADE = BACKTEST[: BACKTEST.index("value")]
"""Columns of ``frames.BACKTEST`` that are known when a projection is made, before the figure came."""

GIVEN = BACKTEST_CHANCES[: BACKTEST_CHANCES.index("value")]
"""The same of ``frames.BACKTEST_CHANCES``."""

Told = Callable[[Text, float], None]
"""Hears what is done, and which part of all has been done."""

_NOTHING = 1e-12


@dataclass(frozen=True)
class Made:
    """Projections and chances as they were given, each with the year in which."""

    years: pd.DataFrame
    """Columns ``MADE``."""

    chances: pd.DataFrame
    """Columns ``GIVEN``."""


@dataclass(frozen=True)
class Backtest:
    """Projections beside the figures that came."""

    rows: pd.DataFrame
    """Columns of ``frames.BACKTEST``."""

    chances: pd.DataFrame
    """Columns of ``frames.BACKTEST_CHANCES``."""

    scores: pd.DataFrame
    """Columns of ``frames.BACKTEST_SCORES``."""

    longest: int = 0
    """Figures of whole years in the longest series there is."""

    @property
    def empty(self) -> bool:
        """Whether nothing could be held against anything."""
        return not len(self.rows) and not len(self.chances)


def look_back(
    theory: Theory,
    values: pd.DataFrame,
    *,
    values_in: Callable[[int], pd.DataFrame] | None = None,
    told: Told = lambda _what, _part: None,
) -> Backtest:
    """Project from every past year as this engine would have done then, and hold that against the figures that came.

    Args:
        theory: the model as it stands; targets get the value that was known in each year.
        values: what is known now, with the columns of ``frames.VALUES``.
        values_in: what was known about a year, in place of ``values``; figures that come are those of ``values``.
        told: hears of every year.
    """
    points = points_by_indicator(values)
    came = figures_that_came(theory, points)
    years = years_to_look_back_on(came)
    last = max((year for figures in came.values() for year in figures), default=0)
    made = []
    for at, year in enumerate(years):
        told(say("backtest.working", year=year), at / len(years))
        made.append(_made_in(theory, values if values_in is None else values_in(year), year, last))
    return hold(theory, _joined(made), came)


def years_to_look_back_on(came: Mapping[Pair, Mapping[int, float]]) -> tuple[int, ...]:
    """Years from which there is something to hold: a series with two figures by then, and one later."""
    found = {year for figures in came.values() for year in sorted(figures)[FEWEST_POINTS - 1 : -1]}
    return tuple(sorted(found))


def is_soon_done(points: Mapping[Pair, Sequence[Point]]) -> bool:
    """Tell whether looking back takes so little that a run may do it by itself."""
    years = {point.year for some in points.values() for point in some}
    return len(points) * len(years) <= AT_ONCE


def figures_that_came(theory: Theory, points: Mapping[Pair, Sequence[Point]]) -> dict[Pair, dict[int, float]]:
    """Of every series of yearly figures the exact figure of each whole year."""
    chosen = _chosen(theory, points)
    return {pair: {point.year: point.value for point in one.full} for pair, one in chosen.items() if one.yearly}


def made_now(
    theory: Theory, points: Mapping[Pair, Sequence[Point]], projections: pd.DataFrame, prospects: pd.DataFrame
) -> Made:
    """What is projected now, to be held against figures later.

    Args:
        theory: the model.
        points: the points that the projections rest on.
        projections: columns of ``frames.PROJECTIONS``.
        prospects: columns of ``frames.PROSPECTS``; a target that is settled already is no projection.
    """
    chosen = {pair: one for pair, one in _chosen(theory, points).items() if one.yearly}
    told = projections[projections["status"] == "projected"]
    years = pd.DataFrame([row for row in _years(told, chosen) if row["steps"] >= 1], columns=list(MADE))
    open_ = prospects[prospects["status"].isin(["likely", "uncertain", "unlikely"])]
    chances = pd.DataFrame([row for row in _chances(open_, chosen) if row["steps"] >= 1], columns=list(GIVEN))
    return Made(years, chances)


def hold(theory: Theory, made: Made, came: Mapping[Pair, Mapping[int, float]]) -> Backtest:
    """Hold projections against the figures that came; those of which the year has no figure yet are left out."""
    near = made.years[made.years["steps"] <= MOST_STEPS]
    rows = [_held(row, value) for row, value in _with_value(near, came)]
    chances = [_scored(theory, row, value) for row, value in _with_value(made.chances, came)]
    table = check_frame(pd.DataFrame(rows), BACKTEST, "backtest") if rows else empty_frame(BACKTEST)
    given = check_frame(pd.DataFrame(chances), BACKTEST_CHANCES, "chances") if chances else empty_frame(
        BACKTEST_CHANCES)  # fmt: skip
    return Backtest(table, given, _scores(table, given), max(map(len, came.values()), default=0))


# --- What was projected -----------------------------------------------------------------------------------------


def _chosen(theory: Theory, points: Mapping[Pair, Sequence[Point]]) -> dict[Pair, Chosen]:
    return {
        pair: choose(theory.indicator_by_id[pair[0]], theory.data_element_by_id, some) for pair, some in points.items()
    }


def _made_in(theory: Theory, values: pd.DataFrame, year: int, last: int) -> Made:
    """Everything that could be projected at the end of a year, from series of which that year is the last."""
    ends = {period: Period.parse(period).end.year for period in values["period"].unique()}
    then = values[values["period"].map(ends).astype(int) <= year]
    points = points_by_indicator(then)
    setting = Setting(
        theory.indicator_by_id, theory.data_element_by_id, theory.organisations,
        tuple(range(year + 1, max(last, year + MOST_STEPS) + 1)), date(year + 1, 1, 1), asked(then),
        too_few_reported(then),
    )  # fmt: skip
    ahead = project(points, list(points), setting)
    targets = [target.known_on(date(year, 12, 31)) for target in theory.targets]
    prospects = judge_prospects(targets, points, ahead.outlooks, (), theory.unit_titles, setting)
    made = made_now(theory, points, ahead.table, prospects)
    return Made(made.years[made.years["made_in"] == year], made.chances[made.chances["made_in"] == year])


def _joined(made: Sequence[Made]) -> Made:
    def together(frames: Sequence[pd.DataFrame], columns: Sequence[str]) -> pd.DataFrame:
        filled = [frame for frame in frames if not frame.empty]
        return pd.concat(filled, ignore_index=True) if filled else empty_frame(columns)

    return Made(together([one.years for one in made], MADE), together([one.chances for one in made], GIVEN))


def _years(projections: pd.DataFrame, chosen: Mapping[Pair, Chosen]) -> Iterator[dict[str, Any]]:
    for row in projections.to_dict("records"):
        one = chosen.get((row["indicator"], row["organisation"]))
        if one is not None:
            made_in = one.used[-1].year
            given = {name: row[name] for name in MADE if name in row}
            yield {**given, "made_in": made_in, "steps": int(row["year"]) - made_in, "last": one.full[-1].value}


def _chances(prospects: pd.DataFrame, chosen: Mapping[Pair, Chosen]) -> Iterator[dict[str, Any]]:
    for row in prospects.to_dict("records"):
        one = chosen.get((row["indicator"], row["organisation"]))
        if one is not None:
            made_in = one.used[-1].year
            given = {name: row[name] for name in GIVEN if name in row}
            yield {**given, "made_in": made_in, "steps": int(row["year"]) - made_in}


# --- What came --------------------------------------------------------------------------------------------------


def _with_value(
    frame: pd.DataFrame, came: Mapping[Pair, Mapping[int, float]]
) -> Iterator[tuple[dict[str, Any], float]]:
    """Rows of which the year has its figure."""
    for row in frame.to_dict("records"):
        value = came.get((row["indicator"], row["organisation"]), {}).get(int(row["year"]))
        if value is not None:
            yield {str(name): cell for name, cell in row.items()}, value


def _held(row: Mapping[str, Any], value: float) -> dict[str, Any]:
    error, last_error = row["median"] - value, row["last"] - value
    within = {f"inside{level}": bool(row[f"lower{level}"] <= value <= row[f"upper{level}"]) for level in (80, 95)}
    relative = abs(error) / abs(last_error) if abs(last_error) > _NOTHING * max(1.0, abs(value)) else math.nan
    return {**row, **within, "value": value, "error": error, "last_error": last_error, "relative": relative}


def _scored(theory: Theory, row: Mapping[str, Any], value: float) -> dict[str, Any]:
    reached = is_reached(theory.indicator_by_id[row["indicator"]], row["target_value"], value)
    return {**row, "value": value, "reached": reached, "brier": (row["probability"] - reached) ** 2}


# --- How good they were -----------------------------------------------------------------------------------------


def _scores(rows: pd.DataFrame, chances: pd.DataFrame) -> pd.DataFrame:
    """All together and each indicator, over all years ahead and each number of them."""
    names = list(dict.fromkeys([*rows["indicator"], *chances["indicator"]]))
    found = []
    for name in [None, *names]:
        mine = rows if name is None else rows[rows["indicator"] == name]
        given = chances if name is None else chances[chances["indicator"] == name]
        steps = sorted({*mine["steps"], *given["steps"]})
        for step in [None, *steps]:
            some = mine if step is None else mine[mine["steps"] == step]
            found.append(_score(name, step, some, given if step is None else given[given["steps"] == step]))
    return check_frame(pd.DataFrame(found, dtype=object), BACKTEST_SCORES, "scores") if names else empty_frame(
        BACKTEST_SCORES)  # fmt: skip


def _score(name: str | None, step: int | None, rows: pd.DataFrame, chances: pd.DataFrame) -> dict[str, Any]:
    found: dict[str, Any] = {"indicator": name, "steps": step, "n": len(rows), "chances": len(chances)}
    for level in (80, 95):
        inside = int(rows[f"inside{level}"].sum())
        of_all = wilson(inside / len(rows), len(rows)) if len(rows) else None
        found |= {f"inside{level}": inside, f"low{level}": of_all.low if of_all else math.nan,
                  f"high{level}": of_all.high if of_all else math.nan}  # fmt: skip
    alone = name is not None
    found |= {
        "mean_error": _mean_size(rows["error"]) if alone else math.nan,
        "mean_error_last": _mean_size(rows["last_error"]) if alone else math.nan,
        "relative": _relative(rows),
        "brier": float(chances["brier"].mean()) if len(chances) else math.nan,
    }
    return found


def _mean_size(errors: pd.Series) -> float:
    return float(np.abs(errors.to_numpy(dtype=float)).mean()) if len(errors) else math.nan


def _relative(rows: pd.DataFrame) -> float:
    """Mean size of the error as a part of that of the last value, averaged over indicators by number of projections.

    An indicator that never changed has no such part and is left out.
    """
    parts, counts = [], []
    for _, mine in rows.groupby("indicator", sort=False):
        ours, last = _mean_size(mine["error"]), _mean_size(mine["last_error"])
        if last > _NOTHING * max(1.0, float(np.abs(mine["value"].to_numpy(dtype=float)).max())):
            parts.append(ours / last)
            counts.append(len(mine))
    return float(np.average(parts, weights=counts)) if parts else math.nan


# --- In words ---------------------------------------------------------------------------------------------------


def in_words(found: Backtest) -> tuple[Text, ...]:
    """How good earlier projections were, the most important first; or why that cannot be said yet."""
    if found.empty and found.longest > FEWEST_POINTS:
        return (say("backtest.none_known", longest=found.longest),)
    if found.empty:
        longest = (say("backtest.none_long", longest=found.longest),) if found.longest else ()
        return (say("backtest.none", needed=FEWEST_POINTS + 1, made=FEWEST_POINTS), *longest)
    return tuple(_sentences(found))


def _sentences(found: Backtest) -> Iterator[Text]:
    score = _headline(found)
    if score["n"]:
        part, low, high = score["inside80"] / score["n"], score["low80"], score["high80"]
        facts = {"count": score["n"], "inside": score["inside80"], "part": part, "low": low, "high": high}
        if score["steps"] == 1:
            yield say("backtest.one_year", **facts)
        else:
            yield say("backtest.years", steps=score["steps"], **facts)
        verdict = "few" if high - low > _WIDE and low <= _WANTED <= high else "fits" if low <= _WANTED <= high else (
            "narrow" if high < _WANTED else "wide")  # fmt: skip
        yield say(f"backtest.{verdict}", low=low, high=high)
        if math.isfinite(score["relative"]):
            yield _beside_last(score["relative"])
    overall = found.scores.iloc[0]
    if overall["chances"]:
        yield say("backtest.brier", count=overall["chances"], brier=overall["brier"])


_WANTED = 0.8
_WIDE = 0.2
"""Interval of a proportion that is wider than this says little."""

_SAME = 0.02


def _beside_last(relative: float) -> Text:
    if relative > 1 + _SAME:
        return say("backtest.worse", part=relative - 1)
    return say("backtest.better", part=1 - relative) if relative < 1 - _SAME else say("backtest.same")


def _headline(found: Backtest) -> pd.Series:
    """The score of all together for the fewest years ahead that were held; that of the chances when there is none."""
    together = found.scores[found.scores["indicator"].isna()]
    each = together[together["steps"].notna() & (together["n"] > 0)]
    return each.iloc[0] if len(each) else together.iloc[0]


def score_lines(theory: Theory, found: Backtest) -> list[tuple[Text, ...]]:
    """How good earlier projections were: all together by years ahead, then each indicator over all years ahead.

    Every line has what it is about, years ahead, how many figures lie within 80 %, which shares that fits, how many
    lie within 95 %, and the error beside that of the last figure; an empty text where there is none.
    """
    empty = Text(nl="", en="")
    lines: list[tuple[Text, ...]] = []
    for row in found.scores.to_dict("records"):
        together, all_steps = row["indicator"] is None, row["steps"] is None
        if not row["n"] or together == all_steps:
            continue
        name = say("backtest.all_indicators") if together else theory.indicator_by_id[row["indicator"]].title
        ahead = empty if all_steps else say("backtest.steps", steps=row["steps"])
        relative = empty if math.isnan(row["relative"]) else say("backtest.relative", part=row["relative"])
        inside = (say("backtest.share", inside=row[f"inside{level}"], count=row["n"]) for level in (80, 95))
        within80, within95 = inside
        reach = say("backtest.range", low=row["low80"], high=row["high80"])
        lines.append((name, ahead, within80, reach, within95, relative))
    return lines
