"""Where output is not shown to translate: the three gaps of one organisation, and what to measure first."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from toc.assessment import Assessment
from toc.declared import Text
from toc.errors import Finding, FindingsError, Severity, did_you_mean
from toc.indicator import Level
from toc.link_overview import GAPS, Listing, NextMeasurement, Overview
from toc.link_story import failure_words, seen_in_short, usual_rule
from toc.words import say

LEVELS = (Level.ACTIVITY, Level.OUTPUT, Level.OUTCOME, Level.IMPACT)
"""Levels that a link can end in."""

LIST_OF = {"shown": "red", "unproven": "watch"}
"""Whose caption stands under which gap."""

MOST_OTHERS = 3
HARDLY = 0.05
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^a-z0-9])")

COLUMNS = (
    "organisation", "gap", "link", "from", "from_title", "to", "to_title", "verdict", "listed", "failure", "ratio",
    "lower90", "upper90", "probability", "below_kappa", "usual_rule_accuses", "reason", "needed",
)  # fmt: skip


@dataclass(frozen=True)
class Flag:
    """One link."""

    link: str
    ends: Text
    verdict: Text
    failure: Text | None
    usual: Text | None
    """What the usual rule would say; None where it says nothing."""

    why: Text
    """What is seen of what was expected, or the first sentence of the reason."""


@dataclass(frozen=True)
class Section:
    """One of the three gaps."""

    gap: str
    heading: Text
    flags: tuple[Flag, ...]
    caption: Text | None
    """How many of those that are named are expected to be wrong."""


@dataclass(frozen=True)
class Flags:
    """All flags of one organisation."""

    title: Text
    first: tuple[Text, ...]
    """Which measurement would tell most."""

    sections: tuple[Section, ...]
    rest: Text | None
    """Links that are no gap, counted."""

    only: Text | None
    """What was left out because somebody asked for it."""


def flags_of(
    assessment: Assessment, organisation: str | None = None, level: str | None = None, gap: str | None = None
) -> Flags:
    """The gaps of one organisation.

    Args:
        assessment: the assessment that holds the verdicts.
        organisation: id or name; the default is the top.
        level: only links that end in an element of this level.
        gap: only this gap.

    Raises:
        FindingsError: there is no such organisation, level or gap; it carries all of them, each with the nearest name.
    """
    where = _asked(assessment, organisation, level, gap)
    theory = assessment.theory
    overview = assessment.overview(where)
    rows = [row for row in _rows(assessment, where) if level is None or _level(assessment, row) == level]
    chosen = [name for name in GAPS if gap is None or name == gap]
    return Flags(
        title=say("flags.title", organisation=theory.organisations.by_id[where].title),
        first=tuple(_first(assessment, overview)),
        sections=tuple(_section(assessment, name, rows, overview, whole=level is None) for name in chosen),
        rest=_rest(rows) if gap is None else None,
        only=None if level is None else say("flags.only", level=level),
    )


def flag_records(
    assessment: Assessment, language: str, organisation: str | None = None, level: str | None = None,
    gap: str | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """The same links as plain rows with the columns of ``COLUMNS``: texts in one language, numbers in full.

    Raises:
        FindingsError: as ``flags_of``.
    """
    where = _asked(assessment, organisation, level, gap)
    chosen = [name for name in GAPS if gap is None or name == gap]
    rows = [row for row in _rows(assessment, where) if level is None or _level(assessment, row) == level]
    return [_record(assessment, row, language) for name in chosen for row in rows if row["gap"] == name]


def _asked(assessment: Assessment, organisation: str | None, level: str | None, gap: str | None) -> str:
    """The organisation that was asked for, once everything that was asked exists."""
    tree = assessment.theory.organisations
    judged = list(dict.fromkeys(assessment.verdicts["organisation"]))
    where = tree.roots[0].id if organisation is None else tree.name_of(organisation)
    wrong = []
    if where is None:
        wrong.append(_unknown("explain.no_organisation", cast(str, organisation), list(tree.by_id)))
    elif not assessment.theory.file.links:
        wrong.append(Finding("flags.no_links", Severity.ERROR, say("flags.no_links")))
    elif where not in judged:
        title = tree.by_id[where].title
        wrong.append(Finding("flags.no_verdicts", Severity.ERROR, say("flags.no_verdicts", given=title, known=judged)))
    if level is not None and level not in list(LEVELS):
        wrong.append(_unknown("flags.unknown_level", level, [str(one) for one in LEVELS]))
    if gap is not None and gap not in GAPS:
        wrong.append(_unknown("flags.unknown_gap", gap, list(GAPS)))
    if wrong or where is None:
        raise FindingsError(wrong)
    return where


def _unknown(code: str, given: str, known: Sequence[str]) -> Finding:
    near = did_you_mean(given, known)
    message = say(f"{code}_near" if near else code, given=given, near=near, known=list(known))
    return Finding(code, Severity.ERROR, message)


def _rows(assessment: Assessment, organisation: str) -> list[dict[str, Any]]:
    table = assessment.verdicts
    here = table[table["organisation"] == organisation]
    return [{str(name): value for name, value in row.items()} for row in here.to_dict("records")]


def _level(assessment: Assessment, row: dict[str, Any]) -> str:
    return str(assessment.theory.element_by_id[row["to"]].level)


# --- What to measure first --------------------------------------------------------------------------------------


def _first(assessment: Assessment, overview: Overview) -> Iterator[Text]:
    found = overview.next_measurements
    if not found:
        if overview.gaps["unmeasured"]:
            yield say("flags.next_none")
        return
    best = found[0]
    yield say("flags.next_again" if best.again else "flags.next", element=_title(assessment, best.element),
              count=len(best.links), links=list(best.links))  # fmt: skip
    if best.routes:
        yield say("flags.next_routes", routes=best.routes, all=len(overview.routes) + overview.more_routes)
    others = [_title(assessment, one.element) for one in _others(found)]
    if others:
        yield say("flags.next_others", others=others)


def _others(found: Sequence[NextMeasurement]) -> list[NextMeasurement]:
    return [one for one in found[1:] if one.element != found[0].element][:MOST_OTHERS]


def _title(assessment: Assessment, element: str) -> Text:
    return assessment.theory.element_by_id[element].title


# --- The gaps ---------------------------------------------------------------------------------------------------


def _section(
    assessment: Assessment, gap: str, rows: Sequence[dict[str, Any]], overview: Overview, *, whole: bool
) -> Section:  # fmt: skip
    chosen = [row for row in rows if row["gap"] == gap]
    lists = [one for one in overview.lists if one.name == LIST_OF.get(gap) and one.links] if whole else []
    return Section(
        gap=gap,
        heading=say(f"flags.section.{gap}", count=len(chosen)),
        flags=tuple(_flag(assessment, row) for row in chosen),
        caption=_caption(lists[0]) if lists else None,
    )


def _caption(listing: Listing) -> Text:
    wrong = say("flags.wrong_hardly" if listing.expected_wrong < HARDLY else "flags.wrong",
                wrong=listing.expected_wrong)  # fmt: skip
    return say(f"flags.list.{listing.name}", links=list(listing.links), count=len(listing.links), wrong=wrong)


def _flag(assessment: Assessment, row: dict[str, Any]) -> Flag:
    return Flag(
        link=row["link"],
        ends=say("flags.ends", start=_title(assessment, row["from"]), end=_title(assessment, row["to"])),
        verdict=_verdict(row),
        failure=failure_words(row),
        usual=None if row["naive"] is None else say("flags.usual", answer=usual_rule(row["naive"])),
        why=seen_in_short(row)
        or main_sentence(row["reason"], row["evidence"]["lead"], last=row["verdict"] == "inconclusive"),
    )


def _verdict(row: dict[str, Any]) -> Text:
    """The word for a verdict; one that only leans says why it counts as shown."""
    name = say(f"verdict_name.{row['verdict']}")
    leans = row["gap"] == "shown" and row["listed"] == "red" and row["verdict"] == "leaning_stalled"
    return say("flags.verdict_listed", verdict=name) if leans else name


def main_sentence(reason: Text, lead: Text | None, last: bool = False) -> Text:
    """The first or the last sentence of a reason; what was said before it on outputs that rose is left out."""
    texts = []
    for language in ("nl", "en"):
        text = reason[language]
        text = text.removeprefix(lead[language]).strip() if isinstance(lead, Text) else text
        texts.append(_SENTENCE_END.split(text)[-1 if last else 0])
    return Text(nl=texts[0], en=texts[1])


def _rest(rows: Sequence[dict[str, Any]]) -> Text | None:
    counts = Counter(row["verdict"] for row in rows if row["gap"] not in GAPS)
    if not counts:
        return None
    parts = [
        say("flags.rest_part", count=count, verdict=say(f"verdict_name.{verdict}")) for verdict, count in counts.items()
    ]
    return say("flags.rest", parts=parts)


# --- As a file --------------------------------------------------------------------------------------------------


def _record(assessment: Assessment, row: dict[str, Any], language: str) -> dict[str, Any]:
    found = {
        **row,
        "from_title": _title(assessment, row["from"]),
        "to_title": _title(assessment, row["to"]),
        "usual_rule_accuses": row["naive"],
    }
    return {name: _cell(found[name], language) for name in COLUMNS}


def _cell(value: Any, language: str) -> Any:
    if isinstance(value, Text):
        return value[language]
    return "" if value is None or (isinstance(value, float) and math.isnan(value)) else value
