"""Bars, funnel plots and small charts of many organisations, as pieces of SVG text.

A funnel plot has the size of organisations from left to right and between the lines what chance allows for that size
(Spiegelhalter 2005, Statistics in Medicine 24); small charts all have one scale, so that they may be held beside each
other (Tufte 1990, Envisioning information). Nothing is said by colour alone, and styles stand in attributes, because
printers that ignore the style of the page must still draw it. Each is drawn at two sizes.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from toc.report.charts import Bar, Bars, Dot, Fan, FunnelPlot, Multiples, Panel, Seen
from toc.report.picture import FONT, INK, PAPER, QUIET, text_width, wrap
from toc.words import number
from toc.words.labels import label

THICK, FILL, LOSS, GRID, OUTER, INNER = "#0b4f5e", "#88b4be", "#f3dcc8", "#e4e0d6", "#eef3f4", "#dce9eb"
TARGET, AHEAD, NEGATIVE = "#8a3d00", "#b9d5da", "#8a3d00"
LEADING = 1.28
MOST_LINES = 2
"""Lines of a name; what is longer ends in dots."""


@dataclass(frozen=True)
class Size:
    """How large a chart is drawn, in pixels. ``label``: room for names at the left; without it they stand above."""

    name: str
    width: float
    height: float
    label: float
    columns: int
    text: float
    small: float


WIDE = Size("fan-wide", 780, 380, 214, 4, 13, 12)
NARROW = Size("fan-narrow", 348, 300, 0, 2, 12, 11)


# --- Bars -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Line:
    """Where values lie between left and right."""

    left: float
    right: float
    low: float
    high: float

    def x(self, value: float) -> float:
        inside = min(max(value, self.low), self.high)
        return self.left + (inside - self.low) / (self.high - self.low) * (self.right - self.left)


def draw_bars(chart: Bars, size: Size = WIDE) -> str:
    """Bars below each other, each with its words at its end; no bars is an empty text."""
    if not chart.bars:
        return ""
    line = _bar_line(chart, size)
    parts: list[str] = []
    y = 6.0 if chart.line is None else size.small * LEADING + 10
    first = y
    for bar in chart.bars:
        drawn, y = _bar_row(bar, line, size, y)
        parts += drawn
    ground = [_upright(line.x(0.0), first, y, INK, 1.2, "")]
    if chart.line is not None:
        x = line.x(chart.line)
        ground += [
            _upright(x, first, y, TARGET, 1.6, "5 3"),
            _words(_within(x, chart.line_words, size.small, size.width), size.small, chart.line_words, size.small,
                   TARGET, anchor="middle"),
        ]  # fmt: skip
    unit = [_words(0, y + size.small * LEADING, chart.unit, size.small, QUIET)] if chart.unit else []
    return _svg(
        chart.name, chart.title, chart.description, size, y + size.small * LEADING + 6, [*ground, *parts, *unit]
    )


def _bar_line(chart: Bars, size: Size) -> _Line:
    ends = [0.0, *(end for bar in chart.bars for end in (bar.value, bar.low, bar.high) if end is not None)]
    ends += [chart.line] if chart.line is not None else []
    low, high = min(ends), max(ends)
    if high - low <= 0:
        high = low + 1.0
    wide = max(text_width(_cut(bar.words, 24), size.small) for bar in chart.bars) + 10
    left, right = size.label + (wide if low < 0 else 6), size.width - (wide if high > 0 else 6)
    return _Line(left, max(right, left + 40), low, high)


def _bar_row(bar: Bar, line: _Line, size: Size, y: float) -> tuple[list[str], float]:
    parts: list[str] = []
    if size.label:
        lines = _name_lines(bar.label, size.text, size.label - 12)
        height = max(len(lines) * size.text * LEADING, 18) + 6
        middle = y + height / 2
        parts += _block(size.label - 10, middle, lines, size.text, INK, anchor="end")
    else:
        lines = _name_lines(bar.label, size.text, size.width)
        parts += [
            _words(0, y + (at + 1) * size.text * LEADING - 3, one, size.text, INK) for at, one in enumerate(lines)
        ]
        middle, height = y + len(lines) * size.text * LEADING + 9, len(lines) * size.text * LEADING + 22
    zero, end = line.x(0.0), line.x(bar.value)
    fill = LOSS if bar.value < 0 else FILL
    edge = NEGATIVE if bar.value < 0 else THICK
    left = min(zero, end)
    parts.append(
        f'<rect x="{left:.1f}" y="{middle - 7:.1f}" width="{abs(end - zero):.1f}" height="14" fill="{fill}" '
        f'stroke="{edge}" stroke-width="1"/>'
    )
    if bar.low is not None and bar.high is not None:
        parts.append(_across(line.x(bar.low), line.x(bar.high), middle, INK, 1.4))
    beyond = [end, *(line.x(one) for one in (bar.low, bar.high) if one is not None)]
    words = _cut(bar.words, 24)
    if bar.value < 0:
        parts.append(_words(min(beyond) - 6, middle + 0.35 * size.small, words, size.small, INK, anchor="end"))
    else:
        parts.append(_words(max(beyond) + 6, middle + 0.35 * size.small, words, size.small, INK))
    return parts, y + height


# --- Funnel plots -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Field:
    """Where sizes and values lie."""

    left: float
    top: float
    right: float
    bottom: float
    least: float
    most: float
    low: float
    high: float
    ticks: tuple[float, ...]

    def x(self, size: float) -> float:
        inside = min(max(size, self.least), self.most)
        return self.left + (inside - self.least) / (self.most - self.least) * (self.right - self.left)

    def y(self, value: float) -> float:
        inside = min(max(value, self.low), self.high)
        return self.bottom - (inside - self.low) / (self.high - self.low) * (self.bottom - self.top)


def draw_funnel(chart: FunnelPlot, size: Size = WIDE) -> str:
    """Dots by their size, between the bounds of chance; a chart without dots is an empty text."""
    if not chart.dots:
        return ""
    field = _field(chart, size)
    legend, bottom = _funnel_legend(chart, field, size)
    parts = [
        *_funnel_ground(chart, field, size),
        *_funnel_bounds(chart, field),
        *(_dot(one, field) for one in sorted(chart.dots, key=lambda one: one.outside)),
        *_dot_names(chart, field, size),
        *legend,
    ]
    return _svg(chart.name, chart.title, chart.description, size, bottom, parts)


def _field(chart: FunnelPlot, size: Size) -> _Field:
    smallest = min(one.size for one in chart.dots)
    near = [one for one in chart.limits if one.size >= 0.75 * smallest] or list(chart.limits)
    reach = [chart.middle, *(one.value for one in chart.dots)]
    values = [*reach, *(end for one in near for end in (one.low998, one.high998))]
    low, high = min(values), max(values)
    span = max(reach) - min(reach)
    low, high = max(low, min(reach) - 2 * span), min(high, max(reach) + 2 * span) if span > 0 else high
    ticks = _ticks(min(low, high), max(low, high), 5)
    low, high = min(low, ticks[0]), max(high, ticks[-1])
    percentage = chart.unit == "%"
    low, high = (max(low, 0.0), min(high, 100.0)) if percentage else (low, high)
    most = max([one.size for one in chart.dots] + [one.size for one in chart.limits])
    least = 0.7 * smallest if smallest > 0.4 * most else 0.0
    words = [_tick(one, chart.unit, chart.language) for one in ticks]
    left = max(text_width(one, size.small) for one in words) + 12
    top = size.small * LEADING * len(_name_lines(chart.value_title, size.small, size.width)) + 12
    return _Field(
        left, top, size.width - 14, top + size.height - 90, least, most, low, high if high > low else low + 1, ticks
    )


def _funnel_ground(chart: FunnelPlot, field: _Field, size: Size) -> Iterator[str]:
    for at, line in enumerate(_name_lines(chart.value_title, size.small, size.width)):
        yield _words(0, (at + 1) * size.small * LEADING - 2, line, size.small, QUIET)
    for tick in field.ticks:
        if field.low <= tick <= field.high:
            y = field.y(tick)
            yield _across(field.left, field.right, y, GRID, 1)
            words = _tick(tick, chart.unit, chart.language)
            yield _words(field.left - 8, y + 0.35 * size.small, words, size.small, QUIET, anchor="end")
    last = -math.inf
    for tick in _ticks(field.least, field.most, 5 if size.label else 3):
        words, x = number(tick, chart.language), field.x(tick)
        half = text_width(words, size.small) / 2
        if x - half > last and x + half <= size.width:
            yield _words(x, field.bottom + size.small * LEADING + 2, words, size.small, QUIET, anchor="middle")
            last = x + half + 6


def _funnel_bounds(chart: FunnelPlot, field: _Field) -> Iterator[str]:
    limits = sorted((one for one in chart.limits if one.size >= field.least), key=lambda one: one.size)
    if not limits:
        return
    xs = [field.x(one.size) for one in limits]
    for low, high, fill in (("low998", "high998", OUTER), ("low95", "high95", INNER)):
        upper = [(x, field.y(getattr(one, high))) for x, one in zip(xs, limits, strict=True)]
        lower = [(x, field.y(getattr(one, low))) for x, one in zip(xs, limits, strict=True)]
        yield f'<path d="{_path([*upper, *reversed(lower)])}Z" fill="{fill}" stroke="none"/>'
    for name, width, dash in (("998", 1.6, ""), ("95", 1.2, "5 4")):
        for side in ("low", "high"):
            points = [(x, field.y(getattr(one, side + name))) for x, one in zip(xs, limits, strict=True)]
            style = f' stroke-dasharray="{dash}"' if dash else ""
            yield f'<path d="{_path(points)}" fill="none" stroke="{THICK}" stroke-width="{width}"{style}/>'
    yield _across(field.left, field.right, field.y(chart.middle), INK, 1.2)


def _dot(one: Dot, field: _Field) -> str:
    x, y = field.x(one.size), field.y(one.value)
    title = f"<title>{_plain(f'{one.label}: {one.words}')}</title>"
    if one.outside:
        return f'<path d="M{x:.1f} {y - 7:.1f}l7 7l-7 7l-7 -7z" fill="{TARGET}" stroke="{PAPER}">{title}</path>'
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.4" fill="{PAPER}" stroke="{INK}" stroke-width="1.6">{title}</circle>'
    )


def _dot_names(chart: FunnelPlot, field: _Field, size: Size) -> Iterator[str]:
    """Names of those that stand out, where they do not run into each other."""
    placed: list[tuple[float, float, float]] = []
    for one in sorted((dot for dot in chart.dots if dot.outside), key=lambda dot: (dot.size, dot.label)):
        x, y = field.x(one.size), field.y(one.value)
        words = _cut(one.label, 34)
        wide = text_width(words, size.small, bold=True)
        left = x + 11 if x + 11 + wide <= size.width else max(x - 11 - wide, 0.0)
        for step in (0, -14, 14, -28, 28):
            at = y + 0.35 * size.small + step
            if all(abs(at - other) >= 13 or left > end or left + wide < start for start, end, other in placed):
                placed.append((left, left + wide, at))
                yield _words(left, at, words, size.small, TARGET, bold=True)
                break


def _funnel_legend(chart: FunnelPlot, field: _Field, size: Size) -> tuple[list[str], float]:
    y = field.bottom + 2 * size.small * LEADING + 6
    parts: list[str] = []
    for line in _name_lines(f"{chart.size_title} →", size.small, size.width - field.left):
        parts.append(_words(field.right, y, line, size.small, QUIET, anchor="end"))
        y += size.small * LEADING
    y += 4
    x = 0.0
    items = (
        (f'stroke="{INK}" stroke-width="1.2"', chart.middle_words),
        (f'stroke="{THICK}" stroke-width="1.2" stroke-dasharray="5 4"', label("peers.limit95", chart.language)),
        (f'stroke="{THICK}" stroke-width="1.6"', label("peers.limit998", chart.language)),
    )
    for style, words in items:
        wide = 34 + text_width(words, size.small)
        if x and x + wide > size.width:
            x, y = 0.0, y + size.small * LEADING + 2
        parts.append(f'<path d="M{x:.1f} {y - 4:.1f}h24" {style}/>')
        parts.append(_words(x + 30, y, words, size.small, INK))
        x += wide + 16
    return parts, y + 8


# --- Small charts -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Common:
    """The scale that all small charts have."""

    first: float
    last: float
    low: float
    high: float
    ticks: tuple[float, ...]

    def at(self, moment: float, value: float, box: tuple[float, float, float, float]) -> tuple[float, float]:
        left, top, right, bottom = box
        span = self.last - self.first
        part = (moment - self.first) / span if span > 0 else 0.5
        inside = min(max(value, self.low), self.high)
        return left + part * (right - left), bottom - (inside - self.low) / (self.high - self.low) * (bottom - top)


def draw_multiples(chart: Multiples, size: Size = WIDE) -> str:
    """All small charts in rows, on one scale; without any figure an empty text. Who has no figures is said in words."""
    common = _common([panel.chart for panel in chart.panels])
    if common is None:
        return ""
    words = [_tick(one, chart.unit, chart.language) for one in common.ticks]
    gutter = max(text_width(one, size.small - 1) for one in words) + 8
    wide = (size.width - gutter) / size.columns
    line = (size.small + 0.5) * LEADING
    row = MOST_LINES * line + 78 + size.small * LEADING + 10
    parts: list[str] = []
    for at, panel in enumerate(chart.panels):
        across, down = at % size.columns, at // size.columns
        left, top = gutter + across * wide, down * row
        box = (left + 4, top + MOST_LINES * line + 8, left + wide - 14, top + MOST_LINES * line + 78)
        parts += _panel(panel, common, box, size, chart.language, line)
        if across == 0:
            for tick, word in zip(common.ticks, words, strict=True):
                _, y = common.at(common.first, tick, box)
                parts.append(_words(gutter - 4, y + 0.35 * size.small, word, size.small - 1, QUIET, anchor="end"))
    rows = math.ceil(len(chart.panels) / size.columns)
    return _svg(chart.name, chart.title, chart.description, size, rows * row, parts)


def _common(charts: Sequence[Fan]) -> _Common | None:
    seen = [one for chart in charts for one in chart.seen]
    ahead = [one for chart in charts for one in chart.ahead]
    aims = [one for chart in charts for one in chart.aims]
    sure = [one.value for one in seen] + [one.median for one in ahead] + [one.value for one in aims]
    if not sure:
        return None
    low, high = min(sure), max(sure)
    room = 0.6 * (high - low)
    ends = [end for one in ahead for end in _band(one.bands)]
    low, high = max(min([low, *ends]), low - room), min(max([high, *ends]), high + room)
    if any(chart.zero for chart in charts):
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low <= 1e-12:
        low, high = low - 1, high + 1
    moments = [one.moment for one in seen] + [one.moment for one in ahead] + [one.moment for one in aims]
    moments += [one for chart in charts for one in chart.missing]
    ticks = _ticks(low, high, 2)
    return _Common(min(moments), max(moments), min(low, ticks[0]), max(high, ticks[-1]), ticks)


def _band(bands: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """The bounds of 80 in 100, or the widest that there are."""
    return bands[min(1, len(bands) - 1)] if bands else ()


def _panel(
    panel: Panel, common: _Common, box: tuple[float, float, float, float], size: Size, language: str, line: float
) -> Iterator[str]:
    left, top, right, bottom = box
    for at, words in enumerate(_name_lines(panel.name, size.small + 0.5, right - left + 8)):
        yield _words(left, top - 8 - (MOST_LINES - 1 - at) * line, words, size.small + 0.5, INK, bold=True)
    for tick in common.ticks:
        yield _across(left, right, common.at(common.first, tick, box)[1], GRID, 1)
    chart = panel.chart
    if not chart.seen and not chart.ahead:
        words = label("multiples.none", language)
        yield _words((left + right) / 2, (top + bottom) / 2, words, size.small, QUIET, anchor="middle")
        return
    yield from _panel_ahead(chart, common, box)
    for first, second in zip(chart.seen, chart.seen[1:], strict=False):
        if second.moment - first.moment <= 1.5 * chart.step:
            yield f'<path d="{_path([common.at(end.moment, end.value, box) for end in (first, second)])}" ' \
                  f'fill="none" stroke="{THICK}" stroke-width="1.6"/>'  # fmt: skip
    for moment in chart.missing:
        x, _ = common.at(moment, common.low, box)
        yield _words(x, top + size.small, "?", size.small, TARGET, anchor="middle")
    yield from (_figure(one, common, box) for one in chart.seen)
    for aim in chart.aims:
        x, y = common.at(aim.moment, aim.value, box)
        yield f'<path d="M{x:.1f} {y - 4.5:.1f}l4.5 4.5l-4.5 4.5l-4.5 -4.5z" fill="{PAPER}" stroke="{TARGET}" ' \
              'stroke-width="1.6"/>'  # fmt: skip
    y = bottom + size.small * LEADING
    yield _words(left, y, f"{math.floor(common.first + 0.5)}", size.small - 1, QUIET)
    if common.last - common.first >= 0.75:
        yield _words(right, y, f"{math.floor(common.last + 0.5)}", size.small - 1, QUIET, anchor="end")


def _panel_ahead(chart: Fan, common: _Common, box: tuple[float, float, float, float]) -> Iterator[str]:
    banded = [one for one in chart.ahead if one.bands]
    start = [(chart.seen[-1].moment, chart.seen[-1].value)] if chart.seen else []
    if banded:
        upper = [*start, *((one.moment, _band(one.bands)[1]) for one in banded)]
        lower = [*start, *((one.moment, _band(one.bands)[0]) for one in banded)]
        points = [common.at(moment, value, box) for moment, value in (*upper, *reversed(lower))]
        yield f'<path d="{_path(points)}Z" fill="{AHEAD}" stroke="none"/>'
    if chart.ahead:
        points = [common.at(*one, box) for one in (*start, *((one.moment, one.median) for one in chart.ahead))]
        yield f'<path d="{_path(points)}" fill="none" stroke="{THICK}" stroke-width="1.4" stroke-dasharray="4 3"/>'


def _figure(one: Seen, common: _Common, box: tuple[float, float, float, float]) -> str:
    x, y = common.at(one.moment, one.value, box)
    fill = PAPER if one.partial else THICK
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{fill}" stroke="{THICK}" stroke-width="1.3"/>'


# --- Pieces -----------------------------------------------------------------------------------------------------


def _ticks(low: float, high: float, wanted: int) -> tuple[float, ...]:
    """Round values from ``low`` to ``high``, about as many as wanted."""
    if high - low <= 1e-12 * max(abs(high), 1.0):
        return (low,)
    rough = (high - low) / wanted
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * one for one in (1, 2, 2.5, 5, 10) if size * one >= rough * 0.999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return tuple(float(f"{at * step:.12g}") for at in range(first, last + 1)) or (low,)


def _tick(value: float, unit: str, language: str) -> str:
    sign = "−" if value < 0 else ""
    return f"{sign}{number(abs(value), language)}{'%' if unit == '%' else ''}"


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _name_lines(words: str, size: float, width: float) -> list[str]:
    """A name on few lines; what does not fit ends in dots."""
    lines = wrap(_cut(" ".join(words.split()), 200), size, width) or [""]
    kept = lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        kept[-1] += "…"
    return [_fit(one, size, width) for one in kept]


def _fit(words: str, size: float, width: float) -> str:
    if text_width(words, size) <= width:
        return words
    shown = words.rstrip("…")
    while shown and text_width(f"{shown}…", size) > width:
        shown = shown[:-1]
    return f"{shown.rstrip()}…"


def _within(x: float, words: str, size: float, width: float) -> float:
    half = text_width(words, size) / 2
    return min(max(x, half), max(width - half, half))


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _across(left: float, right: float, y: float, colour: str, width: float) -> str:
    return f'<path d="M{left:.1f} {y:.1f}H{right:.1f}" stroke="{colour}" stroke-width="{width:g}"/>'


def _upright(x: float, top: float, bottom: float, colour: str, width: float, dash: str) -> str:
    style = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="M{x:.1f} {top:.1f}V{bottom:.1f}" stroke="{colour}" stroke-width="{width:g}"{style}/>'


def _block(x: float, middle: float, lines: Sequence[str], size: float, colour: str, anchor: str) -> list[str]:
    """Lines of text around a height."""
    first = middle - (len(lines) - 1) * size * LEADING / 2 + 0.35 * size
    return [_words(x, first + at * size * LEADING, one, size, colour, anchor=anchor) for at, one in enumerate(lines)]


def _words(
    x: float, y: float, words: str, size: float, colour: str, *, bold: bool = False, anchor: str = "start"
) -> str:
    weight = ' font-weight="600"' if bold else ""
    place = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{colour}"{weight}{place}>{_plain(words)}</text>'


def _plain(words: str) -> str:
    """Text that cannot be anything else: no marks of the page, no control characters."""
    return escape("".join(one for one in words if unicodedata.category(one) != "Cc"))


def _svg(name: str, title: str, words: str, size: Size, height: float, parts: Iterable[str]) -> str:
    safe = escape(f"{name}-{size.name}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{size.name}" role="img" '
        f'aria-labelledby="{safe}-title {safe}-words" '
        f'viewBox="0 0 {size.width:.0f} {height:.0f}" width="{size.width:.0f}" height="{height:.0f}" '
        f'font-family="{FONT}"><title id="{safe}-title">{_plain(title)}</title>'
        f'<desc id="{safe}-words">{_plain(words)}</desc>{"".join(parts)}</svg>'
    )
