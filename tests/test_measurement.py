"""The measurement layer against hand-worked numbers, and Wilson against statsmodels.

Tolerance against statsmodels: 1e-12 absolute. Both evaluate the same closed formula in double precision; statsmodels
takes the normal quantile from scipy and this package has it as a constant of 16 digits, so only rounding may differ.
"""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from toc.measurement import Interval, annualised, log_rate, monthly_growth, share_variance, wilson

AGREES = 1e-12


@pytest.mark.parametrize(("count", "n"), [(0, 1), (1, 1), (0, 30), (30, 30), (3, 7), (78, 100), (343, 440), (1, 9103)])
def test_wilson_agrees_with_statsmodels(count: int, n: int) -> None:
    low, high = proportion_confint(count, n, alpha=0.05, method="wilson")
    found = wilson(count / n, n)
    assert found.low == pytest.approx(low, abs=AGREES)
    assert found.high == pytest.approx(high, abs=AGREES)


@given(st.integers(1, 100_000), st.data())
def test_wilson_agrees_with_statsmodels_on_any_count(n: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, n))
    low, high = proportion_confint(count, n, alpha=0.05, method="wilson")
    found = wilson(count / n, n)
    assert found.low == pytest.approx(low, abs=AGREES)
    assert found.high == pytest.approx(high, abs=AGREES)


def test_wilson_gives_the_printed_interval_of_newcombe() -> None:
    # Newcombe (1998), table I: 81 of 263, 0.2553 to 0.3662
    found = wilson(81 / 263, 263)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)


@given(st.floats(0, 1), st.integers(1, 10_000), st.integers(1, 10_000), st.none() | st.integers(2, 20_000))
def test_more_respondents_never_widen_the_interval(share: float, n: int, more: int, population: int | None) -> None:
    assume(population is None or n + more <= population)
    few, many = wilson(share, n, population), wilson(share, n + more, population)
    assert many.high - many.low <= few.high - few.low + 1e-12


@given(st.floats(0, 1), st.integers(1, 10_000))
def test_the_interval_holds_the_share_and_stays_between_nothing_and_everything(share: float, n: int) -> None:
    found = wilson(share, n)
    assert 0 <= found.low <= share + 1e-12
    assert share - 1e-12 <= found.high <= 1


@given(st.floats(0, 1), st.integers(1, 1000))
def test_the_interval_of_the_rest_is_the_mirror_image(share: float, n: int) -> None:
    one, rest = wilson(share, n), wilson(1 - share, n)
    assert rest.low == pytest.approx(1 - one.high, abs=1e-9)
    assert rest.high == pytest.approx(1 - one.low, abs=1e-9)


def test_a_known_population_narrows_the_interval_a_little() -> None:
    # n = 440 of 7742: (N - n) / (N - 1) = 7302 / 7741 = 0.94329, so the effective n is 440 / 0.94329 = 466.45
    known = wilson(0.78, 440, 7742)
    assert known == wilson(0.78, 440 / (7302 / 7741))
    everyone = wilson(0.78, 440)
    assert everyone.low < known.low < 0.78 < known.high < everyone.high


def test_when_everybody_answered_nothing_is_uncertain() -> None:
    assert wilson(0.6, 50, 50) == Interval(0.6, 0.6)


def test_a_partial_first_year_gives_growth_per_month_and_not_as_printed() -> None:
    # T5: 1765 / 361 = 4.889 as printed. Per month: (1765 / 12) / (361 / 4) = 1.6297, (1765 / 12) / (361 / 7) = 2.8520
    growth = monthly_growth(361, (4, 7), 1765, (12, 12))
    assert growth.low == pytest.approx(1.63, abs=5e-3)
    assert growth.high == pytest.approx(2.85, abs=5e-3)


def test_a_partial_year_is_annualised_as_a_range() -> None:
    # T5: 361 * 12 / 7 = 618.86, 361 * 12 / 4 = 1083
    found = annualised(361, (4, 7))
    assert found.low == pytest.approx(618.857, abs=1e-3)
    assert found.high == 1083


@given(st.floats(0.01, 1e9))
def test_twelve_months_change_nothing(count: float) -> None:
    found = annualised(count, (12, 12))
    assert found.low == pytest.approx(count)
    assert found.high == pytest.approx(count)
    assert monthly_growth(count, (12, 12), 3 * count, (12, 12)).low == pytest.approx(3)


def test_fewer_than_three_months_cannot_stand_for_a_year() -> None:
    with pytest.raises(ValueError, match="three months"):
        annualised(100, (2, 6))


def test_the_variance_of_a_rate_adds_counting_scatter_and_unknown_months() -> None:
    # ln(361 / (5.5 / 12)) = ln 787.64 = 6.6691; variance 1/361 + 0.02 + ln(7/4)^2 / 12 = 0.00277 + 0.02 + 0.02610
    rate, variance = log_rate(361, (4, 7))
    assert rate == pytest.approx(math.log(787.636), abs=1e-5)
    assert variance == pytest.approx(0.00277 + 0.02 + 0.02610, abs=2e-5)


def test_money_has_no_counting_error_and_a_whole_year_no_unknown_months() -> None:
    assert log_rate(50, (12, 12), counted=False) == (pytest.approx(math.log(50)), pytest.approx(0.02))


@given(st.floats(0, 1), st.integers(1, 10_000))
def test_the_variance_of_a_share_is_never_zero(share: float, n: int) -> None:
    assert share_variance(share, n) > 0


def test_the_variance_of_a_share_uses_two_more_on_both_sides() -> None:
    # none of 10: (0 + 2) / (10 + 4) = 1/7; (1/7) * (6/7) / 10
    assert share_variance(0, 10) == pytest.approx((1 / 7) * (6 / 7) / 10)
