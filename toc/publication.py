"""Leaving out what may not be published: of the cells, the values, the rows behind them and the findings about them.

A value that uses a withheld cell is withheld with its numerator, denominator and bounds. So is a value higher up that
rests on a choice of organisations with a withheld one among those left out: beside the whole sum it would show the
difference. What is withheld keeps its place and its coverage, and its state is ``withheld``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from toc.disclosure import CELL_KEY, NOTHING, VALUE_KEY, Withheld, find_withheld, sources
from toc.errors import Finding, Severity, SourceMark
from toc.formula import Formula, Operand, parse
from toc.frames import KEY
from toc.indicator import DataElement, Indicator
from toc.theory import Theory
from toc.timeline import categories_behind
from toc.words import say

NUMBERS = ("value", "numerator", "denominator", "lower", "upper", "n", "population", "annual_lower", "annual_upper")
"""Columns that are emptied."""

Place = tuple[str, str]
"""An organisation and a period."""


@dataclass(frozen=True)
class Tables:
    """Everything that is computed from the rows before anything is concluded from it."""

    rows: pd.DataFrame
    cells: pd.DataFrame
    values: pd.DataFrame
    reconciliation: pd.DataFrame
    findings: tuple[Finding, ...]


def publish(theory: Theory, tables: Tables, leaves: pd.DataFrame, above: pd.DataFrame) -> tuple[Tables, Withheld]:
    """Leave out small counts of ``personal`` data elements and what would give them away.

    Args:
        theory: which data elements are personal, what indicators are made of, and the smallest count to publish.
        tables: rows (``frames.ACCEPTED``), cells, values and what was found, complete.
        leaves: cells before anything was added up (``frames.CELLS``).
        above: ancestors of each organisation per period (``rollup.ancestry``).

    Returns:
        The tables as they may be published, and what is withheld.
    """
    elements, indicators = theory.data_element_by_id, theory.indicator_by_id
    levels = {one.id: one.level for one in theory.organisations.organisations}
    threshold = theory.file.suppress_below
    withheld = find_withheld(tables.cells, leaves, tables.values, elements, indicators, above, levels, threshold)
    if not withheld:
        return tables, NOTHING
    hidden = values_to_withhold(tables.values, tables.cells, leaves, withheld, elements, indicators, above)
    weights = {name: (one.weight, one.coverage_weight) for name, one in elements.items()}
    behind = {
        name: [weight for element in parse(one.formula).names for weight in weights[element]]
        for name, one in indicators.items()
    }
    cells = emptied(tables.cells, among(tables.cells, withheld.cells, CELL_KEY))
    values = emptied(tables.values, hidden)
    rows = rows_without(tables.rows, tables.cells, leaves, withheld)
    published = Tables(
        rows=rows,
        cells=without_weights(cells, withheld, weights, "data_element"),
        values=without_weights(values, withheld, behind, "indicator"),
        reconciliation=reconciliation_without(tables.reconciliation, withheld, above, elements, threshold),
        findings=(
            *findings_without(tables.findings, withheld, tables.values[hidden], rows[rows["value"].isna()], theory),
            *notices(withheld, theory),
        ),
    )
    return published, withheld


# --- Values -----------------------------------------------------------------------------------------------------


def values_to_withhold(
    values: pd.DataFrame,
    cells: pd.DataFrame,
    leaves: pd.DataFrame,
    withheld: Withheld,
    data_elements: Mapping[str, DataElement],
    indicators: Mapping[str, Indicator],
    above: pd.DataFrame,
) -> pd.Series[bool]:
    """Mark the values (``frames.VALUES``) that would give a withheld cell away."""
    marked = among(values, withheld.values, VALUE_KEY)
    used = _Used(withheld, cells[cells["data_element"].isin(withheld.elements)], leaves, data_elements, above)
    places = values.groupby("indicator", observed=True, sort=False).indices
    for name, at in places.items():
        formula = parse(indicators[str(name)].formula)
        if withheld.elements.isdisjoint(formula.names):
            continue
        mine = values.iloc[at]
        keys = {key for operand in formula.operands for key in used.by(operand)}
        marked.iloc[at] |= among(mine, pd.DataFrame(sorted(keys), columns=list(KEY)), KEY).to_numpy(bool)
        if len(formula.operands) > 1 or any(one.steps or one.categories for one in formula.operands):
            beside = {pair for operand in formula.operands for pair in used.beside(operand, formula)}
            marked.iloc[at] |= among(mine, pd.DataFrame(sorted(beside), columns=list(KEY[:2])), KEY[:2]).to_numpy(bool)
    return marked


@dataclass(frozen=True)
class _Used:
    """Where withheld cells are used."""

    withheld: Withheld
    cells: pd.DataFrame
    leaves: pd.DataFrame
    data_elements: Mapping[str, DataElement]
    above: pd.DataFrame
    _found: dict[tuple[Operand, str], tuple[str, ...]] = field(default_factory=dict)

    def by(self, operand: Operand) -> Iterator[tuple[str, str, str]]:
        """Organisation, period and category of which the operand stands on a withheld cell."""
        for organisation, _, later, category in self._uses(operand):
            yield organisation, later, category

    def beside(self, operand: Operand, formula: Formula) -> Iterator[Place]:
        """Parents and periods of which the operand leaves out an organisation with a withheld cell, or takes it from
        elsewhere: it did not give all that the formula needs, or it moved in the tree.
        """
        for organisation, earlier, later, category in self._uses(operand):
            if (operand.element, organisation, earlier) not in self._leaves:
                continue
            then, now = (self._over.get((organisation, period), {}) for period in (earlier, later))
            if then != now or not self._gave_all(formula, operand, organisation, later, category):
                yield from ((parent, later) for parent in {**then, **now})

    def _uses(self, operand: Operand) -> Iterator[tuple[str, str, str, str]]:
        """Organisation and period of each withheld cell that an operand uses, and the period and category it is for."""
        element = self.data_elements[operand.element]
        labels = categories_behind(operand, element)
        users: dict[str, list[str]] = {}
        for later in self._periods:
            for earlier in self._behind(operand, later):
                users.setdefault(earlier, []).append(later)
        for organisation, earlier, category in self._cells.get(operand.element, ()):
            if (
                labels == [""]
                or category in labels
                or self._crosses(operand.element, organisation, earlier, category, labels)
            ):
                for later in users.get(earlier, ()):
                    yield organisation, earlier, later, category if labels == [""] else ""

    def _crosses(self, element: str, organisation: str, period: str, category: str, labels: Sequence[str]) -> bool:
        """Whether a crossing of dimensions stands in for a category of ``labels`` that is not there itself."""
        pairs = set(category.split(";"))
        return any(
            pairs > set(label.split(";")) and (element, organisation, period, label) not in self._there
            for label in labels
        )

    def _gave_all(self, formula: Formula, operand: Operand, organisation: str, period: str, category: str) -> bool:
        """Whether an organisation gave every figure that a formula asks of it for a period."""
        for one in formula.operands:
            if one != operand and (one.element, organisation, period) not in self._leaves:
                continue
            element = self.data_elements[one.element]
            labels = categories_behind(one, element)
            for earlier in self._behind(one, period):
                for label in [category] if labels == [""] else labels:
                    if (one.element, organisation, earlier, label) not in self._known:
                        return False
        return True

    def _behind(self, operand: Operand, period: str) -> tuple[str, ...]:
        """Periods that an operand uses for one period."""
        if (operand, period) not in self._found:
            element = self.data_elements[operand.element]
            self._found[operand, period] = tuple(sources(operand, element, period))
        return self._found[operand, period]

    @cached_property
    def _cells(self) -> dict[str, list[tuple[str, str, str]]]:
        found: dict[str, list[tuple[str, str, str]]] = {}
        for element, organisation, period, category in _texts(self.withheld.cells, CELL_KEY):
            found.setdefault(element, []).append((organisation, period, category))
        return found

    @cached_property
    def _there(self) -> set[tuple[str, ...]]:
        return set(_texts(self.cells[self.cells["value"].notna()], CELL_KEY))

    @cached_property
    def _periods(self) -> list[str]:
        return sorted({str(label) for label in self.leaves["period"].unique()})

    @cached_property
    def _mine(self) -> pd.DataFrame:
        """Leaves that were asked or given."""
        return self.leaves[self.leaves["state"] != "not_applicable"]

    @cached_property
    def _leaves(self) -> set[tuple[str, ...]]:
        return set(_texts(self._mine, CELL_KEY[:3]))

    @cached_property
    def _known(self) -> set[tuple[str, ...]]:
        return set(_texts(self._mine[self._mine["value"].notna()], CELL_KEY))

    @cached_property
    def _over(self) -> dict[Place, dict[str, float]]:
        found: dict[Place, dict[str, float]] = {}
        columns = [self.above[name] for name in ("organisation", "period", "ancestor", "share")]
        for organisation, period, parent, share in zip(*columns, strict=True):
            found.setdefault((str(organisation), str(period)), {})[str(parent)] = share
        return found


def _texts(frame: pd.DataFrame, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(frame[column].astype(str).tolist() for column in columns), strict=True)


def among(frame: pd.DataFrame, keys: pd.DataFrame, columns: Sequence[str]) -> pd.Series[bool]:
    """Which rows of a table have one of these keys."""
    marked = pd.Series(False, index=frame.index)
    if keys.empty:
        return marked
    near = np.all([frame[column].isin(keys[column].unique()) for column in columns], axis=0)
    wanted = set(_texts(keys, columns))
    marked.loc[near] = np.array([key in wanted for key in _texts(frame[near], columns)], dtype=bool)
    return marked


# --- Tables -----------------------------------------------------------------------------------------------------


def emptied(frame: pd.DataFrame, hidden: pd.Series[bool]) -> pd.DataFrame:
    """Cells or values without the figures of those that are hidden; what had no figure keeps its state."""
    columns = [name for name in NUMBERS if name in frame.columns]
    hidden = hidden & frame[columns].notna().any(axis=1)
    if not hidden.any():
        return frame
    state = frame["state"]
    if isinstance(state.dtype, pd.CategoricalDtype) and "withheld" not in state.cat.categories:
        state = state.cat.add_categories("withheld")
    return frame.assign(
        **{name: frame[name].mask(hidden) for name in columns},
        state=state.mask(hidden, "withheld"),
        rows=_without_rows(frame["rows"], hidden.to_numpy(bool)),
    )


def _without_rows(rows: pd.Series[Any], hidden: Any) -> Any:
    if rows.dtype != object:
        return rows.array.take(np.where(hidden, -1, np.arange(len(rows))), allow_fill=True)
    column = rows.to_numpy(object, copy=True)
    for at in np.flatnonzero(hidden):
        column[at] = ()
    return column


def without_weights(
    frame: pd.DataFrame, withheld: Withheld, weighed_by: Mapping[str, Iterable[str | None]], column: str
) -> pd.DataFrame:
    """Cells or values without the coverage by weight where some of the weights are withheld.

    Args:
        frame: cells or values.
        withheld: what is not published.
        weighed_by: for each name in ``column`` the data elements that weigh it.
        column: ``data_element`` or ``indicator``.
    """
    told = [name for name, some in weighed_by.items() if not withheld.elements.isdisjoint(one for one in some if one)]
    return frame.assign(weight=frame["weight"].mask(frame[column].isin(told))) if told else frame


def rows_without(rows: pd.DataFrame, cells: pd.DataFrame, leaves: pd.DataFrame, withheld: Withheld) -> pd.DataFrame:
    """Accepted rows (``frames.ACCEPTED``) without the figures behind withheld cells.

    Words of a source about the same organisation and period go too: a sentence may name several figures.
    """
    same = among(rows, withheld.cells, CELL_KEY)
    near = among(rows, withheld.cells, CELL_KEY[:3])
    behind = {name for some in leaves.loc[among(leaves, withheld.cells, CELL_KEY), "rows"] for name in some}
    others = rows["id"].isin(behind) & ~same
    shown = among(cells, rows.loc[others, CELL_KEY], CELL_KEY)
    same |= others & ~among(rows, cells.loc[shown, CELL_KEY], CELL_KEY)
    near |= same
    return rows.assign(
        **{name: rows[name].mask(same) for name in ("value", "n", "population")},
        **{name: rows[name].mask(near, "") for name in ("quote", "note")},
    )


def reconciliation_without(
    table: pd.DataFrame,
    withheld: Withheld,
    above: pd.DataFrame,
    data_elements: Mapping[str, DataElement],
    threshold: float,
) -> pd.DataFrame:
    """Own figures of parents beside those of their parts (``frames.RECONCILIATION``), without what gives a cell away.

    What the parts add up to is left out as soon as a figure below that parent is withheld.
    """
    if table.empty:
        return table
    personal = [name for name, one in data_elements.items() if one.personal]
    keys = withheld.cells.astype(str)
    below = keys.merge(above[["organisation", "ancestor", "period"]].astype(str), on=["organisation", "period"])
    parents = below.assign(organisation=below["ancestor"])[CELL_KEY]
    hidden = among(table, pd.concat([keys, parents], ignore_index=True), CELL_KEY)
    for name in ("own", "parts"):
        hidden |= table["data_element"].isin(personal) & (table[name] > 0) & (table[name] < threshold)
    return table.assign(**{name: table[name].mask(hidden) for name in ("own", "parts", "difference")})


# --- Findings ---------------------------------------------------------------------------------------------------


def findings_without(
    findings: Iterable[Finding], withheld: Withheld, values: pd.DataFrame, rows: pd.DataFrame, theory: Theory
) -> Iterator[Finding]:
    """Findings, with a general sentence in place of the figures of what is withheld.

    Args:
        findings: what was found, each saying what it is ``about``.
        withheld: what is not published.
        values: values that are withheld.
        rows: rows that are withheld.
        theory: titles.
    """
    titles = {f"data_element:{name}": one.title for name, one in theory.data_element_by_id.items()}
    titles |= {f"indicator:{name}": one.title for name, one in theory.indicator_by_id.items()}
    secret = {(f"data_element:{name}", "") for name in withheld.elements}
    for indicator, organisation in _texts(values, ["indicator", "organisation"]):
        secret |= {(f"indicator:{indicator}", ""), (f"indicator:{indicator}", f"organisation:{organisation}")}
    lines = {
        SourceMark(file, int(line)): f"data_element:{element}"
        for file, line, element in zip(rows["file"], rows["line"], rows["data_element"], strict=True)
        if pd.notna(line)
    }
    for finding in findings:
        places = [name for name in finding.about if name.startswith("organisation:")]
        subject = next(
            (
                name
                for name in finding.about
                if (name, "") in secret
                and (name.startswith("data_element:") or not places or any((name, one) in secret for one in places))
            ),
            lines.get(finding.where) if finding.where else None,
        )
        if subject is None or not any(letter.isdigit() for letter in finding.message.nl):
            yield finding
        else:
            yield dataclasses.replace(finding, message=say("disclosure.not_shown", what=titles[subject]))


def notices(withheld: Withheld, theory: Theory) -> Iterator[Finding]:
    """Say of each data element how many of its figures are not published."""
    counts = withheld.cells["data_element"].astype(str).value_counts(sort=False)
    for name, element in theory.data_element_by_id.items():
        if count := int(counts.get(name, 0)):
            message = say(
                "disclosure.withheld", element=element.title, count=count, smallest=theory.file.suppress_below
            )
            where = theory.mark("data_element", name)
            yield Finding("disclosure.withheld", Severity.INFO, message, where, (f"data_element:{name}",))
