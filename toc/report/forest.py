"""Changes below each other, numbers by how much they decide, and levers, as pieces of SVG text.

A forest plot has a dot at the middle, a thick line over 80 in 100 and a thin line over 95 in 100 (as in Lewis & Clarke
2001, BMJ 322); a tornado has the widest bar on top. Nothing is said by colour alone, and styles stand in attributes, so
that printers that ignore the style of the page still draw it. Each is drawn twice: for a screen and paper, and for a
telephone, with its words above the lines instead of beside them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from toc.report.choices_page import Axis, Forest, Span, Swing, Tornado, Turn
from toc.report.picture import FONT, INK, PAPER, QUIET, text_width, wrap
from toc.words import number

THICK, THIN, LOW, HIGH, GRID, ZERO = "#0b4f5e", "#3f7f8c", "#dfebed", "#88b4be", "#e4e0d6", "#1d2630"
LEADING = 1.28
BEYOND = 0.35
"""Part of the width that the range of 95 in 100 may add at each side; what lies further ends in an arrowhead."""


@dataclass(frozen=True)
class Size:
    """How large a picture is drawn, in pixels. ``label`` and ``figure``: room for words at both sides of the lines."""

    name: str
    width: float
    label: float
    figure: float
    text: float
    small: float

    @property
    def stacked(self) -> bool:
        """Whether words stand above the lines."""
        return self.label == 0


WIDE = Size("fan-wide", 980, 310, 220, 13, 12)
NARROW = Size("fan-narrow", 348, 0, 0, 12, 11)


@dataclass(frozen=True)
class Line:
    """Where values lie between the left and the right of a picture."""

    left: float
    right: float
    low: float
    high: float
    ticks: tuple[float, ...]

    def x(self, value: float) -> float:
        """Distance from the left, no further than the ends."""
        inside = min(max(value, self.low), self.high)
        return self.left + (inside - self.low) / (self.high - self.low) * (self.right - self.left)


# --- Changes of one measure -------------------------------------------------------------------------------------


def draw_forest(chart: Forest, size: Size = WIDE) -> str:
    """The changes of one measure; a chart without any is an empty text."""
    if not chart.spans:
        return ""
    line = _line(chart, size)
    parts: list[str] = []
    top = _head(chart.axis, line, size, chart.zero, 0.0)
    y = top
    for label, some in groupby(chart.spans, key=lambda span: span.label):
        drawn, y = _group(label, list(some), line, size, y)
        parts += drawn
    ground = [*_grid(line, size, top, y, chart.axis), *_head_words(chart.axis, line, size, chart.zero, 0.0)]
    height = y + 2 * size.small * LEADING + 10
    return _svg(chart.name, chart.title, chart.words, size, height, [*ground, *parts])


def _line(chart: Forest, size: Size) -> Line:
    sure = [0.0, *(value for span in chart.spans for value in (span.middle, *span.wide))]
    low, high = min(sure), max(sure)
    room = BEYOND * (high - low)
    low = max(min([low, *(span.widest[0] for span in chart.spans)]), low - room)
    high = min(max([high, *(span.widest[1] for span in chart.spans)]), high + room)
    return _scaled(low, high, size)


def _group(label: str, spans: Sequence[Span], line: Line, size: Size, y: float) -> tuple[list[str], float]:
    """The lines of one what-if with their words, and where the next one starts."""
    parts: list[str] = []
    if size.stacked:
        y += 6
        for text in wrap(label, size.text, size.width, bold=True):
            y += size.text * LEADING
            parts.append(_text(0, y, text, size.text, INK, bold=True))
        for span in spans:
            for text in wrap(f"{span.year}: {_words(span)}", size.small, size.width):
                y += size.small * LEADING
                parts.append(_text(0, y, text, size.small, INK))
            parts += [*_rules(line, y + 4, y + 22, 0.0), *_range_drawn(span, line, y + 13)]
            y += 22
        return parts, y
    labels = wrap(label, size.text, size.label - 62)
    figures = [wrap(_words(span), size.small, size.figure - 12) for span in spans]
    heights = [max(len(some), 1) * size.small * LEADING + 9 for some in figures]
    spare = max(len(labels) * size.text * LEADING + 9 - sum(heights), 0.0) / len(spans)
    parts.append(f'<path d="M0 {y:.1f}H{size.width:.1f}" stroke="{GRID}" stroke-width="1"/>')
    first = y + (heights[0] + spare) / 2
    middle = y + (sum(heights) + spare * len(spans)) / 2 if len(labels) > 1 else first
    parts += _block(0, middle, labels, size.text, INK)
    for span, words, height in zip(spans, figures, heights, strict=True):
        at = y + (height + spare) / 2
        parts += _block(size.label - 16, at, [span.year], size.small, QUIET, anchor="end")
        parts += _block(size.width - size.figure + 12, at, words, size.small, INK)
        parts += _range_drawn(span, line, at)
        y += height + spare
    return parts, y


def _words(span: Span) -> str:
    return f"{span.figure}, {span.meaning}" if span.meaning else span.figure


def _range_drawn(span: Span, line: Line, y: float) -> Iterator[str]:
    yield _stroke(line.x(span.widest[0]), line.x(span.widest[1]), y, THIN, 1.6)
    yield from _arrowheads(span.widest, line, y, THIN)
    yield _stroke(line.x(span.wide[0]), line.x(span.wide[1]), y, THICK, 6)
    yield (
        f'<circle cx="{line.x(span.middle):.1f}" cy="{y:.1f}" r="4.6" fill="{PAPER}" stroke="{THICK}" '
        'stroke-width="2.4"/>'
    )


def _arrowheads(ends: tuple[float, float], line: Line, y: float, colour: str) -> Iterator[str]:
    margin = 1e-9 * (line.high - line.low)
    if ends[0] < line.low - margin:
        yield f'<path d="M{line.left - 6:.1f} {y:.1f}l7 -4.5v9z" fill="{colour}"/>'
    if ends[1] > line.high + margin:
        yield f'<path d="M{line.right + 6:.1f} {y:.1f}l-7 -4.5v9z" fill="{colour}"/>'


# --- What decides -----------------------------------------------------------------------------------------------


def draw_tornado(chart: Tornado, size: Size = WIDE) -> str:
    """Numbers by how far each of them moves the answer; a chart without any is an empty text."""
    if not chart.swings:
        return ""
    sure = [chart.middle, *(end for one in chart.swings for end in (one.low, one.high))]
    line = _scaled(min(sure), max(sure), size, room=0.04)
    top = _head(chart.axis, line, size, chart.middle_words, chart.middle)
    y, parts = top, list[str]()
    for swing in chart.swings:
        drawn, y = _swing_row(swing, chart, line, size, y)
        parts += drawn
    ground = [
        *_grid(line, size, top, y, chart.axis, chart.middle),
        *_head_words(chart.axis, line, size, chart.middle_words, chart.middle),
    ]
    return _svg(chart.name, chart.title, chart.words, size, y + 2 * size.small * LEADING + 10, [*ground, *parts])


def _swing_row(swing: Swing, chart: Tornado, line: Line, size: Size, y: float) -> tuple[list[str], float]:
    parts: list[str] = []
    words = f"{chart.low_word} {swing.low_figure}, {chart.high_word} {swing.high_figure}"
    if size.stacked:
        y += 5
        for text in wrap(swing.label, size.text, size.width, bold=True):
            y += size.text * LEADING
            parts.append(_text(0, y, text, size.text, INK, bold=True))
        for text in wrap(words, size.small, size.width):
            y += size.small * LEADING
            parts.append(_text(0, y, text, size.small, INK))
        middle, after = y + 14, y + 26
        parts += _rules(line, y + 4, after, chart.middle)
    else:
        labels = wrap(swing.label, size.text, size.label - 20)
        figures = wrap(words, size.small, size.figure - 12)
        tall = max(len(labels) * size.text, len(figures) * size.small, 18 / LEADING) * LEADING + 9
        middle, after = y + tall / 2, y + tall
        parts += _block(0, middle, labels, size.text, INK)
        parts += _block(size.width - size.figure + 12, middle, figures, size.small, INK)
    for end, colour in ((swing.low, LOW), (swing.high, HIGH)):
        left, right = sorted((line.x(end), line.x(chart.middle)))
        parts.append(
            f'<rect x="{left:.1f}" y="{middle - 8:.1f}" width="{max(right - left, 0.5):.1f}" height="16" '
            f'fill="{colour}" stroke="{THICK}" stroke-width="1"/>'
        )
    return parts, after


# --- Levers -----------------------------------------------------------------------------------------------------

TURN_WIDTH, TURN_EDGE = 230.0, 16.0


def draw_turn(turn: Turn) -> str:
    """Where a lever stands and must stand, on the line of what was tried."""
    line = Line(TURN_EDGE, TURN_WIDTH - TURN_EDGE, turn.least, turn.most, ())
    y = 30.0
    parts = [_stroke(line.left, line.right, y, GRID, 6)]
    if turn.now is not None:
        x = line.x(turn.now)
        parts.append(f'<path d="M{x:.1f} {y - 9:.1f}v18" stroke="{INK}" stroke-width="2.4"/>')
        parts.append(_text(_kept(x, turn.now_word, 11), y + 22, turn.now_word, 11, INK, anchor="middle"))
    last = -math.inf
    for value, word in sorted(turn.marks):
        x = line.x(value)
        parts.append(f'<path d="M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z" fill="{THICK}" stroke="{PAPER}"/>')
        at = _kept(x, word, 11)
        half = text_width(word, 11) / 2
        if at - half > last:
            parts.append(_text(at, y - 13, word, 11, THICK, anchor="middle"))
            last = at + half + 3
    for x, word, anchor in ((0.0, turn.least_figure, "start"), (TURN_WIDTH, turn.most_figure, "end")):
        parts.append(_text(x, y + 36, word, 11, QUIET, anchor=anchor))
    return _drawn("turn", f"{turn.name}-turn", turn.title, turn.words, TURN_WIDTH, 70.0, parts)


def _kept(x: float, word: str, size: float) -> float:
    half = text_width(word, size) / 2
    return min(max(x, half), TURN_WIDTH - half)


# --- Axes -------------------------------------------------------------------------------------------------------


def _scaled(low: float, high: float, size: Size, room: float = 0.0) -> Line:
    if high - low <= 1e-9 * max(abs(low), abs(high), 1e-9):
        pad = abs(high) / 10 or 1.0
        low, high = low - pad, high + pad
    low, high = low - room * (high - low), high + room * (high - low)
    edge = 14.0
    left = size.label + edge if not size.stacked else edge
    right = size.width - size.figure - edge
    return Line(left, right, low, high, _ticks(low, high, 6 if not size.stacked else 4))


def _ticks(low: float, high: float, wanted: int) -> tuple[float, ...]:
    """Round values from ``low`` to ``high``, about as many as wanted."""
    rough = (high - low) / wanted
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * one for one in (1, 2, 2.5, 5, 10) if size * one >= rough * 0.999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return tuple(at * step for at in range(first, last + 1))


def _head(axis: Axis, line: Line, size: Size, zero: str, at: float) -> float:
    """Where the rows start: below the words above the lines."""
    rows = 1 + size.stacked + _crowded(axis, line, size, zero, at)
    return rows * size.small * LEADING + 8


def _crowded(axis: Axis, line: Line, size: Size, zero: str, at: float) -> bool:
    """Whether the words at the middle line and those at its sides do not fit on one row."""
    half = text_width(zero, size.small) / 2 + 10
    x = _inside(line.x(at), zero, size)
    before = f"← {axis.left}" if axis.left and line.low < at else ""
    after = f"{axis.right} →" if axis.right and line.high > at else ""
    start = line.left + text_width(before, size.small)
    if not before:
        start = 0.0 if size.stacked else text_width(axis.title, size.small)
    return x - half < start or x + half > line.right - text_width(after, size.small)


def _inside(x: float, word: str, size: Size) -> float:
    half = text_width(word, size.small) / 2
    return min(max(x, half), size.width - half)


def _head_words(axis: Axis, line: Line, size: Size, zero: str, at: float) -> Iterator[str]:
    y = size.small
    yield _text(0, y, axis.title, size.small, QUIET)
    if size.stacked:
        y += size.small * LEADING
    if axis.left and line.low < at:
        yield _text(line.left, y, f"← {axis.left}", size.small, INK)
    if axis.right and line.high > at:
        yield _text(line.right, y, f"{axis.right} →", size.small, INK, anchor="end")
    if _crowded(axis, line, size, zero, at):
        y += size.small * LEADING
    yield _text(_inside(line.x(at), zero, size), y, zero, size.small, INK, anchor="middle")


def _grid(line: Line, size: Size, top: float, bottom: float, axis: Axis, zero: float = 0.0) -> Iterator[str]:
    """Values below the lines; and, where no words stand between them, strokes over the whole height."""
    if not size.stacked:
        yield from _rules(line, top, bottom, zero)
    last = -math.inf
    for tick in line.ticks:
        word = _tick(tick, axis)
        at = _inside(line.x(tick), word, size)
        half = text_width(word, size.small) / 2
        if at - half > last:
            yield _text(at, bottom + size.small * LEADING + 2, word, size.small, QUIET, anchor="middle")
            last = at + half + 6


def _rules(line: Line, top: float, bottom: float, zero: float) -> Iterator[str]:
    for tick in line.ticks:
        yield f'<path d="M{line.x(tick):.1f} {top:.1f}V{bottom:.1f}" stroke="{GRID}" stroke-width="1"/>'
    x = line.x(zero)
    yield f'<path d="M{x:.1f} {top:.1f}V{bottom:.1f}" stroke="{ZERO}" stroke-width="1.4" stroke-dasharray="4 3"/>'


def _tick(value: float, axis: Axis) -> str:
    snapped = 0.0 if abs(value) < 1e-12 else value
    sign = "−" if snapped < 0 else "+" if snapped > 0 and axis.signed else ""
    return f"{sign}{number(abs(snapped), axis.language)}{axis.unit}"


# --- Pieces -----------------------------------------------------------------------------------------------------


def _stroke(left: float, right: float, y: float, colour: str, width: float) -> str:
    return f'<path d="M{left:.1f} {y:.1f}H{right:.1f}" stroke="{colour}" stroke-width="{width:g}"/>'


def _block(x: float, middle: float, lines: Sequence[str], size: float, colour: str, anchor: str = "start") -> list[str]:
    """Lines of text around a height."""
    first = middle - (len(lines) - 1) * size * LEADING / 2 + 0.35 * size
    return [_text(x, first + at * size * LEADING, one, size, colour, anchor=anchor) for at, one in enumerate(lines)]


def _text(
    x: float, y: float, words: str, size: float, colour: str, *, bold: bool = False, anchor: str = "start"
) -> str:
    weight = ' font-weight="600"' if bold else ""
    place = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{colour}"{weight}{place}>{escape(words)}</text>'


def _svg(name: str, title: str, words: str, size: Size, height: float, parts: Iterable[str]) -> str:
    return _drawn(size.name, f"{name}-{size.name}", title, words, size.width, height, parts)


def _drawn(kind: str, name: str, title: str, words: str, width: float, height: float, parts: Iterable[str]) -> str:
    safe = escape(name)
    return (
        f'<svg class="{kind}" role="img" aria-labelledby="{safe}-title {safe}-words" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}" font-family="{FONT}">'
        f'<title id="{safe}-title">{escape(title)}</title><desc id="{safe}-words">{escape(words)}</desc>'
        f"{''.join(parts)}</svg>"
    )
