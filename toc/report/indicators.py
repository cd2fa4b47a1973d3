"""A page for each indicator: everything that is known of it, together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from toc.indicator import DataElement, Indicator, Level
from toc.report.ahead import Tables, course_without_years, outlook_of
from toc.report.contributions import parts_of_indicator
from toc.report.judged import targets_of
from toc.report.measured import indicator_rows, survey_rows
from toc.report.page import (
    Badge,
    Catalogue,
    Chance,
    Course,
    Fact,
    IndicatorGroup,
    IndicatorPage,
    Outlook,
    Reference,
    Targets,
    ValueRow,
)
from toc.report.wording import Speaker, anchor_of

ORDER = (Level.IMPACT, Level.OUTCOME, Level.OUTPUT, Level.ACTIVITY, Level.INPUT)
"""Levels in the order of the catalogue: what it is all about comes first."""


class Binder:
    """Puts together what other rooms say of each indicator.

    Args:
        speaker: the assessment in one language.
        outlook: the years ahead, as worded.
        targets: all targets, as worded.
    """

    def __init__(self, speaker: Speaker, outlook: Outlook, targets: Targets) -> None:
        self.speaker, self.outlook, self.targets = speaker, outlook, targets
        self.tables = Tables(speaker)

    @cached_property
    def elements(self) -> dict[str, list[str]]:
        """Elements of the chain by the indicators that measure them."""
        found: dict[str, list[str]] = {}
        for element in self.speaker.assessment.theory.file.elements:
            for name in (*element.indicators, *element.proxies):
                found.setdefault(name, []).append(element.id)
        return found

    @cached_property
    def target_of(self) -> dict[str, str]:
        """Place of each target on the page, by the indicator it is set for."""
        theory = self.speaker.assessment.theory
        return {anchor_of("target", one.id): one.indicator for one in theory.targets}

    def page(self, indicator: Indicator) -> IndicatorPage:
        """Everything about one indicator."""
        speaker = self.speaker
        rows = indicator_rows(speaker, indicator)
        last = next((row for row in reversed(rows.rows) if row.known), None)
        chances = tuple(one for one in self.outlook.chances if one.indicator_id == indicator.id)
        course, silent = self._course(indicator)
        badge, goal, chance = self._nearest(indicator, chances)
        return IndicatorPage(
            id=indicator.id,
            anchor=anchor_of("indicator", indicator.id),
            title=speaker.text(indicator.title),
            level=speaker.label(f"level.{indicator.level}"),
            elements=tuple(Reference(name, anchor_of("element", name)) for name in self.elements.get(indicator.id, ())),
            links=tuple(speaker.link(name) for name in self._links(indicator)),
            last=last.figure if last else speaker.label("catalogue.no_figure"),
            last_period=last.period if last else "",
            last_part=last.part if last else "",
            known=last is not None,
            sentence=self._sentence(last),
            badge=badge,
            goal=goal,
            chance=chance,
            coverage=last.coverage if last else "",
            course=course,
            silent=silent,
            values=rows if rows.rows and not speaker.is_survey(indicator.id) else None,
            surveys=survey_rows(speaker, indicator) if speaker.is_survey(indicator.id) else (),
            targets=tuple(one for one in self.targets.groups if self.target_of.get(one.anchor) == indicator.id),
            chances=chances,
            methods=tuple(one for one in self.outlook.methods if one.indicator_id == indicator.id),
            definition=tuple(definition_of(speaker, indicator)),
            parts=parts_of_indicator(speaker, indicator, self.tables),
        )

    def _course(self, indicator: Indicator) -> tuple[Course | None, str]:
        """Its chart with the years ahead, or without them and why."""
        anchor = anchor_of("course", indicator.id)
        found = next((one for one in self.outlook.courses if one.anchor == anchor), None)
        if found is not None:
            return found, ""
        refused = self.tables.refused.get((indicator.id, self.speaker.top))
        reason = self.speaker.text(refused["reason"]) if refused else ""
        silent = self.speaker.label("catalogue.no_course", reason=reason).strip() if refused else ""
        return course_without_years(self.speaker, self.tables, indicator), silent

    def _nearest(self, indicator: Indicator, chances: tuple[Chance, ...]) -> tuple[Badge | None, str, str]:
        """The first target that is still ahead, or else the last one: its status, what it is and its chance."""
        if chances:
            return chances[0].badge, chances[0].goal, chances[0].chance
        mine = [one for one in self.targets.groups if self.target_of.get(one.anchor) == indicator.id]
        row = next((row for group in reversed(mine) for row in group.rows if row.own), None)
        return (row.badge, mine[-1].title, "") if row else (None, "", "")

    def _links(self, indicator: Indicator) -> Iterator[str]:
        mine = set(self.elements.get(indicator.id, ()))
        return (one.id for one in self.speaker.assessment.theory.file.links if {one.start, one.to} & mine)

    def _sentence(self, last: ValueRow | None) -> str:
        if last is None:
            top = self.speaker.assessment.theory.organisations.by_id[self.speaker.top].title
            return self.speaker.label("catalogue.sentence_none", organisation=top)
        code = "catalogue.sentence_part" if last.part else "catalogue.sentence"
        return self.speaker.label(code, figure=last.figure, period=last.period, months=last.part)


def catalogue_of(speaker: Speaker, outlook: Outlook | None = None, targets: Targets | None = None) -> Catalogue:
    """All indicators by level, each with everything that is known of it.

    Args:
        speaker: the assessment in one language.
        outlook: the years ahead, when already worded.
        targets: all targets, when already worded.
    """
    binder = Binder(speaker, outlook or outlook_of(speaker), targets or targets_of(speaker))
    groups = []
    for level in ORDER:
        pages = tuple(binder.page(one) for one in speaker.assessment.theory.indicators if one.level is level)
        if pages:
            groups.append(IndicatorGroup(speaker.label(f"level.{level}"), pages))
    return Catalogue(speaker.section("catalogue", speaker.label("catalogue.intro")), tuple(groups))


# --- The definition card ----------------------------------------------------------------------------------------


def definition_of(speaker: Speaker, indicator: Indicator) -> Iterator[Fact]:
    """What an indicator measures and how it is computed, as declared."""
    elements = speaker.operands[indicator.id]
    told = {
        "definition": speaker.text(indicator.definition),
        "unit": speaker.text(speaker.assessment.theory.unit_titles[indicator.unit]),
        "formula": indicator.formula,
        "elements": "; ".join(_element(speaker, one) for one in elements),
        "direction": _direction(speaker, indicator),
        "over_time": _rules(speaker, "over_time", elements),
        "over_organisations": _rules(speaker, "over_organisations", elements),
        "reported_by": _reported_by(speaker, elements),
        "coverage": speaker.label("definition.coverage_of", part=indicator.min_coverage),
        **_checked(speaker, indicator),
        "limitations": speaker.text(indicator.limitations),
        "codes": ", ".join(f"{one.scheme.upper()} {one.code}" for one in indicator.codes),
        "id": indicator.id,
    }
    return (Fact(speaker.label(f"definition.{name}"), text) for name, text in told.items() if text)


def _element(speaker: Speaker, element: DataElement) -> str:
    kind = speaker.label(f"kind.{element.kind}")
    return speaker.label("definition.element", title=element.title, id=element.id, kind=kind)


def _direction(speaker: Speaker, indicator: Indicator) -> str:
    if indicator.band is not None:
        return speaker.label("definition.band", low=indicator.band.low, high=indicator.band.high)
    return speaker.label("definition.up" if indicator.ascending else "definition.down")


def _rules(speaker: Speaker, name: str, elements: tuple[DataElement, ...]) -> str:
    """How figures combine; where the parts of a formula differ, each with its name."""
    rules = {one.id: speaker.label(f"{name}.{getattr(one, name)}") for one in elements}
    if len(set(rules.values())) == 1:
        return next(iter(rules.values()))
    return "; ".join(f"{speaker.text(one.title)}: {rules[one.id]}" for one in elements)


def _reported_by(speaker: Speaker, elements: tuple[DataElement, ...]) -> str:
    tree = speaker.assessment.theory.organisations
    titles = {one.id: speaker.text(one.plural) for one in tree.levels}
    levels = dict.fromkeys(level for one in elements for level in one.reported_by)
    return speaker.joined(titles.get(one, one) for one in levels) or speaker.label("definition.nobody")


def _checked(speaker: Speaker, indicator: Indicator) -> dict[str, str]:
    means = indicator.means_of_verification
    if means is None:
        return {}
    told = ", ".join(one for one in (speaker.text(means.method), speaker.text(means.frequency)) if one)
    return {"checked": told, "owner": means.owner or ""}
