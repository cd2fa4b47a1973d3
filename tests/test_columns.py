"""Rows are read column by column. A reader that takes them one by one, kept here, must say exactly the same."""

import csv
import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from fictional_programme.small import element, theory_of
from hypothesis import example, given, settings
from hypothesis import strategies as st

from toc.errors import Finding, Severity, SourceMark, ToCError, did_you_mean
from toc.frames import ACCEPTED, KEY
from toc.indicator import DataElement
from toc.monitoring import PlainRow, Row, accept, rows_from_frame
from toc.numerals import read_number, read_numbers
from toc.period import Period
from toc.provenance import Document
from toc.row_table import Column, RowTable, join_rows, table_from_rows
from toc.rows import KNOWN_COLUMNS, LARGE, read_at_once, read_row_by_row, read_rows
from toc.theory import Theory
from toc.words import say

# --- One by one -------------------------------------------------------------------------------------------------

NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,2})?$")
MAYBE_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}\.\d{3}$")
COMMA_NUMBER = re.compile(r"[-+]?\d+(?:,\d+)?$")
MONTHS = re.compile(r"(\d+(?:\.\d+)?)(?:\s*-\s*(\d+(?:\.\d+)?))?$")
FIGURES = ["value", "months_low", "months_high", "n", "population"]
OPTIONS = {
    "bound": ["at_least", "at_most", "about"],
    "confidence": ["high", "medium", "low"],
    "use": ["quarantined"],
}


@dataclass
class OneByOne:
    """Takes rows one at a time."""

    theory: Theory
    findings: list[Finding] = field(default_factory=list)
    doubts: list[Finding] = field(default_factory=list)
    seen: dict[str, SourceMark] = field(default_factory=dict)

    def wrong(self, row: Row, code: str, **values: Any) -> None:
        about = (f"reference:{values['given']}",) if code.startswith("data.unknown_name") else ()
        self.findings.append(Finding(code, Severity.ERROR, say(code, **values), row.where, about))

    def doubt(self, row: Row, code: str, about: tuple[str, ...] = (), **values: Any) -> None:
        self.doubts.append(Finding(code, Severity.WARNING, say(code, **values), row.where, about))

    def accept(self, row: Row, at: int) -> dict[str, Any] | None:
        before = len(self.findings)
        get = row.values.get
        known = self.theory.data_element_by_id
        one = known.get(get("data_element", ""))
        if one is None:
            self.unknown(row, "data_element", get("data_element", ""), known)
        organisation = self.organisation(row)
        period = self.period(row)
        value = self.number(row, "value", needed=True)
        months = self.months(row, period)
        document = get("document", "")
        if document and document not in self.theory.document_by_id:
            self.unknown(row, "document", document, self.theory.document_by_id)
        for column, options in OPTIONS.items():
            if get(column, "") not in ("", *options):
                self.wrong(row, "data.not_an_option", column=column, given=get(column), options=options)
        name = get("id", "") or f"{row.where.file}:{row.where.line or at + 1}"
        if name in self.seen:
            self.wrong(row, "data.id_twice", id=name, first=str(self.seen[name]))
        self.seen[name] = row.where
        disaggregation = self.disaggregation(row, one, period)
        n = self.number(row, "n")
        population = self.number(row, "population")
        known_on = self.known_on(row)
        if n is not None and n <= 0:
            self.wrong(row, "data.n_not_positive", n=n)
        if n is not None and population is not None and n > population:
            self.wrong(row, "data.n_exceeds_population", n=n, population=population)
        if one is not None and get("unit", "") not in ("", one.unit):
            self.wrong(row, "data.unit", element=one.id, unit=one.unit, given=get("unit"))
        if one is not None and value is not None:
            self.plausible(row, one, value)
        if len(self.findings) > before or one is None or organisation is None or period is None:
            return None
        return {
            "id": name, "data_element": one.id, "organisation": organisation, "period": period.label,
            "disaggregation": disaggregation, "start": period.start, "end": period.end, "value": value,
            "unit": one.unit, "months_low": months[0], "months_high": months[1], "bound": get("bound", ""), "n": n,
            "population": population, "known_on": known_on, "confidence": get("confidence", ""), "use": get("use", ""),
            "document": document, "lines": get("lines", ""), "quote": get("quote", ""), "note": get("note", ""),
            "file": row.where.file, "line": row.where.line, "origin": "",
        }  # fmt: skip

    def unknown(self, row: Row, column: str, given: str, known: Iterable[str]) -> None:
        near = did_you_mean(given, known)
        code = "data.unknown_name_near" if near else "data.unknown_name"
        self.wrong(row, code, column=column, given=given, near=near)

    def organisation(self, row: Row) -> str | None:
        name = row.values.get("organisation", "")
        tree = self.theory.organisations
        found = tree.name_of(name)
        if found is None:
            spellings = [word for one in tree.organisations for word in (one.id, one.title.nl, *one.aliases)]
            self.unknown(row, "organisation", name, spellings)
        return found

    def period(self, row: Row) -> Period | None:
        label, start, end = (row.values.get(name, "") for name in ("period", "period_start", "period_end"))
        try:
            if label:
                return Period.parse(label)
            if start and end:
                return Period(Period.parse(start).start, Period.parse(end).end)
            self.wrong(row, "data.no_period")
        except ToCError as error:
            self.wrong(row, "data.period", problem=error.message)
        return None

    def number(self, row: Row, column: str, needed: bool = False) -> float | None:
        text = row.values.get(column, "").replace("\u00a0", "").strip()
        if not text:
            if needed:
                self.wrong(row, "data.no_value")
            return None
        if NUMBER.match(text) and not (row.decimal_comma and re.fullmatch(r"[-+]?\d{1,3}\.\d{3}", text)):
            value = float(text)
            if math.isfinite(value):
                if column == "value" and MAYBE_THOUSANDS.match(text):
                    self.doubt(row, "data.maybe_thousands", given=text, value=value, plain=text.replace(".", ""))
                return value
            self.wrong(row, self.no_number(row), column=column, given=text[:60])
            return None
        if row.decimal_comma and COMMA_NUMBER.match(text) and math.isfinite(float(text.replace(",", "."))):
            return float(text.replace(",", "."))
        if row.decimal_comma and "." in text:
            self.wrong(row, "data.thousands", column=column, given=text, plain=text.replace(".", ""))
        else:
            self.wrong(row, self.no_number(row), column=column, given=text[:60])
        return None

    def no_number(self, row: Row) -> str:
        """The example that goes with it is written as the file writes numbers."""
        return "data.not_a_number_comma" if row.decimal_comma else "data.not_a_number"

    def months(self, row: Row, period: Period | None) -> tuple[float | None, float | None]:
        given = row.values.get("months", "")
        if not given:
            return None, None
        if found := MONTHS.match(given.replace(",", ".")):
            low, high = float(found[1]), float(found[2] or found[1])
            if 0 < low <= high and (period is None or high <= period.months + 1e-9):
                return low, high
        self.wrong(row, "data.months", given=given.replace(",", ".")[:60])
        return None, None

    def known_on(self, row: Row) -> date | None:
        text = row.values.get("known_on", "")
        if text:
            try:
                return Period.parse(text).end
            except ToCError as error:
                self.wrong(row, "data.period", problem=error.message)
                return None
        document = self.theory.document_by_id.get(row.values.get("document", ""))
        return document.known_on if document else None

    def disaggregation(self, row: Row, one: DataElement | None, period: Period | None) -> str:
        text = row.values.get("disaggregation", "")
        if not text or one is None:
            return ""
        pairs: dict[str, str] = {}
        for part in text.split(";"):
            dimension, _, category = (piece.strip() for piece in part.partition("="))
            renamed = [each for each in one.concordances if each.dimension == dimension]
            names = [
                *one.disaggregations.get(dimension, ()),
                *(name for each in renamed for name in (each.old, each.new)),
            ]
            if dimension not in one.disaggregations:
                self.unknown(row, "disaggregation", dimension, one.disaggregations)
            elif category not in names:
                self.unknown(row, dimension, category, names)
            replaced = [each for each in renamed if each.old == category and dimension in one.disaggregations]
            for each in replaced:
                if period is not None and period.start >= each.since:
                    self.doubt(row, "data.category_ended", (f"data_element:{one.id}",), dimension=dimension,
                               old=each.old, new=each.new, since=each.since, period=period.label)  # fmt: skip
            pairs[dimension] = category
        return ";".join(f"{dimension}={pairs[dimension]}" for dimension in sorted(pairs))

    def plausible(self, row: Row, one: DataElement, value: float) -> None:
        highest = {"percent": 100, "fraction": 1}.get(one.unit)
        if highest is not None and not 0 <= value <= highest:
            self.wrong(row, f"data.{one.unit}", given=value)
        if highest is None and value < 0 and not one.may_be_negative:
            self.wrong(row, "data.negative", element=one.id, given=value)


def accept_one_by_one(
    theory: Theory, rows: Sequence[Row], known_before: date | None
) -> tuple[list[dict[str, Any]], list[Finding]]:
    reader = OneByOne(theory)
    accepted = [found for at, row in enumerate(rows) if (found := reader.accept(row, at)) is not None]
    findings = reader.findings + reader.doubts
    if known_before is not None:
        later = [row for row in accepted if row["known_on"] is not None and row["known_on"] > known_before]
        if later:
            message = say("data.known_later", count=len(later), day=known_before)
            findings.append(Finding("data.known_later", Severity.INFO, message))
        accepted = [row for row in accepted if row["known_on"] is None or row["known_on"] <= known_before]
    return accepted, findings


def assert_same(rows: Sequence[Row], *forms: Any, known_before: date | None = None) -> None:
    """Rows in each of these forms are accepted, refused and spoken of as they are one by one."""
    wanted, said = accept_one_by_one(THEORY, rows, known_before)
    for form in forms:
        accepted, findings = accept(THEORY, form, known_before)
        assert findings == said
        assert list(accepted.columns) == list(ACCEPTED)
        assert accepted.astype(object).where(accepted.notna(), None).to_dict("records") == wanted
        assert all(accepted[name].dtype == np.float64 for name in FIGURES)


def documents() -> tuple[Document, ...]:
    days = {"LOG": "2024-03-31", "DIARY": "2025"}
    return tuple(Document(id=name, title=name, publisher="Coast", known_on=day) for name, day in days.items())


THEORY = theory_of(
    [
        element("lamps", disaggregations={"size": ("small", "large"), "age": ("old", "young")},
                concordances=[{"dimension": "size", "old": "tiny", "new": "small", "since": "2024-01-01"},
                              {"dimension": "age", "old": "old", "new": "aged", "since": "2024-07"}]),
        element("money", unit="EUR", may_be_negative=True),
        element("share", unit="percent"),
        element("part", unit="fraction"),
    ],
    documents=documents(),
)  # fmt: skip

TELLING: Mapping[str, Sequence[str]] = {
    "id": ["", "r1", "r2", "data.csv:3", "python:2"],
    "organisation": ["a", "b", "north", "A", " a ", "B", "atlantis", "nort", ""],
    "data_element": ["lamps", "money", "share", "part", "lamp", ""],
    "period": ["2024", "2024", "2023", "2024-Q3", "2024-01..2024-12", "soon", "", "2025-07"],
    "period_start": ["", "2024-01-01", "1-7-2024", "later"],
    "period_end": ["", "2024-12-31", "2023", "9999"],
    "value": ["3", "0", "-0", "-1", "1.5", "1,5", "1.234", "1.234,5", "101", "0.5", "", " ", "\u00a0", "1\u00a0234",
              "many", "1e5", "1e100", "9" * 400, "9" * 400 + ".5", "9" * 400 + ",5", "\u0661\u0662", "\u0661.234",
              "1_0", "inf", "nan", "+7", ".5", "5.", "5\n6", "0.125", "12.345", "1.2345"],
    "unit": ["", "lamps", "EUR", "percent"],
    "disaggregation": ["", "size=small", "size=tiny", "age = old; size=large", "age=old;size=tiny", "size=huge",
                       "tpye=a", "size=small;size=tiny", ";", "size=", "=small"],
    "months": ["", "6", "4-7", "4,5 - 7", "7-4", "0", "13", "some", "3", "9" * 400],
    "bound": ["", "about", "at_least", "roughly"],
    "n": ["", "440", "0", "-3", "few", "1.234", "12,5"],
    "population": ["", "7742", "100", "lots"],
    "known_on": ["", "2024-06", "2025-01-31", "later", "0000"],
    "confidence": ["", "low", "sure"],
    "use": ["", "quarantined", "maybe"],
    "document": ["", "LOG", "DIARY", "LOGG"],
    "lines": ["", "12"],
    "quote": ["", "so it was"],
    "note": ["", "=1+1", "\x00"],
}  # fmt: skip
assert set(TELLING) == set(KNOWN_COLUMNS)

GOOD = {"organisation": "a", "data_element": "lamps", "period": "2024", "value": "3"}
CELL = {name: st.sampled_from(list(texts)) for name, texts in TELLING.items()}
MARKS = st.builds(SourceMark, st.sampled_from(["data.csv", "other.csv", "python"]), st.sampled_from([None, 2, 3, 4, 5]))


@st.composite
def plain_rows(draw: st.DrawFn) -> list[PlainRow]:
    """A few rows, of which most cells are right or wrong in a way that people are."""
    names = draw(st.lists(st.sampled_from(KNOWN_COLUMNS), max_size=6, unique=True))
    strange = st.text(max_size=6)
    rows = []
    for _ in range(draw(st.integers(0, 6))):
        values = {**GOOD, **{name: draw(CELL[name] if draw(st.integers(0, 9)) else strange) for name in names}}
        rows.append(PlainRow(values, draw(MARKS), draw(st.booleans())))
    return rows


DAYS = st.none() | st.sampled_from([date(2024, 3, 30), date(2024, 3, 31), date(2024, 12, 31)])


@settings(max_examples=60)
@given(plain_rows(), DAYS)
@example([PlainRow({**GOOD, "id": "data.csv:3"}), PlainRow(GOOD, SourceMark("data.csv", 3))], None)
@example([PlainRow(GOOD, SourceMark("data.csv", 3)), PlainRow(GOOD, SourceMark("data.csv", 3))], None)
@example([PlainRow({**GOOD, "id": "r"}) for _ in range(3)], None)
@example([PlainRow({**GOOD, "value": text}, decimal_comma=comma) for text in TELLING["value"] for comma in (True, False)
          ], None)  # fmt: skip
@example([PlainRow({**GOOD, "disaggregation": text}) for text in TELLING["disaggregation"]], None)
def test_rows_read_by_column_say_what_rows_say_one_by_one(rows: list[PlainRow], day: date | None) -> None:
    joined = join_rows([table_from_rows(rows[:2]), table_from_rows(rows[2:])])
    assert_same(rows, rows, joined, known_before=day)


# --- Tables of pandas -------------------------------------------------------------------------------------------


def rows_one_by_one(frame: pd.DataFrame) -> list[PlainRow]:
    records = frame.astype(object).where(frame.notna(), "").to_dict(orient="records")
    return [
        PlainRow({str(key): str(value).strip() for key, value in record.items()}, SourceMark("python", at + 1))
        for at, record in enumerate(records)
    ]


NUMBERS = (
    st.floats(width=64) | st.integers(-10, 2000).map(float) | st.integers(-9999, 999999).map(lambda one: one / 1000)
)
KINDS = ("object", "str", "category", "float64", "float32", "int64", "Int64", "datetime64[ns]", "bool")


@st.composite
def frames(draw: st.DrawFn) -> pd.DataFrame:
    """A table of which some columns are wrong, and are held in any way that pandas can."""
    length = draw(st.integers(0, 6))
    more = draw(st.lists(st.sampled_from(KNOWN_COLUMNS), max_size=4, unique=True))
    columns: dict[str, Any] = dict.fromkeys([*GOOD, *more])
    for name in columns:
        texts = st.just(GOOD[name]) if name in GOOD and draw(st.booleans()) else CELL[name]
        strange = name not in GOOD or name == "value" or not draw(st.integers(0, 5))
        kind = draw(st.sampled_from(KINDS)) if strange else "str"
        if kind in ("object", "str", "category"):
            cells = st.none() | texts | (NUMBERS | st.booleans() if kind == "object" else st.just(np.nan))
            column = pd.Series(draw(st.lists(cells, min_size=length, max_size=length)), dtype="object")
            columns[name] = column if kind == "object" else column.astype(kind)
        else:
            cells = NUMBERS if "float" in kind else st.integers(0, 3000)
            numbers = pd.Series(draw(st.lists(cells, min_size=length, max_size=length)), dtype=object)
            if kind == "float32":
                numbers = numbers.astype("float64")
            with np.errstate(over="ignore"):
                columns[name] = numbers.astype(kind)
    return pd.DataFrame(columns, index=range(7, 7 + length))


@settings(max_examples=60)
@given(frames(), DAYS)
def test_a_table_of_pandas_says_what_its_rows_say_one_by_one(frame: pd.DataFrame, day: date | None) -> None:
    assert_same(rows_one_by_one(frame), frame, known_before=day)
    table = rows_from_frame(frame)
    known = [{name: row.values[name] for name in table.columns} for row in rows_one_by_one(frame)]
    assert [row.values for row in table] == known


@pytest.mark.parametrize(
    "value", [1.234, 999.999, 1.23, 1000.125, 0.125, -1.234, 12.3456, 1e99, 1e100, 1e-99, 1e-100, 5e-324]
)
def test_a_number_of_a_table_is_as_doubtful_as_its_text(value: float) -> None:
    frame = pd.DataFrame({**GOOD, "data_element": "money", "value": [value]})
    assert_same(rows_one_by_one(frame), frame)


def test_numbers_that_are_read_together_are_read_alike() -> None:
    texts = [text for text in TELLING["value"] if "\n" not in text]
    for decimal_comma in (False, True):
        for text in texts:
            together = read_numbers([text, "5"], decimal_comma)
            tidy = text.replace("\u00a0", "").strip()
            alone = read_number(tidy, decimal_comma) if tidy else math.nan
            assert (0 in together.wrong) is (alone is None)
            np.testing.assert_equal(together.values[0], math.nan if alone is None else alone)


# --- Files ------------------------------------------------------------------------------------------------------


def written(table: Any) -> list[list[str]]:
    return [column.cells().tolist() for column in table.columns]


def assert_same_file(raw: bytes, delimiter: str) -> bool:
    """Hold the two ways of reading a file against each other; tells whether it could be read at once."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    found = read_at_once(raw, delimiter)
    if found is None:
        return False
    wanted = read_row_by_row(text, delimiter, "any.csv")
    assert (found.header, found.header_line, found.findings) == (wanted.header, wanted.header_line, wanted.findings)
    assert written(found) == written(wanted)
    assert found.line.tolist() == wanted.line.tolist()
    return True


STRANGE = ["", "a", "é", " b", "\u00a0", '"', '""', '"x,y"', '"a""b"', '""""', '"""', 'a"b', '"a"b', '"a" ', ' "a"',
           "\r", "\0", '"c\nd"', "\x85", "\u2028", "\ufeff", "x,y"]  # fmt: skip
LINES = st.lists(st.lists(st.sampled_from(STRANGE), min_size=1, max_size=2).map(",".join), max_size=5)


@settings(max_examples=200)
@given(LINES, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\n", "\n\n", "\r\n"]))
@example(["a,b", "1,2,3"], "\n", "")
@example(["a,b", "1", "2,3,4"], "\n", "\n")
@example([",", " , ", "a,b", "\u00a0,"], "\n", "\n\n")
def test_a_file_that_is_read_at_once_gives_what_its_rows_give(lines: list[str], end: str, last: str) -> None:
    for head in ("value,note", "\ufeffvalue,note", "note,value", "note,note"):
        assert_same_file((end.join([head, *lines]) + last).encode(), ",")


PLAIN = ["", "a", "NA", "null", "1,5", "3", "007", "1.0", "1", "True", "nan", "value", "note", " x ", 'say "so"', "é",
         "-", "#N/A", "1e5"]  # fmt: skip
SHEETS = st.lists(st.lists(st.sampled_from(PLAIN), min_size=3, max_size=3), min_size=1, max_size=8)


@given(
    SHEETS,
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_every_plain_file_is_read_at_once(rows: list[list[str]], delimiter: str, end: str, quoting: Any) -> None:
    text = io.StringIO()
    text.write(delimiter.join(["organisation", "value", "note"]) + end)
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    assert assert_same_file(text.getvalue().encode(), delimiter)


def test_a_large_file_names_the_line_of_what_is_wrong(tmp_path: Path) -> None:
    lines = [f"a,lamps,{2000 + at % 20},{at},size=small" for at in range(LARGE // 20)]
    lines[4320] = "a,lamps,2024,many,size=huge"
    path = tmp_path / "large.csv"
    path.write_text("\n".join(["organisation,data_element,period,value,disaggregation", *lines]), encoding="utf-8")
    assert read_at_once(path.read_bytes(), ",") is not None
    rows, problems, _ = read_rows([path])
    accepted, findings = accept(THEORY, rows)
    assert problems == []
    assert [(one.code, str(one.where)) for one in findings] == [
        ("data.not_a_number", "large.csv:4322"),
        ("data.unknown_name", "large.csv:4322"),
    ]
    assert accepted["value"].tolist() == [at for at in range(len(lines)) if at != 4320]
    assert accepted["id"].iloc[-1] == f"large.csv:{len(lines) + 1}"


def test_a_cell_that_is_too_long_is_left_to_the_reader_that_says_so() -> None:
    long = "x" * csv.field_size_limit()
    assert read_at_once(f"value,note\n1,{long}y\n".encode(), ",") is None
    assert read_row_by_row(f"value,note\n1,{long}y\n", ",", "a.csv").findings[0].code == "data.not_csv"


# --- Tables of rows ---------------------------------------------------------------------------------------------


def test_a_table_of_rows_reads_as_a_sequence_of_rows() -> None:
    rows = [PlainRow({**GOOD, "note": str(at)}, SourceMark("a.csv", at)) for at in range(2, 6)]
    table = table_from_rows(rows)
    assert len(table) == 4
    assert [row.values["note"] for row in table] == ["2", "3", "4", "5"]
    assert [row.values["note"] for row in table[1:3]] == ["3", "4"]
    assert str(table[-1].where) == "a.csv:5"
    with pytest.raises(IndexError):
        table[4]
    assert join_rows([])[:] is not None
    assert len(join_rows([])) == 0


def test_files_with_other_columns_are_joined_in_order() -> None:
    first = RowTable.of_file("a.csv", {"value": Column(["1", "2"])}, np.array([2, 3]))
    second = RowTable.of_file("b.csv", {"note": Column(["hi"], np.zeros(1, dtype=np.int64))}, np.array([2]), True)
    joined = join_rows([first, second])
    assert [(row.values, str(row.where), row.decimal_comma) for row in joined] == [
        ({"value": "1", "note": ""}, "a.csv:2", False),
        ({"value": "2", "note": ""}, "a.csv:3", False),
        ({"value": "", "note": "hi"}, "b.csv:2", True),
    ]


# --- Categories of the accepted table ---------------------------------------------------------------------------


def some_accepted() -> pd.DataFrame:
    rows = [PlainRow({**GOOD, "organisation": where, "period": year, "value": "2", "disaggregation": size})
            for where in ("b", "a") for year in ("2024", "2023") for size in ("", "size=small")]  # fmt: skip
    accepted, findings = accept(THEORY, rows)
    assert findings == []
    return accepted


def test_keys_are_categories_that_behave_as_texts() -> None:
    accepted = some_accepted()
    texts = accepted.astype(dict.fromkeys(("data_element", *KEY), object))
    for name in ("data_element", *KEY):
        one = str(texts[name].iloc[0])
        assert isinstance(accepted[name].dtype, pd.CategoricalDtype)
        assert (accepted[name] == one).tolist() == (texts[name] == one).tolist()
        assert (accepted[name] == "nowhere").tolist() == [False] * len(accepted)
        assert (accepted[name] == texts[name]).all()
        assert accepted[name].isin([one, "nowhere"]).tolist() == texts[name].isin([one]).tolist()
        assert set(accepted[name].unique()) == set(texts[name])
        assert accepted[name].nunique() == texts[name].nunique()
        assert accepted[name].value_counts().to_dict() == texts[name].value_counts().to_dict()
        assert (
            accepted[name].sort_values(kind="stable").index.tolist()
            == texts[name].sort_values(kind="stable").index.tolist()
        )
        assert accepted.groupby(name)["value"].sum().to_dict() == texts.groupby(name)["value"].sum().to_dict()
    by = ["organisation", "period"]
    assert accepted.groupby(by)["value"].sum().to_dict() == texts.groupby(by)["value"].sum().to_dict()
    assert accepted.groupby(by, sort=False).ngroups == texts.groupby(by, sort=False).ngroups
    other = pd.DataFrame({"organisation": ["a", "c"], "size": [1, 2]})
    for how in ("inner", "left", "outer"):
        merged, wanted = (one.merge(other, on="organisation", how=how) for one in (accepted, texts))
        assert merged["organisation"].tolist() == wanted["organisation"].tolist()
    more, findings = accept(THEORY, [PlainRow({**GOOD, "organisation": "d"})])
    assert findings == []
    assert pd.concat([accepted, more])["organisation"].tolist() == [*texts["organisation"], "d"]
    assert accepted.merge(more[["organisation", "period"]], on="period")["organisation_y"].tolist() == ["d"] * 4
    assert accepted.drop(columns=FIGURES).to_dict("records") == texts.drop(columns=FIGURES).to_dict("records")


def test_categories_are_only_those_of_the_accepted_rows() -> None:
    rows = [PlainRow({**GOOD, "organisation": name, "value": value}) for name, value in (("b", "1"), ("a", "many"))]
    accepted, _ = accept(THEORY, rows)
    assert accepted["organisation"].cat.categories.tolist() == ["b"]
