"""Write results to files: nothing half-written, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from toc.errors import Finding, FindingsError, Severity
from toc.results import Result, Results
from toc.words import say

TABLES = (
    "values", "reconciliation", "cohorts", "progress", "methods", "allocation", "projections", "prospects", "verdicts",
    "claims", "conflicts", "findings", "sources",
)  # fmt: skip
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_files(folder: Path, contents: Mapping[str, str | bytes]) -> list[Path]:
    """Write files by name, none of them when one may not be written over.

    Raises:
        FindingsError: some are there and read-only; the error names them all.
    """
    paths = {folder / name: content for name, content in contents.items()}
    _check_writable(paths)
    return [write_file(path, content) for path, content in paths.items()]


def write_file(path: Path, content: str | bytes) -> Path:
    """Write a file whole or not at all; text as UTF-8.

    Raises:
        FindingsError: it is there and read-only.
    """
    _check_writable([path])
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path


def _check_writable(paths: Iterable[Path]) -> None:
    """Refuse to take the place of a file that somebody made read-only, whoever runs this."""
    closed = [path for path in paths if path.is_file() and not _may_write(path)]
    if closed:
        raise FindingsError(
            [Finding("cli.read_only", Severity.ERROR, say("cli.read_only", file=str(path))) for path in closed]
        )


def _may_write(path: Path) -> bool:
    """Tell whether a file may be written; one without any right to write may not, also not by an administrator."""
    return bool(path.stat().st_mode & 0o222) and os.access(path, os.W_OK)


def csv_texts(results: Results) -> dict[str, str]:
    """Each table of the results as CSV text, by file name; nested parts become columns ``coverage.reported``."""
    return {f"{name}.csv": csv_text({"": getattr(results, name)}, _row_type(name)) for name in TABLES}


def _row_type(table: str) -> type[Result]:
    (row_type,) = get_args(Results.model_fields[table].annotation)
    found: type[Result] = row_type
    return found


def csv_text(parts: Mapping[str, Sequence[Result]], row_type: type[Result], part_column: str = "") -> str:
    """One or more tables of a kind as CSV text, under each other.

    Args:
        parts: rows by the name of their part.
        row_type: what they are; its fields are the columns when there is no row.
        part_column: first column, with the name of the part; none when empty.
    """
    flat = [
        ({part_column: name} if part_column else {}) | _flat(row.model_dump(mode="json", by_alias=True))
        for name, rows in parts.items()
        for row in rows
    ]
    columns = list(dict.fromkeys(column for row in flat for column in row))
    fields = [info.alias or name for name, info in row_type.model_fields.items()]
    columns = columns or [*([part_column] if part_column else []), *fields]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({column: safe_cell(value) for column, value in row.items()} for row in flat)
    return out.getvalue()


def records_text(columns: Sequence[str], records: Sequence[Mapping[str, Any]]) -> str:
    """Plain rows as CSV text, with these columns."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({column: safe_cell(row[column]) for column in columns} for row in records)
    return out.getvalue()


def _flat(row: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in row.items():
        nested = isinstance(value, list) and any(isinstance(part, (list, Mapping)) for part in value)
        if key == "evidence" or nested:
            flat[f"{prefix}{key}"] = json.dumps(value, ensure_ascii=False)
        elif isinstance(value, Mapping) and value:
            flat |= _flat(value, f"{prefix}{key}.")
        elif isinstance(value, list):
            flat[f"{prefix}{key}"] = "; ".join(str(part) for part in value)
        else:
            flat[f"{prefix}{key}"] = value
    return flat


def safe_cell(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value
