"""What stands behind a verdict: the numbers of its evidence in words, and no stronger a story than it bears."""

import dataclasses
import math
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from fictional_programme.verdict_rows import verdict_row, verdicts_of

from toc.assessment import Assessment
from toc.declared import Text
from toc.explain import explain
from toc.link_story import Told, differs_from_usual, failure_words, rivals, story_of, strength, usual_rule

BASIS = {"level": "station", "organisations": ["gull-rock", "amber-light"], "periods": ["2022", "2023", "2024"],
         "figures": 6, "left_out": ["seal-head"], "missing": ["drift-point"],
         "outliers": [{"organisation": "gull-rock", "period": "2023"}]}  # fmt: skip
FOUND = {"estimate": 0.2, "error": 0.1, "degrees": 7.0, "low": 0.03, "high": 0.41, "mean": 0.22, "sd": 0.1,
         "below_kappa": 0.98, "above_zero": 0.97, "detectable": 0.3, "reliability": 0.9, "shock_sd": 2.0,
         "shock_declared": True, "process_sd": 1.0}  # fmt: skip
FULL = {
    "tier": "P3", "output_indicator": "lamps_repaired", "outcome_indicator": "safe_share", "basis": BASIS, "T": FOUND,
    "expectation": {"form": "per_doubling", "value": 10.0, "defaulted": False, "kappa": 0.5, "expected_change": 14.0,
                    "scale": "unit"},
    "outcome_change": {"mean": 3.0, "low": -1.0, "high": 7.0, "pairs": 2, "scale": "unit"},
    "two_way": {"estimate": 0.1, "error": 0.2, "differs": True}, "leave_one_out": [0.11, 0.37],
    "tipping": {"shock_sd": 8.0, "verdict": "inconclusive"},
    "lags": [{"lag": 0, "estimate": 0.21, "low": 0.0, "high": 0.4, "p_adjusted": 0.2},
             {"lag": 1, "estimate": 0.62, "low": 0.3, "high": 0.9, "p_adjusted": 0.01}],
    "survey": {"grade": "C", "answered": 0.057, "bounds": [40.0, 90.0], "sd_assumed": True, "design_effect": 1.25},
    "composition": {"same_units": 2.0, "all_units": 5.0, "left": ["seal-head"], "came": []},
}  # fmt: skip


def lines(told: Iterable[Told]) -> Iterator[str]:
    for one in told:
        yield one.text.en
        yield from lines(one.parts)


def story(assessment: Assessment, verdict: str = "stalled", evidence: Any = None, **changed: Any) -> str:
    """The story of K3 (lamps repaired to safe passage), as English text."""
    row = verdict_row("K3", "P1", "U2", verdict, organisation="grey-coast", evidence=evidence, **changed)
    return "\n".join(lines(story_of(assessment.theory, row)))


@pytest.fixture(scope="module")
def full(assessment: Assessment) -> str:
    return story(assessment, evidence=FULL, tier="P3", ratio=0.22, lower90=0.03, upper90=0.41, below_kappa=0.98,
                 detectable=0.3, naive=True, failure="theory",
                 needed=Text(nl="Nodig: meer.", en="Needed: more."))  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        "seen is 22% of what was expected (90% margin 3% to 41%)",
        "chance that it is less than 50%, the part that is enough: 98%",
        "only 30% of what was expected would show",
        "expected: 10 percentage points for every doubling of the output",
        "with this change of the output that comes to 14 percentage points",
        "seen: 3 percentage points (90% margin −1 to 7)",
        "rests on 2 lighthouses side by side, 2022–2024; 6 figures together",
        "Gull Rock; Amber Light",
        "measured only once, so no change can be computed: Seal Head",
        "no figures of both sides: Drift Point",
        "far from the rest: Gull Rock in 2023",
        "for those always there the change is 2 percentage points, for all 5 percentage points",
        "no longer there: Seal Head",
        "5.7% answered",
        "the figure lies between 40 and 90",
        "therefore they count for 80%",
        "the usual spread is used",
        "movements of 2 percentage points a year are used, as declared",
        "the verdict becomes ‘inconclusive’ if the outcome moves by itself by at least 8 percentage points a year",
        "without one organisation at a time that is 11% to 37% of what was expected",
        "compared only within the same year that is 10% of what was expected (90% margin about −23% to 43%)",
        "that differs clearly",
        "with 1 year between output and outcome that is 62% of what was expected",
        "does not translate; this verdict: stalled",
        "what is the matter: the output is there, the outcome does not follow",
        "Needed: more.",
        "how strong the story of a contribution is: there is none",
        "other people answered the questionnaire than before",
    ],
)  # fmt: skip
def test_everything_in_the_evidence_is_told(full: str, said: str) -> None:
    assert said in full


def test_nothing_is_told_of_what_is_not_known(assessment: Assessment) -> None:
    told = story(assessment, "not_measured", evidence={"missing": "outcome"})
    assert told.splitlines() == ["expected: 10 percentage points for every doubling of the output"]


def test_a_cap_says_what_the_figures_alone_would_say(assessment: Assessment) -> None:
    for cap, why in (("shock", "assumption"), ("placebo", "did show something"), ("tier", "so few figures")):
        told = story(assessment, "leaning_stalled", evidence={**FULL, "cap": cap, "uncapped": "stalled"})
        assert "would say ‘stalled’; so firm a word does not fit" in told
        assert why in told


def test_a_default_is_named_and_where_nothing_tips_that_is_said(assessment: Assessment) -> None:
    expectation = {**FULL["expectation"], "defaulted": True}  # type: ignore[dict-item]
    told = story(assessment, evidence={**FULL, "expectation": expectation, "tipping": None, "T": {**FOUND,
                 "shock_declared": False}})  # fmt: skip
    assert "the smallest change that matters is used" in told
    assert "the verdict stays the same" in told
    assert "that is an assumption" in told


def test_a_default_that_could_not_be_reckoned_is_not_written_as_a_number(assessment: Assessment) -> None:
    expectation = {**FULL["expectation"], "defaulted": True, "value": math.nan}  # type: ignore[dict-item]
    row = verdict_row("K6", "U1", "U4", "not_exercised", organisation="grey-coast",
                      evidence={**FULL, "expectation": expectation})  # fmt: skip
    told = list(lines(story_of(assessment.theory, row)))
    assert "nobody declared how much to expect" in told
    assert not any("unknown" in one for one in told[:3])


def test_own_figures_are_told_as_such(assessment: Assessment) -> None:
    basis = {**BASIS, "level": None, "organisations": ["grey-coast"], "periods": ["2022", "2024"]}
    told = story(assessment, evidence={**FULL, "basis": basis, "composition": None}, tier="N2")
    assert "rests on figures of its own of 2022–2024 (Grey Coast)" in told
    assert "something else happened in the same years" in told
    assert "strong organisations" not in told


@pytest.mark.parametrize(
    ("tier", "verdict", "cap", "expected"),
    [
        ("D", "translating", None, "strong"), ("P3", "translating", None, "moderate"),
        ("P2", "translating", None, "moderate"), ("N3", "translating", None, "weak"),
        ("P3", "translating", "placebo", "weak"), ("P3", "leaning_translating", None, "weak"),
        ("N2", "leaning_translating", None, "weak"), ("P3", "weak", None, "weak"), ("N2", "weak", None, "none"),
        ("P3", "stalled", None, "none"), ("D", "contradicting", "placebo", "none"), ("D", "inconclusive", None, "none"),
        ("N0", "not_measured", None, "none"),
    ],
)  # fmt: skip
def test_a_story_is_as_strong_as_its_figures_and_verdict_allow(
    tier: str, verdict: str, cap: str | None, expected: str
) -> None:
    assert strength(tier, verdict, cap) == expected


def test_rival_explanations_are_named_only_where_they_apply() -> None:
    assert rivals("N2", "translating", survey=False) == ("rival.years",)
    assert rivals("P3", "translating", survey=True) == ("rival.region", "rival.strong", "rival.answers")
    assert rivals("P3", "stalled", survey=False) == ("rival.region",)
    assert rivals("N2", "outcome_without_output", survey=False) == ("rival.years",)
    assert rivals("P3", "not_exercised", survey=True) == ()
    assert rivals("D", "translating", survey=False) == ()
    assert rivals("P3", "insufficient_data", survey=True) == ()


def failed(failure: object, verdict: str, ratio: float = 0.0, **evidence: Any) -> str | None:
    """The Dutch words for what went wrong."""
    rose = {"output_change": {"mean": 3.0}, "outcome_change": None, "expectation": {"expected_change": 2.0}}
    found = failure_words({"failure": failure, "verdict": verdict, "ratio": ratio, "evidence": rose | evidence,
                           "claim": "contribution", "tier": "P3"})  # fmt: skip
    return found.nl if found else None


def test_words_of_failure_say_what_is_seen() -> None:
    assert failed("theory", "weak", 0.26) == "de output is er; de outcome volgt voor ongeveer een kwart"
    assert failed("theory", "weak", 0.41) == "de output is er; de outcome volgt voor ongeveer 41%"
    assert failed("theory", "stalled", 0.1) == "de output is er, de outcome volgt niet"
    assert failed("theory", "leaning_stalled", 0.2) == "de output is er; de outcome lijkt niet genoeg te volgen"
    worse = failed("theory", "contradicting", -0.5, outcome_change={"mean": -1.0})
    assert worse == "de output is er; de outcome werd slechter"
    # against what was expected after the common years are taken off, while the outcome itself did rise
    other = failed("theory", "contradicting", -0.5, outcome_change={"mean": 0.2})
    assert other == "de output is er; de outcome ging de andere kant op dan verwacht"


@pytest.mark.parametrize(
    ("naive", "gap", "way"),
    [(True, "shown", None), (True, "unproven", "accuses"), (True, None, "accuses"), (True, "unmeasured", "accuses"),
     (False, "shown", "silent"), (False, "unproven", "silent"), (False, "unmeasured", None), (False, None, None),
     (None, "shown", None)],
)  # fmt: skip
def test_the_usual_rule_differs_in_two_directions(naive: bool | None, gap: str | None, way: str | None) -> None:
    assert differs_from_usual({"naive": naive, "gap": gap}) == way


def test_the_usual_rule_has_three_answers_and_a_failure_its_words() -> None:
    assert len({usual_rule(answer).nl for answer in (True, False, None)}) == 3
    assert usual_rule(math.nan) == usual_rule(None)  # type: ignore[arg-type]
    assert failed(None, "stalled") is None
    assert failed(math.nan, "stalled") is None
    kinds = ("delivery", "theory", "too_early", "measurement", "open")
    assert len({str(failed(one, "stalled")) for one in kinds}) == len(kinds)


def test_explain_tells_the_story_under_the_verdict(assessment: Assessment) -> None:
    row = verdict_row("K3", "P1", "U2", "stalled", 0.02, organisation="grey-coast", evidence=FULL, ratio=0.22,
                      lower90=0.03, upper90=0.41, tier="P3")  # fmt: skip
    (step,) = explain(dataclasses.replace(assessment, verdicts=verdicts_of(row)), "K3")
    told = [one.text.en for one in step.parts]
    assert told[0] == "Why K3."
    assert any(one.startswith("seen is 22%") for one in told)
    assert any(one.startswith("mechanism: ") for one in told)
    assert "stands in LOG1:5" in told
    assert sum(one.startswith("assumption B") for one in told) == 2


def test_every_verdict_of_a_real_assessment_can_be_told(assessment: Assessment) -> None:
    for row in assessment.verdicts.to_dict("records"):
        told = list(lines(story_of(assessment.theory, row)))
        assert told
        assert not any("{" in one or "nan" in one.split() for one in told)
