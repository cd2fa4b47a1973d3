"""What was measured: values of output, activity and input, answers of participants, and who reported what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from toc.indicator import DataElement, Indicator, Level
from toc.report.page import (
    Coverage,
    Fact,
    IndicatorRows,
    Mark,
    MatrixRow,
    Outcomes,
    Outputs,
    OwnValue,
    SilentGroup,
    SilentRow,
    SurveyGroup,
    SurveyRow,
    ValueGroup,
    ValueRow,
)
from toc.report.wording import Record, Speaker, anchor_of, known
from toc.result_chain import ChainElement
from toc.series import Point
from toc.translation import growth_is_per_month, rise_of

MOST_OWN_VALUES = 60
"""Values of separate organisations that are listed; the rest is counted."""

RESULTS = (Level.OUTCOME, Level.IMPACT)
EFFORTS = (Level.OUTPUT, Level.ACTIVITY, Level.INPUT)
SIGNS = {"reported": "●", "missing": "○", "not_due": "–", "nobody": "·", "withheld": "■", "not_applicable": "/"}
_SHOWN_ELSEWHERE = ("partial", "no_parts", "not_asked", "at_least", "at_most", "about")


# --- Values -----------------------------------------------------------------------------------------------------


def outputs_of(speaker: Speaker) -> Outputs:
    """Output, activity and input, with the values of separate organisations below."""
    groups = (_value_group(speaker, level) for level in EFFORTS)
    own = list(_own_values(speaker))
    more = len(own) - MOST_OWN_VALUES
    return Outputs(
        section=speaker.section("outputs", speaker.label("outputs.intro"), _not_due(speaker)),
        groups=tuple(group for group in groups if group.indicators),
        own_title=speaker.label("outputs.own"),
        own=tuple(own[:MOST_OWN_VALUES]),
        own_more=speaker.label("outputs.own_more", count=more) if more > 0 else "",
    )


def _not_due(speaker: Speaker) -> str:
    """Which periods are left out because they are still open."""
    frame = speaker.assessment.values
    open_periods = sorted(set(frame.loc[frame["state"] == "not_due", "period"]))
    if not open_periods:
        return ""
    return speaker.label("outputs.not_due", periods=open_periods, count=len(open_periods))


def _value_group(speaker: Speaker, level: Level) -> ValueGroup:
    wanted = (one for one in speaker.assessment.theory.indicators if one.level is level and not speaker.is_survey(one.id))
    found = (_indicator_rows(speaker, indicator) for indicator in wanted)
    return ValueGroup(speaker.label(f"level.{level}"), tuple(rows for rows in found if rows.rows))


def _indicator_rows(speaker: Speaker, indicator: Indicator) -> IndicatorRows:
    shown = [row for row in speaker.values_of(indicator.id) if row["state"] != "not_due"]
    element = next((one for one in speaker.assessment.theory.file.elements if indicator.id in one.indicators), None)
    return IndicatorRows(
        anchor=anchor_of("indicator", indicator.id),
        title=speaker.text(indicator.title),
        element=f"{element.id} {speaker.text(element.title)}" if element else "",
        limitations=speaker.text(indicator.limitations),
        rows=tuple(_value_row(speaker, indicator, row) for row in shown),
    )


def _value_row(speaker: Speaker, indicator: Indicator, row: Record) -> ValueRow:
    growth, growth_note = _growth(speaker, indicator, row)
    part = ""
    if "partial" in row["flags"] and known(row["months_low"]):
        part = speaker.months((row["months_low"], row["months_high"]))
    return ValueRow(
        period=speaker.period(row["period"]),
        figure=speaker.figure(row),
        known=row["state"] == "reported",
        set_aside="quarantined" in row["flags"],
        category=_category(speaker, indicator, row["disaggregation"]),
        part=part,
        growth=growth,
        growth_note=growth_note,
        coverage=_covered(speaker, indicator, row),
        flags=speaker.flags(row["flags"], without=_SHOWN_ELSEWHERE),
        conflicts=speaker.conflicts_in(row["flags"]),
        sources=speaker.sources_of_rows(row["rows"]),
    )


def _category(speaker: Speaker, indicator: Indicator, disaggregation: str) -> str:
    if not disaggregation:
        return ""
    element = speaker.operands[indicator.id][0]
    return speaker.text(speaker.assessment.theory.category_title(element.id, disaggregation))


def _growth(speaker: Speaker, indicator: Indicator, row: Record) -> tuple[str, str]:
    """Growth since the first comparable point, shown with the last one."""
    points = speaker.assessment.points.get((indicator.id, speaker.top), ())
    rise = rise_of(indicator.id, points)
    if rise is None or row["disaggregation"] or rise.last.period.label != row["period"]:
        return "", ""
    start, end = rise.first.period.label, rise.last.period.label
    uneven = rise.first.partial or rise.last.partial
    if growth_is_per_month(indicator, speaker.assessment.theory.data_element_by_id):
        if uneven:
            growth = speaker.label("growth.per_month", low=rise.per_month.low, high=rise.per_month.high)
            return growth, speaker.label("growth.as_printed", factor=rise.factor, start=start)
        return speaker.label("growth.whole", factor=rise.factor), speaker.label("growth.since", start=start)
    if uneven:
        note = speaker.label("growth.not_possible_note", start=start, end=end)
        return speaker.label("growth.not_possible"), note
    return "", ""


def _covered(speaker: Speaker, indicator: Indicator, row: Record) -> str:
    """How many organisations stand behind a figure."""
    if row["disaggregation"]:
        return ""
    elements = speaker.operands[indicator.id]
    levels = list(dict.fromkeys(level for element in elements for level in element.reported_by))
    tree = speaker.assessment.theory.organisations
    if not levels:
        return speaker.label("coverage.nobody")
    if levels == [tree.by_id[speaker.top].level]:
        return speaker.label("coverage.top")
    who = next((speaker.text(level.plural) for level in tree.levels if level.id == levels[-1]), levels[-1])
    reported, expected = _parts(speaker, elements, row["period"])
    if row["state"] == "reported" and ("no_parts" in row["flags"] or "own_figure" in row["flags"]):
        code = "coverage.none_of" if reported == 0 else "coverage.of"
        parts = speaker.label(code, reported=reported, expected=expected, who=who)
        return speaker.label("coverage.own", parts=parts)
    text = speaker.label("coverage.of", reported=reported, expected=expected, who=who)
    weight = f"; {speaker.label('coverage.weight', part=row['weight'])}" if known(row["weight"]) else ""
    return text + weight


def _parts(speaker: Speaker, elements: Sequence[DataElement], period: str) -> tuple[int, int]:
    """Organisations below the top that reported, and that should have, over all parts of a formula."""
    counts = [_tally_of(speaker).get((element.id, period), (0, 0)) for element in elements]
    return min(reported for reported, _ in counts), max(expected for _, expected in counts)


_TALLIES: dict[int, dict[tuple[str, str], tuple[int, int]]] = {}


def _tally_of(speaker: Speaker) -> dict[tuple[str, str], tuple[int, int]]:
    raise NotImplementedError
