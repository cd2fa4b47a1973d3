"""Eight slides: a sentence above each, native charts with the numbers of results.json, texts that fit their boxes."""

import dataclasses
import io
import math
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from fictional_programme.small import element, indicator, theory_of
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Inches

import toc
from toc.assessment import Assessment
from toc.declared import Text
from toc.report.page import NextStep, ReportView
from toc.report.picture import wrap
from toc.report.slides import LEADING, draw_compact, first_sentences, fitted, in_short, write_slides
from toc.report.view import view
from toc.results import to_results
from toc.words import number
from toc.words.document import plain
from toc.words.labels import label

LANGUAGES = ("nl", "en")
HOSTILE = (
    '<script>alert(1)</script> =HYPERLINK("http://evil.example") \u202egnorw\u200f \x07\x1b 😀 & ]]> ' + "lang" * 100
)
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
FIGURE = re.compile(r"\d[\d.,]*\d|\d")
MOST_WORDS, MOST_IN_TABLE = 80, 90
"""Words of a slide without its foot, and of a table: three links with the reason in a sentence."""


@pytest.fixture(scope="module")
def shipped() -> Assessment:
    theory, data = toc.read_theory("opschaling-pps"), toc.read_data("opschaling-pps")
    return toc.assess(theory, data.rows, data_sha256=data.sha256)


@pytest.fixture(scope="module")
def cases(shipped: Assessment, assessment: Assessment) -> dict[tuple[str, str], tuple[Assessment, ReportView, bytes]]:
    """Both programmes in both languages."""
    found = {}
    for name, one in (("shipped", shipped), ("lamps", assessment)):
        for language in LANGUAGES:
            report = view(one, language)
            found[name, language] = one, report, write_slides(one, report)
    return found


EVERY = [(name, language) for name in ("shipped", "lamps") for language in LANGUAGES]


def opened(made: bytes) -> Any:
    return Presentation(io.BytesIO(made))


def texts(slide: Any) -> Iterator[tuple[Any, str]]:
    """Every text on a slide with the shape or cell that holds it."""
    for shape in slide.shapes:
        if shape.has_text_frame and shape.text_frame.text.strip():
            yield shape, shape.text_frame.text
        if shape.has_table:
            for row in shape.table.rows:
                for cell in row.cells:
                    yield cell, cell.text_frame.text


def charts(deck: Any) -> list[Any]:
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


# --- Form -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", EVERY)
def test_eight_slides_with_a_headline_notes_a_source_and_a_number(cases: Any, case: tuple[str, str]) -> None:
    deck = opened(cases[case][2])
    assert (deck.slide_width, deck.slide_height) == (Inches(13.333), Inches(7.5))
    assert len(deck.slides) == 8
    headlines = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert len(set(headlines)) == 8
    for slide, headline in zip(deck.slides, headlines, strict=True):
        assert len(headline.split()) >= 4, "a headline is a sentence"
        assert len(slide.notes_slide.notes_text_frame.text) > 40
        fields = list(slide._element.iter(f"{DRAWING}fld"))
        assert [one.get("type") for one in fields] == ["slidenum"]
        assert any(text.startswith(label("slides.source", case[1], source="", state="").split(":")[0])
                   for _, text in texts(slide))  # fmt: skip


@pytest.mark.parametrize("case", EVERY)
def test_few_words_on_a_slide(cases: Any, case: tuple[str, str]) -> None:
    for slide in opened(cases[case][2]).slides:
        loose = [len(text.split()) for shape, text in texts(slide) if getattr(shape, "top", Inches(9)) < Inches(6.9)]
        tabled = [len(text.split()) for shape, text in texts(slide) if not hasattr(shape, "top")]
        assert sum(loose) <= MOST_WORDS
        assert sum(tabled) <= MOST_IN_TABLE


@pytest.mark.parametrize("case", EVERY)
def test_pictures_charts_and_tables_are_described(cases: Any, case: tuple[str, str]) -> None:
    found = [shape for slide in opened(cases[case][2]).slides for shape in slide.shapes
             if shape.shape_type in (MSO_SHAPE_TYPE.PICTURE, MSO_SHAPE_TYPE.CHART, MSO_SHAPE_TYPE.TABLE)]  # fmt: skip
    assert len(found) >= 3
    assert all(len(shape._element.xpath(".//p:cNvPr")[0].get("descr")) > 15 for shape in found)


@pytest.mark.parametrize("case", EVERY)
def test_every_text_fits_its_box(cases: Any, case: tuple[str, str]) -> None:
    fits(opened(cases[case][2]))


def fits(deck: Any) -> None:
    """Hold the lines that a text takes against the height of its box, and the box against the slide."""
    for at, slide in enumerate(deck.slides, start=1):
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
        for shape, text in texts(slide):
            if not hasattr(shape, "height") or not shape.text_frame.paragraphs[0].runs:
                continue
            font = shape.text_frame.paragraphs[0].runs[0].font
            lines = wrap(text, font.size.pt, shape.width.pt - 5, bool(font.bold))
            assert len(lines) * font.size.pt * LEADING <= shape.height.pt + 0.5, (at, text)
            assert font.size.pt >= 8


@pytest.mark.parametrize("case", [("shipped", "nl"), ("lamps", "en")])
def test_the_same_input_gives_the_same_bytes_dated_by_what_was_known(cases: Any, case: tuple[str, str]) -> None:
    assessment, report, made = cases[case]
    assert write_slides(assessment, report) == made
    day = (assessment.as_of.year, assessment.as_of.month, assessment.as_of.day, 0, 0, 0)
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert {one.date_time for one in package.infolist()} == {day}
        books = [name for name in package.namelist() if name.endswith(".xlsx")]
        assert books
        for name in books:
            with zipfile.ZipFile(io.BytesIO(package.read(name))) as book:
                assert {one.date_time for one in book.infolist()} == {day}
                assert assessment.as_of.isoformat() in book.read("docProps/core.xml").decode()


@pytest.mark.parametrize(("language", "locale"), [("nl", "nl-NL"), ("en", "en-GB")])
def test_language_and_properties(cases: Any, language: str, locale: str) -> None:
    assessment, _, made = cases["shipped", language]
    deck = opened(made)
    about = deck.core_properties
    assert (about.language, about.title) == (locale, plain(assessment.theory.file.title[language]))
    assert about.created.date() == assessment.as_of
    runs = [one for slide in deck.slides
            for one in slide._element.iter(f"{DRAWING}rPr")]  # fmt: skip
    assert {one.get("lang") for one in runs} == {locale}


# --- Figures ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", EVERY)
def test_the_line_chart_holds_the_figures_of_the_results(cases: Any, case: tuple[str, str]) -> None:
    assessment, report, made = cases[case]
    language = case[1]
    chart = charts(opened(made))[0]
    years = list(chart.plots[0].categories)
    series = {one.name: dict(zip(years, one.values, strict=True)) for one in chart.plots[0].series}
    results = to_results(assessment, "0")
    rising = next(one for one in assessment.verdicts["evidence"] if one["rising_outputs"])["rising_outputs"][0]
    top = [one for one in results.values if one.organisation == report.organisation and not one.disaggregation]
    here = [one for one in top if one.indicator == rising["indicator"] and one.value is not None]
    assert all(one.state == "reported" for one in here)
    names = [label(f"slides.series.{one}", language) for one in ("figure", "partial")]
    drawn = {year: value for name in names for year, value in series.get(name, {}).items() if value is not None}
    assert drawn == {one.period: one.value for one in here}
    partial = {one.period for one in here if one.partial_months}
    assert {year for year, value in series.get(names[1], {}).items() if value is not None} == partial
    known = max(set(drawn) - partial)
    ahead = {str(one.year): one for one in results.projections if one.indicator == rising["indicator"]
             and one.organisation == report.organisation and one.status == "projected"}  # fmt: skip
    for kind, bound in (("middle", "median"), ("low", "lower80"), ("high", "upper80")):
        values = {year: value for year, value in series.get(label(f"slides.series.{kind}", language), {}).items()
                  if value is not None and year > known}  # fmt: skip
        assert values == {year: getattr(one, bound) for year, one in ahead.items()}
    assert not [value for one in series.values() for value in one.values() if value == 0], "missing is never nought"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bars_are_the_chances_of_the_results(cases: Any, language: str) -> None:
    assessment, report, made = cases["lamps", language]
    chart = charts(opened(made))[1]
    values = list(chart.plots[0].series[0].values)
    chances = [one.probability for one in to_results(assessment, "0").prospects
               if one.organisation == report.organisation and one.probability is not None]  # fmt: skip
    assert values
    assert all(any(math.isclose(value, 100 * chance) for chance in chances) for value in values)
    titles = list(chart.plots[0].categories)
    assert len(titles) == len(set(titles)) == len(values) <= len(chances)


def strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, tuple):
        for one in node:
            yield from strings(one)
    elif dataclasses.is_dataclass(node) and not isinstance(node, type):
        for one in dataclasses.fields(node):
            yield from strings(getattr(node, one.name))


@pytest.mark.parametrize("case", EVERY)
def test_every_number_in_a_text_comes_from_the_view(cases: Any, case: tuple[str, str]) -> None:
    assessment, report, made = cases[case]
    day = label("slides.state", case[1], day=assessment.as_of)
    given = {found for text in (*strings(report), day) for found in FIGURE.findall(text)}
    counts = {number(at, case[1]) for at in range(len(assessment.theory.file.elements) + 1)}
    for slide in opened(made).slides:
        told = [text for _, text in texts(slide)] + [slide.notes_slide.notes_text_frame.text]
        loose = {found for text in told for found in FIGURE.findall(text)} - given - counts
        assert not loose - {"80"}, "only the margin is named in words of ours"


# --- Words of others --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nl"])
def test_hostile_titles_stay_words_and_fit(shipped: Assessment, language: str) -> None:
    bad = Text(nl=HOSTILE, en=HOSTILE)
    theory = shipped.theory
    file = theory.file.model_copy(update={
        "title": bad,
        "elements": tuple(one.model_copy(update={"title": bad}) for one in theory.file.elements),
    })  # fmt: skip
    indicators = tuple(one.model_copy(update={"title": bad}) for one in theory.indicators)
    worse = dataclasses.replace(shipped, theory=dataclasses.replace(theory, file=file, indicators=indicators))
    deck = opened(write_slides(worse, view(worse, language)))
    fits(deck)
    notes = "".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides)
    assert '<script>alert(1)</script> =HYPERLINK("http://evil.example") gnorw 😀 & ]]>' in notes
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u200f]", notes)
    assert not [one for slide in deck.slides for one in slide.part.rels.values() if one.is_external]
    assert deck.slides[0].shapes.title.text_frame.text


@pytest.mark.parametrize(("most", "wanted"), [
    (3, "Een zin met 1.765 outputs."),
    (9, "Een zin met 1.765 outputs. En nog een."),
    (99, "Een zin met 1.765 outputs. En nog een. ‘Dit’ ook."),
])  # fmt: skip
def test_whole_sentences_are_kept(most: int, wanted: str) -> None:
    assert first_sentences("Een zin met 1.765 outputs. En nog een. ‘Dit’ ook.", most) == wanted


@pytest.mark.parametrize("text", ["kort", "een gewone zin die past", "woord " * 80, "l" * 500])
def test_a_text_gets_smaller_and_is_then_cut(text: str) -> None:
    found = fitted(text, 3.0, 0.6, 20, 10)
    lines = wrap(found.text, found.size, 3.0 * 72 - 6)
    assert len(lines) * found.size * LEADING <= 0.6 * 72
    assert 10 <= found.size <= 20
    assert found.text == text.strip() or found.text.endswith("…")


@pytest.mark.parametrize("case", EVERY)
def test_the_small_chain_holds_every_linked_element_and_every_letter(cases: Any, case: tuple[str, str]) -> None:
    _, report, _ = cases[case]
    svg = draw_compact(report.picture, 1160, 450)
    linked = [card for card in report.picture.cards if card.linked]
    assert svg.count("<rect") == len(linked) + len(report.picture.arrows)
    shown = re.findall(r'text-anchor="middle">([^<]+)<', svg)
    assert sorted(shown) == sorted(arrow.letter for arrow in report.picture.arrows)
    tops = [float(one) for one in re.findall(r'<rect x="[\d.]+" y="([\d.-]+)"', svg)]
    assert min(tops) >= 0


def test_a_reason_is_told_by_a_whole_sentence() -> None:
    long = "Dit is een " + "heel " * 30 + "lange zin."
    assert in_short("Kort. Daarna meer.") == "Kort."
    assert in_short(f"{long} Dus is het niet te zeggen.") == "Dus is het niet te zeggen."
    assert in_short(f"{long} {long}").endswith("…")


# --- Nothing is said that is not there --------------------------------------------------------------------------


POINTING = re.compile(r"\b(hieronder|below)\b", re.IGNORECASE)


def bare() -> Assessment:
    """A theory with one output and one outcome, without links, targets or figures."""
    output = {"id": "O1", "level": "output", "title": "Lamps", "indicators": ["lamps"]}
    chain = [output, {"id": "U1", "level": "outcome", "title": "Light"}]
    return toc.assess(theory_of([element("lamps")], [indicator("lamps")], chain=chain), [])


def words_of(made: bytes) -> str:
    return "\n".join(text for slide in opened(made).slides for _, text in texts(slide))


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_links_no_slide_says_that_all_is_well(language: str) -> None:
    assessment = bare()
    report = view(assessment, language)
    made = write_slides(assessment, report)
    headlines = [slide.shapes.title.text_frame.text for slide in opened(made).slides]
    assert headlines[2] == label("slides.chain_nothing", language)
    assert headlines[5] == label("slides.gaps_nothing", language)
    assert label("slides.gaps_none", language) not in words_of(made)
    assert label("head.no_links", language) in words_of(made)
    assert not POINTING.search(words_of(made))
    fits(opened(made))


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_steps_the_last_slide_says_what_is_not_measured(language: str) -> None:
    assessment = bare()
    report = view(assessment, language)
    assert report.missing is not None
    none = dataclasses.replace(report, missing=dataclasses.replace(report.missing, steps=()))
    last = opened(write_slides(assessment, none)).slides[7]
    told = [text for _, text in texts(last)]
    assert told[0] == label("slides.asked_none", language)
    silent = [card.title for card in report.picture.cards if card.status == "unmeasured"]
    assert silent
    assert all(any(title in text for text in told) for title in silent)
    assert report.missing.sentence in told


@pytest.mark.parametrize("case", EVERY)
def test_no_slide_points_at_what_is_not_on_it(cases: Any, case: tuple[str, str]) -> None:
    assessment, report, made = cases[case]
    own = " ".join(one.title[case[1]] for one in assessment.theory.file.elements)
    assert not POINTING.search(own)
    assert not POINTING.search(words_of(made))
    asked = NextStep("X", "", label("lacking.report_owner", case[1]), ())
    only = dataclasses.replace(report, missing=dataclasses.replace(report.missing, steps=(asked,)))
    last = [text for _, text in texts(opened(write_slides(assessment, only)).slides[7])]
    assert "X" in last
    assert not any(POINTING.search(text) for text in last)
    assert label("slides.asked_none", case[1]) not in last


@pytest.mark.parametrize("case", EVERY)
def test_the_chain_is_told_with_what_lags_and_what_is_open(cases: Any, case: tuple[str, str]) -> None:
    _, report, made = cases[case]
    headline = opened(made).slides[2].shapes.title.text_frame.text
    sizes = {group.anchor: len(group.rows) for group in report.links.groups}
    there, behind = (sizes.get(f"links-{one}", 0) for one in ("translating", "shown"))
    whole = sum(sizes.values())
    if not there + behind:
        assert headline == label("slides.chain_none", case[1])
        return
    for code, count in (("there", there), ("behind", behind), ("unsure", whole - there - behind)):
        assert (label(f"slides.chain_{code}", case[1], count=count) in headline) == bool(count)


@pytest.mark.parametrize("case", EVERY)
def test_each_count_stands_above_its_own_name(cases: Any, case: tuple[str, str]) -> None:
    _, report, made = cases[case]
    boxes = [(shape.left, shape.top, text) for shape, text in texts(opened(made).slides[1])]
    assert report.head.points[-1].counts
    for one in report.head.points[-1].counts:
        ((left, top),) = [(left, top) for left, top, text in boxes if text == one.name]
        assert [text for x, y, text in boxes if x == left and y < top][-1] == one.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_target_is_told_as_one(cases: Any, language: str) -> None:
    assessment, report, _ = cases["lamps", language]
    told = next(one for one in report.outlook.chances if one.chance)
    untold = next((one for one in report.outlook.chances if not one.chance), dataclasses.replace(told, chance=""))
    for chances, code in (((told,), "slides.ahead_one"), ((told, untold), "slides.ahead_one_told")):
        one = dataclasses.replace(report, outlook=dataclasses.replace(report.outlook, chances=chances))
        headline = opened(write_slides(assessment, one)).slides[6].shapes.title.text_frame.text
        assert headline == label(code, language, chance=told.chance)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_over_part_of_a_year_says_so_in_the_headline(cases: Any, language: str) -> None:
    assessment, report, _ = cases["shipped", language]
    groups = tuple(dataclasses.replace(group, indicators=tuple(
        dataclasses.replace(one, rows=tuple(dataclasses.replace(row, part="7 x") for row in one.rows))
        for one in group.indicators)) for group in report.outputs.groups)  # fmt: skip
    partial = dataclasses.replace(report, outputs=dataclasses.replace(report.outputs, groups=groups))
    assert "7 x" in opened(write_slides(assessment, partial)).slides[3].shapes.title.text_frame.text


def test_the_organisation_is_named_once_on_the_first_slide(assessment: Assessment) -> None:
    tree = assessment.theory.organisations
    part = next(one for one in tree.by_id.values() if one.parent)
    report = view(assessment, "nl", organisation=part.id)
    first = opened(write_slides(assessment, report)).slides[0]
    title = part.title["nl"]
    assert sum(text.count(title) for shape, text in texts(first) if shape != first.shapes.title
               and shape.top < Inches(6.9)) == 1  # fmt: skip
