"""A few sentences for the terminal: what they count is what the tables hold."""

import re

from toc.assessment import Assessment
from toc.summary import prospects_to_show, summarise


def test_the_sentence_on_targets_ahead_counts_every_prospect(assessment: Assessment) -> None:
    (sentence,) = [text.en for heading, text in summarise(assessment) if heading.en == "Projections"]
    assert sentence.startswith("8 targets are still ahead: ")
    counts = [int(part.split()[0]) for part in sentence.removeprefix("8 targets are still ahead: ").split(", ")]
    assert sum(counts) == len(assessment.prospects) == 8
    assert all(counts)  # what there is none of is not said
    # a mean over the years, and ships that nobody counts
    assert sentence.endswith("2 cannot be told")


def test_only_targets_with_a_chance_are_listed(assessment: Assessment) -> None:
    shown = prospects_to_show(assessment)
    assert sorted((goal.en, year) for goal, year, _, _ in shown) == [
        ("Keepers trained: 50 keepers", 2025), ("Lamps repaired: 3,400 lamps", 2026),
        ("Lamps repaired: 4,000 lamps", 2026), ("Litres per lamp: 20 litres per lamp", 2026),
        ("Share of safe passages: 90%", 2026), ("Wrecks: 5 ships", 2026),
    ]  # fmt: skip
    assert all(chance.nl.startswith("kans ") for _, _, chance, _ in shown)
    assert {status.en for *_, status in shown} <= {"reached", "likely", "uncertain", "unlikely"}


def test_the_sentence_on_links_counts_every_link_once_and_keeps_the_gaps_apart(assessment: Assessment) -> None:
    table = assessment.verdicts[assessment.verdicts["organisation"] == "grey-coast"]
    (sentence,) = [text.en for heading, text in summarise(assessment) if heading.en == "Links"]
    head, _, parts = sentence.partition(": ")
    assert head == f"of {len(table)} links"
    counts = [int(number) for number in re.findall(r"\b\d+\b", parts)]
    assert sum(counts) == len(table)
    assert all(counts)
    gaps = {"shown": "it is shown", "unproven": "unproven", "unmeasured": "cannot be judged"}
    places = [parts.find(gaps[name]) for name in gaps if (table["gap"] == name).any()]
    assert places == sorted(places)
    assert -1 not in places


def test_what_to_measure_first_is_said_once(assessment: Assessment) -> None:
    found = assessment.overview("grey-coast").next_measurements
    said = [text.en for heading, text in summarise(assessment) if heading.en == "Measure first"]
    assert len(said) == min(1, len(found))
    if found:
        assert assessment.theory.element_by_id[found[0].element].title.en in said[0]
