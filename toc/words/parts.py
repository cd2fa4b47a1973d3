"""Fixed words on organisations below the one that a report is about: who contributed what, and who stands out.

In the braces: as in ``toc.words.sentences``.
"""

PARTS_LABELS: dict[str, tuple[str, str]] = {
    # --- A report of one organisation --------------------------------------------------------------------------
    "coverage.only_own": ("gevraagd van de organisatie zelf", "asked of the organisation itself"),
    "coverage.of_own": (
        "Gevraagd van de organisatie zelf: per gegeven het jaar en wat er bekend is",
        "Asked of the organisation itself: for each data element the year and what is known",
    ),
}
