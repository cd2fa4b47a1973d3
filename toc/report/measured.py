"""What was measured: values of output, activity and input, answers of participants, and who reported what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from toc.accrual import growth_is_per_month
from toc.growth import rise_of
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
    PartRow,
    Sign,
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

MOST_OWN_VALUES = 60
"""Values of separate organisations that are listed; the rest is counted."""

RESULTS = (Level.OUTCOME, Level.IMPACT)
EFFORTS = (Level.OUTPUT, Level.ACTIVITY, Level.INPUT)
SIGNS = {"reported": "●", "missing": "○", "not_due": "–", "nobody": "·", "withheld": "■", "not_applicable": "/",
         "elsewhere": "◆"}  # fmt: skip
ALWAYS_EXPLAINED = ("reported", "missing", "not_due", "nobody", "elsewhere")
ROOM = 66.0
"""Room beside the names of organisations, in rem."""

CELL_MARGIN = 1.0
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
    mine = frame["organisation"].isin(speaker.inside)
    open_periods = sorted(set(frame.loc[(frame["state"] == "not_due") & mine, "period"]))
    if not open_periods:
        return ""
    return speaker.label("outputs.not_due", periods=open_periods, count=len(open_periods))


def _value_group(speaker: Speaker, level: Level) -> ValueGroup:
    indicators = (one for one in speaker.assessment.theory.indicators if one.level is level)
    found = (indicator_rows(speaker, one) for one in indicators if not speaker.is_survey(one.id))
    return ValueGroup(speaker.label(f"level.{level}"), tuple(rows for rows in found if rows.rows))


def indicator_rows(speaker: Speaker, indicator: Indicator) -> IndicatorRows:
    """All values of one indicator, period by period, with categories, coverage and sources."""
    element = next((one for one in speaker.assessment.theory.file.elements if indicator.id in one.indicators), None)
    return IndicatorRows(
        anchor=anchor_of("indicator", indicator.id),
        title=speaker.text(indicator.title),
        element=f"{element.id} {speaker.text(element.title)}" if element else "",
        limitations=speaker.text(indicator.limitations),
        rows=tuple(_value_rows(speaker, indicator)),
    )


def _value_rows(speaker: Speaker, indicator: Indicator) -> Iterator[ValueRow]:
    """One row per period. Periods for which nobody is asked are left out, or said once when there is nothing else."""
    shown = [row for row in speaker.values_of(indicator.id) if row["state"] != "not_due"]
    asked = [row for row in shown if "not_asked" not in row["flags"] or row["state"] == "reported"]
    if shown and not asked:
        below = speaker.inside - {speaker.top}
        if not any(rows for (name, at), rows in speaker.values.items() if name == indicator.id and at in below):
            periods = speaker.joined(dict.fromkeys(row["period"] for row in shown))
            yield ValueRow(period=periods, figure=speaker.figure(shown[0]), known=False)
        return
    for period in dict.fromkeys(row["period"] for row in asked):
        rows = [row for row in asked if row["period"] == period]
        total = next((row for row in rows if not row["disaggregation"]), None)
        parts = _part_rows(speaker, indicator, [row for row in rows if row["disaggregation"]])
        row = _value_row(speaker, indicator, total) if total else _only_parts(speaker, period)
        yield _said_once(row, parts)


def _said_once(row: ValueRow, parts: Sequence[PartRow]) -> ValueRow:
    """Put the parts under their total; what holds for all of them is said once."""
    known_parts = [part for part in parts if part.known]
    first = known_parts[0] if known_parts else None
    flags = [one for one in first.flags if all(one in part.flags for part in known_parts)] if first else []
    conflicts = [one for one in first.conflicts if all(one in part.conflicts for part in known_parts)] if first else []
    rest = (
        replace(
            part,
            flags=tuple(one for one in part.flags if one not in flags),
            conflicts=tuple(one for one in part.conflicts if one not in conflicts),
        )
        for part in parts
    )
    below = {source for part in parts for source in part.sources}
    return replace(
        row,
        parts=tuple(rest),
        sources=tuple(source for source in row.sources if source not in below),
        flags=tuple(dict.fromkeys((*row.flags, *flags))),
        conflicts=tuple(dict.fromkeys((*row.conflicts, *conflicts))),
    )


def _only_parts(speaker: Speaker, period: str) -> ValueRow:
    return ValueRow(period=speaker.period(period), figure=speaker.label("outputs.only_parts"), known=False)


def _part_rows(speaker: Speaker, indicator: Indicator, rows: Sequence[Record]) -> tuple[PartRow, ...]:
    """Categories in the order in which they were declared."""
    element = speaker.operands[indicator.id][0]
    declared = [f"{name}={one}" for name, many in element.disaggregations.items() for one in many]
    place = {name: at for at, name in enumerate(declared)}
    ordered = sorted(rows, key=lambda row: place.get(row["disaggregation"], len(declared)))
    return tuple(
        PartRow(
            category=speaker.text(speaker.assessment.theory.category_title(element.id, row["disaggregation"])),
            figure=speaker.figure(row),
            known=speaker.has_figure(row),
            set_aside="quarantined" in row["flags"],
            flags=speaker.flags(row["flags"], without=_SHOWN_ELSEWHERE),
            conflicts=speaker.conflicts_in(row["flags"]),
            sources=speaker.sources_of_rows(row["rows"]),
        )
        for row in ordered
    )


def _value_row(speaker: Speaker, indicator: Indicator, row: Record) -> ValueRow:
    growth, growth_note = _growth(speaker, indicator, row)
    part = ""
    if "partial" in row["flags"] and speaker.has_figure(row) and known(row["months_low"]):
        part = speaker.months((row["months_low"], row["months_high"]))
    return ValueRow(
        period=speaker.period(row["period"]),
        figure=speaker.figure(row),
        known=speaker.has_figure(row),
        set_aside="quarantined" in row["flags"],
        part=part,
        growth=growth,
        growth_note=growth_note,
        coverage=_covered(speaker, indicator, row),
        flags=speaker.flags(row["flags"], without=_SHOWN_ELSEWHERE),
        conflicts=speaker.conflicts_in(row["flags"]),
        sources=speaker.sources_of_rows(row["rows"]),
    )


def _growth(speaker: Speaker, indicator: Indicator, row: Record) -> tuple[str, str]:
    """Growth since the first comparable point, shown with the last one."""
    points = speaker.assessment.points.get((indicator.id, speaker.top), ())
    rise = rise_of(indicator.id, points)
    if rise is None or rise.last.period.label != row["period"]:
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
    elements = speaker.operands[indicator.id]
    levels = list(dict.fromkeys(level for element in elements for level in element.reported_by))
    tree = speaker.assessment.theory.organisations
    if not levels:
        return speaker.label("coverage.nobody")
    if levels == [tree.by_id[speaker.top].level]:
        return speaker.label("coverage.top" if speaker.is_whole else "coverage.only_own")
    who = next((speaker.text(level.plural) for level in tree.levels if level.id == levels[-1]), levels[-1])
    reported, expected = _parts(speaker, elements, row["period"])
    if row["state"] == "reported" and ("no_parts" in row["flags"] or "own_figure" in row["flags"]):
        parts = speaker.label("coverage.of", reported=reported, expected=expected, who=who)
        return speaker.label("coverage.own", parts=parts)
    text = speaker.label("coverage.of", reported=reported, expected=expected, who=who)
    weight = f"; {speaker.label('coverage.weight', part=row['weight'])}" if known(row["weight"]) else ""
    return text + weight


def _parts(speaker: Speaker, elements: Sequence[DataElement], period: str) -> tuple[int, int]:
    """Organisations below the top that reported, and that should have, over all parts of a formula."""
    counts = [speaker.tally.get((element.id, period), (0, 0)) for element in elements]
    return min(reported for reported, _ in counts), max(expected for _, expected in counts)


def _own_values(speaker: Speaker) -> Iterator[OwnValue]:
    """Reported values of one organisation, of indicators that have no value at the top."""
    theory = speaker.assessment.theory
    for indicator in theory.indicators:
        if any(row["state"] == "reported" for row in speaker.values_of(indicator.id)):
            continue
        for organisation in theory.organisations.organisations:
            for row in speaker.values.get((indicator.id, organisation.id), []):
                if row["state"] == "reported" and organisation.id in speaker.inside - {speaker.top}:
                    yield OwnValue(
                        organisation=speaker.text(organisation.title),
                        indicator=speaker.text(indicator.title),
                        period=speaker.period(row["period"]),
                        figure=speaker.figure(row),
                        flags=speaker.flags(row["flags"], without=_SHOWN_ELSEWHERE),
                        sources=speaker.sources_of_rows(row["rows"]),
                    )


# --- Outcomes ---------------------------------------------------------------------------------------------------


def points_of(speaker: Speaker, names: Iterable[str]) -> list[tuple[str, Point]]:
    """The last comparable point of each indicator that has one."""
    points = speaker.assessment.points
    return [(name, points[name, speaker.top][-1]) for name in names if points.get((name, speaker.top))]


def status_of(speaker: Speaker, element: ChainElement) -> str:
    """What is known of an element: ``measured``, ``opinion``, ``proxy`` or ``unmeasured``."""
    own = points_of(speaker, element.indicators)
    if any(not speaker.is_opinion(name) for name, _ in own):
        return "measured"
    if own:
        return "opinion"
    return "proxy" if points_of(speaker, element.proxies) else "unmeasured"


def outcomes_of(speaker: Speaker) -> Outcomes:
    """Measured outcomes, answers of participants, and outcomes without any figure."""
    groups = (_value_group(speaker, level) for level in RESULTS)
    measured = (
        ValueGroup(group.title, tuple(one for one in group.indicators if any(row.known for row in one.rows)))
        for group in groups
    )
    return Outcomes(
        section=speaker.section("outcomes", speaker.label("outcomes.intro")),
        measured=tuple(group for group in measured if group.indicators),
        survey_notes=_survey_notes(speaker),
        surveys=tuple(group for group in _survey_groups(speaker) if group.rows),
        silent_title=speaker.label("outcomes.silent"),
        silent=tuple(_silent_groups(speaker)),
    )


def _surveys(speaker: Speaker) -> list[Indicator]:
    return [one for one in speaker.assessment.theory.indicators if speaker.is_survey(one.id)]


def _survey_notes(speaker: Speaker) -> tuple[Fact, ...]:
    """Who answered each questionnaire, said once."""
    notes: dict[str, list[str]] = {}
    for indicator in _surveys(speaker):
        for element in speaker.operands[indicator.id]:
            if element.survey is not None:
                known_notes = notes.setdefault(speaker.text(element.survey.instrument), [])
                for note in (speaker.text(element.survey.answered_by), speaker.text(element.survey.coverage_note)):
                    if note and note not in known_notes:
                        known_notes.append(note)
    return tuple(Fact(instrument, " ".join(texts)) for instrument, texts in notes.items())


def _survey_groups(speaker: Speaker) -> Iterator[SurveyGroup]:
    surveys = _surveys(speaker)
    for title, inside in (("outcomes.survey_result", True), ("outcomes.survey_other", False)):
        chosen = [one for one in surveys if (one.level in RESULTS) is inside]
        rows = (_survey_row(speaker, indicator, row) for indicator in chosen
                for row in speaker.values_of(indicator.id) if row["state"] != "not_due")  # fmt: skip
        yield SurveyGroup(speaker.label(title), tuple(rows))


def survey_rows(speaker: Speaker, indicator: Indicator) -> tuple[SurveyRow, ...]:
    """All answers of one indicator that rests on a questionnaire."""
    rows = (row for row in speaker.values_of(indicator.id) if row["state"] != "not_due")
    return tuple(_survey_row(speaker, indicator, row) for row in rows)


def _survey_row(speaker: Speaker, indicator: Indicator, row: Record) -> SurveyRow:
    surveys = [element.survey for element in speaker.operands[indicator.id] if element.survey is not None]
    interval = ""
    if known(row["lower"]) and known(row["upper"]):
        low, high = (speaker.amount(round(row[end]), row["unit"]) for end in ("lower", "upper"))
        interval = speaker.label("outcomes.interval_text", low=low, high=high)
    elif known(row["value"]):
        interval = speaker.label("outcomes.no_interval")
    n = speaker.label("outcomes.n", n=row["n"]) if known(row["n"]) else speaker.label("outcomes.n_unknown")
    indicative = any(survey.representativeness == "C" for survey in surveys)
    return SurveyRow(
        anchor=anchor_of("indicator", indicator.id),
        title=speaker.text(indicator.title),
        period=speaker.period(row["period"]),
        figure=speaker.figure(row),
        known=speaker.has_figure(row),
        interval=interval,
        n=n if row["state"] == "reported" else "",
        kind=speaker.badge("kind", surveys[0].measures),
        weight=speaker.badge("kind", "indicative") if indicative else None,
        sources=speaker.sources_of_rows(row["rows"]),
    )


def _silent_groups(speaker: Speaker) -> Iterator[SilentGroup]:
    """Outcomes and impacts without a measurement, by the reason: nearest to a measurement first."""
    elements = [one for level in reversed(RESULTS) for one in speaker.assessment.theory.file.elements
                if one.level is level]  # fmt: skip
    reasons: dict[str, list[SilentRow]] = {"only_apart": [], "no_value": [], "proxy": [], "no_indicator": []}
    apart = speaker.assessment.programme.only_apart
    for element in elements:
        status = status_of(speaker, element)
        if status == "proxy":
            reasons["proxy"].append(_silent_row(speaker, element, element.proxies))
        elif status == "unmeasured":
            measured = any((name, speaker.top) in apart for name in element.indicators)
            reasons["only_apart" if measured else "no_value" if element.indicators else "no_indicator"].append(
                _silent_row(speaker, element, element.indicators)
            )
    for reason, rows in reasons.items():
        if rows:
            badge = speaker.badge("element", "proxy" if reason == "proxy" else "unmeasured")
            yield SilentGroup(badge, speaker.label(f"silent.{reason}", count=len(rows)), tuple(rows))


def _silent_row(speaker: Speaker, element: ChainElement, names: Sequence[str]) -> SilentRow:
    indicators = speaker.assessment.theory.indicator_by_id
    asked = any(part.reported_by for name in names for part in speaker.operands[name])
    detail = speaker.quoted(indicators[name].title for name in names)
    if names and not asked:
        detail = speaker.label("silent.not_asked", names=detail)
    return SilentRow(
        id=element.id,
        anchor=anchor_of("element", element.id),
        title=speaker.text(element.title),
        level=speaker.label(f"level.{element.level}"),
        detail=detail,
    )


# --- Coverage ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Grid:
    """Which organisation is shown in which row, and the periods that were asked for."""

    rows: tuple[str, ...]
    row_of: dict[str, str]
    periods: tuple[str, ...]


def coverage_of(speaker: Speaker) -> Coverage:
    """Organisations beside data elements; organisations below the first level are counted, not listed."""
    theory = speaker.assessment.theory
    top_level = speaker.levels[speaker.top]
    order = [level.id for level in theory.organisations.levels]
    below = {speaker.levels[name] for name in speaker.inside - {speaker.top}} | set(order[order.index(top_level) + 1 :])
    asked = [one for one in theory.data_elements if set(one.reported_by) & below]
    alone = [one for one in theory.data_elements if top_level in one.reported_by and one not in asked]
    nobody = [one for one in theory.data_elements if not one.reported_by]
    grid = _grid(speaker)
    cells = _counted(speaker, grid)
    columns = [*asked, *nobody]
    deep = any(name not in grid.rows for _, name, _ in speaker.states if name in speaker.inside)
    periods = speaker.joined(grid.periods)
    rows = tuple(_matrix_row(speaker, name, columns, grid, cells) for name in grid.rows)
    return Coverage(
        section=speaker.section(
            "coverage",
            speaker.label("coverage.intro", periods=periods) if columns else speaker.label("coverage.empty"),
            speaker.label("coverage.collapsed") if deep else "",
        ),
        columns=tuple(speaker.text(element.title) for element in columns),
        asked=len(asked),
        periods=periods,
        blocks=tuple(_blocks(rows, len(columns))),
        legend=_legend(speaker, rows),
        rows=rows,
        national_title=speaker.label("coverage.national" if speaker.is_whole else "coverage.of_own"),
        national=tuple(_national(speaker, one) for one in alone),
    )


def _legend(speaker: Speaker, rows: Sequence[MatrixRow]) -> tuple[tuple[Sign, str], ...]:
    """What the signs mean: those that every reader needs, and all others that occur."""
    found = {sign.state for row in rows for mark in row.marks for sign in mark.signs}
    names = [name for name in SIGNS if name in ALWAYS_EXPLAINED or name in found]
    return tuple((Sign(SIGNS[name], name), speaker.label(f"mark.{name}")) for name in names)


def _blocks(rows: Sequence[MatrixRow], columns: int) -> Iterator[tuple[int, int]]:
    """Columns that fit on the page beside the names of organisations, by the widest cell of each."""
    start, used = 0, 0.0
    for at in range(columns):
        wide = CELL_MARGIN + max((_width(row.marks[at]) for row in rows), default=0.0)
        if at > start and used + wide > ROOM:
            yield start, at
            start, used = at, 0.0
        used += wide
    if columns:
        yield start, columns


def _width(mark: Mark) -> float:
    """Room that the signs of one cell take, in rem: a digit is narrower than a disc."""
    return sum(0.65 if len(sign.text) == 1 else 0.5 * len(sign.text) for sign in mark.signs) + 0.25 * len(mark.signs)


def _grid(speaker: Speaker) -> _Grid:
    theory = speaker.assessment.theory
    parents = {one.id: [part.parent for part in one.belongs_to() if part.parent in speaker.inside]
               for one in theory.organisations.organisations if one.id in speaker.inside}  # fmt: skip
    parents[speaker.top] = []
    row_of: dict[str, str] = {}
    for name in parents:
        at, seen = name, {name}
        while parents[at] and parents[at][0] != speaker.top and parents[at][0] not in seen:
            at = parents[at][0]
            seen.add(at)
        row_of[name] = at
    rows = tuple(name for name in parents if row_of[name] == name)
    used = {period for _, organisation, period in speaker.states if organisation in speaker.inside}
    rounds = (one.period for one in theory.file.reporting_rounds)
    return _Grid(rows, row_of, tuple(period for period in rounds if period in used))


_Counts = dict[tuple[str, str], dict[str, dict[str, int]]]
"""By (row, data element): by period, how many organisations are in each state."""


def _counted(speaker: Speaker, grid: _Grid) -> _Counts:
    elements = speaker.assessment.theory.data_element_by_id
    found: _Counts = {}
    for (element, organisation, period), (state, asked) in speaker.states.items():
        if organisation not in speaker.inside or not speaker.counts_here(organisation, period):
            continue
        mine = organisation == speaker.top or speaker.levels[organisation] in elements[element].reported_by
        if not mine and (elements[element].reported_by or state != "reported"):
            continue
        name = state if asked or state == "reported" else "nobody"
        states = found.setdefault((grid.row_of[organisation], element), {}).setdefault(period, {})
        states[name] = states.get(name, 0) + 1
    return found


def _matrix_row(speaker: Speaker, name: str, columns: Sequence[DataElement], grid: _Grid, cells: _Counts) -> MatrixRow:
    organisation = speaker.assessment.theory.organisations.by_id[name]
    marks = tuple(_mark(speaker, cells.get((name, element.id), {}), grid.periods) for element in columns)
    return MatrixRow(speaker.text(organisation.title), marks, name == speaker.top)


def _mark(speaker: Speaker, found: dict[str, dict[str, int]], periods: Sequence[str]) -> Mark:
    """One sign for each period, and one for figures over another period."""
    elsewhere = [period for period, states in found.items() if period not in periods and states.get("reported")]
    asked = [period for period in periods if set(found.get(period, {})) - {"nobody"}]
    signs: list[Sign] = []
    told: list[tuple[str, str]] = []
    for period in periods if asked else ():
        sign, state = _sign(speaker, found.get(period, {}))
        signs.append(sign)
        told.append((period, state))
    words = [_period_words(speaker, [period for period, _ in run], state)
             for state, run in groupby(told, key=lambda one: one[1])]  # fmt: skip
    for period in elsewhere:
        signs.append(Sign(SIGNS["elsewhere"], "elsewhere"))
        state = speaker.label("mark.reported")
        words.append(speaker.label("coverage.word", period=speaker.period(period), state=state))
    if not signs:
        return Mark((Sign(SIGNS["nobody"], "nobody"),), speaker.label("mark.nobody"))
    return Mark(tuple(signs), ", ".join(words))


def _sign(speaker: Speaker, states: dict[str, int]) -> tuple[Sign, str]:
    """The sign of one period with its word, or a count where several organisations share a row."""
    several = sum(states.values()) > 1
    if several and (states.get("reported") or states.get("missing")):
        reported, expected = states.get("reported", 0), states.get("reported", 0) + states.get("missing", 0)
        word = speaker.label("coverage.counted", reported=reported, expected=expected)
        return Sign(f"{reported}/{expected}", "reported" if reported else "missing"), word
    name = next(iter(states), "nobody")
    return Sign(SIGNS[name], name), speaker.label(f"mark.{name}")


def _period_words(speaker: Speaker, periods: Sequence[str], state: str) -> str:
    """Periods that follow each other in one state, said once."""
    several = len(periods) > 1
    period = speaker.label("period.span", start=periods[0], end=periods[-1]) if several else periods[0]
    return speaker.label("coverage.word", period=period, state=state)


def _national(speaker: Speaker, element: DataElement) -> Fact:
    """One data element that is asked of the top alone: its periods with their state."""
    states = [(period, state) for (name, organisation, period), (state, _) in speaker.states.items()
              if name == element.id and organisation == speaker.top]  # fmt: skip
    words = (
        speaker.label("coverage.national_states", period=speaker.period(period), state=speaker.label(f"mark.{state}"))
        for period, state in sorted(states)
    )
    return Fact(speaker.text(element.title), "; ".join(words))
