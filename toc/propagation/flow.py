"""The change itself: every touched measure in every draw and year, as it is expected anyway and as it would be.

``value = (start * exp(sum of elasticity * ln(factor of the cause)) + sum of other effects) * pushes``, each cause as it
was a lag ago. The base is never changed by arrows: what causes bring anyway is in the projection of the outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from toc.propagation.network import Arrow, Kind, Measure, Network, Push
from toc.propagation.spread import Array

_Score = Callable[[str], Array]
"""Normal scores by name."""

SMALLEST_FACTOR = 1e-6
"""Nothing left counts as a millionth where a logarithm is taken."""


@dataclass(frozen=True)
class State:
    """One touched measure; arrays have shape (draws, years)."""

    kind: Kind
    base: Array | None
    """As it is expected anyway; None without a level."""

    value: Array
    """As it would be: a level; without one the factor (``relative``) or the difference (``points``)."""

    bounded: float
    """Part of draws and years in which a bound held it."""

    @property
    def difference(self) -> Array:
        """Change in the measure's own unit; of a factor, the part by which it changes."""
        if self.base is not None:
            return np.asarray(self.value - self.base)
        return self.value - 1.0 if self.kind == "relative" else self.value

    @cached_property
    def log_factor(self) -> Array:
        """Logarithm of how many times it becomes; 0 where the level is not above zero."""
        if self.base is None:
            return np.asarray(np.log(np.maximum(self.value, SMALLEST_FACTOR)))
        positive = self.base > 0
        ratio = np.divide(self.value, self.base, out=np.ones_like(self.value), where=positive)
        return np.asarray(np.log(np.maximum(ratio, SMALLEST_FACTOR, out=ratio), out=ratio))


def flow(network: Network, scores: Mapping[str, Array]) -> dict[str, State]:
    """Run the pushes of a network down its arrows.

    Args:
        network: measures, arrows and pushes.
        scores: normal scores of every name in ``network.numbers``, each of shape (draws,); a name that is not there
            takes its middle.

    Returns:
        Every touched measure whose change can be told, in an order in which causes come first.
    """
    plan = network.plan
    draws = max((len(one) for one in scores.values()), default=1)
    middle = np.zeros(draws)

    def score(name: str) -> Array:
        return scores.get(name, middle)

    states: dict[str, State] = {}
    for name in plan.order:
        measure, kind = network.measures[name], plan.kinds[name]
        arrows = plan.into[name]
        base, start = _courses(measure, score)
        shape = (draws, len(network.years))
        value = start if start is not None else np.full(shape, 1.0 if kind == "relative" else 0.0, order="F")
        logs: Array | None = None
        rest: Array | None = None
        causes = {
            arrow.start: _of_those_there(network.measures[arrow.start], states[arrow.start])
            if arrow.start in states else _as_it_is(network, arrow.start, score)
            for arrow in (*arrows, *plan.funnels[name])
        }  # fmt: skip
        for arrow in arrows:
            effect = _effect(arrow, causes[arrow.start], score)
            if arrow.form == "elasticity":
                logs = effect if logs is None else logs + effect
            else:
                rest = effect if rest is None else rest + effect
        if logs is not None:
            value = value * np.exp(np.clip(logs, -50.0, 50.0))
        if rest is not None:
            value = value + rest
        for push in network.pushes:
            if push.measure == name:
                value = _pushed(value, push, score)
        value, bounded = _within(value, base, measure, kind, plan.funnels[name], causes, score)
        states[name] = State(kind, base, value, bounded)
    return states


def _of_those_there(measure: Measure, state: State) -> State:
    """A cause beside what is expected of the part of it that is there: what leaves takes its own results along."""
    scale = measure.other.scale if measure.other is not None else None
    return state if scale is None or state.base is None else replace(state, base=state.base * scale)


def _courses(measure: Measure, score: _Score) -> tuple[Array | None, Array | None]:
    """What is expected anyway, and what it starts from in this what-if."""
    if measure.base is None:
        return None, None
    base = np.clip(measure.base.paths(score(measure.base.name)), measure.lowest, measure.highest)
    if measure.other is None:
        return base, base
    return base, measure.other.paths(score(measure.other.name))


def _as_it_is(network: Network, name: str, score: _Score) -> State:
    """A measure that nothing touches."""
    base, _ = _courses(network.measures[name], score)
    assert base is not None
    return State("level", base, base, 0.0)


def _effect(arrow: Arrow, cause: State, score: _Score) -> Array:
    """What one arrow adds: to the logarithm for an elasticity, else in the unit of the outcome."""
    slope = arrow.slope.at(score(f"slope:{arrow.name}"))[:, None]
    lag = arrow.lag.at(score(f"lag:{arrow.name}"))
    if arrow.form in ("elasticity", "per_log"):
        return slope * lagged(cause.log_factor, lag)
    if arrow.form == "linear" and arrow.before is None:
        change = lagged(cause.difference, lag)
        return slope * (np.cumsum(change, axis=1) if arrow.running else change)
    assert cause.base is not None
    before = slope if arrow.before is None else arrow.before.at(score(f"slope:{arrow.name}"))[:, None]
    new, old = (_response(arrow, values) for values in (cause.value, cause.base))
    change = slope * new - before * old
    change[:, 0] = 0.0
    change = lagged(change, lag)
    return np.cumsum(change, axis=1) if arrow.running else change


def _response(arrow: Arrow, output: Array) -> Array:
    if arrow.form == "linear":
        return output
    held = np.maximum(output, 0.0)
    return held / (held + arrow.half_at)


def lagged(change: Array, lag: Array) -> Array:
    """A change as it was ``lag`` years ago, nothing before the first year; straight lines between years.

    Args:
        change: shape (draws, years).
        lag: years, at least 0; shape (draws,).
    """
    least, most = float(lag.min()), float(lag.max())
    if most == 0.0:
        return change
    whole = np.floor(lag)
    part = lag - whole
    found = np.zeros_like(change)
    for years in range(int(least), min(int(most) + 2, change.shape[1])):
        weight = np.where(whole == years, 1 - part, np.where(whole == years - 1, part, 0.0))
        if weight.any():
            found[:, years:] += weight[:, None] * change[:, : change.shape[1] - years]
    return found


def _pushed(value: Array, push: Push, score: _Score) -> Array:
    drawn = push.size.at(score(f"size:{push.name}"))
    if push.how == "factor":
        return np.asarray(value * (1 + np.multiply.outer(push.active, np.maximum(drawn, 0.0) - 1)).T)
    if push.how == "extra":
        return np.asarray(value + np.multiply.outer(push.active, drawn).T)
    working = push.since > 0
    if not working.any():
        return value
    first = int(np.argmax(working))
    before, after = value[:, [max(first - 1, 0)]], value[:, [first]]
    part = float(np.clip(1 - push.since[first], 0.0, 1.0))  # how far the start lies between the two
    level = before + (after - before) * part if first > 0 else after
    grown = level * np.maximum(1 + drawn[:, None] / 100, 0.0) ** np.maximum(push.since, 0.0)
    ended = np.flatnonzero(push.since == push.since.max())[1:]  # from its end on it goes as it would otherwise
    if len(ended):
        at = ended[0] - 1
        otherwise = np.divide(value, value[:, [at]], out=np.ones_like(value), where=value[:, [at]] > 0)
        grown[:, ended] = grown[:, [at]] * otherwise[:, ended]
    return np.asarray(np.where(working, grown, value))


def _within(
    value: Array, base: Array | None, measure: Measure, kind: Kind, funnels: tuple[Arrow, ...],
    causes: Mapping[str, State], score: _Score,
) -> tuple[Array, float]:  # fmt: skip
    """A value within the bounds of its measure; a change never brings out of a funnel more than went in."""
    if kind == "points":
        return value, 0.0
    lowest = max(measure.lowest, 0.0) if kind == "relative" else measure.lowest
    highest = np.inf if kind == "relative" else measure.highest
    held = np.clip(value, lowest, highest)
    for arrow in funnels:
        cause = causes[arrow.start]
        if base is not None and cause.base is not None:
            lag = arrow.lag.at(score(f"lag:{arrow.name}"))
            went_in = cause.base + lagged(cause.value - cause.base, lag) if lag.max() > 0 else cause.value
            fits = base <= cause.base  # else more is expected to come out than goes in: figures of two kinds
            held = np.minimum(held, np.where(fits, went_in, np.maximum(went_in, base)))
    return held, float(np.mean(held != value))
