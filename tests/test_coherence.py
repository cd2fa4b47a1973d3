"""Parts add up to their whole in every year ahead, and whoever is least certain moves most."""

import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri

from toc.coherence import Expected, agree, reconcile
from toc.forecasting.forecast import forecast
from toc.forecasting.outlook import PROBABILITIES, Outlook
from toc.forecasting.panel import Nature, Series

TREE = {"coast": {"north": 1.0, "south": 1.0}, "north": {"a": 1.0, "b": 1.0}, "south": {"c": 1.0, "d": 1.0}}
NAMES = ["coast", "north", "south", "a", "b", "c", "d"]


def expected(
    median: float,
    sd: float,
    years: tuple[int, ...] = (2026, 2027),
    lowest: float = -math.inf,
    highest: float = math.inf,
) -> Expected:
    row = np.clip(median + sd * ndtri(PROBABILITIES), lowest, highest)
    moments = np.array([year + 0.5 for year in years])
    return Expected(Outlook(moments, np.tile(row, (len(years), 1)), 4, 0.5, 0.3), years, lowest, highest)


def sums_hold(found: Mapping[str, float], sums: Mapping[str, Mapping[str, float]]) -> None:
    for whole, parts in sums.items():
        size = sum(abs(share * found[part]) for part, share in parts.items())
        total = sum(share * found[part] for part, share in parts.items())
        assert total == pytest.approx(found[whole], abs=1e-9 * max(size, 1e-300))


def test_running_totals_that_were_made_to_agree_still_never_fall() -> None:
    """60 wholes of three running totals each, with additions of every size; years apart were reconciled one by one."""
    random, years = np.random.default_rng(1), tuple(range(2026, 2032))
    for _ in range(60):
        n = int(random.integers(3, 7))
        parts = [np.cumsum(random.gamma(1.5, 10, n)) for _ in range(3)]
        series = [Series(2026.5 - n + np.arange(n), one) for one in (sum(parts), *parts)]
        outlooks = forecast(series, [np.array(years) + 0.5] * 4, Nature(lowest=0, never_falls=True))
        given = {
            name: Expected(outlook, years, float(one.values[-1]), never_falls=True)
            for name, one, outlook in zip("wabc", series, outlooks, strict=True)
            if outlook is not None
        }
        found = reconcile(given, {"w": {"a": 1.0, "b": 1.0, "c": 1.0}})
        for name, one in found.items():
            assert (np.diff(one.outlook.quantiles, axis=0) >= 0).all()
            assert (one.outlook.quantiles >= given[name].lowest * (1 - 1e-12)).all()
        medians = {name: one.outlook.median for name, one in found.items()}
        np.testing.assert_allclose(medians["w"], medians["a"] + medians["b"] + medians["c"], rtol=1e-9)


def test_the_least_certain_takes_most_of_the_difference() -> None:
    # the parts say 30, the whole says 36: the difference of 6 is shared by variance, 1 : 2 : 3
    found = agree({"w": 36, "p": 10, "q": 20}, {"w": 1, "p": 2, "q": 3}, {"w": {"p": 1, "q": 1}})
    assert found == pytest.approx({"w": 35, "p": 12, "q": 23}, rel=1e-6)


def test_what_already_adds_up_stays() -> None:
    medians = {"coast": 10.0, "north": 3.0, "south": 7.0, "a": 1.0, "b": 2.0, "c": 3.0, "d": 4.0}
    assert agree(medians, dict.fromkeys(NAMES, 1.0), TREE) == pytest.approx(medians)


def test_it_is_the_generalised_least_squares_of_the_literature() -> None:
    # x = S (S' W⁻¹ S)⁻¹ S' W⁻¹ b, the form in which Wickramasuriya and others print it
    base, spread = np.array([100, 45, 60, 20, 30, 25, 31.0]), np.array([4, 3, 2, 1, 2, 1.5, 0.5])
    summing = np.array([[1, 1, 1, 1], [1, 1, 0, 0], [0, 0, 1, 1], *np.eye(4)], dtype=float)
    weighted = summing.T / spread
    wanted = summing @ np.linalg.solve(weighted @ summing, weighted @ base)
    found = agree(dict(zip(NAMES, base, strict=True)), dict(zip(NAMES, spread, strict=True)), TREE)
    assert [found[name] for name in NAMES] == pytest.approx(wanted, rel=1e-5)


FIGURES = st.lists(st.floats(0, 1e6), min_size=7, max_size=7)


@given(FIGURES, st.lists(st.floats(0, 1e10), min_size=7, max_size=7))
def test_sums_hold_on_every_floor(medians: list[float], variances: list[float]) -> None:
    found = agree(dict(zip(NAMES, medians, strict=True)), dict(zip(NAMES, variances, strict=True)), TREE)
    sums_hold(found, TREE)


@given(FIGURES, FIGURES)
def test_no_part_passes_its_limit(medians: list[float], lowest: list[float]) -> None:
    # the limits of wholes are those of their parts together, so that limits and sums can hold both
    low = dict(zip(NAMES[3:], lowest[3:], strict=True))
    given_ = dict(zip(NAMES, medians, strict=True))
    found = agree(given_, dict.fromkeys(NAMES, 100.0), TREE, {name: (edge, math.inf) for name, edge in low.items()})
    sums_hold(found, TREE)
    for name, edge in low.items():
        assert found[name] >= edge - 1e-6 * max(edge, 1)


def test_where_a_limit_binds_the_others_take_over() -> None:
    # the parts say 30 and the certain whole says 20, but p cannot go under 9: q takes the rest
    found = agree({"w": 20, "p": 10, "q": 20}, {"w": 0, "p": 5, "q": 5}, {"w": {"p": 1, "q": 1}}, {"p": (9, math.inf)})
    assert found == pytest.approx({"w": 20, "p": 9, "q": 11}, rel=1e-6)


def test_figures_that_are_certain_are_no_division_by_zero() -> None:
    found = agree({"w": 40, "p": 10, "q": 20}, {"w": 0, "p": 0, "q": 0}, {"w": {"p": 1, "q": 1}})
    sums_hold(found, {"w": {"p": 1, "q": 1}})
    # only q is uncertain, so only q moves
    found = agree({"w": 40, "p": 10, "q": 20}, {"w": 0, "p": 0, "q": 4}, {"w": {"p": 1, "q": 1}})
    assert found == pytest.approx({"w": 40, "p": 10, "q": 30}, rel=1e-3)
    zeros = agree(dict.fromkeys("wpq", 0.0), dict.fromkeys("wpq", 0.0), {"w": {"p": 1, "q": 1}})
    assert zeros == dict.fromkeys("wpq", 0.0)


def test_a_part_of_two_wholes_counts_for_its_share() -> None:
    sums = {"coast": {"north": 1.0, "south": 1.0}, "north": {"a": 1.0, "t": 0.6}, "south": {"c": 1.0, "t": 0.4}}
    medians = {"coast": 100.0, "north": 40.0, "south": 50.0, "a": 20.0, "c": 30.0, "t": 35.0}
    found = agree(medians, dict.fromkeys(medians, 4.0), sums)
    sums_hold(found, sums)
    assert found["coast"] == pytest.approx(found["a"] + found["c"] + found["t"])


def test_distributions_move_as_a_whole_and_keep_their_median_inside() -> None:
    given_ = {"coast": expected(100, 5), "north": expected(30, 4), "south": expected(50, 3)}
    found = reconcile(given_, {"coast": {"north": 1.0, "south": 1.0}})
    medians = {name: float(one.outlook.median[0]) for name, one in found.items()}
    sums_hold(medians, {"coast": {"north": 1.0, "south": 1.0}})
    for name, one in found.items():
        assert np.isfinite(one.shifts).all()
        assert one.shifts == pytest.approx(one.outlook.median - given_[name].outlook.median)
        before = given_[name].outlook
        width = before.quantile(0.9) - before.quantile(0.1)
        assert one.outlook.quantile(0.9) - one.outlook.quantile(0.1) == pytest.approx(width)
        for level in (0.5, 0.8, 0.95):
            assert (one.outlook.quantile((1 - level) / 2) <= one.outlook.median).all()
            assert (one.outlook.median <= one.outlook.quantile((1 + level) / 2)).all()


def test_a_lump_at_the_last_figure_keeps_the_sums() -> None:
    # counts since the start: nothing falls under the last figure, though the whole expects less than its parts
    given_ = {
        "coast": expected(60, 4, lowest=55), "north": expected(30, 4, lowest=29), "south": expected(50, 8, lowest=20),
    }  # fmt: skip
    found = reconcile(given_, {"coast": {"north": 1.0, "south": 1.0}})
    sums_hold({n: float(one.outlook.median[1]) for n, one in found.items()}, {"coast": {"north": 1.0, "south": 1.0}})
    for name, one in found.items():
        assert one.outlook.quantiles.min() >= given_[name].lowest - 1e-9
        assert (np.diff(one.outlook.quantiles, axis=1) >= 0).all()


def test_a_year_that_one_of_the_parts_misses_is_left_alone() -> None:
    given_ = {"coast": expected(100, 5), "north": expected(30, 4, (2027,)), "south": expected(50, 3)}
    found = reconcile(given_, {"coast": {"north": 1.0, "south": 1.0}})
    assert np.isnan(found["coast"].shifts[0])
    assert found["coast"].outlook.median[0] == given_["coast"].outlook.median[0]
    assert np.isfinite(found["coast"].shifts[1])
    assert np.isfinite(found["north"].shifts[0])


def test_a_whole_of_which_a_part_is_not_known_is_left_alone() -> None:
    found = reconcile({"coast": expected(100, 5), "north": expected(30, 4)}, {"coast": {"north": 1.0, "south": 1.0}})
    assert all(np.isnan(one.shifts).all() for one in found.values())
