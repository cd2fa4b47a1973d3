"""Monitoring rows against the theory: every row is accepted or is a finding, none disappears."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

import pandas as pd

from toc.errors import Finding, Severity, SourceMark, ToCError, did_you_mean
from toc.frames import ACCEPTED
from toc.indicator import DataElement
from toc.period import Period
from toc.theory import Theory
from toc.words import say

BOUNDS = ("", "at_least", "at_most", "about")
CONFIDENCES = ("", "high", "medium", "low")
USES = ("", "quarantined")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,2})?$")
_MAYBE_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}\.\d{3}$")
_COMMA_NUMBER = re.compile(r"[-+]?\d+(?:,\d+)?$")
_MONTHS = re.compile(r"(\d+(?:\.\d+)?)(?:\s*-\s*(\d+(?:\.\d+)?))?$")


class Row(Protocol):
    """A row as it was written, with its place."""

    @property
    def values(self) -> Mapping[str, str]: ...
    @property
    def where(self) -> SourceMark: ...
    @property
    def decimal_comma(self) -> bool: ...


@dataclass(frozen=True)
class PlainRow:
    """A row given in Python instead of in a file."""

    values: Mapping[str, str]
    where: SourceMark = field(default_factory=lambda: SourceMark("python"))
    decimal_comma: bool = False


def rows_from_frame(frame: pd.DataFrame) -> list[PlainRow]:
    """Take rows from a pandas table with the columns of a monitoring file (``frames.ROW_COLUMNS`` or ``period``)."""
    records = frame.astype(object).where(frame.notna(), "").to_dict(orient="records")
    return [
        PlainRow({str(key): str(value).strip() for key, value in record.items()}, SourceMark("python", at + 1))
        for at, record in enumerate(records)
    ]


@dataclass
class _Reader:
    """Reads rows one by one and gathers what is wrong with them."""

    theory: Theory
    findings: list[Finding] = field(default_factory=list)
    doubts: list[Finding] = field(default_factory=list)
    seen: dict[str, SourceMark] = field(default_factory=dict)
    periods: dict[tuple[str, str, str], Period] = field(default_factory=dict)

    def wrong(self, row: Row, code: str, **values: Any) -> None:
        about = (f"reference:{values['given']}",) if code.startswith("data.unknown_name") else ()
        self.findings.append(Finding(code, Severity.ERROR, say(code, **values), row.where, about))

    def doubt(self, row: Row, **values: Any) -> None:
        message = say("data.maybe_thousands", **values)
        self.doubts.append(Finding("data.maybe_thousands", Severity.WARNING, message, row.where))

    def accept(self, row: Row, at: int) -> dict[str, Any] | None:
        """Return the row with typed values, or None when something is wrong with it."""
        before = len(self.findings)
        get = row.values.get
        element = self.data_element(row)
        organisation = self.organisation(row)
        period = self.period(row)
        value = self.number(row, "value", needed=True)
        months = self.months(row, period)
        document = get("document", "")
        if document and document not in self.theory.document_by_id:
            self.unknown(row, "document", document, self.theory.document_by_id)
        for column, options in (("bound", BOUNDS), ("confidence", CONFIDENCES), ("use", USES)):
            if get(column, "") not in options:
                self.wrong(row, "data.not_an_option", column=column, given=get(column), options=list(options[1:]))
        name = get("id", "") or f"{row.where.file}:{row.where.line or at + 1}"
        if name in self.seen:
            self.wrong(row, "data.id_twice", id=name, first=str(self.seen[name]))
        self.seen[name] = row.where
        disaggregation = self.disaggregation(row, element)
        n = self.number(row, "n")
        population = self.number(row, "population")
        known_on = self.known_on(row)
        if n is not None and n <= 0:
            self.wrong(row, "data.n_not_positive", n=n)
        if n is not None and population is not None and n > population:
            self.wrong(row, "data.n_exceeds_population", n=n, population=population)
        if element is not None and get("unit", "") not in ("", element.unit):
            self.wrong(row, "data.unit", element=element.id, unit=element.unit, given=get("unit"))
        if element is not None and value is not None:
            self.plausible(row, element, value)
        if len(self.findings) > before or element is None or organisation is None or period is None:
            return None
        return {
            "id": name, "data_element": element.id, "organisation": organisation, "period": period.label,
            "disaggregation": disaggregation, "start": period.start, "end": period.end, "value": value,
            "unit": element.unit, "months_low": months[0], "months_high": months[1], "bound": get("bound", ""),
            "n": n, "population": population, "known_on": known_on, "confidence": get("confidence", ""),
            "use": get("use", ""), "document": document, "lines": get("lines", ""), "quote": get("quote", ""),
            "note": get("note", ""), "file": row.where.file, "line": row.where.line,
        }  # fmt: skip

    def unknown(self, row: Row, column: str, given: str, known: Iterable[str]) -> None:
        near = did_you_mean(given, known)
        self.wrong(
            row, "data.unknown_name_near" if near else "data.unknown_name", column=column, given=given, near=near
        )

    def data_element(self, row: Row) -> DataElement | None:
        name = row.values.get("data_element", "")
        element = self.theory.data_element_by_id.get(name)
        if element is None:
            self.unknown(row, "data_element", name, self.theory.data_element_by_id)
        return element

    def organisation(self, row: Row) -> str | None:
        name = row.values.get("organisation", "")
        tree = self.theory.organisations
        found = tree.name_of(name)
        if found is None:
            spellings = {word: one.id for one in tree.organisations for word in (one.id, one.title.nl, *one.aliases)}
            self.unknown(row, "organisation", name, spellings)
        return found

    def period(self, row: Row) -> Period | None:
        get = row.values.get
        key = (get("period", ""), get("period_start", ""), get("period_end", ""))
        if key in self.periods:
            return self.periods[key]
        try:
            if key[0]:
                period = Period.parse(key[0])
            else:
                if not key[1] or not key[2]:
                    self.wrong(row, "data.no_period")
                    return None
                period = Period(Period.parse(key[1]).start, Period.parse(key[2]).end)
        except ToCError as error:
            self.wrong(row, "data.period", problem=error.message)
            return None
        self.periods[key] = period
        return period

    def number(self, row: Row, column: str, needed: bool = False) -> float | None:
        text = row.values.get(column, "").replace("\u00a0", "").strip()
        if not text:
            if needed:
                self.wrong(row, "data.no_value")
            return None
        if _NUMBER.match(text) and not (row.decimal_comma and re.fullmatch(r"[-+]?\d{1,3}\.\d{3}", text)):
            value = float(text)
            if math.isfinite(value):
                if column == "value" and _MAYBE_THOUSANDS.match(text):
                    self.doubt(row, given=text, value=value, plain=text.replace(".", ""))
                return value
            self.wrong(row, "data.not_a_number", column=column, given=text[:60])
            return None
        if row.decimal_comma and _COMMA_NUMBER.match(text):
            return float(text.replace(",", "."))
        if row.decimal_comma and "." in text:
            self.wrong(row, "data.thousands", column=column, given=text, plain=text.replace(".", ""))
        else:
            self.wrong(row, "data.not_a_number", column=column, given=text[:60])
        return None

    def months(self, row: Row, period: Period | None) -> tuple[float | None, float | None]:
        text = row.values.get("months", "").replace(",", ".")
        if not text:
            return None, None
        found = _MONTHS.match(text)
        if not found:
            self.wrong(row, "data.months", given=text[:60])
            return None, None
        low = float(found[1])
        high = float(found[2]) if found[2] else low
        if low <= 0 or high < low or (period is not None and high > period.months + 1e-9):
            self.wrong(row, "data.months", given=text[:60])
            return None, None
        return low, high

    def known_on(self, row: Row) -> date | None:
        text = row.values.get("known_on", "")
        if text:
            try:
                return Period.parse(text).end
            except ToCError as error:
                self.wrong(row, "data.period", problem=error.message)
                return None
        document = self.theory.document_by_id.get(row.values.get("document", ""))
        return document.known_on if document else None

    def disaggregation(self, row: Row, element: DataElement | None) -> str:
        """Return ``dimension=category`` pairs in order of dimension, or an empty text for the total."""
        text = row.values.get("disaggregation", "")
        if not text or element is None:
            return ""
        pairs: dict[str, str] = {}
        for part in text.split(";"):
            dimension, _, category = (piece.strip() for piece in part.partition("="))
            if dimension not in element.disaggregations:
                self.unknown(row, "disaggregation", dimension, element.disaggregations)
            elif category not in element.disaggregations[dimension]:
                self.unknown(row, dimension, category, element.disaggregations[dimension])
            pairs[dimension] = category
        return ";".join(f"{dimension}={pairs[dimension]}" for dimension in sorted(pairs))

    def plausible(self, row: Row, element: DataElement, value: float) -> None:
        if element.unit == "percent" and not 0 <= value <= 100:
            self.wrong(row, "data.percent", given=value)
        if element.unit == "fraction" and not 0 <= value <= 1:
            self.wrong(row, "data.fraction", given=value)


def accept(theory: Theory, rows: Sequence[Row], known_before: date | None = None) -> tuple[pd.DataFrame, list[Finding]]:
    """Check rows against the theory.

    Args:
        theory: what may be reported, by whom, in which unit.
        rows: rows as written.
        known_before: leave out what became known after this day; that is said in a finding, not hidden.

    Returns:
        A table with the columns of ``frames.ACCEPTED``, one row per accepted observation in the order given,
        and the findings. A row with an error is never in the table.
    """
    reader = _Reader(theory)
    accepted = [found for at, row in enumerate(rows) if (found := reader.accept(row, at)) is not None]
    findings = reader.findings + reader.doubts
    if known_before is not None:
        later = [row for row in accepted if row["known_on"] is not None and row["known_on"] > known_before]
        if later:
            message = say("data.known_later", count=len(later), day=known_before)
            findings.append(Finding("data.known_later", Severity.INFO, message))
        accepted = [row for row in accepted if row["known_on"] is None or row["known_on"] <= known_before]
    frame = pd.DataFrame(accepted, columns=list(ACCEPTED))
    for column in ("value", "months_low", "months_high", "n", "population"):
        frame[column] = frame[column].astype(float)
    return frame, findings
