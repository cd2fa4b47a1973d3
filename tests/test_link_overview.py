"""What the verdicts of one organisation say together; the numbers are worked out by hand."""

import math
import time
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pytest
from fictional_programme.small import indicator, point, theory_of
from fictional_programme.verdict_rows import progress_of, verdict_row, verdicts_of
from hypothesis import given
from hypothesis import strategies as st

from toc.assessment import Assessment
from toc.link_overview import MOST_ROUTES, Overview, around, overview_of
from toc.linking.chains import UNKNOWN
from toc.measurement import wilson
from toc.route_map import Arrow, route_map
from toc.theory import Theory

LEVEL = {"I": "input", "A": "activity", "P": "output", "U": "outcome", "M": "impact"}


def theory_with(arrows: Sequence[str], **links: Mapping[str, Any]) -> Theory:
    """A theory of arrows such as ``A-P``; the link is called by its arrow, the level by its first letter. Each element
    has an indicator of its own name in small letters. ``links`` adds fields by ``A_P``."""
    names = list(dict.fromkeys(name for arrow in arrows for name in arrow.split("-")))
    chain = [{"id": name, "level": LEVEL[name[0]], "title": name, "indicators": [name.lower()]} for name in names]
    made = [
        {"id": arrow, "from": arrow.split("-")[0], "to": arrow.split("-")[1], **links.get(arrow.replace("-", "_"), {})}
        for arrow in arrows
    ]
    return theory_of((), [indicator(name.lower()) for name in names], chain=chain, links=made)


def row(arrow: str, verdict: str = "not_measured", probability: float = math.nan, **changed: Any) -> dict[str, Any]:
    start, to = arrow.split("-")
    return verdict_row(arrow, start, to, verdict, probability, **changed)


def overview(
    theory: Theory, *rows: dict[str, Any], points: Any = None, progress: Any = (), organisation: str = "coast"
) -> Overview:
    return overview_of(theory, verdicts_of(*rows), points or {}, progress_of(progress), organisation)


# --- Gaps and lists ---------------------------------------------------------------------------------------------


def test_the_three_gaps_stand_in_their_order_and_are_never_merged() -> None:
    theory = theory_with(["A1-P1", "P1-U1", "U1-M1", "P1-M1"])
    found = overview(
        theory, row("A1-P1", "not_measured"), row("P1-U1", "inconclusive", 0.5), row("U1-M1", "stalled", 0.02),
        row("P1-M1", "translating", 0.95),
    )  # fmt: skip
    assert list(found.gaps.items()) == [("shown", ("U1-M1",)), ("unproven", ("P1-U1",)), ("unmeasured", ("A1-P1",))]


def test_a_list_says_how_many_of_it_are_expected_to_be_wrong() -> None:
    theory = theory_with(["A1-P1", "P1-U1", "U1-M1", "P1-M1"])
    found = overview(
        theory, row("A1-P1", "stalled", 0.05, listed="red"), row("P1-U1", "leaning_stalled", 0.15, listed="red"),
        row("U1-M1", "leaning_stalled", 0.3, listed="watch"), row("P1-M1", "translating", 0.9, listed="translating"),
    )  # fmt: skip
    red, watch, well = found.lists
    assert (red.name, red.links, pytest.approx(0.2)) == ("red", ("A1-P1", "P1-U1"), red.expected_wrong)
    assert (watch.links, watch.expected_wrong) == (("U1-M1",), pytest.approx(0.3))
    assert (well.links, well.expected_wrong) == (("P1-M1",), pytest.approx(0.1))


def test_an_organisation_without_verdicts_has_an_overview_of_nothing() -> None:
    found = overview(theory_with(["A1-P1"]), row("A1-P1"), organisation="north")
    assert (found.routes, found.more_routes, found.next_measurements, found.matrix) == ((), 0, (), ())
    assert set(found.gaps.values()) == {()}


def test_only_verdicts_of_the_organisation_itself_count() -> None:
    theory = theory_with(["A1-P1"])
    rows = (row("A1-P1", "stalled", 0.02), row("A1-P1", "translating", 0.97, organisation="north"))
    assert overview(theory, *rows).gaps["shown"] == ("A1-P1",)
    assert overview(theory, *rows, organisation="north").routes[0].chain.status == "holds"


# --- Routes -----------------------------------------------------------------------------------------------------


def test_routes_run_from_the_first_to_the_last_elements_in_the_order_of_the_theory() -> None:
    theory = theory_with(["I1-A1", "A1-P1", "A1-P2", "P1-U1", "P2-U1", "I2-A1"])
    found = overview(theory, *(row(link.id) for link in theory.file.links))
    assert [route.elements for route in found.routes] == [
        ("I1", "A1", "P1", "U1"), ("I1", "A1", "P2", "U1"), ("I2", "A1", "P1", "U1"), ("I2", "A1", "P2", "U1"),
    ]  # fmt: skip
    assert found.routes[0].links == ("I1-A1", "A1-P1", "P1-U1")


def test_a_chain_breaks_at_its_first_shown_gap_with_the_probability_of_all() -> None:
    theory = theory_with(["A1-P1", "P1-U1", "U1-M1"])
    (route,) = overview(
        theory, row("A1-P1", "translating", 0.9), row("P1-U1", "stalled", 0.1), row("U1-M1", "too_early", 0.7)
    ).routes
    assert (route.chain.status, route.chain.at) == ("breaks_at", "P1-U1")
    # a link that is too early counts as one half, whatever number stands beside it
    assert route.chain.probability == pytest.approx(0.9 * 0.1 * 0.5)
    assert route.chain.unmeasured == ("U1-M1",)


def test_a_link_on_the_red_list_breaks_a_chain_though_it_only_leans() -> None:
    theory = theory_with(["A1-P1"])
    listed = row("A1-P1", "leaning_stalled", 0.15, gap="shown", listed="red")
    assert overview(theory, listed).routes[0].chain.status == "breaks_at"
    assert overview(theory, row("A1-P1", "leaning_stalled", 0.25)).routes[0].chain.status == "unproven_at"


def test_a_stand_in_is_no_part_of_a_route_nor_of_the_matrix() -> None:
    theory = theory_with(["A1-P1", "P1-U1"], P1_U1={"relation": "proxy", "claim": "association"})
    found = overview(theory, row("A1-P1", "stalled", 0.1), row("P1-U1", "stalled", 0.1))
    assert [route.links for route in found.routes] == [("A1-P1",)]
    assert [one.link for one in found.matrix] == ["A1-P1"]
    assert found.gaps["shown"] == ("A1-P1", "P1-U1")


def test_what_is_expected_end_to_end_is_the_product_where_declared_effects_may_be_multiplied() -> None:
    def expected(second: Mapping[str, Any], between: str = "P1") -> float | None:
        theory = theory_with(
            ["A1-P1", "P1-U1", "U1-M1"], A1_P1={"expectation": {"elasticity": 0.5}}, P1_U1={"expectation": second},
            U1_M1={"expectation": {"elasticity": 0.3}},
        )  # fmt: skip
        sides = [("A1", "P1"), (between, "U1"), ("U1", "M1")]
        rows = [
            row(link.id, evidence={"output_indicator": before, "outcome_indicator": after})
            for link, (before, after) in zip(theory.file.links, sides, strict=True)
        ]
        (route,) = overview(theory, *rows).routes
        return route.chain.expected_slope

    assert expected({"elasticity": 0.4}) == pytest.approx(0.06)
    assert expected({"per_doubling": 0.4}) is None
    assert expected({"elasticity": 0.4}, between="another figure of P1") is None


def test_a_dense_theory_lists_some_routes_and_counts_the_rest_at_once() -> None:
    layers = [[f"P{layer}{at:02d}" for at in range(10)] for layer in range(9)]
    arrows = [f"{a}-{b}" for before, after in pairwise(layers) for a in before for b in after]
    theory = theory_with(arrows)
    begun = time.perf_counter()
    found = overview(theory, *(row(arrow, evidence={"missing": "both"}) for arrow in arrows))
    assert len(found.routes) == MOST_ROUTES
    assert found.more_routes == 10**9 - MOST_ROUTES
    assert time.perf_counter() - begun < 30


def test_arrows_that_go_round_do_not_hang() -> None:
    arrows = [Arrow("ab", "a", "b"), Arrow("bc", "b", "c"), Arrow("ca", "c", "a"), Arrow("cd", "c", "d")]
    found = route_map("abcd", arrows)
    assert [[one.name for one in route] for route in found.routes()] == [["ab", "bc", "cd"]]
    assert found.count() == 1


@st.composite
def maps(draw: st.DrawFn) -> list[Arrow]:
    pairs = draw(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14))
    return [Arrow(str(at), str(min(pair)), str(max(pair))) for at, pair in enumerate(pairs) if pair[0] != pair[1]]


@given(maps(), st.lists(st.floats(0, 1), min_size=14, max_size=14))
def test_counting_and_weighing_give_what_listing_gives(arrows: list[Arrow], chances: list[float]) -> None:
    found = route_map([str(at) for at in range(7)], arrows)
    routes = list(found.routes())
    weights = {arrow.name: chances[at] for at, arrow in enumerate(arrows)}
    assert found.count() == len(routes)
    listed = sum(math.prod(weights[one.name] for one in route) for route in routes)
    assert found.weight(weights) == pytest.approx(listed)
    for place, count in found.through().items():
        assert count == sum(place in {one.start for one in route} | {route[-1].to} for route in routes)


# --- What to measure next ---------------------------------------------------------------------------------------


def test_the_element_that_opens_most_and_moves_most_comes_first() -> None:
    theory = theory_with(["A1-P1", "A1-P2", "P1-U1", "P2-U1", "P1-U2", "U1-M1"])
    found = overview(
        theory, row("A1-P1", "translating", 0.9), row("A1-P2", "translating", 0.8),
        row("P1-U1", evidence={"missing": "outcome"}), row("P2-U1", evidence={"missing": "outcome"}),
        row("P1-U2", evidence={"missing": "outcome"}), row("U1-M1", evidence={"missing": "both"}),
    )  # fmt: skip
    first, second = found.next_measurements
    assert (first.element, first.links, first.routes, first.again) == ("U1", ("P1-U1", "P2-U1"), 2, False)
    # two routes: 0.9 x (1 - 0) x 0.5 and 0.8 x (1 - 0) x 0.5, the last link being unknown
    assert first.gain == pytest.approx(0.9 * 0.5 + 0.8 * 0.5)
    assert (second.element, second.links) == ("U2", ("P1-U2",))
    assert second.gain == pytest.approx(0.9)


def test_a_link_of_which_both_ends_are_missing_is_opened_by_neither_alone() -> None:
    theory = theory_with(["P1-U1"])
    assert overview(theory, row("P1-U1", evidence={"missing": "both"})).next_measurements == ()


def test_an_output_that_nobody_counted_can_be_what_is_missing() -> None:
    (found,) = overview(theory_with(["P1-U1"]), row("P1-U1", evidence={"missing": "output"})).next_measurements
    assert (found.element, found.gain) == ("P1", pytest.approx(1.0))


@pytest.mark.parametrize(
    ("missing", "outputs", "outcomes", "element"),
    [("pairs", 3, 1, "U1"), ("pairs", 1, 3, "P1"), ("reliability", 3, 3, "P1"), ("survey", 1, 2, "U1"),
     ("units", 0, 0, "U1")],
)  # fmt: skip
def test_an_end_that_is_measured_too_thinly_is_named_as_measured_again(
    missing: str, outputs: int, outcomes: int, element: str
) -> None:
    seen = {"period": "2024", "value": 1.0, "partial_months": None}
    evidence = {"missing": missing, "output_points": [seen] * outputs, "outcome_points": [seen] * outcomes}
    (found,) = overview(theory_with(["P1-U1"]), row("P1-U1", "insufficient_data", evidence=evidence)).next_measurements
    assert (found.element, found.again) == (element, True)


@pytest.mark.parametrize(
    ("first", "last", "state", "breaks"),
    [("translating", "translating", "whole", ()), ("stalled", "translating", "broken", ("A1-P1",)),
     ("inconclusive", "translating", "open", ()), ("translating", "stalled", "broken", ("U1-M1",)),
     ("inconclusive", "stalled", "broken", ("U1-M1",))],
)  # fmt: skip
def test_a_measurement_counts_for_more_where_nothing_else_on_its_route_is_lacking(
    first: str, last: str, state: str, breaks: tuple[str, ...]
) -> None:
    theory = theory_with(["A1-P1", "P1-U1", "U1-M1"])
    rows = [row("A1-P1", first, 0.5), row("P1-U1", evidence={"missing": "outcome"}), row("U1-M1", last, 0.5)]
    found = overview(theory, *rows)
    (one,) = found.next_measurements
    here = around(found, {each["link"]: each for each in rows}, one)
    assert (here.state, here.breaks) == (state, breaks)


def test_a_route_of_one_link_has_no_others_that_could_translate() -> None:
    only = row("P1-U1", evidence={"missing": "outcome"})
    found = overview(theory_with(["P1-U1"]), only)
    assert around(found, {"P1-U1": only}, found.next_measurements[0]).state == "alone"


def test_nothing_is_left_to_measure_where_every_link_is_judged() -> None:
    theory = theory_with(["A1-P1", "P1-U1"])
    assert overview(theory, row("A1-P1", "weak", 0.1), row("P1-U1", "too_early")).next_measurements == ()


# --- Delivery and result ----------------------------------------------------------------------------------------


def change(low: float, mean: float, high: float, scale: str = "unit") -> dict[str, Any]:
    return {"mean": mean, "low": low, "high": high, "pairs": 4, "scale": scale}


@pytest.mark.parametrize(
    ("statuses", "delivery"),
    [(["reached"], "on_track"), (["on_path"], "on_track"), (["below"], "behind"), (["behind_path"], "behind"),
     (["reached", "behind_path"], "behind"), (["refused"], "unknown"), ([], "unknown")],
)  # fmt: skip
def test_a_target_decides_and_one_that_is_missed_decides_most(statuses: list[str], delivery: str) -> None:
    found = overview(
        theory_with(["P1-U1"]), row("P1-U1", evidence={"output_indicator": "p1"}),
        progress=[("p1", status) for status in statuses],
    )  # fmt: skip
    assert (found.matrix[0].delivery, found.matrix[0].result) == (delivery, "unknown")


def test_without_a_target_it_counts_whether_the_output_moved() -> None:
    def delivery(verdict: str, moved: Any) -> str:
        found = overview(theory_with(["P1-U1"]), row("P1-U1", verdict, 0.5, evidence={"output_change": moved}))
        return found.matrix[0].delivery

    assert delivery("inconclusive", change(0.1, 0.3, 0.5)) == "on_track"
    assert delivery("inconclusive", change(-0.1, 0.3, 0.5)) == "unknown"
    assert delivery("inconclusive", change(-0.5, -0.3, -0.1)) == "behind"
    assert delivery("not_exercised", change(-0.1, 0.0, 0.1)) == "behind"
    assert delivery("outcome_without_output", change(0.01, 0.02, 0.03)) == "behind"
    assert delivery("not_measured", None) == "unknown"


@pytest.mark.parametrize(
    ("year", "status", "delivery"),
    [(2024, "below", "behind"), (2023, "below", "behind"), (2030, "below", "unknown"), (2030, "behind_path", "behind"),
     (2030, "reached", "on_track")],
)  # fmt: skip
def test_a_target_of_a_year_to_come_that_is_not_reached_yet_is_no_delay(year: int, status: str, delivery: str) -> None:
    found = overview_of(
        theory_with(["P1-U1"]), verdicts_of(row("P1-U1", evidence={"output_indicator": "p1"})), {},
        progress_of([("p1", status)], year=year), "coast",
    )  # fmt: skip
    assert found.matrix[0].delivery == delivery


@pytest.mark.parametrize(
    ("verdict", "gap", "result"),
    [("translating", None, "on_track"), ("leaning_translating", "unproven", "on_track"), ("stalled", "shown", "behind"),
     ("weak", "shown", "behind"), ("contradicting", "shown", "behind"), ("leaning_stalled", "shown", "behind"),
     ("leaning_stalled", "unproven", "unknown"), ("inconclusive", "unproven", "unknown"),
     ("too_early", None, "unknown"), ("outcome_without_output", None, "unknown"), ("not_exercised", None, "unknown"),
     ("not_measured", "unmeasured", "unknown")],
)  # fmt: skip
def test_the_grid_says_of_a_result_what_the_verdict_says(verdict: str, gap: str | None, result: str) -> None:
    found = overview(theory_with(["P1-U1"]), row("P1-U1", verdict, 0.5, gap=gap))
    assert found.matrix[0].result == result


# --- Funnels ----------------------------------------------------------------------------------------------------


def step(conversion: float, lag: str = "1 year") -> dict[str, Any]:
    return {"relation": "funnel", "expectation": {"conversion": conversion}, "lag": lag}


def figures(**series: Mapping[int, float]) -> dict[tuple[str, str], Any]:
    return {
        (name.lower(), "coast"): tuple(point(year, value) for year, value in some.items())
        for name, some in series.items()
    }


def test_a_funnel_follows_those_who_started_to_the_end_of_the_window() -> None:
    theory = theory_with(["A1-P1", "P1-P2", "P2-U1"], A1_P1=step(0.6), P1_P2=step(0.5, "0-1 years"))
    points = figures(A1={2022: 300, 2023: 400, 2024: 500}, P1={2023: 90, 2024: 240}, P2={2023: 40, 2024: 27})
    found = overview(theory, *(row(link.id) for link in theory.file.links), points=points)
    (funnel,) = found.funnels
    assert funnel.elements == ("A1", "P1", "P2")
    first, second = funnel.steps
    assert (first.period, first.started, first.finished, first.seen) == ("2023", 400, 240, 0.6)
    assert (first.low, first.high) == (wilson(0.6, 400).low, wilson(0.6, 400).high)
    assert (first.declared, first.status) == (0.6, "as_declared")
    assert (second.period, second.started, second.finished, second.status) == ("2023", 90, 27, "below")
    assert funnel.through == pytest.approx(0.6 * 0.3)


def one_step(points: Any, conversion: float = 0.5, lag: str = "1 year") -> Any:
    theory = theory_with(["A1-P1"], A1_P1=step(conversion, lag))
    (funnel,) = overview(theory, row("A1-P1"), points=points).funnels
    return funnel.steps[0]


def test_a_window_that_is_not_over_yet_is_said_to_be_open() -> None:
    found = one_step(figures(A1={2024: 80}, P1={2024: 10}))
    assert (found.status, found.period, found.started, found.finished) == ("window_open", "2024", 80, None)


def test_a_step_cannot_be_told_without_both_figures_or_when_more_finished_than_started() -> None:
    silent = one_step(figures(A1={2022: 80}, P1={2021: 10}, other={2024: 1}))
    assert (silent.status, silent.started, silent.seen) == ("cannot_tell", 80, None)
    assert one_step({}).status == "cannot_tell"
    more = one_step(figures(A1={2022: 80}, P1={2023: 90}))
    assert (more.status, more.started, more.finished, more.seen) == ("cannot_tell", 80, 90, None)


def test_a_handful_of_people_says_nothing_of_a_conversion() -> None:
    found = one_step(figures(A1={2022: 4}, P1={2023: 1}))
    assert (found.seen, found.status) == (0.25, "cannot_tell")


def test_a_part_of_a_year_is_no_start_and_no_finish() -> None:
    points = {("a1", "coast"): (point(2022, 80, months=(4, 7)),), ("p1", "coast"): (point(2023, 30),)}
    assert one_step(points).status == "cannot_tell"


def test_a_funnel_that_parts_is_a_row_for_each_branch() -> None:
    theory = theory_with(["A1-P1", "P1-U1", "P1-U2"], A1_P1=step(0.6), P1_U1=step(0.5), P1_U2=step(0.2))
    found = overview(theory, *(row(link.id) for link in theory.file.links))
    assert [funnel.elements for funnel in found.funnels] == [("A1", "P1", "U1"), ("A1", "P1", "U2")]
    assert {funnel.through for funnel in found.funnels} == {None}


# --- On a whole programme ---------------------------------------------------------------------------------------


def test_the_overview_of_a_real_assessment_agrees_with_its_tables(assessment: Assessment) -> None:
    found = assessment.overview("grey-coast")
    assert assessment.overview("grey-coast") is found
    table = assessment.verdicts[assessment.verdicts["organisation"] == "grey-coast"]
    verdict = dict(zip(table["link"], table["verdict"], strict=True))
    shown = set(table.loc[table["gap"] == "shown", "link"])
    for gap, links in found.gaps.items():
        assert links == tuple(table.loc[table["gap"] == gap, "link"])
    for route in found.routes:
        first = next((link for link in route.links if verdict[link] != "translating"), None)
        assert route.chain.at == first
        if first is not None:
            assert (route.chain.status == "breaks_at") is (first in shown)
            assert (route.chain.status == "unknown_from") is (verdict[first] in UNKNOWN)
    for one in found.next_measurements:
        assert {verdict[link] for link in one.links} <= {"not_measured", "insufficient_data"}


# --- Both ends ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "together"), [((100, 120), True), ((120, 100), False), ((100,), None)], ids=["up", "down", "one year"]
)
def test_ends_that_improved_around_the_unmeasured_are_said_to(last: tuple[int, ...], together: bool | None) -> None:
    theory = theory_with(["A1-P1", "P1-U1"])
    points = {("a1", "coast"): (point(2023, 10), point(2024, 20))}
    points[("u1", "coast")] = tuple(point(2023 + at, value) for at, value in enumerate(last))
    found = overview(theory, row("A1-P1"), row("P1-U1"), points=points)
    assert found.routes[0].ends_together is together
    # where every link on the way is measured the links themselves tell
    known = overview(theory, row("A1-P1", "translating", 0.9), row("P1-U1", "translating", 0.9), points=points)
    assert known.routes[0].ends_together is None
