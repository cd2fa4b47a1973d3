"""The years ahead: a middle with intervals that widen, or the reason why nobody can tell."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from fictional_programme.small import pick, point
from hypothesis import given
from hypothesis import strategies as st

from toc.assessment import Assessment
from toc.frames import PROJECTIONS
from toc.projection import project
from toc.series import Point

KEY = ("x", "coast")
NUMBERS = ["median", "lower80", "upper80", "lower95", "upper95"]
SERIES = st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=8)


def ahead(*points: Point, year: int = 2030) -> dict[str, Any]:
    return pick(project({KEY: points}, [KEY], [year]), year=year)


def yearly(values: list[float]) -> list[Point]:
    return [point(2015 + at, value) for at, value in enumerate(values)]


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([], "no figure yet"),
        ([point(2024, 5, months=(4, 7))], "part of a year"),
        ([point(2023, 5)], "at least 3"),
        ([point(2023, 5), point(2024, 6)], "at least 3"),
        ([point(2022, 1, months=(4, 7)), point(2023, 5), point(2024, 6)], "of the 3 figures 2 cover a whole year"),
    ],
)
def test_too_few_whole_years_give_no_projection_and_the_reason(points: list[Point], words: str) -> None:
    found = ahead(*points)
    assert found["status"] == "cannot_tell"
    assert words in found["reason"].en
    assert found["reason"].nl
    assert all(np.isnan(found[name]) for name in NUMBERS)


def test_a_part_of_a_year_never_enters_a_projection() -> None:
    whole = yearly([10, 12, 11])
    assert ahead(*whole)["median"] == ahead(point(2012, 3, months=(4, 7)), *whole)["median"]
    assert ahead(point(2012, 3, months=(4, 7)), *whole)["n"] == 3


@given(SERIES)
def test_intervals_lie_inside_each_other_around_the_middle(values: list[float]) -> None:
    found = ahead(*yearly(values))
    assert found["status"] == "projected"
    assert found["lower95"] <= found["lower80"] <= found["median"] <= found["upper80"] <= found["upper95"]


@given(SERIES)
def test_further_ahead_is_never_more_certain(values: list[float]) -> None:
    widths = [
        found["upper80"] - found["lower80"] for found in (ahead(*yearly(values), year=year) for year in (2025, 2030))
    ]
    assert widths[0] <= widths[1] + 1e-9


@given(SERIES, st.floats(0.001, 1000))
def test_another_unit_only_rescales_a_projection(values: list[float], scale: float) -> None:
    one, other = ahead(*yearly(values)), ahead(*yearly([value * scale for value in values]))
    for name in NUMBERS:
        assert other[name] == pytest.approx(one[name] * scale, rel=1e-6, abs=1e-3 * scale)


def test_a_year_that_is_past_is_not_projected_with_certainty() -> None:
    # the series runs to 2017; a projection "to" 2015 with an interval of no width would be nonsense
    found = ahead(*yearly([10, 12, 15]), year=2015)
    assert found["status"] == "cannot_tell" or found["lower80"] < found["upper80"]


def test_a_series_that_never_changes_stays_where_it_is() -> None:
    assert ahead(*yearly([7, 7, 7, 7]))["median"] == pytest.approx(7)


def test_every_pair_and_year_that_is_asked_for_gets_a_row() -> None:
    table = project({KEY: yearly([1, 2, 3])}, [KEY, ("z", "coast")], [2027, 2030])
    assert list(table.columns) == list(PROJECTIONS)
    assert table["status"].tolist() == ["projected", "projected", "cannot_tell", "cannot_tell"]
    assert len(project({}, [], [2027])) == 0


def test_the_same_points_give_the_same_projection() -> None:
    tables = [project({KEY: yearly([1, 5, 2, 8])}, [KEY], [2027, 2030]) for _ in range(2)]
    pd.testing.assert_frame_equal(tables[0], tables[1])


def test_projections_of_the_lighthouses(assessment: Assessment) -> None:
    projections = assessment.projections
    # oil money has three whole years; lamps have two and a part
    assert pick(projections, indicator="oil_money", organisation="grey-coast", year=2027)["status"] == "projected"
    lamps = pick(projections, indicator="lamps_repaired", organisation="grey-coast", year=2027)
    assert (lamps["status"], lamps["n"]) == ("cannot_tell", 2)
