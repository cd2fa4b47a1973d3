"""What-ifs: overrides applied to a copy, a log of old and new, and everything wrong with them at once."""

from typing import Any

import pytest
from fictional_programme.small import FOLDER, codes

from toc.assessment import assess
from toc.errors import FindingsError
from toc.reading import read_scenario
from toc.rows import RawRow
from toc.scenario import Scenario, apply
from toc.theory import Theory


def scenario(*overrides: dict[str, Any]) -> Scenario:
    return Scenario.model_validate({"id": "what-if", "title": "x", "rationale": "x", "overrides": list(overrides)})


def override(part: str, name: str, field: str, value: object) -> dict[str, object]:
    return {"part": part, "id": name, "field": field, "value": value}


def test_overrides_change_a_copy_and_are_logged_in_order(programme: Theory) -> None:
    changed, log = apply(programme, read_scenario(FOLDER / "scenarios" / "more-oil.yaml"))
    assert changed.target_by_id["lamps_2026"].value == 6800
    assert changed.link_by_id["K3"].kappa == 0.25
    assert [str(one) for one in log] == [
        "target lamps_2026.value: 4000.0 -> 6800",
        "link K3.kappa: 0.5 -> 0.25",
    ]
    # the theory that was given is as it was
    assert programme.target_by_id["lamps_2026"].value == 4000
    assert programme.link_by_id["K3"].kappa == 0.5


def test_no_overrides_change_nothing(programme: Theory) -> None:
    assert apply(programme, scenario()) == (programme, ())


@pytest.mark.parametrize(
    ("part", "name", "field", "value", "collection"),
    [
        ("data_element", "wrecks", "parent_figure", "reported", "data_elements"),
        ("indicator", "wrecks", "min_coverage", 0.25, "indicators"),
        ("baseline", "wrecks_2022", "value", 25, "baselines"),
        ("target", "wrecks_2026", "year", 2030, "targets"),
    ],
)
def test_every_part_of_a_theory_can_be_overridden(
    programme: Theory, part: str, name: str, field: str, value: object, collection: str
) -> None:
    changed, _ = apply(programme, scenario(override(part, name, field, value)))
    (item,) = [one for one in getattr(changed, collection) if one.id == name]
    assert getattr(item, field) == value
    untouched = [one for one in getattr(changed, collection) if one.id != name]
    assert untouched == [one for one in getattr(programme, collection) if one.id != name]


def test_parts_of_the_chain_can_be_overridden_by_their_written_names(programme: Theory) -> None:
    changed, _ = apply(
        programme,
        scenario(
            override("link", "K6", "expectation", {"elasticity": 2}),
            override("link", "K6", "from", "P1"),
            override("element", "U4", "indicators", ["captains_content"]),
            override("assumption", "B1", "status", "contradicted"),
        ),
    )
    assert changed.link_by_id["K6"].start == "P1"
    assert changed.element_by_id["U4"].indicators == ("captains_content",)
    assert changed.file.assumptions[0].status == "contradicted"


def test_two_overrides_of_one_field_are_refused(programme: Theory) -> None:
    with pytest.raises(FindingsError) as refused:
        apply(programme, scenario(*[override("target", "wrecks_2026", "value", value) for value in (1, 2)]))
    assert codes(refused.value.findings) == ["scenario.twice"]


def test_everything_wrong_is_said_at_once_with_the_near_names(programme: Theory) -> None:
    with pytest.raises(FindingsError) as refused:
        apply(
            programme,
            scenario(
                override("target", "wreks_2026", "value", 1),
                override("target", "wrecks_2026", "valeu", 1),
                override("target", "wrecks_2026", "id", "other"),
                override("target", "wrecks_2026", "value", "many"),
                override("link", "K3", "kappa", 1.5),
                override("link", "K2", "claim", "attribution"),
            ),
        )
    findings = refused.value.findings
    assert codes(findings) == [
        "scenario.unknown_id",
        "scenario.unknown_field",
        "scenario.unknown_field",
        "scenario.bad_value",
        "scenario.bad_value",
        "scenario.bad_value",  # attribution needs a counterfactual
    ]
    assert "‘wrecks_2026’" in findings[0].message.en
    assert "‘value’" in findings[1].message.nl


def test_a_scenario_that_breaks_a_reference_is_refused_by_the_assessment(
    programme: Theory, programme_rows: tuple[RawRow, ...]
) -> None:
    broken = scenario(override("element", "U4", "indicators", ["bravery"]))
    with pytest.raises(FindingsError, match="bravery"):
        assess(programme, programme_rows, scenario=broken)


def test_the_assessment_carries_what_was_changed(programme: Theory, programme_rows: tuple[RawRow, ...]) -> None:
    found = assess(programme, programme_rows, scenario=read_scenario(FOLDER / "scenarios" / "more-oil.yaml"))
    progress = found.progress[found.progress["target_id"] == "lamps_2026"]
    # 3400 of 6800 is half
    assert progress["progress"].tolist()[0] == pytest.approx(0.5)
    assert len(found.changes) == 2
