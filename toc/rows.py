"""Monitoring files (CSV) and tables to rows of text, each with its place. What they mean is for ``toc.monitoring``.

A large file in which every line has as many cells as the header is read at once. Every other file is read row by row;
both give the same rows.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from toc.errors import Finding, Severity, SourceMark, did_you_mean
from toc.fingerprint import sha256_of
from toc.frames import REQUIRED_ROW_COLUMNS, ROW_COLUMNS
from toc.row_table import MOSTLY_DIFFERENT, Column, Ints, RawRow, RowTable, join_rows, table_from_frame
from toc.words import say

__all__ = ["DATA_FOLDER", "KNOWN_COLUMNS", "RawRow", "read_rows", "rows_from_frame"]

Bytes = npt.NDArray[np.uint8]

DATA_FOLDER = "data"
KNOWN_COLUMNS = (*ROW_COLUMNS, "period")
LONGEST_SHOWN = 60
LARGE = 100_000
"""Files of more bytes than this are read at once when they can be."""

_NEWLINE, _RETURN, _QUOTE = b'\n\r"'


def read_rows(paths: Sequence[Path]) -> tuple[RowTable, list[Finding], str]:
    """Read monitoring files (CSV with comma, semicolon or tab); return rows, findings and a hash of the contents.

    A file with semicolons is taken to come from a Dutch spreadsheet: its numbers may have a decimal comma.
    """
    tables: list[RowTable] = []
    findings: list[Finding] = []
    for path in paths:
        shown = _shown_as(path, paths)
        found, problems = _read_csv(path, shown)
        tables += found
        findings += problems
    present = [path for path in paths if path.is_file()]
    return join_rows(tables), findings, sha256_of(present)


def rows_from_frame(frame: pd.DataFrame) -> RowTable:
    """Take rows from a pandas table with the columns of a monitoring file (``frames.ROW_COLUMNS`` or ``period``)."""
    return table_from_frame(frame, KNOWN_COLUMNS)


def _shown_as(path: Path, paths: Sequence[Path]) -> str:
    """Name of a file in findings: with its model when it lies in one, and as given when a name occurs twice."""
    if path.parent.name == DATA_FOLDER:
        return f"{path.parent.parent.name}/{DATA_FOLDER}/{path.name}"
    return path.name if sum(other.name == path.name for other in paths) == 1 else str(path)


@dataclass
class _Read:
    """What stands in one file."""

    header: list[str]
    header_line: int
    columns: list[Column]
    line: Ints
    findings: list[Finding]


def _read_csv(path: Path, shown: str) -> tuple[list[RowTable], list[Finding]]:
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = SourceMark(shown, raw.count(b"\n", 0, error.start) + 1)
        return [], [Finding("data.not_utf8", Severity.ERROR, say("file.not_utf8"), where)]
    except OSError:
        return [], [Finding("data.absent", Severity.ERROR, say("file.unreadable", file=shown), SourceMark(shown))]
    first = text.find("\n")
    delimiter = max(",;\t", key=text[: first if first >= 0 else None].count)
    read = read_at_once(raw, delimiter) if len(raw) > LARGE else None
    read = read or read_row_by_row(text, delimiter, shown)
    if not read.header:
        empty = Finding("data.empty", Severity.ERROR, say("data.empty"), SourceMark(shown, 1))
        return [], [*read.findings, empty]
    findings = _check_header(read.header, SourceMark(shown, read.header_line)) + read.findings
    columns = dict(zip(read.header, read.columns, strict=True))
    return [RowTable.of_file(shown, columns, read.line, delimiter == ";")], findings


# --- Row by row -------------------------------------------------------------------------------------------------


def read_row_by_row(text: str, delimiter: str, shown: str) -> _Read:
    """Read any file, and say what is wrong with it."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    findings: list[Finding] = []
    header: list[str] = []
    header_line = 1
    records: list[list[str]] = []
    lines: list[int] = []
    started = 1
    try:
        for record in reader:
            line, started = started, reader.line_num + 1
            if not "".join(record).strip():
                continue
            if not header:
                header, header_line = [cell.strip() for cell in record], line
                continue
            if len(record) > len(header):
                message = say("data.too_many_cells", cells=len(record), columns=len(header))
                findings.append(Finding("data.too_many_cells", Severity.ERROR, message, SourceMark(shown, line)))
                continue
            records.append(record + [""] * (len(header) - len(record)))
            lines.append(line)
    except csv.Error as error:
        where = SourceMark(shown, reader.line_num)
        findings.append(Finding("data.not_csv", Severity.ERROR, say("data.not_csv", problem=str(error)), where))
    cells = zip(*records, strict=True) if records else ([] for _ in header)
    columns = [Column([cell.strip() for cell in column]) for column in cells]
    return _Read(header, header_line, columns, np.array(lines, dtype=np.int64), findings)


# --- At once ----------------------------------------------------------------------------------------------------


def read_at_once(raw: bytes, delimiter: str) -> _Read | None:
    """Read a file of which every row is one line with as many cells as the header; None when it is not certain so."""
    data = raw.removeprefix(codecs.BOM_UTF8).rstrip(b"\r\n")
    header = [cell.strip() for cell in data[: max(data.find(b"\n"), 0)].decode("utf-8").split(delimiter)]
    known = len(header) > 1 and set(header) <= set(KNOWN_COLUMNS)
    if not known or b"\0" in data or data.count(b"\r") != data.count(b"\r\n"):
        return None
    count = _count_lines(np.frombuffer(data, dtype=np.uint8), ord(delimiter), len(header))
    if count is None:
        return None
    # The header is read as a row, so that no column holds numbers only and every cell stays as it was written.
    frame = pd.read_csv(
        io.BytesIO(data), sep=delimiter, header=None, names=range(len(header)), index_col=False,
        dtype={at: object if name in MOSTLY_DIFFERENT else "category" for at, name in enumerate(header)},
        keep_default_na=False, na_filter=False, skip_blank_lines=False, low_memory=False,
        quoting=csv.QUOTE_MINIMAL if b'"' in data else csv.QUOTE_NONE, encoding="utf-8",
    )  # fmt: skip
    if len(frame) != count:
        return None
    columns = [_without_header(frame[at]) for at in range(len(header))]
    line = np.arange(2, count + 1, dtype=np.int64)
    blank = np.arange(count - 1)
    for column in columns:
        blank = blank[column.take(blank).blank()]
    if len(blank):
        rows = np.setdiff1d(np.arange(count - 1), blank)
        columns, line = [column.take(rows) for column in columns], line[rows]
    return _Read(header, 1, columns, line, [])


def _without_header(series: pd.Series[Any]) -> Column:
    if series.dtype == object:
        return Column(list(map(str.strip, series.tolist()[1:])))
    texts = [str(text).strip() for text in series.cat.categories]
    codes: Ints = series.cat.codes.to_numpy().astype(np.int64)
    first, codes = int(codes[0]), codes[1:]
    if not (codes == first).any():
        del texts[first]
        codes = codes - (codes > first)
    return Column(texts, codes)


def _count_lines(body: Bytes, delimiter: int, width: int) -> int | None:
    """Number of lines (the last one has no end), None when one of them is not simply ``width`` cells."""
    newline = body == _NEWLINE
    ends = np.flatnonzero(newline | (body == delimiter))
    quotes = np.flatnonzero(body == _QUOTE)
    if len(quotes):
        if not _well_quoted(body, quotes, delimiter):
            return None
        ends = ends[np.searchsorted(quotes, ends) % 2 == 0]
    ends = np.append(ends, len(body))
    last = ends[width - 1 :: width]
    if len(ends) % width or np.count_nonzero(newline) != len(last) - 1 or not newline[last[:-1]].all():
        return None
    return len(last) if np.diff(last, prepend=-1).max() <= csv.field_size_limit() else None


def _well_quoted(body: Bytes, quotes: Ints, delimiter: int) -> bool:
    """Whether quotation marks stand only around whole cells, and doubled inside them."""
    if len(quotes) % 2:
        return False
    edges = np.array([delimiter, _NEWLINE, _QUOTE])
    before = np.where(quotes[0::2] > 0, body[quotes[0::2] - 1], _NEWLINE)
    after = np.where(quotes[1::2] + 1 < len(body), body[np.minimum(quotes[1::2] + 1, len(body) - 1)], _NEWLINE)
    return bool(np.isin(before, edges).all() and np.isin(after, [*edges, _RETURN]).all())


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
