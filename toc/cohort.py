"""Organisations that joined later: three baselines of the whole, each with its name.

A total that grows because more organisations report says nothing about the organisations. So where some have their
first figure later than others, growth of the whole is given in three ways:

- ``fixed_cohort``: only organisations with a figure in the first period;
- ``as_entered``: every organisation that reports now, each from its own first figure;
- ``re_based``: every organisation that reports now, from the first period in which all of them have a figure.

Baseline and actual are always of the same organisations: a figure that is missing is never counted as zero.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from toc.declared import Text
from toc.errors import Finding, Severity
from toc.formula import parse
from toc.frames import COHORTS, check_frame, empty_frame
from toc.indicator import DataElement, Indicator, adds_up
from toc.organisation import OrganisationTree
from toc.period import Period
from toc.series import Point
from toc.words import say

MONTHS_PER_YEAR = 12.0
Figures = Mapping[str, Mapping[Period, float]]
"""Of every organisation its figures."""


def three_baselines(table: pd.DataFrame, indicator: str, organisation: str) -> pd.DataFrame:
    """Return the three baselines of one indicator that adds up; no rows when no organisation joined later.

    Args:
        table: ``organisation``, ``period`` and ``value`` of the organisations that report, none of them twice.
        indicator: name for the rows of the result.
        organisation: the whole, name for the rows of the result.

    Returns:
        Table with the columns of ``frames.COHORTS``.
    """
    known = table[table["value"].notna()]
    figures: dict[str, dict[Period, float]] = {}
    for name, period, value in zip(known["organisation"], known["period"], known["value"], strict=True):
        figures.setdefault(name, {})[Period.parse(period)] = float(value)
    records = [{"indicator": indicator, "organisation": organisation, **row} for row in _three(figures)]
    return check_frame(pd.DataFrame(records), COHORTS, "cohorts") if records else empty_frame(COHORTS)


def baselines_of_the_whole(
    points: Mapping[tuple[str, str], Sequence[Point]],
    indicators: Mapping[str, Indicator],
    data_elements: Mapping[str, DataElement],
    tree: OrganisationTree,
    as_of: date,
) -> tuple[pd.DataFrame, list[Finding]]:
    """Return the three baselines of every indicator that adds up and at which organisations joined later.

    Args:
        points: usable points of each (indicator, organisation).
        indicators: by id.
        data_elements: by id.
        tree: the organisations; the whole is its top.
        as_of: only whole years that ended before this day count.

    Returns:
        Table with the columns of ``frames.COHORTS``, and one or two findings per indicator in it.
    """
    top = tree.roots[0].id
    asked: dict[str, frozenset[str]] = {}
    for name, indicator in indicators.items():
        if adds_up(indicator, data_elements):
            elements = [data_elements[one] for one in parse(indicator.formula).names]
            asked[name] = frozenset.intersection(*(frozenset(element.reported_by) for element in elements))
    reporters = {levels: _reporters(levels, tree) for levels in set(asked.values())}
    known: dict[str, dict[str, Sequence[Point]]] = {}
    for (name, organisation), some in points.items():
        if name in asked and organisation in reporters[asked[name]]:
            known.setdefault(name, {})[organisation] = some
    records: list[dict[str, Any]] = []
    findings: list[Finding] = []
    for name, of_parts in known.items():
        if len({_begins(some, as_of) for some in of_parts.values()} - {None}) < 2:
            continue  # nobody joined later, which is soon seen
        figures = _whole_years(of_parts, as_of)
        rows = _three(figures)
        records += [{"indicator": name, "organisation": top, **row} for row in rows]
        findings += _findings(indicators[name], figures, rows) if rows else []
    return (check_frame(pd.DataFrame(records), COHORTS, "cohorts") if records else empty_frame(COHORTS)), findings


def _reporters(levels: frozenset[str], tree: OrganisationTree) -> set[str]:
    """Organisations of these levels below the top, without those that are the sum of others."""
    asked = {one.id for one in tree.organisations if one.level in levels and one.belongs_to()}
    parents = {one.id: [membership.parent for membership in one.belongs_to()] for one in tree.organisations}
    above: set[str] = set()
    waiting = [parent for name in asked for parent in parents[name]]
    while waiting:
        name = waiting.pop()
        if name not in above:
            above.add(name)
            waiting += parents[name]
    return asked - above


def _begins(points: Sequence[Point], as_of: date) -> date | None:
    """First day of the first whole year that has ended."""
    return next((one.period.start for one in points if _is_whole_year(one, as_of)), None)


def _is_whole_year(point: Point, as_of: date) -> bool:
    return not point.partial and point.period.end < as_of and abs(point.period.months - MONTHS_PER_YEAR) < 0.5


def _whole_years(points: Mapping[str, Sequence[Point]], as_of: date) -> dict[str, dict[Period, float]]:
    """Figures of whole years that have ended, of every organisation that has any."""
    figures = {
        name: {one.period: one.value for one in some if _is_whole_year(one, as_of)} for name, some in points.items()
    }
    return {name: some for name, some in figures.items() if some}


def _three(figures: Figures) -> list[dict[str, Any]]:
    """The three baselines; empty when every organisation that reports now has been there from the first period."""
    periods = sorted({period for some in figures.values() for period in some})
    if not periods:
        return []
    first, last = periods[0], periods[-1]
    now = [name for name, some in figures.items() if last in some]
    if all(first in figures[name] for name in now):
        return []
    start = [name for name, some in figures.items() if first in some]
    entered = {name: min(figures[name]) for name in now}
    return [
        _row("fixed_cohort", figures, start, dict.fromkeys(start, first), _all_have(figures, start, periods[::-1])),
        _row("as_entered", figures, now, entered, last),
        _row("re_based", figures, now, dict.fromkeys(now, _all_have(figures, now, periods)), last),
    ]


def _all_have(figures: Figures, names: Sequence[str], periods: Sequence[Period]) -> Period:
    """The first of these periods in which all these organisations have a figure; there is one."""
    return next(period for period in periods if all(period in figures[name] for name in names))


def _row(
    label: str, figures: Figures, names: Sequence[str], begins: Mapping[str, Period], end: Period
) -> dict[str, Any]:
    begin = Period(min(one.start for one in begins.values()), max(one.end for one in begins.values()))
    baseline = math.fsum(figures[name][begins[name]] for name in names)
    actual = math.fsum(figures[name][end] for name in names)
    return {
        "basis_label": label, "baseline_period": begin.label, "baseline": baseline, "actual_period": end.label,
        "actual": actual, "change": math.nan if begin == end else actual - baseline, "organisations": len(names),
    }  # fmt: skip


def _findings(indicator: Indicator, figures: Figures, rows: Sequence[Mapping[str, Any]]) -> list[Finding]:
    fixed, entered, based = (_change(row) for row in rows)
    first = Period.parse(rows[0]["baseline_period"])
    last = Period.parse(rows[1]["actual_period"])
    now = [some for some in figures.values() if last in some]
    joined = sum(first not in some for some in now)
    about = (f"indicator:{indicator.id}",)
    message = say("cohort.differs", indicator=indicator.title, joined=joined, now=len(now), first=first.label,
                  fixed=fixed, entered=entered, based=based)  # fmt: skip
    found = [Finding("cohort.differs", Severity.INFO, message, about=about)]
    if gone := len(figures) - len(now):
        message = say("cohort.left", indicator=indicator.title, count=gone, period=last.label)
        found.append(Finding("cohort.left", Severity.INFO, message, about=about))
    return found


def _change(row: Mapping[str, Any]) -> Text:
    return say("cohort.change", **{key: row[key] for key in ("baseline", "baseline_period", "actual", "actual_period")})
