"""One verdict per link: the first row of the table that matches, with what was found beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from toc.linking.estimator import AS_IF_KNOWN, Belief, Estimate, Refusal, believe, estimate
from toc.linking.panel import Array, Panel

SMALLEST_MOVE = math.log(1.10)
"""An output that moved less than 10 % has not put its link to the test."""

EXERCISED, SURE, LIKELY, AGAINST, LEANING = 0.90, 0.95, 0.80, 0.90, 0.70
BEYOND_DOUBT = 0.99
"""How surely an output must have moved of which most of the movement may be error: else it is taken to stand still,
which is right more often (of outputs that stand still one in 25 seems to move, and nearly all of these are rough)."""

LEAST_PAIRS = 4
NAIVE_RISE = math.log(1.20)

GAP = {
    "contradicting": "shown",
    "weak": "shown",
    "stalled": "shown",
    "leaning_stalled": "unproven",
    "leaning_translating": "unproven",
    "inconclusive": "unproven",
    "not_measured": "unmeasured",
    "insufficient_data": "unmeasured",
}
"""Which of the three gaps a verdict is; others are none."""

CAPPED = {
    "contradicting": "leaning_stalled",
    "stalled": "leaning_stalled",
    "weak": "leaning_stalled",
    "translating": "leaning_translating",
}


@dataclass(frozen=True)
class Facts:
    """What is known of one link beside its figures."""

    output_years: tuple[float, ...]
    """Moments at which the output was measured."""

    outcome_years: tuple[float, ...]
    """Moments at which the outcome was measured."""

    lag: float = 0.0
    """Fewest years from output to outcome."""

    shock_known: bool = False
    """Whether the size of the common shock comes from a series that it was measured on."""

    placebo: bool | None = None
    """Whether the test with a future output was passed; None where it was not done."""

    comparison: bool = False
    """Whether a design with units that started later, or never, stands behind it."""

    survey_too_small: bool = False
    """Whether the outcome is a survey too small to judge by."""


@dataclass(frozen=True)
class Moved:
    """Change of a measure from its first to its last moment, as a mean over units seen at both."""

    mean: float
    error: float
    degrees: float
    pairs: int

    def beyond(self, least: float) -> float:
        """Probability that it changed by more than ``least``, in whatever direction."""
        if self.error <= 0:
            return float(abs(self.mean) >= least)
        up, down = ((least - self.mean) / self.error, (-least - self.mean) / self.error)
        return float(stdtr(self.degrees, -up) + stdtr(self.degrees, down))

    def interval(self, level: float = 0.90) -> tuple[float, float]:
        """Interval that holds ``level``."""
        half = float(stdtrit(self.degrees, (1 + level) / 2)) * self.error
        return self.mean - half, self.mean + half


@dataclass(frozen=True)
class Judged:
    """The verdict on one link, and all that it rests on."""

    verdict: str
    tier: str
    missing: str | None = None
    """What is missing: ``output``, ``outcome``, ``both``, ``units``, ``degrees``, ``reliability``, ``output_still``,
    ``pairs`` or ``survey``."""

    first_judgeable: float | None = None
    """First moment at which the link can be judged, where it is too early."""

    uncapped: str | None = None
    """What the figures say, where too little stands behind them for such strong words."""

    cap: str | None = None
    """Why: ``shock`` (its size was assumed) or ``placebo`` (a test that should find nothing found something)."""

    output: Moved | None = None
    outcome: Moved | None = None
    found: Estimate | None = None
    tipping: tuple[float, str] | None = None
    """Smallest common shock per year at which the verdict would be another, in the unit of the outcome, and that
    verdict; None where there is none up to 64 times what was declared."""

    naive: bool | None = None
    """What is often concluded: output rose by more than 20 %, outcome did not change significantly."""

    @property
    def gap(self) -> str | None:
        """``shown``, ``unproven``, ``unmeasured`` or none."""
        return GAP.get(self.verdict)


def judge(panels: Sequence[Panel], facts: Sequence[Facts]) -> tuple[Judged, ...]:
    """Give every link one verdict; links of one family learn from each other how much happens anyway.

    Args:
        panels: figures of every link, with no rows where nothing was measured.
        facts: what else is known of each, in the same order.

    Verdicts, in this order: ``not_measured``, ``too_early``, ``insufficient_data``, ``outcome_without_output``,
    ``not_exercised``, ``contradicting``, ``translating``, ``weak``, ``stalled``, ``leaning_stalled``,
    ``leaning_translating``, ``inconclusive``.
    """
    answers = estimate(panels)
    return tuple(_judge(*one) for one in zip(panels, facts, answers, strict=True))


def tier(panel: Panel, comparison: bool = False) -> str:
    """What kind of figures there are: N0, N2, N3 (one unit), P0 (too few), P2, P3 (panels) or D (a design)."""
    used = panel.without_seen_once()
    units, moments, figures = len(np.unique(used.unit)), len(np.unique(used.time)), len(used.y)
    degrees = figures - units - moments
    if units <= 1:
        return "N0" if moments < 2 else "N2" if moments < 4 else "N3"
    if units < 8 or moments < 2 or degrees < 5:
        return "P0"
    if comparison:
        return "D"
    return "P3" if units >= 10 and moments >= 3 and degrees >= 15 else "P2"


def row(belief: Belief, kappa: float) -> str:
    """The verdict that a belief about T allows."""
    below, above_zero = belief.below(kappa), 1 - belief.below(0.0)
    if 1 - above_zero >= SURE:
        return "contradicting"
    if above_zero >= SURE and 1 - below >= LIKELY:
        return "translating"
    if above_zero >= SURE and below >= LIKELY:
        return "weak"
    if below >= AGAINST:
        return "stalled"
    if below >= LEANING:
        return "leaning_stalled"
    return "leaning_translating" if below <= 1 - LEANING else "inconclusive"


def _judge(panel: Panel, facts: Facts, answer: Estimate | Refusal) -> Judged:
    kind = tier(panel, facts.comparison)
    if gone := _unmeasured(facts):
        return Judged("not_measured", "N0", missing=gone)
    first = min(facts.output_years) + facts.lag
    if max(facts.outcome_years) < first:
        return Judged("too_early", kind, first_judgeable=first)
    output, outcome = _changes(panel, answer)
    missing = _missing(kind, facts, answer, output)
    rough = isinstance(answer, Refusal) and answer.reason == "reliability"
    still = output is not None and output.beyond(_least_move(panel)) < (BEYOND_DOUBT if rough else EXERCISED)
    if missing and not (still and missing in ("output_still", "reliability")):
        return Judged("insufficient_data", kind, missing, output=output, outcome=outcome)
    assert output is not None
    assert outcome is not None
    naive = _naive(output, outcome)
    if still:
        other = outcome.beyond(_half_step(panel)) >= SURE
        verdict = "outcome_without_output" if other else "not_exercised"
        return Judged(verdict, kind, output=output, outcome=outcome, naive=naive)
    assert isinstance(answer, Estimate)
    says = row(answer.belief, answer.kappa)
    cap = "placebo" if facts.placebo is False else "shock" if kind[0] == "N" and not facts.shock_known else None
    verdict = CAPPED.get(says, says) if cap else says
    changed = verdict != says
    return Judged(
        verdict, kind, uncapped=says if changed else None, cap=cap if changed else None, output=output,
        outcome=outcome, found=answer, tipping=tipping_point(answer, capped=cap is not None), naive=naive,
    )  # fmt: skip


def tipping_point(found: Estimate, capped: bool = False) -> tuple[float, str] | None:
    """Smallest shock, from the one that was found upwards, at which the verdict is another.

    Args:
        found: the estimate.
        capped: whether strong words are not allowed, so that a change between two of them is none.
    """

    def said(name: str) -> str:
        return CAPPED.get(name, name) if capped else name

    now = said(row(found.belief, found.kappa))
    for shock, ratio, error in found.rungs:
        then = said(row(believe(ratio, error, found.degrees, found.kappa), found.kappa))
        if shock >= found.shock_sd and then != now:
            return shock, then
    return None


def _unmeasured(facts: Facts) -> str | None:
    if not facts.output_years:
        return "output" if facts.outcome_years else "both"
    return None if facts.outcome_years else "outcome"


def _missing(kind: str, facts: Facts, answer: Estimate | Refusal, output: Moved | None) -> str | None:
    """What is missing to judge a link, or nothing."""
    if facts.survey_too_small:
        return "survey"
    if kind in ("N0", "P0"):
        return "units" if kind == "P0" else "pairs"
    if output is None:
        return "pairs"
    return answer.reason if isinstance(answer, Refusal) else None


def _least_move(panel: Panel) -> float:
    """Ten percent of the output, on its scale."""
    if panel.declared.logarithmic:
        return SMALLEST_MOVE
    return 0.10 * abs(float(panel.x[panel.time == panel.time.min()].mean()))


def _half_step(panel: Panel) -> float:
    """Half of what a doubling of the output would bring."""
    doubling = math.log(2) if panel.declared.logarithmic else 10 * _least_move(panel)
    return 0.5 * abs(panel.declared.slope) * doubling


def _changes(panel: Panel, answer: Estimate | Refusal) -> tuple[Moved | None, Moved | None]:
    """Change of output and of outcome from first to last moment; None with too few units seen at both."""
    if panel.national:
        return _national_change(panel)
    first, last = first_and_last(panel)
    if len(first) < LEAST_PAIRS:
        return None, None
    return _paired(panel.x[last] - panel.x[first]), _paired(panel.y[last] - panel.y[first])


def first_and_last(panel: Panel) -> tuple[Array, Array]:
    """Rows of the first and the last moment of units that were seen at both; of their own, where these are too few."""
    order = np.lexsort((panel.time, panel.unit))
    unit, time = panel.unit[order], panel.time[order]
    begins = np.append(True, unit[1:] != unit[:-1]) if len(unit) else np.zeros(0, dtype=bool)
    first, last = order[begins], order[np.append(begins[1:], True)] if len(unit) else order
    whole = (panel.time[first] == time.min()) & (panel.time[last] == time.max()) if len(unit) else begins
    if whole.sum() >= LEAST_PAIRS:
        return first[whole], last[whole]
    twice = first != last
    return first[twice], last[twice]


def _paired(change: Array) -> Moved:
    return Moved(
        float(change.mean()), float(change.std(ddof=1) / math.sqrt(len(change))), len(change) - 1.0, len(change)
    )


def _national_change(panel: Panel) -> tuple[Moved | None, Moved | None]:
    if len(np.unique(panel.time)) < 2:
        return None, None
    a, z = int(np.argmin(panel.time)), int(np.argmax(panel.time))
    anyway = panel.declared.shock_sd**2 * (panel.time[z] - panel.time[a])
    own = 2 * panel.declared.process**2 / panel.declared.stands_for
    output = math.sqrt(panel.var_x[a] + panel.var_x[z])
    outcome = math.sqrt(panel.var_y[a] + panel.var_y[z] + anyway + own)
    return (
        Moved(float(panel.x[z] - panel.x[a]), output, AS_IF_KNOWN, 1),
        Moved(float(panel.y[z] - panel.y[a]), outcome, AS_IF_KNOWN, 1),
    )


def _naive(output: Moved, outcome: Moved) -> bool:
    """The rule that is often used, in its fairest form: paired, at 5 %, for an outcome that should rise."""
    return output.mean > NAIVE_RISE and outcome.mean < float(stdtrit(outcome.degrees, 0.975)) * outcome.error
