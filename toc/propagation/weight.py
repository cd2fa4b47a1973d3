"""Which uncertain numbers decide an answer: one at a time, shares of the variance, and what knowing one is worth.

Sobol indices are those of ``scipy.stats.sobol_indices`` (Saltelli et al. 2010, Computer Physics Communications 181).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri
from scipy.stats import DegenerateDataWarning, sobol_indices, uniform

from toc.propagation.spread import Z90, Array, scores_of

Answer = Callable[[dict[str, Array]], Array]
"""Normal scores of numbers by name, each of shape (draws,), to answers of shape (draws,)."""

SOBOL_DRAWS = 2048
WORTH_DRAWS = 20_000
BLOCKS = 40
"""Groups of draws that are alike in one number; more would read noise as knowledge."""

OUTER = 0.005
"""Part of the draws at each end that counts as the edge in shares of the variance, so that a few do not decide them."""

NEAREST = 1e-9
"""Chances nearer to 0 or 1 are not drawn."""


@dataclass(frozen=True)
class Weighed:
    """What one uncertain number does to the answer."""

    name: str
    at_low: float
    """Answer with this number at its 5 %, all others in their middle."""

    at_high: float
    """The same at its 95 %."""

    first: float
    """Part of the variance that would go if it were known (first-order Sobol index)."""

    total: float
    """Part of the variance that it has a hand in, together with others too (total Sobol index)."""

    first_error: float
    total_error: float
    """Half the width of their 95 % intervals (bootstrap)."""

    narrower: float
    """Part by which the standard deviation of the answer would shrink, on average, if it were known."""

    worth: float
    """Expected value of knowing it before choosing whether to do this at all, in the unit of the answer (EVPPI)."""

    @property
    def swing(self) -> float:
        """Distance between the answers at both ends."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True)
class Weights:
    """What decides an answer."""

    middle: float
    """Answer with every number in its middle."""

    mean: float
    sd: float
    quantiles: tuple[float, float, float]
    """10, 50 and 90 % of the answer."""

    wrong: float
    """Probability that doing it makes things worse."""

    worth: float
    """Expected value of knowing everything before choosing (EVPI), in the unit of the answer."""

    numbers: tuple[Weighed, ...]
    """The one that decides most first."""


def weigh(answer: Answer, names: Sequence[str], seed: int, better: float = 1.0) -> Weights:
    """Weigh every uncertain number of an answer.

    The value of information is about one choice: doing it or not, where an answer on the better side of zero is a gain
    and the rest is left aside. Knowing a number is worth ``E max(0, E[gain | number]) - max(0, E[gain])`` (Raiffa &
    Schlaifer 1961); the inner mean is found by grouping draws that are alike in it (Strong & Oakley 2013, Medical
    Decision Making 33).

    Args:
        answer: gives the answer for normal scores of its numbers.
        names: of the numbers.
        seed: of all draws.
        better: 1 where more is better, -1 where less is; only gains are turned, answers stay as they are.
    """
    still = {name: np.zeros(1) for name in names}
    middle = float(answer(still)[0])
    drawn = scores_of(names, WORTH_DRAWS, seed)
    answers = np.broadcast_to(answer(drawn), (WORTH_DRAWS,))
    mean, sd = float(answers.mean()), float(answers.std())
    low, half, high = (float(one) for one in np.quantile(answers, (0.1, 0.5, 0.9)))
    gains = better * answers
    anyway = max(0.0, better * mean)
    perfect = float(np.maximum(gains, 0.0).mean()) - anyway
    edges = float(np.quantile(answers, OUTER)), float(np.quantile(answers, 1 - OUTER))
    shares = _shares(answer, names, seed, edges) if sd > 1e-12 * max(abs(mean), 1e-300) else None
    numbers = []
    for at, name in enumerate(names):
        low_end, high_end = (float(answer({**still, name: np.array([end])})[0]) for end in (-Z90, Z90))
        first, total, first_error, total_error = (0.0,) * 4 if shares is None else tuple(row[at] for row in shares)
        groups = gains[np.argsort(drawn[name], kind="stable")].reshape(BLOCKS, -1).mean(axis=1)
        worth = max(0.0, float(np.maximum(groups, 0.0).mean()) - anyway)
        known = min(max(first, 0.0), 1.0)
        numbers.append(
            Weighed(
                name, low_end, high_end, first, total, first_error, total_error, 1 - float(np.sqrt(1 - known)), worth
            )
        )
    numbers.sort(key=lambda one: (-one.total, -one.swing, one.name))
    return Weights(middle, mean, sd, (low, half, high), float(np.mean(gains < 0)), perfect, tuple(numbers))


def _shares(
    answer: Answer, names: Sequence[str], seed: int, edges: tuple[float, float]
) -> tuple[Array, Array, Array, Array]:
    """First and total Sobol indices, with half the width of their bootstrap intervals."""
    if len(names) == 1:
        return np.ones(1), np.ones(1), np.zeros(1), np.zeros(1)  # all there is; scipy wants two or more

    def of_chances(chances: Array) -> Array:
        scores = ndtri(np.clip(chances, NEAREST, 1 - NEAREST))
        found = answer(dict(zip(names, scores.reshape(len(names), -1), strict=True)))
        return np.clip(np.broadcast_to(found, scores[0].size), *edges).reshape(1, *scores.shape[1:])

    generator = np.random.default_rng(np.random.SeedSequence([seed, 1]))
    found = sobol_indices(func=of_chances, n=SOBOL_DRAWS, dists=[uniform()] * len(names), rng=generator)
    state = np.random.get_state()  # the library takes its resamples from there and nowhere else
    np.random.seed(seed % 2**32)
    with warnings.catch_warnings(), np.errstate(invalid="ignore", divide="ignore"):
        warnings.simplefilter("ignore", DegenerateDataWarning)  # a number that does nothing has no interval
        again = found.bootstrap(n_resamples=200)
    np.random.set_state(state)
    halves = [
        (one.confidence_interval.high - one.confidence_interval.low) / 2
        for one in (again.first_order, again.total_order)
    ]
    first, total = np.atleast_1d(np.squeeze(found.first_order)), np.atleast_1d(np.squeeze(found.total_order))
    errors = [np.nan_to_num(np.atleast_1d(np.squeeze(half))) for half in halves]
    return first, total, errors[0], errors[1]
