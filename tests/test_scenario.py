"""What-ifs: overrides applied to a copy, a log of old and new, and everything wrong with them at once."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fictional_programme.small import FOLDER, codes
from typer.testing import CliRunner

from toc.assessment import assess
from toc.cli import app
from toc.errors import Finding, FindingsError
from toc.reading import read_scenario
from toc.rows import RawRow
from toc.scenario import Scenario, apply, combine
from toc.theory import Theory

Write = Callable[[str, str | bytes], Path]


def scenario(*overrides: dict[str, Any], **fields: Any) -> Scenario:
    return named("what-if", overrides=list(overrides), **fields)


def named(name: str, **fields: Any) -> Scenario:
    return Scenario.model_validate({"id": name, "title": "x", "rationale": "x", **fields})


def refused_by(theory: Theory, given: Scenario) -> tuple[Finding, ...]:
    with pytest.raises(FindingsError) as refused:
        apply(theory, given)
    return refused.value.findings


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


# --- Atoms ------------------------------------------------------------------------------------------------------

HEAD = "title: x\nrationale: x\n"


def on_shelf(write: Write, **files: str) -> Callable[[str], Path]:
    """Scenario files beside each other; the text of each is what comes after its title."""
    paths = {name: write(f"shelf/{name}.yaml", f"id: {name}\n{HEAD}{text}") for name, text in files.items()}
    return paths.__getitem__


def overriding(name: str, value: float = 1, field: str = "value") -> str:
    return f"overrides:\n  - {{part: target, id: {name}, field: {field}, value: {value}}}\n"


def touched(one: Scenario) -> list[tuple[str, str]]:
    return [(override.id, override.field) for override in one.overrides]


def test_atoms_come_in_their_declared_order_and_before_what_is_declared_itself(file_of: Write) -> None:
    shelf = on_shelf(
        file_of, a=overriding("t1"), b=overriding("t2"), c=overriding("t3"),
        all="combines: [c, a, b]\n" + overriding("t4"),
    )  # fmt: skip
    assert [name for name, _ in touched(read_scenario(shelf("all")))] == ["t3", "t1", "t2", "t4"]


def test_an_atom_that_comes_in_by_two_ways_counts_once_and_where_it_comes_first(file_of: Write) -> None:
    shelf = on_shelf(
        file_of, atom=overriding("t1"), left="combines: [atom]\n" + overriding("t2"),
        right="combines: [atom]\n" + overriding("t3"), both="combines: [left, right, atom, left]\n",
    )  # fmt: skip
    assert [name for name, _ in touched(read_scenario(shelf("both")))] == ["t1", "t2", "t3"]


def test_parts_of_atoms_of_every_kind_and_their_sources_are_gathered(file_of: Write) -> None:
    shelf = on_shelf(
        file_of,
        a='sources: ["LOG:1"]\nremove: [{part: link, id: K7}]\n',
        b='sources: ["LOG:2", "LOG:1"]\nadd: [{part: assumption, value: {id: B9, title: x, status: untested}}]\n',
        c="interventions: [{id: oil, title: x, element: I1, start: 2026, factor: 2}]\n",
        all='sources: ["LOG:3"]\ncombines: [a, b, c]\n',
    )
    found = read_scenario(shelf("all"))
    assert [one.id for one in found.remove] == ["K7"]
    assert [one.value["id"] for one in found.add] == ["B9"]
    assert [one.id for one in found.interventions] == ["oil"]
    assert [one.lines for one in found.sources] == ["3", "1", "2"]


def test_atoms_that_touch_one_key_are_refused_with_both_named_and_all_at_once(file_of: Write) -> None:
    shelf = on_shelf(
        file_of,
        one=overriding("t1") + "interventions: [{id: i, title: x, element: I1, start: 2026, factor: 2}]\n",
        two=overriding("t1", 2) + "remove: [{part: link, id: K1}]\n",
        three="interventions: [{id: j, title: x, element: I1, start: 2027, extra: 2}]\n"
        "overrides: [{part: link, id: K1, field: kappa, value: 0.4}]\n",
        all="combines: [one, two, three]\n",
    )
    with pytest.raises(FindingsError) as refused:
        read_scenario(shelf("all"))
    findings = refused.value.findings
    assert codes(findings) == ["scenario.clash"] * 3
    for finding, names, what in zip(
        findings, [("one", "two"), ("two", "three"), ("one", "three")],
        ["target t1.value", "link K1.kappa", "intervention I1"], strict=True,
    ):  # fmt: skip
        for text in (finding.message.nl, finding.message.en):
            assert what in text
            assert all(f"‘{name}’" in text for name in names)


def test_what_is_declared_itself_may_not_undo_an_atom_either(file_of: Write) -> None:
    shelf = on_shelf(file_of, a=overriding("t1"), all="combines: [a]\n" + overriding("t1", 2))
    with pytest.raises(FindingsError) as refused:
        read_scenario(shelf("all"))
    assert codes(refused.value.findings) == ["scenario.clash"]


def test_two_fields_of_one_thing_and_one_place_at_two_organisations_are_no_clash(file_of: Write) -> None:
    at = "interventions: [{{id: {0}, title: x, element: I1, organisation: {0}, start: 2026, factor: 2}}]\n"
    shelf = on_shelf(
        file_of, one=overriding("t1") + at.format("north"), two=overriding("t1", 2030, "year") + at.format("south"),
        all="combines: [one, two]\n",
    )  # fmt: skip
    assert touched(read_scenario(shelf("all"))) == [("t1", "value"), ("t1", "year")]


@pytest.mark.parametrize(
    ("files", "loop"),
    [({"a": "a"}, "a → a"), ({"a": "b", "b": "a"}, "a → b → a"), ({"a": "b", "b": "c", "c": "b"}, "b → c → b")],
)
def test_a_scenario_that_is_part_of_itself_is_refused(file_of: Write, files: dict[str, str], loop: str) -> None:
    shelf = on_shelf(file_of, **{name: f"combines: [{other}]\n" for name, other in files.items()})
    with pytest.raises(FindingsError) as refused:
        read_scenario(shelf("a"))
    assert codes(refused.value.findings) == ["scenario.loop"]
    assert loop in refused.value.findings[0].message.nl


def test_an_unknown_atom_is_refused_with_the_nearest_name(file_of: Write) -> None:
    shelf = on_shelf(file_of, more_oil="", all="combines: [more_oli]\n", other="combines: [zzz]\n")
    for name, words in (("all", "more_oil"), ("other", "zzz")):
        with pytest.raises(FindingsError) as refused:
            read_scenario(shelf(name))
        assert codes(refused.value.findings) == ["scenario.no_atom"]
        assert f"‘{words}’" in refused.value.findings[0].message.nl


def test_a_combination_of_ten_thousand_deep_is_read(file_of: Write) -> None:
    def find(name: str) -> Scenario:
        at = int(name[1:])
        return named(name, combines=[f"s{at + 1}"] if at < 10_000 else [],
                     overrides=[override("target", name, "value", at)])  # fmt: skip

    found = combine(find("s0"), find)
    assert [one.id for one in found.overrides] == [f"s{at}" for at in range(10_000, -1, -1)]


def test_a_ladder_of_scenarios_is_read_once_per_scenario() -> None:
    asked: list[str] = []

    def find(name: str) -> Scenario:
        asked.append(name)
        at = int(name[1:])
        return named(name, combines=[f"{side}{at + 1}" for side in "ab"] if at < 18 else [])

    combine(named("top", combines=["a0", "b0"]), find)
    assert len(asked) <= 40  # two names on each of nineteen steps, and not two to the power of nineteen


def test_a_file_that_calls_itself_otherwise_does_not_make_an_atom_disappear(file_of: Write) -> None:
    shelf = on_shelf(file_of, a=overriding("t1"), all="combines: [a, b]\n")
    file_of("shelf/b.yaml", f"id: a\n{HEAD}{overriding('t2')}")
    try:
        found = read_scenario(shelf("all"))
    except FindingsError:
        return  # refusing it is as good
    assert [name for name, _ in touched(found)] == ["t1", "t2"]


# --- Adding and leaving out -------------------------------------------------------------------------------------

ADDED: dict[str, dict[str, Any]] = {
    "data_element": {"id": "flags", "title": "x", "unit": "flags", "kind": "flow", "over_time": "sum",
                     "over_organisations": "sum", "over_disaggregation": "none", "missing": "x",
                     "reported_by": ["station"], "reported_from": 2025},
    "indicator": {"id": "lamps_again", "title": "x", "level": "output", "unit": "lamps", "formula": "lamps_repaired",
                  "ascending": True, "means_of_verification": {"method": "x"}},
    "baseline": {"id": "lamps_2023", "indicator": "lamps_repaired", "organisation": "grey-coast", "period": 2023,
                 "value": 1, "basis": "annual", "owner": "x", "source": "LOG1:1"},
    "target": {"id": "lamps_2030", "indicator": "lamps_repaired", "organisation": "grey-coast", "year": 2030,
               "value": 1, "basis": "annual", "owner": "x", "source": "LOG1:1"},
    "element": {"id": "U9", "level": "outcome", "title": "x"},
    "link": {"id": "K9b", "from": "P3", "to": "U3", "mechanism": "x", "claim": "association"},
    "assumption": {"id": "B9", "title": "x", "status": "untested"},
    "organisation": {"id": "new-rock", "title": "x", "level": "station", "parent": "north", "since": "2026"},
    "course": {"id": "oil", "indicator": "oil_money", "organisation": "grey-coast", "growth": 2},
    "event": {"id": "storm", "title": "x", "day": "2027-01-01"},
}  # fmt: skip


def items(theory: Theory, part: str) -> dict[str, Any]:
    where = {"organisation": theory.organisations, "course": theory, "event": theory.file, "element": theory.file,
             "link": theory.file, "assumption": theory.file}.get(part, theory)  # fmt: skip
    return {one.id: one for one in getattr(where, f"{part}s")}


@pytest.mark.parametrize("part", sorted(ADDED))
def test_every_part_can_be_added_and_left_out_and_the_rest_stays(programme: Theory, part: str) -> None:
    name = ADDED[part]["id"]
    more, (added,) = apply(programme, scenario(add=[{"part": part, "value": ADDED[part]}]))
    assert list(items(more, part)) == [*items(programme, part), name]
    assert (added.part, added.id, added.old) == (part, name, None)
    assert added.new is not None
    less, (left,) = apply(more, scenario(remove=[{"part": part, "id": name}]))
    assert items(less, part) == items(programme, part)
    assert (left.part, left.id, left.new) == (part, name, None)
    assert left.old == added.new


def test_what_is_there_already_cannot_be_added_and_what_is_not_cannot_be_left_out(programme: Theory) -> None:
    findings = refused_by(
        programme,
        scenario(
            add=[{"part": "element", "value": {**ADDED["element"], "id": "U1"}}],
            remove=[{"part": "link", "id": "K99"}, {"part": "target", "id": "wreks_2026"}],
        ),
    )
    assert codes(findings) == ["scenario.unknown_id", "scenario.unknown_id", "scenario.exists"]
    assert "‘wrecks_2026’" in findings[1].message.nl


def test_a_thing_may_be_left_out_and_declared_again_in_one_scenario(programme: Theory) -> None:
    again = {"id": "K7", "from": "M1", "to": "M2", "mechanism": "x", "claim": "association"}
    changed, log = apply(
        programme, scenario(remove=[{"part": "link", "id": "K7"}], add=[{"part": "link", "value": again}])
    )
    assert changed.link_by_id["K7"].claim == "association"
    assert [(one.old is None, one.new is None) for one in log] == [(False, True), (True, False)]


ENGLISH = re.compile(r"(?i)\b(give|field|required|should|input|needs|not permitted|valid)\b")


@pytest.mark.parametrize(
    ("part", "changes", "dutch", "english"),
    [
        ("link", {"claim": "attribution"}, "vraagt een `counterfactual`", "needs a `counterfactual`"),
        ("link", {"expectation": {"elasticity": 1, "low": 0}}, "samen", "together"),
        ("course", {"level": 3}, "samen", "together"),
        ("course", {"growth": {"low": 3, "likely": 2, "high": 1}}, "van klein naar groot", "in order"),
        ("target", {"value": "many"}, "value", "value"),
        ("target", {"valeu": 1}, "valeu", "valeu"),
        ("target", {"year": None}, "year", "year"),
        ("element", {"level": "outcom"}, "level", "level"),
    ],
)
def test_what_is_wrong_with_something_added_is_said_in_both_languages(
    programme: Theory, part: str, changes: dict[str, Any], dutch: str, english: str
) -> None:
    (finding,) = refused_by(programme, scenario(add=[{"part": part, "value": {**ADDED[part], **changes}}]))
    assert finding.code == "scenario.bad_addition"
    assert dutch in finding.message.nl
    assert english in finding.message.en
    assert not ENGLISH.search(finding.message.nl), finding.message.nl


def test_a_missing_field_of_something_added_is_named(programme: Theory) -> None:
    for gone in ("id", "indicator"):
        value = {name: one for name, one in ADDED["target"].items() if name != gone}
        (finding,) = refused_by(programme, scenario(add=[{"part": "target", "value": value}]))
        assert gone in finding.message.nl
        assert gone in finding.message.en
        assert not ENGLISH.search(finding.message.nl), finding.message.nl


# --- Interventions ----------------------------------------------------------------------------------------------


def doing(name: str = "i", **fields: Any) -> dict[str, Any]:
    size = {} if {"factor", "extra", "growth"} & set(fields) else {"factor": 2}
    return {"id": name, "title": "x", "start": "2026-01", **size, **fields}


def test_interventions_on_what_does_not_exist_are_refused_with_the_nearest_name(programme: Theory) -> None:
    findings = refused_by(
        programme,
        scenario(interventions=[
            doing("a", element="I11"), doing("b", indicator="oil_mony"),
            doing("c", indicator="wrecks", organisation="nort"), doing("d", indicator="zzz"),
        ]),
    )  # fmt: skip
    assert codes(findings) == ["scenario.unknown_id"] * 4
    for finding, near in zip(findings, ("I1", "oil_money", "north", "zzz"), strict=True):
        assert f"‘{near}’" in finding.message.nl


def test_an_element_and_its_leading_indicator_are_one_place(programme: Theory) -> None:
    one, other = doing("a", element="A1"), doing("b", indicator="keepers_on_duty")
    (finding,) = refused_by(programme, scenario(interventions=[one, other]))
    assert finding.code == "scenario.same_place"
    assert "‘a’" in finding.message.en
    assert "‘b’" in finding.message.en
    # the second indicator of the element is another place, and so is another organisation
    _, log = apply(programme, scenario(interventions=[one, doing("b", indicator="litres_per_lamp")]))
    assert [change.id for change in log] == ["a", "b"]
    _, log = apply(programme, scenario(interventions=[one, {**other, "organisation": "north"}]))
    assert [change.id for change in log] == ["a", "b"]


def test_everywhere_and_at_the_top_are_one_place(programme: Theory) -> None:
    one, other = doing("a", element="A1"), doing("b", element="A1", organisation="grey-coast")
    (finding,) = refused_by(programme, scenario(interventions=[one, other]))
    assert finding.code == "scenario.same_place"


def test_two_interventions_by_one_name_are_refused(programme: Theory) -> None:
    findings = refused_by(programme, scenario(interventions=[doing("a", element="A1"), doing("a", element="I1")]))
    assert set(codes(findings)) == {"scenario.same_place"}


def test_everything_that_was_changed_is_logged_with_old_and_new(programme: Theory) -> None:
    given = scenario(
        override("link", "K3", "kappa", 0.25), override("organisation", "gull-rock", "until", "2027-06"),
        add=[{"part": "event", "value": ADDED["event"]}], remove=[{"part": "link", "id": "K7"}],
        interventions=[doing("a", element="I1", factor={"low": 1, "likely": 1.2, "high": 1.5})],
    )  # fmt: skip
    _, log = apply(programme, given)
    assert [str(one) for one in log] == [
        "link K7.: M1 → M2 -> None",
        "event storm.: None -> x",
        "link K3.kappa: 0.5 -> 0.25",
        "organisation gull-rock.until: None -> 2027-06",
        "intervention a.factor: None -> 1.2 (1 - 1.5)",
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"factor": -0.1}, {"factor": {"low": -1, "likely": 1, "high": 2}}, {"factor": float("nan")},
        {"factor": float("inf")}, {"factor": True}, {"factor": "2"}, {"factor": 2, "extra": 1}, {"start": "2026-13"},
        {"start": "2027-01", "end": "2026-12"}, {"build_up": -1}, {"build_up": 1e9}, {"indicator": "wrecks"},
        {"factor": {"low": 2, "likely": 1, "high": 3}}, {"growth": {"likely": 2}}, {"start": None},
    ],
)  # fmt: skip
def test_an_intervention_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="interventions"):
        scenario(interventions=[doing(element="I1", **wrong)])


# --- Files that nobody should trust ------------------------------------------------------------------------------

FACTOR = "interventions: [{{id: i, title: x, element: I1, start: {start}, {size}}}]\n"


@pytest.mark.parametrize(
    "text",
    [
        FACTOR.format(start=2026, size="factor: .nan"),
        FACTOR.format(start=2026, size="factor: .inf"),
        FACTOR.format(start=2026, size="factor: 1e999"),
        FACTOR.format(start=2026, size="factor: -1"),
        FACTOR.format(start=2026, size="factor: 1e300"),
        FACTOR.format(start=2026, size="growth: -1e300"),
        FACTOR.format(start=2026, size="extra: 1e300"),
        FACTOR.format(start=2026, size="factor: {low: 1e308, likely: -1e308, high: 1e308}"),
        FACTOR.format(start="2027-01, end: 2026-01", size="factor: 2"),
        FACTOR.format(start="99999-01", size="factor: 2"),
        FACTOR.format(start="{}", size="factor: 2"),
        "overrides: &a [*a]\n",
        "overrides: !!python/object/apply:os.system [ls]\n",
        "overrides: [{part: target, id: lamps_2026, field: value, value: 1e999}]\n",
        "overrides: [{part: target, id: lamps_2026, field: value, value: {a: [1, {b: 2}]}}]\n",
        "overrides: [{part: target, id: lamps_2026, field: [1], value: 1}]\n",
        "add: [{part: element, value: {id: {a: b}, level: outcome, title: x}}]\n",
        "add: [{part: element, value: [1, 2]}]\n",
        "add: [{part: planet, value: {}}]\n",
        "remove: [{part: organisation, id: grey-coast}]\n",
        "combines: [../lighthouses/more-oil]\n",
        "combines: [hostile]\n",
        "combines: {a: b}\n",
        "add: " + "[" * 200 + "]" * 200 + "\n",
        "interventions: 5\n",
    ],
)
def test_a_hostile_file_gives_findings_and_exit_code_2(shelf: Path, text: str) -> None:
    (shelf / "scenarios" / "lighthouses" / "hostile.yaml").write_text(f"id: hostile\n{HEAD}{text}", encoding="utf-8")
    ran = CliRunner().invoke(
        app, ["run", "lighthouses", "--scenario", "hostile", "--library", str(shelf), "--out", str(shelf / "out")]
    )
    assert ran.exit_code == 2, (ran.exit_code, ran.output, ran.exception)
    assert ran.exception is None or isinstance(ran.exception, SystemExit)
    assert "Traceback" not in ran.output
    assert ran.output.strip()
    assert not (shelf / "out").exists()
