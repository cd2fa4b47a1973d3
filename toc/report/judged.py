"""What was judged: targets, assumptions, contradictions between sources, claims and findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toc.conflict import Conflict, Statement
from toc.errors import Finding, Severity
from toc.judgement import JudgedClaim
from toc.period import Period
from toc.report.page import (
    AssumptionRow,
    Assumptions,
    ClaimGroup,
    ClaimRow,
    Claims,
    Contradiction,
    ContradictionGroup,
    Contradictions,
    FindingGroup,
    Findings,
    Said,
    Source,
    TargetGroup,
    TargetRow,
    Targets,
)
from toc.report.wording import Record, Speaker, anchor_of, known, records_of
from toc.result_chain import Assumption
from toc.target import Target
from toc.words import number, percent
from toc.words.labels import label_or

MOST_FINDINGS = 20
"""Findings of one kind that are listed; the rest is counted."""

ANSWERS = ("contradicted", "unverifiable", "supported")
SEVERITIES = ("A", "B", "C")


# --- Targets ----------------------------------------------------------------------------------------------------


def targets_of(speaker: Speaker) -> Targets:
    """Every target with what was laid beside it."""
    theory = speaker.assessment.theory
    progress: dict[str, list[Record]] = {}
    for row in records_of(speaker.assessment.progress):
        progress.setdefault(row["target_id"], []).append(row)
    mine = [one for one in theory.targets if one.organisation in speaker.inside]
    groups = tuple(_target_group(speaker, one, progress.get(one.id, [])) for one in mine)
    intro = "targets.intro" if groups else "targets.none"
    return Targets(speaker.section("targets", speaker.label(intro)), groups)


def _target_group(speaker: Speaker, target: Target, rows: Sequence[Record]) -> TargetGroup:
    indicator = speaker.assessment.theory.indicator_by_id[target.indicator]
    versions = (
        speaker.label("targets.version", day=one.set_on, value=one.value, reason=one.reason) for one in target.versions
    )
    goal = speaker.amount(target.value, indicator.unit)
    return TargetGroup(
        anchor=anchor_of("target", target.id),
        title=speaker.label("targets.title_of", goal=goal, indicator=speaker.titled(indicator, target.organisation)),
        year=str(target.year),
        owner=target.owner,
        basis=speaker.label(f"basis.{target.basis}"),
        above=speaker.label("targets.above", text=target.above) if target.above else "",
        note=speaker.text(target.note),
        versions=tuple(versions),
        sources=(speaker.source(target.source),),
        rows=tuple(_target_row(speaker, target, row) for row in rows),
    )


def _target_row(speaker: Speaker, target: Target, row: Record) -> TargetRow:
    indicator = speaker.assessment.theory.indicator_by_id[row["indicator"]]
    actual = speaker.label("targets.not_measured" if row["status"] == "not_measured" else "targets.no_actual")
    if known(row["actual"]):
        figure = speaker.amount(row["actual"], indicator.unit)
        actual = speaker.label("targets.actual", figure=figure, period=row["period"])
    goal = ""
    if target.versions:
        code = "targets.first" if row["target_value"] == target.value else "targets.current"
        goal = speaker.label(code, goal=speaker.amount(row["target_value"], indicator.unit))
    return TargetRow(
        indicator=speaker.text(indicator.title),
        own=row["indicator"] == target.indicator,
        goal=goal,
        actual=actual,
        known=known(row["actual"]),
        progress=percent(row["progress"], speaker.language) if known(row["progress"]) else "",
        share=min(max(row["progress"], 0.0), 1.0) if known(row["progress"]) else None,
        badge=speaker.badge("status", _status_now(speaker, target, row)),
        reason=speaker.text(row["reason"]),
    )


def _status_now(speaker: Speaker, target: Target, row: Record) -> str:
    """The status as it is read: a target whose year is not over is not reached yet, it is met for now."""
    over = Period.parse(target.year).end < speaker.assessment.as_of
    if over and row["status"] in ("below", "behind_path") and row["period"] == str(target.year):
        return "missed"
    if row["status"] != "reached" or over:
        return str(row["status"])
    indicator = speaker.assessment.theory.indicator_by_id[row["indicator"]]
    return "past_now" if indicator.ascending and row["actual"] > row["target_value"] else "met_now"


# --- Assumptions ------------------------------------------------------------------------------------------------


def assumptions_of(speaker: Speaker) -> Assumptions:
    """All assumptions with their status and the links that rest on them."""
    links: dict[str, list[str]] = {}
    for link in speaker.assessment.theory.file.links:
        for name in link.assumptions:
            links.setdefault(name, []).append(link.id)
    rows = (_assumption_row(speaker, one, links.get(one.id, [])) for one in speaker.assessment.theory.file.assumptions)
    return Assumptions(speaker.section("assumptions", speaker.label("assumptions.intro")), tuple(rows))


def _assumption_row(speaker: Speaker, assumption: Assumption, links: Sequence[str]) -> AssumptionRow:
    return AssumptionRow(
        id=assumption.id,
        anchor=anchor_of("assumption", assumption.id),
        title=speaker.text(assumption.title),
        kind=speaker.label(f"assumption_kind.{assumption.kind}"),
        badge=speaker.badge("assumption_status", assumption.status),
        note=speaker.text(assumption.note),
        proposal=speaker.text(assumption.proposal),
        links=tuple(speaker.link(name) for name in links),
        sources=speaker.sources(assumption.sources),
    )


# --- Contradictions ---------------------------------------------------------------------------------------------


def contradictions_of(speaker: Speaker) -> Contradictions:
    """Contradictions between sources, those on key figures first."""
    conflicts = speaker.conflicts
    groups = []
    for severity in SEVERITIES:
        rows = tuple(_contradiction(speaker, one) for one in conflicts if one.severity == severity)
        if rows:
            badge = speaker.badge("severity", severity)
            title = speaker.label("severity.group", word=badge.word, count=len(rows))
            groups.append(ContradictionGroup(badge, title, rows))
    intro = "contradictions.intro" if groups else "contradictions.none"
    return Contradictions(speaker.section("contradictions", speaker.label(intro)), tuple(groups))


def _contradiction(speaker: Speaker, conflict: Conflict) -> Contradiction:
    return Contradiction(
        id=conflict.id,
        anchor=anchor_of("conflict", conflict.id),
        title=speaker.text(conflict.title),
        rule=speaker.label(f"rule.{conflict.rule}"),
        reason=speaker.text(conflict.reason),
        about=tuple(_about(speaker, conflict)),
        said=tuple(_said(speaker, conflict, one) for one in conflict.statements),
    )


def _about(speaker: Speaker, conflict: Conflict) -> Iterator[str]:
    theory = speaker.assessment.theory
    for name in conflict.indicators:
        if name in theory.indicator_by_id:
            yield speaker.text(theory.indicator_by_id[name].title)
    for name in conflict.elements:
        if name in theory.element_by_id:
            yield f"{name} {speaker.text(theory.element_by_id[name].title)}"
        elif name in theory.link_by_id:
            yield name


def _said(speaker: Speaker, conflict: Conflict, statement: Statement) -> Said:
    row = speaker.rows.get(statement.observation or "")
    chosen = statement.observation is not None and statement.observation == conflict.chosen
    return Said(
        source=speaker.source(statement.source),
        figure=speaker.bounded(row["value"], row["unit"], [row["bound"]]) if row else "",
        meaning=speaker.text(statement.says),
        chosen=speaker.label("contradictions.chosen") if chosen else "",
    )


# --- Claims -----------------------------------------------------------------------------------------------------


def claims_of(speaker: Speaker) -> Claims:
    """Sentences from reports by their answer, contradicted ones first."""
    claims = [one for one in speaker.assessment.claims if one.claim.organisation in speaker.inside]
    groups = []
    for answer in ANSWERS:
        rows = tuple(_claim_row(speaker, one) for one in claims if one.answer == answer)
        if rows:
            title = speaker.label(f"answer.group_{answer}", count=len(rows))
            groups.append(ClaimGroup(speaker.badge("answer", answer), title, rows))
    intro = "claims.intro" if groups else "claims.none"
    return Claims(speaker.section("claims", speaker.label(intro)), tuple(groups))


def _claim_row(speaker: Speaker, judged: JudgedClaim) -> ClaimRow:
    source = speaker.source(judged.claim.source)
    return ClaimRow(
        id=judged.claim.id,
        anchor=anchor_of("claim", judged.claim.id),
        title=speaker.text(judged.claim.title),
        source=Source(source.place, source.anchor, judged.claim.quote.replace("**", "")),
        reason=speaker.text(judged.reason),
        note=speaker.text(judged.claim.note),
    )


# --- Findings ---------------------------------------------------------------------------------------------------


def findings_of(speaker: Speaker) -> Findings:
    """Findings by kind: warnings before remarks, the most frequent kind first."""
    kinds: dict[tuple[Severity, str], list[Finding]] = {}
    for finding in speaker.findings:
        kinds.setdefault((finding.severity, finding.code), []).append(finding)
    order = list(Severity)
    ranked = sorted(kinds.items(), key=lambda kind: (order.index(kind[0][0]), -len(kind[1])))
    groups = tuple(_finding_group(speaker, severity, code, found) for (severity, code), found in ranked)
    intro = "findings.intro" if kinds else "findings.none"
    return Findings(speaker.section("findings", speaker.label(intro)), groups)


def _finding_group(speaker: Speaker, severity: Severity, code: str, found: Sequence[Finding]) -> FindingGroup:
    """Findings of one kind; of very many, those that name the organisation that the report is about."""
    items = [speaker.text(one.message) for one in found]
    shown = items
    if len(items) > MOST_FINDINGS:
        top = speaker.text(speaker.assessment.theory.organisations.by_id[speaker.top].title)
        shown = ([item for item in items if top in item] or items)[:MOST_FINDINGS]
    more = len(items) - len(shown)
    return FindingGroup(
        title=label_or(f"finding.{code}", code, speaker.language),
        badge=speaker.badge("findings", severity.value),
        count=number(len(items), speaker.language),
        items=tuple(shown),
        more=speaker.label("findings.more", count=more) if more else "",
    )
