"""Sentences from reports: supported, contradicted or unverifiable, with the figures that were tried."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from fictional_programme.small import element, indicator, numbered, row, theory_of

from toc.assessment import Assessment, assess
from toc.claim import DocumentClaim
from toc.judgement import JudgedClaim
from toc.monitoring import PlainRow
from toc.provenance import Document
from toc.target import Target

LOG = Document.model_validate({"id": "LOG", "title": "Log", "publisher": "Coast", "known_on": "2025-03"})
CHAIN = (
    {"id": "P", "level": "output", "title": "Lampen", "indicators": ["x"]},
    {"id": "U", "level": "outcome", "title": "Licht", "indicators": ["y"]},
    {"id": "V", "level": "outcome", "title": "Moed"},
)
LINKS = ({"expectation": {"per_doubling": 10}, "shock_sd": 1, "process_sd": 0.5}, {"id": "M", "from": "U", "to": "V"})


def judge(
    rows: Sequence[PlainRow], targets: Sequence[dict[str, Any]] = (), counted: dict[str, Any] | None = None, **test: Any
) -> JudgedClaim:
    """The answer to one claim about the coast; x is an output and y a share, and organisation a reports both."""
    claim = {"id": "c", "quote": "q", "source": "LOG:1", "title": "t", "organisation": "a", **test}
    standard = {"indicator": "x", "organisation": "a", "basis": "annual", "owner": "k", "source": "LOG:1"}
    theory = theory_of(
        [element("x", **(counted or {})),
         element("y", unit="percent", kind="stock", over_time="last", over_organisations="none")],
        [indicator("x", annualise=counted is None, min_coverage=0.8), indicator("y", unit="percent", level="outcome")],
        rounds=[2022, 2023],
        chain=CHAIN,
        links=LINKS,
        documents=(LOG,),
        claims=(DocumentClaim.model_validate(claim),),
        targets=tuple(Target.model_validate({**standard, **one}) for one in targets),
    )  # fmt: skip
    (found,) = assess(theory, numbered(rows), as_of=date(2030, 1, 1)).claims
    assert found.reason.nl
    assert found.reason.en
    return found


def value_is(comparison: str, value: float, period: object = 2023, **more: Any) -> dict[str, Any]:
    return {"value_is": {"indicator": "x", "period": period, "comparison": comparison, "value": value, **more}}


# --- Values -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("comparison", "claimed", "answer"),
    [(">", 7741, "supported"), (">", 7742, "contradicted"), (">=", 7742, "supported"), ("<", 8000, "supported"),
     ("<", 7742, "contradicted"), ("<=", 7742, "supported"), ("=", 7742, "supported"), ("=", 8000, "contradicted")],
)  # fmt: skip
def test_a_value_compares_as_the_sentence_says_or_not(comparison: str, claimed: float, answer: str) -> None:
    found = judge([row("a", "x", 2023, 7742)], **value_is(comparison, claimed))
    assert found.answer == answer
    assert "7,742" in found.reason.en
    assert found.figures[0]["value"] == 7742


def test_a_value_that_nobody_reported_is_unverifiable() -> None:
    found = judge([row("a", "x", 2022, 5)], **value_is(">", 3))
    assert (found.answer, found.figures) == ("unverifiable", ())


def test_zero_is_a_value_that_can_contradict() -> None:
    assert judge([row("a", "x", 2023, 0)], **value_is(">", 0)).answer == "contradicted"


def test_a_sentence_that_counts_something_else_is_unverifiable() -> None:
    found = judge([row("a", "x", 2023, 9)], **value_is(">", 3, speaks_of="candles"))
    assert found.answer == "unverifiable"
    assert "candles" in found.reason.en


@pytest.mark.parametrize(
    "rows",
    [
        [row("a", "x", 2023, 9, use="quarantined")],  # shown, used nowhere
        [row("a", "x", 2023, 9), row("a", "x", 2023, 2)],  # a contradiction nobody resolved
    ],
)
def test_a_figure_that_may_not_be_used_answers_nothing(rows: list[PlainRow]) -> None:
    assert judge(rows, **value_is(">", 3)).answer == "unverifiable"


def test_a_sum_that_rests_on_too_few_answers_nothing() -> None:
    # one of four stations reported and 80 % is asked for
    found = judge([row("a", "x", 2023, 9)], organisation="coast", **value_is("<", 10))
    assert found.answer == "unverifiable"


@pytest.mark.parametrize(
    ("bound", "comparison", "claimed", "answer"),
    [
        ("at_least", ">", 7000, "supported"),
        ("at_least", "<", 7000, "contradicted"),
        ("at_least", "<", 9000, "unverifiable"),  # at least 8000 can be 10,000
        ("at_most", "<", 9000, "supported"),
        ("at_most", ">", 7000, "unverifiable"),
    ],
)
def test_a_bound_only_answers_what_it_settles(bound: str, comparison: str, claimed: float, answer: str) -> None:
    assert judge([row("a", "x", 2023, 8000, bound=bound)], **value_is(comparison, claimed)).answer == answer


# --- Changes ----------------------------------------------------------------------------------------------------


def changed(direction: str) -> dict[str, Any]:
    return {"changed": {"indicator": "x", "start": 2022, "end": 2023, "direction": direction}}


@pytest.mark.parametrize(("first", "last", "seen"), [(5, 8, "rose"), (8, 5, "fell"), (5, 5, "unchanged")])
@pytest.mark.parametrize("claimed", ["rose", "fell", "unchanged"])
def test_a_change_went_the_way_the_sentence_says_or_not(first: float, last: float, seen: str, claimed: str) -> None:
    found = judge([row("a", "x", 2022, first), row("a", "x", 2023, last)], **changed(claimed))
    assert found.answer == ("supported" if seen == claimed else "contradicted")


def test_a_change_with_one_side_missing_is_unverifiable_and_names_it() -> None:
    found = judge([row("a", "x", 2023, 5)], **changed("rose"))
    assert found.answer == "unverifiable"
    assert "2022" in found.reason.en
    assert "2023" not in found.reason.en


@pytest.mark.parametrize(
    ("last", "claimed", "answer"),
    [
        (1765, "rose", "supported"),  # per month x1.63 to x2.85
        (1765, "fell", "contradicted"),
        (1765, "unchanged", "contradicted"),
        (900, "rose", "unverifiable"),  # x0.83 to x1.45
        (500, "rose", "contradicted"),  # x0.46 to x0.81: fewer per month, although 500 is more than 361
        (500, "fell", "supported"),
    ],
)
def test_a_part_of_a_year_answers_only_what_holds_for_every_length(last: float, claimed: str, answer: str) -> None:
    found = judge([row("a", "x", 2022, 361, months="4-7"), row("a", "x", 2023, last)], **changed(claimed))
    assert found.answer == answer
    assert "per_month" in found.figures[0]


def test_a_share_over_a_part_of_a_year_is_no_change() -> None:
    rows = [row("a", "y", 2022, 70, months="4-7"), row("a", "y", 2023, 80)]
    test = {"changed": {"indicator": "y", "start": 2022, "end": 2023, "direction": "rose"}}
    assert judge(rows, **test).answer == "unverifiable"


# --- Targets ----------------------------------------------------------------------------------------------------


def reached(*targets: str, period: object = 2023, **more: Any) -> dict[str, Any]:
    return {"target_reached": {"targets": list(targets), "period": period, **more}}


@pytest.mark.parametrize(("goal", "answer"), [(5, "supported"), (9, "contradicted")])
def test_a_target_is_reached_or_not(goal: float, answer: str) -> None:
    found = judge([row("a", "x", 2023, 7)], [{"id": "t", "year": 2026, "value": goal}], **reached("t"))
    assert found.answer == answer


def test_all_targets_must_be_reached() -> None:
    targets = [{"id": "t", "year": 2026, "value": 5}, {"id": "u", "year": 2026, "value": 9}]
    found = judge([row("a", "x", 2023, 7)], targets, **reached("t", "u"))
    assert found.answer == "contradicted"
    assert "the target for 2026 is 9" in found.reason.en
    assert "5" not in found.reason.en.replace("2025", "")  # the target that was reached is not blamed


def test_a_target_that_was_lowered_is_not_reached_by_that() -> None:
    versions = [{"value": 5, "set_on": "2024-01-15", "reason": "glass"}]
    targets = [{"id": "t", "year": 2026, "value": 9, "versions": versions}]
    assert judge([row("a", "x", 2023, 7)], targets, **reached("t")).answer == "contradicted"


def test_a_claim_of_one_year_is_held_against_the_figures_of_that_year() -> None:
    # 12 in 2022 reached the target of 10, 5 in 2023 does not
    rows = [row("a", "x", 2022, 12), row("a", "x", 2023, 5)]
    targets = [{"id": "t", "year": 2026, "value": 10}]
    assert judge(rows, targets, **reached("t", period=2022)).answer == "supported"
    assert judge(rows, targets, **reached("t", period=2023)).answer == "contradicted"


def test_targets_that_count_something_else_are_unverifiable_with_the_figures_beside_them() -> None:
    targets = [{"id": "t", "year": 2026, "value": 8500, "basis": "net_extra"}]
    found = judge([row("a", "x", 2023, 7742)], targets, **reached("t"))
    assert found.answer == "unverifiable"
    assert "7,742" in found.reason.en
    assert found.figures[0]["if_it_could_be_compared"] == pytest.approx(7742 / 8500)


def test_within_reach_without_a_limit_is_unverifiable_with_the_figures() -> None:
    targets = [{"id": "t", "year": 2026, "value": 10}]
    found = judge([row("a", "x", 2023, 9)], targets, **reached("t", within_reach=True))
    assert found.answer == "unverifiable"
    assert "90%" in found.reason.en


def test_targets_without_a_figure_are_unverifiable() -> None:
    assert judge([], [{"id": "t", "year": 2026, "value": 10}], **reached("t")).answer == "unverifiable"


# --- Effects ----------------------------------------------------------------------------------------------------


def moved(last: float) -> list[PlainRow]:
    return [row("a", "x", 2022, 100), row("a", "x", 2023, 200), row("a", "y", 2022, 70), row("a", "y", 2023, last)]


@pytest.mark.parametrize(
    ("last", "answer"), [(82, "supported"), (60, "contradicted"), (70, "contradicted"), (75, "unverifiable")]
)
def test_an_effect_is_seen_or_not_or_nobody_can_tell(last: float, answer: str) -> None:
    # a stock doubled; 10 was expected of the share, with 1 a year that happens anyway
    stock = {"kind": "stock", "over_time": "last"}
    assert judge(moved(last), counted=stock, effect={"links": ["L"]}).answer == answer


def test_an_effect_that_is_seen_is_still_no_proof_of_cause() -> None:
    found = judge(moved(82), counted={"kind": "stock", "over_time": "last"}, effect={"links": ["L"]})
    assert "no proof" in found.reason.en
    assert "geen bewijs dat het een door het ander komt" in found.reason.nl


def test_an_effect_on_something_unmeasured_is_unverifiable_and_names_it() -> None:
    found = judge(moved(82), counted={"kind": "stock", "over_time": "last"}, effect={"links": ["M"], "elements": ["V"]})
    assert found.answer == "unverifiable"
    assert "Moed" in found.reason.en


def test_one_link_that_works_and_one_unmeasured_are_not_enough() -> None:
    stock = {"kind": "stock", "over_time": "last"}
    assert judge(moved(82), counted=stock, effect={"links": ["L", "M"]}).answer == "unverifiable"


# --- The fictional programme ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        ("over_3000_lamps", "supported"),  # 3400
        ("under_five_wrecks", "contradicted"),  # 8
        ("extra_ships_counted", "unverifiable"),  # nobody counts them
        ("safer", "supported"),  # 80 to 85.5
        ("more_wrecks", "contradicted"),  # 20 to 8
        ("lamps_grew", "supported"),  # x1.63 to x2.85 per month
        ("wrecks_target", "contradicted"),  # 80 % of the way
        ("extra_target", "unverifiable"),
        ("within_reach", "unverifiable"),
        ("courage", "unverifiable"),  # captains' courage is not measured
        ("light_is_safety", "unverifiable"),  # inconclusive
    ],
)
def test_claims_of_the_lighthouses(assessment: Assessment, claim: str, answer: str) -> None:
    (found,) = [one for one in assessment.claims if one.claim.id == claim]
    assert found.answer == answer
