"""Figures about persons that are not published: small counts, and whatever gives a small count away."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from fictional_programme.small import TREE, element, indicator, numbered, pick, row, theory_of, tree_of
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from toc.assessment import Assessment, assess
from toc.formula import parse
from toc.monitoring import PlainRow
from toc.organisation import Membership
from toc.period import Period
from toc.theory import Theory

SMALLEST = 5
FREE = 1e-6
"""A figure that can differ by less than this is known. Figures are whole numbers times shares of at least a tenth."""

Key = tuple[str, str, str]
"""Organisation, period, category."""


def both(theory: Theory, rows: Sequence[PlainRow]) -> tuple[Assessment, Assessment]:
    """Everything that is known, and what is published of it."""
    given = numbered(rows)
    day = date(2030, 1, 1)
    return assess(theory, given, as_of=day, withhold=False), assess(theory, given, as_of=day)


def keepers(**fields: Any) -> Any:
    """A count of persons."""
    return element("keepers", **{"unit": "persons", "personal": True, **fields})


def figures(found: Assessment, name: str = "keepers") -> dict[Key, float]:
    """Known cells of one data element."""
    cells = found.cells[(found.cells["data_element"] == name) & found.cells["value"].notna()]
    columns = [cells[column].astype(str) for column in ("organisation", "period", "disaggregation")]
    return dict(zip(zip(*columns, strict=True), cells["value"].astype(float), strict=True))


def left_out(theory: Theory, rows: Sequence[PlainRow]) -> set[Key]:
    whole, published = both(theory, rows)
    return figures(whole).keys() - figures(published).keys()


def stations(period: object = 2024, name: str = "keepers", **values: object) -> list[PlainRow]:
    return [row(station, name, period, value) for station, value in values.items()]


# --- What is small ----------------------------------------------------------------------------------------------


def test_a_small_count_and_the_smallest_count_beside_it_are_withheld() -> None:
    theory = theory_of([keepers()], rounds=[2024])
    whole, published = both(theory, stations(a=3, b=12, c=20, d=30))
    assert figures(whole).keys() - figures(published).keys() == {("a", "2024", ""), ("b", "2024", "")}
    hidden = pick(published.cells, data_element="keepers", organisation="a")
    assert (hidden["state"], hidden["rows"], hidden["reported"], hidden["expected"]) == ("withheld", (), 1, 1)
    assert math.isnan(hidden["value"])
    assert figures(published)["north", "2024", ""] == 15


def test_zero_stays_visible_and_missing_stays_missing() -> None:
    theory = theory_of([keepers()], rounds=[2024])
    _, published = both(theory, stations(a=3, b=0, c=20))
    assert figures(published)["b", "2024", ""] == 0
    assert pick(published.cells, data_element="keepers", organisation="d")["state"] == "missing"


@pytest.mark.parametrize(("threshold", "shown"), [(0, True), (3, True), (4, False), (5, False)])
def test_the_smallest_count_to_publish_is_declared(threshold: int, shown: bool) -> None:
    theory = theory_of([keepers()], rounds=[2024])
    theory = Theory(
        **{**vars(theory), "file": theory.file.model_copy(update={"suppress_below": threshold})}  # type: ignore[arg-type]
    )
    _, published = both(theory, stations(a=3, b=12, c=20, d=30))
    assert (("a", "2024", "") in figures(published)) is shown


def test_what_is_not_about_persons_is_published() -> None:
    theory = theory_of([keepers(personal=False)], rounds=[2024])
    assert not left_out(theory, stations(a=3, b=12))


def test_answers_of_a_few_are_withheld_whatever_they_say() -> None:
    asked = {"instrument": "q", "answered_by": "all", "measures": "perception", "representativeness": "C"}
    survey = keepers(unit="score 1-10", survey=asked, over_organisations="none")
    theory = theory_of([survey], [indicator("happy", "keepers", unit="score 1-10")], rounds=[2024])
    rows = [row("a", "keepers", 2024, 8.5, n=3), row("b", "keepers", 2024, 2.5, n=40)]
    whole, published = both(theory, rows)
    assert figures(whole).keys() - figures(published).keys() == {("a", "2024", "")}
    assert math.isnan(pick(published.values, indicator="happy", organisation="a")["n"])


# --- Where a figure is published --------------------------------------------------------------------------------


def test_a_ratio_is_withheld_with_its_numerator_and_denominator() -> None:
    theory = theory_of(
        [keepers(), element("lamps")], [indicator("per_lamp", "keepers / lamps", unit="persons")], rounds=[2024]
    )
    rows = [*stations(a=3, b=12, c=20, d=30), *stations(name="lamps", a=10, b=10, c=10, d=10)]
    _, published = both(theory, rows)
    a, north = (pick(published.values, organisation=name) for name in ("a", "north"))
    assert a["state"] == "withheld"
    assert math.isnan(a["value"])
    assert math.isnan(a["numerator"])
    assert math.isnan(a["denominator"])
    assert (north["numerator"], north["state"]) == (15, "reported")


def test_a_ratio_that_leaves_a_withheld_organisation_out_is_withheld_higher_up() -> None:
    # c has no lamps, so the ratio of south rests on d alone: 24 less its numerator 20 would show the 4 of c
    theory = theory_of(
        [keepers(), element("lamps")], [indicator("per_lamp", "keepers / lamps", unit="persons")],
        tree=tree_of({**TREE, "e": "south"}), rounds=[2024],
    )  # fmt: skip
    rows = [*stations(a=30, b=12, c=4, d=20, e=25), *stations(name="lamps", a=10, b=10, d=10, e=10)]
    whole, published = both(theory, rows)
    assert pick(whole.values, organisation="south")["numerator"] == 45
    assert pick(published.values, organisation="south")["state"] == "withheld"
    assert pick(published.values, organisation="north")["state"] == "reported"


def test_rows_behind_a_withheld_cell_lose_figure_and_words() -> None:
    theory = theory_of([keepers()], rounds=[2024])
    rows = [row("a", "keepers", 2024, 3, quote="three keepers", note="Ann, Bob and Cy"), *stations(b=12, c=20, d=30)]
    _, published = both(theory, rows)
    by_id = published.rows.set_index("id")
    assert by_id["value"].isna().to_list() == [True, True, False, False]
    assert (by_id.loc["r1", "quote"], by_id.loc["r1", "note"]) == ("", "")


def test_words_about_a_shown_total_go_when_a_category_of_it_is_withheld() -> None:
    lines = keepers(over_disaggregation="sum", disaggregations={"line": ["day", "night"]})
    rows = [
        row("a", "keepers", 2024, 43, quote="43 keepers, of whom 3 by night"),
        row("a", "keepers", 2024, 40, disaggregation="line=day"),
        row("a", "keepers", 2024, 3, disaggregation="line=night"),
    ]
    _, published = both(theory_of([lines], rounds=[2024]), rows)
    assert "3 by night" not in " ".join(published.rows["quote"])


def test_findings_about_withheld_figures_are_told_without_numbers() -> None:
    cumulative = keepers(kind="cumulative", over_time="last")
    theory = theory_of([cumulative], rounds=[2023, 2024])
    rows = [*stations(2023, a=30, b=40, c=50, d=60), *stations(2024, a=3, b=41, c=51, d=61)]
    whole, published = both(theory, rows)
    (before,) = [one for one in whole.findings if one.code == "data.falls"]
    (after,) = [one for one in published.findings if one.code == "data.falls"]
    assert "30" in before.message.en
    assert not any(letter.isdigit() for letter in after.message.en + after.message.nl)
    assert "disclosure.withheld" in [one.code for one in published.findings]


def test_a_reconciliation_does_not_show_what_withheld_parts_add_up_to() -> None:
    theory = theory_of([keepers()], rounds=[2024])
    rows = [*stations(a=3, b=12, c=20, d=30), *stations(north=18, south=51)]
    whole, published = both(theory, rows)
    assert pick(whole.reconciliation, organisation="north")["parts"] == 15
    north, south = (pick(published.reconciliation, organisation=name) for name in ("north", "south"))
    assert math.isnan(north["parts"])
    assert math.isnan(north["difference"])
    assert south["parts"] == 50


# --- What ties figures ------------------------------------------------------------------------------------------


def test_a_bound_of_a_distinct_count_does_not_give_its_largest_part_away() -> None:
    # north is [largest part, sum of parts] = [3, 5]
    theory = theory_of([keepers(over_organisations="distinct", over_time="none")], rounds=[2024])
    _, published = both(theory, stations(a=3, b=2, c=20, d=30))
    north, south = (pick(published.cells, organisation=name) for name in ("north", "south"))
    assert math.isnan(north["lower"])
    assert math.isnan(north["upper"])
    assert (south["lower"], south["upper"]) == (30, 50)


def test_the_upper_bound_of_a_distinct_count_does_not_give_a_part_away() -> None:
    # north is [12, 15]; with b = 12 shown, 15 - 12 is the 3 of a
    theory = theory_of([keepers(over_organisations="distinct", over_time="none")], rounds=[2024])
    _, published = both(theory, stations(a=3, b=12, c=20, d=30))
    north, b = (pick(published.cells, organisation=name) for name in ("north", "b"))
    assert math.isnan(north["upper"]) or math.isnan(b["value"])


def test_a_largest_part_is_not_told_by_its_parent() -> None:
    theory = theory_of([keepers(over_organisations="max", over_time="max")], rounds=[2024])
    hidden = left_out(theory, stations(a=3, b=2, c=20, d=4))
    assert {("a", "2024", ""), ("b", "2024", ""), ("north", "2024", ""), ("d", "2024", "")} <= hidden
    assert ("south", "2024", "") not in hidden


def test_weights_are_not_told_by_a_weighted_mean() -> None:
    # north's mean of 8 and 4 is 7.2, so a weighs four times as much as b: 12 and 3 of 15
    score = element("score", unit="score 1-10", over_organisations="weighted_mean", weight="keepers")
    theory = theory_of([keepers(), score], rounds=[2024])
    rows = [*stations(a=12, b=3, c=20, d=30), *stations(name="score", a=8, b=4, c=5, d=5)]
    hidden = left_out(theory, rows)
    # a and b are tied to each other by the mean, so hiding both is not enough: their sum goes too
    assert {("a", "2024", ""), ("b", "2024", ""), ("north", "2024", "")} <= hidden


def test_a_small_step_between_running_totals_is_withheld_when_steps_are_published() -> None:
    running = keepers(kind="cumulative", over_time="last")
    rows = [*stations(2023, a=38, b=20, c=30, d=30), *stations(2024, a=40, b=60, c=70, d=70)]
    only_totals = theory_of([running], [indicator("ever", "keepers", unit="persons")], rounds=[2023, 2024])
    assert not left_out(only_totals, rows)
    with_steps = theory_of([running], [indicator("new", "in_period(keepers)", unit="persons")], rounds=[2023, 2024])
    assert {("a", "2023", ""), ("a", "2024", "")} & left_out(with_steps, rows)


def test_a_small_difference_that_an_indicator_publishes_is_withheld() -> None:
    # 20 examined, 18 passed: two that did not pass
    theory = theory_of(
        [keepers(), element("passed", unit="persons", personal=True)],
        [indicator("failed", "keepers - passed", unit="persons")], rounds=[2024],
    )  # fmt: skip
    rows = [*stations(a=20, b=40, c=40, d=40), *stations(name="passed", a=18, b=20, c=20, d=20)]
    _, published = both(theory, rows)
    shown = [name in figures(published, one) for one in ("keepers", "passed") for name in [("a", "2024", "")]]
    assert not all(shown)
    assert pick(published.values, organisation="a")["state"] == "withheld"


# --- An attacker ------------------------------------------------------------------------------------------------


class Attacker:
    """Knows some sums of counts, and asks of another one how small and how large it can be."""

    def __init__(self, sums: Sequence[Any], totals: Sequence[float], bounds: Sequence[Any]) -> None:
        self.known = {"A_eq": np.array(sums), "b_eq": np.array(totals)} if len(sums) else {}
        self.bounds = bounds

    def can_tell(self, made_of: Any) -> bool:
        """Whether the largest and the smallest that a sum can be, given everything, are the same."""
        ends = []
        for sign in (1.0, -1.0):
            found = linprog(sign * made_of, **self.known, bounds=self.bounds, method="highs")
            assert found.status in (0, 3), found.message
            if found.status == 3:
                return False
            ends.append(found.fun)
        return bool(-ends[1] - ends[0] < FREE)


class Reader:
    """Reads the published cells, and knows how they add up: in the tree, over categories and over time."""

    def __init__(self, theory: Theory, whole: Assessment) -> None:
        self.cells = figures(whole)
        self.place = {key: at for at, key in enumerate(self.cells)}
        self.parents = {one.parent for each in theory.organisations.organisations for one in each.belongs_to()}
        amounts = np.array(list(self.cells.values()))
        self.sums = []
        for key, parts in wholes(theory, self.cells):
            made_of = np.zeros(len(amounts))
            made_of[self.place[key]] = 1
            for part, share in parts.items():
                if part in self.place:
                    made_of[self.place[part]] -= share
            if parts.keys() & self.place.keys() and abs(made_of @ amounts) < FREE:
                self.sums.append(made_of)

    def works_out(self, hidden: set[Key]) -> list[Key]:
        """Small counts that follow when these cells are hidden.

        Counts are not negative, and a station's withheld count is not zero, because zero is shown.
        """
        bounds = [
            (value, value) if key not in hidden else (0 if key[0] in self.parents else 1, None)
            for key, value in self.cells.items()
        ]
        attacker = Attacker(self.sums, np.zeros(len(self.sums)), bounds)
        one_of_each = np.eye(len(self.cells))
        small = [key for key, value in self.cells.items() if 0 < value < SMALLEST]
        return [key for key in small if attacker.can_tell(one_of_each[self.place[key]])]


def wholes(theory: Theory, known: Mapping[Key, float]) -> Iterator[tuple[Key, dict[Key, float]]]:
    """Every figure with the parts that it may be the sum of."""
    spans = {period: Period.parse(period) for _, period, _ in known}
    dimensions = {one.split("=")[0] for _, _, one in known if one}
    for whole in known:
        name, period, category = whole
        children = theory.organisations.children(name, spans[period].end)
        yield whole, {(part.id, period, category): share for part, share in children}
        for dimension in dimensions if not category else ():
            yield whole, {key: 1.0 for key in known if key[:2] == whole[:2] and key[2].startswith(dimension + "=")}
        yield whole, {(name, one, category): 1.0 for one, span in spans.items()
                      if one != period and spans[period].contains(span)}  # fmt: skip


def hidden_of(whole: Assessment, published: Assessment) -> set[Key]:
    return figures(whole).keys() - figures(published).keys()


COUNTS = st.sampled_from([0, 0, 1, 1, 1, 2, 3, 4, 5, 7, 9, 20, 60])


@st.composite
def programmes(draw: Callable[..., Any], counts: st.SearchStrategy[int] = COUNTS) -> tuple[Theory, list[PlainRow]]:
    """A tree of two or three levels, dated and with shares, and counts of persons with categories."""
    regions = draw(st.sampled_from([["north"], ["north", "south"], ["north", "south", "east"]]))
    names = "abcdef"[: draw(st.integers(2, 6))]
    parents: dict[str, Any] = dict.fromkeys(regions, "coast")
    for name in names:
        first, second = draw(st.sampled_from([(a, b) for a in regions for b in regions]))
        belongs = draw(st.sampled_from(["one", "one", "moved", "two", "top"]))
        if belongs == "top":
            parents[name] = "coast"
        elif belongs == "one" or first == second:
            parents[name] = first
        elif belongs == "moved":
            parents[name] = [Membership(parent=first, until=date(2023, 12, 31)),
                             Membership(parent=second, since=date(2024, 1, 1))]  # fmt: skip
        else:
            share = draw(st.sampled_from([0.5, 0.6, 0.25, 0.9]))
            parents[name] = [Membership(parent=first, share=share), Membership(parent=second, share=1 - share)]
    categories = draw(st.sampled_from([[], ["p", "q"], ["p", "q", "r"]]))
    halves = draw(st.booleans())
    fields: dict[str, Any] = (
        {"over_disaggregation": "sum", "disaggregations": {"line": categories}} if categories else {}
    )
    rows = []
    for period in ("2024-H1", "2024-H2") if halves else ("2023", "2024"):
        for name in names:
            if draw(st.integers(0, 9)) == 0:
                continue
            parts = {one: draw(counts) for one in categories}
            rows += [row(name, "keepers", period, count, disaggregation=f"line={one}") for one, count in parts.items()]
            if not categories or draw(st.integers(0, 3)) == 0:
                rest = draw(counts)
                rows.append(row(name, "keepers", period, sum(parts.values()) + rest))
    rounds = ["2024-H1", "2024-H2", "2024"] if halves else [2023, 2024]
    return theory_of([keepers(**fields)], tree=tree_of(parents), rounds=rounds), rows


@settings(max_examples=30)
@given(programmes())
def test_nobody_can_work_out_a_small_count_from_the_published_ones(case: tuple[Theory, list[PlainRow]]) -> None:
    theory, rows = case
    whole, published = both(theory, rows)
    hidden = hidden_of(whole, published)
    assert not Reader(theory, whole).works_out(hidden)
    for key, value in figures(whole).items():
        assert value != 0 or key not in hidden
        assert not 0 < value < SMALLEST or key in hidden


def test_the_attacker_does_work_out_a_count_that_is_withheld_alone() -> None:
    theory = theory_of([keepers()], rounds=[2024])
    whole, _ = both(theory, stations(a=3, b=12, c=20, d=30))
    assert Reader(theory, whole).works_out({("a", "2024", "")}) == [("a", "2024", "")]


@settings(max_examples=10)
@given(programmes(st.sampled_from([0, 10, 11, 25, 400])))
def test_nothing_is_withheld_when_no_count_is_small(case: tuple[Theory, list[PlainRow]]) -> None:
    theory, rows = case
    whole, published = both(theory, rows)
    if not any(0 < value < SMALLEST for value in figures(whole).values()):
        assert not hidden_of(whole, published)
        pd.testing.assert_frame_equal(whole.values, published.values)


@settings(max_examples=10)
@given(programmes())
def test_not_one_figure_is_withheld_without_need(case: tuple[Theory, list[PlainRow]]) -> None:
    """Whatever is withheld beside the small counts gives one away when it is published after all."""
    theory, rows = case
    whole, published = both(theory, rows)
    reader, hidden = Reader(theory, whole), hidden_of(whole, published)
    for key in sorted(key for key in hidden if reader.cells[key] >= SMALLEST)[:5]:
        assert reader.works_out(hidden - {key}), f"{key} need not be withheld"


def test_in_a_table_of_two_ways_no_more_is_withheld_than_the_least_that_will_do() -> None:
    lines = keepers(over_disaggregation="sum", disaggregations={"line": ["day", "night"]})
    theory = theory_of([lines], rounds=[2024])
    counts = {"a": (3, 20), "b": (30, 9), "c": (8, 40), "d": (50, 60)}
    rows = [row(name, "keepers", 2024, one, disaggregation=f"line={line}") for name, some in counts.items()
            for line, one in zip(("day", "night"), some, strict=True)]  # fmt: skip
    whole, published = both(theory, rows)
    reader, hidden = Reader(theory, whole), hidden_of(whole, published)
    small = ("a", "2024", "line=day")
    larger = [key for key in reader.cells if key != small]
    assert hidden == {(name, "2024", f"line={line}") for name in "ab" for line in ("day", "night")}
    assert all(reader.works_out({small, *some}) for size in (0, 1, 2) for some in combinations(larger, size))


# --- An attacker who also reads the indicators ------------------------------------------------------------------

NUMBERS = ("value", "numerator", "denominator", "lower", "upper")


def printed(found: Assessment) -> dict[tuple[str, ...], float]:
    """Every number about keepers that a reader sees: cells, values, reconciliation and rows."""
    seen: dict[tuple[str, ...], float] = {}
    tables = [(found.cells, "data_element", NUMBERS), (found.values, "indicator", NUMBERS),
              (found.reconciliation, "data_element", ("own", "parts", "difference")),
              (found.rows, "data_element", ("value",))]  # fmt: skip
    for number, (table, name, columns) in enumerate(tables):
        for record in table.to_dict("records"):
            key = [str(number), *(str(record[one]) for one in (name, "organisation", "period", "disaggregation"))]
            for column in columns:
                if not math.isnan(record.get(column, math.nan)):
                    seen[(*key, column)] = float(record[column])
    return seen


Reported = list[tuple[str, str, object, int, str]]
"""Organisation, data element, period, count, category."""


def rows_of(reported: Reported) -> list[PlainRow]:
    return [row(name, what, period, count, disaggregation=category) for name, what, period, count, category in reported]


def told(theory: Theory, reported: Reported) -> list[tuple[str, ...]]:
    """Small counts that follow from anything that is printed.

    How each printed number is made of the reported ones is found by changing these one by one, so that the attacker
    needs to know nothing of how the engine adds up. Numbers that are no sum (ratios) are left aside.
    """
    whole, published = both(theory, rows_of(reported))
    everything, shown = printed(whole), printed(published)
    counts = np.array([one[3] for one in reported], dtype=float)
    made_of = {key: np.zeros(len(counts)) for key in everything}
    for at, (name, what, period, count, category) in enumerate(reported):
        changed = [*reported[:at], (name, what, period, count + 1, category), *reported[at + 1 :]]
        other = printed(assess(theory, numbered(rows_of(changed)), as_of=date(2030, 1, 1), withhold=False))
        for key in everything.keys() & other.keys():
            made_of[key][at] = other[key] - everything[key]
    sums = [key for key, value in everything.items() if abs(made_of[key] @ counts - value) < FREE * max(1, value)]
    seen = [key for key in sums if key in shown]
    bounds = [(0, 0) if count == 0 else (1, None) for count in counts]
    attacker = Attacker([made_of[key] for key in seen], [everything[key] for key in seen], bounds)
    added_up = {one.id for one in theory.indicators if parse(one.formula).is_sum}
    secret = [key for key in sums if 0 < everything[key] < SMALLEST and key[-1] == "value"
              and (key[0] in "03" or key[1] in added_up)]  # fmt: skip
    return [key for key in secret if key in shown or attacker.can_tell(made_of[key])]


MOVED = [Membership(parent="north", until=date(2023, 12, 31)), Membership(parent="south", since=date(2024, 1, 1))]
RUNNING = {"kind": "cumulative", "over_time": "last"}
CROSSED = {"over_disaggregation": "sum", "disaggregations": {"line": ["day", "night"], "size": ["tall", "low"]}}


@pytest.mark.parametrize(
    ("fields", "formula", "moves"),
    [
        ({}, "keepers / others", False),
        ({}, "others - keepers", True),
        (RUNNING, "in_period(keepers)", True),
        (RUNNING, "keepers - lag(keepers, 1)", False),
        ({}, "lag(keepers, 1)", True),
        ({}, "sum_over(keepers, 2)", True),
        (CROSSED, "keepers[line=day]", False),
        ({"parent_figure": "computed"}, "keepers", False),
    ],
)
@settings(max_examples=3)
@given(data=st.data())
def test_nobody_can_work_out_a_small_count_with_the_indicators_beside_it(
    fields: dict[str, Any], formula: str, moves: bool, data: st.DataObject
) -> None:
    tree = tree_of({**TREE, "a": MOVED} if moves else TREE)
    others = element("others", unit="persons", personal=True)
    theory = theory_of(
        [keepers(**fields), others],
        [indicator("made", formula, unit="fraction" if "/" in formula else "persons")],
        tree=tree,
    )
    reported: Reported = []
    for name in "abc" if fields == CROSSED else "abcd":
        running = 0
        for period in (2023, 2024):
            count = data.draw(COUNTS)
            running = running + count if fields == RUNNING else count
            if fields == CROSSED:
                crossed = [f"line={line};size={size}" for line in ("day", "night") for size in ("tall", "low")]
                reported += [(name, "keepers", period, data.draw(COUNTS), one) for one in crossed]
            elif data.draw(st.integers(0, 9)):
                reported.append((name, "keepers", period, running, ""))
            if "others" in formula and data.draw(st.integers(0, 4)):
                reported.append((name, "others", period, count + data.draw(COUNTS), ""))
    if fields == {"parent_figure": "computed"}:
        below = sum(one[3] for one in reported if one[0] in "ab" and one[2] == 2024)
        reported.append(("north", "keepers", 2024, below + data.draw(COUNTS), ""))
    assert not told(theory, reported)
