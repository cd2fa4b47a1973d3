"""The native charts of the workbook, each with the table that it is drawn from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from toc.indicator import Indicator
from toc.period import Period
from toc.report.book import Cell, Column, Figure, Formula, Graph
from toc.report.entries import MIDDLE, NARROW, Clerk, form_of
from toc.report.wording import Record, known, records_of

Rows = dict[str, list[Record]]


def graphs_of(clerk: Clerk) -> Iterator[Graph]:
    """A chart for every indicator of the whole that has a projection, or figures of two years or more."""
    top = clerk.speaker.top
    ahead, aims = _by_indicator(clerk, "projections"), _by_indicator(clerk, "prospects")
    for indicator in clerk.speaker.assessment.theory.indicators:
        rows = [row for row in clerk.speaker.values.get((indicator.id, top), []) if not row["disaggregation"]]
        years = {row["period"]: row for row in rows if _is_year(row["period"])}
        seen = [row for row in years.values() if row["state"] == "reported" and known(row["value"])]
        projected = [row for row in ahead[indicator.id] if row["status"] == "projected"]
        if projected or len(seen) > 1:
            yield _graph(clerk, indicator, years, projected, aims[indicator.id])


def _by_indicator(clerk: Clerk, table: str) -> Rows:
    """Rows of the organisation that the report is about."""
    found: Rows = defaultdict(list)
    for row in records_of(getattr(clerk.speaker.assessment, table)):
        if row["organisation"] == clerk.speaker.top:
            found[row["indicator"]].append(row)
    return found


def _is_year(label: str) -> bool:
    period = Period.parse(label)
    return len(label) == 4 and abs(period.months - 12) < 0.5


def _graph(
    clerk: Clerk, indicator: Indicator, years: dict[str, Record], projected: list[Record], prospects: list[Record]
) -> Graph:
    drawn = [row for row in prospects if row["status"] != "cannot_tell" and known(row["target_value"])]
    goals: dict[int, list[float]] = defaultdict(list)
    for row in drawn:
        if row["target_value"] not in goals[int(row["year"])]:
            goals[int(row["year"])].append(float(row["target_value"]))
    ahead = {int(row["year"]): row for row in projected}
    aims = max((len(some) for some in goals.values()), default=0)
    span = {*(int(year) for year in years), *ahead, *goals}
    rows = tuple(
        _graph_row(clerk, indicator, year, years.get(str(year)), ahead.get(year), goals.get(year, []), aims)
        for year in range(min(span), max(span) + 1)
    )
    columns, shown = _in_use(_columns(clerk, aims), rows)
    title = clerk.titles[indicator.id]
    return Graph(
        title=title,
        unit=clerk.units[indicator.unit],
        columns=columns,
        rows=shown,
        notes=tuple(dict.fromkeys(clerk.speaker.text(row["reason"]) for row in drawn)),
        alternative=clerk.word("alternative", title=title),
        form=form_of(max((cell.value for row in rows for cell in row[1:6] if isinstance(cell, Figure)), default=0.0),
                     indicator.unit),
        floor=_floor(clerk, indicator),
        ceiling=indicator.highest,
        aims=aims,
        ahead=bool(ahead),
        partial=any(row[2] is not None for row in rows),
    )  # fmt: skip


def _floor(clerk: Clerk, indicator: Indicator) -> float | None:
    """Where the axis begins: at zero where zero means nothing, else at the lowest value that is possible."""
    if indicator.lowest is not None:
        return float(indicator.lowest)
    if indicator.natural_zero is False or any(one.may_be_negative for one in clerk.speaker.operands[indicator.id]):
        return None
    return 0.0


def _columns(clerk: Clerk, aims: int) -> tuple[Column, ...]:
    sizes = ("year", "seen", "partial", "middle", "low80", "high80", "below_middle", "above_middle")
    columns = [clerk.column(key, NARROW) for key in sizes]
    for at in range(aims):
        number = f" {at + 1}" if aims > 1 else ""
        columns.append(clerk.column("aim", NARROW, f"{clerk.word('column.aim')}{number}", f"aim{at}"))
    return (*columns, clerk.column("state", MIDDLE))


def _in_use(
    columns: tuple[Column, ...], rows: tuple[tuple[Cell | None, ...], ...]
) -> tuple[tuple[Column, ...], tuple[tuple[Cell | None, ...], ...]]:
    """Only the columns in which anything stands."""
    used = [at for at, column in enumerate(columns) if column.key == "seen" or any(row[at] is not None for row in rows)]
    return tuple(columns[at] for at in used), tuple(tuple(row[at] for at in used) for row in rows)


def _graph_row(
    clerk: Clerk,
    indicator: Indicator,
    year: int,
    row: Record | None,
    ahead: Record | None,
    goals: list[float],
    aims: int,
) -> tuple[Cell | None, ...]:
    unit = indicator.unit

    def number(value: float | None) -> Figure | None:
        return None if value is None or not known(value) else Figure(float(value), form_of(value, unit))

    value = row["value"] if row is not None and row["state"] == "reported" else None
    part = row is not None and "partial" in row["flags"]
    bounds = [number(ahead[name]) if ahead else None for name in ("median", "lower80", "upper80")]
    middle, low, high = bounds
    ends: tuple[Cell | None, Cell | None] = (None, None)
    if middle is not None and low is not None and high is not None:
        below, above = middle.value - low.value, high.value - middle.value
        words = clerk.word("not_to_tell")
        ends = (Formula("[middle]-[low80]", below, form_of(below, unit), words),
                Formula("[high80]-[middle]", above, form_of(above, unit), words))  # fmt: skip
    if ahead is not None:
        state = clerk.word("state.projected")
    elif row is not None:
        figure = row["state"] == "reported" and known(row["value"])
        state = clerk.word("counts_filed") if figure else clerk.speaker.figure(row)
    else:
        state = clerk.word("state.aim") if goals else clerk.word("no_figures")
    targets = [number(goals[at]) if at < len(goals) else None for at in range(aims)]
    return (
        Figure(year, "year"), None if part else number(value), number(value) if part else None, *bounds, *ends,
        *targets, state,
    )  # fmt: skip
