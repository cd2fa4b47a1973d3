"""Figures aggregated from records, as monitoring rows: from here on they go the way of every reported figure."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path

import pandas as pd

from toc.declared import Text
from toc.engines import Engine, opened, sql_text
from toc.errors import Finding, FindingsError, Severity, SourceMark, ToCError, did_you_mean
from toc.indicator import DataElement
from toc.organisation import Organisation
from toc.period import Period
from toc.plan import OUTSIDE, Plan, given, runs
from toc.record_files import Limits, find_files, hash_files
from toc.records import RecordSet
from toc.rows import RawRow
from toc.theory import Theory
from toc.tree_in_time import TreeView, ancestry
from toc.words import say

ORIGIN = "records"
MOST_NAMED = 20
"""So many unknown organisations are named one by one; of the rest the number is said."""

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
        FindingsError: there is no such data element or dialect.
    """
    known = {one.id: one for one in theory.from_records}
    if element is not None and element not in known:
        near = did_you_mean(element, known)
        message = say("sql.no_element_near" if near else "sql.no_element", given=element[:60], near=near)
        raise FindingsError([Finding("sql.no_element", Severity.ERROR, message)])
    texts = []
    for records in theory.records:
        elements = [one for one in _elements_over(theory, records) if element in (None, one.id)]
        if elements:
            spellings = [(word, one.id) for one in theory.organisations.organisations for word in _spellings(one)]
            labels = [(one.period, Period.parse(one.period)) for one in theory.file.reporting_rounds]
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
        people.longer_periods(plan)
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
    where = theory.mark("records", records.id) or SourceMark("records.yaml")
    order = {one.id: at for at, one in enumerate(plan.elements)}
    figures = figures.assign(order=figures["element"].map(order))
    figures = figures.sort_values(["order", "organisation", "period", "dimension", "category"], kind="stable")
    keys = ("element", "organisation", "period", "dimension", "category")
    there = set(zip(*(figures[name] for name in keys), strict=True))
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
                for category in _in_use(plan.elements[order[element]], dimension, period):
                    if (element, organisation, period, dimension, category) not in there:
                        yield _row(where, element, organisation, period, f"{dimension}={category}", 0.0, "records=0")


def _in_use(element: DataElement, dimension: str, period: str) -> list[str]:
    """Categories that were in use during a period: not one that was replaced before it, nor what replaces it later."""
    span = Period.parse(period)
    renamed = [one for one in element.concordances if one.dimension == dimension]
    gone = {one.old for one in renamed if one.since <= span.start}
    later = {one.new for one in renamed if one.since > span.end}
    return [one for one in element.disaggregations[dimension] if one not in gone | later]


def _row(where: SourceMark, element: str, organisation: str, period: str, pair: str, value: float, note: str) -> RawRow:
    values = {
        "id": f"{ORIGIN}:{element}:{organisation}:{period}:{pair}", "organisation": organisation,
        "data_element": element, "period": period, "value": repr(value), "disaggregation": pair, "note": note,
        "origin": ORIGIN,
    }  # fmt: skip
    return RawRow(values, where, decimal_comma=False)


# --- What is asked ----------------------------------------------------------------------------------------------


def make_plan(
    theory: Theory,
    records: RecordSet,
    elements: Sequence[DataElement],
    spellings: Iterable[tuple[str, str]],
    labels: Iterable[tuple[str, Period]],
    asked: Asked,
) -> Plan:
    """Lay organisations, periods and membership out in codes.

    Args:
        theory: the tree and the reporting rounds.
        records: the record set, as the engine knows it.
        elements: data elements over it.
        spellings: how organisations are written in the records, and the id that is meant.
        labels: how periods are written in the records, and the period that is meant.
        asked: the view of the tree.
    """
    written = list(labels)
    units = records.units(_whole(theory, elements)) if records.per else sorted({period for _, period in written})
    longer = sorted({Period.parse(label) for one in elements for label in given(one).also_over} - set(units))
    names = tuple(one.id for one in theory.organisations.organisations)
    code = {name: at for at, name in enumerate(names)}
    periods = [*units, *longer]
    place = {period.label: at for at, period in enumerate(periods)}
    above = ancestry(theory.organisations, list(place), asked.tree_view, asked.as_of)
    counted = [
        (code[name], code[other], place[label], float(share))
        for name, other, label, share in above.itertuples(index=False)
    ]
    counted += [(at, at, period, 1.0) for at in code.values() for period in place.values()]
    return Plan(
        records=records,
        elements=tuple(elements),
        units=tuple(units),
        longer=tuple(longer),
        organisations=names,
        spellings=tuple(sorted((word, code[name]) for word, name in dict(spellings).items())),
        labels=tuple(sorted((word, place[period.label]) for word, period in written)),
        tree=runs(counted),
    )


def _spellings(organisation: Organisation) -> list[str]:
    """Every way in which an organisation is written, as declared."""
    words = (organisation.id, organisation.title.nl, organisation.title.en, *organisation.aliases)
    return list(dict.fromkeys(words))


def _whole(theory: Theory, elements: Iterable[DataElement] = ()) -> Period:
    """From the first to the last day of the programme: its rounds, and the longer periods that are asked for."""
    asked = [Period.parse(label) for one in elements for label in given(one).also_over]
    rounds = [Period.parse(one.period) for one in theory.file.reporting_rounds] + asked
    return Period(min(one.start for one in rounds), max(one.end for one in rounds))


# --- What was found ---------------------------------------------------------------------------------------------


@dataclass
class _Seen:
    """What is wrong or strange in the records of one set; nothing disappears without being said."""

    theory: Theory
    records: RecordSet
    where: SourceMark | None
    findings: list[Finding] = field(default_factory=list)

    def said(self, code: str, severity: Severity = Severity.WARNING, **values: object) -> Finding:
        message = say(code, records=self.records.id, **values)
        return Finding(code.removesuffix("_near"), severity, message, self.where, (f"records:{self.records.id}",))

    def say(self, code: str, severity: Severity = Severity.WARNING, **values: object) -> None:
        self.findings.append(self.said(code, severity, **values))

    def organisations(self, written: pd.DataFrame) -> list[tuple[str, str]]:
        """Who is meant by each spelling; whom the tree does not know is an error that names the nearest."""
        tree = self.theory.organisations
        known = [word for one in tree.organisations for word in reversed(_spellings(one))]
        counts = written.groupby("organisation", dropna=False, sort=True)["records"].sum()
        found: list[tuple[str, str]] = []
        unknown: list[tuple[str, int]] = []
        for spelling, count in counts.items():
            if spelling is None or pd.isna(spelling) or not str(spelling).strip():
                self.say("records.no_organisation", count=int(count), column=self.records.organisation)
            elif (name := tree.name_of(str(spelling))) is not None:
                found.append((str(spelling), name))
            else:
                unknown.append((str(spelling), int(count)))
        unknown.sort(key=lambda pair: (-pair[1], pair[0]))
        for spelling, count in unknown[:MOST_NAMED]:
            near = did_you_mean(spelling, known)
            code = "records.unknown_organisation_near" if near else "records.unknown_organisation"
            self.say(code, Severity.ERROR, given=spelling[:60], near=near, count=count)
        if rest := unknown[MOST_NAMED:]:
            count = sum(one for _, one in rest)
            self.say("records.more_unknown_organisations", Severity.ERROR, names=len(rest), count=count)
        return found

    def periods(self, written: pd.DataFrame) -> list[tuple[str, Period]]:
        """Which period is meant by each label; records outside the programme are said."""
        counts = written.groupby("unit", dropna=False, sort=True)["records"].sum()
        whole = _whole(self.theory, _elements_over(self.theory, self.records))
        column = self.records.day or self.records.period
        outside = 0
        found: list[tuple[str, Period]] = []
        for unit, count in counts.items():
            if unit is None or pd.isna(unit):
                self.say("records.no_time", count=int(count), column=column)
            elif self.records.period is None:
                outside += int(count) if unit == OUTSIDE else 0
            else:
                try:
                    period = Period.parse(re.sub(r"\.0$", "", str(unit)))
                except ToCError as error:
                    self.say("records.bad_period", Severity.ERROR, problem=error.message, count=int(count))
                    continue
                if whole.contains(period):
                    found.append((str(unit), period))
                else:
                    outside += int(count)
        if outside:
            self.say("records.outside_periods", count=outside, start=whole.start, end=whole.end)
        return found

    def longer_periods(self, plan: Plan) -> None:
        """A longer period is made of units that do not overlap.

        Raises:
            FindingsError: a record would count twice in it.
        """
        for longer in plan.longer:
            inside = [unit for unit in plan.units if longer.contains(unit)]
            if any(first.end >= second.start for first, second in pairwise(inside)):
                self.say("records.overlap", Severity.ERROR, period=longer.label)
                raise FindingsError(self.findings)

    def categories(self, written: pd.DataFrame, plan: Plan) -> None:
        """Records whose category is empty or not declared."""
        for at, dimension in enumerate(plan.dimensions):
            count = int(written[f"w{at}"].sum())
            if count:
                known = list(dimension.categories)
                self.say("records.no_category", Severity.INFO, count=count, column=dimension.column, known=known)

    def figures(self, figures: pd.DataFrame, plan: Plan) -> None:
        """Empty cells, doubtful last records, and figures that are none."""
        units = {unit.label for unit in plan.units}
        totals = figures[(figures["dimension"] == "") & figures["period"].isin(units)]
        for element in plan.elements:
            mine = totals[totals["element"] == element.id]
            if empty := int(mine["empty"].sum()):
                self.say(
                    "records.empty_cells", element=element.title, count=empty, columns=list(given(element).measured)
                )
            value, lowest = mine["value"].astype(float), mine["lowest"].astype(float)
            doubtful = mine[lowest.notna() & (value - lowest > 0)]
            if len(doubtful):
                first = doubtful.sort_values(["organisation", "period"]).iloc[0]
                self.say("records.last_tie", element=element.title, count=len(doubtful),
                         organisation=first["organisation"], period=first["period"])  # fmt: skip
            if infinite := int(value.abs().eq(math.inf).sum()):
                self.say("records.not_finite", element=element.title, count=infinite)
