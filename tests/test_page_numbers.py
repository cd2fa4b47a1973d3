"""Every number on the page equals results.json: what is drawn, what is written, and nothing where nothing is known."""

import dataclasses
import json
import math
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from html.parser import HTMLParser
from itertools import chain, pairwise, takewhile
from string import Formatter
from typing import Any

import pytest
from fictional_programme.small import element, indicator, numbered, row, theory_of, tree_of
from pydantic import BaseModel

import toc
from toc.assessment import Assessment
from toc.peers import Peer, compare
from toc.period import Period
from toc.provenance import Document, SourceRef
from toc.report import html
from toc.report.html import write_html
from toc.report.page import NextStep
from toc.report.view import view
from toc.report.wording import Speaker, anchor_of
from toc.results import Projection, Prospect, Results, Value, to_results
from toc.series import UNFIT
from toc.target import Baseline, Target
from toc.theory import Theory
from toc.words import SENTENCES, number, percent
from toc.words.labels import LABELS, label, month
from toc.words.saying import about, chance, factor, fill, fixed

LANGUAGES = ("nl", "en")
PREFIX = {"nl": "", "en": "en-"}
PLACES = ("r1", "r2", "r3", "r4", "r5", "r6")
YEARS = (2020, 2021, 2022, 2023, 2024)
FIGURES: Mapping[str, Mapping[str, Sequence[float | None]]] = {
    "lamps": {"r1": (400, 1200, 1350, 1410, 1530), "r2": (150, 410, 433, 470, 512.5), "r3": (40, 95, 91, None, 120),
              "r4": (300, 610, 640, 655, 610), "r5": (10, 33, 41, 57, 66), "r6": (70, 210, 220, 260, None)},
    "passed": {"r1": (90, 260, 300, 310, 361), "r2": (70, 150, 140, 162, 170), "r3": (3, 11, 12, None, 17),
               "r4": (55, 140, 171, 150, 60), "r5": (2, 4, 6, 9, 9), "r6": (20, 61, 66, 70, None)},
    "tested": {"r1": (130, 390, 410, 433, 480), "r2": (90, 200, 210, 230, 240), "r3": (6, 20, 22, None, 27),
               "r4": (90, 230, 260, 250, 270), "r5": (3, 9, 11, 12, 13), "r6": (30, 99, 101, 107, None)},
    "ships": {"coast": (30, 55, 57, None, 61), "r1": (20, 31, 33, 35, 36), "r2": (15, 27, 29, 30, 31)},
    "content": {"coast": (None, 71, 73.5, None, 78)},
}  # fmt: skip
ASKED = {"instrument": "questionnaire", "answered_by": "visitors", "measures": "perception", "representativeness": "C"}


# --- Two programmes and their pages -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """One programme: what was assessed, what is public of it, and its page."""

    assessment: Assessment
    results: Results
    page: "Reader"
    steps: tuple[NextStep, ...]


def made(assessment: Assessment) -> Case:
    reader, views = Reader(), [view(assessment, language) for language in LANGUAGES]
    reader.feed(write_html(*views))
    return Case(assessment, to_results(assessment, toc.__version__), reader, views[0].missing.steps)


def lighthouses() -> Assessment:
    """Six regions in five years of which the first is a part: sums, shares of two sums, distinct counts, a survey."""
    log = {"document": "LOG", "lines": "12"}
    counted = {"reported_by": ("region",), "reported_from": 2020}
    elements = [
        *(element(name, **counted) for name in ("lamps", "passed", "tested")),
        element("ships", over_organisations="distinct", reported_by=("country", "region"), unit="ships"),
        element("content", unit="percent", kind="stock", over_time="last", over_organisations="none",
                reported_by=("country",), survey=ASKED),
    ]  # fmt: skip
    indicators = [
        indicator("lamps", title="Lamps lit", annualise=True),
        indicator("pass_rate", "100 * passed / tested", unit="percent", level="outcome", title="Passed of tested"),
        indicator("pass_part", "passed / tested", unit="fraction", level="outcome", title="Part that passed"),
        indicator("ships", unit="ships", title="Ships helped"),
        indicator("content", unit="percent", level="outcome", title="Content skippers"),
    ]
    common = {"organisation": "coast", "basis": "annual", "owner": "Harbour office", "source": log}
    starts = [("lamps_2021", "lamps", 2021, 2558), ("part_2021", "pass_part", 2021, 0.66)]
    aims = [("lamps_2027", "lamps", 2027, 4100, "lamps_2021"), ("part_2030", "pass_part", 2030, 0.805, "part_2021"),
            ("rate_2027", "pass_rate", 2027, 72.5, None)]  # fmt: skip
    baselines = tuple(Baseline.model_validate({**common, "id": name, "indicator": of, "period": year, "value": value})
                      for name, of, year, value in starts)  # fmt: skip
    targets = tuple(
        Target.model_validate({**common, "id": name, "indicator": of, "year": year, "value": value,
                               **({"baseline": start, "path": "linear"} if start else {})})
        for name, of, year, value, start in aims
    )  # fmt: skip
    chain = [{"id": "P", "level": "output", "title": "Light", "indicators": ["lamps"]},
             {"id": "U", "level": "outcome", "title": "Skill", "indicators": ["pass_part"]},
             {"id": "S", "level": "outcome", "title": "Safe ships", "indicators": ["content"]}]  # fmt: skip
    theory = theory_of(
        elements, indicators, tree=tree_of(dict.fromkeys(PLACES, "coast")), chain=chain,
        rounds=[{"period": 2020, "partial_months": [4, 6]}, *YEARS[1:]],
        links=[{}, {"id": "L2", "from": "P", "to": "S"}],
        baselines=baselines, targets=targets,
        documents=(Document(id="LOG", title="Log", publisher="Harbour", known_on=date(2020, 1, 1)),),
    )  # fmt: skip
    rows = [
        row(place, name, year, value, **({"n": 440} if name == "content" else {}))
        for name, places in FIGURES.items()
        for place, values in places.items()
        for year, value in zip(YEARS, values, strict=True)
        if value is not None
    ]
    return toc.assess(theory, numbered(rows), as_of=date(2025, 6, 1))


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    theory, data = toc.read_theory("opschaling-pps"), toc.read_data("opschaling-pps")
    shipped = toc.assess(theory, data.rows, data_sha256=data.sha256)
    return {"shipped": made(shipped), "lighthouses": made(lighthouses())}


# --- The page as it is read -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """Where on the page: its language, the view, and the page of an indicator or organisation, if any."""

    language: str = ""
    view: str = ""
    page: str = ""


@dataclass
class Node:
    """One element that is open."""

    tag: str
    place: Place
    silent: bool
    missing: bool
    attributes: dict[str, str]
    texts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Said:
    """One text that somebody sees or hears. ``missing`` tells whether it stands for a figure that is not there."""

    place: Place
    text: str
    tag: str
    missing: bool = False


VOID = {"meta", "link", "br", "hr", "img", "input", "wbr", "col"}
INLINE = {"a", "strong", "em", "b", "i", "abbr", "bdi", "q", "cite", "code", "tspan", "span", "sub", "sup"}
SPACED = {"span", "tspan"}
"""Inline elements that are drawn apart from what stands beside them."""
HEARD = ("aria-label", "title", "alt", "data-word", "data-title", "aria-description", "placeholder")


class Reader(HTMLParser):
    """Takes a page apart: texts by place, and the models of charts by name."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[Node] = [Node("", Place(), False, False, {})]
        self.said: list[Said] = []
        self.charts: dict[str, tuple[Place, str, dict[str, Any]]] = {}
        self.drawings: list[tuple[Place, list[str]]] = []
        self.folded: list[tuple[Place, int]] = []
        """Lists of sources that are folded away, with how many there are."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        above = self.open[-1]
        classes = given.get("class", "").split()
        place = Place(
            given.get("data-language", above.place.language) if "edition" in classes else above.place.language,
            given.get("data-view", above.place.view),
            given.get("id", "") if "page" in classes else above.place.page,
        )
        silent = above.silent or tag in ("script", "style")
        missing = above.missing or "none" in classes or "unknown" in classes
        for name in HEARD:
            if name in given:
                self.said.append(Said(place, given[name], f"{tag} {name}"))
        if tag in VOID:
            return
        if tag == "svg" and any("static" in one.attributes.get("class", "") for one in self.open):
            self.drawings.append((place, []))
        if tag == "details" and "sources" in classes:
            self.folded.append((place, 0))
        if tag == "li" and any("sources" in one.attributes.get("class", "").split() for one in self.open):
            self.folded[-1] = (self.folded[-1][0], self.folded[-1][1] + 1)
        if tag not in INLINE:
            self._tell(above)
        self.open.append(Node(tag, place, silent, missing, given))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while len(self.open) > 1:
            node = self.open.pop()
            if node.tag == "script":
                self._keep(node)
            elif node.tag in INLINE:
                self.open[-1].texts += [" ", *node.texts, " "] if node.tag in SPACED else node.texts
            else:
                self._tell(node)
            if node.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].texts.append(data)

    def _tell(self, node: Node) -> None:
        text = " ".join("".join(node.texts).split())
        node.texts.clear()
        if text and not node.silent:
            self.said.append(Said(node.place, text, node.tag, node.missing))
            if node.tag == "text" and self.drawings:
                self.drawings[-1][1].append(text)

    def _keep(self, node: Node) -> None:
        figure = next((one for one in reversed(self.open) if one.tag == "figure"), None)
        if node.attributes.get("type") == "application/json" and figure is not None:
            model = json.loads("".join(node.texts))
            self.charts[figure.attributes["id"]] = (node.place, figure.attributes["data-kind"], model)


# --- What is drawn ----------------------------------------------------------------------------------------------


def same(drawn: float | None, given: float | None) -> bool:
    """Equal in the six digits that the page has, and both not there when one is not."""
    if drawn is None or given is None:
        return drawn is None and given is None
    return math.isclose(drawn, given, rel_tol=5.1e-6, abs_tol=1e-12)


def comparable(value: Value) -> bool:
    """Whether a figure may be laid beside others: known, of a period that is over, and not set aside."""
    return value.value is not None and UNFIT.isdisjoint(value.flags)


@dataclass(frozen=True)
class Drawn:
    """Holds the models of charts against what is public."""

    case: Case

    @property
    def top(self) -> str:
        return self.case.assessment.theory.organisations.roots[0].id

    def times(self, name: str) -> float:
        """A fraction is drawn as a percentage."""
        return 100.0 if self.case.assessment.theory.indicator_by_id[name].unit == "fraction" else 1.0

    def values(self, name: str, organisation: str) -> dict[int, Value]:
        """Totals by year."""
        return {int(one.period): one for one in self.case.results.values
                if (one.indicator, one.organisation) == (name, organisation) and not one.disaggregation
                and one.period.isdigit()}  # fmt: skip

    def ahead(self, name: str, organisation: str) -> dict[int, Projection]:
        return {one.year: one for one in self.case.results.projections
                if (one.indicator, one.organisation) == (name, organisation) and one.status == "projected"}  # fmt: skip

    def aims(self, name: str, organisation: str) -> dict[tuple[int, float], Prospect]:
        return {(one.year, one.target_value): one for one in self.case.results.prospects
                if (one.indicator, one.organisation) == (name, organisation)
                 and one.status != "cannot_tell"}  # fmt: skip

    def fan(self, name: str, organisation: str, model: Mapping[str, Any], *, small: bool = False) -> int:
        """Hold one fan chart against the results; how many numbers were held."""
        times, values, held = self.times(name), self.values(name, organisation), 0
        there = {year: one for year, one in values.items() if comparable(one)}
        drawn = {math.floor(one[0] + 0.5): one for one in model.get("seen", [])}
        assert set(drawn) == set(there), (name, organisation)
        for year, (moment, value, *rest) in drawn.items():
            low, high, partial = [*rest, None, None, None][:3]
            mine = there[year]
            assert abs(moment - year) < 0.01
            assert mine.value is not None
            assert same(value, times * mine.value), (name, organisation, year)
            assert bool(partial) == (mine.partial_months is not None)
            ends = mine.annual if partial else (mine.lower, mine.upper)
            for end, given in zip((low, high), ends or (None, None), strict=True):
                assert same(end, None if given is None else times * given), (name, organisation, year)
            held += 1 + sum(one is not None for one in (low, high))
        lacking = {math.floor(one + 0.5) for one in model.get("missing", [])}
        assert lacking == {year for year, one in values.items() if year not in there
                           and one.state in ("missing", "withheld", "reported")
                           and {"not_asked", "open_period"}.isdisjoint(one.flags)}  # fmt: skip
        held += self._ahead(times, self.ahead(name, organisation), model.get("ahead", []))
        return held + self._aims(times, self.aims(name, organisation), model.get("aims", []), small)

    def _ahead(self, times: float, ahead: Mapping[int, Projection], drawn: Sequence[Sequence[float]]) -> int:
        assert [one[0] for one in drawn] == sorted(ahead)
        for year, *numbers in drawn:
            mine = ahead[int(year)]
            given = (mine.median, mine.lower50, mine.upper50, mine.lower80, mine.upper80, mine.lower95, mine.upper95)
            for one, size in zip(numbers, given, strict=True):
                assert size is not None
                assert same(one, times * size), year
        return 7 * len(drawn)

    def _aims(self, times: float, aims: Mapping[tuple[int, float], Prospect], drawn: Sequence[Mapping[str, Any]],
              small: bool) -> int:  # fmt: skip
        assert len(drawn) == len(aims)
        held = 0
        for one in drawn:
            mine = next(aim for (year, value), aim in aims.items()
                        if year == one["moment"] and same(one["value"], times * value))  # fmt: skip
            target = self.case.assessment.theory.target_by_id[mine.target_id]
            path = one.get("path", [])
            assert bool(path) == (target.path is not None and not small)
            progress = next((row for row in self.case.results.progress
                             if (row.target_id, row.target_value) == (mine.target_id, mine.target_value)),
                            None)  # fmt: skip
            for moment, value in path:
                assert progress is not None
                assert progress.baseline is not None
                begin = path[0][0]
                due = progress.baseline + (moment - begin) / (mine.year - begin) * (
                    mine.target_value - progress.baseline
                )
                assert same(value, times * due), (mine.target_id, moment)
            held += 1 + len(path)
        return held

    def multiples(self, model: Mapping[str, Any], name: str) -> int:
        held = 0
        for panel in model["panels"]:
            held += self.fan(name, self.organisation(panel["anchor"]), panel["chart"], small=True)
        return held

    def organisation(self, anchor: str) -> str:
        return next(one.id for one in self.case.assessment.theory.organisations.organisations
                    if anchor_of("part", one.id) == anchor)  # fmt: skip

    def last_two(self, name: str) -> tuple[int, int]:
        """The last two whole years of which the figure of the whole is known."""
        there = [year for year, one in self.values(name, self.top).items()
                 if one.value is not None and one.partial_months is None]  # fmt: skip
        return sorted(there)[-2], sorted(there)[-1]

    def bars(self, model: Mapping[str, Any], name: str) -> int:
        """What each part added to the change of those that have a figure in both years."""
        before, last = self.last_two(name)
        theory, moved = self.case.assessment.theory, {}
        given = {one.id: self.values(name, one.id) for one in theory.organisations.organisations if one.id != self.top}
        both = {part: (years[before], years[last]) for part, years in given.items()
                if before in years and last in years
                and None not in (years[before].value, years[last].value)}  # fmt: skip
        ratio = any(one.denominator for pair in both.values() for one in pair)
        if not ratio:
            moved = {part: float(now.value or 0) - float(then.value or 0) for part, (then, now) in both.items()}
        else:
            sizes = [sum(float(pair[at].denominator or 0) for pair in both.values()) for at in (0, 1)]
            rate = {part: tuple(float(one.value or 0) for one in pair) for part, pair in both.items()}
            part_of = {part: tuple(float(one.denominator or 0) / sizes[at] for at, one in enumerate(pair))
                       for part, pair in both.items()}  # fmt: skip
            middle = sum(rate[part][at] * part_of[part][at] for at in (0, 1) for part in both) / 2
            for part in both:  # split as Kitagawa did: by its own rate, and by its weight
                own = (rate[part][1] - rate[part][0]) * (part_of[part][0] + part_of[part][1]) / 2
                moved[part] = own + (part_of[part][1] - part_of[part][0]) * (sum(rate[part]) / 2 - middle)
        drawn = {self.organisation(one[4]): one for one in model["bars"]}
        assert set(drawn) == set(moved)
        for part, one in drawn.items():
            assert same(one[1], self.times(name) * moved[part]), (name, part)
            assert len(one) == 5, "these bars have no margin"
        assert "line" not in model
        return len(drawn)

    def funnel(self, model: Mapping[str, Any], name: str) -> int:
        """Sizes and figures, the middle, and the bounds of chance around it."""
        _, last = self.last_two(name)
        theory = self.case.assessment.theory
        given = {one.id: self.values(name, one.id).get(last) for one in theory.organisations.organisations}
        there = {part: one for part, one in given.items() if part != self.top and one is not None
                 and one.value is not None and one.partial_months is None}  # fmt: skip
        assert {self.organisation(one["anchor"]) for one in model["dots"]} == set(there)
        for dot in model["dots"]:
            mine = there[self.organisation(dot["anchor"])]
            assert same(dot["size"], mine.denominator)
            assert same(dot["value"], self.times(name) * float(mine.value or 0))
        peers = [Peer(part, float(one.numerator or 0), float(one.denominator or 0)) for part, one in there.items()]
        middle = sum(one.count for one in peers) / sum(one.size for one in peers)
        assert same(model["middle"], 100 * middle)
        found = compare(peers, "proportion")
        assert found is not None
        outside = {self.organisation(one["anchor"]) for one in model["dots"] if one.get("outside")}
        assert outside == {one.peer.name for one in found.standings if one.place in ("above", "below")}
        assert len(model["limits"]) > 10
        for limit in model["limits"]:
            bounds = found.bounds(limit["size"])
            for end in ("low95", "high95", "low998", "high998"):
                assert math.isclose(limit.get(end, 0), 100 * getattr(bounds, end), rel_tol=1e-3, abs_tol=1e-6)
        return 2 * len(there) + 1 + 4 * len(model["limits"])


def charts_of(case: Case, language: str) -> Iterator[tuple[str, Place, str, dict[str, Any]]]:
    for name, (place, kind, model) in case.page.charts.items():
        if place.language == language:
            yield name, place, kind, model


KINDS = {"shipped": {"fan"}, "lighthouses": {"fan", "multiples", "bars", "funnel"}}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", list(KINDS))
def test_every_number_that_is_drawn_equals_the_results(cases: dict[str, Case], which: str, language: str) -> None:
    case = cases[which]
    drawn, theory = Drawn(case), case.assessment.theory
    indicators = {PREFIX[language] + anchor_of("indicator", one.id): one.id for one in theory.indicators}
    held: dict[str, int] = {}
    for name, place, kind, model in charts_of(case, language):
        about = indicators[place.page]
        assert model["language"] == language
        if kind == "fan":
            held[kind] = held.get(kind, 0) + drawn.fan(about, drawn.top, model)
        elif kind == "multiples":
            if "shared" in model:
                _, _, first = case.page.charts[model["shared"]]
                assert name == PREFIX[language] + model["shared"]
                assert len(model["names"]) == len(first["panels"])
                assert set(model) == {"title", "description", "language", "unit", "shared", "names"}
                assert "panels" in first
            whole = case.page.charts[model["shared"]][2] if "shared" in model else model
            held[kind] = held.get(kind, 0) + drawn.multiples(whole, about)
        else:
            held[kind] = held.get(kind, 0) + getattr(drawn, kind)(model, about)
    assert {kind for kind, count in held.items() if count} == KINDS[which]


def test_every_indicator_with_a_figure_of_the_whole_has_one_chart(cases: dict[str, Case]) -> None:
    for case in cases.values():
        drawn = Drawn(case)
        there = [PREFIX[language] + anchor_of("indicator", one.id) for language in LANGUAGES
                 for one in case.assessment.theory.indicators
                 if any(comparable(value) for value in drawn.values(one.id, drawn.top).values())]  # fmt: skip
        fans = [place.page for place, kind, _ in case.page.charts.values() if kind == "fan"]
        assert sorted(fans) == sorted(there)


# --- What is written --------------------------------------------------------------------------------------------

TOKEN = re.compile(r"(?<![\w.,])(?P<sign>[+−-]?)(?P<kind>€\s|×)?(?P<size>\d+(?:[.,]\d+)*)(?P<part>%?)(?!\w)")
LETTER = re.compile(r"[^\W\d_]")
DIGIT = re.compile(r"\d")


def strings(node: Any) -> Iterator[str]:
    """Every text in something that was declared."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, BaseModel):
        for name in type(node).model_fields:
            yield from strings(getattr(node, name))
    elif isinstance(node, Mapping):
        for one in (*node.keys(), *node.values()):
            yield from strings(one)
    elif isinstance(node, (tuple, list)):
        for one in node:
            yield from strings(one)
    elif dataclasses.is_dataclass(node) and not isinstance(node, type):
        for one in dataclasses.fields(node):
            yield from strings(getattr(node, one.name))


def declared(assessment: Assessment) -> set[str]:
    """Texts with a digit that somebody declared: titles, notes, quotes, places, names; none that the engine made."""
    rows = assessment.rows
    told = [
        text for name in ("id", "quote", "note", "document", "lines") for text in rows[name] if isinstance(text, str)
    ]
    found = {" ".join(text.replace("**", "").split()) for text in (*strings(assessment.theory), *told)}
    return {text for text in found if DIGIT.search(text) and LETTER.search(text)}


def spoken(language: str) -> set[str]:
    """Pieces of our own sentences that hold a digit of themselves, such as *a chance of 80%*."""
    found = set()
    for templates in (LABELS, SENTENCES):
        for pair in templates.values():
            for literal, *_ in Formatter().parse(pair[LANGUAGES.index(language)]):
                text = " ".join(literal.split())
                if DIGIT.search(text) and len(LETTER.findall(text)) > 1:
                    found.add(text)
    return found


class Stripper:
    """Takes texts that are known as a whole out of a text, the longest first, so that other numbers remain."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.by_number: dict[str, list[str]] = {}
        for text in sorted(texts, key=lambda one: (-len(one), one)):
            self.by_number.setdefault(re.findall(r"\d+", text)[0], []).append(text)

    def without(self, text: str) -> str:
        there = [one for found in dict.fromkeys(re.findall(r"\d+", text)) for one in self.by_number.get(found, ())]
        for one in sorted((one for one in there if one in text), key=lambda one: -len(one)):
            text = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)" if one[0].isalnum() and one[-1].isalnum()
                          else re.escape(one), " ¤ ", text)  # fmt: skip
        return text


def placed(case: Case, language: str) -> re.Pattern[str]:
    """How a place in a document is written; the numbers of its lines are in the second group."""
    documents = "|".join(re.escape(f"{one.publisher} ({one.id})") for one in case.assessment.theory.documents)
    return re.compile(rf"({documents}), (?:lines?|regels?) ((?:\d[\d–, ]*|and |en )*\d)")


def lines_of(case: Case) -> dict[str, set[str]]:
    """Every line or range of lines that is declared, by document."""
    found: dict[str, set[str]] = {}
    for one in refs(case.assessment.theory):
        found.setdefault(one.document, set()).add(one.lines)
    rows = case.assessment.rows
    for document, lines in zip(rows["document"], rows["lines"], strict=True):
        found.setdefault(document, set()).add(lines)
    return {name: {part.strip() for one in some for part in one.replace("-", "–").split(",")}
            for name, some in found.items()}  # fmt: skip


def refs(node: Any) -> Iterator[SourceRef]:
    """Every place in a document that something was declared with."""
    if isinstance(node, SourceRef):
        yield node
    elif isinstance(node, BaseModel):
        for name in type(node).model_fields:
            yield from refs(getattr(node, name))
    elif isinstance(node, Mapping):
        for one in node.values():
            yield from refs(one)
    elif isinstance(node, (tuple, list)):
        for one in node:
            yield from refs(one)
    elif dataclasses.is_dataclass(node) and not isinstance(node, type):
        for field_ in dataclasses.fields(node):
            yield from refs(getattr(node, field_.name))


def dates(case: Case, language: str) -> set[str]:
    """Days and months that are declared, in full."""
    theory = case.assessment.theory
    days = {
        case.assessment.as_of,
        *(one.known_on for one in theory.documents),
        *(one.day for one in theory.file.events),
    }
    ends = {day for period in {one.period for one in case.results.values}
            for day in (Period.parse(period).start, Period.parse(period).end)}  # fmt: skip
    return {fill("{day}", language, day=one) for one in days} | {month(one, language) for one in ends}


@dataclass(frozen=True)
class Fact:
    """A number of results.json, or one that is reckoned from such numbers here."""

    value: float
    unit: str = ""
    about: str = ""
    """Indicator or link."""
    whose: str = ""
    """Organisation."""


PART, FACTOR = "part of one", "factor"
CHANGE = "change: "
"""Before the unit of what may have a sign."""


def numbers(node: Any, name: str = "") -> Iterator[tuple[str, float]]:
    """Every number in plain values, with the name it goes by."""
    if isinstance(node, Mapping):
        for key, one in node.items():
            yield from numbers(one, key)
    elif isinstance(node, (tuple, list)):
        for one in node:
            yield from numbers(one, name)
    elif isinstance(node, (int, float)) and not isinstance(node, bool):
        yield name, float(node)


FACTORS = ("as_printed", "per_month", "ratio")
PARTS = ("probability", "below_kappa", "if_it_could_be_compared", "progress")


def unit_of(name: str) -> str:
    return FACTOR if name in FACTORS else PART if name in PARTS else ""


def step_of(size: float) -> float:
    """The last place of a number in two digits."""
    return 10.0 ** (math.floor(math.log10(float(f"{abs(size):.1e}"))) - 1) if size else 1.0


def to_step(size: float, step: float) -> float:
    return math.copysign(step * math.floor(abs(size) / step + 0.5 + 1e-9), size)


def rough(size: float, largest: float) -> float:
    """As fine as the larger of two bounds in three digits."""
    step = 10.0 ** (math.floor(math.log10(max(abs(size), abs(largest)))) - 2) if size or largest else 1.0
    return float(f"{round(size / step) * step:.12g}")


def facts(case: Case) -> Iterator[Fact]:
    """Every number of results.json with what it is about, and what is reckoned from two of them."""
    results = case.results
    units = {one.id: one.unit for one in case.assessment.theory.indicators}
    by_pair: dict[tuple[str, str, str], list[Value]] = {}
    for one in results.values:
        told = (one.indicator, one.organisation)
        sizes = (one.value, one.lower, one.upper, *(one.annual or ()))
        yield from (Fact(size, one.unit, *told) for size in sizes if size is not None)
        plain = (one.numerator, one.denominator, one.n, one.coverage.reported, one.coverage.expected,
                 *(one.partial_months or ()))  # fmt: skip
        yield from (Fact(size, "", *told) for size in plain if size is not None)
        by_pair.setdefault((*told, one.disaggregation), []).append(one)
    for (name, whose, _), some in by_pair.items():
        for first, last in pairwise([one for one in some if one.value is not None]):
            yield from moved(first, last, units[name], name, whose)
    for source in results.sources:
        if source.value is not None:
            yield Fact(source.value, source.unit or "")
    for row_ in results.progress:
        told = (row_.indicator, row_.organisation)
        yield from (Fact(size, units[row_.indicator], *told)
                    for size in (row_.target_value, row_.baseline, row_.actual) if size is not None)  # fmt: skip
        if row_.progress is not None:
            yield Fact(row_.progress, PART, *told)
        if row_.actual is not None:
            yield Fact(row_.target_value - row_.actual, units[row_.indicator], *told)
    for way in results.methods:
        yield from (Fact(size, units[way.indicator], way.indicator, way.organisation)
                    for size in (way.target_value, way.value) if size is not None)  # fmt: skip
        if way.value is not None:
            yield Fact(rough(way.value, way.value), units[way.indicator], way.indicator, way.organisation)
        if way.ratio is not None:
            yield Fact(way.ratio, PART, way.indicator, way.organisation)
    for year in results.projections:
        yield from expected(year, units[year.indicator])
    for chance_ in results.prospects:
        yield from foreseen(chance_, units[chance_.indicator])
    for verdict in results.verdicts:
        given = verdict.model_dump(include={"ratio", "lower90", "upper90", "probability", "below_kappa", "detectable",
                                            "units", "periods", "evidence"})  # fmt: skip
        for name, size in numbers(given):
            yield Fact(size, unit_of(name), verdict.link, verdict.organisation)
            if name not in ("units", "periods"):
                yield Fact(size, PART, verdict.link, verdict.organisation)
    for figure in (figure for claim in results.claims for figure in claim.figures):
        for name, size in numbers(figure):
            unit = units.get(figure.get("indicator", ""), "")
            yield Fact(size, unit_of(name) or unit, "claim")
            if name == "if_it_held":
                yield Fact(size / 1e6, "EUR", "claim")
    for name, size in numbers([one.model_dump() for one in results.overviews]):
        yield Fact(size, unit_of(name) or PART, "overview")
    for statement in (one for conflict in results.conflicts for one in conflict.statements):
        if statement.value is not None:
            yield Fact(statement.value, "", "conflict")


def moved(first: Value, last: Value, unit: str, name: str, whose: str) -> Iterator[Fact]:
    """The change from one year to the next: in its unit, as a factor as printed, and per month that was covered."""
    then, now = float(first.value or 0), float(last.value or 0)
    yield Fact(now - then, CHANGE + unit, name, whose)
    if then:
        yield Fact(now / then, FACTOR, name, whose)
        for short in first.partial_months or (12.0,):
            for long in last.partial_months or (12.0,):
                yield Fact(now / long / (then / short), FACTOR, name, whose)


def expected(year: Projection, unit: str) -> Iterator[Fact]:
    told = (year.indicator, year.organisation)
    yield from (Fact(float(size), "", *told) for size in (year.n, year.panel))
    yield from (Fact(size, PART, *told) for size in (year.own, year.peers) if size is not None)
    if year.own is not None and year.peers is not None:
        yield Fact(1 - year.own - year.peers, PART, *told)
    for low, high in ((year.median, year.median), (year.lower50, year.upper50), (year.lower80, year.upper80),
                      (year.lower95, year.upper95)):  # fmt: skip
        if low is not None and high is not None:
            yield from (Fact(rough(size, max(abs(low), abs(high))), unit, *told) for size in (low, high))


def foreseen(one: Prospect, unit: str) -> Iterator[Fact]:
    told = (one.indicator, one.organisation)
    yield Fact(one.target_value, unit, *told)
    if one.probability is not None:
        yield Fact(one.probability, PART, *told)
    if one.last is not None:
        yield Fact(one.last, unit, *told)
    for size in (one.pace_seen, one.pace_needed, one.extra_per_year):
        if size is not None:
            yield Fact(size, CHANGE + unit, *told)
    if one.pace_seen is not None and one.pace_needed is not None and one.extra_per_year is not None:
        fine = step_of(one.extra_per_year)  # what is shown subtracts
        needed, extra = to_step(one.pace_needed, fine), to_step(one.extra_per_year, fine)
        yield from (Fact(float(f"{size:.12g}"), CHANGE + unit, *told) for size in (needed, extra, needed - extra))


def written(fact: Fact, language: str, percentages: Container[str]) -> Iterator[str]:
    """The ways in which a number may stand on the page, as ``toc.words`` rounds it."""
    unit = fact.unit.removeprefix(CHANGE)
    size = abs(fact.value)
    if unit == FACTOR:
        yield "×" + factor(size, language)
        yield from (number(size, language, digits) for digits in (2, 3))
        return
    if unit in (PART, "fraction"):
        told = [
            percent(size, language),
            percent(size, language, decimals=1),
            *re.findall(r"\d+%", about(size, language)),
        ]
        told += re.findall(r"\d+%", chance(size, language))
        if unit == "fraction":
            told += [number(100 * size, language, digits) + mark for digits in (2, 3) for mark in ("", "%")]
    else:
        told = [number(size, language, digits) for digits in (2, 3, 15)]
        told += [f"{one}%" for one in told] if unit in percentages else []
        told += [f"€ {one}" for one in told] if unit.startswith("EUR") else []
        if fact.unit.startswith(CHANGE) and size:  # a pace has two digits, the last one also where it is nought
            told.append(fixed(size, language, max(0, 1 - math.floor(math.log10(size)))))
    if fact.value < 0:
        yield from ("−" + one for one in told)
    if fact.unit.startswith(CHANGE) or fact.value >= 0:
        yield from told
    if fact.unit.startswith(CHANGE) and fact.value > 0:
        yield from ("+" + one for one in told)


def derived(case: Case) -> Iterator[Fact]:
    """What the page reckons from several numbers of results.json, reckoned here once more."""
    assessment = case.assessment
    theory, drawn = assessment.theory, Drawn(case)
    tree = theory.organisations
    for one in theory.indicators:
        yield Fact(one.min_coverage, PART, one.id)
        totals = {part.id: drawn.values(one.id, part.id) for part in tree.organisations}
        for whose, years in totals.items():
            there = [value for _, value in sorted(years.items()) if value.value is not None]
            for at, first in enumerate(there):
                for last in there[at + 1 :]:
                    yield from moved(first, last, one.unit, one.id, whose)
        whole = totals.pop(drawn.top)
        for year in sorted(whole):
            there = {part: years[year] for part, years in totals.items()
                     if year in years and years[year].value is not None}  # fmt: skip
            total = math.fsum(float(value.value or 0) for value in there.values())
            if total > 0:
                yield from (Fact(float(value.value or 0) / total, PART, one.id, part) for part, value in there.items())
            if year - 1 in whole:
                yield from together(one.id, one.unit, totals, year)
        if one.unit in ("percent", "fraction") and any(value.denominator for value in whole.values()):
            yield from allowed(one.id, one.unit, totals, max(whole))


def together(name: str, unit: str, totals: Mapping[str, Mapping[int, Value]], year: int) -> Iterator[Fact]:
    """What organisations with a whole figure in both years have together, and what each added to the change."""
    both = {part: (years[year - 1], years[year]) for part, years in totals.items()
            if year - 1 in years and year in years and None not in (years[year - 1].value, years[year].value)
            and years[year - 1].partial_months is None}  # fmt: skip
    if not both:
        return
    added = kitagawa(both)
    sums = [kitagawa_sum(both, at) for at in (0, 1)]
    yield from (Fact(size, unit, name) for size in sums)
    yield Fact(sums[1] - sums[0], CHANGE + unit, name)
    ups, downs = ([part for part, (own, mix) in added.items() if sign * (own + mix) > 0] for sign in (1, -1))
    for some in (ups, downs):
        yield Fact(math.fsum(sum(added[part]) for part in some), CHANGE + unit, name)
        yield Fact(float(len(some)), "", name)
    yield Fact(float(len(both)), "", name)
    for at in (0, 1):
        yield Fact(math.fsum(pair[at] for pair in added.values()), CHANGE + unit, name)
    for part, pair in added.items():
        yield from (Fact(size, CHANGE + unit, name, part) for size in (*pair, sum(pair)))
        if sums[1] != sums[0]:
            yield Fact(sum(pair) / (sums[1] - sums[0]), CHANGE + PART, name, part)


def kitagawa(both: Mapping[str, tuple[Value, Value]]) -> dict[str, tuple[float, float]]:
    """What each added to the change: by its own figure and, for a ratio, by its weight (Kitagawa 1955)."""
    if not any(one.denominator for pair in both.values() for one in pair):
        return {part: (float(now.value or 0) - float(then.value or 0), 0.0) for part, (then, now) in both.items()}
    sizes = [math.fsum(float(pair[at].denominator or 0) for pair in both.values()) for at in (0, 1)]
    rate = {part: [float(one.value or 0) for one in pair] for part, pair in both.items()}
    weight = {part: [float(one.denominator or 0) / sizes[at] for at, one in enumerate(pair)]
              for part, pair in both.items()}  # fmt: skip
    middle = math.fsum(rate[part][at] * weight[part][at] for at in (0, 1) for part in both) / 2
    return {
        part: ((rate[part][1] - rate[part][0]) * sum(weight[part]) / 2,
               (weight[part][1] - weight[part][0]) * (sum(rate[part]) / 2 - middle))
        for part in both
    }  # fmt: skip


def kitagawa_sum(both: Mapping[str, tuple[Value, Value]], at: int) -> float:
    """The figure of all of them together."""
    size = math.fsum(float(pair[at].denominator or 0) for pair in both.values())
    if not size:
        return math.fsum(float(pair[at].value or 0) for pair in both.values())
    return math.fsum(float(pair[at].value or 0) * float(pair[at].denominator or 0) for pair in both.values()) / size


def allowed(name: str, unit: str, totals: Mapping[str, Mapping[int, Value]], year: int) -> Iterator[Fact]:
    """What chance allows for the size of each organisation; finer below 10% and above 90%."""
    peers = [Peer(part, float(years[year].numerator or 0), float(years[year].denominator or 0))
             for part, years in totals.items() if year in years and years[year].denominator]  # fmt: skip
    found = compare(peers, "proportion")
    if found is None:
        return
    sizes = [found.middle, *(end for one in found.standings for end in (one.bounds.low998, one.bounds.high998))]
    for size in sizes:
        shown = round(100 * size, 1 if not 10 <= 100 * size <= 90 else 0)
        yield Fact(shown if unit == "percent" else shown / 100, unit, name)


def counts(case: Case) -> Iterator[Fact]:
    """How many there are of everything that the page counts; ``whose`` is a view of the page, or an organisation."""
    assessment, results = case.assessment, case.results
    theory, file = assessment.theory, assessment.theory.file
    top = theory.organisations.roots[0].id
    everybody = [one.id for one in theory.organisations.organisations]
    wanted = [one for one in file.elements if one.level in ("outcome", "impact")]
    mine = [one for one in results.verdicts if one.organisation == top]

    def of(name: str, *sizes: int) -> Iterator[Fact]:
        yield from (Fact(float(size), "", "count", name) for size in sizes)

    for name in ("start", "chain", "missing", "parts", *everybody):
        yield from of(name, len(wanted), len(file.links), len(file.elements))
    for whose in everybody:
        here = [one for one in results.verdicts if one.organisation == whose]
        told = Counter(one.verdict for one in here) + Counter(one.gap for one in here if one.gap is not None)
        yield from of(whose, *told.values(), len(file.links) - len(here), *grouped(told))
        asked = {one.indicator for one in results.values if one.organisation == whose and one.state != "not_applicable"
                 and "not_asked" not in one.flags}  # fmt: skip
        yield from of(whose, len(asked), len(theory.indicators) - len(asked))
        below = Counter(part.level for part in theory.organisations.organisations
                        if part.parent == whose or whose in {one.parent for one in part.memberships})  # fmt: skip
        yield from of(whose, *below.values())
    states = Counter(one.state for one in results.values)
    yield from of("method", len(assessment.rows), *states.values())
    verdicts = Counter(one.verdict for one in mine) + Counter(str(one.gap) for one in mine)
    for name in ("start", "chain", "missing"):
        yield from of(name, *verdicts.values(), *grouped(verdicts))
    top_prospects = [one for one in results.prospects if one.organisation == top]
    events = Counter(name for one in top_prospects for name in (one.event or "").split(",") if name)
    untold = {one.indicator for one in results.projections if one.organisation == top and one.status == "cannot_tell"}
    yield from of("indicators", len(top_prospects), *events.values(), len(untold))
    publishers = {one.id: one.publisher for one in theory.documents}
    unchecked = [one for one in results.claims if one.answer == "unverifiable"]
    yield from of("missing", *Counter(publishers[one.sources[0].split(":")[0]] for one in unchecked).values())
    yield from of("missing", *range(1, len(case.steps) + 1), sum(not one.owned for one in case.steps))
    yield from of("missing", *lacking(case))
    measured = Counter(bool(one.indicators) for one in wanted)
    at_an_end = {name for link in file.links for name in (link.start, link.to)}
    yield from of("start", *measured.values(), sum(one.id not in at_an_end for one in file.elements))
    yield from of("missing", *measured.values(), *Counter(one.answer for one in results.claims).values(),
                  *Counter(one.severity for one in results.conflicts).values(),
                  *Counter(one.code for one in results.findings).values(),
                  len(results.conflicts), len(results.claims))  # fmt: skip


def lacking(case: Case) -> Iterator[int]:
    """Figures that were due, those that are not there, and those still owed by who lacks the last one as well."""
    theory, speaker = case.assessment.theory, Speaker(case.assessment, "nl")
    rounds = [one.period for one in theory.file.reporting_rounds]
    due: dict[tuple[str, str], list[str]] = {}
    for (name, whose, period), (state, asked) in sorted(
        speaker.states.items(), key=lambda one: rounds.index(one[0][2]) if one[0][2] in rounds else -1
    ):
        level = theory.organisations.by_id[whose].level
        if asked and period in rounds and state in ("reported", "missing", "withheld") \
                and level in theory.data_element_by_id[name].reported_by:  # fmt: skip
            due.setdefault((name, whose), []).append(state)
    yield sum(len(some) for some in due.values())
    yield sum(state == "missing" for some in due.values() for state in some)
    yield sum(len(list(takewhile("missing".__eq__, reversed(some)))) for some in due.values())


def grouped(told: Mapping[str, int]) -> Iterator[int]:
    """Verdicts that are named together."""
    early, unknown = ("too_early", "not_exercised"), ("not_measured", "insufficient_data")
    for names in (early, unknown):
        yield sum(told.get(name, 0) for name in names)


def near(theory: Theory, name: str) -> set[str]:
    """What the page of an indicator is about: itself, links of its elements, and what is laid beside its targets."""
    elements = {one.id for one in theory.file.elements if name in (*one.indicators, *one.proxies)}
    links = {one.id for one in theory.file.links if {one.start, one.to} & elements}
    beside = {other for one in theory.targets if name in (one.indicator, *one.look_alikes)
              for other in (one.indicator, *one.look_alikes)}  # fmt: skip
    return {name, *links, *beside}


def sizes_on_axes(page: Reader) -> Iterator[tuple[Place, list[tuple[str, float]]]]:
    """What stands beside the axis of each drawing, in order: the first numbers on their own that are equally apart."""
    for place, texts in page.drawings:
        bare = [one for one in texts if re.fullmatch(r"[−\d.,]+%?", one) and not re.fullmatch(r"(19|20)\d\d", one)]
        sizes = [(one, size_in(one, place.language)) for one in bare]
        steps = [later - earlier for (_, earlier), (_, later) in pairwise(sizes)]
        alike = next((at for at, step in enumerate(steps) if not math.isclose(step, steps[0])), len(steps))
        yield place, sizes[: alike + 1]


def size_in(text: str, language: str) -> float:
    """The number that a text is."""
    plain = text.rstrip("%").replace("−", "-")
    turned = plain.translate(str.maketrans(".,", ",.")) if language == "nl" else plain
    return float(turned.replace(",", ""))


@dataclass(frozen=True)
class Explained:
    """Knows of every number in a text where it comes from."""

    case: Case
    language: str

    @cached_property
    def known(self) -> dict[str, list[Fact]]:
        percentages = {unit for unit, title in self.case.assessment.theory.unit_titles.items()
                       if title[self.language].startswith("%")}  # fmt: skip
        found: dict[str, list[Fact]] = {}
        for fact in chain(facts(self.case), derived(self.case), counts(self.case)):
            for text in written(fact, self.language, percentages):
                found.setdefault(text, []).append(fact)
        return found

    @cached_property
    def years(self) -> set[str]:
        """Years that figures, targets, projections and what-ifs speak of."""
        results, theory = self.case.results, self.case.assessment.theory
        found = {int(year) for one in results.values for year in re.findall(r"\d{4}", one.period)}
        found |= {one.year for some in (results.progress, results.projections, results.prospects) for one in some}
        found |= {one.year for one in theory.targets} | {one.day.year for one in theory.file.events}
        return {str(year) for year in found | set(theory.file.horizons)}

    @cached_property
    def stripper(self) -> Stripper:
        """Declared texts, our own pieces of sentences, dates, and reasons as results.json has them."""
        assessment, results, language = self.case.assessment, self.case.results, self.language
        theory, info = assessment.theory, results.model
        reasons = [one.reason for some in (results.progress, results.methods, results.projections, results.prospects)
                   for one in some]  # fmt: skip
        own = [
            *(f"{code.scheme.upper()} {code.code}" for one in theory.indicators for code in one.codes),
            *(f"{one.id} {one.title[language]}" for one in theory.documents),
            label("page.made_with", language, version=info.engine_version),
            label("page.model_text", language, id=info.id, version=info.version),
            *(f"{label('source.row', language, row=name)}" for name in assessment.rows["id"]),
        ]
        told = {*declared(assessment), *spoken(language), *dates(self.case, language), *own,
                *(getattr(one, language) for one in reasons)}  # fmt: skip
        return Stripper(text for text in told if DIGIT.search(text))

    @cached_property
    def places(self) -> dict[str, tuple[str, set[str]]]:
        """What each page is about: an indicator with what is near it, or an organisation."""
        theory, prefix = self.case.assessment.theory, PREFIX[self.language]
        found = {prefix + anchor_of("indicator", one.id): ("about", near(theory, one.id)) for one in theory.indicators}
        return found | {prefix + anchor_of("part", one.id): ("whose", {one.id})
                        for one in theory.organisations.organisations}  # fmt: skip

    def exact(self) -> set[str]:
        """What stands on its own: hashes, the seed, versions."""
        info = self.case.results.model
        return {info.sha256, info.data_sha256, info.engine_version, str(self.case.results.seed)}

    def explains(self, said: Said, token: str) -> bool:
        if token in self.years:
            return True
        there = self.known.get(token, [])
        if said.place.page in self.places:
            name, wanted = self.places[said.place.page]
            return any(getattr(one, name) in wanted for one in there)
        return any(one.about != "count" or one.whose == said.place.view for one in there)

    def loose(self) -> Iterator[tuple[str, Said]]:
        """Numbers of which nobody knows where they come from."""
        places, lines = placed(self.case, self.language), lines_of(self.case)

        def checked(found: re.Match[str]) -> str:
            document = found[1].rsplit("(", 1)[1][:-1]
            parts = {one.strip() for one in re.split(r",| and | en ", found[2])}
            return " § " if parts <= lines[document] else f" {found[2]} "

        sources = {(place, f"{count} {label('page.sources', self.language)}") for place, count in self.case.page.folded}
        ticks = {(place.page, one) for place, some in sizes_on_axes(self.case.page) for one, _ in some}
        for said in self.case.page.said:
            if said.place.language != self.language or not DIGIT.search(said.text) or said.text in self.exact():
                continue
            if said.tag == "text" and (said.place.page, said.text) in ticks:
                continue
            if said.tag == "summary" and (said.place, said.text) in sources:
                continue
            text = self.stripper.without(places.sub(checked, said.text))
            for token in TOKEN.finditer(text):
                if not self.explains(said, token[0]):
                    yield token[0], said
            if DIGIT.search(TOKEN.sub(" ", text)):
                yield text, said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", list(KINDS))
def test_every_number_that_is_written_is_one_of_the_results(cases: dict[str, Case], which: str, language: str) -> None:
    found = list(Explained(cases[which], language).loose())
    assert [(token, said.place.view, said.place.page, said.text) for token, said in found] == []


def test_sizes_beside_an_axis_are_round_and_equally_far_apart(cases: dict[str, Case]) -> None:
    """The only numbers on the page that are nobody's figure."""
    for case in cases.values():
        held = 0
        for place, texts in sizes_on_axes(case.page):
            sizes = [size for _, size in texts]
            if not sizes:
                continue
            step = sizes[1] - sizes[0]
            assert f"{abs(step):e}"[0] in "125", (place, texts)
            assert all(math.isclose(one / step, round(one / step), abs_tol=1e-6) for one in sizes)
            held += len(sizes)
        assert held


def test_a_number_that_is_wrong_would_be_found(cases: dict[str, Case]) -> None:
    """Another number in the place of one of an indicator is not explained, nor one of the other language."""
    case = cases["shipped"]
    for name in ("outputs_total", "companies_reached"):
        value = next(one.value for one in case.results.values if one.indicator == name and one.period == "2024")
        assert value is not None
        right = number(value, "nl")
        place = Place("nl", "indicators", anchor_of("indicator", name))
        explained = Explained(case, "nl")
        assert explained.explains(Said(place, right, "td"), right)
        for wrong in (number(value + 1, "nl"), number(10 * value, "nl"), f"−{right}", f"{right}%", number(value, "en")):
            assert not explained.explains(Said(place, wrong, "td"), wrong), (name, wrong)


# --- What is missing --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", list(KINDS))
def test_no_text_for_a_missing_figure_holds_a_digit(cases: dict[str, Case], which: str, language: str) -> None:
    """Every figure that results.json lacks has words on the page of its organisation or indicator, and no number."""
    case = cases[which]
    report = view(case.assessment, language)
    words = {row.figure for group in report.catalogue.groups for page in group.pages
             for row in (page.values.rows if page.values else ()) if not row.known}  # fmt: skip
    words |= {row.last for page in (report.parts.pages if report.parts else ()) for row in page.figures
              if not row.known}  # fmt: skip
    words |= {row.figure for group in report.catalogue.groups for page in group.pages
              if page.parts and page.parts.contribution
              for row in page.parts.contribution.rows if not row.known}  # fmt: skip
    assert words
    shown = {one.text for one in case.page.said if one.place.language == language}
    told = {one for one in words if any(one in text for text in shown)}
    assert told == words
    assert [one for one in words if DIGIT.search(one) or not LETTER.search(one)] == []
    marked = [one for one in case.page.said if one.missing and one.place.language == language]
    assert [one.text for one in marked if DIGIT.search(one.text)] == []


def test_no_missing_figure_is_drawn_as_nought(cases: dict[str, Case]) -> None:
    for case in cases.values():
        for _, kind, model in case.page.charts.values():
            panels = model.get("panels", []) if kind == "multiples" else [{"chart": model}] if kind == "fan" else []
            for panel in panels:
                seen = {math.floor(one[0] + 0.5) for one in panel["chart"].get("seen", [])}
                lacking_ = {math.floor(one + 0.5) for one in panel["chart"].get("missing", [])}
                assert not seen & lacking_
                assert all(one[1] is not None for one in panel["chart"].get("seen", []))


# --- The script -------------------------------------------------------------------------------------------------


def test_the_script_of_the_page_can_be_read() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no node on this machine")
    made_ = subprocess.run([node, "--check", str(html.STATIC / "page.js")], capture_output=True, text=True, check=False)
    assert made_.returncode == 0, made_.stderr
