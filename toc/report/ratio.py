"""Small drawings of one number with its interval, as SVG text: how much of what was expected is seen, and a share.

As in ``picture``: styles stand in attributes, and what colour says, shape or words say too.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from toc.report.page import Ratio, Share

WIDTH, HEIGHT = 190.0, 34.0
EDGE = 7.0
LOW, HIGH = -1.0, 2.0
"""Ends of the line on which T is drawn; an interval that goes on outside ends in a point."""

FONT = "'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"
INK, QUIET, PAPER, RULE = "#1d2630", "#56616d", "#ffffff", "#c9c4b8"
COLOURS: Mapping[str, str] = {
    "good": "#22683f", "open": "#3d5a86", "missing": "#a4470d", "bad": "#96172e", "note": "#66399b", "calm": "#56616d",
}  # fmt: skip


def draw_ratio(ratio: Ratio) -> str:
    """T with its interval on a line from -1 to 2, with marks at 0, at kappa and at 1."""
    colour, y = COLOURS[ratio.tone], 11.0
    marks = "".join(
        f'<path d="M{_at(at):.1f} {y - 8:.1f}V{y + 8:.1f}" stroke="{RULE if at != 1 else QUIET}" stroke-width="1"/>'
        for at in (0.0, 1.0)
    )
    enough = (
        f'<path d="M{_at(ratio.kappa):.1f} {y - 8:.1f}V{y + 8:.1f}" stroke="{QUIET}" stroke-width="1" '
        'stroke-dasharray="2 2"/>'
    )
    words = "".join(
        f'<text x="{_at(at):.1f}" y="31" font-size="10" fill="{QUIET}" text-anchor="middle">{text}</text>'
        for at, text in ((0.0, "0%"), (1.0, "100%"))
    )
    axis = f'<path d="M{EDGE:.1f} {y:.1f}H{WIDTH - EDGE:.1f}" stroke="{RULE}" stroke-width="1"/>'
    drawn = axis + marks + enough + _interval(ratio.low, ratio.high, y, colour) + _dot(ratio.value, y, colour) + words
    return _svg("ratio", ratio.words, drawn)


def draw_share(share: Share) -> str:
    """A bar from nothing to all, with the interval of what is seen and a mark at what was declared."""
    colour, top, room = COLOURS[share.tone], 6.0, WIDTH - 2 * EDGE
    parts = [
        f'<rect x="{EDGE:.1f}" y="{top:.1f}" width="{room:.1f}" height="12" fill="{PAPER}" stroke="{RULE}"/>',
    ]
    if share.value is not None:
        parts.append(
            f'<rect x="{EDGE:.1f}" y="{top:.1f}" width="{room * share.value:.1f}" height="12" fill="{colour}" '
            'fill-opacity="0.35"/>'
        )
    if share.low is not None and share.high is not None:
        parts.append(
            f'<path d="M{EDGE + room * share.low:.1f} {top + 6:.1f}H{EDGE + room * share.high:.1f}" stroke="{colour}" '
            'stroke-width="3"/>'
        )
    if share.declared is not None and share.declared <= 1:
        at = EDGE + room * share.declared
        parts.append(f'<path d="M{at:.1f} {top - 4:.1f}V{top + 16:.1f}" stroke="{INK}" stroke-width="1.6" '
                     'stroke-dasharray="3 2"/>')  # fmt: skip
    return _svg("share", share.words, "".join(parts), height=24.0)


def _at(value: float) -> float:
    """Place of a value on the line, no further than its ends."""
    inside = min(max(value, LOW), HIGH)
    return EDGE + (inside - LOW) / (HIGH - LOW) * (WIDTH - 2 * EDGE)


def _interval(low: float, high: float, y: float, colour: str) -> str:
    """A thick line between two strokes; a point at an end means that it goes on."""
    left, right = _at(low), _at(high)
    parts = [f'<path d="M{left:.1f} {y:.1f}H{right:.1f}" stroke="{colour}" stroke-width="3"/>']
    for end, at, outside, inwards in ((low, left, low < LOW, 1), (high, right, high > HIGH, -1)):
        if outside:
            parts.append(f'<path d="M{at - 6 * inwards:.1f} {y:.1f}l{7 * inwards} -5v10z" fill="{colour}"/>')
        elif LOW <= end <= HIGH:
            parts.append(f'<path d="M{at:.1f} {y - 5:.1f}v10" stroke="{colour}" stroke-width="2"/>')
    return "".join(parts)


def _dot(value: float, y: float, colour: str) -> str:
    """The value itself; nothing where it lies outside the line."""
    if not LOW <= value <= HIGH:
        return ""
    return f'<circle cx="{_at(value):.1f}" cy="{y:.1f}" r="3.6" fill="{PAPER}" stroke="{colour}" stroke-width="2.2"/>'


def _svg(name: str, words: str, drawn: str, height: float = HEIGHT) -> str:
    return (
        f'<svg class="{name}" role="img" aria-label="{escape(words)}" viewBox="0 0 {WIDTH:.0f} {height:.0f}" '
        f'width="{WIDTH:.0f}" height="{height:.0f}" font-family="{FONT}">{drawn}</svg>'
    )
