"""How one thing is written in the language of the report: a figure, a source, a badge, a place on the page."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from toc.assessment import Assessment
from toc.conflict import Conflict
from toc.declared import Text
from toc.errors import Finding
from toc.formula import parse
from toc.indicator import DataElement, Indicator
from toc.link_evidence import risen_of
from toc.link_overview import Overview, overview_of
from toc.period import Period
from toc.provenance import SourceRef
from toc.report.page import Badge, Reference, Section, Source
from toc.translation import judge_links
from toc.tree_in_time import ancestry
from toc.words import SENTENCES, list_of, number, percent, say
from toc.words.labels import label, month

Record = dict[str, Any]
_MONTH = re.compile(r"\d{4}-\d{2}$")

VERDICT_LOOK: Mapping[str, tuple[str, str, str]] = {
    "not_measured": ("missing", "ring", "missing"),
    "too_early": ("open", "half", "open"),
    "insufficient_data": ("open", "half", "open"),
    "not_exercised": ("open", "half", "open"),
    "inconclusive": ("open", "half", "open"),
    "translating": ("good", "disc", "good"),
    "leaning_translating": ("good", "half", "good_leaning"),
    "weak": ("bad", "triangle", "bad_leaning"),
    "stalled": ("bad", "square", "bad"),
    "leaning_stalled": ("bad", "triangle", "bad_leaning"),
    "contradicting": ("bad", "cross", "bad"),
    "outcome_without_output": ("note", "diamond", "odd"),
}
"""Tone and shape of the badge, and how the line is drawn."""

_OF_THE_WHOLE = ("cohort.", "projection.", "data.")
"""Findings that name nobody because they are about everyone."""

LOOKS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "assumption_status": {
        "supported": ("good", "disc"), "partly": ("open", "half"), "intention_only": ("note", "diamond"),
        "not_shown": ("missing", "ring"), "untested": ("calm", "ring"), "contradicted": ("bad", "cross"),
    },
    "stated": {
        "supported": ("good", "disc"), "partly": ("open", "half"), "not_shown": ("missing", "ring"),
        "assumption": ("calm", "ring"), "claim": ("note", "triangle"), "condition": ("note", "bar"),
        "interpretation": ("note", "diamond"),
    },
    "status": {
        "reached": ("good", "disc"), "past_now": ("good", "half"), "met_now": ("good", "half"),
        "on_path": ("good", "half"), "behind_path": ("bad", "triangle"),
        "below": ("open", "half"), "missed": ("bad", "cross"), "refused": ("calm", "bar"),
        "cannot_tell": ("open", "ring"),
        "not_measured": ("missing", "ring"),
    },
    "prospect_status": {
        "reached": ("good", "disc"), "likely": ("good", "half"), "uncertain": ("open", "half"),
        "unlikely": ("bad", "triangle"), "cannot_tell": ("calm", "ring"),
    },
    "reaches": {"yes": ("good", "disc"), "no": ("bad", "triangle"), "unknown": ("calm", "ring")},
    "answer": {"supported": ("good", "disc"), "contradicted": ("bad", "cross"), "unverifiable": ("missing", "ring")},
    "severity": {"A": ("bad", "square"), "B": ("note", "diamond"), "C": ("calm", "disc")},
    "element": {"measured": ("good", "disc"), "opinion": ("open", "half"), "proxy": ("open", "half"),
                "unmeasured": ("missing", "ring")},
    "kind": {"perception": ("open", "half"), "intention": ("open", "half"), "fact": ("good", "disc"),
             "indicative": ("note", "diamond")},
    "listed": {"red": ("bad", "square"), "watch": ("bad", "triangle")},
    "relation": {"funnel": ("calm", "bar"), "proxy": ("note", "diamond")},
    "chain": {"holds": ("good", "disc"), "breaks_at": ("bad", "square"), "unknown_from": ("missing", "ring"),
              "unproven_at": ("open", "half"), "untested": ("calm", "bar")},
    "funnel": {"as_declared": ("good", "disc"), "nearly": ("good", "half"), "below": ("bad", "triangle"),
               "cannot_tell": ("open", "half"), "window_open": ("calm", "ring")},
    "findings": {"warning": ("note", "triangle"), "info": ("calm", "disc"), "error": ("bad", "cross")},
}  # fmt: skip
"""Tone and shape of every other badge, by what it speaks of."""


MOST_ROWS = 20
"""Rows of one document that are named behind a figure; the rest is counted, and stands in `results.json`."""


def records_of(frame: pd.DataFrame) -> list[Record]:
    """Rows of a table as dictionaries."""
    names = [str(name) for name in frame.columns]
    columns = (frame.iloc[:, at].tolist() for at in range(len(names)))
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def anchor_of(kind: str, name: str) -> str:
    """The place on the page of one thing, safe in an address."""
    return f"{kind}-{re.sub(r'[^A-Za-z0-9_-]+', '-', name)}"


def known(value: Any) -> bool:
    """Tell whether a number is there: neither None nor NaN."""
    return value is not None and not math.isnan(value)


def named(word: Any) -> str:
    """A word from a table, or nothing where there is none."""
    return word if isinstance(word, str) else ""


@dataclass(frozen=True)
class Speaker:
    """Writes parts of one assessment in one language, about one organisation and everything below it.

    ``organisation`` is an id; empty is the top of the tree.
    """

    assessment: Assessment
    language: str
    organisation: str = ""

    @cached_property
    def top(self) -> str:
        """Id of the organisation that the report is about."""
        return self.organisation or self.assessment.theory.organisations.roots[0].id

    @cached_property
    def inside(self) -> frozenset[str]:
        """Ids of the organisation that the report is about and of everyone who at any moment belonged below it."""
        tree = self.assessment.theory.organisations
        if not self.organisation:
            return frozenset(tree.by_id)
        found, waiting = {self.top}, [self.top]
        while waiting:
            below = {child.id for child, _ in tree.children(waiting.pop())} - found
            found |= below
            waiting += below
        return frozenset(found)

    @cached_property
    def is_whole(self) -> bool:
        """Whether the report is about everyone."""
        return self.inside.issuperset(self.levels)

    @cached_property
    def _members(self) -> frozenset[tuple[str, str]]:
        """Everyone below the organisation that the report is about, with each period in which it belonged there."""
        assessment = self.assessment
        periods = sorted({period for _, _, period in self.states})
        pairs = ancestry(assessment.theory.organisations, periods, assessment.tree_view, assessment.as_of)
        columns = zip(pairs["organisation"], pairs["ancestor"], pairs["period"], strict=True)
        return frozenset((name, period) for name, above, period in columns if above == self.top)

    def counts_here(self, organisation: str, period: str) -> bool:
        """Tell whether an organisation belonged to the one that the report is about in a period, or is that one."""
        return self.is_whole or organisation == self.top or (organisation, period) in self._members

    def parts(self) -> list[str]:
        """Ids of everyone who at any moment stood directly below the organisation that the report is about."""
        tree = self.assessment.theory.organisations
        return list(dict.fromkeys(child.id for child, _ in tree.children(self.top)))

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Contradictions that touch the theory, or a figure of somebody whom the report is about."""
        given = self.assessment.theory.conflicts
        if self.is_whole:
            return given
        theirs = {name for name, row in self.rows.items() if row["organisation"] in self.inside}
        flags = {flag for (_, name), rows in self.values.items() if name in self.inside for row in rows
                 for flag in row["flags"]}  # fmt: skip
        return tuple(
            one for one in given
            if (one.elements and one.organisation is None) or one.organisation in self.inside
            or f"conflict:{one.id}" in flags or theirs & {said.observation for said in one.statements}
        )  # fmt: skip

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Findings, but for those on organisations that the report is not about."""
        return tuple(one for one in self.assessment.findings if self.is_whole or self._concerns(one))

    def _concerns(self, finding: Finding) -> bool:
        """Whether a finding names somebody whom the report is about, or nobody at all."""
        targets = self.assessment.theory.target_by_id
        kinds = [name.partition(":") for name in finding.about]
        whose = {name for kind, _, name in kinds if kind == "organisation"}
        whose |= {targets[name].organisation for kind, _, name in kinds if kind == "target" and name in targets}
        return bool(whose & self.inside) if whose else not finding.code.startswith(_OF_THE_WHOLE)

    def about(self, organisation: str) -> Speaker:
        """The same assessment in the same language, about another organisation; tables of everyone are made once."""
        found = Speaker(self.assessment, self.language, organisation)
        shared = ("rows", "values", "operands", "levels", "states", "verdicts_by_part")
        found.__dict__.update({name: getattr(self, name) for name in shared})
        return found

    def name_of(self, organisation: str) -> str:
        """How an organisation is called."""
        return self.text(self.assessment.theory.organisations.by_id[organisation].title)

    @cached_property
    def rows(self) -> dict[str, Record]:
        """Accepted rows by id."""
        return {row["id"]: row for row in records_of(self.assessment.rows)}

    @cached_property
    def values(self) -> dict[tuple[str, str], list[Record]]:
        """Values by (indicator, organisation), in order of period and category."""
        found: dict[tuple[str, str], list[Record]] = {}
        for row in records_of(self.assessment.values):
            found.setdefault((row["indicator"], row["organisation"]), []).append(row)
        for rows in found.values():
            rows.sort(key=lambda row: (row["period"], row["disaggregation"]))
        return found

    @cached_property
    def operands(self) -> dict[str, tuple[DataElement, ...]]:
        """Data elements in the formula of each indicator."""
        theory = self.assessment.theory
        return {one.id: tuple(theory.data_element_by_id[name] for name in parse(one.formula).names)
                for one in theory.indicators}  # fmt: skip

    @cached_property
    def levels(self) -> dict[str, str]:
        """Level of each organisation."""
        return {one.id: one.level for one in self.assessment.theory.organisations.organisations}

    @cached_property
    def states(self) -> dict[tuple[str, str, str], tuple[str, bool]]:
        """State of each (data element, organisation, period), and whether anybody is asked for it.

        A total speaks for its categories; where there is no total, one reported category is enough.
        """
        cells = self.assessment.cells
        columns = zip(cells["data_element"], cells["organisation"], cells["period"], cells["disaggregation"],
                      cells["state"], cells["flags"], strict=True)  # fmt: skip
        totals: dict[tuple[str, str, str], tuple[str, bool]] = {}
        parts: dict[tuple[str, str, str], tuple[str, bool]] = {}
        for element, organisation, period, disaggregation, state, flags in columns:
            key = (element, organisation, period)
            if not disaggregation:
                totals[key] = (state, "not_asked" not in flags)
            elif key not in parts or state == "reported":
                parts[key] = (state, True)
        return parts | totals

    @cached_property
    def tally(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Of each (data element, period): organisations below the top that reported, and that should have."""
        elements = self.assessment.theory.data_element_by_id
        found: dict[tuple[str, str], tuple[int, int]] = {}
        for (element, organisation, period), (state, _) in self.states.items():
            if organisation == self.top or self.levels[organisation] not in elements[element].reported_by:
                continue
            if not self.counts_here(organisation, period):
                continue
            reported, expected = found.get((element, period), (0, 0))
            found[element, period] = (reported + (state == "reported"), expected + (state in ("reported", "missing")))
        return found

    @cached_property
    def verdicts_by_part(self) -> dict[str, dict[str, Record]]:
        """Verdicts by organisation and link."""
        found: dict[str, dict[str, Record]] = {}
        for row in records_of(self.assessment.verdicts):
            found.setdefault(row["organisation"], {})[row["link"]] = row
        return found

    @cached_property
    def _judged_here(self) -> pd.DataFrame:
        """Verdicts for an organisation without any figure, which nobody else asked for."""
        assessment = self.assessment
        return judge_links(assessment.theory.file.links, assessment.programme, [self.top])

    @cached_property
    def verdicts(self) -> dict[str, Record]:
        """Verdicts for the organisation that the report is about, by link."""
        if self.top in self.verdicts_by_part:
            return self.verdicts_by_part[self.top]
        return {row["link"]: row for row in records_of(self._judged_here)}

    @cached_property
    def overview(self) -> Overview:
        """What the verdicts of the organisation that the report is about say together."""
        assessment = self.assessment
        if self.top in self.verdicts_by_part:
            return assessment.overview(self.top)
        return overview_of(assessment.theory, self._judged_here, assessment.points, assessment.progress, self.top)

    @cached_property
    def rising(self) -> tuple[Record, ...]:
        """Outputs of the organisation that the report is about that are shown to have risen, as evidence has them."""
        return tuple(risen_of(self.assessment.programme, self.top).shown)

    def values_of(self, indicator: str) -> list[Record]:
        """Values of an indicator for the organisation that the report is about."""
        return self.values.get((indicator, self.top), [])

    def is_survey(self, indicator: str) -> bool:
        """Tell whether an indicator rests on a questionnaire."""
        return any(element.survey is not None for element in self.operands[indicator])

    def is_opinion(self, indicator: str) -> bool:
        """Tell whether an indicator says what people think or intend."""
        return any(one.survey is not None and one.survey.measures != "fact" for one in self.operands[indicator])

    # --- Words -------------------------------------------------------------------------------------------------

    def label(self, code: str, **values: Any) -> str:
        """A fixed word or template of the report."""
        return label(code, self.language, **values)

    def say(self, code: str, **values: Any) -> str:
        """A sentence of the engine."""
        return say(code, **values)[self.language]

    def text(self, text: Text | None) -> str:
        """A declared text, or nothing."""
        return text[self.language] if text is not None else ""

    def titled(self, indicator: Indicator, organisation: str) -> str:
        """Title of an indicator, with the organisation where that is not the one that the report is about."""
        title = self.text(indicator.title)
        if organisation == self.top:
            return title
        return f"{title} · {self.name_of(organisation)}"

    def joined(self, items: Iterable[str]) -> str:
        """Names joined as in a sentence."""
        return list_of(list(items), self.language)

    def quoted(self, texts: Iterable[Text]) -> str:
        """Titles between quotation marks, joined."""
        return self.joined(f"‘{self.text(text)}’" for text in texts)

    def badge(self, kind: str, name: str) -> Badge:
        """A word with its shape and tone."""
        tone, shape = LOOKS[kind].get(name, ("calm", "disc"))
        code = f"{kind}.{name}"
        return Badge(self.say(code) if code in SENTENCES else self.label(code), tone, shape)

    def verdict(self, name: str) -> Badge:
        """The badge of a verdict."""
        tone, shape, _ = VERDICT_LOOK[name]
        return Badge(self.say(f"verdict_name.{name}"), tone, shape)

    def section(self, name: str, *intro: str) -> Section:
        """A part of the page."""
        short, title = self.label(f"{name}.short"), self.label(f"{name}.title")
        return Section(name, short, title, tuple(one for one in intro if one))

    # --- Figures -----------------------------------------------------------------------------------------------

    def amount(self, value: float, unit: str) -> str:
        """A number with its unit: ``91%``, ``1.765 outputs``."""
        if unit == "fraction":
            return percent(value, self.language)
        words = self.assessment.theory.unit_titles[unit][self.language]
        joint = "" if words.startswith("%") else " "
        return f"{number(value, self.language)}{joint}{words}"

    def change(self, value: float, unit: str, scale: str = "unit", signed: bool = True) -> str:
        """A change as a person would write it: ``+10 procentpunt``, ``−0,2 punt``, ``+12%``.

        Args:
            value: the change, in ``unit`` or, with ``scale`` ``percent``, as a part of one.
            unit: of the figure that changed; empty when not known.
            scale: ``unit`` or ``percent``.
            signed: whether a sign stands before it when it rises; a fall always has one.
        """
        points = unit == "fraction" and scale != "percent"
        size = 100 * value if points or scale == "percent" else value
        written = number(abs(size), self.language, digits=2)
        sign = "−" if size < 0 else "+" if signed and size > 0 else ""
        if scale == "percent":
            return f"{sign}{written}%"
        if points or unit == "percent":
            return self.label("change.points", size=f"{sign}{written}")
        if unit.startswith("score"):
            return self.label("change.score", size=f"{sign}{written}")
        words = self.assessment.theory.unit_titles[unit][self.language] if unit else ""
        return f"{sign}{written} {words}".strip()

    def figure(self, row: Record) -> str:
        """A value as a person would write it, or the words for its absence."""
        if row["state"] != "reported":
            return self.say("flag.not_asked" if "not_asked" in row["flags"] else f"state.{row['state']}")
        if not known(row["value"]):
            if known(row["lower"]) and known(row["upper"]):
                unit = self.assessment.theory.unit_titles[row["unit"]]
                return self.say("explain.between", low=row["lower"], high=row["upper"], unit=unit)
            codes = {"not_defined": "figure.not_defined", "not_aggregatable": "figure.not_aggregatable"}
            return self.label(next((codes[flag] for flag in row["flags"] if flag in codes), "figure.none"))
        return self.bounded(row["value"], row["unit"], row["flags"])

    def bounded(self, value: float, unit: str, bounds: Iterable[str]) -> str:
        """A number with its unit, with ``at least`` and the like before it where its source says so."""
        words = [self.say(f"bound.{name}").strip() for name in bounds if f"bound.{name}" in SENTENCES]
        return " ".join([*words, self.amount(value, unit)])

    def has_figure(self, row: Record) -> bool:
        """Tell whether a row holds a value, or bounds of one."""
        return row["state"] == "reported" and (known(row["value"]) or (known(row["lower"]) and known(row["upper"])))

    def months(self, months: tuple[float, float]) -> str:
        """A number of months, or a range of months."""
        code = "months.exact" if months[0] == months[1] else "months.range"
        return self.label(code, low=months[0], high=months[1])

    def period(self, label_: str) -> str:
        """A period as written in a sentence: months by their name, other periods by their label."""
        start, dots, end = label_.partition("..")
        if dots:
            return self.label("period.span", start=self.period(start), end=self.period(end))
        if not _MONTH.match(label_):
            return label_
        return month(Period.parse(label_).start, self.language)

    def flags(self, flags: Sequence[str], without: Sequence[str] = ()) -> tuple[str, ...]:
        """What a reader should know of a figure, in words; flags that only serve the engine have none."""
        shown = (flag for flag in flags if flag not in without and f"flag.{flag}" in SENTENCES)
        return tuple(dict.fromkeys(self.say(f"flag.{flag}") for flag in shown))

    def conflicts_in(self, flags: Sequence[str]) -> tuple[Reference, ...]:
        """Contradictions that a figure is part of."""
        names = (flag.partition(":")[2] for flag in flags if flag.startswith("conflict:"))
        return tuple(self.conflict(name) for name in dict.fromkeys(names))

    # --- Places ------------------------------------------------------------------------------------------------

    def conflict(self, name: str) -> Reference:
        """A pointer to a contradiction."""
        return Reference(name, anchor_of("conflict", name))

    def link(self, name: str) -> Reference:
        """A pointer to a link."""
        return Reference(name, anchor_of("link", name))

    def source(self, reference: SourceRef) -> Source:
        """A place in a document."""
        return self._source(reference.document, reference.lines, reference.quote or "")

    def sources(self, references: Iterable[SourceRef]) -> tuple[Source, ...]:
        """Places in documents: those with words one by one, the others gathered for each document."""
        given = list(references)
        quoted = [self.source(one) for one in given if one.quote]
        bare: dict[str, list[str]] = {}
        for one in given:
            if not one.quote:
                bare.setdefault(one.document, []).append(one.lines)
        gathered = (self._source(name, self.joined(lines), several=len(lines) > 1) for name, lines in bare.items())
        return (*quoted, *gathered)

    def sources_of_rows(self, names: Sequence[str]) -> tuple[Source, ...]:
        """Where the rows behind a figure come from: those with words one by one, the others gathered by document."""
        rows = [self.rows[name] for name in dict.fromkeys(names) if name in self.rows]
        told = [row for row in rows if row["quote"] or row["note"]]
        bare: dict[str, list[Record]] = {}
        for row in rows:
            if not (row["quote"] or row["note"]):
                bare.setdefault(row["document"], []).append(row)
        one_by_one = (self._source(row["document"], row["lines"], row["quote"], row["note"], row["id"]) for row in told)
        return (*one_by_one, *(self._gathered(document, some) for document, some in bare.items()))

    def _gathered(self, document: str, rows: Sequence[Record]) -> Source:
        """Rows of one document that say nothing more than where they stand."""
        if len(rows) == 1:
            return self._source(document, rows[0]["lines"], row=rows[0]["id"])
        lines = self.joined(dict.fromkeys(row["lines"] for row in rows if row["lines"]))
        found = self._source(document, lines, several=True)
        names = [row["id"] for row in rows]
        more = self.label("source.rows_more", count=len(names) - MOST_ROWS) if len(names) > MOST_ROWS else ""
        told = self.label("source.rows", count=len(names), rows=", ".join(names[:MOST_ROWS]), more=more)
        return replace(found, row=told)

    def _source(
        self, document: str, lines: str, quote: str = "", note: str = "", row: str = "", several: bool = False
    ) -> Source:
        found = self.assessment.theory.document_by_id.get(document)
        at = self.label("source.row", row=row) if row else ""
        words = quote.replace("**", "").strip()
        if found is None:
            return Source(document or self.label("source.none"), "", words, note, at)
        code = "document" if not lines else "lines" if several or "-" in lines else "line"
        span = lines.replace("-", "–")
        place = self.label(f"source.{code}", publisher=found.publisher, document=found.id, lines=span)
        return Source(place, anchor_of("document", found.id), words, note, at)
