"""Per causal link: did the outcome follow the output? Yes, no, or cannot tell and why.

The number behind each verdict is the translation ratio T: the slope that was seen over the slope that was declared.
T = 1 is as declared, T = 0 means the output moved and the outcome did not. This floor judges two or more national
points of one organisation (tier N2): the change from the first to the last year in which both were measured, with
the error of both measurements and the yearly changes that happen anyway. With so few points the strongest words are
``leaning_...``, unless the size of those yearly changes was declared from a benchmark series.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from toc.declared import Text
from toc.formula import Operand, parse
from toc.frames import VERDICTS, check_frame, empty_frame
from toc.indicator import DataElement, Indicator, Kind, Level, OverTime
from toc.measurement import Interval, log_rate, monthly_growth, share_variance
from toc.result_chain import CausalLink, ChainElement, Expectation
from toc.series import Point, full_points
from toc.words import say

SMALLEST_CHANGE = math.log(1.10)
"""An output that moves less than 10 % has not put its link to the test."""

DEFAULT_CHANGE = {"percent": 5.0, "fraction": 0.05, "score 1-5": 0.2}
"""Minimum important change by unit of the outcome where nobody declared an expectation; other units have none."""

DEFAULT_SHOCK = {"percent": 2.0, "fraction": 0.02, "score 1-5": 0.1}
"""Yearly change that happens anyway (sd) where nobody declared it; else 2 % of its level."""

EXERCISED = 0.90
"""Probability that the output moved, below which a link is not judged."""

SURE = 0.95

CAPPED = {
    "contradicting": "leaning_stalled",
    "stalled": "leaning_stalled",
    "weak": "leaning_stalled",
    "translating": "leaning_translating",
}


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


def growth_is_per_month(indicator: Indicator, data_elements: Mapping[str, DataElement]) -> bool:
    """Tell whether growth may be put per month: only for what is added up over time, and declared so."""
    formula = parse(indicator.formula)
    added_up = all(_is_added_up(one, data_elements[one.element]) for one in formula.operands)
    return indicator.annualise and added_up and indicator.unit not in ("percent", "fraction") and formula.is_sum


def _is_added_up(operand: Operand, element: DataElement) -> bool:
    """Whether it grows with the months it covers: a flow, or what a running total gained in the period."""
    kind: str = element.kind
    for step in operand.steps:
        kind = step.kind_after(kind)
    return kind == Kind.FLOW and (element.over_time is OverTime.SUM or element.kind is not Kind.FLOW)


@dataclass(frozen=True)
class Programme:
    """What the judge of a link needs to know of the rest."""

    elements: Mapping[str, ChainElement]
    indicators: Mapping[str, Indicator]
    data_elements: Mapping[str, DataElement]
    points: Mapping[tuple[str, str], tuple[Point, ...]]
    units: Mapping[str, Text]
    only_apart: frozenset[tuple[str, str]] = frozenset()
    """Indicators and organisations of which only the parts have a figure, because theirs cannot be added up."""


def judge_links(links: Sequence[CausalLink], programme: Programme, organisations: Sequence[str]) -> pd.DataFrame:
    """Give every link of every organisation one verdict.

    Verdicts: ``not_measured``, ``too_early``, ``insufficient_data``, ``outcome_without_output``, ``not_exercised``,
    ``contradicting``, ``translating``, ``weak``, ``stalled``, ``leaning_stalled``, ``leaning_translating``,
    ``inconclusive``.

    Returns:
        Table with the columns of ``frames.VERDICTS``.
    """
    records = []
    for organisation in organisations:
        risen = outputs_that_rose(programme, organisation)
        for link in links:
            judged = _judge(link, programme, organisation, risen)
            records.append(
                {
                    "link": link.id, "from": link.start, "to": link.to, "organisation": organisation,
                    "verdict": judged.verdict, "probability": judged.probability, "claim": link.claim,
                    "reason": judged.reason, "evidence": judged.evidence,
                }
            )  # fmt: skip
    return check_frame(pd.DataFrame(records), VERDICTS, "verdicts") if records else empty_frame(VERDICTS)


def outputs_that_rose(programme: Programme, organisation: str) -> list[Rise]:
    """Outputs of one organisation that are shown to have risen, in the order of the theory."""
    outputs = [one for one in programme.elements.values() if one.level is Level.OUTPUT]
    names = dict.fromkeys(name for element in outputs for name in element.indicators)
    risen = []
    for name in names:
        indicator = programme.indicators[name]
        rise = rise_of(name, programme.points.get((name, organisation), ()))
        if rise is None or not rise.shown or indicator.unit in ("percent", "fraction"):
            continue
        whole = not (rise.first.partial or rise.last.partial)
        if whole or growth_is_per_month(indicator, programme.data_elements):
            risen.append(rise)
    return risen


@dataclass(frozen=True)
class _Judged:
    verdict: str
    reason: Text
    evidence: dict[str, Any]
    probability: float = float("nan")


def _measures(
    element: ChainElement, chosen: str | None, programme: Programme, organisation: str
) -> tuple[str | None, tuple[Point, ...]]:
    """The indicator to judge by: the declared one, else the first of the element with points, else its first."""
    names = (chosen,) if chosen is not None else element.indicators
    for name in names:
        if points := programme.points.get((name, organisation)):
            return name, points
    return (names[0] if names else None), ()


def _judge(link: CausalLink, programme: Programme, organisation: str, risen: Sequence[Rise]) -> _Judged:
    start, end = programme.elements[link.start], programme.elements[link.to]
    x_name, x = _measures(start, link.output_indicator, programme, organisation)
    y_name, y = _measures(end, link.outcome_indicator, programme, organisation)
    evidence = _evidence(link, x_name, x, y_name, y, risen)
    titles = {"start": start.title, "end": end.title}
    if not x or not y:
        apart = [(name, organisation) in programme.only_apart for name in (x_name, y_name)]
        reason = _unmeasured(x_name, x, y_name, y, apart, titles)
        if risen and not y:
            lead = _in_words(risen[0], programme.indicators[risen[0].indicator].title)
            evidence |= {"lead": lead}
            reason = Text(nl=f"{lead.nl} {reason.nl}", en=f"{lead.en} {reason.en}")
        return _Judged("not_measured", reason, evidence)
    lag = link.lag.min_years if link.lag else 0.0
    first_year = x[0].year + math.ceil(lag)
    later = [point for point in y if point.year >= first_year]
    if link.lag and not later:
        return _Judged("too_early", say("verdict.too_early", year=first_year, low=lag, **titles), evidence)
    pairs = [(a, b) for b in y for a in x if b.year - a.year == math.ceil(lag)]
    if len(pairs) < 2:
        reason = say("verdict.insufficient_data", pairs=len(pairs), x=len(x), y=len(y), **titles)
        return _Judged("insufficient_data", reason, evidence)
    assert x_name is not None
    assert y_name is not None
    return _estimate(link, programme, x_name, y_name, pairs, evidence, titles)


def _evidence(
    link: CausalLink, x_name: str | None, x: Sequence[Point], y_name: str | None, y: Sequence[Point],
    risen: Sequence[Rise],
) -> dict[str, Any]:  # fmt: skip
    return {
        "link": link.id,
        "lead": None,
        "tier": "N2" if min(len(x), len(y)) >= 2 else "N0",
        "output_indicator": x_name,
        "outcome_indicator": y_name,
        "output_points": [_shown(point) for point in x],
        "outcome_points": [_shown(point) for point in y],
        "outputs_rose": bool(risen),
        "rising_outputs": [
            {"indicator": rise.indicator, "from": _shown(rise.first), "to": _shown(rise.last),
             "as_printed": rise.factor, "per_month": [rise.per_month.low, rise.per_month.high]}
            for rise in risen
        ],
        "stated_status": link.stated_status,
        "assumptions": list(link.assumptions),
    }  # fmt: skip


def _shown(point: Point) -> dict[str, Any]:
    return {"period": point.period.label, "value": point.value,
            "partial_months": list(point.months) if point.partial else None}  # fmt: skip


def _unmeasured(
    x_name: str | None, x: Sequence[Point], y_name: str | None, y: Sequence[Point], apart: Sequence[bool],
    titles: Mapping[str, Text],
) -> Text:  # fmt: skip
    """Say what is not measured, or of which side only the parts are."""
    which = "both" if not x and not y else "outcome" if not y else "output"
    gap = "no_indicator" if (y_name if which != "output" else x_name) is None else "no_value"
    if gap == "no_value" and {"both": any(apart), "output": apart[0], "outcome": apart[1]}[which]:
        gap = "only_apart"
    return say(f"verdict.not_measured.{which}.{gap}", **titles)


def _in_words(rise: Rise, title: Text) -> Text:
    """The growth of an output as a sentence; a part of a year with its range."""
    partial = rise.first.partial or rise.last.partial
    return say("verdict.outputs_rose" if partial else "verdict.outputs_rose_full", output=title,
               first=rise.first.value, first_period=rise.first.period.label, last=rise.last.value,
               last_period=rise.last.period.label, low=rise.per_month.low, high=rise.per_month.high,
               factor=rise.factor)  # fmt: skip


# --- Two or more points -----------------------------------------------------------------------------------------


def _estimate(
    link: CausalLink, programme: Programme, x_name: str, y_name: str, pairs: Sequence[tuple[Point, Point]],
    evidence: dict[str, Any], titles: Mapping[str, Text],
) -> _Judged:  # fmt: skip
    (x0, y0), (x1, y1) = pairs[0], pairs[-1]
    x_indicator, y_indicator = programme.indicators[x_name], programme.indicators[y_name]
    x_flows = growth_is_per_month(x_indicator, programme.data_elements)
    y_flows = growth_is_per_month(y_indicator, programme.data_elements)
    if min(x0.value, x1.value) <= 0:
        reason = say("verdict.output_not_positive", output=x_indicator.title, **titles)
        return _Judged("insufficient_data", reason, evidence)
    if any(point.partial for point in (y0, y1)) and not y_flows:
        reason = say("verdict.outcome_partial", outcome=y_indicator.title, **titles)
        return _Judged("insufficient_data", reason, evidence)
    facts = {
        "output": x_indicator.title,
        "outcome": y_indicator.title,
        "x_change": _change_in_words(x0, x1, x_flows, programme.units[x_indicator.unit]),
        "y_change": _change_in_words(y0, y1, y_flows, programme.units[y_indicator.unit]),
        **titles,
    }
    dx, vx = _change(x0, x1, x_flows, counts_things(x_indicator))
    sign = -1.0 if y_indicator.ascending is False else 1.0
    dy, vy, shock_sd, declared = _outcome_change(link, y_indicator, y0, y1)
    dy *= sign
    noise = vy + shock_sd**2 * (y1.period.midpoint - y0.period.midpoint)
    declared_slope = _declared_slope(link, y_indicator, y0, x0, x1, dx)
    evidence = evidence | {"output_change_log": dx, "outcome_change": dy * sign, "shock_sd": shock_sd,
                           "shock_declared": declared, "expectation_defaulted": link.expectation is None}  # fmt: skip
    if _surely_moved(dx, vx, SMALLEST_CHANGE) < EXERCISED:
        step = 0.5 * abs(declared_slope.slope * SMALLEST_CHANGE) if declared_slope else math.inf
        verdict = "outcome_without_output" if _surely_moved(dy, noise, step) >= SURE else "not_exercised"
        return _Judged(verdict, say(f"verdict.{verdict}", **facts), evidence)
    if declared_slope is None or abs(declared_slope.slope * dx) < 1e-12:
        return _Judged("inconclusive", say("verdict.no_expectation", **facts), evidence)
    slope, kappa = declared_slope.slope, declared_slope.kappa
    expected = slope * dx
    mean, sd = _posterior(dy / expected, (noise + (kappa * slope) ** 2 * vx) / expected**2, kappa)
    below, above_zero = _normal_cdf((kappa - mean) / sd), _normal_cdf(mean / sd)
    verdict = _verdict(below, above_zero)
    verdict = verdict if declared else CAPPED.get(verdict, verdict)
    half = 1.645 * math.sqrt(noise)
    evidence |= {"kappa": kappa, "expected_change": expected * sign, "T": mean, "T_sd": sd, "p_below_kappa": below,
                 "p_above_zero": above_zero,
                 "detectable_T": (1.96 + 0.84) * math.sqrt(noise) / abs(expected)}  # fmt: skip
    reason = say(f"verdict.{verdict}", dy=dy * sign, low=dy * sign - half, high=dy * sign + half,
                 expected=expected * sign, p=below, q=1 - below, kappa=kappa, **facts)  # fmt: skip
    tails = ["verdict.expectation_defaulted"] * (link.expectation is None)
    tails += ["verdict.shock_defaulted"] * (not declared)
    tails += ["verdict.annualised"] * (y0.partial or y1.partial)
    for tail in (say(code, expected=expected * sign, shock=shock_sd) for code in tails):
        reason = Text(nl=f"{reason.nl} {tail.nl}", en=f"{reason.en} {tail.en}")
    return _Judged(verdict, reason, evidence, 1 - below)


def _surely_moved(change: float, variance: float, least: float) -> float:
    """Probability that a change is larger than ``least``, whatever its direction."""
    if variance <= 0:
        return float(abs(change) >= least)
    return _normal_cdf((abs(change) - least) / math.sqrt(variance))


def _change_in_words(first: Point, last: Point, flows: bool, unit: Text) -> Text:
    """From what to what; a part of a year also as growth per month, with its range."""
    facts = {"first": first.value, "last": last.value, "unit": unit, "start": first.period.label,
             "end": last.period.label}  # fmt: skip
    if not (first.partial or last.partial) or not flows or first.value <= 0:
        return say("change.plain", **facts)
    growth = monthly_growth(first.value, first.months, last.value, last.months)
    return say("change.partial", factor=last.value / first.value, low=growth.low, high=growth.high, **facts)


def counts_things(indicator: Indicator) -> bool:
    """Tell whether an indicator counts things or people, as opposed to money and hours."""
    return not indicator.unit.startswith(("EUR", "hours"))


def _change(first: Point, last: Point, per_month: bool, counted: bool) -> tuple[float, float]:
    """Change in logarithms and its variance; what was counted or spent in a period is put per year first."""
    if not per_month:
        return math.log(last.value / first.value), 0.0
    low, v_low = log_rate(first.value, first.months, counted)
    high, v_high = log_rate(last.value, last.months, counted)
    return high - low, v_low + v_high


def _outcome_change(
    link: CausalLink, indicator: Indicator, first: Point, last: Point
) -> tuple[float, float, float, bool]:
    """Change of the outcome in its unit, variance of both measurements, yearly shock and whether it was declared."""
    scale = {"percent": 100.0, "fraction": 1.0}.get(indicator.unit)
    variance = sum(
        share_variance(point.value / scale, point.n) * scale**2
        for point in (first, last)
        if scale is not None and not math.isnan(point.n)
    )
    low, high = _per_year(first), _per_year(last)
    if first.partial or last.partial:
        counted = counts_things(indicator)
        variance += _variance_per_year(first, counted) + _variance_per_year(last, counted)
    fallback = DEFAULT_SHOCK.get(indicator.unit, 0.02 * max(abs(low), abs(high)))
    shock = link.shock_sd if link.shock_sd is not None else fallback
    return high - low, variance, max(shock, 1e-12), link.shock_sd is not None


def _variance_per_year(point: Point, counted: bool) -> float:
    """Variance of a figure put per year. Nothing counted is not nothing sure: half a count stands for it (Jeffreys)."""
    amount = max(point.value, 0.5) if counted else abs(point.value)
    if amount == 0:
        return 0.0
    return (amount * 12.0 / (sum(point.months) / 2)) ** 2 * log_rate(amount, point.months, counted)[1]


@dataclass(frozen=True)
class _Slope:
    """Outcome per unit of log output, and the part of it below which output does not translate."""

    slope: float
    kappa: float


def _declared_slope(link: CausalLink, outcome: Indicator, y0: Point, x0: Point, x1: Point, dx: float) -> _Slope | None:
    """The declared slope; a default for shares and scores; None where nobody can say how much to expect."""
    expectation = link.expectation
    more = _per_year(x1) - _per_year(x0)
    if abs(dx) < 1e-12:  # the slope of a step that is just large enough
        dx, more = SMALLEST_CHANGE, math.expm1(SMALLEST_CHANGE) * _per_year(x0)
    if expectation is None:
        change = DEFAULT_CHANGE.get(outcome.unit)
        return None if change is None else _Slope(change / abs(dx), 1.0)
    if expectation.mic is not None:
        return _Slope(expectation.mic / abs(dx), 1.0)
    slope = _slope(expectation, abs(_per_year(y0)), more, dx)
    falls = expectation.target is not None and outcome.ascending is False
    return _Slope(-slope if falls else slope, link.kappa)


def _per_year(point: Point) -> float:
    return point.value * 12.0 / (sum(point.months) / 2) if point.partial else point.value


def _slope(expectation: Expectation, level: float, change_of_output: float, dx: float) -> float:
    if expectation.elasticity is not None:
        return level * math.expm1(expectation.elasticity * dx) / dx
    if expectation.per_doubling is not None:
        return expectation.per_doubling / math.log(2)
    if expectation.target is not None:
        return (expectation.target.to - expectation.target.start) / math.log(expectation.target.when_output)
    assert expectation.conversion is not None
    return expectation.conversion * change_of_output / dx


def _posterior(ratio: float, variance: float, kappa: float) -> tuple[float, float]:
    """Normal posterior of T with a prior of mean ``kappa`` and sd 1, which favours neither side."""
    precision = 1 / max(variance, 1e-12) + 1.0
    return (ratio / max(variance, 1e-12) + kappa) / precision, math.sqrt(1 / precision)


def _verdict(below: float, above_zero: float) -> str:
    if 1 - above_zero >= 0.95:
        return "contradicting"
    if above_zero >= 0.95 and 1 - below >= 0.80:
        return "translating"
    if above_zero >= 0.95 and below >= 0.80:
        return "weak"
    if below >= 0.90:
        return "stalled"
    if below >= 0.70:
        return "leaning_stalled"
    if below <= 0.30:
        return "leaning_translating"
    return "inconclusive"


def _normal_cdf(z: float) -> float:
    return 0.5 * math.erfc(-z / math.sqrt(2))
