"""What a verdict rests on, in figures: basis, changes, T with all that stands beside it, and what it would take."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from toc.declared import Text
from toc.growth import Rise, in_words
from toc.link_case import Case, Programme
from toc.linking.estimator import OfLag, Refusal, each_lag
from toc.linking.panel import Panel
from toc.linking.planning import Design, Plan, detectable_with, units_needed, wanted_for, years_needed
from toc.linking.surveys import BIAS, Representativeness, composition, unanswered
from toc.linking.verdict import Judged, Moved
from toc.pairing import Scale, Side, effect_of, lags_of
from toc.series import Point

LEAST_OTHER = 2.0
"""How far those who did not answer may differ, as a multiple of what a survey of its grade may be off."""


@dataclass(frozen=True)
class Risen:
    """Outputs of one organisation that rose, and the first of them in words."""

    rises: tuple[Rise, ...]
    lead: Text | None
    shown: tuple[dict[str, Any], ...]


def risen_of(programme: Programme, organisation: str) -> Risen:
    """Which outputs of an organisation rose; said once, and beside every link that is not measured."""
    rises = tuple(programme.outputs_that_rose(organisation))
    lead = in_words(rises[0], programme.indicators[rises[0].indicator].title) if rises else None
    return Risen(rises, lead, tuple(_rising(one) for one in rises))


# --- What would be needed ---------------------------------------------------------------------------------------


def plan_of(case: Case, judged: Judged) -> Plan | None:
    """How many years or organisations it would take to tell "as declared" from "too little"; None if untold."""
    expected, found = case.expected, judged.found
    if found is None or expected is None or case.anyway is None:
        return None
    panel = case.panel.without_seen_once()
    units, years = len(np.unique(panel.unit)), len(np.unique(panel.time))
    growth, spread, restless = _course(panel)
    design = Design(
        units, max(years, 2), expected.slope, growth, spread, restless, case.anyway.shock_sd,
        max(found.process_sd, 1e-9) * math.sqrt(panel.declared.stands_for) if panel.national else found.process_sd,
        float(panel.var_y.mean()) + 1e-12, float(panel.var_x.mean()), panel.declared.stands_for,
    )  # fmt: skip
    wanted = wanted_for(expected.kappa)
    more_years, more_units = years_needed(design, wanted), units_needed(design, wanted)
    return Plan(units, years, _more(more_years, years), _more(more_units, units), detectable_with(design))


def _more(needed: int | None, now: int) -> int | None:
    return needed if needed is not None and needed > now else None


def _course(panel: Panel) -> tuple[float, float, float]:
    """Growth of the output a year over all organisations, how far they differ in it, and how they swing around it."""
    slopes, swings = [], []
    for unit in np.unique(panel.unit):
        mine = panel.unit == unit
        time, x = panel.time[mine], panel.x[mine]
        if len(time) > 1:
            slope = float(np.polyfit(time - time.mean(), x, 1)[0])
            slopes.append(slope)
            if len(time) > 2:
                swings.append(float(np.std(x - x.mean() - slope * (time - time.mean()), ddof=2)))
    if not slopes:
        return 0.0, 0.0, 0.0
    spread = float(np.std(slopes, ddof=1)) if len(slopes) > 1 else 0.0
    return float(np.mean(slopes)), spread, float(np.mean(swings)) if swings else 0.0


# --- What it rests on -------------------------------------------------------------------------------------------


def evidence_of(programme: Programme, case: Case, judged: Judged, risen: Risen) -> dict[str, Any]:
    """Everything that a verdict rests on, ready for JSON but for texts in two languages.

    Changes are in the outcome's own direction and unit, or a part of one (``scale: percent``) where logarithms were
    used; T and its errors are in units of the declared effect; standard deviations in the unit of the outcome's scale.
    """
    link, found, points = case.link, judged.found, programme.points
    return {
        "link": link.id,
        "lead": None,
        "tier": judged.tier,
        "output_indicator": case.x_name,
        "outcome_indicator": case.y_name,
        "output_points": [_shown(one) for one in points.get((case.x_name or "", case.organisation), ())],
        "outcome_points": [_shown(one) for one in points.get((case.y_name or "", case.organisation), ())],
        "outputs_rose": bool(risen.rises),
        "rising_outputs": list(risen.shown) if case.organisation == programme.top else [],
        "stated_status": link.stated_status,
        "assumptions": list(link.assumptions),
        "basis": _basis(case, judged),
        "expectation": _expectation(case, judged),
        "output_change": _moved(judged.output, case.x, turned=False),
        "outcome_change": _moved(judged.outcome, case.y, turned=True),
        "T": None if found is None or case.anyway is None else {
            "estimate": found.ratio, "error": found.error, "degrees": found.degrees, "low": found.interval()[0],
            "high": found.interval()[1], "mean": found.belief.mean, "sd": found.belief.sd,
            "below_kappa": found.below_kappa, "above_zero": found.above_zero, "detectable": found.detectable,
            "reliability": found.reliability, "shock_sd": found.shock_sd,
            "shock_declared": case.anyway.shock_declared, "process_sd": found.process_sd,
            "borrowed": found.borrowed, "lasting": found.lasting, "levelling_off": found.levelling_off,
        },
        "two_way": None if found is None or math.isnan(found.two_way) else {
            "estimate": found.two_way, "error": found.two_way_error, "differs": found.shifted,
        },
        "leave_one_out": list(found.without_one) if found and found.without_one else None,
        "tipping": {"shock_sd": judged.tipping[0], "verdict": judged.tipping[1]} if judged.tipping else None,
        "lags": [_lag(one) for one in _lags(case)] if found else [],
        "cap": judged.cap,
        "uncapped": judged.uncapped,
        "placebo": "not_done",
        "plan": None,
        "missing": judged.missing,
        "first_judgeable": int(judged.first_judgeable) if judged.first_judgeable is not None else None,
        "survey": _survey(programme, case),
        "composition": composition_of(case),
        "shared_outcome": [],
    }  # fmt: skip


def _shown(point: Point) -> dict[str, Any]:
    return {"period": point.period.label, "value": point.value,
            "partial_months": list(point.months) if point.partial else None}  # fmt: skip


def _rising(rise: Rise) -> dict[str, Any]:
    return {"indicator": rise.indicator, "from": _shown(rise.first), "to": _shown(rise.last),
            "as_printed": rise.factor, "per_month": [rise.per_month.low, rise.per_month.high]}  # fmt: skip


def _basis(case: Case, judged: Judged) -> dict[str, Any]:
    """Whose figures were used, of which years, and whose were not."""
    used = case.panel.without_seen_once()
    names = case.y.organisations if case.y is not None else ()
    found = case.panel.seen_once
    asked = case.parts.organisations if case.parts is not None else (case.organisation,)
    return {
        "level": case.parts.level if case.parts is not None else None,
        "organisations": [names[at] for at in np.unique(used.unit)],
        "periods": [str(int(year)) for year in np.unique(used.time)],
        "figures": len(used.y),
        "left_out": [names[at] for at in found],
        "missing": [one for one in asked if one not in names] if case.y is not None else list(asked),
        "outliers": [
            {"organisation": names[unit], "period": str(int(year))}
            for unit, year in (judged.found.outliers if judged.found else ())
        ],
    }


def _expectation(case: Case, judged: Judged) -> dict[str, Any] | None:
    expected, y = case.expected, case.y
    if expected is None or y is None:
        return None
    logarithm = y.measure.scale is Scale.LOGARITHM
    change = None
    if judged.output is not None:
        change = expected.slope * judged.output.mean * _turn(y)
        change = math.expm1(min(change, 50.0)) if logarithm else change
    return {"form": expected.form, "value": expected.value, "defaulted": expected.defaulted,
            "kappa": expected.kappa, "expected_change": change,
            "scale": "percent" if logarithm else "unit"}  # fmt: skip


def _turn(side: Side) -> float:
    return -1.0 if side.measure.indicator.ascending is False else 1.0


def _moved(moved: Moved | None, side: Side | None, turned: bool) -> dict[str, Any] | None:
    """A change in the direction in which the figures themselves are read."""
    if moved is None or side is None:
        return None
    low, high = moved.interval()
    values = [moved.mean, low, high]
    if turned and _turn(side) < 0:
        values = [-moved.mean, -high, -low]
    logarithm = side.measure.scale is Scale.LOGARITHM
    if logarithm:
        values = [math.expm1(min(one, 50.0)) for one in values]
    mean, low, high = values
    return {"mean": mean, "low": low, "high": high, "pairs": moved.pairs, "scale": "percent" if logarithm else "unit"}


def _lags(case: Case) -> tuple[OfLag, ...]:
    """T for each single lag, of organisations side by side with a range of lags."""
    lags = lags_of(case.link)
    if len(lags) < 2 or case.parts is None or case.x is None or case.y is None:
        return ()
    return each_lag(case.x.figures, case.y.figures, lags, case.panel.declared)


def _lag(one: OfLag) -> dict[str, Any]:
    if isinstance(one.found, Refusal):
        return {"lag": one.lag, "estimate": None, "low": None, "high": None, "p_adjusted": None}
    low, high = one.found.interval()
    return {"lag": one.lag, "estimate": one.found.ratio, "low": low, "high": high, "p_adjusted": one.adjusted}


def _survey(programme: Programme, case: Case) -> dict[str, Any] | None:
    """What the survey behind an outcome is worth: its grade, and what those who did not answer could change."""
    y = case.y
    if y is None or y.measure.survey is None or y.measure.kind == "amount":
        return None
    survey = y.measure.survey
    own = programme.points.get((y.name, case.organisation), ())
    last = own[-1] if own else None
    answered, bounds = None, None
    if last is not None and not math.isnan(last.n) and last.population > 0:
        answered = min(last.n / last.population, 1.0)
        whole = {"percent": 100.0}.get(y.measure.unit, 1.0)
        differ = LEAST_OTHER * BIAS[y.measure.kind] * whole
        bounds = list(unanswered(last.value, answered, differ))
    counts = [one.n for name in y.organisations for one in programme.points.get((y.name, name), ())]
    known = [n for n in counts if not math.isnan(n)]
    return {
        "grade": Representativeness(survey.representativeness).value,
        "answered": answered,
        "bounds": bounds,
        "sd_assumed": y.measure.kind == "score" and survey.answer_sd is None,
        "design_effect": effect_of(survey, float(np.mean(known))) if known else None,
        "respondents": float(np.mean(known)) if known else None,
    }


def composition_of(case: Case) -> dict[str, Any] | None:
    """Whether part of the change of the outcome may come from who gave figures; None where it does not."""
    if case.parts is None or case.y is None or len(case.y.figures.value) == 0:
        return None
    figures, count = case.y.figures, len(case.y.organisations)
    ends = [np.full(count, np.nan), np.full(count, np.nan)]
    for end, year in zip(ends, (figures.time.min(), figures.time.max()), strict=True):
        there = figures.time == year
        end[figures.unit[there]] = figures.value[there]
    found = composition(*ends)
    if not found.differs:
        return None
    names = case.y.organisations
    return {"same_units": found.same_units * _turn(case.y), "all_units": found.all_units * _turn(case.y),
            "left": [names[at] for at in found.left], "came": [names[at] for at in found.came]}  # fmt: skip
