"""Records as they are declared: one source, one time, columns that fit their aggregate, and no secrets in a file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fictional_programme.small import codes, element, theory_of
from fictional_programme.watches import NAME, WATCHES, recorded
from pydantic import ValidationError

from toc.indicator import DataElement
from toc.period import Period
from toc.reading import load_theory
from toc.records import Condition, FromRecords, RecordSet, clashes, columns_of
from toc.rules import check_theory

SET: dict[str, Any] = {"id": "watches", "title": "a watch", "csv": "records/*.csv", "organisation": "station"}
YEARLY = {**SET, "day": "night", "per": "year"}


def record_set(**changes: Any) -> RecordSet:
    return RecordSet.model_validate({name: value for name, value in {**YEARLY, **changes}.items() if value is not None})


# --- Where they stand -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"csv": None}, "one source"),
        ({"parquet": "*.parquet"}, "one source"),
        ({"csv": None, "table": "watches"}, "one source"),
        ({"database": "COAST_DB"}, "one source"),
        ({"per": None}, "`day` with `per`"),
        ({"day": None, "per": None}, "`day` with `per`"),
        ({"period": "year"}, "`day` with `per`"),
        ({"pseudonymise": ["station"]}, "identify a person"),
        ({"organisation": ""}, "readable characters"),
        ({"organisation": "a\x00b"}, "readable characters"),
        ({"organisation": "x" * 201}, "readable characters"),
    ],
)
def test_a_record_set_has_one_source_and_one_time(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        record_set(**changes)


@pytest.mark.parametrize(
    "files",
    ["/etc/*.csv", "../other/*.csv", "records/../../x.csv", "~/x.csv", "C:\\x.csv", "..\\x.csv", "\\\\server\\x.csv",
     "https://example.org/x.csv", "a\0b.csv"],
)  # fmt: skip
def test_files_stand_in_the_model_folder(files: str) -> None:
    with pytest.raises(ValidationError, match="stands in the folder of the model"):
        record_set(csv=files)


def test_a_password_never_stands_in_a_file(copy_of_programme: Path) -> None:
    address = "postgresql://keeper:zout-en-zee@sea/coast"
    (copy_of_programme / "records.yaml").write_text(
        "records:\n  - id: watches\n    title: a watch\n    table: watches\n"
        f'    database: "{address}"\n    organisation: station\n    period: year\n',
        encoding="utf-8",
    )
    findings = load_theory(copy_of_programme).findings
    said = " ".join(
        f"{one.message.nl} {one.message.en}" for one in findings if one.where and "records" in one.where.file
    )
    assert "environment variable" in said
    assert "zout-en-zee" not in said


def test_records_are_read_with_their_place(copy_of_programme: Path) -> None:
    (copy_of_programme / "records.yaml").write_text(
        "records:\n\n  - id: watches\n    title: {nl: een wacht, en: a watch}\n    parquet: records/*.parquet\n"
        "    organisation: station\n    day: night\n    per: school_year\n",
        encoding="utf-8",
    )
    theory = load_theory(copy_of_programme).theory
    assert theory is not None
    assert theory.record_set_by_id["watches"].files == "records/*.parquet"
    assert str(theory.mark("records", "watches")) == "lighthouses/records.yaml:3"


# --- Which ones, and what of them -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tests", "kind"),
    [
        ({"is": "oil"}, "text"),
        ({"is": True}, "truth"),
        ({"in": [1, 2.5]}, "number"),
        ({"at_least": 18, "below": 27}, "number"),
        ({"above": "2024-07-15"}, "day"),
        ({"at_most": "15-07-2024"}, "day"),
        ({"is_not": "2024-07-15"}, "text"),
    ],
)
def test_a_condition_knows_what_its_column_holds(tests: dict[str, Any], kind: str) -> None:
    assert Condition.model_validate({"column": "x", **tests}).kind == kind


@pytest.mark.parametrize(
    ("tests", "said"),
    [
        ({}, "a condition says"),
        ({"in": ["a", 1]}, "of one kind"),
        ({"is": "a", "below": 3}, "of one kind"),
        ({"above": "2024"}, "a number or a day"),
        ({"above": "much"}, "is not a period"),
        ({"below": True}, "number"),
        ({"in": []}, "at least 1"),
    ],
)
def test_a_condition_that_cannot_be_met_is_refused(tests: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Condition.model_validate({"column": "x", **tests})


@pytest.mark.parametrize(
    ("aggregate", "columns"),
    [
        ("sum", {}),
        ("count", {"column": "hours"}),
        ("ratio", {"numerator": "hours"}),
        ("ratio", {"column": "hours", "numerator": "hours", "denominator": "hours"}),
        ("weighted_mean", {"column": "hours"}),
        ("mean", {"column": "hours", "order": "night"}),
    ],
)
def test_an_aggregate_has_the_columns_that_it_needs(aggregate: str, columns: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="goes with"):
        FromRecords.model_validate({"records": "watches", "aggregate": aggregate, **columns})


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: recorded("x", "count_distinct", column=NAME, over_organisations="sum"), "`distinct`"),
        (lambda: recorded("x", "sum", column="hours", over_organisations="none"), "`sum`"),
        (lambda: recorded("x", "mean", column="hours", over_organisations="sum"), "`none`"),
        (lambda: recorded("x", "count_distinct", column=NAME, over_time="sum"), "does not add up"),
        (lambda: recorded("x", "mean", column="hours", over_disaggregation="sum"), "does not add up"),
        (lambda: recorded("x", "count", by={"lamp": "lamp"}), "under `disaggregations`"),
    ],
)
def test_a_data_element_adds_up_as_its_aggregate_does(make: Callable[[], DataElement], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        make()


def test_every_use_of_a_column_says_what_it_must_hold() -> None:
    how = FromRecords.model_validate(
        {"records": "watches", "aggregate": "last", "column": "crew", "order": "hour", "by": {"lamp": "lamp"},
         "where": [{"column": "night", "at_least": "2024-01-01"}, {"column": "trained", "is": True}]}
    )  # fmt: skip
    seen = FromRecords.model_validate({"records": "watches", "aggregate": "count_distinct", "column": "hour"})
    assert columns_of(record_set(), (how, seen)) == {
        "station": "text", "night": "day", "trained": "truth", "lamp": "text", "crew": "number", "hour": "order",
    }  # fmt: skip
    twice = FromRecords.model_validate(
        {"records": "watches", "aggregate": "sum", "column": "age", "by": {"age": "age"}}
    )
    assert list(clashes(record_set(), twice)) == [("age", "text", "number")]


# --- Rules ------------------------------------------------------------------------------------------------------


def found(element_: DataElement, records: RecordSet = WATCHES) -> list[str]:
    return codes(one for one in check_theory(theory_of([element_], records=(records,))) if "records" in one.code)


@pytest.mark.parametrize(
    ("element_", "code"),
    [
        (recorded("x", "min", column=NAME), "records.person_shown"),
        (recorded("x", "count", where=[{"column": NAME, "is": "k1"}]), "records.person_shown"),
        (recorded("x", "count", by={"who": NAME}, disaggregations={"who": ["k1"]}), "records.person_shown"),
        (recorded("x", "count_distinct", column=NAME), "records.not_personal"),
        (
            recorded("x", "count_distinct", column=NAME, personal=True, also_over=["2020-07..2021-06"]),
            "records.also_over",
        ),
        (recorded("x", "sum", column="age", by={"age": "age"}, disaggregations={"age": ["1"]}), "records.two_kinds"),
    ],
)
def test_records_that_would_be_used_wrongly_are_an_error(element_: DataElement, code: str) -> None:
    assert found(element_) == [code]


def test_the_last_record_needs_an_order() -> None:
    yearly = RecordSet.model_validate({**SET, "period": "year"})
    assert found(recorded("x", "last", column="crew"), yearly) == ["records.no_order"]
    assert found(recorded("x", "last", column="crew", order="hour"), yearly) == []


def test_a_good_element_is_not_remarked_on() -> None:
    assert found(recorded("x", "count_distinct", column=NAME, personal=True, also_over=["2022..2023"])) == []


def test_records_that_nobody_declared_or_uses_are_named() -> None:
    wrong = recorded("x", "count", records="watch")
    (unknown,) = (
        one for one in check_theory(theory_of([wrong], records=(WATCHES,))) if one.code.startswith("reference")
    )
    assert "watches" in unknown.message.en
    assert found(element("lamps")) == ["records.unused"]


# --- Time -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("per", "labels"),
    [
        ("year", ["2023", "2024"]),
        ("half_year", ["2023-H2", "2024-H1"]),
        ("quarter", ["2023-Q4", "2024-Q1"]),
        ("month", ["2023-11", "2023-12", "2024-01", "2024-02"]),
        ("school_year", ["2023/24"]),
    ],
)
def test_units_cover_the_whole_programme(per: str, labels: list[str]) -> None:
    units = record_set(per=per).units(Period.parse("2023-11..2024-02"))
    assert [unit.label for unit in units] == labels


def test_a_longer_period_consists_of_whole_units() -> None:
    assert record_set().consists_of_units(Period.parse("2020..2024"))
    assert not record_set().consists_of_units(Period.parse("2023/24"))
    assert record_set(per="quarter").consists_of_units(Period.parse("2024"))
    assert record_set(per="school_year").consists_of_units(Period.parse("2022/23..2024/25"))
