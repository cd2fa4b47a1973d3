"""Wording: words of cause no further than claim and figures allow, golden texts in both languages, one word per term.

The golden texts in ``tests/golden`` are read as a person reads them. ``TOC_WRITE_GOLDEN=1 uv run pytest
tests/test_wording.py`` writes them anew; read the difference before it is kept.
"""

import dataclasses
import os
import re
import string
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from fictional_programme.small import link_of, pick, point, two_ends
from test_progress import measure
from test_progress import one as progress_of
from test_prospect import SINCE_THE_START, TWO, event, outlook
from test_prospect import one as prospect_of
from test_verdict_words import ALL_TWELVE, ALONE, DOUBLED, HOW, SIDE_BY_SIDE, Example, light, panel, series
from test_verdict_words import judged as judged_example

from toc.declared import LANGUAGES, Text
from toc.link_story import failure_words, seen_in_short
from toc.result_chain import CausalLink
from toc.translation import judge_links
from toc.words import SENTENCES, say, say_of_link
from toc.words.filter import (
    BY_CLAIM,
    BY_TIER,
    MILDER,
    Reach,
    TooFarError,
    asserted,
    fitting,
    furthest,
    impact_loosely,
    not_called_about,
    reach_of,
)
from toc.words.labels import LABELS
from toc.words.saying import fill

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
ALL = {**SENTENCES, **LABELS}
LINKS = (
    "verdict", "verdict_name", "change", "growth", "flags", "failure", "part", "usual", "gap_name", "story", "strength",
    "rival", "head", "links", "chains", "chain", "link", "matrix", "delivery", "result", "funnel", "ratio", "expected",
    "next", "strength_of", "legend_short", "letter", "stated", "reading", "gap",
)  # fmt: skip
"""Families of sentences about links."""

TARGETS = ("progress", "prospect", "prospect_status", "pace", "target", "targets", "status", "basis", "outlook",
           "reach", "reaches", "method_name")  # fmt: skip
"""Families of sentences about targets."""


def family(code: str) -> str:
    return code.partition(".")[0]


# --- How far words go -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "sentence", "reach"),
    [
        ("nl", "Meer lampen leidt tot minder wrakken.", Reach.ATTRIBUTION),
        ("nl", "Dankzij de lampen verging geen schip.", Reach.ATTRIBUTION),
        ("nl", "Minder wrakken: dat komt door de lampen.", Reach.ATTRIBUTION),
        ("nl", "Het effect van lampen is groot.", Reach.ATTRIBUTION),
        ("nl", "Meer licht zorgt voor minder wrakken.", Reach.ATTRIBUTION),
        ("nl", "De lampen leverden meer banen op.", Reach.ATTRIBUTION),
        ("nl", "Dit leidt tot meer banen, en niet tot minder.", Reach.ATTRIBUTION),
        ("nl", "Dat past bij een bijdrage.", Reach.CONTRIBUTION),
        ("nl", "De lampen droegen daaraan bij.", Reach.CONTRIBUTION),
        ("nl", "De twee gaan samen op.", Reach.ASSOCIATION),
        ("nl", "Het licht beweegt met de lampen mee.", Reach.ASSOCIATION),
        ("nl", "Of dit leidt tot minder wrakken, is niet te beoordelen.", Reach.NOTHING),
        ("nl", "Dit leidt niet tot minder wrakken.", Reach.NOTHING),
        ("nl", "Niemand weet of het een door het ander komt.", Reach.NOTHING),
        ("nl", "Er zijn 12 lampen.", Reach.NOTHING),
        ("en", "More lamps led to fewer wrecks.", Reach.ATTRIBUTION),
        ("en", "Wrecks fell because of the lamps.", Reach.ATTRIBUTION),
        ("en", "The effect of lamps is clear.", Reach.ATTRIBUTION),
        ("en", "Lamps brought about fewer wrecks.", Reach.ATTRIBUTION),
        ("en", "That is consistent with a contribution.", Reach.CONTRIBUTION),
        ("en", "The two go together.", Reach.ASSOCIATION),
        ("en", "Whether it leads to fewer wrecks cannot be judged.", Reach.NOTHING),
        ("en", "Lamps do not cause wrecks.", Reach.NOTHING),
    ],
)
def test_a_sentence_goes_as_far_as_the_words_that_it_asserts(language: str, sentence: str, reach: Reach) -> None:
    assert max((found for found, _ in asserted(sentence, language)), default=Reach.NOTHING) == reach


def test_an_example_of_what_not_to_write_is_no_assertion() -> None:
    dutch, english = LABELS["links.allowed.association"]
    assert "veroorzaakt" in dutch
    assert "caused" in english
    assert reach_of((dutch, english)) == Reach.ASSOCIATION
    assert reach_of((dutch.replace("Schrijf niet", "Schrijf"), english)) == Reach.ATTRIBUTION


def test_names_that_somebody_gave_are_never_looked_at() -> None:
    name = Text(nl="Impact: dit leidt dankzij ons tot {banen}", en="Impact: this leads to {jobs} thanks to us")
    facts = {"q": 0.9, "kappa": 0.5, "output": name, "outcome": name, "against": 0.97}
    assert name.nl in say_of_link("verdict.contradicting", "association", "N2", **facts).nl


@pytest.mark.parametrize(
    ("claim", "tier", "allowed"),
    [
        ("association", "P3", Reach.ASSOCIATION), ("association", "D", Reach.ASSOCIATION),
        ("contribution", "N0", Reach.NOTHING), ("contribution", "P0", Reach.NOTHING),
        ("contribution", "N2", Reach.ASSOCIATION), ("contribution", "N3", Reach.ASSOCIATION),
        ("contribution", "P2", Reach.ASSOCIATION), ("contribution", "P3", Reach.CONTRIBUTION),
        ("attribution", "P3", Reach.CONTRIBUTION), ("attribution", "D", Reach.CONTRIBUTION),
        ("attribution", "N2", Reach.ASSOCIATION),
    ],
)  # fmt: skip
def test_words_go_no_further_than_the_claim_and_than_the_figures(claim: str, tier: str, allowed: Reach) -> None:
    assert furthest(claim, tier) == allowed


def test_milder_words_are_said_where_the_strongest_go_too_far() -> None:
    facts = {"q": 0.9, "kappa": 0.5}
    strong = say_of_link("verdict.translating.contribution", "contribution", "P3", **facts)
    mild = say_of_link("verdict.translating.contribution", "contribution", "P2", **facts)
    assert "bijdrage" in strong.nl
    assert "bijdrage" not in mild.nl
    assert mild == say("verdict.translating.association", **facts)


def test_what_goes_too_far_and_has_no_milder_words_is_not_said() -> None:
    templates = {"made.up": ("{x} leidt tot {y}", "{x} leads to {y}"), "made.milder": ("{x}", "{x}")}
    with pytest.raises(TooFarError, match=r"made\.up speaks of attribution; contribution at P3 allows contribution"):
        fitting("made.up", templates, "contribution", "P3")
    with pytest.raises(TooFarError):
        say_of_link("verdict.translating.contribution", "contribution", "N0", q=0.9, kappa=0.5)
    with pytest.raises(KeyError):
        say_of_link("verdict.stalled", "certainty", "P3")


# --- Every sentence of the house --------------------------------------------------------------------------------

BY_CLAIM_ALONE = {"links.claim.contribution", "links.claim.attribution"}
"""What the theory itself says, named as such."""

DENIED_LATER = {
    "contribution.split_note": ("zegt zij niet", "not"),
    "peers.not_why": ("zegt deze vergelijking niet", "not"),
}
"""Sentences that deny after the word, with what denies it."""

NO_CAUSE = {
    "pace.last_two": "een lijn door twee punten",
    "slides.delivered_none": "wat er is opgeleverd",
    "book.sheet.targets.intro": "gedeeld door",
    "book.meaning.below": "waardoor wordt gedeeld",
}
"""Words of cause that speak of no cause."""


def test_no_sentence_of_the_house_says_that_the_one_brought_the_other() -> None:
    excused = BY_CLAIM_ALONE | set(DENIED_LATER) | set(NO_CAUSE)
    assert [code for code in ALL if reach_of(ALL[code]) >= Reach.ATTRIBUTION and code not in excused] == []
    for code, words in DENIED_LATER.items():
        assert all(one in text for one, text in zip(words, ALL[code], strict=True)), code
    idle = [code for code in excused - BY_CLAIM_ALONE if code not in ALL or reach_of(ALL[code]) < Reach.ATTRIBUTION]
    assert idle == []


def test_a_sentence_on_links_fits_every_claim_and_all_figures_or_has_milder_words() -> None:
    about_links = [code for code in ALL if family(code) in LINKS and code not in BY_CLAIM_ALONE]
    further = [code for code in about_links if reach_of(ALL[code]) > Reach.ASSOCIATION]
    assert further
    for code in further:
        assert code.rpartition(".")[2] in MILDER, f"{code} goes further than association"
        for claim in BY_CLAIM:
            for tier in set(BY_TIER) - {"N0", "P0"}:
                assert reach_of(ALL[fitting(code, ALL, claim, tier)]) <= furthest(claim, tier)


UNJUDGED = ("verdict.not_measured", "verdict.too_early", "verdict.insufficient", "verdict.needed",
            "failure.measurement", "failure.too_early",
            "story.expected", "story.usual", "story.failure", "story.left", "story.survey",
            "story.no")  # fmt: skip


def test_of_a_link_that_was_not_judged_nothing_is_said_of_how_things_hang_together() -> None:
    codes = [code for code in ALL if code.startswith(UNJUDGED)]
    assert all(any(code.startswith(one) for code in codes) for one in UNJUDGED)
    assert [code for code in codes if reach_of(ALL[code]) > Reach.NOTHING] == []


def both(code: str) -> list[tuple[str, str]]:
    return list(zip(ALL[code], LANGUAGES, strict=True))


def test_what_is_converted_from_a_part_of_a_year_is_called_about() -> None:
    assert [code for code in ALL if any(not_called_about(*one) for one in both(code))] == []


@pytest.mark.parametrize(
    ("language", "sentence", "wrong"),
    [
        ("nl", "×{low:x} tot ×{high:x} per maand", True), ("nl", "ongeveer ×{low:x} per maand", False),
        ("nl", "omgerekend naar een heel jaar", True), ("nl", "niet omgerekend naar een heel jaar", False),
        ("nl", "Waar het kan, staat de groei per maand erbij.", False),
        ("en", "×{low:x} a month.", True), ("en", "about ×{low:x} a month.", False),
    ],
)  # fmt: skip
def test_a_figure_per_month_without_about_is_seen(language: str, sentence: str, wrong: bool) -> None:
    assert bool(not_called_about(sentence, language)) is wrong


def test_impact_is_a_level_of_the_chain_and_nothing_else() -> None:
    its_own = [code for code in ALL if code.endswith((".impact", ".impact_text"))]
    assert len(its_own) >= 4
    found = [code for code in ALL if code not in its_own and any(impact_loosely(*one) for one in both(code))]
    assert found == []


@pytest.mark.parametrize("sentence", ["De impact van de lampen is groot.", "Zo heeft output impact.", "impactvol"])
def test_impact_for_output_is_seen(sentence: str) -> None:
    assert impact_loosely(sentence, "nl")


# --- Golden texts -----------------------------------------------------------------------------------------------

NAMES = {
    "start": ("Lampen vervangen", "Lamps replaced"), "end": ("Licht op het water", "Light on the water"),
    "output": ("vervangen lampen", "replaced lamps"), "outcome": ("nachten met licht", "nights with light"),
    "indicator": ("vervangen lampen", "replaced lamps"), "level": ("regio’s", "regions"), "unit": ("lampen", "lamps"),
    "organisation": ("Grijze Kust", "Grey Coast"), "title": ("Licht op het water", "Light on the water"),
    "element": ("Licht op het water", "Light on the water"), "why": ("minder geld", "less money"),
    "reason": ("minder geld", "less money"), "goal": ("140 lampen", "140 lamps"), "verdict": ("stokt", "stalled"),
}  # fmt: skip
YEARS = {"begin": "2022", "until": "2025", "year": 2027, "period": "2024", "start_period": "2022",
         "first_period": "2023", "last_period": "2024", "day": date(2027, 8, 31), "periods": "2022–2024"}  # fmt: skip
NUMBERS = {"low": 0.12, "high": 0.41, "t_low": 0.12, "t_high": 0.41, "kappa": 0.5, "p": 0.93, "q": 0.93,
           "against": 0.97, "ratio": 0.26, "detectable": 0.4, "value": 0.26, "part": 0.26, "factor": 4.9}  # fmt: skip
MANY = {"first": 361, "last": 1765, "target": 140, "actual": 120, "due": 130, "count": 3, "value": 120,
        "low": 2, "high": 4, "needed": 3, "years": 6, "now_years": 3, "units": 15, "now_units": 8,
        "start": 100}  # fmt: skip


def forms(template: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for _, name, form, _ in string.Formatter().parse(template):
        if name is not None:
            found.setdefault(name, set()).add((form or "").partition("|")[0])
    return found


def example_of(code: str, language: str) -> str:
    """A template as it would be printed, with figures and names of a coast with lighthouses."""
    template = ALL[code][LANGUAGES.index(language)]
    values: dict[str, Any] = {}
    for name, marks in forms(ALL[code][0] + ALL[code][1]).items():
        if marks & {"p", "p1", "chance", "about", "x"}:
            values[name] = 1.6 if "x" in marks and name == "low" else 2.9 if "x" in marks and name == "high" else \
                NUMBERS.get(name, 0.7)  # fmt: skip
        elif marks & {"n", "e", "r", "s", "plural"}:
            values[name] = MANY.get(name, 3)
        elif name in YEARS:
            values[name] = YEARS[name]
        elif name in NAMES:
            values[name] = Text(nl=NAMES[name][0], en=NAMES[name][1])
        else:
            values[name] = f"‹{name}›"
    return fill(template, language, **values)


def texts(said: Text | None) -> dict[str, str] | None:
    return {language: said[language] for language in LANGUAGES} if said is not None else None


def examples(*families: str) -> dict[str, Any]:
    """Every template of these families, filled."""
    return {code: {language: example_of(code, language) for language in LANGUAGES}
            for code in sorted(ALL) if family(code) in families}  # fmt: skip


def told(row: Mapping[str, Any]) -> dict[str, Any]:
    """All that is said of one verdict."""
    found = {
        "reason": texts(row["reason"]), "needed": texts(row["needed"]), "failure": texts(failure_words(row)),
        "short": texts(seen_in_short(row)),
        "notes": [texts(note) for note in row["evidence"]["notes"]],
    }  # fmt: skip
    return {"tier": row["tier"], **{name: said for name, said in found.items() if said}}


TWO_YEARS = panel(1.0, 1.0, years=2, growth=1.0)
FEW = {
    "no output": Example(alone=((), light(10))),
    "neither": Example(alone=((), ())),
    "output stands still": Example(alone=((point(2022, 100), point(2023, 100)), light(10)), link={"shock_sd": 0.25}),
    "one year": Example(alone=(DOUBLED, light(10)[:1])),
    "output of zero": Example(alone=((point(2022, 0), point(2023, 0)), light(10)), link={"shock_sd": 0.25}),
    "part of a year": Example(alone=((point(2022, 100, (4, 7)), point(2023, 200)), light(10)), link={"shock_sd": 0.25}),
    "assumed movements": series(20, shock_sd=None),
    "no expectation": Example(SIDE_BY_SIDE["translating"].given, {"expectation": None}),
    "nothing expected": series(5, expectation={"per_doubling": 0}),
    "noise": panel(0.5, 30.0),
}  # fmt: skip


def part_of_a_year(annualise: bool) -> dict[str, Any]:
    """A count of 4 to 7 months beside one of a whole year."""
    link = CausalLink.model_validate(link_of(expectation={"per_doubling": 10}, shock_sd=0.25))
    points = {("x", "coast"): (point(2022, 36, (4, 7)), point(2023, 200)), ("y", "coast"): light(15)}
    programme = two_ends(points, x_counts={"kind": "flow"}, x_is={"annualise": annualise})
    return pick(judge_links([link], programme, ["coast"]), link="L")


def verdicts() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for how in HOW:
        for verdict in sorted(ALL_TWELVE):
            example = (SIDE_BY_SIDE if how == "regions" else ALONE)[verdict]
            rows = {claim: judged_example(example, claim) for claim in BY_CLAIM}
            found[f"{how}, {verdict}"] = told(rows["contribution"])
            for claim in ("association", "attribution"):
                if rows[claim]["reason"] != rows["contribution"]["reason"]:
                    found[f"{how}, {verdict}, claim of {claim}"] = told(rows[claim])
    found["regions over two years, translating"] = told(judged_example(TWO_YEARS))
    found["a part of a year, converted"] = told(part_of_a_year(annualise=True))
    found["a part of a year, not to be converted"] = told(part_of_a_year(annualise=False))
    return found | {f"too little: {name}": told(judged_example(example)) for name, example in FEW.items()}


def progress() -> dict[str, Any]:
    more, less = {"value": 140}, {"value": 80}
    at = {"value": 100}
    flagged = dataclasses.replace(point(2024, 130), flags=("at_least",))
    lowered = [{"value": 120, "set_on": date(2024, 6, 1), "reason": {"nl": "minder geld", "en": "less money"}}]
    cases: dict[str, Callable[[], dict[str, Any]]] = {
        "reached": lambda: progress_of(point(2024, 150), target=more, baseline=at),
        "below": lambda: progress_of(point(2024, 120), target=more, baseline=at),
        "on path": lambda: progress_of(point(2024, 125), target={**more, "path": "linear"}, baseline=at),
        "behind path": lambda: progress_of(point(2024, 105), target={**more, "path": "linear"}, baseline=at),
        "wrong way": lambda: progress_of(point(2024, 110), target=less, baseline=at, of={"ascending": False}),
        "without baseline": lambda: progress_of(point(2024, 120), target=more),
        "without baseline, less is better": lambda: progress_of(point(2024, 90), target=less, of={"ascending": False}),
        "mean per year": lambda: progress_of(point(2024, 120), target={**more, "basis": "mean_per_year"}),
        "other basis": lambda: progress_of(point(2024, 120), target={**more, "basis": "cumulative"}),
        "not measured": lambda: progress_of(target=more),
        "part of a year": lambda: progress_of(point(2024, 60, (4, 7)), target=more),
        "only later": lambda: progress_of(point(2027, 120), target=more),
        "before the baseline": lambda: progress_of(point(2021, 90), target=more, baseline=at),
        "target equals baseline": lambda: progress_of(point(2024, 120), target={"value": 100}, baseline=at),
        "target behind baseline": lambda: progress_of(point(2024, 90), target=less, baseline=at),
        "band": lambda: progress_of(point(2024, 110), target={"value": 105}, of={"band": {"low": 100, "high": 120}}),
        "outside the band": lambda: progress_of(point(2024, 90), target={"value": 105}, baseline={"value": 80},
                                                of={"band": {"low": 100, "high": 120}}),
        "at least": lambda: progress_of(flagged, target=more, baseline=at),
        "ways agree": lambda: progress_of(point(2023, 103), point(2024, 106), target=more, baseline=at),
        "ways differ": lambda: progress_of(point(2023, 130), point(2024, 131), target=more, baseline=at),
        "lowered": lambda: pick(measure(point(2024, 125), target={**more, "versions": lowered}, baseline=at),
                                target_value=140.0),
    }  # fmt: skip
    found = {}
    for name, ask in cases.items():
        row = ask()
        found[name] = {"status": row["status"], "word": {lang: example_of(f"status.{row['status']}", lang)
                       for lang in LANGUAGES}, "reason": texts(row["reason"])}  # fmt: skip
    return found


def prospect() -> dict[str, Any]:
    down = {"of": {"ascending": False}}
    cases: dict[str, Callable[[], dict[str, Any]]] = {
        "likely": lambda: prospect_of(*TWO, target={"value": 120}, ahead=outlook(140, 10)),
        "uncertain": lambda: prospect_of(*TWO, ahead=outlook(140, 10)),
        "unlikely": lambda: prospect_of(*TWO, ahead=outlook(110, 10)),
        "less is better": lambda: prospect_of(point(2023, 200), point(2024, 190), target={"value": 100},
                                              ahead=outlook(160, 20), **down),
        "fast, but may not last": lambda: prospect_of(*TWO, target={"value": 120}, ahead=outlook(115, 10)),
        "there now": lambda: prospect_of(*TWO, target={"value": 105}, ahead=outlook(115, 10)),
        "band": lambda: prospect_of(*TWO, target={"value": 115}, ahead=outlook(115, 10),
                                    of={"band": {"low": 105, "high": 125}}),
        "little of its own": lambda: prospect_of(*TWO, ahead=outlook(140, 10, own=0.1)),
        "event": lambda: prospect_of(*TWO, ahead=outlook(140, 10), events=[event("end", "2027-08-31")]),
        "reached": lambda: prospect_of(point(2023, 120), point(2024, 150), counted=SINCE_THE_START),
        "measured, reached": lambda: prospect_of(point("2025/26", 120), point("2026/27", 150),
                                                 ahead=outlook(140, 50, range(2028, 2031)), as_of=date(2027, 10, 1)),
        "measured, not reached": lambda: prospect_of(point("2025/26", 120), point("2026/27", 130),
                                                     ahead=outlook(140, 50, range(2028, 2031)),
                                                     as_of=date(2027, 10, 1)),
        "mean per year": lambda: prospect_of(*TWO, target={"basis": "mean_per_year"}, ahead=outlook(140, 10)),
        "other basis": lambda: prospect_of(*TWO, target={"basis": "cumulative"}, ahead=outlook(140, 10)),
        "beyond": lambda: prospect_of(*TWO, target={"year": 2040}, ahead=outlook(140, 10)),
        "one figure": lambda: prospect_of(point(2024, 5)),
        "part of a year": lambda: prospect_of(point(2023, 50, (4, 7)), point(2024, 110), ahead=outlook(140, 10)),
    }  # fmt: skip
    found = {}
    for name, ask in cases.items():
        row = ask()
        found[name] = {"status": row["status"], "word": texts(say(f"prospect_status.{row['status']}")),
                       "reason": texts(row["reason"])}  # fmt: skip
    return found


FAMILIES: dict[str, Callable[[], dict[str, Any]]] = {
    "verdicts": verdicts,
    "progress": progress,
    "prospects": prospect,
    "links_every_sentence": lambda: examples(*LINKS),
    "targets_every_sentence": lambda: examples(*TARGETS),
}


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_every_kind_of_sentence_is_this_golden_text(name: str) -> None:
    found = FAMILIES[name]()
    file = GOLDEN / f"{name}.yaml"
    if os.environ.get("TOC_WRITE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        file.write_text(yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")
    kept = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert list(kept) == list(found)
    for key in kept:
        assert found[key] == kept[key], key


# --- One word per term ------------------------------------------------------------------------------------------

WORD_LIST = (ROOT / "docs" / "woordenlijst.md").read_text(encoding="utf-8")
CODE = re.compile(r"```.*?```|`[^`]*`|\[[\w.]+\]\([^)]*\)|\]\([^)]*\)|\{[^}|]*\}|--\w+", re.DOTALL)


def part_of_list(heading: str) -> str:
    return WORD_LIST.partition(f"## {heading}\n")[2].partition("\n## ")[0]


def rows_under(heading: str) -> list[list[str]]:
    """Rows of the table under a heading, without its head."""
    lines = [line for line in part_of_list(heading).splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


TERMS = [
    row for heading in ("De keten", "Cijfers", "Doelen", "Oordelen over een verband") for row in rows_under(heading)
]
UNUSED = rows_under("Woorden die wij niet gebruiken")


def spoken(language: int) -> dict[str, str]:
    return {code: CODE.sub(" ", template[language]) for code, template in ALL.items()}


@pytest.mark.parametrize(("language", "column"), [(0, 0), (1, 1)])
def test_every_term_of_the_list_is_said_somewhere(language: int, column: int) -> None:
    everything = "\n".join(spoken(language).values()).lower()
    assert [row[column] for row in TERMS if not re.search(rf"\b{re.escape(row[column])}", everything)] == []


def test_no_term_stands_in_the_list_twice() -> None:
    for column in (0, 1):
        words = [row[column] for row in TERMS]
        assert len(words) == len(set(words)) > 40


def test_every_name_in_yaml_is_in_the_reference() -> None:
    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    names = [name for row in TERMS for name in re.findall(r"`([^`]+)`", row[2])]
    assert [name for name in names if name not in reference] == []


def unused(column: int) -> list[str]:
    return [word.strip() for row in UNUSED for word in row[column].split(",") if word.strip()]


@pytest.mark.parametrize("language", [0, 1])
def test_no_word_that_we_do_not_use_is_on_the_screen(language: int) -> None:
    words = unused(language)
    assert len(words) > 15
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
    found = {code: hit[0] for code, text in spoken(language).items()
             if (hit := pattern.search(text)) and not code.startswith("links.allowed.")}  # fmt: skip
    assert {code: word for code, word in found.items() if word not in DENIES.get(code, "")} == {}


DENIES = {"contribution.split_note": "veroorzaakte"}
"""Words that we do not use, where it is said that they do not hold."""


@pytest.mark.parametrize(("file", "language"), [("handleiding.md", 0), ("guide.md", 1)])
def test_no_word_that_we_do_not_use_is_in_the_manual(file: str, language: int) -> None:
    manual = CODE.sub(" ", (ROOT / "docs" / file).read_text(encoding="utf-8"))
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, unused(language)))})\b", re.IGNORECASE)
    assert [hit[0] for hit in pattern.finditer(manual)] == []
