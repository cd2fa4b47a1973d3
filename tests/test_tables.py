"""Results as CSV: nothing half-written, and no cell that a spreadsheet would run."""

import csv
import io
from pathlib import Path

import pytest
from fictional_programme.small import element, indicator, numbered, row, theory_of
from hypothesis import given
from hypothesis import strategies as st

from toc.assessment import Assessment, assess
from toc.results import to_results
from toc.tables import TABLES, csv_texts, safe_cell, write_file


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    "hostile", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "=cmd|' /C x'!A0"]
)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(hostile: str) -> None:
    assert safe_cell(hostile) == "'" + hostile


@pytest.mark.parametrize("value", ["ordinary", "1 = 1", "", "'=1", 5, -5, -0.5, None, True])
def test_ordinary_texts_and_negative_numbers_stay_as_they_are(value: object) -> None:
    assert safe_cell(value) == value


@given(st.text())
def test_no_text_keeps_a_start_that_runs(text: str) -> None:
    assert not str(safe_cell(text)).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_no_cell_of_any_table_begins_like_a_formula() -> None:
    hostile = '=HYPERLINK("http://x","click")'
    theory = theory_of(
        [element("x", title=hostile, may_be_negative=True)], [indicator("x", title="@" + hostile)], rounds=[2024]
    )
    rows = numbered([row("a", "x", 2024, -5, note=hostile, quote="-" + hostile, lines="+1")])
    texts = csv_texts(to_results(assess(theory, rows), "1"))
    cells = [cell for text in texts.values() for one in csv.reader(io.StringIO(text, newline="")) for cell in one]
    running = [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert running == ["-5.0"] * len(running)  # a number is a number
    assert any(cell == "'" + hostile for cell in cells)


def test_every_table_becomes_a_file_with_all_its_rows(assessment: Assessment) -> None:
    results = to_results(assessment, "1")
    texts = csv_texts(results)
    assert set(texts) == {f"{name}.csv" for name in TABLES}
    for name in TABLES:
        assert len(read(texts[f"{name}.csv"])) == len(getattr(results, name))


def test_missing_is_empty_zero_is_zero_and_parts_have_columns(assessment: Assessment) -> None:
    values = {
        (one["organisation"], one["period"]): one
        for one in read(csv_texts(to_results(assessment, "1"))["values.csv"])
        if one["indicator"] == "lamps_repaired" and one["disaggregation"] == ""
    }
    assert values["seal-head", "2024"]["value"] == "0.0"
    assert values["drift-point", "2024"]["value"] == ""
    assert values["grey-coast", "2024"]["coverage.reported"] == "4"
    assert values["grey-coast", "2024"]["coverage.expected"] == "5"


def test_both_languages_have_a_column(assessment: Assessment) -> None:
    verdicts = read(csv_texts(to_results(assessment, "1"))["verdicts.csv"])
    assert verdicts[0]["reason.nl"]
    assert verdicts[0]["reason.en"]


def test_the_same_results_give_the_same_text(assessment: Assessment) -> None:
    assert csv_texts(to_results(assessment, "1")) == csv_texts(to_results(assessment, "1"))


def test_a_file_is_written_whole_with_its_folder(tmp_path: Path) -> None:
    path = write_file(tmp_path / "new" / "deep" / "a.txt", "één\r\n")
    assert path.read_bytes() == "één\r\n".encode()
    assert [one.name for one in path.parent.iterdir()] == ["a.txt"]


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    path = write_file(tmp_path / "a.txt", "old")
    with pytest.raises(UnicodeEncodeError):
        write_file(path, "new \ud800")
    assert path.read_text(encoding="utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]
