"""Monitoring files (CSV) to rows of text, each with its file and line. What they mean is for ``toc.monitoring``."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from toc.errors import Finding, Severity, SourceMark, did_you_mean
from toc.fingerprint import sha256_of
from toc.frames import REQUIRED_ROW_COLUMNS, ROW_COLUMNS
from toc.words import say

DATA_FOLDER = "data"
LONGEST_SHOWN = 60


@dataclass(frozen=True)
class RawRow:
    """One row of a monitoring file as it was written, with its place."""

    values: Mapping[str, str]
    where: SourceMark
    decimal_comma: bool


def read_rows(paths: Sequence[Path]) -> tuple[list[RawRow], list[Finding], str]:
    """Read monitoring files (CSV with comma, semicolon or tab); return rows, findings and a hash of the contents.

    A file with semicolons is taken to come from a Dutch spreadsheet: its numbers may have a decimal comma.
    """
    rows: list[RawRow] = []
    findings: list[Finding] = []
    for path in paths:
        shown = _shown_as(path, paths)
        found, problems = _read_csv(path, shown)
        rows += found
        findings += problems
    present = [path for path in paths if path.is_file()]
    return rows, findings, sha256_of(present)


def _shown_as(path: Path, paths: Sequence[Path]) -> str:
    """Name of a file in findings: with its model when it lies in one, and as given when a name occurs twice."""
    if path.parent.name == DATA_FOLDER:
        return f"{path.parent.parent.name}/{DATA_FOLDER}/{path.name}"
    return path.name if sum(other.name == path.name for other in paths) == 1 else str(path)


def _read_csv(path: Path, shown: str) -> tuple[list[RawRow], list[Finding]]:
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = SourceMark(shown, raw.count(b"\n", 0, error.start) + 1)
        return [], [Finding("data.not_utf8", Severity.ERROR, say("file.not_utf8"), where)]
    except OSError:
        return [], [Finding("data.absent", Severity.ERROR, say("file.unreadable", file=shown), SourceMark(shown))]
    header_line = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    findings: list[Finding] = []
    rows: list[RawRow] = []
    header: list[str] = []
    started = 1
    try:
        for record in reader:
            where = SourceMark(shown, started)
            started = reader.line_num + 1
            if not header and not any(cell.strip() for cell in record):
                continue
            if not header:
                header = [cell.strip() for cell in record]
                findings += _check_header(header, where)
                continue
            if not any(cell.strip() for cell in record):
                continue
            if len(record) > len(header):
                message = say("data.too_many_cells", cells=len(record), columns=len(header))
                findings.append(Finding("data.too_many_cells", Severity.ERROR, message, where))
                continue
            padded = [*record, *[""] * (len(header) - len(record))]
            values = {column: cell.strip() for column, cell in zip(header, padded, strict=True)}
            rows.append(RawRow(values, where, decimal_comma=delimiter == ";"))
    except csv.Error as error:
        where = SourceMark(shown, reader.line_num)
        findings.append(Finding("data.not_csv", Severity.ERROR, say("data.not_csv", problem=str(error)), where))
    if not header:
        findings.append(Finding("data.empty", Severity.ERROR, say("data.empty"), SourceMark(shown, 1)))
    return rows, findings


KNOWN_COLUMNS = (*ROW_COLUMNS, "period")


def _check_header(header: Sequence[str], where: SourceMark) -> list[Finding]:
    findings = []
    for column in header:
        if column not in KNOWN_COLUMNS:
            near = did_you_mean(column, KNOWN_COLUMNS)
            code = "data.unknown_column_near" if near else "data.unknown_column"
            message = say(code, column=column[:LONGEST_SHOWN], near=near, known=list(KNOWN_COLUMNS))
            findings.append(Finding("data.unknown_column", Severity.ERROR, message, where))
    for column in {name for name in header if header.count(name) > 1}:
        message = say("data.column_twice", column=column)
        findings.append(Finding("data.column_twice", Severity.ERROR, message, where))
    needed = [*REQUIRED_ROW_COLUMNS]
    needed += [] if "period" in header else ["period_start", "period_end"]
    for column in needed:
        if column not in header:
            message = say("data.column_absent", column=column)
            findings.append(Finding("data.column_absent", Severity.ERROR, message, where))
    return findings
