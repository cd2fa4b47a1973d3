"""What goes into one cell of the workbook: a number with its form, a word where there is none, a verdict with its sign.

Also the words and the order of organisations that all sheets share.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from toc.formula import SHARES, Ratio, parse
from toc.indicator import Indicator, OverOrganisations, adds_up
from toc.period import Period
from toc.report.book import Cell, Column, Figure, Formula, Mark, Sheet, Word
from toc.report.page import Badge
from toc.report.wording import Record, Speaker, known
from toc.tree_in_time import membership_day, parents_on

SIGNS: Mapping[str, str] = {
    "disc": "●", "ring": "○", "half": "◐", "square": "■", "diamond": "◆", "triangle": "▲", "cross": "✕", "bar": "▬",
}  # fmt: skip
"""A sign for each shape of a badge."""

NARROW, SHORT, MIDDLE, WIDE, LONG = 9.5, 12.5, 19.0, 32.0, 50.0
"""Widths of columns, in characters."""

MOST_SOURCES = 3
"""Source rows that are named with a figure; more are counted."""

CLOSE = 1e-9


def form_of(value: float, unit: str) -> str:
    """The form in which an amount is shown: as fine as its size and unit ask for."""
    if unit in SHARES:
        return "percent" if unit == "percent" else "part"
    if unit.startswith("score"):
        return "two"
    if unit.startswith("EUR per"):
        return "euro_cents"
    if unit == "EUR":
        return "euro"
    if float(value).is_integer() or abs(value) >= 1000:
        return "count"
    return "one" if abs(value) >= 10 else "two"


def change_form(value: float, unit: str) -> str:
    """The form of a change, with its sign; one of a percentage is in percentage points, so without that sign."""
    form = form_of(value, unit)
    return "+" + {"percent": "one", "part": "two"}.get(form, form)


def close(one: float, other: float) -> bool:
    """Whether two numbers are the same but for the last digits."""
    return math.isclose(one, other, rel_tol=CLOSE, abs_tol=CLOSE)


def year_of(period: str) -> Cell:
    """A year as a number, any other period by its label."""
    return Figure(float(period), "year") if len(period) == 4 and period.isascii() and period.isdigit() else period


@dataclass(frozen=True)
class Clerk:
    """Writes cells of the workbook for one report."""

    speaker: Speaker

    def word(self, code: str, **values: Any) -> str:
        """A fixed word of the workbook."""
        return self.speaker.label(f"book.{code}", **values)

    @cached_property
    def nothing(self) -> Word:
        """What stands where a column does not apply."""
        return Word(self.word("none"))

    # --- Cells -------------------------------------------------------------------------------------------------

    def amount(self, value: Any, unit: str, other: str = "") -> Cell:
        """A number in a unit, or a word where there is none: ``other``, or that the column does not apply."""
        return Figure(float(value), form_of(value, unit)) if known(value) else self._lacking(other)

    def plain(self, value: Any, form: str = "count", other: str = "") -> Cell:
        """A number in one form, or a word where there is none."""
        return Figure(float(value), form) if known(value) else self._lacking(other)

    def change(self, value: Any, unit: str, other: str = "") -> Cell:
        """A change in a unit, with its sign."""
        return Figure(float(value), change_form(value, unit)) if known(value) else self._lacking(other)

    def text(self, text: str) -> Cell:
        """A text, or the sign that the column does not apply."""
        return text or self.nothing

    def badge(self, badge: Badge) -> Mark:
        """A verdict."""
        return Mark(SIGNS[badge.shape], badge.word, badge.tone)

    def covered(self, row: Record, weights: Sequence[str] = ("reported", "expected")) -> Cell:
        """Coverage as a formula on the two cells beside it."""
        reported, expected = (row[name] for name in weights)
        words = self.word("nothing_asked")
        if not known(expected) or not expected or not known(reported):
            return Word(words)
        return Formula("[reported]/[expected]", reported / expected, "share", words)

    def _lacking(self, other: str) -> Word:
        return Word(other) if other else self.nothing

    # --- Sheets ------------------------------------------------------------------------------------------------

    def columns(self, sizes: Mapping[str, float], wraps: Sequence[str] = ()) -> tuple[Column, ...]:
        """Columns by key with their width, under the words that belong to the key."""
        return tuple(self.column(key, width, wraps=key in wraps) for key, width in sizes.items())

    def column(self, key: str, width: float, title: str = "", name: str = "", wraps: bool = False) -> Column:
        """One column; ``name`` is its key when several columns share the words of ``key``."""
        return Column(name or key, title or self.word(f"column.{key}"), self.word(f"meaning.{key}"), width, wraps)

    def sheet(self, key: str, columns: tuple[Column, ...], rows: Iterator[tuple[Cell, ...]], **more: Any) -> Sheet:
        """A sheet under the words that belong to its key."""
        name, title, intro, about = (self.word(f"sheet.{key}.{part}") for part in ("name", "title", "intro", "about"))
        return Sheet(key, name, title, intro, about, columns, tuple(rows), **more)

    # --- Indicators and organisations --------------------------------------------------------------------------

    @cached_property
    def organisations(self) -> tuple[str, ...]:
        """Ids of everyone whom the report is about: a whole before its parts, parts of one whole together."""
        speaker, tree = self.speaker, self.speaker.assessment.theory.organisations
        found = [speaker.top]
        for name in found:
            below = (child.id for child, _ in tree.children(name))
            found += [one for one in dict.fromkeys(below) if one not in found]
        rest = [one.id for one in tree.organisations if one.id in speaker.inside and one.id not in set(found)]
        return tuple(name for name in (*found, *rest) if name in speaker.inside)

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Kind of organisation in words, by organisation."""
        tree = self.speaker.assessment.theory.organisations
        titles = {level.id: self.speaker.text(level.title) for level in tree.levels}
        return {one.id: titles.get(one.level, one.level) for one in tree.organisations}

    @cached_property
    def places(self) -> dict[str, str]:
        """Names of organisations."""
        return {name: self.speaker.name_of(name) for name in self.speaker.levels}

    @cached_property
    def titles(self) -> dict[str, str]:
        """Titles of indicators."""
        return {one.id: self.speaker.text(one.title) for one in self.speaker.assessment.theory.indicators}

    @cached_property
    def units(self) -> dict[str, str]:
        """Units in words."""
        titles = self.speaker.assessment.theory.unit_titles
        return {name: self.speaker.text(title) for name, title in titles.items()}

    def category(self, indicator: str, disaggregation: str) -> str:
        """A category as people call it."""
        if not disaggregation:
            return self.word("total")
        theory = self.speaker.assessment.theory
        return self.speaker.text(theory.category_title(self.speaker.operands[indicator][0].id, disaggregation))

    def parents(self, period: str) -> Mapping[str, Mapping[str, float]]:
        """Who belonged to whom in a period, with the share that counted."""
        if period not in self._trees:
            assessment = self.speaker.assessment
            day = membership_day(Period.parse(period), assessment.tree_view, assessment.as_of)
            self._trees[period] = parents_on(assessment.theory.organisations, day)
        return self._trees[period]

    @cached_property
    def _trees(self) -> dict[str, Mapping[str, Mapping[str, float]]]:
        return {}

    @cached_property
    def ratios(self) -> dict[str, Ratio | None]:
        """Numerator and denominator of each indicator that is a ratio."""
        return {one.id: parse(one.formula).ratio for one in self.speaker.assessment.theory.indicators}

    @cached_property
    def addings(self) -> dict[str, str]:
        """How the parts of each indicator relate to the whole: ``sum``, ``ratio``, ``distinct``, ``weighted``..."""
        return {one.id: self._adding(one) for one in self.speaker.assessment.theory.indicators}

    @cached_property
    def computations(self) -> dict[str, str]:
        """How each indicator is computed, in words."""
        return {one.id: self._computation(one) for one in self.speaker.assessment.theory.indicators}

    def _adding(self, indicator: Indicator) -> str:
        rules = {one.over_organisations for one in self.speaker.operands[indicator.id]}
        if adds_up(indicator, self.speaker.assessment.theory.data_element_by_id):
            return "sum"
        for rule, code in ((OverOrganisations.DISTINCT, "distinct"), (OverOrganisations.WEIGHTED_MEAN, "weighted"),
                           (OverOrganisations.NONE, "none"), (OverOrganisations.MAX, "none")):  # fmt: skip
            if rule in rules:
                return code
        return "ratio" if self.ratios[indicator.id] is not None else "formula"

    def _computation(self, indicator: Indicator) -> str:
        formula = parse(indicator.formula)
        if formula.ratio is not None:
            if formula.ratio.scale == 1:
                return self.word("ratio")
            return self.word("ratio_scaled", scale=formula.ratio.scale)
        if len(formula.names) == 1 and formula.text.strip() == formula.names[0]:
            return self.word("weighted" if self._adding(indicator) == "weighted" else "as_reported")
        return self.word("by_formula", formula=self.in_words(indicator))

    def in_words(self, indicator: Indicator) -> str:
        """A formula with the titles of its data elements."""
        elements = self.speaker.assessment.theory.data_element_by_id
        text = indicator.formula
        names = sorted(parse(text).names, key=len, reverse=True)
        words = "".join(
            character if character.isalnum() or character == "_" else f"\0{character}\0" for character in text
        )
        titles = {name: f"‘{self.speaker.text(elements[name].title)}’" for name in names}
        return "".join(titles.get(word, word) for word in words.split("\0"))

    def remarks(self, row: Record) -> str:
        """What a reader should know of a figure."""
        conflicts = [flag.partition(":")[2] for flag in row["flags"] if flag.startswith("conflict:")]
        said = [*self.speaker.flags(row["flags"], without=("not_asked",))]
        said += [self.speaker.say("flag.conflict_named", name=name) for name in dict.fromkeys(conflicts)]
        return "; ".join(said)

    def source_rows(self, row: Record) -> str:
        """The first source rows behind a figure, and how many more there are."""
        names = list(dict.fromkeys(row["rows"]))
        first = ", ".join(names[:MOST_SOURCES])
        if len(names) <= MOST_SOURCES:
            return first
        return self.word("more_rows", rows=first, count=len(names) - MOST_SOURCES)


def day_or(day: date | None, other: Word) -> Cell:
    """A day, or a word where none is known."""
    return other if day is None else day
