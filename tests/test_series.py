"""Which values may be compared: totals that are reported, ended, complete and not set aside."""

import math

import pytest
from fictional_programme.small import element, indicator, point, row, theory_of, values_of

from toc.assessment import Assessment
from toc.monitoring import PlainRow
from toc.period import Period
from toc.series import Point, full_points, points_by_indicator


def points(*rows: PlainRow, least: float = 0, **fields: object) -> tuple[Point, ...]:
    theory = theory_of([element("x", **fields)], [indicator("x", min_coverage=least)], rounds=[2022, 2023, 2024])
    return points_by_indicator(values_of(theory, rows)[0]).get(("x", "coast"), ())


def test_points_stand_in_order_of_time() -> None:
    found = points(*(row("a", "x", year, value) for year, value in ((2024, 3), (2022, 1), (2023, 2))))
    assert [(one.year, one.value) for one in found] == [(2022, 1), (2023, 2), (2024, 3)]


def test_missing_values_are_no_points_and_zero_is_one() -> None:
    found = points(row("a", "x", 2022, 0), row("a", "x", 2024, 3))
    assert [(one.year, one.value) for one in found] == [(2022, 0), (2024, 3)]


@pytest.mark.parametrize(
    "rows",
    [
        [row("a", "x", 2024, 3, use="quarantined")],
        [row("a", "x", 2024, 3), row("a", "x", 2024, 4)],  # contradict each other
        [row("a", "x", 2031, 3)],  # the period is still open
        [row("a", "x", 2024, 3, disaggregation="sex=f")],  # one category, no total
    ],
)
def test_what_may_not_be_used_is_no_point(rows: list[PlainRow]) -> None:
    assert points(*rows, disaggregations={"sex": ("f", "m")}, over_disaggregation="sum") == ()


def test_a_value_that_rests_on_too_few_is_no_point() -> None:
    rows = [row("a", "x", 2024, 12), row("b", "x", 2024, 0)]
    assert len(points(*rows, least=0.5)) == 1
    assert points(*rows, least=0.75) == ()


def test_a_part_of_a_year_is_a_point_with_its_months_and_not_a_full_one() -> None:
    found = points(row("a", "x", 2022, 361, months="4-7"), row("a", "x", 2023, 1765))
    assert [(one.months, one.partial) for one in found] == [((4, 7), True), ((12, 12), False)]
    assert [one.year for one in full_points(found)] == [2023]


def test_the_year_of_a_school_year_is_the_one_in_which_it_ends() -> None:
    assert point("2024/25", 1).year == 2025
    assert Point(Period.parse("2024-Q3"), 1, (3, 3), math.nan, ()).year == 2024


def test_points_of_the_lighthouses(assessment: Assessment) -> None:
    lamps = assessment.points["lamps_repaired", "grey-coast"]
    assert [(one.period.label, one.value, one.partial) for one in lamps] == [
        ("2022", 361, True), ("2023", 1765, False), ("2024", 3400, False)
    ]  # fmt: skip
    # 2024 rests on a contradiction nobody resolved
    assert [one.year for one in assessment.points["longest_dark", "grey-coast"]] == [2023]
    # only bounds are known
    assert ("ships_guided", "grey-coast") not in assessment.points
