"""The tables as CSV and Parquet: every number as in ``results.json``, described so that a program can read them."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

import toc
from toc import __version__
from toc.assessment import Assessment
from toc.datapackage import package_files, tables_of
from toc.results import Results, to_results
from toc.tables import TABLES

HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "-2+3",
    "@SUM(A1)",
    '<script>"',
    "\u202eomgekeerd",
    "👩‍🚒",
    'a;b, "c"\nd',
)
FIELD_TYPES = {"string", "number", "integer", "boolean", "list", "object", "array"}


@pytest.fixture(scope="module")
def shipped() -> Results:
    theory, data = toc.read_theory("opschaling-pps"), toc.read_data("opschaling-pps")
    return to_results(toc.assess(theory, data.rows, data_sha256=data.sha256), __version__)


@pytest.fixture(scope="module")
def both(shipped: Results, assessment: Assessment) -> dict[str, Results]:
    return {"shipped": shipped, "lighthouses": to_results(assessment, __version__)}


@pytest.fixture(scope="module")
def packages(both: dict[str, Results]) -> dict[str, dict[str, str | bytes]]:
    return {name: package_files(one, "Vuurtorens", "nl") for name, one in both.items()}


NAMES = ("shipped", "lighthouses")


def raw(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def descriptor_of(package: Mapping[str, str | bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(package["datapackage.json"])
    return found


def resources_of(package: Mapping[str, str | bytes], ending: str) -> Iterator[dict[str, Any]]:
    return (one for one in descriptor_of(package)["resources"] if one["format"] == ending)


def numbers_of(value: Any) -> list[float]:
    """Every number in plain data, however deep; true and false are none."""
    if isinstance(value, Mapping):
        return [found for part in value.values() for found in numbers_of(part)]
    if isinstance(value, (list, tuple)):
        return [found for part in value for found in numbers_of(part)]
    return [float(value)] if isinstance(value, (int, float)) and not isinstance(value, bool) else []


def read_parquet(content: str | bytes, folder: Path) -> tuple[list[str], list[tuple[Any, ...]], list[str]]:
    path = folder / "table.parquet"
    path.write_bytes(raw(content))
    with duckdb.connect() as connection:
        found = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        described = found.description or []
        return [one[0] for one in described], found.fetchall(), [str(one[1]) for one in described]


def read_csv(content: str | bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw(content).decode(), newline="")))


def undefused(text: str) -> str:
    return text[1:] if re.match(r"'[=+\-@\t\r]", text) else text


def parsed(text: str, field: Mapping[str, Any]) -> Any:
    """A cell of CSV by the rules of the Table Schema that stands beside it."""
    if text in field.get("missingValues", [""]):
        return None
    kind = field["type"]
    if kind == "list":
        return undefused(text).split(field["delimiter"]) if text else []
    if kind in ("object", "array"):
        return json.loads(text)
    if kind == "boolean":
        return {"true": True, "false": False}[text]
    return {"number": float, "integer": int}.get(kind, undefused)(text)


# --- The numbers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_number_in_csv_and_parquet_equals_the_results(
    both: dict[str, Results], packages: dict[str, dict[str, str | bytes]], tmp_path: Path, name: str
) -> None:
    """Each table with the tables that belong to it holds exactly the numbers of its part of ``results.json``."""
    given = json.loads(both[name].model_dump_json(by_alias=True))
    keys = {table.name: (table.points_to[0][1], set(table.points_to[0][0])) if table.points_to else (table.name, set())
            for table in tables_of(both[name])}  # fmt: skip
    in_csv: dict[str, list[float]] = {one: [] for one in TABLES}
    in_parquet: dict[str, list[float]] = {one: [] for one in TABLES}
    for resource in resources_of(packages[name], "csv"):
        table, repeated = keys[resource["name"]]
        for row in read_csv(packages[name][resource["path"]]):
            for field in resource["schema"]["fields"]:
                if field["name"] not in repeated:
                    in_csv[table] += numbers_of(parsed(row[field["name"]], field))
    for resource in resources_of(packages[name], "parquet"):
        table, repeated = keys[resource["name"].removesuffix("-parquet")]
        kinds = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        columns, rows, _ = read_parquet(packages[name][resource["path"]], tmp_path)
        for row in rows:
            for column, value in zip(columns, row, strict=True):
                if column not in repeated:
                    nested = kinds[column] in ("object", "array") and value is not None
                    in_parquet[table] += numbers_of(json.loads(value) if nested else value)
    assert sum(len(found) for found in in_csv.values()) > 1000
    for table in TABLES:
        assert sorted(in_csv[table]) == sorted(numbers_of(given[table])), table
        assert sorted(in_parquet[table]) == sorted(numbers_of(given[table])), table


@pytest.mark.parametrize("name", NAMES)
def test_csv_and_parquet_say_the_same_cell_by_cell(
    packages: dict[str, dict[str, str | bytes]], tmp_path: Path, name: str
) -> None:
    package = packages[name]
    for resource in resources_of(package, "csv"):
        fields = resource["schema"]["fields"]
        columns, rows, _ = read_parquet(package[f"data/{resource['name']}.parquet"], tmp_path)
        assert columns == [field["name"] for field in fields]
        written = read_csv(package[resource["path"]])
        assert len(written) == len(rows), resource["name"]
        for cells, row in zip(written, rows, strict=True):
            for field, value in zip(fields, row, strict=True):
                nested = field["type"] in ("object", "array") and value is not None
                assert parsed(cells[field["name"]], field) == (json.loads(value) if nested else value), field["name"]


def test_values_read_back_in_pandas_row_by_row(
    both: dict[str, Results], packages: dict[str, dict[str, str | bytes]]
) -> None:
    package = packages["lighthouses"]
    table = pd.read_csv(io.BytesIO(raw(package["data/values.csv"])), keep_default_na=False, na_values={"value": [""]})
    assert len(table) == len(both["lighthouses"].values)
    for row, one in zip(table.to_dict("records"), both["lighthouses"].values, strict=True):
        assert (row["indicator"], row["organisation"], str(row["period"]), row["disaggregation"]) == (
            one.indicator, one.organisation, one.period, one.disaggregation)  # fmt: skip
        assert row["state"] == one.state
        assert (one.value is None) == pd.isna(row["value"])
        assert one.value is None or row["value"] == one.value


def test_a_missing_value_is_empty_and_never_zero(
    both: dict[str, Results], packages: dict[str, dict[str, str | bytes]], tmp_path: Path
) -> None:
    package = packages["lighthouses"]
    columns, rows, kinds = read_parquet(package["data/values.parquet"], tmp_path)
    by_name = dict(zip(columns, kinds, strict=True))
    assert (by_name["value"], by_name["coverage.reported"]) == ("DOUBLE", "BIGINT")
    at = {name: place for place, name in enumerate(columns)}
    missing = [row for row in rows if row[at["state"]] == "missing"]
    assert missing
    assert all(row[at["value"]] is None for row in missing)
    reported_zero = [one for one in both["lighthouses"].values if one.value == 0]
    assert len([row for row in rows if row[at["value"]] == 0]) == len(reported_zero)


# --- The descriptor ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_descriptor_follows_the_rules_of_version_2(
    both: dict[str, Results], packages: dict[str, dict[str, str | bytes]], name: str
) -> None:
    """By hand, from the text of the standard: what must be there, what must be unique, and what must point to what."""
    package, results = packages[name], both[name]
    said = descriptor_of(package)
    assert said["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert re.fullmatch(r"[a-z0-9._-]+", said["name"])
    assert (said["title"], said["version"]) == ("Vuurtorens", results.model.version)
    assert said["created"] == f"{results.as_of}T00:00:00Z"
    assert said["model_sha256"] == results.model.sha256
    assert "licenses" not in said
    assert "contributors" not in said
    assert all(one["title"] for one in said.get("sources", []))
    names = [one["name"] for one in said["resources"]]
    assert len(set(names)) == len(names)
    assert {one["path"] for one in said["resources"]} | {"datapackage.json"} == package.keys()
    by_name = {one["name"]: one for one in said["resources"]}
    for one in said["resources"]:
        content = raw(package[one["path"]])
        assert not one["path"].startswith(("/", "."))
        assert one["type"] == "table"
        assert one["bytes"] == len(content)
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert one["mediatype"] == {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}[one["format"]]
        fields = [field["name"] for field in one["schema"]["fields"]]
        assert len(set(fields)) == len(fields)
        for field in one["schema"]["fields"]:
            assert field["type"] in FIELD_TYPES
            assert field["description"], (one["name"], field["name"])
        assert set(one["schema"].get("primaryKey", [])) <= set(fields)
        for key in one["schema"].get("foreignKeys", []):
            there = by_name[key["reference"]["resource"]]["schema"]
            assert key["reference"]["fields"] == there["primaryKey"]
            assert set(key["fields"]) <= set(fields)


@pytest.mark.parametrize("name", NAMES)
def test_constraints_and_keys_are_true_of_the_data(packages: dict[str, dict[str, str | bytes]], name: str) -> None:
    package = packages[name]
    read = {one["name"]: read_csv(package[one["path"]]) for one in resources_of(package, "csv")}
    pointed = 0
    for one in resources_of(package, "csv"):
        rows, schema = read[one["name"]], one["schema"]
        for field in schema["fields"]:
            limits = field.get("constraints", {})
            values = [parsed(row[field["name"]], field) for row in rows]
            assert not limits.get("required") or None not in values, (one["name"], field["name"])
            assert not limits.get("enum") or {value for value in values if value is not None} <= set(limits["enum"])
        if key := schema.get("primaryKey"):
            assert len({tuple(row[part] for part in key) for row in rows}) == len(rows), one["name"]
        for link in schema.get("foreignKeys", []):
            there = link["reference"]
            known = {tuple(row[part] for part in there["fields"]) for row in read[there["resource"]]}
            assert {tuple(row[part] for part in link["fields"]) for row in rows} <= known
            pointed += bool(rows)
    keyed = {one["name"] for one in resources_of(package, "csv") if "primaryKey" in one["schema"]}
    assert {"values", "progress", "projections", "verdicts", "claims", "conflicts", "sources"} <= keyed
    assert pointed >= 3


def test_every_source_of_every_value_is_a_row(both: dict[str, Results], packages: dict[str, Any]) -> None:
    wanted = [(one.indicator, one.organisation, one.period, one.disaggregation, source)
              for one in both["lighthouses"].values for source in one.sources]  # fmt: skip
    rows = read_csv(packages["lighthouses"]["data/value_sources.csv"])
    assert [tuple(row.values()) for row in rows] == wanted
    assert len(wanted) > 100


def test_the_same_results_give_the_same_bytes(
    both: dict[str, Results], packages: dict[str, dict[str, str | bytes]]
) -> None:
    assert package_files(both["lighthouses"], "Vuurtorens", "nl") == packages["lighthouses"]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_text_and_plain_in_parquet(both: dict[str, Results], tmp_path: Path, words: str) -> None:
    given = both["lighthouses"]
    first = given.claims[0].model_copy(update={"quote": words})
    empty: dict[str, Any] = {name: [] for name in TABLES}
    worse = given.model_copy(update=empty | {"claims": [first]})
    package = package_files(worse, words, "en")
    (row,) = read_csv(package["data/claims.csv"])
    assert not row["quote"].startswith(("=", "+", "-", "@"))
    assert undefused(row["quote"]) == words
    columns, rows, _ = read_parquet(package["data/claims.parquet"], tmp_path)
    assert rows[0][columns.index("quote")] == words
    assert descriptor_of(package)["title"] == words


def test_empty_tables_keep_their_columns(both: dict[str, Results], tmp_path: Path) -> None:
    empty: dict[str, Any] = {name: [] for name in TABLES}
    package = package_files(both["shipped"].model_copy(update=empty), "Leeg", "nl")
    for resource in resources_of(package, "csv"):
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert raw(package[resource["path"]]).decode() == ",".join(names) + "\r\n"
        assert read_parquet(package[f"data/{resource['name']}.parquet"], tmp_path)[:2] == (names, [])
