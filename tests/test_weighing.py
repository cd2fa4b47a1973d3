"""Which assumptions decide an answer: shares that are known beforehand, what knowing is worth, and what is left out."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
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
from fictional_programme.small import pick

from toc.assessment import Assessment
from toc.comparison import compare
from toc.errors import FindingsError
from toc.frames import SENSITIVITY
from toc.propagation.weight import WORTH_DRAWS
from toc.weighing import STANDARD, sensitivity

SIZES = dict(zip("abcd", (10.0, 20.0, 30.0, 40.0), strict=True))
RANGE = {"low": 0.2, "high": 0.8}
UNSURE = {"low": -1, "likely": 2, "high": 5}


def world(*links: Mapping[str, Any], known: str = "oil lamps light", growth: Any = 0, **more: Any) -> Assessment:
    """Oil, lamps, light and calm, with wood and fish beside them that lead nowhere near."""
    chain = [
        measure("oil", "input"), measure("wood", "input"), measure("lamps"), measure("fish", "outcome"),
        measure("light", "outcome", of={"ascending": more.pop("ascending", True)}),
        measure("calm", "impact", indicator=False),
    ]  # fmt: skip
    return assessed(theory(chain, links, courses=[course(name, growth) for name in known.split()], **more))


CHAIN = (
    arrow("oil", "lamps", expectation={"elasticity": 0.5, **RANGE}),
    arrow("lamps", "light", expectation={"elasticity": 0.5, "low": 0.45, "high": 0.55}),
    arrow("wood", "fish", expectation={"elasticity": 0.5, **RANGE}),
    arrow("light", "calm", expectation={"elasticity": 0.5}),
)


# --- Shares -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("links", "size", "name"),
    [
        ([arrow("lamps", "light", expectation={"elasticity": 0.5, **RANGE})], 1.5, "slope:lamps-light"),
        ([arrow("lamps", "light", expectation=surely("elasticity", 0.5))], {"low": 1.1, "likely": 1.5, "high": 2},
         "size:lamps"),
        ([arrow("lamps", "light", expectation=surely("elasticity", 0.5), lag="0-9 years")], 1.5, "lag:lamps-light"),
    ],
)  # fmt: skip
def test_the_only_uncertain_number_decides_everything(links: list[Any], size: Any, name: str) -> None:
    found = sensitivity(world(*links), "light", scenario=what("s", doing("lamps", factor=size)))
    assert list(found.table.columns) == list(SENSITIVITY)
    (row,) = found.table.to_dict("records")
    assert row["number"] == name
    assert row["first"] == pytest.approx(1, abs=0.02)
    assert row["total"] == pytest.approx(1, abs=0.02)
    assert row["narrower"] > 0.8
    assert row["swing"] == abs(row["at_high"] - row["at_low"]) > 0
    assert found.headline
    assert found.obstacle is None


def test_ends_and_middle_are_the_answer_by_hand() -> None:
    given = world(arrow("lamps", "light", expectation={"elasticity": 0.5, **RANGE}))
    found = sensitivity(given, "light", scenario=what("s", doing("lamps", factor=2)))
    (row,) = found.table.to_dict("records")
    assert (row["at_low"], row["at_high"]) == pytest.approx([100 * (2**e - 1) for e in (0.2, 0.8)])
    assert found.weights is not None
    assert found.weights.middle == pytest.approx(100 * (2**0.5 - 1))
    # light stands at 100 all the time, so a percentage is as many lamps
    assert (found.unit, found.of, found.year) == ("lamps", "change", 2030)


def test_two_that_add_up_share_by_their_variances() -> None:
    # points of light by two causes: sizes 3 and 4 times as wide, so 9 and 16 parts of 25
    links = [arrow("lamps", "light", expectation=surely("conversion", 1)),
             arrow("oil", "light", expectation=surely("conversion", 1))]  # fmt: skip
    given = assessed(theory(
        [measure("oil"), measure("lamps"), measure("light", "outcome", counted={"kind": "flow"})], links,
        courses=[course(name) for name in ("oil", "lamps", "light")]))  # fmt: skip
    sizes = [doing("lamps", extra={"low": -3, "likely": 0, "high": 3}), doing("oil", extra={"low": -4, "likely": 0,
                                                                                            "high": 4})]  # fmt: skip
    found = sensitivity(given, "light", scenario=what("s", *sizes))
    assert found.table["number"].tolist() == ["size:oil", "size:lamps"]
    assert found.table["first"].tolist() == pytest.approx([16 / 25, 9 / 25], abs=0.04)
    assert found.table["total"].tolist() == pytest.approx([16 / 25, 9 / 25], abs=0.04)
    # in the middle nothing happens, up and down as likely: knowing all is worth sd / sqrt(2 pi)
    sd = 5 / 1.6448536
    assert found.weights is not None
    assert found.weights.sd == pytest.approx(sd, rel=0.03)
    assert found.weights.worth == pytest.approx(sd / math.sqrt(2 * math.pi), rel=0.05)
    assert found.weights.wrong == pytest.approx(0.5, abs=0.02)
    # knowing one of them: its own sd / sqrt(2 pi)
    for row, width in zip(found.table.to_dict("records"), (4, 3), strict=True):
        assert row["worth"] == pytest.approx(width / 1.6448536 / math.sqrt(2 * math.pi), rel=0.06)
        assert row["narrower"] == pytest.approx(1 - math.sqrt(1 - width**2 / 25), abs=0.05)


def test_what_does_not_lie_on_the_way_is_left_out() -> None:
    given = world(*CHAIN, growth=UNSURE)
    done = what("s", doing("oil", factor=1.5), doing("wood", factor={"low": 1, "likely": 2, "high": 3}))
    found = sensitivity(given, "light", scenario=done)
    assert set(found.table["number"]) >= {"slope:oil-lamps", "slope:lamps-light"}
    assert not [name for name in found.table["number"] if "wood" in name or "fish" in name or "calm" in name]
    # a part more of the level of light: that level counts, those of oil and lamps do nothing
    courses = found.table[found.table["kind"] == "course"].set_index("id")["total"]
    assert courses["light"] > 0.01
    assert (courses.drop("light").abs() < 1e-9).all()
    slopes = found.table[found.table["kind"] == "slope"]["number"].tolist()
    assert slopes[0] == "slope:oil-lamps"  # the widest


def test_of_a_level_its_own_course_counts() -> None:
    given = world(*CHAIN, growth={"low": -20, "likely": 2, "high": 20})
    done = what("s", doing("oil", factor=1.01))
    level = sensitivity(given, "light", scenario=done, of="level")
    assert level.table["number"].tolist()[0] == f"course:light@{TOP}"
    assert pick(level.table, number=f"course:light@{TOP}")["total"] > 0.9
    assert level.unit == "lamps"
    assert level.weights is not None
    row = pick(compare(given, [done]).table, scenario="s", measure="light", year=2030)
    assert level.weights.quantiles == pytest.approx([row["lower80"], row["median"], row["upper80"]], rel=0.05)


def test_the_numbers_of_the_answer_are_those_of_the_comparison() -> None:
    given = world(*CHAIN, growth=UNSURE)
    done = what("s", doing("oil", factor={"low": 1.2, "likely": 1.5, "high": 2}))
    found = sensitivity(given, "light", scenario=done, year=2027)
    row = pick(compare(given, [done]).table, scenario="s", measure="light", year=2027)
    names = ("difference_lower80", "difference", "difference_upper80")
    assert found.weights is not None
    assert found.weights.quantiles == pytest.approx([row[name] for name in names], rel=0.05)
    assert found.weights.wrong == pytest.approx(1 - row["better"], abs=0.01)


def test_a_change_has_the_sign_of_the_figures_and_a_fall_is_a_gain_where_less_is_better() -> None:
    given = world(arrow("lamps", "light", expectation={"elasticity": 0.5, **RANGE}), ascending=False)
    done = what("s", doing("lamps", factor=2))
    found = sensitivity(given, "light", scenario=done)
    row = pick(compare(given, [done]).table, scenario="s", measure="light", year=found.year)
    assert found.weights is not None
    assert found.weights.middle == pytest.approx(100 * (2**-0.5 - 1))
    assert found.weights.quantiles[1] == pytest.approx(row["difference"], rel=0.05)
    assert row["difference"] < 0
    assert found.weights.wrong < 0.05
    assert found.weights.wrong == pytest.approx(1 - row["better"], abs=0.01)


# --- What knowing is worth ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("low", [-2.0, -0.3, 0.0, 0.2])
def test_knowing_is_never_worth_less_than_nothing_nor_one_more_than_all(low: float) -> None:
    links = [
        arrow("oil", "lamps", expectation={"elasticity": 0.5, "low": low, "high": 1.5}),
        arrow("lamps", "light", expectation={"elasticity": 0.5, "low": low, "high": 0.9}, lag="0-3 years"),
    ]
    found = sensitivity(world(*links), "light", scenario=what("s", doing("oil", factor={"low": 0.8, "likely": 1.2,
                                                                                     "high": 1.6})))  # fmt: skip
    assert found.weights is not None
    noise = 3 * found.weights.sd / math.sqrt(WORTH_DRAWS)
    assert found.weights.worth >= 0
    assert (found.table["worth"] >= 0).all()
    assert (found.table["worth"] <= found.weights.worth + noise).all()
    assert (found.table["first"] <= found.table["total"] + found.table["first_error"] + found.table[
        "total_error"]).all()  # fmt: skip
    assert found.table["total"].is_monotonic_decreasing


def test_where_it_can_only_be_good_no_measurement_changes_the_choice() -> None:
    given = world(arrow("lamps", "light", expectation=surely("elasticity", 0.5)))
    size = {"low": 1.4, "likely": 1.5, "high": 1.6}
    found = sensitivity(given, "light", scenario=what("s", doing("lamps", factor=size)))
    assert found.weights is not None
    assert found.weights.worth == pytest.approx(0, abs=1e-9)
    assert found.table["worth"].tolist() == pytest.approx([0], abs=1e-9)
    assert any("geen enkele meting" in text.nl for text in found.headline)


def test_where_nothing_is_uncertain_nothing_decides() -> None:
    given = world(arrow("lamps", "light", expectation=surely("elasticity", 0.5)))
    found = sensitivity(given, "light", scenario=what("s", doing("lamps", factor=1.5)))
    assert found.table.empty
    assert found.weights is not None
    assert found.weights.sd == pytest.approx(0, abs=1e-9)
    assert "Niets is onzeker" in found.headline[-1].nl


def test_of_a_level_nothing_is_said_of_working_the_wrong_way() -> None:
    given = world(*CHAIN, growth=UNSURE)
    found = sensitivity(given, "light", scenario=what("s", doing("oil", factor=1.5)), of="level")
    assert not any("averechts" in text.nl for text in found.headline)


# --- Without a scenario -------------------------------------------------------------------------------------------


def test_without_a_scenario_everything_at_the_start_is_a_tenth_more() -> None:
    assert STANDARD == 1.1
    found = sensitivity(world(*CHAIN), "light")
    assert found.standard
    assert [push.measure for push in found.what_if.network.pushes] == ["oil"]
    assert found.weights is not None
    assert found.weights.middle == pytest.approx(100 * (1.1**0.25 - 1))
    assert set(found.table["number"]) == {"slope:oil-lamps", "slope:lamps-light"}
    # an element without an indicator, by its name
    calm = sensitivity(world(*CHAIN), "CALM")
    assert calm.measure == "CALM"
    assert calm.weights is not None
    assert calm.weights.middle == pytest.approx(100 * (1.1**0.125 - 1), rel=0.3)  # up to two years later


def test_the_measure_at_the_start_itself_is_pushed() -> None:
    found = sensitivity(world(*CHAIN), "oil")
    assert found.weights is not None
    assert found.weights.middle == pytest.approx(10)
    assert found.table.empty


def test_an_element_stands_for_its_leading_indicator() -> None:
    assert sensitivity(world(*CHAIN), "LIGHT").measure == "light"


def test_figures_make_a_projection_one_of_the_numbers() -> None:
    light = {year: 40 + 1.5 * (year - 2019) + year % 2 for year in YEARS}
    chain = [measure("lamps"), measure("light", "outcome", unit="percent", counted={
        "kind": "stock", "over_time": "last", "over_organisations": "none", "reported_by": ("country",)})]  # fmt: skip
    links = [arrow("lamps", "light", expectation={"per_doubling": 10, "low": 5, "high": 15})]
    given = assessed(theory(chain, links, targets=[target("light", 60)]), {**growing("lamps", SIZES), ("light", TOP):
                                                                           light})  # fmt: skip
    points = sensitivity(given, "light")
    assert (points.unit, points.of) == ("percent", "change")
    level = sensitivity(given, "light", of="level")
    first = level.table.iloc[0]
    assert (first["kind"], first["id"], first["basis"]) == ("projection", "light", "figures")
    assert "nog een jaar" in first["measure"].nl


# --- What cannot be weighed -------------------------------------------------------------------------------------


def test_what_is_not_touched_has_nothing_to_weigh() -> None:
    found = sensitivity(world(*CHAIN), "fish", scenario=what("s", doing("oil", factor=1.5)))
    assert found.obstacle is not None
    assert "‘fish’" in found.obstacle.nl
    assert found.weights is None
    assert found.table.empty
    assert found.headline == ()


def test_without_a_level_only_the_change_can_be_weighed() -> None:
    given = world(*CHAIN, known="")
    assert sensitivity(given, "light").obstacle is None
    refused = sensitivity(given, "light", of="level")
    assert refused.obstacle is not None
    assert "geen niveau" in refused.obstacle.nl


@pytest.mark.parametrize("year", [2024, 2025, 2031, 1, 99999])
def test_a_year_that_is_not_ahead_is_refused_and_the_years_are_named(year: int) -> None:
    with pytest.raises(FindingsError, match=r"2026.*2030"):
        sensitivity(world(*CHAIN), "light", year=year)


def test_an_unknown_name_gives_the_nearest_and_what_may_be_asked_is_checked() -> None:
    with pytest.raises(FindingsError, match="‘lamps’"):
        sensitivity(world(*CHAIN), "lampz")
    with pytest.raises(FindingsError):
        sensitivity(world(*CHAIN), "qqqqq")
    with pytest.raises(FindingsError, match="‘north’"):
        sensitivity(world(*CHAIN), "light", organisation="norht")


def test_only_change_or_level_can_be_asked() -> None:
    with pytest.raises((FindingsError, ValueError)):
        sensitivity(world(*CHAIN), "light", of="levle")


def test_the_same_question_gives_the_same_answer() -> None:
    first, again = (sensitivity(world(*CHAIN), "light") for _ in range(2))
    assert first.table.to_csv() == again.table.to_csv()
    assert first.headline == again.headline
    assert np.isfinite(first.table[["first", "total", "first_error", "total_error"]].to_numpy(dtype=float)).all()
