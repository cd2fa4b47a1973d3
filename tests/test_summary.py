"""A few sentences for the terminal: what they count is what the tables hold."""

from toc.assessment import Assessment
from toc.summary import prospects_to_show, summarise


def test_the_sentence_on_targets_ahead_counts_every_prospect(assessment: Assessment) -> None:
    (sentence,) = [text.en for heading, text in summarise(assessment) if heading.en == "Outlook"]
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
