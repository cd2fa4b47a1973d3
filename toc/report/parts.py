"""A page for each organisation below the top: its messages, its figures and the organisations within it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from toc.indicator import Indicator
from toc.organisation import Membership
from toc.period import Period
from toc.report.ahead import Tables, between, rough_amount
from toc.report.contributions import MOST_PANELS, Shares, covered, multiples_name, part_anchor, together
from toc.report.head import points_of_head
from toc.report.linked import GROUPS, kind_of
from toc.report.page import Badge, Fact, Grandchild, OrganisationRow, PartFigure, PartPage, Parts, Reference, Section
from toc.report.wording import VERDICT_LOOK, Record, Speaker, anchor_of, known, records_of
from toc.words import percent

PROSPECTS = ("reached", "likely", "uncertain", "unlikely", "cannot_tell")
TOLD_FIRST = ("contradicting", "stalled", "leaning_stalled", "weak", "translating", "leaning_translating")
"""Verdicts that say something, in the order in which they are told; the others follow."""

DUE = ("reported", "missing", "withheld")
"""States of a figure that was asked for and could have been there."""


def parts_of(speaker: Speaker) -> Parts | None:
    """All organisations directly below the one that the report is about; None when there are none."""
    binder = _Binder(speaker)
    if not binder.names:
        return None
    return Parts(
        section=Section("parts", speaker.label("part.short"), speaker.label("part.title", who=binder.who),
                        (speaker.label("part.intro", count=len(binder.names), who=binder.who),)),
        rows=tuple(binder.row(name) for name in binder.names),
        pages=tuple(binder.page(name) for name in binder.names),
        year=speaker.period(binder.year) if binder.year else "",
    )  # fmt: skip


@dataclass(frozen=True)
class _Binder:
    """What the pages of all organisations have in common, made once."""

    speaker: Speaker

    @cached_property
    def names(self) -> list[str]:
        return self.speaker.parts()

    @cached_property
    def who(self) -> str:
        return together(self.speaker, self.names)

    @cached_property
    def tables(self) -> Tables:
        return Tables(self.speaker)

    @cached_property
    def shares(self) -> dict[str, Shares]:
        return {one.id: Shares(self.speaker, one) for one in self.speaker.assessment.theory.indicators}

    @cached_property
    def drawn(self) -> dict[str, bool]:
        """Whether each indicator has small charts: two organisations or more have something to draw."""
        points = self.speaker.assessment.points
        shown = self.names[:MOST_PANELS]
        return {name: sum((name, one) in self.tables.ahead or bool(points.get((name, one))) for one in shown) > 1
                for name in self.shares}  # fmt: skip

    @cached_property
    def progress(self) -> dict[tuple[str, str], list[Record]]:
        """Targets held beside their own indicator, by indicator and organisation."""
        found: dict[tuple[str, str], list[Record]] = {}
        targets = self.speaker.assessment.theory.target_by_id
        for row in records_of(self.speaker.assessment.progress):
            target = targets.get(row["target_id"])
            if target is None or target.indicator == row["indicator"]:
                found.setdefault((row["indicator"], row["organisation"]), []).append(row)
        return found

    @cached_property
    def year(self) -> str:
        """The last period that was due: the last whole year, or the last period where figures come over others."""
        states = [(name, period) for (_, name), rows in self.speaker.values.items() if name in self.names
                  for row in rows if row["state"] in DUE and (period := row["period"])]  # fmt: skip
        periods = [Period.parse(label) for label in {period for _, period in states}]
        ended = [one for one in periods if one.end < self.speaker.assessment.as_of] or periods
        years = [one for one in ended if abs(one.months - 12) < 0.5] or ended
        return max(years, key=lambda one: one.end).label if years else ""

    # --- The overview ------------------------------------------------------------------------------------------

    def row(self, name: str) -> OrganisationRow:
        """One organisation in the overview."""
        speaker = self.speaker
        reported, asked = self._reported(name)
        state = "none_asked" if not asked else "all" if reported == asked else "some" if reported else "nothing"
        looks = {"all": ("good", "disc"), "some": ("open", "half"), "nothing": ("missing", "ring")}
        badge = Badge(speaker.label(f"part.{state}"), *looks[state]) if state in looks else None
        said = speaker.label("part.reported", reported=reported, asked=asked) if asked else ""
        return OrganisationRow(
            organisation=Reference(speaker.name_of(name), part_anchor(name)),
            reported=said or speaker.label("part.none_asked"),
            targets=self._targets(name),
            links=self._links(name),
            badge=badge,
        )

    def _reported(self, name: str) -> tuple[int, int]:
        """Indicators with a figure of the last year, and those of which one was asked."""
        rows = [row for one in self.shares.values() if (row := one.row(name, self.year)) is not None]
        due = [row for row in rows if row["state"] in DUE and "not_asked" not in row["flags"]]
        return sum(row["state"] != "missing" for row in due), len(due)

    def _targets(self, name: str) -> str:
        speaker = self.speaker
        statuses = Counter(
            row["status"] for (_, at), rows in self.tables.prospects.items() if at == name for row in rows
        )
        ahead = {row["target_id"] for (_, at), rows in self.tables.prospects.items() if at == name for row in rows}
        past = [
            row
            for (_, at), rows in self.progress.items()
            if at == name
            for row in rows
            if row["target_id"] not in ahead
        ]
        if not statuses and not past:
            return speaker.label("part.no_targets")
        said = [speaker.label("part.count", count=statuses[one], word=speaker.badge("prospect_status", one).word)
                for one in PROSPECTS if statuses[one]]  # fmt: skip
        over = Counter(row["status"] for row in past)
        said += [speaker.label("part.count", count=count, word=speaker.badge("status", one).word)
                 for one, count in over.items()]  # fmt: skip
        return "; ".join(said)

    def _links(self, name: str) -> str:
        speaker = self.speaker
        counts = Counter(kind_of(row) for row in speaker.verdicts_by_part.get(name, {}).values())
        said = [speaker.label(f"part.links.{kind}", count=counts[kind]) for kind in GROUPS if counts[kind]]
        return "; ".join(said) or speaker.label("part.no_links")

    # --- The page of one organisation --------------------------------------------------------------------------

    def page(self, name: str) -> PartPage:
        """Everything about one organisation."""
        speaker = self.speaker
        mine = speaker.about(name)
        figures = tuple(one for indicator in speaker.assessment.theory.indicators
                        if (one := self._figure(indicator, name)) is not None)  # fmt: skip
        columns, children = self._children(mine)
        left_out = len(self.shares) - len(figures)
        silent = sum(row["verdict"] == "not_measured" for row in mine.verdicts.values())
        notes = (
            speaker.label("part.not_asked", count=left_out) if left_out else "",
            speaker.label("part.silent_links", count=silent) if silent else "",
        )
        return PartPage(
            id=name,
            anchor=part_anchor(name),
            title=speaker.name_of(name),
            facts=tuple(self._facts(name, mine)),
            points=points_of_head(mine),
            figures=figures,
            links=tuple(self._judged(mine)),
            columns=columns,
            children_title=speaker.label("part.children", who=together(speaker, mine.parts()),
                                         period=speaker.period(self.year)) if children else "",
            children=children,
            note=" ".join(one for one in notes if one),
        )  # fmt: skip

    def _facts(self, name: str, mine: Speaker) -> Iterator[Fact]:
        speaker = self.speaker
        tree = speaker.assessment.theory.organisations
        organisation = tree.by_id[name]
        level = next((one for one in tree.levels if one.id == organisation.level), None)
        if level is not None:
            yield Fact(speaker.label("part.level"), speaker.text(level.title))
        spells = [self._spell(one) for one in organisation.memberships]
        if any(spells):
            yield Fact(speaker.label("part.belongs"), "; ".join(one for one in spells if one))
        if organisation.since is not None:
            yield Fact(speaker.label("part.since"), speaker.label("page.day", day=organisation.since))
        if organisation.until is not None:
            yield Fact(speaker.label("part.until"), speaker.label("page.day", day=organisation.until))
        within = mine.parts()
        if within:
            yield Fact(speaker.label("part.within"), speaker.label("part.within_count", count=len(within),
                                                                     who=together(speaker, within)))  # fmt: skip
        if organisation.note is not None:
            yield Fact(speaker.label("column.note"), speaker.text(organisation.note))

    def _spell(self, membership: Membership) -> str:
        """Since when and until when an organisation belonged to a parent."""
        speaker = self.speaker
        code = f"part.spell{'_since' if membership.since else ''}{'_until' if membership.until else ''}"
        return speaker.label(code, parent=speaker.name_of(membership.parent), since=membership.since,
                             until=membership.until)  # fmt: skip

    def _figure(self, indicator: Indicator, name: str) -> PartFigure | None:
        """One indicator of one organisation; None where nobody asked for it and there is none."""
        speaker, shares = self.speaker, self.shares[indicator.id]
        rows = [row for (at, _), row in shares.rows.items() if at == name and row["state"] != "not_due"]
        asked = [row for row in rows if "not_asked" not in row["flags"] or speaker.has_figure(row)]
        if not asked:
            return None
        asked.sort(key=lambda row: Period.parse(row["period"]).end)
        last = next((row for row in reversed(asked) if speaker.has_figure(row)), asked[-1])
        newest = asked[-1]
        period = speaker.period(last["period"])
        if newest["period"] != last["period"]:
            period = speaker.label("part.older", period=period, newest=speaker.period(newest["period"]),
                                   state=speaker.figure(newest))  # fmt: skip
        if "partial" in last["flags"] and speaker.has_figure(last) and known(last["months_low"]):
            months = speaker.months((last["months_low"], last["months_high"]))
            period = speaker.label("part.part", period=period, months=months)
        part = shares.share(name, last["period"]) if speaker.has_figure(last) else float("nan")
        goal, badge = self._goal(indicator, name)
        at = self.names.index(name)
        return PartFigure(
            indicator=Reference(speaker.text(indicator.title), anchor_of("indicator", indicator.id)),
            title=speaker.text(indicator.title),
            last=speaker.figure(last),
            period=period,
            known=speaker.has_figure(last),
            share=percent(part, speaker.language) if known(part) else "",
            goal=goal,
            badge=badge,
            ahead=self._ahead(indicator, name),
            coverage=covered(speaker, last),
            multiples=multiples_name(indicator.id) if self.drawn[indicator.id] and at < MOST_PANELS else "",
            panel=at if self.drawn[indicator.id] and at < MOST_PANELS else -1,
        )

    def _goal(self, indicator: Indicator, name: str) -> tuple[str, Badge | None]:
        """The nearest target that is ahead, else the last one, with its status."""
        speaker, pair = self.speaker, (indicator.id, name)
        ahead, past = self.tables.prospects.get(pair, []), self.progress.get(pair, [])
        row = ahead[0] if ahead else max(past, key=lambda one: int(one["year"])) if past else None
        if row is None:
            return "", None
        goal = speaker.label("outlook.goal", goal=speaker.amount(row["target_value"], indicator.unit),
                             year=str(row["year"]))  # fmt: skip
        return goal, speaker.badge("prospect_status" if ahead else "status", str(row["status"]))

    def _ahead(self, indicator: Indicator, name: str) -> str:
        """What is expected of the last year ahead, with its margin."""
        rows = self.tables.ahead.get((indicator.id, name))
        if not rows:
            return ""
        row = rows[-1]
        return self.speaker.label(
            "part.ahead", year=str(row["year"]), middle=rough_amount(self.speaker, row["median"], indicator.unit),
            wide=between(self.speaker, indicator, row, "lower80", "upper80"),
        )  # fmt: skip

    def _judged(self, mine: Speaker) -> Iterator[tuple[Reference, str, Badge]]:
        """Links of which anything is known for this organisation."""
        theory = mine.assessment.theory
        order = [*TOLD_FIRST, *(one for one in VERDICT_LOOK if one not in TOLD_FIRST)]
        judged = [(mine.verdicts[link.id]["verdict"], link) for link in theory.file.links]
        for verdict, link in sorted(judged, key=lambda one: order.index(one[0])):
            if verdict != "not_measured":
                titles = [mine.text(theory.element_by_id[one].title) for one in (link.start, link.to)]
                yield mine.link(link.id), " → ".join(titles), mine.verdict(verdict)

    def _children(self, mine: Speaker) -> tuple[tuple[Reference, ...], tuple[Grandchild, ...]]:
        """The organisations within it by the indicators that any of them has a figure of, for the last year."""
        shares = [Shares(mine, one) for one in mine.assessment.theory.indicators]
        reported = [one for one in shares
                    if any(mine.has_figure(row) for name in one.parts
                           if (row := one.row(name, self.year)) is not None)]  # fmt: skip
        if not reported:
            return (), ()
        columns = tuple(Reference(mine.text(one.indicator.title), anchor_of("indicator", one.indicator.id))
                        for one in reported)  # fmt: skip
        rows = []
        for name in mine.parts():
            figures = (self._within(mine, one, name) for one in reported)
            rows.append(Grandchild(mine.name_of(name), tuple(figures)))
        return columns, tuple(rows)

    def _within(self, mine: Speaker, shares: Shares, name: str) -> str:
        row = shares.row(name, self.year)
        if name not in shares.belongs(self.year):
            return mine.label("contribution.out")
        return mine.figure(row) if row is not None else mine.label("contribution.not_asked")
