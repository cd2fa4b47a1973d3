"""Where boxes and lines go: columns from left to right, few crossings, no overlap. Pure geometry, no drawing.

Boxes keep their column. A line that passes other columns gets a way point in each of them. The order within a
column follows the barycentre of the neighbours and swaps of neighbours (Sugiyama, Tagawa and Toda, 1981); heights
follow from the order by isotonic regression, so that every box is as near to its neighbours as the gaps allow.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

SWEEPS = 12
WAY_POINT_HEIGHT = 10.0


@dataclass(frozen=True)
class Box:
    """Something with a height in a column, counted from 0."""

    name: str
    column: int
    height: float


@dataclass(frozen=True)
class Line:
    """From one box to another."""

    name: str
    start: str
    end: str


@dataclass(frozen=True)
class Route:
    """A line as it runs: names of boxes and way points from left to right, or a bow within one column."""

    line: Line
    stops: tuple[str, ...]
    within: bool = False
    backwards: bool = False


@dataclass(frozen=True)
class Arrangement:
    """Boxes and way points with their top, the routes of the lines, and how many crossings are left."""

    columns: tuple[tuple[str, ...], ...]
    top: Mapping[str, float]
    height_of: Mapping[str, float]
    routes: tuple[Route, ...]
    crossings: int
    naive_crossings: int

    @property
    def height(self) -> float:
        """Height of the whole."""
        return max((self.top[name] + self.height_of[name] for name in self.top), default=0.0)


def arrange(boxes: Sequence[Box], lines: Sequence[Line], gap: float = 14.0) -> Arrangement:
    """Place boxes in their columns so that few lines cross.

    Args:
        boxes: in the order in which they were declared; that order stays where nothing speaks against it.
        lines: between these boxes.
        gap: smallest distance between two boxes.
    """
    count = max((box.column for box in boxes), default=-1) + 1
    graph = _Graph(count)
    for box in boxes:
        graph.add(box.name, box.column, box.height)
    column_of = {box.name: box.column for box in boxes}
    routes = tuple(_route(line, column_of, graph) for line in lines)
    graph.connect(routes)
    naive = graph.crossings(graph.columns)
    columns = _ordered(graph)
    top = _placed(graph, columns, gap)
    return Arrangement(
        columns=tuple(tuple(column) for column in columns),
        top=top,
        height_of=dict(graph.heights),
        routes=routes,
        crossings=graph.crossings(columns),
        naive_crossings=naive,
    )


@dataclass
class _Graph:
    """Names in columns, and the neighbours of each name to the left, to the right and in its own column."""

    count: int
    columns: list[list[str]] = field(default_factory=list)
    heights: dict[str, float] = field(default_factory=dict)
    left: dict[str, list[str]] = field(default_factory=dict)
    right: dict[str, list[str]] = field(default_factory=dict)
    beside: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.columns = [[] for _ in range(self.count)]

    def add(self, name: str, column: int, height: float) -> None:
        self.columns[column].append(name)
        self.heights[name] = height
        self.left[name], self.right[name], self.beside[name] = [], [], []

    def connect(self, routes: Sequence[Route]) -> None:
        for route in routes:
            for first, second in pairwise(route.stops):
                if route.within:
                    self.beside[first].append(second)
                    self.beside[second].append(first)
                else:
                    self.right[first].append(second)
                    self.left[second].append(first)

    def crossings(self, columns: Sequence[Sequence[str]]) -> int:
        """Pairs of lines that cross between two neighbouring columns."""
        total = 0
        for first, second in pairwise(columns):
            place = {name: at for at, name in enumerate(second)}
            passed: list[int] = []
            for name in first:
                ends = sorted(place[other] for other in self.right[name])
                total += sum(len(passed) - bisect_right(passed, end) for end in ends)
                for end in ends:
                    insort(passed, end)
        return total

    def stretch(self, columns: Sequence[Sequence[str]]) -> int:
        """Places between boxes of one column that a line joins."""
        place = {name: at for column in columns for at, name in enumerate(column)}
        return sum(abs(place[name] - place[other]) for name, others in self.beside.items() for other in others) // 2


def _route(line: Line, column_of: Mapping[str, int], graph: _Graph) -> Route:
    first, last = column_of[line.start], column_of[line.end]
    if first == last:
        return Route(line, (line.start, line.end), within=True)
    backwards = last < first
    left, right = (line.end, line.start) if backwards else (line.start, line.end)
    points = []
    for column in range(min(first, last) + 1, max(first, last)):
        point = f"{line.name}\0{column}"
        graph.add(point, column, WAY_POINT_HEIGHT)
        points.append(point)
    return Route(line, (left, *points, right), backwards=backwards)


# --- Order ------------------------------------------------------------------------------------------------------


def _ordered(graph: _Graph) -> list[list[str]]:
    columns = [list(column) for column in graph.columns]
    best, best_cost = [list(column) for column in columns], _cost(graph, columns)
    for sweep in range(SWEEPS):
        rightwards = sweep % 2 == 0
        for at in range(1, graph.count) if rightwards else range(graph.count - 2, -1, -1):
            beside = columns[at - 1] if rightwards else columns[at + 1]
            _by_barycentre(columns[at], beside, graph.left if rightwards else graph.right, graph.beside)
        _swap_neighbours(graph, columns)
        cost = _cost(graph, columns)
        if cost < best_cost:
            best, best_cost = [list(column) for column in columns], cost
    return best


def _cost(graph: _Graph, columns: Sequence[Sequence[str]]) -> tuple[int, int]:
    return graph.crossings(columns), graph.stretch(columns)


def _by_barycentre(
    column: list[str], fixed: Sequence[str], neighbours: Mapping[str, list[str]], beside: Mapping[str, list[str]]
) -> None:
    """Order a column by the mean place of its neighbours; what has none keeps its place."""
    place = {name: at / max(len(fixed) - 1, 1) for at, name in enumerate(fixed)}
    own = {name: at / max(len(column) - 1, 1) for at, name in enumerate(column)}

    def weight(name: str) -> float:
        found = [place[other] for other in neighbours[name]]
        found = found or [place[other] for near in beside[name] for other in neighbours[near]]
        return sum(found) / len(found) if found else own[name]

    weights = {name: weight(name) for name in column}
    column.sort(key=lambda name: (weights[name], own[name]))


def _swap_neighbours(graph: _Graph, columns: list[list[str]]) -> None:
    """Swap two neighbours as long as that takes away crossings, or brings joined boxes together at no cost."""
    for _ in range(4):
        improved = False
        for at, column in enumerate(columns):
            left = {name: i for i, name in enumerate(columns[at - 1])} if at else {}
            right = {name: i for i, name in enumerate(columns[at + 1])} if at + 1 < graph.count else {}
            place = {name: i for i, name in enumerate(column)}
            for i in range(len(column) - 1):
                upper, lower = column[i], column[i + 1]
                now, then = _pair(graph, upper, lower, left, right), _pair(graph, lower, upper, left, right)
                gain = _nearer(graph, upper, lower, place)
                if then < now or (then == now and gain > 0):
                    column[i], column[i + 1] = lower, upper
                    place[lower], place[upper] = i, i + 1
                    improved = True
        if not improved:
            return


def _pair(graph: _Graph, upper: str, lower: str, left: Mapping[str, int], right: Mapping[str, int]) -> int:
    """Crossings between the lines of two boxes when the one stands above the other."""
    total = 0
    for neighbours, place in ((graph.left, left), (graph.right, right)):
        for one in neighbours[upper]:
            total += sum(place[one] > place[other] for other in neighbours[lower])
    return total


def _nearer(graph: _Graph, upper: str, lower: str, place: Mapping[str, int]) -> int:
    """How much nearer joined boxes of one column come when these two change places."""
    down = sum(place[other] > place[lower] for other in graph.beside[upper])
    down -= sum(place[other] < place[upper] for other in graph.beside[upper])
    up = sum(place[other] < place[upper] for other in graph.beside[lower])
    up -= sum(place[other] > place[lower] for other in graph.beside[lower])
    return down + up


# --- Heights ----------------------------------------------------------------------------------------------------


def _placed(graph: _Graph, columns: Sequence[Sequence[str]], gap: float) -> dict[str, float]:
    """Top of every box and way point: the tallest column is stacked, the others follow from it outwards.

    Without any lines every column starts at the top.
    """
    if not columns:
        return {}
    extent = [sum(graph.heights[name] for name in column) + gap * (len(column) - 1) for column in columns]
    tallest = extent.index(max(extent))
    centre: dict[str, float] = {}
    joined = any(graph.left.values()) or any(graph.beside.values())
    for column, size in zip(columns, extent, strict=True):
        _stack(column, graph.heights, gap, (extent[tallest] - size) / 2 if joined else 0.0, centre)
    outwards = [*((at, graph.right) for at in range(tallest - 1, -1, -1)),
                *((at, graph.left) for at in range(tallest + 1, len(columns)))]  # fmt: skip
    for _ in range(3):
        for at, neighbours in outwards:
            _align(columns[at], neighbours, graph, gap, extent[tallest], centre)
    shift = min(centre[name] - graph.heights[name] / 2 for name in centre)
    return {name: centre[name] - graph.heights[name] / 2 - shift for name in centre}


def _stack(
    column: Sequence[str], heights: Mapping[str, float], gap: float, start: float, centre: dict[str, float]
) -> None:
    at = start
    for name in column:
        centre[name] = at + heights[name] / 2
        at += heights[name] + gap


def _align(
    column: Sequence[str],
    neighbours: Mapping[str, list[str]],
    graph: _Graph,
    gap: float,
    limit: float,
    centre: dict[str, float],
) -> None:
    """Bring each box as near to its neighbours as order and gaps allow (least squares, isotonic regression)."""
    wanted, weights, offsets = [], [], []
    offset = 0.0
    for at, name in enumerate(column):
        if at:
            offset += (graph.heights[column[at - 1]] + graph.heights[name]) / 2 + gap
        near = [centre[other] for other in neighbours[name]] or [centre[other] for other in graph.beside[name]]
        wanted.append((sum(near) / len(near) if near else centre[name]) - offset)
        weights.append(4.0 if "\0" in name else 1.0 if near else 0.05)
        offsets.append(offset)
    if not column:
        return
    lowest = graph.heights[column[0]] / 2
    highest = limit - offsets[-1] - graph.heights[column[-1]] / 2
    for name, level, offset in zip(column, _isotonic(wanted, weights), offsets, strict=True):
        centre[name] = max(lowest, min(level, max(highest, lowest))) + offset


def _isotonic(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The nearest series that never falls (pool adjacent violators)."""
    blocks: list[tuple[float, float, int]] = []
    for value, weight in zip(values, weights, strict=True):
        block = (value, weight, 1)
        while blocks and blocks[-1][0] > block[0]:
            before = blocks.pop()
            total = before[1] + block[1]
            block = ((before[0] * before[1] + block[0] * block[1]) / total, total, before[2] + block[2])
        blocks.append(block)
    return [value for value, _, size in blocks for _ in range(size)]
