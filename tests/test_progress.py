"""Actual beside baseline and target: only what counts the same, and the same for more and for less is better."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from fictional_programme.small import element, indicator, pick, point
from hypothesis import assume, given
from hypothesis import strategies as st

from toc.assessment import Assessment
from toc.declared import Text
from toc.frames import PROGRESS
from toc.progress import counted_as, measure_progress
from toc.series import Point
from toc.target import Baseline, Target

UNIT = Text(nl="lampen", en="lamps")


def measure(
    *points: Point,
    target: dict[str, Any],
    baseline: dict[str, Any] | None = None,
    of: dict[str, Any] | None = None,
    counted: dict[str, Any] | None = None,
    as_of: date = date(2030, 1, 1),
) -> pd.DataFrame:
    """Progress of one target of the indicator x."""
    standard = {"id": "t", "indicator": "x", "organisation": "coast", "year": 2026, "basis": "annual", "owner": "k",
                "source": "LOG:1"}  # fmt: skip
    start = {"id": "b", "indicator": "x", "organisation": "coast", "period": 2022, "basis": "annual", "owner": "k",
             "source": "LOG:1"}  # fmt: skip
    goal = Target.model_validate({**standard, **({"baseline": "b"} if baseline else {}), **target})
    baselines = {"b": Baseline.model_validate({**start, **baseline})} if baseline else {}
    indicators = {"x": indicator("x", **(of or {})), "z": indicator("z")}
    elements = {"x": element("x", **(counted or {})), "z": element("z")}
    return measure_progress(
        [goal],
        baselines,
        indicators,
        elements,
        {("x", "coast"): points, ("z", "coast"): points},
        {"lamps": UNIT},
        as_of,
    )


def one(*points: Point, **given_: Any) -> dict[str, Any]:
    return pick(measure(*points, **given_), indicator="x")


# --- Direction (T8) ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actual", "progress", "status"),
    [(90, 0.5, "below"), (110, -0.5, "below"), (80, 1, "reached"), (70, 1.5, "reached")],
)
def test_less_is_better_counts_from_the_baseline_down(actual: float, progress: float, status: str) -> None:
    # T8: from 100 to 80; 90 is half of the way, 110 is half the way in the wrong direction
    found = one(point(2024, actual), target={"value": 80}, baseline={"value": 100}, of={"ascending": False})
    assert (found["progress"], found["status"]) == (pytest.approx(progress), status)


def test_the_mirror_image_of_an_indicator_has_the_same_progress() -> None:
    # T8: from -100 to -80 with -90, more is better: 50 %
    found = one(point(2024, -90), target={"value": -80}, baseline={"value": -100})
    assert found["progress"] == 0.5


FIGURE = st.floats(-1e6, 1e6)


@given(FIGURE, FIGURE, FIGURE)
def test_mirrored_indicators_have_equal_progress_and_status(start: float, goal: float, actual: float) -> None:
    assume(abs(goal - start) > 1e-6)
    up = one(point(2024, actual), target={"value": goal, "path": "linear"}, baseline={"value": start})
    down = one(point(2024, -actual), target={"value": -goal, "path": "linear"}, baseline={"value": -start},
               of={"ascending": False})  # fmt: skip
    assert up["progress"] == pytest.approx(down["progress"])
    assert up["status"] == down["status"]


@given(FIGURE, FIGURE, FIGURE, st.floats(0.001, 1000))
def test_another_unit_leaves_progress_unchanged(start: float, goal: float, actual: float, scale: float) -> None:
    assume(abs(goal - start) > 1e-3)
    one_unit = one(point(2024, actual), target={"value": goal}, baseline={"value": start})
    other = one(point(2024, actual * scale), target={"value": goal * scale}, baseline={"value": start * scale})
    assert one_unit["progress"] == pytest.approx(other["progress"], rel=1e-6)


@pytest.mark.parametrize(
    ("ascending", "actual", "status"),
    [(True, 5, "reached"), (True, 4, "below"), (False, 5, "reached"), (False, 6, "below")],
)
def test_a_target_equal_to_its_baseline_is_reached_or_not_without_dividing(
    ascending: bool, actual: float, status: str
) -> None:
    found = one(point(2024, actual), target={"value": 5}, baseline={"value": 5}, of={"ascending": ascending})
    assert found["status"] == status
    assert np.isnan(found["progress"])


def test_a_baseline_of_zero_is_a_baseline() -> None:
    assert one(point(2024, 3), target={"value": 12}, baseline={"value": 0})["progress"] == 0.25


def test_progress_through_zero() -> None:
    # from -10 to 10, now 5: 15 of 20
    assert one(point(2024, 5), target={"value": 10}, baseline={"value": -10})["progress"] == 0.75


def test_without_a_baseline_progress_is_the_part_of_the_target_and_the_reason_says_so() -> None:
    found = one(point(2024, 3400), target={"value": 4000})
    assert (found["progress"], found["status"]) == (0.85, "below")
    assert "85.0% of the target" in found["reason"].en


@pytest.mark.parametrize(("actual", "status"), [(4, "reached"), (6, "cannot_tell")])
def test_less_is_better_without_a_baseline_has_no_part_of_the_way(actual: float, status: str) -> None:
    found = one(point(2024, actual), target={"value": 5}, of={"ascending": False})
    assert (found["status"], np.isnan(found["progress"])) == (status, True)


# --- Bands ------------------------------------------------------------------------------------------------------

BAND = {"band": {"low": 18, "high": 22}}


@pytest.mark.parametrize(("actual", "status"), [(18, "reached"), (20, "reached"), (22, "reached"), (17.9, "below"),
                                                (25, "below")])  # fmt: skip
def test_inside_a_band_is_reached_and_outside_is_not(actual: float, status: str) -> None:
    found = one(point(2024, actual), target={"value": 20}, of=BAND)
    assert found["status"] == status
    assert "18" in found["reason"].en
    assert "22" in found["reason"].nl


@pytest.mark.parametrize(("start", "actual", "progress"), [(10, 14, 0.5), (30, 24, 0.75), (10, 6, -0.5)])
def test_the_distance_to_a_band_counts_from_its_nearest_edge(start: float, actual: float, progress: float) -> None:
    # T8, band 18 to 22: from 10 to the edge at 18 is 8, of which 4 are done at 14; from 30 to 22 is 8, 6 done at 24
    found = one(point(2024, actual), target={"value": 20}, baseline={"value": start}, of=BAND)
    assert found["progress"] == pytest.approx(progress)


# --- The path ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "actual", "status"),
    [
        (2023, 125, "on_path"),  # a quarter of the way from 2022 to 2026, and a quarter done
        (2024, 150, "on_path"),
        (2024, 149, "behind_path"),
        (2025, 174, "behind_path"),
        (2025, 176, "on_path"),
        (2024, 200, "reached"),
        (2026, 199, "behind_path"),
    ],
)
def test_a_straight_path_says_how_much_is_due(year: int, actual: float, status: str) -> None:
    found = one(point(year, actual), target={"value": 200, "path": "linear"}, baseline={"value": 100})
    assert found["status"] == status


def test_without_a_path_nothing_is_said_of_being_on_it() -> None:
    assert one(point(2024, 150), target={"value": 200}, baseline={"value": 100})["status"] == "below"


@pytest.mark.parametrize("path", ["constant_growth", "steps", "s_curve"])
def test_a_path_that_is_not_computed_gives_no_status_of_a_path(path: str) -> None:
    found = one(point(2024, 150), target={"value": 200, "path": path}, baseline={"value": 100})
    assert found["status"] not in ("on_path", "behind_path")
    assert found["progress"] == 0.5


# --- What counts the same ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counted", "bases"),
    [
        ({}, {"gross", "annual", "mean_per_year"}),
        ({"kind": "year_to_date"}, {"gross", "annual", "mean_per_year"}),
        ({"kind": "cumulative"}, {"gross", "cumulative"}),
        ({"kind": "stock"}, {"gross"}),
        ({"counts": "net_extra"}, {"net_extra"}),
        ({"counts": "net_extra", "kind": "cumulative"}, {"net_extra"}),
    ],
)
def test_on_what_basis_an_indicator_counts(counted: dict[str, str], bases: set[str]) -> None:
    assert counted_as(indicator("x"), {"x": element("x", **counted)}) == bases


@pytest.mark.parametrize(
    ("basis", "counted"),
    [("net_extra", {}), ("cumulative", {}), ("annual", {"kind": "cumulative"}), ("annual", {"kind": "stock"}),
     ("gross", {"counts": "net_extra"}), ("mean_per_year", {"kind": "stock"})],
)  # fmt: skip
def test_a_figure_that_counts_something_else_is_refused_and_the_reason_is_shown(
    basis: str, counted: dict[str, str]
) -> None:
    found = one(point(2024, 7742), target={"value": 8500, "basis": basis}, counted=counted)
    assert found["status"] == "refused"
    assert np.isnan(found["progress"])
    assert "Niet te vergelijken" in found["reason"].nl
    assert "Cannot be compared" in found["reason"].en


def test_a_look_alike_is_laid_beside_the_target_and_refused() -> None:
    table = measure(point(2024, 9), target={"value": 10, "look_alikes": ["z"]})
    assert list(table.columns) == list(PROGRESS)
    assert pick(table, indicator="x")["progress"] == 0.9
    alike = pick(table, indicator="z")
    assert (alike["status"], alike["actual"]) == ("refused", 9)
    assert "another quantity" in alike["reason"].en


# --- What may be used -------------------------------------------------------------------------------------------


def test_nothing_measured_is_said_and_not_zero() -> None:
    found = one(target={"value": 10})
    assert (found["status"], np.isnan(found["actual"]), np.isnan(found["progress"])) == ("not_measured", True, True)


def test_the_latest_whole_and_ended_period_counts() -> None:
    points = [point(2022, 1), point(2023, 2), point(2024, 3, months=(4, 7)), point(2025, 4), point(2027, 9)]
    # on 1 June 2025: 2024 covers a part of the year, 2025 is still open, 2027 comes after the target
    found = one(*points, target={"value": 10}, as_of=date(2025, 6, 1))
    assert (found["period"], found["actual"]) == ("2023", 2)


def test_only_a_part_of_a_year_cannot_tell_and_gives_its_months() -> None:
    found = one(point(2024, 361, months=(4, 7)), target={"value": 1000})
    assert found["status"] == "cannot_tell"
    assert "4 to 7" in found["reason"].en


def test_a_figure_of_after_the_target_year_is_not_called_a_part_of_a_year() -> None:
    found = one(point(2027, 5), target={"value": 10})
    assert found["status"] == "cannot_tell"
    assert "part of a year" not in found["reason"].en


def test_a_quarter_is_not_held_against_a_target_per_year() -> None:
    found = one(point(2024, 1200), point("2024-Q4", 300), target={"value": 1000})
    assert (found["period"], found["status"]) == ("2024", "reached")


# --- Targets that were changed ----------------------------------------------------------------------------------

LOWERED = {"value": 100, "versions": [{"value": 80, "set_on": "2025-01-15", "reason": "the glass ran out"}]}


def test_a_lowered_target_shows_progress_against_both() -> None:
    # T7: 100 lowered to 80, actual 80: 80 % of the first and 100 % of the current
    table = measure(point(2024, 80), target=LOWERED)
    first, current = (pick(table, target_value=value) for value in (100, 80))
    assert (first["progress"], first["status"]) == (0.8, "below")
    assert (current["progress"], current["status"]) == (1, "reached")


def test_a_lowered_target_is_said_to_be_lowered_and_why() -> None:
    # T7: "target lowered on … because …"; reaching it is no improvement
    current = pick(measure(point(2024, 80), target=LOWERED), target_value=80)
    assert "the glass ran out" in current["reason"].en
    assert "15 January 2025" in current["reason"].en


def test_of_several_versions_the_first_and_the_last_are_shown() -> None:
    versions = [{"value": value, "set_on": f"202{at}-01-01", "reason": "r"} for at, value in ((3, 90), (4, 80))]
    assert measure(point(2024, 80), target={"value": 100, "versions": versions})["target_value"].tolist() == [100, 80]


# --- The fictional programme, by hand ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "value", "name", "progress", "status"),
    [
        ("trained_2025", 50, "keepers_trained", 0.75, "on_path"),  # (40 - 10) / (50 - 10), and 2/3 is due
        ("lamps_2026", 4000, "lamps_repaired", 0.85, "below"),
        ("lamps_2026", 3400, "lamps_repaired", 1.0, "reached"),
        ("oil_mean", 60, "oil_money", 0.8, "below"),
        ("safe_2026", 90, "safe_share", (100 * 718 / 840 - 70) / 20, "below"),
        ("wrecks_2026", 5, "wrecks", 0.8, "on_path"),  # (8 - 20) / (5 - 20), and a half is due
        ("extra_2027", 500, "extra_ships", None, "not_measured"),
        ("extra_2027", 500, "ships_guided", None, "refused"),
        ("extra_2027", 500, "keepers_trained", None, "refused"),
        ("litres_2026", 20, "litres_per_lamp", None, "below"),  # 25 lies above 18 to 22
    ],
)
def test_targets_of_the_lighthouses(
    assessment: Assessment, target: str, value: float, name: str, progress: float | None, status: str
) -> None:
    found = pick(assessment.progress, target_id=target, target_value=value, indicator=name)
    assert found["status"] == status
    if progress is not None:
        assert found["progress"] == pytest.approx(progress)
