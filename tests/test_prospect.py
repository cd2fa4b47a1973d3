"""The chance of reaching a target, the pace that it asks for, and why sometimes neither can be told."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pytest
from fictional_programme.small import TREE, codes, element, indicator, pick, point, tree_of
from scipy.special import ndtri

from toc.assessment import Assessment
from toc.declared import Text
from toc.forecasting.outlook import PROBABILITIES, Outlook
from toc.frames import PROSPECTS
from toc.period import Period
from toc.projection import Setting, project
from toc.prospect import judge_prospects
from toc.series import Point
from toc.target import Target
from toc.theory import Event

KEY = ("x", "coast")
UNITS = {"lamps": Text(nl="lampen", en="lamps"), "percent": Text(nl="%", en="%")}
TWO = (point(2023, 100), point(2024, 110))
SOURCE = {"owner": "k", "source": "LOG:1"}
SINCE_THE_START = {"kind": "cumulative", "over_time": "last"}


def outlook(
    median: float, sd: float, years: Sequence[int] = range(2025, 2031), own: float = 0.5, **limits: float
) -> Outlook:
    """The same normal distribution in every year, within limits."""
    row = np.clip(median + sd * ndtri(PROBABILITIES), limits.get("lowest", -np.inf), limits.get("highest", np.inf))
    moments = np.array([year + 0.5 for year in years])
    return Outlook(moments, np.tile(row, (len(moments), 1)), 2, own, 0.3)


def targets_of(**target: Any) -> list[Target]:
    standard = {"id": "t", "indicator": "x", "organisation": "coast", "year": 2027, "basis": "gross", "value": 140}
    return [Target.model_validate({**standard, **SOURCE, **target})]


def judge(
    *points: Point,
    target: dict[str, Any] | None = None,
    of: dict[str, Any] | None = None,
    counted: dict[str, Any] | None = None,
    ahead: Outlook | None = None,
    events: Sequence[Event] = (),
    **fields: Any,
) -> Any:
    """The table for one target of the indicator x, against a distribution that the test made itself."""
    standard: dict[str, Any] = {"tree": tree_of(TREE), "as_of": date(2025, 6, 1), "horizons": (2027, 2030)}
    setting = Setting(
        {"x": indicator("x", **(of or {})), "z": indicator("z")},
        {"x": element("x", **(counted or {})), "z": element("z")}, **{**standard, **fields},
    )  # fmt: skip
    outlooks = {KEY: ahead} if ahead is not None else {}
    return judge_prospects(targets_of(**(target or {})), {KEY: points}, outlooks, events, UNITS, setting)


def one(*points: Point, **given_: Any) -> dict[str, Any]:
    return pick(judge(*points, **given_), target_id="t")


# --- The chance and its word ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chance", "status"),
    [(0.9, "likely"), (0.67, "likely"), (0.66, "uncertain"), (0.5, "uncertain"), (0.34, "uncertain"),
     (0.33, "unlikely"), (0.02, "unlikely")],
)  # fmt: skip
@pytest.mark.parametrize("ascending", [True, False])
def test_the_word_follows_from_the_chance(chance: float, status: str, ascending: bool) -> None:
    # the median lies as many standard deviations beyond the target as the chance asks for
    beyond = float(ndtri(chance)) * 10
    ahead = outlook(140 + beyond if ascending else 140 - beyond, 10)
    points = TWO if ascending else (point(2023, 200), point(2024, 190))
    found = one(*points, ahead=ahead, of={"ascending": ascending})
    # between two of the probabilities at which it is kept, a normal distribution is followed exactly
    assert found["probability"] == pytest.approx(chance, abs=1e-9)
    assert found["status"] == status


def test_a_lump_at_the_target_has_reached_it_from_both_sides() -> None:
    lump = outlook(100, 10, lowest=110)  # more than half lies at 110 exactly
    up = one(*TWO, ahead=lump, target={"value": 110})
    assert up["probability"] == 1.0
    down = one(*TWO, ahead=lump, target={"value": 110}, of={"ascending": False})
    # P(Z <= 1) is 0.841; a distribution is kept at steps of 0.05 there, and the lump ends at one of them
    assert 0.8 <= down["probability"] <= 0.85


def test_a_band_has_the_chance_of_lying_inside_it() -> None:
    found = one(*TWO, ahead=outlook(115, 10), of={"band": {"low": 105, "high": 125}}, target={"value": 115})
    assert found["probability"] == pytest.approx(0.6827, abs=1e-3)
    assert found["status"] == "likely"
    assert found["pace_needed"] == 0  # 110 lies inside
    assert "between 105 and 125 lamps in 2027 is about 70%" in found["reason"].en


def test_the_chance_is_that_of_the_target_year() -> None:
    rising = outlook(100, 10)
    rising = Outlook(rising.moments, rising.quantiles + 10 * np.arange(6)[:, None], 2, 0.5, 0.3)
    # 2025 expects 100, 2027 expects 120 and 2029 expects 140
    assert one(*TWO, ahead=rising, target={"value": 120})["probability"] == pytest.approx(0.5)
    assert one(*TWO, ahead=rising, target={"value": 140, "year": 2029})["probability"] == pytest.approx(0.5)


@pytest.mark.parametrize(("unit", "times"), [("percent", 1.0), ("fraction", 0.01)])
def test_what_a_percentage_lacks_is_said_in_percentage_points(unit: str, times: float) -> None:
    points = [point(year, value * times) for year, value in ((2023, 50), (2024, 50.4))]
    ahead = outlook(51 * times, 2 * times)
    found = one(*points, ahead=ahead, of={"unit": unit}, counted={"unit": unit}, target={"value": 53.4 * times})
    # 3 still to go in three years is 1 a year; 0.4 a year was seen
    assert "het doel van 53,4% in 2027" in found["reason"].nl
    assert "nodig is 0,6 procentpunt per jaar extra" in found["reason"].nl
    assert "it takes 0.6 percentage points more per year" in found["reason"].en


# --- Pace -------------------------------------------------------------------------------------------------------


def test_the_pace_that_was_seen_stands_beside_the_pace_that_is_needed() -> None:
    found = one(point(2021, 80), point(2023, 100), point(2024, 110), ahead=outlook(120, 20))
    # 30 in three years; still 30 to go in three years from 2024 to 2027
    assert found["pace_seen"] == pytest.approx(10)
    assert found["pace_needed"] == pytest.approx(10)
    assert found["extra_per_year"] == pytest.approx(0)
    assert (found["last"], found["last_year"]) == (110, 2024)


def test_a_manager_reads_the_chance_and_what_is_needed() -> None:
    points = (point(2023, 6000), point(2024, 6400))
    # needed (8,500 - 6,400) / 3 = 700 per year, seen 400
    found = one(*points, target={"value": 8500}, ahead=outlook(8500 - 0.4 * 1000, 1000))
    assert found["extra_per_year"] == pytest.approx(300)
    assert found["reason"].nl == (
        "Bij het huidige tempo is de kans dat het doel van 8.500 lampen in 2027 wordt gehaald ongeveer 35%; nodig "
        "is 300 per jaar extra."
    )
    assert found["reason"].en == (
        "At the present pace the chance that the target of 8,500 lamps in 2027 is reached is about 35%; it takes 300 "
        "more per year."
    )


def test_less_that_is_better_asks_for_a_fall() -> None:
    points = (point(2023, 200), point(2024, 190))
    found = one(*points, target={"value": 100}, of={"ascending": False}, ahead=outlook(160, 20))
    # 90 to lose in three years, 10 per year seen
    assert (found["pace_seen"], found["pace_needed"]) == (pytest.approx(-10), pytest.approx(-30))
    assert found["extra_per_year"] == pytest.approx(-20)
    assert "takes a fall of 20 more per year" in found["reason"].en
    assert found["status"] == "unlikely"


def test_a_pace_that_is_fast_enough_needs_nothing_extra() -> None:
    likely = one(*TWO, target={"value": 120}, ahead=outlook(140, 10))
    assert "fast enough" in likely["reason"].en
    doubtful = one(*TWO, target={"value": 120}, ahead=outlook(115, 10))
    assert "such a pace does not always last" in doubtful["reason"].en
    there = one(*TWO, target={"value": 105}, ahead=outlook(115, 10))
    assert "The last figure meets the target" in there["reason"].en
    assert "extra" not in likely["reason"].nl + doubtful["reason"].nl + there["reason"].nl


def test_little_of_its_own_is_said() -> None:
    assert "Its own figures say little yet (they count for 10%)" in one(*TWO, ahead=outlook(1, 1, own=0.1))["reason"].en
    assert "say little" not in one(*TWO, ahead=outlook(1, 1, own=0.6))["reason"].en


# --- Reached ----------------------------------------------------------------------------------------------------


def test_a_count_since_the_start_that_passed_its_target_has_reached_it() -> None:
    found = one(point(2023, 120), point(2024, 150), counted=SINCE_THE_START, ahead=outlook(160, 5))
    assert (found["status"], found["probability"]) == ("reached", 1.0)
    assert "150 lamps in 2024" in found["reason"].en
    # one figure is enough for that, and "at least" is enough too
    assert one(point(2024, 150), counted=SINCE_THE_START)["status"] == "reached"
    at_least = Point(Period.parse(2024), 150, (12, 12), float("nan"), ("at_least",))
    assert one(at_least, counted=SINCE_THE_START)["status"] == "reached"
    at_most = Point(Period.parse(2024), 150, (12, 12), float("nan"), ("at_most",))
    assert one(at_most, counted=SINCE_THE_START)["status"] == "cannot_tell"


def test_what_can_fall_again_is_not_reached_before_its_year() -> None:
    found = one(point(2023, 120), point(2024, 150), ahead=outlook(160, 5))
    assert found["status"] == "likely"


@pytest.mark.parametrize(("value", "status", "chance"), [(150, "reached", 1.0), (130, "unlikely", 0.0)])
def test_a_target_year_that_is_measured_is_settled(value: float, status: str, chance: float) -> None:
    # a school year that ended, in a calendar year that has not
    points = (point("2025/26", 120), point("2026/27", value))
    found = one(*points, ahead=outlook(140, 50, range(2028, 2031)), as_of=date(2027, 10, 1))
    assert (found["status"], found["probability"]) == (status, chance)
    assert "The target year 2027 was measured" in found["reason"].en


# --- What cannot be told ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "given_", "words"),
    [
        ((), {}, "no figure yet"),
        ((point(2024, 5),), {}, "there is 1 figure"),
        ((point(2024, 5, months=(4, 7)),), {}, "only a figure for a part of a year"),
        ((point(2023, 5, months=(4, 7)), point(2024, 5)), {}, "of the 2 figures 1 can be used"),
        ((), {"too_few_reported": {KEY: 3}}, "too few organisations reported"),
        (TWO, {"target": {"basis": "cumulative"}}, "since the start"),
        (TWO, {"target": {"basis": "mean_per_year"}}, "mean over the years"),
        (TWO, {"target": {"year": 2040}}, "2040 lies after 2030"),
        (TWO, {"as_of": date(2024, 6, 1)}, "there is 1 figure"),  # 2024 had not ended
    ],
)
def test_what_cannot_be_told_has_its_reason(points: Sequence[Point], given_: dict[str, Any], words: str) -> None:
    found = one(*points, ahead=outlook(140, 10), **given_)
    assert found["status"] == "cannot_tell"
    assert np.isnan(found["probability"])
    assert np.isnan(found["extra_per_year"])
    assert words in found["reason"].en
    assert found["reason"].nl


def test_a_target_that_counts_something_else_is_refused_as_progress_refuses_it() -> None:
    found = one(*TWO, target={"basis": "cumulative"}, ahead=outlook(140, 10))
    assert "since the start" in found["reason"].en
    assert "all together" in found["reason"].en


def test_a_target_of_a_year_that_is_past_has_no_row() -> None:
    assert judge(*TWO, ahead=outlook(140, 10), as_of=date(2028, 1, 1)).empty
    assert len(judge(*TWO, ahead=outlook(140, 10), as_of=date(2027, 12, 31))) == 1


def test_a_target_is_judged_as_first_set_and_as_it_stands() -> None:
    versions = [{"value": 120, "set_on": "2025-01-15", "reason": "the glass ran out"}]
    table = judge(*TWO, ahead=outlook(120, 10), target={"versions": versions})
    assert list(table.columns) == list(PROSPECTS)
    assert table["target_value"].tolist() == [140, 120]
    assert table["probability"].iloc[0] < table["probability"].iloc[1] == pytest.approx(0.5)


# --- Events -----------------------------------------------------------------------------------------------------


def event(name: str, day: str) -> Event:
    return Event.model_validate({"id": name, "title": name.upper(), "day": day})


def test_events_up_to_the_target_are_named_and_change_nothing() -> None:
    events = [event("end", "2027-08-31"), event("start", "2023-01-01"), event("later", "2028-01-01"),
              event("move", "2025-02")]  # fmt: skip
    found, without = (one(*TWO, ahead=outlook(140, 10), events=some) for some in (events, ()))
    assert found["event"] == "move,end"  # in order of time; not before the last figure and not after the target
    assert found["probability"] == without["probability"]
    assert "Op 31 augustus 2027 verandert iets: END. Deze raming rekent daar niet mee." in found["reason"].nl
    assert found["reason"].en.startswith(without["reason"].en)
    assert without["event"] is None


# --- Together with the projections ------------------------------------------------------------------------------


def test_the_chance_agrees_with_the_projection_that_is_shown() -> None:
    setting = Setting({"x": indicator("x")}, {"x": element("x")}, tree_of(TREE), (2027, 2030), date(2025, 6, 1))
    found = project({KEY: [point(2022, 90), *TWO]}, [KEY], setting)
    row = pick(found.table, year=2027)
    for column, chance in (("lower80", 0.9), ("median", 0.5), ("upper95", 0.025)):
        goal = targets_of(value=row[column])
        table = judge_prospects(goal, {KEY: [point(2022, 90), *TWO]}, found.outlooks, (), UNITS, setting)
        assert table["probability"].iloc[0] == pytest.approx(chance, abs=1e-6)


def test_prospects_of_the_lighthouses(assessment: Assessment) -> None:
    table = assessment.prospects
    assert list(table.columns) == list(PROSPECTS)
    # eight goals of seven targets, all of 2025 or later
    assert sorted(table["target_id"]) == [
        "extra_2027", "lamps_2026", "lamps_2026", "litres_2026", "oil_mean", "safe_2026", "trained_2025", "wrecks_2026"
    ]  # fmt: skip
    assert pick(table, target_id="oil_mean")["status"] == "cannot_tell"
    assert pick(table, target_id="extra_2027")["status"] == "cannot_tell"
    # 10, 25 and 40 keepers; ten more are needed in one year, and there were 15 a year
    trained = pick(table, target_id="trained_2025")
    assert (trained["pace_seen"], trained["pace_needed"]) == (pytest.approx(15), pytest.approx(10))
    assert "declared.not_used" not in codes(assessment.findings)


def test_where_nobody_can_tell_the_events_are_named_too() -> None:
    (end,) = events = [event("end", "2027-08-31")]
    few = one(point(2024, 5), events=events)
    refused = one(*TWO, ahead=outlook(1, 1), target={"basis": "mean_per_year"}, events=events)
    for found in (few, refused):
        assert (found["status"], found["event"]) == ("cannot_tell", end.id)
        assert found["reason"].nl.endswith("Op 31 augustus 2027 verandert iets: END.")


def test_what_is_settled_waits_for_no_event() -> None:
    found = one(point(2023, 120), point(2024, 150), counted=SINCE_THE_START, events=[event("end", "2027-08-31")])
    assert (found["status"], found["event"]) == ("reached", None)
    assert "changes" not in found["reason"].en
