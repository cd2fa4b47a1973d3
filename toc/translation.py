"""Per causal link: did the outcome follow the output? Yes, no, or cannot tell and why.

The number behind each verdict is the translation ratio T: the slope that was seen over the slope that was declared.
T = 1 is as declared, T = 0 means the output moved and the outcome did not. Every link is judged by the figures of the
organisations below an organisation, side by side, where there are enough of them; else by its own series. All links of
a report are judged at once, so that links with outcomes of one kind learn from each other how much happens anyway.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from toc.declared import Text
from toc.frames import VERDICTS, check_frame, empty_frame
from toc.link_case import Bench, Case, Programme, standing_for_parts, with_respondents
from toc.link_evidence import Risen, composition_of, evidence_of, plan_of, risen_of
from toc.linking.lists import RED, TRANSLATING, WATCH, listed
from toc.linking.verdict import Judged, judge
from toc.pairing import lags_of
from toc.result_chain import CausalLink
from toc.verdict_words import Telling, needed_of, notes_of, reason_of
from toc.words import say

FAILURE = {
    "not_measured": "measurement",
    "insufficient_data": "measurement",
    "too_early": "too_early",
    "not_exercised": "delivery",
    "outcome_without_output": "delivery",
    "contradicting": "theory",
    "weak": "theory",
    "stalled": "theory",
    "leaning_stalled": "open",
    "leaning_translating": "open",
    "inconclusive": "open",
}
"""What kind of thing went wrong, by verdict; a link that translates has none."""

MAY_BE_NONE = ("gap", "listed", "failure", "naive", "needed")
"""Columns in which None stays None."""


def judge_links(links: Sequence[CausalLink], programme: Programme, organisations: Sequence[str]) -> pd.DataFrame:
    """Give every link of every organisation one verdict.

    Verdicts: ``not_measured``, ``too_early``, ``insufficient_data``, ``outcome_without_output``, ``not_exercised``,
    ``contradicting``, ``translating``, ``weak``, ``stalled``, ``leaning_stalled``, ``leaning_translating``,
    ``inconclusive``.

    Args:
        links: links of the theory.
        programme: chain, definitions, points and organisations.
        organisations: whose links to judge.

    Returns:
        Table with the columns of ``frames.VERDICTS``, one row per link and organisation.
    """
    programme = standing_for_parts(with_respondents(programme))
    bench = Bench(programme)
    cases = [bench.case(link, organisation) for organisation in organisations for link in links]
    judged = judge([one.panel for one in cases], [one.facts for one in cases]) if cases else ()
    risen = {organisation: risen_of(programme, organisation) for organisation in organisations}
    records: list[dict[str, Any]] = []
    for at, organisation in enumerate(organisations):
        mine = slice(at * len(links), (at + 1) * len(links))
        answers = [_settled(case, one) for case, one in zip(cases[mine], judged[mine], strict=True)]
        shared = _shared_outcomes(cases[mine], answers)
        on_lists = _lists(cases[mine], answers)
        tried = zip(cases[mine], answers, on_lists, strict=True)
        records += [
            _record(programme, case, one, name, risen[organisation], shared[case.link.id]) for case, one, name in tried
        ]
    if not records:
        return empty_frame(VERDICTS)
    table = pd.DataFrame(records)
    names = {name: pd.Series([one[name] for one in records], dtype=object) for name in MAY_BE_NONE}
    return check_frame(table.assign(**names), VERDICTS, "verdicts")


# --- What the numbers say ---------------------------------------------------------------------------------------


def _settled(case: Case, judged: Judged) -> Judged:
    """The verdict with what stands in the way of it beside the numbers."""
    if judged.verdict in ("not_measured", "too_early") or case.obstacle is None:
        return judged
    if case.obstacle == "no_expectation":
        if judged.verdict in ("insufficient_data", "not_exercised", "outcome_without_output"):
            return judged
        return replace(judged, verdict="inconclusive", found=None, tipping=None, uncapped=None, cap=None)
    return Judged("insufficient_data", judged.tier, case.obstacle, output=judged.output, outcome=judged.outcome)


def _shared_outcomes(cases: Sequence[Case], judged: Sequence[Judged]) -> dict[str, tuple[CausalLink, ...]]:
    """Of every estimated link the others that were estimated by the same figures of the same outcome."""
    found = [case for case, one in zip(cases, judged, strict=True) if one.found is not None]
    by_outcome: dict[str, list[CausalLink]] = {}
    for case in found:
        by_outcome.setdefault(case.y_name or "", []).append(case.link)
    shared: dict[str, tuple[CausalLink, ...]] = {case.link.id: () for case in cases}
    for case in found:
        shared[case.link.id] = tuple(one for one in by_outcome[case.y_name or ""] if one.id != case.link.id)
    return shared


def _shared_note(programme: Programme, shared: Sequence[CausalLink]) -> list[Text]:
    """That other outputs may be behind the same outcome."""
    if not shared:
        return []
    titles = [programme.elements[one.start].title for one in shared]
    return [say("verdict.tail.shared_outcome", names=[Text(nl=f"‘{one.nl}’", en=f"‘{one.en}’") for one in titles])]


def _lists(cases: Sequence[Case], judged: Sequence[Judged]) -> list[str | None]:
    """On which list each link of one organisation stands; links whose verdict is capped can only be watched."""
    below = np.array([one.found.below_kappa if one.found else np.nan for one in judged], dtype=float)
    tried = zip(cases, judged, strict=True)
    free = np.array([one.cap is None and not _only_assumed(case, one) for case, one in tried], dtype=bool)
    red = listed(np.where(free, below, np.nan), RED).members
    translating = listed(np.where(free, 1 - below, np.nan), TRANSLATING).members
    watch = listed(below, WATCH).members
    rules = (("red", red), ("translating", translating), ("watch", watch))
    return [next((name for name, members in rules if members[at]), None) for at in range(len(judged))]


def _only_assumed(case: Case, judged: Judged) -> bool:
    """Whether it rests on one series and on an assumed size of what happens anyway."""
    return judged.tier[0] == "N" and not case.facts.shock_known


def _record(
    programme: Programme, case: Case, judged: Judged, on_list: str | None, risen: Risen, shared: Sequence[CausalLink]
) -> dict[str, Any]:
    link, found = case.link, judged.found
    gap = "shown" if on_list == "red" and judged.verdict == "leaning_stalled" else judged.gap
    failure = "theory" if gap == "shown" else FAILURE.get(judged.verdict)
    used = case.panel.without_seen_once()
    units, periods = len(np.unique(used.unit)), len(np.unique(used.time))
    telling = _telling(programme, case, judged, gap, units)
    evidence = evidence_of(programme, case, judged, risen)
    evidence["shared_outcome"] = [one.id for one in shared]
    evidence["notes"] = [*notes_of(telling), *_shared_note(programme, shared)]
    evidence["plan"] = dataclasses.asdict(telling.plan) if telling.plan else None
    reason = reason_of(telling)
    if judged.verdict == "not_measured" and risen.lead and not case.facts.outcome_years:
        evidence["lead"] = lead = risen.lead
        reason = Text(nl=f"{lead.nl} {reason.nl}", en=f"{lead.en} {reason.en}")
    low, high = found.interval() if found else (math.nan, math.nan)
    return {
        "link": link.id, "from": link.start, "to": link.to, "organisation": case.organisation,
        "verdict": judged.verdict, "gap": gap, "listed": on_list, "failure": failure, "tier": judged.tier,
        "units": units, "periods": periods, "ratio": found.ratio if found else math.nan, "lower90": low,
        "upper90": high, "probability": 1 - found.below_kappa if found else math.nan,
        "below_kappa": found.below_kappa if found else math.nan,
        "detectable": found.detectable if found else math.nan, "naive": judged.naive, "claim": link.claim,
        "reason": reason, "needed": needed_of(telling), "evidence": evidence,
    }  # fmt: skip


def _telling(programme: Programme, case: Case, judged: Judged, gap: str | None, units: int) -> Telling:
    """Everything that the sentences on a link need."""
    p = programme
    points = [p.points.get((name or "", case.organisation), ()) for name in (case.x_name, case.y_name)]
    apart = tuple((name, case.organisation) in p.only_apart for name in (case.x_name, case.y_name))
    indicators = tuple(p.indicators.get(name or "") for name in (case.x_name, case.y_name))
    levels = p.below.get(case.organisation, ())
    return Telling(
        verdict=judged.verdict, gap=gap, claim=case.link.claim, kappa=case.expected.kappa if case.expected else 0.5,
        start=p.elements[case.link.start].title, end=p.elements[case.link.to].title,
        output=indicators[0], outcome=indicators[1], x=case.x, y=case.y, panel=case.panel, judged=judged,
        parts=case.parts, units=units, level=levels[0].plural if levels else None, expected=case.expected,
        anyway=case.anyway, lag=lags_of(case.link)[0], declared=case.link.expectation is not None,
        x_points=points[0], y_points=points[1], apart=(apart[0], apart[1]),
        unit_titles=p.units, missing=judged.missing, plan=plan_of(case, judged) if gap == "unproven" else None,
        composition=composition_of(case) is not None,
    )  # fmt: skip
