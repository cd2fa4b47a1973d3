"""What a target of the whole leaves over when the targets of its parts are added up.

Several owners may set targets for the same thing, and their sets are never merged. A target of the whole is compared
with the targets that the same owner set for the direct parts. Only when that owner set none for any part, the parts'
own targets are used: of each part the only one that there is, set by somebody who set none for the whole.
Indicator, year and basis must be the same, and only what adds up over organisations is added.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd

from toc.errors import Finding, Severity
from toc.frames import ALLOCATION, check_frame, empty_frame
from toc.indicator import adds_up
from toc.organisation import Organisation, OrganisationTree
from toc.target import Target
from toc.theory import Theory
from toc.words import say

Shared = tuple[Target, float]
"""A target of a part, and the share of that part that belongs to the whole."""


def allocate(theory: Theory, day: date) -> tuple[pd.DataFrame, list[Finding]]:
    """Add up the targets of the parts of every organisation, and hold them beside its own.

    Args:
        theory: with targets in as many versions as were declared.
        day: versions that were set later are left out; of each target the current value counts.

    Returns:
        Table with the columns of ``frames.ALLOCATION``, and one finding for every difference: a warning when the whole
        is missed although every part reaches its target.
    """
    records: list[dict[str, Any]] = []
    findings: list[Finding] = []
    targets = [target.known_on(day) for target in theory.targets]
    for target in targets:
        if not adds_up(theory.indicator_by_id[target.indicator], theory.data_element_by_id):
            continue
        parts = list(_parts(theory.organisations, target))
        added = _targets_of_parts(target, parts, [one for one in targets if _is_alike(target, one)])
        if not added:
            continue
        total = math.fsum(one.goals[-1].value * share for one, share in added)
        left = target.goals[-1].value - total
        left = 0.0 if math.isclose(left, 0, abs_tol=1e-9 * abs(total)) else left
        records.append({
            "indicator": target.indicator, "organisation": target.organisation, "year": target.year,
            "basis": target.basis.value, "target_id": target.id, "target_value": target.goals[-1].value,
            "parts": total, "n_parts": len(added), "not_allocated": left,
        })  # fmt: skip
        if left:
            findings.append(_finding(theory, target, len(added), len(parts), total, left))
    return (
        check_frame(pd.DataFrame(records), ALLOCATION, "allocation") if records else empty_frame(ALLOCATION)
    ), findings


def _parts(tree: OrganisationTree, target: Target) -> Iterator[tuple[Organisation, float]]:
    """Direct parts at the end of the target year, each with its share."""
    end = date(target.year, 12, 31)
    for part, share in tree.children(target.organisation, end):
        if (part.since or end) <= end <= (part.until or end):
            yield part, share


def _is_alike(target: Target, other: Target) -> bool:
    """Whether another target counts the same thing in the same way and for the same year."""
    return (other.indicator, other.year, other.basis) == (target.indicator, target.year, target.basis)


def _targets_of_parts(
    target: Target, parts: Sequence[tuple[Organisation, float]], alike: Sequence[Target]
) -> list[Shared]:
    same_owner = _one_each(parts, [one for one in alike if one.owner == target.owner])
    if same_owner:
        return same_owner
    owners_above = {one.owner for one in alike if one.organisation == target.organisation}
    return _one_each(parts, [one for one in alike if one.owner not in owners_above])


def _one_each(parts: Sequence[tuple[Organisation, float]], targets: Sequence[Target]) -> list[Shared]:
    """The target of each part that has exactly one."""
    found: list[Shared] = []
    for part, share in parts:
        own = [target for target in targets if target.organisation == part.id]
        if len(own) == 1:
            found.append((own[0], share))
    return found


def _finding(theory: Theory, target: Target, count: int, parts: int, total: float, left: float) -> Finding:
    indicator = theory.indicator_by_id[target.indicator]
    missed = left > 0 if indicator.ascending else left < 0
    message = say(
        "target.not_allocated" if left > 0 else "target.over_allocated",
        name=target.id,
        target=target.goals[-1].value,
        unit=theory.unit_titles[indicator.unit],
        year=target.year,
        count=count,
        all=parts,
        parts=total,
        rest=abs(left),
    )
    severity = Severity.WARNING if missed and indicator.band is None else Severity.INFO
    return Finding(
        "target.not_allocated", severity, message, theory.mark("target", target.id), (f"target:{target.id}",)
    )
