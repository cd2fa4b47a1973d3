"""What it would take: every lever that reaches a target is turned back through a comparison."""

import math
from datetime import date
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
    surely,
    target,
    theory,
    what,
)

from toc.assessment import Assessment
from toc.comparison import compare
from toc.errors import FindingsError
from toc.levers import CHANCES, FACTORS_TRIED, Reach, Turned, as_scenario, reach
from toc.scenario import Scenario, combine
from toc.words import say

SHARE: dict[str, Any] = {"kind": "stock", "over_time": "last", "over_organisations": "none"}
SIZES = dict(zip("abcd", (10.0, 20.0, 30.0, 40.0), strict=True))
DRAWN = 10_000
UNSURE = {"low": -1, "likely": 2, "high": 5}
"""Growth that nobody knows exactly."""


def error(chance: float) -> float:
    """Three standard errors of a chance by so many draws in a comparison, and of the solved one by as many more."""
    return 3 * math.sqrt(2 * max(chance * (1 - chance), 1e-3) / DRAWN)


def lever(found: Reach, kind: str, name: str) -> Turned:
    (one,) = [one for one in found.levers if (one.kind, one.id) == (kind, name)]
    return one


def chance_of(assessment: Assessment, scenario: Scenario, found: Reach) -> float:
    chances = compare(assessment, [scenario], found.target.organisation).chances
    (chance,) = chances[(chances["scenario"] != "") & (chances["target_id"] == found.target.id)]["probability"]
    return float(chance)


@pytest.fixture(scope="module")
def measured() -> Assessment:
    chain = [
        measure("oil", "input"), measure("lamps"),
        measure("light", "outcome", unit="percent", counted={**SHARE, "reported_by": ("country",)}),
        measure("wrecks", "impact", of={"ascending": False}), measure("reefs", "impact"),
    ]  # fmt: skip
    links = [
        arrow("oil", "lamps", expectation={"elasticity": 0.8, "low": 0.5, "high": 1.2}),
        arrow("lamps", "light", expectation={"per_doubling": 10, "low": 5, "high": 15}),
        arrow("light", "wrecks", expectation={"elasticity": 0.9, "low": 0.5, "high": 1.2}),
        arrow("wrecks", "reefs"),
    ]
    light = {year: 40 + 1.5 * (year - 2019) + year % 2 for year in YEARS}
    figures = {**growing("oil", SIZES), **growing("lamps", SIZES), ("light", TOP): light,
               **growing("wrecks", SIZES, 0.97), ("reefs", "a"): {2024: 5.0}}  # fmt: skip
    targets = [
        target("lamps", 200), target("light", 60), target("wrecks", 60), target("reefs", 5), target("oil", 100),
        target("lamps", 5, 2028, basis="cumulative"), target("light", 99, 2027), target("wrecks", 68, 2029),
        target("lamps", 125, organisation="south", id="south"),
        target("lamps", 120, 2029, basis="mean_per_year", id="mean"),
    ]  # fmt: skip
    return assessed(theory(chain, links, targets=targets), figures)


def steady(value: float = 130, links: Any = (), **more: Any) -> Assessment:
    """Oil, lamps and light that are about 100 in 2024 and grow by about 2 percent a year."""
    chain = [measure("oil", "input"), measure("lamps", of=more.pop("lamps", {})),
             measure("light", "outcome", of=more.pop("of", {}))]  # fmt: skip
    courses = more.pop("courses", [course(name, UNSURE) for name in ("oil", "lamps", "light")])
    standard = {"targets": [target("light", value)]}
    links = links or [arrow("oil", "lamps", expectation=surely("elasticity", 1)),
                      arrow("lamps", "light", expectation={"elasticity": 0.5, "low": 0.2, "high": 0.8})]  # fmt: skip
    return assessed(theory(chain, links, courses=courses, **{**standard, **more}))


# --- Turned back ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["lamps_2030", "light_2030", "wrecks_2030", "wrecks_2029", "south"])
def test_every_lever_that_reaches_gives_the_chance_that_was_wanted(measured: Assessment, name: str) -> None:
    found = reach(measured, name)
    assert found.chance == pytest.approx(
        measured.prospects.set_index("target_id").loc[name, "probability"], abs=error(found.chance)
    )
    turned = 0
    for one in found.levers:
        for chance, place in zip(CHANCES, one.needed, strict=True):
            if math.isnan(place) or place == one.now:
                continue
            turned += 1
            got = chance_of(measured, as_scenario(found, one, chance), found)
            assert got == pytest.approx(chance, abs=error(chance)), (one.kind, one.id, chance)
            assert one.least <= place <= one.most
    assert turned > 2


def test_a_lever_that_does_not_reach_gives_at_most_a_smaller_chance(measured: Assessment) -> None:
    found = reach(measured, "light_2027")
    short = [one for one in found.levers if one.status == "not_alone"]
    assert short
    for one in short:
        assert one.chance_at_most < CHANCES[1]
        assert math.isnan(one.needed[1])
        with pytest.raises(FindingsError):
            as_scenario(found, one, CHANCES[1])
        if one.kind == "factor":
            for end in (one.least, one.most):
                scenario = what("end", doing(one.id, start="2026-01", factor=end))
                assert chance_of(measured, scenario, found) < CHANCES[1] + error(CHANCES[1])
            best = chance_of(measured, what("best", doing(one.id, start="2026-01", factor=one.best)), found)
            assert best == pytest.approx(one.chance_at_most, abs=error(one.chance_at_most))


def test_what_is_likely_already_needs_nothing(measured: Assessment) -> None:
    found = reach(measured, "oil_2030")
    assert found.chance > 0.9
    assert {one.status for one in found.levers} == {"already"}
    assert [one.needed for one in found.levers] == [(one.now,) * 3 for one in found.levers]


def test_levers_are_the_pace_and_all_that_leads_there(measured: Assessment) -> None:
    found = reach(measured, "light_2030")
    assert [(one.kind, one.id) for one in found.levers] == [
        ("pace", "light"), ("factor", "lamps"), ("factor", "oil")
    ]  # fmt: skip
    lamps = lever(found, "factor", "lamps")
    assert (lamps.now, lamps.least, lamps.most, lamps.declared) == (1.0, *FACTORS_TRIED, False)
    assert lamps.untested == ()
    pace = lever(found, "pace", "light")
    median = measured.outlooks["light", TOP].median  # 2025 to 2030
    assert pace.now == pytest.approx(100 * ((median[-1] / median[0]) ** (1 / 5) - 1))


def test_by_hand_the_factor_that_is_needed() -> None:
    given = steady(130, links=[arrow("lamps", "light", expectation=surely("elasticity", 0.5))],
                   courses=[course("lamps", 0), course("light", UNSURE)])  # fmt: skip
    # half of all courses lie under 100 * 1.02^6, so half of them reach 130 when the factor makes up the rest
    needed = lever(reach(given, "light_2030"), "factor", "lamps").needed[0]
    assert needed == pytest.approx((130 / (100 * 1.02**6)) ** 2, rel=0.01)


# --- How far a lever can be turned -------------------------------------------------------------------------------


def test_declared_levers_bound_the_range() -> None:
    levers = [{"id": "a", "element": "LAMPS", "least": 0.9, "most": 1.1}, {"id": "b", "indicator": "oil", "least": 0,
                                                                          "most": 9}]  # fmt: skip
    found = reach(steady(135, levers=levers), "light_2030")
    lamps, oil = (lever(found, "factor", name) for name in ("lamps", "oil"))
    assert (lamps.least, lamps.most, lamps.declared, lamps.status) == (0.9, 1.1, True, "not_alone")
    assert (oil.least, oil.most, oil.declared, oil.status) == (0, 9, True, "reachable")
    assert 1 < oil.needed[0] < oil.needed[1] < 9


def test_a_declared_lever_that_does_not_hold_where_it_stands_is_kept_to_its_range() -> None:
    levers = [{"id": "a", "element": "LAMPS", "least": 1.2, "most": 3}]
    found = reach(steady(120, levers=levers), "light_2030")
    lamps = lever(found, "factor", "lamps")
    assert all(math.isnan(place) or 1.2 <= place <= 3 for place in lamps.needed if place != lamps.now)


FUNNEL = {"relation": "funnel", "lag": "0 years", "expectation": {"conversion": 0.5, "low": 0.4, "high": 0.6}}


def of_a_funnel(value: float, **more: Any) -> Assessment:
    given = [course("lamps", UNSURE), course("light", UNSURE, level=50)]
    return steady(value, [arrow("lamps", "light", **FUNNEL)], courses=given, **more)


def test_the_conversion_of_a_funnel_is_never_more_than_all_of_it() -> None:
    found = reach(of_a_funnel(80), "light_2030")
    conversion = lever(found, "conversion", "lamps-light")
    assert (conversion.least, conversion.most) == (0, 1)
    assert conversion.now == pytest.approx(0.5)
    assert conversion.status == "reachable"
    assert 0.5 < conversion.needed[0] < conversion.needed[1] < conversion.needed[2] <= 1
    for chance in CHANCES:
        got = chance_of(of_a_funnel(80), as_scenario(found, conversion, chance), found)
        assert got == pytest.approx(chance, abs=error(chance))
    # more than goes in cannot come out, however far it is turned
    far = lever(reach(of_a_funnel(150), "light_2030"), "conversion", "lamps-light")
    assert far.status == "not_alone"
    assert far.chance_at_most < 0.1


def test_a_declared_conversion_of_a_funnel_beyond_all_of_it_is_not_offered() -> None:
    levers = [{"id": "a", "link": "lamps-light", "least": 0.4, "most": 3}]
    conversion = lever(reach(of_a_funnel(150, levers=levers), "light_2030"), "conversion", "lamps-light")
    assert conversion.most <= 1


# --- Directions -------------------------------------------------------------------------------------------------


def test_fewer_is_reached_by_falling(measured: Assessment) -> None:
    found = reach(measured, "wrecks_2030")
    pace = lever(found, "pace", "wrecks")
    assert pace.status == "reachable"
    assert pace.needed[2] < pace.needed[1] < pace.now
    lamps = lever(found, "factor", "lamps")
    assert lamps.needed[1] > 1 or lamps.status == "not_alone"


BAND = {"band": {"low": 118, "high": 124}}


def test_a_band_is_reached_from_where_it_stands() -> None:
    sure = [course(name, 0) for name in ("oil", "lamps", "light")]
    wide = steady(120, of={"band": {"low": 105, "high": 125}}, courses=sure)
    pace = lever(reach(wide, "light_2030"), "pace", "light")
    assert pace.status == "reachable"
    # a certain course: the least pace that comes into the band, to 105 in four and a half years from January 2026
    found = reach(wide, "light_2030")
    got = chance_of(wide, as_scenario(found, pace, 0.9), found)
    assert got == 1
    assert pace.needed[0] == pytest.approx(100 * (1.05 ** (1 / 4.5) - 1), abs=0.1)


def test_a_narrow_band_is_found_too() -> None:
    sure = [course(name, 0) for name in ("oil", "lamps", "light")]
    found = reach(steady(120, of=BAND, courses=sure), "light_2030")
    # 3.9 percent a year from January 2026 comes to 121
    right = what("right", doing("light", growth=100 * (1.21 ** (1 / 4.5) - 1)))
    assert chance_of(steady(120, of=BAND, courses=sure), right, found) == 1
    assert lever(found, "pace", "light").status == "reachable"


def test_from_nothing_no_factor_helps() -> None:
    found = reach(steady(5, courses=[course("lamps", UNSURE), course("light", 0, level=0)]), "light_2030")
    assert found.chance == 0
    for kind, name in (("pace", "light"), ("factor", "lamps")):
        one = lever(found, kind, name)
        assert one.status == "not_alone"
        assert one.reason.nl
        assert "nan" not in one.reason.nl.lower()


def test_what_has_come_to_nothing_reads_well() -> None:
    gone = {"low": -100, "likely": -100, "high": 20}
    given = steady(30, of={"ascending": False}, courses=[course("lamps", 0), course("light", gone)])
    found = reach(given, "light_2030")
    assert found.chance > 0.5
    pace = lever(found, "pace", "light")
    assert "nan" not in pace.reason.nl.lower()
    if pace.status == "reachable" and found.chance >= CHANCES[0]:
        assert say("reach.out_of_reach").nl not in pace.reason.nl


# --- What cannot be told ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["reefs_2030", "lamps_2028", "mean"])
def test_what_the_prospects_refuse_is_refused(measured: Assessment, name: str) -> None:
    prospect = measured.prospects.set_index("target_id").loc[name]
    assert prospect["status"] == "cannot_tell"
    found = reach(measured, name)
    assert found.obstacle is not None
    assert found.obstacle.nl
    assert found.levers == ()
    assert math.isnan(found.chance)


def test_a_way_that_cannot_be_reckoned_is_said_with_the_link() -> None:
    # oil has no level, and a conversion counts per piece
    links = [arrow("oil", "lamps", expectation={"conversion": 0.5}), arrow("lamps", "light", expectation={
        "elasticity": 0.5})]  # fmt: skip
    found = reach(steady(130, links, courses=[course("lamps", UNSURE), course("light", UNSURE)]), "light_2030")
    oil = lever(found, "factor", "oil")
    assert oil.status == "cannot_tell"
    assert "oil-lamps" in oil.reason.nl
    assert all(math.isnan(place) for place in (*oil.needed, oil.chance_at_most))


def test_an_unknown_target_gives_the_nearest() -> None:
    with pytest.raises(FindingsError, match="‘light_2030’"):
        reach(steady(), "light2030")


def test_links_on_the_way_that_were_never_measured_are_named() -> None:
    found = reach(steady(), "light_2030")
    assert set(lever(found, "factor", "oil").untested) == {"oil-lamps", "lamps-light"}
    assert lever(found, "pace", "light").untested == ()


# --- When -------------------------------------------------------------------------------------------------------


def test_the_past_cannot_be_turned() -> None:
    with pytest.raises(FindingsError, match="2026"):
        reach(steady(), "light_2030", start=date(2024, 3, 1))


@pytest.mark.parametrize("start", [date(2031, 1, 1), date(2040, 6, 1)])
def test_after_the_target_there_is_nothing_to_turn(start: date) -> None:
    with pytest.raises(FindingsError, match="nothing can be changed by then"):
        reach(steady(), "light_2030", start=start)


def test_a_later_start_takes_more_and_is_inverted_too() -> None:
    given = steady(125)
    early, late = (reach(given, "light_2030", start=day) for day in (date(2026, 1, 1), date(2028, 7, 1)))
    one = lever(late, "pace", "light")
    assert one.needed[1] > lever(early, "pace", "light").needed[1]
    got = chance_of(given, as_scenario(late, one, CHANCES[1]), late)
    assert got == pytest.approx(CHANCES[1], abs=error(CHANCES[1]))


# --- On top of a scenario ---------------------------------------------------------------------------------------


def beside(one: Scenario, *others: Scenario) -> Scenario:
    """The scenario with those that it combines, as when it is read from a file beside them."""
    by_name = {other.id: other for other in others}
    return combine(one, by_name.__getitem__)


def test_on_top_of_a_scenario_less_is_needed_and_both_together_give_the_chance() -> None:
    given = steady(130)
    help_ = what("help", doing("oil", factor=1.2))
    alone, helped = reach(given, "light_2030"), reach(given, "light_2030", scenario=help_)
    assert helped.chance > alone.chance
    one = lever(helped, "factor", "lamps")
    assert one.needed[1] < lever(alone, "factor", "lamps").needed[1]
    both = beside(as_scenario(helped, one, CHANCES[1]), help_)
    assert chance_of(given, both, helped) == pytest.approx(CHANCES[1], abs=error(CHANCES[1]))


def test_a_lever_that_the_scenario_turns_already_is_not_offered_again() -> None:
    """Its size stands in the scenario; two interventions on one place would be refused."""
    helped = reach(steady(130), "light_2030", scenario=what("help", doing("lamps", factor=1.2)))
    assert "lamps" not in {one.id for one in helped.levers if one.kind == "factor"}
    assert {one.id for one in helped.levers if one.kind == "factor"}


def test_a_target_that_the_scenario_moves_is_the_one_that_is_reached_for() -> None:
    given = steady(130)
    easier = what("easier", overrides=[{"part": "target", "id": "light_2030", "field": "value", "value": 100}])
    found = reach(given, "light_2030", scenario=easier)
    assert found.goal == 100
    assert found.chance > reach(given, "light_2030").chance


def test_the_same_question_gives_the_same_answer() -> None:
    first, again = (reach(steady(), "light_2030") for _ in range(2))
    assert first.levers == again.levers
