"""The shipped what-ifs: each can be used, rests on sources that are there, and says of every size why it is that."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import toc
from toc.assessment import Assessment
from toc.comparison import compare
from toc.course import Course
from toc.declared import Declared, Text
from toc.errors import Severity
from toc.period import Period
from toc.plain_yaml import read_yaml
from toc.prior import Prior
from toc.propagation.flow import flow
from toc.provenance import SourceRef
from toc.result_chain import CausalLink, Expectation
from toc.rules import check_theory
from toc.scenario import Scenario, apply
from toc.theory import Theory
from toc.what_if import what_if

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "scenarios").glob("*/*.yaml"))
NAMES = [f"{path.parent.name}/{path.stem}" for path in FILES]
COURSES = sorted((ROOT / "models").glob("*/courses.yaml"))

each_scenario = pytest.mark.parametrize("path", FILES, ids=NAMES)


@functools.cache
def theory_of(model: str) -> Theory:
    return toc.read_theory(model)


def scenario_at(path: Path) -> Scenario:
    """With everything that it combines."""
    return toc.read_scenario(path)


def own(path: Path) -> Scenario:
    """As written, without what it combines."""
    return Scenario.model_validate(read_yaml(path)[0])


def parts_of(item: object) -> Iterator[Declared]:
    """Everything declared in something declared, itself included."""
    if isinstance(item, Declared):
        yield item
        for name in type(item).model_fields:
            yield from parts_of(getattr(item, name))
    elif isinstance(item, tuple):
        for part in item:
            yield from parts_of(part)


def expectations(scenario: Scenario) -> Iterator[Expectation]:
    """Sizes of links that it overrides or adds."""
    for override in scenario.overrides:
        if override.field == "expectation":
            yield Expectation.model_validate(override.value)
    for addition in scenario.add:
        if addition.part == "link":
            link = CausalLink.model_validate(addition.value)
            assert link.expectation is not None, f"{link.id} stops every change"
            yield link.expectation


def added(scenario: Scenario) -> Iterator[Declared]:
    kinds: dict[str, type[Declared]] = {"link": CausalLink, "course": Course}
    for addition in scenario.add:
        if addition.part in kinds:
            yield kinds[addition.part].model_validate(addition.value)


def test_there_are_scenarios_for_both_models() -> None:
    models = {path.parent.name for path in FILES}
    assert models == {"opschaling-pps", "voorbeeldprogramma"}


@each_scenario
def test_it_can_be_read_and_fits_its_model(path: Path) -> None:
    theory, changes = apply(theory_of(path.parent.name), scenario_at(path))
    assert changes
    wrong = [one for one in check_theory(theory) if one.severity is Severity.ERROR]
    assert not wrong, [one.message.en for one in wrong]


@functools.cache
def assessed(path: Path) -> Assessment:
    model = path.parent.name
    return toc.assess(theory_of(model), toc.read_data(model).rows, scenario=scenario_at(path))


@pytest.mark.parametrize("path", [path for path in FILES if path.parent.name == "opschaling-pps"], ids=lambda p: p.stem)
def test_the_programme_can_be_assessed_under_it(path: Path) -> None:
    found = assessed(path)
    assert found.changes
    assert not [one.message.en for one in found.findings if one.severity is Severity.ERROR]


@each_scenario
def test_its_id_is_its_file_name(path: Path) -> None:
    assert own(path).id == path.stem


@each_scenario
def test_it_has_sources_that_its_model_knows(path: Path) -> None:
    scenario = own(path)
    assert scenario.sources
    documents = {one.id for one in theory_of(path.parent.name).documents}
    items = (scenario, *added(scenario))
    named = {one.document for item in items for one in parts_of(item) if isinstance(one, SourceRef)}
    assert named <= documents
    for intervention in scenario.interventions:
        assert intervention.sources, intervention.id


@each_scenario
def test_every_size_says_what_it_rests_on(path: Path) -> None:
    scenario = own(path)
    for intervention in scenario.interventions:
        assert intervention.size.why is not None, intervention.id
    for expectation in expectations(scenario):
        assert "basis" in expectation.model_fields_set, expectation
        assert expectation.low is not None, expectation
    for link in added(scenario):
        assert isinstance(link, CausalLink)
        assert link.lag is not None, link.id
        assert link.stated_note is not None, link.id


@each_scenario
def test_a_size_that_no_source_gives_is_wide(path: Path) -> None:
    """Only what a document gives may be certain."""
    scenario = own(path)
    for expectation in expectations(scenario):
        assert expectation.low is not None
        assert expectation.high is not None
        if expectation.basis != "source":
            assert expectation.low < expectation.value < expectation.high
    for prior in (one for one in parts_of(scenario) if isinstance(one, Prior)):
        assert prior.basis == "source" or not prior.certain


@each_scenario
def test_both_languages_are_written(path: Path) -> None:
    scenario = own(path)
    texts = [one for item in (scenario, *added(scenario)) for one in parts_of(item) if isinstance(one, Text)]
    assert len(texts) >= 2
    for text in texts:
        assert text.nl.strip(), text
        assert text.nl != text.en, text


@each_scenario
def test_what_it_combines_is_taken_along(path: Path) -> None:
    """Reading refuses atoms that are not there, and atoms that touch one thing; each atom is there once."""
    scenario = scenario_at(path)
    names = [one.id for one in scenario.interventions]
    assert len(set(names)) == len(names)
    for atom in own(path).combines:
        beside = scenario_at(path.with_name(f"{atom}.yaml"))
        assert {one.id for one in beside.interventions} <= set(names)
        assert {(one.part, one.id, one.field) for one in beside.overrides} <= {
            (one.part, one.id, one.field) for one in scenario.overrides
        }


@each_scenario
def test_what_is_done_otherwise_starts_after_the_last_figures(path: Path) -> None:
    last = last_figure(path.parent.name)
    for intervention in own(path).interventions:
        assert intervention.start > last, intervention.id


@functools.cache
def last_figure(model: str) -> date:
    written = [row.values for row in toc.read_data(model).rows]
    return max(Period.parse(values.get("period") or values["period_end"][:4]).end for values in written)


# --- Courses ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", COURSES, ids=lambda path: path.parent.name)
def test_every_course_says_that_nobody_knows_it(path: Path) -> None:
    for course in theory_of(path.parent.name).courses:
        assert course.note is not None, course.id
        assert course.growth.why is not None, course.id
        assert course.growth.basis == "assumption", course.id
        assert course.growth.low < 0 < course.growth.high, course.id
        assert course.sources, course.id


def test_nothing_is_taken_for_the_extra_companies_of_a_part_of_a_year() -> None:
    courses = theory_of("opschaling-pps").courses
    assert {one.indicator for one in courses} == {
        "companies_reached", "workers_reached_llo", "students_reached", "outputs_total", "total_capital", "cofinancing",
    }  # fmt: skip


# --- What each is meant to show ---------------------------------------------------------------------------------


def national(name: str) -> Scenario:
    return scenario_at(ROOT / "scenarios" / "opschaling-pps" / f"{name}.yaml")


def test_a_fifth_for_lifelong_learning_leaves_the_total_as_it_is() -> None:
    """8 % times 2.5 and 92 % times 0.87 are 100 % together, but for the rounding of 0.87 (0.8696)."""
    likely = {one.element: one.size.likely for one in national("llo-naar-20-procent").interventions}
    lifelong = likely.pop("A4")
    assert set(likely) == {"A1", "A2", "A3", "A5"}
    (rest,) = set(likely.values())
    assert 8 * lifelong == pytest.approx(20)
    assert 8 * lifelong + 92 * rest == pytest.approx(100, abs=92 * 0.005)


def test_what_is_left_without_the_grant_is_the_money_of_partners() -> None:
    """37 of the 69 million of 2024 is co-financing."""
    (grant,) = national("ngf-geld-stopt").interventions
    assert grant.start == date(2027, 9, 1)
    assert grant.size.likely == pytest.approx(37 / 69, abs=0.005)


def test_measuring_hands_out_no_outcome() -> None:
    scenario = national("meten-bij-alle-hips")
    assert not scenario.interventions
    assert "link" not in {one.part for one in scenario.overrides} | {one.part for one in scenario.add}


def test_measuring_asks_every_hip_for_outcomes() -> None:
    theory, _ = apply(theory_of("opschaling-pps"), national("meten-bij-alle-hips"))
    for name in ("value_added", "hours_worked", "students_outflow_with_pps_experience", "companies_applying"):
        element = theory.data_element_by_id[name]
        assert element.reported_by == ("hip",)
        assert element.reported_from == "2026"
    assert theory.element_by_id["O6"].indicators == ("companies_applying",)


def test_measuring_changes_no_figure() -> None:
    found = compare(as_it_goes(), [national("meten-bij-alle-hips")])
    assert found.moved == ()


# --- Golden numbers, worked out by hand from the figures of 2024 and the declared middles ------------------------

WORKED_OUT = [
    # 69 million, of which 54 % is left
    ("ngf-geld-stopt", "total_capital", 69 * 0.54),
    # all that is left is of partners: a fifth less, or a quarter more
    ("ngf-stopt-zonder-vast-geld", "cofinancing", 37 * 0.8),
    ("ngf-stopt-zonder-vast-geld", "total_capital", 69 * 0.54 * 0.8),
    ("ngf-stopt-met-vast-geld", "cofinancing", 37 * 1.25),
    ("ngf-stopt-met-vast-geld", "total_capital", 69 * 0.54 * 1.25),
    # reach follows money with 0.5 (students 0.4)
    ("ngf-geld-stopt", "companies_reached", 7742 * 0.54**0.5),
    ("ngf-geld-stopt", "workers_reached_llo", 9103 * 0.54**0.5),
    ("ngf-geld-stopt", "students_reached", 29430 * 0.54**0.4),
    # two and a half times the money for lifelong learning, 13 % less for the rest
    ("llo-naar-20-procent", "workers_reached_llo", 9103 * 2.5**0.5),
    ("llo-naar-20-procent", "companies_reached", 7742 * 0.87**0.6),
    ("llo-naar-20-procent", "students_reached", 29430 * 0.87**0.5),
    ("llo-naar-20-procent", "outputs_total", 1765 * 2.5**0.12 * 0.87 ** (0.3 + 0.15 + 0.03)),
    ("llo-naar-20-procent", "O4", 2.5**0.1),
    # a fifth more companies; half of that is seen in use, and frontrunners fall off by a tenth
    ("breed-mkb-peloton", "companies_reached", 7742 * 1.2),
    ("breed-mkb-peloton", "O6", 1.2**0.5 * 0.9),
    # half as many innovations again that fit people, from 5 % fewer projects
    ("adoptie-vanaf-de-start", "companies_reached", 7742 * 0.95**0.6),
    ("adoptie-vanaf-de-start", "O6", 1.5**0.4 * 0.95 ** (0.6 * 0.5)),
    # 30 % more time of teachers
    ("vaste-tijd-voor-docenten", "A2", 1.3**0.5),
    ("vaste-tijd-voor-docenten", "students_reached", 29430 * 1.3 ** (0.5 * 0.5)),
    # three choices at once: what touches the same is multiplied
    ("breed-mkb-met-steun", "companies_reached", 7742 * 1.2 * 0.95**0.6),
    ("breed-mkb-met-steun", "O6", 1.2**0.5 * 0.9 * 1.5**0.4 * 0.95 ** (0.6 * 0.5)),
]
"""Scenario, measure, and its level in 2030 (a factor for an element without indicator), by which time all is at work.

The courses stay level in the middle, so 2030 would otherwise be as 2024.
"""


@functools.cache
def as_it_goes() -> Assessment:
    return toc.assess(theory_of("opschaling-pps"), toc.read_data("opschaling-pps").rows)


@functools.cache
def middles(name: str) -> dict[str, float]:
    """Every touched measure in 2030 with every number at its middle."""
    made = what_if(as_it_goes(), national(name))
    at = made.network.years.index(2030)
    return {measure: float(state.value[0, at]) for measure, state in flow(made.network, {}).items()}


@pytest.mark.parametrize(("name", "measure", "wanted"), WORKED_OUT, ids=[f"{one[0]}-{one[1]}" for one in WORKED_OUT])
def test_the_middles_are_as_worked_out_by_hand(name: str, measure: str, wanted: float) -> None:
    assert middles(name)[measure] == pytest.approx(wanted, rel=1e-9)


def test_every_choice_reaches_an_outcome() -> None:
    elements = theory_of("opschaling-pps").element_by_id
    for path in FILES:
        if path.parent.name == "opschaling-pps" and scenario_at(path).interventions:
            touched = middles(path.stem)
            levels = {elements[name].level for name in touched if name in elements}
            assert "outcome" in levels, path.stem


def test_the_peloton_brings_more_reach_a_smaller_part_and_an_uncertain_sum() -> None:
    found = middles("breed-mkb-peloton")
    assert found["O6"] / (found["companies_reached"] / 7742) < 1
    table = compare(as_it_goes(), [national("breed-mkb-peloton")]).table
    rows = table[(table["scenario"] == "breed-mkb-peloton") & (table["year"] == 2030)].set_index("measure")
    assert rows.loc["companies_reached", "better"] > 0.8
    assert 0.2 < rows.loc["O6", "better"] < 0.8


def test_structural_money_closes_part_of_the_gap_and_its_absence_widens_it() -> None:
    names = ("ngf-stopt-zonder-vast-geld", "ngf-geld-stopt", "ngf-stopt-met-vast-geld")
    for measure in ("total_capital", "outputs_total", "companies_reached", "O5", "O6"):
        without, only, with_it = (middles(name)[measure] for name in names)
        assert without < only < with_it, measure
    assert middles("ngf-stopt-met-vast-geld")["total_capital"] < 69


# --- The invented programme: figures of five years change the answer ---------------------------------------------


def test_what_the_figures_say_of_the_plan_is_seen_in_the_answer() -> None:
    """The invented truth is that modules get no fixed place (L13): figures bring the gain of more time near nothing."""
    model = "voorbeeldprogramma"
    figures = toc.assess(theory_of(model), toc.read_data(model).rows)
    gains = []
    for name in ("meer-tijd-docenten", "als-het-plan-klopt"):
        made = what_if(figures, scenario_at(ROOT / "scenarios" / model / f"{name}.yaml"))
        state = flow(made.network, {})["embedded_share"]
        gains.append(float(state.difference[0, -1]))
    with_figures, by_the_plan = gains
    assert by_the_plan > 0
    assert abs(with_figures) < by_the_plan / 2
