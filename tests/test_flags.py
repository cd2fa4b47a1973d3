"""Where output is not shown to translate: the three gaps in order, what to measure first, and the command."""

import csv
import dataclasses
import io
from pathlib import Path
from typing import Any

import pytest
from fictional_programme.verdict_rows import verdict_row, verdicts_of
from typer.testing import CliRunner

from toc.assessment import Assessment
from toc.cli import app
from toc.declared import Text
from toc.errors import FindingsError
from toc.flags import COLUMNS, flag_records, flags_of, main_sentence

LEAD = Text(nl="De output nam toe.", en="Output rose.")


@pytest.fixture(scope="module")
def judged(assessment: Assessment) -> Assessment:
    """The lighthouses with verdicts made by hand, one of every gap and two of none."""

    def row(link: str, verdict: str, *numbers: float, **changed: Any) -> dict[str, Any]:
        one = assessment.theory.link_by_id[link]
        return verdict_row(link, one.start, one.to, verdict, *numbers, organisation="grey-coast", **changed)

    reason = Text(nl="Het stokt, met 3.5 kans. Meer hierover.", en="It stalls, with 3.5 chances. More on this.")
    table = verdicts_of(
        row("K1", "translating", 0.9, listed="translating", naive=False),
        row("K2", "stalled", 0.02, listed="red", naive=True, failure="theory", reason=reason),
        row("K3", "leaning_stalled", 0.2, listed="watch", naive=False, failure="open"),
        row("K4", "not_measured", failure="measurement", evidence={"missing": "outcome", "lead": LEAD},
            reason=Text(nl=f"{LEAD.nl} Er is geen cijfer.", en=f"{LEAD.en} There is no figure.")),
        row("K5", "not_measured", failure="measurement", evidence={"missing": "outcome"}),
        row("K7", "too_early", failure="too_early"),
        verdict_row("K1", "I1", "A1", "weak", 0.1, organisation="gull-rock"),
    )  # fmt: skip
    return dataclasses.replace(assessment, verdicts=table)


def test_the_gaps_come_in_order_each_with_its_count(judged: Assessment) -> None:
    found = flags_of(judged)
    assert [section.gap for section in found.sections] == ["shown", "unproven", "unmeasured"]
    assert [[flag.link for flag in section.flags] for section in found.sections] == [["K2"], ["K3"], ["K4", "K5"]]
    assert [section.heading.en[-3:] for section in found.sections] == ["(1)", "(1)", "(2)"]
    assert found.rest is not None
    assert found.rest.en == "None of these three: 1 translating and 1 too early."


def test_a_flag_has_both_ends_the_kind_of_failure_and_the_usual_rule_beside_ours(judged: Assessment) -> None:
    shown, unproven, unmeasured = (section.flags[0] for section in flags_of(judged).sections)
    assert shown.ends.en == "Lamps repaired → Brighter light"
    assert (shown.verdict.nl, shown.why.nl) == ("stokt", "Het stokt, met 3.5 kans.")
    assert shown.failure is not None
    assert shown.failure.en == "the output is there, the outcome does not follow"
    assert shown.usual is not None
    assert unproven.usual is not None
    assert shown.usual.en.endswith("does not translate")
    assert unproven.usual.en.endswith("no objection")
    assert unmeasured.usual is None
    # what was said first of outputs that rose is not said again for each link
    assert unmeasured.why.en == "There is no figure."


def test_a_verdict_that_only_leans_says_why_it_counts_as_shown(assessment: Assessment) -> None:
    listed = verdict_row("K2", "P1", "U1", "leaning_stalled", 0.1, organisation="grey-coast", gap="shown", listed="red")
    shown, *_ = flags_of(dataclasses.replace(assessment, verdicts=verdicts_of(listed))).sections
    assert [flag.verdict.en for flag in shown.flags] == ["seems to stall (red list)"]


def test_what_to_measure_first_comes_before_everything(judged: Assessment) -> None:
    first, *others = flags_of(judged).first
    element = judged.overview("grey-coast").next_measurements[0]
    assert judged.theory.element_by_id[element.element].title.en in first.en
    assert all(link in first.en for link in element.links)
    assert any("routes" in one.en for one in others)


def test_a_list_says_how_many_are_expected_to_be_wrong(judged: Assessment) -> None:
    red, watch, none = (section.caption for section in flags_of(judged).sections)
    assert red is not None
    assert watch is not None
    assert none is None
    assert "K2" in red.en
    assert "hardly any" in red.en  # 1 - 0.98
    assert "about 0.2 " in watch.en


def test_a_level_or_a_gap_can_be_asked_for(judged: Assessment) -> None:
    outcomes = flags_of(judged, level="outcome")
    assert [flag.link for section in outcomes.sections for flag in section.flags] == ["K2", "K3", "K4"]
    assert outcomes.only is not None
    (only,) = flags_of(judged, gap="unproven").sections
    assert [flag.link for flag in only.flags] == ["K3"]


def test_an_organisation_is_found_by_its_name_too(judged: Assessment) -> None:
    title = judged.theory.organisations.by_id["gull-rock"].title.en
    for name in ("gull-rock", title):
        assert [flag.link for flag in flags_of(judged, name).sections[0].flags] == ["K1"]


def test_everything_that_is_wrong_is_said_at_once_with_the_nearest_name(judged: Assessment) -> None:
    with pytest.raises(FindingsError) as raised:
        flags_of(judged, "gul-rock", "outcom", "unprovn")
    said = [finding.message.en for finding in raised.value.findings]
    assert [text.rpartition("did you mean")[2] for text in said] == [" ‘gull-rock’?", " ‘outcome’?", " ‘unproven’?"]


def test_an_organisation_without_verdicts_is_told_who_has_them(judged: Assessment) -> None:
    with pytest.raises(FindingsError) as raised:
        flags_of(judged, "drift-point")
    (finding,) = raised.value.findings
    assert "grey-coast and gull-rock" in finding.message.en


def test_the_same_links_are_given_as_rows(judged: Assessment) -> None:
    rows = flag_records(judged, "nl")
    assert [(row["link"], row["gap"]) for row in rows] == [
        ("K2", "shown"), ("K3", "unproven"), ("K4", "unmeasured"), ("K5", "unmeasured"),
    ]  # fmt: skip
    assert all(tuple(row) == COLUMNS for row in rows)
    assert (rows[0]["from_title"], rows[0]["usual_rule_accuses"], rows[0]["probability"]) == (
        "Gemaakte lampen",
        True,
        0.02,
    )
    assert (rows[2]["ratio"], rows[2]["usual_rule_accuses"], rows[2]["listed"]) == ("", "", "")


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [("One. Two.", "One."), ("It is 1.5 or more. And so.", "It is 1.5 or more."), ("No end", "No end"),
     ("Is it? ‘Yes’ it is.", "Is it?"), ("About 3 p.m. or so. Then.", "About 3 p.m. or so.")],
)  # fmt: skip
def test_a_reason_is_shortened_to_its_first_sentence(reason: str, sentence: str) -> None:
    assert main_sentence(Text(nl=reason, en=reason), None) == Text(nl=sentence, en=sentence)


# --- The command ------------------------------------------------------------------------------------------------


def run(*words: str) -> Any:
    return CliRunner().invoke(app, ["flags", *words])


def test_the_command_shows_the_gaps_and_writes_the_file(shelf: Path, tmp_path: Path) -> None:
    path = tmp_path / "made" / "flags.csv"
    result = run("lighthouses", "--library", str(shelf), "--lang", "en", "--csv", str(path))
    assert result.exit_code == 0, result.output
    places = [result.output.index(one) for one in ("Shown:", "Unproven:", "Unmeasured:")]
    assert places == sorted(places)
    assert max(map(len, result.output.splitlines())) <= 80 + len(str(path))
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert rows
    for row in rows:
        assert row["link"] in result.output
        assert row["gap"] in ("shown", "unproven", "unmeasured")


def test_bad_input_ends_the_command_with_all_findings(shelf: Path) -> None:
    result = run("lighthouses", "--library", str(shelf), "--lang", "en", "--organisation", "gul-rock", "--gap", "none")
    assert result.exit_code == 2
    assert "gull-rock" in result.output
    assert "shown, unproven and unmeasured" in " ".join(result.output.split())
