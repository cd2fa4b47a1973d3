"""Organisations below the top: who contributed what, who stands out, and a page for each of them."""

import dataclasses
import math
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from html.parser import HTMLParser

import pytest
from fictional_programme.small import element, indicator, numbered, row, theory_of, tree_of

import toc
from toc.assessment import Assessment
from toc.declared import Text
from toc.indicator import DataElement
from toc.organisation import Membership
from toc.report.charts import Aim, Bar, Bars, Dot, Expected, Fan, FunnelPlot, Limits, Multiples, Panel, Seen
from toc.report.contributions import Shares, moved_by, parts_of_indicator
from toc.report.html import write_html
from toc.report.page import Contribution, IndicatorParts, Parts, Peers
from toc.report.parts import parts_of
from toc.report.plots import NARROW, WIDE, draw_bars, draw_funnel, draw_multiples
from toc.report.view import view
from toc.report.wording import Speaker
from toc.theory import Theory
from toc.words import percent

LANGUAGES = ("nl", "en")
HOSTILE = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>",
    '=HYPERLINK("http://evil.example","x")',
    "\u202egnilliks \u2067\u2069",
    "wat " * 125,
    "onbreekbaar" * 45,
    "🎉🇳🇱 emoji",
    "bel\x07 en nul\x00 en ontsnap\x1b",
)
Figures = Mapping[str, Mapping[int, float | None]]
"""By region and year."""


def regions(count: int) -> tuple[str, ...]:
    return tuple(f"r{at}" for at in range(1, count + 1))


def counted(name: str, **fields: object) -> DataElement:
    return element(name, **{"reported_by": ("region",), **fields})


def assessed(theory: Theory, figures: Mapping[str, Figures], as_of: date = date(2025, 6, 1)) -> Assessment:
    rows = [row(region, name, year, value) for name, by in figures.items() for region, some in by.items()
            for year, value in some.items() if value is not None]  # fmt: skip
    return toc.assess(theory, numbered(rows), as_of=as_of)


def lamps(figures: Figures, **fields: object) -> Speaker:
    """One indicator that is reported by the regions in ``figures``, in Dutch."""
    tree = tree_of(dict.fromkeys([name for name in figures if name != "coast"], "coast"))
    theory = theory_of([counted("lamps", **fields)], [indicator("lamps")], tree=tree)
    return Speaker(assessed(theory, {"lamps": figures}), "nl")


def shares_of(passed: Figures, tested: Figures, language: str = "nl") -> Speaker:
    """A percentage that is a ratio of two sums."""
    tree = tree_of(dict.fromkeys(passed, "coast"))
    elements = [counted("passed"), counted("tested")]
    theory = theory_of(
        elements, [indicator("pass_rate", "100 * passed / tested", unit="percent", level="outcome")], tree=tree
    )
    return Speaker(assessed(theory, {"passed": passed, "tested": tested}), language)


def parts_in(speaker: Speaker) -> IndicatorParts:
    found = parts_of_indicator(speaker, speaker.assessment.theory.indicators[0])
    assert found is not None
    return found


def contribution_in(speaker: Speaker) -> Contribution:
    found = parts_in(speaker).contribution
    assert found is not None
    return found


# --- Who moved the figure ---------------------------------------------------------------------------------------


def test_shares_of_the_change_and_of_the_whole_are_those_of_the_parts() -> None:
    found = contribution_in(lamps({"r1": {2023: 10, 2024: 40}, "r2": {2023: 20, 2024: 40}, "r3": {2023: 30, 2024: 20},
                                   "r4": {2023: 40, 2024: 50}}))  # fmt: skip
    assert "van 100 lamps in 2023 naar 150 lamps in 2024: 50 lamps erbij" in found.sentence
    assert "Van die stijging kwam 100% van 2 region: R1 (60%) en R2 (40%)." in found.sentence
    rows = {one.organisation.word: one for one in found.rows}
    assert [rows["R1"].change, rows["R1"].change_share, rows["R1"].share] == ["+30", "60%", "27%"]
    assert [rows["R3"].change, rows["R3"].change_share, rows["R3"].share] == ["−10", "−20%", "13%"]
    assert [one.organisation.word for one in found.rows] == ["R1", "R2", "R4", "R3"]
    assert found.chart is not None
    assert [(one.label, one.value) for one in found.chart.bars] == [("R1", 30), ("R2", 20), ("R4", 10), ("R3", -10)]


def test_a_part_without_a_figure_is_named_and_has_no_share_and_is_no_nought() -> None:
    found = contribution_in(lamps({"r1": {2023: 10, 2024: 40}, "r2": {2023: 20, 2024: 30}, "r3": {2023: 30},
                                   "r4": {2024: 5}}))  # fmt: skip
    rows = {one.organisation.word: one for one in found.rows}
    assert (rows["R3"].figure, rows["R3"].known, rows["R3"].change, rows["R3"].share) == (
        "niet gemeld", False, "niet bekend", "niet bekend")  # fmt: skip
    assert (rows["R4"].previous, rows["R4"].change) == ("niet gemeld", "niet bekend")
    assert "Bij de 2 region waar dat wel zo is, steeg het samen van 30 lamps in 2023 naar 70 lamps" in found.sentence
    assert "Zonder cijfer over 2024 (1): R3." in found.sentence
    assert "Alleen over 2024 een cijfer: R4." in found.note
    assert "Alleen over 2023 een cijfer: R3." in found.note
    assert found.chart is not None
    assert {one.label for one in found.chart.bars} == {"R1", "R2"}
    assert not re.search(r"\b0 lamps\b", found.sentence)


def test_a_reported_nought_is_a_figure() -> None:
    found = contribution_in(lamps({"r1": {2023: 10, 2024: 0}, "r2": {2023: 20, 2024: 20}}))
    rows = {one.organisation.word: one for one in found.rows}
    assert (rows["R1"].figure, rows["R1"].share, rows["R1"].change) == ("0 lamps", "0%", "−10")
    assert "Zonder cijfer" not in found.sentence


def test_rises_and_falls_that_cancel_get_no_shares() -> None:
    found = contribution_in(lamps({"r1": {2023: 10, 2024: 60}, "r2": {2023: 60, 2024: 15}, "r3": {2023: 5, 2024: 5}}))
    assert "bij 1 kwam er samen 50 lamps bij, bij 1 ging er samen 45 lamps af" in found.sentence
    assert "Van die stijging" not in found.sentence
    assert {one.change_share for one in found.rows} == {"niet bekend"}


def test_without_a_whole_year_before_there_are_shares_and_no_changes() -> None:
    found = contribution_in(lamps({"r1": {2024: 30}, "r2": {2024: 10}}))
    assert (found.before, found.moves) == ("", False)
    assert [one.share for one in found.rows] == ["75%", "25%"]
    assert "nog niet te zeggen" in found.sentence


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"over_organisations": "distinct"}, "telt in het geheel één keer"), ({"over_organisations": "max"}, "hoogste"),
     ({"over_organisations": "none"}, "niet samen te nemen")],
)  # fmt: skip
def test_what_does_not_add_up_gets_no_shares_and_says_why(fields: dict[str, str], said: str) -> None:
    speaker = lamps({"coast": {2023: 35, 2024: 60}, "r1": {2023: 10, 2024: 40}, "r2": {2023: 30, 2024: 30}},
                    reported_by=("country", "region"), **fields)  # fmt: skip
    found = contribution_in(speaker)
    assert said in found.sentence
    assert found.chart is None
    assert not found.shared
    assert {one.share for one in found.rows} == {"niet bekend"}


def test_a_whole_with_a_figure_of_its_own_gets_no_shares() -> None:
    speaker = lamps({"coast": {2023: 50, 2024: 90}, "r1": {2023: 10, 2024: 40}, "r2": {2023: 30, 2024: 30}},
                    reported_by=("country", "region"))  # fmt: skip
    found = contribution_in(speaker)
    assert "niet de som van wat de region meldden" in found.sentence
    assert not found.shared


PASSED = {"r1": {2023: 10.0, 2024: 30.0}, "r2": {2023: 40.0, 2024: 30.0}, "r3": {2023: 5.0, 2024: 60.0}}
TESTED = {"r1": {2023: 50.0, 2024: 60.0}, "r2": {2023: 80.0, 2024: 70.0}, "r3": {2023: 20.0, 2024: 90.0}}


def test_the_change_of_a_rate_is_split_without_anything_left_over() -> None:
    found = contribution_in(shares_of(PASSED, TESTED))
    first, last = 100 * 55 / 150, 100 * 120 / 220
    assert found.split
    assert not found.shared
    assert found.chart is not None
    assert math.fsum(one.value for one in found.chart.bars) == pytest.approx(last - first)
    speaker = shares_of(PASSED, TESTED)
    moved = moved_by(Shares(speaker, speaker.assessment.theory.indicators[0]), ["r1", "r2", "r3"], "2024", "2023")
    own = math.fsum(one.own for one in moved.values())
    mean_parts = [(TESTED[name][2023] / 150 + TESTED[name][2024] / 220) / 2 for name in moved]
    changes = [100 * (PASSED[name][2024] / TESTED[name][2024] - PASSED[name][2023] / TESTED[name][2023])
               for name in moved]  # fmt: skip
    assert own == pytest.approx(math.fsum(a * b for a, b in zip(mean_parts, changes, strict=True)))
    assert math.fsum(one.total for one in moved.values()) == pytest.approx(last - first)


def test_when_only_weights_change_no_part_moved_by_itself() -> None:
    passed = {"r1": {2023: 10, 2024: 40}, "r2": {2023: 80, 2024: 40}}
    tested = {"r1": {2023: 100, 2024: 400}, "r2": {2023: 100, 2024: 50}}
    found = contribution_in(shares_of(passed, tested))
    assert {one.own for one in found.rows} == {"0 procentpunt"}
    assert {one.mix for one in found.rows} != {"0 procentpunt"}


def test_a_part_that_moved_counts_where_it_belonged() -> None:
    moved = (Membership(parent="north", until=date(2023, 12, 31)), Membership(parent="south", since=date(2024, 1, 1)))
    tree = tree_of({"north": "coast", "south": "coast", "a": "north", "b": "south", "c": moved})
    theory = theory_of([element("lamps")], [indicator("lamps")], tree=tree)
    figures = {"a": {2023: 10, 2024: 20}, "b": {2023: 10, 2024: 30}, "c": {2023: 5, 2024: 7}}
    speaker = Speaker(assessed(theory, {"lamps": figures}), "nl")
    north, south = speaker.about("north"), speaker.about("south")
    assert {"a", "c"} <= north.inside
    assert {"b", "c"} <= south.inside
    assert north.inside & south.inside == {"c"}
    assert (north.counts_here("c", "2023"), north.counts_here("c", "2024")) == (True, False)
    assert (north.tally["lamps", "2023"], north.tally["lamps", "2024"]) == ((2, 2), (1, 1))
    rows = {one.organisation.word: one for one in contribution_in(north).rows}
    assert (rows["C"].previous, rows["C"].figure, rows["C"].change) == ("5 lamps", "hoorde er niet bij", "niet bekend")
    whole = {one.organisation.word: one for one in contribution_in(speaker).rows}
    assert (whole["NORTH"].previous, whole["NORTH"].figure) == ("15 lamps", "20 lamps")


# --- Peers ------------------------------------------------------------------------------------------------------


def many(counts: Sequence[int], sizes: Sequence[int]) -> Speaker:
    names = regions(len(counts))
    return shares_of({name: {2024: float(one)} for name, one in zip(names, counts, strict=True)},
                     {name: {2024: float(one)} for name, one in zip(names, sizes, strict=True)})  # fmt: skip


def peers_in(speaker: Speaker) -> Peers:
    found = parts_in(speaker).peers
    assert found is not None
    return found


def test_who_stands_out_is_named_with_what_was_to_be_expected_and_no_ranking() -> None:
    counts = [30, 62, 28, 31, 70, 29, 33, 58, 27, 32, 30, 61]
    found = peers_in(many(counts, [100, 200, 100, 100, 100, 100, 100, 200, 100, 100, 100, 200]))
    assert found.sentence.startswith("In 2024 valt 1 van de 12 region buiten wat bij hun omvang toeval kan zijn.")
    assert "Hoger: R5 met 70%" in found.sentence
    assert "Waardoor dat komt, zegt deze vergelijking niet." in found.sentence
    assert [one.organisation.word for one in found.rows] == [f"R{at}" for at in range(1, 13)]
    assert [one.label for one in found.chart.dots if one.outside] == ["R5"]
    assert found.chart.middle == pytest.approx(100 * 491 / 1500)
    words = {one.badge.word for one in found.rows}
    assert words == {"kan toeval zijn", "hoger dan bij deze omvang toeval kan zijn"}


def test_where_nobody_stands_out_it_says_so() -> None:
    found = peers_in(many([30, 62, 28, 31, 58, 29], [100, 200, 100, 100, 200, 100]))
    assert "valt geen van de 6 region buiten" in found.sentence
    assert not any(one.outside for one in found.chart.dots)


def test_four_organisations_or_money_or_hours_are_not_compared() -> None:
    assert parts_in(many([3, 6, 2, 1], [10, 20, 10, 10])).peers is None
    tree = tree_of(dict.fromkeys(regions(6), "coast"))
    theory = theory_of(
        [counted("value", unit="EUR"), counted("worked", unit="hours")],
        [indicator("yield", "value / worked", unit="EUR per hour")], tree=tree,
    )  # fmt: skip
    figures = {name: {2024: 100.0 + at} for at, name in enumerate(regions(6))}
    speaker = Speaker(assessed(theory, {"value": figures, "worked": figures}), "nl")
    assert parts_in(speaker).peers is None


def test_one_without_a_figure_is_left_out_of_the_comparison_and_named() -> None:
    names = regions(7)
    passed: Figures = {name: {2024: 30.0 + at} for at, name in enumerate(names[:-1])}
    tested: Figures = {name: {2024: 100.0} for name in names[:-1]}
    speaker = shares_of({**passed, "r7": {2023: 5.0}}, {**tested, "r7": {2023: 9.0}})
    found = peers_in(speaker)
    assert [one.organisation.word for one in found.rows] == [f"R{at}" for at in range(1, 7)]
    assert "Zonder cijfer over 2024 (1): R7." in found.note


# --- A page for each organisation -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def grown() -> Assessment:
    """Two regions of stations, with a chain, a target and three years of figures; one station is silent."""
    tree = tree_of({"north": "coast", "south": "coast", "a": "north", "b": "north", "c": "south", "d": "south"})
    chain = [
        {"id": "P", "level": "output", "title": {"nl": "Lampen", "en": "Lamps"}, "indicators": ["lamps"]},
        {"id": "U", "level": "outcome", "title": {"nl": "Licht", "en": "Light"}, "indicators": ["pass_rate"]},
    ]
    elements = [element("lamps"), element("passed"), element("tested")]
    indicators = [
        indicator("lamps"),
        indicator("pass_rate", "100 * passed / tested", unit="percent", level="outcome"),
    ]
    theory = theory_of(elements, indicators, tree=tree, rounds=(2022, 2023, 2024), chain=chain, links=[{"sources": []}])
    figures: dict[str, Figures] = {
        "lamps": {"a": {2022: 10, 2023: 20, 2024: 30}, "b": {2022: 5, 2023: 9, 2024: 11},
                  "c": {2022: 10, 2023: 12, 2024: 13}},
        "passed": {name: {year: 20 + year - 2022 for year in (2022, 2023, 2024)} for name in "abc"},
        "tested": {name: dict.fromkeys((2022, 2023, 2024), 50) for name in "abc"},
    }  # fmt: skip
    return assessed(theory, figures)


@pytest.fixture(scope="module", params=LANGUAGES)
def pages(request: pytest.FixtureRequest, grown: Assessment) -> Parts:
    found = parts_of(Speaker(grown, request.param))
    assert found is not None
    return found


def test_every_part_has_a_row_and_a_page_in_the_order_of_the_model(pages: Parts) -> None:
    assert [one.organisation.word for one in pages.rows] == ["NORTH", "SOUTH"] == [one.title for one in pages.pages]
    assert [one.organisation.anchor for one in pages.rows] == [one.anchor for one in pages.pages]
    assert pages.year == "2024"


def test_figures_of_a_page_are_those_of_the_assessment(grown: Assessment, pages: Parts) -> None:
    speaker = Speaker(grown, "nl")
    north = pages.pages[0]
    rows = {one.title: one for one in north.figures}
    assert set(rows) == {"lamps", "pass_rate"}
    last = speaker.values["lamps", "north"][-1]
    assert rows["lamps"].last == speaker.figure(last) == "41 lamps"
    assert rows["lamps"].share == percent(41 / 54, "nl")
    assert rows["pass_rate"].share == ""
    assert rows["lamps"].coverage in ("2 van 2", "2 of 2")
    assert pages.pages[1].figures[0].coverage in ("1 van 2", "1 of 2")


def test_a_page_names_its_own_parts_and_says_what_is_missing(pages: Parts) -> None:
    south = pages.pages[1]
    assert [one.title for one in south.children] == ["C", "D"]
    assert south.children[0].figures[0] == "13 lamps"
    assert set(south.children[1].figures) <= {"niet gemeld", "not reported"}
    assert len(south.points) == 3
    assert len(south.columns) == 2


def test_a_report_of_one_organisation_speaks_of_nobody_else(grown: Assessment) -> None:
    found = view(grown, "nl", organisation="north")
    assert found.parts is not None
    assert [one.title for one in found.parts.pages] == ["A", "B"]
    page = write_html(found)
    assert not re.search(r"\b(?:SOUTH|COAST)\b", page.split("<body>")[1].split('<script type="application/json"')[0])
    assert [row.title for row in found.coverage.rows] == ["NORTH", "A", "B"]
    lamps_page = next(one for group in found.catalogue.groups for one in group.pages if one.id == "lamps")
    assert lamps_page.last == "41 lamps"


def test_an_organisation_without_figures_has_a_report_that_says_so(grown: Assessment) -> None:
    found = view(grown, "nl", organisation="d")
    assert found.parts is None
    speaker = Speaker(grown, "nl", "d")
    assert {row["verdict"] for row in speaker.verdicts.values()} == {"not_measured"}
    assert write_html(found)


def test_the_whole_is_the_default_and_the_same(grown: Assessment) -> None:
    one, other = Speaker(grown, "nl"), Speaker(grown, "nl", "coast")
    assert one.inside == other.inside == frozenset(grown.theory.organisations.by_id)
    assert one.tally == other.tally
    assert view(grown, "nl").coverage == view(grown, "nl", organisation="coast").coverage


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pointer_of_the_pages_finds_its_place(grown: Assessment, language: str) -> None:
    places, pointers = Counter[str](), set[str]()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            for name, value in attrs:
                if name == "id" and value:
                    places[value] += 1
                if name == "href" and value and value.startswith("#"):
                    pointers.add(value[1:])

    Reader().feed(write_html(view(grown, language)))
    assert {"parts", "part-north", "part-south"} <= places.keys()
    assert [name for name, count in places.items() if count > 1] == []
    assert {name for name in pointers if name.startswith(("part", "indicator"))} <= places.keys()


def test_fifteen_pages_of_sixty_figures_in_two_languages_stay_small(grown: Assessment) -> None:
    sizes = 0
    for language in LANGUAGES:
        found = view(grown, language)
        assert found.parts is not None
        page = found.parts.pages[0]
        figure = dataclasses.replace(page.figures[0], title="Werkenden die het geleerde gebruiken", goal="",
                                     ahead="2030: 1.780 mensen (660 tot 4.700)")  # fmt: skip
        link = page.links[0] if page.links else None
        wide = dataclasses.replace(page, figures=(figure,) * 60, links=(link,) * 26 if link else ())
        full = dataclasses.replace(found.parts, pages=(wide,) * 15)
        with_parts = write_html(dataclasses.replace(found, parts=full))
        sizes += len(with_parts.encode()) - len(write_html(dataclasses.replace(found, parts=None)).encode())
    assert 200_000 < sizes < 700_000


# --- Drawings ---------------------------------------------------------------------------------------------------

NAMESPACE = "{http://www.w3.org/2000/svg}"


def hostile_charts() -> tuple[Bars, FunnelPlot, Multiples]:
    bars = tuple(Bar(one, value, one, low=value - 1, high=value + 2) for one, value in zip(HOSTILE, range(-3, 4),
                                                                                          strict=True))  # fmt: skip
    dots = tuple(Dot(one, 10.0 + 7 * at, 5.0 * at, one, outside=at % 2 == 0) for at, one in enumerate(HOSTILE))
    limits = tuple(Limits(size, 8, 22, 4, 28) for size in (5.0, 20.0, 60.0))
    fans = tuple(
        Fan(f"fan-{at}", one, one, "nl", one, (Seen(2023, at), Seen(2024, at + 1, partial=True)),
            (Expected(2025, at + 2, ((at, at + 3), (at, at + 4))),), (Aim(2026, at + 5, one),), missing=(2022.0,))
        for at, one in enumerate(HOSTILE)
    )  # fmt: skip
    empty = Fan("fan-none", "", "", "nl", "", ())
    panels = (*(Panel(one, "", fan) for one, fan in zip(HOSTILE, fans, strict=True)), Panel("leeg", "", empty))
    name, text = "bars-x", HOSTILE[0]
    return (
        Bars(name, text, text, "nl", text, bars, 1.0, text),
        FunnelPlot("funnel-x", text, text, "nl", "%", text, text, 15.0, text, dots, limits),
        Multiples("multiples-x", text, text, "nl", text, panels),
    )


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_drawings_are_sound_and_hold_hostile_names_as_text_within_their_edges(size: object) -> None:
    bars, funnel, multiples = hostile_charts()
    assert size in (WIDE, NARROW)
    for drawn in (draw_bars(bars, size), draw_funnel(funnel, size), draw_multiples(multiples, size)):
        picture = ET.fromstring(drawn)  # noqa: S314  # our own drawing
        tags = {one.tag.removeprefix(NAMESPACE) for one in picture.iter()}
        assert tags <= {"svg", "title", "desc", "path", "rect", "circle", "text"}
        assert not {name for one in picture.iter() for name in one.attrib if name.startswith("on")}
        assert "<script" not in drawn
        wide, high = float(picture.attrib["width"]), float(picture.attrib["height"])
        for one in picture.iter(f"{NAMESPACE}text"):
            assert -1 <= float(one.attrib["x"]) <= wide + 1
            assert 0 <= float(one.attrib["y"]) <= high + 1
        for one in picture.iter(f"{NAMESPACE}rect"):
            assert float(one.attrib["x"]) >= 0
            assert float(one.attrib["x"]) + float(one.attrib["width"]) <= wide
        first = picture.find(f"{NAMESPACE}title")
        assert first is not None
        assert (first.text or "").startswith("<script>alert(1)")


def test_a_part_without_figures_is_drawn_as_words() -> None:
    _, _, multiples = hostile_charts()
    assert draw_multiples(multiples).count("geen cijfers") == 1


def test_a_bar_is_as_long_as_its_value_and_a_fall_points_the_other_way() -> None:
    bars = Bars("b", "t", "d", "nl", "", (Bar("een", 10, "+10"), Bar("twee", 5, "+5"), Bar("drie", -5, "−5")))
    found = re.findall(r'<rect x="([\d.]+)"[^>]* width="([\d.]+)"', draw_bars(bars))
    boxes = [(float(x), float(width)) for x, width in found]
    assert boxes[0][1] == pytest.approx(2 * boxes[1][1], abs=0.2)
    assert boxes[1][1] == pytest.approx(boxes[2][1], abs=0.2)
    assert boxes[2][0] + boxes[2][1] == pytest.approx(boxes[0][0], abs=0.2)


def test_who_stands_out_has_another_shape_and_its_name_beside_it() -> None:
    dots = (Dot("binnen", 50, 20, "20%"), Dot("buiten", 60, 60, "60%", outside=True))
    plot = FunnelPlot("f", "t", "d", "nl", "%", "omvang", "waarde", 22, "samen 22%", dots,
                      (Limits(40, 10, 35, 5, 42), Limits(70, 12, 33, 8, 38)))  # fmt: skip
    drawn = draw_funnel(plot)
    assert drawn.count("<circle") == 1
    texts = re.findall(r"<text[^>]*>([^<]+)</text>", drawn)
    assert "buiten" in texts
    assert "binnen" not in texts
    assert {"samen 22%", "95 van de 100", "998 van de 1.000"} <= set(texts)


def test_charts_without_anything_to_draw_are_empty() -> None:
    assert draw_bars(Bars("b", "t", "d", "nl", "", ())) == ""
    assert draw_funnel(FunnelPlot("f", "t", "d", "nl", "", "", "", 1, "", (), ())) == ""
    assert draw_multiples(Multiples("m", "t", "d", "nl", "", ())) == ""


def test_hostile_organisations_are_text_on_pages_of_their_own() -> None:
    plain = tree_of(dict.fromkeys(regions(len(HOSTILE)), "coast"))
    named = [one.model_copy(update={"title": Text(nl=name, en=name)})
             for one, name in zip(plain.organisations[1:], HOSTILE, strict=True)]  # fmt: skip
    tree = plain.model_copy(update={"organisations": (plain.organisations[0], *named)})
    theory = theory_of([counted("lamps")], [indicator("lamps")], tree=tree)
    figures = {one: {2023: 10 + at, 2024: 20 - at} for at, one in enumerate(regions(len(HOSTILE)))}
    page = write_html(view(assessed(theory, {"lamps": figures}), "nl"))
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert {f'id="part-{one}"' for one in regions(len(HOSTILE))} <= set(re.findall(r'id="part-r\d+"', page))
