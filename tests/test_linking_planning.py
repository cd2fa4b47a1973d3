"""What would be needed: plans held against what the estimator reports once such panels are there."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from toc.linking.estimator import Estimate, estimate
from toc.linking.panel import Declared, Panel
from toc.linking.planning import Design, detectable_with, error_with, units_needed, wanted_for, years_needed

PLAN = Design(
    units=15, years=4, slope=0.3, growth=0.4, growth_sd=0.15, restlessness=0.1, shock_sd=0.02, process_sd=0.05,
    error_variance=0.0004, output_variance=0.0025,
)  # fmt: skip


def drawn(plan: Design, seed: int) -> Panel:
    """A panel of that plan in which nothing translates."""
    rng = np.random.default_rng(seed)
    unit, year = (g.ravel() for g in np.meshgrid(np.arange(plan.units), np.arange(plan.years), indexing="ij"))
    growth = rng.normal(plan.growth, plan.growth_sd if plan.units > 1 else 0.0, plan.units)
    x = growth[unit] * year + rng.normal(0, math.hypot(plan.restlessness, math.sqrt(plan.output_variance)), len(unit))
    shock = np.concatenate([[0.0], np.cumsum(rng.normal(0, plan.shock_sd, plan.years - 1))])
    y = shock[year] + rng.normal(0, math.sqrt(plan.variance), len(unit))
    declared = Declared(plan.slope, plan.shock_sd, plan.process_sd, stands_for=plan.stands_for)
    return Panel(unit, year.astype(float), x, np.full(len(x), plan.output_variance), y,
                 np.full(len(y), plan.error_variance), declared)  # fmt: skip


def reported(plan: Design, panels: int = 150) -> tuple[float, float]:
    """The usual error at exactly the declared shock, and the usual error as reported, of many panels: medians."""
    answers = [one for one in estimate([drawn(plan, seed) for seed in range(panels)]) if isinstance(one, Estimate)]
    assert len(answers) == panels
    exactly = [
        float(np.interp(plan.shock_sd, [rung[0] for rung in one.rungs], [rung[2] for rung in one.rungs]))
        for one in answers
    ]
    return float(np.median(exactly)), float(np.median([one.error for one in answers]))


@pytest.mark.parametrize("plan", [
    PLAN, replace(PLAN, years=2), replace(PLAN, years=6, units=9), replace(PLAN, units=40, growth_sd=0.3),
    replace(PLAN, units=1, years=5, stands_for=15), replace(PLAN, process_sd=None, shock_sd=0.05),
], ids=["15x4", "15x2", "9x6", "40x4", "total", "usual process"])  # fmt: skip
def test_a_plan_foretells_the_error_that_the_estimator_reports(plan: Design) -> None:
    """At the declared shock the plan is within 6 %: a plan knows the mean of what a panel draws (median of 150).

    As reported, over all sizes of shock, it is at most 6 % too small, and a quarter too large: the estimator believes
    large shocks less once they do not come.
    """
    exactly, whole = reported(plan)
    calm = error_with(plan, shocks=((1.0, 1.0),))
    assert calm == pytest.approx(exactly, rel=0.06)
    assert 0.94 < error_with(plan) / whole < 1.25


def test_more_of_anything_sees_smaller_ratios() -> None:
    by_units = [detectable_with(replace(PLAN, units=n)) for n in range(8, 61)]
    by_years = [detectable_with(replace(PLAN, years=n)) for n in range(2, 11)]
    by_respondents = [detectable_with(replace(PLAN, error_variance=0.16 / n)) for n in (10, 20, 40, 80, 400)]
    by_growth = [detectable_with(replace(PLAN, growth=g)) for g in (0.0, 0.1, 0.3, 0.6)]
    for falling in (by_units, by_years, by_respondents, by_growth):
        assert all(later < earlier for earlier, later in pairwise(falling))


def test_units_do_not_cure_a_shock_that_all_units_share() -> None:
    """Where all units grow alike only years help: no number of units brings the error below that of the shock."""
    alike = replace(PLAN, years=2, growth_sd=0.0, restlessness=0.0, output_variance=0.0, shock_sd=0.05)
    floor = 0.05 * math.sqrt(float(np.dot([0.20, 0.40, 0.25, 0.15], np.square([0.5, 1.0, 2.0, 4.0])))) / 0.3 / 0.4
    assert error_with(replace(alike, units=60)) > floor
    assert error_with(replace(alike, units=60)) == pytest.approx(floor, rel=0.05)
    assert units_needed(alike, 0.5) is None


def test_what_is_needed_is_the_smallest_that_suffices() -> None:
    weak = replace(PLAN, slope=0.1)
    years, units = years_needed(weak, 0.5), units_needed(weak, 0.5)
    assert years is not None
    assert 2 < years <= 10
    assert detectable_with(replace(weak, years=years)) <= 0.5 < detectable_with(replace(weak, years=years - 1))
    assert units is not None
    assert 8 < units <= 60
    assert detectable_with(replace(weak, units=units)) <= 0.5 < detectable_with(replace(weak, units=units - 1))
    assert years_needed(replace(weak, slope=0.001), 0.5) is None
    assert units_needed(replace(weak, slope=0.001), 0.5) is None


def test_what_is_never_judged_needs_more_than_years() -> None:
    assert years_needed(replace(PLAN, units=5), 0.5) is None
    assert detectable_with(replace(PLAN, units=4, years=2)) == math.inf
    assert detectable_with(replace(PLAN, output_variance=10.0)) == math.inf
    assert detectable_with(replace(PLAN, growth=0.0, growth_sd=0.0, restlessness=0.0)) == math.inf


@pytest.mark.parametrize(("kappa", "wanted"), [(0.5, 0.5), (0.75, 0.25), (0.2, 0.2), (1.0, 1.0)])
def test_the_wanted_ratio_tells_both_ends_from_kappa(kappa: float, wanted: float) -> None:
    assert wanted_for(kappa) == pytest.approx(wanted)


def test_a_plan_of_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1 unit and 2 years"):
        replace(PLAN, years=1)
    with pytest.raises(ValueError, match="other than 0"):
        replace(PLAN, slope=0.0)
    with pytest.raises(ValueError, match="below zero"):
        replace(PLAN, growth_sd=-1.0)
    with pytest.raises(ValueError, match="nothing to plan"):
        error_with(replace(PLAN, shock_sd=0.0, process_sd=0.0, error_variance=0.0))


def test_a_plan_takes_less_than_a_millisecond() -> None:
    start = time.process_time()
    for _ in range(200):
        detectable_with(PLAN)
    assert (time.process_time() - start) / 200 < 0.001
