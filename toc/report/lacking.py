"""What is missing, what to do about it and who does it, and who did not report what was asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from toc.conflict import Conflict
from toc.declared import Text
from toc.judgement import JudgedClaim
from toc.link_overview import NextMeasurement, around
from toc.provenance import Owner, SourceRef
from toc.report.page import Absent, Missing, NextStep, Reference, ReportView, Source
from toc.report.wording import Record, Speaker, anchor_of, records_of
from toc.result_chain import Assumption
from toc.target import Target
from toc.words import list_of
from toc.words.labels import label, label_or

QUOTAS: Mapping[str, int] = {
    "measurements": 3, "reporting": 1, "targets": 2, "conflicts": 2, "assumptions": 2, "claims": 1,
}  # fmt: skip
"""How many steps of each kind are shown, in this order; the others are counted."""

LEAST_LINKS = 2
"""Links that must rest on an assumption before finding out about it is a step."""

UNSHOWN = ("untested", "not_shown", "contradicted", "intention_only")
UNSETTLED = ("no_conclusion", "quarantine", "keep_both_as_range", "keep_apart")
"""Rules that leave a contradiction open."""

MOST_ROWS = 40
"""Rows of who did not report; the rest is counted."""

MOST_OWNERS = 3
"""Owners and targets that are named beside one step; more are counted."""

MOST_NAMES = 20
MOST_SUBJECTS = 6
"""Organisations and subjects that are named in one of those rows; more are counted."""


def missing_of(speaker: Speaker) -> Missing:
    """Word what is missing: one sentence, the next steps with who takes them, and who did not report.

    Args:
        speaker: whose report it is, in one language.
    """
    gone = _Gone(speaker)
    kinds = _steps(speaker, gone)
    shown, left = _chosen(kinds)
    nobody = sum(not step.owned for step in shown)
    if nobody:
        shown = [_appoint(speaker, nobody), *shown]
    more = speaker.label("lacking.more_steps", count=left) if left else ""
    order = speaker.label("lacking.order") if shown else speaker.label("lacking.no_steps")
    rows = gone.rows()
    return Missing(
        section=speaker.section("lacking"),
        sentence=_sentence(speaker, gone),
        steps=tuple(shown),
        absent=tuple(rows[:MOST_ROWS]),
        more=gone.rest(MOST_ROWS),
        order=f"{order} {more}".strip(),
    )


def steps_apart(view: ReportView) -> tuple[NextStep, ...]:
    """The steps where neither all of them nor the table of who did not report stand beside them.

    Those that say what they are about come first; a step about the other steps is left out.
    """
    if view.missing is None:
        return ()
    readers, table = (label(f"lacking.{one}", view.language) for one in ("owner.readers", "report_owner"))
    late = list(dict.fromkeys(one.organisation for one in view.missing.absent))
    who = late[0] if len(late) == 1 else label("lacking.report_owner_apart", view.language)
    steps = [replace(one, owner=who) if one.owner == table else one for one in view.missing.steps
             if one.about or one.owner != readers]  # fmt: skip
    return tuple(sorted(steps, key=lambda one: not one.about))


def unmeasured_of(view: ReportView) -> str:
    """Which elements are not measured, some by name; nothing where all are."""
    titles = [f"‘{card.title}’" for card in view.picture.cards if card.status == "unmeasured"]
    named = titles[:MOST_OWNERS]
    names = list_of(named, view.language)
    if len(titles) > len(named):
        names = label("lacking.names", view.language, names=", ".join(named), count=len(titles) - len(named))
    return label("lacking.unmeasured", view.language, names=names) if titles else ""


def _sentence(speaker: Speaker, gone: _Gone) -> str:
    code = "asked_none" if not gone.expected else "asked" if gone.missing else "asked_all"
    asked = speaker.label(f"lacking.{code}", expected=gone.expected, missing=gone.missing)
    verdicts = speaker.verdicts
    count = sum(row["verdict"] == "not_measured" for row in verdicts.values())
    code = "lacking.sentence" if verdicts else "lacking.sentence_no_links"
    return speaker.label(code, asked=asked, links=count, all=len(verdicts))


# --- Next steps -------------------------------------------------------------------------------------------------


def _chosen(kinds: Mapping[str, list[NextStep]]) -> tuple[list[NextStep], int]:
    """Steps that are shown, kind by kind, and how many are left out."""
    shown = [step for kind, steps in kinds.items() for step in steps[: QUOTAS[kind]]]
    return shown, sum(len(steps) for steps in kinds.values()) - len(shown)


def _steps(speaker: Speaker, gone: _Gone) -> dict[str, list[NextStep]]:
    measurements = list(_measurements(speaker))
    return {
        "measurements": measurements,
        "reporting": list(_reporting(speaker, gone)),
        "targets": list(_targets(speaker)),
        "conflicts": list(_conflicts(speaker)),
        "assumptions": list(_assumptions(speaker)),
        "claims": list(_claims(speaker)),
    }


def _appoint(speaker: Speaker, count: int) -> NextStep:
    return NextStep(
        speaker.label("lacking.appoint", count=count),
        speaker.label("lacking.appoint_why"),
        speaker.label("lacking.owner.readers"),
        (),
    )


def _measurements(speaker: Speaker) -> Iterator[NextStep]:
    theory = speaker.assessment.theory
    for one in speaker.overview.next_measurements:
        element = theory.element_by_id[one.element]
        code = "lacking.measure_again" if one.again else "lacking.measure"
        who, owned, sources = _measurer(speaker, element.owner, element.indicators)
        yield NextStep(
            what=speaker.label(code, title=element.title),
            why=" ".join(_why(speaker, one)),
            owner=who,
            about=(Reference(element.id, anchor_of("element", element.id)), *map(speaker.link, one.links)),
            owned=owned,
            sources=sources,
        )  # fmt: skip


def _why(speaker: Speaker, one: NextMeasurement) -> Iterator[str]:
    """What a measurement would tell, what its figures lack now, and how the routes stand that it is on."""
    theory = speaker.assessment.theory
    if len(one.links) == 1:
        link = theory.link_by_id[one.links[0]]
        start, end = (theory.element_by_id[name].title for name in (link.start, link.to))
        yield speaker.label("lacking.measure_one", start=start, end=end)
    else:
        yield speaker.label("lacking.measure_many", count=len(one.links), links=one.links)
    for lacking in dict.fromkeys(speaker.verdicts[name]["evidence"]["missing"] or "" for name in one.links):
        if one.again:
            reason = label_or(f"next.again.{lacking}", speaker.label("next.again"), speaker.language)
            yield speaker.label("lacking.again", reason=reason)
    found = around(speaker.overview, speaker.verdicts, one)
    if found.state in ("whole", "broken", "open"):
        yield speaker.label(f"lacking.around.{found.state}", links=found.breaks)


def _measurer(
    speaker: Speaker, declared: Owner | None, indicators: Sequence[str]
) -> tuple[str, bool, tuple[Source, ...]]:
    """Who measures something: as declared, else who collects it, else who is asked to report it, else nobody."""
    if declared is not None:
        return _owner(speaker, declared)
    theory = speaker.assessment.theory
    for name in indicators:
        means = theory.indicator_by_id[name].means_of_verification
        if means is not None and means.owner:
            return means.owner, True, ()
    levels = dict.fromkeys(level for name in indicators for one in speaker.operands[name] for level in one.reported_by)
    asked = [_everyone(speaker, level) for level in levels]
    if any(asked):
        return speaker.joined(one for one in asked if one), True, ()
    return speaker.label("lacking.owner.nobody"), False, ()


def _owner(speaker: Speaker, declared: Owner | None) -> tuple[str, bool, tuple[Source, ...]]:
    if declared is None:
        return speaker.label("lacking.owner.nobody"), False, ()
    sources = (speaker.source(declared.source),) if declared.source is not None else ()
    return speaker.text(declared.who), True, sources


def _everyone(speaker: Speaker, level: str) -> str:
    """The organisations of a level that the report is about; by name where there is one, nothing where none is."""
    there = [name for name in speaker.inside if speaker.levels[name] == level]
    if len(there) == 1:
        return speaker.name_of(there[0])
    return speaker.label("lacking.owner.every", plural=_plural(speaker, level)) if there else ""


def _plural(speaker: Speaker, level: str) -> str:
    tree = speaker.assessment.theory.organisations
    found = next((one for one in tree.levels if one.id == level), None)
    return speaker.text(found.plural) if found is not None else level


def _reporting(speaker: Speaker, gone: _Gone) -> Iterator[NextStep]:
    late = gone.late
    if late:
        yield NextStep(
            what=speaker.label("lacking.report"),
            why=speaker.label("lacking.report_why", count=sum(one.figures for one in late),
                              organisations=len({one.organisation for one in late}),
                              elements=len({one.element for one in late})),
            owner=speaker.label("lacking.report_owner"),
            about=(),
        )  # fmt: skip


# --- Targets, contradictions, assumptions, claims ---------------------------------------------------------------


def _targets(speaker: Speaker) -> Iterator[NextStep]:
    """Targets without a figure or with one that may not be held against them, then what else they lack."""
    theory, known = speaker.assessment.theory, speaker.assessment.as_of
    rows: dict[str, Record] = {}
    for row in records_of(speaker.assessment.progress):
        if row["indicator"] == theory.target_by_id[row["target_id"]].indicator:
            rows.setdefault(row["target_id"], row)
    mine = [one.known_on(known) for one in theory.targets
            if one.organisation in speaker.inside and one.year >= known.year]  # fmt: skip
    for target in mine:
        status = str(rows[target.id]["status"]) if target.id in rows else ""
        if status in ("refused", "not_measured"):
            yield _unheld(speaker, target, status, rows[target.id])
    yield from _unallocated(speaker)
    bare = [one for one in mine if one.baseline is None and one.id in rows and rows[one.id]["status"] == "below"]
    if bare:
        yield NextStep(
            what=speaker.label("lacking.no_baseline", count=len(bare), titles=_counted_targets(speaker, bare)),
            why=speaker.label("lacking.no_baseline_why"),
            owner=_shortened(speaker, list(dict.fromkeys(one.owner for one in bare)), MOST_OWNERS),
            about=tuple(_aim(speaker, one) for one in bare[:MOST_OWNERS]),
        )


def _unheld(speaker: Speaker, target: Target, status: str, row: Record) -> NextStep:
    indicator = speaker.assessment.theory.indicator_by_id[target.indicator]
    goal = _goal(speaker, target)
    if status == "refused":
        what = speaker.label("lacking.target_refused", indicator=indicator.title, goal=goal)
        return NextStep(what, speaker.text(row["reason"]), target.owner, (_aim(speaker, target),))
    what = speaker.label("lacking.target_unmeasured", indicator=indicator.title, goal=goal)
    who, owned, sources = _measurer(speaker, None, (target.indicator,))
    return NextStep(what, speaker.label("lacking.target_unmeasured_why"), who if owned else target.owner,
                    (_aim(speaker, target),), sources=sources)  # fmt: skip


def _unallocated(speaker: Speaker) -> Iterator[NextStep]:
    theory = speaker.assessment.theory
    for row in records_of(speaker.assessment.allocation):
        target, indicator = theory.target_by_id[row["target_id"]], theory.indicator_by_id[row["indicator"]]
        left = row["not_allocated"] if indicator.ascending else -row["not_allocated"]
        if row["organisation"] in speaker.inside and left > 0 and indicator.band is None:
            rest = speaker.amount(abs(row["not_allocated"]), indicator.unit)
            yield NextStep(
                what=speaker.label("lacking.allocate", indicator=indicator.title, goal=_goal(speaker, target)),
                why=speaker.label("lacking.allocate_why", count=int(row["n_parts"]), rest=rest),
                owner=target.owner,
                about=(_aim(speaker, target),),
            )


def _goal(speaker: Speaker, target: Target) -> str:
    indicator = speaker.assessment.theory.indicator_by_id[target.indicator]
    goal = target.known_on(speaker.assessment.as_of).goals[-1].value
    return speaker.label("outlook.goal", goal=speaker.amount(goal, indicator.unit), year=str(target.year))


def _counted_targets(speaker: Speaker, targets: Sequence[Target]) -> str:
    indicators = speaker.assessment.theory.indicator_by_id
    titles = dict.fromkeys(f"‘{speaker.text(indicators[one.indicator].title)}’" for one in targets)
    return _shortened(speaker, list(titles), MOST_SUBJECTS)


def _aim(speaker: Speaker, target: Target) -> Reference:
    return Reference(_goal(speaker, target), anchor_of("target", target.id))


def _conflicts(speaker: Speaker) -> Iterator[NextStep]:
    """Contradictions on key figures that no rule has settled, those that touch most first."""
    mine = [one for one in speaker.conflicts if one.severity == "A" and one.rule in UNSETTLED]
    for one in sorted(mine, key=lambda one: (UNSETTLED.index(one.rule), -_touched(one))):
        why = speaker.label(f"lacking.conflict_why.{one.rule}")
        if _touched(one):
            why += " " + speaker.label("lacking.conflict_touches", count=_touched(one))
        owner, owned = _writers(speaker, [said.source for said in one.statements])
        yield NextStep(speaker.label("lacking.conflict", title=one.title), why, owner, (speaker.conflict(one.id),),
                       owned=owned)  # fmt: skip


def _touched(conflict: Conflict) -> int:
    return len(conflict.indicators) + len(conflict.elements)


def _writers(speaker: Speaker, sources: Iterable[SourceRef]) -> tuple[str, bool]:
    """Who published the documents, and whether that is known."""
    documents = speaker.assessment.theory.document_by_id
    names = dict.fromkeys(documents[one.document].publisher for one in sources if one.document in documents)
    found = [name for name in names if name]
    if not found:
        return speaker.label("lacking.owner.nobody"), False
    return speaker.label("lacking.owner.writers", names=speaker.joined(found)), True


def _assumptions(speaker: Speaker) -> Iterator[NextStep]:
    """Assumptions that were not shown, those on which most links rest first."""
    theory = speaker.assessment.theory
    resting = {one.id: [link.id for link in theory.file.links if one.id in link.assumptions]
               for one in theory.file.assumptions}  # fmt: skip

    def rank(one: Assumption) -> tuple[int, int]:
        return -len(resting[one.id]), UNSHOWN.index(one.status)

    mine = [one for one in theory.file.assumptions
            if one.status in UNSHOWN and len(resting[one.id]) >= LEAST_LINKS]  # fmt: skip
    for one in sorted(mine, key=rank):
        links = resting[one.id]
        owner, owned, sources = _owner(speaker, one.owner)
        status = speaker.badge("assumption_status", one.status).word
        yield NextStep(
            what=speaker.label("lacking.assumption", title=_bare(speaker, one.title)),
            why=speaker.label("lacking.assumption_why", count=len(links), links=links, status=status),
            owner=owner,
            about=(Reference(one.id, anchor_of("assumption", one.id)), *(speaker.link(name) for name in links)),
            owned=owned,
            sources=sources,
        )


def _bare(speaker: Speaker, title: Text) -> str:
    """A sentence without its full stop, to stand between quotation marks."""
    return speaker.text(title).rstrip(".")


def _claims(speaker: Speaker) -> Iterator[NextStep]:
    """Claims that cannot be checked, together for each that published them."""
    found: dict[tuple[str, bool], list[JudgedClaim]] = {}
    for one in speaker.assessment.claims:
        if one.answer == "unverifiable" and one.claim.organisation in speaker.inside:
            found.setdefault(_writers(speaker, [one.claim.source]), []).append(one)
    for (owner, owned), some in sorted(found.items(), key=lambda pair: -len(pair[1])):
        about = tuple(Reference(_bare(speaker, one.claim.title), anchor_of("claim", one.claim.id))
                      for one in some[:MOST_OWNERS])  # fmt: skip
        yield NextStep(speaker.label("lacking.claims", count=len(some)),
                       speaker.label("lacking.claims_why", count=len(some)), owner, about, owned=owned)  # fmt: skip


# --- Who did not report -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Late:
    """One thing that one organisation owes: since when, how many figures, and whether it ever reported it."""

    organisation: str
    element: str
    since: str
    figures: int
    never: bool


@dataclass(frozen=True)
class _Gone:
    """Figures that were asked and not reported, of the organisations that a report is about."""

    speaker: Speaker

    @cached_property
    def states(self) -> dict[tuple[str, str], list[tuple[str, str]]]:
        """Of each (organisation, data element): periods of which a figure was due, with their state, in order."""
        speaker = self.speaker
        elements = speaker.assessment.theory.data_element_by_id
        rounds = [one.period for one in speaker.assessment.theory.file.reporting_rounds]
        found: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for (element, organisation, period), (state, asked) in speaker.states.items():
            due = asked and period in rounds and state in ("reported", "missing", "withheld")
            if due and organisation in speaker.inside and speaker.counts_here(organisation, period) \
                    and speaker.levels[organisation] in elements[element].reported_by:  # fmt: skip
                found.setdefault((organisation, element), []).append((period, state))
        for some in found.values():
            some.sort(key=lambda one: rounds.index(one[0]))
        return found

    @property
    def expected(self) -> int:
        return sum(len(some) for some in self.states.values())

    @property
    def missing(self) -> int:
        return sum(state == "missing" for some in self.states.values() for _, state in some)

    @cached_property
    def late(self) -> tuple[_Late, ...]:
        """What is still owed: missing in the last period of which it was due."""
        found = []
        for (organisation, element), some in self.states.items():
            run = 0
            while run < len(some) and some[-1 - run][1] == "missing":
                run += 1
            if run:
                found.append(_Late(organisation, element, some[-run][0], run, run == len(some)))
        return tuple(found)

    @cached_property
    def groups(self) -> list[tuple[list[str], list[str], str, bool]]:
        """Organisations that owe the same since the same time, with what they owe; who owe most first."""
        owed: dict[tuple[str, str, bool], list[str]] = {}
        for one in self.late:
            owed.setdefault((one.organisation, one.since, one.never), []).append(one.element)
        same: dict[tuple[tuple[str, ...], str, bool], list[str]] = {}
        for (organisation, since, never), elements in owed.items():
            same.setdefault((tuple(sorted(elements)), since, never), []).append(organisation)
        order = {name: at for at, name in enumerate(self.speaker.levels)}
        place = {one.id: at for at, one in enumerate(self.speaker.assessment.theory.data_elements)}
        found = [
            (sorted(names, key=order.__getitem__), sorted(elements, key=place.__getitem__), since, never)
            for (elements, since, never), names in same.items()
        ]
        return sorted(found, key=lambda one: (-len(one[0]) * len(one[1]), order[one[0][0]], one[2]))

    def rows(self) -> list[Absent]:
        """A row for each group."""
        speaker = self.speaker
        return [
            Absent(self._who(names), self._what(elements),
                   speaker.label("lacking.never" if never else "lacking.since", period=speaker.period(since)))
            for names, elements, since, never in self.groups
        ]  # fmt: skip

    def rest(self, shown: int) -> str:
        """What is not in the first rows, counted."""
        left = self.groups[shown:]
        if not left:
            return ""
        organisations = {name for names, *_ in left for name in names}
        count = sum(len(names) * len(elements) for names, elements, *_ in left)
        return self.speaker.label("lacking.more", organisations=len(organisations), count=count)

    def _who(self, names: Sequence[str]) -> str:
        speaker = self.speaker
        level = speaker.levels[names[0]]
        everyone = {name for name in speaker.inside if speaker.levels[name] == level}
        if len(names) > 1 and set(names) == everyone:
            return speaker.label("lacking.all_of", count=len(names), plural=_plural(speaker, level))
        return _shortened(speaker, [speaker.name_of(name) for name in names], MOST_NAMES)

    def _what(self, elements: Sequence[str]) -> str:
        found = self.speaker.assessment.theory.data_element_by_id
        return _shortened(self.speaker, [self.speaker.text(found[name].title) for name in elements], MOST_SUBJECTS)


def _shortened(speaker: Speaker, names: Sequence[str], most: int) -> str:
    """Names joined as in a sentence; where there are more than fit, the others are counted."""
    if len(names) <= most + 1:
        return speaker.joined(names)
    return speaker.label("lacking.names", names="; ".join(names[:most]) if any("," in one for one in names)
                         else ", ".join(names[:most]), count=len(names) - most)  # fmt: skip
