"""Will a target be reached? The probability, read from the distribution of its year, and the pace that it asks for.

The words are the calibrated ones of the Intergovernmental Panel on Climate Change: likely from two in three on,
unlikely up to one in three, between them about as likely as not (Mastrandrea et al., 2010, Guidance note for lead
authors of the IPCC Fifth Assessment Report on consistent treatment of uncertainties). A count since the start that
has passed its target has reached it; anything else has reached it only when the target year itself is measured.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from toc.declared import Text
from toc.forecasting.outlook import Outlook
from toc.formula import SHARES
from toc.frames import PROSPECTS, check_frame, empty_frame
from toc.indicator import Indicator
from toc.period import Period
from toc.progress import refusal
from toc.projection import (
    LITTLE_OWN,
    Chosen,
    Pair,
    Setting,
    choose,
    joined,
    left_out,
    nature_of,
    why_none,
    years_ahead,
)  # fmt: skip
from toc.series import Point
from toc.target import Basis, Goal, Target
from toc.theory import Event
from toc.words import say

LIKELY, UNLIKELY = 2 / 3, 1 / 3
_PER_CENT = {"percent": 1.0, "fraction": 100.0}
_NOTHING = 1e-9
"""Changes per year smaller than this part of the target are none."""


@dataclass(frozen=True)
class _Found:
    """What can be said of one goal."""

    status: str
    reason: Text
    probability: float = math.nan
    seen: float = math.nan
    needed: float = math.nan
    last: Point | None = None
    events: tuple[Event, ...] = ()
    settled: bool = False
    """Whether a figure has decided it."""


def judge_prospects(
    targets: Sequence[Target],
    points: Mapping[Pair, Sequence[Point]],
    outlooks: Mapping[Pair, Outlook],
    events: Sequence[Event],
    units: Mapping[str, Text],
    setting: Setting,
) -> pd.DataFrame:
    """Hold every target of a year that is not past, as first set and as it stands, against the years ahead.

    Args:
        targets: as known on the day.
        points: usable points by (indicator, organisation), in order of time, in the indicator's unit.
        outlooks: distributions of the years ahead, of the same pairs.
        events: declared breaks; they are named and change no probability.
        units: how units are written.
        setting: definitions and the day.

    Returns:
        Table with the columns of ``frames.PROSPECTS``.
    """
    ahead = [target for target in targets if Period.parse(target.year).end >= setting.as_of]
    asking = _Asking(points, outlooks, events, units, setting)
    records = [asking.record(target, goal) for target in ahead for goal in target.goals]
    return check_frame(pd.DataFrame(records), PROSPECTS, "prospects") if records else empty_frame(PROSPECTS)


@dataclass(frozen=True)
class _Asking:
    points: Mapping[Pair, Sequence[Point]]
    outlooks: Mapping[Pair, Outlook]
    events: Sequence[Event]
    units: Mapping[str, Text]
    setting: Setting

    def record(self, target: Target, goal: Goal) -> dict[str, Any]:
        """One row of the table."""
        found = self._found(target, goal)
        return {
            "indicator": target.indicator, "organisation": target.organisation, "target_id": target.id,
            "target_value": goal.value, "year": target.year, "probability": found.probability,
            "status": found.status, "pace_seen": found.seen, "pace_needed": found.needed,
            "extra_per_year": found.needed - found.seen, "last": found.last.value if found.last else np.nan,
            "last_year": found.last.year if found.last else None,
            "event": ",".join(event.id for event in found.events) or None, "reason": found.reason,
        }  # fmt: skip

    def _found(self, target: Target, goal: Goal) -> _Found:
        """What can be said, with what is declared to happen meanwhile unless it is settled."""
        found = self._told(target, goal)
        return found if found.settled else self._with_events(found, target)

    def _told(self, target: Target, goal: Goal) -> _Found:
        setting, pair = self.setting, (target.indicator, target.organisation)
        indicator = setting.indicators[target.indicator]
        known = [point for point in self.points.get(pair, ()) if point.period.end < setting.as_of]
        refused = refusal(target, goal, indicator, setting.indicators, setting.data_elements, known, self.units)
        if refused is not None:
            return _Found("cannot_tell", refused)
        if target.basis is Basis.MEAN_PER_YEAR:
            return _Found("cannot_tell", say("prospect.mean_per_year"))
        facts = {"goal": self._amount(indicator, goal.value), "year": target.year}
        chosen = choose(indicator, setting.data_elements, known)
        measured = self._measured(target, goal, indicator, known, chosen, facts)
        if measured is not None:
            return measured
        return self._ahead(target, goal, indicator, known, chosen, facts)

    def _amount(self, indicator: Indicator, value: float) -> Text:
        return amount(indicator, value, self.units)

    def _measured(
        self, target: Target, goal: Goal, indicator: Indicator, known: Sequence[Point], chosen: Chosen,
        facts: Mapping[str, Any],
    ) -> _Found | None:  # fmt: skip
        """What is settled by figures that are there: the target year itself, or a count that cannot fall any more."""
        stays = bool(indicator.ascending) and nature_of(indicator, self.setting.data_elements).never_falls
        if stays:
            sure = [point for point in known if not point.partial and "at_most" not in point.flags]
            reached = [point for point in sure if point.value >= goal.value]
            if reached:
                value = self._amount(indicator, reached[0].value)
                reason = say("prospect.reached", value=value, period=reached[0].period.label, **facts)
                return _Found("reached", reason, 1.0, _pace(chosen), 0.0, reached[-1], settled=True)
        here = [point for point in chosen.full if point.year == target.year]
        if not here:
            return None
        point = here[-1]
        inside = is_reached(indicator, goal.value, point.value)
        said = "prospect.measured_reached" if inside else "prospect.measured_not_reached"
        reason = say(said, value=self._amount(indicator, point.value), period=point.period.label, **facts)
        status = "reached" if inside else "unlikely"
        return _Found(status, reason, float(inside), _pace(chosen), last=point, settled=True)

    def _ahead(
        self, target: Target, goal: Goal, indicator: Indicator, known: Sequence[Point], chosen: Chosen,
        facts: Mapping[str, Any],
    ) -> _Found:  # fmt: skip
        pair = (target.indicator, target.organisation)
        last = chosen.used[-1] if chosen.full else None
        why = why_none(pair, chosen, known, self.setting)
        if why is not None or last is None:
            return _Found("cannot_tell", why or say("projection.no_points"), last=last)
        outlook = self.outlooks.get(pair)
        years = years_ahead(chosen, self.setting.horizons) if self.setting.horizons else ()
        if outlook is None and target.year in years:
            return _Found("cannot_tell", say("projection.never_moved"), last=last)
        if outlook is None or target.year not in years:
            code = "prospect.beyond_horizon" if target.year > max(years, default=last.year) else "projection.past"
            return _Found("cannot_tell", say(code, year=target.year, last=max(years, default=last.year)), last=last)
        step = years.index(target.year)
        probability = _probability(outlook, step, indicator, goal)
        status = "likely" if probability >= LIKELY else "unlikely" if probability <= UNLIKELY else "uncertain"
        final = chosen.full[-1]
        seen, gap = _pace(chosen), _gap(indicator, goal, final.value)
        needed = gap / (float(outlook.moments[step]) - final.period.midpoint)
        sentences = [self._chance_said(indicator, goal, probability, facts, needed - seen, gap)]
        if outlook.own < LITTLE_OWN:
            sentences.append(say("prospect.little_own", own=outlook.own))
        reason = joined(*sentences, *left_out(chosen))
        return _Found(status, reason, probability, seen, needed, final)

    def _chance_said(
        self, indicator: Indicator, goal: Goal, probability: float, facts: Mapping[str, Any], extra: float, gap: float
    ) -> Text:
        """The sentence for a manager: the chance, and how much more (or less) a year is needed."""
        if indicator.band is not None:
            times = _PER_CENT.get(indicator.unit, 1.0)
            low, high = times * indicator.band.low, self._amount(indicator, indicator.band.high)
            return say("prospect.chance_band", chance=probability, indicator=indicator.title, low=low, high=high,
                       year=facts["year"])  # fmt: skip
        forward = gap > 0 if indicator.ascending else gap < 0
        lacking = extra if indicator.ascending else -extra
        if not forward or lacking <= _NOTHING * max(abs(goal.value), 1.0):
            if not forward:
                return say("prospect.chance_there", chance=probability, **facts)
            code = "prospect.chance_fast_enough" if probability >= LIKELY else "prospect.chance_if_it_lasts"
            return say(code, chance=probability, **facts)
        code = "prospect.chance_more" if indicator.ascending else "prospect.chance_less"
        return say(code, chance=probability, extra=_extra(indicator, lacking), **facts)

    def _with_events(self, found: _Found, target: Target) -> _Found:
        """Name what is declared to happen between the last figure and the end of the target year."""
        since = found.last.period.end if found.last is not None else self.setting.as_of
        until = Period.parse(target.year).end
        events = tuple(sorted((one for one in self.events if since < one.day <= until), key=lambda one: one.day))
        if not events:
            return found
        code = "prospect.event_alone" if found.status == "cannot_tell" else "prospect.event"
        words = (say(code, day=event.day, title=event.title) for event in events)
        return replace(found, events=events, reason=joined(found.reason, *words))


def without_events(reason: Text, events: Iterable[Event]) -> Text:
    """A reason without the sentences on these events, for where they are told once beside it."""
    for event in events:
        for code in ("prospect.event", "prospect.event_alone"):
            said = say(code, day=event.day, title=event.title)
            reason = Text(nl=reason.nl.replace(f" {said.nl}", ""), en=reason.en.replace(f" {said.en}", ""))
    return reason


def amount(indicator: Indicator, value: float, units: Mapping[str, Text]) -> Text:
    """A figure with its unit; a share is written as a percentage."""
    if indicator.unit in SHARES:
        return say("prospect.percentage", value=value * _PER_CENT[indicator.unit])
    return say("prospect.amount", value=value, unit=units[indicator.unit])


def is_reached(indicator: Indicator, goal: float, value: float) -> bool:
    """Tell whether a value meets a target: as much or more, as little or less, or within the band."""
    if indicator.band is not None:
        return indicator.band.low <= value <= indicator.band.high
    return value >= goal if indicator.ascending else value <= goal


def _probability(outlook: Outlook, step: int, indicator: Indicator, goal: Goal) -> float:
    """P(Y >= target), P(Y <= target) where less is better, P(low <= Y <= high) for a band."""

    def at_least(value: float) -> float:
        return float(outlook.probability_at_least(value)[step])

    def more_than(value: float) -> float:
        return at_least(math.nextafter(value, math.inf))

    if indicator.band is not None:
        return max(0.0, at_least(indicator.band.low) - more_than(indicator.band.high))
    return at_least(goal.value) if indicator.ascending else 1.0 - more_than(goal.value)


def _pace(chosen: Chosen) -> float:
    """Change per year from the first to the last figure of a whole period."""
    if len(chosen.full) < 2:
        return math.nan
    first, last = chosen.full[0], chosen.full[-1]
    return (last.value - first.value) / (last.period.midpoint - first.period.midpoint)


def _gap(indicator: Indicator, goal: Goal, last: float) -> float:
    """What is still to change: to the target, or to the nearest edge of the band (0 inside it)."""
    band = indicator.band
    if band is None:
        return goal.value - last
    return band.low - last if last < band.low else band.high - last if last > band.high else 0.0


def _extra(indicator: Indicator, lacking: float) -> Text:
    """What is lacking per year; of a percentage in percentage points."""
    if indicator.unit in SHARES:
        return say("prospect.extra_points", value=lacking * _PER_CENT[indicator.unit])
    return say("prospect.extra", value=lacking)
