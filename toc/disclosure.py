"""Which figures about persons are not published: small counts, and those from which a small count could be worked out.

A count of a ``personal`` data element that is above zero and below ``suppress_below`` is withheld, and so is a figure
of a survey that fewer persons answered. Zero is shown: nobody is nobody in particular. Missing stays missing.

A reader may know every figure that is published, also those that no indicator uses, and everything that ties them:

* a parent is the sum of its parts, each by its share, as the tree was in that period; or their largest, or their mean;
* a total is the sum of its categories, ``unknown`` included, in every dimension and for every crossing of dimensions;
* a longer period is the sum of the shorter ones in it, or the last, the largest or the mean of them;
* an interval of a distinct count runs from its largest part to the sum of its parts;
* what an indicator adds up or subtracts, running totals too: 40 less 38 is a small count when it is published.

Every tie that the figures obey is used, whether the declarations promise it or not, and a bound that is reached counts
as a tie. ``toc.deduction`` then finds what else must be withheld. What whole numbers allow beyond that (shares of an
organisation in two parents), and what comparing this report with an earlier one gives away, is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from toc.deduction import NO_FIGURE, Bools, Equations, Figures, Floats, Ints, withhold
from toc.formula import SHARES, Formula, Operand, parse
from toc.frames import KEY
from toc.indicator import DataElement, Indicator, Kind, OverOrganisations, OverTime
from toc.period import Period
from toc.timeline import categories_behind, periods_behind

CELL_KEY = ["data_element", *KEY]
VALUE_KEY = ["indicator", *KEY]
SIDES = ("value", "lower", "upper")
SET_ASIDE = frozenset({"quarantined", "conflict_unresolved"})
"""Flags of cells that are shown and not added up."""


@dataclass(frozen=True)
class Withheld:
    """What is not published."""

    cells: pd.DataFrame
    """Keys of cells: ``data_element`` and ``frames.KEY``."""

    values: pd.DataFrame
    """Keys of values that are themselves a small count: ``indicator`` and ``frames.KEY``. Values that use a withheld
    cell are not among them."""

    @cached_property
    def elements(self) -> frozenset[str]:
        """Data elements of which something is withheld."""
        return frozenset(str(name) for name in self.cells["data_element"].unique())

    def __bool__(self) -> bool:
        return len(self.cells) + len(self.values) > 0


NOTHING = Withheld(pd.DataFrame(columns=CELL_KEY), pd.DataFrame(columns=VALUE_KEY))


def find_withheld(
    cells: pd.DataFrame,
    leaves: pd.DataFrame,
    values: pd.DataFrame,
    data_elements: Mapping[str, DataElement],
    indicators: Mapping[str, Indicator],
    above: pd.DataFrame,
    levels: Mapping[str, str],
    threshold: float,
) -> Withheld:
    """Find what must be withheld.

    Args:
        cells: all cells (``frames.CELLS``).
        leaves: those of organisations themselves, before anything was added up.
        values: indicators computed from them (``frames.VALUES``).
        data_elements: definitions by id.
        indicators: definitions by id.
        above: ancestors of each organisation per period (``rollup.ancestry``).
        levels: level of each organisation.
        threshold: smallest count that may be published.
    """
    personal = {name: one for name, one in data_elements.items() if one.personal}
    if not personal or threshold <= 0 or cells.empty:
        return NOTHING
    weighing = {one.weight for one in personal.values()} - {None}
    weighed = {name for name, one in data_elements.items() if one.weight in personal}
    wanted = {*personal, *weighing, *weighed}
    table = _Table.of(cells[cells["data_element"].isin(wanted)], data_elements, above, levels)
    secret = _small(table, threshold)
    derived = list(_small_sums(values, indicators, personal, threshold))
    if not secret.any() and not derived:
        return NOTHING
    ties, loose = _ties_of_sums(table, derived, leaves)
    parts = [*_up_the_tree(table), *_over_categories(table), *_over_time(table), *_weighted(table), ties]
    figures = table.figures(secret, [one.amount for one in derived])
    hidden = withhold(figures, Equations.joined(parts))
    hidden_cells = np.unique(figures.cell[hidden & (figures.cell < table.size)])
    small = pd.DataFrame([one.key for one in loose], columns=VALUE_KEY)
    return Withheld(table.frame.iloc[hidden_cells][CELL_KEY].reset_index(drop=True), small)


# --- Cells as figures -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Table:
    """Cells with whole-number codes. Figure ``i`` is the value of cell ``i``, ``size + i`` its lower bound and
    ``2 * size + i`` its upper bound; bounds are figures only where there is no value.
    """

    frame: pd.DataFrame
    names: dict[str, list[str]]
    codes: dict[str, Ints]
    amount: Floats
    """Figures; NaN where there is none."""

    data_elements: Mapping[str, DataElement]
    above: pd.DataFrame
    levels: Mapping[str, str]

    @classmethod
    def of(
        cls,
        cells: pd.DataFrame,
        data_elements: Mapping[str, DataElement],
        above: pd.DataFrame,
        levels: Mapping[str, str],
    ) -> _Table:
        frame = cells.reset_index(drop=True)
        names, codes = {}, {}
        for column in CELL_KEY:
            category = frame[column].astype("category").cat
            names[column] = [str(one) for one in category.categories]
            codes[column] = category.codes.to_numpy(np.int64)
        value, lower, upper = (frame[side].to_numpy(float, copy=True) for side in SIDES)
        bare = np.isnan(value)
        amount = np.concatenate([value, np.where(bare, lower, np.nan), np.where(bare, upper, np.nan)])
        return cls(frame, names, codes, amount, data_elements, above, levels)

    @property
    def size(self) -> int:
        return len(self.frame)

    def element_has(self, holds: Any) -> Bools:
        """For each cell whether something holds of its data element."""
        by_code = [bool(holds(self.data_elements[name])) for name in self.names["data_element"]]
        return np.array(by_code, dtype=bool)[self.codes["data_element"]]

    def place(self, column: str) -> dict[str, int]:
        """Code of each name."""
        return {name: at for at, name in enumerate(self.names[column])}

    @cached_property
    def _keys(self) -> tuple[Ints, Ints]:
        key = self._key(*(self.codes[column] for column in CELL_KEY))
        order = np.argsort(key, kind="stable")
        return key[order], order

    def _key(self, element: Any, organisation: Any, period: Any, category: Any) -> Ints:
        organisations, periods, categories = (len(self.names[column]) for column in KEY)
        code = (np.asarray(element, dtype=np.int64) * organisations + organisation) * periods + period
        key: Ints = code * categories + category
        return key

    def find(self, element: Any, organisation: Any, period: Any, category: Any) -> Ints:
        """Cells with these codes, -1 where there is none; a code below zero is nowhere."""
        codes = np.broadcast_arrays(element, organisation, period, category)
        ordered, order = self._keys
        if not len(ordered):
            return np.full(codes[0].shape, -1, dtype=np.int64)
        key = self._key(*codes)
        at = np.minimum(np.searchsorted(ordered, key), len(ordered) - 1)
        there = (ordered[at] == key) & np.all([code >= 0 for code in codes], axis=0)
        return np.where(there, order[at], -1)

    @cached_property
    def personal(self) -> Bools:
        """Which cells may be withheld."""
        return self.element_has(lambda one: one.personal)

    @cached_property
    def aside(self) -> Bools:
        """Which cells are shown and not added up."""
        return np.array([not SET_ASIDE.isdisjoint(flags) for flags in self.frame["flags"]], dtype=bool)

    @cached_property
    def steps(self) -> pd.DataFrame:
        """Direct parents only, in codes: organisation, parent, period, share."""
        further = self.above.merge(
            self.above[["organisation", "ancestor", "period"]].rename(
                columns={"organisation": "ancestor", "ancestor": "further"}
            ),
            on=["ancestor", "period"],
        )
        longer = pd.MultiIndex.from_frame(further[["organisation", "further", "period"]])
        direct = ~pd.MultiIndex.from_frame(self.above[["organisation", "ancestor", "period"]]).isin(longer)
        steps = self.above[direct]
        organisation, period = self.place("organisation"), self.place("period")
        coded = pd.DataFrame(
            {"organisation": steps["organisation"].map(organisation), "parent": steps["ancestor"].map(organisation),
             "period": steps["period"].map(period), "share": steps["share"]}
        ).dropna()  # fmt: skip
        return coded.astype({"organisation": np.int64, "parent": np.int64, "period": np.int64, "share": float})

    @cached_property
    def pairs(self) -> tuple[Ints, Ints, Floats]:
        """Each cell with the same cell of its parent, and the share."""
        child = pd.DataFrame({"organisation": self.codes["organisation"], "period": self.codes["period"]})
        child["cell"] = np.arange(self.size)
        both = child.merge(self.steps, on=["organisation", "period"])
        cell = both["cell"].to_numpy(np.int64)
        parent = self.find(
            self.codes["data_element"][cell], both["parent"].to_numpy(np.int64), self.codes["period"][cell],
            self.codes["disaggregation"][cell],
        )  # fmt: skip
        there = parent >= 0
        return parent[there], cell[there], both["share"].to_numpy(float)[there]

    def whole(self, cell: Ints, side: str) -> Ints:
        """Figure of a cell on one side, -1 where it has none."""
        figure = cell + SIDES.index(side) * self.size
        return np.where(np.isnan(self.amount[figure]), -1, figure)

    def part(self, cell: Ints, side: str) -> Ints:
        """What a cell adds to a whole on one side: its value, else its bound; -1 where it has neither."""
        return np.where(np.isnan(self.amount[cell]), self.whole(cell, side), cell)

    def sums(self, group: Ints, whole: Ints, part: Ints, share: Floats) -> Iterator[Equations]:
        """Whole = sum of share times part, for the value and for both bounds; only those that hold.

        Args:
            group: number of the sum that each pair belongs to; a whole may have several.
            whole: cell of the whole, per pair.
            part: cell of the part, per pair.
            share: how much of it counts, per pair.
        """
        for side in SIDES:
            of, one = self.whole(whole, side), self.part(part, side)
            kept = (of >= 0) & (one >= 0)
            if not kept.any():
                continue
            _, first, row = np.unique(group[kept], return_index=True, return_inverse=True)
            yield Equations(
                np.concatenate([np.arange(len(first)), row]),
                np.concatenate([of[kept][first], one[kept]]),
                np.concatenate([np.ones(len(first)), -share[kept]]),
            ).that_hold(self.amount)

    def equals(self, whole: Ints, part: Ints) -> Iterator[Equations]:
        """Whole = part where they are the same: a largest part, or the last one."""
        for side in SIDES:
            of, one = self.whole(whole, side), self.part(part, side)
            kept = (of >= 0) & (one >= 0)
            of, one = of[kept], one[kept]
            rows = np.arange(len(of))
            yield Equations(
                np.concatenate([rows, rows]), np.concatenate([of, one]), np.repeat([1.0, -1.0], len(of))
            ).that_hold(self.amount)

    def figures(self, secret: Bools, more: Sequence[float]) -> Figures:
        """All figures, and some secret sums that follow from them."""
        depth = (
            self.above.groupby(["organisation", "period"], observed=True)
            .size()
            .groupby("organisation", observed=True)
            .max()
        )
        floor = np.array([depth.get(name, 0) for name in self.names["organisation"]], dtype=np.int64)
        months = np.unique([Period.parse(label).months for label in self.names["period"]], return_inverse=True)[1]
        width = np.array([label.count("=") for label in self.names["disaggregation"]], dtype=np.int64)
        up = (floor.max(initial=0) - floor)[self.codes["organisation"]]
        total = (width.max(initial=0) - width)[self.codes["disaggregation"]]
        order = (up * (total.max(initial=0) + 1) + total) * (months.max(initial=0) + 1) + months[self.codes["period"]]
        extra = len(more)
        return Figures(
            np.concatenate([np.nan_to_num(self.amount), more]),
            np.concatenate([secret, np.ones(extra, dtype=bool)]),
            np.concatenate([np.tile(order, len(SIDES)), np.zeros(extra, dtype=np.int64)]),
            np.concatenate([np.tile(np.arange(self.size), len(SIDES)), self.size + np.arange(extra)]),
        )


def _is_count(element: DataElement) -> bool:
    """Whether its figures are numbers of persons; a share, a mean and an answer are not."""
    weighted = element.over_organisations is OverOrganisations.WEIGHTED_MEAN
    return not (element.unit in SHARES or weighted or element.survey)


def _small(table: _Table, threshold: float) -> Bools:
    """Figures that are a small count, or that rest on the answers of a few."""
    counted = np.tile(table.personal & table.element_has(_is_count), len(SIDES))
    size = np.abs(np.nan_to_num(table.amount))
    few = np.nan_to_num(table.frame["n"].to_numpy(float))
    answered_by_few = np.tile(table.personal & (few > 0) & (few < threshold), len(SIDES)) & ~np.isnan(table.amount)
    small: Bools = counted & (size > NO_FIGURE) & (size < threshold) | answered_by_few
    return small


# --- What ties them ---------------------------------------------------------------------------------------------


def _up_the_tree(table: _Table) -> Iterator[Equations]:
    """A parent is the sum of its parts, or the largest one.

    Which parts count is not asked of the roll-up but of the figures: all of them, those not set aside, or of these
    only the organisations that must report.
    """
    parent, part, share = table.pairs
    mine = table.personal[part]
    parent, part, share = parent[mine], part[mine], share[mine]
    usable = ~table.aside[part]
    asked = usable & _counts(table)[part]
    tried: list[Bools] = []
    for counts in (np.ones(len(part), dtype=bool), usable, asked):
        if not any((counts == one).all() for one in tried):
            tried.append(counts)
            yield from table.sums(parent[counts], parent[counts], part[counts], share[counts])
    apart = ~table.element_has(lambda one: one.over_organisations is OverOrganisations.SUM)[part]
    yield from table.equals(parent[apart], part[apart])


def _counts(table: _Table) -> Bools:
    """Which cells count above them: of organisations that must report, and of parents."""
    parents = set(table.steps["parent"])
    is_parent = np.array([code in parents for code in range(len(table.names["organisation"]))], dtype=bool)
    level = [table.levels.get(name, "") for name in table.names["organisation"]]
    asked = np.array(
        [[one in table.data_elements[name].reported_by for one in level] for name in table.names["data_element"]],
        dtype=bool,
    ).reshape(-1, len(level))
    counts: Bools = (asked | is_parent)[table.codes["data_element"], table.codes["organisation"]]
    return counts


def _over_categories(table: _Table) -> Iterator[Equations]:
    """A total is the sum of the categories of one dimension; within a category of one dimension those of another."""
    labels = table.names["disaggregation"]
    place = table.place("disaggregation")
    dimensions: dict[str, int] = {}
    steps: list[tuple[int, int, int]] = []
    for code, label in enumerate(labels):
        pairs = label.split(";") if label else []
        for at, pair in enumerate(pairs):
            dimension = dimensions.setdefault(pair.partition("=")[0], len(dimensions))
            steps.append((code, dimension, place.get(";".join(pairs[:at] + pairs[at + 1 :]), -1)))
    if not steps:
        return
    parted = np.flatnonzero(table.personal & (table.codes["disaggregation"] != place.get("", -1)))
    above = pd.DataFrame(steps, columns=["code", "dimension", "whole"])
    both = pd.DataFrame({"code": table.codes["disaggregation"][parted], "cell": parted}).merge(above, on="code")
    cell = both["cell"].to_numpy(np.int64)
    element, organisation, period = (table.codes[column][cell] for column in CELL_KEY[:3])
    whole = table.find(element, organisation, period, both["whole"].to_numpy(np.int64))
    there = whole >= 0
    whole, cell, dimension = whole[there], cell[there], both["dimension"].to_numpy(np.int64)[there]
    yield from table.sums(whole * len(dimensions) + dimension, whole, cell, np.ones(len(cell)))
    yield from table.equals(whole, cell)


def _over_time(table: _Table) -> Iterator[Equations]:
    """A longer period is the sum of the shorter ones in it, or the last, the largest or the mean of them."""
    spans = [Period.parse(label) for label in table.names["period"]]
    months = np.array([span.months for span in spans], dtype=float)
    rules = np.array([table.data_elements[name].over_time for name in table.names["data_element"]], dtype=object)
    rule = rules[table.codes["data_element"]]
    for longer, shorter in _tilings(spans):
        whole = np.flatnonzero((table.codes["period"] == longer) & table.personal)
        if not len(whole):
            continue
        element, organisation, category = (
            table.codes[column][whole] for column in ("data_element", "organisation", "disaggregation")
        )
        parts = np.array([table.find(element, organisation, one, category) for one in shorter])
        known = (parts >= 0) & (table.part(np.maximum(parts, 0), "value") >= 0)
        number = np.arange(len(shorter))[:, None]
        last = known & (number == np.where(known, number, -1).max(axis=0))
        last = np.where(rule[whole] == OverTime.LAST, last, known & (rule[whole] != OverTime.SUM))
        yield from table.equals(whole[np.nonzero(last)[1]], parts[last])
        length = np.where((rule[whole] == OverTime.MEAN)[None, :], months[shorter][:, None], 1.0)
        total = np.where(rule[whole] == OverTime.MEAN, (known * length).sum(axis=0), 1.0)
        of = np.nonzero(known)[1]
        share = (length / np.maximum(total, 1e-9))[known]
        yield from table.sums(whole[of], whole[of], parts[known], share)


def _tilings(spans: Sequence[Period]) -> Iterator[tuple[int, list[int]]]:
    """Each longer period with shorter ones that do not overlap: those of one length, the longest and the shortest."""
    for longer, span in enumerate(spans):
        inside = [at for at, one in enumerate(spans) if at != longer and span.contains(one)]
        by_length: dict[int, list[int]] = {}
        for at in inside:
            by_length.setdefault(round(spans[at].months * 100), []).append(at)
        longest = [at for at in inside if not any(one != at and spans[one].contains(spans[at]) for one in inside)]
        shortest = [at for at in inside if not any(one != at and spans[at].contains(spans[one]) for one in inside)]
        tried: list[list[int]] = []
        for some in (*by_length.values(), longest, shortest):
            ordered = sorted(some, key=lambda at: spans[at].start)
            apart = all(spans[a].end < spans[b].start for a, b in pairwise(ordered))
            if ordered and apart and ordered not in tried:
                tried.append(ordered)
                yield longer, ordered


def _weighted(table: _Table) -> Iterator[Equations]:
    """A mean of parts ties the parts, and also the numbers that weigh them: the weights make the mean come out."""
    weight_of = {name: one.weight for name, one in table.data_elements.items() if one.weight}
    place = table.place("data_element")
    weigher = np.array([place.get(weight_of.get(name, ""), -1) for name in table.names["data_element"]], dtype=np.int64)
    parent, part, share = table.pairs
    by = weigher[table.codes["data_element"][part]]
    total = table.place("disaggregation").get("", -1)
    weight = table.find(by, table.codes["organisation"][part], table.codes["period"][part], total)
    kept = (weight >= 0) & (table.amount[part] == table.amount[part]) & (table.amount[parent] == table.amount[parent])
    kept &= ~np.isnan(table.amount[weight])
    if not kept.any():
        return
    parent, part, weight, share = parent[kept], part[kept], weight[kept], share[kept]
    heavy = table.amount[weight] * share
    _, row = np.unique(parent, return_inverse=True)
    means = Equations(
        np.concatenate([row, row]), np.concatenate([parent, part]), np.concatenate([heavy, -heavy])
    ).that_hold(table.amount)
    yield _only(means, table.personal)
    from_mean = share * (table.amount[part] - table.amount[parent])
    yield _only(Equations(row, weight, from_mean).that_hold(table.amount), table.personal)


def _only(equations: Equations, personal: Bools) -> Equations:
    """Equations in figures that may be withheld; the others are known and need no protection."""
    kept = personal[equations.figure]
    _, row = np.unique(equations.row[kept], return_inverse=True)
    return Equations(row, equations.figure[kept], equations.coefficient[kept])


# --- Small counts that an indicator makes -----------------------------------------------------------------------


@dataclass(frozen=True)
class _Sum:
    """A small count that is published because a formula adds or subtracts others."""

    key: tuple[str, ...]
    amount: float
    formula: Formula


def _small_sums(
    values: pd.DataFrame, indicators: Mapping[str, Indicator], personal: Mapping[str, DataElement], threshold: float
) -> Iterator[_Sum]:
    """Values, numerators and denominators of personal elements that are a small count without being a cell."""
    for name, indicator in indicators.items():
        formula = parse(indicator.formula)
        if not all(one in personal and _is_count(personal[one]) for one in formula.names):
            continue
        columns = {"value": formula}
        if formula.ratio is not None:
            columns = {"numerator": Formula(formula.text, formula.ratio.numerator),
                       "denominator": Formula(formula.text, formula.ratio.denominator)}  # fmt: skip
        mine = values[values["indicator"] == name]
        for column, part in columns.items():
            if not part.operands or part.is_comparison or not part.is_sum or _is_plain(part):
                continue
            if any(abs(one) != 1 for one in _factors(part).values()):
                continue
            amount = mine[column].to_numpy(float)
            small = (np.abs(amount) > NO_FIGURE) & (np.abs(amount) < threshold)
            for key, one in zip(mine.loc[small, VALUE_KEY].itertuples(index=False), amount[small], strict=True):
                yield _Sum(tuple(str(word) for word in key), float(one), part)


def _is_plain(formula: Formula) -> bool:
    """Whether it is one data element as it was reported."""
    return len(formula.operands) == 1 and formula.operands[0].text == formula.operands[0].element


def _factors(formula: Formula) -> dict[Operand, float]:
    """What each operand of a sum is multiplied by."""
    nothing = {one.text: np.zeros(1) for one in formula.operands}
    start = float(np.ravel(formula.evaluate(nothing))[0])
    return {
        one: float(np.ravel(formula.evaluate({**nothing, one.text: np.ones(1)}))[0]) - start for one in formula.operands
    }


def sources(operand: Operand, element: DataElement, period: str) -> dict[str, int]:
    """Periods of which the figures stand behind an operand in one period, and how often each is added."""
    start = Period.parse(element.reported_from).start
    kind = element.kind
    found = {period: 1}
    for step in reversed(operand.steps):
        further: dict[str, int] = {}
        for label, times in found.items():
            behind = periods_behind(step, label, start)
            signs = [1] * len(behind)
            if step.function == "in_period" and len(behind) == 2:
                in_one_year = Period.parse(behind[1]).start.year == Period.parse(label).start.year
                running = kind is Kind.CUMULATIVE or (kind is Kind.YEAR_TO_DATE and in_one_year)
                signs = [1, -1 if running else 0]
            for one, sign in zip(behind, signs, strict=True):
                further[one] = further.get(one, 0) + times * sign
        found = further
    return found


def _ties_of_sums(table: _Table, sums: Sequence[_Sum], leaves: pd.DataFrame) -> tuple[Equations, list[_Sum]]:
    """The equation of each sum, and the sums that follow from no cells: those are withheld by themselves.

    A sum is made of the cells of its own organisation, or of those of the organisations below it that gave all that
    it needs.
    """
    if not sums:
        return Equations.joined([]), []
    terms = _Terms(table)
    reporting = {str(name) for name in leaves["organisation"].unique()}
    below: dict[tuple[str, str], list[tuple[str, float]]] = {}
    columns = [table.above[name] for name in ("organisation", "ancestor", "period", "share")]
    for name, parent, period, share in zip(*columns, strict=True):
        if str(name) in reporting:
            below.setdefault((str(parent), str(period)), []).append((str(name), share))
    amounts = np.concatenate([table.amount, [one.amount for one in sums]])
    parts, loose = [], []
    for at, one in enumerate(sums):
        _, organisation, period, _ = one.key
        for members in ([(organisation, 1.0)], below.get((organisation, period), [])):
            equation = terms.equation(len(SIDES) * table.size + at, one, members).that_hold(amounts)
            if equation.count:
                parts.append(equation)
                break
        else:
            loose.append(one)
    return Equations.joined(parts), loose


class _Terms:
    """What a sum is made of, in cells."""

    def __init__(self, table: _Table) -> None:
        self._table = table
        keys = (table.frame[column].astype(str).tolist() for column in CELL_KEY)
        known = ~np.isnan(table.amount[: table.size])
        self._place = {key: at for at, key in enumerate(zip(*keys, strict=True)) if known[at]}
        self._made: dict[tuple[Formula, str], list[tuple[str, str, str, float]]] = {}

    def equation(self, figure: int, one: _Sum, members: Iterable[tuple[str, float]]) -> Equations:
        """The sum, as a figure, less the cells of these organisations, each for its share."""
        _, _, period, category = one.key
        figures, coefficients = [figure], [-1.0]
        for organisation, share in members:
            wanted = [
                (self._place.get((element, organisation, earlier, label or category)), times)
                for element, earlier, label, times in self._wanted(one.formula, period)
            ]
            cells = [cell for cell, _ in wanted if cell is not None]
            if len(cells) == len(wanted):
                figures += cells
                coefficients += [share * times for _, times in wanted]
        rows = np.zeros(len(figures), dtype=np.int64)
        return Equations(rows, np.array(figures, dtype=np.int64), np.array(coefficients))

    def _wanted(self, formula: Formula, period: str) -> list[tuple[str, str, str, float]]:
        """Element, period and category of each cell that a formula adds for one period, and how often."""
        if (formula, period) not in self._made:
            self._made[formula, period] = [
                (operand.element, earlier, label, factor * times)
                for operand, factor in _factors(formula).items()
                for earlier, times in sources(operand, self._table.data_elements[operand.element], period).items()
                for label in categories_behind(operand, self._table.data_elements[operand.element])
                if times
            ]
        return self._made[formula, period]
