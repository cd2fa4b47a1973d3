"""The report as a workbook: live formulas, native charts, and every text as plain text (XlsxWriter).

The same assessment gives the same bytes: the file carries the day of the report and not that of its making.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import accumulate
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from toc import __version__
from toc.assessment import Assessment
from toc.report.book import Book, Cell, Column, Cover, Figure, Formula, Graph, Mark, Message, Sheet, Word
from toc.report.entries import Clerk
from toc.report.graphs import graphs_of
from toc.report.head import points_of_head
from toc.report.page import Point
from toc.report.registers import sheet_of_columns, sheets_of_coverage, sheets_of_records
from toc.report.sheets import sheets_of_figures
from toc.report.wording import Speaker

LONGEST = 32_767
"""Most characters that a cell can hold."""

LONGEST_HINT = 255
READING = ("missing", "formulas", "percent", "signs", "sorting")
A4 = 9
TITLE_ROW, INTRO_ROW, HEAD_ROW = 0, 1, 2
CHART_ROWS = 19
ROW_PIXELS = 20
LINE_HEIGHT, HIGHEST, FIT = 13.2, 400.0, 1.17
"""Points for each line of text, the highest that a row may be, and characters that fit a unit of width."""

COVER = (34.0, 108.0)
"""Widths of the two columns of the first sheet."""

FIRST, GRID = 14.0, 9.5
"""Widths of columns on the sheet of charts."""

BACK = 15.0
"""Least width of the first column, which holds the way back."""

ON_PAPER = 200.0
"""Width of the columns that are printed; the others are there on the screen."""

FORMS: Mapping[str, str] = {
    "count": "#,##0", "one": "#,##0.0", "two": "#,##0.00", "percent": '#,##0.0"%"', "part": "0.0%", "share": "0%",
    "euro": '"€ "#,##0', "euro_cents": '"€ "#,##0.00', "year": "0",
}  # fmt: skip
"""How numbers are shown; a spreadsheet writes them by the rules of its own language."""

ROOM = "_)"
"""A little room after a number, as wide as a bracket."""

AXES: Mapping[str, str] = {"percent": '0"%"', "part": "0%", "one": "#,##0", "euro_cents": FORMS["euro"]}
"""Rougher forms for an axis."""

INK, SOFT, LINE, PAPER = "#22303A", "#5F6B73", "#C9D3D9", "#EEF3F5"
TONES = {"good": "#1D6B45", "open": "#8A5A00", "missing": "#5F6B73", "bad": "#9B2C2C", "note": "#5B3E86", "calm": INK}
TABS = {"cover": "#22303A", "figures": "#4C7A92", "lists": "#8AA18F", "method": "#B4B9BD"}
FIGURE, PART, MIDDLE, BAND, AIM = "#1F4E6B", "#A9C1CF", "#2E8079", "#C5DEDB", "#A4501A"

AIM_SHAPES = ("diamond", "triangle", "square")

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")
_REFERENCE = re.compile(r"\[(?:(\w+)\.)?(\w+)\]")


def write_workbook(assessment: Assessment, language: str, organisation: str = "") -> bytes:
    """Write the report as an Excel workbook.

    Args:
        assessment: what was computed.
        language: ``nl`` or ``en``.
        organisation: id of the organisation that it is about, with everyone below it; empty is the whole programme.

    Returns:
        The bytes of an .xlsx file.

    Raises:
        KeyError: there is no such organisation.
    """
    return _Writer(book_of(assessment, language, organisation)).bytes()


# --- What goes into it ------------------------------------------------------------------------------------------


def book_of(assessment: Assessment, language: str, organisation: str = "") -> Book:
    """Everything that the workbook shows."""
    speaker = Speaker(assessment, language, organisation)
    clerk = Clerk(speaker)
    figures, coverage, records = sheets_of_figures(clerk), sheets_of_coverage(clerk), sheets_of_records(clerk)
    sheets = (*figures, *coverage, *records)
    place = speaker.name_of(speaker.top)
    theory = assessment.theory
    title = speaker.text(theory.file.title)
    day = speaker.label("page.day", day=assessment.as_of)
    return Book(
        language=language,
        title=clerk.word("title", title=title),
        subject=place,
        made_with=speaker.label("page.made_with", version=__version__),
        day=assessment.as_of,
        footer=f"{title} · {place} · {day}" if place != title else f"{title} · {day}",
        page=clerk.word("page"),
        back=clerk.word("back", sheet=clerk.word("sheet.cover.name")),
        cover=_cover(clerk),
        graphs_name=clerk.word("sheet.charts.name"),
        graphs_title=clerk.word("sheet.charts.title"),
        graphs_intro=clerk.word("sheet.charts.intro"),
        graphs_about=clerk.word("sheet.charts.about"),
        no_graphs=clerk.word("no_graphs"),
        no_rows=clerk.word("empty"),
        margin=clerk.word("margin"),
        middle=clerk.word("middle"),
        cut=clerk.word("cut"),
        graphs=tuple(graphs_of(clerk)),
        sheets=(*sheets, sheet_of_columns(clerk, sheets)),
    )


def _cover(clerk: Clerk) -> Cover:
    speaker = clerk.speaker
    assessment, theory = speaker.assessment, speaker.assessment.theory
    unknown = Word(speaker.label("method.no_hash"))
    fictional = theory.file.fictional
    model = speaker.label("page.model_text", id=theory.id, version=theory.file.version)
    facts: list[tuple[str, Cell]] = [
        (clerk.word("programme"), speaker.text(theory.file.title)),
        (speaker.label("page.organisation"), speaker.name_of(speaker.top)),
        (speaker.label("page.as_of"), assessment.as_of),
        (clerk.word("fictional"), clerk.word("fictional_yes" if fictional else "fictional_no")),
    ]
    if assessment.scenario is not None:
        facts.append((speaker.label("page.scenario_name"), speaker.text(assessment.scenario.title)))
    facts += [("", speaker.text(change.told)) for change in assessment.changes]
    banners = {
        "page.fictional": fictional,
        "page.internal": not assessment.published,
        "page.as_it_is": assessment.tree_view == "as_it_is",
        "page.scenario": assessment.scenario is not None,
    }
    return Cover(
        name=clerk.word("sheet.cover.name"),
        kicker=speaker.label("page.kicker"),
        title=speaker.text(theory.file.title),
        banners=tuple(speaker.label(code) for code, holds in banners.items() if holds),
        messages_title=clerk.word("messages"),
        messages=tuple(_message(point) for point in points_of_head(speaker)),
        facts_title=clerk.word("facts"),
        facts=tuple(facts),
        sheets_title=clerk.word("sheets"),
        reading_title=clerk.word("reading"),
        reading=tuple((clerk.word(f"read.{name}"), clerk.word(f"read.{name}_text")) for name in READING),
        trace_title=clerk.word("trace"),
        trace=(
            (speaker.label("method.model"), model),
            (speaker.label("method.model_hash"), theory.sha256 or unknown),
            (speaker.label("method.data_hash"), assessment.data_sha256 or unknown),
            (speaker.label("method.seed"), Figure(assessment.seed, "year")),
            (speaker.label("method.engine"), __version__),
        ),
    )  # fmt: skip


def _message(point: Point) -> Message:
    counted = " · ".join(f"{one.name}: {one.text}" for one in (*point.counts, *point.rest))
    caption = point.caption if point.figure or not point.title else ""
    return Message(point.title, point.figure, caption,
                   tuple(one for one in (counted, point.sentence, *point.more) if one))  # fmt: skip


# --- How it is written ------------------------------------------------------------------------------------------


class _Writer:
    """Writes one book."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.out = io.BytesIO()
        self.file = xlsxwriter.Workbook(self.out, {
            "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        })  # fmt: skip
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.sheets = {sheet.key: sheet for sheet in book.sheets}
        self.letters = {
            (sheet.key, column.key): xl_col_to_name(at)
            for sheet in book.sheets
            for at, column in enumerate(sheet.columns)
        }

    def bytes(self) -> bytes:
        """The finished file."""
        made = datetime(self.book.day.year, self.book.day.month, self.book.day.day)
        self.file.set_properties({
            "title": self.plain(self.book.title)[:255], "subject": self.plain(self.book.subject)[:255],
            "comments": self.book.made_with, "created": made,
        })  # fmt: skip
        self.file.set_calc_mode("auto")
        cover = self.file.add_worksheet(self.book.cover.name)
        graphs = self.file.add_worksheet(self.book.graphs_name)
        pages = [(sheet, self.file.add_worksheet(sheet.name)) for sheet in self.book.sheets]
        self.cover(cover)
        self.graphs(graphs)
        for sheet, page in pages:
            self.table(sheet, page)
        cover.activate()
        self.file.close()
        return self.out.getvalue()

    # --- Cells -------------------------------------------------------------------------------------------------

    def look(self, **fields: Any) -> Any:
        """A cell format; each is made once."""
        given = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "top", **fields}
        key = tuple(sorted(given.items()))
        if key not in self.formats:
            self.formats[key] = self.file.add_format(given)
        return self.formats[key]

    def plain(self, text: str) -> str:
        """A text without control characters, no longer than a cell can hold."""
        clean = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        if len(clean.encode("utf-16-le")) // 2 <= LONGEST:
            return clean
        room = LONGEST - len(self.book.cut)
        return clean.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + self.book.cut

    def text(self, page: Any, row: int, at: int, text: str, **fields: Any) -> None:
        """A text, never read as a formula, a number or an address."""
        clean = self.plain(text)
        if clean.startswith(_FORMULA_STARTS):
            fields["quote_prefix"] = True
        page.write_string(row, at, clean, self.look(**fields))

    def link(self, page: Any, row: int, at: int, name: str, text: str, **fields: Any) -> None:
        """A pointer to another sheet of this book, whose name is ours."""
        look = self.look(font_color=FIGURE, underline=1, **fields)
        page.write_url(row, at, f"internal:'{name}'!A1", look, self.plain(text))

    def cell(self, page: Any, row: int, at: int, cell: Cell, sheet: Sheet | None = None, **fields: Any) -> None:
        """One cell of any kind."""
        match cell:
            case Figure(value, form):
                page.write_number(row, at, value, self.look(**{**_placed(form), **fields}))
            case Formula():
                text = self.formula(cell, row, sheet)
                page.write_formula(row, at, text, self.look(**{**_placed(cell.form), **fields}), cell.value)
            case Mark():
                self.text(page, row, at, cell.text, font_color=TONES[cell.tone], **fields)
            case Word(text):
                self.text(
                    page, row, at, text, **{"font_color": SOFT, "italic": True, "align": "right", "indent": 1, **fields}
                )
            case date():
                moment = datetime(cell.year, cell.month, cell.day)
                page.write_datetime(
                    row, at, moment, self.look(**{"num_format": "dd-mm-yyyy", "align": "left", **fields})
                )
            case str():
                self.text(page, row, at, cell, **fields)

    def formula(self, cell: Formula, row: int, sheet: Sheet | None) -> str:
        """A formula with its addresses; it says its words while a figure of its own row is lacking."""
        key = sheet.key if sheet is not None else "charts"
        own: list[str] = []

        def address(found: re.Match[str]) -> str:
            other, column = found.groups()
            if other is not None:
                letter, last = self.letters[other, column], max(len(self.sheets[other].rows), 1) + HEAD_ROW + 1
                return f"'{self.sheets[other].name}'!${letter}${HEAD_ROW + 2}:${letter}${last}"
            own.append(f"{self.letters[key, column]}{row + 1}")
            return own[-1]

        text = _REFERENCE.sub(address, cell.text)
        needed = list(dict.fromkeys(own))
        words = '"' + cell.words.replace('"', '""') + '"'
        return f"=IF(COUNT({','.join(needed)})={len(needed)},IFERROR({text},{words}),{words})"

    # --- Sheets ------------------------------------------------------------------------------------------------

    def frame(self, page: Any, tone: str, title: str, intro: str) -> None:
        """What every sheet has: its tab, its heading, the way back, and how it is printed."""
        page.set_tab_color(TABS[tone])
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(A4)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        about = self.plain(self.book.footer)[:120].replace("&", "&&").replace("\n", " ")
        page.set_footer(f"&L&8{about}&R&8{self.book.page}")
        self.text(page, TITLE_ROW, 0, title, font_size=15, bold=True)
        if intro:
            self.link(page, INTRO_ROW, 0, self.book.cover.name, self.book.back, font_size=9)
            self.text(page, INTRO_ROW, 1, intro, font_size=9, font_color=SOFT, valign="vcenter")

    def heads(self, page: Any, row: int, columns: Sequence[Column], hints: bool = True) -> None:
        """The heading of a table; its meaning shows when a heading is chosen."""
        for at, column in enumerate(columns):
            self.text(page, row, at, column.title, bold=True, bg_color=PAPER, bottom=1, bottom_color=SOFT,
                      text_wrap=True, valign="vcenter")  # fmt: skip
            if hints:
                page.data_validation(row, at, row, at, {
                    "validate": "any", "input_title": self.plain(column.title)[:32],
                    "input_message": column.meaning[:LONGEST_HINT],
                })  # fmt: skip

    def table(self, sheet: Sheet, page: Any) -> None:
        """One table with its filter and pinned heading."""
        self.frame(page, sheet.tone, sheet.title, sheet.intro)
        self.heads(page, HEAD_ROW, sheet.columns)
        page.set_row(HEAD_ROW, 32)
        for at, column in enumerate(sheet.columns):
            page.set_column(at, at, column.width if at else max(column.width, BACK))
        if not sheet.rows:
            self.text(page, HEAD_ROW + 1, 0, self.book.no_rows, font_color=SOFT, italic=True)
        lines: dict[str, Any] = {"bottom": 4, "bottom_color": LINE}
        wrapping = [at for at, column in enumerate(sheet.columns) if column.wraps]
        for row, cells in enumerate(sheet.rows, start=HEAD_ROW + 1):
            for at, cell in enumerate(cells):
                wraps: dict[str, Any] = {"text_wrap": True} if sheet.columns[at].wraps else {}
                self.cell(page, row, at, cell, sheet, **lines, **wraps)
            if wrapping:
                page.set_row(row, _height(max(_lines(_text_of(cells[at]), sheet.columns[at].width) for at in wrapping)))
        last = HEAD_ROW + max(len(sheet.rows), 1)
        page.autofilter(HEAD_ROW, 0, last, len(sheet.columns) - 1)
        page.freeze_panes(HEAD_ROW + 1, sheet.pinned)
        page.repeat_rows(HEAD_ROW)
        widths = list(accumulate(column.width for column in sheet.columns))
        page.print_area(0, 0, last, max(sum(width <= ON_PAPER for width in widths), 1) - 1)
        for name in sheet.bars:
            at = [column.key for column in sheet.columns].index(name)
            page.conditional_format(HEAD_ROW + 1, at, last, at, {
                "type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_color": BAND, "min_type": "num",
                "max_type": "num", "min_value": 0, "max_value": 1, "bar_border_color": BAND,
            })  # fmt: skip

    def cover(self, page: Any) -> None:
        """The first sheet: what to know, where it comes from, how to read it, and what is where."""
        cover = self.book.cover
        self.frame(page, "cover", cover.kicker, "")
        for at, width in enumerate(COVER):
            page.set_column(at, at, width)
        self.text(page, TITLE_ROW, 0, cover.kicker, font_color=SOFT, font_size=10)
        self.text(page, 1, 0, cover.title, font_size=20, bold=True)
        page.set_row(1, 30)
        row = 2
        for banner in cover.banners:
            self.text(page, row, 0, f"◆ {banner}", font_color=TONES["note"], bold=True)
            row += 1
        row = self.part(page, row, cover.messages_title)
        for message in cover.messages:
            row = self.message(page, row, message)
        row = self.facts(page, self.part(page, row, cover.facts_title), cover.facts)
        row = self.part(page, row, cover.sheets_title)
        listed = [(self.book.graphs_name, self.book.graphs_about)]
        listed += [(sheet.name, sheet.about) for sheet in self.book.sheets]
        for name, about in listed:
            self.link(page, row, 0, name, name)
            self.text(page, row, 1, about, text_wrap=True)
            row += 1
        row = self.facts(page, self.part(page, row, cover.reading_title), cover.reading)
        row = self.facts(page, self.part(page, row, cover.trace_title), cover.trace)
        self.text(page, row, 1, self.book.made_with, font_color=SOFT, font_size=9)
        page.print_area(0, 0, row, 1)

    def part(self, page: Any, row: int, title: str) -> int:
        """The heading of one part of the first sheet; the row below it."""
        for at, text in enumerate((title, "")):
            self.text(page, row + 1, at, text, font_size=12, bold=True, font_color=FIGURE, bottom=1, bottom_color=SOFT)
        return row + 2

    def message(self, page: Any, row: int, message: Message) -> int:
        """One of the three messages; the row below it."""
        title, caption = (message.title, message.caption) if message.title else (message.caption, "")
        self.text(
            page, row, 0, message.figure, font_size=16, bold=True, font_color=FIGURE, text_wrap=True, valign="bottom"
        )
        page.set_row(row, 1.7 * LINE_HEIGHT * max(_lines(message.figure, COVER[0] / 1.8), 1) + 6)
        self.text(page, row, 1, title, font_size=12, bold=True, text_wrap=True, valign="bottom")
        for at, sentence in enumerate(message.sentences or ("",), start=1):
            beside = caption if at == 1 else ""
            self.text(page, row + at, 0, beside, font_color=SOFT, font_size=9, text_wrap=True)
            self.text(page, row + at, 1, sentence, text_wrap=True)
            page.set_row(row + at, _height(max(_lines(sentence, COVER[1]), _lines(beside, COVER[0]))))
        return row + max(len(message.sentences), 1) + 1

    def facts(self, page: Any, row: int, facts: Sequence[tuple[str, Cell]]) -> int:
        """Names with what belongs to them; the row below them."""
        for at, (name, cell) in enumerate(facts, start=row):
            self.text(page, at, 0, name, bold=True, text_wrap=True)
            page.set_row(at, _height(max(_lines(_text_of(cell), COVER[1]), _lines(name, COVER[0]))))
            self.cell(page, at, 1, cell, None, text_wrap=True, align="left")
        return row + len(facts)

    # --- Charts ------------------------------------------------------------------------------------------------

    def graphs(self, page: Any) -> None:
        """Each chart beside its table."""
        book = self.book
        self.frame(page, "cover", book.graphs_title, book.graphs_intro)
        page.set_column(0, 0, FIRST)
        page.set_column(1, 14, GRID)
        row, breaks = HEAD_ROW, []
        if not book.graphs:
            self.text(page, row, 0, book.no_graphs, font_color=SOFT, italic=True)
        widest = max((len(graph.columns) for graph in book.graphs), default=1)
        for at, graph in enumerate(book.graphs, start=1):
            row = self.graph(page, row + 1, graph, widest + 1)
            if at % 2 == 0 and at < len(book.graphs):
                breaks.append(row)
        page.set_h_pagebreaks(breaks)
        page.freeze_panes(HEAD_ROW, 0)
        page.print_area(0, 0, row + 1, widest + 10)

    def graph(self, page: Any, row: int, graph: Graph, beside: int) -> int:
        """One table and its chart; the row below them."""
        self.letters |= {("charts", column.key): xl_col_to_name(at) for at, column in enumerate(graph.columns)}
        self.text(page, row, 0, graph.title, font_size=12, bold=True, font_color=FIGURE)
        self.text(page, row + 1, 0, graph.unit, font_color=SOFT, font_size=9)
        head = row + 2
        self.heads(page, head, graph.columns, hints=False)
        page.set_row(head, 30)
        lines: dict[str, Any] = {"bottom": 4, "bottom_color": LINE}
        for at, cells in enumerate(graph.rows, start=head + 1):
            for place, cell in enumerate(cells):
                if cell is None:
                    page.write_blank(at, place, None, self.look(**lines))
                else:
                    self.cell(page, at, place, cell, None, **lines)
        below = head + len(graph.rows) + 1
        for at, note in enumerate(graph.notes):
            page.merge_range(below + at, 0, below + at, beside - 2, "", self.look())
            self.text(page, below + at, 0, note, font_color=SOFT, font_size=9, text_wrap=True)
            page.set_row(below + at, _height(_lines(note, FIRST + GRID * (beside - 2))))
        self.chart(page, row, beside, head, graph)
        return max(below + len(graph.notes), row + CHART_ROWS) + 1

    def chart(self, page: Any, row: int, beside: int, head: int, graph: Graph) -> None:
        """Figures, the middle and margin of the projection, and targets; a gap where there is no figure."""
        name, first, last = self.book.graphs_name, head + 1, head + len(graph.rows)
        place = {column.key: at for at, column in enumerate(graph.columns)}
        chart = self.file.add_chart({"type": "line"})

        def series(key: str, **fields: Any) -> None:
            at = place[key]
            chart.add_series({"name": [name, head, at], "categories": [name, first, 0, last, 0],
                              "values": [name, first, at, last, at], **fields})  # fmt: skip

        hidden = []
        if graph.ahead:
            for key in ("low80", "high80"):
                # no more than room on the axis: a spreadsheet makes none for margins
                series(key, line={"none": True}, marker={"type": "none"})
            hidden = [0, 1]
            bounds = {f"{end}_values": f"='{name}'!{_span(first, last, place[key])}"
                    for end, key in (("plus", "above_middle"), ("minus", "below_middle"))}  # fmt: skip
            series("middle", line={"none": True}, marker={"type": "square", "size": 9, "fill": {"color": BAND},
                   "border": {"color": BAND}}, y_error_bars={"type": "custom", "end_style": 0, "direction": "both",
                   "line": {"color": BAND, "width": 11}, **bounds})  # fmt: skip
            chart.series[-1]["name"] = self.book.margin
            chart.series[-1]["name_formula"] = None
            series(
                "middle",
                line={"color": MIDDLE, "width": 1.75, "dash_type": "dash"},
                marker={"type": "circle", "size": 4, "fill": {"color": MIDDLE}, "border": {"color": MIDDLE}},
            )
            chart.series[-1]["name"] = self.book.middle
            chart.series[-1]["name_formula"] = None
        series(
            "seen",
            line={"color": FIGURE, "width": 2.5},
            marker={"type": "circle", "size": 7, "fill": {"color": FIGURE}, "border": {"color": FIGURE}},
        )
        if graph.partial:
            series("partial", line={"none": True}, marker={"type": "circle", "size": 7, "fill": {"color": PART},
                   "border": {"color": FIGURE, "width": 1.5}})  # fmt: skip
        for at in range(graph.aims):
            shape = AIM_SHAPES[at % len(AIM_SHAPES)]
            series(f"aim{at}", line={"none": True}, marker={"type": shape, "size": 9, "fill": {"color": AIM},
                   "border": {"color": AIM}})  # fmt: skip
        font = {"name": "Calibri", "size": 9, "color": SOFT}
        ends = {"min": graph.floor, "max": graph.ceiling}
        limits = {name_: value for name_, value in ends.items() if value is not None}
        chart.set_title({"name": [name, row, 0], "name_font": {"name": "Calibri", "size": 11, "bold": True,
                         "color": INK}, "overlay": False})  # fmt: skip
        chart.set_x_axis({"num_font": font, "line": {"color": LINE}, "major_tick_mark": "none"})
        chart.set_y_axis({"num_font": font, "num_format": AXES.get(graph.form, FORMS[graph.form]),
                          "line": {"none": True},
                          "major_gridlines": {"visible": True, "line": {"color": "#E4EAED", "width": 0.75}}, **limits,
                          "name": [name, row + 1, 0], "name_font": {**font, "bold": False}})  # fmt: skip
        chart.set_legend({"position": "bottom", "font": font, "delete_series": hidden})
        chart.show_blanks_as("gap")
        chart.set_chartarea({"border": {"color": LINE}})
        chart.set_size({"width": 640, "height": CHART_ROWS * ROW_PIXELS})
        page.insert_chart(row, beside, chart, {"description": self.plain(graph.alternative)[:LONGEST_HINT],
                                               "object_position": 1})  # fmt: skip


def _placed(form: str) -> dict[str, Any]:
    """How a number stands in its cell: years in the middle, everything else to the right."""
    return {"num_format": _shown(form), "align": "center" if form == "year" else "right"}


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of so many characters, on the roomy side."""
    return sum(max(1, -(-len(part) // max(int(width * FIT), 1))) for part in text.split("\n"))


def _height(lines: int) -> float:
    """Height of a row with so many lines, in points."""
    return min(LINE_HEIGHT * lines + 3, HIGHEST)


def _text_of(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.text if isinstance(cell, (Mark, Word)) else ""


def _shown(form: str) -> str:
    """The number format of a form; one that starts with a plus sign always shows the sign of a change."""
    if form.startswith("+"):
        shown = FORMS[form[1:]]
        return f"+{shown}{ROOM};-{shown}{ROOM};0{ROOM}"
    return FORMS[form] + ROOM if form != "year" else FORMS[form]


def _span(first: int, last: int, at: int) -> str:
    return f"{xl_rowcol_to_cell(first, at, True, True)}:{xl_rowcol_to_cell(last, at, True, True)}"
