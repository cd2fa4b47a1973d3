"""The whole answer: theory and rows in, one frozen assessment out."""

import contextlib
import dataclasses
import re
import shutil
import subprocess
import sys
from datetime import date

import pandas as pd
import pytest
from fictional_programme.small import FOLDER, codes, element, indicator, numbered, pick, row, theory_of
from hypothesis import given, settings
from hypothesis import strategies as st

import toc
from toc.assessment import Assessment, assess
from toc.errors import FindingsError, Severity
from toc.frames import ACCEPTED, CELLS, PROGRESS, PROJECTIONS, VALUES, VERDICTS
from toc.reading import load_theory
from toc.results import to_results, write_json
from toc.rows import RawRow
from toc.theory import Theory


def test_every_table_has_the_columns_that_are_promised(assessment: Assessment) -> None:
    for table, columns in (
        (assessment.rows, ACCEPTED), (assessment.cells, CELLS), (assessment.values, VALUES),
        (assessment.progress, PROGRESS), (assessment.projections, PROJECTIONS), (assessment.verdicts, VERDICTS),
    ):  # fmt: skip
        assert list(table.columns) == list(columns)
        assert not table.empty


def test_every_figure_is_in_exactly_one_state(assessment: Assessment) -> None:
    states = {"reported", "missing", "not_due", "not_applicable", "withheld"}
    for table in (assessment.cells, assessment.values):
        assert set(table["state"]) <= states
        assert table.loc[table["state"] != "reported", "value"].isna().all()
        keys = [name for name in ("data_element", "indicator") if name in table.columns]
        assert not table.duplicated([*keys, "organisation", "period", "disaggregation"]).any()


def test_nobody_reports_more_than_is_expected(assessment: Assessment) -> None:
    assert (assessment.cells["reported"] <= assessment.cells["expected"]).all()


def test_the_day_is_the_last_on_which_something_became_known(assessment: Assessment) -> None:
    assert assessment.as_of == date(2025, 4, 15)


def test_an_assessment_never_changes(assessment: Assessment) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        assessment.as_of = date(2026, 1, 1)  # type: ignore[misc]


def test_the_programme_has_the_findings_that_were_built_into_it(assessment: Assessment) -> None:
    assert set(codes(assessment.findings)) >= {
        "chain.no_indicator",
        "chain.only_proxies",
        "link.no_expectation",
        "data.corrected",  # a wreck that was a whale
        "data.conflict",  # the dark spell at Seal Head
        "data.reconciliation",  # wrecks of north: 7 against 6
        "growth.partial",  # lamps in the first winter
        "gap.outputs_rose",
    }
    assert Severity.ERROR not in {finding.severity for finding in assessment.findings}


def test_growth_over_a_partial_year_is_said_with_its_range(assessment: Assessment) -> None:
    coast = [one for one in assessment.findings if one.code == "growth.partial" and "Grey Coast" in one.message.en]
    # 3400 / 361 = 9.42 as printed; per month (3400 / 12) / (361 / 4) = 3.14 to (3400 / 12) / (361 / 7) = 5.49
    assert any("×9.4" in one.message.en and "×3.1" in one.message.en and "×5.5" in one.message.en for one in coast)


def test_an_organisation_that_reported_nothing_is_a_finding() -> None:
    theory = theory_of([element("x")], [indicator("x")])
    found = assess(theory, numbered([row("a", "x", 2023, 1), row("a", "x", 2024, 2)]), as_of=date(2030, 1, 1))
    silent = {one.about for one in found.findings if one.code == "gap.silent_organisation"}
    # c and d are all of south: south is named, and not each of them
    assert silent == {("organisation:b",), ("organisation:south",)}


def test_all_missing_is_an_answer_and_no_exception(programme: Theory) -> None:
    found = assess(programme, [], as_of=date(2025, 4, 15))
    assert set(found.verdicts["verdict"]) == {"not_measured"}
    assert set(found.progress["status"]) <= {"not_measured", "refused"}
    assert {one.answer for one in found.claims} == {"unverifiable"}
    assert found.values["value"].isna().all()


def test_a_theory_without_anything_can_be_assessed() -> None:
    found = assess(theory_of(), [])
    assert found.verdicts.empty
    assert found.values.empty


def test_errors_of_structure_and_rows_come_together(programme: Theory) -> None:
    with pytest.raises(FindingsError) as refused:
        assess(programme, [row("gul-rock", "wrecks", 2024, 3)])
    assert "data.unknown_name_near" in codes(refused.value.findings)


def test_a_pandas_table_will_do(programme: Theory) -> None:
    frame = pd.DataFrame(
        {
            "organisation": ["gull-rock", "seal-head"],
            "data_element": "wrecks",
            "period": ["2024", "2024"],
            "value": [3, 0],
        }
    )
    found = assess(programme, frame, as_of=date(2025, 4, 15))
    wrecks = pick(found.values, indicator="wrecks", organisation="grey-coast", period="2024")
    assert (wrecks["value"], wrecks["reported"], wrecks["expected"]) == (3, 2, 5)


# --- As known on a day ------------------------------------------------------------------------------------------


def test_a_report_can_be_run_again_as_known_on_a_day(
    programme: Theory, programme_rows: tuple[RawRow, ...], assessment: Assessment
) -> None:
    # the correction from 5 to 4 wrecks at Amber Light became known on 30 September 2024
    before = assess(programme, programme_rows, as_of=date(2024, 9, 29))
    amber = {"indicator": "wrecks", "organisation": "amber-light", "period": "2023"}
    assert pick(before.values, **amber)["value"] == 5
    assert pick(assessment.values, **amber)["value"] == 4
    assert pick(before.values, indicator="wrecks", organisation="grey-coast", period="2023")["value"] == 11
    assert "data.known_later" in codes(before.findings)


def test_a_period_that_was_open_on_that_day_is_not_due(programme: Theory, programme_rows: tuple[RawRow, ...]) -> None:
    before = assess(programme, programme_rows, as_of=date(2024, 9, 29))
    found = pick(before.values, indicator="lamps_repaired", organisation="grey-coast", period="2024")
    assert found["state"] == "not_due"


def test_rows_of_a_year_that_is_not_over_are_named_unless_they_were_known_while_it_ran() -> None:
    theory = theory_of([element("x")], [indicator("x")], rounds=[2023, 2024])
    rows = [row("a", "x", 2023, 3), row("b", "x", 2024, 4), row("a", "x", 2024, 5, known_on="2024-02-01"),
            row("c", "x", 2024, 6, known_on="2023-12-01")]  # fmt: skip
    findings = assess(theory, numbered(rows), as_of=date(2024, 6, 30)).findings
    (found,) = [one for one in findings if one.code == "data.not_over_yet"]
    assert found.severity is Severity.WARNING
    assert found.message.nl.startswith("2 regels gaan over 2024 en tellen nog niet mee")
    assert "--as-of" in found.message.en
    later = assess(theory, numbered(rows), as_of=date(2025, 1, 1)).findings
    assert "data.not_over_yet" not in codes(later)


def test_respondents_without_a_survey_are_named_since_their_error_counts_nowhere() -> None:
    theory = theory_of([element("x"), element("y")], [indicator("x")], rounds=[2023])
    rows = numbered([row("a", "x", 2023, 12, n=40), row("b", "x", 2023, 14, n=35), row("a", "y", 2023, 5)])
    (found,) = [one for one in assess(theory, rows).findings if one.code == "data.n_without_survey"]
    assert (found.severity, found.about) == (Severity.WARNING, ("data_element:x",))
    silent = numbered([row("a", "x", 2023, 12)])
    assert "data.n_without_survey" not in codes(assess(theory, silent).findings)


def test_a_target_that_was_lowered_later_was_not_lowered_yet(
    programme: Theory, programme_rows: tuple[RawRow, ...]
) -> None:
    # lamps_2026 was lowered from 4000 to 3400 on 15 January 2025
    before = assess(programme, programme_rows, as_of=date(2025, 1, 14))
    values = before.progress.loc[before.progress["target_id"] == "lamps_2026", "target_value"]
    assert values.tolist() == [4000]


def test_a_choice_between_sources_does_not_use_what_was_not_known_yet(
    programme: Theory, programme_rows: tuple[RawRow, ...]
) -> None:
    # the harbour's fourteen keepers became known on 15 April 2025
    before = assess(programme, programme_rows, as_of=date(2025, 4, 14))
    duty = pick(before.values, indicator="keepers_on_duty", organisation="gull-rock", period="2024")
    assert duty["value"] == 12


# --- A sound model with one value spoilt ------------------------------------------------------------------------

SPOILS = ["0", "-1", "1e30", "-1e30", "1e308", "''", "null", "[]", "{}", "true", "2024", "9999", "0001", "x", "north",
          "2024-Q3", "2024/25", "0.5", "none", "sum", "distinct", "max", "stock", "cumulative", "net_extra", "percent",
          "wrecks / passages", "0 * wrecks", "100 - watch_share", "'=1'", "!x"]  # fmt: skip
SCALAR = re.compile(r"(?<=: )(?![{\[>|])([^,{}\[\]\n]+)")


@settings(max_examples=30)
@given(st.data())
def test_one_spoilt_value_gives_findings_or_an_answer_and_never_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("spoilt") / "lighthouses"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "scenarios"))
    path = data.draw(st.sampled_from(sorted(folder.rglob("*.yaml"))))
    text = path.read_text(encoding="utf-8")
    spot = data.draw(st.sampled_from(list(SCALAR.finditer(text))))
    spoilt = text[: spot.start()] + data.draw(st.sampled_from(SPOILS)) + text[spot.end() :]
    path.write_text(spoilt, encoding="utf-8")
    loaded = load_theory(folder)
    assert all(finding.message.nl for finding in loaded.findings)
    if loaded.theory is not None and loaded.usable:
        with contextlib.suppress(FindingsError):
            write_json(to_results(assess(loaded.theory, toc.read_data(folder).rows), "1"))


# --- Reproducible -----------------------------------------------------------------------------------------------


def test_the_same_input_gives_the_same_tables(
    programme: Theory, programme_rows: tuple[RawRow, ...], assessment: Assessment
) -> None:
    again = assess(programme, programme_rows, data_sha256="0" * 64)
    for name in ("rows", "cells", "values", "progress", "projections", "verdicts"):
        pd.testing.assert_frame_equal(getattr(assessment, name), getattr(again, name))
    assert again.findings == assessment.findings
    assert again.seed == assessment.seed


def test_the_seed_follows_from_the_model_alone(programme: Theory, assessment: Assessment) -> None:
    assert assess(programme, [], as_of=date(2025, 4, 15)).seed == assessment.seed
    assert assessment.seed == int(programme.sha256[:8], 16)


# --- The front door ---------------------------------------------------------------------------------------------


def test_three_calls_from_folder_to_answer(assessment: Assessment) -> None:
    theory = toc.read_theory(FOLDER)
    data = toc.read_data(FOLDER)
    found = toc.assess(theory, data.rows, data_sha256=data.sha256)
    pd.testing.assert_frame_equal(found.values, assessment.values)
    assert len(data.sha256) == 64


def test_a_wrong_model_is_refused_with_all_findings(tmp_path: object) -> None:
    with pytest.raises(FindingsError) as refused:
        toc.read_theory(str(tmp_path))
    assert codes(refused.value.findings).count("file.absent") == 2


def test_the_front_door_opens_only_what_is_asked_for() -> None:
    with pytest.raises(AttributeError, match="gizmo"):
        _ = toc.gizmo
    assert set(toc.__all__) >= {"assess", "project", "read_theory", "read_data", "Assessment", "Finding"}
    code = "import sys, toc; print([m for m in ('numpy', 'pandas', 'scipy') if m in sys.modules]); toc.project"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
