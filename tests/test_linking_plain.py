"""The estimator beside a second one that has no line in common with it: dense matrices, one link at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from benchmarks.verdicts.plain import plain
from benchmarks.verdicts.worlds import WORLDS, draw_many
from tests.test_linking import VECTORS, found, panel_of
from toc.linking.estimator import Estimate, estimate
from toc.linking.panel import Panel

CLOSE = 0.01
"""Of the standard error: both look for the same variance, by halving and by Brent, each to its own small step."""


def agree(panel: Panel, answer: Estimate) -> None:
    other = plain(panel)
    assert answer.ratio == pytest.approx(other.ratio, abs=CLOSE * other.error)
    assert answer.error == pytest.approx(other.error, rel=CLOSE)
    assert answer.reliability == pytest.approx(other.reliability, rel=CLOSE)
    assert answer.below_kappa == pytest.approx(other.below_kappa, abs=CLOSE / 2)
    assert answer.degrees == other.degrees


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: one["id"])
def test_golden_panels(vector: dict[str, Any]) -> None:
    agree(panel_of(vector), found(panel_of(vector)))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: one["id"])
def test_the_second_one_gives_the_golden_figures_too(vector: dict[str, Any]) -> None:
    other = plain(panel_of(vector))
    assert other.ratio == pytest.approx(vector["T"], abs=CLOSE * other.error)
    assert other.error == pytest.approx(vector["s"], rel=CLOSE)
    assert other.below_kappa == pytest.approx(vector["p_below_half"], abs=CLOSE / 2)


@pytest.mark.parametrize("world", ["15x2", "15x3", "15x5", "15x3, 30 % missing", "national, 5 points"])
def test_links_of_drawn_programmes(world: str) -> None:
    """Uneven panels with gaps, in which nothing is an outlier, so that both read the same figures."""
    panels = [replace(panel, family="") for drawn, _ in draw_many(WORLDS[world], 2, 11) for panel in drawn]
    answers = estimate(panels)
    same = [(p, a) for p, a in zip(panels, answers, strict=True) if isinstance(a, Estimate) and not a.outliers]
    assert len(same) > len(panels) / 2
    for panel, answer in same:
        agree(panel, answer)


def test_an_output_that_stood_still_is_refused() -> None:
    (panel, *_), _ = draw_many(WORLDS["15x3"], 1, 1)[0]
    with pytest.raises(ValueError, match="did not move"):
        plain(replace(panel, x=np.full(len(panel.x), 4.0)))
