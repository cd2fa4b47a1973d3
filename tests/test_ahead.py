"""The years ahead in the report: chances, courses with their charts, and the reason where nobody can tell."""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from xml.etree import ElementTree as Xml

import pandas as pd
import pytest
from fictional_programme.small import element, indicator, numbered, row, theory_of

import toc
from toc.assessment import Assessment
from toc.declared import Text
from toc.frames import PROJECTIONS, PROSPECTS
from toc.provenance import Document
from toc.report.html import write_html
from toc.report.page import Chance, Course, Outlook
from toc.report.view import view
from toc.report.wording import LOOKS
from toc.target import Target
from toc.theory import Event, Theory
from toc.words import say
from toc.words.labels import LABELS

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
YEARS = range(2025, 2031)
REASON = Text(nl="Daarom.", en="That is why.")


def target(name: str, **fields: Any) -> Target:
    standard = {"id": name, "indicator": "lamps", "organisation": "coast", "year": 2027, "value": 150,
                "basis": "annual", "owner": "Coast", "source": {"document": "LOG", "lines": "1"}}  # fmt: skip
    return Target.model_validate({**standard, **fields})


def coast(title: str = "lamps", **fields: Any) -> Theory:
    """Lamps lit by two stations in five years, of which 2022 is not reported and 2020 is half a year."""
    rounds = [{"period": 2020, "partial_months": [4, 6]}, 2021, 2022, 2023, 2024]
    document = Document.model_validate({"id": "LOG", "title": "log", "publisher": "p", "known_on": "2025-02-01"})
    lit = indicator("lamps", title=title, annualise=True, **fields)
    chain = [{"id": "P", "level": "output", "title": "Light", "indicators": ["lamps", "visitors"]}]
    theory = theory_of(
        [element("lamps", reported_by=("country",)), element("visitors", reported_by=("country",))],
        [lit, indicator("visitors")], rounds=rounds, documents=(document,), chain=chain, targets=(target("t"),),
    )  # fmt: skip
    ends = Event.model_validate({"id": "ends", "title": title, "day": "2027-08-31"})
    return dataclasses.replace(theory, file=theory.file.model_copy(update={"events": (ends,)}))


def assessed(theory: Theory, ahead: Sequence[Mapping[str, Any]], chances: Sequence[Mapping[str, Any]]) -> Assessment:
    """Figures as they come out of the engine, with years ahead and chances made by hand."""
    values = {2020: 40, 2021: 80, 2023: 110, 2024: 120}
    found = toc.assess(theory, numbered([row("coast", "lamps", year, value) for year, value in values.items()]))
    tables = {"projections": (ahead, PROJECTIONS), "prospects": (chances, PROSPECTS)}
    frames = {name: pd.DataFrame(rows, columns=list(columns)) for name, (rows, columns) in tables.items()}
    return dataclasses.replace(found, **frames)


def year_ahead(year: int, **fields: Any) -> dict[str, Any]:
    middle = 120.0 + 10 * (year - 2024)
    standard = {
        "indicator": "lamps",
        "organisation": "coast",
        "year": year,
        "status": "projected",
        "method": "m",
        "n": 3,
        "median": middle,
        "own": 0.5,
        "peers": 0.3,
        "panel": 3,
        "reconciled": float("nan"),
        "reason": REASON,
    }
    bands = {f"{end}{level}": middle + sign * width for level, width in ((50, 10.123), (80, 20.0), (95, 30.0))
             for end, sign in (("lower", -1), ("upper", 1))}  # fmt: skip
    return {**standard, **bands, **fields}


def prospect(**fields: Any) -> dict[str, Any]:
    standard = {"indicator": "lamps", "organisation": "coast", "target_id": "t", "target_value": 150.0,
                "year": 2027, "probability": 0.52, "status": "uncertain", "pace_seen": 13.333, "pace_needed": 10.0,
                "extra_per_year": -3.333, "last": 120.0, "last_year": 2024, "event": "ends",
                "reason": REASON}  # fmt: skip
    return {**standard, **fields}


def silent(**fields: Any) -> dict[str, Any]:
    why = Text(nl="Geen cijfer.", en="No figure.")
    standard = {"indicator": "visitors", "organisation": "coast", "year": 2027, "status": "cannot_tell", "reason": why}
    return {**dict.fromkeys(PROJECTIONS), **standard, "median": float("nan"), **fields}


def outlook(ahead: Sequence[Mapping[str, Any]], chances: Sequence[Mapping[str, Any]], language: str = "nl") -> Outlook:
    return view(assessed(coast(), ahead, chances), language).outlook


def only_course(chances: Sequence[Mapping[str, Any]]) -> Course:
    (course,) = outlook([year_ahead(year) for year in YEARS], chances).courses
    return course


def only_chance(**fields: Any) -> Chance:
    (chance,) = outlook([year_ahead(year) for year in YEARS], [prospect(**fields)]).chances
    return chance


# --- The chart --------------------------------------------------------------------------------------------------


def test_the_chart_has_the_figures_the_gap_the_part_and_the_years_ahead() -> None:
    chart = only_course([prospect()]).chart
    assert [one.moment for one in chart.seen] == pytest.approx([2020, 2021, 2023, 2024], abs=0.01)
    assert [one.value for one in chart.seen] == [40, 80, 110, 120]
    assert [one.partial for one in chart.seen] == [True, False, False, False]
    assert chart.seen[0].low == pytest.approx(40 * 12 / 6)
    assert chart.seen[0].high == pytest.approx(40 * 12 / 4)
    assert chart.missing == pytest.approx([2022], abs=0.01)
    assert chart.step == pytest.approx(1, abs=0.01)
    assert [one.moment for one in chart.ahead] == list(YEARS)
    assert chart.ahead[2].bands[1] == (130.0, 170.0)
    assert [(one.moment, one.value) for one in chart.aims] == [(2027, 150.0)]
    (event,) = chart.breaks
    assert 2027 < event.moment < 2027.5


def test_the_chart_says_the_whole_in_words() -> None:
    said = only_course([prospect()]).chart.description
    for words in ("40 lamps in 2020 (4 tot 6 maanden)", "120 lamps in 2024", "Geen bruikbaar cijfer: 2022",
                  "Raming voor 2030: het midden is 180 lamps; met 80% kans ligt het van 160 tot 200",
                  "Doel 2027: 150 lamps", "31 augustus 2027"):  # fmt: skip
        assert words in said


def test_a_target_that_counts_something_else_is_not_drawn() -> None:
    refused = prospect(status="cannot_tell", probability=float("nan"))
    course = only_course([refused])
    assert course.chart.aims == ()
    assert [one.badge.word for one in course.chances] == ["niet te zeggen"]


def test_targets_of_several_owners_are_named_by_owner() -> None:
    both = dataclasses.replace(coast(), targets=(target("t"), target("u", owner="Harbour", value=160)))
    ahead = [year_ahead(year) for year in YEARS]
    chances = [prospect(), prospect(target_id="u", target_value=160.0)]
    (course,) = view(assessed(both, ahead, chances), "en").outlook.courses
    assert [one.label for one in course.chart.aims] == [
        "Target 2027: 150 lamps (Coast)",
        "Target 2027: 160 lamps (Harbour)",
    ]


def test_zero_is_left_out_only_where_it_means_nothing() -> None:
    ahead = [year_ahead(2027)]
    assert view(assessed(coast(), ahead, []), "nl").outlook.courses[0].chart.zero
    without = view(assessed(coast(natural_zero=False), ahead, []), "nl").outlook.courses[0].chart
    assert not without.zero


# --- The words --------------------------------------------------------------------------------------------------


def test_a_year_is_written_with_its_bounds_as_fine_as_the_larger_one() -> None:
    rows = {one.year: one for one in only_course([prospect()]).rows}
    assert list(rows) == [str(year) for year in YEARS]
    assert (rows["2027"].middle, rows["2027"].half, rows["2027"].wide) == ("150 lamps", "140 tot 160", "130 tot 170")
    assert rows["2027"].chance == "ongeveer 50% (150 lamps)"
    assert rows["2028"].chance == ""


def test_nothing_but_noise_is_written_as_zero() -> None:
    course = outlook([year_ahead(2027, lower95=2.8e-14)], []).courses[0]
    assert course.rows[0].widest == "0 tot 180"


def test_a_chance_has_its_pace_and_what_is_lacking() -> None:
    chance = only_chance()
    assert (chance.badge.word, chance.chance, chance.last) == ("onzeker", "ongeveer 50%", "120 lamps in 2024")
    assert (chance.seen, chance.needed, chance.extra) == ("+13 lamps", "+10 lamps", "geen")
    assert only_chance(extra_per_year=3.333).extra == "+3,3 lamps"
    assert only_chance(extra_per_year=float("nan"), pace_seen=float("nan")).extra == ""
    assert chance.reason == REASON.nl


@pytest.mark.parametrize(
    ("seen", "needed", "shown"),
    [(80.25, 126.9, ("+80 lamps", "+127 lamps", "+47 lamps")), (0.26, 4.31, ("+0,2 lamps", "+4,3 lamps", "+4,1 lamps")),
     (12.0, 12.25, ("+12,00 lamps", "+12,25 lamps", "+0,25 lamps")), (-3.2, 6.8, ("−3 lamps", "+7 lamps", "+10 lamps")),
     (870.0, 1271.0, ("+870 lamps", "+1.270 lamps", "+400 lamps"))],
)  # fmt: skip
def test_the_paces_that_are_shown_subtract(seen: float, needed: float, shown: tuple[str, str, str]) -> None:
    chance = only_chance(pace_seen=seen, pace_needed=needed, extra_per_year=needed - seen)
    assert (chance.seen, chance.needed, chance.extra) == shown


def test_targets_of_organisations_below_are_listed_by_organisation_and_folded_when_many() -> None:
    below = [prospect(organisation="north", target_id="u", target_value=float(at)) for at in range(3)]
    few = outlook([], [prospect(), *below, prospect(organisation="a", target_id="v")])
    assert [(one.organisation, len(one.rows), one.open) for one in few.part_chances] == [
        ("NORTH", 3, True), ("A", 1, True)
    ]  # fmt: skip
    assert [one.organisation for one in few.chances] == ["Coast"]
    many = outlook([], [prospect(organisation="north", target_id="u", target_value=float(at)) for at in range(16)])
    (group,) = many.part_chances
    assert not group.open


def test_less_is_lacking_where_less_is_better() -> None:
    fewer = coast(ascending=False)
    found = view(assessed(fewer, [year_ahead(2027)], [prospect(extra_per_year=-3.333)]), "nl").outlook
    assert found.chances[0].extra == "−3,3 lamps"


def test_a_reached_target_has_no_chance_any_more() -> None:
    chance = only_chance(status="reached", probability=1.0)
    assert (chance.badge.word, chance.chance) == ("gehaald", "")


@pytest.mark.parametrize(
    ("status", "word"),
    [("reached", "gehaald"), ("likely", "waarschijnlijk"), ("uncertain", "onzeker"), ("unlikely", "onwaarschijnlijk"),
     ("cannot_tell", "niet te zeggen")],
)  # fmt: skip
def test_every_status_has_a_word_and_a_look_of_its_own(status: str, word: str) -> None:
    assert len(set(LOOKS["prospect_status"].values())) == len(LOOKS["prospect_status"])
    assert only_chance(status=status).badge.word == word


def test_what_cannot_be_told_is_gathered_by_its_reason_and_never_drawn() -> None:
    found = outlook([silent()], [], "en")
    assert found.courses == ()
    (reason,) = found.unforeseen
    assert (reason.reason, reason.indicators) == ("No figure.", ("visitors",))
    assert "For no figure" in found.section.intro[0]


def test_organisations_below_the_top_have_a_small_chart_each() -> None:
    ahead = [year_ahead(year, organisation=name) for name in ("north", "south", "coast") for year in YEARS]
    found = outlook([*ahead, silent(indicator="lamps", organisation="a")], [])
    (group,) = found.parts
    assert [one.organisation for one in group.rows] == ["NORTH", "SOUTH"]
    assert {one.middle for one in group.rows} == {"180 lamps"}
    assert "Voor 1 andere organisatie is geen raming mogelijk." in group.silent


def test_the_ways_of_reckoning_stand_side_by_side_and_say_whether_they_agree() -> None:
    found = outlook([year_ahead(2027)], [prospect()])
    (group,) = found.methods
    assert len(group.rows) >= 5
    yes = sum(one.badge.word == "haalt het wel" for one in group.rows)
    no = sum(one.badge.word == "haalt het niet" for one in group.rows)
    assert yes
    assert no
    assert f"{yes} van de {yes + no}" in group.agreement
    assert not [one.name for one in group.rows if "_" in one.name]


# --- Events -----------------------------------------------------------------------------------------------------


def with_event(code: str, words: str, title: str = "lamps") -> Text:
    said = say(code, day=date(2027, 8, 31), title=title)
    return Text(nl=f"{words} {said.nl}", en=f"{words} {said.en}")


@pytest.mark.parametrize("title", ["lamps", HOSTILE])
def test_an_event_before_several_targets_is_told_once_under_the_table(title: str) -> None:
    reckoned = prospect(reason=with_event("prospect.event", "Daarom.", title))
    silent_ = prospect(reason=with_event("prospect.event_alone", "Niet te zeggen.", title), status="cannot_tell",
                       target_value=170.0)  # fmt: skip
    theory = coast(title)
    found = view(assessed(theory, [year_ahead(2027)], [reckoned, silent_]), "nl").outlook
    assert [one.reason for one in found.chances] == ["Daarom.", "Niet te zeggen."]
    (note,) = found.events
    assert f"Op 31 augustus 2027 verandert iets: {title}. Dat is voordat 2 van deze 2 doelen" in note
    assert note.endswith("De kansen hierboven rekenen daar niet mee.")
    (course,) = found.courses
    assert [one.reason for one in course.chances] == ["Daarom.", "Niet te zeggen."]
    assert course.note.count(f"Op 31 augustus 2027 verandert iets: {title}.") == 1  # beside the chart once, for all
    page = write_html(view(assessed(theory, [year_ahead(2027)], [reckoned, silent_]), "nl"))
    assert "<script>alert" not in page


def test_an_event_before_one_target_stays_with_it_and_without_a_chance_no_chance_is_spoken_of() -> None:
    alone = outlook([], [prospect(reason=with_event("prospect.event", "Daarom.")), prospect(event=None)])
    assert alone.events == ()
    assert "verandert iets" in alone.chances[0].reason
    told = with_event("prospect.event_alone", "Niet te zeggen.")
    untold = outlook([], [prospect(reason=told, status="cannot_tell", target_value=value) for value in (1.0, 2.0)])
    assert "kansen" not in untold.events[0]


# --- The page ---------------------------------------------------------------------------------------------------


def drawn(page: str) -> list[Xml.Element]:
    return [Xml.fromstring(one) for one in re.findall(r'<svg[^>]*class="fan.*?</svg>', page, re.DOTALL)]  # noqa: S314


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_holds_the_charts_the_table_and_the_chances(language: str) -> None:
    ahead = [year_ahead(year, organisation=name) for name in ("coast", "north") for year in YEARS]
    page = write_html(view(assessed(coast(), ahead, [prospect()]), language))
    sizes = [one.get("class") for one in drawn(page)]
    assert sizes == ["fan fan-wide"]
    assert page.count('data-kind="fan"') == 1
    assert LABELS["outlook.chances"][language == "en"] in page
    assert REASON[language] in page
    names = re.findall(r'id="([^"]+)"', re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL))
    assert len(names) == len(set(names))


def test_hostile_titles_stay_words_in_the_charts() -> None:
    ahead = [year_ahead(year, organisation=name) for name in ("coast", "north") for year in YEARS]
    page = write_html(view(assessed(coast(HOSTILE), ahead, [prospect()]), "nl"))
    assert "<script>alert" not in page
    assert "<img" not in page
    assert all(HOSTILE in "".join(one.itertext()) for one in drawn(page))


def test_a_projection_of_the_engine_reaches_the_page() -> None:
    values = {2021: 80, 2022: 90, 2023: 110, 2024: 120}
    found = toc.assess(coast(), numbered([row("coast", "lamps", year, value) for year, value in values.items()]))
    assert set(found.projections.columns) == set(PROJECTIONS)
    course = next(one for one in view(found, "nl").outlook.courses if one.title == "lamps")
    assert [one.moment for one in course.chart.ahead] == list(YEARS)
    for one in course.chart.ahead:
        (low50, high50), (low80, high80), (low95, high95) = one.bands
        assert low95 <= low80 <= low50 <= one.median <= high50 <= high80 <= high95
