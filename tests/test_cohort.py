"""Organisations that joined later: three baselines of the whole, of which none counts silence as zero."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from fictional_programme.small import TREE, element, indicator, pick, point, tree_of
from hypothesis import given
from hypothesis import strategies as st

from toc.cohort import baselines_of_the_whole, three_baselines
from toc.errors import Finding
from toc.frames import COHORTS

Table = dict[str, dict[int, float]]


def baselines(figures: Table) -> pd.DataFrame:
    rows = [(name, year, value) for name, some in figures.items() for year, value in some.items()]
    return three_baselines(pd.DataFrame(rows, columns=["organisation", "period", "value"]), "x", "coast")


def row(figures: Table, label: str) -> dict[str, Any]:
    return pick(baselines(figures), basis_label=label)


# a and b from the start, c from 2020, d from 2021
JOINING: Table = {
    "a": {2019: 100, 2020: 110, 2021: 120, 2022: 130},
    "b": {2019: 50, 2020: 50, 2021: 55, 2022: 60},
    "c": {2020: 30, 2021: 35, 2022: 45},
    "d": {2021: 20, 2022: 25},
}


@pytest.mark.parametrize(
    ("label", "baseline_period", "baseline", "actual", "change", "organisations"),
    [
        ("fixed_cohort", "2019", 150, 190, 40, 2),
        ("as_entered", "2019-01..2021-12", 200, 260, 60, 4),  # 100 + 50 + 30 + 20
        ("re_based", "2021", 230, 260, 30, 4),  # 120 + 55 + 35 + 20
    ],
)
def test_three_baselines_by_hand(
    label: str, baseline_period: str, baseline: float, actual: float, change: float, organisations: int
) -> None:
    # T6; the total as printed goes from 150 to 260, which is none of the three
    found = row(JOINING, label)
    assert list(found) == list(COHORTS)
    assert (found["baseline_period"], found["actual_period"]) == (baseline_period, "2022")
    assert (found["baseline"], found["actual"], found["change"]) == (baseline, actual, change)
    assert (found["organisations"], found["indicator"], found["organisation"]) == (organisations, "x", "coast")


def test_nothing_is_said_when_nobody_joined_later() -> None:
    same = {name: {2019: 1.0, 2022: 1.0} for name in "ab"}
    assert baselines(same).empty
    assert baselines({**same, "c": {2019: 4.0}}).empty
    assert baselines({}).empty


def test_a_member_that_fell_silent_is_not_counted_as_zero() -> None:
    silent = {**JOINING, "b": {2019: 50.0, 2020: 52.0}}
    fixed = row(silent, "fixed_cohort")
    assert (fixed["actual_period"], fixed["baseline"], fixed["actual"]) == ("2020", 150, 162)
    entered = row(silent, "as_entered")
    assert (entered["baseline"], entered["actual"], entered["organisations"]) == (150, 200, 3)


def test_a_gap_before_all_are_there_moves_the_new_start() -> None:
    assert row({**JOINING, "a": {2019: 100, 2020: 110, 2022: 130}}, "re_based")["baseline_period"] == "2022"


def test_a_single_period_shows_no_change() -> None:
    found = row({"a": {2019: 1, 2020: 2}, "b": {2020: 3}}, "re_based")
    assert (found["baseline"], found["actual"]) == (5, 5)
    assert np.isnan(found["change"])


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.dictionaries(st.integers(2015, 2020), st.floats(0, 1e6), min_size=1))
)
def test_change_is_the_sum_of_the_changes_of_the_same_organisations(figures: Table) -> None:
    for found in baselines(figures).to_dict("records"):
        last = max(year for some in figures.values() for year in some)
        now = [some for some in figures.values() if last in some]
        if found["basis_label"] == "as_entered":
            assert found["actual"] - found["baseline"] == pytest.approx(
                sum(some[last] - some[min(some)] for some in now), abs=1e-3
            )
        if found["basis_label"] != "fixed_cohort":
            assert found["organisations"] == len(now)


# --- From the points of an assessment ---------------------------------------------------------------------------


def of_the_whole(figures: Table, **changes: Any) -> tuple[pd.DataFrame, list[Finding]]:
    points = {
        ("x", name): tuple(point(year, value) for year, value in sorted(some.items())) for name, some in figures.items()
    }
    counted = element("x", **changes)
    return baselines_of_the_whole(points, {"x": indicator("x")}, {"x": counted}, tree_of(TREE), date(2023, 6, 1))


def test_stations_that_joined_later_are_found_and_said() -> None:
    north = {2019: 150.0, 2022: 190.0}
    table, (finding,) = of_the_whole({**JOINING, "north": north, "coast": north})
    assert table["baseline"].tolist() == [150, 200, 230]
    assert table["organisation"].unique().tolist() == ["coast"]
    assert finding.code == "cohort.differs"
    assert "of the 4 organisations with a figure, 2 have their first figure only after 2019" in finding.message.en
    assert "from 200 (2019-01..2021-12) to 260 (2022)" in finding.message.en


def test_stations_that_fell_silent_are_said() -> None:
    _, findings = of_the_whole({**JOINING, "b": {2019: 50.0}})
    assert [one.code for one in findings] == ["cohort.differs", "cohort.left"]
    assert "1 organisatie met eerdere cijfers heeft er geen over 2022" in findings[1].message.nl


def test_only_what_adds_up_over_organisations_has_a_baseline_of_the_whole() -> None:
    assert of_the_whole(JOINING, over_organisations="distinct")[0].empty


def test_a_year_that_has_not_ended_is_left_out() -> None:
    table, _ = of_the_whole({name: {**some, 2023: 999.0} for name, some in JOINING.items()})
    assert set(table["actual_period"]) == {"2022"}


def test_an_organisation_that_is_the_sum_of_others_is_not_counted_beside_them() -> None:
    regions = {"north": {2019: 150.0, 2022: 235.0}}
    table, _ = of_the_whole({**JOINING, **regions}, reported_by=("region", "station"))
    assert table["baseline"].tolist() == [150, 200, 230]


def test_a_part_of_a_year_and_a_quarter_are_no_first_figure() -> None:
    points = {
        ("x", "a"): (point(2019, 5, months=(4, 7)), point("2020-Q1", 3), point(2020, 10), point(2021, 11)),
        ("x", "b"): (point(2020, 20), point(2021, 22)),
    }
    elements = {"x": element("x")}
    assert baselines_of_the_whole(points, {"x": indicator("x")}, elements, tree_of(TREE), date(2023, 1, 1))[0].empty


def test_nobody_asked_means_no_baseline() -> None:
    assert of_the_whole(JOINING, reported_by=())[0].empty
