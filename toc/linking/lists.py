"""Which of many links to name: lists of which at most a stated part is expected to be wrong."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toc.linking.panel import Array


@dataclass(frozen=True)
class Rule:
    """A list: its members are wrong in at most ``share`` of the cases, and each is right with at least ``floor``."""

    share: float
    floor: float


RED = Rule(0.10, 0.70)
WATCH = Rule(0.20, 0.60)
TRANSLATING = Rule(0.10, 0.80)


@dataclass(frozen=True)
class Listed:
    """One list of links."""

    members: NDArray[np.bool_]
    """Which links are on it, shape (links,)."""

    expected_wrong: float
    """How many of them are expected to be wrong at most: the sum of ``1 - P``."""


def listed(probability: Array, rule: Rule) -> Listed:
    """The largest list that a rule allows.

    Args:
        probability: that the link belongs on the list, shape (links,); NaN for a link that was not judged.
        rule: how many may be wrong, and how sure each member must be.

    The mean of ``1 - P`` over the members, most probable first, stays at or below ``rule.share``: the Bayesian false
    discovery rate of Newton et al. (2004, Biostatistics 5) and Mueller et al. (2004, JASA 99). Equal probabilities are
    on the list together or not at all.
    """
    known = np.nan_to_num(probability, nan=0.0)
    order = np.argsort(-known, kind="stable")
    ranked = known[order]
    wrong = np.cumsum(1 - ranked) / np.arange(1, len(ranked) + 1)
    last_of_equals = np.append(ranked[1:] < ranked[:-1], True) if len(ranked) else np.zeros(0, dtype=bool)
    allowed = np.flatnonzero((wrong <= rule.share) & (ranked >= rule.floor) & last_of_equals)
    members = np.zeros(len(known), dtype=bool)
    if len(allowed):
        members[order[: allowed[-1] + 1]] = True
    return Listed(members, float((1 - known[members]).sum()))
