"""Records: one row per activity, participation or company, and the figures that are aggregated from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from toc.declared import Declared, Number, Text
from toc.errors import ToCError
from toc.period import SCHOOL_YEAR_STARTS_IN_MONTH, Period, PeriodLabel

LONGEST_NAME = 200
ENGINES = ("auto", "duckdb", "pandas", "sqlite", "postgresql", "spark")
"""What can compute over records; ``auto`` is DuckDB for files and the database itself for a table."""


def _no_url(value: Any) -> Any:
    if isinstance(value, str) and "://" in value:
        raise ValueError(
            "schrijf hier de naam van een omgevingsvariabele, zoals `RECORDS_DB`; het adres met het wachtwoord "
            "hoort niet in een bestand"
            "\0write the name of an environment variable here, such as `RECORDS_DB`; the address with its password "
            "does not belong in a file"
        )
    return value


def _inside_folder(value: str) -> str:
    parts = re.split(r"[/\\]", value)
    if value.startswith(("/", "\\", "~")) or ".." in parts or ":" in value or "\0" in value:
        raise ValueError(
            "een bestand met records staat in de map van het model; schrijf bijvoorbeeld `records/deelnames-*.csv`"
            "\0a file with records stands in the folder of the model; write for example `records/participations-*.csv`"
        )
    return value


def _name(value: str) -> str:
    if not value or len(value) > LONGEST_NAME or not value.isprintable():
        raise ValueError(
            f"de naam van een kolom heeft 1 tot {LONGEST_NAME} leesbare tekens"
            f"\0the name of a column has 1 to {LONGEST_NAME} readable characters"
        )
    return value


Column = Annotated[str, AfterValidator(_name)]
"""Name of a column, as it stands in the file or table."""

Glob = Annotated[str, AfterValidator(_inside_folder)]
"""Files in the model folder, ``records/2024-*.csv``; never outside it."""


class RecordSet(Declared):
    """Records of one kind: files in the model folder, or a table in a database."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    """Name used in `from_records`."""

    title: Text
    """What one record is, for example "deelname van een persoon aan een activiteit"."""

    parquet: Glob | None = None
    """Parquet files, relative to the model folder; `*` stands for any characters."""

    csv: Glob | None = None
    """CSV files, relative to the model folder; with semicolons, numbers may have a decimal comma."""

    arrow: Glob | None = None
    """Arrow (Feather) files, relative to the model folder."""

    table: str | None = Field(default=None, pattern=r"^[^.\x00]+(\.[^.\x00]+)?$")
    """Table in a database, `participations` or `schema.participations`."""

    database: Annotated[str, BeforeValidator(_no_url)] | None = Field(default=None, pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")
    """With `table`: the environment variable that holds the address of the database; never the address itself."""

    organisation: Column
    """Column with the organisation: its id, name or another spelling."""

    day: Column | None = None
    """Column with the day on which it happened."""

    per: Literal["year", "half_year", "quarter", "month", "school_year"] | None = None
    """With `day`: the length of a period."""

    period: Column | None = None
    """Column that holds the period itself (`2024`, `2024-Q3`), instead of `day` and `per`."""

    pseudonymise: tuple[Column, ...] = ()
    """Columns that identify a person. They are counted only: never shown, filtered on, or copied as they are."""

    @model_validator(mode="after")
    def _one_source_and_one_time(self) -> Self:
        sources = [one for one in (self.parquet, self.csv, self.arrow, self.table) if one is not None]
        if len(sources) != 1 or (self.table is None) != (self.database is None):
            raise ValueError(
                "geef één bron: `parquet`, `csv`, `arrow`, of `table` met `database`"
                "\0give one source: `parquet`, `csv`, `arrow`, or `table` with `database`"
            )
        if (self.day is None) != (self.per is None) or (self.day is None) == (self.period is None):
            raise ValueError("geef `day` met `per`, of `period`\0give `day` with `per`, or `period`")
        if {self.organisation, self.day, self.period} & set(self.pseudonymise):
            raise ValueError(
                "`pseudonymise` is voor kolommen die een persoon aanwijzen, niet voor organisatie of tijd"
                "\0`pseudonymise` is for columns that identify a person, not for the organisation or the time"
            )
        return self

    @property
    def files(self) -> str | None:
        """The files, whatever their format."""
        return self.parquet or self.csv or self.arrow

    def units(self, whole: Period) -> list[Period]:
        """Periods of the declared length, one after the other, that cover ``whole``."""
        length, offset = self._unit
        first, last = _month(whole.start), _month(whole.end)
        starts = range(first - (first - offset) % length, last + 1, length)
        return [Period.parse(f"{_month_label(start)}..{_month_label(start + length - 1)}") for start in starts]

    def consists_of_units(self, period: Period) -> bool:
        """Whether a period begins and ends where a unit does; for a column ``period`` only the records can tell."""
        if self.per is None:
            return True
        units = self.units(period)
        return (units[0].start, units[-1].end) == (period.start, period.end)

    @property
    def _unit(self) -> tuple[int, int]:
        """Months in a unit, and the month (from 0) in which a first one begins."""
        length = {"month": 1, "quarter": 3, "half_year": 6}.get(self.per or "year", 12)
        return length, SCHOOL_YEAR_STARTS_IN_MONTH - 1 if self.per == "school_year" else 0


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month_label(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


class RecordList(Declared):
    """The file `records.yaml`: records that figures are aggregated from."""

    records: tuple[RecordSet, ...] = ()
    """All kinds of records."""


def _no_day_text(value: Any) -> Any:
    """A limit is a number or a day; texts have no order that people agree on."""
    if isinstance(value, str):
        try:
            period = Period.parse(value)
        except ToCError as error:
            raise ValueError(error.message.nl + "\0" + error.message.en) from None
        if period.start != period.end:
            raise ValueError(
                "een grens is een getal of een dag, zoals 2024-07-15\0a limit is a number or a day, such as 2024-07-15"
            )
        return period.start
    return value


Scalar = bool | int | Number | str
Limit = Annotated[Number | date, BeforeValidator(_no_day_text)]


class Condition(Declared):
    """Which records count, by the value in one column. An empty cell meets no condition."""

    column: Column
    """The column."""

    is_: Scalar | None = Field(default=None, alias="is")
    """Equal to this text, number, or `true` or `false`."""

    is_not: Scalar | None = None
    """Filled in, but not equal to this."""

    in_: tuple[Scalar, ...] | None = Field(default=None, alias="in", min_length=1)
    """Equal to one of these."""

    at_least: Limit | None = None
    """This number or day, or more."""

    at_most: Limit | None = None
    """This number or day, or less."""

    below: Limit | None = None
    """Less than this number, or before this day."""

    above: Limit | None = None
    """More than this number, or after this day."""

    @model_validator(mode="after")
    def _one_kind_of_value(self) -> Self:
        tests = list(self.tests())
        if not tests:
            raise ValueError(
                "een voorwaarde zegt `is`, `is_not`, `in`, `at_least`, `at_most`, `below` of `above`"
                "\0a condition says `is`, `is_not`, `in`, `at_least`, `at_most`, `below` or `above`"
            )
        kinds = {kind_of(value) for _, values in tests for value in values}
        if len(kinds) > 1:
            raise ValueError(
                "de waarden in een voorwaarde zijn van één soort: tekst, getal, dag, of waar en onwaar"
                "\0the values in a condition are of one kind: text, number, day, or true and false"
            )
        return self

    def tests(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Yield each test that is asked for, with its values."""
        for name in ("is_", "is_not", "at_least", "at_most", "below", "above"):
            if (value := getattr(self, name)) is not None:
                yield name, (value,)
        if self.in_ is not None:
            yield "in_", self.in_

    @property
    def kind(self) -> str:
        """``text``, ``number``, ``day`` or ``truth``: what the column must hold."""
        return kind_of(next(self.tests())[1][0])


def kind_of(value: object) -> str:
    """Kind of a value in a condition."""
    if isinstance(value, bool):
        return "truth"
    if isinstance(value, (int, float)):
        return "number"
    return "day" if isinstance(value, date) else "text"


Aggregate = Literal["sum", "count", "count_distinct", "mean", "ratio", "weighted_mean", "min", "max", "last"]

_COLUMNS: dict[str, tuple[str, ...]] = {
    "sum": ("column",), "count": (), "count_distinct": ("column",), "mean": ("column",),
    "ratio": ("numerator", "denominator"), "weighted_mean": ("column", "weight"), "min": ("column",),
    "max": ("column",), "last": ("column", "order"),
}  # fmt: skip
"""Columns that each aggregate needs; ``order`` may be left out, and is then the day of the record set."""


class FromRecords(Declared):
    """How a data element is aggregated from records instead of being reported."""

    records: str
    """Id in `records.yaml`."""

    aggregate: Aggregate
    """`sum`, `count`, `count_distinct`, `mean`, `ratio`, `weighted_mean`, `min`, `max` or `last`."""

    column: Column | None = None
    """Column that is added up, counted once per value, averaged, and so on."""

    numerator: Column | None = None
    """With `ratio`: what is added up above the line."""

    denominator: Column | None = None
    """With `ratio`: what is added up below the line."""

    weight: Column | None = None
    """With `weighted_mean`: how heavy each record counts."""

    order: Column | None = None
    """With `last`: column that says which record is the last one; empty means the day."""

    where: tuple[Condition, ...] = ()
    """Which records count; all conditions must be met."""

    by: dict[str, Column] = {}
    """Column that holds the category of each dimension, for example `{sector: sector_code}`."""

    also_over: tuple[PeriodLabel, ...] = ()
    """Longer periods to compute from the records too, for example `[2022..2025]` for all people seen in those years."""

    @model_validator(mode="after")
    def _columns_of_its_aggregate(self) -> Self:
        needed = set(_COLUMNS[self.aggregate])
        given = {name for name in ("column", "numerator", "denominator", "weight", "order") if getattr(self, name)}
        if given - needed or needed - given - {"order"}:
            names = " en ".join(f"`{name}`" for name in _COLUMNS[self.aggregate]) or "geen kolom"
            names_en = " and ".join(f"`{name}`" for name in _COLUMNS[self.aggregate]) or "no column"
            raise ValueError(f"bij `{self.aggregate}` hoort {names}\0`{self.aggregate}` goes with {names_en}")
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that it names."""
        order = (self.order,) if self.order is not None else ()
        return (*self.measured, *order, *(one.column for one in self.where), *self.by.values())

    @property
    def measured(self) -> tuple[str, ...]:
        """Columns that must be filled in for a record to count, in the order of their aggregate."""
        names = (self.column, self.numerator, self.denominator, self.weight)
        return tuple(name for name in names if name is not None)


def _uses(records: RecordSet, figures: Iterable[FromRecords]) -> Iterator[tuple[str, str]]:
    """Every use of a column, and what it must then hold."""
    yield records.organisation, "text"
    yield records.day or records.period or "", "day" if records.day is not None else "text"
    for one in figures:
        yield from ((condition.column, condition.kind) for condition in one.where)
        yield from ((column, "text") for column in one.by.values())
        yield from ((column, "number") for column in (one.numerator, one.denominator, one.weight) if column)
        if one.column is not None:
            yield one.column, "key" if one.aggregate == "count_distinct" else "number"
        if one.order is not None:
            yield one.order, "order"


_ANY = ("key", "order")


def columns_of(records: RecordSet, figures: Iterable[FromRecords]) -> dict[str, str]:
    """Every column that is used, and what it must hold: ``text``, ``number``, ``day``, ``truth``, ``order`` or ``key``.

    An order is a number, a day or a moment; a key is only compared with itself. Where a column serves two ends, the
    strictest is kept.
    """
    used: dict[str, str] = {}
    for column, kind in _uses(records, figures):
        if used.get(column, "key") in _ANY and not (used.get(column) == "order" and kind == "key"):
            used[column] = kind
    return used


def clashes(records: RecordSet, figure: FromRecords) -> Iterator[tuple[str, str, str]]:
    """Columns that would have to hold two different things."""
    kinds = columns_of(records, [figure])
    for column, kind in dict.fromkeys(_uses(records, [figure])):
        if kind not in _ANY and kind != kinds[column]:
            yield column, kinds[column], kind
