"""Which numbers decide an answer, against functions whose shares and worth are known on paper.

Shares are held within three times the half width of the 95 % interval that comes with them (six standard errors), so
that the error is tested together with the share; means over draws within four standard errors.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats
from scipy.special import ndtr

from toc.propagation.spread import Z90, Array
from toc.propagation.weight import BLOCKS, WORTH_DRAWS, Weighed, Weights, weigh

HALVES = 3.0

Scores = dict[str, Array]


def by_name(found: Weights) -> dict[str, Weighed]:
    return {one.name: one for one in found.numbers}


def ishigami(scores: Scores) -> Array:
    """Ishigami & Homma (1990), a = 7 and b = 0.1, inputs evenly between -pi and pi."""
    one, two, three = (math.pi * (2 * ndtr(scores[name]) - 1) for name in ("x1", "x2", "x3"))
    return np.asarray(np.sin(one) + 7 * np.sin(two) ** 2 + 0.1 * three**4 * np.sin(one))


PUBLISHED = {"x1": (0.3139, 0.5576), "x2": (0.4424, 0.4424), "x3": (0.0, 0.2437)}
"""First-order and total indices, as printed by Saltelli et al. (2008), Global Sensitivity Analysis, section 4."""


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_published_shares(seed: int) -> None:
    """The edges that are cut off (half a percent on each side) lie well within the error by chance."""
    found = by_name(weigh(ishigami, list(PUBLISHED), seed))
    for name, (first, total) in PUBLISHED.items():
        one = found[name]
        assert one.first == pytest.approx(first, abs=HALVES * one.first_error)
        assert one.total == pytest.approx(total, abs=HALVES * one.total_error)
        assert 0 < one.first_error < 0.1
        assert 0 < one.total_error < 0.1


def test_published_shares_on_average() -> None:
    """Over eight seeds: what the edges take away stays below 0.01."""
    runs = [by_name(weigh(ishigami, list(PUBLISHED), seed)) for seed in range(8)]
    for name, (first, total) in PUBLISHED.items():
        for published, told in (
            (first, [one[name].first for one in runs]),
            (total, [one[name].total for one in runs]),
        ):
            error = float(np.std(told, ddof=1)) / math.sqrt(len(told))
            assert np.mean(told) == pytest.approx(published, abs=0.01 + 3 * error)


def test_the_number_with_the_largest_share_comes_first() -> None:
    found = weigh(ishigami, ["x3", "x2", "x1"], 1)
    assert [one.name for one in found.numbers] == ["x1", "x2", "x3"]


def linear(mean: float, **slopes: float) -> Callable[[Scores], Array]:
    """A mean, and a slope for each normal number."""

    def answer(scores: Scores) -> Array:
        return np.asarray(mean + sum(slope * scores[name] for name, slope in slopes.items()))

    return answer


SLOPES = {"a": 3.0, "b": -2.0, "c": 1.0, "d": 0.0}
SD = math.sqrt(sum(one**2 for one in SLOPES.values()))


def test_shares_of_a_sum() -> None:
    """Of a sum each share is c^2 / sum of c^2, first and total alike."""
    found = weigh(linear(5.0, **SLOPES), list(SLOPES), 1)
    for one in found.numbers:
        share = (SLOPES[one.name] / SD) ** 2
        # The edges that are cut off make a bent answer of it, in which numbers work together a little: 0.01.
        assert one.first == pytest.approx(share, abs=HALVES * one.first_error + 0.01)
        assert one.total == pytest.approx(share, abs=HALVES * one.total_error + 0.01)
        assert one.narrower == pytest.approx(1 - math.sqrt(1 - min(max(one.first, 0), 1)), rel=1e-12)


def test_a_number_that_does_nothing() -> None:
    nothing = by_name(weigh(linear(5.0, **SLOPES), list(SLOPES), 1))["d"]
    assert nothing.total == 0.0
    assert nothing.swing == 0.0
    assert nothing.at_low == nothing.at_high == 5.0


def test_mean_spread_and_quantiles() -> None:
    found = weigh(linear(5.0, **SLOPES), list(SLOPES), 1)
    assert found.middle == 5.0
    error = SD / math.sqrt(WORTH_DRAWS)
    assert found.mean == pytest.approx(5.0, abs=4 * error)
    assert found.sd == pytest.approx(SD, abs=4 * error)
    for told, p in zip(found.quantiles, (0.1, 0.5, 0.9), strict=True):
        score = stats.norm.ppf(p)
        error = SD * math.sqrt(p * (1 - p) / WORTH_DRAWS) / stats.norm.pdf(score)
        assert told == pytest.approx(5 + SD * score, abs=4 * error)
    wrong = stats.norm.cdf(-5 / SD)
    assert found.wrong == pytest.approx(wrong, abs=4 * math.sqrt(wrong * (1 - wrong) / WORTH_DRAWS))


def loss(mean: float, sd: float) -> float:
    """What it is worth to know a normal gain before choosing: ``sd (phi(u) - u Phi(-u))``, ``u = |mean| / sd``.

    The unit normal loss (Raiffa & Schlaifer 1961); nothing where there is no spread.
    """
    if sd == 0:
        return 0.0
    u = abs(mean) / sd
    return float(sd * (stats.norm.pdf(u) - u * stats.norm.cdf(-u)))


@pytest.mark.parametrize("mean", [-4.0, -1.0, 0.0, 1.0, 4.0])
def test_what_knowing_is_worth(mean: float) -> None:
    """Each number by itself and all together.

    Grouped draws err in two ways. A mean of 500 draws differs by chance from the mean that it stands for, by the rest
    of the spread over sqrt(500): as if so much more were known (that is the first number below). And the whole has the
    error of a mean over all draws (the second).
    """
    found = weigh(linear(mean, **SLOPES), list(SLOPES), 1)
    chance = 4 * SD / math.sqrt(WORTH_DRAWS)
    assert found.worth == pytest.approx(loss(mean, SD), abs=chance)
    for one in found.numbers:
        own = abs(SLOPES[one.name])
        rest = math.sqrt(SD**2 - own**2) / math.sqrt(WORTH_DRAWS / BLOCKS)
        assert one.worth >= loss(mean, own) - chance
        assert one.worth <= loss(mean, math.hypot(own, rest)) + chance
        assert one.worth <= found.worth


def test_knowing_is_worth_nothing_where_the_choice_is_clear() -> None:
    found = weigh(linear(100.0, **SLOPES), list(SLOPES), 1)
    assert found.worth == 0.0
    assert all(one.worth == pytest.approx(0.0, abs=1e-9) for one in found.numbers)


def test_ends_of_the_tornado() -> None:
    """The answer with one number at its 5 and 95 %, the rest in the middle; it follows the sign of the slope."""
    found = by_name(weigh(linear(5.0, **SLOPES), list(SLOPES), 1))
    for name, slope in SLOPES.items():
        assert found[name].at_low == pytest.approx(5 - slope * Z90, rel=1e-12)
        assert found[name].at_high == pytest.approx(5 + slope * Z90, rel=1e-12)
    assert [found[name].swing for name in SLOPES] == sorted((one.swing for one in found.values()), reverse=True)


def test_ends_of_an_answer_that_only_rises_lie_on_both_sides() -> None:
    def answer(scores: Scores) -> Array:
        return np.asarray(np.exp(scores["a"]) + ndtr(scores["b"]) ** 3 - np.exp(-scores["c"]))

    found = weigh(answer, ["a", "b", "c"], 1)
    for one in found.numbers:
        assert one.at_low < found.middle < one.at_high


def test_one_number_alone_has_everything() -> None:
    (only,) = weigh(linear(1.0, a=2.0), ["a"], 1).numbers
    assert (only.first, only.total, only.first_error, only.total_error, only.narrower) == (1, 1, 0, 0, 1)
    assert only.worth == pytest.approx(loss(1.0, 2.0), abs=4 * 2 / math.sqrt(WORTH_DRAWS))


def test_an_answer_without_spread_has_no_shares() -> None:
    found = weigh(linear(3.0, a=0.0, b=0.0), ["a", "b"], 1)
    assert found.sd == 0.0
    assert found.worth == 0.0
    assert [(one.first, one.total, one.worth) for one in found.numbers] == [(0.0, 0.0, 0.0)] * 2


def test_an_answer_that_only_moves_at_its_very_edge_has_shares_that_are_numbers() -> None:
    """Something in one of a thousand draws: less than the edges that are cut off."""

    def answer(scores: Scores) -> Array:
        return np.asarray(np.where(scores["a"] > 3.0, 1.0, 0.0) + 0.0 * scores["b"])

    found = weigh(answer, ["a", "b"], 1)
    assert found.sd > 0
    assert all(math.isfinite(number) for one in found.numbers for number in (one.first, one.total, one.narrower))


def test_the_same_seed_gives_the_same_weights() -> None:
    """Errors too, whatever else has drawn meanwhile, and what else draws does not notice."""
    one = weigh(ishigami, list(PUBLISHED), 4)
    before = np.random.get_state()[1].copy()  # type: ignore[index]
    assert weigh(ishigami, list(PUBLISHED), 4) == one
    assert (np.random.get_state()[1] == before).all()  # type: ignore[index]
    np.random.seed(1)
    assert weigh(ishigami, list(PUBLISHED), 4) == one
    assert weigh(ishigami, list(PUBLISHED), 5) != one


def test_a_far_outlier_does_not_decide_the_shares() -> None:
    """One draw in ten thousand that is a million times as large: without edges it would be all of the variance."""

    def answer(scores: Scores) -> Array:
        return np.asarray(scores["a"] + np.where(scores["b"] > 3.7, 1e6, 0.0))

    found = by_name(weigh(answer, ["a", "b"], 1))
    assert found["a"].total > 0.9
    assert found["b"].total < 0.1
