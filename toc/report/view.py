"""From an assessment to what a report shows: the one place where results become texts, badges and rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from toc import __version__
from toc.assessment import Assessment
from toc.backtest import Backtest
from toc.indicator import LEVEL_ORDER
from toc.linking.chains import UNKNOWN
from toc.report.ahead import outlook_of
from toc.report.head import head_of
from toc.report.indicators import catalogue_of
from toc.report.judged import (
    assumptions_of,
    claims_of,
    contradictions_of,
    findings_of,
    targets_of,
)
from toc.report.lacking import missing_of
from toc.report.linked import links_of
from toc.report.measured import coverage_of, outcomes_of, outputs_of, points_of, status_of
from toc.report.page import (
    Arrow,
    Card,
    ChainRow,
    Column,
    DocumentRow,
    ElementRow,
    Fact,
    LegendItem,
    Method,
    Picture,
    Reference,
    ReportView,
)
from toc.report.parts import parts_of
from toc.report.picture import FAMILY_LETTER
from toc.report.routes import chains_of
from toc.report.wording import VERDICT_LOOK, Record, Speaker, anchor_of
from toc.result_chain import CausalLink, ChainElement, level_rank
from toc.words import say

TERMS = ("input", "activity", "output", "outcome", "impact", "link", "tested", "red_list", "indicator", "proxy",
         "assumption", "claim", "baseline", "gross", "coverage", "indicative")  # fmt: skip
STRENGTH_OF = {"N": 1, "P": 2, "D": 3}
READING = ("missing", "partial", "survey", "target", "ahead", "link", "quarantine")


def view(assessment: Assessment, language: str, past: Backtest | None = None, organisation: str = "") -> ReportView:
    """Word everything that a report shows.

    Args:
        assessment: what was computed.
        language: ``nl`` or ``en``.
        past: projections of earlier years beside the figures that came, when somebody looked back.
        organisation: id of the organisation that the report is about, with everyone below it; empty is the top.
    """
    speaker = Speaker(assessment, language, organisation)
    theory = assessment.theory
    verdicts = speaker.verdicts
    outlook, targets = outlook_of(speaker, past), targets_of(speaker)
    return ReportView(
        language=language,
        title=_title(speaker),
        description=speaker.text(theory.file.description),
        facts=_facts(speaker),
        banners=_banners(speaker),
        changes=_changes(speaker),
        head=head_of(speaker),
        picture=_picture(speaker, verdicts),
        outputs=outputs_of(speaker),
        outcomes=outcomes_of(speaker),
        targets=targets,
        outlook=outlook,
        links=links_of(speaker),
        chains=chains_of(speaker),
        assumptions=assumptions_of(speaker),
        contradictions=contradictions_of(speaker),
        claims=claims_of(speaker),
        coverage=coverage_of(speaker),
        findings=findings_of(speaker),
        method=_method(speaker),
        catalogue=catalogue_of(speaker, outlook, targets),
        parts=parts_of(speaker),
        missing=missing_of(speaker),
        organisation=speaker.top,
    )


def _title(speaker: Speaker) -> str:
    """The programme; before it, whose report it is where that is a part."""
    theory = speaker.assessment.theory
    title = speaker.text(theory.file.title)
    return title if speaker.is_whole else f"{speaker.text(theory.organisations.by_id[speaker.top].title)} · {title}"


def _changes(speaker: Speaker) -> tuple[str, ...]:
    """What a scenario declares otherwise, and where to find what its interventions would do."""
    assessment = speaker.assessment
    told = [speaker.text(change.told) for change in assessment.changes]
    if assessment.scenario is not None and assessment.scenario.interventions:
        told.append(
            speaker.text(say("summary.interventions", model=assessment.theory.id, scenario=assessment.scenario.id))
        )
    return tuple(told)


def _facts(speaker: Speaker) -> tuple[Fact, ...]:
    theory = speaker.assessment.theory
    model = speaker.label("page.model_text", id=theory.id, version=theory.file.version)
    scenario = speaker.assessment.scenario
    told = () if scenario is None else (Fact(speaker.label("page.scenario_name"), speaker.text(scenario.title)),)
    return (
        Fact(speaker.label("page.as_of"), speaker.label("page.day", day=speaker.assessment.as_of)),
        Fact(speaker.label("page.organisation"), speaker.text(theory.organisations.by_id[speaker.top].title)),
        Fact(speaker.label("page.model"), model),
        *told,
    )


# --- The picture ------------------------------------------------------------------------------------------------


def _picture(speaker: Speaker, verdicts: dict[str, Record]) -> Picture:
    theory = speaker.assessment.theory
    linked = {name for link in theory.file.links for name in (link.start, link.to)}
    elements = theory.file.elements
    counts = Counter(row["verdict"] for row in verdicts.values())
    apart = sum(one.id not in linked for one in elements)
    families = list(dict.fromkeys(row["verdict"] for row in verdicts.values()))
    counted = [speaker.label("picture.count", word=speaker.verdict(name).word, count=counts[name]) for name in families]
    return Picture(
        section=speaker.section("picture", speaker.label("picture.intro")),
        title=speaker.label("picture.svg_title", title=theory.file.title),
        description=speaker.label("picture.svg_description", elements=len(elements), links=len(theory.file.links),
                                  verdicts=speaker.joined(counted)),
        unlinked_title=speaker.label("picture.unlinked"),
        columns=tuple(Column(speaker.label(f"level.{one}"), speaker.label(f"meaning.{one}")) for one in LEVEL_ORDER),
        cards=tuple(_card(speaker, element, element.id in linked) for element in elements),
        arrows=tuple(_arrow(speaker, link, verdicts[link.id]) for link in theory.file.links),
        legend_links=tuple(
            LegendItem(VERDICT_LOOK[name][2], speaker.label(f"letter.{name}"), text)
            for name, text in zip(families, counted, strict=True)
        ),
        legend_cards=tuple(LegendItem(name, "", speaker.label(f"legend.{name}"))
                           for name in ("measured", "opinion", "unmeasured")),
        rows=tuple(_chain_row(speaker, link, verdicts[link.id]) for link in theory.file.links),
        elements=tuple(_element_row(speaker, element) for element in elements),
        lines=tuple(Fact(anchor_of("line", one.id), speaker.text(one.title)) for one in theory.file.action_lines
                    if any(element.action_line == one.id for element in elements)),
        legend_short=tuple(_legend_short(speaker, counts)),
        not_drawn=speaker.label("head.not_drawn", count=apart) if apart else "",
        legend_strength=tuple((one, speaker.label(f"strength_of.{one}"))
                              for one in sorted({_strength(row) for row in verdicts.values()})),
    )  # fmt: skip


SHORT = {
    "works": ("good", ("good", "good_leaning")), "lags": ("bad", ("bad", "bad_leaning")), "odd": ("odd", ("odd",)),
    "open": ("open", ("open",)), "missing": ("missing", ("missing",)),
}  # fmt: skip
"""Kinds of lines in the short legend: how each is drawn, and which ways of drawing it stands for."""


def _legend_short(speaker: Speaker, counts: Counter[str]) -> Iterator[LegendItem]:
    for name, (drawn, families) in SHORT.items():
        count = sum(times for verdict, times in counts.items() if VERDICT_LOOK[verdict][2] in families)
        if count:
            yield LegendItem(drawn, FAMILY_LETTER[drawn], speaker.label(f"legend_short.{name}", count=count))


def _card(speaker: Speaker, element: ChainElement, linked: bool) -> Card:
    status = status_of(speaker, element)
    value, caption = _leading_value(speaker, element)
    return Card(
        id=element.id,
        anchor=anchor_of("element", element.id),
        column=level_rank(element.level),
        title=speaker.text(element.title),
        status="opinion" if status == "proxy" else status,
        status_word=speaker.badge("element", status).word,
        value=value,
        caption=caption,
        linked=linked,
        line=anchor_of("line", element.action_line) if element.action_line else "",
    )


def _leading_value(speaker: Speaker, element: ChainElement) -> tuple[str, str]:
    """The last comparable value of the first indicator that has one, and what it counts."""
    found = points_of(speaker, element.indicators)
    if not found:
        return "", ""
    name, point = next(((name, point) for name, point in found if not speaker.is_opinion(name)), found[0])
    indicator = speaker.assessment.theory.indicator_by_id[name]
    figure, period = speaker.bounded(point.value, indicator.unit, point.flags), speaker.period(point.period.label)
    caption = speaker.text(indicator.title)
    conflicts = speaker.conflicts_in(point.flags)
    if conflicts:
        names = speaker.joined(conflict.word for conflict in conflicts)
        caption = speaker.label("picture.caption_conflict", title=caption, names=names)
    if point.partial:
        months = speaker.months(point.months)
        return speaker.label("picture.value_part", figure=figure, period=period, months=months), caption
    return speaker.label("picture.value", figure=figure, period=period), caption


def _arrow(speaker: Speaker, link: CausalLink, row: Record) -> Arrow:
    elements = speaker.assessment.theory.element_by_id
    word, strength = speaker.verdict(row["verdict"]).word, _strength(row)
    start, end = (speaker.text(elements[name].title) for name in (link.start, link.to))
    return Arrow(
        id=link.id,
        anchor=anchor_of("link", link.id),
        start=link.start,
        end=link.to,
        family=VERDICT_LOOK[row["verdict"]][2],
        letter=speaker.label(f"letter.{row['verdict']}"),
        word=word,
        label=speaker.label("picture.arrow", id=link.id, start=f"‘{start}’", end=f"‘{end}’",
                            word=f"{word}; {speaker.label(f'strength_of.{strength}')}"),
        strength=strength,
        lines=_lines_of(speaker, link),
    )  # fmt: skip


def _lines_of(speaker: Speaker, link: CausalLink) -> tuple[str, ...]:
    """The action lines of both ends."""
    elements = speaker.assessment.theory.element_by_id
    found = (elements[name].action_line for name in (link.start, link.to))
    return tuple(dict.fromkeys(anchor_of("line", one) for one in found if one))


def _strength(row: Record) -> int:
    """How firm the evidence of a link is: 0 not judged, 1 one series, 2 organisations side by side, 3 a comparison."""
    return 0 if row["verdict"] in UNKNOWN else STRENGTH_OF[row["tier"][:1]]


def _chain_row(speaker: Speaker, link: CausalLink, row: Record) -> ChainRow:
    elements = speaker.assessment.theory.element_by_id
    start, end = (f"{name} {speaker.text(elements[name].title)}" for name in (link.start, link.to))
    return ChainRow(
        link.id, anchor_of("link", link.id), start, end, speaker.verdict(row["verdict"]),
        strength=speaker.label(f"strength_of.{_strength(row)}"), lines=_lines_of(speaker, link),
    )  # fmt: skip


def _element_row(speaker: Speaker, element: ChainElement) -> ElementRow:
    links = speaker.assessment.theory.file.links
    value, caption = _leading_value(speaker, element)
    return ElementRow(
        id=element.id,
        anchor=anchor_of("element", element.id),
        level=speaker.label(f"level.{element.level}"),
        title=speaker.text(element.title),
        description=speaker.text(element.description),
        badge=speaker.badge("element", status_of(speaker, element)),
        value=f"{value} ({caption})" if value else "",
        links=_references(speaker, [link.id for link in links if element.id in (link.start, link.to)]),
        sources=speaker.sources(element.sources),
    )


def _references(speaker: Speaker, names: Sequence[str]) -> tuple[Reference, ...]:
    return tuple(speaker.link(name) for name in names)


# --- Method -----------------------------------------------------------------------------------------------------


def _method(speaker: Speaker) -> Method:
    documents = speaker.assessment.theory.documents
    return Method(
        section=speaker.section("method"),
        reading=tuple(Fact(speaker.label(f"reading.{one}"), speaker.label(f"reading.{one}_text")) for one in READING),
        facts=_method_facts(speaker),
        documents=tuple(
            DocumentRow(
                id=one.id,
                anchor=anchor_of("document", one.id),
                title=speaker.text(one.title),
                publisher=one.publisher,
                known_on=speaker.label("method.known_on", day=one.known_on),
                note=speaker.text(one.note),
            )
            for one in documents
        ),
        glossary=tuple(Fact(speaker.label(f"term.{one}"), speaker.label(f"term.{one}_text")) for one in TERMS),
        engine=__version__,
    )


def _banners(speaker: Speaker) -> tuple[str, ...]:
    """What stands above every page."""
    assessment = speaker.assessment
    personal = any(one.personal for one in assessment.theory.data_elements)
    said = {
        "page.fictional": assessment.theory.file.fictional,
        "page.internal": personal and not assessment.published,
        "page.as_it_is": assessment.tree_view == "as_it_is",
    }
    return tuple(speaker.label(name) for name, holds in said.items() if holds)


def _method_facts(speaker: Speaker) -> tuple[Fact, ...]:
    assessment = speaker.assessment
    states = assessment.values["state"].value_counts()
    rows = speaker.label("method.rows_text", rows=len(assessment.rows), values=int(states.get("reported", 0)),
                         missing=int(states.get("missing", 0)))  # fmt: skip
    unknown = speaker.label("method.no_hash")
    model = speaker.label("page.model_text", id=assessment.theory.id, version=assessment.theory.file.version)
    return (
        Fact(speaker.label("method.model"), model),
        Fact(speaker.label("method.model_hash"), assessment.theory.sha256 or unknown),
        Fact(speaker.label("method.data_hash"), assessment.data_sha256 or unknown),
        Fact(speaker.label("method.seed"), str(assessment.seed)),
        Fact(speaker.label("method.engine"), __version__),
        Fact(speaker.label("method.rows"), rows),
    )
