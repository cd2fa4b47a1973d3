"""One what-if of one organisation as a network of numbers, with what every number rests on.

A measure is an indicator of the chain, or an element without one, of which only the change can then be told. What is
expected anyway is the projection of the indicator or, where figures are too few for one, the declared course.
"""

from __future__ import annotations

import calendar
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Literal

import numpy as np
from scipy.special import ndtri

from toc.assessment import Assessment
from toc.course import Course, Intervention
from toc.declared import Text
from toc.errors import FindingsError, Severity
from toc.forecasting.outlook import PROBABILITIES
from toc.formula import parse
from toc.indicator import Indicator, adds_up
from toc.organisation import Organisation
from toc.pairing import measures_of
from toc.projection import choose, nature_of
from toc.propagation.network import Arrow, Expected, Form, Growing, Measure, Network, Push
from toc.propagation.network import Course as Anyway
from toc.propagation.spread import Array, Spread, certainly, estimated, evenly, learned
from toc.result_chain import CausalLink, Expectation
from toc.rules import check_theory
from toc.scenario import Change, Scenario, apply
from toc.theory import Theory
from toc.words import say

SlopeMode = Literal["prior", "data", "posterior"]
ASSUMED_LAG = (0.0, 2.0)
"""Years that an effect may take where nobody declared it."""

_SCORES: Array = ndtri(PROBABILITIES)
Z90 = float(ndtri(0.95))
_WIDE: Array = np.linspace(-8.0, 8.0, 641)
"""Scores far enough out that a bound on a number holds for every draw."""


@dataclass(frozen=True)
class Ground:
    """One uncertain number of a what-if and what it rests on."""

    name: str
    """As in ``Network.numbers``."""

    kind: Literal["size", "slope", "lag", "course", "projection"]
    id: str
    """Intervention, link or indicator that it belongs to."""

    title: Text
    basis: Literal["source", "judgement", "assumption", "figures"]
    used: Spread | None = None
    """What the answer goes by; None for a course or projection, which differs per year."""

    prior: Spread | None = None
    """What was believed before there were figures."""

    verdict: str | None = None
    """Verdict on the link."""

    default: bool = False
    """Whether nobody declared it, and a wide range was taken."""

    @property
    def moved(self) -> float:
        """How far figures moved the middle, in parts of half the 90 % range of the prior; NaN without figures."""
        if self.used is None or self.prior is None or self.used is self.prior or self.prior.certain:
            return math.nan
        half = (self.prior.quantile(0.95) - self.prior.quantile(0.05)) / 2
        return (self.used.quantile(0.5) - self.prior.quantile(0.5)) / half


@dataclass(frozen=True)
class WhatIf:
    """One what-if of one organisation, ready to be run."""

    scenario: Scenario | None
    theory: Theory
    changes: tuple[Change, ...]
    organisation: str
    network: Network
    grounds: Mapping[str, Ground]
    notes: tuple[Text, ...] = ()
    """What could not be taken along, and why."""

    element_of: Mapping[str, str] = field(default_factory=dict)
    """Element of each measure."""

    verdicts: Mapping[str, str | None] = field(default_factory=dict)
    """Verdict on each link; None for one that this what-if adds."""

    all_grounds: Mapping[str, Ground] = field(default_factory=dict)
    """Those of the whole chain, touched or not."""

    as_of: date = date.min
    """Last day that is known."""

    @property
    def id(self) -> str:
        """Name of the scenario; empty for as it goes now."""
        return self.scenario.id if self.scenario is not None else ""

    @cached_property
    def touched(self) -> tuple[str, ...]:
        """Measures whose change can be told."""
        return self.network.plan.order

    def behind(self, measure: str) -> tuple[Ground, ...]:
        """Numbers that the change of a measure rests on: pushes and links, not the course of the measure itself."""
        measures = set(self.network.plan.behind(measure))
        arrows = {arrow.name for name in measures for arrow in self.network.plan.into.get(name, ())}
        pushes = {push.name for push in self.network.pushes if push.measure in measures}
        return tuple(
            one for one in self.grounds.values()
            if (one.kind in ("slope", "lag") and one.id in arrows) or (one.kind == "size" and one.id in pushes)
        )  # fmt: skip

    def links_behind(self, measure: str) -> tuple[str, ...]:
        """Links that a change went through on its way to a measure."""
        measures = set(self.network.plan.behind(measure))
        return tuple(dict.fromkeys(arrow.name for name in measures for arrow in self.network.plan.into.get(name, ())))


def what_if(
    assessment: Assessment,
    scenario: Scenario | None,
    organisation: str | None = None,
    *,
    figures: Assessment | None = None,
    mode: SlopeMode | None = None,
) -> WhatIf:
    """Turn a scenario into numbers.

    Args:
        assessment: what is known without it.
        scenario: what is declared and done otherwise; None for nothing.
        organisation: whose answer it is; the default is the top of the tree.
        figures: assessment under the scenario, where it changes what figures say (another formula, other data).
        mode: what slopes go by, instead of what each link declares.

    Raises:
        FindingsError: the scenario does not fit the theory.
    """
    theory, changes = (assessment.theory, ()) if scenario is None else apply(assessment.theory, scenario)
    broken = [one for one in check_theory(theory) if one.severity is Severity.ERROR] if scenario is not None else []
    if broken:
        raise FindingsError(broken)
    return _Builder(assessment, scenario, theory, changes, organisation or top_of(theory), figures, mode).build()


def top_of(theory: Theory) -> str:
    """The organisation that all others are part of."""
    return theory.organisations.roots[0].id


def link_title(theory: Theory, link: CausalLink) -> Text:
    """A link by the titles of its ends."""
    start, end = (theory.element_by_id[name].title for name in (link.start, link.to))
    return Text(nl=f"{start.nl} → {end.nl}", en=f"{start.en} → {end.en}")


def changes_figures(scenario: Scenario) -> bool:
    """Whether a scenario declares something otherwise that changes what past figures say."""
    parts = {one.part for one in scenario.overrides} | {one.part for one in scenario.add}
    parts |= {one.part for one in scenario.remove}
    return bool(parts & {"data_element", "indicator", "baseline"})


@dataclass
class _Builder:
    assessment: Assessment
    scenario: Scenario | None
    theory: Theory
    changes: tuple[Change, ...]
    organisation: str
    figures: Assessment | None
    mode: SlopeMode | None
    notes: list[Text] = field(default_factory=list)
    grounds: dict[str, Ground] = field(default_factory=dict)
    element_of: dict[str, str] = field(default_factory=dict)
    verdicts: dict[str, str | None] = field(default_factory=dict)

    def build(self) -> WhatIf:
        years = self._years()
        ends = {link.id: self._ends(link) for link in self.theory.file.links}
        measures = {name: self._measure(name, years) for name in self._names(ends)}
        arrows = [self._arrow(link, *ends[link.id]) for link in self.theory.file.links]
        pushes = [push for one in self._interventions for push in self._push(one, years)]
        network = Network(years, measures, tuple(arrows), tuple(pushes))
        self._interrupted(network, ends)
        self._events()
        used = set(network.numbers)
        grounds = {name: one for name, one in self.grounds.items() if name in used}
        return WhatIf(
            self.scenario, self.theory, self.changes, self.organisation, network, grounds, tuple(self.notes),
            self.element_of, self.verdicts, self.grounds,
            self.assessment.as_of,
        )  # fmt: skip

    @property
    def _interventions(self) -> tuple[Intervention, ...]:
        return self.scenario.interventions if self.scenario is not None else ()

    def _years(self) -> tuple[int, ...]:
        starts = [one.start.year for one in self._interventions]
        starts += [day.year for _, day, _ in self._joins_and_stops]
        last = max(self.theory.file.horizons, default=self.assessment.as_of.year)
        first = min([*starts, self.assessment.as_of.year + 1, last])
        return tuple(range(first - 1, last + 1))

    # --- Measures ----------------------------------------------------------------------------------------------

    def _names(self, ends: Mapping[str, tuple[str, str]]) -> list[str]:
        """Measures in the order of the theory: leading indicators or elements, and whatever links or pushes name."""
        named: dict[str, None] = {}
        for element in self.theory.file.elements:
            for name in (*element.indicators, *(() if element.indicators else (element.id,))):
                named.setdefault(name)
                self.element_of.setdefault(name, element.id)
        for target in self.theory.targets:
            named.setdefault(target.indicator)
        for pair in ends.values():
            for name in pair:
                named.setdefault(name)
        for one in self._interventions:
            named.setdefault(self._place_of(one))
        return list(named)

    def _place_of(self, one: Intervention) -> str:
        if one.indicator is not None:
            return one.indicator
        element = self.theory.element_by_id[one.element or ""]
        return element.indicators[0] if element.indicators else element.id

    def _ends(self, link: CausalLink) -> tuple[str, str]:
        """Measures at both ends: the declared indicator, else the first with figures, else the leading one."""
        return self._end(link.start, link.output_indicator), self._end(link.to, link.outcome_indicator)

    def _end(self, element_id: str, chosen: str | None) -> str:
        if chosen is not None:
            self.element_of.setdefault(chosen, element_id)
            return chosen
        indicators = self.theory.element_by_id[element_id].indicators
        with_figures = [name for name in indicators if self.assessment.points.get((name, self.organisation))]
        return next(iter((*with_figures, *indicators)), element_id)

    def _measure(self, name: str, years: tuple[int, ...]) -> Measure:
        indicator = self.theory.indicator_by_id.get(name)
        if indicator is None:
            return Measure(name)
        nature = nature_of(indicator, self.theory.data_element_by_id)
        other = self._anyway(self.figures or self.assessment, self.theory, name, years)
        base = self._anyway(self.assessment, self.assessment.theory, name, years)
        if base is None or self._counted_otherwise(indicator):
            base = (
                other  # a course that only this what-if declares, or what is counted otherwise and not done otherwise
            )
        scale = None if other is None else self._scale(name, indicator, years, other)
        if other is not None and scale is not None:
            other = replace(other, scale=scale)
        return Measure(name, base, None if _same(base, other) else other, nature.lowest, nature.highest)

    def _counted_otherwise(self, indicator: Indicator) -> bool:
        """Whether this what-if computes an indicator in another way, so that its figures cannot be compared."""
        before = self.assessment.theory
        old = before.indicator_by_id.get(indicator.id)
        if self.figures is None or old is None:
            return False
        names = parse(indicator.formula).names
        same = old == indicator and all(
            self.theory.data_element_by_id[name] == before.data_element_by_id.get(name) for name in names
        )
        if not same:
            self._note(say("what_if.counted_otherwise", measure=indicator.title))
        return not same

    def _anyway(self, figures: Assessment, theory: Theory, name: str, years: tuple[int, ...]) -> Anyway | None:
        """What is expected of an indicator: its projection, else its course; known years are as they are."""
        if name not in theory.indicator_by_id:
            return None
        pair = (name, self.organisation)
        outlook = figures.outlooks.get(pair)
        if outlook is not None:
            last = max(figures.theory.file.horizons)
            ahead = dict(zip(range(last - len(outlook.moments) + 1, last + 1), outlook.quantiles, strict=True))
            chosen = choose(theory.indicator_by_id[name], theory.data_element_by_id, figures.points.get(pair, ()))
            known = {point.year: point.value for point in chosen.full}
            earliest = ahead[min(ahead)]
            rows = [
                ahead.get(year, np.full(len(_SCORES), known[year]) if year in known else earliest) for year in years
            ]
            number = f"projection:{self._together.get(name, name)}@{self.organisation}"
            self.grounds.setdefault(number, Ground(number, "projection", name, self._title(name), "figures"))
            return Expected(number, _SCORES, np.array(rows))
        course = next((one for one in theory.courses if (one.indicator, one.organisation) == pair), None)
        return None if course is None else self._growing(course, figures, theory, years)

    def _growing(self, course: Course, figures: Assessment, theory: Theory, years: tuple[int, ...]) -> Anyway | None:
        level, since = course.level, course.level_year
        if level is None or since is None:
            pair = (course.indicator, course.organisation)
            indicator = theory.indicator_by_id[course.indicator]
            chosen = choose(indicator, theory.data_element_by_id, figures.points.get(pair, ()))
            if not chosen.full:
                self.notes.append(say("what_if.course_without_level", course=course.id, indicator=indicator.title))
                return None
            level, since = chosen.full[-1].value, chosen.full[-1].year
        number = f"course:{self._together.get(course.indicator, course.indicator)}@{course.organisation}"
        growth = course.growth.spread
        ground = Ground(number, "course", course.indicator, self._title(course.indicator), course.growth.basis, growth,
                        growth)  # fmt: skip
        self.grounds.setdefault(number, ground)
        return Growing(number, level, course.growth.spread, np.array(years, dtype=float) - since)

    def _title(self, name: str) -> Text:
        indicator = self.theory.indicator_by_id.get(name)
        return indicator.title if indicator is not None else self.theory.element_by_id[name].title

    @cached_property
    def _together(self) -> dict[str, str]:
        """First measure of the steps that a measure belongs to, where what comes out of one goes into the next.

        The years ahead of such steps go together: when more people register than expected, more take part as well.
        """
        first: dict[str, str] = {}
        for link in self.theory.file.links:
            if link.expectation is not None and link.expectation.conversion is not None:
                x, y = self._ends(link)
                old, new = first.get(y, y), first.get(x, x)
                first |= {name: new for name in (*first, x, y) if first.get(name, name) in (old, new)}
        return first

    # --- Organisations that join or stop -------------------------------------------------------------------------

    @cached_property
    def _joins_and_stops(self) -> tuple[tuple[Organisation, date, int], ...]:
        """Organisations below (or equal to) the one asked for that join (1) or stop (-1) in this what-if, and when."""
        before, after = self.assessment.theory.organisations.by_id, self.theory.organisations.by_id
        found: list[tuple[Organisation, date, int]] = []
        for name, one in after.items():
            old = before.get(name)
            if old is None:
                found.append((one, one.since or date(self.assessment.as_of.year + 1, 1, 1), 1))
            elif one.until is not None and one.until != old.until:
                found.append((one, one.until + timedelta(days=1), -1))
        gone = date(self.assessment.as_of.year + 1, 1, 1)
        found += [(one, gone, -1) for name, one in before.items() if name not in after]
        found = [(one, day, sign) for one, day, sign in found if self._belongs(one.id, self.organisation, day)]
        return tuple(found)

    def _scale(self, name: str, indicator: Indicator, years: tuple[int, ...], course: Anyway) -> Array | None:
        """Part of a sum that is left, or comes to it, when organisations stop or join; None where none do.

        Of a count since the start only what would have come later is left out.
        """
        if not self._joins_and_stops:
            return None
        if not adds_up(indicator, self.theory.data_element_by_id):
            return None
        scale = np.ones(len(years))
        running = nature_of(indicator, self.theory.data_element_by_id).never_falls
        path = course.paths(np.zeros(1))[0]
        for one, day, sign in self._joins_and_stops:
            gone = np.array([_part_of_year_from(day, year) for year in years])
            if running:
                by_then = np.interp(_moment(day), np.array(years) + 1.0, path)  # counted at the end of each year
                gone = np.clip(1 - np.divide(by_then, path, out=np.ones_like(path), where=path > 0), 0.0, 1.0)
            share = 1.0 if one.id == self.organisation else self._share(one, self.organisation, name, day)
            scale += sign * share * gone
        return np.maximum(scale, 0.0)

    def _belongs(self, name: str, whole: str, day: date) -> float:
        """Part of an organisation that belongs to a whole on a day: 1 for itself, 0 for one elsewhere."""
        if name == whole:
            return 1.0
        gone = name not in self.theory.organisations.by_id
        tree = (self.assessment.theory if gone else self.theory).organisations
        below = tree.descendants(whole, day)
        return min(1.0, sum(part for one, part in below if one.id == name))

    def _share(self, part: Organisation, whole: str, name: str, day: date) -> float:
        """Part of the sum of a whole that is of an organisation below it; each the same where nobody knows."""
        points = self.assessment.points
        of_whole = {point.period: point.value for point in points.get((name, whole), ())}
        shared = [
            point.value / of_whole[point.period]
            for point in points.get((name, part.id), ())
            if of_whole.get(point.period)
        ]
        if shared:
            return float(shared[-1]) * self._belongs(part.id, whole, day)
        below = self.assessment.theory.organisations.descendants(whole)
        parts = max(sum(other.level == part.level for other, _ in below), 1)
        self._note(say("what_if.share_assumed", organisation=part.title, parts=parts))
        return 1.0 / parts

    def _note(self, text: Text) -> None:
        if text not in self.notes:
            self.notes.append(text)

    # --- Links ---------------------------------------------------------------------------------------------------

    def _arrow(self, link: CausalLink, x: str, y: str) -> Arrow:
        declared = link.expectation
        row = self._verdict(link)
        verdict = self.verdicts[link.id] = str(row["verdict"]) if row is not None else None
        indicators = self.theory.indicator_by_id
        lag = evenly(link.lag.min_years, link.lag.max_years) if link.lag is not None else evenly(*ASSUMED_LAG)
        self.grounds[f"lag:{link.id}"] = Ground(
            f"lag:{link.id}", "lag", link.id, link_title(self.theory, link), "assumption",
            lag, lag, verdict, default=link.lag is None,
        )  # fmt: skip
        if declared is None or declared.mic is not None or link.relation == "proxy":
            return Arrow(link.id, x, y, None, certainly(0.0))
        outcome = indicators.get(y)
        form, prior = slope_of(declared, less_is_better=outcome is not None and outcome.ascending is False)
        used = self._used(link, row, form, prior, outcome)
        if link.relation == "funnel":
            used = Spread(_WIDE, np.clip(used.at(_WIDE), 0.0, 1.0))
        self.grounds[f"slope:{link.id}"] = Ground(
            f"slope:{link.id}", "slope", link.id, link_title(self.theory, link), declared.basis, used, prior, verdict,
            default=declared.low is None,
        )  # fmt: skip
        running = False
        if declared.conversion is not None and x in indicators and y in indicators:
            running = measures_of(link, indicators[x], indicators[y], self.theory.data_element_by_id)[0].running
        before = self._before(link, row, form, outcome)
        half_at = declared.saturation.half_at if declared.saturation is not None else 1.0
        return Arrow(link.id, x, y, form, used, half_at, lag, link.relation == "funnel", running, before)

    def _before(
        self, link: CausalLink, row: Mapping[str, Any] | None, form: Form, outcome: Indicator | None
    ) -> Spread | None:
        """The slope as it is now, where this what-if gives a link another conversion or another curve."""
        old = self.assessment.theory.link_by_id.get(link.id)
        if old is None or old.expectation is None or form not in ("linear", "saturation"):
            return None
        if old.expectation == link.expectation or old.expectation.mic is not None:
            return None
        old_form, prior = slope_of(old.expectation, less_is_better=outcome is not None and outcome.ascending is False)
        if old_form != form:
            return None
        return self._used(old, row, form, prior, outcome)

    def _verdict(self, link: CausalLink) -> Mapping[str, Any] | None:
        verdicts = self.assessment.verdicts
        mine = verdicts[(verdicts["link"] == link.id) & (verdicts["organisation"] == top_of(self.theory))]
        return None if mine.empty else mine.iloc[0]

    def _used(
        self, link: CausalLink, row: Mapping[str, Any] | None, form: Form, prior: Spread, outcome: Indicator | None
    ) -> Spread:
        """The slope by prior, figures or both. Figures are those of all organisations side by side, judged already."""
        mode = self.mode or link.slope
        told = row["evidence"]["T"] if row is not None else None
        before = self.assessment.theory.link_by_id.get(link.id)
        declared = before.expectation if before is not None else None
        if told is None or mode == "prior" or declared is None or declared.mic is not None:
            if link.slope == "data" and self.mode is None:
                self._note(say("what_if.no_figures", link=link.id, title=link_title(self.theory, link)))
            return prior
        if declared != link.expectation and form in ("linear", "saturation"):
            return prior  # figures tell of the conversion as it was
        unit_form, unit = slope_of(declared, less_is_better=outcome is not None and outcome.ascending is False)
        size = unit.quantile(0.5)
        if unit_form != form or size == 0 or (row is not None and row["evidence"]["expectation"] is None):
            return prior
        middle, error, degrees = told["estimate"] * size, abs(told["error"] * size), told["degrees"]
        if not error > 0:
            return prior
        return estimated(middle, error, degrees) if mode == "data" else learned(prior, middle, error, degrees)

    # --- Interventions ---------------------------------------------------------------------------------------------

    def _push(self, one: Intervention, years: tuple[int, ...]) -> Iterator[Push]:
        name = self._place_of(one)
        reach = self._reach(one, name)
        if reach is None:
            return
        active = np.array([_active(one, year) for year in years]) * reach
        last = math.inf if one.end is None else _moment(one.end + timedelta(days=1))
        since = np.array([min(year + 0.5, last) - _moment(one.start) for year in years])
        number = f"size:{one.id}"
        spread = one.size.spread
        self.grounds[number] = Ground(number, "size", one.id, one.title, one.size.basis, spread, spread)
        yield Push(one.id, name, one.how, spread, active, since)  # type: ignore[arg-type]

    def _reach(self, one: Intervention, name: str) -> float | None:
        """Which part of it the organisation asked for gets; None for nothing.

        Where it happens at a part of that organisation, only what adds up is carried to the whole. So many extra for a
        whole (no organisation named: the top) is divided over its parts.
        """
        tree = self.theory.organisations
        where = one.organisation or top_of(self.theory)
        if where == self.organisation:
            return 1.0
        indicator = self.theory.indicator_by_id.get(name)
        sums = indicator is None or adds_up(indicator, self.theory.data_element_by_id)
        if any(other.id == self.organisation for other, _ in tree.descendants(where)):
            divided = one.how == "extra" and indicator is not None and sums
            return self._share(tree.by_id[self.organisation], where, name, one.start) if divided else 1.0
        belongs = self._belongs(where, self.organisation, one.start)
        if not belongs:
            return None
        if not sums or one.how == "growth":
            code = "what_if.growth_of_a_part" if sums else "what_if.part_does_not_add_up"
            title = tree.by_id[where].title
            self._note(say(code, intervention=one.title, organisation=title, measure=self._title(name)))
            return None
        return belongs if one.how == "extra" else self._share(tree.by_id[where], self.organisation, name, one.start)

    def _events(self) -> None:
        """Say what is declared to happen that no projection knows of."""
        last = date(max(self.theory.file.horizons, default=self.assessment.as_of.year), 12, 31)
        for event in self.theory.file.events:
            if self.scenario is not None and self.assessment.as_of < event.day <= last:
                self._note(say("what_if.event", title=event.title, day=event.day))

    # --- Notes -----------------------------------------------------------------------------------------------------

    def _interrupted(self, network: Network, ends: Mapping[str, tuple[str, str]]) -> None:
        """Say where a change stops: no expectation, no level, or another indicator from there on."""
        told = {link.id: link_title(self.theory, link) for link in self.theory.file.links}
        for arrow, obstacle in network.plan.stopped:
            link = self.theory.link_by_id[arrow.name]
            declared = link.expectation
            why = "proxy" if link.relation == "proxy" else "mic" if declared and declared.mic is not None else obstacle
            self._note(say(f"what_if.stopped.{why}", link=arrow.name, title=told[arrow.name]))
        for name, obstacle in network.plan.untold.items():
            self._note(say(f"what_if.untold.{obstacle}", measure=self._title(name)))
        touched = set(network.plan.kinds)
        reached = {self.element_of.get(name): name for name in touched}
        for link in self.theory.file.links:
            x = ends[link.id][0]
            if x not in touched and link.start in reached:
                self._note(
                    say("what_if.other_measure", link=link.id, title=told[link.id],
                        moved=self._title(reached[link.start]), asked=self._title(x))
                )  # fmt: skip


def slope_of(declared: Expectation, *, less_is_better: bool = False) -> tuple[Form, Spread]:
    """How a declared expectation enters the numbers: its form and its slope.

    Without ``low`` and ``high`` the slope lies between nothing and twice as much in 90 of 100 cases.
    """
    value = declared.value
    low, high = (declared.low, declared.high) if declared.low is not None else (0.0, 2 * value)
    assert high is not None
    assert low is not None
    if declared.target is not None and declared.low is None:
        start = declared.target.start
        low, high = start, 2 * value - start
    low, high = min(low, high), max(low, high)
    spread = Spread(np.array([-Z90, 0.0, Z90]), np.array([low, value, high]))
    if declared.target is not None:
        moved = Spread(spread.scores, spread.values - declared.target.start)
        return "per_log", moved.times(1 / math.log(declared.target.when_output))
    if declared.saturation is not None:
        return "saturation", spread
    sign = -1.0 if less_is_better else 1.0
    if declared.elasticity is not None:
        return "elasticity", spread.times(sign)
    if declared.per_doubling is not None:
        return "per_log", spread.times(sign / math.log(2))
    return "linear", spread.times(sign)


def _same(base: Anyway | None, other: Anyway | None) -> bool:
    if base is None or other is None:
        return base is other or base is None
    if type(base) is not type(other):
        return False
    return all(np.array_equal(one, two) if isinstance(one, np.ndarray) else _equal(one, two)
               for one, two in zip(vars(base).values(), vars(other).values(), strict=True))  # fmt: skip


def _equal(one: object, two: object) -> bool:
    if isinstance(one, Spread) and isinstance(two, Spread):
        return np.array_equal(one.values, two.values) and np.array_equal(one.scores, two.scores)
    return bool(one is two or (not isinstance(two, np.ndarray) and one == two))


def _moment(day: date) -> float:
    """A day as a moment in years: 2026-07-01 is 2026.5."""
    return day.year + (day.month - 1) / 12 + (day.day - 1) / calendar.monthrange(day.year, day.month)[1] / 12


def _active(one: Intervention, year: int) -> float:
    """Part of a year and of its full force that an intervention works: the mean over the year, by parts of a month."""
    start = _moment(one.start)
    end = math.inf if one.end is None else _moment(one.end) + 1 / 365.25
    moments = year + (np.arange(480) + 0.5) / 480
    built = np.ones_like(moments) if not one.build_up else np.clip((moments - start) * 12 / one.build_up, 0.0, 1.0)
    return float(np.mean(np.where((moments >= start) & (moments < end), built, 0.0)))


def _part_of_year_from(day: date, year: int) -> float:
    return float(np.clip(year + 1 - _moment(day), 0.0, 1.0))
