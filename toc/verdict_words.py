"""The reason of a verdict as plain sentences with their numbers, and what would be needed to judge a link."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from toc.declared import Text
from toc.indicator import Indicator
from toc.linking.panel import Panel
from toc.linking.planning import Plan
from toc.linking.surveys import LEAST_RESPONDENTS
from toc.linking.verdict import Judged, Moved
from toc.measurement import monthly_growth
from toc.pairing import Anyway, Expected, Parts, Scale, Side, yearly
from toc.result_chain import Claim
from toc.series import Point
from toc.words import say, say_of_link

ESTIMATED = frozenset(
    {"contradicting", "translating", "weak", "stalled", "leaning_stalled", "leaning_translating", "inconclusive"}
)
BY_CLAIM = frozenset({"translating"})
"""Verdicts whose words depend on the claim: the strongest are asked for, milder ones said where these go too far."""
SMALL = 0.10
"""A percentage below this is written with one decimal."""


@dataclass(frozen=True)
class Telling:
    """Everything that the sentences on one link need."""

    verdict: str
    gap: str | None
    claim: Claim
    kappa: float
    start: Text
    end: Text
    output: Indicator | None
    outcome: Indicator | None
    x: Side | None
    y: Side | None
    panel: Panel
    judged: Judged
    parts: Parts | None
    units: int
    level: Text | None
    """Several organisations of the level below, in words; None where there is none."""

    expected: Expected | None
    anyway: Anyway | None
    declared: bool
    """Whether somebody said how much change to expect."""

    lag: int
    """Fewest whole years from output to outcome."""

    x_points: tuple[Point, ...]
    y_points: tuple[Point, ...]
    apart: tuple[bool, bool]
    unit_titles: Mapping[str, Text]
    missing: str | None
    plan: Plan | None
    composition: bool

    @property
    def titles(self) -> dict[str, Text]:
        """Names of both ends and of what measures them."""
        found = {"start": self.start, "end": self.end}
        found["output"] = self.output.title if self.output else self.start
        found["outcome"] = self.outcome.title if self.outcome else self.end
        return found

    def say(self, code: str, **values: Any) -> Text:
        """A sentence on this link, in words that go no further than its claim and its figures."""
        return say_of_link(code, self.claim, self.judged.tier, **values)


def reason_of(t: Telling) -> Text:
    """Why a link has its verdict: what was seen, what was expected, what that means, and what should be known."""
    if t.verdict == "not_measured":
        return _unmeasured(t)
    if t.verdict == "too_early":
        year = str(int(t.judged.first_judgeable or 0))
        return t.say("verdict.too_early", year=year, low=t.lag, **t.titles)
    if t.verdict == "insufficient_data":
        return _joined([_too_few(t)])
    return _joined([*_seen(t), *_meaning(t), *_conditions(t)])


def _joined(parts: Sequence[Text]) -> Text:
    return Text(nl=" ".join(one.nl for one in parts), en=" ".join(one.en for one in parts))


# --- Not measured, too few --------------------------------------------------------------------------------------


def _unmeasured(t: Telling) -> Text:
    """Say what is not measured, or of which side only the parts are."""
    which, gap = _gap_of(t)
    return t.say(f"verdict.not_measured.{which}.{gap}", start=t.start, end=t.end)


def _gap_of(t: Telling) -> tuple[str, str]:
    which = t.missing or "both"
    gap = "no_indicator" if (t.outcome if which != "output" else t.output) is None else "no_value"
    apart = {"both": any(t.apart), "output": t.apart[0], "outcome": t.apart[1]}[which]
    return which, "only_apart" if gap == "no_value" and apart else gap


def _too_few(t: Telling) -> Text:
    missing = t.missing or "pairs"
    counts = [point.n for point in yearly(t.y_points) if not math.isnan(point.n)]
    return t.say(
        f"verdict.insufficient.{missing}", pairs=len(np.unique(t.panel.time)), count=t.units, figures=len(t.panel.y),
        level=t.parts.plural if t.parts else t.level or say("verdict.organisations"), least=LEAST_RESPONDENTS,
        n=min(counts, default=math.nan), **t.titles,
    )  # fmt: skip


# --- What was seen ----------------------------------------------------------------------------------------------


def _seen(t: Telling) -> list[Text]:
    judged = t.judged
    if judged.output is None or judged.outcome is None or t.x is None or t.y is None:
        return []
    return _seen_in_panel(t, t.x, t.y) if t.parts is not None else _seen_alone(t, t.x, t.y)


def _seen_in_panel(t: Telling, x: Side, y: Side) -> list[Text]:
    assert t.judged.output is not None
    assert t.judged.outcome is not None
    assert t.parts is not None
    times = np.unique(t.panel.without_seen_once().time)
    low, high = _span(t.judged.outcome, y)
    seen = t.say(
        "verdict.seen.panel", count=t.judged.output.pairs, level=t.parts.plural,
        begin=str(int(times[0])), until=str(int(times[-1])),
        x_move=_move(t.judged.output, x, t), y_move=_move(t.judged.outcome, y, t), low=low, high=high, **t.titles,
    )  # fmt: skip
    found = t.judged.found
    if found is None or t.expected is None:
        return [seen]
    t_low, t_high = found.interval()
    code = "verdict.expected.panel" if found.ratio >= 0 else "verdict.expected.panel.against"
    return [seen, t.say(code, expected=_expected(t, y), ratio=found.ratio, t_low=t_low, t_high=t_high)]


def _seen_alone(t: Telling, x: Side, y: Side) -> list[Text]:
    assert t.judged.outcome is not None
    ends = _ends(t)
    if ends is None:
        return []
    (x0, x1), (y0, y1) = ends
    seen = t.say("verdict.seen.single", x_change=_from_to(x0, x1, x, t), y_change=_from_to(y0, y1, y, t), **t.titles)
    if t.judged.found is None or t.expected is None:
        return [seen]
    low, high = _span(t.judged.outcome, y)
    mean = _sized(_turned(t.judged.outcome.mean, y), y, t)
    return [seen, t.say("verdict.expected.single", expected=_expected(t, y), seen=mean, low=low, high=high)]


def _ends(t: Telling) -> tuple[tuple[Point, Point], tuple[Point, Point]] | None:
    """First and last points that were used: of the output, the ones that belong to those of the outcome."""
    years = sorted({int(year) for year in t.panel.time})
    if len(years) < 2:
        return None
    of_y = {point.year: point for point in yearly(t.y_points)}
    of_x = {point.year: point for point in yearly(t.x_points)}
    ends = [of_x.get(years[0] - t.lag), of_x.get(years[-1] - t.lag), of_y.get(years[0]), of_y.get(years[-1])]
    if any(one is None for one in ends):
        return None
    x0, x1, y0, y1 = (one for one in ends if one is not None)
    return (x0, x1), (y0, y1)


def _from_to(first: Point, last: Point, side: Side, t: Telling) -> Text:
    """From what to what; a part of a year also as growth per month, with its range."""
    facts = {"first": first.value, "last": last.value, "unit": _unit(side, t), "start": first.period.label,
             "end": last.period.label}  # fmt: skip
    if not (first.partial or last.partial) or not side.measure.convertible or first.value <= 0:
        return say("change.plain", **facts)
    growth = monthly_growth(first.value, first.months, last.value, last.months)
    return say("change.partial", factor=last.value / first.value, low=growth.low, high=growth.high, **facts)


def _unit(side: Side, t: Telling) -> Text:
    return t.unit_titles.get(side.measure.unit, Text(nl=side.measure.unit, en=side.measure.unit))


def _turned(value: float, side: Side) -> float:
    return -value if side.measure.indicator.ascending is False else value


def _span(moved: Moved, side: Side) -> tuple[Text, Text]:
    """Ends of the 90 % interval of a change of the outcome, with a sign and without a unit of their own."""
    low, high = sorted(_turned(one, side) for one in moved.interval())
    return _signed(low, side), _signed(high, side)


def _signed(value: float, side: Side) -> Text:
    """A change with its sign, percentages as such."""
    if side.measure.scale is Scale.LOGARITHM:
        part = math.expm1(min(value, 50.0))
        text = say("verdict.size.percent_of_small" if abs(part) < SMALL else "verdict.size.percent_of", size=part)
    else:
        text = say("verdict.size.bare", size=value)
    return Text(nl=f"+{text.nl}", en=f"+{text.en}") if value > 0 else text


def _move(moved: Moved, side: Side, t: Telling) -> Text:
    """A mean change in words: up or down by how much."""
    value = moved.mean if side is t.x else _turned(moved.mean, side)
    size = _sized(abs(value) if side.measure.scale is Scale.LEVEL else value, side, t, bare=True)
    if value == 0:
        return say("verdict.level")
    way = "up" if value > 0 else "down"
    about = "_about" if side.measure.accrues and _has_partial(side, t) else ""
    return say(f"verdict.{way}{about}", size=size)


def _has_partial(side: Side, t: Telling) -> bool:
    """Whether a part of a year is among the figures that were used."""
    lag = t.lag if side is t.x else 0
    used = {int(year) - lag for year in t.panel.time}
    return any(one.part < 1 and one.year in used for one in side.cells.values())


def _sized(value: float, side: Side, t: Telling, bare: bool = False) -> Text:
    """A change with its unit; ``bare`` leaves out the sign of a percentage, for after "up" or "down"."""
    if side.measure.scale is Scale.LOGARITHM:
        part = math.expm1(min(value, 50.0))
        part = abs(part) if bare else part
        return say("verdict.size.percent_of_small" if abs(part) < SMALL else "verdict.size.percent_of", size=part)
    if side.measure.unit == "percent":
        return say("verdict.size.points", size=value)
    if side.measure.kind == "score":
        return say("verdict.size.score", size=value)
    return say("verdict.size.unit", size=value, unit=_unit(side, t))


def _expected(t: Telling, y: Side) -> Text:
    """The change that belongs to the change of the output that was seen."""
    assert t.expected is not None
    assert t.judged.output is not None
    change = _turned(t.expected.slope * t.judged.output.mean, y)
    text = _sized(change, y, t)
    return Text(nl=f"+{text.nl}", en=f"+{text.en}") if change > 0 else text


# --- What it means ----------------------------------------------------------------------------------------------


def _meaning(t: Telling) -> list[Text]:
    judged = t.judged
    found = judged.found
    if t.verdict in ("not_exercised", "outcome_without_output"):
        return [t.say(f"verdict.{t.verdict}")]
    if found is None:
        return [t.say("verdict.nothing_expected" if t.declared else "verdict.no_expectation")]
    facts = {"p": found.below_kappa, "q": 1 - found.below_kappa, "against": 1 - found.above_zero, "kappa": t.kappa,
             **t.titles}  # fmt: skip
    code = f"verdict.{t.verdict}.contribution" if t.verdict in BY_CLAIM else f"verdict.{t.verdict}"
    if t.verdict == "leaning_stalled" and t.gap == "shown":
        code = "verdict.leaning_stalled.listed"
    elif t.judged.cap is not None and t.verdict in ("leaning_stalled", "leaning_translating"):
        code = f"verdict.{t.verdict}.capped"
    meaning = [t.say(code, **facts)]
    if t.verdict == "inconclusive":
        code = "verdict.inconclusive.detectable" if found.detectable <= 1 else "verdict.inconclusive.blind"
        meaning.append(t.say(code, detectable=found.detectable))
    return meaning


def _conditions(t: Telling) -> list[Text]:
    """What the verdict itself depends on: a list, an expectation that nobody declared, a cap."""
    judged, y = t.judged, t.y
    if t.verdict not in ESTIMATED or y is None or t.anyway is None or judged.found is None:
        return []
    found = []
    if t.expected is not None and t.expected.defaulted:
        found.append(t.say("verdict.tail.expectation_defaulted", expected=_expected(t, y)))
    if judged.cap == "shock":
        found.append(t.say("verdict.tail.cap_shock", shock=_sized(t.anyway.shock_sd, y, t)))
    elif judged.cap == "placebo":
        found.append(t.say("verdict.tail.cap_placebo"))
    return found


def notes_of(t: Telling) -> list[Text]:
    """What a reader should know beside the reason."""
    judged, y = t.judged, t.y
    if t.verdict not in ESTIMATED or y is None or t.anyway is None or judged.found is None:
        return []
    found = []
    if not t.anyway.shock_declared and judged.cap != "shock":
        found.append(t.say("verdict.tail.shock", shock=_sized(t.anyway.shock_sd, y, t)))
    if any(side is not None and side.measure.accrues and _has_partial(side, t) for side in (t.x, y)):
        found.append(t.say("verdict.tail.annualised"))
    if judged.found.shifted:
        found.append(t.say("verdict.tail.two_way"))
    if judged.found.levelling_off:
        found.append(t.say("verdict.tail.levelling_off"))
    if t.composition:
        found.append(t.say("verdict.tail.composition"))
    return found


# --- What would be needed ---------------------------------------------------------------------------------------


def needed_of(t: Telling) -> Text | None:
    """What it would take to judge a link; None for one that is judged."""
    level = t.parts.plural if t.parts else t.level or say("verdict.organisations")
    if t.verdict == "not_measured":
        return _needed_measurement(t, level)
    if t.verdict == "too_early":
        return t.say("verdict.needed.year", year=str(int(t.judged.first_judgeable or 0)), end=t.end)
    if t.verdict in ("not_exercised", "outcome_without_output"):
        return t.say("verdict.needed.movement")
    if t.verdict == "insufficient_data":
        return _needed_figures(t, level)
    if t.judged.found is None:
        return t.say("verdict.needed.expectation")
    return (
        _needed_precision(t, level)
        if t.verdict in ("inconclusive", "leaning_stalled", "leaning_translating") and t.gap != "shown"
        else None
    )


def _needed_measurement(t: Telling, level: Text) -> Text:
    """An indicator for an end that has none, figures for one that has."""
    which, _ = _gap_of(t)
    ends = {"output": [(t.start, t.output)], "outcome": [(t.end, t.outcome)]}
    asked = ends.get(which, [*ends["output"], *ends["outcome"]])
    parts = []
    for code, some in (
        ("no_indicator", [title for title, indicator in asked if indicator is None]),
        ("no_value", [title for title, indicator in asked if indicator is not None]),
    ):
        if some:
            names = [Text(nl=f"‘{name.nl}’", en=f"‘{name.en}’") for name in some]
            parts.append(t.say(f"verdict.needed.{code}", names=names, level=level))
    return _joined(parts)


def _needed_figures(t: Telling, level: Text) -> Text:
    if t.missing in ("survey", "survey_size"):
        return t.say("verdict.needed.respondents", least=LEAST_RESPONDENTS, level=level)
    if t.missing == "output_still":
        return t.say("verdict.needed.movement")
    if t.missing == "reliability":
        return t.say("verdict.needed.precision", level=level)
    if t.missing in ("zeros", "outcome_zeros"):
        return t.say("verdict.needed.above_zero")
    if t.missing in ("output_partial", "outcome_partial"):
        end = t.titles["output" if t.missing == "output_partial" else "outcome"]
        return t.say("verdict.needed.whole_years", end=end)
    return t.say("verdict.needed.panel", level=level)


def _needed_precision(t: Telling, level: Text) -> Text:
    """Years or organisations, whichever would do; more precise figures where neither would.

    More years of one series never give a firm verdict while how much it moves by itself is assumed.
    """
    if t.judged.tier.startswith("N") and t.anyway is not None and not t.anyway.shock_declared:
        return t.say("verdict.needed.own_movement", level=level)
    plan = t.plan
    if plan is None or (plan.years_needed is None and plan.units_needed is None):
        return t.say("verdict.needed.precision", level=level)
    several = plan.units > 1
    facts = {"years": plan.years_needed, "units": plan.units_needed, "now_years": plan.years,
             "now_units": plan.units, "level": level}  # fmt: skip
    if plan.years_needed is None:
        return t.say("verdict.needed.units" if several else "verdict.needed.units_alone", **facts)
    if plan.units_needed is None:
        return t.say("verdict.needed.years" if several else "verdict.needed.years_alone", **facts)
    return t.say("verdict.needed.years_or_units" if several else "verdict.needed.years_or_units_alone", **facts)
