"""Indicators from cells: formulas after adding up, states, coverage, surveys, bounds and parts of a whole."""

import math
from typing import Any

import pandas as pd
import pytest
from fictional_programme.small import codes, element, indicator, pick, row, theory_of, values_of
from statsmodels.stats.proportion import proportion_confint

from toc.assessment import Assessment
from toc.errors import Finding
from toc.frames import VALUES
from toc.monitoring import PlainRow

SHARE = indicator("share", "100 * safe / all", unit="percent")
SURVEY = {"instrument": "cards", "answered_by": "whoever came", "measures": "perception", "representativeness": "C"}


def share_values(*rows: PlainRow, **fields: Any) -> tuple[pd.DataFrame, list[Finding]]:
    share = indicator("share", "100 * safe / all", **{"unit": "percent", **fields})
    return values_of(theory_of([element("safe"), element("all")], [share], rounds=[2024]), rows)


def one_value(formula: str, *rows: PlainRow, organisation: str = "a", **fields: Any) -> dict[str, Any]:
    """Value of an indicator over the data element x."""
    theory = theory_of([element("x", **fields)], [indicator("y", formula)], rounds=[2024])
    return pick(values_of(theory, rows)[0], organisation=organisation, period="2024")


def test_a_ratio_shows_numerator_and_denominator_at_every_level() -> None:
    values, _ = share_values(row("a", "safe", 2024, 5), row("a", "all", 2024, 10), row("b", "safe", 2024, 1),
                             row("b", "all", 2024, 20))  # fmt: skip
    found = pick(values, organisation="coast", period="2024")
    assert (found["value"], found["numerator"], found["denominator"]) == (20, 6, 30)
    assert list(values.columns) == list(VALUES)


def test_a_child_without_numerator_lends_the_ratio_neither_numerator_nor_denominator() -> None:
    # T4: a has 5 of 10; b has 30 in all and its safe ones are unknown. The region is 5 / 10, not 5 / 40
    values, _ = share_values(row("a", "safe", 2024, 5), row("a", "all", 2024, 10), row("b", "all", 2024, 30))
    found = pick(values, organisation="north", period="2024")
    assert found["value"] == 50
    assert (found["numerator"], found["denominator"]) == (5, 10)
    assert (found["reported"], found["expected"]) == (1, 2)


@pytest.mark.parametrize(("level", "money"), [("country", {"coast": 50}), ("region", {"north": 20, "south": 30})])
def test_sides_that_different_levels_report_make_a_ratio_where_they_meet(level: str, money: dict[str, float]) -> None:
    # 50 for 4 + 6 + 5 + 5 = 20 lamps
    theory = theory_of([element("money", unit="EUR", reported_by=(level,)), element("x")],
                       [indicator("price", "money / x", unit="EUR per lamp")], rounds=[2024])  # fmt: skip
    rows = [row(name, "money", 2024, value) for name, value in money.items()]
    rows += [row(name, "x", 2024, value) for name, value in zip("abcd", (4, 6, 5, 5), strict=True)]
    values, _ = values_of(theory, rows)
    assert pick(values, organisation="coast", period="2024")["value"] == 2.5
    if level == "region":
        assert pick(values, organisation="north", period="2024")["value"] == 2


def test_a_sum_of_two_elements_that_different_organisations_report() -> None:
    # b has no oil lamps, and that is declared: its glass lamps count
    oil = element("oil", not_applicable=[{"organisation": "b", "reason": "has none"}])
    theory = theory_of([oil, element("glass")], [indicator("all", "oil + glass")], rounds=[2024])
    rows = [row("a", "oil", 2024, 3), row("a", "glass", 2024, 4), row("b", "glass", 2024, 5)]
    assert pick(values_of(theory, rows)[0], organisation="north", period="2024")["value"] == 12


@pytest.mark.parametrize("absent", ["safe", "all"])
def test_a_ratio_with_one_side_missing_is_missing(absent: str) -> None:
    present = "all" if absent == "safe" else "safe"
    values, _ = share_values(row("a", present, 2024, 5))
    found = pick(values, organisation="a", period="2024")
    assert (found["state"], math.isnan(found["value"])) == ("missing", True)


@pytest.mark.parametrize(("formula", "values"), [("100 * x / z", {"x": 5, "z": 0}), ("100 / x", {"x": 0})])
def test_a_division_by_zero_is_not_defined_and_says_so(formula: str, values: dict[str, int]) -> None:
    theory = theory_of([element("x"), element("z")], [indicator("y", formula)], rounds=[2024])
    found = pick(values_of(theory, [row("a", name, 2024, value) for name, value in values.items()])[0],
                 organisation="a", period="2024")  # fmt: skip
    assert math.isnan(found["value"])
    assert "not_defined" in found["flags"]


def test_zero_of_ten_is_zero_percent() -> None:
    values, _ = share_values(row("a", "safe", 2024, 0), row("a", "all", 2024, 10))
    assert pick(values, organisation="a", period="2024")["value"] == 0


def test_a_part_larger_than_its_whole_is_a_finding() -> None:
    values, findings = share_values(row("a", "safe", 2024, 11), row("a", "all", 2024, 10), row("b", "safe", 2024, 1),
                                    row("b", "all", 2024, 20))  # fmt: skip
    assert codes(findings) == ["value.part_exceeds_whole"]  # of a alone; north has 12 of 30
    assert "(11)" in findings[0].message.en
    assert pick(values, organisation="north", period="2024")["value"] == 40


def test_a_ratio_that_is_no_percentage_may_exceed_one() -> None:
    rows = [row("a", "safe", 2024, 11), row("a", "all", 2024, 10)]
    assert share_values(*rows, unit="ships per lamp")[1] == []


# --- Coverage ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("least", "incomplete"), [(0.5, False), (0.51, True), (0.75, True), (0, False)])
def test_a_value_that_rests_on_too_few_is_marked(least: float, incomplete: bool) -> None:
    # T4: two of four reported
    theory = theory_of([element("x")], [indicator("x", min_coverage=least)], rounds=[2024])
    values, _ = values_of(theory, [row("a", "x", 2024, 12), row("b", "x", 2024, 0)])
    assert ("incomplete" in pick(values, organisation="coast", period="2024")["flags"]) is incomplete
    assert "incomplete" not in pick(values, organisation="north", period="2024")["flags"]


def test_coverage_by_weight_must_be_enough_too() -> None:
    # three of four reported, but they are 30 of 100 by weight
    elements = [element("x", over_organisations="weighted_mean", weight="w"), element("w")]
    theory = theory_of(elements, [indicator("x", min_coverage=0.5)], rounds=[2024])
    rows = [row(name, "x", 2024, 1) for name in "abc"]
    rows += [row(name, "w", 2024, weight) for name, weight in zip("abcd", (10, 10, 10, 70), strict=True)]
    assert "incomplete" in pick(values_of(theory, rows)[0], organisation="coast", period="2024")["flags"]


def test_missing_that_a_formula_replaces_is_not_reported_by_anybody() -> None:
    theory = theory_of([element("x"), element("z")], [indicator("y", "if_missing(x, 0) + z", min_coverage=0.8)],
                       rounds=[2024])  # fmt: skip
    found = pick(values_of(theory, [row("a", "z", 2024, 5)])[0], organisation="a", period="2024")
    assert (found["value"], found["reported"], found["expected"]) == (5, 0, 1)
    assert "incomplete" in found["flags"]


# --- Bounds and categories --------------------------------------------------------------------------------------


def test_bounds_go_through_the_formula() -> None:
    found = one_value("2 * x", row("a", "x", 2024, 3), row("b", "x", 2024, 3), organisation="north",
                      over_organisations="distinct")  # fmt: skip
    assert (found["lower"], found["upper"]) == (6, 12)


def test_bounds_stay_in_order_when_the_formula_turns_them_round() -> None:
    # between 20 and 30 are late, so between 70 and 80 are on time
    found = one_value("100 - x", row("a", "x", 2024, 20), row("a", "x", 2024, 30))
    assert (found["lower"], found["upper"]) == (70, 80)


def test_at_least_becomes_at_most_when_the_formula_turns_it_round() -> None:
    found = one_value("100 - x", row("a", "x", 2024, 20, bound="at_least"))
    assert math.isnan(found["lower"])
    assert found["upper"] == 80


def test_every_category_has_a_value_of_its_own() -> None:
    rows = [row("a", "x", 2024, value, disaggregation=f"sex={sex}") for sex, value in (("f", 4), ("m", 6))]
    theory = theory_of([element("x", disaggregations={"sex": ("f", "m")}, over_disaggregation="sum")],
                       [indicator("y", "10 * x")], rounds=[2024])  # fmt: skip
    values, _ = values_of(theory, rows)
    assert pick(values, organisation="a", period="2024", disaggregation="sex=f")["value"] == 40
    assert pick(values, organisation="a", period="2024")["value"] == 100


# --- Surveys ----------------------------------------------------------------------------------------------------


def survey(
    value: object, n: object = "", population: object = "", unit: str = "percent", **fields: str
) -> dict[str, Any]:
    asked = element("x", unit=unit, kind="stock", over_time="last", over_organisations="none", reported_by=("country",),
                    survey={**SURVEY, **fields})  # fmt: skip
    theory = theory_of([asked], [indicator("x", unit=unit)], rounds=[2024])
    values, _ = values_of(theory, [row("coast", "x", 2024, value, n=n, population=population)])
    return pick(values, organisation="coast", period="2024")


@pytest.mark.parametrize(("unit", "scale"), [("percent", 100), ("fraction", 1)])
def test_a_survey_share_has_its_wilson_interval(unit: str, scale: float) -> None:
    found = survey(0.78 * scale, n=440, unit=unit)
    low, high = proportion_confint(0.78 * 440, 440, method="wilson")
    assert (found["lower"], found["upper"]) == (pytest.approx(low * scale), pytest.approx(high * scale))
    assert found["n"] == 440


def test_a_known_population_narrows_the_interval() -> None:
    # 7302 / 7741 = 0.94329: the interval of 440 / 0.94329 = 466.45 respondents
    found = survey(78, n=440, population=7742)
    low, high = proportion_confint(0.78 * 466.4520, 466.4520, method="wilson")
    assert (found["lower"], found["upper"]) == (pytest.approx(100 * low, abs=1e-4), pytest.approx(100 * high, abs=1e-4))


@pytest.mark.parametrize("grade", ["A", "B", "C"])
@pytest.mark.parametrize("measures", ["fact", "perception"])
def test_every_survey_share_has_an_interval_however_good_the_sample(grade: str, measures: str) -> None:
    asked = element("x", unit="percent", kind="stock", over_time="last", over_organisations="weighted_mean", weight="w",
                    survey={**SURVEY, "representativeness": grade, "measures": measures})  # fmt: skip
    theory = theory_of([asked, element("w")], [indicator("x", unit="percent")], rounds=[2024])
    found = pick(values_of(theory, [row("a", "x", 2024, 78, n=440)])[0], organisation="a", period="2024")
    # statsmodels: 0.73896 to 0.81619
    assert (found["lower"], found["upper"]) == (pytest.approx(73.90, abs=0.01), pytest.approx(81.62, abs=0.01))


@pytest.mark.parametrize("formula", ["x - 90", "2 * x"])
def test_a_percentage_outside_nothing_and_everything_has_no_interval_and_no_traceback(formula: str) -> None:
    asked = element("x", unit="percent", kind="stock", over_time="last", over_organisations="none", survey=SURVEY)
    theory = theory_of([asked], [indicator("y", formula, unit="percent")], rounds=[2024])
    found = pick(values_of(theory, [row("a", "x", 2024, 78, n=440)])[0], organisation="a", period="2024")
    assert math.isnan(found["lower"])


def test_a_survey_share_without_n_has_no_interval() -> None:
    assert math.isnan(survey(78)["lower"])


@pytest.mark.parametrize(
    ("fields", "flag"),
    [({"measures": "perception"}, "perception"), ({"measures": "intention"}, "intention"),
     ({"representativeness": "C"}, "indicative")],
)  # fmt: skip
def test_what_a_survey_does_not_show_is_printed_with_its_number(fields: dict[str, str], flag: str) -> None:
    assert flag in survey(78, n=440, **fields)["flags"]


def test_a_probability_sample_of_facts_carries_no_such_warning() -> None:
    flags = survey(78, n=440, measures="fact", representativeness="A")["flags"]
    assert {"perception", "intention", "indicative"}.isdisjoint(flags)


def test_a_bare_percentage_is_marked_as_not_aggregatable() -> None:
    assert "not_aggregatable" in survey(78, n=440)["flags"]


# --- The fictional programme, by hand ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "organisation", "period", "value"),
    [
        ("safe_share", "grey-coast", "2023", 80.0),  # 680 of 850
        ("safe_share", "grey-coast", "2024", 100 * 718 / 840),
        ("safe_share", "north", "2024", 100 * 334 / 400),  # 216 + 70 + 0.6 * 80 of 240 + 100 + 0.6 * 100
        ("litres_per_lamp", "grey-coast", "2023", 20.0),  # 35300 / 1765
        ("litres_per_lamp", "grey-coast", "2024", 25.0),  # 85000 / 3400
        ("brightness", "grey-coast", "2024", 173 / 47),  # (48 + 40 + 15 + 70) / (12 + 10 + 5 + 20)
        ("oil_money", "grey-coast", "2024", 48.0),
    ],
)
def test_values_of_the_lighthouses(
    assessment: Assessment, name: str, organisation: str, period: str, value: float
) -> None:
    found = pick(assessment.values, indicator=name, organisation=organisation, period=period)
    assert found["value"] == pytest.approx(value)


def test_no_litres_over_no_lamps_is_not_defined(assessment: Assessment) -> None:
    found = pick(assessment.values, indicator="litres_per_lamp", organisation="seal-head", period="2024")
    assert math.isnan(found["value"])
    assert "not_defined" in found["flags"]


def test_a_weight_that_one_station_did_not_give_is_in_the_coverage(assessment: Assessment) -> None:
    # Twin Cape did not report its brightness: 47 of 52 keepers, 4 of 5 stations
    found = pick(assessment.values, indicator="brightness", organisation="grey-coast", period="2024")
    assert found["weight"] == pytest.approx(47 / 52)
    assert (found["reported"], found["expected"]) == (4, 5)


def test_a_declared_conflict_is_named_on_every_value_that_it_touches(assessment: Assessment) -> None:
    found = pick(assessment.values, indicator="keepers_on_duty", organisation="gull-rock", period="2024")
    assert "conflict:T1" in found["flags"]
    assert "conflict:T1" not in pick(
        assessment.values, indicator="keepers_on_duty", organisation="gull-rock", period="2023"
    )["flags"]  # fmt: skip
