"""Time a what-if over the whole shipped chain and all its HIPs, beside the same by hand in numpy; prints a table."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

import numpy as np
from scipy.special import ndtri

import toc
from benchmarks.measuring import print_machine, print_table
from benchmarks.scenarios import plain
from toc.forecasting.outlook import PROBABILITIES
from toc.indicator import Level
from toc.projection import nature_of
from toc.propagation.flow import State, flow
from toc.propagation.network import Arrow, Expected, Measure, Network, Push
from toc.propagation.spread import Z90, Array, Spread, evenly, scores_of
from toc.result_chain import CausalLink
from toc.theory import Theory
from toc.what_if import ASSUMED_LAG, slope_of

MODEL = "opschaling-pps"
LEVEL = "hip"
YEARS = tuple(range(2025, 2031))
SCORES: Array = ndtri(PROBABILITIES)
BELIEF: Array = np.array([-Z90, 0.0, Z90])
SLOPE: Array = np.array([0.1, 0.5, 0.9])
"""Elasticity of a link of which the model expects nothing yet: content of this benchmark, of nobody else."""

FACTOR: Array = np.array([1.0, 1.2, 1.5])
ACTIVE: Array = np.array([0.0, 1 / 3, 1.0, 1.0, 1.0, 1.0])
"""From September of the second year on."""

TOLERANCE = 1e-9

States = Mapping[str, Mapping[str, State]]


@dataclass(frozen=True)
class Case:
    """One what-if of every organisation, in the words of both ways."""

    networks: Mapping[str, Network]
    chain: plain.Chain

    def draws(self, count: int, seed: int) -> dict[str, Array]:
        """Normal scores of every number."""
        names = dict.fromkeys(name for one in self.networks.values() for name in one.numbers)
        return scores_of(names, count, seed)


def case_of(theory: Theory, organisations: tuple[str, ...], seed: int = 1) -> Case:
    """Every link with an expectation, every measure with a course, a push on inputs and whatever else stands first."""
    ends = {
        link.id: (_measure(theory, link, start=True), _measure(theory, link, start=False)) for link in theory.file.links
    }
    inputs = [next(iter(one.indicators), one.id) for one in theory.file.elements if one.level is Level.INPUT]
    measures = list(dict.fromkeys([*inputs, *(name for pair in ends.values() for name in pair)]))
    reached = {end for _, end in ends.values()}
    bounds = {name: _bounds(theory, name) for name in measures}
    arrows = [_arrow(theory, link, *ends[link.id]) for link in theory.file.links]
    factor = Spread(BELIEF, FACTOR)
    pushes = [
        Push(f"push-{name}", name, "factor", factor, ACTIVE, np.arange(float(len(YEARS))) - 0.7)
        for name in measures if name not in reached or name in inputs
    ]  # fmt: skip
    rng = np.random.default_rng(seed)
    expected = {who: {name: _course(rng, bounds[name][1]) for name in measures} for who in organisations}
    networks = {
        who: Network(
            YEARS,
            {
                name: Measure(name, Expected(f"projection:{name}@{who}", SCORES, rows), None, *bounds[name])
                for name, rows in expected[who].items()
            },
            arrows,
            pushes,
        )
        for who in organisations
    }
    order = next(iter(networks.values())).plan.order
    links = [
        plain.Link(one.name, one.start, one.end, str(one.form), one.slope.scores, one.slope.values, lag, one.half_at)
        for one, lag in zip(arrows, (_lag(link) for link in theory.file.links), strict=True)
    ]
    by_hand = [plain.Push(one.name, one.measure, BELIEF, FACTOR, ACTIVE) for one in pushes]
    return Case(networks, plain.Chain(order, links, by_hand, SCORES, expected, bounds))


def _measure(theory: Theory, link: CausalLink, *, start: bool) -> str:
    element, chosen = (link.start, link.output_indicator) if start else (link.to, link.outcome_indicator)
    return chosen or next(iter(theory.element_by_id[element].indicators), element)


def _bounds(theory: Theory, name: str) -> tuple[float, float]:
    indicator = theory.indicator_by_id.get(name)
    if indicator is None:
        return 0.0, np.inf
    nature = nature_of(indicator, theory.data_element_by_id)
    return nature.lowest, nature.highest


def _lag(link: CausalLink) -> tuple[float, float]:
    return (link.lag.min_years, link.lag.max_years) if link.lag is not None else ASSUMED_LAG


def _arrow(theory: Theory, link: CausalLink, start: str, end: str) -> Arrow:
    declared, lag = link.expectation, evenly(*_lag(link))
    if declared is None or declared.mic is not None:
        return Arrow(link.id, start, end, "elasticity", Spread(BELIEF, SLOPE), lag=lag)
    outcome = theory.indicator_by_id.get(end)
    form, slope = slope_of(declared, less_is_better=outcome is not None and outcome.ascending is False)
    half_at = declared.saturation.half_at if declared.saturation is not None else 1.0
    return Arrow(link.id, start, end, form, slope, half_at, lag)


def _course(rng: np.random.Generator, highest: float) -> Array:
    """A projection: a level that grows by a few percent a year, less certain every year; shape (years, scores)."""
    ahead = np.arange(len(YEARS))[:, None]
    start = rng.uniform(0.2, 0.6) * highest if np.isfinite(highest) else rng.uniform(20, 2000)
    return np.asarray(start * rng.uniform(1.0, 1.05) ** ahead * np.exp(0.05 * np.sqrt(ahead) * SCORES))


def ours(case: Case, scores: Mapping[str, Array]) -> States:
    """All organisations by the engine."""
    return {who: flow(network, scores) for who, network in case.networks.items()}


def largest_gap(case: Case, mine: States, scores: Mapping[str, Array]) -> float:
    """Largest difference with the way by hand, as a part of the value."""
    other = plain.run(case.chain, scores)
    gaps = [0.0]
    for who, measures in other.items():
        assert set(mine[who]) == set(measures)
        for name, pairs in measures.items():
            state = mine[who][name]
            assert state.base is not None
            for year, (anyway, value) in enumerate(pairs):
                for one, two in ((state.base[:, year], anyway), (state.value[:, year], value)):
                    gaps.append(float(np.max(np.abs(one - two) / np.maximum(np.abs(two), 1.0))))
    return max(gaps)


def shipped() -> Case:
    """The shipped model: the country and its HIPs."""
    theory = toc.read_theory(MODEL)
    tree = theory.organisations
    beneath = [one.id for one, _ in tree.descendants(tree.roots[0].id) if one.level == LEVEL]
    return case_of(theory, (tree.roots[0].id, *beneath))


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print_machine()
    case = shipped()
    scores = case.draws(asked.draws, asked.seed)
    gap = largest_gap(case, ours(case, scores), scores)
    if not gap <= TOLERANCE:
        raise SystemExit(f"the two ways differ by {gap:.1e}")
    ways: dict[str, Callable[[], object]] = {
        "toc": lambda: ours(case, scores), "plain": lambda: plain.run(case.chain, scores)
    }  # fmt: skip
    took: dict[str, list[float]] = {name: [] for name in ways}
    for at in range(asked.runs):
        for name in list(ways)[:: -1 if at % 2 else 1]:
            took[name].append(_seconds(ways[name]))
            print(f"  round {at + 1}, {name}: {took[name][-1]:.3f} s", file=sys.stderr, flush=True)
    chain = case.chain
    what = (
        f"{len(chain.expected)} organisations, {len(chain.links)} links, {len(chain.order)} measures, "
        f"{len(YEARS)} years, {asked.draws:,} draws"
    )
    ratio = median(one / two for one, two in zip(took["toc"], took["plain"], strict=True))
    cells = (f"{min(took[name]):.2f} s, {median(took[name]):.2f} s" for name in ways)
    print_table(
        ("workload", "toc (least, median)", "plain (least, median)", "ratio (median)", "largest difference"),
        [(what, *cells, f"{ratio:.2f}", f"{gap:.0e}")],
    )


if __name__ == "__main__":
    main()
