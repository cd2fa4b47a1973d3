"""Categories and totals of one organisation and period: sums of complete categories, and what has no category."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from toc.cells import MISSING, REPORTED, Axes, Bools, Cells, Floats, Ints, group
from toc.errors import Finding, Severity
from toc.indicator import DataElement, OverDisaggregation
from toc.words import say

TOTAL = 0
"""Code of the total among the categories."""

ROUNDING = 1e-6
"""Totals that differ by less than this part are the same."""


@dataclass(frozen=True)
class Dimension:
    """One way of dividing: which category codes belong to it, and how many each element must give."""

    name: str
    codes: Ints
    unknown: int
    declared: Ints
    """Number of categories per element; 0 where the element is not divided this way or may not be added up."""

    members: Bools
    """Shape (elements, categories): whether a category is one of this element's."""


def dimensions_of(axes: Axes, data_elements: Sequence[DataElement]) -> list[Dimension]:
    """The dimensions of all elements, with the category codes of each. A category that was replaced is not asked."""
    place = axes.code_of("categories")
    names = dict.fromkeys(name for element in data_elements for name in element.disaggregations)
    found = []
    for name in names:
        members = np.zeros((len(axes.elements), len(axes.categories)), dtype=bool)
        for code, element in enumerate(data_elements):
            replaced = {one.old for one in element.concordances if one.dimension == name}
            added = [one.new for one in element.concordances if one.dimension == name]
            wanted = [one for one in element.disaggregations.get(name, ()) if one not in replaced]
            for category in (*wanted, *added):
                members[code, place[f"{name}={category}"]] = True
        codes = np.flatnonzero(members.any(axis=0))
        found.append(Dimension(name, codes, place[f"{name}=unknown"], members.sum(axis=1), members))
    return found


def adds_up(data_elements: Sequence[DataElement]) -> Bools:
    """For each element whether its categories may be summed."""
    return np.array([one.over_disaggregation is OverDisaggregation.SUM for one in data_elements], dtype=bool)


def total(
    own: Cells, data_elements: Sequence[DataElement], dimensions: Sequence[Dimension]
) -> tuple[Cells, list[Finding]]:
    """Sum complete categories and hold the sum against a printed total; what has no category becomes ``unknown``.

    Args:
        own: chosen cells.
        data_elements: definitions, in the order of the codes.
        dimensions: as made by ``dimensions_of``.

    Returns:
        The cells with totals and residuals, and findings (parts that exceed the total).
    """
    findings: list[Finding] = []
    summable = adds_up(data_elements)
    incomplete: list[Cells] = []
    for dimension in dimensions:
        parts_of = dimension.members[own["e"], own["d"]] & summable[own["e"]]
        if parts_of.any():
            own, lacking = _with_totals(own, np.flatnonzero(parts_of), data_elements, dimension, findings)
            incomplete.append(lacking)
    for some in incomplete:
        none = own.index().find(some["key"]) < 0
        if none.any():
            own = own.joined(some.take(none))
    return own, findings


@dataclass(frozen=True)
class _Sums:
    """Categories of one dimension, added up per element, organisation and period."""

    cells: Cells
    """One cell per sum, keyed as the total."""

    complete: Bools
    amount: Floats


def _sums(own: Cells, parts: Ints, dimension: Dimension) -> _Sums:
    """Add up the cells at these places."""
    e, o, p = (own[name][parts] for name in ("e", "o", "p"))
    keys, inverse = group(own.axes.key(e, o, p, TOTAL), own.axes.size)
    first = np.full(len(keys), len(parts))
    np.minimum.at(first, inverse, np.arange(len(parts)))
    amount: Floats = np.bincount(inverse, weights=own["value"][parts], minlength=len(keys)).astype(float)
    present = np.bincount(inverse, weights=own["state"][parts] == REPORTED, minlength=len(keys))
    flags = own.flagbook.none(len(keys))
    np.bitwise_or.at(flags, inverse, own["flags"][parts])
    head = own.take(parts[first])
    head = head.keyed(head["e"], head["o"], head["p"], TOTAL)
    nan = np.full(len(keys), np.nan)
    cells = head.with_(value=amount, lower=nan, upper=nan.copy(), n=nan.copy(), population=nan.copy(), flags=flags,
                       node=own.provenance.join(inverse, own["node"][parts], len(keys)))  # fmt: skip
    return _Sums(cells, present >= dimension.declared[head["e"]], amount)


def _with_totals(
    own: Cells, parts: Ints, data_elements: Sequence[DataElement], dimension: Dimension, findings: list[Finding]
) -> tuple[Cells, Cells]:
    sums = _sums(own, parts, dimension)
    at = own.index().find(sums.cells["key"])
    printed = at >= 0
    new = sums.cells.take(~printed & sums.complete)
    new = new.flagged(np.ones(len(new), dtype=bool), "sum_of_categories")
    lacks = ~printed & ~sums.complete
    lacking = _at_least(sums.cells.take(lacks), sums.amount[lacks])
    at, some, complete, amount = at[printed], sums.cells.take(printed), sums.complete[printed], sums.amount[printed]
    stated = own["value"][at]
    tolerance = np.array([max(ROUNDING, one.parts_tolerance) for one in data_elements])[some["e"]]
    declared = np.array([one.parts_tolerance > 0 for one in data_elements], dtype=bool)[some["e"]]
    difference = stated - amount
    close = np.abs(difference) <= tolerance * np.maximum(1.0, np.abs(stated))
    agrees, exceeds, leaves_rest = complete & close, ~close & (difference < 0), ~(complete & close) & (difference > 0)
    for which in np.flatnonzero(exceeds):
        findings.append(_parts_differ(some, int(which), data_elements, float(amount[which]), float(stated[which])))
    own = _reconciled(own, at[agrees], some.take(agrees), np.where(declared, stated, amount)[agrees])
    rest = some.take(leaves_rest)
    rest = rest.keyed(rest["e"], rest["o"], rest["p"], dimension.unknown)
    rest = rest.with_(value=difference[leaves_rest], node=own["node"][at[leaves_rest]])
    rest = rest.flagged(np.ones(len(rest), dtype=bool), "residual")
    return own.joined(new, rest), lacking


def _reconciled(own: Cells, at: Ints, sums: Cells, value: Floats) -> Cells:
    """The printed totals that equal their parts: counted once, resting on the parts and on the printed row."""
    if not len(at):
        return own
    columns: dict[str, Any] = {name: own[name].copy() for name in ("value", "flags", "node")}
    both = np.concatenate([sums["node"], own["node"][at]])
    owner = np.concatenate([np.arange(len(at))] * 2)
    columns["value"][at] = value
    columns["node"][at] = own.provenance.join(owner, both, len(at))
    columns["flags"][at] |= sums["flags"] | own.flagbook.mask("sum_of_categories", "reconciled")
    return own.with_(**columns)


def _parts_differ(
    some: Cells, which: int, data_elements: Sequence[DataElement], amount: float, stated: float
) -> Finding:
    element = data_elements[int(some["e"][which])]
    organisation = some.axes.organisations[int(some["o"][which])]
    message = say("data.parts_differ", element=element.title, organisation=organisation,
                  period=some.axes.periods[int(some["p"][which])], parts=amount, total=stated,
                  difference=stated - amount)  # fmt: skip
    about = (f"data_element:{element.id}", f"organisation:{organisation}")
    return Finding("data.parts_differ", Severity.WARNING, message, about=about)


def _at_least(sums: Cells, amount: Floats) -> Cells:
    """Where some categories are known and there is no total: at least what is known."""
    size = len(sums)
    some = sums.with_(value=np.full(size, np.nan), lower=amount, reported=np.zeros(size),
                      state=np.full(size, MISSING, dtype=np.int8))  # fmt: skip
    return some.flagged(np.ones(size, dtype=bool), "categories_incomplete")


def residuals(computed: Cells, summable: Bools, dimensions: Sequence[Dimension]) -> Cells:
    """Show what is in a computed total but in none of its categories as the category ``unknown``."""
    for dimension in dimensions:
        member = dimension.members.copy()
        member[:, dimension.unknown] = member.any(axis=1)
        belongs = summable[computed["e"]] & member[computed["e"], computed["d"]] & ~np.isnan(computed["value"])
        if not belongs.any():
            continue
        parts = computed.take(belongs, "e", "o", "p", "value")
        keys, inverse = group(parts.axes.key(parts["e"], parts["o"], parts["p"], TOTAL), parts.axes.size)
        amount = np.bincount(inverse, weights=parts["value"], minlength=len(keys))
        places = computed.index()
        at = places.find(keys)
        keys, amount, at = keys[at >= 0], amount[at >= 0], at[at >= 0]
        rest = computed["value"][at] - amount
        more = rest > ROUNDING * np.maximum(1.0, np.abs(computed["value"][at]))
        if not more.any():
            continue
        totals, rest = computed.take(at[more]), rest[more]
        unknown = places.find(keys[more] + dimension.unknown)
        there = unknown >= 0
        value = computed["value"].copy()
        value[unknown[there]] += rest[there]
        new = totals.take(~there)
        new = new.keyed(new["e"], new["o"], new["p"], dimension.unknown).with_(value=rest[~there])
        computed = computed.with_(value=value).joined(new.flagged(np.ones(len(new), dtype=bool), "residual"))
    return computed
