"""A row of links from input to impact: how far it holds, and which measurement would tell most."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = frozenset({"contradicting", "weak", "stalled"})
UNKNOWN = frozenset({"not_measured", "too_early", "insufficient_data"})
UNTOLD = 0.5
"""Probability that a link translates of which nothing is known."""


@dataclass(frozen=True)
class Step:
    """One link of a chain."""

    name: str
    verdict: str
    translates: float | None
    """P(T >= kappa); None where it was not measured."""

    slope: float | None = None
    """Slope that was declared, in the units of its ends."""

    @property
    def measured(self) -> bool:
        """Whether its figures say anything of T."""
        return self.translates is not None

    @property
    def probability(self) -> float:
        """P(T >= kappa), one half where nothing is known."""
        return UNTOLD if self.translates is None else self.translates


@dataclass(frozen=True)
class Chain:
    """What is known of a chain as a whole."""

    status: str
    """``holds``, ``breaks_at``, ``unknown_from`` or ``unproven_at``."""

    at: str | None
    """Name of the link where it does; None for a chain that holds."""

    probability: float
    """That every link translates, if links are independent of each other."""

    low: float
    high: float
    """Bounds of this probability however links depend on each other."""

    weakest: str | None
    """Measured link that most probably does not translate."""

    most_informative: str | None
    """Unmeasured link of which a clear answer would move the probability of the chain most; the first of equals."""

    expected_slope: float | None
    """Product of the declared slopes: how little of a change at the start may be expected at the end."""

    unmeasured: tuple[str, ...]


def walk(steps: Sequence[Step]) -> Chain:
    """Judge a chain.

    The status is that of the first link that is not translating: a shown gap breaks it, an unmeasured link leaves it
    unknown, anything else unproven. The bounds are those of Frechet (1935, Fundamenta Mathematicae 25): probabilities
    of events that may depend on each other in any way; an unmeasured link may have any probability.

    Raises:
        ValueError: there is no link.
    """
    if not steps:
        raise ValueError("a chain needs a link")
    status, at = _status(steps)
    chances = [step.probability for step in steps]
    low = sum(0.0 if step.translates is None else step.translates for step in steps) - (len(steps) - 1)
    high = min(1.0 if step.translates is None else step.translates for step in steps)
    measured = [step for step in steps if step.measured]
    unmeasured = [step for step in steps if not step.measured]
    slopes = [step.slope for step in steps if step.slope is not None]
    return Chain(
        status=status,
        at=at,
        probability=math.prod(chances),
        low=max(0.0, low),
        high=high,
        weakest=min(measured, key=lambda step: step.probability).name if measured else None,
        most_informative=max(unmeasured, key=lambda step: _swing(steps, step)).name if unmeasured else None,
        expected_slope=math.prod(slopes) if len(slopes) == len(steps) else None,
        unmeasured=tuple(step.name for step in unmeasured),
    )


def _status(steps: Sequence[Step]) -> tuple[str, str | None]:
    for step in steps:
        if step.verdict != "translating":
            status = "breaks_at" if step.verdict in SHOWN else "unknown_from" if step.verdict in UNKNOWN else ""
            return status or "unproven_at", step.name
    return "holds", None


def _swing(steps: Sequence[Step], one: Step) -> float:
    """How far the probability of the chain moves when one link turns from certainly not to certainly translating."""
    return math.prod(step.probability for step in steps if step is not one)
