"""Why a number is what it is: down to document, line and quote, and nothing in it that did not count."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

import pytest
from fictional_programme.small import element, indicator, numbered, row, theory_of, tree_of

from toc.assessment import Assessment, assess
from toc.errors import FindingsError
from toc.explain import Step, explain, flag_words


def lines(steps: Iterable[Step]) -> Iterator[Step]:
    for step in steps:
        yield step
        yield from lines(step.parts)


def english(steps: Iterable[Step]) -> str:
    return "\n".join(step.text.en for step in lines(steps))


def parts_of(steps: Iterable[Step]) -> dict[str, float]:
    """Parts of a sum as they are listed: organisation and figure times its share."""
    found: dict[str, float] = {}
    for step in lines(steps):
        if match := re.match(r"([\w ]+): ([\d.,]+) \(counts for ([\d.,]+)%\)", step.text.en):
            assert match[1] not in found, "nobody is listed twice"
            found[match[1]] = float(match[2].replace(",", "")) * float(match[3]) / 100
    return found


def test_a_value_is_explained_down_to_its_row(assessment: Assessment) -> None:
    text = english(explain(assessment, "wrecks", "Gull Rock", "2023"))
    assert "Wrecks, Gull Rock, 2023: 3 ships" in text
    assert "formula: wrecks" in text
    assert "source LOG1:" in text
    assert "ships.csv:" in text
    assert "First log (Grey Coast)" in text


def test_both_languages_say_everything(assessment: Assessment) -> None:
    for step in lines(explain(assessment, "lamps_repaired")):
        assert step.text.nl
        assert step.text.en


def test_a_target_is_explained_with_its_prospect_and_where_to_look_further(assessment: Assessment) -> None:
    text = english(explain(assessment, "lamps_2026"))
    assert text.startswith("Target lamps_2026: Lamps repaired, Grey Coast: 4,000 lamps in 2026")
    prospects = assessment.prospects[assessment.prospects["target_id"] == "lamps_2026"]
    assert len(prospects) == text.count("Target lamps_2026 (") > 0
    progress = assessment.progress[assessment.progress["target_id"] == "lamps_2026"]
    assert all(reason.en in text for reason in progress["reason"])
    assert text.endswith("indicator: lamps_repaired")


def test_a_projected_year_is_explained_by_its_projection(assessment: Assessment) -> None:
    projected = assessment.projections[assessment.projections["status"] == "projected"]
    here = projected[(projected["indicator"] == "lamps_repaired") & (projected["organisation"] == "grey-coast")]
    last = here["year"].max()
    text = english(explain(assessment, "lamps_repaired", period=str(last)))
    assert f"{last}: " in text
    assert f"{last - 1}: " not in text


def test_an_event_is_told_once_for_all_targets(assessment: Assessment) -> None:
    targets = assessment.prospects[assessment.prospects["event"].notna()]
    name = targets["indicator"].value_counts().idxmax()
    where = targets[targets["indicator"] == name]["organisation"].iloc[0]
    (event, *_) = assessment.theory.file.events
    assert english(explain(assessment, name, where)).count(event.title.en) == 1


@pytest.mark.parametrize(
    ("organisation", "period", "parts"),
    [
        ("grey-coast", "2023",
         {"Gull Rock": 500, "Seal Head": 400, "Drift Point": 300, "Amber Light": 315, "Twin Cape": 250}),
        # as it was: Drift Point still belonged to north; Twin Cape counts for 60 % there and 40 % in south
        ("north", "2023", {"Gull Rock": 500, "Seal Head": 400, "Drift Point": 300, "Twin Cape": 150}),
        ("south", "2023", {"Amber Light": 315, "Twin Cape": 100}),
    ],
)  # fmt: skip
def test_the_parts_that_are_listed_add_up_to_the_value(
    assessment: Assessment, organisation: str, period: str, parts: dict[str, float]
) -> None:
    assert parts_of(explain(assessment, "lamps_repaired", organisation, period)) == parts


def test_a_part_that_moved_away_is_not_listed_in_its_old_region(assessment: Assessment) -> None:
    parts = parts_of(explain(assessment, "keepers_on_duty", "north", "2024"))
    assert "Drift Point" not in parts
    assert sum(parts.values()) == 25  # 12 + 10 + 0.6 * 5
    assert "Drift Point" in parts_of(explain(assessment, "keepers_on_duty", "south", "2024"))


def test_figures_that_regions_report_are_listed_once(assessment: Assessment) -> None:
    assert parts_of(explain(assessment, "keepers_trained", "grey-coast", "2024")) == {"North": 24, "South": 16}


def test_a_region_of_one_station_is_not_listed_beside_its_station() -> None:
    tree = tree_of({"north": "coast", "south": "coast", "a": "north", "b": "south"})
    theory = theory_of([element("x")], [indicator("x")], tree=tree, rounds=[2024])
    found = assess(theory, numbered([row("a", "x", 2024, 3), row("b", "x", 2024, 4)]), as_of=date(2030, 1, 1))
    assert parts_of(explain(found, "x", "coast", "2024")) == {"A": 3, "B": 4}


def test_who_did_not_report_is_named(assessment: Assessment) -> None:
    text = english(explain(assessment, "lamps_repaired", "grey-coast", "2024"))
    assert "not reported by Drift Point" in text
    assert "[4 of 5 reported]" in text


def test_categories_are_listed_under_their_sum(assessment: Assessment) -> None:
    text = english(explain(assessment, "lamps_repaired", "gull-rock", "2024"))
    assert "sum of 2 categories" in text
    assert "oil lamp: 900" in text
    assert "glass lamp: 620" in text


def test_a_ratio_is_explained_by_both_its_sides(assessment: Assessment) -> None:
    text = english(explain(assessment, "safe_share", "grey-coast", "2023"))
    assert "formula: 100 * safe_passages / passages" in text
    assert "Safe passages (safe_passages), Grey Coast, 2023: 680 passages" in text
    assert "Passages (passages), Grey Coast, 2023: 850 passages" in text


def test_a_conflict_shows_both_rows_the_choice_and_the_reason(assessment: Assessment) -> None:
    text = english(explain(assessment, "keepers_on_duty", "gull-rock", "2024"))
    assert "12 keepers" in text
    assert "‘twelve keepers’" in text
    assert "‘fourteen keepers, or so’" in text
    assert "conflict T1: Twelve or fourteen keepers" in text
    assert "The log counts names." in text


def test_the_word_for_a_bound_stands_apart_from_its_number(assessment: Assessment) -> None:
    assert re.search(r"about 14\b", english(explain(assessment, "keepers_on_duty", "gull-rock", "2024")))


def test_a_survey_shows_n_and_interval_and_what_it_is_not(assessment: Assessment) -> None:
    text = english(explain(assessment, "captains_content", "grey-coast", "2024"))
    assert "n = 440, 95% margin 74 to 81.5 (Wilson)" in text
    assert "an opinion" in text
    assert "indicative" in text


def test_bounds_are_shown_as_bounds(assessment: Assessment) -> None:
    text = english(explain(assessment, "ships_guided", "grey-coast", "2023"))
    assert "between 60 and 135 ships" in text
    assert "bounds only" in text


def test_a_missing_figure_says_what_missing_means(assessment: Assessment) -> None:
    text = english(explain(assessment, "extra_ships", "grey-coast", "2024"))
    assert "not reported" in text
    assert "nobody counts them" in text


def test_what_a_reader_should_beware_of_is_said(assessment: Assessment) -> None:
    assert "beware: A lamp can break twice." in english(explain(assessment, "lamps_repaired"))


def test_a_category_stands_apart_from_the_name_of_the_indicator(assessment: Assessment) -> None:
    for step in explain(assessment, "lamps_repaired"):
        assert not re.search(r"\w\[", step.text.en)


def test_a_verdict_is_explained_with_its_mechanism_and_assumptions(assessment: Assessment) -> None:
    text = english(explain(assessment, "K2"))
    assert "from ‘Lamps repaired’ to ‘Brighter light’: seems to translate" in text
    assert "mechanism: A whole lamp gives more light." in text
    assert "assumption B1: The wind stays ordinary. (not tested)" in text.replace("untested", "not tested")
    assert "what the documents say: The log calls it bright." in text
    assert "3.3 in 2023" in text


def test_the_years_ahead_stand_below_the_figures_with_what_they_mean_for_targets(assessment: Assessment) -> None:
    text = english(explain(assessment, "lamps_repaired"))
    assert "The years ahead, Grey Coast: Projection from 3 figures (2022 to 2024)." in text
    for year in range(2025, 2031):
        assert re.search(rf"^{year}: [\d,.]+ lamps; with a chance of 80% between", text, re.MULTILINE)
    assert text.count("Target lamps_2026") == 2  # as first set, and lowered
    # of one period only its own figure is explained
    assert "The years ahead" not in english(explain(assessment, "lamps_repaired", period="2024"))
    # nothing to project is said too
    assert "The years ahead, Grey Coast: No projection:" in english(explain(assessment, "captains_content"))


@pytest.mark.parametrize(
    "name", ["K1", "K5", "K6", "K9", "safe_share", "longest_dark", "litres_per_lamp", "watch_share"]
)
def test_everything_can_be_explained(assessment: Assessment, name: str) -> None:
    assert english(explain(assessment, name))


def test_every_value_of_every_organisation_can_be_explained(assessment: Assessment) -> None:
    pairs = assessment.values[["indicator", "organisation"]].drop_duplicates()
    for name, organisation in pairs.itertuples(index=False):
        assert isinstance(explain(assessment, name, organisation), tuple)


@pytest.mark.parametrize(
    ("name", "organisation", "period", "words"),
    [
        ("wreks", None, None, "did you mean ‘wrecks’"),
        ("K10", None, None, "K1"),
        ("harvest", None, None, "known are"),
        ("wrecks", "gul-rock", None, "did you mean ‘gull-rock’"),
        ("wrecks", "atlantis", None, "‘atlantis’"),
        ("wrecks", None, "2033", "did you mean ‘2023’"),
        ("K3", "atlantis", None, "‘atlantis’"),
    ],
)
def test_a_name_that_is_not_known_gets_the_near_one(
    assessment: Assessment, name: str, organisation: str | None, period: str | None, words: str
) -> None:
    with pytest.raises(FindingsError) as refused:
        explain(assessment, name, organisation, period)
    assert words in refused.value.message.en


def test_flags_have_words_and_those_for_the_engine_have_none() -> None:
    words = [word.en for word in flag_words(("partial", "conflict", "conflict:T1", "reconciled"))]
    assert words == ["covers a part of the period", "sources contradict each other (T1)"]


def test_parts_that_are_not_published_are_named_without_their_figure() -> None:
    theory = theory_of([element("x", personal=True)], [indicator("x")], rounds=[2024])
    rows = numbered([row(name, "x", 2024, value) for name, value in zip("abcd", (3, 30, 40, 50), strict=True)])
    text = english(explain(assess(theory, rows), "x", "coast", "2024"))
    assert "known but not published: A and B" in text
    assert "C: 40" in text
