"""Who belongs to whom in each period, as arrays: parents with their share, ancestors, and the floors of the tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from toc.cells import Axes, Floats, Ints
from toc.organisation import Membership, OrganisationTree
from toc.period import Period

TreeView = Literal["as_it_was", "as_it_is"]
"""``as_it_was``: a period belongs to the parent of its last day. ``as_it_is``: every period belongs to the parent of
today (the last one, for an organisation that has ended)."""

NOBODY = -1


@dataclass(frozen=True)
class TreeInTime:
    """Parents and ancestors per period, in the codes of ``Axes``."""

    parents: Ints
    """Shape (most parents at once, periods, organisations); ``NOBODY`` where there is none."""

    shares: Floats
    """Same shape: the part that counts for that parent."""

    ancestors: Ints
    """Shape (most ancestors, periods, organisations); ``NOBODY`` where there is none. Each once."""

    depth: Ints
    """Shape (organisations,): longest way down from the top on any day."""


def tree_in_time(tree: OrganisationTree, axes: Axes, view: TreeView, as_of: date) -> TreeInTime:
    """Lay a tree with dated membership out over the periods of ``axes``."""
    days = [membership_day(span, view, as_of) for span in axes.spans]
    by_day = {day: parents_on(tree, day) for day in dict.fromkeys(days)}
    above = {day: _closure(steps) for day, steps in by_day.items()}
    place = axes.code_of("organisations")
    parents, shares = _spread([by_day[day] for day in days], place)
    ancestors, _ = _spread([above[day] for day in days], place)
    return TreeInTime(parents, shares, ancestors, _depths(tree, place))


def ancestry(
    tree: OrganisationTree, periods: Sequence[str], view: TreeView = "as_it_was", as_of: date = date.max
) -> pd.DataFrame:
    """Pairs (organisation, ancestor) with the share that counts, per period, as a table."""
    records = []
    for label in periods:
        above = _closure(parents_on(tree, membership_day(Period.parse(label), view, as_of)))
        records += [(name, other, label, share) for name, some in above.items() for other, share in some.items()]
    return pd.DataFrame(records, columns=["organisation", "ancestor", "period", "share"])


def membership_day(span: Period, view: TreeView, as_of: date) -> date:
    """The day whose tree a period is shown by."""
    return span.end if view == "as_it_was" else as_of


def parents_on(tree: OrganisationTree, day: date) -> dict[str, dict[str, float]]:
    """Parents of each organisation on a day, with their share; of one that has ended, its last parents."""
    found: dict[str, dict[str, float]] = {}
    for organisation in tree.organisations:
        memberships = organisation.belongs_to()
        here = [one for one in memberships if _in_force(one, day)]
        ends = [one.until for one in memberships if one.until is not None]
        if not here and ends and max(ends) < day:
            here = [one for one in memberships if one.until == max(ends)]
        found[organisation.id] = {}
        for one in here:
            found[organisation.id][one.parent] = found[organisation.id].get(one.parent, 0.0) + one.share
    return found


def _in_force(membership: Membership, day: date) -> bool:
    begun = membership.since is None or membership.since <= day
    return begun and (membership.until is None or day <= membership.until)


def _closure(steps: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """All ancestors of each organisation, with the product of shares on the way, summed over the ways."""
    found: dict[str, dict[str, float]] = {}
    for name, parents in steps.items():
        above: dict[str, float] = {}
        waiting = list(parents.items())
        while waiting:
            parent, share = waiting.pop(0)
            above[parent] = above.get(parent, 0.0) + share
            waiting += [(further, share * part) for further, part in steps.get(parent, {}).items()]
        found[name] = above
    return found


def _spread(
    per_period: Sequence[dict[str, dict[str, float]]], place: dict[str, int]
) -> tuple[Ints, npt.NDArray[np.float64]]:
    most = max((len(some) for steps in per_period for some in steps.values()), default=0)
    who = np.full((most, len(per_period), len(place)), NOBODY, dtype=np.int64)
    share = np.zeros(who.shape)
    for p, steps in enumerate(per_period):
        for name, some in steps.items():
            for k, (other, part) in enumerate(some.items()):
                who[k, p, place[name]], share[k, p, place[name]] = place[other], part
    return who, share


def _depths(tree: OrganisationTree, place: dict[str, int]) -> Ints:
    below: dict[str, list[str]] = {}
    for organisation in tree.organisations:
        for one in organisation.belongs_to():
            below.setdefault(one.parent, []).append(organisation.id)
    depth = {root.id: 0 for root in tree.roots}
    waiting = list(depth)
    while waiting:
        name = waiting.pop()
        for child in below.get(name, ()):
            if depth.get(child, -1) < depth[name] + 1:
                depth[child] = depth[name] + 1
                waiting.append(child)
    found = np.zeros(len(place), dtype=np.int64)
    for name, at in place.items():
        found[at] = depth.get(name, 0)
    return found
