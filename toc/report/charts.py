"""What is drawn, as numbers and words: one model for two renderers, plotly on the page and plain SVG on paper.

Nothing here knows how it is drawn. Every chart has a ``name`` that is safe as an id, a ``title``, a ``description``
for who cannot see it, and ``language``; its numbers are in ``unit``, and stand in a table beside it as well.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Seen:
    """A figure as drawn. ``low`` and ``high`` are its margin, or what a part of a year would be in a whole year.

    A moment is a year in which the middle of 2024 is 2024.0, so that a year lies above its own name.
    """

    moment: float
    value: float
    low: float | None = None
    high: float | None = None
    partial: bool = False


@dataclass(frozen=True)
class Expected:
    """A year ahead as drawn: its middle, and between what bounds it lies with a chance of 50, 80 and 95 in 100."""

    moment: float
    median: float
    bands: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Aim:
    """A target as drawn, with the road to it where one is declared: moments and values."""

    moment: float
    value: float
    label: str
    path: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Break:
    """A known event as drawn."""

    moment: float
    title: str


@dataclass(frozen=True)
class Fan:
    """One fan chart: the only part of a report that still holds numbers, in the unit that is written beside them.

    ``description`` is empty where the words stand beside the chart, ``missing`` are moments of which a figure is
    lacking, ``step`` the years from one figure to the next when none is, and ``zero`` says whether zero means nothing,
    so that it belongs on the axis.
    """

    name: str
    title: str
    description: str
    language: str
    unit: str
    seen: tuple[Seen, ...]
    ahead: tuple[Expected, ...] = ()
    aims: tuple[Aim, ...] = ()
    breaks: tuple[Break, ...] = ()
    missing: tuple[float, ...] = ()
    step: float = 1.0
    zero: bool = True


@dataclass(frozen=True)
class Panel:
    """One of many small charts: whose it is, and the place on the page where that one stands."""

    name: str
    anchor: str
    chart: Fan


@dataclass(frozen=True)
class Multiples:
    """The same indicator for many organisations, in small charts on one scale."""

    name: str
    title: str
    description: str
    language: str
    unit: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True)
class Bar:
    """One bar. ``words`` is its value as written; ``low`` and ``high`` its margin; ``tone`` as that of a badge."""

    label: str
    value: float
    words: str
    tone: str = "calm"
    low: float | None = None
    high: float | None = None
    anchor: str = ""


@dataclass(frozen=True)
class Bars:
    """Horizontal bars below each other, from nought; ``line`` is a value to hold them against."""

    name: str
    title: str
    description: str
    language: str
    unit: str
    bars: tuple[Bar, ...]
    line: float | None = None
    line_words: str = ""


@dataclass(frozen=True)
class Dot:
    """One organisation in a funnel plot: how large it is, and its figure. ``outside`` tells whether it stands out."""

    label: str
    size: float
    value: float
    words: str
    outside: bool = False
    anchor: str = ""


@dataclass(frozen=True)
class Limits:
    """Between what bounds the figure of an organisation of this size lies by chance alone."""

    size: float
    low95: float
    high95: float
    low998: float
    high998: float


@dataclass(frozen=True)
class FunnelPlot:
    """Figures of organisations by their size, with the bounds of chance around that of all together."""

    name: str
    title: str
    description: str
    language: str
    unit: str
    size_title: str
    value_title: str
    middle: float
    middle_words: str
    dots: tuple[Dot, ...]
    limits: tuple[Limits, ...]


Chart = Fan | Multiples | Bars | FunnelPlot
