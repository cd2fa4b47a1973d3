"""Cost per result, as a range: one pot of money gives many results, so nobody can say what one of them cost.

The highest is all the money, as if only this result had come of it; the lowest only the money of the action line that
the result belongs to, where that part is known. A figure that may be higher or lower than is known opens the end that
it bears on. Years are taken together by their present value, on both sides (Drummond, Sculpher, Claxton, Stoddart and
Torrance 2015, Methods for the Economic Evaluation of Health Care Programmes, chapter 4).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from toc.accrual import SHARES, counted_in_a_period, grows_with_time
from toc.assessment import Assessment
from toc.declared import Text
from toc.errors import Finding, FindingsError, Severity, did_you_mean
from toc.formula import parse
from toc.frames import COSTS, check_frame, empty_frame
from toc.indicator import Indicator, Level, adds_up
from toc.judgement import JudgedClaim
from toc.period import Period
from toc.series import UNFIT
from toc.spending import CountedResult, Money
from toc.theory import Theory
from toc.tree_in_time import ancestry
from toc.words import say

NAN = math.nan
MONTHS_OF_A_YEAR = 12.0
_DUE = ("reported", "missing", "withheld", "not_applicable")


@dataclass(frozen=True)
class Costs:
    """Cost per result of organisations, and the claims about what money brings."""

    table: pd.DataFrame
    """Columns of ``frames.COSTS``, in the order of the tree, of the results and of time."""

    spent: Mapping[tuple[str, str], Figure]
    """Spending in euros by (organisation, period), as far as it is known."""

    lines: Mapping[tuple[str, str], Mapping[str, float]]
    """Part of the money (0 to 1) by action line, by (organisation, period); an action line without one is unknown."""

    claims: tuple[JudgedClaim, ...]
    """Claims of documents about the return of a euro."""


def costs_of(assessment: Assessment, organisation: str | None = None) -> Costs:
    """What results cost, of every organisation that has spending and a result of one period.

    Args:
        assessment: of a theory with ``money``.
        organisation: id or name of the only organisation that is wanted.

    Raises:
        FindingsError: the model has no ``money.yaml``, or there is no such organisation.
    """
    theory = assessment.theory
    if theory.money is None:
        raise FindingsError([Finding("costs.no_money", Severity.ERROR, say("costs.no_money"))])
    wanted = [one.id for one in theory.organisations.organisations]
    if organisation is not None:
        wanted = [organisation_of(theory, organisation)]
    books = _Books(assessment, theory.money)
    rows = [row for name in wanted for row in books.rows_of(name)]
    table = pd.DataFrame(rows) if rows else empty_frame(COSTS)
    claims = tuple(one for one in assessment.claims if one.claim.returns is not None)
    spent = {
        (name, period): books.spent(name, period)
        for name in dict.fromkeys(table["organisation"]) for period in books.periods[name]
    }  # fmt: skip
    lines: dict[tuple[str, str], dict[str, float]] = {key: {} for key in spent}
    for (line, name, period), figure in books.shares.items():
        if (name, period) in spent and figure.months == spent[name, period].months:
            lines[name, period][line] = figure.value
    return Costs(check_frame(table, COSTS, "costs"), spent, lines, claims)


def results_of(theory: Theory) -> tuple[CountedResult, ...]:
    """What spending is divided by, each with its action line: as declared, or everything in the theory that counts.

    A result of elements of different action lines belongs to none of them.
    """
    elements = [one for one in theory.file.elements if one.level in (Level.OUTPUT, Level.OUTCOME)]
    lines: dict[str, set[str | None]] = {}
    for element in elements:
        for name in element.indicators:
            lines.setdefault(name, set()).add(element.action_line)
    line_of = {name: some.copy().pop() if len(some) == 1 else None for name, some in lines.items()}
    declared = theory.money.results if theory.money is not None else ()
    if declared:
        return tuple(
            one.model_copy(update={"action_line": one.action_line or line_of.get(one.indicator)}) for one in declared
        )
    counted = [
        name for name in line_of
        if theory.indicator_by_id[name].ascending
        and counted_in_a_period(theory.indicator_by_id[name], theory.data_element_by_id)
    ]  # fmt: skip
    return tuple(CountedResult(indicator=name, action_line=line_of[name]) for name in counted)


def organisation_of(theory: Theory, organisation: str) -> str:
    """Id of the organisation with this id or name.

    Raises:
        FindingsError: there is none.
    """
    found = theory.organisations.name_of(organisation)
    if found is None:
        known = list(theory.organisations.by_id)
        near = did_you_mean(organisation, known)
        code = "explain.no_organisation_near" if near else "explain.no_organisation"
        raise FindingsError(
            [Finding(code, Severity.ERROR, say(code, given=organisation, near=near, known=known))]
        )  # fmt: skip
    return found


# --- Figures ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """An amount or a count, as far as it is known; ``problem`` says why it is not."""

    value: float = NAN
    """As it was reported; NaN where only a range is known."""

    low: float = NAN
    """Least that it can be."""

    high: float = NAN
    """Most that it can be; infinite when nobody can say."""

    months: tuple[float, float] = (NAN, NAN)
    """Fewest and most months that it covers."""

    complete: bool = True
    """Whether everybody who should report did."""

    problem: Text | None = None

    def times(self, factor: float) -> Figure:
        """The same figure in another unit."""
        return Figure(self.value * factor, self.low * factor, self.high * factor, self.months, self.complete)


def sum_of(figures: Sequence[Figure]) -> Figure:
    """Figures added up, over the shortest and longest stretch of months among them."""
    months = (min(one.months[0] for one in figures), max(one.months[1] for one in figures))
    value, low, high = (math.fsum(getattr(one, end) for one in figures) for end in ("value", "low", "high"))
    return Figure(value, low, high, months, all(one.complete for one in figures))


@dataclass(frozen=True)
class Cost:
    """What one result cost in one period."""

    spending: Figure
    result: Figure
    share: float
    """Part of the money (0 to 1) of the action line of the result; NaN when it is not known."""

    period: Period
    low: float = NAN
    """Euros per result if only that part was needed."""

    high: float = NAN
    """Euros per result if all the money was needed."""

    parts: float = NAN
    """Organisations below that gave both figures, where it rests on those."""

    all_parts: float = NAN
    """Organisations below that should have."""

    problem: Text | None = None
    """Why there is no cost at all."""

    @property
    def partial(self) -> bool:
        """Whether it covers only a part of its period."""
        return self.spending.months[0] < self.period.months

    @property
    def whole_year(self) -> bool:
        """Whether it is known over a whole year."""
        return self.problem is None and not self.partial and self.period.months == MONTHS_OF_A_YEAR


def divided(spending: Figure, result: Figure, share: float) -> tuple[float, float, Text | None]:
    """Lowest and highest euros per result, and why there is neither.

    Each end is NaN where it cannot be told: the lowest without a share or when the result may be any higher, the
    highest when the spending may be any higher or the result nothing at all.
    """
    if min(spending.low, result.low) < 0:
        return NAN, NAN, say("costs.below_zero")
    if result.high == 0:
        return NAN, NAN, say("costs.zero")
    low = share * spending.low / result.high if math.isfinite(result.high) else NAN
    high = spending.high / result.low if math.isfinite(spending.high) and result.low > 0 else NAN
    return low, high, say("costs.both_open") if math.isnan(low) and math.isnan(high) else None


# --- Looking figures up -----------------------------------------------------------------------------------------


class _Books:
    """Everything that costs are worked out from, found by organisation and period."""

    def __init__(self, assessment: Assessment, money: Money) -> None:
        self.assessment, self.theory, self.money = assessment, assessment.theory, money
        self.results = results_of(self.theory)
        self.euros = money.euros(self._indicator(money.spending[0]).unit) or NAN

    def _indicator(self, name: str) -> Indicator:
        return self.theory.indicator_by_id[name]

    @cached_property
    def rows(self) -> dict[tuple[str, str, str], dict[str, Any]]:
        """Totals of spending and results by (indicator, organisation, period)."""
        values = self.assessment.values
        names = {*self.money.spending, *(one.indicator for one in self.results)}
        some = values[values["indicator"].isin(names) & (values["disaggregation"] == "")]
        return {
            (str(row["indicator"]), str(row["organisation"]), str(row["period"])): row
            for row in some.to_dict("records")
        }  # fmt: skip

    @cached_property
    def shares(self) -> dict[tuple[str, str, str], Figure]:
        """Parts of spending (0 to 1) by (action line, organisation, period)."""
        name = self.money.shares
        if name is None:
            return {}
        indicator = self.theory.indicator_by_id.get(name)
        column, table = ("indicator", self.assessment.values) if indicator else ("data_element", self.assessment.cells)
        unit = indicator.unit if indicator else self.theory.data_element_by_id[name].unit
        some = table[(table[column] == name) & table["disaggregation"].astype(str).str.startswith("action_line=")]
        found = {}
        for row in some.to_dict("records"):
            figure = _figure(row, Text(nl=name, en=name)).times(1 / SHARES[unit])
            if 0 <= figure.value <= 1 and figure.low == figure.high:
                line = str(row["disaggregation"]).removeprefix("action_line=")
                found[line, str(row["organisation"]), str(row["period"])] = figure
        return found

    def figure(self, name: str, organisation: str, period: str) -> Figure:
        """One indicator of one organisation."""
        title = self._indicator(name).title
        row = self.rows.get((name, organisation, period))
        return Figure(problem=say("costs.missing", title=title)) if row is None else _figure(row, title)

    def spent(self, organisation: str, period: str) -> Figure:
        """All spending of one organisation, in euros."""
        parts = [self.figure(name, organisation, period) for name in self.money.spending]
        unknown = next((one for one in parts if one.problem is not None), None)
        if unknown is not None:
            return unknown
        if len({one.months for one in parts}) > 1:
            return Figure(problem=say("costs.other_months"))
        return sum_of(parts).times(self.euros)

    @cached_property
    def periods(self) -> Mapping[str, list[str]]:
        """Periods that spending is due over, in order, by organisation."""
        found: dict[str, set[str]] = {}
        for (name, organisation, period), row in self.rows.items():
            if name in self.money.spending and row["state"] in _DUE:
                found.setdefault(organisation, set()).add(period)
        return {name: sorted(some, key=Period.parse) for name, some in found.items()}

    @cached_property
    def _who_spends(self) -> frozenset[str]:
        """Levels of organisation that report spending."""
        names = {name for one in self.money.spending for name in parse(self._indicator(one).formula).names}
        return frozenset(level for name in names for level in self.theory.data_element_by_id[name].reported_by)

    @cached_property
    def below(self) -> Mapping[tuple[str, str], list[tuple[str, float]]]:
        """Organisations that report spending by (organisation above, period), each with the part that counts."""
        labels = sorted({period for _, _, period in self.rows})
        view, day = self.assessment.tree_view, self.assessment.as_of
        found: dict[tuple[str, str], list[tuple[str, float]]] = {}
        levels = {one.id: one.level for one in self.theory.organisations.organisations}
        for name, above, period, share in ancestry(self.theory.organisations, labels, view, day).itertuples(
            index=False
        ):
            if levels[name] in self._who_spends:
                found.setdefault((above, period), []).append((name, share))
        return found

    # --- Rows ---------------------------------------------------------------------------------------------------

    def rows_of(self, organisation: str) -> Iterator[dict[str, Any]]:
        """All rows of one organisation; none when it never has spending and a result of the same period."""
        periods = self.periods.get(organisation, [])
        costs = {one: [self.cost(organisation, one, period) for period in periods] for one in self.results}
        if all(cost.problem is not None for some in costs.values() for cost in some):
            return
        for result, some in costs.items():
            yield from (self._row(organisation, result, cost) for cost in some)
            years = whole_years(some)
            if len(years) > 1:
                yield self._years_row(organisation, result, years)

    def cost(self, organisation: str, result: CountedResult, period: str) -> Cost:
        """Cost of one result in one period, over those that gave both figures."""
        span = Period.parse(period)
        spending = self.spent(organisation, period)
        counted = self.figure(result.indicator, organisation, period)
        unknown = spending.problem or counted.problem
        if unknown is not None:
            return Cost(spending, counted, NAN, span, problem=unknown)
        share = self.share(organisation, result.action_line, period, spending.months)
        parts = self.below.get((organisation, period), [])
        incomplete = not (spending.complete and counted.complete)
        if incomplete and parts and self._adds_up(result.indicator):
            return self._of_parts(result, period, parts)
        if spending.months != counted.months:
            return Cost(spending, counted, share, span, problem=say("costs.other_months"))
        low, high, problem = divided(spending, counted, share)
        return Cost(spending, counted, share, span, low, high, problem=problem)

    def _of_parts(self, result: CountedResult, period: str, parts: Sequence[tuple[str, float]]) -> Cost:
        """Spending and result of those below that gave both; who gave one of them counts in neither."""
        both = []
        for name, part in parts:
            pair = self.spent(name, period), self.figure(result.indicator, name, period)
            known = all(one.problem is None for one in pair) and pair[0].complete
            if known and pair[0].months == pair[1].months:
                both.append((pair[0].times(part), pair[1].times(part)))
        asked = max(self._indicator(name).min_coverage for name in (*self.money.spending, result.indicator))
        span, count = Period.parse(period), (float(len(both)), float(len(parts)))
        if not both or len(both) < asked * len(parts):
            plural = self._plural(parts)
            few = say("costs.few_gave_both", parts=len(both), all=len(parts), plural=plural)
            return Cost(Figure(), Figure(), NAN, span, NAN, NAN, *count, problem=few)
        spending, counted = sum_of([one for one, _ in both]), sum_of([one for _, one in both])
        low, high, problem = divided(spending, counted, NAN)
        return Cost(spending, counted, NAN, span, low, high, *count, problem=problem)

    def _plural(self, parts: Sequence[tuple[str, float]]) -> Text:
        tree = self.theory.organisations
        level = tree.by_id[parts[0][0]].level
        return next(one.plural for one in tree.levels if one.id == level)

    def _adds_up(self, indicator: str) -> bool:
        elements = self.theory.data_element_by_id
        return all(adds_up(self._indicator(name), elements) for name in (*self.money.spending, indicator))

    def share(self, organisation: str, line: str | None, period: str, months: tuple[float, float]) -> float:
        """Part of the money that went to an action line; NaN when it is not known over the same months."""
        found = self.shares.get((line or "", organisation, period))
        return found.value if found is not None and found.months == months else NAN

    def _row(self, organisation: str, result: CountedResult, cost: Cost) -> dict[str, Any]:
        told = cost.problem is None
        return {
            "organisation": organisation, "action_line": result.action_line, "indicator": result.indicator,
            "period": cost.period.label, "partial": cost.partial,
            "spending": cost.spending.value, "result": cost.result.value,
            "low": cost.low, "high": cost.high, "share": cost.share, "share_known": not math.isnan(cost.share),
            "rate": NAN, "parts": cost.parts, "all_parts": cost.all_parts,
            "status": "range" if told else "cannot_tell",
            "notes": tuple(self._notes(organisation, result, cost)) if told else (),
            "reason": _joined(list(self._open_ends(result, cost))) if told else cost.problem,
        }  # fmt: skip

    def _notes(self, organisation: str, result: CountedResult, cost: Cost) -> Iterator[Text]:
        """What a range covers."""
        if cost.partial:
            yield say("costs.partial", low=cost.spending.months[0], high=cost.spending.months[1])
        if cost.parts < cost.all_parts:
            plural = self._plural(self.below[organisation, cost.period.label])
            yield say("costs.gave_both", parts=cost.parts, all=cost.all_parts, plural=plural)
        if math.isnan(cost.result.value):
            yield say("costs.between", low=cost.result.low, high=cost.result.high)
        elif math.isinf(cost.result.high) and not math.isnan(cost.high):
            yield say("costs.result_open")
        if not math.isnan(cost.low):
            yield say("costs.own_line", line=self._line(result), share=cost.share)

    def _open_ends(self, result: CountedResult, cost: Cost) -> Iterator[Text]:
        """Why an end cannot be told."""
        if math.isnan(cost.high):
            yield say("costs.high_open")
        if not math.isnan(cost.low):
            return
        line = self._line(result)
        if not math.isnan(cost.share):
            yield say("costs.low_open")
        elif not self.money.shares:
            yield say("costs.no_shares")
        elif line is None:
            yield say("costs.no_line")
        else:
            yield say("costs.no_share" if math.isnan(cost.parts) else "costs.share_of_whole", line=line)

    def _line(self, result: CountedResult) -> Text | None:
        return next((one.title for one in self.theory.file.action_lines if one.id == result.action_line), None)

    def _years_row(self, organisation: str, result: CountedResult, years: Sequence[Cost]) -> dict[str, Any]:
        """Whole years together: the present value of spending over that of the result."""
        row = self._row(organisation, result, self._together(years))
        row |= {"period": "+".join(one.period.label for one in years), "rate": float(self.money.discount_rate)}
        if any(one.parts < one.all_parts for one in years) and row["status"] == "range":
            row["notes"] = (say("costs.years_of_parts"), *row["notes"])
        if not grows_with_time(self._indicator(result.indicator), self.theory.data_element_by_id):
            row |= {"result": NAN, "low": NAN, "high": NAN, "status": "cannot_tell", "notes": (),
                    "reason": say("costs.distinct_years")}  # fmt: skip
        return row

    def _together(self, years: Sequence[Cost]) -> Cost:
        weights = [self.money.discounted(1.0, one.period.end.year) for one in years]
        spending = sum_of([one.spending.times(weight) for one, weight in zip(years, weights, strict=True)])
        counted = sum_of([one.result.times(weight) for one, weight in zip(years, weights, strict=True)])
        of_line = sum_of(
            [one.spending.times(weight * one.share) for one, weight in zip(years, weights, strict=True)]
        )  # fmt: skip
        low, high, problem = divided(spending, counted, of_line.low / spending.low if spending.low > 0 else NAN)
        share = of_line.value / spending.value if spending.value > 0 else NAN
        return Cost(spending, counted, share, years[0].period, low, high, problem=problem)


def whole_years(costs: Sequence[Cost]) -> list[Cost]:
    """Costs of whole years that do not overlap: of those that begin in the month in which most of them begin."""
    years = [one for one in costs if one.whole_year]
    begins = [(one.period.start.month, one.period.start.day) for one in years]
    most = max(begins, key=begins.count, default=None)
    return [one for one, begin in zip(years, begins, strict=True) if begin == most]


def _joined(sentences: Sequence[Text]) -> Text | None:
    if not sentences:
        return None
    return Text(nl=" ".join(one.nl for one in sentences), en=" ".join(one.en for one in sentences))


def _figure(row: Mapping[str, Any], title: Text) -> Figure:
    """What a row of values says, with both ends of what it may be."""
    value, flags = float(row["value"]), row["flags"]
    low, high = (float(row[end]) if not math.isnan(row[end]) else value for end in ("lower", "upper"))
    if problem := _problem(row, value, low, title):
        return Figure(problem=problem)
    complete = not (row["reported"] < row["expected"])
    if "at_most" in flags:
        low = 0.0
    if "at_least" in flags or not complete:
        high = math.inf
    whole = Period.parse(str(row["period"])).months
    months = (whole, whole) if math.isnan(row["months_low"]) else (float(row["months_low"]), float(row["months_high"]))
    return Figure(value, low, high, months, complete)


def _problem(row: Mapping[str, Any], value: float, low: float, title: Text) -> Text | None:
    """Why a row gives no figure to reckon with; None when it does."""
    if row["state"] in ("missing", "withheld", "not_applicable"):
        return say(f"costs.{row['state']}", title=title)
    if row["state"] != "reported":
        return say("costs.missing", title=title)
    if "incomplete" in row["flags"]:
        return say("costs.incomplete", title=title)
    if not UNFIT.isdisjoint(row["flags"]):
        return say("costs.unfit", title=title)
    return say("costs.no_whole", title=title) if math.isnan(value) and math.isnan(low) else None
