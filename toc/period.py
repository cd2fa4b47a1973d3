"""Periods: a stretch of time with a start and an end, and the label a person knows it by.

Labels: ``2024`` (calendar year), ``2024-Q3``, ``2024-H1``, ``2024-07`` (month), ``2024-07-15`` or ``15-07-2024`` (day),
``2024/25`` (school year, 1 August to 31 July) and ``2023-07..2024-12`` (from the first day of the one to
the last day of the other). Following ISO 8601 where it has a form.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator

from toc.errors import ToCError
from toc.words import say

SCHOOL_YEAR_STARTS_IN_MONTH = 8
_YEAR = re.compile(r"(\d{4})$")
_SCHOOL_YEAR = re.compile(r"(\d{4})/(\d{2})$")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])$")
_HALF = re.compile(r"(\d{4})-H([12])$")
_MONTH = re.compile(r"(\d{4})-(\d{2})$")
_DUTCH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})$")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")


class PeriodError(ToCError):
    """A text that is no period, or a period that ends before it starts."""


@dataclass(frozen=True, order=True)
class Period:
    """A closed stretch of days, ``start`` and ``end`` included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise PeriodError(say("period.reversed", start=self.start, end=self.end))

    @classmethod
    def parse(cls, label: str | int) -> Period:
        """Read a label such as ``2024``, ``2024-Q3``, ``2024/25`` or ``2023-07..2024-12``.

        Raises:
            PeriodError: the label has none of the known forms, or names a day that does not exist.
        """
        text = str(label).strip()
        if ".." in text:
            first, _, last = text.partition("..")
            if ".." in last:
                raise PeriodError(say("period.unknown", label=text[:40]))
            return cls(cls.parse(first).start, cls.parse(last).end)
        try:
            parsed = cls._parse_simple(text)
        except ValueError:
            parsed = None
        if parsed is None:
            raise PeriodError(say("period.unknown", label=text))
        return parsed

    @classmethod
    def _parse_simple(cls, text: str) -> Period | None:
        if found := _YEAR.match(text):
            year = int(found[1])
            return cls(date(year, 1, 1), date(year, 12, 31))
        if found := _SCHOOL_YEAR.match(text):
            year = int(found[1])
            if (year + 1) % 100 != int(found[2]):
                return None
            return cls(date(year, SCHOOL_YEAR_STARTS_IN_MONTH, 1), date(year + 1, SCHOOL_YEAR_STARTS_IN_MONTH - 1, 31))
        if found := _QUARTER.match(text):
            return cls._months(int(found[1]), 3 * int(found[2]) - 2, 3)
        if found := _HALF.match(text):
            return cls._months(int(found[1]), 6 * int(found[2]) - 5, 6)
        if found := _MONTH.match(text):
            return cls._months(int(found[1]), int(found[2]), 1)
        if found := _DUTCH_DAY.match(text):
            day = date(int(found[3]), int(found[2]), int(found[1]))
            return cls(day, day)
        if found := _DAY.match(text):
            day = date(int(found[1]), int(found[2]), int(found[3]))
            return cls(day, day)
        return None

    @classmethod
    def _months(cls, year: int, first_month: int, count: int) -> Period:
        last_month = first_month + count - 1
        return cls(date(year, first_month, 1), date(year, last_month, calendar.monthrange(year, last_month)[1]))

    @property
    def label(self) -> str:
        """The shortest label that reads back as this period."""
        start, end = self.start, self.end
        if start == end:
            return start.isoformat()
        year = f"{start.year:04d}"
        candidates = [year, f"{year}/{(start.year + 1) % 100:02d}"]
        candidates += [f"{year}-H{(start.month + 5) // 6}", f"{year}-Q{(start.month + 2) // 3}"]
        candidates += [f"{year}-{start.month:02d}"]
        for candidate in candidates:
            if self._reads_as(candidate):
                return candidate
        if self._whole_months:
            return f"{year}-{start.month:02d}..{end.year:04d}-{end.month:02d}"
        return f"{start.isoformat()}..{end.isoformat()}"

    def _reads_as(self, candidate: str) -> bool:
        try:
            return self._parse_simple(candidate) == self
        except ValueError:
            return False

    @property
    def _whole_months(self) -> bool:
        return self.start.day == 1 and self.end.day == calendar.monthrange(self.end.year, self.end.month)[1]

    @property
    def months(self) -> float:
        """Length in months; whole calendar months count as 1, other days as their part of a year of 12."""
        if self._whole_months:
            return float((self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1)
        return ((self.end - self.start).days + 1) / 365.25 * 12

    @property
    def midpoint(self) -> float:
        """The middle of the period in years, 2024.5 for the calendar year 2024."""
        return (_in_years(self.start, 0) + _in_years(self.end, 1)) / 2

    def earlier(self, count: int = 1) -> Period | None:
        """The period of the same length that lies ``count`` lengths back; None when it is not of whole months."""
        if not self._whole_months:
            return None
        length = round(self.months)
        first = self.start.year * 12 + self.start.month - 1 - length * count
        last = first + length - 1
        if first < 12 or last >= 12 * 9999:
            return None
        last_day = calendar.monthrange(last // 12, last % 12 + 1)[1]
        return Period(date(first // 12, first % 12 + 1, 1), date(last // 12, last % 12 + 1, last_day))

    @property
    def is_whole_months(self) -> bool:
        """Whether it begins on a first day and ends on a last day of a month."""
        return self._whole_months

    def contains(self, other: Period) -> bool:
        """Tell whether every day of ``other`` lies in this period."""
        return self.start <= other.start and other.end <= self.end

    def __str__(self) -> str:
        return self.label


def _in_years(day: date, days_on: int) -> float:
    """A day in years, as many days further on."""
    length = 366 if calendar.isleap(day.year) else 365
    return day.year + (day.timetuple().tm_yday - 1 + days_on) / length


def _canonical_label(value: Any) -> str:
    try:
        return Period.parse(value).label
    except ToCError as error:
        raise ValueError(error.message.nl + "\0" + error.message.en) from None


PeriodLabel = Annotated[str, BeforeValidator(_canonical_label)]
"""A period as written in YAML, stored by its shortest label."""


def _last_day(value: Any) -> date:
    try:
        return Period.parse(str(value)).end
    except ToCError:
        message = say("period.unknown_day", label=str(value)[:40])
        raise ValueError(message.nl + "\0" + message.en) from None


def _first_day(value: Any) -> date:
    try:
        return Period.parse(str(value)).start
    except ToCError:
        message = say("period.unknown_day", label=str(value)[:40])
        raise ValueError(message.nl + "\0" + message.en) from None


FirstDay = Annotated[date, BeforeValidator(_first_day)]
"""A date as written in YAML on which something begins; a month or year stands for its first day."""

LastDay = Annotated[date, BeforeValidator(_last_day)]
"""A date as written in YAML (``2025-09-30``, ``2025-09``, ``2025``); less precise dates mean their last day."""
