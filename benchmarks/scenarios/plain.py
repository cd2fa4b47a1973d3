"""The same what-if as one writes it by hand in numpy: loops over organisations, links and years, arrays over draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Array = NDArray[np.float64]

SMALLEST = 1e-6
"""Least that a factor counts for in a logarithm."""

FAR = 3.5
"""Score at which an even range ends."""


@dataclass(frozen=True)
class Link:
    """From one measure to the next."""

    name: str
    start: str
    end: str
    form: str
    """``elasticity``, ``per_log``, ``linear`` or ``saturation``."""

    scores: Array
    slopes: Array
    """Slope at each normal score."""

    lag: tuple[float, float]
    """Years, evenly between."""

    half_at: float = 1.0


@dataclass(frozen=True)
class Push:
    """A factor from outside."""

    name: str
    measure: str
    scores: Array
    factors: Array
    active: Array
    """Part of each year."""


@dataclass(frozen=True)
class Chain:
    """Links in the order in which a change runs, and what is expected anyway of every measure and organisation."""

    order: Sequence[str]
    links: Sequence[Link]
    pushes: Sequence[Push]
    scores: Array
    expected: Mapping[str, Mapping[str, Array]]
    """Organisation, measure: values of shape (years, scores)."""

    bounds: Mapping[str, tuple[float, float]]


def line(scores: Array, values: Array, score: Array) -> Array:
    """Straight lines between points, the outer two going on."""
    found = np.interp(score, scores, values)
    low, high = score < scores[0], score > scores[-1]
    found[low] = values[0] + (score[low] - scores[0]) * (values[1] - values[0]) / (scores[1] - scores[0])
    found[high] = values[-1] + (score[high] - scores[-1]) * (values[-1] - values[-2]) / (scores[-1] - scores[-2])
    return found


def years_of_lag(lag: tuple[float, float], score: Array) -> Array:
    """A lag evenly between two ends, from a table of its quantiles."""
    low, high = lag
    if low == high:
        return np.full(len(score), low)
    scores = np.linspace(-FAR, FAR, 141)
    part = (ndtr(scores) - ndtr(-FAR)) / (ndtr(FAR) - ndtr(-FAR))
    return np.interp(score, scores, low + (high - low) * part)


def run(chain: Chain, scores: Mapping[str, Array]) -> dict[str, dict[str, list[tuple[Array, Array]]]]:
    """What is expected anyway and what it would be: organisation, measure, and one pair per year."""
    slopes = {link.name: line(link.scores, link.slopes, scores[f"slope:{link.name}"]) for link in chain.links}
    lags = {link.name: years_of_lag(link.lag, scores[f"lag:{link.name}"]) for link in chain.links}
    factors = {
        one.name: np.maximum(line(one.scores, one.factors, scores[f"size:{one.name}"]), 0) for one in chain.pushes
    }
    answer: dict[str, dict[str, list[tuple[Array, Array]]]] = {}
    for organisation, expected in chain.expected.items():
        done: dict[str, list[tuple[Array, Array]]] = {}
        for measure in chain.order:
            low, high = chain.bounds[measure]
            score = scores[f"projection:{measure}@{organisation}"]
            effects = [
                (link, effect_per_year(link, done[link.start], slopes[link.name], lags[link.name]))
                for link in chain.links
                if link.end == measure
            ]
            pushes = [one for one in chain.pushes if one.measure == measure]
            years = []
            for year, values in enumerate(expected[measure]):
                anyway = np.clip(line(chain.scores, values, score), low, high)
                value = anyway
                logs = [effect[year] for link, effect in effects if link.form == "elasticity"]
                if logs:
                    value = value * np.exp(sum(logs))
                for link, effect in effects:
                    if link.form != "elasticity":
                        value = value + effect[year]
                for push in pushes:
                    value = value * (1 + (factors[push.name] - 1) * push.active[year])
                years.append((anyway, np.clip(value, low, high)))
            done[measure] = years
        answer[organisation] = done
    return answer


def effect_per_year(link: Link, cause: list[tuple[Array, Array]], slope: Array, lag: Array) -> list[Array]:
    """What a link brings in each year: the change of its cause a lag ago, times its slope."""
    changes = []
    for anyway, value in cause:
        if link.form in ("elasticity", "per_log"):
            ratio = np.divide(value, anyway, out=np.ones_like(value), where=anyway > 0)
            changes.append(np.log(np.maximum(ratio, SMALLEST)))
        elif link.form == "linear":
            changes.append(value - anyway)
        else:
            changes.append(value / (value + link.half_at) - anyway / (anyway + link.half_at))
    whole = np.floor(lag).astype(int)
    part = lag - whole
    before = whole.max() + 1
    table = np.stack([np.zeros(len(slope))] * before + changes)
    draw = np.arange(len(slope))
    effects = []
    for year in range(len(cause)):
        row = year + before - whole
        effects.append(slope * ((1 - part) * table[row, draw] + part * table[row - 1, draw]))
    return effects
