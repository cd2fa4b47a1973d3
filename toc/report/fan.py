"""A fan chart: what was seen, what is expected, and where the target lies, as one piece of SVG text.

Full dots on a solid line are figures; a year without a figure leaves a gap. An open dot is a figure over a part of a
year. The dashed line is the middle of what is expected, with a chance of 50, 80 and 95 in 100 in three bands around it
(the form of the fan charts of the Bank of England: Britton, Fisher & Whitley 1998). Nothing is said by colour alone,
and styles stand in attributes, because printers that ignore the style of the page must still draw it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from toc.report.charts import Break, Fan, Seen
from toc.report.picture import FONT, INK, PAPER, QUIET, text_width, wrap
from toc.words import number
from toc.words.labels import label

BANDS = ("#88b4be", "#b9d5da", "#dfebed")
"""Fill of the bands of 50, 80 and 95 in 100: also three greys in print."""

EDGE, MIDDLE, TARGET, GRID, AHEAD = "#3f7f8c", "#0b4f5e", "#8a3d00", "#e4e0d6", "#f6f4ee"
ROAD = f'stroke="{TARGET}" stroke-width="1.4" stroke-dasharray="1 4" stroke-linecap="round"'
"""How the road to a target is drawn."""

LEADING = 1.28
DOT = 3.6


@dataclass(frozen=True)
class Size:
    """How large a chart is drawn, in pixels; ``gutter`` is the room for words at the right."""

    name: str
    width: float
    height: float
    gutter: float
    text: float
    small: float


WIDE = Size("fan-wide", 780, 350, 176, 13, 12)
NARROW = Size("fan-narrow", 348, 300, 96, 12, 11)
SPARK = Size("fan-spark", 190, 64, 6, 0, 0)


@dataclass(frozen=True)
class Scale:
    """Where a moment and a value lie in the picture, and the values that are named on the axis."""

    left: float
    top: float
    right: float
    bottom: float
    first: float
    last: float
    low: float
    high: float
    ticks: tuple[float, ...]

    def x(self, moment: float) -> float:
        """Distance from the left."""
        return self.left + (moment - self.first) / (self.last - self.first) * (self.right - self.left)

    def y(self, value: float) -> float:
        """Distance from the top."""
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)


@dataclass(frozen=True)
class Note:
    """Words at the right, as near as possible to the height they belong to."""

    height: float
    lines: tuple[str, ...]
    full: str
    colour: str
    bold: bool
    at: tuple[float, float]


# --- The chart --------------------------------------------------------------------------------------------------


def draw_fan(chart: Fan, size: Size = WIDE) -> str:
    """One chart with its words, at one size. A part of a year, a margin and a missing year are explained below it.

    Args:
        chart: what to draw; a chart without any figure, year ahead or target is an empty text.
        size: ``WIDE`` for a screen and for paper, ``NARROW`` for a telephone.
    """
    if not _moments(chart):
        return ""
    low, high, ticks = _span(chart, 6)
    words = tuple(_tick(chart, one, ticks) for one in ticks)
    left = max(text_width(word, size.small) for word in words) + 12
    right = size.width - size.gutter
    first, last = _from_to(chart)
    breaks = _placed(chart.breaks, size, lambda moment: left + (moment - first) / (last - first) * (right - left))
    rows = max((one.bottom for one in breaks), default=0.0)
    top = rows + size.small * LEADING * 2 + 12
    legend = _legend(chart, size)
    notes = [*_targets_noted(chart, size), *_end_noted(chart, size)]
    needed = sum(len(note.lines) for note in notes) * size.small * LEADING + 10 * len(notes)
    tall = max(size.height - top, 0.6 * size.height, needed)
    scale = Scale(left, top, right, top + tall, first, last, low, high, ticks)
    axis = scale.bottom + size.small * 1.2 + 12
    height = axis + 12 + legend.height
    parts = [
        *_ground(chart, scale, size, words),
        *_bands(chart, scale),
        *_years(scale, size),
        *_breaks_drawn(breaks, scale, size),
        *_gaps(chart, scale),
        *_paths(chart, scale),
        *_figures(chart, scale),
        *_last_figure(chart, scale, size),
        *_aims(chart, scale, notes),
        *_notes(chart, scale, size, notes),
        *legend.drawn(axis + 8),
    ]
    return _svg(chart, size, height, parts)


def draw_spark(chart: Fan) -> str:
    """The same chart at the size of a word: figures, bands and targets, without axes; its words stand beside it."""
    if not _moments(chart):
        return ""
    size = SPARK
    low, high, ticks = _span(chart, 2)
    first, last = _from_to(chart)
    scale = Scale(6, 6, size.width - 6, size.height - 6, first, last, low, high, ticks)
    base = f'<path d="M{scale.left:.1f} {scale.bottom:.1f}H{scale.right:.1f}" stroke="{QUIET}" stroke-width="0.8"/>'
    parts = [base, *_bands(chart, scale), *_gaps(chart, scale), *_figures(chart, scale, 2.2), *_aims(chart, scale, ())]
    return _svg(chart, size, size.height, parts)


def _svg(chart: Fan, size: Size, height: float, parts: Iterable[str]) -> str:
    name = escape(f"{chart.name}-{size.name}")
    described = f'<desc id="{name}-desc">{escape(chart.description)}</desc>' if chart.description else ""
    labels = f"{name}-title {name}-desc" if described else f"{name}-title"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="fan {size.name}" role="img" aria-labelledby="{labels}" '
        f'viewBox="0 0 {size.width:.0f} {height:.0f}" width="{size.width:.0f}" height="{height:.0f}" '
        f'font-family="{FONT}" fill="{INK}"><title id="{name}-title">{escape(chart.title)}</title>{described}'
        f"{''.join(parts)}</svg>"
    )


# --- The scale --------------------------------------------------------------------------------------------------


def _moments(chart: Fan) -> list[float]:
    seen, ahead, aims = ([one.moment for one in many] for many in (chart.seen, chart.ahead, chart.aims))
    return [*seen, *ahead, *aims]


def _from_to(chart: Fan) -> tuple[float, float]:
    """First and last moment on the axis, with room for a dot at both ends."""
    moments = [*_moments(chart), *chart.missing]
    return math.floor(min(moments)) - 0.35, math.ceil(max(moments)) + 0.35


def _span(chart: Fan, wanted: int) -> tuple[float, float, tuple[float, ...]]:
    """Lowest and highest value on the axis, and the round values between them.

    The band of 95 in 100 may leave the picture where it would press everything else flat; all else is in it.
    """
    first, _ = _from_to(chart)
    sure = [*(one.value for one in chart.seen), *(one.value for one in chart.aims)]
    sure += [value for one in chart.aims for moment, value in one.path if moment >= first]
    sure += [end for one in chart.seen for end in (one.low, one.high) if end is not None]
    sure += [end for one in chart.ahead for end in (one.median, *(end for band in one.bands[:2] for end in band))]
    if chart.zero:
        sure.append(0.0)
    low, high = min(sure), max(sure)
    room = 0.35 * (high - low)
    widest = [one.bands[-1] for one in chart.ahead if one.bands]
    low = max(min([low, *(one for one, _ in widest)]), low - room)
    high = min(max([high, *(one for _, one in widest)]), high + room)
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        pad = abs(high) / 10 or 1.0
        low, high = low - pad, high + pad
    step = _round_step((high - low) / wanted)
    down, up = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    digits = max(0, -math.floor(math.log10(step))) + 1
    return down * step, up * step, tuple(round(at * step, digits) for at in range(down, up + 1))


def _round_step(raw: float) -> float:
    """The nearest step of 1, 2 or 5 times a power of ten that is not smaller."""
    power = 10.0 ** math.floor(math.log10(raw))
    return next(one * power for one in (1, 2, 5, 10) if one * power >= raw * (1 - 1e-9))


def _tick(chart: Fan, value: float, ticks: Sequence[float]) -> str:
    unit = "%" if chart.unit == "%" else ""
    if max(abs(one) for one in ticks) >= 5e6:
        millions = number(value / 1e6, chart.language, digits=6)
        return label("fan.millions", chart.language, value=millions) if value else "0"
    return number(value, chart.language, digits=15) + unit


# --- Axes and ground --------------------------------------------------------------------------------------------


def _ground(chart: Fan, scale: Scale, size: Size, words: Sequence[str]) -> Iterator[str]:
    """Axis lines with their values, the unit, and a tint over the years ahead."""
    begin = _begin(chart)
    baseline = scale.top - size.small * 0.55
    if chart.ahead:
        x = scale.x(begin if begin is not None else chart.ahead[0].moment)
        yield (
            f'<rect class="ahead" x="{x:.1f}" y="{scale.top:.1f}" width="{scale.right - x:.1f}" '
            f'height="{scale.bottom - scale.top:.1f}" fill="{AHEAD}"/>'
        )
    for value, word in zip(scale.ticks, words, strict=True):
        y = scale.y(value)
        strong = value == 0 or value == scale.ticks[0]
        colour = QUIET if strong else GRID
        yield f'<path d="M{scale.left:.1f} {y:.1f}H{scale.right:.1f}" stroke="{colour}" stroke-width="1"/>'
        yield _text(scale.left - 6, y + size.small * 0.35, word, size.small, QUIET, "end")
    if chart.unit and chart.unit != "%":
        yield _text(
            2, baseline - size.small * LEADING, _cut(chart.unit, size.small, scale.right - 4), size.small, QUIET
        )
    if chart.ahead:
        word = label("fan.ahead", chart.language)
        x = min(
            scale.x(begin if begin is not None else chart.ahead[0].moment), size.width - text_width(word, size.small)
        )
        yield _text(x, baseline, word, size.small, MIDDLE)


def _years(scale: Scale, size: Size) -> Iterator[str]:
    """Years below the axis; all of them, or every so many so that they stay apart, the last one always."""
    first, last = math.ceil(scale.first), math.floor(scale.last)
    room = (scale.right - scale.left) / (scale.last - scale.first)
    every = next((n for n in (1, 2, 5, 10, 20, 50) if n * room >= text_width("2000", size.small) + 8), 100)
    y = scale.bottom + size.small * 1.2 + 6
    for year in range(first, last + 1):
        x = scale.x(year)
        named = (last - year) % every == 0
        tick = 5 if named else 3
        yield f'<path d="M{x:.1f} {scale.bottom:.1f}v{tick}" stroke="{QUIET}" stroke-width="1"/>'
        if named:
            yield _text(x, y, str(year), size.small, QUIET, "middle")


# --- Figures and bands ------------------------------------------------------------------------------------------


def _whole(chart: Fan) -> list[Seen]:
    return sorted((one for one in chart.seen if not one.partial), key=lambda one: one.moment)


def _begin(chart: Fan) -> float | None:
    """The last figure before the years ahead, where the bands start."""
    before = [one.moment for one in _whole(chart) if not chart.ahead or one.moment < chart.ahead[0].moment]
    return before[-1] if before else None


def _bands(chart: Fan, scale: Scale) -> Iterator[str]:
    """Three bands and the dashed middle, from the last figure on; clipped to the picture."""
    if not chart.ahead:
        return
    begin = _begin(chart)
    start = [(one.moment, one.value) for one in _whole(chart) if one.moment == begin][-1:]
    widest = max((len(one.bands) for one in chart.ahead), default=0)
    for at in reversed(range(widest)):
        upper = [*start, *((one.moment, one.bands[at][1]) for one in chart.ahead)]
        lower = [*start, *((one.moment, one.bands[at][0]) for one in chart.ahead)]
        outline = _line(scale, _clipped(scale, upper, lower))
        edge = f' stroke="{EDGE}" stroke-width="0.8"' if at == 1 else ""
        yield f'<path class="band" d="{outline}z" fill="{BANDS[at]}"{edge}/>'
    middle = _line(scale, [*start, *((one.moment, one.median) for one in chart.ahead)])
    yield f'<path class="median" d="{middle}" fill="none" stroke="{MIDDLE}" stroke-width="2" stroke-dasharray="6 4"/>'


def _clipped(
    scale: Scale, upper: Sequence[tuple[float, float]], lower: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """The outline of a band, cut off exactly where it leaves the picture."""
    outline = [*upper, *reversed(lower)]
    for bound, keep in ((scale.high, -1), (scale.low, 1)):
        outline = _cut_off(outline, bound, keep)
    return outline


def _cut_off(outline: Sequence[tuple[float, float]], bound: float, keep: int) -> list[tuple[float, float]]:
    """The part of a polygon on one side of a level (Sutherland & Hodgman 1974)."""
    kept: list[tuple[float, float]] = []
    for (x0, y0), (x1, y1) in zip([outline[-1], *outline[:-1]], outline, strict=True):
        inside0, inside1 = (y0 - bound) * keep >= 0, (y1 - bound) * keep >= 0
        if inside0 is not inside1:
            kept.append((x0 + (x1 - x0) * (bound - y0) / (y1 - y0), bound))
        if inside1:
            kept.append((x1, y1))
    return kept


def _line(scale: Scale, points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{scale.x(moment):.1f} {scale.y(value):.1f}" for moment, value in points) if points else ""


def _pieces(chart: Fan) -> list[list[Seen]]:
    """Figures over whole years that follow each other without a gap."""
    pieces: list[list[Seen]] = []
    for one in _whole(chart):
        before = pieces[-1][-1] if pieces else None
        apart = before is None or one.moment - before.moment > 1.5 * chart.step
        if before is not None and any(before.moment < lost < one.moment for lost in chart.missing):
            apart = True
        if apart:
            pieces.append([])
        pieces[-1].append(one)
    return pieces


def _figures(chart: Fan, scale: Scale, dot: float = DOT) -> Iterator[str]:
    for piece in _pieces(chart):
        if len(piece) > 1:
            line = _line(scale, [(one.moment, one.value) for one in piece])
            yield (
                f'<path class="seen" d="{line}" fill="none" stroke="{INK}" stroke-width="{dot / 1.8:.1f}" '
                'stroke-linejoin="round"/>'
            )
    for one in chart.seen:
        x, y = scale.x(one.moment), scale.y(one.value)
        if one.low is not None and one.high is not None:
            low, high = scale.y(one.low), scale.y(one.high)
            yield (
                f'<path class="margin" d="M{x - dot:.1f} {high:.1f}h{2 * dot:.1f}M{x:.1f} {high:.1f}V{low:.1f}'
                f'M{x - dot:.1f} {low:.1f}h{2 * dot:.1f}" fill="none" stroke="{INK}" stroke-width="1.3"/>'
            )
            if one.partial and y > low:
                yield (
                    f'<path class="stem" d="M{x:.1f} {low:.1f}V{y:.1f}" stroke="{INK}" stroke-width="1" '
                    'stroke-dasharray="2 2"/>'
                )
        kind, fill = ("partial", PAPER) if one.partial else ("full", INK)
        yield (
            f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{dot}" fill="{fill}" stroke="{INK}" '
            f'stroke-width="{dot / 2.2:.1f}"/>'
        )


def _gaps(chart: Fan, scale: Scale) -> Iterator[str]:
    """A cross on the axis for every year without a figure."""
    for moment in chart.missing:
        yield _cross(scale.x(moment), scale.bottom - 9)


def _cross(x: float, y: float) -> str:
    return (
        f'<path class="missing" d="M{x - 3.2:.1f} {y - 3.2:.1f}l6.4 6.4m0 -6.4l-6.4 6.4" fill="none" '
        f'stroke="{TARGET}" stroke-width="1.6"/>'
    )


def _last_figure(chart: Fan, scale: Scale, size: Size) -> Iterator[str]:
    """The last figure in words, above its dot and to the left of the bands."""
    whole = _whole(chart)
    if not whole:
        return
    last = whole[-1]
    above = last.high if last.high is not None else last.value
    word = _amount(chart, last.value)
    y = max(scale.y(above) - 8, scale.top + size.small)
    x = max(scale.x(last.moment) + DOT, scale.left + text_width(word, size.text, bold=True))
    yield _text(x, y, word, size.text, INK, "end", bold=True, halo=True)


# --- Targets and events -----------------------------------------------------------------------------------------


def _targets_noted(chart: Fan, size: Size) -> Iterator[Note]:
    room = size.gutter - 16
    for one in chart.aims:
        lines = _fit(one.label, size.small, room, 4)
        yield Note(one.value, tuple(lines), one.label, TARGET, False, (one.moment, one.value))


def _end_noted(chart: Fan, size: Size) -> Iterator[Note]:
    """What the last year ahead comes to."""
    if not chart.ahead:
        return
    end = chart.ahead[-1]
    largest = max(abs(one) for one in (end.median, *(bound for band in end.bands[:2] for bound in band)))
    middle = _amount(chart, _rough(chart, end.median, largest))
    words = [label("fan.end", chart.language, year=_year(end.moment), figure=middle)]
    if len(end.bands) > 1:
        low, high = (_amount(chart, _rough(chart, one, largest)) for one in end.bands[1])
        words.append(label("fan.end80", chart.language, low=low, high=high))
    lines = [line for word in words for line in _fit(word, size.small, size.gutter - 16, 2)]
    yield Note(end.median, tuple(lines), " ".join(words), MIDDLE, True, (end.moment, end.median))


def _aims(chart: Fan, scale: Scale, notes: Sequence[Note]) -> Iterator[str]:
    for one in chart.aims:
        x, y = scale.x(one.moment), scale.y(one.value)
        yield (
            f'<path class="target" d="M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z" fill="{TARGET}" stroke="{PAPER}" '
            'stroke-width="1.2"/>'
            if notes
            else f'<path class="target" d="M{x:.1f} {y - 4:.1f}l4 4l-4 4l-4 -4z" fill="{TARGET}"/>'
        )


def _paths(chart: Fan, scale: Scale) -> Iterator[str]:
    """The road to a target, from where the picture begins."""
    for one in chart.aims:
        drawn = [(scale.x(moment), scale.y(value)) for moment, value in one.path if moment >= scale.first]
        if len(drawn) > 1:
            data = "L".join(f"{x:.1f} {y:.1f}" for x, y in drawn)
            yield f'<path d="M{data}" fill="none" {ROAD}/>'


def _notes(chart: Fan, scale: Scale, size: Size, notes: Sequence[Note]) -> Iterator[str]:
    """Words at the right, pushed apart where they would touch, each with a thin line to what it speaks of."""
    ordered = sorted(notes, key=lambda note: -note.height)
    line = size.small * LEADING
    tops = _apart([(scale.y(note.height) - len(note.lines) * line / 2, len(note.lines) * line) for note in ordered],
                  scale.top, scale.bottom)  # fmt: skip
    for note, top in zip(ordered, tops, strict=True):
        x, y = scale.x(note.at[0]), scale.y(note.at[1])
        middle = top + len(note.lines) * line / 2
        begin = x + 8 if note.colour == TARGET else scale.right
        yield (
            f'<path class="leader" d="M{begin:.1f} {y:.1f}H{max(begin, scale.right):.1f}L{scale.right + 10:.1f} '
            f'{middle:.1f}" fill="none" stroke="{note.colour}" stroke-width="0.9" stroke-dasharray="1.5 2.5"/>'
        )
        words = [
            _text(
                scale.right + 14, top + (at + 0.78) * line, words, size.small, note.colour, bold=note.bold and at == 0
            )
            for at, words in enumerate(note.lines)
        ]
        yield f"<g><title>{escape(note.full)}</title>{''.join(words)}</g>"


def _apart(boxes: Sequence[tuple[float, float]], top: float, bottom: float, gap: float = 5.0) -> list[float]:
    """Tops of boxes that do not touch, as near as possible to where they want to be, in their order.

    Args:
        boxes: wanted top and height of each, from high to low in the picture.
        top: upper edge of the room.
        bottom: lower edge of the room; the boxes go over it only when they do not fit at all.
        gap: least room between two boxes.
    """
    found: list[float] = []
    edge = top
    for wanted, height in boxes:
        found.append(max(wanted, edge))
        edge = found[-1] + height + gap
    edge = bottom
    for at in reversed(range(len(boxes))):
        found[at] = max(min(found[at], edge - boxes[at][1]), top + sum(height + gap for _, height in boxes[:at]))
        edge = found[at] - gap
    return found


@dataclass(frozen=True)
class Placed:
    """An event with its place: where its line stands, and its words from ``top`` to ``bottom`` beside that line."""

    event: Break
    x: float
    top: float
    lines: tuple[str, ...]
    bottom: float


def _placed(breaks: Sequence[Break], size: Size, x_of: Callable[[float], float]) -> list[Placed]:
    """Events above the picture, the earliest highest, so that no line runs through the words of another."""
    placed: list[Placed] = []
    top = 2.0
    for one in sorted(breaks, key=lambda one: one.moment):
        x = x_of(one.moment)
        lines = tuple(_fit(one.title, size.small, max(min(size.width - x - 8, 340.0), 60.0), 2))
        bottom = top + len(lines) * size.small * LEADING
        placed.append(Placed(one, x, top, lines, bottom))
        top = bottom + 3
    return placed


def _breaks_drawn(breaks: Sequence[Placed], scale: Scale, size: Size) -> Iterator[str]:
    line = size.small * LEADING
    for one in breaks:
        words = "".join(
            _text(one.x + 5, one.top + (at + 0.78) * line, words, size.small, INK) for at, words in enumerate(one.lines)
        )
        yield (
            f'<g class="event"><title>{escape(one.event.title)}</title>'
            f'<path d="M{one.x:.1f} {one.top:.1f}V{scale.bottom:.1f}" stroke="{QUIET}" stroke-dasharray="4 3"/>'
            f"{words}</g>"
        )


# --- The legend -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Legend:
    """Signs with their meaning, one after the other, on as many lines as they need."""

    items: tuple[tuple[float, float, str, str], ...]
    size: Size

    @property
    def height(self) -> float:
        """Height of all lines."""
        return max((y for _, y, _, _ in self.items), default=-1.0) + self.size.small * 1.6 if self.items else 0.0

    def drawn(self, top: float) -> Iterator[str]:
        """The signs and the words."""
        for x, y, kind, word in self.items:
            middle = top + y + self.size.small * 0.5
            yield _sign(kind, x, middle)
            yield _text(x + 28, middle + self.size.small * 0.36, word, self.size.small, QUIET)


def _legend(chart: Fan, size: Size) -> Legend:
    """Only what occurs in the chart."""
    partial = [one for one in chart.seen if one.partial]
    found = {
        "figure": any(not one.partial for one in chart.seen),
        "partial": bool(partial),
        "whole": any(one.low is not None for one in partial),
        "margin": any(one.low is not None for one in chart.seen if not one.partial),
        "missing": bool(chart.missing),
        "middle": bool(chart.ahead),
        "bands": any(one.bands for one in chart.ahead),
        "path": any(one.path for one in chart.aims),
    }
    items = []
    x, y = 2.0, 0.0
    for kind in (kind for kind, there in found.items() if there):
        word = label("fan.bands_cut" if kind == "bands" and _is_cut(chart) else f"fan.{kind}", chart.language)
        for at, line in enumerate(wrap(word, size.small, size.width - 34)):
            wide = 28 + text_width(line, size.small)
            if (at or x + wide > size.width) and x > 2:
                x, y = 2.0, y + size.small * 1.6
            items.append((x, y, kind if at == 0 else "", line))
            x += wide + 16
    return Legend(tuple(items), size)


def _is_cut(chart: Fan) -> bool:
    """Whether the widest band leaves the picture."""
    low, high, _ = _span(chart, 6)
    slack = 1e-9 * max(abs(low), abs(high))
    return any(bound < low - slack or bound > high + slack for one in chart.ahead for bound in (one.bands or [()])[-1])


def _sign(kind: str, x: float, y: float) -> str:
    dot = f'<circle cx="{x + 12:.1f}" cy="{y:.1f}" r="{DOT}" '
    signs = {
        "figure": f'<path d="M{x:.1f} {y:.1f}h24" stroke="{INK}" stroke-width="2"/>{dot}fill="{INK}"/>',
        "partial": f'{dot}fill="{PAPER}" stroke="{INK}" stroke-width="1.6"/>',
        "whole": _bar(x + 12, y),
        "margin": f'{_bar(x + 12, y)}{dot}fill="{INK}"/>',
        "missing": _cross(x + 12, y).replace(' class="missing"', ""),
        "path": f'<path d="M{x:.1f} {y:.1f}h24" {ROAD}/>',
        "middle": f'<path d="M{x:.1f} {y:.1f}h24" stroke="{MIDDLE}" stroke-width="2" stroke-dasharray="6 4"/>',
        "bands": "".join(
            f'<rect x="{x + 8 * at:.1f}" y="{y - 6:.1f}" width="8" height="12" fill="{fill}"/>'
            for at, fill in enumerate(BANDS)
        ),
    }
    return signs.get(kind, "")


def _bar(x: float, y: float) -> str:
    return f'<path d="M{x - 3.5:.1f} {y - 6:.1f}h7m-3.5 0v12m-3.5 0h7" fill="none" stroke="{INK}" stroke-width="1.3"/>'


# --- Words ------------------------------------------------------------------------------------------------------


def _text(
    x: float, y: float, words: str, size: float, colour: str, anchor: str = "", bold: bool = False, halo: bool = False
) -> str:
    more = f' text-anchor="{anchor}"' if anchor else ""
    more += ' font-weight="600"' if bold else ""
    more += f' stroke="{PAPER}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"' if halo else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{colour}"{more}>{escape(words)}</text>'


def _fit(words: str, size: float, room: float, most: int) -> list[str]:
    """Lines that fit, at most so many; what is left out is shown by a sign at the end."""
    lines = wrap(words, size, room)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _cut(f"{lines[most - 1]} {lines[most]}", size, room)]


def _cut(words: str, size: float, room: float) -> str:
    if text_width(words, size) <= room:
        return words
    while words and text_width(words + "…", size) > room:
        words = words[:-1]
    return words.rstrip() + "…"


def _amount(chart: Fan, value: float) -> str:
    """A figure as fine as the axis asks for, and never coarser than three digits."""
    if abs(value) >= 5e6:
        return label("fan.millions", chart.language, value=number(value / 1e6, chart.language))
    fine = max(3, math.ceil(math.log10(abs(value) / _smallest_step(chart))) + 1) if value else 3
    return number(value, chart.language, digits=fine) + ("%" if chart.unit == "%" else "")


def _rough(chart: Fan, value: float, size: float) -> float:
    """An estimate in three digits of the largest number beside it, or finer where the axis asks for it."""
    if not size:
        return value
    unit = 10.0 ** min(math.floor(math.log10(abs(size))) - 2, math.floor(math.log10(_smallest_step(chart))) - 1)
    return float(f"{round(value / unit) * unit:.12g}")


def _smallest_step(chart: Fan) -> float:
    _, _, ticks = _span(chart, 6)
    return ticks[1] - ticks[0]


def _year(moment: float) -> str:
    return str(math.floor(moment + 0.5))
