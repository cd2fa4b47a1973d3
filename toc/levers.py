"""What would it take to reach a target: one lever at a time, turned until the chance is as wanted.

A lever is the pace of the indicator itself, anything upstream in the chain (as a factor of what it would be otherwise),
or the conversion of a link on the way. Every answer can be inverted: a scenario with that lever gives that chance.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

import numpy as np

from toc.assessment import Assessment
from toc.comparison import NEVER_MEASURED, basis_of, obstacle_of, reached, title_of
from toc.course import Lever
from toc.declared import Text
from toc.errors import Finding, FindingsError, Severity, did_you_mean
from toc.indicator import Band, Indicator
from toc.propagation.flow import flow
from toc.propagation.network import Arrow, Network, Push
from toc.propagation.spread import Array, certainly, scores_of
from toc.prospect import LIKELY
from toc.scenario import Scenario
from toc.target import Target
from toc.theory import Theory
from toc.what_if import WhatIf, link_title, what_if
from toc.words import say

CHANCES = (0.5, LIKELY, 0.9)
"""As likely as not, likely, and very likely (Mastrandrea et al. 2010)."""

DRAWS = 10_000
GROWTH_TRIED = (-50.0, 100.0)
"""Paces that are tried, in percent a year."""

FACTORS_TRIED = (0.5, 2.0)
"""Factors that are tried where nobody declared how far a lever can be turned."""

PLACES = 13
HALVINGS = 14

Kind = Literal["pace", "factor", "conversion"]


@dataclass(frozen=True)
class Turned:
    """What one lever can do by itself."""

    kind: Kind
    id: str
    """Indicator, element or link that is turned."""

    title: Text
    indicator: bool
    """Whether that is an indicator."""

    status: Literal["reachable", "not_alone", "already", "cannot_tell"]
    now: float
    """As it is: percent a year, 1 for a factor, or the conversion."""

    least: float
    most: float
    """How far it is turned."""

    declared: bool
    """Whether somebody said how far it can be turned."""

    needed: tuple[float, ...]
    """Where it must stand for each of ``CHANCES``; NaN where it cannot be reached by this lever alone."""

    chance_at_most: float
    """Best chance that it can give."""

    best: float
    """Where it stands then."""

    reason: Text
    untested: tuple[str, ...] = ()
    """Links on the way that were never measured."""

    links: tuple[str, ...] = ()
    """All links on the way."""


@dataclass(frozen=True)
class Reach:
    """What it would take to reach one target."""

    target: Target
    indicator: Indicator
    goal: float
    chance: float
    """Chance as it goes now (or in the scenario that was asked for); NaN where it cannot be told."""

    obstacle: Text | None
    """Why nothing can be told."""

    levers: tuple[Turned, ...]
    start: date
    """First day on which a lever is turned."""

    scenario: Scenario | None = None
    assessment: Assessment | None = None
    """What is known."""

    base: str = "none"
    """What the level rests on: ``projection``, ``course`` or ``none``."""


def reach(
    assessment: Assessment,
    target_id: str,
    *,
    scenario: Scenario | None = None,
    start: date | None = None,
    told: Callable[[float], None] | None = None,
) -> Reach:
    """Turn every lever of a target by itself until the chance of reaching it is as wanted.

    Args:
        assessment: what is known.
        target_id: which target.
        scenario: what is taken to be done besides.
        start: first day of the change; the default is the first of January after what is known.
        told: is given the part that is done.

    Raises:
        FindingsError: there is no such target, or the scenario does not fit.
    """
    target = _target(assessment.theory, target_id)
    whose = target.organisation
    first = start or date(assessment.as_of.year + 1, 1, 1)
    as_is = what_if(assessment, scenario, whose)
    target = as_is.theory.target_by_id.get(target_id, target)
    theory, goal = as_is.theory, target.known_on(assessment.as_of).goals[-1]
    indicator = theory.indicator_by_id[target.indicator]
    obstacle = obstacle_of(assessment, as_is, target, goal)
    if obstacle is not None:
        return Reach(target, indicator, goal.value, math.nan, obstacle, (), first, scenario, assessment)
    as_is = _from(as_is, first, target)
    bench = _Bench(as_is, target, goal.value, indicator, assessment.seed, first)
    tried = list(_levers(as_is, target.indicator))
    levers = []
    for number, (kind, name) in enumerate(tried):
        levers.append(bench.turn(kind, name))
        if told is not None:
            told((number + 1) / len(tried))
    return Reach(target, indicator, goal.value, bench.now, None, tuple(levers), first, scenario, assessment,
                 basis_of(as_is.network.measures[target.indicator].base))  # fmt: skip


def _target(theory: Theory, name: str) -> Target:
    if name in theory.target_by_id:
        return theory.target_by_id[name]
    near = did_you_mean(name, theory.target_by_id)
    code = "reach.no_target_near" if near else "reach.no_target"
    message = say(code, name=name, near=near, known=sorted(theory.target_by_id))
    raise FindingsError([Finding("reach.no_target", Severity.ERROR, message)])


def _from(one: WhatIf, first: date, target: Target) -> WhatIf:
    """The same with years from the one before the lever is turned."""
    years = one.network.years
    if first.year - 1 < years[0]:
        message = say("reach.too_early", day=first, first=years[0] + 1)
        raise FindingsError([Finding("reach.too_early", Severity.ERROR, message)])
    if first.year > target.year:
        message = say("reach.too_late", day=first, year=target.year)
        raise FindingsError([Finding("reach.too_late", Severity.ERROR, message)])
    return one


def _levers(one: WhatIf, indicator: str) -> Iterator[tuple[Kind, str]]:
    """The pace of the indicator, everything upstream with a passable way down, conversions on that way.

    What the scenario turns already is left out: its own size stands in the scenario.
    """
    turned = {push.measure for push in one.network.pushes}
    overridden = {o.id for o in one.scenario.overrides if o.part == "link"} if one.scenario is not None else set()
    if indicator not in turned:
        yield "pace", indicator
    arrows = [arrow for arrow in one.network.arrows if arrow.form is not None]
    waiting, seen = [indicator], {indicator}
    upstream: list[str] = []
    conversions: list[str] = []
    while waiting:
        name = waiting.pop(0)
        for arrow in arrows:
            if arrow.end != name:
                continue
            if arrow.form == "linear" and one.network.measures[arrow.start].base is not None:
                conversions.append(arrow.name)
            if arrow.start not in seen:
                seen.add(arrow.start)
                upstream.append(arrow.start)
                waiting.append(arrow.start)
    yield from (("conversion", name) for name in conversions if name not in overridden)
    yield from (("factor", name) for name in upstream if name not in turned)


@dataclass
class _Bench:
    one: WhatIf
    target: Target
    goal: float
    indicator: Indicator
    seed: int
    start: date

    def __post_init__(self) -> None:
        self.column = self.one.network.years.index(self.target.year)
        self.now = self._chance(self.one.network)

    def _chance(self, network: Network) -> float:
        name = self.target.indicator
        scores = scores_of(network.numbers, DRAWS, self.seed)
        states = flow(network, scores)
        if name in states:
            values = states[name].value[:, self.column]
        else:
            base = network.measures[name].base
            assert base is not None
            values = base.paths(scores_of([base.name], DRAWS, self.seed)[base.name])[:, self.column]
        return float(np.mean(reached(self.indicator, self.goal, values)))

    def turn(self, kind: Kind, name: str) -> Turned:
        """What one lever does."""
        now, least, most, declared = self._range(kind, name)
        network = self._turned(kind, name, now)
        links = self._links(network)
        untested = tuple(one for one in links if self.one.verdicts.get(one) in NEVER_MEASURED)
        title, measured = self._title(kind, name), name in self.one.theory.indicator_by_id
        if self.target.indicator not in network.plan.kinds:
            stops = [arrow.name for arrow, _ in network.plan.stopped]
            reason = say("reach.no_way", links=stops) if stops else say("reach.no_way_at_all")
            nowhere = (math.nan,) * len(CHANCES)
            return Turned(kind, name, title, measured, "cannot_tell", now, least, most, declared, nowhere, math.nan,
                          math.nan, reason)  # fmt: skip
        places = _places(kind, now, least, most)
        if self.indicator.band is not None:
            places = np.union1d(places, self._into(self.indicator.band, kind, name, places))
        chances = np.array([self._chance(self._turned(kind, name, place)) for place in places])
        best = int(np.argmax(chances))
        needed = tuple(self._needed(kind, name, now, places, chances, wanted) for wanted in CHANCES)
        likely = needed[CHANCES.index(LIKELY)]
        status: Literal["reachable", "not_alone", "already"] = (
            "already" if self.now >= LIKELY else "not_alone" if math.isnan(likely) else "reachable"
        )
        highest, place = float(chances[best]), float(places[best])
        reason = self._reason(status, kind, title, needed, now, place, highest)
        return Turned(kind, name, title, measured, status, now, least, most, declared, needed, highest, place, reason,
                      untested, links)  # fmt: skip

    def _range(self, kind: Kind, name: str) -> tuple[float, float, float, bool]:
        """Where a lever stands, how far it can be turned, and whether somebody said so."""
        if kind == "pace":
            return self._pace(), *GROWTH_TRIED, False
        lever = self._lever(kind, name)
        if kind == "factor":
            return (1.0, lever.least, lever.most, True) if lever else (1.0, *FACTORS_TRIED, False)
        arrow = self._arrow(name)
        now = abs(arrow.slope.quantile(0.5))
        if lever is not None:
            return now, lever.least, min(lever.most, 1.0) if arrow.funnel else lever.most, True
        return now, 0.0, 1.0 if arrow.funnel else FACTORS_TRIED[1] * now, arrow.funnel

    def _lever(self, kind: Kind, name: str) -> Lever | None:
        theory = self.one.theory
        elements = [one.id for one in theory.file.elements if name in one.indicators[:1]]
        places = {name} if kind == "conversion" else {name, *elements}
        return next((one for one in theory.levers if one.place in places), None)

    def _pace(self) -> float:
        """Growth per year that is expected: from the year before to the target year, in the middle."""
        base = self.one.network.measures[self.target.indicator].base
        assert base is not None
        path = base.paths(np.zeros(1))[0]
        first = self.one.network.years.index(self.start.year) - 1
        years = self.column - first
        if years <= 0 or path[first] <= 0 or path[self.column] <= 0:
            return math.nan
        return float(100 * ((path[self.column] / path[first]) ** (1 / years) - 1))

    def _arrow(self, name: str) -> Arrow:
        return next(arrow for arrow in self.one.network.arrows if arrow.name == name)

    def _turned(self, kind: Kind, name: str, place: float) -> Network:
        network = self.one.network
        if kind == "conversion":
            return _with_conversion(network, self._arrow(name), place)
        years = network.years
        start = self.start.year + (self.start.month - 1) / 12
        active = np.clip(np.array([year + 1 - start for year in years]), 0.0, 1.0)
        since = np.array([year + 0.5 - start for year in years])
        how: Literal["growth", "factor"] = "growth" if kind == "pace" else "factor"
        size = place if not math.isnan(place) else 0.0
        push = Push(f"lever:{name}", name, how, certainly(size), active, since)
        return replace(network, pushes=(*network.pushes, push))

    def _needed(self, kind: Kind, name: str, now: float, places: Array, chances: Array, wanted: float) -> float:
        """Nearest place to where it stands at which the chance is as wanted, by halving; NaN where there is none."""
        if self.now >= wanted:
            return now
        order = np.argsort(np.abs(places - now), kind="stable")
        for at in order:
            if chances[at] < wanted:
                continue
            toward = at - 1 if places[at] > now else at + 1
            inside = 0 <= toward < len(places) and (places[toward] - now) * (places[at] - now) >= 0
            near = places[toward] if inside else np.clip(now, places[0], places[-1])
            low, high = float(near), float(places[at])
            for _ in range(HALVINGS):
                middle = (low + high) / 2
                if self._chance(self._turned(kind, name, middle)) >= wanted:
                    high = middle
                else:
                    low = middle
            return high
        return math.nan

    def _into(self, band: Band, kind: Kind, name: str, places: Array) -> Array:
        """Where the middle of the years ahead comes to the edges and the middle of a band, between places tried."""
        fine = np.interp(np.linspace(0, len(places) - 1, 8 * len(places)), np.arange(len(places)), places)
        states = [flow(self._turned(kind, name, place), {}) for place in fine]
        values = np.array([state[self.target.indicator].value[0, self.column] for state in states])
        order = np.argsort(values, kind="stable")
        return np.interp([band.low, (band.low + band.high) / 2, band.high], values[order], fine[order])

    def _links(self, network: Network) -> tuple[str, ...]:
        """Links on the way, in the order of the network."""
        measures = set(network.plan.behind(self.target.indicator))
        there = {arrow.name for m in measures for arrow in network.plan.into.get(m, ())}
        return tuple(dict.fromkeys(arrow.name for arrow in network.arrows if arrow.name in there))

    def _title(self, kind: Kind, name: str) -> Text:
        if kind != "conversion":
            return title_of(self.one.theory, name)
        return link_title(self.one.theory, self.one.theory.link_by_id[name])

    def _reason(
        self, status: str, kind: Kind, title: Text, needed: Sequence[float], now: float, best: float, chance: float
    ) -> Text:
        facts: dict[str, Any] = {"title": title, "year": self.target.year, "chance": chance}
        if status == "already":
            return say("reach.already", chance=self.now, year=self.target.year)
        if status == "not_alone":
            return say(f"reach.not_alone.{kind}", best=_written(kind, best), **facts)
        as_it_is = say("reach.place.as_it_is")
        even, likely, sure = (as_it_is if one == now else _written(kind, one) for one in needed)
        return say(f"reach.reachable.{kind}", now=_written(kind, now), even=even, likely=likely, sure=sure, **facts)


def as_scenario(found: Reach, turned: Turned, chance: float) -> Scenario:
    """The scenario in which one lever stands where the chance is as wanted; ``toc compare`` gives that chance.

    Args:
        found: what it would take.
        turned: one of its levers.
        chance: one of ``CHANCES``.

    Raises:
        FindingsError: this lever alone cannot give that chance.
    """
    place = turned.needed[CHANCES.index(chance)]
    if math.isnan(place):
        message = say("reach.cannot_save", title=turned.title)
        raise FindingsError([Finding("reach.cannot_save", Severity.ERROR, message)])
    certain = {"likely": place, "low": place, "high": place, "basis": "assumption"}
    name = re.sub(r"[^a-z0-9]+", "-", f"reach-{found.target.id}-{turned.kind}-{turned.id}".lower()).strip("-")
    written: dict[str, Any] = {
        "id": name, "title": say("reach.scenario", target=found.target.id, title=turned.title).model_dump(),
        "rationale": say("reach.rationale", target=found.target.id, chance=chance, year=found.target.year).model_dump(),
    }  # fmt: skip
    if turned.kind == "conversion":
        value = {"conversion": place, "low": place, "high": place}
        written["overrides"] = [{"part": "link", "id": turned.id, "field": "expectation", "value": value}]
    else:
        kind = "indicator" if turned.indicator else "element"
        how = "growth" if turned.kind == "pace" else "factor"
        written["interventions"] = [
            {"id": "lever", "title": turned.title.model_dump(), kind: turned.id, "start": found.start.isoformat(),
             how: certain}
        ]  # fmt: skip
    if found.scenario is not None:
        written["combines"] = [found.scenario.id]
    return Scenario.model_validate(written)


def _places(kind: Kind, now: float, least: float, most: float) -> Array:
    """Places that are tried: evenly for paces and conversions, in equal steps of proportion for factors."""
    spaced = np.geomspace if kind == "factor" and least > 0 else np.linspace
    places = spaced(least, most, PLACES)
    return np.unique(np.append(places, now)) if least <= now <= most else places


def _with_conversion(network: Network, arrow: Arrow, place: float) -> Network:
    """A network in which one link converts more, or less, from the second year on."""
    turn = -1.0 if arrow.slope.quantile(0.5) < 0 else 1.0
    before = arrow.before or arrow.slope
    changed = replace(arrow, slope=certainly(turn * place), before=before)
    return replace(network, arrows=tuple(changed if one is arrow else one for one in network.arrows))


def _written(kind: Kind, place: float) -> Text:
    if math.isnan(place):
        return say("reach.out_of_reach")
    if kind == "pace":
        return say("reach.place.pace", value=place)
    return say(f"reach.place.{kind}", value=place)
