"""The shape of a workbook: sheets of typed cells, charts with their tables, and a summary. Nothing here writes a file.

A formula is a text in which ``[value]`` is the cell of column ``value`` in the same row, and ``[values.value]`` that
whole column of another sheet; whoever writes the workbook fills in the addresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Figure:
    """A number, in full, with the form in which it is shown: ``count``, ``percent``, ``share``, ``score``..."""

    value: float
    form: str


@dataclass(frozen=True)
class Formula:
    """A formula with what it gives now; ``words`` is said instead when a figure that it needs is lacking."""

    text: str
    value: float
    form: str
    words: str = ""


@dataclass(frozen=True)
class Word:
    """A word where there is no figure, so that nobody reads nothing as zero."""

    text: str


@dataclass(frozen=True)
class Mark:
    """A verdict: a word with its sign, so that nothing is said by colour alone."""

    sign: str
    word: str
    tone: str

    @property
    def text(self) -> str:
        """Sign and word."""
        return f"{self.sign} {self.word}"


Cell = str | Figure | Formula | Word | Mark | date


@dataclass(frozen=True)
class Column:
    """One column. ``width`` is in characters; ``wraps`` tells whether long texts go on below each other."""

    key: str
    title: str
    meaning: str
    width: float
    wraps: bool = False


@dataclass(frozen=True)
class Sheet:
    """One table on a sheet of its own. ``pinned`` columns stay in sight; ``tone`` colours the tab.

    ``bars`` are columns with parts of one, which get a bar behind their number.
    """

    key: str
    name: str
    title: str
    intro: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    pinned: int = 1
    tone: str = "figures"
    bars: tuple[str, ...] = ()


@dataclass(frozen=True)
class Graph:
    """One native chart with its table, a row for each year.

    Columns are ``year`` and ``seen``, and where there are any: ``partial``, ``middle``, ``low80``, ``high80``,
    ``below_middle`` and ``above_middle`` (how far the margin lies under and over the middle), ``aim0``... for targets;
    last comes ``state`` in words. A cell without a figure is None: its word stands in ``state``. ``floor`` and
    ``ceiling`` are where the axis begins and ends, where that is fixed.
    """

    title: str
    unit: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    notes: tuple[str, ...]
    alternative: str
    form: str = "count"
    floor: float | None = None
    ceiling: float | None = None
    aims: int = 0
    ahead: bool = False
    partial: bool = False


@dataclass(frozen=True)
class Message:
    """One of the three messages."""

    title: str
    figure: str
    caption: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Cover:
    """The first sheet."""

    name: str
    kicker: str
    title: str
    banners: tuple[str, ...]
    messages_title: str
    messages: tuple[Message, ...]
    facts_title: str
    facts: tuple[tuple[str, Cell], ...]
    sheets_title: str
    reading_title: str
    reading: tuple[tuple[str, str], ...]
    trace_title: str
    trace: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True)
class Book:
    """A whole workbook in one language."""

    language: str
    title: str
    subject: str
    made_with: str
    day: date
    footer: str
    page: str
    back: str
    cover: Cover
    graphs_name: str
    graphs_title: str
    graphs_intro: str
    graphs_about: str
    no_graphs: str
    no_rows: str
    margin: str
    middle: str
    cut: str
    graphs: tuple[Graph, ...]
    sheets: tuple[Sheet, ...]
