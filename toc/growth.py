"""How an output grew: as printed, and per month where a part of a year stands beside a whole one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toc.accrual import SHARES, growth_is_per_month
from toc.declared import Text
from toc.indicator import DataElement, Indicator, Level
from toc.measurement import Interval, monthly_growth
from toc.result_chain import ChainElement
from toc.series import Point, full_points
from toc.words import say


@dataclass(frozen=True)
class Rise:
    """Growth of an output between two points, as printed and per month."""

    indicator: str
    first: Point
    last: Point
    factor: float
    per_month: Interval

    @property
    def shown(self) -> bool:
        """Whether it rose whatever the exact length of the first period was."""
        return self.per_month.low > 1.0


def rise_of(indicator: str, points: Sequence[Point]) -> Rise | None:
    """Growth from the first to the last point, of whole periods where there are two; None if there is none to show."""
    whole = full_points(points)
    return rise_between(indicator, whole if len(whole) >= 2 else points)


def rise_between(indicator: str, points: Sequence[Point]) -> Rise | None:
    """Growth from the very first to the last point; None with fewer than two, or a first value of zero or less."""
    if len(points) < 2 or points[0].value <= 0:
        return None
    first, last = points[0], points[-1]
    growth = monthly_growth(first.value, first.months, last.value, last.months)
    return Rise(indicator, first, last, last.value / first.value, growth)


def outputs_that_rose(
    elements: Iterable[ChainElement],
    indicators: Mapping[str, Indicator],
    data_elements: Mapping[str, DataElement],
    points: Mapping[tuple[str, str], tuple[Point, ...]],
    organisation: str,
) -> list[Rise]:
    """Outputs of one organisation that are shown to have risen, in the order of the theory."""
    outputs = [one for one in elements if one.level is Level.OUTPUT]
    risen = []
    for name in dict.fromkeys(name for element in outputs for name in element.indicators):
        indicator = indicators[name]
        rise = rise_of(name, points.get((name, organisation), ()))
        if rise is None or not rise.shown or indicator.unit in SHARES:
            continue
        whole = not (rise.first.partial or rise.last.partial)
        if whole or growth_is_per_month(indicator, data_elements):
            risen.append(rise)
    return risen


def in_words(rise: Rise, title: Text) -> Text:
    """The growth of an output as a sentence; a part of a year with its range."""
    partial = rise.first.partial or rise.last.partial
    return say("verdict.outputs_rose" if partial else "verdict.outputs_rose_full", output=title,
               first=rise.first.value, first_period=rise.first.period.label, last=rise.last.value,
               last_period=rise.last.period.label, low=rise.per_month.low, high=rise.per_month.high,
               factor=rise.factor)  # fmt: skip
