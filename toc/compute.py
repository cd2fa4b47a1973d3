"""Indicators from cells: first add up, then evaluate the formula, so that a rate is a ratio of sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toc.cells import (
    FIGURES,
    MISSING,
    NOT_APPLICABLE,
    NOT_DUE,
    NOTHING,
    REPORTED,
    STATES,
    Bools,
    Cells,
    Floats,
    Ints,
    RowsArray,
    group,
    named,
)  # fmt: skip
from toc.conflict import Conflict
from toc.errors import Finding, Severity
from toc.formula import Formula, Operand, parse
from toc.formula import evaluate as evaluate_node
from toc.frames import VALUES, empty_frame
from toc.indicator import DataElement, Indicator, Kind, OverOrganisations
from toc.measurement import wilson
from toc.organisation import OrganisationTree
from toc.rollup import RollUp, climb
from toc.timeline import derive
from toc.words import say

MONTHS_PER_YEAR = 12.0
_EXTRA = ("numerator", "denominator", "annual_lower", "annual_upper")


def compute(
    rolled: RollUp,
    indicators: Sequence[Indicator],
    data_elements: Mapping[str, DataElement],
    tree: OrganisationTree,
) -> tuple[pd.DataFrame, list[Finding]]:
    """Evaluate every indicator for every organisation, period and category.

    Args:
        rolled: data elements, added up.
        indicators: what to compute; their formulas are known to be readable.
        data_elements: definitions by id.
        tree: organisations, for names in findings.

    Returns:
        Table with the columns of ``frames.VALUES`` and findings (a part larger than its whole, periods that do not
        match, a count that falls).
    """
    findings: list[Finding] = []
    shelf = _Shelf(rolled)
    made: list[Cells] = []
    for code, indicator in enumerate(indicators):
        formula = parse(indicator.formula)
        operands = shelf.operands(formula)
        cells = _single(operands[0], formula) if len(operands) == 1 else _several(operands, formula)
        if not len(cells):
            continue
        elements = [data_elements[name] for name in formula.names]
        cells = _surveys(cells, indicator, elements)
        if indicator.annualise:
            cells = _annualised(cells)
        cells = _coverage(cells, indicator)
        if len(operands) > 1 and not cells.has("not_asked").all():
            cells = _ragged(cells, operands, indicator, findings)
        findings += _parts_within_whole(cells, indicator)
        if len(operands) == 1:
            findings += _falls(cells, indicator)
        made.append(cells.with_(indicator=np.full(len(cells), code)))
    if not made:
        return empty_frame(VALUES), findings
    return _frame(made[0].joined(*made[1:]), indicators), findings


def _frame(cells: Cells, indicators: Sequence[Indicator]) -> pd.DataFrame:
    axes = cells.axes
    units = list(dict.fromkeys(one.unit for one in indicators))
    unit_codes = np.array([units.index(one.unit) for one in indicators])
    ids = list(dict.fromkeys(one.id for one in indicators))
    id_codes = np.array([ids.index(one.id) for one in indicators])
    columns: Mapping[str, Any] = {
        **{name: cells[name] for name in (*FIGURES, *_EXTRA)},
        "indicator": named(id_codes[cells["indicator"]], ids),
        "organisation": named(cells["o"], axes.organisations),
        "period": named(cells["p"], axes.periods),
        "disaggregation": named(cells["d"], axes.categories),
        "unit": named(unit_codes[cells["indicator"]], units),
        "state": named(cells["state"], STATES),
        "rows": RowsArray(cells["node"], cells.provenance),
        "flags": cells.flagbook.tuples(cells["flags"]),
    }
    return pd.DataFrame({name: columns[name] for name in VALUES}, copy=False)


# --- Operands ---------------------------------------------------------------------------------------------------


@dataclass
class _Shelf:
    """The operands of formulas, each made once."""

    rolled: RollUp

    def __post_init__(self) -> None:
        self._made: dict[str, tuple[Cells, Cells]] = {}
        self._code = self.rolled.found.axes.code_of("elements")

    def operands(self, formula: Formula) -> list[Cells]:
        """Cells of each operand of a formula, added up.

        With several operands, parents rest on the organisations that reported all of them: a ratio then uses neither
        the numerator nor the denominator of who reported only one of the two. Organisations themselves keep what
        they reported.
        """
        made = [self._operand(one) for one in formula.operands]
        whole = [found for found, _ in made]
        if len(made) < 2 or formula.replaces_missing:
            return whole
        own = [leaves.take(leaves["d"] == 0) for _, leaves in made]
        apart = _unlike_months([leaves for one, leaves in zip(formula.operands, own, strict=True) if self._runs(one)])
        half = np.union1d(_uneven(own), apart)
        if not len(half):
            return whole
        return [self._again(found, leaves, half, apart) for found, leaves in zip(whole, own, strict=True)]

    def _runs(self, operand: Operand) -> bool:
        """Whether an operand grows with the months that it covers."""
        kind = self.rolled.rules.data_elements[self._code[operand.element]].kind
        return kind in (Kind.FLOW, Kind.YEAR_TO_DATE)

    def _operand(self, operand: Operand) -> tuple[Cells, Cells]:
        if operand.text not in self._made:
            code = self._code[operand.element]
            found, own = self.rolled.found.of_element(code), self.rolled.own.of_element(code)
            if operand.categories or operand.steps:
                own = derive(own, operand, self.rolled.rules.data_elements[code]).ordered()
                found = self._climbed(own)
            self._made[operand.text] = (found, own)
        return self._made[operand.text]

    def _climbed(self, own: Cells) -> Cells:
        """One element added up, together with the elements by which it is weighed."""
        rules = self.rolled.rules
        code = int(own["e"][0]) if len(own) else 0
        weighers = {int(rules.weigher[code]), int(rules.coverage_weigher[code])} - {-1, code}
        beside = [self.rolled.own.of_element(one) for one in sorted(weighers)]
        found, _ = climb(own.merged(*beside), rules, self.rolled.tree)
        return found.of_element(code)

    def _again(self, whole: Cells, own: Cells, half: Ints, apart: Ints) -> Cells:
        """Parents added up again without the organisations that reported only a part of the operands.

        Figures over a different number of months (``apart``) are not combined at the organisation itself either.
        """
        if not len(own):
            return whole
        left_out = np.isin(_unit(own), half) & (own["state"] != NOT_APPLICABLE)
        masked = {name: np.where(left_out, np.nan, own[name]) for name in ("value", "lower", "upper")}
        state = np.where(left_out & (own["state"] == REPORTED), MISSING, own["state"]).astype(np.int8)
        again = self._climbed(own.with_(**masked, state=state, node=np.where(left_out, NOTHING, own["node"])))
        parents = again.take(own.index().find(again["key"]) < 0)
        kept = whole.take(parents.index().find(whole["key"]) < 0)
        unlike = np.isin(_unit(kept), apart) & (own.index().find(kept["key"]) >= 0) & (kept["d"] == 0)
        if unlike.any():
            unknown = {name: np.where(unlike, np.nan, kept[name]) for name in ("value", "lower", "upper")}
            state = np.where(unlike, MISSING, kept["state"]).astype(np.int8)
            kept = kept.with_(**unknown, state=state).flagged(unlike, "periods_differ")
        return kept.merged(parents)


def _unit(cells: Cells) -> Any:
    """One number per organisation and period."""
    return cells["o"] * len(cells.axes.periods) + cells["p"]


def _uneven(own: Sequence[Cells]) -> Ints:
    """Organisations and periods in which all operands were asked, and some but not all were given."""
    size = len(own[0].axes.organisations) * len(own[0].axes.periods)
    asked, given = np.zeros(size), np.zeros(size)
    for cells in own:
        unit = _unit(cells)
        due = (cells["state"] == REPORTED) | (cells["state"] == MISSING) | (cells["state"] == NOT_DUE)
        asked += np.bincount(unit[due], minlength=size)
        given += np.bincount(unit[due & (cells["state"] == REPORTED) & ~np.isnan(cells["value"])], minlength=size)
    half: Ints = np.flatnonzero((asked == len(own)) & (given > 0) & (given < len(own)))
    return half


def _unlike_months(own: Sequence[Cells]) -> Ints:
    """Organisations and periods of which one operand covers other months than another."""
    if len(own) < 2:
        return np.zeros(0, dtype=np.int64)
    size = len(own[0].axes.organisations) * len(own[0].axes.periods)
    least, most = np.full((2, size), np.nan), np.full((2, size), np.nan)
    for cells in own:
        some = cells.take(cells["state"] == REPORTED)
        full = some.axes.months[some["p"]]
        for at, name in enumerate(("months_low", "months_high")):
            months = np.where(np.isnan(some[name]), full, some[name])
            np.fmin.at(least[at], _unit(some), months)
            np.fmax.at(most[at], _unit(some), months)
    apart: Ints = np.flatnonzero((np.abs(most - least) > 1e-6).any(axis=0))
    return apart


# --- Formulas ---------------------------------------------------------------------------------------------------


def _single(cells: Cells, formula: Formula) -> Cells:
    """A formula over one operand: every category has its own value, bounds go through the formula."""
    (name,) = (one.text for one in formula.operands)
    size = len(cells)

    def through(column: Floats) -> Floats:
        return np.broadcast_to(formula.evaluate({name: column}), (size,)).astype(float)

    given, low, high = cells["value"], cells["lower"], cells["upper"]
    value = through(given)
    lower, upper = low, high
    if not (np.isnan(low) & np.isnan(high)).all():
        ends = np.vstack([through(low), through(high)])
        somewhere = np.fmax(low, np.nan_to_num(high))
        falls = through(somewhere + 1) < through(somewhere)
        lower, upper = np.where(falls, ends[::-1], ends)
    nan = np.full(size, np.nan)
    extra = dict.fromkeys(_EXTRA, nan)
    return cells.with_(value=value, lower=lower, upper=upper, **extra).flagged(
        ~np.isnan(given) & np.isnan(value), "not_defined"
    )


def _several(operands: Sequence[Cells], formula: Formula) -> Cells:
    """A formula over more operands: their keys are joined, and the value is missing where one is missing."""
    totals = [cells.take(cells["d"] == 0) for cells in operands]
    first = totals[0]
    axes = first.axes
    size = len(axes.organisations) * len(axes.periods)
    units, _ = group(np.concatenate([_unit(cells) for cells in totals]), size)
    count = len(units)
    o, p = np.divmod(units, len(axes.periods))
    joined = Cells.empty(axes, first.flagbook, first.provenance, count)
    code = int(first["e"][0]) if len(first) else 0
    arrays: dict[str, Floats] = {}
    state = np.zeros(count, dtype=np.int8)
    reported, expected, weight = np.full(count, np.inf), np.zeros(count), np.full(count, np.nan)
    low, high = np.full(count, np.nan), np.full(count, np.nan)
    flags = first.flagbook.none(count)
    owners, nodes = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for operand, cells in zip(formula.operands, totals, strict=True):
        at = np.full(size, -1)
        at[_unit(cells)] = np.arange(len(cells))
        at = at[units]
        there = at >= 0
        if not len(cells):
            arrays[operand.text] = np.full(count, np.nan)
            state, reported = np.full(count, MISSING, dtype=np.int8), np.zeros(count)
            continue
        arrays[operand.text] = np.where(there, cells["value"][at], np.nan)
        state = np.maximum(state, np.where(there, cells["state"][at], MISSING)).astype(np.int8)
        reported = np.minimum(reported, np.where(there, cells["reported"][at], 0.0))
        expected = np.fmax(expected, np.where(there, cells["expected"][at], np.nan))
        weight = np.fmin(weight, np.where(there, cells["weight"][at], np.nan))
        low = np.fmin(low, np.where(there, cells["months_low"][at], np.nan))
        high = np.fmax(high, np.where(there, cells["months_high"][at], np.nan))
        flags |= np.where(there[:, None], cells["flags"][at], np.uint64(0))
        owners.append(np.flatnonzero(there))
        nodes.append(cells["node"][at][there])
    value = np.broadcast_to(formula.evaluate(arrays), (count,)).astype(float)
    ratio = formula.ratio
    above = below = np.full(count, np.nan)
    if ratio is not None:
        above = np.broadcast_to(evaluate_node(ratio.numerator, arrays), (count,)).astype(float)
        below = np.broadcast_to(evaluate_node(ratio.denominator, arrays), (count,)).astype(float)
    complete = np.all([~np.isnan(array) for array in arrays.values()], axis=0)
    nan = np.full(count, np.nan)
    cells = joined.with_(
        value=value, state=np.where(np.isnan(value), state, REPORTED).astype(np.int8), reported=reported,
        expected=expected, weight=weight, months_low=low, months_high=high, flags=flags, numerator=above,
        denominator=below, annual_lower=nan, annual_upper=nan.copy(),
        node=first.provenance.join(np.concatenate(owners), np.concatenate(nodes), count),
    ).keyed(code, o, p, 0)  # fmt: skip
    return cells.flagged(complete & np.isnan(value), "not_defined").ordered()


def _ragged(cells: Cells, operands: Sequence[Cells], indicator: Indicator, findings: list[Finding]) -> Cells:
    """Operands that are reported over periods that overlap and never match are not combined, and that is said."""
    axes = cells.axes
    reported = [np.unique(one["p"][(one["state"] == REPORTED) & (one["d"] == 0)]) for one in operands]
    if any(not len(codes) for codes in reported) or len(set.intersection(*(set(codes) for codes in reported))):
        return cells
    spans = [[axes.spans[code] for code in codes] for codes in reported]
    crossing = [
        (one, other) for at, some in enumerate(spans) for others in spans[at + 1 :] for one in some for other in others
        if one != other and one.start <= other.end and other.start <= one.end
    ]  # fmt: skip
    if not crossing:
        return cells
    message = say("formula.periods_differ", indicator=indicator.title, first=crossing[0][0].label,
                  second=crossing[0][1].label)  # fmt: skip
    findings.append(Finding("formula.periods_differ", Severity.WARNING, message, about=(f"indicator:{indicator.id}",)))
    touched = np.isin(cells["p"], np.concatenate(reported))
    return cells.flagged(touched & np.isnan(cells["value"]), "periods_differ")


def _surveys(cells: Cells, indicator: Indicator, elements: Sequence[DataElement]) -> Cells:
    """Give survey shares their Wilson interval, and mark opinion and unknown representativeness."""
    extra: list[str] = []
    asked = [element.survey for element in elements if element.survey]
    if any(survey.measures != "fact" for survey in asked):
        extra += [survey.measures for survey in asked]
    if any(survey.representativeness == "C" for survey in asked):
        extra.append("indicative")
    if len(elements) == 1 and elements[0].over_organisations is OverOrganisations.NONE and indicator.unit == "percent":
        extra.append("not_aggregatable")
    if extra:
        cells = cells.flagged(cells["state"] == REPORTED, *extra)
    scale = {"percent": 100.0, "fraction": 1.0}.get(indicator.unit)
    if not asked or scale is None:
        return cells
    lower, upper = cells["lower"].copy(), cells["upper"].copy()
    for at in np.flatnonzero(~np.isnan(cells["n"]) & (cells["value"] >= 0) & (cells["value"] <= scale)):
        population = float(cells["population"][at])
        size = None if np.isnan(population) else population
        interval = wilson(float(cells["value"][at]) / scale, float(cells["n"][at]), size)
        lower[at], upper[at] = interval.low * scale, interval.high * scale
    return cells.with_(lower=lower, upper=upper)


def _annualised(cells: Cells) -> Cells:
    """What the counts of a part of a year would be in twelve months, between the fewest and most months."""
    partial = cells.has("partial") & (cells["state"] == REPORTED) & ~np.isnan(cells["value"])
    lower = np.where(partial, cells["value"] * MONTHS_PER_YEAR / cells["months_high"], np.nan)
    upper = np.where(partial, cells["value"] * MONTHS_PER_YEAR / cells["months_low"], np.nan)
    return cells.with_(annual_lower=lower, annual_upper=upper).flagged(partial, "annualised")


def _coverage(cells: Cells, indicator: Indicator) -> Cells:
    """Mark values that rest on fewer organisations than the indicator asks for."""
    with np.errstate(invalid="ignore", divide="ignore"):
        part = cells["reported"] / cells["expected"]
    weight = np.where(np.isnan(cells["weight"]), part, cells["weight"])
    short = (part < indicator.min_coverage) | (weight < indicator.min_coverage)
    return cells.flagged((cells["state"] == REPORTED) & short, "incomplete")


def mark_conflicts(values: pd.DataFrame, conflicts: Sequence[Conflict]) -> pd.DataFrame:
    """Name on every value the declared contradictions that it touches, so that they are printed wherever it is used."""
    if not conflicts or values.empty:
        return values
    flags = values["flags"].to_numpy(object, copy=True)
    reported = (values["state"] == "reported").to_numpy(bool)
    for conflict in conflicts:
        touched = reported & values["indicator"].isin(conflict.indicators).to_numpy(bool)
        if conflict.period is not None:
            touched &= (values["period"] == conflict.period).to_numpy(bool)
        if conflict.organisation is not None:
            touched &= (values["organisation"] == conflict.organisation).to_numpy(bool)
        for at in np.flatnonzero(touched):
            flags[at] = tuple(dict.fromkeys((*flags[at], f"conflict:{conflict.id}")))
    return values.assign(flags=flags)


# --- Findings ---------------------------------------------------------------------------------------------------


def _parts_within_whole(cells: Cells, indicator: Indicator) -> list[Finding]:
    """A percentage of which the numerator is larger than the denominator is a finding."""
    if indicator.unit not in ("percent", "fraction"):
        return []
    with np.errstate(invalid="ignore"):
        wrong = cells["numerator"] > cells["denominator"]
    return [
        _found("value.part_exceeds_whole", cells, at, indicator, numerator=float(cells["numerator"][at]),
               denominator=float(cells["denominator"][at]))
        for at in np.flatnonzero(wrong)
    ]  # fmt: skip


def _falls(cells: Cells, indicator: Indicator) -> list[Finding]:
    """What was added in a period, and is less than nothing, is a finding where it was reported."""
    fell: Bools = cells.has("falls") & (cells["value"] < 0)
    return [_found("value.falls", cells, at, indicator, value=float(cells["value"][at])) for at in np.flatnonzero(fell)]


def _found(code: str, cells: Cells, at: Any, indicator: Indicator, **values: Any) -> Finding:
    organisation = cells.axes.organisations[int(cells["o"][at])]
    message = say(code, indicator=indicator.title, organisation=organisation,
                  period=cells.axes.periods[int(cells["p"][at])], **values)  # fmt: skip
    about = (f"indicator:{indicator.id}", f"organisation:{organisation}")
    return Finding(code, Severity.WARNING, message, about=about)
