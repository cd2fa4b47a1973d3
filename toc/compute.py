"""Indicators from cells: first add up, then evaluate the formula, so that a rate is a ratio of sums."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from toc.conflict import Conflict
from toc.errors import Finding, Severity
from toc.formula import Formula, parse
from toc.formula import evaluate as evaluate_node
from toc.frames import KEY, VALUES, check_frame, empty_frame
from toc.indicator import DataElement, Indicator, OverOrganisations
from toc.measurement import wilson
from toc.organisation import OrganisationTree
from toc.rollup import RollUp, paired
from toc.words import say

_STATE_ORDER = {"reported": 0, "withheld": 1, "not_applicable": 2, "not_due": 3, "missing": 4}
_STATES = {rank: state for state, rank in _STATE_ORDER.items()}
_OPERAND = ["value", "state", "lower", "upper", "n", "population", "reported", "expected", "weight", "months_low",
            "months_high", "rows", "flags"]  # fmt: skip


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
        tree: organisations.

    Returns:
        Table with the columns of ``frames.VALUES`` and findings (a part larger than its whole).
    """
    findings: list[Finding] = []
    cells = rolled.cells
    by_element = {str(name): group for name, group in cells.groupby("data_element", sort=False)}
    tables = []
    for indicator in indicators:
        formula = parse(indicator.formula)
        if len(formula.names) > 1 and not formula.replaces_missing:
            together = paired(rolled, formula.names, data_elements, tree)
            found = {str(name): group for name, group in together.groupby("data_element", sort=False)}
        else:
            found = by_element
        operands = [found.get(name, cells.iloc[:0])[[*KEY, *_OPERAND]] for name in formula.names]
        table = _single(operands[0], formula) if len(operands) == 1 else _several(operands, formula)
        if table.empty:
            continue
        table = table.assign(indicator=indicator.id, unit=indicator.unit)
        table = _surveys(table, indicator, formula, data_elements)
        table = _coverage(table, indicator)
        findings += _parts_within_whole(table, indicator)
        tables.append(check_frame(table, VALUES, "values"))
    if not tables:
        return empty_frame(VALUES), findings
    return pd.concat(tables, ignore_index=True), findings


def _single(operand: pd.DataFrame, formula: Formula) -> pd.DataFrame:
    """A formula over one data element: every category has its own value, bounds go through the formula."""
    (name,) = formula.names

    def through(column: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        return np.broadcast_to(formula.evaluate({name: column}), (len(operand),))

    given, low, high = (operand[column].to_numpy(float) for column in ("value", "lower", "upper"))
    value = through(given)
    ends = np.vstack([through(low), through(high)])
    falls = through(np.fmax(low, np.nan_to_num(high)) + 1) < through(np.fmax(low, np.nan_to_num(high)))
    lower, upper = np.where(falls, ends[::-1], ends)
    undefined = ~np.isnan(given) & np.isnan(value)
    flags = operand["flags"]
    if undefined.any():
        flags = pd.Series(
            [(*one, "not_defined") if is_so else one for one, is_so in zip(flags, undefined, strict=True)],
            index=operand.index,
        )
    return operand.assign(value=value, lower=lower, upper=upper, numerator=np.nan, denominator=np.nan, flags=flags)


def _several(operands: Sequence[pd.DataFrame], formula: Formula) -> pd.DataFrame:
    """A formula over more data elements: their keys are joined, and the value is missing where one is missing."""
    joined = operands[0].add_suffix("_0").rename(columns={f"{name}_0": name for name in KEY})
    for number, operand in enumerate(operands[1:], start=1):
        other = operand.add_suffix(f"_{number}").rename(columns={f"{name}_{number}": name for name in KEY})
        joined = joined.merge(other, on=list(KEY), how="outer")
    joined = joined[joined["disaggregation"] == ""].reset_index(drop=True)
    count = range(len(operands))
    size = len(joined)
    arrays = {name: joined[f"value_{at}"].to_numpy(float) for at, name in enumerate(formula.names)}
    state_ranks = np.vstack([joined[f"state_{at}"].map(_STATE_ORDER).fillna(4).to_numpy(int) for at in count])
    value = np.broadcast_to(formula.evaluate(arrays), (size,)).copy()
    worst = state_ranks.max(axis=0)
    worst = np.where(~np.isnan(value), 0, worst)
    above = below = np.full(size, np.nan)
    if formula.ratio is not None:
        above = np.broadcast_to(evaluate_node(formula.ratio.numerator, arrays), (size,))
        below = np.broadcast_to(evaluate_node(formula.ratio.denominator, arrays), (size,))
    complete = np.all([~np.isnan(array) for array in arrays.values()], axis=0)
    flags = [
        (*_merged(joined, "flags", at, count), *(("not_defined",) if whole and np.isnan(result) else ()))
        for at, (whole, result) in enumerate(zip(complete, value, strict=True))
    ]
    frame = joined[list(KEY)].assign(
        value=value,
        state=[_STATES[int(rank)] for rank in worst],
        numerator=above,
        denominator=below,
        lower=np.nan,
        upper=np.nan,
        n=np.nan,
        population=np.nan,
        reported=_across(joined, "reported", count, "min"),
        expected=_across(joined, "expected", count, "max"),
        weight=_across(joined, "weight", count, "min"),
        months_low=_across(joined, "months_low", count, "min"),
        months_high=_across(joined, "months_high", count, "max"),
        rows=[_merged(joined, "rows", at, count) for at in range(size)],
        flags=flags,
    )
    return frame


def _across(joined: pd.DataFrame, column: str, count: range, how: str) -> pd.Series[float]:
    columns = joined[[f"{column}_{at}" for at in count]]
    filled = columns.fillna(0.0) if column == "reported" else columns
    return filled.min(axis=1) if how == "min" else filled.max(axis=1)


def _merged(joined: pd.DataFrame, column: str, at: int, count: range) -> tuple[str, ...]:
    parts = (joined.at[at, f"{column}_{number}"] for number in count)
    return tuple(dict.fromkeys(name for part in parts if isinstance(part, tuple) for name in part))


def _surveys(
    table: pd.DataFrame, indicator: Indicator, formula: Formula, data_elements: Mapping[str, DataElement]
) -> pd.DataFrame:
    """Give survey shares their Wilson interval, and mark opinion and unknown representativeness."""
    elements = [data_elements[name] for name in formula.names]
    extra: list[str] = []
    if any(element.survey and element.survey.measures != "fact" for element in elements):
        extra += [element.survey.measures for element in elements if element.survey]
    if any(element.survey and element.survey.representativeness == "C" for element in elements):
        extra.append("indicative")
    bare = len(elements) == 1 and elements[0].over_organisations is OverOrganisations.NONE
    if bare and indicator.unit == "percent":
        extra.append("not_aggregatable")
    asked = any(element.survey for element in elements)
    if not extra and not asked:
        return table
    lower, upper = table["lower"].to_numpy(float).copy(), table["upper"].to_numpy(float).copy()
    scale = {"percent": 100.0, "fraction": 1.0}.get(indicator.unit)
    sizes = zip(table["value"], table["n"], table["population"], strict=True)
    for at, (value, n, population) in enumerate(sizes):
        if asked and scale is not None and not (math.isnan(n) or math.isnan(value)):
            if not 0 <= value <= scale:
                continue
            interval = wilson(value / scale, n, None if np.isnan(population) else population)
            lower[at], upper[at] = interval.low * scale, interval.high * scale
    marked = [
        tuple(dict.fromkeys((*flags, *(extra if state == "reported" else ()))))
        for flags, state in zip(table["flags"], table["state"], strict=True)
    ]
    return table.assign(lower=lower, upper=upper, flags=marked)


def _coverage(table: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Mark values that rest on fewer organisations than the indicator asks for."""
    part = table["reported"] / table["expected"]
    by_weight = table["weight"].where(table["weight"].notna(), part)
    short = (table["state"] == "reported") & ((part < indicator.min_coverage) | (by_weight < indicator.min_coverage))
    flags = [
        (*flags, "incomplete") if is_short else flags for flags, is_short in zip(table["flags"], short, strict=True)
    ]
    return table.assign(flags=flags)


def mark_conflicts(values: pd.DataFrame, conflicts: Sequence[Conflict]) -> pd.DataFrame:
    """Name on every value the declared contradictions that it touches, so that they are printed wherever it is used."""
    named: list[list[str]] = [list(flags) for flags in values["flags"]]
    reported = values["state"] == "reported"
    for conflict in conflicts:
        touched = reported & values["indicator"].isin(conflict.indicators)
        if conflict.period is not None:
            touched &= values["period"] == conflict.period
        if conflict.organisation is not None:
            touched &= values["organisation"] == conflict.organisation
        for at in np.flatnonzero(touched.to_numpy(bool)):
            named[at].append(f"conflict:{conflict.id}")
    return values.assign(flags=[tuple(dict.fromkeys(flags)) for flags in named])


def _parts_within_whole(table: pd.DataFrame, indicator: Indicator) -> list[Finding]:
    """A percentage of which the numerator is larger than the denominator is a finding."""
    if indicator.unit not in ("percent", "fraction"):
        return []
    wrong = table[table["numerator"] > table["denominator"]]
    records: list[dict[str, Any]] = [{str(k): v for k, v in row.items()} for row in wrong.to_dict("records")]
    return [
        Finding(
            "value.part_exceeds_whole",
            Severity.WARNING,
            say("value.part_exceeds_whole", indicator=indicator.title, organisation=row["organisation"],
                period=row["period"], numerator=row["numerator"], denominator=row["denominator"]),
            about=(f"indicator:{indicator.id}",),
        )
        for row in records
    ]  # fmt: skip
