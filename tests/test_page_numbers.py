"""Every number on the page equals results.json: what is drawn, what is written, and nothing where nothing is known."""

import json
import math
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from fictional_programme.small import element, indicator, numbered, row, theory_of, tree_of

import toc
from toc.assessment import Assessment
from toc.peers import Peer, compare
from toc.provenance import Document
from toc.report import html
from toc.report.html import write_html
from toc.report.view import view
from toc.report.wording import anchor_of
from toc.results import Projection, Prospect, Results, Value, to_results
from toc.series import UNFIT
from toc.target import Baseline, Target
from toc.words import number

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


def made(assessment: Assessment) -> Case:
    reader = Reader()
    reader.feed(write_html(*(view(assessment, language) for language in LANGUAGES)))
    return Case(assessment, to_results(assessment, toc.__version__), reader)


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
        rounds=[{"period": 2020, "partial_months": [4, 6]}, *YEARS[1:]], links=[{}, {"id": "L2", "from": "P", "to": "S"}],
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
                if (one.indicator, one.organisation) == (name, organisation) and one.status != "cannot_tell"}  # fmt: skip

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
                             if (row.target_id, row.target_value) == (mine.target_id, mine.target_value)), None)  # fmt: skip
            for moment, value in path:
                assert progress is not None
                assert progress.baseline is not None
                begin = path[0][0]
                due = progress.baseline + (moment - begin) / (mine.year - begin) * (mine.target_value - progress.baseline)
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
                if before in years and last in years and None not in (years[before].value, years[last].value)}  # fmt: skip
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
                model = {**model, "panels": first["panels"]}
            held[kind] = held.get(kind, 0) + drawn.multiples(model, about)
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
