"""From accepted rows to one cell per element, organisation, period and category, as somebody reported it.

Rows that agree are merged, a later row of one document replaces an earlier one, a declared conflict chooses, and an
undeclared one leaves a range and no value. Categories that were renamed go by their new name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from toc.cells import FIGURES, MISSING, REPORTED, Axes, Cells, FlagBook, Floats, Ints, Provenance, group
from toc.conflict import Conflict
from toc.errors import Finding, Severity, SourceMark
from toc.frames import KEY
from toc.indicator import DataElement, Kind, OverDisaggregation
from toc.organisation import OrganisationTree
from toc.period import Period
from toc.theory import ReportingRound
from toc.words import say

ABOUT_TOLERANCE = 0.05
"""A figure printed as "about" agrees with another one within 5 %."""

BOUNDS = ("at_least", "at_most", "about")


Coded = Mapping[str, tuple[Ints, Sequence[str]]]
"""For each key column of the accepted rows the different texts, and for each row the place of its text among them."""


def coded_keys(accepted: pd.DataFrame) -> Coded:
    """Read the key columns once."""
    found: dict[str, tuple[Ints, Sequence[str]]] = {}
    for name in ("data_element", *KEY):
        codes, texts = pd.factorize(accepted[name])
        found[name] = (codes, [str(text) for text in texts])
    return found


def axes_of(
    coded: Coded,
    data_elements: Sequence[DataElement],
    tree: OrganisationTree,
    rounds: Sequence[ReportingRound],
) -> Axes:
    """Every name that a cell may have: those of the model, and the periods and categories of the data."""
    labels = set(coded["period"][1]) | {one.period for one in rounds}
    labels |= {year for label in labels if (year := year_around(Period.parse(label))) is not None}
    periods = sorted(labels, key=lambda label: (Period.parse(label).start, Period.parse(label).end))
    categories: dict[str, None] = {"": None}
    for element in data_elements:
        for dimension, names in element.disaggregations.items():
            categories |= dict.fromkeys(f"{dimension}={name}" for name in (*names, "unknown"))
        categories |= dict.fromkeys(f"{one.dimension}={one.new}" for one in element.concordances)
    categories |= dict.fromkeys(sorted(set(coded["disaggregation"][1]) - set(categories)))
    return Axes(
        tuple(dict.fromkeys(element.id for element in data_elements)),
        tuple(one.id for one in tree.organisations),
        tuple(periods),
        tuple(categories),
    )


def year_around(span: Period) -> str | None:
    """Label of the calendar year that a shorter period lies in; None for other periods."""
    year = Period(date(span.start.year, 1, 1), date(span.start.year, 12, 31))
    return year.label if year.contains(span) and year != span else None


def choose(
    accepted: pd.DataFrame,
    coded: Coded,
    data_elements: Sequence[DataElement],
    axes: Axes,
    rounds: Sequence[ReportingRound],
    conflicts: Sequence[Conflict],
    as_of: date,
) -> tuple[Cells, list[Finding]]:
    """Keep one cell per key.

    Args:
        accepted: table with the columns of ``frames.ACCEPTED``.
        coded: its key columns.
        data_elements: definitions, for the months of partial rounds and for renamed categories.
        axes: codes.
        rounds: periods that were partial for everybody lend their months to flows.
        conflicts: declared choices between rows.
        as_of: a period that ends on or after this day is still open.

    Returns:
        Cells and findings (corrections, contradictions that nobody declared).
    """
    flagbook = FlagBook(one.id for one in conflicts)
    provenance = Provenance(accepted["id"].to_numpy(object))
    blank = Cells.empty(axes, flagbook, provenance, len(accepted))
    cells = _as_cells(accepted, coded, data_elements, axes, rounds, as_of, blank)
    findings: list[Finding] = []
    different, inverse = group(cells["key"], axes.size)
    if len(different) < len(cells):
        several = (np.bincount(inverse) > 1)[inverse]
        declared = _declared(conflicts)
        places = np.flatnonzero(several)
        places = places[np.argsort(inverse[places], kind="stable")]
        groups = np.split(places, np.flatnonzero(np.diff(inverse[places])) + 1)
        chosen = [_choose_one(cells.take(some), accepted, declared, findings) for some in groups]
        cells = cells.take(~several).joined(*chosen)
    return _with_new_names(cells, data_elements), findings


def _as_cells(
    accepted: pd.DataFrame,
    coded: Coded,
    data_elements: Sequence[DataElement],
    axes: Axes,
    rounds: Sequence[ReportingRound],
    as_of: date,
    cells: Cells,
) -> Cells:
    codes = []
    for column, axis in zip(coded, ("elements", "organisations", "periods", "categories"), strict=True):
        place = axes.code_of(axis)
        codes.append(np.array([place[text] for text in coded[column][1]], dtype=np.int64)[coded[column][0]])
    cells = cells.keyed(*codes)
    e, p = cells["e"], cells["p"]
    value = accepted["value"].to_numpy(float)
    bound = accepted["bound"].to_numpy(object)
    is_bound = {name: bound == name for name in BOUNDS}
    low, high = (accepted[name].to_numpy(float, copy=True) for name in ("months_low", "months_high"))
    _lend_months(low, high, e, p, data_elements, axes, rounds)
    open_periods = np.array([span.end >= as_of for span in axes.spans], dtype=bool)
    flagbook = cells.flagbook
    flags = flagbook.where(~np.isnan(low) & (high < axes.months[p]), "partial")
    for name in BOUNDS:
        flags |= flagbook.where(is_bound[name], name)
    flags |= flagbook.where(accepted["use"].to_numpy(object) == "quarantined", "quarantined")
    flags |= flagbook.where(accepted["confidence"].to_numpy(object) == "low", "low_confidence")
    flags |= flagbook.where(open_periods[p], "open_period")
    flags |= flagbook.where(accepted["origin"].to_numpy(object) == "records", "from_records")
    ones = np.ones(len(cells))
    return cells.with_(
        value=value, lower=np.where(is_bound["at_least"], value, np.nan),
        upper=np.where(is_bound["at_most"], value, np.nan), n=accepted["n"].to_numpy(float),
        population=accepted["population"].to_numpy(float), months_low=low, months_high=high, reported=ones,
        expected=ones.copy(), state=np.full(len(cells), REPORTED, dtype=np.int8), flags=flags,
        node=np.arange(len(cells)),
    )  # fmt: skip


def _lend_months(
    low: Floats, high: Floats, e: Ints, p: Ints, data_elements: Sequence[DataElement], axes: Axes,
    rounds: Sequence[ReportingRound],
) -> None:  # fmt: skip
    """Give what was counted in a round that was partial for everybody the months of that round."""
    flows = np.array([one.kind in (Kind.FLOW, Kind.YEAR_TO_DATE) for one in data_elements], dtype=bool)
    place = axes.code_of("periods")
    for one in rounds:
        if one.partial_months is not None:
            meant = np.isnan(low) & (p == place[one.period]) & flows[e]
            low[meant], high[meant] = one.partial_months


def _declared(conflicts: Sequence[Conflict]) -> dict[str, list[Conflict]]:
    """Conflicts by the rows that they speak of."""
    declared: dict[str, list[Conflict]] = {}
    for conflict in conflicts:
        for statement in conflict.statements:
            if statement.observation is not None:
                declared.setdefault(statement.observation, []).append(conflict)
    return declared


def _choose_one(
    several: Cells, accepted: pd.DataFrame, declared: Mapping[str, Sequence[Conflict]], findings: list[Finding]
) -> Cells:
    """One cell from several rows that speak of the same thing."""
    good = ~several.has("quarantined")
    if good.any():
        several = several.take(good)
    columns = ["id", "value", "bound", "document", "known_on", "data_element", "organisation", "period", "file", "line"]
    records: list[dict[str, Any]] = [
        {str(k): v for k, v in row.items()} for row in accepted[columns].iloc[several["node"]].to_dict("records")
    ]
    everything = tuple(row["id"] for row in records)
    node = several.provenance.join(np.zeros(len(several), dtype=np.int64), several["node"], 1)
    known = [conflict for name in everything for conflict in declared.get(name, ())]
    conflict = next((one for one in known if one.chosen in everything), None)
    yes = np.ones(1, dtype=bool)
    if conflict is not None:
        row = several.take(np.array([everything.index(conflict.chosen or "")]))
        return row.with_(node=node).flagged(yes, "conflict", f"conflict:{conflict.id}")
    at = min(range(len(records)), key=lambda place: (records[place]["bound"] != "", records[place]["bound"] == "about"))
    best = several.take(np.array([at]))
    if all(_agree(row, records[at]) for row in records):
        return best.with_(node=node)
    latest = _correction(records)
    if latest is not None:
        findings.append(_found("data.corrected", Severity.INFO, records[latest], value=records[latest]["value"]))
        return several.take(np.array([latest])).flagged(yes, "corrected")
    values = [float(row["value"]) for row in records]
    if not any({row.observation for row in one.statements} >= set(everything) for one in known):
        findings.append(_found("data.conflict", Severity.WARNING, records[-1], low=min(values), high=max(values),
                               rows=list(everything)))  # fmt: skip
    names = ("conflict", "conflict_unresolved", *(f"conflict:{one.id}" for one in known))
    return best.with_(
        node=node, value=np.array([np.nan]), lower=np.array([min(values)]), upper=np.array([max(values)])
    ).flagged(yes, *names)


def _found(code: str, severity: Severity, row: Mapping[str, Any], **values: Any) -> Finding:
    line = row["line"]
    where = SourceMark(str(row["file"]), int(line) if pd.notna(line) else None)
    message = say(code, element=row["data_element"], organisation=row["organisation"], period=row["period"], **values)
    about = (f"data_element:{row['data_element']}", f"organisation:{row['organisation']}")
    return Finding(code, severity, message, where, about)


def _agree(row: Mapping[str, Any], best: Mapping[str, Any]) -> bool:
    value, reference = row["value"], best["value"]
    if best["bound"] in ("", "about") and row["bound"] == "at_least":
        return bool(reference >= value)
    if best["bound"] in ("", "about") and row["bound"] == "at_most":
        return bool(reference <= value)
    if "about" in (row["bound"], best["bound"]):
        return bool(abs(value - reference) <= ABOUT_TOLERANCE * max(abs(value), abs(reference)))
    return bool(value == reference and row["bound"] == best["bound"])


def _correction(records: Sequence[Mapping[str, Any]]) -> int | None:
    """The row known last, when all rows come from one document and became known on different days."""
    days = [row["known_on"] if isinstance(row["known_on"], date) else None for row in records]
    if len({row["document"] for row in records}) != 1 or None in days or len(set(days)) != len(days):
        return None
    return max(range(len(records)), key=lambda at: days[at] or date.min)


# --- Renamed categories -----------------------------------------------------------------------------------------


def _with_new_names(cells: Cells, data_elements: Iterable[DataElement]) -> Cells:
    """Bring figures of old categories under the names that replaced them. Several that became one are added up."""
    place = cells.axes.code_of("categories")
    d = cells["d"].copy()
    renamed = np.zeros(len(cells), dtype=bool)
    adds_up = np.zeros(len(cells.axes.elements), dtype=bool)
    for code, element in enumerate(data_elements):
        adds_up[code] = element.over_disaggregation is OverDisaggregation.SUM
        for one in element.concordances:
            old, new = place.get(f"{one.dimension}={one.old}"), place[f"{one.dimension}={one.new}"]
            meant = (cells["e"] == code) & (d == old) if old is not None else np.zeros(len(cells), dtype=bool)
            d[meant] = new
            renamed |= meant
    if not renamed.any():
        return cells
    cells = cells.keyed(cells["e"], cells["o"], cells["p"], d).flagged(renamed, "concordance")
    keys, inverse = group(cells["key"], cells.axes.size)
    if len(keys) == len(cells):
        return cells
    firsts = np.full(len(keys), len(cells))
    np.minimum.at(firsts, inverse, np.arange(len(cells)))
    merged = cells.take(firsts)
    count = np.bincount(inverse, minlength=len(keys))
    mixed = (count > 1) & ((np.bincount(inverse, weights=~renamed) > 0) | ~adds_up[merged["e"]])
    flags = cells.flagbook.none(len(keys))
    np.bitwise_or.at(flags, inverse, cells["flags"])
    total = np.bincount(inverse, weights=cells["value"], minlength=len(keys))
    columns: dict[str, Any] = {name: merged[name] for name in FIGURES}
    columns["value"] = np.where(mixed, np.nan, total)
    columns["node"] = np.where(count > 1, cells.provenance.join(inverse, cells["node"], len(keys)), merged["node"])
    state = np.where(mixed, MISSING, merged["state"]).astype(np.int8)
    return merged.with_(**columns, flags=flags, state=state).flagged(mixed, "conflict_unresolved")
