"""What the verdicts of one organisation say together: gaps, lists, routes, what to measure next, matrix and funnels."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

import pandas as pd

from toc.indicator import Indicator
from toc.linking.chains import UNKNOWN, UNTOLD, Chain, Step, walk
from toc.measurement import MONTHS_PER_YEAR, wilson
from toc.result_chain import CausalLink
from toc.route_map import Arrow, RouteMap, route_map
from toc.series import Point, full_points
from toc.theory import Theory

GAPS = ("shown", "unproven", "unmeasured")
LISTS = ("red", "watch", "translating")
MOST_ROUTES = 200
"""Routes that are listed; the rest is counted."""

NEARLY = 0.05
"""How far the part that is seen may be under what was declared: of very many people even a hair is no chance."""

MOST_FUNNELS = 50
TOLD = {"reached": "on_track", "on_path": "on_track", "behind_path": "behind", "below": "behind"}
"""What the status of a target says of delivery; other statuses say nothing."""

HARDLY_MOVED = ("not_exercised", "outcome_without_output")
"""Verdicts on an output that changed too little to expect anything."""

Points = Mapping[tuple[str, str], tuple[Point, ...]]


@dataclass(frozen=True)
class Listing:
    """Links that are named together, of which few are wrong."""

    name: str
    """``red``, ``watch`` (probably stalled too, with less certainty; without those of the red list) or
    ``translating``."""

    links: tuple[str, ...]
    expected_wrong: float
    """How many of them are expected to be wrong at most: the sum of the probabilities that each does not belong."""


@dataclass(frozen=True)
class Route:
    """One chain from a first element to a last one."""

    elements: tuple[str, ...]
    links: tuple[str, ...]
    chain: Chain
    """Its ``expected_slope`` is the product of the declared effects where all are of one form (all elasticities, or
    all conversions) and every link begins with the indicator that the one before it ends with; else None."""

    ends_together: bool | None = None
    """Where a link on the way is not measured: whether both ends went up (improved) over their whole years, with the
    mechanism between them unseen. None where an end has fewer than two, or where everything on the way is measured."""


@dataclass(frozen=True)
class NextMeasurement:
    """An element that would tell something if it were measured."""

    element: str
    links: tuple[str, ...]
    """Links of which it is the only thing missing."""

    routes: int
    """Routes that the element is on."""

    gain: float
    """How far the probability that a chain holds moves, added up over all routes, when these links turn from certainly
    not translating to certainly translating."""

    again: bool = False
    """Whether it has figures already, but too few or too uncertain ones to judge by."""


@dataclass(frozen=True)
class Around:
    """How the routes stand that a measurement is on, apart from the links that it would open."""

    state: str
    """``whole`` (all other links of one of them translate), ``alone`` (one of them has no other links), ``open`` (of
    one of them nothing else breaks, but not all is shown), ``broken`` (each breaks at another link too) or ``none`` (it
    is on no route)."""

    breaks: tuple[str, ...] = ()
    """Where they break: the first other shown gap of each."""


@dataclass(frozen=True)
class Placed:
    """One link in the matrix of delivery and result; each ``on_track``, ``behind`` or ``unknown``."""

    link: str
    delivery: str
    result: str


@dataclass(frozen=True)
class FunnelStep:
    """One step of a funnel: how many of those who started in a period finished within the window."""

    link: str
    element: str
    """Element in which it ends."""

    period: str | None
    """Period in which they started; the newest one whose window has closed."""

    started: float | None
    finished: float | None
    """Those who finished at the end of the window."""

    seen: float | None
    """Part that finished, with its 95 % interval (Wilson)."""

    low: float | None
    high: float | None
    declared: float | None
    status: str
    """``as_declared`` (at least kappa of what was declared is shown, and what was declared lies within or below the
    interval, or what is seen is less than ``NEARLY`` under it), ``below`` (else, where the whole interval lies below
    what was declared), ``cannot_tell`` or ``window_open``."""


@dataclass(frozen=True)
class Funnel:
    """Steps that people or things go through one after the other."""

    elements: tuple[str, ...]
    steps: tuple[FunnelStep, ...]
    through: float | None
    """Part that goes all the way: the product of what is seen at each step; None where one step is not known."""


@dataclass(frozen=True)
class Overview:
    """What the verdicts of one organisation say together."""

    organisation: str
    gaps: Mapping[str, tuple[str, ...]]
    """Links of each of the three gaps: ``shown``, ``unproven`` and ``unmeasured``, in that order, never merged."""

    lists: tuple[Listing, ...]
    """The red list, the watch list and the list of links that translate; one without links is there too."""

    routes: tuple[Route, ...]
    more_routes: int
    """Routes that are not listed."""

    next_measurements: tuple[NextMeasurement, ...]
    """What would tell most first."""

    matrix: tuple[Placed, ...]
    funnels: tuple[Funnel, ...]


def overview_of(
    theory: Theory, verdicts: pd.DataFrame, points: Points, progress: pd.DataFrame, organisation: str
) -> Overview:
    """Lay the verdicts of one organisation beside each other.

    Args:
        theory: whose links they are; a stand-in (``relation: proxy``) is no part of a route, nor of the matrix.
        verdicts: table with the columns of ``frames.VERDICTS``.
        points: comparable points by (indicator, organisation), in order of time.
        progress: table with the columns of ``frames.PROGRESS``.
        organisation: id; one without verdicts gets an overview in which nothing is known.
    """
    here = verdicts[verdicts["organisation"] == organisation]
    rows = {str(row["link"]): {str(name): value for name, value in row.items()} for row in here.to_dict("records")}
    links = [link for link in theory.file.links if link.id in rows]
    effects = [link for link in links if link.relation != "proxy"]
    roads = _roads(theory, effects)
    routes = tuple(_routes(theory, roads, rows, lambda element: _improved(theory, element, points, organisation)))
    told = _statuses(progress, organisation)
    return Overview(
        organisation=organisation,
        gaps={gap: tuple(link.id for link in links if rows[link.id]["gap"] == gap) for gap in GAPS},
        lists=tuple(_listing(name, links, rows) for name in LISTS),
        routes=routes,
        more_routes=roads.count() - len(routes),
        next_measurements=_next(theory, links, rows, roads),
        matrix=tuple(_placed(theory, link, rows[link.id], told) for link in effects),
        funnels=tuple(_funnels(theory, links, points, organisation)),
    )


def _listing(name: str, links: Sequence[CausalLink], rows: Mapping[str, dict[str, Any]]) -> Listing:
    members = tuple(link.id for link in links if rows[link.id]["listed"] == name)
    belongs = "probability" if name == "translating" else "below_kappa"
    return Listing(name, members, float(sum(1 - rows[link][belongs] for link in members)))


# --- Routes -----------------------------------------------------------------------------------------------------


def _roads(theory: Theory, links: Sequence[CausalLink]) -> RouteMap:
    places = [element.id for element in theory.file.elements]
    return route_map(places, [Arrow(link.id, link.start, link.to) for link in links])


def _routes(
    theory: Theory, roads: RouteMap, rows: Mapping[str, dict[str, Any]], improved: Callable[[str], bool | None]
) -> Iterator[Route]:
    for arrows in islice(roads.routes(), MOST_ROUTES):
        links = [theory.link_by_id[arrow.name] for arrow in arrows]
        slopes = _slopes(links, rows)
        steps = [
            Step(link.id, _in_a_chain(rows[link.id]), _chance(rows[link.id]), slope)
            for link, slope in zip(links, slopes, strict=True)
        ]
        elements = (links[0].start, *(link.to for link in links))
        chain = walk(steps)
        ends = improved(elements[0]), improved(elements[-1])
        unseen = len(links) > 1 and chain.unmeasured and None not in ends
        yield Route(elements, tuple(link.id for link in links), chain, all(ends) if unseen else None)


def _improved(theory: Theory, element: str, points: Points, organisation: str) -> bool | None:
    """Whether an element went up (a falling one down) from its first to its last whole period; None with fewer."""
    for name in theory.element_by_id[element].indicators:
        whole = full_points(points.get((name, organisation), ()))
        if len(whole) >= 2:
            better = -1.0 if theory.indicator_by_id[name].ascending is False else 1.0
            return better * (whole[-1].value - whole[0].value) > 0
    return None


def _in_a_chain(row: Mapping[str, Any]) -> str:
    """The verdict; one that only leans, but is clear enough for the red list, breaks a chain as a firm one does."""
    return "stalled" if row["verdict"] == "leaning_stalled" and row["gap"] == "shown" else str(row["verdict"])


def _chance(row: Mapping[str, Any]) -> float | None:
    """P(T >= kappa); None where the verdict says that nothing is known of it."""
    return None if row["verdict"] in UNKNOWN or math.isnan(row["probability"]) else float(row["probability"])


def _slopes(links: Sequence[CausalLink], rows: Mapping[str, dict[str, Any]]) -> list[float | None]:
    """Declared effects that may be multiplied: of one form, each in what the one before it ends with."""
    sides = [rows[link.id]["evidence"] for link in links]
    fits = all(before["outcome_indicator"] == after["output_indicator"] for before, after in pairwise(sides))
    for form in ("elasticity", "conversion"):
        values: list[float | None] = [getattr(link.expectation, form, None) for link in links]
        if fits and None not in values:
            return values
    return [None] * len(links)


# --- What to measure next ---------------------------------------------------------------------------------------


def _next(
    theory: Theory, links: Sequence[CausalLink], rows: Mapping[str, dict[str, Any]], roads: RouteMap
) -> tuple[NextMeasurement, ...]:
    """Elements that would open links if they were measured (again), what would tell most first.

    The order is that of the number of links that would become judgeable, times the gain. One measurement pays in two
    ways: each link that it opens gets an answer of its own, and that answer moves what is known of the chains. By the
    number alone, four links beside every route to impact would come before the one that all routes pass; by the gain
    alone, it would not count that the same survey answers four questions. Ties go by the number of links, then by the
    order of the theory.
    """
    missing = {link.id: _missing_ends(link, rows[link.id]) for link in links}
    chances = {link.id: _or_untold(_chance(rows[link.id])) for link in links}
    through = roads.through()
    found = []
    for element in theory.file.elements:
        for again in (False, True):
            opened = tuple(link.id for link in links if missing[link.id] == ((element.id,), again))
            if opened:
                gain = roads.weight(chances | dict.fromkeys(opened, 1.0)) - roads.weight(
                    chances | dict.fromkeys(opened, 0.0)
                )
                found.append(NextMeasurement(element.id, opened, through.get(element.id, 0), gain, again))
    return tuple(sorted(found, key=lambda one: (-len(one.links) * one.gain, -len(one.links))))


def around(overview: Overview, verdicts: Mapping[str, Mapping[str, Any]], one: NextMeasurement) -> Around:
    """How the routes of a measurement stand without it.

    Args:
        overview: that of the organisation; only routes that it lists count.
        verdicts: rows of ``frames.VERDICTS`` of that organisation, by link.
        one: one of its measurements.
    """
    states, breaks = [], []
    for route in overview.routes:
        if not set(route.links) & set(one.links):
            continue
        rest = [name for name in route.links if name not in one.links]
        broken = [name for name in rest if verdicts[name]["gap"] == "shown"]
        whole = all(verdicts[name]["verdict"] == "translating" for name in rest)
        states.append("broken" if broken else "open" if not whole else "whole" if rest else "alone")
        breaks += broken[:1]
    state = next((name for name in ("whole", "alone", "open", "broken") if name in states), "none")
    return Around(state, tuple(dict.fromkeys(breaks)) if state == "broken" else ())


def _or_untold(chance: float | None) -> float:
    return UNTOLD if chance is None else chance


def _missing_ends(link: CausalLink, row: Mapping[str, Any]) -> tuple[tuple[str, ...], bool]:
    """Elements without which a link cannot be judged, and whether they have figures that do not suffice."""
    evidence = row["evidence"]
    if row["verdict"] == "not_measured":
        ends = {"output": (link.start,), "outcome": (link.to,)}
        return ends.get(evidence["missing"], (link.start, link.to)), False
    if row["verdict"] != "insufficient_data":
        return (), False
    fewer_outputs = len(evidence["output_points"]) < len(evidence["outcome_points"])
    output = evidence["missing"] in ("reliability", "output_still") or fewer_outputs
    return ((link.start if output and evidence["missing"] != "survey" else link.to,), True)


# --- Delivery and result ----------------------------------------------------------------------------------------


def _statuses(progress: pd.DataFrame, organisation: str) -> dict[str, set[str]]:
    """What the targets of an organisation say, by indicator; one that says nothing is left out.

    A target of a year to come that is merely not reached yet says nothing: only one with a path to read it against can
    be behind before its year.
    """
    here = progress[(progress["organisation"] == organisation) & progress["status"].isin(list(TOLD))]
    found: dict[str, set[str]] = {}
    for name, status, year, period in zip(here["indicator"], here["status"], here["year"], here["period"], strict=True):
        if status != "below" or _came(year, period):
            found.setdefault(name, set()).add(TOLD[status])
    return found


def _came(year: Any, period: Any) -> bool:
    """Whether the figure beside a target is of the year of the target, or later."""
    return isinstance(period, str) and period[:4].isdigit() and int(period[:4]) >= int(year)


def _placed(theory: Theory, link: CausalLink, row: Mapping[str, Any], told: Mapping[str, set[str]]) -> Placed:
    name = row["evidence"]["output_indicator"]
    output = theory.indicator_by_id.get(name or "")
    delivery = _by_target(told, (name, *theory.element_by_id[link.start].indicators))
    return Placed(link.id, delivery or _moved(row, output), _followed(row))


def _by_target(told: Mapping[str, set[str]], indicators: Sequence[str | None]) -> str | None:
    """The status of the targets of the first of these indicators that has one; one target that is missed decides.

    A target as it was first set counts beside the one as it stands: a lowered target is never an improvement.
    """
    for name in indicators:
        if name is not None and name in told:
            return "behind" if "behind" in told[name] else "on_track"
    return None


def _moved(row: Mapping[str, Any], output: Indicator | None) -> str:
    """Whether the output moved the right way, with 95 % certainty; one that hardly moved, or fell, is behind."""
    if row["verdict"] in HARDLY_MOVED:
        return "behind"
    change = row["evidence"]["output_change"]
    if change is None:
        return "unknown"
    down = output is not None and output.ascending is False
    low, high = (-change["high"], -change["low"]) if down else (change["low"], change["high"])
    return "on_track" if low > 0 else "behind" if high < 0 else "unknown"


def _followed(row: Mapping[str, Any]) -> str:
    """What the verdict says of the outcome; the grid never says more, or something else."""
    if row["verdict"] in ("translating", "leaning_translating"):
        return "on_track"
    return "behind" if row["gap"] == "shown" else "unknown"


# --- Funnels ----------------------------------------------------------------------------------------------------


def _funnels(theory: Theory, links: Sequence[CausalLink], points: Points, organisation: str) -> Iterator[Funnel]:
    """Maximal rows of steps; where a funnel parts, each branch is a row."""
    roads = _roads(theory, [link for link in links if link.relation == "funnel"])
    last = max((some[-1].year for (_, one), some in points.items() if one == organisation and some), default=None)
    for arrows in islice(roads.routes(), MOST_FUNNELS):
        row = [theory.link_by_id[arrow.name] for arrow in arrows]
        steps = tuple(_step(theory, link, points, organisation, last) for link in row)
        parts = [step.seen for step in steps]
        through = None if None in parts else math.prod(part for part in parts if part is not None)
        yield Funnel((row[0].start, *(link.to for link in row)), steps, through)


def _step(theory: Theory, link: CausalLink, points: Points, organisation: str, last: int | None) -> FunnelStep:
    declared = link.expectation.conversion if link.expectation is not None else None
    window = math.ceil(link.lag.max_years) if link.lag is not None else 0
    started, finished = (
        _whole_years(theory, element, chosen, points, organisation)
        for element, chosen in ((link.start, link.output_indicator), (link.to, link.outcome_indicator))
    )
    closed = [year for year in started if year + window in finished]
    if not closed:
        running = [year for year in started if last is not None and year + window > last]
        year = max(started, default=None)
        still_open = bool(started) and len(running) == len(started)
        return FunnelStep(
            link.id, link.to, started[year].period.label if year is not None else None,
            started[year].value if year is not None else None, None, None, None, None, declared,
            "window_open" if still_open else "cannot_tell",
        )  # fmt: skip
    year = max(closed)
    begun, done = started[year].value, finished[year + window].value
    label = started[year].period.label
    if begun <= 0 or not 0 <= done <= begun:
        return FunnelStep(link.id, link.to, label, begun, done, None, None, None, declared, "cannot_tell")
    seen, interval = done / begun, wilson(done / begun, begun)
    status = "cannot_tell"
    if declared is not None:
        near = interval.high >= declared or declared - seen < NEARLY
        status = "as_declared" if near and interval.low >= link.kappa * declared else status
        status = "below" if status != "as_declared" and interval.high < declared else status
    return FunnelStep(link.id, link.to, label, begun, done, seen, interval.low, interval.high, declared, status)


def _whole_years(
    theory: Theory, element: str, chosen: str | None, points: Points, organisation: str
) -> dict[int, Point]:  # fmt: skip
    """Figures of whole years by year, of the indicator that is declared, else of the first that has any."""
    names = (chosen,) if chosen is not None else theory.element_by_id[element].indicators
    for name in names:
        whole = [one for one in points.get((name, organisation), ()) if not one.partial]
        years = {one.year: one for one in whole if one.period.months == MONTHS_PER_YEAR}
        if years:
            return years
    return {}
