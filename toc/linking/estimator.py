"""The translation ratio T of every link, with its distribution: one estimator from two national points to a panel.

``y_it = level_i + b T x_it + shock_t + process_it + error_it`` with the level of a unit fixed, a shock that all units
share and that walks from year to year, a process of each unit, and errors of known variance.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, stdtr, stdtrit

from toc.linking.bending import levels_off
from toc.linking.clustered import lasting
from toc.linking.panel import PRIOR_SD, Array, Declared, Figures, Panel, join
from toc.linking.stack import Fit, Moments, Stack, stack_of
from toc.linking.variance import MULTIPLES, settle, shock_weights

AS_IF_KNOWN = 200.0
"""Degrees of freedom where the variance of the process is declared and not found."""

LEAST_DEGREES = 5.0
LEAST_RELIABLE = 0.5
"""An output whose movement is for a larger part error of measurement is refused."""

LEAST_RELIABILITY = 0.05
"""Below this the reliability of an output is not believed; far above it the link is refused already."""

LARGEST_RATIO = 2.0
"""No first T counts for more than this where the noise of an output is passed on to its outcome."""

POWER = 0.80
FURTHEST = 64.0
"""How many times the declared shock the search for the tipping point goes."""

RUNGS: Array = np.concatenate([[0.0], np.geomspace(0.25, FURTHEST, 33)])
"""Shocks, as multiples of what was declared, at which T is computed for the tipping point."""

AT_ONCE = 100_000
"""Figures that are on one grid at most, to spare memory."""


@dataclass(frozen=True)
class Belief:
    """What is believed of T after seeing the figures: a normal distribution."""

    mean: float
    sd: float

    def below(self, ratio: float) -> float:
        """Probability that T is below ``ratio``."""
        return float(ndtr((ratio - self.mean) / self.sd))


def believe(ratio: float, error: float, degrees: float, kappa: float) -> Belief:
    """Join the figures with the belief beforehand, normal around ``kappa`` with sd 1, so that no side is favoured.

    Args:
        ratio: T as estimated.
        error: its standard error.
        degrees: degrees of freedom; the error is widened by ``sqrt(degrees / (degrees - 2))``, the sd of Student's t.
        kappa: ratio below which output does not sufficiently translate.

    A belief beforehand learned from the links of a programme (Kiefer & Wolfowitz 1956) was tried: with 24 links its
    lists found no more, and with effects of half the size less.
    """
    wide = error * (math.sqrt(degrees / (degrees - 2)) if degrees > 2 else 2.0)
    told = PRIOR_SD**2 / (PRIOR_SD**2 + wide**2)
    return Belief(told * ratio + (1 - told) * kappa, PRIOR_SD * wide / math.hypot(PRIOR_SD, wide))


@dataclass(frozen=True)
class Estimate:
    """T of one link. Everything is in units of T unless said otherwise."""

    ratio: float
    """T: slope found over slope declared, corrected for error in the output."""

    error: float
    """Its standard error."""

    degrees: float
    borrowed: float
    """How many of the degrees of freedom come from other links of the family."""

    reliability: float
    """Part of the movement of the output that is no error of measurement, 0 to 1."""

    kappa: float
    process_sd: float
    """In the unit of the outcome."""

    shock_sd: float
    """Per year, as it was taken into account, in the unit of the outcome."""

    two_way: float
    """T within years only: no shock that all units share can touch it. NaN for a single series."""

    two_way_error: float
    without_one: tuple[float, float] | None
    """Lowest and highest T with one unit left out; None with fewer than three units."""

    rungs: tuple[tuple[float, float, float], ...]
    """Shock per year (unit of the outcome), T and its error if the common shock were exactly that."""

    figures: int
    units: int
    moments: int
    left_out: tuple[int, ...]
    """Units seen once, which say nothing of change."""

    outliers: tuple[tuple[int, float], ...]
    """Unit and moment of figures that were so far off that they count for less."""

    levelling_off: bool = False
    """Whether its family clearly shows that more and more output brings less and less."""

    lasting: float = 1.0
    """How many times larger the variance in a unit counts, because its years are not apart; told by the family."""

    @property
    def belief(self) -> Belief:
        """What is believed of T."""
        return believe(self.ratio, self.error, self.degrees, self.kappa)

    @property
    def below_kappa(self) -> float:
        """P(T < kappa)."""
        return self.belief.below(self.kappa)

    @property
    def above_zero(self) -> float:
        """P(T > 0)."""
        return 1 - self.belief.below(0.0)

    def interval(self, level: float = 0.90) -> tuple[float, float]:
        """Interval of T that holds ``level``, from the figures alone."""
        half = float(stdtrit(self.degrees, (1 + level) / 2)) * self.error
        return self.ratio - half, self.ratio + half

    @property
    def detectable(self) -> float:
        """Smallest T that would be told from 0 in 80 of 100 cases: ``(t.95 + t.80) s`` (Bloom 1995, Evaluation Review).

        Also what more figures would have to bring down.
        """
        return float(stdtrit(self.degrees, 0.95) + stdtrit(self.degrees, POWER)) * self.error

    @property
    def shifted(self) -> bool:
        """Whether the programme as a whole moved in another way than its units beside each other.

        Hausman (1978, Econometrica 46), at 1 %.
        """
        gap = self.two_way_error**2 - self.error**2
        return bool(gap > 0 and abs(self.two_way - self.ratio) > 2.58 * np.sqrt(gap))


@dataclass(frozen=True)
class Refusal:
    """Why T of a link can not be estimated: ``degrees``, ``reliability`` or ``output_still``."""

    reason: str
    degrees: float
    reliability: float
    left_out: tuple[int, ...]


def estimate(panels: Sequence[Panel]) -> tuple[Estimate | Refusal, ...]:
    """T of every link; links of one family learn from each other how much happens anyway.

    Args:
        panels: one per link.

    Returns:
        One answer per link, in the same order. A link whose output did not move at all, whose two-way model has fewer
        than 5 degrees of freedom, or whose output is mostly error (reliability below 0.5) is refused.
    """
    answers: list[Estimate | Refusal | None] = [None] * len(panels)
    used = [panel.without_seen_once() for panel in panels]
    enough = [k for k, panel in enumerate(used) if len(panel.y) >= 2]
    for k in set(range(len(panels))) - set(enough):
        answers[k] = Refusal("degrees", 0.0, float("nan"), panels[k].seen_once)
    for group in _batches(used, enough):
        for k, answer in zip(group, _estimate([used[k] for k in group]), strict=True):
            left_out = panels[k].seen_once
            answers[k] = answer if not left_out else _with_left_out(answer, left_out)
    return tuple(answer for answer in answers if answer is not None)


@dataclass(frozen=True)
class OfLag:
    """T if the effect took exactly this many years."""

    lag: int
    found: Estimate | Refusal
    p_value: float
    """Two-sided, of T = 0; 1 for a lag that can not be estimated."""

    adjusted: float
    """The same by Holm (1979, Scandinavian Journal of Statistics 6), for all lags that were tried together."""


def each_lag(output: Figures, outcome: Figures, lags: Sequence[int], declared: Declared) -> tuple[OfLag, ...]:
    """T for each single lag of a range, so that nobody needs to guess what another lag would have said."""
    answers = estimate([join(output, outcome, [lag], declared) for lag in lags])
    p_values = np.array([_p_value(one) for one in answers])
    order = np.argsort(p_values, kind="stable")
    steps = np.maximum.accumulate((len(lags) - np.arange(len(lags))) * p_values[order])
    adjusted = np.empty(len(lags))
    adjusted[order] = np.minimum(steps, 1.0)
    return tuple(
        OfLag(lag, one, float(p), float(q)) for lag, one, p, q in zip(lags, answers, p_values, adjusted, strict=True)
    )


def _p_value(answer: Estimate | Refusal) -> float:
    if isinstance(answer, Refusal):
        return 1.0
    return float(2 * stdtr(answer.degrees, -abs(answer.ratio) / answer.error))


def _batches(panels: Sequence[Panel], which: Sequence[int]) -> Iterator[list[int]]:
    """Numbers of panels that go on one grid: families stay together, grids stay within memory."""
    families: dict[str, list[int]] = {}
    for k in which:
        families.setdefault(panels[k].family or f"\n{k}", []).append(k)
    batch: list[int] = []
    for members in families.values():
        if batch and sum(len(panels[k].y) for k in [*batch, *members]) > AT_ONCE:
            yield batch
            batch = []
        batch = batch + members
    if batch:
        yield batch


def _with_left_out(answer: Estimate | Refusal, left_out: tuple[int, ...]) -> Estimate | Refusal:
    return replace(answer, left_out=left_out)


@dataclass(frozen=True)
class _Scale:
    """Outcomes are divided by what was declared of them, so that the slope of least squares is T; shape (links,)."""

    unit: Array
    """Outcome that counts as 1; its sign is that of the declared slope."""

    shock: Array
    process: Array
    """Variance where it is declared and not found, else NaN."""

    doubling: Array
    """What a doubling of the output is on its scale, NaN where it is a level."""

    usual: Array
    """Variance of the process as declared, or the usual one."""

    kappa: Array
    family: NDArray[np.int64]


def _scaled(panels: Sequence[Panel]) -> tuple[list[Panel], _Scale]:
    names = {name: k for k, name in enumerate(dict.fromkeys(p.family for p in panels if p.family))}
    family = np.array([names.get(p.family, -1) for p in panels])
    moved = np.array([_movement(p) for p in panels])
    unit = np.array([p.declared.slope for p in panels]) * moved
    processes = np.array([p.declared.process**2 / p.declared.stands_for for p in panels]) / unit**2
    national = np.array([p.national for p in panels])
    shock = np.array([p.declared.shock_sd for p in panels]) / np.abs(unit)
    doubling = np.array([math.log(2) if p.declared.logarithmic else np.nan for p in panels]) / moved
    scale = _Scale(
        unit, shock, np.where(national, processes, np.nan), doubling, processes,
        np.array([p.declared.kappa for p in panels]), family,
    )  # fmt: skip
    on = [
        replace(p, x=p.x / m, var_x=p.var_x / m**2, y=p.y / u, var_y=p.var_y / u**2)
        for p, m, u in zip(panels, moved, unit, strict=True)
    ]
    return on, scale


def _movement(panel: Panel) -> float:
    """Usual size of what an output differs from the mean of its unit; 1 where it stood still."""
    _, unit = np.unique(panel.unit, return_inverse=True)
    mean = np.bincount(unit, panel.x) / np.bincount(unit)
    size = float(np.sqrt(np.mean((panel.x - mean[unit]) ** 2)))
    return size if size > 0 else 1.0


def _estimate(panels: Sequence[Panel]) -> list[Estimate | Refusal]:
    on, scale = _scaled(panels)
    stack = _with_noise_of_output(stack_of(on), scale)
    noise = settle(stack, scale.process, scale.family, np.sqrt(_common(scale, panels)))
    everything = noise.errors + noise.process[:, None, None]
    moments = stack.moments(everything)
    longer = lasting(stack, moments, scale.family)
    moments = stack.moments(everything * longer[:, None, None])
    fits, weights = _shaken(stack, moments, scale)
    slopes, errors = np.stack([f.slope for f in fits], axis=1), np.stack([f.error for f in fits], axis=1)
    reliable = np.stack([stack.reliability(moments, f) for f in fits], axis=1)
    raw = (weights * slopes).sum(axis=1)
    spread = np.sqrt((weights * (errors**2 + (slopes - raw[:, None]) ** 2)).sum(axis=1))
    reliability = np.clip((weights * reliable).sum(axis=1), LEAST_RELIABILITY, 1.0)
    beside = stack.two_way(moments)
    beside_reliability = np.clip(stack.reliability(moments, beside), LEAST_RELIABILITY, 1.0)
    lowest, highest = _without_one(stack, moments, scale, weights, reliability)
    rungs = [stack.random(moments, multiple * scale.shock) for multiple in RUNGS]
    rung_slopes = np.stack([f.slope for f in rungs], axis=1) / reliability[:, None]
    rung_errors = np.stack([f.error for f in rungs], axis=1) / reliability[:, None]
    shock = np.sqrt((weights * MULTIPLES**2).sum(axis=1)) * scale.shock
    level = levels_off(stack, moments, shock, scale.doubling, scale.family)
    answers: list[Estimate | Refusal] = []
    for k, panel in enumerate(panels):
        degrees = AS_IF_KNOWN if panel.national else float(noise.degrees[k])
        reason = _refused(panel, float(noise.degrees[k] - noise.borrowed[k]), raw[k], float(reliability[k]))
        if reason:
            answers.append(Refusal(reason, degrees, float(reliability[k]), ()))
            continue
        unit = abs(float(scale.unit[k]))
        single = panel.national
        units, times = np.unique(panel.unit), np.unique(panel.time)
        far = zip(*np.nonzero(noise.outlying[k]), strict=True)
        answers.append(
            Estimate(
                ratio=float(raw[k] / reliability[k]),
                error=float(spread[k] / reliability[k]),
                degrees=degrees,
                borrowed=0.0 if single else float(noise.borrowed[k]),
                reliability=float(reliability[k]),
                kappa=panel.declared.kappa,
                process_sd=float(np.sqrt(noise.process[k])) * unit,
                shock_sd=float(shock[k]) * unit,
                two_way=float("nan") if single else float(beside.slope[k] / beside_reliability[k]),
                two_way_error=float("nan") if single else float(beside.error[k] / beside_reliability[k]),
                without_one=(float(lowest[k]), float(highest[k])) if len(units) >= 3 else None,
                rungs=tuple(
                    (multiple * panel.declared.shock_sd, float(ratio), float(error))
                    for multiple, ratio, error in zip(RUNGS.tolist(), rung_slopes[k], rung_errors[k], strict=True)
                ),
                figures=len(panel.y),
                units=len(units),
                moments=len(times),
                left_out=(),
                outliers=tuple((int(units[u]), float(times[t])) for u, t in far),
                levelling_off=bool(level[k]),
                lasting=float(longer[k]),
            )
        )
    return answers


def _shaken(stack: Stack, moments: Moments, scale: _Scale) -> tuple[list[Fit], Array]:
    """Least squares under each size of the common shock, and how far each is believed, (links, multiples)."""
    fits = [stack.random(moments, multiple * scale.shock) for multiple in MULTIPLES]
    return fits, shock_weights(np.stack([np.nan_to_num(f.likelihood) for f in fits], axis=1), scale.family)


def _with_noise_of_output(stack: Stack, scale: _Scale) -> Stack:
    """The noise of the output as error of the outcome, for links of a family: ``var_y + T^2 var_x``.

    An output that is known roughly makes the outcome look restless, the more so the further it translates; a family
    would spread that over all of its links. Here every link bears its own, by a first T (squared, less its error
    squared), and what is left to share is the process alone (Fuller 1987, section 3.1). A link by itself needs none of
    it: all that is restless in it is its own.
    """
    first = stack.random(stack.moments(stack.var_y + scale.usual[:, None, None]), scale.shock)
    squared = np.nan_to_num(np.maximum(first.slope**2 - first.error**2, 0.0))
    squared = np.where(scale.family >= 0, np.minimum(squared, LARGEST_RATIO**2), 0.0)
    return replace(stack, var_y=stack.var_y + np.where(stack.present, squared[:, None, None] * stack.var_x, 0.0))


def _refused(panel: Panel, degrees: float, slope: float, reliability: float) -> str:
    """Why T can not be estimated, or nothing."""
    if not np.isfinite(slope):
        return "output_still"
    if not panel.national and degrees < LEAST_DEGREES:
        return "degrees"
    return "reliability" if reliability < LEAST_RELIABLE else ""


def _common(scale: _Scale, panels: Sequence[Panel]) -> Array:
    """Variance, in the units of each link, of what is one size in a family: an outcome of 1, squared."""
    return np.asarray(1 / scale.unit**2)


def _without_one(
    stack: Stack, moments: Moments, scale: _Scale, weights: Array, reliability: Array
) -> tuple[Array, Array]:
    """Lowest and highest T with one unit left out, the noise held as it was found; shape (links,) each."""
    rest, there = moments.without_each_unit(stack)
    links, units = there.shape
    total = np.zeros(links * units)
    for multiple, weight in zip(MULTIPLES, weights.T, strict=True):
        g = np.repeat(stack.walk * ((multiple * scale.shock) ** 2)[:, None, None], units, axis=0)
        inner = np.linalg.solve(np.eye(g.shape[1]) + g @ rest.a, g)
        total += np.repeat(weight, units) * rest.fit(inner, np.zeros(links * units)).slope
    ratios = np.where(there, total.reshape(links, units), np.nan) / reliability[:, None]
    ratios = np.where(np.isnan(ratios).all(axis=1, keepdims=True), 0.0, ratios)
    return np.nanmin(ratios, axis=1), np.nanmax(ratios, axis=1)
