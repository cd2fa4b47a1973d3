"""One verdict per link, lists of links, and chains."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from toc.linking.chains import Step, walk
from toc.linking.lists import RED, TRANSLATING, WATCH, Rule, listed
from toc.linking.panel import Declared, Panel
from toc.linking.verdict import Facts, Judged, Moved, judge, tier, tipping_point


def panel(
    growth: float = 0.5, truth: float = 1.0, units: int = 15, years: int = 4, other: float = 0.0, seed: int = 5
) -> Panel:
    """Output grows by ``growth`` a year, the outcome follows by ``truth`` and rises by ``other`` a year by itself."""
    rng = np.random.default_rng(seed)
    unit, time = (one.ravel() for one in np.meshgrid(np.arange(units), np.arange(float(years)), indexing="ij"))
    x = rng.normal(4, 0.3, units)[unit] + growth * time * (1 + rng.normal(0, 0.4, units)[unit])
    y = (
        0.4 * truth * x
        + other * time
        + rng.normal(0, 0.02, len(unit))
        + np.cumsum(rng.normal(0, 0.01, years))[time.astype(int)]
    )
    seen = x + rng.normal(0, 0.03, len(unit))
    return Panel(unit, time, seen, np.full(len(unit), 9e-4), y, np.full(len(unit), 4e-4), Declared(0.4, 0.01))


YEARS = (0.0, 1.0, 2.0, 3.0)
KNOWN = Facts(YEARS, YEARS, shock_known=True)


def verdict(one: Panel, facts: Facts = KNOWN) -> Judged:
    return judge([one], [facts])[0]


def test_nothing_measured_says_which() -> None:
    none = np.array([], dtype=float)
    empty = Panel(none.astype(int), none, none, none, none, none, Declared(0.4, 0.01))
    for facts, missing in (
        (Facts((), ()), "both"), (Facts(YEARS, ()), "outcome"), (Facts((), YEARS), "output"),
    ):  # fmt: skip
        judged = verdict(empty, facts)
        assert (judged.verdict, judged.missing, judged.gap) == ("not_measured", missing, "unmeasured")


def test_too_early_says_when() -> None:
    judged = verdict(panel(), Facts((2023.0, 2024.0), (2024.0,), lag=2.0))
    assert (judged.verdict, judged.first_judgeable, judged.gap) == ("too_early", 2025.0, None)


@pytest.mark.parametrize(("facts", "one", "missing"), [
    (replace(KNOWN, survey_too_small=True), panel(), "survey"),
    (KNOWN, panel(units=5), "units"),
    (KNOWN, panel(units=1, years=1), "pairs"),
])  # fmt: skip
def test_insufficient_data_names_what_is_missing(facts: Facts, one: Panel, missing: str) -> None:
    judged = verdict(one, facts)
    assert (judged.verdict, judged.missing) == ("insufficient_data", missing)


def test_output_that_stood_still_was_not_put_to_the_test() -> None:
    assert verdict(panel(growth=0.0)).verdict == "not_exercised"
    assert verdict(panel(growth=0.0, other=0.2)).verdict == "outcome_without_output"
    constant = replace(panel(growth=0.0), x=np.full(60, 4.0))
    assert verdict(constant).verdict == "not_exercised"


@pytest.mark.parametrize(("truth", "expected"), [
    (1.0, "translating"), (0.0, "stalled"), (-0.6, "contradicting"), (0.22, "weak"),
])  # fmt: skip
def test_clear_figures_give_clear_verdicts(truth: float, expected: str) -> None:
    judged = verdict(panel(truth=truth, years=6))
    assert judged.verdict == expected
    assert judged.gap == (None if expected == "translating" else "shown")


def test_an_assumed_shock_caps_a_single_series_and_no_panel() -> None:
    guessed = replace(KNOWN, shock_known=False)
    alone = panel(units=1, truth=-1.0, years=4)
    assert verdict(alone).verdict == "contradicting"
    capped = verdict(alone, guessed)
    assert (capped.verdict, capped.uncapped, capped.cap) == ("leaning_stalled", "contradicting", "shock")
    assert capped.gap == "unproven"
    assert verdict(panel(), guessed).verdict == "translating"


def test_an_output_that_is_mostly_error_must_have_moved_beyond_doubt() -> None:
    rng = np.random.default_rng(1)
    one = panel(growth=0.0, years=3)
    rough = replace(one, x=one.x + rng.normal(0, 0.4, 45) + 0.18 * one.time, var_x=np.full(45, 0.16))
    judged = verdict(rough, Facts((0.0, 1.0, 2.0), (0.0, 1.0, 2.0), shock_known=True))
    assert judged.output is not None
    assert 0.90 < judged.output.beyond(math.log(1.1)) < 0.99
    assert judged.verdict == "not_exercised"


def test_figures_that_fit_without_a_rest_stop_nobody() -> None:
    """Outcomes that follow to the last digit, as copied figures do: no division by nothing, and no refusal."""
    links = []
    for seed in range(6):
        one = panel(seed=seed)
        links.append(replace(one, y=0.4 * one.x, var_x=np.zeros(60), var_y=np.zeros(60), family="copied"))
    assert {judged.verdict for judged in judge(links, [KNOWN] * 6)} == {"translating"}


def test_a_failed_placebo_caps_any_verdict() -> None:
    failed = replace(KNOWN, placebo=False)
    judged = verdict(panel(), failed)
    assert (judged.verdict, judged.uncapped, judged.cap) == ("leaning_translating", "translating", "placebo")
    assert verdict(panel(truth=0.0, years=6), failed).verdict == "leaning_stalled"
    assert verdict(panel(), replace(KNOWN, placebo=True)).verdict == "translating"


def test_tiers() -> None:
    expected = {(1, 1): "N0", (1, 3): "N2", (1, 4): "N3", (5, 4): "P0", (8, 2): "P2", (15, 2): "P2", (15, 3): "P3"}
    found = {(units, years): tier(panel(units=units, years=years)) for units, years in expected}
    assert found == expected | {(8, 2): "P2"}
    assert tier(panel(), comparison=True) == "D"


def test_the_tipping_point_is_where_the_verdict_tips() -> None:
    judged = verdict(panel(truth=-1.0, units=1))
    assert judged.found is not None
    assert judged.tipping is not None
    shock, then = judged.tipping
    assert then != "contradicting"
    assert shock > judged.found.shock_sd
    beside = verdict(panel(truth=-0.6, years=6))
    assert beside.verdict == "contradicting"
    assert beside.tipping is None, "units beside each other say it too, whatever happened to all of them"
    steady = replace(judged.found, rungs=judged.found.rungs[:3])
    assert tipping_point(steady) is None


def test_a_capped_verdict_tips_only_into_words_that_could_be_said() -> None:
    judged = verdict(panel(truth=0.3, units=1), replace(KNOWN, shock_known=False))
    assert judged.found is not None
    free, capped = tipping_point(judged.found), tipping_point(judged.found, capped=True)
    said = {"leaning_stalled", "leaning_translating", "inconclusive"}
    assert capped is None or capped[1] in said
    assert free is None or capped is None or capped[0] >= free[0]


def test_the_naive_verdict_accuses_what_is_only_imprecise() -> None:
    noisy = panel(truth=1.0, years=2)
    noisy = replace(noisy, y=noisy.y + np.random.default_rng(2).normal(0, 0.8, 30))
    judged = verdict(noisy, Facts((0.0, 1.0), (0.0, 1.0), shock_known=True))
    assert judged.naive is True
    assert judged.gap == "unproven"


def test_a_change_larger_than_its_error_is_surely_beyond() -> None:
    assert Moved(1.0, 0.1, 14, 15).beyond(0.5) > 0.99
    assert Moved(-1.0, 0.1, 14, 15).beyond(0.5) > 0.99
    assert Moved(0.0, 0.1, 14, 15).beyond(0.5) < 0.01
    assert Moved(0.3, 0.0, 14, 15).beyond(0.2) == 1.0


# --- Lists -------------------------------------------------------------------------------------------------------


def test_a_list_is_wrong_in_at_most_its_share() -> None:
    p = np.array([0.99, 0.4, 0.95, 0.8, 0.72, 0.85, np.nan])
    red = listed(p, RED)
    # 0.99 .95 .85 .80: mean of what is left is 0.1025; without 0.80 it is 0.07
    assert np.flatnonzero(red.members).tolist() == [0, 2, 5]
    assert red.expected_wrong == pytest.approx(0.21)
    assert np.flatnonzero(listed(p, WATCH).members).tolist() == [0, 2, 3, 4, 5]
    assert np.flatnonzero(listed(p, TRANSLATING).members).tolist() == [0, 2, 5]


def test_a_floor_keeps_doubtful_links_off_a_sure_list() -> None:
    p = np.array([1.0] * 20 + [0.65])
    assert not listed(p, RED).members[-1]
    assert listed(p, WATCH).members[-1]


def test_lists_only_grow_with_what_may_be_wrong() -> None:
    p = np.random.default_rng(6).uniform(size=60)
    sizes = [set(np.flatnonzero(listed(p, Rule(share, 0.6)).members)) for share in np.linspace(0.01, 0.5, 25)]
    assert all(one <= other for one, other in pairwise(sizes))
    assert len(sizes[-1]) > len(sizes[0])


def test_equals_are_listed_together_and_an_empty_report_has_no_list() -> None:
    assert listed(np.array([0.9, 0.9, 0.9, 0.85]), RED).members.tolist() == [True, True, True, False]
    assert not listed(np.array([0.95, 0.84, 0.84]), Rule(0.10, 0.7)).members[1:].any()
    assert listed(np.array([]), RED).members.tolist() == []


# --- Chains ------------------------------------------------------------------------------------------------------

HOLDS = Step("a", "translating", 0.9, 0.5)
DEAD = Step("b", "stalled", 0.1, 0.4)
UNKNOWN = Step("c", "not_measured", None, 0.3)


def test_a_chain_holds_only_if_every_link_does() -> None:
    chain = walk([HOLDS, replace(HOLDS, name="d", translates=0.8)])
    assert (chain.status, chain.at) == ("holds", None)
    assert chain.probability == pytest.approx(0.72)
    assert (chain.low, chain.high) == (pytest.approx(0.7), pytest.approx(0.8))
    assert chain.weakest == "d"
    assert chain.most_informative is None


@pytest.mark.parametrize(("steps", "status", "at"), [
    ([HOLDS, DEAD, UNKNOWN], "breaks_at", "b"),
    ([HOLDS, UNKNOWN, DEAD], "unknown_from", "c"),
    ([Step("e", "inconclusive", 0.5), DEAD], "unproven_at", "e"),
    ([HOLDS, Step("f", "too_early", None)], "unknown_from", "f"),
])  # fmt: skip
def test_the_first_link_that_does_not_translate_decides(steps: list[Step], status: str, at: str) -> None:
    chain = walk(steps)
    assert (chain.status, chain.at) == (status, at)


def test_an_unmeasured_link_leaves_the_chain_open() -> None:
    chain = walk([HOLDS, UNKNOWN, replace(HOLDS, name="d", translates=0.8)])
    assert chain.probability == pytest.approx(0.9 * 0.5 * 0.8)
    assert (chain.low, chain.high) == (0.0, 0.8)
    assert chain.most_informative == "c"
    assert chain.unmeasured == ("c",)


def test_little_may_be_expected_at_the_end_of_a_chain() -> None:
    slope = walk([HOLDS, DEAD, UNKNOWN]).expected_slope
    assert slope == pytest.approx(0.5 * 0.4 * 0.3)
    assert math.isclose(slope or 0, 0.06)
    assert walk([HOLDS, replace(DEAD, slope=None)]).expected_slope is None


def test_a_chain_needs_a_link() -> None:
    with pytest.raises(ValueError, match="link"):
        walk([])
