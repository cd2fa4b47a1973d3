"""What is missing: counted right, each step with who takes it, and who did not report since when."""

import re
from dataclasses import replace
from typing import Any

import pytest
from fictional_programme.chains import TOP, YEARS, arrow, assessed, measure, target, theory
from test_report import LANGUAGES, Reader

import toc
from toc.assessment import Assessment
from toc.claim import DocumentClaim
from toc.conflict import Conflict
from toc.declared import Text
from toc.provenance import Owner
from toc.report import lacking
from toc.report.html import write_html
from toc.report.lacking import missing_of
from toc.report.page import Missing, NextStep
from toc.report.view import view
from toc.report.wording import Speaker
from toc.theory import Theory
from toc.words.labels import label

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("http://evil.example","x")'
ODD = "\u202egnp.exe \U0001f984 " + "long " * 100
STATIONS = "abcd"


def steady(name: str, **last: int) -> dict[tuple[str, str], dict[int, float]]:
    """Figures of every station up to its last year; a station whose last year is 0 never reported."""
    ends = {station: last.get(station, YEARS[-1]) for station in STATIONS}
    return {(name, one): {year: 10.0 + year - YEARS[0] for year in YEARS if year <= end} for one, end in ends.items()}


def small(title: str = "calm", **more: Any) -> Theory:
    chain = [
        measure("oil", "input"), measure("lamps"),
        measure("calm", "impact", indicator=False, element={"title": title}),
        measure("hope", "impact", indicator=False,
                element={"owner": {"who": {"nl": "De wachter", "en": "The keeper"}, "source": "LOG:3"}}),
        measure("pride", "outcome", counted={"reported_by": ()}),
    ]  # fmt: skip
    links = [
        arrow("oil", "lamps", assumptions=["DARK", "CALM"]), arrow("lamps", "calm", assumptions=["DARK"]),
        arrow("lamps", "hope", assumptions=["ONCE"]), arrow("lamps", "pride", assumptions=["CALM"]),
    ]  # fmt: skip
    assumptions = [
        {"id": "ONCE", "title": "Once.", "status": "untested"},
        {"id": "CALM", "title": "Seas stay calm.", "status": "supported"},
        {"id": "DARK", "title": "Nights stay dark.", "status": "not_shown", "owner": "The harbour"},
    ]
    targets = [
        target("lamps", 150), target("pride", 4), target("oil", 90, 2023),
        target("oil", 90, basis="net_extra", above={"nl": "eerder", "en": "before"}),
    ]  # fmt: skip
    made = theory(chain, links, targets=targets, assumptions=assumptions)
    return replace(made, **more)


def conflict(name: str, **fields: Any) -> Conflict:
    standard = {"severity": "A", "title": f"Which {name}", "rule": "no_conclusion", "reason": "x",
                "elements": ["LAMPS"], "statements": [{"source": "LOG:1"}, {"source": "LOG:2"}]}  # fmt: skip
    return Conflict.model_validate({"id": name, **standard, **fields})


def claim(name: str, **test: Any) -> DocumentClaim:
    return DocumentClaim.model_validate(
        {"id": name, "quote": name, "source": "LOG:4", "title": f"Claim {name}", "organisation": TOP, **test}
    )


FIGURES = {**steady("oil", c=2022, d=0), **steady("lamps", c=2022, d=0)}
PARTS: dict[str, Any] = {
    "conflicts": (conflict("C1"), conflict("C2", severity="B"), conflict("C3", rule="correct_reference")),
    "claims": (
        claim("never", changed={"indicator": "pride", "start": 2020, "end": 2024, "direction": "rose"}),
        claim("told", value_is={"indicator": "oil", "period": 2019, "comparison": ">", "value": 1}),
    ),
}


@pytest.fixture(scope="module")
def coast() -> Assessment:
    return assessed(small(**PARTS), FIGURES)


@pytest.fixture(scope="module")
def found(coast: Assessment) -> Missing:
    return missing_of(Speaker(coast, "en"))


def step_of(found: Missing, start: str) -> NextStep:
    steps = [one for one in found.steps if one.what.startswith(start)]
    assert len(steps) == 1, [one.what for one in found.steps]
    return steps[0]


# --- The sentence -----------------------------------------------------------------------------------------------


def test_figures_that_were_asked_and_are_not_there_are_counted(found: Missing, coast: Assessment) -> None:
    # two subjects asked of four stations in six years; c lacks two years of each, d all six; nobody is asked for pride
    assert found.sentence.startswith("Of the 48 figures that were asked for, 16 are lacking; of ")
    judged = coast.verdicts[coast.verdicts["organisation"] == TOP]
    unmeasured = int((judged["verdict"] == "not_measured").sum())
    assert f"of {unmeasured} of the {len(judged)} links" in found.sentence


def test_when_nothing_is_asked_or_all_is_there_it_says_so() -> None:
    full = missing_of(Speaker(assessed(small(), {**steady("oil"), **steady("lamps")}), "en"))
    assert full.sentence.startswith("All 48 figures that were asked for are there")
    assert full.absent == ()
    empty = missing_of(Speaker(assessed(theory([measure("oil", counted={"reported_by": ()})])), "en"))
    assert empty.sentence == "Nobody was asked for figures."
    assert empty.steps == ()
    assert "No next steps" in empty.order


# --- Next steps -------------------------------------------------------------------------------------------------


def test_who_measures_is_as_declared_with_its_source_else_nobody(found: Missing) -> None:
    hope = step_of(found, "Measure ‘HOPE’")
    assert (hope.owner, hope.owned) == ("The keeper", True)
    assert [one.place for one in hope.sources] == ["Keepers (LOG), line 3"]
    calm = step_of(found, "Measure ‘calm’")
    assert (calm.owner, calm.owned) == ("nobody yet", False)
    assert "‘LAMPS’ translates into ‘calm’" in calm.why
    assert [one.word for one in calm.about] == ["CALM", "lamps-calm"]


@pytest.mark.parametrize(
    ("fields", "owner"),
    [
        ({"of": {"means_of_verification": {"method": "counting", "owner": "Clerk"}}}, "Clerk"),
        ({"counted": {"reported_by": ("station",)}}, "all station"),
        ({"counted": {"reported_by": ("country",)}}, "Coast"),
        ({"counted": {"reported_by": ()}}, "nobody yet"),
    ],
)
def test_without_a_declared_owner_it_is_who_collects_or_is_asked(fields: dict[str, Any], owner: str) -> None:
    made = theory([measure("oil"), measure("light", "outcome", **fields)], [arrow("oil", "light")])
    given = missing_of(Speaker(assessed(made, steady("oil")), "en"))
    step = next(one for one in given.steps if "‘LIGHT’" in one.what)
    assert step.owner == owner
    assert step.owned == (owner != "nobody yet")


def test_steps_of_nobody_begin_with_appointing_somebody(found: Missing) -> None:
    nobody = [one for one in found.steps if not one.owned]
    assert nobody
    assert found.steps[0].what == label("lacking.appoint", "en", count=len(nobody))
    assert found.steps[0].owned


def test_kinds_of_steps_stand_in_the_order_that_is_said(found: Missing) -> None:
    starts = ("Appoint", "Measure ‘calm", "Ask for", "Make ‘", "Find out what", "Find out whether", "Give grounds")
    places = [next(at for at, one in enumerate(found.steps) if one.what.startswith(start)) for start in starts]
    assert places == sorted(places)
    assert "first who does what, then measurements" in found.order


def test_targets_that_cannot_be_held_against_figures_are_steps_of_who_set_them(found: Missing) -> None:
    refused = step_of(found, "Make ‘oil’ and the target of 90 lamps in 2030 comparable")
    assert refused.owner == "keeper"
    assert refused.why.startswith("Cannot be compared")
    assert step_of(found, "Measure ‘pride’: there is a target of 4 lamps in 2030").owner == "keeper"
    assert not [one for one in found.steps if "2023" in one.what]


def test_what_was_not_divided_over_parts_is_a_step() -> None:
    targets = [target("oil", 100), target("oil", 30, organisation="north", id="n"),
               target("oil", 45, organisation="south", id="s")]  # fmt: skip
    given = missing_of(Speaker(assessed(theory([measure("oil")], targets=targets), steady("oil")), "en"))
    step = step_of(given, "Divide the rest of the target of 100 lamps in 2030")
    assert "the whole still falls 25 lamps short" in step.why
    bare = step_of(given, "Settle a baseline for 2 targets")  # two stations of 15 in the north have reached theirs
    assert [one.word for one in bare.about] == ["100 lamps in 2030", "45 lamps in 2030"]


def test_only_severe_contradictions_that_no_rule_settled_are_steps(found: Missing) -> None:
    steps = [one for one in found.steps if one.what.startswith("Find out what is right")]
    assert [one.about[0].word for one in steps] == ["C1"]
    assert steps[0].owner == "who wrote it: Keepers"


def test_an_assumption_on_which_several_links_rest_is_a_step(found: Missing) -> None:
    step = step_of(found, "Find out whether this holds")
    assert step.what == "Find out whether this holds: ‘Nights stay dark’"
    assert step.why.startswith("2 links rest on it: oil-lamps and lamps-calm.")
    assert step.owner == "The harbour"


def test_claims_that_cannot_be_checked_are_one_step(found: Missing, coast: Assessment) -> None:
    unverifiable = [one for one in coast.claims if one.answer == "unverifiable"]
    assert [one.claim.id for one in unverifiable] == ["never"]
    assert [one.word for one in step_of(found, "Give grounds for one claim").about] == ["Claim never"]


def test_steps_that_do_not_fit_are_counted() -> None:
    chain = [measure("oil"), *(measure(f"end{at}", "impact", indicator=False) for at in range(6))]
    made = theory(chain, [arrow("oil", f"end{at}") for at in range(6)])
    given = missing_of(Speaker(assessed(made, steady("oil")), "en"))
    shown = [one for one in given.steps if one.what.startswith("Measure")]
    assert len(shown) == lacking.QUOTAS["measurements"]
    assert given.order.endswith(label("lacking.more_steps", "en", count=6 - len(shown)))


# --- Who did not report -----------------------------------------------------------------------------------------


def test_who_owes_the_same_stands_together_with_since_when(found: Missing) -> None:
    rows = {(row.organisation, row.what): row.since for row in found.absent}
    assert rows == {("C", "oil and lamps"): "2023", ("D", "oil and lamps"): "the start (2019)"}
    assert found.more == ""


def test_a_gap_that_was_filled_later_is_not_owed() -> None:
    figures = steady("oil")
    del figures["oil", "a"][2021]
    given = missing_of(Speaker(assessed(theory([measure("oil")]), figures), "en"))
    assert given.absent == ()
    assert given.sentence == "Of the 24 figures that were asked for, 1 is lacking."


def test_all_of_a_level_are_named_by_their_level() -> None:
    given = missing_of(Speaker(assessed(theory([measure("oil"), measure("lamps")]), steady("lamps")), "en"))
    assert [(row.organisation, row.what) for row in given.absent] == [("All 4 station", "oil")]


def test_rows_that_do_not_fit_are_counted(monkeypatch: pytest.MonkeyPatch, coast: Assessment) -> None:
    monkeypatch.setattr(lacking, "MOST_ROWS", 1)
    given = missing_of(Speaker(coast, "en"))
    assert len(given.absent) == 1
    assert given.more == "Of 1 more organisation 2 subjects are lacking in all."


def test_a_report_of_one_organisation_counts_only_its_own(coast: Assessment) -> None:
    north, south = (missing_of(Speaker(coast, "en", name)) for name in ("north", "south"))
    assert north.sentence.startswith("All 24 figures")
    assert north.absent == ()
    assert south.sentence.startswith("Of the 24 figures that were asked for, 16 are lacking")
    assert {row.organisation for row in south.absent} == {"C", "D"}


# --- In words ---------------------------------------------------------------------------------------------------


def test_both_languages_say_the_same(coast: Assessment) -> None:
    dutch, english = (missing_of(Speaker(coast, language)) for language in LANGUAGES)
    anchors = [[[one.anchor for one in step.about] for step in found.steps] for found in (dutch, english)]
    assert anchors[0] == anchors[1]
    assert [one.owned for one in dutch.steps] == [one.owned for one in english.steps]
    assert len(dutch.absent) == len(english.absent)
    assert not {one.what for one in dutch.steps} & {one.what for one in english.steps}


def test_hostile_titles_stay_words() -> None:
    words = [HOSTILE, FORMULA, ODD]
    for text in words:
        made = assessed(small(text, **PARTS), FIGURES)
        given = missing_of(Speaker(made, "nl"))
        written = write_html(replace(view(made, "nl"), missing=given))
        start = written.index(f'<section id="{given.section.anchor}"')
        inside = written[start : written.index("</section>", start)]
        reader = Reader(inside)
        assert not reader.tags.keys() & {"script", "img", "iframe"}
        assert not [name for _, name, _ in reader.attributes if name.startswith("on")]
        assert re.sub(r"\s+", " ", text.replace("\u202e", "")).strip() in reader.text


def test_the_shipped_programme_names_owners_only_with_a_source() -> None:
    model = toc.read_theory("opschaling-pps")
    given = [*(one.owner for one in model.file.elements), *(one.owner for one in model.file.assumptions)]
    owners = [one for one in given if one is not None]
    assert owners
    for one in owners:
        assert one.source is not None
        assert one.source.quote
        assert one.source.document in model.document_by_id


def test_an_owner_may_be_written_as_a_name() -> None:
    assert Owner.model_validate("Keeper") == Owner(who=Text(nl="Keeper", en="Keeper"))
    assert Owner.model_validate({"nl": "Wachter", "en": "Keeper"}).who.nl == "Wachter"
