"""The three messages of a report, and the links where output is not shown to translate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from toc.declared import Text
from toc.indicator import LEVEL_ORDER, Indicator, Level
from toc.link_overview import around
from toc.link_story import failure_words, seen_in_short
from toc.report.linked import GROUPS, kind_of, without_lead
from toc.report.measured import RESULTS, points_of, status_of
from toc.report.page import Fact, GapGroup, GapRow, Head, Point
from toc.report.wording import Record, Speaker, anchor_of, known, named
from toc.result_chain import CausalLink, ChainElement
from toc.words import number

GAPS = ("shown", "unproven", "unmeasured")
"""The three gaps, in the order in which they are told; they are never added up."""

GAP_WORDS = {"shown": "head.gap.behind", "unproven": "head.gap.open", "unmeasured": "head.gap.too_little"}
"""What stands below the number of links in each gap."""

MOST_NAMED = 5
"""Outcomes that the head names; more are counted."""

FEW = 2
"""Outcomes that are named in the sentence itself."""

MOST_LINKS = 2
"""Links that the third message names."""


def head_of(speaker: Speaker) -> Head:
    """The three messages with the links where output is not shown to translate."""
    verdicts = speaker.verdicts
    gaps = tuple(_gaps(speaker, verdicts))
    rise: Text | None = next((row["evidence"]["lead"] for row in verdicts.values() if row["evidence"]["lead"]), None)
    none = speaker.label("head.gap_none" if verdicts else "head.no_links")
    intro = (speaker.text(rise), speaker.label("head.gap_intro") if len(gaps) > 1 else "")
    return Head(
        section=speaker.section("head"),
        points=points_of_head(speaker),
        gap_title=speaker.label("head.gap_title"),
        gap_intro=tuple(one for one in intro if one) if gaps else (none,),
        gaps=gaps,
    )


def points_of_head(speaker: Speaker) -> tuple[Point, Point, Point]:
    """What was delivered, what changed, and where the chain is not shown to work, for one organisation."""
    return _output_point(speaker), _outcome_point(speaker), _link_point(speaker, speaker.verdicts)


# --- What was delivered -----------------------------------------------------------------------------------------


def _output_point(speaker: Speaker) -> Point:
    title = speaker.label("head.title_output")
    if not speaker.rising:
        figure, caption = (speaker.label(f"head.rise_{part}_none") for part in ("figure", "caption"))
        return Point(figure, caption, _without_rise(speaker), title, (speaker.label("head.what_output"),))
    rise = speaker.rising[0]
    first, last = rise["from"], rise["to"]
    partial = next((point for point in (first, last) if point["partial_months"]), None)
    kind = "_partial" if partial else ""
    own = speaker.assessment.theory.organisations.by_id[speaker.top].title
    facts = {
        "who": speaker.label("head.who") if speaker.is_whole else speaker.text(own),
        "indicator": speaker.assessment.theory.indicator_by_id[rise["indicator"]].title,
        "first": first["value"], "start": first["period"], "last": last["value"], "end": last["period"],
        "factor": rise["as_printed"], "low": rise["per_month"][0], "high": rise["per_month"][1],
    }  # fmt: skip
    if partial:
        low, high = partial["partial_months"]
        facts |= {"part": partial["period"], "months": speaker.months((low, high))}
    return Point(
        figure=speaker.label(f"head.rise_figure{kind}", **facts),
        caption=speaker.label(f"head.rise_caption{kind}", **facts),
        sentence=" ".join(one for one in (speaker.label(f"head.rise{kind}", **facts), _all_outputs(speaker)) if one),
        title=title,
        more=(speaker.label("head.what_output"),),
    )


def _all_outputs(speaker: Speaker) -> str:
    """How many outputs rose and fell from first to last whole year, so that no single one speaks for all."""
    theory = speaker.assessment.theory
    names = [name for one in theory.file.elements if one.level is Level.OUTPUT for name in one.indicators]
    ways: Counter[str] = Counter()
    for name in dict.fromkeys(names):
        points = [one for one in speaker.assessment.points.get((name, speaker.top), ()) if not one.partial]
        if len(points) > 1:
            change = points[-1].value - points[0].value
            ways["rose" if change > 0 else "fell" if change < 0 else "same"] += 1
    if sum(ways.values()) < 2:
        return ""
    said = [speaker.label(f"head.outputs.{way}", count=ways[way]) for way in ("rose", "same", "fell") if ways[way]]
    return speaker.label("head.outputs", count=sum(ways.values()), said=speaker.joined(said))


def _without_rise(speaker: Speaker) -> str:
    """The last figure of the first output that has one; whether it is more than before nobody can tell."""
    theory = speaker.assessment.theory
    names = [name for one in theory.file.elements if one.level is Level.OUTPUT for name in one.indicators]
    found = [(name, point) for name, point in points_of(speaker, names) if not point.partial]
    if not found:
        return speaker.label("head.no_output")
    name, point = found[0]
    indicator = theory.indicator_by_id[name]
    return speaker.label(
        "head.no_rise", indicator=indicator.title, figure=speaker.bounded(point.value, indicator.unit, point.flags),
        period=speaker.period(point.period.label),
    )  # fmt: skip


# --- What changed -----------------------------------------------------------------------------------------------


def _outcome_point(speaker: Speaker) -> Point:
    title, what = speaker.label("head.title_outcome"), speaker.label("head.what_outcome")
    results = [one for one in speaker.assessment.theory.file.elements if one.level in RESULTS]
    if not results:
        none = speaker.label("head.none")
        caption = speaker.label("head.outcome_caption_none")
        return Point(none, caption, speaker.label("head.no_results"), title, (what,))
    status = {one.id: status_of(speaker, one) for one in results}
    found = {name: [one for one in results if status[one.id] == name] for name in ("measured", "opinion")}
    silent = len(results) - sum(len(many) for many in found.values())
    code = "head.outcome_none" if silent == len(results) else "head.outcome" if silent else "head.outcome_all"
    sentences = [speaker.label(code, count=len(results), silent=silent)]
    if found["opinion"]:
        titles = speaker.quoted(one.title for one in found["opinion"]) if len(found["opinion"]) <= FEW else ""
        names = f" ({titles})" if titles else ""
        sentences.append(speaker.label("head.outcome_opinion", count=len(found["opinion"]), names=names))
    if found["measured"]:
        sentences.append(_which_way(speaker, found["measured"]))
    return Point(
        figure=speaker.label("head.part_of", part=silent, whole=len(results)),
        caption=speaker.label("head.outcome_caption"),
        sentence=" ".join(sentences),
        title=title,
        more=(what, *_which(speaker, found), *([speaker.label("head.not_why")] if found["measured"] else [])),
    )


def _which_way(speaker: Speaker, elements: Sequence[ChainElement]) -> str:
    """Of the measured outcomes: how many stand better, the same or worse than when they were first measured."""
    ways = Counter(_way(speaker, one) for one in elements)
    said = [speaker.label(f"head.way.{way}", count=ways[way])
            for way in ("better", "same", "worse", "unknown") if ways[way]]  # fmt: skip
    return speaker.label("head.ways", count=len(elements), said=speaker.joined(said))


def _way(speaker: Speaker, element: ChainElement) -> str:
    """``better``, ``same``, ``worse`` or ``unknown``: first and last comparable figure of what the card shows."""
    name, _ = next((name, point) for name, point in points_of(speaker, element.indicators)
                   if not speaker.is_opinion(name))  # fmt: skip
    indicator: Indicator = speaker.assessment.theory.indicator_by_id[name]
    points = [one for one in speaker.assessment.points[name, speaker.top] if not one.partial]
    if len(points) < 2 or indicator.ascending is None:
        return "unknown"
    change = points[-1].value - points[0].value
    if change == 0:
        return "same"
    return "better" if (change > 0) == indicator.ascending else "worse"


def _which(speaker: Speaker, found: dict[str, list[ChainElement]]) -> Iterator[str]:
    for name, elements in found.items():
        if elements:
            many = "_many" if len(elements) > MOST_NAMED else ""
            names = speaker.quoted(one.title for one in elements)
            yield speaker.label(f"head.which_{name}{many}", names=names, count=len(elements))


# --- Where the chain is not shown to work -----------------------------------------------------------------------


def _link_point(speaker: Speaker, verdicts: dict[str, Record]) -> Point:
    """The three gaps side by side, then all other links, and the measurement that would tell most."""
    title, what = speaker.label("head.title_links"), speaker.label("head.what_link")
    if not verdicts:
        none = speaker.label("head.none")
        return Point(none, speaker.label("head.links_caption_none"), speaker.label("head.no_links"), title, (what,))
    counts = Counter(kind_of(row) for row in verdicts.values())
    more = (what, _how_firmly(verdicts, speaker), _tells_most(speaker))
    return Point(
        figure="",
        caption=speaker.label("head.links_caption", whole=len(verdicts)),
        sentence=_where(speaker, verdicts, counts),
        counts=tuple(Fact(speaker.label(GAP_WORDS[gap]), number(counts[gap], speaker.language)) for gap in GAPS),
        rest=tuple(Fact(speaker.label(f"head.rest.{kind}"), number(counts[kind], speaker.language)) for kind in GROUPS
                   if kind not in GAPS),
        title=title,
        more=tuple(one for one in more if one),
    )  # fmt: skip


def _where(speaker: Speaker, verdicts: dict[str, Record], counts: Counter[str]) -> str:
    """Where the next step is shown to lag behind, where it comes, and where nobody can tell."""
    whole, shown, works = len(verdicts), counts["shown"], counts["translating"]
    code = "both" if shown and works else "shown" if shown else "works" if works else "neither"
    seems = _seeming(speaker, verdicts)
    codes = {"unmeasured": "unmeasured", "unproven": "seems" if seems else "unproven", "other": "other"}
    listed = [speaker.label(f"head.where.{code}", count=counts[kind], said=seems)
              for kind, code in codes.items() if counts[kind]]  # fmt: skip
    parts = speaker.joined(listed)
    said = [speaker.label(f"head.where.{code}", whole=whole, shown=shown, works=works, parts=parts)]
    worst = _worst(speaker, verdicts)
    if worst:
        elements = speaker.assessment.theory.element_by_id
        pairs = [speaker.label("head.where.pair", start=elements[one.start].title, end=elements[one.to].title)
                 for one in worst]  # fmt: skip
        said.append(speaker.label("head.where.named", pairs=speaker.joined(pairs)))
    if listed and code != "neither":
        said.append(speaker.label("head.where.rest", parts=parts))
    return " ".join(said)


def _seeming(speaker: Speaker, verdicts: dict[str, Record]) -> str:
    """Of links that the figures leave open: for how many the next step seems to come, and for how many to lag."""
    found = Counter(row["verdict"] for row in verdicts.values() if named(row["gap"]) == "unproven")
    codes = {"leaning_translating": "head.where.seems_comes", "leaning_stalled": "head.where.seems_lags"}
    return speaker.joined(speaker.label(code, count=found[name]) for name, code in codes.items() if found[name])


def _worst(speaker: Speaker, verdicts: dict[str, Record]) -> list[CausalLink]:
    """The links that are shown to lag behind with most certainty."""
    chosen = [one for one in speaker.assessment.theory.file.links if named(verdicts[one.id]["gap"]) == "shown"]
    chosen.sort(key=lambda one: -verdicts[one.id]["below_kappa"] if known(verdicts[one.id]["below_kappa"]) else 0.0)
    return chosen[:MOST_LINKS]


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
