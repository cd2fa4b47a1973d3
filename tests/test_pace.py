"""Ways of reckoning whether a target will be reached: the figures of a known dispute, and what cannot be told."""

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toc.declared import Text
from toc.pace import METHODS, Dated, Method, Unit, agree, in_unit, reckon

COMPANIES: Sequence[Dated] = ((2016.5, 4500), (2017.5, 6000), (2019.5, 10_000), (2021.5, 12_000))
TARGET: Dated = (2025.5, 20_000)


def by_name(series: Sequence[Dated], target: Dated = TARGET, ascending: bool = True) -> dict[str, Method]:
    return {method.name: method for method in reckon(series, target, ascending)}


@pytest.mark.parametrize(
    ("name", "value", "ratio", "reaches"),
    [
        ("growth_rate_ratio", None, 1.2023, True),
        ("growth_rate_ratio_recent", None, 0.7794, False),  # from 2019
        ("exponential_trend", 26_300.0, None, True),
        ("least_squares", 18_593.2, None, False),
        ("last_two", 16_000.0, None, False),
        ("last_value", 12_000.0, None, False),
    ],
)
def test_six_verdicts_on_the_same_four_figures(
    name: str, value: float | None, ratio: float | None, reaches: bool
) -> None:
    # T6
    found = by_name(COMPANIES)[name]
    assert found.value == pytest.approx(value if value is not None else math.nan, abs=0.1, nan_ok=True)
    assert found.ratio == pytest.approx(ratio if ratio is not None else math.nan, abs=1e-4, nan_ok=True)
    assert found.reaches is reaches


def test_they_do_not_agree() -> None:
    assert agree(reckon(COMPANIES, TARGET, ascending=True)) is False
    # 14,000 is reached by every way but one: if nothing changes any more it stays 12,000
    modest = reckon(COMPANIES, (2025.5, 14_000), ascending=True)
    assert [method.name for method in modest if not method.reaches] == ["last_value"]
    assert agree(modest) is False
    assert agree(reckon(COMPANIES, (2025.5, 90_000), ascending=True)) is True
    assert agree(reckon(COMPANIES[:1], TARGET, ascending=True)) is None


def test_the_reason_says_what_was_reckoned() -> None:
    found = by_name(COMPANIES)
    assert found["growth_rate_ratio"].reason.en == "Growth per year since 2016: 21.7%. Needed: 18.0% per year."
    assert found["last_two"].reason.nl == (
        "Een rechte lijn door 2019 en 2021 (1.000 per jaar) komt in 2025 uit op 16.000."
    )
    per_cent = Unit(Text(nl="procentpunt", en="percentage points"), share=True, times=100.0)
    share = by_name([(2020.5, 0.5), (2021.5, 0.525)], (2022.5, 0.6))["last_two"]
    assert in_unit(share, per_cent).nl == (
        "Een rechte lijn door 2020 en 2021 (2,5 procentpunt per jaar) komt in 2022 uit op 55%."
    )


YEARS = st.lists(st.integers(1990, 2020), min_size=3, max_size=12, unique=True).map(sorted)
FIGURE = st.floats(1, 1e6)


@given(YEARS, st.data())
def test_the_lines_are_those_of_another_program(years: list[int], data: st.DataObject) -> None:
    values = [data.draw(FIGURE) for _ in years]
    found = by_name([(year + 0.5, value) for year, value in zip(years, values, strict=True)])
    _, height = np.polyfit(np.array(years) - 2025.0, values, 1)
    size = max(values) * 40
    assert found["least_squares"].value == pytest.approx(height, abs=1e-6 * size)
    _, height = np.polyfit(np.array(years[-2:]) - 2025.0, values[-2:], 1)
    assert found["last_two"].value == pytest.approx(height, abs=1e-6 * size)
    rate = np.expm1(np.polyfit([years[0], years[-1]], np.log([values[0], values[-1]]), 1)[0])
    assert found["exponential_trend"].value == pytest.approx(values[0] * (1 + rate) ** (2025 - years[0]), rel=1e-6)


@given(YEARS, FIGURE, st.data())
def test_mirrored_figures_get_the_same_answers(years: list[int], goal: float, data: st.DataObject) -> None:
    series = [(year + 0.5, data.draw(FIGURE)) for year in years]
    up = reckon(series, (2025.5, goal), ascending=True)
    down = reckon([(moment, -value) for moment, value in series], (2025.5, -goal), ascending=False)
    assert [method.reaches for method in up] == [method.reaches for method in down]
    assert [method.ratio for method in up] == pytest.approx([method.ratio for method in down], nan_ok=True)
    assert [method.value for method in up] == pytest.approx([-method.value for method in down], nan_ok=True)


@given(YEARS, FIGURE, st.floats(0.8, 1.25))
def test_whoever_keeps_growing_as_needed_gets_a_ratio_of_one(years: list[int], start: float, factor: float) -> None:
    series = [(year + 0.5, start * factor ** (year - years[0])) for year in years]
    goal = start * factor ** (2025 - years[0])
    if abs(goal - start) > 1e-3 * start:
        found = by_name(series, (2025.5, goal), ascending=factor > 1)
        assert found["growth_rate_ratio"].ratio == pytest.approx(1, rel=1e-6)
        assert found["exponential_trend"].value == pytest.approx(goal)
        assert found["growth_rate_ratio"].reaches
        assert found["exponential_trend"].reaches


def test_a_line_that_ends_at_the_target_reaches_it_whatever_the_computer_rounds() -> None:
    # 0.1 more every year; 0.1 + 8 × 0.1 is not exactly 0.9 for a computer
    tenths = [(2016.5 + at, 0.1 * (at + 1)) for at in range(3)]
    mirrored = [(moment, -value) for moment, value in tenths]
    for series, goal, ascending in ((tenths, 0.9, True), (mirrored, -0.9, False)):
        found = by_name(series, (2024.5, goal), ascending)
        assert found["least_squares"].reaches
        assert found["last_two"].reaches


# --- What cannot be told ----------------------------------------------------------------------------------------


def without_answer(series: Sequence[Dated], target: Dated = TARGET, ascending: bool = True) -> dict[str, str]:
    found = by_name(series, target, ascending)
    assert all(math.isnan(one.value) and math.isnan(one.ratio) for one in found.values() if one.reaches is None)
    return {name: one.reason.en for name, one in found.items() if one.reaches is None}


def test_one_figure_says_nothing_of_the_years_ahead() -> None:
    reasons = without_answer(COMPANIES[:1])
    assert set(reasons) == set(METHODS)
    assert set(reasons.values()) == {"Cannot tell: there is only one figure."}


def test_two_figures_allow_no_fit_and_no_recent_start() -> None:
    assert set(without_answer(COMPANIES[:2])) == {"growth_rate_ratio_recent", "least_squares"}


@pytest.mark.parametrize("first", [0, -4500])
def test_growth_per_year_does_not_exist_from_zero_or_through_zero(first: float) -> None:
    reasons = without_answer([(2016.5, first), *COMPANIES[1:]])
    assert set(reasons) == {"growth_rate_ratio", "exponential_trend"}
    assert "above zero" in reasons["growth_rate_ratio"]


def test_the_last_figure_may_be_zero_for_a_line_and_not_for_growth() -> None:
    # fewer is better, from 20 wrecks to none
    reasons = without_answer([(2016.5, 20), (2018.5, 10), (2020.5, 0)], (2025.5, 2), ascending=False)
    assert set(reasons) == {"growth_rate_ratio", "growth_rate_ratio_recent", "exponential_trend"}


def test_no_growth_is_needed_from_a_start_beyond_the_target() -> None:
    reasons = without_answer(COMPANIES, (2025.5, 9000))
    assert reasons == {
        "growth_rate_ratio_recent": "Cannot tell: in 2019 the target was already reached, so no growth was needed."
    }


def test_the_baseline_is_no_recent_start() -> None:
    assert "growth_rate_ratio_recent" in without_answer([COMPANIES[0], COMPANIES[-1]])


def test_the_recent_start_lies_at_least_two_years_back() -> None:
    yearly = [(year + 0.5, value) for year, value in ((2016, 100), (2019, 160), (2020, 190), (2021, 200))]
    assert "since 2019" in by_name(yearly, (2025.5, 400))["growth_rate_ratio_recent"].reason.en


def test_figures_beyond_every_number_are_no_answer() -> None:
    found = by_name([(2020.5, 1e-300), (2021.5, 1e300)], (2025.5, 1))
    assert found["exponential_trend"].reaches is None
    assert found["exponential_trend"].reason.en == "Cannot tell: the reckoning gives no number."
