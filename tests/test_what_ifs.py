"""What-ifs as a section of the report: each target once, what it rests on first, numbers as they were reckoned."""

import math
import re
from pathlib import Path
from typing import Any

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
from test_report import LANGUAGES, Reader

from toc.assessment import Assessment
from toc.comparison import Comparison, compare, foundation
from toc.declared import Text
from toc.library import find_library
from toc.prospect import LIKELY
from toc.reading import read_scenario
from toc.report import what_ifs
from toc.report.choices_page import AimBlock, WhatIfs
from toc.report.html import write_html
from toc.report.view import view
from toc.report.what_ifs import Weighed, own_choices, weigh_what_ifs, what_ifs_of
from toc.report.wording import records_of
from toc.scenario import Scenario
from toc.target import Target

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("http://evil.example","x")'
ODD = "\u202egnp.exe \U0001f984 " + "long " * 100
SHARE: dict[str, Any] = {
    "kind": "stock",
    "over_time": "last",
    "over_organisations": "none",
    "reported_by": ("country",),
}
SIZES = dict(zip("abcd", (10.0, 20.0, 30.0, 40.0), strict=True))
UNSURE = {"low": 1.1, "likely": 1.3, "high": 1.8, "basis": "assumption"}
DARK = {"id": "DARK", "title": "Nights stay dark.", "status": "untested"}
CALM = {"id": "CALM", "title": "Seas stay calm.", "status": "supported"}


def coast_with(*, more: tuple[Target, ...] = (), horizons: tuple[int, ...] = (2027, 2030)) -> Assessment:
    chain = [
        measure("oil", "input"), measure("lamps"), measure("light", "outcome", unit="percent", counted=SHARE),
        measure("wrecks", "impact", of={"ascending": False}), measure("hope", "impact"), measure("reefs", "impact"),
    ]  # fmt: skip
    links = [
        arrow("oil", "lamps", expectation={"elasticity": 0.8, "low": 0.5, "high": 1.2}, assumptions=["CALM"]),
        arrow("lamps", "light", expectation={"per_doubling": 10}, assumptions=["DARK", "CALM"]),
        arrow("light", "wrecks", expectation={"elasticity": 0.5, "low": 0.1, "high": 0.7}),
    ]  # fmt: skip
    light = {year: 40 + 1.5 * (year - 2019) + year % 2 for year in YEARS}
    figures = {**growing("oil", SIZES), **growing("lamps", SIZES), ("light", TOP): light,
               **growing("wrecks", SIZES, 0.93)}  # fmt: skip
    targets = [target("lamps", 150), target("light", 55), target("wrecks", 60), target("reefs", 5),
               target("hope", 1, 2029), target("lamps", 140, 2028), target("lamps", 120, 2023), *more]  # fmt: skip
    anyway = [course("hope", {"low": -1, "likely": 0, "high": 2})]
    return assessed(
        theory(chain, links, targets=targets, courses=anyway, assumptions=[DARK, CALM], horizons=horizons), figures
    )


MORE = what("more", doing("oil", factor=UNSURE, build_up=12), sources=["LOG:7"])
LESS = what("less", doing("lamps", factor=0.7, start="2027-04"))
HOPE = what("hope", doing("hope", factor=1.2))
STILL = what("still", overrides=[{"part": "link", "id": "oil-lamps", "field": "lag", "value": "1-3 years"}])
ALL = [MORE, LESS, HOPE, STILL]


@pytest.fixture(scope="module")
def coast() -> Assessment:
    return coast_with()


@pytest.fixture(scope="module")
def steps() -> list[float]:
    """What a weighing told of how far it was."""
    return []


@pytest.fixture(scope="module")
def weighed(coast: Assessment, steps: list[float]) -> Weighed:
    return weigh_what_ifs(coast, ALL, told=steps.append)


@pytest.fixture(scope="module")
def comparison(weighed: Weighed) -> Comparison:
    assert weighed.comparison is not None
    return weighed.comparison


@pytest.fixture(scope="module")
def worded(weighed: Weighed) -> dict[str, WhatIfs]:
    return {language: what_ifs_of(weighed, language) for language in LANGUAGES}


@pytest.fixture(scope="module")
def page(coast: Assessment, worded: dict[str, WhatIfs]) -> str:
    return write_html(*(view(coast, language) for language in LANGUAGES), what_ifs=worded)


def section_of(page: str, anchor: str) -> str:
    """The text of one section of a page, tags and all."""
    start = page.index(f'<section id="{anchor}"')
    return page[start : page.index("</section>", start)]


def aim_of(found: WhatIfs, name: str) -> AimBlock:
    return next(one for one in found.aims if one.target.word == name)


# --- What is reckoned -------------------------------------------------------------------------------------------


def test_both_languages_are_worded_from_one_reckoning(weighed: Weighed, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("reckoned again")

    for name in ("compare", "reach", "sensitivity"):
        monkeypatch.setattr(what_ifs, name, never)
    dutch, english = (what_ifs_of(weighed, language) for language in LANGUAGES)
    assert dutch.sentence != english.sentence
    assert [one.anchor for one in dutch.aims] == [one.anchor for one in english.aims]
    figures = [[re.findall(r"\d+", row.chance) for one in found.aims for row in one.rows] for found in (dutch, english)]
    assert figures[0] == figures[1]


def test_it_tells_how_far_it_is(weighed: Weighed, steps: list[float]) -> None:
    assert steps == sorted(steps)
    assert steps[-1] == 1
    assert len(steps) > len(weighed.reached) + len(weighed.decisive)


def test_years_of_targets_are_told_beside_the_horizons(coast: Assessment, comparison: Comparison) -> None:
    assert comparison.years == (2027, 2028, 2029, 2030)
    assert compare(coast, [HOPE], years=[2020, 2029, 2050]).years == (2027, 2029, 2030)
    assert set(comparison.table["year"]) == {2027, 2028, 2029, 2030}


def test_what_it_takes_is_reckoned_for_targets_that_are_not_likely(weighed: Weighed, comparison: Comparison) -> None:
    now = [row for row in records_of(comparison.chances) if not row["scenario"]]
    hard = [row["target_id"] for row in now if row["probability"] < LIKELY]
    assert hard
    assert [found.target.id for found in weighed.reached] == hard[: what_ifs.MOST_REACHED]
    assert weighed.more_targets == len(hard) - len(weighed.reached)


def test_more_targets_than_are_turned_are_counted() -> None:
    several = tuple(target("oil", 10_000, year) for year in (2026, 2027, 2029, 2030))
    found = weigh_what_ifs(coast_with(more=several), [HOPE], tolerance=1)
    assert len(found.reached) == what_ifs.MOST_REACHED
    assert found.more_targets > 1
    assert what_ifs_of(found, "en").reaching_note.startswith(f"{found.more_targets} more targets are not likely")


def test_what_is_weighed_is_the_target_on_which_scenarios_differ_most(weighed: Weighed, comparison: Comparison) -> None:
    extras = {(row["indicator"], row["scenario"], row["year"]): abs(row["extra"])
              for row in records_of(comparison.chances) if not math.isnan(row["extra"])}  # fmt: skip
    indicator, scenario, year = max(extras, key=lambda key: extras[key])
    first = weighed.decisive[0]
    assert first.what_if.scenario is not None
    assert (first.measure, first.what_if.scenario.id, first.year) == (indicator, scenario, year)
    levels = [one.what_if.theory.indicator_by_id[one.measure].level for one in weighed.decisive[1:]]
    assert all(level in ("outcome", "impact") for level in levels)


def test_without_scenarios_it_says_so_with_the_command(coast: Assessment) -> None:
    for language in LANGUAGES:
        found = what_ifs_of(weigh_what_ifs(coast, []), language)
        assert found.command == "toc run coast --what-ifs"
        assert found.sentence
        assert (found.blocks, found.aims, found.reaching, found.decisive) == ((), (), (), ())


def test_when_no_year_lies_ahead_it_says_so_and_gives_no_command() -> None:
    found = what_ifs_of(weigh_what_ifs(coast_with(horizons=(2024,)), [HOPE]), "en")
    assert "have passed" in found.sentence
    assert not found.command
    assert not found.blocks


def test_building_blocks_are_no_choices_of_their_own() -> None:
    block = what("block", building_block=True)
    assert own_choices([block, MORE]) == (MORE,)
    shelf = find_library(Path(__file__).parents[1])
    for model in shelf.models:
        shipped = [read_scenario(shelf.scenario_file(model, name)) for name in shelf.scenarios(model)]
        used = {name for one in shipped for name in one.combines}
        left_out = {one.id for one in shipped} - {one.id for one in own_choices(shipped)}
        assert left_out <= used, model
        for one in shipped:
            if not (one.interventions or one.id not in used):
                assert one.id in left_out


# --- What is shown ----------------------------------------------------------------------------------------------


def test_every_target_ahead_is_there_once(coast: Assessment, worded: dict[str, WhatIfs]) -> None:
    ahead = [one for one in coast.theory.targets if one.year >= coast.as_of.year]
    found = worded["en"]
    untold = [name for _, names in found.untold for name in names]
    assert len(found.aims) + len(untold) == len(ahead)
    assert "lamps_2023" not in {one.target.word for one in found.aims}
    assert all(reason for reason, _ in found.untold)


def test_chances_and_levels_equal_the_comparison(worded: dict[str, WhatIfs], comparison: Comparison) -> None:
    table = {(row["scenario"], row["measure"], row["year"]): row for row in records_of(comparison.table)}
    chances = {(row["scenario"], row["target_id"]): row for row in records_of(comparison.chances)}
    names = {one.scenario.title["en"]: one.id for one in comparison.what_ifs if one.scenario is not None}
    seen = 0
    for aim in worded["en"].aims:
        for row in aim.rows:
            scenario = names.get(row.scenario, "")
            chance = chances[scenario, aim.target.word]["probability"]
            part = re.search(r"(\d+)%", row.chance)
            assert part is not None
            assert float(part[1]) == pytest.approx(min(max(100 * chance, 1), 99), abs=0.5001)
            indicator = chances[scenario, aim.target.word]["indicator"]
            for year, cell in zip(aim.years, row.cells, strict=True):
                if not cell.known:
                    continue
                there = table.get((scenario, indicator, int(year))) or table["", indicator, int(year)]
                shown = [float(one.replace(",", "")) for one in re.findall(r"[\d.,]*\d", f"{cell.figure} {cell.range}")]
                wanted = [there[name] for name in ("median", "lower80", "upper80")]
                assert shown == pytest.approx(wanted, rel=0.005)
                seen += 1
    assert seen > 10


def test_a_bar_and_its_row_say_the_same(worded: dict[str, WhatIfs]) -> None:
    charts = 0
    for aim in worded["en"].aims:
        if aim.chart is None:
            continue
        charts += 1
        column = aim.years.index(aim.goal[-4:])
        assert [bar.label for bar in aim.chart.bars] == [row.scenario for row in aim.rows]
        for bar, row in zip(aim.chart.bars, aim.rows, strict=True):
            assert bar.words.startswith(row.cells[column].figure)
            assert bar.low is not None
            assert bar.high is not None
            assert bar.low <= bar.value <= bar.high
    assert charts


def test_scenarios_that_do_nothing_to_a_target_are_named_below_it(worded: dict[str, WhatIfs]) -> None:
    found = aim_of(worded["en"], "lamps_2030")
    assert [row.scenario for row in found.rows] == ["As it goes now", "more", "less"]
    assert "‘hope’ and ‘still’" in found.unchanged
    hope = aim_of(worded["en"], "hope_2029")
    assert [row.scenario for row in hope.rows] == ["As it goes now", "hope"]


def test_what_an_answer_rests_on_comes_first(worded: dict[str, WhatIfs], comparison: Comparison, page: str) -> None:
    for block, one in zip(worded["nl"].blocks, comparison.what_ifs[1:], strict=True):
        rests = [said["nl"] for said in foundation(one)] if one.touched else []
        said = [said["nl"] for said in comparison.headlines[one.id]]
        assert [*block.rests, *block.answers] == said
        assert list(block.rests) == rests
    light = aim_of(worded["nl"], "light_2030")
    assert any("Nights stay dark" in said for said in light.rests)
    assert not any("Seas stay calm" in said for said in light.rests)
    for article in re.findall(r'<article class="(?:aim|choice)".*?</article>', section_of(page, "what_ifs"), re.DOTALL):
        if 'class="rests"' in article:
            answer = min(article.find(mark) for mark in ("<table", 'class="headline"') if mark in article)
            assert article.index('class="rests"') < answer


def test_untested_assumptions_are_listed_with_where_they_count(worded: dict[str, WhatIfs]) -> None:
    found = worded["en"].leaning
    assert [one.assumption.word for one in found] == ["DARK"]
    assert found[0].assumption.anchor == "assumption-DARK"
    assert found[0].scenarios == "more; less"
    reaching = {one.found.target: one.rests for one in worded["en"].reaching}
    assert any("Nights stay dark" in said for rests in reaching.values() for said in rests)


def test_a_scenario_that_changes_nothing_says_so(worded: dict[str, WhatIfs]) -> None:
    still = next(one for one in worded["en"].blocks if one.choice.title == "still")
    assert not still.rests
    assert not still.moved
    assert "changes no figure" in " ".join(still.answers)


# --- On the page ------------------------------------------------------------------------------------------------


def test_every_place_is_there_once_and_every_pointer_finds_it(page: str) -> None:
    found = Reader(page)
    places = found.values("id")
    assert len(places) == len(set(places))
    inside = Reader(section_of(page, "what_ifs"))
    pointers = {value.removeprefix("#") for value in inside.values("href")}
    assert pointers <= set(places)
    assert "scenario-more" in pointers


def test_nothing_of_the_machine_shows(page: str) -> None:
    for language, anchor in (("nl", "what_ifs"), ("en", "en-what_ifs")):
        text = Reader(re.sub(r"<script.*?</script>", "", section_of(page, anchor), flags=re.DOTALL)).text
        assert not re.search(r"\b(?:nan|NaN|None|NaT|inf|Undefined|True|False)\b", text), language
        assert not re.search(r"\{\w+(?::\w+)?\}|\{\{|\}\}|Text\(nl=|[−-]0[% ]", text), language


def test_hostile_titles_stay_words(coast: Assessment) -> None:
    bad = [_called(name, words) for name, words in (("markup", HOSTILE), ("formula", FORMULA), ("odd", ODD))]
    found = what_ifs_of(weigh_what_ifs(coast, bad, tolerance=1), "nl")
    written = section_of(write_html(view(coast, "nl"), what_ifs={"nl": found}), "what_ifs")
    inside = Reader(written)
    assert not inside.tags.keys() & {"img", "iframe", "link"}
    assert not [name for _, name, _ in inside.attributes if name.startswith("on")]
    assert all(value.startswith("#") for value in inside.values("href"))
    assert "<script>alert" not in written
    for words in (HOSTILE, FORMULA, ODD):
        assert re.sub(r"\s+", " ", words.replace("\u202e", "")).strip() in inside.text


def _called(name: str, words: str) -> Scenario:
    text = Text(nl=words, en=words)
    done = [one.model_copy(update={"title": text}) for one in MORE.interventions]
    return MORE.model_copy(update={"id": name, "title": text, "rationale": text, "interventions": tuple(done)})


def test_the_same_what_ifs_give_the_same_words(coast: Assessment, weighed: Weighed) -> None:
    again = weigh_what_ifs(coast, ALL)
    assert what_ifs_of(again, "nl") == what_ifs_of(weighed, "nl")


def test_a_scenario_with_another_goal_is_shown_beside_it(coast: Assessment) -> None:
    lower = what("lower", overrides=[{"part": "target", "id": "lamps_2030", "field": "value", "value": 90}])
    found = aim_of(what_ifs_of(weigh_what_ifs(coast, [lower], tolerance=1), "en"), "lamps_2030")
    assert [row.scenario for row in found.rows] == ["As it goes now", "lower"]
    assert found.rows[1].extra
