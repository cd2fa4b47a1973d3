"""The sheets of the workbook that are lists: who reported what, sources that differ, claims, indicators, sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from toc.indicator import Indicator
from toc.provenance import SourceRef
from toc.report.book import Cell, Figure, Formula, Sheet, Word
from toc.report.entries import LONG, MIDDLE, NARROW, SHORT, WIDE, Clerk, day_or, year_of
from toc.report.page import Badge
from toc.report.wording import Record, known

DUE = ("reported", "withheld", "missing")
"""States of what should have been reported by now."""

FILED = ("reported", "withheld")


def sheets_of_coverage(clerk: Clerk) -> tuple[Sheet, Sheet]:
    """How much was reported by whom, and every data element that was asked for."""
    asked = _asked(clerk)
    return _coverage(clerk, asked), _filed(clerk, asked)


def sheets_of_records(clerk: Clerk) -> tuple[Sheet, ...]:
    """Contradictions, claims, indicators and sources."""
    return _conflicts(clerk), _claims(clerk), _indicators(clerk), _sources(clerk)


def sheet_of_columns(clerk: Clerk, sheets: Sequence[Sheet]) -> Sheet:
    """What stands in each column of the other sheets; columns that mean the same are told once."""
    rows: dict[tuple[str, str], tuple[Cell, ...]] = {}
    for sheet in sheets:
        for column in sheet.columns:
            rows.setdefault((sheet.key, column.meaning), (sheet.name, column.title, column.meaning))
    sizes = {"sheet": MIDDLE, "column": MIDDLE, "meaning": 2 * LONG}
    return clerk.sheet("columns", clerk.columns(sizes, ("meaning",)), iter(rows.values()), tone="method")


# --- Who reported what ------------------------------------------------------------------------------------------

Asked = dict[tuple[str, str], list[tuple[str, str]]]
"""For each organisation and period: data elements that are asked for, with their state."""


def _asked(clerk: Clerk) -> Asked:
    """In the order of organisations and periods, by whoever must report it."""
    speaker, found = clerk.speaker, defaultdict(list)
    elements = speaker.assessment.theory.data_element_by_id
    place = {name: at for at, name in enumerate(clerk.organisations)}
    for (element, organisation, period), (state, asked) in speaker.states.items():
        if organisation in place and asked and speaker.levels[organisation] in elements[element].reported_by:
            found[organisation, period].append((element, state))
    return {key: found[key] for key in sorted(found, key=lambda key: (place[key[0]], key[1]))}


_COVERAGE = {
    "organisation": MIDDLE, "kind_of": SHORT, "period": NARROW, "filed_count": NARROW, "asked_count": NARROW,
    "filed_share": NARROW, "lacking": 2 * LONG, "row_number": NARROW, "organisation_id": MIDDLE,
}  # fmt: skip


def _coverage(clerk: Clerk, asked: Asked) -> Sheet:
    rows = (_coverage_row(clerk, at, *key, some) for at, (key, some) in enumerate(asked.items(), start=1))
    columns = clerk.columns(_COVERAGE, ("lacking",))
    return clerk.sheet("coverage", columns, rows, tone="lists", bars=("filed_share",))


def _coverage_row(
    clerk: Clerk, number: int, organisation: str, period: str, some: Sequence[tuple[str, str]]
) -> tuple[Cell, ...]:
    elements = clerk.speaker.assessment.theory.data_element_by_id
    due = [(name, state) for name, state in some if state in DUE]
    filed = sum(state in FILED for _, state in due)
    lacking = [clerk.speaker.text(elements[name].title) for name, state in due if state == "missing"]
    none = clerk.word("nothing_asked")
    share: Cell = Word(none)
    if due:
        share = Formula("[filed_count]/[asked_count]", filed / len(due), "share", none)
    return (
        clerk.places[organisation], clerk.kinds[organisation], year_of(period),
        Formula("SUMIFS([filed.filed_one],[filed.coverage_row],[row_number])", filed, "count", none),
        Formula("SUMIFS([filed.asked_one],[filed.coverage_row],[row_number])", len(due), "count", none), share,
        ", ".join(lacking) or (clerk.word("nothing_lacking") if due else clerk.nothing),
        Figure(number, "year"), organisation,
    )  # fmt: skip


_FILED = {
    "organisation": MIDDLE, "kind_of": SHORT, "element": LONG, "period": NARROW, "state": MIDDLE, "asked_one": NARROW,
    "filed_one": NARROW, "coverage_row": NARROW, "organisation_id": MIDDLE, "code": MIDDLE,
}  # fmt: skip
_STATES = {
    "reported": ("good", "disc"), "withheld": ("calm", "square"), "missing": ("missing", "ring"),
    "not_due": ("calm", "bar"), "not_applicable": ("calm", "bar"),
}  # fmt: skip


def _filed(clerk: Clerk, asked: Asked) -> Sheet:
    rows = (
        _filed_row(clerk, number, *key, element, state)
        for number, (key, some) in enumerate(asked.items(), start=1)
        for element, state in some
    )
    return clerk.sheet("filed", clerk.columns(_FILED), rows, tone="lists")


def _filed_row(clerk: Clerk, number: int, organisation: str, period: str, element: str, state: str) -> tuple[Cell, ...]:
    said = clerk.word("counts_filed") if state == "reported" else clerk.speaker.say(f"state.{state}")
    tone, shape = _STATES[state]
    return (
        clerk.places[organisation], clerk.kinds[organisation],
        clerk.speaker.text(clerk.speaker.assessment.theory.data_element_by_id[element].title), year_of(period),
        clerk.badge(Badge(said, tone, shape)), Figure(float(state in DUE), "count"),
        Figure(float(state in FILED), "count"), Figure(number, "year"), organisation, element,
    )  # fmt: skip


# --- Contradictions and claims ----------------------------------------------------------------------------------

_CONFLICTS = {
    "code": NARROW, "weighty": MIDDLE, "subject": WIDE, "source": WIDE, "quote": LONG, "stated": SHORT, "unit": SHORT,
    "says": WIDE, "counts": NARROW, "rule": WIDE, "why": LONG,
}  # fmt: skip


def _conflicts(clerk: Clerk) -> Sheet:
    columns = clerk.columns(_CONFLICTS, ("weighty", "subject", "source", "quote", "says", "rule", "why"))
    return clerk.sheet("conflicts", columns, _conflict_rows(clerk), tone="lists")


def _conflict_rows(clerk: Clerk) -> Iterator[tuple[Cell, ...]]:
    speaker = clerk.speaker
    for conflict in speaker.conflicts:
        for said in conflict.statements:
            row = speaker.rows.get(said.observation or "")
            chosen = said.observation is not None and said.observation == conflict.chosen
            silent = row is not None and not known(row["value"])
            yield (
                conflict.id, clerk.badge(speaker.badge("severity", conflict.severity)), speaker.text(conflict.title),
                speaker.source(said.source).place, clerk.text("" if silent else said.source.quote or ""),
                _stated(clerk, row), clerk.units[row["unit"]] if row and row["unit"] in clerk.units else clerk.nothing,
                clerk.text(speaker.text(said.says)), clerk.word("counts_yes" if chosen else "counts_no"),
                speaker.label(f"rule.{conflict.rule}"), speaker.text(conflict.reason),
            )  # fmt: skip


def _stated(clerk: Clerk, row: Record | None) -> Cell:
    """The figure of a row, or why it is not there."""
    if row is None:
        return clerk.nothing
    return clerk.amount(row["value"], row["unit"], clerk.speaker.say("state.withheld"))


_CLAIMS = {"code": MIDDLE, "claim": WIDE, "quote": LONG, "answer": MIDDLE, "why": LONG, "source": WIDE, "note": WIDE}


def _claims(clerk: Clerk) -> Sheet:
    speaker = clerk.speaker
    rows = (
        (
            one.claim.id, speaker.text(one.claim.title), one.claim.quote,
            clerk.badge(speaker.badge("answer", one.answer)), speaker.text(one.reason),
            speaker.source(one.claim.source).place, clerk.text(speaker.text(one.claim.note)),
        )
        for one in speaker.assessment.claims
    )  # fmt: skip
    columns = clerk.columns(_CLAIMS, ("claim", "quote", "answer", "why", "source", "note"))
    return clerk.sheet("claims", columns, rows, tone="lists")


# --- Indicators -------------------------------------------------------------------------------------------------

_INDICATORS = {
    "indicator": WIDE, "level": SHORT, "unit": SHORT, "direction": SHORT, "formula": LONG, "adding": WIDE,
    "min_coverage": SHORT, "definition": LONG, "limits": LONG, "indicator_id": MIDDLE,
}  # fmt: skip


def _indicators(clerk: Clerk) -> Sheet:
    rows = (_indicator_row(clerk, one) for one in clerk.speaker.assessment.theory.indicators)
    columns = clerk.columns(_INDICATORS, ("indicator", "formula", "adding", "definition", "limits"))
    return clerk.sheet("indicators", columns, rows, tone="method")


def _indicator_row(clerk: Clerk, indicator: Indicator) -> tuple[Cell, ...]:
    speaker = clerk.speaker
    if indicator.band is not None:
        direction = clerk.word("band", low=indicator.band.low, high=indicator.band.high)
    else:
        direction = clerk.word("up" if indicator.ascending else "down")
    return (
        clerk.titles[indicator.id], speaker.label(f"level.{indicator.level}"), clerk.units[indicator.unit], direction,
        clerk.in_words(indicator), clerk.word(f"adds.{clerk.addings[indicator.id]}"),
        Figure(indicator.min_coverage, "share"), clerk.text(speaker.text(indicator.definition)),
        clerk.text(speaker.text(indicator.limitations)), indicator.id,
    )  # fmt: skip


# --- Sources ----------------------------------------------------------------------------------------------------

_SOURCES = {
    "source_id": WIDE, "document": WIDE, "lines": NARROW, "quote": LONG, "stated": SHORT, "unit": SHORT,
    "known_on": SHORT, "note": WIDE, "file": WIDE, "organisation": MIDDLE,
}  # fmt: skip


def _sources(clerk: Clerk) -> Sheet:
    return clerk.sheet("sources", clerk.columns(_SOURCES), _source_rows(clerk), tone="method")


def _source_rows(clerk: Clerk) -> Iterator[tuple[Cell, ...]]:
    speaker, unknown = clerk.speaker, Word(clerk.word("no_own"))
    for row in speaker.rows.values():
        if row["organisation"] in speaker.inside:
            yield (
                row["id"], clerk.text(_document(clerk, row["document"])), clerk.text(row["lines"]),
                clerk.text(row["quote"]), _stated(clerk, row), str(clerk.units.get(row["unit"], row["unit"])),
                day_or(row["known_on"] if isinstance(row["known_on"], date) else None, unknown),
                clerk.text(row["note"]), f"{row['file']}:{row['line']}", clerk.places[row["organisation"]],
            )  # fmt: skip
    for place in _places(clerk):
        document = speaker.assessment.theory.document_by_id.get(place.document)
        yield (
            place.label, clerk.text(_document(clerk, place.document)), clerk.text(place.lines or ""),
            clerk.text(place.quote or ""), clerk.nothing, clerk.nothing,
            day_or(document.known_on if document else None, unknown), clerk.nothing, clerk.nothing, clerk.nothing,
        )  # fmt: skip


def _places(clerk: Clerk) -> Iterator[SourceRef]:
    """Places in documents that claims and contradictions name, each once."""
    seen: set[str] = set()
    claims = (one.claim.source for one in clerk.speaker.assessment.claims)
    said = (statement.source for conflict in clerk.speaker.conflicts for statement in conflict.statements)
    for place in (*claims, *said):
        if place.label not in seen and place.label not in clerk.speaker.rows:
            seen.add(place.label)
            yield place


def _document(clerk: Clerk, name: str) -> str:
    found = clerk.speaker.assessment.theory.document_by_id.get(name)
    return f"{name} {clerk.speaker.text(found.title)}" if found else name
