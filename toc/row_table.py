"""Monitoring rows as columns of text: a column is read by its different texts, not cell by cell.

A country reports hundreds of thousands of figures, about a few hundred organisations and periods. ``RowTable`` keeps
each text once where it can, and still reads as a sequence of rows.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Protocol, overload

import numpy as np
import numpy.typing as npt
import pandas as pd

from toc.errors import SourceMark

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Objects = npt.NDArray[np.object_]

MOSTLY_DIFFERENT = frozenset({"id", "value"})
"""Columns in which texts seldom repeat; they are kept as they are."""

NO_LINE = -1


class Row(Protocol):
    """A row as it was written, with its place."""

    @property
    def values(self) -> Mapping[str, str]: ...
    @property
    def where(self) -> SourceMark: ...
    @property
    def decimal_comma(self) -> bool: ...


@dataclass(frozen=True)
class RawRow:
    """One row of a monitoring file as it was written, with its place."""

    values: Mapping[str, str]
    where: SourceMark
    decimal_comma: bool


@dataclass(frozen=True)
class PlainRow:
    """A row given in Python instead of in a file."""

    values: Mapping[str, str]
    where: SourceMark = field(default_factory=lambda: SourceMark("python"))
    decimal_comma: bool = False


def objects(items: Sequence[Any]) -> Objects:
    """These items as an array, whatever they are."""
    array: Objects = np.empty(len(items), dtype=object)
    array[:] = items
    return array


class _Printed(Sequence[str]):
    """Numbers of a table as the texts that they would be in a file; a text is made when it is asked for."""

    def __init__(self, numbers: npt.NDArray[Any]) -> None:
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return _Printed(self._numbers[at])
        number = self._numbers[at].item()
        return "" if math.isnan(number) else str(number)


@dataclass(frozen=True, eq=False)
class Column:
    """One column. A text may occur more than once in ``texts``."""

    texts: Sequence[str]
    codes: Ints | None = None
    """For each row the place of its text; None when ``texts`` has one for each row."""

    numbers: Floats | None = None
    """What ``texts`` say, when the column came as numbers; NaN for an empty text."""

    def text(self, row: int) -> str:
        """What a row says."""
        return self.texts[row if self.codes is None else int(self.codes[row])]

    def spread(self, outcomes: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """What was found for each text, for each row."""
        return outcomes if self.codes is None else outcomes[self.codes]

    def cells(self) -> Objects:
        """The text of each row."""
        return self.spread(objects(list(self.texts)))

    def coded(self) -> tuple[Ints, Sequence[str]]:
        """For each row the place of its text, and the texts."""
        if self.codes is not None:
            return self.codes, self.texts
        place: defaultdict[str, int] = defaultdict(count().__next__)
        codes = np.fromiter(map(place.__getitem__, self.texts), dtype=np.int64, count=len(self.texts))
        return codes, list(place)

    def blank(self) -> Bools:
        """Which rows say nothing."""
        if self.numbers is not None:
            return self.spread(np.isnan(self.numbers))
        if all(self.texts):
            return self.spread(np.zeros(len(self.texts), dtype=bool))
        return self.spread(~np.fromiter(map(bool, self.texts), dtype=bool, count=len(self.texts)))

    def rows_of(self, places: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Rows with one of these texts, in order, each with the place of its text."""
        some = sorted(places)
        if self.codes is None:
            return zip(some, some, strict=True)
        rows = np.flatnonzero(np.isin(self.codes, some)) if some else np.zeros(0, dtype=np.int64)
        return zip(rows.tolist(), self.codes[rows].tolist(), strict=True)

    def take(self, rows: Ints) -> Column:
        """The column of these rows only."""
        codes = rows if self.codes is None else self.codes[rows]
        return Column(self.texts, codes, self.numbers)


def empty_column(length: int) -> Column:
    """A column that says nothing."""
    return Column(("",), np.zeros(length, dtype=np.int64))


def _joined(columns: Sequence[Column], lengths: Sequence[int]) -> Column:
    if all(column.codes is None for column in columns):
        return Column([text for column in columns for text in column.texts])
    texts: list[str] = []
    codes = []
    for column, length in zip(columns, lengths, strict=True):
        codes.append(len(texts) + (np.arange(length) if column.codes is None else column.codes))
        texts += column.texts
    return Column(texts, np.concatenate(codes))


@dataclass(frozen=True, eq=False)
class RowTable(Sequence[RawRow]):
    """Rows as they were written: their columns, and the place of each."""

    columns: Mapping[str, Column]
    files: tuple[str, ...]
    file: Ints
    """For each row its place in ``files``."""

    line: Ints
    """For each row its line, ``NO_LINE`` when it has none."""

    decimal_comma: Bools

    def __len__(self) -> int:
        return len(self.file)

    @overload
    def __getitem__(self, at: int) -> RawRow: ...
    @overload
    def __getitem__(self, at: slice) -> RowTable: ...
    def __getitem__(self, at: int | slice) -> RawRow | RowTable:
        if isinstance(at, slice):
            return self.take(np.arange(len(self))[at])
        row = range(len(self))[at]
        values = {name: column.text(row) for name, column in self.columns.items()}
        return RawRow(values, self.where(row), bool(self.decimal_comma[row]))

    def __iter__(self) -> Iterator[RawRow]:
        return (self[row] for row in range(len(self)))

    def where(self, row: int) -> SourceMark:
        """Place of a row."""
        line = int(self.line[row])
        return SourceMark(self.files[int(self.file[row])], None if line == NO_LINE else line)

    def column(self, name: str) -> Column:
        """A column, empty when there is none of that name."""
        return self.columns.get(name) or empty_column(len(self))

    def take(self, rows: Ints) -> RowTable:
        """Some of the rows."""
        columns = {name: column.take(rows) for name, column in self.columns.items()}
        return RowTable(columns, self.files, self.file[rows], self.line[rows], self.decimal_comma[rows])

    @classmethod
    def of_file(cls, file: str, columns: Mapping[str, Column], line: Ints, decimal_comma: bool = False) -> RowTable:
        """Rows of one file."""
        zeros = np.zeros(len(line), dtype=np.int64)
        return cls(columns, (file,), zeros, line, np.full(len(line), decimal_comma))


def join_rows(tables: Iterable[RowTable]) -> RowTable:
    """All rows of several tables, in order."""
    some = list(tables)
    if len(some) == 1:
        return some[0]
    lengths = [len(table) for table in some]
    names = dict.fromkeys(name for table in some for name in table.columns)
    place: defaultdict[str, int] = defaultdict(count().__next__)
    nothing = np.zeros(0, dtype=np.int64)
    files = [np.array([place[file] for file in table.files], dtype=np.int64)[table.file] for table in some]
    return RowTable(
        {name: _joined([table.column(name) for table in some], lengths) for name in names},
        tuple(place),
        np.concatenate([nothing, *files]),
        np.concatenate([nothing, *(table.line for table in some)]),
        np.concatenate([nothing.astype(bool), *(table.decimal_comma for table in some)]),
    )


def table_from_rows(rows: Sequence[Row]) -> RowTable:
    """Rows as one table."""
    if isinstance(rows, RowTable):
        return rows
    names = dict.fromkeys(name for row in rows for name in row.values)
    file, files = Column([row.where.file for row in rows]).coded()
    lines = [NO_LINE if row.where.line is None else row.where.line for row in rows]
    return RowTable(
        {name: Column([row.values.get(name, "") for row in rows]) for name in names},
        files=tuple(files),
        file=file,
        line=np.array(lines, dtype=np.int64),
        decimal_comma=np.array([row.decimal_comma for row in rows], dtype=bool),
    )


# --- Tables of pandas -------------------------------------------------------------------------------------------


def table_from_frame(frame: pd.DataFrame, names: Collection[str]) -> RowTable:
    """Rows from those columns of a pandas table that have one of these names."""
    columns = {}
    for at, label in enumerate(frame.columns):
        name = str(label)
        if name in names:
            read = _different if name in MOSTLY_DIFFERENT else _repeating
            columns[name] = read(frame.iloc[:, at])
    return RowTable.of_file("python", columns, np.arange(1, len(frame) + 1, dtype=np.int64))


def _different(series: pd.Series[Any]) -> Column:
    """A column in which most cells say something else."""
    if _is_number(series):
        numbers = series.to_numpy()
        return Column(_Printed(numbers), numbers=numbers.astype(np.float64))
    return Column(_texts(series))


def _repeating(series: pd.Series[Any]) -> Column:
    """A column in which a few texts come back."""
    if series.dtype == object and not _holds_texts(series):
        return Column(_texts(series))
    codes, different = pd.factorize(series)
    texts = [str(one).strip() for one in different.astype(object)]
    codes = codes.astype(np.int64)
    missing = codes < 0
    if missing.any():
        codes[missing] = len(texts)
        texts.append("")
    return Column(texts, codes)


def _is_number(series: pd.Series[Any]) -> bool:
    return isinstance(series.dtype, np.dtype) and series.dtype.kind in "iuf" and series.dtype.itemsize <= 8


def _holds_texts(series: pd.Series[Any]) -> bool:
    return isinstance(series.dtype, pd.StringDtype) or pd.api.types.infer_dtype(series, skipna=True) == "string"


def _texts(series: pd.Series[Any]) -> list[str]:
    """Each cell as text, empty where there is none."""
    write: Callable[[Any], str] = str.strip if _holds_texts(series) else _written
    missing = series.isna()
    if missing.any():
        series = series.astype(object).mask(missing, "")
    return list(map(write, series.astype(object).tolist()))


def _written(cell: Any) -> str:
    return str(cell).strip()
