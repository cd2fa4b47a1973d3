"""From past points to the years ahead: a whole distribution for each year, or the reason why nobody can tell.

All series of one indicator, or of one family of indicators, are one panel and learn from each other
(``toc.forecasting``). What is known beforehand of a kind of figure goes along: a count since the start never falls, a
percentage stays within 0 and 100. Where an indicator adds up over organisations, the years ahead do so too
(``toc.coherence``).
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from toc.coherence import Expected, reconcile
from toc.declared import Text
from toc.errors import Finding, Severity
from toc.forecasting.forecast import forecast
from toc.forecasting.outlook import Array, Outlook
from toc.forecasting.panel import Nature, Series
from toc.formula import SHARES, Operand, parse
from toc.frames import PROJECTIONS, check_frame, empty_frame
from toc.indicator import DataElement, Indicator, Kind, adds_up
from toc.measurement import MONTHS_PER_YEAR, SHORTEST_EXPOSURE, Z95
from toc.organisation import OrganisationTree
from toc.series import Point
from toc.tree_in_time import parents_on
from toc.words import say

Pair = tuple[str, str]
"""An indicator and an organisation."""

FEWEST_POINTS = 2
"""Figures of whole periods without which nothing is projected."""

LITTLE_OWN = 0.2
"""Part that rests on own figures under which it is said that a projection rests mainly on others."""

METHOD = "pooled_trends"
READINGS = 5
"""Numbers of months that are tried, from the fewest to the most that a part of a year covered."""

MOST_READINGS = 25
ROUNDING = 1e-9
_BOUNDS = ("at_least", "at_most")
_INTERVALS = {"50": 0.5, "80": 0.8, "95": 0.95}
_NUMBERS = ("median", *(f"{end}{level}" for level in _INTERVALS for end in ("lower", "upper")), "own", "peers",
            "reconciled")  # fmt: skip
_HIGHEST = {"percent": 100.0, "fraction": 1.0}


@dataclass(frozen=True)
class Chosen:
    """The points of one indicator and organisation that a projection may rest on, and how many are left out."""

    full: tuple[Point, ...] = ()
    """Exact figures of whole periods of one length, in order of time."""

    partial: tuple[Point, ...] = ()
    """Figures of a part of a year that may stand for a whole year, with what is not certain about it."""

    partial_left_out: int = 0
    bounds_left_out: int = 0
    other_lengths: int = 0

    @property
    def used(self) -> tuple[Point, ...]:
        """All that enter, in order of time."""
        return tuple(sorted((*self.full, *self.partial), key=lambda point: point.period.midpoint))

    @property
    def yearly(self) -> bool:
        """Whether the figures are of twelve months each."""
        return bool(self.full) and _is_year(self.full[-1])


@dataclass(frozen=True)
class Ahead:
    """What can be said of the years ahead."""

    table: pd.DataFrame
    """Columns of ``frames.PROJECTIONS``."""

    outlooks: dict[Pair, Outlook]
    """Whole distributions, after sums were made to agree."""

    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Setting:
    """What a projection needs to know of the programme."""

    indicators: Mapping[str, Indicator]
    data_elements: Mapping[str, DataElement]
    tree: OrganisationTree
    horizons: Sequence[int]
    as_of: date
    asked: frozenset[Pair] = frozenset()
    """Pairs of which a figure is known or missing; others have none and are no part of a sum."""

    too_few_reported: Mapping[Pair, int] = field(default_factory=dict)
    """Figures that are no points because too few organisations reported."""

    only_apart: frozenset[Pair] = frozenset()
    """Pairs of which only the parts have a figure, because theirs cannot be added up."""


def project(points: Mapping[Pair, Sequence[Point]], wanted: Sequence[Pair], setting: Setting) -> Ahead:
    """Carry each (indicator, organisation) from its first year without a figure to the last horizon.

    Args:
        points: usable points, in order of time, in the indicator's unit.
        wanted: which pairs to project; a pair without points is said to have none.
        setting: definitions, the tree, and the years that are asked for.
    """
    if not wanted or not setting.horizons:
        return Ahead(empty_frame(PROJECTIONS), {})
    chosen = {pair: choose(setting.indicators[pair[0]], setting.data_elements, points.get(pair, ())) for pair in wanted}
    drawn = _drawn(chosen, setting)
    shifts, findings = _coherent(drawn, setting)
    table = _table(wanted, points, chosen, drawn, shifts, setting)
    return Ahead(table, {pair: one.outlook for pair, one in drawn.items()}, tuple(findings))


# --- Which points -----------------------------------------------------------------------------------------------


def choose(indicator: Indicator, data_elements: Mapping[str, DataElement], points: Sequence[Point]) -> Chosen:
    """Settle which points of one series enter.

    Of what grows with its months only whole years do, and parts of a year where the indicator may be converted to
    a year (``annualise``); of anything else the yearly figures or, where there are fewer than two, figures that are
    all as long as most are. A figure of which only a bound is known is left out.
    """
    exact = [point for point in points if not set(_BOUNDS) & set(point.flags)]
    whole = [point for point in exact if not point.partial]
    years = [point for point in whole if _is_year(point)]
    full = years
    if not _grows_with_months(indicator, data_elements) and len(years) < FEWEST_POINTS:
        full = _alike(whole) or years
    partial = [point for point in exact if point.partial]
    usable = [point for point in partial if indicator.annualise and full is years and _may_stand_for_a_year(point)]
    return Chosen(
        tuple(full), tuple(usable), partial_left_out=len(partial) - len(usable),
        bounds_left_out=len(points) - len(exact), other_lengths=len(whole) - len(full),
    )  # fmt: skip


def _is_year(point: Point) -> bool:
    return abs(point.period.months - MONTHS_PER_YEAR) < 0.5


def _may_stand_for_a_year(point: Point) -> bool:
    return _is_year(point) and min(point.months) >= SHORTEST_EXPOSURE * MONTHS_PER_YEAR


def _alike(points: Sequence[Point]) -> list[Point]:
    """Points of the length that most have, the longest of two that are as frequent."""
    lengths = Counter(round(point.period.months) for point in points)
    if not lengths:
        return []
    best = max(lengths, key=lambda length: (lengths[length], length))
    return [point for point in points if round(point.period.months) == best]


def _kinds(indicator: Indicator, data_elements: Mapping[str, DataElement]) -> set[str]:
    """What the operands of the formula are: ``flow``, ``stock``, ``cumulative``, ``year_to_date`` or ``total``."""
    return {_kind(operand, data_elements[operand.element]) for operand in parse(indicator.formula).operands}


def _kind(operand: Operand, element: DataElement) -> str:
    kind: str = element.kind
    for step in operand.steps:
        kind = step.kind_after(kind)
    return kind


def _grows_with_months(indicator: Indicator, data_elements: Mapping[str, DataElement]) -> bool:
    """Whether a longer period gives a larger figure: counts of a period, and not a ratio of them."""
    counted = _kinds(indicator, data_elements) & {Kind.FLOW, Kind.YEAR_TO_DATE, "total"}
    return bool(counted) and parse(indicator.formula).is_sum and indicator.unit not in SHARES


def nature_of(indicator: Indicator, data_elements: Mapping[str, DataElement]) -> Nature:
    """What the declarations say beforehand of an indicator's figures."""
    formula = parse(indicator.formula)
    elements = [data_elements[name] for name in formula.names]
    subtracts = "-" in re.sub(r'"[^"]*"', "", formula.text)
    below_zero = subtracts or any(element.may_be_negative for element in elements)
    cumulative = _kinds(indicator, data_elements) == {Kind.CUMULATIVE}
    lowest = indicator.lowest if indicator.lowest is not None else -math.inf if below_zero else 0.0
    highest = indicator.highest if indicator.highest is not None else _HIGHEST.get(indicator.unit, math.inf)
    from_zero = indicator.natural_zero if indicator.natural_zero is not None else lowest == 0
    return Nature(from_zero, lowest, highest, cumulative and formula.is_sum and not below_zero)


# --- From points to series --------------------------------------------------------------------------------------


def _series(chosen: Chosen) -> Series:
    used = chosen.used
    moments = np.array([point.period.midpoint for point in used])
    values = np.array([_as_a_year(point, sum(point.months) / 2) for point in used])
    errors = np.array([_error(point) for point in used])
    return Series(moments, values, errors if errors.any() else None, tuple(_readings(used)))


def _as_a_year(point: Point, months: float) -> float:
    return point.value * MONTHS_PER_YEAR / months if point.partial else point.value


def _error(point: Point) -> float:
    """Standard deviation of a survey figure, from the width of its 95 % interval."""
    if math.isnan(point.n) or not point.upper > point.lower:
        return 0.0
    return (point.upper - point.lower) / (2 * Z95)


def _readings(used: Sequence[Point]) -> Iterator[tuple[Array, float]]:
    """Every combination of months that parts of a year may have covered; all parts alike when they would be many."""
    partial = [point for point in used if point.partial]
    if not partial:
        return
    tried = [np.linspace(*point.months, READINGS if point.months[0] < point.months[1] else 1) for point in partial]
    together = math.prod(map(len, tried)) > MOST_READINGS
    combinations: Sequence[tuple[float, ...]] = (
        [tuple(low + (high - low) * part for low, high in (point.months for point in partial))
         for part in np.linspace(0, 1, READINGS)] if together else list(itertools.product(*tried))
    )  # fmt: skip
    for months in combinations:
        covered = dict(zip((point.period for point in partial), months, strict=True))
        values = np.array([_as_a_year(point, covered.get(point.period, MONTHS_PER_YEAR)) for point in used])
        yield values, 1 / len(combinations)


@dataclass(frozen=True)
class _Drawn:
    """The years ahead of one pair, and in what company they were estimated."""

    outlook: Outlook
    years: tuple[int, ...]
    nature: Nature
    last: float
    panel: int


def _drawn(chosen: Mapping[Pair, Chosen], setting: Setting) -> dict[Pair, _Drawn]:
    """Distributions of every pair with enough points, panel by panel."""
    panels: dict[tuple[str, Nature], list[Pair]] = {}
    for pair, one in chosen.items():
        if len(one.full) < FEWEST_POINTS or _has_ended(pair[1], setting):
            continue
        indicator = setting.indicators[pair[0]]
        nature = _fitting(nature_of(indicator, setting.data_elements), one.used)
        panels.setdefault((_panel_of(indicator), nature), []).append(pair)
    found: dict[Pair, _Drawn] = {}
    for (_, nature), pairs in panels.items():
        years = [years_ahead(chosen[pair], setting.horizons) for pair in pairs]
        moments = [_moments(chosen[pair], some) for pair, some in zip(pairs, years, strict=True)]
        outlooks = forecast([_series(chosen[pair]) for pair in pairs], moments, nature)
        for pair, some, outlook in zip(pairs, years, outlooks, strict=True):
            if outlook is not None and some:
                found[pair] = _Drawn(outlook, some, nature, chosen[pair].full[-1].value, len(pairs))
    return found


def _panel_of(indicator: Indicator) -> str:
    return f"family {indicator.family}" if indicator.family is not None else f"indicator {indicator.id}"


def _fitting(nature: Nature, used: Sequence[Point]) -> Nature:
    """Limits that the figures themselves have passed do not hold."""
    values = [point.value for point in used]
    lowest = nature.lowest if min(values) >= nature.lowest else -math.inf
    highest = nature.highest if max(values) <= nature.highest else math.inf
    return Nature(nature.natural_zero and lowest == nature.lowest, lowest, highest, nature.never_falls)


def _has_ended(organisation: str, setting: Setting) -> bool:
    until = setting.tree.by_id[organisation].until
    return until is not None and until < setting.as_of


def years_ahead(chosen: Chosen, horizons: Sequence[int]) -> tuple[int, ...]:
    """Years from the first one after the last figure to the last horizon."""
    return tuple(range(chosen.used[-1].year + 1, max(horizons) + 1))


def _moments(chosen: Chosen, years: Sequence[int]) -> Array:
    """Middles of the periods that end in these years: school years go on as school years."""
    if chosen.yearly:
        last = chosen.full[-1]
        return np.array([last.period.midpoint + year - last.year for year in years], dtype=float)
    return np.array([year + 0.5 for year in years], dtype=float)


# --- Sums that agree --------------------------------------------------------------------------------------------


def _coherent(drawn: dict[Pair, _Drawn], setting: Setting) -> tuple[dict[Pair, Array], list[Finding]]:
    """Make wholes and parts agree; ``drawn`` is brought up to date. Returns the shifts, and where it could not be."""
    below: dict[str, dict[str, float]] = {}
    for name, above in parents_on(setting.tree, setting.as_of).items():
        if not _has_ended(name, setting):
            for whole, share in above.items():
                below.setdefault(whole, {})[name] = share
    shifts: dict[Pair, Array] = {}
    findings: list[Finding] = []
    for indicator_id in dict.fromkeys(pair[0] for pair in drawn):
        indicator = setting.indicators[indicator_id]
        if not adds_up(indicator, setting.data_elements):
            continue
        mine = {pair[1]: one for pair, one in drawn.items() if pair[0] == indicator_id}
        asked = {
            whole: {part: share for part, share in parts.items() if (indicator_id, part) in setting.asked}
            for whole, parts in below.items()
            if whole in mine
        }
        asked = {whole: parts for whole, parts in asked.items() if parts}
        sums = {whole: parts for whole, parts in asked.items() if all(part in mine for part in parts)}
        apart = {whole: parts for whole, parts in asked.items() if whole not in sums}
        if apart:
            findings.append(_not_reconciled(indicator, apart, mine))
        expected = {name: _expected(one) for name, one in mine.items()}
        for name, agreed in (reconcile(expected, sums) if sums else {}).items():
            one = mine[name]
            drawn[indicator_id, name] = _Drawn(agreed.outlook, one.years, one.nature, one.last, one.panel)
            shifts[indicator_id, name] = agreed.shifts
    return shifts, findings


def _expected(one: _Drawn) -> Expected:
    lowest = max(one.nature.lowest, one.last) if one.nature.never_falls else one.nature.lowest
    return Expected(one.outlook, one.years, lowest, one.nature.highest, one.nature.never_falls)


def _not_reconciled(
    indicator: Indicator, apart: Mapping[str, Mapping[str, float]], known: Mapping[str, object]
) -> Finding:
    parts = {part for some in apart.values() for part in some}
    message = say("projection.not_reconciled", indicator=indicator.title, wholes=len(apart), parts=len(parts),
                  missing=len([part for part in parts if part not in known]))  # fmt: skip
    about = (f"indicator:{indicator.id}", *(f"organisation:{whole}" for whole in apart))
    return Finding("projection.not_reconciled", Severity.INFO, message, about=about)


# --- The table --------------------------------------------------------------------------------------------------


def _table(
    wanted: Sequence[Pair],
    points: Mapping[Pair, Sequence[Point]],
    chosen: Mapping[Pair, Chosen],
    drawn: Mapping[Pair, _Drawn],
    shifts: Mapping[Pair, Array],
    setting: Setting,
) -> pd.DataFrame:
    columns: dict[str, list[Any]] = {name: [] for name in PROJECTIONS}
    wholes = _wholes(drawn, setting)
    for pair in wanted:
        one, mine = chosen[pair], drawn.get(pair)
        known: Mapping[str, Sequence[float]] = {}
        if mine is None:
            years: Sequence[int] = list(setting.horizons)
            reasons = [_why_not(pair, one, points.get(pair, ()), year, setting) for year in years]
        else:
            past = [year for year in setting.horizons if year < mine.years[0]]
            years = [*past, *mine.years]
            agreed = bool(np.isfinite(shifts.get(pair, np.array([]))).any())
            reason = _said(one, mine, reconciled=agreed, own_parts=pair in wholes)
            reasons = [*(say("projection.past", year=year) for year in past), *([reason] * len(mine.years))]
            known = _numbers(mine, shifts.get(pair), len(past))
        told = len(years) - sum(1 for year in years if mine is None or year < mine.years[0])
        columns["indicator"] += [pair[0]] * len(years)
        columns["organisation"] += [pair[1]] * len(years)
        columns["year"] += years
        columns["status"] += ["cannot_tell"] * (len(years) - told) + ["projected"] * told
        columns["method"] += [None] * (len(years) - told) + [METHOD] * told
        columns["n"] += [len(one.full) + len(one.partial)] * len(years)
        columns["panel"] += [mine.panel if mine is not None else 0] * len(years)
        columns["reason"] += reasons
        for name in _NUMBERS:
            columns[name] += list(known.get(name, [math.nan] * len(years)))
    return check_frame(pd.DataFrame(columns), PROJECTIONS, "projections")


def _wholes(drawn: Mapping[Pair, _Drawn], setting: Setting) -> set[Pair]:
    """Pairs that stand in one panel with organisations below them."""
    above = parents_on(setting.tree, setting.as_of)
    found: set[Pair] = set()
    for (name, part), one in drawn.items():
        higher = list(above.get(part, ()))
        while higher:
            whole = higher.pop()
            higher += above.get(whole, ())
            if (name, whole) in drawn and drawn[name, whole].nature == one.nature:
                found.add((name, whole))
    return found


def whole_percents(parts: Sequence[float]) -> list[float]:
    """Parts of one in whole percents that add up to a hundred (the largest remainders are rounded up)."""
    floors = [math.floor(100 * part + ROUNDING) for part in parts]
    order = sorted(range(len(parts)), key=lambda at: (floors[at] - 100 * parts[at], at))
    for at in order[: 100 - sum(floors)]:
        floors[at] += 1
    return [one / 100 for one in floors]


def _numbers(mine: _Drawn, shift: Array | None, past: int) -> dict[str, list[float]]:
    """Figures of every year, after as many empty ones as there are horizons that are past."""
    outlook = mine.outlook
    size = len(mine.years)
    found: dict[str, Array] = {"median": outlook.median}
    for name, level in _INTERVALS.items():
        found |= {f"lower{name}": outlook.quantile((1 - level) / 2), f"upper{name}": outlook.quantile((1 + level) / 2)}
    found = {name: _at_limits(values, mine) for name, values in found.items()}
    found |= {"own": np.full(size, outlook.own), "peers": np.full(size, outlook.peers)}
    found["reconciled"] = shift if shift is not None else np.full(size, np.nan)
    return {name: [math.nan] * past + values.tolist() for name, values in found.items()}


def _at_limits(values: Array, mine: _Drawn) -> Array:
    """Figures that differ from a limit only by the rounding of the computer lie at it."""
    for limit in (mine.nature.lowest, mine.nature.highest):
        if math.isfinite(limit):
            near = np.abs(values - limit) <= ROUNDING * max(abs(limit), abs(mine.last))
            values = np.where(near, limit, values)
    return values


def _said(chosen: Chosen, mine: _Drawn, *, reconciled: bool, own_parts: bool) -> Text:
    """On what a projection rests, in a few sentences."""
    used, outlook = chosen.used, mine.outlook
    facts = {"count": len(used), "start": used[0].period.label, "end": used[-1].period.label}
    if mine.panel > 1:
        own, peers, rest = whole_percents([outlook.own, outlook.peers, max(0.0, 1 - outlook.own - outlook.peers)])
        code = "projection.with_own_parts" if own_parts else "projection.with_others"
        sentences = [say(code, own=own, peers=peers, others=mine.panel - 1, rest=rest, **facts)]
    else:
        own, rest = whole_percents([outlook.own, max(0.0, 1 - outlook.own)])
        sentences = [say("projection.alone", own=own, rest=rest, **facts)]
    if outlook.own < LITTLE_OWN:
        sentences.append(say("projection.little_own"))
    if _error(used[-1]):
        sentences.append(say("projection.survey"))
    if not chosen.yearly:
        sentences.append(say("projection.short_periods", months=used[-1].period.months))
    if chosen.partial:
        sentences.append(say("projection.partial_used", count=len(chosen.partial)))
    if reconciled:
        sentences.append(say("projection.reconciled"))
    return joined(*sentences, *left_out(chosen))


def left_out(chosen: Chosen) -> Iterator[Text]:
    """Sentences on the figures that did not enter."""
    if chosen.partial_left_out:
        yield say("projection.partial_left_out", count=chosen.partial_left_out)
    if chosen.bounds_left_out:
        yield say("projection.bounds_left_out", count=chosen.bounds_left_out)


def why_none(pair: Pair, chosen: Chosen, points: Sequence[Point], setting: Setting) -> Text | None:
    """Why nothing can be said of any year of a pair; None where something can."""
    short = setting.too_few_reported.get(pair, 0)
    if len(chosen.full) >= FEWEST_POINTS:
        return say("projection.ended") if _has_ended(pair[1], setting) else None
    if pair in setting.only_apart and not points:
        return say("projection.only_apart")
    if short and not points:
        return say("projection.only_too_few", count=short)
    reason = _too_few(chosen, points)
    return joined(reason, say("projection.too_few_too", count=short)) if short else reason


def _why_not(pair: Pair, chosen: Chosen, points: Sequence[Point], year: int, setting: Setting) -> Text:
    known = why_none(pair, chosen, points, setting)
    if known is None and year in years_ahead(chosen, setting.horizons):
        return say("projection.never_moved")  # nothing says how large a change may be
    return known or say("projection.past", year=year)


def _too_few(chosen: Chosen, points: Sequence[Point]) -> Text:
    full = len(chosen.full)
    if not points:
        return say("projection.no_points")
    if not full and all(point.partial for point in points):
        return say("projection.only_partial")
    if len(points) > full:
        return joined(
            say("projection.few_of_all", full=full, all=len(points), needed=FEWEST_POINTS),
            *(left_out(chosen) if chosen.bounds_left_out else ()),
        )
    return say("projection.few_points", full=full, needed=FEWEST_POINTS)


def joined(*sentences: Text) -> Text:
    """Sentences one after another."""
    return Text(nl=" ".join(one.nl for one in sentences), en=" ".join(one.en for one in sentences))
