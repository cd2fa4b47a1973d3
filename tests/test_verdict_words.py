"""What is said of a verdict: every verdict in golden texts, the numbers that were found, no more than the claim allows.

The texts hold what was seen in full. What was estimated (T, its margin, probabilities) stands in them as a mark and is
filled from the evidence, rounded here by the rules of the house: whole percentages, halves away from zero, a
probability never as 0% or 100%. So the texts hold sentence and rounding, and ``test_linking*.py`` the estimates.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from fictional_programme.small import (
    beside_each_other,
    grown_together,
    link_of,
    pick,
    point,
    two_ends,
)

from toc.declared import LANGUAGES, Text
from toc.linking.verdict import GAP
from toc.result_chain import CausalLink
from toc.series import Point
from toc.translation import FAILURE, judge_links

CLAIMS = ("association", "contribution", "attribution")
ALL_TWELVE = frozenset({"translating", "too_early", *GAP, *FAILURE})
ESTIMATED = (
    "contradicting",
    "translating",
    "weak",
    "stalled",
    "leaning_stalled",
    "leaning_translating",
    "inconclusive",
)


@dataclass(frozen=True)
class Example:
    """Figures that get a verdict."""

    given: Mapping[str, Any] = field(default_factory=dict)
    """For ``grown_together``: twelve regions side by side over four years."""

    link: Mapping[str, Any] = field(default_factory=dict)
    alone: tuple[Sequence[Point], Sequence[Point]] | None = None
    """Output and outcome of one organisation, in place of regions."""


def panel(truth: float, noise: float, **given: Any) -> Example:
    return Example({"truth": truth, "noise": noise, **given})


SIDE_BY_SIDE = {
    "not_measured": Example({"truth": 1.0}),
    "too_early": Example({"truth": 1.0}, {"lag": "5 years"}),
    "insufficient_data": panel(1.0, 1.0, units=5),
    "outcome_without_output": panel(0.0, 1.0, growth=0.01, by_itself=6),
    "not_exercised": panel(0.0, 1.0, growth=0.01),
    "contradicting": panel(-0.6, 1.0),
    "translating": panel(1.0, 1.0),
    "weak": panel(0.25, 1.0),
    "stalled": panel(0.05, 1.0),
    "leaning_stalled": panel(0.7, 8.0),
    "leaning_translating": panel(0.98, 8.0),
    "inconclusive": panel(0.85, 8.0),
}
"""One example of each verdict by regions; the truth of the last three lies far off because of the noise in them."""

DOUBLED = (point(2022, 100), point(2023, 200))


def light(change: float) -> tuple[Point, ...]:
    return point(2022, 70), point(2023, 70 + change)


def series(change: float, **link: Any) -> Example:
    return Example(link={"shock_sd": 0.25, **link}, alone=(DOUBLED, light(change)))


ALONE = {
    "not_measured": Example(alone=(DOUBLED, ())),
    "too_early": series(10, lag="5 years"),
    "insufficient_data": Example(alone=(DOUBLED, light(10)[:1])),
    "outcome_without_output": Example(alone=((point(2022, 100), point(2023, 104)), light(10))),
    "not_exercised": Example(alone=((point(2022, 100), point(2023, 104)), light(0))),
    "contradicting": series(-10),
    "translating": series(10),
    "weak": series(3),
    "stalled": series(0),
    "leaning_stalled": series(4.4),
    "leaning_translating": series(5.6),
    "inconclusive": series(5),
}
"""One example of each verdict by a single series of two years."""


def judged(example: Example, claim: str = "contribution") -> dict[str, Any]:
    other = {"counterfactual": "een kust zonder lampen"} if claim == "attribution" else {}
    standard = {"expectation": {"per_doubling": 10}, "shock_sd": 0.5, "claim": claim}
    link = CausalLink.model_validate(link_of(**{**standard, **other, **example.link}))
    if example.alone is not None:
        x, y = example.alone
        programme = two_ends({("x", "coast"): x, ("y", "coast"): y})
    else:
        grids = grown_together(**example.given)
        points = beside_each_other(*grids)
        if example is SIDE_BY_SIDE["not_measured"]:
            points = {key: some for key, some in points.items() if key[0] == "x"}
        programme = two_ends(points, beside=list(grids[0]))
    return pick(judge_links([link], programme, ["coast"]), link="L")


@cache
def found(how: str, verdict: str, claim: str = "contribution") -> dict[str, Any]:
    return judged((SIDE_BY_SIDE if how == "regions" else ALONE)[verdict], claim)


HOW = ("regions", "series")


@pytest.mark.parametrize("how", HOW)
def test_every_one_of_the_twelve_verdicts_is_given(how: str) -> None:
    assert len(ALL_TWELVE) == 12
    assert {name: found(how, name)["verdict"] for name in ALL_TWELVE} == {name: name for name in ALL_TWELVE}


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("verdict", sorted(ALL_TWELVE))
def test_gap_and_failure_belong_to_the_verdict(how: str, verdict: str) -> None:
    one = found(how, verdict)
    assert one["gap"] == GAP.get(verdict)
    assert one["failure"] == FAILURE.get(verdict)


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("verdict", sorted(ALL_TWELVE))
def test_what_is_not_judged_says_what_would_be_needed_and_what_is_judged_does_not(how: str, verdict: str) -> None:
    firm = ("contradicting", "translating", "weak", "stalled")
    assert (found(how, verdict)["needed"] is None) is (verdict in firm)


# --- Golden texts -----------------------------------------------------------------------------------------------

SEEN = (
    "Bij 12 regio's ging ‘lampen’ van 2021 tot 2024 gemiddeld 216% omhoog, en ‘licht’ {moved}. "
    "Verwacht was +17 procentpunt. Na aftrek van wat ook zonder het programma schommelt, is ",
    "In 12 regions ‘lamps’ went up by 216% on average from 2021 to 2024, and ‘light’ {moved}. "
    "Expected was +17 percentage points. After taking off what moves without the programme too, ",
)
SOME = ("naar schatting {t} daarvan te zien (90%-marge {low} tot {high}). ",
        "an estimated {t} of that is seen (90% margin {low} to {high}). ")  # fmt: skip
NONE = ("daarvan niets te zien: naar schatting {t} (90%-marge {low} tot {high}). ",
        "nothing of that is seen: an estimated {t} (90% margin {low} to {high}). ")  # fmt: skip


def seen(moved: tuple[str, str], rest: tuple[str, str], told: tuple[str, str] = SOME) -> tuple[str, str]:
    dutch, english = (
        SEEN[at].replace("{moved}", moved[at]) + told[at] + rest[at] for at in range(2)
    )  # fmt: skip
    return dutch, english


GOLDEN = {
    "not_measured": (
        "‘Licht’ heeft een indicator, maar nog geen enkel cijfer. Of ‘Lampen’ daartoe leidt, is niet te beoordelen.",
        "‘Light’ has an indicator, but not a single figure yet. Whether ‘Lamps’ leads to it cannot be judged.",
    ),
    "too_early": (
        "Te vroeg: van ‘Lampen’ naar ‘Licht’ duurt minstens 5 jaar. Op zijn vroegst is dit te beoordelen met de meting "
        "over 2026.",
        "Too early: from ‘Lamps’ to ‘Light’ takes at least 5 years. It can be judged at the earliest with the "
        "measurement of 2026.",
    ),
    "insufficient_data": (
        "Te weinig cijfers: 5 regio's hebben ‘Lampen’ en ‘Licht’ allebei vaak genoeg gemeten, en voor het geheel is er "
        "geen reeks van beide. Er zijn er minstens acht nodig.",
        "Too few figures: 5 regions measured both ‘Lamps’ and ‘Light’ often enough, and there is no series of both for "
        "the whole. At least eight are needed.",
    ),
    "outcome_without_output": (
        "Bij 12 regio's ging ‘lampen’ van 2021 tot 2024 gemiddeld 2,9% omhoog, en ‘licht’ 18 procentpunt omhoog "
        "(90%-marge +17 tot +19). De output veranderde nauwelijks en de outcome wel. Zoek eerst een andere verklaring.",
        "In 12 regions ‘lamps’ went up by 2.9% on average from 2021 to 2024, and ‘light’ up by 18 percentage points "
        "(90% margin +17 to +19). The output hardly changed and the outcome did. Look for another explanation first.",
    ),
    "not_exercised": (
        "Bij 12 regio's ging ‘lampen’ van 2021 tot 2024 gemiddeld 2,9% omhoog, en ‘licht’ 0,4 procentpunt omhoog "
        "(90%-marge −0,61 tot +1,4). De output veranderde dus nauwelijks; het verband is niet op de proef gesteld.",
        "In 12 regions ‘lamps’ went up by 2.9% on average from 2021 to 2024, and ‘light’ up by 0.4 percentage points "
        "(90% margin −0.61 to +1.4). So the output hardly changed; the link has not been put to the test.",
    ),
    "contradicting": seen(
        ("9,6 procentpunt omlaag (90%-marge −14 tot −5,5)", "down by 9.6 percentage points (90% margin −14 to −5.5)"),
        ("De kans is {against} dat het de andere kant op gaat dan verwacht: meer van ‘lampen’ gaat samen met een "
         "slechtere stand van ‘licht’.",
         "The chance is {against} that it goes the other way than expected: more of ‘lamps’ goes together with "
         "a worse state of ‘light’."),
        NONE,
    ),
    "translating": seen(
        ("17 procentpunt omhoog (90%-marge +12 tot +22)", "up by 17 percentage points (90% margin +12 to +22)"),
        ("De kans is {q} dat minstens 50% van het verwachte er is. Dat past bij een bijdrage.",
         "The chance is {q} that at least 50% of what was expected is there. That is consistent with a "
         "contribution."),
    ),
    "weak": seen(
        ("4,5 procentpunt omhoog (90%-marge +3,4 tot +5,7)", "up by 4.5 percentage points (90% margin +3.4 to +5.7)"),
        ("Er is verandering, maar de kans is {p} dat het minder dan 50% van het verwachte is: hier werkt output te "
         "zwak door in outcome.",
         "There is change, but the chance is {p} that it is less than 50% of what was expected: here output translates "
         "too weakly into outcome."),
    ),
    "stalled": seen(
        ("1,2 procentpunt omhoog (90%-marge +0,36 tot +2,1)", "up by 1.2 percentage points (90% margin +0.36 to +2.1)"),
        ("De kans is {p} dat minder dan 50% van het verwachte er is: hier werkt output niet door in outcome.",
         "The chance is {p} that less than 50% of what was expected is there: here output does not translate into "
         "outcome."),
        NONE,
    ),
    "leaning_stalled": seen(
        ("10 procentpunt omhoog (90%-marge +3,6 tot +17)", "up by 10 percentage points (90% margin +3.6 to +17)"),
        ("De kans is {p} dat minder dan 50% van het verwachte er is. Dat is te weinig voor een vast oordeel.",
         "The chance is {p} that less than 50% of what was expected is there. That is too little for a firm "
         "verdict."),
    ),
    "leaning_translating": seen(
        ("15 procentpunt omhoog (90%-marge +8,3 tot +21)", "up by 15 percentage points (90% margin +8.3 to +21)"),
        ("De kans is {q} dat minstens 50% van het verwachte er is. Dat is te weinig voor een vast oordeel; een bewijs "
         "is het niet.",
         "The chance is {q} that at least 50% of what was expected is there. That is too little for a firm "
         "verdict; it is no proof."),
    ),
    "inconclusive": seen(
        ("13 procentpunt omhoog (90%-marge +6,2 tot +19)", "up by 13 percentage points (90% margin +6.2 to +19)"),
        ("De kans is {p} dat minder dan 50% van het verwachte er is. Het kan dus beide kanten op. Is er {seen} van "
         "het verwachte, dan laten deze cijfers dat in 8 van de 10 gevallen zien.",
         "The chance is {p} that less than 50% of what was expected is there. So it can go either way. If {seen} of "
         "what was expected is there, these figures show it in 8 cases out of 10."),
    ),
}  # fmt: skip


def percent(part: float) -> str:
    """A part of one in whole percents, halves away from zero."""
    return f"{Decimal(repr(float(part) * 100)).quantize(Decimal(1), rounding=ROUND_HALF_UP) + 0}%".replace("-", "−")


def chance(probability: float, language: str) -> str:
    if 0.01 <= probability <= 0.99:
        return percent(probability)
    words = {"nl": ("minder dan 1%", "meer dan 99%"), "en": ("less than 1%", "more than 99%")}
    return words[language][int(probability > 0.5)]


def filled(text: str, one: Mapping[str, Any], language: str) -> str:
    """A golden text with what was estimated."""
    t = one["evidence"]["T"]
    if t is None:
        return text
    return text.format(
        t=percent(t["estimate"]), low=percent(t["low"]), high=percent(t["high"]), seen=percent(t["detectable"]),
        p=chance(t["below_kappa"], language), q=chance(1 - t["below_kappa"], language),
        against=chance(1 - t["above_zero"], language),
    )  # fmt: skip


@pytest.mark.parametrize("verdict", sorted(ALL_TWELVE))
def test_the_reason_of_regions_side_by_side_is_this_sentence_in_both_languages(verdict: str) -> None:
    one = found("regions", verdict)
    dutch, english = GOLDEN[verdict]
    assert one["reason"].nl == filled(dutch, one, "nl")
    assert one["reason"].en == filled(english, one, "en")


OF_TWO_YEARS = {
    "insufficient_data": (
        "Te weinig cijfers: er is 1 jaar waarin zowel ‘Lampen’ als ‘Licht’ is gemeten, met de afgesproken tijd "
        "ertussen; er zijn er minstens twee nodig.",
        "Too few figures: there is 1 year in which both ‘Lamps’ and ‘Light’ were measured, with the agreed time "
        "between them; at least two are needed.",
    ),
    "not_exercised": (
        "‘lampen’ ging van 100 (2022) naar 104 lampen (2023). ‘licht’ ging van 70 (2022) naar 70% (2023). De output "
        "veranderde dus nauwelijks; het verband is niet op de proef gesteld.",
        "‘lamps’ went from 100 (2022) to 104 lamps (2023). ‘light’ went from 70 (2022) to 70% (2023). So the output "
        "hardly changed; the link has not been put to the test.",
    ),
    # 90 %: 1.6525 times the error of the change, sqrt(0.25^2 + 2 * 0.5^2) = 0.75, so 1.24 either way
    "stalled": (
        "‘lampen’ ging van 100 (2022) naar 200 lampen (2023). ‘licht’ ging van 70 (2022) naar 70% (2023). Verwacht "
        "was +10 procentpunt; gezien is 0 procentpunt (90%-marge −1,2 tot +1,2). De kans is meer dan 99% dat minder "
        "dan 50% van het verwachte er is: hier werkt output niet door in outcome.",
        "‘lamps’ went from 100 (2022) to 200 lamps (2023). ‘light’ went from 70 (2022) to 70% (2023). Expected was "
        "+10 percentage points; seen is 0 percentage points (90% margin −1.2 to +1.2). The chance is more than "
        "99% that less than 50% of what was expected is there: here output does not translate into outcome.",
    ),
    # belief 0.440 with sd 0.0862 (see test_translation.py): P(T < 0.5) = 0.755
    "leaning_stalled": (
        "‘lampen’ ging van 100 (2022) naar 200 lampen (2023). ‘licht’ ging van 70 (2022) naar 74,4% (2023). Verwacht "
        "was +10 procentpunt; gezien is 4,4 procentpunt (90%-marge +3,2 tot +5,6). De kans is 76% dat minder dan 50% "
        "van het verwachte er is. Dat is te weinig voor een vast oordeel.",
        "‘lamps’ went from 100 (2022) to 200 lamps (2023). ‘light’ went from 70 (2022) to 74.4% (2023). Expected was "
        "+10 percentage points; seen is 4.4 percentage points (90% margin +3.2 to +5.6). The chance is 76% that "
        "less than 50% of what was expected is there. That is too little for a firm verdict.",
    ),
}


@pytest.mark.parametrize("verdict", sorted(OF_TWO_YEARS))
def test_the_reason_of_a_single_series_is_this_sentence_in_both_languages(verdict: str) -> None:
    assert found("series", verdict)["reason"] == Text(nl=OF_TWO_YEARS[verdict][0], en=OF_TWO_YEARS[verdict][1])


def test_an_assumed_shock_is_said_with_its_size_and_with_what_would_take_it_away() -> None:
    one = judged(series(20, shock_sd=None))
    assert one["verdict"] == "leaning_translating"
    assert one["reason"].nl.endswith(
        "Dit rust op één reeks cijfers, en hoe sterk die vanzelf schommelt is aangenomen (2 procentpunt per jaar). "
        "Daarom is het oordeel niet vaster."
    )
    assert one["needed"].nl == (
        "Nodig voor een vast oordeel: cijfers van acht of meer organisaties naast elkaar, of een gemeten maat voor hoe "
        "sterk de outcome vanzelf schommelt."
    )
    assert "year" not in one["needed"].en, "more years of the same series would not do"


def test_an_expectation_that_nobody_declared_is_said() -> None:
    one = judged(Example(SIDE_BY_SIDE["translating"].given, {"expectation": None}))
    assert "Niemand heeft gezegd hoeveel verandering te verwachten was" in one["reason"].nl
    assert "(+5 percentage points)" in one["reason"].en


def test_what_cannot_be_expected_is_not_called_a_fit() -> None:
    one = judged(series(5, expectation={"per_doubling": 0}))
    assert (one["verdict"], one["evidence"]["T"]) == ("inconclusive", None)
    assert "is daarom niet te zeggen" in one["reason"].nl
    assert one["needed"].en.startswith("First agree how much change to expect")


# --- The sentence has its numbers -------------------------------------------------------------------------------


def rounded(value: float, language: str, digits: int = 2) -> str:
    """So many significant digits, without zeros at the end; whole numbers in full."""
    if value == int(value):
        return str(int(value)).replace("-", "−")
    places = max(0, digits - 1 - Decimal(repr(abs(value))).adjusted())
    text = str(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))
    text = (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")
    return text.replace(".", ",") if language == "nl" else text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", ESTIMATED)
def test_a_sentence_on_regions_has_the_numbers_of_its_evidence(verdict: str, language: str) -> None:
    one = found("regions", verdict)
    evidence, said = one["evidence"], one["reason"][language]
    x, y, t = evidence["output_change"], evidence["outcome_change"], evidence["T"]
    signs = [f"+{rounded(v, language)}" if v > 0 else rounded(v, language) for v in (y["low"], y["high"])]
    to = {"nl": "tot", "en": "to"}[language]
    numbers = [
        str(one["units"]), evidence["basis"]["periods"][0], evidence["basis"]["periods"][-1], percent(x["mean"]),
        rounded(abs(y["mean"]), language), f"{signs[0]} {to} {signs[1]}",
        f"+{rounded(evidence['expectation']['expected_change'], language)}", percent(t["estimate"]),
        f"{percent(t['low'])} {to} {percent(t['high'])}", percent(evidence["expectation"]["kappa"]),
    ]  # fmt: skip
    if verdict == "contradicting":
        numbers[-1] = chance(1 - t["above_zero"], language)
    elif verdict.endswith("translating"):
        numbers.append(chance(one["probability"], language))
    else:
        numbers.append(chance(one["below_kappa"], language))
    assert [number for number in numbers if number not in said] == []
    assert len(re.findall(r"\d+(?:[.,]\d+)?", said)) >= len(numbers)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", ESTIMATED)
def test_a_sentence_on_one_series_has_the_numbers_of_its_evidence(verdict: str, language: str) -> None:
    one = found("series", verdict)
    evidence, said = one["evidence"], one["reason"][language]
    y = evidence["outcome_change"]
    points = [*evidence["output_points"], *evidence["outcome_points"]]
    numbers = [rounded(each["value"], language, 3) for each in points] + [each["period"] for each in points]
    numbers += [rounded(y[key], language) for key in ("mean", "low", "high")]
    numbers.append(f"+{rounded(evidence['expectation']['expected_change'], language)}")
    assert [number for number in numbers if number not in said] == []


def test_a_change_in_logarithms_is_said_in_percent() -> None:
    one = judged(Example(alone=((point(2022, 100), point(2023, 200)), (point(2022, 100), point(2023, 103))),
                         link={"expectation": {"elasticity": 0.1}, "shock_sd": 1}))  # fmt: skip
    assert one["evidence"]["outcome_change"]["mean"] == pytest.approx(0.03)
    assert "gezien is 3,0%" in one["reason"].nl
    assert "Verwacht was +7,2%" in one["reason"].nl


def test_a_probability_is_never_said_to_be_certain() -> None:
    for verdict in ESTIMATED:
        for how in HOW:
            for language in LANGUAGES:
                said = found(how, verdict)["reason"][language]
                assert not re.search(r"(?:kans is|chance is) (?:0|100)%", said), said


# --- No more than the claim allows ------------------------------------------------------------------------------

CAUSAL = re.compile(
    r"veroorza|\bleidde|\bgeleid\b|dankzij|effect van|impact van|invloed van|door toedoen|als gevolg van"
    r"|\bcaus(?:e|es|ed|ing)\b|\bled to\b|thanks to|effects? of|impacts? of|due to|as a result of",
    re.IGNORECASE,
)
CONTRIBUTION = re.compile(r"bijdra|bijgedragen|contribut", re.IGNORECASE)


def everything_said(one: Mapping[str, Any]) -> list[str]:
    texts = [one["reason"], one["needed"], one["evidence"]["lead"], *one["evidence"]["notes"]]
    return [text[language] for text in texts if text is not None for language in LANGUAGES]


@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("verdict", sorted(ALL_TWELVE))
def test_no_word_of_cause_is_said_of_any_verdict(verdict: str, how: str, claim: str) -> None:
    for said in everything_said(found(how, verdict, claim)):
        assert not CAUSAL.search(said), said


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("verdict", sorted(ALL_TWELVE))
def test_an_association_is_never_called_a_contribution(verdict: str, how: str) -> None:
    for said in everything_said(found(how, verdict, "association")):
        assert not CONTRIBUTION.search(said), said


@pytest.mark.parametrize("how", HOW)
def test_only_what_translates_is_called_a_contribution_as_far_as_claim_and_figures_allow(how: str) -> None:
    for verdict in sorted(ALL_TWELVE):
        said = [bool(CONTRIBUTION.search(found(how, verdict, claim)["reason"].nl)) for claim in CLAIMS]
        # one series over two years shows that two things go together, whatever the theory claims
        assert said == ([False, True, True] if verdict == "translating" and how == "regions" else [False] * 3)
    together = found(how, "translating", "association")["reason"]
    assert "gaan samen op" in together.nl
    assert "move together" in together.en


@pytest.mark.parametrize("how", HOW)
def test_a_claim_changes_words_and_never_numbers(how: str) -> None:
    for verdict in sorted(ALL_TWELVE):
        for one, other in pairwise(CLAIMS):
            first, second = found(how, verdict, one), found(how, verdict, other)
            assert first["verdict"] == second["verdict"]
            assert first["evidence"]["T"] == second["evidence"]["T"]


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("verdict", sorted(ALL_TWELVE))
def test_every_text_is_whole_sentences_without_holes(verdict: str, how: str) -> None:
    for said in everything_said(found(how, verdict)):
        assert said.endswith(".")
        assert not re.search(r"[{}]|\bnan\b|\bNone\b|onbekend|unknown|  |\.\.", said), said
