"""What a reader can work out from published figures, and which further figures must be withheld to prevent it.

Figures are tied by equations: a total equals its parts. A reader knows the published figures, the equations, and that
a withheld figure is one or more, because zero is always shown. Two things give a withheld figure away:

* the equations alone: the figure is the same in every solution. Solutions differ by a direction in which the equations
  hold with nothing on the right, so the figure is safe as soon as it moves in one such direction;
* the bound of one: five withheld figures that add up to five are all one. Figures larger than one lie strictly inside
  their bound and can always move a little both ways. Those of exactly one can only grow, so there must be a direction
  in which all of them grow.

A figure of zero is never withheld. It lies on its bound: it cannot become smaller, so what it is added up with cannot
become larger, and a count below zero is what a reader rules out first. As long as every withheld figure is above its
bound the equations alone decide, and that is what is checked here.

There is always one more figure to withhold: the published part of the equations that give a secret away is not zero,
or the secret itself would be. When all are withheld every figure may be larger by the same factor, so the search ends.

Sources: A. Hundepool and others, Statistical Disclosure Control (Wiley, 2012), chapters 4 and 5, the practice of
Statistics Netherlands and its tau-Argus; O. Langsrud, Secondary Cell Suppression by Gaussian Elimination, Privacy in
Statistical Databases (2024), for the elimination and for zeros and ones; S. Agmon, The Relaxation Method for Linear
Inequalities (1954), for a direction in which all ones grow.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Number = int | Fraction

NO_FIGURE = 1e-9
"""Figures this close to zero are zero."""

SAME = 1e-6
"""An equation holds when it is right to within this part of its largest term."""

ATTEMPTS = 300
"""How often a direction is mended before it is taken that there is none; more is withheld then, never less."""

SMALL_BLOCK = 300
"""In larger blocks a figure stays withheld when putting it back would need another direction in which all ones grow."""


@dataclass(frozen=True)
class Equations:
    """Sums that are nothing: for each ``row``, coefficient times figure adds up to zero."""

    row: Ints
    figure: Ints
    coefficient: Floats

    @classmethod
    def joined(cls, several: Iterable[Equations]) -> Equations:
        """All of these, numbered on."""
        rows, figures, coefficients, first = [], [], [], 0
        for one in several:
            rows.append(one.row + first)
            figures.append(one.figure)
            coefficients.append(one.coefficient)
            first += int(one.row.max()) + 1 if len(one.row) else 0
        if not rows:
            return cls(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0))
        return cls(np.concatenate(rows), np.concatenate(figures), np.concatenate(coefficients))

    def that_hold(self, value: Floats) -> Equations:
        """Those that the figures obey; what they do not obey tells a reader nothing."""
        if not len(self.row):
            return self
        term = self.coefficient * value[self.figure]
        rest = np.bincount(self.row, weights=term)
        largest = np.ones(len(rest))
        np.maximum.at(largest, self.row, np.abs(term))
        good = np.abs(rest) <= SAME * largest
        number = np.cumsum(good) - 1
        kept = good[self.row]
        return Equations(number[self.row[kept]], self.figure[kept], self.coefficient[kept])

    @property
    def count(self) -> int:
        """Number of equations."""
        return int(self.row.max()) + 1 if len(self.row) else 0


@dataclass(frozen=True)
class Figures:
    """Figures that would be published, in columns of equal length; none of them is NaN."""

    value: Floats
    secret: Bools
    """Must not be worked out."""

    order: Ints
    """Of two figures, the one with the lower number is withheld rather than the other."""

    cell: Ints
    """Figures of one cell are shown or withheld together."""


def withhold(figures: Figures, equations: Equations) -> Bools:
    """Which figures to withhold: the secret ones and those that would give them away.

    Args:
        figures: what would be published.
        equations: what ties them; they hold for ``figures.value``.

    Returns:
        A mark per figure. Putting back any one of those withheld beside the secrets would give a secret away, as far
        as equations go.
    """
    search = _Search(figures, equations)
    for figure in np.flatnonzero(figures.secret):
        search.hide(int(figure))
    search.grow()
    search.trim()
    hidden = np.zeros(len(figures.value), dtype=bool)
    hidden[sorted(search.hidden)] = True
    return hidden


@dataclass
class _Search:
    """Withholds more until nothing secret can be worked out, and then puts back what was not needed."""

    figures: Figures
    equations: Equations
    hidden: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        figures, equations = self.figures, self.equations
        size = max(len(figures.value), 1)
        pairs, at = np.unique(equations.row * size + equations.figure, return_inverse=True)
        coefficient = np.bincount(at, weights=equations.coefficient, minlength=len(pairs))
        row, figure = np.divmod(pairs, size)
        there = (np.abs(figures.value[figure]) > NO_FIGURE) & (np.abs(coefficient) > NO_FIGURE)
        row, figure, coefficient = row[there], figure[there], coefficient[there]
        by_row, by_figure = np.argsort(row, kind="stable"), np.argsort(figure, kind="stable")
        self._figure, self._coefficient = figure[by_row], coefficient[by_row]
        self._start = np.searchsorted(row[by_row], np.arange(equations.count + 1))
        self._row = row[by_figure]
        self._first = np.searchsorted(figure[by_figure], np.arange(len(figures.value) + 1))
        self._terms: dict[int, dict[int, Number]] = {}
        self._rows: dict[int, list[int]] = {}
        self._unknown: dict[int, int] = {}
        self._bare: list[int] = []
        self._changed: set[int] = set()
        self._secret = figures.secret.tolist()
        self._value = figures.value.tolist()
        self._order = figures.order.tolist()
        self._cell = figures.cell.tolist()

    @cached_property
    def _together(self) -> dict[int, list[int]]:
        """Figures of the cells that have several."""
        there = np.abs(self.figures.value) > NO_FIGURE
        cells, count = np.unique(self.figures.cell[there], return_counts=True)
        several = there & np.isin(self.figures.cell, cells[count > 1])
        found: dict[int, list[int]] = {}
        for figure in np.flatnonzero(several).tolist():
            found.setdefault(self._cell[figure], []).append(figure)
        return found

    def terms(self, row: int) -> dict[int, Number]:
        """Coefficient of each figure in an equation, without those of zero."""
        if row not in self._terms:
            part = slice(self._start[row], self._start[row + 1])
            pairs = zip(self._figure[part].tolist(), self._coefficient[part].tolist(), strict=True)
            self._terms[row] = {figure: _exact(one) for figure, one in pairs}
        return self._terms[row]

    def rows(self, figure: int) -> list[int]:
        """Equations that a figure stands in."""
        if figure not in self._rows:
            self._rows[figure] = self._row[self._first[figure] : self._first[figure + 1]].tolist()
        return self._rows[figure]

    def hide(self, figure: int) -> None:
        """Withhold the cell of a figure."""
        for one in self._together.get(self._cell[figure], [figure]):
            if one in self.hidden or abs(self._value[one]) <= NO_FIGURE:
                continue
            self.hidden.add(one)
            self._changed.add(one)
            for row in self.rows(one):
                self._unknown[row] = self._unknown.get(row, 0) + 1
                if self._unknown[row] == 1:
                    heapq.heappush(self._bare, row)

    def grow(self) -> None:
        """Withhold more until no secret can be worked out."""
        while True:
            while self._bare:
                row = heapq.heappop(self._bare)
                if self._unknown[row] == 1 and self._matters(row):
                    self._hide_one_of([row])
            blocks = self._blocks(self._changed)
            self._changed = set()
            if not blocks:
                return
            for block in blocks:
                if self._changed and self._has_grown(block):
                    self._changed.update(block)
                    continue
                for figure in self._given_away(block):
                    if not self._hide_one_of(self.rows(figure)):
                        self._hide_one_of(self._rows_of(block))

    def _has_grown(self, block: list[int]) -> bool:
        """Whether a figure that was withheld for another block also stands in the equations of this one."""
        inside = set(block)
        return any(not (self.terms(row).keys() & self._changed) <= inside for row in self._rows_of(block))

    def _matters(self, row: int) -> bool:
        """Whether the one withheld figure of an equation is more than a bound that went along with its cell."""
        (figure,) = self.terms(row).keys() & self.hidden
        return self._secret[figure] or self._cell[figure] not in self._together

    def _given_away(self, block: list[int]) -> list[int]:
        """Secrets of a block that can be worked out; of those that one more figure would help, only the first."""
        freedom = self._freedom(block)
        known = [figure for figure in block if self._secret[figure] and not freedom.moves(figure)]
        if not known and (ones := self._ones(block)):
            stuck = freedom.grow_together(ones)
            known = [] if stuck is None else [stuck]
        found: list[int] = []
        touched: set[int] = set()
        for figure in known:
            if touched.isdisjoint(self.rows(figure)):
                found.append(figure)
                touched.update(self.rows(figure))
        return found

    def _hide_one_of(self, rows: Iterable[int]) -> bool:
        """Withhold one more figure of these equations, if there is one that is not zero."""
        best: tuple[int, int, float, int] | None = None
        for figure in {figure for row in rows for figure in self.terms(row)} - self.hidden:
            counts = [self._unknown.get(row, 0) for row in self.rows(figure)]
            burden = counts.count(0) - counts.count(1)
            rank = (self._order[figure], burden, abs(self._value[figure]), figure)
            best = rank if best is None else min(best, rank)
        if best is None:
            return False
        self.hide(best[3])
        return True

    def _blocks(self, figures: Iterable[int]) -> list[list[int]]:
        """Withheld figures that hang together with these, each block in order."""
        seen: set[int] = set()
        blocks = []
        for start in sorted(figures):
            if start in seen or start not in self.hidden:
                continue
            seen.add(start)
            block, waiting = [], [start]
            while waiting:
                figure = waiting.pop()
                block.append(figure)
                for row in self.rows(figure):
                    for other in self.terms(row):
                        if other in self.hidden and other not in seen:
                            seen.add(other)
                            waiting.append(other)
            blocks.append(sorted(block))
        return blocks

    def _rows_of(self, block: Iterable[int]) -> list[int]:
        return sorted({row for figure in block for row in self.rows(figure)})

    def _ones(self, block: Iterable[int]) -> set[int]:
        """Figures that can only grow, because a withheld figure is one or more."""
        return {figure for figure in block if abs(self._value[figure] - 1) <= NO_FIGURE}

    def _freedom(self, block: list[int]) -> _Freedom:
        freedom = _Freedom(block, self._ones(block))
        rows = self._rows_of(block)
        for row in sorted(rows, key=lambda one: (self._unknown[one], one)):
            freedom.impose({one: factor for one, factor in self.terms(row).items() if one in self.hidden})
        return freedom

    def trim(self) -> None:
        """Put back what gives nothing away: the highest in the tree and the largest first."""
        for block in self._blocks(self.hidden):
            extra = [figure for figure in block if not self._secret[figure]]
            if not extra:
                continue
            freedom = self._freedom(block)
            ones = self._ones(block)
            if freedom.grow_together(ones) is not None:
                continue
            secrets = {figure for figure in block if self._secret[figure]}
            for figure in sorted(extra, key=lambda one: (-self._order[one], -abs(self._value[one]), one)):
                alone = self._cell[figure] not in self._together
                if alone and freedom.publish(figure, secrets, ones):
                    self.hidden.remove(figure)


class _Freedom:
    """How withheld figures can still move: each as a sum of a few free movements."""

    def __init__(self, figures: Iterable[int], ones: set[int]) -> None:
        self._ones = ones
        self._moves: dict[int, dict[int, Number]] = {figure: {figure: 1} for figure in figures}
        self._used_by: dict[int, set[int]] = {figure: {figure} for figure in self._moves}
        self._along: dict[int, Number] = {}

    def moves(self, figure: int) -> bool:
        """Whether a figure can have another value than it has."""
        return bool(self._moves[figure])

    def impose(self, terms: Mapping[int, Number]) -> None:
        """Take an equation into account: one movement then follows from the others."""
        row = self._row(terms)
        if row:
            self._follow(row, min(row, key=lambda one: (one in self._ones, len(self._used_by[one]), one)))

    def publish(self, figure: int, secrets: set[int], ones: set[int]) -> bool:
        """Let a figure move no longer, unless that fixes a secret; tell whether it was done."""
        row = dict(self._moves[figure])
        if not row:
            return True
        movement = min(row, key=lambda one: (len(self._used_by[one]), one))
        if any(_proportional(self._moves[one], row) for one in self._used_by[movement] & secrets):
            return False
        if not ones:
            self._follow(row, movement)
            return True
        step = sum(factor * self._along.get(one, 0) for one, factor in row.items())
        for one in sorted(row, key=lambda one: (len(self._used_by[one]), one)):
            part = step / Fraction(row[one])
            grown = (self._growth(other) - self._moves[other][one] * part for other in self._used_by[one] & ones)
            if all(growth > 0 for growth in grown):
                self._follow(row, one)
                self._along.pop(one, None)
                return True
        if len(self._moves) > SMALL_BLOCK:
            return False
        before = {name: dict(moves) for name, moves in self._moves.items()}, dict(self._along)
        self._follow(row, movement)
        if self.grow_together(ones) is None:
            return True
        self._moves, self._along = before
        self._used_by = {}
        for name, moves in self._moves.items():
            for one in moves:
                self._used_by.setdefault(one, set()).add(name)
        return False

    def grow_together(self, ones: set[int]) -> int | None:
        """Find a direction in which all of these grow; give one that cannot when there is none.

        A figure that does not grow pulls the direction its way, until all do.
        """
        self._along = {one: 1 for one in self._used_by if one in ones}
        for one in sorted(ones):
            if all(movement in ones and factor < 0 for movement, factor in self._moves[one].items()):
                return one
        for _ in range(ATTEMPTS):
            stuck = [one for one in sorted(ones) if self._growth(one) <= 0]
            if not stuck:
                return None
            for one in stuck:
                for movement, factor in self._moves[one].items():
                    self._along[movement] = self._along.get(movement, 0) + factor
        return stuck[0]

    def _growth(self, figure: int) -> Number:
        return sum(factor * self._along.get(one, 0) for one, factor in self._moves[figure].items())

    def _row(self, terms: Mapping[int, Number]) -> dict[int, Number]:
        row: dict[int, Number] = {}
        for figure, coefficient in terms.items():
            for movement, factor in self._moves[figure].items():
                row[movement] = row.get(movement, 0) + coefficient * factor
        return {movement: factor for movement, factor in row.items() if factor}

    def _follow(self, row: Mapping[int, Number], movement: int) -> None:
        """Write one movement as a sum of the others, by an equation in movements."""
        instead = {one: _divided(-factor, row[movement]) for one, factor in row.items() if one != movement}
        for figure in self._used_by.pop(movement):
            moves = self._moves[figure]
            times = moves.pop(movement)
            for one, factor in instead.items():
                total = moves.get(one, 0) + times * factor
                if total:
                    moves[one] = total
                    self._used_by[one].add(figure)
                else:
                    moves.pop(one, None)
                    self._used_by[one].discard(figure)


def _exact(coefficient: float) -> Number:
    """A coefficient as it was meant: 1, or a share such as 0.6 or a third, and not the binary number nearest to it."""
    if coefficient.is_integer():
        return int(coefficient)
    return Fraction(coefficient).limit_denominator(10**6) or Fraction(coefficient)


def _divided(above: Number, below: Number) -> Number:
    if below in (1, -1):
        return above * below
    quotient = Fraction(above) / Fraction(below)
    return quotient.numerator if quotient.denominator == 1 else quotient


def _proportional(one: Mapping[int, Number], other: Mapping[int, Number]) -> bool:
    if len(one) != len(other) or one.keys() != other.keys():
        return False
    first = next(iter(one))
    return all(one[name] * other[first] == other[name] * one[first] for name in one)
