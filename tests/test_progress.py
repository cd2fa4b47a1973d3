"""Actual beside baseline and target: only what counts the same, and the same for more and for less is better."""

import dataclasses
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
from toc.frames import METHODS, PROGRESS
from toc.progress import compare_methods, counted_as, measure_progress, reckon_targets
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
    return measure_progress(*parts_of(points, target, baseline, of, counted), {"lamps": UNIT}, as_of)


def parts_of(
    points: tuple[Point, ...],
    target: dict[str, Any],
    baseline: dict[str, Any] | None,
    of: dict[str, Any] | None,
    counted: dict[str, Any] | None,
) -> Any:
    """Targets, baselines, indicators, data elements and points."""
    standard = {"id": "t", "indicator": "x", "organisation": "coast", "year": 2026, "basis": "annual", "owner": "k",
                "source": "LOG:1"}  # fmt: skip
    start = {"id": "b", "indicator": "x", "organisation": "coast", "period": 2022, "basis": "annual", "owner": "k",
             "source": "LOG:1"}  # fmt: skip
    goal = Target.model_validate({**standard, **({"baseline": "b"} if baseline else {}), **target})
    baselines = {"b": Baseline.model_validate({**start, **baseline})} if baseline else {}
    indicators = {"x": indicator("x", **(of or {})), "z": indicator("z")}
    elements = {"x": element("x", **(counted or {})), "z": element("z")}
    return [goal], baselines, indicators, elements, {("x", "coast"): points, ("z", "coast"): points}


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


PATHS = [None, "linear", "constant_growth", "s_curve", "steps"]


def mirrored(given: dict[str, Any]) -> dict[str, Any]:
    """Everything that is a figure times -1."""
    steps = [{**step, "value": -step["value"]} for step in given.get("steps", ())]
    return {**given, "value": -given["value"], **({"steps": steps} if steps else {})}


@given(
    FIGURE, FIGURE, FIGURE, st.sampled_from(PATHS), FIGURE, st.sampled_from(["", "at_least", "at_most"]), st.booleans()
)
def test_mirrored_indicators_have_equal_progress_and_status(
    start: float, goal: float, actual: float, path: str | None, step: float, bound: str, has_baseline: bool
) -> None:
    assume(abs(goal - start) > 1e-6)
    assume(path is None or has_baseline)
    target = {"value": goal, "path": path, **({"steps": [{"year": 2023, "value": step}]} if path == "steps" else {})}
    opposite = {"": "", "at_least": "at_most", "at_most": "at_least"}[bound]
    up = one(flagged(2024, actual, bound), target=target, baseline={"value": start} if has_baseline else None)
    down = one(flagged(2024, -actual, opposite), target=mirrored(target),
               baseline={"value": -start} if has_baseline else None, of={"ascending": False})  # fmt: skip
    assert up["progress"] == pytest.approx(down["progress"], nan_ok=True)
    assert up["status"] == down["status"]


@given(FIGURE, FIGURE, FIGURE, st.floats(0, 1000))
def test_mirrored_bands_have_equal_progress_and_status(start: float, actual: float, low: float, width: float) -> None:
    band, other = {"low": low, "high": low + width}, {"low": -low - width, "high": -low}
    up = one(point(2024, actual), target={"value": low, "path": "linear"}, baseline={"value": start}, of={"band": band})
    down = one(point(2024, -actual), target={"value": -low, "path": "linear"}, baseline={"value": -start},
               of={"band": other})  # fmt: skip
    assert up["progress"] == pytest.approx(down["progress"], rel=1e-3, nan_ok=True)
    assert up["status"] == down["status"]


def flagged(year: int, value: float, *flags: str) -> Point:
    return dataclasses.replace(point(year, value), flags=tuple(flag for flag in flags if flag))


@given(FIGURE, FIGURE, FIGURE, st.floats(0.001, 1000))
def test_another_unit_leaves_progress_unchanged(start: float, goal: float, actual: float, scale: float) -> None:
    assume(abs(goal - start) > 1e-3)
    one_unit = one(point(2024, actual), target={"value": goal}, baseline={"value": start})
    other = one(point(2024, actual * scale), target={"value": goal * scale}, baseline={"value": start * scale})
    assert one_unit["progress"] == pytest.approx(other["progress"], rel=1e-6, nan_ok=True)


def test_the_wrong_way_is_called_so() -> None:
    # T8: actual 110 from 100 to 80
    away = one(point(2024, 110), target={"value": 80}, baseline={"value": 100}, of={"ascending": False})
    assert "−50%" in away["reason"].nl
    assert "Dat is van het doel af." in away["reason"].nl
    near = one(point(2024, 90), target={"value": 80}, baseline={"value": 100}, of={"ascending": False})
    assert "van het doel af" not in near["reason"].nl


@pytest.mark.parametrize(("actual", "status"), [(90, "reached"), (80, "reached"), (79, "below")])
def test_a_target_behind_its_baseline_is_reached_or_not_and_has_no_way_to_go(actual: float, status: str) -> None:
    # more is better, from 100 down to 80: being at 90 is no half of a way
    found = one(point(2024, actual), target={"value": 80, "path": "linear"}, baseline={"value": 100})
    assert (found["status"], np.isnan(found["progress"])) == (status, True)
    assert "lies behind the baseline (100)" in found["reason"].en


@pytest.mark.parametrize(
    ("goal", "actual", "ascending", "status", "progress"),
    [
        (-5, -10, True, "cannot_tell", None),  # not twice the target, but short of it
        (-5, -4, True, "reached", None),
        (0, -1, True, "cannot_tell", None),
        (0, 1, True, "reached", None),
        (-10, -5, False, "below", 0.5),
        (10, 5, True, "below", 0.5),
    ],
)
def test_without_a_baseline_zero_is_a_start_only_when_it_lies_before_the_target(
    goal: float, actual: float, ascending: bool, status: str, progress: float | None
) -> None:
    found = one(point(2024, actual), target={"value": goal}, of={"ascending": ascending})
    assert (found["status"], None if np.isnan(found["progress"]) else found["progress"]) == (status, progress)


def test_a_figure_of_before_the_baseline_has_no_progress() -> None:
    found = one(point(2020, 150), target={"value": 200}, baseline={"value": 100})
    assert (found["status"], np.isnan(found["progress"])) == ("cannot_tell", True)
    assert "before the baseline (2022)" in found["reason"].en


def test_what_is_extra_is_counted_from_nothing_at_a_baseline_that_counts_everything() -> None:
    # 12,000 companies in 2022; 8,500 extra asked, 3,400 extra counted above that baseline
    found = one(point(2024, 3400), target={"value": 8500, "basis": "net_extra", "above_baseline": "b"},
                baseline={"value": 12_000, "basis": "gross"},
                counted={"counts": "net_extra", "above_baseline": "b"})  # fmt: skip
    assert (found["progress"], found["baseline"]) == (pytest.approx(0.4), 0)


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


@pytest.mark.parametrize(("actual", "progress"), [(26, 0.5), (30, 0), (34, -0.5)])
def test_beyond_the_other_edge_of_a_band_is_no_progress_of_more_than_one(actual: float, progress: float) -> None:
    # from 10, 8 below the band; at 26 it is 4 above it, at 30 as far out as it was
    found = one(point(2024, actual), target={"value": 20}, baseline={"value": 10}, of=BAND)
    assert found["progress"] == pytest.approx(progress)


def test_a_band_that_was_left_has_no_progress() -> None:
    found = one(point(2024, 24), target={"value": 20}, baseline={"value": 20}, of=BAND)
    assert (found["status"], np.isnan(found["progress"])) == ("below", True)


@pytest.mark.parametrize(("actual", "status"), [(14, "on_path"), (13.9, "behind_path"), (26, "on_path")])
def test_the_path_to_a_band_ends_at_its_nearest_edge(actual: float, status: str) -> None:
    found = one(point(2024, actual), target={"value": 20, "path": "linear"}, baseline={"value": 10}, of=BAND)
    assert found["status"] == status


# --- Bounds -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actual", "bound", "ascending", "status"),
    [
        (10, "at_least", True, "reached"),
        (9, "at_least", True, "cannot_tell"),
        (10, "at_most", True, "cannot_tell"),
        (9, "at_most", True, "below"),
        (4, "at_least", False, "cannot_tell"),
        (6, "at_least", False, "cannot_tell"),
        (10, "at_most", False, "reached"),
        (12, "at_least", False, "below"),
    ],
)
def test_a_bound_decides_only_what_holds_for_every_value_it_leaves_open(
    actual: float, bound: str, ascending: bool, status: str
) -> None:
    baseline = {"value": 1 if ascending else 20}
    found = one(flagged(2024, actual, bound), target={"value": 10}, baseline=baseline, of={"ascending": ascending})
    assert found["status"] == status
    assert ("does not tell whether it is enough" in found["reason"].en) is (status == "cannot_tell")


def test_a_bound_inside_a_band_decides_nothing() -> None:
    assert one(flagged(2024, 20, "at_least"), target={"value": 20}, of=BAND)["status"] == "cannot_tell"
    assert one(flagged(2024, 25, "at_least"), target={"value": 20}, of=BAND)["status"] == "below"


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


@pytest.mark.parametrize(
    ("year", "due"),
    [(2022, 0), (2023, 2.5), (2024, 8), (2025, 13.5), (2026, 16)],  # 16 × (3u² - 2u³), u = 0, 1/4, 1/2, 3/4, 1
)
def test_an_s_curve_is_slow_at_first_and_at_the_end(year: int, due: float) -> None:
    target = {"value": 16, "path": "s_curve"}
    assert one(point(year, due), target=target, baseline={"value": 0})["status"] in ("on_path", "reached")
    assert one(point(year, due - 0.01), target=target, baseline={"value": 0})["status"] == "behind_path"


@pytest.mark.parametrize(
    ("start", "goal", "year", "due"),
    [
        (100, 1600, 2023, 200),  # doubling every year
        (100, 1600, 2024, 400),
        (100, 1600, 2025, 800),
        (1600, 100, 2024, 400),  # halving every year, less is better
    ],
)
def test_constant_growth_is_the_same_factor_every_year(start: float, goal: float, year: int, due: float) -> None:
    rises = goal > start
    given = {
        "target": {"value": goal, "path": "constant_growth"},
        "baseline": {"value": start},
        "of": {"ascending": rises},
    }
    assert one(point(year, due), **given)["status"] == "on_path"
    assert one(point(year, due - 1 if rises else due + 1), **given)["status"] == "behind_path"


@pytest.mark.parametrize("start", [0, -100])
def test_constant_growth_from_zero_or_through_zero_is_no_path(start: float) -> None:
    found = one(point(2024, 150), target={"value": 200, "path": "constant_growth"}, baseline={"value": start})
    assert found["status"] == "below"


STEPS = {"value": 200, "path": "steps", "steps": [{"year": 2024, "value": 120}, {"year": 2025, "value": 180}]}


@pytest.mark.parametrize(
    ("year", "actual", "status"),
    [
        (2023, 100, "on_path"),  # nothing is due before the first step
        (2023, 99, "behind_path"),
        (2024, 120, "on_path"),
        (2024, 119, "behind_path"),
        (2025, 179, "behind_path"),
        (2025, 180, "on_path"),
        (2026, 199, "behind_path"),
        (2026, 200, "reached"),
    ],
)
def test_a_step_is_due_at_the_end_of_its_year(year: int, actual: float, status: str) -> None:
    assert one(point(year, actual), target=STEPS, baseline={"value": 100})["status"] == status


def test_a_step_is_not_due_halfway_its_year() -> None:
    # a stock may be measured in between; the step of 2024 is due at its end
    found = one(point("2024-Q2", 100), target={**STEPS, "basis": "gross"},
                baseline={"value": 100, "basis": "gross"}, counted={"kind": "stock", "over_time": "last"})  # fmt: skip
    assert found["status"] == "on_path"


@pytest.mark.parametrize(
    ("steps", "due"),
    [([], 110), ([{"year": 2024, "value": 140}], 140)],  # a fifth of the way, as it was; or steps of its own
)
def test_steps_of_a_changed_target_stay_the_same_part_of_the_way(steps: list[Any], due: float) -> None:
    version = {"value": 150, "set_on": "2023-06-01", "reason": "the glass ran out", "steps": steps}
    target = {**STEPS, "versions": [version]}
    current = pick(measure(point(2024, due), target=target, baseline={"value": 100}), target_value=150)
    assert current["status"] == "on_path"
    short = pick(measure(point(2024, due - 1), target=target, baseline={"value": 100}), target_value=150)
    assert short["status"] == "behind_path"


def test_the_reason_says_what_the_path_asks_for() -> None:
    found = one(point(2024, 110), target=STEPS, baseline={"value": 100})
    assert "Het pad vraagt dan 120 lampen (20% van de weg)." in found["reason"].nl
    assert "The path asks for 120 lamps by then (20% of the way)." in found["reason"].en


@pytest.mark.parametrize(
    "target",
    [
        {"value": 200, "path": "steps"},
        {"value": 200, "steps": [{"year": 2024, "value": 1}]},
        {"value": 200, "path": "linear", "steps": [{"year": 2024, "value": 1}]},
        {**STEPS, "steps": [{"year": 2025, "value": 1}, {"year": 2024, "value": 2}]},
        {**STEPS, "steps": [{"year": 2024, "value": 1}, {"year": 2024, "value": 2}]},
        {**STEPS, "steps": [{"year": 2027, "value": 200}]},
        {**STEPS, "steps": [{"year": 2026, "value": 199}]},
        {
            "value": 200,
            "versions": [{"value": 9, "set_on": 2024, "reason": "r", "steps": [{"year": 2025, "value": 1}]}],
        },
        {"value": 200, "stated_factor": 2},
        {"value": 200, "stated_factor": 0, "baseline": "b"},
    ],
)
def test_steps_and_factors_that_cannot_be_meant_are_refused(target: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"steps|factor"):
        measure(target=target)


def test_a_last_step_may_be_the_target_itself() -> None:
    steps = [*STEPS["steps"], {"year": 2026, "value": 200}]
    assert one(point(2026, 200), target={**STEPS, "steps": steps}, baseline={"value": 100})["status"] == "reached"


# --- Ways of reckoning ------------------------------------------------------------------------------------------

COMPANIES = (point(2017, 6000), point(2019, 10_000), point(2021, 12_000))
FIVEFOLD = {"value": 20_000, "year": 2025}
FROM_2016 = {"period": 2016, "value": 4500}


def methods(*points: Point, **given_: Any) -> pd.DataFrame:
    standard: dict[str, Any] = {"baseline": None, "of": None, "counted": None, "as_of": date(2030, 1, 1)}
    used = {**standard, **given_}
    as_of = used.pop("as_of")
    parts = parts_of(points, used["target"], used["baseline"], used["of"], used["counted"])
    return compare_methods(parts[0], reckon_targets(*parts, as_of))


def test_the_ways_of_reckoning_stand_side_by_side() -> None:
    # T6
    table = methods(*COMPANIES, target=FIVEFOLD, baseline=FROM_2016)
    assert list(table.columns) == list(METHODS)
    assert table["reaches"].tolist() == [True, False, True, False, False, False]
    assert table["target_id"].unique().tolist() == ["t"]
    assert pick(table, method="growth_rate_ratio")["ratio"] == pytest.approx(1.2, abs=0.005)
    assert pick(table, method="last_two")["value"] == pytest.approx(16_000)


def test_progress_says_whether_the_ways_of_reckoning_agree() -> None:
    differ = one(*COMPANIES, target=FIVEFOLD, baseline=FROM_2016)
    assert "by 2 of the 6 the target of 2025 is reached" in differ["reason"].en
    alike = one(*COMPANIES, target={**FIVEFOLD, "value": 14_000}, baseline=FROM_2016)
    assert "volgens 5 van de 6 wordt het doel in 2025 gehaald" in alike["reason"].nl
    missed = one(*COMPANIES, target={**FIVEFOLD, "value": 90_000}, baseline=FROM_2016)
    assert "the target of 2025 is not reached: all 6 ways of reckoning agree" in missed["reason"].en


def test_a_measured_figure_of_the_baseline_year_does_not_count_twice() -> None:
    with_own = methods(point(2015, 1), point(2016, 9999), *COMPANIES, target=FIVEFOLD, baseline=FROM_2016)
    assert with_own["value"].equals(methods(*COMPANIES, target=FIVEFOLD, baseline=FROM_2016)["value"])


def test_without_a_baseline_the_first_figure_is_the_start() -> None:
    table = methods(point(2016, 4500), *COMPANIES, target=FIVEFOLD)
    assert pick(table, method="exponential_trend")["value"] == pytest.approx(26_300, abs=1)


@pytest.mark.parametrize(
    "given_",
    [
        {"target": {**FIVEFOLD, "year": 2021}},  # measured, so there is nothing to reckon
        {"target": {**FIVEFOLD, "basis": "mean_per_year"}},
        {"target": {**FIVEFOLD, "basis": "cumulative"}},  # refused
        {"target": FIVEFOLD, "of": {"band": {"low": 1, "high": 2}}},
        {"target": FIVEFOLD, "as_of": date(2010, 1, 1)},
    ],
)
def test_nothing_is_reckoned_where_it_would_mean_nothing(given_: dict[str, Any]) -> None:
    assert methods(*COMPANIES, **given_).empty


def test_both_versions_of_a_target_are_reckoned() -> None:
    table = methods(*COMPANIES, target={**FIVEFOLD, **LOWERED, "value": 20_000}, baseline=FROM_2016)
    assert table["target_value"].unique().tolist() == [20_000, 80]


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


def test_a_target_that_was_lowered_and_put_back_is_one_target() -> None:
    versions = [{"value": value, "set_on": f"202{at}-01-01", "reason": "r"} for at, value in ((3, 90), (4, 100))]
    assert measure(point(2024, 80), target={"value": 100, "versions": versions})["target_value"].tolist() == [100]


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
