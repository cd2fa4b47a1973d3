"""Monitoring rows against the theory: every row is accepted or is a finding, none disappears.

A column is checked by its different texts; what is wrong with a text is then said of every row that has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from toc.declared import Text
from toc.errors import Finding, Severity, ToCError, did_you_mean
from toc.frames import ACCEPTED
from toc.indicator import DataElement
from toc.numerals import Numbers, check_numbers, read_numbers, read_range, says_thousands, tidy
from toc.period import Period
from toc.row_table import (
    NO_LINE,
    Bools,
    Column,
    Floats,
    Ints,
    Objects,
    PlainRow,
    Row,
    RowTable,
    objects,
    table_from_rows,
)  # fmt: skip
from toc.rows import rows_from_frame
from toc.theory import Theory
from toc.words import say

__all__ = ["PlainRow", "Row", "accept", "rows_from_frame"]

OPTIONS: Mapping[str, Sequence[str]] = {
    "bound": ("", "at_least", "at_most", "about"), "confidence": ("", "high", "medium", "low"),
    "use": ("", "quarantined"),
}  # fmt: skip
SHARES: Mapping[str, tuple[str, float]] = {"percent": ("data.percent", 100), "fraction": ("data.fraction", 1)}
"""Units that lie between nothing and this, and what is said when they do not."""

ORIGINS = ("", "records")
LONGEST_SHOWN = 60


def accept(
    theory: Theory, rows: pd.DataFrame | Sequence[Row], known_before: date | None = None, *, origin: str = ""
) -> tuple[pd.DataFrame, list[Finding]]:
    """Check rows against the theory.

    Args:
        theory: what may be reported, by whom, in which unit.
        rows: rows as written.
        known_before: leave out what became known after this day; that is said in a finding, not hidden.
        origin: ``records`` when all rows were aggregated from records.

    Returns:
        A table with the columns of ``frames.ACCEPTED``, one row per accepted observation in the order given,
        and the findings. A row with an error is never in the table.
    """
    table = rows_from_frame(rows) if isinstance(rows, pd.DataFrame) else table_from_rows(rows)
    return _Reader(theory, table).accept(known_before, origin)


# --- What can be wrong ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Problem:
    """What is wrong with a text, or what is doubtful about it."""

    code: str
    message: Text
    about: tuple[str, ...] = ()


def _problem(code: str, **values: Any) -> _Problem:
    about = (f"reference:{values['given']}",) if code.startswith("data.unknown_name") else ()
    return _Problem(code, say(code, **values), about)


def _unknown(column: str, given: str, known: Iterable[str]) -> _Problem:
    near = did_you_mean(given, known)
    return _problem("data.unknown_name_near" if near else "data.unknown_name", column=column, given=given, near=near)


def _bad_number(column: str, text: str, decimal_comma: bool) -> _Problem:
    if decimal_comma and says_thousands(text):
        return _problem("data.thousands", column=column, given=text, plain=text.replace(".", ""))
    code = "data.not_a_number_comma" if decimal_comma else "data.not_a_number"
    return _problem(code, column=column, given=text[:LONGEST_SHOWN])


@dataclass(frozen=True)
class _Categories:
    """What a text in the column ``disaggregation`` says of a data element."""

    text: str = ""
    """``dimension=category`` pairs in order of dimension, or an empty text for the total."""

    problems: tuple[_Problem, ...] = ()
    ended: tuple[dict[str, Any], ...] = ()
    """Categories that were replaced: ``dimension``, ``old``, ``new`` and ``since``."""


def _categories(text: str, element: DataElement) -> _Categories:
    pairs: dict[str, str] = {}
    problems: list[_Problem] = []
    ended: list[dict[str, Any]] = []
    for part in text.split(";"):
        dimension, _, category = (piece.strip() for piece in part.partition("="))
        renamed = [one for one in element.concordances if one.dimension == dimension]
        if dimension not in element.disaggregations:
            problems.append(_unknown("disaggregation", dimension, element.disaggregations))
        else:
            known = dict.fromkeys(element.disaggregations[dimension])
            known |= dict.fromkeys(name for one in renamed for name in (one.old, one.new))
            if category not in known:
                problems.append(_unknown(dimension, category, known))
            ended += [one.model_dump() for one in renamed if one.old == category]
        pairs[dimension] = category
    written = ";".join(f"{dimension}={pairs[dimension]}" for dimension in sorted(pairs))
    return _Categories(written, tuple(problems), tuple(ended))


# --- Several texts together -------------------------------------------------------------------------------------


def _together(*columns: tuple[Ints, int]) -> tuple[Ints, list[tuple[int, ...]]]:
    """For each row the place of its combination of codes, and the combinations.

    Each column is given by its codes and their number; a code of -1 is allowed.
    """
    key = np.zeros(len(columns[0][0]), dtype=np.int64)
    for codes, size in columns:
        key = key * (size + 1) + codes + 1
    places, keys = pd.factorize(key)
    combinations: list[Ints] = []
    for _, size in reversed(columns):
        keys, code = np.divmod(keys, size + 1)
        combinations.insert(0, code - 1)
    return places.astype(np.int64, copy=False), list(zip(*(codes.tolist() for codes in combinations), strict=True))


def _named(codes: Ints, names: Sequence[str]) -> pd.Categorical:
    """Codes with the names that they stand for: only those that occur, in alphabetical order, each once."""
    used = np.flatnonzero(np.bincount(codes, minlength=len(names))).tolist()
    order = sorted({names[code] for code in used})
    place = {name: at for at, name in enumerate(order)}
    table = np.array([place.get(name, -1) for name in names], dtype=np.int32)
    return pd.Categorical.from_codes(table[codes], dtype=pd.CategoricalDtype(pd.Index(order, dtype=object)))


# --- Column by column -------------------------------------------------------------------------------------------


@dataclass
class _Reader:
    """Reads the columns one after another, and gathers what is wrong with their rows."""

    theory: Theory
    table: RowTable
    errors: list[tuple[int, Finding]] = field(default_factory=list)
    doubts: list[tuple[int, Finding]] = field(default_factory=list)

    def accept(self, known_before: date | None, origin: str) -> tuple[pd.DataFrame, list[Finding]]:
        """Read everything; what is wrong with a row is told in the order in which it is read here."""
        elements = list(self.theory.data_element_by_id.values())
        element = self.data_element(elements)
        organisation, names = self.organisation()
        period, periods = self.period()
        value = self.number("value")
        low, high = self.months(period, periods)
        self.documents()
        self.options()
        ids = self.ids()
        category, categories = self.disaggregation(element, elements, period, periods)
        n, population = self.number("n"), self.number("population")
        known_on, days = self.known_on()
        self.sample(n, population)
        self.units(element, elements)
        self.plausible(element, elements, value)
        findings = [*_in_order(self.errors), *_in_order(self.doubts)]
        kept = np.ones(len(self.table), dtype=bool)
        kept[[row for row, _ in self.errors]] = False
        if known_before is not None:
            late = np.array([day is not None and day > known_before for day in days], dtype=bool)[known_on]
            if (kept & late).any():
                message = say("data.known_later", count=int((kept & late).sum()), day=known_before)
                findings.append(Finding("data.known_later", Severity.INFO, message))
            kept &= ~late
        rows = slice(None) if kept.all() else np.flatnonzero(kept)
        table = self.table
        columns: dict[str, Any] = {
            "id": ids[rows],
            "data_element": _named(element[rows], [one.id for one in elements]),
            "organisation": _named(organisation[rows], names),
            "period": _named(period[rows], [one.label for one in periods]),
            "disaggregation": _named(category[rows], [one.text for one in categories]),
            "start": objects([one.start for one in periods])[period[rows]],
            "end": objects([one.end for one in periods])[period[rows]],
            "value": value[rows],
            "unit": objects([one.unit for one in elements])[element[rows]],
            "months_low": low[rows],
            "months_high": high[rows],
            "n": n[rows],
            "population": population[rows],
            "known_on": objects(days)[known_on[rows]],
            "file": objects(table.files)[table.file[rows]],
            "line": _lines(table.line[rows]),
            "origin": self.origin(origin)[rows],
        }
        columns |= {name: table.column(name).cells()[rows] for name in ACCEPTED if name not in columns}
        kinds = {name: object if isinstance(column, np.ndarray) and column.dtype == object else None for
                 name, column in columns.items()}  # fmt: skip
        series = {name: pd.Series(columns[name], dtype=kinds[name], copy=False) for name in ACCEPTED}
        return pd.DataFrame(series, copy=False), findings

    # --- What is said --------------------------------------------------------------------------------------------

    def wrong(self, row: int, problem: _Problem) -> None:
        where = self.table.where(row)
        self.errors.append((row, Finding(problem.code, Severity.ERROR, problem.message, where, problem.about)))

    def doubt(self, row: int, problem: _Problem) -> None:
        where = self.table.where(row)
        self.doubts.append((row, Finding(problem.code, Severity.WARNING, problem.message, where, problem.about)))

    def wrong_where(self, codes: Ints, problems: Mapping[int, _Problem]) -> None:
        """Refuse the rows whose code has a problem."""
        for row in _rows_with(codes, problems):
            self.wrong(row, problems[int(codes[row])])

    def coded(self, name: str) -> tuple[Ints, Sequence[str]]:
        return self.table.column(name).coded()

    # --- Names ---------------------------------------------------------------------------------------------------

    def data_element(self, elements: Sequence[DataElement]) -> Ints:
        """Place of the data element of each row, -1 where it is unknown."""
        place = {one.id: at for at, one in enumerate(elements)}
        codes, texts = self.coded("data_element")
        self.wrong_where(codes, {at: _unknown("data_element", text, place) for at, text in enumerate(texts)
                                 if text not in place})  # fmt: skip
        return np.array([place.get(text, -1) for text in texts], dtype=np.int64)[codes]

    def organisation(self) -> tuple[Ints, Sequence[str]]:
        """Place of the organisation of each row among the names, -1 where it is unknown."""
        tree = self.theory.organisations
        codes, texts = self.coded("organisation")
        found = [tree.name_of(text) for text in texts]
        names = list(dict.fromkeys(name for name in found if name is not None))
        if None in found:
            known = {word: one.id for one in tree.organisations for word in (one.id, one.title.nl, *one.aliases)}
            self.wrong_where(codes, {at: _unknown("organisation", text, known) for at, text in enumerate(texts)
                                     if found[at] is None})  # fmt: skip
        place = {name: at for at, name in enumerate(names)}
        return np.array([place.get(name or "", -1) for name in found], dtype=np.int64)[codes], names

    def documents(self) -> None:
        known = self.theory.document_by_id
        codes, texts = self.coded("document")
        self.wrong_where(codes, {at: _unknown("document", text, known) for at, text in enumerate(texts)
                                 if text and text not in known})  # fmt: skip

    def options(self) -> None:
        """Columns in which only a few words are possible."""
        for column, options in OPTIONS.items():
            codes, texts = self.coded(column)
            problems = {
                at: _problem("data.not_an_option", column=column, given=text, options=list(options[1:]))
                for at, text in enumerate(texts)
                if text not in options
            }
            self.wrong_where(codes, problems)

    def disaggregation(
        self, element: Ints, elements: Sequence[DataElement], period: Ints, periods: Sequence[Period]
    ) -> tuple[Ints, Sequence[_Categories]]:
        """Categories of each row; those that were replaced are kept as written."""
        codes, texts = self.coded("disaggregation")
        places, combinations = _together((codes, len(texts)), (element, len(elements)))
        found = [
            _categories(texts[text], elements[one]) if texts[text] and one >= 0 else _Categories()
            for text, one in combinations
        ]
        for row in _rows_with(places, [at for at, one in enumerate(found) if one.problems]):
            for problem in found[places[row]].problems:
                self.wrong(row, problem)
        for row in _rows_with(places, [at for at, one in enumerate(found) if one.ended]):
            for ended in found[places[row]].ended:
                if period[row] >= 0 and periods[period[row]].start >= ended["since"]:
                    said = _problem("data.category_ended", period=periods[period[row]].label, **ended)
                    about = (f"data_element:{elements[element[row]].id}",)
                    self.doubt(row, _Problem(said.code, said.message, about))
        return places, found

    def ids(self) -> Objects:
        """Name of each row: as given, or its place in the files."""
        table = self.table
        given, blank = table.column("id"), table.column("id").blank()
        at = np.arange(1, len(table) + 1)
        line = np.where(table.line > 0, table.line, at)
        ids = given.cells().copy()
        for code, file in enumerate(table.files):
            rows = np.flatnonzero(blank & (table.file == code))
            ids[rows] = objects([f"{file}:{one}" for one in line[rows].tolist()])
        ascending = len(table.files) == 1 and blank.all() and bool((np.diff(line) > 0).all())
        if not ascending and len(set(ids)) < len(ids):
            first: dict[str, int] = {}
            for row, name in enumerate(ids):
                if name in first:
                    self.wrong(row, _problem("data.id_twice", id=name, first=str(table.where(first[name]))))
                first[name] = row
        return ids

    def origin(self, origin: str) -> Objects:
        """Where each row comes from; only the engine says so, a file cannot."""
        if origin:
            return objects([origin])[np.zeros(len(self.table), dtype=np.int64)]
        codes, texts = self.coded("origin")
        return objects([text if text in ORIGINS else "" for text in texts])[codes]

    # --- Time ----------------------------------------------------------------------------------------------------

    def period(self) -> tuple[Ints, Sequence[Period]]:
        """Place of the period of each row, -1 where it cannot be read."""
        columns = [self.coded(name) for name in ("period", "period_start", "period_end")]
        places, combinations = _together(*((codes, len(texts)) for codes, texts in columns))
        found: list[Period | None] = []
        problems: dict[int, _Problem] = {}
        for at, combination in enumerate(combinations):
            label, start, end = (texts[code] for (_, texts), code in zip(columns, combination, strict=True))
            period = None
            if not label and not (start and end):
                problems[at] = _problem("data.no_period")
            else:
                try:
                    period = Period.parse(label) if label else Period(Period.parse(start).start, Period.parse(end).end)
                except ToCError as error:
                    problems[at] = _problem("data.period", problem=error.message)
            found.append(period)
        self.wrong_where(places, problems)
        periods = list(dict.fromkeys(one for one in found if one is not None))
        place = {one: at for at, one in enumerate(periods)}
        return np.array([-1 if one is None else place[one] for one in found], dtype=np.int64)[places], periods

    def months(self, period: Ints, periods: Sequence[Period]) -> tuple[Floats, Floats]:
        """Fewest and most months of each row, NaN where nothing is said."""
        codes, texts = self.coded("months")
        if not any(texts):
            return np.full(len(period), np.nan), np.full(len(period), np.nan)
        places, combinations = _together((codes, len(texts)), (period, len(periods)))
        found = np.full((len(combinations), 2), np.nan)
        problems: dict[int, _Problem] = {}
        for at, (code, one) in enumerate(combinations):
            if texts[code]:
                months = read_range(texts[code])
                most = periods[one].months + 1e-9 if one >= 0 else np.inf
                if months is None or months[0] <= 0 or months[1] < months[0] or months[1] > most:
                    problems[at] = _problem("data.months", given=texts[code].replace(",", ".")[:LONGEST_SHOWN])
                else:
                    found[at] = months
        self.wrong_where(places, problems)
        return found[places, 0], found[places, 1]

    def known_on(self) -> tuple[Ints, Sequence[date | None]]:
        """Place of the day on which each row became known: as given, or that of its document."""
        codes, texts = self.coded("known_on")
        document, names = self.coded("document")
        places, combinations = _together((codes, len(texts)), (document, len(names)))
        days: list[date | None] = []
        problems: dict[int, _Problem] = {}
        for at, (code, name) in enumerate(combinations):
            known = self.theory.document_by_id.get(names[name])
            day = known.known_on if known is not None else None
            if texts[code]:
                try:
                    day = Period.parse(texts[code]).end
                except ToCError as error:
                    problems[at] = _problem("data.period", problem=error.message)
            days.append(day)
        self.wrong_where(places, problems)
        return places, days

    # --- Figures -------------------------------------------------------------------------------------------------

    def number(self, name: str) -> Floats:
        """Number of each row, NaN where there is none."""
        column, comma = self.table.column(name), self.table.decimal_comma
        values = np.full(len(self.table), np.nan)
        for decimal_comma, rows in ((False, ~comma), (True, comma)):
            if not rows.any():
                continue
            read = _read(column, decimal_comma)
            values = np.where(rows, column.spread(read.values), values)
            problems = {at: _bad_number(name, tidy(column.texts[at]), decimal_comma) for at in read.wrong}
            if name == "value":
                blank = np.isnan(read.values)
                blank[list(problems)] = False
                problems |= dict.fromkeys(np.flatnonzero(blank).tolist(), _problem("data.no_value"))
                self.maybe_thousands(column, read, rows)
            for row, at in column.rows_of(problems):
                if rows[row]:
                    self.wrong(row, problems[at])
        return values

    def maybe_thousands(self, column: Column, read: Numbers, rows: Bools) -> None:
        codes, origins = self.coded("origin")
        for row, at in column.rows_of(read.doubtful):
            if rows[row] and not origins[int(codes[row])]:
                text, value = tidy(column.texts[at]), float(read.values[at])
                self.doubt(row, _problem("data.maybe_thousands", given=text, value=value, plain=text.replace(".", "")))

    def sample(self, n: Floats, population: Floats) -> None:
        """Respondents, and the group that they come from."""
        for row in np.flatnonzero((n <= 0) | (n > population)).tolist():
            count, group = float(n[row]), float(population[row])
            if count <= 0:
                self.wrong(row, _problem("data.n_not_positive", n=count))
            if count > group:
                self.wrong(row, _problem("data.n_exceeds_population", n=count, population=group))

    def units(self, element: Ints, elements: Sequence[DataElement]) -> None:
        codes, texts = self.coded("unit")
        if not any(texts):
            return
        places, combinations = _together((codes, len(texts)), (element, len(elements)))
        problems = {
            at: _problem("data.unit", element=elements[one].id, unit=elements[one].unit, given=texts[code])
            for at, (code, one) in enumerate(combinations)
            if one >= 0 and texts[code] not in ("", elements[one].unit)
        }
        self.wrong_where(places, problems)

    def plausible(self, element: Ints, elements: Sequence[DataElement], value: Floats) -> None:
        """Shares lie between nothing and everything, and what is counted is not below zero."""
        highest = np.array([SHARES[one.unit][1] if one.unit in SHARES else np.inf for one in elements] + [np.inf])
        free = [one.may_be_negative and one.unit not in SHARES for one in elements]
        lowest = np.where([*free, True], -np.inf, 0)
        for row in np.flatnonzero((value < lowest[element]) | (value > highest[element])).tolist():
            one, given = elements[element[row]], float(value[row])
            if one.unit in SHARES:
                self.wrong(row, _problem(SHARES[one.unit][0], given=given))
            else:
                self.wrong(row, _problem("data.negative", element=one.id, given=given))


def _read(column: Column, decimal_comma: bool) -> Numbers:
    if column.numbers is not None:
        return check_numbers(column.numbers, column.texts)
    return read_numbers(column.texts, decimal_comma)


def _in_order(said: Sequence[tuple[int, Finding]]) -> Iterable[Finding]:
    """Findings in order of their rows; of one row as they were found."""
    return (finding for _, finding in sorted(said, key=lambda one: one[0]))


def _rows_with(codes: Ints, wanted: Iterable[int]) -> list[int]:
    """Rows that have one of these codes, in order."""
    some = list(wanted)
    found: list[int] = np.flatnonzero(np.isin(codes, some)).tolist() if some else []
    return found


def _lines(line: Ints) -> Any:
    """Line of each row; None or NaN where there is none."""
    none = line == NO_LINE
    if not none.any():
        return line
    return np.full(len(line), None) if none.all() else np.where(none, np.nan, line)
