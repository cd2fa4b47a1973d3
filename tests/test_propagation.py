"""A change that runs down a chain, against what can be worked out on paper.

Two tolerances come back. ``EXACT``: only rounding of a dozen operations stands between. ``PER_ERROR``: means over
draws lie within four standard errors of what they should be (six in a hundred thousand lie further); a Latin hypercube
does not lie further off than loose draws.
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy import stats

from toc.assessment import Assessment
from toc.course import Intervention
from toc.declared import Text
from toc.linking.estimator import Estimate, estimate
from toc.linking.panel import Declared, Panel
from toc.prior import Prior
from toc.propagation.flow import SMALLEST_FACTOR, State, flow, lagged
from toc.propagation.network import Arrow, Expected, Form, Growing, Measure, Network, Push
from toc.propagation.settling import PER_ROUND, Settled, settle
from toc.propagation.spread import (
    Z90,
    Array,
    Spread,
    certainly,
    estimated,
    evenly,
    learned,
    scores_of,
)
from toc.scenario import Scenario
from toc.what_if import what_if

EXACT = 1e-12
PER_ERROR = 4.0
DRAWS = 40_000
YEARS = tuple(range(2025, 2031))
FROM_SECOND_YEAR: Array = np.array([0.0, 1, 1, 1, 1, 1])


# --- What the tests are made of ---------------------------------------------------------------------------------------


def normal(mean: float, sd: float) -> Spread:
    """A normal distribution: a straight line on the scale of normal scores."""
    return Spread(np.array([-1.0, 1.0]), np.array([mean - sd, mean + sd]))


def level(name: str, *values: float, lowest: float = -np.inf, highest: float = np.inf) -> Measure:
    """A measure whose level is known: the same in all years, or one value per year."""
    row = np.array(values if len(values) > 1 else values * len(YEARS))
    return Measure(name, Expected(f"course:{name}", np.zeros(1), row[:, None]), None, lowest, highest)


def arrow(start: str, end: str, form: Form | None, slope: float | Spread, **more: Any) -> Arrow:
    spread = slope if isinstance(slope, Spread) else certainly(slope)
    return Arrow(f"{start}{end}", start, end, form, spread, **more)


def push(measure: str, how: Any, size: float | Spread, active: Array = FROM_SECOND_YEAR) -> Push:
    spread = size if isinstance(size, Spread) else certainly(size)
    since = np.cumsum(active > 0) - 0.5
    return Push(f"push-{measure}", measure, how, spread, active, np.where(active > 0, since, since - len(YEARS)))


def network(measures: list[Measure], arrows: list[Arrow], *pushes: Push) -> Network:
    return Network(YEARS, {one.name: one for one in measures}, arrows, pushes)


def after(some: Network, draws: int = 1, seed: int = 1) -> dict[str, State]:
    """Every touched measure; one draw where nothing is uncertain."""
    return flow(some, scores_of(some.numbers, draws, seed) if draws > 1 else {})


def within_errors(draws: Array, mean: float, variance: float) -> None:
    """Mean and variance of draws, held against what they should be."""
    n = len(draws)
    fourth = float(np.mean((draws - draws.mean()) ** 4))
    assert abs(draws.mean() - mean) < PER_ERROR * math.sqrt(variance / n)
    assert abs(draws.var() - variance) < PER_ERROR * math.sqrt((fourth - draws.var() ** 2) / n)


# --- Certain slopes: exact --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("steps", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("factor", [0.2, 0.9, 1.3, 4.0])
@pytest.mark.parametrize("known", [False, True], ids=["only the change", "levels"])
def test_a_chain_of_elasticities(steps: int, factor: float, known: bool) -> None:
    slopes = [0.5, 1.2, -0.7, 0.3, 2.0][:steps]
    names = "abcdef"[: steps + 1]
    measures = [level(name, 40.0 + k) if known else Measure(name) for k, name in enumerate(names)]
    arrows = [arrow(x, y, "elasticity", e) for (x, y), e in zip(pairwise(names), slopes, strict=True)]
    end = after(network(measures, arrows, push("a", "factor", factor)))[names[-1]]
    expected = factor ** math.prod(slopes)
    told = end.value if end.base is None else end.value / end.base
    assert end.kind == ("level" if known else "relative")
    assert told[0] == pytest.approx([1.0] + [expected] * 5, rel=EXACT)
    assert end.log_factor[0, 1:] == pytest.approx(math.log(expected), rel=EXACT)


@pytest.mark.parametrize("steps", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("known", [False, True], ids=["only points", "levels"])
def test_a_chain_of_conversions(steps: int, known: bool) -> None:
    slopes = [0.5, 0.8, -3.0, 0.25, 10.0][:steps]
    names = "abcdef"[: steps + 1]
    measures = [level(name, 1000.0) if known else Measure(name) for name in names]
    arrows = [arrow(x, y, "linear", s) for (x, y), s in zip(pairwise(names), slopes, strict=True)]
    end = after(network(measures, arrows, push("a", "extra", 7.0)))[names[-1]]
    assert end.kind == ("level" if known else "points")
    assert end.difference[0] == pytest.approx(
        [0.0] + [7 * math.prod(slopes)] * 5, abs=1e-10
    )  # 1000 is taken off again: 1e-13 of it is lost


def test_points_per_doubling() -> None:
    per_doubling = 4.0
    ends = [level("b", 60.0), Measure("b")]
    for end in ends:
        some = network(
            [Measure("a"), end], [arrow("a", "b", "per_log", per_doubling / math.log(2))], push("a", "factor", 8.0)
        )
        assert after(some)["b"].difference[0, 1:] == pytest.approx(3 * per_doubling, rel=1e-11)  # 60 is taken off again


def test_saturation() -> None:
    top, half, start, factor = 50.0, 200.0, 100.0, 3.0
    more = arrow("a", "b", "saturation", top, half_at=half)
    found = after(network([level("a", start), level("b", 10.0)], [more], push("a", "factor", factor)))["b"]
    expected = top * (300 / 500 - 100 / 300)
    assert found.difference[0] == pytest.approx([0.0] + [expected] * 5, rel=1e-11)


def test_logarithms_and_units_into_one_measure() -> None:
    """The level first by the factor, then the units on top."""
    arrows = [arrow("a", "c", "elasticity", 0.5), arrow("b", "c", "linear", 2.0)]
    measures = [Measure("a"), level("b", 10.0), level("c", 80.0)]
    found = after(network(measures, arrows, push("a", "factor", 1.44), push("b", "extra", 3.0)))["c"]
    assert found.value[0, 1:] == pytest.approx(80 * 1.2 + 6, rel=EXACT)


def test_two_causes_add_in_logarithms() -> None:
    arrows = [arrow("a", "c", "elasticity", 0.5), arrow("b", "c", "elasticity", -1.0)]
    found = after(
        network([Measure("a"), Measure("b"), Measure("c")], arrows, push("a", "factor", 4.0), push("b", "factor", 0.5))
    )
    assert found["c"].value[0, 1:] == pytest.approx(2.0 * 2.0, rel=EXACT)


def test_several_paths_add_up() -> None:
    slopes = {"ab": 0.5, "ac": 2.0, "bd": 3.0, "cd": -0.25, "ad": 0.1}
    arrows = [arrow(ends[0], ends[1], "elasticity", e) for ends, e in slopes.items()]
    found = after(network([Measure(one) for one in "abcd"], arrows, push("a", "factor", 1.7)))["d"]
    assert found.log_factor[0, 1:] == pytest.approx(math.log(1.7) * (0.5 * 3 - 2 * 0.25 + 0.1), rel=EXACT)
    straight = [replace(one, form="linear") for one in arrows]
    found = after(network([Measure(one) for one in "abcd"], straight, push("a", "extra", 1.7)))["d"]
    assert found.value[0, 1:] == pytest.approx(1.7 * (0.5 * 3 - 2 * 0.25 + 0.1), rel=EXACT)


# --- Uncertain numbers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("steps", [1, 2, 3, 4, 5])
def test_a_chain_of_normal_elasticities(steps: int) -> None:
    """Of a product of independent normals the mean is prod(m), the variance prod(m^2 + s^2) - prod(m^2)."""
    means, sds = [0.5, 1.2, -0.7, 0.3, 2.0][:steps], [0.2, 0.3, 0.2, 0.3, 0.5][:steps]
    names = "abcdef"[: steps + 1]
    arrows = [arrow(x, y, "elasticity", normal(m, s)) for (x, y), m, s in zip(pairwise(names), means, sds, strict=True)]
    some = network([Measure(name) for name in names], arrows, push("a", "factor", 1.5))
    found = after(some, DRAWS)[names[-1]].log_factor[:, 1]
    size = math.log(1.5)
    product = math.prod(means)
    variance = math.prod(m**2 + s**2 for m, s in zip(means, sds, strict=True)) - product**2
    within_errors(found, size * product, size**2 * variance)


def test_an_extra_of_normal_size_has_exactly_normal_quantiles() -> None:
    some = network(
        [level("a", 100.0), level("b", 50.0)], [arrow("a", "b", "linear", 0.5)], push("a", "extra", normal(10, 4))
    )
    scores = stats.norm.ppf([0.001, 0.05, 0.5, 0.9, 0.9999])
    found = flow(some, {"size:push-a": scores})
    assert found["a"].difference[:, 2] == pytest.approx(10 + 4 * scores, rel=1e-11)
    assert found["b"].difference[:, 2] == pytest.approx(5 + 2 * scores, rel=1e-11)


def test_uncertain_courses_do_not_make_a_factor_uncertain() -> None:
    base = Expected("course:a", np.array([-1.0, 1.0]), np.array([[90.0, 110.0]] * 6))
    growing = Growing("course:b", 50.0, normal(3, 1), np.arange(6.0))
    some = network(
        [Measure("a", base), Measure("b", growing)], [arrow("a", "b", "elasticity", 0.5)], push("a", "factor", 1.21)
    )
    found = after(some, 1000)["b"]
    assert found.base is not None
    growth = 1.03 + 0.01 * scores_of(["course:b"], 1000, 1)["course:b"]
    assert found.base == pytest.approx(50 * growth[:, None] ** np.arange(6), rel=EXACT)
    assert found.value[:, 1:] / found.base[:, 1:] == pytest.approx(1.1, rel=EXACT)


def test_a_belief_has_exactly_the_quantiles_that_were_given() -> None:
    belief = Prior(low=5, likely=10, high=30)
    assert [belief.spread.quantile(p) for p in (0.05, 0.5, 0.95)] == pytest.approx([5, 10, 30], rel=EXACT)
    assert belief.spread.quantile(0.5 + 0.45 / 2) == pytest.approx(10 + 20 * stats.norm.ppf(0.725) / Z90, rel=EXACT)
    assert belief.spread.quantile(0.001) == pytest.approx(10 + 5 * stats.norm.ppf(0.001) / Z90, rel=EXACT)
    turned = belief.spread.times(-2.0)
    assert [turned.quantile(p) for p in (0.05, 0.5, 0.95)] == pytest.approx([-60, -20, -10], rel=EXACT)


def test_a_plain_number_is_certain() -> None:
    belief = Prior.model_validate(3)
    assert belief.certain
    assert belief.spread.at(np.array([-8.0, 0.0, 8.0])).tolist() == [3, 3, 3]


def test_a_belief_in_the_wrong_order_is_refused() -> None:
    with pytest.raises(ValidationError, match="in order"):
        Prior(low=5, likely=4, high=30)


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3),
    st.lists(st.floats(-8, 8), min_size=2, max_size=10),
)
def test_a_belief_never_falls_with_its_score(three: list[float], scores: list[float]) -> None:
    low, likely, high = sorted(three)
    found = Prior(low=low, likely=likely, high=high).spread.at(np.sort(scores))
    assert (np.diff(found) >= -1e-9 * max(map(abs, three), default=1)).all()


def test_evenly_stays_between_its_ends() -> None:
    draws = evenly(0.0, 2.0).at(scores_of(["lag"], DRAWS, 1)["lag"])
    assert draws.min() >= 0.0
    assert draws.max() <= 2.0
    within_errors(draws, 1.0, 4 / 12)


# --- Lags -------------------------------------------------------------------------------------------------------------


def stepping(lag: Spread, draws: int = 1, **more: Any) -> Array:
    """Outcome of an input that rises by 1 from the second year on."""
    some = network(
        [Measure("a"), Measure("b")], [arrow("a", "b", "linear", 1.0, lag=lag, **more)], push("a", "extra", 1.0)
    )
    return after(some, draws)["b"].value


@pytest.mark.parametrize(
    ("lag", "expected"),
    [
        (0, [0, 1, 1, 1, 1, 1]),
        (1, [0, 0, 1, 1, 1, 1]),
        (3, [0, 0, 0, 0, 1, 1]),
        (0.25, [0, 0.75, 1, 1, 1, 1]),
        (1.5, [0, 0, 0.5, 1, 1, 1]),
        (4.75, [0, 0, 0, 0, 0, 0.25]),
        (5, [0, 0, 0, 0, 0, 0]),
        (40, [0, 0, 0, 0, 0, 0]),
    ],
)
def test_a_lag_of_whole_and_parts_of_years(lag: float, expected: list[float]) -> None:
    assert stepping(certainly(lag))[0] == pytest.approx(expected, abs=EXACT)


def test_lags_that_differ_by_draw() -> None:
    change = np.cumsum(np.ones((5, 6)), axis=1) - 1
    lags = np.array([0.0, 0.5, 1.0, 2.25, 9.0])
    expected = np.maximum(np.arange(6.0) - lags[:, None], 0.0)
    assert lagged(change, lags) == pytest.approx(expected, abs=EXACT)
    for at, lag in enumerate(lags):
        assert lagged(change[[at]], lags[[at]]) == pytest.approx(expected[[at]], abs=EXACT), lag


def test_a_range_of_lags_gives_the_mean_over_the_range() -> None:
    """A step, a lag evenly between 0 and 2 years: the mean of clip(year - lag, 0, 1) is 1/4, 3/4, 1."""
    found = stepping(evenly(0.0, 2.0), DRAWS)
    error = found.std(axis=0) / math.sqrt(DRAWS)
    # The outermost scores (two in ten thousand on each side) lie at the very ends: half a ten-thousandth of the range.
    assert (np.abs(found.mean(axis=0) - [0, 0.25, 0.75, 1, 1, 1]) <= PER_ERROR * error + 1e-4).all()
    assert (found[:, 3:] == 1.0).all()


def test_running_conversions_add_up_over_the_years() -> None:
    assert stepping(certainly(0), running=True)[0] == pytest.approx([0, 1, 2, 3, 4, 5], abs=EXACT)
    assert stepping(certainly(1.5), running=True)[0] == pytest.approx([0, 0, 0.5, 1.5, 2.5, 3.5], abs=EXACT)


def test_lags_of_a_chain_add_up() -> None:
    arrows = [
        arrow("a", "b", "elasticity", 0.5, lag=certainly(1)),
        arrow("b", "c", "elasticity", 0.5, lag=certainly(2)),
    ]
    found = after(network([Measure(one) for one in "abc"], arrows, push("a", "factor", 16.0)))["c"]
    assert found.value[0] == pytest.approx([1, 1, 1, 1, 2, 2], rel=EXACT)


# --- Pushes -----------------------------------------------------------------------------------------------------------


def test_a_factor_for_a_part_of_the_year_and_of_its_force() -> None:
    active = np.array([0, 0.25, 0.5, 1.0, 1.0, 0.5])
    found = after(network([level("a", 80.0)], [], push("a", "factor", 0.0, active)))["a"]
    assert found.value[0] == pytest.approx(80 * (1 - active), rel=EXACT)
    found = after(network([level("a", 80.0)], [], push("a", "extra", 8.0, active)))["a"]
    assert found.value[0] == pytest.approx(80 + 8 * active, rel=EXACT)


def test_nothing_left_counts_as_a_millionth_in_logarithms() -> None:
    some = network([Measure("a"), Measure("b")], [arrow("a", "b", "elasticity", 0.5)], push("a", "factor", 0.0))
    found = after(some)
    assert found["a"].value[0].tolist() == [1, 0, 0, 0, 0, 0]
    assert found["b"].value[0, 1:] == pytest.approx(math.sqrt(SMALLEST_FACTOR), rel=EXACT)


def test_a_factor_below_zero_is_none_left() -> None:
    found = after(network([level("a", 10.0)], [], push("a", "factor", normal(0, 1))), 1000)["a"]
    assert found.value.min() == 0.0


def test_growth_goes_on_from_the_level_of_its_start() -> None:
    """It starts on 1 January 2027, half-way between the middle of 2026 (110) and of 2027 (120)."""
    active = np.array([0.0, 0, 1, 1, 1, 1])
    some = network([level("a", 100, 110, 120, 130, 140, 150)], [], push("a", "growth", 10.0, active))
    expected = [100, 110, *(115 * 1.1 ** (k + 0.5) for k in range(4))]
    assert after(some)["a"].value[0] == pytest.approx(expected, rel=EXACT)


def test_growth_halfway_through_a_year_starts_from_the_middle_of_that_year() -> None:
    since = np.array([-1.75, -0.75, 0.25, 1.25, 2.25, 3.25])
    one = Push("p", "a", "growth", certainly(-20.0), (since > 0).astype(float), since)
    found = after(network([level("a", 100, 110, 120, 130, 140, 150)], [], one))["a"]
    start = 110 + 0.75 * 10
    assert found.value[0, 2:] == pytest.approx(start * 0.8 ** since[2:], rel=EXACT)


def test_growth_ends() -> None:
    """From the end on it changes as it would otherwise: here by a tenth a year, after two years of 50 %."""
    active = np.array([0.0, 1, 1, 0, 0, 0])
    since = np.array([-0.5, 0.5, 1.5, 2.0, 2.0, 2.0])
    some = Push("p", "a", "growth", certainly(50.0), active, since)
    still = after(network([level("a", 100.0)], [], some))["a"].value[0]
    assert still[3:] == pytest.approx([225.0] * 3, rel=EXACT)
    found = after(network([level("a", 100, 110, 121, 133.1, 146.41, 161.051)], [], some))["a"].value[0]
    assert found[4:] == pytest.approx(found[3] * np.array([1.1, 1.21]), rel=EXACT)


def test_pushes_of_one_measure_follow_each_other_as_declared() -> None:
    twice, more = push("a", "factor", 2.0), push("a", "extra", 5.0)
    assert after(network([level("a", 10.0)], [], twice, more))["a"].value[0, 1] == 25
    assert after(network([level("a", 10.0)], [], more, twice))["a"].value[0, 1] == 30


def test_another_course_is_what_a_change_starts_from() -> None:
    other = Expected("course:a", np.zeros(1), np.array([[100.0], [100], [90], [80], [70], [60]]))
    some = network(
        [replace(level("a", 100.0), other=other), level("b", 50.0)],
        [arrow("a", "b", "linear", 0.5)],
        push("a", "factor", 1.5),
    )
    found = after(some)
    assert found["a"].value[0] == pytest.approx([100, 150, 135, 120, 105, 90], rel=EXACT)
    assert found["b"].difference[0] == pytest.approx([0, 25, 17.5, 10, 2.5, -5], rel=1e-11)


@pytest.mark.parametrize("form", ["linear", "saturation"])
def test_another_slope_takes_more_out_of_what_goes_in_anyway(form: Form) -> None:
    more = arrow("a", "b", form, 0.6, before=certainly(0.4), half_at=100.0)
    rate = 200.0 if form == "linear" else 200 / 300
    found = after(network([level("a", 200.0), level("b", 90.0)], [more]))
    assert list(found) == ["b"]
    assert found["b"].difference[0] == pytest.approx([0.0] + [0.2 * rate] * 5, rel=1e-11)


def test_another_slope_together_with_more_input() -> None:
    more = arrow("a", "b", "linear", 0.6, before=certainly(0.4))
    found = after(network([level("a", 200.0), level("b", 90.0)], [more], push("a", "factor", 1.5)))
    assert found["b"].difference[0, 1:] == pytest.approx(0.6 * 300 - 0.4 * 200, rel=1e-11)


def test_another_slope_has_the_draws_of_the_old_one() -> None:
    """As believed before and after are one belief in two circumstances, not two loose ones."""
    more = arrow("a", "b", "linear", normal(0.6, 0.1), before=normal(0.4, 0.1))
    found = after(network([level("a", 200.0), level("b", 90.0)], [more]), 100)["b"]
    assert found.difference[:, 1:] == pytest.approx(0.2 * 200, rel=1e-10)


def intervention(**more: Any) -> Intervention:
    return Intervention.model_validate(
        {"id": "p", "title": {"nl": "p", "en": "p"}, "element": None, "factor": 1.2, **more}
    )


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"start": "2026-01"}, {2025: 0, 2026: 1, 2027: 1, 2030: 1}),
        ({"start": "2026-09"}, {2025: 0, 2026: 4 / 12, 2027: 1}),
        ({"start": "2026-07", "end": "2028-06"}, {2026: 0.5, 2027: 1, 2028: 0.5, 2029: 0}),
        ({"start": "2026-07", "build_up": 12}, {2026: 0.125, 2027: 0.875, 2028: 1}),
    ],
    ids=["a whole year", "in a month", "until an end", "building up"],
)
def test_months_become_parts_of_years(assessment: Assessment, more: dict[str, Any], expected: dict[int, float]) -> None:
    element = assessment.theory.file.elements[0]
    one = intervention(**more, element=element.id)
    words = Text(nl="s", en="s")
    scenario = Scenario(id="s", title=words, rationale=words, interventions=(one,))
    some = what_if(assessment, scenario).network
    (found,) = some.pushes
    years = dict(zip(some.years, found.active, strict=True))
    for year, part in expected.items():
        if year in years:
            assert years[year] == pytest.approx(part, abs=1 / 365), year  # an end is a day, and a year has 480 moments
    assert years[one.start.year] > 0
    assert years[one.start.year - 1] == 0


# --- In which way a change can be told -------------------------------------------------------------------------------


def test_three_ways_to_tell_a_change() -> None:
    measures = [Measure("f"), Measure("p"), level("l", 10.0)]
    some = network(measures, [], push("f", "factor", 2.0), push("p", "extra", 3.0), push("l", "factor", 2.0))
    found = after(some)
    assert {name: one.kind for name, one in found.items()} == {"f": "relative", "p": "points", "l": "level"}
    assert {name: one.difference[0, 1] for name, one in found.items()} == {"f": 1.0, "p": 3.0, "l": 10.0}


@pytest.mark.parametrize("form", ["linear", "saturation"])
def test_no_level(form: Form) -> None:
    some = network([Measure("a"), level("b", 5.0)], [arrow("a", "b", form, 1.0)], push("a", "factor", 2.0))
    assert [why for _, why in some.plan.stopped] == ["no_level"]
    assert list(after(some)) == ["a"]


def test_no_level_for_a_curve_from_points() -> None:
    some = network([Measure("a"), level("b", 5.0)], [arrow("a", "b", "saturation", 1.0)], push("a", "extra", 2.0))
    assert [why for _, why in some.plan.stopped] == ["no_level"]


@pytest.mark.parametrize("form", ["elasticity", "per_log"])
def test_no_factor(form: Form) -> None:
    some = network([Measure("a"), level("b", 5.0)], [arrow("a", "b", form, 1.0)], push("a", "extra", 2.0))
    assert [why for _, why in some.plan.stopped] == ["no_factor"]
    assert list(after(some)) == ["a"]


def test_mixed() -> None:
    arrows = [arrow("a", "c", "elasticity", 1.0), arrow("b", "c", "linear", 1.0), arrow("c", "d", "elasticity", 1.0)]
    some = network(
        [Measure("a"), Measure("b"), Measure("c"), Measure("d")],
        arrows,
        push("a", "factor", 2.0),
        push("b", "extra", 1.0),
    )
    assert some.plan.untold == {"c": "mixed"}
    assert [(one.name, why) for one, why in some.plan.stopped] == [("cd", "mixed")]
    assert set(after(some)) == {"a", "b"}


def test_a_loop_that_nothing_touches_is_not_spoken_of() -> None:
    arrows = [arrow("b", "c", "elasticity", 1.0), arrow("c", "b", "elasticity", 1.0)]
    some = network([Measure("a"), Measure("b"), Measure("c")], arrows, push("a", "factor", 5.0))
    assert some.plan.untold == {}


def test_growth_without_level() -> None:
    some = network([Measure("a"), Measure("b")], [arrow("a", "b", "elasticity", 1.0)], push("a", "growth", 5.0))
    assert some.plan.untold == {"a": "growth_without_level"}
    assert after(some) == {}


def test_not_expected() -> None:
    some = network([Measure("a"), Measure("b")], [arrow("a", "b", None, 0.0)], push("a", "factor", 5.0))
    assert [why for _, why in some.plan.stopped] == ["not_expected"]
    assert list(after(some)) == ["a"]


def test_loop() -> None:
    arrows = [
        arrow("a", "b", "elasticity", 1.0),
        arrow("b", "c", "elasticity", 1.0),
        arrow("c", "b", "elasticity", 1.0),
    ]
    some = network([Measure("a"), Measure("b"), Measure("c")], arrows, push("a", "factor", 5.0))
    assert some.plan.untold == {"b": "loop", "c": "loop"}
    assert list(after(some)) == ["a"]


# --- What must hold of any chain --------------------------------------------------------------------------------------

sizes = st.floats(0, 5)
hows = st.sampled_from(["factor", "extra"])
levels = st.floats(0, 1000)


@given(
    st.lists(levels, min_size=3, max_size=3),
    st.lists(st.floats(-2, 4), min_size=2, max_size=2),
    st.lists(st.tuples(st.sampled_from("abc"), hows, st.floats(-50, 50)), max_size=4),
    st.sampled_from(["linear", "elasticity"]),
)
def test_no_more_comes_out_of_a_funnel_than_goes_in(
    three: list[float], slopes: list[float], pushed: list[tuple[str, str, float]], form: Form
) -> None:
    bases = sorted(three, reverse=True)
    measures = [level(name, base, lowest=0.0) for name, base in zip("abc", bases, strict=True)]
    arrows = [arrow(x, y, form, s, funnel=True) for (x, y), s in zip(pairwise("abc"), slopes, strict=True)]
    some = network(measures, arrows, push("a", "factor", 1.0), *(push(*one) for one in pushed))
    found = after(some)
    values = [
        found[name].value[0] if name in found else np.full(6, base) for name, base in zip("abc", bases, strict=True)
    ]
    for went_in, came_out in pairwise(values):
        assert (came_out <= went_in).all()
    assert min(one.min() for one in values) >= 0.0


def test_a_funnel_of_which_less_goes_in_than_came_out() -> None:
    """Half of 100 leaves room for 50, whatever is expected per unit."""
    measures = [level("a", 100.0, lowest=0.0), level("b", 80.0, lowest=0.0)]
    some = network(measures, [arrow("a", "b", "linear", 0.1, funnel=True)], push("a", "factor", 0.5))
    assert after(some)["b"].value[0].tolist() == [80, 50, 50, 50, 50, 50]


def test_a_push_on_what_comes_out_of_a_funnel() -> None:
    measures = [level("a", 100.0, lowest=0.0), level("b", 80.0, lowest=0.0)]
    some = network(measures, [arrow("a", "b", "linear", 0.8, funnel=True)], push("b", "factor", 2.0))
    assert after(some)["b"].value[0].tolist() == [80, 100, 100, 100, 100, 100]


def test_a_funnel_whose_outcome_runs_up() -> None:
    """What came out so far is more than what goes in this year; forty more come out each year."""
    measures = [level("a", 100.0, lowest=0.0), level("b", 300, 380, 460, 540, 620, 700, lowest=0.0)]
    some = network(measures, [arrow("a", "b", "linear", 0.8, funnel=True, running=True)], push("a", "extra", 50.0))
    assert after(some)["b"].difference[0] == pytest.approx([0, 40, 80, 120, 160, 200], rel=1e-11)


@given(
    st.floats(0, 100),
    st.floats(-300, 300),
    st.floats(-5, 5),
    st.lists(st.tuples(hows, st.floats(-200, 200)), max_size=3),
)
def test_a_share_never_leaves_its_bounds(
    base: float, per_log: float, e: float, pushed: list[tuple[str, float]]
) -> None:
    measures = [Measure("a"), Measure("b"), level("c", base, lowest=0.0, highest=100.0)]
    arrows = [arrow("a", "c", "per_log", per_log), arrow("b", "c", "elasticity", e)]
    pushes = (push("c", how, size) for how, size in pushed)
    found = after(network(measures, arrows, push("a", "factor", 3.0), push("b", "factor", 0.3), *pushes))["c"]
    assert found.value.min() >= 0.0
    assert found.value.max() <= 100.0


def every_form(*pushes: Push) -> Network:
    """A chain with every form, lags and uncertain courses; some of the courses lie partly outside their bounds."""
    wide = Expected("course:a", np.array([-1.0, 1.0]), np.array([[10.0 + k, 90.0 + k] for k in range(6)]))
    share = Expected("course:d", np.array([-1.0, 1.0]), np.array([[1.0, 95.0]] * 6))
    measures = [
        Measure("a", wide, None, 0.0),
        level("b", 100.0, lowest=0.0),
        level("c", 5.0),
        Measure("d", share, None, 0.0, 100.0),
        Measure("e"),
    ]
    arrows = [
        arrow("a", "b", "linear", normal(0.5, 0.2), lag=evenly(0, 2), funnel=True),
        arrow("b", "c", "elasticity", normal(0.5, 0.2), lag=certainly(0.5)),
        arrow("a", "c", "saturation", normal(2, 1), half_at=50.0),
        arrow("c", "d", "per_log", normal(5, 5), lag=evenly(1, 3)),
        arrow("d", "e", "elasticity", normal(1, 0.5)),
        arrow("b", "e", "elasticity", normal(0.1, 0.5), lag=certainly(1)),
    ]
    return network(measures, arrows, *pushes)


@pytest.mark.parametrize("nothing", [push("a", "factor", 1.0), push("a", "extra", 0.0)], ids=["times 1", "0 extra"])
def test_a_push_that_does_nothing_changes_nothing(nothing: Push) -> None:
    found = after(every_form(nothing), 5000)
    assert list(found) == list("abcde")
    for one in found.values():
        assert (one.difference == 0.0).all()
        assert one.bounded == 0.0


def test_the_order_of_arrows_and_measures_does_not_matter() -> None:
    some = every_form(push("a", "factor", 1.7))
    turned = Network(YEARS, dict(reversed(list(some.measures.items()))), list(reversed(some.arrows)), some.pushes)
    one, two = after(some, 500), after(turned, 500)
    assert one.keys() == two.keys()
    for name in one:
        assert two[name].value == pytest.approx(one[name].value, rel=EXACT, abs=EXACT)


def test_a_name_has_the_same_draws_whatever_else_there_is() -> None:
    alone, many = scores_of(["x"], 500, 3), scores_of(["y", "x", "z"], 500, 3)
    assert (alone["x"] == many["x"]).all()
    assert not (many["y"] == many["x"]).any()
    assert not (scores_of(["x"], 500, 4)["x"] == alone["x"]).any()
    assert not (scores_of(["x"], 500, 3, 1)["x"] == alone["x"]).any()


def test_draws_are_spread_evenly_and_loose_from_each_other() -> None:
    draws = scores_of([f"n{k}" for k in range(20)], 2000, 5)
    for one in draws.values():
        assert (np.sort((stats.norm.cdf(one) * 2000).astype(int)) == np.arange(2000)).all()
    apart = np.corrcoef(list(draws.values()))[np.triu_indices(20, 1)]
    assert np.abs(apart).max() < PER_ERROR / math.sqrt(2000)


def test_something_else_in_the_network_leaves_a_measure_as_it_is() -> None:
    few = every_form(push("a", "factor", 1.7))
    more = network(
        [Measure("x"), *few.measures.values(), Measure("y")],
        [arrow("x", "y", "elasticity", normal(1, 1)), *few.arrows],
        push("x", "factor", normal(2, 1)), *few.pushes,
    )  # fmt: skip
    one, two = after(few, 300), after(more, 300)
    assert set(two) - set(one) == {"x", "y"}
    for name in one:
        assert (two[name].value == one[name].value).all()


@given(st.floats(0.001, 1000), st.floats(0.001, 1000))
def test_another_unit_gives_the_same_answer_in_that_unit(of_input: float, of_outcome: float) -> None:
    def chain(u: float, v: float) -> State:
        slope = normal(0.5, 0.2).times(v / u)
        some = network(
            [level("a", 100 * u), level("b", 40 * v)],
            [arrow("a", "b", "linear", slope, lag=evenly(0, 2))],
            push("a", "extra", normal(10, 5).times(u)),
        )
        return after(some, 50)["b"]

    one, two = chain(1.0, 1.0), chain(of_input, of_outcome)
    assert two.difference / of_outcome == pytest.approx(one.difference, rel=1e-10, abs=1e-10)
    assert two.log_factor == pytest.approx(one.log_factor, rel=1e-10, abs=1e-10)


# --- What figures teach -----------------------------------------------------------------------------------------------

PROBABILITIES = (0.05, 0.25, 0.5, 0.75, 0.95)


def test_an_estimate_alone_is_students_t() -> None:
    found = estimated(2.0, 0.5, 6.0)
    for p in PROBABILITIES:  # between points 0.05 apart a line is drawn
        assert found.quantile(p) == pytest.approx(2 + 0.5 * stats.t.ppf(p, 6), abs=1e-3)


@pytest.mark.parametrize(("middle", "error"), [(1.0, 0.5), (-1.0, 0.2), (0.4, 2.0), (3.0, 0.05)])
def test_a_normal_belief_joined_with_a_normal_estimate(middle: float, error: float) -> None:
    """Precisions add; degrees so many that the estimate is normal. The grid is 0.005 of the belief's sd."""
    mean, sd = 0.5, 0.7
    found = learned(normal(mean, sd), middle, error, 1e9)
    weight = (1 / sd**2, 1 / error**2)
    after_sd = 1 / math.sqrt(sum(weight))
    after_mean = (mean * weight[0] + middle * weight[1]) / sum(weight)
    for p in PROBABILITIES:
        assert found.quantile(p) == pytest.approx(after_mean + after_sd * stats.norm.ppf(p), abs=2e-3 * after_sd)


@pytest.mark.parametrize(
    ("wide", "close"),
    [
        (20, 0.005),
        (50, 0.005),
        (300, 0.005),
        (30_000, 0.005),
    ],
)
def test_a_wide_belief_leaves_the_figures(wide: float, close: float) -> None:
    """However much sharper than the belief: the grid goes to where the figures are."""
    found = learned(normal(0.0, wide), 3.0, 1.0, 1e9)
    for p in PROBABILITIES:  # the belief itself draws 3 / wide^2 towards it
        assert found.quantile(p) == pytest.approx(3 + stats.norm.ppf(p), abs=close + 3 / wide**2)


def test_figures_that_say_nothing_leave_the_belief() -> None:
    belief = Prior(low=0.1, likely=0.3, high=1.5).spread
    found = learned(belief, 40.0, 1e6, 10.0)
    for p in PROBABILITIES:  # lines between points 0.05 apart, and a bend in the middle
        assert found.quantile(p) == pytest.approx(belief.quantile(p), abs=1e-4)


def test_figures_far_outside_a_belief_are_still_an_answer() -> None:
    """So far that no chance is left in doubles: then the nearest that was believed at all."""
    belief = normal(0.5, 0.1)
    found = learned(belief, 50.0, 0.01, 1e6)
    assert np.isfinite(found.values).all()
    assert found.quantile(0.5) == pytest.approx(0.5 + 6 * 0.1, abs=0.01)


def test_a_certain_belief_learns_nothing() -> None:
    belief = certainly(0.3)
    assert learned(belief, 2.0, 0.1, 10.0) is belief


@given(
    st.lists(st.floats(-10, 10), min_size=3, max_size=3), st.floats(-20, 20), st.floats(0.01, 100), st.floats(2, 300)
)
def test_what_is_learned_keeps_its_quantiles_in_order(
    three: list[float], middle: float, error: float, degrees: float
) -> None:
    low, likely, high = sorted(three)
    found = learned(Prior(low=low, likely=likely, high=high).spread, middle, error, degrees)
    assert np.isfinite(found.values).all()
    assert (np.diff(found.values) >= 0).all()


def programme(rng: np.random.Generator, elasticity: float, units: int = 12, years: int = 5) -> Panel:
    """Ln output and ln outcome of units; each grows at its own pace, and things happen to one and to all."""
    unit, time = np.repeat(np.arange(units), years), np.tile(np.arange(years, dtype=float), units)
    x = rng.normal(5, 1, units)[unit] + rng.normal(0.15, 0.1, units)[unit] * time + rng.normal(0, 0.1, unit.size)
    shocks = np.cumsum(rng.normal(0, 0.02, years))
    y = rng.normal(2, 1, units)[unit] + elasticity * x + shocks[time.astype(int)] + rng.normal(0, 0.06, unit.size)
    nothing = np.zeros(unit.size)
    return Panel(unit, time, x, nothing, y, nothing, Declared(DECLARED, shock_sd=0.02, process_sd=0.06))


DECLARED = 0.5


def test_elasticities_of_simulated_programmes_are_found_again() -> None:
    """Of 100 programmes whose truth comes from the belief, 90 of the 90 % intervals should hold the true change.

    Of 100 draws with 0.9 the number has sd 3; 2.6 of these (99 of 100 runs) on both sides.
    """
    rng = np.random.default_rng(7)
    belief, factor, programmes = normal(DECLARED, 0.25), 1.5, 100
    truths = rng.normal(DECLARED, 0.25, programmes)
    inside, widths, before = 0, [], []
    for answer, truth in zip(estimate([programme(rng, truth) for truth in truths]), truths, strict=True):
        assert isinstance(answer, Estimate)
        slope = learned(belief, answer.ratio * DECLARED, answer.error * DECLARED, answer.degrees)
        told = [
            np.quantile(
                after(network([Measure("a"), Measure("b")], [arrow("a", "b", "elasticity", one)],
                              push("a", "factor", factor)), 4000)["b"].value[:, -1],
                (0.05, 0.95),
            )
            for one in (slope, belief)
        ]  # fmt: skip
        low, high = told[0]
        inside += bool(low <= factor**truth <= high)
        widths.append(high - low)
        before.append(told[1][1] - told[1][0])
    assert abs(inside - 90) <= 2.6 * 3
    assert np.mean(widths) < 0.5 * np.mean(before)


# --- Settling ---------------------------------------------------------------------------------------------------------


def uncertain() -> Network:
    arrows = [
        arrow("a", "b", "elasticity", normal(0.5, 0.3), lag=evenly(0, 2)),
        arrow("b", "c", "linear", normal(2, 1)),
    ]
    base = Expected("course:b", np.array([-1.0, 1.0]), np.array([[90.0, 110.0]] * 6))
    measures = [Measure("a"), Measure("b", base), level("c", 500.0)]
    return network(measures, arrows, push("a", "factor", normal(1.3, 0.2)))


def settled(seed: int, rounds: int = 8) -> Settled:
    return settle([uncertain()], [2027, 2030], seed, fewest=rounds, most=rounds)


def test_the_error_shrinks_with_the_root_of_the_rounds() -> None:
    """From 8 to 128 rounds to a quarter. The error of 8 rounds is known to a quarter itself, so ten are used."""
    few = np.mean([settled(seed).errors[0]["c"] for seed in range(10)], axis=0)
    many = settled(0, 128).errors[0]["c"]
    assert many / few == pytest.approx([1 / 4, 1 / 4], rel=0.3)


def test_the_reported_error_is_what_other_seeds_show() -> None:
    found = [settled(seed) for seed in range(20)]
    medians = np.array([np.median(one.samples[0]["c"].difference, axis=0) for one in found])
    reported = np.sqrt(np.mean([one.errors[0]["c"] ** 2 for one in found], axis=0))
    shown = medians.std(axis=0, ddof=1)
    assert (shown < 2 * reported).all()
    assert (shown > reported / 2).all()


def test_it_goes_on_until_the_tolerance_is_reached() -> None:
    loose = settle([uncertain()], [2030], 1, tolerance=1.0, fewest=2, most=64)
    strict = settle([uncertain()], [2030], 1, tolerance=0.01, fewest=2, most=64)
    never = settle([uncertain()], [2030], 1, tolerance=0.0, fewest=2, most=6)
    assert loose.draws == 2 * PER_ROUND
    assert strict.error <= 0.01 < loose.error
    assert strict.draws > loose.draws
    assert never.draws == 6 * PER_ROUND
    assert never.error > 0


def test_the_same_seed_gives_the_same_draws() -> None:
    one, two, other = settled(3), settled(3), settled(4)
    for name, sample in one.samples[0].items():
        assert (sample.value == two.samples[0][name].value).all()
    assert one.error == two.error
    assert not (one.samples[0]["c"].value == other.samples[0]["c"].value).any()


def test_two_what_ifs_differ_only_in_what_is_different() -> None:
    once = uncertain()
    more = replace(once, pushes=(*once.pushes, push("c", "extra", 10.0)))
    one, two = settle([once, more], [2030], 1).samples
    assert two["c"].value - one["c"].value == pytest.approx(10.0, rel=1e-10)
