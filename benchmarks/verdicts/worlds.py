"""Programmes of which the truth is known: links that translate, hardly, not at all or the wrong way, and what is seen.

A programme has 24 links in 15 units. Output counts grow; of the first year only 4 to 7 months are seen; a part of the
reports is missing; outcomes are a mean score, a share, or a logarithm from a register, with a shock that all units
share, a process of each unit, and errors of surveys. A world changes some of it. The engine is told what the theory
declares and what was measured, never what was drawn.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from toc.linking.panel import Declared, Panel
from toc.measurement import OVERDISPERSION

Array = NDArray[np.float64]

TRUTH: Array = np.array([1.0] * 11 + [0.25] * 3 + [0.0] * 8 + [-0.5] * 2)
DOUBLING = math.log(2)
POPULATION_CORRECTION = 1 - 0.057
DESIGN_EFFECT = 1.3
SPREAD_OF_COUNTS = 50
"""Shape of the gamma that spreads counts: variance 0.02 in logarithms."""


@dataclass(frozen=True)
class Kind:
    """A kind of outcome: sd of one respondent (0 for registers), effect of a doubling, process and shock sd."""

    name: str
    respondent: float
    effect: float
    process: float
    shock: float


SCORE = Kind("score", 0.90, 0.30, 0.10, 0.05)
SHARE = Kind("share", 0.40, 0.10, 0.04, 0.02)
REGISTER = Kind("register", 0.0, 0.05, 0.05, 0.02)


@dataclass(frozen=True)
class World:
    """What programmes are drawn like."""

    years: int = 3
    units: int = 15
    respondents: float = 29
    fewest_respondents: int = 5
    missing: float = 0.12
    quiet_when_weak: bool = False
    """Units report less in years in which they do badly."""

    stop_when_weak: bool = False
    """Units that do badly stop reporting for good."""

    exposure_known: bool = True
    shock: float = 1.0
    """Real size of the common shock, as a multiple of the usual one."""

    shock_declared: float = 1.0
    correlation: float = 0.0
    """Of the process from year to year."""

    confounded: float = 0.0
    """How far well-run units both grow and do better."""

    lag: int = 0
    growth_sd: float = 0.35
    national: bool = False
    effect: float = 1.0
    """Real and declared effect, as a multiple of the usual one."""

    declared: float = 1.0
    """Declared effect as a multiple of the real one."""

    output_still: bool = False
    other_cause: float = 0.0
    """Rise of the outcome from another cause, in declared doublings."""

    saturating: bool = False
    outliers: float = 0.0
    """Part of the outcomes that is wrong by five times what happens anyway."""

    heavy_tails: bool = False
    break_at: int | None = None
    """Year from which all outcomes of the programme stand a declared doubling of shocks (4 sd) lower."""

    shared_shock: float = 0.0
    """Correlation of the common shocks of links with outcomes of one kind."""

    shared_process: float = 0.0
    """Correlation of what happens in a unit between links with outcomes of one kind."""

    drifting_mix: float = 0.0
    """Yearly drift of who answers, sd in respondents' sd, shared by all units of a survey."""

    varying_effect: float = 0.0
    """Differences of T between units, sd."""

    varying_process: float = 0.0
    """Differences of the process between links, sd of its logarithm."""

    kinds: tuple[Kind, ...] = (SCORE, SHARE, REGISTER)
    truth: Array = field(default_factory=lambda: TRUTH)


BASE = World()
PROTOTYPE: dict[str, World] = {
    "15x2": replace(BASE, years=2),
    "15x3": BASE,
    "15x5": replace(BASE, years=5),
    "15x5, lag of a year": replace(BASE, years=5, lag=1),
    "national, 2 points": replace(BASE, years=2, national=True, missing=0.0),
    "national, 5 points": replace(BASE, years=5, national=True, missing=0.0),
    "national, 2 points, shock x3 undeclared": replace(BASE, years=2, national=True, missing=0.0, shock=3.0),
    "15x3, survey twice as large": replace(BASE, respondents=58),
    "15x3, exposure unknown": replace(BASE, exposure_known=False),
    "15x3, 30 % missing": replace(BASE, missing=0.30),
    "15x3, quiet when weak": replace(BASE, quiet_when_weak=True),
    "15x3, shock x3 undeclared": replace(BASE, shock=3.0),
    "15x3, shock x3 declared": replace(BASE, shock=3.0, shock_declared=3.0),
    "15x5, correlated years": replace(BASE, years=5, correlation=0.6),
    "15x3, all grow alike": replace(BASE, growth_sd=0.05),
    "15x3, half-size effects": replace(BASE, effect=0.5),
    "15x5, half-size effects": replace(BASE, years=5, effect=0.5),
    "15x5, third-size effects": replace(BASE, years=5, effect=0.33),
    "15x3, confounded": replace(BASE, confounded=1.0),
    "15x3, surveys only": replace(BASE, kinds=(SCORE, SHARE)),
    "120x3, 4 respondents": replace(BASE, units=120, respondents=4, fewest_respondents=2),
}
"""The worlds of the method's own simulation."""

BEYOND: dict[str, World] = {
    "15x3, saturating": replace(BASE, saturating=True),
    "15x5, saturating": replace(BASE, years=5, saturating=True),
    "15x3, straight, as little by the end": replace(BASE, effect=0.70, declared=1 / 0.70),
    "15x5, straight, as little by the end": replace(BASE, years=5, effect=0.60, declared=1 / 0.60),
    "15x3, outliers": replace(BASE, outliers=0.04),
    "15x5, outliers": replace(BASE, years=5, outliers=0.04),
    "15x3, heavy tails": replace(BASE, heavy_tails=True),
    "15x3, trend break": replace(BASE, break_at=2),
    "15x5, trend break": replace(BASE, years=5, break_at=3),
    "15x3, declared half": replace(BASE, declared=0.5),
    "15x3, declared double": replace(BASE, declared=2.0),
    "15x3, correlated links": replace(BASE, shared_shock=0.8, shared_process=0.5),
    "15x5, correlated links": replace(BASE, years=5, shared_shock=0.8, shared_process=0.5),
    "15x3, drifting mix": replace(BASE, drifting_mix=0.1),
    "15x3, stop when weak": replace(BASE, stop_when_weak=True),
    "15x5, stop when weak": replace(BASE, years=5, stop_when_weak=True),
    "15x3, T differs by unit": replace(BASE, varying_effect=0.5),
    "15x3, process differs by link": replace(BASE, varying_process=0.6),
}
"""Worlds that the model of the engine does not contain."""

WORLDS = PROTOTYPE | BEYOND


@dataclass(frozen=True)
class Drawn:
    """One link: what is really so and what was seen of it. Arrays have shape (units, years)."""

    kind: Kind
    counts: Array
    """Output as counted."""

    exposure: Array
    """Part of the year that was counted."""

    outcome: Array
    """Outcome as surveyed or registered."""

    respondents: Array
    reported: NDArray[np.bool_]

    @property
    def error(self) -> Array:
        """Variance of the outcome, known to who measures."""
        return np.asarray(self.kind.respondent**2 / self.respondents * DESIGN_EFFECT * POPULATION_CORRECTION)


def programme(world: World, rng: np.random.Generator) -> tuple[list[Panel], Array]:
    """Draw one programme: its panels, and the true T of every link relative to what was declared."""
    return [panel_of(world, one) for one in draw_programme(world, rng)], truth_of(world)


def draw_programme(world: World, rng: np.random.Generator) -> list[Drawn]:
    """Draw what happens in one programme, and what is seen of it."""
    shared = {kind.name: (rng.normal(size=world.years), rng.normal(size=_shape(world))) for kind in world.kinds}
    kinds = [world.kinds[k % len(world.kinds)] for k in range(len(world.truth))]
    return [draw(world, kind, t, shared[kind.name], rng) for kind, t in zip(kinds, world.truth, strict=True)]


def truth_of(world: World) -> Array:
    """T of every link, relative to what was declared."""
    return np.asarray(world.truth * _arrives(world) / world.declared)


GROWTH = 0.80, 0.25
"""Growth of output in logarithms, to the second year and each year after."""


def _arrives(world: World) -> float:
    """Part of the effect that a usual unit still has at the end, where more output brings less and less.

    That is the yardstick of T in those worlds: what came over the whole movement, beside what was declared of it. It is
    .70 after three years and .60 after five, so every link that works lies close to kappa there, and a list that is
    right about each of its members by its own word (P >= .70) is still often wrong about these. What is due to that and
    not to the bend is seen in the worlds "straight, as little by the end": the same part arrives along a straight line.
    An engine that judges by the first doubling, of which .79 arrives, looks further from kappa than this yardstick
    does; whether a link works (T >= kappa) is the same by both, the interval is not.
    """
    since = GROWTH[0] + GROWTH[1] * (world.years - 2)
    return _saturated(since) / since if world.saturating else 1.0


def _saturated(since: float) -> float:
    return -2 * DOUBLING * math.expm1(-since / (2 * DOUBLING))


def _shape(world: World) -> tuple[int, int]:
    return world.units, world.years


def draw(world: World, kind: Kind, truth: float, shared: tuple[Array, Array], rng: np.random.Generator) -> Drawn:
    """Draw one link."""
    good = rng.normal(size=world.units)
    rate = _output(world, good, rng)
    exposure = np.ones(_shape(world))
    exposure[:, 0] = rng.uniform(4, 7, world.units) / 12
    counts = rng.poisson(np.exp(rate) * exposure * rng.gamma(SPREAD_OF_COUNTS, 1 / SPREAD_OF_COUNTS, _shape(world)))
    state = _outcome(world, kind, truth, rate, good, shared, rng)
    respondents = np.maximum(
        world.fewest_respondents, rng.lognormal(math.log(world.respondents) - 0.08, 0.4, _shape(world))
    ).round()
    error = kind.respondent**2 / respondents * DESIGN_EFFECT * POPULATION_CORRECTION
    y = state + rng.normal(size=_shape(world)) * np.sqrt(error)
    if kind.respondent and world.drifting_mix:
        y += np.cumsum(rng.normal(0, world.drifting_mix * kind.respondent, world.years))
    return Drawn(kind, counts.astype(float), exposure, y, respondents, _reported(world, state, rng))


def panel_of(world: World, drawn: Drawn) -> Panel:
    """What an engine may see of a link, as the arrays that its core takes."""
    kind, counts, y, error, there = drawn.kind, drawn.counts, drawn.outcome, drawn.error, drawn.reported
    seen = drawn.exposure.copy()
    if not world.exposure_known:
        seen[:, 0] = 5.5 / 12
    x = np.log(np.maximum(counts, 0.5) / seen)
    var_x = 1 / np.maximum(counts, 1) + OVERDISPERSION
    if not world.exposure_known:
        var_x[:, 0] += math.log(7 / 4) ** 2 / 12
    if world.national:
        part = drawn.respondents / drawn.respondents.sum(axis=0)
        y, error = (part * y).sum(axis=0, keepdims=True), (part**2 * error).sum(axis=0, keepdims=True)
        x = np.log((counts / seen).sum(axis=0, keepdims=True))
        var_x = 1 / counts.sum(axis=0, keepdims=True) + OVERDISPERSION / world.units
        there = np.ones_like(y, dtype=bool)
    if world.lag:
        there = there[:, world.lag :]
        x, var_x = x[:, : -world.lag], var_x[:, : -world.lag]
        y, error = y[:, world.lag :], error[:, world.lag :]
    unit, time = np.nonzero(there)
    slope = kind.effect * world.effect * world.declared / DOUBLING
    declared = Declared(
        slope, kind.shock * world.shock_declared, kind.process, stands_for=world.units if world.national else 1
    )
    return Panel(unit, time.astype(float), x[there], var_x[there], y[there], error[there], declared, kind.name)


def _output(world: World, good: Array, rng: np.random.Generator) -> Array:
    """Logarithm of output a year, shape (units, years): much more in the second year, then a quarter each year."""
    growth = np.concatenate([[0.0], np.cumsum([GROWTH[0]] + [GROWTH[1]] * (world.years - 2))])
    steps = np.concatenate([[0.0], 1 + 0.3 * np.arange(world.years - 1)])
    own = rng.normal(0, world.growth_sd, world.units) + world.confounded * world.growth_sd * good
    level = rng.normal(math.log(53), 0.4, world.units)
    common = 0.0 if world.output_still else growth
    return np.asarray(level[:, None] + common + own[:, None] * steps + rng.normal(0, 0.15, _shape(world)))


def _outcome(
    world: World, kind: Kind, truth: float, rate: Array, good: Array, shared: tuple[Array, Array],
    rng: np.random.Generator,
) -> Array:  # fmt: skip
    """What is really so, shape (units, years)."""
    slope = kind.effect * world.effect / DOUBLING
    brought = np.concatenate([np.repeat(rate[:, :1], world.lag, axis=1), rate[:, : world.years - world.lag]], axis=1)
    if world.saturating:
        since = brought - brought[:, :1]
        brought = brought[:, :1] + np.where(since > 0, 2 * DOUBLING * -np.expm1(-since / (2 * DOUBLING)), since)
    ratio = truth + rng.normal(0, world.varying_effect, world.units) * (truth != 0)
    weight = world.shared_shock
    walk = math.sqrt(weight) * shared[0] + math.sqrt(1 - weight) * rng.normal(size=world.years)
    walk = np.cumsum(walk) * kind.shock * world.shock
    if world.break_at is not None:
        walk = walk - 4 * kind.shock * (np.arange(world.years) >= world.break_at)
    steps = np.concatenate([[0.0], 1 + 0.3 * np.arange(world.years - 1)])
    process = _process(world, kind, shared[1], rng)
    level = rng.normal(0, 3 * kind.process, world.units)
    other = world.other_cause * kind.effect * world.effect * np.arange(world.years) / (world.years - 1)
    hidden = world.confounded * slope * world.growth_sd * good[:, None] * steps
    return np.asarray(ratio[:, None] * slope * brought + walk - walk[0] + process + level[:, None] + other + hidden)


def _process(world: World, kind: Kind, shared: Array, rng: np.random.Generator) -> Array:
    weight, shape = world.shared_process, _shape(world)
    own = rng.standard_t(3, shape) / math.sqrt(3) if world.heavy_tails else rng.normal(size=shape)
    draw = math.sqrt(weight) * shared + math.sqrt(1 - weight) * own
    rho = world.correlation
    for year in range(1, world.years):
        draw[:, year] = rho * draw[:, year - 1] + math.sqrt(1 - rho**2) * draw[:, year]
    size = kind.process * math.exp(rng.normal(0, world.varying_process)) if world.varying_process else kind.process
    wrong = rng.random(shape) < world.outliers
    usual = math.hypot(kind.process, kind.respondent / math.sqrt(world.respondents))
    return np.asarray(size * draw + wrong * rng.choice([-5.0, 5.0], shape) * usual)


def _reported(world: World, state: Array, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Which unit reported in which year."""
    chance = np.full(_shape(world), world.missing)
    change = state - state.mean(axis=1, keepdims=True)
    rank = change.ravel().argsort().argsort().reshape(change.shape) / change.size
    if world.quiet_when_weak:
        chance = 0.10 + 0.5 * (rank < 0.3)
    there = rng.random(_shape(world)) > chance
    if world.stop_when_weak:
        since = state - state[:, :1]
        weak = since < np.quantile(since, 0.3, axis=0)
        gone = np.cumsum(weak & (rng.random(_shape(world)) < 0.5), axis=1) > 0
        gone[:, 0] = False
        there &= ~gone
    return there


def still(other_cause: float = 0.0) -> World:
    """A world in which output stands still."""
    return replace(BASE, output_still=True, growth_sd=0.05, other_cause=other_cause)


def draw_many(world: World, programmes: int, seed: int) -> Sequence[tuple[list[Panel], Array]]:
    """Draw programmes; the same seed gives the same."""
    rng = np.random.default_rng(seed)
    return [programme(world, rng) for _ in range(programmes)]
