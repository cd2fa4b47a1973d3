"""Files with records: found inside the model folder, hashed, and opened as one view with typed columns (DuckDB)."""

from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from toc.errors import Finding, FindingsError, Severity, SourceMark, did_you_mean
from toc.records import RecordSet
from toc.words import say

CHUNK = 4_000_000
_SEPARATORS = ",;\t"
_NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT",
            "UHUGEINT", "FLOAT", "DOUBLE", "DECIMAL")  # fmt: skip
_TRUE, _FALSE = "('true', '1', 'yes', 'ja', 'waar')", "('false', '0', 'no', 'nee', 'onwaar')"

Told = Callable[[int], None]
"""Called with the number of bytes that were just done."""


@dataclass(frozen=True)
class Limits:
    """How much of the machine may be used; nothing means as much as DuckDB takes."""

    memory: str | None = None
    """For example ``2GB``; what does not fit is put on disk for a while."""

    threads: int | None = None
    temporary: Path | None = None
    """Folder for what does not fit in memory."""


def find_files(folder: Path, records: RecordSet, where: SourceMark | None) -> list[Path]:
    """The files of a record set, in order of name.

    Raises:
        FindingsError: there are none, or one lies outside the folder (through a link).
    """
    assert records.files is not None
    try:
        found = sorted(path for path in folder.glob(records.files) if path.is_file())
    except (ValueError, NotImplementedError, OSError):
        found = []
    home = folder.resolve()
    if outside := [path for path in found if not path.resolve().is_relative_to(home)]:
        raise _wrong("records.outside_folder", records, where, file=outside[0].name)
    if not found:
        raise _wrong("records.no_files", records, where, files=records.files)
    return found


def hash_files(folder: Path, paths: Iterable[Path], told: Told = lambda _: None) -> str:
    """Hash of names and contents, byte for byte, however large the files are."""
    digest = hashlib.sha256()
    for path in paths:
        one = hashlib.sha256()
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                one.update(chunk)
                told(len(chunk))
        digest.update(f"{path.relative_to(folder).as_posix()} {one.hexdigest()}\n".encode())
    return digest.hexdigest()


FEWEST_THREADS = 4


def open_records(
    records: RecordSet,
    paths: Sequence[Path],
    used: Mapping[str, str],
    limits: Limits,
    where: SourceMark | None,
) -> duckdb.DuckDBPyConnection:
    """Open the files as one view, named after the record set, with every used column in the type of its use.

    Raises:
        FindingsError: a file cannot be read, or a column is absent or holds something else.
    """
    connection = duckdb.connect()
    settings: dict[str, Any] = {
        "autoinstall_known_extensions": False, "allow_community_extensions": False,
        "preserve_insertion_order": False, "enable_progress_bar": False,
    }  # fmt: skip
    settings |= {"memory_limit": limits.memory} if limits.memory else {}
    # With one or two threads DuckDB keeps its hash tables small and divides them again and again: 30 % more work.
    settings |= {"threads": limits.threads or max(FEWEST_THREADS, os.cpu_count() or 1)}
    settings |= {"temp_directory": str(limits.temporary)} if limits.temporary else {}
    try:
        for name, value in settings.items():
            connection.execute(f"SET {name} = {_literal(value)}")
        sources = list(_sources(connection, records, paths, where))
        typed = []
        written = records.csv is not None
        for source, comma in sources:
            types = {row[0]: str(row[1]) for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}
            _check_columns(records, used, types, where)
            orders = _numeric_orders(connection, source, used, types)
            columns = {
                name: _typed(name, kind, types[name], written, comma, name in orders) for name, kind in used.items()
            }
            _check_cells(connection, source, records, used, types, columns, where)
            typed.append(
                "SELECT " + ", ".join(f"{how} AS {quoted(name)}" for name, how in columns.items()) + f" FROM {source}"
            )
        connection.execute(f"CREATE VIEW {quoted(records.id)} AS " + " UNION ALL BY NAME ".join(typed))
    except duckdb.Error as error:
        connection.close()
        problem = str(error).strip().splitlines() or ["?"]
        raise _wrong("records.unreadable", records, where, problem=" ".join(problem[:2])[:200]) from None
    except FindingsError:
        connection.close()
        raise
    return connection


def typed_frame(connection: duckdb.DuckDBPyConnection, records: RecordSet, used: Mapping[str, str]) -> pd.DataFrame:
    """All records of an open view as a pandas table: texts, doubles, moments, truths; empty where nothing stands."""
    casts = {"text": "VARCHAR", "key": "VARCHAR", "number": "DOUBLE", "day": "TIMESTAMP", "truth": "BOOLEAN"}
    types = {row[0]: str(row[1]) for row in connection.execute(f"DESCRIBE {quoted(records.id)}").fetchall()}
    chosen = []
    for name, kind in used.items():
        cast = casts.get(kind) or ("DOUBLE" if types[name].startswith(_NUMBERS) else types[name])
        chosen.append(f"CAST({quoted(name)} AS {cast}) AS {quoted(name)}")
    return connection.execute(f"SELECT {', '.join(chosen)} FROM {quoted(records.id)}").df()


def quoted(name: str) -> str:
    """A name as it stands in SQL, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'


# --- Columns ----------------------------------------------------------------------------------------------------


def _sources(
    connection: duckdb.DuckDBPyConnection, records: RecordSet, paths: Sequence[Path], where: SourceMark | None
) -> Iterable[tuple[str, bool]]:
    """SQL that reads files of one form, and whether their numbers have a decimal comma."""
    if records.parquet is not None:
        yield f"read_parquet({_literal(paths)}, union_by_name = true, hive_partitioning = false)", False
    elif records.arrow is not None:
        try:
            from pyarrow import dataset
        except ImportError:
            raise _wrong("records.needs_extra", records, where, extra="arrow") from None
        connection.register("arrow files", dataset.dataset([str(path) for path in paths], format="feather"))
        yield quoted("arrow files"), False
    else:
        alike: dict[tuple[str, tuple[str, ...]], list[Path]] = {}
        for path in paths:
            alike.setdefault(_header(path, records, where), []).append(path)
        for (separator, header), some in alike.items():
            columns = "{" + ", ".join(f"{_literal(name)}: 'VARCHAR'" for name in header) + "}"
            options = f"delim = {_literal(separator)}, columns = {columns}"
            fixed = "auto_detect = false, header = true, quote = '\"', escape = '\"', null_padding = false"
            yield f"read_csv({_literal(some)}, {options}, {fixed})", separator == ";"


def _header(path: Path, records: RecordSet, where: SourceMark | None) -> tuple[str, tuple[str, ...]]:
    """Separator and column names of a CSV file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            first = stream.readline(1_000_000)
    except (OSError, UnicodeDecodeError):
        raise _wrong("records.unreadable_file", records, where, file=path.name) from None
    separator = max(_SEPARATORS, key=first.count)
    cells = [cell.strip() for row in csv.reader([first], delimiter=separator) for cell in row]
    if not any(cells):
        raise _wrong("records.unreadable_file", records, where, file=path.name)
    names = tuple(cell or f"({at})" for at, cell in enumerate(cells, start=1))
    if twice := [name for name in names if names.count(name) > 1]:
        raise _wrong("records.column_twice", records, where, file=path.name, column=twice[0])
    return separator, names


def _check_columns(
    records: RecordSet, used: Mapping[str, str], types: Mapping[str, str], where: SourceMark | None
) -> None:
    findings = []
    for name, kind in used.items():
        if name not in types:
            near = did_you_mean(name, types)
            code = "records.column_absent_near" if near else "records.column_absent"
            findings.append(_finding(code, records, where, column=name, near=near))
        elif not _can_hold(kind, types[name]):
            needed = say(f"records.kind_{kind}")
            findings.append(_finding("records.column_type", records, where, column=name, type=types[name], kind=needed))
    if findings:
        raise FindingsError(findings)


def _is_text(type_: str) -> bool:
    return type_.startswith(("VARCHAR", "ENUM"))


def _can_hold(kind: str, type_: str) -> bool:
    match kind:
        case "number":
            return _is_text(type_) or type_.startswith(_NUMBERS)
        case "day":
            return _is_text(type_) or type_.startswith(("DATE", "TIMESTAMP"))
        case "truth":
            return _is_text(type_) or type_ == "BOOLEAN"
        case "order":
            return _is_text(type_) or type_.startswith(("DATE", "TIMESTAMP", *_NUMBERS))
    return not type_.endswith("]") and not type_.startswith(("STRUCT", "MAP", "UNION", "BLOB"))


def _typed(name: str, kind: str, type_: str, written: bool, comma: bool, numeric_order: bool) -> str:
    """A column in the type of its use; what is a text in the file is read as people write it.

    Only in a file that people wrote (CSV) are texts themselves cleaned: an empty cell there is an empty text.
    """
    column = quoted(name)
    if not _is_text(type_) or (kind in ("text", "key") and not written):
        return column
    text = f"NULLIF(TRIM(CAST({column} AS VARCHAR)), '')"
    match kind:
        case "number":
            return _number(text, comma)
        case "order":
            return _number(text, comma) if numeric_order else text
        case "day":
            dutch = f"CAST(TRY_STRPTIME({text}, '%d-%m-%Y') AS DATE)"
            return f"COALESCE(TRY_CAST(SUBSTR({text}, 1, 10) AS DATE), {dutch})"
        case "truth":
            word = f"LOWER({text})"
            return f"CASE WHEN {word} IN {_TRUE} THEN TRUE WHEN {word} IN {_FALSE} THEN FALSE END"
    return text


def _number(text: str, comma: bool) -> str:
    plain = f"TRY_CAST({text} AS DOUBLE)"
    if not comma:
        return plain
    thousands = f"REGEXP_FULL_MATCH({text}, '[-+]?[0-9]{{1,3}}[.][0-9]{{3}}')"
    with_comma = f"REGEXP_FULL_MATCH({text}, '[-+]?[0-9]+,[0-9]+')"
    read = f"TRY_CAST(REPLACE({text}, ',', '.') AS DOUBLE)"
    return f"CASE WHEN {with_comma} THEN {read} WHEN NOT {thousands} THEN {plain} END"


def _numeric_orders(
    connection: duckdb.DuckDBPyConnection, source: str, used: Mapping[str, str], types: Mapping[str, str]
) -> set[str]:
    """Text columns that say which record is the last, and hold numbers only."""
    orders = set()
    for name, kind in used.items():
        if kind == "order" and _is_text(types[name]):
            text = f"NULLIF(TRIM(CAST({quoted(name)} AS VARCHAR)), '')"
            counts = f"SELECT COUNT({text}), COUNT(TRY_CAST({text} AS DOUBLE)) FROM {source}"
            filled, numbers = connection.execute(counts).fetchone() or (0, 0)
            if filled == numbers:
                orders.add(name)
    return orders


def _check_cells(
    connection: duckdb.DuckDBPyConnection,
    source: str,
    records: RecordSet,
    used: Mapping[str, str],
    types: Mapping[str, str],
    columns: Mapping[str, str],
    where: SourceMark | None,
) -> None:
    """Cells with a text that is no number, day or truth are said, never read as empty."""
    asked = [name for name, kind in used.items() if kind in ("number", "day", "truth") and _is_text(types[name])]
    if not asked:
        return
    parts = []
    for name in asked:
        text = f"TRIM(CAST({quoted(name)} AS VARCHAR))"
        wrong = f"CASE WHEN {text} <> '' AND {columns[name]} IS NULL THEN {text} END"
        parts.append(f"COUNT({wrong}), MIN({wrong})")
    counts = connection.execute(f"SELECT {', '.join(parts)} FROM {source}").fetchone() or ()
    findings = [
        _finding("records.unreadable_cells", records, where, column=name, count=count,
                 kind=say(f"records.kind_{used[name]}"), example=str(example)[:40])
        for name, count, example in zip(asked, counts[::2], counts[1::2], strict=True)
        if count
    ]  # fmt: skip
    if findings:
        raise FindingsError(findings)


def _literal(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_literal(str(one)) for one in value) + "]"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value).lower()


def _finding(code: str, records: RecordSet, where: SourceMark | None, **values: Any) -> Finding:
    message = say(code, records=records.id, **values)
    return Finding(code.removesuffix("_near"), Severity.ERROR, message, where, (f"records:{records.id}",))


def _wrong(code: str, records: RecordSet, where: SourceMark | None, **values: Any) -> FindingsError:
    return FindingsError([_finding(code, records, where, **values)])
