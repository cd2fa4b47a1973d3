"""The tables that flow from floor to floor: their columns, and a check that a table has them.

Missing is NaN for numbers and None for texts, never zero and never an empty string.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

KEY = ("organisation", "period", "disaggregation")
"""What one figure of one data element or indicator is about. ``disaggregation`` is ``""`` for the total."""

ROW_COLUMNS = (
    "id", "organisation", "data_element", "period_start", "period_end", "value", "unit", "disaggregation", "months",
    "bound", "n", "population", "known_on", "confidence", "use", "document", "lines", "quote", "note",
)  # fmt: skip
"""Columns of a monitoring file, as a person fills it in."""

REQUIRED_ROW_COLUMNS = ("organisation", "data_element", "value")
"""Columns that every monitoring file must have, beside ``period`` or ``period_start`` and ``period_end``."""

ACCEPTED = (
    "id", "data_element", *KEY, "start", "end", "value", "unit", "months_low", "months_high", "bound", "n",
    "population", "known_on", "confidence", "use", "document", "lines", "quote", "note", "file", "line", "origin",
)  # fmt: skip
"""One row per accepted observation.

``data_element`` and the columns of ``KEY`` are pandas categories. ``origin`` is empty for what somebody reported, and
``records`` for what was aggregated from records.
"""

CELLS = (
    "data_element", *KEY, "value", "state", "lower", "upper", "n", "population", "reported", "expected", "weight",
    "months_low", "months_high", "rows", "flags",
)  # fmt: skip
"""One row per data element, organisation, period and category: what is known of it after choosing and adding up.

``weight`` is the covered part by weight (0 to 1) or NaN; ``rows`` is a tuple of row ids; ``flags`` a tuple of codes.
"""

VALUES = (
    "indicator", *KEY, "value", "unit", "state", "numerator", "denominator", "lower", "upper", "n", "population",
    "reported", "expected", "weight", "months_low", "months_high", "annual_lower", "annual_upper", "rows", "flags",
)  # fmt: skip
"""One row per indicator, organisation, period and category.

``annual_lower`` and ``annual_upper``: what a part of a year would be in twelve months, where the indicator says that it
may be converted; NaN elsewhere.
"""

RECONCILIATION = (
    "data_element", *KEY, "own", "parts", "difference", "reported", "expected", "counts",
)  # fmt: skip
"""One row per figure that a parent gave itself while its parts gave theirs. ``counts``: ``reported``, ``computed``."""

PROGRESS = (
    "indicator", "organisation", "target_id", "target_value", "year", "basis", "owner", "baseline", "actual",
    "period", "progress", "status", "reason",
)  # fmt: skip
"""One row per target and indicator laid beside it. ``progress`` is a part of one, NaN when refused or unknown."""

METHODS = (
    "indicator", "organisation", "target_id", "target_value", "method", "value", "ratio", "reaches", "reason",
)  # fmt: skip
"""One row per target that lies ahead and way of reckoning whether it will be reached. ``value`` is that of the target
year, or ``ratio`` is the growth so far as a part of the growth needed; ``reaches`` is None when it cannot be told."""

ALLOCATION = (
    "indicator", "organisation", "year", "basis", "target_id", "target_value", "parts", "n_parts", "not_allocated",
)  # fmt: skip
"""One row per target of a whole whose parts have targets too. ``parts``: those of ``n_parts`` direct parts added up;
``not_allocated``: what is left, below zero when the parts add up to more."""

COHORTS = (
    "indicator", "organisation", "basis_label", "baseline_period", "baseline", "actual_period", "actual", "change",
    "organisations",
)  # fmt: skip
"""Three rows per indicator at which organisations joined later: ``fixed_cohort``, ``as_entered`` and ``re_based``.
Baseline and actual are of the same ``organisations`` (a number); ``change`` is NaN when there is only one period."""

PROJECTIONS = (
    "indicator", "organisation", "year", "status", "method", "n", "median", "lower50", "upper50", "lower80", "upper80",
    "lower95", "upper95", "own", "peers", "panel", "reconciled", "reason",
)  # fmt: skip
"""One row per indicator, organisation and year from the first one without a figure to the last horizon (``projected``),
or one per horizon (``cannot_tell``). ``n``: figures it rests on, those of a part of a year too. ``own`` and ``peers``:
parts of one that rest on its own figures and on the other series of the panel, the rest on general experience;
``panel``: number of series in the panel; ``reconciled``: shift that made sums agree, NaN where nothing had to agree."""

PROSPECTS = (
    "indicator", "organisation", "target_id", "target_value", "year", "probability", "status", "pace_seen",
    "pace_needed", "extra_per_year", "last", "last_year", "event", "reason",
)  # fmt: skip
"""One row per target, as first set and as it stands, of a year that is not past. ``probability`` of reaching it;
``status``: ``reached``, ``likely``, ``uncertain``, ``unlikely`` or ``cannot_tell``. Paces are changes per year: seen
from the first to the last figure, and needed from the last figure to the target; ``extra_per_year`` is the difference.
``event``: ids of declared events between the last figure and the end of the target year."""

BACKTEST = (
    "indicator", "organisation", "made_in", "year", "steps", "n", "median", "lower80", "upper80", "lower95", "upper95",
    "last", "value", "inside80", "inside95", "error", "last_error", "relative",
)  # fmt: skip
"""One row per projection of a year that has its figure by now. ``made_in``: year of the last figure it could rest on;
``steps``: years ahead; ``last``: the last figure of then; ``value``: the figure that came. ``error``: median minus
value; ``last_error``: last minus value; ``relative``: size of the one as a part of the size of the other, NaN where the
last figure was right."""

BACKTEST_CHANCES = (
    "indicator", "organisation", "target_id", "target_value", "made_in", "year", "steps", "probability", "value",
    "reached", "brier",
)  # fmt: skip
"""One row per chance that was given of reaching a target whose year has its figure by now. ``brier``: square of the
distance between the chance and what came (1 reached, 0 not)."""

BACKTEST_SCORES = (
    "indicator", "steps", "n", "inside80", "low80", "high80", "inside95", "low95", "high95", "mean_error",
    "mean_error_last", "relative", "chances", "brier",
)  # fmt: skip
"""How good projections were: one row per indicator (None: all together) and number of years ahead (None: all).
``inside80``: how many of the ``n`` figures that came lie within their 80 % interval; ``low80`` and ``high80``: 95 %
interval (Wilson) of that part of all. Errors are mean sizes in the indicator's unit, NaN for all together;
``relative``: the one as a part of the other, averaged over indicators by their number of projections. ``brier``: mean
over the ``chances``."""

VERDICTS = (
    "link", "from", "to", "organisation", "verdict", "gap", "listed", "failure", "tier", "units", "periods", "ratio",
    "lower90", "upper90", "probability", "below_kappa", "detectable", "naive", "claim", "reason", "needed", "evidence",
)  # fmt: skip
"""One row per link and organisation.

``gap``: ``shown``, ``unproven``, ``unmeasured`` or None; ``listed``: ``red``, ``watch``, ``translating`` or None (lists
over all links of one organisation, of which a stated part is expected to be wrong). ``failure``: ``delivery``,
``theory``, ``too_early``, ``measurement``, ``open`` or None. ``tier``: kind of figures (N0, N2, N3: one series; P0, P2,
P3: organisations side by side); ``units`` and ``periods``: how many it rests on. ``ratio``: T with its 90 % interval;
``probability`` is P(T >= kappa), ``below_kappa`` P(T < kappa), ``detectable`` the smallest T that would be seen in 80
of 100 cases; all NaN when nothing can be said. ``naive``: whether "output rose, outcome not significantly" would accuse
the link; None where that rule says nothing. ``needed``: what it would take to judge, None where it is judged."""


COSTS = (
    "organisation", "action_line", "indicator", "period", "partial", "spending", "result", "low", "high", "share",
    "share_known", "rate", "parts", "all_parts", "status", "notes", "reason",
)  # fmt: skip
"""One row per organisation, result and period, and one per organisation and result for all whole years together
(``period`` is then their labels with ``+`` between them, and ``rate`` the percentage by which a year later counts for
less; NaN elsewhere). ``spending`` in euros; ``result`` in the indicator's unit, NaN where only a range is known;
``low`` and ``high``: euros per result, if only the money of its own ``action_line`` went to it and if all money did.
``share``: part of spending (0 to 1) of that action line. ``parts`` of ``all_parts`` organisations below gave both
figures; NaN where it has figures of its own or everybody reported. ``status``: ``range`` or ``cannot_tell``. ``notes``:
tuple of texts on what a range covers; ``reason``: why an end, or both, cannot be told, None where both can."""

_LEVELS = ("lower80", "upper80", "lower95", "upper95")

COMPARED = (
    "scenario", "measure", "element", "indicator", "organisation", "year", "status", "unit", "median", *_LEVELS,
    "difference", *(f"difference_{one}" for one in _LEVELS), "relative", *(f"relative_{one}" for one in _LEVELS),
    "better", "difference_prior", "difference_data", "bounded", "error", "basis", "reason",
)  # fmt: skip
"""One row per scenario (``""``: as it goes now), measure and horizon.

``measure``: an indicator, or an element without one. ``status``: ``level`` (level and change are known), ``change``
(only the change) or ``cannot_tell``. ``difference``: scenario minus as it goes now, in ``unit``; ``relative``: the same
in percent; both are medians of the difference, not differences of medians. ``better``: probability that the change is
an improvement (of more, where no direction is better); NaN where nothing changes. ``difference_prior`` and
``difference_data``: the median if slopes went by what was expected only, or by figures only; NaN where no figures bear
on it. ``bounded``: part of cases in which a limit held it. ``error``: of the median of the difference, from drawing.
``basis`` of the level: ``projection``, ``course`` or ``none``."""

CHANCES = (
    "scenario", "target_id", "target_value", "indicator", "organisation", "year", "probability", "extra", "reason",
)  # fmt: skip
"""One row per scenario (``""``: as it goes now) and target of a year that is not past. ``extra``: probability minus
that of as it goes now; NaN where it cannot be told."""

RESTS_ON = (
    "scenario", "kind", "id", "title", "basis", "verdict", "default", "low", "likely", "high", "used_low",
    "used_likely", "used_high", "moved", "measures",
)  # fmt: skip
"""One row per scenario and uncertain number that its answers rest on.

``kind``: ``size`` (of an intervention), ``slope`` (of a link), ``lag`` or ``course``. ``low``, ``likely``, ``high``: 5,
50 and 95 % of what was believed; ``used_...`` of what the answer goes by. ``moved``: how far figures moved the middle,
in parts of half the 90 % range. ``default``: nobody declared it. ``measures``: measures whose change rests on it.
Slopes are percent per percent for elasticities, units per 1 of the logarithm for ``per_doubling`` and ``target``, else
units per unit; sizes as in the scenario; lags in years."""

SENSITIVITY = (
    "number", "kind", "id", "title", "basis", "verdict", "at_low", "at_high", "swing", "first", "first_error", "total",
    "total_error", "narrower", "worth", "measure",
)  # fmt: skip
"""One row per uncertain number behind an answer, the one that decides most first. ``at_low``, ``at_high``: the answer
with this number at its 5 and 95 % and all others in their middle. ``first`` and ``total``: Sobol indices, parts of the
variance, with half the width of their 95 % intervals. ``narrower``: part by which the standard deviation of the answer
would shrink on average if the number were known; ``worth``: expected value of knowing it before choosing whether to do
this at all, in the unit of the answer. ``measure``: what one would measure for that."""


def check_frame(frame: pd.DataFrame, columns: Sequence[str], name: str) -> pd.DataFrame:
    """Return ``frame`` with exactly ``columns``, in that order.

    Raises:
        KeyError: a column is missing; the message names the table and the columns.
    """
    absent = [column for column in columns if column not in frame.columns]
    if absent:
        raise KeyError(f"table {name} misses {', '.join(absent)}")
    return frame[list(columns)]


def empty_frame(columns: Sequence[str]) -> pd.DataFrame:
    """Return a table with these columns and no rows."""
    return pd.DataFrame({column: pd.Series(dtype=object) for column in columns})
