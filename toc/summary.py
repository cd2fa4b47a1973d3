"""A few sentences that say what a run found, for the terminal."""

from __future__ import annotations

import pandas as pd

from toc.assessment import Assessment
from toc.declared import Text
from toc.indicator import Level
from toc.period import Period
from toc.prospect import amount
from toc.words import say

_GAPS = {"shown": "shown", "unproven": "unproven", "unmeasured": "not_judged"}


def summarise(assessment: Assessment, organisation: str = "") -> list[tuple[Text, Text]]:
    """Return pairs of (heading, sentence), the most important first.

    Args:
        assessment: what was computed.
        organisation: whose summary; empty is the top, with the targets of everybody.
    """
    theory = assessment.theory
    top = organisation or theory.organisations.roots[0].id
    progress, prospects = (_of(table, organisation) for table in (assessment.progress, assessment.prospects))
    lines = [(say("summary.output"), sentence) for sentence in _outputs(assessment, top)]
    results = [one for one in theory.file.elements if one.level in (Level.OUTCOME, Level.IMPACT)]
    known = [one for one in results if any((name, top) in assessment.points for name in one.indicators)]
    opinions = [one for one in known if all(_is_opinion(assessment, name, top) for name in one.indicators)]
    code = "summary.outcomes_opinions" if opinions else "summary.outcomes_known"
    if opinions and len(opinions) == len(known):
        code = "summary.outcomes_only_opinions"
    sentence = say(code, known=len(known), count=len(results), opinions=len(opinions))
    lines.append((say("summary.outcome"), sentence))
    lines += _links(assessment, top)
    status = progress["status"].value_counts().to_dict()
    running = {one.id for one in theory.targets if Period.parse(one.year).end >= assessment.as_of}
    now = int(((progress["status"] == "reached") & progress["target_id"].isin(running)).sum())
    told = int(sum(status.get(name, 0) for name in ("reached", "on_path", "behind_path", "below")))
    if len(progress) or not organisation:
        lines.append(
            (
                say("summary.targets"),
                say(
                    "summary.targets_compared",
                    reached=int(status.get("reached", 0)) - now,
                    now=say("summary.targets_met_now", count=now) if now else Text(nl="", en=""),
                    told=told,
                    refused=int(status.get("refused", 0)),
                    unknown=int(status.get("not_measured", 0) + status.get("cannot_tell", 0)),
                ),
            )
        )
    chances = prospects["status"].value_counts().to_dict()
    if chances:
        order = ("reached", "likely", "uncertain", "unlikely", "cannot_tell")
        parts = [say(f"summary.prospects_{name}", count=int(chances[name])) for name in order if name in chances]
        together = Text(nl=", ".join(part.nl for part in parts), en=", ".join(part.en for part in parts))
        count = int(sum(chances.values()))
        lines.append((say("summary.prospects"), say("summary.prospects_counted", count=count, parts=together)))
    answers = [judged.answer for judged in assessment.claims]
    if answers and not organisation:
        lines.append(
            (
                say("summary.claims"),
                say(
                    "summary.claims_judged",
                    supported=answers.count("supported"),
                    contradicted=answers.count("contradicted"),
                    unverifiable=answers.count("unverifiable"),
                ),
            )
        )
    if theory.conflicts and not organisation:
        lines.append((say("summary.conflicts"), say("summary.conflicts_declared", count=len(theory.conflicts))))
    return lines


def _of(table: pd.DataFrame, organisation: str) -> pd.DataFrame:
    """The rows of one organisation, or all of them."""
    return table[table["organisation"] == organisation] if organisation else table


def _links(assessment: Assessment, top: str) -> list[tuple[Text, Text]]:
    """The three gaps with their counts, what translates, and which measurement would tell most."""
    verdicts = assessment.verdicts[assessment.verdicts["organisation"] == top]
    if verdicts.empty:
        return []
    overview = assessment.overview(top)
    counts = {name: len(overview.gaps[gap]) for gap, name in _GAPS.items()}
    counts["translating"] = int((verdicts["verdict"] == "translating").sum())
    counts["other"] = len(verdicts) - sum(counts.values())
    parts = [say(f"summary.links_{name}", count=count) for name, count in counts.items() if count]
    together = Text(nl=", ".join(part.nl for part in parts), en=", ".join(part.en for part in parts))
    lines = [(say("summary.links"), say("summary.links_gaps", count=len(verdicts), parts=together))]
    for one in overview.next_measurements[:1]:
        element = assessment.theory.element_by_id[one.element].title
        sentence = say("summary.next_element", element=element, count=len(one.links))
        lines.append((say("summary.next"), sentence))
    return lines


def prospects_to_show(assessment: Assessment, organisation: str = "") -> list[tuple[Text, int, Text, Text]]:
    """Targets of one organisation (empty: the top) that have a chance: what and how much, year, chance and its word."""
    theory = assessment.theory
    top = organisation or theory.organisations.roots[0].id
    table = assessment.prospects
    lines = []
    for row in table[(table["organisation"] == top) & table["probability"].notna()].to_dict("records"):
        indicator = theory.indicator_by_id[row["indicator"]]
        value = amount(indicator, row["target_value"], theory.unit_titles)
        goal = say("summary.prospect_goal", indicator=indicator.title, goal=value)
        chance = say("summary.prospect_chance", chance=row["probability"])
        lines.append((goal, int(row["year"]), chance, say(f"prospect_status.{row['status']}")))
    return lines


def _is_opinion(assessment: Assessment, indicator: str, organisation: str) -> bool:
    points = assessment.points.get((indicator, organisation), ())
    return all({"perception", "intention"} & set(point.flags) for point in points)


def _outputs(assessment: Assessment, top: str) -> list[Text]:
    theory = assessment.theory
    sentences = []
    for rise in assessment.programme.outputs_that_rose(top)[:3]:
        title = theory.indicator_by_id[rise.indicator].title
        facts = {
            "indicator": title,
            "first": rise.first.value,
            "last": rise.last.value,
            "start": rise.first.period.label,
            "end": rise.last.period.label,
            "factor": rise.factor,
        }
        if rise.first.partial or rise.last.partial:
            sentences.append(say("summary.rise_partial", low=rise.per_month.low, high=rise.per_month.high, **facts))
        else:
            sentences.append(say("summary.rise", **facts))
    levels = {theory.indicator_by_id[name].level for name, at in assessment.points if at == top}
    seen = Level.OUTPUT in levels
    return sentences or [say("summary.no_rise" if seen else "summary.no_output")]
