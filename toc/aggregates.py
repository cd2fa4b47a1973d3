"""Figures aggregated from records, as monitoring rows: from here on they go the way of every reported figure."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from toc.declared import Text
from toc.engines import Engine, opened, sql_text
from toc.errors import Finding, FindingsError, Severity, ToCError, did_you_mean
from toc.indicator import DataElement
from toc.period import SCHOOL_YEAR_STARTS_IN_MONTH, Period
from toc.plan import NO_CATEGORY, OUTSIDE, Above, Plan, given, runs
from toc.record_files import Limits, find_files, hash_files
from toc.records import RecordSet
from toc.rows import RawRow
from toc.theory import Theory
from toc.tree_in_time import TreeView, ancestry
from toc.words import say

ORIGIN = "records"
MOST_NAMED = 20
"""So many unknown organisations are named one by one; of the rest the number is said."""

_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12, "school_year": 12}
_ADDS_UP_FROM_NOTHING = ("sum", "count", "count_distinct")

Told = Callable[[Text, float | None], None]
"""Called with what is being done, and the part (0 to 1) of it that is done, when that is known."""


@dataclass(frozen=True)
class Asked:
    """How records are to be aggregated."""

    engine: str = "auto"
    limits: Limits = field(default_factory=Limits)
    tree_view: TreeView = "as_it_was"
    as_of: date = date.max
    told: Told = lambda _what, _part: None


@dataclass(frozen=True)
class Aggregated:
    """Monitoring rows, what was found, and a hash of the records."""

    rows: tuple[RawRow, ...]
    findings: tuple[Finding, ...]
    sha256: str


def aggregate(theory: Theory, folder: Path, asked: Asked) -> Aggregated:
    """Aggregate everything that data elements take from records.

    Raises:
        FindingsError: records cannot be read, or speak of organisations that the tree does not know.
    """
    rows: list[RawRow] = []
    findings: list[Finding] = []
    hashes: list[str] = []
    wrong: list[Finding] = []
    for records in theory.records:
        elements = _elements_over(theory, records)
        if not elements:
            continue
        try:
            found, said, sha256 = _aggregate_one(theory, records, elements, folder, asked)
        except FindingsError as error:
            wrong += error.findings
            continue
        rows += found
        findings += said
        hashes.append(f"{records.id} {sha256}")
    if wrong:
        raise FindingsError([*wrong, *findings])
    return Aggregated(tuple(rows), tuple(findings), hashlib.sha256("\n".join(hashes).encode()).hexdigest())


def texts_of(theory: Theory, dialect: str, element: str | None = None) -> list[tuple[RecordSet, str]]:
    """The expression of each record set as text in a dialect; for one data element when asked.

    Raises:
        FindingsError: there are no such records or elements, or no such dialect.
    """
    known = {one.id: one for one in theory.from_records}
    if element is not None and element not in known:
        near = did_you_mean(element, known)
        message = say("sql.no_element_near" if near else "sql.no_element", given=element[:60], near=near)
        raise FindingsError([Finding("sql.no_element", Severity.ERROR, message)])
    if not known:
        raise FindingsError([Finding("sql.no_records", Severity.ERROR, say("sql.no_records"))])
    texts = []
    for records in theory.records:
        elements = [one for one in _elements_over(theory, records) if element in (None, one.id)]
        if elements:
            spellings = [(word, one.id) for one in theory.organisations.organisations for word in _spellings(one)]
            labels = [(unit.label, unit) for unit in _rounds_as_units(theory)]
            plan = make_plan(theory, records, elements, spellings, labels, Asked())
            texts.append((records, sql_text(plan, dialect)))
    return texts


# --- One set of records -----------------------------------------------------------------------------------------


def _aggregate_one(
    theory: Theory, records: RecordSet, elements: Sequence[DataElement], folder: Path, asked: Asked
) -> tuple[list[RawRow], list[Finding], str]:
    title = records.title
    where = theory.mark("records", records.id)
    sha256 = _hash(folder, records, asked, theory)
    beginning = make_plan(theory, records, elements, (), (), asked)
    asked.told(say("records.reading", records=title), None)
    with opened(asked.engine, beginning, folder, asked.limits, where) as (engine, inside):
        written = _survey(engine, inside)
        people = _Seen(theory, records, where)
        spellings = people.organisations(written)
        labels = people.periods(written)
        people.categories(written, beginning)
        if any(one.severity is Severity.ERROR for one in people.findings):
            raise FindingsError(people.findings)
        if not spellings or (records.period is not None and not labels):
            return [], [*people.findings, people.said("records.nothing")], sha256
        plan = make_plan(theory, inside.records, elements, spellings, labels, asked)
        working = say("records.aggregating", records=title)
        figures = engine.answer(plan, "figures", lambda part: asked.told(working, part))
    people.figures(figures, plan)
    rows = list(_rows(theory, records, plan, figures))
    if records.table is not None:
        sha256 = hashlib.sha256(repr([row.values for row in rows]).encode()).hexdigest()
    return rows, people.findings, sha256


def _survey(engine: Engine, plan: Plan) -> pd.DataFrame:
    frame = engine.answer(plan, "survey", lambda _: None)
    return frame.astype(object).where(frame.notna(), None)


def _hash(folder: Path, records: RecordSet, asked: Asked, theory: Theory) -> str:
    """Hash of the files; of a table what came out of it is hashed instead."""
    if records.table is not None:
        return ""
    paths = find_files(folder, records, theory.mark("records", records.id))
    size = sum(path.stat().st_size for path in paths) or 1
    done = 0

    def told(count: int) -> None:
        nonlocal done
        done += count
        asked.told(say("records.hashing", records=records.title), done / size)

    return hash_files(folder, paths, told)


def _elements_over(theory: Theory, records: RecordSet) -> list[DataElement]:
    return [one for one in theory.from_records if given(one).records == records.id]


def _rows(theory: Theory, records: RecordSet, plan: Plan, figures: pd.DataFrame) -> Iterable[RawRow]:
    """Figures as rows of a monitoring file; what is not known gives no row, so that it is missing and not zero."""
    where = theory.mark("records", records.id) or theory.mark("theory", theory.id)
    order = {one.id: at for at, one in enumerate(plan.elements)}
    categories = {one.id: one.disaggregations for one in plan.elements}
    figures = figures.assign(order=figures["element"].map(order))
    figures = figures.sort_values(["order", "organisation", "period", "dimension", "category"], kind="stable")
    there = set(zip(*(figures[name] for name in ("element", "organisation", "period", "dimension", "category")), strict=True))
    for one in figures.to_dict("records"):
        element, organisation, period = str(one["element"]), str(one["organisation"]), str(one["period"])
        known = one["value"] is not None and math.isfinite(one["value"])
        note = f"records={int(one['facts'])}"
        if one["numerator"] is not None and not math.isnan(one["numerator"]):
            note += f"; numerator={one['numerator']!r}; denominator={one['denominator']!r}"
        pair = f"{one['dimension']}={one['category']}" if one["dimension"] else ""
        if known:
            yield _row(where, element, organisation, period, pair, float(one["value"]), note)
        if known and not pair and given(plan.elements[order[element]]).aggregate in _ADDS_UP_FROM_NOTHING:
            # An organisation that has records has none in a category that does not occur in them.
            for dimension in sorted(given(plan.elements[order[element]]).by):
                for category in categories[element][dimension]:
                    if (element, organisation, period, dimension, category) not in there:
                        yield _row(where, element, organisation, period, f"{dimension}={category}", 0.0, "records=0")


def _row(where: object, element: str, organisation: str, period: str, pair: str, value: float, note: str) -> RawRow:
    from toc.errors import SourceMark

    values = {
        "id": f"records:{element}:{organisation}:{period}:{pair}", "organisation": organisation,
        "data_element": element, "period": period, "value": repr(value), "disaggregation": pair, "note": note,
        "origin": ORIGIN,
    }  # fmt: skip
    assert where is None or isinstance(where, SourceMark)
    return RawRow(values, where or SourceMark("records.yaml"), decimal_comma=False)
