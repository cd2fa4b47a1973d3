"""The years ahead: the chance that each target is reached, the course of each indicator, and on what both rest."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from toc.backtest import Backtest, in_words, score_lines
from toc.indicator import Indicator
from toc.period import Period
from toc.prospect import without_events
from toc.report.charts import Aim, Break, Expected, Fan, Seen
from toc.report.page import (
    Chance,
    Course,
    MethodGroup,
    MethodRow,
    Outlook,
    PartChances,
    PartCourse,
    PartCourses,
    Past,
    PastRow,
    Unforeseen,
    YearAhead,
)
from toc.report.wording import Record, Speaker, anchor_of, known, records_of
from toc.series import Point
from toc.target import start_of
from toc.theory import Event
from toc.words import fixed, number
from toc.words.labels import label_or

MOST_PARTS = 30
"""Organisations that are drawn for one indicator; the rest is counted."""

MOST_OPEN = 15
"""Targets of organisations below the top that are shown unfolded."""

_BANDS = (("lower50", "upper50"), ("lower80", "upper80"), ("lower95", "upper95"))

Pair = tuple[str, str]
"""An indicator and an organisation."""


class Tables:
    """Projections, prospects and methods of one assessment, by what they speak of."""

    def __init__(self, speaker: Speaker) -> None:
        self.assessment = speaker.assessment

    @cached_property
    def _rows(self) -> list[Record]:
        return records_of(self.assessment.projections)

    @cached_property
    def ahead(self) -> dict[Pair, list[Record]]:
        """Years ahead of each pair, in order of time."""
        found: dict[Pair, list[Record]] = {}
        for row in self._rows:
            if row["status"] == "projected" and known(row["median"]):
                found.setdefault((row["indicator"], row["organisation"]), []).append(row)
        return {pair: sorted(rows, key=lambda row: int(row["year"])) for pair, rows in found.items()}

    @cached_property
    def refused(self) -> dict[Pair, Record]:
        """The reason why nothing is said of a pair, where not a single year is projected."""
        found: dict[Pair, Record] = {}
        for row in self._rows:
            pair = (row["indicator"], row["organisation"])
            if row["status"] != "projected" and pair not in self.ahead:
                found.setdefault(pair, row)
        return found

    @cached_property
    def prospects(self) -> dict[Pair, list[Record]]:
        """Targets of each pair with the chance that they are reached, in order of year."""
        found: dict[Pair, list[Record]] = {}
        for row in records_of(self.assessment.prospects):
            found.setdefault((row["indicator"], row["organisation"]), []).append(row)
        return {pair: sorted(rows, key=lambda row: int(row["year"])) for pair, rows in found.items()}


def outlook_of(speaker: Speaker, past: Backtest | None = None) -> Outlook:
    """Everything about the years ahead; where nothing can be said, why not.

    Args:
        speaker: the assessment in one language.
        past: projections of earlier years beside the figures that came, when somebody looked back.
    """
    tables = Tables(speaker)
    indicators = speaker.assessment.theory.indicators
    courses = tuple(_course(speaker, tables, one) for one in indicators if (one.id, speaker.top) in tables.ahead)
    rows = [row for found in tables.prospects.values() for row in found if row["organisation"] in speaker.inside]
    mine = [row for row in rows if row["organisation"] == speaker.top]
    shared = _shared_events(rows)
    told_once = [event for event in speaker.assessment.theory.file.events if event.id in shared]
    chances = [_chance(speaker, row, told_once) for row in mine]
    years = [str(year) for year in speaker.assessment.theory.file.horizons]
    intro = "outlook.intro" if courses else "outlook.none"
    return Outlook(
        section=speaker.section("outlook", speaker.label(intro, years=years) if years else ""),
        chances=tuple(chances),
        courses=courses,
        parts=tuple(found for one in indicators if (found := _part_courses(speaker, tables, one)).rows),
        unforeseen=_unforeseen(speaker, tables),
        methods=tuple(_methods(speaker)),
        events=_event_notes(speaker, rows, shared),
        part_chances=tuple(_part_chances(speaker, rows, told_once)),
        past=_past(speaker, past) if past is not None and not past.empty else None,
    )


# --- Targets ----------------------------------------------------------------------------------------------------


def _part_chances(speaker: Speaker, rows: Sequence[Record], told_once: Sequence[Event]) -> Iterator[PartChances]:
    """Targets of organisations below the top, organisation by organisation; many of them are folded."""
    below = [row for row in rows if row["organisation"] != speaker.top]
    for organisation in speaker.assessment.theory.organisations.organisations:
        found = [_chance(speaker, row, told_once) for row in below if row["organisation"] == organisation.id]
        if found:
            yield PartChances(speaker.text(organisation.title), tuple(found), len(below) <= MOST_OPEN)


def _chance(speaker: Speaker, row: Record, told_once: Sequence[Event] = ()) -> Chance:
    """One target; events that are told beside it are left out of its reason."""
    theory = speaker.assessment.theory
    target = theory.target_by_id.get(row["target_id"])
    indicator = theory.indicator_by_id[row["indicator"]]
    lacking = _is_lacking(indicator, row)
    seen, needed, extra = _paces(speaker, indicator.unit, row, lacking)
    last = ""
    if known(row["last"]):
        figure = speaker.amount(row["last"], indicator.unit)
        last = speaker.label("targets.actual", figure=figure, period=f"{row['last_year']:.0f}")
    goal = speaker.label(
        "outlook.goal", goal=speaker.amount(row["target_value"], indicator.unit), year=str(row["year"])
    )
    return Chance(
        indicator_id=row["indicator"],
        indicator=speaker.text(indicator.title),
        organisation=speaker.text(theory.organisations.by_id[row["organisation"]].title),
        goal=goal,
        owner=target.owner if target else "",
        anchor=anchor_of("target", row["target_id"]),
        badge=speaker.badge("prospect_status", row["status"]),
        chance=_said(speaker, row),
        last=last,
        seen=seen,
        needed=needed,
        extra=extra if lacking else speaker.label("outlook.no_extra"),
        reason=speaker.text(without_events(row["reason"], told_once)),
    )


def _is_lacking(indicator: Indicator, row: Record) -> bool:
    """Whether the pace so far is too low for the target; unknown counts as such, and is then written as nothing."""
    extra = row["extra_per_year"]
    return not known(extra) or (extra < 0 if indicator.ascending is False else extra > 0)


def _goal(speaker: Speaker, row: Record) -> str:
    """The value to be reached; where it was changed, whether it is the first or the last one."""
    goal = speaker.amount(row["target_value"], speaker.assessment.theory.indicator_by_id[row["indicator"]].unit)
    target = speaker.assessment.theory.target_by_id.get(row["target_id"])
    if target is None or not target.versions:
        return goal
    return speaker.label("targets.first" if row["target_value"] == target.value else "targets.current", goal=goal)


def _said(speaker: Speaker, row: Record) -> str:
    """A chance as it is read; nothing where nobody can tell, or where it is settled."""
    if row["status"] == "reached" or not known(row["probability"]):
        return ""
    return speaker.label("outlook.chance", chance=row["probability"])


def _events_of(row: Record) -> list[str]:
    return row["event"].split(",") if isinstance(row["event"], str) else []


def _shared_events(rows: Sequence[Record]) -> list[str]:
    """Events that lie before more than one target: they are told once, under the table."""
    count = Counter(name for row in rows for name in _events_of(row))
    return [name for name, times in count.items() if times > 1]


def _event_notes(speaker: Speaker, rows: Sequence[Record], names: Sequence[str]) -> tuple[str, ...]:
    """One sentence for each event that is shared, with how many of the targets it lies before."""
    notes = []
    for event in speaker.assessment.theory.file.events:
        if event.id in names:
            under = [row for row in rows if event.id in _events_of(row)]
            told = "_reckoned" if any(row["status"] != "cannot_tell" for row in under) else ""
            code = f"outlook.event{told}"
            notes.append(speaker.label(code, day=event.day, title=event.title, count=len(under), all=len(rows)))
    return tuple(notes)


def _event_in_words(speaker: Speaker, event: Event) -> str:
    return speaker.label("fan.event", day=event.day, title=event.title)


# --- One indicator ----------------------------------------------------------------------------------------------


def _course(speaker: Speaker, tables: Tables, indicator: Indicator) -> Course:
    pair = (indicator.id, speaker.top)
    rows, prospects = tables.ahead[pair], tables.prospects.get(pair, [])
    chart = fan_of(speaker, pair, rows, prospects)
    element = next((one for one in speaker.assessment.theory.file.elements if indicator.id in one.indicators), None)
    level = speaker.label(f"level.{indicator.level}")
    ahead = speaker.assessment.theory.file.events
    return Course(
        anchor=anchor_of("course", indicator.id),
        title=speaker.text(indicator.title),
        place=f"{level} · {element.id} {speaker.text(element.title)}" if element else level,
        chart=replace(chart, description=described(speaker, pair, chart, rows)),
        chances=tuple(_chance(speaker, row, ahead) for row in prospects),
        note=" ".join([speaker.text(rows[-1]["reason"]), *_said_once(speaker, prospects, ahead)]),
        rows=tuple(_year_ahead(speaker, indicator, row, prospects) for row in rows),
    )


def course_without_years(speaker: Speaker, tables: Tables, indicator: Indicator) -> Course | None:
    """What is seen of an indicator of which no year ahead is projected; None where nothing is to be drawn."""
    pair = (indicator.id, speaker.top)
    prospects = tables.prospects.get(pair, [])
    chart = fan_of(speaker, pair, [], prospects)
    if not chart.seen:
        return None
    return Course(
        anchor=anchor_of("course", indicator.id),
        title=speaker.text(indicator.title),
        place="",
        chart=replace(chart, description=described(speaker, pair, chart, [])),
        chances=tuple(_chance(speaker, row, speaker.assessment.theory.file.events) for row in prospects),
        note="",
        rows=(),
    )


def _said_once(speaker: Speaker, rows: Sequence[Record], events: Sequence[Event]) -> Iterator[str]:
    """What is declared to happen before these targets are due, one sentence for each event."""
    for event in events:
        under = [row for row in rows if event.id in _events_of(row)]
        if under:
            reckoned = any(row["status"] != "cannot_tell" for row in under)
            yield speaker.say(
                "prospect.event" if reckoned else "prospect.event_alone", day=event.day, title=event.title
            )


def _year_ahead(speaker: Speaker, indicator: Indicator, row: Record, prospects: Sequence[Record]) -> YearAhead:
    half, wide, widest = (between(speaker, indicator, row, *names) for names in _BANDS)
    said = [
        speaker.label("outlook.chance_of", chance=_said(speaker, one),
                      goal=speaker.amount(one["target_value"], indicator.unit))
        for one in prospects if int(one["year"]) == int(row["year"]) and _said(speaker, one)
    ]  # fmt: skip
    middle = rough_amount(speaker, row["median"], indicator.unit)
    return YearAhead(str(row["year"]), middle, half, wide, widest, "; ".join(dict.fromkeys(said)))


def between(speaker: Speaker, indicator: Indicator, row: Record, low: str, high: str) -> str:
    """Bounds, both as fine as the larger one."""
    if not known(row[low]) or not known(row[high]):
        return ""
    size = max(abs(row[low]), abs(row[high]))
    first, last = (_rough_number(speaker, row[name], indicator.unit, size) for name in (low, high))
    return speaker.label("outcomes.interval_text", low=first, high=last)


# --- The chart --------------------------------------------------------------------------------------------------


def fan_of(speaker: Speaker, pair: Pair, rows: Sequence[Record], prospects: Sequence[Record]) -> Fan:
    """The course of one indicator of one organisation as drawn: figures, years ahead, targets and events."""
    theory = speaker.assessment.theory
    indicator = theory.indicator_by_id[pair[0]]
    organisation = theory.organisations.by_id[pair[1]]
    seen = tuple(_seen(speaker, pair))
    ahead = tuple(_expected(row, indicator.unit) for row in rows)
    return Fan(
        name=f"{anchor_of('fan', indicator.id)}-{anchor_of('at', organisation.id)}",
        title=speaker.label("fan.title", indicator=indicator.title, organisation=organisation.title),
        description="",
        language=speaker.language,
        unit=_unit(speaker, indicator.unit),
        seen=seen,
        ahead=ahead,
        aims=tuple(_aims(speaker, indicator, prospects)),
        breaks=tuple(_breaks(speaker, seen, ahead)),
        missing=tuple(_missing(speaker, pair)),
        step=_step(speaker, pair),
        zero=_zero_belongs(speaker, indicator),
    )


def _drawn(speaker: Speaker, pair: Pair) -> list[Point]:
    """Points over equally long periods: years where there are any, and otherwise as long as the last."""
    points = speaker.assessment.points.get(pair, ())
    length = _length(points)
    return [point for point in points if abs(point.period.months - length) < 0.5]


def _length(points: Sequence[Point]) -> float:
    months = [point.period.months for point in points]
    if not months or any(abs(one - 12) < 0.5 for one in months):
        return 12.0
    return months[-1]


def _seen(speaker: Speaker, pair: Pair) -> Iterator[Seen]:
    """Points, each with the margin of a questionnaire or with what a part of a year would be in a whole one."""
    rows = {row["period"]: row for row in speaker.values.get(pair, []) if not row["disaggregation"]}
    times = _times(speaker.assessment.theory.indicator_by_id[pair[0]].unit)
    for point in _drawn(speaker, pair):
        row = rows.get(point.period.label, {})
        names = ("annual_lower", "annual_upper") if point.partial else ("lower", "upper")
        low, high = (times * row[name] if known(row.get(name)) else None for name in names)
        whole = low is not None and high is not None
        yield Seen(_moment(point.period), times * point.value, low if whole else None, high if whole else None,
                   point.partial)  # fmt: skip


def _expected(row: Record, unit: str) -> Expected:
    times = _times(unit)
    bands = tuple((times * row[low], times * row[high]) for low, high in _BANDS
                  if known(row[low]) and known(row[high]))  # fmt: skip
    return Expected(float(row["year"]), times * row["median"], bands)


def _aims(speaker: Speaker, indicator: Indicator, prospects: Sequence[Record]) -> Iterator[Aim]:
    """Targets that a figure may be held against; a target that counts something else is not drawn."""
    drawn = [row for row in prospects if row["status"] != "cannot_tell"]
    owners = {row["target_id"]: target.owner for row in drawn
              if (target := speaker.assessment.theory.target_by_id.get(row["target_id"])) is not None}  # fmt: skip
    said: dict[tuple[int, float, str], list[Record]] = {}
    for row in drawn:
        said.setdefault((int(row["year"]), float(row["target_value"]), _goal(speaker, row)), []).append(row)
    times = _times(indicator.unit)
    for (year, value, words), rows in said.items():
        goal = speaker.label("fan.aim", year=str(year), goal=words)
        distinct = [name for name in dict.fromkeys(owners.get(row["target_id"], "") for row in rows) if name]
        several = len(set(owners.values())) > 1 and distinct
        path = tuple((moment, times * size) for moment, size in _road(speaker, rows[0]))
        yield Aim(float(year), times * value, f"{goal} ({speaker.joined(distinct)})" if several else goal, path)


def _road(speaker: Speaker, row: Record) -> Iterator[tuple[float, float]]:
    """The declared road from the baseline to a target: what is due in the middle of each year."""
    theory = speaker.assessment.theory
    target = theory.target_by_id.get(row["target_id"])
    baseline = theory.baseline_by_id.get(target.baseline or "") if target else None
    goal = next((one for one in target.goals if one.value == row["target_value"]), None) if target else None
    if target is None or baseline is None or goal is None or target.path is None:
        return
    begin = start_of(target, baseline)
    for year in range(Period.parse(baseline.period).end.year, target.year + 1):
        part = target.part_due(baseline, goal, Period.parse(year))
        if part is not None:
            yield float(year), begin + part * (goal.value - begin)


def _breaks(speaker: Speaker, seen: Sequence[Seen], ahead: Sequence[Expected]) -> Iterator[Break]:
    """Declared events within the years that are drawn."""
    moments = [*(one.moment for one in seen), *(one.moment for one in ahead)]
    for event in speaker.assessment.theory.file.events:
        at = _moment(Period(event.day, event.day))
        if moments and min(moments) - 0.35 <= at <= max(moments) + 0.35:
            yield Break(at, _event_in_words(speaker, event))


def _periods(speaker: Speaker, pair: Pair) -> dict[str, str]:
    """Periods that are over and were asked for, as long as the points that are drawn: the state of their figure."""
    length = _length(speaker.assessment.points.get(pair, ()))
    found: dict[str, str] = {}
    for row in speaker.values.get(pair, []):
        asked = not row["disaggregation"] and {"not_asked", "open_period"}.isdisjoint(row["flags"])
        if asked and abs(Period.parse(row["period"]).months - length) < 0.5:
            found[row["period"]] = row["state"]
    return found


def _missing(speaker: Speaker, pair: Pair) -> Iterator[float]:
    """Periods that were due and of which there is no figure that may be compared."""
    usable = {point.period.label for point in _drawn(speaker, pair)}
    for period, state in _periods(speaker, pair).items():
        if state in ("missing", "withheld", "reported") and period not in usable:
            yield _moment(Period.parse(period))


def _step(speaker: Speaker, pair: Pair) -> float:
    """Years from one figure to the next when none is missing."""
    moments = sorted(_moment(Period.parse(period)) for period in _periods(speaker, pair))
    return min((later - earlier for earlier, later in pairwise(moments)), default=1.0)


def _zero_belongs(speaker: Speaker, indicator: Indicator) -> bool:
    """Whether zero means nothing, so that a figure is only fairly seen beside it."""
    if indicator.natural_zero is not None:
        return indicator.natural_zero
    if indicator.lowest is not None and indicator.lowest != 0:
        return False
    return not any(one.may_be_negative for one in speaker.operands[indicator.id])


def described(speaker: Speaker, pair: Pair, chart: Fan, rows: Sequence[Record]) -> str:
    """The whole chart in words, for whoever cannot see it."""
    indicator = speaker.assessment.theory.indicator_by_id[pair[0]]
    unit = indicator.unit
    said = [_point_in_words(speaker, point, unit) for point in _drawn(speaker, pair)]
    parts = [speaker.label("fan.said_figures", figures=said)] if said else []
    if chart.missing:
        parts.append(speaker.label("fan.said_missing", years=[str(math.floor(one + 0.5)) for one in chart.missing]))
    for row in rows[:: max(len(rows) - 1, 1)]:
        middle, wide = rough_amount(speaker, row["median"], unit), between(speaker, indicator, row, *_BANDS[1])
        parts.append(speaker.label("fan.said_ahead", year=str(row["year"]), middle=middle, wide=wide))
    parts += [speaker.label("fan.said_part", text=one.label) for one in chart.aims]
    parts += [speaker.label("fan.said_part", text=one.title) for one in chart.breaks]
    return " ".join(parts)


def _point_in_words(speaker: Speaker, point: Point, unit: str) -> str:
    figure, period = speaker.amount(point.value, unit), speaker.period(point.period.label)
    if point.partial:
        return speaker.label("picture.value_part", figure=figure, period=period, months=speaker.months(point.months))
    return speaker.label("picture.value", figure=figure, period=period)


# --- Organisations below the top, and what cannot be said -------------------------------------------------------


def _part_courses(speaker: Speaker, tables: Tables, indicator: Indicator) -> PartCourses:
    """The same per organisation, with a small chart each."""
    organisations = [one.id for one in speaker.assessment.theory.organisations.organisations
                     if one.id in speaker.inside and one.id != speaker.top]  # fmt: skip
    there = [name for name in organisations if (indicator.id, name) in tables.ahead]
    silent = sum((indicator.id, name) in tables.refused for name in organisations)
    rows = tuple(_part_course(speaker, tables, (indicator.id, name)) for name in there[:MOST_PARTS])
    more = len(there) - len(rows)
    notes = (
        speaker.label("outlook.parts_more", count=more) if more else "",
        speaker.label("outlook.parts_silent", count=silent) if silent else "",
    )
    year = max((str(row["year"]) for name in there for row in tables.ahead[indicator.id, name]), default="")
    title = speaker.label("outlook.parts_of", indicator=indicator.title, count=len(there))
    return PartCourses(title, year, rows, " ".join(one for one in notes if one))


def _part_course(speaker: Speaker, tables: Tables, pair: Pair) -> PartCourse:
    indicator = speaker.assessment.theory.indicator_by_id[pair[0]]
    rows, prospects = tables.ahead[pair], tables.prospects.get(pair, [])
    points = [point for point in _drawn(speaker, pair) if not point.partial]
    return PartCourse(
        organisation=speaker.text(speaker.assessment.theory.organisations.by_id[pair[1]].title),
        chart=fan_of(speaker, pair, rows, prospects),
        last=_point_in_words(speaker, points[-1], indicator.unit) if points else "",
        middle=rough_amount(speaker, rows[-1]["median"], indicator.unit),
        wide=between(speaker, indicator, rows[-1], *_BANDS[1]),
        chances=tuple(_chance(speaker, row) for row in prospects),
    )


def _unforeseen(speaker: Speaker, tables: Tables) -> tuple[Unforeseen, ...]:
    """Indicators of the whole without a single year ahead, gathered by the reason."""
    reasons: dict[str, list[str]] = {}
    for one in speaker.assessment.theory.indicators:
        row = tables.refused.get((one.id, speaker.top))
        if row is not None:
            reasons.setdefault(speaker.text(row["reason"]), []).append(speaker.text(one.title))
    return tuple(Unforeseen(reason, tuple(titles)) for reason, titles in reasons.items())


# --- Ways of reckoning ------------------------------------------------------------------------------------------


def _methods(speaker: Speaker) -> Iterator[MethodGroup]:
    """All ways of reckoning beside each target of the whole, where one of them says anything; whether they agree."""
    theory = speaker.assessment.theory
    groups: dict[tuple[str, str, float], list[Record]] = {}
    for row in records_of(speaker.assessment.methods):
        if row["organisation"] == speaker.top:
            groups.setdefault((row["indicator"], row["target_id"], row["target_value"]), []).append(row)
    for (name, target_id, value), rows in groups.items():
        if all(row["reaches"] is None for row in rows):
            continue
        indicator, target = theory.indicator_by_id[name], theory.target_by_id[target_id]
        goal = speaker.label("outlook.goal", goal=speaker.amount(value, indicator.unit), year=str(target.year))
        yield MethodGroup(
            indicator_id=name,
            title=f"{speaker.text(indicator.title)}: {goal} ({target.owner})",
            agreement=_agreement(speaker, rows),
            rows=tuple(_method_row(speaker, indicator, row) for row in rows),
        )


def _agreement(speaker: Speaker, rows: Sequence[Record]) -> str:
    said = [bool(row["reaches"]) for row in rows if row["reaches"] is not None]
    if len(said) < 2:
        return speaker.label("outlook.methods_few")
    if len(set(said)) == 1:
        return speaker.label("outlook.methods_all" if said[0] else "outlook.methods_none", count=len(said))
    return speaker.label("outlook.methods_differ", yes=sum(said), count=len(said))


def _method_row(speaker: Speaker, indicator: Indicator, row: Record) -> MethodRow:
    answer = ""
    if known(row["value"]):
        answer = rough_amount(speaker, row["value"], indicator.unit)
    elif known(row["ratio"]):
        answer = speaker.label("outlook.ratio", ratio=row["ratio"])
    reaches = "unknown" if row["reaches"] is None else "yes" if row["reaches"] else "no"
    return MethodRow(
        name=label_or(f"method_name.{row['method']}", str(row["method"]), speaker.language),
        answer=answer,
        badge=speaker.badge("reaches", reaches),
        reason=speaker.text(row["reason"]),
    )


def _past(speaker: Speaker, found: Backtest) -> Past:
    """How good projections of earlier years would have been."""
    lines = score_lines(speaker.assessment.theory, found)
    return Past(
        sentences=tuple(speaker.text(one) for one in in_words(found)),
        rows=tuple(PastRow(*(speaker.text(cell) for cell in line)) for line in lines),
        note=f"{speaker.say('backtest.recomputed')}. {speaker.say('backtest.hindsight')}",
    )


# --- How it is written ------------------------------------------------------------------------------------------


def _moment(period: Period) -> float:
    """Middle of a period, in years that lie above their own name."""
    return period.midpoint - 0.5


def _times(unit: str) -> float:
    """A fraction is drawn and written as a percentage."""
    return 100.0 if unit == "fraction" else 1.0


def _unit(speaker: Speaker, unit: str) -> str:
    return "%" if unit == "fraction" else speaker.assessment.theory.unit_titles[unit][speaker.language]


def _rough(value: float, size: float = 0.0) -> float:
    """Three digits of the value, or of the larger ``size`` beside it: what lies ahead is not known better."""
    largest = max(abs(value), abs(size))
    if not largest:
        return 0.0
    unit = 10.0 ** (math.floor(math.log10(largest)) - 2)
    return float(f"{round(value / unit) * unit:.12g}")


def rough_amount(speaker: Speaker, value: float, unit: str) -> str:
    """An estimated number with its unit."""
    return speaker.amount(_rough(value), unit)


def _paces(speaker: Speaker, unit: str, row: Record, lacking: bool) -> tuple[str, str, str]:
    """The pace so far, the pace needed and the difference, all as fine as the difference in two digits.

    What is shown subtracts: the pace so far is what is needed less what is lacking.
    """
    numbers = [_times(unit) * row[name] for name in ("pace_seen", "pace_needed", "extra_per_year")]
    if not all(math.isfinite(one) for one in numbers):
        return _alone(speaker, unit, numbers[0]), _alone(speaker, unit, numbers[1]), _alone(speaker, unit, numbers[2])
    seen, needed, extra = numbers
    step = _step_of(extra if lacking and extra else max(abs(seen), abs(needed)))
    needed, extra = _to(needed, step), _to(extra, step)
    seen = needed - extra if lacking else _to(seen, step)
    first, second, third = (_change(speaker, one, unit, step) for one in (seen, needed, extra))
    return first, second, third


def _alone(speaker: Speaker, unit: str, value: float) -> str:
    return _change(speaker, value, unit, _step_of(value)) if math.isfinite(value) else ""


def _to(value: float, step: float) -> float:
    """The nearest multiple of a step, halves away from zero as in every sentence."""
    return math.copysign(step * math.floor(abs(value) / step + 0.5 + 1e-9), value)


def _step_of(value: float) -> float:
    """The last place of a number in two digits."""
    rough = abs(float(f"{value:.2g}"))
    return 10.0 ** (math.floor(math.log10(rough)) - 1) if rough else 1.0


def _change(speaker: Speaker, value: float, unit: str, step: float) -> str:
    """A change per year with its sign, as fine as the step; that of a percentage is in percentage points."""
    decimals = max(0, -math.floor(math.log10(step) + 0.5))
    rough = float(f"{_to(value, step):.12g}")
    sign = "+" if rough > 0 else "−" if rough < 0 else ""
    written = fixed(abs(rough), speaker.language, decimals)
    if _unit(speaker, unit) == "%":
        return speaker.label("outlook.points", sign=sign, value=written)
    if unit.startswith("score"):
        return speaker.label("change.score", size=f"{sign}{written}")
    return f"{sign}{written} {_unit(speaker, unit)}"


def _rough_number(speaker: Speaker, value: float, unit: str, size: float) -> str:
    """An estimated number without its unit, but for a percentage."""
    percentage = "%" if _unit(speaker, unit).startswith("%") else ""
    return number(_rough(_times(unit) * value, _times(unit) * size), speaker.language) + percentage
