"""Cost per result of one organisation as ready texts and plain rows; what the terminal and a spreadsheet show."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from toc.assessment import Assessment
from toc.costs import MONTHS_OF_A_YEAR, Costs, costs_of, organisation_of
from toc.declared import Text
from toc.errors import Finding, FindingsError, Severity, ToCError
from toc.judgement import JudgedClaim
from toc.period import Period
from toc.words import amount_of, say

COST_COLUMNS = (
    "organisation", "organisation_title", "action_line", "action_line_title", "indicator", "title", "unit", "period",
    "partial", "spending", "result", "low", "high", "share", "share_known", "rate", "parts", "all_parts", "status",
    "notes", "reason",
)  # fmt: skip


@dataclass(frozen=True)
class CostLine:
    """One result."""

    title: Text
    line: Text | None
    """The action line that it belongs to."""

    amount: Text
    cost: Text
    told: bool
    why: tuple[Text, ...]


@dataclass(frozen=True)
class CostSection:
    """One period, or all whole years together."""

    heading: Text
    lines: tuple[CostLine, ...]
    notes: tuple[Text, ...]


@dataclass(frozen=True)
class ClaimLine:
    """A sentence of a document about the return of a euro."""

    title: Text
    source: str
    quote: str
    answer: Text
    reason: Text


@dataclass(frozen=True)
class CostPage:
    """Everything of one organisation."""

    title: Text
    first: tuple[Text, ...]
    """What a reader must know before any figure."""

    sections: tuple[CostSection, ...]
    last: tuple[Text, ...]
    """How prices and years were treated, and what else there is to see."""

    claims: tuple[ClaimLine, ...]


def cost_page(assessment: Assessment, organisation: str | None = None, period: str | None = None) -> CostPage:
    """Cost per result of one organisation, over its last whole period and over all whole years together.

    Args:
        assessment: of a theory with ``money``.
        organisation: id or name; the default is the top.
        period: label of another period.

    Raises:
        FindingsError: there is no ``money.yaml``, organisation or period with figures of that name.
    """
    costs = costs_of(assessment)
    where = _asked(assessment, costs, organisation)
    rows = _records(costs, where)
    shown = _period(rows, period)
    tree = assessment.theory.organisations
    sections = [_section(assessment, costs, [row for row in rows if row["period"] == shown])]
    together = [row for row in rows if not math.isnan(row["rate"])]
    if period is None and together:
        sections.append(_together(assessment, together))
    return CostPage(
        title=say("costs.title", organisation=tree.by_id[where].title),
        first=(say("costs.one_pot"), say("costs.how"), say("costs.not_due_to")),
        sections=tuple(sections),
        last=tuple(_last(assessment, costs, rows, shown, several=bool(together))),
        claims=tuple(_claim(one) for one in costs.claims if one.claim.organisation == where),
    )


def cost_records(
    assessment: Assessment, language: str, organisation: str | None = None, period: str | None = None
) -> list[dict[str, Any]]:
    """The same results as plain rows with the columns of ``COST_COLUMNS``: texts in one language, numbers in full.

    Args:
        assessment: of a theory with ``money``.
        language: ``nl`` or ``en``.
        organisation: id or name; without it, every organisation that has figures.
        period: only this period.

    Raises:
        FindingsError: as ``cost_page``.
    """
    costs = costs_of(assessment)
    here = None if organisation is None else _asked(assessment, costs, organisation)
    rows = _records(costs, here)
    if period is not None:
        shown = _period(rows, period)
        rows = [row for row in rows if row["period"] == shown]
    return [_record(assessment, row, language) for row in rows]


def _records(costs: Costs, organisation: str | None) -> list[dict[str, Any]]:
    rows = [{str(name): value for name, value in row.items()} for row in costs.table.to_dict("records")]
    return [row for row in rows if organisation is None or row["organisation"] == organisation]


def _asked(assessment: Assessment, costs: Costs, organisation: str | None) -> str:
    tree = assessment.theory.organisations
    where = tree.roots[0].id if organisation is None else organisation_of(assessment.theory, organisation)
    known = [str(one) for one in dict.fromkeys(costs.table["organisation"])]
    if where not in known:
        title = tree.by_id[where].title
        code = "costs.none_here" if known else "costs.nothing"
        raise FindingsError([Finding(code, Severity.ERROR, say(code, given=title, known=known))])
    return where


def _period(rows: Sequence[dict[str, Any]], period: str | None) -> str:
    """The period that was asked for, or the last one with a range: a whole year, or else a whole period, if any."""
    single = [row for row in rows if math.isnan(row["rate"])]
    if period is not None:
        wanted = _label(period)
        if wanted not in {row["period"] for row in single}:
            message = say("costs.none_then", given=period[:40], known=_told(rows))
            raise FindingsError([Finding("costs.none_then", Severity.ERROR, message)])
        return wanted
    told = [row for row in single if row["status"] == "range"]
    whole = [row["period"] for row in told if not row["partial"]]
    years = [label for label in whole if Period.parse(label).months == MONTHS_OF_A_YEAR]
    return str(max(years or whole or [row["period"] for row in told], key=Period.parse))


def _told(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Periods with a range, in order."""
    labels = {row["period"] for row in rows if math.isnan(row["rate"]) and row["status"] == "range"}
    return sorted(labels, key=Period.parse)


def _label(period: str) -> str:
    try:
        return Period.parse(period).label
    except ToCError:
        return period


# --- Sections ---------------------------------------------------------------------------------------------------


def _section(assessment: Assessment, costs: Costs, rows: Sequence[dict[str, Any]]) -> CostSection:
    key = rows[0]["organisation"], rows[0]["period"]
    figure = costs.spent[key]
    if figure.problem is not None:
        heading = say("costs.section_unknown", period=key[1])
    else:
        code = "costs.section_at_least" if math.isinf(figure.high) else "costs.section"
        heading = say(code, period=key[1], spending=amount_of(figure.value))
    notes = [*_lines_of_money(assessment, costs, key)] if figure.problem is None else []
    return _filled(assessment, heading, rows, notes)


def _together(assessment: Assessment, rows: Sequence[dict[str, Any]]) -> CostSection:
    money = assessment.theory.money
    assert money is not None
    rate = float(money.discount_rate)
    note = say("costs.discounted", rate=rate, year=money.discount_from) if rate else say("costs.not_discounted")
    labels = sorted({label for row in rows for label in row["period"].split("+")}, key=Period.parse)
    notes = [note, *([money.note] if money.note is not None else [])]
    return _filled(assessment, say("costs.section_years", years=labels), rows, notes)


def _filled(
    assessment: Assessment, heading: Text, rows: Sequence[dict[str, Any]], notes: Sequence[Text]
) -> CostSection:
    """A section. What was not reported is named under it, and so is everything that holds for all its lines."""
    absent = [row for row in rows if row["reason"] == say("costs.missing", title=_title(assessment, row))]
    shown = [row for row in rows if row not in absent]
    said = [_said(row) for row in shown]
    once = [one for one in said[0] if all(one in others for others in said)] if len(said) > 1 else []
    under = list(once)
    if absent:
        titles = [say("costs.named", title=_title(assessment, row)) for row in absent]
        under.append(say("costs.not_reported", titles=titles))
    return CostSection(heading, tuple(_line(assessment, row, once) for row in shown), (*under, *notes))


def _said(row: dict[str, Any]) -> list[Text]:
    return [*row["notes"], *([] if row["reason"] is None else [row["reason"]])]


def _title(assessment: Assessment, row: dict[str, Any]) -> Text:
    return assessment.theory.indicator_by_id[row["indicator"]].title


def _line(assessment: Assessment, row: dict[str, Any], once: Sequence[Text]) -> CostLine:
    theory = assessment.theory
    indicator = theory.indicator_by_id[row["indicator"]]
    return CostLine(
        title=indicator.title,
        line=next((one.title for one in theory.file.action_lines if one.id == row["action_line"]), None),
        amount=_amount(row["result"], theory.unit_titles[indicator.unit], row),
        cost=_cost(row["low"], row["high"]),
        told=row["status"] == "range",
        why=tuple(one for one in _said(row) if one not in once),
    )


def _amount(result: float, unit: Text, row: dict[str, Any]) -> Text:
    if math.isnan(result):
        return say("costs.unknown_amount")
    many = float(round(result)) if not math.isnan(row["rate"]) else result
    return say("costs.amount", value=many, unit=unit)


def _cost(low: float, high: float) -> Text:
    if math.isnan(low) and math.isnan(high):
        return say("costs.cannot_tell")
    if math.isnan(low):
        return say("costs.at_most", high=amount_of(high))
    if math.isnan(high):
        return say("costs.at_least", low=amount_of(low))
    return say("costs.range", low=amount_of(low), high=amount_of(high))


def _lines_of_money(assessment: Assessment, costs: Costs, key: tuple[str, str]) -> Iterator[Text]:
    """How the money is divided over action lines, and what is not known of that."""
    shares, euros = costs.lines[key], costs.spent[key].value
    if not shares:
        return
    titles = {one.id: one.title for one in assessment.theory.file.action_lines}
    parts = [
        say("costs.line", share=shares[name], line=title, amount=amount_of(shares[name] * euros))
        for name, title in titles.items() if name in shares
    ]  # fmt: skip
    yield say("costs.lines", parts=parts)
    rest = 1 - math.fsum(shares.values())
    if len(shares) < len(titles) and rest > 0:
        yield say("costs.lines_rest", share=rest, amount=amount_of(rest * euros))


def _last(
    assessment: Assessment, costs: Costs, rows: Sequence[dict[str, Any]], shown: str, *, several: bool
) -> Iterator[Text]:
    money = assessment.theory.money
    assert money is not None
    if not several:
        yield say("costs.one_year", rate=float(money.discount_rate))
        yield from (one for one in (money.note,) if one is not None)
    if money.price_basis == "current":
        yield say("costs.prices_current")
    else:
        yield say("costs.prices_constant", year=money.price_basis.removeprefix("constant "))
    if money.stakes is not None:
        yield money.stakes
    periods = [one for one in _told(rows) if one != shown]
    if periods:
        yield say("costs.other_periods", periods=periods)
    others = [one for one in dict.fromkeys(costs.table["organisation"]) if one != rows[0]["organisation"]]
    if others:
        yield say("costs.other_organisations", count=len(others), example=others[0])


def _claim(judged: JudgedClaim) -> ClaimLine:
    claim = judged.claim
    return ClaimLine(claim.title, claim.source.label, claim.quote, say(f"costs.answer.{judged.answer}"), judged.reason)


# --- As a file --------------------------------------------------------------------------------------------------


def _record(assessment: Assessment, row: dict[str, Any], language: str) -> dict[str, Any]:
    theory = assessment.theory
    indicator = theory.indicator_by_id[row["indicator"]]
    lines = {one.id: one.title for one in theory.file.action_lines}
    found = {
        **row,
        "organisation_title": theory.organisations.by_id[row["organisation"]].title,
        "action_line_title": lines.get(row["action_line"]),
        "title": indicator.title,
        "unit": theory.unit_titles[indicator.unit],
        "notes": " ".join(one[language] for one in row["notes"]),
    }
    return {name: _cell(found[name], language) for name in COST_COLUMNS}


def _cell(value: Any, language: str) -> Any:
    if isinstance(value, Text):
        return value[language]
    return "" if value is None or (isinstance(value, float) and math.isnan(value)) else value
