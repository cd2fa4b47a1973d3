"""Claims of the programme's own documents, and its contradictions, held against what was computed.

A claim is ``supported``, ``contradicted`` or ``unverifiable``; the figures that were tried stand beside the answer.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from toc.accrual import growth_is_per_month
from toc.claim import ChangeTest, DocumentClaim, EffectTest, ReturnTest, TargetTest, ValueTest
from toc.declared import Text
from toc.indicator import DataElement, Indicator
from toc.measurement import monthly_growth
from toc.result_chain import ChainElement
from toc.series import UNFIT, Point
from toc.spending import EUROS, Money
from toc.words import amount_of, say

SHOWN = ("translating",)
LEANING = ("translating", "leaning_translating")
SHOWN_GAP = "shown"

_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
}


@dataclass(frozen=True)
class JudgedClaim:
    """A claim with its answer, the reason, and the figures that were tried."""

    claim: DocumentClaim
    answer: str
    reason: Text
    figures: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Bench:
    """Everything a claim may be held against."""

    indicators: Mapping[str, Indicator]
    data_elements: Mapping[str, DataElement]
    elements: Mapping[str, ChainElement]
    values: pd.DataFrame
    points: Mapping[tuple[str, str], tuple[Point, ...]]
    progress_in: Callable[[str], pd.DataFrame]
    """Progress as it was with the figures up to a period."""

    verdicts: pd.DataFrame
    money: Money | None = None


def judge_claims(claims: Sequence[DocumentClaim], bench: Bench) -> tuple[JudgedClaim, ...]:
    """Judge every claim against values, targets and verdicts."""
    return tuple(_judge(claim, bench) for claim in claims)


def _judge(claim: DocumentClaim, bench: Bench) -> JudgedClaim:
    if claim.value_is is not None:
        return _by_value(claim, claim.value_is, bench)
    if claim.changed is not None:
        return _by_change(claim, claim.changed, bench)
    if claim.target_reached is not None:
        return _by_target(claim, claim.target_reached, bench)
    if claim.returns is not None:
        return _by_return(claim, claim.returns, bench)
    assert claim.effect is not None
    return _by_effect(claim, claim.effect, bench)


def _by_value(claim: DocumentClaim, test: ValueTest, bench: Bench) -> JudgedClaim:
    title = bench.indicators[test.indicator].title
    values = bench.values
    found = values[
        (values["indicator"] == test.indicator)
        & (values["organisation"] == claim.organisation)
        & (values["period"] == test.period)
        & (values["disaggregation"] == "")
    ]
    if found.empty or found["value"].isna().all():
        return JudgedClaim(claim, "unverifiable", say("claim.no_value", indicator=title, period=test.period), ())
    row = found.iloc[0]
    value = float(row["value"])
    figure = {"indicator": test.indicator, "period": test.period, "value": value, "comparison": test.comparison,
              "claimed": test.value}  # fmt: skip
    unit = "%" if bench.indicators[test.indicator].unit == "percent" else ""
    facts = {"indicator": title, "period": test.period, "value": value, "claimed": test.value, "sign": unit,
             "comparison": _comparison_words(test.comparison)}  # fmt: skip
    if test.speaks_of is not None:
        reason = say("claim.other_quantity", speaks_of=test.speaks_of, **facts)
        return JudgedClaim(claim, "unverifiable", reason, (figure,))
    if not UNFIT.isdisjoint(row["flags"]):
        return JudgedClaim(claim, "unverifiable", say("claim.unfit_value", **facts), (figure,))
    answers = {_COMPARE[test.comparison](one, test.value) for one in _possible(value, row["flags"])}
    if len(answers) > 1:
        return JudgedClaim(claim, "unverifiable", say("claim.bound_open", **facts), (figure,))
    holds = answers.pop()
    reason = say(f"claim.value_{'holds' if holds else 'fails'}", **facts)
    return JudgedClaim(claim, "supported" if holds else "contradicted", reason, (figure,))


def _possible(value: float, flags: Sequence[str]) -> tuple[float, ...]:
    """The value itself, or the ends of what it may be when only a bound is known."""
    if "at_least" in flags:
        return value, math.inf
    if "at_most" in flags:
        return value, -math.inf
    return (value,)


def _comparison_words(sign: str) -> Text:
    return say(f"claim.comparison.{sign}")


def _by_change(claim: DocumentClaim, test: ChangeTest, bench: Bench) -> JudgedClaim:
    indicator = bench.indicators[test.indicator]
    points = {point.period.label: point for point in bench.points.get((test.indicator, claim.organisation), ())}
    if test.start not in points or test.end not in points:
        absent = [label for label in (test.start, test.end) if label not in points]
        reason = say("claim.change_no_value", indicator=indicator.title, periods=absent)
        return JudgedClaim(claim, "unverifiable", reason, ())
    first, last = points[test.start], points[test.end]
    figure: dict[str, Any] = {"indicator": test.indicator, "from": first.value, "to": last.value}
    facts = {
        "indicator": indicator.title,
        "first": first.value,
        "last": last.value,
        "start": test.start,
        "end": test.end,
    }
    if first.partial or last.partial:
        return _partial_change(claim, test, bench, first, last, figure, facts)
    seen = "rose" if last.value > first.value else "fell" if last.value < first.value else "unchanged"
    answer = "supported" if seen == test.direction else "contradicted"
    return JudgedClaim(claim, answer, say(f"claim.change_{seen}", **facts), (figure,))


def _partial_change(
    claim: DocumentClaim, test: ChangeTest, bench: Bench, first: Point, last: Point, figure: dict[str, Any],
    facts: dict[str, Any],
) -> JudgedClaim:  # fmt: skip
    """A part of a year against a whole one: only a change that holds whatever the exact length counts."""
    if not growth_is_per_month(bench.indicators[test.indicator], bench.data_elements) or first.value <= 0:
        return JudgedClaim(claim, "unverifiable", say("claim.change_partial", **facts), (figure,))
    growth = monthly_growth(first.value, first.months, last.value, last.months)
    figure |= {"as_printed": last.value / first.value, "per_month": [growth.low, growth.high]}
    facts |= {"low": growth.low, "high": growth.high, "factor": last.value / first.value}
    holds = {"rose": growth.low > 1, "fell": growth.high < 1, "unchanged": False}[test.direction]
    fails = {"rose": growth.high < 1, "fell": growth.low > 1, "unchanged": growth.low > 1 or growth.high < 1}
    answer = "supported" if holds else "contradicted" if fails[test.direction] else "unverifiable"
    return JudgedClaim(claim, answer, say("claim.change_per_month", **facts), (figure,))


def _by_target(claim: DocumentClaim, test: TargetTest, bench: Bench) -> JudgedClaim:
    progress = bench.progress_in(test.period)
    rows = progress[progress["target_id"].isin(test.targets)]
    records: list[dict[str, Any]] = [{str(k): v for k, v in row.items()} for row in rows.to_dict("records")]
    figures = tuple(
        {
            "target": row["target_id"], "indicator": row["indicator"], "actual": _or_none(row["actual"]),
            "target_value": row["target_value"], "basis": row["basis"], "status": row["status"],
            "if_it_could_be_compared": _part(row), "reason": {"nl": row["reason"].nl, "en": row["reason"].en},
        }
        for row in records
    )  # fmt: skip
    judged = [row for row in records if row["status"] in ("reached", "on_path", "behind_path", "below")]
    if test.within_reach:
        shown = [_tried(row, bench) for row in records if not math.isnan(row["actual"])]
        return JudgedClaim(claim, "unverifiable", say("claim.within_reach", tried=_joined(shown)), figures)
    if any(row["status"] != "reached" for row in judged):
        missed = [_missed(row, bench) for row in judged if row["status"] != "reached"]
        return JudgedClaim(claim, "contradicted", say("claim.targets_missed", targets=missed), figures)
    if judged and len({row["target_id"] for row in judged}) == len(test.targets):
        return JudgedClaim(claim, "supported", say("claim.targets_reached"), figures)
    tried = [_tried(row, bench) for row in records if row["status"] == "refused" and not math.isnan(row["actual"])]
    if tried:
        return JudgedClaim(claim, "unverifiable", say("claim.targets_not_comparable", tried=_joined(tried)), figures)
    return JudgedClaim(claim, "unverifiable", say("claim.targets_not_measured"), figures)


def _joined(texts: Sequence[Text]) -> Text:
    return Text(nl="; ".join(text.nl for text in texts), en="; ".join(text.en for text in texts))


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else value


def _part(row: Mapping[str, Any]) -> float | None:
    actual = _or_none(row["actual"])
    return actual / row["target_value"] if actual is not None and row["target_value"] else None


def _missed(row: Mapping[str, Any], bench: Bench) -> Text:
    """A target that was not reached, in words."""
    indicator = bench.indicators[row["indicator"]]
    sign = "%" if indicator.unit == "percent" else ""
    return say(
        "claim.missed", indicator=indicator.title, actual=row["actual"], period=row["period"],
        target=row["target_value"], year=row["year"], sign=sign,
    )  # fmt: skip


def _tried(row: Mapping[str, Any], bench: Bench) -> Text:
    title = bench.indicators[row["indicator"]].title
    code = "claim.tried" if row["status"] == "refused" else "claim.compared"
    return say(
        code, indicator=title, actual=row["actual"], target=row["target_value"], year=row["year"], part=_part(row)
    )


def _by_effect(claim: DocumentClaim, test: EffectTest, bench: Bench) -> JudgedClaim:
    verdicts = bench.verdicts[
        bench.verdicts["link"].isin(test.links) & (bench.verdicts["organisation"] == claim.organisation)
    ]
    figures: list[dict[str, Any]] = [
        {
            "link": row.link,
            "verdict": row.verdict,
            "gap": row.gap,
            "tier": row.tier,
            "probability": _or_none(row.probability),
        }
        for row in verdicts.itertuples(index=False)
    ]
    unmeasured: list[Text] = []
    for name in test.elements:
        element = bench.elements[name]
        measured = [one for one in element.indicators if bench.points.get((one, claim.organisation))]
        figures.append({"element": name, "measured_by": measured})
        if not measured:
            unmeasured.append(Text(nl=f"‘{element.title.nl}’", en=f"‘{element.title.en}’"))
    seen = set(verdicts["verdict"])
    facts = {"links": list(test.links), "elements": unmeasured}
    if seen and seen <= set(SHOWN) and not unmeasured:
        return JudgedClaim(claim, "supported", say("claim.effect_seen", **facts), tuple(figures))
    if (verdicts["gap"] == SHOWN_GAP).any():
        return JudgedClaim(claim, "contradicted", say("claim.effect_not_seen", **facts), tuple(figures))
    if unmeasured:
        return JudgedClaim(claim, "unverifiable", say("claim.effect_unmeasured", **facts), tuple(figures))
    code = "claim.effect_leaning" if seen and seen <= set(LEANING) else "claim.effect_unproven"
    return JudgedClaim(claim, "unverifiable", say(code, **facts), tuple(figures))


NEEDED_OF_A_STUDY = ("study", "period", "boundary", "attribution")


def _by_return(claim: DocumentClaim, test: ReturnTest, bench: Bench) -> JudgedClaim:
    """A return on money holds only if its study can be read, and this programme counts the same value itself."""
    spent = _spent(bench, claim.organisation)
    value = _last_year(bench.points.get((test.value or "", claim.organisation), ()), spent)
    facts = {"ratio": test.ratio, "invested": test.per_invested, "speaks_of": test.speaks_of}
    figure: dict[str, Any] = {"ratio": test.ratio, "per_invested": test.per_invested}
    absent = [say(f"claim.return_no_{name}") for name in NEEDED_OF_A_STUDY if getattr(test, name) is None]
    absent += [say("claim.return_no_spending")] if not spent else []
    absent += [say("claim.return_no_value")] if value is None else []
    if value is not None and not absent and test.speaks_of is None:
        return _return_compared(claim, test, bench, spent, value, figure)
    told = [say("claim.return_of_others", **facts)] if test.speaks_of is not None else []
    told += [say("claim.return_unknown", absent=absent)] if absent else []
    if spent:
        point = spent[-1]
        figure |= {"period": point.period.label, "spending": point.value, "if_it_held": _implied(point.value, test)}
        told.append(say("claim.return_if_it_held", period=point.period.label, spending=amount_of(point.value),
                        value=amount_of(_implied(point.value, test)), **facts))  # fmt: skip
    return JudgedClaim(claim, "unverifiable", _sentences([say("claim.return_cannot"), *told]), (figure,))


def _return_compared(
    claim: DocumentClaim, test: ReturnTest, bench: Bench, spent: Sequence[Point], value: Point, figure: dict[str, Any]
) -> JudgedClaim:
    """All that is needed is known: value beside spending of the same year, both as they are."""
    spending = next(one.value for one in spent if one.period == value.period)
    euros = value.value * EUROS[bench.indicators[test.value or ""].unit]
    own, claimed = euros / spending, test.ratio / test.per_invested
    figure |= {"period": value.period.label, "spending": spending, "value": euros, "own_ratio": own}
    holds = own >= claimed
    reason = say("claim.return_reached" if holds else "claim.return_not_reached", spending=amount_of(spending),
                 value=amount_of(euros), own=own, claimed=claimed, period=value.period.label)  # fmt: skip
    return JudgedClaim(claim, "supported" if holds else "contradicted", reason, (figure,))


def _implied(spending: float, test: ReturnTest) -> float:
    return spending * test.ratio / test.per_invested


def _spent(bench: Bench, organisation: str) -> tuple[Point, ...]:
    """What an organisation spent, in euros, in every whole period of which all parts of spending are known."""
    if bench.money is None:
        return ()
    parts = [bench.points.get((name, organisation), ()) for name in bench.money.spending]
    rate = bench.money.euros(bench.indicators[bench.money.spending[0]].unit) or math.nan
    known = [{one.period: one for one in some if not one.partial and _is_exact(one)} for some in parts]
    shared = sorted(set.intersection(*(set(some) for some in known)))
    first = known[0]
    return tuple(replace(first[one], value=rate * sum(some[one].value for some in known)) for one in shared)


def _last_year(points: Sequence[Point], spent: Sequence[Point]) -> Point | None:
    """The last whole period of an indicator in which money was spent as well."""
    periods = {one.period for one in spent if one.value > 0}
    fit = [one for one in points if one.period in periods and not one.partial and _is_exact(one)]
    return fit[-1] if fit else None


def _is_exact(point: Point) -> bool:
    return {"at_least", "at_most"}.isdisjoint(point.flags)


def _sentences(parts: Sequence[Text]) -> Text:
    return Text(nl=" ".join(one.nl for one in parts), en=" ".join(one.en for one in parts))
