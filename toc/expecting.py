"""What should have been reported, by whom and when: the cells that are missing, not due or not applicable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from toc.categories import Dimension
from toc.cells import MISSING, NOT_APPLICABLE, NOT_DUE, Cells, group
from toc.indicator import DataElement, NotApplicable, OverDisaggregation
from toc.organisation import Organisation, OrganisationTree
from toc.period import Period
from toc.theory import ReportingRound


def expect(
    own: Cells,
    data_elements: Sequence[DataElement],
    tree: OrganisationTree,
    rounds: Sequence[ReportingRound],
    dimensions: Sequence[Dimension],
    as_of: date,
) -> Cells:
    """Add to the reported cells those that should be there and are not.

    A round that is still open is ``not_due``. An element that nobody is asked for is expected of the top alone, with
    flag ``not_asked``. Where some categories are reported, the others are expected too.

    Returns:
        All cells of organisations themselves, in order of key.
    """
    axes = own.axes
    place = axes.code_of("periods")
    spans = [(place[one.period], Period.parse(one.period)) for one in rounds]
    there = {number: np.array([_touches(one, span) for one in tree.organisations]) for number, span in spans}
    level = np.array([one.level for one in tree.organisations], dtype=object)
    top = axes.organisations.index(tree.roots[0].id)
    blocks: list[Cells] = []
    for code, element in enumerate(data_elements):
        first = Period.parse(element.reported_from).start
        if element.disaggregations and element.over_disaggregation is OverDisaggregation.NONE:
            continue
        asked = np.isin(level, list(element.reported_by))
        for number, span in spans:
            if span.start < first or span.start > as_of:
                continue
            state = MISSING if span.end < as_of else NOT_DUE
            who = np.flatnonzero(asked & there[number]) if asked.any() else np.array([top])
            block = _blank(own, len(who)).keyed(code, who, number, 0)
            states = np.full(len(who), state, dtype=np.int8)
            exempt = [one.organisation for one in element.not_applicable if _touches(one, span)]
            never = [axes.organisations.index(name) for name in exempt]
            states[np.isin(who, never)] = NOT_APPLICABLE
            block = block.with_(state=states, expected=(states != NOT_APPLICABLE).astype(float))
            blocks.append(block if asked.any() else block.flagged(np.ones(len(who), dtype=bool), "not_asked"))
    blocks += [_other_categories(own, dimension) for dimension in dimensions]
    if not blocks:
        return own
    due = blocks[0].joined(*blocks[1:])
    due = due.take(own.index().find(due["key"]) < 0)
    keys, inverse = group(due["key"], axes.size)
    if len(keys) < len(due):
        first_of = np.full(len(keys), len(due))
        np.minimum.at(first_of, inverse, np.arange(len(due)))
        due = due.take(first_of)
    return own.merged(due)


def _blank(own: Cells, count: int) -> Cells:
    empty = Cells.empty(own.axes, own.flagbook, own.provenance, count)
    return empty.with_(reported=np.zeros(count), expected=np.ones(count))


def _other_categories(own: Cells, dimension: Dimension) -> Cells:
    """The other categories of a dimension, where an organisation reported some of them."""
    is_member = np.zeros(len(own.axes.categories), dtype=bool)
    is_member[dimension.codes] = True
    parts = is_member[own["d"]]
    if not parts.any():
        return _blank(own, 0)
    some = own.take(parts, "e", "o", "p")
    keys, _ = group(own.axes.key(some["e"], some["o"], some["p"], 0), own.axes.size)
    wanted: list[Any] = [keys + code for code in dimension.codes]
    elements = keys // (own.axes.size // max(len(own.axes.elements), 1))
    asked = [dimension.members[elements, code] for code in dimension.codes]
    key = np.concatenate([one[is_asked] for one, is_asked in zip(wanted, asked, strict=True)])
    return _from_keys(own, key)


def _from_keys(own: Cells, keys: Any) -> Cells:
    axes = own.axes
    rest, d = np.divmod(keys, len(axes.categories))
    rest, p = np.divmod(rest, len(axes.periods))
    e, o = np.divmod(rest, len(axes.organisations))
    return _blank(own, len(keys)).keyed(e, o, p, d)


def _touches(span: Organisation | NotApplicable, period: Period) -> bool:
    """Tell whether a stretch with optional ends has a day in common with a period."""
    begun = span.since is None or span.since <= period.end
    return begun and (span.until is None or span.until >= period.start)
