"""What-ifs side by side: as it goes now, the change against sums by hand, chances, and what the answer rests on."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
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
    rows_of,
    surely,
    target,
    theory,
    what,
)
from fictional_programme.small import grown_together, pick, regions, tree_of

from toc.assessment import Assessment, assess
from toc.comparison import Comparison, compare
from toc.errors import FindingsError
from toc.frames import CHANCES, COMPARED, RESTS_ON
from toc.scenario import Scenario

NUMBERS = ["median", "lower80", "upper80", "lower95", "upper95"]
SHARE: dict[str, Any] = {"kind": "stock", "over_time": "last", "over_organisations": "none"}
EVER: dict[str, Any] = {"kind": "cumulative", "over_time": "last"}
SIZES = dict(zip("abcd", (10.0, 20.0, 30.0, 40.0), strict=True))
GRID = 1 / 20_000
"""A chance is read from so many places of the distribution."""


@pytest.fixture(scope="module")
def measured() -> Assessment:
    chain = [
        measure("oil", "input"), measure("lamps"), measure("ever", counted=EVER),
        measure("light", "outcome", unit="percent", counted={**SHARE, "reported_by": ("country",)}),
        measure("wrecks", "impact", of={"ascending": False}), measure("reefs", "impact"),
        measure("calm", "impact", indicator=False),
    ]  # fmt: skip
    links = [
        arrow("oil", "lamps", expectation={"elasticity": 0.8, "low": 0.5, "high": 1.2}),
        arrow("lamps", "light", expectation={"per_doubling": 10}, lag="0-2 years"),
        arrow("light", "wrecks", expectation={"elasticity": 0.5, "low": 0.1, "high": 0.7}),
        arrow("wrecks", "calm", expectation={"elasticity": 0.3}, lag="1-3 years"),
    ]
    light = {year: 40 + 1.5 * (year - 2019) + year % 2 for year in YEARS}
    figures = {
        **growing("oil", SIZES), **growing("lamps", SIZES), ("light", TOP): light,
        **growing("wrecks", SIZES, 0.93), ("reefs", "a"): {2024: 5.0},
        **{("ever", name): {year: size * (year - 2018) ** 1.3 for year in YEARS} for name, size in SIZES.items()},
    }  # fmt: skip
    targets = [
        target("lamps", 150), target("lamps", 140, 2027, basis="annual"), target("light", 55), target("wrecks", 60),
        target("oil", 145, 2026), target("oil", 134, 2025), target("ever", 1000, 2030, basis="cumulative"),
        target("ever", 900, 2026, basis="cumulative"), target("ever", 500, 2027, basis="cumulative"),
        target("lamps", 120, 2029, basis="mean_per_year"), target("lamps", 5, 2028, basis="cumulative"),
        target("reefs", 5, 2027), target("light", 50, 2035),
        target("lamps", 140, 2026, versions=[{"value": 135, "set_on": "2025-01-01", "reason": "x"},
                                             {"value": 1, "set_on": "2026-01-01", "reason": "not known yet"}]),
    ]  # fmt: skip
    return assessed(theory(chain, links, targets=targets), figures)


def row_of(found: Comparison, scenario: str, name: str, year: int = 2030) -> dict[str, Any]:
    return pick(found.table, scenario=scenario, measure=name, year=year)


MORE = what("more", doing("oil", factor={"low": 1.1, "likely": 1.3, "high": 1.8}))
LESS = what("less", doing("lamps", factor=0.7, start="2027-04"),
            doing("light", extra={"low": 0, "likely": 1, "high": 4}))  # fmt: skip


# --- As it goes now ---------------------------------------------------------------------------------------------


def test_as_it_goes_now_is_the_projection(measured: Assessment) -> None:
    found = compare(measured, [MORE])
    assert list(found.table.columns) == list(COMPARED)
    assert list(found.chances.columns) == list(CHANCES)
    assert list(found.rests_on.columns) == list(RESTS_ON)
    for name in ("oil", "lamps", "light", "wrecks", "ever"):
        for year in (2027, 2030):
            projected = pick(measured.projections, indicator=name, organisation=TOP, year=year)
            row = row_of(found, "", name, year)
            assert [row[one] for one in NUMBERS] == pytest.approx([projected[one] for one in NUMBERS], rel=1e-9)
            assert (row["status"], row["basis"]) == ("level", "projection")
            assert math.isnan(row["difference"])
    assert row_of(found, "", "CALM")["status"] == "cannot_tell"
    assert row_of(found, "", "reefs")["status"] == "cannot_tell"


def test_as_it_goes_now_the_chance_is_that_of_the_prospects_and_refusals_are_the_same(measured: Assessment) -> None:
    chances = compare(measured, [MORE]).chances
    now = chances[chances["scenario"] == ""]
    prospects = measured.prospects.drop_duplicates("target_id", keep="last")  # as it stands
    assert sorted(now["target_id"]) == sorted(prospects["target_id"])
    for row in prospects.to_dict("records"):
        mine = pick(now, target_id=row["target_id"])
        assert mine["target_value"] == row["target_value"], row["target_id"]
        if row["status"] == "cannot_tell":
            assert math.isnan(mine["probability"]), row["target_id"]
            assert mine["reason"].nl
        else:
            assert mine["probability"] == pytest.approx(row["probability"], abs=2 * GRID), row["target_id"]


def test_what_was_reached_already_by_a_single_figure_is_reached() -> None:
    given = theory([measure("ever", counted=EVER)], targets=[target("ever", 5, 2027, basis="cumulative")])
    assessment = assessed(given, {("ever", name): {2024: 10.0} for name in SIZES})
    assert pick(assessment.prospects, target_id="ever_2027")["status"] == "reached"
    assert pick(compare(assessment, []).chances, target_id="ever_2027")["probability"] == 1.0


# --- The same draws ---------------------------------------------------------------------------------------------


def test_a_scenario_that_does_nothing_changes_exactly_nothing(measured: Assessment) -> None:
    found = compare(measured, [what("same", doing("oil", factor=1)), what("empty")])
    same = found.table[found.table["scenario"] == "same"]
    assert set(same["measure"]) == {"oil", "lamps", "light", "wrecks", "CALM"}
    for name in ("difference", "difference_lower95", "difference_upper95", "relative", "error"):
        values = same[name].dropna()
        assert (values == 0).all(), name
    assert same["better"].isna().all()  # nothing changes in any draw
    extra = found.chances[found.chances["scenario"] == "same"]["extra"].dropna()
    assert len(extra)
    assert (extra.abs() <= 0.02).all()  # 10,000 draws beside the whole distribution
    assert found.table[found.table["scenario"] == "empty"].empty
    assert found.headlines["empty"][0].nl == "Dit scenario verandert geen enkel cijfer in de keten."


def test_a_scenario_gives_the_same_alone_and_beside_others(measured: Assessment) -> None:
    alone, beside = (compare(measured, some, tolerance=math.inf) for some in ([MORE], [LESS, MORE]))
    mine, theirs = (one.table[one.table["scenario"] == "more"].drop(columns="reason") for one in (alone, beside))
    assert mine.to_csv(index=False) == theirs.to_csv(index=False)
    first, second = (one.chances[one.chances["scenario"] == "more"]["probability"] for one in (alone, beside))
    assert np.array_equal(first, second, equal_nan=True)


def test_the_same_question_gives_the_same_bytes_and_another_seed_other_draws(measured: Assessment) -> None:
    first, again = (compare(measured, [MORE, LESS]) for _ in range(2))
    for name in ("table", "chances", "rests_on"):
        assert getattr(first, name).to_csv() == getattr(again, name).to_csv()
    assert first.headlines == again.headlines
    assert (first.draws, first.error) == (again.draws, again.error)


def test_it_is_settled_within_the_tolerance_or_says_not(measured: Assessment) -> None:
    found = compare(measured, [MORE])
    assert found.settled
    assert found.error <= found.tolerance == 0.02
    assert found.draws % 1250 == 0
    hopeless = compare(measured, [MORE], tolerance=1e-9)
    assert not hopeless.settled
    assert hopeless.draws == 160_000
    # the more draws, the closer: what was settled lies within a few errors of what was drawn most
    for name in ("oil", "lamps", "light", "wrecks"):
        few, many = (row_of(one, "more", name) for one in (found, hopeless))
        assert few["difference"] == pytest.approx(many["difference"], abs=5 * few["error"] + 1e-9)


def test_two_scenarios_by_one_name_are_refused(measured: Assessment) -> None:
    with pytest.raises(FindingsError):
        compare(measured, [MORE, what("more", doing("oil", factor=3))])


# --- By hand ----------------------------------------------------------------------------------------------------


def certain(
    links: Sequence[Mapping[str, Any]], less: bool = False, unit: str = "lamps", growth: float = 0, **more: Any
) -> Assessment:
    """Oil, lamps and light that all stand at 100, with no doubt at all."""
    share = {"over_organisations": "none"} if unit == "percent" else {}
    chain = [measure("oil", "input"), measure("lamps"),
             measure("light", "outcome", unit=unit, of={"ascending": not less},
                     counted={"kind": "stock", "over_time": "last", **share})]  # fmt: skip
    courses = [course("oil", growth), course("lamps", growth), course("light", growth, level=50)]
    return assessed(theory(chain, links, courses=courses, **more))


def changed(given: Assessment, *done: Mapping[str, Any], name: str = "light", year: int = 2030) -> dict[str, Any]:
    return row_of(compare(given, [what("s", *done)]), "s", name, year)


def test_elasticities_multiply_along_the_chain() -> None:
    given = certain([
        arrow("oil", "lamps", expectation=surely("elasticity", 0.8)),
        arrow("lamps", "light", expectation=surely("elasticity", 0.5)),
    ])  # fmt: skip
    row = changed(given, doing("oil", factor=1.5))
    assert row["relative"] == pytest.approx(100 * (1.5**0.4 - 1))
    assert row["difference"] == pytest.approx(50 * (1.5**0.4 - 1))
    assert row["median"] == pytest.approx(50 * 1.5**0.4)
    for low, high in (("lower80", "upper80"), ("difference_lower95", "difference_upper95")):
        assert row[low] == pytest.approx(row[high])
    assert (row["better"], row["error"], row["bounded"]) == (1.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("expectation", "factor", "points"),
    [
        (surely("per_doubling", 10), 2, 10),
        (surely("per_doubling", 10), 1.5, 10 * math.log2(1.5)),
        (surely("conversion", 0.25), 1.5, 0.25 * 50),
        ({"target": {"from": 50, "to": 56, "when_output": 3}, "low": 56, "high": 56}, 2, 6 * math.log(2) / math.log(3)),
        # levels off: 80 * x / (x + 100) goes from 40 to 53.3
        ({"saturation": {"most": 80, "half_at": 100}, "low": 80, "high": 80}, 2, 80 * (2 / 3 - 1 / 2)),
    ],
)
def test_points_and_conversions_are_added(expectation: dict[str, Any], factor: float, points: float) -> None:
    # a conversion into what stands on a date goes by everything put in so far, so only its first year is compared
    given = certain([arrow("lamps", "light", expectation=expectation)], horizons=(2026, 2030))
    row = changed(given, doing("lamps", factor=factor), year=2026)
    assert row["difference"] == pytest.approx(points)
    assert row["relative"] == pytest.approx(2 * points)


def test_a_conversion_into_what_stands_goes_by_everything_put_in() -> None:
    given = certain([arrow("lamps", "light", expectation=surely("conversion", 0.1))], horizons=(2026, 2030))
    # ten more lamps a year from 2026 to 2030, a tenth of them each year
    assert changed(given, doing("lamps", extra=10))["difference"] == pytest.approx(5)


def test_a_change_comes_a_lag_later() -> None:
    given = certain([arrow("lamps", "light", expectation=surely("per_doubling", 10), lag="1.5-1.5 years")],
                    horizons=(2026, 2027, 2028, 2029))  # fmt: skip
    found = compare(given, [what("s", doing("lamps", factor=2))])
    # half of the change of 2026 comes in 2027, all of it from 2028 on
    assert [row_of(found, "s", "light", year)["difference"] for year in (2026, 2027, 2028, 2029)] == pytest.approx(
        [0, 5, 10, 10]
    )


def test_growth_takes_the_place_of_what_is_expected_from_its_month_on() -> None:
    given = certain([], growth=2)
    row = changed(given, doing("lamps", start="2026-07", growth=10), name="lamps")
    # half of 2026 has passed at the start: in the middle of 2030 it has grown for four years
    assert row["median"] == pytest.approx(100 * 1.02**2 * 1.1**4)


@pytest.mark.parametrize("form", ["elasticity", "per_doubling", "conversion"])
def test_less_that_is_better_falls_and_is_better(form: str) -> None:
    given = certain([arrow("lamps", "light", expectation=surely(form, 0.1))], less=True)
    row = changed(given, doing("lamps", factor=1.5))
    assert row["difference"] < 0
    assert row["relative"] < 0
    assert row["better"] == 1
    worse = changed(given, doing("light", factor=1.1))
    assert worse["relative"] == pytest.approx(10)
    assert worse["better"] == 0


def test_an_uncertain_size_gives_its_own_quantiles() -> None:
    given = certain([arrow("lamps", "light", expectation=surely("elasticity", 1))])
    row = changed(given, doing("lamps", factor={"low": 1, "likely": 1.2, "high": 1.8}))
    assert row["relative"] == pytest.approx(20, abs=3 * row["error"] * 2 + 0.05)
    # half a normal below and another above: at 10 and 90 % the score is 1.2816 / 1.6449 of the way to the edge
    part = 1.2815516 / 1.6448536
    assert row["relative_lower80"] == pytest.approx(20 - 20 * part, abs=0.4)
    assert row["relative_upper80"] == pytest.approx(20 + 60 * part, abs=1.2)
    assert row["better"] == pytest.approx(0.95, abs=0.005)


def test_of_an_element_without_an_indicator_only_the_change_is_told() -> None:
    chain = [measure("lamps"), measure("calm", "outcome", indicator=False)]
    given = assessed(theory(chain, [arrow("lamps", "calm", expectation=surely("elasticity", 0.5))]))
    found = compare(given, [what("s", doing("lamps", factor=1.21))])
    row = row_of(found, "s", "CALM")
    assert (row["status"], row["element"], row["unit"]) == ("change", "CALM", "")
    assert pd.isna(row["indicator"])
    assert row["relative"] == pytest.approx(10)
    assert math.isnan(row["difference"])
    assert math.isnan(row["median"])


def test_a_percentage_stays_under_a_hundred_and_that_is_said() -> None:
    given = certain([arrow("lamps", "light", expectation=surely("per_doubling", 80))], unit="percent")
    row = changed(given, doing("lamps", factor=2))
    assert row["median"] == 100
    assert row["bounded"] > 0.5
    assert "grens" in row["reason"].nl


# --- What was expected beside what figures say -------------------------------------------------------------------


def weak(low: float = 8, high: float = 12) -> Assessment:
    """Twelve regions in which half of the expected effect shows."""
    lamps, light = grown_together(truth=0.5, noise=1.0)
    chain = [
        measure("lamps", counted={"kind": "stock", "over_time": "last", "reported_by": ("region",)}),
        measure("light", "outcome", unit="percent", counted={**SHARE, "reported_by": ("region",)}),
    ]
    figures = {("lamps", region): some for region, some in lamps.items()}
    figures |= {("light", region): some for region, some in light.items()}
    links = [arrow("lamps", "light", expectation={"per_doubling": 10, "low": low, "high": high})]
    tree = tree_of(dict.fromkeys(regions(12), TOP))
    return assessed(theory(chain, links, tree=tree, courses=[course("light", 0, level=20)]), figures)


@pytest.fixture(scope="module")
def doubtful() -> Assessment:
    return weak()


def test_what_was_expected_and_what_figures_say_stand_beside_the_answer(doubtful: Assessment) -> None:
    ratio = pick(doubtful.verdicts, organisation=TOP)["evidence"]["T"]
    found = compare(doubtful, [what("s", doing("lamps", factor=2))])
    row = row_of(found, "s", "light")
    assert row["difference_prior"] == pytest.approx(10, abs=0.1)
    assert row["difference_data"] == pytest.approx(10 * ratio["estimate"], abs=0.1)
    assert row["difference_data"] < row["difference"] < row["difference_prior"]
    slope = pick(found.rests_on, kind="slope")
    # both in units per 1 of the logarithm; the belief was 8 to 12 per doubling
    assert slope["likely"] == pytest.approx(10 / math.log(2))
    assert slope["used_likely"] == pytest.approx(row["difference"] / math.log(2), rel=0.01)
    assert slope["moved"] == pytest.approx((row["difference"] - 10) / 2, abs=0.05)
    assert slope["measures"] == ("light",)
    # the measure that was pushed itself rests on no link
    assert math.isnan(row_of(found, "s", "lamps")["difference_prior"])
    assert "De cijfers maken verschil" in " ".join(text.nl for text in found.headlines["s"])


def test_a_link_that_was_measured_is_not_called_never_measured_when_nobody_doubts_its_size() -> None:
    sure = weak(10, 10)
    assert pick(sure.verdicts, organisation=TOP)["verdict"] not in (None, "not_measured")
    found = compare(sure, [what("s", doing("lamps", factor=2))])
    assert "nooit gemeten" not in " ".join(text.nl for text in found.headlines["s"])


# --- The headline -----------------------------------------------------------------------------------------------


def test_the_headline_starts_with_what_is_only_assumed_and_never_measured() -> None:
    links = [
        arrow("oil", "lamps", expectation={"elasticity": 0.8}, assumptions=["wind"]),
        arrow("lamps", "light", expectation={"elasticity": 0.5, "low": 0.2, "high": 0.8, "basis": "source"}),
    ]
    wind = {"id": "wind", "title": {"nl": "De wind blijft gewoon.", "en": "The wind stays ordinary."},
            "status": "untested"}  # fmt: skip
    given = certain(links, assumptions=[wind, {"id": "sea", "title": "De zee blijft kalm.", "status": "untested"}])
    judged = {"low": 1.2, "likely": 1.5, "high": 2, "basis": "judgement"}
    guess, never, holds, answer, *_ = compare(given, [what("s", doing("oil", factor=judged))]).headlines["s"]
    # two slopes and a size, of which only one slope is a guess
    assert re.findall(r"\d+", guess.nl) == re.findall(r"\d+", guess.en) == ["1", "3"]
    assert "2" in never.nl
    assert "oit gemeten: oil-lamps en lamps-light" in never.nl
    assert "‘De wind blijft gewoon’" in holds.nl
    assert "zee" not in holds.nl  # no link on the way rests on it
    assert answer.nl.startswith("‘light’ in 2030: naar verwachting +")


def test_a_link_that_nobody_doubts_and_nobody_has_a_source_for_is_an_assumption_too() -> None:
    given = certain([arrow("lamps", "light", expectation=surely("elasticity", 0.5))])
    first = compare(given, [what("s", doing("lamps", factor=1.5))]).headlines["s"][0]
    assert "aanname" in first.nl


def test_a_source_gives_no_warning() -> None:
    sourced = {"elasticity": 0.5, "low": 0.2, "high": 0.8, "basis": "source"}
    given = certain([arrow("lamps", "light", expectation=sourced)])
    size = {"low": 1.2, "likely": 1.5, "high": 2, "basis": "source"}
    first = compare(given, [what("s", doing("lamps", factor=size))]).headlines["s"][0]
    assert "Let op" not in first.nl


def test_a_change_too_small_to_speak_of_is_called_so() -> None:
    given = certain([arrow("lamps", "light", expectation=surely("elasticity", 0.0001))])
    said = " ".join(text.nl for text in compare(given, [what("s", doing("lamps", factor=1.1))]).headlines["s"])
    assert "vrijwel niets" in said


# --- Targets ----------------------------------------------------------------------------------------------------


def test_another_target_changes_the_chance_and_nothing_else(measured: Assessment) -> None:
    def aiming(value: float) -> Scenario:
        return what(f"aim-{value:g}", overrides=[
            {"part": "target", "id": "wrecks_2030", "field": "value", "value": value}])  # fmt: skip

    found = compare(measured, [aiming(60), aiming(1000), aiming(1)])
    now = pick(found.chances, scenario="", target_id="wrecks_2030")["probability"]
    aims = (60, 1000, 1)
    same, easy, hard = (pick(found.chances, scenario=f"aim-{aim}", target_id="wrecks_2030") for aim in aims)
    assert 0 < now < 1
    assert (same["probability"], same["extra"]) == (now, 0)
    assert (easy["probability"], hard["probability"]) == (1, pytest.approx(0, abs=0.01))  # fewer wrecks are better
    assert easy["target_value"] == 1000
    assert set(found.table["scenario"]) == {""}


def test_more_of_what_helps_raises_the_chance(measured: Assessment) -> None:
    found = compare(measured, [MORE, what("late", doing("lamps", start="2031-01", factor=2))])
    for name in ("lamps_2030", "light_2030", "wrecks_2030"):
        assert pick(found.chances, scenario="more", target_id=name)["extra"] > 0
    assert pick(found.chances, scenario="late", target_id="lamps_2030")["extra"] == pytest.approx(0, abs=0.01)
    # a target in a year that is over when it starts is not helped
    assert pick(found.chances, scenario="more", target_id="oil_2025")["extra"] == pytest.approx(0, abs=0.01)


def test_an_added_target_has_no_chance_to_be_held_against(measured: Assessment) -> None:
    added = target("lamps", 10, 2029, id="new").model_dump(mode="json", exclude_none=True)
    found = compare(measured, [what("new", add=[{"part": "target", "value": added}])])
    row = pick(found.chances, scenario="new", target_id="new")
    assert row["probability"] == 1
    assert math.isnan(row["extra"])


# --- What figures would say --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def counted_twice() -> Comparison:
    """Oil brings lamps; in the what-if all oil is counted twice."""
    figures = {**growing("oil", SIZES), **growing("lamps", SIZES)}
    links = [arrow("oil", "lamps", expectation=surely("elasticity", 1))]
    given = theory([measure("oil", "input"), measure("lamps")], links)
    doubled = what("twice", overrides=[{"part": "indicator", "id": "oil", "field": "formula", "value": "2 * oil"}])
    before = assessed(given, figures)
    under = assess(given, rows_of(figures), as_of=date(2025, 6, 1), scenario=doubled)
    return compare(before, [doubled], figures={"twice": under})


def test_another_formula_is_no_change_and_that_is_said(counted_twice: Comparison) -> None:
    assert counted_twice.moved == ()
    (note,) = counted_twice.what_if("twice").notes
    assert "oil" in note.en
    assert "counted otherwise" in note.en


def test_what_is_counted_otherwise_is_not_done_otherwise(counted_twice: Comparison) -> None:
    lamps = counted_twice.table[counted_twice.table["measure"] == "lamps"]
    assert set(lamps[lamps["relative"].abs() > 1e-9]["scenario"]) == set()


def test_another_course_is_what_the_answer_rests_on() -> None:
    given = certain([])
    faster = what("s", overrides=[{"part": "course", "id": "oil-coast", "field": "growth", "value": {
        "low": 3, "likely": 5, "high": 9}}])  # fmt: skip
    found = compare(given, [faster])
    row = row_of(found, "s", "oil")
    assert row["relative"] == pytest.approx(100 * (1.05**6 - 1), abs=1)
    ground = pick(found.rests_on, scenario="s", kind="course")
    assert [ground[name] for name in ("low", "likely", "high")] == pytest.approx([3, 5, 9])


# --- Whose answer -----------------------------------------------------------------------------------------------


def test_an_organisation_is_found_by_its_title_and_an_unknown_one_gives_the_nearest(measured: Assessment) -> None:
    assert compare(measured, [MORE], "NORTH").organisation == "north"
    with pytest.raises(FindingsError, match="‘north’"):
        compare(measured, [MORE], "norht")


@pytest.mark.parametrize("horizons", [(), (2020,), (2025,)])
def test_without_a_year_ahead_there_is_nothing_to_compare(horizons: tuple[int, ...]) -> None:
    given = certain([arrow("lamps", "light", expectation=surely("elasticity", 1))], horizons=horizons)
    with pytest.raises(FindingsError, match="looks ahead to no year"):
        compare(given, [what("s", doing("lamps", factor=2))])


@pytest.mark.parametrize("size", [{"factor": 1e308}, {"extra": 1e308}, {"growth": 1e300}, {"extra": -1e308}])
def test_a_number_beyond_all_reason_is_refused(size: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="too large to reckon with"):
        compare(certain([]), [what("s", doing("lamps", **size))])


def test_nothing_left_is_nothing_left() -> None:
    given = certain([arrow("lamps", "light", expectation=surely("elasticity", 1))])
    row = changed(given, doing("lamps", factor=0), name="lamps")
    assert (row["median"], row["relative"]) == (0, -100)
    below = changed(given, doing("lamps", growth=-300), name="lamps")
    assert (below["median"], below["relative"]) == (0, -100)
    # light of which nothing comes without lamps is gone but for a millionth
    assert changed(given, doing("lamps", factor=0))["median"] == pytest.approx(0, abs=1e-3)
