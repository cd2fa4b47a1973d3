"""The page on choices: whole with any of its parts, safe, calm numbers, and pictures in which nothing falls outside."""

import math
import re
from typing import Any, get_args

import pytest
from fictional_programme.chains import (
    TOP,
    YEARS,
    arrow,
    assessed,
    course,
    doing,
    growing,
    measure,
    target,
    theory,
    what,
)
from hypothesis import given
from hypothesis import strategies as st
from test_report import Reader

from toc.assessment import Assessment
from toc.comparison import Comparison, compare
from toc.levers import CHANCES, Reach, reach
from toc.report import choices, forest
from toc.report.believed import Writer
from toc.report.choices import view_choices
from toc.report.choices_page import Axis, ChoicesView, Forest, MeasureBlock, Span, Swing, Tornado, Turn
from toc.report.html import POLICY, write_choices
from toc.report.picture import text_width
from toc.scenario import Change, Scenario, ScenarioPart
from toc.weighing import Sensitivity, sensitivity
from toc.words import say
from toc.words.labels import LABELS

LANGUAGES = ("nl", "en")
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
SHARE: dict[str, Any] = {
    "kind": "stock",
    "over_time": "last",
    "over_organisations": "none",
    "reported_by": ("country",),
}
SIZES = dict(zip("abcd", (10.0, 20.0, 30.0, 40.0), strict=True))
UNSURE = {"low": 1.1, "likely": 1.3, "high": 1.8, "basis": "judgement"}


@pytest.fixture(scope="module")
def coast() -> Assessment:
    chain = [
        measure("oil", "input"), measure("lamps"), measure("light", "outcome", unit="percent", counted=SHARE),
        measure("wrecks", "impact", of={"ascending": False}), measure("calm", "impact", indicator=False),
        measure("hope", "impact"), measure("reefs", "impact"),
    ]  # fmt: skip
    links = [
        arrow("oil", "lamps", expectation={"elasticity": 0.8, "low": 0.5, "high": 1.2}),
        arrow("lamps", "light", expectation={"per_doubling": 10}, lag="0-2 years"),
        arrow("light", "wrecks", expectation={"elasticity": 0.5, "low": 0.1, "high": 0.7}),
        arrow("wrecks", "calm", expectation={"elasticity": 0.3}, lag="1-3 years"),
        arrow("wrecks", "hope", expectation={"elasticity": 0.00001, "low": 0, "high": 0.0001}),
    ]  # fmt: skip
    light = {year: 40 + 1.5 * (year - 2019) + year % 2 for year in YEARS}
    figures = {**growing("oil", SIZES), **growing("lamps", SIZES), ("light", TOP): light,
               **growing("wrecks", SIZES, 0.93)}  # fmt: skip
    targets = [target("lamps", 150), target("light", 55), target("wrecks", 60), target("reefs", 5),
               target("hope", 1, 2029), target("lamps", 140, 2027)]  # fmt: skip
    anyway = [course("hope", {"low": -1, "likely": 0, "high": 2})]
    return assessed(theory(chain, links, targets=targets, courses=anyway), figures)


MORE = what("more", doing("oil", factor=UNSURE, build_up=12), sources=["LOG:7"])
LESS = what(
    "less",
    doing("lamps", factor=0.7, start="2027-04"),
    overrides=[
        {
            "part": "link",
            "id": "lamps-light",
            "field": "expectation",
            "value": {"per_doubling": 5, "low": 1, "high": 9},
        },
        {"part": "link", "id": "lamps-light", "field": "slope", "value": "prior"},
        {"part": "link", "id": "oil-lamps", "field": "lag", "value": "1-3 years"},
        {"part": "target", "id": "lamps_2030", "field": "value", "value": 90},
        {"part": "element", "id": "OIL", "field": "indicators", "value": ["oil"]},
    ],
    add=[{"part": "link", "value": arrow("lamps", "reefs", expectation={"conversion": 0.25, "low": 0.1, "high": 0.4})}],
    remove=[{"part": "link", "id": "wrecks-calm"}],
)


@pytest.fixture(scope="module")
def compared(coast: Assessment) -> Comparison:
    return compare(coast, [MORE, LESS])


@pytest.fixture(scope="module")
def decided(coast: Assessment) -> Sensitivity:
    return sensitivity(coast, "wrecks", scenario=MORE)


@pytest.fixture(scope="module")
def reached(coast: Assessment) -> Reach:
    return reach(coast, "lamps_2030")


@pytest.fixture(scope="module")
def dutch(compared: Comparison) -> ChoicesView:
    return view_choices("nl", compared)


@pytest.fixture(scope="module")
def pages(coast: Assessment, compared: Comparison, decided: Sensitivity, reached: Reach) -> dict[str, str]:
    """Every part by itself, and all together, in both languages."""
    parts: dict[str, tuple[Comparison | None, tuple[Sensitivity, ...], Reach | None]] = {
        "compare": (compared, (), None), "decisive": (None, (decided,), None), "reach": (None, (), reached),
        "all": (compared, (decided, sensitivity(coast, "light", of="level")), reached),
        "untold": (None, (sensitivity(coast, "reefs", scenario=MORE),), reach(coast, "reefs_2030")),
    }  # fmt: skip
    return {
        f"{name}-{language}": write_choices(view_choices(language, *some))
        for name, some in parts.items()
        for language in LANGUAGES
    }


NAMES = [f"{name}-{language}" for name in ("compare", "decisive", "reach", "all", "untold") for language in LANGUAGES]


# --- The page ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_page_asks_nothing_of_anybody(pages: dict[str, str], name: str) -> None:
    page = Reader(pages[name])
    assert not page.tags.keys() & {"script", "link", "iframe", "object", "embed", "form", "img", "base"}
    assert not page.values("src", "srcset", "action", "background", "ping")
    assert all(value.startswith("#") for value in page.values("href", "xlink:href"))
    assert not [attribute for _, attribute, _ in page.attributes if attribute.startswith("on")]
    assert ("meta", "content", POLICY) in page.attributes
    assert ("html", "lang", name[-2:]) in page.attributes
    assert not re.search(r"url\(|@import|https?:", pages[name])


@pytest.mark.parametrize("name", NAMES)
def test_every_pointer_finds_its_place_and_no_place_is_there_twice(pages: dict[str, str], name: str) -> None:
    page = Reader(pages[name])
    places = page.values("id")
    assert len(places) == len(set(places))
    pointers = {value[1:] for value in page.values("href")}
    pointers |= {one for value in page.values("aria-labelledby") for one in value.split()}
    assert pointers <= set(places)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_the_machine_shows(pages: dict[str, str], name: str) -> None:
    text = Reader(pages[name]).text
    assert not re.search(r"\b(?:nan|NaN|None|NaT|inf|Undefined|True|False|Sobol indices of)\b", text)
    assert not re.search(r"\{\w+(?::\w+)?\}|\{\{|\}\}|\{'|Text\(nl=|minus zero|[−-]0[% ]", text)


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_says_in_words_what_it_shows(pages: dict[str, str], name: str) -> None:
    pictures = re.findall(r"<svg.*?</svg>", pages[name], re.DOTALL)
    for picture in pictures:
        assert 'role="img"' in picture
        assert re.search(r"<title id=[^>]+>[^<]+</title><desc id=[^>]+>[^<]+</desc>", picture)
    assert bool(pictures) == (not name.startswith("untold"))


def test_each_part_stands_by_itself_and_says_what_the_page_is_about(pages: dict[str, str]) -> None:
    titles = {name: re.findall(r"<h2[^>]*>(.*?)</h2>", pages[f"{name}-nl"]) for name in
              ("compare", "decisive", "reach", "all")}  # fmt: skip
    last = "Hoe dit is berekend"
    many = ["De keuzes en wat eruit komt", "Wat er verandert", "De kans op elk doel", "Waarop de antwoorden rusten"]
    assert titles["compare"] == [*many, last]
    assert titles["decisive"] == ["Wat het antwoord bepaalt", last]
    assert titles["reach"] == ["Wat nodig is om het doel te halen", last]
    assert titles["all"] == [*many, titles["decisive"][0], titles["reach"][0], last]
    assert [re.search(r'class="kicker">(.*?)<', pages[f"{name}-nl"])[1].split(": ")[1] for name in titles] == [  # type: ignore[index]
        "wat als?", "wat bepaalt het antwoord?", "wat is er nodig?", "wat als?",
    ]  # fmt: skip


def test_a_page_about_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to show"):
        view_choices("nl", None)


def test_hostile_words_stay_words(coast: Assessment) -> None:
    bad = Scenario.model_validate({
        "id": "bad", "title": HOSTILE, "rationale": HOSTILE,
        "sources": [{"document": HOSTILE, "lines": "1", "quote": HOSTILE}],
        "interventions": [{**doing("oil", factor={**UNSURE, "why": HOSTILE}), "title": HOSTILE}],
        "overrides": [{"part": "element", "id": "OIL", "field": "title", "value": HOSTILE},
                      {"part": "indicator", "id": "oil", "field": "title", "value": HOSTILE}],
    })  # fmt: skip
    page = write_choices(view_choices("en", compare(coast, [bad]), [sensitivity(coast, "lamps", scenario=bad)]))
    assert HOSTILE not in page
    assert Reader(page).tags["script"] == Reader(page).tags["img"] == 0
    assert "alert(1)" in Reader(page).text


# --- The choices ------------------------------------------------------------------------------------------------


def test_headlines_come_first_and_in_their_order(compared: Comparison, dutch: ChoicesView) -> None:
    assert dutch.scenarios is not None
    for block, name in zip(dutch.scenarios.blocks, ("more", "less"), strict=True):
        assert block.headlines == tuple(said.nl for said in compared.headlines[name])
        assert block.notes == tuple(note.nl for note in compared.what_if(name).notes)


def test_what_was_changed_is_written_from_old_to_new(dutch: ChoicesView) -> None:
    assert dutch.scenarios is not None
    more, less = dutch.scenarios.blocks
    (oil,) = more.changes
    assert (oil.what, oil.where) == ("Do oil", "oil, vanaf januari 2026, loopt op in 12 maanden")
    assert (oil.old, oil.new, oil.note) == ("Zoals het nu gaat", "1,3 keer zoveel (1,1 tot 1,8)", "Inschatting.")
    told = {(row.what, row.where): (row.old, row.new) for row in less.changes}
    assert less.changes[0].what == "Do lamps"
    strength = "Verband lamps-light: LAMPS → LIGHT"
    assert told[strength, "hoeveel verandering"] == (
        "bij een verdubbeling: +10 procentpunt (0 tot +20)",
        "bij een verdubbeling: +5 procentpunt (+1 tot +9)",
    )
    assert told[strength, "waar de sterkte op afgaat"] == (
        "verwachting en cijfers samen", "alleen wat vooraf is verwacht",
    )  # fmt: skip
    assert told["Verband oil-lamps: OIL → LAMPS", "hoelang het duurt"] == ("0 jaar", "1 tot 3 jaar")
    assert told["Doel: lamps", "waarde"] == ("150", "90")
    assert told["Verband lamps-reefs: LAMPS → REEFS", ""] == (
        "was er niet", "toegevoegd: van elke 100: 25 (10 tot 40); duurt 0 jaar",
    )  # fmt: skip
    assert told["Verband wrecks-calm: WRECKS → CALM", ""] == ("telt mee", "vervalt")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "niet opgegeven"), (True, "ja"), ([], "niets"), (["a", "b"], "a en b"),
        ([{"x": 1}, {"x": 2}], "2 onderdelen"),
        ({"nl": "mist", "en": "fog"}, "mist"), ({"low": 1, "why": None, "level": 2}, "low 1; niveau 2"),
        ("x" * 200, "x" * 89 + "…"), (1234567.0, "1.234.567"),
    ],
)  # fmt: skip
def test_any_declared_value_is_readable(coast: Assessment, value: object, written: str) -> None:
    writer = Writer(coast.theory, "nl")
    assert writer.value(Change("organisation", "a", "note", value, None), value) == written


def test_every_part_and_every_meaning_has_its_word() -> None:
    assert {f"choices.part.{part}" for part in get_args(ScenarioPart)} <= LABELS.keys()
    assert {f"choices.better.{name}" for name in choices.LOOK_OF} <= LABELS.keys()
    assert {f"choices.lever_status.{name}" for name in choices.LEVER_LOOK} <= LABELS.keys()
    assert {f"choices.kind.{name}" for name in choices.KINDS} <= LABELS.keys()


# --- What changes -----------------------------------------------------------------------------------------------


def block_of(view: ChoicesView, name: str) -> MeasureBlock:
    assert view.changed is not None
    (found,) = [one for group in view.changed.groups for one in group.measures if one.anchor == f"measure-{name}"]
    return found


def test_everything_that_moves_is_there_in_the_order_of_the_chain(compared: Comparison, dutch: ChoicesView) -> None:
    assert dutch.changed is not None
    shown = [one.anchor for group in dutch.changed.groups for one in group.measures]
    assert shown == [f"measure-{name.replace(' ', '-')}" for name in compared.moved]
    assert [row.anchor for row in dutch.changed.glance] == shown
    assert [group.title for group in dutch.changed.groups] == ["Input", "Output", "Outcome", "Impact"]


def test_pictures_and_tables_show_the_numbers_of_the_comparison(compared: Comparison, dutch: ChoicesView) -> None:
    chart = block_of(dutch, "lamps").chart
    assert chart is not None
    rows = compared.table[(compared.table["measure"] == "lamps") & (compared.table["scenario"] != "")]
    assert [span.middle for span in chart.spans] == rows["relative"].tolist()
    assert [span.wide for span in chart.spans] == list(
        zip(rows["relative_lower80"], rows["relative_upper80"], strict=True))  # fmt: skip
    assert [(span.label, span.year) for span in chart.spans] == [
        ("more", "2027"), ("more", "2030"), ("less", "2027"), ("less", "2030")]  # fmt: skip
    assert (chart.axis.left, chart.axis.right, chart.axis.unit) == ("slechter", "beter", "%")
    assert all(row.basis == "raming uit de cijfers" for row in block_of(dutch, "lamps").rows)


def test_a_share_is_told_in_points_and_less_can_be_better(dutch: ChoicesView) -> None:
    light, wrecks = block_of(dutch, "light"), block_of(dutch, "wrecks")
    assert all(row.figure.endswith(" procentpunt") for row in light.rows)
    assert all(row.now.endswith("%") for row in light.rows)
    assert light.chart is not None
    assert wrecks.chart is not None
    assert light.chart.axis.unit == ""
    assert (wrecks.chart.axis.left, wrecks.chart.axis.right) == ("beter", "slechter")
    assert wrecks.direction == "Minder is hier beter."


def test_better_and_worse_are_words_and_what_has_no_figure_is_more_or_less(dutch: ChoicesView) -> None:
    lamps = {(row.scenario, row.year): row.badge for row in block_of(dutch, "lamps").rows}
    more, less = lamps["more", "2030"], lamps["less", "2030"]
    assert more is not None
    assert less is not None
    assert (more.word, less.word) == ("beter", "slechter")
    calm = block_of(dutch, "CALM")
    assert not calm.measured
    assert {row.badge.word for row in calm.rows if row.badge} <= {
        "minder", "meer", "waarschijnlijk minder", "waarschijnlijk meer", "kan beide kanten op", "vrijwel niets",
        "iets meer", "iets minder",
    }  # fmt: skip
    assert {(row.now, row.then) for row in calm.rows} == {("niet bekend", "niet bekend")}


def test_next_to_nothing_is_said_to_be_so(dutch: ChoicesView) -> None:
    hope = block_of(dutch, "hope")
    assert {row.badge.word for row in hope.rows if row.badge} == {"vrijwel niets"}
    assert hope.chart is not None
    assert {(span.figure, span.meaning) for span in hope.chart.spans} == {("vrijwel niets", "")}


def test_a_share_of_the_page_is_never_more_than_three_digits_long(pages: dict[str, str]) -> None:
    text = Reader(pages["all-nl"]).text
    numbers = re.findall(r"[+−]\d[\d.]*(?:,\d+)?(?=%| procentpunt| lamps)", text)
    assert numbers
    for one in numbers:
        digits = re.sub(r"[^\d]", "", one).lstrip("0")
        assert len(digits.rstrip("0")) <= 3, one


@pytest.mark.parametrize(
    ("value", "written"),
    [(12345.6, "12.300"), (0.0012345, "0,00123"), (-1e-15, "0"), (-0.4, "−0,4"), (1.0, "1"), (math.nan, "niet bekend")],
)
def test_numbers_are_cut_to_three_digits(coast: Assessment, value: float, written: str) -> None:
    assert Writer(coast.theory, "nl").plain(value) == written


@given(st.floats(-1e12, 1e12))
def test_a_change_has_its_sign_and_at_most_two_digits(value: float) -> None:
    words = Writer.__dict__["signed"](_plain(), value)
    digits = re.sub(r"\D", "", words).strip("0")
    assert len(digits) <= 2
    assert words[0] in ("+−" if abs(value) > 1e-9 else "0")


def _plain() -> Writer:
    return Writer(theory([measure("oil")]), "nl")


# --- Targets and grounds ----------------------------------------------------------------------------------------


def test_chances_are_those_of_the_comparison_and_untold_ones_stand_together(
    compared: Comparison, dutch: ChoicesView
) -> None:
    assert dutch.aims is not None
    told = compared.chances[compared.chances["scenario"] == ""]
    known = told[told["probability"].notna()]
    assert len(dutch.aims.rows) == len(known)
    assert sum(len(names) for _, names in dutch.aims.untold) == len(told) - len(known) > 0
    assert all(reason.startswith("Niet te ") for reason, _ in dutch.aims.untold)
    wrecks = next(row for row in dutch.aims.rows if row.title == "wrecks")
    assert wrecks.goal == "hoogstens 60 lamps in 2030"
    assert all(cell.extra.endswith("procentpunt") or cell.extra == "vrijwel gelijk"
               for row in dutch.aims.rows for cell in row.cells)  # fmt: skip


def test_all_that_answers_rest_on_is_there_once_with_what_was_never_measured(
    compared: Comparison, dutch: ChoicesView
) -> None:
    assert dutch.grounds is not None
    rests = compared.rests_on
    numbers = ["kind", "id", "low", "likely", "high", "used_low", "used_likely", "used_high"]
    assert sum(len(group.rows) for group in dutch.grounds.groups) == len(rests[numbers].round(9).drop_duplicates())
    strengths = next(group for group in dutch.grounds.groups if group.title == "Hoe sterk het verband is")
    added = next(row for row in strengths.rows if row.id == "lamps-reefs")
    assert added.verdict is not None
    assert (added.verdict.word, added.moved) == ("nieuw, nooit gemeten", "nee, er zijn geen cijfers over")
    assert added.basis.word == "aanname"
    size = next(row for group in dutch.grounds.groups for row in group.rows if row.title == "Do oil")
    assert (size.basis.word, size.believed, size.used) == ("inschatting", "1,3 keer zoveel (1,1 tot 1,8)", "hetzelfde")
    assert size.scenarios == "Telt mee in: more"
    assert {row.id for row in strengths.rows if row.note == "marge niet opgegeven"} == {"lamps-light", "wrecks-calm"}
    assert "twee keer zoveel" in strengths.note


def test_how_it_was_reckoned_can_be_done_again(compared: Comparison, dutch: ChoicesView) -> None:
    facts = [fact.text for fact in dutch.reckoned.facts]
    assert str(compared.seed) in facts
    assert compared.assessment.theory.sha256 in facts
    assert facts[0] == say("compare.settled", draws=compared.draws, error=compared.error).nl
    assert len(dutch.reckoned.sentences) == 4


def test_only_what_was_done_is_told(decided: Sensitivity, reached: Reach) -> None:
    alone = view_choices("nl", None, [decided]).reckoned
    turned = view_choices("nl", None, (), reached).reckoned
    assert not any(said.startswith("Elke keuze") for said in (*alone.sentences, *turned.sentences))
    assert "Sobol" in alone.small_print
    assert "Sobol" not in turned.small_print
    assert any("20.000" in fact.text for fact in alone.facts)
    assert any(fact.text.startswith("10.000") for fact in turned.facts)


# --- What decides, and what it takes ----------------------------------------------------------------------------


def test_the_widest_bar_is_on_top_and_its_ends_are_those_of_the_table(coast: Assessment, decided: Sensitivity) -> None:
    view = view_choices("nl", None, [decided])
    assert view.decisive is not None
    (block,) = view.decisive.blocks
    assert block.chart is not None
    widths = [abs(one.high - one.low) for one in block.chart.swings]
    assert widths == sorted(widths, reverse=True)
    ends = {(one.low, one.high) for one in block.chart.swings}
    assert ends <= set(zip(decided.table["at_low"], decided.table["at_high"], strict=True))
    assert len(block.rows) == len(block.chart.swings)
    assert block.headlines == tuple(said.nl for said in decided.headline)
    assert any("teken omgedraaid" in note for note in block.notes)


def test_a_question_without_an_answer_gives_its_reason(coast: Assessment) -> None:
    untouched, untold = sensitivity(coast, "reefs", scenario=MORE), reach(coast, "reefs_2030")
    view = view_choices("nl", None, [untouched], untold)
    assert view.decisive is not None
    assert view.reaching is not None
    assert untouched.obstacle is not None
    assert view.decisive.blocks[0].headlines == (untouched.obstacle.nl,)
    assert view.reaching.obstacle.startswith(
        "De kans op dit doel is niet te zeggen, dus ook niet wat ervoor nodig is. "
    )
    assert view.reaching.levers == ()


def test_every_lever_shows_where_it_stands_and_must_stand(coast: Assessment, reached: Reach) -> None:
    view = view_choices("nl", None, (), reached)
    assert view.reaching is not None
    assert len(view.reaching.levers) == len(reached.levers) > 1
    assert view.reaching.chances == ("Nodig voor 50%", "Nodig voor 67%", "Nodig voor 90%")
    for row, lever in zip(view.reaching.levers, reached.levers, strict=True):
        assert row.reason == lever.reason.nl
        assert len(row.needed) == len(CHANCES)
        for words, place in zip(row.needed, lever.needed, strict=True):
            assert (words == "niet met dit alleen") == math.isnan(place)
        if row.chart is not None:
            marks = [place for place in lever.needed if not math.isnan(place) and place != lever.now]
            assert [place for place, _ in row.chart.marks] == marks
    pace = view.reaching.levers[0]
    assert pace.now.endswith("% per jaar")


# --- Pictures ---------------------------------------------------------------------------------------------------

WORDS = st.text("abc xyz", min_size=1, max_size=60).filter(str.strip)
VALUES = st.floats(-1e7, 1e7).filter(lambda value: value == 0 or abs(value) > 1e-6)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    lowest, low, middle, high, highest = sorted(draw(st.lists(VALUES, min_size=5, max_size=5)))
    return Span(draw(WORDS), draw(st.sampled_from(["2027", "2030"])), draw(WORDS), draw(WORDS), middle, (low, high),
                (lowest, highest))  # fmt: skip


AXIS = Axis("verandering in procent", "%", "slechter", "beter", "nl")


def inside(picture: str) -> None:
    """Nothing is drawn, or written, outside the picture."""
    width, height = map(float, re.search(r'viewBox="0 0 (\d+) (\d+)"', picture).groups())  # type: ignore[union-attr]
    for x, y, size, rest, words in re.findall(
        r'<text x="([-\d.]+)" y="([-\d.]+)" font-size="([\d.]+)"([^>]*)>([^<]*)<', picture
    ):
        wide = text_width(words, float(size))
        left = float(x) - (wide / 2 if "middle" in rest else wide if '"end"' in rest else 0)
        assert 0 <= float(y) <= height
        if len(words) < 20:
            assert left >= -1
            assert left + wide <= width + 1
    for x, y in re.findall(r'd="M([-\d.]+) ([-\d.]+)', picture):
        assert 0 <= float(x) <= width
        assert 0 <= float(y) <= height
    for x, y, w, h in re.findall(r'<rect x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"', picture):
        assert float(x) >= 0
        assert float(x) + float(w) <= width + 1
        assert float(y) + float(h) <= height


@given(st.lists(spans(), min_size=1, max_size=6), st.sampled_from([forest.WIDE, forest.NARROW]))
def test_changes_stay_inside_their_picture(some: list[Span], size: forest.Size) -> None:
    drawn = forest.draw_forest(Forest("x", "title", "words", "zoals het nu gaat", AXIS, tuple(some)), size)
    inside(drawn)
    assert drawn.count("<circle") == len(some)


def test_a_change_lies_where_the_axis_says(dutch: ChoicesView) -> None:
    chart = block_of(dutch, "lamps").chart
    assert chart is not None
    drawn = forest.draw_forest(chart)
    ticks = {float(word.replace("−", "-").replace(",", ".").removesuffix("%")): float(x) for x, word in
             re.findall(r'<text x="([\d.]+)"[^>]*text-anchor="middle">([−+]?[\d,]+%)<', drawn)}  # fmt: skip
    (low, left), *_, (high, right) = sorted(ticks.items())
    dots = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', drawn)]
    for dot, span in zip(dots, chart.spans, strict=True):
        expected = left + (span.middle - low) / (high - low) * (right - left)
        assert dot == pytest.approx(expected, abs=0.3)  # places are written with one decimal
    (zero,) = {float(x) for x in re.findall(r'd="M([\d.]+) [\d.V]+" stroke="#1d2630"', drawn)}
    assert zero == pytest.approx(ticks[0.0], abs=0.1)


def test_a_range_that_goes_on_outside_ends_in_an_arrowhead() -> None:
    wide = Span("a", "2030", "+1%", "beter", 1, (0.5, 1.5), (-100, 300))
    tight = Span("a", "2030", "+1%", "beter", 1, (0.5, 1.5), (0.4, 1.6))
    counts = [forest.draw_forest(Forest("x", "t", "w", "nul", AXIS, (one,))).count('z" fill') for one in (wide, tight)]
    assert counts == [2, 0]


@given(st.lists(st.tuples(VALUES, VALUES, WORDS), min_size=1, max_size=8), VALUES,
       st.sampled_from([forest.WIDE, forest.NARROW]))  # fmt: skip
def test_a_tornado_stays_inside_its_picture(
    ends: list[tuple[float, float, str]], middle: float, size: forest.Size
) -> None:
    swings = tuple(Swing(label, low, high, "+1", "+2") for low, high, label in ends)
    chart = Tornado("x", "title", "words", middle, "in het midden", "laag", "hoog", AXIS, swings)
    drawn = forest.draw_tornado(chart, size)
    inside(drawn)
    assert drawn.count("<rect") == 2 * len(swings)


@given(st.floats(0, 1), st.lists(st.floats(0, 1), max_size=3))
def test_a_lever_stays_inside_its_picture(now: float, needed: list[float]) -> None:
    marks = tuple((place, "67%") for place in needed)
    drawn = forest.draw_turn(Turn("x", "title", "words", 0.0, 1.0, "×0", "×1", now, "nu", marks))
    inside(drawn)
    assert drawn.count("l6 6l-6 6") == len(marks)


def test_an_empty_picture_is_no_picture() -> None:
    assert forest.draw_forest(Forest("x", "t", "w", "nul", AXIS, ())) == ""
    assert forest.draw_tornado(Tornado("x", "t", "w", 0.0, "m", "l", "h", AXIS, ())) == ""
