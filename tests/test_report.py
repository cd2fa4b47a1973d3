"""The report page: self-contained, safe, complete, never a zero for what is missing, and a picture without overlap."""

import dataclasses
import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
from fictional_programme.small import element, indicator, numbered, row, theory_of
from hypothesis import given
from hypothesis import strategies as st

import toc
from toc.assessment import Assessment
from toc.declared import Text
from toc.provenance import Document
from toc.report.html import BEGIN, STATIC, write_html
from toc.report.layout import Box, Line, arrange
from toc.report.page import Badge, IndicatorRows, ReportView
from toc.report.picture import (
    CARD_WIDTH,
    EDGES,
    LINES,
    PADDING,
    SMALL_SIZE,
    TITLE_SIZE,
    VALUE_SIZE,
    Drawing,
    compose,
    draw_chain,
    draw_unlinked,
    text_width,
    wrap,
)
from toc.report.view import view
from toc.report.wording import LOOKS, VERDICT_LOOK
from toc.scenario import Scenario
from toc.theory import Theory
from toc.words.labels import LABELS

LANGUAGES = ("nl", "en")
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("http://evil.example","x")'


@pytest.fixture(scope="module")
def shipped() -> Assessment:
    theory, data = toc.read_theory("opschaling-pps"), toc.read_data("opschaling-pps")
    return toc.assess(theory, data.rows, data_sha256=data.sha256)


@pytest.fixture(scope="module")
def dutch(shipped: Assessment) -> ReportView:
    return view(shipped, "nl")


@pytest.fixture(scope="module")
def pages(shipped: Assessment) -> dict[str, str]:
    return {language: write_html(view(shipped, language)) for language in LANGUAGES}


class Reader(HTMLParser):
    """What a browser would see: tags, attributes and visible text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self.hidden = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.hidden += tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.texts.append(data)

    def values(self, *names: str) -> list[str]:
        return [value for _, name, value in self.attributes if name in names]

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.texts))


# --- The page ---------------------------------------------------------------------------------------------------


OUR_SCRIPTS = (BEGIN, *((STATIC / name).read_text(encoding="utf-8") for name in ("plotly-basic.min.js", "page.js")))
_SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)


def scripts_of(page: str) -> tuple[list[str], list[Any]]:
    """What a browser would run, and the numbers that are only read."""
    run, read = [], []
    for attributes, text in _SCRIPT.findall(page):
        if 'type="application/json"' in attributes:
            read.append(json.loads(text))
        else:
            run.append(text)
    return run, read


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_asks_nothing_of_anybody(pages: dict[str, str], language: str) -> None:
    page = Reader(pages[language])
    assert not page.tags.keys() & {"link", "iframe", "object", "embed", "form", "img", "base"}
    assert not page.values("src", "srcset", "action", "background", "ping")
    assert all(value.startswith("#") for value in page.values("href", "xlink:href"))
    styles = "".join(re.findall(r"<style>(.*?)</style>", pages[language], re.DOTALL)) + "".join(page.values("style"))
    assert not re.search(r"url\(|@import|https?:", styles)
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    run, read = scripts_of(pages[language])
    assert tuple(run) == OUR_SCRIPTS
    assert read


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_a_strict_policy_and_a_language(pages: dict[str, str], language: str) -> None:
    page = Reader(pages[language])
    metas = [value for tag, name, value in page.attributes if (tag, name) == ("meta", "content")]
    (policy,) = (value for value in metas if "src" in value)
    hashes = [b64encode(sha256(one.encode()).digest()).decode() for one in OUR_SCRIPTS]
    assert policy.split("; ") == [
        "default-src 'none'", "script-src " + " ".join(f"'sha256-{one}'" for one in hashes),
        "style-src 'unsafe-inline'", "img-src data: blob:", "base-uri 'none'", "form-action 'none'",
    ]  # fmt: skip
    assert ("html", "lang", language) in page.attributes
    assert pages[language].lstrip().startswith("<!DOCTYPE html>")


def test_the_library_that_draws_is_the_smallest_and_as_published() -> None:
    """The basic bundle of plotly.js 4.1.1, with its licence; its sha256 is that of the published package."""
    library = (STATIC / "plotly-basic.min.js").read_bytes()
    assert sha256(library).hexdigest() == "99784e3abfb07b142a15e521a439e6d9addceadb3f79553fd24c72774f0649ba"
    assert b"plotly.js (basic - minified) v4.1.1" in library[:200]
    assert "MIT" in (STATIC / "plotly-basic.LICENSE").read_text(encoding="utf-8")
    assert "sendDataToCloud" not in (STATIC / "page.js").read_text(encoding="utf-8")


def test_two_languages_in_one_page_share_no_places(shipped: Assessment) -> None:
    both = write_html(view(shipped, "nl"), view(shipped, "en"))
    page = Reader(both)
    places = Counter(page.values("id"))
    assert [place for place, count in places.items() if count > 1] == []
    assert {value[1:] for value in page.values("href")} <= places.keys()
    dutch, english = both.split('<div class="edition second" lang="en"')
    assert 'href="#en-top"' in dutch
    assert re.findall(r'href="#(?!en-)([^"]*)"', english) == ["top"]
    assert LABELS["head.title_links"][0] in dutch
    assert LABELS["head.title_links"][1] in english
    assert len(both.encode()) < 6e6


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pointer_finds_its_place_and_no_place_is_there_twice(pages: dict[str, str], language: str) -> None:
    page = Reader(pages[language])
    places = Counter(page.values("id"))
    assert [place for place, count in places.items() if count > 1] == []
    pointers = {value[1:] for value in page.values("href")}
    pointers |= {name for value in page.values("aria-labelledby") for name in value.split()}
    assert pointers <= places.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_claim_conflict_assumption_and_target_is_there(
    shipped: Assessment, pages: dict[str, str], language: str
) -> None:
    theory, places = shipped.theory, set(Reader(pages[language]).values("id"))
    assert {f"link-{one.id}" for one in theory.file.links} <= places
    assert {f"element-{one.id}" for one in theory.file.elements} <= places
    assert {f"claim-{judged.claim.id}" for judged in shipped.claims} <= places
    assert {f"conflict-{one.id}" for one in theory.conflicts} <= places
    assert {f"assumption-{one.id}" for one in theory.file.assumptions} <= places
    assert {f"target-{one.id}" for one in theory.targets} <= places
    assert {f"document-{one.id}" for one in theory.documents} <= places


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_the_machine_shows(pages: dict[str, str], language: str) -> None:
    text = Reader(pages[language]).text
    assert not re.search(r"\b(?:nan|NaN|None|NaT|inf|Undefined|True|False)\b", text)
    assert not re.search(r"\{\w+(?::\w+)?\}|\{\{|\}\}|Text\(nl=", text)
    assert "**" not in text


def test_each_language_has_its_own_words(pages: dict[str, str]) -> None:
    dutch, english = (Reader(pages[language]).text for language in LANGUAGES)
    for code in ("head.title_links", "catalogue.title", "links.title", "coverage.title", "method.title",
                 "reading.link_text"):  # fmt: skip
        assert LABELS[code][0] in dutch
        assert LABELS[code][1] in english
        assert LABELS[code][0] not in english


def test_the_same_assessment_gives_the_same_bytes(shipped: Assessment, pages: dict[str, str]) -> None:
    assert write_html(view(shipped, "nl")) == pages["nl"]


@pytest.mark.parametrize("words", [HOSTILE, FORMULA])
def test_hostile_titles_stay_words(words: str) -> None:
    theory, data = toc.read_theory("opschaling-pps"), toc.read_data("opschaling-pps")
    hostile = Text(nl=words, en=words)
    file = theory.file.model_copy(
        update={
            "title": hostile,
            "description": hostile,
            "elements": tuple(one.model_copy(update={"title": hostile}) for one in theory.file.elements),
            "links": tuple(one.model_copy(update={"mechanism": hostile, "stated_note": hostile})
                           for one in theory.file.links),
            "assumptions": tuple(one.model_copy(update={"title": hostile}) for one in theory.file.assumptions),
        }
    )  # fmt: skip
    worse = dataclasses.replace(
        theory,
        file=file,
        indicators=tuple(one.model_copy(update={"title": hostile}) for one in theory.indicators),
        claims=tuple(one.model_copy(update={"title": hostile, "quote": words}) for one in theory.claims),
        conflicts=tuple(one.model_copy(update={"title": hostile}) for one in theory.conflicts),
    )
    written = write_html(view(toc.assess(worse, data.rows), "nl"))
    page = Reader(written)
    assert "img" not in page.tags
    assert tuple(scripts_of(written)[0]) == OUR_SCRIPTS
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    assert words in page.text
    assert all(value.startswith("#") for value in page.values("href"))


# --- What it says -----------------------------------------------------------------------------------------------


def test_the_head_puts_the_growth_per_month_before_the_printed_one(dutch: ReportView) -> None:
    output, outcome, links = dutch.head.points
    assert output.figure == "×1,6 tot ×2,9"
    assert "361" in output.sentence
    assert "1.765" in output.sentence
    assert outcome.figure == "21 van 22"
    gaps = [("blijft achter", "0"), ("nog open", "1"), ("niet of te weinig gemeten", "16")]
    assert [(one.name, one.text) for one in links.counts] == gaps
    assert links.sentence == (
        "Van geen van de 17 verbanden is te zeggen of het vervolg komt: 16 zijn niet of te weinig gemeten en "
        "bij 1 laten de cijfers het open."
    )


def test_the_head_lists_what_is_not_measured_impact_first(shipped: Assessment, dutch: ReportView) -> None:
    rows = [
        row for group in dutch.head.gaps for row in group.rows if group.title.startswith("Niet of te weinig gemeten")
    ]
    assert rows[0].id == "L16"
    top = shipped.theory.organisations.roots[0].id
    verdicts = shipped.verdicts[shipped.verdicts["organisation"] == top]
    assert sorted(row.id for row in rows) == sorted(verdicts.loc[verdicts["gap"] == "unmeasured", "link"])
    assert all(row.reason and "De output nam toe" not in row.reason for row in rows)
    assert sum("De output nam toe" in text for text in dutch.head.gap_intro) == 1


def indicators_of(view_: ReportView) -> Iterator[IndicatorRows]:
    for group in (*view_.outputs.groups, *view_.outcomes.measured):
        yield from group.indicators


def rows_of(view_: ReportView, name: str) -> IndicatorRows:
    return next(one for one in indicators_of(view_) if one.anchor == f"indicator-{name}")


def test_missing_is_a_word_and_never_a_zero(dutch: ReportView) -> None:
    by_period = {row.period: row for row in rows_of(dutch, "companies_reached").rows}
    assert by_period["2023"].figure == "niet gemeld"
    assert not by_period["2023"].known
    assert by_period["2024"].figure == "7.742 bedrijven"
    for one in indicators_of(dutch):
        for line in one.rows:
            assert line.known or not re.search(r"\d", line.figure), line


def test_a_reported_zero_stays_a_zero() -> None:
    theory = theory_of([element("lamps", reported_by=("country",))], [indicator("lamps")], rounds=(2023,))
    rows = pd.DataFrame([{"organisation": "coast", "data_element": "lamps", "value": 0, "period": "2023"}])
    (row,) = rows_of(view(toc.assess(theory, rows), "nl"), "lamps").rows
    assert (row.figure, row.known) == ("0 lamps", True)


def test_growth_over_a_part_of_a_year_is_given_per_month(dutch: ReportView) -> None:
    first, last = rows_of(dutch, "outputs_total").rows
    assert first.part == "4 tot 7 maanden"
    assert last.growth == "ongeveer ×1,6 tot ×2,9 per maand"
    assert "×4,9" in last.growth_note
    assert sum(int(part.figure.split()[0]) for part in last.parts) == 1765


def test_what_is_quarantined_is_shown_and_used_nowhere(shipped: Assessment, dutch: ReportView) -> None:
    (row,) = rows_of(dutch, "in_kind_share_by_line").rows
    aside = [part for part in row.parts if part.set_aside]
    assert {part.figure for part in aside} == {"28%", "26%"}
    assert all(part.conflicts or row.conflicts for part in aside)
    assert row.growth == ""
    drawn = draw_chain(dutch.picture) + draw_unlinked(dutch.picture)
    assert not re.search(r"\b(?:28|26)%", drawn)


def test_a_refused_comparison_gives_the_reason_and_no_progress(dutch: ReportView) -> None:
    refused = [row for group in dutch.targets.groups for row in group.rows if row.badge.word == "niet te vergelijken"]
    assert refused
    assert all(row.share is None and row.progress == "" and row.reason for row in refused)


def test_a_survey_shows_its_margin_its_number_and_what_it_is(dutch: ReportView) -> None:
    rows = {row.anchor: row for group in dutch.outcomes.surveys for row in group.rows}
    row = rows["indicator-mkb_recommend"]
    assert (row.figure, row.interval, row.n) == ("91%", "88% tot 93%", "440")
    assert row.kind.word == "mening"
    assert row.weight is not None
    assert row.weight.word == "indicatief"
    assert rows["indicator-mkb_followup_apply"].kind.word == "voornemen"


def test_outcomes_without_a_figure_are_all_named(shipped: Assessment, dutch: ReportView) -> None:
    silent = {row.id for group in dutch.outcomes.silent for row in group.rows}
    results = {one.id for one in shipped.theory.file.elements if one.level in ("outcome", "impact")}
    assert results - silent == {"O9"}


def test_the_worst_comes_first(dutch: ReportView) -> None:
    assert [group.badge.word[0] for group in dutch.contradictions.groups] == ["A", "B", "C"]
    assert [group.badge.word for group in dutch.claims.groups] == ["klopt niet", "niet te controleren", "klopt"]


def test_every_finding_has_a_title_in_words(shipped: Assessment) -> None:
    assert {f"finding.{finding.code}" for finding in shipped.findings} <= LABELS.keys()


def test_who_reported_what_is_never_a_zero(dutch: ReportView) -> None:
    hips = [row for row in dutch.coverage.rows if not row.own]
    assert len(hips) == 15
    signs = {sign.text for row in hips for mark in row.marks for sign in mark.signs}
    assert "0" not in signs
    assert all("niet gemeld" in row.marks[0].words for row in hips)
    assert {len(row.marks) for row in dutch.coverage.rows} == {len(dutch.coverage.columns)}


def test_organisations_below_the_first_level_are_counted_together(assessment: Assessment) -> None:
    seen = view(assessment, "nl").coverage
    assert [row.title for row in seen.rows if row.own] == ["Grijze Kust"]
    assert any(re.fullmatch(r"\d/\d", sign.text) for row in seen.rows for mark in row.marks for sign in mark.signs)


def test_an_invented_programme_and_a_scenario_are_said(programme: Theory, programme_rows: Any) -> None:
    first = programme.file.links[0]
    overrides = [{"part": "link", "id": first.id, "field": "kappa", "value": 0.7}]
    scenario = Scenario.model_validate({"id": "x", "title": "x", "rationale": "x", "overrides": overrides})
    page = Reader(write_html(view(toc.assess(programme, programme_rows, scenario=scenario), "nl")))
    assert LABELS["page.fictional"][0] in page.text
    assert LABELS["page.scenario"][0] in page.text
    assert f"verband {first.id}, kappa" in page.text


def test_a_theory_of_almost_nothing_still_makes_a_page() -> None:
    bare = theory_of([element("lamps")], [indicator("lamps")])
    page = Reader(write_html(view(toc.assess(bare, []), "nl")))
    assert LABELS["head.no_links"][0] in page.text
    assert LABELS["claims.none"][0] in page.text


# --- Badges -----------------------------------------------------------------------------------------------------


def test_no_two_badges_of_one_kind_look_the_same_but_say_something_else(shipped: Assessment) -> None:
    assert VERDICT_LOOK.keys() == {code.partition(".")[2] for code in LABELS if code.startswith("letter.")}
    letters = [LABELS[f"letter.{name}"][0] for name in VERDICT_LOOK]
    assert len(set(letters)) == len(letters)
    for kind in ("assumption_status", "stated", "answer", "severity"):
        assert len(set(LOOKS[kind].values())) == len(LOOKS[kind]), kind


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_words_and_badges_stand_out_enough(pages: dict[str, str]) -> None:
    colours = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", pages["nl"]))
    for name in ("ink", "quiet", "accent", "good", "open", "missing", "bad", "note", "calm"):
        assert contrast(colours[name], colours["page"]) >= 4.5, name
    for tone, ground in re.findall(r"\.badge\.(\w+) { color: var\(--\w+\); background: (#[0-9a-f]{6})", pages["nl"]):
        assert contrast(colours[tone], ground) >= 4.5, tone


def test_every_badge_has_a_word(dutch: ReportView) -> None:
    def badges(thing: Any) -> Iterator[Badge]:
        if isinstance(thing, Badge):
            yield thing
        elif dataclasses.is_dataclass(thing):
            for field in dataclasses.fields(thing):
                yield from badges(getattr(thing, field.name))
        elif isinstance(thing, tuple):
            for one in thing:
                yield from badges(one)

    found = list(badges(dutch))
    assert len(found) > 100
    assert all(badge.word and badge.shape for badge in found)


# --- The picture ------------------------------------------------------------------------------------------------


def overlapping(drawing: Drawing) -> list[tuple[str, str]]:
    cards = [(name, drawn.card.column, drawing.top(name), drawing.top(name) + drawn.height)
             for name, drawn in drawing.cards.items()]  # fmt: skip
    return [
        (one[0], other[0])
        for at, one in enumerate(cards)
        for other in cards[at + 1 :]
        if one[1] == other[1] and one[2] < other[3] and other[2] < one[3]
    ]


@pytest.mark.parametrize("linked", [True, False])
def test_no_two_cards_overlap_and_all_fit_in_the_picture(dutch: ReportView, linked: bool) -> None:
    drawing = compose(dutch.picture, linked)
    assert overlapping(drawing) == []
    for name, drawn in drawing.cards.items():
        assert drawing.top(name) + drawn.height <= drawing.height
        assert drawing.left(drawn.card.column) + CARD_WIDTH <= drawing.width


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_wider_than_its_card(shipped: Assessment, language: str) -> None:
    picture = view(shipped, language).picture
    room = CARD_WIDTH - 2 * PADDING
    for linked in (True, False):
        for drawn in compose(picture, linked).cards.values():
            assert all(text_width(line, TITLE_SIZE, drawn.bold) <= room for line in drawn.title)
            assert all(text_width(line, VALUE_SIZE, True) <= room for line in drawn.value)
            assert all(text_width(line, SMALL_SIZE) <= room for line in drawn.caption)
            assert text_width(f"{drawn.card.status_word} {drawn.card.id}", SMALL_SIZE) + 13 <= room


def test_every_element_and_every_link_is_drawn(shipped: Assessment, dutch: ReportView) -> None:
    chain, unlinked = Reader(draw_chain(dutch.picture)), Reader(draw_unlinked(dutch.picture))
    pointers = Counter([*chain.values("href"), *unlinked.values("href")])
    assert all(pointers[f"#element-{one.id}"] == 1 for one in shipped.theory.file.elements)
    assert all(pointers[f"#link-{one.id}"] == 1 for one in shipped.theory.file.links)
    assert all(dict.fromkeys(chain.values("aria-label")))
    assert chain.tags["title"] >= 1
    assert chain.tags["desc"] == 1


def test_lines_and_cards_differ_by_more_than_colour(dutch: ReportView) -> None:
    by_dash = Counter((stroke.dash, stroke.width) for stroke in LINES.values())
    assert max(by_dash.values()) == 1
    assert len({stroke.dash for stroke in EDGES.values()}) == len(EDGES)
    text = Reader(draw_chain(dutch.picture)).text
    assert "niet gemeten" in text
    assert " N " in f" {text} "


def test_the_shipped_picture_has_fewer_crossings_than_the_naive_order(dutch: ReportView) -> None:
    arrangement = compose(dutch.picture).arrangement
    assert arrangement.crossings <= arrangement.naive_crossings
    assert arrangement.crossings <= 1


def test_a_link_within_the_last_column_stays_in_the_picture(assessment: Assessment) -> None:
    picture = view(assessment, "nl").picture
    drawing = compose(picture)
    ends = [float(x) for x in re.findall(r'<rect class="edge" x="([\d.]+)"', draw_chain(picture))]
    assert max(ends) < drawing.width


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Box], list[Line]]:
    sizes = draw(st.lists(st.integers(0, 7), min_size=1, max_size=5))
    boxes = [Box(f"{column}.{at}", column, draw(st.floats(20, 90))) for column, size in enumerate(sizes)
             for at in range(size)]  # fmt: skip
    if len(boxes) < 2:
        return boxes, []
    names = st.sampled_from([box.name for box in boxes])
    pairs = draw(st.lists(st.tuples(names, names).filter(lambda pair: pair[0] != pair[1]), max_size=25, unique=True))
    return boxes, [Line(f"L{at}", start, end) for at, (start, end) in enumerate(pairs)]


@given(graphs())
def test_any_graph_is_laid_out_without_overlap_and_with_no_more_crossings(graph: tuple[list[Box], list[Line]]) -> None:
    boxes, lines = graph
    found = arrange(boxes, lines, gap=10)
    assert found.crossings <= found.naive_crossings
    assert {name for column in found.columns for name in column if "\0" not in name} == {box.name for box in boxes}
    for column in found.columns:
        for upper, lower in pairwise(column):
            assert found.top[upper] + found.height_of[upper] + 10 <= found.top[lower] + 1e-6
    for box in boxes:
        assert box.name in found.columns[box.column]
    assert found == arrange(boxes, lines, gap=10)


@given(st.text(max_size=120), st.floats(30, 200))
def test_wrapping_loses_no_letter_and_never_overflows(text: str, width: float) -> None:
    lines = wrap(text, 12, width)
    assert all(text_width(line, 12) <= width or len(line) <= 2 for line in lines)
    kept = "".join(lines).replace("-", "")
    assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", "".join(text.split())).replace("-", "")


# --- Scale ------------------------------------------------------------------------------------------------------


def large() -> Assessment:
    """60 elements, 80 links, 120 organisations, 12 data elements, 3 periods."""
    levels = ("input", "activity", "output", "outcome", "impact")
    names = [f"d{at}" for at in range(12)]
    chain = [
        {"id": f"E{at}", "level": levels[at % 5], "title": f"Onderdeel {at} met een titel die wat langer is",
         "indicators": [names[at % 12]] if at % 3 == 0 else []}
        for at in range(60)
    ]  # fmt: skip
    links = [
        {"id": f"L{at}", "from": f"E{(at * 7) % 55}", "to": f"E{(at * 7) % 55 + 1 + at % 4}", "mechanism": "m",
         "claim": "contribution", "stated_status": "assumption", "sources": ["001:1"]}
        for at in range(80)
    ]  # fmt: skip
    parents = {f"r{at:02}": "coast" for at in range(8)} | {chr(0x100 + at): f"r{at % 8:02}" for at in range(112)}
    tree = tree_of_many(parents)
    document = Document.model_validate({"id": "001", "title": "d", "publisher": "p", "known_on": "2025-01-01"})
    theory = theory_of(
        [element(name) for name in names], [indicator(name) for name in names], tree=tree, rounds=(2022, 2023, 2024),
        chain=chain, links=links, documents=(document,),
    )  # fmt: skip
    rows = pd.DataFrame(
        [
            {"organisation": one.id, "data_element": name, "value": 10 + at, "period": str(year)}
            for at, one in enumerate(tree.organisations) if one.level == "station" and at % 5
            for name in names for year in (2022, 2023, 2024)
        ]
    )  # fmt: skip
    return toc.assess(theory, rows)


def tree_of_many(parents: dict[str, str]) -> Any:
    from toc.organisation import Organisation, OrganisationLevel, OrganisationTree

    organisations = [Organisation(id="coast", title="Coast", level="country")]
    for at, (name, parent) in enumerate(parents.items()):
        level = "region" if parent == "coast" else "station"
        identity = name if level == "region" else f"s{at:03}"
        organisations.append(Organisation(id=identity, title=f"Organisatie {at}", level=level, parent=parent))
    levels = tuple(OrganisationLevel(id=one, title=one, plural=one) for one in ("country", "region", "station"))
    return OrganisationTree(levels=levels, organisations=tuple(organisations))


def test_a_large_programme_is_shown_within_reason() -> None:
    shown = view(large(), "nl")
    page = write_html(shown)
    assert len(page) < 3_000_000
    assert len(shown.coverage.rows) == 9
    drawing = compose(shown.picture)
    assert overlapping(drawing) == []
    assert drawing.arrangement.crossings <= drawing.arrangement.naive_crossings


def test_small_counts_are_shown_under_a_warning_or_not_at_all() -> None:
    theory = theory_of([element("x", personal=True)], [indicator("x", level="output")], rounds=[2024])
    rows = numbered([row("a", "x", 2024, 3), row("b", "x", 2024, 30), row("c", "x", 2024, 40)])
    published, internal = toc.assess(theory, rows), toc.assess(theory, rows, withhold=False)
    assert view(published, "nl").banners == ()
    assert "intern gebruik" in view(internal, "nl").banners[0]
    shown = published.values[(published.values["organisation"] == "a") & (published.values["period"] == "2024")]
    assert shown["state"].tolist() == ["withheld"]
    assert shown["value"].isna().all()


def test_years_laid_over_the_tree_of_today_are_said_to_be() -> None:
    theory = theory_of([element("x")], [indicator("x")], rounds=[2024])
    found = toc.assess(theory, numbered([row("a", "x", 2024, 3)]), tree_view="as_it_is")
    assert "organisations of today" in view(found, "en").banners[0]
