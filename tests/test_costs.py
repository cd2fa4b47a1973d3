"""What results cost, as ranges; years by their present value; claims about the return of a euro."""

import csv
import dataclasses
import io
import math
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from fictional_programme.small import codes, element, indicator, numbered, row, theory_of, tree_of
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from typer.testing import CliRunner

import toc
from toc.assessment import Assessment, assess
from toc.claim import DocumentClaim
from toc.cli import app
from toc.cost_page import COST_COLUMNS, cost_page, cost_records
from toc.costs import costs_of, results_of
from toc.declared import Text
from toc.errors import FindingsError, Severity
from toc.judgement import JudgedClaim
from toc.monitoring import PlainRow
from toc.provenance import Document
from toc.reading import load_theory
from toc.result_chain import ActionLine
from toc.rules import check_theory
from toc.schema import schema_of
from toc.spending import EUROS, Money, is_money
from toc.tables import records_text
from toc.theory import Theory
from toc.words import amount_of

LOG = Document.model_validate({"id": "LOG", "title": "Log", "publisher": "Coast", "known_on": "2020-03"})
LINES = tuple(ActionLine.model_validate({"id": name, "title": name.upper()}) for name in ("repair", "sail"))
CHAIN = (
    {"id": "P", "level": "output", "title": "Lamps", "indicators": ["lamps"], "action_line": "repair"},
    {"id": "Q", "level": "output", "title": "Ships", "indicators": ["ships"]},
)
EXACT = 1e-12
"""Relative: the last bits of a division."""


def money(**fields: Any) -> Money:
    standard = {"spending": ["oil"], "discount_rate": 0, "discount_from": 2023, "price_basis": "current"}
    return Money.model_validate({**standard, **fields})


def coast(
    *, oil: dict[str, Any] | None = None, lamps: dict[str, Any] | None = None, ships: dict[str, Any] | None = None,
    chain: Sequence[dict[str, Any]] = CHAIN, coverage: float = 0.5, claims: Sequence[DocumentClaim] = (),
    tree: Any = None, rounds: Sequence[Any] = (2022, 2023, 2024), more: Sequence[str] = (), **of_money: Any,
) -> Theory:  # fmt: skip
    """Oil money in euros, lamps and ships, all reported by stations unless said otherwise."""
    standard = {"unit": "EUR", **(oil or {})}
    lines = {"action_line": ["repair", "sail"]}
    shares = element("share", unit="percent", over_time="none", over_organisations="none", disaggregations=lines,
                     reported_by=("country", "station"))  # fmt: skip
    theory = theory_of(
        [element("oil", **standard), element("lamps", **(lamps or {})),
         element("ships", **{"unit": "ships", **(ships or {})}), shares, *(element(one, unit="EUR") for one in more)],
        [indicator("oil", unit=standard["unit"], level="input", min_coverage=coverage),
         indicator("lamps", min_coverage=coverage), indicator("ships", unit="ships", min_coverage=coverage),
         indicator("share", unit="percent", level="input"),
         *(indicator(one, unit="EUR", level="outcome", min_coverage=coverage) for one in more)],
        rounds=rounds, chain=chain, money=money(**of_money), documents=(LOG,), claims=tuple(claims), tree=tree,
    )  # fmt: skip
    return dataclasses.replace(theory, file=theory.file.model_copy(update={"action_lines": LINES}))


def assessed(rows: Sequence[PlainRow], theory: Theory | None = None, **fields: Any) -> Assessment:
    return assess(theory or coast(**fields), numbered(rows), as_of=date(2030, 1, 1))


def cost(
    rows: Sequence[PlainRow], organisation: str = "a", result: str = "lamps", period: str = "2023", **fields: Any
) -> dict[str, Any]:
    """The one row of costs of a result."""
    table = costs_of(assessed(rows, **fields), organisation).table
    found = table[(table["indicator"] == result) & (table["period"] == period)]
    assert len(found) == 1
    return {str(name): value for name, value in found.iloc[0].items()}


def spent(euros: float, lamps: float, period: object = 2023, organisation: str = "a", **columns: Any) -> list[PlainRow]:
    return [row(organisation, "oil", period, euros, **columns), row(organisation, "lamps", period, lamps, **columns)]


def share(percent: float, line: str = "repair", organisation: str = "a", period: object = 2023) -> PlainRow:
    return row(organisation, "share", period, percent, disaggregation=f"action_line={line}")


# --- Both ends --------------------------------------------------------------------------------------------------


def test_the_highest_is_all_the_money_and_the_lowest_that_of_its_own_line() -> None:
    found = cost([*spent(1200, 40), share(25)], shares="share")
    # 1200 / 40 = 30 euros if all of it went to lamps; a quarter of it is 7.50
    assert (found["spending"], found["result"], found["low"], found["high"]) == (1200, 40, 7.5, 30)
    assert (found["status"], found["share"], found["share_known"], found["action_line"]) == (
        "range",
        0.25,
        True,
        "repair",
    )
    assert found["reason"] is None
    assert [one.en for one in found["notes"]] == ["Lower end: only the money of ‘REPAIR’ (25% of all of it)."]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "how the money is divided over the action lines is not known"),
        ({"shares": "share"}, "which part of the money went to ‘REPAIR’ is not known"),
        (
            {"shares": "share", "chain": ({**CHAIN[0], "action_line": None}, CHAIN[1])},
            "belongs to no single action line",
        ),
    ],
)
def test_without_a_share_there_is_no_lowest_but_still_a_highest(fields: dict[str, Any], words: str) -> None:
    other = [share(60, "sail")] if fields else []
    found = cost([*spent(1200, 40), *other], **fields)
    assert (found["status"], found["high"], found["share_known"]) == ("range", 30, False)
    assert math.isnan(found["low"])  # never zero, and never the rest of a hundred
    assert words in found["reason"].en


def test_a_share_of_nothing_is_known_and_gives_a_lowest_of_zero() -> None:
    found = cost([*spent(1200, 40), share(0)], shares="share")
    assert (found["low"], found["high"]) == (0, 30)


def test_the_share_of_the_whole_is_not_that_of_a_part() -> None:
    rows = [*spent(1200, 40), share(25, organisation="coast")]
    assert math.isnan(cost(rows, shares="share")["low"])


def test_a_result_may_be_given_to_an_action_line_where_the_theory_gives_none() -> None:
    rows = [row("a", "oil", 2023, 1000), row("a", "ships", 2023, 50), share(30, "sail")]
    fields = {"shares": "share", "results": [{"indicator": "ships", "action_line": "sail"}]}
    found = cost(rows, result="ships", **fields)
    assert (found["low"], found["high"]) == (6, 20)


@pytest.mark.parametrize(
    ("unit", "euros"), [("EUR", 1), ("EUR thousand", 1e3), ("EUR million", 1e6), ("EUR billion", 1e9)]
)
def test_amounts_become_euros(unit: str, euros: float) -> None:
    assert cost(spent(3, 6), oil={"unit": unit})["high"] == euros / 2
    assert EUROS[unit] == euros


def test_a_unit_that_nobody_knows_is_declared() -> None:
    assert cost(spent(3, 6), oil={"unit": "EUR hundred"}, euros_per_unit=100)["high"] == 50


def test_several_amounts_are_one_pot() -> None:
    rows = [*spent(100, 10), row("a", "gift", 2023, 50)]
    assert cost(rows, more=["gift"], spending=["oil", "gift"])["high"] == 15
    with pytest.raises(FindingsError):  # nobody gave gifts: no pot is known, and none is taken as zero
        cost_page(assessed(spent(100, 10), more=["gift"], spending=["oil", "gift"]), "a")


# --- What cannot be told ----------------------------------------------------------------------------------------


def beside(*rows: PlainRow) -> list[PlainRow]:
    """With a whole year of both beside it, so that the organisation has rows at all."""
    return [*spent(10, 5, 2022), *rows]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row("a", "lamps", 2023, 5)], "‘oil’ was not reported"),
        ([row("a", "oil", 2023, 5)], "‘lamps’ was not reported"),
        (spent(5, 0), "result is zero"),
        (spent(5, 5, use="quarantined"), "set aside"),
    ],
)
def test_missing_zero_and_disputed_have_no_cost(rows: list[PlainRow], words: str) -> None:
    found = cost(beside(*rows))
    assert found["status"] == "cannot_tell"
    assert math.isnan(found["low"])
    assert math.isnan(found["high"])
    assert words in found["reason"].en


def test_zero_spending_is_a_value() -> None:
    assert cost(spent(0, 5))["high"] == 0


def test_a_small_count_of_persons_stays_withheld() -> None:
    found = cost(beside(*spent(100, 3)), lamps={"personal": True})
    assert (found["status"], math.isnan(found["result"])) == ("cannot_tell", True)
    assert "small count" in found["reason"].en
    inside = assess(coast(lamps={"personal": True}), numbered(beside(*spent(100, 3))), as_of=date(2030, 1, 1),
                    withhold=False)  # fmt: skip
    table = costs_of(inside, "a").table
    assert table[table["period"] == "2023"]["high"].iloc[0] == pytest.approx(100 / 3, rel=EXACT)


def test_part_of_a_year_is_marked_and_not_turned_into_a_year() -> None:
    found = cost(spent(120, 12, months="4-7"))
    assert (found["high"], found["partial"], found["status"]) == (10, True, "range")
    assert "4 to 7 months" in found["notes"][0].en


def test_other_months_are_not_divided() -> None:
    rows = [row("a", "oil", 2023, 120), row("a", "lamps", 2023, 12, months="6")]
    found = cost(beside(*rows))
    assert found["status"] == "cannot_tell"
    assert "same months" in found["reason"].en
    two = [*spent(100, 10), row("a", "gift", 2023, 50, months="6"), *beside(), row("a", "gift", 2022, 1)]
    assert "same months" in cost(two, more=["gift"], spending=["oil", "gift"])["reason"].en


@pytest.mark.parametrize(
    ("oil", "lamps", "low", "high"),
    [
        ({}, {"bound": "at_least"}, None, 10),  # more lamps: cheaper, so only "at most" stays
        ({}, {"bound": "at_most"}, 5, None),  # perhaps not a single lamp
        ({"bound": "at_least"}, {}, 5, None),  # more money: dearer
        ({"bound": "at_most"}, {}, 0, 10),
        ({"bound": "at_least"}, {"bound": "at_most"}, 5, None),
    ],
)
def test_a_bound_opens_the_end_it_bears_on(
    oil: dict[str, str], lamps: dict[str, str], low: float | None, high: float | None
) -> None:
    rows = [row("a", "oil", 2023, 100, **oil), row("a", "lamps", 2023, 10, **lamps), share(50)]
    found = cost(rows, shares="share")
    assert [None if math.isnan(found[end]) else found[end] for end in ("low", "high")] == [low, high]
    assert (found["reason"] is None) == (low is not None and high is not None)


def test_two_bounds_that_leave_nothing() -> None:
    rows = [row("a", "oil", 2023, 100, bound="at_least"), row("a", "lamps", 2023, 10, bound="at_least"), share(50)]
    assert cost(beside(*rows), shares="share")["status"] == "cannot_tell"


# --- Parts and wholes -------------------------------------------------------------------------------------------


def test_a_whole_is_a_ratio_of_sums() -> None:
    rows = [*spent(100, 10), *spent(500, 10, organisation="b"), *spent(0, 0, organisation="c"),
            *spent(0, 0, organisation="d")]  # fmt: skip
    found = cost(rows, "coast")
    # 600 / 20 = 30, where the mean of 10 and 50 is 30 too; with c it differs
    assert (found["spending"], found["result"], found["high"]) == (600, 20, 30)
    rows[4:6] = spent(400, 80, organisation="c")
    assert cost(rows, "coast")["high"] == 10


def test_who_gave_only_one_of_both_counts_in_neither() -> None:
    rows = [*spent(100, 10), *spent(200, 10, organisation="b"), *spent(300, 10, organisation="c"),
            row("d", "oil", 2023, 1_000_000)]  # fmt: skip
    found = cost(rows, "coast", coverage=0.75)
    assert (found["spending"], found["result"], found["high"]) == (600, 30, 20)
    assert (found["parts"], found["all_parts"]) == (3, 4)
    assert "3 of the 4" in found["notes"][0].en


def test_too_few_that_gave_both_is_said() -> None:
    rows = [*spent(100, 10), *spent(200, 10, organisation="b"), row("c", "oil", 2023, 5), row("d", "lamps", 2023, 5)]
    found = cost([*rows, *(one for name in "abcd" for one in spent(10, 5, 2022, name))], "coast", coverage=0.75)
    assert found["status"] == "cannot_tell"
    assert "2 of the 4" in found["reason"].en


def test_below_the_coverage_that_is_asked_nothing_is_told() -> None:
    rows = [*spent(100, 10), *(one for name in "abcd" for one in spent(10, 5, 2022, name))]
    found = cost(rows, "coast", coverage=0.75)
    assert (found["status"], found["reason"].en) == ("cannot_tell", "Too few organisations reported ‘oil’.")


def test_money_of_the_whole_over_a_result_that_some_did_not_report_is_at_most() -> None:
    rows = [row("coast", "oil", 2023, 600), *(row(name, "lamps", 2023, 10) for name in "abc"),
            share(50, organisation="coast")]  # fmt: skip
    found = cost(rows, "coast", oil={"reported_by": ["country"]}, shares="share")
    # station d may have repaired lamps too: 20 euros at most, and no lowest
    assert (found["result"], found["high"]) == (30, 20)
    assert math.isnan(found["low"])
    assert "may be higher" in found["notes"][0].en


def test_distinct_companies_give_both_ends_their_own_number() -> None:
    counted = {"over_organisations": "distinct", "over_time": "none"}
    rows = [row("coast", "oil", 2023, 600), *(row(name, "lamps", 2023, n) for name, n in zip("abcd", (10, 20, 30, 40),
            strict=True)), share(50, organisation="coast")]  # fmt: skip
    found = cost(rows, "coast", oil={"reported_by": ["country"]}, lamps=counted, shares="share")
    # between 40 (all the same ones) and 100 lamps: half of 600 over 100, all of 600 over 40
    assert (found["low"], found["high"]) == (3, 15)
    assert math.isnan(found["result"])


def test_only_those_with_both_figures_get_rows() -> None:
    found = costs_of(assessed([*spent(100, 10), row("b", "oil", 2023, 5), row("c", "lamps", 2023, 5)],
                              coverage=0.75)).table  # fmt: skip
    assert set(found["organisation"]) == {"a"}


# --- Years together ---------------------------------------------------------------------------------------------


def years(found: Assessment, result: str = "lamps") -> dict[str, Any]:
    table = costs_of(found, "a").table
    (one,) = table[(table["indicator"] == result) & table["rate"].notna()].to_dict("records")
    return {str(name): value for name, value in one.items()}


def test_years_together_are_present_values_on_both_sides() -> None:
    rows = [*spent(100, 10, 2022), *spent(220, 11, 2023), *spent(484, 24.2, 2024)]
    found = years(assessed(rows, discount_rate=10, discount_from=2022))
    # by hand: 100 + 220/1.1 + 484/1.21 = 100 + 200 + 400; 10 + 11/1.1 + 24.2/1.21 = 10 + 10 + 20
    assert found["spending"] == pytest.approx(700, rel=EXACT)
    assert found["result"] == pytest.approx(40, rel=EXACT)
    assert found["high"] == pytest.approx(17.5, rel=EXACT)
    assert (found["period"], found["rate"]) == ("2022+2023+2024", 10)


def test_without_discounting_years_are_added_up() -> None:
    found = years(assessed([*spent(100, 10, 2022), *spent(220, 11, 2023)], discount_rate=0))
    assert (found["spending"], found["result"]) == (320, 21)
    assert found["high"] == pytest.approx(320 / 21, rel=EXACT)


def test_the_lowest_discounts_the_money_of_the_line() -> None:
    rows = [*spent(100, 10, 2022), *spent(220, 11, 2023), share(50, period=2022), share(10, period=2023)]
    found = years(assessed(rows, discount_rate=10, discount_from=2022, shares="share"))
    # 50 + 22/1.1 = 70 euros of the line over 20 lamps
    assert found["low"] == pytest.approx(3.5, rel=EXACT)
    assert found["high"] == pytest.approx(15, rel=EXACT)
    unknown = years(assessed(rows[:-1], discount_rate=10, discount_from=2022, shares="share"))
    assert math.isnan(unknown["low"])


@pytest.mark.parametrize("other", [spent(999, 1, 2023, months="6"), [row("a", "oil", 2023, 999)], []])
def test_a_year_that_is_not_whole_or_not_known_is_left_out(other: list[PlainRow]) -> None:
    found = years(assessed([*spent(100, 10, 2022), *other, *spent(484, 10, 2024)], discount_rate=10,
                           discount_from=2022))  # fmt: skip
    assert found["period"] == "2022+2024"
    assert found["high"] == pytest.approx((100 + 400) / (10 + 10 / 1.21), rel=EXACT)


def test_one_year_is_no_several_years() -> None:
    table = costs_of(assessed(spent(100, 10))).table
    assert table["rate"].isna().all()


def test_who_takes_part_in_two_years_is_not_two() -> None:
    rows = [*spent(100, 10, 2022), *spent(220, 11, 2023)]
    found = years(assessed(rows, lamps={"over_organisations": "distinct", "over_time": "none"}))
    assert (found["status"], math.isnan(found["high"])) == ("cannot_tell", True)
    assert "counts in both" in found["reason"].en


@given(st.floats(-5, 20), st.integers(2000, 2040))
def test_what_costs_the_same_every_year_costs_that_at_any_rate(rate: float, year: int) -> None:
    chosen = money(discount_rate=rate, discount_from=year)
    spending = [chosen.discounted(30 * lamps, at) for at, lamps in ((2022, 5), (2023, 7), (2030, 2))]
    lamps = [chosen.discounted(lamps, at) for at, lamps in ((2022, 5), (2023, 7), (2030, 2))]
    assert sum(spending) / sum(lamps) == pytest.approx(30, rel=1e-9)


# --- What has a cost --------------------------------------------------------------------------------------------


def default_results(theory: Theory) -> dict[str, str | None]:
    return {one.indicator: one.action_line for one in results_of(theory)}


def test_counts_of_a_period_have_a_cost_by_themselves() -> None:
    assert default_results(coast()) == {"lamps": "repair", "ships": None}


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "stock", "over_time": "last"},
        {"kind": "cumulative", "over_time": "last"},
        {"over_organisations": "none"},
        {"survey": {"instrument": "q", "answered_by": "all", "measures": "fact", "representativeness": "A"}},
    ],
)
def test_what_stands_on_a_day_or_was_asked_has_no_cost(fields: dict[str, Any]) -> None:
    assert "lamps" not in default_results(coast(lamps=fields))


def test_shares_scores_less_is_better_and_impact_have_no_cost(programme: Theory) -> None:
    with_money = dataclasses.replace(programme, money=money(spending=["oil_money"]))
    assert default_results(with_money) == {"lamps_repaired": "lamps", "ships_guided": None}


def test_a_result_of_two_action_lines_belongs_to_neither() -> None:
    twice = (*CHAIN, {"id": "R", "level": "outcome", "title": "R", "indicators": ["lamps"], "action_line": "sail"})
    assert default_results(coast(chain=twice))["lamps"] is None


# --- The declaration --------------------------------------------------------------------------------------------


def errors(theory: Theory) -> list[str]:
    return codes(one for one in check_theory(theory) if one.severity is Severity.ERROR)


def test_a_sound_declaration_has_no_errors() -> None:
    assert errors(coast(shares="share")) == []
    assert not [one for one in check_theory(coast(shares="share")) if one.code.startswith("money.")]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"spending": ["lamps"]}, "money.not_spent"),
        ({"oil": {"kind": "stock", "over_time": "last"}}, "money.not_spent"),
        ({"oil": {"unit": "EUR per lamp"}}, "money.not_spent"),
        ({"oil": {"unit": "EUR hundred"}}, "money.no_euros"),
        ({"oil": {"unit": "EUR million"}, "more": ["gift"], "spending": ["oil", "gift"]}, "money.two_units"),
        ({"spending": ["oyl"]}, "reference.unknown"),
        ({"results": ["lamp"]}, "reference.unknown"),
        ({"results": [{"indicator": "lamps", "action_line": "sails"}]}, "reference.unknown"),
        ({"shares": "shares"}, "reference.unknown"),
        ({"sources": ["LOGG:1"]}, "reference.unknown"),
        ({"shares": "lamps"}, "money.no_division"),
        ({"results": ["share"]}, "money.not_counted"),
    ],
)
def test_what_is_wrong_is_said(fields: dict[str, Any], code: str) -> None:
    assert code in errors(coast(**fields))


def test_other_prices_are_a_warning() -> None:
    found = check_theory(coast(oil={"prices": "constant 2020"}))
    (warning,) = [one for one in found if one.code == "money.other_prices"]
    assert warning.severity is Severity.WARNING
    assert "constant 2020" in warning.message.en


@pytest.mark.parametrize(
    "wrong",
    [{"spending": []}, {"spending": ["oil", "oil"]}, {"results": ["lamps", "lamps"]}, {"price_basis": "2020"},
     {"discount_rate": -100}, {"euros_per_unit": 0}, {"discount": 3}],
)  # fmt: skip
def test_a_declaration_that_cannot_be_meant_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        money(**wrong)


def test_money_is_an_amount() -> None:
    assert [is_money(unit) for unit in ("EUR", "EUR million", "EUR per hour", "EURO", "hours")] == [
        True, True, False, False, False
    ]  # fmt: skip


def test_amounts_are_written_as_people_do() -> None:
    shown = [amount_of(one).nl for one in (8912.4257, 606.39, 69e6, 19.32e6, 1.5e9, 0)]
    assert shown == ["€ 8.912", "€ 606", "€ 69 miljoen", "€ 19,3 miljoen", "€ 1,5 miljard", "€ 0"]


# --- Claims about the return of a euro --------------------------------------------------------------------------

KNOWN = {"study": "s", "period": "p", "boundary": "b", "attribution": "x"}
GIFTS = [row("a", "gift", 2023, 400)]


def judged(rows: Sequence[PlainRow], **test: Any) -> JudgedClaim:
    claim = DocumentClaim.model_validate(
        {
            "id": "c",
            "quote": "q",
            "source": "LOG:1",
            "title": "t",
            "organisation": "a",
            "returns": {"ratio": 11, **test},
        }
    )
    (found,) = assessed(rows, claims=[claim], more=["gift"]).claims
    return found


@pytest.mark.parametrize(
    ("absent", "words"),
    [
        ("study", "which study found this"),
        ("period", "which years it is about"),
        ("boundary", "what counts as value"),
        ("attribution", "without this money"),
        ("value", "how much value in euros"),
    ],
)
def test_each_thing_that_is_not_known_is_named(absent: str, words: str) -> None:
    given = {name: value for name, value in {**KNOWN, "value": "gift"}.items() if name != absent}
    found = judged([*spent(100, 5), *GIFTS], **given)
    assert found.answer == "unverifiable"
    assert words in found.reason.en
    others = ["which study", "which years", "what counts as value", "without this money", "how much value"]
    assert sum(other in found.reason.en for other in others) == 1


def test_what_it_would_mean_is_a_sum_and_no_result() -> None:
    found = judged([*spent(2_000_000, 5, 2022), *spent(3_000_000, 5)], per_invested=2)
    assert "€ 3 million of 2023 brings a value of € 16.5 million" in found.reason.en
    assert "not a result" in found.reason.en
    assert found.figures == (
        {"ratio": 11, "per_invested": 2, "period": "2023", "spending": 3_000_000, "if_it_held": 16_500_000},
    )


def test_without_spending_of_a_whole_year_nothing_is_implied() -> None:
    found = judged([row("a", "oil", 2023, 7, months="6")])
    assert "what was spent here in a whole year" in found.reason.en
    assert "if_it_held" not in found.figures[0]
    assert "€" not in found.reason.en


def test_a_sentence_about_others_is_not_held_against_our_figures() -> None:
    found = judged([*spent(100, 5), *GIFTS], **KNOWN, value="gift", speaks_of="one harbour")
    assert found.answer == "unverifiable"
    assert "one harbour" in found.reason.en


@pytest.mark.parametrize(("ratio", "answer"), [(3.9, "supported"), (4, "supported"), (4.1, "contradicted")])
def test_with_everything_known_the_measured_value_answers(ratio: float, answer: str) -> None:
    found = judged([*spent(100, 5), *GIFTS], **KNOWN, value="gift", ratio=ratio)
    assert found.answer == answer
    assert found.figures[0]["own_ratio"] == 4
    assert ("without this money" in found.reason.en) == (answer == "supported")  # gross, and said so


def test_value_and_spending_are_of_the_same_whole_year() -> None:
    rows = [
        *spent(100, 5, 2022),
        *spent(100, 5, 2023),
        row("a", "gift", 2022, 300),
        row("a", "gift", 2023, 9, months="6"),
    ]
    found = judged(rows, **KNOWN, value="gift", ratio=2)
    assert (found.figures[0]["period"], found.figures[0]["own_ratio"]) == ("2022", 3)


def test_a_return_needs_a_value_in_euros() -> None:
    claim = DocumentClaim.model_validate(
        {"id": "c", "quote": "q", "source": "LOG:1", "title": "t", "organisation": "a",
         "returns": {"ratio": 2, "value": "lamps"}}
    )  # fmt: skip
    assert "money.no_value" in errors(coast(claims=[claim]))


def test_editors_accept_what_a_source_says_in_two_languages() -> None:
    returns = {"ratio": 2, "study": "s", "period": {"nl": "2019 en 2020", "en": "2019 and 2020"}}
    claim = {"id": "c", "quote": "q", "source": "LOG:1", "title": "t", "organisation": "a", "returns": returns}
    jsonschema.validate({"claims": [claim]}, schema_of("claims"))
    DocumentClaim.model_validate(claim)


def test_a_claim_has_one_test() -> None:
    both = {"returns": {"ratio": 2}, "effect": {"links": ["L"]}}
    with pytest.raises(ValidationError, match="exactly one"):
        DocumentClaim.model_validate(
            {"id": "c", "quote": "q", "source": "LOG:1", "title": "t", "organisation": "a", **both}
        )


# --- The page, the file and the command -------------------------------------------------------------------------


def test_the_page_says_first_that_one_pot_gave_it_all() -> None:
    page = cost_page(assessed([*spent(1200, 40), *spent(10, 5, 2022), share(25)], shares="share"), "a")
    assert page.first[0].en.startswith("One pot of money gave all these results.")
    last, together = page.sections
    assert last.heading.en == "2023: spent was € 1,200"
    assert [(line.title.en, line.cost.en) for line in last.lines] == [("lamps", "€ 7.5 to € 30")]
    assert [note.en for note in last.notes] == [
        "Cannot be told, because not reported: ‘ships’.",
        "Of the money 25% went to ‘REPAIR’ (€ 300).",
        "Of the other 75% (€ 900) it is not known to which action line it went.",
    ]
    assert together.heading.en == "Whole years together (2022 and 2023)"


def test_what_holds_for_all_lines_is_said_once() -> None:
    rows = [*spent(120, 12, months="6"), row("a", "ships", 2023, 3, months="6")]
    (section,) = cost_page(assessed(rows), "a").sections
    assert [line.why for line in section.lines] == [(), ()]
    assert [note.en for note in section.notes] == [
        "This covers part of the year: 6 months.",
        "Lower end cannot be told: how the money is divided over the action lines is not known.",
    ]


def test_the_last_whole_period_is_shown_and_another_can_be_asked() -> None:
    found = assessed([*spent(10, 5, 2022), *spent(99, 9, 2023, months="3")])
    assert "2022" in cost_page(found, "a").sections[0].heading.en
    assert "2023" in cost_page(found, "a", "2023").sections[0].heading.en
    for wrong in ("2019", "once"):
        with pytest.raises(FindingsError) as raised:
            cost_page(found, "a", wrong)
        assert "2022 and 2023" in raised.value.findings[0].message.en


def test_a_year_is_shown_before_its_quarters() -> None:
    rows = [one for at in range(1, 5) for one in spent(100, at, f"2023-Q{at}")]
    found = assessed(rows, rounds=[f"2023-Q{at}" for at in range(1, 5)] + [2023])
    section, *_ = cost_page(found, "a").sections
    assert section.heading.en == "2023: spent was € 400"
    assert section.lines[0].cost.en == "at most € 40"
    assert cost_page(found, "a", "2023-Q4").sections[0].lines[0].cost.en == "at most € 25"


@pytest.mark.parametrize(("name", "words"), [("bb", "did you mean ‘b’"), ("b", "they are of north and a")])
def test_an_organisation_without_costs_is_told_who_has_them(name: str, words: str) -> None:
    with pytest.raises(FindingsError) as raised:
        cost_page(assessed(spent(10, 5)), name)
    assert words in raised.value.findings[0].message.en


def test_a_model_that_does_not_say_what_was_spent(assessment: Assessment) -> None:
    with pytest.raises(FindingsError, match=r"money\.yaml"):
        costs_of(assessment)


def test_no_cell_of_the_file_is_run_as_a_formula() -> None:
    plain = tree_of({"a": "coast"})
    top, station = plain.organisations
    named = station.model_copy(update={"title": Text(nl="a", en='=HYPERLINK("x")')})
    tree = plain.model_copy(update={"organisations": (top, named)})
    records = cost_records(assessed(spent(10, 4), tree=tree), "en", "a")
    text = records_text(COST_COLUMNS, records)
    (first,) = [one for one in csv.DictReader(io.StringIO(text)) if one["indicator"] == "lamps" and one["result"]]
    assert first["organisation_title"] == '\'=HYPERLINK("x")'
    assert (first["spending"], first["high"], first["low"], first["status"]) == ("10.0", "2.5", "", "range")
    assert "=HYPERLINK" not in text.replace("'=HYPERLINK", "")


MONEY_OF_LIGHTHOUSES = """
spending: [oil_money]
discount_rate: 3
discount_from: 2023
price_basis: current
note: {nl: Onze keuze., en: Our choice.}
stakes: {nl: Zonder loon., en: Without wages.}
"""


def test_the_command_prints_and_writes(copy_of_programme: Path, tmp_path: Path) -> None:
    (copy_of_programme / "money.yaml").write_text(MONEY_OF_LIGHTHOUSES, encoding="utf-8")
    out = tmp_path / "costs.csv"
    result = CliRunner().invoke(app, ["costs", str(copy_of_programme), "--lang", "en", "--csv", str(out)])
    assert result.exit_code == 0, result.output
    printed = " ".join(result.output.split())
    assert printed.index("One pot of money") < printed.index("2024: spent was € 48,000")
    # 48,000 euros over 3,400 lamps, of which one station did not report
    assert "at most € 14.1" in printed
    assert "Without wages." in printed
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    lamps = {one["period"]: one for one in rows if one["indicator"] == "lamps_repaired"}
    assert float(lamps["2023"]["high"]) == pytest.approx(45_000 / 1765, rel=EXACT)
    assert lamps["2022"]["status"] == "cannot_tell"  # a whole year of money, four to seven months of lamps
    # 45,000 + 48,000 / 1.03 over 1,765 + 3,400 / 1.03
    expected = (45_000 + 48_000 / 1.03) / (1765 + 3400 / 1.03)
    assert float(lamps["2023+2024"]["high"]) == pytest.approx(expected, rel=EXACT)


def test_the_command_says_what_is_wrong(copy_of_programme: Path) -> None:
    result = CliRunner().invoke(app, ["costs", str(copy_of_programme)])
    assert result.exit_code == 2
    wrong = MONEY_OF_LIGHTHOUSES.replace("oil_money", "oil_mony") + "discont: 3\n"
    (copy_of_programme / "money.yaml").write_text(wrong, encoding="utf-8")
    found = load_theory(copy_of_programme)
    assert not found.usable
    assert {one.where.file for one in found.findings if one.where and one.severity is Severity.ERROR} == {
        "lighthouses/money.yaml"
    }


# --- The shipped models -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def national() -> Assessment:
    return assess(toc.read_theory("opschaling-pps"), toc.read_data("opschaling-pps").rows)


@pytest.mark.parametrize(
    ("result", "period", "low", "high"),
    [
        # document 001, lines 186, 197 and 214: 69 million euros; 7,742 companies, 1,765 outputs, 29,430 students
        ("companies_reached", "2024", None, 69e6 / 7742),
        ("outputs_total", "2024", None, 69e6 / 1765),
        ("students_reached", "2024", None, 69e6 / 29430),
        # 8% of it went to LLO (line 204), which reached 9,103 workers: 5.52 million over 9,103
        ("workers_reached_llo", "2024", 5.52e6 / 9103, 69e6 / 9103),
        # 20 million and 361 outputs, both in the same 4 to 7 months
        ("outputs_total", "2023", None, 20e6 / 361),
        ("companies_reached", "2023", None, None),
        ("students_outflow_with_pps_experience", "2024", None, None),
    ],
)
def test_costs_of_the_national_programme(
    national: Assessment, result: str, period: str, low: float | None, high: float | None
) -> None:
    table = costs_of(national).table
    assert set(table["organisation"]) == {"nl"}  # no HIP reports money
    (found,) = table[(table["indicator"] == result) & (table["period"] == period)].to_dict("records")
    for end, wanted in (("low", low), ("high", high)):
        assert math.isnan(found[end]) if wanted is None else found[end] == pytest.approx(wanted, rel=EXACT)
    assert found["status"] == ("cannot_tell" if high is None else "range")
    assert found["partial"] == (period == "2023")


def test_the_national_page_in_words(national: Assessment) -> None:
    page = cost_page(national)
    costs = {line.title.nl: line.cost.nl for line in page.sections[0].lines}
    assert costs["Bereikte bedrijven"] == "ten hoogste € 8.912"
    assert costs["Werknemers in LLO-activiteiten"] == "€ 606 tot € 7.580"
    assert len(page.sections) == 1  # one whole year: nothing to discount, but it is declared how
    assert any("2,25% per jaar" in one.nl for one in page.last)
    assert any("38%" in note.nl and "26,2 miljoen" in note.nl for note in page.sections[0].notes)
    (claim,) = page.claims
    assert claim.answer.nl == "niet te controleren"
    assert "759 miljoen" in claim.reason.nl


def test_the_fictional_programme_adds_grant_and_partners_per_hip() -> None:
    theory, data = toc.read_theory("voorbeeldprogramma"), toc.read_data("voorbeeldprogramma")
    assert theory.money is not None
    assert theory.money.spending == ("grant", "cofinancing")
    figures = {
        (one.values["organisation"], one.values["data_element"]): float(one.values["value"])
        for one in data.rows
        if one.values["period"] == "2027" and one.values["organisation"].startswith("zilverdal")
    }
    modules = sum(value for (_, name), value in figures.items() if name == "modules")
    pot = 1000 * (figures["zilverdal", "grant"] + figures["zilverdal", "cofinancing"])
    whose = dataclasses.replace(theory, targets=(), claims=())
    table = costs_of(assess(whose, data.rows), "zilverdal").table
    (found,) = table[(table["indicator"] == "modules") & (table["period"] == "2027")].to_dict("records")
    assert found["high"] == pytest.approx(pot / modules, rel=EXACT)
