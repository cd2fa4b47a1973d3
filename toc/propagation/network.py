"""A chain of measures as numbers: what is expected anyway, what is pushed, and how a change goes on along arrows.

Of a measure without a level only the change can be told: as a factor of what it would be otherwise (``relative``) or
in its own unit (``points``). ``plan`` settles beforehand which measures a change reaches, in which of these ways, and
where it stops and why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from toc.propagation.spread import Array, Spread, straight_rows

Form = Literal["elasticity", "per_log", "linear", "saturation"]
Kind = Literal["level", "relative", "points"]
Obstacle = Literal["no_level", "no_factor", "mixed", "not_expected", "growth_without_level", "loop"]


@dataclass(frozen=True)
class Expected:
    """Distribution of a level in each year, whose years go together: high in one is high in all."""

    name: str
    """Name of the number that decides how high."""

    scores: Array
    """Shape (points,)."""

    values: Array
    """Value of each year at each score; shape (years, points)."""

    scale: Array | None = None
    """Part of it that is there in each year, shape (years,); None for all of it."""

    def paths(self, score: Array) -> Array:
        """Shape (draws, years)."""
        found = straight_rows(
            self.scores, self.values, score
        ).T  # years apart in memory, so that all goes by whole years
        return found if self.scale is None else found * self.scale


@dataclass(frozen=True)
class Growing:
    """A level that grows by the same part every year; the part is not known exactly."""

    name: str
    level: float
    growth: Spread
    """Change per year in percent."""

    years_since: Array
    """Years since the level was measured, shape (years,)."""

    scale: Array | None = None

    def paths(self, score: Array) -> Array:
        """Shape (draws, years)."""
        rate = np.maximum(1 + self.growth.at(score) / 100, 0.0)
        found = (self.level * rate ** np.maximum(self.years_since, 0.0)[:, None]).T
        return found if self.scale is None else found * self.scale


Course = Expected | Growing


@dataclass(frozen=True)
class Measure:
    """One quantity of the chain."""

    name: str
    base: Course | None = None
    """What is expected anyway; None where nobody knows its level."""

    other: Course | None = None
    """What is expected instead in this what-if, before anything else; None for the same."""

    lowest: float = -np.inf
    highest: float = np.inf


@dataclass(frozen=True)
class Arrow:
    """How a change of one measure goes on to another."""

    name: str
    start: str
    end: str
    form: Form | None
    """``elasticity`` (percent per percent), ``per_log`` (units per 1 of the logarithm), ``linear`` (units per unit),
    ``saturation`` (``slope * x / (x + half_at)``) or None where nothing is expected of it."""

    slope: Spread
    half_at: float = 1.0
    lag: Spread = field(default_factory=lambda: Spread(np.zeros(1), np.zeros(1)))
    """Years that it takes."""

    funnel: bool = False
    """Whether no more can come out than goes in."""

    running: bool = False
    """Whether the outcome goes by everything put in so far."""

    before: Spread | None = None
    """Slope as it is now, where this what-if makes it another one (``linear`` and ``saturation``): then more or less
    comes out of what goes in anyway, too."""


@dataclass(frozen=True)
class Push:
    """A change from outside."""

    name: str
    measure: str
    how: Literal["factor", "extra", "growth"]
    size: Spread
    active: Array
    """Part of each year and of its full force that it works, 0 to 1; shape (years,)."""

    since: Array
    """Years that it has worked by the middle of each year, below 0 before its start and no more after its end; shape
    (years,)."""


@dataclass(frozen=True)
class Network:
    """Measures, arrows and pushes of one organisation in one what-if."""

    years: tuple[int, ...]
    """Years of all arrays, one after another; in the first nothing has changed yet."""

    measures: Mapping[str, Measure]
    arrows: Sequence[Arrow]
    pushes: Sequence[Push] = ()

    @cached_property
    def plan(self) -> Plan:
        """Where the pushes go."""
        return plan(self)

    @cached_property
    def numbers(self) -> dict[str, Spread | None]:
        """Uncertain numbers by name that the touched part rests on: pushes, slopes, lags; None for courses."""
        found: dict[str, Spread | None] = {}
        for push in self.pushes:
            if not push.size.certain:
                found[f"size:{push.name}"] = push.size
        for arrows in self.plan.into.values():
            for arrow in arrows:
                if not (arrow.slope.certain and (arrow.before is None or arrow.before.certain)):
                    found[f"slope:{arrow.name}"] = arrow.slope
                if not arrow.lag.certain:
                    found[f"lag:{arrow.name}"] = arrow.lag
        for name in self.plan.needed:
            measure = self.measures[name]
            for course in (measure.base, measure.other):
                if course is not None and not (isinstance(course, Growing) and course.growth.certain):
                    found[course.name] = None
        return found


@dataclass(frozen=True)
class Plan:
    """Which measures a change reaches, and by which arrows."""

    order: tuple[str, ...]
    """Touched measures, each after those it depends on."""

    kinds: Mapping[str, Kind]
    into: Mapping[str, tuple[Arrow, ...]]
    """Arrows that pass a change on, by the measure they end at."""

    funnels: Mapping[str, tuple[Arrow, ...]]
    """Arrows that bound a measure by what goes in, whether that is touched or not, by the measure they end at."""

    stopped: tuple[tuple[Arrow, Obstacle], ...]
    """Arrows from touched measures that pass nothing on, and why."""

    untold: Mapping[str, Obstacle]
    """Measures that are touched but of which the change cannot be told, and why."""

    @property
    def needed(self) -> tuple[str, ...]:
        """Measures whose level enters: the touched ones, and those that a changed slope takes from."""
        both = (*self.into.values(), *self.funnels.values())
        starts = (arrow.start for arrows in both for arrow in arrows)
        return tuple(dict.fromkeys((*self.order, *starts)))

    def behind(self, measure: str) -> Iterator[str]:
        """Measures that a measure depends on, itself first, each once."""
        waiting, seen = [measure], set[str]()
        while waiting:
            name = waiting.pop(0)
            if name not in seen:
                seen.add(name)
                yield name
                waiting += [arrow.start for arrow in self.into.get(name, ())]


def plan(network: Network) -> Plan:
    """Settle where the pushes of a network go."""
    kinds: dict[str, Kind] = {}
    into: dict[str, tuple[Arrow, ...]] = {}
    stopped: list[tuple[Arrow, Obstacle]] = []
    untold: dict[str, Obstacle] = {}
    order, loose = _in_order(network)
    touched = {push.measure for push in network.pushes} | {arrow.end for arrow in network.arrows if arrow.before}
    touched |= {name for name, measure in network.measures.items() if measure.other is not None}
    for _ in loose:
        touched |= {arrow.end for arrow in network.arrows if arrow.start in touched}
    for name in loose:
        if name in touched:
            untold[name] = "loop"
    for name in order:
        measure = network.measures[name]
        reaching = [one for one in network.arrows if one.end == name and (one.start in kinds or one.before is not None)]
        passing = []
        for arrow in reaching:
            known = network.measures[arrow.start].base is not None
            obstacle = _obstacle(arrow, kinds.get(arrow.start, "level" if known else "relative"))
            if obstacle is None:
                passing.append(arrow)
            else:
                stopped.append((arrow, obstacle))
        pushes = [push for push in network.pushes if push.measure == name]
        if not passing and not pushes and measure.other is None:
            continue
        kind, why = _kind(measure, passing, pushes)
        if kind is not None:
            kinds[name], into[name] = kind, tuple(passing)
        elif why is not None:
            untold[name] = why
            stopped += [(arrow, why) for arrow in network.arrows if arrow.start == name]
    funnels = {name: _funnels(network, name) if kind == "level" else () for name, kind in kinds.items()}
    return Plan(tuple(name for name in order if name in kinds), kinds, into, funnels, tuple(stopped), untold)


def _funnels(network: Network, name: str) -> tuple[Arrow, ...]:
    """Arrows out of which no more can come than goes in; what runs up over the years is of another kind."""
    mine = (one for one in network.arrows if one.end == name and one.funnel and not one.running)
    return tuple(one for one in mine if network.measures[one.start].base is not None)


def _obstacle(arrow: Arrow, kind: Kind) -> Obstacle | None:
    if arrow.form is None:
        return "not_expected"
    if arrow.form in ("elasticity", "per_log"):
        return "no_factor" if kind == "points" else None
    if arrow.form == "linear":
        return "no_level" if kind == "relative" else None
    return None if kind == "level" else "no_level"


def _kind(measure: Measure, passing: Sequence[Arrow], pushes: Sequence[Push]) -> tuple[Kind | None, Obstacle | None]:
    """In which way the change of a measure can be told, or why it cannot."""
    if measure.base is not None:
        return "level", None
    if any(push.how == "growth" for push in pushes):
        return None, "growth_without_level"
    factors = any(arrow.form == "elasticity" for arrow in passing) or any(push.how == "factor" for push in pushes)
    units = any(arrow.form != "elasticity" for arrow in passing) or any(push.how != "factor" for push in pushes)
    if factors and units:
        return None, "mixed"
    return ("relative" if factors else "points"), None


def _in_order(network: Network) -> tuple[list[str], list[str]]:
    """Measures after those that arrows lead from, in the order in which they are declared; and those in a loop."""
    waiting = list(network.measures)
    before = {name: {arrow.start for arrow in network.arrows if arrow.end == name} for name in waiting}
    order: list[str] = []
    done: set[str] = set()
    while waiting:
        ready = [name for name in waiting if before[name] <= done]
        if not ready:
            return order, waiting
        order += ready
        done |= set(ready)
        waiting = [name for name in waiting if name not in done]
    return order, []
