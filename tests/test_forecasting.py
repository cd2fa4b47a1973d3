"""What every forecast of short yearly series promises, whatever method makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from scipy.special import ndtr

from toc.forecasting.forecast import forecast
from toc.forecasting.outlook import PROBABILITIES, Outlook
from toc.forecasting.panel import Nature, Series
from toc.forecasting.table import project

Array = NDArray[np.float64]

ANY_NUMBER = Nature(natural_zero=False)
AMOUNT = Nature(natural_zero=True, lowest=0.0)
SHARE = Nature(natural_zero=True, lowest=0.0, highest=1.0)
COUNT_SO_FAR = Nature(natural_zero=True, lowest=0.0, never_falls=True)
NATURES = {"any number": ANY_NUMBER, "amount": AMOUNT, "share": SHARE, "count so far": COUNT_SO_FAR}

SHAPES: dict[str, Callable[[int], Sequence[float]]] = {
    "rising": lambda n: [10.0 + 3 * at + (at % 2) for at in range(n)],
    "falling": lambda n: [80.0 - 3 * at - (at % 2) for at in range(n)],
    "exactly on a line": lambda n: [10.0 + 5 * at for at in range(n)],
    "doubling": lambda n: [3.0 * 2**at for at in range(n)],
    "zeros and then some": lambda n: [0.0] * (n - 1) + [7.0],
    "back to zero": lambda n: [7.0] + [0.0] * (n - 1),
    "below zero": lambda n: [-50.0 - at + 2 * (at % 3) for at in range(n)],
    "through zero": lambda n: [-4.0 + 3 * at for at in range(n)],
    "one outlier": lambda n: [1000.0 if at == n // 2 else 10.0 + at % 2 for at in range(n)],
    "outlier at the end": lambda n: [10.0 + at % 2 for at in range(n - 1)] + [1e6],
    "flat but for the last": lambda n: [5.0] * (n - 1) + [5.0001],
    "huge": lambda n: [1e12 + 1e10 * at * (at % 3) for at in range(n)],
    "tiny": lambda n: [1e-9 + 1e-11 * at * (1 + at % 3) for at in range(n)],
}
CONSTANTS = {"the same": 12.5, "nothing": 0.0, "the same below zero": -3.0}


# --- Small panels ------------------------------------------------------------------------------------------------


def yearly(values: Sequence[float], first: float = 2015.5) -> Series:
    return Series(first + np.arange(len(values)), np.asarray(values, dtype=float))


def ahead(series: Series, steps: int = 4) -> Array:
    return series.moments[-1] + np.arange(1.0, steps + 1)


def outlooks(panel: Sequence[Series], nature: Nature, steps: int = 4) -> list[Outlook]:
    found = forecast(panel, [ahead(one, steps) for one in panel], nature)
    assert len(found) == len(panel)
    assert all(one is not None for one in found)
    return [one for one in found if one is not None]


def mixed(nature: Nature, count: int = 9) -> list[Series]:
    """Series of 2 to 10 years that grow at their own pace, in line with the nature; some with gaps or errors."""
    random = np.random.default_rng(20)
    panel = []
    for at in range(count):
        n = 2 + at % 9
        moves = random.normal(random.normal(0.05, 0.05), 0.1, n)
        values = 100 * np.exp(np.cumsum(np.abs(moves) if nature.never_falls else moves))
        if nature.highest == 1.0:
            values /= 200 + values
        if not nature.natural_zero:
            values -= 120
        moments = 2012.5 + np.arange(n) + (np.arange(n) > 2) * (at % 3 == 1)
        error = np.full(n, 0.02 * np.abs(values).mean()) if at % 4 == 3 else None
        readings = tuple((np.array([values[0] * 12 / months, *values[1:]]), 0.25) for months in (9, 10, 11, 12))
        unsure = readings if at % 4 == 2 and nature.highest > 1 and not nature.never_falls else ()
        panel.append(Series(moments, values, error, unsure))
    return panel


def changed(series: Series, change: Callable[[Array], Array]) -> Series:
    """The same series with every figure changed, and its errors as they were."""
    unsure = tuple((change(values), weight) for values, weight in series.alternatives)
    return replace(series, values=change(series.values), alternatives=unsure)


def scaled(series: Series, unit: float) -> Series:
    """The same series in another unit, errors too."""
    error = None if series.error is None else series.error * unit
    return replace(changed(series, lambda values: values * unit), error=error)


def assert_close(found: Array, expected: Array) -> None:
    np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-6 * float(np.abs(expected).max()))


def assert_sound(outlook: Outlook, steps: int) -> None:
    assert outlook.quantiles.shape == (steps, len(PROBABILITIES))
    assert np.isfinite(outlook.quantiles).all()
    assert (np.diff(outlook.quantiles, axis=1) >= 0).all()
    assert 0 <= outlook.own <= 1
    assert 0 <= outlook.peers <= 1
    assert outlook.own + outlook.peers <= 1 + 1e-9


# --- Units, zeros and order do not matter ------------------------------------------------------------------------


@pytest.mark.parametrize("nature", [ANY_NUMBER, AMOUNT, COUNT_SO_FAR], ids=["any number", "amount", "count so far"])
@pytest.mark.parametrize("own", [False, True], ids=["one unit for all", "each its own unit"])
def test_another_unit_gives_the_same_forecast_in_that_unit(nature: Nature, own: bool) -> None:
    panel = mixed(nature)
    units = np.geomspace(1e-3, 1e4, len(panel)) if own else np.full(len(panel), 1000.0)
    other = [scaled(one, unit) for one, unit in zip(panel, units, strict=True)]
    for plain, found, unit in zip(outlooks(panel, nature), outlooks(other, nature), units, strict=True):
        assert_close(found.quantiles, plain.quantiles * unit)
        assert (found.own, found.peers) == pytest.approx((plain.own, plain.peers), abs=1e-6)


def test_without_a_natural_zero_another_zero_moves_the_forecast_along() -> None:
    panel = mixed(ANY_NUMBER)
    moves = np.linspace(-500, 700, len(panel))
    other = [changed(one, lambda values, move=move: values + move) for one, move in zip(panel, moves, strict=True)]
    for plain, moved, move in zip(outlooks(panel, ANY_NUMBER), outlooks(other, ANY_NUMBER), moves, strict=True):
        assert_close(moved.quantiles - move, plain.quantiles)


def test_without_a_natural_zero_the_mirror_image_has_the_mirrored_forecast() -> None:
    panel = mixed(ANY_NUMBER)
    other = [changed(one, np.negative) for one in panel]
    for plain, mirrored in zip(outlooks(panel, ANY_NUMBER), outlooks(other, ANY_NUMBER), strict=True):
        assert_close(-mirrored.quantiles[:, ::-1], plain.quantiles)


@pytest.mark.parametrize("nature", NATURES.values(), ids=NATURES)
def test_the_order_of_the_series_does_not_matter(nature: Nature) -> None:
    panel = mixed(nature)
    for plain, turned in zip(outlooks(panel, nature), outlooks(panel[::-1], nature)[::-1], strict=True):
        assert_close(turned.quantiles, plain.quantiles)


def test_the_order_of_the_rows_does_not_matter() -> None:
    rows = table_of(mixed(AMOUNT))
    keys = ["unique_id", "step"]
    plain = project(rows, 5).sort_values(keys).set_index(keys)
    mixed_up = project(rows.sample(frac=1.0, random_state=3), 5).sort_values(keys).set_index(keys)
    pd.testing.assert_frame_equal(mixed_up, plain, rtol=1e-6)


@pytest.mark.parametrize("nature", NATURES.values(), ids=NATURES)
def test_the_same_question_has_the_same_answer_to_the_last_digit(nature: Nature) -> None:
    panel = mixed(nature)
    for one, two in zip(outlooks(panel, nature), outlooks(panel, nature), strict=True):
        np.testing.assert_array_equal(one.quantiles, two.quantiles)


def test_one_reading_that_is_certain_is_the_same_as_the_figures() -> None:
    panel = [replace(one, error=None, alternatives=()) for one in mixed(AMOUNT)]
    known = [replace(one, values=one.values.copy(), alternatives=((one.values, 1.0),)) for one in panel]
    for plain, certain in zip(outlooks(panel, AMOUNT), outlooks(known, AMOUNT), strict=True):
        assert_close(certain.quantiles, plain.quantiles)


# --- One distribution, however it is read ------------------------------------------------------------------------


@pytest.mark.parametrize("nature", NATURES.values(), ids=NATURES)
def test_quantiles_never_fall_and_stay_within_what_is_possible(nature: Nature) -> None:
    for outlook in outlooks(mixed(nature), nature):
        assert_sound(outlook, 4)
        assert (outlook.quantiles >= nature.lowest).all()
        assert (outlook.quantiles <= nature.highest).all()


def test_shares_close_to_one_stay_below_it_and_shares_close_to_nothing_above() -> None:
    panel = [yearly([0.90, 0.95, 0.98, 0.99]), yearly([0.05, 0.02, 0.01]), yearly([0.2, 0.6, 1.0]), yearly([0.4, 0.0])]
    for outlook in outlooks(panel, SHARE, 8):
        assert_sound(outlook, 8)
        assert outlook.quantiles.min() >= 0
        assert outlook.quantiles.max() <= 1


@pytest.mark.parametrize("probability", [0.0005, 0.01, 0.1, 0.33, 0.5, 0.8, 0.975, 0.9995])
def test_the_chance_of_a_target_agrees_with_the_quantiles(probability: float) -> None:
    for outlook in outlooks(mixed(ANY_NUMBER), ANY_NUMBER):
        chance = outlook.probability_at_least(outlook.quantile(probability))
        np.testing.assert_allclose(chance, 1 - probability, atol=1e-6)


@pytest.mark.parametrize("nature", NATURES.values(), ids=NATURES)
def test_a_higher_target_is_never_more_likely(nature: Nature) -> None:
    for outlook in outlooks(mixed(nature), nature):
        targets = np.linspace(outlook.quantiles.min() - 1, outlook.quantiles.max() + 1, 60)
        chances = np.array([outlook.probability_at_least(target) for target in targets])
        assert (np.diff(chances, axis=0) <= 1e-12).all()
        assert chances.min() >= 0
        assert chances.max() <= 1


def test_a_count_since_the_start_never_falls() -> None:
    panel = [*mixed(COUNT_SO_FAR), yearly([3, 3, 3, 4]), yearly([0, 0, 5]), yearly([100, 900])]
    for series, outlook in zip(panel, outlooks(panel, COUNT_SO_FAR, 6), strict=True):
        assert (outlook.quantiles >= series.values[-1]).all()
        assert (np.diff(outlook.quantiles, axis=0) >= -1e-9 * np.abs(outlook.quantiles).max()).all()


def test_a_target_that_a_count_has_passed_is_certain() -> None:
    panel = [yearly([10, 14, 19, 25])]
    (outlook,) = outlooks(panel, COUNT_SO_FAR)
    np.testing.assert_array_equal(outlook.probability_at_least(24.9), 1.0)


def test_moments_are_answered_as_they_were_asked() -> None:
    series = yearly([4, 6, 5, 8])
    asked = np.array([2019.5, 2021.25, 2030.0])
    (outlook,) = forecast([series], [asked], AMOUNT)
    assert outlook is not None
    np.testing.assert_array_equal(outlook.moments, asked)
    assert outlook.n == 4
    assert_sound(outlook, 3)


# --- Whatever programmes send in ---------------------------------------------------------------------------------


@pytest.mark.parametrize("n", range(2, 11))
@pytest.mark.parametrize("shape", SHAPES)
def test_a_series_that_moves_always_has_an_interval(shape: str, n: int) -> None:
    series = yearly(SHAPES[shape](n))
    lowest = 0.0 if series.values.min() >= 0 else -np.inf
    for nature in (ANY_NUMBER, Nature(natural_zero=True, lowest=lowest)):
        (outlook,) = outlooks([series], nature)
        assert_sound(outlook, 4)
        assert (outlook.quantile(0.9) > outlook.quantile(0.1)).all()
        assert (outlook.quantile(0.975) > outlook.quantile(0.025)).all()


@pytest.mark.parametrize("n", range(2, 11))
@pytest.mark.parametrize("value", CONSTANTS.values(), ids=CONSTANTS)
def test_a_series_that_stands_still_does_no_harm(value: float, n: int) -> None:
    still, moving = yearly([value] * n), yearly(SHAPES["rising"](n))
    for panel in ([still], [still] * 5, [still, moving]):
        for nature in (ANY_NUMBER, Nature()):
            says_how_large = len(panel) == 2 or (nature.natural_zero and value != 0)
            found = forecast(panel, [ahead(one) for one in panel], nature)
            assert all((one is not None) is says_how_large for one in found)
            for outlook in found:
                if outlook is not None:
                    assert_sound(outlook, 4)
                    assert (outlook.quantile(0.9) > outlook.quantile(0.1)).all()
            if found[0] is not None:
                np.testing.assert_allclose(found[0].median, value, atol=5 + abs(value))


def test_all_shapes_and_lengths_go_together_in_one_panel() -> None:
    panel = [yearly(shape(n)) for n in range(2, 11) for shape in SHAPES.values()]
    panel += [yearly([value] * 4) for value in CONSTANTS.values()]
    for series, outlook in zip(panel, outlooks(panel, ANY_NUMBER), strict=True):
        assert_sound(outlook, 4)
        if np.ptp(series.values) > 0:
            assert (outlook.quantile(0.9) > outlook.quantile(0.1)).all()


@pytest.mark.parametrize("missing", [1, 2, 5])
def test_a_gap_in_the_years_is_a_gap_and_no_step(missing: int) -> None:
    values = np.array([10.0, 12, 13, 15, 18])
    years = 2012.5 + np.arange(5) + missing * (np.arange(5) > 2)
    (outlook,) = outlooks([Series(years, values)], AMOUNT)
    assert_sound(outlook, 4)
    np.testing.assert_array_equal(outlook.moments, years[-1] + np.arange(1, 5))


@pytest.mark.parametrize("nature", NATURES.values(), ids=NATURES)
def test_figures_of_a_small_survey_say_less_of_the_course(nature: Nature) -> None:
    values = np.array([0.40, 0.44, 0.52, 0.49, 0.60])
    found = []
    for error in (0.0, 0.02, 0.1):
        series = replace(yearly(values), error=np.full(5, error))
        found += outlooks([series], nature)
    exact, large_sample, small_sample = found
    assert min(exact.own, large_sample.own) > small_sample.own
    if not nature.never_falls:  # the last figure is high by chance, so less is expected to stay
        assert exact.median[0] > large_sample.median[0] > small_sample.median[0] > values[0]


def test_one_figure_or_none_has_no_forecast() -> None:
    panel = [yearly([5.0]), yearly([]), yearly([5.0, 6.0])]
    found = forecast(panel, [np.array([2027.5, 2030.5])] * 3, AMOUNT)
    assert [one is None for one in found] == [True, True, False]


def test_whole_numbers_are_figures_like_any_other() -> None:
    whole = Series(np.array([2020, 2021, 2022]), np.array([4, 6, 9]))  # arrays of integers
    (found,), (expected,) = outlooks([whole], AMOUNT), outlooks([yearly([4.0, 6.0, 9.0], 2020.0)], AMOUNT)
    np.testing.assert_array_equal(found.quantiles, expected.quantiles)


def test_no_series_give_no_forecasts() -> None:
    assert tuple(forecast([], [], AMOUNT)) == ()


# --- The table ---------------------------------------------------------------------------------------------------


RIGHT = pd.DataFrame({"unique_id": "a", "t": [2021, 2022, 2023], "y": [4.0, 6.0, 9.0]})
WRONG: dict[str, tuple[object, dict[str, object], type[Exception], str]] = {
    "no table": ([1, 2], {}, TypeError, "not list"),
    "no column y": (RIGHT[["unique_id", "t"]], {}, ValueError, "no column y"),
    "column twice": (RIGHT[["unique_id", "t", "y", "y"]], {}, ValueError, "more than one column y"),
    "text": (RIGHT.assign(y=["4", "310,0", "9"]), {}, ValueError, "series a: '310,0' in column y is not a figure"),
    "infinite": (RIGHT.assign(y=[4.0, np.inf, 9.0]), {}, ValueError, "is not a figure"),
    "dates": (RIGHT.assign(t=pd.to_datetime(["2021", "2022", "2023"])), {}, ValueError, "is not a year"),
    "no name": (RIGHT.assign(unique_id=["a", None, "a"]), {}, ValueError, "no unique_id"),
    "year twice": (RIGHT.assign(t=[2021, 2021, 2023]), {}, ValueError, "series a has more than one figure for 2021"),
    "no years ahead": (RIGHT, {"h": 0}, ValueError, "at least 1"),
    "half years ahead": (RIGHT, {"h": 1.5}, TypeError, "whole number"),
    "fraction": (RIGHT, {"levels": (0.8,)}, ValueError, "such as 80"),
    "all": (RIGHT, {"levels": (100,)}, ValueError, "such as 80"),
    "level twice": (RIGHT, {"levels": (80, 80)}, ValueError, "twice"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_question_is_answered_in_words(case: str) -> None:
    panel, options, kind, words = WRONG[case]
    with pytest.raises(kind, match=words):
        project(panel, **{"h": 2, **options})  # type: ignore[arg-type]


def test_years_written_as_text_are_years() -> None:
    pd.testing.assert_frame_equal(project(RIGHT.astype({"t": str}), 2), project(RIGHT, 2))


def table_of(panel: Sequence[Series]) -> pd.DataFrame:
    parts = [pd.DataFrame({"unique_id": f"s{at}", "t": one.moments, "y": one.values}) for at, one in enumerate(panel)]
    return pd.concat(parts, ignore_index=True)


def test_the_table_says_what_the_forecast_says() -> None:
    panel = [replace(one, error=None, alternatives=()) for one in mixed(AMOUNT)]
    found = project(table_of(panel), 4, levels=(50, 80, 95), nature=AMOUNT)
    columns = ["unique_id", "step", "mean", "lo50", "hi50", "lo80", "hi80", "lo95", "hi95"]
    assert set(columns) <= set(found.columns)
    for at, outlook in enumerate(outlooks(panel, AMOUNT)):
        rows = found[found["unique_id"] == f"s{at}"].sort_values("step")
        assert rows["step"].tolist() == [1, 2, 3, 4]
        for level in (50, 80, 95):
            for column, probability in ((f"lo{level}", 0.5 - level / 200), (f"hi{level}", 0.5 + level / 200)):
                assert_close(rows[column].to_numpy(float), outlook.quantile(probability))
    edges = found[["lo95", "lo80", "lo50", "mean", "hi50", "hi80", "hi95"]].to_numpy(float)
    assert (np.diff(edges, axis=1) >= 0).all()


def test_a_year_without_a_figure_is_left_out_of_the_table() -> None:
    rows = pd.DataFrame({"unique_id": "a", "t": [1, 2, 3, 4, 5], "y": [4.0, np.nan, 6.0, 5.0, 7.0]})
    without = rows.dropna(subset=["y"])
    pd.testing.assert_frame_equal(project(rows, 3), project(without, 3))


def test_series_that_say_too_little_have_no_rows() -> None:
    rows = pd.DataFrame({"unique_id": list("aabbcc"), "t": [1, 2] * 3, "y": [4.0, np.nan, np.nan, np.nan, 3.0, 5.0]})
    assert project(rows, 3)["unique_id"].tolist() == ["c"] * 3
    nothing = project(rows[rows["unique_id"] != "c"], 3)
    assert len(nothing) == 0
    assert {"unique_id", "step", "mean", "lo80", "hi80", "lo95", "hi95"} <= set(nothing.columns)


# --- Known truth -------------------------------------------------------------------------------------------------

PANEL = 40
YEARS = 10
LENGTHS = (3, 4, 5, 6, 8, 10)
STEPS = 3
MONTHS = (4, 5, 6, 7)
"""The first year of a series may cover as many months as these, each as likely as the other."""

MISSING = 0.1
"""Part of the reports that never came."""

PANELS = 8
"""Panels of each programme below, for every number of years: 3 × 8 × 40 = 960 series for each. The probability that a
coming figure lies in the interval is reckoned and not drawn."""

STANDARD_ERROR = 1.2
"""Greatest standard error of a coverage, in points; the panels are the sample. With three years a panel of 40 still
leaves much open of what they have in common, so that coverage differs by 4 to 7 points from panel to panel."""

LOWEST, HIGHEST = 70, 90
"""Coverage that no single programme may leave, so that too narrow here is not made good by too wide there."""


@dataclass(frozen=True)
class Programme:
    """How figures come about: each series grows at its own pace, and is counted with error. All on the log scale."""

    growth: float
    """Mean growth per year."""

    spread: float
    """Standard deviation of growth over the series."""

    shock: float
    """Standard deviation of what a year adds to, or takes from, that growth, and stays."""

    noise: float
    """Standard deviation of what is in the figure of one year only."""


PROGRAMMES = (
    Programme(growth=0.05, spread=0.03, shock=0.08, noise=0.02),
    Programme(growth=0.15, spread=0.08, shock=0.12, noise=0.05),
    Programme(growth=0.00, spread=0.02, shock=0.05, noise=0.10),
)


@dataclass(frozen=True)
class Truth:
    """One series as reported in its last years, and what its coming figures are drawn from."""

    reported: Series
    middle: Array
    """Mean of the logarithm of each coming figure, shape (STEPS,)."""

    deviation: Array
    """Standard deviation of it, shape (STEPS,)."""

    def within(self, low: Array, high: Array) -> float:
        """How often the coming figures lie in the intervals: no draw of them, but the probability itself."""
        bounds = [np.log(np.maximum(edge, 1e-300)) for edge in (low, high)]
        below, under = (ndtr((bound - self.middle) / self.deviation) for bound in bounds)
        return float(np.mean(under - below))


def simulated(programme: Programme, n: int) -> Iterator[list[Truth]]:
    """Panels without end; the last ``n`` years are due, of which the first is partial and some are never reported."""
    seed = [round(1000 * number) for number in (programme.growth, programme.shock, programme.noise)]
    random = np.random.default_rng([*seed, n])
    while True:
        yield [_one(programme, n, random) for _ in range(PANEL)]


def _one(programme: Programme, n: int, random: np.random.Generator) -> Truth:
    pace = random.normal(programme.growth, programme.spread)
    course = random.normal(6, 1) + np.cumsum(random.normal(pace, programme.shock, n))
    figures = np.exp(course + random.normal(0, programme.noise, n))
    part = figures[0] * random.choice(MONTHS) / 12
    readings = [np.array([part * 12 / months, *figures[1:]]) for months in MONTHS]
    came = random.random(n) >= MISSING
    if came.sum() < 2:
        came[:] = True
    unsure = tuple((reading[came], 1 / len(MONTHS)) for reading in readings) if came[0] else ()
    reported = Series(2026.5 - n + np.flatnonzero(came), np.mean(readings, axis=0)[came], alternatives=unsure)
    step = np.arange(1, STEPS + 1)
    deviation = np.sqrt(step * programme.shock**2 + programme.noise**2)
    return Truth(reported, course[-1] + pace * step, deviation)


def covered(panel: Sequence[Truth]) -> float:
    """Coverage of the 80 % intervals of a panel, in percent."""
    coming = 2025.5 + np.arange(1, STEPS + 1)
    found = forecast([truth.reported for truth in panel], [coming] * len(panel), AMOUNT)
    assert all(one is not None for one in found)
    parts = [truth.within(one.quantile(0.1), one.quantile(0.9)) for truth, one in zip(panel, found, strict=True) if one]
    return 100 * float(np.mean(parts))


@pytest.mark.parametrize("n", LENGTHS)
def test_an_80_percent_interval_holds_80_percent_of_the_time(n: int) -> None:
    found = np.array([[covered(panel) for panel in islice(simulated(one, n), PANELS)] for one in PROGRAMMES])
    error = np.sqrt((found.var(axis=1, ddof=1) / PANELS).sum()) / len(PROGRAMMES)
    assert error < STANDARD_ERROR
    each = found.mean(axis=1).round(1)
    assert 77 <= found.mean() <= 84, f"n = {n}: {found.mean():.1f} ± {error:.1f}, by programme {each}"
    assert each.min() >= LOWEST, f"n = {n}, by programme {each}"
    assert each.max() <= HIGHEST, f"n = {n}, by programme {each}"


ADDED_A_YEAR: dict[str, Callable[[np.random.Generator, int], Array]] = {
    "as many each year": lambda random, n: random.poisson(15.0, n).astype(float),
    "very uneven": lambda random, n: random.gamma(4.0, 15 / 4, n),
    "drifting": lambda random, n: 20 * np.exp(np.cumsum(random.normal(0.05, 0.15, n))),
}


@pytest.mark.parametrize("n", [3, 5, 8])
def test_intervals_of_running_totals_hold_too(n: int) -> None:
    """Panels of 15 running totals, of three kinds; 360 series each, standard error 2 to 3 points.

    How errors carry on from year to year is taken in between two extremes (``additions.KEPT``), so each kind gets room:
    70 to 95 % where 80 % is promised.
    """
    for added in ADDED_A_YEAR.values():
        random, held = np.random.default_rng([n, 5]), []
        for _ in range(8):
            totals = [np.cumsum(added(random, n + STEPS)) for _ in range(15)]
            found = outlooks([yearly(one[:n]) for one in totals], COUNT_SO_FAR, STEPS)
            for one, outlook in zip(totals, found, strict=True):
                held.append((one[n:] >= outlook.quantile(0.1)) & (one[n:] <= outlook.quantile(0.9)))
        assert 70 <= 100 * np.mean(held) <= 95


@pytest.mark.parametrize("total", [[20, 35, 50, 65, 80], [10, 25, 40, 55, 70], [6, 21, 36], [6, 19, 34, 48, 69]])
def test_a_running_total_that_gains_as_much_each_year_goes_on_so(total: list[float]) -> None:
    (outlook,) = outlooks([yearly(total)], COUNT_SO_FAR, 5)
    gained = np.diff(total).mean()
    np.testing.assert_allclose(outlook.median, total[-1] + gained * np.arange(1, 6), rtol=0.2)


@pytest.mark.parametrize("nature", [ANY_NUMBER, AMOUNT], ids=["any number", "amount"])
def test_more_years_never_widen_intervals_on_average(nature: Nature) -> None:
    random = np.random.default_rng(8)
    wide: dict[int, list[float]] = {3: [], 5: [], 10: []}
    for _ in range(3):
        courses = 500 + np.cumsum(random.normal(random.normal(10, 5, (PANEL, 1)), 10.0, (PANEL, YEARS)), axis=1)
        for n, widths in wide.items():
            panel = [yearly(course[-n:]) for course in courses]
            widths += [float(np.mean(one.quantile(0.9) - one.quantile(0.1))) for one in outlooks(panel, nature)]
    mean = {n: np.mean(widths) for n, widths in wide.items()}
    assert mean[10] <= mean[5] <= mean[3]
