"""From accepted rows to one figure per data element, organisation, period and category.

Four steps, each a plain function: ``choose`` one figure where several rows speak of the same thing, ``total`` the
categories, ``expect`` what should have been reported, and ``add_up`` the tree. What is missing stays missing all
the way, with ``reported / expected`` beside every figure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from toc.conflict import Conflict
from toc.errors import Finding, Severity, SourceMark
from toc.frames import CELLS, KEY, check_frame, empty_frame
from toc.indicator import DataElement, NotApplicable, OverDisaggregation, OverOrganisations
from toc.organisation import Organisation, OrganisationTree
from toc.period import Period
from toc.theory import ReportingRound
from toc.words import say

CELL_KEY = ["data_element", *KEY]
ABOUT_TOLERANCE = 0.05
"""A figure printed as "about" agrees with another one within 5 %."""

RECONCILIATION_TOLERANCE = 1e-6


@dataclass(frozen=True)
class RollUp:
    """Cells (``frames.CELLS``) and what was found on the way."""

    cells: pd.DataFrame
    findings: tuple[Finding, ...]


def roll_up(
    accepted: pd.DataFrame,
    data_elements: Sequence[DataElement],
    tree: OrganisationTree,
    rounds: Sequence[ReportingRound],
    conflicts: Sequence[Conflict],
    as_of: date,
) -> RollUp:
    """Carry accepted rows (``frames.ACCEPTED``) up to cells (``frames.CELLS``).

    Args:
        accepted: one row per accepted observation.
        data_elements: how each element adds up and who must report it.
        tree: organisations, with dated membership; a period belongs to the parent of its last day.
        rounds: periods that must be reported.
        conflicts: declared choices between rows.
        as_of: periods that end before this day are due.
    """
    by_id = {element.id: element for element in data_elements}
    own, findings = choose(accepted, conflicts, as_of)
    own, more = total(own, by_id)
    expected = expect(own, data_elements, tree, rounds, as_of)
    cells, differences = add_up(own, expected, by_id, tree)
    return RollUp(check_frame(cells, CELLS, "cells"), tuple(findings + more + differences))


# --- Choosing ---------------------------------------------------------------------------------------------------


def choose(accepted: pd.DataFrame, conflicts: Sequence[Conflict], as_of: date) -> tuple[pd.DataFrame, list[Finding]]:
    """Keep one figure per key. Rows that agree are merged, a later row of one document replaces an earlier one,
    a declared conflict chooses; an undeclared one leaves a range and no value.
    """
    if accepted.empty:
        return empty_frame(CELLS), []
    frame = accepted.assign(
        state="reported",
        lower=np.where(accepted["bound"] == "at_least", accepted["value"], np.nan),
        upper=np.where(accepted["bound"] == "at_most", accepted["value"], np.nan),
        reported=1.0,
        expected=1.0,
        weight=np.nan,
        rows=[(name,) for name in accepted["id"]],
        flags=[_row_flags(row, as_of) for row in accepted.itertuples(index=False)],
    )
    several = frame.duplicated(CELL_KEY, keep=False)
    singles = frame.loc[~several, list(CELLS)]
    if not several.any():
        return singles.reset_index(drop=True), []
    declared: dict[str, list[Conflict]] = {}
    for conflict in conflicts:
        for statement in conflict.statements:
            if statement.observation is not None:
                declared.setdefault(statement.observation, []).append(conflict)
    findings: list[Finding] = []
    chosen = [_choose_one(group, declared, findings) for _, group in frame.loc[several].groupby(CELL_KEY, sort=False)]
    return pd.concat([singles, pd.DataFrame(chosen)[list(CELLS)]], ignore_index=True), findings


def _row_flags(row: Any, as_of: date) -> tuple[str, ...]:
    flags = []
    if not math.isnan(row.months_low) and row.months_high < Period(row.start, row.end).months:
        flags.append("partial")
    if row.bound:
        flags.append(row.bound)
    if row.use == "quarantined":
        flags.append("quarantined")
    if row.confidence == "low":
        flags.append("low_confidence")
    if row.end >= as_of:
        flags.append("open_period")
    return tuple(flags)


def _choose_one(
    group: pd.DataFrame, declared: Mapping[str, Sequence[Conflict]], findings: list[Finding]
) -> dict[str, Any]:
    records: list[dict[str, Any]] = [{str(k): v for k, v in row.items()} for row in group.to_dict("records")]
    everything = tuple(row["id"] for row in records)
    known = [conflict for name in everything for conflict in declared.get(name, ())]
    conflict = next((one for one in known if one.chosen in everything), None)
    if conflict is not None:
        row = next(row for row in records if row["id"] == conflict.chosen)
        return {**row, "rows": everything, "flags": (*row["flags"], "conflict", f"conflict:{conflict.id}")}
    best = min(records, key=lambda row: (row["bound"] != "", row["bound"] == "about"))
    if all(_agree(row, best) for row in records):
        return {**best, "rows": everything}
    latest = _correction(records)
    if latest is not None:
        where = SourceMark(str(latest["file"]), int(latest["line"]))
        message = say(
            "data.corrected",
            element=latest["data_element"],
            organisation=latest["organisation"],
            period=latest["period"],
            value=latest["value"],
        )
        findings.append(Finding("data.corrected", Severity.INFO, message, where))
        return {**latest, "flags": (*latest["flags"], "corrected")}
    values = [row["value"] for row in records]
    where = SourceMark(str(records[-1]["file"]), int(records[-1]["line"]))
    message = say(
        "data.conflict",
        element=best["data_element"],
        organisation=best["organisation"],
        period=best["period"],
        low=min(values),
        high=max(values),
        rows=list(everything),
    )
    findings.append(Finding("data.conflict", Severity.WARNING, message, where))
    flags = ("conflict", *dict.fromkeys(f"conflict:{one.id}" for one in known), "conflict_unresolved")
    return {**best, "value": np.nan, "lower": min(values), "upper": max(values), "rows": everything,
            "flags": (*best["flags"], *flags)}  # fmt: skip


def _agree(row: Mapping[str, Any], best: Mapping[str, Any]) -> bool:
    value, reference = row["value"], best["value"]
    if best["bound"] in ("", "about") and row["bound"] == "at_least":
        return bool(reference >= value)
    if best["bound"] in ("", "about") and row["bound"] == "at_most":
        return bool(reference <= value)
    if "about" in (row["bound"], best["bound"]):
        return bool(abs(value - reference) <= ABOUT_TOLERANCE * max(abs(value), abs(reference)))
    return bool(value == reference and row["bound"] == best["bound"])


def _correction(records: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The row known last, when all rows come from one document and became known on different days."""
    days = [row["known_on"] for row in records]
    if len({row["document"] for row in records}) != 1 or None in days or len(set(days)) != len(days):
        return None
    return max(records, key=lambda row: row["known_on"])


# --- Categories -------------------------------------------------------------------------------------------------


def total(own: pd.DataFrame, data_elements: Mapping[str, DataElement]) -> tuple[pd.DataFrame, list[Finding]]:
    """Sum complete categories and hold the sum against a printed total; what has no category becomes ``unknown``."""
    parted = own["disaggregation"] != ""
    adds_up = own["data_element"].map(
        lambda name: (
            data_elements[name].over_disaggregation is OverDisaggregation.SUM
            and len(data_elements[name].disaggregations) == 1
        )
    )
    if own.empty or not (parted & adds_up).any():
        return own, []
    findings: list[Finding] = []
    added: list[dict[str, Any]] = []
    dropped: list[Any] = []
    keys = ["data_element", "organisation", "period"]
    for key, parts in own[parted & adds_up].groupby(keys, sort=False):
        element_id, organisation, period = (str(part) for part in key)
        element = data_elements[element_id]
        (dimension, categories), *_ = element.disaggregations.items()
        complete = len(parts) == len(categories)
        same = (own["data_element"] == element_id) & (own["organisation"] == organisation) & (own["period"] == period)
        printed = own[same & ~parted]
        flags = tuple(dict.fromkeys(flag for row in parts["flags"] for flag in row))
        rows = tuple(name for row in parts["rows"] for name in row)
        first = {str(k): v for k, v in parts.iloc[0].to_dict().items()}
        amount = float(parts["value"].sum(skipna=False))
        record = {**first, "disaggregation": "", "value": amount, "rows": rows, "flags": (*flags, "sum_of_categories")}
        if printed.empty:
            if not complete:
                record |= {
                    "value": np.nan,
                    "lower": amount,
                    "state": "missing",
                    "flags": (*flags, "categories_incomplete"),
                }
            added.append(record)
            continue
        stated = float(printed["value"].iloc[0])
        record["rows"] = rows + tuple(printed["rows"].iloc[0])
        difference = stated - amount
        tolerance = max(RECONCILIATION_TOLERANCE, element.parts_tolerance)
        if complete and abs(difference) <= tolerance * max(1.0, abs(stated)):
            record["flags"] = (*flags, "sum_of_categories", "reconciled")
            added.append(record)
            dropped += list(printed.index)
        elif complete or difference < 0:
            message = say(
                "data.parts_differ",
                element=element.title,
                organisation=organisation,
                period=period,
                parts=amount,
                total=stated,
                difference=difference,
            )
            findings.append(
                Finding("data.parts_differ", Severity.WARNING, message, about=(f"data_element:{element_id}",))
            )
        else:
            unknown = {
                **first,
                "disaggregation": f"{dimension}=unknown",
                "value": difference,
                "rows": tuple(printed["rows"].iloc[0]),
                "flags": (*flags, "residual"),
            }
            added.append(unknown)
    kept = own.drop(index=dropped)
    return pd.concat([kept, pd.DataFrame(added)], ignore_index=True)[list(CELLS)] if added else kept, findings


# --- Expecting --------------------------------------------------------------------------------------------------


def expect(
    own: pd.DataFrame,
    data_elements: Sequence[DataElement],
    tree: OrganisationTree,
    rounds: Sequence[ReportingRound],
    as_of: date,
) -> pd.DataFrame:
    """One row per (data_element, organisation, period, disaggregation) that should be there, with its ``state`` if not.

    A round that is still open is ``not_due``. An element that nobody is asked for is expected of the top alone, with
    flag ``not_asked``. Where some categories are reported, the others are expected too.
    """
    top = tree.roots[0].id
    periods = [(one, Period.parse(one.period)) for one in rounds]
    records: list[tuple[str, str, str, str, str, tuple[str, ...]]] = []
    for element in data_elements:
        start = Period.parse(element.reported_from).start
        open_total = element.disaggregations and element.over_disaggregation is OverDisaggregation.NONE
        asked = [one for one in tree.organisations if one.level in element.reported_by]
        for one, period in periods:
            if period.start < start or period.start > as_of or open_total:
                continue
            state = "missing" if period.end < as_of else "not_due"
            for organisation in asked:
                if _touches(organisation, period):
                    never = any(
                        exception.organisation == organisation.id and _touches(exception, period)
                        for exception in element.not_applicable
                    )
                    its_state = "not_applicable" if never else state
                    records.append((element.id, organisation.id, one.period, "", its_state, ()))
            if not asked:
                records.append((element.id, top, one.period, "", state, ("not_asked",)))
    by_id = {element.id: element for element in data_elements}
    parted = own[own["disaggregation"] != ""]
    for key, parts in parted.groupby(["data_element", "organisation", "period"], sort=False):
        element_id, organisation_id, label = (str(part) for part in key)
        if len(by_id[element_id].disaggregations) != 1:
            continue
        ((dimension, categories),) = by_id[element_id].disaggregations.items()
        present = set(parts["disaggregation"])
        records += [
            (element_id, organisation_id, label, f"{dimension}={category}", "missing", ())
            for category in categories
            if f"{dimension}={category}" not in present
        ]
    return pd.DataFrame(records, columns=[*CELL_KEY, "state", "flags"])


def _touches(span: Organisation | NotApplicable, period: Period) -> bool:
    """Tell whether a stretch with optional ends has a day in common with a period."""
    begun = span.since is None or span.since <= period.end
    return begun and (span.until is None or span.until >= period.start)


# --- Adding up --------------------------------------------------------------------------------------------------


def ancestry(tree: OrganisationTree, periods: Sequence[str]) -> pd.DataFrame:
    """Pairs (organisation, ancestor) with the share that counts, per period, as the tree was on its last day."""
    records: list[tuple[str, str, str, float]] = []
    dated = any(organisation.memberships for organisation in tree.organisations)
    known: list[tuple[str, str, float]] = []
    for number, period in enumerate(periods):
        if dated or number == 0:
            day = Period.parse(period).end if dated else None
            known = [
                (below.id, above.id, share)
                for above in tree.organisations
                for below, share in tree.descendants(above.id, day)
            ]
        records += [(below, above, period, share) for below, above, share in known]
    frame = pd.DataFrame(records, columns=["organisation", "ancestor", "period", "share"])
    return frame.groupby(["organisation", "ancestor", "period"], sort=False)["share"].sum().reset_index()


def add_up(
    own: pd.DataFrame,
    expected: pd.DataFrame,
    data_elements: Mapping[str, DataElement],
    tree: OrganisationTree,
) -> tuple[pd.DataFrame, list[Finding]]:
    """Join what was reported with what was expected, and compute the parents."""
    marker = expected.merge(own[CELL_KEY], on=CELL_KEY, how="left", indicator="found")
    absent = marker[marker["found"] == "left_only"].drop(columns="found")
    blank: dict[str, Any] = dict.fromkeys(
        ("value", "lower", "upper", "n", "population", "weight", "months_low", "months_high"), np.nan
    )
    missing = absent.assign(**blank, reported=0.0, expected=1.0, rows=[() for _ in range(len(absent))])
    leaves = pd.concat([frame for frame in (own, missing[list(CELLS)]) if not frame.empty], ignore_index=True)
    if leaves.empty:
        return empty_frame(CELLS), []
    asked = leaves.merge(
        expected.loc[expected["flags"].map(len) == 0, CELL_KEY].assign(asked=True), on=CELL_KEY, how="left"
    )
    parts = leaves[_is_part(asked, own, data_elements, tree) & (leaves["state"] != "not_applicable")]
    above = parts.merge(ancestry(tree, sorted(leaves["period"].unique())), on=["organisation", "period"])
    computed = _compute_parents(above, leaves, data_elements)
    return _join_parents(leaves, computed, data_elements)


def _is_part(
    asked: pd.DataFrame, own: pd.DataFrame, data_elements: Mapping[str, DataElement], tree: OrganisationTree
) -> pd.Series[bool]:
    """Cells that count towards a parent: those of the levels that must report."""
    level = asked["organisation"].map({one.id: one.level for one in tree.organisations})
    levels = asked["data_element"].map({name: element.reported_by for name, element in data_elements.items()})
    reports = pd.Series([one in many for one, many in zip(level, levels, strict=True)], index=asked.index)
    usable = asked["flags"].map(lambda flags: "quarantined" not in flags)
    return reports & usable


def _compute_parents(
    above: pd.DataFrame, leaves: pd.DataFrame, data_elements: Mapping[str, DataElement]
) -> pd.DataFrame:
    """One row per parent cell, from its parts."""
    if above.empty:
        return empty_frame(CELLS)
    rule = above["data_element"].map({name: element.over_organisations for name, element in data_elements.items()})
    known = above["value"].notna() & (above["state"] == "reported")
    weights = _weights(above, leaves, data_elements)
    frame = above.assign(
        rule=rule,
        known=known.astype(float),
        due=(above["state"] != "not_due").astype(float),
        shared=np.where(known, above["value"] * above["share"], np.nan),
        weighted=np.where(known, above["value"] * weights * above["share"], np.nan),
        weight_known=np.where(known, weights * above["share"], 0.0),
        weight_all=weights * above["share"],
    )
    keys = ["data_element", "ancestor", "period", "disaggregation"]
    groups = frame.groupby(keys, sort=False)
    result = groups.agg(
        total=("shared", lambda series: series.sum(min_count=1)),
        largest=("value", "max"),
        weighted=("weighted", lambda series: series.sum(min_count=1)),
        weight_known=("weight_known", "sum"),
        weight_all=("weight_all", lambda series: series.sum(skipna=False)),
        reported=("known", "sum"),
        expected=("known", "size"),
        due=("due", "sum"),
        months_low=("months_low", "min"),
        months_high=("months_high", "max"),
        rows=("rows", lambda series: tuple(name for row in series for name in row)),
        flags=("flags", lambda series: tuple(dict.fromkeys(flag for row in series for flag in row))),
        rule=("rule", "first"),
    ).reset_index()
    result = result.rename(columns={"ancestor": "organisation"})
    counted = result["reported"] > 0
    by_rule = {
        OverOrganisations.SUM: result["total"],
        OverOrganisations.MAX: result["largest"],
        OverOrganisations.WEIGHTED_MEAN: result["weighted"] / result["weight_known"].where(result["weight_known"] > 0),
        OverOrganisations.DISTINCT: result["total"].where(result["expected"] == 1),
        OverOrganisations.NONE: result["total"].where(result["expected"] == 1),
    }
    value = pd.Series(np.nan, index=result.index)
    for name, figures in by_rule.items():
        value = value.where(result["rule"] != name, figures)
    distinct = (result["rule"] == OverOrganisations.DISTINCT) & counted & value.isna()
    return result.assign(
        value=value.where(counted),
        lower=result["largest"].where(distinct),
        upper=result["total"].where(distinct),
        state=np.where(counted, "reported", np.where(result["due"] > 0, "missing", "not_due")),
        weight=(result["weight_known"] / result["weight_all"]).where(result["rule"] == OverOrganisations.WEIGHTED_MEAN),
        n=np.nan,
        population=np.nan,
        flags=[
            (*flags, *(("bounds_only",) if bounds else ()),
             *(("not_aggregatable",) if rule is OverOrganisations.NONE and many and counted_ else ()))
            for flags, bounds, rule, many, counted_ in zip(
                result["flags"], distinct, result["rule"], result["expected"] > 1, counted, strict=True)
        ],
    )[list(CELLS)]  # fmt: skip


def _weights(above: pd.DataFrame, leaves: pd.DataFrame, data_elements: Mapping[str, DataElement]) -> pd.Series[float]:
    """Weight of each part: the value of the declared weighing element, or one."""
    weigher = above["data_element"].map({name: element.weight for name, element in data_elements.items()})
    if weigher.isna().all():
        return pd.Series(1.0, index=above.index)
    values = leaves.loc[leaves["disaggregation"] == ""].set_index(["data_element", "organisation", "period"])["value"]
    wanted = pd.MultiIndex.from_arrays([weigher.fillna(""), above["organisation"], above["period"]])
    found = pd.Series(values.reindex(wanted).to_numpy(), index=above.index)
    return found.where(weigher.notna(), 1.0)


def _join_parents(
    leaves: pd.DataFrame, computed: pd.DataFrame, data_elements: Mapping[str, DataElement]
) -> tuple[pd.DataFrame, list[Finding]]:
    """Put an organisation's own figure beside the one computed from its parts; the declared one counts."""
    if computed.empty:
        return leaves, []
    findings: list[Finding] = []
    own_keys = pd.MultiIndex.from_frame(leaves[CELL_KEY])
    computed_keys = pd.MultiIndex.from_frame(computed[CELL_KEY])
    both = own_keys.isin(computed_keys)
    only_computed = computed[~computed_keys.isin(own_keys)]
    if not both.any():
        return pd.concat([leaves, only_computed], ignore_index=True), findings
    from_parts = computed.set_index(CELL_KEY)
    kept: list[dict[str, Any]] = []
    for record in leaves[both].to_dict("records"):
        row: dict[str, Any] = {str(k): v for k, v in record.items()}
        key = tuple(row[name] for name in CELL_KEY)
        parts = {str(k): v for k, v in from_parts.loc[key].to_dict().items()}
        kept.append(_reconcile(row, parts, data_elements[row["data_element"]], findings))
    return pd.concat([leaves[~both], pd.DataFrame(kept)[list(CELLS)], only_computed], ignore_index=True), findings


def _reconcile(
    row: dict[str, Any], parts: dict[str, Any], element: DataElement, findings: list[Finding]
) -> dict[str, Any]:
    if parts["reported"] == 0:
        return {**row, "flags": (*row["flags"], "no_parts")}
    if row["state"] != "reported":
        return {**row, **parts}
    if not np.isnan(parts["value"]):
        message = say(
            "data.reconciliation",
            element=element.title,
            organisation=row["organisation"],
            period=row["period"],
            own=row["value"],
            parts=parts["value"],
            difference=row["value"] - parts["value"],
            reported=parts["reported"],
            expected=parts["expected"],
        )
        findings.append(Finding("data.reconciliation", Severity.INFO, message, about=(f"data_element:{element.id}",)))
    if element.parent_figure == "computed":
        return {**row, **parts, "flags": (*parts["flags"], "own_figure_set_aside")}
    return {**row, "flags": (*row["flags"], "own_figure")}
