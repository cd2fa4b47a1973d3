"""Actual beside baseline and target, when they count the same thing; refused, with the reason, when they do not.

Progress is (actual - baseline) / (target - baseline). The cases in which that formula says too little:

- a band: 1 inside it; outside it 1 - d(actual) / d(baseline), with d the distance to the nearest edge;
- a target equal to its baseline, or behind it (lower, while more is better): reached or not, and no part of the way;
- no baseline: the part of the target, which is said; only when zero lies before the target, otherwise no part;
- a figure of before the baseline: no progress.

A mirrored indicator (every figure times -1, more is better becomes less is better) has the same progress and status.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from toc.declared import Text
from toc.forecasting.outlook import Outlook
from toc.formula import SHARES, parse
from toc.frames import METHODS, PROGRESS, check_frame, empty_frame
from toc.indicator import Band, DataElement, Indicator, Kind
from toc.pace import Dated, Method, Unit, agree, in_unit, landing, reckon
from toc.period import Period
from toc.reference_methods import reckon_by_library
from toc.series import Point, full_points
from toc.target import Baseline, Basis, Goal, Target, start_of
from toc.words import say

_BASIS_WORDS: Mapping[str, Text] = {
    "gross": Text(nl="alles samen (bruto)", en="all together (gross)"),
    "net_extra": Text(nl="extra boven een nulmeting (netto)", en="extra above a baseline (net)"),
    "annual": Text(nl="per jaar", en="per year"),
    "cumulative": Text(nl="opgeteld sinds de start", en="added up since the start"),
    "mean_per_year": Text(nl="gemiddeld per jaar", en="mean per year"),
}


_ANSWERS = {True: Text(nl="gehaald", en="reached"), False: Text(nl="niet gehaald", en="not reached")}

Reckoned = dict[tuple[str, float], tuple[Method, ...]]
"""Ways of reckoning for each target id and target value."""

MONTHS_PER_YEAR = 12.0
ROUNDING = 1e-9
"""Parts of the way that differ less than this are the same."""


@dataclass(frozen=True)
class _Outcome:
    """What can be said of one target."""

    status: str
    reason: Text
    point: Point | None = None
    progress: float = float("nan")


def measure_progress(
    targets: Sequence[Target],
    baselines: Mapping[str, Baseline],
    indicators: Mapping[str, Indicator],
    data_elements: Mapping[str, DataElement],
    points: Mapping[tuple[str, str], tuple[Point, ...]],
    units: Mapping[str, Text],
    as_of: date,
    reckoned: Reckoned | None = None,
) -> pd.DataFrame:
    """Hold every target, as first set and as it stands, beside its indicator and beside each look-alike.

    Status is ``reached``, ``on_path``, ``behind_path``, ``below`` (not reached, and no path to read it against),
    ``refused`` (not the same thing), ``cannot_tell`` or ``not_measured``. With ``reckoned`` (see ``reckon_targets``)
    the reason says whether those ways agree; without it, whether the simple ones do.

    Returns:
        Table with the columns of ``frames.PROGRESS``.
    """
    records: list[dict[str, Any]] = []
    for target in targets:
        for indicator_id in (target.indicator, *target.look_alikes):
            indicator = indicators[indicator_id]
            known = points.get((indicator_id, target.organisation), ())
            baseline = _baseline(target, baselines)
            for goal in target.goals:
                outcome = _outcome(
                    target, goal, indicator, indicators, data_elements, baseline, known, units, as_of, reckoned
                )
                records.append(_record(target, goal.value, indicator_id, baseline, outcome))
    return check_frame(pd.DataFrame(records), PROGRESS, "progress") if records else empty_frame(PROGRESS)


def reckon_targets(
    targets: Sequence[Target],
    baselines: Mapping[str, Baseline],
    indicators: Mapping[str, Indicator],
    data_elements: Mapping[str, DataElement],
    points: Mapping[tuple[str, str], tuple[Point, ...]],
    as_of: date,
    outlooks: Mapping[tuple[str, str], Outlook] | None = None,
    by_library: Collection[str] = (),
) -> Reckoned:
    """Will the target be reached if things go on as they went? Every way of reckoning, for each target and goal.

    Only for targets that still lie ahead and that the indicator may be held against; not for bands and not for a mean
    over years, which one year does not decide.

    Args:
        targets: as known on the day.
        baselines: by id.
        indicators: by id.
        data_elements: by id.
        points: usable points by (indicator, organisation), in order of time.
        as_of: only periods that ended before this day count.
        outlooks: distributions of the years ahead; their middle is one of the ways. Without them it is left out.
        by_library: organisations for whose targets the methods of a library are asked too, which takes time.
    """
    found: Reckoned = {}
    for target in targets:
        indicator = indicators[target.indicator]
        if _why_refused(target, indicator, data_elements) is not None:
            continue
        usable = _usable(target, indicator, data_elements, points.get((indicator.id, target.organisation), ()), as_of)
        for goal in target.goals:
            series, end = _series_to_goal(target, goal, indicator, _baseline(target, baselines), usable)
            if not series:
                continue
            ascending = bool(indicator.ascending)
            methods = reckon(series, end, ascending)
            if target.organisation in by_library:
                methods += reckon_by_library(series, end, ascending)
            if outlooks is not None:
                outlook = outlooks.get((indicator.id, target.organisation))
                methods += (_pooled(outlook, end, ascending, series[-1][1]),)
            found[target.id, goal.value] = methods
    return found


def _pooled(outlook: Outlook | None, end: Dated, ascending: bool, size: float) -> Method:
    """The middle of what is projected for the target year."""
    steps = [] if outlook is None else [at for at, moment in enumerate(outlook.moments) if abs(moment - end[0]) < 0.5]
    if outlook is None or not steps:
        return Method("pooled_trends", say("pace.no_projection"))
    return landing("pooled_trends", float(outlook.median[steps[-1]]), end, ascending, size)


def compare_methods(
    targets: Sequence[Target],
    reckoned: Reckoned,
    indicators: Mapping[str, Indicator] | None = None,
    units: Mapping[str, Text] | None = None,
) -> pd.DataFrame:
    """Each way of reckoning (see ``reckon_targets``) on its own line, in a table with the columns of ``METHODS``.

    Args:
        targets: as known on the day.
        reckoned: what was reckoned for them.
        indicators: by id; with ``units`` the reasons name the unit.
        units: how units are written.
    """
    written = {name: _unit_of(one, units or {}) for name, one in (indicators or {}).items()}
    records = [
        {"indicator": target.indicator, "organisation": target.organisation, "target_id": target.id,
         "target_value": goal.value, "method": method.name, "value": method.value, "ratio": method.ratio,
         "reaches": method.reaches, "reason": in_unit(method, written.get(target.indicator, Unit()))}
        for target in targets for goal in target.goals for method in reckoned.get((target.id, goal.value), ())
    ]  # fmt: skip
    if not records:
        return empty_frame(METHODS)
    return check_frame(pd.DataFrame(records).astype({"reaches": object}), METHODS, "methods")


def _unit_of(indicator: Indicator, units: Mapping[str, Text]) -> Unit:
    """A share is written as a percentage, and its change in percentage points."""
    if indicator.unit in SHARES:
        return Unit(say("pace.points"), share=True, times=100.0 if indicator.unit == "fraction" else 1.0)
    return Unit(units.get(indicator.unit))


def _baseline(target: Target, baselines: Mapping[str, Baseline]) -> Baseline | None:
    """The baseline of a target, with its value in what the target counts."""
    baseline = baselines.get(target.baseline or "")
    return baseline.model_copy(update={"value": start_of(target, baseline)}) if baseline else None


def _record(target: Target, value: float, indicator: str, baseline: Baseline | None, found: _Outcome) -> dict[str, Any]:
    return {
        "indicator": indicator, "organisation": target.organisation, "target_id": target.id, "target_value": value,
        "year": target.year, "basis": target.basis.value, "owner": target.owner,
        "baseline": baseline.value if baseline else np.nan, "actual": found.point.value if found.point else np.nan,
        "period": found.point.period.label if found.point else None, "progress": found.progress,
        "status": found.status, "reason": found.reason,
    }  # fmt: skip


def counted_as(indicator: Indicator, data_elements: Mapping[str, DataElement]) -> frozenset[Basis]:
    """Bases on which the values of an indicator may be held against a target."""
    elements = [data_elements[name] for name in parse(indicator.formula).names]
    if any(element.counts == "net_extra" for element in elements):
        return frozenset({Basis.NET_EXTRA})
    if all(element.kind in (Kind.FLOW, Kind.YEAR_TO_DATE) for element in elements):
        return frozenset({Basis.GROSS, Basis.ANNUAL, Basis.MEAN_PER_YEAR})
    if all(element.kind is Kind.CUMULATIVE for element in elements):
        return frozenset({Basis.GROSS, Basis.CUMULATIVE})
    return frozenset({Basis.GROSS})


def _outcome(
    target: Target,
    goal: Goal,
    indicator: Indicator,
    indicators: Mapping[str, Indicator],
    data_elements: Mapping[str, DataElement],
    baseline: Baseline | None,
    known: Sequence[Point],
    units: Mapping[str, Text],
    as_of: date,
    reckoned: Reckoned | None,
) -> _Outcome:
    usable = _usable(target, indicator, data_elements, known, as_of)
    point = usable[-1] if usable else None
    refused = refusal(target, goal, indicator, indicators, data_elements, known, units)
    if refused is not None:
        return _Outcome("refused", refused, point)
    if point is None:
        return _without_point(target, indicator, known, [one for one in known if one.period.end < as_of])
    if baseline is not None and point.period.end < Period.parse(baseline.period).start:
        reason = say("progress.before_baseline", indicator=indicator.title, period=point.period.label,
                     start_period=baseline.period)  # fmt: skip
        return _Outcome("cannot_tell", reason, point)
    outcome = _measured(target, goal, indicator, units[indicator.unit], baseline, point)
    outcome = _with_bound(outcome, indicator, point)
    if outcome.status != "reached":
        series, end = _series_to_goal(target, goal, indicator, baseline, usable)
        if reckoned is not None:
            methods = reckoned.get((target.id, goal.value), ())
        else:
            methods = reckon(series, end, bool(indicator.ascending)) if series else ()
        ahead = _said_of_methods(methods, target.year)
        outcome = _with_words(outcome, *ahead)
    return outcome if goal.value == target.value else _with_change(outcome, target)


def _usable(
    target: Target, indicator: Indicator, data_elements: Mapping[str, DataElement], known: Sequence[Point], as_of: date
) -> list[Point]:
    """Points of whole periods that have ended, up to the target year; of flows only whole years."""
    ended = [point for point in known if point.period.end < as_of]
    full = [point for point in full_points(ended) if point.year <= target.year]
    if all(data_elements[name].kind is Kind.FLOW for name in parse(indicator.formula).names):
        full = [point for point in full if abs(point.period.months - MONTHS_PER_YEAR) < 0.5]
    return full


def refusal(
    target: Target,
    goal: Goal,
    indicator: Indicator,
    indicators: Mapping[str, Indicator],
    data_elements: Mapping[str, DataElement],
    known: Sequence[Point],
    units: Mapping[str, Text],
) -> Text | None:
    """Why an indicator may not be held against a target, as it does not count the same; None when it may be."""
    why = _why_refused(target, indicator, data_elements)
    if why is None:
        return None
    wanted = indicators[target.indicator]
    facts = {"indicator": indicator.title, "target": goal.value, "unit": units[wanted.unit], "wanted": wanted.title}
    return _refusal(why, target, indicator, data_elements, known, facts)


def _why_refused(target: Target, indicator: Indicator, data_elements: Mapping[str, DataElement]) -> str | None:
    """What keeps the indicator from being held against the target: ``basis``, ``above`` or ``quantity``."""
    if target.basis not in counted_as(indicator, data_elements):
        return "basis"
    above = {data_elements[name].above_baseline for name in parse(indicator.formula).names}
    if target.basis is Basis.NET_EXTRA and (None in above or above != {target.above_baseline}):
        return "above"
    return "quantity" if indicator.id != target.indicator else None


def _refusal(
    why: str,
    target: Target,
    indicator: Indicator,
    data_elements: Mapping[str, DataElement],
    known: Sequence[Point],
    facts: Mapping[str, Any],
) -> Text:
    if why == "basis":
        mine = "net_extra" if Basis.NET_EXTRA in counted_as(indicator, data_elements) else "gross"
        words = {"mine": _BASIS_WORDS[mine], "theirs": _BASIS_WORDS[target.basis.value]}
        return say("progress.refused_basis", **words, **facts)
    if why == "quantity":
        return say("progress.refused_quantity", **facts)
    reason = say("progress.refused_above", **facts)
    if not known:
        return reason
    return _joined(reason, say("progress.last_figure", value=known[-1].value, period=known[-1].period.label))


def _without_point(target: Target, indicator: Indicator, known: Sequence[Point], ended: Sequence[Point]) -> _Outcome:
    """Why there is no figure of a whole, ended period in time."""
    if not known:
        return _Outcome("not_measured", say("progress.not_measured", indicator=indicator.title))
    if ended and all(point.year > target.year for point in ended):
        reason = say("progress.only_later", indicator=indicator.title, year=target.year)
        return _Outcome("cannot_tell", reason)
    partial = [point for point in known if point.partial]
    if not partial:
        return _Outcome("cannot_tell", say("progress.no_whole_year", indicator=indicator.title))
    last = partial[-1]
    reason = say("progress.only_partial", indicator=indicator.title, value=last.value, period=last.period.label,
                 low=last.months[0], high=last.months[1])  # fmt: skip
    return _Outcome("cannot_tell", reason)


def _without_stop(text: Text) -> Text:
    """A reason as a part of a sentence that has a full stop of its own."""
    return Text(nl=text.nl.rstrip("."), en=text.en.rstrip("."))


def _with_change(outcome: _Outcome, target: Target) -> _Outcome:
    """Say that the target itself was changed, when and why: reaching a lowered target is no improvement."""
    last = target.versions[-1]
    code = "progress.target_lowered" if last.value < target.value else "progress.target_raised"
    return _with_words(
        outcome, say(code, first=target.value, now=last.value, day=last.set_on, why=_without_stop(last.reason))
    )


def _with_words(outcome: _Outcome, *more: Text) -> _Outcome:
    return dataclasses.replace(outcome, reason=_joined(outcome.reason, *more))


def _joined(*sentences: Text) -> Text:
    return Text(nl=" ".join(one.nl for one in sentences), en=" ".join(one.en for one in sentences))


def _measured(
    target: Target, goal: Goal, indicator: Indicator, unit: Text, baseline: Baseline | None, point: Point
) -> _Outcome:
    value = goal.value
    facts = {"actual": point.value, "target": value, "unit": unit, "period": point.period.label, "year": target.year}
    if indicator.band is not None:
        return _beside_band(target, indicator.band, unit, baseline, point, facts)
    beyond = point.value >= value if indicator.ascending else point.value <= value
    if baseline is None:
        return _without_baseline(target, bool(indicator.ascending), beyond, point, facts)
    start = baseline.value
    if value == start:
        code = "progress.equal_reached" if beyond else "progress.equal_not_reached"
        return _Outcome("reached" if beyond else "below", say(code, **facts), point)
    if (value > start) is not indicator.ascending:
        code = "progress.behind_reached" if beyond else "progress.behind_not_reached"
        return _Outcome("reached" if beyond else "below", say(code, start=start, **facts), point)
    progress = (point.value - start) / (value - start)
    reason = say("progress.from_baseline", part=progress, start=start, start_period=baseline.period, **facts)
    outcome = _Outcome("reached" if beyond else "below", reason, point, progress)
    return _against_path(outcome, target, goal, unit, baseline, point)


def _with_bound(outcome: _Outcome, indicator: Indicator, point: Point) -> _Outcome:
    """Take back what does not hold for every value that "at least" or "at most" leaves open."""
    bound = next((one for one in ("at_least", "at_most") if one in point.flags), None)
    if bound is None or outcome.status == "cannot_tell":
        return outcome
    if indicator.band is not None:
        sure = point.value > indicator.band.high if bound == "at_least" else point.value < indicator.band.low
    else:
        sure = (outcome.status in ("reached", "on_path")) is ((bound == "at_least") is indicator.ascending)
    if sure:
        return outcome
    said = say("progress.bound_open", bound=say(f"bound.{bound}"), actual=point.value)
    return _with_words(dataclasses.replace(outcome, status="cannot_tell"), said)


def _without_baseline(
    target: Target, ascending: bool, beyond: bool, point: Point, facts: Mapping[str, Any]
) -> _Outcome:
    """The part of the target, where zero lies before it; otherwise there is no start to count from."""
    value = facts["target"]
    if not (value > 0 if ascending else value < 0):
        code = "progress.no_baseline_ascending" if ascending else "progress.no_baseline_descending"
        return _Outcome("reached" if beyond else "cannot_tell", say(code, **facts), point)
    part = point.value / value
    code = "progress.mean_per_year" if target.basis is Basis.MEAN_PER_YEAR else "progress.part_of_target"
    return _Outcome("reached" if beyond else "below", say(code, part=part, **facts), point, part)


def _beside_band(
    target: Target, band: Band, unit: Text, baseline: Baseline | None, point: Point, facts: Mapping[str, Any]
) -> _Outcome:
    """Inside is reached; outside counts how much of the baseline's distance to the nearest edge is gone."""
    inside = band.low <= point.value <= band.high
    code = "progress.in_band" if inside else "progress.out_of_band"
    reason = say(code, low=band.low, high=band.high, **facts)
    if inside:
        return _Outcome("reached", reason, point, 1.0)
    if baseline is None or _distance(band, baseline.value) == 0:
        return _Outcome("below", reason, point)
    edge = band.low if baseline.value < band.low else band.high
    progress = 1 - _distance(band, point.value) / _distance(band, baseline.value)
    return _against_path(
        _Outcome("below", reason, point, progress), target, Goal(edge, target.steps, edge), unit, baseline, point
    )


def _distance(band: Band, value: float) -> float:
    """How far a value lies from the nearest edge of the band; 0 inside it."""
    return max(band.low - value, value - band.high, 0.0)


def _against_path(
    outcome: _Outcome, target: Target, goal: Goal, unit: Text, baseline: Baseline, point: Point
) -> _Outcome:
    """Say whether it goes the wrong way, and read the status against the path where one is declared."""
    if outcome.progress < 0:
        outcome = _with_words(outcome, say("progress.moving_away"))
    part = target.part_due(baseline, goal, point.period)
    if outcome.status == "reached" or part is None:
        return outcome
    status = "on_path" if outcome.progress >= part - ROUNDING else "behind_path"
    due = baseline.value + part * (goal.value - baseline.value)
    said = say("progress.path_due", due=due, unit=unit, part=part)
    return _with_words(dataclasses.replace(outcome, status=status), said)


def _series_to_goal(
    target: Target, goal: Goal, indicator: Indicator, baseline: Baseline | None, usable: Sequence[Point]
) -> tuple[list[Dated], Dated]:
    """Figures from the baseline, or else the first point, and the target; no figures when it does not lie ahead."""
    end = (Period.parse(target.year).midpoint, goal.value)
    if not usable or indicator.ascending is None or target.basis is Basis.MEAN_PER_YEAR:
        return [], end
    alike = [point for point in usable if abs(point.period.months - usable[-1].period.months) < 0.5]
    series: list[Dated] = [(point.period.midpoint, point.value) for point in alike]
    if baseline is not None:
        begin = Period.parse(baseline.period).midpoint
        series = [(begin, baseline.value), *(dated for dated in series if dated[0] > begin)]
    return ([] if series[-1][0] >= end[0] else series), end


def _said_of_methods(methods: Sequence[Method], year: int) -> tuple[Text, ...]:
    """Whether the ways of reckoning agree, when there is more than one."""
    said = [method.reaches for method in methods if method.reaches is not None]
    agreed = agree(methods)
    if agreed is None:
        return ()
    if agreed:
        answer = _ANSWERS[bool(said[0])]
        return (say("progress.methods_agree", year=year, answer=answer, count=len(said)),)
    return (say("progress.methods_differ", year=year, yes=sum(map(bool, said)), count=len(said)),)
