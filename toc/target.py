"""Baselines and targets: a value, a date, an owner, and what exactly it counts."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from toc.declared import Declared, Number, Text
from toc.period import LastDay, PeriodLabel
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


class TargetVersion(Declared):
    """An earlier or later value of a target. Versions are only added, never changed."""

    value: Number
    """Value, in the indicator's unit."""

    set_on: LastDay
    """When it was set."""

    reason: Text
    """Why it changed."""

    source: SourceRef | None = None
    """Where that is written."""


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
    """Id of the baseline that progress is counted from."""

    path: Path | None = None
    """Road from baseline to target; without it, no status is read before the target year."""

    versions: tuple[TargetVersion, ...] = ()
    """Later values, each with its reason. Progress is shown against the first and the last."""

    look_alikes: tuple[str, ...] = ()
    """Indicators that readers lay beside this target although they count something else.
    The comparison is made, refused and explained, so that nobody has to make it by hand."""

    note: Text | None = None
    """What a reader should know."""

    def known_on(self, day: date) -> Target:
        """The target as it was known on a day, without the versions that were set later."""
        versions = tuple(one for one in self.versions if one.set_on <= day)
        return self if versions == self.versions else self.model_copy(update={"versions": versions})


class TargetList(Declared):
    """The file `targets.yaml`: baselines and targets of one model."""

    baselines: tuple[Baseline, ...] = ()
    """Values that progress is counted from."""

    targets: tuple[Target, ...] = ()
    """What should be reached."""
