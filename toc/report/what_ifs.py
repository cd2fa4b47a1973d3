"""What-ifs side by side as a section of the report: reckoned once, worded in each language."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from toc.assessment import Assessment
from toc.comparison import (
    UNSHOWN,
    Comparison,
    compare,
    footing,
    foundation,
    hardly,
    organisation_of,
    unshown_behind,
)
from toc.declared import Text
from toc.formula import SHARES
from toc.indicator import Indicator, Level
from toc.levers import Reach, reach
from toc.propagation.settling import TOLERANCE
from toc.prospect import LIKELY as LIKELY_CHANCE
from toc.report.believed import Writer
from toc.report.charts import Bar, Bars
from toc.report.choices import LOOK_OF, SAME_CHANCE, Many, decided_by, goal_of, is_told, reaching_of
from toc.report.choices_page import (
    AimBlock,
    AimRow,
    Leaning,
    LevelCell,
    MovedRow,
    ReachBlock,
    WhatIfBlock,
    WhatIfs,
)
from toc.report.page import Fact, Reference, Section
from toc.report.wording import Record, anchor_of, records_of
from toc.result_chain import level_rank
from toc.scenario import Scenario
from toc.target import Target
from toc.weighing import Sensitivity, sensitivity
from toc.what_if import WhatIf
from toc.words import say
from toc.words.labels import label

FAR_APART = 0.05
"""Chances that differ at least so much are called different enough to ask what decides them."""

MOST_REACHED = 3
"""Targets of which it is reckoned what it would take."""

MOST_LISTED = 2
"""Scenarios that are named beside an assumption; more are counted."""

PART_COMPARED = 0.4
"""Part of the time that laying what-ifs beside each other takes, roughly."""


@dataclass(frozen=True)
class Weighed:
    """What-ifs of one report as numbers, reckoned once and worded in each language."""

    assessment: Assessment
    organisation: str
    asked: int
    """Scenarios that were asked for."""

    comparison: Comparison | None
    """None where no scenario was asked for, or no year lies ahead."""

    reached: tuple[Reach, ...]
    """What it would take to reach targets that are not likely, in the order of the theory."""

    more_targets: int
    """Targets that are not likely either, of which that was not reckoned."""

    decisive: tuple[Sensitivity, ...]
    """What decides the answers on which the scenarios differ most."""


def own_choices(scenarios: Sequence[Scenario]) -> tuple[Scenario, ...]:
    """Those that are a choice of their own and no building block of others, in the same order."""
    return tuple(one for one in scenarios if not one.building_block)


def weigh_what_ifs(
    assessment: Assessment,
    scenarios: Sequence[Scenario],
    organisation: str | None = None,
    *,
    figures: Mapping[str, Assessment] | None = None,
    tolerance: float = TOLERANCE,
    told: Callable[[float], None] | None = None,
) -> Weighed:
    """Reckon everything that the section on what-ifs shows.

    Args:
        assessment: what is known.
        scenarios: in the order in which they are shown.
        organisation: whose answer it is; the default is the top of the tree.
        figures: assessments under scenarios that change what past figures say, by name of the scenario.
        tolerance: largest error from drawing, as a part of the width of the 80 % interval.
        told: is given the part that is done, from 0 to 1.

    Raises:
        FindingsError: a scenario does not fit the theory, two have one name, or there is no such organisation.
    """
    theory, known = assessment.theory, assessment.as_of.year
    whose = organisation_of(theory, organisation)
    if not scenarios or not any(year > known for year in theory.file.horizons):
        return Weighed(assessment, whose, len(scenarios), None, (), 0, ())
    done = _Done(told)
    aims = [target.year for target in theory.targets if target.organisation == whose]
    comparison = compare(assessment, scenarios, whose, figures=figures, years=aims, tolerance=tolerance,
                         told=done.part(PART_COMPARED))  # fmt: skip
    open_targets = _not_likely(comparison)
    asked = list(_most_apart(comparison))
    each = (1 - PART_COMPARED) / max(len(open_targets[:MOST_REACHED]) + len(asked), 1)
    reached = tuple(reach(assessment, name, told=done.part(each)) for name in open_targets[:MOST_REACHED])
    decisive = []
    for measure, name, year in asked:
        scenario = comparison.what_if(name).scenario
        decisive.append(sensitivity(assessment, measure, scenario=scenario, organisation=whose, year=year))
        done.part(each)(1.0)
    if told is not None:
        told(1.0)
    return Weighed(assessment, whose, len(scenarios), comparison, reached, len(open_targets[MOST_REACHED:]),
                   tuple(decisive))  # fmt: skip


@dataclass
class _Done:
    """Tells how far a row of tasks is, of which each tells how far it is itself."""

    told: Callable[[float], None] | None
    before: float = 0.0
    most: float = 0.0

    def part(self, size: float) -> Callable[[float], None]:
        """A teller for the next task, which is so large a part of all."""
        start, self.before = self.before, self.before + size

        def tell(part: float) -> None:
            self.most = max(self.most, min(start + size * min(part, 1.0), 1.0))
            if self.told is not None:
                self.told(self.most)

        return tell


def _not_likely(comparison: Comparison) -> list[str]:
    """Targets of the theory that are not likely as it goes now."""
    rows = comparison.chances
    here = rows[(rows["scenario"] == "") & (rows["probability"] < LIKELY_CHANCE)]
    return [str(name) for name in here["target_id"]]


def _most_apart(comparison: Comparison) -> Iterator[tuple[str, str, int]]:
    """Measure, scenario and year of what is weighed: the target, and the outcome, on which scenarios differ most."""
    first = _target_apart(comparison)
    if first is not None:
        yield first
    second = _outcome_apart(comparison)
    if second is not None and (first is None or second[0] != first[0]):
        yield second


def _target_apart(comparison: Comparison) -> tuple[str, str, int] | None:
    """The target whose chance differs most, if it differs; where no chance differs much, the one most in doubt."""
    rows = [row for row in records_of(comparison.chances) if abs(row["extra"]) >= SAME_CHANCE]
    touched = {one.id: set(one.touched) for one in comparison.what_ifs}
    rows = [row for row in rows if row["indicator"] in touched[row["scenario"]]]
    if not rows:
        return None
    far = [row for row in rows if abs(row["extra"]) >= FAR_APART]
    open_ = min(abs(row["probability"] - row["extra"] - 0.5) for row in rows)
    some = far or [row for row in rows if abs(row["probability"] - row["extra"] - 0.5) == open_]
    row = max(some, key=lambda row: abs(row["extra"]))
    return row["indicator"], row["scenario"], int(row["year"])


def _outcome_apart(comparison: Comparison) -> tuple[str, str, int] | None:
    """The outcome or impact whose changes lie farthest apart, as parts of the width of their margins."""
    year = comparison.years[-1]
    changes: dict[str, list[tuple[float, float, str]]] = {}
    for row in records_of(comparison.table):
        if row["scenario"] and row["year"] == year and is_told(row) and not hardly(row):
            name = "difference" if math.isnan(row["relative"]) else "relative"
            width = row[f"{name}_upper80"] - row[f"{name}_lower80"]
            changes.setdefault(row["measure"], []).append((float(row[name]), float(width), row["scenario"]))
    best: tuple[float, str, str] | None = None
    for measure, some in changes.items():
        home = next(one for one in comparison.what_ifs if measure in one.network.measures)
        if level_rank(_level_in(home, measure)) < level_rank(Level.OUTCOME):
            continue
        middles, width = [0.0, *(middle for middle, _, _ in some)], max(width for _, width, _ in some)
        apart = (max(middles) - min(middles)) / width if width > 0 else 0.0
        if best is None or apart > best[0]:
            best = apart, measure, max(some, key=lambda one: abs(one[0]))[2]
    return None if best is None else (best[1], best[2], year)


def _level_in(one: WhatIf, measure: str) -> Level:
    element = one.theory.element_by_id.get(one.element_of.get(measure, ""))
    return element.level if element is not None else one.theory.indicator_by_id[measure].level


def what_ifs_of(weighed: Weighed, language: str) -> WhatIfs:
    """Word the section on what-ifs.

    Args:
        weighed: what was reckoned.
        language: ``nl`` or ``en``.
    """
    theory = weighed.assessment.theory
    short, title = (label(f"what_ifs.{part}", language) for part in ("short", "title"))
    if weighed.comparison is None:
        code = "what_ifs.no_years" if weighed.asked else "what_ifs.none"
        command = "" if weighed.asked else label("what_ifs.command", language, model=theory.id)
        return WhatIfs(Section("what_ifs", short, title), label(code, language), command)
    return _Beside(weighed, weighed.comparison, Many(weighed.comparison, language, in_report=True)).what_ifs(
        Section("what_ifs", short, title, (label("what_ifs.intro", language),))
    )


@dataclass(frozen=True)
class _Beside:
    """Words what-ifs as a section of the report."""

    weighed: Weighed
    comparison: Comparison
    many: Many

    @property
    def language(self) -> str:
        return self.many.language

    def label(self, code: str, **values: Any) -> str:
        return self.many.label(code, **values)

    @cached_property
    def last(self) -> int:
        """The last horizon, which is what is told where there is room for one year only."""
        ahead = [year for year in self.weighed.assessment.theory.file.horizons if year in self.comparison.years]
        return max(ahead)

    def what_ifs(self, section: Section) -> WhatIfs:
        aims, grounds = self.many.aims(), self.many.grounds()
        leaning = tuple(self._leaning())
        writer = Writer(self.weighed.assessment.theory, self.language)
        code = "compare.settled" if self.comparison.settled else "compare.not_settled"
        one = self.comparison
        settled = say(code, draws=one.draws, error=one.error, wanted=one.tolerance)[self.language]
        more = self.weighed.more_targets
        return WhatIfs(
            section=section,
            sentence=self._sentence(),
            command="",
            facts=grounds.facts,
            leaning=leaning,
            leaning_note=self.label("what_ifs.leaning" if leaning else "what_ifs.no_leaning"),
            year=str(self.last),
            blocks=tuple(self._block(one) for one in self.many.what_ifs),
            aims=tuple(self._aims()),
            untold_title=aims.untold_title,
            untold=aims.untold,
            reaching=tuple(self._reach(found, writer) for found in self.weighed.reached),
            reaching_note=self.label("what_ifs.more_targets", count=more) if more else "",
            decisive=tuple(decided_by(one, at, self.language) for at, one in enumerate(self.weighed.decisive)),
            grounds=grounds.groups,
            reckoned=(
                Fact(self.label("choices.fact.settled"), settled),
                Fact(self.label("choices.fact.seed"), str(self.comparison.seed)),
            ),
        )

    def _texts(self, texts: Iterable[Text]) -> tuple[str, ...]:
        return tuple(one[self.language] for one in texts)

    def _sentence(self) -> str:
        """On how many scenarios and targets it is, and how many chances can be told."""
        rows = records_of(self.comparison.chances)
        aims = {row["target_id"] for row in rows}
        told = {row["target_id"] for row in rows if not math.isnan(row["probability"])}
        code = "what_ifs.sentence" if aims else "what_ifs.sentence_no_targets"
        return self.label(code, count=len(self.many.what_ifs), aims=len(aims), told=len(told))

    def _leaning(self) -> Iterator[Leaning]:
        """Conditions that were not shown and on which answers rest, those behind most scenarios first."""
        found: dict[str, tuple[Any, list[str]]] = {}
        for one in self.many.what_ifs:
            for item in unshown_behind(one):
                found.setdefault(item.id, (item, []))[1].append(self.many.title(one))
        declared = {item.id for item in self.weighed.assessment.theory.file.assumptions}
        for name, (item, titles) in sorted(found.items(), key=lambda pair: -len(pair[1][1])):
            few = len(titles) <= MOST_LISTED
            where = "; ".join(titles) if few else self.label("what_ifs.in_many", count=len(titles),
                                                             all=len(self.many.what_ifs))  # fmt: skip
            anchor = anchor_of("assumption", name) if name in declared else ""
            badge = self.many.speaker.badge("assumption_status", item.status)
            yield Leaning(Reference(name, anchor), item.title[self.language], badge, where)

    # --- The choices ---------------------------------------------------------------------------------------------

    def _block(self, one: WhatIf) -> WhatIfBlock:
        said = self._texts(self.comparison.headlines[one.id])
        rests = self._texts(foundation(one)) if one.touched else ()
        return WhatIfBlock(
            choice=self.many.block(one),
            rests=rests,
            answers=said[len(rests) :],
            moved=tuple(self._moved(one)),
        )

    def _moved(self, one: WhatIf) -> Iterator[MovedRow]:
        many = self.many
        for name in self.comparison.moved:
            row = many.rows.get((one.id, name, self.last))
            if row is not None:
                level = self.label(f"level.{many.level(name)}")
                yield MovedRow(many.title_of(name), level, many.cell(row, name, many.scale(name)))

    # --- Targets -------------------------------------------------------------------------------------------------

    def _aims(self) -> Iterator[AimBlock]:
        rows = {(row["scenario"], row["target_id"]): row for row in records_of(self.comparison.chances)}
        targets = {target.id: target for one in self.comparison.what_ifs for target in one.theory.targets}
        for name in dict.fromkeys(name for _, name in rows):
            mine = {one.id: rows[one.id, name] for one in self.comparison.what_ifs if (one.id, name) in rows}
            if any(not math.isnan(row["probability"]) for row in mine.values()):
                yield self._aim(targets[name], mine)

    def _aim(self, target: Target, rows: Mapping[str, Record]) -> AimBlock:
        known = [one for one in self.comparison.what_ifs if target.indicator in one.theory.indicator_by_id]
        writer = Writer(known[0].theory, self.language)
        indicator = known[0].theory.indicator_by_id[target.indicator]
        moving = [one for one in self.many.what_ifs if self._moves(one, target, rows)]
        still = [self.many.title(one) for one in self.many.what_ifs if one not in moving]
        years = tuple(year for year in self.comparison.years if year <= target.year or year == self.last)
        shown = [one for one in (self.comparison.what_ifs[0], *moving) if one.id in rows]
        declared = self.weighed.assessment.theory.target_by_id
        anchor = anchor_of("target", target.id) if target.id in declared else ""
        return AimBlock(
            anchor=anchor_of("aim", target.id),
            target=Reference(target.id, anchor),
            title=writer.text(indicator.title),
            goal=goal_of(writer, target),
            rests=self._texts(footing(moving, target.indicator)) if moving else (),
            chart=self._bars(target, indicator, writer, shown) if moving else None,
            years=tuple(str(year) for year in years),
            rows=tuple(self._aim_row(one, target, rows[one.id], years, writer) for one in shown),
            unchanged=self._unchanged(still, len(self.many.what_ifs)),
        )

    def _moves(self, one: WhatIf, target: Target, rows: Mapping[str, Record]) -> bool:
        """Whether a what-if does something to a target: to its measure, to its chance or to the target itself."""
        now, then = rows.get(""), rows.get(one.id)
        if now is None or then is None:
            return now is not then
        return target.indicator in one.touched or now["target_value"] != then["target_value"]

    def _unchanged(self, titles: Sequence[str], count: int) -> str:
        if not titles:
            return ""
        if len(titles) == count:
            return self.label("what_ifs.all_unchanged", count=count)
        return self.label("what_ifs.unchanged", count=len(titles), titles=[f"‘{title}’" for title in titles])

    def _name(self, one: WhatIf) -> str:
        return self.many.title(one) if one.scenario is not None else self.label("choices.as_it_goes")

    def _aim_row(self, one: WhatIf, target: Target, row: Record, years: Sequence[int], writer: Writer) -> AimRow:
        cell = self.many.chance_cell(row, writer)
        return AimRow(
            scenario=self._name(one),
            anchor=anchor_of("scenario", one.id) if one.id else "",
            chance=cell.chance,
            extra=cell.extra if one.id else "",
            cells=tuple(self._level_cell(one, target.indicator, year, writer) for year in years),
        )

    def _level(self, one: WhatIf, measure: str, year: int) -> Record | None:
        """The expected value of a measure; where a what-if does nothing to it, as it goes now."""
        row = self.many.rows.get((one.id, measure, year)) or self.many.rows.get(("", measure, year))
        return row if row is not None and row["status"] == "level" and not math.isnan(row["median"]) else None

    def _level_cell(self, one: WhatIf, measure: str, year: int, writer: Writer) -> LevelCell:
        row = self._level(one, measure, year)
        if row is None:
            return LevelCell(self.label("choices.unknown_level"), "", known=False)
        share = row["unit"] in SHARES
        low, high = (writer.level(row[f"{end}80"], row["unit"] if share else "") for end in ("lower", "upper"))
        return LevelCell(writer.level(row["median"], row["unit"]), self.label("choices.between", low=low, high=high),
                         known=True)  # fmt: skip

    def _bars(self, target: Target, indicator: Indicator, writer: Writer, shown: Sequence[WhatIf]) -> Bars | None:
        """What is expected in the year of the target, with the target as a line."""
        times = 100.0 if indicator.unit == "fraction" else 1.0
        bars = [self._bar(one, target, row, times, writer) for one in shown
                if (row := self._level(one, target.indicator, target.year)) is not None]  # fmt: skip
        if not bars:
            return None
        title = self.label("what_ifs.bars_title", title=indicator.title, year=str(target.year))
        said = [self.label("what_ifs.bar_words", label=bar.label, words=bar.words) for bar in bars]
        goal = goal_of(writer, target)
        unit = "%" if indicator.unit in SHARES else writer.unit(indicator.unit)
        return Bars(
            name=anchor_of("aim-picture", target.id), title=title,
            description=self.label("what_ifs.bars_words", goal=goal, rows=" ".join(said)), language=self.language,
            unit=unit, bars=tuple(bars), line=times * target.known_on(self.weighed.assessment.as_of).goals[-1].value,
            line_words=self.label("what_ifs.line", goal=goal),
        )  # fmt: skip

    def _bar(self, one: WhatIf, target: Target, row: Record, times: float, writer: Writer) -> Bar:
        tone = LOOK_OF[self.many.meaning(row, target.indicator)][0] if one.id and row["scenario"] else "calm"
        low, high = times * row["lower80"], times * row["upper80"]
        words = self.label("choices.range", middle=writer.level(row["median"], row["unit"]),
                           low=writer.plain(low), high=writer.plain(high))  # fmt: skip
        return Bar(self._name(one), times * row["median"], words, tone, low, high,
                   anchor_of("scenario", one.id) if one.id else "")  # fmt: skip

    # --- What it takes -------------------------------------------------------------------------------------------

    def _reach(self, found: Reach, writer: Writer) -> ReachBlock:
        links = list(dict.fromkeys(link for lever in found.levers for link in lever.untested))
        theory = self.weighed.assessment.theory
        passed = (theory.link_by_id[link] for lever in found.levers for link in lever.links)
        behind = {name for link in passed for name in link.assumptions}
        unshown = [item.title[self.language].rstrip(".") for item in theory.file.assumptions
                   if item.id in behind and item.status in UNSHOWN]  # fmt: skip
        rests = [self.label("what_ifs.reach_course")] if found.base == "course" else []
        rests += [self.label("what_ifs.reach_links", links=links, count=len(links))] if links else []
        rests += (
            [self.label("what_ifs.reach_assumptions", titles=[f"‘{title}’" for title in unshown])] if unshown else []
        )
        return ReachBlock(anchor_of("reach", found.target.id), tuple(rests), reaching_of(found, writer))
