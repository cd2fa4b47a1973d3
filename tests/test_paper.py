"""The report on A4: whole and on one side; right, complete, the same bytes, and never more than one page."""

import dataclasses
import importlib.abc
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Any

import pytest
from babel.numbers import parse_decimal
from fictional_programme.small import element, indicator, theory_of

import toc
from toc import __version__
from toc.assessment import Assessment
from toc.errors import ToCError
from toc.report import paper
from toc.report.html import render_one_pager, render_paper, shortened
from toc.report.page import NextStep, Reference, ReportView
from toc.report.view import view
from toc.results import Results, to_results
from toc.words import number
from toc.words.labels import label

LANGUAGES = ("nl", "en")
LOCALE = {"nl": "nl_NL", "en": "en_GB"}
HOSTILE = (
    "<script>alert(1)</script>\"'><img src=http://evil.example/x.png onerror=alert(1)>",
    '=HYPERLINK("http://evil.example","x")',
    "\u202eomgekeerd\u202c \u2067weer\u2069",
    "x" * 500,
    "woord " * 90,
    "👩‍🚒🏴‍☠️ \x07bel\x00 {{ 7 * 7 }} </style>",
)
SMALLEST = 8.5
"""Points; nothing on the one page is smaller."""

NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def can_set_type() -> bool:
    try:
        paper.laid_out("<p>x</p>")
    except ToCError:
        return False
    return True


needs_pango = pytest.mark.skipif(
    not can_set_type() and not os.environ.get("TOC_NEEDS_OFFICE"),
    reason="Pango, which sets type, is not installed here",
)


class Reader(HTMLParser):
    """Tags, attributes and visible texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"style", "svg", "title"} & set(self.open):
            self.texts.append(data)

    def values(self, *names: str) -> list[str]:
        return [value for _, name, value in self.attributes if name in names]

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.texts))


def texts_of(part: Any) -> Iterator[str]:
    """Every text in a view, however deep."""
    if isinstance(part, str):
        yield part
    elif dataclasses.is_dataclass(part) and not isinstance(part, type):
        for field in dataclasses.fields(part):
            yield from texts_of(getattr(part, field.name))
    elif isinstance(part, (list, tuple)):
        for item in part:
            yield from texts_of(item)


def numbers_in(texts: Sequence[str]) -> set[str]:
    return {found for text in texts for found in NUMBER.findall(text)}


def boxes(document: Any, page: int) -> Iterator[Any]:
    return (box for box in document.pages[page]._page_box.descendants() if hasattr(box, "text"))


def text_on(document: Any, page: int) -> str:
    return re.sub(r"\s+", " ", " ".join(box.text for box in boxes(document, page)))


@pytest.fixture(scope="module")
def shipped() -> Assessment:
    theory, data = toc.read_theory("opschaling-pps"), toc.read_data("opschaling-pps")
    return toc.assess(theory, data.rows, data_sha256=data.sha256)


@pytest.fixture(scope="module")
def views(shipped: Assessment, assessment: Assessment) -> dict[tuple[str, str], ReportView]:
    return {
        (name, language): view(one, language)
        for name, one in (("shipped", shipped), ("lighthouses", assessment))
        for language in LANGUAGES
    }


@pytest.fixture(scope="module")
def pages(views: dict[tuple[str, str], ReportView]) -> dict[tuple[str, str], str]:
    return {name: render_paper(one) for name, one in views.items()}


@pytest.fixture(scope="module")
def results(shipped: Assessment, assessment: Assessment) -> dict[str, Results]:
    return {"shipped": to_results(shipped, __version__), "lighthouses": to_results(assessment, __version__)}


BOTH = [(name, language) for name in ("shipped", "lighthouses") for language in LANGUAGES]


# --- The whole report -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", BOTH)
def test_paper_asks_nothing_and_every_pointer_finds_its_place(
    pages: dict[tuple[str, str], str], which: tuple[str, str]
) -> None:
    page = Reader(pages[which])
    assert not page.tags.keys() & {"script", "link", "iframe", "object", "embed", "form", "img", "base", "details"}
    places = Counter(page.values("id"))
    assert [place for place, count in places.items() if count > 1] == []
    assert all(value.startswith("#") for value in page.values("href"))
    assert {value[1:] for value in page.values("href")} <= places.keys()
    assert ("html", "lang", which[1]) in page.attributes


@pytest.mark.parametrize("which", BOTH)
def test_no_number_on_paper_is_a_new_one(
    views: dict[tuple[str, str], ReportView], pages: dict[tuple[str, str], str], which: tuple[str, str]
) -> None:
    """All come from the view; only sections are numbered, and rows counted, while printing."""
    shown = numbers_in(Reader(pages[which]).texts)
    counts = {number(float(count), which[1]) for count in range(1, 200)}
    assert shown - numbers_in(list(texts_of(views[which]))) - counts == set()


@pytest.mark.parametrize("which", BOTH)
def test_every_value_of_the_whole_is_on_paper(
    pages: dict[tuple[str, str], str], results: dict[str, Results], which: tuple[str, str]
) -> None:
    name, language = which
    shown = numbers_in(Reader(pages[which]).texts)
    whole = results[name].values[0].organisation
    values = [one for one in results[name].values if one.organisation == whole and one.value is not None]
    assert len(values) > 10
    for one in values:
        size = one.value * 100 if one.unit == "fraction" else one.value
        written = {number(abs(size), language), number(round(abs(size)), language)}
        assert written & shown, one


@pytest.mark.parametrize("which", BOTH)
def test_every_link_claim_conflict_and_assumption_is_on_paper(
    views: dict[tuple[str, str], ReportView], pages: dict[tuple[str, str], str], which: tuple[str, str]
) -> None:
    page, one = Reader(pages[which]), views[which]
    places, text = set(page.values("id")), page.text
    rows = [
        *(row for group in one.links.groups for row in group.rows),
        *(row for group in one.claims.groups for row in group.rows),
        *(row for group in one.contradictions.groups for row in group.rows),
        *one.assumptions.rows, *one.picture.elements, *one.method.documents,
    ]  # fmt: skip
    assert len(rows) > 20
    assert {row.anchor for row in rows} <= places
    for group in one.links.groups:
        for row in group.rows:
            assert re.sub(r"\s+", " ", row.reason) in text
    for part in (one.head, one.picture, one.links, one.targets, one.method):
        assert part.section.title in text


@needs_pango
def test_the_document_can_be_handed_in(views: dict[tuple[str, str], ReportView]) -> None:
    """A handful of pages, with its programme and day on each of them, and a table of contents that points right."""
    one = views["lighthouses", "nl"]
    document = paper.laid_out(render_paper(one, paper.letters()))
    assert 10 <= len(document.pages) <= 40
    day = one.facts[0].text
    for page in range(2, len(document.pages)):
        text = text_on(document, page)
        assert one.title in text
        assert day in text
        assert f"{page + 1} / {len(document.pages)}" in text
    listed = text_on(document, 1)
    for section in (one.picture.section, one.targets.section, one.method.section):
        at = next(page for page in range(2, len(document.pages)) if section.anchor in document.pages[page].anchors)
        assert re.search(rf"{re.escape(section.title)}\s*{at + 1}\b", listed), section.title


@needs_pango
def test_the_same_report_gives_the_same_bytes_and_asks_nobody(
    views: dict[tuple[str, str], ReportView], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("nothing may be fetched")

    monkeypatch.setattr("urllib.request.HTTPHandler.http_open", refuse)
    monkeypatch.setattr("urllib.request.FileHandler.file_open", refuse)
    first, second = (paper.write_one_pager(views["lighthouses", "nl"]) for _ in range(2))
    assert first == second
    assert first.startswith(b"%PDF-1.7")
    assert b"/CreationDate" not in first


def test_without_pango_the_reason_is_told_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    class Missing(importlib.abc.MetaPathFinder):
        def find_spec(self, name: str, path: Any, target: Any = None) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [one for one in sys.modules if one.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(ToCError) as caught:
        paper.laid_out("<p>x</p>")
    for words in (caught.value.message.nl, caught.value.message.en):
        assert "Pango" in words
        assert "apt install" in words
        assert "brew install" in words


# --- One side of A4 ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def one_pagers(views: dict[tuple[str, str], ReportView]) -> dict[tuple[str, str], str]:
    return {name: paper.fitting_page(one) for name, one in views.items()} if can_set_type() else {}


@needs_pango
@pytest.mark.parametrize("which", BOTH)
def test_one_page_is_one_page_with_all_its_parts(
    views: dict[tuple[str, str], ReportView], one_pagers: dict[tuple[str, str], str], which: tuple[str, str]
) -> None:
    document = paper.laid_out(one_pagers[which])
    assert len(document.pages) == 1
    text = re.sub(r"\s+", " ", Reader(one_pagers[which]).text)
    one, chosen = views[which], paper.one_page(views[which])
    assert one.facts[0].text in text
    for point in one.head.points:
        assert point.title in text
        assert point.sentence in text
    assert 4 <= len(chosen.figures) <= 6
    for figure in chosen.figures:
        assert figure.title in text
        assert figure.figure in text
    assert chosen.source in text
    smallest = min(box.style["font_size"] * 0.75 for box in boxes(document, 0) if box.text.strip())
    assert smallest >= SMALLEST - 1e-6
    drawn = paper.draw_miniature(one.picture, which[1])
    assert min(float(size) for size in re.findall(r'font-size="([\d.]+)"', drawn)) >= SMALLEST


@needs_pango
@pytest.mark.parametrize("which", BOTH)
def test_figures_of_the_one_page_equal_the_results(
    views: dict[tuple[str, str], ReportView], results: dict[str, Results], which: tuple[str, str]
) -> None:
    name, language = which
    given = results[name]
    whole = given.values[0].organisation
    pages_of = {page.title: page.id for group in views[which].catalogue.groups for page in group.pages}
    chosen = paper.one_page(views[which]).figures
    compared = 0
    for figure in chosen:
        mine = [one for one in given.values if (one.indicator, one.organisation, one.disaggregation)
                == (pages_of[figure.title], whole, "") and one.value is not None]  # fmt: skip
        if not figure.known:
            assert not [one for one in mine if "quarantined" not in one.flags]
            continue
        (last,) = [one for one in mine if one.period == figure.period]
        shown = float(parse_decimal(NUMBER.findall(figure.figure)[0], locale=LOCALE[language], strict=True))
        size = last.value * 100 if last.unit == "fraction" else last.value
        assert shown in {float(parse_decimal(number(size, language), locale=LOCALE[language])), round(size)}
        compared += 1
        ahead = {one.year: one for one in given.projections if one.status == "projected"
                 and (one.indicator, one.organisation) == (pages_of[figure.title], whole)}  # fmt: skip
        assert (figure.chart is not None) == bool(ahead)
    assert compared >= 3


@needs_pango
@pytest.mark.parametrize("which", BOTH)
def test_no_number_on_the_one_page_is_a_new_one(
    views: dict[tuple[str, str], ReportView], one_pagers: dict[tuple[str, str], str], which: tuple[str, str]
) -> None:
    shown = numbers_in(Reader(one_pagers[which]).texts)
    left = {number(float(count), which[1]) for count in range(1, 40)} | {"80"}
    assert shown - numbers_in(list(texts_of(views[which]))) - left == set()


@needs_pango
@pytest.mark.parametrize("words", [" ".join(HOSTILE[:3] + HOSTILE[4:]), HOSTILE[3]])
def test_hostile_and_endless_titles_stay_words_on_one_page(assessment: Assessment, words: str) -> None:
    """The words replace every title of a finished report, so that nothing need be computed again."""
    page = paper.fitting_page(_said_by(view(assessment, "nl"), words))
    assert len(paper.laid_out(page).pages) == 1
    read = Reader(page)
    assert not read.tags.keys() & {"script", "img"}
    assert not [name for _, name, _ in read.attributes if name.startswith("on")]


def _said_by(report: ReportView, words: str) -> ReportView:
    """The report with these words for its title, its organisation, its messages, its links and its indicators."""
    head = dataclasses.replace(
        report.head,
        points=tuple(dataclasses.replace(one, title=words, sentence=words) for one in report.head.points),
        gaps=tuple(
            dataclasses.replace(group, rows=tuple(
                dataclasses.replace(row, start=words, end=words, reason=words) for row in group.rows))
            for group in report.head.gaps
        ),
    )  # fmt: skip
    groups = tuple(
        dataclasses.replace(group, pages=tuple(dataclasses.replace(page, title=words) for page in group.pages))
        for group in report.catalogue.groups
    )
    method = dataclasses.replace(
        report.method, documents=tuple(dataclasses.replace(one, publisher=words) for one in report.method.documents)
    )
    nexts = tuple(dataclasses.replace(row, title=words) for row in report.links.nexts)
    return dataclasses.replace(
        report,
        title=words,
        description=words,
        facts=tuple(dataclasses.replace(one, text=words) for one in report.facts[:2]) + report.facts[2:],
        head=head,
        catalogue=dataclasses.replace(report.catalogue, groups=groups),
        links=dataclasses.replace(report.links, nexts=nexts),
        method=method,
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_titles_stay_words_in_the_whole_report(assessment: Assessment, words: str) -> None:
    written = render_paper(_said_by(view(assessment, "nl"), words))
    read = Reader(written)
    assert not read.tags.keys() & {"script", "img"}
    assert not [name for _, name, _ in read.attributes if name.startswith("on")]
    assert re.sub(r"\s+", " ", words).strip() in read.text
    assert "49" not in NUMBER.findall(" ".join(read.texts)[:200])


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("kort", 10, "kort"),
        ("van 1.765 naar 2.150 mensen", 14, "van 1.765…"),
        ("van 1.765 naar 2.150 mensen", 18, "van 1.765 naar…"),
        ("aaaaaaaaaaaa", 5, "aaaa…"),
        ("eerst, dan", 7, "eerst…"),
    ],
)
def test_a_text_is_cut_between_words_so_that_no_number_is_halved(text: str, room: int, expected: str) -> None:
    assert shortened(text, room) == expected


@needs_pango
@pytest.mark.skipif(not os.environ.get("TOC_LARGE"), reason="the large example takes long; set TOC_LARGE")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_large_example_fits_on_one_page_too(language: str) -> None:
    theory, data = toc.read_theory("voorbeeldprogramma"), toc.read_data("voorbeeldprogramma")
    page = paper.fitting_page(view(toc.assess(theory, data.rows, data_sha256=data.sha256), language))
    assert len(paper.laid_out(page).pages) == 1


# --- Nothing is said that is not there --------------------------------------------------------------------------


def bare() -> Assessment:
    """A theory with one output and one outcome, without links, targets or figures."""
    output = {"id": "O1", "level": "output", "title": "Lamps", "indicators": ["lamps"]}
    chain = [output, {"id": "U1", "level": "outcome", "title": "Light"}]
    return toc.assess(theory_of([element("lamps")], [indicator("lamps")], chain=chain), [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_links_the_one_page_says_so(language: str) -> None:
    report = view(bare(), language)
    chosen = paper.one_page(report)
    assert chosen.gaps == ()
    assert chosen.no_gaps == label("head.no_links", language)
    written = Reader(render_one_pager(report, chosen, "")).text
    assert written.count(label("head.no_links", language)) >= 1
    assert label("one.no_gaps", language) not in written


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_gaps_links_that_nobody_can_judge_are_counted(
    views: dict[tuple[str, str], ReportView], language: str
) -> None:
    one = views["lighthouses", language]
    none = dataclasses.replace(one, head=dataclasses.replace(one.head, gaps=()))
    settled = ("links-translating", "links-shown")
    unsure = sum(len(group.rows) for group in one.links.groups if group.anchor not in settled)
    assert unsure
    said = paper.one_page(none).no_gaps
    assert said == f"{label('one.no_gaps', language)} {label('one.no_gaps_unsure', language, count=unsure)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_steps_the_one_page_names_what_is_not_measured(language: str) -> None:
    report = view(bare(), language)
    assert report.missing is not None
    none = dataclasses.replace(report, missing=dataclasses.replace(report.missing, steps=()))
    silent = [card.title for card in report.picture.cards if card.status == "unmeasured"]
    assert silent
    chosen = paper.one_page(none)
    assert chosen.no_steps.startswith(label("lacking.no_steps", language))
    assert all(title in chosen.no_steps for title in silent)
    assert chosen.no_steps in Reader(render_one_pager(none, chosen, "")).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_about_nothing_in_particular_is_told_where_there_is_no_other(
    views: dict[tuple[str, str], ReportView], language: str
) -> None:
    one = views["lighthouses", language]
    assert one.missing is not None
    asked = NextStep("X", "", label("lacking.report_owner", language), ())
    about = NextStep("Y", "", "Z", (Reference("a", "b"),))
    appoint = NextStep("V", "", label("lacking.owner.readers", language), ())
    for given, wanted in (((asked,), ["X"]), ((appoint, asked, about), ["Y", "X"])):
        steps = paper.one_page(dataclasses.replace(one, missing=dataclasses.replace(one.missing, steps=given))).steps
        assert [step.what for step in steps] == wanted
        assert not any(re.search(r"hieronder|below", step.owner) for step in steps)


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_stand_beside_a_figure_over_part_of_a_year(
    views: dict[tuple[str, str], ReportView], language: str
) -> None:
    partial = 0
    for name in ("shipped", "lighthouses"):
        for page in (page for group in views[name, language].catalogue.groups for page in group.pages):
            rows = [row for row in page.values.rows if row.known] if page.values else []
            if rows:
                assert page.last_part == rows[-1].part
                partial += bool(page.last_part)
    assert partial
    one = views["shipped", language]
    groups = tuple(
        dataclasses.replace(group, pages=tuple(dataclasses.replace(page, last_part="7 x") for page in group.pages))
        for group in one.catalogue.groups
    )
    chosen = paper.one_page(dataclasses.replace(one, catalogue=dataclasses.replace(one.catalogue, groups=groups)))
    assert {figure.part for figure in chosen.figures} == {"7 x"}
    assert Reader(render_one_pager(one, chosen, "")).text.count("7 x") == len(chosen.figures)


def test_the_organisation_is_named_once_above_the_one_page(assessment: Assessment) -> None:
    part = next(one for one in assessment.theory.organisations.by_id.values() if one.parent)
    chosen = paper.one_page(view(assessment, "nl", organisation=part.id))
    assert chosen.title.startswith(part.title["nl"])
    assert chosen.whose == ""
