"""Per causal link: did the outcome follow the output? Yes, no, or cannot tell and why.

The number behind each verdict is the translation ratio T: the slope that was seen over the slope that was declared.
T = 1 is as declared, T = 0 means the output moved and the outcome did not. Every link is judged by the figures of the
organisations below an organisation, side by side, where there are enough of them; else by its own series. All links of
a report are judged at once, so that links with outcomes of one kind learn from each other how much happens anyway.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from toc.declared import Text
from toc.formula import parse
from toc.frames import VERDICTS, check_frame, empty_frame
from toc.growth import Rise, in_words, outputs_that_rose
from toc.indicator import DataElement, Indicator
from toc.linking.estimator import OfLag, Refusal, each_lag
from toc.linking.lists import RED, TRANSLATING, WATCH, listed
from toc.linking.panel import Declared, Panel
from toc.linking.planning import Design, detectable_with, units_needed, wanted_for, years_needed
from toc.linking.surveys import BIAS, LEAST_RESPONDENTS, Representativeness, composition, unanswered
from toc.linking.verdict import Facts, Judged, Moved, judge, tier
from toc.pairing import (
    MANY_ZEROS,
    Anyway,
    Expected,
    Measure,
    Pair,
    Scale,
    Side,
    anyway_of,
    effect_of,
    lags_of,
    measures_of,
    pair,
    side_of,
    upright,
    yearly,
)
from toc.result_chain import CausalLink, ChainElement
from toc.series import Point
from toc.verdict_words import Parts, Plan, Telling, needed_of, notes_of, reason_of
from toc.words import say

ENOUGH = ("P2", "P3", "D")
"""Tiers of organisations side by side that can be judged."""

FAILURE = {
    "not_measured": "measurement",
    "insufficient_data": "measurement",
    "too_early": "too_early",
    "not_exercised": "delivery",
    "outcome_without_output": "delivery",
    "contradicting": "theory",
    "weak": "theory",
    "stalled": "theory",
    "leaning_stalled": "open",
    "leaning_translating": "open",
    "inconclusive": "open",
}
"""What kind of thing went wrong, by verdict; a link that translates has none."""

MAY_BE_NONE = ("gap", "listed", "failure", "naive", "needed")
"""Columns in which None stays None."""

LONG = 4
"""Moments from which a single series says something of how large shocks are, and others may learn from it."""

LEAST_OTHER = 2.0
"""How far those who did not answer may differ, as a multiple of what a survey of its grade may be off."""


@dataclass(frozen=True)
class Programme:
    """What the judge of a link needs to know of the rest."""

    elements: Mapping[str, ChainElement]
    indicators: Mapping[str, Indicator]
    data_elements: Mapping[str, DataElement]
    points: Mapping[Pair, tuple[Point, ...]]
    units: Mapping[str, Text]
    only_apart: frozenset[Pair] = frozenset()
    """Indicators and organisations of which only the parts have a figure, because theirs cannot be added up."""

    below: Mapping[str, tuple[Parts, ...]] = field(default_factory=dict)
    """Organisations below each organisation by level, nearest first."""

    top: str | None = None
    """The organisation that all others are part of."""

    def outputs_that_rose(self, organisation: str) -> list[Rise]:
        """Outputs of one organisation that are shown to have risen, in the order of the theory."""
        return outputs_that_rose(self.elements.values(), self.indicators, self.data_elements, self.points, organisation)

    @cached_property
    def with_figures(self) -> Mapping[str, frozenset[str]]:
        """Organisations with any point of each indicator."""
        found: dict[str, set[str]] = {}
        for (name, organisation), some in self.points.items():
            if some:
                found.setdefault(name, set()).add(organisation)
        return {name: frozenset(organisations) for name, organisations in found.items()}


def judge_links(links: Sequence[CausalLink], programme: Programme, organisations: Sequence[str]) -> pd.DataFrame:
    """Give every link of every organisation one verdict.

    Verdicts: ``not_measured``, ``too_early``, ``insufficient_data``, ``outcome_without_output``, ``not_exercised``,
    ``contradicting``, ``translating``, ``weak``, ``stalled``, ``leaning_stalled``, ``leaning_translating``,
    ``inconclusive``.

    Args:
        links: links of the theory.
        programme: chain, definitions, points and organisations.
        organisations: whose links to judge.

    Returns:
        Table with the columns of ``frames.VERDICTS``, one row per link and organisation.
    """
    programme = _told_apart(_with_respondents(programme))
    bench = _Bench(programme)
    cases = [bench.case(link, organisation) for organisation in organisations for link in links]
    judged = judge([one.panel for one in cases], [one.facts for one in cases]) if cases else ()
    risen = {organisation: _risen(programme, organisation) for organisation in organisations}
    records: list[dict[str, Any]] = []
    for at, organisation in enumerate(organisations):
        mine = slice(at * len(links), (at + 1) * len(links))
        answers = [_settled(case, one) for case, one in zip(cases[mine], judged[mine], strict=True)]
        shared = _shared_outcomes(cases[mine], answers)
        on_lists = _lists(cases[mine], answers)
        tried = zip(cases[mine], answers, on_lists, strict=True)
        records += [
            _record(programme, case, one, name, risen[organisation], shared[case.link.id]) for case, one, name in tried
        ]
    if not records:
        return empty_frame(VERDICTS)
    table = pd.DataFrame(records)
    names = {name: pd.Series([one[name] for one in records], dtype=object) for name in MAY_BE_NONE}
    return check_frame(table.assign(**names), VERDICTS, "verdicts")


def _told_apart(programme: Programme) -> Programme:
    """Figures that the top gave itself stand for as many organisations as there are one level below."""
    top = programme.top
    parts = programme.below.get(top, ()) if top is not None else ()
    if not parts:
        return programme
    many = len(parts[0].organisations)
    own = {
        key: tuple(replace(one, reported=many) if one.reported == one.expected == 1 else one for one in some)
        for key, some in programme.points.items() if key[1] == top
    }  # fmt: skip
    return replace(programme, points={**programme.points, **own})


def _with_respondents(programme: Programme) -> Programme:
    """Survey figures that were computed from parts, with the respondents of those parts added up."""
    asked = {
        name for name, one in programme.indicators.items()
        if any(programme.data_elements[element].survey for element in parse(one.formula).names)
    }  # fmt: skip
    filled = {
        (name, organisation): tuple(_filled(one, name, organisation, programme) for one in some)
        for (name, organisation), some in programme.points.items()
        if name in asked and any(math.isnan(one.n) for one in some)
    }
    return replace(programme, points={**programme.points, **filled}) if filled else programme


def _filled(point: Point, name: str, organisation: str, programme: Programme) -> Point:
    if not math.isnan(point.n):
        return point
    for parts in programme.below.get(organisation, ()):
        behind = [
            one for part in parts.organisations for one in programme.points.get((name, part), ())
            if one.period == point.period
        ]  # fmt: skip
        if behind and not any(math.isnan(one.n) for one in behind):
            n, population = (sum(getattr(one, column) for one in behind) for column in ("n", "population"))
            return replace(point, n=n, population=population)
    return point


@dataclass(frozen=True)
class _Risen:
    """Outputs of one organisation that rose, and the first of them in words."""

    rises: tuple[Rise, ...]
    lead: Text | None
    shown: tuple[dict[str, Any], ...]


def _risen(programme: Programme, organisation: str) -> _Risen:
    rises = tuple(programme.outputs_that_rose(organisation))
    lead = in_words(rises[0], programme.indicators[rises[0].indicator].title) if rises else None
    return _Risen(rises, lead, tuple(_rising(one) for one in rises))


# --- What a link is judged by -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Case:
    """One link of one organisation with the figures it is judged by."""

    link: CausalLink
    organisation: str
    x_name: str | None
    y_name: str | None
    x: Side | None
    y: Side | None
    panel: Panel
    facts: Facts
    expected: Expected | None
    anyway: Anyway | None
    parts: Parts | None
    """Organisations side by side; None for the organisation's own series."""

    obstacle: str | None = None
    """What stands in the way of a verdict beside what the numbers say."""

    own_series: bool = False
    """Whether the organisation itself has figures of both ends."""


_NOTHING = np.zeros(0)


class _Bench:
    """Builds cases; every end of a link is taken from the points once."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self._sides: dict[tuple[str, Scale, bool, bool, tuple[str, ...]], Side] = {}
        self._measures: dict[tuple[str, str, str], tuple[Measure, Measure]] = {}

    def case(self, link: CausalLink, organisation: str) -> _Case:
        p = self.programme
        parts = p.below.get(organisation, ())
        pool = frozenset([organisation]).union(*(one.organisations for one in parts))
        x_name = self._measure(p.elements[link.start], link.output_indicator, organisation, pool)
        y_name = self._measure(p.elements[link.to], link.outcome_indicator, organisation, pool)
        if x_name is None or y_name is None:
            return self._unmeasured(link, organisation, x_name, y_name, pool)
        candidates = []
        for one in parts:
            case = self._side_by_side(link, organisation, x_name, y_name, one)
            candidates.append(case)
            if case is not None and tier(case.panel) in ENOUGH and case.obstacle in (None, "no_expectation"):
                return case
        has_own = all((name, organisation) in p.points for name in (x_name, y_name))
        if has_own:
            return self._alone(link, organisation, x_name, y_name)
        seen = [case for case in candidates if case is not None]
        if seen:
            return max(seen, key=lambda case: len(case.panel.y))
        return self._unmeasured(link, organisation, x_name, y_name, pool)

    def _measure(
        self, element: ChainElement, chosen: str | None, organisation: str, pool: frozenset[str]
    ) -> str | None:
        """The indicator to judge by: the declared one, else the first of the element with points, else its first."""
        names = (chosen,) if chosen is not None else element.indicators
        for whose in (frozenset([organisation]), pool):
            for name in names:
                if whose & self.programme.with_figures.get(name, frozenset()):
                    return name
        return names[0] if names else None

    def _unmeasured(
        self, link: CausalLink, organisation: str, x_name: str | None, y_name: str | None, pool: frozenset[str]
    ) -> _Case:
        x, y = (self._years_of(name, (organisation,)) for name in (x_name, y_name))
        if not x and not y:  # then what its parts measured tells which end is missing
            x, y = (self._years_of(name, pool) for name in (x_name, y_name))
        facts = Facts(x, y)
        if x and y:  # both measured, though not by organisations that can be laid side by side
            facts = Facts((), ())
        return _Case(link, organisation, x_name, y_name, None, None, _no_panel(), facts, None, None, None)

    def _years_of(self, name: str | None, organisations: Iterable[str]) -> tuple[float, ...]:
        points = self.programme.points
        return _years(one for whose in organisations for one in points.get((name or "", whose), ()))

    def _sides_of(
        self, link: CausalLink, x_name: str, y_name: str, organisations: tuple[str, ...]
    ) -> tuple[Side, Side]:
        key = (link.id, x_name, y_name)
        if key not in self._measures:
            indicators = self.programme.indicators
            self._measures[key] = measures_of(
                link, indicators[x_name], indicators[y_name], self.programme.data_elements
            )
        x, y = self._measures[key]
        return self._side(x, x_name, organisations, True), self._side(y, y_name, organisations, False)

    def _side(self, measure: Measure, name: str, organisations: tuple[str, ...], as_it_is: bool) -> Side:
        key = (name, measure.scale, measure.running, as_it_is, organisations)
        if key not in self._sides:
            side = side_of(measure, name, organisations, self.programme.points)
            self._sides[key] = upright(side) if as_it_is else side
        return self._sides[key]

    def _whole(self, link: CausalLink, x_name: str, y_name: str, fallback: Side) -> float:
        """Level of the outcome of the whole programme."""
        if self.programme.top is not None:
            cells = self._sides_of(link, x_name, y_name, (self.programme.top,))[1].cells.values()
            if cells:
                return float(np.mean([abs(one.raw) for one in cells]))
        cells = fallback.cells.values()
        level = float(np.mean([abs(one.raw) for one in cells])) if cells else 0.0
        return level * len(fallback.organisations) if fallback.measure.adds_up else level

    def _side_by_side(
        self, link: CausalLink, organisation: str, x_name: str, y_name: str, parts: Parts
    ) -> _Case | None:
        figures = self.programme.with_figures
        both = figures.get(x_name, frozenset()) & figures.get(y_name, frozenset())
        organisations = tuple(one for one in parts.organisations if one in both)
        if len(organisations) < 2:
            return None
        x, y = self._sides_of(link, x_name, y_name, organisations)
        anyway = anyway_of(link, y, self._whole(link, x_name, y_name, y))
        family = f"{organisation}|{parts.level}|{y.measure.scale}|{_kind_of(y.measure)}"
        panel, expected = pair(link, x, y, anyway, family, 1)
        facts = _facts(link, self._all_points(x), self._all_points(y), anyway)
        obstacle = _obstacle(x, y, expected)
        return _Case(link, organisation, x_name, y_name, x, y, panel, facts, expected, anyway, parts, obstacle)

    def _all_points(self, side: Side) -> tuple[Point, ...]:
        points = self.programme.points
        return tuple(one for name in side.organisations for one in points.get((side.name, name), ()))

    def _alone(self, link: CausalLink, organisation: str, x_name: str, y_name: str) -> _Case:
        x, y = self._sides_of(link, x_name, y_name, (organisation,))
        x_points, y_points = (yearly(self.programme.points.get((name, organisation), ())) for name in (x_name, y_name))
        anyway = anyway_of(link, y, self._whole(link, x_name, y_name, y))
        stands_for = max((one.reported for one in y_points), default=1)
        panel, expected = pair(link, x, y, anyway, "", stands_for)
        if len(np.unique(panel.time)) >= LONG:
            family = f"{organisation}|itself|{y.measure.scale}|{_kind_of(y.measure)}"
            panel = replace(panel, family=family)
        facts = _facts(link, x_points, y_points, anyway)
        obstacle = _obstacle(x, y, expected)
        survey = y.measure.survey
        if survey is not None and obstacle is None:
            counts = [one.n for one in y_points]
            if any(math.isnan(n) for n in counts):
                obstacle = "survey_size" if y.measure.kind != "amount" else None
            elif min(counts) < LEAST_RESPONDENTS:
                facts = replace(facts, survey_too_small=True)
        return _Case(link, organisation, x_name, y_name, x, y, panel, facts, expected, anyway, None, obstacle, True)


def _no_panel() -> Panel:
    none = _NOTHING
    return Panel(none.astype(np.int64), none, none, none, none, none, Declared(1.0, 1.0))


def _years(points: Iterable[Point]) -> tuple[float, ...]:
    return tuple(sorted({float(point.year) for point in points}))


def _facts(link: CausalLink, x: Sequence[Point], y: Sequence[Point], anyway: Anyway) -> Facts:
    lag = float(lags_of(link)[0]) if link.lag is not None else 0.0
    return Facts(_years(x), _years(y), lag, shock_known=anyway.shock_declared)


def _kind_of(measure: Measure) -> str:
    return "" if measure.scale is Scale.LOGARITHM else measure.unit


def _obstacle(x: Side, y: Side, expected: Expected | None) -> str | None:
    """What keeps a link from being judged although there are figures."""
    if y.measure.scale is Scale.LOGARITHM and y.zeros > MANY_ZEROS:
        return "outcome_zeros"
    if not y.cells:
        return "outcome_partial"
    if x.measure.scale is Scale.LOGARITHM and (x.zeros > MANY_ZEROS or _negative(x)):
        return "zeros"
    if not x.cells:
        return "output_partial"
    return "no_expectation" if expected is None else None


def _negative(side: Side) -> bool:
    return any(one.raw < 0 for one in side.cells.values())


# --- What the numbers say ---------------------------------------------------------------------------------------


def _settled(case: _Case, judged: Judged) -> Judged:
    """The verdict with what stands in the way of it beside the numbers."""
    if judged.verdict in ("not_measured", "too_early") or case.obstacle is None:
        return judged
    if case.obstacle == "no_expectation":
        if judged.verdict in ("insufficient_data", "not_exercised", "outcome_without_output"):
            return judged
        return replace(judged, verdict="inconclusive", found=None, tipping=None, uncapped=None, cap=None)
    return Judged("insufficient_data", judged.tier, case.obstacle, output=judged.output, outcome=judged.outcome)


def _shared_outcomes(cases: Sequence[_Case], judged: Sequence[Judged]) -> dict[str, tuple[CausalLink, ...]]:
    """Of every estimated link the others that were estimated by the same figures of the same outcome."""
    found = [case for case, one in zip(cases, judged, strict=True) if one.found is not None]
    by_outcome: dict[str, list[CausalLink]] = {}
    for case in found:
        by_outcome.setdefault(case.y_name or "", []).append(case.link)
    shared: dict[str, tuple[CausalLink, ...]] = {case.link.id: () for case in cases}
    for case in found:
        shared[case.link.id] = tuple(one for one in by_outcome[case.y_name or ""] if one.id != case.link.id)
    return shared


def _shared_note(programme: Programme, shared: Sequence[CausalLink]) -> list[Text]:
    """That other outputs may be behind the same outcome."""
    if not shared:
        return []
    titles = [programme.elements[one.start].title for one in shared]
    return [say("verdict.tail.shared_outcome", names=[Text(nl=f"‘{one.nl}’", en=f"‘{one.en}’") for one in titles])]


def _lists(cases: Sequence[_Case], judged: Sequence[Judged]) -> list[str | None]:
    """On which list each link of one organisation stands; links whose verdict is capped can only be watched."""
    below = np.array([one.found.below_kappa if one.found else np.nan for one in judged], dtype=float)
    tried = zip(cases, judged, strict=True)
    free = np.array([one.cap is None and not _only_assumed(case, one) for case, one in tried], dtype=bool)
    red = listed(np.where(free, below, np.nan), RED).members
    translating = listed(np.where(free, 1 - below, np.nan), TRANSLATING).members
    watch = listed(below, WATCH).members
    rules = (("red", red), ("translating", translating), ("watch", watch))
    return [next((name for name, members in rules if members[at]), None) for at in range(len(judged))]


def _only_assumed(case: _Case, judged: Judged) -> bool:
    """Whether it rests on one series and on an assumed size of what happens anyway."""
    return judged.tier[0] == "N" and not case.facts.shock_known


def _record(
    programme: Programme, case: _Case, judged: Judged, on_list: str | None, risen: _Risen, shared: Sequence[CausalLink]
) -> dict[str, Any]:
    link, found = case.link, judged.found
    gap = "shown" if on_list == "red" and judged.verdict == "leaning_stalled" else judged.gap
    failure = "theory" if gap == "shown" else FAILURE.get(judged.verdict)
    used = case.panel.without_seen_once()
    units, periods = len(np.unique(used.unit)), len(np.unique(used.time))
    telling = _telling(programme, case, judged, gap, units)
    evidence = _evidence(programme, case, judged, risen)
    evidence["shared_outcome"] = [one.id for one in shared]
    evidence["notes"] = [*notes_of(telling), *_shared_note(programme, shared)]
    evidence["plan"] = dataclasses.asdict(telling.plan) if telling.plan else None
    reason = reason_of(telling)
    if judged.verdict == "not_measured" and risen.lead and not case.facts.outcome_years:
        evidence["lead"] = lead = risen.lead
        reason = Text(nl=f"{lead.nl} {reason.nl}", en=f"{lead.en} {reason.en}")
    low, high = found.interval() if found else (math.nan, math.nan)
    return {
        "link": link.id, "from": link.start, "to": link.to, "organisation": case.organisation,
        "verdict": judged.verdict, "gap": gap, "listed": on_list, "failure": failure, "tier": judged.tier,
        "units": units, "periods": periods, "ratio": found.ratio if found else math.nan, "lower90": low,
        "upper90": high, "probability": 1 - found.below_kappa if found else math.nan,
        "below_kappa": found.below_kappa if found else math.nan,
        "detectable": found.detectable if found else math.nan, "naive": judged.naive, "claim": link.claim,
        "reason": reason, "needed": needed_of(telling), "evidence": evidence,
    }  # fmt: skip


def _telling(programme: Programme, case: _Case, judged: Judged, gap: str | None, units: int) -> Telling:
    """Everything that the sentences on a link need."""
    p = programme
    points = [p.points.get((name or "", case.organisation), ()) for name in (case.x_name, case.y_name)]
    apart = tuple((name, case.organisation) in p.only_apart for name in (case.x_name, case.y_name))
    indicators = tuple(p.indicators.get(name or "") for name in (case.x_name, case.y_name))
    levels = p.below.get(case.organisation, ())
    return Telling(
        verdict=judged.verdict, gap=gap, claim=case.link.claim, kappa=case.expected.kappa if case.expected else 0.5,
        start=p.elements[case.link.start].title, end=p.elements[case.link.to].title,
        output=indicators[0], outcome=indicators[1], x=case.x, y=case.y, panel=case.panel, judged=judged,
        parts=case.parts, units=units, level=levels[0].plural if levels else None, expected=case.expected,
        anyway=case.anyway, lag=lags_of(case.link)[0], declared=case.link.expectation is not None,
        x_points=points[0], y_points=points[1], apart=(apart[0], apart[1]),
        unit_titles=p.units, missing=judged.missing, plan=_plan(case, judged) if gap == "unproven" else None,
        composition=_composition(case) is not None,
    )  # fmt: skip


# --- What would be needed ---------------------------------------------------------------------------------------


def _plan(case: _Case, judged: Judged) -> Plan | None:
    """How many years or organisations it would take to tell "as declared" from "too little"; None if untold."""
    expected, found = case.expected, judged.found
    if found is None or expected is None or case.anyway is None:
        return None
    panel = case.panel.without_seen_once()
    units, years = len(np.unique(panel.unit)), len(np.unique(panel.time))
    growth, spread, restless = _course(panel)
    design = Design(
        units, max(years, 2), expected.slope, growth, spread, restless, case.anyway.shock_sd,
        max(found.process_sd, 1e-9) * math.sqrt(panel.declared.stands_for) if panel.national else found.process_sd,
        float(panel.var_y.mean()) + 1e-12, float(panel.var_x.mean()), panel.declared.stands_for,
    )  # fmt: skip
    wanted = wanted_for(expected.kappa)
    more_years, more_units = years_needed(design, wanted), units_needed(design, wanted)
    return Plan(units, years, _more(more_years, years), _more(more_units, units), detectable_with(design))


def _more(needed: int | None, now: int) -> int | None:
    return needed if needed is not None and needed > now else None


def _course(panel: Panel) -> tuple[float, float, float]:
    """Growth of the output a year over all organisations, how far they differ in it, and how they swing around it."""
    slopes, swings = [], []
    for unit in np.unique(panel.unit):
        mine = panel.unit == unit
        time, x = panel.time[mine], panel.x[mine]
        if len(time) > 1:
            slope = float(np.polyfit(time - time.mean(), x, 1)[0])
            slopes.append(slope)
            if len(time) > 2:
                swings.append(float(np.std(x - x.mean() - slope * (time - time.mean()), ddof=2)))
    if not slopes:
        return 0.0, 0.0, 0.0
    spread = float(np.std(slopes, ddof=1)) if len(slopes) > 1 else 0.0
    return float(np.mean(slopes)), spread, float(np.mean(swings)) if swings else 0.0


# --- What it rests on -------------------------------------------------------------------------------------------


def _evidence(programme: Programme, case: _Case, judged: Judged, risen: _Risen) -> dict[str, Any]:
    link, found, points = case.link, judged.found, programme.points
    return {
        "link": link.id,
        "lead": None,
        "tier": judged.tier,
        "output_indicator": case.x_name,
        "outcome_indicator": case.y_name,
        "output_points": [_shown(one) for one in points.get((case.x_name or "", case.organisation), ())],
        "outcome_points": [_shown(one) for one in points.get((case.y_name or "", case.organisation), ())],
        "outputs_rose": bool(risen.rises),
        "rising_outputs": list(risen.shown) if case.organisation == programme.top else [],
        "stated_status": link.stated_status,
        "assumptions": list(link.assumptions),
        "basis": _basis(case, judged),
        "expectation": _expectation(case, judged),
        "output_change": _moved(judged.output, case.x, turned=False),
        "outcome_change": _moved(judged.outcome, case.y, turned=True),
        "T": None if found is None or case.anyway is None else {
            "estimate": found.ratio, "error": found.error, "degrees": found.degrees, "low": found.interval()[0],
            "high": found.interval()[1], "mean": found.belief.mean, "sd": found.belief.sd,
            "below_kappa": found.below_kappa, "above_zero": found.above_zero, "detectable": found.detectable,
            "reliability": found.reliability, "shock_sd": found.shock_sd,
            "shock_declared": case.anyway.shock_declared, "process_sd": found.process_sd,
            "borrowed": found.borrowed, "lasting": found.lasting, "levelling_off": found.levelling_off,
        },
        "two_way": None if found is None or math.isnan(found.two_way) else {
            "estimate": found.two_way, "error": found.two_way_error, "differs": found.shifted,
        },
        "leave_one_out": list(found.without_one) if found and found.without_one else None,
        "tipping": {"shock_sd": judged.tipping[0], "verdict": judged.tipping[1]} if judged.tipping else None,
        "lags": [_lag(one) for one in _lags(case)] if found else [],
        "cap": judged.cap,
        "uncapped": judged.uncapped,
        "placebo": "not_done",
        "plan": None,
        "missing": judged.missing,
        "first_judgeable": int(judged.first_judgeable) if judged.first_judgeable is not None else None,
        "survey": _survey(programme, case),
        "composition": _composition(case),
        "shared_outcome": [],
    }  # fmt: skip


def _shown(point: Point) -> dict[str, Any]:
    return {"period": point.period.label, "value": point.value,
            "partial_months": list(point.months) if point.partial else None}  # fmt: skip


def _rising(rise: Rise) -> dict[str, Any]:
    return {"indicator": rise.indicator, "from": _shown(rise.first), "to": _shown(rise.last),
            "as_printed": rise.factor, "per_month": [rise.per_month.low, rise.per_month.high]}  # fmt: skip


def _basis(case: _Case, judged: Judged) -> dict[str, Any]:
    """Whose figures were used, of which years, and whose were not."""
    used = case.panel.without_seen_once()
    names = case.y.organisations if case.y is not None else ()
    found = case.panel.seen_once
    asked = case.parts.organisations if case.parts is not None else (case.organisation,)
    return {
        "level": case.parts.level if case.parts is not None else None,
        "organisations": [names[at] for at in np.unique(used.unit)],
        "periods": [str(int(year)) for year in np.unique(used.time)],
        "figures": len(used.y),
        "left_out": [names[at] for at in found],
        "missing": [one for one in asked if one not in names] if case.y is not None else list(asked),
        "outliers": [
            {"organisation": names[unit], "period": str(int(year))}
            for unit, year in (judged.found.outliers if judged.found else ())
        ],
    }


def _expectation(case: _Case, judged: Judged) -> dict[str, Any] | None:
    expected, y = case.expected, case.y
    if expected is None or y is None:
        return None
    logarithm = y.measure.scale is Scale.LOGARITHM
    change = None
    if judged.output is not None:
        change = expected.slope * judged.output.mean * _turn(y)
        change = math.expm1(min(change, 50.0)) if logarithm else change
    return {"form": expected.form, "value": expected.value, "defaulted": expected.defaulted,
            "kappa": expected.kappa, "expected_change": change,
            "scale": "percent" if logarithm else "unit"}  # fmt: skip


def _turn(side: Side) -> float:
    return -1.0 if side.measure.indicator.ascending is False else 1.0


def _moved(moved: Moved | None, side: Side | None, turned: bool) -> dict[str, Any] | None:
    """A change in the direction in which the figures themselves are read."""
    if moved is None or side is None:
        return None
    low, high = moved.interval()
    values = [moved.mean, low, high]
    if turned and _turn(side) < 0:
        values = [-moved.mean, -high, -low]
    logarithm = side.measure.scale is Scale.LOGARITHM
    if logarithm:
        values = [math.expm1(min(one, 50.0)) for one in values]
    mean, low, high = values
    return {"mean": mean, "low": low, "high": high, "pairs": moved.pairs, "scale": "percent" if logarithm else "unit"}


def _lags(case: _Case) -> tuple[OfLag, ...]:
    """T for each single lag, of organisations side by side with a range of lags."""
    lags = lags_of(case.link)
    if len(lags) < 2 or case.parts is None or case.x is None or case.y is None:
        return ()
    return each_lag(case.x.figures, case.y.figures, lags, case.panel.declared)


def _lag(one: OfLag) -> dict[str, Any]:
    if isinstance(one.found, Refusal):
        return {"lag": one.lag, "estimate": None, "low": None, "high": None, "p_adjusted": None}
    low, high = one.found.interval()
    return {"lag": one.lag, "estimate": one.found.ratio, "low": low, "high": high, "p_adjusted": one.adjusted}


def _survey(programme: Programme, case: _Case) -> dict[str, Any] | None:
    """What the survey behind an outcome is worth: its grade, and what those who did not answer could change."""
    y = case.y
    if y is None or y.measure.survey is None or y.measure.kind == "amount":
        return None
    survey = y.measure.survey
    own = programme.points.get((y.name, case.organisation), ())
    last = own[-1] if own else None
    answered, bounds = None, None
    if last is not None and not math.isnan(last.n) and last.population > 0:
        answered = min(last.n / last.population, 1.0)
        whole = {"percent": 100.0}.get(y.measure.unit, 1.0)
        differ = LEAST_OTHER * BIAS[y.measure.kind] * whole
        bounds = list(unanswered(last.value, answered, differ))
    counts = [one.n for name in y.organisations for one in programme.points.get((y.name, name), ())]
    known = [n for n in counts if not math.isnan(n)]
    return {
        "grade": Representativeness(survey.representativeness).value,
        "answered": answered,
        "bounds": bounds,
        "sd_assumed": y.measure.kind == "score" and survey.answer_sd is None,
        "design_effect": effect_of(survey, float(np.mean(known))) if known else None,
        "respondents": float(np.mean(known)) if known else None,
    }


def _composition(case: _Case) -> dict[str, Any] | None:
    """Whether part of the change of the outcome may come from who gave figures; None where it does not."""
    if case.parts is None or case.y is None or len(case.y.figures.value) == 0:
        return None
    figures, count = case.y.figures, len(case.y.organisations)
    ends = [np.full(count, np.nan), np.full(count, np.nan)]
    for end, year in zip(ends, (figures.time.min(), figures.time.max()), strict=True):
        there = figures.time == year
        end[figures.unit[there]] = figures.value[there]
    found = composition(*ends)
    if not found.differs:
        return None
    names = case.y.organisations
    return {"same_units": found.same_units * _turn(case.y), "all_units": found.all_units * _turn(case.y),
            "left": [names[at] for at in found.left], "came": [names[at] for at in found.came]}  # fmt: skip


__all__ = ["FAILURE", "Parts", "Programme", "judge_links"]
