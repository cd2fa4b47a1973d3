"""What surveys and parts of a year say, against figures worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from toc.linking.surveys import (
    Representativeness,
    bias_variance,
    composition,
    design_effect,
    detectable_change,
    effective_n,
    population_correction,
    score_error,
    share_error,
    unanswered,
    weighting_effect,
)
from toc.measurement import NotAnnualisable, part_of_year


def test_respondents_in_groups_are_worth_less() -> None:
    assert design_effect(29) == pytest.approx(1.56)
    assert design_effect(0.5) == 1.0
    assert effective_n(290, design_effect(29)) == pytest.approx(290 / 1.56)


def test_equal_weights_cost_nothing() -> None:
    assert weighting_effect(np.full(7, 3.0)) == pytest.approx(1.0)
    assert weighting_effect(np.array([1.0, 3.0])) == pytest.approx(2 * 10 / 16)


def test_440_of_7742_matters_little() -> None:
    assert math.sqrt(population_correction(440, 7742)) == pytest.approx(0.971, abs=5e-4)
    assert population_correction(440, None) == 1.0
    assert effective_n(50, population=50) == math.inf


def test_nobody_saying_yes_is_no_certainty() -> None:
    assert share_error(0.0, 20, 20) == pytest.approx((2 / 24) * (22 / 24) / 20)
    assert share_error(1.0, 20, 20) == pytest.approx(share_error(0.0, 20, 20))
    assert share_error(0.3, 50, effective_n(50, population=50)) == 0.0


def test_more_respondents_never_widen_an_interval() -> None:
    sizes = range(10, 2000, 37)
    for share in (0.0, 0.2, 0.5, 1.0):
        errors = [share_error(share, n, effective_n(n, 1.3, 5000)) for n in sizes]
        assert errors == sorted(errors, reverse=True)


def test_a_missing_spread_is_marked() -> None:
    assert (score_error(3.9, 30.0, 1.2).variance, score_error(3.9, 30.0, 1.2).sd_assumed) == (
        pytest.approx(0.048),
        False,
    )
    assert (score_error(3.9, 30.0).variance, score_error(3.9, 30.0).sd_assumed) == (pytest.approx(0.027), True)


def test_bias_is_of_levels_and_only_of_changes_where_the_method_changed() -> None:
    grade = Representativeness
    assert bias_variance(grade.C, "share", change=False) == pytest.approx(0.0025)
    assert bias_variance(grade.C, "score", change=True) == 0.0
    assert bias_variance(grade.C, "score", change=True, method_changed=True) == pytest.approx(0.0625)
    assert bias_variance(grade.A, "share", change=False) == bias_variance(grade.B, "share", change=False) == 0.0


def test_who_did_not_answer_can_move_a_mean_a_lot() -> None:
    assert unanswered(4.0, 0.057, 0.5) == (pytest.approx(3.5285), pytest.approx(4.4715))


@pytest.mark.parametrize(("sd", "n", "visible"), [(0.4, 440, 0.090), (0.9, 440, 0.20), (0.4, 29, 0.35)])
def test_what_change_is_visible_at_all(sd: float, n: int, visible: float) -> None:
    population = 7742 * n / 440
    assert detectable_change(sd, n, 1.5, population) == pytest.approx(visible, abs=0.006)


def test_composition_is_told_from_change() -> None:
    nan = float("nan")
    steady = composition(np.array([1.0, 2.0, 3.0, nan]), np.array([1.1, 2.1, 3.2, nan]))
    assert not steady.differs
    shifted = composition(np.array([1.0, 2.0, 9.0, nan]), np.array([1.1, 2.1, nan, 0.2]))
    assert shifted.differs
    assert (shifted.left, shifted.came) == ((2,), (3,))
    assert shifted.same_units == pytest.approx(0.1)
    assert shifted.all_units == pytest.approx((1.1 + 2.1 + 0.2) / 3 - 4)


# --- Parts of a year ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["share", "mean", "ratio", "stock", "cumulative", "unique persons"])
def test_only_flows_can_be_annualised(kind: str) -> None:
    with pytest.raises(NotAnnualisable, match=kind):
        part_of_year(kind, (4, 7))
    assert part_of_year(kind, (12, 12)) == (1.0, 0.0)


def test_a_few_months_stand_for_no_year() -> None:
    with pytest.raises(NotAnnualisable, match="quarter"):
        part_of_year("flow", (2, 3))
    assert part_of_year("flow", (3, 3)) == (0.25, 0.0)


def test_a_range_of_months_is_spread_over_its_logarithm() -> None:
    exposure, variance = part_of_year("flow", (4, 7))
    assert exposure == pytest.approx(5.5 / 12)
    assert variance == pytest.approx(0.0261, abs=5e-5)
    assert 361 / exposure == pytest.approx(787.6, abs=0.05)
    assert 1765 * exposure / 361 == pytest.approx(2.24, abs=0.005)


def test_a_declared_season_counts_instead_of_months() -> None:
    assert part_of_year("flow", (6, 6), covered=0.7) == (0.7, 0.0)
