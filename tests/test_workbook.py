"""The workbook: every number equals results.json, also after a spreadsheet has recalculated it; formulas where they are
promised; texts stay texts; the same input gives the same file."""

import dataclasses
import io
import math
import os
import re
import shutil
import subprocess
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from fictional_programme.small import LEVELS, TREE, element, indicator, numbered, row, theory_of, tree_of
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import toc
from toc.assessment import Assessment
from toc.declared import Text
from toc.organisation import Membership
from toc.provenance import Document
from toc.report.book import Book, Figure, Formula, Sheet
from toc.report.workbook import HEAD_ROW, LONGEST, book_of, write_workbook
from toc.results import Results, to_results
from toc.target import Baseline, Target

LANGUAGES = ("nl", "en")
YEARS = (2020, 2021, 2022)
HOSTILE = (
    '=HYPERLINK("http://evil.example","x")', "<script>alert(1)</script>", "\u202eomgekeerd\u200f", "+31 20 123",
    "@SUM(A1)", "-2+3", "🧭" * 20, "x" * 500, "regel\x00\x07\x1b[31m", "_x0041_", "http://evil.example",
    "a&b \"c\" 'd'", "{=1+1}",
)  # fmt: skip
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""


@pytest.fixture(scope="module")
def shipped() -> Assessment:
    theory, data = toc.read_theory("opschaling-pps"), toc.read_data("opschaling-pps")
    return toc.assess(theory, data.rows, data_sha256=data.sha256)


@pytest.fixture(scope="module")
def small() -> Assessment:
    """Two regions of two stations: a sum, a ratio, a mean of what is missing, and a target."""
    elements = [element("lamps"), element("lit"), element("ships", over_organisations="distinct")]
    indicators = [
        indicator("lamps"), indicator("lit_share", "100 * lit / lamps", unit="percent"), indicator("ships"),
        indicator("both", "lamps + lit"), indicator("per_lamp", "lit / lamps", unit="lamps per lamp"),
    ]  # fmt: skip
    figures = {
        "lamps": {"a": (10, 12, 14), "b": (20, None, 26), "c": (5, 6, 7), "d": (8, 8, 9)},
        "lit": {"a": (5, 6, 7), "b": (10, None, 20), "c": (1, 0, 3), "d": (8, 8, 0)},
        "ships": {"a": (3, 3, 3), "b": (4, 4, 4), "c": (5, 5, 5), "d": (6, 6, 6)},
    }
    rows = [
        row(organisation, name, year, value)
        for name, by_place in figures.items()
        for organisation, values in by_place.items()
        for year, value in zip(YEARS, values, strict=True)
        if value is not None
    ]
    source = {"document": "LOG", "lines": "1"}
    common = {"indicator": "lamps", "organisation": "coast", "basis": "annual", "owner": "the coast", "source": source}
    baselines = (Baseline.model_validate({**common, "id": "start", "period": 2020, "value": 43}),)
    targets = (Target.model_validate({**common, "id": "more", "year": 2025, "value": 95, "baseline": "start"}),)
    document = Document(id="LOG", title="Log", publisher="the coast", known_on=date(2020, 1, 1))
    parts = {"baselines": baselines, "targets": targets, "documents": (document,)}
    theory = theory_of(elements, indicators, rounds=YEARS, **parts)
    return toc.assess(theory, numbered(rows), as_of=date(2023, 6, 1))


@cache
def _opened(content: bytes, computed: bool) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the reader knows no bars behind numbers
        return openpyxl.load_workbook(io.BytesIO(content), data_only=computed)


def opened(content: bytes, computed: bool = True) -> Workbook:
    return _opened(content, computed)


MADE: dict[tuple[int, str, str], tuple[Assessment, bytes, Book]] = {}


def made(assessment: Assessment, language: str, organisation: str = "") -> tuple[bytes, Book]:
    """The file and what went into it, made once for each assessment."""
    key = (id(assessment), language, organisation)
    if key not in MADE:
        book = book_of(assessment, language, organisation)
        MADE[key] = (assessment, write_workbook(assessment, language, organisation), book)
    return MADE[key][1], MADE[key][2]


def pair(assessment: Assessment, language: str, organisation: str = "") -> tuple[Book, Workbook]:
    content, book = made(assessment, language, organisation)
    return book, opened(content)


def keys(book: Book, name: str) -> tuple[Sheet, list[str]]:
    sheet = next(one for one in book.sheets if one.key == name)
    return sheet, [column.key for column in sheet.columns]


def table(book: Book, file: Workbook, name: str) -> Iterator[dict[str, Any]]:
    """Rows of one sheet as they stand in the file, by the key of their column."""
    sheet, columns = keys(book, name)
    cells = file[sheet.name].iter_rows(min_row=HEAD_ROW + 2, max_row=HEAD_ROW + 1 + len(sheet.rows), values_only=True)
    for row_ in cells:
        yield dict(zip(columns, row_, strict=True))


def number(cell: Any) -> float | None:
    return None if isinstance(cell, str) or cell is None else float(cell)


def same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is None and other is None
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


COLUMNS: Mapping[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "values": (("indicator_id", "organisation_id", "period"), {
        "value": "value", "above": "numerator", "below": "denominator", "low": "lower", "high": "upper", "n": "n"}),
    "targets": (("indicator_id", "organisation_id", "target_id"), {
        "goal": "target_value", "baseline": "baseline", "actual": "actual", "progress": "progress", "year": "year"}),
    "projections": (("indicator_id", "organisation_id", "year"), {
        "middle": "median", "low50": "lower50", "high50": "upper50", "low80": "lower80", "high80": "upper80",
        "low95": "lower95", "high95": "upper95", "own": "own", "peers": "peers", "panel": "panel", "figures": "n",
        "reconciled": "reconciled"}),
    "chances": (("indicator_id", "organisation_id", "target_id"), {
        "goal": "target_value", "chance": "probability", "last": "last", "pace_seen": "pace_seen",
        "pace_needed": "pace_needed", "extra": "extra_per_year", "last_year": "last_year"}),
    "links": (("link", "organisation_id"), {
        "ratio": "ratio", "low90": "lower90", "high90": "upper90", "enough": "probability", "too_little": "below_kappa",
        "visible": "detectable", "units": "units", "moments": "periods"}),
}  # fmt: skip
"""Of each sheet its key and its numbers, by the names in results.json."""

RESULT = {"targets": "progress", "chances": "prospects", "links": "verdicts"}


def public(results: Results, name: str) -> list[dict[str, Any]]:
    return [one.model_dump(mode="json") for one in getattr(results, RESULT.get(name, name))]


def compare(assessment: Assessment, book: Book, file: Workbook) -> int:
    """Hold every number of the five tables against results.json; how many were held."""
    results, held = to_results(assessment, "0"), 0
    for name, (key, numbers) in COLUMNS.items():
        theirs: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for one in public(results, name):
            names = [{"indicator_id": "indicator", "organisation_id": "organisation"}.get(part, part) for part in key]
            theirs.setdefault(tuple(str(one[part]) for part in names), []).append(one)
        ours: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for one in table(book, file, name):
            ours.setdefault(tuple(str(one[part]) for part in key), []).append(one)
        assert ours.keys() == theirs.keys(), name
        for place, rows in theirs.items():
            assert len(ours[place]) == len(rows), (name, place)
            for mine, their in zip(_ordered(ours[place]), _ordered(rows), strict=True):
                for column, field in numbers.items():
                    assert same(number(mine[column]), their[field]), (name, place, column, mine[column], their[field])
                    held += their[field] is not None
                    assert mine[column] not in (None, ""), (name, place, column)
        if name == "values":
            for place, rows in theirs.items():
                for mine, their in zip(ours[place], _ordered(rows), strict=True):
                    assert number(mine["reported"]) == their["coverage"]["reported"]
                    assert number(mine["expected"]) == their["coverage"]["expected"]
    return held


def _ordered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Categories in order of their name, the total first, as on the sheet."""
    return sorted(rows, key=lambda one: str(one.get("disaggregation", "")))


def recalculated(content: bytes, folder: Path) -> bytes:
    """What a spreadsheet program makes of it when it computes every formula again."""
    if OFFICE is None:
        if os.environ.get("TOC_NEEDS_OFFICE"):
            pytest.fail("LibreOffice is not installed, and TOC_NEEDS_OFFICE asks for it")
        pytest.skip("needs LibreOffice (soffice) to recalculate the workbook; set TOC_NEEDS_OFFICE to insist")
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    source = folder / "report.xlsx"
    source.write_bytes(content)
    made = folder / "made"
    command = [OFFICE, f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--convert-to", "xlsx",
               "--outdir", str(made), str(source)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return (made / "report.xlsx").read_bytes()


def errors(file: Workbook) -> list[str]:
    return [
        f"{page.title}!{cell.coordinate} {cell.value}"
        for page in file for cells in page.iter_rows() for cell in cells
        if cell.data_type == "e" or (isinstance(cell.value, str) and re.fullmatch(r"#[A-Z0-9/]+[!?]?", cell.value))
    ]  # fmt: skip


# --- Every number -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_equals_that_of_the_results(shipped: Assessment, small: Assessment, language: str) -> None:
    for assessment, least in ((shipped, 100), (small, 100)):
        book, file = pair(assessment, language)
        assert errors(file) == []
        assert compare(assessment, book, file) >= least


@pytest.mark.parametrize("which", ["shipped"])
def test_every_number_is_still_the_same_when_a_spreadsheet_computes_it_again(
    which: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    assessment: Assessment = request.getfixturevalue(which)
    content = write_workbook(assessment, "nl")
    again = recalculated(blanked(content), tmp_path)
    book, before, after = book_of(assessment, "nl"), opened(content), opened(again)
    assert errors(after) == []
    compare(assessment, book, after)
    formulas = 0
    for page in opened(content, computed=False):
        for cells in page.iter_rows():
            for cell in cells:
                if cell.data_type == "f":
                    formulas += 1
                    ours, theirs = (file[page.title][cell.coordinate].value for file in (before, after))
                    assert same(number(ours), number(theirs)), (page.title, cell.coordinate, cell.value, ours, theirs)
    assert formulas > 50


def blanked(content: bytes) -> bytes:
    """The same file with a wrong number under every formula, so that only computing again gives the right one."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = re.sub(rb"(</f><v>)[^<]*(</v>)", rb"\g<1>-12345\g<2>", text)
            target.writestr(name, text)
    return out.getvalue()


def test_a_part_that_is_missing_is_a_word_and_counts_nowhere(small: Assessment) -> None:
    book = book_of(small, "en")
    rows = {(r["indicator_id"], r["organisation_id"], r["period"]): r
            for r in table(book, opened(write_workbook(small, "en")), "values")}  # fmt: skip
    assert rows["lamps", "b", 2021]["value"] == "not reported"
    assert rows["lamps", "north", 2021]["value"] == 12
    assert rows["lamps", "north", 2021]["covered"] == 0.5


# --- Formulas ---------------------------------------------------------------------------------------------------


def formulas(assessment: Assessment, name: str, column: str) -> Iterator[tuple[int, str, dict[str, str]]]:
    """Row number, formula and the letters of the columns, for each formula in a column."""
    content, book = made(assessment, "nl")
    file = opened(content, computed=False)
    sheet, columns = keys(book, name)
    letters = {key: openpyxl.utils.get_column_letter(at) for at, key in enumerate(columns, start=1)}
    page: Worksheet = file[sheet.name]
    for at in range(HEAD_ROW + 2, HEAD_ROW + 2 + len(sheet.rows)):
        value = page[f"{letters[column]}{at}"].value
        if isinstance(value, str) and value.startswith("="):
            yield at, value, letters


def test_a_rate_points_at_its_numerator_and_its_denominator(small: Assessment) -> None:
    found = list(formulas(small, "values", "value"))
    shares = [row_ for row_ in to_results(small, "0").values if row_.denominator and row_.value is not None]
    assert len(found) == len(shares) > 10
    for at, formula, letters in found:
        above, below = f"{letters['above']}{at}", f"{letters['below']}{at}"
        assert f"{above}/{below}" in formula
        assert f"COUNT({above},{below})=2" in formula
    assert sum("100*" in formula for _, formula, _ in found) == len(found) / 2


def test_a_total_is_the_sum_of_its_parts_where_they_add_up_and_says_why_elsewhere(small: Assessment) -> None:
    book, file = pair(small, "en")
    totals = {(r["indicator_id"], r["organisation_id"], r["period"], r["what"]): r for r in table(book, file, "totals")}
    parts: dict[Any, float] = {}
    for one in table(book, file, "values"):
        if isinstance(one["total"], (int, float)) and isinstance(one["value"], (int, float)):
            parts[one["total"]] = parts.get(one["total"], 0.0) + one["value"]
    year = totals["lamps", "coast", 2022, "Value"]
    assert year["parts_sum"] == year["whole"] == parts[year["number"]] == 56
    assert year["difference"] == 0
    assert totals["lamps", "north", 2021, "Value"]["parts_known"] == 1
    assert totals["lit_share", "coast", 2022, "Numerator"]["parts_sum"] == 30
    assert totals["lit_share", "coast", 2022, "Denominator"]["parts_sum"] == 56
    assert ("ships", "coast", 2022, "Value") not in totals  # only bounds are known of the whole
    sums = [formula for _, formula, _ in formulas(small, "totals", "parts_sum")]
    assert sums
    assert all("SUMIFS('Waarden'!" in formula for formula in sums)
    assert not [r for r in totals.values() if isinstance(r["difference"], (int, float)) and r["difference"] != 0]


def test_an_organisation_in_two_wholes_is_not_summed_blindly() -> None:
    shares = (Membership(parent="north", share=0.25), Membership(parent="south", share=0.75))
    tree = tree_of({"north": "coast", "south": "coast", "a": "north", "b": shares, "c": "south"})
    rows = [row(name, "lamps", 2020, value) for name, value in (("a", 10), ("b", 8), ("c", 3))]
    theory = theory_of([element("lamps")], [indicator("lamps")], tree=tree, rounds=[2020])
    found = toc.assess(theory, numbered(rows), as_of=date(2022, 1, 1))
    book, file = pair(found, "en")
    totals = {r["organisation_id"]: r for r in table(book, file, "totals")}
    assert totals["north"]["whole"] == 12
    assert totals["north"]["parts_sum"] == "no sum"
    assert "only in part" in totals["north"]["explanation"]
    assert totals["coast"]["parts_sum"] == totals["coast"]["whole"] == 21


def test_coverage_progress_and_differences_are_formulas(shipped: Assessment, small: Assessment) -> None:
    assert all(f"{one['reported']}{at}/{one['expected']}{at}" in formula
               for at, formula, one in formulas(small, "values", "covered"))  # fmt: skip
    progress = list(formulas(shipped, "targets", "progress"))
    assert progress
    assert all(f"{one['actual']}{at}/{one['goal']}{at}" in formula for at, formula, one in progress)
    ((at, formula, one),) = formulas(small, "targets", "progress")
    assert f"({one['actual']}{at}-{one['baseline']}{at})/({one['goal']}{at}-{one['baseline']}{at})" in formula
    (row_,) = table(*pair(small, "nl"), "targets")
    assert row_["progress"] == (56 - 43) / (95 - 43)
    assert list(formulas(small, "coverage", "filed_share"))
    changes = list(formulas(small, "series", "to1"))
    assert changes
    assert all(f"{one['at1']}{at}-{one['at0']}{at}" in formula for at, formula, one in changes)


def test_no_formula_looks_at_another_row_of_its_own_sheet(shipped: Assessment) -> None:
    """So that sorting a sheet breaks nothing."""
    for page in opened(write_workbook(shipped, "nl"), computed=False):
        for cells in page.iter_rows():
            for cell in cells:
                if cell.data_type == "f":
                    here = re.sub(r"'[^']+'!\$?[A-Z]+\$?\d+:\$?[A-Z]+\$?\d+|\"(?:[^\"]|\"\")*\"", "", str(cell.value))
                    assert {int(at) for at in re.findall(r"[A-Z]+(\d+)", here)} <= {cell.row}, cell.coordinate


# --- Texts ------------------------------------------------------------------------------------------------------


def hostile(assessment: Assessment, words: str) -> Assessment:
    """The same with other words wherever a person may write some."""
    theory, text = assessment.theory, Text(nl=words, en=words)
    file = theory.file.model_copy(update={"title": text})
    indicators = tuple(one.model_copy(update={"title": text, "definition": text}) for one in theory.indicators)
    organisations = tuple(one.model_copy(update={"title": text}) for one in theory.organisations.organisations)
    tree = theory.organisations.model_copy(update={"organisations": organisations})
    changed = dataclasses.replace(theory, file=file, indicators=indicators, organisations=tree)
    rows = assessment.rows.assign(quote=words, note=words)
    return dataclasses.replace(assessment, theory=changed, rows=rows)


def clean(words: str) -> str:
    return re.sub("[\x00-\x08\x0b-\x1f\ud800-\udfff]", "", words)


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words)[:16])
def test_hostile_words_stay_plain_text(small: Assessment, words: str) -> None:
    content = write_workbook(hostile(small, words), "en")
    file = opened(content, computed=False)
    assert errors(file) == []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        everything = {name: parts.read(name) for name in parts.namelist()}
    assert not [name for name, text in everything.items() if b'TargetMode="External"' in text]
    found = [cell.value for cell in file["Indicators"]["A"]]
    assert openpyxl.utils.escape.unescape(clean(words)) in found or clean(words) in found
    for page in file:
        for cells in page.iter_rows():
            for cell in cells:
                if cell.data_type == "f":
                    assert re.match(r"=IF\(COUNT\(", str(cell.value)), cell.value
                    assert "HYPERLINK" not in str(cell.value)
                assert cell.hyperlink is None or cell.hyperlink.target is None


def test_a_text_that_is_too_long_is_cut_with_a_sign(small: Assessment) -> None:
    file = opened(write_workbook(hostile(small, "🧭é" * 20_000), "nl"))
    text = str(file["Indicatoren"]["A4"].value)
    assert len(text.encode("utf-16-le")) // 2 <= LONGEST
    assert text.endswith("(ingekort)")


# --- The whole --------------------------------------------------------------------------------------------------


def test_the_same_assessment_gives_the_same_bytes_and_the_day_of_the_report(shipped: Assessment) -> None:
    first = write_workbook(shipped, "nl")
    assert first == write_workbook(shipped, "nl")
    assert opened(first).properties.created == datetime.combine(shipped.as_of, datetime.min.time())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_can_be_filtered_read_and_printed(shipped: Assessment, language: str) -> None:
    book, file = pair(shipped, language)
    assert [page.title for page in file] == [book.cover.name, book.graphs_name, *(one.name for one in book.sheets)]
    for sheet in book.sheets:
        page = file[sheet.name]
        assert page.auto_filter.ref
        assert page.freeze_panes
        assert page.page_setup.orientation == "landscape"
        assert page.print_title_rows == f"${HEAD_ROW + 1}:${HEAD_ROW + 1}"
        assert "&P" in page.oddFooter.right.text
        assert all(column.title and column.meaning for column in sheet.columns)
        assert all(len(cells) == len(sheet.columns) for cells in sheet.rows)
    said = {str(cell.value) for cells in file[book.cover.name].iter_rows() for cell in cells}
    assert {shipped.theory.sha256, shipped.data_sha256, *(one.name for one in book.sheets)} <= said
    links = {cell.hyperlink.location for cells in file[book.cover.name].iter_rows() for cell in cells if cell.hyperlink}
    assert {f"'{one.name}'!A1" for one in book.sheets} <= links


def test_numbers_are_numbers_and_days_are_days(shipped: Assessment) -> None:
    book, file = pair(shipped, "nl")
    for sheet in book.sheets:
        page = file[sheet.name]
        for at, cells in enumerate(sheet.rows, start=HEAD_ROW + 2):
            for place, cell in enumerate(cells, start=1):
                shown = page.cell(at, place).value
                if isinstance(cell, (Figure, Formula)):
                    assert isinstance(shown, (int, float)), (sheet.name, at, place)
                elif isinstance(cell, date):
                    assert isinstance(shown, datetime)


def test_every_chart_stands_beside_the_table_that_it_is_drawn_from(small: Assessment) -> None:
    book = book_of(small, "en")
    page = opened(write_workbook(small, "en"), computed=False)["Charts"]
    assert len(page._charts) == len(book.graphs) >= 3
    for graph in book.graphs:
        assert any(cell.value == graph.title for cell in page["A"])


def test_the_table_of_a_chart_holds_the_numbers_of_the_results_and_a_word_for_each_gap(shipped: Assessment) -> None:
    results, book = to_results(shipped, "0"), made(shipped, "en")[1]
    ids = {one.title.en: one.id for one in shipped.theory.indicators}
    top, held = shipped.theory.organisations.roots[0].id, 0
    values = {(one.indicator, one.organisation, one.period, one.disaggregation): one for one in results.values}
    for graph in book.graphs:
        for cells in graph.rows:
            found = dict(zip((column.key for column in graph.columns), cells, strict=True))
            year = str(int(found["year"].value))
            place = (ids[graph.title], top, year, "")
            seen = values.get(place)
            drawn = found.get("seen") or found.get("partial")
            assert (drawn.value if drawn else None) == (seen.value if seen else None)
            assert found["state"]
            held += drawn is not None
    assert held > 3


def test_a_report_of_one_organisation_holds_it_and_those_below_it(small: Assessment) -> None:
    book, file = pair(small, "en", "north")
    assert {one["organisation_id"] for one in table(book, file, "values")} == {"north", "a", "b"}
    assert {one["organisation_id"] for one in table(book, file, "links")} <= {"north", "a", "b"}
    assert {one["organisation_id"] for one in table(book, file, "coverage")} == {"a", "b"}
    with pytest.raises(KeyError):
        write_workbook(small, "en", "nowhere")


def test_coverage_counts_what_was_asked_and_names_what_is_lacking(small: Assessment) -> None:
    book, file = pair(small, "en")
    rows = {(one["organisation_id"], one["period"]): one for one in table(book, file, "coverage")}
    assert {name for name, _ in rows} == {name for name in TREE if len(name) == 1}
    assert LEVELS[-1] in {str(one["kind_of"]) for one in rows.values()}
    assert (rows["b", 2021]["filed_count"], rows["b", 2021]["asked_count"]) == (1, 3)
    assert rows["b", 2021]["lacking"] == "lamps, lit"
    assert rows["a", 2021]["lacking"] == "nothing"
