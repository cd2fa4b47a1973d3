"""From accepted rows to one figure per data element, organisation, period and category, all the way up the tree.

Each step is a plain function in a room of its own: ``choosing`` (one figure where several rows speak of the same
thing), ``categories`` (totals), ``expecting`` (what should have been there), ``timeline`` (longer periods from shorter
ones), and here the climb up the tree. What is missing stays missing all the way, with ``reported / expected`` beside
every figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from toc.categories import Dimension, adds_up, dimensions_of, residuals, total
from toc.cells import (
    MISSING,
    NOT_APPLICABLE,
    NOT_DUE,
    REPORTED,
    Axes,
    Bools,
    Cells,
    Floats,
    Index,
    Ints,
    group,
    named,
)  # fmt: skip
from toc.choosing import axes_of, choose, coded_keys
from toc.conflict import Conflict
from toc.errors import Finding, Severity
from toc.expecting import expect
from toc.frames import RECONCILIATION, empty_frame
from toc.indicator import DataElement, OverOrganisations
from toc.organisation import OrganisationTree
from toc.theory import ReportingRound
from toc.timeline import combine, falling
from toc.tree_in_time import TreeInTime, TreeView, ancestry, tree_in_time
from toc.words import say

__all__ = ["RollUp", "Rules", "ancestry", "climb", "roll_up"]

RULES = tuple(OverOrganisations)
SUM, DISTINCT, MAX, WEIGHTED_MEAN, NONE = (RULES.index(rule) for rule in (
    OverOrganisations.SUM, OverOrganisations.DISTINCT, OverOrganisations.MAX, OverOrganisations.WEIGHTED_MEAN,
    OverOrganisations.NONE,
))  # fmt: skip

STAYS_BEHIND = (
    "no_parts", "own_figure", "own_figure_set_aside", "sum_of_categories", "reconciled", "residual", "quarantined",
    "not_asked", "corrected", "categories_incomplete", "from_records", "parts_overlap", "falls",
)  # fmt: skip
"""Flags that say something of one cell and not of what is added up from it."""


@dataclass(frozen=True)
class Rules:
    """What the climb must know of each data element, by code."""

    data_elements: Sequence[DataElement]
    over_organisations: Ints
    counts: Bools
    """Shape (elements, organisations): whether a figure of this organisation counts above it."""

    weigher: Ints
    """Code of the element that weighs, -1 for none."""

    coverage_weigher: Ints
    """Code of the element by which coverage is weighed, -1 for none."""

    dimensions: Sequence[Dimension]
    summable: Bools

    @classmethod
    def of(cls, data_elements: Sequence[DataElement], tree: OrganisationTree, axes: Axes) -> Rules:
        """Rules in the codes of ``axes``."""
        place = axes.code_of("elements")
        levels = [one.level for one in tree.organisations]
        return cls(
            data_elements,
            np.array([RULES.index(one.over_organisations) for one in data_elements], dtype=np.int64),
            np.array([[level in one.reported_by for level in levels] for one in data_elements], dtype=bool).reshape(
                len(data_elements), len(levels)
            ),
            np.array([place.get(one.weight or "", -1) for one in data_elements], dtype=np.int64),
            np.array([place.get(one.coverage_weight or "", -1) for one in data_elements], dtype=np.int64),
            dimensions_of(axes, data_elements),
            adds_up(data_elements),
        )


@dataclass(frozen=True)
class RollUp:
    """Everything that is known of the data elements, and what was found on the way."""

    found: Cells
    own: Cells
    """Cells of organisations themselves, before anything was added up."""

    rules: Rules
    tree: TreeInTime
    findings: tuple[Finding, ...]
    reconciliation: pd.DataFrame
    """Own figures of parents beside what their parts add up to (``frames.RECONCILIATION``)."""

    @cached_property
    def cells(self) -> pd.DataFrame:
        """Table with the columns of ``frames.CELLS``."""
        return self.found.frame()

    @cached_property
    def leaves(self) -> pd.DataFrame:
        """The cells before anything was added up, as a table with the columns of ``frames.CELLS``."""
        return self.own.frame()


def roll_up(
    accepted: pd.DataFrame,
    data_elements: Sequence[DataElement],
    tree: OrganisationTree,
    rounds: Sequence[ReportingRound],
    conflicts: Sequence[Conflict],
    as_of: date,
    tree_view: TreeView = "as_it_was",
) -> RollUp:
    """Carry accepted rows (``frames.ACCEPTED``) up to cells (``frames.CELLS``).

    Args:
        accepted: one row per accepted observation.
        data_elements: how each element adds up and who must report it.
        tree: organisations, with dated membership.
        rounds: periods that must be reported.
        conflicts: declared choices between rows.
        as_of: periods that end before this day are due.
        tree_view: whether a period belongs to the parent of its last day, or to the parent of ``as_of``.
    """
    data_elements = list({one.id: one for one in data_elements}.values())
    coded = coded_keys(accepted)
    axes = axes_of(coded, data_elements, tree, rounds)
    own, findings = choose(accepted, coded, data_elements, axes, rounds, conflicts, as_of)
    findings += falling(own, data_elements)
    rules = Rules.of(data_elements, tree, axes)
    own, more = total(own, data_elements, rules.dimensions)
    own = expect(own, data_elements, tree, rounds, rules.dimensions, as_of)
    own, differing = combine(own, data_elements, [one.period for one in rounds], as_of)
    in_time = tree_in_time(tree, axes, tree_view, as_of)
    found, differences = climb(own, rules, in_time)
    findings += [*more, *differing, *_reconciliation_findings(differences, rules)]
    return RollUp(found, own, rules, in_time, tuple(findings), _reconciliation_table(differences))


# --- Climbing ---------------------------------------------------------------------------------------------------

_CLIMBING = ("counts", "computed", "weight_known", "weight_all")
"""Columns that a cell carries while the tree is climbed: whether it counts above, whether it was computed, and the
weight behind it."""


def climb(own: Cells, rules: Rules, tree: TreeInTime) -> tuple[Cells, Cells]:
    """Climb the tree floor by floor and compute the parents.

    A parent is computed from what counts for its direct parts, so that what counts in a region also counts above it.

    Returns:
        All cells in order of key; and the cells of parents with a figure of their own and one from their parts, with
        the columns ``from_parts`` and ``own_counts``.
    """
    size = len(own)
    own = own.with_(counts=rules.counts[own["e"], own["o"]], computed=np.zeros(size, dtype=bool),
                    weight_known=np.full(size, np.nan), weight_all=np.full(size, np.nan))  # fmt: skip
    index = own.index()
    alone = np.ones(size, dtype=bool)
    pieces = [own]
    differing = [own.take(slice(0, 0))]
    for floor in range(int(tree.depth.max(initial=0)) - 1, -1, -1):
        steps = [_steps_to(piece, tree, floor) for piece in pieces]
        below = [piece.take(at) for piece, (at, _, _) in zip(pieces, steps, strict=True)]
        if not any(len(some) for some in below):
            continue
        parent, share = (np.concatenate([step[at] for step in steps]) for at in (1, 2))
        scales = _scales(pieces, rules)
        computed = _parents(below[0].joined(*below[1:]), parent, share, scales, rules)
        computed, different, met = _join_parents(own, index, computed, rules)
        alone[met] = False
        pieces[0] = own.with_(counts=own["counts"] & alone)
        pieces.append(computed)
        differing.append(different)
    cells = own.take(alone).merged(*pieces[1:]) if len(pieces) > 1 else own.ordered()
    if len(pieces) > 1:
        units = own.take(own["counts"] & (own["expected"] > 0), "e", "o", "p", "d", "state", "flags")
        units = units.with_(covered=_usable(units, _weights(units, _scales(pieces, rules), rules)))
        cells = _with_coverage(cells, units, rules, tree)
    kept = {name: column for name, column in cells.columns.items() if name not in _CLIMBING}
    return Cells(own.axes, own.flagbook, own.provenance, kept), differing[0].joined(*differing[1:])


def _steps_to(cells: Cells, tree: TreeInTime, floor: int) -> tuple[Ints, Ints, Floats]:
    """Places of the cells that count for a parent on this floor, that parent, and the share."""
    counting = np.flatnonzero(cells["counts"])
    o, p = cells["o"][counting], cells["p"][counting]
    places, parents, shares = [], [], []
    for who, share in zip(tree.parents, tree.shares, strict=True):
        parent = who[p, o]
        mine = (parent >= 0) & (tree.depth[parent] == floor)
        places.append(counting[mine])
        parents.append(parent[mine])
        shares.append(share[p, o][mine])
    none: Ints = np.zeros(0, dtype=np.int64)
    return (
        np.concatenate([none, *places]), np.concatenate([none, *parents]), np.concatenate([np.zeros(0), *shares])
    )  # fmt: skip


@dataclass(frozen=True)
class _Scales:
    """What is known so far of the elements that weigh others."""

    index: Index
    value: Floats


def _scales(pieces: Sequence[Cells], rules: Rules) -> _Scales | None:
    """Totals of the elements that weigh; of an organisation with a later figure, that one. None when nothing weighs."""
    weighers = np.unique(rules.weigher[rules.weigher >= 0])
    if not len(weighers):
        return None
    some = [one.take(np.isin(one["e"], weighers) & (one["d"] == 0), "key", "value") for one in pieces]
    both = some[0].joined(*some[1:])
    return _Scales(both.index(), both["value"])


def _weights(part: Cells, scales: _Scales | None, rules: Rules) -> Floats:
    """Weight of each part: the value of the declared weighing element, or one; NaN when it was not reported."""
    weigher = rules.weigher[part["e"]]
    weight = np.ones(len(part))
    weighed = weigher >= 0
    if scales is not None and weighed.any():
        at = scales.index.find(part.axes.key(weigher[weighed], part["o"][weighed], part["p"][weighed], 0))
        weight[weighed] = np.where(at >= 0, scales.value[at], np.nan) if len(scales.value) else np.nan
    return weight


def _usable(part: Cells, weight: Floats) -> Bools:
    """Whether a cell may be added up: reported, not set aside, not in dispute, and its weight is known."""
    usable: Bools = (part["state"] == REPORTED) & ~part.has("quarantined", "conflict_unresolved") & ~np.isnan(weight)
    return usable


class _Groups:
    """Adds up columns of parts per parent; NaN does not count."""

    def __init__(self, keys: Ints, size: int) -> None:
        self.keys, self.inverse = group(keys, size)
        self.count = len(self.keys)

    def sum(self, column: Any) -> Floats:
        weights = np.nan_to_num(np.asarray(column, dtype=float), nan=0.0, posinf=np.inf, neginf=-np.inf)
        return np.bincount(self.inverse, weights=weights, minlength=self.count).astype(float)

    def sum_of_known(self, column: Floats, known: Bools) -> Floats:
        """Sum, NaN where nothing is known."""
        amount = np.bincount(self.inverse, weights=np.where(known, column, 0.0), minlength=self.count)
        return np.where(self.any(known), amount, np.nan)

    def any(self, holds: Bools) -> Bools:
        return np.bincount(self.inverse, weights=holds, minlength=self.count) > 0

    def largest(self, column: Floats) -> Floats:
        found = np.full(self.count, np.nan)
        np.fmax.at(found, self.inverse, column)
        return found

    def smallest(self, column: Floats) -> Floats:
        found = np.full(self.count, np.nan)
        np.fmin.at(found, self.inverse, column)
        return found

    def first(self, column: Any) -> Any:
        found = np.empty(self.count, dtype=column.dtype)
        found[self.inverse[::-1]] = column[::-1]
        return found


def _parents(below: Cells, parent: Ints, share: Floats, scales: _Scales | None, rules: Rules) -> Cells:
    """One cell per parent, element, period and category, from the cells of its direct parts."""
    axes = below.axes
    groups = _Groups(axes.key(below["e"], parent, below["p"], below["d"]), axes.size)
    weight = _weights(below, scales, rules)
    usable = _usable(below, weight)
    settled = usable & ~np.isnan(below["value"])
    value = below["value"]
    low = np.where(settled, value, np.where(usable, below["lower"], np.nan))
    high = np.where(settled, value, np.where(usable, below["upper"], np.nan))
    parts = np.bincount(groups.inverse, minlength=groups.count)
    reported = groups.any(usable)
    unsettled = groups.any(usable & ~settled)
    e, p, d = (groups.first(below[name]) for name in ("e", "p", "d"))
    rule = rules.over_organisations[e]
    weighing = (rules.weigher >= 0)[below["e"]]
    if weighing.any():
        behind = np.where(below["computed"], below["weight_known"], np.where(settled, weight, 0.0)) * share
        part_weight = np.where(below["computed"], below["weight_known"], np.nan_to_num(weight)) * share
        asked = (below["state"] != NOT_APPLICABLE) & (below["state"] != NOT_DUE)
        behind_all = np.where(asked, np.where(below["computed"], below["weight_all"], weight) * share, np.nan)
        weight_known = groups.sum(np.where(weighing, behind, np.nan))
        weight_all = groups.sum_of_known(behind_all, ~np.isnan(behind_all) & weighing)
        weighted = groups.sum_of_known(value * part_weight, settled & weighing)
    else:
        weight_known = weight_all = weighted = np.full(groups.count, np.nan)
    shared = groups.sum_of_known(value * share, settled)
    figures = [
        shared,
        np.where(parts == 1, shared, np.nan),
        groups.largest(np.where(settled, value, np.nan)) if (rule == MAX).any() else shared,
        weighted / np.where(weight_known > 0, weight_known, np.nan),
        np.where(parts == 1, shared, np.nan),
    ]
    by_rule = np.select([rule == one for one in (SUM, DISTINCT, MAX, WEIGHTED_MEAN, NONE)], figures, np.nan)
    result = np.where(unsettled | ~reported, np.nan, by_rule)
    lower, upper = _bounds(groups, rule, low, high, share, usable, reported & np.isnan(result), parts > 1)
    state = _states(groups, below, parts, reported)
    months = axes.months[below["p"]]
    some_partial = groups.any(usable & ~np.isnan(below["months_low"]))
    if some_partial.any():
        fewest, most = (
            np.where(usable, np.where(np.isnan(below[name]), months, below[name]), np.nan)
            for name in ("months_low", "months_high")
        )
        from_, to = groups.smallest(fewest), groups.largest(most)
    else:
        from_ = to = np.full(groups.count, np.nan)
    flags = below.flagbook.none(groups.count)
    np.bitwise_or.at(flags, groups.inverse[usable], below.flagbook.without(below["flags"], STAYS_BEHIND)[usable])
    nan = np.full(groups.count, np.nan)
    computed = Cells.empty(axes, below.flagbook, below.provenance, groups.count).with_(
        value=result, lower=lower, upper=upper, n=nan, population=nan.copy(), state=state, flags=flags,
        reported=groups.sum(np.where(usable, below["reported"], 0.0)), expected=groups.sum(below["expected"]),
        weight=np.where(rule == WEIGHTED_MEAN, weight_known / np.where(weight_all > 0, weight_all, np.nan), np.nan),
        months_low=np.where(some_partial, from_, np.nan), months_high=np.where(some_partial, to, np.nan),
        node=below.provenance.join(groups.inverse[usable], below["node"][usable], groups.count),
        counts=np.ones(groups.count, dtype=bool), computed=np.ones(groups.count, dtype=bool),
        weight_known=weight_known, weight_all=weight_all,
    ).keyed(e, groups.first(parent), p, d)  # fmt: skip
    computed = computed.flagged(reported & (parts > 1) & (rule == DISTINCT) & np.isnan(result), "bounds_only")
    computed = computed.flagged(reported & (parts > 1) & (rule == NONE), "not_aggregatable")
    computed = computed.flagged(groups.any(below.has("conflict_unresolved")), "parts_in_dispute")
    return residuals(computed, rules.summable, rules.dimensions)


def _bounds(
    groups: _Groups, rule: Ints, low: Floats, high: Floats, share: Floats, usable: Bools, open_ends: Bools,
    several: Bools,
) -> tuple[Floats, Floats]:  # fmt: skip
    """Lowest and highest possible value where there is no single one: the sum of parts, or the largest part."""
    if not open_ends.any():
        nothing = np.full(groups.count, np.nan)
        return nothing, nothing.copy()
    no_top = groups.any(usable & np.isnan(high))
    lowest = np.where(rule == SUM, groups.sum_of_known(low * share, ~np.isnan(low)), groups.largest(low))
    added = (rule == SUM) | ((rule == DISTINCT) & several)
    highest = np.where(added, groups.sum_of_known(high * share, ~np.isnan(high)), groups.largest(high))
    stated = open_ends & (rule != NONE)
    at_least: Floats = np.where(stated, lowest, np.nan)
    at_most: Floats = np.where(stated & ~no_top, highest, np.nan)
    return at_least, at_most


def _states(groups: _Groups, below: Cells, parts: Ints, reported: Bools) -> Any:
    never = groups.sum(below["state"] == NOT_APPLICABLE)
    waiting = groups.sum(below["state"] == NOT_DUE)
    return np.select(
        [reported, never == parts, waiting + never == parts], [REPORTED, NOT_APPLICABLE, NOT_DUE], MISSING
    ).astype(np.int8)


# --- Coverage ---------------------------------------------------------------------------------------------------


def _with_coverage(cells: Cells, units: Cells, rules: Rules, tree: TreeInTime) -> Cells:
    """Count behind every computed cell who must report and who is covered, each once, also with two parents.

    Who reported is covered, and so is everybody below an organisation whose own figure counts.
    """
    axes = cells.axes
    index = cells.index()
    covered = units["covered"] | _spoken_for(units, cells, index, tree)
    size = _coverage_weights(units, cells, index, rules)
    reported, expected, heavy, heavy_all = (np.zeros(len(cells)) for _ in range(4))
    for who in tree.ancestors:
        ancestor = who[units["p"], units["o"]]
        there = ancestor >= 0
        at = index.find(axes.key(units["e"], np.where(there, ancestor, 0), units["p"], units["d"]))
        there &= at >= 0
        reported += np.bincount(at[there], weights=covered[there], minlength=len(cells))
        expected += np.bincount(at[there], minlength=len(cells))
        if size is not None:
            heavy += np.bincount(at[there], weights=(covered * np.nan_to_num(size))[there], minlength=len(cells))
            heavy_all += np.bincount(at[there], weights=size[there], minlength=len(cells))
    counted = cells["computed"] & (expected > 0)
    reported = np.where(counted, reported, cells["reported"])
    expected = np.where(counted, expected, cells["expected"])
    totals = index.find(axes.key(cells["e"], cells["o"], cells["p"], 0))
    of_total = cells["computed"] & (cells["d"] > 0) & (totals >= 0)
    expected = np.where(of_total, expected[totals], expected)
    cells = cells.with_(reported=reported, expected=expected)
    if size is None:
        return cells
    by_weight = counted & (rules.coverage_weigher[cells["e"]] >= 0) & (heavy_all > 0)
    part = heavy / np.where(heavy_all > 0, heavy_all, np.nan)
    return cells.with_(weight=np.where(by_weight, part, cells["weight"]))


def _spoken_for(units: Cells, cells: Cells, index: Any, tree: TreeInTime) -> Bools:
    """Units below an organisation that gave a figure of its own."""
    spoken = np.zeros(len(units), dtype=bool)
    settled = ~cells["computed"] & (cells["state"] == REPORTED)
    for who in tree.ancestors:
        ancestor = who[units["p"], units["o"]]
        there = ancestor >= 0
        at = index.find(units.axes.key(units["e"], np.where(there, ancestor, 0), units["p"], units["d"]))
        spoken |= there & (at >= 0) & settled[at]
    return spoken


def _coverage_weights(units: Cells, cells: Cells, index: Any, rules: Rules) -> Floats | None:
    """How large each unit is, by the declared element; NaN where that is not known. None when nothing is declared."""
    weigher = rules.coverage_weigher[units["e"]]
    if not (weigher >= 0).any():
        return None
    at = index.find(units.axes.key(np.maximum(weigher, 0), units["o"], units["p"], 0))
    return np.where((weigher >= 0) & (at >= 0), cells["value"][at], np.nan)


# --- Own figures of parents -------------------------------------------------------------------------------------


def _join_parents(cells: Cells, index: Index, computed: Cells, rules: Rules) -> tuple[Cells, Cells, Ints]:
    """Put an organisation's own figure beside the one computed from its parts; the declared one counts.

    A figure that was counted from records at this very level counts, with the coverage of its parts.

    Returns:
        The parents; those with two figures; and the places of the own cells that are now among the parents.
    """
    at = index.find(computed["key"])
    both = np.flatnonzero(at >= 0)
    if not len(both):
        return computed, cells.take(slice(0, 0)), both
    own, parts = cells.take(at[both]), computed.take(both)
    own_speaks = (own["state"] == REPORTED) & ~own.has("quarantined")
    parts_speak = parts["state"] == REPORTED
    counted = own_speaks & own.has("from_records")
    wanted = np.array([one.parent_figure == "computed" for one in rules.data_elements], dtype=bool)[own["e"]]
    set_aside = own_speaks & parts_speak & wanted & ~counted
    takes_parts = (~own_speaks & (parts_speak | (own["state"] != REPORTED))) | set_aside
    takes_own = own_speaks & parts_speak & ~wanted & ~counted
    compared = own_speaks & parts_speak & ~counted & ~np.isnan(parts["value"])
    overlap = counted & (np.fmax(parts["value"], parts["upper"]) > own["value"] * (1 + 1e-9))
    overlap &= rules.over_organisations[own["e"]] == DISTINCT
    columns: dict[str, Any] = {}
    for name in cells.columns:
        mine, theirs = own[name], parts[name]
        of_own = name in ("value", "lower", "upper", "n", "population", "node")
        chosen = takes_parts if of_own else takes_parts | counted
        columns[name] = np.where(chosen[:, None] if mine.ndim > 1 else chosen, theirs, mine)
    columns["counts"] = np.ones(len(both), dtype=bool)
    joined = Cells(cells.axes, cells.flagbook, cells.provenance, columns)
    of_parts = cells.flagbook.without(parts["flags"], ["bounds_only", "not_aggregatable"])
    joined = joined.with_(flags=np.where(counted[:, None], of_parts, joined["flags"]))
    joined = joined.flagged(counted, "from_records").flagged(overlap, "parts_overlap")
    joined = joined.flagged(own_speaks & ~parts_speak & ~counted, "no_parts").flagged(takes_own, "own_figure")
    joined = joined.flagged(set_aside, "own_figure_set_aside")
    different = own.take(compared).with_(
        from_parts=parts["value"][compared], parts_reported=parts["reported"][compared],
        parts_expected=parts["expected"][compared], own_counts=~wanted[compared],
    )  # fmt: skip
    only_computed = np.ones(len(computed), dtype=bool)
    only_computed[both] = False
    return joined.joined(computed.take(only_computed)), different, at[both]


def _reconciliation_findings(differences: Cells, rules: Rules) -> list[Finding]:
    findings = []
    for at in range(len(differences)):
        element = rules.data_elements[int(differences["e"][at])]
        organisation = differences.axes.organisations[int(differences["o"][at])]
        own, parts = float(differences["value"][at]), float(differences["from_parts"][at])
        message = say("data.reconciliation", element=element.title, organisation=organisation,
                      period=differences.axes.periods[int(differences["p"][at])], own=own, parts=parts,
                      difference=own - parts, reported=float(differences["parts_reported"][at]),
                      expected=float(differences["parts_expected"][at]))  # fmt: skip
        about = (f"data_element:{element.id}", f"organisation:{organisation}")
        findings.append(Finding("data.reconciliation", Severity.INFO, message, about=about))
    return findings


def _reconciliation_table(differences: Cells) -> pd.DataFrame:
    if not len(differences) or "from_parts" not in differences.columns:
        return empty_frame(RECONCILIATION)
    axes = differences.axes
    columns: Mapping[str, Any] = {
        "data_element": named(differences["e"], axes.elements).astype(str),
        "organisation": named(differences["o"], axes.organisations).astype(str),
        "period": named(differences["p"], axes.periods).astype(str),
        "disaggregation": named(differences["d"], axes.categories).astype(str),
        "own": differences["value"],
        "parts": differences["from_parts"],
        "difference": differences["value"] - differences["from_parts"],
        "reported": differences["parts_reported"],
        "expected": differences["parts_expected"],
        "counts": np.where(differences["own_counts"], "reported", "computed"),
    }
    return pd.DataFrame({name: columns[name] for name in RECONCILIATION})
