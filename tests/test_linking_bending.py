"""More and more output that brings less and less."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from tests.test_linking import made
from toc.linking.estimator import Estimate, estimate
from toc.linking.panel import Declared, Panel

DOUBLING = math.log(2)


def levelling(seed: int, family: str = "score", truth: float = 1.0, bends: bool = True) -> Panel:
    """15 units, 5 years, little noise: the effect of the output fades with a scale of two doublings."""
    rng = np.random.default_rng(seed)
    unit, year = (g.ravel() for g in np.meshgrid(np.arange(15), np.arange(5), indexing="ij"))
    since = (np.abs(rng.normal(0.4, 0.15, 15)))[unit] * year
    arrived = 2 * DOUBLING * -np.expm1(-since / (2 * DOUBLING)) if bends else since
    y = 0.3 * truth * arrived + rng.normal(0, 0.03, 75) + np.cumsum(rng.normal(0, 0.01, 5))[year]
    x = 4 + since + rng.normal(0, 0.02, 75)
    return Panel(unit, year.astype(float), x, np.full(75, 0.02**2), y, np.full(75, 0.0001), Declared(0.3, 0.01), family)


def all_of(panels: list[Panel]) -> list[Estimate]:
    answers = [one for one in estimate(panels) if isinstance(one, Estimate)]
    assert len(answers) == len(panels)
    return answers


def test_a_family_that_levels_off_is_said_to_and_its_ratio_is_left_as_it_is() -> None:
    """Of the first doubling arrives .79, of all .62: the straight line lies between, and lasts as it would alone."""
    first = 2 * DOUBLING * -math.expm1(-DOUBLING / (2 * DOUBLING)) / DOUBLING
    answers = all_of([levelling(seed) for seed in range(6)])
    alone = all_of([levelling(seed, family="") for seed in range(6)])
    assert all(one.levelling_off for one in answers)
    assert not any(one.levelling_off for one in alone)  # a link by itself cannot tell
    assert np.mean([one.ratio for one in answers]) == pytest.approx(np.mean([one.ratio for one in alone]), abs=0.02)
    assert np.mean([one.ratio for one in answers]) < first


def test_what_follows_a_straight_line_is_not_said_to_level_off() -> None:
    families = [[levelling(10 * f + k, bends=False) for k in range(6)] for f in range(20)]
    answers = [all_of(links) for links in families]
    said = sum(links[0].levelling_off for links in answers)
    assert said <= 4  # one in twenty by chance; more than 4 of 20 in 3 of 1000 cases


def test_a_level_and_a_link_that_does_nothing_do_not_level_off() -> None:
    levels = [levelling(seed) for seed in range(6)]
    plain = [replace(one, declared=replace(one.declared, logarithmic=False)) for one in levels]
    assert not any(one.levelling_off for one in all_of(plain))
    nothing = all_of([*levels, levelling(99, truth=0.0)])[-1]
    assert not nothing.levelling_off
    assert nothing.below_kappa > 0.99


def test_an_output_that_stood_still_in_one_link_says_nothing_and_stops_nobody() -> None:
    still = levelling(50)
    still = replace(still, x=np.full(75, 4.0))
    answers = estimate([*(levelling(seed) for seed in range(6)), still])
    assert all(one.levelling_off for one in answers[:6] if isinstance(one, Estimate))
    assert not isinstance(answers[6], Estimate)


@pytest.mark.parametrize("years", [2, 3])
def test_few_years_do_not_tell(years: int) -> None:
    assert not any(
        one.levelling_off for one in all_of([made(seed=seed, years=years, family="score") for seed in range(6)])
    )
