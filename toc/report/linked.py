"""The links: what was found of each, in the order shown gap, unproven, unmeasured, and then what is no gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from toc.link_overview import Listing, NextMeasurement, around
from toc.link_story import Told, differs_from_usual, failure_words, story_of, usual_rule
from toc.report.page import (
    Badge,
    EstimateRow,
    Fact,
    Line,
    LinkGroup,
    LinkRow,
    Links,
    NextRow,
    Ratio,
    Reference,
    Resting,
)
from toc.report.wording import VERDICT_LOOK, Record, Speaker, anchor_of, known, named
from toc.result_chain import CausalLink, Expectation, Lag, level_rank
from toc.theory import Theory
from toc.words import fixed, number, percent
from toc.words.filter import Reach, fitting, furthest
from toc.words.labels import LABELS, label_or

GROUPS = ("shown", "unproven", "unmeasured", "translating", "other")
"""Kinds of answer, in the order in which they are shown."""

SAID_ABOVE = {"unproven": "open", "unmeasured": "measurement"}
"""Kinds of failure that the title of a kind of answer says already."""

MOST_NEXT = 5
"""Measurements that would tell most; more is no longer a choice."""

SAMPLE = (0.3, -0.35, 0.95, 0.5)
"""The picture that explains the others: a value, its interval and the part that is enough."""


def links_of(speaker: Speaker) -> Links:
    """All links by what was found of them, each with its verdict for the organisation that the report is about."""
    links = speaker.assessment.theory.file.links
    undeclared = bool(links) and all(link.lag is None and link.expectation is None for link in links)
    rows = {link.id: _link_row(speaker, link, undeclared) for link in links}
    once = speaker.label("links.all_undeclared") if undeclared else ""
    judged = speaker.verdicts.values()
    nexts = tuple(_next_row(speaker, one) for one in speaker.overview.next_measurements[:MOST_NEXT])
    drawn = any(row.ratio is not None for row in rows.values())
    return Links(
        section=speaker.section(
            "links", speaker.label("links.intro"), _beside_the_usual_rule(speaker), _each_counts_equally(speaker), once
        ),
        allowed=_allowed(speaker),
        nexts=nexts,
        legend=_sample(speaker) if drawn else None,
        legend_words=speaker.label("ratio.legend") if drawn else "",
        groups=tuple(_groups(speaker, rows)),
        estimates=tuple(_estimate_row(speaker, row) for row in judged if known(row["ratio"])),
    )


def _each_counts_equally(speaker: Speaker) -> str:
    """Why the mean change of organisations differs from what tables of totals show."""
    levels = [row["evidence"]["basis"]["level"] for row in speaker.verdicts.values()]
    found = [name for name in dict.fromkeys(levels) if name]
    if not found:
        return ""
    theory = speaker.assessment.theory
    return speaker.label("links.equally", one=level_words(theory, found[0], speaker, several=False),
                         many=level_words(theory, found[0], speaker))  # fmt: skip


def _allowed(speaker: Speaker) -> str:
    """How a link that translates may be written of, and how not; nothing where none does."""
    theory = speaker.assessment.theory
    tiers = {link.id: speaker.verdicts[link.id]["tier"] for link in theory.file.links
             if speaker.verdicts[link.id]["verdict"] == "translating"}  # fmt: skip
    found = [link for link in theory.file.links if link.id in tiers and link.relation != "proxy"
             and furthest(link.claim, tiers[link.id]) >= Reach.ASSOCIATION]  # fmt: skip
    if not found:
        return ""
    best = min(found, key=lambda link: (-furthest(link.claim, tiers[link.id]),
                                        -level_rank(theory.element_by_id[link.to].level)))  # fmt: skip
    evidence = speaker.verdicts[best.id]["evidence"]
    outcome = theory.indicator_by_id.get(evidence["outcome_indicator"] or "")
    down = "_down" if outcome is not None and outcome.ascending is False else ""
    code = fitting(f"links.allowed.contribution{down}", LABELS, best.claim, tiers[best.id])
    return speaker.label(code, link=best.id, **_titles(speaker, best, evidence))


def _beside_the_usual_rule(speaker: Speaker) -> str:
    """What the rule that is often used says, and where it differs here, in both directions."""
    rows = speaker.verdicts
    if not any(isinstance(row["naive"], bool) for row in rows.values()):
        return ""
    said = [speaker.say("flags.usual_note")]
    for way, code in (("accuses", "usual.accuses_more"), ("silent", "usual.silent_on")):
        links = [name for name, row in rows.items() if differs_from_usual(row) == way]
        if links:
            said.append(speaker.say(code, count=len(links), links=links))
    return " ".join(said if len(said) > 1 else [*said, speaker.say("usual.agrees")])


def _estimate_row(speaker: Speaker, row: Record) -> EstimateRow:
    margin = speaker.label("ratio.margin", low=row["lower90"], high=row["upper90"])
    return EstimateRow(
        link=speaker.link(row["link"]),
        badge=speaker.verdict(row["verdict"]),
        value=percent(row["ratio"], speaker.language),
        margin=margin,
        chance=speaker.label("ratio.chance", chance=row["probability"]) if known(row["probability"]) else "",
        visible=percent(row["detectable"], speaker.language) if known(row["detectable"]) else "",
        units=number(row["units"], speaker.language),
        periods=number(row["periods"], speaker.language),
    )


def _sample(speaker: Speaker) -> Ratio:
    value, low, high, kappa = SAMPLE
    return Ratio(value, low, high, kappa, "calm", speaker.label("ratio.sample", value=value, low=low, high=high))


def kind_of(row: Record) -> str:
    """Under which of ``GROUPS`` a verdict stands."""
    return named(row["gap"]) or ("translating" if row["verdict"] == "translating" else "other")


def without_lead(speaker: Speaker, row: Record) -> str:
    """The reason of a verdict without the sentence on the risen output, which is said once elsewhere."""
    reason = speaker.text(row["reason"])
    lead = row["evidence"]["lead"]
    return reason.removeprefix(speaker.text(lead)).strip() if lead else reason


def _groups(speaker: Speaker, rows: Mapping[str, LinkRow]) -> Iterator[LinkGroup]:
    """Kinds of answer that occur; the caption of a list stands where its first link does."""
    kinds = {name: kind_of(row) for name, row in speaker.verdicts.items()}
    for kind in GROUPS:
        chosen = [row for name, row in rows.items() if kinds[name] == kind]
        if chosen:
            here = (one for one in speaker.overview.lists if one.links and kinds[one.links[0]] == kind)
            yield LinkGroup(
                anchor=anchor_of("links", kind),
                title=speaker.label(f"links.group.{kind}"),
                intro=speaker.label(f"links.group_intro.{kind}"),
                captions=tuple(_caption(speaker, one) for one in here),
                rows=tuple(chosen),
            )


def _caption(speaker: Speaker, one: Listing) -> str:
    """Which links are on a list, and how many of them are expected to be wrong at most."""
    some = fixed(one.expected_wrong, speaker.language, 1)
    wrong = speaker.label("links.hardly" if one.expected_wrong < 0.05 else "links.about", wrong=some)
    return speaker.label(f"links.list.{one.name}", links=one.links, count=len(one.links), wrong=wrong)


def _next_row(speaker: Speaker, one: NextMeasurement) -> NextRow:
    element = speaker.assessment.theory.element_by_id[one.element]
    return NextRow(
        element=Reference(element.id, anchor_of("element", element.id)),
        title=speaker.text(element.title),
        links=tuple(speaker.link(name) for name in one.links),
        notes=tuple(next_notes(speaker, one)),
    )


def next_notes(speaker: Speaker, one: NextMeasurement) -> Iterator[str]:
    """What is lacking, and how the routes stand that the measurement is on: that is why it stands where it stands."""
    if one.again:
        lacking = dict.fromkeys(speaker.verdicts[name]["evidence"]["missing"] or "" for name in one.links)
        for reason in lacking:
            yield label_or(f"next.again.{reason}", speaker.label("next.again"), speaker.language)
    found = around(speaker.overview, speaker.verdicts, one)
    if one.routes and found.state != "none":
        yield speaker.label("next.routes", count=one.routes)
    if one.routes == 0 or found.state != "none":
        yield speaker.label(f"next.around.{found.state}", links=found.breaks)


# --- One link ---------------------------------------------------------------------------------------------------


def _link_row(speaker: Speaker, link: CausalLink, undeclared: bool) -> LinkRow:
    theory = speaker.assessment.theory
    row = speaker.verdicts[link.id]
    return LinkRow(
        id=link.id,
        anchor=anchor_of("link", link.id),
        start=speaker.text(theory.element_by_id[link.start].title),
        end=speaker.text(theory.element_by_id[link.to].title),
        verdict=speaker.verdict(row["verdict"]),
        marks=tuple(_marks(speaker, link, row)),
        reason=without_lead(speaker, row),
        ratio=_ratio(speaker, row),
        facts=tuple(_facts(speaker, link, row)),
        needed=speaker.text(row["needed"]),
        elsewhere=_elsewhere(speaker, link),
        mechanism=speaker.text(link.mechanism),
        claim=speaker.label(f"links.claim.{link.claim}", text=link.counterfactual),
        timing="" if undeclared else _timing(speaker, link),
        story=tuple(_line(speaker, one) for one in story_of(theory, row)) if row["verdict"] != "not_measured" else (),
        assumptions=_resting(speaker, link),
        stated=speaker.badge("stated", link.stated_status),
        stated_note=speaker.text(link.stated_note),
        conflicts=tuple(speaker.conflict(one.id) for one in speaker.conflicts if link.id in one.elements),
        sources=speaker.sources((*link.sources, *link.evidence)),
    )


def _line(speaker: Speaker, told: Told) -> Line:
    return Line(speaker.text(told.text), tuple(_line(speaker, one) for one in told.parts))


def _marks(speaker: Speaker, link: CausalLink, row: Record) -> Iterator[Badge]:
    """What sets a link apart: a list it is on, or what kind of step it is."""
    if row["listed"] in ("red", "watch"):
        yield speaker.badge("listed", row["listed"])
    if link.relation != "effect":
        yield speaker.badge("relation", link.relation)


def _ratio(speaker: Speaker, row: Record) -> Ratio | None:
    if not all(known(row[name]) for name in ("ratio", "lower90", "upper90")):
        return None
    expectation = row["evidence"]["expectation"] or {}
    kappa = float(expectation.get("kappa", 0.5))
    words = speaker.label(
        "ratio.words" if known(row["probability"]) else "ratio.words_short", value=row["ratio"], low=row["lower90"],
        high=row["upper90"], kappa=kappa, chance=row["probability"],
    )  # fmt: skip
    tone = VERDICT_LOOK[row["verdict"]][0]
    return Ratio(row["ratio"], row["lower90"], row["upper90"], kappa, tone, words)


def _facts(speaker: Speaker, link: CausalLink, row: Record) -> Iterator[Fact]:
    """What a reader needs to weigh a verdict, each with its name."""
    above = SAID_ABOVE.get(kind_of(row)) == named(row["failure"])
    said = {
        "failure": "" if above else speaker.text(failure_words(row)),
        "proxy": _stand_in(speaker, link, row),
        "expected": _declared(speaker, link, row),
        "rests_on": _basis(speaker, row),
        "usual": _usual(speaker, row),
    }
    for name, text in said.items():
        if text:
            yield Fact(speaker.label(f"links.fact.{name}"), text)


def _stand_in(speaker: Speaker, link: CausalLink, row: Record) -> str:
    if link.relation != "proxy":
        return ""
    start = speaker.assessment.theory.element_by_id[link.start]
    names = [row["evidence"]["output_indicator"] or "", *start.indicators]
    opinion = any(name in speaker.operands and speaker.is_opinion(name) for name in names)
    return speaker.label("links.proxy_opinion" if opinion else "links.proxy")


def _usual(speaker: Speaker, row: Record) -> str:
    """What the rule that is often used would say, and whether that differs; nothing where it says nothing."""
    naive = row["naive"]
    if not isinstance(naive, bool):
        return ""
    answer = speaker.label("usual.answer", answer=usual_rule(naive))
    return f"{answer} {speaker.label('usual.differs')}" if differs_from_usual(row) else answer


def _basis(speaker: Speaker, row: Record) -> str:
    """How many organisations and which periods stand behind a verdict."""
    basis = row["evidence"]["basis"]
    if not basis["periods"]:
        return ""
    periods = _span(speaker, basis["periods"])
    if not basis["level"]:
        return speaker.label("rests_on.own", periods=periods)
    count = len(basis["organisations"])
    who = level_words(speaker.assessment.theory, basis["level"], speaker, several=count != 1)
    return speaker.label("rests_on.parts", count=count, who=who, periods=periods, figures=basis["figures"])


def level_words(theory: Theory, level: str, speaker: Speaker, several: bool = True) -> str:
    """How organisations of a level are called."""
    found = next((one for one in theory.organisations.levels if one.id == level), None)
    return speaker.text(found.plural if several else found.title) if found else level


def _span(speaker: Speaker, periods: Sequence[str]) -> str:
    if len(periods) < 3:
        return speaker.joined(speaker.period(one) for one in periods)
    return speaker.label("period.span", start=speaker.period(periods[0]), end=speaker.period(periods[-1]))


def _elsewhere(speaker: Speaker, link: CausalLink) -> str:
    """Verdicts of other organisations, counted; those without any figure are no verdicts."""
    below = speaker.inside - {speaker.top}
    counts = Counter(rows[link.id]["verdict"] for name, rows in speaker.verdicts_by_part.items() if name in below)
    del counts["not_measured"]
    if not counts:
        return ""
    words = [f"{count} × {speaker.say(f'verdict_name.{name}')}" for name, count in counts.most_common()]
    return speaker.label("links.elsewhere", count=counts.total(), words=words)


def _resting(speaker: Speaker, link: CausalLink) -> tuple[Resting, ...]:
    assumptions = {one.id: one for one in speaker.assessment.theory.file.assumptions}
    found = (assumptions[name] for name in link.assumptions if name in assumptions)
    return tuple(
        Resting(
            Reference(one.id, anchor_of("assumption", one.id)),
            speaker.text(one.title),
            speaker.badge("assumption_status", one.status),
        )
        for one in found
    )


# --- What was expected ------------------------------------------------------------------------------------------


def _declared(speaker: Speaker, link: CausalLink, row: Record) -> str:
    """What was agreed on how much should be seen; nothing where nobody did and nothing was assumed."""
    evidence = row["evidence"]
    unit = _unit(speaker, evidence["outcome_indicator"])
    if link.expectation is None:
        assumed = evidence["expectation"]
        if link.relation == "proxy" or not assumed or assumed["expected_change"] is None:
            return ""
        change = speaker.change(abs(assumed["expected_change"]), unit, assumed["scale"], signed=False)
        return speaker.label("expected.defaulted", change=change)
    return _agreed(speaker, link.expectation, evidence, unit, _titles(speaker, link, evidence))


def _agreed(
    speaker: Speaker, expectation: Expectation, evidence: Mapping[str, Any], unit: str, titles: Mapping[str, str]
) -> str:
    """The agreement as a sentence; less is written where less is better."""
    outcome = speaker.assessment.theory.indicator_by_id.get(evidence["outcome_indicator"] or "")
    sign = -1 if outcome is not None and outcome.ascending is False else 1
    if expectation.elasticity is not None:
        return speaker.label("expected.elasticity", change=_percent(speaker, 10 * sign * expectation.elasticity),
                             **titles)  # fmt: skip
    if expectation.per_doubling is not None:
        change = speaker.change(sign * expectation.per_doubling, unit, "unit")
        return speaker.label("expected.per_doubling", change=change, **titles)
    if expectation.target is not None:
        low, high = (number(one, speaker.language) for one in (expectation.target.start, expectation.target.to))
        high = speaker.amount(expectation.target.to, unit) if unit else high
        return speaker.label("expected.target", low=low, high=high, factor=expectation.target.when_output, **titles)
    if expectation.mic is not None:
        return speaker.label("expected.mic", change=speaker.change(expectation.mic, unit, "unit", signed=False),
                             **titles)  # fmt: skip
    if expectation.saturation is not None:
        return speaker.label("expected.saturation", most=speaker.amount(expectation.saturation.most, unit),
                             half=number(expectation.saturation.half_at, speaker.language), **titles)  # fmt: skip
    assert expectation.conversion is not None
    many = 100 if expectation.conversion < 1 else 1
    return speaker.label("expected.conversion", many=many, value=many * expectation.conversion, **titles)


def _percent(speaker: Speaker, value: float) -> str:
    return speaker.label("expected.percent_up" if value >= 0 else "expected.percent_down", value=abs(value))


def _titles(speaker: Speaker, link: CausalLink, evidence: Mapping[str, Any]) -> dict[str, str]:
    """What both ends count: the indicator that is judged by, or else the element."""
    theory = speaker.assessment.theory
    found = {}
    for end, element, name in (("start", link.start, "output_indicator"), ("end", link.to, "outcome_indicator")):
        indicator = theory.indicator_by_id.get(evidence[name] or "")
        found[end] = speaker.text(indicator.title if indicator else theory.element_by_id[element].title)
    return found


def _unit(speaker: Speaker, indicator: str | None) -> str:
    found = speaker.assessment.theory.indicator_by_id.get(indicator or "")
    return found.unit if found else ""


def _timing(speaker: Speaker, link: CausalLink) -> str:
    """What was agreed on how long it may take and how much should be seen."""
    if link.lag is None:
        return speaker.label("links.undeclared" if link.expectation is None else "links.no_lag")
    code = "links.no_expectation" if link.expectation is None else "links.declared"
    return speaker.label(code, lag=_lag(speaker, link.lag))


def _lag(speaker: Speaker, lag: Lag) -> str:
    if lag.max_years == 0:
        return speaker.label("links.lag_none")
    code = "links.lag" if lag.min_years == lag.max_years else "links.lag_range"
    return speaker.label(code, low=lag.min_years, high=lag.max_years)
