"""Time: longer periods from shorter ones, and figures of one kind turned into another.

Everything here is done per reporting organisation, before anything is added up, so that a growth or a yearly figure of
a region rests on the organisations that gave both ends of it.

Conversions are exact, and refused (missing) where the figures they need are not all there:

* ``in_period``: cumulative ``c(t) - c(t-1)``; year to date ``y(t) - y(t-1)`` within the year; a flow is itself;
* ``since_start``: a flow added up from the first period that must be reported;
* ``year_to_date``: a flow added up since 1 January;
* ``sum_over(x, n)`` and ``lag(x, n)``: periods of the same length.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise, product
from typing import Any

import numpy as np

from toc.categories import ROUNDING, TOTAL
from toc.cells import MISSING, NOT_APPLICABLE, NOT_DUE, NOTHING, REPORTED, Axes, Bools, Cells, Ints, group
from toc.choosing import year_around
from toc.errors import Finding, Severity
from toc.formula import Operand, Step
from toc.indicator import DataElement, Kind, OverTime
from toc.period import Period
from toc.words import say

# --- Longer periods from shorter ones ---------------------------------------------------------------------------


def combine(
    own: Cells, data_elements: Sequence[DataElement], rounds: Sequence[str], as_of: date
) -> tuple[Cells, list[Finding]]:
    """Make calendar years and declared rounds from the shorter periods in them, by each element's ``over_time``.

    One loose date that nobody was asked for makes no figure of a year.
    A longer period of which some shorter ones are missing is ``partial`` and carries the months that are there. An
    organisation's own figure for the longer period stays; when the shorter ones say something else, that is a finding.

    Args:
        own: cells of organisations themselves, in order of key.
        data_elements: definitions, in the order of the codes.
        rounds: labels of the declared rounds.
        as_of: a period that ends on or after this day is still open.
    """
    axes = own.axes
    inside = _inside(axes, rounds)
    is_round = np.isin(axes.periods, list(rounds))
    findings: list[Finding] = []
    for longer, shorter in inside:
        made: list[Cells] = []
        within = np.isin(own["p"], shorter)
        if not within.any():
            continue
        some = own.take(within)
        for code in np.unique(some["e"]):
            element = data_elements[int(code)]
            mine = some.take(some["e"] == code)
            codes = np.unique(mine["p"][mine["state"] == REPORTED])
            asked = bool(element.reported_by) and (is_round[longer] or is_round[codes].any())
            a_series = asked or len(codes) > 1
            if element.over_time is OverTime.NONE or not len(codes) or not a_series:
                continue
            made.append(_combined(mine, element, longer, as_of))
        if made:
            own = _beside_own_figures(own, made[0].joined(*made[1:]), data_elements, findings)
    return own, findings


def _inside(axes: Axes, rounds: Sequence[str]) -> Iterator[tuple[int, Ints]]:
    """Each longer period with the shorter ones in it, shortest first: a year may rest on half-years of quarters."""
    years = {year for label, span in zip(axes.periods, axes.spans, strict=True) if (year := year_around(span))}
    wanted = [at for at, label in enumerate(axes.periods) if label in years or label in set(rounds)]
    for longer in sorted(wanted, key=lambda at: axes.months[at]):
        span = axes.spans[longer]
        shorter = [at for at, one in enumerate(axes.spans) if at != longer and span.contains(one)]
        if shorter:
            yield longer, np.array(shorter)


def _combined(mine: Cells, element: DataElement, longer: int, as_of: date) -> Cells:
    """Cells of one element in one longer period, one per organisation and category."""
    axes = mine.axes
    mine = _without_overlap(mine)
    keys, inverse = group(axes.key(mine["e"], mine["o"], longer, mine["d"]), axes.size)
    count = len(keys)
    known = mine["state"] == REPORTED
    span = axes.spans[longer]
    ends = np.array([one.end.toordinal() for one in axes.spans])[mine["p"]]
    last = np.full(count, -1)
    np.maximum.at(last, inverse[known], ends[known])
    used = known & (ends == last[inverse]) if element.over_time is OverTime.LAST else known
    months = axes.months[mine["p"]]
    low, high = (np.where(np.isnan(mine[name]), months, mine[name]) for name in ("months_low", "months_high"))
    values = {
        name: _by_rule(mine[name], used, inverse, count, months, element.over_time)
        for name in ("value", "lower", "upper")
    }
    reported = np.bincount(inverse, weights=known, minlength=count) > 0
    partial, months_low, months_high = _months(element, inverse, count, used, low, high, last, span)
    flags = mine.flagbook.none(count)
    np.bitwise_or.at(flags, inverse[used], mine.flagbook.without(mine["flags"], ["partial", "open_period"])[used])
    first = np.full(count, len(mine))
    np.minimum.at(first, inverse, np.arange(len(mine)))
    head = mine.take(first).keyed(mine["e"][first], mine["o"][first], longer, mine["d"][first])
    waiting = np.bincount(inverse, weights=mine["state"] == NOT_DUE, minlength=count) > 0
    never = np.bincount(inverse, weights=mine["state"] != NOT_APPLICABLE, minlength=count) == 0
    everything = np.ones(count, dtype=bool)
    nan = np.full(count, np.nan)
    cells = head.with_(
        value=np.where(reported, values["value"], np.nan),
        lower=np.where(reported & np.isnan(values["value"]), values["lower"], np.nan),
        upper=np.where(reported & np.isnan(values["value"]), values["upper"], np.nan),
        n=nan, population=nan.copy(), reported=reported.astype(float),
        expected=(np.bincount(inverse, weights=mine["expected"], minlength=count) > 0).astype(float),
        months_low=np.where(partial & reported, months_low, np.nan),
        months_high=np.where(partial & reported, months_high, np.nan),
        state=np.select([reported, never, waiting], [REPORTED, NOT_APPLICABLE, NOT_DUE], MISSING).astype(np.int8),
        node=mine.provenance.join(inverse[used], mine["node"][used], count), flags=flags,
    )  # fmt: skip
    cells = cells.flagged(everything, "combined").flagged(partial & reported, "partial")
    if element.kind is Kind.STOCK and element.over_time is OverTime.LAST:
        cells = cells.flagged(reported & (last < span.end.toordinal()), "before_end")
    return cells.flagged(reported & (span.end >= as_of), "open_period")


def _by_rule(
    column: Any, used: Bools, inverse: Ints, count: int, months: Any, rule: OverTime
) -> Any:  # fmt: skip
    """Shorter periods combined; NaN where one of those used is not known."""
    unknown = np.bincount(inverse[used], weights=np.isnan(column[used]), minlength=count) > 0
    filled = np.where(used, np.nan_to_num(column), 0.0)
    if rule is OverTime.MAX:
        found = np.full(count, -np.inf)
        np.maximum.at(found, inverse[used], filled[used])
    elif rule is OverTime.MEAN:
        length = np.bincount(inverse, weights=np.where(used, months, 0.0), minlength=count)
        found = np.bincount(inverse, weights=filled * months, minlength=count) / np.where(length > 0, length, np.nan)
    else:
        found = np.bincount(inverse, weights=filled, minlength=count)
    return np.where(unknown, np.nan, found)


def _months(
    element: DataElement, inverse: Ints, count: int, used: Bools, low: Any, high: Any, last: Ints, span: Period
) -> tuple[Bools, Any, Any]:
    """Whether the longer period is covered in part, and fewest and most months that are."""
    if element.over_time is OverTime.LAST:
        if element.kind is Kind.STOCK:
            return np.zeros(count, dtype=bool), np.full(count, np.nan), np.full(count, np.nan)
        until = [Period(span.start, date.fromordinal(int(one))).months if one > 0 else np.nan for one in last]
        reach = np.array(until, dtype=float)
        return last < span.end.toordinal(), reach, reach
    least = np.bincount(inverse, weights=np.where(used, low, 0.0), minlength=count)
    most = np.bincount(inverse, weights=np.where(used, high, 0.0), minlength=count)
    return most < span.months - 1e-6, least, most


def _without_overlap(mine: Cells) -> Cells:
    """Where shorter periods lie in one another (months beside quarters), the longest that do not overlap."""
    codes = np.unique(mine["p"])
    spans = [mine.axes.spans[code] for code in codes]
    apart = all(one.end < other.start for one, other in pairwise(spans))
    if apart:
        return mine
    kept = np.zeros(len(mine), dtype=bool)
    length = {int(code): (span.end - span.start).days for code, span in zip(codes, spans, strict=True)}
    taken: dict[tuple[int, int], list[Period]] = {}
    order = sorted(range(len(mine)), key=lambda at: (mine["state"][at] != REPORTED, -length[int(mine["p"][at])]))
    for at in order:
        span = mine.axes.spans[int(mine["p"][at])]
        there = taken.setdefault((int(mine["o"][at]), int(mine["d"][at])), [])
        if all(span.end < one.start or one.end < span.start for one in there):
            there.append(span)
            kept[at] = True
    return mine.take(kept)


def _beside_own_figures(
    own: Cells, made: Cells, data_elements: Sequence[DataElement], findings: list[Finding]
) -> Cells:
    at = own.index().find(made["key"])
    spoken = (at >= 0) & (own["state"][at] == REPORTED)
    for which in np.flatnonzero(spoken & ~made.has("partial")):
        stated, parts = float(own["value"][at[which]]), float(made["value"][which])
        if abs(stated - parts) > ROUNDING * max(1.0, abs(stated)):
            element = data_elements[int(made["e"][which])]
            organisation = made.axes.organisations[int(made["o"][which])]
            message = say("data.periods_differ", element=element.title, organisation=organisation,
                          period=made.axes.periods[int(made["p"][which])], own=stated, parts=parts,
                          difference=stated - parts)  # fmt: skip
            about = (f"data_element:{element.id}", f"organisation:{organisation}")
            findings.append(Finding("data.periods_differ", Severity.WARNING, message, about=about))
    replaced = np.zeros(len(own), dtype=bool)
    replaced[at[(at >= 0) & ~spoken]] = True
    return own.take(~replaced).merged(made.take(~spoken))


def falling(own: Cells, data_elements: Sequence[DataElement]) -> list[Finding]:
    """A count since the start, or since 1 January, that becomes smaller is a finding."""
    kinds = [element.kind for element in data_elements]
    counting = np.array([kind in (Kind.CUMULATIVE, Kind.YEAR_TO_DATE) for kind in kinds], dtype=bool)
    some = own.take(counting[own["e"]] & ~np.isnan(own["value"]))
    if not len(some):
        return []
    ends = np.array([span.end.toordinal() for span in own.axes.spans])[some["p"]]
    years = np.array([span.start.year for span in own.axes.spans])[some["p"]]
    some = some.with_(ends=ends, years=years)
    some = some.take(np.lexsort((ends, some["d"], some["o"], some["e"])))
    same = np.ones(max(len(some) - 1, 0), dtype=bool)
    for name in ("e", "o", "d"):
        same &= some[name][1:] == some[name][:-1]
    since_start = np.array([kind is Kind.CUMULATIVE for kind in kinds], dtype=bool)[some["e"]]
    same &= since_start[1:] | (some["years"][1:] == some["years"][:-1])
    falls = same & (some["value"][1:] < some["value"][:-1])
    findings = []
    for at in np.flatnonzero(falls):
        element = data_elements[int(some["e"][at])]
        organisation = own.axes.organisations[int(some["o"][at])]
        start, end = (own.axes.periods[int(some["p"][place])] for place in (at, at + 1))
        message = say("data.falls", element=element.title, organisation=organisation, first=float(some["value"][at]),
                      start=start, last=float(some["value"][at + 1]), end=end)  # fmt: skip
        about = (f"data_element:{element.id}", f"organisation:{organisation}")
        findings.append(Finding("data.falls", Severity.WARNING, message, about=about))
    return findings


# --- Operands of formulas ---------------------------------------------------------------------------------------


def derive(own: Cells, operand: Operand, element: DataElement) -> Cells:
    """Cells of an operand: one element with a filter on categories and steps in time, per organisation.

    Args:
        own: cells of that element alone, before anything was added up.
        operand: what the formula asks for.
        element: definition of the element.
    """
    added_up = [(step.dimension, element.disaggregations[step.dimension]) for step in operand.steps if step.dimension]
    wanted = sorted([*operand.categories, *added_up])
    cells = _filtered(own, wanted, element) if wanted else own
    kind = element.kind
    for step in operand.steps:
        if step.dimension:
            continue
        cells = _step(cells, step, element, kind)
        kind = _KIND_AFTER.get(step.function, kind)
    return cells


_KIND_AFTER = {"in_period": Kind.FLOW, "year_to_date": Kind.YEAR_TO_DATE, "since_start": Kind.CUMULATIVE}


def periods_behind(step: Step, label: str, start: date) -> list[str]:
    """Labels of the periods that a step needs for one period, latest first."""
    span = Period.parse(label)
    match step.function:
        case "lag":
            wanted = [span.earlier(step.periods)]
        case "sum_over" if step.periods:
            wanted = [span, *(span.earlier(at) for at in range(1, step.periods))]
        case "in_period":
            wanted = [span, span.earlier()]
        case "year_to_date" | "since_start":
            wanted = [span]
            while (one := wanted[-1].earlier() if wanted[-1] else None) is not None:
                if one.start < start or (step.function == "year_to_date" and one.start.year < span.start.year):
                    break
                wanted.append(one)
        case _:
            wanted = [span]
    return [one.label for one in wanted if one is not None]


def categories_behind(operand: Operand, element: DataElement) -> list[str]:
    """The categories that an operand adds up; the empty text when it is the total."""
    added_up = [(step.dimension, element.disaggregations[step.dimension]) for step in operand.steps if step.dimension]
    return _crossed(sorted([*operand.categories, *added_up]))


def _filtered(own: Cells, wanted: Categories, element: DataElement) -> Cells:
    """The wanted categories added up into one figure; missing where one of them is.

    Where an organisation gave a dimension only crossed with others, those others are added up too.
    """
    found = _added(own, _crossed(wanted))
    free = [name for name in element.disaggregations if name not in dict(wanted)]
    for size in range(1, len(free) + 1):
        for more in combinations(free, size):
            crossed = _crossed(sorted([*wanted, *((name, element.disaggregations[name]) for name in more)]))
            if not set(crossed) <= set(own.axes.categories):
                continue
            other = _added(own, crossed)
            better = (found["state"] != REPORTED) & (other["state"] == REPORTED)
            places = np.where(better, len(found) + np.arange(len(found)), np.arange(len(found)))
            found = found.joined(other).take(places) if better.any() else found
    return found


Categories = Sequence[tuple[str, Sequence[str]]]
"""Dimensions, each with the categories that count."""


def _crossed(wanted: Categories) -> list[str]:
    """Every combination of the categories, as it is written in the data."""
    names = [[f"{dimension}={one}" for one in some] for dimension, some in wanted]
    return [";".join(parts) for parts in product(*names)]


def _added(own: Cells, wanted: Sequence[str]) -> Cells:
    """Categories added up into one figure; missing where one of them is."""
    axes = own.axes
    place = axes.code_of("categories")
    keys, _ = group(axes.key(own["e"], own["o"], own["p"], TOTAL), axes.size)
    index = own.index()
    no = np.zeros(len(keys), dtype=bool)
    nowhere = np.full(len(keys), -1)
    parts = [_Part(1.0, index.find(keys + place[one]) if one in place else nowhere, no, no) for one in wanted]
    return _sum_of(own, _heads(own, keys), parts)


def _heads(own: Cells, keys: Ints) -> Cells:
    """Blank cells at these keys, which share element, organisation and period with cells that are there."""
    axes = own.axes
    blank = Cells.empty(axes, own.flagbook, own.provenance, len(keys))
    rest, d = np.divmod(keys, len(axes.categories))
    rest, p = np.divmod(rest, len(axes.periods))
    e, o = np.divmod(rest, len(axes.organisations))
    return blank.keyed(e, o, p, d)


@dataclass(frozen=True)
class _Part:
    """One figure that a derived figure is made of: its sign and place, and where it is not needed or does not exist."""

    sign: float
    at: Ints
    unneeded: Bools
    before_start: Bools


def _sum_of(own: Cells, heads: Cells, parts: Sequence[_Part]) -> Cells:
    """Figures added up with their signs; missing where a needed one is."""
    count = len(heads)
    value, low, high = np.zeros(count), np.zeros(count), np.zeros(count)
    partial = np.zeros(count, dtype=bool)
    known, started, due = np.ones(count, dtype=bool), np.ones(count, dtype=bool), np.ones(count, dtype=bool)
    applies = np.zeros(count, dtype=bool)
    flags = own.flagbook.none(count)
    owners, nodes = [], []
    for part in parts:
        needed = ~part.unneeded
        there = needed & (part.at >= 0)
        state = np.where(there, own["state"][part.at], MISSING)
        reported = there & (state == REPORTED)
        value = np.where(needed, value + part.sign * np.where(reported, own["value"][part.at], np.nan), value)
        known &= ~needed | reported
        started &= ~(needed & part.before_start)
        due &= ~(there & (state == NOT_DUE))
        applies |= needed & (state != NOT_APPLICABLE)
        is_partial = reported & ~np.isnan(own["months_low"][part.at])
        partial |= is_partial
        months = own.axes.months[own["p"][part.at]] if len(own) else np.zeros(count)
        if part.sign > 0:
            low = low + np.where(reported, np.where(is_partial, own["months_low"][part.at], months), 0.0)
            high = high + np.where(reported, np.where(is_partial, own["months_high"][part.at], months), 0.0)
        flags |= np.where(reported[:, None], own["flags"][part.at], np.uint64(0))
        owners.append(np.flatnonzero(reported))
        nodes.append(own["node"][part.at][reported])
    state = np.select([known, ~started, ~applies, ~due], [REPORTED, NOT_APPLICABLE, NOT_APPLICABLE, NOT_DUE], MISSING)
    flags[~known] = 0
    node = own.provenance.join(np.concatenate(owners), np.concatenate(nodes), count)
    nan = np.full(count, np.nan)
    cells = heads.with_(
        value=np.where(known, value, np.nan), lower=nan, upper=nan.copy(), n=nan.copy(), population=nan.copy(),
        months_low=np.where(known & partial, low, np.nan), months_high=np.where(known & partial, high, np.nan),
        reported=known.astype(float), expected=(state != NOT_APPLICABLE).astype(float), state=state.astype(np.int8),
        flags=flags, node=np.where(known, node, NOTHING),
    )  # fmt: skip
    return cells.flagged(~started & ~known, "no_earlier_period")


def _step(cells: Cells, step: Step, element: DataElement, kind: Kind) -> Cells:
    """One function of a formula, on cells of one element that are of this kind by now."""
    start = Period.parse(element.reported_from).start
    match step.function:
        case "lag":
            return _lagged(cells, step.periods, start)
        case "sum_over":
            return _from_periods(cells, [(1.0, _back(cells.axes, at)) for at in range(step.periods)], start)
        case "year_to_date":
            if kind is Kind.YEAR_TO_DATE:
                return cells
            flows = _in_period(cells, kind, start) if kind is Kind.CUMULATIVE else cells
            return _running(flows, start, within_year=True)
        case "since_start":
            if kind is Kind.CUMULATIVE:
                return cells
            flows = _in_period(cells, kind, start) if kind is Kind.YEAR_TO_DATE else cells
            return _running(flows, start, within_year=False)
        case "in_period":
            return _in_period(cells, kind, start)
    raise AssertionError(step)


def _back(axes: Axes, count: int) -> list[Period | None]:
    """For each period the one of the same length that lies so many lengths back."""
    return [span.earlier(count) if count else span for span in axes.spans]


def _from_periods(
    cells: Cells, wanted: Sequence[tuple[float, Sequence[Period | None]]], start: date, unneeded: Sequence[Any] = ()
) -> Cells:
    """A figure at every key from figures of the same organisation and category in other periods."""
    axes = cells.axes
    place = {span: at for at, span in enumerate(axes.spans)}
    index = cells.index()
    parts = []
    for number, (sign, spans) in enumerate(wanted):
        codes = np.array([place.get(span, -1) if span else -1 for span in spans], dtype=np.int64)[cells["p"]]
        early = np.array([span is not None and span.start < start for span in spans], dtype=bool)[cells["p"]]
        skip = np.asarray(unneeded[number], dtype=bool)[cells["p"]] if unneeded else np.zeros(len(cells), dtype=bool)
        at = index.find(axes.key(cells["e"], cells["o"], np.maximum(codes, 0), cells["d"]))
        parts.append(_Part(sign, np.where(codes >= 0, at, -1), skip, early & (codes < 0)))
    return _sum_of(cells, _heads(cells, cells["key"]), parts)


def _lagged(cells: Cells, count: int, start: date) -> Cells:
    """The figure of an earlier period, with its own state, bounds and months."""
    axes = cells.axes
    spans = _back(axes, count)
    place = {span: at for at, span in enumerate(axes.spans)}
    codes = np.array([place.get(span, -1) if span else -1 for span in spans], dtype=np.int64)[cells["p"]]
    at = cells.index().find(axes.key(cells["e"], cells["o"], np.maximum(codes, 0), cells["d"]))
    at = np.where(codes >= 0, at, -1)
    early = np.array([span is not None and span.start < start for span in spans], dtype=bool)[cells["p"]] & (at < 0)
    moved = cells.take(at).keyed(cells["e"], cells["o"], cells["p"], cells["d"])
    heads = _heads(cells, cells["key"])
    columns: dict[str, Any] = {}
    for name, column in moved.columns.items():
        there = (at >= 0)[:, None] if column.ndim > 1 else at >= 0
        columns[name] = np.where(there, column, heads[name])
    columns["state"] = np.where(at >= 0, moved["state"], np.where(early, NOT_APPLICABLE, MISSING)).astype(np.int8)
    columns["reported"] = np.where(at >= 0, moved["reported"], 0.0)
    columns["expected"] = np.where(at >= 0, moved["expected"], np.where(early, 0.0, 1.0))
    return Cells(cells.axes, cells.flagbook, cells.provenance, columns).flagged(early, "no_earlier_period")


def _running(cells: Cells, start: date, within_year: bool) -> Cells:
    """A running total of flows, since 1 January or since the first period that must be reported."""
    spans = cells.axes.spans
    used = {int(code) for code in np.unique(cells["p"])}
    wanted: list[tuple[float, list[Period | None]]] = []
    unneeded: list[list[bool]] = []
    for back in range(len(spans)):
        earlier = [span.earlier(back) if back else span for span in spans]
        needed = [
            back == 0
            or (one is not None and (one.start.year == span.start.year if within_year else one.start >= start))
            for one, span in zip(earlier, spans, strict=True)
        ]
        if back and not any(needed[code] for code in used):
            break
        wanted.append((1.0, earlier))
        unneeded.append([not one for one in needed])
    return _from_periods(cells, wanted, start, unneeded)


def _in_period(cells: Cells, kind: Kind, start: date) -> Cells:
    """What belongs to the period alone."""
    if kind is Kind.FLOW:
        return cells
    spans = cells.axes.spans
    earlier = _back(cells.axes, 1)
    if kind is Kind.CUMULATIVE:
        first = [one is not None and one.start < start for one in earlier]
    else:
        first = [span.start.month == 1 and span.start.day == 1 for span in spans]
    found = _from_periods(cells, [(1.0, list(spans)), (-1.0, earlier)], start, [[False] * len(spans), first])
    return found.flagged((found["state"] == REPORTED) & (found["value"] < 0), "falls")
