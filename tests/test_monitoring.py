"""Rows against the theory: every row is accepted or is a finding with its file and line; none disappears."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from fictional_programme.small import codes, element, numbered, row, theory_of
from hypothesis import example, given
from hypothesis import strategies as st

from toc.errors import Finding, Severity, SourceMark
from toc.frames import ACCEPTED
from toc.monitoring import PlainRow, accept, rows_from_frame
from toc.rows import KNOWN_COLUMNS, RawRow, read_rows
from toc.theory import Theory

HEADER = "organisation;data_element;period;value;unit;months;n\n"


def findings_of(theory: Theory, *rows: PlainRow) -> list[Finding]:
    accepted, findings = accept(theory, rows)
    if findings:
        assert len(accepted) < len(rows), "a row with an error is never in the table"
    return findings


def one_finding(theory: Theory, **columns: object) -> Finding:
    good = {"organisation": "gull-rock", "data_element": "wrecks", "period": 2024, "value": 3}
    values = {name: str(cell) for name, cell in {**good, **columns}.items()}
    (finding,) = findings_of(theory, PlainRow(values, SourceMark("data.csv", 7)))
    assert str(finding.where) == "data.csv:7"
    assert finding.message.nl
    return finding


def dutch(programme: Theory, tmp_path: Path, line: str) -> tuple[pd.DataFrame, list[Finding]]:
    path = tmp_path / "uit-excel.csv"
    path.write_bytes(b"\xef\xbb\xbf" + (HEADER + line + "\n").encode().replace(b"\n", b"\r\n"))
    rows, findings, _ = read_rows([path])
    assert findings == []
    return accept(programme, rows)


# --- What is right ----------------------------------------------------------------------------------------------


def test_all_rows_of_the_fictional_programme_are_accepted(
    programme: Theory, programme_rows: tuple[RawRow, ...]
) -> None:
    accepted, findings = accept(programme, programme_rows)
    assert findings == []
    assert len(accepted) == len(programme_rows)
    assert list(accepted.columns) == list(ACCEPTED)


def test_a_row_gets_typed_values_and_keeps_its_place(programme: Theory) -> None:
    written = {"id": "r1", "organisation": "De Meeuw", "data_element": "captains_content", "period": "2024-01..2024-12",
               "value": "78", "n": "440", "population": "7742", "months": "4-7", "document": "HARBOUR"}  # fmt: skip
    accepted, findings = accept(programme, [PlainRow(written, SourceMark("data.csv", 2))])
    assert findings == []
    found = accepted.iloc[0]
    assert (found["organisation"], found["period"], found["value"]) == ("gull-rock", "2024", 78.0)
    assert (found["months_low"], found["months_high"], found["n"], found["population"]) == (4, 7, 440, 7742)
    # known since the document is known
    assert found["known_on"] == date(2025, 4, 15)
    assert (found["file"], found["line"]) == ("data.csv", 2)


@pytest.mark.parametrize("spelling", ["gull-rock", "Gull Rock", "MEEUWENROTS", " de meeuw ", "De Meeuw"])
def test_an_organisation_is_known_by_id_title_or_alias(programme: Theory, spelling: str) -> None:
    accepted, findings = accept(programme, [row(spelling, "wrecks", 2024, 3)])
    assert findings == []
    assert accepted["organisation"].tolist() == ["gull-rock"]


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [("2024-01-01", "2024-12-31", "2024"), ("1-1-2024", "31-12-2024", "2024"), ("2024-07", "2024-09", "2024-Q3")],
)
def test_a_period_may_be_given_by_its_first_and_last_day(programme: Theory, start: str, end: str, label: str) -> None:
    written = {"organisation": "gull-rock", "data_element": "wrecks", "value": "3", "period_start": start,
               "period_end": end}  # fmt: skip
    accepted, findings = accept(programme, [PlainRow(written)])
    assert findings == []
    assert accepted["period"].tolist() == [label]


def test_zero_is_a_value(programme: Theory) -> None:
    accepted, findings = accept(programme, [row("gull-rock", "wrecks", 2024, 0)])
    assert findings == []
    assert accepted["value"].tolist() == [0.0]


def test_categories_are_kept_in_one_order() -> None:
    theory = theory_of([element("x", disaggregations={"sex": ("f", "m"), "age": ("old", "young")})])
    accepted, findings = accept(theory, [row("a", "x", 2024, 1, disaggregation="sex=f; age = old")])
    assert findings == []
    assert accepted["disaggregation"].tolist() == ["age=old;sex=f"]


# --- What is wrong ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "code", "words"),
    [
        ({"organisation": "gul-rock"}, "data.unknown_name_near", "did you mean ‘gull-rock’"),
        ({"organisation": "De Meuw"}, "data.unknown_name_near", "De Meeuw"),
        ({"organisation": "atlantis"}, "data.unknown_name", "‘atlantis’"),
        ({"organisation": ""}, "data.unknown_name", "organisation"),
        ({"data_element": "wreks"}, "data.unknown_name_near", "did you mean ‘wrecks’"),
        ({"document": "LOG3"}, "data.unknown_name_near", "LOG"),
        ({"unit": "wrecks"}, "data.unit", "measured in ‘ships’"),
        ({"value": ""}, "data.no_value", "fill in 0"),
        ({"value": "many"}, "data.not_a_number", "‘many’"),
        ({"value": "1,5"}, "data.not_a_number", "1234.5"),
        ({"value": "nan"}, "data.not_a_number", "nan"),
        ({"value": "inf"}, "data.not_a_number", "inf"),
        ({"value": "1_000"}, "data.not_a_number", "1_000"),
        ({"value": "0x10"}, "data.not_a_number", "0x10"),
        ({"value": "12%"}, "data.not_a_number", "12%"),
        ({"value": "=1+1"}, "data.not_a_number", "=1+1"),
        ({"period": "soon"}, "data.period", "2024-Q3"),
        ({"period": ""}, "data.no_period", "period_start"),
        ({"period": "2024..2023"}, "data.period", "before it starts"),
        ({"months": "13"}, "data.months", "4-7"),
        ({"months": "7-4"}, "data.months", "4-7"),
        ({"months": "0"}, "data.months", "4-7"),
        ({"months": "some"}, "data.months", "4-7"),
        ({"months": "4", "period": "2024-Q1"}, "data.months", "within the period"),
        ({"n": "0"}, "data.n_not_positive", "more than 0"),
        ({"n": "few"}, "data.not_a_number", "column n"),
        ({"population": "lots"}, "data.not_a_number", "column population"),
        ({"known_on": "later"}, "data.period", "2024-Q3"),
        ({"bound": "roughly"}, "data.not_an_option", "about"),
        ({"confidence": "sure"}, "data.not_an_option", "high"),
        ({"use": "maybe"}, "data.not_an_option", "quarantined"),
        ({"data_element": "watch_share", "value": 140}, "data.percent", "140 is not a percentage"),
        ({"data_element": "watch_share", "value": -1}, "data.percent", "between 0 and 100"),
        ({"data_element": "lamps_repaired", "disaggregation": "tpye=oil"}, "data.unknown_name_near", "‘type’"),
        ({"data_element": "lamps_repaired", "disaggregation": "type=wood"}, "data.unknown_name", "‘wood’"),
        ({"disaggregation": "type=oil"}, "data.unknown_name", "‘type’"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_with_its_line(
    programme: Theory, columns: dict[str, object], code: str, words: str
) -> None:
    finding = one_finding(programme, **columns)
    assert finding.code == code
    assert words in finding.message.en


def test_a_part_of_one_lies_between_nothing_and_everything() -> None:
    theory = theory_of([element("x", unit="fraction")])
    assert codes(findings_of(theory, row("a", "x", 2024, 1.4))) == ["data.fraction"]


@pytest.mark.parametrize("value", ["9" * 400, "1e99" + "9", "-" + "9" * 400])
def test_a_number_too_large_to_be_one_is_a_finding(programme: Theory, value: str) -> None:
    assert one_finding(programme, value=value).code == "data.not_a_number"


def test_a_count_below_nothing_is_a_finding_that_says_how_to_allow_it(programme: Theory) -> None:
    finding = one_finding(programme, value="-0.5")
    assert finding.code == "data.negative"
    assert "−0.5" in finding.message.en
    assert "wrecks" in finding.message.en
    assert "may_be_negative: true" in finding.message.nl


@pytest.mark.parametrize("value", ["-3.25", "-1e6", "0", "7"])
def test_a_result_may_be_below_nothing_where_the_model_says_so(value: str) -> None:
    theory = theory_of([element("x", unit="EUR", may_be_negative=True)])
    accepted, findings = accept(theory, [row("a", "x", 2024, value)])
    assert findings == []
    assert accepted["value"].tolist() == [float(value)]


def test_a_share_is_never_below_nothing() -> None:
    theory = theory_of([element("x", unit="percent", may_be_negative=True)])
    assert codes(findings_of(theory, row("a", "x", 2024, -1))) == ["data.percent"]


def test_more_answers_than_people_are_a_finding(programme: Theory) -> None:
    # otherwise the interval of this share would have no width at all
    columns = {
        "organisation": "grey-coast",
        "data_element": "captains_content",
        "value": 78,
        "n": 500,
        "population": 100,
    }
    assert "500" in one_finding(programme, **columns).message.en


def test_everything_wrong_with_all_rows_is_said_at_once(programme: Theory) -> None:
    rows = [
        row("gul-rock", "wreks", "soon", "many", n="0", unit="x"),
        row("seal-head", "wrecks", 2024, 2),
        row("gull-rock", "wrecks", 2024, ""),
    ]
    accepted, findings = accept(programme, numbered(rows))
    assert accepted["organisation"].tolist() == ["seal-head"]
    assert sorted(codes(findings)) == [
        "data.n_not_positive",
        "data.no_value",
        "data.not_a_number",
        "data.period",
        "data.unknown_name_near",
        "data.unknown_name_near",
    ]


def test_an_id_that_is_used_twice_names_the_first_place(programme: Theory) -> None:
    rows = [
        PlainRow({**row("gull-rock", "wrecks", year, 3, id="r").values}, SourceMark("a.csv", line))
        for line, year in ((2, 2023), (3, 2024))
    ]
    (finding,) = findings_of(programme, *rows)
    assert (finding.code, str(finding.where)) == ("data.id_twice", "a.csv:3")
    assert "a.csv:2" in finding.message.en


# --- Categories that were replaced ------------------------------------------------------------------------------

RENAMED = [{"dimension": "size", "old": "0-9", "new": "under 10", "since": "2025-01-01"}]


def sizes(*declared: str) -> Theory:
    return theory_of([element("x", disaggregations={"size": declared}, concordances=RENAMED)], rounds=(2024, 2025))


@pytest.mark.parametrize("declared", [("under 10", "10-49"), ("0-9", "10-49"), ("0-9", "under 10", "10-49")])
def test_an_old_and_a_new_category_are_both_known_and_kept_as_written(declared: tuple[str, ...]) -> None:
    rows = [row("a", "x", 2024, 1, disaggregation="size=0-9"), row("a", "x", 2025, 2, disaggregation="size=under 10")]
    accepted, findings = accept(sizes(*declared), rows)
    assert findings == []
    assert accepted["disaggregation"].tolist() == ["size=0-9", "size=under 10"]


@pytest.mark.parametrize(
    ("period", "said"), [("2024", False), ("2024-12", False), ("2024-07..2025-06", False), ("2025-Q1", True)]
)
def test_an_old_category_after_its_end_counts_and_is_said(period: str, said: bool) -> None:
    rows = numbered([row("a", "x", period, 1, disaggregation="size=0-9")])
    accepted, findings = accept(sizes("under 10", "10-49"), rows)
    assert accepted["disaggregation"].tolist() == ["size=0-9"]
    assert [(one.code, one.severity, str(one.where)) for one in findings] == (
        [("data.category_ended", Severity.WARNING, "rows:1")] if said else []
    )
    if said:
        assert "1 January 2025" in findings[0].message.en
        assert "under 10" in findings[0].message.nl


def test_another_category_is_still_unknown() -> None:
    found = findings_of(sizes("under 10"), row("a", "x", 2024, 1, disaggregation="size=0-8"))
    assert codes(found) == ["data.unknown_name_near"]


# --- Where rows come from ---------------------------------------------------------------------------------------


def test_rows_are_reported_by_somebody_unless_the_engine_says_that_they_come_from_records(programme: Theory) -> None:
    rows = [row("gull-rock", "wrecks", 2023, 3), row("gull-rock", "wrecks", 2024, 4, origin="records")]
    assert accept(programme, rows)[0]["origin"].tolist() == ["", "records"]
    assert accept(programme, rows, origin="records")[0]["origin"].tolist() == ["records", "records"]


def test_a_table_or_file_cannot_say_that_it_comes_from_records(programme: Theory, tmp_path: Path) -> None:
    good = {"organisation": "gull-rock", "data_element": "wrecks", "period": "2024", "value": 3, "origin": "records"}
    assert accept(programme, pd.DataFrame([good]))[0]["origin"].tolist() == [""]
    path = tmp_path / "a.csv"
    pd.DataFrame([good]).to_csv(path, index=False)
    assert codes(read_rows([path])[1]) == ["data.unknown_column"]


# --- Dutch spreadsheets -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "value"),
    [("1,5", 1.5), ("0,25", 0.25), ("-0,0", 0.0), ("12", 12.0), ("1234", 1234.0), ("1\u00a0234", 1234.0)],
)
def test_a_semicolon_file_may_have_decimal_commas(programme: Theory, tmp_path: Path, cell: str, value: float) -> None:
    accepted, findings = dutch(programme, tmp_path, f"gull-rock;wrecks;2024;{cell};ships;;")
    assert findings == []
    assert accepted["value"].tolist() == [value]


def test_what_is_no_number_in_such_a_file_is_shown_one_with_a_comma(programme: Theory, tmp_path: Path) -> None:
    _, (finding,) = dutch(programme, tmp_path, "gull-rock;wrecks;2024;1o4;ships;;")
    assert finding.message.nl.endswith("schrijf bijvoorbeeld 1234,5")


@pytest.mark.parametrize(
    ("cell", "plain"), [("1.234", "1234"), ("-1.234", "-1234"), ("1.234.567", "1234567"), ("1.234,5", "1234,5")]
)
def test_a_point_that_may_be_thousands_is_refused_with_what_to_write(
    programme: Theory, tmp_path: Path, cell: str, plain: str
) -> None:
    accepted, (finding,) = dutch(programme, tmp_path, f"gull-rock;wrecks;2024;{cell};ships;;")
    assert accepted.empty
    assert finding.code == "data.thousands"
    assert str(finding.where).endswith("uit-excel.csv:2")
    assert f"schrijf {plain} zonder punt" in finding.message.nl


def test_a_comma_file_takes_the_point_as_decimal_and_asks_about_thousands(programme: Theory) -> None:
    accepted, findings = accept(programme, [row("gull-rock", "wrecks", 2024, "1.234")])
    assert [finding.code for finding in findings] == ["data.maybe_thousands"]
    assert "1234" in findings[0].message.en
    assert accepted["value"].tolist() == [1.234]


def test_months_in_a_dutch_file_may_have_a_comma(programme: Theory, tmp_path: Path) -> None:
    accepted, findings = dutch(programme, tmp_path, "gull-rock;wrecks;2024;3;ships;4,5-7;")
    assert findings == []
    assert accepted["months_low"].tolist() == [4.5]


# --- Tables of pandas, and time ---------------------------------------------------------------------------------


def test_a_pandas_table_is_read_like_a_file_and_empty_is_empty(programme: Theory) -> None:
    frame = pd.DataFrame(
        {"organisation": ["gull-rock", "seal-head"], "data_element": "wrecks", "period": 2024, "value": [0.0, np.nan],
         "note": [None, "silent"]}
    )  # fmt: skip
    accepted, findings = accept(programme, rows_from_frame(frame))
    assert accepted["value"].tolist() == [0.0]
    assert accepted["note"].tolist() == [""]
    assert [(finding.code, str(finding.where)) for finding in findings] == [("data.no_value", "python:2")]


@pytest.mark.parametrize("value", [1e-7, 1e16, 123456789.123, 0.5, 3])
def test_any_number_of_pandas_survives_its_way_through_text(programme: Theory, value: float) -> None:
    frame = pd.DataFrame(
        {"organisation": ["gull-rock"], "data_element": ["wrecks"], "period": ["2024"], "value": [value]}
    )
    accepted, findings = accept(programme, rows_from_frame(frame))
    assert findings == []
    assert accepted["value"].tolist() == [value]


def test_what_became_known_later_is_left_out_and_that_is_said(programme: Theory) -> None:
    rows = [
        row("gull-rock", "wrecks", 2023, 3, known_on="2024-03-31"),
        row("seal-head", "wrecks", 2023, 4, known_on="2024-09"),
        row("twin-cape", "wrecks", 2023, 5),
    ]
    accepted, findings = accept(programme, [PlainRow({**one.values, "id": f"r{at}"}) for at, one in enumerate(rows)],
                                known_before=date(2024, 6, 30))  # fmt: skip
    assert accepted["value"].tolist() == [3, 5]
    assert codes(findings) == ["data.known_later"]
    assert "1 row became known only after 30 June 2024" in findings[0].message.en


def test_what_became_known_on_the_day_itself_counts(programme: Theory) -> None:
    one = row("gull-rock", "wrecks", 2023, 3, known_on="2024-03-31")
    assert len(accept(programme, [one], known_before=date(2024, 3, 31))[0]) == 1


def test_no_rows_give_an_empty_table_with_all_columns(programme: Theory) -> None:
    accepted, findings = accept(programme, [])
    assert accepted.empty
    assert list(accepted.columns) == list(ACCEPTED)
    assert findings == []


TELLING = (
    "gull-rock wrecks watch_share lamps_repaired 2024 9999 9999-Q4 0001 2024..2025 type=oil = ; 4-7 12 1e99 -0 ١٢ LOG1 "
    "31-12-9999 quarantined about"
)
CELLS = st.text(max_size=12) | st.sampled_from([*TELLING.split(), "9" * 400])


@given(st.dictionaries(st.sampled_from(KNOWN_COLUMNS), CELLS), st.booleans())
@example({"organisation": "gull-rock", "data_element": "wrecks", "period": "9999-Q4", "value": "1"}, False)
@example({"organisation": "gull-rock", "data_element": "wrecks", "period": "9999", "value": "1", "months": "4"}, False)
@example({"organisation": "gull-rock", "data_element": "watch_share", "period": "2024", "value": "9" * 400}, False)
@example(
    {"organisation": "gull-rock", "data_element": "wrecks", "period": "2024" + "..2024" * 2000, "value": "1"}, False
)
def test_no_cells_whatever_give_a_traceback(programme: Theory, values: dict[str, str], decimal_comma: bool) -> None:
    accepted, findings = accept(programme, [PlainRow(values, SourceMark("any.csv", 2), decimal_comma)])
    assert len(accepted) == (0 if findings else 1)
    assert all(finding.message.nl for finding in findings)
