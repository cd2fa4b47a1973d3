"""What-ifs by the engine beside the same by hand in numpy (``benchmarks/scenarios/plain.py``), which shares no line."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.scenarios import plain
from benchmarks.scenarios.run import TOLERANCE, YEARS, Case, largest_gap, ours, shipped
from toc.propagation.network import Form
from toc.propagation.spread import evenly, straight, straight_rows

DRAWS = 400
FORMS: tuple[Form, ...] = ("elasticity", "per_log", "linear", "saturation")
LAGS = ((0.0, 0.0), (1.0, 1.0), (0.5, 0.5), (0.0, 2.0), (0.5, 3.0), (2.0, 9.0))


@pytest.fixture(scope="module")
def whole() -> Case:
    """The shipped chain with every organisation."""
    return shipped()


def test_the_whole_shipped_chain(whole: Case) -> None:
    assert len(whole.networks) == 16
    assert len(whole.chain.links) == len(next(iter(whole.networks.values())).arrows)
    scores = whole.draws(DRAWS, 2)
    found = ours(whole, scores)
    assert largest_gap(whole, found, scores) <= TOLERANCE
    for states in found.values():
        assert set(states) == set(whole.chain.order)
        for name, one in states.items():
            assert np.abs(one.difference[:, 1:]).max() > 0, name  # a change comes everywhere


def of_every_form(case: Case, shift: int) -> Case:
    """The same chain of one organisation with other forms and lags, each link another."""
    who, network = next(iter(case.networks.items()))
    ways = [(FORMS[(at + shift) % 4], LAGS[(at + shift) % 6]) for at in range(len(network.arrows))]
    arrows = [
        replace(one, form=form, lag=evenly(*lag), half_at=70.0)
        for one, (form, lag) in zip(network.arrows, ways, strict=True)
    ]
    links = [
        replace(one, form=form, lag=lag, half_at=70.0) for one, (form, lag) in zip(case.chain.links, ways, strict=True)
    ]
    chain = replace(case.chain, links=links, expected={who: case.chain.expected[who]})
    return Case({who: replace(network, arrows=arrows)}, chain)


@pytest.mark.parametrize("shift", range(12))
def test_every_form_and_lag_on_every_link(whole: Case, shift: int) -> None:
    case = of_every_form(whole, shift)
    scores = plain_draws(case)
    assert largest_gap(case, ours(case, scores), scores) <= TOLERANCE


def plain_draws(case: Case) -> dict[str, plain.Array]:
    """Draws of every number, also of lags that are certain, which the way by hand asks for."""
    nothing = {f"lag:{link.name}": np.zeros(DRAWS) for link in case.chain.links}
    return {**nothing, **case.draws(DRAWS, 3)}


def test_another_answer_is_seen(whole: Case) -> None:
    """A slope a thousandth larger on one side only."""
    case = of_every_form(whole, 0)
    scores = plain_draws(case)
    links = [replace(one, slopes=one.slopes * 1.001) for one in case.chain.links]
    assert largest_gap(replace(case, chain=replace(case.chain, links=links)), ours(case, scores), scores) > 1e-6


def test_many_rows_go_by_the_same_lines_as_one() -> None:
    rng = np.random.default_rng(1)
    scores, rows = np.sort(rng.normal(size=9)), np.sort(rng.normal(size=(len(YEARS), 9)), axis=1)
    rows[2] = 4.0
    asked = np.concatenate([scores, 3 * rng.normal(size=500)])
    expected = np.stack([straight(scores, row, asked) for row in rows])
    assert straight_rows(scores, rows, asked) == pytest.approx(expected, rel=1e-12, abs=1e-12)
    assert (straight_rows(scores[:1], rows[:, :1], asked) == rows[:, :1]).all()
