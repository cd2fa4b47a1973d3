"""All tables as CSV and Parquet, with a Data Package descriptor (version 2 of that standard, datapackage.org).

Tidy: one row for each observation, one column for each of its properties, and a table of its own for what there are
several of: the sources of a value, the statements of a conflict. A value that is not known is an empty cell in CSV and
null in Parquet; the column ``state`` beside it says why. A text in CSV that a spreadsheet would run as a formula has
an apostrophe before it; Parquet holds it as it is.
"""

from __future__ import annotations

import csv
import hashlib
import inspect
import io
import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import duckdb
import pandas as pd

from toc.results import Result, Results
from toc.tables import TABLES, safe_cell

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TABLE_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
LIST_MARK = "; "
"""Stands between the items of a list in one cell of CSV."""

PRIMARY_KEYS: Mapping[str, tuple[str, ...]] = {
    "values": ("indicator", "organisation", "period", "disaggregation"),
    "reconciliation": ("data_element", "organisation", "period", "disaggregation"),
    "progress": ("indicator", "organisation", "target_id", "target_value"),
    "methods": ("indicator", "organisation", "target_id", "target_value", "method"),
    "projections": ("indicator", "organisation", "year"),
    "prospects": ("indicator", "organisation", "target_id", "target_value"),
    "verdicts": ("link", "organisation"),
    "claims": ("id",),
    "conflicts": ("id",),
    "sources": ("id",),
}
"""What names one row of a table; a table in which that would not be true gets no key."""

SQL_TYPES: Mapping[str, str] = {
    "string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "list": "VARCHAR[]",
    "object": "VARCHAR", "array": "VARCHAR",
}  # fmt: skip
"""Types of columns in Parquet; nested values are JSON text."""

_UNIT = "\x1f"


@dataclass(frozen=True)
class Column:
    """One column: its name, its type by the Table Schema, what it means, and where its values come from."""

    name: str
    kind: str
    description: str
    path: tuple[str | int, ...]
    nullable: bool
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table: columns with rows of plain values, its key, and the keys of other tables that it points to."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    key: tuple[str, ...]
    points_to: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = ()


# --- From results to tables -------------------------------------------------------------------------------------


def tables_of(results: Results) -> tuple[Table, ...]:
    """Every table of the results in tidy form: lists of parts and of sources become tables of their own."""
    found: list[Table] = []
    for name in TABLES:
        (row_type,) = get_args(Results.model_fields[name].annotation)
        found.extend(
            _tables(name, row_type, [row.model_dump(mode="json", by_alias=True) for row in getattr(results, name)])
        )
    return tuple(_with_true_keys(found))


def _tables(name: str, row_type: type[Result], records: Sequence[Mapping[str, Any]]) -> Iterator[Table]:
    columns = tuple(_columns(row_type))
    key = PRIMARY_KEYS.get(name, ())
    yield Table(name, _first_line(row_type), columns, _rows(columns, records), key)
    for field, part in _children(row_type):
        own = [column for column in columns if column.name in key]
        child = f"{name.removesuffix('s')}_{field}"
        inner = tuple(_columns(part)) if part else (
            Column("source", "string", "Id in `sources`.", (), nullable=False),
        )  # fmt: skip
        outer = tuple(
            Column(_outer_name(name, one.name), one.kind, one.description, one.path, one.nullable, one.choices)
            for one in own
        )
        rows = tuple(
            (*(_at(record, one.path) for one in own), *(_at(item, one.path) for one in inner))
            for record in records
            for item in record[field]
        )
        title = f"{_first_line(row_type)} {_description(row_type, field)}" if part is None else _first_line(part)
        to_parent = (tuple(one.name for one in outer), name, key)
        to_source = (("source",), "sources", ("id",))
        yield Table(child, title, (*outer, *inner), rows, (), (to_parent, to_source))


def _outer_name(table: str, column: str) -> str:
    """``id`` of a conflict is called ``conflict`` in the tables that belong to it."""
    return table.removesuffix("s") if column == "id" else column


def _children(row_type: type[Result]) -> Iterator[tuple[str, type[Result] | None]]:
    """Fields of which a row holds several: parts with fields of their own, and ids of sources."""
    for name, info in row_type.model_fields.items():
        (item,) = get_args(info.annotation) if get_origin(info.annotation) is list else (None,)
        if inspect.isclass(item) and issubclass(item, Result):
            yield name, item
        elif name == "sources":
            yield name, None


def _columns(
    row_type: type[Result], prefix: str = "", path: tuple[str | int, ...] = (), empty: bool = False
) -> Iterator[Column]:
    children = {name for name, _ in _children(row_type)}
    for field, info in row_type.model_fields.items():
        if field in children:
            continue
        name = info.alias or field
        kind, nullable = _without_none(info.annotation)
        nullable = nullable or empty
        said = _description(row_type, field)
        if inspect.isclass(kind) and issubclass(kind, Result):
            for one in _columns(kind, f"{prefix}{name}.", (*path, name), nullable):
                yield Column(one.name, one.kind, f"{said} {one.description}", one.path, one.nullable, one.choices)
        elif get_origin(kind) is tuple:
            for at, end in enumerate(("low", "high")):
                yield Column(f"{prefix}{name}.{end}", "number", f"{said} ({end})", (*path, name, at), nullable)
        else:
            choices = tuple(str(one) for one in get_args(kind)) if get_origin(kind) is Literal else ()
            yield Column(f"{prefix}{name}", _kind(kind), said, (*path, name), nullable, choices)


def _without_none(annotation: Any) -> tuple[Any, bool]:
    """A type and whether nothing is allowed too."""
    if get_origin(annotation) not in (Union, UnionType):
        return annotation, False
    others = [one for one in get_args(annotation) if one is not NoneType]
    return others[0], len(others) < len(get_args(annotation))


def _kind(annotation: Any) -> str:
    if get_origin(annotation) is list:
        (item,) = get_args(annotation)
        return "list" if item is str else "array"
    if get_origin(annotation) is dict:
        return "object"
    return {bool: "boolean", int: "integer", float: "number"}.get(annotation, "string")


def _description(row_type: type[Result], field: str) -> str:
    return re.sub(r"\s+", " ", row_type.model_fields[field].description or "").strip()


def _first_line(row_type: type[Result]) -> str:
    return (row_type.__doc__ or "").strip().split("\n")[0]


def _rows(columns: Sequence[Column], records: Sequence[Mapping[str, Any]]) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(_at(record, column.path) for column in columns) for record in records)


def _at(record: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        if record is None:
            return None
        record = record[step]
    return record


def _with_true_keys(tables: Sequence[Table]) -> Iterator[Table]:
    """Leave out keys that do not name one row, and pointers that point to nothing."""
    by_name = {table.name: table for table in tables}
    sound = {name: bool(one.key) and len(set(_picked(one, one.key))) == len(one.rows) for name, one in by_name.items()}
    for one in tables:
        kept = tuple(
            (fields, other, theirs)
            for fields, other, theirs in one.points_to
            if sound[other] and set(_picked(one, fields)) <= set(_picked(by_name[other], theirs))
        )
        yield Table(one.name, one.title, one.columns, one.rows, one.key if sound[one.name] else (), kept)


def _picked(table: Table, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    places = [[column.name for column in table.columns].index(name) for name in names]
    return (tuple(row[at] for at in places) for row in table.rows)


# --- From tables to files ---------------------------------------------------------------------------------------


def package_files(results: Results, title: str, language: str) -> dict[str, str | bytes]:
    """Every table as CSV and as Parquet, with ``datapackage.json`` that describes them.

    Args:
        results: what was computed.
        title: of the package, as a person reads it.
        language: of that title, ``nl`` or ``en``.

    Returns:
        Content by path; paths are below the folder in which ``datapackage.json`` stands.
    """
    found: dict[str, str | bytes] = {}
    resources: list[dict[str, Any]] = []
    for table in tables_of(results):
        for ending, kind, content in (
            ("csv", "text/csv", _csv(table).encode()),
            ("parquet", "application/vnd.apache.parquet", _parquet(table)),
        ):
            path = f"data/{table.name}.{ending}"
            found[path] = content
            resources.append(_resource(table, path, ending, kind, content))
    found["datapackage.json"] = (
        json.dumps(_descriptor(results, title, language, resources), ensure_ascii=False, indent=2) + "\n"
    )
    return found


def _descriptor(results: Results, title: str, language: str, resources: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    documents = {one.document: one.title for one in results.sources if one.document and one.title}
    titles = {name: text.nl if language == "nl" else text.en for name, text in documents.items()}
    sources = [{"title": f"{titles[name]} ({name})"} for name in sorted(titles)]
    return {
        "$schema": PROFILE,
        "name": re.sub(r"[^a-z0-9._-]+", "-", results.model.id.lower()).strip("-") or "results",
        "title": title,
        "version": results.model.version,
        "created": f"{results.as_of}T00:00:00Z",
        **({"sources": sources} if sources else {}),
        "language": language,
        "model_sha256": results.model.sha256,
        "data_sha256": results.model.data_sha256,
        "engine_version": results.model.engine_version,
        "seed": results.seed,
        "published": results.published,
        "tree_view": results.tree_view,
        "resources": list(resources),
    }


def _resource(table: Table, path: str, ending: str, mediatype: str, content: bytes) -> dict[str, Any]:
    plain = ending == "csv"
    return {
        "name": table.name if plain else f"{table.name}-{ending}",
        "type": "table",
        "path": path,
        "title": table.title,
        "format": ending,
        "mediatype": mediatype,
        **({"encoding": "utf-8", "dialect": {"lineTerminator": "\r\n"}} if plain else {}),
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": _schema(table, "" if plain else f"-{ending}"),
    }


def _schema(table: Table, ending: str) -> dict[str, Any]:
    pointers = [
        {"fields": list(fields), "reference": {"resource": f"{other}{ending}", "fields": list(theirs)}}
        for fields, other, theirs in table.points_to
    ]
    return {
        "$schema": TABLE_PROFILE,
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        **({"primaryKey": list(table.key)} if table.key else {}),
        **({"foreignKeys": pointers} if pointers else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    """A field of the Table Schema; in a text that is always there, nothing is a text without letters."""
    limits: dict[str, Any] = {} if column.nullable else {"required": True}
    if column.choices:
        limits["enum"] = list(column.choices)
    return {
        "name": column.name,
        "type": column.kind,
        "description": column.description,
        **({"delimiter": LIST_MARK, "itemType": "string"} if column.kind == "list" else {}),
        **({"missingValues": []} if column.kind in ("string", "list") and not column.nullable else {}),
        **({"constraints": limits} if limits else {}),
    }


def _csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    for row in table.rows:
        writer.writerow([_cell(value, column.kind) for value, column in zip(row, table.columns, strict=True)])
    return out.getvalue()


def _cell(value: Any, kind: str) -> str | None:
    """A cell of CSV; a number below zero is no formula."""
    text = _text(value, kind, LIST_MARK)
    if kind in ("integer", "number"):
        return text
    defused: str | None = safe_cell(text)
    return defused


def _text(value: Any, kind: str, mark: str) -> str | None:
    """A value as text: numbers so that they read back the same, nested values as JSON."""
    if value is None:
        return None
    if kind == "list":
        return mark.join(str(item) for item in value)
    if kind in ("object", "array"):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    if kind == "boolean":
        return "true" if value else "false"
    return repr(float(value)) if kind == "number" else str(value)


def _parquet(table: Table) -> bytes:
    texts = {
        f"c{at}": pd.Series([_text(row[at], column.kind, _UNIT) for row in table.rows], dtype=object)
        for at, column in enumerate(table.columns)
    }
    wanted = ", ".join(
        f"{_cast(f'c{at}', column.kind)} AS {_quoted(column.name)}" for at, column in enumerate(table.columns)
    )
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(config={"threads": 1}) as connection:
        path = Path(folder) / "table.parquet"
        connection.register("texts", pd.DataFrame(texts))
        connection.execute(
            f"COPY (SELECT {wanted} FROM texts) TO '{path.as_posix()}' (FORMAT parquet, COMPRESSION zstd)"
        )
        return path.read_bytes()


def _cast(name: str, kind: str) -> str:
    text = f"CAST({name} AS VARCHAR)"
    if kind == "list":
        return f"CASE WHEN {text} = '' THEN CAST([] AS VARCHAR[]) ELSE string_split({text}, chr(31)) END"
    return text if SQL_TYPES[kind] == "VARCHAR" else f"CAST({text} AS {SQL_TYPES[kind]})"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
