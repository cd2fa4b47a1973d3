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
from toc.indicator import DataElement, Kind, NotApplicable, OverDisaggregation, OverOrganisations
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
    """Cells (``frames.CELLS``), what was found on the way, and the cells before anything was added up."""

    cells: pd.DataFrame
    findings: tuple[Finding, ...]
    leaves: pd.DataFrame


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
    own, findings = choose(with_partial_rounds(accepted, by_id, rounds), conflicts, as_of)
    findings += falling(own, by_id)
    own, more = total(own, by_id)
    expected = expect(own, data_elements, tree, rounds, as_of)
    leaves = _leaves(own, expected)
    cells, differences = add_up(leaves, by_id, tree)
    return RollUp(check_frame(cells, CELLS, "cells"), tuple(findings + more + differences), leaves)


def paired(
    rolled: RollUp, names: Sequence[str], data_elements: Mapping[str, DataElement], tree: OrganisationTree
) -> pd.DataFrame:
    """Cells of several data elements, added up over the organisations that reported all of them.

    A ratio then uses neither the numerator nor the denominator of who reported only one of the two. Organisations
    themselves keep what they reported.
    """
    leaves = rolled.leaves
    mine = leaves["data_element"].isin(names) & (leaves["disaggregation"] == "")
    whole = rolled.cells[rolled.cells["data_element"].isin(names)]
    keys = ["organisation", "period"]
    due = leaves[mine & leaves["state"].isin(["reported", "missing", "not_due"])]
    due = due.assign(given=(due["state"] == "reported") & due["value"].notna())
    per_unit = due.groupby(keys).agg(asked=("data_element", "nunique"), given=("given", "sum"))
    uneven = per_unit[(per_unit["asked"] == len(names)) & per_unit["given"].between(1, len(names) - 1)].index
    if uneven.empty:
        return whole
    half = mine & pd.MultiIndex.from_frame(leaves[keys]).isin(uneven) & (leaves["state"] != "not_applicable")
    weights = {data_elements[name].weight for name in names} - {None}
    needed = leaves[mine | leaves["data_element"].isin(weights)].copy()
    needed.loc[half, ["value", "lower", "upper"]] = np.nan
    needed.loc[half & (leaves["state"] == "reported"), "state"] = "missing"
    needed["rows"] = [() if one else rows for one, rows in zip(half[needed.index], needed["rows"], strict=True)]
    again, _ = add_up(needed.reset_index(drop=True), data_elements, tree)
    again = again[again["data_element"].isin(names)]
    own = pd.MultiIndex.from_frame(leaves.loc[mine, CELL_KEY])
    parents = again[~pd.MultiIndex.from_frame(again[CELL_KEY]).isin(own)]
    kept = whole[~pd.MultiIndex.from_frame(whole[CELL_KEY]).isin(pd.MultiIndex.from_frame(parents[CELL_KEY]))]
    return pd.concat([kept, parents], ignore_index=True)


def with_partial_rounds(
    accepted: pd.DataFrame, data_elements: Mapping[str, DataElement], rounds: Sequence[ReportingRound]
) -> pd.DataFrame:
    """Give what was counted in a round that was partial for everybody the months of that round."""
    partial = {one.period: one.partial_months for one in rounds if one.partial_months is not None}
    if not partial or accepted.empty:
        return accepted
    flows = {name for name, element in data_elements.items() if element.kind in (Kind.FLOW, Kind.YEAR_TO_DATE)}
    meant = accepted["months_low"].isna() & accepted["period"].isin(partial) & accepted["data_element"].isin(flows)
    low = accepted["period"].map(lambda label: partial.get(label, (np.nan, np.nan))[0])
    high = accepted["period"].map(lambda label: partial.get(label, (np.nan, np.nan))[1])
    return accepted.assign(
        months_low=accepted["months_low"].where(~meant, low), months_high=accepted["months_high"].where(~meant, high)
    )


def falling(own: pd.DataFrame, data_elements: Mapping[str, DataElement]) -> list[Finding]:
    """A count since the start that becomes smaller is a finding."""
    kinds = own["data_element"].map({name: element.kind for name, element in data_elements.items()})
    counts = own[(kinds == Kind.CUMULATIVE) & own["value"].notna()]
    findings = []
    for (element, organisation, _), group in counts.groupby(["data_element", "organisation", "disaggregation"]):
        ends = [Period.parse(label).end for label in group["period"]]
        ordered = group.assign(end=ends).sort_values("end")
        steps = zip(
            ordered["period"], ordered["value"], ordered["period"].iloc[1:], ordered["value"].iloc[1:], strict=False
        )
        for start, first, end, last in steps:
            if last < first:
                message = say("data.falls", element=data_elements[str(element)].title, organisation=organisation,
                              first=first, start=start, last=last, end=end)  # fmt: skip
                about = (f"data_element:{element}", f"organisation:{organisation}")
                findings.append(Finding("data.falls", Severity.WARNING, message, about=about))
    return findings


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
    records = [row for row in records if row["use"] != "quarantined"] or records
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
        findings.append(_found("data.corrected", Severity.INFO, latest, value=latest["value"]))
        return {**latest, "flags": (*latest["flags"], "corrected")}
    values = [row["value"] for row in records]
    undecided = [one for one in known if {row.observation for row in one.statements} >= set(everything)]
    if not undecided:
        finding = _found("data.conflict", Severity.WARNING, records[-1], low=min(values), high=max(values),
                         rows=list(everything))  # fmt: skip
        findings.append(finding)
    flags = ("conflict", *dict.fromkeys(f"conflict:{one.id}" for one in known), "conflict_unresolved")
    return {**best, "value": np.nan, "lower": min(values), "upper": max(values), "rows": everything,
            "flags": (*best["flags"], *flags)}  # fmt: skip


def _found(code: str, severity: Severity, row: Mapping[str, Any], **values: Any) -> Finding:
    line = row["line"]
    where = SourceMark(str(row["file"]), int(line) if pd.notna(line) else None)
    message = say(code, element=row["data_element"], organisation=row["organisation"], period=row["period"], **values)
    return Finding(code, severity, message, where)


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
            record |= {"value": stated if element.parts_tolerance else amount,
                       "flags": (*flags, "sum_of_categories", "reconciled")}  # fmt: skip
            added.append(record)
            dropped += list(printed.index)
        elif difference < 0:
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

STAYS_BEHIND = frozenset(
    {"no_parts", "own_figure", "own_figure_set_aside", "sum_of_categories", "reconciled", "residual", "quarantined",
     "not_asked", "corrected", "categories_incomplete"}
)  # fmt: skip
"""Flags that say something of one cell and not of what is added up from it."""

_CLIMBING = ["counts", "computed", "weight_known", "weight_all"]
"""Columns that a cell carries while the tree is climbed: whether it counts above, whether it was computed, and the
weight behind it."""

_GROUP = ["data_element", "parent", "period", "disaggregation"]
_UNDER = ["data_element", "ancestor", "period", "disaggregation"]


def add_up(
    leaves: pd.DataFrame, data_elements: Mapping[str, DataElement], tree: OrganisationTree
) -> tuple[pd.DataFrame, list[Finding]]:
    """Climb the tree floor by floor and compute the parents.

    A parent is computed from what counts for its direct parts, so that what counts in a region also counts above it.
    A period belongs to the parent of its last day.
    """
    if leaves.empty:
        return empty_frame(CELLS), []
    cells = leaves.copy()
    levels = {one.id: one.level for one in tree.organisations}
    asked = {name: frozenset(element.reported_by) for name, element in data_elements.items()}
    pairs = zip(cells["data_element"], cells["organisation"], strict=True)
    cells["counts"] = [levels[organisation] in asked[element] for element, organisation in pairs]
    cells["computed"] = False
    cells["weight_known"] = cells["weight_all"] = np.nan
    units = cells[cells["counts"] & (cells["expected"] > 0)]
    steps = _steps_up(tree, sorted(set(cells["period"])))
    depth = _depths(tree)
    findings: list[Finding] = []
    for floor in range(max(depth.values(), default=0) - 1, -1, -1):
        parents = [name for name, at in depth.items() if at == floor]
        below = cells[cells["counts"]].merge(steps[steps["parent"].isin(parents)], on=["organisation", "period"])
        if not below.empty:
            computed = _compute_parents(below, cells, data_elements)
            cells = _join_parents(cells, computed, data_elements, findings)
    units = units.assign(covered=_usable(units, _weights(units, cells, data_elements)))
    cells = _with_coverage(cells, units[[*CELL_KEY, "covered"]], tree)
    return cells[list(CELLS)].reset_index(drop=True), findings


def ancestry(tree: OrganisationTree, periods: Sequence[str]) -> pd.DataFrame:
    """Pairs (organisation, ancestor) with the share that counts, per period, as the tree was on its last day."""
    frames = [_steps_up(tree, periods).rename(columns={"parent": "ancestor"})]
    while not frames[-1].empty:
        further = frames[-1].merge(
            frames[0].rename(columns={"organisation": "ancestor", "ancestor": "above", "share": "part"}),
            on=["ancestor", "period"],
        )
        share = further["share"] * further["part"]
        frames.append(further.assign(ancestor=further["above"], share=share)[list(frames[0].columns)])
    pairs = pd.concat(frames, ignore_index=True)
    return pairs.groupby(["organisation", "ancestor", "period"], sort=False)["share"].sum().reset_index()


def _with_coverage(cells: pd.DataFrame, units: pd.DataFrame, tree: OrganisationTree) -> pd.DataFrame:
    """Count behind every computed cell who must report and who is covered, each once, also with two parents.

    Who reported is covered, and so is everybody below an organisation whose own figure counts.
    """
    if not cells["computed"].any() or units.empty:
        return cells
    pairs = ancestry(tree, sorted(set(cells["period"])))
    settled = cells[~cells["computed"] & (cells["state"] == "reported")]
    spoken = settled[CELL_KEY].rename(columns={"organisation": "ancestor"})
    below = units[CELL_KEY].merge(pairs, on=["organisation", "period"]).merge(spoken, on=_UNDER)
    covered_too = pd.MultiIndex.from_frame(units[CELL_KEY]).isin(pd.MultiIndex.from_frame(below[CELL_KEY]))
    units = units.assign(covered=units["covered"] | covered_too)
    counted = units.merge(pairs, on=["organisation", "period"]).groupby(_UNDER)["covered"].agg(["sum", "size"])
    counted = counted.reindex(pd.MultiIndex.from_frame(cells[CELL_KEY]))
    reported = pd.Series(counted["sum"].to_numpy(float), index=cells.index).fillna(cells["reported"])
    expected = pd.Series(counted["size"].to_numpy(float), index=cells.index).fillna(cells["expected"])
    cells = cells.assign(
        reported=cells["reported"].where(~cells["computed"], reported),
        expected=cells["expected"].where(~cells["computed"], expected),
    )
    return _expected_of_total(cells)


def _leaves(own: pd.DataFrame, expected: pd.DataFrame) -> pd.DataFrame:
    """Reported cells, and those that should have been there."""
    marker = expected.merge(own[CELL_KEY], on=CELL_KEY, how="left", indicator="found")
    absent = marker[marker["found"] == "left_only"].drop(columns="found")
    blank: dict[str, Any] = dict.fromkeys(
        ("value", "lower", "upper", "n", "population", "weight", "months_low", "months_high"), np.nan
    )
    due = (absent["state"] != "not_applicable").astype(float)
    missing = absent.assign(**blank, reported=0.0, expected=due, rows=[() for _ in range(len(absent))])
    frames = [frame for frame in (own, missing[list(CELLS)]) if not frame.empty]
    return pd.concat(frames, ignore_index=True) if frames else empty_frame(CELLS)


def _depths(tree: OrganisationTree) -> dict[str, int]:
    """Longest way down from the top to each organisation, on any day."""
    depth = {root.id: 0 for root in tree.roots}
    waiting = list(depth)
    while waiting:
        name = waiting.pop()
        for child, _ in tree.children(name):
            if depth.get(child.id, -1) < depth[name] + 1:
                depth[child.id] = depth[name] + 1
                waiting.append(child.id)
    return depth


def _steps_up(tree: OrganisationTree, periods: Sequence[str]) -> pd.DataFrame:
    """Pairs (organisation, parent) with the share that counts, per period, as the tree was on its last day."""
    dated = any(organisation.memberships for organisation in tree.organisations)
    records: list[tuple[str, str, str, float]] = []
    known: list[tuple[str, str, float]] = []
    for number, period in enumerate(periods):
        if dated or number == 0:
            day = Period.parse(period).end if dated else None
            known = [(below.id, above.id, share) for above in tree.organisations
                     for below, share in tree.children(above.id, day)]  # fmt: skip
        records += [(below, above, period, share) for below, above, share in known]
    return pd.DataFrame(records, columns=["organisation", "parent", "period", "share"])


def _compute_parents(
    below: pd.DataFrame, cells: pd.DataFrame, data_elements: Mapping[str, DataElement]
) -> pd.DataFrame:
    """One row per parent cell, from the cells of its direct parts."""
    rule = below["data_element"].map({name: element.over_organisations for name, element in data_elements.items()})
    weight = _weights(below, cells, data_elements)
    usable = _usable(below, weight)
    in_dispute = below["flags"].map(lambda flags: "conflict_unresolved" in flags).astype(bool)
    known = usable & below["value"].notna()
    low = below["value"].where(known, below["lower"]).where(usable)
    high = below["value"].where(known, below["upper"]).where(usable)
    months = below["period"].map({label: Period.parse(label).months for label in set(below["period"])})
    part_weight = below["weight_known"].where(below["computed"], weight.fillna(0.0)) * below["share"]
    frame = below.assign(
        rule=rule,
        usable=usable,
        unsettled=(usable & ~known).astype(float),
        shared=(below["value"] * below["share"]).where(known),
        shared_low=low * below["share"],
        shared_high=high * below["share"],
        low=low,
        high=high,
        exact=below["value"].where(known),
        weighted=(below["value"] * part_weight).where(known),
        weight_known=below["weight_known"].where(below["computed"], weight.where(known, 0.0)) * below["share"],
        weight_all=below["weight_all"].where(below["computed"], weight) * below["share"],
        in_dispute=in_dispute.astype(float),
        counted=below["reported"].where(usable, 0.0),
        waiting=(below["state"] == "not_due").astype(float),
        never=(below["state"] == "not_applicable").astype(float),
        partial=below["months_low"].notna() & usable,
        months_from=below["months_low"].fillna(months).where(usable),
        months_to=below["months_high"].fillna(months).where(usable),
    )
    result = _aggregate(frame)
    value = _by_rule(result)
    reported = result["usable"] > 0
    several = (result["parts"] > 1) & (result["rule"] == OverOrganisations.DISTINCT) & reported
    open_ends = reported & value.isna()
    summed = result["rule"] == OverOrganisations.SUM
    lower = (
        result["shared_low"].where(summed, result["low"]).where(open_ends & (result["rule"] != OverOrganisations.NONE))
    )
    upper = (
        result["shared_high"]
        .where(summed | several, result["high"])
        .where(open_ends & (result["rule"] != OverOrganisations.NONE))
    )
    state = np.select(
        [reported, result["never"] == result["parts"], result["waiting"] + result["never"] == result["parts"]],
        ["reported", "not_applicable", "not_due"],
        "missing",
    )
    alone = (result["rule"] == OverOrganisations.NONE) & (result["parts"] > 1) & reported
    disputed = result["in_dispute"] > 0
    extra = zip(result["flags"], several & value.isna(), alone, disputed, strict=True)
    computed = result.assign(
        value=value.where(reported),
        lower=lower,
        upper=upper,
        state=state,
        weight=(result["weight_known"] / result["weight_all"]).where(result["rule"] == OverOrganisations.WEIGHTED_MEAN),
        months_low=result["months_from"].where(result["partial"] > 0),
        months_high=result["months_to"].where(result["partial"] > 0),
        reported=result["counted"],
        n=np.nan,
        population=np.nan,
        counts=True,
        computed=True,
        flags=[
            (*flags, *(("bounds_only",) * bounds), *(("not_aggregatable",) * bare), *(("parts_in_dispute",) * doubt))
            for flags, bounds, bare, doubt in extra
        ],
    )[[*CELLS, *_CLIMBING]]  # fmt: skip
    return _with_unknown(computed, data_elements)


def _usable(part: pd.DataFrame, weight: pd.Series[float]) -> pd.Series[bool]:
    """Whether a cell may be added up: reported, not set aside, not in dispute, and its weight is known."""
    set_aside = part["flags"].map(lambda flags: "quarantined" in flags or "conflict_unresolved" in flags)
    usable: pd.Series[bool] = (part["state"] == "reported") & ~set_aside.astype(bool) & weight.notna()
    return usable


def _aggregate(frame: pd.DataFrame) -> pd.DataFrame:
    groups = frame.groupby(_GROUP, sort=False)
    plain = groups.agg(
        largest=("exact", "max"), low=("low", "max"), high=("high", "max"), weight_known=("weight_known", "sum"),
        in_dispute=("in_dispute", "sum"), unsettled=("unsettled", "sum"), usable=("usable", "sum"),
        counted=("counted", "sum"), expected=("expected", "sum"), parts=("expected", "size"),
        waiting=("waiting", "sum"), never=("never", "sum"),
        partial=("partial", "sum"), months_from=("months_from", "min"), months_to=("months_to", "max"),
        rule=("rule", "first"),
    )  # fmt: skip
    for name in ("shared", "shared_low", "shared_high", "weighted"):
        plain[name] = groups[name].sum(min_count=1)
    plain["weight_all"] = groups["weight_all"].sum(min_count=1)
    used = frame[frame["usable"]].groupby(_GROUP, sort=False)
    rows = used["rows"].agg(lambda series: tuple(dict.fromkeys(name for row in series for name in row)))
    flags = used["flags"].agg(
        lambda series: tuple(dict.fromkeys(flag for row in series for flag in row if flag not in STAYS_BEHIND))
    )
    empty: list[tuple[str, ...]] = [() for _ in range(len(plain))]
    plain["rows"] = [rows.get(key, nothing) for key, nothing in zip(plain.index, empty, strict=True)]
    plain["flags"] = [flags.get(key, nothing) for key, nothing in zip(plain.index, empty, strict=True)]
    return plain.reset_index().rename(columns={"parent": "organisation"})


def _by_rule(result: pd.DataFrame) -> pd.Series[float]:
    """The value by each element's rule; none where a part has no settled value or where parts may overlap."""
    single = result["parts"] == 1
    figures = {
        OverOrganisations.SUM: result["shared"],
        OverOrganisations.MAX: result["largest"],
        OverOrganisations.WEIGHTED_MEAN: result["weighted"] / result["weight_known"].where(result["weight_known"] > 0),
        OverOrganisations.DISTINCT: result["shared"].where(single),
        OverOrganisations.NONE: result["shared"].where(single),
    }
    value = pd.Series(np.nan, index=result.index)
    for name, figure in figures.items():
        value = value.where(result["rule"] != name, figure)
    return value.where(result["unsettled"] == 0)


def _weights(below: pd.DataFrame, cells: pd.DataFrame, data_elements: Mapping[str, DataElement]) -> pd.Series[float]:
    """Weight of each part: the value of the declared weighing element, or one; NaN when it was not reported."""
    weigher = below["data_element"].map({name: element.weight for name, element in data_elements.items()})
    if weigher.isna().all():
        return pd.Series(1.0, index=below.index)
    totals = cells.loc[cells["disaggregation"] == ""]
    values = totals.set_index(["data_element", "organisation", "period"])["value"]
    wanted = pd.MultiIndex.from_arrays([weigher.fillna(""), below["organisation"], below["period"]])
    found = pd.Series(values.reindex(wanted).to_numpy(), index=below.index)
    return found.where(weigher.notna(), 1.0)


def _expected_of_total(computed: pd.DataFrame) -> pd.DataFrame:
    """A category is expected of everybody who is expected in the total."""
    keys = ["data_element", "organisation", "period"]
    totals = computed[computed["disaggregation"] == ""].set_index(keys)["expected"]
    wanted = pd.MultiIndex.from_frame(computed[keys])
    of_total = pd.Series(totals.reindex(wanted).to_numpy(), index=computed.index)
    of_total = of_total.where(computed["computed"] & (computed["disaggregation"] != ""), computed["expected"])
    return computed.assign(expected=of_total.fillna(computed["expected"]))


def _with_unknown(computed: pd.DataFrame, data_elements: Mapping[str, DataElement]) -> pd.DataFrame:
    """Show what is in a total but in none of its categories as the category ``unknown``."""
    parted = computed["disaggregation"] != ""
    if not parted.any():
        return computed
    keys = ["data_element", "organisation", "period"]
    in_parts = computed[parted].groupby(keys)["value"].sum(min_count=1).rename("in_parts").reset_index()
    totals = computed[~parted & computed["value"].notna()].merge(in_parts, on=keys)
    added = []
    for record in totals.to_dict("records"):
        row: dict[str, Any] = {str(k): v for k, v in record.items()}
        element = data_elements[row["data_element"]]
        rest = row["value"] - row.pop("in_parts")
        adds_up = element.over_disaggregation is OverDisaggregation.SUM and len(element.disaggregations) == 1
        if not adds_up or not rest > RECONCILIATION_TOLERANCE * max(1.0, abs(row["value"])):
            continue
        name = f"{next(iter(element.disaggregations))}=unknown"
        same = (computed[keys] == [row[key] for key in keys]).all(axis=1) & (computed["disaggregation"] == name)
        if same.any():
            computed.loc[same, "value"] += rest
        else:
            added.append({**row, "disaggregation": name, "value": rest, "flags": (*row["flags"], "residual")})
    return pd.concat([computed, pd.DataFrame(added)], ignore_index=True) if added else computed


def _join_parents(
    cells: pd.DataFrame, computed: pd.DataFrame, data_elements: Mapping[str, DataElement], findings: list[Finding]
) -> pd.DataFrame:
    """Put an organisation's own figure beside the one computed from its parts; the declared one counts."""
    own_keys = pd.MultiIndex.from_frame(cells[CELL_KEY])
    computed_keys = pd.MultiIndex.from_frame(computed[CELL_KEY])
    both = own_keys.isin(computed_keys)
    only_computed = computed[~computed_keys.isin(own_keys)]
    if not both.any():
        return pd.concat([cells, only_computed], ignore_index=True)
    from_parts = dict(zip(computed_keys, computed.to_dict("records"), strict=True))
    kept: list[dict[str, Any]] = []
    for record in cells[both].to_dict("records"):
        row: dict[str, Any] = {str(k): v for k, v in record.items()}
        parts = {str(k): v for k, v in from_parts[tuple(row[name] for name in CELL_KEY)].items()}
        kept.append(_reconcile(row, parts, data_elements[row["data_element"]], findings))
    columns = [*CELLS, *_CLIMBING]
    return pd.concat([cells[~both], pd.DataFrame(kept)[columns], only_computed], ignore_index=True)


def _reconcile(
    row: dict[str, Any], parts: dict[str, Any], element: DataElement, findings: list[Finding]
) -> dict[str, Any]:
    row = {**row, "counts": True}
    if row["state"] != "reported" or "quarantined" in row["flags"]:
        return {**row, **parts} if parts["state"] == "reported" or row["state"] != "reported" else row
    if parts["state"] != "reported":
        return {**row, "flags": (*row["flags"], "no_parts")}
    if not np.isnan(parts["value"]):
        message = say("data.reconciliation", element=element.title, organisation=row["organisation"],
                      period=row["period"], own=row["value"], parts=parts["value"],
                      difference=row["value"] - parts["value"], reported=parts["reported"],
                      expected=parts["expected"])  # fmt: skip
        findings.append(Finding("data.reconciliation", Severity.INFO, message, about=(f"data_element:{element.id}",)))
    if element.parent_figure == "computed":
        return {**row, **parts, "flags": (*parts["flags"], "own_figure_set_aside")}
    return {**row, "flags": (*row["flags"], "own_figure")}
