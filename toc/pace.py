"""Will a target be reached if things go on as they went? Several ways of reckoning, side by side.

They answer the same question with the same few points, and often differently; which one is chosen decides the verdict.
So none is chosen: all are shown, with whether they agree.

The growth rate ratio is the measure of official reports on the Sustainable Development Goals (Eurostat, "Sustainable
development in the European Union", annex on method; United Nations, "SDG Progress Chart", technical note; the Open SDG
progress measure): growth per year so far, divided by the growth per year that the target needs from the same start.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from toc.declared import Text
from toc.words import say

FEWEST_FOR_A_FIT = 3
"""With two points every line fits; a fit then says the same as the line through the last two."""

RECENT = 2.0
"""Years before the last point that the recent growth rate ratio looks back, at least."""

Dated = tuple[float, float]
"""A moment in years (2021.5 is the middle of 2021) and a value."""


@dataclass(frozen=True)
class Method:
    """What one way of reckoning says of a target: a value in the target year, or a ratio; or why it cannot."""

    name: str
    reason: Text
    value: float = math.nan
    ratio: float = math.nan
    reaches: bool | None = None
    facts: Mapping[str, float] = field(default_factory=dict)
    """Numbers of a reason that names a value, to say it again with a unit."""


@dataclass(frozen=True)
class Unit:
    """How values are written: the word after a value and after a change per year, and how many times as large.

    Without words the numbers stand alone; of a share the value is a percentage.
    """

    words: Text | None = None
    share: bool = False
    times: float = 1.0

    def value(self, number: float) -> Text:
        """A value."""
        return say("prospect.percentage", value=self.times * number) if self.share else self.change(number)

    def change(self, number: float) -> Text:
        """A change per year."""
        if self.words is None:
            return say("pace.number", value=self.times * number)
        return say("prospect.amount", value=self.times * number, unit=self.words)


def in_unit(method: Method, unit: Unit) -> Text:
    """The reason of a method with the unit behind its numbers."""
    return _landed(method.name, method.facts, unit) if method.facts else method.reason


def _landed(name: str, facts: Mapping[str, float], unit: Unit) -> Text:
    written = {"value": unit.value(facts["value"])}
    if "slope" in facts:
        written["slope"] = unit.change(facts["slope"])
    return say(f"pace.{name}", **{**facts, **written})


def reckon(series: Sequence[Dated], target: Dated, ascending: bool) -> tuple[Method, ...]:
    """Hold a series against a target in six ways.

    - ``growth_rate_ratio``: growth per year from the first to the last point, divided by the growth per year that goes
      from the first point to the target. 1 or more is enough.
    - ``growth_rate_ratio_recent``: the same from the most recent point that lies at least two years before the last.
    - ``exponential_trend``: the growth per year from the first to the last point goes on.
    - ``least_squares``: a straight line as near as possible to all points (ordinary least squares).
    - ``last_two``: a straight line through the last two points.
    - ``last_value``: nothing changes any more.

    Args:
        series: points in order of time, the baseline first; at least one, all before the target.
        target: the moment and the value to be reached.
        ascending: whether more is better.
    """
    if len(series) < 2:
        return tuple(Method(name, say("pace.one_point")) for name in METHODS)
    return tuple(_judged(name, series, target, ascending) for name in METHODS)


def agree(methods: Sequence[Method]) -> bool | None:
    """Whether all methods that could be reckoned say the same; None when fewer than two could."""
    said = [method.reaches for method in methods if method.reaches is not None]
    return len(set(said)) == 1 if len(said) > 1 else None


def _judged(name: str, series: Sequence[Dated], target: Dated, ascending: bool) -> Method:
    try:
        found = METHODS[name](series, target, ascending)
    except (OverflowError, ZeroDivisionError):
        return Method(name, say("pace.not_defined"))
    known = found.value if math.isnan(found.ratio) else found.ratio
    if found.reaches is not None and not math.isfinite(known):
        return Method(name, say("pace.not_defined"))
    return found


def _growth_rate_ratio(series: Sequence[Dated], target: Dated, ascending: bool) -> Method:
    return _ratio_from("growth_rate_ratio", series[0], series[-1], target, ascending)


def _growth_rate_ratio_recent(series: Sequence[Dated], target: Dated, ascending: bool) -> Method:
    name = "growth_rate_ratio_recent"
    far_enough = [point for point in series if series[-1][0] - point[0] > RECENT - 0.01]  # a leap day is no difference
    if not far_enough or far_enough[-1] == series[0]:
        return Method(name, say("pace.no_recent_start"))
    return _ratio_from(name, far_enough[-1], series[-1], target, ascending)


def _ratio_from(name: str, start: Dated, last: Dated, target: Dated, ascending: bool) -> Method:
    year = int(start[0])
    if not _same_sign(start, last, target):
        return Method(name, say("pace.not_same_sign"))
    if not (target[1] > start[1] if ascending else target[1] < start[1]):
        return Method(name, say("pace.already_there", start=year))
    seen, needed = _growth(start, last), _growth(start, target)
    ratio = seen / needed
    reason = say("pace.growth_rate_ratio", start=year, seen=seen, needed=needed)
    return Method(name, reason, ratio=ratio, reaches=ratio >= 1 or math.isclose(ratio, 1))


def _exponential_trend(series: Sequence[Dated], target: Dated, ascending: bool) -> Method:
    name, start, last = "exponential_trend", series[0], series[-1]
    if not _same_sign(start, last):
        return Method(name, say("pace.not_same_sign"))
    value = start[1] * (last[1] / start[1]) ** ((target[0] - start[0]) / (last[0] - start[0]))
    return landing(name, value, target, ascending, last[1], start=int(start[0]), growth=_growth(start, last))


def _least_squares(series: Sequence[Dated], target: Dated, ascending: bool) -> Method:
    name = "least_squares"
    if len(series) < FEWEST_FOR_A_FIT:
        return Method(name, say("pace.few_points", needed=FEWEST_FOR_A_FIT))
    middle = math.fsum(moment for moment, _ in series) / len(series)
    mean = math.fsum(value for _, value in series) / len(series)
    slope = math.fsum((moment - middle) * (value - mean) for moment, value in series)
    slope /= math.fsum((moment - middle) ** 2 for moment, _ in series)
    value = mean + slope * (target[0] - middle)
    return landing(name, value, target, ascending, mean, count=len(series), slope=slope)


def _last_two(series: Sequence[Dated], target: Dated, ascending: bool) -> Method:
    (begin, first), (end, last) = series[-2:]
    slope = (last - first) / (end - begin)
    value = last + slope * (target[0] - end)
    return landing("last_two", value, target, ascending, last, start=int(begin), end=int(end), slope=slope)


def _last_value(series: Sequence[Dated], target: Dated, ascending: bool) -> Method:
    moment, last = series[-1]
    return landing("last_value", last, target, ascending, last, start=int(moment))


def landing(name: str, value: float, target: Dated, ascending: bool, size: float, **facts: float) -> Method:
    """A value in the target year, held against the target, with the sentence ``pace.NAME``.

    Args:
        name: the way of reckoning.
        value: where it comes to in the target year.
        target: the moment and the value to be reached.
        ascending: whether more is better.
        size: how large the figures are, for what counts as equal.
        facts: what else the sentence needs.
    """
    beyond = value >= target[1] if ascending else value <= target[1]
    equal = math.isclose(value, target[1], abs_tol=abs(size) * 1e-9)
    facts = {"year": int(target[0]), "value": value, **facts}
    return Method(name, _landed(name, facts, Unit()), value=value, reaches=beyond or equal, facts=facts)


def _same_sign(*points: Dated) -> bool:
    """Whether growth per year means something: all above zero, or all below."""
    return all(value > 0 for _, value in points) or all(value < 0 for _, value in points)


def _growth(start: Dated, end: Dated) -> float:
    """Growth per year between two points, as a part of one."""
    return float((end[1] / start[1]) ** (1 / (end[0] - start[0]))) - 1


METHODS: Mapping[str, Callable[[Sequence[Dated], Dated, bool], Method]] = {
    "growth_rate_ratio": _growth_rate_ratio,
    "growth_rate_ratio_recent": _growth_rate_ratio_recent,
    "exponential_trend": _exponential_trend,
    "least_squares": _least_squares,
    "last_two": _last_two,
    "last_value": _last_value,
}
"""The ways of reckoning, in the order in which they are shown."""
