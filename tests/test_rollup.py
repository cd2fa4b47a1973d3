"""From rows to one figure per organisation and period: choosing, categories, what is expected, adding up the tree."""

import math
import random
from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import pytest
from fictional_programme.small import (
    TREE,
    cells_of,
    codes,
    element,
    indicator,
    pick,
    row,
    theory_of,
    tree_of,
    values_of,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from toc.assessment import Assessment, assess
from toc.conflict import Conflict
from toc.monitoring import PlainRow, accept
from toc.organisation import Membership, OrganisationTree
from toc.rollup import RollUp, ancestry, roll_up
from toc.rows import RawRow
from toc.theory import Theory

STATIONS = "abcd"


def report(year: object = 2024, name: str = "x", **values: object) -> list[PlainRow]:
    """Rows of the stations in one year; None reports nothing."""
    return [row(station, name, year, value) for station, value in values.items() if value is not None]


def rolled(
    *rows: PlainRow, tree: OrganisationTree | None = None, as_of: date = date(2030, 1, 1), **fields: Any
) -> RollUp:
    return cells_of(theory_of([element("x", **fields)], tree=tree, rounds=[2024]), rows, as_of)


def cell(found: RollUp, organisation: str, period: str = "2024", **wanted: object) -> dict[str, Any]:
    return pick(found.cells, data_element="x", organisation=organisation, period=period, **wanted)


def declared(rule: str, chosen: str | None, *rows: str) -> Conflict:
    return Conflict.model_validate(
        {"id": "K", "severity": "A", "title": "t", "rule": rule, "chosen": chosen, "reason": "r",
         "statements": [{"source": "LOG:1", "observation": name} for name in rows]}
    )  # fmt: skip


# --- Missing is not zero (T4) -----------------------------------------------------------------------------------


def test_reports_of_twelve_and_zero_with_two_silent_sum_to_twelve_of_two_of_four() -> None:
    # T4: 12, 0, -, -: sum 12, coverage 2/4; not 6, and the 0 is shown as 0
    found = rolled(*report(a=12, b=0))
    top = cell(found, "coast")
    assert (top["value"], top["reported"], top["expected"], top["state"]) == (12, 2, 4, "reported")
    assert (cell(found, "b")["value"], cell(found, "b")["state"]) == (0, "reported")
    assert math.isnan(cell(found, "c")["value"])
    assert cell(found, "c")["state"] == "missing"


def test_a_region_where_nobody_reported_is_missing_and_not_zero() -> None:
    south = cell(rolled(*report(a=12, b=0)), "south")
    assert math.isnan(south["value"])
    assert (south["state"], south["reported"], south["expected"]) == ("missing", 0, 2)


def test_a_sum_of_zeros_is_zero() -> None:
    assert cell(rolled(*report(a=0, b=0, c=0, d=0)), "coast")["value"] == 0


def test_coverage_by_weight_stands_beside_coverage_by_number() -> None:
    # a and b weigh 30 and 10 of 100: weight 0.4 where number gives 2/4; mean (3 * 30 + 5 * 10) / 40 = 3.5
    theory = theory_of([element("x", over_organisations="weighted_mean", weight="w"), element("w")], rounds=[2024])
    found = cells_of(theory, [*report(a=3, b=5), *report(name="w", a=30, b=10, c=50, d=10)])
    top = cell(found, "coast")
    assert (top["value"], top["reported"], top["expected"]) == (3.5, 2, 4)
    assert top["weight"] == pytest.approx(0.4)


def test_the_mean_over_those_who_reported_does_not_count_the_silent_as_zero() -> None:
    # T4: the average of 12 and 0 is 6, not 3
    theory = theory_of([element("x", over_organisations="weighted_mean", weight="w"), element("w")], rounds=[2024])
    found = cells_of(theory, [*report(a=12, b=0), *report(name="w", a=1, b=1, c=1, d=1)])
    assert cell(found, "coast")["value"] == 6


def test_a_part_whose_weight_is_unknown_is_not_left_out_in_silence() -> None:
    # b reports 9 but not its weight; a mean of 3 may not be said to rest on 2 of 2
    theory = theory_of([element("x", over_organisations="weighted_mean", weight="w"), element("w")], rounds=[2024])
    found = cell(cells_of(theory, [*report(a=3, b=9), *report(name="w", a=10)]), "north")
    assert math.isnan(found["value"]) or found["reported"] == 1


@settings(max_examples=12)
@given(st.lists(st.none() | st.integers(0, 1000), min_size=4, max_size=4), st.integers(0, 3))
def test_a_missing_report_never_changes_a_sum_only_the_coverage(values: list[int | None], silent: int) -> None:
    with_zero = dict(zip(STATIONS, values, strict=True)) | {STATIONS[silent]: 0}
    without = {**with_zero, STATIONS[silent]: None}
    one, other = (cell(rolled(*report(**reports)), "coast") for reports in (with_zero, without))
    assert one["expected"] == other["expected"] == 4
    assert one["reported"] == other["reported"] + 1
    if other["reported"]:
        assert one["value"] == other["value"]
    else:
        assert (one["value"], other["state"]) == (0, "missing")


def test_a_state_is_carried_to_the_top() -> None:
    found = rolled(*report(2024, a=1), as_of=date(2024, 6, 30))
    assert cell(found, "b")["state"] == "not_due"
    assert cell(found, "south")["state"] == "not_due"
    assert "open_period" in cell(found, "a")["flags"]
    assert "open_period" in cell(found, "coast")["flags"]


def test_a_period_is_due_only_after_its_last_day() -> None:
    assert cell(rolled(as_of=date(2024, 12, 31)), "a")["state"] == "not_due"
    assert cell(rolled(as_of=date(2025, 1, 1)), "a")["state"] == "missing"


def test_what_does_not_apply_is_not_missing_and_not_expected() -> None:
    never = [{"organisation": "d", "reason": "has no lamp"}]
    found = rolled(*report(a=1, b=2, c=3), not_applicable=never)
    assert cell(found, "d")["state"] == "not_applicable"
    assert (cell(found, "coast")["value"], cell(found, "coast")["expected"]) == (6, 3)


def test_nobody_is_expected_before_joining_or_after_leaving() -> None:
    tree = tree_of(TREE, c={"since": "2025-01-01"}, d={"until": "2023-12-31"})
    top = cell(rolled(*report(a=1, b=2), tree=tree), "coast")
    assert (top["value"], top["reported"], top["expected"]) == (3, 2, 2)


def test_nobody_is_expected_to_report_before_the_first_period_of_the_element() -> None:
    found = rolled(*report(a=1), reported_from=2025)
    assert (cell(found, "coast")["reported"], cell(found, "coast")["expected"]) == (1, 1)


def test_what_nobody_is_asked_is_missing_at_the_top_and_says_so() -> None:
    found = rolled(reported_by=())
    assert (cell(found, "coast")["state"], cell(found, "coast")["flags"]) == ("missing", ("not_asked",))


def test_a_quarantined_figure_is_shown_and_used_nowhere_and_its_reporter_stays_expected() -> None:
    found = rolled(row("a", "x", 2024, 999, use="quarantined"), *report(b=1, c=2, d=3))
    assert cell(found, "a")["value"] == 999
    assert cell(found, "coast")["value"] == 6
    assert (cell(found, "coast")["reported"], cell(found, "coast")["expected"]) == (3, 4)


def test_a_quarantined_figure_does_not_contradict_a_good_one() -> None:
    found = rolled(row("a", "x", 2024, 999, use="quarantined"), *report(a=5, b=1))
    assert cell(found, "a")["value"] == 5
    assert cell(found, "north")["value"] == 6


def test_no_rows_at_all_give_cells_that_are_missing() -> None:
    found = rolled()
    assert set(found.cells["state"]) == {"missing"}
    assert cell(found, "coast")["expected"] == 4


# --- Rates up the tree (T1) -------------------------------------------------------------------------------------


def test_a_rate_is_a_ratio_of_sums_and_not_a_mean_of_rates() -> None:
    # T1: 100 on 1000 hours and 40 on 10000 hours: (100 * 1000 + 40 * 10000) / 11000 = 45.4545, not 70
    elements = [element("made"), element("hours", unit="hours")]
    theory = theory_of(elements, [indicator("rate", "made / hours", unit="per hour")], rounds=[2024])
    rows = [*report(name="made", a=100 * 1000, b=40 * 10000), *report(name="hours", a=1000, b=10000)]
    values, _ = values_of(theory, rows)
    for organisation in ("north", "coast"):
        found = pick(values, organisation=organisation, period="2024")
        assert found["value"] == pytest.approx(45.4545, abs=1e-4)
        assert (found["numerator"], found["denominator"]) == (500_000, 11_000)


def test_five_of_ten_twice_is_a_half() -> None:
    # T1: 5/10 and 5/10 give 10/20 = 0.5, not 10/21
    theory = theory_of(
        [element("safe"), element("all")], [indicator("share", "safe / all", unit="fraction")], rounds=[2024]
    )
    values, _ = values_of(theory, [*report(name="safe", a=5, b=5), *report(name="all", a=10, b=10)])
    assert pick(values, organisation="north", period="2024")["value"] == 0.5


@settings(max_examples=8)
@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=4, max_size=4), st.randoms())
def test_order_of_rows_and_levels_in_between_never_change_a_ratio_of_sums(
    reports: Sequence[tuple[int, int]], shuffling: random.Random
) -> None:
    elements, indicators = [element("safe"), element("all")], [indicator("share", "100 * safe / all", unit="%")]
    rows = [one for name, (safe, everything) in zip(STATIONS, reports, strict=True)
            for one in (row(name, "safe", 2024, safe), row(name, "all", 2024, everything))]  # fmt: skip
    expected = 100 * sum(safe for safe, _ in reports) / sum(everything for _, everything in reports)
    flat = tree_of(dict.fromkeys(STATIONS, "coast"))
    shuffled = shuffling.sample(rows, len(rows))
    for tree, given_rows in ((tree_of(TREE), rows), (tree_of(TREE), shuffled), (flat, shuffled)):
        values, _ = values_of(theory_of(elements, indicators, tree=tree, rounds=[2024]), given_rows)
        assert pick(values, organisation="coast", period="2024")["value"] == pytest.approx(expected)


def test_a_bare_percentage_cannot_be_added_up_and_says_so() -> None:
    # T1: only "20 %" and "40 %", without denominators
    found = cell(rolled(*report(a=20, b=40), unit="percent", over_organisations="none"), "north")
    assert math.isnan(found["value"])
    assert "not_aggregatable" in found["flags"]
    assert cell(rolled(*report(a=20), unit="percent", over_organisations="none"), "a")["value"] == 20


def test_the_largest_of_the_parts() -> None:
    found = rolled(*report(a=20, b=40, c=5), over_organisations="max", over_time="max")
    assert (cell(found, "north")["value"], cell(found, "coast")["value"], cell(found, "south")["value"]) == (40, 40, 5)


# --- Double counting (T3) ---------------------------------------------------------------------------------------


def test_distinct_counts_without_identifiers_are_bounds() -> None:
    # T3: 3, 3 and 2 companies: at least the largest part, at most the sum
    top = cell(rolled(*report(a=3, b=3, c=2), over_organisations="distinct"), "coast")
    assert (top["lower"], top["upper"]) == (3, 8)
    assert math.isnan(top["value"])
    assert "bounds_only" in top["flags"]


def test_bounds_of_the_top_rest_on_the_parts_and_not_on_bounds_of_regions() -> None:
    found = rolled(*report(a=3, b=3, c=2, d=0), over_organisations="distinct")
    assert (cell(found, "north")["lower"], cell(found, "north")["upper"]) == (3, 6)
    assert (cell(found, "south")["lower"], cell(found, "south")["upper"]) == (2, 2)
    assert (cell(found, "coast")["lower"], cell(found, "coast")["upper"]) == (3, 8)


def test_a_region_of_one_station_has_that_stations_distinct_count() -> None:
    tree = tree_of({"north": "coast", "south": "coast", "a": "north", "b": "south"})
    found = rolled(*report(a=3, b=3), tree=tree, over_organisations="distinct")
    assert cell(found, "north")["value"] == 3
    assert math.isnan(cell(found, "coast")["value"])


# --- The tree in time (T10) -------------------------------------------------------------------------------------

MOVES = {**TREE, "a": [Membership.model_validate({"parent": "north", "until": "2025-12-31"}),
                       Membership.model_validate({"parent": "south", "since": "2026-01-01"})]}  # fmt: skip
SHARED = {**TREE, "a": [Membership(parent="north", share=0.6), Membership(parent="south", share=0.4)]}


def moved() -> RollUp:
    theory = theory_of([element("x")], tree=tree_of(MOVES), rounds=[2025, 2026])
    return cells_of(theory, [*report(2025, a=10, b=1, c=100, d=1000), *report(2026, a=20, b=2, c=200, d=2000)])


def test_a_partnership_that_moves_counts_in_its_region_of_that_year() -> None:
    found = moved()
    # T10, as it was: 2025 in north (10 + 1), 2026 in south (20 + 200 + 2000)
    assert (cell(found, "north", "2025")["value"], cell(found, "south", "2025")["value"]) == (11, 1100)
    assert (cell(found, "north", "2026")["value"], cell(found, "south", "2026")["value"]) == (2, 2220)
    assert (cell(found, "coast", "2025")["value"], cell(found, "coast", "2026")["value"]) == (1111, 2222)


def test_its_new_region_expects_it_and_the_old_one_does_not() -> None:
    found = moved()
    assert (cell(found, "north", "2025")["expected"], cell(found, "south", "2025")["expected"]) == (2, 2)
    assert (cell(found, "north", "2026")["expected"], cell(found, "south", "2026")["expected"]) == (1, 3)


def test_a_partnership_in_two_regions_counts_by_its_shares_and_once_at_the_top() -> None:
    found = rolled(*report(a=100), tree=tree_of(SHARED))
    assert (cell(found, "north")["value"], cell(found, "south")["value"]) == (60, 40)
    assert cell(found, "coast")["value"] == 100
    assert (cell(found, "coast")["reported"], cell(found, "coast")["expected"]) == (1, 4)


def test_the_shares_to_the_top_sum_to_one() -> None:
    shares = ancestry(tree_of(SHARED), ["2024"])
    to_top = shares[(shares["organisation"] == "a") & (shares["ancestor"] == "coast")]["share"]
    assert to_top.tolist() == [1.0]


# --- Own figure of a parent (T10) -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "value", "flag"), [("reported", 50, "own_figure"), ("computed", 47, "own_figure_set_aside")]
)
def test_an_own_figure_stands_beside_the_sum_and_the_declared_one_counts(counts: str, value: int, flag: str) -> None:
    # T10: north reports 50 and its parts add to 47: difference 3
    found = rolled(row("north", "x", 2024, 50), *report(a=40, b=7, c=3), parent_figure=counts)
    north = cell(found, "north")
    assert north["value"] == value
    assert flag in north["flags"]
    (finding,) = [one for one in found.findings if one.code == "data.reconciliation"]
    assert "own figure 50" in finding.message.en
    assert "from the parts 47" in finding.message.en
    assert "difference 3" in finding.message.en


def test_what_counts_in_a_region_also_counts_at_the_top() -> None:
    # north counts as 50 (its own figure), south as 3: the coast is 53 and not 47 + 3
    found = rolled(row("north", "x", 2024, 50), *report(a=40, b=7, c=3, d=0), parent_figure="reported")
    regions = sum(cell(found, name)["value"] for name in ("north", "south"))
    assert cell(found, "coast")["value"] == regions


MAYBE = st.none() | st.integers(0, 50)


def counts_for(own: int | None, parts: Sequence[int | None], rule: str) -> int | None:
    """What counts for an organisation: its own figure or the sum of what counts for its parts, as declared."""
    known = [one for one in parts if one is not None]
    added = sum(known) if known else None
    if own is None or (added is not None and rule == "computed"):
        return added
    return own


@settings(max_examples=15)
@given(
    st.fixed_dictionaries(dict.fromkeys("abcd", MAYBE)),
    st.fixed_dictionaries({"north": MAYBE, "south": MAYBE}),
    MAYBE,
    st.sampled_from(["reported", "computed"]),
)
def test_any_own_figures_count_on_every_floor_as_declared(
    stations: dict[str, int | None], regions: dict[str, int | None], coast: int | None, rule: str
) -> None:
    found = rolled(*report(**stations, **regions, coast=coast), parent_figure=rule)
    expected = {
        "north": counts_for(regions["north"], [stations["a"], stations["b"]], rule),
        "south": counts_for(regions["south"], [stations["c"], stations["d"]], rule),
    }
    expected["coast"] = counts_for(coast, list(expected.values()), rule)
    for name, value in expected.items():
        one = cell(found, name)
        assert math.isnan(one["value"]) if value is None else one["value"] == value
        assert one["reported"] <= one["expected"]


def test_an_own_figure_without_parts_is_marked() -> None:
    north = cell(rolled(row("north", "x", 2024, 50)), "north")
    assert (north["value"], "no_parts" in north["flags"]) == (50, True)


def test_two_levels_that_both_report_are_not_added_to_each_other() -> None:
    # north says 12, of which a 5 and b 7; south says 4, of which c 4: the coast is 16, not 28
    rows = [row("north", "x", 2024, 12), row("south", "x", 2024, 4), *report(a=5, b=7, c=4)]
    found = rolled(*rows, reported_by=("region", "station"))
    assert cell(found, "coast")["value"] == 16


# --- Categories (T9) --------------------------------------------------------------------------------------------

SEXES: dict[str, Any] = {"disaggregations": {"sex": ("women", "men")}, "over_disaggregation": "sum"}


def by_sex(station: str, total: object = None, **parts: object) -> list[PlainRow]:
    rows = [row(station, "x", 2024, value, disaggregation=f"sex={sex}") for sex, value in parts.items()]
    return rows + ([row(station, "x", 2024, total)] if total is not None else [])


def test_what_has_no_category_is_shown_as_unknown() -> None:
    # T9: total 100, women 40, men 50: unknown 10
    found = rolled(*by_sex("a", 100, women=40, men=50), **SEXES)
    assert cell(found, "a")["value"] == 100
    unknown = cell(found, "a", disaggregation="sex=unknown")
    assert (unknown["value"], "residual" in unknown["flags"]) == (10, True)


def test_a_category_that_was_not_reported_is_missing_and_not_part_of_the_unknown() -> None:
    found = rolled(*by_sex("a", 100, women=40), **SEXES)
    assert cell(found, "a", disaggregation="sex=men")["state"] == "missing"
    assert cell(found, "a")["value"] == 100


def test_parts_larger_than_the_total_are_a_finding_and_the_total_counts() -> None:
    # T9: parts 105 of total 100
    found = rolled(*by_sex("a", 100, women=50, men=55), **SEXES)
    assert cell(found, "a")["value"] == 100
    (finding,) = [one for one in found.findings if one.code == "data.parts_differ"]
    assert "105" in finding.message.en
    assert "100" in finding.message.en
    assert "x" in finding.message.en


def test_parts_within_the_declared_tolerance_are_no_finding() -> None:
    found = rolled(*by_sex("a", 100, women=50, men=51), **SEXES, parts_tolerance=0.02)
    assert found.findings == ()


def test_complete_categories_make_a_total_where_none_is_printed() -> None:
    found = cell(rolled(*by_sex("a", women=40, men=50), **SEXES), "a")
    assert (found["value"], found["state"]) == (90, "reported")
    assert "sum_of_categories" in found["flags"]


def test_incomplete_categories_make_no_total() -> None:
    found = cell(rolled(*by_sex("a", women=40), **SEXES), "a")
    assert math.isnan(found["value"])
    assert (found["state"], found["lower"]) == ("missing", 40)
    assert "categories_incomplete" in found["flags"]


def test_a_printed_total_that_equals_its_parts_is_counted_once() -> None:
    found = rolled(*by_sex("a", 90, women=40, men=50), **SEXES)
    assert cell(found, "a")["value"] == 90
    assert len(cell(found, "a")["rows"]) == 3
    assert cell(found, "north")["value"] == 90


def test_categories_that_may_overlap_may_add_up_to_more_than_the_whole() -> None:
    # T3: one company in two sectors
    found = rolled(*by_sex("a", 100, women=60, men=60), disaggregations={"sex": ("women", "men")})
    assert found.findings == ()
    assert cell(found, "a")["value"] == 100


def test_categories_of_the_parts_add_up_to_categories_of_the_whole() -> None:
    found = rolled(*by_sex("a", women=1, men=2), *by_sex("b", women=10, men=20), **SEXES)
    assert cell(found, "north", disaggregation="sex=women")["value"] == 11
    assert cell(found, "north", disaggregation="sex=men")["value"] == 22
    assert cell(found, "north")["value"] == 33


def test_the_categories_and_the_unknown_of_a_region_add_up_to_its_total() -> None:
    # b reports 50 without categories: of the 140 in north, 90 have one and 50 do not
    found = rolled(*by_sex("a", women=40, men=50), *by_sex("b", 50), **SEXES)
    assert cell(found, "north")["value"] == 140
    known = sum(cell(found, "north", disaggregation=f"sex={sex}")["value"] for sex in ("women", "men"))
    assert known == 90
    assert cell(found, "north", disaggregation="sex=unknown")["value"] == 50


def test_a_figure_per_category_says_how_many_stand_behind_it() -> None:
    # b and its 50 stand in the total of north, but not in its number of women
    found = rolled(*by_sex("a", women=40, men=50), *by_sex("b", 50), **SEXES)
    women = cell(found, "north", disaggregation="sex=women")
    assert (women["reported"], women["expected"]) == (1, 2)


# --- Conflicts and corrections ----------------------------------------------------------------------------------


def chosen(rows: Sequence[PlainRow], *conflicts: Conflict) -> RollUp:
    return cells_of(theory_of([element("x")], rounds=[2024], conflicts=conflicts), rows)


def test_rows_that_agree_are_one_figure_with_two_sources() -> None:
    found = chosen([*report(a=5), *report(a=5)])
    assert cell(found, "a")["value"] == 5
    assert cell(found, "a")["rows"] == ("r1", "r2")
    assert found.findings == ()


def test_an_undeclared_conflict_leaves_a_range_and_no_value() -> None:
    found = chosen([*report(a=5), *report(a=8)])
    one = cell(found, "a")
    assert math.isnan(one["value"])
    assert (one["lower"], one["upper"]) == (5, 8)
    assert "conflict_unresolved" in one["flags"]
    (finding,) = found.findings
    assert finding.code == "data.conflict"
    assert "from 5 to 8" in finding.message.en


def test_an_undeclared_conflict_does_not_count_at_the_top() -> None:
    top = cell(chosen([*report(a=5), *report(a=8), *report(b=1)]), "coast")
    assert (top["value"], top["reported"], top["expected"]) == (1, 1, 4)


def test_a_declared_conflict_takes_the_chosen_row_and_keeps_both() -> None:
    found = chosen([*report(a=5), *report(a=8)], declared("body_over_summary", "r1", "r1", "r2"))
    one = cell(found, "a")
    assert (one["value"], one["rows"]) == (5, ("r1", "r2"))
    assert "conflict:K" in one["flags"]
    assert "conflict:K" in cell(found, "coast")["flags"]
    assert found.findings == ()


@pytest.mark.parametrize("rule", ["keep_both_as_range", "no_conclusion", "quarantine"])
def test_a_conflict_declared_as_undecided_is_a_range_without_asking_for_a_declaration(rule: str) -> None:
    found = chosen([*report(a=5), *report(a=8)], declared(rule, None, "r1", "r2"))
    assert (cell(found, "a")["lower"], cell(found, "a")["upper"]) == (5, 8)
    assert "conflict:K" in cell(found, "a")["flags"]
    assert "data.conflict" not in codes(found.findings)


@pytest.mark.parametrize(
    ("first", "second", "agree"),
    [
        ({"value": 7742}, {"value": 8000, "bound": "at_least"}, False),
        ({"value": 8100}, {"value": 8000, "bound": "at_least"}, True),
        ({"value": 8100}, {"value": 8000, "bound": "at_most"}, False),
        ({"value": 7742}, {"value": 8000, "bound": "at_most"}, True),
        ({"value": 100}, {"value": 104, "bound": "about"}, True),  # 4 of 104 is less than 5 %
        ({"value": 100}, {"value": 110, "bound": "about"}, False),
    ],
)
def test_a_bound_or_round_number_agrees_when_it_can_be_true_as_well(
    first: dict[str, Any], second: dict[str, Any], agree: bool
) -> None:
    for one, other in ((first, second), (second, first)):
        found = chosen([row("a", "x", 2024, **one), row("a", "x", 2024, **other)])
        if agree:
            assert cell(found, "a")["value"] == first["value"]
        assert (found.findings == ()) is agree


def test_a_bound_alone_is_kept_as_a_bound() -> None:
    one = cell(chosen([row("a", "x", 2024, 8000, bound="at_least")]), "a")
    assert (one["lower"], "at_least" in one["flags"]) == (8000, True)
    assert math.isnan(one["upper"])


def test_a_later_report_corrects_an_earlier_one_and_nothing_is_added() -> None:
    # T2: two colleagues report for one partnership: the later report replaces
    rows = [row("a", "x", 2024, 5, known_on="2025-01-31"), row("a", "x", 2024, 4, known_on="2025-06-30")]
    for given_rows in (rows, rows[::-1]):
        found = chosen(given_rows)
        assert cell(found, "a")["value"] == 4
        assert "corrected" in cell(found, "a")["flags"]
        assert codes(found.findings) == ["data.corrected"]


@pytest.mark.parametrize("known_on", ["2025-01-31", ""])
def test_two_reports_of_which_nobody_knows_the_later_are_a_conflict(known_on: str) -> None:
    rows = [row("a", "x", 2024, 5, known_on="2025-01-31"), row("a", "x", 2024, 4, known_on=known_on)]
    found = chosen(rows)
    assert codes(found.findings) == ["data.conflict"]
    assert math.isnan(cell(found, "a")["value"])


def test_three_reports_in_which_one_has_no_date_are_a_conflict() -> None:
    days = ("2025-01-31", "2025-06-30", "")
    found = chosen([row("a", "x", 2024, value, known_on=day) for value, day in zip((5, 4, 3), days, strict=True)])
    assert codes(found.findings) == ["data.conflict"]


# --- Periods ----------------------------------------------------------------------------------------------------


def test_months_of_a_partial_year_are_carried_to_the_top() -> None:
    found = rolled(row("a", "x", 2024, 5, months="4-7"), row("b", "x", 2024, 6, months="5"))
    assert "partial" in cell(found, "a")["flags"]
    top = cell(found, "coast")
    assert (top["months_low"], top["months_high"], "partial" in top["flags"]) == (4, 7, True)


def test_twelve_months_of_a_year_are_not_partial() -> None:
    assert "partial" not in cell(rolled(row("a", "x", 2024, 5, months="12")), "a")["flags"]


def test_flows_of_a_round_that_was_partial_are_partial_without_repeating_it() -> None:
    theory = theory_of([element("x")], rounds=[{"period": 2024, "partial_months": [4, 7]}])
    one = pick(cells_of(theory, report(a=361)).cells, organisation="a")
    assert (one["months_low"], one["months_high"]) == (4, 7)
    assert "partial" in one["flags"]


def test_a_cumulative_series_that_falls_is_a_finding() -> None:
    theory = theory_of([element("x", kind="cumulative", over_time="last")], rounds=[2023, 2024])
    found = cells_of(theory, [*report(2023, a=10), *report(2024, a=9)])
    assert found.findings, "10 and then 9 since the start cannot be"


# --- The fictional programme, by hand ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "organisation", "period", "value", "reported", "expected"),
    [
        ("lamps_repaired", "grey-coast", "2022", 361, 5, 5),  # 100 + 80 + 61 + 70 + 50
        ("lamps_repaired", "grey-coast", "2023", 1765, 5, 5),  # 500 + 400 + 300 + 315 + 250
        ("lamps_repaired", "north", "2023", 1350, 4, 4),  # 500 + 400 + 300 + 0.6 * 250
        ("lamps_repaired", "south", "2023", 415, 2, 2),  # 315 + 0.4 * 250
        ("lamps_repaired", "grey-coast", "2024", 3400, 4, 5),  # (900 + 620) + 0 + 1480 + 400
        ("lamps_repaired", "north", "2024", 1760, 3, 3),  # 1520 + 0 + 0.6 * 400; Drift Point has moved
        ("lamps_repaired", "south", "2024", 1640, 2, 3),  # 1480 + 0.4 * 400
        ("keepers_on_duty", "grey-coast", "2024", 52, 5, 5),  # 12 chosen above 14, + 10 + 5 + 20 + 5
        ("brightness", "grey-coast", "2023", 3.3, 5, 5),  # (30 + 40 + 10 + 70 + 15) / 50
        ("longest_dark", "grey-coast", "2023", 50, 5, 5),
        ("wrecks", "grey-coast", "2023", 10, 5, 5),  # 3 + 2 + 1 + 4 (corrected from 5) + 0
        ("wrecks", "north", "2023", 6, 4, 4),  # own figure 7 is set aside: 3 + 2 + 1 + 0
        ("keepers_trained_ever", "grey-coast", "2024", 40, 2, 2),  # 24 + 16, reported by regions
    ],
)
def test_figures_of_the_lighthouses(
    assessment: Assessment, name: str, organisation: str, period: str, value: float, reported: int, expected: int
) -> None:
    found = pick(assessment.cells, data_element=name, organisation=organisation, period=period)
    assert found["value"] == pytest.approx(value)
    assert (found["reported"], found["expected"]) == (reported, expected)


def test_every_row_of_the_lighthouses_stands_behind_some_cell(assessment: Assessment) -> None:
    behind = {name for rows in assessment.cells["rows"] for name in rows}
    # the first is replaced by its correction, the second is set aside for the sum of the parts; both are a finding
    assert set(assessment.rows["id"]) - behind <= {"wrecks-amber-first", "wrecks-north-own"}


def test_the_figures_never_depend_on_the_order_of_rows(
    assessment: Assessment, programme: Theory, programme_rows: Sequence[RawRow]
) -> None:
    shuffled = assess(programme, programme_rows[::-1])
    columns = [
        "data_element",
        "organisation",
        "period",
        "disaggregation",
        "value",
        "lower",
        "upper",
        "reported",
        "expected",
    ]
    one, other = (
        found.cells[columns].sort_values(columns[:4]).reset_index(drop=True) for found in (assessment, shuffled)
    )
    pd.testing.assert_frame_equal(one, other)


def test_rows_given_in_python_without_id_or_line_may_contradict_each_other() -> None:
    theory = theory_of([element("x")], rounds=[2024])
    accepted, findings = accept(theory, [*report(a=5), *report(a=8), *report(b=1)])
    assert findings == []
    found = roll_up(accepted, theory.data_elements, theory.organisations, (), (), date(2030, 1, 1))
    assert codes(found.findings) == ["data.conflict"]
