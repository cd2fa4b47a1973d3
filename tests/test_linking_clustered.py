"""Years of one unit that are not apart from each other."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from toc.linking import clustered
from toc.linking.estimator import Estimate, estimate
from toc.linking.panel import Declared, Panel

UNITS, YEARS, LINKS = 15, 6, 8


def panel(seed: int, lasts: float, family: str = "score") -> Panel:
    """The outcome follows its output in full; what happens in a unit goes on by ``lasts`` each year."""
    rng = np.random.default_rng(seed)
    unit, year = (g.ravel() for g in np.meshgrid(np.arange(UNITS), np.arange(YEARS), indexing="ij"))
    x = rng.normal(0.3, 0.15, UNITS)[unit] * year + rng.normal(0, 0.02, len(unit))
    own = rng.normal(0, 0.1, (UNITS, YEARS))
    for at in range(1, YEARS):
        own[:, at] = lasts * own[:, at - 1] + np.sqrt(1 - lasts**2) * own[:, at]
    y = 0.3 * x + own.ravel() + np.cumsum(rng.normal(0, 0.01, YEARS))[year]
    none = np.full(len(unit), 1e-6)
    return Panel(unit, year.astype(float), x, none, y, none, Declared(0.3, 0.01), family)


def families(lasts: float, count: int, start: int = 0) -> list[Estimate]:
    """Links of many programmes, each a family of its own."""
    links = [panel(start + LINKS * f + k, lasts, f"{f}") for f in range(count) for k in range(LINKS)]
    return [one for one in estimate(links) if isinstance(one, Estimate)]


def inside(found: list[Estimate]) -> float:
    return float(np.mean([one.interval()[0] <= 1 <= one.interval()[1] for one in found]))


def test_what_lasts_widens_intervals_and_what_does_not_hardly_does() -> None:
    lasting, apart = families(0.8, 20), families(0.0, 20)
    assert np.mean([one.lasting for one in lasting]) > 1.25
    assert np.mean([one.lasting for one in apart]) < 1.1
    assert min(one.lasting for one in [*lasting, *apart]) >= 1.0


def test_intervals_hold_more_of_what_they_should(monkeypatch: pytest.MonkeyPatch) -> None:
    """160 links: a part of .90 has a standard error of .024, and 2.5 of them below .90 is .84."""
    assert inside(families(0.0, 20, 1000)) >= 0.84
    with_it = inside(families(0.8, 20, 1000))
    monkeypatch.setattr(clustered, "LASTING_SD", 1e-9)
    without = inside(families(0.8, 20, 1000))
    assert with_it - without > (0.9 - without) / 2  # the family makes up for more than half of what is missing


def test_a_link_by_itself_is_left_as_it_is() -> None:
    answers = [one for one in estimate([panel(seed, 0.8, "") for seed in range(6)]) if isinstance(one, Estimate)]
    assert {one.lasting for one in answers} == {1.0}
    two = [one for one in estimate([panel(seed, 0.8) for seed in range(2)]) if isinstance(one, Estimate)]
    assert {one.lasting for one in two} == {1.0}


def test_the_ratio_of_errors_is_that_of_the_normal_law() -> None:
    """Of links that take the years to be apart, errors of T are as large as they say: their z is standard normal."""
    z = np.array([(one.ratio - 1) / one.error for one in families(0.0, 20, 5000)])
    assert abs(float(np.mean(z))) < 0.35
    assert float(np.std(z)) == pytest.approx(norm.std(), abs=0.15)
