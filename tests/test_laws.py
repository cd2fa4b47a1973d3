"""What holds for every programme, whatever its numbers: laws of adding up, of coverage, of time and of direction."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import pytest
from fictional_programme.small import (
    AFTER_EVERYTHING,
    element,
    indicator,
    numbered,
    pick,
    row,
    theory_of,
    tree_of,
    values_of,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from toc.assessment import assess
from toc.indicator import Band
from toc.monitoring import PlainRow
from toc.organisation import Membership
from toc.provenance import Document
from toc.target import Baseline, Target

STATIONS = "abcdef"
REGIONS = ("north", "south", "east", "far")
RATIO = indicator("rate", "100 * safe / ships", unit="percent")
SHIPS = (element("safe", unit="ships"), element("ships", unit="ships"))

LOG = Document.model_validate({"id": "LOG", "title": "Logbook", "publisher": "k", "known_on": "2010-01-01"})

Reports = Mapping[str, tuple[int | None, int | None]]
"""Station -> what it reported of ``safe`` and ``ships``; None reports nothing."""


# --- Small programmes -------------------------------------------------------------------------------------------


@st.composite
def reports(draw: st.DrawFn, stations: str = STATIONS) -> dict[str, tuple[int | None, int | None]]:
    """A part of a whole for every station; sometimes one of the two, or both, are not reported."""
    found = {}
    for station in stations:
        whole = draw(st.integers(0, 50))
        part = draw(st.integers(0, whole))
        found[station] = (
            draw(st.sampled_from([part, part, part, None])), draw(st.sampled_from([whole, whole, whole, None])),
        )  # fmt: skip
    return found


@st.composite
def trees(draw: st.DrawFn, stations: str = STATIONS) -> dict[str, str]:
    """Part -> parent: each region under the coast or under an earlier region, each station anywhere."""
    parents = {}
    for at, region in enumerate(REGIONS):
        parents[region] = draw(st.sampled_from(["coast", *REGIONS[:at]]))
    for station in stations:
        parents[station] = draw(st.sampled_from(["coast", *REGIONS]))
    return parents


def rows_of(given_reports: Reports) -> list[PlainRow]:
    return [
        row(station, name, 2024, value)
        for station, pair in given_reports.items()
        for name, value in zip(("safe", "ships"), pair, strict=True)
        if value is not None
    ]


def figures(parents: Mapping[str, str], rows: Sequence[PlainRow]) -> dict[tuple[str, str], dict[str, Any]]:
    """Values by (indicator, organisation)."""
    sums = [indicator(one.id, unit="ships") for one in SHIPS]
    theory = theory_of(SHIPS, [RATIO, *sums], tree=tree_of(parents), rounds=[2024])
    found, _ = values_of(theory, rows)
    totals = found[(found["disaggregation"] == "") & (found["period"] == "2024")]
    return {(one["indicator"], one["organisation"]): one for one in totals.to_dict("records")}


def same(one: float, other: float) -> bool:
    return (math.isnan(one) and math.isnan(other)) or math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)


# --- Adding up --------------------------------------------------------------------------------------------------


@settings(max_examples=25)
@given(reports(), trees(), trees(), st.randoms(use_true_random=False))
def test_a_ratio_is_the_same_in_any_order_and_through_any_level_in_between(
    given_reports: dict[str, tuple[int | None, int | None]], one: dict[str, str], other: dict[str, str], chance: Any
) -> None:
    both = [pair for pair in given_reports.values() if None not in pair]
    above, below = sum(part for part, _ in both), sum(whole for _, whole in both)
    expected = 100 * above / below if below else math.nan
    rows = rows_of(given_reports)
    shuffled = list(rows)
    chance.shuffle(shuffled)
    flat = dict.fromkeys(STATIONS, "coast")
    for parents, order in ((flat, rows), (one, rows), (other, shuffled)):
        found = figures(parents, order)["rate", "coast"]
        assert same(found["value"], expected)
        assert (found["reported"], found["expected"]) == (len(both), len(STATIONS))
        if both:
            assert (found["numerator"], found["denominator"]) == (above, below)


@settings(max_examples=25)
@given(reports(), trees())
def test_a_sum_is_what_the_stations_reported_whatever_lies_in_between(
    given_reports: dict[str, tuple[int | None, int | None]], parents: dict[str, str]
) -> None:
    known = [whole for _, whole in given_reports.values() if whole is not None]
    found = figures(parents, rows_of(given_reports))["ships", "coast"]
    assert same(found["value"], sum(known) if known else math.nan)
    assert (found["reported"], found["expected"]) == (len(known), len(STATIONS))


@settings(max_examples=25)
@given(reports("abcde"), trees())
def test_a_missing_report_changes_no_sum_and_no_ratio_only_the_coverage(
    given_reports: dict[str, tuple[int | None, int | None]], parents: dict[str, str]
) -> None:
    with_it = figures(parents, rows_of(given_reports))
    silent = {part: parent for part, parent in parents.items() if part != "f"}
    without = figures(silent, rows_of(given_reports))
    above = [where for where in ("coast", *REGIONS) if any(_is_below(silent, one, where) for one in "abcde")]
    for where in above:
        for name in ("safe", "ships", "rate"):
            one, other = without[name, where], with_it[name, where]
            assert same(one["value"], other["value"])
            assert (other["reported"], other["state"]) == (one["reported"], one["state"])
            assert other["expected"] == one["expected"] + _is_below(parents, "f", where)


def _is_below(parents: Mapping[str, str], part: str, above: str) -> bool:
    while part in parents:
        part = parents[part]
        if part == above:
            return True
    return False


@settings(max_examples=25)
@given(reports("abc"), st.data())
def test_splitting_a_station_in_two_leaves_its_region_unchanged(
    given_reports: dict[str, tuple[int | None, int | None]], data: st.DataObject
) -> None:
    safe, ships = (value if value is not None else 0 for value in given_reports["a"])
    safe = min(safe, ships)
    one_ships = data.draw(st.integers(0, ships))
    one_safe = data.draw(st.integers(max(0, safe - (ships - one_ships)), min(safe, one_ships)))
    whole: Reports = {**given_reports, "a": (safe, ships)}
    split: Reports = {**given_reports, "a": (one_safe, one_ships), "d": (safe - one_safe, ships - one_ships)}
    before = {"north": "coast", "south": "coast", "a": "north", "b": "north", "c": "south"}
    after = {**before, "d": "north"}
    known, divided = figures(before, rows_of(whole)), figures(after, rows_of(split))
    for name in ("rate", "safe", "ships"):
        for where in ("north", "coast"):
            one, other = known[name, where], divided[name, where]
            assert same(one["value"], other["value"])
            assert (other["reported"], other["expected"]) == (one["reported"] + 1, one["expected"] + 1)


@settings(max_examples=25)
@given(st.integers(1, 40), st.integers(0, 40), st.integers(1, 40), st.integers(1, 39), st.integers(0, 100))
def test_splitting_a_station_leaves_a_weighted_mean_unchanged(
    crew: int, score: int, other_crew: int, first_crew: int, other_score: int
) -> None:
    # the two halves have the same score as the whole had; only the weight is divided
    elements = [element("score", over_organisations="weighted_mean", weight="crew"), element("crew")]
    first_crew = min(first_crew, crew)
    rows = [row("b", "score", 2024, other_score), row("b", "crew", 2024, other_crew)]
    before = [*rows, row("a", "score", 2024, score), row("a", "crew", 2024, crew)]
    after = [*rows, row("a", "score", 2024, score), row("a", "crew", 2024, first_crew),
             row("c", "score", 2024, score), row("c", "crew", 2024, crew - first_crew)]  # fmt: skip
    parents = {"north": "coast", "a": "north", "b": "north"}
    means = []
    for tree, reported in ((parents, before), ({**parents, "c": "north"}, after)):
        theory = theory_of(elements, [indicator("score")], tree=tree_of(tree), rounds=[2024])
        found, _ = values_of(theory, reported)
        means.append(pick(found, organisation="coast")["value"])
    assert means[0] == pytest.approx((crew * score + other_crew * other_score) / (crew + other_crew))
    assert means[1] == pytest.approx(means[0])


@settings(max_examples=15)
@given(st.lists(st.integers(0, 100), min_size=4, max_size=4), st.integers(0, 100), st.integers(0, 100))
def test_a_station_that_splits_in_mid_series_leaves_its_region_unchanged(
    values: list[int], first: int, second: int
) -> None:
    # a works until the end of 2023; from 2024 on e and f do its work
    ended = {"a": {"until": date(2023, 12, 31)}, "e": {"since": date(2024, 1, 1)}, "f": {"since": date(2024, 1, 1)}}
    before = {"north": "coast", "a": "north", "b": "north"}
    after = {**before, "e": "north", "f": "north"}
    others = [
        row("b", "ships", 2023, values[2]),
        row("b", "ships", 2024, values[3]),
        row("a", "ships", 2023, values[0]),
    ]
    plain = [*others, row("a", "ships", 2024, first + second)]
    split = [*others, row("e", "ships", 2024, first), row("f", "ships", 2024, second)]
    found = []
    for tree, rows in ((tree_of(before), plain), (tree_of(after, **ended), split)):
        theory = theory_of([SHIPS[1]], [indicator("ships", unit="ships")], tree=tree)
        table, _ = values_of(theory, rows)
        found.append([pick(table, organisation="north", period=str(year))["value"] for year in (2023, 2024)])
    assert found[0] == found[1] == [values[0] + values[2], first + second + values[3]]


@settings(max_examples=20)
@given(st.lists(st.integers(0, 100), min_size=3, max_size=3), st.integers(1, 9))
def test_shares_divide_a_station_and_lose_nothing(values: list[int], tenths: int) -> None:
    share = tenths / 10
    memberships = [Membership(parent="north", share=share), Membership(parent="south", share=1 - share)]
    tree = tree_of({"north": "coast", "south": "coast", "a": "north", "b": "south", "c": memberships})
    theory = theory_of([SHIPS[1]], [indicator("ships", unit="ships")], tree=tree, rounds=[2024])
    rows = [row(station, "ships", 2024, value) for station, value in zip("abc", values, strict=True)]
    found, _ = values_of(theory, rows)
    north, south, coast = (pick(found, organisation=name)["value"] for name in ("north", "south", "coast"))
    assert north == pytest.approx(values[0] + share * values[2])
    assert south == pytest.approx(values[1] + (1 - share) * values[2])
    assert coast == pytest.approx(sum(values))
    assert north + south == pytest.approx(coast)


@settings(max_examples=15)
@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=6, max_size=6),
    st.lists(st.sampled_from(["north", "south"]), min_size=6, max_size=6),
)
def test_where_a_station_belongs_changes_regions_and_never_the_whole(
    values: list[tuple[int, int]], regions: list[str]
) -> None:
    # every second station moves to the other region on 1 January 2024
    parents: dict[str, Any] = {"north": "coast", "south": "coast"}
    for at, (station, first) in enumerate(zip(STATIONS, regions, strict=True)):
        later = {"north": "south", "south": "north"}[first] if at % 2 else first
        parents[station] = [Membership(parent=first, until=date(2023, 12, 31)),
                            Membership(parent=later, since=date(2024, 1, 1))]  # fmt: skip
    theory = theory_of([SHIPS[1]], [indicator("ships", unit="ships")], tree=tree_of(parents))
    rows = [row(station, "ships", year, value) for station, pair in zip(STATIONS, values, strict=True)
            for year, value in zip((2023, 2024), pair, strict=True)]  # fmt: skip
    found = {
        view: values_by_key(assess(theory, numbered(rows), as_of=AFTER_EVERYTHING, tree_view=view).values)
        for view in ("as_it_was", "as_it_is")
    }
    for at, period in enumerate(("2023", "2024")):
        whole = sum(pair[at] for pair in values)
        for known in found.values():
            there = [known["ships", region, period] for region in ("north", "south")
                     if ("ships", region, period) in known]  # fmt: skip
            assert known["ships", "coast", period] == whole
            assert sum(value for value in there if not math.isnan(value)) == whole
    assert _same_figures(found["as_it_was"], found["as_it_is"], "2024")


def _same_figures(one: Mapping[Any, float], other: Mapping[Any, float], period: str) -> bool:
    keys = {key for key in (*one, *other) if key[2] == period}
    return all(same(one.get(key, math.nan), other.get(key, math.nan)) for key in keys)


CATEGORY = st.none() | st.integers(0, 20)


@settings(max_examples=20)
@given(st.lists(st.tuples(CATEGORY, CATEGORY, CATEGORY), min_size=4, max_size=4))
def test_the_categories_and_what_has_none_make_the_total_at_every_level(
    given_parts: list[tuple[int | None, int | None, int | None]],
) -> None:
    """Each station gives a total, and all, some or none of its two categories."""
    trained = element("trained", over_disaggregation="sum", disaggregations={"sex": ("women", "men")})
    rows, totals = [], {}
    for station, (women, men, others) in zip("abcd", given_parts, strict=True):
        if women is men is others is None:
            continue
        totals[station] = sum(part or 0 for part in (women, men, others))
        rows.append(row(station, "trained", 2024, totals[station]))
        rows += [row(station, "trained", 2024, value, disaggregation=f"sex={name}")
                 for name, value in (("women", women), ("men", men)) if value is not None]  # fmt: skip
    parents = {"north": "coast", "south": "coast", "a": "north", "b": "north", "c": "south", "d": "south"}
    theory = theory_of([trained], [indicator("trained")], tree=tree_of(parents), rounds=[2024])
    found, findings = values_of(theory, rows)
    assert not findings
    below = {"north": "ab", "south": "cd", "coast": "abcd", **{one: one for one in totals}}
    for where, stations in below.items():
        mine = found[(found["organisation"] == where) & found["value"].notna()]
        by_category = dict(zip(mine["disaggregation"], mine["value"], strict=True))
        reported = [totals[one] for one in stations if one in totals]
        assert by_category.get("", math.nan) == sum(reported) if reported else "" not in by_category
        parted = {name: value for name, value in by_category.items() if name}
        if parted:
            assert sum(parted.values()) == by_category[""]
            assert min(parted.values()) >= 0


# --- Time: the four kinds ---------------------------------------------------------------------------------------

QUARTERS = [f"{year}-Q{quarter}" for year in (2023, 2024) for quarter in (1, 2, 3, 4)]
KINDS = (
    element("flow"),
    element("running", kind="cumulative", over_time="last"),
    element("yearly", kind="year_to_date", over_time="last"),
)
CONVERSIONS = {
    # what comes out of a conversion, and of the same conversion there and back
    "flow_from_running": ("in_period(running)", "flow"),
    "flow_from_yearly": ("in_period(yearly)", "flow"),
    "flow_there_and_back": ("in_period(since_start(flow))", "flow"),
    "flow_by_the_year_and_back": ("in_period(year_to_date(flow))", "flow"),
    "running_from_flow": ("since_start(flow)", "running"),
    "running_there_and_back": ("since_start(in_period(running))", "running"),
    "running_from_yearly": ("since_start(in_period(yearly))", "running"),
    "yearly_from_flow": ("year_to_date(flow)", "yearly"),
    "yearly_there_and_back": ("year_to_date(in_period(yearly))", "yearly"),
    "yearly_from_running": ("year_to_date(in_period(running))", "yearly"),
}


def values_by_key(found: pd.DataFrame) -> dict[tuple[str, str, str], float]:
    totals = found[found["disaggregation"] == ""]
    return dict(zip(zip(totals["indicator"], totals["organisation"], totals["period"], strict=True), totals["value"],
                    strict=True))  # fmt: skip


@settings(max_examples=10)
@given(st.lists(st.lists(st.integers(0, 1000), min_size=8, max_size=8), min_size=2, max_size=2))
def test_flows_and_running_totals_are_turned_into_each_other_and_back(flows: list[list[int]]) -> None:
    truth: dict[str, dict[str, list[int]]] = {"flow": {}, "running": {}, "yearly": {}}
    for station, flow in zip("ab", flows, strict=True):
        truth["flow"][station] = flow
        truth["running"][station] = [sum(flow[: at + 1]) for at in range(8)]
        truth["yearly"][station] = [sum(flow[at // 4 * 4 : at + 1]) for at in range(8)]
    rows = [
        row(station, name, quarter, value)
        for name, stations in truth.items()
        for station, values in stations.items()
        for quarter, value in zip(QUARTERS, values, strict=True)
    ]
    indicators = [indicator(name, formula) for name, (formula, _) in CONVERSIONS.items()]
    theory = theory_of(
        [one.model_copy(update={"reported_from": "2023"}) for one in KINDS], indicators,
        tree=tree_of({"a": "coast", "b": "coast"}), rounds=QUARTERS,
    )  # fmt: skip
    found, findings = values_of(theory, rows)
    assert not findings
    known = values_by_key(found)
    for name, (formula, expected) in CONVERSIONS.items():
        for at, quarter in enumerate(QUARTERS):
            for where, stations in (("a", "a"), ("b", "b"), ("coast", "ab")):
                value = known[name, where, quarter]
                right = sum(truth[expected][one][at] for one in stations)
                assert value == right, (formula, where, quarter, value, right)


@settings(max_examples=15)
@given(st.lists(st.none() | st.integers(0, 1000), min_size=8, max_size=8))
def test_a_conversion_never_invents_what_was_not_reported(flow: list[int | None]) -> None:
    """A quarter follows from a running total only when the quarter before was reported too."""
    running: list[int | None] = []
    total = 0
    for value in flow:
        total += value or 0
        running.append(None if value is None else total)
    rows = [row("a", "running", quarter, value) for quarter, value in zip(QUARTERS, running, strict=True)
            if value is not None]  # fmt: skip
    cumulative = KINDS[1].model_copy(update={"reported_from": "2023-Q1"})
    theory = theory_of([cumulative], [indicator("flow", "in_period(running)")], tree=tree_of({"a": "coast"}),
                       rounds=QUARTERS)  # fmt: skip
    found, _ = values_of(theory, rows)
    values = values_by_key(found)
    for at, quarter in enumerate(QUARTERS):
        value = values["flow", "a", quarter]
        known = running[at] is not None and (at == 0 or running[at - 1] is not None)
        before = (running[at - 1] or 0) if at else 0
        assert same(value, (running[at] or 0) - before if known else math.nan), quarter


# --- Direction --------------------------------------------------------------------------------------------------

MONEY = st.integers(-10_000, 10_000).map(lambda cents: cents / 4)


def progress_of(actual: float, start: float, goal: float, **direction: Any) -> dict[str, Any]:
    """Progress of one target, from the row to the table."""
    baseline = Baseline.model_validate(
        {"id": "b", "indicator": "balance", "organisation": "coast", "period": 2022, "value": start, "basis": "gross",
         "owner": "k", "source": "LOG:1"}
    )  # fmt: skip
    target = Target.model_validate(
        {"id": "t", "indicator": "balance", "organisation": "coast", "year": 2026, "value": goal, "basis": "gross",
         "owner": "k", "source": "LOG:1", "baseline": "b", "path": "linear"}
    )  # fmt: skip
    theory = theory_of(
        [element("balance", unit="EUR", may_be_negative=True)], [indicator("balance", unit="EUR", **direction)],
        tree=tree_of({"a": "coast"}),
        rounds=[2024], baselines=(baseline,), targets=(target,), documents=(LOG,),
    )  # fmt: skip
    found = assess(theory, numbered([row("a", "balance", 2024, actual)]), as_of=AFTER_EVERYTHING).progress
    return pick(found, target_id="t")


@settings(max_examples=15)
@given(MONEY, MONEY, MONEY)
def test_an_indicator_and_its_mirror_image_have_the_same_progress_and_status(
    actual: float, start: float, goal: float
) -> None:
    up = progress_of(actual, start, goal, ascending=True)
    down = progress_of(-actual, -start, -goal, ascending=False)
    assert same(up["progress"], down["progress"])
    assert up["status"] == down["status"]


@settings(max_examples=15)
@given(MONEY, MONEY, st.tuples(MONEY, MONEY).map(sorted))
def test_a_band_and_its_mirror_image_have_the_same_progress_and_status(
    actual: float, start: float, edges: list[float]
) -> None:
    low, high = edges
    up = progress_of(actual, start, low, band=Band(low=low, high=high))
    down = progress_of(-actual, -start, -low, band=Band(low=-high, high=-low))
    assert same(up["progress"], down["progress"])
    assert up["status"] == down["status"]
