"""What can be said of a theory before there are any data: broken references and weak structure.

Each rule is a function from a theory to findings; ``RULES`` is the list of all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from math import isclose
from typing import Any

from toc.accrual import counted_in_a_period, grows_with_time
from toc.declared import Declared, Text
from toc.errors import Finding, Severity, ToCError, did_you_mean
from toc.formula import SHARES, Formula, Operand, Step, parse, result_unit, unit_clash, unlike_parts
from toc.indicator import DataElement, Indicator, Kind, Level, OverDisaggregation, OverOrganisations, OverTime
from toc.organisation import Organisation
from toc.period import Period
from toc.provenance import SourceRef
from toc.records import clashes
from toc.result_chain import level_rank
from toc.spending import EUROS, Money, is_money
from toc.target import Baseline, Basis, Path, Target, can_grow, start_of
from toc.theory import Part, Theory
from toc.words import say

Rule = Callable[[Theory], Iterator[Finding]]

_PART_WORDS: dict[Part, Text] = {
    "element": Text(nl="element", en="element"),
    "link": Text(nl="verband", en="link"),
    "assumption": Text(nl="aanname", en="assumption"),
    "indicator": Text(nl="indicator", en="indicator"),
    "data_element": Text(nl="gegeven", en="data element"),
    "organisation": Text(nl="organisatie", en="organisation"),
    "target": Text(nl="doel", en="target"),
    "baseline": Text(nl="nulmeting", en="baseline"),
    "conflict": Text(nl="tegenspraak", en="conflict"),
    "claim": Text(nl="bewering", en="claim"),
    "document": Text(nl="document", en="document"),
    "records": Text(nl="verzameling registraties", en="record set"),
    "course": Text(nl="verloop", en="course"),
    "lever": Text(nl="knop", en="lever"),
    "money": Text(nl="geld", en="money"),
    "theory": Text(nl="model", en="model"),
}


def check_theory(theory: Theory) -> list[Finding]:
    """Return all findings of all rules."""
    return [finding for rule in RULES for finding in rule(theory)]


def _find(theory: Theory, code: str, severity: Severity, part: Part, name: str, **values: Any) -> Finding:
    return Finding(code, severity, say(code, name=name, **values), theory.mark(part, name), about=(f"{part}:{name}",))


def _parts(theory: Theory) -> Iterator[tuple[Part, Sequence[Any]]]:
    yield "element", theory.file.elements
    yield "link", theory.file.links
    yield "assumption", theory.file.assumptions
    yield "indicator", theory.indicators
    yield "data_element", theory.data_elements
    yield "organisation", theory.organisations.organisations
    yield "target", theory.targets
    yield "baseline", theory.baselines
    yield "conflict", theory.conflicts
    yield "claim", theory.claims
    yield "document", theory.documents
    yield "records", theory.records
    yield "course", theory.courses
    yield "lever", theory.levers
    yield "money", () if theory.money is None else (theory.money,)


def ids_are_unique(theory: Theory) -> Iterator[Finding]:
    """The same id is not declared twice."""
    for part, items in _parts(theory):
        for name, count in Counter(item.id for item in items).items():
            if count > 1:
                yield _find(theory, "id.twice", Severity.ERROR, part, name, word=_PART_WORDS[part], count=count)


def _references(theory: Theory) -> Iterator[tuple[Part, str, Part, str]]:
    """Yield (part, id, referred part, referred id) for every reference by name."""
    for element in theory.file.elements:
        for indicator in (*element.indicators, *element.proxies):
            yield "element", element.id, "indicator", indicator
    for link in theory.file.links:
        yield "link", link.id, "element", link.start
        yield "link", link.id, "element", link.to
        for assumption in link.assumptions:
            yield "link", link.id, "assumption", assumption
        for measure in (link.output_indicator, link.outcome_indicator):
            if measure is not None:
                yield "link", link.id, "indicator", measure
    for baseline in theory.baselines:
        yield "baseline", baseline.id, "indicator", baseline.indicator
        yield "baseline", baseline.id, "organisation", baseline.organisation
    for target in theory.targets:
        yield "target", target.id, "organisation", target.organisation
        for indicator in (target.indicator, *target.look_alikes):
            yield "target", target.id, "indicator", indicator
        for name in (target.baseline, target.above_baseline):
            if name is not None:
                yield "target", target.id, "baseline", name
    for organisation in theory.organisations.organisations:
        for membership in organisation.belongs_to():
            yield "organisation", organisation.id, "organisation", membership.parent
    for data_element in theory.data_elements:
        if data_element.above_baseline is not None:
            yield "data_element", data_element.id, "baseline", data_element.above_baseline
        for exception in data_element.not_applicable:
            yield "data_element", data_element.id, "organisation", exception.organisation
        if data_element.weight is not None:
            yield "data_element", data_element.id, "data_element", data_element.weight
        if data_element.from_records is not None:
            yield "data_element", data_element.id, "records", data_element.from_records.records
    for course in theory.courses:
        yield "course", course.id, "indicator", course.indicator
        yield "course", course.id, "organisation", course.organisation
    for lever in theory.levers:
        turned: tuple[tuple[Part, str | None], ...] = (
            ("element", lever.element), ("indicator", lever.indicator), ("link", lever.link)
        )  # fmt: skip
        for part, name in turned:
            if name is not None:
                yield "lever", lever.id, part, name
    if theory.money is not None:
        for name in (*theory.money.spending, *(one.indicator for one in theory.money.results)):
            yield "money", theory.money.id, "indicator", name
    yield from _references_of_judgements(theory)


def _references_of_judgements(theory: Theory) -> Iterator[tuple[Part, str, Part, str]]:
    for conflict in theory.conflicts:
        for indicator in conflict.indicators:
            yield "conflict", conflict.id, "indicator", indicator
        for name in conflict.elements:
            yield "conflict", conflict.id, "link" if name in theory.link_by_id else "element", name
        if conflict.organisation is not None:
            yield "conflict", conflict.id, "organisation", conflict.organisation
    for claim in theory.claims:
        yield "claim", claim.id, "organisation", claim.organisation
        if claim.value_is:
            yield "claim", claim.id, "indicator", claim.value_is.indicator
        if claim.changed:
            yield "claim", claim.id, "indicator", claim.changed.indicator
        for target in claim.target_reached.targets if claim.target_reached else ():
            yield "claim", claim.id, "target", target
        for link in claim.effect.links if claim.effect else ():
            yield "claim", claim.id, "link", link
        for element in claim.effect.elements if claim.effect else ():
            yield "claim", claim.id, "element", element
        if claim.returns and claim.returns.value is not None:
            yield "claim", claim.id, "indicator", claim.returns.value


def references_exist(theory: Theory) -> Iterator[Finding]:
    """Every name that is used is declared somewhere."""
    known = {part: {item.id for item in items} for part, items in _parts(theory)}
    for part, name, referred, wanted in _references(theory):
        if wanted not in known[referred]:
            yield _unknown(theory, part, name, _PART_WORDS[referred], wanted, known[referred])
    for part, items in _parts(theory):
        for item in items:
            for document in sorted({ref.document for ref in _source_refs(item)} - known["document"]):
                yield _unknown(theory, part, item.id, _PART_WORDS["document"], document, known["document"])
    lines = {line.id for line in theory.file.action_lines}
    for element in theory.file.elements:
        if element.action_line is not None and element.action_line not in lines:
            word = Text(nl="actielijn", en="action line")
            yield _unknown(theory, "element", element.id, word, element.action_line, lines)
    for result in theory.money.results if theory.money is not None else ():
        if result.action_line is not None and result.action_line not in lines:
            word = Text(nl="actielijn", en="action line")
            yield _unknown(theory, "money", "money", word, result.action_line, lines)
    levels = {level.id for level in theory.organisations.levels}
    word = Text(nl="soort organisatie", en="organisation level")
    for organisation in theory.organisations.organisations:
        if organisation.level not in levels:
            yield _unknown(theory, "organisation", organisation.id, word, organisation.level, levels)
    for data_element in theory.data_elements:
        for level in data_element.reported_by:
            if level not in levels:
                yield _unknown(theory, "data_element", data_element.id, word, level, levels)


def _unknown(theory: Theory, part: Part, name: str, word: Text, wanted: str, known: Iterable[str]) -> Finding:
    near = did_you_mean(wanted, known)
    code = "reference.unknown_near" if near else "reference.unknown"
    message = say(code, part=_PART_WORDS[part], name=name, word=word, wanted=wanted, near=near)
    about = (f"{part}:{name}", f"reference:{wanted}")
    return Finding("reference.unknown", Severity.ERROR, message, theory.mark(part, name), about)


def _source_refs(item: object) -> Iterator[SourceRef]:
    if isinstance(item, SourceRef):
        yield item
    elif isinstance(item, Declared):
        for name in type(item).model_fields:
            yield from _source_refs(getattr(item, name))
    elif isinstance(item, tuple):
        for part in item:
            yield from _source_refs(part)


def formulas_can_be_read(theory: Theory) -> Iterator[Finding]:
    """Every formula follows the grammar and names data elements that exist."""
    known = theory.data_element_by_id
    for indicator in theory.indicators:
        where = theory.mark("indicator", indicator.id)
        about = (f"indicator:{indicator.id}",)
        try:
            formula = parse(indicator.formula)
        except ToCError as error:
            message = say("formula.wrong", name=indicator.id, problem=error.message)
            yield Finding("formula.wrong", Severity.ERROR, message, where, about)
            continue
        unknown = [name for name in formula.names if name not in known]
        for name in unknown:
            yield _unknown(theory, "indicator", indicator.id, _PART_WORDS["data_element"], name, known)
        if not unknown and (clash := unit_clash(formula, {name: known[name].unit for name in formula.names})):
            message = say("formula.units", name=indicator.id, first=clash[0], second=clash[1])
            yield Finding("formula.units", Severity.ERROR, message, where, about)
        if not formula.names:
            message = say("formula.constant", name=indicator.id)
            yield Finding("formula.constant", Severity.ERROR, message, where, about)


def _readable(theory: Theory) -> Iterator[tuple[Indicator, Formula]]:
    """Indicators with a formula that can be read and that names only data elements that exist."""
    for indicator in theory.indicators:
        try:
            formula = parse(indicator.formula)
        except ToCError:
            continue
        if all(name in theory.data_element_by_id for name in formula.names):
            yield indicator, formula


def _operands(theory: Theory) -> Iterator[tuple[Indicator, Operand, DataElement]]:
    for indicator, formula in _readable(theory):
        for operand in formula.operands:
            yield indicator, operand, theory.data_element_by_id[operand.element]


def results_have_their_unit(theory: Theory) -> Iterator[Finding]:
    """A formula gives the unit of its indicator, and a percentage is a part of the same things."""
    for indicator, formula in _readable(theory):
        units = {name: theory.data_element_by_id[name].unit for name in formula.names}
        if unit_clash(formula, units):
            continue
        unit, found = indicator.unit, result_unit(formula, units)
        # Only people know what a ratio is called, unless it is said to be a percentage or a fraction.
        if found not in (None, unit) and (unit in SHARES or formula.ratio is None):
            yield _find(theory, "formula.result_unit", Severity.ERROR, "indicator", indicator.id,
                        found=found, unit=unit)  # fmt: skip
        elif unit in SHARES and (unlike := unlike_parts(formula, units)):
            yield _find(theory, "formula.percent_of_other", Severity.ERROR, "indicator", indicator.id,
                        unit=unit, first=unlike[0], second=unlike[1])  # fmt: skip


def categories_in_formulas_exist(theory: Theory) -> Iterator[Finding]:
    """A formula names dimensions and categories that its data elements have, and adds up only what cannot overlap."""
    for indicator, operand, element in _operands(theory):
        added = [(step.dimension, None) for step in operand.steps if step.dimension]
        for dimension, wanted in (*operand.categories, *added):
            where = {"name": indicator.id, "element": element.id, "dimension": dimension}
            if dimension not in element.disaggregations:
                yield _not_known(theory, "formula.unknown_dimension", where, dimension, element.disaggregations)
                continue
            known = {"unknown", *element.disaggregations[dimension]}
            known |= {one.new for one in element.concordances if one.dimension == dimension}
            for category in wanted or ():
                if category not in known:
                    yield _not_known(theory, "formula.unknown_category", where, category, sorted(known))
            adds = wanted is None or len(wanted) > 1
            if adds and element.over_disaggregation is OverDisaggregation.NONE:
                yield _find(theory, "formula.categories_overlap", Severity.ERROR, "indicator", indicator.id,
                            element=element.id, dimension=dimension)  # fmt: skip


def _not_known(theory: Theory, code: str, where: dict[str, str], wanted: str, known: Iterable[str]) -> Finding:
    near = did_you_mean(wanted, known)
    message = say(f"{code}_near" if near else code, **where, wanted=wanted, near=near)
    indicator = where["name"]
    return Finding(code, Severity.ERROR, message, theory.mark("indicator", indicator), (f"indicator:{indicator}",))


def time_functions_fit_their_element(theory: Theory) -> Iterator[Finding]:
    """Only what is counted per period is added up over periods, and only a running total is taken apart."""
    for indicator, operand, element in _operands(theory):
        kind: str = element.kind
        for step in operand.steps:
            if code := _misuse(step, kind, element.over_time):
                yield _find(theory, code, Severity.ERROR, "indicator", indicator.id, function=step.function,
                            element=element.id, over_time=element.over_time)  # fmt: skip
                break
            kind = step.kind_after(kind)


def _misuse(step: Step, kind: str, over_time: OverTime) -> str:
    """What is wrong with a function of time on a figure of this kind; empty when nothing is."""
    if step.function == "lag" or step.dimension:
        return ""
    if kind == Kind.STOCK:
        return "formula.kind"
    if step.function != "in_period" and over_time not in (OverTime.SUM, OverTime.LAST):
        return "formula.over_time"
    running = kind in (Kind.CUMULATIVE, Kind.YEAR_TO_DATE)
    return "formula.total_of_totals" if kind == "total" or (step.function == "sum_over" and running) else ""


def only_flows_are_annualised(theory: Theory) -> Iterator[Finding]:
    """Only a sum of what is counted per period can stand for a whole year."""
    for indicator, formula in _readable(theory):
        flows = all(_is_flow(operand, theory.data_element_by_id[operand.element]) for operand in formula.operands)
        if indicator.annualise and not (flows and formula.is_sum and indicator.unit not in SHARES):
            yield _find(theory, "indicator.cannot_annualise", Severity.ERROR, "indicator", indicator.id)


def _is_flow(operand: Operand, element: DataElement) -> bool:
    kind: str = element.kind
    for step in operand.steps:
        kind = step.kind_after(kind)
    added_up = element.kind is not Kind.FLOW or element.over_time is OverTime.SUM
    return kind == Kind.FLOW and added_up and element.over_organisations is not OverOrganisations.WEIGHTED_MEAN


def families_have_one_unit(theory: Theory) -> Iterator[Finding]:
    """Indicators that learn from each other are counted in the same unit."""
    families: dict[str, list[Indicator]] = {}
    for indicator in theory.indicators:
        if indicator.family is not None:
            families.setdefault(indicator.family, []).append(indicator)
    for family, (first, *others) in families.items():
        for other in others:
            if other.unit != first.unit:
                yield _find(theory, "indicator.family_unit", Severity.ERROR, "indicator", other.id, family=family,
                            unit=other.unit, other=first.id, other_unit=first.unit)  # fmt: skip


def kinds_combine_over_time(theory: Theory) -> Iterator[Finding]:
    """What is a level or a running total is not declared to be added up over time."""
    for element in theory.data_elements:
        if element.kind is not Kind.FLOW and element.over_time is OverTime.SUM:
            yield _find(theory, "element.kind_over_time", Severity.ERROR, "data_element", element.id, kind=element.kind)
        elif element.kind is Kind.FLOW and element.over_time is OverTime.LAST:
            yield _find(theory, "element.flow_last", Severity.WARNING, "data_element", element.id)


def chain_has_no_cycle(theory: Theory) -> Iterator[Finding]:
    """No element leads, step by step, back to itself."""
    onward: dict[str, list[str]] = {}
    for link in theory.file.links:
        onward.setdefault(link.start, []).append(link.to)
    loop = _first_loop(onward)
    if loop:
        link = next(one for one in theory.file.links if one.start == loop[0] and one.to == loop[1])
        route = [theory.element_by_id[name].title if name in theory.element_by_id else name for name in loop]
        arrows = Text(
            nl=" → ".join(str(_in(step, "nl")) for step in route), en=" → ".join(str(_in(step, "en")) for step in route)
        )
        yield _find(theory, "chain.cycle", Severity.ERROR, "link", link.id, route=arrows)


def tree_has_no_cycle(theory: Theory) -> Iterator[Finding]:
    """No organisation is, step by step, a part of itself; and shares of a day sum to one."""
    onward = {
        organisation.id: [membership.parent for membership in organisation.belongs_to()]
        for organisation in theory.organisations.organisations
    }
    loop = _first_loop(onward)
    if loop:
        yield _find(theory, "tree.cycle", Severity.ERROR, "organisation", loop[0], route=" → ".join(loop))
    for organisation in theory.organisations.organisations:
        yield from _shares_sum_to_one(theory, organisation)


def _shares_sum_to_one(theory: Theory, organisation: Organisation) -> Iterator[Finding]:
    memberships = organisation.belongs_to()
    starts = {one.since or date.min for one in memberships}
    ends = {one.until for one in memberships if one.until is not None} - {date.max}
    starts |= {end + timedelta(days=1) for end in ends}
    for day in sorted(starts):
        shares = [
            one.share
            for one in memberships
            if (one.since or date.min) <= day and (one.until is None or day <= one.until)
        ]
        if shares and abs(sum(shares) - 1) > 1e-9:
            yield _find(theory, "tree.shares", Severity.ERROR, "organisation", organisation.id, total=sum(shares))
            return


def _same_thing(target: Target, baseline: Baseline) -> bool:
    """Whether progress may be counted from this baseline: same indicator and organisation, counted the same way."""
    same_basis = target.basis in (Basis.NET_EXTRA, baseline.basis)
    return same_basis and (baseline.indicator, baseline.organisation) == (target.indicator, target.organisation)


def conflicts_choose_their_own(theory: Theory) -> Iterator[Finding]:
    """A conflict chooses one of the rows that it is about."""
    for conflict in theory.conflicts:
        rows = [one.observation for one in conflict.statements if one.observation is not None]
        if conflict.chosen is not None and conflict.chosen not in rows:
            yield _find(theory, "conflict.chooses_other", Severity.ERROR, "conflict", conflict.id,
                        chosen=conflict.chosen, rows=rows)  # fmt: skip


def _first_loop(onward: dict[str, list[str]]) -> list[str] | None:
    """Return the first loop found, as names with the first repeated at the end."""
    done: set[str] = set()
    for start in sorted(onward):
        path: list[str] = []
        stack: list[tuple[str, Iterator[str]]] = []
        if start in done:
            continue
        stack.append((start, iter(onward.get(start, ()))))
        path.append(start)
        while stack:
            name, following = stack[-1]
            step = next(following, None)
            if step is None:
                stack.pop()
                path.pop()
                done.add(name)
            elif step in path:
                return [*path[path.index(step) :], step]
            elif step not in done:
                stack.append((step, iter(onward.get(step, ()))))
                path.append(step)
    return None


def _in(words: Text | str, language: str) -> str:
    return words[language] if isinstance(words, Text) else words


def one_top(theory: Theory) -> Iterator[Finding]:
    """The tree has exactly one top."""
    roots = theory.organisations.roots
    if len(roots) != 1:
        names = [root.id for root in roots]
        message = say("tree.no_top") if not roots else say("tree.tops", names=names)
        yield Finding("tree.tops", Severity.ERROR, message, theory.mark("theory", theory.id), ("theory:" + theory.id,))


def elements_are_connected(theory: Theory) -> Iterator[Finding]:
    """Every element has a link to or from it."""
    linked = {name for link in theory.file.links for name in (link.start, link.to)}
    for element in theory.file.elements:
        if element.id not in linked:
            yield _find(theory, "chain.orphan", Severity.WARNING, "element", element.id, title=element.title)


def links_follow_the_levels(theory: Theory) -> Iterator[Finding]:
    """A link goes to the next level or stays on its own; it does not skip one and does not go back."""
    for link in theory.file.links:
        first, last = theory.element_by_id.get(link.start), theory.element_by_id.get(link.to)
        if first is None or last is None:
            continue
        step = level_rank(last.level) - level_rank(first.level)
        values = {"start": first.title, "end": last.title}
        if step > 1:
            skipped = [
                _LEVEL_WORDS[level]
                for level in Level
                if level_rank(first.level) < level_rank(level) < level_rank(last.level)
            ]
            words = Text(nl=" en ".join(w.nl for w in skipped), en=" and ".join(w.en for w in skipped))
            yield _find(theory, "chain.skipped_level", Severity.WARNING, "link", link.id, skipped=words, **values)
        elif step < 0:
            yield _find(theory, "chain.backwards", Severity.WARNING, "link", link.id, **values)


_LEVEL_WORDS: dict[Level, Text] = {
    Level.INPUT: Text(nl="input", en="input"),
    Level.ACTIVITY: Text(nl="activiteit", en="activity"),
    Level.OUTPUT: Text(nl="output", en="output"),
    Level.OUTCOME: Text(nl="outcome", en="outcome"),
    Level.IMPACT: Text(nl="impact", en="impact"),
}


def results_have_an_indicator(theory: Theory) -> Iterator[Finding]:
    """Every outcome and impact has an indicator; opinions of participants (proxies) do not count as one."""
    for element in theory.file.elements:
        if element.level in (Level.OUTCOME, Level.IMPACT) and not element.indicators:
            code = "chain.only_proxies" if element.proxies else "chain.no_indicator"
            yield _find(
                theory,
                code,
                Severity.WARNING,
                "element",
                element.id,
                title=element.title,
                level=_LEVEL_WORDS[element.level],
            )


def links_have_an_expectation(theory: Theory) -> Iterator[Finding]:
    """Every link says how much effect is expected, and after how long."""
    for link in theory.file.links:
        if link.expectation is None:
            yield _find(theory, "link.no_expectation", Severity.WARNING, "link", link.id)
        if link.lag is None:
            yield _find(theory, "link.no_lag", Severity.INFO, "link", link.id)


def funnels_count_one_thing(theory: Theory) -> Iterator[Finding]:
    """Both ends of a step of a funnel count the same unit: the people or things that go through it."""
    for link in theory.file.links:
        ends = theory.element_by_id.get(link.start), theory.element_by_id.get(link.to)
        if link.relation != "funnel" or any(end is None for end in ends):
            continue
        chosen = link.output_indicator, link.outcome_indicator
        names = [name or next(iter(end.indicators), None) for name, end in zip(chosen, ends, strict=True) if end]
        units = [theory.indicator_by_id[name].unit for name in names if name in theory.indicator_by_id]
        if len(set(units)) > 1:
            words = [theory.unit_titles.get(unit, Text(nl=unit, en=unit)) for unit in units]
            yield _find(theory, "link.funnel_units", Severity.ERROR, "link", link.id, first=words[0], last=words[1])


def indicators_can_be_verified(theory: Theory) -> Iterator[Finding]:
    """Every indicator says how it is checked."""
    for indicator in theory.indicators:
        if indicator.means_of_verification is None:
            yield _find(
                theory, "indicator.no_means", Severity.WARNING, "indicator", indicator.id, title=indicator.title
            )


def targets_can_be_measured(theory: Theory) -> Iterator[Finding]:
    """A target above a baseline names that baseline, and lies after it."""
    for target in theory.targets:
        if target.baseline is None and target.above_baseline is None and target.basis is Basis.NET_EXTRA:
            yield _find(theory, "target.no_baseline", Severity.WARNING, "target", target.id)
        elif target.baseline is None and target.path is not None:
            yield _find(theory, "target.path_without_baseline", Severity.ERROR, "target", target.id)
        baseline = theory.baseline_by_id.get(target.baseline or "")
        if baseline is not None and not _same_thing(target, baseline):
            yield _find(theory, "target.other_baseline", Severity.ERROR, "target", target.id, baseline=baseline.id)
        if baseline is not None and str(target.year) < baseline.period[:4]:
            yield _find(
                theory,
                "target.before_baseline",
                Severity.ERROR,
                "target",
                target.id,
                year=target.year,
                period=baseline.period,
            )


def targets_fit_their_baseline(theory: Theory) -> Iterator[Finding]:
    """A target lies ahead of its baseline, can be reached along its path, and is as many times it as is said."""
    for target in theory.targets:
        baseline = theory.baseline_by_id.get(target.baseline or "")
        indicator = theory.indicator_by_id.get(target.indicator)
        if baseline is None or indicator is None or not _same_thing(target, baseline):
            continue
        for code, values in _misfits(target, start_of(target, baseline), indicator):
            yield _find(theory, code, Severity.WARNING, "target", target.id, **values)
        extra = baseline.value - start_of(target, baseline)
        expected = (target.stated_factor or 0) * baseline.value
        if target.stated_factor is not None and not isclose(expected, extra + target.value):
            yield _find(theory, "target.factor_differs", Severity.WARNING, "target", target.id, start=baseline.value,
                        factor=target.stated_factor, expected=expected, target=extra + target.value)  # fmt: skip


def _misfits(target: Target, start: float, indicator: Indicator) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is wrong with the way from the baseline to each version of the target."""
    band = indicator.band
    ends = [goal.value for goal in target.goals]
    if band is not None:
        ends = [band.low] if start < band.low else [band.high] if start > band.high else []
    for end in ends:
        facts = {"start": start, "target": end}
        if indicator.ascending is not None and end != start and (end > start) != indicator.ascending:
            better = Text(nl="meer", en="more") if indicator.ascending else Text(nl="minder", en="less")
            yield "target.behind_baseline", {"better": better, **facts}
        elif target.path is Path.CONSTANT_GROWTH and end != start and not can_grow(start, end):
            yield "target.no_constant_growth", facts


def formulas_keep_to_one_price(theory: Theory) -> Iterator[Finding]:
    """Both sides of a formula are in the same prices: growth of a deflated and an undeflated amount is no growth."""
    for indicator, formula in _readable(theory):
        elements = [theory.data_element_by_id[name] for name in formula.names]
        stated = {element.unit for element in elements if element.prices}
        prices = {element.id: element.prices for element in elements if element.prices or element.unit in stated}
        if len(set(prices.values())) > 1:
            written = {one.id: one.unit + (f" ({one.prices})" if one.prices else "") for one in elements}
            severity = Severity.ERROR if unit_clash(formula, written) else Severity.WARNING
            words = [_price_words(name, price) for name, price in prices.items()]
            yield _find(theory, "formula.price_basis", severity, "indicator", indicator.id, prices=words)


def _price_words(name: str, prices: str | None) -> Text:
    code = "prices.unstated" if prices is None else "prices.current" if prices == "current" else "prices.constant"
    return say(code, name=name, year=(prices or "")[-4:])


def records_are_used_well(theory: Theory) -> Iterator[Finding]:
    """A column is read in one way, persons are only counted, and a longer period consists of whole ones."""
    for element in theory.from_records:
        how = element.from_records
        records = theory.record_set_by_id.get(how.records) if how is not None else None
        if how is None or records is None:
            continue

        def wrong(code: str, name: str = element.id, **values: Any) -> Finding:
            return _find(theory, code, Severity.ERROR, "data_element", name, **values)

        counted = how.column if how.aggregate == "count_distinct" else None
        for column in sorted(set(records.pseudonymise) & set(how.columns) - {counted}):
            yield wrong("records.person_shown", column=column)
        if counted in records.pseudonymise and not element.personal:
            yield wrong("records.not_personal")
        if how.aggregate == "last" and how.order is None and records.day is None:
            yield wrong("records.no_order")
        for period in how.also_over:
            if not records.consists_of_units(Period.parse(period)):
                yield wrong("records.also_over", period=period, records=records.id)
        for column, first, second in clashes(records, how):
            words = (say(f"records.kind_{kind}") for kind in (first, second))
            yield wrong("records.two_kinds", column=column, first=next(words), second=next(words))
    used = {element.from_records.records for element in theory.from_records if element.from_records is not None}
    for one in theory.records:
        if one.id not in used:
            yield _find(theory, "records.unused", Severity.INFO, "records", one.id)


def money_is_money(theory: Theory) -> Iterator[Finding]:
    """What was spent is an amount of a period in one unit of money, and what it is divided by is a count."""
    money, elements = theory.money, theory.data_element_by_id
    if money is None:
        return
    known = {one.id: one for one, _ in _readable(theory)}
    spent = [known[name] for name in money.spending if name in known]
    for one in spent:
        if not (is_money(one.unit) and grows_with_time(one, elements)):
            yield _find(theory, "money.not_spent", Severity.ERROR, "money", money.id, title=one.title)
        elif money.euros(one.unit) is None:
            yield _find(theory, "money.no_euros", Severity.ERROR, "money", money.id, title=one.title, unit=one.unit)
    if len(units := sorted({one.unit for one in spent})) > 1:
        yield _find(theory, "money.two_units", Severity.ERROR, "money", money.id, units=units)
    for prices in sorted({elements[name].prices or "" for one in spent for name in parse(one.formula).names}):
        if prices not in ("", money.price_basis):
            yield _find(theory, "money.other_prices", Severity.WARNING, "money", money.id, prices=prices,
                        declared=money.price_basis)  # fmt: skip
    for result in money.results:
        counted = known.get(result.indicator)
        if counted is not None and not counted_in_a_period(counted, elements):
            yield _find(theory, "money.not_counted", Severity.ERROR, "money", money.id, title=counted.title)
    yield from _shares_divide(theory, money)


def _shares_divide(theory: Theory, money: Money) -> Iterator[Finding]:
    """What divides spending is a percentage per action line."""
    if money.shares is None:
        return
    formulas = {one.id: formula.names for one, formula in _readable(theory)}
    elements = [
        theory.data_element_by_id[name]
        for name in formulas.get(money.shares, (money.shares,))
        if name in theory.data_element_by_id
    ]
    if not elements:
        known = {*theory.indicator_by_id, *theory.data_element_by_id}
        yield _unknown(theory, "money", money.id, _PART_WORDS["indicator"], money.shares, known)
        return
    named = theory.indicator_by_id.get(money.shares)
    unit = elements[0].unit if named is None else named.unit
    lines = {line.id for line in theory.file.action_lines}
    divided = {category for one in elements for category in one.disaggregations.get("action_line", ())}
    if unit not in SHARES or not divided or not divided <= lines:
        yield _find(theory, "money.no_division", Severity.ERROR, "money", money.id, given=money.shares)


def returns_are_in_euros(theory: Theory) -> Iterator[Finding]:
    """What a claim about a return is held against is an amount of a period, in euros."""
    known = {one.id: one for one, _ in _readable(theory)}
    for claim in theory.claims:
        value = known.get(claim.returns.value) if claim.returns and claim.returns.value else None
        if value is not None and not (
            value.unit in EUROS and grows_with_time(value, theory.data_element_by_id)
        ):  # fmt: skip
            yield _find(theory, "money.no_value", Severity.ERROR, "claim", claim.id, title=value.title)


RULES: tuple[Rule, ...] = (
    ids_are_unique,
    references_exist,
    formulas_can_be_read,
    results_have_their_unit,
    categories_in_formulas_exist,
    time_functions_fit_their_element,
    only_flows_are_annualised,
    families_have_one_unit,
    kinds_combine_over_time,
    chain_has_no_cycle,
    tree_has_no_cycle,
    one_top,
    elements_are_connected,
    links_follow_the_levels,
    results_have_an_indicator,
    links_have_an_expectation,
    funnels_count_one_thing,
    indicators_can_be_verified,
    targets_can_be_measured,
    targets_fit_their_baseline,
    formulas_keep_to_one_price,
    conflicts_choose_their_own,
    records_are_used_well,
    money_is_money,
    returns_are_in_euros,
)
