"""What is asked of one set of records, with organisations and periods as small codes, and who counts for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from toc.indicator import DataElement, OverOrganisations
from toc.period import Period
from toc.records import FromRecords, RecordSet

RESULT = (
    "element", "organisation", "period", "dimension", "category", "value", "numerator", "denominator", "lowest",
    "facts", "empty",
)  # fmt: skip
"""Columns of what comes back: one row per data element, organisation, period and category (``""`` for the total).

``facts`` is the number of records that the value rests on, with those of everybody below; ``empty`` the number of the
organisation's own records that count, but in which what is measured is not filled in. ``lowest`` differs from ``value``
where several records claim to be the last one.
"""

OUTSIDE = -1
"""Unit of a record that lies before the first or after the last period."""

NO_CATEGORY = ""
"""Category of a record whose own category is empty or not declared."""


@dataclass(frozen=True)
class Above:
    """An organisation counts for another one (or for itself) during periods ``first`` to ``last``, for a share."""

    organisation: int
    above: int
    first: int
    last: int
    share: float = 1.0


@dataclass(frozen=True)
class Dimension:
    """A dimension as the records have it: its column, and the categories that are declared."""

    name: str
    column: str
    categories: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What is asked of one set of records. Organisations and periods are known by their place in these lists."""

    records: RecordSet
    elements: tuple[DataElement, ...]

    units: tuple[Period, ...]
    """The periods that records fall in, one after the other without gaps."""

    longer: tuple[Period, ...]
    """Longer periods that some elements ask for (``also_over``)."""

    organisations: tuple[str, ...]

    spellings: tuple[tuple[str, int], ...]
    """How organisations are written in the records, exactly, and which one is meant."""

    labels: tuple[tuple[str, int], ...]
    """How periods are written in the records, when these have a column for it, and which unit is meant."""

    tree: tuple[Above, ...]
    """Everybody above each organisation, itself included."""

    @property
    def periods(self) -> tuple[Period, ...]:
        """Units and longer periods, in the order of their codes."""
        return (*self.units, *self.longer)

    @cached_property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Every dimension that some element asks for, once."""
        return tuple(dict.fromkeys(one for element in self.elements for one in dimensions_of(element)))

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Pairs of a unit and a period that it lies in, itself included."""
        return tuple(
            (at, number)
            for number, period in enumerate(self.periods)
            for at, unit in enumerate(self.units)
            if at == number or (number >= len(self.units) and period.contains(unit))
        )

    def wanted(self, element: DataElement) -> tuple[int, ...]:
        """Codes of the periods of an element: the units, and the longer ones that it asks for."""
        labels = given(element).also_over
        extra = (number for number, one in enumerate(self.longer, start=len(self.units)) if one.label in labels)
        return (*range(len(self.units)), *extra)

    def only(self, unit: int) -> Plan:
        """The same plan for one unit, when nothing is asked over longer periods."""
        tree = (one for one in self.tree if one.first <= unit <= one.last)
        there = tuple(replace(one, first=0, last=0) for one in tree)
        labels = tuple((label, 0) for label, at in self.labels if at == unit)
        return replace(self, units=(self.units[unit],), labels=labels, tree=there)

    @cached_property
    def parents(self) -> tuple[Above, ...]:
        """Those directly above: without those that are above one of them in the same period."""
        return runs(
            (one, parent, period, 1.0)
            for period, above in enumerate(self._above_per_period)
            for one, some in above.items()
            for parent in some - {further for nearer in some for further in above.get(nearer, ())}
        )

    @cached_property
    def _above_per_period(self) -> list[dict[int, set[int]]]:
        found: list[dict[int, set[int]]] = [{} for _ in self.periods]
        for one in self.tree:
            for period in range(one.first, one.last + 1):
                if one.organisation != one.above:
                    found[period].setdefault(one.organisation, set()).add(one.above)
        return found

    @cached_property
    def depths(self) -> Mapping[int, int]:
        """How many steps each organisation lies below the top, the longest way in any period."""
        depth = {one.above: 0 for one in self.tree}
        for _ in range(len(depth)):
            before = dict(depth)
            for one in self.parents:
                depth[one.organisation] = max(depth[one.organisation], depth[one.above] + 1)
            if depth == before:
                break
        return depth

    def floor(self, depth: int) -> tuple[int, ...]:
        """Organisations at a depth."""
        return tuple(sorted(one for one, at in self.depths.items() if at == depth))

    def steps(self, depth: int) -> tuple[Above, ...]:
        """One step up: everybody at this depth to its parents, while who stands higher stays."""
        last = len(self.periods) - 1
        moving = (one for one in self.parents if self.depths[one.organisation] == depth)
        staying = (Above(one, one, 0, last) for one, at in sorted(self.depths.items()) if at < depth)
        return (*moving, *staying)

    def always(self, some: Iterable[Above]) -> bool:
        """Whether nothing in these changes over time."""
        return all((one.first, one.last) == (0, len(self.periods) - 1) for one in some)


def runs(found: Iterable[tuple[int, int, int, float]]) -> tuple[Above, ...]:
    """Join (organisation, above, period, share) of one period each into stretches of periods."""
    joined: list[Above] = []
    for organisation, above, period, share in sorted(found):
        one = Above(organisation, above, period, period, share)
        if joined and replace(joined[-1], first=period, last=period) == one and joined[-1].last == period - 1:
            one = replace(joined.pop(), last=period)
        joined.append(one)
    return tuple(joined)


def given(element: DataElement) -> FromRecords:
    """How an element is aggregated; only for elements that are."""
    if element.from_records is None:
        raise ValueError(f"{element.id} is not aggregated from records")
    return element.from_records


def dimensions_of(element: DataElement) -> tuple[Dimension, ...]:
    """Dimensions of a data element that the records know."""
    by = given(element).by
    return tuple(Dimension(name, by[name], element.disaggregations[name]) for name in sorted(by))


def delivered_above(element: DataElement) -> bool:
    """Whether figures of parents come from the records too, because those of their parts do not add up to them."""
    rule = element.over_organisations
    computed = rule in (OverOrganisations.DISTINCT, OverOrganisations.NONE)
    return computed and given(element).aggregate != "last"
