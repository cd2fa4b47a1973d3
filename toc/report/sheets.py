"""The sheets of the workbook that hold figures: values, years side by side, totals, targets, projections and links.

A formula is written only where it gives the figure that it stands for; elsewhere the figure stands as it is, with how
it was computed beside it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from toc.indicator import Indicator
from toc.period import Period
from toc.report.book import Cell, Column, Figure, Formula, Sheet, Word
from toc.report.entries import LONG, MIDDLE, NARROW, SHORT, WIDE, Clerk, change_form, close, form_of, year_of
from toc.report.judged import targets_of
from toc.report.page import Badge
from toc.report.wording import Record, anchor_of, known, named, records_of

WHOLE_YEAR = 12.0


def sheets_of_figures(clerk: Clerk) -> tuple[Sheet, ...]:
    """All sheets with figures, in the order in which they are read."""
    added = Sums(clerk)
    return (
        _series(clerk), _values(clerk, added), _totals(clerk, added), _targets(clerk), _chances(clerk),
        _projections(clerk), _links(clerk),
    )  # fmt: skip


# --- Which parts add up to which whole --------------------------------------------------------------------------

Place = tuple[str, str, str, str]
"""Indicator, organisation, period and disaggregation."""

WHATS = {"value": "value", "above": "numerator", "below": "denominator"}
"""Columns of the sheet of values that can add up, with the column of the table."""


@dataclass(frozen=True)
class Total:
    """A whole beside its parts. ``adds`` are the columns in which the parts add up to it; ``reason`` is why others
    do not.
    """

    number: int
    place: Place
    row: Record
    parts: tuple[Record, ...]
    adds: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Sums:
    """Which parts add up to which whole, found by adding them up."""

    clerk: Clerk

    @cached_property
    def rows(self) -> dict[Place, Record]:
        """All values of everyone whom the report is about, in the order of the sheet."""
        speaker = self.clerk.speaker
        found: dict[Place, Record] = {}
        for indicator in speaker.assessment.theory.indicators:
            for organisation in self.clerk.organisations:
                for row in speaker.values.get((indicator.id, organisation), []):
                    found[indicator.id, organisation, row["period"], row["disaggregation"]] = row
        return found

    @cached_property
    def totals(self) -> dict[Place, Total]:
        """Every whole that has a figure and parts."""
        below: dict[Place, list[Record]] = defaultdict(list)
        shared: set[Place] = set()
        for (indicator, organisation, period, category), row in self.rows.items():
            for parent, share in self.clerk.parents(period).get(organisation, {}).items():
                place = (indicator, parent, period, category)
                below[place].append(row)
                if share < 1:
                    shared.add(place)
        found: dict[Place, Total] = {}
        for place, row in self.rows.items():
            if below.get(place) and row["state"] == "reported" and known(row["value"]):
                found[place] = self._total(len(found) + 1, place, row, below[place], place in shared)
        return found

    def _total(self, number: int, place: Place, row: Record, parts: Sequence[Record], shared: bool) -> Total:
        adding = self.clerk.addings[place[0]]
        wanted = {"sum": ("value",), "ratio": ("above", "below")}.get(adding, ())
        right = tuple(what for what in wanted if _adds_to(row, parts, WHATS[what]))
        if wanted and right == wanted and not shared:
            return Total(number, place, row, tuple(parts), right, adding)
        return Total(number, place, row, tuple(parts), (), _why_not(adding, row, parts, shared))

    @cached_property
    def number_of(self) -> dict[Place, int]:
        """Of each part the number of the total in which it counts."""
        found: dict[Place, int] = {}
        for total in self.totals.values():
            if total.adds:
                for part in total.parts:
                    found[part["indicator"], part["organisation"], part["period"], part["disaggregation"]] = (
                        total.number
                    )
        return found


def _adds_to(row: Record, parts: Sequence[Record], name: str) -> bool:
    figures = [part[name] for part in parts if known(part[name])]
    return bool(figures) and known(row[name]) and close(math.fsum(figures), row[name])


def _why_not(adding: str, row: Record, parts: Sequence[Record], shared: bool) -> str:
    """Why the figures of the parts do not add up to that of the whole."""
    if adding not in ("sum", "ratio"):
        return adding
    if "no_parts" in row["flags"] or all(part["state"] != "reported" for part in parts):
        return "no_parts"
    if "own_figure" in row["flags"]:
        return "own"
    if any(part["state"] == "withheld" for part in parts):
        return "withheld"
    if shared:
        return "shared"
    return "both" if adding == "ratio" else "other"


# --- Values -----------------------------------------------------------------------------------------------------

_VALUES = {
    "indicator": WIDE, "organisation": MIDDLE, "kind_of": SHORT, "period": NARROW, "category": SHORT, "value": SHORT,
    "unit": SHORT, "above": SHORT, "below": SHORT, "low": SHORT, "high": SHORT, "n": SHORT, "reported": NARROW,
    "expected": NARROW, "covered": NARROW, "weight": SHORT, "months_low": SHORT, "months_high": SHORT,
    "annual_low": SHORT, "annual_high": SHORT, "remarks": LONG, "reckoned": WIDE, "rows": WIDE,
    "indicator_id": MIDDLE, "organisation_id": MIDDLE, "total": NARROW,
}  # fmt: skip


def _values(clerk: Clerk, added: Sums) -> Sheet:
    rows = (_value_row(clerk, added, place, row) for place, row in added.rows.items())
    return clerk.sheet("values", clerk.columns(_VALUES), rows, pinned=2, bars=("covered",))


def _value_row(clerk: Clerk, added: Sums, place: Place, row: Record) -> tuple[Cell, ...]:
    indicator = clerk.speaker.assessment.theory.indicator_by_id[place[0]]
    unit, whole_year = indicator.unit, "partial" in row["flags"]
    months = [row[name] if whole_year else math.nan for name in ("months_low", "months_high")]
    number = added.number_of.get(place)
    return (
        clerk.titles[place[0]], clerk.places[place[1]], clerk.kinds[place[1]], year_of(place[2]),
        clerk.category(place[0], place[3]), _value(clerk, indicator, row), clerk.units[unit],
        *(clerk.plain(row[name], _form(row[name])) for name in ("numerator", "denominator")),
        *(clerk.amount(row[name], unit) for name in ("lower", "upper")), clerk.plain(row["n"]),
        clerk.plain(row["reported"]), clerk.plain(row["expected"]), clerk.covered(row),
        clerk.plain(row["weight"], "share"), *(clerk.plain(one, "one") for one in months),
        *(clerk.amount(row[name], unit) for name in ("annual_lower", "annual_upper")),
        clerk.text(clerk.remarks(row)), clerk.computations[indicator.id], clerk.text(clerk.source_rows(row)),
        place[0], place[1], clerk.nothing if number is None else Figure(number, "year"),
    )  # fmt: skip


def _form(value: float) -> str:
    return form_of(value, "") if known(value) else "count"


def _value(clerk: Clerk, indicator: Indicator, row: Record) -> Cell:
    """The value as a formula on numerator and denominator, as a number, or the word for its absence."""
    if row["state"] != "reported" or not known(row["value"]):
        return Word(clerk.speaker.figure(row))
    ratio, form = clerk.ratios[indicator.id], form_of(row["value"], indicator.unit)
    above, below = row["numerator"], row["denominator"]
    if ratio is None or not known(above) or not known(below) or not below:
        return Figure(row["value"], form)
    if not close(ratio.scale * above / below, row["value"]):
        return Figure(row["value"], form)
    scale = "" if ratio.scale == 1 else f"{ratio.scale:.15g}*"
    return Formula(f"{scale}[above]/[below]", row["value"], form, clerk.speaker.label("figure.not_defined"))


# --- Years side by side -----------------------------------------------------------------------------------------


def _series(clerk: Clerk) -> Sheet:
    """The totals of each indicator and organisation, period beside period, with the change from one to the next."""
    periods = _periods(clerk)
    pairs = list(pairwise(periods))
    columns: list[Column] = [
        *clerk.columns({"indicator": WIDE, "organisation": MIDDLE, "kind_of": SHORT, "unit": SHORT})
    ]
    columns += [clerk.column("year_value", SHORT, period, f"at{at}") for at, period in enumerate(periods)]
    columns += [
        clerk.column("year_change", SHORT + 2, clerk.word("of_two", earlier=one, later=other), f"to{at + 1}")
        for at, (one, other) in enumerate(pairs)
    ]
    columns += clerk.columns({"indicator_id": MIDDLE, "organisation_id": MIDDLE})
    rows = (
        _series_row(clerk, indicator, organisation, periods)
        for indicator in clerk.speaker.assessment.theory.indicators
        for organisation in clerk.organisations
        if (indicator.id, organisation) in clerk.speaker.values
    )
    return clerk.sheet("series", tuple(columns), rows, pinned=2)


def _periods(clerk: Clerk) -> list[str]:
    """Equally long periods, in order of time: years where there are any, and otherwise as long as most."""
    labels = list(dict.fromkeys(row["period"] for rows in clerk.speaker.values.values() for row in rows))
    spans = {label: Period.parse(label) for label in labels}
    lengths = [round(span.months) for span in spans.values()]
    length = WHOLE_YEAR if WHOLE_YEAR in lengths else max(lengths, key=lengths.count, default=WHOLE_YEAR)
    chosen = [label for label in labels if round(spans[label].months) == length]
    return sorted(chosen, key=lambda label: (spans[label].start, label))


def _series_row(clerk: Clerk, indicator: Indicator, organisation: str, periods: Sequence[str]) -> tuple[Cell, ...]:
    pair = (indicator.id, organisation)
    rows = {row["period"]: row for row in clerk.speaker.values[pair] if not row["disaggregation"]}
    usable = {point.period.label for point in clerk.speaker.assessment.points.get(pair, ()) if not point.partial}
    values = [_in_series(clerk, indicator, rows.get(period)) for period in periods]
    changes = [_change(clerk, at, values, indicator, [rows.get(one) for one in periods[at - 1 : at + 1]], usable)
               for at in range(1, len(periods))]  # fmt: skip
    return (
        clerk.titles[indicator.id], clerk.places[organisation], clerk.kinds[organisation], clerk.units[indicator.unit],
        *values, *changes, *pair,
    )  # fmt: skip


def _in_series(clerk: Clerk, indicator: Indicator, row: Record | None) -> Cell:
    if row is None:
        return clerk.nothing
    if row["state"] != "reported" or not known(row["value"]):
        return Word(clerk.speaker.figure(row))
    return Figure(row["value"], form_of(row["value"], indicator.unit))


def _change(
    clerk: Clerk, at: int, values: Sequence[Cell], indicator: Indicator, rows: Sequence[Record | None], usable: set[str]
) -> Cell:
    """The later figure minus the earlier one, where both cover a whole period and may be compared."""
    earlier, later = values[at - 1], values[at]
    if not isinstance(earlier, Figure) or not isinstance(later, Figure):
        return Word(clerk.word("no_figures"))
    if any(row is not None and "partial" in row["flags"] for row in rows):
        return Word(clerk.word("part_of_year"))
    if not all(row is not None and row["period"] in usable for row in rows):
        return Word(clerk.word("not_comparable"))
    if len({_part_covered(row) for row in rows if row is not None}) > 1:
        return Word(clerk.word("not_as_complete"))
    size = later.value - earlier.value
    return Formula(f"[at{at}]-[at{at - 1}]", size, change_form(size, indicator.unit), clerk.word("no_figures"))


def _part_covered(row: Record) -> float:
    """Part of the organisations that reported; a difference is only fair between equal parts."""
    return round(row["reported"] / row["expected"], 9) if row["expected"] else 1.0


# --- Totals -----------------------------------------------------------------------------------------------------

_TOTALS = {
    "indicator": WIDE, "organisation": MIDDLE, "period": NARROW, "category": SHORT, "what": SHORT, "whole": SHORT,
    "parts_sum": SHORT, "difference": NARROW, "parts_known": NARROW, "parts": NARROW, "explanation": LONG,
    "number": NARROW, "indicator_id": MIDDLE, "organisation_id": MIDDLE,
}  # fmt: skip


def _totals(clerk: Clerk, added: Sums) -> Sheet:
    rows = (row for total in added.totals.values() for row in _total_rows(clerk, total))
    return clerk.sheet("totals", clerk.columns(_TOTALS), rows, pinned=2)


def _total_rows(clerk: Clerk, total: Total) -> Iterator[tuple[Cell, ...]]:
    indicator, organisation, period, category = total.place
    for what in total.adds or ("value",):
        value = total.row[WHATS[what]]
        unit = clerk.speaker.assessment.theory.indicator_by_id[indicator].unit if what == "value" else ""
        form = form_of(value, unit)
        yield (
            clerk.titles[indicator], clerk.places[organisation], year_of(period),
            clerk.category(indicator, category), clerk.word(f"column.{what}"), Figure(value, form),
            *_sum_cells(clerk, total, what, value, form), Figure(len(total.parts), "count"),
            clerk.word(f"adds.{total.reason}"), Figure(total.number, "year"), indicator, organisation,
        )  # fmt: skip


def _sum_cells(clerk: Clerk, total: Total, what: str, value: float, form: str) -> tuple[Cell, Cell, Cell]:
    """Sum, difference and number of parts that have a figure, as formulas over the sheet of values."""
    figures = [part[WHATS[what]] for part in total.parts if known(part[WHATS[what]])]
    count = f'COUNTIFS([values.total],[number],[values.{what}],">-1E+300")'
    if not total.adds:
        none = Word(clerk.word("adds.not_here"))
        return none, none, Figure(len(figures), "count")
    added, words = math.fsum(figures), clerk.word("no_figures")
    return (
        Formula(
            f'IF([parts_known]>0,SUMIFS([values.{what}],[values.total],[number]),"{words}")',
            added,
            form,
            clerk.word("no_figures"),
        ),
        Formula("ROUND([parts_sum]-[whole],6)", round(added - value, 6) + 0.0, "+two", clerk.word("no_figures")),
        Formula(count, len(figures), "count", clerk.word("no_figures")),
    )


# --- Targets ----------------------------------------------------------------------------------------------------

_TARGETS = {
    "goal_of": WIDE, "organisation": MIDDLE, "year": NARROW, "goal": SHORT, "unit": SHORT, "baseline": SHORT,
    "actual": SHORT, "period": NARROW, "progress": NARROW, "status": MIDDLE, "why": LONG, "beside": WIDE,
    "basis": MIDDLE, "owner": MIDDLE, "reckoned": MIDDLE, "target_id": MIDDLE, "indicator_id": MIDDLE,
    "organisation_id": MIDDLE,
}  # fmt: skip


def _targets(clerk: Clerk) -> Sheet:
    """Every target with what was laid beside it, with the status as the report words it."""
    speaker = clerk.speaker
    badges: dict[str, list[tuple[Badge, str]]] = {
        group.anchor: [(row.badge, row.actual) for row in group.rows] for group in targets_of(speaker).groups
    }
    by_target: dict[str, list[Record]] = defaultdict(list)
    for row in records_of(speaker.assessment.progress):
        by_target[row["target_id"]].append(row)
    rows = (
        _target_row(clerk, row, *seen)
        for name, some in by_target.items()
        for row, seen in zip(some, badges.get(anchor_of("target", name), ()), strict=False)
    )
    wraps = ("goal_of", "beside", "why", "status", "basis", "owner", "actual", "baseline", "progress")
    return clerk.sheet("targets", clerk.columns(_TARGETS, wraps), rows, bars=("progress",))


def _target_row(clerk: Clerk, row: Record, badge: Badge, actual: str) -> tuple[Cell, ...]:
    theory = clerk.speaker.assessment.theory
    target = theory.target_by_id[row["target_id"]]
    own, beside = theory.indicator_by_id[target.indicator].unit, theory.indicator_by_id[row["indicator"]].unit
    progress, status, why, reckoned = _progress(clerk, row, badge)
    return (
        clerk.titles[target.indicator], clerk.places[row["organisation"]], Figure(row["year"], "year"),
        clerk.amount(row["target_value"], own), clerk.units[own],
        clerk.amount(row["baseline"], beside, clerk.word("no_baseline")), clerk.amount(row["actual"], beside, actual),
        year_of(row["period"]) if named(row["period"]) else clerk.nothing, progress, status, why,
        clerk.titles[row["indicator"]], clerk.speaker.label(f"basis.{row['basis']}"), row["owner"], reckoned,
        row["target_id"], row["indicator"], row["organisation"],
    )  # fmt: skip


def _progress(clerk: Clerk, row: Record, badge: Badge) -> tuple[Cell, Cell, Cell, Cell]:
    """Progress, status, why, and how progress was reckoned."""
    status, why = clerk.badge(badge), clerk.speaker.text(row["reason"])
    if not known(row["progress"]):
        return Word(badge.word), status, why, clerk.nothing
    goal, actual, base = row["target_value"], row["actual"], row["baseline"]
    text = "([actual]-[baseline])/([goal]-[baseline])" if known(base) else "[actual]/[goal]"
    start = base if known(base) else 0.0
    if known(actual) and goal != start and close((actual - start) / (goal - start), row["progress"]):
        words = clerk.word("not_to_tell")
        return Formula(text, row["progress"], "share", words), status, why, clerk.word("by_columns")
    return Figure(row["progress"], "share"), status, why, clerk.word("by_path")


# --- Chances and projections ------------------------------------------------------------------------------------

_CHANCES = {
    "goal_of": WIDE, "organisation": MIDDLE, "year": NARROW, "goal": SHORT, "unit": SHORT, "chance": NARROW,
    "status": MIDDLE, "why": LONG, "last": SHORT, "last_year": NARROW, "pace_seen": SHORT, "pace_needed": SHORT,
    "extra": SHORT, "target_id": MIDDLE, "indicator_id": MIDDLE, "organisation_id": MIDDLE,
}  # fmt: skip


def _chances(clerk: Clerk) -> Sheet:
    rows = (
        _chance_row(clerk, row)
        for row in records_of(clerk.speaker.assessment.prospects)
        if row["organisation"] in clerk.speaker.inside
    )
    return clerk.sheet("chances", clerk.columns(_CHANCES, ("goal_of", "why", "status")), rows)


def _chance_row(clerk: Clerk, row: Record) -> tuple[Cell, ...]:
    unit = clerk.speaker.assessment.theory.indicator_by_id[row["indicator"]].unit
    badge = clerk.speaker.badge("prospect_status", row["status"])
    none, no_figure = clerk.word("not_to_tell"), clerk.word("no_figures")
    seen, needed, extra = row["pace_seen"], row["pace_needed"], row["extra_per_year"]
    more = clerk.change(extra, unit, none)
    if all(known(one) for one in (seen, needed, extra)) and close(needed - seen, extra):
        more = Formula("[pace_needed]-[pace_seen]", extra, change_form(extra, unit), none)
    return (
        clerk.titles[row["indicator"]], clerk.places[row["organisation"]], Figure(row["year"], "year"),
        clerk.amount(row["target_value"], unit), clerk.units[unit], clerk.plain(row["probability"], "share", none),
        clerk.badge(badge), clerk.speaker.text(row["reason"]), clerk.amount(row["last"], unit, no_figure),
        clerk.plain(row["last_year"], "year", no_figure), clerk.change(seen, unit, none),
        clerk.change(needed, unit, none), more,
        row["target_id"], row["indicator"], row["organisation"],
    )  # fmt: skip


_BOUNDS = {"middle": "median", "low80": "lower80", "high80": "upper80", "low50": "lower50", "high50": "upper50",
           "low95": "lower95", "high95": "upper95"}  # fmt: skip
_PROJECTIONS = {
    "indicator": WIDE, "organisation": MIDDLE, "kind_of": SHORT, "year": NARROW, "unit": SHORT,
    **dict.fromkeys(_BOUNDS, SHORT), "status": MIDDLE, "figures": NARROW, "own": NARROW, "peers": NARROW,
    "panel": NARROW, "reconciled": SHORT, "why": LONG, "indicator_id": MIDDLE, "organisation_id": MIDDLE,
}  # fmt: skip


def _projections(clerk: Clerk) -> Sheet:
    place = {name: at for at, name in enumerate(clerk.organisations)}
    order = {one.id: at for at, one in enumerate(clerk.speaker.assessment.theory.indicators)}
    found = [row for row in records_of(clerk.speaker.assessment.projections) if row["organisation"] in place]
    found.sort(key=lambda row: (order[row["indicator"]], place[row["organisation"]], row["year"]))
    rows = (_projection_row(clerk, row) for row in found)
    return clerk.sheet("projections", clerk.columns(_PROJECTIONS), rows, pinned=2)


def _projection_row(clerk: Clerk, row: Record) -> tuple[Cell, ...]:
    unit = clerk.speaker.assessment.theory.indicator_by_id[row["indicator"]].unit
    none = clerk.word("not_to_tell")
    return (
        clerk.titles[row["indicator"]], clerk.places[row["organisation"]], clerk.kinds[row["organisation"]],
        Figure(row["year"], "year"), clerk.units[unit],
        *(clerk.amount(row[name], unit, none) for name in _BOUNDS.values()),
        clerk.word("state.projected") if row["status"] == "projected" else none,
        clerk.plain(row["n"]),
        *(clerk.plain(row[name], "share", clerk.word("not_estimated")) for name in ("own", "peers")),
        clerk.plain(row["panel"]), clerk.amount(row["reconciled"], unit), clerk.speaker.text(row["reason"]),
        row["indicator"], row["organisation"],
    )  # fmt: skip


# --- Links ------------------------------------------------------------------------------------------------------

_LINKS = {
    "link": NARROW, "from": WIDE, "to": WIDE, "organisation": MIDDLE, "verdict": MIDDLE, "why": LONG, "gap": SHORT,
    "listed": SHORT, "failure": MIDDLE, "ratio": SHORT, "low90": NARROW, "high90": NARROW, "enough": SHORT,
    "too_little": SHORT, "visible": SHORT, "units": SHORT, "moments": NARROW, "tier": NARROW, "needed": LONG,
    "organisation_id": MIDDLE,
}  # fmt: skip
_JUDGED = {"ratio": "two", "lower90": "two", "upper90": "two", "probability": "share", "below_kappa": "share",
           "detectable": "two"}  # fmt: skip


def _links(clerk: Clerk) -> Sheet:
    found = clerk.speaker.verdicts_by_part
    judged: Mapping[str, Mapping[str, Record]] = found | {clerk.speaker.top: clerk.speaker.verdicts}
    rows = (
        _link_row(clerk, row) for organisation in clerk.organisations for row in judged.get(organisation, {}).values()
    )
    wraps = ("from", "to", "organisation", "verdict", "why", "gap", "listed", "failure", "needed")
    return clerk.sheet("links", clerk.columns(_LINKS, wraps), rows)


def _link_row(clerk: Clerk, row: Record) -> tuple[Cell, ...]:
    speaker = clerk.speaker
    elements = speaker.assessment.theory.element_by_id
    none = clerk.word("not_estimated")
    gap, listed, failure = (named(row[name]) for name in ("gap", "listed", "failure"))
    return (
        row["link"], *(f"{row[end]} {speaker.text(elements[row[end]].title)}" for end in ("from", "to")),
        clerk.places[row["organisation"]], clerk.badge(speaker.verdict(row["verdict"])), speaker.text(row["reason"]),
        clerk.text(speaker.say(f"gap_name.{gap}") if gap else ""),
        clerk.text(clerk.word(f"listed.{listed}") if listed else ""),
        clerk.text(speaker.say(f"failure.{failure}") if failure else ""),
        *(clerk.plain(row[name], form, none) for name, form in _JUDGED.items()),
        clerk.plain(row["units"]), clerk.plain(row["periods"]), row["tier"], clerk.text(speaker.text(row["needed"])),
        row["organisation"],
    )  # fmt: skip
