"""Routes over arrows without circles: how many there are, the first of them, and what they weigh together.

The number of routes can grow with a power of the number of arrows, so they are counted and weighed without being
listed: from the end backwards, each arrow once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Arrow:
    """One arrow between two places."""

    name: str
    start: str
    to: str


@dataclass(frozen=True)
class RouteMap:
    """Places that lie on an arrow, in an order in which every arrow goes forward."""

    places: tuple[str, ...]
    onward: Mapping[str, tuple[Arrow, ...]]
    starts: tuple[str, ...]
    """Places without an arrow to them, in the order in which they were given."""

    def routes(self) -> Iterator[tuple[Arrow, ...]]:
        """Every route from a place without an arrow to it to a place without one from it, in the order given."""
        for start in self.starts:
            waiting: list[tuple[str, tuple[Arrow, ...]]] = [(start, ())]
            while waiting:
                place, so_far = waiting.pop()
                if not self.onward[place]:
                    yield so_far
                waiting += [(arrow.to, (*so_far, arrow)) for arrow in reversed(self.onward[place])]

    def count(self) -> int:
        """Number of routes."""
        to_end = self._to_end()
        return sum(to_end[start] for start in self.starts)

    def through(self) -> dict[str, int]:
        """Number of routes on which each place lies."""
        to_end = self._to_end()
        ways = dict.fromkeys(self.places, 0) | dict.fromkeys(self.starts, 1)
        for place in self.places:
            for arrow in self.onward[place]:
                ways[arrow.to] += ways[place]
        return {place: ways[place] * to_end[place] for place in self.places}

    def weight(self, weights: Mapping[str, float]) -> float:
        """Sum over all routes of the product of the weights of their arrows, by name."""
        found: dict[str, float] = {}
        for place in reversed(self.places):
            arrows = self.onward[place]
            found[place] = sum(weights[one.name] * found[one.to] for one in arrows) if arrows else 1.0
        return sum(found[start] for start in self.starts)

    def _to_end(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for place in reversed(self.places):
            found[place] = sum(found[arrow.to] for arrow in self.onward[place]) or 1
        return found


def route_map(places: Sequence[str], arrows: Iterable[Arrow]) -> RouteMap:
    """The map of these arrows.

    Args:
        places: all of them, in the order in which routes are listed.
        arrows: in the order in which routes are listed; one that closes a circle is left out.
    """
    kept = list(arrows)
    order = _forward(places, kept)
    if order is None:
        kept = _without_circles(kept)
        order = _forward(places, kept) or ()
    used = {one.start for one in kept} | {one.to for one in kept}
    aims = {one.to for one in kept}
    return RouteMap(
        tuple(place for place in order if place in used),
        {place: tuple(one for one in kept if one.start == place) for place in used},
        tuple(place for place in places if place in used - aims),
    )


def _forward(places: Sequence[str], arrows: Sequence[Arrow]) -> tuple[str, ...] | None:
    """The places in an order in which every arrow goes forward; None where arrows go round (Kahn, 1962)."""
    waiting_for = dict.fromkeys(places, 0)
    onward: dict[str, list[str]] = {place: [] for place in places}
    for arrow in arrows:
        waiting_for[arrow.to] += 1
        onward[arrow.start].append(arrow.to)
    order = [place for place, count in waiting_for.items() if count == 0]
    for place in order:
        for aim in onward[place]:
            waiting_for[aim] -= 1
            if waiting_for[aim] == 0:
                order.append(aim)
    return tuple(order) if len(order) == len(waiting_for) else None


def _without_circles(arrows: Sequence[Arrow]) -> list[Arrow]:
    kept: list[Arrow] = []
    onward: dict[str, list[str]] = {}
    for arrow in arrows:
        if not _reaches(onward, arrow.to, arrow.start):
            kept.append(arrow)
            onward.setdefault(arrow.start, []).append(arrow.to)
    return kept


def _reaches(onward: Mapping[str, Sequence[str]], start: str, aim: str) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        place = waiting.pop()
        if place == aim:
            return True
        new = [one for one in onward.get(place, ()) if one not in seen]
        seen.update(new)
        waiting += new
    return False
