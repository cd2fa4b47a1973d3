"""Targets of parts against the target of the whole: what is left over, and whose targets may be added at all."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from fictional_programme.small import TREE, element, indicator, pick, theory_of, tree_of
from hypothesis import given
from hypothesis import strategies as st

from toc.allocation import allocate
from toc.errors import Finding, Severity
from toc.frames import ALLOCATION
from toc.organisation import Membership, OrganisationTree
from toc.target import Target

AFTER = date(2030, 1, 1)


def target(organisation: str, value: float, **fields: Any) -> Target:
    standard = {"id": f"{organisation}_t", "indicator": "x", "organisation": organisation, "year": 2030, "value": value,
                "basis": "net_extra", "owner": "keeper", "source": "LOG:1"}  # fmt: skip
    return Target.model_validate({**standard, **fields})


def allocated(
    *targets: Target,
    tree: OrganisationTree | None = None,
    of: dict[str, Any] | None = None,
    counted: dict[str, Any] | None = None,
    day: date = AFTER,
) -> tuple[pd.DataFrame, list[Finding]]:
    theory = theory_of(
        [element("x", **(counted or {})), element("y")], [indicator("x", **(of or {}))], tree=tree, targets=targets
    )
    return allocate(theory, day)


def test_the_regions_add_up_to_less_than_the_country() -> None:
    # T7: 7,900 against 8,500
    table, (finding,) = allocated(target("coast", 8500), target("north", 4900), target("south", 3000))
    assert list(table.columns) == list(ALLOCATION)
    found = pick(table, target_id="coast_t")
    assert (found["target_value"], found["parts"], found["n_parts"], found["not_allocated"]) == (8500, 7900, 2, 600)
    assert (finding.code, finding.severity) == ("target.not_allocated", Severity.WARNING)
    assert "add up to 7,900. Not allocated: 600" in finding.message.en
    assert "2 van de 2 delen zijn samen 7.900. Niet verdeeld: 600" in finding.message.nl


def test_parts_that_promise_more_than_the_whole_are_said_to_do_so() -> None:
    table, (finding,) = allocated(target("coast", 7000), target("north", 4900), target("south", 3000))
    assert table["not_allocated"].tolist() == [-900]
    assert (finding.code, finding.severity) == ("target.not_allocated", Severity.INFO)
    assert "Allocated too much: 900" in finding.message.en


def test_where_less_is_better_parts_that_allow_more_are_the_warning() -> None:
    fewer = {"ascending": False}
    _, (over,) = allocated(target("coast", 10), target("north", 6), target("south", 6), of=fewer)
    _, (under,) = allocated(target("coast", 15), target("north", 6), target("south", 6), of=fewer)
    assert (over.severity, under.severity) == (Severity.WARNING, Severity.INFO)


def test_an_exact_division_leaves_a_row_and_no_finding() -> None:
    table, findings = allocated(target("coast", 0.3), target("north", 0.1), target("south", 0.2))
    assert table["not_allocated"].tolist() == [0]
    assert findings == []


def test_a_part_without_a_target_is_counted_as_one_that_has_none() -> None:
    table, (finding,) = allocated(target("coast", 10), target("north", 4))
    assert (table["n_parts"].item(), table["not_allocated"].item()) == (1, 6)
    assert "1 of the 2 parts" in finding.message.en


def test_every_level_is_held_beside_its_own_direct_parts() -> None:
    table, _ = allocated(target("coast", 10), target("north", 9), target("a", 4), target("b", 3))
    assert table.set_index("organisation")["parts"].to_dict() == {"coast": 9, "north": 7}


@pytest.mark.parametrize("changes", [{"year": 2029}, {"basis": "gross"}, {"indicator": "y"}])
def test_only_targets_of_the_same_thing_are_added(changes: dict[str, Any]) -> None:
    theory = theory_of(
        [element("x"), element("y")], [indicator("x"), indicator("y")],
        targets=(target("coast", 10), target("north", 4, **changes)),
    )  # fmt: skip
    assert allocate(theory, AFTER)[0].empty


@pytest.mark.parametrize(
    ("counted", "of"),
    [({"over_organisations": "distinct"}, {}), ({"over_organisations": "max"}, {}), ({}, {"formula": "100 * x / y"})],
)
def test_what_does_not_add_up_is_not_added(counted: dict[str, Any], of: dict[str, Any]) -> None:
    table, findings = allocated(target("coast", 10), target("north", 4), counted=counted, of=of)
    assert table.empty
    assert findings == []


# --- Owners -----------------------------------------------------------------------------------------------------


def test_the_set_of_one_owner_is_not_completed_with_targets_of_another() -> None:
    table, _ = allocated(target("coast", 10), target("north", 4), target("south", 5, owner="harbour"))
    assert (table["parts"].item(), table["n_parts"].item()) == (4, 1)


def test_regions_that_set_their_own_targets_are_added_when_nobody_divided_the_whole() -> None:
    table, _ = allocated(target("coast", 10), target("north", 4, owner="north"), target("south", 5, owner="south"))
    assert (table["parts"].item(), table["n_parts"].item()) == (9, 2)


def test_two_sets_stand_side_by_side() -> None:
    keeper = [target("coast", 10), target("north", 4), target("south", 5)]
    harbour = [target(one.organisation, 2 * one.value, id=one.id + "_h", owner="harbour") for one in keeper[:2]]
    table, _ = allocated(*keeper, *harbour)
    assert table.set_index("target_id")["parts"].to_dict() == {"coast_t": 9, "coast_t_h": 8}


def test_a_whole_of_one_owner_is_not_held_beside_the_parts_of_another_that_has_a_whole_too() -> None:
    table, _ = allocated(
        target("coast", 10), target("coast", 30, id="h", owner="harbour"), target("north", 20, owner="harbour")
    )
    assert table["target_id"].tolist() == ["h"]


def test_a_part_with_two_targets_of_its_own_has_no_single_one_to_add() -> None:
    table, _ = allocated(
        target("coast", 10), target("north", 4, owner="n1"), target("north", 5, id="n", owner="n2"),
        target("south", 3, owner="s"),
    )  # fmt: skip
    assert (table["parts"].item(), table["n_parts"].item()) == (3, 1)


# --- Time -------------------------------------------------------------------------------------------------------

LOWERED = {"versions": [{"value": 8000, "set_on": "2026-01-15", "reason": "the glass ran out"}]}


def test_the_target_counts_as_it_stood_on_the_day() -> None:
    targets = (target("coast", 8500, **LOWERED), target("north", 4900), target("south", 3000))
    assert allocated(*targets, day=date(2025, 1, 1))[0]["not_allocated"].tolist() == [600]
    assert allocated(*targets)[0]["not_allocated"].tolist() == [100]


def test_a_part_counts_where_it_belongs_at_the_end_of_the_target_year() -> None:
    moves = [Membership.model_validate(one) for one in (
        {"parent": "north", "until": "2027-12-31"}, {"parent": "south", "since": "2028-01-01"})]  # fmt: skip
    stations = (target("north", 10), target("south", 20), target("a", 3), target("e", 5))
    table, _ = allocated(*stations, tree=tree_of({**TREE, "e": moves}))
    assert table.set_index("organisation")["parts"].to_dict() == {"north": 3, "south": 5}


@given(st.floats(0.01, 0.99), st.floats(1, 1e6))
def test_a_part_of_two_wholes_counts_by_its_share(share: float, value: float) -> None:
    both = [Membership(parent="north", share=share), Membership(parent="south", share=1 - share)]
    table, _ = allocated(target("north", 1), target("south", 1), target("e", value), tree=tree_of({**TREE, "e": both}))
    assert table["parts"].sum() == pytest.approx(value)


def test_a_part_that_has_ended_is_not_waited_for() -> None:
    tree = tree_of(TREE, south={"until": "2027-12-31"})
    _, (finding,) = allocated(target("coast", 10), target("north", 4), tree=tree)
    assert "1 of the 1 parts" in finding.message.en
