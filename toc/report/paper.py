"""The report on A4, whole or on one side, as PDF (WeasyPrint)."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from importlib.resources import files
from io import StringIO
from itertools import chain, islice, pairwise
from typing import Any

from toc.declared import Text
from toc.errors import ToCError
from toc.report.html import render_one_pager, render_paper, shortened
from toc.report.lacking import steps_apart, unmeasured_of
from toc.report.layout import Arrangement, Box, Line, Route, arrange
from toc.report.page import GapRow, IndicatorPage, KeyFigure, NextStep, OnePage, Picture, Point, ReportView
from toc.report.picture import EDGES, INK, LINES, PAPER, QUIET
from toc.words import list_of
from toc.words.labels import LABELS, label

VARIANT = "pdf/ua-1"
"""Tagged for who has it read aloud (ISO 14289-1)."""

WEIGHTS = {"Regular": 400, "SemiBold": 600}

GAPS, NAMED_SOURCES = 3, 3
"""How many worst links and sources stand on the one page."""


@dataclass(frozen=True)
class Room:
    """How much may stand on the one page: part of the usual room for a text, figures, steps, and why of each link."""

    texts: float = 1.0
    figures: int = 6
    steps: int = 3
    reasons: bool = True


ROOMS = (
    Room(), Room(steps=2), Room(reasons=False), Room(steps=2, reasons=False), Room(0.8, 6, 2, reasons=False),
    Room(0.6, 6, 2, reasons=False), Room(0.4, 6, 2, reasons=False), Room(0.2, 6, 2, reasons=False),
    Room(0.1, 3, 1, reasons=False),
)  # fmt: skip
"""What is tried until the page is one page: reasons go first, for they stand in the report."""


def write_pdf(view: ReportView) -> bytes:
    """Write the report as a paginated A4 document.

    Args:
        view: the report.

    Raises:
        ToCError: the library that sets type (Pango) is not on this computer.
    """
    return _printed(render_paper(view, letters()))


def write_one_pager(view: ReportView) -> bytes:
    """Write the one page for a steering group; texts that are too long for it are cut between words.

    Args:
        view: the report.

    Raises:
        ToCError: the library that sets type (Pango) is not on this computer.
    """
    return _printed(fitting_page(view))


def fitting_page(view: ReportView) -> str:
    """The one page as HTML, with as much text as one side of A4 holds."""
    drawn = draw_miniature(view.picture, view.language)
    tried = ""
    for room in ROOMS:
        tried = render_one_pager(view, one_page(view, room), drawn, letters())
        if len(laid_out(tried).pages) == 1:
            break
    return tried


def _printed(page: str) -> bytes:
    """Print one HTML text as PDF: the same text gives the same bytes, and nothing is ever fetched."""
    identifier = hashlib.sha256(page.encode()).digest()[:16]
    content: bytes = laid_out(page).write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier)
    return content


def laid_out(page: str) -> Any:
    """The pages of one HTML text, as WeasyPrint lays them out (``document.pages``).

    Raises:
        ToCError: the library that sets type (Pango) is not on this computer.
    """
    try:
        with redirect_stdout(StringIO()):  # it prints advice of its own, in English
            import weasyprint
    except OSError as error:
        raise ToCError(Text(nl=LABELS["paper.no_pango"][0], en=LABELS["paper.no_pango"][1])) from error
    only_here = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    return weasyprint.HTML(string=page, url_fetcher=only_here).render(pdf_variant=VARIANT)


@cache
def letters() -> str:
    """CSS rules with the letters that come along, so that paper looks the same on every machine."""
    folder = files("toc.report") / "static" / "fonts"
    rules = []
    for name, weight in WEIGHTS.items():
        font = base64.b64encode((folder / f"TocSans-{name}.ttf").read_bytes()).decode()
        rules.append(
            f'@font-face {{ font-family: "Toc Sans"; font-weight: {weight}; src: url(data:font/ttf;base64,{font}) }}'
        )
    return "\n".join(rules)


# --- The one page -----------------------------------------------------------------------------------------------


def one_page(view: ReportView, room: Room = ROOMS[0]) -> OnePage:
    """Choose what a steering group must see.

    Args:
        view: the report.
        room: how much may stand on it.
    """
    say = _Say(view.language, room.texts)
    every = list(chain.from_iterable(group.rows for group in view.head.gaps))
    shown = {row.anchor for group in view.links.groups if group.anchor == "links-shown" for row in group.rows}
    rows = [row for row in every if row.anchor in shown] or [row for row in every if row.badge.tone != "good"]
    return OnePage(
        title=say.cut(view.title, 150),
        whose="" if view.title.startswith(view.facts[1].text) else say.cut(view.facts[1].text, 80),
        day=view.facts[0].text,
        banners=tuple(say.cut(one, 160) for one in view.banners),
        points=tuple(_point(point, say) for point in view.head.points),
        figures=tuple(islice(key_figures(view, say), room.figures)),
        gap_title=say.label("one.gaps" if shown or not rows else "one.gaps_open"),
        gaps=tuple(_gap(row, say, room.reasons) for row in rows[:GAPS]),
        more_gaps=say.label("one.more", count=len(rows) - GAPS) if len(rows) > GAPS else "",
        steps=tuple(islice(_steps(view, say, room.reasons), room.steps)),
        source=_source(view, say),
        no_gaps=_no_gaps(view, say),
        no_steps=" ".join(one for one in (say.label("lacking.no_steps"), say.cut(unmeasured_of(view), 260)) if one),
    )


def _no_gaps(view: ReportView, say: _Say) -> str:
    """Why no link is named: there are none, or none is shown to lag behind; how many nobody can judge is told too."""
    if not view.picture.arrows:
        return say.label("head.no_links")
    settled = ("links-translating", "links-shown")
    unsure = sum(len(group.rows) for group in view.links.groups if group.anchor not in settled)
    words = say.label("one.no_gaps")
    return f"{words} {say.label('one.no_gaps_unsure', count=unsure)}" if unsure else words


class _Say:
    """Fixed words in one language, and texts cut to their room."""

    def __init__(self, language: str, room: float) -> None:
        self.language, self.room = language, room

    def label(self, code: str, **values: Any) -> str:
        return label(code, self.language, **values)

    def cut(self, text: str, most: int) -> str:
        return shortened(text, max(12, int(most * self.room)))


def _point(point: Point, say: _Say) -> Point:
    return replace(
        point,
        caption=say.cut(point.caption, 90),
        sentence=say.cut(point.sentence, 600),
        title=say.cut(point.title, 90),
    )


def _gap(row: GapRow, say: _Say, told: bool) -> GapRow:
    """The link with the first sentence of its reason; that it is not measured needs no reason here."""
    first = row.reason.split(". ")[0].rstrip(".") + "."
    reason = say.cut(first, 190) if told and row.badge.tone != "missing" else ""
    return replace(row, start=say.cut(row.start, 75), end=say.cut(row.end, 75), reason=reason)


def key_figures(view: ReportView, say: _Say) -> Iterator[KeyFigure]:
    """The figures with a target first, then those with years ahead, then others; each kind in the catalogue's order."""
    pages = [page for group in view.catalogue.groups for page in group.pages]
    chosen = sorted((page for page in pages if page.goal or page.known), key=_weight)
    return (_key_figure(page, say) for page in chosen)


def _weight(page: IndicatorPage) -> int:
    if page.goal:
        return 0 if page.known else 1
    if page.course and page.course.rows:
        return 2
    return 3 if not page.surveys else 4


def _key_figure(page: IndicatorPage, say: _Say) -> KeyFigure:
    ahead = page.course.rows[-1] if page.course and page.course.rows else None
    goal = page.goal.removeprefix(f"{page.title}: ")
    expected = (
        say.label("one.expected", year=ahead.year, middle=ahead.middle, range=ahead.wide)
        if ahead and ahead.middle
        else say.label("one.no_course")
    )
    return KeyFigure(
        title=say.cut(page.title, 60),
        figure=page.last,
        period=page.last_period,
        part=page.last_part,
        known=page.known,
        goal=say.cut(say.label("one.target", goal=goal), 110) if goal else say.label("one.no_target"),
        expected=expected,
        chance=say.label("one.chance", chance=page.chance) if page.chance else "",
        badge=page.badge,
        chart=page.course.chart if page.course and ahead else None,
    )


def _steps(view: ReportView, say: _Say, told: bool) -> Iterator[NextStep]:
    """What to do next: as the report says it, or else the measurements that would tell most; ``told`` adds why."""
    if view.missing is not None:
        for one in steps_apart(view):
            owner = say.label("one.owner", owner=one.owner) if one.owner else say.label("one.no_owner")
            why = say.cut(one.why, 170) if told else ""
            yield replace(one, what=say.cut(one.what, 140), why=why, owner=say.cut(owner, 90))
        return
    for row in view.links.nexts:
        what = say.label("one.measure", title=say.cut(row.title, 80), element=row.element.word)
        links = list_of([one.word for one in row.links[:NAMED_SOURCES]], say.language)
        why = say.label("one.opens", links=links) if told and row.links else ""
        yield NextStep(what, why, say.label("one.no_owner"), ())


def _source(view: ReportView, say: _Say) -> str:
    documents = view.method.documents
    if not documents:
        return say.label("one.source_none")
    names = [say.cut(one, 60) for one in dict.fromkeys(one.publisher for one in documents)]
    named, more = names[:NAMED_SOURCES], len(names) - NAMED_SOURCES
    all_of_them = list_of(named, say.language)
    sources = say.label("one.source_more", sources=", ".join(named), count=more) if more > 0 else all_of_them
    return say.label("one.source", sources=sources)


# --- The chain in small -----------------------------------------------------------------------------------------

WIDTH, HEIGHT, TOP = 504.0, 68.0, 27.0
"""Size in points, so that a text of 9 is 9 points on paper; and the room for the names of the levels."""

BAR, THICK, BETWEEN, LAST = 52.0, 6.5, 5.0, 84.0
"""A bar with the room between two of them, and the room for the words of the last level."""


def draw_miniature(picture: Picture, language: str) -> str:
    """The chain in small: a bar for each element with a link, by what is known of it, and its lines by verdict.

    Args:
        picture: the chain.
        language: ``nl`` or ``en``.
    """
    linked = [card for card in picture.cards if card.linked]
    boxes = [Box(card.id, card.column, THICK) for card in linked]
    arrangement = arrange(boxes, [Line(one.id, one.start, one.end) for one in picture.arrows], BETWEEN)
    shrink = min(1.0, HEIGHT / arrangement.height) if arrangement.height else 1.0
    step = (WIDTH - LAST) / max(1, len(picture.columns) - 1)
    column_of = {card.id: card.column for card in picture.cards}
    families = {one.id: one.family for one in picture.arrows}
    parts = [*_level_names(picture, language, step)]
    for route in arrangement.routes:
        stroke = LINES[families[route.line.name]]
        data = _small_path(route, arrangement, column_of, step, shrink)
        dash = f' stroke-dasharray="{stroke.dash}"' if stroke.dash else ""
        parts.append(
            f'<path d="{data}" fill="none" stroke="{stroke.colour}" stroke-width="{0.55 * stroke.width:.2f}"{dash}/>'
        )
    for card in linked:
        parts.append(_small_bar(card.status, card.column * step, _y(arrangement, card.id, shrink), THICK * shrink))
    height = TOP + arrangement.height * shrink + 3
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(picture.title)}" '
        f'viewBox="0 0 {WIDTH + 2:.0f} {height:.0f}" width="{WIDTH + 2:.0f}pt" height="{height:.0f}pt" '
        f'font-family="\'Toc Sans\', Arial, sans-serif" fill="{INK}"><title>{escape(picture.title)}</title>'
        f"<desc>{escape(picture.description)}</desc>{''.join(parts)}</svg>"
    )


def _level_names(picture: Picture, language: str, step: float) -> Iterator[str]:
    everything = Counter(card.column for card in picture.cards)
    measured = Counter(card.column for card in picture.cards if card.status == "measured")
    for at, column in enumerate(picture.columns):
        count = everything[at]
        words = label("one.measured" if count else "one.elements_none", language, part=measured[at], whole=count)
        yield (
            f'<text x="{at * step:.1f}" y="9" font-size="9.6" font-weight="600">{escape(column.title)}</text>'
            f'<text x="{at * step:.1f}" y="20" font-size="8.8" fill="{QUIET}">{escape(words)}</text>'
        )


def _y(arrangement: Arrangement, name: str, shrink: float) -> float:
    return TOP + arrangement.top[name] * shrink


def _small_bar(status: str, x: float, y: float, thick: float) -> str:
    edge = EDGES[status]
    fill = edge.colour if status == "measured" else PAPER
    dash = ' stroke-dasharray="1.4 1.4"' if status == "unmeasured" else ""
    bar = (
        f'<rect x="{x + 0.6:.1f}" y="{y:.1f}" width="{BAR:.1f}" height="{thick:.1f}" rx="1.5" '
        f'fill="{fill}" stroke="{edge.colour}" stroke-width="0.8"{dash}/>'
    )
    half = f'<rect x="{x + 0.6:.1f}" y="{y:.1f}" width="{BAR / 2:.1f}" height="{thick:.1f}" fill="{edge.colour}"/>'
    return bar + (half if status == "opinion" else "")


def _small_path(route: Route, arrangement: Arrangement, column_of: dict[str, int], step: float, shrink: float) -> str:
    """From the right side of one bar to the left side of the other, along the way points between them."""

    def middle(name: str) -> float:
        return _y(arrangement, name, shrink) + arrangement.height_of[name] * shrink / 2

    first, last = route.stops[0], route.stops[-1]
    column = column_of[first]
    x, y = column * step + BAR + 1, middle(first)
    data = [f"M{x:.1f} {y:.1f}"]
    if route.within:
        out, end = x + 12, middle(last)
        return f"M{x:.1f} {y:.1f}C{out:.1f} {y:.1f} {out:.1f} {end:.1f} {x:.1f} {end:.1f}"
    for before, stop in pairwise(route.stops):
        column += 1
        left, height = column * step, middle(stop)
        half = (x + left) / 2
        data.append(f"C{half:.1f} {middle(before):.1f} {half:.1f} {height:.1f} {left:.1f} {height:.1f}")
        x = left + BAR + 1
        if stop != last:
            data.append(f"H{x:.1f}")
    return "".join(data)
