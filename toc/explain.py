"""Why a number is what it is, as a tree: from the value through formula, parts and rows down to the quote."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from toc.assessment import Assessment
from toc.declared import LANGUAGES, Text
from toc.errors import Finding, FindingsError, Severity, did_you_mean
from toc.formula import Operand, parse
from toc.link_story import Told, story_of
from toc.period import Period
from toc.prospect import without_events
from toc.result_chain import CausalLink
from toc.target import Target
from toc.timeline import categories_behind, periods_behind
from toc.tree_in_time import membership_day, parents_on
from toc.words import SENTENCES, say
from toc.words.labels import label_or

MOST_PARTS = 200
"""Parts of a sum that are listed; the rest is counted."""


@dataclass(frozen=True)
class Step:
    """One line of the explanation, and what stands under it."""

    text: Text
    parts: tuple[Step, ...] = ()


def explain(
    assessment: Assessment, name: str, organisation: str | None = None, period: str | None = None
) -> tuple[Step, ...]:
    """Explain the values of an indicator with the years ahead and the prospects of its targets, the verdict of a link,
    or what is said of a target.

    Args:
        assessment: the assessment that holds them.
        name: id of an indicator, of a link or of a target.
        organisation: id or name of an organisation; the default is the top. A target has its own.
        period: label of a period, of which only the value is explained, or the projection of that year; the default is
            every period with a value.

    Raises:
        FindingsError: there is no such indicator, link, organisation or period; the nearest name is given.
    """
    theory = assessment.theory
    where = _organisation(assessment, organisation)
    if name in theory.link_by_id:
        return tuple(_verdicts(assessment, name, where))
    if name in theory.target_by_id and name not in theory.indicator_by_id:
        return (_target(assessment, theory.target_by_id[name]),)
    if name not in theory.indicator_by_id:
        known = [*theory.indicator_by_id, *theory.link_by_id]
        raise _unknown("explain.no_indicator", name, [*known, *theory.target_by_id], known)
    values = assessment.values
    chosen = values[(values["indicator"] == name) & (values["organisation"] == where)]
    known = list(dict.fromkeys(chosen["period"]))
    ahead = tuple(_ahead(assessment, name, where, period)) if period not in _over(chosen) else ()
    if period is not None and ahead:
        return ahead
    if period is not None and period not in known:
        raise _unknown("explain.no_period", period, known)
    chosen = chosen[chosen["period"] == period] if period is not None else chosen[chosen["state"] != "not_due"]
    totals = chosen[chosen["disaggregation"] == ""]
    chosen = totals if not totals.empty else chosen
    values_ = tuple(_value(assessment, row) for row in _records(chosen.sort_values(["period", "disaggregation"])))
    return values_ if period is not None else (*values_, *ahead)


def _over(values: Any) -> set[str]:
    """Periods of which there is more to say than that they are not due."""
    return set(values.loc[values["state"] != "not_due", "period"])


def _organisation(assessment: Assessment, given: str | None) -> str:
    tree = assessment.theory.organisations
    if given is None:
        return tree.roots[0].id
    found = tree.name_of(given)
    if found is None:
        raise _unknown("explain.no_organisation", given, tree.by_id)
    return found


def _unknown(code: str, given: str, known: Any, shown: Any = None) -> FindingsError:
    near = did_you_mean(given, known)
    message = say(f"{code}_near" if near else code, given=given, near=near, known=list(shown or known))
    return FindingsError([Finding(code, Severity.ERROR, message)])


def _records(frame: Any) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def flag_words(flags: Sequence[str]) -> list[Text]:
    """What flags mean, in words; a flag that only serves the engine has none."""
    words = []
    for flag in flags:
        code, _, detail = flag.partition(":")
        if detail:
            words.append(say(f"flag.{code}_named", name=detail))
        elif f"flag.{code}" in SENTENCES:
            words.append(say(f"flag.{code}"))
    return words


def _figure(assessment: Assessment, row: dict[str, Any], unit: str) -> Text:
    """A value with its unit, or the words for its absence."""
    if row["state"] != "reported":
        return say(f"state.{row['state']}")
    value, unit_text = row["value"], assessment.theory.unit_titles[unit]
    if math.isnan(value) and not (math.isnan(row["lower"]) or math.isnan(row["upper"])):
        return say("explain.between", low=row["lower"], high=row["upper"], unit=unit_text)
    return say("explain.figure", value=value, unit=unit_text)


def _in_brackets(assessment: Assessment, element_id: str, disaggregation: str) -> Text:
    """The category of a figure, or nothing for a total."""
    if not disaggregation:
        return Text(nl="", en="")
    category = assessment.theory.category_title(element_id, disaggregation)
    return Text(nl=f" [{category.nl}]", en=f" [{category.en}]")


def _value(assessment: Assessment, row: dict[str, Any]) -> Step:
    theory = assessment.theory
    indicator = theory.indicator_by_id[row["indicator"]]
    formula = parse(indicator.formula)
    head = say(
        "explain.value",
        indicator=indicator.title,
        period=row["period"],
        organisation=theory.organisations.by_id[row["organisation"]].title,
        category=_in_brackets(assessment, formula.names[0], row["disaggregation"]),
        figure=_figure(assessment, row, indicator.unit),
    )
    parts = [Step(word) for word in flag_words(row["flags"])]
    if not (math.isnan(row["n"]) or math.isnan(row["lower"])):
        parts.append(Step(say("explain.survey", n=row["n"], low=row["lower"], high=row["upper"])))
    if indicator.limitations is not None:
        parts.append(Step(say("explain.limitations", text=indicator.limitations)))
    operands = [step for operand in formula.operands for step in _operand(assessment, operand, row)]
    parts.append(Step(say("explain.formula", formula=indicator.formula), tuple(operands)))
    used = assessment.rows[assessment.rows["id"].isin(row["rows"])]["document"]
    documents = [theory.document_by_id[name] for name in dict.fromkeys(used) if name]
    titles = tuple(
        Step(say("explain.document", name=one.id, title=one.title, publisher=one.publisher)) for one in documents
    )
    return Step(head, (*parts, Step(say("explain.documents"), titles)) if titles else tuple(parts))


def _ahead(assessment: Assessment, indicator: str, organisation: str, year: str | None = None) -> Iterator[Step]:
    """The years ahead with their intervals, or why there are none; and what they mean for each target.

    With a ``year``: of that year alone, and nothing where it is not projected.
    """
    theory = assessment.theory
    unit = theory.unit_titles[theory.indicator_by_id[indicator].unit]
    rows = _about(assessment.projections, indicator, organisation)
    prospects = _about(assessment.prospects, indicator, organisation)
    if year is not None:
        rows = [row for row in rows if str(row["year"]) == year and row["status"] == "projected"]
        prospects = [row for row in prospects if str(row["year"]) == year]
    if not rows:
        return
    years = tuple(
        Step(say("explain.year_ahead", year=row["year"], median=row["median"], unit=unit, low=row["lower80"],
                 high=row["upper80"], lowest=row["lower95"], highest=row["upper95"]))
        for row in rows if row["status"] == "projected"
    )  # fmt: skip
    title = theory.organisations.by_id[organisation].title
    yield Step(say("explain.ahead", organisation=title, reason=rows[-1]["reason"]),
               (*years, *_prospects(assessment, prospects)))  # fmt: skip


def _prospects(assessment: Assessment, rows: Sequence[dict[str, Any]]) -> Iterator[Step]:
    """What is said of each target, and once what is declared to happen meanwhile."""
    named = {name for row in rows if isinstance(row["event"], str) for name in row["event"].split(",")}
    events = [event for event in assessment.theory.file.events if event.id in named]
    for row in rows:
        yield Step(say("explain.prospect", target=row["target_id"], status=say(f"prospect_status.{row['status']}"),
                       reason=without_events(row["reason"], events)))  # fmt: skip
    told = any(row["status"] != "cannot_tell" for row in rows)
    for event in events:
        yield Step(say("prospect.event" if told else "prospect.event_alone", day=event.day, title=event.title))


def _target(assessment: Assessment, target: Target) -> Step:
    """What is said of one target: its progress, its prospect, and the ways of reckoning beside each other."""
    theory = assessment.theory
    indicator = theory.indicator_by_id[target.indicator]
    head = say("explain.target", target=target.id, indicator=indicator.title, value=target.value,
               unit=theory.unit_titles[indicator.unit], year=target.year, owner=target.owner,
               organisation=theory.organisations.by_id[target.organisation].title)  # fmt: skip
    progress = [Step(row["reason"]) for row in _of_target(assessment.progress, target)]
    prospects = _prospects(assessment, _of_target(assessment.prospects, target))
    methods = tuple(
        Step(say("explain.method", name=_method_name(row["method"]), reason=row["reason"]))
        for row in _of_target(assessment.methods, target)
    )
    beside = (Step(say("explain.methods"), methods),) if methods else ()
    ask = Step(say("explain.ask", indicator=indicator.id))
    return Step(head, (*progress, *prospects, *beside, ask))


def _method_name(method: str) -> Text:
    nl, en = (label_or(f"method_name.{method}", method, language) for language in LANGUAGES)
    return Text(nl=nl, en=en)


def _of_target(table: Any, target: Target) -> list[dict[str, Any]]:
    return _records(table[table["target_id"] == target.id])


def _about(table: Any, indicator: str, organisation: str) -> list[dict[str, Any]]:
    return _records(table[(table["indicator"] == indicator) & (table["organisation"] == organisation)])


def _operand(assessment: Assessment, operand: Operand, row: dict[str, Any]) -> Iterator[Step]:
    """What the formula takes from one data element: its figure, or the figures that it is made of."""
    element = assessment.theory.data_element_by_id[operand.element]
    where, period = row["organisation"], row["period"]
    if not operand.categories and not operand.steps:
        cell = _cell(assessment, operand.element, where, period, row["disaggregation"])
        if cell:
            yield cell
        return
    start = Period.parse(element.reported_from).start
    periods = [period]
    for step in reversed(operand.steps):
        periods = list(dict.fromkeys(one for label in periods for one in periods_behind(step, label, start)))
    named = categories_behind(operand, element)
    wanted = [row["disaggregation"]] if named == [""] else named
    cells = [_cell(assessment, operand.element, where, one, name) for one in periods for name in wanted]
    yield Step(say("explain.operand", text=operand.text), tuple(cell for cell in cells if cell))


def _cell(assessment: Assessment, element_id: str, organisation: str, period: str, disaggregation: str) -> Step | None:
    """One data element of one organisation: its figure, its categories or its parts, and its rows."""
    cells = assessment.cells
    same = (cells["data_element"] == element_id) & (cells["period"] == period)
    here = cells[same & (cells["organisation"] == organisation)]
    exact = _records(here[here["disaggregation"] == disaggregation])
    if not exact:
        return None
    row = exact[0]
    element = assessment.theory.data_element_by_id[element_id]
    head = say(
        "explain.cell",
        element=element.title,
        name=element_id,
        organisation=assessment.theory.organisations.by_id[organisation].title,
        figure=_figure(assessment, row, element.unit),
        category=_in_brackets(assessment, element_id, disaggregation),
        period=period,
        reported=row["reported"],
        expected=row["expected"],
    )
    parts = [Step(say("explain.missing_means", text=element.missing))] if row["state"] == "missing" else []
    if "sum_of_categories" in row["flags"]:
        added = [one for one in _records(here[here["disaggregation"] != ""]) if "residual" not in one["flags"]]
        names = [assessment.theory.category_title(element_id, one["disaggregation"]) for one in added]
        lines = tuple(
            Step(say("explain.category", category=name, value=one["value"]), tuple(_rows(assessment, one["rows"])))
            for name, one in zip(names, added, strict=True)
        )
        parts.append(Step(say("explain.sum_of_categories", count=len(added)), lines))
        listed = {name for one in added for name in one["rows"]}
        printed = [name for name in row["rows"] if name not in listed]
        if printed:
            code = "explain.reconciled" if "reconciled" in row["flags"] else "explain.printed_total"
            parts.append(Step(say(code), tuple(_rows(assessment, printed))))
    elif "combined" in row["flags"] and not _is_parent(assessment, organisation):
        shorter = _shorter(assessment, element_id, organisation, period, disaggregation)
        found = [_cell(assessment, element_id, organisation, label, disaggregation) for label in shorter]
        parts.append(Step(say("explain.combined", count=len(shorter)), tuple(line for line in found if line)))
    elif row["expected"] > 1:
        parts += _children(assessment, element_id, organisation, period, disaggregation)
    else:
        parts += _rows(assessment, row["rows"])
    parts += _conflicts(assessment, row["flags"])
    return Step(head, tuple(parts))


def _shorter(assessment: Assessment, element_id: str, organisation: str, period: str, disaggregation: str) -> list[str]:
    """Shorter periods that a figure of a longer one was put together from."""
    cells = assessment.cells
    same = (cells["data_element"] == element_id) & (cells["disaggregation"] == disaggregation)
    labels = cells[same & (cells["organisation"] == organisation)]["period"]
    span = Period.parse(period)
    return [label for label in labels if label != period and span.contains(Period.parse(label))]


def _is_parent(assessment: Assessment, organisation: str) -> bool:
    return any(one.parent == organisation for other in assessment.theory.organisations.organisations
               for one in other.belongs_to())  # fmt: skip


def _children(
    assessment: Assessment, element_id: str, organisation: str, period: str, disaggregation: str
) -> Iterator[Step]:
    """The figures that were added up, each for the share that counts, and who did not report."""
    tree = assessment.theory.organisations
    shares: dict[str, float] = {}
    cells: dict[str, dict[str, Any]] = {}
    for name, share, row in _settled(assessment, element_id, organisation, period, disaggregation, 1.0):
        shares[name] = shares.get(name, 0.0) + share
        cells[name] = row
    reported = [name for name, row in cells.items() if row["state"] == "reported"]
    for name in reported[:MOST_PARTS]:
        row, share = cells[name], shares[name]
        text = say("explain.part", organisation=tree.by_id[name].title, value=row["value"], share=share)
        notes = [Step(word) for word in flag_words([flag for flag in row["flags"] if flag in _SET_ASIDE])]
        yield Step(text, (*notes, *_rows(assessment, row["rows"])))
    if len(reported) > MOST_PARTS:
        yield Step(say("explain.more_parts", count=len(reported) - MOST_PARTS))
    silent = [tree.by_id[name].title for name, row in cells.items() if row["state"] == "missing"]
    if silent:
        yield Step(say("explain.not_reported", organisations=silent))
    withheld = [tree.by_id[name].title for name, row in cells.items() if row["state"] == "withheld"]
    if withheld:
        yield Step(say("explain.withheld", organisations=withheld))


_SET_ASIDE = frozenset({"quarantined", "conflict_unresolved", "own_figure"})


def _settled(
    assessment: Assessment, element_id: str, organisation: str, period: str, disaggregation: str, share: float
) -> Iterator[tuple[str, float, dict[str, Any]]]:
    """Organisations whose own figure (or silence) counts below another, as the tree was on the last day."""
    tree = assessment.theory.organisations
    day = membership_day(Period.parse(period), assessment.tree_view, assessment.as_of)
    parts = [(name, above[organisation]) for name, above in parents_on(tree, day).items() if organisation in above]
    asked = assessment.theory.data_element_by_id[element_id].reported_by
    cells = assessment.cells
    here = cells[(cells["data_element"] == element_id) & (cells["period"] == period)]
    here = here[here["disaggregation"] == disaggregation]
    by_name = {row["organisation"]: row for row in _records(here)}
    who = dict(zip(assessment.rows["id"], assessment.rows["organisation"], strict=True))
    for name, part in parts:
        row = by_name.get(name)
        if row is None:
            continue
        own = any(who[one] == name for one in row["rows"]) and "own_figure_set_aside" not in row["flags"]
        below = list(_settled(assessment, element_id, name, period, disaggregation, share * part))
        if below and not own:
            yield from below
        elif tree.by_id[name].level in asked or own or row["state"] == "withheld":
            yield name, share * part, row


def _rows(assessment: Assessment, names: Sequence[str]) -> list[Step]:
    rows = assessment.rows
    found = {row["id"]: row for row in _records(rows[rows["id"].isin(list(names))])}
    steps = []
    for name in names:
        row = found[name]
        inner = []
        if row["quote"]:
            inner.append(Step(say("explain.quote", quote=row["quote"])))
        if row["note"]:
            inner.append(Step(say("explain.note", note=row["note"])))
        code, bound = ("explain.row", say(f"bound.{row['bound']}")) if row["bound"] else ("explain.row_exact", None)
        source = f"{row['document']}:{row['lines']}" if row["document"] else "-"
        steps.append(
            Step(
                say(
                    code,
                    bound=bound,
                    value=row["value"],
                    name=name,
                    source=source,
                    file=f"{row['file']}:{row['line']}",
                ),
                tuple(inner),
            )
        )
    return steps


def _conflicts(assessment: Assessment, flags: Sequence[str]) -> list[Step]:
    declared = {conflict.id: conflict for conflict in assessment.theory.conflicts}
    names = [flag.partition(":")[2] for flag in flags if flag.startswith("conflict:")]
    return [
        Step(say("explain.conflict", name=name, title=declared[name].title), (Step(declared[name].reason),))
        for name in names
        if name in declared
    ]


def _verdicts(assessment: Assessment, link_id: str, organisation: str) -> Iterator[Step]:
    """The verdict on a link, what it rests on, and what the theory and the documents say of it."""
    theory = assessment.theory
    link = theory.link_by_id[link_id]
    verdicts = assessment.verdicts
    found = verdicts[(verdicts["link"] == link_id) & (verdicts["organisation"] == organisation)]
    if found.empty:
        raise _unknown("explain.no_organisation", organisation, list(dict.fromkeys(verdicts["organisation"])))
    (row,) = _records(found)
    head = say(
        "explain.verdict",
        link=link_id,
        start=theory.element_by_id[link.start].title,
        end=theory.element_by_id[link.to].title,
        verdict=say(f"verdict_name.{row['verdict']}"),
    )
    parts = [Step(row["reason"]), *(_step(told) for told in story_of(theory, row))]
    parts.append(Step(say("explain.mechanism", text=link.mechanism)))
    parts += _stated(link)
    parts += _conflicts(assessment, [f"conflict:{one.id}" for one in theory.conflicts if link_id in one.elements])
    parts += _assumptions(assessment, link)
    parts += _measured(assessment, row)
    yield Step(head, tuple(parts))


def _step(told: Told) -> Step:
    return Step(told.text, tuple(_step(one) for one in told.parts))


def _stated(link: CausalLink) -> Iterator[Step]:
    """What the documents say of a link; its sources alone where they say nothing."""
    places = {one.label: one for one in (*link.sources, *link.evidence)}
    quotes = tuple(Step(say("explain.place", place=name, quote=one.quote)) for name, one in places.items() if one.quote)
    if link.stated_note is not None:
        yield Step(say("explain.stated", text=link.stated_note, sources=list(places)), quotes)
    elif places:
        yield Step(say("explain.sources", sources=list(places)), quotes)


def _assumptions(assessment: Assessment, link: CausalLink) -> Iterator[Step]:
    by_id = {assumption.id: assumption for assumption in assessment.theory.file.assumptions}
    for name in link.assumptions:
        status = say(f"assumption_status.{by_id[name].status}")
        yield Step(say("explain.assumption", name=name, title=by_id[name].title, status=status))


def _measured(assessment: Assessment, row: dict[str, Any]) -> Iterator[Step]:
    """The organisation's own figures of both ends."""
    for kind in ("output", "outcome"):
        for point in row["evidence"][f"{kind}_points"]:
            title = assessment.theory.indicator_by_id[row["evidence"][f"{kind}_indicator"]].title
            yield Step(say("explain.point", indicator=title, period=point["period"], value=point["value"]))
