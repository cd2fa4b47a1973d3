"""results.json: the same bytes every time, never NaN, valid by its own schema, and every source can be found."""

import dataclasses
import json
import math
import os
import subprocess
import sys
from typing import Any

import pytest
from fictional_programme.small import FOLDER, element, indicator, numbered, row, theory_of
from jsonschema import Draft202012Validator

from toc.assessment import Assessment, assess
from toc.results import Results, json_schema, to_results, write_json
from toc.rows import RawRow
from toc.theory import Theory


@pytest.fixture(scope="module")
def results(assessment: Assessment) -> Results:
    return to_results(assessment, "1.2.3")


@pytest.fixture(scope="module")
def data(results: Results) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(write_json(results), parse_constant=pytest.fail)
    return loaded


def numbers(node: object) -> list[float]:
    if isinstance(node, dict):
        return [number for value in node.values() for number in numbers(value)]
    if isinstance(node, list):
        return [number for value in node for number in numbers(value)]
    return [node] if isinstance(node, float) else []


def test_results_are_valid_by_their_own_schema(data: dict[str, Any]) -> None:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(data)] == []


def test_the_schema_refuses_what_is_not_in_it(data: dict[str, Any]) -> None:
    for wrong in (
        {**data, "colour": "red"},
        {**data, "seed": "x"},
        {name: data[name] for name in data if name != "seed"},
    ):
        assert list(Draft202012Validator(json_schema()).iter_errors(wrong))


def test_a_withheld_part_of_a_year_has_no_year_either(assessment: Assessment) -> None:
    values = assessment.values.copy()
    values.at[0, "flags"] = ("partial", "annualised")
    values.loc[0, ["value", "annual_lower", "annual_upper"]] = math.nan
    values.loc[0, ["state", "months_low", "months_high"]] = ["withheld", 4.0, 7.0]
    first = to_results(dataclasses.replace(assessment, values=values), "1.2.3").values[0]
    assert first.annual is None
    assert first.partial_months == (4.0, 7.0)


def test_there_is_never_a_number_that_is_none(data: dict[str, Any]) -> None:
    # parse_constant would have failed the fixture on NaN or Infinity
    assert all(math.isfinite(number) for number in numbers(data))


def test_the_same_input_gives_the_same_bytes(
    programme: Theory, programme_rows: tuple[RawRow, ...], results: Results
) -> None:
    again = to_results(assess(programme, programme_rows, data_sha256="0" * 64), "1.2.3")
    assert write_json(again) == write_json(results)


def test_another_process_gives_the_same_bytes_whatever_its_hash_seed() -> None:
    code = (
        "import sys, toc, hashlib; from toc.results import to_results, write_json\n"
        "data = toc.read_data(sys.argv[1])\n"
        "found = toc.assess(toc.read_theory(sys.argv[1]), data.rows, data_sha256=data.sha256)\n"
        "print(hashlib.sha256(write_json(to_results(found, '1')).encode()).hexdigest())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code, str(FOLDER)],
            capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(hashes) == 1


def test_results_carry_what_they_were_made_from(data: dict[str, Any], programme: Theory) -> None:
    assert data["model"] == {
        "id": "lighthouses", "version": "1", "sha256": programme.sha256, "data_sha256": "0" * 64,
        "engine_version": "1.2.3", "changes": [],
    }  # fmt: skip
    assert data["as_of"] == "2025-04-15"
    assert data["seed"] == int(programme.sha256[:8], 16)


def test_a_missing_value_is_empty_and_zero_is_zero(data: dict[str, Any]) -> None:
    lamps = {(one["organisation"], one["period"], one["disaggregation"]): one for one in data["values"]
             if one["indicator"] == "lamps_repaired"}  # fmt: skip
    zero, silent = lamps["seal-head", "2024", ""], lamps["drift-point", "2024", ""]
    assert (zero["value"], zero["state"]) == (0, "reported")
    assert (silent["value"], silent["state"]) == (None, "missing")
    assert lamps["grey-coast", "2024", ""]["coverage"] == {"reported": 4, "expected": 5, "weight": None}
    assert lamps["grey-coast", "2022", ""]["partial_months"] == [4, 7]
    assert lamps["grey-coast", "2023", ""]["partial_months"] is None


def test_every_source_that_is_named_is_listed_with_its_place(data: dict[str, Any]) -> None:
    known = {one["id"] for one in data["sources"]}
    named = {name for one in (*data["values"], *data["claims"]) for name in one["sources"]}
    named |= {statement["source"] for conflict in data["conflicts"] for statement in conflict["statements"]}
    assert named <= known
    assert len(known) == len(data["sources"])


def test_a_row_keeps_its_document_line_and_quote(data: dict[str, Any]) -> None:
    (source,) = [one for one in data["sources"] if one["id"] == "duty-gull-2024-log"]
    assert (source["document"], source["lines"], source["quote"]) == ("LOG2", "12", "twelve keepers")
    assert source["file"].startswith("fictional_programme/data/stations.csv:")
    assert source["known_on"] == "2025-03-31"


def test_a_conflict_shows_both_figures_and_the_choice(data: dict[str, Any]) -> None:
    (conflict,) = [one for one in data["conflicts"] if one["id"] == "T1"]
    assert [(one["value"], one["chosen"]) for one in conflict["statements"]] == [(12, True), (14, False)]
    assert conflict["rule"] == "body_over_summary"
    assert conflict["reason"]["en"] == "The log counts names."


def test_every_finding_has_both_languages_and_a_severity(data: dict[str, Any]) -> None:
    assert data["findings"]
    for one in data["findings"]:
        assert one["message"]["nl"]
        assert one["message"]["en"]


def test_everything_that_was_found_is_in_the_results(assessment: Assessment, data: dict[str, Any]) -> None:
    for name in ("values", "progress", "projections", "verdicts", "claims", "findings"):
        assert len(data[name]) == len(getattr(assessment, name))


def test_an_overview_of_every_judged_organisation_agrees_with_the_verdicts(data: dict[str, Any]) -> None:
    assert [one["organisation"] for one in data["overviews"]] == list(
        dict.fromkeys(one["organisation"] for one in data["verdicts"])
    )
    for overview in data["overviews"]:
        mine = [one for one in data["verdicts"] if one["organisation"] == overview["organisation"]]
        assert list(overview["gaps"]) == ["shown", "unproven", "unmeasured"]
        for gap, links in overview["gaps"].items():
            assert links == [one["link"] for one in mine if one["gap"] == gap]
        for listing in overview["lists"]:
            assert listing["links"] == [one["link"] for one in mine if one["listed"] == listing["name"]]
        assert {link for route in overview["routes"] for link in route["links"]} <= {one["link"] for one in mine}


def test_hostile_labels_survive_as_text() -> None:
    hostile = '</script><img src=x onerror="1"> \u2028 =cmd|x \\ {0}'
    theory = theory_of([element("x", title=hostile)], [indicator("x", title=hostile)], rounds=[2024])
    found = assess(theory, numbered([row("a", "x", 2024, 1, note=hostile, quote="=1+1")]))
    text = write_json(to_results(found, "1"))
    (source,) = json.loads(text)["sources"]
    assert (source["note"], source["quote"]) == (hostile, "=1+1")


def test_results_of_nothing_are_valid_too() -> None:
    text = write_json(to_results(assess(theory_of(), []), "1"))
    assert list(Draft202012Validator(json_schema()).iter_errors(json.loads(text))) == []
