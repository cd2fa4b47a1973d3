"""The part of the page on links: three gaps that are never merged, small drawings, routes, funnels and words."""

import dataclasses
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from fictional_programme.small import element, indicator, numbered, row, theory_of, tree_of
from fictional_programme.verdict_rows import verdict_row, verdicts_of

import toc
from toc.assessment import Assessment
from toc.errors import Finding, Severity
from toc.provenance import Document
from toc.report.html import write_html
from toc.report.linked import GROUPS, kind_of
from toc.report.measured import _blocks
from toc.report.page import LinkRow, Mark, MatrixRow, Ratio, ReportView, Share, Sign
from toc.report.ratio import EDGE, WIDTH, draw_ratio, draw_share
from toc.report.routes import MOST_ROUTES
from toc.report.view import view
from toc.report.wording import Speaker
from toc.theory import Theory
from toc.words import say
from toc.words.labels import LABELS, label
from toc.words.saying import fill

LEVEL = {"I": "input", "A": "activity", "P": "output", "U": "outcome", "M": "impact"}
LOG = Document.model_validate({"id": "LOG", "title": "log", "publisher": "p", "known_on": "2025-01-01"})
FUNNEL = {"relation": "funnel", "expectation": {"conversion": 0.8}, "lag": "1 year"}
PROXY = {"relation": "proxy", "claim": "association"}


def theory_with(arrows: Sequence[str], **links: Mapping[str, Any]) -> Theory:
    """A theory of arrows such as ``P-U``, each link called by its arrow; every element has an indicator of its own."""
    names = list(dict.fromkeys(name for arrow in arrows for name in arrow.split("-")))
    chain = [{"id": name, "level": LEVEL[name[0]], "title": f"stap {name}", "indicators": [name.lower()]}
             for name in names]  # fmt: skip
    made = [{"id": arrow, "from": arrow.split("-")[0], "to": arrow.split("-")[1],
             **links.get(arrow.replace("-", "_"), {})} for arrow in arrows]  # fmt: skip
    counted = [element(name.lower()) for name in names]
    shown = [indicator(name.lower(), level=LEVEL[name[0]]) for name in names]
    return theory_of(counted, shown, chain=chain, links=made, documents=(LOG,), tree=tree_of({"a": "coast"}))


def judged(theory: Theory, *rows: dict[str, Any], data: Sequence[Any] = ()) -> Assessment:
    """An assessment with verdicts made by hand."""
    return dataclasses.replace(toc.assess(theory, numbered(data)), verdicts=verdicts_of(*rows))


def verdict(arrow: str, name: str = "not_measured", probability: float = math.nan, **changed: Any) -> dict[str, Any]:
    start, to = arrow.split("-")
    return verdict_row(arrow, start, to, name, probability, **changed)


def measured(arrow: str, name: str, probability: float, **changed: Any) -> dict[str, Any]:
    """A verdict with an estimate: 20 % of what was expected, from -30 % to 70 %."""
    return verdict(arrow, name, probability, **{"ratio": 0.2, "lower90": -0.3, "upper90": 0.7, **changed})


ARROWS = ("A1-P1", "P1-U1", "U1-M1", "P1-M1", "A1-P2", "A1-P3")


@pytest.fixture(scope="module")
def mixed() -> Assessment:
    """One link of each kind of answer, and one more that is not measured."""
    return judged(
        theory_with(ARROWS),
        verdict("A1-P1"),
        measured("P1-U1", "inconclusive", 0.5, naive=True, failure="open"),
        measured("U1-M1", "stalled", 0.02, listed="red", naive=False, failure="theory"),
        measured("P1-M1", "translating", 0.95, listed="translating", naive=False),
        verdict("A1-P2", "too_early"),
        verdict("A1-P3"),
    )


@pytest.fixture(scope="module")
def shown(mixed: Assessment) -> ReportView:
    return view(mixed, "nl")


def rows_of(report: ReportView) -> dict[str, LinkRow]:
    return {row.id: row for group in report.links.groups for row in group.rows}


# --- Three gaps -------------------------------------------------------------------------------------------------


def test_the_head_counts_the_three_gaps_apart_and_in_order(shown: ReportView) -> None:
    links = shown.head.points[2]
    gaps = [(one.name, one.text) for one in links.counts]
    assert gaps == [("blijft achter", "1"), ("nog open", "1"), ("niet of te weinig gemeten", "2")]
    assert [(one.name, one.text) for one in links.rest] == [("werkt door", "1"), ("nog niet te beoordelen", "1")]
    assert sum(int(one.text) for one in (*links.counts, *links.rest)) == len(ARROWS)
    assert "samen 6" in links.caption
    assert links.sentence.startswith(
        "Bij 1 van de 6 verbanden laten de cijfers zien dat het vervolg achterblijft, bij 1 komt"
    )
    assert "van ‘stap U1’ naar ‘stap M1’" in links.sentence
    assert not re.search(r"\b4\b", links.sentence), "the three are not added up"


def test_the_head_tells_shown_gaps_that_are_firm_from_those_that_only_seem_so() -> None:
    leans = measured("P1-U1", "leaning_stalled", 0.16, gap="shown", listed="red", failure="theory")
    firm = measured("U1-M1", "stalled", 0.02, listed="red", failure="theory")
    theory = theory_with(["P1-U1", "U1-M1"])
    sentence = " ".join(view(judged(theory, leans, firm), "nl").head.points[2].more)
    # one in 1 / 0.16, which is 6.25
    assert "Bij 1 daarvan staat dat vast genoeg; bij P1-U1 lijkt het zo (kans 84%)." in sentence
    assert "ongeveer één op de 6 fout" in sentence
    alone = " ".join(view(judged(theory_with(["P1-U1"]), leans), "nl").head.points[2].more)
    assert "Bij P1-U1 lijkt dat alleen zo (kans 84%)" in alone
    assert "lijkt het zo" not in " ".join(view(judged(theory_with(["U1-M1"]), firm), "nl").head.points[2].more)


def test_the_head_names_the_measurement_that_would_tell_most(mixed: Assessment, shown: ReportView) -> None:
    first = mixed.overview("coast").next_measurements
    sentence = " ".join(shown.head.points[2].more)
    if first:
        assert f"{first[0].element} ‘stap {first[0].element}’" in sentence
        assert all(name in sentence for name in first[0].links)
    one_side = judged(theory_with(["P1-U1"]), verdict("P1-U1", evidence={"missing": "outcome"}))
    more = " ".join(view(one_side, "nl").head.points[2].more)
    assert "U1 ‘stap U1’. Dan is ook iets te zeggen over P1-U1." in more


def test_the_head_lists_shown_gaps_first_and_what_is_not_measured_last(shown: ReportView) -> None:
    assert [[row.id for row in group.rows] for group in shown.head.gaps] == [["U1-M1"], ["P1-U1"], ["A1-P1", "A1-P3"]]
    assert shown.head.gaps[0].rows[0].reason.startswith("Van wat was verwacht, is ongeveer 20% te zien")


def test_every_link_stands_under_one_kind_of_answer_in_a_fixed_order(mixed: Assessment, shown: ReportView) -> None:
    assert [group.anchor for group in shown.links.groups] == [f"links-{name}" for name in GROUPS]
    kinds = {group.anchor: [row.id for row in group.rows] for group in shown.links.groups}
    assert kinds == {
        "links-shown": ["U1-M1"], "links-unproven": ["P1-U1"], "links-unmeasured": ["A1-P1", "A1-P3"],
        "links-translating": ["P1-M1"], "links-other": ["A1-P2"],
    }  # fmt: skip
    assert {kind_of(row) for row in Speaker(mixed, "nl").verdicts.values()} == set(GROUPS)


def test_a_list_says_beside_it_how_many_are_expected_to_be_wrong(shown: ReportView) -> None:
    (caption,) = shown.links.groups[0].captions
    assert caption.startswith("Rode lijst (")
    assert "): U1-M1. Van dit ene verband" in caption
    assert "hooguit 0,1 ten onrechte" in caption  # 1 - 0.98 is less than half of a tenth
    assert shown.links.groups[1].captions == ()
    assert [badge.word for badge in rows_of(shown)["U1-M1"].marks] == ["rode lijst"]


def test_what_the_usual_rule_says_stands_beside_ours(shown: ReportView) -> None:
    said = {name: {fact.name: fact.text for fact in row.facts} for name, row in rows_of(shown).items()}
    assert said["P1-U1"]["De gewone regel"] == "zou zeggen: werkt niet door. Dat is anders dan ons oordeel."
    assert said["U1-M1"]["De gewone regel"].endswith("Dat is anders dan ons oordeel.")
    assert said["P1-M1"]["De gewone regel"] == "zou zeggen: niets aan te merken."
    assert "De gewone regel" not in said["A1-P1"]


def test_where_the_usual_rule_differs_is_counted_in_both_directions(shown: ReportView) -> None:
    (said,) = [text for text in shown.links.section.intro if "gewone regel" in text]
    assert "wijst 1 verband aan waar dit niet is aangetoond (P1-U1)" in said
    assert "niets aan te merken op 1 verband waar" in said
    assert "(U1-M1)" in said
    marked = [name for name, row in rows_of(shown).items()
              if any(fact.text.endswith(LABELS["usual.differs"][0]) for fact in row.facts)]  # fmt: skip
    assert sorted(marked) == ["P1-U1", "U1-M1"]


def test_what_went_wrong_is_said_unless_the_title_says_it(shown: ReportView) -> None:
    names = {name: [fact.name for fact in row.facts] for name, row in rows_of(shown).items()}
    assert "Wat er aan de hand is" in names["U1-M1"]
    assert "Wat er aan de hand is" not in names["P1-U1"]


@pytest.mark.parametrize(
    ("expectation", "dutch"),
    [
        ({"elasticity": 0.9}, "bij 10% meer ‘p’ hoort 9% meer ‘u’."),
        ({"per_doubling": 10}, "bij een verdubbeling van ‘p’ hoort +10 lamps voor ‘u’."),
        ({"conversion": 0.25}, "bij elke 100 van ‘p’ horen er 25 van ‘u’."),
        ({"conversion": 3}, "bij elke 1 van ‘p’ horen er 3 van ‘u’."),
        ({"target": {"from": 5, "to": 8, "when_output": 2}},
         "als ‘p’ 2 keer zo groot wordt, gaat ‘u’ van 5 naar 8 lamps."),
        ({"mic": 3}, "een verandering van minder dan 3 lamps bij ‘u’ is niet de moeite waard."),
    ],
)  # fmt: skip
def test_what_was_agreed_is_written_out(expectation: dict[str, Any], dutch: str) -> None:
    theory = theory_with(["P-U"], P_U={"expectation": expectation})
    ends = {"output_indicator": "p", "outcome_indicator": "u"}
    (found,) = rows_of(view(judged(theory, verdict("P-U", evidence=ends)), "nl")).values()
    assert [fact.text for fact in found.facts if fact.name == "Afgesproken"] == [dutch]


def test_where_less_is_better_less_is_expected() -> None:
    theory = theory_with(["P-U"], P_U={"expectation": {"elasticity": 0.5}})
    falls = dataclasses.replace(theory, indicators=(indicator("p"), indicator("u", level="outcome", ascending=False)))
    ends = {"output_indicator": "p", "outcome_indicator": "u"}
    (found,) = rows_of(view(judged(falls, verdict("P-U", evidence=ends)), "nl")).values()
    assert "hoort 5% minder ‘u’" in found.facts[0].text


def test_what_was_assumed_is_told_apart_from_what_was_agreed() -> None:
    assumed = {"form": "none", "value": None, "defaulted": True, "kappa": 1.0, "expected_change": 3.0, "scale": "unit"}
    ends = {"output_indicator": "p", "outcome_indicator": "u", "expectation": assumed}
    (found,) = rows_of(view(judged(theory_with(["P-U"]), verdict("P-U", evidence=ends)), "nl")).values()
    assert found.facts[0].text.startswith("niets over hoeveel er te zien moet zijn.")
    assert found.facts[0].text.endswith("3 lamps.")


def test_a_stand_in_is_marked_and_an_opinion_is_called_one() -> None:
    theory = theory_with(["U1-U2"], U1_U2=PROXY)
    (plain,) = rows_of(view(judged(theory, verdict("U1-U2")), "nl")).values()
    assert [badge.word for badge in plain.marks] == ["afgeleid cijfer"]
    assert plain.facts[0].text == LABELS["links.proxy"][0]
    asked = {"instrument": "vragen", "representativeness": "C", "measures": "perception", "answered_by": "wie er was"}
    opinion = dataclasses.replace(theory, data_elements=(element("u1", survey=asked), element("u2")))
    (row_,) = rows_of(view(judged(opinion, verdict("U1-U2")), "nl")).values()
    assert row_.facts[0].text == LABELS["links.proxy_opinion"][0]


# --- Drawings ---------------------------------------------------------------------------------------------------


def places(drawn: str) -> list[float]:
    return [float(one) for one in re.findall(r'cx="([\d.]+)"', drawn)]


def test_the_line_runs_from_minus_one_to_two_and_its_ends_are_never_passed() -> None:
    step = (WIDTH - 2 * EDGE) / 3
    for value, place in ((-1.0, EDGE), (0.0, EDGE + step), (1.0, EDGE + 2 * step), (2.0, EDGE + 3 * step)):
        assert places(draw_ratio(Ratio(value, value, value, 0.5, "good", "w"))) == [pytest.approx(place, abs=0.06)]
    beyond = draw_ratio(Ratio(5.0, -9.0, 40.0, 0.5, "bad", "w"))
    assert places(beyond) == []
    assert beyond.count("v10z") == 2, "both ends point outwards"
    assert draw_ratio(Ratio(0.2, -9.0, 0.9, 0.5, "bad", "w")).count("v10z") == 1
    assert all(0 <= float(at) <= WIDTH for at in re.findall(r'd="M([\d.-]+)', beyond))


def test_a_drawing_says_in_words_what_it_shows_and_words_stay_words(shown: ReportView) -> None:
    drawn = rows_of(shown)["U1-M1"].ratio
    assert drawn is not None
    assert "20%" in drawn.words
    assert "−30% tot 70%" in drawn.words
    assert f'aria-label="{drawn.words}"' in draw_ratio(drawn)
    assert "<b>" not in draw_ratio(dataclasses.replace(drawn, words='<b>"'))
    assert rows_of(shown)["A1-P1"].ratio is None


def test_the_estimates_stand_in_a_table_too(shown: ReportView) -> None:
    rows = {row.link.word: row for row in shown.links.estimates}
    assert set(rows) == {"P1-U1", "U1-M1", "P1-M1"}
    assert (rows["U1-M1"].value, rows["U1-M1"].margin, rows["U1-M1"].chance) == ("20%", "−30% tot 70%", "2%")


def test_a_share_is_drawn_as_wide_as_it_is() -> None:
    drawn = draw_share(Share(0.25, 0.2, 0.3, 0.5, "good", "w"))
    room = WIDTH - 2 * EDGE
    assert f'width="{room / 4:.1f}"' in drawn
    assert f"M{EDGE + room / 2:.1f}" in drawn
    assert draw_share(Share(None, None, None, None, "open", "w")).count("<rect") == 1


# --- From end to end --------------------------------------------------------------------------------------------


def test_a_route_shows_each_step_with_a_letter_and_a_word(shown: ReportView) -> None:
    route = next(one for one in shown.chains.routes if len(one.treads) == 3)
    assert [(one.element, one.letter, one.badge.word) for one in route.treads] == [
        ("A1", "N", "niet gemeten"), ("P1", "?", "niet te zeggen"), ("U1", "0", "stokt"),
    ]  # fmt: skip
    assert route.last == "M1"
    assert route.treads[2].label == "U1-M1: van ‘stap U1’ naar ‘stap M1’: stokt"
    assert route.weakest is not None
    assert route.weakest.word == "U1-M1"
    assert route.chance == "kleiner dan 5%"
    other = next(one for one in shown.chains.routes if len(one.treads) == 2)
    assert other.chance.startswith("niet te zeggen; hooguit 95%")
    alone = next(one for one in shown.chains.routes if one.last == "P2")
    assert alone.chance == "niet te zeggen"


def test_routes_to_impact_come_first_and_the_rest_is_counted() -> None:
    arrows = [f"A1-P{at}" for at in range(1, 18)] + ["P17-M1"]
    report = view(judged(theory_with(arrows), *(verdict(arrow) for arrow in arrows)), "nl")
    assert len(report.chains.routes) == MOST_ROUTES == 15
    assert report.chains.routes[0].last == "M1"
    assert report.chains.more_routes.startswith("En nog 2 routes")


def test_links_stand_in_the_cell_of_delivery_and_result_with_what_it_means(mixed: Assessment) -> None:
    report = view(mixed, "nl")
    cells = [cell for one in report.chains.crossings for cell in one.cells]
    assert len(cells) == 9
    assert sorted(link.word for cell in cells for link in cell.links) == sorted(ARROWS)
    assert all(bool(cell.meaning) == bool(cell.links) for cell in cells)
    states = ("on_track", "behind", "unknown")
    assert all(f"matrix.{one}.{other}" in LABELS for one in states for other in states)


def test_a_funnel_shows_who_started_and_who_went_through() -> None:
    theory = theory_with(["P1-P2", "P2-P3"], P1_P2=FUNNEL, P2_P3=FUNNEL)
    figures = {"p1": (200, 300), "p2": (100, 60), "p3": (10, 20)}
    data = [row("a", name, year, value) for name, some in figures.items()
            for year, value in zip((2023, 2024), some, strict=True)]  # fmt: skip
    (funnel,) = view(judged(theory, verdict("P1-P2"), verdict("P2-P3"), data=data), "nl").chains.funnels
    first, second = funnel.rows
    assert (first.period, first.started, first.finished, first.declared) == ("2023", "200", "60", "80%")
    assert first.seen.startswith("30,0% (marge ")
    assert first.badge.word == "minder dan afgesproken"
    assert (second.started, second.finished) == ("100", "20")
    # 0.3 x 0.2 of those who begin; 0.8 x 0.8 was agreed; 70 of 100 are lost at the first step, 24 at the second
    assert funnel.through == ("Van elke 100 bij ‘stap P1’ komen er ongeveer 6 tot ‘stap P3’. Afgesproken was 64. "
                              "De meesten vallen af tussen ‘stap P1’ en ‘stap P2’.")  # fmt: skip


def test_a_step_that_is_a_hair_under_what_was_agreed_is_not_called_less() -> None:
    def word(finished: float) -> str:
        data = [row("a", "p1", 2023, 100_000), row("a", "p1", 2024, 1), row("a", "p2", 2024, finished)]
        theory = theory_with(["P1-P2"], P1_P2=FUNNEL)
        (funnel,) = view(judged(theory, verdict("P1-P2"), data=data), "nl").chains.funnels
        return funnel.rows[0].badge.word

    assert word(80_000) == "zoals afgesproken"
    assert word(76_000) == "bijna zoals afgesproken"
    assert word(74_000) == "minder dan afgesproken"


def test_a_route_names_the_verdict_that_it_stops_at() -> None:
    def route(name: str, probability: float, **changed: Any) -> tuple[str, str]:
        rows = view(judged(theory_with(["A1-P1"]), verdict("A1-P1", name, probability, **changed)), "nl").chains.routes
        return rows[0].badge.word, rows[0].answer

    assert route("not_exercised", 0.5)[0] == "niet op de proef gesteld"
    assert "te weinig veranderde (niet op de proef gesteld)" in route("not_exercised", 0.5)[1]
    assert route("inconclusive", 0.5) == ("onbewezen", "Bij A1-P1 laten de cijfers het open (niet te zeggen).")
    assert route("stalled", 0.02) == ("breekt", "Bij A1-P1 blijft het vervolg achter (stokt).")


def test_under_the_grid_it_is_said_which_outputs_hardly_changed_and_where_the_next_step_lagged() -> None:
    theory = theory_with(["A1-P1", "P1-U1", "A1-P2"])
    found = view(
        judged(theory, verdict("A1-P1", "not_exercised", 0.5), measured("P1-U1", "stalled", 0.02),
               measured("A1-P2", "translating", 0.95)), "nl",
    ).chains.crossing_notes  # fmt: skip
    assert [note.rpartition(": ")[2] for note in found] == ["A1-P1.", "P1-U1."]


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        ({"A1-P1": "translating", "U1-M1": "translating"}, "alle andere verbanden op zo’n route werken door"),
        ({"A1-P1": "stalled", "U1-M1": "translating"}, "de keten breekt daar hoe dan ook al, bij A1-P1"),
        ({"A1-P1": "translating", "U1-M1": "inconclusive"}, "op die route is ook nog iets anders open"),
    ],
)
def test_it_is_said_why_a_measurement_would_tell_much_and_what_is_lacking(
    verdicts: Mapping[str, str], said: str
) -> None:
    theory = theory_with(["A1-P1", "P1-U1", "U1-M1"])
    others = [verdict(name, word, 0.5) for name, word in verdicts.items()]
    lacking = verdict("P1-U1", "insufficient_data", evidence={"missing": "survey"})
    (first,) = view(judged(theory, *others, lacking), "nl").links.nexts
    assert first.notes[0] == "er zijn cijfers, maar te weinig mensen antwoordden"
    assert any(note.startswith(said) for note in first.notes)


def test_how_a_link_may_be_written_of_is_shown_where_one_translates(shown: ReportView) -> None:
    assert shown.links.allowed.startswith("Over P1-M1 mag u schrijven: ‘Waar het cijfer “")
    assert "Dat past bij een bijdrage van het programma" in shown.links.allowed
    together = theory_with(["P1-U1"], P1_U1={"claim": "association"})
    found = view(judged(together, measured("P1-U1", "translating", 0.95)), "nl").links.allowed
    assert "gingen samen omhoog" in found
    assert "bijdrage" not in found
    assert view(judged(together, verdict("P1-U1")), "nl").links.allowed == ""


@pytest.mark.parametrize(("tier", "contribution"), [("N2", False), ("N3", False), ("P2", False), ("P3", True)])
def test_how_a_link_may_be_written_of_goes_no_further_than_its_figures(tier: str, contribution: bool) -> None:
    theory = theory_with(["P1-U1"], P1_U1={"claim": "contribution"})
    found = view(judged(theory, measured("P1-U1", "translating", 0.95, tier=tier)), "nl").links.allowed
    assert found.startswith("Over P1-U1 mag u schrijven")
    assert ("bijdrage" in found) is contribution


def test_it_is_said_who_differs_from_the_whole_who_is_silent_and_what_is_left_out() -> None:
    theory = dataclasses.replace(
        theory_with(["A1-P1", "P1-U1", "U1-M1"]), organisations=tree_of({"a": "coast", "b": "coast"})
    )
    rows = [verdict("A1-P1", "translating", 0.95), verdict("P1-U1", "stalled", 0.02), verdict("U1-M1")]
    own = [
        verdict("A1-P1", "leaning_stalled", 0.2, organisation="a"), verdict("P1-U1", "stalled", 0.02, organisation="a"),
        verdict("U1-M1", organisation="a"), verdict("A1-P1", "leaning_translating", 0.8, organisation="b"),
        verdict("P1-U1", "inconclusive", 0.5, organisation="b"), verdict("U1-M1", organisation="b"),
    ]  # fmt: skip
    data = [row("a", "p1", 2023, 5), row("b", "p1", 2023, 5), row("b", "p1", 2024, 6)]
    differs, silent, left_out = view(judged(theory, *rows, *own, data=data), "nl").chains.part_notes
    assert "bij 1 verband een ander antwoord dan het geheel: lijkt te stokken (A1-P1)." in differs
    assert silent.startswith("Zonder eigen cijfers over 2024: ")
    assert left_out.startswith("Niet in deze tabel: U1-M1.")


def test_organisations_stand_side_by_side_once_one_of_them_has_a_verdict(mixed: Assessment) -> None:
    assert view(mixed, "nl").chains.parts == ()
    theory = theory_with(["A1-P1", "P1-U1"])
    more = [verdict("A1-P1", "stalled", 0.1, organisation="a"), verdict("P1-U1", organisation="a")]
    found = view(judged(theory, verdict("A1-P1"), verdict("P1-U1"), *more), "nl").chains
    assert [link.word for link in found.links] == ["A1-P1"]
    assert [(part.organisation, [badge.word for _, badge in part.marks]) for part in found.parts] == [
        ("Coast", ["niet gemeten"]), ("A", ["stokt"]),
    ]  # fmt: skip
    assert [badge.word for _, badge in found.part_letters] == ["niet gemeten", "stokt"]


def test_the_page_of_all_this_is_sound(mixed: Assessment) -> None:
    for language in ("nl", "en"):
        page = write_html(view(mixed, language))
        assert re.findall(r'href="#([^"]+)"', page)
        page = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
        places_ = re.findall(r'\bid="([^"]+)"', page)
        assert len(places_) == len(set(places_))
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(places_)
        assert not re.search(r">[^<]*\b(?:nan|None|NaN)\b", page)


# --- Words ------------------------------------------------------------------------------------------------------


def test_words_go_no_further_than_a_contribution() -> None:
    ours = ("head.", "links.", "ratio.", "chains.", "chain.", "matrix.", "funnel.", "next.", "parts.", "expected.",
            "usual.", "rests_on.")  # fmt: skip
    too_far = re.compile(r"veroorza|leidt tot|leidde tot|dankzij|effect van|impact van|caus(?:ed|es)\b|led to|leads to|"
                         r"thanks to|effect of|impact of", re.IGNORECASE)  # fmt: skip
    said = {code: pair for code, pair in LABELS.items() if code.startswith(ours)}
    assert len(said) > 80
    not_to_be_written = re.compile(r"(?:Schrijf niet|Do not write):.*")
    bare = {code: [not_to_be_written.sub("", one) for one in pair] for code, pair in said.items()}
    assert [code for code, pair in bare.items() if any(too_far.search(one) for one in pair)] == []


@pytest.mark.parametrize(
    ("code", "values", "dutch"),
    [
        ("months.range", {"low": 6, "high": 6}, "6 maanden"),
        ("months.range", {"low": 4, "high": 7}, "4 tot 7 maanden"),
        ("growth.per_month", {"low": 1.31, "high": 1.29}, "ongeveer ×1,3 per maand"),
        ("growth.per_month", {"low": 1.3, "high": 2.1}, "ongeveer ×1,3 tot ×2,1 per maand"),
        ("outcomes.interval_text", {"low": "88%", "high": "88%"}, "88%"),
    ],
)
def test_a_range_with_equal_ends_is_one_number(code: str, values: dict[str, Any], dutch: str) -> None:
    assert label(code, "nl", **values) == dutch


def test_after_from_both_ends_of_a_range_stay() -> None:
    assert fill("van {low:n} tot {high:n}", "nl", low=5, high=5) == "van 5 tot 5"
    assert fill("{name}: 1 to 1", "en", name="talks 2 to 2") == "talks 2 to 2: 1 to 1", (
        "words of a model are left alone"
    )


@pytest.mark.parametrize(
    ("value", "unit", "scale", "words"),
    [
        (10.0, "percent", "unit", "+10 procentpunt"),
        (-0.25, "fraction", "unit", "−25 procentpunt"),
        (0.2, "score 1-5", "unit", "+0,2 punt"),
        (0.12, "lamps", "percent", "+12%"),
        (-3.0, "lamps", "unit", "−3 lamps"),
    ],
)
def test_a_change_is_written_as_people_say_it(
    mixed: Assessment, value: float, unit: str, scale: str, words: str
) -> None:
    assert Speaker(mixed, "nl").change(value, unit, scale) == words


def test_of_many_findings_those_on_the_whole_are_shown_and_the_rest_is_counted(mixed: Assessment) -> None:
    names = ["Coast", *(f"plek {at}" for at in range(40))]
    many = tuple(
        Finding("growth.partial", Severity.WARNING, say("gap.silent_organisation", organisation=name, count=1))
        for name in names
    )
    (group,) = view(dataclasses.replace(mixed, findings=many), "nl").findings.groups
    assert group.count == "41"
    assert [item.split(":")[0] for item in group.items] == ["Coast"]
    assert "nog 40" in group.more


def test_a_wide_table_of_coverage_is_parted_and_every_sign_in_it_is_explained() -> None:
    arrows = [f"P{at}-U{at}" for at in range(12)]
    data = [row("a", f"p{at}", year, 5) for at in range(12) for year in (2023, 2024)]
    found = view(toc.assess(theory_with(arrows), numbered(data)), "nl").coverage
    assert [first for first, _ in found.blocks] == [0, *(after for _, after in found.blocks[:-1])]
    assert found.blocks[-1][1] == len(found.columns)
    marks = [mark for one in found.rows for mark in one.marks]
    assert {sign.state for mark in marks for sign in mark.signs} <= {sign.state for sign, _ in found.legend}
    wide = Mark((Sign("8/10", "reported"),) * 5, "w")
    assert list(_blocks([MatrixRow("a", (wide,) * 12, False)], 12)) == [(0, 5), (5, 10), (10, 12)]


def test_many_rows_that_say_nothing_more_are_gathered_and_counted() -> None:
    tree = tree_of({chr(ord("a") + at): "coast" for at in range(25)})
    theory = dataclasses.replace(theory_with(["P1-U1"]), organisations=tree)
    data = [row(chr(ord("a") + at), "p1", 2023, 5) for at in range(25)]
    page = write_html(view(toc.assess(theory, numbered(data)), "nl"))
    assert "25 rijen: r1, r2, r3" in page
    assert "r20 en nog 5" in page
