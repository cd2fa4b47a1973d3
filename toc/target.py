"""Baselines and targets: a value, a date, an owner, and what exactly it counts."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Self

from pydantic import Field, model_validator

from toc.declared import Declared, Number, Text
from toc.period import LastDay, Period, PeriodLabel
from toc.provenance import SourceRef


class Basis(StrEnum):
    """What a target counts. Only a figure with the same basis may be held against it."""

    GROSS = "gross"
    NET_EXTRA = "net_extra"
    ANNUAL = "annual"
    CUMULATIVE = "cumulative"
    MEAN_PER_YEAR = "mean_per_year"


class Path(StrEnum):
    """How one gets from baseline to target."""

    LINEAR = "linear"
    CONSTANT_GROWTH = "constant_growth"
    STEPS = "steps"
    S_CURVE = "s_curve"


class Baseline(Declared):
    """The value that progress is counted from."""

    id: str
    """Name of this baseline."""

    indicator: str
    """Indicator it belongs to."""

    organisation: str
    """Organisation it holds for."""

    period: PeriodLabel
    """When it was measured."""

    value: Number
    """Value, in the indicator's unit."""

    basis: Basis
    """What it counts."""

    owner: str
    """Who set or measured it."""

    source: SourceRef
    """Where it is printed."""

    note: Text | None = None
    """What a reader should know."""


class Step(Declared):
    """What should be reached on the way, by the end of a year."""

    year: int = Field(ge=1900, le=2200)
    """Year at the end of which it is due."""

    value: Number
    """Value, in the indicator's unit."""


class TargetVersion(Declared):
    """An earlier or later value of a target. Versions are only added, never changed."""

    value: Number
    """Value, in the indicator's unit."""

    set_on: LastDay
    """When it was set."""

    reason: Text
    """Why it changed."""

    steps: tuple[Step, ...] = ()
    """With `path: steps`: the steps towards this value. Without them, every earlier step stays the same part of
    the way."""

    source: SourceRef | None = None
    """Where that is written."""


@dataclass(frozen=True)
class Goal:
    """What a target asks for, as first set or as it stands."""

    value: float
    """Value, in the indicator's unit."""

    steps: tuple[Step, ...]
    """Steps of a path; after a later version without steps of its own, those of the first."""

    steps_lead_to: float
    """Value that these steps lead to."""


def can_grow(start: float, goal: float) -> bool:
    """Whether constant growth goes from the one to the other: both above zero, or both below."""
    return start * goal > 0 and start != goal


class Target(Declared):
    """What should be reached, by when, counted how, and according to whom."""

    id: str
    """Name of this target."""

    indicator: str
    """Indicator it is set for."""

    organisation: str
    """Organisation it holds for."""

    year: int = Field(ge=1900, le=2200)
    """Year in which it should be reached (the last year, for a mean over years)."""

    value: Number
    """Value as first set, in the indicator's unit."""

    basis: Basis
    """`gross`, `net_extra` (above a baseline), `annual`, `cumulative` or `mean_per_year`."""

    above: Text | None = None
    """With `net_extra`: the baseline above which is counted."""

    above_baseline: str | None = None
    """With `net_extra`: id of that baseline, when its value is known. Only a figure that counts above the same
    baseline may be held against the target."""

    owner: str
    """Who set it. Targets of different owners stand side by side and are never merged."""

    source: SourceRef
    """Where it is printed."""

    baseline: str | None = None
    """Id of the baseline that progress is counted from. What is extra above a baseline that counts everything is
    counted from 0 at that baseline."""

    path: Path | None = None
    """Road from baseline to target; without it, no status is read before the target year. With u the part of the time
    that has passed (0 in the middle of the baseline's period, 1 in the middle of the target year), the part of the way
    that is due is: `linear` u; `constant_growth` (r^u - 1) / (r - 1), with r = target / baseline, the same growth every
    year; `s_curve` 3u² - 2u³, slow at first and at the end; `steps` that of the last step whose year has ended."""

    steps: tuple[Step, ...] = ()
    """With `path: steps`: what should be reached by the end of which years, for example
    `[{year: 2025, value: 100}, {year: 2026, value: 180}]`. Before the first step nothing is due."""

    stated_factor: Number | None = Field(default=None, gt=0)
    """How many times the baseline the target is said to be (5 for "fivefold"). A target that is another number is
    reported."""

    versions: tuple[TargetVersion, ...] = ()
    """Later values, each with its reason. Progress is shown against the first and the last."""

    look_alikes: tuple[str, ...] = ()
    """Indicators that readers lay beside this target although they count something else.
    The comparison is made, refused and explained, so that nobody has to make it by hand."""

    note: Text | None = None
    """What a reader should know."""

    @model_validator(mode="after")
    def _steps_lead_to_the_target(self) -> Self:
        goals = ((self.value, self.steps), *((version.value, version.steps) for version in self.versions))
        if (self.path is Path.STEPS) != bool(self.steps) or (not self.steps and any(steps for _, steps in goals)):
            raise ValueError(
                "`steps` hoort bij `path: steps` en alleen daarbij\0`steps` goes with `path: steps` and only with it"
            )
        for goal, steps in goals:
            if any(later.year <= earlier.year for earlier, later in pairwise(steps)):
                raise ValueError("de jaren van `steps` lopen niet op\0the years of `steps` do not rise")
            if any(step.year > self.year or (step.year == self.year and step.value != goal) for step in steps):
                raise ValueError(
                    "een van de `steps` ligt na het doel, of is in het doeljaar iets anders dan het doel"
                    "\0one of the `steps` lies after the target, or differs from the target in the target year"
                )
        return self

    @model_validator(mode="after")
    def _factor_of_a_baseline(self) -> Self:
        if self.stated_factor is not None and self.baseline is None:
            raise ValueError(
                "`stated_factor` is een aantal keren de nulmeting: geef ook `baseline`"
                "\0`stated_factor` is a number of times the baseline: give `baseline` too"
            )
        return self

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The target as first set and, when its value is another one now, as it stands."""
        first = Goal(self.value, self.steps, self.value)
        last = self.versions[-1] if self.versions else None
        if last is None or last.value == self.value:
            return (first,)
        return first, Goal(last.value, last.steps, last.value) if last.steps else replace(first, value=last.value)

    def part_due(self, baseline: Baseline, goal: Goal, period: Period) -> float | None:
        """Part of the way from baseline to goal that the path asks for at a period; None when the path cannot say.

        Args:
            baseline: where the way starts.
            goal: where it ends, one of ``goals``.
            period: the period of the figure that is held against the path.
        """
        if self.path is Path.STEPS:
            return self._part_by_steps(baseline.value, goal, period)
        begin, end = Period.parse(baseline.period).midpoint, Period.parse(self.year).midpoint
        passed = min(1.0, max(0.0, (period.midpoint - begin) / (end - begin))) if end > begin else 1.0
        if self.path is Path.LINEAR:
            return passed
        if self.path is Path.S_CURVE:
            return 3 * passed**2 - 2 * passed**3
        if self.path is Path.CONSTANT_GROWTH and can_grow(baseline.value, goal.value):
            growth = math.log(goal.value / baseline.value)
            return math.expm1(passed * growth) / math.expm1(growth)
        return None

    def _part_by_steps(self, start: float, goal: Goal, period: Period) -> float | None:
        if period.end >= Period.parse(self.year).end:
            return 1.0
        due = [step.value for step in goal.steps if Period.parse(step.year).end <= period.end]
        if due and goal.steps_lead_to == start:
            return None
        return min(1.0, (due[-1] - start) / (goal.steps_lead_to - start)) if due else 0.0

    def known_on(self, day: date) -> Target:
        """The target as it was known on a day, without the versions that were set later."""
        versions = tuple(one for one in self.versions if one.set_on <= day)
        return self if versions == self.versions else self.model_copy(update={"versions": versions})


def start_of(target: Target, baseline: Baseline) -> float:
    """Where a target starts, in what it counts: above a baseline that counts everything, nothing is extra yet."""
    extra = target.basis is Basis.NET_EXTRA and baseline.basis is not Basis.NET_EXTRA
    return 0.0 if extra else baseline.value


class TargetList(Declared):
    """The file `targets.yaml`: baselines and targets of one model."""

    baselines: tuple[Baseline, ...] = ()
    """Values that progress is counted from."""

    targets: tuple[Target, ...] = ()
    """What should be reached."""
