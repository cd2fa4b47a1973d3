"""The accountability report as a Word document, in the order that programme offices use.

All words about figures come from the view; nothing is reckoned here. Boxes for own text hold no figures of ours, and
what was written in them is carried over from an earlier document (``word``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from toc import __version__
from toc.assessment import Assessment
from toc.cost_page import CostPage, cost_page
from toc.declared import LANGUAGES, Text
from toc.errors import ToCError
from toc.indicator import LEVEL_ORDER
from toc.report.fan import draw_fan
from toc.report.measured import status_of
from toc.report.page import Badge, GapRow, IndicatorRows, ReportView, SurveyRow, TargetGroup, ValueRow
from toc.report.picture import draw_chain
from toc.report.word import Pen, Piece, Run, open_pen, set_margins, set_properties
from toc.report.wording import Speaker, anchor_of
from toc.result_chain import ChainElement
from toc.words import list_of
from toc.words.document import LASTING, cut, plain
from toc.words.labels import label

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
"""A sign for every shape of a badge, so that nothing is said by colour."""

MOST_ATTENTION = 6
"""Attention points of one action line; the rest stands in the chapter on the chain."""

MOST_FANS = 2
"""Charts of one action line: those with a target first."""

MOST_PLACES = 60
"""Characters that the places in sources beside one figure may take; the rest is counted, and stands on the page."""

STATES = ("measured", "opinion", "unmeasured")
LETTERS = "ABCDEFGH"
NO_TITLE = Text(nl="", en="")
NEITHER = "none"
"""Name of the part on elements without an action line."""


def write_document(
    assessment: Assessment, view: ReportView, previous: bytes | None = None, template: bytes | None = None
) -> bytes:
    """Write the accountability report as the bytes of a .docx; the same input gives the same bytes.

    Args:
        assessment: what was computed.
        view: the same in words; it says in which language.
        previous: an earlier document; what its author wrote in the boxes for own text comes along.
        template: a .docx that gives styles, header and footer; its own text is left out.

    Raises:
        FindingsError: ``previous`` or ``template`` is no Word document, or ``previous`` has no box for own text.
    """
    pen = open_pen(view.language, previous, template)
    writer = _Writer(assessment, view, pen)
    writer.whole()
    set_margins(pen, view.title, writer.say("document.state", day=assessment.as_of))
    subject = writer.say("document.subject", title=view.title)
    set_properties(pen, view.title, subject, writer.say("document.author", version=__version__), assessment.as_of)
    return pen.bytes(assessment.as_of)


@dataclass(frozen=True)
class Strand:
    """An action line, or a level of the chain where a theory has none, with its elements."""

    name: str
    title: str
    titles: Text
    """The title in every language."""

    elements: tuple[ChainElement, ...]


def strands_of(assessment: Assessment, language: str) -> tuple[Strand, ...]:
    """Action lines in their own order and then what belongs to none; by level where no action line is declared."""
    file = assessment.theory.file
    if not file.action_lines:
        levels = ((level, tuple(one for one in file.elements if one.level is level)) for level in LEVEL_ORDER)
        return tuple(_strand(str(level), _both(f"level.{level}"), elements, language)
                     for level, elements in levels if elements)  # fmt: skip
    lines = [_strand(line.id, line.title, tuple(one for one in file.elements if one.action_line == line.id), language)
             for line in file.action_lines]  # fmt: skip
    rest = tuple(one for one in file.elements if one.action_line is None)
    if rest:
        lines.append(_strand(NEITHER, _both("document.no_line"), rest, language))
    return tuple(lines)


def _strand(name: str, titles: Text, elements: tuple[ChainElement, ...], language: str) -> Strand:
    return Strand(name, titles[language], titles, elements)


def _both(code: str) -> Text:
    return Text(nl=label(code, "nl"), en=label(code, "en"))


@dataclass(frozen=True)
class _Writer:
    assessment: Assessment
    view: ReportView
    pen: Pen

    def say(self, code: str, **values: object) -> str:
        return label(code, self.view.language, **values)

    def own(self, kind: str, name: str = "", title: Text = NO_TITLE) -> None:
        """A box for own text."""
        place = f"{kind}:{name}" if name else kind
        words = {one: label(f"document.own.{kind}", one, title=title[one]) for one in LANGUAGES}
        self.pen.place(place, Text(**words), self.say(f"document.own.{kind}_what"))

    def whole(self) -> None:
        self.title_page()
        place = self.contents()
        self.introduction()
        self.summary()
        self.strands()
        self.chain()
        self.finances()
        self.lasting()
        self.steps()
        self.appendices()
        self.pen.contents(place)

    # --- Front -------------------------------------------------------------------------------------------------

    def title_page(self) -> None:
        self.pen.write(self.view.title, style="Title")
        self.pen.write(self.say("document.kind"), style="Subtitle")
        for fact in self.view.facts:
            self.pen.write(Run(f"{fact.name}: ", quiet=True), fact.text)
        for banner in (*self.view.banners, *self.view.changes):
            self.pen.write(Run(banner, bold=True))
        self.pen.new_page()

    def contents(self) -> object:
        """The title of the contents, and the place where they will stand."""
        self.pen.write(Run(self.say("document.contents"), bold=True), style="Subtitle")
        place = self.pen.write()
        self.pen.write(Run(self.say("document.contents_note"), quiet=True))
        self.pen.write(self.say("document.keep"))
        return place

    def introduction(self) -> None:
        self.pen.heading(self.say("document.introduction"), 1)
        if self.view.description:
            self.pen.write(self.view.description)
        theory = self.assessment.theory
        whose = self.view.facts[1].text
        self.pen.write(self.say("document.intro", whose=whose, day=self.assessment.as_of, model=theory.id))
        self.own("introduction")
        self.pen.heading(self.say("document.reading"), 2)
        for fact in self.view.method.reading:
            self.pen.bullet(Run(f"{fact.name}. ", bold=True), fact.text)

    def summary(self) -> None:
        self.pen.heading(self.say("document.summary"), 1)
        for point in self.view.head.points:
            self.pen.heading(point.title or (f"{point.figure} {point.caption}" if point.figure else point.caption), 3)
            self.pen.write(point.sentence)
            counts = [f"{one.name}: {one.text}" for one in (*point.counts, *point.rest)]
            if counts:
                self.pen.write(Run("; ".join(counts), quiet=True))
        self.own("summary")

    # --- Action lines ------------------------------------------------------------------------------------------

    def strands(self) -> None:
        has_lines = bool(self.assessment.theory.file.action_lines)
        self.pen.heading(self.say("document.lines" if has_lines else "document.levels"), 1)
        for one in strands_of(self.assessment, self.view.language):
            self.strand(one)

    def strand(self, strand: Strand) -> None:
        self.pen.heading(strand.title, 2)
        self.pen.heading(self.say("document.results"), 3)
        states = [self.state(one) for one in strand.elements]
        if states:
            parts = [self.say(f"document.counted.{one}", count=states.count(one)) for one in STATES if one in states]
            told = list_of(parts, self.view.language)
            self.pen.write(self.say("document.counted", count=len(states), parts=told))
        self.own("results", strand.name, strand.titles)
        rows = list(self.kpis(strand))
        if rows:
            head = [self.say(f"document.column.{one}") for one in ("kpi", "before", "last", "goal")]
            self.pen.table(self.say("document.caption.kpis", title=strand.title), head, rows, (36, 20, 20, 26))
        else:
            self.pen.write(self.say("document.no_figures"))
        self.fans(strand)
        self.pen.heading(self.say("document.attention"), 3)
        points = list(self.attention(strand))
        for lead, words in points[:MOST_ATTENTION]:
            self.pen.bullet(Run(f"{lead} ", bold=True), words)
        if not points:
            self.pen.write(self.say("document.no_attention"))
        if len(points) > MOST_ATTENTION:
            self.pen.write(self.say("document.more", count=len(points) - MOST_ATTENTION))
        self.own("attention", strand.name, strand.titles)

    def state(self, element: ChainElement) -> str:
        """Whether an element is measured; a derived figure does not measure it."""
        found = status_of(self.speaker, element)
        return found if found in STATES else "unmeasured"

    @cached_property
    def speaker(self) -> Speaker:
        return Speaker(self.assessment, self.view.language, self.view.organisation)

    def kpis(self, strand: Strand) -> Iterator[list[Piece]]:
        """A row for each indicator, and for each part that has none; an indicator stands there once."""
        theory, language = self.assessment.theory, self.view.language
        named: set[str] = set()
        for element in strand.elements:
            indicators = [(name, False) for name in element.indicators] + [(name, True) for name in element.proxies]
            title = element.title[language]
            if not indicators:
                none = self.say("document.kpi_unmeasured")
                yield [title, "–", f"{SIGNS['ring']} {none}", self.say("document.kpi_no_goal")]
            for name, is_proxy in indicators:
                if name in named or name not in theory.indicator_by_id:
                    continue
                named.add(name)
                shown = theory.indicator_by_id[name].title[language]
                shown = self.say("document.kpi_proxy", title=shown) if is_proxy else shown
                before, last = self.figures(name)
                yield [Run(shown, bold=not is_proxy), before, last, self.goals(name)]

    def figures(self, indicator: str) -> tuple[str, str]:
        """The figure before and the last one as written, or words where there is none."""
        place = anchor_of("indicator", indicator)
        found = next((one for one in self.indicator_rows() if one.anchor == place), None)
        if found is not None:
            return self.two_figures(found.rows)
        surveys = [one for one in self.survey_rows() if one.anchor == place]
        told = [self.at(one.figure, one.period) for one in surveys if one.known]
        return self.last_two(told)

    def two_figures(self, rows: Sequence[ValueRow]) -> tuple[str, str]:
        used = [row for row in rows if row.known and not row.set_aside]
        told = [self.at(row.figure, row.period, row.part) for row in used]
        before, last = self.last_two(told)
        if not used and rows:
            aside = [row for row in rows if row.known]
            flags = "; ".join(aside[-1].flags) if aside else ""
            last = self.say("document.kpi_set_aside", flags=flags) if flags else last
        later = rows[-1] if rows and not rows[-1].known else None
        if later is not None and used:
            last += f"; {self.say('document.kpi_later', period=later.period, figure=later.figure)}"
        return before, last

    def last_two(self, told: Sequence[str]) -> tuple[str, str]:
        if not told:
            return "–", f"{SIGNS['ring']} {self.say('document.kpi_none')}"
        return (told[-2] if len(told) > 1 else self.say("document.kpi_before_none")), told[-1]

    def at(self, figure: str, period: str, part: str = "") -> str:
        when = self.say("document.kpi_part", period=period, part=part) if part else period
        return self.say("document.kpi_at", figure=figure, period=when)

    def goals(self, indicator: str) -> str:
        """Every target of an indicator with its state."""
        title = self.assessment.theory.indicator_by_id[indicator].title[self.view.language]
        told = []
        for group in self.targets_of(indicator):
            rows = [row for row in group.rows if row.own] or list(group.rows[:1])
            for row in rows:
                goal = row.goal or group.title.removeprefix(f"{title}: ")
                told.append(self.say("document.kpi_goal", goal=goal, year=group.year, word=_signed(row.badge)))
        return "; ".join(told) or self.say("document.kpi_no_goal")

    def targets_of(self, indicator: str) -> list[TargetGroup]:
        here = (one for one in self.assessment.theory.targets if one.organisation == self.view.organisation)
        anchors = {anchor_of("target", one.id) for one in here if one.indicator == indicator}
        return [group for group in self.view.targets.groups if group.anchor in anchors]

    def indicator_rows(self) -> Iterator[IndicatorRows]:
        for group in (*self.view.outputs.groups, *self.view.outcomes.measured):
            yield from group.indicators

    def survey_rows(self) -> Iterator[SurveyRow]:
        for group in self.view.outcomes.surveys:
            yield from group.rows

    def fans(self, strand: Strand) -> None:
        """Charts of the years ahead, of indicators with a target first."""
        names = list(dict.fromkeys(name for element in strand.elements for name in element.indicators))
        titles = {self.assessment.theory.indicator_by_id[name].title[self.view.language]: name for name in names
                  if name in self.assessment.theory.indicator_by_id}  # fmt: skip
        courses = [one for one in self.view.outlook.courses if one.title in titles]
        courses.sort(key=lambda one: not one.chart.aims)
        for one in courses[:MOST_FANS]:
            svg = draw_fan(one.chart)
            if svg:
                self.pen.picture(svg, self.say("document.caption.fan", title=one.title), one.chart.description)

    def attention(self, strand: Strand) -> Iterator[tuple[str, str]]:
        """Targets that are behind and links that stall or cannot be judged, each with its reason."""
        names = {element.id for element in strand.elements}
        indicators = dict.fromkeys(name for element in strand.elements for name in element.indicators)
        for name in indicators:
            for group in self.targets_of(name):
                for aim in group.rows:
                    if aim.own and aim.badge.tone == "bad":
                        yield (self.say("document.target_words", title=group.title, year=group.year,
                                        word=_signed(aim.badge)), aim.reason)  # fmt: skip
        links = self.assessment.theory.link_by_id
        near = [row for row in self.gap_rows() if links[row.id].start in names or links[row.id].to in names]
        silent = [row for row in near if row.badge.tone == "missing"]
        for row in near:
            if row not in silent and row.badge.tone != "good":
                yield self.link_words(row), row.reason
        if silent:
            told = [self.say("document.link_short", start=row.start, end=row.end, id=row.id) for row in silent]
            yield (self.say("document.unmeasured_links", count=len(silent)),
                   self.say("document.unmeasured_which", links=list_of(told, self.view.language)))  # fmt: skip

    def gap_rows(self) -> Iterator[GapRow]:
        for group in self.view.head.gaps:
            yield from group.rows

    def link_words(self, row: GapRow) -> str:
        return self.say("document.link_words", start=row.start, end=row.end, id=row.id, word=_signed(row.badge))

    # --- The chain ---------------------------------------------------------------------------------------------

    def chain(self) -> None:
        picture = self.view.picture
        self.pen.heading(self.say("document.chain"), 1)
        for words in self.view.head.gap_intro:
            self.pen.write(words)
        self.own("chain")
        if picture.arrows:
            self.pen.heading(self.say("document.chain_picture"), 2)
            letters = [self.say("document.letter", letter=one.letter, word=one.text) for one in picture.legend_links]
            self.pen.write(self.say("document.letters", letters=list_of(letters, self.view.language)), together=True)
            caption = self.say("document.caption.chain", title=self.view.title)
            self.pen.wide_picture(draw_chain(picture), caption, picture.description)
        else:
            self.pen.write(self.say("document.no_picture"))
        self.pen.heading(self.view.head.gap_title, 2)
        if not self.view.head.gaps:
            self.pen.write(self.say("document.no_gaps"))
        for group in self.view.head.gaps:
            head = [self.say(f"document.column.{one}") for one in ("link", "verdict", "why")]
            rows: list[list[Piece]] = [
                [Run(f"{row.id} {row.start} → {row.end}"), Run(_signed(row.badge), bold=True), row.reason]
                for row in group.rows
            ]
            self.pen.table(group.title, head, rows, (34, 16, 50))
        if picture.rows:
            self.pen.heading(self.say("document.chain_links"), 2)
            head = [self.say(f"document.column.{one}") for one in ("link", "from", "to", "verdict")]
            all_links: list[list[Piece]] = [[row.id, row.start, row.end, _signed(row.badge)] for row in picture.rows]
            self.pen.table(self.say("document.caption.links"), head, all_links, (13, 35, 35, 20))

    # --- Money -------------------------------------------------------------------------------------------------

    def finances(self) -> None:
        self.pen.heading(self.say("document.finances"), 1)
        self.own("finances")
        self.pen.heading(self.say("document.spent"), 2)
        if self.assessment.theory.money is None:
            self.pen.write(self.say("document.no_money"))
            return
        language = self.view.language
        try:
            page = cost_page(self.assessment, self.view.organisation or None)
        except ToCError as problem:
            self.pen.write(self.say("document.unknown_money", reason=problem.message[language]))
            return
        self.costs(page)

    def costs(self, page: CostPage) -> None:
        language = self.view.language
        for words in page.first:
            self.pen.write(words[language])
        for section in page.sections:
            title = section.heading[language]
            self.pen.heading(title, 3)
            head = [self.say(f"document.column.{one}") for one in ("result", "count", "cost", "why")]
            rows: list[list[Piece]] = [
                [Run(one.title[language], bold=True), one.amount[language], one.cost[language],
                 " ".join(why[language] for why in one.why)]
                for one in section.lines
            ]  # fmt: skip
            if rows:
                self.pen.table(self.say("document.caption.costs", title=title), head, rows, (28, 20, 22, 30))
            for note in section.notes:
                self.pen.bullet(note[language])
        for words in page.last:
            if "`" not in words[language]:
                self.pen.bullet(words[language])
        if page.claims:
            self.pen.heading(self.say("document.claims_money"), 3)
            head = [self.say(f"document.column.{one}") for one in ("claim", "answer")]
            said: list[list[Piece]] = [[f"‘{one.quote}’ ({one.source})", one.reason[language]] for one in page.claims]
            self.pen.table(self.say("document.caption.claims"), head, said, (40, 60))

    # --- After the funding -------------------------------------------------------------------------------------

    def lasting(self) -> None:
        self.pen.heading(self.say("document.lasting"), 1)
        self.own("lasting")
        assumptions = [one for one in self.view.assumptions.rows if LASTING.search(one.title)]
        claims = [(group.badge, row) for group in self.view.claims.groups for row in group.rows
                  if LASTING.search(row.title)]  # fmt: skip
        events = self.view.outlook.events
        if not (assumptions or claims or events):
            self.pen.write(self.say("document.lasting_nothing"))
            return
        self.pen.write(self.say("document.lasting_intro"))
        if events:
            self.pen.heading(self.say("document.lasting_events"), 3)
            for words in events:
                self.pen.bullet(words)
        if assumptions:
            self.pen.heading(self.say("document.lasting_assumptions"), 3)
            head = [self.say(f"document.column.{one}") for one in ("assumption", "status", "why")]
            rows: list[list[Piece]] = [
                [f"{one.id} {one.title}", Run(_signed(one.badge), bold=True), one.note or "–"] for one in assumptions
            ]
            self.pen.table(self.say("document.caption.assumptions"), head, rows, (36, 20, 46))
        if claims:
            self.pen.heading(self.say("document.lasting_claims"), 3)
            head = [self.say(f"document.column.{one}") for one in ("claim", "answer", "why")]
            said: list[list[Piece]] = [[row.title, Run(_signed(badge), bold=True), row.reason] for badge, row in claims]
            self.pen.table(self.say("document.caption.claims"), head, said, (36, 20, 46))

    # --- What is missing ---------------------------------------------------------------------------------------

    def steps(self) -> None:
        self.pen.heading(self.say("document.steps"), 1)
        missing = self.view.missing
        if missing is not None and missing.sentence:
            self.pen.write(missing.sentence)
        self.own("missing")
        head = [self.say(f"document.column.{one}") for one in ("step", "why", "owner")]
        if missing is not None and missing.steps:
            rows: list[list[Piece]] = [[Run(one.what, bold=True), one.why, one.owner] for one in missing.steps]
            self.pen.table(self.say("document.caption.steps"), head, rows, (38, 42, 20))
        elif self.view.links.nexts:
            self.pen.write(self.say("document.steps_intro"))
            for one in self.view.links.nexts:
                links = list_of([link.word for link in one.links], self.view.language)
                self.pen.bullet(Run(f"{one.element.word} {one.title} ({links}): ", bold=True), "; ".join(one.notes))
        else:
            self.pen.write(self.say("document.steps_none"))
        if missing is not None and missing.absent:
            head = [self.say(f"document.column.{one}") for one in ("who", "step", "since")]
            absent: list[list[Piece]] = [[one.organisation, one.what, one.since] for one in missing.absent]
            self.pen.table(self.say("document.caption.absent"), head, absent, (30, 50, 20))
            if missing.more:
                self.pen.write(missing.more)

    # --- Appendices --------------------------------------------------------------------------------------------

    def appendices(self) -> None:
        lost = self.pen.rescue()
        parts = [("document.all_kpis", self.all_figures), ("document.sources", self.sources),
                 ("document.method", self.method)]  # fmt: skip
        for letter, (code, write) in zip(LETTERS, parts, strict=False):
            self.appendix(letter, code)
            write()
        if lost:
            self.appendix(LETTERS[len(parts)], "document.lost")
            self.pen.write(self.say("document.lost_intro"))
            for one in lost:
                self.pen.heading(one.title, 3)
                self.pen.place_again(one)

    def appendix(self, letter: str, code: str) -> None:
        self.pen.heading(f"{self.say('document.appendix', letter=letter)}: {self.say(code)}", 1, numbered=False)

    def all_figures(self) -> None:
        self.pen.write(self.say("document.all_kpis_intro"))
        head = [self.say(f"document.column.{one}") for one in ("kpi", "period", "last", "coverage", "source")]
        for group in (*self.view.outputs.groups, *self.view.outcomes.measured):
            rows: list[list[Piece]] = []
            for one in group.indicators:
                for at, row in enumerate(one.rows):
                    when = self.say("document.kpi_part", period=row.period, part=row.part) if row.part else row.period
                    aside = self.say("document.kpi_set_aside", flags="; ".join(row.flags)) if row.set_aside else ""
                    figure = f"{row.figure}; {aside}" if aside else row.figure
                    rows.append([Run(one.title, bold=True) if at == 0 else "", when, figure, row.coverage or "–",
                                 self.places(source.place for source in row.sources)])  # fmt: skip
            if rows:
                self.pen.table(group.title, head, rows, (30, 15, 22, 20, 25))
        for surveys in self.view.outcomes.surveys:
            head_survey = [self.say(f"document.column.{one}") for one in ("kpi", "period", "last", "source")]
            told: list[list[Piece]] = [
                [Run(row.title, bold=True), row.period, f"{row.figure} ({row.interval}; n = {row.n})"
                 if row.known else row.figure, self.places(source.place for source in row.sources)]
                for row in surveys.rows
            ]  # fmt: skip
            if told:
                self.pen.table(surveys.title, head_survey, told, (34, 15, 33, 25))

    def places(self, given: Iterable[str]) -> str:
        found = list(dict.fromkeys(cut(one, MOST_PLACES) for one in given))
        shown = [one for at, one in enumerate(found) if not at or len("; ".join(found[: at + 1])) <= MOST_PLACES]
        more = [self.say("document.and_more", count=len(found) - len(shown))] if len(found) > len(shown) else []
        return "; ".join([*shown, *more]) or "–"

    def sources(self) -> None:
        head = [self.say(f"document.column.{one}") for one in ("document", "publisher", "known_on")]
        rows: list[list[Piece]] = [
            [f"{one.id} {one.title}", one.publisher, one.known_on] for one in self.view.method.documents
        ]
        if rows:
            self.pen.table(self.say("document.caption.sources"), head, rows, (50, 25, 25))
        else:
            self.pen.write(self.say("document.none"))

    def method(self) -> None:
        head = [self.say(f"document.column.{one}") for one in ("name", "text")]
        rows: list[list[Piece]] = [[one.name, one.text] for one in self.view.method.facts]
        self.pen.table(self.say("document.caption.facts"), head, rows, (30, 70))
        self.pen.heading(self.say("document.terms"), 2, numbered=False)
        for one in self.view.method.glossary:
            self.pen.bullet(Run(f"{one.name}: ", bold=True), one.text)


def _signed(badge: Badge) -> str:
    """The word of a badge after its shape."""
    return f"{SIGNS.get(badge.shape, '●')} {plain(badge.word)}"
