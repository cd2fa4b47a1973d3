"""From end to end: routes through the theory, delivery beside result, funnels, and verdicts by organisation."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from toc.indicator import Level
from toc.link_overview import HARDLY_MOVED, Funnel, FunnelStep, Route
from toc.linking.chains import Chain
from toc.report.page import (
    Badge,
    Chains,
    Crossing,
    CrossingRow,
    FunnelBlock,
    FunnelRow,
    PartVerdicts,
    RouteRow,
    Share,
    Tread,
)
from toc.report.wording import VERDICT_LOOK, Speaker
from toc.words import number, percent

MOST_ROUTES = 15
"""Routes that are shown; the rest is counted."""

STATES = ("on_track", "behind", "unknown")
"""What may be said of delivery and of result."""

MOST_DIFFERING = 3
"""Organisations of which it is said on what they differ from the whole."""

SIDES = {
    "translating": "comes", "leaning_translating": "comes", "weak": "lags", "stalled": "lags",
    "leaning_stalled": "lags", "contradicting": "lags", "not_exercised": "still", "outcome_without_output": "still",
}  # fmt: skip
"""Which way an answer points; all others point nowhere."""

SMALL = 0.05
"""A highest chance below which nothing more need be said."""

TONES = {("on_track", "on_track"): "good", ("on_track", "behind"): "bad", ("behind", "behind"): "open"}
"""Tone of a cell of the matrix; all others are calm."""


def chains_of(speaker: Speaker) -> Chains:
    """Everything that concerns more than one link."""
    overview = speaker.overview
    routes = _ordered(speaker, overview.routes)
    more = len(routes) - MOST_ROUTES + overview.more_routes if len(routes) > MOST_ROUTES else overview.more_routes
    parts, shown = _parts(speaker)
    of_parts = [speaker.verdicts_by_part[name][link]["verdict"] for name in parts for link in shown]
    of_routes = [speaker.verdicts[link]["verdict"] for one in routes[:MOST_ROUTES] for link in one.links]
    intro = "chains.intro" if speaker.verdicts else "chains.none"
    return Chains(
        section=speaker.section("chains", speaker.label(intro)),
        routes=tuple(_route_row(speaker, one) for one in routes[:MOST_ROUTES]),
        more_routes=speaker.label("chains.more_routes", count=more) if more else "",
        columns=tuple(speaker.label(f"result.{state}") for state in STATES),
        crossings=tuple(_crossings(speaker)),
        crossing_notes=tuple(_crossing_notes(speaker)),
        funnels=tuple(_funnel(speaker, one) for one in overview.funnels),
        links=tuple(speaker.link(name) for name in shown),
        parts=tuple(_part(speaker, name, shown) for name in parts),
        letters=_letters(speaker, of_routes),
        part_letters=_letters(speaker, of_parts),
        part_notes=tuple(_part_notes(speaker, parts, shown)),
    )


def _letters(speaker: Speaker, verdicts: Sequence[str]) -> tuple[tuple[str, Badge], ...]:
    """What each letter stands for, of those that occur."""
    return tuple((speaker.label(f"letter.{name}"), speaker.verdict(name)) for name in VERDICT_LOOK if name in verdicts)


# --- Routes -----------------------------------------------------------------------------------------------------


def _ordered(speaker: Speaker, routes: Sequence[Route]) -> list[Route]:
    """Routes that end in impact first; the rest in the order of the theory."""
    elements = speaker.assessment.theory.element_by_id
    return sorted(routes, key=lambda one: elements[one.elements[-1]].level is not Level.IMPACT)


def _route_row(speaker: Speaker, route: Route) -> RouteRow:
    elements = speaker.assessment.theory.element_by_id
    chain = route.chain
    status, at = chain.status, chain.at
    return RouteRow(
        start=speaker.text(elements[route.elements[0]].title),
        end=speaker.text(elements[route.elements[-1]].title),
        treads=tuple(_treads(speaker, route)),
        last=route.elements[-1],
        badge=speaker.badge("chain", "untested" if _untested(speaker, route) else status),
        answer=" ".join(_answer(speaker, route, status, at)),
        chance=_chance(speaker, chain),
        expected=_in_the_end(speaker, route),
        weakest=speaker.link(chain.weakest) if chain.weakest else None,
        tells_most=speaker.link(chain.most_informative) if chain.most_informative else None,
    )


def _answer(speaker: Speaker, route: Route, status: str, at: str | None) -> Iterator[str]:
    word = speaker.verdict(speaker.verdicts[at]["verdict"]).word if at else ""
    yield speaker.label("chains.answer.untested" if _untested(speaker, route) else f"chains.answer.{status}",
                        at=at, word=word)  # fmt: skip
    if route.ends_together is not None:
        yield speaker.label("chains.ends_together" if route.ends_together else "chains.ends_apart")


def _untested(speaker: Speaker, route: Route) -> bool:
    """Whether nothing is known of the first link that does not translate, since its output hardly changed."""
    chain = route.chain
    hardly = chain.at is not None and speaker.verdicts[chain.at]["verdict"] in HARDLY_MOVED
    return hardly and chain.status == "unproven_at"


def _chance(speaker: Speaker, chain: Chain) -> str:
    """The chance that every link translates, with its bounds; only a bound where something is not measured."""
    if chain.high < SMALL:
        return speaker.label("chains.chance_alone", chance=chain.high)
    if chain.unmeasured:
        code = "chains.chance_partly" if chain.weakest else "chains.chance_unknown"
    else:
        code = "chains.chance" if chain.high - chain.low >= 0.01 else "chains.chance_alone"
    return speaker.label(code, chance=chain.probability, low=chain.low, high=chain.high)


def _treads(speaker: Speaker, route: Route) -> Iterator[Tread]:
    elements = speaker.assessment.theory.element_by_id
    for (start, end), link in zip(pairwise(route.elements), route.links, strict=True):
        row = speaker.verdicts[link]
        badge = speaker.verdict(row["verdict"])
        words = {"start": f"‘{speaker.text(elements[start].title)}’", "end": f"‘{speaker.text(elements[end].title)}’"}
        yield Tread(
            element=start,
            title=speaker.text(elements[start].title),
            link=speaker.link(link),
            letter=speaker.label(f"letter.{row['verdict']}"),
            badge=badge,
            label=speaker.label("picture.arrow", id=link, word=badge.word, **words),
        )


def _in_the_end(speaker: Speaker, route: Route) -> str:
    """What more at the start may bring at the end, where all steps say it in the same way."""
    slope = route.chain.expected_slope
    if slope is None:
        return ""
    first = speaker.assessment.theory.link_by_id[route.links[0]].expectation
    form = "elasticity" if first is not None and first.elasticity is not None else "conversion"
    return speaker.label(f"chains.in_the_end.{form}", value=10 * slope if form == "elasticity" else 100 * slope)


# --- Delivery beside result -------------------------------------------------------------------------------------


def _crossings(speaker: Speaker) -> Iterator[CrossingRow]:
    matrix = speaker.overview.matrix
    if not matrix:
        return
    for delivery in STATES:
        cells = []
        for result in STATES:
            links = tuple(speaker.link(one.link) for one in matrix
                          if (one.delivery, one.result) == (delivery, result))  # fmt: skip
            meaning = speaker.label(f"matrix.{delivery}.{result}") if links else ""
            title = speaker.label(f"result.{result}")
            cells.append(Crossing(title, links, meaning, TONES.get((delivery, result), "calm")))
        yield CrossingRow(speaker.label(f"delivery.{delivery}"), tuple(cells))


def _crossing_notes(speaker: Speaker) -> Iterator[str]:
    """Which outputs hardly changed, and which changed while the next step lagged."""
    placed = [one.link for one in speaker.overview.matrix]
    still = [name for name in placed if speaker.verdicts[name]["verdict"] in HARDLY_MOVED]
    lagging = [name for name in placed if speaker.verdicts[name]["gap"] == "shown"]
    for code, links in (("matrix.still", still), ("matrix.lagging", lagging)):
        if links:
            yield speaker.label(code, links=links)


# --- Funnels ----------------------------------------------------------------------------------------------------


def _funnel(speaker: Speaker, funnel: Funnel) -> FunnelBlock:
    elements = speaker.assessment.theory.element_by_id
    first, last = (speaker.text(elements[funnel.elements[at]].title) for at in (0, -1))
    return FunnelBlock(
        title=speaker.label("funnel.of", start=first, end=last),
        rows=tuple(_funnel_row(speaker, step) for step in funnel.steps),
        through=" ".join(_all_the_way(speaker, funnel, first, last)),
    )


def _all_the_way(speaker: Speaker, funnel: Funnel, first: str, last: str) -> Iterator[str]:
    """Of every hundred that begin: how many go all the way, how many should, and where most are lost."""
    if funnel.through is None:
        return
    yield speaker.label("funnel.through", value=_of_a_hundred(funnel.through), start=first, end=last)
    declared = [step.declared for step in funnel.steps if step.declared is not None]
    if len(declared) == len(funnel.steps):
        yield speaker.label("funnel.agreed", value=_of_a_hundred(math.prod(declared)))
    if len(funnel.steps) > 1:
        still, lost = 1.0, []
        for step in funnel.steps:
            part = step.seen if step.seen is not None else 1.0
            lost.append(still * (1 - part))
            still *= part
        most = lost.index(max(lost))
        elements = speaker.assessment.theory.element_by_id
        start, end = (speaker.text(elements[funnel.elements[at]].title) for at in (most, most + 1))
        yield speaker.label("funnel.lost", start=start, end=end)


def _of_a_hundred(part: float) -> float:
    """How many of a hundred: a whole number, or with more digits where fewer than one is left."""
    many = 100 * part
    return round(many) if many >= 1 else many


def _funnel_row(speaker: Speaker, step: FunnelStep) -> FunnelRow:
    theory = speaker.assessment.theory
    link = theory.link_by_id[step.link]
    start, end = (speaker.text(theory.element_by_id[name].title) for name in (link.start, link.to))
    high, agreed = step.high, step.declared
    nearly = step.status == "as_declared" and high is not None and agreed is not None and high < agreed
    badge = speaker.badge("funnel", "nearly" if nearly else step.status)
    seen = speaker.label("funnel.none")
    if step.seen is not None:
        code = "funnel.seen" if step.low is not None and step.high is not None else "funnel.seen_only"
        seen = speaker.label(code, part=step.seen, low=step.low, high=step.high)
    declared = percent(step.declared, speaker.language) if step.declared is not None else ""
    words = " ".join(one for one in (f"{start}, {end}:", seen, badge.word) if one)
    return FunnelRow(
        link=speaker.link(step.link),
        start=start,
        end=end,
        period=speaker.period(step.period) if step.period else "",
        started="" if step.started is None else number(step.started, speaker.language),
        finished="" if step.finished is None else number(step.finished, speaker.language),
        drawn=Share(step.seen, step.low, step.high, step.declared, badge.tone, words),
        seen=seen,
        declared=declared,
        badge=badge,
    )


# --- By organisation --------------------------------------------------------------------------------------------


def _parts(speaker: Speaker) -> tuple[list[str], list[str]]:
    """The top and its direct parts with verdicts of their own, and the links that they have one of."""
    tree = speaker.assessment.theory.organisations
    direct = [one.id for one in tree.organisations if any(each.parent == speaker.top for each in one.belongs_to())]
    judged = [name for name in direct if _measured(speaker, name)]
    if not judged:
        return [], []
    parts = [speaker.top, *judged]
    links = [link.id for link in speaker.assessment.theory.file.links
             if any(link.id in _measured(speaker, name) for name in judged)]  # fmt: skip
    return parts, links


def _part_notes(speaker: Speaker, parts: Sequence[str], links: Sequence[str]) -> Iterator[str]:
    """Who differs most from the whole and on what, who is silent on the last year, and which links are left out."""
    if not parts:
        return
    titles = {name: one.title for name, one in speaker.assessment.theory.organisations.by_id.items()}
    differing = {name: _differs(speaker, name, links) for name in parts[1:]}
    most = sorted((name for name in differing if differing[name]), key=lambda name: -len(differing[name]))
    for name in most[:MOST_DIFFERING]:
        words: dict[str, list[str]] = {}
        for link in differing[name]:
            words.setdefault(speaker.verdict(speaker.verdicts_by_part[name][link]["verdict"]).word, []).append(link)
        said = [f"{word} ({speaker.joined(some)})" for word, some in words.items()]
        yield speaker.label("parts.differs", organisation=titles[name], count=len(differing[name]), links=said)
    newest = max(_last_year(speaker, name) for name in parts[1:])
    silent = [titles[name] for name in parts[1:] if _silent(speaker, name, newest)]
    if silent:
        yield speaker.label("parts.silent", year=newest, names=silent)
    left_out = [link.id for link in speaker.assessment.theory.file.links if link.id not in links]
    if left_out:
        yield speaker.label("parts.left_out", links=left_out)


def _differs(speaker: Speaker, organisation: str, links: Sequence[str]) -> list[str]:
    """Links on which an organisation has an answer of its own that points another way than that of the whole."""
    own = speaker.verdicts_by_part[organisation]
    sides = {name: (SIDES.get(own[name]["verdict"]), SIDES.get(speaker.verdicts[name]["verdict"])) for name in links}
    return [name for name, (here, whole) in sides.items() if here and whole and here != whole]


def _last_year(speaker: Speaker, organisation: str) -> str:
    """The last year of which an organisation has any figure."""
    return max((row["period"][:4] for (_, name), rows in speaker.values.items() if name == organisation
                for row in rows if speaker.has_figure(row)), default="")  # fmt: skip


def _silent(speaker: Speaker, organisation: str, year: str) -> bool:
    """Whether an organisation has no figure of a year, or reported nothing of what it was asked itself."""
    elements = speaker.assessment.theory.data_element_by_id
    states = [state for (element, name, period), (state, asked) in speaker.states.items()
              if name == organisation and period[:4] == year and asked
              and speaker.levels[name] in elements[element].reported_by]  # fmt: skip
    return _last_year(speaker, organisation) < year or ("missing" in states and "reported" not in states)


def _measured(speaker: Speaker, organisation: str) -> set[str]:
    rows = speaker.verdicts_by_part.get(organisation, {})
    return {name for name, row in rows.items() if row["verdict"] != "not_measured"}


def _part(speaker: Speaker, organisation: str, links: Sequence[str]) -> PartVerdicts:
    rows = speaker.verdicts_by_part[organisation]
    title = speaker.text(speaker.assessment.theory.organisations.by_id[organisation].title)
    marks = tuple((speaker.label(f"letter.{rows[name]['verdict']}"), speaker.verdict(rows[name]["verdict"]))
                  for name in links)  # fmt: skip
    return PartVerdicts(title, organisation == speaker.top, marks)
