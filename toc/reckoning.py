"""What data elements aggregate from records, in pandas and straight from the definition.

The way for small data, and the independent answer that the expression is held against: nothing here is shared with
``toc.expression``. Every record is laid out once for every organisation that it counts for, and then grouped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from toc.indicator import DataElement, OverOrganisations
from toc.plan import NO_CATEGORY, OUTSIDE, RESULT, Dimension, Plan, delivered_above, dimensions_of, given
from toc.records import Condition

_KEY = ["above", "period", "category"]
_TESTS: Mapping[str, Callable[[pd.Series[Any], Any], pd.Series[bool]]] = {
    "is_": lambda column, value: column == value,
    "is_not": lambda column, value: column != value,
    "at_least": lambda column, value: column >= value,
    "at_most": lambda column, value: column <= value,
    "below": lambda column, value: column < value,
    "above": lambda column, value: column > value,
}


def reckon_survey(frame: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """How many records there are per organisation and unit as written; as ``expression.survey``."""
    found = pd.DataFrame({"organisation": frame[plan.records.organisation].astype(object)})
    if plan.records.period is not None:
        found["unit"] = frame[plan.records.period].astype(object)
    else:
        found["unit"] = _units(frame, plan)
    for at, dimension in enumerate(plan.dimensions):
        found[f"w{at}"] = (_category(frame, dimension) == NO_CATEGORY).astype(int)
    wrong = [f"w{at}" for at in range(len(plan.dimensions))]
    grouped = found.groupby(["organisation", "unit"], dropna=False, sort=False)
    return grouped.agg(records=("organisation", "size"), **{name: (name, "sum") for name in wrong}).reset_index()


def reckon(frame: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """The figures of a plan, from records with typed columns; the columns are ``plan.RESULT``."""
    codes = dict(plan.spellings)
    unit = frame[plan.records.period].map(dict(plan.labels)) if plan.records.period is not None else _units(frame, plan)
    organisation = frame[plan.records.organisation].map(codes)
    placed = pd.DataFrame({"record": np.arange(len(frame)), "unit": unit, "organisation": organisation})
    placed = placed[(placed["unit"] >= 0) & placed["organisation"].notna()]
    spans = pd.DataFrame(plan.spans, columns=["unit", "period"])
    tree = pd.DataFrame([vars(one) for one in plan.tree], columns=["organisation", "above", "first", "last", "share"])
    counted = placed.merge(spans, on="unit").merge(tree, on="organisation")
    counted = counted[counted["period"].between(counted["first"], counted["last"])].reset_index(drop=True)
    tables = [
        _figures(frame, counted, plan, element, dimension)
        for element in plan.elements
        for dimension in (None, *dimensions_of(element))
    ]
    return pd.concat(tables, ignore_index=True)[list(RESULT)]


def _figures(
    frame: pd.DataFrame, counted: pd.DataFrame, plan: Plan, element: DataElement, dimension: Dimension | None
) -> pd.DataFrame:
    """One row per organisation, period and category of one element."""
    how = given(element)
    rows = counted[counted["period"].isin(plan.wanted(element))]
    category = pd.Series(NO_CATEGORY, index=frame.index) if dimension is None else _category(frame, dimension)
    rows = rows.assign(category=category.to_numpy()[rows["record"]])
    if dimension is not None:
        rows = rows[rows["category"] != NO_CATEGORY]
    names = [*how.measured, *([how.order or plan.records.day or ""] if how.aggregate == "last" else [])]
    matches = np.ones(len(frame), dtype=bool)
    for condition in how.where:
        matches &= _met(frame[condition.column], condition)
    filled = matches & np.logical_and.reduce([frame[name].notna() for name in names] or [np.ones(len(frame), bool)])
    used = rows[filled[rows["record"]]]
    columns = {name: frame[name].to_numpy()[used["record"]] for name in names}
    result = rows.groupby(_KEY).size().to_frame("everybody")
    result["matching"] = rows[matches[rows["record"]]].groupby(_KEY).size()
    result["facts"] = used.groupby(_KEY).size()
    own = rows["organisation"] == rows["above"]
    result["empty"] = rows[own & (matches & ~filled)[rows["record"]]].groupby(_KEY).size()
    result = result.fillna({"matching": 0, "facts": 0, "empty": 0})
    if not delivered_above(element):
        with_records = counted[counted["organisation"] == counted["above"]].groupby(["above", "period"]).size()
        result = result[result.index.droplevel("category").isin(with_records.index)]
    for name, figure in _aggregate(used, columns, element, names).items():
        result[name] = figure
    result = result.reindex(columns=result.columns.union(["value", "numerator", "denominator", "lowest"]))
    if how.aggregate in ("sum", "count", "count_distinct"):
        result["value"] = result["value"].where(result["matching"] > 0, 0.0)
    result = result.reset_index()
    return result.assign(
        element=element.id,
        organisation=result["above"].map(dict(enumerate(plan.organisations))),
        period=result["period"].map({at: one.label for at, one in enumerate(plan.periods)}),
        dimension="" if dimension is None else dimension.name,
    )


def _aggregate(
    used: pd.DataFrame, columns: Mapping[str, Any], element: DataElement, names: list[str]
) -> dict[str, pd.Series[float]]:
    how = given(element)
    rows = used[[*_KEY, "organisation", "share"]].reset_index(drop=True)

    def total(amount: Any) -> pd.Series[float]:
        return rows.assign(amount=amount).groupby(_KEY)["amount"].sum()

    share = rows["share"].to_numpy()
    first = columns[names[0]] if names else np.ones(len(rows))
    match how.aggregate:
        case "count":
            return {"value": total(share)}
        case "sum":
            return {"value": total(first.astype(float) * share)}
        case "count_distinct":
            return {"value": rows.assign(who=first).groupby(_KEY)["who"].nunique()}
        case "min" | "max":
            return {"value": rows.assign(amount=first.astype(float)).groupby(_KEY)["amount"].agg(how.aggregate)}
        case "last":
            return _last(rows.assign(amount=first.astype(float), moment=columns[names[1]]), element)
        case "mean":
            above, below = total(first.astype(float) * share), total(share)
        case "ratio":
            above, below = total(first.astype(float) * share), total(columns[names[1]].astype(float) * share)
        case _:
            weight = columns[names[1]].astype(float)
            above, below = total(first.astype(float) * weight * share), total(weight * share)
    scale = 100.0 if how.aggregate == "ratio" and element.unit == "percent" else 1.0
    return {"value": above / below.where(below != 0) * scale, "numerator": above, "denominator": below}


def _last(rows: pd.DataFrame, element: DataElement) -> dict[str, pd.Series[float]]:
    """Of each organisation what its last record says; where two are last, the greater, with the least beside it."""
    key = ["organisation", *_KEY]
    latest = rows["moment"] == rows.groupby(key)["moment"].transform("max")
    ends = rows[latest].groupby([*key, "share"])["amount"].agg(["max", "min"]).reset_index()
    if element.over_organisations is OverOrganisations.NONE:
        ends = ends[ends["organisation"] == ends["above"]]
    if element.over_organisations is OverOrganisations.MAX:
        best = ends.groupby(_KEY).max()
        return {"value": best["max"], "lowest": best["min"]}
    shared = ends.assign(max=ends["max"] * ends["share"], min=ends["min"] * ends["share"]).groupby(_KEY)
    return {"value": shared["max"].sum(), "lowest": shared["min"].sum()}


def _met(column: pd.Series[Any], condition: Condition) -> Any:
    """Whether each record meets a condition; an empty cell never does."""
    met = column.notna()
    for name, values in condition.tests():
        typed = [pd.Timestamp(value) if condition.kind == "day" else value for value in values]
        passed = column.isin(typed) if name == "in_" else _TESTS[name](column, typed[0])
        met &= passed.fillna(False).astype(bool)
    return met.to_numpy(bool)


def _category(frame: pd.DataFrame, dimension: Dimension) -> pd.Series[Any]:
    text = frame[dimension.column].astype(object)
    return text.where(text.isin(dimension.categories), NO_CATEGORY)


def _units(frame: pd.DataFrame, plan: Plan) -> pd.Series[Any]:
    """Place of the unit that each day lies in, ``OUTSIDE``, or nothing for an empty day."""
    day = frame[plan.records.day].dt.normalize()
    starts = pd.DatetimeIndex([one.start for one in plan.units])
    place = pd.Series(starts.searchsorted(day.to_numpy(), side="right") - 1.0, index=frame.index)
    place = place.where((place >= 0) & (day <= pd.Timestamp(plan.units[-1].end)), OUTSIDE)
    return place.where(day.notna())
