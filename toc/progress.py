"""Actual beside baseline and target, when they count the same thing; refused, with the reason, when they do not."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from toc.declared import Text
from toc.formula import parse
from toc.frames import PROGRESS, check_frame, empty_frame
from toc.indicator import Band, DataElement, Indicator, Kind
from toc.period import Period
from toc.series import Point, full_points
from toc.target import Baseline, Basis, Path, Target
from toc.words import say

_BASIS_WORDS: Mapping[str, Text] = {
    "gross": Text(nl="alles samen (bruto)", en="all together (gross)"),
    "net_extra": Text(nl="extra boven een nulmeting (netto)", en="extra above a baseline (net)"),
    "annual": Text(nl="per jaar", en="per year"),
    "cumulative": Text(nl="opgeteld sinds de start", en="added up since the start"),
    "mean_per_year": Text(nl="gemiddeld per jaar", en="mean per year"),
}


MONTHS_PER_YEAR = 12.0


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
) -> pd.DataFrame:
    """Hold every target beside its indicator, and beside each look-alike.

    Progress is (actual - baseline) / (target - baseline); without a baseline it is the part of the target, and the
    reason says so. Status is ``reached``, ``on_path``, ``behind_path``, ``below``, ``refused`` (not the same thing),
    ``cannot_tell`` or ``not_measured``.

    Returns:
        Table with the columns of ``frames.PROGRESS``.
    """
    records: list[dict[str, Any]] = []
    for target in targets:
        for indicator_id in (target.indicator, *target.look_alikes):
            indicator = indicators[indicator_id]
            known = points.get((indicator_id, target.organisation), ())
            baseline = baselines.get(target.baseline or "")
            for value in dict.fromkeys((target.value, *(version.value for version in target.versions[-1:]))):
                outcome = _outcome(target, value, indicator, indicators, data_elements, baseline, known, units, as_of)
                records.append(_record(target, value, indicator_id, baseline, outcome))
    return check_frame(pd.DataFrame(records), PROGRESS, "progress") if records else empty_frame(PROGRESS)


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
    value: float,
    indicator: Indicator,
    indicators: Mapping[str, Indicator],
    data_elements: Mapping[str, DataElement],
    baseline: Baseline | None,
    known: Sequence[Point],
    units: Mapping[str, Text],
    as_of: date,
) -> _Outcome:
    elements = [data_elements[name] for name in parse(indicator.formula).names]
    ended = [point for point in known if point.period.end < as_of]
    full = [point for point in full_points(ended) if point.year <= target.year]
    if all(element.kind is Kind.FLOW for element in elements):
        full = [point for point in full if abs(point.period.months - MONTHS_PER_YEAR) < 0.5]
    point = full[-1] if full else None
    wanted = indicators[target.indicator]
    bases = counted_as(indicator, data_elements)
    if target.basis not in bases:
        mine = "net_extra" if Basis.NET_EXTRA in bases else "gross"
        reason = say(
            "progress.refused_basis",
            indicator=indicator.title,
            mine=_BASIS_WORDS[mine],
            theirs=_BASIS_WORDS[target.basis.value],
            target=value,
            unit=units[wanted.unit],
            actual=point.value if point else None,
        )
        return _Outcome("refused", reason, point)
    above = {data_elements[name].above_baseline for name in parse(indicator.formula).names}
    if target.basis is Basis.NET_EXTRA and (None in above or above != {target.above_baseline}):
        reason = say("progress.refused_above", indicator=indicator.title, target=value, unit=units[wanted.unit])
        if known:
            last = say("progress.last_figure", value=known[-1].value, period=known[-1].period.label)
            reason = Text(nl=f"{reason.nl} {last.nl}", en=f"{reason.en} {last.en}")
        return _Outcome("refused", reason, point)
    if indicator.id != target.indicator:
        reason = say("progress.refused_quantity", indicator=indicator.title, wanted=wanted.title)
        return _Outcome("refused", reason, point)
    if point is None:
        return _without_point(target, indicator, known, ended)
    outcome = _measured(target, value, indicator, units[indicator.unit], baseline, point)
    return outcome if value == target.value else _with_change(outcome, target)


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


def _with_change(outcome: _Outcome, target: Target) -> _Outcome:
    """Say that the target itself was changed, when and why: reaching a lowered target is no improvement."""
    last = target.versions[-1]
    code = "progress.target_lowered" if last.value < target.value else "progress.target_raised"
    said = say(code, first=target.value, now=last.value, day=last.set_on, why=last.reason)
    reason = Text(nl=f"{outcome.reason.nl} {said.nl}", en=f"{outcome.reason.en} {said.en}")
    return dataclasses.replace(outcome, reason=reason)


def _measured(
    target: Target, value: float, indicator: Indicator, unit: Text, baseline: Baseline | None, point: Point
) -> _Outcome:
    facts = {"actual": point.value, "target": value, "unit": unit, "period": point.period.label, "year": target.year}
    if indicator.band is not None:
        inside = indicator.band.low <= point.value <= indicator.band.high
        code = "progress.in_band" if inside else "progress.out_of_band"
        reason = say(code, low=indicator.band.low, high=indicator.band.high, **facts)
        return _Outcome("reached" if inside else "below", reason, point, _towards_band(indicator.band, baseline, point))
    start = baseline.value if baseline else 0.0
    beyond = point.value >= value if indicator.ascending else point.value <= value
    if baseline is None and not indicator.ascending:
        return _Outcome("reached" if beyond else "cannot_tell", say("progress.no_baseline_descending", **facts), point)
    if value == start:
        code = "progress.equal_reached" if beyond else "progress.equal_not_reached"
        return _Outcome("reached" if beyond else "below", say(code, **facts), point)
    progress = (point.value - start) / (value - start)
    if baseline is None:
        code = "progress.mean_per_year" if target.basis is Basis.MEAN_PER_YEAR else "progress.part_of_target"
        reason = say(code, part=progress, **facts)
        return _Outcome("reached" if beyond else "below", reason, point, progress)
    reason = say("progress.from_baseline", part=progress, start=start, start_period=baseline.period, **facts)
    return _Outcome(_against_path(target, baseline, point, progress, beyond), reason, point, progress)


def _towards_band(band: Band, baseline: Baseline | None, point: Point) -> float:
    """Part of the way from the baseline to the nearest edge of the band; 1 inside it."""
    if band.low <= point.value <= band.high:
        return 1.0
    if baseline is None or band.low <= baseline.value <= band.high:
        return float("nan")
    edge = band.low if baseline.value < band.low else band.high
    return (point.value - baseline.value) / (edge - baseline.value)


def _against_path(target: Target, baseline: Baseline, point: Point, progress: float, beyond: bool) -> str:
    if beyond:
        return "reached"
    if target.path is not Path.LINEAR:
        return "below"
    begin = Period.parse(baseline.period).midpoint
    end = Period.parse(target.year).midpoint
    due = (point.period.midpoint - begin) / (end - begin) if end > begin else 1.0
    return "on_path" if progress >= min(1.0, due) else "behind_path"
