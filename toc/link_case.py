"""The figures by which one link of one organisation is judged: organisations side by side, or its own series."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from toc.declared import Text
from toc.formula import parse
from toc.growth import Rise, outputs_that_rose
from toc.indicator import DataElement, Indicator
from toc.linking.panel import Declared, Panel
from toc.linking.surveys import LEAST_RESPONDENTS
from toc.linking.verdict import Facts, tier
from toc.pairing import (
    MANY_ZEROS,
    Anyway,
    Expected,
    Measure,
    Pair,
    Parts,
    Scale,
    Side,
    anyway_of,
    lags_of,
    measures_of,
    pair,
    side_of,
    upright,
    yearly,
)
from toc.result_chain import CausalLink, ChainElement
from toc.series import Point

ENOUGH = ("P2", "P3", "D")
"""Tiers of organisations side by side that can be judged."""

LONG = 4
"""Moments from which a single series says something of how large shocks are, and others may learn from it."""


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


def standing_for_parts(programme: Programme) -> Programme:
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


def with_respondents(programme: Programme) -> Programme:
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


# --- What a link is judged by -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
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


_NOTHING = np.zeros(0)


class Bench:
    """Builds cases; every end of a link is taken from the points once."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self._sides: dict[tuple[str, Scale, bool, bool, tuple[str, ...]], Side] = {}
        self._measures: dict[tuple[str, str, str], tuple[Measure, Measure]] = {}

    def case(self, link: CausalLink, organisation: str) -> Case:
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
    ) -> Case:
        x, y = (self._years_of(name, (organisation,)) for name in (x_name, y_name))
        if not x and not y:  # then what its parts measured tells which end is missing
            x, y = (self._years_of(name, pool) for name in (x_name, y_name))
        facts = Facts(x, y)
        if x and y:  # both measured, though not by organisations that can be laid side by side
            facts = Facts((), ())
        return Case(link, organisation, x_name, y_name, None, None, _no_panel(), facts, None, None, None)

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

    def _side_by_side(self, link: CausalLink, organisation: str, x_name: str, y_name: str, parts: Parts) -> Case | None:
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
        return Case(link, organisation, x_name, y_name, x, y, panel, facts, expected, anyway, parts, obstacle)

    def _all_points(self, side: Side) -> tuple[Point, ...]:
        points = self.programme.points
        return tuple(one for name in side.organisations for one in points.get((side.name, name), ()))

    def _alone(self, link: CausalLink, organisation: str, x_name: str, y_name: str) -> Case:
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
        return Case(link, organisation, x_name, y_name, x, y, panel, facts, expected, anyway, None, obstacle)


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
