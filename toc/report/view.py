"""From an assessment to what a report shows: the one place where results become texts, badges and rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from toc import __version__
from toc.assessment import Assessment
from toc.backtest import Backtest
from toc.declared import Text
from toc.indicator import LEVEL_ORDER
from toc.link_overview import around
from toc.link_story import failure_words, seen_in_short
from toc.report.ahead import outlook_of
from toc.report.judged import (
    assumptions_of,
    claims_of,
    contradictions_of,
    findings_of,
    targets_of,
)
from toc.report.linked import GROUPS, kind_of, links_of, without_lead
from toc.report.measured import RESULTS, coverage_of, outcomes_of, outputs_of, points_of, status_of
from toc.report.page import (
    Arrow,
    Card,
    ChainRow,
    Column,
    DocumentRow,
    ElementRow,
    Fact,
    GapGroup,
    GapRow,
    Head,
    LegendItem,
    Method,
    Picture,
    Point,
    Reference,
    ReportView,
)
from toc.report.routes import chains_of
from toc.report.wording import VERDICT_LOOK, Record, Speaker, anchor_of, known, named
from toc.result_chain import CausalLink, ChainElement, level_rank
from toc.words import number, say

GAPS = ("shown", "unproven", "unmeasured")
"""The three gaps, in the order in which they are told; they are never added up."""

MOST_NAMED = 5
"""Outcomes that the head names; more are counted."""

TERMS = ("input", "activity", "output", "outcome", "impact", "link", "tested", "red_list", "indicator", "proxy",
         "assumption", "claim", "baseline", "gross", "coverage", "indicative")  # fmt: skip
READING = ("missing", "partial", "survey", "target", "ahead", "link", "quarantine")


def view(assessment: Assessment, language: str, past: Backtest | None = None) -> ReportView:
    """Word everything that a report shows.

    Args:
        assessment: what was computed.
        language: ``nl`` or ``en``.
        past: projections of earlier years beside the figures that came, when somebody looked back.
    """
    speaker = Speaker(assessment, language)
    theory = assessment.theory
    verdicts = speaker.verdicts
    return ReportView(
        language=language,
        title=speaker.text(theory.file.title),
        description=speaker.text(theory.file.description),
        facts=_facts(speaker),
        banners=_banners(speaker),
        changes=_changes(speaker),
        head=_head(speaker, verdicts),
        picture=_picture(speaker, verdicts),
        outputs=outputs_of(speaker),
        outcomes=outcomes_of(speaker),
        targets=targets_of(speaker),
        outlook=outlook_of(speaker, past),
        links=links_of(speaker),
        chains=chains_of(speaker),
        assumptions=assumptions_of(speaker),
        contradictions=contradictions_of(speaker),
        claims=claims_of(speaker),
        coverage=coverage_of(speaker),
        findings=findings_of(speaker),
        method=_method(speaker),
    )


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


# --- The head ---------------------------------------------------------------------------------------------------


def _head(speaker: Speaker, verdicts: dict[str, Record]) -> Head:
    gaps = tuple(_gaps(speaker, verdicts))
    evidence: Record = next((row["evidence"] for row in verdicts.values()), {"rising_outputs": []})
    rise: Text | None = next((row["evidence"]["lead"] for row in verdicts.values() if row["evidence"]["lead"]), None)
    none = speaker.label("head.gap_none" if verdicts else "head.no_links")
    intro = (speaker.text(rise), speaker.label("head.gap_intro") if len(gaps) > 1 else "")
    return Head(
        section=speaker.section("head"),
        points=(_output_point(speaker, evidence), _outcome_point(speaker), _link_point(speaker, verdicts)),
        gap_title=speaker.label("head.gap_title"),
        gap_intro=tuple(one for one in intro if one) if gaps else (none,),
        gaps=gaps,
    )


def _output_point(speaker: Speaker, evidence: Record) -> Point:
    if not evidence["rising_outputs"]:
        figure, caption = (speaker.label(f"head.rise_{part}_none") for part in ("figure", "caption"))
        return Point(figure, caption, speaker.label("head.no_rise"))
    rise = evidence["rising_outputs"][0]
    first, last = rise["from"], rise["to"]
    partial = next((point for point in (first, last) if point["partial_months"]), None)
    kind = "_partial" if partial else ""
    facts = {
        "indicator": speaker.assessment.theory.indicator_by_id[rise["indicator"]].title,
        "first": first["value"], "start": first["period"], "last": last["value"], "end": last["period"],
        "factor": rise["as_printed"], "low": rise["per_month"][0], "high": rise["per_month"][1],
    }  # fmt: skip
    if partial:
        low, high = partial["partial_months"]
        facts |= {"part": partial["period"], "months": speaker.months((low, high))}
    return Point(
        speaker.label(f"head.rise_figure{kind}", **facts),
        speaker.label(f"head.rise_caption{kind}", **facts),
        speaker.label(f"head.rise{kind}", **facts),
    )


def _outcome_point(speaker: Speaker) -> Point:
    results = [one for one in speaker.assessment.theory.file.elements if one.level in RESULTS]
    if not results:
        none = speaker.label("head.none")
        return Point(none, speaker.label("head.outcome_caption_none"), speaker.label("head.no_results"))
    status = {one.id: status_of(speaker, one) for one in results}
    silent = sum(name in ("unmeasured", "proxy") for name in status.values())
    sentences = [speaker.label("head.outcome", count=len(results), silent=silent)]
    for name, code in (("opinion", "head.outcome_opinion"), ("measured", "head.outcome_measured")):
        found = [one.title for one in results if status[one.id] == name]
        if found:
            many = "_many" if len(found) > MOST_NAMED else ""
            sentences.append(speaker.label(f"{code}{many}", names=speaker.quoted(found), count=len(found)))
    figure = speaker.label("head.part_of", part=silent, whole=len(results))
    return Point(figure, speaker.label("head.outcome_caption"), " ".join(sentences))


def _link_point(speaker: Speaker, verdicts: dict[str, Record]) -> Point:
    """The three gaps side by side, then all other links, and the measurement that would tell most."""
    if not verdicts:
        none = speaker.label("head.none")
        return Point(none, speaker.label("head.links_caption_none"), speaker.label("head.no_links"))
    counts = Counter(kind_of(row) for row in verdicts.values())
    words = {kind: speaker.label(f"head.links.{kind}", count=counts[kind]) if counts[kind] else "" for kind in GROUPS}
    words["shown"] = f"{words['shown']} {_how_firmly(verdicts, speaker)}" if counts["shown"] else ""
    words["shown"] = words["shown"].strip() or speaker.label("head.links.no_shown")
    said = " ".join(one for one in words.values() if one)
    sentences = [speaker.label("head.links", said=said), _tells_most(speaker)]
    return Point(
        figure="",
        caption=speaker.label("head.links_caption", whole=len(verdicts)),
        sentence=" ".join(one for one in sentences if one),
        counts=tuple(Fact(speaker.say(f"gap_name.{gap}"), number(counts[gap], speaker.language)) for gap in GAPS),
        rest=tuple(Fact(speaker.label(f"head.rest.{kind}"), number(counts[kind], speaker.language)) for kind in GROUPS
                   if kind not in GAPS),
    )  # fmt: skip


def _how_firmly(verdicts: dict[str, Record], speaker: Speaker) -> str:
    """How many of the shown gaps only seem so, and how often such a verdict is wrong; nothing where all are firm."""
    shown = {name: row for name, row in verdicts.items() if named(row["gap"]) == "shown"}
    seems = {name: row["below_kappa"] for name, row in shown.items() if row["verdict"] == "leaning_stalled"}
    seems = {name: chance for name, chance in seems.items() if known(chance) and chance < 1}
    if not seems:
        return ""
    wrong = sum(1 - chance for chance in seems.values()) / len(seems)
    return speaker.label(
        "head.links.seems" if len(seems) < len(shown) else "head.links.only_seems", firm=len(shown) - len(seems),
        links=list(seems), low=min(seems.values()), high=max(seems.values()), times=round(1 / wrong),
    )  # fmt: skip


def _tells_most(speaker: Speaker) -> str:
    first = next(iter(speaker.overview.next_measurements), None)
    if first is None:
        return ""
    element = speaker.assessment.theory.element_by_id[first.element]
    code = "head.next_again" if first.again else "head.next"
    said = [speaker.label(code, element=element.id, title=element.title, links=first.links)]
    found = around(speaker.overview, speaker.verdicts, first)
    if found.state in ("whole", "broken"):
        said.append(speaker.label(f"head.next_why.{found.state}", links=found.breaks))
    return " ".join(said)


def _gaps(speaker: Speaker, verdicts: dict[str, Record]) -> Iterator[GapGroup]:
    """Shown gaps, then unproven ones, then links that are not measured: those to impact first, then to outcome."""
    theory = speaker.assessment.theory
    for gap in GAPS:
        chosen = [link for link in theory.file.links if named(verdicts[link.id]["gap"]) == gap]
        if gap != "unmeasured":
            yield from _gap_group(speaker, verdicts, speaker.label(f"head.gap.{gap}"), chosen)
            continue
        for level in reversed(LEVEL_ORDER):
            there = [link for link in chosen if theory.element_by_id[link.to].level is level]
            words = speaker.label(f"head.gap_to.{level}")
            yield from _gap_group(speaker, verdicts, speaker.label("head.gap_level", level=words), there)


def _gap_group(
    speaker: Speaker, verdicts: dict[str, Record], title: str, links: Sequence[CausalLink]
) -> Iterator[GapGroup]:
    if links:
        yield GapGroup(title, tuple(_gap_row(speaker, link, verdicts[link.id]) for link in links))


def _gap_row(speaker: Speaker, link: CausalLink, row: Record) -> GapRow:
    elements = speaker.assessment.theory.element_by_id
    return GapRow(
        id=link.id,
        anchor=anchor_of("link", link.id),
        start=speaker.text(elements[link.start].title),
        end=speaker.text(elements[link.to].title),
        reason=_in_short(speaker, row),
        badge=speaker.verdict(row["verdict"]),
    )


def _in_short(speaker: Speaker, row: Record) -> str:
    """What is seen of what was expected and what kind of thing went wrong; the whole reason stands with the link."""
    found = seen_in_short(row)
    if found is None:
        return without_lead(speaker, row)
    seen = speaker.text(found)
    failure = speaker.text(failure_words(row))
    return f"{seen} {failure[:1].upper()}{failure[1:]}." if failure else seen


# --- The picture ------------------------------------------------------------------------------------------------


def _picture(speaker: Speaker, verdicts: dict[str, Record]) -> Picture:
    theory = speaker.assessment.theory
    linked = {name for link in theory.file.links for name in (link.start, link.to)}
    elements = theory.file.elements
    counts = Counter(row["verdict"] for row in verdicts.values())
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
    )  # fmt: skip


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
    word = speaker.verdict(row["verdict"]).word
    start, end = (speaker.text(elements[name].title) for name in (link.start, link.to))
    return Arrow(
        id=link.id,
        anchor=anchor_of("link", link.id),
        start=link.start,
        end=link.to,
        family=VERDICT_LOOK[row["verdict"]][2],
        letter=speaker.label(f"letter.{row['verdict']}"),
        word=word,
        label=speaker.label("picture.arrow", id=link.id, start=f"‘{start}’", end=f"‘{end}’", word=word),
    )


def _chain_row(speaker: Speaker, link: CausalLink, row: Record) -> ChainRow:
    elements = speaker.assessment.theory.element_by_id
    start, end = (f"{name} {speaker.text(elements[name].title)}" for name in (link.start, link.to))
    return ChainRow(link.id, anchor_of("link", link.id), start, end, speaker.verdict(row["verdict"]))


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
