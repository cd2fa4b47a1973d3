"""Output and outcome side by side: scales, parts of a year, errors, how much was expected, what happens anyway.

Every number is worked out by hand, from the definitions in the docstrings of ``toc.pairing`` and ``toc.linking``.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from fictional_programme.small import STOCK, element, indicator, link_of, point

from toc.indicator import DataElement, Indicator
from toc.pairing import (
    Anyway,
    Measure,
    Scale,
    Side,
    anyway_of,
    cells_of,
    error_of,
    expected_of,
    exposure,
    lags_of,
    measure_of,
    measures_of,
    pair,
    side_of,
    upright,
    yearly,
)
from toc.result_chain import CausalLink
from toc.series import Point

SURVEY = {"instrument": "enquête", "answered_by": "kapiteins", "measures": "perception", "representativeness": "C"}
MEAN = {"over_time": "mean", "over_organisations": "none"}
CUMULATIVE = {"kind": "cumulative", "over_time": "last"}


def link(expectation: Mapping[str, Any] | None = None, **fields: Any) -> CausalLink:
    return CausalLink.model_validate(link_of(expectation=expectation, **fields))


def measure(
    unit: str = "lamps",
    scale: Scale = Scale.LEVEL,
    counts: Mapping[str, Any] | None = None,
    formula: str = "y",
    running: bool = False,
    **fields: Any,
) -> Measure:
    """What an indicator measures; a count of a period that may be put per year, unless said otherwise."""
    elements = {name: element(name, unit=unit, **(counts or {})) for name in "yz"}
    one = indicator("y", formula, unit=unit, **{"annualise": True, **fields})
    return measure_of(one, elements, scale, running)


def side(of: Measure, values: Mapping[str, Sequence[Point]]) -> Side:
    return side_of(of, "y", list(values), {("y", name): tuple(some) for name, some in values.items()})


def series(*values: float, start: int = 2021) -> tuple[Point, ...]:
    return tuple(point(start + at, value) for at, value in enumerate(values))


def ends(
    expectation: Mapping[str, Any] | None, unit: str = "percent", counts: Mapping[str, Any] | None = None,
    formula: str = "y",
) -> tuple[Measure, Measure]:  # fmt: skip
    """Output in lamps of a period, and an outcome."""
    elements: dict[str, DataElement] = {"x": element("x"), "z": element("z")}
    elements["y"] = element("y", unit=unit, **(counts or STOCK))
    output: Indicator = indicator("x", annualise=True)
    return measures_of(link(expectation), output, indicator("y", formula, unit=unit, level="outcome"), elements)


# --- Scales -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expectation", "unit", "x", "y"),
    [
        ({"elasticity": 0.5}, "percent", "logarithm", "logarithm"),
        ({"per_doubling": 10}, "percent", "logarithm", "level"),
        ({"conversion": 0.2}, "lamps", "level", "level"),
        ({"target": {"from": 3, "to": 4, "when_output": 2}}, "score 1-5", "logarithm", "level"),
        ({"mic": 3}, "EUR million", "logarithm", "level"),
        (None, "percent", "logarithm", "level"),
        (None, "fraction", "logarithm", "level"),
        (None, "score 1-5", "logarithm", "level"),
        (None, "EUR million", "logarithm", "logarithm"),
    ],
)
def test_what_was_expected_sets_the_scales(expectation: Mapping[str, Any] | None, unit: str, x: str, y: str) -> None:
    found = ends(expectation, unit)
    assert (found[0].scale, found[1].scale) == (x, y)


@pytest.mark.parametrize(
    ("unit", "kind"), [("percent", "share"), ("fraction", "share"), ("score 1-5", "score"), ("EUR million", "amount")]
)
def test_the_unit_tells_what_kind_of_figure_it_is(unit: str, kind: str) -> None:
    assert measure(unit).kind == kind


@pytest.mark.parametrize(
    ("counts", "running"), [(STOCK, True), (CUMULATIVE, True), ({"kind": "flow"}, False)]
)  # fmt: skip
def test_a_conversion_into_what_stands_or_adds_up_goes_by_all_that_was_put_in(
    counts: Mapping[str, Any], running: bool
) -> None:
    assert ends({"conversion": 0.25}, "people", counts)[0].running is running
    assert not ends({"conversion": 0.25}, "percent", counts)[0].running, "a share does not add up"
    assert not ends({"per_doubling": 3}, "people", counts)[0].running


def test_everything_that_was_put_in_so_far_is_the_sum_with_its_errors() -> None:
    """Counts 100, 50 and 200 with variance n + 0.02 n^2: 300, 100 and 1000."""
    cells = cells_of(measure(running=True), series(100, 50, 200))
    assert [one.value for one in cells] == [100, 150, 350]
    assert [one.variance for one in cells] == pytest.approx([300, 400, 1400])


def test_a_share_is_never_added_up_over_years() -> None:
    assert not measure("percent", running=True, counts=STOCK).running


# --- Parts of a year --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (None, (1.0, 0.0)),
        ((12, 12), (1.0, 0.0)),  # twelve months are a year
        ((6, 6), (0.5, 0.0)),
        ((4, 7), (5.5 / 12, math.log(7 / 4) ** 2 / 12)),
        ((3, 3), (0.25, 0.0)),
        ((2, 3), None),  # 2.5 months on average
        ((2, 2), None),
    ],
)
def test_a_part_of_a_year_is_put_per_year_with_what_its_length_leaves_open(
    months: tuple[float, float] | None, expected: tuple[float, float] | None
) -> None:
    found = exposure(measure(), point(2023, 361, months=months))
    assert found == (None if expected is None else pytest.approx(expected))


def test_the_printed_example_of_a_partial_year() -> None:
    """361 in 4 to 7 months: 788 a year; variance of the logarithm 0.0261 + 1 / 361 + 0.02 = 0.04887."""
    (cell,) = cells_of(measure(scale=Scale.LOGARITHM), [point(2023, 361, months=(4, 7))])
    assert cell.raw == pytest.approx(787.6, abs=0.05)
    assert cell.value == pytest.approx(math.log(787.636), abs=1e-5)
    assert cell.variance == pytest.approx(0.02610 + 1 / 361 + 0.02, abs=1e-5)


def test_growth_per_month_must_be_declared() -> None:
    silent = measure(annualise=False)
    assert exposure(silent, point(2023, 361, months=(4, 7))) is None
    assert exposure(silent, point(2023, 361)) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("unit", "counts", "formula"),
    [
        ("percent", {"kind": "flow"}, "y"),
        ("lamps", STOCK, "y"),
        ("lamps", CUMULATIVE, "y"),
        ("score 1-5", {"kind": "flow", **MEAN}, "y"),
        ("litres per lamp", {"kind": "flow"}, "y / z"),
    ],
)
def test_shares_means_stocks_and_ratios_of_a_part_of_a_year_are_not_used(
    unit: str, counts: Mapping[str, Any], formula: str
) -> None:
    of = measure(unit, counts=counts, formula=formula)
    assert exposure(of, point(2023, 0.5, months=(4, 7))) is None
    assert exposure(of, point(2023, 0.5)) == (1.0, 0.0)
    assert cells_of(of, [point(2023, 0.5, months=(4, 7)), point(2024, 0.6)])[0].year == 2024


def test_of_one_year_the_point_that_covers_most_of_it_counts() -> None:
    quarters = [point(f"2023-Q{at}", at) for at in (1, 2, 3, 4)]
    assert [one.value for one in yearly([*quarters, point(2023, 10), point(2024, 12)])] == [10, 12]
    assert [one.value for one in yearly([point(2023, 10), *quarters])] == [10]
    assert [one.year for one in yearly([point(2024, 1), point(2022, 2)])] == [2022, 2024]


# --- Errors of figures ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "reported", "variance"),
    [(100, 1, 100 + 0.02 * 100**2), (100, 4, 100 + 0.02 * 100**2 / 4), (0, 1, 0.5 + 0.02 * 0.25)],
)
def test_a_count_has_the_error_of_counting_and_differs_more_than_chance(
    value: float, reported: int, variance: float
) -> None:
    assert error_of(measure(), point(2023, value, reported=reported), reported) == pytest.approx(variance)


@pytest.mark.parametrize("unit", ["EUR million", "hours"])
def test_money_and_hours_are_not_counted(unit: str) -> None:
    assert error_of(measure(unit), point(2023, 100), 1) == 0


def polled(unit: str = "percent", **survey: Any) -> Measure:
    return measure(unit, counts={**STOCK, "survey": {**SURVEY, **survey}})


@pytest.mark.parametrize(
    ("survey", "n", "behind", "effect"),
    [
        ({}, 29, 1, 1 + 28 * 0.02),  # 1.56
        ({}, 440, 15, 1 + (440 / 15 - 1) * 0.02),  # 29.3 answers in each organisation
        ({"icc": 0.1}, 29, 1, 3.8),
        ({"icc": 0}, 29, 1, 1.0),
        ({"design_effect": 1.3}, 29, 1, 1.3),
        ({"design_effect": 1.3, "icc": 0.1}, 29, 1, 1.3),  # what was reported is believed
        ({}, 1, 5, 1.0),  # never below 1
    ],
)
def test_answers_that_come_in_groups_are_worth_less(
    survey: Mapping[str, Any], n: float, behind: int, effect: float
) -> None:
    """Score with sd 0.9: variance 0.81 * effect / n."""
    found = error_of(polled("score 1-5", **survey), point(2023, 3.5, n=n), behind)
    assert found == pytest.approx(0.81 * effect / n)


def test_a_share_has_its_own_spread_and_never_none_at_all() -> None:
    # (78 + 2) / 104 = 0.76923 of 100 answers; 102 / 104 of a hundred times yes
    assert error_of(polled(design_effect=1), point(2023, 78, n=100), 1) == pytest.approx(
        1e4 * (80 / 104) * (24 / 104) / 100
    )
    assert error_of(polled(design_effect=1), point(2023, 100, n=100), 1) == pytest.approx(
        1e4 * (102 / 104) * (2 / 104) / 100
    )
    as_part = error_of(polled("fraction", design_effect=1), point(2023, 0.78, n=100), 1)
    assert as_part == pytest.approx((80 / 104) * (24 / 104) / 100)


def test_the_spread_of_answers_that_was_reported_is_used() -> None:
    assert error_of(polled("score 1-5", answer_sd=1.2, design_effect=1), point(2023, 3.5, n=36), 1) == pytest.approx(
        1.44 / 36
    )


def test_of_a_small_group_that_answered_for_a_large_part_less_is_uncertain() -> None:
    """(N - n) / (N - 1): 0.9433 for 440 of 7742; 100 of 100 leave nothing open."""
    alone = error_of(polled(design_effect=1.3), point(2023, 78, n=440), 15)
    known = error_of(polled(design_effect=1.3), point(2023, 78, n=440, population=7742), 15)
    assert known / alone == pytest.approx((7742 - 440) / 7741)
    assert error_of(polled(design_effect=1.3), point(2023, 78, n=100, population=100), 1) == 0


def test_a_survey_of_unknown_size_has_no_error_that_anybody_knows() -> None:
    assert error_of(polled(), point(2023, 78), 1) == 0
    assert error_of(polled(), point(2023, 78, n=0), 1) == 0


def test_an_amount_from_a_survey_has_no_error_of_sampling() -> None:
    assert error_of(polled("EUR million"), point(2023, 78, n=100), 1) == 0


# --- Zeros ------------------------------------------------------------------------------------------------------


def test_a_count_of_zero_is_half_a_thing_where_a_logarithm_is_needed() -> None:
    whole, half = cells_of(measure(scale=Scale.LOGARITHM), [point(2022, 0), point(2023, 0, months=(6, 6))])
    assert (whole.value, whole.raw) == (math.log(0.5), 0)
    assert half.value == pytest.approx(math.log(0.5 / 0.5)), "half a thing in half a year is one a year"
    assert [one.value for one in cells_of(measure(), series(0, 5))] == [0, 5], "a level takes a zero as it is"


@pytest.mark.parametrize("value", [0.0, -3.0])
def test_what_is_not_counted_has_no_logarithm_at_zero_or_less(value: float) -> None:
    assert [one.year for one in cells_of(measure("EUR million", Scale.LOGARITHM), series(value, 5))] == [2022]


def test_zeros_are_told_whether_they_were_kept_or_not() -> None:
    counted = side(measure(scale=Scale.LOGARITHM), {"a": series(0, 5, 6), "b": series(4)})
    money = side(measure("EUR million", Scale.LOGARITHM), {"a": series(0, 5, 6), "b": series(-4)})
    assert (counted.zeros, len(counted.cells)) == (0.25, 4)
    assert (money.zeros, len(money.cells)) == (0.5, 2)
    assert side(measure(), {"a": ()}).zeros == 0


def test_a_figure_that_is_no_number_is_left_out() -> None:
    assert [one.year for one in cells_of(measure(), series(math.nan, 5, math.inf))] == [2022]


# --- Sides and panels -------------------------------------------------------------------------------------------


def test_an_outcome_that_should_fall_is_turned_and_an_output_is_not() -> None:
    down = side(measure(ascending=False), {"a": series(4, 3)})
    assert down.figures.value.tolist() == [-4, -3]
    assert [one.raw for one in down.cells.values()] == [4, 3]
    assert upright(down).figures.value.tolist() == [4, 3]
    up = side(measure(), {"a": series(4, 3)})
    assert upright(up) is up


def test_figures_know_whose_and_when_they_are() -> None:
    found = side(measure("EUR million"), {"a": series(1, 2), "b": (), "c": series(5, start=2022)})
    assert found.organisations == ("a", "b", "c")
    assert found.figures.unit.tolist() == [0, 0, 2]
    assert found.figures.time.tolist() == [2021, 2022, 2022]
    assert (found.years, found.cells[2, 2022].raw) == ((2021.0, 2022.0), 5)


@pytest.mark.parametrize(
    ("lag", "years"),
    [
        (None, (0,)),
        ("0 years", (0,)),
        ("1-3 years", (1, 2, 3)),
        ("6 months", (1,)),  # the year after is the first that is long enough
        ("6-18 months", (1,)),
        ("2 years", (2,)),
        ("1.5-2.5 years", (2,)),
    ],
)
def test_a_lag_counts_in_whole_calendar_years(lag: str | None, years: tuple[int, ...]) -> None:
    assert lags_of(link(lag=lag)) == years


ANYWAY = Anyway(1.0, True, None)


def test_every_outcome_stands_beside_the_mean_of_the_outputs_within_its_lag() -> None:
    x = side(measure("EUR million", Scale.LOGARITHM), {"a": series(1, math.e, math.e**4)})
    y = side(measure("percent", counts=STOCK), {"a": series(50, 60, 70, start=2023)})
    panel, _ = pair(link({"per_doubling": 10}, lag="1-2 years"), x, y, ANYWAY, "f", 1)
    # 2023: of 2022 and 2021; 2024: of 2023 and 2022; 2025: of 2023 alone
    assert panel.time.tolist() == [2023, 2024, 2025]
    assert panel.x.tolist() == pytest.approx([0.5, 2.5, 4.0])
    assert panel.family == "f"


def test_a_year_without_any_output_before_it_takes_no_part() -> None:
    x = side(measure("EUR million", Scale.LOGARITHM), {"a": series(1, 2)})
    y = side(measure("percent", counts=STOCK), {"a": series(50, 60, 70, start=2021)})
    panel, _ = pair(link({"per_doubling": 10}, lag="1 year"), x, y, ANYWAY, "", 1)
    assert panel.time.tolist() == [2022, 2023]


# --- How much was expected --------------------------------------------------------------------------------------

DOUBLING = {"a": series(100, 200)}


@pytest.mark.parametrize(
    ("expectation", "slope", "kappa", "form", "value"),
    [
        ({"elasticity": 0.5}, 0.5, 0.4, "elasticity", 0.5),
        ({"per_doubling": 10}, 10 / math.log(2), 0.4, "per_doubling", 10),
        ({"conversion": 0.25}, 0.25, 0.4, "conversion", 0.25),
        ({"target": {"from": 60, "to": 66, "when_output": 4}}, 6 / math.log(4), 0.4, "target", 66),
        ({"mic": 3}, 3 / math.log(2), 1.0, "mic", 3),  # in full, for the doubling that was seen
    ],
)
def test_every_form_of_expectation_is_a_slope(
    expectation: Mapping[str, Any], slope: float, kappa: float, form: str, value: float
) -> None:
    of_x, of_y = ends(expectation)
    x, y = side_of(of_x, "y", ["a"], {("y", "a"): series(100, 200)}), side(of_y, {"a": series(60, 70)})
    panel, found = pair(link(expectation, kappa=0.4), x, y, ANYWAY, "", 3)
    assert found is not None
    assert (found.slope, found.kappa) == (pytest.approx(slope), kappa)
    assert (found.form, found.value, found.defaulted) == (form, value, False)
    assert (panel.declared.slope, panel.declared.kappa, panel.declared.stands_for) == (found.slope, kappa, 3)
    assert panel.declared.logarithmic is (form != "conversion")


def test_a_target_for_less_is_improvement_where_less_is_better() -> None:
    x, y = side(measure(scale=Scale.LOGARITHM), DOUBLING), side(measure("percent", ascending=False), {"a": series(9)})
    found = expected_of(link({"target": {"from": 20, "to": 10, "when_output": 2}}), x, y, 0.7)
    assert found is not None
    assert found.slope == pytest.approx(10 / math.log(2))


@pytest.mark.parametrize("expectation", [
    {"elasticity": 0}, {"per_doubling": 0}, {"conversion": 0}, {"mic": 0},
    {"target": {"from": 3, "to": 3, "when_output": 2}},
])  # fmt: skip
def test_an_expectation_of_nothing_is_none(expectation: Mapping[str, Any]) -> None:
    x, y = side(measure(scale=Scale.LOGARITHM), DOUBLING), side(measure("percent"), {"a": series(9)})
    assert expected_of(link(expectation), x, y, 0.7) is None


@pytest.mark.parametrize(
    ("unit", "counts", "formula", "values", "change"),
    [
        ("percent", STOCK, "y", (60, 70), 5.0),
        ("fraction", STOCK, "y", (0.6, 0.7), 0.05),
        ("score 1-5", {"kind": "flow", **MEAN}, "y", (3, 4), 0.2),
        ("score 0-100", {"kind": "flow", **MEAN}, "y", (60, 80), 0.02 * 70),  # 2 % of its level
        ("litres per lamp", {"kind": "flow"}, "y / z", (3, 4), 0.02),  # 2 %, in logarithms
        ("lamps", {"kind": "flow"}, "y", (60, 70), None),
        ("EUR million", {"kind": "flow"}, "y", (60, 70), None),
        ("lamps", STOCK, "y", (60, 70), None),
    ],
)
def test_the_smallest_change_that_matters_of_shares_scores_and_ratios_and_of_nothing_else(
    unit: str, counts: Mapping[str, Any], formula: str, values: tuple[float, float], change: float | None
) -> None:
    of_x, of_y = ends(None, unit, counts, formula)
    x, y = side(of_x, DOUBLING), side(of_y, {"a": series(*values)})
    found = expected_of(link(), x, y, math.log(2))
    if change is None:
        assert found is None
        return
    assert found is not None
    assert (found.slope * math.log(2), found.kappa, found.defaulted) == (pytest.approx(change), 1.0, True)


def test_a_smallest_change_is_held_against_a_move_of_ten_percent_at_least() -> None:
    x, y = side(measure(scale=Scale.LOGARITHM), DOUBLING), side(measure("percent"), {"a": series(60, 70)})
    found = expected_of(link({"mic": 3}), x, y, 0.0)
    assert found is not None
    assert found.slope == pytest.approx(3 / math.log(1.1))


def test_a_change_per_organisation_is_from_its_own_first_to_its_own_last_year() -> None:
    of_x, of_y = ends({"mic": 3})
    x = side(of_x, {"a": series(100, 200), "b": series(100, 400), "c": series(50)})
    y = side(of_y, {"a": series(60, 70), "b": series(60, 70), "c": series(60)})
    _, found = pair(link({"mic": 3}), x, y, ANYWAY, "", 1)
    assert found is not None
    assert found.slope == pytest.approx(3 / (1.5 * math.log(2))), "ln 2 and 2 ln 2; c says nothing of change"


# --- What happens anyway ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "scale", "values", "shock"),
    [
        ("percent", Scale.LEVEL, (60, 70), 2.0),
        ("fraction", Scale.LEVEL, (0.6, 0.7), 0.02),
        ("score 1-5", Scale.LEVEL, (3, 4), 0.1),
        ("percent", Scale.LOGARITHM, (30, 50), 2 / 40),  # 2 points at a level of 40
        ("EUR million", Scale.LEVEL, (30, 50), 0.02 * 40),
        ("EUR million", Scale.LOGARITHM, (30, 50), 0.02),
    ],
)
def test_the_usual_shock_where_nobody_declared_it(
    unit: str, scale: Scale, values: tuple[float, float], shock: float
) -> None:
    found = anyway_of(link(), side(measure(unit, scale, STOCK), {"a": series(*values)}), 1000.0)
    assert (found.shock_sd, found.shock_declared, found.process_sd) == (pytest.approx(shock), False, None)


@pytest.mark.parametrize(
    ("unit", "scale", "shock", "process"),
    [
        ("percent", Scale.LEVEL, 3.0, 1.5),
        ("percent", Scale.LOGARITHM, 3 / 40, 1.5 / 40),
        ("EUR million", Scale.LOGARITHM, 3 / 1000, 1.5 / 1000),  # of the whole, as a part of its level
        ("EUR million", Scale.LEVEL, 40 * 3 / 1000, 40 * 1.5 / 1000),  # the same part of the level of one
    ],
)
def test_a_declared_shock_of_an_amount_is_one_of_the_whole(
    unit: str, scale: Scale, shock: float, process: float
) -> None:
    of = side(measure(unit, scale, STOCK), {"a": series(30, 50)})
    found = anyway_of(link(shock_sd=3, process_sd=1.5), of, 1000.0)
    assert (found.shock_sd, found.shock_declared) == (pytest.approx(shock), True)
    assert found.process_sd == pytest.approx(process)


def test_a_shock_is_never_zero() -> None:
    assert anyway_of(link(), side(measure("EUR million", counts=STOCK), {"a": series(0, 0)}), 0.0).shock_sd > 0


def test_the_panel_carries_what_happens_anyway() -> None:
    of_x, of_y = ends({"per_doubling": 10})
    x, y = side(of_x, DOUBLING), side(of_y, {"a": series(60, 70)})
    for anyway, process in ((Anyway(1.5, True, None), 3.0), (Anyway(1.5, True, 0.7), 0.7)):
        panel, _ = pair(link({"per_doubling": 10}), x, y, anyway, "", 1)
        assert (panel.declared.shock_sd, panel.declared.process) == (1.5, process)


def test_without_an_expectation_the_figures_are_still_side_by_side() -> None:
    of_x, of_y = ends(None, "lamps", STOCK)
    x, y = side(of_x, DOUBLING), side(of_y, {"a": series(60, 70)})
    panel, found = pair(link(), x, y, ANYWAY, "", 1)
    assert found is None
    assert np.allclose(np.exp(panel.x), [100, 200])
    assert np.allclose(np.exp(panel.y), [60, 70])
