"""Eight slides for a steering group (python-pptx): a sentence with the message above each, native charts, notes.

Words come from the view and numbers from the assessment; nothing is reckoned here. A text that does not fit its box
gets smaller, down to a size that can be read, and then ends in ``…``; the notes below the slide hold it in full.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from html import escape
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from toc import __version__
from toc.assessment import Assessment
from toc.report.charts import Fan
from toc.report.lacking import steps_apart, unmeasured_of
from toc.report.layout import Box, Line, arrange
from toc.report.measured import status_of
from toc.report.page import Card, Chance, GapRow, IndicatorRows, Picture, Point, ReportView
from toc.report.picture import EDGES, FONT, INK, LINES, PAPER, QUIET, RULE, text_width, wrap
from toc.report.raster import to_png
from toc.report.wording import Speaker, anchor_of
from toc.words import list_of
from toc.words.document import PROGRAM_XML, cut, plain
from toc.words.labels import label

ACCENT, GOOD, BAD, GROUND, SOFT = "0B4F5E", "22683F", "96172E", "F6F4EE", "88B4BE"
LETTERS = "Arial"
WIDTH, HEIGHT = 13.333, 7.5
LEFT, RIGHT, TOP, BOTTOM = 0.6, 12.73, 1.62, 6.85
LEADING = 1.2
INSET = 0.04
"""Inches between the edge of a box and its text."""

SIGNS = {
    "disc": "●",
    "ring": "○",
    "half": "◐",
    "square": "■",
    "diamond": "◆",
    "triangle": "▲",
    "cross": "✕",
    "bar": "▬",
}
RESULTS = (3, 4)
"""Columns of the chain with outcome and impact."""

LONGEST = 115
"""Characters of a reason on a slide."""

MOST_GAPS, MOST_STEPS, MOST_NAMES, MOST_BARS = 3, 4, 4, 6


def write_slides(assessment: Assessment, view: ReportView) -> bytes:
    """Write eight slides as the bytes of a .pptx; the same input gives the same bytes.

    Args:
        assessment: what was computed.
        view: the same in words; it says in which language and for whom.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    show = _Show(assessment, view, deck)
    for write in (
        show.opening,
        show.summary,
        show.chain,
        show.delivered,
        show.changed,
        show.gaps,
        show.ahead,
        show.asked,
    ):
        write()
    _properties(deck, view, assessment.as_of)
    out = io.BytesIO()
    deck.save(out)
    return _dated(out.getvalue(), assessment.as_of)


# --- Text that fits ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fitted:
    """A text as it stands in its box."""

    text: str
    size: float


def fitted(text: str, width: float, height: float, largest: float, smallest: float, bold: bool = False) -> Fitted:
    """The largest size at which a text fits a box, or the text cut off with ``…`` at the smallest.

    Args:
        text: in one paragraph.
        width: of the box, in inches.
        height: the same.
        largest: size of the letters in points, to begin with.
        smallest: size below which nobody can read it.
        bold: whether the letters are.
    """
    words = plain(text)
    room, tall = (width - 2 * INSET) * 72, (height - 2 * INSET) * 72

    def fits(tried: str, size: float) -> bool:
        return len(wrap(tried, size, room, bold)) * size * LEADING <= tall

    size = largest
    while size > smallest and not fits(words, size):
        size -= 0.5
    while len(words) > 1 and not fits(words, size):
        words = cut(words, max(1, int(len(words) * 0.93) - 1))
    return Fitted(words, size)


def first_sentences(text: str, most: int) -> str:
    """As many whole sentences as have at most so many words together, and at least the first."""
    kept: list[str] = []
    for sentence in _sentences(text):
        if kept and len(" ".join([*kept, sentence]).split()) > most:
            break
        kept.append(sentence)
    return " ".join(kept)


def in_short(reason: str) -> str:
    """The first sentence of a reason, or its last, which concludes, where the first is too long for a slide."""
    sentences = list(_sentences(reason)) or [""]
    if len(sentences[0]) <= LONGEST:
        return sentences[0]
    return sentences[-1] if len(sentences[-1]) <= LONGEST else cut(sentences[0], LONGEST)


def _sentences(text: str) -> Iterator[str]:
    words = plain(text).split()
    sentence: list[str] = []
    for at, word in enumerate(words):
        sentence.append(word)
        begins = at + 1 < len(words) and (words[at + 1][0].isupper() or words[at + 1][0] in "‘“")
        if word.rstrip("’”)").endswith((".", "!", "?")) and (begins or at + 1 == len(words)):
            yield " ".join(sentence)
            sentence = []
    if sentence:
        yield " ".join(sentence)


# --- The show ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Series:
    """A series of one indicator as drawn: by year, with gaps where there is nothing."""

    indicator: str
    title: str
    unit: str
    years: tuple[int, ...]
    lines: tuple[tuple[str, tuple[float | None, ...]], ...]
    """Kind of line (``figure``, ``partial``, ``middle``, ``low``, ``high``, ``target``) with its values."""


@dataclass(frozen=True)
class _Show:
    assessment: Assessment
    view: ReportView
    deck: Any

    def say(self, code: str, **values: object) -> str:
        return label(code, self.view.language, **values)

    @cached_property
    def speaker(self) -> Speaker:
        return Speaker(self.assessment, self.view.language, self.view.organisation)

    @property
    def points(self) -> tuple[Point, ...]:
        return self.view.head.points

    def count(self, *kinds: str) -> int:
        """How many links have a verdict of such a kind."""
        wanted = {f"links-{kind}" for kind in kinds}
        return sum(len(group.rows) for group in self.view.links.groups if group.anchor in wanted)

    # --- A slide -----------------------------------------------------------------------------------------------

    def slide(self, headline: str, read: str, notes: Sequence[str], opening: bool = False) -> Any:
        """A slide with its headline, its source line, its number and its notes."""
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[5])
        for one in list(slide.placeholders):
            if one.placeholder_format.type is not None and one != slide.shapes.title:
                one._element.getparent().remove(one._element)
        title = slide.shapes.title
        box = (LEFT, 2.3, RIGHT - LEFT, 2.6) if opening else (LEFT, 0.42, RIGHT - LEFT, 1.05)
        _put(title, box)
        _write(title, headline, box, 34 if opening else 26, 15, colour=ACCENT, bold=True)
        title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE if opening else MSO_ANCHOR.BOTTOM
        if not opening:
            self.rule(slide, 1.5)
        self.foot(slide)
        words = [plain(one) for one in notes if one]
        words.append(self.say("slides.notes", words=self.say(f"slides.read.{read}")))
        slide.notes_slide.notes_text_frame.text = "\n".join(words)
        return slide

    def rule(self, slide: Any, top: float) -> None:
        self.bar(slide, (LEFT, top, RIGHT - LEFT, 0.015), RULE)

    def bar(self, slide: Any, box: tuple[float, float, float, float], colour: str) -> None:
        """A plain block of colour, which says nothing."""
        shape = slide.shapes.add_shape(1, *(Inches(one) for one in box))
        shape.fill.solid()
        shape.fill.fore_color.rgb = _tone(colour.removeprefix("#"))
        shape.line.fill.background()
        shape.shadow.inherit = False
        _describe(shape, "")

    def foot(self, slide: Any) -> None:
        """Where it comes from, and the number of the slide."""
        state = self.say("slides.state", day=self.assessment.as_of)
        words = self.say("slides.source", source=self.view.facts[-1].text if self.view.facts else "", state=state)
        banner = " ".join(self.view.banners)
        self.text(slide, (LEFT, 6.98, 10.8, 0.32), f"{words} {banner}".strip(), 10, 8, QUIET)
        box = slide.shapes.add_textbox(Inches(11.73), Inches(6.98), Inches(1.0), Inches(0.32))
        _flat(box.text_frame)
        paragraph = box.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        at = len(self.deck.slides)
        paragraph._p.append(parse_xml(
            f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            f'<a:rPr lang="{_locale(self.view.language)}" sz="1000"><a:solidFill>'
            f'<a:srgbClr val="{QUIET[1:]}"/></a:solidFill><a:latin typeface="{LETTERS}"/></a:rPr>'
            f"<a:t>{at}</a:t></a:fld>"
        ))  # fmt: skip

    def text(
        self, slide: Any, box: tuple[float, float, float, float], words: str, largest: float, smallest: float,
        colour: str = INK, bold: bool = False,
    ) -> Any:  # fmt: skip
        """A box with one paragraph that fits."""
        shape = slide.shapes.add_textbox(*(Inches(one) for one in box))
        _write(shape, words, box, largest, smallest, colour, bold)
        return shape

    # --- 1 and 2: the messages ---------------------------------------------------------------------------------

    def opening(self) -> None:
        main = self.points[-1]
        slide = self.slide(first_sentences(main.sentence, 40), "title", [self.view.title, main.sentence], opening=True)
        self.text(slide, (LEFT, 0.7, RIGHT - LEFT, 1.1), self.view.title, 22, 12, QUIET)
        facts = " · ".join(one.text for one in self.view.facts[:2] if not self.view.title.startswith(one.text))
        self.text(slide, (LEFT, 5.3, RIGHT - LEFT, 0.9), facts, 16, 10, QUIET)

    def summary(self) -> None:
        whole, unsure = len(self.view.picture.arrows), self.count("unproven", "unmeasured", "other")
        code = ("slides.summary_nothing" if not whole else "slides.summary_all" if not unsure
                else "slides.summary_none" if unsure == whole else "slides.summary")  # fmt: skip
        code += "_one" if whole == 1 else ""
        notes = [f"{one.title} {one.sentence} {' '.join(one.more)}" for one in self.points]
        slide = self.slide(self.say(code, count=unsure, whole=whole), "summary", notes)
        room = (BOTTOM - TOP - 0.1) / len(self.points)
        for at, point in enumerate(self.points):
            top = TOP + 0.12 + at * room
            self.text(slide, (LEFT, top + 0.2, 3.9, room - 0.4), point.title, 18, 12, ACCENT, bold=True)
            if point.figure or not point.counts:
                self.text(slide, (4.9, top + 0.12, 3.5, 0.8), point.figure, 32, 14, bold=True)
                self.text(slide, (8.6, top + 0.24, RIGHT - 8.6, room - 0.4), point.caption, 16, 11, QUIET)
            else:
                wide = (RIGHT - 4.9) / len(point.counts)
                for place, one in enumerate(point.counts):
                    left = 4.9 + place * wide
                    self.text(slide, (left, top + 0.12, wide - 0.1, 0.65), one.text, 32, 14, bold=True)
                    self.text(slide, (left, top + 0.78, wide - 0.1, room - 0.95), one.name, 16, 10, QUIET)
            if at:
                self.bar(slide, (LEFT, top - 0.1, RIGHT - LEFT, 0.01), RULE)

    # --- 3: the chain ------------------------------------------------------------------------------------------

    def chain(self) -> None:
        picture = self.view.picture
        whole = len(picture.arrows)
        rows = [f"{row.id}: {row.start} → {row.end}: {row.badge.word}" for row in picture.rows]
        slide = self.slide(self.of_links(), "chain", [picture.description, *rows])
        if not whole:
            return
        wide, tall = RIGHT - LEFT, BOTTOM - TOP - 0.5
        png = to_png(draw_compact(picture, wide * 96, tall * 96), int(wide * 200))
        shape = slide.shapes.add_picture(io.BytesIO(png), Inches(LEFT), Inches(TOP), Inches(wide), Inches(tall))
        _describe(shape, picture.description, picture.title)
        letters = "   ".join(f"{one.letter}  {one.text}" for one in picture.legend_links)
        self.text(slide, (LEFT, BOTTOM - 0.46, wide, 0.46), letters, 11, 8.5, QUIET)

    def of_links(self) -> str:
        """How many links translate, how many lag behind, and of how many nobody can tell: never one without others."""
        whole, there, behind = len(self.view.picture.arrows), self.count("translating"), self.count("shown")
        if not whole:
            return self.say("slides.chain_nothing")
        if not there and not behind:
            return self.say("slides.chain_none")
        if whole == 1:
            return self.say("slides.chain_one" if there else "slides.chain_one_behind")
        counts = {"there": there, "behind": behind, "unsure": whole - there - behind}
        said = [self.say(f"slides.chain_{one}", count=count) for one, count in counts.items() if count]
        return self.say("slides.chain", whole=whole, said=list_of(said, self.view.language))

    # --- 4: what was delivered ---------------------------------------------------------------------------------

    def delivered(self) -> None:
        series = self.series()
        point = self.points[0]
        if series is None:
            slide = self.slide(self.say("slides.delivered_none"), "delivered", [point.sentence])
            self.text(slide, (LEFT, TOP + 0.3, RIGHT - LEFT, 1.6), first_sentences(point.sentence, 40), 20, 12)
            self.text(slide, (LEFT, TOP + 2.1, RIGHT - LEFT, 0.8), self.say("slides.no_series"), 14, 10, QUIET)
            return
        rows = next(one for one in self.indicator_rows() if one.anchor == anchor_of("indicator", series.indicator))
        known = [row for row in rows.rows if row.known and not row.set_aside]
        period, part = known[-1].period, known[-1].part
        when = self.say("document.kpi_part", period=period, part=part) if part else period
        last = self.say("document.kpi_at", figure=known[-1].figure, period=when)
        figures = [f"{row.period}: {row.figure}{f' ({row.part})' if row.part else ''}" for row in known]
        notes = [point.sentence, f"{series.title}: {'; '.join(figures)}.", rows.limitations]
        notes += [course.note for course in self.view.outlook.courses if course.anchor == rows.anchor]
        slide = self.slide(self.say("slides.delivered", title=cut(series.title, 70), last=last), "delivered", notes)
        chart = self.line_chart(slide, series)
        _describe(chart, self.say("slides.alt.chart", title=series.title, words="; ".join(figures)), series.title)
        side = 9.75
        self.text(slide, (side, TOP + 0.3, RIGHT - side, 0.95), point.figure, 28, 14, ACCENT, bold=True)
        self.text(slide, (side, TOP + 1.3, RIGHT - side, 0.8), point.caption, 13, 9, QUIET)
        self.text(slide, (side, TOP + 2.2, RIGHT - side, 2.6), first_sentences(point.sentence, 26), 14, 10)

    def indicator_rows(self) -> Iterator[IndicatorRows]:
        for group in (*self.view.outputs.groups, *self.view.outcomes.measured):
            yield from group.indicators

    def series(self) -> Series | None:
        """The output that the first message is about, or else the one with most years; None without two figures."""
        shown = {one.anchor for one in self.indicator_rows()}
        wanted = [*self.rising(), *self.outputs()]
        found = [self.series_of(name) for name in dict.fromkeys(wanted) if anchor_of("indicator", name) in shown]
        return next((one for one in found if one is not None), None)

    def rising(self) -> list[str]:
        table = self.assessment.verdicts
        here = table[table["organisation"] == self.view.organisation]
        return [rise["indicator"] for evidence in here["evidence"].head(1) for rise in evidence["rising_outputs"]]

    def outputs(self) -> list[str]:
        """Indicators of outputs, those with most figures first."""
        theory = self.assessment.theory
        names = [name for element in theory.file.elements if element.level == "output" for name in element.indicators]
        return sorted(dict.fromkeys(names), key=lambda name: -len(self.seen(name)))

    def seen(self, indicator: str) -> list[tuple[int, float, bool]]:
        """Yearly figures of an indicator: year, value, and whether it is over a part of the year."""
        table = self.assessment.values
        here = table[(table["indicator"] == indicator) & (table["organisation"] == self.view.organisation)
                     & (table["disaggregation"] == "") & (table["state"] == "reported")]  # fmt: skip
        parts = self.partial(indicator)
        return [(int(period), float(value), period in parts)
                for period, value in zip(here["period"], here["value"], strict=True)
                if len(period) == 4 and period.isdigit() and value is not None and not math.isnan(value)]  # fmt: skip

    def partial(self, indicator: str) -> set[str]:
        place = anchor_of("indicator", indicator)
        return {row.period for one in self.indicator_rows() if one.anchor == place for row in one.rows if row.part}

    def fan(self, indicator: str) -> Fan | None:
        anchors = {anchor_of("indicator", indicator), anchor_of("course", indicator)}
        title = self.assessment.theory.indicator_by_id[indicator].title[self.view.language]
        return next(
            (one.chart for one in self.view.outlook.courses if one.anchor in anchors or one.title == title), None
        )

    def series_of(self, indicator: str) -> Series | None:
        seen = sorted(self.seen(indicator))
        if len(seen) < 2:
            return None
        fan = self.fan(indicator)
        targets = [one for one in self.assessment.theory.targets if one.indicator == indicator
                   and one.organisation == self.view.organisation]  # fmt: skip
        ahead = {int(one.moment): one for one in fan.ahead} if fan else {}
        aims = {int(one.year): float(one.value) for one in targets if one.value is not None and one.year is not None}
        years = range(min(seen[0][0], *aims, *ahead) if aims or ahead else seen[0][0],
                      max([seen[-1][0], *aims, *ahead]) + 1)  # fmt: skip
        whole = {year: value for year, value, part in seen if not part}
        begin = max(whole, default=None)
        lines: list[tuple[str, tuple[float | None, ...]]] = [("figure", tuple(whole.get(year) for year in years))]
        some = {year: value for year, value, part in seen if part}
        if some:
            lines.append(("partial", tuple(some.get(year) for year in years)))
        if ahead:
            start = {begin: whole[begin]} if begin is not None else {}
            bounds = {"middle": {year: one.median for year, one in ahead.items()},
                      "low": {year: one.bands[1][0] for year, one in ahead.items()},
                      "high": {year: one.bands[1][1] for year, one in ahead.items()}}  # fmt: skip
            for kind, drawn in bounds.items():
                lines.append((kind, tuple((start | drawn).get(year) for year in years)))
        if aims:
            lines.append(("target", tuple(aims.get(year) for year in years)))
        theory = self.assessment.theory
        one = theory.indicator_by_id[indicator]
        unit = theory.unit_titles[one.unit][self.view.language]
        return Series(indicator, one.title[self.view.language], unit, tuple(years), tuple(lines))

    def line_chart(self, slide: Any, series: Series) -> Any:
        data: Any = CategoryChartData(number_format="#,##0.##" if _broken(series) else "#,##0")  # type: ignore[no-untyped-call]
        data.categories = [str(year) for year in series.years]
        for kind, values in series.lines:
            data.add_series(self.say(f"slides.series.{kind}"), values)
        box = (Inches(LEFT), Inches(TOP + 0.35), Inches(8.9), Inches(BOTTOM - TOP - 0.4))
        frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *box, data)
        chart = frame.chart
        _calm(chart, legend=len(series.lines) > 1)
        if _broken(series):
            chart.value_axis.tick_labels.number_format = "#,##0.0"
        for (kind, _), one in zip(series.lines, chart.plots[0].series, strict=True):
            _line_look(one, kind)
        low = min(value for _, values in series.lines for value in values if value is not None)
        if low >= 0:
            chart.value_axis.minimum_scale = 0
        self.text(slide, (LEFT, TOP + 0.02, 8.9, 0.32), series.unit, 12, 9, QUIET)
        return frame

    # --- 5: what changed ---------------------------------------------------------------------------------------

    def changed(self) -> None:
        cards = [card for card in self.view.picture.cards if card.column in RESULTS]
        elements = self.assessment.theory.element_by_id
        kinds: dict[str, list[Card]] = {"measured": [], "opinion": [], "unmeasured": []}
        for card in cards:
            state = status_of(self.speaker, elements[card.id])
            kinds[state if state in kinds else "unmeasured"].append(card)
        point = self.points[1]
        lists = [f"{card.id} {card.title}: {card.status_word}. {card.value} {card.caption}".strip() for card in cards]
        notes = [point.sentence, *point.more, *lists]
        headline = first_sentences(point.sentence, 1) if cards else self.say("slides.changed_empty")
        slide = self.slide(headline, "changed", notes)
        wide = (RIGHT - LEFT - 0.6) / 3
        for at, (kind, name) in enumerate((("measured", "measured"), ("opinion", "opinion"), ("unmeasured", "silent"))):
            left, found = LEFT + at * (wide + 0.3), kinds[kind]
            edge = EDGES[kind].colour[1:]
            self.bar(slide, (left, TOP + 0.2, wide, 0.07), edge)
            head = self.say(f"slides.{name}", count=len(found))
            self.text(slide, (left, TOP + 0.33, wide, 0.66), head, 16, 11, edge, bold=True)
            names = [cut(card.title, 48) for card in found[:MOST_NAMES]] or [self.say("slides.none")]
            if len(found) > MOST_NAMES:
                names.append(self.say("slides.and_more", count=len(found) - MOST_NAMES))
            for row, words in enumerate(names):
                self.text(slide, (left, TOP + 1.1 + row * 0.78, wide, 0.72), words, 15, 10)

    # --- 6: where it does not translate ------------------------------------------------------------------------

    def gaps(self) -> None:
        every: list[GapRow] = [row for group in self.view.head.gaps for row in group.rows]
        behind = {row.anchor for group in self.view.links.groups if group.anchor == "links-shown" for row in group.rows}
        shown = len(behind)
        rows = [row for row in every if row.anchor in behind] or [row for row in every if row.badge.tone != "good"]
        code = ("slides.gaps_some" if shown else "slides.gaps_unknown" if rows
                else "slides.gaps_none" if self.view.picture.arrows else "slides.gaps_nothing")  # fmt: skip
        notes = [f"{row.id}: {row.start} → {row.end}. {row.badge.word}. {row.reason}" for row in rows]
        slide = self.slide(self.say(code, shown=shown, count=len(rows)), "gaps", notes or [self.points[-1].sentence])
        if not rows:
            words = first_sentences(self.points[-1].sentence, 40)
            self.text(slide, (LEFT, TOP + 0.3, RIGHT - LEFT, 1.6), words, 20, 12)
            return
        few = rows[:MOST_GAPS]
        wide, high = RIGHT - LEFT, 1.15
        shape = slide.shapes.add_table(len(few) + 1, 3, Inches(LEFT), Inches(TOP + 0.2), Inches(wide), Inches(0.4))
        _describe(shape, self.view.head.gap_title, self.view.head.gap_title)
        table = shape.table
        widths = (4.6, 2.0, wide - 6.6)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Inches(width)
        heads = [self.say(f"document.column.{one}") for one in ("link", "verdict", "why")]
        _table_row(table, 0, heads, widths, 0.42, head=True)
        for at, row in enumerate(few, start=1):
            words = f"{cut(row.start, 36)} → {cut(row.end, 36)}"
            reason = in_short(row.reason)
            _table_row(table, at, (words, f"{SIGNS.get(row.badge.shape, '●')} {row.badge.word}", reason), widths, high)
        if len(rows) > len(few):
            rest = self.say("slides.gaps_rest", count=len(few), whole=len(rows))
            self.text(slide, (LEFT, BOTTOM - 0.4, wide, 0.36), rest, 12, 9, QUIET)

    # --- 7: the years ahead ------------------------------------------------------------------------------------

    def ahead(self) -> None:
        chances = list(self.view.outlook.chances)
        told = [(one, value) for one in chances if (value := self.likelihood(one)) is not None]
        few = sum(one.badge.tone == "bad" for one, _ in told)
        code = ("slides.ahead_no_targets" if not chances else "slides.ahead_none" if not told
                else "slides.ahead_one" if len(chances) == 1 else "slides.ahead_one_told" if len(told) == 1
                else "slides.ahead_unlikely" if few else "slides.ahead_fine")  # fmt: skip
        notes = [f"{one.indicator}, {one.goal}: {one.badge.word}. {one.chance} {one.reason}" for one in chances]
        notes += list(self.view.outlook.events)
        chance = told[0][0].chance if told else ""
        slide = self.slide(self.say(code, told=len(told), count=few, chance=chance), "ahead", notes)
        if told:
            self.bar_chart(slide, told[:MOST_BARS])
            untold = len(chances) - len(told)
            if untold:
                words = self.say("slides.ahead_untold", count=untold)
                self.text(slide, (LEFT, BOTTOM - 0.4, RIGHT - LEFT, 0.36), words, 12, 9, QUIET)
            return
        if len(chances) > 2:
            words = self.say("slides.ahead_untold", count=len(chances))
            self.text(slide, (LEFT, BOTTOM - 0.4, RIGHT - LEFT, 0.36), words, 12, 9, QUIET)
        for at, one in enumerate(chances[:2]):
            top = TOP + 0.35 + at * 2.1
            name = f"{cut(one.indicator, 60)}: {one.goal}"
            self.text(slide, (LEFT, top, RIGHT - LEFT, 0.5), name, 17, 11, ACCENT, bold=True)
            self.text(slide, (LEFT, top + 0.55, RIGHT - LEFT, 1.2), first_sentences(one.reason, 12), 16, 10)
        if not chances:
            for at, words in enumerate(self.without_targets()):
                self.text(slide, (LEFT, TOP + 0.3 + at * 1.4, RIGHT - LEFT, 1.2), first_sentences(words, 30), 18, 11)

    def without_targets(self) -> list[str]:
        """What is told of the years ahead where no target is: how far they were projected, or why they were not."""
        outlook = self.view.outlook
        if outlook.courses:
            return list(outlook.section.intro[:2])
        why = [f"{cut('; '.join(one.indicators), 80)}: {one.reason}" for one in outlook.unforeseen]
        return [self.say("slides.ahead_no_course"), *why[:2]]

    def likelihood(self, one: Chance) -> float | None:
        """The chance of a target, or of that version of it, as a part of one; None where it cannot be told."""
        table = self.assessment.prospects
        here = table[table["organisation"] == self.view.organisation]
        columns = (here[name] for name in ("indicator", "target_id", "target_value", "year", "probability"))
        for indicator, name, goal, year, value in zip(*columns, strict=True):
            if not one.chance or anchor_of("target", name) != one.anchor or value is None or math.isnan(value):
                continue
            unit = self.assessment.theory.indicator_by_id[indicator].unit
            if self.say("outlook.goal", goal=self.speaker.amount(goal, unit), year=str(year)) == one.goal:
                return float(value)
        return None

    def bar_chart(self, slide: Any, told: Sequence[tuple[Chance, float]]) -> None:
        data: Any = CategoryChartData(number_format='0"%"')  # type: ignore[no-untyped-call]
        data.categories = [cut(f"{one.indicator}: {one.goal}", 60) for one, _ in told]
        data.add_series(self.say("slides.ahead_series"), [100 * value for _, value in told])
        box = (Inches(LEFT), Inches(TOP + 0.45), Inches(RIGHT - LEFT), Inches(BOTTOM - TOP - 0.95))
        frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box, data)
        chart = frame.chart
        _calm(chart, legend=False)
        chart.category_axis.reverse_order = True
        chart.category_axis.tick_labels.font.size = Pt(14)
        chart.value_axis.minimum_scale, chart.value_axis.maximum_scale, chart.value_axis.major_unit = 0, 100, 25
        plot = chart.plots[0]
        plot.gap_width = 70
        series = plot.series[0]
        for at, (one, _) in enumerate(told):
            point = series.points[at]
            point.format.fill.solid()
            tone = {"bad": BAD, "good": GOOD}.get(one.badge.tone, "3D5A86")
            point.format.fill.fore_color.rgb = _tone(tone)
            words = point.data_label
            words.position = XL_LABEL_POSITION.OUTSIDE_END
            words.text_frame.text = one.chance
            run = words.text_frame.paragraphs[0].runs[0]
            run.font.size, run.font.name = Pt(13), LETTERS
        self.text(slide, (LEFT, TOP + 0.08, RIGHT - LEFT, 0.36), self.say("slides.ahead_axis"), 12, 9, QUIET)
        words_ = "; ".join(f"{one.indicator}, {one.goal}: {one.chance}" for one, _ in told)
        _describe(frame, self.say("slides.alt.chances", words=words_), self.say("slides.ahead_axis"))

    # --- 8: what is missing ------------------------------------------------------------------------------------

    def asked(self) -> None:
        steps = self.steps()
        few = steps[:MOST_STEPS]
        missing = self.view.missing.sentence if self.view.missing is not None else ""
        notes = [missing, *(f"{what} {why} {owner}".strip() for what, why, owner in steps)]
        headline = self.say("slides.asked", count=len(few)) if few else self.say("slides.asked_none")
        slide = self.slide(headline, "asked" if few else "asked_none", notes)
        if not few:
            for at, words in enumerate(one for one in (unmeasured_of(self.view), missing) if one):
                self.text(slide, (LEFT, TOP + 0.3 + at * 1.4, RIGHT - LEFT, 1.2), words, 18, 11)
        room = (BOTTOM - TOP - 0.2) / MOST_STEPS
        for at, (what, _, owner) in enumerate(few):
            top = TOP + 0.2 + at * room
            self.text(slide, (LEFT, top, 0.6, 0.5), str(at + 1), 24, 18, ACCENT, bold=True)
            self.text(slide, (LEFT + 0.7, top + 0.05, 8.3, room - 0.2), cut(first_sentences(what, 12), 100), 18, 11)
            self.text(slide, (LEFT + 9.2, top + 0.08, RIGHT - LEFT - 9.2, room - 0.2), cut(owner, 60), 15, 10, QUIET)

    def steps(self) -> list[tuple[str, str, str]]:
        """What to do, why, and who."""
        if self.view.missing is not None:
            return [(one.what, one.why, self.say("slides.owner", owner=one.owner) if one.owner
                     else self.say("slides.asked_owner")) for one in steps_apart(self.view)]  # fmt: skip
        nobody = self.say("slides.asked_owner")
        return [(self.say("slides.measure", id=one.element.word, title=one.title), "; ".join(one.notes), nobody)
                for one in self.view.links.nexts]  # fmt: skip


# --- The chain, small -------------------------------------------------------------------------------------------


def draw_compact(picture: Picture, width: float, height: float) -> str:
    """The elements that have a link, with their titles only, spread over a wide space; as one piece of SVG text.

    Args:
        picture: the chain.
        width: of the drawing, in units of which 96 make an inch.
        height: the same.
    """
    cards = {card.id: card for card in picture.cards if card.linked}
    lines = [Line(one.id, one.start, one.end) for one in picture.arrows]
    placed = arrange([Box(name, card.column, 40) for name, card in cards.items()], lines, 10)
    columns = len(picture.columns)
    gap = 52.0
    wide = (width - 2 - (columns - 1) * gap) / columns
    top = 22.0
    weight = {name: 1.0 if name in cards else 0.32 for column in placed.columns for name in column}
    step = (height - top) / max((sum(weight[name] for name in column) for column in placed.columns), default=1.0)
    tall = min(step - 5, 58)
    middle: dict[str, float] = {}
    for column in placed.columns:
        each = (height - top) / max(sum(weight[name] for name in column), 1e-9)
        reached = top
        for name in column:
            middle[name] = reached + weight[name] * each / 2
            reached += weight[name] * each

    def all_fit(size: float) -> bool:
        return all(len(wrap(card.title, size, wide - 24)) * size * 1.16 <= tall - 3 for card in cards.values())

    size = next((one / 2 for one in range(26, 19, -1) if all_fit(one / 2)), 9.5)

    def left(name: str) -> float:
        return 1 + cards[name].column * (wide + gap)

    parts = [f'<text x="{at * (wide + gap):.1f}" y="12" font-size="12.5" font-weight="600">'
             f"{escape(plain(one.title))}</text>" for at, one in enumerate(picture.columns)]  # fmt: skip
    entering: dict[str, list[str]] = {}
    for arrow in picture.arrows:
        entering.setdefault(arrow.end, []).append(arrow.id)
    routes = {route.line.name: route for route in placed.routes}
    for names in entering.values():
        names.sort(key=lambda name: middle[routes[name].stops[-2]])
    tags = []
    for arrow in picture.arrows:
        stroke = LINES[arrow.family]
        within = cards[arrow.start].column == cards[arrow.end].column
        order = entering[arrow.end]
        aside = (order.index(arrow.id) + 1) / (len(order) + 1)
        x0, y0 = left(arrow.start) + wide, middle[arrow.start]
        y1 = middle[arrow.end] - tall / 2 + aside * tall
        if within:
            x1 = left(arrow.end) + wide
            data = f"M{x0:.1f} {y0:.1f}C{x0 + 34:.1f} {y0:.1f} {x0 + 34:.1f} {y1:.1f} {x1 + 4:.1f} {y1:.1f}"
            tag, head = (x0 + 14, (y0 + y1) / 2), -1
        else:
            x1 = left(arrow.end)
            route = routes[arrow.id]
            stops = [(1 + (cards[arrow.start].column + at) * (wide + gap), middle[stop])
                     for at, stop in enumerate(route.stops[1:-1], start=1) if not route.backwards]  # fmt: skip
            data, x, y = f"M{x0:.1f} {y0:.1f}", x0, y0
            for stop_x, stop_y in stops:
                data += f"C{x + gap / 2:.1f} {y:.1f} {stop_x - gap / 2:.1f} {stop_y:.1f} {stop_x:.1f} {stop_y:.1f}"
                data += f"H{stop_x + wide:.1f}"
                x, y = stop_x + wide, stop_y
            bend = gap / 2
            data += f"C{x + bend:.1f} {y:.1f} {x1 - bend - 8:.1f} {y1:.1f} {x1 - 5:.1f} {y1:.1f}"
            tag, head = (x1 - 17, y1), 1
        parts.append(f'<path d="{data}" fill="none" {stroke.attributes}/>'
                     f'<path d="M{x1:.1f} {y1:.1f}l{-7 * head} -3.6v7.2z" fill="{stroke.colour}"/>')  # fmt: skip
        tags.append(
            f'<rect x="{tag[0] - 9:.1f}" y="{tag[1] - 7:.1f}" width="18" height="14" rx="3" fill="{stroke.colour}"/>'
            f'<text x="{tag[0]:.1f}" y="{tag[1] + 3.6:.1f}" font-size="10" font-weight="600" fill="{PAPER}" '
            f'text-anchor="middle">{escape(arrow.letter)}</text>'
        )
    boxes = [
        _small_card(card.title, card.status, left(name), middle[name], wide, tall, size) for name, card in cards.items()
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
        f'height="{height:.0f}" font-family="{FONT}" fill="{INK}">{"".join([*parts, *boxes, *tags])}</svg>'
    )


def _small_card(title: str, status: str, left: float, middle: float, wide: float, tall: float, size: float) -> str:
    """One element: its title, as many lines as fit."""
    most = max(1, int((tall - 3) / (size * 1.16)))
    lines = wrap(plain(title), size, wide - 24)
    if len(lines) > most:
        lines = [*lines[: most - 1], _ended(lines[most - 1], size, wide - 24)]
    edge = EDGES[status]
    sign = {"measured": edge.colour, "opinion": "#ffffff", "unmeasured": "#ffffff"}[status]
    half = (f'<path d="M{left + 10:.1f} {middle - 3.6:.1f}a3.6 3.6 0 0 0 0 7.2z" fill="{edge.colour}"/>'
            if status == "opinion" else "")  # fmt: skip
    first = middle - (len(lines) - 1) * size * 0.58 + size * 0.35
    words = "".join(f'<tspan x="{left + 19:.1f}" y="{first + at * size * 1.16:.1f}">{escape(line)}</tspan>'
                    for at, line in enumerate(lines))  # fmt: skip
    return (
        f'<rect x="{left:.1f}" y="{middle - tall / 2:.1f}" width="{wide:.1f}" height="{tall:.1f}" rx="5" '
        f'fill="{PAPER}" {edge.attributes}/>'
        f'<circle cx="{left + 10:.1f}" cy="{middle:.1f}" r="3.6" fill="{sign}" stroke="{edge.colour}" '
        'stroke-width="1.2"/>'
        f'{half}<text font-size="{size}">{words}</text>'
    )


def _ended(line: str, size: float, width: float) -> str:
    while line and text_width(line + "…", size) > width:
        line = line[:-1]
    return line.rstrip() + "…"


# --- Shapes -----------------------------------------------------------------------------------------------------


def _locale(language: str) -> str:
    return {"nl": "nl-NL", "en": "en-GB"}[language]


def _tone(colour: str) -> Any:
    """A colour as the library wants it."""
    return RGBColor.from_string(colour.removeprefix("#"))  # type: ignore[no-untyped-call]


def _put(shape: Any, box: tuple[float, float, float, float]) -> None:
    shape.left, shape.top, shape.width, shape.height = (Inches(one) for one in box)


def _flat(frame: Any) -> None:
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Inches(INSET)


def _write(
    shape: Any, words: str, box: tuple[float, float, float, float], largest: float, smallest: float,
    colour: str = INK, bold: bool = False,
) -> None:  # fmt: skip
    found = fitted(words, box[2], box[3], largest, smallest, bold)
    _flat(shape.text_frame)
    paragraph = shape.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.line_spacing = 1.0
    run = paragraph.add_run()
    run.text = found.text
    run.font.size, run.font.bold, run.font.name = Pt(found.size), bold, LETTERS
    run.font.color.rgb = _tone(colour.removeprefix("#"))


def _describe(shape: Any, words: str, title: str = "") -> None:
    """What it is, for who cannot see it; without words it is decoration."""
    about = shape._element.xpath(".//p:cNvPr")[0]
    about.set("descr", plain(words))
    if title:
        about.set("title", cut(title, 250))
    if not words:
        about.append(parse_xml(
            f'<a:extLst {nsdecls("a")}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}"><adec:decorative '
            'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
        ))  # fmt: skip


def _table_row(
    table: Any, at: int, words: Sequence[str], widths: Sequence[float], height: float, head: bool = False
) -> None:
    table.rows[at].height = Inches(height)
    for cell, text, width in zip(table.rows[at].cells, words, widths, strict=True):
        found = fitted(text, width - 0.1, height - 0.04, 14 if head else 16, 9, head)
        cell.margin_left = cell.margin_right = Inches(0.06)
        cell.margin_top = cell.margin_bottom = Inches(0.03)
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        cell.fill.solid()
        cell.fill.fore_color.rgb = _tone("EDEAE2" if head else "FFFFFF" if at % 2 else GROUND)
        run = cell.text_frame.paragraphs[0].add_run()
        run.text = found.text
        run.font.size, run.font.bold, run.font.name = Pt(found.size), head, LETTERS
        run.font.color.rgb = _tone(INK[1:])


def _calm(chart: Any, legend: bool) -> None:
    """No title, few lines, one kind of letters."""
    chart.has_title = False
    chart.font.size, chart.font.name = Pt(12), LETTERS
    chart.font.color.rgb = _tone(QUIET[1:])
    chart.has_legend = legend
    if legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    axis = chart.value_axis
    axis.major_gridlines.format.line.color.rgb = _tone("E4E0D6")
    axis.format.line.fill.background()
    axis.has_minor_gridlines = False
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "#,##0", False
    chart.category_axis.format.line.color.rgb = _tone(RULE[1:])
    chart.category_axis.has_major_gridlines = False


def _line_look(series: Any, kind: str) -> None:
    """Figures are dots on a line, parts of a year grey squares, the projection dashed, its margin thin, a target ◆."""
    looks: dict[str, tuple[str, float | None, Any, Any]] = {
        "figure": (INK[1:], 2.5, None, XL_MARKER_STYLE.CIRCLE),
        "partial": ("7A8691", None, None, XL_MARKER_STYLE.SQUARE),
        "middle": (ACCENT, 2.25, MSO_LINE.DASH, XL_MARKER_STYLE.NONE),
        "low": (SOFT, 1.25, None, XL_MARKER_STYLE.NONE),
        "high": (SOFT, 1.25, None, XL_MARKER_STYLE.NONE),
        "target": ("8A3D00", None, None, XL_MARKER_STYLE.DIAMOND),
    }
    colour, width, dash, marker = looks[kind]
    tone = _tone(colour)
    series.smooth = False
    if width is None:
        series.format.line.fill.background()
    else:
        series.format.line.color.rgb, series.format.line.width = tone, Pt(width)
    if dash is not None:
        series.format.line.dash_style = dash
    series.marker.style = marker
    if marker is not XL_MARKER_STYLE.NONE:
        series.marker.size = 10 if kind == "target" else 8
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = tone
        series.marker.format.line.color.rgb = tone


def _broken(series: Series) -> bool:
    """Whether a figure has decimals."""
    return any(value is not None and not float(value).is_integer() for kind, values in series.lines
               if kind in ("figure", "partial", "target") for value in values)  # fmt: skip


# --- The file ---------------------------------------------------------------------------------------------------


def _properties(deck: Any, view: ReportView, day: date) -> None:
    about = deck.core_properties
    moment = datetime.combine(day, time())
    about.title = cut(view.title, 250)
    about.subject = cut(label("document.subject", view.language, title=view.title), 250)
    about.author = about.last_modified_by = label("document.author", view.language, version=__version__)
    about.created = about.modified = about.last_printed = moment
    about.language, about.revision = _locale(view.language), 1
    about.comments = about.keywords = about.category = ""
    for slide in deck.slides:
        for run in slide._element.iter(qn("a:rPr")):
            run.set("lang", _locale(view.language))
    package = deck.part.package
    rels = package._rels
    for name in [name for name, one in rels.items() if one.reltype.endswith("/thumbnail")]:
        rels.pop(name)


def _dated(made: bytes, day: date, depth: int = 0) -> bytes:
    """The same package with every part dated ``day``, and so for the workbooks behind the charts."""
    out = io.BytesIO()
    moment = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith(".xlsx"):
                content = _dated(content, day, depth + 1)
            elif depth and name == "docProps/core.xml":
                content = _without_moment(content, day)
            elif name == "docProps/app.xml":
                content = PROGRAM_XML.encode()
            about = zipfile.ZipInfo(name, moment)
            about.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(about, content)
    return out.getvalue()


def _without_moment(content: bytes, day: date) -> bytes:
    root = parse_xml(content)
    for one in root:
        if one.tag.endswith(("}created", "}modified")):
            one.text = f"{day.isoformat()}T00:00:00Z"
    return bytes(serialize_part_xml(root))
